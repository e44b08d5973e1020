"""Votes that one release lacks and another holds: matched by place, day and everybody's votes."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.measures.alignment import alignment
from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.votes import _unga_fill as fill
from counterpoise.sources.votes import unga_votes
from tests.sources.case import parquet

MAY, JUNE = date(1990, 5, 2), date(1990, 6, 2)
NAMES = {"US": "United States", "FR": "France", "SU": "Russia", "UA": "Ukraine", "CN": "China"}
CODES = {"US": 2, "FR": 220, "SU": 365, "UA": 369, "CN": 710}
WORDS = {1: "yes", 2: "abstain", 3: "no"}
ISO2 = {"SU": "RU"}

Calls = dict[int, tuple[date, dict[str, int]]]


def single(calls: Calls) -> bytes:
    rows = [
        (number, CODES[state], day, day.year, vote, number // 1000)
        for number, (day, votes) in calls.items()
        for state, vote in votes.items()
    ]
    return parquet("resid ccode date year vote session", *rows)


def related(calls: Calls, session: int) -> tuple[bytes, bytes]:
    votes = [
        (float(number), NAMES[state], ISO2.get(state, state), WORDS[vote])
        for number, (_, cast) in calls.items()
        for state, vote in cast.items()
    ]
    listed = [(number, float(session), day, "R/1") for number, (day, _) in calls.items()]
    return (
        parquet("rcid country country_code vote", *votes),
        parquet("rcid session date unres", *listed),
    )


def readings(folder: Path, ours: Calls, theirs: Calls, session: int = 45) -> list[Reading]:
    votes, calls = related(theirs, session)
    paths = []
    for name, content in (("a", single(ours)), ("un_votes", votes), ("un_roll_calls", calls)):
        paths.append(folder / f"{name}.parquet")
        paths[-1].write_bytes(content)
    found = list(unga_votes.read(paths))
    for reading in found:
        unga_votes.check(reading.rows)
    return found


OURS: Calls = {
    45001: (MAY, {"US": 3, "FR": 2, "SU": 1}),
    45002: (JUNE, {"US": 1, "FR": 1, "SU": 3}),
}
THEIRS: Calls = {
    311: (MAY, {"US": 3, "FR": 2, "SU": 1, "UA": 1}),
    312: (JUNE, {"US": 1, "FR": 1, "SU": 3, "UA": 2}),
}


def test_votes_that_are_lacking_come_as_a_part_that_says_from_where(tmp_path: Path) -> None:
    whole, filled = readings(tmp_path, OURS, THEIRS)
    assert (whole.part, whole.vintage, whole.rows.height) == ("all", "1990-06", 6)
    assert (filled.part, filled.vintage) == ("filled from 1990-06", "1990-06")
    # Under the roll calls of the release that lacked them, with neither label nor issue.
    assert sorted(filled.rows.rows()) == [
        (45001, 45, MAY, "UKR", "yes", None, None),
        (45002, 45, JUNE, "UKR", "abstain", None, None),
    ]
    assert filled.coverage == (Covered(1990, 1990, states=("UKR",)),)
    assert filled.notes[0] == (
        "filled from the release of 1990-06: 2 votes in 2 roll calls that this release lacks:"
        " Ukraine 2 (session 45)"
    )
    assert "2 stand at the same place" in filled.notes[1]


def test_alone_the_release_says_whom_it_lacks(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(single(OURS))
    (alone,) = unga_votes.read([path])
    assert any("no votes of Ukraine and Belarus" in note for note in alone.notes)
    assert not any("no votes" in note for note in readings(tmp_path, OURS, THEIRS)[0].notes)


@pytest.mark.parametrize(
    "doubtful",
    [
        (JUNE, {"US": 1, "FR": 1, "SU": 1, "UA": 2}),  # the Soviet vote differs
        (JUNE, {"US": 1, "FR": 1, "UA": 2}),  # it is missing
        (MAY, {"US": 1, "FR": 1, "SU": 3, "UA": 2}),  # another day
    ],
)
def test_a_roll_call_that_does_not_agree_gives_nothing(
    tmp_path: Path, doubtful: tuple[date, dict[str, int]]
) -> None:
    _, filled = readings(tmp_path, OURS, {**THEIRS, 312: doubtful})
    assert filled.rows["roll_call"].to_list() == [45001]
    assert "1 at the same place differ" in filled.notes[1]


def test_sessions_of_unequally_many_roll_calls_give_nothing(tmp_path: Path) -> None:
    more = {**THEIRS, 313: (JUNE, {"US": 1, "FR": 2, "SU": 3, "UA": 2})}
    with pytest.raises(SourceError, match="must hold votes that the first lacks"):
        readings(tmp_path, OURS, more)


def test_nothing_is_proved_by_fewer_votes_than_are_filled() -> None:
    columns = ["roll_call", "session", "date", "state", "vote"]

    def rows(number: int, *states: str) -> pl.DataFrame:
        cells = [(number, 1, MAY, state, "yes") for state in states]
        return pl.DataFrame(cells, schema=columns, orient="row")

    with pytest.raises(SourceError):
        fill.lacking(rows(1001, "USA"), rows(9, "USA", "FRA", "UKR"), source="unga_votes")
    found = fill.lacking(rows(1001, "USA", "FRA"), rows(9, "USA", "FRA", "UKR"), source="x")
    assert found.rows["state"].to_list() == ["UKR"]


def test_china_has_one_seat_whichever_state_a_release_writes() -> None:
    columns = ["roll_call", "session", "date", "state", "vote"]
    ours = [(1001, 1, MAY, state, "yes") for state in ("USA", "FRA", "CHN")]
    theirs = [(9, 1, MAY, state, "yes") for state in ("USA", "FRA", "TWN", "UKR")]
    found = fill.lacking(
        pl.DataFrame(ours, schema=columns, orient="row"),
        pl.DataFrame(theirs, schema=columns, orient="row"),
        source="unga_votes",
    )
    assert found.rows["state"].to_list() == ["UKR"]


def test_a_release_of_one_layout_alone_fills_nothing(tmp_path: Path) -> None:
    votes, calls = related(THEIRS, 45)
    for name, content in (("un_votes", votes), ("un_roll_calls", calls)):
        (tmp_path / f"{name}.parquet").write_bytes(content)
    found = list(unga_votes.read(sorted(tmp_path.glob("*.parquet"))))
    assert [reading.part for reading in found] == ["all"]


@pytest.fixture(scope="module")
def completed(evidence: Path, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Hold the release of 2024 with what that of 2020 fills, by way of the store."""
    store = Store((tmp_path_factory.mktemp("store"),))
    names = ("unga_votes_1946-2024", "un_votes", "un_roll_calls")
    build.add(store, "unga_votes", [evidence / "unga" / f"{name}.parquet" for name in names])
    return store


