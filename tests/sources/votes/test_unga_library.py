"""The UN Digital Library's two tables, alone and added to a release."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots.source import Covered
from counterpoise.sources.votes import unga_votes
from tests.sources.broken.unga_votes import BY_RESOLUTION, WIDE
from tests.sources.case import parquet

LONG = """\
undl_id,ms_code,ms_name,ms_vote,date,session,resolution,draft,title,vote_note,total_yes,total_no,\
total_abstentions,total_non_voting,total_ms,undl_link
1,CHN,CHINA,Y,2025-03-04,79,A/RES/79/300,,One,,2,1,0,1,4,https://a
1,USA,UNITED STATES,N,2025-03-04,79,A/RES/79/300,,One,,2,1,0,1,4,https://a
1,VNM,VIET NAM,Y,2025-03-04,79,A/RES/79/300,,One,,2,1,0,1,4,https://a
1,ZWE,ZIMBABWE,X,2025-03-04,79,A/RES/79/300,,One,,2,1,0,1,4,https://a
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "votes.csv"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_roll_call_is_of_the_regular_session_in_which_it_was_taken(tmp_path: Path) -> None:
    (found,) = unga_votes.read([written(tmp_path, WIDE)])
    calls = found.rows.select("roll_call", "session", "date", "resolution").unique().sort("date")
    assert calls.rows() == [
        (79401, 79, date(2025, 2, 24), "A/RES/ES-11/9"),
        (79402, 79, date(2025, 3, 4), "A/RES/79/300"),
        (80401, 80, date(2025, 10, 1), "A/RES/80/1"),
    ]
    assert (found.vintage, found.coverage) == ("2025-10", (Covered(2025, 2025),))


def test_who_cast_no_vote_has_no_row(tmp_path: Path) -> None:
    (found,) = unga_votes.read([written(tmp_path, WIDE)])
    votes = found.rows.filter(roll_call=79402).select("state", "vote").sort("state").rows()
    assert votes == [("CHN", "yes"), ("USA", "no"), ("VNM", "yes")]


def test_long_and_wide_tell_the_same(tmp_path: Path) -> None:
    (wide,) = unga_votes.read([written(tmp_path, WIDE)])
    (long,) = unga_votes.read([written(tmp_path, LONG)])
    one = wide.rows.filter(resolution="A/RES/79/300").drop("roll_call").sort("state")
    assert one.equals(long.rows.drop("roll_call").sort("state"))


def test_added_to_a_release_it_tells_what_was_voted_after(tmp_path: Path) -> None:
    release = tmp_path / "release.parquet"
    release.write_bytes(
        parquet(
            BY_RESOLUTION,
            (79001, 2, date(2025, 2, 25), 1, 79),
            (79001, 816, date(2025, 2, 25), 3, 79),
        )
    )
    own, later = unga_votes.read([release, written(tmp_path, WIDE)])
    assert (own.part, own.vintage) == ("all", "2025-02")
    assert (later.part, later.vintage) == ("filled from 2025-10", "2025-02")
    assert later.rows.select(pl.col("date").min()).item() == date(2025, 3, 4)


def test_a_table_with_nothing_new_is_refused(tmp_path: Path) -> None:
    release = tmp_path / "release.parquet"
    release.write_bytes(parquet(BY_RESOLUTION, (80001, 2, date(2025, 12, 25), 1, 80)))
    with pytest.raises(SourceError, match="after the release's last"):
        list(unga_votes.read([release, written(tmp_path, WIDE)]))


@pytest.mark.evidence
def test_the_year_2025(evidence: Path) -> None:
    (found,) = unga_votes.read(list((evidence / "unga_2025").glob("*.csv.gz")))
    unga_votes.check(found.rows)
    assert found.rows["roll_call"].n_unique() == 192
    votes = found.rows.filter(resolution="A/RES/ES-11/8")["vote"].value_counts()
    assert dict(votes.rows()) == {"yes": 93, "no": 8, "abstain": 73}
