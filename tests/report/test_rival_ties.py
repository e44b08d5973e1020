"""Ties with rivals from the embedded evidence, and what the page makes of their uncertainty."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from counterpoise.measures.hedging import FAINT, GROUPS, hedging_ranks
from counterpoise.panel.store import Store
from counterpoise.report import rival_ties, wording
from counterpoise.report.pages import Number, Section, Table
from counterpoise.report.sections.state import hedging, rival_partition, rival_tables
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(Store((embedded_folder(),)).steady(), "VNM", named_rivals=("USA", "CHN"))


@pytest.fixture(scope="module")
def section(study: Study) -> Section:
    return hedging.section(study)


def table(section: Section, name: str) -> Table:
    return next(part for part in section.parts if isinstance(part, Table) and part.id == name)


def test_every_tie_lies_between_its_other_readings(study: Study) -> None:
    ties = rival_ties.ties(study).drop_nulls("strength")

    assert set(ties["channel"]) == {"arms", "alliances", "imports", "exports", "votes"}
    assert ties.filter(pl.col("strength") < pl.col("low") - 1e-12).is_empty()
    assert ties.filter(pl.col("strength") > pl.col("high") + 1e-12).is_empty()
    assert ties.filter(pl.col("low") < pl.col("high")).height > 0


def test_votes_are_as_uncertain_as_the_distance_of_ideal_points(study: Study) -> None:
    votes = rival_ties.ties(study).filter(
        pl.col("channel") == "votes", pl.col("year") == 2019, pl.col("pole") == "USA"
    )

    strength, low, high = votes.select("strength", "low", "high").row(0)
    # The intervals of both positions in 2019 are about ±0.26 and ±0.36: e^0.45 is about 1.6.
    assert high / strength == pytest.approx(strength / low, rel=0.02)
    assert 1.3 < high / strength < 2.0


def test_a_rival_whom_the_release_does_not_cover_is_unknown_and_not_zero() -> None:
    with_russia = Study(
        Store((embedded_folder(),)).steady(), "VNM", named_rivals=("USA", "CHN", "RUS")
    )
    ties = rival_ties.ties(with_russia).filter(pl.col("channel") == "exports")

    of_russia = ties.filter(pl.col("pole") == "RUS")
    assert of_russia.filter(pl.col("year") == 2020)["strength"][0] > 0
    assert of_russia.filter(pl.col("year") == 2023)["strength"].null_count() == 1


def test_a_state_stands_alone_as_in_the_table_of_all(study: Study) -> None:
    alone = rival_ties.ties(study).filter(pl.col("year") == 2014)
    everybody = rival_ties.everybodys(study.store, study.rivals, years=(2014, 2014))
    same = ["state", "pole", "year", "channel"]
    both = alone.join(everybody, on=same, how="left", validate="1:1")
    assert both.height == alone.height > 0
    assert both["strength"].to_list() == pytest.approx(
        both["strength_right"].to_list(), nan_ok=True
    )


def test_security_alone_is_arms_and_pacts_of_one_year(study: Study) -> None:
    ties = rival_ties.security_ties(study)

    assert ties["year"].unique().to_list() == [2018]
    pacts = ties.filter(pl.col("channel") == "alliances")
    assert pacts["strength"].to_list() == [0.0, 0.0]  # 35 non-aggression partners bind nobody


def test_the_page_shows_how_far_the_partition_depends_on_the_choices(section: Section) -> None:
    rows = {row[0]: row[1:] for row in table(section, "hedging-choices").rows}

    assert list(rows) == ["Security, trade and votes weigh the same", *rival_tables.VARIED]
    balance, tilt, offset, _ = rows["Security, trade and votes weigh the same"]
    assert all(isinstance(cell, Number) for cell in rows["Any weights"])
    parts = [part.value for part in (balance, tilt, offset) if isinstance(part, Number)]
    assert sum(part for part in parts if part is not None) == pytest.approx(1)
    # Two hundredths of Viet Nam's arms and no pact are too little to lean on.
    assert "Security alone is not told" in table(section, "hedging-choices").caption


def test_security_alone_takes_ties_in_arms_and_in_pacts() -> None:
    def own(arms: float, pact: float) -> pl.DataFrame:
        rows = [("arms", "USA", arms), ("arms", "CHN", 0.0)]
        rows += [("alliances", "USA", pact), ("alliances", "CHN", 0.0)]
        return pl.DataFrame(rows, schema=["channel", "pole", "strength"], orient="row")

    assert rival_ties.tells_of_security(own(0.19, 1.0))
    assert not rival_ties.tells_of_security(own(0.02, 1.0))
    assert not rival_ties.tells_of_security(own(0.5, 0.0))
    philippines = Study(Store((embedded_folder(),)).steady(), "PHL", named_rivals=("USA", "CHN"))
    labels = [row[0] for row in table(hedging.section(philippines), "hedging-choices").rows]
    assert "Security alone: arms and pacts to fight, 2018" in labels


@pytest.mark.parametrize(
    ("state", "least"), [("JPN", 0.25), ("DEU", 0.3), ("KOR", 0.2), ("AUS", 0.15)]
)
def test_an_ally_of_a_rival_leans_to_it(state: str, least: float) -> None:
    """By hand, Japan in 2019: ((0.02 - 0.35) / 2 in trade + 0.10 in votes + 1 by the pact) / 3 = 0.31."""
    found, _ = rival_partition.partition(Study(Store((embedded_folder(),)).steady(), state))
    now = found.row(-1, named=True)
    assert now["towards"] == "USA"
    assert now["net_tilt"] > least


def test_pacts_of_a_later_year_are_those_of_the_last_year_known_and_say_so() -> None:
    japan = Study(Store((embedded_folder(),)).steady(), "JPN")
    rows = {row[0]: row[1:] for row in table(hedging.section(japan), "hedging-ties").rows}
    pact = rows["Pacts to fight, as of 2018"]
    assert [cell.text for cell in pact if isinstance(cell, Number)] == [
        "1.00",
        "1.00",
        "0.00",
        "0.00",
    ]
    early = Study(Store((embedded_folder(),)).steady(), "JPN", as_of=2014)
    labels = [row[0] for row in table(hedging.section(early), "hedging-ties").rows]
    assert "Pacts to fight" in labels


def test_arms_that_are_not_held_are_not_covered_and_not_zero() -> None:
    japan = hedging.section(Study(Store((embedded_folder(),)).steady(), "JPN"))
    arms = next(row for row in table(japan, "hedging-ties").rows if row[0] == "Arms")
    assert {cell.text for cell in arms[1:] if isinstance(cell, Number)} == {"not covered"}
    assert "arms are not covered by the excerpt held" in said(japan)


def said(section: Section) -> str:
    return " ".join(
        "".join(cell.text if isinstance(cell, Number) else cell for cell in sentence)
        for sentence in section.lead
    )


def test_every_state_s_rank_lies_inside_its_own_interval() -> None:
    store = Store((embedded_folder(),)).steady()
    ties = rival_ties.everybodys(store, ("USA", "CHN"), years=(2014, 2014))
    ranked = hedging_ranks(
        ties.filter(pl.col("year") == 2014, pl.col("channel") != "arms"),
        poles=("USA", "CHN"), groups=GROUPS, faint=FAINT, draws=200,
        rng=np.random.default_rng(1), vary="weights",
    ).drop_nulls("rank")  # fmt: skip
    assert ranked.height > 150
    outside = (pl.col("rank") < pl.col("rank_low")) | (pl.col("rank") > pl.col("rank_high"))
    assert ranked.filter(outside).is_empty()


def test_a_pole_has_no_rivals_between_which_it_balances() -> None:
    store = Store((embedded_folder(),)).steady()
    assert "is itself one of the rivals, with China" in said(hedging.section(Study(store, "USA")))
    assert "is itself one of the rivals" in said(hedging.section(Study(store, "CHN")))
    soviet = said(hedging.section(Study(store, "SUN")))
    assert "was itself one of the rivals, with the United States" in soviet
    assert "positional+ideological, 1945–89" in soviet
    asked = hedging.section(Study(store, "USA", named_rivals=("CHN", "JPN")))
    assert "Between China and Japan" in said(asked)
    # Russia is no pole of the strongest rivalry today.
    assert Study(store, "RUS").rivals == ("USA", "CHN")


def test_rivals_of_a_state_that_ended_are_those_of_its_time() -> None:
    store = Store((embedded_folder(),)).steady()
    for state, year in (("DDR", 1990), ("YUG", 1992), ("SUN", 1991)):
        study = Study(store, state)
        assert (study.ended, study.rivals) == (year, ("USA", "SUN"))
    found, _ = rival_partition.partition(Study(store, "DDR"))
    assert found.row(-1, named=True)["towards"] == "SUN"
    assert Study(store, "VNM").ended is None
    assert Study(store, "DDR", as_of=1980).ended is None
    assert Study(store, "VNM", as_of=1985).rivals == ("USA", "SUN")


def test_poles_are_told_apart_when_states_are_compared() -> None:
    store = Store((embedded_folder(),)).steady()
    section = hedging.compared([Study(store, "USA"), Study(store, "VNM"), Study(store, "DDR")])
    rows = table(section, "hedging-compared").rows
    assert [row[0] for row in rows] == ["Viet Nam"]
    assert "is itself one of the rivals" in said(section)
    assert "East Germany ended in 1990. It had other rivals." in said(section)


def test_the_rank_has_its_interval_and_says_among_how_many(section: Section) -> None:
    sentence = "".join(cell.text if isinstance(cell, Number) else cell for cell in section.lead[-1])

    assert "it stood 61st (12–66 by the weights) of the 162 states" in sentence


def test_everybodys_ties_part_into_one() -> None:
    store = Store((embedded_folder(),)).steady()
    ties = rival_ties.everybodys(store, ("USA", "CHN"), years=(2012, 2012))
    found = rival_partition.parted(ties, ("USA", "CHN"))

    assert found.height > 150
    assert (found["balance"] + found["tilt"] + found["offset"]).to_list() == pytest.approx(
        [1.0] * found.height
    )


@pytest.mark.parametrize(
    ("number", "word"), [(1, "1st"), (2, "2nd"), (3, "3rd"), (11, "11th"), (112, "112th"), (121, "121st")]
)  # fmt: skip
def test_places_in_a_row_have_their_endings(number: int, word: str) -> None:
    assert wording.ordinal(number) == word


def test_an_interval_of_one_number_is_that_number() -> None:
    assert wording.interval(0.05, 0.05, 0.052).text == "0.05"
    assert wording.interval(0.0, -0.001, 0.2).text == "0.00–0.20"
    assert wording.interval(None, None, None).status == "undefined"
