"""One message, one line: from what came in to what is kept and what goes out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.channels.base import Channel, Message
from bot.limits import Limits
from bot.sender import Sender, pack
from directory import Directory
from flows import Content, Line, Reply, Scene, Session, Turn, advance, leaves, render, understand
from flows.turn import say
from flows.understand import Answer, Commanded
from flows.words import ENGINE
from store import Store
from store import Turn as Held

log = logging.getLogger("quietline.dispatcher")


@dataclass(frozen=True, slots=True)
class Deployment:
    """What the operator has set and the conversations may say."""

    operator: str
    signal: str
    language: str
    idle: int


class Dispatcher:
    """Takes messages of any channel, one at a time for each person."""

    def __init__(
        self,
        content: Content,
        directory: Directory,
        store: Store,
        sender: Sender,
        limits: Limits,
        channels: Mapping[str, Channel],
        deployment: Deployment,
        wall: Callable[[], float],
    ) -> None:
        self._content, self._directory = content, directory
        self._store, self._sender, self._limits = store, sender, limits
        self._channels, self._deployment, self._wall = channels, deployment, wall

    def handle(self, message: Message) -> None:
        """Answer one message. Never raises: somebody is waiting."""
        try:
            left = leaves(message.text, self._content) or self._turn(message)
            if left:
                self._leave(message)
        except Exception as error:
            log.error("a turn failed: %s", _where(error))
            self._without_memory(message)
        self._sender.wake()

    def _turn(self, message: Message) -> bool:
        """One turn of the conversation; whether the person leaves with it."""
        admitted = self._limits.admit(message.channel, message.address)
        with self._store.turn(message.channel, message.address) as held:
            session = Session.loads(held.state)
            if session and message.id in session.seen:
                return False
            answer = understand(message.text, session, self._content, self._directory)
            if not admitted and not _always(answer):
                return False
            scene = self._scene(message, held)
            turn = advance(session, answer, self._content, self._directory, scene)
            if turn.session is None:
                return True
            self._keep(held, turn, message)
        return False

    def _keep(self, held: Held, turn: Turn, message: Message) -> None:
        assert turn.session is not None
        session = turn.session.saw(message.id)
        replies = [pack(reply) for reply in render(turn, self._content, self._directory)]
        idle = session.idle * 60 if session.idle else None
        held.save(session.dumps(), replies, idle=idle)
        if self._channels[message.channel].takes_back_incoming:
            self._store.remember(message.channel, message.address, message.id)

    def _leave(self, message: Message) -> None:
        """Leaving, in this order: keys, answer, rows, chat. The first cannot fail."""
        self._store.wipe_slots(message.channel, message.address)
        self._limits.forget(message.channel, message.address)
        cover = Turn(None, (say("cover"),), self._deployment.language)
        self._sender.cover(
            message.channel, message.address, render(cover, self._content, self._directory)
        )
        if self._channels[message.channel].takes_back_incoming:
            self._store.remember(message.channel, message.address, message.id)
        self._store.purge(message.channel, message.address)

    def _without_memory(self, message: Message) -> None:
        """The store cannot be used: contacts all the same, and nothing is remembered."""
        language = self._deployment.language
        try:
            turn = stateless(message.text, self._content, self._directory, language)
            replies = render(turn, self._content, self._directory)
        except Exception as error:
            log.error("an answer without memory failed: %s", _where(error))
            replies = (Reply(self._content.wording(ENGINE, "no-memory", language).text),)
        self._sender.cover(message.channel, message.address, replies)

    def _scene(self, message: Message, held: Held) -> Scene:
        return Scene(
            private=self._channels[message.channel].private,
            now=self._wall(),
            operator=self._deployment.operator,
            signal=self._deployment.signal,
            language=self._deployment.language,
            idle=self._deployment.idle,
            until=lambda minutes: held.until(minutes * 60),
            references=lambda: len(self._store.references(message.channel, message.address)),
        )


def stateless(text: str, content: Content, directory: Directory, language: str) -> Turn:
    """What can be said to anybody without knowing anything: that, and whom to call."""
    query = directory.read(text[:2_000])
    if not query.asks:
        query = directory.query("general_crisis", None, None)
    contacts = Line(ENGINE, "found-many", found=directory.find(query))
    return Turn(None, (say("no-memory"), contacts), language)


def _always(answer: Answer) -> bool:
    return isinstance(answer, Commanded) and answer.command in ("leave", "danger")


def _where(error: Exception) -> str:
    """The kind of a mistake and its place in our code: never its text, which may hold words."""
    trace = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    place = f"{trace.tb_frame.f_code.co_name}:{trace.tb_lineno}" if trace else "?"
    return f"{type(error).__name__} in {place}"
