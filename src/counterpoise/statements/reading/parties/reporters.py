"""Whose flows an office tells of that says no more: "Exports to Uganda fell, Kenya's statistics bureau said"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.tokens.mentions import BLOC, mentions

_NAME: Final = r"(?P<who>[A-Z][\w.-]+(?: [A-Z][\w.-]+){0,2}?)"
_OFFICES: Final = (
    r"[Bb]ureau of [Ss]tatistics|[Ss]tatistics (?:[Oo]ffice|[Bb]ureau|[Aa]gency|[Aa]uthority|[Dd]epartment|[Cc]ommittee|[Ii]nstitute)"
    r"|[Cc]ustoms (?:Committee|Service|Administration|Authority|Department)|[Ss]tatistical (?:[Cc]ommittee|[Oo]ffice|[Ii]nstitute|[Aa]gency|[Ss]ervice)|[Cc]entral [Bb]ank|[Nn]ational [Bb]ank|[Rr]eserve [Bb]ank"
    r"|[Rr]evenue [Aa]uthority|[Cc]ustoms|(?:[Tt]rade|[Cc]ommerce|[Ff]inance|[Ee]conomy) [Mm]inistry|[Mm]inistry of (?:Trade|Commerce|Finance|Industry)"
)
OWNED: Final = re.compile(
    rf"{_NAME}(?:[’']s?)? (?:[Nn]ational |[Ff]ederal |[Ss]tate |own )?(?:{_OFFICES})\b"
)
"""An office by the state before it: "Kenya National Bureau of Statistics"."""
OF_STATE: Final = re.compile(
    rf"\b(?:Statistics|Bank of|Department of (?:Trade|Commerce),|(?:{_OFFICES})(?: [a-z]+)? of) (?:the )?{_NAME}\b"
)
"""An office by the state behind it: "Statistics Norway", "the customs office of Mali"."""


def reporter(text: str) -> tuple[str, ...]:
    """Return the state whose office a sentence names as its source, nobody where there are several.

    Examples
    --------
    >>> reporter("Exports fell, data of the Kenya National Bureau of Statistics indicated.")
    ('KEN',)
    >>> reporter("Exports fell, said the World Bank and the customs of a neighbour.")
    ()
    """
    found: set[str] = set()
    for office in (*OWNED.finditer(text), *OF_STATE.finditer(text)):
        named = [one for one in mentions(office["who"]) if one.party and one.form != BLOC]
        found |= {one.party for one in named}
    return tuple(found) if len(found) == 1 else ()
