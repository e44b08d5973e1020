"""The laws of the engine, on panels made by hand: places, years, gaps, amounts, "about", blocs."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking.nearness import as_written
from counterpoise.statements.checking.verdict import CANNOT_TELL, DEPENDS, FAILS, HOLDS
from tests.panel.holding import keep, ties
from tests.statements.checking.hand_made import MILLION, arms, goods, judged, totals

FOUR = [("CHN", "IND", 2014, 50), ("USA", "IND", 2014, 30), ("DEU", "IND", 2014, 15),
        ("JPN", "IND", 2014, 5)]  # fmt: skip
YEAR = (2014, 2014)


@pytest.fixture
def four(tmp_path: Path) -> Store:
    return goods(tmp_path, FOUR)


@pytest.mark.parametrize(
    ("partner", "comparison", "place", "verdict"),
    [
        ("CHN", "largest", None, HOLDS),
        ("CHN", "largest", 3, FAILS),  # the first is not the third
        ("DEU", "largest", 3, HOLDS),
        ("JPN", "largest", 3, FAILS),
        ("CHN", "among", 3, HOLDS),
        ("DEU", "among", 3, HOLDS),
        ("JPN", "among", 3, FAILS),
        ("CHN", "not largest", None, FAILS),
        ("USA", "not largest", None, HOLDS),
    ],
)
def test_a_place_is_that_place_and_no_other(
    four: Store, partner: str, comparison: str, place: int | None, verdict: str
) -> None:
    found = judged(
        four, "rank", partners=(partner,), comparison=comparison, quantity=place, years=YEAR
    )
    assert found.verdict == verdict
    assert found.margin is not None
    assert (found.margin >= 0) == (verdict == HOLDS)


@pytest.mark.parametrize(
    ("chinese", "russian", "verdict", "why"),
    [
        (30, 15, HOLDS, "In 2014 China had place 1"),
        (14, 15, CANNOT_TELL, "tells nothing of Russia in 2014, about 15 % of the whole"),
        (30, 45, CANNOT_TELL, "tells of 55 % of India's imports in 2014"),
    ],
)
def test_who_is_not_covered_may_be_first(
    tmp_path: Path, chinese: float, russian: float, verdict: str, why: str
) -> None:
    # Of 100 in 2014, Russia's part has no figure, and seven others share the rest.
    others = ("USA", "DEU", "JPN", "FRA", "KOR", "ITA", "GBR")
    rest = [(one, "IND", 2014, (100 - chinese - russian) / len(others)) for one in others]
    totals(tmp_path, ("IND", 2014, 100, 100))
    store = goods(tmp_path, [("CHN", "IND", 2014, chinese), ("RUS", "IND", 2014, None), *rest])
    found = judged(store, "rank", comparison="largest", years=YEAR)
    assert found.verdict == verdict
    assert why in found.why


def test_a_partner_not_covered_is_in_no_total_and_leaves_an_interval(tmp_path: Path) -> None:
    # Of 100, Germany's 10 have no figure: China has 46 of the 90 told, and of all 46.
    rows = [("CHN", "IND", 2014, 46), ("USA", "IND", 2014, 44), ("DEU", "IND", 2014, None)]
    totals(tmp_path, ("IND", 2014, 100, 100))
    store = goods(tmp_path, rows)
    first = judged(store, comparison="at least", quantity=45, years=YEAR).tested[0]
    assert first.verdict == HOLDS
    assert first.bounds == (pytest.approx(0.46), pytest.approx(46 / 90))
    between = judged(store, comparison="at least", quantity=50, years=YEAR)
    assert between.verdict == CANNOT_TELL
    assert (
        "tells nothing of Germany in 2014, about 10 % of the whole: 46.0 % to 51.1 %" in between.why
    )


@pytest.mark.parametrize(
    ("unnamed", "quantity", "verdict"),
    [(10, 40, FAILS), (30, 40, CANNOT_TELL), (30, 60, FAILS), (90, 40, CANNOT_TELL)],
)
def test_what_is_sold_to_nobody_by_name_may_be_anybodys(
    tmp_path: Path, unnamed: float, quantity: float, verdict: str
) -> None:
    # Of 100, China has a tenth; "areas not specified" may be China, too.
    rows = [("CHN", "IND", 2014, 10), ("residual:Areas not specified", "IND", 2014, unnamed)]
    store = goods(tmp_path, [*rows, ("USA", "IND", 2014, 90 - unnamed)])
    found = judged(store, comparison="about", quantity=quantity, years=YEAR)
    assert found.verdict == verdict


@pytest.mark.parametrize("years", [(2013, 2015), (2014, 2015), (2015, 2015)])
def test_a_window_that_is_cut_short_is_missing(tmp_path: Path, years: tuple[int, int]) -> None:
    rows = [("RUS", "IND", year, 90.0) for year in (2013, 2014)]
    store = arms(tmp_path, [*rows, ("USA", "IND", 2014, 10.0)], 2010, 2014)
    parts = {"channel": "arms", "partners": ("RUS",), "stated": date(2016, 6, 1)}
    assert judged(store, **parts, years=years).verdict == CANNOT_TELL
    assert judged(store, **parts, years=(2013, 2014)).verdict == HOLDS


def test_an_amount_is_of_its_own_year_or_not_told(tmp_path: Path) -> None:
    store = goods(tmp_path, [("CHN", "IND", 2012, 10), ("CHN", "IND", 2013, 90)])
    parts = {"kind": "amount", "comparison": "about", "unit": "USD", "quantity": 90e6}
    assert judged(store, **parts, years=(2013, 2013)).verdict == HOLDS
    assert judged(store, **parts, stated=date(2014, 6, 1)).verdict == HOLDS
    late = judged(store, **parts)  # said in 2015, of 2014
    assert late.verdict == CANNOT_TELL
    both = judged(store, **{**parts, "quantity": 100e6}, years=(2012, 2013))
    assert both.verdict == HOLDS  # of several years, what they come to together


def test_an_older_year_stands_in_the_verdict_itself(tmp_path: Path) -> None:
    store = goods(tmp_path, [("CHN", "IND", 2012, 90), ("USA", "IND", 2012, 10)])
    found = judged(store)
    assert (found.verdict, found.year, found.told) == (HOLDS, 2012, "holds as of 2012")
    assert judged(store, years=(2012, 2012)).told == "holds"
    assert judged(store, stated=date(2017, 6, 1)).verdict == CANNOT_TELL


def test_rows_that_end_before_decide_nothing_beside_rows_that_do_not(tmp_path: Path) -> None:
    goods(tmp_path, [("CHN", "IND", 2013, 10), ("USA", "IND", 2013, 90)], source="cow_trade")
    store = goods(
        tmp_path, [("CHN", "IND", 2014, 90), ("USA", "IND", 2014, 10)], source="cepii_baci_totals"
    )
    found = judged(store)
    assert found.told == HOLDS
    assert {one.verdict for one in found.tested} >= {HOLDS, FAILS}


def test_a_course_between_two_named_years_compares_those_two(tmp_path: Path) -> None:
    values = {2010: 10, 2011: 50, 2012: 5, 2013: 4, 2014: 11}
    store = goods(tmp_path, [("CHN", "IND", year, v) for year, v in values.items()])
    parts = {"kind": "trend", "of": "amount", "years": (2010, 2014)}
    assert judged(store, **parts, comparison="rising").verdict == HOLDS
    assert judged(store, **parts, comparison="falling").verdict == FAILS
    assert (
        judged(store, **{**parts, "years": (2009, 2014)}, comparison="rising").verdict
        == CANNOT_TELL
    )


@pytest.mark.parametrize(
    ("written", "reach"),
    [(36, 0.5), (33.4, 0.05), (30, 2.5), (100 / 3, 10 / 3), (5, 0.5), (235e9, 0.5e9), (20e9, 2e9),
     (590e9, 5e9)],
)  # fmt: skip
def test_about_reaches_as_far_as_the_figure_is_written(written: float, reach: float) -> None:
    assert as_written(written) == pytest.approx(reach)


@pytest.mark.parametrize(
    ("quantity", "verdict"),
    [
        (50, HOLDS),
        (48, HOLDS),  # 2.4 for revisions
        (47, FAILS),
        (54, FAILS),
        (47.5, FAILS),  # written to a tenth
        (100 / 2.2, HOLDS),  # 45.45…: a fraction in words
    ],
)
def test_about_follows_the_precision_of_the_figure(
    four: Store, quantity: float, verdict: str
) -> None:
    assert judged(four, comparison="about", quantity=quantity, years=YEAR).verdict == verdict


def test_sources_that_differ_widen_what_is_about(tmp_path: Path) -> None:
    goods(tmp_path, [("CHN", "IND", 2014, 50), ("USA", "IND", 2014, 50)], source="cow_trade")
    store = goods(
        tmp_path, [("CHN", "IND", 2014, 53), ("USA", "IND", 2014, 47)], source="cepii_baci_totals"
    )
    # Between 50 and 53 it holds; 54 and 55 are within 5 % of the nearer, 56 is not.
    for quantity, verdict in ((51, HOLDS), (54, HOLDS), (55, HOLDS), (56, FAILS)):
        found = judged(store, comparison="about", quantity=quantity, years=YEAR)
        assert found.verdict == verdict


def test_sources_that_differ_by_much_are_not_one_answer(tmp_path: Path) -> None:
    goods(tmp_path, [("CHN", "IND", 2014, 30), ("USA", "IND", 2014, 70)], source="cow_trade")
    store = goods(
        tmp_path, [("CHN", "IND", 2014, 50), ("USA", "IND", 2014, 50)], source="cepii_baci_totals"
    )
    assert judged(store, comparison="about", quantity=50, years=YEAR).verdict == DEPENDS
    # Between the two, near neither: it depends on whom one believes, as 30 and 50 do.
    for quantity, verdict in (
        (20, FAILS),
        (30, DEPENDS),
        (40, DEPENDS),
        (50, DEPENDS),
        (60, FAILS),
    ):
        found = judged(store, comparison="about", quantity=quantity, years=YEAR)
        assert found.verdict == verdict


@pytest.mark.parametrize(
    ("of", "quantity", "verdict"),
    [("", 20e6, HOLDS), ("", 10e6, FAILS), ("more than", 10e6, HOLDS), ("at most", 10e6, FAILS)],
)
def test_a_balance_with_an_amount_is_about_that_amount(
    tmp_path: Path, of: str, quantity: float, verdict: str
) -> None:
    store = goods(tmp_path, [("CHN", "IND", 2014, 50), ("IND", "CHN", 2014, 30)])
    found = judged(store, "balance", channel="", comparison="deficit", of=of, quantity=quantity,
                   unit="USD", years=YEAR)  # fmt: skip
    assert found.verdict == verdict


def test_a_balance_of_several_years_is_of_all_of_them(tmp_path: Path) -> None:
    rows = [("CHN", "IND", 2013, 100), ("IND", "CHN", 2013, 10), ("CHN", "IND", 2014, 10),
            ("IND", "CHN", 2014, 30)]  # fmt: skip
    store = goods(tmp_path, rows)
    parts = {"kind": "balance", "channel": "", "comparison": "deficit"}
    assert judged(store, **parts, years=YEAR).verdict == FAILS
    assert judged(store, **parts, years=(2013, 2014)).verdict == HOLDS


BALTIC = [("CHN", "KAZ", 2013, 50), ("USA", "KAZ", 2013, 50), ("CHN", "KGZ", 2013, 10),
          ("CHN", "TJK", 2013, 10), ("CHN", "TKM", 2013, 10), ("CHN", "UZB", 2013, 10)]  # fmt: skip


def of_all_but_uzbekistan(folder: Path) -> Store:
    five = ("KAZ", "KGZ", "TJK", "TKM", "UZB")
    covered = [
        Covered(2013, 2014, "origin"),
        Covered(2013, 2013, "destination", five),
        Covered(2014, 2014, "destination", five[:4]),
    ]
    rows = [(o, d, 2014, v) for o, d, _, v in BALTIC if d != "UZB"]
    return goods(folder, [*BALTIC, *rows], covered)


@pytest.mark.parametrize(
    ("comparison", "quantity", "verdict"),
    [("more than", 50, HOLDS), ("more than", 65, CANNOT_TELL), ("more than", 75, FAILS)],
)
def test_a_bloc_is_judged_on_members_told_with_bounds_for_the_rest(
    tmp_path: Path, comparison: str, quantity: float, verdict: str
) -> None:
    # China has 80 of 130 told; Uzbekistan, last at 10, may have 20: from 80 to 100 of 150.
    store = of_all_but_uzbekistan(tmp_path)
    parts = {"subject": "Central Asia", "comparison": comparison, "quantity": quantity}
    found = judged(store, **parts, years=YEAR)
    assert found.verdict == verdict
    if verdict == CANNOT_TELL:
        assert "does not cover Uzbekistan in 2014: 53.3 % to 66.7 %" in found.why


def test_a_bloc_of_which_nobody_knows_a_members_size_is_not_judged(tmp_path: Path) -> None:
    four = ("KAZ", "KGZ", "TJK", "TKM")
    covered = [Covered(2013, 2013, "origin"), Covered(2013, 2013, "destination", four)]
    store = goods(tmp_path, [row for row in BALTIC if row[1] != "UZB"], covered)
    found = judged(store, subject="Central Asia", years=(2013, 2013))
    assert found.verdict == CANNOT_TELL
    assert "does not cover Uzbekistan" in found.why


def test_every_year_is_judged_by_itself_and_by_whichever_source_tells_it(tmp_path: Path) -> None:
    goods(tmp_path, [("CHN", "IND", 2012, 60), ("USA", "IND", 2012, 40)], source="cow_trade")
    rows = [("CHN", "IND", 2013, 70), ("USA", "IND", 2013, 30), ("CHN", "IND", 2014, 60),
            ("USA", "IND", 2014, 40)]  # fmt: skip
    store = goods(tmp_path, rows, source="cepii_baci_totals")
    parts = {"when": "throughout", "years": (2012, 2014)}
    found = judged(store, **parts)
    assert (found.verdict, found.shown) == (HOLDS, "held in 2012–14")
    failing = judged(store, **parts, quantity=65)
    assert (failing.verdict, failing.shown) == (FAILS, "held in 2013, not in 2012 and 2014")
    short = judged(store, **{**parts, "years": (2011, 2014)})
    assert short.verdict == CANNOT_TELL
    assert "held in 2012–14, not told in 2011" in short.why


@pytest.mark.parametrize(
    ("quantity", "verdict"),
    [(60, HOLDS), (80, HOLDS), (70, HOLDS), (90, CANNOT_TELL), (55, CANNOT_TELL), (30, FAILS)],
)
def test_a_year_of_account_lies_in_two_calendar_years_and_between_them(
    tmp_path: Path, quantity: float, verdict: str
) -> None:
    rows = [("CHN", "IND", 2012, 60), ("USA", "IND", 2012, 40), ("CHN", "IND", 2013, 80),
            ("USA", "IND", 2013, 20)]  # fmt: skip
    store = goods(tmp_path, rows, source="cepii_baci_totals")
    parts = {"when": "year of account", "comparison": "about", "quantity": quantity}
    found = judged(store, **parts, years=(2012, 2013))
    assert found.verdict == verdict
    if verdict == CANNOT_TELL:
        assert "60.0 % in 2012 and 80.0 % in 2013" in found.why
    assert judged(store, **parts, years=(2013, 2013)).verdict == verdict
    half_told = judged(store, **parts, years=(2013, 2014)).verdict
    assert half_told == (HOLDS if quantity == 80 else CANNOT_TELL)


@pytest.mark.parametrize(
    ("partner", "verdict"), [("CHN", HOLDS), ("USA", FAILS), ("DEU", CANNOT_TELL)]
)
def test_once_means_before_and_no_longer(tmp_path: Path, partner: str, verdict: str) -> None:
    rows = [("CHN", "IND", year, 60 if year < 2012 else 20) for year in range(2010, 2015)]
    rows += [("USA", "IND", year, 40) for year in range(2010, 2015)]
    rows += [("DEU", "IND", year, 10) for year in range(2010, 2015)]
    found = judged(goods(tmp_path, rows), "rank", partners=(partner,), when="once")
    assert found.verdict == verdict
    if partner == "CHN":
        assert "held in 2010–11, not in 2014" in found.shown


def test_each_sender_of_an_embargo_is_judged(four: Store) -> None:
    parts = {"kind": "event", "channel": "", "subject": "ZAF", "event": "embargo imposed",
             "years": (1977, 1977)}  # fmt: skip
    assert judged(four, **parts, partners=("UN",)).verdict == HOLDS
    both = judged(four, **parts, partners=("UN", "EU"))
    assert both.verdict == FAILS
    assert "EU: none in the table" in both.shown


def test_a_product_that_is_not_held_is_never_answered_by_all_goods(four: Store) -> None:
    for product in ("gas", "soybeans"):
        found = judged(four, product=product, years=YEAR)
        assert found.verdict == CANNOT_TELL
        assert "by product" in found.why


def test_a_figure_of_no_years_is_held_against_the_usual_window_alone(tmp_path: Path) -> None:
    rows = [("RUS", "IND", year, 60.0 if year > 2009 else 99.0) for year in range(2000, 2015)]
    rows += [("USA", "IND", year, 40.0 if year > 2009 else 1.0) for year in range(2000, 2015)]
    store = arms(tmp_path, rows, 2000, 2014)
    parts = {"channel": "arms", "partners": ("RUS",), "quantity": 60}
    found = judged(store, **parts, comparison="about")
    assert (found.verdict, found.shown) == (HOLDS, "60.0 %")
    assert (
        len({one.facets["years"] for one in judged(store, **parts, comparison="at least").tested})
        > 2
    )


def test_what_the_partner_tells_of_the_same_trade_is_a_reading_of_its_own(tmp_path: Path) -> None:
    both = [("IND", "USA", 2014, 61.0, "origin"), ("IND", "USA", 2014, 99.0, "destination")]
    told = pl.concat(
        ties("goods", [(o, d, year, v * MILLION)], told_by=teller) for o, d, year, v, teller in both
    )
    covered = [
        Covered(2014, 2014, side, told_by=teller)
        for side in ("origin", "destination")
        for teller in ("origin", "destination")
    ]
    keep(tmp_path, "imf_dots", "1", told, covered)
    parts = {"kind": "amount", "channel": "exports", "partners": ("USA",), "comparison": "about",
             "unit": "USD", "years": YEAR}  # fmt: skip
    store = Store((tmp_path,))
    assert judged(store, **parts, quantity=61e6).verdict == DEPENDS
    assert judged(store, **parts, quantity=80e6).verdict == DEPENDS
    assert judged(store, **parts, quantity=40e6).verdict == FAILS
    found = judged(store, **parts, quantity=100e6)
    assert found.by("told by") == {"United States": HOLDS}
    assert found.verdict == DEPENDS


@pytest.mark.parametrize(
    ("subject", "partner", "year", "parts"),
    [
        ("MNG", "SUN", 1980, {"kind": "share", "comparison": "about", "quantity": 80, "unit": "%"}),
        (
            "CUB",
            "SUN",
            1985,
            {"kind": "share", "comparison": "more than", "quantity": 50, "unit": "%"},
        ),
        ("CUB", "SUN", 1985, {"kind": "rank", "comparison": "largest", "quantity": 1}),
        ("CUB", "DDR", 1985, {"kind": "rank", "comparison": "largest", "quantity": 1}),
        ("MNG", "CSK", 1980, {"kind": "rank", "comparison": "largest", "quantity": 1}),
    ],
)
def test_of_a_partner_who_tells_nothing_nobody_can_tell(
    subject: str, partner: str, year: int, parts: dict[str, object]
) -> None:
    """Only partners tell of either state, and the largest of them is silent."""
    evidence = Store((embedded_folder(),)).steady()
    found = judged(
        evidence,
        subject=subject,
        partners=(partner,),
        channel="exports",
        years=(year, year),
        **parts,
    )
    assert found.verdict == CANNOT_TELL


@pytest.mark.parametrize(
    ("comparison", "quantity", "told"),
    [
        ("about", 80, "cannot tell"),  # 90 % in 2012 says not that it was no 80 % in 2014
        ("about", 90, "holds as of 2012"),
        ("less than", 50, "fails as of 2012"),
    ],
)
def test_an_exact_figure_of_no_year_is_refuted_by_no_earlier_year(
    tmp_path: Path, comparison: str, quantity: float, told: str
) -> None:
    store = goods(tmp_path, [("CHN", "IND", 2012, 90), ("USA", "IND", 2012, 10)])
    found = judged(store, comparison=comparison, quantity=quantity)
    assert found.told == told
    if told == CANNOT_TELL:
        assert "ends in 2012, not 2014: 90.0 % in 2012 refutes no figure of a later" in found.why
        assert judged(store, comparison="about", quantity=80, years=(2012, 2012)).verdict == FAILS


def test_a_change_of_no_years_is_refuted_by_no_earlier_years(tmp_path: Path) -> None:
    rows = [("CHN", "IND", 2011, 50), ("CHN", "IND", 2012, 90)]
    found = judged(goods(tmp_path, rows), "change", of="amount", comparison="rising", quantity=10,
                   unit="%")  # fmt: skip
    assert found.verdict == CANNOT_TELL
