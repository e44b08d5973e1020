"""What is told again with a figure: exactly in brackets, as a change, a comparison or a first place."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.tokens.figures import Figure

MORE_THAN_ANY: Final = re.compile(r"[^;FTC]*C?[^;FTC]*,x*Ex*jx*[ftyo]?x*L")
"""What makes a share the first place as well."""
SO_MUCH: Final = re.compile(r"[,;(]x*(?P<way>[ud])x*[oy]?x*$")
"""Behind two shares: by how much, ", a rise of 25 points"."""
BRACKETED: Final = re.compile(r"(?:x*o[xsOA]*C[xY]*)?\(x*|,x*")
DIGIT: Final = re.compile(r"\d")
CLOSE: Final = 0.15
"""The part of a figure by which an exact one may differ that stands for the same."""
VAGUE: Final = ("all", "most", "mostly", "mainly", "bulk", "majority")
EVER_SINCE: Final = re.compile(r"[;,&][xY,&]*(?P<whose>[sp])S?[xbH]*(?P<way>[ud])[xY]*(?=$|[;,.])")
SINCE_THEN: Final = re.compile(
    r" (?:(?:steadily|year after year|every year|further|again) )?(?:ever since|since then|since)(?=[.,;]|\s*$)"
)
"""Behind a share of a year: what became of it up to the last full year."""
THAN: Final = re.compile(
    r",x*(?P<more>E)j(?:p[gkY]{1,2})?(?P<side>[ft]?)x*(?P<who>P)(?P<both>G?)(?=x?$|[,;])"
)
"""What more is than: ", more than from India"."""


def more_than(at: Sense, draft: Draft) -> Draft | None:
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


def exactly(at: Sense, place: int, figure: Figure) -> Figure:
    """Return the figure that says exactly what a vague one does: "almost all of it, 93 per cent of it"."""
    if not set(figure.words.split()) & set(VAGUE):
        return figure
    ahead = next((one for one in range(place + 1, len(at.shape)) if at.shape[one] in "F;"), -1)
    if ahead < 0 or at.shape[ahead] != "F" or at.shape[ahead - 1] != ",":
        return figure
    exact: Figure = at.line.chunks[ahead].value
    same = exact.value >= figure.value and at.line.plain.startswith(" of it", exact.end)
    return exact if same else figure


def in_brackets(
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


def by_so_much(at: Sense, place: int, figure: Figure, told: list[Draft]) -> Draft | None:
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


def first_as_well(share: Draft) -> Draft:
    """Return the first place that "36 per cent …, more than any other" tells with a share."""
    kept = {key: value for key, value in share.parts.items() if key not in ("quantity", "unit")}
    parts = kept | {"kind": "rank", "comparison": "largest", "quantity": 1.0}
    return replace(
        share, parts=parts, words=(*share.words, "more than any other"), cues=share.cues | {"rank"}
    )


def ever_since(at: Sense, place: int, share: Draft) -> Draft | None:
    """Return the course of a share since its year: "2 per cent in 2015, and its part has climbed ever since"."""
    found = EVER_SINCE.search(at.shape, place)
    years = share.parts.get("years")
    if not found or not years or set(at.shape[place + 1 : found.start()]) & set("FMT;"):
        return None
    way = at.line.chunks[found.start("way")]
    if not SINCE_THEN.match(at.line.plain, way.end) or years[0] != years[1]:
        return None
    last = at.stated - 1
    if share.parts["kind"] != "share" or last <= years[1]:
        return None
    keys = ("subject", "partners", "channel", "product")
    kept = {key: share.parts[key] for key in keys if key in share.parts}
    course = {"kind": "trend", "of": "share", "years": (years[1], last),
              "comparison": "rising" if way.tag == "u" else "falling"}  # fmt: skip
    return Draft(kept | course, (way.text, "since"), found.start("way"), share.assumed, share.cues)
