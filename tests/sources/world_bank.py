"""What the World Bank's API and its file of all indicators look like: made up, by hand."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

Values = Mapping[str, Mapping[int, float | None]]
"""By economy, then by year."""


def pages(code: str, values: Values, *, size: int = 20000, day: str = "2025-10-07") -> list[bytes]:
    """Return the pages of an answer on an indicator."""
    records = [
        {
            "indicator": {"id": code, "value": code},
            "country": {"id": economy[:2], "value": economy},
            "countryiso3code": economy,
            "date": str(year), "value": value, "unit": "", "obs_status": "", "decimal": 0,
        }
        for economy, told in values.items()
        for year, value in sorted(told.items(), reverse=True)
    ]  # fmt: skip
    parts = [records[at : at + size] for at in range(0, len(records), size)]
    return [
        json.dumps(
            [
                {
                    "page": number, "pages": len(parts), "per_page": size, "total": len(records),
                    "sourceid": "2", "lastupdated": day,
                },
                part,
            ]
        ).encode()
        for number, part in enumerate(parts, 1)
    ]  # fmt: skip


def whole(rows: Sequence[tuple[str, str, Sequence[float | str]]]) -> bytes:
    """Return the file of all indicators (WDICSV.csv), of economies, codes and figures from 1960 on."""
    years = [str(1960 + at) for at in range(len(rows[0][2]))]
    head = ["Country Name", "Country Code", "Indicator Name", "Indicator Code", *years]
    lines = [
        head,
        *(
            ["A land", geo, "A name, with a comma", code, *map(str, told)]
            for geo, code, told in rows
        ),
    ]
    return "".join(",".join(f'"{cell}"' for cell in line) + "\n" for line in lines).encode()
