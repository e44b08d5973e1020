"""Answers on debt by creditor that must be refused."""

from __future__ import annotations

import json

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken

NAMES = {
    "701": "Japan", "730": "China", "646": "India", "905": "World Bank-IDA", "BND": "Bondholders",
    "019": "EUROFIMA", "666": "Bangladesh", "074": "A land  unheard of", "WLD": "World",
}  # fmt: skip


def record(debtor: str, creditor: str, year: int, value: float | None) -> dict[str, object]:
    """Return one record, as the API gives it."""
    return {
        "variable": [
            {"concept": "Country", "id": debtor, "value": debtor},
            {"concept": "Series", "id": "DT.DOD.DPPG.CD", "value": "PPG (DOD, current US$)"},
            {"concept": "Counterpart-Area", "id": creditor, "value": f"{NAMES[creditor]}   "},
            {"concept": "Time", "id": f"YR{year}", "value": str(year)},
        ],
        "value": value,
    }


def answer(*records: dict[str, object], page: int = 1, pages: int = 1) -> bytes:
    """Return one page of an answer."""
    return json.dumps(
        {
            "page": page, "pages": pages, "per_page": "25000", "total": len(records),
            "lastupdated": "2025-12-03",
            "source": {"id": "6", "name": "International Debt Statistics", "data": list(records)},
        }
    ).encode()  # fmt: skip


RECORDS = [
    record("VNM", "701", 2022, 14e9),
    record("VNM", "701", 2023, 13e9),
    record("VNM", "730", 2023, 3e9),
    record("VNM", "905", 2023, 12e9),
    record("VNM", "BND", 2023, 1e9),
    record("VNM", "730", 2022, None),
    record("VNM", "WLD", 2022, 14e9),
    record("VNM", "WLD", 2023, 29e9),
]
GOOD = answer(*RECORDS)


def broken(
    fault: str,
    content: bytes,
    problem: str,
    where: str,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of one file."""
    return Broken("world_bank_ids", fault, {"ids.json": content}, problem, where, error)


CASES = [
    broken("cut short", GOOD[:-30], "as JSON", "ids.json"),
    broken("an error message", b'[{"message":[{"id":"120"}]}]', "as JSON", "ids.json"),
    broken("no figure", answer(record("VNM", "701", 2023, None)), "hold a figure", "1 record"),
    broken("another series", GOOD.replace(b"DPPG", b"DECT"), "must be DT.DOD.DPPG", "'Series'"),
    broken("a creditor left out", answer(*RECORDS[2:]), "must add up", "VNM 2023: 16,000,000,000"),
    broken("in millions", GOOD.replace(b"0000000.0", b".0"), "unit is wrong", "largest debt"),
    broken("below zero", GOOD.replace(b"13000000000.0", b"-1"), "at least 0", "row 2"),
    broken("given twice", answer(*RECORDS, RECORDS[0]), "stand once", "row 1"),
    broken("nobody's code", GOOD.replace(b"VNM", b"QQQ"), "QQQ", "Country", UnknownNameError),
]
