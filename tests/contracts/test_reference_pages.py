"""The reference pages say what the code says, and the manual names what there is."""

from __future__ import annotations

import inspect
import re
from pathlib import Path

import pytest

import counterpoise
from counterpoise import sources
from counterpoise.measures import MEASURES
from tools import reference

REPOSITORY = Path(__file__).parents[2]
DOCS = REPOSITORY / "docs"
STEPS = {
    "persistent",
    "stability",
    "strategic_products",
    "substitutes",
    "supply_risk",
    "unit_prices",
    "share_bounds",
    "as_one_partner",
    "daily_events",
    "event_counts",
    "shrunk",
    "distance",
    "held_to_rule",
    "hedging_ranks",
    "independence_over_channels",
    "portfolio_similarity",
    "simpson_unbiased",
    "ties_told",
    "topk_bounds",
}
"""Documented like measures, but no verb of `counterpoise table`: they make or mend its input, or
take it further."""


@pytest.mark.parametrize("page", reference.PAGES)
def test_the_page_is_up_to_date(page: str, tmp_path: Path) -> None:
    sources.bring_own(tmp_path)  # channels of one's own, of a test before, are none of the manual's
    held = (reference.FOLDER / f"{page}.md").read_text()
    assert held == reference.written(page), "run python tools/reference.py"


def test_public_names_are_those_of_the_page() -> None:
    page = (reference.FOLDER / "python.md").read_text()
    assert re.findall(r"^## `cpo\.(\w+)`$", page, re.MULTILINE) == sorted(counterpoise.__all__)
    for name in counterpoise.__all__:
        assert inspect.getdoc(getattr(counterpoise, name)), f"{name} has no docstring"


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_says_what_it_takes_gives_and_does_with_nothing(name: str) -> None:
    measure = MEASURES[name]
    assert measure.load().__name__ == name
    text = inspect.getdoc(measure.load()) or ""
    for section in ("Parameters", "Returns", reference.MEASURE_SIGN, "Examples"):
        assert re.search(rf"^{section}\n-+$", text, re.MULTILINE), f"no section {section!r}"


def test_every_measure_is_listed() -> None:
    assert {function.__name__ for function in reference.unlisted_measures()} <= STEPS


def test_every_page_of_the_manual_is_in_its_contents() -> None:
    listed = set(re.findall(r"[\w/-]+\.md", (REPOSITORY / "mkdocs.yml").read_text()))
    assert {str(path.relative_to(DOCS)) for path in DOCS.rglob("*.md")} == listed


@pytest.mark.parametrize(
    "path", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.relative_to(DOCS))
)
def test_commands_in_the_manual_exist(path: Path) -> None:
    """A line of a shell block that starts with `counterpoise` names a command of ours."""
    blocks = re.findall(
        r"^```(?:sh|console)\n(.*?)^```", path.read_text(), re.MULTILINE | re.DOTALL
    )
    lines = "\n".join(blocks)
    named = re.findall(r"^(?:counterpoise|sh run\.sh) ([a-z]\S*)", lines, re.MULTILINE)
    assert set(named) - {"test"} <= set(reference.commands())


@pytest.mark.parametrize(
    "path", sorted(DOCS.rglob("*.md")), ids=lambda path: str(path.relative_to(DOCS))
)
def test_links_of_the_manual_lead_somewhere(path: Path) -> None:
    for target in re.findall(r"\]\(([^)#\s]+\.md)", path.read_text()):
        assert (path.parent / target).exists(), target
