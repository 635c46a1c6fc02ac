"""What is held about a person, and the plan so far, as lines: both read from the session itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from flows.load import Content
from flows.lookup import Directory
from flows.model import Call, Flow
from flows.session import Session
from flows.turn import Line, Scene
from flows.words import ENGINE


def duration(minutes: int) -> str:
    """Minutes in words: "45 minutes", "1 hour", "4 hours"."""
    if minutes < 60 or minutes % 60:
        return f"{minutes} minutes"
    hours = minutes // 60
    return "1 hour" if hours == 1 else f"{hours} hours"


def lines(session: Session, content: Content, directory: Directory, scene: Scene) -> list[Line]:
    """Everything that is kept about this person, field by field, and when it goes."""
    entries = tuple(_held(session, content, directory, scene))
    return [Line(ENGINE, "held-head", entries=entries)]


def _held(session: Session, content: Content, directory: Directory, scene: Scene) -> Iterator[str]:
    def words(name: str, **variables: str) -> str:
        return content.wording(ENGINE, name, session.language).fill(variables)

    yield words("held-position")
    if session.picked:
        yield words("held-answers", count=str(len(session.picked)))
    if scene.private:
        # Where others can read, a list of answers would put them into the chat a second time.
        for where, options in session.picked.items():
            yield "- " + _picked(where, options, session, content, directory)
    if session.written:
        yield words("held-words", count=str(len(session.written)))
        for text in session.written.values():
            yield f"- {text}"
    if session.leave_word:
        yield words("held-leave-word")
    yield words("held-language")
    if session.seen:
        yield words("held-seen", count=str(len(session.seen)))
    if scene.references():
        yield words("held-messages", count=str(scene.references()))
    gone = scene.until(min(session.idle or scene.idle, scene.idle))
    left = max(1, round((gone - scene.now) / 60))
    clock = datetime.fromtimestamp(gone, tz=UTC)
    yield words("held-until", time=f"{clock:%H:%M} UTC ({duration(left)})")


def plan(session: Session, content: Content, directory: Directory) -> list[Line]:
    """The plan so far: each answer that has a label, in the order of the plan."""
    entries = []
    for where in order(content):
        flow, _, node = where.partition(".")
        wording = content.words["en"].get((flow, node))
        if wording is None or wording.label is None:
            continue
        label = content.wording(flow, node, session.language).label or wording.label
        if where in session.written:
            entries.append(f"{label}: {session.written[where]}")
        elif where in session.picked:
            said = _picked(where, session.picked[where], session, content, directory)
            entries.append(f"{label}: {said}")
    if not entries:
        return [Line(ENGINE, "plan-empty")]
    return [Line(ENGINE, "plan-head", entries=tuple(entries))]


def _picked(
    where: str, options: tuple[str, ...], session: Session, content: Content, directory: Directory
) -> str:
    flow, _, node = where.partition(".")
    if not content.has(flow, node):
        return ", ".join(options)
    reads = getattr(content.node(flow, node), "reads", None)
    if reads == "tongue":
        return directory.language_name(options[0])
    if reads == "place":
        place = directory.query(None, options[0], None).place
        return place.label if place else options[0]
    labels = content.wording(flow, node, session.language).labels
    return ", ".join(labels.get(option, option) for option in options)


def order(content: Content) -> list[str]:
    """All `flow.node` in the order in which the plan comes to them, the rest after."""
    seen: dict[str, None] = {}
    for name in ("plan", *sorted(content.flows)):
        if name in content.flows:
            _walk(content, content.flows[name], seen, set())
    return list(seen)


def _walk(content: Content, flow: Flow, seen: dict[str, None], inside: set[str]) -> None:
    if flow.name in inside:
        return
    for node in flow.nodes.values():
        seen.setdefault(f"{flow.name}.{node.name}")
        if isinstance(node, Call) and node.flow in content.flows:
            _walk(content, content.flows[node.flow], seen, inside | {flow.name})
