"""A sentence as a row of chunks, one letter each: parties, figures, times, nouns, verbs, small words."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from counterpoise.statements.reading.tokens import mentions as names
from counterpoise.statements.reading.tokens.anaphors import anaphors
from counterpoise.statements.reading.tokens.bare import bare_figures, bare_moneys
from counterpoise.statements.reading.tokens.by_the_way import first_time, of_output, those_there
from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.cited import cited
from counterpoise.statements.reading.tokens.each_own import each_own
from counterpoise.statements.reading.tokens.echoes import echoes
from counterpoise.statements.reading.tokens.ellipses import ellipses
from counterpoise.statements.reading.tokens.figures import Figure, figures
from counterpoise.statements.reading.tokens.lent import lent
from counterpoise.statements.reading.tokens.lexicon import beginnings, lexicon
from counterpoise.statements.reading.tokens.meant import meant
from counterpoise.statements.reading.tokens.mentions import Mention
from counterpoise.statements.reading.tokens.nouns import nouns
from counterpoise.statements.reading.tokens.outlying import outlying
from counterpoise.statements.reading.tokens.people import firms, lists, origins, people, seconds
from counterpoise.statements.reading.tokens.scaled import scaled_moneys
from counterpoise.statements.reading.tokens.sellers import counted
from counterpoise.statements.reading.tokens.sides_of_trade import in_place, sides_of_trade
from counterpoise.statements.reading.tokens.standing import ordinals, standing, without_tops
from counterpoise.statements.reading.tokens.times import Time, times
from counterpoise.statements.reading.tokens.turns import turns
from counterpoise.statements.reading.tokens.verbs import doers, had, thanks, verbs

Step = Callable[[str, list[Chunk]], list[Chunk]]
STEPS: Final[tuple[Step, ...]] = (
    cited,
    first_time,
    of_output,
    echoes,
    had,
    verbs,
    doers,
    thanks,
    nouns,
    ellipses,
    outlying,
    each_own,
    ordinals,
    standing,
    without_tops,
    origins,
    anaphors,
    people,
    seconds,
    turns,
    lists,
    counted,
    sides_of_trade,
    in_place,
    lent,
    meant,
    those_there,
)
"""What takes chunks for what they are by what stands around them, in this order."""
NEITHER: Final = re.compile(r"\bneither\b.{3,60}\bnor\b")
DENIED: Final = "neither …"
"""How the words of a figure begin of which it is said that neither has so much."""
UNKNOWN: Final = ("x", None)
_COIN: Final = re.compile(r"\$|[ -]dollars?\b")
"""Behind a name: it is that of a coin, and of nobody: "46 billion U.S. dollars"."""
_COUNTED: Final = re.compile(r"[-–]?\d{1,2}\b")
"""How many members a bloc has, behind its name."""
_WORD: Final = re.compile(r"(?:[a-z]\.){2,}|no\. (?=\d)|\w+(?:['’]s\b)?|[&,;:()\[\]—–]|[.!?]")
_DIGIT: Final = re.compile(r"(?![0-9])\d")
_SIGNS: Final = str.maketrans(
    "\u066a\uff05\u066b\u066c\uff04\uff0e\uff0c\t\xa0\u2007\u2008\u2009\u200a\u202f\u3000",
    "%%.,$.,        ",
)
"""Signs of figures in other scripts, and as wide as theirs; spaces that part figures and are none of ours."""
_FIGURE_TAGS: Final = {
    "%": "F",
    "points": "F",
    "USD": "M",
    "": "M",
    "million TIV": "T",
    "times": "B",
}


@dataclass(frozen=True)
class Line:
    """A sentence as chunks.

    Parameters
    ----------
    text, plain : str
        As it stands, and in small letters.
    chunks : sequence of Chunk
        In order.
    said : sequence of Mention
        The parties named.
    """

    text: str
    plain: str
    chunks: Sequence[Chunk]
    said: Sequence[Mention]

    @cached_property
    def shape(self) -> str:
        """The letters of the chunks."""
        return "".join([one.tag for one in self.chunks])

    def is_name(self, place: int) -> bool:
        """Return whether a word is a name that is no party: Gaza, Samsung."""
        one = self.chunks[place]
        return one.tag == "x" and one.start > 0 and self.text[one.start].isupper()

    def until(self, place: int) -> Line:
        """Return the sentence up to a chunk."""
        end = self.chunks[place].start
        return Line(self.text[:end], self.plain[:end], self.chunks[:place], self.said)

    def parties(self, place: int) -> tuple[str, ...]:
        """Return whom the chunk at a place names."""
        value = self.chunks[place].value
        return value if isinstance(value, tuple) and self.shape[place] in "POA" else ()


def small(text: str) -> str:
    """Return a text in small letters and the digits of ours, every letter at its place.

    Examples
    --------
    >>> small("IN ٢٠٢١, BY ۴۲")
    'in 2021, by 42'
    """
    lowered = text.lower()
    if text.isascii():
        return lowered.replace("\t", " ")
    if len(lowered) != len(text):
        lowered = "".join(low if len(low := one.lower()) == 1 else one for one in text)
    return _DIGIT.sub(_digit, lowered).translate(_SIGNS)


def _digit(found: re.Match[str]) -> str:
    return str(unicodedata.decimal(found.group()))


def line(text: str, stated: int) -> Line:
    """Return a sentence as chunks; `stated` is the year of the text."""
    plain = small(text)
    said = [one for one in names.mentions(text) if not _COIN.match(plain, one.end)]
    numbers = figures(plain)
    numbers += bare_moneys(plain, numbers)
    if "(" in plain or "from " in plain:
        numbers += scaled_moneys(plain, numbers)
    numbers += bare_figures(plain, numbers, {one.end for one in said if one.party})
    if "neither" in plain and NEITHER.search(plain):
        numbers = [_denied(one) for one in numbers]
    chunks = list(_marked(plain, said, numbers, times(plain, stated)))
    for step in STEPS:
        chunks = step(plain, chunks)
    chunks = firms(text, chunks)
    return Line(text, plain, chunks, [one for one in said if one.party])


def _denied(figure: Figure) -> Figure:
    """Return "more than 15 per cent" as what neither of two has: at most that."""
    turned = {"more than": "at most", "at least": "less than"}.get(figure.comparison)
    if not turned:
        return figure
    return replace(figure, comparison=turned, words=f"{DENIED} {figure.words}")


def _marked(
    plain: str, said: Sequence[Mention], numbers: Sequence[Figure], moments: Sequence[Time]
) -> Iterator[Chunk]:
    """Yield what is known by itself, and between it the words."""
    marks = [Chunk("Y", one.start, one.end, plain[one.start : one.end], one) for one in moments]
    marks += [Chunk(_FIGURE_TAGS[one.unit], one.start, one.end, one.words, one) for one in numbers]
    marks += [_party(plain, one) for one in said]
    marks.sort(key=lambda one: (one.start, one.tag not in "YFMTB"))
    place = 0
    for mark in marks:
        if mark.start < place:
            continue
        yield from _words(plain, place, mark.start)
        yield mark
        place = mark.end
    yield from _words(plain, place, len(plain))


def _party(plain: str, said: Mention) -> Chunk:
    counted = _COUNTED.match(plain, said.end) if said.form == names.BLOC else None
    if counted:  # "the EU-28"
        said = replace(said, end=counted.end())
    owns = re.compile(r"['’](?:s\b)?(?!\w)").match(plain, said.end)
    end = (
        owns.end()
        if owns and (owns.end() - said.end > 1 or said.word.lower().endswith("s"))
        else said.end
    )
    if said.form == names.OTHER:
        return Chunk("x", said.start, end, plain[said.start : end])
    if said.form == names.REGION:
        return Chunk("U" if end > said.end else "Q", said.start, end, said.word)
    tag = "O" if end > said.end else "A" if said.form == names.ADJECTIVE else "P"
    return Chunk(tag, said.start, end, said.word, (said.party,))


def _words(plain: str, start: int, stop: int) -> Iterator[Chunk]:
    """Yield the words between two places, the longest phrase that is known at each."""
    known, longest = lexicon(), beginnings()
    found = [
        (word.group(), word.start(), word.end()) for word in _WORD.finditer(plain, start, stop)
    ]
    at, count = 0, len(found)
    while at < count:
        word, begin, end = found[at]
        entry = None
        for length in range(min(longest.get(word, 1), count - at), 1, -1):
            last = found[at + length - 1][2]
            entry = known.get(plain[begin:last].replace("-", " "))
            if entry:
                end = last
                at += length - 1
                break
        entry = entry or known.get(word) or UNKNOWN
        at += 1
        if entry[0]:
            yield Chunk(entry[0], begin, end, plain[begin:end], entry[1])
