"""Rules for the words: all there, short, plain, harmless on a lock screen, and true everywhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from flows.lines import COMMON, INSIDE, LINES, OPENS
from flows.load import Content, Issue
from flows.model import Act, Asking, Branch, Call, Choose, End, Flow, Look, Refer, Say, Write
from flows.reading import grade
from flows.render import LONGEST, Reply
from flows.session import LONGEST_WORDS
from flows.spelling import fold, key
from flows.words import ENGINE, Wording, variables

HARDEST = 6.0
"""Reading grade in English."""
PREVIEW = 60
"""Characters that a lock screen may show of a message."""


def _said(content: Content) -> Iterator[tuple[str, str, str, Wording]]:
    """(language, flow, id, wording) of everything that is said."""
    for language, words in content.words.items():
        for (flow, name), wording in words.items():
            yield language, flow, name, wording


def words_for_every_node(content: Content) -> Iterator[Issue]:
    for language, words in content.words.items():
        for flow in content.flows.values():
            yield from _missing(flow, language, words, content)
        for name in LINES:
            if (ENGINE, name) not in words:
                yield Issue(f"{ENGINE}/{language}.ftl", name, "has no words")


def _missing(
    flow: Flow, language: str, words: Mapping[tuple[str, str], Wording], content: Content
) -> Iterator[Issue]:
    file = f"{flow.name}/{language}.ftl"
    for node in flow.nodes.values():
        wording = words.get((flow.name, node.name))
        if wording is None or not wording.text:
            if isinstance(node, Say | Choose | Write):
                yield Issue(file, node.name, "has no words")
            continue
        options = set(node.options) if isinstance(node, Choose) else set()
        for option in sorted(options - wording.labels.keys()):
            yield Issue(file, node.name, f"has no words for the option {option!r}")
        for extra in sorted(wording.labels.keys() - options):
            yield Issue(file, node.name, f"has words for {extra!r}, which is no option")
        if isinstance(node, Asking) and not wording.why:
            yield Issue(file, node.name, "asks without a .why")


def no_words_left_over(content: Content) -> Iterator[Issue]:
    wordless = (Branch, Call, End, Refer)
    for language, flow, name, _ in _said(content):
        file = f"{flow}/{language}.ftl"
        if flow == ENGINE:
            if name not in LINES:
                yield Issue(file, name, "is no line that the engine says")
        elif not content.has(flow, name):
            yield Issue(file, name, "is no node of this flow")
        elif isinstance(content.node(flow, name), wordless):
            yield Issue(file, name, "is a node that says nothing")


def known_variables(content: Content) -> Iterator[Issue]:
    for language, flow, name, wording in _said(content):
        known = LINES.get(name, frozenset()) if flow == ENGINE else _known(content, flow)
        texts = (wording.text, wording.why or "", wording.label or "", *wording.labels.values())
        for text in texts[:1]:
            for unknown in sorted(variables(text) - known):
                yield Issue(f"{flow}/{language}.ftl", name, f"uses the unknown ${unknown}")
        if any(variables(text) for text in texts[1:]):
            yield Issue(f"{flow}/{language}.ftl", name, "uses a variable outside its words")


def variables_of_its_own(content: Content) -> Iterator[Issue]:
    for flow in content.flows.values():
        for taken in sorted(COMMON.intersection(flow.variables)):
            wrong = f"has a variable ${taken}, which all words have"
            yield Issue(f"{flow.name}/flow.toml", "", wrong)


def _known(content: Content, flow: str) -> frozenset[str]:
    own = content.flows[flow].variables if flow in content.flows else ()
    return COMMON.union(own)


def _messages(content: Content, *, widest: bool = False) -> Iterator[tuple[str, str, str, str]]:
    """(language, flow, id, whole message) of everything that opens a message. `widest`: with own
    words as long as they can be.
    """
    for language, flow, name, wording in _said(content):
        if flow != ENGINE or not name.startswith(INSIDE) or name == "held-head":
            options = _labels(content, flow, name, wording)
            long = _own_words(content, flow) if widest else frozenset[str]()
            yield language, flow, name, Reply(_filled(wording.text, long), options).plain
        if wording.why:
            yield language, flow, name, wording.why


def _labels(content: Content, flow: str, name: str, wording: Wording) -> tuple[str, ...]:
    if not content.has(flow, name):
        return ()
    node = content.node(flow, name)
    names = node.options if isinstance(node, Choose) else ()
    return tuple(wording.labels.get(option, option) for option in names)


def _own_words(content: Content, flow: str) -> frozenset[str]:
    """Variables of a flow that stand for words of a person's own."""
    own = content.flows[flow].variables if flow in content.flows else {}
    asked = {name: where.partition(".") for name, where in own.items()}
    nodes = {
        name: content.node(of, at) for name, (of, _, at) in asked.items() if content.has(of, at)
    }
    return frozenset(
        name
        for name, node in nodes.items()
        if isinstance(node, Write) and node.reads in (None, "clean")
    )


