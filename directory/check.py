"""Says what is wrong with the directory's files before a person meets it: `directory check`."""

import json
import sqlite3
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from directory import (
    index,
    languages,
    load,
    outcomes,
    own_contacts,
    phrases,
    places,
    reviews,
)
from directory.directory import DATA
from directory.hsds import topics
from directory.model import Contact, DirectoryError
from directory.words import fold

# A number of these Canadian prefixes is dialled as printed, in one province only: with +1 before
# it, it is a stranger in California.
_PROVINCE_ONLY = "310-"


def check(
    data: Path | None = None,
    country: str = "CA",
    own: Path | None = None,
    most_days: int = 0,
    today: date | None = None,
) -> list[str]:
    """Everything that is wrong with the folder, each naming its file and entry; empty is sound.

    `own` is the agency's folder laid over it. Reviews of the country's hotlines that are older than
    `most_days` are problems; with 0, age is not looked at. What was never reviewed, `run` refuses.
    """
    data = data or DATA
    problems: list[str] = []
    known = _gazetteer(data / "places.sqlite", problems)
    spoken, faults = languages.load(data / "languages.toml")
    problems += faults
    try:
        contacts = load.load(data / load.FILE)
    except DirectoryError as fault:
        problems += fault.problems
    else:
        short_codes = _short_codes(data, problems)
        problems += _contact_problems(contacts, known, spoken, short_codes, load.FILE)
        mine = _own_contacts(own, country, problems)
        problems += _contact_problems(mine, known, spoken, short_codes, own_contacts.FILE)
        contacts = own_contacts.over(contacts, mine)
        problems += _emergency_problems(contacts, country)
        problems += _age_problems(contacts, own or data, country, most_days, today)
        problems += _outcome_problems(contacts, own or data)
    problems += _phrase_problems(data / "phrases")
    problems += _phrase_problems(own / "phrases") if own and (own / "phrases").is_dir() else []
    problems += _import_problems(data, own or data)
    problems += _evidence_problems(data / load.FILE)
    return problems


def _gazetteer(path: Path, problems: list[str]) -> places.Gazetteer | None:
    try:
        gazetteer = places.open_gazetteer(path)
        if not gazetteer.named(["vancouver"]):
            problems.append(f"{path.name}: does not know Vancouver: build it anew (make places)")
    except DirectoryError as fault:
        problems += fault.problems
        return None
    except sqlite3.Error as fault:
        problems.append(f"{path.name}: not a gazetteer that can be read: {fault}")
        return None
    return gazetteer


def _short_codes(data: Path, problems: list[str]) -> Mapping[str, Sequence[str]]:
    path = data / "short_codes.toml"
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as fault:
        problems.append(f"{path.name}: cannot be read: {fault}")
        return {}


def _contact_problems(
    contacts: Sequence[Contact],
    known: places.Gazetteer | None,
    spoken: languages.Languages,
    short_codes: Mapping[str, Sequence[str]],
    file: str,
) -> Iterator[str]:
    for contact in contacts:
        faults = [*_place_faults(contact, known), *_offer_faults(contact)]
        faults += [f"language {t!r} is not in languages.toml" for t in sorted(contact.tongues)
                   if t not in spoken.shown]  # fmt: skip
        faults += _phone_faults(contact, short_codes.get(contact.country, ()))
        yield from (f"{file}: {contact.id}: {fault}" for fault in faults)


def _place_faults(contact: Contact, known: places.Gazetteer | None) -> Iterator[str]:
    if known is None:
        return
    if contact.country not in known.countries:
        yield f"country {contact.country!r} is not a country code"
    if contact.country == "CA" and contact.region and contact.region not in known.shorts:
        yield f"region {contact.region!r} is not a province or territory"
    if contact.region and not contact.region.startswith(f"{contact.country}-"):
        yield f"region {contact.region!r} is not of country {contact.country!r}"


def _offer_faults(contact: Contact) -> Iterator[str]:
    if contact.withheld is None and not contact.phones:
        yield "has no number, and does not say why it is withheld"
    if contact.withheld is None and contact.source_url is None:
        yield "has no source, and does not say why it is withheld"
    if "emergency" in contact.topics and not contact.enforcement:
        yield "an emergency line brings the police: enforcement must be true"
    if contact.enforcement and not contact.asks and "emergency" not in contact.topics:
        yield "run by an authority: asks must say so, so that a person can rule it out"


