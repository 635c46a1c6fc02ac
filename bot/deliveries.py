"""Tells people what is to be told about check-ins, over one way or another, until they have it."""

from __future__ import annotations

import logging
from collections.abc import Mapping

from bot.channels.base import Announcing, Channel, ChannelError, Refused, Unreachable
from bot.log import where
from directory import Directory
from flows import Content, Line, Turn, render
from flows.effects import emergency_number
from flows.times import said
from flows.words import ENGINE
from store import CheckIns, Clocks, Failure, Notice, StoreError

log = logging.getLogger("quietline.deliveries")


class Deliveries:
    """Sends notices over the channels of this process; `language` is the deployment's."""

    def __init__(
        self,
        checkins: CheckIns,
        channels: Mapping[str, Channel],
        content: Content,
        directory: Directory,
        clocks: Clocks,
        zone: str,
        language: str,
    ) -> None:
        self._checkins, self._channels = checkins, channels
        self._content, self._directory = content, directory
        self._clocks, self._zone, self._language = clocks, zone, language
        self._stopping = False

    @property
    def channels(self) -> tuple[str, ...]:
        """The channels that there are, by name."""
        return tuple(self._channels)

    def deliver_all(self) -> None:
        """All that is due, one channel after the other."""
        self.pass_on()
        for name in self._channels:
            for erasing in (True, False):
                self.deliver(name, erasing=erasing)

    def deliver(self, channel: str, *, erasing: bool) -> None:
        """All that is due over one channel: either what takes messages back, or all else. What
        fails is put off, so this comes to an end.
        """
        claim = self._checkins.notices.claim
        while not self._stopping and (notice := claim([channel], erasing=erasing)):
            self._try(notice)

    def pass_on(self) -> None:
        """What is due over a channel that this process does not have goes the next way."""
        notices = self._checkins.notices
        while notice := notices.claim(self.channels, others=True):
            # Only alerts have another way; the rest waits for a process with that channel.
            self._checkins.steps.failed(notice, Failure(hopeless=notice.urgent))

    def stop(self) -> None:
        """Begin nothing more; what is being sent goes on."""
        self._stopping = True

    def _try(self, notice: Notice) -> None:
        if not self._checkins.notices.wanted(notice):
            return  # the worker has come back since it was taken
        steps, begun = self._checkins.steps, self._clocks.boot()
        if notice.colleague and not steps.still(notice.way):
            # Whoever has this address now may not be the one who accepted.
            steps.withheld(notice)
            return
        try:
            reference = self._send(notice)
        except StoreError:
            raise
        except Exception as error:
            kind = type(error).__name__ if isinstance(error, ChannelError) else where(error)
            log.warning("%s: %s was not told: %s", notice.way.channel, notice.kind, kind)
            steps.failed(notice, _failure(error, self._clocks.boot() - begun))
        else:
            steps.sent(notice, reference)

    def _send(self, notice: Notice) -> str | None:
        channel, address = self._channels[notice.way.channel], notice.way.address
        if notice.kind == "erase":
            if channel.erase(address, notice.references):
                raise Unreachable("some are not erased yet")
            return None
        line = Line(ENGINE, f"checkin-{notice.kind}", self._variables(notice))
        turn = Turn(None, (line,), notice.language or self._language)
        (reply,) = render(turn, self._content, self._directory)
        tell = channel.announce if isinstance(channel, Announcing) else channel.send
        return tell(address, reply).reference

    def _variables(self, notice: Notice) -> dict[str, str]:
        variables = dict(notice.variables)
        time = said(float(variables.pop("until")), self._clocks.wall(), self._zone)
        emergency = emergency_number(self._directory)
        return {**variables, "time": time, "emergency": emergency}


def _failure(error: Exception, took: float) -> Failure:
    if isinstance(error, Unreachable):
        # A channel that asks for a pause longer than our patience is not waited for.
        return Failure(took + (error.after or 0.0))
    hopeless = isinstance(error, Refused)
    return Failure(took, hopeless, unsure=not hopeless)
