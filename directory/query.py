"""Reads free text as a query: what is needed, where, in which language, and how urgently."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from directory import text as texts
from directory.concepts import Concepts
from directory.languages import Languages
from directory.model import Place, Query
from directory.namesakes import Where
from directory.phrases import NEEDS, WANTS, Hit, Phrase, Phrases
from directory.places import Gazetteer
from directory.slips import LEAST, Vocabulary
from directory.text import Text
from directory.weak import GRAVEST, Weak, Weighed
from directory.where import after_preposition, find_places

# "hindi" is "not" in Tagalog.
_NOT_A_LANGUAGE_IN = {"hindi": "tl"}
# As many words of other languages make a text one of theirs.
_FOREIGN = 2
# Corrections cost most of the time of a lookup; nobody needs more in one message.
_MOST_CORRECTED = 24
# "2 min" and the like are told apart by nothing: what they answer was asked.
_LEAST_WORDS = 3
LARGE = 40_000
"""In a foreign text a slip is put right towards the name of no smaller town."""
_GROUP_SIGNS = frozenset({"men", "women"})


@dataclass(frozen=True, slots=True)
class _Told:
    """What a text asks for; `guessed` and `outright` as in Query."""

    needs: tuple[str, ...]
    danger: bool
    guessed: bool
    outright: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """All that is needed to read a text; it holds nothing of any text."""

    phrases: Phrases
    languages: Languages
    gazetteer: Gazetteer
    common: frozenset[str]
    """Common English words: never corrected, and places only where the sentence says so."""
    vocabulary: Vocabulary
    home_names: Vocabulary
    all_names: Vocabulary
    language_names: Vocabulary
    names: Mapping[str, str]
    """What services are called, folded, to their contact's id."""
    country: str
    region: str | None
    concepts: Concepts
    weak: Weak

    def read(self, text: str) -> Query:
        """What the text asks for; never raises."""
        read = texts.read(text)
        said, slips = self._corrected(read)
        hits, unsaid = self._hits(said)
        found = [hit.phrase for hit in hits]
        inside = self._inside(said)
        spoken = self.languages.said(said.words)
        covered = _covered(hits, spoken)
        where = find_places(self, said, covered)
        meanings = [phrase.meaning for phrase in (*found, *inside)]
        taken = [*covered, *where.covered]
        told = self._weighed(read, said, [*found, *inside], unsaid)
        return self._placed(
            where,
            Query(
                needs=told.needs,
                country=self.country,
                region=self.region,
                language=self._language(said, hits, inside, spoken),
                mode="text" if "text" in meanings else "voice" if "voice" in meanings else None,
                danger=told.danger,
                guessed=told.guessed,
                outright=told.outright,
                precarious="precarious" in meanings,
                guesses=_guesses(said, slips, taken, where.guesses),
                unknown_place=where.unknown,
                who=frozenset(_GROUP_SIGNS.intersection(meanings)),
                named=self._named(said),
                wants=WANTS.intersection(meanings),
                words=tuple(self._rare(said, taken)),
                near_me="near_me" in meanings and where.place is None,
            ),
        )

    def understood(self, text: str) -> tuple[Text, set[str]]:
        """The words of a text and its signs, as they are weighed: what weights are learned from."""
        read = texts.read(text)
        said, _ = self._corrected(read)
        hits, unsaid = self._hits(said)
        return read, self._signs(
            read, said, [*(h.phrase for h in hits), *self._inside(said)], unsaid
        )

    def _signs(
        self, read: Text, said: Text, phrases: Sequence[Phrase], unsaid: Collection[str]
    ) -> set[str]:
        """What is weighed beside the words: the phrases found, and what the words stand for."""
        first = _needs(phrases)[:1]
        signs = {f"{phrase.kind}:{phrase.meaning}" for phrase in phrases}
        signs |= {f"first:{first[0] if first else 'none'}", *(f"signs:{sign}" for sign in unsaid)}
        meant = self.concepts.said(read.words, read.solid)
        if said.words != read.words:
            meant |= self.concepts.said(said.words, "")
        return signs | {f"concept:{concept}" for concept in meant}

    def _weighed(
        self, read: Text, said: Text, phrases: Sequence[Phrase], unsaid: Collection[str]
    ) -> _Told:
        """What phrases say, and what is likely besides."""
        meanings = {phrase.meaning for phrase in phrases}
        needs, danger = _needs(phrases), "danger" in meanings
        outright = danger or GRAVEST in needs
        if "ignore" in unsaid and not needs:
            # Said to be otherwise ("not in danger"): no guess may gainsay it.
            return _Told(needs, danger, False, outright)
        weighed = self.weak.weigh(read.words, self._signs(read, said, phrases, unsaid))
        likely = weighed.with_phrases(needs) if needs else weighed.guessed()
        if not needs and not self._enough(read, weighed):
            likely = ()
        own = _needs([phrase for phrase in phrases if phrase.own])
        likely = tuple(dict.fromkeys((*own, *likely)))
        if "precarious" in meanings and "police" not in needs:
            # The police are named, and feared.
            likely = tuple(need for need in likely if need != "police") or needs
        guessed = not needs and not danger
        if (len(read.words) >= _LEAST_WORDS or read.solid) and "calm" not in unsaid:
            danger = danger or weighed.in_danger()
            outright = outright or weighed.outright()
        return _Told(likely, danger, guessed, outright)

    def _enough(self, read: Text, weighed: Weighed) -> bool:
        """Whether words enough are known to guess by: a single one only where it is clear."""
        words = [word for word in read.words if not word.isdigit()]
        known = [word for word in words if self.weak.knows(word)]
        return bool(read.solid) or len(known) > 1 or (bool(known) and weighed.clear())

    def read_language(self, text: str) -> str | None:
        """The code of a language named in any way, one slip allowed, or None."""
        said = texts.read(text)
        words = tuple(self._language_word(word) for word in said.words)
        spoken = self.languages.said(words)
        if spoken:
            return spoken[0][2]
        return self.languages.inside(said.solid) if said.solid else None

    def located(self, query: Query, place: Place | None) -> Query:
        """The query for a place; the home country alone keeps the home region."""
        if place is None:
            return query
        home = place.kind == "country" and place.country == self.country
        region = self.region if home else place.region
        return replace(query, place=place, country=place.country, region=region)

    def _placed(self, where: Where, query: Query) -> Query:
        return replace(self.located(query, where.place), other_places=where.others)

    def _language_word(self, word: str) -> str:
        if word in self.languages.codes or len(word) < LEAST:
            return word
        return self.language_names.nearest(word) or word

    def _corrected(self, said: Text) -> tuple[Text, dict[int, str]]:
        """The text with slips put right, and the words that were changed."""
        strange = [at for at, word in enumerate(said.words) if self._strange(word)]
        strange = strange[:_MOST_CORRECTED]
        if not strange:
            return said, {}
        known = self.gazetteer.named(said.words[at] for at in strange)
        foreign = self.concepts.foreign(said.words) or self._foreign(said.words)
        slips = {}
        for at in strange:
            places = known.get(said.words[at], ())
            if any(p.country == self.country or p.population >= 50_000 for p in places):
                continue
            meant = self._meant(said.words, at, foreign)
            if meant and meant != said.words[at]:
                slips[at] = meant
        return said.with_words(slips), slips

    def _foreign(self, words: Sequence[str]) -> bool:
        others = {word for word in words if word in self.weak.words and word not in self.common}
        return len(others) >= _FOREIGN

    def _meant(self, words: Sequence[str], at: int, foreign: bool) -> str | None:
        word = words[at]
        if after_preposition(words, at):
            return self.home_names.nearest(word) or self.vocabulary.nearest(word)
        nearest = self.home_names.nearest(word)
        if foreign and nearest and not self._large(nearest, word):
            # "matin" is no slip of Matane: a word of another language is seldom a place here.
            nearest = None
        return self.vocabulary.nearest(word) or nearest

    def _large(self, name: str, word: str) -> bool:
        return self.home_names.weights[name] >= LARGE and name[:2] == word[:2]

    def _strange(self, word: str) -> bool:
        return (
            len(word) >= 4
            and word.isascii()
            and word.isalpha()
            and word not in self.common
            and word not in self.weak.words
            and word not in self.phrases.words
            and word not in self.home_names.weights
            and word not in self.languages.codes
            and not self.phrases.begins(word)
        )

    def _hits(self, said: Text) -> tuple[list[Hit], frozenset[str]]:
        """The phrases that hold, and which of `ignore` and `calm` unsaid others."""
        hits = list(self.phrases.hits(said.words))
        sure = {hit.phrase.language for hit in hits if not self._ordinary(said, hit)} | {"en"}
        hits = [hit for hit in hits if hit.phrase.language in sure]
        unsaid = [hit for hit in hits if hit.phrase.meaning == "ignore"]
        calm = [hit for hit in hits if hit.phrase.meaning == "calm"]
        hits = [h for h in hits if not (h.phrase.meaning == "danger" and _unsaid(h, calm))]
        hits = [hit for hit in hits if not _unsaid(hit, unsaid) and not _shadowed(hit, hits)]
        return hits, frozenset(hit.phrase.meaning for hit in (*unsaid, *calm))

    def _ordinary(self, said: Text, hit: Hit) -> bool:
        """Whether a foreign phrase is made of English words only, so that it proves nothing."""
        return all(word in self.common for word in said.words[hit.start : hit.end])

    def _inside(self, said: Text) -> list[Phrase]:
        return list(self.phrases.inside(said.solid)) if said.solid else []

    def _language(
        self,
        said: Text,
        hits: Sequence[Hit],
        inside: Sequence[Phrase],
        spoken: Sequence[tuple[int, int, str]],
    ) -> str | None:
        foreign = Counter(phrase.language for phrase in inside)
        foreign.update(hit.phrase.language for hit in hits)
        named = [
            code
            for start, _, code in spoken
            if _NOT_A_LANGUAGE_IN.get(said.words[start], "") not in foreign
        ]
        if said.solid and (code := self.languages.inside(said.solid)):
            named.append(code)
        if named:
            return next((code for code in reversed(named) if code != "en"), named[-1])
        return _written_in(hits, inside)

    def _rare(self, said: Text, taken: Collection[int]) -> Iterator[str]:
        """Words that mean nothing here and are no common ones: perhaps the name of a service."""
        for at, word in enumerate(said.words):
            if at not in taken and len(word) > 2 and word.isalpha() and word not in self.common:
                yield word

    def _named(self, said: Text) -> tuple[str, ...]:
        words = said.words
        keys = (" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, i + 5))
        return tuple(dict.fromkeys(self.names[key] for key in keys if key in self.names))


def _written_in(hits: Sequence[Hit], inside: Sequence[Phrase]) -> str | None:
    """The language most phrases are in, but for those that are English as well."""
    english = {at for h in hits if h.phrase.language == "en" for at in range(h.start, h.end)}
    foreign = Counter(phrase.language for phrase in inside)
    foreign.update(
        hit.phrase.language
        for hit in hits
        if hit.phrase.language != "en" and not english.intersection(range(hit.start, hit.end))
    )
    return max(sorted(foreign), key=foreign.__getitem__, default=None)


def _unsaid(hit: Hit, ignored: Sequence[Hit]) -> bool:
    return any(other.start <= hit.start and hit.end <= other.end for other in ignored)


def _shadowed(hit: Hit, hits: Sequence[Hit]) -> bool:
    """Whether a longer phrase of the same kind says something else with the same words."""
    return any(
        other.phrase.kind == hit.phrase.kind == "needs"
        and other.start <= hit.start
        and hit.end <= other.end
        and other.end - other.start > hit.end - hit.start
        for other in hits
    )


def _needs(phrases: Sequence[Phrase]) -> tuple[str, ...]:
    asked = {phrase.meaning for phrase in phrases if phrase.kind == "needs"}
    if any(phrase.meaning == "precarious" for phrase in phrases):
        # "no police", "they will deport me if I call the police": named, but not wanted.
        asked.discard("police")
        asked = asked or {"general_crisis"}
    if len(asked) > 1:
        # "help" says nothing more once it is known what with.
        asked.discard("general_crisis")
    return tuple(need for need in NEEDS if need in asked)


def _covered(hits: Iterable[Hit], spoken: Iterable[tuple[int, int, str]]) -> frozenset[int]:
    covered = {at for hit in hits for at in hit.words}
    covered.update(at for start, end, _ in spoken for at in range(start, end))
    return frozenset(covered)


def _guesses(
    said: Text,
    slips: Mapping[int, str],
    taken: Collection[int],
    chosen: Sequence[tuple[str, str]],
) -> tuple[tuple[str, str], ...]:
    """Each slip that was put right and made a difference, and each place that was chosen."""
    told = {typed for typed, _ in chosen}
    pairs = ((said.typed[at], word) for at, word in slips.items() if at in taken)
    return (*(pair for pair in pairs if pair[0] not in told), *chosen)
