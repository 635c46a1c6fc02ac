"""The directory as others use it: load once, then read texts and find contacts."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from directory import (
    concepts,
    index,
    languages,
    load,
    naming,
    outcomes,
    own_contacts,
    parts,
    phrases,
    places,
    rating,
    refer,
    search,
    serving,
    slips,
    weak,
)
from directory.abroad import emergency_of
from directory.answer_place import read_place
from directory.model import Contact, DirectoryError, Found, Place, Query
from directory.query import Reader
from directory.words import fold

DATA = Path(__file__).parent / "data"
# Smaller places far away are spelled rightly or asked about: they would be too many guesses.
_LEAST_PEOPLE = 1_000


@dataclass(frozen=True, slots=True)
class Directory:
    """Everything the directory knows, immutable and safe to share between threads."""

    contacts: tuple[Contact, ...]
    """Those that may be shown to anybody: with a number, and with a page that prints it."""
    withheld: tuple[Contact, ...]
    """Known, but without a number or a public source: never shown."""
    reader: Reader
    lines: Mapping[str, tuple[rating.Line, ...]]
    """The contacts by their country, ready to be rated."""
    services: index.Services | None = None
    """Imported services, where there are any."""
    workers: tuple[Contact, ...] = ()
    """Those of our own that only verified workers may see."""
    told: Mapping[str, index.Placed] = field(default_factory=dict)
    """Imported services that were asked for facts, with what they said, by id."""

    @classmethod
    def load(
        cls,
        data: Path | None = None,
        country: str = "CA",
        region: str | None = "CA-BC",
        own: Path | None = None,
    ) -> "Directory":
        """Reads the folder; DirectoryError lists all problems, each naming file and entry.

        `own` is an agency's folder, laid over ours: its phrases and contacts are added, and its
        imported services, reviews and outcomes are used in place of those beside the data.
        """
        data = data or DATA
        problems: list[str] = []
        answered = parts.answers((own or data) / outcomes.FILE, problems)
        contacts = parts.ours(data, problems)
        if own:
            contacts = own_contacts.over(contacts, parts.own(own, country, problems))
        contacts = parts.reviewed(contacts, own or data, problems)
        contacts = tuple(outcomes.applied(c, answered.get(c.id, ())) for c in contacts)
        services = parts.services((own or data) / index.FILE, problems)
        said, faults = phrases.load(data / "phrases", own / "phrases" if own else None)
        problems += faults
        spoken, faults = languages.load(data / "languages.toml")
        problems += faults
        common = parts.common(data / "common_english.txt", problems)
        gazetteer = parts.gazetteer(data / "places.sqlite", problems)
        if problems or gazetteer is None:
            raise DirectoryError(tuple(problems))
        offered = tuple(c for c in contacts if c.offered and not c.workers_only)
        workers = tuple(c for c in contacts if c.offered and c.workers_only)
        withheld = tuple(c for c in contacts if not c.offered)
        reader = _reader(offered, said, spoken, common, gazetteer, country, region)
        lines = rating.by_country(offered)
        told = parts.told(services, answered)
        directory = cls(offered, withheld, reader, lines, services, workers, told)
        if serving.emergency(directory._of(country)) is None:
            raise DirectoryError((f"{load.FILE}: {country}: no emergency number",))
        return directory

    def read(self, text: str) -> Query:
        """What a text asks for; pure, and never raises, whatever the text."""
        query = self.reader.read(text)
        if not query.words:
            return query
        # A word that no service says is nothing to search for, and nobody's business.
        words = self.services.known(query.words) if self.services else ()
        return replace(query, words=words)

    def read_place(self, text: str) -> Query:
        """The place that an answer to "where are you?" names, with what else it could be."""
        return read_place(self.reader, text)

    def read_language(self, text: str) -> str | None:
        """The ISO code of a language named in any way, one slip allowed, or None."""
        return self.reader.read_language(text)

    def place(self, id: str) -> Place | None:
        """The place of an id taken from a query, or None."""
        return self.reader.gazetteer.place(id)

    def language_name(self, code: str) -> str:
        """The English name of a language's code; the code itself where it is not known."""
        return self.reader.languages.shown.get(code, code)

    def query(self, need: str | None, place_id: str | None, language: str | None) -> Query:
        """A query from guided answers; what is None was not asked or not answered."""
        place = self.place(place_id) if place_id else None
        blank = Query(
            needs=(need,) if need else (),
            country=self.reader.country,
            region=self.reader.region,
            language=language,
        )
        return self.reader.located(blank, place)

    def at(self, query: Query, place: Place) -> Query:
        """The same query for another place: the person chose among `other_places`."""
        return replace(self.reader.located(query, place), other_places=(), guesses=())

    def find(self, query: Query, limit: int = 3) -> Found:
        """One to three contacts, best first, and the emergency number where danger was named."""
        near = self._as_told(self.services.nearby(query) if self.services else ())
        near = index.welcoming(near, query)
        there = self.lines.get(query.country, ())
        return search.find(there, query, self.reader.country, limit, near)

    def refer(
        self,
        need: str,
        place_id: str | None,
        language: str | None,
        rules: Collection[str] = (),
        start: int = 0,
    ) -> refer.Referral:
        """For verified workers: the services for a need (code of refer.NEEDS) that no rule (codes
        of refer.RULES) rules out, three from `start` on. KeyError for a need that is no code.
        """
        query = refer.asked(self.query(None, place_id, language), need, rules)
        near = {n.contact.id: n for n in (self.services.around(query) if self.services else ())}
        # What was asked for may fit now, though its source says that it does not.
        near |= {
            id_: known.from_place(query.place)
            for id_, known in self.told.items()
            if id_ in near or refer.within(known, query)
        }
        ours = [*self._of(query.country), *self.workers]
        here = (contact for contact in ours if contact.country == query.country)
        return refer.refer(here, near.values(), query, need, rules, start)

    def agency_named(self, text: str) -> tuple[Contact, ...]:
        """For verified workers: up to three services that a name means, slips allowed."""
        ours = (*self.contacts, *self.workers)
        found = naming.named(text, ours, self.services, self.reader.country)
        return tuple(self.told[c.id].contact if c.id in self.told else c for c in found)

    def contact(self, id: str) -> Contact | None:
        """For verified workers: the service of an id taken from a referral or a name, or None."""
        own = next((c for c in (*self.contacts, *self.workers) if c.id == id), None)
        if own is not None or id in self.told:
            return own or self.told[id].contact
        placed = self.services.placed([id]) if self.services else {}
        return placed[id].contact if id in placed else None

    def _of(self, country: str) -> Iterator[Contact]:
        return (line.contact for line in self.lines.get(country, ()))

    def _as_told(self, near: Iterable[index.Nearby]) -> list[index.Nearby]:
        """The services with what they said when they were asked."""
        return [
            replace(one, contact=self.told[one.contact.id].contact)
            if one.contact.id in self.told
            else one
            for one in near
        ]

    def unreviewed(self) -> tuple[Contact, ...]:
        """The home country's emergency numbers and hotlines that no person has confirmed yet."""
        home = self.reader.country
        return tuple(c for c in self.contacts if c.country == home and not c.last_reviewed)

    def emergency(self, country: str | None = None) -> Contact:
        """The emergency number of a country; the home country's where that one's is not known."""
        there = serving.emergency(self._of(country)) if country else None
        if there is None and country and country != self.reader.country:
            there = emergency_of(country)
        home = there or serving.emergency(self._of(self.reader.country))
        assert home is not None  # load() made sure of it
        return home


