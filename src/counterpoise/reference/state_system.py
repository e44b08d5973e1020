"""Who existed when, and who was a member of the state system, by the Correlates of War list.

Lists of pacts, disputes, wars and rivalries speak of members in their years. Of what was no member
(Hong Kong, Palestine, the European Union) they say nothing, which is not "none".
"""

from __future__ import annotations

from collections.abc import Collection, Iterable

import polars as pl

from counterpoise.reference import states

OPEN_END = 9999


def members(years: Iterable[int]) -> pl.DataFrame:
    """Return the members of the state system in each of the years.

    A state counts in every year of which it was a member for a day.

    Parameters
    ----------
    years : iterable of int
        Before 1816, when the list begins, there are none.

    Returns
    -------
    polars.DataFrame
        `state`, `year`; each once.

    Examples
    --------
    >>> found = members([1990, 1991])
    >>> found.filter(pl.col("state").is_in(["DDR", "EST", "HKG"])).sort("state").rows()
    [('DDR', 1990), ('EST', 1991)]
    """
    spells = states.table("spells").filter(pl.col("cow").is_not_null())
    spells = spells.select(
        pl.col("id").alias("state"),
        pl.col("start").str.slice(0, 4).cast(pl.Int32).alias("first"),
        pl.col("end").str.slice(0, 4).cast(pl.Int32).fill_null(OPEN_END).alias("last"),
    )
    table = pl.DataFrame({"year": pl.Series(sorted(set(years)), dtype=pl.Int32)})
    return (
        spells.join(table, how="cross")
        .filter(pl.col("year").is_between("first", "last"))
        .select("state", "year")
        .unique()
    )


def existing(years: Collection[int], *, kinds: Collection[str] = ("state",)) -> pl.DataFrame:
    """Return every state of the registry with those of the years in which it existed; see `states.exists`.

    Returns
    -------
    polars.DataFrame
        `id`, `year`: a table to join with, where many are asked about.
    """
    found = {
        (entity, year)
        for entity in states.ids()
        if states.kind(entity) in kinds
        for first, last in states.spells(entity)
        for year in years
        if first <= year <= last
    }
    return pl.DataFrame(sorted(found), schema={"id": pl.String, "year": pl.Int32}, orient="row")
