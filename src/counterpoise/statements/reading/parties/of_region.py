"""Whom "the Central Asian nation" means: the only one named before that lies there."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from typing import Final

from counterpoise.reference import states
from counterpoise.statements.reading.parties.drafts import Parties
from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.chunks import Line

_AFRICA: Final = "Eastern Africa;Middle Africa;Northern Africa;Southern Africa;Western Africa"
_ASIA: Final = "Central Asia;Eastern Asia;South-eastern Asia;Southern Asia;Western Asia"
_EUROPE: Final = "Eastern Europe;Northern Europe;Southern Europe;Western Europe"
_LATIN: Final = "Caribbean;Central America;South America"
_SOVIET: Final = "ARM AZE BLR EST GEO KAZ KGZ LTU LVA MDA TJK TKM UKR UZB"
_ARAB: Final = "ARE BHR DZA EGY IRQ JOR KWT LBN LBY MAR OMN QAT SAU SDN SYR TUN YEM"
REGIONS: Final = {
    "african": _AFRICA, "asian": _ASIA, "european": _EUROPE, "latin american": _LATIN,
    "west african": "Western Africa", "east african": "Eastern Africa", "north african": "Northern Africa",
    "central african": "Middle Africa", "southern african": "Southern Africa;Eastern Africa;Middle Africa",
    "central asian": "Central Asia", "south asian": "Southern Asia", "southeast asian": "South-eastern Asia",
    "south-east asian": "South-eastern Asia", "east asian": "Eastern Asia", "south american": "South America",
    "central american": "Central America", "caribbean": "Caribbean", "pacific": "Oceania",
}  # fmt: skip
"""Regions after the UN."""
LISTS: Final = {
    "balkan": "ALB BGR BIH GRC HRV MKD MNE ROU SRB SVN XKX", "baltic": "EST LTU LVA",
    "nordic": "DNK FIN ISL NOR SWE", "scandinavian": "DNK NOR SWE", "caucasus": "ARM AZE GEO",
    "south caucasus": "ARM AZE GEO", "himalayan": "BTN NPL", "andean": "BOL CHL COL ECU PER",
    "arab": _ARAB, "gulf": "ARE BHR IRN IRQ KWT OMN QAT SAU", "middle eastern": f"{_ARAB} IRN ISR TUR",
    "post-soviet": _SOVIET, "ex-soviet": _SOVIET, "former soviet": _SOVIET,
}  # fmt: skip
"""Others, by who lies there."""
_NOUN: Final = r"(?:(?:island|landlocked|oil-rich|desert|mountain) )?(?:country|nation|state|republic|kingdom|island|economy)"
TOLD: Final = re.compile(
    rf"\bthe (?:\w+ )??(?P<where>{'|'.join(sorted((*REGIONS, *LISTS), key=len, reverse=True))}) {_NOUN}(?P<own>[’']s)?(?![\w-])"
)
GOVERNS: Final = tuple("otfyhnermj")
"""Letters behind which somebody is no doer."""
NOUNS: Final = ("country", "nation", "state", "republic", "kingdom", "island", "economy")


def named(line: Line, known: Parties) -> Line:
    """Return a sentence in which "the Balkan country" is whoever it means.

    Parameters
    ----------
    line : Line
        The sentence.
    known : tuple of str
        Of whom the text and the sentence before told, where nobody there is named in this one.
    """
    if not any(word in line.plain for word in NOUNS):
        return line
    for found in reversed(list(TOLD.finditer(line.plain))):
        who = _meant(line, found, known)
        if not who:
            continue
        inside = [
            at
            for at, one in enumerate(line.chunks)
            if found.start() <= one.start and one.end <= found.end()
        ]
        if not inside or inside[-1] - inside[0] >= len(inside):
            continue
        tag = "O" if found["own"] else "P"
        told = Chunk(tag, found.start(), found.end(), found.group(), (who,))
        chunks = [*line.chunks[: inside[0]], told, *line.chunks[inside[-1] + 1 :]]
        said = [one for one in line.said if not found.start() <= one.start < found.end()]
        line = replace(line, chunks=chunks, said=said)
    return line


def _meant(line: Line, found: re.Match[str], known: Parties) -> str:
    """Return who lies in a region of those named before, "" if none or more than one does."""
    there = _members(found["where"])
    before = {one.party for one in line.said if one.end <= found.start()} & there
    if len(before) == 2:
        before -= _doer(line, found.start())
    if not before:
        before = set(known) & there
    return before.pop() if len(before) == 1 else ""


def _doer(line: Line, place: int) -> set[str]:
    """Return who does what is told right before a place: "and Thailand takes 23 per cent of the"."""
    for at in range(len(line.chunks) - 1, -1, -1):
        before = line.shape[:at].rstrip("x")[-1:]
        if line.shape[at] == "P" and line.chunks[at].end <= place and before not in GOVERNS:
            return set(line.parties(at))
    return set()


@cache
def _members(where: str) -> frozenset[str]:
    """Return the states of a region."""
    if where in LISTS:
        return frozenset(LISTS[where].split())
    regions = set(REGIONS[where].split(";"))
    return frozenset(
        row["id"] for row in states.states().iter_rows(named=True) if row["region"] in regions
    )
