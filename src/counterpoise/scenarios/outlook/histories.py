"""From panel rows to arrays of volumes: who delivered what to whom, year by year.

A state that continues another under a new id carries on its series (RUS that of SUN), or every
share would break at a change of name. Within coverage, no row is zero; a cell that a source calls
not covered adds nothing to either side of a share.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise import schema, sums
from counterpoise.errors import EvidenceError
from counterpoise.panel.ask import indicator_rows
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.store import Store
from counterpoise.reference import states

Floats = NDArray[np.float64]

KEPT: tuple[str, ...] = ("state", "territory")
"""Recipients that a forecast pools over; suppliers are kept whatever they are."""


@dataclass(frozen=True)
class History:
    """Volumes of one indicator.

    Parameters
    ----------
    volume : np.ndarray, shape (recipients, suppliers, years)
        In the unit of the indicator; not negative.
    recipients, suppliers : tuple of str
        Ids, sorted.
    first, last : int
        The years.
    indicator, source, vintage, excerpt : str
        Where the rows are from; `excerpt` says what was left out, "" if nothing.
    """

    volume: Floats
    recipients: tuple[str, ...]
    suppliers: tuple[str, ...]
    first: int
    last: int
    indicator: str
    source: str
    vintage: str
    excerpt: str = ""

    @property
    def unit(self) -> str:
        return schema.INDICATORS[self.indicator].unit

    def until(self, year: int) -> History:
        """Return what was known at the end of a year; nothing later is in it."""
        known = max(min(year, self.last) - self.first + 1, 0)
        return replace(self, volume=self.volume[..., :known], last=min(year, self.last))

    def since(self, year: int) -> History:
        """Return the history without the years before one."""
        skipped = max(year - self.first, 0)
        return replace(self, volume=self.volume[..., skipped:], first=max(year, self.first))

    def window(self, first: int, last: int) -> Floats:
        """Return volumes summed over years that the history holds, shape (recipients, suppliers)."""
        start = first - self.first
        return np.asarray(self.volume[..., start : last - self.first + 1].sum(axis=-1))

    def delivering(self) -> set[str]:
        """Return the suppliers that delivered anything."""
        some = np.flatnonzero((self.volume > 0).any(axis=(0, 2)))
        return {self.suppliers[place] for place in some}

    def with_suppliers(self, suppliers: Sequence[str]) -> History:
        """Return the history of the suppliers named, in that order; those not in it have nothing."""
        volume = np.zeros((len(self.recipients), len(suppliers), self.volume.shape[-1]))
        own = {name: place for place, name in enumerate(self.suppliers)}
        for place, name in enumerate(suppliers):
            if name in own:
                volume[:, place] = self.volume[:, own[name]]
        return replace(self, volume=volume, suppliers=tuple(suppliers))

    def of(self, recipient: str) -> History:
        """Return one recipient's history, all suppliers.

        Raises
        ------
        EvidenceError
            If the recipient is not in it.
        """
        if recipient not in self.recipients:
            raise EvidenceError(
                f"Can't find {recipient!r} among the recipients.",
                where=f"indicator {self.indicator!r}, source {self.source!r}"
                + (f", an excerpt: {self.excerpt}" if self.excerpt else ""),
                attempt=f"counterpoise add {self.source} FILE…   (the publisher's whole release)",
            )
        place = self.recipients.index(recipient)
        return replace(self, volume=self.volume[place : place + 1], recipients=(recipient,))


def history(
    store: Store, indicator: str, *, source: str = "", vintage: str = "", as_of: int | None = None
) -> History:
    """Return the volumes of an indicator from the source named, or from the preferred one held.

    Raises
    ------
    UsageError
        If shares of the indicator are not defined, or the source does not have it.
    EvidenceError
        If no source of it is held.
    """
    evidence = indicator_rows(store, indicator, source=source, vintage=vintage, as_of=as_of)
    return from_rows(evidence)


def from_rows(evidence: Evidence) -> History:
    """Return evidence as arrays; years run from the first to the last of its rows."""
    rows = (
        evidence.rows.filter(pl.col("value").is_not_null())
        .group_by("origin", "destination", "year")
        .agg(sums.total(pl.col("value"), sums.parts_of(evidence.indicator)))
        # Of states that live on under one id the rows are added up below, in this order.
        .sort("origin", "destination", "year")
        .collect()
    )
    if rows.is_empty():
        raise EvidenceError(
            f"Can't find any {schema.INDICATORS[evidence.indicator].title} to carry forward.",
            where=f"source {evidence.holding.source!r}",
        )
    rows = _continued(rows)
    rows = rows.filter(pl.col("destination").replace_strict(_kinds(rows)).is_in(KEPT))
    recipients, suppliers = (sorted(rows[side].unique()) for side in ("destination", "origin"))
    first, last = evidence.holding.years[0], evidence.last
    volume = np.zeros((len(recipients), len(suppliers), last - first + 1))
    place = tuple(
        rows[side].replace_strict(dict(zip(ids, range(len(ids)), strict=True))).to_numpy()
        for side, ids in (("destination", recipients), ("origin", suppliers))
    )
    np.add.at(volume, (*place, rows["year"].to_numpy() - first), rows["value"].to_numpy())
    held = evidence.holding
    return History(
        volume,
        tuple(recipients),
        tuple(suppliers),
        first,
        last,
        evidence.indicator,
        held.source,
        held.vintage,
        held.excerpt,
    )


def _continued(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows in which a state bears the id under which it lives on."""
    return rows.with_columns(pl.col("origin", "destination").replace(states.living_on()))


def _kinds(rows: pl.DataFrame) -> dict[str, str]:
    return {entity: states.kind(entity) for entity in rows["destination"].unique()}
