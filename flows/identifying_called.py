"""Where people are named: lists of names in a text, and words that say that a name follows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from flows.identifying_names import Names, Token, names, naming_words, tokens
from flows.identifying_unspaced import chinese, korean

_NAME_IS = (
    r"(?i)(?:"
    r"\bnames?(?:['’]?s)?\s*(?:\bis\b|[:：=-]|\bare\b)\s*|\bname['’]s\s+|"
    r"\b(?:nick)?named\s+|\bgoes\s+by\s+|\bknown\s+as\s+|\ba\.?k\.?a\.?\s+|"
    r"\bs['’]appelle\s+|\bm['’]appelle\s+|\b(?:pré)?nommée?\s+|"
    r"\b(?:mon|son|leur)\s+(?:pré)?nom\s*(?:c['’]est|est|:)\s*|"
    r"\bse\s+llama\s+|\bme\s+llamo\s+|\bllamad[ao]\s+|\b(?:mi|su)\s+nombre\s*(?:es\b|:)\s*|"
    r"\bse\s+chama\s+|\bme\s+chamo\s+|\bchama-se\s+|\bchamo-me\s+|\bchamad[ao]\s+|"
    r"\b(?:meu|seu|o)\s+nome\s+(?:dela\s+|dele\s+)?(?:é|e)\s+|"
    r"\bpangalan\s+(?:ko|niya|nya|nito|nila)\s*(?:ay\b|is\b|:)?\s*(?:si\s+)?|"
    r"\btên\s*(?:(?:của\s+)?(?:em|tôi|cô|cô\s+ấy|chị|anh|bé|con|mình)\s+)?(?:là|:)\s*|"
    r"\b(?:меня|её|ее|его|их|мене|її|його)\s+(?:зовут|звати|звуть)\s+|"
    r"\b(?:мо[её]|её|ее|его|моє|її|його)\s+(?:имя|ім['’ʼ]?я)\s*[:—-]?\s*|"
    r"\bпо\s+имени\s+|\bна\s+ім['’ʼ]?я\s+|"
    r"(?:[اإ]سم(?:ي|ها|ه|ك)|تدعى|يدعى)\s*(?:هو\s+|هي\s+)?:?\s*|"
    r"(?:मेरा|उसका|उनका|इसका|लड़की\s+का)\s+नाम\s+|"
    r"(?:ਮੇਰਾ|ਉਸਦਾ|ਉਸ\s+ਦਾ|ਉਹਦਾ|ਉਨ੍ਹਾਂ\s+ਦਾ|ਇਸਦਾ)\s+(?:ਨਾਂ|ਨਾਮ|ਨਾਂਅ)\s+|"
    r"\b(?:mera|uska|unka|ohda|usda|usdaa|ode)\s+(?:naam|naav|nam|naa|naan)\s+(?:hai\s+)?"
    r")"
)
_TITLES = frozenset(["mr", "mrs", "ms", "miss", "mx", "dr", "mme", "mlle"])
# Here a name must also look like one: "called the police", "I am safe", "si puede".
_MAYBE = (
    r"\b(?:[Cc]alled|[Ii]['’]m|[Ii]\s+am|[Tt]his\s+is|[Mm]rs?|[Mm]s|Miss|[Mm]x|[Dd]r|[Mm]me|[Mm]lle|"
    r"[Mm]adame|[Mm]onsieur|[Ss]ra?|[Ss]eñora?|[Ss]rta|[Dd]oña|[Dd]ona|[Aa]te|[Kk]uya|[Tt]ita|[Tt]ito|"
    r"[Ss]i|[Kk]ay|[Aa]untie|[Uu]ncle)\.?\s+(?=[^\W\d_])"
)
_WORDS_OF_A_NAME = 3
_RUSSIAN_ENDINGS = ("", "а", "я", "ия", "ія", "ь", "и", "о", "ко")
_Kinds = Sequence[str | None]


@cache
def _pattern(source: str) -> re.Pattern[str]:
    return re.compile(source)


def named(text: str, words: Sequence[Token]) -> list[tuple[int, int]]:
    """Stretches of `text` that name a person; they may overlap. `words` are its tokens."""
    known = names()
    kinds = [_kind(token, known) for token in words]
    return [
        *_listed(text, words, kinds, known),
        *_called(text, words, kinds),
        *chinese(text, known),
        *korean(text, known),
    ]


def _listed(
    text: str, words: Sequence[Token], kinds: _Kinds, known: Names
) -> Iterator[tuple[int, int]]:
    shouted = not any(char.islower() for char in text)
    hidden = _hidden(words, known)
    kinds = [None if at in hidden else kind for at, kind in enumerate(kinds)]
    for at, (token, kind) in enumerate(zip(words, kinds, strict=True)):
        capital = _capital(token) and not shouted
        if kind == "sure" or (capital and _meant(text, words, at, kind)):
            yield token.start, _end(text, words, at, kinds)
    for at, (one, two) in enumerate(pairwise(words)):
        together = _near(text, one, two) and not shouted and _upper(one) and _upper(two)
        phrase = known.kinds.get(f"{one.key} {two.key}") == "sure"
        if phrase or (together and kinds[at] in ("given", "place") and kinds[at + 1]):
            yield one.start, two.end


def _hidden(words: Sequence[Token], known: Names) -> set[int]:
    """Places of words that belong to a phrase that names nobody ("Prince George")."""
    hidden: set[int] = set()
    for size in (2, 3, 4):
        for at in range(len(words) - size + 1):
            if " ".join(word.key for word in words[at : at + size]) in known.known:
                hidden.update(range(at, at + size))
    return hidden


def _kind(token: Token, known: Names) -> str | None:
    """What the lists say of a word, of its parts, or of what it would be without its ending."""
    best = None
    for key in _forms(token):
        found = known.kinds.get(key)
        if found == "sure":
            return found
        best = best or found
    return best


def _forms(token: Token) -> Iterator[str]:
    key, word = token.key, token.word
    yield key
    if word.endswith(("'s", "’s", "'S", "’S")):
        yield key[:-1]
    if "-" in word:
        yield from (part.key for part in tokens(word.replace("-", " ")) if len(part.key) > 2)
    first = key[:1]
    if "\u0400" <= first <= "\u04ff" and word[0].isupper():
        # A Russian or Ukrainian name in another case ("с Марией").
        stems = (key[:-cut] for cut in (1, 2, 3) if len(key) - cut >= 3)
        yield from (stem + ending for stem in stems for ending in _RUSSIAN_ENDINGS)
    elif "\u0600" <= first <= "\u06ff" and len(key) > 4 and first in "وفبلك":
        # Arabic writes "and", "for" and "with" onto the next word.
        yield key[1:]


def _meant(text: str, words: Sequence[Token], at: int, kind: str | None) -> bool:
    """Whether a word that may be a name is one: inside a sentence, or before what it does."""
    if kind not in ("given", "family"):
        return False
    if not _begins(text, words[at].start):
        return True
    after = words[at + 1].word if at + 1 < len(words) else ""
    return kind == "given" and after in naming_words()["does"]


def _begins(text: str, start: int) -> bool:
    """Whether a capital at `start` says nothing, because a sentence or a line begins there."""
    before = text[:start].rstrip(" \t\"'“”‘’«»([{*_")
    return not before or before[-1] in ".!?…:;\n•-–—،؟।。！？"


def _capital(token: Token) -> bool:
    return token.word[0].isupper()


def _upper(token: Token) -> bool:
    # A script without capitals cannot say more.
    return not token.word[0].islower()


def _near(text: str, one: Token, two: Token) -> bool:
    between = text[one.end : two.start]
    return between.strip(" .") == "" and "\n" not in between


def _end(text: str, words: Sequence[Token], at: int, kinds: _Kinds) -> int:
    """Where the name that begins at word `at` ends: further names and initials belong to it."""
    end = words[at].end
    for ahead in range(at + 1, min(at + _WORDS_OF_A_NAME, len(words))):
        token = words[ahead]
        if not _near(text, words[ahead - 1], token):
            break
        if _belongs(token, words[at], kinds[ahead]):
            end = token.end
        elif token.key not in naming_words()["particles"]:
            break
    return end


def _belongs(token: Token, first: Token, kind: str | None) -> bool:
    if len(token.word) == 1:
        return _capital(token) and token.word not in ("I", "A")
    if kind in ("sure", "given", "family") and not token.word.isupper():
        return True
    shown = _capital(token) and not token.word.isupper() and _capital(first)
    return shown and kind not in ("place", "plain")


def _called(text: str, words: Sequence[Token], kinds: _Kinds) -> Iterator[tuple[int, int]]:
    at_start = {token.start: at for at, token in enumerate(words)}
    no_name = naming_words()["no_name"]
    for found in _pattern(_NAME_IS).finditer(text):
        at = at_start.get(found.end())
        if at is not None and words[at].word not in no_name:
            yield words[at].start, _end(text, words, at, kinds)
    for found in _pattern(_MAYBE).finditer(text):
        at = at_start.get(found.end())
        if at is None or words[at].word in no_name:
            continue
        if _after_cue(found.group().strip(" .").lower(), words[at], kinds[at]):
            yield words[at].start, _end(text, words, at, kinds)


def _after_cue(cue: str, token: Token, kind: str | None) -> bool:
    if cue in _TITLES:
        return kind is not None or _capital(token)
    return kind in ("sure", "given", "family") and (_capital(token) or cue == "called")
