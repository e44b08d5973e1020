"""General Assembly votes: three layouts, the same table, and a published contingency."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.panel import build, corrections
from counterpoise.panel.store import Store
from counterpoise.snapshots.source import Covered, Reading
from counterpoise.sources.votes import unga_votes
from tests.sources.case import gzipped, parquet

PUBLISHED = "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year\n"
DESCRIPTIONS = (
    "session,rcid,abstain,yes,no,importantvote,date,unres,amend,para,short,descr,"
    "me,nu,di,hr,co,ec\n"
)
CAST = ("yes", "abstain", "no")


def published(folder: Path, text: str, *, descriptions: str = "") -> Reading:
    paths = [folder / "UNVotesPublished.csv.gz"]
    paths[0].write_bytes(gzipped((PUBLISHED + text).encode()))
    if descriptions:
        paths.append(folder / "descriptions.csv")
        paths[1].write_text(DESCRIPTIONS + descriptions)
    (reading,) = unga_votes.read(paths)
    unga_votes.check(reading.rows)
    return reading


def related(folder: Path, votes: bytes, calls: bytes, issues: bytes = b"") -> Reading:
    contents = {"un_votes": votes, "un_roll_calls": calls, "un_roll_call_issues": issues}
    paths = []
    for name, content in contents.items():
        if content:
            paths.append(folder / f"{name}.parquet")
            paths[-1].write_bytes(content)
    (reading,) = unga_votes.read(paths)
    unga_votes.check(reading.rows)
    return reading


CALLS = parquet(
    "rcid session date unres",
    (11, 45.0, date(1990, 11, 3), "R/45/1"),
    (12, 45.0, date(1990, 12, 6), ""),
)


def test_published_votes_tell_absent_from_not_a_member(tmp_path: Path) -> None:
    reading = published(
        tmp_path,
        "5,70,1,816,1,0,11/3/2015,R/70/1,0,1,1,0,0,0,2015.0\n"
        "5,70,2,2,1,0,11/3/2015,R/70/1,0,1,1,0,0,0,2015.0\n"
        "5,70,3,365,1,0,11/3/2015,R/70/1,0,1,1,0,0,0,2015.0\n"
        "5,70,8,710,1,0,11/3/2015,R/70/1,0,1,1,0,0,0,2015.0\n"
        "5,70,9,713,,0,11/3/2015,R/70/1,0,1,1,0,0,0,2015.0\n",
    )
    assert dict(reading.rows.select("state", "vote").iter_rows()) == {
        "VNM": "yes",
        "USA": "abstain",
        "RUS": "no",
        "CHN": "absent",
        "TWN": "not a member",
    }
    assert reading.rows.drop("state", "vote").unique().rows() == [
        (5, 70, date(2015, 11, 3), "R/70/1", "nu di")
    ]
    assert reading.vintage == "2015-11"
    assert reading.coverage == (Covered(2015, 2015),)


ONE_TABLE = (
    "rcid\tccode\tmember\tvote\tCountryname\tsession\tdate\tunres\tdescr\tme\tnu\tdi\thr\tco\tec\n"
    '9\t437\t1\t1\tCôte d\'Ivoire\t66\t2011-10-25\tR/66/6\t"To lift,\nat last"\t0\t0\t0\tNA\t0\t1\n'
    '9\t2\t1\t3\tUnited States\t66\t2011-10-25\tR/66/6\t"To lift,\nat last"\t0\t0\t0\tNA\t0\t1\n'
)


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-8-sig"])
@pytest.mark.parametrize("parted", ["\t", ","])
def test_one_table_with_descriptions_over_several_lines(
    tmp_path: Path, encoding: str, parted: str
) -> None:
    path = tmp_path / "UNVotes.tab"
    path.write_bytes(ONE_TABLE.replace("\t", parted).encode(encoding))
    (reading,) = unga_votes.read([path])
    assert reading.rows.select("state", "vote", "date", "resolution", "issues").rows() == [
        ("CIV", "yes", date(2011, 10, 25), "R/66/6", "ec"),
        ("USA", "no", date(2011, 10, 25), "R/66/6", "ec"),
    ]


def test_a_release_that_ends_in_the_month_of_another_is_not_corrected_as_that(
    tmp_path: Path,
) -> None:
    path = tmp_path / "UNVotes.csv"
    text = ONE_TABLE.replace("\t", ",").replace("2011-10-25", "2024-06-12")
    path.write_text(text.replace(",66,", ",78,").replace("9,437", "78002,437"))
    held = build.add(Store((tmp_path / "store",)), "unga_votes", [path])
    assert held.vintage == "2024-06"
    assert held.rows == 2
    assert not [note for note in held.notes if note.startswith("corrected")]


def day(folder: Path, *dates: str, session: int = 2) -> list[date]:
    """Return the dates of roll calls that were given in a text, one roll call each."""
    rows = "".join(
        f"{number},{session},1,{state},1,0,{text},R,0,0,0,0,0,0,\n"
        for number, text in enumerate(dates, 1)
        for state in (2, 200)
    )
    found = published(folder, rows).rows.unique("roll_call").sort("roll_call")["date"]
    return list(found)


def test_forms_of_dates(tmp_path: Path) -> None:
    assert day(tmp_path, "11/29/1947") == [date(1947, 11, 29)]
    assert day(tmp_path, "1947-11-29") == [date(1947, 11, 29)]
    assert day(tmp_path, "1947-11-29T10:30:00Z", "1947-11-30 00:00:00") == [
        date(1947, 11, 29),
        date(1947, 11, 30),
    ]


def test_one_date_that_has_no_other_reading_decides_for_all(tmp_path: Path) -> None:
    assert day(tmp_path, "29/11/1947", "03/11/1947") == [date(1947, 11, 29), date(1947, 11, 3)]
    assert day(tmp_path, "11/29/1947", "11/03/1947") == [date(1947, 11, 29), date(1947, 11, 3)]


def test_where_every_date_can_be_both_the_session_decides(tmp_path: Path) -> None:
    # The second session ran from September to November 1947.
    assert day(tmp_path, "03/11/1947") == [date(1947, 11, 3)]
    assert day(tmp_path, "11/03/1947") == [date(1947, 11, 3)]
    # Both lie in it: the publisher's own form.
    assert day(tmp_path, "10/11/1947") == [date(1947, 10, 11)]


@pytest.mark.parametrize(
    "dates", [("11/29/47",), ("29.11.1947",), ("11/29/1947", "29/11/1947"), ("29 Nov 1947",)]
)
def test_other_forms_are_refused_with_those_that_are_read(
    tmp_path: Path, dates: tuple[str, ...]
) -> None:
    with pytest.raises(SourceError, match="must hold dates") as caught:
        day(tmp_path, *dates)
    assert "11/29/1947" in caught.value.attempt
    assert "four digits" in caught.value.attempt


@pytest.mark.evidence
@pytest.mark.parametrize(
    ("names", "many"),
    [
        (("unga_votes_1946-2024.parquet",), 7),
        (("UNVotesPublished_sessions1-70.csv.gz",), 1),
        (("un_votes.parquet", "un_roll_calls.parquet"), 0),
    ],
)
def test_whole_releases_have_all_known_errors(
    evidence: Path, tmp_path: Path, names: tuple[str, ...], many: int
) -> None:
    paths = [evidence / "unga" / name for name in names]
    held = build.add(Store((tmp_path,)), "unga_votes", paths)
    told = [note for part in held.parts for note in part.notes if note.startswith("corrected")]
    assert len(told) >= many
    assert not [note for note in told if "in the whole release" in note]


def test_issues_are_empty_if_none_is_flagged_and_missing_if_none_is_known(tmp_path: Path) -> None:
    reading = published(
        tmp_path,
        "5,69,1,816,1,0,11/3/2014,,0,0,0,0,0,0,2014.0\n"
        "6,69,1,816,1,0,11/4/2014,R/69/2,,,,,,,2014.0\n"
        '7,69,1,816,1,0,11/5/2014,R/69/3,0,0,0,1,0,"0\\""",2014.0\n',
    )
    facts = reading.rows.select("roll_call", "resolution", "issues").sort("roll_call")
    assert facts.rows() == [(5, None, ""), (6, "R/69/2", None), (7, "R/69/3", "hr")]


