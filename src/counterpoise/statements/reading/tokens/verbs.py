"""Words that are verbs by where they stand: imports, sources, has, was the donor of."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk

HAD: Final = re.compile(r"x*Fx*(?:o|Sx*[on])")
HAD_FROM: Final = re.compile(r"x*Fx*o[xsOA]*CY?fx*[PA]")
"""What "has" governs where it is a verb: "had 42 per cent of its arms (from Turkey)"."""
MADE: Final = re.compile(r"xP(?P<who>R)[or](?=F)")
"""Who is made a partner for a part: "made Brazil the buyer of a quarter"."""
SHIPPED: Final = ("ship", "ships", "shipped", "shipping")
DOER: Final = re.compile(r"(?:b|(?<=C)Y?&)x*K?x*(?P<who>R)x*[or](?=x*F)")
"""A partner by what it does: "was the donor of 40 per cent", "is the market for a third"."""


def had(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "has" for a verb before a figure of something, else for nothing."""
    shape = "".join([one.tag for one in chunks])
    if "H" not in shape:
        return chunks
    found = []
    for at, one in enumerate(chunks):
        if one.tag == "H":
            if not HAD.match(shape, at + 1):
                continue
            one = replace(one, tag="k" if HAD_FROM.match(shape, at + 1) else "a", value="have")
        found.append(one)
    return found


def thanks(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "has Italy to thank for half" for "depends on Italy for half"."""
    if "thank" not in plain:
        return chunks
    found: list[Chunk] = []
    for at, one in enumerate(chunks):
        ahead = chunks[at + 1 : at + 4]
        owed = one.tag in "PA" and [each.tag for each in ahead] == ["t", "x", "r"]
        if owed and ahead[1].text == "thank":
            found.append(Chunk("v", one.start, one.start, "owes", "depend"))
            one = replace(one, tag="P")
        elif one.text == "thank" and len(found) > 2 and found[-3].tag == "v":
            found.pop()
            continue
        found.append(one)
    return found


def doers(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "was the donor of 40 per cent" for "gave 40 per cent", "the market for" for "took"."""
    shape = "".join([one.tag for one in chunks])
    if "R" not in shape:
        return chunks
    found: list[Chunk] = []
    place = 0
    for match in MADE.finditer(shape):
        role = chunks[match.start("who")].value
        made = chunks[match.start()]
        if (
            made.text not in ("made", "makes", "making")
            or role.plural
            or role.side not in ("G", "R")
        ):
            continue
        first, last = chunks[match.start("who")], chunks[match.end() - 1]
        verb = "g" if role.side == "G" else "k"
        found += [*chunks[place : match.start()], *chunks[match.start() + 1 : match.start("who")]]
        found.append(Chunk(verb, first.start, last.end, plain[first.start : last.end], "be"))
        place = match.end()
    chunks, found, place = found + chunks[place:], [], 0
    shape = "".join([one.tag for one in chunks])
    for match in DOER.finditer(shape):
        role = chunks[match.start("who")].value
        if role.plural or role.side not in ("G", "R"):
            continue
        found += chunks[place : match.start()]
        first, last = chunks[match.start()], chunks[match.end() - 1]
        verb = "g" if role.side == "G" else "k"
        if "&" in match.group():  # "and the destination of 21 per cent of its exports"
            found += chunks[match.start() : match.group().index("&") + match.start() + 1]
        found.append(Chunk(verb, first.start, last.end, plain[first.start : last.end], "be"))
        place = match.end()
    return found + chunks[place:]


def _inward(chunks: list[Chunk], at: int) -> bool:
    """Return whether "shipped in" ends there: "that India shipped in during 2023"."""
    after = chunks[at + 1 : at + 3]
    if not after or after[0].text != "in":
        return False
    return len(after) < 2 or after[1].tag in "Yf,;.F" or after[1].text in (".", "during")


def verbs(_: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "imports" and its like for verbs where a party stands before and no noun can."""
    found = list(chunks)
    for at, one in enumerate(found):
        after_ships = found[at + 1] if one.text == "ships" and found[at + 1 : at + 2] else one
        if (
            after_ships.tag == "x"
            and at
            and found[at - 1].tag == "A"
            and after_ships.text.isalpha()
        ):
            found[at] = replace(one, tag="x")  # "Chinese ships carry"
        if one.text == "total" and one.tag == "l":
            after = "".join([each.tag for each in found[at + 1 : at + 3]])
            if after[:1] == "C" or after == "xC":
                found[at] = replace(one, tag="x", value=None)  # "its total external trade"
        if one.tag == "g" and one.text in SHIPPED and _inward(found, at):
            found[at] = replace(one, tag="k", value="ship in")
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
            nobody = (
                before == "x"
                and after == "E"
                and found[at - 1].text in ("country", "state", "nation", "one")
            )  # "no country exports more goods"
            relative = (
                resumed
                or nobody
                or (
                    at > 1
                    and before in "Pp"
                    and (found[at - 2].tag in "qC" or found[at - 2].text in ("what", "everything"))
                )
            )
            if (
                before and before in "PpqQ" and not governed and after and after in "FMTEBsCAN"
            ) or relative:
                verb = "k" if one.text.startswith(("import", "purch")) else "g"
                found[at] = replace(one, tag=verb, value=one.text.rstrip("s"))
    return found
