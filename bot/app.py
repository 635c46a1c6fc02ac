"""The composition root: the one place that reads the settings and puts the parts together."""

from __future__ import annotations

import logging
import secrets
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from bot.access import Access
from bot.channels.base import Channel
from bot.deeds import Deeds
from bot.deployment import Deployment
from bot.dispatcher import Dispatcher
from bot.kept_plans import KeptPlans
from bot.limits import Limits
from bot.log import where
from bot.sender import Sender
from bot.watch import Watch
from bot.watch_lock import WatchLock
from config import Settings, SettingsError
from config import load as load_settings
from directory import Directory, DirectoryError
from flows import Content, ContentError
from flows import load as load_content
from store import (
    CheckIns,
    Clocks,
    Custom,
    Durable,
    Kept,
    Lifetime,
    Outcomes,
    Store,
    StoreError,
    Vault,
    Way,
    Workers,
    open_agency,
    refusal,
    state_folder,
)

if TYPE_CHECKING:
    # Loaded where it is needed: it takes half a second, and a terminal does without.
    from bot.alarms import Alarms
    from bot.channels.signal import RestTransport, RpcTransport, SignalChannel
    from bot.channels.telegram import Telegram, Token
    from bot.keeper import Keeper

log = logging.getLogger("quietline.app")

SWEEP_EVERY = 20.0
"""Seconds between two sweeps: how long a conversation can outlive its time on the server."""


TELEGRAMS = ("telegram", "telegram-workers")
"""The channels of the two Telegram bots: one for everybody, one for workers."""


class SetupError(Exception):
    """A part that cannot be used as it is set up; the text says which, why, and what to do."""


@dataclass(frozen=True)
class App:
    """A running service: its parts, for whoever drives it."""

    dispatcher: Dispatcher
    sender: Sender
    store: Store
    plans: KeptPlans
    access: Access
    watch: Watch
    agency: Durable | None

    def close(self, *, wipe: bool = False) -> None:
        """Close what lies in files; with `wipe`, overwrite all keys first."""
        self.store.close(wipe=wipe)
        self.plans.close()
        if self.agency:
            self.agency.close()

    def sweep(self) -> None:
        """Forget what has expired and send what is due."""
        for step in (self.store.sweep, self.plans.sweep, self.access.sweep, self.sender.wake):
            try:
                step()
            except Exception as error:
                # The keys are dead all the same; and a timer that died would let all others live.
                log.warning("sweeping: %s", where(error))