def test_descriptions_fill_what_a_roll_call_lacks(tmp_path: Path) -> None:
    reading = published(
        tmp_path,
        "5,69,1,816,1,0,11/3/2014,R/69/1,0,0,0,0,0,0,2014.0\n6,68,3,816,1,,,,,,,,,,2014.0\n",
        descriptions="69,5,0,1,0,0,2014-11-03,R/69/1,,,A,a,0.0,0.0,0.0,0.0,0.0,0\n"
        '69,6,0,0,1,0,2014-12-04,R/69/2,,,B,"b, c",1.0,0.0,0.0,0.0,0.0,0\n',
    )
    assert reading.rows.filter(pl.col("roll_call") == 6).rows() == [
        (6, 69, date(2014, 12, 4), "VNM", "no", "R/69/2", "me")
    ]


def test_related_tables_name_states_by_code_and_by_name(tmp_path: Path) -> None:
    votes = parquet(
        "rcid country country_code vote",
        (11.0, "Vietnam", "VN", "yes"),
        (11.0, "Yemen Arab Republic", None, "no"),
        (11.0, "Federal Republic of Germany", None, "abstain"),
        (11.0, "Russia", "RU", "yes"),
        (12.0, "Namibia", "NA", "yes"),
    )
    issues = parquet("rcid short_name issue", (11, "hr", "x"), (11, "me", "y"))
    reading = related(tmp_path, votes, CALLS, issues)
    assert reading.rows.select("roll_call", "state", "vote", "resolution", "issues").rows() == [
        (11, "VNM", "yes", "R/45/1", "me hr"),
        (11, "YEM", "no", "R/45/1", "me hr"),
        (11, "DEU", "abstain", "R/45/1", "me hr"),
        (11, "SUN", "yes", "R/45/1", "me hr"),
        (12, "NAM", "yes", None, ""),
    ]
    assert reading.vintage == "1990-12"


