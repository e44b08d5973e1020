from dataclasses import replace

import polars as pl
import pyarrow.parquet as pq
import pytest

from counterpoise import schema
from counterpoise.errors import EvidenceError, SourceError, UsageError
from counterpoise.panel import build, checks
from counterpoise.panel import drafts as drafts_module
from counterpoise.panel.ask import indicator_rows
from counterpoise.snapshots.source import Covered
from tests.panel import made_up

FLOW = {
    "origin": "RUS", "destination": "VNM", "year": 2019, "indicator": "goods", "item": "all",
    "value": 1.0, "status": "reported",
}  # fmt: skip
PACT = replace(made_up.SOURCE, indicators=("alliance_defense",))


def _complete(*rows: dict, card=made_up.SOURCE) -> pl.DataFrame:
    frame = pl.DataFrame([{**FLOW, **row} for row in rows]).with_columns(
        pl.col("year").cast(pl.Int16)
    )
    return build.complete(frame, card, "1")


def _check(frame: pl.DataFrame, card=made_up.SOURCE) -> None:
    checks.check(frame, source=card, coverage=[Covered(2000, 2020)])


def test_added_rows_come_back_with_channel_unit_source_and_vintage(made_up_source, store, tmp_path):
    path = made_up.write(tmp_path / "a.csv", value=7, years=range(2000, 2003), states="AB")
    held = build.add(store, "made_up", [path], vintage="2026-01")
    rows = held.scan().collect()
    assert rows.schema == schema.PANEL
    assert set(rows.select("channel", "unit", "source", "vintage").rows()) == {
        ("trade", "USD", "made_up", "2026-01")
    }
    assert held.rows == rows.height == 6
    assert held.years == (2000, 2002)


def test_adding_the_same_part_again_replaces_rows_of_the_same_key(made_up_source, store, tmp_path):
    first = made_up.write(tmp_path / "a.csv", value=7, years=range(2000, 2003), states="AB")
    second = made_up.write(tmp_path / "b.csv", value=9, years=range(2002, 2005), states="AB")
    build.add(store, "made_up", [first], vintage="1")
    held = build.add(store, "made_up", [second], vintage="1")
    by_year = dict(held.scan().group_by("year").agg(pl.col("value").max()).collect().rows())
    assert by_year == {2000: 7, 2001: 7, 2002: 9, 2003: 9, 2004: 9}
    assert {name for part in held.parts for name, _ in part.inputs} == {"a.csv", "b.csv"}


def _kept(store, rows: pl.DataFrame, *covered: str):
    with store.drafting() as folder:
        file = drafts_module.write_draft(rows, folder)
        coverage = (Covered(2019, 2019, "destination", covered), Covered(2019, 2019, "origin"))
        draft = drafts_module.Draft("all", file, (), coverage, ())
        return store.keep("made_up", "1", "panel", [draft])


def test_a_row_outside_of_coverage_gives_way_only_to_one_of_its_key(made_up_source, store):
    """Coverage alone says that who has no row passed nothing; outside of it, a row speaks for itself."""
    beyond = {"destination": "LAO", "value": 5.0}
    _kept(store, _complete({}, {"origin": "CHN", "value": 3.0}, beyond), "VNM")
    held = _kept(store, _complete({"value": 2.0}), "VNM")
    rows = held.scan().select("origin", "destination", "value").collect().rows()
    assert sorted(rows) == [("RUS", "LAO", 5.0), ("RUS", "VNM", 2.0)]

    held = _kept(store, _complete({"value": 2.0}, {**beyond, "value": 6.0}), "VNM")
    rows = held.scan().select("origin", "destination", "value").collect().rows()
    assert sorted(rows) == [("RUS", "LAO", 6.0), ("RUS", "VNM", 2.0)]


def test_files_without_a_vintage_ask_for_one(made_up_source, store, tmp_path):
    path = made_up.write(tmp_path / "a.csv", value=7, years=range(2000, 2001))
    with pytest.raises(UsageError, match="vintage") as refusal:
        build.add(store, "made_up", [path])
    assert "--vintage" in refusal.value.attempt
    assert store.holdings() == []


@pytest.mark.parametrize("vintage", ["../escape", "a b", "", "x" * 41, "-rf"])
def test_a_vintage_that_is_no_file_name_is_refused(made_up_source, store, tmp_path, vintage):
    path = made_up.write(tmp_path / "a.csv", value=7, years=range(2000, 2001))
    with pytest.raises(UsageError):
        build.add(store, "made_up", [path], vintage=vintage)
    assert store.holdings() == []


