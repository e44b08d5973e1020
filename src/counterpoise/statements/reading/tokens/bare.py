"""Figures that leave their unit to another of the sentence: "Malaysia for 17", "to 3.7 billion"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.figures import Figure, worded
from counterpoise.statements.reading.tokens.numbers import NUMBER, SIZES, WORD, number

_SIZED: Final = re.compile(
    rf"(?<![\w.,$€£¥])({NUMBER}|{WORD})[ \u00a0-]?(million|billion|trillion|mn|bn|m|b)\b(?= (?:in|to|from|for|two|three|the|a|and|by|at|last"
    r"|five|ten|or|of [a-z]+ (?:goods|products)|worth|over|on|with|during|went|came|against|as|only|after|before)\b|[,;:.)]|\s*\Z)"
)
"""An amount that leaves its unit to another of the sentence: "from 2.9 billion dollars to 3.7 billion"."""
_DOES: Final = (
    "took|takes?|bought|buys?|supplied|supply|supplies|provided|provides?|were|are|was|is|had|have|led|leads?|made|makes?"
    "|followed|accounted|account|received|receives?|sold|sells?|each|apiece"
)
"""Verbs of which a list of partners with a number each is the subject: "and Japan with 12 took"."""
_BARE: Final = re.compile(
    rf"(?<![\w.,$€£–—-])((?!one\b|two\b)(?:\d{{1,2}}(?:\.\d+)?|(?<=\bby )\d{{3}}|{WORD}))"
    r"(?=\s?[,;)]|\.(?!\d)|\s*\Z|\s(?:and|or)\b|\s(?:the (?:year|period) before|(?:an?|one|two|three|four|five|ten) (?:years?|decades?) (?:earlier|before|later|ago))\b|\s(?:in|for) (?:1[89]|20)\d\d\b"
    rf"|\s(?:{_DOES})\b|\s(?:to|from|by) (?!\d|about|some|over|nearly|just)|(?<=from \d)\sto (?:nearly |about |some |over |just |almost )?\d|(?<=from \d\d)\sto (?:nearly |about |some |over |just |almost )?\d)"
)
_BARE_BEFORE: Final = re.compile(
    r"(?:\(|\b(?:for|with|by|to|at|from|against|only|just|about|some|nearly|ones|another|and|latter|former|reached|provided|supplied|took|bought|received|delivered|furnished|(?:figure|share|proportion|part) (?:was|is))\s|['’]s\s(?:(?:was|is|were|only|just)\s)*|s['’]\s)$"
)
_BARE_GAP: Final = re.compile(
    r",? (?:alone )?(?:of |only |just |with |a mere |a bare |a paltry |a modest |barely |another |a further |some |about )?$"
)
"""What may stand between a party and its bare number: "Italy of 7", "; India, 9"."""


def bare_figures(plain: str, known: Sequence[Figure], named: Collection[int]) -> list[Figure]:
    """Return the numbers that leave their unit to another figure: "Malaysia for 17", "Italy (23)".

    Parameters
    ----------
    plain : str
        The sentence.
    known : sequence of Figure
        Its figures; unless all are per cent or points, no number is taken for one.
    named : collection of int
        Where the names of parties end: a number may stand right behind.
    """
    if not known or any(one.unit not in ("%", "points") for one in known):
        return []
    found = []
    for each in _BARE.finditer(plain):
        start, end = each.span(1)
        if any(start < one.end and one.start < end for one in known):
            continue
        gap = _BARE_GAP.search(plain, max(0, start - 16), start)
        beside = gap is not None and gap.start() in named and _stands_alone(plain, gap, end)
        if not (_BARE_BEFORE.search(plain, max(0, start - 12), start) or beside):
            continue
        unit = next((one.unit for one in reversed(known) if one.end <= start), "%")
        found.append(replace(worded(plain, start, end, number(each[1]), unit), bare=True))
    return found


def _stands_alone(plain: str, gap: re.Match[str], end: int) -> bool:
    """Return whether a number behind a party and a comma is all that is said of it."""
    if plain.startswith((" to ", " from "), end):
        return True  # "29 per cent to Italy, 16 to Germany"
    return not gap.group().startswith(",") or not plain[end:].strip(" .") or plain[end] in ";.)"


def bare_moneys(plain: str, known: Sequence[Figure]) -> list[Figure]:
    """Return the amounts that leave their dollars to another: "from 2.9 billion dollars to 3.7 billion"."""
    moneys = [one for one in known if one.unit in ("USD", "")]
    if not moneys or any(one.unit == "" for one in moneys):
        return []
    return [
        worded(plain, found.start(), found.end(), number(found[1]) * SIZES[found[2]], "USD")
        for found in _SIZED.finditer(plain)
        if all(found.end() <= one.start or found.start() >= one.end for one in known)
    ]
