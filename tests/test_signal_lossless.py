"""The socket: order, memory, lines of any size, and what a successor finds."""

from __future__ import annotations

import json
import socket
import threading
import tracemalloc
from collections import defaultdict

import pytest
from fake_signal import body
from signal_stage import PATIENCE, stage

from bot.channels.signal.stream import Stream
from bot.keeper import Keeper

FRAMES = 2_000
CROWD = 100


def test_two_thousand_frames_in_a_row_keep_their_order_and_none_is_lost() -> None:
    """The figure for ten thousand is bench/signal_latency.py's."""
    with stage("socket") as there:
        people = [there.signal.phone() for _ in range(CROWD)]
        for number in range(FRAMES):
            there.signal.says(people[number % CROWD], str(number))
        tracemalloc.start()
        seen: dict[str, list[int]] = defaultdict(list)
        there.listen(lambda message: seen[message.address].append(int(message.text)))
        there.until(lambda: len(there.heard) == FRAMES)
        most = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        assert all(numbers == sorted(numbers) for numbers in seen.values())
        assert sum(map(len, seen.values())) == FRAMES
        assert most < 16_000_000, "frames wait at Signal, not in our memory"


def test_a_huge_line_a_torn_line_and_a_line_of_another_kind_are_passed_over() -> None:
    with stage("socket") as there:
        there.listen()
        phone = there.signal.phone()
        there.cli.raw(b"x" * 3_000_000 + b"\n")
        there.cli.raw(b'{"jsonrpc":"2.0","method":"rec')
        there.cli.raw(b'eive","params":[]}\n\n\xff\xfe\n[]\n{"method":"callEvent"}\n')
        text = {"jsonrpc": "2.0", "method": "receive", "params": {"envelope": 7}}
        there.cli.raw(json.dumps(text).encode() + b"\n")
        there.signal.says(phone, "still here")
        there.until(lambda: there.heard)
        assert there.heard[0].text == "still here"


def pair() -> tuple[socket.socket, socket.socket]:
    return socket.socketpair()


def test_a_line_that_is_not_done_with_is_found_by_who_comes_after() -> None:
    ours, theirs = pair()
    with ours, theirs:
        theirs.sendall(b"one\ntwo\nthree\n")
        first = Stream(ours.dup())
        assert first.line([], 1) == b"one"
        first.done()
        assert first.line([], 1) == b"two"
        first.close()  # killed while it answered "two"
        second = Stream(ours)
        lines = []
        for _ in range(2):
            lines.append(second.line([], 1))
            second.done()
        assert lines == [b"two", b"three"]
        assert second.line([], 0) is None


def test_a_line_larger_than_the_kernels_buffer_comes_whole() -> None:
    ours, theirs = pair()
    with ours, theirs:
        long = b"y" * 900_000
        writer = threading.Thread(target=theirs.sendall, args=(long + b"\nnext\n",))
        writer.start()
        stream = Stream(ours)
        assert stream.line([], PATIENCE) == long
        stream.done()
        assert stream.line([], PATIENCE) == b"next"
        writer.join()


def test_the_end_of_the_stream_is_said() -> None:
    ours, theirs = pair()
    with ours:
        theirs.sendall(b"whole\nhalf")
        theirs.close()
        stream = Stream(ours)
        assert stream.line([], 1) == b"whole"
        stream.done()
        with pytest.raises(ConnectionResetError):
            stream.line([], PATIENCE)


def test_a_bot_that_takes_over_a_socket_does_not_subscribe_again() -> None:
    """Asked twice, signal-cli brings every message twice."""
    ours, theirs = pair()
    with ours, theirs, stage("socket") as there:
        held = socket.socket(socket.AF_UNIX)
        held.connect(there.cli.where)
        request = {"method": "subscribeReceive", "id": "1", "params": {"account": "+1"}}
        held.sendall(json.dumps(request).encode() + b"\n")
        phone = there.signal.phone()
        there.until(there.cli.connected)
        there.signal.brings(phone, 5, dataMessage=body(5, "written before the kill"))
        there.transport._keeper = Keeper(ours, _kept(held))  # type: ignore[union-attr]
        there.listen()
        there.until(lambda: there.heard)
        assert there.heard[0].text == "written before the kill"
        subscribed = [one for one in there.cli.requests if one["method"] == "subscribeReceive"]
        assert len(subscribed) == 1


def _kept(held: socket.socket) -> object:
    from bot.keeper import Kept

    return Kept(held, marked=True)


def test_taking_leave_answers_what_is_under_way_and_leaves_the_rest_at_signal() -> None:
    with stage("socket") as there:
        people = [there.signal.phone() for _ in range(300)]
        there.listen()
        for phone in people:
            there.signal.says(phone, "hi")
        there.until(lambda: len(there.heard) > 20)
        there.stop(gently=True)
        assert len(there.heard) == there.cli.written
        assert len(there.heard) + len(there.cli.waiting) == 300
