"""The role of a figure, by what stands around it: share, amount or change."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import Sense
from counterpoise.statements.reading.roles import growth
from counterpoise.statements.reading.roles.sizes import BY_SO_MUCH, IN_BRACKETS, than_then
from counterpoise.statements.reading.tokens.figures import Figure

LEVEL: Final = re.compile(r"(?:below|under|above|past|beyond)\b")
"""How a figure begins that a share fell or rose past: none of a change."""
FRACTION: Final = re.compile(r"\b(?:half|third|quarter|fifth|tenth)s?$")
PAST: Final = re.compile(r"\b(?:past|beyond) $")
BESIDE: Final = ("below", "above", "under", "over")
"""What makes a time one that a figure is measured from: "7 per cent below its level of 2021"."""
DWARFED: Final = re.compile(
    r"\b(?:dwarfed|eclipsed|exceeded|surpassed|matched|outweighed"
    r"|offset|followed|topped|overshadowed) by (?:the )?$"
)
"""Before a size that another is compared with, and none of a change."""

MORE_TO: Final = re.compile(r"Ex*[tf]x*[PpQx]")
"""Behind a figure: by how much more was sold or bought than before, "sold 9 per cent more to"."""
MOVED_BY: Final = re.compile(r"[ud]x*[yo]?x*F\($")
OF_TOTAL: Final = re.compile(r"x*o(?:(?:lx*o)?[xsOA]{0,3}C|[xsO]{0,2}l(?=x?$|[,;.Y]))")
FOLLOWED: Final = re.compile(r"\bfollowed by (?:an? |about |some |around |nearly |almost )?$")


def role_of(at: Sense, place: int, figure: Figure) -> str:
    """Return what a figure is: "share", "amount", "change" or "" for nothing of ours."""
    shape = at.shape
    before, after = shape[:place].rstrip("xZ"), shape[place + 1 :]
    if figure.unit == "points" or (figure.unit == "%" and growth.is_in_run(at, place)):
        return "change"
    if figure.unit == "%" and growth.is_told_otherwise(at, place):
        return "change"
    if before.endswith("xy") and FOLLOWED.search(at.line.plain, 0, at.line.chunks[place].start):
        return "share" if figure.unit == "%" else "amount"
    bare = after.lstrip("xE")
    # "a 26 % drop"; "10 % up on": but "a third, down from half" is a share of its own
    if bare[:1] in ("u", "d") and not after.startswith(("x", ",")):
        return "change"
    if re.match(r"x*Ex*(?:j[xnP]*)?Y", after) and figure.unit == "%":
        return "change"
    if figure.unit in ("%", "points", "USD") and than_then(at, place):
        return "change"
    if figure.unit == "%" and MORE_TO.match(shape, place + 1) and before[-1:] in tuple("gkP"):
        return ""
    if figure.unit == "%" and BY_SO_MUCH.match(at.line.plain, at.line.chunks[place].end):
        return "change"
    if before[-1:] in ("u", "d") and figure.unit == "USD" and LEVEL.match(figure.words):
        return "amount"  # "rose above $5 billion"
    if before[-1:] in ("u", "d") and "S" in before and LEVEL.match(figure.words):
        return "share" if figure.unit == "%" else "amount"
    if before[-1:] in ("u", "d") and FRACTION.search(figure.words) and LEVEL.match(figure.words):
        return ""  # "the first period in which they fell below half"
    if "S" in before and PAST.search(at.line.plain, 0, at.line.chunks[place].start):
        return ""
    if before.endswith(("uy", "dy")) or (before[-1:] in ("u", "d") and before[-1:]):
        return "change"
    if before.endswith(("uo", "do", "u(", "d(")) and "S" not in shape[max(0, place - 3) : place]:
        return "change"
    if before.endswith(("uYy", "dYy")):
        return "change"
    if figure.unit == "%" and IN_BRACKETS.search(before) and after[:1] == ")":
        return "change"
    if (
        before.endswith("(")
        and before[:-1].endswith(("M", "T"))
        and figure.unit == "%"
        and _moved(before[:-2])
    ):
        return "change"
    if (
        re.search(r"M,?&$", before)
        and at.line.chunks[len(before) - 1].text == "or"
        and figure.unit == "%"
    ):
        if OF_TOTAL.match(after):
            return "share"  # "$13.7 billion, or 29 per cent of total imports"
        return "change" if _moved(before[: before.rindex("M")]) else ""
    if (
        after[:1] == "Y"
        and figure.unit == "%"
        and at.line.chunks[place + 1].text.startswith(BESIDE)
    ):
        return "change"
    if before.endswith("F(") and figure.unit == "USD" and MOVED_BY.search(before):
        return "change"
    if shape[place - 1 : place] == "y" and not DWARFED.search(
        at.line.plain, 0, at.line.chunks[place].start
    ):
        return "change"  # "by 39 per cent" is never a part of anything
    if figure.unit == "%":
        return "share"
    return "amount"


def _moved(before: str) -> bool:
    return before.rstrip("xy")[-1:] in ("u", "d")
