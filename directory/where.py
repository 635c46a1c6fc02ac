"""Finds the place in a text: only where the sentence means one."""

from collections.abc import Collection, Iterator, Sequence

from directory.namesakes import (
    OTHERS,
    Known,
    Span,
    Where,
    best,
    by_code,
    in_unspaced,
    lies_in,
    resolve,
    within,
)
from directory.text import Text

_LONGEST = 4
_LARGE = 100_000

_PREPOSITIONS = frozenset(
    [
        "in", "near", "at", "around", "outside", "inside", "nearby", "to", "within", "en",
        "dans", "au", "aux", "pres", "vers", "cerca", "desde", "sa", "em", "na", "у", "в", "во",
        "біля", "возле", "ਵਿੱਚ", "mein", "vich", "tai", "dari",
    ]
)  # fmt: skip
_SURE = frozenset({"in", "near", "around", "outside", "at"})
# Words for in and near that stand before no English word.
_ELSEWHERE_IN = frozenset({"en", "de", "dans", "cerca", "pres", "sa", "em", "у", "в", "во"})
_IN = tuple((word,) for word in sorted(_SURE))
_ARTICLES = frozenset(
    {"the", "downtown", "central", "north", "south", "east", "west", "of", "from"}
)
# What stands after a place in Punjabi and Hindi.
_AFTER = {(word,) for word in ("ਵਿੱਚ", "ਵਿਚ", "ਤੋਂ", "में", "से", "mein", "vich", "wich", "ton")}
_ALWAYS = frozenset({"bc", "usa", "yvr", "dtes"})
# Where someone comes from, or fears to be sent, is not where they are.
_ORIGIN = frozenset({"from", "desde"})
# "soy de Peru", "je viens du Togo", "sou do Brasil": said of a country abroad, it is where from.
_OF = frozenset({"de", "du", "des", "do", "da"})
_REPORTING = frozenset(
    [
        "calling", "call", "texting", "text", "writing", "write", "line", "number", "phoning",
    ]
)  # fmt: skip
# "they will hurt my mother in Vietnam": a threat there, a person here.
_OTHERS_THAN_ME = frozenset(
    [
        "mother", "father", "mom", "mum", "dad", "parents", "family", "sister", "brother", "son",
        "daughter", "children", "kids", "wife", "husband", "friend", "relatives", "grandmother",
        "mama", "mami", "papa", "madre", "padre", "familia", "hijo", "hija", "hijos", "hermana",
        "hermano", "abuela", "padres", "mere", "pere", "maman", "famille", "soeur", "frere", "fils",
        "fille", "enfants", "mae", "pai", "filhos", "irma", "irmao", "nanay", "tatay", "pamilya",
        "kapatid", "anak", "magulang", "maa", "parivar", "gharwale", "behen", "bhai", "мама",
        "маму", "мамі", "матір", "мати", "батьки", "родина", "сімя", "сестра", "брат", "мать",
        "родители", "семья", "дети",
    ]
)  # fmt: skip
# "mandarme a Mexico", "me renvoyer au Maroc": a journey that is feared or hoped for.
_SENT = (
    "send", "sent", "deport", "fly", "flown", "sold", "mand", "envi", "regres", "devolv", "volver",
    "renvoy", "retourn", "partir", "expuls", "emmen", "ramen", "llev", "voltar", "levar",
)  # fmt: skip
_LOOKED_BACK = 5
# In so few words a country is named because it is where they are.
_FEW = 6
_FILLER = frozenset(
    [
        "a", "an", "the", "i", "im", "am", "is", "are", "my", "me", "we", "us", "for", "in",
        "near", "at", "to", "and", "or", "of", "on", "with", "need", "needs", "want", "looking",
        "look", "find", "any", "who", "that", "speaks", "speak", "speaking", "some", "someone",
        "please", "pls", "where", "what", "can", "you", "get", "there", "here", "line", "lines",
        "number", "numbers", "phone", "service", "services", "centre", "center", "help",
        "house", "women", "woman", "men", "man", "girl", "boy", "kids", "children", "child",
        "who", "near", "by", "around", "close", "free", "open", "now", "today", "tonight",
        "live", "living", "stay", "staying", "from", "bc", "hi", "hello", "hey", "mayo",
    ]
)  # fmt: skip


