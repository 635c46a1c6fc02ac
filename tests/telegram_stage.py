"""The real channel before the strict server: a person to write as, and a phone to look at."""

from __future__ import annotations

import shutil
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from fake_telegram import TOKEN, FakeTelegram, Person
from rehearsal import PERSON, FakeClock, Rehearsal, setup

from bot.app import App
from bot.channels.telegram import Telegram, Webhook, channel, polling
from bot.channels.telegram.token import Token
from flows import Reply
from store import state_folder

RECEIVERS = 4

# In life confirming and deleting leave the machine to the reply for a moment; here that only waits.
polling.REPLY_FIRST = 0.0
channel._AGAIN = (0.0, *channel._AGAIN[1:])


class Stage:
    """A service on Telegram in this process, with the threads that it has in life."""

    def __init__(
        self,
        fake: FakeTelegram,
        token: str = TOKEN,
        name: str = "telegram",
        webhook: Webhook | None = None,
        topics: bool = False,
        contacts_only: bool = False,
    ) -> None:
        self.fake, self.bot, self.name = fake, fake.bots[token], name
        self.channel = Telegram(name, Token(token), fake.base_url, webhook=webhook, topics=topics)
        own = {"telegram_contacts_only": contacts_only, "slots": 4096}
        settings = setup().settings.model_copy(update=own)
        self.app = replace(setup(), settings=settings).build(
            {name: self.channel}, None, sending_threads=4
        )
        self._threads = [threading.Thread(target=self._receive) for _ in range(RECEIVERS)]

    def _receive(self) -> None:
        for message in self.channel.receive():
            self.app.dispatcher.handle(message)

    def __enter__(self) -> Stage:
        self.app.sender.__enter__()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.channel.close()
        for thread in self._threads:
            thread.join()
        self.app.sender.__exit__()
        self.channel.end()
        self.app.close(wipe=True)

    def held(self, person: Person) -> bool:
        """Whether the server holds anything about a person."""
        held = self.app.store.held(self.name, str(person.chat))
        return bool(held.state or held.size or held.references or held.unsent)


@contextmanager
def strict() -> Iterator[FakeTelegram]:
    """The strict server; what must never be asked of it fails the test."""
    with FakeTelegram() as fake:
        yield fake
        assert fake.violations() == []


class _Phone:
    """What `tests/rehearsal.py` asks of a phone."""

    def __init__(self, person: Person) -> None:
        self._person = person

    def left(self) -> list[object]:
        return list(self._person.left())


class _Stand:
    """Between the rehearsal and the real channel: counts what was said."""

    name = "telegram"
    _SENDING = frozenset({"sendMessage", "editMessageText", "deleteMessage", "deleteMessages"})

    def __init__(self, person: Person) -> None:
        self.person, self.phone = person, _Phone(person)

    @property
    def replies(self) -> list[Reply]:
        return [Reply(text) for text in self.person.heard]

    @property
    def sent(self) -> list[tuple[str, Reply]]:
        return [(PERSON, reply) for reply in self.replies]

    @property
    def down(self) -> bool:
        return bool(self.person.bot.down)

    @down.setter
    def down(self, down: bool) -> None:
        self.person.bot.down = self._SENDING if down else frozenset()


class TelegramRehearsal(Rehearsal):
    """A rehearsal whose channel is the real one, before the strict server."""

    def __init__(self, agency: str | None = None) -> None:
        self.agency, self.clock = agency, FakeClock()
        self.folder = Path(tempfile.mkdtemp(prefix="test-", dir=state_folder(None)))
        self.fake = FakeTelegram(lambda: self.clock.wall).__enter__()
        self.bot = self.fake.bot
        self.telegram = Telegram(
            "telegram", Token(TOKEN), self.fake.base_url, lambda: self.clock.boot
        )
        self.meet(42)
        self.app = self._start()
        self._thread = threading.Thread(target=self._receive)
        self._thread.start()

    def meet(self, chat: int) -> None:
        """From here on somebody else writes."""
        self.person = self.bot.person(chat)
        self.channel = _Stand(self.person)  # type: ignore[assignment]

    def _start(self) -> App:
        folder = self.folder / "agency" if self.agency else None
        settings = setup().settings.model_copy(update={"agency_folder": folder})
        self.whole = replace(setup(), settings=settings)
        return self.whole.build({"telegram": self.telegram}, self.folder, self.clock.clocks())

    def _receive(self) -> None:
        for message in self.telegram.receive():
            self.app.dispatcher.handle(message)

    def says(self, text: str, _shown: str | None = None) -> list[Reply]:
        self.clock.move(5)
        before = len(self.person.heard)
        update = self.person.writes(text)
        self._settled(update)
        return self.channel.replies[before:]

    def presses(self, number: int) -> list[Reply]:
        self.clock.move(5)
        before = len(self.person.heard)
        self._settled(self.person.presses(number))
        return self.channel.replies[before:]

    def _settled(self, update: int) -> None:
        """The update is confirmed, and what the person wrote is deleted."""
        self.bot.wait_for(lambda: update not in [one for _, one, _ in self.bot.pending])
        if "deleteMessage" not in self.bot.down:
            self.bot.wait_for(lambda: not any(m.mine for m in self.person.shown.values()))

    def held(self) -> str:
        held = self.app.store.held("telegram", str(self.person.chat))
        if held.state is None and not held.size and not held.references and not held.unsent:
            return "nothing"
        state = "no conversation" if held.state is None else "a conversation"
        return f"{state}, {held.unsent} unsent, {held.references} references"

    def close(self) -> None:
        self.telegram.close()
        self._thread.join()
        self.telegram.end()
        self.app.close(wipe=True)
        self.fake.__exit__()
        shutil.rmtree(self.folder, ignore_errors=True)
        assert self.fake.violations() == []
