"""The service as it is really started, with its parts killed at any moment."""

from __future__ import annotations

import random
import threading
from collections.abc import Callable

import pytest
from fake_signal import Phone, Signal
from fake_signal_cli import FakeCli
from fake_signal_rest import FakeRest
from signal_bot import Bot

PEOPLE = 120
PATIENCE = 40.0


def answered(people: list[Phone]) -> Callable[[], bool]:
    return lambda: all(phone.theirs() for phone in people)


def at_least(enough: int, people: list[Phone]) -> Callable[[], bool]:
    return lambda: len(people) - unanswered(people) >= enough


def crowd(signal: Signal, count: int = PEOPLE) -> list[Phone]:
    return [signal.phone() for _ in range(count)]


def unanswered(people: list[Phone]) -> int:
    return sum(1 for phone in people if not phone.theirs())


@pytest.mark.parametrize("unix", [True, False], ids=["unix", "tcp"])
def test_killing_the_bot_again_and_again_loses_no_message(unix: bool) -> None:
    with FakeCli(Signal(), unix=unix) as cli, Bot(cli) as bot:
        signal, chance = cli.signal, random.Random(5)
        for _ in range(4):
            some = crowd(signal, PEOPLE // 4)
            for phone in some:
                signal.says(phone, "hi")
            # Somewhere in the middle of them, the bot dies; the next one finds the rest.
            enough = chance.randrange(1, len(some))
            assert signal.wait(at_least(enough, some), PATIENCE)
            bot.kill_inner()
        assert signal.wait(answered(list(signal.phones.values())), PATIENCE), bot.said()
        assert bot.said().count("was killed by signal 9") == 4


def test_killing_the_keeper_hands_over_to_the_bot_that_stands_by() -> None:
    with FakeCli(Signal()) as cli, Bot(cli) as first:
        signal, people = cli.signal, crowd(cli.signal)
        assert signal.wait(cli.connected, PATIENCE)
        with Bot(cli, first.folder) as second:
            second.until_says("standing by")
            for phone in people:
                signal.says(phone, "hi")
            assert signal.wait(lambda: unanswered(people) < PEOPLE - 5, PATIENCE)
            first.process.kill()
            second.until_says("taking over")
            later = crowd(signal, 5)
            for phone in later:
                signal.says(phone, "hi")
            assert signal.wait(answered([*people, *later]), PATIENCE), second.said()


def test_a_broken_socket_and_a_dead_signal_cli_lose_no_message() -> None:
    with FakeCli(Signal()) as cli, Bot(cli) as bot:
        signal, people = cli.signal, crowd(cli.signal)
        for number, phone in enumerate(people):
            signal.says(phone, "hi")
            if number == PEOPLE // 3:
                assert signal.wait(lambda: unanswered(people) < PEOPLE - 5, PATIENCE)
                cli.drop()
            if number == 2 * PEOPLE // 3:
                assert signal.wait(lambda: unanswered(people) < PEOPLE * 2 // 3, PATIENCE)
                cli.stop()
        cli.start()
        assert signal.wait(answered(people), PATIENCE), bot.said()


def test_stopping_answers_what_has_come_and_leaves_the_rest_at_signal() -> None:
    with FakeCli(Signal()) as cli, Bot(cli) as bot:
        signal, people = cli.signal, crowd(cli.signal)
        for phone in people:
            signal.says(phone, "hi")
        assert signal.wait(lambda: unanswered(people) < PEOPLE - 5, PATIENCE)
        assert bot.stop() == 0
        with Bot(cli, bot.folder) as again:
            assert signal.wait(answered(people), PATIENCE), again.said()


def test_over_rest_only_what_the_server_drops_is_lost() -> None:
    with FakeRest(Signal()) as server, Bot(server) as bot:
        signal, people = server.signal, crowd(server.signal, 40)
        assert signal.wait(server.connected, PATIENCE)
        for number, phone in enumerate(people):
            signal.says(phone, "hi")
            if number == 20:
                assert signal.wait(answered(people[:21]), PATIENCE)
                server.stop()
                server.restart()
                assert server.lost == 0
                signal.says(people[0], "hello")
                assert server.lost == 1, "the control: nobody was connected"
                assert signal.wait(server.connected, PATIENCE)
        assert signal.wait(answered(people), PATIENCE), bot.said()
        assert server.lost == 1


def test_a_conversation_of_the_running_service_ends_with_an_empty_phone_and_a_silent_log() -> None:
    with FakeRest(Signal()) as server, Bot(server) as bot:
        signal, phone = server.signal, server.signal.phone()
        assert signal.wait(server.connected, PATIENCE)
        for text in ("hi", "1", "zebra canary shelter surrey"):
            before = len(signal.sent)
            signal.says(phone, text)
            assert signal.wait(lambda before=before: len(signal.sent) > before, PATIENCE)
        shown = len(phone.theirs())
        assert shown > 2
        signal.says(phone, "exit")
        assert signal.wait(lambda: len(phone.theirs()) == 1, PATIENCE), bot.said()
        assert bot.stop() == 0
        assert phone.theirs()[0].startswith("Okay, that is fine.")
        log = bot.said()
        for secret in (phone.address, "zebra", "canary", "Canary", "Surrey"):
            assert secret not in log


def test_the_reader_only_reads_while_a_turn_takes_its_time() -> None:
    """A hundred frames in one go reach a bot whose server answers slowly."""
    with FakeRest(Signal()) as server, Bot(server) as bot:
        signal, people = server.signal, crowd(server.signal, 100)
        assert signal.wait(server.connected, PATIENCE)
        slow = threading.Event()
        server.on_call = lambda _call: slow.wait(0.002)  # type: ignore[assignment]
        for phone in people:
            signal.says(phone, "hi")
        assert signal.wait(answered(people), PATIENCE), bot.said()
        assert server.delivered == 100
