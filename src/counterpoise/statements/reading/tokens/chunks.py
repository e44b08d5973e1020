"""A sentence as a row of chunks, one letter each: parties, figures, times, nouns, verbs, small words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any, Final

from counterpoise.statements.reading.tokens import mentions as names
from counterpoise.statements.reading.tokens.figures import Figure, bare_figures, figures
from counterpoise.statements.reading.tokens.lexicon import (
    DIRECTIONS,
    ORDER,
    Noun,
    Place,
    beginnings,
    lexicon,
)
from counterpoise.statements.reading.tokens.mentions import Mention
from counterpoise.statements.reading.tokens.standins import PARTS, PEOPLE, RANKS, SIDES
from counterpoise.statements.reading.tokens.times import Time, times

UNKNOWN: Final = ("x", None)
_WORD: Final = re.compile(r"(?:[a-z]\.){2,}|no\. (?=\d)|\w+(?:['’]s\b)?|[&,;:()\[\]—–]|[.!?]")
_SPLIT: Final = re.compile(r"['’]s\b")
_FIGURE_TAGS: Final = {
    "%": "F",
    "points": "F",
    "USD": "M",
    "": "M",
    "million TIV": "T",
    "times": "B",
}


@dataclass(frozen=True)
class Chunk:
    """A part of a sentence: its letter (see :mod:`.lexicon`), place, and what it means."""

    tag: str
    start: int
    end: int
    text: str
    value: Any = None


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
        return "".join(one.tag for one in self.chunks)

    def is_name(self, place: int) -> bool:
        """Return whether a word is a name that is no party: Gaza, Samsung."""
        one = self.chunks[place]
        return one.tag == "x" and one.start > 0 and self.text[one.start].isupper()

    def parties(self, place: int) -> tuple[str, ...]:
        """Return whom the chunk at a place names."""
        value = self.chunks[place].value
        return value if isinstance(value, tuple) and self.shape[place] in "POA" else ()


def small(text: str) -> str:
    """Return a text in small letters, every letter at its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def line(text: str, stated: int) -> Line:
    """Return a sentence as chunks; `stated` is the year of the text."""
    plain = small(text)
    said = [one for one in names.mentions(text) if text[one.end : one.end + 1] != "$"]
    numbers = figures(plain)
    numbers += bare_figures(plain, numbers, {one.end for one in said if one.party})
    chunks = list(_marked(plain, said, numbers, times(plain, stated)))
    for step in (_verbs, _nouns, _anaphors, _people, _lists):
        chunks = step(plain, chunks)
    chunks = _firms(text, chunks)
    return Line(text, plain, chunks, [one for one in said if one.party])


