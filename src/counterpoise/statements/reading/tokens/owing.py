"""Debts told by who is owed how much: "of Kenya's debt, $6 billion is owed to China", "which owes China"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.lexicon import Noun

DEBT: Final = Noun("debt", "in")
ASIDE: Final = re.compile(
    r"(?P<who>P),(?:(?P<that>q)|(?P<aside>[^;,FMTq]{1,12},))[xbH]*(?P<verb>k)x*(?P<whom>P)(?P<money>M)"
)
"""Who owes, with an aside behind its name: "Suriname, which owes China $545 million"."""
PRONOUN: Final = re.compile(r"q(?P<who>p)[xbH]*(?P<verb>k)x*(?P<whom>P)(?P<money>M)")
"""The same by a pronoun: "said that it owed Beijing $3.1 billion"."""
PASSIVE: Final = re.compile(
    r"(?P<front>o[OA]x*C(?:oM)?[xY]*,)?(?P<money>M)(?P<of>o[OA]x*C)?[xH]*b[xH]*(?P<verb>k)t(?P<whom>P)"
    r"(?P<more>(?:[,&]+MtP)*)(?P<when>Y?)"
)
"""Of whose debt how much is owed to whom."""
MORE: Final = re.compile(r"[,&]+(?P<money>M)t(?P<whom>P)")
OWNER: Final = re.compile(r"(?P<who>[OA])x*C[^;FC]*?,oq$")
"""Whose debt was just told: "Zambia's external debt stood at $17 billion, of which"."""
LENDER: Final = re.compile(r"(?P<whom>P)(?P<that>,q)?[xH]*b[xH]*(?P<verb>k)(?P<money>M)y(?P<who>P)")
"""A lender first: "China is owed $1.3 billion by the Maldives"."""


def owing(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take what is owed to whom for a debt from there that reached so much."""
    for told in (_aside, _pronoun, _passive, _lender):
        after = told(tags, chunks)
        if after is not chunks:
            return after
    return chunks


def _aside(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    found = ASIDE.search(tags)
    if not found or not _owes(chunks[found.start("verb")]):
        return chunks
    who, verb = chunks[found.start("who")], found.start("verb")
    begin = found.start("that") if found["that"] else verb
    told = _debt(chunks[verb].start, who, chunks[found.start("whom")], [chunks[found.end() - 1]])
    return [*chunks[:begin], *told, *chunks[found.end() :]]


def _pronoun(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    found = PRONOUN.search(tags)
    if not found or not _owes(chunks[found.start("verb")]):
        return chunks
    one = chunks[found.start("who")]
    if one.text not in ("it", "they"):
        return chunks
    who = replace(one, tag="s", text="its" if one.text == "it" else "their")
    told = _debt(one.start, who, chunks[found.start("whom")], [chunks[found.end() - 1]])
    return [*chunks[: found.start("who")], *told, *chunks[found.end() :]]


def _passive(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    found = PASSIVE.search(tags)
    if not found or chunks[found.start("verb")].text != "owed":
        return chunks
    part = found["of"] or found["front"]
    if part:
        begin = found.start("of" if found["of"] else "front") + 1
        who, debt = chunks[begin], chunks[begin + part[1:].index("C")]
    else:
        owner = OWNER.search(tags, 0, found.start())
        if not owner:
            return chunks
        who, debt = chunks[owner.start("who")], chunks[tags.index("C", owner.start("who"))]
    if "debt" not in debt.text and "liabilit" not in debt.text:
        return chunks
    start = found.start("money") if found["front"] or not part else found.start()
    start -= 0 if part else 2
    when = chunks[found.start("when") : found.end("when")]
    pairs = [(found.start("money"), found.start("whom"))]
    pairs += [
        (one.start("money"), one.start("whom"))
        for one in MORE.finditer(tags, found.start("more"), found.end("more"))
    ]
    told: list[Chunk] = []
    for money, whom in pairs:
        at = chunks[money].start
        told += [Chunk(",", at, at, ",")] if told else []
        told += _debt(at, who, chunks[whom], [chunks[money], *when])
    return [*chunks[:start], *told, *chunks[found.end() :]]


def _lender(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    found = LENDER.search(tags)
    if not found or chunks[found.start("verb")].text != "owed":
        return chunks
    begin = found.start("that") + 1 if found["that"] else found.start()
    who, whom = chunks[found.start("who")], chunks[found.start("whom")]
    told = _debt(chunks[begin].start, who, whom, [chunks[found.start("money")]])
    return [*chunks[:begin], *told, *chunks[found.end() :]]


def _owes(verb: Chunk) -> bool:
    return verb.text.startswith("ow")


def _debt(at: int, who: Chunk, whom: Chunk, told: list[Chunk]) -> list[Chunk]:
    """Return "its debt from whom reached so much", as chunks at a place."""
    return [
        replace(who, tag="s" if who.tag == "s" else "O", start=at, end=at),
        Chunk("C", at, at, "debt", DEBT),
        Chunk("f", at, at, "from", "from"),
        replace(whom, start=at, end=at),
        Chunk("l", at, at, "reached", "reach"),
        *told,
    ]
