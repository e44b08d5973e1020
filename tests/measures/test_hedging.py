from __future__ import annotations

from typing import Any

import numpy as np
import polars as pl
import polars.testing
import pytest

from counterpoise.errors import CounterpoiseError, MeasureError
from counterpoise.measures.hedging import (
    GROUPS,
    Rivals,
    default_rivals,
    hedging,
    hedging_ranks,
    tie_strengths,
)
from counterpoise.measures.rivals import major_powers
from counterpoise.measures.shares import shares
from counterpoise.measures.tie_strengths import pacts_in_force
from counterpoise.panel.store import Store
from tests.measures import tables

POLES = ("USA", "CHN")
WEIGHTS = {"arms": 0.5, "imports": 0.3, "votes": 0.2}
Cell = tuple[float | None, float | None]


def ties(
    channels: dict[str, Cell], *, state: str = "VNM", year: int = 2019, **more: Any
) -> pl.DataFrame:
    """Return ties of one state with the United States and China."""
    return pl.DataFrame(
        [
            {"state": state, "pole": pole, "year": year, "channel": name, "strength": strength}
            for name, both in channels.items()
            for pole, strength in zip(POLES, both, strict=True)
        ],
        schema_overrides={"strength": pl.Float64},
    ).with_columns(**more)


CHECK = ties({"arms": (0.8, 0.2), "imports": (0.2, 0.3), "votes": (0.55, 0.45)})


def only(table: Any, **given: Any) -> dict[str, Any]:
    return tables.only(hedging(table, poles=given.pop("poles", POLES), **given))


def generator() -> np.random.Generator:
    return np.random.default_rng(11)


def test_the_check_value() -> None:
    row = only(CHECK, weights=WEIGHTS)

    assert row["balance"] == pytest.approx(0.806, abs=1e-15)
    assert row["tilt"] == pytest.approx(0.0676, abs=1e-15)
    assert row["offset"] == pytest.approx(0.1264, abs=1e-15)
    assert row["net_tilt"] == pytest.approx(0.26, abs=1e-15)
    assert row["towards"] == "USA"
    assert row["intensity"] == pytest.approx(0.5 * 0.5 + 0.3 * 0.25 + 0.2 * 0.5)
    assert row["hedge"] == pytest.approx(0.425 * (1 - 0.0676))
    assert row["least_tie"] == pytest.approx(0.5 * 0.2 + 0.3 * 0.2 + 0.2 * 0.45)
    assert (row["hull_low"], row["hull_high"]) == pytest.approx((-0.2, 0.6))
    assert (row["channels"], row["weight"]) == (3, 1.0)
    assert (row["no_ties"], row["unknown"]) == ("", "")


def test_swapping_poles_turns_the_tilt_and_nothing_else() -> None:
    one, other = only(CHECK, weights=WEIGHTS), only(CHECK, weights=WEIGHTS, poles=POLES[::-1])

    assert other["net_tilt"] == pytest.approx(-one["net_tilt"])
    assert other["hull_low"] == pytest.approx(-one["hull_high"])
    for name in ("balance", "tilt", "offset", "intensity", "hedge", "least_tie"):
        assert other[name] == pytest.approx(one[name])


def test_no_ties_and_unknown_ties_are_two_things() -> None:
    table = ties({"arms": (0.8, 0.2), "alliances": (0.0, 0.0), "votes": (0.5, None)})
    row = only(table, weights={"arms": 2.0, "alliances": 1.0, "votes": 1.0})

    assert (row["channels"], row["weight"]) == (1, 0.5)
    assert (row["no_ties"], row["unknown"]) == ("alliances", "votes")
    assert row["net_tilt"] == pytest.approx(0.6)
    # Known to be nothing counts; unknown does not.
    assert row["intensity"] == pytest.approx(2 / 3 * 0.5)


def test_a_tie_without_a_row_is_unknown() -> None:
    table = pl.concat([CHECK, ties({"aid": (0.5, 0.5)}).filter(pole="USA")])
    assert only(table)["unknown"] == "aid"
    assert only(table)["net_tilt"] == only(CHECK)["net_tilt"]


def test_without_any_tie_parts_are_null_and_intensity_is_zero() -> None:
    row = only(ties({"arms": (0.0, 0.0)}), draws=5, rng=generator())
    assert {row[name] for name in ("balance", "tilt", "offset", "net_tilt", "hedge")} == {None}
    assert (row["intensity"], row["towards"], row["near_zero"]) == (0.0, None, None)


