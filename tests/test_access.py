"""Who is answered as a worker: few tries, no hint, and in all trouble nobody."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from agency_desk import AGENCY, NADIA, OMAR, Desk, at_once, desk_in, wrong_codes
from sqlalchemy import event

from bot.access import ALL_TRIES, TRIES, WINDOW, Access
from bot.channels.base import Message
from store import Unavailable, Workers
from store.workers import DAY


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "agency") as desk:
        yield desk


def sent(text: str, who: tuple[str, str] = NADIA) -> Message:
    return Message(*who, text, "1")


def test_a_code_that_is_sent_makes_a_worker(desk: Desk) -> None:
    access = desk.access
    assert access.redeem(sent(desk.workers.invite(AGENCY, 30).lower()))
    assert access.agency(*NADIA) == AGENCY


def test_where_no_folder_is_set_nobody_is_a_worker() -> None:
    access = Access(None, lambda: 0.0)
    assert access.agency(*NADIA) is None
    assert not access.redeem(sent(next(wrong_codes())))
    access.end(*NADIA)
    access.sweep()


def test_after_three_wrong_codes_the_right_one_is_not_tried_for_an_hour(desk: Desk) -> None:
    access, wrong = desk.access, wrong_codes()
    code = desk.workers.invite(AGENCY, 30)
    for _ in range(TRIES):
        assert not access.redeem(sent(next(wrong)))
    assert not access.redeem(sent(code))
    desk.clock.move(WINDOW - 1)
    assert not access.redeem(sent(code))
    desk.clock.move(2)
    assert access.redeem(sent(code))


def test_two_wrong_codes_of_somebody_are_no_hindrance(desk: Desk) -> None:
    access, wrong = desk.access, wrong_codes()
    for _ in range(TRIES - 1):
        access.redeem(sent(next(wrong)))
    assert access.redeem(sent(desk.workers.invite(AGENCY, 30)))


def test_wrong_codes_of_others_do_not_count_as_ones_own(desk: Desk) -> None:
    access, wrong = desk.access, wrong_codes()
    for _ in range(2 * TRIES):
        access.redeem(sent(next(wrong), OMAR))
    assert access.redeem(sent(desk.workers.invite(AGENCY, 30)))


def test_slips_and_other_texts_are_no_tries(desk: Desk) -> None:
    access, code = desk.access, desk.workers.invite(AGENCY, 30)
    slip = code[:-1] + ("0" if code[-1] != "0" else "1")
    for text in [slip, "hi", "five words of no list"] * TRIES:
        assert not access.redeem(sent(text))
    assert access.redeem(sent(code))


def test_codes_that_work_are_no_tries(desk: Desk) -> None:
    access = desk.access
    for _ in range(2 * TRIES):
        assert access.redeem(sent(desk.workers.invite(AGENCY, 30)))


def test_after_a_hundred_wrong_codes_none_is_tried_for_an_hour(desk: Desk) -> None:
    access, wrong = desk.access, wrong_codes()
    tried = counting(desk)
    for number in range(ALL_TRIES + 50):
        access.redeem(sent(next(wrong), ("signal", f"+{number}")))
    assert len(tried) == ALL_TRIES
    code = desk.workers.invite(AGENCY, 30)
    assert not access.redeem(sent(code))
    desk.clock.move(WINDOW + 1)
    access.sweep()
    assert not access._tries
    assert access.redeem(sent(code))


def counting(desk: Desk) -> list[str]:
    """Each code that reaches the database."""
    tried: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement.startswith("DELETE FROM invite") and "RETURNING" in statement:
            tried.append(statement)

    event.listen(desk.durable._engine, "before_cursor_execute", note)
    return tried


def test_codes_that_come_at_once_are_counted_before_they_are_tried(desk: Desk) -> None:
    access, wrong = desk.access, wrong_codes()
    tried = counting(desk)
    codes = [next(wrong) for _ in range(12)]
    at_once([partial(access.redeem, sent(code)) for code in codes])
    assert len(tried) == TRIES


# Trouble


class Broken:
    """Workers whose database does not answer until it is mended."""

    def __init__(self, real: Workers) -> None:
        self._real, self.mended = real, False

    def __getattr__(self, name: str) -> Callable[..., object]:
        def called(*given: object) -> object:
            if not self.mended:
                raise Unavailable("zebra canary")
            found: object = getattr(self._real, name)(*given)
            return found

        return called


def test_when_the_database_does_not_answer_no_code_is_taken_and_nobody_is_guessed_to_be_a_stranger(
    desk: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    desk.workers.redeem(desk.workers.invite(AGENCY, 30), *NADIA)
    code = desk.workers.invite(AGENCY, 30)
    broken = Broken(desk.workers)
    access = Access(broken, lambda: desk.clock.boot)  # type: ignore[arg-type]
    with pytest.raises(Unavailable):
        access.agency(*NADIA)
    for _ in range(2 * TRIES):
        assert not access.redeem(sent(code, OMAR))
    access.sweep()
    assert "Unavailable" in caplog.text, "the control: it is said"
    assert not any(word in caplog.text for word in ("zebra", NADIA[1], OMAR[1], code, AGENCY))
    broken.mended = True
    assert access.agency(*NADIA) == AGENCY
    assert access.redeem(sent(code, OMAR)), "what was not tried was not counted"


def test_a_role_that_could_not_be_ended_is_over_all_the_same_and_ends_with_the_sweep(
    desk: Desk,
) -> None:
    desk.workers.redeem(desk.workers.invite(AGENCY, 30), *NADIA)
    broken = Broken(desk.workers)
    access = Access(broken, lambda: desk.clock.boot)  # type: ignore[arg-type]
    access.end(*NADIA)
    broken.mended = True
    assert desk.workers.of(*NADIA), "the control: on disk it is not over yet"
    assert access.agency(*NADIA) is None
    access.sweep()
    assert desk.workers.of(*NADIA) is None


def test_a_new_code_after_a_role_that_could_not_be_ended_gives_a_role_that_lasts(
    desk: Desk,
) -> None:
    desk.workers.redeem(desk.workers.invite(AGENCY, 300), *NADIA)
    broken = Broken(desk.workers)
    access = Access(broken, lambda: desk.clock.boot)  # type: ignore[arg-type]
    access.end(*NADIA)
    broken.mended = True
    assert access.redeem(sent(desk.workers.invite("South Shore", 5)))
    access.sweep()
    assert access.agency(*NADIA) == "South Shore"
    desk.clock.move(10 * DAY)
    assert access.agency(*NADIA) is None, "nothing of the old role's time was taken over"
