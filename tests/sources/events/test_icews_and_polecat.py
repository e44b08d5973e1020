"""ICEWS and POLECAT become the same counts; rows of no two states or of no officials are left out."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.sources.events import icews, polecat

ICEWS = (
    "Event ID\tEvent Date\tSource Name\tSource Sectors\tSource Country\tEvent Text\tCAMEO Code\tIntensity"
    "\tTarget Name\tTarget Sectors\tTarget Country\tStory ID\tSentence Number\tPublisher"
)
POLECAT = (
    "Event ID\tEvent Date\tEvent Type\tIntensity\tQuad Code\tActor Name\tActor Country\tActor COW"
    "\tPrimary Actor Sector\tRecipient Name\tRecipient Country\tRecipient COW\tPrimary Recipient Sector"
    "\tSource\tVersion"
)


def icews_row(
    number: int, two: str = "China", sectors: str = "Government", code: str = "112"
) -> str:
    return (
        f"{number}\t2018-06-0{1 + number % 2}\tA\t{sectors}\tViet Nam\tAccuse\t{code}\t-2.0\tB\t\t{two}"
        f"\t5{number % 2}\t1\tXinhua"
    )


def polecat_row(
    number: int, two: str = "CHN", sector: str = "GOV", quad: str = "VERBAL CONFLICT"
) -> str:
    act = f"{number}\t2023-01-0{1 + number}\tACCUSE\t-3\t{quad}"
    return f"{act}\tA\tVNM\t816\t{sector}\tB\t{two}\t710\tNone\tReuters\t1"


def read(module: object, folder: Path, header: str, *rows: str) -> pl.DataFrame:
    path = folder / "events.tab"
    path.write_text("".join(f"{row}\n" for row in (header, *rows)))
    (reading,) = module.read([path])  # type: ignore[attr-defined]
    module.check(reading.rows)  # type: ignore[attr-defined]
    rows_read: pl.DataFrame = reading.rows
    return rows_read


def test_icews_counts_stories_by_pair_day_and_class(tmp_path: Path) -> None:
    rows = read(
        icews, tmp_path, ICEWS, icews_row(0), icews_row(2), icews_row(1),
        icews_row(3, two="Vietnam"), icews_row(5, two=""), icews_row(7, sectors="Business,Media"),
    )  # fmt: skip
    told = rows.select("origin", "destination", "date", "act", "publisher", "reports", "stories")
    assert told.rows() == [
        ("CHN", "VNM", date(2018, 6, 1), 3, "Xinhua", 2, 1),
        ("CHN", "VNM", date(2018, 6, 2), 3, "Xinhua", 1, 1),
    ]


def test_polecat_takes_its_own_classes_and_keeps_no_score(tmp_path: Path) -> None:
    rows = read(
        polecat, tmp_path, POLECAT, polecat_row(0), polecat_row(1, quad="Material Cooperation"),
        polecat_row(2, two="None"), polecat_row(3, sector="REB"), polecat_row(4, two="VNM"),
    )  # fmt: skip
    assert rows.select("act", "goldstein").rows() == [(3, None), (2, None)]


@pytest.mark.parametrize(
    ("module", "header", "row", "problem"),
    [
        (icews, ICEWS, icews_row(0, code="AB"), "CAMEO"),
        (icews, ICEWS, icews_row(0).replace("2018-06-01", "June"), "days"),
        (icews, ICEWS.replace("Story ID", "Story"), icews_row(0), "story_id"),
        (polecat, POLECAT, polecat_row(0, quad="NICE"), "must be one of"),
        (polecat, POLECAT.replace("Quad Code", "Quad"), polecat_row(0), "Quad Code"),
    ],
)
def test_other_columns_and_words_are_refused(
    tmp_path: Path, module: object, header: str, row: str, problem: str
) -> None:
    with pytest.raises(SourceError) as caught:
        read(module, tmp_path, header, row)
    assert problem in str(caught.value)


def test_an_event_twice_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="once"):
        read(icews, tmp_path, ICEWS, icews_row(0), icews_row(0))


@pytest.mark.evidence
def test_the_genuine_sample_of_icews(evidence: Path) -> None:
    (reading,) = icews.read([evidence / "events" / "icews_sample.csv"])
    pair = reading.rows.filter(pl.col("origin") == "PRK", pl.col("destination") == "USA")
    assert (reading.rows["reports"].sum(), reading.coverage[0].items) == (
        1_992, ("2018-06-01", "2018-06-02", "2018-06-03"),
    )  # fmt: skip
    assert pair["stories"].sum() < pair["reports"].sum()
