"""What the directory speaks of: contacts, places, what is asked, and what is found."""

from dataclasses import dataclass
from enum import Enum


class Fact(Enum):
    """What is known of a referral fact: a source that is silent makes it unknown, never no."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class DirectoryError(Exception):
    """The directory's own files are unsound; `problems` holds one line each, naming its file."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Phone:
    """One number, written exactly as it is to be shown and dialled."""

    number: str
    kind: str
    """"voice", "sms" or "tty"."""
    label: str


@dataclass(frozen=True, slots=True)
class Area:
    """A coarse circle that a local service covers; never the point of a building."""

    lat: float
    lon: float
    km: float


@dataclass(frozen=True, slots=True)
class Confirmed:
    """What an agency said of itself when it was asked: the fact's code, who asked, ISO date."""

    code: str
    fact: Fact
    by: str
    date: str


@dataclass(frozen=True, slots=True)
class Contact:
    """A service that can be called or texted; every value is from its cited source."""

    id: str
    name: str
    country: str
    region: str | None
    phones: tuple[Phone, ...]
    text_instructions: str | None
    hours: str | None
    languages: str | None
    """As to be shown: "100+ languages", "English, French"."""
    tongues: frozenset[str]
    """ISO codes of the languages its own people are known to speak."""
    interpretation: Fact
    """Whether it brings in interpreters for any language."""
    audience: str | None
    groups: frozenset[str]
    """Who it is meant for, as codes ("women", "indigenous", ...); empty is everyone."""
    asks: tuple[str, ...]
    """What it will ask, or whom it is limited to, so that a person can rule it out silently."""
    topics: frozenset[str]
    barrier_free: Fact
    cost: str | None
    enforcement: bool
    """Run by or passed to police, border, immigration or labour-inspection authorities."""
    note: str | None
    """Only what is fit for a person in need to read."""
    confidence: str
    """How sure the number is: "high", "medium" or "low"."""
    seen_year: int | None
    """Newest year in which a page was seen to print the number."""
    last_reviewed: str | None
    """ISO date on which a person last checked the entry; None is never."""
    source_url: str | None
    withheld: str | None = None
    """Why it is not shown, where the file says so: another entry has the same number, say."""
    aliases: tuple[str, ...] = ()
    area: Area | None = None
    """Where a local service works; None is the whole region or country."""
    facts: tuple[tuple[str, Fact], ...] = ()
    """Referral facts that its source states, by the codes of directory.hsds.profile."""
    address: str | None = None
    """Street and town; None where it is confidential, or nobody stated it."""
    confidential: bool = False
    """A hidden place: only the middle of its town is known here, and no address is held."""
    origin: str = ""
    """The file it was imported from; "" for our own."""
    workers_only: bool = False
    """Its telephone is not public: only verified workers may see it."""
    confirmed: tuple[Confirmed, ...] = ()
    """Facts that were asked for, at most one of each code: the latest answer."""

    def fact(self, code: str) -> Fact:
        """What is known of a referral fact."""
        if code == "interpreter_on_request":
            return self.interpretation
        if code == "barrier_free":
            return self.barrier_free
        return next((fact for name, fact in self.facts if name == code), Fact.UNKNOWN)

    def confirmation(self, code: str) -> Confirmed | None:
        """Who was told a fact by the agency itself, and when; None where nobody asked."""
        return next((one for one in self.confirmed if one.code == code), None)

    @property
    def offered(self) -> bool:
        """Whether it may be shown: there is a number, and a page that anyone can check."""
        return bool(self.phones) and self.source_url is not None and self.withheld is None

    @property
    def always_open(self) -> bool:
        """Whether its source says it answers day and night."""
        return self.hours is not None and self.hours.startswith(("24/7", "24 h"))


@dataclass(frozen=True, slots=True)
class Place:
    """A town, area, province or country; coordinates are degrees of a coarse middle point."""

    id: str
    name: str
    region: str | None
    country: str
    lat: float
    lon: float
    population: int
    kind: str = "town"
    """"town", "area", "region" or "country"."""
    within: str = ""
    """What it lies in, as people write it: "BC", "Nigeria"."""

    @property
    def label(self) -> str:
        """The name as shown, told apart from its namesakes: "Surrey, BC"."""
        return f"{self.name}, {self.within}" if self.within else self.name


@dataclass(frozen=True, slots=True)
class Query:
    """What was understood of a request; nothing of its words but what was guessed at."""

    needs: tuple[str, ...] = ()
    """Topic codes, the most pressing first."""
    place: Place | None = None
    country: str = "CA"
    region: str | None = None
    language: str | None = None
    """ISO code of the language wanted."""
    mode: str | None = None
    """"text", "voice", or None for either."""
    danger: bool = False
    guessed: bool = False
    """Its needs, or the danger, are a guess from how people speak: no phrase says so."""
    outright: bool = False
    """Danger, or a wish to die, is said by a phrase or very likely: it interrupts what they do."""
    precarious: bool = False
    """Fears for their immigration status, or fears the police."""
    guesses: tuple[tuple[str, str], ...] = ()
    """(typed, taken as), wherever a slip was corrected or one of several places chosen."""
    other_places: tuple[Place, ...] = ()
    """Other places that the words could mean."""
    unknown_place: str | None = None
    """Words after "in" or "near" that no place matches."""
    who: frozenset[str] = frozenset()
    """Groups the person named themselves part of: "men", "women"."""
    named: tuple[str, ...] = ()
    """Ids of contacts asked for by name."""
    wants: frozenset[str] = frozenset()
    """Referral facts that must hold: "takes_children", "takes_pets"; "id_required" must not."""
    words: tuple[str, ...] = ()
    """Words that name an imported service or what it does, and nothing else that was read."""
    near_me: bool = False
    """Asked for what is near, without saying where: the town is to be asked for."""

    @property
    def asks(self) -> bool:
        """Whether there is something to answer."""
        wanted = self.needs or self.place or self.language or self.mode
        understood = wanted or self.danger or self.named
        return bool(understood or self.words)


@dataclass(frozen=True, slots=True)
class Match:
    """A contact, the number to show first, and the facts that bear on what was asked."""

    contact: Contact
    phone_first: Phone
    why: tuple[str, ...]
    """Codes of what spoke for it: need, town, region, country, speaks, interpretation, ..."""
    speaks: Fact
    """Whether it can be spoken to in the language asked; unknown where none was asked."""
    interpreted: bool = False
    """Whether that is through an interpreter."""


@dataclass(frozen=True, slots=True)
class Found:
    """What is offered for a query: first the emergency number where danger was named."""

    query: Query
    emergency: Contact | None
    matches: tuple[Match, ...]
    relaxed: tuple[str, ...] = ()
    """Conditions that could not be met: "language", "place", "mode", "need"."""
