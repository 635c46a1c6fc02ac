"""What a contact does for whom: where it works, what it answers, in which language, by what."""

import math
from collections.abc import Iterable

from directory.model import Area, Contact, Fact, Phone, Place, Query

HEARING = frozenset({"suicide", "mental_health"})
"""Topics of lines that listen."""

# A region whose contacts also serve another.
_ALSO_SERVES = {"GB-EAW": frozenset({"GB-ENG", "GB-WLS"})}
_EARTH_KM = 6371.0


def serves(contact: Contact, query: Query) -> bool:
    """Whether it works where the person is, and may be shown at all."""
    if contact.region and query.region and contact.region != query.region:
        return query.region in _ALSO_SERVES.get(contact.region, ())
    if contact.id in query.named:
        return True
    if "men" in query.who and "women" in contact.groups and "lgbtq" not in contact.groups:
        return False
    return contact.area is None or _inside(contact.area, query.place)


def _inside(area: Area, place: Place | None) -> bool:
    # With no town known, a local line is more likely the wrong one.
    if place is None or place.kind in {"country", "region"}:
        return False
    return distance_km(area.lat, area.lon, place.lat, place.lon) <= area.km


def distance_km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Kilometres between two points, given in degrees, over the earth's surface."""
    a, b = math.radians(lat), math.radians(other_lat)
    half = math.sin((b - a) / 2) ** 2
    half += math.cos(a) * math.cos(b) * math.sin(math.radians(other_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(half)))


def answers(contact: Contact, need: str) -> frozenset[str]:
    """The topics of the contact that count for the need."""
    topics = contact.topics
    if need in HEARING or not topics & HEARING or "shelter" in topics:
        return topics
    # A line that listens is no answer to someone without a bed or a wage.
    return topics - {"general_crisis"}


def speaks(contact: Contact, language: str | None) -> tuple[Fact, bool]:
    """Whether it can be spoken to in the language, and whether that is through an interpreter."""
    if language is None:
        return Fact.UNKNOWN, False
    if language in contact.tongues:
        return Fact.YES, False
    # Canada's lines that state no language answer in English.
    if contact.interpretation is Fact.YES:
        return Fact.YES, True
    listed = bool(contact.tongues)
    return (Fact.NO if listed and contact.interpretation is Fact.NO else Fact.UNKNOWN), False


def first_phone(contact: Contact, query: Query) -> Phone:
    """The number to show first: by how they can write or talk, then free to call over local."""
    wanted = kind(query.mode)
    phones = [phone for phone in contact.phones if phone.kind == wanted] or list(contact.phones)
    return min(phones, key=lambda phone: (not _free(phone.number), phone.kind == "tty"))


def kind(mode: str | None) -> str:
    """The kind of number for a mode: whoever can only write is given one that takes texts."""
    return "sms" if mode == "text" else "voice"


def _free(number: str) -> bool:
    toll_free = ("1-8", "0800", "1800", "800", "900", "0808")
    return number.startswith(toll_free) or len(number) <= 6


def emergency(contacts: Iterable[Contact]) -> Contact | None:
    """The emergency number among the contacts of one country, or None."""
    lines = [c for c in contacts if "emergency" in c.topics and c.region is None]
    order = {"high": 0, "medium": 1, "low": 2}
    return min(lines, key=lambda c: (order[c.confidence], len(c.groups), c.id), default=None)
