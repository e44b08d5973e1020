from __future__ import annotations

import datetime
import random
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
import polars.testing
import pytest

from counterpoise.errors import MeasureError, UsageError
from counterpoise.measures.alignment import alignment, portfolio_similarity
from counterpoise.panel.store import Store
from counterpoise.sources.votes import unga_votes
from tests.measures import tables

WORDS = {"y": "yes", "a": "abstain", "n": "no", "-": "absent", "x": "not a member"}
Sessions = dict[int, dict[str, str]]


def votes(sessions: Sessions, *, issues: str | None = None) -> pl.DataFrame:
    """Return votes from a string of letters per session and state, one letter a roll call."""
    rows = [
        (session * 1000 + i, session, datetime.date(1945 + session, 11, 1), state, WORDS[letter])
        for session, cast in sessions.items()
        for state, letters in cast.items()
        for i, letter in enumerate(letters)
    ]
    columns = {
        "roll_call": pl.Int32,
        "session": pl.Int16,
        "date": pl.Date,
        "state": pl.String,
        "vote": pl.String,
    }
    return pl.DataFrame(rows, schema=columns, orient="row").with_columns(
        issues=pl.lit(issues, pl.String), source=pl.lit("unga_votes"), vintage=pl.lit("1")
    )


def pair(found: pl.DataFrame, state: str, other: str) -> dict[str, Any]:
    return tables.only(found.filter(pl.col("state") == state, pl.col("other") == other))


@cache
def embedded() -> pl.DataFrame:
    return Store.open().holding("unga_votes", "2024-06").scan().collect()


def test_an_abstention_is_half_an_agreement_and_an_absence_no_vote() -> None:
    found = alignment(votes({1: {"AAA": "yyny-", "BBB": "yanx-", "CCC": "nnnyy"}}))

    row = pair(found, "AAA", "BBB")
    # The fourth roll call drops out (not a member), the fifth (absent); the third is unanimous.
    assert (row["n"], row["n_agree"], row["agree"], row["s_absolute"]) == (2, 2, 0.75, 0.5)


def test_unanimous_roll_calls_are_dropped_or_kept_as_asked() -> None:
    cast = votes({1: {"AAA": "yy", "BBB": "yn", "CCC": "y-"}})

    kept = pair(alignment(cast, unanimous="keep"), "AAA", "BBB")
    dropped = pair(alignment(cast), "AAA", "BBB")

    assert (kept["n"], kept["agree"]) == (2, 0.5)
    assert (dropped["n"], dropped["agree"]) == (1, 0.0)


def test_whether_a_roll_call_is_unanimous_is_seen_from_all_states() -> None:
    cast = votes({1: {"AAA": "yy", "BBB": "yy", "CCC": "ny"}})

    assert pair(alignment(cast, between=["AAA"]), "AAA", "BBB")["n"] == 1


def test_a_pair_that_never_voted_together_has_no_index_and_says_so() -> None:
    found = alignment(votes({1: {"AAA": "y-", "BBB": "-n", "CCC": "ny"}}))

    row = pair(found, "AAA", "BBB")
    assert (row["n"], row["reason"]) == (0, "no joint vote")
    assert {
        row[name] for name in row if name.startswith(("agree", "s_", "kappa", "pi", "tau"))
    } == {None}


def test_a_constant_state_has_no_kappa_and_no_tau() -> None:
    cast = votes({1: {"AAA": "yyyy", "BBB": "ynyn"}})

    found = alignment(cast, unanimous="keep", both=True)

    row = pair(found, "AAA", "BBB")
    assert row["reason"] == "the state is constant"
    assert (row["kappa_linear"], row["tau_b"], row["agree"]) == (None, None, 0.5)
    assert row["pi_nominal"] == pytest.approx(1 - 0.5 / (2 * 6 / 8 * 2 / 8))
    assert pair(found, "BBB", "AAA")["reason"] == "the other is constant"


def test_a_state_that_cast_no_vote_in_the_period_has_no_row() -> None:
    found = alignment(
        votes({1: {"AAA": "yn", "BBB": "ny", "CCC": "--"}, 2: {"AAA": "y", "BBB": "n", "CCC": "n"}})
    )

    assert found.filter(pl.col("session") == 1).height == 1
    assert found.filter(pl.col("session") == 2).height == 3


