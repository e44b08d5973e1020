"""What is left out as it was just said: "54 % of Pakistani arms imports and 82 % of Bangladeshi imports"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.lexicon import Noun

OTHERS: Final = re.compile(
    r"\b(?:goods|merchandise|trade|commodit\w+|products|oil|gas|crude|coal|grain|wheat|food|aid|total)\b"
)
"""What tells that other goods are told of, too."""
BARE: Final = ("imports", "exports", "import", "export")
WAYS: Final = (Noun("imports", "in"), Noun("exports", "out"))


def ellipses(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take bare imports and exports behind arms imports, exports, importers for those of arms."""
    if "port" not in plain or OTHERS.search(plain):
        return chunks
    said = next((at for at, one in enumerate(chunks) if _is_of_arms(one)), len(chunks))
    return [
        replace(one, value=Noun("arms", one.value.way))
        if at > said and one.tag == "C" and one.text in BARE and one.value in WAYS
        else one
        for at, one in enumerate(chunks)
    ]


def _is_of_arms(one: Chunk) -> bool:
    """Return whether a chunk is of arms that are imported or exported, in so many words."""
    return one.tag in "CR" and one.value.channel == "arms" and "port" in one.text
