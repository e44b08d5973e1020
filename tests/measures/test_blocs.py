from __future__ import annotations

import polars as pl
import polars.testing

from counterpoise.measures.blocs import as_one_partner
from counterpoise.measures.concentration import herfindahl
from counterpoise.measures.shares import shares
from tests.measures import tables

ROWS = tables.panel(
    [
        ("DEU", "VNM", 2019, 2.0),
        ("GBR", "VNM", 2019, 2.0),
        ("CHN", "VNM", 2019, 4.0),
        ("DEU", "VNM", 2021, 2.0),
        ("GBR", "VNM", 2021, None),
        ("CHN", "VNM", 2021, 4.0),
        ("GBR", "DEU", 2019, 1.0),
    ]
)
EU = pl.DataFrame(
    {"state": ["DEU", "GBR", "DEU", "DEU"], "year": [2019, 2019, 2021, 2021], "bloc": ["EU"] * 4}
)


def test_members_are_one_partner_only_while_they_are_members() -> None:
    found = as_one_partner(ROWS, EU, bloc="EU")

    names = ["bloc:EU", "bloc:EU", "CHN", "bloc:EU", "GBR", "CHN", "bloc:EU"]
    expected = ROWS.with_columns(pl.Series("origin", names))
    polars.testing.assert_frame_equal(found, expected, check_row_order=False)


def test_a_bloc_concentrates() -> None:
    apart = herfindahl(shares(ROWS)).filter(pl.col("destination") == "VNM", pl.col("year") == 2019)
    joined = herfindahl(shares(as_one_partner(ROWS, EU, bloc="EU")))
    joined = joined.filter(pl.col("destination") == "VNM", pl.col("year") == 2019)

    assert apart["herfindahl"].to_list() == [0.375]
    assert joined["herfindahl"].to_list() == [0.5]


def test_a_member_that_is_not_covered_stays_unknown() -> None:
    late = EU.vstack(pl.DataFrame({"state": ["GBR"], "year": [2021], "bloc": ["EU"]}))
    found = shares(as_one_partner(ROWS, late, bloc="EU")).filter(
        pl.col("origin") == "bloc:EU", pl.col("year") == 2021
    )

    assert found.select("value", "unknown").rows() == [(2.0, 1)]


def test_the_other_side_can_be_the_bloc_and_a_prefix_is_not_doubled() -> None:
    found = as_one_partner(ROWS, EU, bloc="bloc:EU", over="destination")

    assert found.filter(pl.col("destination") == "bloc:EU")["origin"].to_list() == ["GBR"]
    assert sorted(found["origin"]) == sorted(ROWS["origin"])
