"""What is to come: who will remain the largest supplier, what will grow."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.kinds.prospects import counted_from
from counterpoise.statements.reading.parties.around import about, around
from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.trust.asserted import AHEAD

AHEAD_YEARS: Final = 5
"""Years that a forecast without a time is taken to look ahead."""
LEADER: Final = re.compile(r"\bthe (?:leader|key seller|main seller)\b")
HOPED: Final = re.compile(
    r"\b(?:hop(?:es?|ed|ing)|wish\w*|want(?:s|ed)?|believ\w+|confident|convinced|determined|ambition|aim(?:s|ed)?"
    r"|plan(?:s|ned)?|intend(?:s|ed)?|vow(?:s|ed)?|pledg\w+|promis\w+|dream\w*|fear(?:s|ed)?)\b"
)
"""What makes of a forecast the wish of somebody."""
HORIZON: Final = re.compile(
    r"\b(?:coming|next)\s(?:(\d{1,2}|two|three|four|five|ten)\s)?(years?|decades?)\b"
)
NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def forecast(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """“will remain the largest supplier”, “will grow”: what is to come, of arms and imports."""
    plain = at.line.plain
    nouns = [
        one for one in at.wholes if one.noun.channel in ("arms", "imports") and not one.noun.product
    ]
    rank = next((n for n, tag in enumerate(at.shape) if tag == "R"), None)
    leads = LEADER.search(plain) or (rank is not None and "K" in at.shape)
    course = next(
        (
            n
            for n, tag in enumerate(at.shape)
            if tag in "ud" and at.line.chunks[n].start > found.start()
        ),
        None,
    )
    if (
        "F" in at.shape
        or "M" in at.shape
        or not (nouns or leads)
        or any(tag in "QUW" for tag in at.shape)
    ):
        return None
    if not AHEAD.search(plain):
        return None
    if "deficit" in plain or re.search(r"\b(?:may|might|could|would|not|if|stop|whether)\b", plain):
        return None
    if HOPED.search(plain, 0, found.start()):
        return None
    before, after = around(at, found)
    horizon = HORIZON.search(plain)
    length = AHEAD_YEARS
    if horizon:
        length = int(NUMBERS.get(horizon[1] or "", horizon[1] or 1)) * (
            10 if horizon[2].startswith("decade") else 1
        )
    named = [*before, *after]
    owner = next(
        (
            party
            for one in nouns
            for party in (*one.owner, *one.target)
            if party in named and one.form in "Oo"
        ),
        "",
    )
    owned = [
        at.line.parties(n)[0]
        for n, tag in enumerate(at.shape)
        if tag == "O" and at.line.parties(n) and at.shape[n + 1 : n + 2] != "S"
    ]
    subject = owner or (owned[0] if owned else "")
    if at.about in named and not subject:
        subject = at.about
    partner = [one for one in named if one != subject][:1]
    assumed: tuple[str, ...] = ()
    if not subject:
        subject, assumed = about(at, tuple(partner))
    if not partner:
        return None
    end = at.stated + length - 1
    said = horizon.group() if horizon else f"{AHEAD_YEARS} years, as no time is said,"
    assumed = (*assumed, counted_from(said, at.stated - 1, end))
    channel = (
        nouns[0].noun.channel
        if nouns
        else "arms"
        if re.search(r"\b(?:arms|weapon\w*)\b", plain)
        else ""
    )
    if not channel:
        return None
    parts: dict[str, Any] = {"kind": "forecast", "channel": channel, "subject": subject, "partners": tuple(partner),
                             "to": end}  # fmt: skip
    if leads:
        parts |= {"comparison": "leader"}
    elif course is not None or re.search(r"\bmore (?:arms|weapons)\b", plain):
        up = course is None or at.shape[course] == "u"
        parts |= {
            "comparison": "rising" if up else "falling",
            "of": "share" if "S" in at.shape else "amount",
        }
    else:
        return None
    return Draft(parts, (found.group(),), -1, assumed, frozenset({"forecast"}))
