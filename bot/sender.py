"""What must still reach a person or be taken back: the outbox, carried out and tried again."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping

from bot.channels.base import Channel, ChannelError, Closed, Unknown, Unreachable
from bot.log import where
from flows import Reply
from store import Due, Store, StoreError

log = logging.getLogger("quietline.sender")

_RETRY = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds between attempts; the last one goes on until the row's life is over."""

_LOOK_EVERY = 1.0
"""Seconds after which a sending thread looks for what has become due by itself."""


def pack(reply: Reply) -> bytes:
    """A reply as it lies, sealed, in the outbox."""
    return json.dumps([reply.text, *reply.options], ensure_ascii=False).encode()


def unpack(body: bytes) -> Reply:
    """The reply that `pack` wrote."""
    text, *options = json.loads(body)
    return Reply(text, tuple(options))


class Sender:
    """Sends what is due over the channels it is given, in order per person.

    Without threads, `wake` does it at once, in the caller's thread (a terminal). With threads,
    `wake` returns at once and people are served side by side: the store hands out one reply of a
    person at a time, so a slow send holds up nobody else.
    """

    def __init__(self, store: Store, channels: Mapping[str, Channel], threads: int = 0) -> None:
        self._store = store
        self._channels = channels
        self._work = threading.Semaphore(0)
        self._stopping = False
        self._threads = [
            threading.Thread(target=self._serve, name=f"sender-{number}", daemon=True)
            for number in range(threads)
        ]

    def __enter__(self) -> Sender:
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stopping = True
        for _thread in self._threads:
            self._work.release()
        for thread in self._threads:
            thread.join()

    def wake(self) -> None:
        """Something may be due."""
        if self._threads:
            self._work.release()
        else:
            self.flush()

    def flush(self) -> None:
        """Do all that is due now. What fails is tried again later, or dies with its key."""
        try:
            while batch := self._store.claim(limit=1 if self._threads else 32):
                if self._threads:
                    # Others may have more to do while this one waits for the network.
                    self._work.release()
                for due in batch:
                    self._try(due)
        except StoreError as error:
            log.warning("outbox not reachable: %s", type(error).__name__)

    def _serve(self) -> None:
        while not self._stopping:
            # A reply that is to be tried again has nobody to wake us for it.
            self._work.acquire(timeout=_LOOK_EVERY)
            self.flush()

    def cover(self, channel: str, address: str, replies: tuple[Reply, ...]) -> None:
        """The last, neutral words: sent at once, kept nowhere, taken back by nobody."""
        for reply in replies:
            try:
                self._channels[channel].send(address, reply)
            except Exception as error:
                # Hours later a neutral line out of nowhere would be odder than silence.
                log.warning("last words not sent: %s", type(error).__name__)
                return

    def _try(self, due: Due) -> None:
        """Do one, whatever happens: a mistake in one channel must not end the sending of all."""
        try:
            self._do(due)
        except StoreError:
            raise
        except Exception as error:
            log.error("%s: %s failed: %s", due.channel, due.kind, where(error))
            self._store.later(due, _RETRY[-1])

    def _do(self, due: Due) -> None:
        channel = self._channels.get(due.channel)
        if channel is None:
            # Another process on this folder has that channel: it must get it within a reply's life.
            self._store.later(due, _RETRY[0])
        elif due.kind == "reply":
            self._reply(due, channel)
        else:
            self._erase(due, channel)

    def _reply(self, due: Due, channel: Channel) -> None:
        if not self._store.wanted(due):
            return  # the person has left since it was taken
        try:
            sent = channel.send(due.address, unpack(due.body))
        except Unreachable as error:
            log.warning("%s not reachable, trying again", due.channel)
            self._store.later(due, self._wait(due, error))
        except Closed:
            # Who blocks us has left, in the only way that this network shows.
            self._store.sent(due, None)
            self._store.forget(due.channel, due.address)
        except ChannelError as error:
            log.warning("%s: a reply is %s", due.channel, type(error).__name__.lower())
            self._store.sent(due, None)
        else:
            self._store.sent(due, sent.reference)

    def _erase(self, due: Due, channel: Channel) -> None:
        try:
            failed = channel.erase(due.address, due.references)
        except Unreachable as error:
            log.warning("%s not reachable, erasing later", due.channel)
            self._store.later(due, self._wait(due, error))
        except Unknown:
            self._store.later(due, _RETRY[-1])
        except ChannelError:
            log.warning("%s refused to erase", due.channel)
            self._store.erased(due)
        else:
            self._store.erased(due, failed)

    def _wait(self, due: Due, error: Unreachable) -> float:
        return error.after or _RETRY[min(due.attempts, len(_RETRY) - 1)]
