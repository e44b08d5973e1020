"""The times of a sentence, against the year of the text."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.reader import RoleReader
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
        ("in 2013-’17 peru", (2013, 2017), None, ""),
        ("in the 1970's", (1970, 1979), None, ""),
        ("in the late nineteen-eighties", (1985, 1989), None, ""),
        ("in the first half of the 2010s", (2010, 2014), None, ""),
        ("in the three years from 2017", (2017, 2019), None, ""),
        ("on average in 2017-2019", (2017, 2019), None, ""),
        ("in the year 2019", (2019, 2019), None, ""),
        ("by ’98 it was", (1998, 1998), None, ""),
        ("at 31 december 2019", (2019, 2019), None, ""),
        ("as of end-december 2019", (2019, 2019), None, ""),
        ("in january-december 2019", (2019, 2019), None, ""),
        ("36% in 2019 and in 2020", (2019, 2020), None, ""),
        ("in the same period last year", None, None, "part"),
        ("before the 2020 protests it", None, None, "event"),
        ("in fy2021-22 it", (2021, 2022), None, "account"),
        ("in fy17, it", (2017, 2017), None, "account"),
        ("in the financial year 2018-19", (2018, 2019), None, "account"),
        ("in the year ended 30 june 2019", (2018, 2019), None, "account"),
        ("in the twelve months to december 2019", (2019, 2019), None, ""),
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


def test_two_years_of_two_figures_are_two_times():
    found = times("36% and 40% in 2019 and 2020", YEAR)
    assert [one.years for one in found] == [(2019, 2019), (2020, 2020)]


def test_a_period_of_the_year_before_is_a_base_beside_a_year_that_is_named():
    found = times("in 2015 as compared to the corresponding period of last year", YEAR)
    assert [one.how for one in found] == ["", "base year"]


@pytest.mark.parametrize(
    ("when", "kind", "told"),
    [
        ("in 2018-19", "$9 billion of goods", "year of account"),
        ("in FY 2018-19", "17 per cent of its exports", "year of account"),
        ("in 2018-19", "17 per cent of its exports", ""),
        ("between 2018 and 2019", "$9 billion of goods", ""),
    ],
)
def test_an_amount_of_a_year_of_account_is_no_sum_of_two_years(when: str, kind: str, told: str):
    text = f"{when[0].upper()}{when[1:]} India sold {kind} to Bangladesh."
    (found,) = RoleReader().read(text, stated=date(2020, 6, 1)).candidates
    assert (found.statement.years, found.statement.when) == ((2018, 2019), told)


@pytest.mark.parametrize(
    ("text", "kind", "years"),
    [
        # the earlier period stands whole behind its figure
        (
            "61% of Turkey's arms imports from 2010 to 2014 came from the United States, up from 53%"
            " from 2005 to 2009.",
            "share",
            [(2010, 2014), (2005, 2009)],
        ),
        # a year in brackets is that of what stands in them
        (
            "Ethiopia imported goods worth $2.1bn from the UAE in 2023 (against $0.6bn in 2015), making"
            " the Emirates its third supplier.",
            "rank",
            [(2023, 2023)],
        ),
        # the only year of a sentence is that of its change
        (
            "Trade between Slovakia and Hungary rose by 17.1 percent year-on-year, as goods worth $9"
            " billion were exchanged in 2021.",
            "change",
            [(2021, 2021)],
        ),
        # from a year a change is counted, and nothing else is told of it
        (
            "U.S. goods exports to Kenya in 2022 were $604 million, up 8.2 percent ($46 million) from"
            " 2021; U.S. goods imports from Kenya totaled $883 million.",
            "amount",
            [(2022, 2022), (2022, 2022)],
        ),
        # a part of what passed in a time that is told by the way
        (
            "Nigeria, which imported more arms in 2014–18 than ever before, got 35% of them from Russia.",
            "share",
            [(2014, 2018)],
        ),
        # told on in the past tense, without a time
        (
            "In 2008-2017, Italy was the third largest arms supplier to Turkey. The country accounted"
            " for 12% of the total volume.",
            "share",
            [(2008, 2017)],
        ),
        # told on in the present
        (
            "In 2008-2017, Italy was the third largest arms supplier to Turkey. The country accounts"
            " for 12% of Turkey's arms imports.",
            "share",
            [None],
        ),
    ],
)
def test_a_figure_has_the_time_that_is_told_of_it(
    text: str, kind: str, years: list[tuple[int, int] | None]
) -> None:
    found = RoleReader().read(text, stated=date(2024, 6, 1)).statements
    assert [one.years for one in found if one.kind == kind] == years