def test_poles_have_no_rows_and_channels_can_be_chosen() -> None:
    table = pl.concat([CHECK, ties({"votes": (0.3, 0.3)}, state="CHN")])
    row = only(table, channels=["arms", "votes"])
    assert row["state"] == "VNM"
    assert row["net_tilt"] == pytest.approx((0.6 + 0.1) / 2)


def test_three_poles_and_distances() -> None:
    rows = [("USA", 0.5), ("CHN", 0.3), ("RUS", 0.0)]
    table = pl.DataFrame(
        [("VNM", pole, 2019, "arms", strength) for pole, strength in rows],
        schema=["state", "pole", "year", "channel", "strength"],
        orient="row",
    )
    row = only(table, poles=("USA", "CHN", "RUS"))
    entropy = 1 - 0.625**2 - 0.375**2
    assert row["balance"] == pytest.approx(entropy * 3 / 2)
    assert (row["net_tilt"], row["hull_low"], row["towards"]) == (None, None, "USA")
    # If China and Russia are half a rival of each other, the greatest entropy is 4/7.
    near = only(table, poles=("USA", "CHN", "RUS"), distances={("CHN", "RUS"): 0.5})
    assert near["balance"] == pytest.approx(entropy * 7 / 4)
    assert near["balance"] + near["tilt"] + near["offset"] == pytest.approx(1)


def test_draws_of_weights() -> None:
    table = ties({"arms": (1.0, 0.0), "votes": (0.0, 1.0)})
    row = only(table, draws=4000, rng=generator())

    # Net tilt is 2w - 1 with w even on 0 to 1.
    assert row["net_tilt_low"] == pytest.approx(-0.9, abs=0.03)
    assert row["net_tilt_median"] == pytest.approx(0.0, abs=0.05)
    assert row["net_tilt_high"] == pytest.approx(0.9, abs=0.03)
    assert row["near_zero"] == pytest.approx(0.1, abs=0.02)
    assert (row["balance_low"], row["balance_high"]) == (0.0, 0.0)
    assert only(table, draws=4000, rng=generator()) == row


def test_draws_of_ties() -> None:
    table = ties({"arms": (0.5, 0.5)}, low=pl.lit(0.5), high=pl.lit(0.5)).with_columns(
        low=pl.when(pl.col("pole") == "USA").then(0.1).otherwise("low"),
        high=pl.when(pl.col("pole") == "USA").then(0.9).otherwise("high"),
    )
    row = only(table, draws=4000, rng=generator(), vary="ties")
    for end, drawn in (("low", 0.14), ("median", 0.5), ("high", 0.86)):
        expected = (drawn - 0.5) / (drawn + 0.5)
        assert row[f"net_tilt_{end}"] == pytest.approx(expected, abs=0.03)
    fixed = only(table, draws=50, rng=generator(), vary="weights")
    assert (fixed["net_tilt_low"], fixed["net_tilt_high"]) == (0.0, 0.0)


def test_samples_of_ties_are_drawn_together() -> None:
    table = ties({"votes": (0.4, 0.2)}).with_columns(
        sample=pl.Series([[0.2, 0.4, 0.6], [0.1, 0.2, 0.3]])
    )
    row = only(table, draws=200, rng=generator(), vary="ties")
    assert row["net_tilt_low"] == pytest.approx(1 / 3)
    assert row["net_tilt_high"] == pytest.approx(1 / 3)


def test_ranks_and_their_intervals() -> None:
    table = pl.concat(
        [
            ties({"arms": (0.5, 0.5), "votes": (0.5, 0.5)}, state="AAA"),
            ties({"arms": (0.4, 0.0), "votes": (0.0, 0.4)}, state="BBB"),
            ties({"arms": (0.4, 0.0), "votes": (0.4, 0.0)}, state="CCC"),
            ties({"arms": (0.0, 0.0), "votes": (None, 0.4)}, state="DDD"),
        ]
    )
    found = hedging_ranks(table, poles=POLES, draws=300, rng=generator())

    assert found.select("state", "rank", "states").rows() == [
        ("AAA", 1, 3),
        ("BBB", 2, 3),
        ("CCC", 3, 3),
        ("DDD", None, 3),
    ]
    assert found["rank_low"].to_list() == [1, 2, 3, None]
    turned = hedging_ranks(table, poles=POLES, draws=300, rng=generator(), by="net_tilt")
    rows = {row["state"]: row for row in turned.iter_rows(named=True)}
    # Whether the second leans more than the first hangs on the weights.
    assert (rows["BBB"]["rank_low"], rows["BBB"]["rank_high"]) == (2, 3)


