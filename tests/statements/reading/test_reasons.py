"""Every reason that the reader can give has plain words, and says what to try or that nothing helps."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

import counterpoise.statements.reading as reading
from counterpoise.statements.reading import reader
from counterpoise.statements.reading.reader import RoleReader
from counterpoise.statements.reading.trust import unheld, untold
from counterpoise.statements.reading.trust.plainly import (
    ATTEMPTS,
    NO_EVIDENCE,
    key,
    plainly,
    reasons,
)

DAY = date(2021, 3, 1)
FOLDER = Path(str(reading.__file__)).parent
OWN_WORDS = "endpoint.py"
"""The reader behind an address gives reasons of its own."""


def written() -> Iterator[str]:
    """Yield each reason that stands in the code, its quoted parts as they would be told."""
    for path in FOLDER.rglob("*.py"):
        if path.name == OWN_WORDS:
            continue
        tree = ast.parse(path.read_text())
        named = {
            one.target.id: one.value
            for one in ast.walk(tree)
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
        }
        for one in ast.walk(tree):
            if (
                isinstance(one, ast.Call)
                and getattr(one.func, "id", "") == "Unreadable"
                and one.args
            ):
                yield from _texts(one.args[0], named)


def _texts(node: ast.expr, named: dict[str, ast.expr | None]) -> Iterator[str]:
    if isinstance(node, ast.Constant):
        yield str(node.value)
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body, named)
        yield from _texts(node.orelse, named)
    elif isinstance(node, ast.Name) and isinstance(named.get(node.id), ast.Constant):
        yield from _texts(named[node.id] or node, named)
    elif isinstance(node, ast.JoinedStr):
        parts = [
            str(one.value) if isinstance(one, ast.Constant)
            else "no channel of ours" if "NOT_OURS" in ast.unparse(one) else "words"
            for one in node.values
        ]  # fmt: skip
        yield "".join(parts)


def test_every_reason_has_plain_words_whatever_rule_gives_it() -> None:
    lacking = {one for one in written() if key(one) not in reasons()}
    own = (
        reader.NEGATED,
        reader.CROWDED,
        reader.STATELESS,
        reader.BELOW_ZERO,
        f"“x”: {untold.UNFIT}",
    )
    lacking |= {one for one in (*own, "too long", "denied") if key(one) not in reasons()}
    lacking |= {why for _, why in unheld.UNHELD if why not in reasons()}
    assert lacking == set()


def test_a_plain_reason_says_what_to_try_or_that_nothing_helps() -> None:
    assert {attempt for _, attempt in reasons().values()} <= set(ATTEMPTS)
    for reason, (told, _) in reasons().items():
        words = plainly(reason)
        assert "Try: " in words or NO_EVIDENCE in words, reason
        assert ("{}" in told) == reason.startswith(("“…”", "nearly all “…”")), reason
        assert not re.search(r"\brole\b|\bof ours\b", told), reason


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Russia sold Viet Nam six submarines.",
         "“submarines”, “sold”: no figure, place among partners, rise or fall was found that is said of it."
         " Try: say how much, which place or whether it rose or fell, and when, or"
         " write it as a statement by hand."),
        ("Kenya joined the WTO in 1995.",
         "Membership of what is no bloc on record, of a part of one, or another standing than a member's"
         " (observer, candidate). Try: if a bloc that is held is meant, write it as a statement by hand,"
         " of kind membership."),
        ("Nepal voted against the draft.",
         "How states voted once, and which roll call of the Assembly that was is not said: what is checked is"
         " how often two vote alike. No evidence of this package could test that."),
    ],
)  # fmt: skip
def test_what_could_not_be_placed_is_said_in_plain_words(text: str, told: str) -> None:
    (one,) = RoleReader().read(text, stated=DAY).unread
    assert one.told == told


def test_reasons_of_one_kind_are_told_together() -> None:
    told = plainly("“€2 billion” is no amount in dollars; “€3 billion” is no amount in dollars")
    assert told.startswith("“€2 billion”, “€3 billion”: amounts are held in US dollars")
    assert told.count("Try: ") == 1


def test_a_reason_without_plain_words_is_told_as_it_is() -> None:
    assert plainly("the model gave no answer") == "The model gave no answer."


def test_the_manual_quotes_the_reasons_as_they_are() -> None:
    manual = Path(__file__).parents[3] / "docs" / "how-to" / "check-an-article.md"
    part = (
        manual.read_text().split("### What was not read, and why")[1].split("**Read in part**")[0]
    )
    said = " ".join([*(told for told, _ in reasons().values()), NO_EVIDENCE])
    quoted = re.findall(
        r"\"([^\"]+)\"", " ".join(re.findall(r"^\| (\".*?) \|", part, re.MULTILINE))
    )
    pieces = [
        piece.strip(" ,.")
        for one in quoted
        for piece in re.sub(r"“[^”]*”: ?", "", one).split("…")
        if piece.strip(" ,.")
    ]
    assert len(pieces) > 10
    assert [piece for piece in pieces if piece not in said] == []
