"""How times are told: each form of words with the years that it names, against the day of the text."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from counterpoise.statements.reading.tokens.numbers import NTH, ONES, number

Years = tuple[int, int]

_Y: Final = r"(?:1[89]\d\d|20\d\d)"
MONTH: Final = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
MONTH_NAMES: Final = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
)
COUNT: Final = rf"(?:\d{{1,2}}|{'|'.join(ONES[1:])}|twenty)"
_STUCK: Final = r"(?:(?:19|20)\d\d|\d\d)(?!\d)"
"""The end of a span of which the dash was lost: "between 20092013 and 201418"."""
_SPAN: Final = rf"{_Y}\s?(?:(?:-|–|—|−|/|to|through|until|till)\s?{_Y}|(?:-|–|—|−|/)\s?['’]?\d\d|{_STUCK})(?![\d.,]*\s?(?:%|per\s?cent\b|per\b|bn|billion|million))\b"
_LEAD: Final = (
    r"(?:(?:in|by|during|over|for|across|within|between|from|throughout|of|on)\s)?(?:all of\s)?(?:the\s)?"
    rf"(?:(?:years?|period|decade|{COUNT}[- ]years?(?:[- ]period)?|span|whole of|course of)\s)?"
    r"(?:of\s|from\s|between\s)?"
)
_PART: Final = (
    r"(?:first|second|third|fourth|last|opening|final|early)\s(?:half|quarter|months?|weeks?"
    rf"|{COUNT}\smonths|trimester)|january|q[1-4]|h[12]|first[- ]half|first[- ]quarter"
)

_WHOSE: Final = r"(?:the|its|his|her|their|a|an|[\w-]+[’']s|[a-z]+ing)\b"
_NO_EVENT: Final = rf"(?! {_WHOSE})"
"""Behind "a year before": no event by which the year is told, as in "a year before the ban"."""

_HAPPENED: Final = (
    r"(?:[a-z][\w’'-]* ){1,4}(?:was|were|came|fell|took|began|ended|broke|left|lost|won|went|became|[a-z]{3,}ed) "
    r"(?:[a-z][\w’'-]* ){0,4}?"
)
"""A clause of its own, by which a year is told: "until the border was shut in"."""

ACCOUNT: Final = "account"
"""How a year of account is told, which begins and ends within calendar years."""
DECADES: Final = {
    "fifties": 1950,
    "sixties": 1960,
    "seventies": 1970,
    "eighties": 1980,
    "nineties": 1990,
}
_SAME: Final = (
    r"(?:the |a )?(?:same|similar|corresponding|comparable|like) (?:periods?|time|months?)"
)
"""A time of another year, of which it is not said how long it is."""

Made = Callable[["re.Match[str]", int], "tuple[Years | None, Years | None, str]"]


def _span(text: str) -> Years | None:
    """Return the two years of "2010–14", None if they are not in order."""
    found = re.findall(r"\d+", text)
    if len(found) == 1:  # "20092013"
        found = [found[0][:4], found[0][4:]]
        ending = str(int(found[0]) + 4)
        if found[1] not in (ending, ending[2:]):
            return None
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


def _decade(found: re.Match[str], stated: int) -> tuple[Years | None, Years | None, str]:
    """Return the years of a decade or a part of it, up to the year of the text where that lies in it."""
    first = DECADES.get(found["a"]) or int(found["a"])
    early, mid, late = (first, first + 4), (first + 4, first + 6), (first + 5, first + 9)
    part = found["part"]
    parts = {"early": early, "mid": mid, "late": late}
    begin, end = parts.get(part or "", (first, first + 9))
    return (begin, min(end, stated) if begin <= stated else end), None, ""


def _half(found: re.Match[str], _: int) -> tuple[Years | None, Years | None, str]:
    first = int(found["a"]) + (0 if found["half"] == "first" else 5)
    return (first, first + 4), None, ""


def _account(found: re.Match[str], stated: int) -> tuple[Years | None, Years | None, str]:
    """Return the calendar years that a year of account lies in, or the one that it is called by."""
    if found["m"]:
        last = int(found["y"])
        return (
            ((last, last), None, "")
            if found["m"].startswith("dec")
            else ((last - 1, last), None, ACCOUNT)
        )
    told = found["a"] or found["b"]
    if len(told) == 2:
        last = _full(told, stated)
        return (last, last), None, ACCOUNT
    return _span(told) if len(told) > 4 else (int(told), int(told)), None, ACCOUNT


def _full(digits: str, stated: int) -> int:
    """Return the year of "'19": the latest that the text may speak of."""
    year = stated // 100 * 100 + int(digits)
    return year if year <= stated else year - 100


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


FORMS: Final[tuple[tuple[str, Made], ...]] = (
    (rf"(?:in |during |over |for |of )?(?:the )?(?:(?:financial|fiscal|budget|accounting) )?(?:year|(?:12|twelve)[ -]months?(?: period)?|(?:12|twelve) months) (?:to|through|ending(?: in| on)?|ended(?: in| on)?|that ended (?:in|on)) (?:the end of )?(?:\d{{1,2}} )?(?P<m>{MONTH})(?:\s\d{{1,2}},?)?,?\s(?P<y>{_Y})\b"
     rf"|(?:in |during |over |for |of )?(?:the )?(?:(?:fiscal|financial|budget|accounting) (?:years? )?|fy[ -]?)(?:of )?(?P<a>{_SPAN}|{_Y})(?!\d)"
     r"|(?:in |during |for )?fy[ ’']?(?P<b>\d\d)(?!\d|[.,]\d|\s?[-–]\s?\d)", _account),
    (rf"(?:in |during |between |from )?january(?: ?[-–] ?| (?:to|and|through) )december,? (?P<a>{_Y})\b", _year()),
    (rf"(?:as (?:of|at) |at |on |by |until )?(?:(?:the )?end[- ](?:of )?december|31(?:st)? december|december 31(?:st)?),? (?P<a>{_Y})\b", _year()),
    (r"(?:in |during )?the (?P<half>first|second|latter) half of the (?P<a>(?:1[89]|20)\d0)['’]?s", _half),
    (rf"(?:(?:from|over|on|than in|than|in|during|against|compared (?:with|to)|as compared (?:with|to)) )?{_SAME} (?:of |in |a |the |from )*(?:last year|(?:previous|prior|preceding) year|year (?:before|earlier|ago)|{_Y})\b", _fixed("same part")),    (rf"(?:between|from|in|over|comparing)?\s?(?:the (?:two )?[\w-]*\s?periods,?\s)?(?P<a>{_SPAN})\s(?:and|to|with|against)\s"
     rf"(?:in\s)?(?P<b>{_SPAN})", _two_spans),
    (rf"(?!on average)(?:(?:on|from|over|against|above|below|relative to|compared (?:with|to)|versus|than) (?:(?:the |its |their )?(?:level|figure|total|value|average|volume)s? (?:of|in) |(?:that |those )?(?:of |in )|(?:the )?year (?:of )?)"
     rf"|(?:compared (?:with|to)|relative to|against|versus) (?:the )?)(?:the period )?(?P<a>{_SPAN}|{_Y})\b(?! ?(?:%|per(?:\s?cent)?\b))",
     lambda found, _: (None, _span(found["a"]) if len(found["a"]) > 4 else (int(found["a"]),) * 2, "base")),
    (r"(?:on|from|over|above|below|against|versus|than(?: in)?|up on|down on|compared (?:with|to)) (?:(?:the )?year before|that of the year before|(?:the )?(?:previous|prior|preceding) year|a year (?:earlier|ago|before))\b"
     r"|year[- ]on[- ]year|on the year\b|from a year (?:earlier|ago)", _fixed("base year")),
    (r"(?:on|from|over|compared (?:with|to)) (?:the )?(?:previous|prior|preceding) (?:five[- ]year )?(?:period|five years)\b", _fixed("base year")),
    (rf"(?:on |over |than in |from |in )?the same (?:months?|weeks?|quarters?|half|{COUNT} months) (?:of|in) (?:{_Y}|last year|the year before)", _fixed("part")),
    (rf"(?:in|during|over|for) the (?:(?:financial|fiscal|crop|accounting) )?year (?:to|ending(?: in)?|that ended in) (?:the end of )?{MONTH}(?:\s\d{{1,2}})?(?:,?\s{_Y})?"
     r"|(?:in|during|over|for) the (?:financial|fiscal) year (?:just (?:closed|ended)|now over)", _fixed("vague")),
    (r"(?:in|for|during|over) (?:each|every) (?:single )?years? (?:from|since|after) (?:then|that)\b(?: (?:to|until) \d{4})?", _fixed("event")),
    (rf"(?:in|for|during|over) (?:each|every|every single)(?: one)?(?: of the)? years? (?:from|between|of) (?P<a>{_Y})\s?(?:to|and|through|until|-|–)\s?(?P<b>{_Y}|\d\d)\b",
     lambda found, _: (_span(f"{found['a']}–{found['b']}"), None, "throughout")),
    (rf"(?:(?:in|during|for) |last |this )(?:{MONTH_NAMES})\b(?!,? (?:\d|last year|of))", _fixed("part")),
    (rf"(?:in |for |during )?[1-4][qh]\s?[’']?(?:20)?\d\d\b|(?:in|during|for|over) (?:the|that) (?:(?:reporting|reported|review|said) (?:month|period|quarter)|month|quarter)\b(?! century)|(?:between|from) (?:{MONTH_NAMES}) (?:and|to|through|until) (?:{MONTH_NAMES})(?:,? (?:of )?(?:{_Y}|last year))?\b",
     _fixed("part")),
    (rf"(?:for|in|during) (?:much|most|part|parts|some months|several months|the rest|the remainder|the course) of (?:{_Y}|last year|the year)\b"
     r"|for the \w+ (?:straight |consecutive |successive )?(?:month|quarter)\b(?: in a row| running)?|month[- ]on[- ]month", _fixed("part")),
    (rf"(?:in|during|over|for) the (?:{MONTH_NAMES})(?:[-–]|\s(?:to|through)\s)(?:{MONTH_NAMES})(?: period)?\b|(?:in|during|over|for) the half[- ]year(?: to (?:{MONTH_NAMES}))?\b", _fixed("part")),
    (rf"(?:{_PART})\s(?:of\s|in\s)?(?:(?:the year\s)?{_Y}|this year|last year|the year)", _fixed("part")),
    (rf"(?:in|during|over|for) (?:the|its) (?:(?:first|second|third|fourth|last|final|opening|current) (?:half|quarter)|(?:first |opening )?(?:{COUNT} )(?:months|weeks|quarters))"
     r"(?: (?:to|ending|that ended in|through|of the year) ?[a-z]*)?\b(?! (?:of|in) (?:19|20))(?![- ]century)", _fixed("part")),
    (rf"since (?:\d{{1,2}} )?{MONTH}(?:\s\d{{1,2}})?,?\s(?P<a>{_Y})\b",
     lambda found, stated: ((int(found["a"]), max(int(found["a"]), stated - 1)), None, "month")),
    (rf"(?:in |during |until |to |through |since |by )?(?:the \w+ (?:to|ending) )?{MONTH}(?:\s\d{{1,2}})?,?\s(?P<a>{_Y})\b",
     _year("month")),
    (rf"(?:between|from|since)\s(?:early |mid[ -]|late )?(?P<a>{_Y})\s(?:and|to|until|through)\s(?:(?:early|mid|late|the end of|{MONTH})[ -])?(?P<b>{_Y})\b", _two_years),
    (rf"{_LEAD}(?P<a>{_SPAN})", _one_span),
    (rf"(?:in |over |during )?the (?P<n>{COUNT}) years from (?P<a>{_Y})\b(?! ?(?:to|until|through|-|–))",
     lambda found, _: ((int(found["a"]), int(found["a"]) + int(number(found["n"])) - 1), None, "")),
    (rf"(?:in |over |during )?the (?P<n>{COUNT}) years (?:to|ending in|ending with|up to|ending|until|that ended (?:in|with)|that end (?:in|with)) (?P<a>{_Y})", _years_to),
    (rf"(?:in |over |during )?the (?:half-decade|half decade|quinquennium|five-year (?:period|span|window)) (?:to|ending in|ending with|up to|that ended (?:in|with)|until) (?P<a>{_Y})",
     lambda found, _: ((int(found["a"]) - 4, int(found["a"])), None, "")),
    (rf"(?:in |over |during )?the decade (?:to|ending in|ending with|up to|that ended (?:in|with)|until) (?P<a>{_Y})",
     lambda found, _: ((int(found["a"]) - 9, int(found["a"])), None, "")),
    (rf"(?:from (?P<a>{_Y}) (?:on(?:wards?)?|onward)|(?:every|each) (?:single )?year since (?P<a2>{_Y}))\b",
     lambda found, stated: ((int(found["a"] or found["a2"]), stated - 1), None, "throughout")),
    (r"(?:ever )?since the (?:(?P<part>early|mid|late)[ -])?(?P<a>(?:1[89]|20)\d)0s",
     lambda found, stated: ((int(found["a"] + "0") + (5 if found["part"] == "late" else 0), stated - 1), None, "since")),
    (rf"(?:ever )?since (?:at least )?(?P<a>{_Y})\b", _year("since")),
    (rf"(?:ever )?since (?!{MONTH}\s)(?:[a-z][\w’'-]* ){{1,6}}?in (?P<a>{_Y})\b(?!\s?(?:[-–]|to\b|%))", _year("since")),
    (r"(?:in |at )?the turn of the (?:century|millennium)\b", lambda _, __: ((2000, 2000), None, "")),
    (rf"for (?:the|a|its|their) (?P<nth>{'|'.join(NTH)}|\d{{1,2}}(?:st|nd|rd|th)) (?:consecutive |straight |successive )year(?:,? (?:running|in succession|in a row))?"
     rf"|for (?:the|a|its|their) (?P<nth2>{'|'.join(NTH)}|\d{{1,2}}(?:st|nd|rd|th)) year (?:running|in succession|in a row|on end)", _run),
    (rf"(?:for )?(?:the (?:past|last) )?(?P<n>{COUNT}) (?:consecutive |straight |successive )years\b|(?:for )?(?P<n2>{COUNT}) years (?:running|in succession|in a row|on end)\b", _run),
    (rf"(?:until|till) {_HAPPENED}in (?P<a>{_Y})\b", _year("until")),
    (rf"(?:before|after) {_HAPPENED}in {_Y}\b", _fixed("event")),
    (rf"(?:up )?(?:until|till)(?: the end of)? (?P<a>{_Y})\b|up to (?:and including )?(?P<a2>{_Y})\b",
     lambda found, _: ((int(found["a"] or found["a2"]),) * 2, None, "until")),
    (rf"not (?:before|until|till) (?:the )?(?P<a>{_SPAN}|{_Y})\b",
     lambda found, _: (_span(found["a"]) if len(found["a"]) > 4 else (int(found["a"]),) * 2, None, "")),
    (rf"(?:before|after|until|following) (?:the|its|an?) {_Y} (?!(?:and|to|or|level|figure|total|peak|high|low)\b|[^a-z])", _fixed("event")),
    (rf"before (?P<a>{_Y})\b", lambda found, _: ((int(found["a"]) - 1,) * 2, None, "until")),
    (rf"after (?P<a>{_Y})\b", lambda found, stated: ((int(found["a"]) + 1, stated - 1), None, "since")),
    (r"(?:in |during |through(?:out)? |over )?(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:the )?(?P<a>(?:1[89]|20)\d0)['’]?s", _decade),
    (rf"(?:in |during |through(?:out)? |over )?(?:the )?(?:(?P<part>early|mid|late)[ -])?(?:nineteen[- ])?(?P<a>{'|'.join(DECADES)})\b", _decade),
    (rf"(?:in|over|during|for) the (?:first|last|final|closing|opening) (?:{COUNT} )?(?:years?|decades?|months?) of (?!19|20)", _fixed("event")),
    (rf"(?:in |over |during |for |within |through )?(?:each of |every one of )?the (?:past|last|previous|preceding) (?:(?P<n>{COUNT}) )?"
     r"(?P<unit>years|decades?|quarter[- ]century)(?: or so)?\b(?! of (?!19|20))", _last_years),
    (rf"(?P<n>a|an|{COUNT}) (?P<unit>years?|decades?) (?:ago|back)\b", _ago),
    (r"(?:in|since|by|during) [’'](?P<a>\d\d)\b(?!s)", lambda found, stated: ((_full(found["a"], stated),) * 2, None, "")),
    (r"(?:in )?the year before last\b", _fixed("", -2)),
    (r"(?:in )?last year\b|in the (?:past|last) year\b", _fixed("", -1)),
    (r"(?:so far |in |during )?this year\b", _fixed("part")),
    (r"(?:in |during |for )?(?:the )?(?:previous|preceding|prior) (?:five[- ]year )?(?:period|five years|years?)\b"
     r"|in (?:the )?five years before(?: that)?\b"
     rf"|(?:(?:a|one|the) year|(?P<n>{COUNT}) years|(?P<decade>a decade|two decades)) (?:earlier|before{_NO_EVENT}|previously)\b",
     lambda found, _: (None, None, "previous" if not found["n"] and not found["decade"]
                       else f"previous {_decades(found) or int(number(found['n']))}")),
    (rf"(?:(?P<n>{COUNT}) years|(?P<decade>a decade|two decades)) (?:later|on|after{_NO_EVENT}|afterwards)\b",
     lambda found, _: (None, None, f"next {_decades(found) or int(number(found['n']))}")),
    (r"(?:(?<=[;:,.] )|(?<=[;:,.] and )|^)(?:today|now|nowadays|at present|currently|these days)\b", _fixed("now")),
    (rf"(?:a|one|the) year (?:later|after{_NO_EVENT})\b|(?:in )?the (?:following|next) (?:five[- ]year )?(?:year|period)\b"
     r"|in the (?:following|next) five years", _fixed("next")),
    (rf"(?:in |during |for )?(?:(?:a|one|the) (?:year|decade)|{COUNT} (?:years|decades)) (?:before|after|prior to)\b(?! (?!{_WHOSE}))(?![^ ])",
     _fixed("event")),
    (rf"(?:(?<=[a-z] )|^)for (?:(?:almost|nearly|about|over|more than|at least) )?(?P<n>{COUNT}) (?P<unit>years|decades?)(?: now)?\b|for (?:the better part of )?(?P<n2>a) (?P<unit2>decade)(?: now)?\b",
     lambda found, stated: _last_years_of(found, stated)),
    (rf"(?:in|over|during|within) the (?:following|next|subsequent|ensuing) (?:{COUNT} )?(?:decades?|years)\b", _fixed("event")),
    (r"(?:in |over |during )?(?:last|this) (?:month|week|quarter)\b", _fixed("month")),
    (r"(?!at the same time\b)(?:in|over|during|for|across|within|at) (?:the |that |those |this |these )(?:same |very |latter )?(?:period|years?|time|window|span|five years)\b"
     r"(?! of| since| (?:to|end\w*|[’']?\d))|(?:the )?same (?:period|years?)\b|that (?:same )?year\b", _fixed("same")),
    (r"(?:in|over|during) (?:recent|past) (?:years|decades|times)|(?:for|over) (?:years|decades)\b|in the past\b|historically\b",
     _fixed("vague")),
    (r"(?:(?<=was )|(?<=were )|(?<=had ))once\b(?! again\b)|once(?! (?:again|more|a|the|every)\b)|formerly\b|used to (?:be|get|buy|take|supply|sell|send|import|give|provide|ship|export|receive)\b|at one time\b|in former times\b",
     _fixed("once")),
    (r"(?:in |for )?(?:every|each) (?:single )?year\b|year after year|year in,? year out|consistently\b|always\b|without a break",
     _fixed("every")),
    (rf"(?:as (?:of|at)\s)?(?:(?:in|during|by|for|of|over|at the end of|at|the)\s)?(?:(?:early|late|mid|end|calendar|the year|year|the (?:whole|full year|whole year) of|full[- ]year|all of)[ -]?)*"
     rf"(?P<a>{_Y})(?:/\d\d)?(?![\d.,]*\s?(?:%|per ?cent|bn|billion|million|dollars|tonnes|troops|tiv))\b", _year()),
)  # fmt: skip
