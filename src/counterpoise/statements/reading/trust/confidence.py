"""How sure a reading is: the probability that it is right, from the cues that decided it.

A logistic model: each cue that was there adds its weight (``weights.csv``, fitted to labelled
sentences by ``tools/reliability.py``), and the sum becomes a probability. A cue that no labelled
sentence had keeps the weight that was set by hand before.
"""

from __future__ import annotations

import csv
import math
import re
from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Final

from counterpoise.statements.reading.parties.drafts import BEFORE, SUBJECT, Draft, Sense
from counterpoise.statements.reading.parties.sides import GOODS
from counterpoise.statements.reading.tokens.deals import WINDOW, has_window
from counterpoise.statements.reading.trust.asserted import is_attributed
from counterpoise.statements.reading.trust.left import clause, left
from counterpoise.statements.reading.trust.unread_words import unread_words
from counterpoise.statements.reading.weighed.weigh import agreement

BASE: Final = "base"
BESIDE: Final = re.compile(
    r"\b(?:behind|after|ahead of|than|like|unlike|beyond|outside) (?:the )?$"
)
"""Before a party that is only compared with: "the fourth, behind China"."""
LEAST, MOST = 0.5, 2.7
"""Between which sums a second opinion is asked for: below it nothing is firm, above it all is."""
LONG: Final = 40
"""Words from which a sentence is long."""


def of(there: frozenset[str], weights: Mapping[str, float] | None = None) -> float:
    """Return the probability that a reading with these cues is right; by other weights if given."""
    weights = weights or table()
    total = weights[BASE] + sum(weights.get(cue, 0.0) for cue in there)
    return max(round(1 / (1 + math.exp(-total)), 2), 0.01)


def cues(sense: Sense, draft: Draft, drafts: Sequence[Draft] = ()) -> frozenset[str]:
    """Return what speaks for or against a reading.

    What was assumed, how the noun, its owner and the partner were found, what the sentence holds
    that none of its statements tells (:mod:`.left`), and what kind it is.
    """
    found = {cue for cue in draft.cues if not cue.startswith("flow ")}
    found.add(f"kind {draft.parts['kind']}")
    found |= left(sense, draft, drafts or (draft,))
    found |= unread_words(sense, draft, *clause(sense.shape, draft.at))
    for assumed in draft.assumed:
        known = {SUBJECT: "assumed subject", BEFORE: "assumed as before"}
        found.add(known.get(assumed, "assumed other"))
    told = {
        draft.parts.get("subject", ""),
        *draft.parts.get("partners", ()),
        *draft.parts.get("poles", ()),
    }
    if draft.parts["kind"] == "membership":
        told |= _members(drafts)
    others = {one.party for one in sense.line.said} - told
    if {SUBJECT, BEFORE} & set(draft.assumed) and _unplaced(sense, draft, drafts or (draft,)):
        found.add("assumed over others")
    found |= {f"other parties {min(len(others), 3)}"} if others else set()
    if "Q" in sense.shape or "U" in sense.shape:
        found.add("a region")
    if sum(map(sense.shape.count, "FMT")) > 3:
        found.add("many figures")
    if sense.line.plain.count(" ") >= LONG:
        found.add("long")
    if draft.parts.get("channel") and any(
        tag == "C" and not sense.line.chunks[at].value.channel for at, tag in enumerate(sense.shape)
    ):
        found.add("no channel beside")
    if "assumed as before" in found:
        found -= {"no noun", "carried"}  # of the sentence before, and not of another figure
    if _may_be_arms(sense, draft):
        found.add("goods after arms")
    if "amount" in draft.cues and not draft.parts.get("partners") and SUBJECT in draft.assumed:
        found.add("total of the text's subject")
    if is_attributed(sense.line.plain):
        found.add("another says so")
    bare = any(one.word == "Congo" and one.party in told for one in sense.line.said)
    if bare and sense.about not in ("COD", "COG"):
        found.add("one of two")
    if "Central Asia" in told:
        found.add("a region held as a bloc")
    if _is_open(found) and (weighed := agreement(sense, draft)):
        found.add(weighed)
    return frozenset(found)


def _members(drafts: Sequence[Draft]) -> set[str]:
    """Return the blocs that a sentence tells of, and who belongs to them or not."""
    there = [one.parts for one in drafts if one.parts["kind"] == "membership"]
    return {party for parts in there for party in (parts.get("subject", ""), parts["bloc"])}


def _is_open(found: set[str]) -> bool:
    """Return whether a second opinion, which costs as much as the first, may decide what is firm."""
    weights = table()
    total = weights[BASE] + sum(weights.get(cue, 0.0) for cue in found)
    alone = any(cue.startswith("alone") for cue in found)
    return LEAST <= total <= MOST and not alone


def _may_be_arms(sense: Sense, draft: Draft) -> bool:
    """Return whether "its exports" may be those of arms, of which the sentence before told.

    So do reports on arms, of five years together; what is counted in dollars or of a single year is trade.
    """
    plain = draft.parts.get("channel") in ("imports", "exports") and not draft.parts.get("product")
    if not plain or not str(sense.memory.parts.get("channel", "")).startswith("arms"):
        return False
    if "M" in sense.shape or GOODS.search(sense.line.plain):
        return False
    years = draft.parts.get("years") or sense.memory.years
    return has_window(sense.line.chunks) or bool(years and years[1] - years[0] == WINDOW)


def _unplaced(sense: Sense, draft: Draft, drafts: Sequence[Draft]) -> bool:
    """Return whether a clause names somebody who is in no statement: of that one it may tell."""
    placed = {
        party
        for one in drafts
        for party in (
            one.parts.get("subject", ""),
            *one.parts.get("partners", ()),
            *one.parts.get("poles", ()),
        )
    }
    begin, end = clause(sense.shape, draft.at)
    return any(
        sense.shape[at] in "POA"
        and not set(sense.line.parties(at)) <= placed
        and not BESIDE.search(sense.line.plain, 0, sense.line.chunks[at].start)
        for at in range(begin, end)
    )


@cache
def table() -> Mapping[str, float]:
    """Return the weight of each cue."""
    text = resources.files(__package__).joinpath("weights.csv").read_text("utf-8")
    return {row["cue"]: float(row["weight"]) for row in csv.DictReader(text.splitlines())}
