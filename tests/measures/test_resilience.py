from __future__ import annotations

import pytest

from counterpoise.measures.resilience import lose_worst_partner
from counterpoise.measures.shares import shares
from tests.measures import tables


def lost(values: list[float | None], **options: float) -> dict[str, object]:
    return tables.only(lose_worst_partner(shares(tables.suppliers(values), **options)))  # type: ignore[arg-type]


def test_losing_the_worst_leaves_the_others_alone() -> None:
    row = lost([50.0, 30.0, 15.0, 5.0])

    assert (row["worst_partner"], row["next_partner"]) == ("P00", "P01")
    assert (row["share_lost"], row["share_left"]) == (pytest.approx(0.5), pytest.approx(0.5))
    assert row["herfindahl_left"] == pytest.approx(0.6**2 + 0.3**2 + 0.1**2)
    assert row["effective_left"] == pytest.approx(1 / 0.46)
    assert (row["next_share"], row["next_share_left"]) == (pytest.approx(0.3), pytest.approx(0.6))
    assert (row["pair_lost"], row["pair_left"]) == (pytest.approx(0.8), pytest.approx(0.2))
    assert (row["tied"], row["pair_tied"]) == (False, False)


def test_ties_are_flagged_and_broken_by_name() -> None:
    row = lost([1.0, 2.0, 2.0, 2.0])

    assert (row["worst_partner"], row["next_partner"]) == ("P01", "P02")
    assert (row["tied"], row["pair_tied"]) == (True, True)
    assert lost([3.0, 2.0, 2.0])["tied"] is False
    assert lost([3.0, 2.0, 2.0])["pair_tied"] is True


def test_with_a_single_partner_nothing_is_left() -> None:
    row = lost([4.0, 0.0, None])

    assert (row["share_lost"], row["share_left"], row["effective_left"]) == (1.0, 0.0, 0.0)
    assert (row["pair_lost"], row["pair_left"]) == (1.0, 0.0)
    for name in ("herfindahl_left", "next_partner", "next_share", "next_share_left"):
        assert row[name] is None
    assert (row["tied"], row["unknown"]) == (False, 1)


def test_nobody_can_not_be_lost_and_stays_as_one() -> None:
    rows = tables.panel(
        [("unknown:x", "VNM", 2019, 6.0), ("RUS", "VNM", 2019, 3.0), ("USA", "VNM", 2019, 1.0)]
    )
    row = tables.only(lose_worst_partner(shares(rows)))

    assert (row["worst_partner"], row["share_lost"]) == ("RUS", pytest.approx(0.3))
    assert row["herfindahl_left"] == pytest.approx((0.6**2 + 0.1**2) / 0.7**2)


def test_a_sole_unnamed_partner_loses_nobody() -> None:
    row = tables.only(lose_worst_partner(shares(tables.panel([("unknown:x", "VNM", 2019, 6.0)]))))

    assert (row["worst_partner"], row["share_lost"], row["share_left"]) == (None, None, 1.0)


@pytest.mark.parametrize("values", [[0.0], [None], [5.0, -1.0]])
def test_undefined_shares_lose_nothing_and_keep_nothing(values: list[float | None]) -> None:
    row = lost(values)

    assert row.pop("state_of_share") == "undefined"
    assert {row[k] for k in row if k not in ("destination", "year", "volume", "unknown")} == {None}


def test_suppressed_shares_are_null() -> None:
    assert lost([1.0], floor=5.0)["share_lost"] is None
