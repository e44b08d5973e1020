"""Several with a figure each, of one noun told once: "Russian (–26 %) and Chinese (–31 %) exports fell"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import tags_of

ADJECTIVES: Final = re.compile(
    r"A\([,udx]{0,2}F\)(?:,?&?A\([,udx]{0,2}F\))+x?(?P<what>C)(?=[xYHb]{0,3}[ud])"
)
"""Figures in brackets behind adjectives, and their noun with its course: "Thai (–3 %) and Lao (–5 %) exports fell"."""
OWNERS: Final = re.compile(
    r"(?P<what>C)(?P<whom>[ft]x?P)?[^;FMC]*?(?P<course>[ud])[xY]{0,3}(?P<mark>,)(?P<each>Oyx{0,2}F(?:,?&?x?Oyx{0,2}F)+)"
)
"""A course, and by how much each one's: "Exports rose, Latvia's by 22 per cent and Estonia's by 28"."""

SHARED: Final = re.compile(
    r"S[^;]*?[no](?:O|s)x?(?P<what>C)[xYb]*FY?(?P<comma>,?)(?P<and>&)x?(?P<in>[on])(?P<who>O)(?=x?F)"
)
"""A share of two flows of one name: "China's share of Kenya's imports is 20 % and of Uganda's 15 %"."""


def each_own(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with the noun, or the noun and its course, told of each of several."""
    if "(" not in plain and " by " not in plain and "share" not in plain:
        return chunks
    tags = tags_of(chunks)
    if tags.count("F") < 2:
        return chunks
    found = ADJECTIVES.search(tags)
    if found:
        return _by_adjectives(chunks, found)
    if shared := SHARED.search(tags):
        what, who = chunks[shared.start("what")], shared.start("who")
        again = replace(what, start=chunks[who].end, end=chunks[who].end)
        told = [*chunks[: who + 1], again, *chunks[who + 1 :]]
        told[shared.start("in")] = replace(told[shared.start("in")], tag="o", text="of", value="of")
        return [*told[: shared.start("comma")], *told[shared.start("and") :]]
    found = OWNERS.search(tags)
    return _by_owners(chunks, found) if found else chunks


def _by_adjectives(chunks: list[Chunk], found: re.Match[str]) -> list[Chunk]:
    """Put the noun behind each adjective."""
    what = found.start("what")
    told = list(chunks[: found.start()])
    for one in chunks[found.start() : what]:
        told.append(one)
        if one.tag == "A":
            told.append(replace(chunks[what], start=one.end, end=one.end))
    return told + chunks[what + 1 :]


def _by_owners(chunks: list[Chunk], found: re.Match[str]) -> list[Chunk]:
    """Put the noun, with whom it is told of, and the course behind each owner."""
    flow = [chunks[found.start("what")], *chunks[slice(*found.span("whom"))]]
    course = chunks[found.start("course")]
    mark = found.start("mark")
    told = [*chunks[:mark], replace(chunks[mark], tag=";")]
    for one in chunks[mark + 1 : found.end()]:
        told.append(one)
        if one.tag == "O":
            told += [replace(each, start=one.end, end=one.end) for each in (*flow, course)]
    return told + chunks[found.end() :]
