"""The figures of a sentence by their roles: share, amount, change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.set_aside import (
    has_own_time,
    is_counted_otherwise,
    is_of_part,
    is_planned,
    is_whole,
    is_yearly,
    rose_from,
)
from counterpoise.statements.reading.parties.sides import is_in_owners
from counterpoise.statements.reading.roles import beside, growth
from counterpoise.statements.reading.roles.alike import alike
from counterpoise.statements.reading.roles.amounts import amount
from counterpoise.statements.reading.roles.beside_years import is_told_again
from counterpoise.statements.reading.roles.continued import continued
from counterpoise.statements.reading.roles.dealer_listed import dealer_listed
from counterpoise.statements.reading.roles.figure_role import role_of
from counterpoise.statements.reading.roles.gapped import carried, conjunct, conjunct_at
from counterpoise.statements.reading.roles.in_turn import WENT, in_turn, went
from counterpoise.statements.reading.roles.nobody import (
    check_nobody,
    check_worth,
    is_aside,
    is_counted,
    is_of_several,
)
from counterpoise.statements.reading.roles.of_holder import check_owned
from counterpoise.statements.reading.roles.of_same import of_the_same
from counterpoise.statements.reading.roles.outdone import (
    AS_MUCH,
    TIMES_WHAT,
    as_much,
    it_got,
    part_of_other,
    times_what,
)
from counterpoise.statements.reading.roles.pairing import against, check_alone, one_of_each, safe
from counterpoise.statements.reading.roles.restated import (
    MORE_THAN_ANY,
    VAGUE,
    by_so_much,
    ever_since,
    exactly,
    first_as_well,
    in_brackets,
    more_than,
)
from counterpoise.statements.reading.roles.shares import share
from counterpoise.statements.reading.roles.sizes import change
from counterpoise.statements.reading.roles.those_of import those_of
from counterpoise.statements.reading.tokens.chunk import WITH_FIGURE
from counterpoise.statements.reading.tokens.chunks import DENIED
from counterpoise.statements.reading.tokens.figures import Figure

GOES_ON: Final = re.compile(r"Y?[,;&x]*(?:[ft]x*)?[AOP]C?x*")
"""A party and what it has, between a change and the next figure."""
PER: Final = re.compile(
    r"\s(?:a|per|each|every) (?:day|week|month|hour|head|person|capita|inhabitant|barrel|tonne|piece)\b"
    r"|\sdaily\b"
)
ANOTHERS: Final = re.compile(r"[,;&]x*O[ft]P[xtlb]*$")
"""Before the share of another owner: ", Italy's to Libya less than 1 per cent"."""
RUN: Final = re.compile(r"F,?&?F")
"""Two figures of a run."""
REST: Final = re.compile(
    r"\bthe (?:rest|remainder|others?)(?: (?:of (?:it|them)|being|is|was|came|comes))? ?$"
)
"""Before a figure: it is a part of what was not told of."""
NEIGHBOUR: Final = re.compile(r"(?:x*o[xsOA]*k?C)?[ft]s[xQ]+(?:[,;&](?!P(?:$|[,;x]))|$)")
"""Whom a figure is from, told and not named: "an eighth from our cousins across the sea"."""
SEVERAL_FIGURED: Final = re.compile(rf"x*[fty]x*{WITH_FIGURE}\)?,?&?,?x*{WITH_FIGURE}")
OF_REST: Final = re.compile(
    r"\s(?:of )?(?:the|what) (?:rest|remainder|remained|remains|was left|is left)\b"
)
SIGNED: Final = "by how much, told by a sign, and not whose"
FOR_EVERY: Final = re.compile(r"\bfor (?:every|each) (?:\w+ ){0,2}(?:dollar|tonne|euro|job|\$)")
EACH: Final = re.compile(r"\b(?:each(?! of the| hundred| ten| five| \d| dollar)|apiece)\b(?! year)")


FOLLOWED: Final = re.compile(r"\bfollowed (?:closely )?by\b")


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield what each figure of a sentence says, or why it can't be read."""
    yield from beside.changes(at)
    for draft in _drafts(at):
        if isinstance(draft, Draft):
            yield from beside.places(at, draft)
        if isinstance(draft, Draft) and (more := more_than(at, draft)):
            yield more
        if (
            isinstance(draft, Draft)
            and (EACH.search(at.line.plain) or draft.words[0].startswith(DENIED))
            and len(draft.parts.get("partners", ())) > 1
        ):
            for one in draft.parts["partners"]:
                yield replace(draft, parts=draft.parts | {"partners": (one,)})
        else:
            yield draft
    yield from beside.manifold(at)


