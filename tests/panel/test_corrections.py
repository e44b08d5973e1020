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


@pytest.mark.parametrize("expect", [1, 3])
def test_an_entry_that_finds_another_number_of_rows_fails(expect):
    with pytest.raises(CorrectionError, match="must match") as refusal:
        corrections.apply(ROWS, [_entry(expect=expect)], source="made_up", vintage="1")
    assert "made_up" in refusal.value.where


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