def _firms(text: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take nobody for the owner of a name: what "France's Dassault" does is not what France does."""
    return [
        replace(one, tag="x", value=None)
        if one.tag == "O"
        and after.tag == "x"
        and text[after.start].isupper()
        and text[one.end : after.start] == " "
        else one
        for one, after in pairwise([*chunks, Chunk("", 0, 0, "")])
    ]


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
    owns = re.compile(r"['’](?:s\b)?(?!\w)").match(plain, said.end)
    end = (
        owns.end() if owns and (owns.end() - said.end > 1 or said.word.endswith("s")) else said.end
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


def _anaphors(_: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "what" and "them" for the noun they stand for: "of what it bought", "of theirs"."""
    found = list(chunks)
    known: Chunk | None = None
    for at, one in enumerate(found):
        if one.tag == "C" and one.value.channel:
            known = one
        elif one.tag == "R" and one.value.channel == "arms":
            known = replace(one, tag="C", value=Noun("arms"))
        if one.text != "what" and one.text not in MEANT:
            continue
        ahead = "".join(each.tag for each in found[at + 1 : at + 5])
        if one.text == "what" and _WHAT.match(ahead):
            found[at] = replace(one, tag="C", value=_kind_of(known))
        elif one.text == "theirs" and at > 1 and found[at - 1].tag == "o":
            found[at] = replace(one, tag="C", value=known.value if known else Noun("goods"))
        elif (known is not None and one.text in ("those", "that") and _THOSE.match(ahead)) or (
            known is not None
            and one.text in MEANT
            and at > 1
            and found[at - 1].tag in "on"
            and found[at - 2].tag in "FS"
        ):
            found[at] = replace(one, tag="C", value=known.value)
    return found


def _kind_of(known: Chunk | None) -> Noun:
    """Return what "what it bought" is of: the arms, aid or product told of before, else goods."""
    if known is None:
        return Noun("goods")
    value: Noun = known.value
    if value.channel in ("imports", "exports", "trade", "goods"):
        return Noun("goods", "", value.product)
    return Noun(value.channel)


MEANT: Final = ("them", "the latter", "theirs", "these", "those", "that", "this", "that total")
"""Words that may stand for what a sentence told of before."""
_THOSE: Final = re.compile(r"[ftoh]x*P")
_WHAT: Final = re.compile(r"[PpA]x*[gk]|Ox*[gkx]|bx*[gk]|x?P?x*[gk]")


def _verbs(_: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "imports" and its like for verbs where a party stands before and no noun can."""
    found = list(chunks)
    for at, one in enumerate(found):
        if (
            one.text in ("sources", "source")
            and found[at + 1 : at + 2]
            and found[at + 1].tag == "F"
            and at
            and found[at - 1].tag in "Pp"
        ):
            found[at] = replace(one, tag="k", value="source")
        if one.tag == "C" and one.text in ("imports", "exports", "import", "export", "purchases"):
            before = found[at - 1].tag if at else ""
            governed = at > 1 and found[at - 2].tag in "fthonr" and before == "P"
            after = next((each.tag for each in found[at + 1 :] if each.tag != "x"), "")
            resumed = (
                before == ","
                and one.text.endswith("s")
                and found[at + 1 : at + 2]
                and found[at + 1].tag in "FM"
            )
            relative = resumed or (at > 1 and before in "Pp" and found[at - 2].tag in "qC")
            if (
                before and before in "PpqQ" and not governed and after and after in "FMTEBsCAN"
            ) or relative:
                verb = "k" if one.text.startswith(("import", "purch")) else "g"
                found[at] = replace(one, tag=verb, value=one.text.rstrip("s"))
    return found


def _nouns(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Join "arms" with "imports", "imports" with "of arms", a product with what is done with it."""
    found: list[Chunk] = []
    at = 0
    while at < len(chunks):
        one = chunks[at]
        after = chunks[at + 1] if at + 1 < len(chunks) else None
        if (
            one.tag == "C"
            and after
            and _bare(one)
            and after.text in DIRECTIONS
            and after.tag in "Czgk"
            and _next_to(plain, one, after)
        ):
            found.append(_directed(one, after, DIRECTIONS[after.text]))
            at += 2
            continue
        if (
            one.tag == "C"
            and after
            and after.tag == "C"
            and one.value == after.value
            and _next_to(plain, one, after)
        ):
            at += 1
            continue
        same = [each.tag for each in chunks[at + 1 : at + 4]] == ["(", "C", ")"]
        if one.tag == "C" and same and chunks[at + 2].value == one.value:
            found.append(one)
            at += 4
            continue
        joined = _of_what(chunks, at)
        if joined:
            more, at = joined
            found += more
            continue
        if one.tag == "z":
            governs = (
                after is not None
                and after.tag in "tfr"
                and chunks[at + 2 : at + 3]
                and chunks[at + 2].tag in "PQ"
            )
            known = [each.value for each in chunks[:at] if each.tag == "C" and each.value.channel]
            one = (
                replace(one, tag="C", value=known[-1] if known else Noun("goods"))
                if governs
                else replace(one, tag="x")
            )
        found.append(one)
        at += 1
    return found


def _bare(one: Chunk) -> bool:
    return one.value.channel in ("arms", "goods") and not one.value.way and one.text != "goods"


def _next_to(plain: str, one: Chunk, after: Chunk) -> bool:
    return plain[one.end : after.start] in (" ", "-")


def _directed(noun: Chunk, way: Chunk, direction: str) -> Chunk:
    """Return a noun of which the direction is said."""
    value: Noun = noun.value
    channel = value.channel
    if channel == "goods":
        channel = {"in": "imports", "out": "exports"}.get(direction, "goods")
    start, end = min(noun.start, way.start), max(noun.end, way.end)
    return Chunk(
        "C", start, end, f"{way.text} {noun.text}", Noun(channel, direction, value.product)
    )


def _of_what(chunks: Sequence[Chunk], at: int) -> tuple[list[Chunk], int] | None:
    """Return "imports of (Russian) arms" as one noun with whose they are, and where it ends."""
    one = chunks[at]
    if one.text.split()[-1] not in DIRECTIONS or one.tag not in "Czgk" or at + 2 >= len(chunks):
        return None
    if chunks[at + 1].tag != "o":
        return None
    rest = at + 2
    whose = chunks[rest] if chunks[rest].tag in "AU" else None
    rest += bool(whose)
    while rest < len(chunks) - 1 and chunks[rest].tag == "x" and rest < at + 5:
        rest += 1
    if (
        rest >= len(chunks)
        or chunks[rest].tag != "C"
        or chunks[rest].value.way
        or not chunks[rest].value.channel
    ):
        return None
    direction = DIRECTIONS[one.text.split()[-1]]
    noun = _directed(chunks[rest], one, direction)
    noun = replace(noun, start=one.start, end=one.end)
    if not whose:
        return [noun], rest + 1
    if direction == "in":
        return [noun, replace(whose, tag="f", text="from"), replace(whose, tag="P")], rest + 1
    return [whose, noun], rest + 1


def _people(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Chinese firms" for China, "US exports" for American ones."""
    found = list(chunks)
    for at, one in enumerate(found[:-1]):
        after = found[at + 1]
        ahead = found[at + 2].tag if at + 2 < len(found) else "."
        if one.tag == "x" and after.tag == "R" and one.text in ORDER:
            found[at] = replace(one, tag="K", value=Place(ORDER.index(one.text) + 1))
        within = one.text in SIDES and after.tag == "o" and ahead in "PO"
        if one.text in PARTS and after.tag in "PO" and _next_to(plain, one, after):
            found[at + 1] = replace(after, tag="Q" if after.tag == "P" else "U", value=None)
        elif within:
            found[at + 2] = replace(found[at + 2], tag="Q" if ahead == "P" else "U", value=None)
        people = after.tag in "gkavilwcbud" and plain[: one.start].endswith("the ")
        if one.tag == "A" and (
            (after.tag in "gkavilw" and one.text.lower() not in ("british",)) or people
        ):
            found[at] = replace(one, tag="P")
        elif (
            one.tag in "APQ"
            and after.text in PEOPLE
            and _next_to(plain, one, after)
            and ahead not in "oO"
        ):
            owns = plain[after.end : after.end + 1] in ("'", "’") and ahead in "CSRK"
            found[at] = replace(one, tag="O" if owns else "Q" if one.tag == "Q" else "P")
            found[at + 1] = replace(after, tag="x")
        elif one.tag == "P" and after.tag in "CSRK" and _next_to(plain, one, after):
            given = (at and found[at - 1].tag in "g") or after.text.split()[0] in RANKS
            found[at] = one if given else replace(one, tag="A")
        elif one.tag in "AP" and after.tag in "AP" and plain[one.end : after.start] in ("-", "–"):
            trade = ahead == "C" and found[at + 2].value.channel == "trade"
            found[at] = (
                replace(one, tag="P", value=one.value + after.value)
                if trade
                else replace(one, tag="x")
            )
            found[at + 1] = replace(after, tag="x")
            if trade:
                found[at] = replace(found[at], tag="A")
    return found


def _lists(_: str, chunks: list[Chunk]) -> list[Chunk]:
    """Join the parties of a list: "China, Japan and South Korea"."""
    tags = "".join(one.tag for one in chunks)
    found: list[Chunk] = []
    place = 0
    for match in _LIST.finditer(tags):
        if _begins_anew(tags, match.start(), match.end()):
            continue
        members = [chunks[at] for at in range(match.start(), match.end()) if tags[at] in "POA"]
        value = tuple(dict.fromkeys(party for one in members for party in one.value))
        found += chunks[place : match.start()]
        found.append(
            Chunk(members[-1].tag, members[0].start, members[-1].end, members[0].text, value)
        )
        place = match.end()
    return found + chunks[place:]


def _begins_anew(tags: str, start: int, end: int) -> bool:
    """Return whether a list's last party has a figure of its own: "from Germany and the Slovaks 16"."""
    alone = tags[end : end + 1] == "F" and not re.match(r"F[,&]+F", tags[end:])
    return alone and "F" in tags[:start] and tags[:start].rstrip("x")[-1:] in tuple("ftnhy")


_LIST: Final = re.compile(r"P(?:,P)*,?&[PO](?![CS])|A(?:,A)*,?&A|P(?:,P)*,?&A(?=[CS])|A,?&[PO]")
