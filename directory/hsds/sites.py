"""Where a service is: its town, region and a point; of a hidden one the middle of its town."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from directory.hsds.shapes import Object, listed
from directory.model import Place
from directory.places import Gazetteer
from directory.serving import distance_km
from directory.words import fold

# How far a town of the right name may lie from the stated point and still be that town.
_SAME_TOWN_KM = 80
# Many lists leave the country out where the state says it; none of these is also a province.
_STATES = frozenset(
    [
        "al", "ak", "az", "ar", "ca", "co", "ct", "de", "fl", "ga", "hi", "id", "il", "in", "ia",
        "ks", "ky", "la", "me", "md", "ma", "mi", "mn", "ms", "mo", "mt", "ne", "nv", "nh", "nj",
        "nm", "ny", "nc", "nd", "oh", "ok", "or", "pa", "ri", "sc", "sd", "tn", "tx", "ut", "vt",
        "va", "wa", "wv", "wi", "wy", "dc", "pr",
    ]
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Site:
    """One place where a service is given; lat and lon are None where only the region is known."""

    lat: float | None
    lon: float | None
    country: str
    region: str | None
    town: str = ""
    address: str | None = None
    virtual: bool = False
    faults: tuple[str, ...] = ()


@dataclass(slots=True)
class Surveyor:
    """Finds towns, regions and countries by the names that addresses give them."""

    gazetteer: Gazetteer
    home: str
    _named: dict[str, tuple[Place, ...]] = field(default_factory=dict)
    _around: dict[tuple[int, int], str] = field(default_factory=dict)

    def site(self, location: Object, hidden: bool) -> Site:
        """Where the location is; a hidden one has no address and no point of its own."""
        address = next(iter(listed(location, "addresses", "addresss", "address")), {})
        region_name = text(address.get("state_province")) or text(address.get("region"))
        faults: list[str] = []
        point = _point(location, address, faults)
        country = self._country(text(address.get("country")), region_name, point)
        region = self._region(region_name, country)
        town = self._town(text(address.get("city")), country, region, point)
        middle = (town.lat, town.lon) if town else self._district(address, country)
        if hidden:
            lat, lon = middle or (None, None)
            faults += ["address hidden"] if address.get("address_1") or point else []
            return Site(lat, lon, country, region, faults=tuple(faults))
        lat, lon = point or middle or (None, None)
        virtual = text(location.get("location_type")) == "virtual"
        if lat is None and not (virtual or region):
            faults.append("no place known: found by name alone")
        shown = [text(address.get(k)) for k in ("address_1", "city", "state_province")]
        street = ", ".join(filter(None, shown)) if shown[0] else None
        town_name = text(address.get("city"))
        return Site(lat, lon, country, region, town_name, street, virtual, tuple(faults))

    def _places(self, name: str) -> tuple[Place, ...]:
        key = fold(name)
        if key not in self._named:
            self._named[key] = self.gazetteer.named([key]).get(key, ()) if key else ()
        return self._named[key]

    def _country(self, name: str, region: str, point: tuple[float, float] | None) -> str:
        if len(name) == 2 and name.upper() in self.gazetteer.countries:
            return name.upper()
        if not name and region.casefold() in _STATES:
            return "US"
        named = (p.country for p in self._places(name) if p.kind == "country")
        inside = (p.country for p in self._places(region) if p.kind == "region")
        found = next(named, None) or next(inside, None)
        return found or (self._country_at(*point) if point else self.home)

    def _country_at(self, lat: float, lon: float) -> str:
        """The country of the nearest town, of about fifty kilometres around."""
        square = round(lat * 2), round(lon * 2)
        if square not in self._around:
            near = self.gazetteer.around(square[0] / 2, square[1] / 2)
            nearest = min(near, key=lambda p: _apart((lat, lon), p), default=None)
            self._around[square] = nearest.country if nearest else self.home
        return self._around[square]

    def _region(self, name: str, country: str) -> str | None:
        found = (p for p in self._places(name) if p.kind == "region" and p.country == country)
        return next((p.region for p in found), None)

    def _town(
        self, name: str, country: str, region: str | None, point: tuple[float, float] | None
    ) -> Place | None:
        found = [p for p in self._places(name) if p.country == country and p.kind != "country"]
        found = [p for p in found if p.kind != "region" and region in (None, p.region)]
        if point:
            near = [p for p in found if _apart(point, p) <= _SAME_TOWN_KM]
            return min(near, key=lambda p: _apart(point, p), default=None)
        if region is None and len({p.label for p in found}) > 1:
            # One of several towns of this name: which, nobody said.
            largest = sorted(p.population for p in found)
            if largest[-1] < 10 * largest[-2]:
                return None
        return max(found, key=lambda p: p.population, default=None)

    def _district(self, address: Object, country: str) -> tuple[float, float] | None:
        code = text(address.get("postal_code"))[:3].casefold()
        place = self.gazetteer.fsa(code) if country == "CA" and len(code) == 3 else None
        return (place.lat, place.lon) if place and place.kind == "town" else None


def text(value: object) -> str:
    """A value as one line of text; "" for what is no text or number."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    return " ".join(str(value).split())


def _point(location: Object, address: Object, faults: list[str]) -> tuple[float, float] | None:
    for owner in (location, location.get("coordinates"), address, address.get("coordinates")):
        if isinstance(owner, Mapping) and owner.get("latitude") not in (None, ""):
            lat, lon = number(owner.get("latitude")), number(owner.get("longitude"))
            if lat is None or lon is None or abs(lat) > 90 or abs(lon) > 180:
                faults.append("point is not on earth")
            elif abs(lat) < 0.01 and abs(lon) < 0.01:
                faults.append("point is 0,0")
            else:
                return lat, lon
            return None
    return None


def number(value: object) -> float | None:
    """A value as a finite number, or None."""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return None
    try:
        found = float(value)
    except ValueError:
        return None
    return found if abs(found) < 1e9 else None


def _apart(point: tuple[float, float], place: Place) -> float:
    return distance_km(*point, place.lat, place.lon)


def secrets(locations: Iterable[Object]) -> set[str]:
    """What must not be left in any text of a hidden service: streets, codes, folded."""
    found: set[str] = set()
    for location in locations:
        for address in listed(location, "addresses", "addresss", "address"):
            held: list[Any] = [address.get(k) for k in ("address_1", "address_2", "postal_code")]
            found.update(fold(text(value)) for value in held)
    return {secret for secret in found if len(secret) >= 3}
