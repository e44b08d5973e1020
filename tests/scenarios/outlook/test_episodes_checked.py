"""What a row says of EUSANCT and IST is what these data sets say, to the year or month."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import polars as pl
import pytest

from counterpoise.reference import states
from counterpoise.scenarios.outlook import episodes

pytestmark = pytest.mark.evidence
LEGAL = ("embargo imposed", "embargo lifted")
SENDERS = {
    "US": "USA",
    "1520": "ECOWAS",
    "3450": "Arab League",
    "3760": "African Union",
    "3900": "OAS",
}
Case = tuple[str, str, date | None, date | None]


def eusanct(folder: Path) -> list[Case]:
    table = pl.read_csv(folder / "eusanct_arms_cases.csv", infer_schema=False)
    return [
        (
            SENDERS.get(sender, sender),
            states.resolve(target),
            day(start, "%d%b%Y"),
            day(end, "%d%b%Y"),
        )
        for target, sender, start, end in table.select(
            "target", "sender", "imposition_start", "end"
        ).rows()
    ]


def ist(folder: Path) -> list[Case]:
    table = pl.read_csv(folder / "ist_arms_cases.csv", infer_schema=False)
    return [
        (SENDERS.get(sender, sender), target, day(start, "%d.%m.%Y"), day(end, "%d.%m.%Y"))
        for sender, target, start, end in table.select("s", "t", "startdate", "terdate").rows()
    ] + [
        (SENDERS.get(sender, sender), target, None, day(end, "%d.%m.%Y"))
        for sender, target, end in table.select("s", "t", "defactoter").rows()
    ]


def day(text: str | None, form: str) -> date | None:
    return datetime.strptime(text, form).date() if text and text != "ongoing" else None


def closeness(row: dict[str, object], cases: list[Case]) -> str:
    """Return "month", "year" or "" for the nearest case of the pair."""
    place = 2 if row["kind"] == LEGAL[0] else 3
    pair = row["supplier"], "YUG" if row["recipient"] == "SCG" else row["recipient"]
    days = [case[place] for case in cases if case[:2] == pair and case[place]]
    months = [12 * found.year + found.month for found in days if found]
    own = 12 * int(str(row["year"])) + int(str(row["month"] or 0))
    if row["month"] and any(abs(found - own) <= 1 for found in months):
        return "month"
    return "year" if any(found and found.year == row["year"] for found in days) else ""


@pytest.mark.parametrize(("name", "read"), [("EUSANCT", eusanct), ("IST", ist)])
def test_agreement_told_is_there_and_none_is_left_out(
    evidence: Path, name: str, read: object
) -> None:
    cases = read(evidence / "sanctions")  # type: ignore[operator]
    for row in episodes.read().filter(pl.col("kind").is_in(LEGAL)).iter_rows(named=True):
        told = [part.split()[1] for part in row["checked_by"].split("; ") if part.startswith(name)]
        found = closeness(row, cases)
        if told or found == "month":
            assert told == [found], (row["id"], told, found)
