"""Pictures of flows for those who write them: Mermaid text, and an SVG that needs no other program.

The SVG shows one card a flow, numbered in the order in which a conversation comes to them, in
columns: a plan of twenty sections fits one screen. Libraries that lay out graphs were weighed and
left: a conversation is read from top to bottom.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from html import escape

from flows.load import Content
from flows.model import Act, Branch, Call, Choose, End, Flow, Look, Node, Say, Write, targets

_WIDTH, _GAP, _ROW, _PAD = 300.0, 18.0, 15.0, 10.0
_COLUMNS = 5
_CHARS = 44
_INK = {"text": "#1f2933", "option": "#52606d", "go": "#2d6a4f", "note": "#7b8794"}
_BAR = {Say: "#9fb3c8", Choose: "#4c8bb8", Write: "#8e6bbf", Look: "#3d9970", Act: "#c9822b"}

_LEGEND = (
    (0, Say, "says"),
    (110, Choose, "asks"),
    (220, Write, "own words"),
    (330, Look, "contacts"),
    (440, Act, "does"),
)


def called(content: Content, name: str) -> list[Flow]:
    """The flow and all that it calls, in the order in which it comes to them."""
    found: dict[str, Flow] = {}
    waiting = [name]
    while waiting:
        flow = content.flows[waiting.pop(0)]
        if flow.name in found:
            continue
        found[flow.name] = flow
        waiting += [node.flow for node in _ordered(flow) if isinstance(node, Call)]
    return list(found.values())


def _ordered(flow: Flow) -> list[Node]:
    """Nodes in the order in which a conversation meets them."""
    order: dict[str, Node] = {}

    def visit(name: str) -> None:
        if name in order or name not in flow.nodes:
            return
        order[name] = flow.nodes[name]
        for target in targets(flow.nodes[name]):
            visit(target)

    visit(flow.start)
    return list(order.values())


def mermaid(content: Content, name: str) -> str:
    """A flow and all it calls as a Mermaid flowchart, one subgraph a flow."""
    lines = ["flowchart TD"]
    for flow in called(content, name):
        lines.append(f"  subgraph {flow.name}")
        lines += [
            f"    {line}" for node in _ordered(flow) for line in _mermaid(content, flow, node)
        ]
        lines.append("  end")
    for flow in called(content, name):
        for node in _ordered(flow):
            if isinstance(node, Call):
                start = content.flows[node.flow].start
                lines.append(f"  {_id(flow.name, node.name)} -.-> {_id(node.flow, start)}")
    return "\n".join(lines)


def _id(flow: str, node: str) -> str:
    return f"{flow}__{node}".replace("-", "_")


def _mermaid(content: Content, flow: Flow, node: Node) -> Iterator[str]:
    me = _id(flow.name, node.name)
    text = _words(content, flow, node).replace('"', "'")
    left, right = {Choose: ("{{", "}}"), Write: ("[/", "/]"), End: ("([", "])")}.get(
        type(node), ("[", "]")
    )
    yield f'{me}{left}"{textwrap.shorten(text, 60, placeholder="…")}"{right}'
    match node:
        case Choose(many=False):
            labels = content.wording(flow.name, node.name, "en").labels
            for option, target in node.options.items():
                label = labels.get(option, option).replace('"', "'")
                yield f'{me} -->|"{label}"| {_id(flow.name, target)}'
        case Branch():
            for case, target in node.cases.items():
                yield f"{me} -->|{case}| {_id(flow.name, target)}"
            yield f"{me} --> {_id(flow.name, node.otherwise)}"
        case _:
            for target in targets(node):
                if target in flow.nodes:
                    yield f"{me} --> {_id(flow.name, target)}"


def _words(content: Content, flow: Flow, node: Node) -> str:
    """What stands in the picture for a node: its words, or what it does."""
    match node:
        case Branch(on=on):
            return f"by {on}"
        case Call(flow=name):
            return f"goes through {name}"
        case End():
            return "back"
        case Act(effect=effect):
            return f"does: {effect}"
        case _:
            wording = content.words["en"].get((flow.name, node.name))
            return " ".join(wording.text.split()) if wording else node.name


@dataclass(frozen=True, slots=True)
class _Text:
    """One line of a card: text, its colour, and the bar of the node it begins (or none)."""

    text: str
    ink: str
    bar: str | None = None
    private: bool = False


def svg(content: Content, name: str) -> str:
    """A flow and all it calls as one SVG picture."""
    flows = called(content, name)
    numbers = {flow.name: number for number, flow in enumerate(flows)}
    columns = min(_COLUMNS, len(flows))
    heights = [0.0] * columns
    parts: list[str] = []
    for flow in flows:
        column = heights.index(min(heights))
        rows = list(_rows(content, flow, numbers))
        height = 26 + len(rows) * _ROW + _PAD
        parts.append(_card(flow, numbers, rows, column * (_WIDTH + _GAP), heights[column], height))
        heights[column] += height + _GAP
    width, height = columns * (_WIDTH + _GAP) - _GAP, max(heights) - _GAP
    return _page(name, parts, width, height)


def _page(name: str, parts: list[str], width: float, height: float) -> str:
    legend = "".join(
        f'<rect x="{x}" y="0" width="4" height="12" fill="{_BAR[kind]}"/>'
        f'<text x="{x + 9}" y="10" class="note">{word}</text>'
        for x, kind, word in _LEGEND
    )
    legend += '<text x="560" y="10" class="note">◆ only where the channel is private</text>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-20 -20 {width + 40} {height + 70}" '
        f'width="{width + 40}" height="{height + 70}" role="img" '
        f'aria-label="flow {escape(name)}">\n'
        "<style>text{font:11px system-ui,sans-serif}.title{font-weight:600;font-size:12px}"
        f".note{{fill:{_INK['note']}}}</style>\n"
        f'<rect x="-20" y="-20" width="{width + 40}" height="{height + 70}" fill="#f5f7fa"/>\n'
        f"{''.join(parts)}"
        f'<g transform="translate(0,{height + 20})">{legend}</g>\n</svg>\n'
    )


def _card(
    flow: Flow, numbers: dict[str, int], rows: list[_Text], x: float, y: float, height: float
) -> str:
    number = numbers[flow.name]
    title = f"{number}  {flow.name}" if number else flow.name
    lines = [
        f'<g transform="translate({x},{y})">',
        f'<rect width="{_WIDTH}" height="{height}" rx="8" fill="#fff" stroke="#cbd2d9"/>',
        f'<path d="M0 8a8 8 0 0 1 8-8h{_WIDTH - 16}a8 8 0 0 1 8 8v14H0z" fill="#334e68"/>',
        f'<text x="{_PAD}" y="16" class="title" fill="#fff">{escape(title)}</text>',
    ]
    for index, row in enumerate(rows):
        top = 38 + index * _ROW
        if row.bar:
            lines.append(f'<rect x="6" y="{top - 10}" width="4" height="12" fill="{row.bar}"/>')
        mark = "◆ " if row.private else ""
        ink = _INK[row.ink]
        lines.append(f'<text x="16" y="{top}" fill="{ink}">{mark}{escape(row.text)}</text>')
    return "\n".join((*lines, "</g>\n"))


def _rows(content: Content, flow: Flow, numbers: dict[str, int]) -> Iterator[_Text]:
    nodes = _ordered(flow)
    for node, after in zip(nodes, [*nodes[1:], None], strict=True):
        follows = after.name if after else ""
        match node:
            case Call(flow=name):
                yield _Text(f"→ {numbers[name]}  {name}", "go")
            case Branch(on=on, cases=cases, otherwise=otherwise):
                yield _Text(f"by {on}: {_short(cases)}, else {otherwise}", "note")
            case End():
                yield _Text("back", "note")
            case _:
                yield from _spoken(content, flow, node, follows)


def _short(cases: object) -> str:
    assert isinstance(cases, dict)
    text = ", ".join(dict.fromkeys(cases.values()))
    return textwrap.shorten(text, 24, placeholder=" …")


def _spoken(content: Content, flow: Flow, node: Node, follows: str) -> Iterator[_Text]:
    lines = textwrap.wrap(_words(content, flow, node), _CHARS, max_lines=2, placeholder=" …")
    for index, line in enumerate(lines):
        bar = _BAR[type(node)] if index == 0 else None
        yield _Text(line, "text", bar, node.private and index == 0)
    if isinstance(node, Choose):
        labels = content.wording(flow.name, node.name, "en").labels
        for number, (option, target) in enumerate(node.options.items(), start=1):
            to = "" if target == follows else f" → {target}"
            label = labels.get(option, option)
            yield _Text(f"  {number} {label}{to}", "option")
    else:
        for target in targets(node):
            if target and target != follows:
                yield _Text(f"  → {target}", "go")
