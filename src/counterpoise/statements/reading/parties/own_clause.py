"""Times that stand in a clause or in brackets of their own, and are not those of a figure outside."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.tokens.chunks import Line

VERBED: Final = re.compile(r"[bgkacvwlud;&]")
"""What has a clause of its own."""


def in_aside(line: Line, place: int, at: int) -> bool:
    """Return whether a time stands in a clause of its own: ", which joined in 2023,".

    Also ", a place that France had held until 2011" and ", whose share was 15 per cent in 2022".
    """
    before, after = line.shape[:place], line.shape[place:]
    opened = before.rfind(",")
    closed = place + after.index(",") if "," in after else len(line.shape)
    if opened < 0 or opened <= at <= closed or ";" in line.shape[opened:place]:
        return False
    trails = "F" in line.shape[opened:closed] and not VERBED.search(line.shape, closed, at)
    if closed < at and trails:
        return False  # "which supplied 43 per cent in 2022–24, ahead of France with 12"
    inner = before[opened + 1 :].lstrip("x")
    whose = line.chunks[opened + 1].text == "whose"
    if inner[:1] == "q" and "," not in after and at < opened:
        apposition = before[opened + 1 :][:1] == "x"
        told = set(line.shape[opened:place]) & set("FMTKB")
        return apposition or not told or ("C" in line.shape[:at] and "Y" in line.shape[:opened])
    return inner[:1] in ("q", "j") or whose


def in_brackets(line: Line, place: int, at: int) -> bool:
    """Return whether a time stands in brackets with more: "(or the Soviet Union before 1991)"."""
    opened, closed = line.shape.rfind("(", 0, place), line.shape.find(")", place)
    if opened < 0 or closed < 0 or ")" in line.shape[opened:place] or opened < at < closed:
        return False
    return bool(set(line.shape[opened:closed]) & set("PAOFMTQ"))
