"""Who is a worker: codes that work once, roles that end, and nothing that a thief could read."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from agency_desk import AGENCY, NADIA, OMAR, Desk, at_once, desk_in, wrong_codes
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import event

from store import StoreError, Vault, Worker, Workers, open_agency, read_code
from store.codes import SIGNS, write_code
from store.workers import DAY


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_in(tmp_path / "agency") as desk:
        yield desk


@pytest.fixture
def workers(desk: Desk) -> Workers:
    return desk.workers


# The form of a code


@given(st.binary(min_size=16, max_size=16))
def test_every_code_is_read_as_it_is_written(code: bytes) -> None:
    shown = write_code(code)
    assert [len(group) for group in shown.split("-")] == [4] * 6 + [3]
    assert read_code(shown) == code


@given(st.binary(min_size=16, max_size=16))
def test_case_spaces_dashes_and_look_alikes_do_not_matter(code: bytes) -> None:
    typed = write_code(code).replace("0", "o").replace("1", "l").replace("2", "z")
    assert read_code(typed.lower()) == code
    assert read_code(typed.replace("-", "")) == code
    assert read_code(" " + typed.replace("-", " \u2013 ").replace("V", "U") + "\n") == code


@given(st.binary(min_size=16, max_size=16), st.integers(0, 26), st.sampled_from(SIGNS))
def test_one_wrong_sign_is_known_to_be_a_slip(code: bytes, place: int, sign: str) -> None:
    shown = write_code(code).replace("-", "")
    slipped = shown[:place] + sign + shown[place + 1 :]
    assert (read_code(slipped) is None) == (slipped != shown)


@given(st.binary(min_size=16, max_size=16), st.integers(0, 26), st.integers(0, 26))
def test_two_signs_that_changed_places_are_known_to_be_a_slip(
    code: bytes, one: int, other: int
) -> None:
    signs = list(write_code(code).replace("-", ""))
    shown = list(signs)
    signs[one], signs[other] = signs[other], signs[one]
    assert (read_code("".join(signs)) is None) == (signs != shown)


@pytest.mark.parametrize(
    "text",
    ["", "hi", "i need a bed tonight", "Y" * 26, "Y" * 27, "Y" * 28, "0-" * 10_000, "٣" * 27],
)
def test_other_texts_are_no_codes(text: str) -> None:
    assert read_code(text) is None


@given(st.text(max_size=200))
def test_reading_a_code_never_fails(text: str) -> None:
    found = read_code(text)
    assert found is None or len(found) == 16


# What a code gives


def test_a_code_makes_its_sender_a_worker_and_nobody_else(workers: Workers) -> None:
    code = workers.invite(AGENCY, 30)
    assert workers.of(*NADIA) is None, "the control: nobody is one before"
    made = workers.redeem(code, *NADIA)
    assert made == workers.of(*NADIA)
    assert made is not None
    assert made.agency == AGENCY
    assert workers.of(*OMAR) is None
    assert workers.of("telegram-workers", NADIA[1]) is None


def test_a_code_works_once(workers: Workers) -> None:
    code = workers.invite(AGENCY, 30)
    assert workers.redeem(code, *NADIA)
    assert workers.redeem(code, *OMAR) is None
    assert workers.of(*OMAR) is None
    assert workers.of(*NADIA)


def test_of_people_who_send_one_code_at_once_exactly_one_wins(desk: Desk) -> None:
    """Half of them through another connection, as another process would."""
    durable, vault = open_agency(desk.folder)
    doors = [desk.workers, Workers(durable, vault, lambda: desk.clock.wall)]
    for _ in range(10):
        code = desk.workers.invite(AGENCY, 30)
        tries = [partial(doors[n % 2].redeem, code, "signal", f"+{n}") for n in range(6)]
        assert len([found for found in at_once(tries) if found]) == 1
    durable.close()


def test_a_role_ends_after_its_days_and_not_before(desk: Desk, workers: Workers) -> None:
    workers.redeem(workers.invite(AGENCY, 30), *NADIA)
    desk.clock.move(30 * DAY)
    assert workers.of(*NADIA)
    desk.clock.move(DAY)
    assert workers.of(*NADIA) is None


def test_a_code_lapses_after_its_days_and_not_before(desk: Desk, workers: Workers) -> None:
    first, second = workers.invite(AGENCY, 30), workers.invite(AGENCY, 30)
    desk.clock.move(7 * DAY)
    assert workers.redeem(first, *NADIA)
    desk.clock.move(DAY)
    assert workers.redeem(second, *OMAR) is None


def test_a_second_code_gives_the_new_agency_and_never_less_time(workers: Workers) -> None:
    long = workers.redeem(workers.invite(AGENCY, 60), *NADIA)
    short = workers.redeem(workers.invite("South Shore", 5), *NADIA)
    longer = workers.redeem(workers.invite(AGENCY, 90), *NADIA)
    assert long is not None
    assert short is not None
    assert longer is not None
    assert (short.agency, short.until) == ("South Shore", long.until)
    assert longer.until > long.until
    assert len(workers.list()) == 1


def test_codes_that_give_nothing_run_the_same_statements(desk: Desk, workers: Workers) -> None:
    used, expired = workers.invite(AGENCY, 30), workers.invite(AGENCY, 30)
    good = workers.invite(AGENCY, 30, valid=20)
    workers.redeem(used, *OMAR)
    desk.clock.move(10 * DAY)
    ran: list[list[str]] = []

    def note(_c: object, _cursor: object, statement: str, *_rest: object) -> None:
        ran[-1].append(statement)

    event.listen(desk.durable._engine, "before_cursor_execute", note)
    for code in (used, expired, next(wrong_codes())):
        ran.append([])
        assert workers.redeem(code, *NADIA) is None
    ran.append([])
    assert workers.redeem(good, *NADIA), "the control: a good code does more"
    assert ran[0] == ran[1] == ran[2]
    assert len(ran[0]) == 3, ran[0]  # BEGIN, DELETE ... RETURNING, COMMIT
    assert len(ran[3]) > 3


# Ending


def test_what_another_process_revokes_is_revoked_at_the_next_look(desk: Desk) -> None:
    desk.workers.redeem(desk.workers.invite(AGENCY, 30), *NADIA)
    access = desk.access
    assert access.agency(*NADIA) == AGENCY
    durable, vault = open_agency(desk.folder)
    other = Workers(durable, vault, lambda: desk.clock.wall)
    assert other.revoke(other.list()[0].id)
    assert access.agency(*NADIA) is None
    durable.close()


def test_an_invite_can_be_revoked_and_an_unknown_id_is_nothing(workers: Workers) -> None:
    code, other = workers.invite(AGENCY, 30), workers.invite("South Shore", 30)
    (listed,) = (one for one in workers.list() if one.agency == AGENCY)
    assert workers.revoke(f" {listed.id.upper()} ")
    assert not workers.revoke(listed.id)
    assert not workers.revoke("")
    assert workers.redeem(code, *NADIA) is None
    assert workers.redeem(other, *NADIA)


def test_all_of_an_agency_can_be_revoked_and_nobody_else(workers: Workers) -> None:
    workers.redeem(workers.invite(AGENCY, 30), *NADIA)
    workers.redeem(workers.invite("South Shore", 30), *OMAR)
    code = workers.invite(AGENCY, 30)
    assert workers.revoke_agency("nowhere") == 0
    assert workers.revoke_agency(AGENCY.lower()) == 2
    assert workers.of(*NADIA) is None
    assert workers.redeem(code, *NADIA) is None
    assert workers.of(*OMAR)


def test_a_new_key_ends_a_role_and_no_other(desk: Desk, workers: Workers) -> None:
    for who in (NADIA, OMAR):
        workers.redeem(workers.invite(AGENCY, 30), *who)
    access = desk.access
    access.end(*NADIA)
    assert access.agency(*NADIA) is None
    assert access.agency(*OMAR) == AGENCY


def test_the_sweep_deletes_what_has_expired_and_nothing_else(desk: Desk, workers: Workers) -> None:
    workers.redeem(workers.invite(AGENCY, 5), *NADIA)
    workers.redeem(workers.invite(AGENCY, 50), *OMAR)
    workers.invite(AGENCY, 5)
    desk.clock.move(10 * DAY)
    assert rows(desk) == 3, "the control: what has expired is still there"
    desk.access.sweep()
    assert rows(desk) == 1
    assert workers.of(*OMAR)


def rows(desk: Desk) -> int:
    with sqlite3.connect(desk.folder / "agency.db") as database:
        counts = [
            database.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
            for table in ("worker", "invite")
        ]
    database.close()
    return sum(counts)


def test_the_list_tells_agency_and_days_and_not_who(desk: Desk, workers: Workers) -> None:
    workers.redeem(workers.invite(AGENCY, 30), *NADIA)
    workers.invite(AGENCY, 30)
    worker, invite = workers.list()
    assert (worker.invite, invite.invite) == (False, True)
    assert (worker.until - worker.since).days == 30
    assert (invite.until - invite.since).days == 7
    assert worker.id != invite.id
    assert NADIA[1] not in str(worker)
    desk.clock.move(40 * DAY)
    assert workers.list() == ()


# What a thief finds


def test_the_files_hold_no_address_agency_or_code(desk: Desk, workers: Workers) -> None:
    spent, code = workers.invite(AGENCY, 30), workers.invite(AGENCY, 30)
    workers.redeem(spent, *NADIA)
    seen = b"".join(path.read_bytes() for path in desk.folder.glob("agency.db*"))
    raw = read_code(code)
    assert raw is not None
    wid = desk.vault.name(b"worker/1", b"signal\0" + NADIA[1].encode())
    assert wid in seen, "the control: the scan finds the row"
    assert workers.list()[0].agency == AGENCY, "the control: with the key it opens"
    for secret in (AGENCY, "Canary", NADIA[1], "16045550100", code, code.replace("-", "")):
        assert secret.encode() not in seen
    assert raw not in seen
    assert raw.hex().encode() not in seen


def test_a_revoked_role_is_gone_from_the_disk(desk: Desk, workers: Workers) -> None:
    workers.redeem(workers.invite(AGENCY, 30), *NADIA)
    wid = desk.vault.name(b"worker/1", b"signal\0" + NADIA[1].encode())

    def on_disk() -> bool:
        return any(wid in path.read_bytes() for path in desk.folder.glob("agency.db*"))

    assert on_disk(), "the control"
    workers.revoke(workers.list()[0].id)
    assert not on_disk()


def test_every_row_of_a_kind_is_as_long_as_any_other(desk: Desk, workers: Workers) -> None:
    workers.invite("A", 1)
    workers.invite("\U0001f3e0" * 60, 365)
    workers.redeem(workers.invite("B", 1), *NADIA)
    with sqlite3.connect(desk.folder / "agency.db") as database:
        found = "SELECT length(blob) FROM invite UNION ALL SELECT length(blob) FROM worker"
        lengths = [length for (length,) in database.execute(found)]
    database.close()
    assert len(lengths) == 3
    assert len(set(lengths)) == 1


def test_without_the_key_nobody_is_recognised_and_no_code_works(desk: Desk) -> None:
    code = desk.workers.invite(AGENCY, 30)
    desk.workers.redeem(desk.workers.invite(AGENCY, 30), *NADIA)
    stolen = Workers(desk.durable, Vault(bytes(range(32))), lambda: desk.clock.wall)
    assert stolen.of(*NADIA) is None
    assert stolen.redeem(code, *OMAR) is None
    assert stolen.list() == ()
    assert stolen.unreadable() == 2
    assert desk.workers.unreadable() == 0
    assert desk.workers.of(*NADIA), "the control"


def test_a_database_whose_key_is_missing_is_not_given_a_new_one(desk: Desk) -> None:
    desk.workers.invite(AGENCY, 30)
    desk.durable.close()
    (desk.folder / "agency.key").unlink()
    with pytest.raises(StoreError, match="Restore it"):
        open_agency(desk.folder)
    assert not (desk.folder / "agency.key").exists()


def test_all_who_open_a_new_folder_at_once_get_one_key(tmp_path: Path) -> None:
    for number in range(10):
        opened = at_once([partial(open_agency, tmp_path / str(number))] * 6)
        assert len({vault.name(b"", b"") for _, vault in opened}) == 1
        assert len(opened) == 6
        for durable, _ in opened:
            durable.close()


def test_a_longer_life_written_into_the_database_counts_for_nothing(desk: Desk) -> None:
    desk.workers.redeem(desk.workers.invite(AGENCY, 5), *NADIA)
    code = desk.workers.invite(AGENCY, 5)
    with sqlite3.connect(desk.folder / "agency.db") as database:
        for table in ("worker", "invite"):
            changed = database.execute(f"UPDATE {table} SET expires = expires + 1000000000")
            assert changed.rowcount == 1, "the control"
    database.close()
    assert desk.workers.of(*NADIA), "the control: until then it counts"
    desk.clock.move(30 * DAY)
    assert desk.workers.of(*NADIA) is None
    assert desk.workers.redeem(code, *OMAR) is None


def test_the_role_of_one_is_nothing_under_the_name_of_another(desk: Desk) -> None:
    desk.workers.redeem(desk.workers.invite(AGENCY, 5), *NADIA)
    wid = desk.vault.name(b"worker/1", OMAR[0].encode() + b"\0" + OMAR[1].encode())
    with sqlite3.connect(desk.folder / "agency.db") as database:
        assert database.execute("UPDATE worker SET wid = ?", (wid,)).rowcount == 1
    database.close()
    assert desk.workers.of(*OMAR) is None


def test_nothing_shown_of_a_worker_tells_the_agency() -> None:
    assert AGENCY not in repr(Worker(AGENCY, 1))


def test_files_are_for_their_owner_alone(desk: Desk) -> None:
    desk.workers.invite(AGENCY, 30)
    modes = {path.name: path.stat().st_mode & 0o777 for path in desk.folder.iterdir()}
    assert {"agency.db", "agency.db-wal", "agency.key"} <= modes.keys()
    assert set(modes.values()) == {0o600}
    assert desk.folder.stat().st_mode & 0o777 == 0o700


def test_a_folder_of_somebody_else_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = os.geteuid()
    monkeypatch.setattr("store.agency.os.geteuid", lambda: own + 1)
    with pytest.raises(StoreError, match="another user"):
        open_agency(tmp_path)