def test_a_window_pools_roll_calls_and_begins_when_it_is_full() -> None:
    cast: Sessions = {
        1: {"AAA": "yy", "BBB": "yn"},
        2: {"AAA": "nyy", "BBB": "yyy", "CCC": "nnn"},
        4: {"AAA": "n", "BBB": "y"},
    }

    found = alignment(votes(cast), window=2)

    assert found.filter(pl.col("state") == "AAA", pl.col("other") == "BBB").select(
        "session", "n", "agree"
    ).rows() == [(2, 4, 0.5), (3, 3, 2 / 3), (4, 1, 0.0)]
    assert "CCC" not in found.filter(pl.col("session") == 4)["other"]


def test_a_year_is_that_of_the_date() -> None:
    cast = votes({1: {"AAA": "y", "BBB": "n"}, 2: {"AAA": "yy", "BBB": "nn"}}).with_columns(
        date=pl.Series([datetime.date(1947, day, 1) for day in range(1, 7)])
    )
    one_date = cast.with_columns(date=pl.col("date").min().over("roll_call"))

    assert alignment(one_date, by="year").select("year", "n").rows() == [(1947, 3)]
    assert alignment(one_date).select("session", "n").rows() == [(1, 1), (2, 2)]


def test_between_gives_the_rows_of_those_states_from_their_side() -> None:
    cast = votes({1: {"AAA": "yan", "BBB": "nay", "CCC": "aya"}, 2: {"BBB": "y", "CCC": "n"}})
    everything = alignment(cast, both=True)

    found = alignment(cast, between=["CCC", "AAA"])

    polars.testing.assert_frame_equal(
        found, everything.filter(pl.col("state").is_in(["AAA", "CCC"]))
    )
    assert alignment(cast, between="BBB").height == 3
    assert alignment(cast, between=["ZZZ"]).height == 0


def test_both_orders_hold_the_same_figures() -> None:
    cast = votes({1: {"AAA": "yan", "BBB": "nay", "CCC": "aya"}})
    swapped = {"state": "other", "other": "state"}

    found = alignment(cast, both=True)

    polars.testing.assert_frame_equal(
        found.filter(pl.col("state") > pl.col("other")).rename(swapped),
        alignment(cast),
        check_row_order=False,
        check_column_order=False,
    )


def test_issues_keep_the_roll_calls_that_bear_one_of_them() -> None:
    cast = votes({1: {"AAA": "yyyn", "BBB": "ynny"}}).with_columns(
        issues=pl.col("roll_call").replace_strict(
            {1000: "me nu", 1001: "di", 1002: "", 1003: None}, return_dtype=pl.String
        )
    )

    def count(issues: list[str]) -> list[int]:
        return alignment(cast, issues=issues, unanimous="keep")["n"].to_list()

    assert count(["me"]) == [1]
    assert count(["nu", "di"]) == [2]
    assert count(["ec"]) == []


def test_rows_that_name_no_issues_are_refused_with_the_release_that_does() -> None:
    cast = votes({1: {"AAA": "y", "BBB": "n"}})

    with pytest.raises(MeasureError, match="name no issues") as refused:
        alignment(cast, issues=["me"])

    assert "vintage '1'" in refused.value.where
    assert "2020-01" in refused.value.attempt
    with pytest.raises(UsageError, match="An issue must be one of"):
        alignment(cast, issues=["nuclear"])
    with pytest.raises(UsageError, match="An issue"):
        alignment(cast, issues=[])


def test_rows_that_mean_nothing_together_are_refused() -> None:
    cast = votes({1: {"AAA": "yn", "BBB": "ny"}})
    two = pl.concat([cast, cast.with_columns(vintage=pl.lit("2"))])
    moved = cast.with_columns(session=pl.Series([1, 1, 1, 2], dtype=pl.Int16))

    for rows, words in (
        (two, "of one vintage"),
        (pl.concat([cast, cast.head(1)]), "one vote on a roll call"),
        (cast.with_columns(vote=pl.lit("aye")), "must be one of yes"),
        (cast.with_columns(vote=pl.lit(None, pl.String)), "must be one of yes"),
        (cast.with_columns(session=pl.lit(None, pl.Int16)), "must have a session"),
        (moved, "one session, not two"),
        (cast.drop("state"), "must have the columns"),
    ):
        with pytest.raises(MeasureError, match=words):
            alignment(rows)
    with pytest.raises(MeasureError, match="must have a date"):
        alignment(cast.with_columns(date=pl.lit(None, pl.Date)), by="year")


