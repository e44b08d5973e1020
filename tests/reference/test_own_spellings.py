"""Spellings of the user's own: read everywhere, changing nothing that is known."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import StoreError, UnknownNameError, UsageError
from counterpoise.reference import names, own_spellings, states


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path))
    return tmp_path


def test_a_spelling_is_read_by_names_by_codes_and_when_typed() -> None:
    own_spellings.add("Land of the Thousand Lakes", "FI")
    own_spellings.add("ZZQ", "Fiji")
    asked = {"source": "any", "column": "c"}
    by_name = names.identify(pl.Series(["land of the  thousand lakes"]), **asked)
    by_code = states.from_iso3(pl.Series(["ZZQ", "FRA"]), None, **asked)
    assert by_name.to_list() == ["FIN"]
    assert by_code.to_list() == ["FJI", "FRA"]
    assert states.resolve("zzq") == "FJI"


def test_a_number_is_read_in_its_data_set_alone() -> None:
    with pytest.raises(UsageError, match="different lists"):
        own_spellings.add("9876", "FRA")
    own_spellings.add("9876", "FRA", source="cow_trade")
    assert states.from_cow(pl.Series([9876]), None, source="cow_trade", column="c").to_list() == [
        "FRA"
    ]
    with pytest.raises(UnknownNameError):
        states.from_cow(pl.Series([9876]), None, source="cow_wars", column="c")


@pytest.mark.parametrize(
    "known", ["Viet Nam", "VN", "viet  nam", "Somalia, Fed. Rep.", "FRA", "UKG"]
)
def test_what_the_package_reads_is_never_changed(known: str) -> None:
    before = states.resolve(known)
    with pytest.raises(UsageError, match="already"):
        own_spellings.add(known, "USA")
    assert states.resolve(known) == before


def test_a_spelling_that_the_package_has_learnt_since_is_said_not_to_be_read(home: Path) -> None:
    (home / own_spellings.NAME).write_text("spelling,id,source,note\nViet Nam,USA,,\nQuux,FRA,,\n")
    assert [(row["spelling"], row["status"]) for row in own_spellings.listed()] == [
        ("Viet Nam", "not read"),
        ("Quux", "read"),
    ]
    assert states.resolve("Viet Nam") == "VNM"


def test_what_is_no_state_may_be_meant_and_an_aggregate_is_set_aside() -> None:
    own_spellings.add("Isles united", "aggregate:Isles united")
    assert names.is_aggregate("Isles United")


def test_removing_ends_it_and_what_is_not_there_is_refused() -> None:
    own_spellings.add("Quux", "FRA")
    assert [own.id for own in own_spellings.remove("QUUX")] == ["FRA"]
    with pytest.raises(UnknownNameError):
        states.resolve("Quux")
    with pytest.raises(UsageError, match="no spelling of your own"):
        own_spellings.remove("Quux")


@pytest.mark.parametrize("spelling", ["", "  ", "a\nb", "a\u202eb", "x" * 300])
def test_what_can_be_no_spelling_is_refused(spelling: str) -> None:
    with pytest.raises(UsageError):
        own_spellings.add(spelling, "FRA")


@pytest.mark.parametrize(
    "text",
    [
        "name,id\nQuux,FRA\n",
        "spelling,id,source,note\nQuux,QQQ,,\n",
        "spelling,id,source,note\nQuux,FRA,,\nquux,DEU,,\n",
        "spelling,id,source,note\nQuux,FRA,,,,,\n",
    ],
)
def test_a_damaged_file_is_refused_by_name_and_line(home: Path, text: str) -> None:
    (home / own_spellings.NAME).write_text(text)
    with pytest.raises(StoreError) as caught:
        states.resolve("Quux")
    assert own_spellings.NAME in caught.value.where
    assert "line" in caught.value.where


def test_a_name_the_package_knows_is_read_even_beside_a_damaged_file(home: Path) -> None:
    (home / own_spellings.NAME).write_bytes(b"\xff\xfe\x00")
    assert states.resolve("France") == "FRA"


def test_all_who_add_at_once_are_kept() -> None:
    with ThreadPoolExecutor(8) as several:
        list(several.map(lambda n: own_spellings.add(f"Quux the {n}th", "FRA"), range(12)))
    assert len(own_spellings.held()) == 12
