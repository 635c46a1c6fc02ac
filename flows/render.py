"""State to words: the lines of a turn as messages that fit a phone and a lock screen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flows.load import Content
from flows.lookup import Contact, Directory, Found, Match
from flows.spelling import fold
from flows.turn import Line, Turn
from flows.words import ENGINE

LONGEST = 500
"""Characters of one message, options and all."""
_HARD = ("suicide", "mental_health", "sexual_assault", "domestic_violence", "human_trafficking")
"""Needs that are answered with a word of thanks first: it costs something to write them."""


@dataclass(frozen=True, slots=True)
class Reply:
    """One message to the person; `options` are the labels that a number picks, in order."""

    text: str
    options: tuple[str, ...] = ()

    @property
    def plain(self) -> str:
        """The whole message as plain text, options by number."""
        numbered = [f"{number} {label}" for number, label in enumerate(self.options, start=1)]
        return "\n".join((self.text, *numbered))


def render(turn: Turn, content: Content, directory: Directory) -> tuple[Reply, ...]:
    """What is said in this turn, message by message."""
    replies: list[Reply] = []
    for line in turn.lines:
        replies += _said(line, content, directory, turn.language)
    return tuple(replies)


def _said(line: Line, content: Content, directory: Directory, language: str) -> Iterable[Reply]:
    if line.found is not None:
        own = content.words["en"].get((line.flow, line.node)) if line.flow != ENGINE else None
        opening = content.wording(line.flow, line.node, language).text if own else None
        return _contacts(line, line.found, content, directory, language, opening)
    if line.referral is not None:
        # Imported here alone: it packs its messages with the functions of this file.
        from flows.referral import referral_replies

        return referral_replies(line.referral, content, directory, language)
    wording = content.wording(line.flow, line.node, language)
    if line.why:
        return (Reply(wording.why or ""),)
    text = wording.fill(line.variables)
    if line.entries:
        more = content.wording(ENGINE, "found-more", language).text
        return [Reply(part) for part in packed(text, more, line.entries, between="\n")]
    options = tuple(_options(line, content, wording.labels)) if line.asks else ()
    return (Reply(text, options),)


def _options(line: Line, content: Content, labels: object) -> Iterator[str]:
    node = content.node(line.flow, line.node)
    assert isinstance(labels, dict)
    for name in getattr(node, "options", ()):
        yield labels[name]


def packed(head: str, more: str, blocks: Iterable[str], between: str = "\n\n") -> list[str]:
    """Blocks under `head`, in as few messages as fit; each further message begins with `more`.

    The opening keeps the blocks off a lock screen. A block longer than a message is cut into
    pieces at a space, never thrown away.
    """
    parts: list[str] = []
    text, joint = head, "\n\n"
    for block in (piece for whole in blocks for piece in _pieces(whole, LONGEST - len(more) - 2)):
        if len(text) + len(joint) + len(block) > LONGEST:
            parts.append(text)
            text, joint = more, "\n\n"
        text, joint = text + joint + block, between
    return [*parts, text]


def _pieces(block: str, longest: int) -> Iterator[str]:
    while len(block) > longest:
        cut = block.rfind(" ", 0, longest)
        cut = cut if cut > 0 else longest
        yield block[:cut]
        block = block[cut:].strip()
    yield block


def _contacts(
    line: Line,
    found: Found,
    content: Content,
    directory: Directory,
    language: str,
    opening: str | None,
) -> Iterable[Reply]:
    def words(name: str, **variables: str) -> str:
        return content.wording(ENGINE, name, language).fill(variables)

    if not found.matches:
        head = "found-none"
    elif line.mine and any(need in _HARD for need in found.query.needs):
        head = "distress"
    else:
        head = "found-one" if len(found.matches) == 1 else "found-many"
    cards = [card(match, found, content, directory, language) for match in found.matches]
    asides = list(_asides(found, content, directory, language))
    head = opening if opening and found.matches else words(head)
    parts = packed(head, words("found-more"), filter(None, ("\n".join(asides), *cards)))
    return [Reply(part) for part in _noted(parts, unchecked(found.matches, content, language))]


def _noted(parts: list[str], note: str | None) -> list[str]:
    """The note below the first message that has room for it, the last one preferred."""
    for index in (len(parts) - 1, *range(len(parts) - 1)):
        if note and len(parts[index]) + len(note) + 2 <= LONGEST:
            parts[index] += f"\n\n{note}"
            break
    return parts


def unchecked(matches: Iterable[Match], content: Content, language: str) -> str | None:
    """When the numbers were checked, or of which years they are where no person has called."""
    contacts = [match.contact for match in matches]
    checked = {contact.last_reviewed[:4] for contact in contacts if contact.last_reviewed}
    unread = [contact for contact in contacts if not contact.last_reviewed]
    seen = {str(contact.seen_year) for contact in unread if contact.seen_year}
    parts = []
    if checked:
        parts.append(("checked", _span(checked)))
    if unread:
        parts.append(("unchecked", _span(seen)) if seen else ("unchecked-undated", ""))
    words = (
        content.wording(ENGINE, name, language).fill({"years": years}) for name, years in parts
    )
    return " ".join(words) or None


def _span(years: set[str]) -> str:
    first, last = min(years), max(years)
    return first if first == last else f"{first} to {last}"


def _asides(found: Found, content: Content, directory: Directory, language: str) -> Iterator[str]:
    """What was guessed and what could not be met: said aloud, so that it can be corrected."""

    def words(name: str, **variables: str) -> str:
        return content.wording(ENGINE, name, language).fill(variables)

    query = found.query
    near = query.place and any(other.country == query.country for other in query.other_places)
    if query.place is not None and (query.guesses or near):
        yield words("found-place", place=query.place.label)
    elif query.unknown_place:
        yield words("place-unclear")
    if query.near_me:
        yield words("near-me")
    asked = directory.language_name(query.language) if query.language else ""
    for condition in found.relaxed:
        if condition != "place":
            yield words(f"relaxed-{condition}", language=asked)
        elif query.place is not None:
            yield words("relaxed-place", place=query.place.label)


def card(match: Match, found: Found, content: Content, directory: Directory, language: str) -> str:
    """One contact as text: name, numbers as dialled, and each fact as known or not known."""

    def words(name: str, **variables: str) -> str:
        return content.wording(ENGINE, name, language).fill(variables)

    contact = match.contact
    asked = found.query.language
    lines = [contact.name, " · ".join(_numbers(contact, found.query.mode, words))]
    facts = [_hours(contact, words)]
    if asked and match.speaks.value == "yes":
        facts.append(words("card-speaks", language=directory.language_name(asked)))
    elif contact.languages:
        facts.append(words("card-languages", languages=contact.languages))
    else:
        facts.append(words("card-languages-unknown"))
    facts.append(words("card-free" if contact.cost == "free" else "card-cost-unknown"))
    lines.append(" ".join(facts))
    if contact.audience:
        lines.append(words("card-for", audience=contact.audience))
    asks = [ask for ask in contact.asks if _adds(ask, contact.audience)]
    if asks:
        lines.append(words("card-asks", asks=" ".join(asks)))
    if contact.enforcement:
        lines.append(words("card-authority"))
    if contact.confidence == "low":
        lines.append(words("card-unconfirmed"))
    return "\n".join(lines)


def _adds(ask: str, audience: str | None) -> bool:
    """Whether a condition says more than whom the line is for, which stands above it."""
    return not set(fold(ask).split()) <= {"it", "is", "for"} | set(fold(audience or "").split())


def _hours(contact: Contact, words: object) -> str:
    assert callable(words)
    if contact.hours is None:
        return str(words("card-hours-unknown"))
    if contact.hours.startswith("24/7"):
        return str(words("card-any-time"))
    return str(words("card-hours", hours=contact.hours))


def _numbers(contact: Contact, mode: str | None, words: object) -> Iterator[str]:
    """Numbers in the order wanted: first those to write to, where the person asked to write."""
    assert callable(words)
    names = {"voice": "card-call", "sms": "card-text", "tty": "card-tty"}
    first = {"text": "sms", "voice": "voice"}.get(mode or "", "voice")
    for phone in sorted(contact.phones, key=lambda phone: phone.kind != first):
        yield str(words(names.get(phone.kind, "card-call"), number=phone.number))
