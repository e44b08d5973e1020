"""Answers of the EU Sanctions Map that must be refused."""

from __future__ import annotations

import json
from typing import Any

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken

OTHERS = ("AF", "BA", "CF", "CD", "GN", "HT", "IQ", "LB", "ML")
"""Regimes without an arms embargo, to be a map at all."""


def regime(
    code: str,
    adopted: str,
    *measures: str,
    type: int = 0,
    amended: int = 1767225600,
    suspend: bool = False,
) -> dict[str, Any]:
    """Return one regime; 1767225600 is the first second of 2026."""
    return {
        "id": 1, "specification": "Restrictive measures", "acronym": code, "programme": [code],
        "type": type, "amendment": amended, "expiration": None,
        "country": {"data": {"code": code, "title": code}},
        "adopted_by": {"data": {"title": adopted}},
        "measures": {
            "data": [
                {"type": {"data": {"title": title}}, "suspend": suspend, "description": "…"}
                for title in measures
            ]
        },
        "legal_acts": {"data": []},
    }  # fmt: skip


REGIMES = [
    regime("BY", "EU", "Asset freeze and prohibition to make funds available", "Arms export"),
    regime("LY", "UN and EU", "Arms embargo", "Arms procurement", amended=1780000000),
    regime("SS", "EU", "Arms export", suspend=True),
    regime("XX", "UN", "Arms embargo", type=1),
    *(regime(code, "EU", "Restrictions on admission") for code in OTHERS),
]


def answer(*regimes: dict[str, Any]) -> bytes:
    return json.dumps({"data": list(regimes)}).encode()


GOOD = answer(*REGIMES)


def broken(
    fault: str,
    content: bytes,
    problem: str,
    where: str,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of one file."""
    return Broken("eu_sanctions_map", fault, {"map.json": content}, problem, where, error)


CASES = [
    broken("cut short", GOOD[:-20], "as JSON of the map", "map.json"),
    broken("the answer without records", b'{"data": []}', "at least 10 regimes", "0 regimes"),
    broken(
        "another maker", GOOD.replace(b'"UN"', b'"AU"'), "as JSON of the map", "adopted by 'AU'"
    ),
    broken("no measures", GOOD.replace(b'"measures"', b'"acts"'), "as JSON", "KeyError"),
    broken(
        "no arms", GOOD.replace(b"Arms e", b"Charms e"), "must hold arms embargoes", "looked for"
    ),
    broken("no state", GOOD.replace(b'"BY"', b'"QQ"'), "'QQ'", "country", UnknownNameError),
]