@pytest.mark.evidence
def test_the_release_of_2024_is_completed_from_that_of_2020(completed: Store) -> None:
    held = completed.holding("unga_votes")
    assert held.vintage == "2024-06"
    assert {part.part: part.rows for part in held.parts} == {
        "all": 855_848,
        "filled from 2020-01": 7_218,
    }
    rows = held.scan().collect()
    assert not rows.select("roll_call", "state").is_duplicated().any()
    filled = pl.read_parquet(held.folder / held.source / held.parts[1].file)
    assert dict(filled["state"].value_counts().iter_rows()) == {
        "UKR": 3_608,
        "BLR": 3_599,
        "CHN": 11,
    }
    assert any(note.startswith("filled from the release of 2020-01: 7,218") for note in held.notes)


@pytest.mark.evidence
def test_resolution_181_stands_33_to_13_with_10_abstaining(
    completed: Store, evidence: Path
) -> None:
    # The plan of partition, 29 November 1947: the one roll call of the release of 2020 so labelled
    # gives its place in the second session, and with it its number in the release of 2024.
    paths = [evidence / "unga" / f"{name}.parquet" for name in ("un_votes", "un_roll_calls")]
    (older,) = unga_votes.read(paths)
    second = older.rows.filter(pl.col("session") == 2).unique("roll_call").sort("roll_call")
    place = second["resolution"].to_list().index("R/2/1424")
    votes = completed.holding("unga_votes").scan().filter(pl.col("roll_call") == 2001 + place)
    counts = dict(votes.collect()["vote"].value_counts().iter_rows())
    assert counts == {"yes": 33, "no": 13, "abstain": 10}


@pytest.mark.evidence
def test_paragraph_votes_move_agreement_and_the_fill_does_not_bring_them_in(
    completed: Store, evidence: Path
) -> None:
    paths = [evidence / "unga" / f"{name}.parquet" for name in ("un_votes", "un_roll_calls")]
    (older,) = unga_votes.read(paths)
    found = {}
    for name, rows in (
        ("2024-06", completed.holding("unga_votes").scan().collect()),
        ("2020-01", older.rows),
    ):
        session = rows.filter(pl.col("session") == 65)
        table = alignment(session, between=["VNM"], indices=["agree"])
        row = table.row(by_predicate=pl.col("other") == "USA", named=True)
        found[name] = (row["n"], round(row["agree"], 3))
    assert found == {"2024-06": (64, 0.195), "2020-01": (82, 0.335)}