def test_issues_are_unknown_without_their_table(tmp_path: Path) -> None:
    votes = parquet("rcid country country_code vote", (11.0, "Vietnam", "VN", "yes"))
    assert related(tmp_path, votes, CALLS).rows["issues"].to_list() == [None]


def test_table_by_resolution_reads_the_date_and_not_the_year(tmp_path: Path) -> None:
    path = tmp_path / "votes.parquet"
    header = "resid ccode date year vote session"
    path.write_bytes(
        parquet(
            header,
            (18001, 2, date(1963, 12, 3), 1963, 1, 18),
            (26009, 713, date(1971, 10, 7), 1971, 3, 26),
            (77001, 816, date(2023, 3, 1), 2022, 2, 77),
        )
    )
    (reading,) = unga_votes.read([path])
    unga_votes.check(reading.rows)
    assert reading.rows.select("roll_call", "session", "date", "state", "vote").rows() == [
        (18001, 18, date(1963, 12, 3), "USA", "yes"),
        (26009, 26, date(1971, 10, 7), "TWN", "no"),
        (77001, 77, date(2023, 3, 1), "VNM", "abstain"),
    ]
    # The 77th session opened in 2022: 2023 is there only in part.
    assert reading.coverage == (Covered(1963, 1963), Covered(1971, 1971))


