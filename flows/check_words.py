"""Rules for the words: all there, short, plain, harmless on a lock screen, and true everywhere."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

from flows.load import Content, Issue
from flows.model import Act, Asking, Branch, Call, Choose, End, Flow, Look, Refer, Say, Write
from flows.reading import grade
from flows.render import LONGEST, Reply
from flows.spelling import fold, key
from flows.words import ENGINE, Wording, variables

HARDEST = 6.0
"""Reading grade in English."""
PREVIEW = 60
"""Characters that a lock screen may show of a message."""

COMMON = frozenset({"cap", "days", "emergency", "hours", "operator", "signal"})
"""Variables that every node's words may use."""

LINES: Mapping[str, frozenset[str]] = {
    name: frozenset(names.split())
    for name, names in {
        "cover": "",
        "danger": "emergency line",
        "elsewhere": "signal",
        "elsewhere-unnamed": "",
        "contacts-only": "",
        "unclear": "line",
        "unclear-again": "line",
        "distress": "",
        "found-one": "",
        "found-many": "",
        "found-more": "",
        "found-none": "line",
        "found-place": "place",
        "place-unclear": "",
        "tongue-unclear": "",
        "relaxed-language": "language",
        "relaxed-place": "place",
        "relaxed-mode": "",
        "relaxed-need": "",
        "card-call": "number",
        "card-text": "number",
        "card-tty": "number",
        "card-any-time": "",
        "card-hours": "hours",
        "card-hours-unknown": "",
        "card-languages": "languages",
        "card-languages-unknown": "",
        "card-speaks": "language",
        "card-for": "audience",
        "card-asks": "asks",
        "card-free": "",
        "card-cost-unknown": "",
        "card-authority": "",
        "card-unconfirmed": "",
        "near-me": "",
        "checked": "years",
        "unchecked": "years",
        "unchecked-undated": "",
        "nothing-back": "",
        "languages": "languages",
        "reminder": "",
        "first-contact": "",
        "plan-empty": "",
        "plan-head": "",
        "three": "first second third",
        "two": "first second",
        "word-set": "",
        "word-refused": "",
        "shorter-set": "hours",
        "too-long": "",
        "locked": "phrase days",
        "lock-failed": "",
        "lock-empty": "",
        "unlocked": "",
        "thanks": "",
        "no-memory": "",
        "new-key": "",
        "held-head": "",
        "held-nothing": "",
        "held-answers": "count",
        "held-words": "count",
        "held-position": "",
        "held-language": "",
        "held-leave-word": "",
        "held-messages": "count",
        "held-until": "time",
        "held-seen": "count",
        "held-role": "agency",
        "admitted": "",
        "agency-unclear": "",
        "agency-many": "names",
        "agency-taken": "agency",
        "identifies": "words",
        "instead-name": "",
        "instead-age": "",
        "instead-date": "",
        "instead-address": "",
        "instead-number": "",
        "code-name": "",
        "code-number": "",
        "code-address": "",
        "code-long": "",
        "moment-unclear": "",
        "moment-far": "",
        "word-too-near": "",
        "no-details": "",
        "case-locked": "phrase days",
        "case-head": "",
        "outcome-taken": "",
        "outcome-failed": "",
        "referral-head": "",
        "referral-next": "",
        "referral-rest": "",
        "referral-none": "",
        "refer-end": "",
        "refer-relaxed-interpreter": "language",
        "refer-relaxed-id": "",
        "refer-relaxed-language": "language",
        "refer-relaxed-need": "",
        "refer-relaxed-region": "place",
        "refer-relaxed-country": "place",
        "refer-spoken": "language",
        "refer-interpreted": "language",
        "refer-closed": "",
        "refer-hidden": "",
        "refer-yes": "facts",
        "refer-no": "facts",
        "refer-unknown": "facts",
        "refer-fact-by": "fact by date",
        "refer-fact-listed": "fact",
        "refer-name-free": "",
        "refer-name-able": "",
        "refer-name-trafficking": "",
        "refer-name-sensitive": "",
        "refer-name-interpreter": "",
        "refer-name-culture": "",
        "refer-name-children": "",
        "refer-name-pets": "",
        "refer-name-id": "",
        "refer-name-men": "",
        "refer-name-women": "",
        "refer-name-trans": "",
        "refer-name-report": "",
        "refer-name-police": "",
        "refer-name-sober": "",
        "refer-name-status": "",
        "checkin-begun": "time words",
        "checkin-begun-alone": "time words",
        "checkin-already": "time",
        "checkin-failed": "",
        "checkin-joined": "name place time",
        "checkin-accepted": "name place time",
        "checkin-stepped-back": "",
        "checkin-colleague-gone": "name place time",
        "checkin-nobody": "name place time",
        "checkin-soon": "name place time emergency",
        "checkin-time": "name place time emergency",
        "checkin-back": "",
        "checkin-longer": "time",
        "checkin-longer-unclear": "",
        "checkin-held": "time",
        "checkin-colleague": "name place time emergency",
        "checkin-desk": "name place time emergency",
        "checkin-danger": "name place time emergency",
        "checkin-later": "name place time",
        "checkin-well": "name place time",
    }.items()
}
"""The engine's own lines, and the variables that each is given."""

