"""The figures of a sentence by their roles: share, amount, change."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.roles.amounts import amount
from counterpoise.statements.reading.roles.continued import continued
from counterpoise.statements.reading.roles.gapped import carried, conjunct, conjunct_at
from counterpoise.statements.reading.roles.in_turn import WENT, in_turn, went
from counterpoise.statements.reading.roles.outdone import (
    AS_MUCH,
    TIMES_WHAT,
    as_much,
    times_what,
)
from counterpoise.statements.reading.roles.pairing import against, check_alone, one_of_each, safe
from counterpoise.statements.reading.roles.shares import share
from counterpoise.statements.reading.roles.sizes import change, than_then
from counterpoise.statements.reading.tokens.anaphors import MEANT
from counterpoise.statements.reading.tokens.figures import Figure

PER: Final = re.compile(
    r"\s(?:a|per|each|every) (?:day|week|month|hour|head|person|capita|inhabitant|barrel|tonne|piece)\b"
    r"|\sdaily\b"
)
ASIDE: Final = re.compile(r"x*o(?:p|q(?!P)|C(?=[CxyKE]))")
"""A part of what a figure was of: ", most of it ore", "and nearly all of that by lorry"."""
OF_WHICH: Final = re.compile(r",x*oq[xtE]*$")
OF_THEM: Final = re.compile(r",x*$")
BY_PRODUCT: Final = re.compile(r"x*b[xjA]*(?P<product>C)(?![ftyh]x*P)")
"""What a part is of: "of which 40 per cent was crude"."""
BESIDE: Final = ("below", "above", "under", "over")
"""What makes a time one that a figure is measured from: "7 per cent below its level of 2021"."""
MORE_THAN_ANY: Final = re.compile(r"[^;FTC]*C?[^;FTC]*,x*Ex*jx*[ftyo]?x*L")
"""What makes a share the first place as well."""
REST: Final = re.compile(
    r"\bthe (?:rest|remainder|others?)(?: (?:of (?:it|them)|being|is|was|came|comes))? ?$"
)
"""Before a figure: it is a part of what was not told of."""
NEIGHBOUR: Final = re.compile(r"(?:x*o[xsOA]*k?C)?[ft]s[xQ]+(?:[,;&](?!P(?:$|[,;x]))|$)")
"""Whom a figure is from, told and not named: "an eighth from our cousins across the sea"."""
SO_MUCH: Final = re.compile(r"[,;(]x*(?P<way>[ud])x*[oy]?x*$")
"""Behind two shares: by how much, ", a rise of 25 points"."""
BRACKETED: Final = re.compile(r"(?:x*o[xsOA]*C[xY]*)?\(x*|,x*")
DIGIT: Final = re.compile(r"\d")
CLOSE: Final = 0.15
"""The part of a figure by which an exact one may differ that stands for the same."""
SEVERAL_FIGURED: Final = re.compile(r"x*[ft]x*P,?[(h]x*F\)?,?&?,?x*P,?[(h]x*F")
VAGUE: Final = ("all", "most", "mostly", "mainly", "bulk", "majority")
THAN: Final = re.compile(
    r",(?P<more>E)j(?:p[gkY]{1,2})?(?P<side>[ft]?)x*(?P<who>P)(?P<both>G?)(?=x?$|[,;])"
)
"""What more is than: ", more than from India"."""
OF_REST: Final = re.compile(
    r"\s(?:of )?(?:the|what) (?:rest|remainder|remained|remains|was left|is left)\b"
)
FOR_EVERY: Final = re.compile(r"\bfor (?:every|each) (?:\w+ ){0,2}(?:dollar|tonne|euro|job|\$)")
EACH: Final = re.compile(r"\b(?:each(?! of the| hundred| ten| five| \d| dollar)|apiece)\b(?! year)")


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield what each figure of a sentence says, or why it can't be read."""
    for draft in _drafts(at):
        if isinstance(draft, Draft) and (more := _more_than(at, draft)):
            yield more
        if (
            isinstance(draft, Draft)
            and EACH.search(at.line.plain)
            and len(draft.parts.get("partners", ())) > 1
        ):
            for one in draft.parts["partners"]:
                yield replace(draft, parts=draft.parts | {"partners": (one,)})
        else:
            yield draft


