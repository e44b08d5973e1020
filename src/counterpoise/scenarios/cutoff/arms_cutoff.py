r"""What losing a supplier of arms takes away: deliveries, support of what is in service, and spares.

Three questions, all in SIPRI's trend-indicator values (TIV), none in dollars:

* what part of recent deliveries ends;
* what part of the arms in service is left without its maker's support,
  :math:`K_j / \sum_k K_k` with :math:`K_{jt} = \sum_a \delta^a x_{j,t-a}` (`measures.stock`);
* whether others could deliver it: what they delivered elsewhere, over what must be replaced.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Final

import polars as pl

from counterpoise import sums
from counterpoise.errors import EvidenceError
from counterpoise.measures.answers import told
from counterpoise.measures.stock import decayed_stock
from counterpoise.measures.sufficiency import PARTLY_KNOWN, TOO_LITTLE
from counterpoise.measures.views import view
from counterpoise.panel import coverage
from counterpoise.panel.ask import Piece
from counterpoise.panel.candidates import able_sources
from counterpoise.panel.store import Holding, Store
from counterpoise.reference import states

WINDOW: Final = 5
KEEP: Final = 0.95


def arms_cutoff(
    store: Store,
    state: str,
    *,
    as_of: int | None = None,
    window: int = WINDOW,
    keep: float = KEEP,
    source: str = "",
) -> pl.DataFrame:
    """Return what each supplier's end would take away.

    Parameters
    ----------
    store : Store
    state : str
    as_of : int, optional
        The last year that may be known.
    window : int
        Years of recent deliveries.
    keep : float
        The part of what is in service that is left a year later.
    source : str
        Source of arms; "" for the one that answers for the last year that can be told.

    Returns
    -------
    polars.DataFrame
        One row per `supplier` (states under the id that they bear now: the Soviet Union's arms count
        as Russia's), the largest stock first. Million TIV: `lost`, delivered in the window;
        `stock`, in service; `spare`, delivered elsewhere in the window by all other suppliers;
        `spare_known`, by those of them that deliver to this state too. Parts in [0, 1]:
        `share_lost`, `stock_unsupported`; null if nothing was delivered at all. Ratios: `cover` =
        spare / lost, `cover_known`; above 1 others deliver more elsewhere than must be replaced;
        null if nothing is lost. `at_least`: some recipients are not covered in the window, so that
        spare and cover are lower bounds. `years_seen`: how far back the stock reaches; `first`, `year` of the
        window; `source` and vintage.

    Raises
    ------
    EvidenceError
        If no source covers the state's arms over a window, or too little of them.
    MeasureError
        If `keep` is out of range.
    """
    target = states.resolve(state)
    piece, year = _answering(store, target, window, as_of, source)
    rows = piece.evidence.rows.filter(pl.col("year") <= year).collect()
    rows = _one_line(rows, year)
    first = year - window + 1
    recent = rows.filter(pl.col("year") >= first)
    mine = _sum(recent.filter(pl.col("destination") == target), "lost")
    elsewhere = _sum(recent.filter(pl.col("destination") != target), "elsewhere")
    table = (
        _stock(rows, target, year, keep)
        .join(mine, on="supplier", how="full", coalesce=True)
        .join(elsewhere, on="supplier", how="left")
        .with_columns(pl.col("lost", "stock", "elsewhere").fill_null(0.0))
    )
    both = _added(pl.col("elsewhere").filter(pl.col("lost") > 0))
    own = pl.col("elsewhere")
    holding = piece.holding
    return (
        table.with_columns(
            share_lost=_part("lost"),
            stock_unsupported=_part("stock"),
            spare=float(_added(elsewhere["elsewhere"])) - own,
            spare_known=both - pl.when(pl.col("lost") > 0).then(own).otherwise(0.0),
        )
        .with_columns(
            cover=_ratio("spare"),
            cover_known=_ratio("spare_known"),
            at_least=pl.lit(not _of_everyone(holding, first, year)),
            first=pl.lit(first, pl.Int64),
            year=pl.lit(year, pl.Int64),
            source=pl.lit(f"{holding.source} {holding.vintage}"),
        )
        .select(*COLUMNS)
        .sort("stock", "supplier", descending=[True, False])
    )


COLUMNS: Final = (
    *("supplier", "lost", "share_lost", "stock", "stock_unsupported"),
    *("spare", "cover", "spare_known", "cover_known", "at_least"),
    *("years_seen", "first", "year", "source"),
)


def _answering(
    store: Store, state: str, window: int, as_of: int | None, source: str
) -> tuple[Piece, int]:
    """Return what answers for the last window that the rule of trust lets be told, and its end."""
    seen = replace(view("arms"), floor=0.0)
    try:
        found = told(store, seen, (state,), window=window, as_of=as_of, source=source)
    except EvidenceError as none:
        raise _not_covered(state, as_of, source) from none
    thin = pl.col("state_of_share").is_in([PARTLY_KNOWN, TOO_LITTLE])
    refused = set(found.shares.filter(thin)["year"])
    years = [year for year in found.answer.chosen["year"] if year not in refused]
    piece = found.answer.piece(state, max(years)) if years else None
    if piece is None:
        raise _not_covered(state, as_of, source)
    return piece, max(years)


def _not_covered(state: str, as_of: int | None, source: str) -> EvidenceError:
    return EvidenceError(
        f"Can't say who supplies {states.name(state)} with arms: it is not covered.",
        where=f"sources {', '.join([source] if source else able_sources('arms'))}"
        + (f" up to {as_of}" if as_of else ""),
        attempt="counterpoise add sipri_arms FILE…",
    )


def _of_everyone(holding: Holding, first: int, last: int) -> bool:
    """Return whether all recipients there were are covered throughout a span of years."""
    for year in range(first, last + 1):
        covered = coverage.covered_in(holding.coverage, year, side="destination", indicator="arms")
        there = [one for one in states.states(year)["id"] if states.kind(one) == "state"]
        if coverage.EVERYONE not in covered and not covered.issuperset(there):
            return False
    return True


def _one_line(rows: pl.DataFrame, year: int) -> pl.DataFrame:
    """Return the rows with each supplier under the id of the state that it is in `year`."""
    now = {
        before: state
        for state in rows["origin"].unique()
        if states.kind(state) == "state" and states.exists(state, year)
        for before in states.lineage(state)[1:]
    }
    return rows.with_columns(pl.col("origin").replace(now)).drop("item", strict=False)


def _sum(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return rows.group_by(supplier="origin").agg(_added(pl.col("value")).alias(name))


def _added(values: Any) -> Any:
    """Return the sum of TIV, the same in any order of the suppliers."""
    return sums.total(values, sums.parts_of("arms") * sums.FINER)


def _stock(rows: pl.DataFrame, state: str, year: int, keep: float) -> pl.DataFrame:
    """Return what is in service of each supplier's arms at the end of `year`."""
    mine = rows.filter(pl.col("destination") == state)
    held = decayed_stock(mine, keep=keep).filter(pl.col("year") == pl.col("year").max())
    # Years without any delivery have no rows; the stock wears out all the same.
    last = mine["year"].to_numpy().max() if mine.height else year
    worn = keep ** (year - int(last))
    return held.select(
        supplier="origin", stock=pl.col("value") * worn, years_seen=pl.col("years_seen")
    )


def _part(name: str) -> pl.Expr:
    whole = _added(pl.col(name))
    return pl.when(whole > 0).then(pl.col(name) / whole)


def _ratio(spare: str) -> pl.Expr:
    return pl.when(pl.col("lost") > 0).then(pl.col(spare) / pl.col("lost"))
