"""By whose account something is told, between a verb and its figure: "imports, according to Eni, 30 % of"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk

CITED: Final = re.compile(
    r", (?:according to|by (?:official|its own|government|customs|most|some)|as per|per) [^,;.()\d]{2,60},(?= )"
)
SHORT: Final = ("according to", ", by ", " per ")


def cited(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop by whose account something is told, right before a figure; the text keeps it."""
    if not any(word in plain for word in SHORT):
        return chunks
    for found in CITED.finditer(plain):
        inside = [at for at, one in enumerate(chunks) if found.start() <= one.start < found.end()]
        if not inside or inside[0] == 0 or inside[-1] + 1 >= len(chunks):
            continue
        verb, figure = chunks[inside[0] - 1], chunks[inside[-1] + 1]
        told = verb.tag in "zgkcav" or verb.text in ("imports", "exports")
        if figure.tag in "FM" and told:
            return [*chunks[: inside[0]], *chunks[inside[-1] + 1 :]]
    return chunks
