"""Figures that are understood and are none of ours: what is planned, and how fast something grew by the year."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import Sense

YEARLY: Final = re.compile(
    r"\b(?:yearly|annual|annuali[sz]ed|average|compound(?: annual)?|mean)(?: (?:average|growth|rate|pace|increase|rise|growth rate))* (?:rate |pace |average )?of (?:about |around |some |over |nearly |almost |more than )?$"
)
"""Before a figure: how fast something rose by the year."""
EACH_YEAR: Final = re.compile(
    r" (?:annually|yearly|per annum|p\.a\.|(?:a|per|each|every) year|(?:on|in) average|year after year)\b(?!-| (?:earlier|before|ago|later|after|on|previously))"
)
"""Behind a figure: the same."""
PLANNED: Final = re.compile(
    r"\)? (?:(?:is|are|was|were|has been|have been|had been|being) )?(?:estimated|requested|pledged|planned|projected|budgeted|proposed"
    r"|forecast|foreseen|expected|promised|earmarked|sought|targeted|committed|envisaged|slated|scheduled|in (?:pledges|commitments|promises))\b"
)
"""Behind a figure: what it is of has not come to pass, or is only thought."""

NEEDED: Final = re.compile(
    r"\b(?:needs?|needed|needing|requires?|seeks?|sought|requests?|requested|ask(?:s|ed)? for) (?:about |some |another |a further |an? |an additional |at least |up to )?$"
    r"|\b(?:objective|target|goal|aim|ambition)s? (?:is|was|of|for|being)(?: to \w+ (?:it )?(?:to )?)? ?(?:about |some |over )?$"
)
"""Before a figure: what it is of is only asked for."""
THOSE: Final = re.compile(
    r" of (?:those|these|that (?:share|part|total|sum|amount|figure|half|third|quarter))\b"
)
"""Behind a figure: it is a part of the part that was told of before."""
OUT_OF: Final = re.compile(
    r"\bout of (?:the |a |its |their )?(?:total (?:of )?)?(?:about |some |over |nearly )?$"
)

OTHERWISE: Final = re.compile(
    r"(?:,|\(| --| —| –) ?or (?:about |some |over |nearly |almost |more than |even |as much as )?$"
)
"""Before an amount that tells the one before in another way of counting: ", or $6 billion with arrears"."""
COUNTED: Final = re.compile(
    r" (?:with(?! (?:the )?(?:rest|other|others)\b)|including|counting|if|when|once|without|excluding|after|before|net of|plus|on top of)\b"
)
"""Behind it: by what more or less is counted."""
DOWN_FROM: Final = re.compile(r"[ud][xY]*(?:tx*[FMT][xY]*)?fx*$")
"""Before what a share was: ", down from 95 per cent"."""


def is_planned(at: Sense, place: int) -> bool:
    """Return whether a figure is of what is planned, asked for or only thought."""
    if NEEDED.search(at.line.plain, 0, at.line.chunks[place].start):
        return True
    return PLANNED.match(at.line.plain, at.line.chunks[place].end) is not None


def is_yearly(at: Sense, place: int) -> bool:
    """Return whether a figure is how fast something rose or fell by the year."""
    if EACH_YEAR.match(at.line.plain, at.line.chunks[place].end) and set("ud") & set(at.shape):
        return True
    return YEARLY.search(at.line.plain, 0, at.line.chunks[place].start) is not None


def is_set_aside(at: Sense, place: int) -> bool:
    """Return whether a figure is understood, and none that is to be read."""
    return is_planned(at, place) or is_yearly(at, place) or is_counted_otherwise(at, place)


def is_of_part(at: Sense, place: int) -> bool:
    """Return whether a figure is a part of the part that was told of before: "half of those went to"."""
    return THOSE.match(at.line.plain, at.line.chunks[place].end) is not None


SUM_OF: Final = re.compile(r"[FM]x*o$")
OF_ITSELF: Final = re.compile(r"[pPq]|[xl]*(?:$|[,;])")
"""Around a sum of which another is a part: "$62 billion of the $220 billion total"."""


def is_whole(at: Sense, place: int) -> bool:
    """Return whether an amount is the whole of which another is a part: "out of the $10 billion"."""
    if SUM_OF.search(at.shape, 0, place) and OF_ITSELF.match(at.shape, place + 1):
        return True
    return OUT_OF.search(at.line.plain, 0, at.line.chunks[place].start) is not None


def is_counted_otherwise(at: Sense, place: int) -> bool:
    """Return whether an amount is the one before in another way of counting: ", or $6 billion with arrears"."""
    one = at.line.chunks[place]
    if COUNTED.match(at.line.plain, one.end) is None:
        return False
    return OTHERWISE.search(at.line.plain, max(0, one.start - 40), one.start) is not None


def rose_from(at: Sense, place: int) -> bool:
    """Return whether a figure is what something rose or fell from."""
    return DOWN_FROM.search(at.shape, 0, place) is not None


def has_own_time(at: Sense, place: int) -> bool:
    """Return whether the figure that something rose or fell from has a time, beside it or of the whole course."""
    beside = re.match(r"\)?x*(?:o[xsOA]*C)?x*\(?Y", at.shape[place + 1 :])
    course = [one.value for one in at.line.chunks if one.tag == "Y" and one.value.before]
    return bool(beside or course)