def _share(at: Sense, place: int, figure: Figure, last: Draft | None) -> Draft:
    """Return a share; where only a figure is said, of what the sentence told before."""
    if like := alike(at, place, figure):
        return like
    try:
        return share(at, place, figure)
    except Unreadable:
        bare = last and not set(at.shape[last.at + 1 : place]) - set("ofxsCYO;,&AbfjudE")
        since = at.shape[max(at.shape.rfind(mark, 0, place) for mark in ";,&(") + 1 : place]
        if (
            not last
            or not bare
            or set(since) & set("POACgk")
            or set(at.shape[place + 1 :]) & set("oCP")
        ):
            raise
    parts = last.parts | {"comparison": figure.comparison, "quantity": figure.value}
    parts = {key: value for key, value in parts.items() if key not in ("years", "when")}
    draft = Draft(
        parts, (figure.words, *last.words[1:]), place, last.assumed, last.cues | {"carried"}
    )
    return timed(at, place, draft)


def _goes_on(at: Sense, told: list[Draft], before: int, place: int) -> bool:
    """Return whether a figure goes on with the change before it: "rose 7 per cent, and Russian ones 1"."""
    last = told[-1] if told else None
    if last is None or last.at != before or last.parts["kind"] != "change":
        return False
    between = at.shape[before + 1 : place]
    return bool(GOES_ON.fullmatch(between)) and at.shape[place + 1 : place + 2] != "o"


def _told_apart(at: Sense, place: int, figure: Figure) -> bool:
    """Return whether each partner has its figure: "came mainly from Italy (45 per cent), Spain (12)"."""
    vague = set(figure.words.split()) & set(VAGUE)
    return bool(vague) and SEVERAL_FIGURED.match(at.shape, place + 1) is not None


