"""One message, one line: from what came in to what is kept and what goes out."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace

from bot.access import Access
from bot.channels.base import Channel, Forgetful, Message
from bot.deeds import Deeds
from bot.deployment import Deployment, stateless
from bot.kept_plans import KeptPlans
from bot.limits import Limits
from bot.log import where
from bot.sender import Sender, pack
from bot.watch import Watch
from directory import Directory
from flows import (
    Answer,
    Content,
    Reply,
    Scene,
    Session,
    Turn,
    advance,
    current,
    leaves,
    render,
    told,
    understand,
)
from flows.model import MENU, WORKER
from flows.turn import say
from flows.understand import Admitted, Asked, Commanded, Unlocked
from flows.words import ENGINE
from store import Opened, Store, StoreError
from store import Turn as Held

log = logging.getLogger("quietline.dispatcher")


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
        kept: KeptPlans,
        access: Access,
        watch: Watch,
        deeds: Deeds,
        wall: Callable[[], float],
    ) -> None:
        self._content, self._directory = content, directory
        self._store, self._sender, self._limits = store, sender, limits
        self._channels, self._deployment = channels, deployment
        self._kept, self._access, self._watch, self._deeds = kept, access, watch, deeds
        self._wall = wall

    def handle(self, message: Message) -> None:
        """Answer one message. Never raises: somebody is waiting."""
        try:
            if message.closed:
                if message.stranger:
                    self._access.end(message.channel, message.address)
                self.forget(message.channel, message.address)
                return
            if message.unsaid:
                self._unsay(message)
                return
            left = leaves(message.text, self._content) or self._turn(message)
            if left:
                self._leave(message)
        except Exception as error:
            log.error("a turn failed: %s", where(error))
            self._without_memory(message)
        try:
            self._sender.wake()
        except Exception as error:
            log.error("sending failed: %s", where(error))

    def forget(self, channel: str, address: str) -> None:
        """Somebody has shut the chat: as leaving, without a word, and the chat is erased."""
        self._forget_in_memory(channel, address)
        self._store.forget(channel, address)
        self._sender.wake()

    def _turn(self, message: Message) -> bool:
        """One turn of the conversation; whether the person leaves with it."""
        admitted = self._limits.admit(message.channel, message.address)
        if message.stranger:
            self._access.end(message.channel, message.address)
        with self._store.turn(message.channel, message.address) as held:
            before = Session.loads(held.state)
            if before and message.id in before.seen:
                return False
            scene = self._scene(message, held, before)
            session = current(before, self._content, scene)
            turn = self._checked_in(message, session, scene)
            opened = None
            if turn is None:
                answer = understand(message.text, session, self._content, self._directory)
                if not admitted and not _always(answer):
                    return False
                if self._access.redeem(message):
                    scene = self._scene(message, held, None)
                    answer, session = Admitted(), current(None, self._content, scene)
                opened = self._opened(message, scene)
                answer = Unlocked(opened.value, opened.case) if opened else answer
                turn = advance(session, answer, self._content, self._directory, scene)
            if self._is_elsewhere(message, turn, scene):
                turn = self._contacts_only(session, scene)
            if turn.session is None:
                return True
            if message.stranger:
                turn = replace(turn, lines=(say("new-key"), *turn.lines))
            self._keep(held, self._deeds.carry_out(turn, message, scene), message, opened)
        return False

    def _opened(self, message: Message, scene: Scene) -> Opened | None:
        workers = scene.agency is not None
        return self._kept.opened(message, cases=workers) if scene.private else None

    def _is_elsewhere(self, message: Message, turn: Turn, scene: Scene) -> bool:
        """Whether this is not done on this channel here. Workers are let in knowingly."""
        closed = message.channel in self._deployment.contacts_only and scene.agency is None
        return closed and _goes_further(turn)

    def _checked_in(self, message: Message, session: Session | None, scene: Scene) -> Turn | None:
        """The turn of a word that belongs to a worker's check-in: it counts wherever they are."""
        lines = self._watch.heard(message, scene.agency is not None)
        if lines is None:
            return None
        return told(session, lines, self._content, self._directory, scene)

    def _keep(self, held: Held, turn: Turn, message: Message, opened: Opened | None) -> None:
        assert turn.session is not None
        session = turn.session.saw(message.id)
        replies = [pack(reply) for reply in render(turn, self._content, self._directory)]
        held.save(session.dumps(), replies, idle=_idle(session.idle, message))
        if opened and turn.unlocked:
            # Only now: a plan that opened and was not saved would be lost.
            self._kept.burn(opened)
        self._remember(message)

    def _remember(self, message: Message) -> None:
        if not self._channels[message.channel].takes_back_incoming:
            return
        try:
            for reference in message.to_erase:
                self._store.remember(message.channel, message.address, reference)
        except StoreError as error:
            # The turn is kept and answered; a second answer would be worse than a trace less.
            log.warning("a message is not on the list to erase: %s", type(error).__name__)

    def _unsay(self, message: Message) -> None:
        """They took a message back: their own words go, all of them, for which one it was is not
        kept. What they picked from lists stays, and so does their place.
        """
        with self._store.turn(message.channel, message.address) as held:
            session = Session.loads(held.state)
            if session and session.written:
                session = replace(session, written={})
                held.save(session.dumps(), idle=_idle(session.idle, message))

    def _contacts_only(self, session: Session | None, scene: Scene) -> Turn:
        """What this deployment does not do on this channel is said to be elsewhere."""
        menu = Commanded("menu")
        turn = advance(session, menu, self._content, self._directory, scene)
        return replace(turn, lines=(say("contacts-only"), *turn.lines))

    def _leave(self, message: Message) -> None:
        """Leaving, in this order: keys, answer, rows, chat. Whatever fails, the rest is done, and
        nothing but the last line is said: contacts after "exit" would be worse than silence.
        """
        cover = Turn(None, (say("cover"),), self._deployment.language)
        replies = render(cover, self._content, self._directory)
        steps: tuple[Callable[[], None], ...] = (
            lambda: self._store.wipe_slots(message.channel, message.address),
            lambda: self._forget_in_memory(message.channel, message.address),
            lambda: self._sender.cover(message.channel, message.address, replies),
            lambda: self._remember(message),
            lambda: self._store.purge(message.channel, message.address),
            lambda: self._watch.left(message.channel, message.address),
        )
        for step in steps:
            try:
                step()
            except Exception as error:
                log.error("leaving: a step failed and the sweep must do it: %s", where(error))

    def _forget_in_memory(self, channel: str, address: str) -> None:
        self._limits.forget(channel, address)
        network = self._channels[channel]
        if isinstance(network, Forgetful):
            network.forget(address)

    def _without_memory(self, message: Message) -> None:
        """The store cannot be used: contacts all the same, and nothing is remembered."""
        language = self._deployment.language
        try:
            worker = self._agency(message, None) is not None
            lines = self._watch.heard(message, worker) or self._watch.done(message)
            if lines is None:
                turn = stateless(message.text, self._content, self._directory, language)
            else:
                turn = Turn(None, lines, language)
            replies = render(turn, self._content, self._directory)
        except Exception as error:
            log.error("an answer without memory failed: %s", where(error))
            replies = (Reply(self._content.wording(ENGINE, "no-memory", language).text),)
        self._sender.cover(message.channel, message.address, replies)

    def _agency(self, message: Message, session: Session | None) -> str | None:
        """The agency that the sender works for, if any. Where that cannot be looked up, survivors
        go on; a worker's conversation must not be lost for it, and is not touched.
        """
        try:
            return self._access.agency(message.channel, message.address)
        except StoreError:
            if session is not None and session.role == WORKER:
                raise
            return None

    def _scene(self, message: Message, held: Held, session: Session | None) -> Scene:
        return Scene(
            private=self._channels[message.channel].private,
            now=self._wall(),
            operator=self._deployment.operator,
            signal=self._deployment.signal,
            language=self._deployment.language,
            idle=self._deployment.idle,
            cap=self._deployment.cap,
            keeps=self._kept.days,
            until=lambda minutes: held.until(_idle(minutes, message)),
            references=lambda: len(self._store.references(message.channel, message.address)),
            agency=self._agency(message, session),
            case_days=self._kept.case_days,
            zone=self._deployment.zone,
            checkin=lambda: self._watch.open(message.channel, message.address),
        )


_SHORTEST = 300
"""Seconds: below this nobody could finish a sentence before it is forgotten."""


def _idle(minutes: int | None, message: Message) -> int | None:
    """Seconds that the conversation is kept: the person's word, or the timer of their chat."""
    wanted = [minutes * 60] if minutes else []
    if message.life:
        wanted.append(max(message.life, _SHORTEST))
    return min(wanted, default=None)


_CONTACTS = frozenset({"welcome", "again", MENU, "lines", "about", ENGINE})


def _goes_further(turn: Turn) -> bool:
    """Whether a turn goes beyond contacts, and what this is and keeps."""
    here = {turn.session.flow} if turn.session else set()
    return not here.union(line.flow for line in turn.lines) <= _CONTACTS


def _always(answer: Answer) -> bool:
    if isinstance(answer, Asked):
        return answer.query.danger
    return isinstance(answer, Commanded) and answer.command in ("leave", "danger")
