"""Ways through the conversations: what people type, and how to put somebody at a question."""

from __future__ import annotations

import random

from hypothesis import strategies as st
from rehearsal import PERSON, Rehearsal, rehearse, setup

from flows import Session
from flows.model import WORKER, Asking

ASKING = [
    (flow.name, node.name)
    for flow in setup().content.flows.values()
    for node in flow.nodes.values()
    if isinstance(node, Asking)
]
"""Every place where a conversation can rest."""

_WORDS = sorted(setup().content.commands.exact)
_SAID = [
    "hi", "shelter surrey punjabi", "i want to die", "he has a gun", "need a bed tonight",
    "they took my passport", "nobody", "1 3", "2 and 4", "all", "my sister", "surrey", "toronto",
    "punjabi", "yes", "no", "not sure", "...", "?", "", " ", "\u202eabc", "\x00\x07", "👍🏽", "١",
]  # fmt: skip

MESSAGES = st.one_of(
    st.integers(1, 8).map(str),
    st.sampled_from(_SAID),
    st.sampled_from(_WORDS).filter(lambda word: setup().content.commands.exact[word] != "leave"),
    st.text(max_size=60),
)
"""What people type: numbers mostly, words that work everywhere, questions, and anything at all."""


AGENCY = "North Shore"


def somebody_at(where: tuple[str, str], like: str = "signal") -> Rehearsal:
    """Somebody new who is at a question; a worker where it is for workers."""
    worker = setup().content.flows[where[0]].role == WORKER
    person = rehearse(like, agency=AGENCY if worker else None)
    if worker:
        person.invited()
    at(person, where)
    return person


def at(person: Rehearsal, where: tuple[str, str]) -> None:
    """Put somebody at a question, as if they had come there by answering."""
    store, channel = person.app.store, person.channel.name
    person.says("hi")
    with store.turn(channel, PERSON) as turn:
        before = Session.loads(turn.state)
        assert before is not None
        placed = Session(
            *where, role=before.role, at=before.at, seen=before.seen, written=before.written
        )
        turn.save(placed.dumps())


def shuffled(seed: int) -> random.Random:
    """A source of chance that can be repeated."""
    return random.Random(seed)