def test_a_removed_vintage_is_gone_and_removing_it_twice_is_refused(
    made_up_source, store, tmp_path
):
    path = made_up.write(tmp_path / "a.csv", value=7, years=range(2000, 2001))
    build.add(store, "made_up", [path], vintage="1")
    store.remove("made_up", "1")
    with pytest.raises(EvidenceError):
        store.holding("made_up")
    with pytest.raises(EvidenceError):
        store.remove("made_up", "1")


def test_an_undirected_tie_given_both_ways_is_stored_once():
    both = [
        {"indicator": "alliance_defense"},
        {"origin": "VNM", "destination": "RUS", "indicator": "alliance_defense"},
    ]
    rows = _complete(*both, card=PACT)
    assert rows.select("origin", "destination").rows() == [("RUS", "VNM")]


def test_an_undirected_tie_given_only_backwards_is_turned_round_and_kept():
    rows = _complete(
        {"origin": "VNM", "destination": "RUS", "indicator": "alliance_defense"}, card=PACT
    )
    assert rows.select("origin", "destination").rows() == [("RUS", "VNM")]


def test_an_undirected_tie_with_two_values_is_refused():
    rows = _complete(
        {"indicator": "alliance_defense"},
        {"origin": "VNM", "destination": "RUS", "indicator": "alliance_defense", "value": 2.0},
        card=PACT,
    )
    with pytest.raises(SourceError, match="one row for each"):
        _check(rows, PACT)


@pytest.mark.parametrize(
    ("row", "rule"),
    [
        ({"value": -1.0}, "negative"),
        ({"value": float("nan")}, "finite"),
        ({"value": float("inf")}, "finite"),
        ({"value": None}, "not covered"),
        ({"status": "not covered"}, "not covered"),
        ({"status": "guessed"}, "status"),
        ({"origin": "Russia"}, "entity"),
        ({"origin": "aggregate:World"}, "entity"),
        ({"origin": "VNM"}, "two entities"),
        ({"year": 1999}, "years covered"),
    ],
)
def test_a_row_that_cannot_be_true_is_refused_with_its_key(row, rule):
    with pytest.raises(SourceError, match=rule) as refusal:
        _check(_complete(row))
    assert "made_up" in refusal.value.where
    assert "VNM" in refusal.value.where


def test_a_doubled_row_is_refused_and_a_good_one_is_not():
    _check(_complete({}))
    with pytest.raises(SourceError, match="one row for each"):
        _check(_complete({}, {}))


def test_non_states_are_kept_as_what_they_are():
    _check(
        _complete(
            {"origin": "unknown:supplier"},
            {"origin": "group:Some rebels"},
            {"origin": "residual:Areas nes"},
        )
    )


def test_rows_of_an_unknown_indicator_or_source_are_refused_by_name(store):
    with pytest.raises(UsageError, match="'arms'"):
        indicator_rows(store, "armss")
    with pytest.raises(UsageError, match="source"):
        indicator_rows(store, "arms", source="cow_trade")
    with pytest.raises(EvidenceError) as refusal:
        indicator_rows(store, "arms")
    assert refusal.value.attempt.startswith("counterpoise fetch sipri_arms")


def test_ties_lie_in_groups_that_a_reader_of_one_year_can_pass_over(tmp_path, monkeypatch):
    monkeypatch.setattr(drafts_module, "ROWS_TOGETHER", 2)
    years = (2016, 2017, 2018, 2019)
    rows = _complete(
        *({"origin": state, "year": year} for state in ("ITA", "DEU") for year in years)
    )
    path = drafts_module.write_draft(rows, tmp_path)
    held = pq.ParquetFile(path)
    spans = [
        held.metadata.row_group(number).column(rows.columns.index("year")).statistics
        for number in range(held.num_row_groups)
    ]
    assert [(span.min, span.max) for span in spans] == [(year, year) for year in years]


def test_two_tellers_of_one_tie_lie_in_one_order(tmp_path):
    tellers = ("reconciled", "destination", "origin")
    rows = _complete(*({"told_by": teller} for teller in tellers))
    held = pl.read_parquet(drafts_module.write_draft(rows, tmp_path))
    assert held["told_by"].to_list() == ["destination", "origin", "reconciled"]