@dataclass(frozen=True)
class Setup:
    """What an app is built from: settings, content and directory, each sound."""

    settings: Settings
    content: Content
    directory: Directory

    @property
    def deployment(self) -> Deployment:
        """What the conversations may say of this deployment."""
        own = self.settings
        refused = TELEGRAMS if own.telegram_contacts_only else ()
        return Deployment(
            own.operator,
            own.signal_name,
            own.language,
            own.idle_minutes,
            own.cap_minutes,
            frozenset(refused),
            own.timezone,
        )

    def on_a_network(self) -> Setup:
        """Itself, where strangers may be answered; SetupError while that is not so."""
        own = self.settings
        waiting = self.directory.unreviewed()
        if own.production and waiting and not own.allow_unreviewed:
            raise SetupError(
                f"{len(waiting)} hotlines of {own.country} were not confirmed by a person yet.\n"
                "Call them: ./quietline directory review --by YOUR-INITIALS\n"
                "Or take that upon yourself: allow_unreviewed = true; see config/defaults.toml."
            )
        return self

    def state_folder(self) -> Path | None:
        """The folder for state, in memory; None where no memory file system is to be had."""
        wanted = self.settings.state_folder
        reason = refusal(wanted) if wanted else None
        if reason:
            raise SetupError(f"The state folder cannot be used: {reason}")
        return state_folder(wanted)

    def agency(self) -> tuple[Durable, Vault] | None:
        """The agency's database and its vault, opened anew; None where no folder is set."""
        return agency_of(self.settings)

    def telegrams(self) -> list[Telegram]:
        """The Telegram bots that have a token, each a channel of its own; raises SetupError."""
        from bot.channels.telegram import Telegram, Webhook

        own = self.settings
        bots = []
        for name, token in telegram_tokens(own):
            webhook = None
            if own.telegram_webhook_url:
                port = own.telegram_webhook_port + TELEGRAMS.index(name)
                webhook = Webhook(f"{own.telegram_webhook_url}/{name}", port)
            base_url, topics = own.telegram_base_url, own.telegram_topics
            bots.append(Telegram(name, token, base_url, webhook=webhook, topics=topics))
        return bots

    def watch(
        self,
        agency: tuple[Durable, Vault] | None,
        channels: Mapping[str, Channel],
        clocks: Clocks,
        choose_word: Callable[[Sequence[str]], str] = secrets.choice,
    ) -> Watch:
        """The check-ins of the agency's workers; without an agency there are none."""
        own = self.settings
        custom = Custom(ways_of(own), own.checkin_grace_minutes * 60.0)
        checkins = None
        if agency:
            workers = Workers(*agency, clocks.wall)
            checkins = CheckIns(
                *agency,
                clocks,
                custom,
                choose_word,
                lambda way: workers.of(way.channel, way.address) is not None,
            )
        content, directory = self.content, self.directory
        return Watch(checkins, channels, content, directory, clocks, own.timezone, own.language)

    def watch_lock(self) -> WatchLock | None:
        """The lock of who watches over check-ins; None where there are none. SetupError."""
        folder = self.settings.agency_folder
        try:
            return WatchLock(folder) if folder else None
        except OSError as error:
            raise SetupError(f"The agency's folder cannot be used: {error.strerror}") from None

    def sending(self) -> dict[str, Channel]:
        """Every channel that is set, by name, to send over and not to receive; SetupError."""
        own = self.settings
        channels: list[Channel] = []
        if own.signal_number:
            # No folder: the alarms that are written there are those of the service.
            channels.append(self.signal(None))
        if any(_token_files(own)):
            channels += self.telegrams()
        return {channel.name: channel for channel in channels}

    def signal(self, folder: Path | None, keeper: Keeper | None = None) -> SignalChannel:
        """Signal, over the transport that is set; raises SetupError."""
        from bot.alarms import Alarms
        from bot.channels.signal import Health, SignalChannel

        own = self.settings
        alarms = Alarms(folder)
        return SignalChannel(
            self.signal_transport(alarms, keeper),
            own.signal_number,
            Health(alarms, folder),
            own.signal_timer_seconds,
            receipts=own.signal_receipts,
            operator=own.signal_operator_number,
        )

    def signal_transport(
        self, alarms: Alarms, keeper: Keeper | None = None
    ) -> RestTransport | RpcTransport:
        """The way to signal-cli that is set; raises SetupError."""
        from bot.channels.signal import RestTransport, RpcTransport

        own = self.settings
        if not own.signal_number:
            raise SetupError("No number is set. Set signal_number; see config/defaults.toml.")
        if own.signal_transport == "rpc":
            return RpcTransport(own.signal_rpc, own.signal_number, alarms, keeper)
        token = _secret(own.signal_token_file) if own.signal_token_file else None
        return RestTransport(own.signal_url, own.signal_number, alarms, token)

    def build(
        self,
        channels: Mapping[str, Channel],
        folder: Path | None,
        clocks: Clocks | None = None,
        sending_threads: int = 0,
        choose_word: Callable[[Sequence[str]], str] = secrets.choice,
    ) -> App:
        """An app over `channels`; `folder` None keeps all state in this process. `choose_word`
        draws the words of phrases. Raises SetupError.
        """
        clocks = clocks or Clocks.real()
        settings = self.settings
        plans = KeptPlans(self._kept(clocks, choose_word), clocks.boot)
        lifetime = Lifetime(settings.idle_minutes * 60, settings.cap_minutes * 60)
        store = Store.open(folder, clocks=clocks, lifetime=lifetime, slots=settings.slots)
        sender = Sender(store, channels, sending_threads)
        agency = self.agency()
        access = Access(Workers(*agency, clocks.wall) if agency else None, clocks.boot)
        watch = self.watch(agency, channels, clocks, choose_word)
        outcomes = Outcomes(*agency) if agency else None
        dispatcher = Dispatcher(
            self.content,
            self.directory,
            store,
            sender,
            Limits(clocks.boot),
            channels,
            self.deployment,
            plans,
            access,
            watch,
            Deeds(plans, watch, outcomes),
            clocks.wall,
        )
        database = agency[0] if agency else None
        return App(dispatcher, sender, store, plans, access, watch, database)

    def _kept(self, clocks: Clocks, choose: Callable[[Sequence[str]], str]) -> Kept | None:
        own = self.settings
        if own.kept_folder is None:
            return None
        try:
            return Kept(own.kept_folder, own.kept_days, clocks.wall, choose, own.case_days)
        except (StoreError, OSError) as error:
            raise SetupError(f"The folder for kept plans cannot be used: {error}") from None