def _more_than(at: Sense, draft: Draft) -> Draft | None:
    """Return the comparison behind an amount or share: ", more than from India and Kenya together"."""
    parts, shape = draft.parts, at.shape
    if parts["kind"] not in ("amount", "share") or len(parts.get("partners", ())) != 1:
        return None
    found = THAN.search(shape, draft.at)
    if not found or set(shape[draft.at + 1 : found.start()]) & set(",;&FMT"):
        return None
    who = at.line.parties(found.start("who"))
    word = at.line.chunks[found.start("more")].text
    if word not in ("more", "less", "fewer") or {parts["subject"], *parts["partners"]} & set(who):
        return None
    if len(who) > 1 and not found["both"]:
        return None
    doers = [one for one in range(draft.at) if shape[one] in "PA"]
    giver = bool(doers) and at.line.parties(doers[0]) == parts["partners"]
    if not found["side"] and not giver:
        return None  # "bought $640 m from China, more than Kenya": another buyer
    kept = {
        key: parts[key]
        for key in ("subject", "partners", "channel", "product", "years")
        if key in parts
    }
    than = {"kind": "comparison", "poles": who, "quantity": 1.0, "unit": "times",
            "comparison": "more than" if word == "more" else "less than"}  # fmt: skip
    cues = frozenset({"comparison", f"compared {found['side'] or ''}"})
    return Draft(kept | than, (word, "than"), draft.at, draft.assumed, cues)


def _share(at: Sense, place: int, figure: Figure, last: Draft | None) -> Draft:
    """Return a share; where only a figure is said, of what the sentence told before."""
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


def _exactly(at: Sense, place: int, figure: Figure) -> Figure:
    """Return the figure that says exactly what a vague one does: "almost all of it, 93 per cent of it"."""
    if not set(figure.words.split()) & set(VAGUE):
        return figure
    ahead = next((one for one in range(place + 1, len(at.shape)) if at.shape[one] in "F;"), -1)
    if ahead < 0 or at.shape[ahead] != "F" or at.shape[ahead - 1] != ",":
        return figure
    exact: Figure = at.line.chunks[ahead].value
    same = exact.value >= figure.value and at.line.plain.startswith(" of it", exact.end)
    return exact if same else figure


def _in_brackets(
    at: Sense, place: int, figure: Figure, last: Draft | None, before: int
) -> Draft | None:
    """Return the share that brackets tell exactly: "a fifth of Bolivia's imports (19.7 %) were Brazilian"."""
    shape = at.shape
    between = shape[before + 1 : place]
    if not last or last.at != before or last.parts["kind"] != "share":
        return None
    closed = {"(": ")", ",": ","}.get(between.rstrip("x")[-1:], "")
    if not BRACKETED.fullmatch(between) or shape[place + 1 : place + 2] != closed:
        return None
    told = last.parts["quantity"]
    if closed == "," and (figure.bare or DIGIT.search(last.words[0])):
        return None  # "a third, 34 per cent, went to", and no list
    if abs(told - figure.value) > CLOSE * told or figure.value == told:
        return None
    parts = last.parts | {"comparison": figure.comparison, "quantity": figure.value}
    return replace(last, parts=parts, words=(figure.words, *last.words[1:]), at=place)


