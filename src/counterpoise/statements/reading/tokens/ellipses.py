"""What is left out as it was just said: "54 % of Pakistani arms imports and 82 % of Bangladeshi imports"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import has_window
from counterpoise.statements.reading.tokens.lexicon import Noun

OTHERS: Final = re.compile(
    r"\b(?:goods|merchandise|trade|commodit\w+|products|oil|gas|crude|coal|grain|wheat|food|aid|total)\b"
)
"""What tells that other goods are told of, too."""
BARE: Final = ("imports", "exports", "import", "export")
TOTAL: Final = ("total imports", "total exports")
WAYS: Final = (Noun("imports", "in"), Noun("exports", "out"))


def ellipses(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take bare imports and exports behind arms imports, exports, importers for those of arms."""
    if "port" not in plain:
        return chunks
    other = OTHERS.findall(plain)
    window = not set(other) - {"total"} and has_window(chunks)
    if other and not window:
        return chunks
    is_told, bare = (_is_arms, (*BARE, *TOTAL)) if window else (_is_of_arms, BARE)
    said = next((at for at, one in enumerate(chunks) if is_told(one)), len(chunks))
    if window and said < len(chunks):
        said = -1  # "Imports by Ukraine rose …, with the USA as the main supplier of major arms"
    return [
        replace(one, value=Noun("arms", one.value.way))
        if at > said and one.tag == "C" and one.text in bare and one.value in WAYS
        else one
        for at, one in enumerate(chunks)
    ]


def _is_arms(one: Chunk) -> bool:
    """Return whether a chunk is of arms: of five years together nothing else is told beside them."""
    return one.tag in "CR" and one.value.channel == "arms"


def _is_of_arms(one: Chunk) -> bool:
    """Return whether a chunk is of arms that are imported or exported, in so many words."""
    return one.tag in "CR" and one.value.channel == "arms" and "port" in one.text