@pytest.mark.parametrize(
    "given", [{"by": "month"}, {"rule": "voten"}, {"unanimous": "maybe"}, {"window": 0}]
)
def test_what_cannot_be_meant_is_refused(given: dict[str, Any]) -> None:
    with pytest.raises((UsageError, MeasureError), match="must be"):
        alignment(votes({1: {"AAA": "y", "BBB": "n"}}), **given)


def made_up() -> pl.DataFrame:
    dice = random.Random(3)
    return votes(
        {
            session: {f"S{i}": "".join(dice.choice("yyyan-x") for _ in range(12)) for i in range(6)}
            for session in (1, 2, 3)
        }
    )


@pytest.mark.parametrize("kind", tables.KINDS)
def test_every_kind_of_frame_gives_the_numbers_of_polars(kind: str) -> None:
    convert, kept = tables.KINDS[kind]

    for given in ({}, {"by": "year", "window": 2, "between": ["S3"]}):
        found = alignment(convert(made_up()), **given)  # type: ignore[arg-type]

        assert isinstance(found, kept)
        polars.testing.assert_frame_equal(
            tables.back(found),
            alignment(made_up(), **given),  # type: ignore[arg-type]
            check_dtypes=False,
        )


@pytest.mark.parametrize("kind", tables.KINDS)
def test_no_rows_give_no_rows(kind: str) -> None:
    convert, kept = tables.KINDS[kind]

    found = alignment(convert(made_up().clear()))

    assert isinstance(found, kept)
    assert tables.back(found).columns == alignment(made_up()).columns
    assert tables.back(found).height == 0


def test_the_votes_given_are_not_changed() -> None:
    given = made_up().to_pandas()
    before = given.copy()

    alignment(given)

    assert given.equals(before)


@pytest.mark.parametrize(
    ("other", "first", "last"),
    [("CHN", 0.9682, 0.8713), ("RUS", 0.7055, 0.7518), ("USA", 0.2359, 0.2602)],
)
def test_viet_nam_from_1992_to_2023(other: str, first: float, last: float) -> None:
    # Sessions 47-54 and 71-78, opened in 1992-99 and 2016-23: all roll calls of the eight sessions
    # pooled, unanimous ones too. With those dropped Russia would begin at .704, the USA at .231.
    found = alignment(embedded(), between=["VNM"], window=8, unanimous="keep").filter(
        pl.col("other") == other
    )

    agree = dict(found.select("session", "agree").rows())
    assert agree[54] == pytest.approx(first, abs=5e-5)
    assert agree[78] == pytest.approx(last, abs=5e-5)


def test_the_year_without_votes_has_no_rows() -> None:
    years = alignment(embedded(), by="year", between=["USA"])["year"]

    assert 1963 in years
    assert 1965 in years
    assert 1964 not in years


def test_the_session_that_held_one_roll_call_says_why_kappa_is_missing() -> None:
    found = alignment(embedded(), between=["USA"]).filter(pl.col("session") == 19)

    assert found["n"].max() == 1
    assert found["kappa_linear"].null_count() == found.height
    assert set(found["reason"]) <= {"no joint vote", "both are constant"}


@pytest.mark.evidence
def test_viet_nam_by_issue_from_the_release_of_2020(evidence: Path) -> None:
    names = ("un_votes", "un_roll_calls", "un_roll_call_issues")
    (reading,) = unga_votes.read([evidence / "unga" / f"{name}.parquet" for name in names])
    rows = reading.rows.filter(pl.col("session") == 60)

    found = alignment(rows, issues=["me"], between=["VNM"])

    row = tables.only(found.filter(pl.col("other") == "USA"))
    cast = rows.filter(
        pl.col("issues").str.contains("me"), pl.col("vote").is_in(["yes", "abstain", "no"])
    ).filter(pl.col("vote").n_unique().over("roll_call") > 1)
    joint = (
        cast.filter(pl.col("state") == "VNM")
        .join(cast.filter(pl.col("state") == "USA"), on="roll_call")
        .select(pl.col("vote") == pl.col("vote_right"), half=_abstained("vote", "vote_right"))
    )
    assert row["n"] == joint.height > 5
    assert row["agree"] == pytest.approx((joint["vote"].sum() + joint["half"].sum() / 2) / row["n"])


