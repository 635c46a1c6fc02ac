"""Codes that are read aloud and typed with a thumb: 128 bits in 26 signs, and one to check them.

31 signs, a prime number: each sign counts as often as its place says, and the whole must be
divisible by 31. So one wrong sign, or any two that changed places, never makes another code.
"""

import re

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXY"
"""No I, L, O, U and Z; who writes one means the sign that looks like it."""
SIZE = 16

_BASE, _LENGTH, _GROUP = len(SIGNS), 26, 4
_ALIKE = str.maketrans("ILOUZ", "110V2")
_BETWEEN = re.compile(r"[\s\u002d\u2010-\u2015\u2212]")
_LONGEST = 100


def write_code(code: bytes) -> str:
    """The code of 16 bytes as it is shown: 27 signs in groups of four."""
    number, values = int.from_bytes(code), []
    for _ in range(_LENGTH):
        number, value = divmod(number, _BASE)
        values.append(value)
    last = -_sum(values) * pow(_LENGTH + 1, -1, _BASE) % _BASE
    signs = "".join(SIGNS[value] for value in (*values, last))
    return "-".join(signs[at : at + _GROUP] for at in range(0, len(signs), _GROUP))


def read_code(text: str) -> bytes | None:
    """The code that a text is, whatever its case, spaces and hyphens; None if it is none.

    A text with a slip is none. Whether a code is known is for others to say.
    """
    if len(text) > _LONGEST:
        return None
    signs = _BETWEEN.sub("", text).upper().translate(_ALIKE)
    if len(signs) != _LENGTH + 1 or not set(signs) <= set(SIGNS):
        return None
    values = [SIGNS.index(sign) for sign in signs]
    number = 0
    for value in reversed(values[:-1]):
        number = number * _BASE + value
    if _sum(values) % _BASE or number >= 1 << 8 * SIZE:
        return None
    return number.to_bytes(SIZE)


def _sum(values: list[int]) -> int:
    return sum(place * value for place, value in enumerate(values, start=1))
