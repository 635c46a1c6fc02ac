"""What a deployment can set, and where each value comes from."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Annotated, Any
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, ValidationError
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

DEFAULTS = Path(__file__).parent / "defaults.toml"


class SettingsError(Exception):
    """A setting that cannot be used; the text names it and says what is allowed."""


def _zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise ValueError("is no time zone, such as America/Vancouver") from None
    return name


def _listed(value: Any) -> Any:
    # From the environment it comes as one text, with spaces between.
    return value.split() if isinstance(value, str) else value


_Way = Annotated[str, Field(pattern=r"^(signal|telegram|telegram-workers):[^\s:]+$")]


class Settings(BaseSettings):
    """Everything that can be set. The commented list is config/defaults.toml; a file named by
    QUIETLINE_SETTINGS goes over it, and QUIETLINE_<NAME> in the environment over both.
    """

    model_config = SettingsConfigDict(
        env_prefix="QUIETLINE_", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    operator: str = Field(min_length=1, max_length=80)
    signal_name: str = Field(max_length=80)
    country: str = Field(pattern=r"^[A-Z]{2}$")
    region: str = Field(pattern=r"^([A-Z]{2}-[A-Z0-9]{1,3})?$")
    language: str = Field(pattern=r"^[a-z]{2,3}$")
    idle_minutes: int = Field(ge=5, le=720)
    cap_minutes: int = Field(ge=5, le=1440)
    slots: int = Field(ge=64, le=1_048_576)
    state_folder: Path | None = None
    directory_folder: Path | None = None
    content_folder: Path | None = None
    hotline_max_age_days: int = Field(ge=0, le=3650)
    production: bool
    allow_unreviewed: bool
    agency_folder: Path | None = None
    agency_key_file: Path | None = None
    desk: Annotated[tuple[_Way, ...], NoDecode, BeforeValidator(_listed)] = Field(
        default=(), max_length=8
    )
    checkin_grace_minutes: int = Field(default=10, ge=1, le=120)
    heartbeat_url: str = Field(default="", pattern=r"^(https?://[^\s@]+)?$")
    timezone: Annotated[str, AfterValidator(_zone)] = "America/Vancouver"
    kept_folder: Path | None = None
    kept_days: int = Field(default=7, ge=1, le=30)
    case_days: int = Field(default=30, ge=1, le=30)
    telegram_token_file: Path | None = None
    telegram_workers_token_file: Path | None = None
    telegram_contacts_only: bool
    telegram_topics: bool
    telegram_base_url: str = Field(pattern=r"^https?://[^\s@]+$")
    telegram_webhook_url: str = Field(pattern=r"^(https://[^\s@?]+[^\s@?/])?$")
    telegram_webhook_port: int = Field(ge=0, le=65534)
    signal_number: str = Field(pattern=r"^(\+[1-9][0-9]{4,14})?$")
    signal_transport: str = Field(pattern=r"^(rest|rpc)$")
    signal_url: str = Field(pattern=r"^https?://[^\s@?]+$")
    signal_token_file: Path | None = None
    signal_rpc: str = Field(pattern=r"^(/[^\s]+|[^\s/]+:[0-9]{1,5})$")
    signal_timer_seconds: int = Field(ge=30, le=604_800)
    signal_receipts: bool
    signal_operator_number: str = Field(pattern=r"^(\+[1-9][0-9]{4,14})?$")
    log_level: str = Field(pattern=r"^(debug|info|warning|error)$")


_ALLOWED = frozenset(f"QUIETLINE_{name.upper()}" for name in Settings.model_fields)
_OTHERS = frozenset({"QUIETLINE_SETTINGS", "QUIETLINE_PYTHON"})


def load(path: Path | None = None) -> Settings:
    """The settings; raises SettingsError with every problem, and never shows a value."""
    named = path or (Path(os.environ["QUIETLINE_SETTINGS"]) if _named() else None)
    values = _table(DEFAULTS)
    if named is not None:
        values |= _table(named)
    values |= _environment()
    try:
        return Settings.model_validate(values)
    except ValidationError as error:
        lines = (f"{_name(problem)}: {problem['msg']}" for problem in error.errors())
        raise SettingsError("\n".join(lines)) from None


def _named() -> bool:
    return bool(os.environ.get("QUIETLINE_SETTINGS"))


def _name(problem: Any) -> str:
    return ".".join(str(part) for part in problem["loc"]) or "settings"


def _table(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise SettingsError(f"{path}: cannot be read ({error.strerror})") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError(f"{path}: is not sound TOML: {error}") from None


def _environment() -> dict[str, str]:
    """QUIETLINE_* of the environment. A name nobody knows is a slip, and is said."""
    mine = {name: value for name, value in os.environ.items() if name.startswith("QUIETLINE_")}
    unknown = sorted(mine.keys() - _ALLOWED - _OTHERS)
    if unknown:
        raise SettingsError(f"no such setting: {', '.join(unknown)}")
    return {
        name.removeprefix("QUIETLINE_").lower(): value
        for name, value in mine.items()
        if name in _ALLOWED
    }
