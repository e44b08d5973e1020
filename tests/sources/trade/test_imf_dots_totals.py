from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel import coverage
from counterpoise.snapshots import files
from counterpoise.snapshots.source import Reading
from counterpoise.sources.trade import _dots_judged as judged
from counterpoise.sources.trade import _dots_workbooks as layout
from counterpoise.sources.trade import imf_dots_totals
from tests.sources.dots import Figures, dots

FIVE = ("France", "Germany", "Japan", "India", "United States")


def reading(folder: Path, book: bytes) -> Reading:
    path = folder / "DOTS_1.xlsx"
    path.write_bytes(book)
    (found,) = imf_dots_totals.read([path])
    imf_dots_totals.check(found.rows)
    return found


def totals(found: Reading, indicator: str) -> list[tuple[int, float | None, str]]:
    rows = found.rows.filter(pl.col("indicator") == indicator).sort("year")
    return rows.select("year", "value", "status").rows()


def test_the_world_row_is_the_states_own_total(tmp_path: Path) -> None:
    trade: Figures = {partner: [2.0] for partner in FIVE}
    found = reading(tmp_path, dots("Vietnam", [2019], trade | {"Special Categories": [1.5]}, trade))
    assert totals(found, "imports") == [(2019, 11_500_000.0, "reported")]
    assert totals(found, "exports") == [(2019, 10_000_000.0, "reported")]
    assert set(found.rows["state"]) == {"VNM"}


def test_a_total_estimated_by_more_than_a_tenth_is_imputed(tmp_path: Path) -> None:
    trade: Figures = {partner: [9.0, 9.0] for partner in FIVE}
    guessed: Figures = {"Italy": ["5.00 e", "5.10 e"]}  # 5 of 50 and 5.1 of 50.1
    found = reading(tmp_path, dots("Vietnam", [2018, 2019], trade | guessed))
    assert [status for _, _, status in totals(found, "imports")] == ["reported", "imputed"]


def test_a_sum_over_fewer_than_five_partners_is_no_total(tmp_path: Path) -> None:
    trade: Figures = {partner: [257.0, 257.0] for partner in FIVE[:4]}
    found = reading(tmp_path, dots("Vietnam", [1970, 1976], trade | {"Italy": [None, 0.5]}))
    assert totals(found, "imports") == [
        (1970, None, "not covered"),
        (1976, 1_028_500_000.0, "reported"),
    ]
    assert set(found.rows["state"]) == {"RVN", "VNM"}  # the south alone until 1975


def test_imports_and_exports_are_covered_each_by_themselves(tmp_path: Path) -> None:
    trade: Figures = {partner: [2.0] for partner in FIVE}
    found = reading(tmp_path, dots("Vietnam", [2019], trade))
    spans = [
        coverage.years_covered(found.coverage, "VNM", side="origin", indicator=name)
        for name in ("imports", "exports")
    ]
    assert spans[0] == [(2019, 2019)]


@pytest.mark.evidence
def test_partners_add_up_to_the_world_row_but_for_rounding(evidence: Path) -> None:
    archive = evidence / "imf_dots_1960_2020" / "DOTS_xlsx_235_files.zip"
    with files.unpacked([archive], source="imf_dots_totals") as plain:
        found = layout.read(plain, source="imf_dots_totals")
    years = judged.sheet_years(*judged.pairs(found.figures))
    part = years["total"] / years["world"]
    assert years.height == 20_430
    assert part.quantile(0.001) > 0.99
    assert part.quantile(0.999) < 1.0011
    # Sint Maarten's exports of 2010 are 0.02 million by an estimate of two decimals.
    off = years.filter((part - 1).abs() > 0.02)
    assert off.height == 4
    assert off["world"].max() < 2


@pytest.mark.evidence
def test_totals_of_the_publisher(evidence: Path) -> None:
    archive = evidence / "imf_dots_1960_2020" / "DOTS_xlsx_235_files.zip"
    (found,) = imf_dots_totals.read([archive])
    imf_dots_totals.check(found.rows)
    rows = {(state, year, name): (value, status) for state, year, name, value, status in
            found.rows.select("state", "year", "indicator", "value", "status").rows()}  # fmt: skip
    assert round(rows["VNM", 2019, "imports"][0] / 1e6) == 249_013
    assert rows["RVN", 1970, "imports"] == (None, "not covered")
    assert rows["IRQ", 2019, "imports"][1] == "imputed"
    assert rows["TKM", 2019, "imports"][1] == "imputed"
