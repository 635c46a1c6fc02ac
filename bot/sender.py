"""What must still reach a person or be taken back: the outbox, carried out and tried again."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Mapping

from bot.channels.base import Channel, ChannelError, Unreachable
from flows import Reply
from store import Due, Store, StoreError

log = logging.getLogger("quietline.sender")

_RETRY = (1.0, 2.0, 5.0, 15.0, 60.0)
"""Seconds between attempts; the last one goes on until the row's life is over."""


def pack(reply: Reply) -> bytes:
    """A reply as it lies, sealed, in the outbox."""
    return json.dumps([reply.text, *reply.options], ensure_ascii=False).encode()


def unpack(body: bytes) -> Reply:
    """The reply that `pack` wrote."""
    text, *options = json.loads(body)
    return Reply(text, tuple(options))


class Sender:
    """Sends what is due over the channels it is given, one row at a time, in order per person."""

    def __init__(self, store: Store, channels: Mapping[str, Channel]) -> None:
        self._store = store
        self._channels = channels
        self._one = threading.Lock()

    def flush(self) -> None:
        """Do all that is due now. What fails is tried again later, or dies with its key."""
        with self._one:
            try:
                while batch := self._store.claim():
                    for due in batch:
                        self._do(due)
            except StoreError as error:
                log.warning("outbox not reachable: %s", type(error).__name__)

    def cover(self, channel: str, address: str, replies: tuple[Reply, ...]) -> None:
        """The last, neutral words: sent at once, kept nowhere, taken back by nobody."""
        for reply in replies:
            try:
                self._channels[channel].send(address, reply)
            except ChannelError as error:
                # Hours later a neutral line out of nowhere would be odder than silence.
                log.warning("last words not sent: %s", type(error).__name__)
                return

    def _do(self, due: Due) -> None:
        channel = self._channels.get(due.channel)
        if channel is None:
            self._store.later(due, _RETRY[-1])
            return
        try:
            if due.kind == "reply":
                sent = channel.send(due.address, unpack(due.body))
                self._store.sent(due, sent.reference)
            else:
                self._store.erased(due, channel.erase(due.address, due.references))
        except Unreachable:
            log.warning("%s not reachable, trying again", due.kind)
            self._store.later(due, _RETRY[min(due.attempts, len(_RETRY) - 1)])
        except ChannelError:
            log.warning("%s refused by the channel", due.kind)
            if due.kind == "reply":
                self._store.sent(due, None)
            else:
                self._store.erased(due)
