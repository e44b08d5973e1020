"""Amounts that go on from one before: "; Berlin gave $330 million", "and Britain $120 million"."""

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import frame, governing
from counterpoise.statements.reading.roles.gapped import conjunct
from counterpoise.statements.reading.tokens.figures import Figure

WENT: Final = re.compile(r"[xl]*[wc]x*[tf]x*P")
"""Where an amount without a noun went: "; no less than $610m worth went to the United States"."""
SAME_FLOW: Final = re.compile(r"[;,&][xY,&]*(?P<what>[px])[xYH]*[bl]x*$")
"""The same amount at another time: "; ten years before it had been $11 billion"."""
GAVE: Final = re.compile(r"[;,&][xY,&]*(?P<who>P)x*gx*$")
"""Another giver with a verb and no noun: "; Berlin gave $330 million"."""


def in_turn(at: Sense, place: int, figure: Figure, flow: Draft | None) -> Draft | None:
    """Return the amount of another giver: "America gave $1.9 billion, Germany $190 million"."""
    new: dict[str, Any]
    again = SAME_FLOW.search(at.shape, 0, place)
    if again and flow and again.start() > flow.at and figure.unit == flow.parts["unit"]:
        what = at.line.chunks[again.start("what")].text
        if what in ("it", "figure", "sum", "total", "amount") and "Y" in at.shape[again.start() :]:
            new = {"comparison": figure.comparison, "quantity": figure.value}
            parts = {key: one for key, one in flow.parts.items() if key not in ("years", "when")}
            words = (figure.words, *flow.words[1:])
            return timed(
                at, place, Draft(parts | new, words, place, flow.assumed, flow.cues | {"gapped"})
            )
    gave = GAVE.search(at.shape, 0, place)
    if gave and flow and gave.start() > flow.at and "C" not in at.shape[gave.start() :]:
        giver = at.line.parties(gave.start("who"))
        known = flow.parts.get("partners", ())
        if (
            flow.parts["channel"] != "aid"
            or not known
            or len(giver) != 1
            or set(giver) & {flow.parts["subject"], *known}
        ):
            raise Unreadable("figures, and not whose each is")
        new = {"partners": giver, "comparison": figure.comparison, "quantity": figure.value}
        words = (figure.words, *flow.words[1:])
        return Draft(flow.parts | new, words, place, flow.assumed, flow.cues | {"gapped"})
    found = conjunct(at, place)
    if not found or flow is None or figure.unit != flow.parts["unit"]:
        return None
    who, lead = found
    begin = max(at.shape.rfind(mark, 0, place) for mark in ",;&")
    sides = {flow.parts["subject"], *flow.parts.get("partners", ())}
    if (
        lead != "="
        or set(who) & sides
        or begin < flow.at
        or set(at.shape[begin:place]) & set("Cgk")
    ):
        return None
    verb = governing(at.line, flow.at, flow.at + 1)
    told = frame(at.line, verb) if verb is not None else None
    if (
        told is None
        or told.head[0] != "P"
        or at.shape[place + 1 : place + 2] in ("t", "f", "C", "o")
    ):
        raise Unreadable("figures, and not whose each is")
    if told.subject == flow.parts.get("partners", ()):
        new = {"partners": who}
    elif told.subject == (flow.parts["subject"],) and told.verb == "g":
        new = {"subject": who[0]}
    else:
        raise Unreadable("figures, and not whose each is")
    new |= {"comparison": figure.comparison, "quantity": figure.value}
    words = (figure.words, *flow.words[1:])
    return Draft(flow.parts | new, words, place, flow.assumed, flow.cues | {"gapped"})


def went(at: Sense, place: int, figure: Figure, flow: Draft, who: int) -> Draft:
    """Return the amount that went to another than the one before."""
    partner = at.line.parties(who)
    to = at.shape[who - 1 : who] == "t" or at.shape[:who].rstrip("x").endswith("t")
    if (
        len(flow.parts.get("partners", ())) > 1
        or (not flow.parts.get("partners") and to != (flow.parts["channel"] == "exports"))
        or len(partner) != 1
        or partner[0] == flow.parts["subject"]
    ):
        raise Unreadable(f"“{figure.words}”, and not of what passes between states")
    parts = flow.parts | {
        "partners": partner,
        "comparison": figure.comparison,
        "quantity": figure.value,
    }
    parts = {key: value for key, value in parts.items() if key not in ("years", "when")}
    words = (figure.words, *flow.words[1:])
    return timed(at, place, Draft(parts, words, place, flow.assumed, flow.cues | {"gapped"}))
