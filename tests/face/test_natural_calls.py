"""The calls that a scholar tries first, written down before the functions were: all of them work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import counterpoise as cpo
from counterpoise.errors import UnknownNameError, UsageError

pytestmark = pytest.mark.evidence


@pytest.fixture(autouse=True)
def _no_store_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path / "home"))


CALLS: dict[str, Callable[[], object]] = {
    "version": lambda: cpo.__version__,
    "verbs in dir": lambda: {"brief", "table", "pair", "compare", "cutoff"} <= set(dir(cpo)),
    "shares by id": lambda: cpo.table("shares", "VNM", channel="imports", years=2019),
    "shares by name": lambda: cpo.table("shares", "Viet Nam", channel="imports", years=2019),
    "shares by letters of two": lambda: cpo.table("shares", "VN", channel="arms", years=2019),
    "shares by a code": lambda: cpo.table("shares", 816, channel="arms", years=2019),
    "several states": lambda: cpo.table("herfindahl", ["VNM", "Indonesia", 710], channel="imports"),
    "years as a span": lambda: cpo.table(
        "herfindahl", "VNM", channel="exports", years=(2010, 2020)
    ),
    "effective partners": lambda: cpo.table("hill_number", "VNM", channel="imports", q=2.0),
    "another name of a measure": lambda: cpo.table("hhi", "VNM", channel="imports"),
    "hedging of one": lambda: cpo.table("hedging", "VNM", rivals=["USA", "CHN"], years=2019),
    "votes": lambda: cpo.table("alignment", "VNM", rivals=["USA", "CHN"], years=(2015, 2019)),
    "ideal points": lambda: cpo.table("ideal_points", "VNM", years=(2015, 2019)),
    "ties": lambda: cpo.table("ties", "VNM", years=2019),
    "leaders": lambda: cpo.table("leadership", "VNM", channel="imports"),
    "as of a year": lambda: cpo.table("shares", "VNM", channel="imports", as_of=2015, years=2015),
    "one source": lambda: cpo.table(
        "shares", "VNM", channel="imports", source="imf_dots", years=2019
    ),
    "code book": lambda: cpo.codebook("hedging"),
    "measures by name": lambda: cpo.measures.herfindahl,
    "all measures": lambda: dir(cpo.measures),
    "members": lambda: cpo.members("ASEAN", 2020),
    "name": lambda: cpo.name("VNM"),
    "resolve": lambda: cpo.resolve("Burma"),
    "a brief of a tiny state": lambda: cpo.brief("Nauru"),
    "a pair by names": lambda: cpo.pair("Nauru", "Australia"),
    "a comparison": lambda: cpo.compare(["VNM", "Nauru"]),
    "a cut-off": lambda: cpo.cutoff("VNM", ["CHN"]),
    "a mix": lambda: cpo.rebalance("NRU"),
    "an outlook": lambda: cpo.outlook("VNM"),
    "rows of an indicator": lambda: cpo.indicator_rows("arms").rows.collect(),
    "a scenario of a file": lambda: cpo.read_scenario(
        Path(__file__).parents[2] / "examples" / "trans_pacific_partnership.toml"
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_natural_call_works(call: str) -> None:
    assert CALLS[call]() is not None
    assert CALLS[call]() is not False


def test_every_spelling_gives_the_same_rows() -> None:
    asked = {"channel": "imports", "years": 2019}
    first = cpo.table("shares", "VNM", **asked).frame()
    for spelling in ("Viet Nam", "VN", 816, "cow:816", ["VNM"]):
        assert cpo.table("shares", spelling, **asked).frame().equals(first)


def test_a_table_knows_its_columns_sources_and_citation() -> None:
    made = cpo.table("shares", "VNM", channel="imports", years=2019)
    assert {"state", "partner", "year", "share", "source", "vintage", "completeness"} <= set(
        made.columns
    )
    china = made.frame().filter(partner="CHN")
    assert china["share"].round(3).item() == 0.303
    assert [one.id for one in made.sources] == ["imf_dots"]
    assert "International Monetary Fund" in made.citation
    assert len(repr(made)) < 120
    assert len(made) == made.frame().height


@pytest.mark.parametrize("ending", ["csv", "parquet", "dta", "xlsx", "json"])
def test_a_table_is_saved_as_its_ending_says(ending: str, tmp_path: Path) -> None:
    made = cpo.table("herfindahl", "VNM", channel="imports", years=(2015, 2019))
    path = made.save(tmp_path / f"hhi.{ending}")
    assert path.stat().st_size > 100
    if ending == "csv":
        assert pl.read_csv(path).height == len(made)
    if ending == "dta":
        import pyreadstat

        frame, meta = pyreadstat.read_dta(str(path))
        assert len(frame) == len(made)
        assert all(meta.column_labels)


def test_a_page_shows_itself_saves_itself_and_gives_its_numbers(tmp_path: Path) -> None:
    page = cpo.brief("Nauru")
    assert repr(page).startswith("<brief: Nauru; ")
    assert "srcdoc=" in page._repr_html_()
    assert page.save(tmp_path / "nauru.html").read_text().startswith("<!doctype html>")
    assert "Nauru" in page.save(tmp_path / "nauru.txt").read_text()
    numbers = page.frame()
    assert numbers.height > 100
    assert "cow_trade" in numbers.filter(pl.col("status") == "shown")["source"].to_list()
    with pytest.raises(UsageError, match="ending"):
        page.save(tmp_path / "nauru.docx")


def test_pandas_in_pandas_out() -> None:
    rows = cpo.table("shares", "VNM", channel="arms", years=2019).pandas()
    assert type(rows).__module__.startswith("pandas")
    found = cpo.measures.herfindahl(
        rows.rename(columns={"state": "destination", "partner": "origin"})
    )
    assert type(found).__module__.startswith("pandas")


@pytest.mark.parametrize("wrong", ["Vietnamm", "Atlantis", 99999])
def test_what_is_no_state_is_refused(wrong: str | int) -> None:
    with pytest.raises(UnknownNameError):
        cpo.table("shares", wrong, channel="imports")


def test_what_is_no_measure_or_setting_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="herfindahl"):
        cpo.table("herfindal", "VNM")
    with pytest.raises(UsageError):
        cpo.table("herfindahl", "VNM", channel="imports", colour="red")
