"""Alliances of Germany and Russia in 1914: Signorino and Ritter (1999), table 6.

Twenty European states in order of their capabilities, Germany and Russia first; 3 is a defence pact,
1 an entente, and a state is its own closest ally. Values of S are the paper's (the weighted one is
printed -.45, from capabilities before rounding); kappa, pi and tau-b are those that the R package
fpsim prints for the same data and those of Häge (2011), to all digits given there. fpsim's `spi` is
nominal, Häge's pi squared: both are reproduced, and differ. Benati and Capurri's A is -.04.

And Viet Nam in the 74th session of the General Assembly, to 14 January 2020: tables of the roll
calls in the release of 2020, agreement by the rule of Voeten's `DyadicAgreementScores.R`, six digits.
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest

from counterpoise.measures.alignment import alignment, portfolio_similarity
from counterpoise.models.votes import vote_tables as vt
from counterpoise.panel.store import Store
from counterpoise.sources.votes import unga_votes

GERMANY = [3, 0, 0, 0, 3, 3, 0, 0, 0, 0, 0, 3, 0, 0, 0, 0, 0, 0, 0, 0]
RUSSIA = [0, 3, 1, 3, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]
CAPABILITIES = [
    0.25, 0.21, 0.2, 0.08, 0.08, 0.05, 0.03, 0.03, 0.02, 0.01,
    0.01, 0.01, 0.01, 0.01, 0, 0, 0, 0, 0, 0,
]  # fmt: skip
LEVELS = (0, 1, 2, 3)

SESSION_74 = {
    "USA": ([[12, 6, 64], [3, 2, 0], [2, 0, 0]], 89, 0.207865, -0.58427, -0.078, -0.094213, -0.718256),
    "CHN": ([[70, 5, 5], [1, 1, 3], [0, 0, 2]], 87, 0.890805, 0.781609, 0.405609, 0.459164, 0.441876),
    "RUS": ([[57, 8, 13], [0, 1, 4], [0, 0, 2]], 85, 0.776471, 0.552941, 0.247437, 0.273116, 0.195504),
}  # fmt: skip


def test_germany_and_russia_1914() -> None:
    table = vt.joint_table(GERMANY, RUSSIA, levels=LEVELS)
    found = vt.compared(table, levels=LEVELS)

    assert found["s_absolute"] == pytest.approx(0.4, abs=1e-15)
    assert found["s_squared"] == pytest.approx(0.4444444444444444, abs=1e-15)
    assert found["tau_b"] == pytest.approx(0.03031695, abs=5e-9)
    assert found["kappa_squared"] == pytest.approx(-0.07758621, abs=5e-9)
    assert found["kappa_linear"] == pytest.approx(-0.07142857142857117, abs=1e-14)
    assert found["kappa_nominal"] == pytest.approx(-0.02941176470588225, abs=1e-14)
    assert found["pi_nominal"] == pytest.approx(-0.04477612, abs=5e-9)
    assert found["pi_linear"] == pytest.approx(-0.08433734939758986, abs=1e-14)
    assert found["pi_squared"] == pytest.approx(-0.08695652173913038, abs=1e-14)
    assert vt.benati_capurri(table, levels=LEVELS) == pytest.approx(-0.04, abs=1e-15)


def test_germany_and_russia_1914_weighted_by_capabilities() -> None:
    table = vt.joint_table(GERMANY, RUSSIA, levels=LEVELS, weights=CAPABILITIES)

    found = vt.signorino_ritter(table, distance="linear", levels=LEVELS)

    assert found == pytest.approx(-0.46, abs=1e-14)


@pytest.mark.parametrize(("weighted", "expected"), [(False, 0.4), (True, -0.46)])
def test_germany_and_russia_1914_from_panel_rows(weighted: bool, expected: float) -> None:
    ids = [f"S{place:02}" for place in range(20)]
    names = {3: "alliance_defense", 1: "alliance_consultation"}
    pacts = [
        (ids[one], ids[other], 1914, names[rank], 1.0)
        for one, ranks in ((0, GERMANY), (1, RUSSIA))
        for other, rank in enumerate(ranks)
        if rank and other != one
    ]
    columns = ["origin", "destination", "year", "indicator", "value"]
    panel = pl.DataFrame(pacts, schema=columns, orient="row")
    system = pl.DataFrame({"state": ids, "year": 1914, "value": CAPABILITIES})

    row = portfolio_similarity(
        panel, members=system, weights=system if weighted else None, between=["S00"]
    ).row(0, named=True)

    assert (row["state"], row["other"], row["n"]) == ("S00", "S01", 20)
    assert row["s_absolute"] == pytest.approx(expected, abs=1e-14)
    assert row["agree"] == pytest.approx((1 + expected) / 2, abs=1e-14)


def check_session_74(votes: pl.DataFrame) -> None:
    found = alignment(votes.filter(pl.col("session") == 74), between=["VNM"])

    for other, (_, n, agree, s, kappa, kappa_squared, pi_squared) in SESSION_74.items():
        row = found.row(by_predicate=pl.col("other") == other, named=True)
        assert (row["state"], row["session"], row["n"], row["reason"]) == ("VNM", 74, n, None)
        assert row["agree"] == pytest.approx(agree, abs=5e-7)
        assert row["s_absolute"] == pytest.approx(s, abs=5e-7)
        assert row["s_absolute"] == pytest.approx(2 * row["agree"] - 1, abs=1e-15)
        assert row["kappa_linear"] == pytest.approx(kappa, abs=5e-7)
        assert row["kappa_squared"] == pytest.approx(kappa_squared, abs=5e-7)
        assert row["pi_squared"] == pytest.approx(pi_squared, abs=5e-7)


@pytest.mark.parametrize("other", SESSION_74)
def test_viet_nam_in_the_74th_session_from_the_tables(other: str) -> None:
    table, n, agree, s, kappa, kappa_squared, pi_squared = SESSION_74[other]

    found = vt.compared(np.array(table, dtype=np.float64))

    assert found["n"] == n
    assert [
        found["agree"],
        found["s_absolute"],
        found["kappa_linear"],
        found["kappa_squared"],
        found["pi_squared"],
    ] == pytest.approx([agree, s, kappa, kappa_squared, pi_squared], abs=5e-7)


def test_viet_nam_in_the_74th_session_from_the_embedded_votes() -> None:
    check_session_74(Store.open().holding("unga_votes", "2024-06").scan().collect())


@pytest.mark.evidence
def test_viet_nam_in_the_74th_session_from_the_release_of_2020(evidence: Path) -> None:
    folder = evidence / "unga"
    paths = [
        folder / f"un_{table}.parquet" for table in ("votes", "roll_calls", "roll_call_issues")
    ]

    (reading,) = unga_votes.read(paths)

    check_session_74(reading.rows)


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("voeten", 0.2078652),
        ("state_department", 0.2078652),
        ("joint_abstention_disagrees", 0.1853933),
        ("joint_abstention_left_out", 0.1896552),
        ("exact", 0.157303),
        ("two_category", 0.153846),
    ],
)
def test_viet_nam_and_the_united_states_by_each_rule(rule: vt.Rule, expected: float) -> None:
    votes = Store.open().holding("unga_votes", "2024-06").scan().filter(pl.col("session") == 74)

    found = alignment(votes.collect(), between=["VNM"], rule=rule)

    row = found.row(by_predicate=pl.col("other") == "USA", named=True)
    assert row["agree"] == pytest.approx(expected, abs=5e-7)
    assert row["s_absolute"] == pytest.approx(-0.58427, abs=5e-7)
