"""Rules for the shape of flows: everything leads somewhere, nothing talks without end."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from flows.load import Content, Issue
from flows.model import (
    CASE,
    EFFECTS,
    FIRST,
    KEEPS,
    MENU,
    OPENED,
    OUT,
    REFER,
    WORK,
    WORKER,
    Act,
    Asking,
    Branch,
    Call,
    Choose,
    End,
    Flow,
    Node,
    Refer,
    Write,
    reads,
    targets,
)
from flows.spelling import key

MOST_OPTIONS = 7
_READ_BY = {
    "begin": frozenset({"place", "until", "name", "safe", "danger"}),
    "outcome": frozenset({"agency"}),
}
"""Questions of the same flow whose answers an effect goes by."""
_NEEDED = ("welcome", MENU, "again", WORK, CASE, REFER)


def nodes_of(content: Content) -> Iterator[tuple[Flow, Node]]:
    """Every node with its flow."""
    for flow in content.flows.values():
        for node in flow.nodes.values():
            yield flow, node


def _shape(flow: Flow, node: str, problem: str) -> Issue:
    return Issue(f"{flow.name}/flow.toml", node, problem)


def needed_flows(content: Content) -> Iterator[Issue]:
    for name in _NEEDED:
        if name not in content.flows:
            yield Issue(name, "", "is a flow that must exist")
    for name in (MENU, WORK):
        menu = content.flows.get(name)
        if menu and menu.start in menu.nodes:
            start = menu.nodes[menu.start]
            if not isinstance(start, Choose) or start.private:
                wrong = "the menu must start with a choice that is not private"
                yield _shape(menu, menu.start, wrong)
    for name, node in ((CASE, OPENED), (REFER, FIRST)):
        flow = content.flows.get(name)
        if flow and node not in flow.nodes:
            yield _shape(flow, node, "is where others come in, and is missing")


def roles_are_kept(content: Content) -> Iterator[Issue]:
    """Nobody comes from a flow for all into one that is for workers."""
    for flow, node in nodes_of(content):
        called = content.flows.get(node.flow) if isinstance(node, Call) else None
        if called and called.role is not None and called.role != flow.role:
            yield _shape(flow, node.name, f"calls {called.name!r}, which is for a {called.role}")
    for name in (WORK, CASE, REFER):
        if name in content.flows and content.flows[name].role != WORKER:
            yield Issue(f"{name}/flow.toml", "", f"must be for the role {WORKER!r}")
    for name in ("welcome", MENU, "again"):
        if name in content.flows and content.flows[name].role is not None:
            yield Issue(f"{name}/flow.toml", "", "must be for everybody")


def words_that_open(content: Content) -> Iterator[Issue]:
    """A word opens one flow, and is no word that works everywhere for another reason."""
    seen: dict[str, str] = {}
    for flow in content.flows.values():
        for word in flow.said:
            typed, file = key(word), f"{flow.name}/flow.toml"
            command = content.commands.find(word)
            if command:
                yield Issue(file, "", f"is opened by {word!r}, which is a word for {command!r}")
            if not typed or typed.isdecimal():
                yield Issue(file, "", f"is opened by {word!r}, a number or nothing")
            if seen.setdefault(typed, flow.name) != flow.name:
                yield Issue(file, "", f"is opened by {word!r}, as {seen[typed]!r} is")


def every_target_exists(content: Content) -> Iterator[Issue]:
    for flow, node in nodes_of(content):
        for target in targets(node):
            leaving = isinstance(node, Act) and node.effect == "leave"
            if target not in flow.nodes and not (leaving and not target):
                yield _shape(flow, node.name, f"goes to {target!r}, which is no node")
        if isinstance(node, Call) and node.flow not in content.flows:
            yield _shape(flow, node.name, f"calls {node.flow!r}, which is no flow")
        if isinstance(node, Act) and node.effect not in EFFECTS:
            yield _shape(flow, node.name, f"acts {node.effect!r}; known are {', '.join(EFFECTS)}")


def every_answer_exists(content: Content) -> Iterator[Issue]:
    for flow in content.flows.values():
        for name, where in flow.variables.items():
            at = _split(where)
            if not content.has(*at) or not isinstance(content.node(*at), Asking):
                wrong = f"takes the variable {name!r} from {where!r}, which is no question"
                yield Issue(f"{flow.name}/flow.toml", "", wrong)
    for flow, node in nodes_of(content):
        for where in reads(node):
            name, _, asked = where.partition(".")
            if not content.has(name, asked):
                yield _shape(flow, node.name, f"reads the answer of {where!r}, which is no node")
            elif not isinstance(content.node(name, asked), Asking):
                yield _shape(flow, node.name, f"reads the answer of {where!r}, which asks nothing")
        if isinstance(node, Refer) and node.continues:
            first = flow.nodes.get(node.continues)
            if not isinstance(first, Refer) or first.continues:
                yield _shape(flow, node.name, f"continues {node.continues!r}, no first page")
        if isinstance(node, Act):
            for wanted in sorted(_READ_BY.get(node.effect, frozenset())):
                question = flow.nodes.get(wanted)
                if not isinstance(question, Write) or not question.needed:
                    wrong = f"acts {node.effect!r}, which needs a {wanted!r} that is needed"
                    yield _shape(flow, node.name, wrong)
        forgets = node.source if isinstance(node, Act) and node.effect == "forget" else None
        if forgets and forgets not in content.flows and not content.has(*_split(forgets)):
            yield _shape(flow, node.name, f"forgets {forgets!r}, which is no flow")
        if isinstance(node, Branch) and node.on in (KEEPS, OUT) and node.cases.keys() != {"yes"}:
            yield _shape(flow, node.name, f"goes by {node.on!r}, which has the one case 'yes'")
        if isinstance(node, Branch) and content.has(*_split(node.on)):
            asked_node = content.node(*_split(node.on))
            known = set(asked_node.options) if isinstance(asked_node, Choose) else {"written"}
            for case in node.cases.keys() - known:
                yield _shape(flow, node.name, f"has a case {case!r} that {node.on!r} cannot answer")


def _split(where: str) -> tuple[str, str]:
    flow, _, node = where.partition(".")
    return flow, node


def every_node_reachable(content: Content) -> Iterator[Issue]:
    for flow in content.flows.values():
        seen, waiting = set(), [flow.start, *((OPENED,) if flow.name == CASE else ())]
        while waiting:
            name = waiting.pop()
            if name in seen or name not in flow.nodes:
                continue
            seen.add(name)
            waiting += targets(flow.nodes[name])
        for name in flow.nodes.keys() - seen:
            yield _shape(flow, name, "cannot be reached from the start")
    called = {node.flow for _, node in nodes_of(content) if isinstance(node, Call)}
    opened = {flow.name for flow in content.flows.values() if flow.said}
    for name in content.flows.keys() - called - opened - {"welcome", MENU, "again", WORK}:
        yield Issue(f"{name}/flow.toml", "", "is called by no other flow, and opened by no word")


def something_ends(content: Content) -> Iterator[Issue]:
    for flow in content.flows.values():
        ends = {name for name, node in flow.nodes.items() if _ends(node)}
        if flow.nodes and not ends and flow.name not in (MENU, WORK):
            yield Issue(f"{flow.name}/flow.toml", "", "never ends")
            continue
        if flow.name not in (MENU, WORK):
            for name in flow.nodes.keys() - _leading_to(flow, ends):
                yield _shape(flow, name, "has no way to an end")


def _ends(node: Node) -> bool:
    return isinstance(node, End) or (isinstance(node, Act) and node.effect == "leave")


def _leading_to(flow: Flow, goals: set[str]) -> set[str]:
    leading = set(goals)
    grown = True
    while grown:
        more = {
            name for name, node in flow.nodes.items() if not leading.isdisjoint(targets(node))
        } - leading
        grown, leading = bool(more), leading | more
    return leading


def no_circle_without_waiting(content: Content) -> Iterator[Issue]:
    """A circle through calls counts as well: a called flow that asks nothing is passed through."""
    steps = {
        (flow.name, node.name): _without_waiting(content, flow, node)
        for flow, node in nodes_of(content)
    }
    for flow, node in nodes_of(content):
        if not isinstance(node, Asking) and _circles((flow.name, node.name), steps):
            yield _shape(flow, node.name, "talks in a circle without waiting for an answer")


def _without_waiting(content: Content, flow: Flow, node: Node) -> list[tuple[str, str]]:
    if isinstance(node, Asking) or _ends(node):
        return []
    after = [(flow.name, target) for target in targets(node) if target in flow.nodes]
    if isinstance(node, Call) and node.flow in content.flows:
        into = content.flows[node.flow]
        return [(into.name, into.start), *(after if _silent(into) else [])]
    return after


def _silent(flow: Flow) -> bool:
    """Whether a flow can be passed through without one question."""
    seen, waiting = set(), [flow.start]
    while waiting:
        name = waiting.pop()
        node = flow.nodes.get(name)
        if name in seen or node is None or isinstance(node, Asking):
            continue
        if isinstance(node, End):
            return True
        seen.add(name)
        waiting += targets(node)
    return False


def _circles(
    start: tuple[str, str], steps: Mapping[tuple[str, str], list[tuple[str, str]]]
) -> bool:
    seen: set[tuple[str, str]] = set()
    waiting = list(steps[start])
    while waiting:
        here = waiting.pop()
        if here == start:
            return True
        if here not in seen:
            seen.add(here)
            waiting += steps.get(here, [])
    return False


def options_fit_a_phone(content: Content) -> Iterator[Issue]:
    for flow, node in nodes_of(content):
        if isinstance(node, Choose):
            if len(node.options) > MOST_OPTIONS:
                most = f"{len(node.options)} options; at most {MOST_OPTIONS} fit"
                yield _shape(flow, node.name, f"has {most}")
            skipped = flow.nodes.get(node.skip)
            if isinstance(skipped, Act) and skipped.effect == "leave":
                yield _shape(flow, node.name, "leaves on 'skip'; give it a skip of its own")
