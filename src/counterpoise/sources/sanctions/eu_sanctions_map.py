"""The EU Sanctions Map: arms embargoes of the Union and of the United Nations that are in force.

The JSON of all regimes. It has no history: what has ended is gone from it. It is read as of its newest
amendment, so that the same file says the same whenever it is read.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.snapshots import files, texts
from counterpoise.snapshots.request import Request
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources.sanctions import _embargoes

SOURCE = Source(
    id="eu_sanctions_map",
    title="EU Sanctions Map",
    publisher="European Commission",
    terms="Reuse allowed with attribution (Commission Decision 2011/833/EU).",
    citation="European Commission, EU Sanctions Map, https://www.sanctionsmap.eu.",
    url="https://www.sanctionsmap.eu",
    table="panel",
    indicators=("arms_embargo",),
    unit_note="Embargoes in force on the day of the newest amendment; suspended ones are left aside.",
    layout="JSON of /api/v1/regime: data, with type, amendment, country, adopted_by and measures",
    caveats=(
        "In force today alone, without a history; not legally binding, as the map itself says.",
        "Embargoes on groups and persons (type 1) are no state's and are left aside.",
        "An embargo may have exemptions, or be on a part of the arms: the act says which.",
    ),
    told_by="origin",
    requests=(
        Request(
            "https://www.sanctionsmap.eu/api/v1/regime",
            file="eu_sanctions_map.json",
            kind="json",
            tried="2026, by others",
        ),
    ),
)

ARMS: Final = ("arms export", "arms embargo")
"""Titles of measures that forbid to deliver arms."""
OF_A_COUNTRY: Final = 0
SENDERS: Final = {
    "EU": (_embargoes.EU,), "UN": (_embargoes.UN,), "UN and EU": (_embargoes.UN, _embargoes.EU),
}  # fmt: skip
SINCE, UNTIL = 946684800, 4102444800
"""Seconds at the beginning of 2000 and of 2100, between which a regime is amended."""
FEWEST: Final = 10
"""Regimes on countries that the map has at least; it had 33 in 2026."""


def read(paths: Sequence[Path]) -> Iterator[Reading]:
    """Read the answer."""
    with files.unpacked(paths, source=SOURCE.id) as plain:
        path = files.only(plain, source=SOURCE.id)
        regimes = _regimes(path)
    day = datetime.fromtimestamp(max(amended for amended, *_ in regimes), UTC).date()
    found = [
        (sender, code, day.year)
        for _, code, adopted, arms in regimes
        if arms and code
        for sender in SENDERS[adopted]
    ]
    table = pl.DataFrame(found, ["sender", "code", "year"], orient="row").with_columns(
        pl.col("year").cast(pl.Int16)
    )
    targets = states.from_iso2(table["code"], table["year"], source=SOURCE.id, column="country")
    rows = _embargoes.rows(
        (sender, target, day.year, day.year)
        for sender, target in zip(table["sender"], targets, strict=True)
    )
    yield Reading(
        rows=rows.with_columns(value=pl.lit(1.0)),
        vintage=day.isoformat(),
        coverage=[
            Covered(day.year, day.year, "origin", (_embargoes.EU, _embargoes.UN)),
            Covered(day.year, day.year, "destination"),
        ],
        notes=(
            f"{number_of(len(regimes), 'regime')}; {number_of(rows.height, 'embargo', 'embargoes')} on"
            f" states in force, as of {day}",
            f"{sum(1 for _, code, _, arms in regimes if arms and not code)} on groups or themes set aside",
        ),
    )


def check(rows: pl.DataFrame) -> None:
    """Refuse a map without embargoes: there always are some."""
    if rows.is_empty():
        raise SourceError.bad_layout(
            "The map must hold arms embargoes in force on states.",
            source=SOURCE.id,
            where=f"measures are looked for as {', '.join(ARMS)}",
        )


def _regimes(path: Path) -> list[tuple[int, str, str, bool]]:
    """Return of each regime its amendment, its country's code, its maker, and whether it is on arms."""
    with texts.open_text(path, source=SOURCE.id) as stream:
        content = stream.read()
    try:
        answer: Any = json.loads(content)
        regimes = [_regime(one) for one in answer["data"]]
    except (ValueError, LookupError, TypeError, AttributeError) as fault:
        raise SourceError.bad_layout(
            "Can't read the file as JSON of the map's regimes.",
            source=SOURCE.id,
            where=f"file {path.name}: {type(fault).__name__} {str(fault).splitlines()[0]}",
            attempt="take https://www.sanctionsmap.eu/api/v1/regime",
        ) from fault
    if sum(bool(code and amended) for amended, code, *_ in regimes) < FEWEST:
        raise SourceError.bad_layout(
            f"The map must hold at least {FEWEST} regimes on countries.",
            source=SOURCE.id,
            where=f"file {path.name}: {number_of(len(regimes), 'regime')}",
            attempt="take https://www.sanctionsmap.eu/api/v1/regime whole",
        )
    return regimes


def _regime(one: Any) -> tuple[int, str, str, bool]:
    arms = [
        measure
        for measure in one["measures"]["data"]
        if measure["type"]["data"]["title"].strip().lower() in ARMS and not measure.get("suspend")
    ]
    adopted = one["adopted_by"]["data"]["title"].strip()
    if adopted not in SENDERS:
        raise ValueError(f"adopted by {adopted!r}")
    amended = int(one["amendment"] or 0)
    if amended and not SINCE <= amended < UNTIL:
        raise ValueError(f"amended at {amended}")
    country = (one.get("country") or {}).get("data") or {}
    code = country.get("code") or "" if one["type"] == OF_A_COUNTRY else ""
    return amended, code, adopted, bool(arms)
