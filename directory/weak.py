"""What a text is probably about: its words, what they stand for, and the phrases, weighed.

Phrases are sure and few; people say the same thing in ways that no list foresees. A linear model
learned from invented lines (data/said) weighs every piece of a text for every need, for danger now,
and for whether anything is asked at all. `make weak` learns it; here it is only added up.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt
from pathlib import Path
from struct import Struct

from directory.model import DirectoryError
from directory.phrases import NEEDS
from directory.words import unspaced

FILE = Path(__file__).parent / "data" / "weak.bin"
OUTPUTS = (*NEEDS, "danger", "asked")
SIGN = ":"
"""Every sign holds one, and no piece of a word does."""

ASKED = 0.5
"""Below it nothing is asked: small talk stays unclear rather than guessed at."""
SURE, PLAUSIBLE = -0.6, -1.9
"""Below these a guess is too wild: being asked and the likeliest need together, and that need."""
DANGER = -1.5
"""From it on the emergency number comes first, though no phrase says so: an emergency number too
many costs a line to read.
"""
OUTRIGHT = 1.0
"""From it on danger, or a wish to die, breaks into what somebody is writing for themselves."""
UNLIKELY = -1.5
"""Below it a need is not told, though a phrase says it: "I do not want to bother the police"."""
GRAVEST = "suicide"
"""Said by a phrase, it comes first whatever else is likely: the cost of a mistake is a life."""
CLEARLY = 2.0
"""By how much a need must be likelier than what phrases say first, to come before it."""
LIKELY = -0.4
"""From it on a need is told beside those that phrases say."""
ALSO = -0.8
"""From it on a second guess is told beside the first."""
ALONE = 0.0
"""From it on a single word is answered, where it was learned whole: "catheter", but no name."""

_LANE = 4
_LANES = Struct(f"<{len(OUTPUTS)}I")
_MIDDLE = 128


@dataclass(frozen=True, slots=True)
class Weighed:
    """How much speaks for each need, for danger, and for anything being asked: log odds."""

    needs: Mapping[str, float]
    danger: float
    asked: float

    def in_danger(self) -> bool:
        """Whether danger now is likely enough for the emergency number."""
        return self.danger >= DANGER and self.asked >= ASKED

    def outright(self) -> bool:
        """Whether danger, or a wish to die, is likely enough to break into what is written."""
        return self.asked >= ASKED and max(self.danger, self.needs[GRAVEST]) >= OUTRIGHT

    def guessed(self) -> tuple[str, ...]:
        """The likeliest need, and a second that is likely too; empty where nothing is asked."""
        first, second = self._ranked()
        likeliest = self.needs[first]
        if self.asked < ASKED or likeliest < max(SURE - self.asked, PLAUSIBLE):
            return ()
        return (first, second) if self.needs[second] > ALSO else (first,)

    def with_phrases(self, said: Sequence[str]) -> tuple[str, ...]:
        """The needs that phrases said, but for unlikely ones, and one or two that are likely too.

        What the phrases put first stays there unless another is clearly likelier.
        """
        likely = [need for need in self._ranked() if self.needs[need] > LIKELY]
        if likely and tuple(said) == ("general_crisis",):
            # "help" says nothing more once it is known what with.
            return tuple(likely)
        held = [need for need in said if need == GRAVEST or self.needs[need] > UNLIKELY]
        held = held or likely or list(said)
        lead = self.needs[held[0]] + CLEARLY
        before = [need for need in likely[:1] if self.needs[need] > lead and held[0] != GRAVEST]
        return tuple(dict.fromkeys((*before, *held, *likely)))

    def clear(self) -> bool:
        """Whether a single word is enough to guess by."""
        return max(self.needs.values()) >= ALONE

    def _ranked(self) -> tuple[str, str]:
        first, second = sorted(self.needs, key=lambda need: -self.needs[need])[:2]
        return first, second


@dataclass(frozen=True, slots=True)
class Weak:
    """The weights; one integer holds those of a piece for all outputs, so that sums are cheap."""

    packed: Mapping[str, int]
    scales: tuple[float, float]
    """What one step of a weight is worth: of pieces of words, of signs."""
    bias: tuple[float, ...]
    learned_from: str
    """Hash of the files it was learned from."""
    words: frozenset[str] = frozenset()
    """Words of other languages, met often enough to be neither slips nor towns abroad."""

    def weigh(self, words: Sequence[str], signs: Iterable[str]) -> Weighed:
        """How much the words and the signs speak for each output."""
        told, count = self._sum(pieces(words))
        signed, _ = self._sum(signs)
        # A long text is no surer than a short one.
        shared = self.scales[0] / sqrt(count) if count else 0.0
        sums = zip(told, signed, self.bias, strict=True)
        scores = [a * shared + b * self.scales[1] + bias for a, b, bias in sums]
        return Weighed(dict(zip(NEEDS, scores, strict=False)), scores[-2], scores[-1])

    def knows(self, word: str) -> bool:
        """Whether the word itself was learned, and not its pieces only."""
        return f"={word}" in self.packed

    def _sum(self, keys: Iterable[str]) -> tuple[list[int], int]:
        known = [held for held in map(self.packed.get, keys) if held]
        middle = _MIDDLE * len(known)
        lanes = _LANES.unpack(sum(known).to_bytes(_LANES.size, "little"))
        return [lane - middle for lane in lanes], len(known)


def pieces(words: Sequence[str]) -> set[str]:
    """The words, pairs of them, and their pieces of three and four letters with their edges.

    Of scripts without spaces, every stretch of up to three characters.
    """
    found: set[str] = set()
    before = ""
    for word in words:
        if not word.isascii() and unspaced(word):
            found.update(word[at : at + n] for n in (1, 2, 3) for at in range(len(word) - n + 1))
            before = ""
            continue
        edged = f" {word} "
        found.update([edged[at : at + 3] for at in range(len(word))])
        found.update([edged[at : at + 4] for at in range(len(word) - 1)])
        found.add(f"={word}")
        if before:
            found.add(f"+{before} {word}")
        before = word
    return found


def load(path: Path = FILE) -> Weak:
    """The weights of the file; DirectoryError says how to make it anew."""
    try:
        return parse(path.read_bytes())
    except (OSError, ValueError, KeyError) as fault:
        wrong = f"{path.name}: cannot be read ({type(fault).__name__}): run `make weak`"
        raise DirectoryError((wrong,)) from None


def parse(file: bytes) -> Weak:
    """The weights that a file holds; ValueError or KeyError where it is no such file."""
    head, rest = file.split(b"\n", 1)
    about = json.loads(head)
    if about["outputs"] != list(OUTPUTS):
        raise ValueError("other outputs")
    keys = rest[: about["keys"]].decode().split("\n")
    packed = dict(zip(keys, _lanes(rest[about["keys"] :]), strict=True))
    of_pieces, of_signs = about["scales"]
    scales, bias = (of_pieces, of_signs), tuple(about["bias"])
    return Weak(packed, scales, bias, about["learned_from"], frozenset(about["words"].split()))


def dump(packed: Mapping[str, bytes], about: Mapping[str, object]) -> bytes:
    """The file of weights: each a byte for each output, 128 being none."""
    keys = "\n".join(packed).encode()
    head = {**about, "outputs": list(OUTPUTS), "keys": len(keys)}
    return b"\n".join((json.dumps(head, sort_keys=True).encode(), keys + b"".join(packed.values())))


def _lanes(weights: bytes) -> list[int]:
    # Each byte is given room for sums that no text reaches.
    wide = bytearray(_LANE * len(weights))
    wide[::_LANE] = weights
    size = _LANES.size
    return [int.from_bytes(wide[at : at + size], "little") for at in range(0, len(wide), size)]
