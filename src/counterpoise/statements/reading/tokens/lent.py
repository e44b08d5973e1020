"""Loans that are told of as parts of a debt: "Chinese loans account for 23 per cent of Angola's external debt"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk

LOANS: Final = frozenset(
    {"loans", "lending", "credits", "credit", "claims", "debt", "debts", "financing"}
)
OWNED: Final = re.compile(
    r"(?P<who>[AO])x?(?P<what>[Cx])(?P<to>[tn](?P<whom>P))?[xY]*(?=[ab][xY]*F[xEl]*o)"
)
MOST: Final = 4
BANK: Final = re.compile(
    r"\b(?:china(?:['’]s)?|chinese) (?:exim|export[- ]import|development) bank\b|\b(?:exim|export[- ]import|eximbank) (?:bank )?of china\b"
)
FROM: Final = re.compile(r"(?P<what>[Cx])(?P<way>[ft])(?P<who>P)[xY]*(?=[ab][xY]*F[xEl]*o)")


def lent(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take loans that make up a part of a debt for the lender."""
    if "bank" in plain:
        chunks = _banks(plain, chunks)
    if "debt" not in plain or not ("loan" in plain or "lending" in plain or "credit" in plain):
        return chunks
    for _ in range(MOST):
        told = _lent(chunks)
        if len(told) == len(chunks):
            break
        chunks = told
    return chunks


def _banks(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take a bank by which China lends for China, where debts are told of."""
    if "debt" not in plain:
        return chunks
    found = BANK.search(plain)
    if not found:
        return chunks
    inside = [at for at, one in enumerate(chunks) if found.start() <= one.start < found.end()]
    if not inside or inside[-1] - inside[0] >= len(inside):
        return chunks
    told = Chunk("P", found.start(), found.end(), found.group(), ("CHN",))
    return [*chunks[: inside[0]], told, *chunks[inside[-1] + 1 :]]


def _lent(chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with one lender for its loans."""
    tags = "".join([one.tag for one in chunks])
    for pattern in (OWNED, FROM):
        found = pattern.search(tags)
        if not found or chunks[found.start("what")].text.split()[-1] not in LOANS:
            continue
        debt = next((at for at in range(found.end(), len(tags)) if _is_debt(chunks[at])), -1)
        who = chunks[found.start("who")]
        if debt < 0 or not isinstance(who.value, tuple):
            continue
        told = [*chunks[: found.start()], replace(who, tag="P")]
        rest = chunks[found.end() :]
        if pattern is OWNED and found["whom"]:
            whom = chunks[found.start("whom")].value
            rest = [replace(one, tag="O", value=whom) if one.tag == "s" else one for one in rest]
        return told + rest
    return chunks


def _is_debt(one: Chunk) -> bool:
    """Return whether a chunk is what a state owes abroad."""
    return one.tag == "C" and one.value.channel == "debt"
