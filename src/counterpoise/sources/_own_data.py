"""Data of one's own, read like any publisher's: a table of ties under a card (:mod:`._own_card`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import polars as pl

from counterpoise import schema
from counterpoise.errors import SourceError
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.settings import FIRST_YEAR
from counterpoise.snapshots import files, spans, tables, workbooks
from counterpoise.snapshots.source import Covered, Reading, Source
from counterpoise.sources._own_card import COLUMNS, KNOWN, Card

LARGEST = 1e15
"""Of a figure in US dollars; of another unit, a millionth part is still counted up to a hundredth of it."""
LONGEST_ITEM = 200
"""Letters of an item: a name of goods, not a text."""
UNNAMED = r"^(residual|unknown):.+$"


@dataclass(frozen=True)
class OwnData:
    """A source that the user describes; it stands where a module of a publisher's would."""

    card: Card

    __package__ = "counterpoise.sources"

    @cached_property
    def SOURCE(self) -> Source:  # noqa: N802  as a module calls it
        """The card as every other source has one."""
        card = self.card
        told = KNOWN.get((card.channel, card.kind), ("", ""))[1] or card.told_by
        times = "" if card.times == 1 else f"; figures of the table times {card.times:,.12g}"
        return Source(
            id=card.id,
            title=card.title,
            publisher=card.publisher or "your own data",
            terms=card.terms,
            citation=card.citation,
            url=card.url,
            table="panel",
            indicators=(card.indicator,),
            unit_note=f"{card.unit}, {card.kind}{times}.",
            layout=f"CSV, Parquet or xlsx with {', '.join(COLUMNS)} (item may be left out)",
            caveats=(*card.caveats, *self._caveats()),
            ships="no",
            told_by=told,  # type: ignore[arg-type]
        )

    def _caveats(self) -> tuple[str, ...]:
        if self.card.complete:
            return ("Said to be complete: a partner without a row passed nothing in that year.",)
        return (
            "Said to be incomplete: nothing is known of partners without a row, so shares are not"
            " stated where they may be many.",
        )

    def read(self, paths: Sequence[Path]) -> Iterator[Reading]:
        """Read the tables; a row without a figure is "not covered"."""
        with files.unpacked(paths, source=self.card.id) as plain:
            read = [self._table(path) for path in plain]
        rows = pl.concat([self._rows(table) for table in read])
        yield Reading(
            rows=rows.sort("origin", "destination", "year", "item"),
            vintage=self.card.vintage,
            coverage=self._coverage(rows),
            notes=self._notes(rows),
        )

    def check(self, rows: pl.DataFrame) -> None:
        """Refuse nothing beyond what every row must satisfy."""

    def _table(self, path: Path) -> pl.DataFrame:
        """Return the cells of a table under our names, as text, with the row of the file."""
        theirs = {name: self.card.columns.get(name, name) for name in COLUMNS}
        needed = [theirs[name] for name in COLUMNS[:-1]]
        source, optional = self.card.id, theirs["item"]
        if tables.is_parquet(path):
            has = optional in tables.parquet_columns(path, source=source)
            wanted = [*needed, *([optional] if has else [])]
            table = tables.read_parquet(path, source=source, columns=wanted)
            table = table.with_columns(pl.col(wanted).cast(pl.String))
        elif workbooks.is_workbook(path):
            lines = self._sheet(path)
            text = workbooks.as_csv(lines)
            table = tables.parse_csv(
                text, source=source, columns=needed, optional=[optional], name=path.name
            )
        else:
            table = tables.read_csv(path, source=source, columns=needed, optional=[optional])
        table = table.rename({name: ours for ours, name in theirs.items() if name in table.columns})
        return table if "item" in table.columns else table.with_columns(item=pl.lit(""))

    def _sheet(self, path: Path) -> list[list[str]]:
        ((_, sheets),) = workbooks.read_books([path], source=self.card.id)
        if self.card.sheet and self.card.sheet not in sheets:
            raise SourceError.bad_layout(
                f"The workbook must have a sheet {self.card.sheet!r}.",
                source=self.card.id,
                where=f"file {path.name}; found {', '.join(sheets)}",
            )
        lines = sheets[self.card.sheet] if self.card.sheet else next(iter(sheets.values()))
        years = self.card.columns.get("year", "year")
        if lines and years in lines[0]:  # a spreadsheet keeps 2024 as 2024.0
            place = lines[0].index(years)
            for line in lines[1:]:
                line[place] = line[place].removesuffix(".0")
        return lines

    def _rows(self, table: pl.DataFrame) -> pl.DataFrame:
        source, card = self.card.id, self.card
        year = tables.years(table, "year", source=source, first=FIRST_YEAR)
        signed = schema.INDICATORS[card.indicator].signed
        high = (LARGEST if card.unit == "USD" else LARGEST / 1e4) / card.times
        value = tables.numbers(
            table, "value", source=source, low=-high if signed else 0, high=high, missing=("",)
        )
        told = table.with_columns(year=year, value=value * card.times)
        if card.unit == "USD":
            told = told.with_columns(pl.col("value").round())
        tables.refuse_cells(
            table, "item", table["item"].str.len_chars() > LONGEST_ITEM,
            f"must have at most {LONGEST_ITEM} letters", source=source,
        )  # fmt: skip
        item = pl.col("item").fill_null("").str.strip_chars()
        return told.select(
            self._side(table, "origin", year),
            self._side(table, "destination", year),
            "year",
            "value",
            indicator=pl.lit(card.indicator),
            item=pl.when(item == "").then(pl.lit(schema.ALL_ITEMS)).otherwise(item),
            status=pl.when(pl.col("value").is_null())
            .then(pl.lit(schema.NOT_COVERED))
            .otherwise(pl.lit(schema.REPORTED)),
        )

    def _side(self, table: pl.DataFrame, column: str, years: pl.Series) -> pl.Series:
        """Return the ids of a side: names and codes of states, and what belongs to no one of them."""
        cells = table[column].str.strip_chars()
        free = cells.str.contains(UNNAMED).fill_null(False)
        named = pl.select(pl.when(free).then(None).otherwise(cells)).to_series().alias(column)
        known = states.look_up(named, years, self._claims, source=self.card.id, column=column)
        ids = pl.select(pl.when(free).then(cells).otherwise(known)).to_series().alias(column)
        rules = {
            "must name a state": ids.is_null(),
            "must name a state, not a sum of states, which would count them twice":
                ids.str.starts_with("aggregate:"),
            "must name a state that was there in that year":
                _not_there(pl.DataFrame({"id": ids, "year": years})),
        }  # fmt: skip
        for rule, wrong in rules.items():
            tables.refuse_cells(
                table,
                column,
                wrong,
                rule,
                source=self.card.id,
                attempt="mend the row, then add again",
            )
        return ids

    def _claims(self, key: object) -> Iterable[states.Claim]:
        """Return who bears a code of three letters, or a name."""
        return states.by_letters("iso3")(key) or states.claims_of(str(key), self.card.id)

    def _coverage(self, rows: pl.DataFrame) -> list[Covered]:
        """Return the years of the states counted, and of all partners or of those named."""
        card = self.card
        over = schema.ORIGIN if card.of == schema.DESTINATION else schema.DESTINATION
        known = rows.filter(pl.col("status") != schema.NOT_COVERED)
        if known.is_empty():
            raise SourceError.bad_layout(
                "The table must hold a figure.", source=card.id, where="column 'value'"
            )
        own = spans.spans(known, state=card.of, side=card.of)  # type: ignore[arg-type]
        if not card.complete:
            return [*own, *spans.spans(known, state=over, side=over)]  # type: ignore[arg-type]
        years = known["year"].unique().sort().to_list()
        first, last = int(years[0]), int(years[-1])
        return [*own, Covered(first, last, over)]  # type: ignore[arg-type]

    def _notes(self, rows: pl.DataFrame) -> tuple[str, ...]:
        silent = rows.filter(pl.col("status") == schema.NOT_COVERED).height
        return (f"{number_of(silent, 'row')} without a figure: not covered",) if silent else ()


def _not_there(rows: pl.DataFrame) -> pl.Series:
    """Return which `id`s did not exist in their `year`; what belongs to no one state is always there."""
    known = rows.unique().filter(~pl.col("id").str.contains(":"))
    absent = [
        (entity, year) for entity, year in known.rows() if not states.exists(entity, int(year))
    ]
    table = pl.DataFrame(absent, schema={**rows.schema}, orient="row").with_columns(gone=True)
    found = rows.join(table, on=["id", "year"], how="left", maintain_order="left")
    return found["gone"].fill_null(value=False)
