"""Names in Chinese and Korean text, where nothing parts a name from the words around it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from flows.identifying_names import Names, naming_words

_HAN, _HANGUL = "\u3400-\u9fff", "\uac00-\ud7a3"
_HAN_TITLE = re.compile("女士|小姐|先生|太太|阿姨|姐姐|老师|老師|医生|醫生|师傅")
_HAN_CALLED = re.compile(f"(?:[我她他]|女孩|客户|當事人|当事人)叫([{_HAN}]{{1,4}})")
_HAN_NAME_IS = re.compile(
    f"(?:名字(?:是|叫|：|:)|名叫|叫做)\\s*([{_HAN}]{{2,4}})|[我她他]姓([{_HAN}])"
)
_KOREAN_TITLES = ("씨", "님", " 씨", " 님")
_PARTICLES = (
    "씨|님|양|군|이|가|은|는|을|를|와|과|도|의|에게|한테|께|랑|이랑|라고|이라고|입니다|이에요|예요|이야|야|"
    "이는|이가|이를|하고|이와|으로|이고|고|이며|며|인데"
)
_PARTICLE = re.compile(_PARTICLES)
_KOREAN_NAME_IS = re.compile(
    f"이름(?:은|이)\\s*([{_HANGUL}]{{2,4}}?)(?:{_PARTICLES})?(?![{_HANGUL}])|"
    f"([{_HANGUL}]{{2,4}}?)(?:이?라고)\\s*(?:합니다|해요|불러|부릅니다)"
)


def chinese(text: str, known: Names) -> Iterator[tuple[int, int]]:
    """Stretches that are a family name with a given name or a title, or what somebody is called."""
    family, given = known.han
    for at in range(len(text)):
        for size in (2, 1):
            if len(text[at : at + size]) == size and text[at : at + size] in family:
                yield from _with_family(text, at, at + size, given)
    for found in _HAN_CALLED.finditer(text):
        begun = found.start(1)
        first, two = text[begun], text[begun : begun + 2]
        # "She calls the police" has the same verb, so a name must look like one.
        if first in family or first in "小阿" or two in given:
            yield begun, min(found.end(), begun + (3 if first in family else 2))
    for found in _HAN_NAME_IS.finditer(text):
        yield found.span(found.lastindex or 0)


def _with_family(text: str, at: int, rest: int, given: frozenset[str]) -> Iterator[tuple[int, int]]:
    if _HAN_TITLE.match(text, rest):
        yield at, rest
    for size in (2, 1):
        name = text[rest : rest + size]
        if len(name) == size and name in given and text[at : rest + size] not in _no_names():
            yield at, rest + size
            return


def _no_names() -> frozenset[str]:
    return naming_words()["no_han_name"]


def korean(text: str, known: Names) -> Iterator[tuple[int, int]]:
    """Stretches that are a whole name, a given name with a title, or what somebody is called."""
    family, given = known.hangul
    for found in re.finditer(f"[{_HANGUL}]+", text):
        word = found.group()
        for size in (3, 2, 4):
            name, rest = word[:size], word[size:]
            full = len(name) == size and name[0] in family and name[1:] in given
            titled = name in given and text.startswith(_KOREAN_TITLES, found.start() + size)
            if titled or (full and (not rest or _PARTICLE.fullmatch(rest))):
                yield found.start(), found.start() + size
                break
    for found in _KOREAN_NAME_IS.finditer(text):
        yield found.span(found.lastindex or 0)
