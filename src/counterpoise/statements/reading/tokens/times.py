"""The times of a sentence: years and periods wherever they stand, against the day of the text."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from counterpoise.statements.reading.tokens.numbers import NTH, ONES, number

Years = tuple[int, int]

_Y: Final = r"(?:1[89]\d\d|20\d\d)"
_MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_MONTH_NAME: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
_COUNT: Final = rf"(?:\d{{1,2}}|{'|'.join(ONES[1:])}|twenty)"
_SPAN: Final = rf"{_Y}\s?(?:(?:-|–|—|−|/|to|through|until|till)\s?{_Y}|(?:-|–|—|−|/)\s?\d\d)(?![\d.,]*\s?(?:%|per\s?cent\b|per\b|bn|billion|million))\b"
_LEAD: Final = (
    r"(?:(?:in|by|during|over|for|across|within|between|from|throughout|of|on)\s)?(?:all of\s)?(?:the\s)?"
    rf"(?:(?:years?|period|decade|{_COUNT}[- ]years?(?:[- ]period)?|span|whole of|course of)\s)?"
    r"(?:of\s|from\s|between\s)?"
)
_PART: Final = (
    r"(?:first|second|third|fourth|last|opening|final|early)\s(?:half|quarter|months?|weeks?"
    rf"|{_COUNT}\smonths|trimester)|january|q[1-4]|h[12]|first[- ]half|first[- ]quarter"
)

_WHOSE: Final = r"(?:the|its|his|her|their|a|an|[\w-]+[’']s|[a-z]+ing)\b"
_NO_EVENT: Final = rf"(?! {_WHOSE})"
"""Behind "a year before": no event by which the year is told, as in "a year before the ban"."""

_HAPPENED: Final = (
    r"(?:[a-z][\w’'-]* ){1,4}(?:was|were|came|fell|took|began|ended|broke|left|lost|won|went|became|[a-z]{3,}ed) "
    r"(?:[a-z][\w’'-]* ){0,4}?"
)
"""A clause of its own, by which a year is told: "until the border was shut in"."""

Made = Callable[["re.Match[str]", int], "tuple[Years | None, Years | None, str]"]


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


def _span(text: str) -> Years | None:
    """Return the two years of "2010–14", None if they are not in order."""
    found = re.findall(r"\d+", text)
    first = int(found[0])
    last = int(found[-1]) if len(found[-1]) == 4 else first // 100 * 100 + int(found[-1])
    if len(found[-1]) == 2 and last < first:
        last += 100
    return (first, last) if first <= last else None


def _two_spans(found: re.Match[str], _: int) -> tuple[Years | None, Years | None, str]:
    return _span(found["b"]), _span(found["a"]), ""


def _two_years(found: re.Match[str], _: int) -> tuple[Years | None, Years | None, str]:
    first, last = int(found["a"]), int(found["b"])
    return ((first, last), (first, first), "ends") if first < last else (None, None, "vague")


def _one_span(found: re.Match[str], _: int) -> tuple[Years | None, Years | None, str]:
    how = "ends" if found.group().startswith("from") and "period" not in found.group() else ""
    years = _span(found["a"])
    return years, (years[0], years[0]) if years and how else None, how


def _last_years(found: re.Match[str], stated: int) -> tuple[Years | None, Years | None, str]:
    count = number(found["n"]) if found["n"] else 1
    unit = {"d": 10, "q": 25}.get(found["unit"][0], 1)
    length = int(count * unit)
    return (stated - length, stated - 1), None, "past"


def _last_years_of(found: re.Match[str], stated: int) -> tuple[Years | None, Years | None, str]:
    """Return the years of "has been falling for two decades"."""
    count = number(found["n"] or found["n2"])
    length = int(count * (10 if (found["unit"] or found["unit2"]).startswith("decade") else 1))
    return (stated - length, stated - 1), None, "past"


def _years_to(found: re.Match[str], _: int) -> tuple[Years | None, Years | None, str]:
    last = int(found["a"])
    return (last - int(number(found["n"])) + 1, last), None, ""


def _ago(found: re.Match[str], stated: int) -> tuple[Years | None, Years | None, str]:
    count = 1 if found["n"] in ("a", "an") else int(number(found["n"]))
    year = stated - count * (10 if found["unit"].startswith("decade") else 1)
    return (year, year), None, ""


def _run(found: re.Match[str], _: int) -> tuple[Years | None, Years | None, str]:
    """Return "for the third year running" as so many years, of which the last is told apart."""
    said = next(one for one in found.groups() if one)
    many = NTH[said] if said in NTH else int(number(re.sub(r"(?<=\d)(?:st|nd|rd|th)$", "", said)))
    return None, None, f"run {many}"


def _decade(found: re.Match[str], _: int) -> tuple[Years | None, Years | None, str]:
    first = int(found["a"])
    early, mid, late = (first, first + 4), (first + 4, first + 6), (first + 5, first + 9)
    part = found["part"]
    parts = {"early": early, "mid": mid, "late": late}
    return parts.get(part or "", (first, first + 9)), None, ""


def _decades(found: re.Match[str]) -> int:
    """Return the years of "a decade", 0 if it is not that."""
    return {"a decade": 10, "two decades": 20}.get(found["decade"] or "", 0)


def _fixed(how: str, shift: int | None = None) -> Made:
    def made(_: re.Match[str], stated: int) -> tuple[Years | None, Years | None, str]:
        years = None if shift is None else (stated + shift, stated + shift)
        return years, None, how

    return made


def _year(how: str = "") -> Made:
    def made(found: re.Match[str], stated: int) -> tuple[Years | None, Years | None, str]:
        year = int(found["a"])
        if how in ("since", "throughout"):
            return (year, max(year, stated - 1)), None, how
        return (year, year), None, how

    return made


_KINDS: Final[tuple[tuple[str, Made], ...]] = (
    (rf"(?:between|from|in|over|comparing)?\s?(?:the (?:two )?[\w-]*\s?periods,?\s)?(?P<a>{_SPAN})\s(?:and|to|with|against)\s"
     rf"(?:in\s)?(?P<b>{_SPAN})", _two_spans),
    (rf"(?:(?:on|from|over|against|above|below|relative to|compared (?:with|to)|versus|than) (?:(?:the |its |their )?(?:level|figure|total|value|average|volume)s? (?:of|in) |(?:that |those )?(?:of |in )|(?:the )?year (?:of )?)"
     rf"|(?:compared (?:with|to)|relative to|against|versus) (?:the )?)(?:the period )?(?P<a>{_SPAN}|{_Y})\b(?! ?(?:%|per))",
     lambda found, _: (None, _span(found["a"]) if len(found["a"]) > 4 else (int(found["a"]),) * 2, "base")),
    (r"(?:on|from|over|above|below|against|versus|than(?: in)?|up on|down on|compared (?:with|to)) (?:(?:the )?year before|that of the year before|(?:the )?(?:previous|prior|preceding) year|a year (?:earlier|ago|before))\b"
     r"|year[- ]on[- ]year|on the year\b|from a year (?:earlier|ago)", _fixed("base year")),
    (r"(?:on|from|over|compared (?:with|to)) (?:the )?(?:previous|prior|preceding) (?:five[- ]year )?(?:period|five years)\b", _fixed("base year")),
    (rf"(?:on |over |than in |from |in )?the same (?:months?|weeks?|quarters?|half|{_COUNT} months) (?:of|in) (?:{_Y}|last year|the year before)", _fixed("part")),
    (rf"(?:in|during|over|for) the (?:(?:financial|fiscal|crop|accounting) )?year (?:to|ending(?: in)?|that ended in) (?:the end of )?{_MONTH}(?:\s\d{{1,2}})?(?:,?\s{_Y})?"
     r"|(?:in|during|over|for) the (?:financial|fiscal) year (?:just (?:closed|ended)|now over)", _fixed("vague")),
    (r"(?:in|for|during|over) (?:each|every) (?:single )?years? (?:from|since|after) (?:then|that)\b(?: (?:to|until) \d{4})?", _fixed("event")),
    (rf"(?:in|for|during|over) (?:each|every|every single)(?: one)?(?: of the)? years? (?:from|between|of) (?P<a>{_Y})\s?(?:to|and|through|until|-|–)\s?(?P<b>{_Y}|\d\d)\b",
     lambda found, _: (_span(f"{found['a']}–{found['b']}"), None, "throughout")),
    (rf"(?:(?:in|during|for) |last |this )(?:{_MONTH_NAME})\b(?!,? (?:\d|last year|of))", _fixed("part")),
    (rf"(?:for|in|during) (?:much|most|part|parts|some months|several months|the rest|the remainder|the course) of (?:{_Y}|last year|the year)\b"
     r"|for the \w+ (?:straight |consecutive |successive )?(?:month|quarter)\b(?: in a row| running)?|month[- ]on[- ]month", _fixed("part")),
    (rf"(?:{_PART})\s(?:of\s|in\s)?(?:(?:the year\s)?{_Y}|this year|last year|the year)", _fixed("part")),
    (rf"(?:in|during|over|for) (?:the|its) (?:(?:first|second|third|fourth|last|final|opening|current) (?:half|quarter)|(?:{_COUNT} )(?:months|weeks|quarters))"
     r"(?: (?:to|ending|that ended in|through|of the year) ?[a-z]*)?\b(?! of (?:19|20))(?![- ]century)", _fixed("part")),
    (rf"since (?:\d{{1,2}} )?{_MONTH}(?:\s\d{{1,2}})?,?\s(?P<a>{_Y})\b",
     lambda found, stated: ((int(found["a"]), max(int(found["a"]), stated - 1)), None, "month")),
    (rf"(?:in |during |until |to |through |since |by )?(?:the \w+ (?:to|ending) )?{_MONTH}(?:\s\d{{1,2}})?,?\s(?P<a>{_Y})\b",
     _year("month")),
    (rf"(?:between|from)\s(?:early |mid[ -]|late )?(?P<a>{_Y})\s(?:and|to|until|through)\s(?:early |mid[ -]|late |the end of )?(?P<b>{_Y})\b", _two_years),
    (rf"{_LEAD}(?P<a>{_SPAN})", _one_span),
    (rf"(?:in |over |during )?the (?P<n>{_COUNT}) years (?:to|ending in|ending with|up to|ending|until|that ended (?:in|with)|that end (?:in|with)) (?P<a>{_Y})", _years_to),
    (rf"(?:in |over |during )?the (?:half-decade|half decade|quinquennium|five-year (?:period|span|window)) (?:to|ending in|ending with|up to|that ended (?:in|with)|until) (?P<a>{_Y})",
     lambda found, _: ((int(found["a"]) - 4, int(found["a"])), None, "")),
    (rf"(?:in |over |during )?the decade (?:to|ending in|ending with|up to|that ended (?:in|with)|until) (?P<a>{_Y})",
     lambda found, _: ((int(found["a"]) - 9, int(found["a"])), None, "")),
    (rf"(?:from (?P<a>{_Y}) (?:on(?:wards?)?|onward)|(?:every|each) (?:single )?year since (?P<a2>{_Y}))\b",
     lambda found, stated: ((int(found["a"] or found["a2"]), stated - 1), None, "throughout")),
    (r"(?:ever )?since the (?:(?P<part>early|mid|late)[ -])?(?P<a>(?:1[89]|20)\d)0s",
     lambda found, stated: ((int(found["a"] + "0") + (5 if found["part"] == "late" else 0), stated - 1), None, "since")),
    (rf"(?:ever )?since (?:at least )?(?P<a>{_Y})\b", _year("since")),
    (rf"(?:ever )?since (?!{_MONTH}\s)(?:[a-z][\w’'-]* ){{1,6}}?in (?P<a>{_Y})\b(?!\s?(?:[-–]|to\b|%))", _year("since")),
    (r"(?:in |at )?the turn of the (?:century|millennium)\b", lambda _, __: ((2000, 2000), None, "")),
    (rf"for (?:the|a|its|their) (?P<nth>{'|'.join(NTH)}|\d{{1,2}}(?:st|nd|rd|th)) (?:consecutive |straight |successive )year(?:,? (?:running|in succession|in a row))?"
     rf"|for (?:the|a|its|their) (?P<nth2>{'|'.join(NTH)}|\d{{1,2}}(?:st|nd|rd|th)) year (?:running|in succession|in a row|on end)", _run),
    (rf"(?:for )?(?:the (?:past|last) )?(?P<n>{_COUNT}) (?:consecutive |straight |successive )years\b|(?:for )?(?P<n2>{_COUNT}) years (?:running|in succession|in a row|on end)\b", _run),
    (rf"(?:until|till) {_HAPPENED}in (?P<a>{_Y})\b", _year("until")),
    (rf"(?:before|after) {_HAPPENED}in {_Y}\b", _fixed("event")),
    (rf"(?:up )?(?:until|till)(?: the end of)? (?P<a>{_Y})\b|up to (?:and including )?(?P<a2>{_Y})\b",
     lambda found, _: ((int(found["a"] or found["a2"]),) * 2, None, "until")),
    (rf"not (?:before|until|till) (?:the )?(?P<a>{_SPAN}|{_Y})\b",
     lambda found, _: (_span(found["a"]) if len(found["a"]) > 4 else (int(found["a"]),) * 2, None, "")),
    (rf"before (?P<a>{_Y})\b", lambda found, _: ((int(found["a"]) - 1,) * 2, None, "until")),
    (rf"after (?P<a>{_Y})\b", lambda found, stated: ((int(found["a"]) + 1, stated - 1), None, "since")),
    (r"(?:in |during |through(?:out)? |over )?(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<a>(?:1[89]|20)\d0)s", _decade),
    (rf"(?:in|over|during|for) the (?:first|last|final|closing|opening) (?:{_COUNT} )?(?:years?|decades?|months?) of (?!19|20)", _fixed("event")),
    (rf"(?:in |over |during |for |within |through )?(?:each of |every one of )?the (?:past|last|previous|preceding) (?:(?P<n>{_COUNT}) )?"
     r"(?P<unit>years|decades?|quarter[- ]century)(?: or so)?\b(?! of (?!19|20))", _last_years),
    (rf"(?P<n>a|an|{_COUNT}) (?P<unit>years?|decades?) (?:ago|back)\b", _ago),
    (r"(?:in )?the year before last\b", _fixed("", -2)),
    (r"(?:in )?last year\b", _fixed("", -1)),
    (r"(?:so far |in |during )?this year\b", _fixed("part")),
    (r"(?:in |during |for )?(?:the )?(?:previous|preceding|prior) (?:five[- ]year )?(?:period|five years|years?)\b"
     r"|in (?:the )?five years before(?: that)?\b"
     rf"|(?:(?:a|one|the) year|(?P<n>{_COUNT}) years|(?P<decade>a decade|two decades)) (?:earlier|before{_NO_EVENT}|previously)\b",
     lambda found, _: (None, None, "previous" if not found["n"] and not found["decade"]
                       else f"previous {_decades(found) or int(number(found['n']))}")),
    (rf"(?:(?P<n>{_COUNT}) years|(?P<decade>a decade|two decades)) (?:later|on|after{_NO_EVENT}|afterwards)\b",
     lambda found, _: (None, None, f"next {_decades(found) or int(number(found['n']))}")),
    (r"(?:(?<=[;:,.] )|(?<=[;:,.] and )|^)(?:today|now|nowadays|at present|currently|these days)\b", _fixed("now")),
    (rf"(?:a|one|the) year (?:later|after{_NO_EVENT})\b|(?:in )?the (?:following|next) (?:five[- ]year )?(?:year|period)\b"
     r"|in the (?:following|next) five years", _fixed("next")),
    (rf"(?:in |during |for )?(?:(?:a|one|the) (?:year|decade)|{_COUNT} (?:years|decades)) (?:before|after|prior to)\b(?! (?!{_WHOSE}))(?![^ ])",
     _fixed("event")),
    (rf"(?:(?<=[a-z] )|^)for (?:(?:almost|nearly|about|over|more than|at least) )?(?P<n>{_COUNT}) (?P<unit>years|decades?)(?: now)?\b|for (?:the better part of )?(?P<n2>a) (?P<unit2>decade)(?: now)?\b",
     lambda found, stated: _last_years_of(found, stated)),
    (rf"(?:in|over|during|within) the (?:following|next|subsequent|ensuing) (?:{_COUNT} )?(?:decades?|years)\b", _fixed("event")),
    (r"(?:in |over |during )?(?:last|this) (?:month|week|quarter)\b", _fixed("month")),
    (r"(?:in|over|during|for|across|within|at) (?:the |that |those |this |these )(?:same |very |latter )?(?:period|years?|time|window|span|five years)\b"
     r"(?! of| since)|(?:the )?same (?:period|years?)\b|that (?:same )?year\b", _fixed("same")),
    (r"(?:in|over|during) (?:recent|past) (?:years|decades|times)|(?:for|over) (?:years|decades)\b|in the past\b|historically\b",
     _fixed("vague")),
    (r"(?:(?<=was )|(?<=were )|(?<=had ))once\b(?! again\b)|once(?! (?:again|more|a|the|every)\b)|formerly\b|used to (?:be|get|buy|take|supply|sell|send|import|give|provide|ship|export|receive)\b|at one time\b|in former times\b",
     _fixed("once")),
    (r"(?:in |for )?(?:every|each) (?:single )?year\b|year after year|year in,? year out|consistently\b|always\b|without a break",
     _fixed("every")),
    (rf"(?:(?:in|during|by|for|of|over|at the end of|at|the)\s)?(?:(?:early|late|mid|end|fiscal(?: year)?|fy|calendar|the year|year|all of)[ -]?)*"
     rf"(?P<a>{_Y})(?:/\d\d)?(?![\d.,]*\s?(?:%|per ?cent|bn|billion|million|dollars|tonnes|troops|tiv))\b", _year()),
)  # fmt: skip
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
    r"|years|early|late|mid|fiscal|fy|calendar|all|so|without|first|second|third|fourth|opening|final|h[12]|q[1-4]"
    rf"|today|now|nowadays|currently|{'|'.join(ONES[2:])}|twenty)\b|\d{{1,2}} years|{_MONTH}"
)
"""How a time begins: elsewhere none is looked for."""
_SURE: Final = (
    "year", "decade", "period", "time", "month", "formerly", "used to", "always", "consistently", "historically",
    "turn of the", "window", "span", "today", "present", "currently", "these days", "in the past", "without a break",
    "recent", "weeks",
)  # fmt: skip
"""Of any of these a sentence may tell a time; else `_HINT` must be there."""
_MAY: Final = (
    "18", "19", "20", "00s", "10s", "20s", "30s", "40s", "50s", "60s", "70s", "80s", "90s", "once", "now", "half",
    "quarter", *_MONTH_NAME.split("|"),
)  # fmt: skip
"""Of these each match of `_HINT` holds one; without any it need not be looked for."""
_HINT: Final = re.compile(
    rf"(?:in|for|during|last|this) (?:{_MONTH_NAME})\b|"
    r"(?:1[89]|20)\d\d|[12]\d\d0s|\bonce\b|\bnow|quarter[- ]century"
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
_BEFORE: Final = re.compile(rf"[^\w$€£.,](?={_FIRST})")
"""What stands before a word by which a time may begin."""
_BEGINS: Final = re.compile(_FIRST)
_FIND: Final = re.compile(
    "|".join(
        rf"(?P<k{number}>{re.sub(r'[(][?]P<[a-z0-9]+>', '(?:', pattern)})"
        for number, (pattern, _) in enumerate(_KINDS)
    )
)
_EACH: Final = tuple(re.compile(pattern) for pattern, _ in _KINDS)


def times(plain: str, stated: int) -> list[Time]:
    """Return the times that a sentence in small letters names, in order.

    Parameters
    ----------
    plain : str
        The sentence.
    stated : int
        The year of the text: "last year" is the one before it.
    """
    sure = any(word in plain for word in _SURE)
    if not sure and not (any(word in plain for word in _MAY) and _HINT.search(plain)):
        return []
    found = []
    for match in _matches(plain):
        kind = int((match.lastgroup or "k0")[1:])
        each = _EACH[kind].match(plain, match.start(), match.end())
        if each:
            years, before, how = _KINDS[kind][1](each, stated)
            since = "since" in match.group() or plain[: match.start()].endswith("since ")
            near = (max(0, match.start() - 60), match.start())
            if since and _RECORD.search(plain, *near) and not _BEEN.search(plain, 0, near[1]):
                years, before, how = None, None, "base"
            found.append(Time(match.start(), match.end(), years, before, how))
    found = [one for one in found if not _lasted(plain, one)]
    found = [_counted_back(plain, found, at) for at in range(len(found))]
    found = _in_a_row(plain, found, stated)
    return [one for at, one in enumerate(found) if not _told_beside(plain, found, at)]


def _matches(plain: str) -> Iterator[re.Match[str]]:
    """Yield what reads as a time, from left to right; none lies over another."""
    begun = [0] if _BEGINS.match(plain) else []
    begun += [found.end() for found in _BEFORE.finditer(plain)]
    done = 0
    for start in begun:
        match = _FIND.match(plain, start) if start >= done else None
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
    run = next((one for one in found if one.how.startswith("run")), None)
    if run is None:
        return found
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