def _secret(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        raise SetupError(f"{path}: cannot be read. It should hold a token and no more.") from None


def ways_of(settings: Settings) -> tuple[Way, ...]:
    """Where the agency's desk is told, the best way first."""
    return tuple(Way(*way.split(":", 1)) for way in settings.desk)


def settings_of(language: str | None = None) -> Settings:
    """The settings; raises SetupError."""
    try:
        settings = load_settings()
    except SettingsError as error:
        text = f"The settings cannot be used:\n{error}\nSee config/defaults.toml."
        raise SetupError(text) from None
    return settings.model_copy(update={"language": language}) if language else settings


def telegram_tokens(settings: Settings) -> list[tuple[str, Token]]:
    """(channel, token) of each Telegram bot that is set; raises SetupError."""
    from bot.channels.telegram import TokenError, read_token

    files = zip(TELEGRAMS, _token_files(settings), strict=True)
    try:
        found = [(name, read_token(file)) for name, file in files if file]
    except TokenError as error:
        raise SetupError(str(error)) from None
    if not found:
        text = "No Telegram bot has a token. Set telegram_token_file; see config/defaults.toml."
        raise SetupError(text)
    return found


def _token_files(settings: Settings) -> tuple[Path | None, Path | None]:
    return settings.telegram_token_file, settings.telegram_workers_token_file


def content_of(settings: Settings) -> Content:
    """The content, with the agency's own laid over it; raises SetupError with every issue."""
    try:
        return load_content(own=settings.content_folder)
    except ContentError as error:
        count = len(error.issues)
        raise SetupError(f"The content has {count} issue{'s' * (count > 1)}:\n{error}") from None


def directory_of(settings: Settings) -> Directory:
    """The directory, for the country and region of the settings; raises SetupError."""
    try:
        return Directory.load(
            country=settings.country,
            region=settings.region or None,
            own=settings.directory_folder,
        )
    except DirectoryError as error:
        raise SetupError(f"The directory cannot be used:\n{error}") from None


def agency_of(settings: Settings) -> tuple[Durable, Vault] | None:
    """The agency's database and its vault; None where no folder is set. Raises SetupError."""
    if settings.agency_folder is None:
        return None
    try:
        return open_agency(settings.agency_folder, settings.agency_key_file)
    except (StoreError, OSError) as error:
        raise SetupError(f"The agency's folder cannot be used: {error}") from None


def set_up(language: str | None = None) -> Setup:
    """Read the settings and load all parts; raises SetupError with what is wrong."""
    settings = settings_of(language)
    content = content_of(settings)
    if settings.language not in content.languages:
        known = ", ".join(content.languages)
        raise SetupError(
            f"There are no words in {settings.language!r}. There are words in: {known}."
        )
    return Setup(settings, content, directory_of(settings))


class Sweeper:
    """Sweeps an app on a timer, as a context manager."""

    def __init__(self, app: App, every: float = SWEEP_EVERY) -> None:
        self._app, self._every = app, every
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name="sweeper", daemon=True)

    def __enter__(self) -> Sweeper:
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._stop.wait(self._every):
            self._app.sweep()