def _by_so_much(at: Sense, place: int, figure: Figure, told: list[Draft]) -> Draft | None:
    """Return the change between two shares told before it: "from 11 to 36 per cent, a rise of 25 points"."""
    found = SO_MUCH.search(at.shape, 0, place)
    shares = [one for one in told if one.parts["kind"] == "share"]
    if not found or len(shares) < 2 or figure.unit != "points" or shares[-1].at > found.start():
        return None
    first, last = shares[-2:]
    keys = ("subject", "partners", "channel", "product")
    if any(first.parts.get(key) != last.parts.get(key) for key in keys):
        return None
    parts = {key: last.parts[key] for key in (*keys, "years") if key in last.parts}
    rising = at.shape[found.start("way")] == "u"
    parts |= {"kind": "change", "of": "share", "comparison": "rising" if rising else "falling",
              "quantity": figure.value, "unit": "points", "before": first.parts.get("years")}  # fmt: skip
    words = (figure.words, at.line.chunks[found.start("way")].text)
    return Draft(parts, words, place, last.assumed, last.cues | {"change"})


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
            if REST.search(at.line.plain, 0, at.line.chunks[place].start):
                raise Unreadable(f"“{figure.words}” is of the rest")
            if NEIGHBOUR.match(at.shape, place + 1):
                raise Unreadable("the other side is not named")
            figure = _exactly(at, place, figure)
            if _told_apart(at, place, figure):
                raise Unreadable(f"“{figure.words}”, told apart behind")
            if OF_REST.match(at.line.plain, at.line.chunks[place].end):
                raise Unreadable(f"“{figure.words}” is of the rest")
            if FOR_EVERY.search(at.line.plain):
                raise Unreadable(f"“{figure.words}” is told for every so much of another")
            if PER.match(at.line.plain, at.line.chunks[place].end):
                raise Unreadable(f"“{figure.words}” is told by the day, month, head or piece")
            alone = not set(at.shape[:place]) & set("FMTB") and at.line.plain.startswith(
                (" of it", " of them"), at.line.chunks[place].end
            )
            if (
                not alone
                and ASIDE.match(at.shape, place + 1)
                and not set(conjunct_text(at, place)) & set("PAgkcwavi")
            ):
                raise Unreadable(f"“{figure.words}” is a part of a part")
            if _counted(at, place):
                raise Unreadable(f"“{figure.words}” is a part of what was counted")
            role = role_of(at, place, figure)
            if role == "change":
                changed = _by_so_much(at, place, figure, told) or change(at, place, figure)
                beside = conjunct(at, place)
                sides = {changed.parts["subject"], *changed.parts["partners"]}
                if beside and not set(beside[0]) & sides:
                    raise Unreadable("figures, and not whose each is")
                if any(against(at, changed, one) for one in told):
                    raise Unreadable("two figures for one change")
                told.append(changed)
                yield changed
            elif role == "share":
                exact = _in_brackets(at, place, figure, last, before)
                if exact:
                    yield exact
                    continue
                known = full if last and last.at == before else None
                gapped = (
                    continued(at, place, figure, known, last, before) if known and last else None
                )
                if gapped is None and known:
                    gapped = carried(at, place, figure, known, before)
                if gapped is None and figure.bare and not _belongs(at, place):
                    raise Unreadable(f"“{figure.words}”, and not of what")
                last = gapped or _share(at, place, figure, last)
                if _of_several(at, place, figure, last):
                    raise Unreadable("figures, and not whose each is")
                if at.shape[:place].endswith("jO") and "years" not in last.parts:
                    if full is None:
                        raise Unreadable("a figure beside another that is not read")
                    kept = {key: full.parts[key] for key in ("years",) if key in full.parts}
                    last = replace(last, parts=last.parts | kept)
                last = safe(at, place, full, last)
                if any(against(at, last, one) for one in told):
                    raise Unreadable("two figures for one share")
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
                    yield _first(last)
            elif role == "amount":
                sent = WENT.match(at.shape, place + 1)
                if sent and flow and "C" not in at.shape[flow.at : place]:
                    flow = went(at, place, figure, flow, sent.end() - 1)
                else:
                    flow = in_turn(at, place, figure, first_flow) or one_of_each(
                        at, place, amount(at, place, figure)
                    )
                    check_alone(at, place, flow)
                    first_flow = first_flow if "gapped" in flow.cues else flow
                yield flow
        except Unreadable as why:
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