def _reader(
    contacts: Sequence[Contact],
    said: phrases.Phrases,
    spoken: languages.Languages,
    common: frozenset[str],
    gazetteer: places.Gazetteer,
    country: str,
    region: str | None,
) -> Reader:
    home = gazetteer.names(country, _LEAST_PEOPLE, region or "")
    # A language is likelier meant than a place, and a phrase than either.
    tongues = slips.equal_weights(w for w in spoken.codes if w.isascii() and len(w) >= 4)
    words = {name: weight for name, weight in tongues.items() if len(name) >= 5}
    words |= {w: weight for w, weight in said.correctable.items() if w.isascii() and len(w) >= 4}
    named = {
        fold(name): contact.id
        for contact in contacts
        if contact.country == country
        for name in (contact.name, *contact.aliases)
    }
    everywhere = {key: people for key, people in home if key.isascii() and len(key) >= 4}
    towns: dict[str, int] = {}
    for key, people in home:
        # Also the words of longer names: "Prnce George".
        for word in key.split():
            if word.isascii() and len(word) >= 5:
                towns[word] = max(people, towns.get(word, 0))
    return Reader(
        said, spoken, gazetteer, common, slips.vocabulary(words), slips.vocabulary(towns),
        slips.vocabulary(everywhere), slips.vocabulary(tongues), named, country, region,
        concepts.load(common), weak.load(),
    )  # fmt: skip
