"""The command line. What a user can do wrong gets one clear line and exit code 2, no traceback."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from bot import directory_cli, telegram_cli, worker_cli
from bot.app import Setup, SetupError, content_of, set_up, settings_of
from bot.signal_cli import app as signal_app
from flows import Content

app = typer.Typer(
    help="Quietline: a private chat that finds help, makes a plan, and forgets.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
)
flows_app = typer.Typer(
    help="Conversations: check them, talk to one, draw one.", no_args_is_help=True
)
app.add_typer(flows_app, name="flows")
app.add_typer(signal_app, name="signal")
app.add_typer(directory_cli.app, name="directory")
app.add_typer(telegram_cli.app, name="telegram")
app.add_typer(worker_cli.app, name="worker")


class Like(StrEnum):
    """A messenger that the terminal stands in for."""

    signal = "signal"
    telegram = "telegram"


class Network(StrEnum):
    """Where `run` takes messages from."""

    terminal = "terminal"
    signal = "signal"
    telegram = "telegram"


def fail(text: str) -> typer.Exit:
    """Say what is wrong and what to do, and end with code 2."""
    print(text, file=sys.stderr)  # noqa: T201 - this is the command line's own voice
    return typer.Exit(2)


def out(text: str) -> None:
    """A line of output."""
    print(text)  # noqa: T201


def _ready(language: str | None = None) -> Setup:
    """All parts, and a process that leaves no traces in a core dump."""
    from bot.log import set_up as set_up_log
    from store.hardening import harden

    setup = set_up(language)
    set_up_log(setup.settings.log_level)
    harden()
    return setup


@app.command()
def chat(
    plain: Annotated[
        bool, typer.Option("--plain", help="One message a line in, `bot: ...` out.")
    ] = False,
    channel: Annotated[
        Like, typer.Option(help="Whose rules: signal is private, telegram is not.")
    ] = Like.signal,
    language: Annotated[str | None, typer.Option(help="Language of the words, as 'en'.")] = None,
    worker: Annotated[
        str | None, typer.Option("--worker", help="As a worker of this agency, to try it out.")
    ] = None,
) -> None:
    """Have a conversation in this terminal. Nothing leaves this machine."""

    from bot import chat as chats

    talk = chats.plain if plain or not sys.stdin.isatty() else chats.phone
    talk(_ready(language), channel.value, worker)


@app.command()
def run(
    channel: Annotated[
        list[Network] | None,
        typer.Option(help="Where messages come from; give it twice for both messengers."),
    ] = None,
) -> None:
    """Run the service: answer messages, forget what has expired, send what is due."""

    from bot import service

    wanted = set(channel or [Network.terminal])
    if wanted == {Network.terminal}:
        service.terminal(_ready())
        return
    if Network.terminal in wanted:
        raise fail("The terminal runs alone. Leave out --channel terminal.")
    on_signal, on_telegram = Network.signal in wanted, Network.telegram in wanted
    raise typer.Exit(service.messengers(_ready(), on_signal=on_signal, on_telegram=on_telegram))


@app.command()
def watchdog(
    stay: Annotated[
        bool, typer.Option("--stay", help="Go on when the service was stopped; wait in a queue.")
    ] = False,
) -> None:
    """Raise the alarms of check-ins while the service is dead. `run` starts one by itself."""
    from bot import watchdog as watchdogs

    watchdogs.stand_by(_ready(), stay=stay)


@app.command()
def doctor(
    as_json: Annotated[bool, typer.Option("--json", help="For a program to read.")] = False,
) -> None:
    """Look at this machine and this set-up; every row that fails says how to mend it."""
    from bot.doctor import rows, show

    found = rows()
    out(show(found, as_json=as_json))
    if any(row.state == "fail" for row in found):
        raise typer.Exit(1)


@flows_app.command("check")
def flows_check() -> None:
    """Every mistake in the content at once, each with file and node."""
    content = content_of(settings_of())
    said = sum(len(words) for words in content.words.values())
    nodes = sum(len(flow.nodes) for flow in content.flows.values())
    unread = sum(
        1
        for words in content.words.values()
        for wording in words.values()
        if wording.metadata.get("reviewer") == "none yet"
    )
    out(f"{len(content.flows)} flows, {nodes} nodes, {said} texts: no issue.")
    out(f"{unread} texts wait for a reviewer.")


@flows_app.command("talk")
def flows_talk(
    flow: Annotated[str, typer.Argument(help="Name of the flow, as 'plan'.")],
    channel: Annotated[Like, typer.Option(help="Whose rules.")] = Like.signal,
) -> None:
    """Talk to one flow; nothing is kept, no key or database is needed."""
    from bot.talk import talk

    setup = set_up()
    _known(flow, setup.content)
    talk(flow, setup, private=channel is Like.signal)


@flows_app.command("draw")
def flows_draw(
    flow: Annotated[str, typer.Argument(help="Name of the flow, as 'plan'.")],
    mermaid: Annotated[
        bool, typer.Option("--mermaid", help="Mermaid text, not a picture.")
    ] = False,
    to: Annotated[Path | None, typer.Option("--to", help="File to write; else FLOW.svg.")] = None,
) -> None:
    """Draw a flow and all it calls: an SVG picture, or Mermaid text."""
    from flows import draw

    content = content_of(settings_of())
    _known(flow, content)
    if mermaid:
        out(draw.mermaid(content, flow))
        return
    path = to or Path(f"{flow}.svg")
    try:
        path.write_text(draw.svg(content, flow), encoding="utf-8")
    except OSError as error:
        raise fail(f"{path}: cannot be written ({error.strerror}); name one with --to.") from None
    out(f"{path}")


def _known(flow: str, content: Content) -> None:
    if flow not in content.flows:
        raise fail(f"There is no flow {flow!r}. There are: {', '.join(sorted(content.flows))}.")


def main() -> None:
    """Start; a closed pipe or Ctrl-C ends quietly."""
    try:
        app(prog_name="./quietline")
    except SetupError as error:
        print(error, file=sys.stderr)  # noqa: T201
        sys.exit(2)
    except BrokenPipeError:
        sys.stderr.close()
        sys.exit(0)


if __name__ == "__main__":
    main()
