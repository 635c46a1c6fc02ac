"""Signal's manners, whichever way it is reached: what is answered, what leaves no trace."""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial

from bot.alarms import MENDS
from bot.channels.base import ChannelError, Message, Refused, Sent, Unknown, Unreachable
from bot.channels.signal import envelope
from bot.channels.signal.envelope import NewKey, Nothing, Read, Said, TakenBack
from bot.channels.signal.health import Health
from bot.channels.signal.memory import Bounded, Timers
from bot.channels.signal.transport import Transport, Untrusted
from flows import Reply

log = logging.getLogger("quietline.signal")

DELETABLE = 23.5 * 3600
"""Seconds. Phones ignore a deletion that is more than 24 hours younger than its message, and the
server says it was done; half an hour is for the way."""
_ERASING = 18.0
"""Seconds that erasing one chat may take at a time: the store's lease for it is 30."""
_BEFORE_SENDING = 8.0
"""Seconds that setting the timer may take before its message has to wait for another try."""
_PROBE_EVERY = 60.0
_RECENT = 4096
"""Message ids remembered, so that a message that comes twice is answered once."""


class SignalChannel:
    """Signal as a channel, over either transport.

    `timer` is the disappearing timer set for people who have none, in seconds. `receipts`: tell a
    person that their message was read, once it was answered.
    """

    name = "signal"
    private = True
    takes_back_incoming = False

    def __init__(
        self,
        transport: Transport,
        account: str,
        health: Health,
        timer: int = 3600,
        *,
        receipts: bool = False,
        operator: str = "",
        wall: Callable[[], float] = time.time,
    ) -> None:
        self._transport, self._account, self._health = transport, account, health
        self._timer, self._receipts, self._wall = timer, receipts, wall
        self.ignored: Counter[str] = Counter()
        """How many frames were not for us, by kind."""
        self._timers = Timers()
        self._recent: Bounded[bool] = Bounded(_RECENT)
        self._new_keys: Bounded[bool] = Bounded()
        self._leaving: Bounded[bool] = Bounded()
        self._operator = operator
        self._untold: set[str] = set()
        if operator:
            health.alarms.tell = self._tell
        self._written_to: Bounded[bool] = Bounded()
        self._chores: queue.SimpleQueue[Callable[[], object] | None] = queue.SimpleQueue()
        self._closing = threading.Event()

    # In

    def receive(self) -> Iterator[Message]:
        """Messages as they come, until closed. No frame, whatever it holds, ends it."""
        workers = [
            threading.Thread(target=work, name=f"signal-{name}", daemon=True)
            for name, work in (("chores", self._do_chores), ("probe", self._probe))
        ]
        for worker in workers:
            worker.start()
        try:
            for frame in self._transport.frames():
                message = self._message(frame)
                if message:
                    yield message
                    if self._receipts:
                        self._receipt(message)
        finally:
            self._closing.set()
            self._chores.put(None)

    def close(self) -> None:
        """Let nothing more come; what has come is still answered."""
        self._closing.set()
        self._transport.stop()

    def _message(self, frame: object) -> Message | None:
        try:
            if isinstance(frame, (str, bytes)):
                found = envelope.read(frame, self._account)
            else:
                found = envelope.understood(frame, self._account)
            return self._heard(found)
        except Exception as error:
            # Not its text: it may hold words. The reader goes on, whatever this was.
            log.error("a frame failed: %s", type(error).__name__)
            self.ignored["failed"] += 1
            return None

    def _heard(self, found: Read) -> Message | None:
        if found.timer is not None:
            self._timers.note(found.address, found.timer, by_hand=found.by_hand)
        for name in found.attachments:
            self._chores.put(partial(self._transport.delete_attachment, name))
        match found.what:
            case Said(text, number):
                if not self._recent.put(True, found.address, number):
                    self.ignored["repeated"] += 1
                    return None
                return self._said(found, text, number)
            case TakenBack(number):
                # Taken back before it came, it is not answered when it does come.
                self._recent.put(True, found.address, number)
                return Message(self.name, found.address, "", number, unsaid=True)
            case NewKey():
                self._new_key(found.address)
                return Message(self.name, found.address, "", "", closed=True, stranger=True)
            case Nothing(kind):
                self.ignored[kind] += 1
        return None

    def _said(self, found: Read, text: str, number: str) -> Message:
        self._leaving.drop(found.address)
        # A timer equal to ours is ours: it says nothing of what the person wants.
        life = found.timer if found.timer and found.timer != self._timer else None
        stranger = self._new_keys.drop(found.address) is not None
        return Message(self.name, found.address, text, number, stranger=stranger, life=life)

    def _new_key(self, address: str) -> None:
        """A new install, or somebody else: once forgotten, they are heard, as a stranger.

        Signal-cli holds back what they wrote until their key is taken.
        """
        self._timers.forget(address)
        self._new_keys.put(True, address)
        self._chores.put(lambda: self._transport.trust(address))

    def _receipt(self, message: Message) -> None:
        address, number = message.address, message.id
        if number:
            self._chores.put(lambda: self._transport.read_receipt(address, int(number)))

    # Out

    def send(self, address: str, reply: Reply) -> Sent:
        """Send one reply; before it, where the person has none, a disappearing timer."""
        self._health.check()
        begun = time.monotonic()
        with self._health.watching():
            try:
                self._timer_first(address)
                if time.monotonic() - begun > _BEFORE_SENDING:
                    raise Unreachable("slow", after=1.0)
                sent = Sent(self._transport.send(address, reply.plain))
            except Untrusted:
                self._new_key(address)
                raise
        self._after(address)
        if self._untold:
            self._chores.put(self._tell_all)
        return sent

    def forget(self, address: str) -> None:
        """The person leaves; one last line may come."""
        self._leaving.put(True, address)

    def _after(self, address: str) -> None:
        """After the last line to somebody who was never written to before there is no chat to
        erase, and so nothing that would have signal-cli forget them.
        """
        if not self._leaving.drop(address):
            self._written_to.put(True, address)
        elif not self._written_to.get(address) and self._transport.forgets:
            self._timers.forget(address)
            self._chores.put(partial(self._transport.forget_contact, address))

    def erase(self, address: str, references: Sequence[str]) -> tuple[str, ...]:
        """Delete our own messages on the person's phone, then forget the person where we can.

        Deletion leaves "this message was deleted" there, and no answer says whether it was done.
        """
        self._health.check()
        known = self._timers.known(address)
        begun = time.monotonic()
        left = list(references)
        # The last one first: it is what an open screen shows.
        for reference in reversed(references):
            if time.monotonic() - begun > _ERASING:
                return tuple(left)
            if self._deletable(reference) and not self._deleted(address, reference):
                if len(left) == len(references):
                    raise Unreachable("not erased")
                return tuple(left)
            left.remove(reference)
        if self._transport.forgets and not self._forgotten(address):
            return tuple(references[:1])  # to be called again: deleting twice does no harm
        self._timers.forgotten(address, known.noted if known else 0)
        self._written_to.drop(address)
        return ()

    def _deletable(self, reference: str) -> bool:
        return self._wall() - int(reference) / 1000 < DELETABLE

    def _deleted(self, address: str, reference: str) -> bool:
        try:
            with self._health.watching():
                self._transport.remote_delete(address, int(reference))
        except Refused:
            log.warning("a message could not be taken back")
        except (Unreachable, Unknown):
            return False
        return True

    def _forgotten(self, address: str) -> bool:
        try:
            self._transport.forget_contact(address)
        except Refused:
            log.warning("a contact could not be forgotten")
        except ChannelError:
            return False
        return True

    def _timer_first(self, address: str) -> None:
        """No content goes out that would stay for ever, or that would change the person's timer.

        Signal-cli sends every message with the timer it has noted, which follows the person's. It
        has noted none before the first, and after it was made to forget them.
        """
        known = self._timers.known(address)
        if known and (known.checked or known.refused):
            return
        if self._transport.forgets:
            noted = self._transport.timer_of(address)
        elif known:
            noted = known.seconds
        else:
            # Started anew since they wrote, over REST, which cannot tell: what signal-cli has noted
            # is theirs or ours. To set ours might lengthen theirs.
            return
        wanted = known.seconds if known and known.seconds else noted or self._timer
        if noted != wanted:
            self._transport.set_timer(address, wanted)
        self._timers.agreed(address, wanted)

    # On the side

    def _tell(self, kind: str) -> None:
        """To the operator's own number, now or, while nothing goes out, after the next success."""
        self._untold.add(kind)
        self._chores.put(self._tell_all)

    def _tell_all(self) -> None:
        for kind in sorted(self._untold):
            self._health.check()
            self._transport.send(self._operator, f"Quietline: {kind}. {MENDS[kind]}")
            self._untold.discard(kind)

    def _do_chores(self) -> None:
        """What nobody waits for: a slow server must not hold up a person's answer."""
        self._chores.put(self._sweep_attachments)
        while (chore := self._chores.get()) is not None:
            try:
                chore()
            except ChannelError as error:
                log.warning("a chore: %s", type(error).__name__)
            except Exception as error:
                log.error("a chore failed: %s", type(error).__name__)

    def _sweep_attachments(self) -> None:
        """Deletes what was stored before we were there. None is ever opened."""
        for name in self._transport.attachments():
            self._transport.delete_attachment(name)

    def _probe(self) -> None:
        """Looks whether signal-cli lives and knows our account; /v1/health would say so anyway."""
        while not self._closing.wait(_PROBE_EVERY):
            self._health.probe(self._transport.accounts, self._account)
