"""A part told beside a place: "its largest partner, with a share of trade of 27 per cent"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable

BESIDE: Final = re.compile(
    r"(?:[,;(]&?|&)(?P<lead>[hs])x*S(?:[on]x*(?P<whose>[OAsp]?)x*(?P<what>C))(?P<after>[foxblcE]*?)t?x*(?P<figure>F)(?!x*[ofth]x*[PAOsC])"
)
"""Behind a place: a part of what, and how much: ", and its share in the total trade was 24 per cent"."""
CALLED: Final = ("share", "proportion", "slice", "portion", "part")
FLOWS: Final = ("imports", "exports", "trade", "arms", "arms-exports", "aid", "debt")
SIDES: Final = {"trade": ("imports", "exports")}
"""Of a partner in trade the part may be of one way."""


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the part that whoever has a place is told to have beside it."""
    if "S" not in at.shape or "R" not in at.shape:
        return
    places = {one.at for one in read}
    ranks = [one for one in read if one.parts["kind"] == "rank"]
    for found in BESIDE.finditer(at.shape):
        spot = found.start("figure")
        told = [one for one in ranks if 0 <= one.at < found.start()]
        figure = at.line.chunks[spot].value
        if not told or spot in places or figure.unit != "%" or _parted(at, told[-1].at, found):
            continue
        rank = told[-1].parts
        noun = at.line.chunks[found.start("what")].value
        owner = at.line.parties(found.start("whose")) if found["whose"] in ("O", "A") else ()
        if (owner and owner != (rank["subject"],)) or len(rank.get("partners", ())) != 1:
            continue
        channel = rank["channel"] if noun.channel in ("goods", "") else noun.channel
        if channel not in (rank["channel"], *SIDES.get(rank["channel"], ())) or noun.product:
            continue
        parts = {
            "kind": "share", "subject": rank["subject"], "partners": rank["partners"], "channel": channel,
            "product": rank.get("product", ""), "comparison": figure.comparison, "quantity": figure.value,
            "unit": "%",
        }  # fmt: skip
        told_at = Draft(parts, (figure.words,), spot, (), frozenset({"beside a place"}))
        try:
            draft = timed(at, spot, told_at)
        except Unreadable:
            continue
        years = {key: rank[key] for key in ("years", "when") if key in rank}
        same = "years" in draft.parts or found["lead"] == "s"
        yield (
            draft
            if same
            else Draft(draft.parts | years, draft.words, spot, draft.assumed, draft.cues)
        )


def _parted(at: Sense, place: int, found: re.Match[str]) -> bool:
    """Return whether another place, figure or holder stands between a place and the part beside it."""
    between = at.shape[place + 1 : found.start()]
    share = at.line.chunks[at.shape.index("S", found.start())].text
    return bool(set(between) & set("KFM;")) or not share.split()[-1].startswith(CALLED)