def after_preposition(words: Sequence[str], at: int) -> bool:
    """Whether the word stands where a place does: after "in", or "in the"."""
    return _before(words, at) in _PREPOSITIONS


def _before(words: Sequence[str], at: int) -> str:
    """The word before, or the one before its article."""
    before = words[max(0, at - 2) : at]
    if len(before) > 1 and before[-1] in _ARTICLES:
        return before[0]
    return before[-1] if before else ""


def find_places(known: Known, said: Text, covered: Collection[int]) -> Where:
    """The place the text means; `covered` are the words that already mean something else."""
    coded = by_code(known, said.words)
    if coded:
        return coded
    spans = _spans(known, said, covered)
    meant = [span for span in spans if _here(known, said.words, span)]
    if not meant:
        unknown = _unknown(
            known, said, covered, [at for s in spans for at in range(s.start, s.end)]
        )
        elsewhere = tuple(best(known, span.places)[0] for span in spans)[:OTHERS]
        return in_unspaced(known, said) or Where(others=elsewhere, unknown=unknown)
    return _settled(known, said, _first(known, said.words, meant), spans)


def _spans(known: Known, said: Text, covered: Collection[int]) -> list[Span]:
    """Names of places in the text, longest first where they overlap, in order."""
    words = said.words
    bounds = [
        (start, start + size)
        for size in range(_LONGEST, 0, -1)
        for start in range(len(words) - size + 1)
        if any(at not in covered for at in range(start, start + size))
    ]
    named = known.gazetteer.named(" ".join(words[a:b]) for a, b in bounds)
    taken: set[int] = set()
    spans = []
    for start, end in bounds:
        places = named.get(" ".join(words[start:end]), ())
        if places and not taken.intersection(range(start, end)):
            span = Span(start, end, places)
            if _place_like(known, said, span, covered):
                spans.append(span)
                taken.update(range(start, end))
    return sorted(spans, key=lambda span: span.start)


def _place_like(known: Known, said: Text, span: Span, covered: Collection[int]) -> bool:
    """Whether these words mean a place here, and not a thing, a name or a word of the sentence."""
    words, word = said.words, said.words[span.start]
    single = span.end - span.start == 1
    if single and word in _ALWAYS:
        return True
    if single and (word.isdigit() or word in _FILLER):
        return False
    home = any(p.country == known.country or p.kind != "town" for p in span.places)
    if single and (_a_word(known, word) or (word.isascii() and len(word) < 4)):
        # Not "in the van", "in a mission": a place has no article.
        sure = words[span.start - 1 : span.start] in _IN or _beside(words, span, covered)
        # "need a ride. duncan": a sentence of its own.
        sure = sure or {span.start, span.end} <= said.stops
        sure = sure or (_before(words, span.start) in _ELSEWHERE_IN and _a_name(known, word))
        return (home and sure) or _qualified(known, words, span)
    return home or _abroad(known, words, span, covered)


def _a_word(known: Known, word: str) -> bool:
    # "en mayo" is in May, and no town of Yukon.
    return word in known.common or word in known.weak.words


def _a_name(known: Known, word: str) -> bool:
    # "em pe" is standing, and not in Peru.
    return len(word) > 3 and word not in known.weak.words