def _counted(at: Sense, place: int) -> bool:
    """Return whether a figure parts what was told of by product, origin or state, and by no party.

    So do "sent 90 tanks to Ukraine, most of them from its own stocks" and "of which 40 per cent was crude".
    """
    shape, chunks = at.shape, at.line.chunks
    product = BY_PRODUCT.match(shape, place + 1)
    if product and chunks[product.start("product")].value.product:
        return chunks[place].value.unit == "%" and "o" in shape[:place]
    begin, end = conjunct_at(shape, place)
    if OF_WHICH.search(shape, 0, place) and not set(shape[place:end]) & set("PAOp"):
        return True
    them = shape[place + 1 : place + 3] == "oC" and chunks[place + 2].text in MEANT
    if not them or not OF_THEM.search(shape, 0, place):
        return False
    return not set(shape[begin:end]) & set("PAOp")


def _of_several(at: Sense, place: int, figure: Figure, draft: Draft) -> bool:
    """Return whether figures stand side by side, and their partners were not told apart."""
    run = re.match(r"[xY]*[,&]+x*F", at.shape[place + 1 :]) or re.search(
        r"F[,&]+x*$", at.shape[:place]
    )
    several = len(draft.parts.get("partners", ())) > 1
    return bool(run) and several and not figure.ranged


def conjunct_text(at: Sense, place: int) -> str:
    """Return the letters of a figure's conjunct."""
    begin, end = conjunct_at(at.shape, place)
    return at.shape[begin:end]


def _first(share: Draft) -> Draft:
    """Return the first place that "36 per cent …, more than any other" tells with a share."""
    kept = {key: value for key, value in share.parts.items() if key not in ("quantity", "unit")}
    parts = kept | {"kind": "rank", "comparison": "largest", "quantity": 1.0}
    return replace(
        share, parts=parts, words=(*share.words, "more than any other"), cues=share.cues | {"rank"}
    )


def _belongs(at: Sense, place: int) -> bool:
    """Return whether a bare number stands in brackets behind a party, or ends a course of shares."""
    before = at.shape[:place].rstrip("x")
    shared = re.match(r"(?:[,&]*x*PF)+o", at.shape[place + 1 :])
    return before.endswith(("P(", "A(", "t", "f", "jO", *(("Pg", "Pk") if shared else ())))


def role_of(at: Sense, place: int, figure: Figure) -> str:
    """Return what a figure is: "share", "amount", "change" or "" for nothing of ours."""
    shape = at.shape
    before, after = shape[:place].rstrip("xZ"), shape[place + 1 :]
    if figure.unit == "points":
        return "change"
    bare = after.lstrip("xE")
    # "a 26 % drop"; "10 % up on": but "a third, down from half" is a share of its own
    if bare[:1] in ("u", "d") and not after.startswith(("x", ",")):
        return "change"
    if re.match(r"x*Ex*(?:j[xnP]*)?Y", after) and figure.unit == "%":
        return "change"
    if figure.unit in ("%", "points", "USD") and than_then(at, place):
        return "change"
    if before.endswith(("uy", "dy")) or (before[-1:] in ("u", "d") and before[-1:]):
        return "change"
    if before.endswith(("uo", "do", "u(", "d(")) and "S" not in shape[max(0, place - 3) : place]:
        return "change"
    if before.endswith(("uYy", "dYy")):
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
        return "change" if _moved(before[: before.rindex("M")]) else ""
    if (
        after[:1] == "Y"
        and figure.unit == "%"
        and at.line.chunks[place + 1].text.startswith(BESIDE)
    ):
        return "change"
    if before.endswith("F(") and figure.unit == "USD" and _moved(before[:-2]):
        return "change"
    if shape[place - 1 : place] == "y":
        return "change"  # "by 39 per cent" is never a part of anything
    if figure.unit == "%":
        return "share"
    return "amount"


def _moved(before: str) -> bool:
    return before.rstrip("xy")[-1:] in ("u", "d")
