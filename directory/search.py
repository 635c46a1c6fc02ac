"""Chooses the one to three contacts that answer a query, and says what could not be met."""

from collections.abc import Sequence

from directory.abroad import emergency_of
from directory.index import Nearby
from directory.model import Contact, Fact, Found, Match, Query
from directory.rating import (
    FIRST_NEED,
    NOT_FOR_THEM,
    Asked,
    Line,
    Rated,
    asked,
    can_help,
    rate,
    ready,
)
from directory.serving import emergency, first_phone, kind, serves

# Fewer than two places are left to lines: an imported entry may have closed, a line seldom has.
MOST_IMPORTED = 2


def find(
    there: Sequence[Line],
    query: Query,
    home: str,
    limit: int = 3,
    nearby: Sequence[Nearby] = (),
) -> Found:
    """The contacts for the query, out of the lines of its country.

    `nearby` are imported services that an index found around the place. In a country without any
    line, its emergency number is all there is: the free numbers of another one cannot be dialled.
    """
    if not there and not nearby and query.country != home:
        return _abroad(query)
    wish = asked(query)
    candidates = [rate(own, wish) for own in there if serves(own.contact, query)]
    candidates += [rate(ready(near.contact), wish, near.km) for near in nearby]
    chosen = _choose(candidates, wish, max(1, min(limit, 3)))
    if not chosen and there:
        # All lines of a small country may be for others, such as women: one number is for anyone.
        return _abroad(query)
    urgent = _urgent(there, query) if query.danger else None
    return Found(query, urgent, tuple(chosen), _relaxed(query, chosen, there))


def _urgent(there: Sequence[Line], query: Query) -> Contact | None:
    return emergency(own.contact for own in there) or emergency_of(query.country)


def _abroad(query: Query) -> Found:
    urgent = emergency_of(query.country)
    if urgent is None:
        return Found(query, None, (), ("place",))
    match = Match(urgent, urgent.phones[0], ("country",), Fact.UNKNOWN)
    # Feared or not, it is the only number that works there; its card says who answers.
    return Found(query, urgent if query.danger else None, (match,), ("place",))


def _choose(candidates: Sequence[Rated], wish: Asked, limit: int) -> list[Match]:
    """The best, then the best of what adds something: a need not covered yet, another number."""
    left = _fit(sorted(candidates, key=lambda r: (-r.score, r.line.contact.id)), wish)
    chosen: list[Rated] = []
    while left and len(chosen) < limit:
        best = _best(left, chosen, wish)
        chosen.append(best)
        left = [r for r in left if r.line.numbers.isdisjoint(best.line.numbers)]
        imported = sum(1 for r in chosen if r.line.contact.origin)
        if imported >= MOST_IMPORTED:
            left = [r for r in left if not r.line.contact.origin] or left
    if len(chosen) < limit and not any(r.covers for r in chosen):
        chosen += _last(candidates, chosen)
    return [_match(r, wish.query) for r in chosen]


def _best(left: Sequence[Rated], chosen: Sequence[Rated], wish: Asked) -> Rated:
    """First whoever is for the most pressing need, then whoever adds most to those chosen."""
    if not chosen:
        return next((r for r in left if wish.first in r.covers), left[0])
    open_ = wish.needs.difference(*(r.covers for r in chosen))
    if not open_:
        return left[0]
    return max(left, key=lambda r: (r.score + FIRST_NEED * len(r.covers & open_), r.score))


def _last(candidates: Sequence[Rated], chosen: Sequence[Rated]) -> list[Rated]:
    """Where no line is for the need, the country's emergency number comes last."""
    number = emergency(r.line.contact for r in candidates)
    shown = frozenset[str]().union(*(r.line.numbers for r in chosen))
    return [r for r in candidates if r.line.contact is number and r.line.numbers.isdisjoint(shown)]


def _fit(left: Sequence[Rated], wish: Asked) -> Sequence[Rated]:
    """Without what would mislead, as long as something else is left."""
    if "police" not in wish.needs:
        left = [r for r in left if r.line.contact.topics != {"emergency"}] or left
    if wish.query.precarious:
        left = [r for r in left if not r.line.contact.enforcement] or left
    suited = [r for r in left if r.score > NOT_FOR_THEM / 2] or left
    # Somebody who is for something else costs a call, and hope.
    return [r for r in suited if r.covers or can_help(r, wish)] or suited[:1]


def _match(rated: Rated, query: Query) -> Match:
    contact = rated.line.contact
    why = [*(("need",) if rated.covers else ()), rated.where]
    if query.language:
        spoken = rated.speaks is Fact.YES
        why += ["interpretation"] if rated.interpreted else ["speaks"] if spoken else []
    if query.mode and kind(query.mode) in rated.line.kinds:
        why.append(query.mode)
    if contact.barrier_free is Fact.YES:
        why.append("barrier_free")
    phone = first_phone(contact, query)
    return Match(contact, phone, tuple(why), rated.speaks, rated.interpreted)


def _relaxed(query: Query, chosen: Sequence[Match], there: Sequence[Line]) -> tuple[str, ...]:
    unmet = []
    # "help" alone is no need that could be missed.
    special = set(query.needs) - {"general_crisis"}
    if special and not any("need" in match.why for match in chosen):
        unmet.append("need")
    if query.language and not any({"speaks", "interpretation"} & set(m.why) for m in chosen):
        unmet.append("language")
    if query.unknown_place or _far(query, chosen, there):
        unmet.append("place")
    if query.mode and not any(query.mode in match.why for match in chosen):
        unmet.append("mode")
    return tuple(unmet)


def _far(query: Query, chosen: Sequence[Match], there: Sequence[Line]) -> bool:
    """Whether a place was named whose region has lines of its own, and none of them is shown."""
    named = query.place is not None and query.region is not None
    regional = any(own.contact.region for own in there)
    return named and regional and not any({"town", "region"} & set(m.why) for m in chosen)
