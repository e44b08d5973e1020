"""The times of a sentence: years and periods wherever they stand, against the day of the text."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Final

from counterpoise.statements.reading.tokens.holds import holds
from counterpoise.statements.reading.tokens.numbers import ONES
from counterpoise.statements.reading.tokens.time_forms import (
    DECADES,
    FORMS,
    MONTH,
    MONTH_NAMES,
    Years,
)


@dataclass(slots=True, unsafe_hash=True)
class Time:
    """A time named in a sentence.

    Parameters
    ----------
    start, end : int
        Letters of the sentence.
    years : (int, int), optional
        The years, None where they are those of the sentence before, or not said.
    before : (int, int), optional
        The earlier of two periods.
    how : str
        "": plain; "since"; "until"; "throughout"; "once"; "part" of a year; "same" as, "next" after
        or "previous" to the time before; "run": every one of them, and what has a figure in the last;
        "vague".
    """

    start: int
    end: int
    years: Years | None
    before: Years | None = None
    how: str = ""


FOR: Final = re.compile(
    r"for (?!the|each|every|all|a year|\d{4})(?:[a-z]+ )*?(?:\d{1,2} |a |[a-z]+ )(?:years|decades?)\b"
)
PERFECT_AHEAD: Final = re.compile(r",?[^,;.]{0,60}\b(?:has|have)\b")
PERFECT: Final = re.compile(r"\b(?:has|have)\b[^,;]*$|\w[’'](?:s|ve) been\b[^,;]*$")
"""What makes "for two decades" one that lasts: "has been falling for two decades"."""
_FIRST: Final = (
    r"(?:1[89]|20)\d\d|(?:in|by|on|for|from|over|of|to|at|up|until|till|since|before|after|during|through|throughout"
    r"|between|across|within|comparing|compared|relative|against|versus|above|below|than|the|that|this|those|these|same"
    r"|a|an|one|not|last|previous|preceding|prior|every|each|ever|once|formerly|used|always|consistently|historically|year"
    r"|years|early|late|mid|fiscal|fy|calendar|all|so|without|first|second|third|fourth|opening|final|h[12]|q[1-4]|[1-4][qh](?:20)?\d\d"
    rf"|today|now|nowadays|currently|as|corresponding|comparable|like|financial|january|december|31|nineteen|{'|'.join(DECADES)}|{'|'.join(ONES[2:])}|twenty)\b|fy ?[’']?\d|\d{{1,2}} years|{MONTH}"
)
"""How a time begins: elsewhere none is looked for."""
_SURE: Final = (
    "year", "decade", "period", "time", "month", "formerly", "used to", "always", "consistently", "historically",
    "turn of the", "window", "span", "today", "present", "currently", "these days", "in the past", "without a break",
    "recent", "weeks", "fy", *DECADES,
)  # fmt: skip
"""Of any of these a sentence may tell a time; else `_HINT` must be there."""
_MAY: Final = (
    "18", "19", "20", "00s", "10s", "20s", "30s", "40s", "50s", "60s", "70s", "80s", "90s", " ’", " '", "once", "now", "half",
    "quarter", "1q", "2q", "3q", "4q", "1h", "2h", *MONTH_NAMES.split("|"),
)  # fmt: skip
"""Of these each match of `_HINT` holds one; without any it need not be looked for."""
_HINT: Final = re.compile(
    rf"(?:in|for|during|last|this|between|from) (?:{MONTH_NAMES})\b|[1-4][qh]\d|"
    r"(?:1[89]|20)\d\d|[12]\d\d0s|(?:in|since|by|during) [’']\d\d\b|\bonce\b|\bnow|quarter[- ]century"
    r"|(?:first|second|third|fourth|last|final|opening|current) (?:half|quarter)"
)
_RECORD: Final = re.compile(
    r"\b(?:first|highest|lowest|biggest|fastest|worst|best|record)\b[^,;.]*$"
)
"""What has a time only to compare with: "the first period since 1960–64"."""
_BEEN: Final = re.compile(
    r"(?:\b(?:has|have)|[’']s|[’']ve)\b(?: \w+){0,2} (?:been|remained|stayed|ranked|held|kept)\b(?! at\b)(?:[^;.]*\b(?:donor|supplier|provider"
    r"|seller|source|vendor|partner|buyer|customer|client|market|destination|importer|exporter|recipient|lender|creditor|investor)s?\b[^,;.\d]*"
    r"|(?: (?:so|that|it|one|this|just that))?),? ?(?:ever )?(?:since )?$"
)
"""A place held since a year, and no record: "has been its biggest donor since 2000", "and has been since"."""
AND: Final = re.compile(
    r",? (?:and|as well as|and again) (?:in )?|,? (?:and|as well as)(?: again)? ?"
)
"""Between two years of which one thing is told."""
COUNTED: Final = re.compile(
    r"%|\bper ?cent\b|\bpct?\b|\b(?:million|billion|trillion|bn|mn|tiv)\b|[$€£¥]"
)
"""What a figure is told in."""
_BEFORE: Final = re.compile(rf"[^\w$€£.,](?={_FIRST})")
"""What stands before a word by which a time may begin."""
_BEGINS: Final = re.compile(_FIRST)
_GROUPS: Final = [
    rf"(?P<k{number}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', pattern)})"
    for number, (pattern, _) in enumerate(FORMS)
]
_FIND: Final = re.compile("|".join(_GROUPS))
_PLAIN: Final = re.compile("|".join(_GROUPS[1:]))
"""All but years of account, which are dear to look for; of those a sentence has one of `_OF_ACCOUNT`."""
_OF_ACCOUNT: Final = (
    "fy", "fiscal", "financial", "budget", "accounting", "months", "year to", "year end", "year that ended",
    "year through",
)  # fmt: skip
_EACH: Final = tuple(re.compile(pattern) for pattern, _ in FORMS)


def times(plain: str, stated: int) -> list[Time]:
    """Return the times that a sentence in small letters names, in order.

    Parameters
    ----------
    plain : str
        The sentence.
    stated : int
        The year of the text: "last year" is the one before it.
    """
    sure = holds(plain, _SURE)
    if not sure and not (holds(plain, _MAY) and _HINT.search(plain)):
        return []
    found = []
    for match in _matches(plain):
        kind = int((match.lastgroup or "k0")[1:])
        each = _EACH[kind].match(plain, match.start(), match.end())
        if each:
            years, before, how = FORMS[kind][1](each, stated)
            since = "since" in match.group() or plain[: match.start()].endswith("since ")
            near = (max(0, match.start() - 60), match.start())
            if since and _RECORD.search(plain, *near) and not _BEEN.search(plain, 0, near[1]):
                years, before, how = None, None, "base"
            found.append(Time(match.start(), match.end(), years, before, how))
    found = [one for one in found if not _lasted(plain, one)]
    found = [_of_the_year_before(found, one) for one in found]
    found = _joined(plain, found)
    found = [_counted_back(plain, found, at) for at in range(len(found))]
    found = _in_a_row(plain, found, stated)
    return [one for at, one in enumerate(found) if not _told_beside(plain, found, at)]


def _matches(plain: str) -> Iterator[re.Match[str]]:
    """Yield what reads as a time, from left to right; none lies over another."""
    find = _FIND if holds(plain, _OF_ACCOUNT) else _PLAIN
    begun = [0] if _BEGINS.match(plain) else []
    begun += [found.end() for found in _BEFORE.finditer(plain)]
    done = 0
    for start in begun:
        match = find.match(plain, start) if start >= done else None
        if match:
            done = match.end()
            yield match


def _lasted(plain: str, one: Time) -> bool:
    """Return whether "for two decades" is of a time that is over, or of one to come: "kept it for two years"."""
    if one.how.startswith("run") or not FOR.match(plain, one.start):
        return False
    if one.start == 0:
        return PERFECT_AHEAD.match(plain, one.end) is None
    return PERFECT.search(plain, 0, one.start) is None


def _of_the_year_before(found: list[Time], one: Time) -> Time:
    """Return "the same period last year" as the year before one that is told, else as a part of a year."""
    if one.how != "same part":
        return one
    return replace(one, how="base year" if any(each.years for each in found) else "part")


def _joined(plain: str, found: list[Time]) -> list[Time]:
    """Return "in 2019 and 2020" as one time, where a single figure is told of both years."""
    if len(found) < 2 or len(COUNTED.findall(plain)) > 1 or "respectively" in plain:
        return found
    kept = found[:1]
    for one in found[1:]:
        last = kept[-1]
        if _is_next_year(last, one) and AND.fullmatch(plain, last.end, one.start):
            years = (last.years[0], one.years[1]) if last.years and one.years else None
            kept[-1] = replace(last, end=one.end, years=years)
        else:
            kept.append(one)
    return kept


def _is_next_year(one: Time, other: Time) -> bool:
    """Return whether two times are plain years, the second right after the first."""
    if not (one.years and other.years) or one.how or other.how or one.before or other.before:
        return False
    single = one.years[0] == one.years[1] and other.years[0] == other.years[1]
    return single and other.years[0] == one.years[1] + 1


def _counted_back(plain: str, found: list[Time], at: int) -> Time:
    """Return "the previous five years" as those before a period told earlier, and not before today."""
    one = found[at]
    words = plain[one.start : one.end]
    back = one.how == "past" and one.years and re.search(r"\b(?:previous|preceding)\b", words)
    if not back or not any(each.years and not each.how for each in found[:at]):
        return one
    length = one.years[1] - one.years[0] + 1 if one.years else 1
    return Time(one.start, one.end, None, None, f"previous {length}")


def _in_a_row(plain: str, found: list[Time], stated: int) -> list[Time]:
    """Return the years of "for the third year running": up to the year told beside, or the last full one."""
    runs = [one for one in found if one.how.startswith("run")]
    run = runs[0] if runs else None
    if run is None:
        return found
    if len(runs) == len(found) > 1:  # "for 31 years in a row, while … for three years in a row"
        each = [(one, stated - int(one.how.split()[1])) for one in runs]
        return [Time(one.start, one.end, (first, stated - 1), None, "run") for one, first in each]
    rest = [one for one in found if one is not run]
    ends = [one for one in rest if one.years and one.years[0] == one.years[1] and not one.how]
    several = len(rest) > len(ends) or len({one.years for one in ends}) > 1
    last = ends[0].years[1] if ends and ends[0].years else stated - 1
    years = (last - int(run.how.split()[1]) + 1, last)
    if several:
        return rest
    return [Time(one.start, one.end, years, None, "run") for one in found]


def _told_beside(plain: str, found: list[Time], at: int) -> bool:
    """Return whether the year of an event stands beside it: "in 2005, a year before the ban"."""
    if found[at].how != "event":
        return False
    before, after = found[at - 1] if at else None, found[at + 1] if at + 1 < len(found) else None
    if before and before.years and not plain[before.end : found[at].start].strip(" ,(—–-"):
        return True
    return bool(after and after.years and plain[found[at].end : after.start].endswith(", "))