def test_a_kind_of_channels_has_one_weight_which_falls_on_those_that_lean() -> None:
    """By hand: (1 + (-0.5 + 0.1) / 2 + 0.2) / 3 = 1/3, where single channels would give 0.2."""
    table = ties(
        {
            "alliances": (1.0, 0.0),
            "imports": (0.1, 0.3),
            "exports": (0.55, 0.45),
            "votes": (0.6, 0.4),
        }
    )
    row = only(table, groups=GROUPS)
    assert row["net_tilt"] == pytest.approx(1 / 3)
    assert row["weight"] == 1.0
    assert only(table)["net_tilt"] == pytest.approx(0.2)
    # No pact with either: security is known to lean to nobody, and trade and votes are left.
    nowhere = only(
        pl.concat(
            [table.filter(pl.col("channel") != "alliances"), ties({"alliances": (0.0, 0.0)})]
        ),
        groups=GROUPS,
    )
    assert nowhere["net_tilt"] == pytest.approx(0.0)
    assert nowhere["weight"] == pytest.approx(2 / 3)
    # Intensity counts the pacts as nothing: (0 + (0.2 + 0.5) / 2 + 0.5) / 3.
    assert nowhere["intensity"] == pytest.approx(0.85 / 3)


def test_weights_of_kinds_are_given_by_their_names() -> None:
    table = ties({"imports": (0.1, 0.3), "exports": (0.5, 0.5), "votes": (0.6, 0.4)})
    row = only(table, groups=GROUPS, weights={"trade": 3.0, "votes": 1.0})
    assert row["net_tilt"] == pytest.approx(0.75 * -0.25 + 0.25 * 0.2)


def test_kinds_of_one_channel_each_change_nothing() -> None:
    alone = {"arms": "a", "imports": "b", "votes": "c"}
    given: dict[str, Any] = {"draws": 50, "rng": generator()}
    assert only(CHECK, groups=alone, **given) == only(CHECK, draws=50, rng=generator())


@pytest.mark.parametrize("vary", ["weights", "both"])
def test_draws_of_kinds_are_of_their_weights(vary: Any) -> None:
    """Trade told twice and votes: net tilt is 2w - 1 with w even on 0 to 1, as with trade told once."""
    table = ties({"imports": (1.0, 0.0), "exports": (1.0, 0.0), "votes": (0.0, 1.0)})
    row = only(table, groups=GROUPS, draws=4000, rng=generator(), vary=vary)
    assert row["net_tilt_low"] == pytest.approx(-0.9, abs=0.03)
    assert row["net_tilt_high"] == pytest.approx(0.9, abs=0.03)


def test_faint_ties_tell_of_no_lean() -> None:
    table = ties({"arms": (0.02, 0.0), "imports": (0.2, 0.3), "votes": (0.55, 0.45)})
    row = only(table, faint=0.05, draws=9, rng=generator())
    assert (row["no_ties"], row["channels"]) == ("arms", 2)
    assert row["net_tilt"] == pytest.approx((-0.2 + 0.1) / 2)
    assert row["hull_high"] == pytest.approx(0.1)
    # At the limit itself a tie counts.
    at = ties({"arms": (0.05, 0.0), "imports": (0.2, 0.3), "votes": (0.55, 0.45)})
    assert only(at, faint=0.05)["channels"] == 3


def test_a_rank_lies_inside_its_own_interval() -> None:
    """Skewed ties, of which the mean is no middle: the interval is widened to hold the rank."""
    drawn = np.random.default_rng(5).random((40, 4, 2)) ** 6
    table = pl.concat(
        [
            ties({name: tuple(cell) for name, cell in zip("pqrs", row, strict=True)}, state=f"S{i}")
            for i, row in enumerate(drawn.tolist())
        ]
    )
    found = hedging_ranks(table, poles=POLES, draws=60, rng=generator(), vary="weights")
    assert found.filter(pl.col("rank") < pl.col("rank_low")).is_empty()
    assert found.filter(pl.col("rank") > pl.col("rank_high")).is_empty()


