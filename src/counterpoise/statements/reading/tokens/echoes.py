"""What stands behind a name or a figure and tells it again: "(UAE)", "(Sh63 billion)"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk

AGAIN: Final = re.compile(r"(?<=[POA])\((?P<who>[PA])\)")
MONEY: Final = re.compile(r"(?<=M)\((?P<money>x*M)\)")
FOREIGN: Final = re.compile(r"(?P<first>M)\((?P<money>x*M)\)")
"""An amount in another currency before that in dollars: "770 million euros ($910 million)"."""
SHORT: Final = re.compile(r"(?<=[xQ])\(x\)")
AFTER: Final = re.compile(r"(?:^|[,;F(]|(?<=C))[xY]*(?P<after>x)(?=x*F[xY]*Y)")
THEIR_TRADERS: Final = re.compile(r"(?:(?<=[fythk])x{0,2}(?P<who>A)R(?!x*o)|^(?P<doer>A)R(?=x?a))")
"""Foreign creditors, suppliers, buyers: "from Chinese lenders", "Chinese lenders account for"."""


def echoes(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Leave out what tells a name or an amount again, and take "after 9 % in 2020" for "from 9 % in 2020"."""
    if "(" not in plain and "after" not in plain and all(one.tag != "R" for one in chunks):
        return chunks  # for speed
    if "(" in plain:
        tags = "".join([one.tag for one in chunks])
        gone = {
            at
            for found in AGAIN.finditer(tags)
            if chunks[found.start() - 1].value == chunks[found.start("who")].value
            for at in range(*found.span())
        }
        gone |= {
            at
            for found in MONEY.finditer(tags)
            if not chunks[found.end("money") - 1].value.unit
            for at in range(*found.span())
        }
        for told in FOREIGN.finditer(tags):
            first, money = chunks[told.start("first")], chunks[told.end("money") - 1]
            if not first.value.unit and money.value.unit == "USD":
                gone |= {*range(told.start(), told.end("money") - 1), told.end() - 1}
        gone |= {
            at
            for found in SHORT.finditer(tags)
            if re.fullmatch(r"[a-z]{2,7}", chunks[found.start() + 1].text)
            and chunks[found.start() - 1].text.isalpha()
            and _abbreviates(plain, chunks[found.start() + 1])
            for at in range(*found.span())
        }
        chunks = [one for at, one in enumerate(chunks) if at not in gone]
    found = list(chunks)
    tags = "".join([one.tag for one in chunks])
    if "after" in plain:
        for match in AFTER.finditer(tags):
            at = match.start("after")
            if chunks[at].text == "after":
                found[at] = replace(chunks[at], tag="f", text="from", value="from")
    for match in THEIR_TRADERS.finditer(tags):
        at = match.start(match.lastgroup or "who")
        verb = chunks[at - 1] if at else chunks[at]
        owed = verb.tag != "k" or (verb.text.startswith("ow") and "debt" in plain)
        if chunks[at + 1].value.plural and owed:
            found[at] = replace(chunks[at], tag="P")
            found[at + 1] = replace(chunks[at + 1], tag="x", value=None)
    return found


def _abbreviates(plain: str, short: Chunk) -> bool:
    """Return whether letters are the first ones of the words before them: "Bank of Uganda (bou)"."""
    words = re.findall(r"\w+", plain[: short.start])[-len(short.text) - 2 :]
    firsts = "".join(word[0] for word in words)
    return re.search(".?".join(short.text) + r"$", firsts) is not None
