"""Which service a worker means by a name, with slips: ours, imported ones and workers-only ones."""

from collections.abc import Iterable

from rapidfuzz import fuzz

from directory import slips
from directory.index import Services
from directory.model import Contact
from directory.words import fold

MOST = 3
# Below this, a name shares a word with what was typed and no more: "north shore" and "north star".
_ALIKE = 80.0
_MOST_WORDS = 8


def named(
    text: str, ours: Iterable[Contact], services: Services | None, country: str
) -> tuple[Contact, ...]:
    """Up to three services that the text may name, the likeliest first; none for other texts."""
    words = fold(text[:200]).split()[:_MOST_WORDS]
    if not words:
        return ()
    there = [c for c in ours if c.country == country and c.topics != {"emergency"}]
    typed = _corrected(words, {word for c in there for name in _names(c) for word in name.split()})
    rated = [(_likeness(" ".join(typed), contact), contact) for contact in there]
    if services is not None:
        sought = [_as_imported(word, services) for word in words]
        found = services.named(sought, country)
        rated += [(_likeness(" ".join(sought), contact), contact) for contact in found]
    near = [(like, contact) for like, contact in rated if like[0] >= _ALIKE]
    near.sort(key=lambda pair: (-pair[0][0], -pair[0][1], pair[1].id))
    return tuple(contact for _, contact in near[:MOST])


def _names(contact: Contact) -> list[str]:
    return [fold(name) for name in (contact.name, *contact.aliases)]


def _corrected(words: Iterable[str], known: set[str]) -> list[str]:
    vocabulary = slips.vocabulary(slips.equal_weights(known))
    return [word if word in known else vocabulary.nearest(word) or word for word in words]


def _as_imported(word: str, services: Services) -> str:
    return _corrected([word], set(services.name_words(word)))[0]


def _likeness(typed: str, contact: Contact) -> tuple[float, float]:
    """How much of the typed words is in the best of its names, then how alike the whole is."""
    return max((fuzz.token_set_ratio(typed, n), fuzz.ratio(typed, n)) for n in _names(contact))
