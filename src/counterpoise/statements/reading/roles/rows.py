"""Rows of a table told as a sentence: "Import partners of Fiji: Singapore 18 %, China 15 %", "partners--US 36%"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import SUBJECT, Draft, Sense

LIST: Final = re.compile(
    r"[:;R,]?(?P<list>P\(?F\)?(?:[,;&]+P\(?F\)?)+)(?:[,&]+x+F?)?(?P<then>\(?Y\)?)?x?$"
)
"""Partners with a figure each, and nothing behind them but the year."""
VERBS: Final = frozenset("gkcwavbiudHl")
PAIR: Final = re.compile(r"P\(?(?P<figure>F)")


def drafts(at: Sense) -> Iterator[Draft]:
    """Yield the shares of a row: one owner, one flow, and partners with their figures."""
    if at.shape.count("F") < 2 or (":" not in at.line.plain and "--" not in at.line.plain):
        return
    found = LIST.search(at.shape)
    head = at.shape[: found.start("list")] if found else ""
    if not found or _told(at, head):
        return
    whose = [
        spot for spot, tag in enumerate(head) if tag in "POA" and len(at.line.parties(spot)) == 1
    ]
    flow = _flow(at, len(head))
    if len(whose) > 1 or not flow or not (whose or at.about):
        return
    owner = at.line.parties(whose[0])[0] if whose else at.about
    assumed = () if whose else (SUBJECT,)
    times = [spot for spot, tag in enumerate(head) if tag == "Y"]
    if found["then"]:
        times = [found.start("then") + found["then"].index("Y")]
    elif "M" in head:
        times = []  # the year of the amount
    years = at.line.chunks[times[0]].value.years if len(times) == 1 else None
    for pair in PAIR.finditer(at.shape, found.start("list"), found.end("list")):
        figure = at.line.chunks[pair.start("figure")].value
        partner = at.line.parties(pair.start())
        if len(partner) != 1 or partner == (owner,) or figure.unit != "%":
            return
        parts: dict[str, Any] = {
            "kind": "share", "subject": owner, "partners": partner, "channel": flow,
            "comparison": figure.comparison, "quantity": figure.value, "unit": "%",
        }  # fmt: skip
        parts |= {"years": years} if years else {}
        yield Draft(parts, (figure.words, flow), pair.start("figure"), assumed, frozenset({"row"}))


def _told(at: Sense, head: str) -> bool:
    """Return whether what stands before a list is a sentence with a verb of its own."""
    verbs = [spot for spot, tag in enumerate(head) if tag in VERBS]
    return any(at.line.chunks[spot].text != "total" for spot in verbs)


def _flow(at: Sense, end: int) -> str:
    """Return in what the partners are named, of a head that tells of one flow."""
    chunks = at.line.chunks[:end]
    roles = {one.value.channel for one in chunks if one.tag == "R"}
    nouns = {
        one.value.channel
        for one in chunks
        if one.tag == "C" and one.value.channel in ("imports", "exports", "trade")
    }
    told = (roles & {"imports", "exports"}) or nouns
    if len(told) == 1:
        return str(told.pop())
    return ""
