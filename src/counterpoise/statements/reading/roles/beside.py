"""What stands beside a share or in its stead: a place by its ordinal, a change by how many times as much."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.roles import growth
from counterpoise.statements.reading.roles.sizes import change
from counterpoise.statements.reading.tokens.lexicon import ORDER

_NTH: Final = "|".join(ORDER[1:8])
IN_PLACE: Final = re.compile(
    r",? ?(?:(?:came|comes|coming|was|is|ranked|placed|finished|lay|stood|took|had) )?(?:in )?(?:as )?"
    r"(?:an? |the )?"
    rf"(?:distant |close |poor |far |clear )?(?P<order>{_NTH})(?: place| spot| position)?,? (?:with|at|on)"
    r" (?:about |some |only |just |nearly )?"
)
"""Between a partner and its figure: "Russia came a distant second with 20 per cent"."""
BEHIND: Final = re.compile(rf"\)? (?P<order>{_NTH})(?=[,.;:]|$| and\b| place\b)")
"""Behind a figure in brackets: "with Israel (27 per cent) second"."""
AS_THEN: Final = re.compile(
    r"(?P<who>P)[xbH]*(?P<verb>[gk])x*(?P<times>B)j?x*(?P<what>C)(?P<now>Y)j(?P<then>Y)"
)
"""How many times as much as then: "imported six times as much weaponry in 2020–24 as in 2015–19"."""


def places(at: Sense, share: Draft) -> Iterator[Draft]:
    """Yield the place of a share's partner, where it is told with the share and not as a place of its own."""
    partners = share.parts.get("partners", ())
    if share.parts["kind"] != "share" or len(partners) != 1 or "K" in at.shape:
        return
    figure = at.line.chunks[share.at]
    name = max(
        (one.end for one in at.line.said if one.party == partners[0] and one.end <= figure.start),
        default=-1,
    )
    between = IN_PLACE.fullmatch(at.line.plain, name, figure.start) if name >= 0 else None
    near = name >= 0 and figure.start - name <= 2
    told = between or (BEHIND.match(at.line.plain, figure.end) if near else None)
    if not told:
        return
    kept: dict[str, Any] = {
        key: value for key, value in share.parts.items() if key not in ("quantity", "unit")
    }
    parts = kept | {
        "kind": "rank",
        "comparison": "largest",
        "quantity": float(ORDER.index(told["order"]) + 1),
    }
    cues = frozenset({*share.cues, "rank", "resumed"})
    yield replace(share, parts=parts, words=(told["order"], *share.words), cues=cues)


def changes(at: Sense) -> Iterator[Draft]:
    """Yield the change that "six times as much in 2020–24 as in 2015–19" tells: five times more."""
    for found in AS_THEN.finditer(at.shape) if "B" in at.shape else ():
        who = at.line.parties(found.start("who"))
        times, what = (at.line.chunks[found.start(name)].value for name in ("times", "what"))
        now, then = (at.line.chunks[found.start(name)].value.years for name in ("now", "then"))
        gives = found["verb"] == "g"
        channel = {
            "arms": "arms-exports" if gives else "arms",
            "goods": "exports" if gives else "imports",
        }.get(what.channel, "")
        if len(who) != 1 or not channel or not now or not then or times.value == 1:
            continue
        parts = {
            "kind": "change", "of": "amount", "subject": who[0], "channel": channel, "product": what.product,
            "comparison": "rising" if times.value > 1 else "falling",
            "quantity": round(100.0 * abs(times.value - 1), 1), "unit": "%",
            "years": now, "before": then,
        }  # fmt: skip
        words = (times.words, at.line.chunks[found.start("what")].text)
        yield Draft(parts, words, found.start("times"), (), frozenset({"change"}))


def manifold(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield the change that "70 times higher than in 1990" tells, unless brackets tell it exactly."""
    for place, figure in growth.times(at):
        if at.shape[place + 1 : place + 3] == "(F":
            continue
        try:
            yield change(at, place, figure)
        except Unreadable as why:
            yield why
