"""By how much what several deal in rose or fell, and between which times: what a change takes from beside it."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import (
    BEFORE,
    Draft,
    Parties,
    Sense,
    Unreadable,
)
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD, Whole
from counterpoise.statements.reading.tokens.figures import Figure

ENDS: Final = re.compile(
    r"[u)]?Y?(?:,?[jx]*px*l|,?x*[ftl]x*)x*[MFT]x*(?P<one>Y),?x*[ftj]x*[MFT]x*(?P<two>Y)"
)
"""Two dated sizes behind a change: "rose by 28 per cent from $7 billion in 2017 to $9 billion in 2021"."""
FROM_THEN: Final = re.compile(r"[ud]x*fx*(?P<then>Y)y$")
"""Since when, before a change: "and down from 2008 by 8.6 per cent"."""
COMPARED: Final = re.compile(r"(?:tx*F(?:o[WsOA]x*C)?)?[^;&FMTgkcwaPY]*?j(?P<then>Y)")
SIZE_THEN: Final = re.compile(r"[xY]*jx*[MFT]x*(?P<then>Y)")
"""What it had been, behind a change: "an increase of 14 times compared with $2.8 billion in 2000"."""
WHEN: Final = re.compile(r"(?P<then>Y),?(?P<when>x)[xpS]*b?x*$")
BEGUN: Final = re.compile(r"(?P<since>Y),?x*[ud]x*fx*$")
RUN: Final = re.compile(r"F(?:[,&]+x*F)+")
OTHER_WAY: Final = re.compile(r"[xY]*(?:tx*M|Y)?[xY]*[;,&]+[xs]*C[xY]*[ud]x*y?x*")
COURSE_BEFORE: Final = re.compile(r"fx*Fx*tx*Fx*$")
ANOTHER: Final = re.compile(r"Y?[,;&]+x*(?P<way>[ft])x*(?P<who>P)(?:,?x*y)?x*")
BACK: Final = re.compile(
    r"(?:fx*[MFT]x*(?P<one>Y)x*t|lx*[MFT]x*(?P<then>Y),?(?:x*[lb]|&))x*[MFT][xy]*(?P<two>Y)[,(;]?[xEjqblca]*[ud]?[xyo]*$"
)
"""The same before the change: "from $8 billion in 2009 to $17 billion in 2012, more than doubling"."""
TURNED: Final = re.compile(
    r"tx*[MFT][xy]*(?P<two>Y),?x*[ud]?x*fx*[MFT]x*(?P<one>Y)[,(;]?[xEjqblca]*[ud]?[xyo]*$"
)
"""The same, the later size first: "to $4 billion in 2021 from $2 billion in 2013, a rise of"."""
IN_ALL: Final = re.compile(
    r"(?:in|over|during|for) the (?:decade|[\w-]+ years) (?:to|ending|up to|until|that)"
)
END: Final = re.compile(r"[ud]x*fx*Fx*tx*$")
IN_TURN: Final = re.compile(r"[ud]x*[yo]?x*$")
BRACKETED: Final = re.compile(r"(?P<who>P)\((?P<way>[ud]x*y?)?$")
BY_THE_YEAR: Final = re.compile(r"[xE]*(?P<year>Y)[xE]*[ud]")
GROWTH_WAS: Final = re.compile(r"(?:^|[,;&])[xY]*[ud][no][^;,FM]*[bl]x*$")
MORE: Final = ("higher", "more", "greater", "larger", "bigger")
AS_OF: Final = re.compile(r"(?:u|E)[xj]*(?P<then>Y)")
GREW: Final = re.compile(r"u[xY]*[oy]x*$|ux*$")


def is_in_run(at: Sense, place: int) -> bool:
    """Return whether a figure is one of several by which each of a list rose: "by 9, 14 and 81 per cent"."""
    if "J" not in at.shape:
        return False
    for run in RUN.finditer(at.shape):
        if run.start() <= place < run.end():
            return IN_TURN.search(at.shape, 0, run.start()) is not None
    return False


def sign(at: Sense, place: int) -> str:
    """Return which way a figure went that has a sign: "(+12 %)" rose, "(-12 %)" fell; "" for one without."""
    before = at.line.plain[max(0, at.line.chunks[place].start - 2) : at.line.chunks[place].start]
    if before.endswith("+"):
        return "rising"
    return "falling" if before in ("(-", "(–", "(−") else ""


def is_told_otherwise(at: Sense, place: int) -> bool:
    """Return whether a part is a change by what stands around it: "+12 %", "12 % year-on-year rise", "growth was"."""
    if sign(at, place):
        return True
    named = BY_THE_YEAR.match(at.shape, place + 1)
    if named and at.line.chunks[named.start("year")].value.how.startswith("base"):
        return True
    return "S" not in at.shape[:place] and GROWTH_WAS.search(at.shape, 0, place) is not None


def in_brackets(at: Sense, place: int) -> Parties:
    """Return who stands before a change in brackets: "to Japan (down 4 per cent)"."""
    found = BRACKETED.search(at.shape, 0, place)
    if not found or at.shape[place + 1 : place + 2] != ")":
        return ()
    return at.line.parties(found.start("who")) if found["way"] or sign(at, place) else ()


def partner_in_run(at: Sense, place: int) -> Parties:
    """Return which of a list a change in a run of changes belongs to."""
    if not is_in_run(at, place):
        return ()
    run = next(one for one in RUN.finditer(at.shape) if one.start() <= place < one.end())
    spots = [spot for spot in range(*run.span()) if at.shape[spot] == "F"]
    for spot in range(run.start() - 1, -1, -1):
        who = at.line.parties(spot) if at.shape[spot] == "P" else ()
        if len(who) == len(spots):
            return (who[spots.index(place)],)
    raise Unreadable("figures, and not whose each is")


def owner_of_list(at: Sense, what: Whole, partner: Parties) -> dict[str, Any] | None:
    """Return whose trade is told of beside a list of its partners: "were Oman's top partners, with turnover up"."""
    if what.named or what.owner or what.noun.channel != "trade" or not partner:
        return None
    for one in at.wholes:
        known = one.owner not in ((), PRONOUN, WORLD, REGION)
        if at.shape[one.at] == "R" and one.at < what.at and known and len(one.owner) == 1:
            return {"subject": one.owner[0], "partners": partner, "channel": "trade", "product": ""}
    return None


def named_late(at: Sense, what: Whole) -> Parties:
    """Return the one other state of a sentence that begins with what it deals in: "Imports from India grew …"."""
    partner = what.source or what.target or what.other
    if (
        at.about
        or at.memory.topic
        or what.owner
        or len(partner) != 1
        or partner in (PRONOUN, REGION)
    ):
        return ()
    if what.noun.channel not in ("imports", "exports"):
        return ()
    spots = range(what.end, len(at.shape))
    governed = {
        party
        for spot in spots
        if at.shape[spot] == "P" and at.shape[spot - 1 : spot] in ("f", "t")
        for party in at.line.parties(spot)
    }
    others = {one.party for one in at.line.said} - {*partner, *governed}
    whose = {
        party
        for spot in spots
        if at.shape[spot] in "OA" and at.shape[spot - 1 : spot] not in ("f", "t")
        for party in at.line.parties(spot)
    }
    return tuple(others) if len(others) == 1 and others <= whose else ()


def dated(at: Sense, place: int, draft: Draft) -> Draft:
    """Return a change with its two times, where they stand beside what it rose from and to."""
    ends = ENDS.match(at.shape, place + 1)
    if ends:
        first, last = (_years(at, ends.start(name)) for name in ("one", "two"))
        then = at.line.chunks[ends.start("two")].value
        if last is None and first and then.how.startswith("previous"):
            last = (first[0] - 1, first[1] - 1)
        if first and last and first != last:
            return _between(draft, *sorted((first, last)))
    back = BACK.search(at.shape, 0, place) or TURNED.search(at.shape, 0, place)
    if back and not _on_year_before(at, place):
        begun = back.start("one") if back["one"] else back.start("then")
        first, last = _years(at, begun), _years(at, back.start("two"))
        if first and last and first < last:
            return _between(draft, first, last)
    whole = next((one for one in at.line.chunks if one.tag == "Y" and IN_ALL.match(one.text)), None)
    years = draft.parts.get("years")
    if whole and whole.value.years == years and not str(draft.parts["channel"]).startswith("arms"):
        first_year, last_year = years
        return _between(draft, (first_year - 1, first_year - 1), (last_year, last_year))
    then = FROM_THEN.search(at.shape, 0, place) or SIZE_THEN.match(at.shape, place + 1)
    if then and (years := _years(at, then.start("then"))):
        others = [one for one in _all_years(at) if one > years]
        if len(set(others)) == 1:
            return _between(draft, years, others[0])
    compared = COMPARED.match(at.shape, place + 1)
    against = at.line.chunks[compared.start("then")].value if compared else None
    if against and (years := against.years or against.before) and years[1] > years[0]:
        length = years[1] - years[0] + 1
        others = [one for one in _all_years(at) if one > years]
        now = others[0] if others else (years[1] + 1, years[1] + length)
        if now[1] < at.stated:
            return _between(draft, years, now)
    return _as_before(at, draft)


def _on_year_before(at: Sense, place: int) -> bool:
    """Return whether behind a change it is told against which time: "an increase of 10 % on the year before"."""
    stop = at.shape.find(";", place)
    behind = at.line.chunks[place + 1 : stop if stop >= 0 else len(at.shape)]
    return any(one.tag == "Y" and one.value.how for one in behind)


def _as_before(at: Sense, draft: Draft) -> Draft:
    """Return a change with the time of the change between the same two that the sentence before told."""
    known, sides = at.memory.parts, {draft.parts["subject"], *draft.parts.get("partners", ())}
    alike = known.get("kind") == "change" and sides == {known["subject"], *known["partners"]}
    if not alike or len(sides) != 2 or "Y" in at.shape or not at.memory.years:
        return draft
    if "years" in draft.parts or "before" in draft.parts:
        return draft
    parts = draft.parts | {"years": at.memory.years}
    return replace(draft, parts=parts, assumed=(*draft.assumed, BEFORE))


def since(at: Sense, place: int, draft: Draft) -> Draft:
    """Return a change from a year told by "since" to the year that is told of what it came to."""
    times = [one.value for one in at.line.chunks if one.tag == "Y"]
    begun = [one for one in times if one.how == "since" and one.years]
    ended = [one.years for one in times if one.years and not one.how]
    if len(begun) != 1 or len(ended) != 1 or ";" in at.shape[:place]:
        return draft
    first = begun[0].years[0]
    if ended[0][0] <= first:
        return draft
    return _between(draft, (first, first), ended[0])


def to_another(
    at: Sense, place: int, figure: Figure, told: Sequence[Draft], before: int
) -> Draft | None:
    """Return a change for another partner: "grew by 175 per cent and to the Emirates by 12 per cent"."""
    last = told[-1] if told and told[-1].at == before else None
    found = ANOTHER.fullmatch(at.shape, before + 1, place)
    if last is None or not found or last.parts.get("kind") != "change":
        return None
    who = at.line.parties(found.start("who"))
    known = last.parts.get("partners", ())
    way = {"f": ("imports", "arms", "aid"), "t": ("exports", "arms-exports")}[found["way"]]
    if (
        not known
        or len(who) != 1
        or last.parts["channel"] not in way
        or set(who) & {*known, last.parts["subject"]}
    ):
        return None
    if at.shape[place + 1 : place + 2] == "o" or figure.unit != last.parts["unit"]:
        return None
    parts = last.parts | {"partners": who, "quantity": figure.value}
    words = (figure.words, *last.words[1:])
    return replace(last, parts=parts, words=words, at=place, cues=last.cues | {"gapped"})


def other_way(at: Sense, told: Sequence[Draft], one: Draft) -> Draft:
    """Return a change with the partner of the one before: "exports to Russia jumped …; imports rose …"."""
    last = told[-1].parts if told else {}
    turned = {"exports": "imports", "imports": "exports"}.get(str(one.parts.get("channel")), "")
    same = last.get("kind") == "change" and last.get("subject") == one.parts["subject"]
    if (
        not same
        or one.parts.get("partners")
        or last.get("channel") != turned
        or not last["partners"]
    ):
        return one
    between = at.shape[told[-1].at + 1 : one.at]
    if not OTHER_WAY.fullmatch(between) or last.get("product") != one.parts.get("product"):
        return one
    parts = one.parts | {"partners": last["partners"]}
    return _as_before(at, replace(one, parts=parts, cues=one.cues | {"other way"}))


def front(at: Sense, place: int) -> tuple[int, int] | None:
    """Return the year in which a course begins or ends, of the two that a sentence begins with."""
    first = next((one.value for one in at.line.chunks if one.tag == "Y"), None)
    plain = [one for one in at.line.chunks if one.tag == "Y" and one.value.years]
    if first is None or first.how != "ends" or len(plain) != 1:
        return None
    spot = at.shape.index("Y")
    if spot > 2 and not COURSE_BEFORE.search(at.shape, 0, spot):
        return None
    lead = at.shape[:place].rstrip("x")[-2:]
    if lead in ("uf", "df"):
        return first.years[0], first.years[0]
    return (first.years[1], first.years[1]) if END.search(at.shape, 0, place) else None


def when(at: Sense, place: int) -> tuple[int, int] | None:
    """Return the year right before a share that is told with it: "since 2015, when it was 20 per cent"."""
    found = WHEN.search(at.shape, 0, place)
    if not found or at.line.chunks[found.start("when")].text != "when":
        return None
    time = at.line.chunks[found.start("then")].value
    if not time.years or time.how not in ("", "since", "until"):
        return None
    return (time.years[0], time.years[0]) if time.how == "since" else time.years


def begun(at: Sense, place: int) -> tuple[int, int] | None:
    """Return since when a share had moved that is told with what it was: "since 2000, rising from 2 per cent"."""
    found = BEGUN.search(at.shape, 0, place)
    time = at.line.chunks[found.start("since")].value if found else None
    if (
        time is None
        or time.how != "since"
        or not time.years
        or at.shape[place + 1 : place + 3] == "Y"
    ):
        return None
    return time.years[0], time.years[0]


def times(at: Sense) -> Iterator[tuple[int, Figure]]:
    """Yield by how many per cent something grew that is so many times as much: "70 times higher than in 1990"."""
    for place, tag in enumerate(at.shape):
        if tag != "B":
            continue
        figure = at.line.chunks[place].value
        after = at.line.chunks[place + 1 : place + 2]
        ahead = AS_OF.match(at.shape, place + 1)
        more = ahead is not None and after[0].text in MORE
        grew = GREW.search(at.shape, 0, place) and not figure.words.endswith("fold")
        fold = figure.words.endswith("fold") and after and after[0].tag == "u"
        if figure.value > 1 and (more or grew or fold):
            size = 100.0 * (figure.value - 1)
            yield place, Figure(size, "%", "about", figure.start, figure.end, figure.words)


def _between(draft: Draft, before: tuple[int, int], years: tuple[int, int]) -> Draft:
    kept = {key: value for key, value in draft.parts.items() if key != "when"}
    assumed = tuple(
        one for one in draft.assumed if not one.startswith(("against the", "the periods"))
    )
    return replace(draft, parts=kept | {"before": before, "years": years}, assumed=assumed)


def _years(at: Sense, spot: int) -> tuple[int, int] | None:
    years: tuple[int, int] | None = at.line.chunks[spot].value.years
    return years


def _all_years(at: Sense) -> list[tuple[int, int]]:
    """Return the plain times of a sentence, each once, and none from which something is counted."""
    found = [
        one.value
        for spot, one in enumerate(at.line.chunks)
        if one.tag == "Y" and at.shape[spot - 1 : spot] not in ("f", "j")
    ]
    return list(dict.fromkeys(one.years for one in found if one.years and not one.how))
