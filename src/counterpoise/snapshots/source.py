"""What a data set is (its card), and what reading one file of it gives."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, Protocol

from counterpoise.snapshots.request import Request

if TYPE_CHECKING:
    import polars as pl

Shipping = Literal["yes", "excerpt", "no"]
Side = Literal["origin", "destination", "either"]
Teller = Literal["origin", "destination", "reconciled", "compiled"]

FILLED: Final = "filled from "
"""How the name of a part begins that holds what its release lacks, followed by the vintage it is from."""


@dataclass(frozen=True)
class Daily:
    """Where a publisher gives a file a day, too many to be asked for at once.

    Parameters
    ----------
    url : str
        The address, with ``{day}`` as 20191024.
    first : str
        The first day that has a file, as 2013-04-01.
    sums : str
        The address of the list of files with their md5.
    """

    url: str
    first: str
    sums: str = ""


@dataclass(frozen=True)
class Source:
    """The card of a data set: who made it, on what terms, and how its files are read.

    Parameters
    ----------
    id : str
        The name by which panel rows, commands and footnotes call it.
    title, publisher : str
        As the publisher writes them.
    terms : str
        What may be done with the data, in a sentence.
    citation : str
        The reference that the publisher asks for.
    url : str
        The page where a person finds the data.
    table : str
        The table of :mod:`counterpoise.schema` that its rows belong to.
    indicators : tuple of str
        The indicators that it writes.
    unit_note : str
        The publisher's units, and what became of them.
    layout : str
        The file layout that `read` understands, for whoever has the wrong file in hand.
    caveats : tuple of str
        What a reader of the numbers must know; printed under every page that uses them.
    ships : {"yes", "excerpt", "no"}
        Whether the embedded evidence may hold it whole, in part, or not at all.
    told_by : {"origin", "destination", "reconciled", "compiled"}
        Who tells of the ties (`schema.TELLERS`), where a reading does not say it row by row.
    of_last_year : str
        What is to be known of the last year of a release, where it is less sure than the others.
    requests : tuple of Request
        What `fetch` asks of the publisher; empty where there is only a form to fill in.
    daily : Daily or None
        Where it gives a file a day instead.
    """

    id: str
    title: str
    publisher: str
    terms: str
    citation: str
    url: str
    table: str
    indicators: tuple[str, ...]
    unit_note: str
    layout: str
    caveats: tuple[str, ...] = ()
    ships: Shipping = "yes"
    told_by: Teller = "compiled"
    of_last_year: str = ""
    requests: tuple[Request, ...] = ()
    daily: Daily | None = None


@dataclass(frozen=True)
class Covered:
    """One statement of coverage: these states, on this side, in these years.

    A dyad-year is covered if its origin is covered as an origin and its destination as a
    destination. Within coverage, a dyad without a row passed nothing; outside, nobody knows.

    Parameters
    ----------
    first, last : int
        Years, both included.
    side : {"origin", "destination", "either"}
        The side on which the states are covered; "either" covers both sides.
    states : tuple of str
        Entity ids; ``("*",)`` stands for everyone.
    indicator : str
        The indicator it speaks of; "" for all of the source's.
    told_by : str
        Whose telling it speaks of (`schema.TELLERS`); "" where the source has one teller.
    items : tuple of str
        The items it speaks of, where they are a part of all that passes; () for all of it. Of events
        they are the days of the files ("2019-10-24").
    """

    first: int
    last: int
    side: Side = "either"
    states: tuple[str, ...] = ("*",)
    indicator: str = ""
    told_by: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Doubt:
    """Something that a careful reader of a file would see; `grave` if it is refused for it."""

    words: str
    grave: bool = False


@dataclass(frozen=True)
class Blocks:
    """Rows that are too many to be held at once: block after block, made whenever they are asked for.

    Parameters
    ----------
    height : int
        How many rows there are.
    each : callable
        Gives the blocks, in the order of destination, item and origin; one destination is in one block.
    """

    height: int
    each: Callable[[], Iterator[pl.DataFrame]]

    def whole(self) -> pl.DataFrame:
        """Return all rows at once, where they are few."""
        import polars as pl

        return pl.concat(self.each())


@dataclass(frozen=True)
class Reading:
    """What one file, or one set of files, of a source says.

    Parameters
    ----------
    rows : polars.DataFrame or Blocks
        Rows of the source's table, without the columns `source` and `vintage`.
    vintage : str
        Which release it is, as the file itself says; "" if it does not say.
    coverage : sequence of Covered
        Who was covered when.
    notes : sequence of str
        What was set aside, pooled or converted on the way, with counts.
    part : str
        A name for this piece of the release, where a release is too large to hold at once (a year
        of product-level trade), or is completed from another (`FILLED`). Adding the same part again
        replaces what is held of it in all that it covers.
    doubts : sequence of Doubt
        What is odd in the file by itself, beyond what is refused outright.
    layout : str
        Which of the source's layouts the files are in, where it reads several and known errors are
        of one of them; "" else.
    """

    rows: pl.DataFrame | Blocks
    vintage: str
    coverage: Sequence[Covered]
    notes: Sequence[str] = ()
    part: str = "all"
    doubts: Sequence[Doubt] = ()
    layout: str = ""


class SourceModule(Protocol):
    """What a module of :mod:`counterpoise.sources` must hold."""

    SOURCE: Source
    __package__: str

    @staticmethod
    def read(paths: Sequence[Path]) -> Iterable[Reading]:
        """Read the publisher's files of one release, piece by piece."""

    @staticmethod
    def check(rows: pl.DataFrame) -> None:
        """Refuse rows that can't be true of this source, beyond what every panel row must satisfy."""