def _phone_faults(contact: Contact, short_codes: Sequence[str]) -> Iterator[str]:
    # Imported here alone: its tables take longer to load than everything else together.
    import phonenumbers
    from phonenumbers import shortnumberinfo

    for phone in contact.phones:
        number, country = phone.number, contact.country
        if number in short_codes:
            continue
        if number.startswith((_PROVINCE_ONLY, "+1 310")):
            yield f"phone {number}: works in one province only, and is not in short_codes.toml"
            continue
        try:
            parsed = phonenumbers.parse(number, country)
        except phonenumbers.NumberParseException:
            yield f"phone {number}: is not a phone number"
            continue
        # Five and six digits are texting codes in North America: as a voice number, they lack some.
        whole = phone.kind == "sms" or parsed.country_code != 1 or len(number) <= 3
        short = whole and shortnumberinfo.is_valid_short_number_for_region(parsed, country)
        urgent = shortnumberinfo.is_emergency_number(number, country)
        if not (short or urgent or phonenumbers.is_valid_number(parsed)):
            yield f"phone {number}: is not valid in {country}, and not in short_codes.toml"


def _emergency_problems(contacts: Sequence[Contact], country: str) -> Iterator[str]:
    lines = [c for c in contacts if "emergency" in c.topics and c.country == country and c.offered]
    if not any(c.region is None for c in lines):
        yield f"{load.FILE}: {country}: no emergency number of the whole country"
    for contact in lines:
        if contact.confidence != "high":
            yield f"{load.FILE}: {contact.id}: the home country's emergency number is not sure"


def _age_problems(
    contacts: Sequence[Contact], folder: Path, country: str, most_days: int, today: date | None
) -> Iterator[str]:
    try:
        held = reviews.load(folder / reviews.FILE)
    except DirectoryError as fault:
        yield from fault.problems
        return
    known = {contact.id for contact in contacts}
    yield from (f"{reviews.FILE}: {r.id}: no such entry" for r in held if r.id not in known)
    now = today or datetime.now(UTC).date()
    for contact in reviews.applied(contacts, held):
        if contact.country != country or not contact.last_reviewed or not most_days:
            continue
        days = (now - date.fromisoformat(contact.last_reviewed)).days
        if days > most_days:
            yield f"{reviews.FILE}: {contact.id}: last confirmed {days} days ago: call it again"


def _own_contacts(own: Path | None, country: str, problems: list[str]) -> tuple[Contact, ...]:
    try:
        return own_contacts.read(own / own_contacts.FILE, country) if own else ()
    except DirectoryError as fault:
        problems += fault.problems
        return ()


def _outcome_problems(contacts: Sequence[Contact], folder: Path) -> Iterator[str]:
    try:
        told = {outcome.id for outcome in outcomes.load(folder / outcomes.FILE)}
    except DirectoryError as fault:
        yield from fault.problems
        return
    told -= {contact.id for contact in contacts}
    told -= set(_imported(folder, told))
    yield from (f"{outcomes.FILE}: {id_}: no such entry" for id_ in sorted(told))


def _imported(folder: Path, ids: set[str]) -> Iterable[str]:
    if not ids or not (folder / index.FILE).exists():
        return ()
    try:
        services = index.open_services(folder / index.FILE)
    except DirectoryError:
        return ids  # said already of the index
    found = services.placed(ids)
    services.con.close()
    return found


def _import_problems(data: Path, folder: Path) -> list[str]:
    problems: list[str] = []
    try:
        topics.load(data / "topics.toml")
        if (folder / index.FILE).exists():
            index.open_services(folder / index.FILE).con.close()
    except DirectoryError as fault:
        problems += fault.problems
    return problems


def _evidence_problems(path: Path) -> Iterator[str]:
    try:
        entries = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return  # said already by load
    for entry in entries if isinstance(entries, list) else ():
        if isinstance(entry, dict) and not entry.get("evidence"):
            yield f"{path.name}: {entry.get('id')}: evidence is missing: what page says the number?"


def _phrase_problems(folder: Path) -> Iterator[str]:
    _, problems = phrases.load(folder)
    yield from problems
    meanings: dict[tuple[str, str], list[str]] = defaultdict(list)
    for path in sorted(folder.glob("*.toml")):
        try:
            needs = tomllib.loads(path.read_text("utf-8")).get("needs", {})
        except (OSError, ValueError):
            continue  # said already by phrases.load
        for need, patterns in needs.items():
            for pattern in patterns:
                meanings[path.name, fold(str(pattern))].append(need)
    for (file, pattern), needs in meanings.items():
        if len(set(needs)) > 1:
            yield f"{file}: {pattern!r}: means both {' and '.join(sorted(set(needs)))}"
        elif len(needs) > 1:
            yield f"{file}: {pattern!r}: is there twice under {needs[0]}"
