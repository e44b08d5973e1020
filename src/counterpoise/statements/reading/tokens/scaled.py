"""Amounts whose size stands once for several: "(millions of dollars): Spain 94.2", "from 3.8 to 6.2 billion"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from counterpoise.statements.reading.tokens.figures import Figure, worded
from counterpoise.statements.reading.tokens.numbers import NUMBER, SIZES, number

_SIZE: Final = r"(?P<size>millions?|billions?|thousands?|mln|mn|bn)"
HEADER: Final = re.compile(
    rf"\((?:in )?(?:us\$ ?|usd ?|us |\$ ?)?{_SIZE}(?: of)?(?: us\$?| u\.s\.)?(?: dollars| usd|)[^()]{{0,24}}\)"
    rf"|\bin {_SIZE.replace('size', 'size2')}s?(?: of)? (?:us )?(?:usd|dollars|us\$)(?=\s?:)"
)
"""A heading that gives the size of all numbers behind it."""
DOLLARS: Final = re.compile(r"dollars|usd|\$")
OTHER_COINS: Final = re.compile(
    r"euros?|pounds?|yuan|yen|canadian|australian|[a-z]{1,2}\$(?<!us\$)"
)
BARE: Final = re.compile(rf"(?<=[a-z)] )(?P<n>{NUMBER})(?=[,;)]|\.?\s*\Z|\.(?!\d)|\sand\b)")
BRACKETED: Final = re.compile(rf"(?<=[a-z] )\((?P<n>{NUMBER})\)")
"""A number beside a name of a list: "Japan (25.9)"."""
FROM: Final = re.compile(
    rf"\bfrom (?:about |some |just |only |around |nearly )?(?P<n>{NUMBER}) to (?:about |some |over |nearly |almost )?$"
)
SIZED: Final = re.compile(r"\b(million|billion|mn|mln|bn|bln|m|b)\b")
YEAR: Final = re.compile(r"(?:1[89]|20)\d\d")


def scaled_moneys(plain: str, known: Sequence[Figure]) -> list[Figure]:
    """Return the amounts that leave their size and dollars to a heading, or to an amount beside them."""
    moneys = [one for one in known if one.unit == "USD"]
    found: list[Figure] = []
    for each in _numbers(plain, moneys):
        free = all(each.end <= one.start or each.start >= one.end for one in (*known, *found))
        if free:
            found.append(each)
    return found


def _numbers(plain: str, moneys: Sequence[Figure]) -> Iterator[Figure]:
    """Yield the numbers of a sentence that mean an amount."""
    if not moneys and "(" in plain and (head := HEADER.search(plain)):
        words = head.group()
        if DOLLARS.search(words) and not OTHER_COINS.search(words):
            size = SIZES[(head["size"] or head["size2"]).removesuffix("s")]
            yield from _of_size(plain, BARE, head.end(), size)
    for one in moneys:
        sized = SIZED.search(one.words)
        if sized and plain[one.start - 1 : one.start] == "(" and plain.startswith(")", one.end):
            yield from _of_size(plain, BRACKETED, one.end, SIZES[sized[1]])
        before = FROM.search(plain, max(0, one.start - 40), one.start) if sized else None
        if before and sized:
            start, end = before.span("n")
            yield worded(plain, start, end, number(before["n"]) * SIZES[sized[1]], "USD")


def _of_size(plain: str, pattern: re.Pattern[str], start: int, size: float) -> Iterator[Figure]:
    for found in pattern.finditer(plain, start):
        if not YEAR.fullmatch(found["n"]):
            begin, end = found.span("n")
            yield worded(plain, begin, end, number(found["n"]) * size, "USD")
