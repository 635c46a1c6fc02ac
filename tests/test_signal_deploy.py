"""compose.yaml and the Dockerfile keep the hard rules; neither can be run where the tests run."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[1]
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, Any] = COMPOSE["services"]
ENTRY_POINT_NEEDS_ROOT = {"signal"}
"""signal-cli-rest-api's own entry point writes to its root before it starts."""


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_has_no_capability_no_port_no_swap_and_no_core_dump(name: str) -> None:
    service = SERVICES[name]
    assert service["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in service["security_opt"]
    assert not service.get("privileged")
    assert service["mem_limit"] == service["memswap_limit"]
    assert service["ulimits"]["core"] == 0
    for port in service.get("ports", []):
        assert str(port).startswith(("127.0.0.1:", "[::1]:")), "never on all interfaces"
    assert "network_mode" not in service


@pytest.mark.parametrize("name", sorted(SERVICES.keys() - ENTRY_POINT_NEEDS_ROOT))
def test_a_service_has_a_read_only_root_and_is_not_root(name: str) -> None:
    assert SERVICES[name]["read_only"] is True
    user, _, group = SERVICES[name]["user"].partition(":")
    assert int(user) > 0
    assert int(group) > 0


@pytest.mark.parametrize("name", SERVICES)
def test_what_is_written_is_in_memory_or_the_accounts_keys(name: str) -> None:
    service = SERVICES[name]
    for mount in service["tmpfs"]:
        assert "size=" in mount
        assert {"nosuid", "nodev"} <= set(mount.split(":")[1].split(","))
    for volume in service["volumes"]:
        assert volume.endswith(":ro") or volume.split(":")[0] in COMPOSE["volumes"]


def test_the_words_in_signal_clis_log_are_in_memory_or_nowhere() -> None:
    rest, own = SERVICES["signal"], SERVICES["signal-cli"]
    assert any(mount.startswith("/var/log:") for mount in rest["tmpfs"])
    assert rest["logging"]["driver"] == own["logging"]["driver"] == "none"
    assert rest["environment"]["LOG_LEVEL"] != "debug"
    kept = {"ATTACHMENTS", "STORIES", "AVATARS", "STICKERS"}
    assert all(rest["environment"][f"JSON_RPC_IGNORE_{what}"] == "true" for what in kept)
    assert {"--no-receive-stdout", "--receive-mode=manual"} <= set(own["command"])
    assert all(f"--ignore-{what.lower()}" in own["command"] for what in kept)
    for service in (rest, own):
        assert "./deploy/signal-cli.json:/etc/signal-cli/config.json:ro" in service["volumes"]
    settings = json.loads((ROOT / "deploy" / "signal-cli.json").read_text("utf-8"))
    assert settings == {"disableSendLog": True, "scrubLog": True}


def test_the_bot_reaches_nobody_but_signal_cli() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("bot-rest", "bot-lossless"):
        assert SERVICES[name]["networks"] == ["inside"]
        assert "healthcheck" in SERVICES[name]
        state = next(one for one in SERVICES[name]["tmpfs"] if one.startswith("/state:"))
        assert "noexec" in state
        assert "mode=0700" in state
        assert SERVICES[name]["environment"]["QUIETLINE_STATE_FOLDER"] == "/state"


def test_every_service_belongs_to_one_of_two_ways() -> None:
    assert all(service["profiles"] in (["rest"], ["lossless"]) for service in SERVICES.values())
    images = [one["image"] for one in SERVICES.values() if "image" in one]
    # A version that is named, or one that the operator must name: never whatever is newest.
    assert all(re.search(r":[0-9.]+$|^\$\{SIGNAL_CLI_IMAGE:\?", image) for image in images)


def test_the_image_is_hashed_not_root_and_holds_nothing_it_does_not_need() -> None:
    text = (ROOT / "Dockerfile").read_text("utf-8")
    assert "--require-hashes" in text
    assert "--no-compile" in text
    assert re.search(r"^USER [1-9][0-9]*:[1-9][0-9]*$", text, re.MULTILINE)
    assert all(line.endswith("-slim") or "-slim AS" in line for line in _lines(text, "FROM"))
    copied = {word for line in _lines(text, "COPY") for word in line.split()[1:-1]}
    assert not copied & {".", "./", "tests", ".git"}
    ignored = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert "*" in ignored, "what is not named stays out"
    wanted = {one for one in copied if not one.startswith(("-", "/"))}
    assert {f"!{one}" for one in wanted} == {one for one in ignored if one.startswith("!")}
    assert all((ROOT / one).exists() for one in wanted)


def _lines(text: str, word: str) -> list[str]:
    return [line for line in text.splitlines() if line.startswith(f"{word} ")]
