"""The times of a sentence, against the year of the text."""

from __future__ import annotations

import pytest

from counterpoise.statements.reading.tokens.times import times

YEAR = 2025


@pytest.mark.parametrize(
    ("text", "years", "before", "how"),
    [
        ("in 2015–19, by the count", (2015, 2019), None, ""),
        ("from 2020 to 2024", (2020, 2024), (2020, 2020), "ends"),
        ("between 2010–14 and 2020–24", (2020, 2024), (2010, 2014), ""),
        ("in the five years to 2019", (2015, 2019), None, ""),
        ("last year it sold", (2024, 2024), None, ""),
        ("the year before last", (2023, 2023), None, ""),
        ("over the past five years", (2020, 2024), None, "past"),
        ("over the past decade", (2015, 2024), None, "past"),
        ("three years ago", (2022, 2022), None, ""),
        ("since 2009 it has", (2009, 2024), None, "since"),
        ("every year since 2009", (2009, 2024), None, "throughout"),
        ("until 2019 it was", (2019, 2019), None, "until"),
        ("in the 1990s", (1990, 1999), None, ""),
        ("in the same period", None, None, "same"),
        ("a year later it was", None, None, "next"),
        ("in the previous five-year period", None, None, "previous"),
        ("in 2017 to 59", (2017, 2017), None, ""),
        ("in the year to june", None, None, "vague"),
        ("in the first quarter of 2023", None, None, "part"),
        ("in may 2019", (2019, 2019), None, "month"),
        ("compared with 2015–19", None, (2015, 2019), "base"),
        ("was once the largest", None, None, "once"),
        ("the first period since 1960–64", None, None, "base"),
        ("its biggest rise since 2009", None, None, "base"),
        ("has been its biggest donor since 2009", (2009, 2024), None, "since"),
        ("is its biggest donor and has been since 2009", (2009, 2024), None, "since"),
        ("since the kingdom's independence in 1968", (1968, 2024), None, "since"),
        ("for the third year running", (2022, 2024), None, "run"),
        ("in 2013–17 peru", (2013, 2017), None, ""),
        ("in the half-decade to 2023", (2019, 2023), None, ""),
        ("at the turn of the century", (2000, 2000), None, ""),
    ],
)
def test_a_time_is_found_wherever_it_stands(
    text: str, years: tuple[int, int] | None, before: tuple[int, int] | None, how: str
) -> None:
    (found,) = times(text, YEAR)
    assert (found.years, found.before, found.how) == (years, before, how)


def test_years_in_a_row_end_in_the_year_told_beside_them():
    found = times("for the eleventh consecutive year in 2020 it led", YEAR)
    assert {(one.years, one.how) for one in found} == {((2010, 2020), "run")}


@pytest.mark.parametrize("text", ["worth 2000 dollars", "2019 tonnes", "no time at all", "$2015"])
def test_what_is_no_year_is_no_time(text: str) -> None:
    assert times(text, YEAR) == []
