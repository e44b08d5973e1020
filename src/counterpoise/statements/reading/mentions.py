"""Which states and blocs a sentence names: by name, by adjective, by capital, by bloc."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from counterpoise.reference import groups, states

CAPITALS: Final = {
    "Hanoi": "VNM", "Moscow": "RUS", "Kremlin": "RUS", "Beijing": "CHN", "Washington": "USA",
    "Tokyo": "JPN", "Seoul": "KOR", "Pyongyang": "PRK", "New Delhi": "IND", "Delhi": "IND",
    "London": "GBR", "Paris": "FRA", "Berlin": "DEU", "Taipei": "TWN", "Manila": "PHL",
    "Jakarta": "IDN", "Bangkok": "THA", "Kyiv": "UKR", "Kiev": "UKR", "Ankara": "TUR",
    "Tehran": "IRN", "Riyadh": "SAU", "Canberra": "AUS", "Brussels": "EU", "Minsk": "BLR",
    "Belgrade": "SRB", "Astana": "KAZ", "Kuala Lumpur": "MYS", "Islamabad": "PAK",
}  # fmt: skip
"""Capitals that stand for governments; a mention by one counts less."""
FIRST_NAMES: Final = frozenset({"chad", "georgia", "jordan", "guinea", "holland"})
"""Names of states that are people's or places' names as well: taken only beside another state."""
ABBREVIATIONS: Final = {
    "U.S.": ("USA", "name"),
    "U.S.A.": ("USA", "name"),
    "U.K.": ("GBR", "name"),
    "E.U.": ("EU", "bloc"),
}
PLACES: Final = frozenset({"UN"})
"""Where states vote rather than with whom they deal: no party to a sentence, but of embargoes."""
MOST_WORDS, LEAST_LETTERS = 8, 4
"""Words that a spelling may have; letters that one in small letters must have."""
NAME, ADJECTIVE, CAPITAL, BLOC = "name", "adjective", "capital", "bloc"

_CAPITALISED: Final = re.compile(r"(?:[A-Z]\.){2,}|(?<!\w)[^\W\d_a-z]\w*")
_TOKEN: Final = re.compile(r"(?:[A-Z]\.){2,}|(?!\d)\w+(?:\.(?=[A-Z])\w)*")


@dataclass(frozen=True)
class Mention:
    """A party named in a sentence.

    Parameters
    ----------
    party : str
        Id of a state, or name of a bloc.
    start, end : int
        Letters of the sentence.
    form : str
        "name", "adjective", "capital" or "bloc".
    word : str
        As it stands there.
    """

    party: str
    start: int
    end: int
    form: str
    word: str


def mentions(sentence: str) -> list[Mention]:
    """Return the parties that a sentence names, in order; the longest name counts."""
    found: list[Mention] = []
    place = 0
    while capital := _CAPITALISED.search(sentence, place):
        mention = _longest(sentence, capital)
        if mention:
            found.append(mention)
        place = mention.end if mention else capital.end()
    return found


def _longest(sentence: str, capital: re.Match[str]) -> Mention | None:
    """Return the party whose spelling begins with a capitalised word; the longest one counts."""
    spellings = _spellings()
    best: tuple[tuple[str, str], int] | None = None
    if (
        capital.group() not in spellings.abbreviations
        and _folded(capital.group()) not in spellings.beginnings
    ):
        return None
    if claim := spellings.abbreviations.get(capital.group()):
        best = claim, capital.end()
    key = ""
    for token in islice(_TOKEN.finditer(sentence, capital.start()), MOST_WORDS):
        key = f"{key} {_folded(token.group())}" if key else _folded(token.group())
        if key not in spellings.beginnings:
            break
        if claim := spellings.names.get(key):
            best = claim, token.end()
    if best is None:
        return None
    (party, form), end = best
    return Mention(party, capital.start(), end, form, sentence[capital.start() : end])


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    """Return a word as spellings have it."""
    return states.fold(word.rstrip("."))


@dataclass(frozen=True)
class _Spellings:
    """Who is meant by a spelling: folded words, or capitals as they stand; and how names begin."""

    names: dict[str, tuple[str, str]]
    abbreviations: dict[str, tuple[str, str]]
    beginnings: frozenset[str]


@cache
def _spellings() -> _Spellings:
    names: dict[str, tuple[str, str]] = {}
    abbreviations = dict(ABBREVIATIONS)
    for word, party, form in _listed():
        if word.isupper():
            abbreviations.setdefault(word, (party, form))
        elif len(word) >= LEAST_LETTERS:
            key = " ".join(_folded(token) for token in _TOKEN.findall(word))
            names.setdefault(key, (party, form))
    begun = {key[:end] for key in names for end in _ends(key)}
    return _Spellings(names, abbreviations, frozenset(begun))


def _listed() -> Iterator[tuple[str, str, str]]:
    """Yield every spelling with whom it means and in what form, those that count first."""
    yield "Soviet", "SUN", ADJECTIVE
    for row in states.table("states").iter_rows(named=True):
        yield row["name"] or "", row["id"], NAME
        for adjective in (row["adjectives"] or "").split(";"):
            yield adjective, row["id"], ADJECTIVE
    for row in states.table("spellings").iter_rows(named=True):
        always = row["source"] is None and row["first"] is None and row["last"] is None
        if always and states.kind(row["id"]) in ("state", "territory"):
            yield row["spelling"], row["id"], NAME
    for word, party in CAPITALS.items():
        yield word, party, CAPITAL
    for bloc, title in groups.TITLES.items():
        if bloc not in PLACES:
            yield bloc, bloc, BLOC
            yield title, bloc, BLOC
    yield "European Union", "EU", BLOC


def _ends(key: str) -> Iterator[int]:
    """Yield where the words of a key end."""
    yield from (found.start() for found in re.finditer(" ", key))
    yield len(key)