def test_pacts_of_the_last_year_known_stand_for_later_years() -> None:
    columns = ["origin", "destination", "year", "indicator", "value"]
    panel = pl.DataFrame(
        [
            ("JPN", "USA", 2017, "alliance_defense", 1.0),
            ("JPN", "USA", 2018, "alliance_defense", 1.0),
            ("CHN", "VNM", 2018, "alliance_nonaggression", 1.0),
        ],
        schema=columns,
        orient="row",
    )
    found = pacts_in_force(panel, last=2018, until=2020)
    assert found["year"].to_list() == [2017, 2018, 2019, 2020]
    assert set(found["indicator"]) == {"alliance_defense"}
    # As of a year, later ones are not known.
    assert pacts_in_force(panel, last=2018, until=2017)["year"].to_list() == [2017]


@pytest.mark.parametrize(
    ("table", "given"),
    [
        (CHECK, {"poles": ("USA",)}),
        (CHECK, {"faint": -0.1}),
        (CHECK, {"groups": {"arms": "security"}, "weights": WEIGHTS}),
        (CHECK, {"poles": ("USA", "USA")}),
        (CHECK, {"poles": ("USA", "RUS")}),
        (CHECK, {"weights": {"arms": 1.0}}),
        (CHECK, {"weights": {**WEIGHTS, "votes": 0.0}}),
        (CHECK, {"channels": ["energy"]}),
        (CHECK, {"draws": 10}),
        (CHECK, {"draws": -1, "rng": generator()}),
        (CHECK, {"draws": 1, "rng": generator(), "vary": "luck"}),
        (pl.concat([CHECK, CHECK]), {}),
        (ties({"arms": (1.2, 0.1)}), {}),
        (ties({"arms": (0.2, -0.1)}), {}),
        (ties({"arms": (0.2, 0.1)}, low=pl.lit(0.15)), {}),
        (CHECK.drop("channel"), {}),
        (CHECK, {"distances": {("USA", "RUS"): 1.0}}),
    ],
)
def test_what_can_not_be_meant_is_refused(table: pl.DataFrame, given: dict[str, Any]) -> None:
    with pytest.raises(CounterpoiseError):
        only(table, **given)


@pytest.mark.parametrize("kind", tables.KINDS)
def test_every_kind_of_frame_is_given_back(kind: str) -> None:
    convert, kept = tables.KINDS[kind]
    expected = hedging(CHECK, poles=POLES, draws=20, rng=generator())

    found = hedging(convert(CHECK), poles=POLES, draws=20, rng=generator())

    assert isinstance(found, kept)
    polars.testing.assert_frame_equal(tables.back(found), expected, check_dtypes=False)


def strengths(**given: Any) -> dict[tuple[str, str, str, int], float | None]:
    found = tie_strengths(poles=POLES, **given)
    return {
        (r["channel"], r["state"], r["pole"], r["year"]): r["strength"] for r in found.to_dicts()
    }


def test_strength_in_a_channel_of_shares_is_the_share_of_the_whole() -> None:
    rows: list[tables.Flow] = [("USA", "VNM", 2019, 1.0), ("RUS", "VNM", 2019, 3.0)]
    rows += [("CHN", "KHM", 2019, 2.0), ("USA", "LAO", 2019, None), ("CHN", "LAO", 2019, 2.0)]
    rows += [("USA", "THA", 2018, 1.0), ("USA", "CHN", 2019, 1.0), ("USA", "MMR", 2019, 0.0)]
    found = strengths(shares={"arms": shares(tables.panel(rows))})

    assert found["arms", "VNM", "USA", 2019] == 0.25
    assert found["arms", "VNM", "CHN", 2019] == 0.0
    assert found["arms", "LAO", "USA", 2019] is None  # not covered
    assert found["arms", "MMR", "USA", 2019] is None  # a share of nothing
    # Nobody received anything from China in 2018: who knows whether it was covered.
    assert ("arms", "THA", "CHN", 2018) not in found
    assert not [key for key in found if key[1] in POLES]


