"""A draft with its time: the years of its figure, the period before, since, until, once."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.kinds import ACCOUNT as OF_ACCOUNT
from counterpoise.statements.reading.parties.drafts import BEFORE, Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.clauses import clause_at
from counterpoise.statements.reading.tokens.time_forms import ACCOUNT
from counterpoise.statements.reading.tokens.times import Time

EVENT: Final = re.compile(
    r"(?:^|, )(?:until|before|prior to|up to(?! (?:an?|one|two|three|half)\b)) (?:the|its|his|her|a|[a-z]+ ){1,2}(?!\d)[a-z]"
    r"|\b(?:until|before) (?:the|its) (?:[\w-]+ ){1,3}(?:took|came|was|were|began|started|ended|fell|struck|hit|broke)\b"
)
BY_EVENT: Final = re.compile(
    r"\b(?:in the (?:run-up|build-up) to|in the wake of|on the eve of|in the aftermath of|in the shadow of|ahead of the"
    r"|(?:since|after|before|following|during) the (?:[\w-]+ ){0,3}(?:war|invasion|coup|crisis|pandemic|revolution|annexation|sanctions|elections?"
    r"|ceasefire|blockade|embargo|uprising))\b"
)
"""An event by which a change without a period of its own is told."""
"""A time told by an event of which the year is not said."""
FROM: Final = re.compile(r"[ud]x*fx*$")
"""Before the first figure of a course, which is of the time before it."""
TO: Final = re.compile(r"[ud]x*tx*$")
DOWN_FROM: Final = re.compile(r"Y,?x*[ud]x*fx*FY")
"""Behind a figure its own period: "to 48 per cent from 2018 to 2022, down from 73 from 2013 to 2017"."""
TO_ITSELF: Final = re.compile(r"x?Y(?!.*t.*[FMT])")
"""Behind a figure its own period, and no later figure: "up from 53 per cent from 2005 to 2009"."""
PAST: Final = re.compile(
    r"\b(?:was|were|had|came|went|took|made up|bought|sold|gave|got|sent|[a-z]{3,}ed)\b"
)
PRESENT: Final = re.compile(
    r"\b(?:is|are|has|have|remains?|stands?|accounts?|takes?|makes?|comes?|goes|buys?|sells?|supplies|supply|provides?"
    r"|represents?|now|today|still|currently|to date)\b"
)
LASTED: Final = re.compile(r"\b(?:decade|years|period|quinquennium|window|span)\b")
ANOTHER_YEAR: Final = re.compile(
    r"(?:, (?:and )?| and | & )(?:in )?(?:1[89]|20)\d\d(?![\d%]| ?(?:per|%))"
)
"""Behind a year another, of which the same figure is told as well, or another one."""
OF_THEM: Final = re.compile(r"\bof (?:them|these|those|it)\b")
LEFT_SINCE: Final = re.compile(r"\b(?:has|have) (?:\w+ ){0,3}since(?: then)?(?=[.,;]|\s*$)")
ONCE_ASIDE: Final = re.compile(r"Yx*[OAs]K[xC]*R[^,;]*,x*P")
"""What somebody was once, told before what it does."""
ONCE_BY_THE_WAY: Final = re.compile(r"P,Y[^,;]*,[^;]*[bgkac][^;]*$")
"""What somebody was once, told by the way: "Ukraine, once among the largest, became"."""
WITHIN_YEARS: Final = ("share", "rank", "amount", "comparison", "balance")
"""Kinds that are judged of a year of account by the calendar years that it lies in."""
ACCOUNTED: Final = re.compile(r"\d{4} ?[-–—−/] ?['’]?(?:\d{4}|\d\d)$")
UNDATED: Final = "the periods are not named"


ACT: Final = re.compile(
    r"\b(?:signed|concluded|(?:entered|came|put|brought) into (?:force|effect)|took effect|joined|acceded|admitted|members? of"
    r"|invaded|independen\w+|severed|(?:diplomatic|formal) (?:relations|ties))\b[^,;.]{0,40}$"
)
"""What happened in a year that is told in another clause: "under the agreement signed in 2009, exports rose"."""


def _of_an_act(at: Sense, found: Time, place: int) -> bool:
    """Return whether a time is that of an act told in another clause, such as the signing of a treaty."""
    plain, spot = at.line.plain, at.line.chunks[max(place, 0)].start
    act = ACT.search(plain, max(0, found.start - 70), found.start)
    return act is not None and clause_at(plain, found.start) != clause_at(plain, spot)


def _of_the_aside(at: Sense) -> Time | None:
    """Return the only time of a sentence that tells a part of what passed in it.

    "Nigeria, which imported most arms in 2014–18, got 35 per cent of them from Russia".
    """
    moments = [one.value for one in at.line.chunks if one.tag == "Y"]
    if (
        len(moments) != 1
        or moments[0].how
        or moments[0].before
        or not OF_THEM.search(at.line.plain)
    ):
        return None
    begun = at.line.plain.rfind(",", 0, moments[0].start) + 1
    told = any(one.tag in "gkC" and begun <= one.start < moments[0].start for one in at.line.chunks)
    return moments[0] if told else None


def _goes_on(at: Sense) -> bool:
    """Return whether a sentence in the past tense names no time, after one that did: of that one it tells."""
    if at.memory.years is None or any(one.tag == "Y" for one in at.line.chunks):
        return False
    plain = at.line.plain
    return PAST.search(plain) is not None and PRESENT.search(plain) is None


def _only(at: Sense) -> Time | None:
    """Return the only year that a sentence names: of it is the change that it tells without one."""
    moments = [one.value for one in at.line.chunks if one.tag == "Y" and one.value.years]
    single = {one.years for one in moments if one.years[0] == one.years[1]}
    return (
        moments[0]
        if len(single) == 1 and not any(one.how or one.before for one in moments)
        else None
    )


def timed(at: Sense, place: int, draft: Draft, *, pair: bool = False) -> Draft:
    """Return a draft with its time: of two periods a change has both."""
    if EVENT.search(at.line.plain) and draft.parts["kind"] in ("rank", "share", "amount"):
        draft = replace(draft, cues=draft.cues | {"until an event"})
    found = at.time(place) or (_only(at) if pair else None)
    if found is not None and _of_an_act(at, found, place):
        draft = replace(draft, cues=draft.cues | {"told by an event"})
    if found is not None and found.how == "every":
        spans = [one.value for one in at.line.chunks if one.tag == "Y" and one.value.years]
        found = replace(spans[0], how="throughout") if spans else found
    if found is None and pair and BY_EVENT.search(at.line.plain):
        return replace(draft, cues=draft.cues | {"told by an event"})
    if found is None and "until an event" in draft.cues:
        draft = replace(draft, cues=draft.cues | {"told by an event"})
    if found is None and draft.parts["kind"] == "share" and (aside := _of_the_aside(at)):
        found = aside
    if found is None and not pair and at.counts_from(place):
        return replace(draft, cues=draft.cues | {"time left"})  # "were $5 bn, up 8 % from 2015"
    if found is None and not pair and _goes_on(at):
        parts = draft.parts | {"years": at.memory.years}
        return replace(draft, parts=parts, assumed=(*draft.assumed, BEFORE))
    if found is None:
        base = at.base() if pair else None
        if base and base.before:
            return replace(draft, parts=draft.parts | {"before": base.before})
        return replace(draft, assumed=(*draft.assumed, UNDATED)) if pair else draft
    if pair and LEFT_SINCE.search(at.line.plain):
        raise Unreadable("a change since a time that is told before")
    if not pair and found.how in ("since", "past", "throughout") and TO.search(at.shape, 0, place):
        return draft  # "since 2010 it has doubled to 23 per cent"
    if found.how == "past" and FROM.search(at.shape, 0, place):
        return draft  # "over the past five years it has shrunk from 55 per cent"
    if found.how == "part":
        raise Unreadable("a part of a year, of which nothing is held by itself")
    if not pair and ANOTHER_YEAR.match(at.line.plain, found.end):
        draft = replace(draft, cues=draft.cues | {"time left"})  # "in 2017, 2018 and 2019"
    if found.how == "event":
        return replace(draft, cues=draft.cues | {"told by an event"})
    if found.how == "month" and _closes(at, found, draft):
        found = replace(found, how="")
    if found.how == "month" and draft.parts["kind"] != "event":
        raise Unreadable("a month, of which nothing is held by itself")
    parts, cues = dict(draft.parts), set(draft.cues)
    assumed = draft.assumed
    years = found.years
    if found.how.split(" ")[0] in ("same", "next", "previous"):
        years = _beside_before(at, found)
        if years is None and found.how == "same":
            cues.add("time left")  # "over this period", and it was not said which
        if found.how == "same" and years and not pair and _is_course(at, years):
            years = _end(at, place, years)
        assumed = (*assumed, BEFORE)
        pairs = [
            one.value for one in at.line.chunks[:place]
            if one.tag == "Y" and one.value.before and one.value.years == years
        ]  # fmt: skip
        if pair and pairs and found.how == "same":
            # "halved between 2017 and 2021, while that from Italy doubled over the same years"
            parts["before"] = pairs[-1].before
            years = (years[1], years[1]) if pairs[-1].how == "ends" and years else years
    if found.how == "run" and years and parts["kind"] not in ("rank", "trend"):
        years = (years[1], years[1])  # "for the third year running …, with 72 per cent"
    elif found.how == "run" and parts["kind"] == "rank":
        parts["when"] = "throughout"
    elif (
        found.how == "ends"
        and years
        and parts["kind"] == "rank"
        and _clause_before(at, place, found)
    ):
        years = (years[1], years[1])  # "doubled between 2019 and 2022, which made them its largest"
    front = parts["kind"] != "rank" and ONCE_ASIDE.match(at.shape)
    if found.how == "once" and (front or ONCE_BY_THE_WAY.search(at.shape, 0, place)):
        years, found = None, replace(found, how="")  # "Once its largest customer, Japan takes"
    if found.how in ("once",):
        parts["when"] = "once"
    if found.how == "vague":
        cues.add("vague time")
    if found.how in ("every", "throughout") or (
        found.how == "since" and parts["kind"] in ("share", "rank")
    ):
        parts["when"] = "throughout"
    base = at.base(place) if pair else None
    from_it = _counted_from(at, place) if pair else None
    if from_it:
        others = [
            one.value.years
            for one in at.line.chunks
            if one.tag == "Y" and one.value.years not in (None, from_it)
        ]
        length = from_it[1] - from_it[0] + 1
        years = others[0] if others else (from_it[0] + length, from_it[1] + length)
        parts["before"] = from_it
    elif base and years:
        length = years[1] - years[0] + 1
        parts["before"] = base.before or (years[0] - length, years[1] - length)
    elif pair and found.before:
        parts["before"] = found.before
        if found.how == "ends" and years:
            years = (years[1], years[1])
    elif pair and found.how == "past" and years:
        parts["before"] = (years[0] - 1, years[0] - 1)
        years = (years[1], years[1])
    elif found.how == "ends" and years:
        years = _end(at, place, years)
    elif found.before and not pair:
        years = _period(at, place, found)
    if pair and years and "before" not in parts and found.how not in ("since", "throughout"):
        length = years[1] - years[0] + 1
        parts["before"] = (years[0] - length, years[1] - length)
        assumed = (*assumed, f"against the {'year' if length == 1 else 'period'} before")
    if found.how in ("past", "since") and years and years[0] != years[1]:
        cues.add("over")
    if years and _is_of_account(at, found, parts):
        if parts["kind"] in WITHIN_YEARS:
            parts["when"] = OF_ACCOUNT
        else:
            cues.add("between years of account")
    if years:
        parts["years"] = years
    return replace(draft, parts=parts, assumed=tuple(dict.fromkeys(assumed)), cues=frozenset(cues))


def _is_of_account(at: Sense, found: Time, parts: Mapping[str, Any]) -> bool:
    """Return whether a time is a year of account: it is said so, or "2018-19" of an amount in dollars."""
    if found.how == ACCOUNT:
        return True
    years = found.years
    sums = parts["kind"] in ("amount", "balance") and parts.get("unit") == "USD"
    if not sums or found.how or years is None or years[1] != years[0] + 1:
        return False
    return ACCOUNTED.search(at.line.plain, found.start, found.end) is not None


def _closes(at: Sense, found: Time, draft: Draft) -> bool:
    """Return whether a month is the last of a year, and what is told is what is held then."""
    held = draft.parts.get("channel") in ("debt", "investment") and draft.parts["kind"] in (
        "amount",
        "share",
    )
    return held and "december" in at.line.plain[found.start : found.end]


def _clause_before(at: Sense, place: int, found: Time) -> bool:
    """Return whether a time is that of the clause before."""
    spots = [spot for spot, one in enumerate(at.line.chunks) if one.value is found]
    return bool(spots) and ";" in at.shape[spots[0] : place]


def _counted_from(at: Sense, place: int) -> tuple[int, int] | None:
    """Return the years of "up 3 per cent from 2021", "an increase of 3 % over 2015–19"."""
    skipped = re.match(r"\([MF]\)", at.shape[place + 1 :])
    after = place + (skipped.end() if skipped else 0) + (at.shape[place + 1 : place + 2] == ")")
    for spot in range(after + 1, min(after + 5, len(at.shape))):
        one = at.line.chunks[spot]
        if one.tag == "Y" and one.value.how == "past":
            return None  # "rose by 40 per cent over the past five years"
        if one.tag == "Y" and one.value.years and not one.value.before:
            if at.line.chunks[spot - 1].text == "from" and at.shape[spot - 1] == "f":
                years: tuple[int, int] = one.value.years
                return years  # "12 per cent below 2014", put plainly
            if LASTED.search(one.text):
                return None  # "over the decade to 2019"
            lead = at.line.plain[max(0, one.start - 9) : one.start + 5]
            return (
                one.value.years
                if re.search(
                    r"\b(?:from|over|on|against)\s(?:the )?(?=\d|\Z)|\b(?:from|over) \d", lead
                )
                else None
            )
        if one.tag in "FMT;":
            return None
    return None


def _is_course(at: Sense, years: tuple[int, int]) -> bool:
    """Return whether years were told as the two ends of a course: "between 2000 and 2015"."""
    told = (one.value for one in at.line.chunks if one.tag == "Y")
    return any(one.how == "ends" and one.years == years for one in told)


def _end(at: Sense, place: int, years: tuple[int, int]) -> tuple[int, int]:
    """Return the first year for "from 14", the last for "to 24 per cent" in "between 2009 and 2018"."""
    before = at.shape[:place].rstrip("x")
    beside = at.line.chunks[place + 1 : place + 2]
    if DOWN_FROM.match(at.shape, place + 1) and beside[0].text.startswith("from "):
        return years
    if before.endswith("f") and not TO_ITSELF.match(at.shape, place + 1):
        return years[0], years[0]
    if before.endswith("t") and set("Fud") & set(at.shape[:place]):
        return years[1], years[1]
    return years


def _period(at: Sense, place: int, found: Time) -> tuple[int, int] | None:
    before = at.shape[:place].rstrip("x")
    return found.before if before.endswith("f") else found.years


def _beside_before(at: Sense, found: Time) -> tuple[int, int] | None:
    """Return the years of "the same period", "the year before", by those named before."""
    here = [
        each.value.years
        for each in at.line.chunks
        if each.tag == "Y" and each.value.years and each.end <= found.start
    ]
    known = here[-1] if here else at.memory.years
    if known is None and found.how == "same":
        return None
    if known is None:
        raise Unreadable("the same time as before, and that is not said")
    length = known[1] - known[0] + 1
    if found.how == "same":
        since = [one.value for one in at.line.chunks if one.tag == "Y" and one.value.years == known]
        year = at.line.plain.endswith("year", found.start, found.end)
        first = year and any(one.how in ("since", "throughout") for one in since)
        return (known[0], known[0]) if first else known  # "since 1999; that year"
    if found.how.startswith("next"):
        ahead = int(found.how.split()[1]) if " " in found.how else length
        return known[0] + ahead, known[1] + ahead
    back = int(found.how.split()[1]) if " " in found.how else length
    return known[0] - back, known[1] - back