def _abstained(one: str, other: str) -> pl.Expr:
    return (pl.col(one) == "abstain") ^ (pl.col(other) == "abstain")


# Alliance portfolios


def pacts(*rows: tuple[str, str, str], year: int = 2000) -> pl.DataFrame:
    cells = [(one, other, year, f"alliance_{kind}", 1.0) for one, other, kind in rows]
    columns = ["origin", "destination", "year", "indicator", "value"]
    return pl.DataFrame(cells, schema=columns, orient="row").with_columns(
        source=pl.lit("atop_alliances"), vintage=pl.lit("2018")
    )


def system(states: str, year: int = 2000) -> pl.DataFrame:
    return pl.DataFrame({"state": list(states), "year": year})


SOME = pacts(
    ("A", "B", "defense"), ("A", "B", "consultation"), ("A", "C", "nonaggression"),
    ("B", "D", "consultation"), ("C", "D", "offense"),
)  # fmt: skip
RANKS = {("A", "B"): 3, ("A", "C"): 2, ("B", "D"): 1, ("C", "D"): 3}


@pytest.mark.parametrize("own", ["highest", "left out"])
def test_portfolios_agree_with_plain_python(own: Any) -> None:
    found = portfolio_similarity(SOME, members=system("ABCDE"), own=own)

    def rank(i: str, k: str) -> int:
        return 3 if i == k else RANKS.get((min(i, k), max(i, k)), 0)

    assert found.height == 10
    for row in found.iter_rows(named=True):
        i, j = row["state"], row["other"]
        others = [k for k in "ABCDE" if own == "highest" or k not in (i, j)]
        apart = [abs(rank(i, k) - rank(j, k)) for k in others]
        assert row["n"] == len(others)
        assert row["s_absolute"] == pytest.approx(1 - 2 * sum(apart) / (3 * len(others)))
        assert row["s_squared"] == pytest.approx(
            1 - 2 * sum(d * d for d in apart) / (9 * len(others))
        )
        assert row["agree"] == pytest.approx((1 + row["s_absolute"]) / 2)


def test_an_indicator_without_a_rank_does_not_count() -> None:
    only_defence = portfolio_similarity(
        SOME, members=system("ABCDE"), ranks={"alliance_defense": 1}, own="left out"
    )

    assert pair(only_defence, "A", "B")["s_absolute"] == 1.0
    assert pair(only_defence, "A", "C")["s_absolute"] == pytest.approx(1 - 2 / 3)
    assert pair(only_defence, "C", "D")["reason"] == "both are constant"


def test_a_tie_that_is_not_covered_leaves_that_state_out() -> None:
    unknown = pl.concat([SOME, pacts(("B", "C", "defense")).with_columns(value=pl.lit(None))])

    found = portfolio_similarity(unknown, members=system("ABCDE"))

    assert pair(found, "A", "B")["n"] == 4
    assert pair(found, "A", "D")["n"] == 5


def test_the_states_of_the_year_are_the_members_by_default() -> None:
    rows = pl.concat([pacts(("DEU", "FRA", "defense"), year=1950 + d) for d in (0, 60)])

    found = portfolio_similarity(rows, between=["FRA"])

    assert "SSD" not in found["other"]
    assert "VNM" in found.filter(pl.col("year") == 2010)["other"]
    assert found.filter(pl.col("year") == 2010)["n"].unique().to_list() == [
        found.filter(pl.col("year") == 2010).height + 1
    ]


def test_whoever_the_rows_name_is_no_member_for_that() -> None:
    """Liechtenstein, a member since 1990, has a pact in 1980; Ukraine one in 1990, before its time."""
    for state, year in (("LIE", 1980), ("UKR", 1990)):
        rows = pacts(("CHE", "FRA", "defense"), year=year)
        more = pl.concat([rows, pacts(("CHE", state, "defense"), year=year)])

        found = portfolio_similarity(more, between=["FRA"])

        assert state not in found["other"]
        assert found.equals(portfolio_similarity(rows, between=["FRA"]))


