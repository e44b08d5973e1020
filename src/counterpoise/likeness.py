"""What is near a word that nobody knows: for a "did you mean", never to match in silence.

A hint that points the wrong way is worse than none. So near means a letter or two, and what differs
by North and South, East and West, or by being a people's democracy is never near.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

LEAST_LETTERS: Final = 4
"""A shorter word, such as a code, is one letter away from too many others."""
EDITS: Final = ((10, 1), (16, 2))
"""Letters below which so many may be wrong, left out, added or swapped."""
MOST_EDITS: Final = 3
MOST_SHOWN: Final = 3
OPPOSED: Final = (
    (frozenset({"north", "northern", "n"}), frozenset({"south", "southern", "s"})),
    (frozenset({"east", "eastern", "e"}), frozenset({"west", "western", "w"})),
    (frozenset({"upper"}), frozenset({"lower"})),
)
POPULAR: Final = frozenset({"dem", "democratic", "dpr", "dprk", "drc", "gdr", "people", "peoples"})
"""Words that part the Koreas, the Congos, the Germanies, the Yemens and the Viet Nams."""
SHARED: Final = frozenset(
    [
        "a",
        "and",
        "commonwealth",
        "federal",
        "federation",
        "islamic",
        "kingdom",
        "of",
        "principality",
        "rep",
        "republic",
        "state",
        "the",
    ]
)
"""Words that say nothing of who is meant: Benin is not near Yemen because both are republics."""


def hint(given: str, known: Iterable[str]) -> str:
    """Return " Did you mean …?" with the nearest of `known`, or "" where none is near.

    Examples
    --------
    >>> hint("Vietnamm", ["Vietnam", "Viet Nam", "VNM"])
    " Did you mean 'Vietnam'?"
    >>> hint("North Korea (DPR)", ["South Korea"]), hint("NO", ["Norway", "NOR"])
    ('', '')
    """
    near = nearest(given, known)
    return f" Did you mean {' or '.join(repr(one) for one in near)}?" if near else ""


def nearest(given: str, known: Iterable[str]) -> list[str]:
    """Return those of `known` that are nearest, if they are near and do not contradict each other."""
    from rapidfuzz.distance import OSA

    typed = plain(given)
    own = _own(typed)
    allowed = _edits(len(own))
    if not allowed:
        return []
    found: dict[str, tuple[int, int, str]] = {}
    for one in known:
        other = plain(one)
        if len(other) < LEAST_LETTERS or contrary(typed, other):
            continue
        away = OSA.distance(own, _own(other), score_cutoff=allowed)
        if away <= allowed:
            found.setdefault(other, (away, OSA.distance(typed, other), one))
    if not found:
        return _begun(typed, known)
    least = min(found.values())[:2]
    best = [one for *away, one in found.values() if tuple(away) == least]
    apart = any(contrary(plain(a), plain(b)) for a in best for b in best)
    return [] if apart or len(best) > MOST_SHOWN else best


def contrary(one: str, other: str) -> bool:
    """Return whether a plain name has a word that parts states of one name, and the other has not."""
    a, b = set(one.split()), set(other.split())
    if bool(a & POPULAR) != bool(b & POPULAR):
        return True
    return any(a & way and not b & way for ways in OPPOSED for way in ways)


def plain(text: str) -> str:
    """Return a text in small letters without accents and marks: words with a blank between."""
    bare = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    bare = re.sub(r"(?<=\b\w)\.(?=\w\b)|['\u2018\u2019`]", "", bare)
    return " ".join(re.findall(r"\w+", bare.replace("_", " ")))


def _own(name: str) -> str:
    """Return a plain name without the words that many names share."""
    return " ".join(word for word in name.split() if word not in SHARED) or name


def _edits(letters: int) -> int:
    if letters < LEAST_LETTERS:
        return 0
    return next((edits for below, edits in EDITS if letters < below), MOST_EDITS)


def _begun(typed: str, known: Iterable[str]) -> list[str]:
    """Return the one name that begins so, if it is one."""
    begun = {plain(one): one for one in known if plain(one).startswith(typed)}
    alike = [one for name, one in begun.items() if not contrary(typed, name)]
    return alike if len(begun) == 1 else []
