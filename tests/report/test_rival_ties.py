"""Ties with rivals from the embedded evidence, and what the page makes of their uncertainty."""

from __future__ import annotations

import polars as pl
import pytest

from counterpoise.panel.store import Store
from counterpoise.report import rival_ties, wording
from counterpoise.report.pages import Number, Section, Table
from counterpoise.report.sections.state import hedging
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder


@pytest.fixture(scope="module")
def study() -> Study:
    return Study(Store((embedded_folder(),)), "VNM", named_rivals=("USA", "CHN"))


@pytest.fixture(scope="module")
def section(study: Study) -> Section:
    return hedging.section(study)


def table(section: Section, name: str) -> Table:
    return next(part for part in section.parts if isinstance(part, Table) and part.id == name)


def test_every_tie_lies_between_its_other_readings(study: Study) -> None:
    ties = rival_ties.ties(study).drop_nulls("strength")

    assert set(ties["channel"]) == {"arms", "imports", "exports", "votes"}
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


def test_trade_is_of_a_source_that_covers_the_rivals() -> None:
    with_russia = Study(Store((embedded_folder(),)), "VNM", named_rivals=("USA", "CHN", "RUS"))

    assert rival_ties.flows(with_russia)["imports"].evidence.holding.source == "cow_trade"


def test_security_alone_is_arms_and_pacts_of_one_year(study: Study) -> None:
    ties = rival_ties.security_ties(study)

    assert ties["year"].unique().to_list() == [2018]
    pacts = ties.filter(pl.col("channel") == "alliances")
    assert pacts["strength"].to_list() == [0.0, 0.0]  # 35 non-aggression partners bind nobody


def test_the_page_shows_how_far_the_partition_depends_on_the_choices(section: Section) -> None:
    rows = {row[0]: row[1:] for row in table(section, "hedging-choices").rows}

    assert list(rows)[:4] == ["Every channel weighs the same", *hedging.VARIED]
    balance, tilt, offset, _ = rows["Every channel weighs the same"]
    assert all(isinstance(cell, Number) for cell in rows["Any weights"])
    parts = [part.value for part in (balance, tilt, offset) if isinstance(part, Number)]
    assert sum(part for part in parts if part is not None) == pytest.approx(1)
    assert any(label.startswith("Security alone") for label in rows)


def test_the_rank_has_its_interval_and_says_among_how_many(section: Section) -> None:
    sentence = "".join(cell.text if isinstance(cell, Number) else cell for cell in section.lead[-1])

    assert "it stands 8th (2–22 by the weights) of the 48 states" in sentence


def test_everybodys_ties_part_into_one() -> None:
    ties = rival_ties.everybodys(Store((embedded_folder(),)), ("USA", "CHN"), as_of=2012)
    found = hedging.parted(ties.filter(pl.col("year") == 2012), ("USA", "CHN"))

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
