"""Damage that leaves a file readable is refused or warned of, whatever the source."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from counterpoise import sources
from counterpoise.errors import CounterpoiseError, SourceError, UsageError
from counterpoise.panel import build, checks, comparison, references
from counterpoise.panel.store import Draft, Holding, Store, write_draft
from counterpoise.settings import Tolerance, embedded_folder
from counterpoise.snapshots import redundancy
from counterpoise.snapshots.source import Covered
from tests.panel import made_up
from tests.panel.damages import DAMAGES

MOST = 60_000
"""Rows of a source that are tried: whole years, the last ones, and the last one at the least."""
EMBEDDED = Store((embedded_folder(),))
HELD = [held for held in EMBEDDED.holdings() if held.source in sources.IDS]


def last_years(held: Holding) -> pl.DataFrame:
    """Return the rows of as many of the last years as are under `MOST`; none without a figure."""
    rows = held.scan()
    if held.table != "votes":
        rows = rows.filter(pl.col("value").is_not_null())
    year = pl.col("date").dt.year() if held.table == "votes" else pl.col("year")
    counts = (
        rows.group_by(year.alias("year")).agg(n=pl.len()).collect().sort("year", descending=True)
    )
    fitting = counts.filter(pl.col("n").cum_sum() <= MOST)["year"].to_list()
    return rows.filter(year >= min(fitting or counts["year"].to_list()[:1])).collect()


def as_read(rows: pl.DataFrame, said: tuple[Covered, ...]) -> list[Covered]:
    """Return coverage as a reader gives it: no year before the first row or after the last."""
    year = rows["date"].dt.year() if "date" in rows.columns else rows["year"]
    first, last = int(str(year.min())), int(str(year.max()))
    return [
        replace(one, first=max(one.first, first), last=max(min(one.last, last), first))
        for one in said
        if one.last >= first and one.first <= last
    ]


def few_years(held: Holding, folder: Path) -> tuple[Store, pl.DataFrame]:
    """Return a store that holds the last years of a source, and their rows."""
    rows = last_years(held)
    store = Store((folder,))
    with store.drafting() as drafts:
        draft = Draft("all", write_draft(rows, drafts), (), held.coverage, ())
        store.keep(held.source, held.vintage, held.table, [draft])
    return store, rows


def judged(store: Store, held: Holding, rows: pl.DataFrame) -> tuple[str, ...]:
    """Return what is said of rows, read as a release of a source: "refused", warnings, or nothing."""
    if rows.is_empty():
        return ("refused",)
    said = as_read(rows, held.coverage)
    try:
        checks.check(rows, source=held.card, coverage=said)
        sources.module(held.source).check(rows)
    except CounterpoiseError:
        return ("refused",)
    new = comparison.summed(rows)
    _, doubts = references.judged(store, held.card, "new", new, said)
    return ("refused",) if any(one.grave for one in doubts) else tuple(one.words for one in doubts)


@pytest.mark.parametrize("held", HELD, ids=lambda held: held.source)
def test_what_a_careful_reader_would_see_is_refused_or_warned_of(
    held: Holding, tmp_path: Path
) -> None:
    store, rows = few_years(held, tmp_path)
    usual = judged(store, held, rows)
    silent = []
    for name, damage in DAMAGES.items():
        damaged = damage(rows)
        if damaged.equals(rows):
            continue  # a table of pacts has one value, which sorts into itself
        if judged(store, held, damaged) == usual:
            silent.append(name)
    assert silent == []


@pytest.mark.parametrize("held", HELD, ids=lambda held: held.source)
def test_a_release_like_the_one_held_is_not_refused(held: Holding, tmp_path: Path) -> None:
    store, rows = few_years(held, tmp_path)
    assert judged(store, held, rows) != ("refused",)


def frame(*rows: tuple[str, str, int, float]) -> pl.DataFrame:
    given = pl.DataFrame(rows, schema=["one", "two", "year", "value"], orient="row")
    return given.select(
        "one", "two", pl.col("year").cast(pl.Int32), pl.lit("goods").alias("indicator"),
        pl.lit("").alias("told_by"), "value",
    )  # fmt: skip


def test_shares_and_ratio_are_those_worked_out_by_hand() -> None:
    """Of four rows held one is outside, one lost; of two common figures one is far, both changed."""
    old = frame(
        ("A", "B", 2000, 10), ("B", "A", 2000, 10), ("A", "C", 2000, 7), ("A", "B", 1999, 1)
    )
    new = frame(("A", "B", 2000, 12), ("B", "A", 2000, 30), ("C", "A", 2000, 5))
    said, covered = [Covered(2000, 2000)], [Covered(1999, 2000)]
    found = comparison.compare(new, said, old, covered, "held")
    assert (found.rows, found.outside, found.lost, found.added) == (3, 1, 1, 1)
    assert (found.common, found.changed, found.far) == (2, 2, 1)
    assert found.ratio == pytest.approx((1.2 + 3.0) / 2)


def test_a_large_file_that_has_nothing_of_what_is_held_is_no_small_part() -> None:
    """A register with its columns exchanged, beside an excerpt of two buyers."""
    sellers = [chr(65 + n) for n in range(20)]
    register = [(one, two, 2000, 1.0) for one in sellers for two in ("Y", "Z", "V", "W", "U")]
    excerpt = frame(*[row for row in register if row[1] in {"Y", "Z"}])
    exchanged = frame(*[(two, one, year, value) for one, two, year, value in register])
    covered = [Covered(2000, 2000, "destination", ("Y", "Z"))]
    found = comparison.compare(exchanged, [Covered(2000, 2000)], excerpt, covered, "held")
    assert (found.lost, found.added) == (40, 0)
    assert any(doubt.grave for doubt in found.doubts(Tolerance()))
    # Who brings the few rows of a part is not refused for it.
    part = comparison.compare(exchanged.head(3), [Covered(2000, 2000)], excerpt, covered, "held")
    assert not any(doubt.grave for doubt in part.doubts(Tolerance()))


@pytest.mark.parametrize(("same", "grave"), [(True, True), (False, False)])
def test_of_one_vintage_most_figures_must_be_the_same(same: bool, grave: bool) -> None:
    rows = [("A", chr(66 + n), 2000 + year, 10.0) for n in range(20) for year in range(3)]
    other = frame(*[(one, two, year, 1.2 * value) for one, two, year, value in rows])
    said = [Covered(2000, 2002)]
    found = comparison.compare(other, said, frame(*rows), said, "4.0", same_vintage=same)
    assert any(doubt.grave for doubt in found.doubts(Tolerance())) is grave


def test_years_are_named_in_spans() -> None:
    many = [("A", chr(66 + n), year, 1.0) for n in range(20) for year in range(1990, 2004)]
    lost = {1997, 2001, 2002}
    new = frame(*[row for row in many if row[2] not in lost])
    found = comparison.compare(
        new, [Covered(1990, 2003)], frame(*many), [Covered(1990, 2003)], "2025-02"
    )
    assert found.doubts(Tolerance())[0].words == "no rows for 1997, 2001–2002, which 2025-02 has"
    assert found.doubts(Tolerance())[0].grave


@pytest.fixture
def two(made_up_source, store: Store, tmp_path: Path) -> tuple[Store, Path, Path]:
    """A store with a release, a file like it, and one of ten times the values."""
    good = made_up.write(tmp_path / "good.csv", value=2, years=range(1990, 2000))
    wrong = made_up.write(tmp_path / "wrong.csv", value=20, years=range(1990, 2000))
    build.add(store, "made_up", [good], vintage="2025-02")
    return store, good, wrong


def test_a_file_unlike_the_release_held_is_refused_unless_changes_are_accepted(two) -> None:
    store, _, wrong = two
    with pytest.raises(SourceError, match=r"100\xa0% of the figures .* of 2025-02") as refusal:
        build.add(store, "made_up", [wrong], vintage="2026-02")
    assert "--accept-changes" in refusal.value.attempt
    assert [held.vintage for held in store.holdings()] == ["2025-02"]
    kept = build.add(store, "made_up", [wrong], vintage="2026-02", accept_changes=True)
    assert kept.account is not None
    assert kept.account["accepted"]


def test_the_right_file_takes_the_place_of_the_wrong_one_under_its_vintage(
    made_up_source, store: Store, tmp_path: Path
) -> None:
    """The wrong one has exporter and importer of 36 ties changed over; no row of it is left."""
    right = made_up.write(tmp_path / "right.csv", value=2, years=range(1990, 1993))
    lines = right.read_text().splitlines()
    wrong = tmp_path / "wrong.csv"
    turned = [f"Z{line[1:]}" if line.startswith("A") else line for line in lines[1:]]
    wrong.write_text("\n".join([lines[0], *turned, ""]))
    build.add(store, "made_up", [wrong], vintage="1")
    held = build.add(store, "made_up", [right], vintage="1")
    rows = held.scan().collect()
    assert rows.height == held.rows == 36
    assert "ZAA" not in set(rows["origin"])


def test_the_tolerance_of_the_environment_is_read_or_refused(monkeypatch) -> None:
    monkeypatch.setenv("COUNTERPOISE_TOLERANCE", "0.5,0.6,10")
    assert Tolerance.of_the_environment() == Tolerance(0.5, 0.6, 10)
    for wrong in ("1", "2,0.1,3", "0.1,0.1,1", "nan,0,3", "a,b,c"):
        monkeypatch.setenv("COUNTERPOISE_TOLERANCE", wrong)
        with pytest.raises(UsageError):
            Tolerance.of_the_environment()


def test_a_column_that_others_repeat_is_found_slipped() -> None:
    expected = pl.Series([float(n % 7) for n in range(100)])
    assert redundancy.agreement(expected, expected, rule="a is b", usual=0.98) == []
    (doubt,) = redundancy.agreement(expected.shift(1), expected, rule="a is b", usual=0.98)
    assert doubt.grave
    assert doubt.words.startswith("a is b in 0\xa0% of the rows")
    few = expected.head(10)
    assert redundancy.agreement(few.shift(1), few, rule="a is b", usual=0.98) == []


def test_a_state_and_a_year_that_a_file_no_longer_covers_are_named() -> None:
    """One row of 120 held is too small a share of the rows to be said, and a state is not."""
    old = frame(*[(f"A{n:02}", "", year, 1.0) for n in range(12) for year in range(1990, 2000)])
    new = old.filter((pl.col("one") != "A05") & (pl.col("year") > 1990))
    said = [Covered(1991, 1999, states=tuple(sorted(set(new["one"]))))]
    found = comparison.compare(new, said, old, [Covered(1990, 1999)], "2025-02")
    assert found.gone == ("A05", "1990")
    few = old.filter(pl.col("one") == "A05")
    part = [Covered(1990, 1999, states=("A05",))]
    assert comparison.compare(few, part, old, [Covered(1990, 1999)], "2025-02").gone == ()


def test_sums_over_other_products_are_not_held_against_one_another() -> None:
    """All trade beside that in two headings, of which it is ten times: no figure is compared."""
    part = frame(*[("A", chr(66 + n), 2000, 1.0) for n in range(24)])
    whole = part.with_columns(pl.col("value") * 10)
    ores = [Covered(2000, 2000, items=("2603", "2604"))]
    for said in ([Covered(2000, 2000, states=())], [Covered(2000, 2000, items=("2603",))]):
        found = comparison.compare(whole, said, part, ores, "held")
        assert found.far == found.changed == 0
        assert not any(one.grave for one in found.doubts(Tolerance()))
    assert comparison.compare(whole, ores, part, ores, "held").far == 24


def test_what_is_odd_is_told_in_one_order_whatever_that_of_the_rows() -> None:
    many = [("A", chr(66 + n), year, 1.0) for n in range(20) for year in (1990, 1991, 1993, 1994)]
    both = pl.concat(
        frame(*many).with_columns(indicator=pl.lit(name)) for name in ("goods", "aid", "fdi_flow")
    )
    told = {
        tuple(
            one.words for one in comparison.alone(both.sample(fraction=1, shuffle=True, seed=seed))
        )
        for seed in range(8)
    }
    (words,) = told
    assert [one.split()[1] for one in words] == ["aid", "fdi_flow", "goods"]
