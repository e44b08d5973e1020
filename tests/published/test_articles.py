"""The two press articles: which of their assertions the grammar finds, by line and kind.

Which sentences assert what was listed by hand from the articles and from the list of their
assertions; nothing of their wording is repeated here. A line is that of the file; several sentences
of a line may assert the same. *Recall* is the part of the listed assertions of a kind that the
grammar knows that is found; *precision* the part of what is proposed that is listed.
"""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest

from counterpoise.statements.reading.reader import Candidate, RoleReader
from counterpoise.statements.reading.tokens.sentences import open_text

Assertion = tuple[str, int, str, str, tuple[str, ...]]
"""Of which assertion of the list, line, kind, subject, partners."""

ARTICLE_2016: tuple[Assertion, ...] = (
    ("A1", 17, "event", "VNM", ("USA",)),
    ("A2", 17, "share", "VNM", ("RUS",)),
    ("A1", 21, "event", "VNM", ("USA",)),
    ("A4", 27, "hedging", "VNM", ()),
    ("A3", 27, "diversification", "VNM", ()),
    ("A5", 29, "rank", "VNM", ("KOR",)),
    ("A6", 29, "rank", "VNM", ("JPN",)),
    ("A7", 29, "rank", "VNM", ("EU",)),
    ("A8", 29, "rank", "VNM", ("RUS",)),
    ("A9", 29, "rank", "VNM", ("USA",)),
    ("A10", 29, "rank", "VNM", ("CHN",)),
    ("A11", 33, "rank", "VNM", ("CHN",)),
    ("A12", 35, "trend", "VNM", ("CHN",)),
    ("A13", 35, "dependence", "VNM", ("CHN",)),
    ("A17", 43, "share", "VNM", ("RUS",)),
    ("A18", 43, "forecast", "VNM", ("RUS",)),
    ("A20", 43, "forecast", "VNM", ("RUS",)),
    ("A21", 45, "trend", "VNM", ("USA",)),
    ("A22", 47, "forecast", "VNM", ("RUS",)),
)
ARTICLE_2020: tuple[Assertion, ...] = (
    ("B1", 1, "diversification", "VNM", ()),
    ("B2", 3, "event", "VNM", ("FRA", "USA", "CHN")),
    ("A3", 7, "diversification", "VNM", ()),
    ("B4", 11, "alignment", "VNM", ("CHN",)),
    ("B5", 11, "amount", "VNM", ("CHN",)),
    ("B6", 11, "event", "VNM", ("CHN",)),
    ("B8", 13, "trend", "RUS", ()),
    ("B10", 17, "duration", "VNM", ("RUS",)),
    ("B12", 27, "alignment", "RUS", ("CHN",)),
    ("B14", 33, "share", "VNM", ("RUS",)),
    ("B15", 41, "forecast", "VNM", ("RUS",)),
    ("B16", 43, "membership", "VNM", ()),
)
LEAST = {"article_2016": (0.6, 1.0), "article_2020": (0.8, 1.0)}
"""Recall and precision that are reached."""


@pytest.fixture(scope="module")
def articles() -> Path:
    repository = Path(__file__).parents[2]
    usual = repository.parent / "shared" / "articles"
    folder = Path(os.environ.get("COUNTERPOISE_ARTICLES", usual))
    if not folder.is_dir():
        pytest.skip("the articles are not at hand: set COUNTERPOISE_ARTICLES")
    return folder


def found_in(path: Path, stated: date) -> tuple[Candidate, ...]:
    return RoleReader().read(open_text(path), stated=stated, subject="VNM").candidates


@pytest.mark.evidence
@pytest.mark.parametrize(
    ("name", "stated", "listed"),
    [
        ("article_2016", date(2016, 5, 27), ARTICLE_2016),
        ("article_2020", date(2020, 2, 26), ARTICLE_2020),
    ],
)
def test_precision_and_recall(
    articles: Path, name: str, stated: date, listed: tuple[Assertion, ...]
) -> None:
    proposed = [
        (
            one.statement.position.line if one.statement.position else 0,
            one.statement.kind,
            one.statement.subject,
            one.statement.partners,
        )
        for one in found_in(articles / f"{name}.txt", stated)
    ]
    wanted = [assertion[1:] for assertion in listed]
    recall = sum(each in proposed for each in wanted) / len(wanted)
    precision = sum(each in wanted for each in proposed) / len(proposed)
    missed = [assertion[0] for assertion in listed if assertion[1:] not in proposed]
    print(f"{name}: recall {recall:.2f}, precision {precision:.2f}, missed {missed}")
    assert recall >= LEAST[name][0], missed
    assert precision >= LEAST[name][1], [each for each in proposed if each not in wanted]


@pytest.mark.evidence
def test_no_sentence_of_the_articles_is_in_what_the_ledger_or_the_reader_says(
    articles: Path,
) -> None:
    ledger = (Path(__file__).parents[2] / "examples" / "vietnam_balancing.toml").read_text("utf-8")
    for path in sorted(articles.glob("article_*.txt")):
        words = open_text(path).split()
        runs = {" ".join(words[i : i + 6]) for i in range(len(words) - 5)}
        said = [one.statement.text for one in found_in(path, date(2020, 2, 26))]
        for text in (ledger, *said):
            own = text.split()
            assert not runs & {" ".join(own[i : i + 6]) for i in range(len(own) - 5)}