def _filled(text: str, long: frozenset[str] = frozenset()) -> str:
    """A template with something as long as a variable can be."""
    for name in variables(text):
        usual = "name.00" if name == "signal" else "1-800-563-0808"
        text = text.replace(f"{{{name}}}", "w" * LONGEST_WORDS if name in long else usual)
    return text


def short_enough(content: Content) -> Iterator[Issue]:
    for language, flow, name, text in _messages(content, widest=True):
        if len(text) > LONGEST:
            long = f"is {len(text)} characters long with its options; {LONGEST} fit"
            yield Issue(f"{flow}/{language}.ftl", name, long)


def harmless_on_a_lock_screen(content: Content) -> Iterator[Issue]:
    for language, flow, name, text in _messages(content):
        for word in revealing(text[:PREVIEW], language):
            shown = f"shows {word!r} in its first {PREVIEW} characters"
            yield Issue(f"{flow}/{language}.ftl", name, shown)
        opens = name in OPENS if flow == ENGINE else _looks(content, flow, name)
        if opens and len(text) < PREVIEW:
            short = f"opens a list and is shorter than {PREVIEW} characters"
            yield Issue(f"{flow}/{language}.ftl", name, short)


def _looks(content: Content, flow: str, name: str) -> bool:
    return content.has(flow, name) and isinstance(content.node(flow, name), Look)


def revealing(preview: str, language: str) -> list[str]:
    """Words of `preview` that would tell somebody else what this chat is about."""
    whole, stems = _sensitive(language)
    return [
        word for word in fold(preview).split() if word in whole or word.startswith(tuple(stems))
    ]


@cache
def _sensitive(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    table = tomllib.loads((Path(__file__).parent / "lockscreen.toml").read_text(encoding="utf-8"))
    own = table.get(language, table["en"])
    return frozenset(map(fold, own["words"])), tuple(map(fold, own["stems"]))


def easy_to_read(content: Content) -> Iterator[Issue]:
    for language, flow, name, text in _messages(content):
        if language == "en" and grade(text) > HARDEST:
            hard = f"reads at grade {grade(text):.1f}; at most {HARDEST:.0f}"
            yield Issue(f"{flow}/{language}.ftl", name, hard)


def labels_are_distinct(content: Content) -> Iterator[Issue]:
    for language, flow, name, wording in _said(content):
        file = f"{flow}/{language}.ftl"
        seen: dict[str, str] = {}
        for option, label in wording.labels.items():
            typed = key(label)
            if typed in seen:
                yield Issue(file, name, f"calls {option!r} and {seen[typed]!r} the same")
            seen[typed] = option
            command = content.commands.exact.get(typed)
            if command and not (command == "leave" and _leaves(content, flow, name, option)):
                yield Issue(file, name, f"calls {option!r} what is the word for {command!r}")
            if not typed or typed.isdecimal():
                yield Issue(file, name, f"calls {option!r} by a number or nothing")


def _leaves(content: Content, flow: str, name: str, option: str) -> bool:
    node = content.node(flow, name) if content.has(flow, name) else None
    target = node.options.get(option, "") if isinstance(node, Choose) else ""
    after = content.flows[flow].nodes.get(target)
    return isinstance(after, Act) and after.effect == "leave"


def never_claims_too_much(content: Content) -> Iterator[Issue]:
    """Words are the same on every channel, and on one of them this would be a lie."""
    for language, flow, name, wording in _said(content):
        if "endtoend" in key(" ".join((wording.text, wording.why or ""))):
            yield Issue(f"{flow}/{language}.ftl", name, "promises end-to-end encryption")
