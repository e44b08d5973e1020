"""What is told by the way and read of nothing: "for the first time", what a sum is of the output, a region's states."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import tags_of

FIRST_TIME: Final = re.compile(
    r"^\W*(?:at the same time,?|for the (?:very )?(?:first|second|third) time(?: in (?:its|their|living) (?:history|memory)| ever)?,?) (?=\w)"
)
"""How a sentence begins that tells of something new, or besides."""
OF_OUTPUT: Final = re.compile(
    r"(?:,? (?:or|equal to|equivalent to|which is|i\.e\.|representing|about|roughly)|,| \()(?: (?:about|around|some|nearly|almost|over|more than|roughly|equivalent to))* ?"
    r"\d[\d.,]* ?(?:%|per ?cent) of (?:its |the country[’']s |their |the |total |national )*(?:gdp|gnp|gni|gross (?:domestic|national) (?:product|income)|national income|economic output)[,)]?"
)
"""Behind a sum: how much of a state's output that is."""
THOSE: Final = re.compile(r"(?P<cut>Q\()P(?P<close>\))")


def first_time(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop "for the first time", "at the same time" in front: whoever stands behind it does what is told."""
    if "for the " not in plain[:12] and "at the same time" not in plain[:20]:
        return chunks
    found = FIRST_TIME.match(plain)
    return [one for one in chunks if one.start >= found.end()] if found else chunks


def of_output(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop how much of a state's output a sum is: "$195 million or 35.9 per cent of its GDP"."""
    if (
        "gdp" not in plain
        and " gn" not in plain
        and "income" not in plain
        and "output" not in plain
    ):
        return chunks
    for found in reversed(list(OF_OUTPUT.finditer(plain))):
        inside = [at for at, one in enumerate(chunks) if found.start() <= one.start < found.end()]
        if not inside or inside[0] == 0 or chunks[inside[0] - 1].tag != "M":
            continue
        last = chunks[inside[-1]]
        after = chunks[inside[-1] + 1 : inside[-1] + 2]
        kept = [last] if last.tag == "," and after and after[0].tag == "F" else []
        chunks = [*chunks[: inside[0]], *kept, *chunks[inside[-1] + 1 :]]
    return chunks


def those_there(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "North Africa (Algeria and Libya)" for those in brackets, where nobody says that there are others."""
    if "(" not in plain:
        return chunks
    tags = tags_of(chunks)
    found = THOSE.search(tags)
    if found is None:
        return chunks
    begin, who, end = found.start(), found.start("close") - 1, found.start("close")
    if plain[chunks[begin + 1].end : chunks[who].start].strip() not in ("", "the"):
        return chunks
    told = replace(chunks[who], start=chunks[begin].start, end=chunks[end].end)
    return [*chunks[:begin], told, *chunks[end + 1 :]]
