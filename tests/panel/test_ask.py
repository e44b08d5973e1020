"""Which holding answers, how much of the truth it tells, and that no part hides a whole."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from counterpoise import sources
from counterpoise.errors import EvidenceError, UsageError
from counterpoise.measures.answers import _ANSWERED, told, told_by_each
from counterpoise.measures.views import VIEWS
from counterpoise.panel.ask import ask, indicator_rows, source_rows
from counterpoise.panel.store import Store
from counterpoise.reference import state_system
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep, ties

THREE = ("CHN", "USA", "VNM")


def imports_of(*states: str) -> list[Covered]:
    """Return the coverage of all imports of these states in 2010."""
    return [Covered(2010, 2010, "destination", states), Covered(2010, 2010, "origin")]


WHOLE = [("CHN", "VNM", 2010, 6.0), ("USA", "VNM", 2010, 3.0), ("VNM", "USA", 2010, 2.0)]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def chosen(store: Store, state: str, year: int, *, side: str = "destination") -> dict[str, object]:
    found = ask(store, "goods", side=side, states=[state]).chosen
    rows = found.filter(pl.col("year") == year).rows(named=True)
    return rows[0] if rows else {}


def leader(store: Store, view: str, state: str, year: int) -> tuple[str | None, float | None, str]:
    seen = VIEWS[view]
    rows = told(store, seen, [state], floor=0.0).shares.filter(pl.col("year") == year)
    top = rows.sort("value", descending=True).row(0, named=True)
    return top[seen.over], top["share"], top["state_of_share"]


def test_a_newer_release_of_others_does_not_hide_a_state(folder: Path) -> None:
    keep(folder, "cow_trade", "4.0", ties("goods", WHOLE), imports_of(*THREE))
    ukraine = ties("goods", [("POL", "UKR", 2010, 9.0)])
    keep(folder, "cow_trade", "5.0", ukraine, imports_of("UKR"))
    store = Store((folder,))
    assert leader(store, "imports", "VNM", 2010) == ("CHN", 6 / 9, "shared")
    answer = ask(store, "goods", side="destination", states=["VNM"])
    assert [piece.holding.vintage for piece in answer.pieces] == ["4.0"]


def test_a_register_of_ukraine_alone_leaves_viet_nams_arms_as_they_were(folder: Path) -> None:
    before = told(Store((embedded_folder(),)), VIEWS["arms"], ["VNM"]).shares
    rows = ties("arms", [("USA", "UKR", 2024, 900.0)])
    spans = [Covered(1995, 2024, "origin"), Covered(1995, 2024, "destination", ("UKR",))]
    keep(folder, "sipri_arms", "2026-10-01", rows, spans)
    store = Store((folder, embedded_folder()))
    assert told(store, VIEWS["arms"], ["VNM"]).shares.equals(before)
    assert leader(store, "arms", "UKR", 2024) == ("USA", 1.0, "shared")


def test_a_users_part_of_a_release_adds_to_what_is_embedded(folder: Path) -> None:
    behind = folder.parent / "embedded"
    keep(behind, "cow_trade", "4.0", ties("goods", WHOLE), imports_of(*THREE))
    mended = ties("goods", [("CHN", "VNM", 2010, 5.0), ("CHN", "IDN", 2010, 1.0)])
    keep(folder, "cow_trade", "4.0", mended, imports_of("VNM", "IDN"))
    store = Store((folder, behind))
    (release,) = store.releases("cow_trade")
    assert release.scan().collect().height == 4
    assert leader(store, "imports", "VNM", 2010)[1] == 5 / 8
    assert leader(store, "imports", "IDN", 2010)[0] == "CHN"


def test_what_a_state_tells_itself_goes_before_what_its_partners_tell(folder: Path) -> None:
    imports = ties("goods", [("CHN", "VNM", 2019, 75.0)], told_by="destination")
    exports = ties(
        "goods",
        [("CHN", "VNM", 2019, 98.0), ("LAO", "VNM", 2019, 5.0), ("CHN", "LAO", 2019, 2.0)],
        told_by="origin",
    )
    own = [
        Covered(2019, 2019, "destination", ("VNM",), told_by="destination"),
        Covered(2019, 2019, "origin", told_by="destination"),
    ]
    mirror = [
        Covered(2019, 2019, "origin", ("CHN", "LAO"), told_by="origin"),
        Covered(2019, 2019, "destination", ("VNM", "LAO"), told_by="origin"),
    ]
    keep(folder, "imf_dots", "x", pl.concat([imports, exports]), [*own, *mirror])
    found = told(Store((folder,)), VIEWS["imports"], floor=0.0).shares
    viet_nam = found.filter(pl.col("destination") == "VNM")
    # 98 is not added to 75; and what Laos tells, of whom Viet Nam says nothing, is no part of its sum.
    assert viet_nam.select("origin", "value", "mirror", "told_by").rows() == [
        ("CHN", 75.0, 98.0, "the state")
    ]
    laos = found.filter(pl.col("destination") == "LAO")
    assert laos.select("origin", "told_by").rows() == [("CHN", "its partners")]


def test_of_a_year_that_a_state_ascribes_to_nobody_its_partners_tell() -> None:
    store = Store((embedded_folder(),))
    shares = told(store, VIEWS["exports"], ["KWT"], years=(2019, 2019)).shares
    china = shares.row(by_predicate=pl.col("destination") == "CHN", named=True)
    # Kuwait names buyers of 1.9 of its 64.5 billion dollars, China with 0.3 among them: its oil is
    # with "countries and areas not specified".
    assert china["value"] == pytest.approx(13.4166e9, rel=1e-4)
    assert china["volume"] == pytest.approx(62.43e9, rel=1e-3)
    assert china["told_by"] == "both sides"
    assert china["mirror"] is None
    assert not shares["destination"].str.contains("not specified").any()


def test_a_year_told_by_partners_in_which_the_state_fills_in_for_some_is_told_by_both() -> None:
    store = Store((embedded_folder(),))
    shares = told(store, VIEWS["exports"], ["BHR"], years=(2011, 2012)).shares
    by = dict(shares.select("year", "told_by").iter_rows())
    assert by[2012] == "both sides"
    # Bahrain's own figure of what it sold to Saudi Arabia, which tells of 1.3 billion dollars.
    tie = shares.filter(pl.col("year") == 2012, pl.col("destination") == "SAU")
    assert tie["value"][0] == pytest.approx(1.8943e9, rel=1e-4)
    wide = told(store, VIEWS["exports"], ["BHR"], years=(2012, 2012), window=3).shares
    assert wide["told_by"].unique().to_list() == ["both sides"]


def test_a_seller_that_tells_a_part_is_not_covered_and_an_older_whole_answers() -> None:
    store = Store((embedded_folder(),))
    found = ask(store, "goods", side="origin", states=["KWT"], years=(2023, 2025))
    assert found.chosen.select("year").to_series().to_list() == [2023]
    korea = told(store, VIEWS["imports"], ["KOR"], years=(2023, 2023)).shares
    silent = korea.filter(pl.col("unknown") > 0)["origin"].to_list()
    assert {"SAU", "KWT", "ARE", "OMN"} <= set(silent)


def test_a_part_of_the_items_never_passes_for_all(folder: Path) -> None:
    crude = ties("goods", [("RUS", "IND", 2024, 52.0), ("IRQ", "IND", 2024, 30.0)], item="270900")
    items = ("270900",)
    spans = [
        Covered(2024, 2024, "origin", ("RUS", "IRQ"), items=items),
        Covered(2024, 2024, "destination", ("IND",), items=items),
    ]
    keep(folder, "cepii_baci", "V202601-HS92", crude, spans)
    store = Store((folder,))
    assert chosen(store, "IND", 2024) == {}
    oil = ask(store, "goods", side="destination", states=["IND"], item="270900")
    assert oil.chosen.select("state", "year", "told").rows() == [("IND", 2024, 82.0)]
    with_all = Store((folder, embedded_folder()))
    assert chosen(with_all, "IND", 2024) == {}
    assert chosen(with_all, "IND", 2023)["told"] == pytest.approx(650.7e9, rel=1e-3)


def test_the_states_own_total_is_the_yardstick(folder: Path) -> None:
    keep(folder, "cow_trade", "4.0", ties("goods", WHOLE), [Covered(2010, 2010, "either", THREE)])
    total = pl.DataFrame(
        {"state": ["VNM", "USA"], "year": [2010, 2010], "indicator": ["imports"] * 2,
         "value": [12.0, 10.0]}, schema_overrides={"year": pl.Int16},
    )  # fmt: skip
    keep(folder, "cow_trade_national", "4.0", total, [Covered(2010, 2010)])
    store = Store((folder,))
    assert chosen(store, "VNM", 2010)["completeness"] == 0.75
    assert chosen(store, "VNM", 2010)["yardstick"] == "cow_trade_national"
    shares = told(store, VIEWS["imports"], ["VNM"], floor=0.0).shares
    # 6 of 12 at least; 6 and all the 3 that nobody tells of at most.
    assert shares.select("origin", "share", "share_low", "share_high", "state_of_share").rows() == [
        ("CHN", None, 0.5, 0.75, "partly known"), ("USA", None, 0.25, 0.5, "partly known")
    ]  # fmt: skip
    usa = told(store, VIEWS["imports"], ["USA"], floor=0.0).shares
    assert usa.select("share", "share_low", "state_of_share").row(0) == (
        None, None, "too little known"
    )  # fmt: skip
    assert "tells of 75\xa0% of its own total in cow_trade_national" in ask(
        store, "goods", side="destination", states=["VNM"]
    ).reason("VNM", 2010)


def test_partners_not_covered_are_weighed_by_what_they_had_before(folder: Path) -> None:
    before = [("CHN", "VNM", 2010, 6.0), ("USA", "VNM", 2010, 3.0), ("KOR", "VNM", 2010, 3.0)]
    four = (*THREE, "KOR")
    keep(folder, "cow_trade", "4.0", ties("goods", before), [Covered(2010, 2010, "either", four)])
    total = pl.DataFrame(
        {"state": ["VNM"], "year": [2010], "indicator": ["imports"], "value": [12.0]},
        schema_overrides={"year": pl.Int16},
    )
    keep(folder, "cow_trade_national", "4.0", total, [Covered(2010, 2010)])
    after = [("CHN", "VNM", 2013, 9.0), ("USA", "VNM", 2013, 3.0), ("KOR", "VNM", 2013, None)]
    spans = [Covered(2013, 2013, "destination", ("VNM",)), Covered(2013, 2013, "origin")]
    keep(folder, "cepii_baci_matrix", "V1", ties("goods", after), spans)
    found = chosen(Store((folder,)), "VNM", 2013)
    # Korea had 3 of 12 in 2010, so that about a quarter of 2013 is not told.
    assert (found["completeness"], found["yardstick"]) == (0.75, "estimated")


def test_without_a_year_before_partners_are_weighed_by_what_they_sell_to_all(folder: Path) -> None:
    rows = [
        ("USA", "VNM", 2011, None), ("CHN", "VNM", 2011, 1.0), ("USA", "IDN", 2011, 30.0),
        ("CHN", "IDN", 2011, 9.0),
    ]  # fmt: skip
    spans = [Covered(2011, 2011, "destination", ("VNM", "IDN")), Covered(2011, 2011, "origin")]
    keep(folder, "cow_trade", "4.0", ties("goods", rows), spans)
    store = Store((folder,))
    assert chosen(store, "VNM", 2011)["completeness"] == pytest.approx(10 / 40)
    assert leader(store, "imports", "VNM", 2011)[2] == "too little known"


def test_an_excerpt_of_some_recipients_says_little_of_those_who_deliver() -> None:
    shares = told(Store((embedded_folder(),)), VIEWS["arms-exports"], ["USA"]).shares
    assert set(shares["state_of_share"]) == {"too little known"}
    assert shares["share"].null_count() == shares.height


def test_a_window_is_of_one_release_and_ends_in_the_last_year_covered(folder: Path) -> None:
    rows = ties("arms", [("RUS", "MYS", year, 60.0) for year in range(2001, 2009)])
    keep(folder, "sipri_arms", "2026-02-12", rows, [Covered(2000, 2010)])
    shares = told(Store((folder,)), VIEWS["arms"], ["MYS"]).shares
    assert shares["year"].to_list() == list(range(2004, 2011))
    assert shares.filter(pl.col("year") == 2010)["volume"].to_list() == [180.0]


@pytest.mark.parametrize("vintage", ["10.01", "99"])
def test_one_variable_of_the_penn_tables_does_not_hide_the_others(
    folder: Path, vintage: str
) -> None:
    population = pl.DataFrame(
        {"state": ["VNM"], "year": [2018], "indicator": ["population"], "value": [1.0]},
        schema_overrides={"year": pl.Int16},
    )
    covered = [Covered(2018, 2018, indicator="population")]
    keep(folder, "penn_world_table", vintage, population, covered)
    store = Store((folder, embedded_folder()))
    own = pl.col("state") == "VNM"
    output = indicator_rows(store, "rgdpe").rows.filter(own).collect()
    assert output.height > 40
    people = indicator_rows(store, "population").rows.filter(own, pl.col("year") > 2016).collect()
    assert dict(people.select("year", "value").rows())[2018] == 1.0
    assert people.height == 3
    of_all = source_rows(store, "penn_world_table").filter(own).collect()
    assert set(of_all["indicator"]) == set(sources.module("penn_world_table").SOURCE.indicators)
    assert of_all.filter(indicator="rgdpe").height == output.height
    assert of_all.filter(indicator="population", year=2018)["value"].to_list() == [1.0]


def test_a_vintage_of_ten_comes_after_one_of_nine(folder: Path) -> None:
    for vintage, value in (("9.1", 1.0), ("10.01", 2.0)):
        rows = ties("goods", [("CHN", "VNM", 2010, value)])
        keep(folder, "cow_trade", vintage, rows, [Covered(2010, 2010, "either", THREE)])
    store = Store((folder,))
    assert [held.vintage for held in store.releases("cow_trade")] == ["10.01", "9.1"]


def test_nothing_held_and_nothing_meant_are_refused(folder: Path) -> None:
    with pytest.raises(EvidenceError):
        ask(Store((folder,)), "goods", side="destination")
    with pytest.raises(UsageError):
        ask(Store((folder,)), "good", side="destination")
    with pytest.raises(EvidenceError):
        ask(Store((embedded_folder(),)), "goods", side="origin", source="cow_trade", vintage="3.0")
    for asked in (
        lambda store: ask(store, "goods", side="origin", vintage="3.0"),
        lambda store: indicator_rows(store, "gdp", vintage="3.0"),
    ):
        with pytest.raises(EvidenceError, match=r"vintage '3\.0'"):
            asked(Store((embedded_folder(),)))


@pytest.mark.parametrize(
    ("indicator", "words", "cure"),
    [
        ("population", "evidence on population", "counterpoise fetch world_bank_population"),
        ("arms_embargo", "evidence on arms embargoes", "counterpoise fetch eu_sanctions_map"),
        (
            "leader_visits",
            "evidence on visits of leaders",
            "counterpoise add ceias_visits FILE",
        ),
    ],
)
def test_what_is_not_held_is_named_with_what_brings_it(
    folder: Path, indicator: str, words: str, cure: str
) -> None:
    with pytest.raises(EvidenceError) as caught:
        indicator_rows(Store((folder,)), indicator)
    assert words in caught.value.problem
    assert caught.value.attempt.startswith(cure)


def test_a_count_of_the_partners_who_tell_names_no_leader(folder: Path) -> None:
    # South Sudan tells of nothing; of all states but one its partners would tell, and one does.
    everyone = [
        one for one in state_system.existing([2013])["id"] if one not in ("SSD", "UGA", "KEN")
    ]
    mirror = Covered(2013, 2013, "origin", tuple(everyone), told_by="origin")
    either = Covered(2013, 2013, "destination", ("SSD",), told_by="origin")
    rows = ties("goods", [("CHN", "SSD", 2013, 60e6), ("IND", "SSD", 2013, 40e6)])
    keep(folder, "imf_dots", "x", rows.with_columns(told_by=pl.lit("origin")), [mirror, either])
    store = Store((folder,))
    found = chosen(store, "SSD", 2013)
    assert (found["teller"], found["yardstick"]) == (2, "counted")
    assert found["completeness"] == 0.75
    top, share, state = leader(store, "imports", "SSD", 2013)
    assert (top, share, state) == ("CHN", None, "partly known")


def test_a_window_is_answered_alike_whoever_else_is_asked_for() -> None:
    store = Store((embedded_folder(),))
    alone = told(store, VIEWS["arms"], ["VNM"]).shares
    beside = told(store, VIEWS["arms"], ["IDN", "VNM"])
    assert beside.shares.filter(pl.col("destination") == "VNM").equals(alone)
    assert beside.of("VNM").shares.equals(alone)
    assert alone.drop_nulls("share")["year"].min() == 1957


def test_each_source_answers_at_once_as_it_does_alone() -> None:
    store, seen = Store((embedded_folder(),)), VIEWS["exports"]
    together = told_by_each(store, seen, ["KAZ"], sources=["imf_dots", "cepii_baci", "cow_trade"])
    assert len(together) == 2
    for found, source in zip(together, ("imf_dots", "cow_trade"), strict=True):
        _ANSWERED.clear()
        alone = told(store, seen, ["KAZ"], source=source)
        assert found.stated.drop("piece").equals(alone.stated.drop("piece"))
        assert found.of("KAZ").stated.equals(found.stated)
        assert found.shares.equals(alone.shares)


def test_a_gap_of_two_releases_is_one_gap_and_what_one_tells_is_none(folder: Path) -> None:
    def gdp(value: float | None) -> pl.DataFrame:
        return pl.DataFrame(
            {"state": ["IND", "VNM"], "year": [2014, 2014], "indicator": ["gdp"] * 2,
             "value": [None, value]}, schema_overrides={"year": pl.Int16, "value": pl.Float64},
        )  # fmt: skip

    gaps = [Covered(2014, 2014, "state", ("LAO",))]
    keep(folder, "world_bank_gdp", "2025-01-01", gdp(2.0), gaps)
    keep(folder, "world_bank_gdp", "2026-01-01", gdp(None), gaps)
    rows = indicator_rows(Store((folder,)), "gdp").rows.select("state", "value").collect()
    assert sorted(rows.rows()) == [("IND", None), ("VNM", 2.0)]