def contingency(rows: pl.DataFrame, partner: str, *, session: int) -> list[list[int]]:
    """Count Viet Nam's votes (rows) against the partner's on roll calls that split the voters."""
    rows = rows.filter((pl.col("session") == session) & pl.col("vote").is_in(CAST))
    split = rows.group_by("roll_call").agg(kinds=pl.col("vote").n_unique())
    rows = rows.join(split.filter(pl.col("kinds") > 1), on="roll_call", how="semi")
    theirs = rows.filter(pl.col("state") == partner)
    pairs = (
        rows.filter(pl.col("state") == "VNM")
        .join(theirs, on="roll_call")
        .rows_by_key(("vote", "vote_right"))
    )
    return [[len(pairs.get((mine, other), [])) for other in CAST] for mine in CAST]


VOETEN = {
    "USA": [[12, 6, 64], [3, 2, 0], [2, 0, 0]],
    "CHN": [[70, 5, 5], [1, 1, 3], [0, 0, 2]],
    "RUS": [[57, 8, 13], [0, 1, 4], [0, 0, 2]],
}


def corrected(evidence: Path, *names: str) -> tuple[Reading, pl.DataFrame]:
    (reading,) = unga_votes.read([evidence / "unga" / name for name in names])
    declared = corrections.declared("unga_votes")
    rows, _ = corrections.apply(
        reading.rows,
        declared,
        source="unga_votes",
        vintage=reading.vintage,
        layout=reading.layout,
    )
    unga_votes.check(rows)
    assert not rows.select("roll_call", "state").is_duplicated().any()
    assert not rows["date"].null_count()
    return reading, rows


@pytest.mark.evidence
def test_related_tables_give_the_published_contingency_of_session_74(evidence: Path) -> None:
    names = ("un_votes.parquet", "un_roll_calls.parquet", "un_roll_call_issues.parquet")
    reading, rows = corrected(evidence, *names)
    assert {state: contingency(rows, state, session=74) for state in VOETEN} == VOETEN
    assert rows.height == 870_109
    assert rows["roll_call"].n_unique() == 6_203
    assert reading.vintage == "2020-01"
    assert reading.coverage == (Covered(1946, 1963), Covered(1965, 2019))
    # 1,061 roll calls on the Palestinian conflict in the publisher's list of issues.
    calls = rows.unique("roll_call")
    assert calls["issues"].str.split(" ").list.contains("me").sum() == 1_061


@pytest.mark.evidence
def test_publishers_table_agrees_with_the_related_tables(evidence: Path) -> None:
    _, rows = corrected(evidence, "UNVotesPublished_sessions1-70.csv.gz")
    names = ("un_votes.parquet", "un_roll_calls.parquet")
    _, others = corrected(evidence, *names)
    assert rows.height == 1_066_613
    assert dict(rows["vote"].value_counts().iter_rows()) == {
        "yes": 588_800,
        "abstain": 95_099,
        "no": 54_865,
        "absent": 73_328,
        "not a member": 254_521,
    }
    both = rows.filter(pl.col("vote").is_in(CAST)).join(others, on=["roll_call", "state"])
    # One vote has no counterpart: Yugoslavia's seat, on one roll call.
    assert both.height == 738_763
    assert both.filter(pl.col("vote") != pl.col("vote_right")).is_empty()
    stray = rows.filter(pl.col("roll_call") == 4592)
    assert stray.select("session", "date").unique().rows() == [(60, date(2006, 5, 8))]


@pytest.mark.evidence
def test_table_by_resolution_is_corrected(evidence: Path) -> None:
    reading, rows = corrected(evidence, "unga_votes_1946-2024.parquet")
    assert {state: contingency(rows, state, session=74) for state in VOETEN} == VOETEN
    # 42 votes of three states stand under another day's roll call.
    assert rows.height == 855_890 - 42
    china = rows.filter(pl.col("state").is_in(["CHN", "TWN"]))
    spans = china.group_by("state").agg(pl.col("date").min().alias("a"), pl.col("date").max())
    assert {state: (first, last) for state, first, last in spans.iter_rows()} == {
        "TWN": (date(1946, 1, 1), date(1971, 10, 7)),
        "CHN": (date(1971, 12, 1), date(2024, 6, 4)),
    }
    assert reading.coverage == (Covered(1946, 1963), Covered(1965, 2023))
