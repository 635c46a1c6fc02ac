"""A referral as messages to a worker: each service with what is known, who said so, and when.

What nobody knows is said as unknown, never left out and never said as no. No address is ever said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from flows.load import Content
from flows.lookup import Contact, Directory, Match, Referral
from flows.render import LONGEST, Reply, packed, unchecked
from flows.words import ENGINE

Words = Callable[..., str]

FACTS: Mapping[str, str] = {
    "barrier_free": "free",
    "able": "able",
    "trafficking_experience": "trafficking",
    "sensitive": "sensitive",
    "interpreter_on_request": "interpreter",
    "culture_food": "culture",
    "takes_children": "children",
    "takes_pets": "pets",
    "id_required": "id",
}
"""Facts that every card tells, by the directory's codes; a line `refer-name-` names each."""

RULES: Mapping[str, Mapping[str, str]] = {
    "men": {"takes_men": "men"},
    "women": {"takes_women": "women"},
    "trans": {"takes_trans": "trans"},
    "no_police": {"police_report_required": "report", "reports_to_police": "police"},
    "sober_not_needed": {"sobriety_required": "sober"},
    "no_status": {"status_required": "status"},
}
"""Facts that a card tells besides, where the worker asked for them to fit."""

_NAMES = {"voice": "card-call", "sms": "card-text", "tty": "card-tty"}


def referral_replies(
    referral: Referral, content: Content, directory: Directory, language: str
) -> tuple[Reply, ...]:
    """The page as messages; what was relaxed comes before the services."""

    def words(name: str, **variables: str) -> str:
        return content.wording(ENGINE, name, language).fill(variables)

    if not referral.matches:
        return (Reply(words("referral-none")),)
    more = words("referral-rest")
    room = LONGEST - len(more) - 2
    asides = [*_relaxed(referral, words, directory), unchecked(referral.matches, content, language)]
    blocks = [" ".join(filter(None, asides))]
    for number, match in enumerate(referral.matches, start=1):
        name, *rest = _card(match, referral, words, directory)
        blocks += _fitted([f"{number} {name}", *rest], room)
    blocks += [] if referral.more else [words("refer-end")]
    head = words("referral-next" if referral.start else "referral-head")
    return tuple(Reply(text) for text in packed(head, more, blocks))


def _relaxed(referral: Referral, words: Words, directory: Directory) -> Iterator[str]:
    query = referral.query
    tongue = directory.language_name(query.language) if query.language else ""
    place = query.place.label if query.place is not None else ""
    for condition in referral.relaxed:
        if condition == "need" and not any("need" in match.why for match in referral.matches):
            yield words("refer-relaxed-all")
            continue
        if condition == "region" and "country" in referral.relaxed:
            continue
        yield words(f"refer-relaxed-{condition}", language=tongue, place=place)


def _fitted(lines: Sequence[str], room: int) -> list[str]:
    """Lines as blocks that fit a message, cut between lines; each begins with the name."""
    blocks = [lines[0]]
    for line in lines[1:]:
        if len(blocks[-1]) + len(line) + 1 > room:
            blocks.append(lines[0])
        blocks[-1] += f"\n{line}"
    return blocks


def _card(match: Match, referral: Referral, words: Words, directory: Directory) -> list[str]:
    contact = match.contact
    numbers = (words(_NAMES.get(p.kind, "card-call"), number=p.number) for p in contact.phones)
    lines = [contact.name, " · ".join(numbers)]
    lines.append(f"{_hours(contact, words)} {_tongues(match, referral, words, directory)}")
    if contact.audience:
        lines.append(words("card-for", audience=contact.audience))
    if contact.asks:
        lines.append(words("card-asks", asks=" ".join(contact.asks)))
    lines += _facts(contact, referral, words)
    lines += [words(name) for name, said in (
        ("refer-closed", contact.workers_only),
        ("refer-hidden", contact.confidential),
        ("card-authority", contact.enforcement),
        ("card-unconfirmed", contact.confidence == "low"),
    ) if said]  # fmt: skip
    return lines


def _hours(contact: Contact, words: Words) -> str:
    if contact.hours is None:
        return words("card-hours-unknown")
    if contact.hours.startswith("24/7"):
        return words("card-any-time")
    return words("card-hours", hours=contact.hours)


def _tongues(match: Match, referral: Referral, words: Words, directory: Directory) -> str:
    asked, contact = referral.query.language, match.contact
    if asked and asked != "en" and match.speaks.value == "yes":
        how = "refer-interpreted" if match.interpreted else "refer-spoken"
        return words(how, language=directory.language_name(asked))
    if contact.languages:
        return words("card-languages", languages=contact.languages)
    return words("card-languages-unknown")


def _facts(contact: Contact, referral: Referral, words: Words) -> Iterator[str]:
    """A line for what is so, one for what is not, and one for what nobody knows."""
    named = dict(FACTS)
    for rule in referral.rules:
        named |= RULES.get(rule, {})
    for answer in ("yes", "no", "unknown"):
        codes = [code for code in named if contact.fact(code).value == answer]
        if codes:
            facts = (
                _fact(contact, code, words(f"refer-name-{named[code]}"), words) for code in codes
            )
            yield words(f"refer-{answer}", facts=", ".join(facts))


def _fact(contact: Contact, code: str, name: str, words: Words) -> str:
    asked = contact.confirmation(code)
    if asked is not None:
        return words("refer-fact-by", fact=name, by=asked.by, date=asked.date)
    if contact.fact(code).value == "unknown":
        return name
    return words("refer-fact-listed", fact=name)
