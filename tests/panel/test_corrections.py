import polars as pl
import pytest

from counterpoise import sources
from counterpoise.errors import CorrectionError
from counterpoise.panel import corrections

ROWS = pl.DataFrame({"state": ["FRA", "FRA", "VNM"], "value": [1.0, 2.0, 3.0]})


def _entry(**parts: object) -> corrections.Correction:
    whole = {"match": {"state": "FRA"}, "action": "drop", "reason": "twice", "expect": 2, **parts}
    return corrections._parsed(whole, "made_up")


def test_drop_takes_the_matching_rows_out_and_says_so():
    rows, notes = corrections.apply(ROWS, [_entry()], source="made_up", vintage="1")
    assert rows["state"].to_list() == ["VNM"]
    assert notes == ["corrected: 2 rows drop: twice"]


def test_set_changes_only_the_matching_rows():
    entry = _entry(match={"state": "VNM"}, action="set", set={"value": 9.0}, expect=1)
    rows, _ = corrections.apply(ROWS, [entry], source="made_up", vintage="1")
    assert rows["value"].to_list() == [1.0, 2.0, 9.0]


def test_more_rows_than_the_whole_release_has_are_refused():
    with pytest.raises(CorrectionError, match="at most 1 row, not 2") as refusal:
        corrections.apply(ROWS, [_entry(expect=1)], source="made_up", vintage="1")
    assert "made_up" in refusal.value.where
    assert "corrections.toml" not in str(refusal.value)


def test_of_a_part_what_is_there_is_corrected_and_the_rest_is_not_asked_for():
    rows, notes = corrections.apply(ROWS, [_entry(expect=5)], source="made_up", vintage="1")
    assert rows["state"].to_list() == ["VNM"]
    assert notes == ["corrected: 2 rows drop: twice (5 in the whole release)"]
    absent = _entry(match={"state": "LAO"})
    rows, notes = corrections.apply(ROWS, [absent], source="made_up", vintage="1")
    assert (rows.equals(ROWS), notes) == (True, [])


def test_a_row_without_a_value_is_not_lost_with_those_that_match():
    rows = pl.DataFrame({"code": [678, None, 679], "year": [1990, 1990, 1990]})
    entry = _entry(match={"code": 678, "year": 1990}, expect=1)
    kept, _ = corrections.apply(rows, [entry], source="made_up", vintage="1")
    assert kept["code"].to_list() == [None, 679]


def test_a_figure_that_is_not_this_states_becomes_not_covered_and_stays_a_row():
    rows = pl.DataFrame(
        {
            "state": ["RVN", "RVN", "RVN"],
            "year": [1967, 1968, 1975],
            "value": [1.0, 16.0, 30.0],
            "status": ["reported", "reported", "imputed"],
        }
    )
    entry = _entry(match={"state": "RVN"}, years=[1968, 1975], action="not covered", expect=2)
    known, notes = corrections.apply(rows, [entry], source="made_up", vintage="1")
    assert known["value"].to_list() == [1.0, None, None]
    assert known["status"].to_list() == ["reported", "not covered", "not covered"]
    assert notes == ["corrected: 2 rows not covered: twice"]


def test_an_entry_of_another_layout_is_passed_over():
    entry = _entry(layouts=["single"])
    same, _ = corrections.apply(ROWS, [entry], source="made_up", vintage="1", layout="single")
    other, _ = corrections.apply(ROWS, [entry], source="made_up", vintage="1", layout="related")
    assert (same.height, other.height) == (1, 3)


def test_an_entry_of_another_vintage_is_passed_over():
    rows, notes = corrections.apply(
        ROWS, [_entry(vintages=["2"], expect=99)], source="made_up", vintage="1"
    )
    assert rows.equals(ROWS)
    assert notes == []


def test_an_entry_of_another_part_is_passed_over():
    entry = _entry(parts=["all"])
    filled, told = corrections.apply(ROWS, [entry], source="made_up", vintage="1", part="filled")
    rows, notes = corrections.apply(ROWS, [entry], source="made_up", vintage="1", part="all")
    assert (filled.height, told) == (3, [])
    assert (rows.height, len(notes)) == (1, 1)


@pytest.mark.parametrize(
    "broken",
    [
        {"match": {}},
        {"reason": ""},
        {"expect": 0},
        {"action": "keep"},
        {"action": "not covered", "set": {"value": 0.0}},
        {"years": [1968]},
        {"set": {"value": 1}},
        {"x": 1},
    ],
)
def test_an_entry_that_is_not_whole_is_refused(broken):
    with pytest.raises(CorrectionError):
        _entry(**broken)


@pytest.mark.parametrize("source", sources.IDS)
def test_declared_corrections_are_whole(source):
    assert all(entry.expect > 0 for entry in corrections.declared(source))