@pytest.mark.parametrize(
    ("year", "members", "there", "gone"),
    [(1991, 177, "SUN", "RUS"), (1992, 181, "SCG", "YUG"), (2006, 193, "SRB", "SCG")],
)
def test_a_code_that_passes_on_within_a_year_is_one_member(
    year: int, members: int, there: str, gone: str
) -> None:
    found = portfolio_similarity(pacts(("FRA", "GBR", "defense"), year=year), between=["FRA"])

    assert found["n"].unique().to_list() == [members]
    assert there in found["other"]
    assert gone not in found["other"]


def test_portfolios_that_are_not_defined_are_refused() -> None:
    members = system("ABCDE")
    for given, words in (
        ({"panel": SOME.with_columns(indicator=pl.lit("arms"))}, "must hold alliances"),
        ({"ranks": {}}, "must name indicators"),
        ({"ranks": {"alliance_defense": 0}}, "rank above 0"),
        ({"own": "zero"}, "`own` must be one of"),
        ({"weights": members.head(3).with_columns(value=1.0)}, "Every member must have a weight"),
        ({"weights": members.with_columns(value=-1.0)}, "Every member must have a weight"),
    ):
        arguments: dict[str, Any] = {"panel": SOME, "members": members, **given}
        with pytest.raises((MeasureError, UsageError), match=words):
            portfolio_similarity(arguments.pop("panel"), **arguments)


@pytest.mark.parametrize("kind", tables.KINDS)
def test_portfolios_keep_the_kind_of_frame(kind: str) -> None:
    convert, kept = tables.KINDS[kind]

    found = portfolio_similarity(convert(SOME), members=convert(system("ABCDE")))
    nothing = portfolio_similarity(convert(SOME.clear()))

    assert isinstance(found, kept)
    assert isinstance(nothing, kept)
    polars.testing.assert_frame_equal(
        tables.back(found),
        portfolio_similarity(SOME, members=system("ABCDE")),
        check_dtypes=False,
    )
    assert tables.back(nothing).height == 0


@pytest.mark.parametrize(
    ("other", "s", "kappa", "kappa_without"),
    [("CHN", 0.85983, 0.71600, 0.09253), ("USA", 0.22735, 0.20532, -0.01376)],
)
def test_what_looks_like_viet_nams_alliances_is_one_treaty_of_accession(
    other: str, s: float, kappa: float, kappa_without: float
) -> None:
    # Counted by hand from the publisher's dyad-years: 35 non-aggression partners in 2018, all by
    # accession to ASEAN's Treaty of Amity and Cooperation; one consultation pact beside.
    rows = Store.open().holding("atop_alliances", "2018").scan().filter(pl.col("year") == 2018)
    ranks = {"alliance_consultation": 1, "alliance_neutrality": 2, "alliance_defense": 3}

    found = pair(portfolio_similarity(rows.collect(), between=["VNM"]), "VNM", other)
    without = pair(
        portfolio_similarity(
            rows.collect(), between=["VNM"], ranks={**ranks, "alliance_offense": 3}
        ),
        "VNM",
        other,
    )

    assert (found["n"], without["n"]) == (195, 195)
    assert found["s_absolute"] == pytest.approx(s, abs=5e-6)
    assert found["kappa_linear"] == pytest.approx(kappa, abs=5e-6)
    assert without["kappa_linear"] == pytest.approx(kappa_without, abs=5e-6)


def test_only_the_indices_asked_for_are_computed() -> None:
    rows = [(1, 1, state, vote) for state, vote in (("AAA", "yes"), ("BBB", "no"))]
    votes = pl.DataFrame(rows, schema=["roll_call", "session", "state", "vote"], orient="row")

    found = alignment(votes, indices=["s_squared"])

    assert found.columns == ["state", "other", "session", "n", "n_agree", "s_squared", "reason"]
    assert found["s_squared"].to_list() == [-1.0]
    with pytest.raises(UsageError, match="index"):
        alignment(votes, indices=["gamma"])
