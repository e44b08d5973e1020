"""Fifteen damages that leave a table readable, and that a careful reader would see.

Each takes rows of a table and returns them damaged; what can't be done to a table returns it as it was.
"""

from __future__ import annotations

from collections.abc import Callable

import polars as pl

Damage = Callable[[pl.DataFrame], pl.DataFrame]


def first_side(rows: pl.DataFrame) -> str:
    return "origin" if "origin" in rows.columns else "state"


def figure(rows: pl.DataFrame) -> str:
    return "vote" if "vote" in rows.columns else "value"


def times(factor: float) -> Damage:
    def damaged(rows: pl.DataFrame) -> pl.DataFrame:
        return rows if "vote" in rows.columns else rows.with_columns(pl.col("value") * factor)

    return damaged


def year_of(rows: pl.DataFrame) -> pl.Expr:
    return pl.col("date").dt.year() if "date" in rows.columns else pl.col("year")


def without_a_year(rows: pl.DataFrame) -> pl.DataFrame:
    years = rows.select(year_of(rows).alias("year"))["year"].mode().sort()
    return rows.filter(year_of(rows) != years[0])


def without_the_middle(rows: pl.DataFrame) -> pl.DataFrame:
    third = rows.height // 3
    return pl.concat([rows.head(third), rows.tail(third)])


def cut_at_60(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.sort(first_side(rows), maintain_order=True).head(int(rows.height * 0.6))


def slipped(column: Callable[[pl.DataFrame], str]) -> Damage:
    def damaged(rows: pl.DataFrame) -> pl.DataFrame:
        name = column(rows)
        moved = rows[name].shift(1, fill_value=rows[name][-1])
        return rows.with_columns(moved)

    return damaged


def sorted_alone(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(rows[figure(rows)].sort())


def last_year_to_come(rows: pl.DataFrame) -> pl.DataFrame:
    if "date" in rows.columns:
        last = pl.col("date").dt.year() == rows["date"].dt.year().max()
        return rows.with_columns(
            pl.when(last).then(pl.col("date").dt.offset_by("40y")).otherwise("date")
        )
    last = pl.col("year") == pl.col("year").max()
    return rows.with_columns(
        pl.when(last).then(pl.lit(2050, pl.Int16)).otherwise("year").alias("year")
    )


def a_year_on(rows: pl.DataFrame) -> pl.DataFrame:
    if "date" in rows.columns:
        return rows.with_columns(pl.col("date").dt.offset_by("-1y"))
    return rows.with_columns(pl.col("year") - 1)


def turned(rows: pl.DataFrame) -> pl.DataFrame:
    if "origin" not in rows.columns:
        return rows
    return rows.rename({"origin": "destination", "destination": "origin"}).select(rows.columns)


def half_times_ten(rows: pl.DataFrame) -> pl.DataFrame:
    if "vote" in rows.columns:
        return rows
    lower = pl.int_range(pl.len()) >= rows.height // 2
    return rows.with_columns(
        pl.when(lower).then(pl.col("value") * 10).otherwise("value").alias("value")
    )


def most_frequent(rows: pl.DataFrame) -> str:
    side = "destination" if "destination" in rows.columns else "state"
    return str(rows[side].value_counts().sort("count", side, descending=True)[side][0])


def without_a_state(rows: pl.DataFrame) -> pl.DataFrame:
    side = "destination" if "destination" in rows.columns else "state"
    return rows.filter(pl.col(side) != most_frequent(rows))


def a_state_times_thousand(rows: pl.DataFrame) -> pl.DataFrame:
    if "vote" in rows.columns:
        return rows
    side = "destination" if "destination" in rows.columns else "state"
    one = pl.col(side) == most_frequent(rows)
    return rows.with_columns(
        pl.when(one).then(pl.col("value") * 1000).otherwise("value").alias("value")
    )


def doubled(rows: pl.DataFrame) -> pl.DataFrame:
    return pl.concat([rows, rows])


DAMAGES: dict[str, Damage] = {
    "all values times ten": times(10),
    "all values times a thousand": times(1000),
    "all values over a thousand": times(1 / 1000),
    "a year lost": without_a_year,
    "the middle of the file lost": without_the_middle,
    "cut at 60 % at a line end": cut_at_60,
    "values slipped by a row": slipped(figure),
    "states slipped by a row": slipped(first_side),
    "values sorted alone": sorted_alone,
    "the last year to come": last_year_to_come,
    "all years moved by one": a_year_on,
    "exporter and importer changed over": turned,
    "from the middle on times ten": half_times_ten,
    "a state lost": without_a_state,
    "a state's values times a thousand": a_state_times_thousand,
    "all rows doubled": doubled,
}