def _abroad(known: Known, words: Sequence[str], span: Span, covered: Collection[int]) -> bool:
    """Whether the name of a foreign town is meant: so many are also names of people and things."""
    large = any(p.population >= _LARGE for p in span.places)
    before = _before(words, span.start)
    # "en la granja" is on a farm, and La Granja a small town abroad: in other languages the words
    # for in and at stand before all kinds of things.
    after = words[span.end : span.end + 1] in _AFTER
    if words[span.start] in known.weak.words and span.end - span.start == 1:
        # "wein" is "where" in Arabic, and Vienna; "cua" is a crab, and a town.
        return large and (before in _PREPOSITIONS or after)
    if before in _SURE or (large and before in _PREPOSITIONS) or after:
        return True
    if large:
        foreign = not words[span.start].isascii()
        return foreign or span.end - span.start > 1 or _beside(words, span, covered)
    return _qualified(known, words, span)


def _beside(words: Sequence[str], span: Span, covered: Collection[int]) -> bool:
    """Whether all other words are what is asked for, as in "shelter hope punjabi"."""
    others = [at for at in range(len(words)) if not span.start <= at < span.end]
    asked = [at for at in others if at in covered]
    rest = [words[at] for at in others if at not in covered]
    return bool(asked) and len(words) <= 8 and all(word in _FILLER for word in rest)


def _qualified(known: Known, words: Sequence[str], span: Span) -> bool:
    return bool(within(known, words, span))


def _here(known: Known, words: Sequence[str], span: Span) -> bool:
    """Whether the place is where the person is, not where they come from or could be sent."""
    before = words[max(0, span.start - _LOOKED_BACK) : span.start]
    home = any(p.country == known.country for p in span.places)
    if before and before[-1] in {"the", "la", "el"}:
        before = before[:-1]
    if not before:
        return True
    if not home and (
        _OTHERS_THAN_ME.intersection(before) or any(word.startswith(_SENT) for word in before)
    ):
        return False
    if _country(span) and not home and len(words) > _FEW and before[-1] not in _PREPOSITIONS:
        # "tuan nay no ve Viet Nam": named, and no more.
        return False
    if before[-1] in _ORIGIN or (before[-1] in _OF and _country(span)):
        return home or bool(_REPORTING.intersection(before))
    # Whoever is sent, flown or sold to a place abroad is not there.
    return home or before[-1] != "to"


def _country(span: Span) -> bool:
    return any(place.kind == "country" for place in span.places)


def _first(known: Known, words: Sequence[str], spans: Sequence[Span]) -> Span:
    sure = [s for s in spans if s.start and words[s.start - 1] in _SURE | _ELSEWHERE_IN]
    # "the agency in Manila said ... it is in Richmond": who writes here is here.
    home = (s for s in sure if any(p.country == known.country for p in s.places))
    towns = (s for s in spans if not all(p.kind == "country" for p in s.places))
    return next(home, None) or next(iter(sure), None) or next(towns, None) or spans[0]


def _settled(known: Known, said: Text, span: Span, spans: Sequence[Span]) -> Where:
    typed = " ".join(dict.fromkeys(said.typed[span.start : span.end]))
    inner = within(known, said.words, span)
    covered = frozenset(at for s in spans for at in range(s.start, s.end))
    where = resolve(known, typed, inner or span.places)
    named = (best(known, s.places)[0] for s in spans if s is not span)
    elsewhere = tuple(p for p in named if where.place and not lies_in(where.place, p))
    others = tuple(dict.fromkeys((*where.others, *elsewhere)))[:OTHERS]
    return Where(where.place, others, where.guesses, None, covered)


def _unknown(
    known: Known, said: Text, covered: Collection[int], named: Collection[int]
) -> str | None:
    """The words after "in" or "near" that nothing else explains."""
    for at in range(1, len(said.words)):
        if said.words[at - 1] in {"in", "near", "around"}:
            words = list(_strange_words(known, said, at, {*covered, *named}))
            if words:
                return " ".join(words)
    return None


def _strange_words(known: Known, said: Text, at: int, taken: Collection[int]) -> Iterator[str]:
    for place in range(at, min(at + 2, len(said.words))):
        word = said.words[place]
        if place in taken or word in known.common or len(word) < 3 or word.isdigit():
            return
        yield said.typed[place]
