"""What is held about a person, and the plan so far, as lines: both read from the session itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

from flows import times
from flows.load import Content
from flows.lookup import Directory
from flows.model import CASE, Call, Flow
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
            yield "- " + _picked(where, options, session, content, directory, scene)
    if session.written:
        yield words("held-words", count=str(len(session.written)))
        for text in session.written.values():
            yield f"- {text}"
    if session.leave_word:
        yield words("held-leave-word")
    if scene.agency is not None:
        yield words("held-role", agency=scene.agency)
    checkin = scene.checkin()
    if checkin is not None:
        yield words(checkin.node, **checkin.variables)
    yield words("held-language")
    if session.seen:
        yield words("held-seen", count=str(len(session.seen)))
    if scene.references():
        yield words("held-messages", count=str(scene.references()))
    gone = scene.until(min(session.idle or scene.idle, scene.idle))
    left = max(1, round((gone - scene.now) / 60))
    clock = datetime.fromtimestamp(gone, tz=UTC)
    yield words("held-until", time=f"{clock:%H:%M} UTC ({duration(left)})")


def plan(session: Session, content: Content, directory: Directory, scene: Scene) -> list[Line]:
    """The plan so far: each answer that has a label, in the order of the plan."""
    flows = [flow.name for flow in content.flows.values() if flow.role is None]
    entries = _entries(flows, session, content, directory, scene)
    return [Line(ENGINE, "plan-head", entries=entries) if entries else Line(ENGINE, "plan-empty")]


def sheet(session: Session, content: Content, directory: Directory, scene: Scene) -> list[Line]:
    """The case so far, in the order in which its flow asks."""
    entries = _entries([CASE], session, content, directory, scene)
    waiting = _open(session)
    if waiting:
        where = f"{CASE}.{_DOMAINS}"
        said = _picked(where, waiting, session, content, directory, scene)
        still = content.wording(ENGINE, "case-open", session.language).fill({"domains": said})
        entries = (*entries, still)
    return [Line(ENGINE, "case-head", entries=entries) if entries else Line(ENGINE, "plan-empty")]


_DOMAINS, _HANDLED = "domains", "handled"


def _open(session: Session) -> tuple[str, ...]:
    """What is part of a case and nobody is on."""
    handled = session.picked.get(f"{CASE}.{_HANDLED}")
    domains = session.picked.get(f"{CASE}.{_DOMAINS}", ())
    return () if handled is None else tuple(one for one in domains if one not in handled)


def _entries(
    flows: list[str], session: Session, content: Content, directory: Directory, scene: Scene
) -> tuple[str, ...]:
    entries = []
    for where in order(content):
        flow, _, node = where.partition(".")
        wording = content.words["en"].get((flow, node))
        if flow not in flows or wording is None or wording.label is None:
            continue
        label = content.wording(flow, node, session.language).label or wording.label
        said = answer(where, session, content, directory, scene)
        if said:
            entries.append(f"{label}: {said}")
    return tuple(entries)


def answer(
    where: str, session: Session, content: Content, directory: Directory, scene: Scene
) -> str:
    """The answer to a question (`flow.node`) as words; empty where there is none."""
    if where in session.written:
        return session.written[where]
    options = session.picked.get(where)
    return _picked(where, options, session, content, directory, scene) if options else ""


def _picked(
    where: str,
    options: tuple[str, ...],
    session: Session,
    content: Content,
    directory: Directory,
    scene: Scene,
) -> str:
    flow, _, node = where.partition(".")
    if not content.has(flow, node):
        return ", ".join(options)
    match getattr(content.node(flow, node), "reads", None):
        case "tongue":
            return directory.language_name(options[0])
        case "place":
            place = directory.query(None, options[0], None).place
            return place.label if place else options[0]
        case "agency":
            contact = directory.contact(options[0])
            return contact.name if contact else ""
        case "moment":
            return times.said(float(options[0]), scene.now, scene.zone)
    labels = content.wording(flow, node, session.language).labels
    named = [labels.get(option, option) for option in options]
    return ("; " if any("," in label for label in named) else ", ").join(named)


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