_INSIDE = (
    "card-",
    "relaxed-",
    "found-place",
    "held-",
    "unchecked",
    "checked",
    "near-me",
    "refer-",
)
"""Lines that never open a message: they stand below an opening."""
_OPENS = (
    "found-one",
    "found-many",
    "found-more",
    "distress",
    "plan-head",
    "held-head",
    "case-head",
    "referral-head",
    "referral-next",
    "referral-rest",
)
"""Lines with something below them that a lock screen must not show."""


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
    for flow in content.flows.values():
        for taken in sorted(COMMON.intersection(flow.variables)):
            wrong = f"has a variable ${taken}, which all words have"
            yield Issue(f"{flow.name}/flow.toml", "", wrong)
    for language, flow, name, wording in _said(content):
        known = LINES.get(name, frozenset()) if flow == ENGINE else _known(content, flow)
        texts = (wording.text, wording.why or "", wording.label or "", *wording.labels.values())
        for text in texts[:1]:
            for unknown in sorted(variables(text) - known):
                yield Issue(f"{flow}/{language}.ftl", name, f"uses the unknown ${unknown}")
        if any(variables(text) for text in texts[1:]):
            yield Issue(f"{flow}/{language}.ftl", name, "uses a variable outside its words")


def _known(content: Content, flow: str) -> frozenset[str]:
    own = content.flows[flow].variables if flow in content.flows else ()
    return COMMON.union(own)


def _messages(content: Content) -> Iterator[tuple[str, str, str, str]]:
    """(language, flow, id, whole message) of everything that opens a message."""
    for language, flow, name, wording in _said(content):
        if flow != ENGINE or not name.startswith(_INSIDE) or name == "held-head":
            options = _labels(content, flow, name, wording)
            yield language, flow, name, Reply(_widest(wording.text), options).plain
        if wording.why:
            yield language, flow, name, wording.why


def _labels(content: Content, flow: str, name: str, wording: Wording) -> tuple[str, ...]:
    if not content.has(flow, name):
        return ()
    node = content.node(flow, name)
    names = node.options if isinstance(node, Choose) else ()
    return tuple(wording.labels.get(option, option) for option in names)


def _widest(text: str) -> str:
    """A template with something as long as a variable can be."""
    for name in variables(text):
        text = text.replace(f"{{{name}}}", "1-800-563-0808" if name != "signal" else "name.00")
    return text


def short_enough(content: Content) -> Iterator[Issue]:
    for language, flow, name, text in _messages(content):
        if len(text) > LONGEST:
            long = f"is {len(text)} characters long with its options; {LONGEST} fit"
            yield Issue(f"{flow}/{language}.ftl", name, long)


def harmless_on_a_lock_screen(content: Content) -> Iterator[Issue]:
    for language, flow, name, text in _messages(content):
        for word in revealing(text[:PREVIEW], language):
            shown = f"shows {word!r} in its first {PREVIEW} characters"
            yield Issue(f"{flow}/{language}.ftl", name, shown)
        opens = name in _OPENS if flow == ENGINE else _looks(content, flow, name)
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
