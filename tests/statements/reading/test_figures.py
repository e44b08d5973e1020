"""Numbers in whatever form, and which of them are figures."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.statements.reading.tokens.figures import figures, is_below_zero
from counterpoise.statements.reading.tokens.numbers import number


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("39.1", 39.1), ("39,1", 39.1), ("99,036", 99036.0), ("1,234.5", 1234.5), ("1.234,5", 1234.5),
        ("1 234 567", 1234567.0), ("1,234,567", 1234567.0), ("0,125", 0.125), ("12·5", 12.5),
        ("14½", 14.5), ("sixty-two", 62.0), ("twelve", 12.0), ("a hundred", 100.0),
    ],
)  # fmt: skip
def test_a_number_is_read_in_every_form(text: str, value: float) -> None:
    assert number(text) == value


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("over 60 per cent", [(60.0, "%", "more than")]),
        ("at least 60% of it", [(60.0, "%", "at least")]),
        ("60 % or more", [(60.0, "%", "at least")]),
        ("74 and 10 per cent", [(74.0, "%", "about"), (10.0, "%", "about")]),
        ("30–40 %", [(30.0, "%", "at least"), (40.0, "%", "at most")]),
        ("between a quarter and a third of it", [(25.0, "%", "at least"), (100 / 3, "%", "at most")]),
        ("three out of four weapons", [(75.0, "%", "about")]),
        ("nine in ten of them", [(90.0, "%", "about")]),
        ("most of its arms", [(50.0, "%", "more than")]),
        ("all but 15 per cent", [(85.0, "%", "about")]),
        ("by 5 percentage points", [(5.0, "points", "about")]),
        ("us$27 billion", [(27e9, "USD", "about")]),
        ("70 billion usd", [(70e9, "USD", "about")]),
        ("us$5.7bn", [(5.7e9, "USD", "about")]),
        ("€29 billion", [(29e9, "", "about")]),
        ("a$110 billion", [(110e9, "", "about")]),
        ("1,200 million tiv", [(1200.0, "million TIV", "about")]),
        ("three times as much", [(3.0, "times", "about")]),
        ("in 2015–19 and 2020", []),
        ("a quarter of an hour", []),
        ("a third country", []),
        ("2010–14 to 29 per cent", [(29.0, "%", "about")]),
    ],
)  # fmt: skip
def test_a_figure_has_its_unit_and_what_bounds_it(
    text: str, wanted: list[tuple[float, str, str]]
) -> None:
    found = figures(text)
    assert [(one.unit, one.comparison) for one in found] == [(unit, how) for _, unit, how in wanted]
    assert [one.value for one in found] == pytest.approx([value for value, _, _ in wanted])


@given(st.integers(1, 99), st.sampled_from([" %", "%", " per cent", " percent", " p.c.", "pc"]))
def test_the_sign_of_per_cent_does_not_matter(value: int, sign: str) -> None:
    (found,) = figures(f"it was {value}{sign} of it")
    assert (found.value, found.unit) == (value, "%")


@given(st.text(alphabet="0123456789.,–- %$€abtoin", max_size=60))
def test_no_two_figures_share_a_letter(text: str) -> None:
    found = figures(text)
    assert all(one.end <= other.start for one, other in pairwise(found))


@pytest.mark.parametrize(
    ("text", "below"),
    [
        ("supplied -5 percent", True), ("supplied −5 percent", True), ("minus 5 percent", True),
        ("(-5 percent)", True), ("a mid-5 percent", False), ("20-5 percent", False),
        ("20 -5 percent", False), ("russia - 5 percent", False), ("+5 percent", False),
    ],
)  # fmt: skip
def test_a_minus_is_a_sign_and_a_bar_between_figures_none(text: str, below: bool) -> None:
    assert is_below_zero(text, text.index("5 percent")) is below