def test_strength_in_votes_is_agreement_if_chance_were_one_half() -> None:
    kappa = pl.DataFrame(
        {
            "state": ["CHN", "USA", "USA"],
            "other": ["VNM", "VNM", "CHN"],
            "session": [74, 74, 74],
            "kappa_squared": [0.459164, -0.094213, 0.1],
        }
    )
    found = strengths(votes=kappa)
    assert found["votes", "VNM", "CHN", 2019] == pytest.approx(0.729582)
    assert found["votes", "VNM", "USA", 2019] == pytest.approx(0.4528935)
    chance = strengths(votes=kappa, zero="chance")
    assert chance["votes", "VNM", "CHN", 2019] == pytest.approx(0.459164)
    assert chance["votes", "VNM", "USA", 2019] == 0.0


def test_strength_in_alliances_is_of_pacts_to_fight() -> None:
    panel = pl.DataFrame(
        [
            ("JPN", "USA", 2018, "alliance_defense", 1.0),
            ("CHN", "VNM", 2018, "alliance_nonaggression", 1.0),
        ],
        schema=["origin", "destination", "year", "indicator", "value"],
        orient="row",
    )
    found = strengths(alliances=panel)
    assert found["alliances", "JPN", "USA", 2018] == 1.0
    assert found["alliances", "VNM", "CHN", 2018] == 0.0
    assert ("alliances", "HKG", "CHN", 2018) not in found  # no member of the state system
    assert ("alliances", "JPN", "USA", 2019) not in found


def test_variants_give_the_ends() -> None:
    years = [("USA", "VNM", 2018, 3.0), ("RUS", "VNM", 2018, 1.0)]
    years += [("USA", "VNM", 2019, 1.0), ("RUS", "VNM", 2019, 3.0), ("CHN", "KHM", 2019, 1.0)]
    rows = tables.panel(years)
    found = tie_strengths(
        poles=POLES,
        shares={"arms": shares(rows)},
        variants={"arms": [shares(rows, window=2)]},
    ).filter(pl.col("state") == "VNM", pl.col("year") == 2019, pl.col("pole") == "USA")
    assert found.select("strength", "low", "high").row(0) == (0.25, 0.25, 0.5)
    with pytest.raises(MeasureError, match="variants"):
        tie_strengths(poles=POLES, shares={"arms": shares(rows)}, variants={"aid": []})


def test_strengths_go_straight_into_hedging() -> None:
    rows = [("USA", "VNM", 2019, 1.0), ("CHN", "VNM", 2019, 3.0)]
    found = only(tie_strengths(poles=POLES, shares={"arms": shares(tables.panel(rows))}))
    assert found["net_tilt"] == pytest.approx(-0.5)


@pytest.mark.parametrize(
    ("year", "expected"),
    [
        (1955, Rivals(("USA", "SUN"), "positional+ideological", 1945, 1955)),
        (1980, Rivals(("USA", "SUN"), "positional+ideological", 1945, 1980)),
        (1992, None),
        (2000, Rivals(("USA", "CHN"), "positional", 1996, 2000)),
        (2019, Rivals(("USA", "CHN"), "positional", 1996, 2019)),
        (2024, Rivals(("USA", "CHN"), "positional", 1996, 2020)),
    ],
)
def test_the_strongest_rivals_in_the_embedded_list(year: int, expected: Rivals | None) -> None:
    rows = Store.open().holding("rivalries_thompson").scan()
    assert default_rivals(rows, year=year) == expected


def test_a_state_that_is_a_pole_stays_one() -> None:
    """A pole is not given other rivals among which it would balance."""
    rows = Store.open().holding("rivalries_thompson").scan()
    found = default_rivals(rows, year=2019)
    assert found is not None
    assert "CHN" in found.poles


def test_the_rivals_of_a_state_that_ended_are_of_its_time() -> None:
    rows = Store.open().holding("rivalries_thompson").scan()
    found = default_rivals(rows, year=1990, since=1949)  # East Germany; no such rivalry in 1990
    assert found == Rivals(("USA", "SUN"), "positional+ideological", 1945, 1989)
    assert default_rivals(rows, year=1995, since=1990) is None


def test_major_powers_by_year() -> None:
    assert major_powers(2019) == ("USA", "RUS", "CHN", "GBR", "FRA", "DEU", "JPN")


def test_no_ties_at_all_give_no_rows() -> None:
    nothing = CHECK.clear()
    assert hedging(nothing, poles=POLES, draws=3, rng=generator()).height == 0
    assert hedging_ranks(nothing, poles=POLES, draws=3, rng=generator()).height == 0