def _drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    last: Draft | None = None
    full: Draft | None = None
    flow: Draft | None = None
    first_flow: Draft | None = None
    told: list[Draft] = []
    seen = -1
    for place, tag in enumerate(at.shape):
        if tag not in "FMT":
            continue
        figure: Figure = at.line.chunks[place].value
        before, seen = seen, place
        try:
            if part := part_of_other(at, place, last, before):
                yield part
                continue
            if REST.search(at.line.plain, 0, at.line.chunks[place].start):
                raise Unreadable(f"“{figure.words}” is of the rest")
            if NEIGHBOUR.match(at.shape, place + 1):
                raise Unreadable("the other side is not named")
            figure = exactly(at, place, figure)
            if _told_apart(at, place, figure):
                raise Unreadable(f"“{figure.words}”, told apart behind")
            if OF_REST.match(at.line.plain, at.line.chunks[place].end):
                raise Unreadable(f"“{figure.words}” is of the rest")
            if FOR_EVERY.search(at.line.plain):
                raise Unreadable(f"“{figure.words}” is told for every so much of another")
            if last is not None and is_of_part(at, place):
                raise Unreadable(f"“{figure.words}” is a part of a part")
            if is_yearly(at, place):
                raise Unreadable(f"“{figure.words}” is told by the year")
            if tag in "MT" and is_whole(at, place):
                raise Unreadable(f"“{figure.words}” is the whole of which another is a part")
            if tag == "M" and is_counted_otherwise(at, place):
                raise Unreadable(f"“{figure.words}” is counted in another way than the one before")
            if is_planned(at, place):
                raise Unreadable(f"“{figure.words}” is planned, asked for or thought")
            if tag == "M" and is_told_again(at, place):
                raise Unreadable(f"“{figure.words}” is a change told again")
            if PER.match(at.line.plain, at.line.chunks[place].end):
                raise Unreadable(f"“{figure.words}” is told by the day, month, head or piece")
            alone = not set(at.shape[:place]) & set("FMTB") and at.line.plain.startswith(
                (" of it", " of them"), at.line.chunks[place].end
            )
            if (
                not alone
                and is_aside(at, place)
                and not set(conjunct_text(at, place)) & set("PAgkcwavi")
            ):
                raise Unreadable(f"“{figure.words}” is a part of a part")
            if is_counted(at, place):
                raise Unreadable(f"“{figure.words}” is a part of what was counted")
            if (
                tag == "M"
                and FOLLOWED.search(at.line.plain, 0, at.line.chunks[place].start)
                and not set(at.shape) & set("CRK")
            ):
                raise Unreadable(
                    f"“{figure.words}” is one of a list that the sentence before began"
                )
            role = role_of(at, place, figure)
            if role == "change":
                alike = growth.to_another(at, place, figure, told, before)
                changed = alike or by_so_much(at, place, figure, told) or change(at, place, figure)
                beside = None if alike else conjunct(at, place)
                sides = {changed.parts["subject"], *changed.parts["partners"]}
                if beside and not set(beside[0]) & sides:
                    raise Unreadable("figures, and not whose each is")
                changed = growth.other_way(at, told, changed)
                if any(against(at, changed, one) for one in told):
                    raise Unreadable("two figures for one change")
                told.append(changed)
                yield changed
            elif role == "share" and _goes_on(at, told, before, place):
                raise Unreadable("by how much, and not whose")
            elif role == "share" and (of_dealer := dealer_listed(at, place, figure)):
                told.append(of_dealer)
                yield of_dealer
            elif role == "share":
                check_nobody(at, place)
                check_owned(at, place)
                exact = in_brackets(at, place, figure, last, before)
                if exact:
                    yield exact
                    continue
                known = full if last and last.at == before else None
                if known and _of_owners(at, place):
                    known = None
                gapped = (
                    continued(at, place, figure, known, last, before) if known and last else None
                )
                if gapped is None and known:
                    gapped = carried(at, place, figure, known, before)
                if gapped is None and figure.bare and not _belongs(at, place):
                    raise Unreadable(f"“{figure.words}”, and not of what")
                last = gapped or _share(at, place, figure, last)
                ends = growth.front(at, place) if "Y" in at.shape[:place] else None
                if then := growth.when(at, place):
                    last = replace(last, parts=last.parts | {"years": then})
                elif not last.parts.get("years") and ends:
                    last = replace(last, parts=last.parts | {"years": ends})
                elif rose_from(at, place) and (begun := growth.begun(at, place)):
                    last = replace(last, parts=last.parts | {"years": begun})
                elif rose_from(at, place) and not (
                    "years" in last.parts and has_own_time(at, place)
                ):
                    raise Unreadable("what it was before, and not when")
                if told and ANOTHERS.search(at.shape, 0, place):
                    raise Unreadable("figures, and not whose each is")
                if is_of_several(at, place, figure, last):
                    raise Unreadable("figures, and not whose each is")
                if at.shape[:place].endswith("jO") and "years" not in last.parts:
                    if full is None:
                        raise Unreadable("a figure beside another that is not read")
                    kept = {key: full.parts[key] for key in ("years",) if key in full.parts}
                    last = replace(last, parts=last.parts | kept)
                last = safe(at, place, full, last)
                if any(against(at, last, one) for one in told):
                    raise Unreadable("two figures for one share")
                if told and RUN.fullmatch(at.shape, before, place + 1) and "J" in at.shape[place:]:
                    kept = {
                        key: told[-1].parts[key]
                        for key in ("years", "when")
                        if key in told[-1].parts
                    }
                    last = replace(last, parts=kept | last.parts)
                told.append(last)
                from_it = full is not None and at.shape[:place].rstrip("x").endswith(("uf", "df"))
                if gapped and full and gapped.parts["subject"] != full.parts["subject"]:
                    # "…; Namibia, 24 per cent to China and 15 to South Africa"
                    cues = full.cues | {"gapped owner"}
                    full = replace(
                        full, parts=full.parts | {"subject": gapped.parts["subject"]}, cues=cues
                    )
                anew = gapped and "anew" in gapped.cues
                full = full if (gapped and not anew) or from_it else last
                yield last
                several = TIMES_WHAT.search(at.shape, place)
                if several and times_what(at, place, last, several):
                    yield as_much(
                        at, last, several.start("who"), several.start("times"), turned=True
                    )
                beside_it = AS_MUCH.match(at.shape, place + 1)
                if beside_it and last.parts["kind"] == "share":
                    yield as_much(at, last, beside_it.start("who"), beside_it.start("times"))
                if MORE_THAN_ANY.match(at.shape, place + 1) and last.parts["kind"] == "share":
                    yield first_as_well(last)
                if more := ever_since(at, place, last):
                    yield more
                if more := it_got(at, place, last):
                    yield more
            elif role == "amount" and (listed := those_of(at, place, figure)):
                yield listed
            elif role == "amount":
                sent = WENT.match(at.shape, place + 1)
                if sent and flow and "C" not in at.shape[flow.at : place]:
                    flow = went(at, place, figure, flow, sent.end() - 1)
                else:
                    flow = in_turn(at, place, figure, first_flow) or one_of_each(
                        at, place, amount(at, place, figure)
                    )
                    flow = of_the_same(at, place, flow, last)
                    check_alone(at, place, flow)
                    check_worth(at, place, flow.parts.get("partners", ()))
                    dated = "from and to" in flow.cues or has_own_time(at, place)
                    if rose_from(at, place) and not dated:
                        raise Unreadable("what it was before, and not when")
                    first_flow = first_flow if "gapped" in flow.cues else flow
                yield flow
                if more := it_got(at, place, flow):
                    yield more
        except Unreadable as fault:
            why = Unreadable(SIGNED) if growth.sign(at, place) else fault
            why.at = place
            yield why
    for place, tag in enumerate(at.shape):
        if tag not in "udB":
            continue
        doubled = at.line.chunks[place].value
        if (
            tag == "B"
            and doubled.words.endswith("fold")
            and at.shape[:place].rstrip("x")[-1:] == "u"
        ):
            doubled = 100 * (doubled.value - 1)
        sized = re.match(r"\(F\)", at.shape[place + 1 :])
        if tag in "udB" and isinstance(doubled, float) and not sized:
            words = at.line.chunks[place].text
            try:
                yield change(at, place, Figure(doubled, "%", "about", 0, 0, words))
            except Unreadable as why:
                yield why


def _of_owners(at: Sense, place: int) -> bool:
    """Return whether several have one supplier: "supplier to Algeria (76), Belarus (98)"."""
    role = re.search(r"Rx*(?:[or]x*C)?t$", at.shape[: max(at.shape.find("P(F)"), 0)])
    return bool(role) and is_in_owners(at, place)


def conjunct_text(at: Sense, place: int) -> str:
    """Return the letters of a figure's conjunct."""
    begin, end = conjunct_at(at.shape, place)
    return at.shape[begin:end]


def _belongs(at: Sense, place: int) -> bool:
    """Return whether a bare number stands in brackets behind a party, or ends a course of shares."""
    before = at.shape[:place].rstrip("x")
    shared = re.match(r"(?:[,&]*x*PF)+o", at.shape[place + 1 :])
    return before.endswith(("P(", "A(", "t", "f", "jO", *(("Pg", "Pk") if shared else ())))
