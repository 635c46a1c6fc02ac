"""Talking to one flow, for those who write it: no store, no keys, nothing kept."""

from __future__ import annotations

import time

from rich.console import Console

from bot.app import Setup
from bot.channels.terminal import PhoneTerminal
from flows import Scene, Session, Turn, advance, render, understand
from flows.engine import start


def talk(flow: str, setup: Setup, *, private: bool) -> None:
    """A conversation that starts in `flow`, with the position shown above each answer."""
    terminal = PhoneTerminal("signal" if private else "telegram", Console())

    content, directory, deployment = setup.content, setup.directory, setup.deployment
    agency = deployment.operator if content.flows[flow].role else None

    def scene() -> Scene:
        return Scene(
            private=private,
            now=time.time(),
            operator=deployment.operator,
            signal=deployment.signal,
            language=deployment.language,
            idle=deployment.idle,
            cap=deployment.cap,
            keeps=None,
            until=lambda minutes: time.time() + minutes * 60,
            references=lambda: 0,
            agency=agency,
            zone=deployment.zone,
        )

    turn = start(flow, content, directory, scene())
    session = _show(turn, terminal, setup)
    for message in terminal.receive():
        answer = understand(message.text, session, content, directory)
        turn = advance(session, answer, content, directory, scene())
        session = _show(turn, terminal, setup)
        if session is None:
            return


def _show(turn: Turn, terminal: PhoneTerminal, setup: Setup) -> Session | None:
    for reply in render(turn, setup.content, setup.directory):
        terminal.show(reply)
    if turn.session:
        terminal.console.print(f"[dim]{turn.session.flow}.{turn.session.node}[/]")
    return turn.session
