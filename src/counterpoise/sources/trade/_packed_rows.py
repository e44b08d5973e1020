"""A year of trade by product in 16 bytes a row: who, from whom and what as one number, and dollars.

A year of BACI has eleven million rows, which take gigabytes with their names. Packed and sorted they
take 180 MB, and are given their names back a block of importers at a time.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import polars as pl

from counterpoise.reference import states

SIDES: Final[tuple[Literal["origin", "destination"], ...]] = ("origin", "destination")
ECONOMIES: Final = 1_000
"""More than there are codes of economies."""
PRODUCTS: Final = 1_000_000
"""More than there are codes of six digits."""
TOGETHER: Final = 400_000
"""Rows from which a block is full; it ends with an importer."""


@dataclass(frozen=True)
class PackedRows:
    """The rows of one year, in the order of importer, product and exporter.

    Parameters
    ----------
    year : int
    rows : polars.DataFrame
        `key`, which is (place of the importer * `PRODUCTS` + product) * `ECONOMIES` + place of the
        exporter; `value`, in whole dollars.
    known : dict of str to polars.DataFrame
        For each side, by place: `id` and the publisher's `code`. Two codes of one state have two places.
    """

    year: int
    rows: pl.DataFrame
    known: dict[str, pl.DataFrame]

    @classmethod
    def of(cls, rows: pl.DataFrame, year: int, *, source: str) -> PackedRows:
        """Return rows `i`, `j` (codes of economies), `k` (HS6 as a number) and `v` (dollars) packed.

        Raises
        ------
        UnknownNameError
            If a code is nobody's.
        """
        known: dict[str, pl.DataFrame] = {
            side: _known(rows[column], year, source=source, column=column)
            for side, column in zip(SIDES, ("i", "j"), strict=True)
        }
        exporter, importer = (_places(rows[column], known[side]) for side, column in _COLUMNS)
        key = (importer * PRODUCTS + rows["k"]) * ECONOMIES + exporter
        packed = pl.DataFrame({"key": key, "value": rows["v"]})
        return cls(year, packed.sort("key"), known)

    @property
    def height(self) -> int:
        return self.rows.height

    def blocks(self) -> Iterator[pl.DataFrame]:
        """Yield the rows with their names, some importers at a time.

        `origin`, `destination`, `origin_code`, `destination_code`, `year`, `item`, `value`.
        """
        ends = (
            self.rows.select(place=pl.col("key") // (PRODUCTS * ECONOMIES)).group_by("place").len()
        )
        by_id = ends.with_columns(id=self.known["destination"]["id"].gather(ends["place"]))
        begun = size = 0
        for _, rows in by_id.sort("place").group_by("id", maintain_order=True):
            size += int(rows["len"].sum())
            if size >= TOGETHER:
                yield self._named(self.rows.slice(begun, size))
                begun, size = begun + size, 0
        if size:
            yield self._named(self.rows.slice(begun, size))

    def economies(self, side: str) -> list[str]:
        """Return who trades with another on a side, in the order of their ids."""
        return self._pairs().filter(APART)[side].unique().sort().to_list()

    def products(self) -> pl.DataFrame:
        """Return each product that passes between two economies, in order, with what all trade of it."""
        selves = self._pairs().filter(~APART)
        rows = self.rows.lazy()
        if selves.height:
            rows = rows.filter(~PAIR.is_in(selves["pair"].implode()))
        code = pl.col("key") // ECONOMIES % PRODUCTS
        sums = rows.group_by(code=code).agg(pl.col("value").sum().cast(pl.Float64)).sort("code")
        return sums.select(_item("code").alias("item"), "value").collect()

    def of_products(self, items: Sequence[str]) -> pl.DataFrame:
        """Return the rows of some products that pass between two economies."""
        code = pl.col("key") // ECONOMIES % PRODUCTS
        wanted = pl.Series([int(one) for one in items if one.isdigit()], dtype=pl.Int64)
        return self._named(self.rows.filter(code.is_in(wanted.implode()))).filter(APART)

    def _pairs(self) -> pl.DataFrame:
        """Return which economies trade: `pair`, `origin`, `destination`."""
        pairs = self.rows.lazy().select(pair=PAIR).unique().collect()
        return pairs.with_columns(
            origin=self.known["origin"]["id"].gather(pairs["pair"] % ECONOMIES),
            destination=self.known["destination"]["id"].gather(pairs["pair"] // ECONOMIES),
        )

    def _named(self, rows: pl.DataFrame) -> pl.DataFrame:
        key = rows["key"]
        places = {"origin": key % ECONOMIES, "destination": key // (PRODUCTS * ECONOMIES)}
        names = {side: self.known[side]["id"].gather(places[side]) for side in SIDES}
        codes = {f"{side}_code": self.known[side]["code"].gather(places[side]) for side in SIDES}
        return rows.select(
            **names, **codes,
            year=pl.lit(self.year, pl.Int16),
            item=_item(pl.col("key") // ECONOMIES % PRODUCTS),
            value=pl.col("value").cast(pl.Float64),
        )  # fmt: skip


_COLUMNS: Final = (("origin", "i"), ("destination", "j"))
PAIR: Final = pl.col("key") // (PRODUCTS * ECONOMIES) * ECONOMIES + pl.col("key") % ECONOMIES
APART: Final = pl.col("origin") != pl.col("destination")


def _item(code: str | pl.Expr) -> pl.Expr:
    given = pl.col(code) if isinstance(code, str) else code
    return given.cast(pl.String).str.zfill(6)


def _known(codes: pl.Series, year: int, *, source: str, column: str) -> pl.DataFrame:
    """Return who stands under which code, in the order of ids."""
    each = codes.unique().sort()
    years = pl.Series([year], dtype=pl.Int32).new_from_index(0, each.len())
    ids = states.from_m49(each, years, source=source, column=column)
    return pl.DataFrame({"id": ids, "code": each}).sort("id", "code")


def _places(codes: pl.Series, known: pl.DataFrame) -> pl.Series:
    """Return the place of each code among those known."""
    by_code = pl.Series([None], dtype=pl.Int64).new_from_index(0, ECONOMIES)
    by_code = by_code.scatter(known["code"], pl.int_range(known.height, eager=True))
    return by_code.gather(codes)
