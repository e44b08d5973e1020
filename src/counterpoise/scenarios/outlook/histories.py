"""From panel rows to arrays of volumes: who delivered what to whom, year by year.

A state that continues another under a new id carries on its series (RUS that of SUN), or every
share would break at a change of name. Within coverage, no row is zero; a cell that a source calls
not covered adds nothing to either side of a share.

Of a state's year of which too little is told, by the rule of trust (`settings.Enough`), the mix is
not known: a history says so in `covered`, and nothing is learnt from it or scored on it. So West
Germany, of which the Correlates of War tell next to nothing from 1960 to 1989, and the states that
bought much of it, teach no model of that time.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise import schema, sums
from counterpoise.errors import EvidenceError
from counterpoise.panel import ask
from counterpoise.panel.candidates import Candidate, candidates
from counterpoise.panel.completeness import LARGEST, completeness
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.settings import Enough

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

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
    notes : tuple of str
        What the reader of the source said of its rows.
    covered : np.ndarray of bool, shape (recipients, years), or None
        Where enough is told of a recipient's year, or there was no such state yet; None for all.
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
    notes: tuple[str, ...] = ()
    covered: Flags | None = None

    @property
    def unit(self) -> str:
        return schema.INDICATORS[self.indicator].unit

    def until(self, year: int) -> History:
        """Return what was known at the end of a year; nothing later is in it."""
        known = max(min(year, self.last) - self.first + 1, 0)
        return replace(self, last=min(year, self.last), **self._of_years(slice(known)))

    def since(self, year: int) -> History:
        """Return the history without the years before one."""
        skipped = max(year - self.first, 0)
        return replace(self, first=max(year, self.first), **self._of_years(slice(skipped, None)))

    def _of_years(self, years: slice) -> dict[str, Any]:
        covered = None if self.covered is None else self.covered[:, years]
        return {"volume": self.volume[..., years], "covered": covered}

    def told(self, recipient: int, first: int, last: int) -> bool:
        """Return whether a recipient is covered in all of the years that the history holds."""
        if self.covered is None:
            return True
        held = slice(max(first - self.first, 0), last - self.first + 1)
        return bool(self.covered[recipient, held].all())

    @property
    def state_years(self) -> tuple[int, int]:
        """How many years of recipients have deliveries, and how many of them are not covered."""
        some = (self.volume > 0).any(axis=1)
        thin = np.zeros_like(some) if self.covered is None else some & ~self.covered
        return int(some.sum()), int(thin.sum())

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
                f"Can't find {states.name(recipient)} among the recipients of what is held.",
                where=f"indicator {self.indicator!r}, source {self.source!r}"
                + (f", an excerpt: {self.excerpt}" if self.excerpt else ""),
                attempt=f"counterpoise outlook {recipient} --channel trade, or the publisher's whole"
                f" release: counterpoise add {self.source} FILE…"
                if self.excerpt
                else "name a recipient that it tells of; of who gets little there is no outlook",
            )
        place = self.recipients.index(recipient)
        own = slice(place, place + 1)
        return replace(
            self,
            volume=self.volume[own],
            recipients=(recipient,),
            covered=None if self.covered is None else self.covered[own],
        )


def history(
    store: Store, indicator: str, *, source: str = "", vintage: str = "", as_of: int | None = None
) -> History:
    """Return the volumes of an indicator from one release, each tie told once.

    Parameters
    ----------
    store : Store
    indicator : str
    source, vintage : str
        The only ones to be asked; "" for the release that tells enough of most states' years
        (`fullest`).
    as_of : int, optional
        The last year that may be known.

    Raises
    ------
    UsageError
        If the source does not have the indicator.
    EvidenceError
        If no source of it is held.
    """
    told = told_years(store, indicator, source=source, vintage=vintage, as_of=as_of)
    return of_release(fullest(told), told, as_of)


def told_years(
    store: Store,
    indicator: str,
    states: Sequence[str] = (),
    *,
    source: str = "",
    vintage: str = "",
    as_of: int | None = None,
) -> dict[Candidate, pl.DataFrame]:
    """Return the state-years of which each release tells enough: `state`, `year`.

    Where no total is said there is nothing to hold a release against, and it is taken as it is. What
    is told of nobody by name is told: it is in no partner's mix.
    """
    able = ask.require_able(indicator, source)
    found = candidates(store, indicator, side=schema.DESTINATION)
    judged = completeness(store, found, states)
    told = pl.when(pl.col("told") > 0).then(pl.col("held") / pl.col("told")).otherwise(1.0)
    enough = pl.col("completeness") * told >= Enough.of_the_environment().named
    good = (pl.col("yardstick") == LARGEST) | enough
    asked = {
        place: one
        for place, one in enumerate(found)
        if source in {"", one.holding.source} and vintage in {"", one.holding.vintage}
    }
    if not asked:
        raise ask.nothing_held(indicator, (source,) if source else able)
    if judged.is_empty():
        judged = pl.DataFrame(schema={"state": pl.String, "year": pl.Int32})
        return dict.fromkeys(asked.values(), judged)
    known = judged.filter(good, pl.col("year") <= (as_of or schema.FAR_YEAR))
    return {
        one: known.filter(pl.col("place") == place).select("state", "year")
        for place, one in asked.items()
    }


def fullest(told: Mapping[Candidate, pl.DataFrame]) -> Candidate:
    """Return the release that tells enough of most states' years; of two, the one of the best standing."""
    return max(told, key=lambda one: (told[one].height, -one.standing))


def of_release(
    one: Candidate,
    told: Mapping[Candidate, pl.DataFrame],
    as_of: int | None = None,
    *,
    judged: Sequence[str] = (),
    store: Store | None = None,
) -> History:
    """Return a release as arrays; years run from its first to its last, or to `as_of`.

    Parameters
    ----------
    one : Candidate
    told : mapping
        What `told_years` returned.
    as_of : int, optional
        The last year that may be known.
    judged : sequence of str
        The states that `told` speaks of; others are taken as they are. None for all.
    store : Store, optional
        That which holds the release, where what it tells of all states is kept for the next.
    """
    held = one.holding
    first, last = held.years[0], min(held.years[1], as_of or schema.FAR_YEAR)
    flows = (store or Store(())).same(
        ("flows carried forward", *one.key, last), lambda: _flows(one, last, store)
    )
    return History(
        flows.volume,
        flows.recipients,
        flows.suppliers,
        first,
        last,
        one.indicator,
        held.source,
        held.vintage,
        held.excerpt,
        held.notes,
        _covered(one, told[one], flows.recipients, range(first, last + 1), judged),
    )


@dataclass(frozen=True, eq=False)
class _Flows:
    """What passed between all, shape (recipients, suppliers, years)."""

    volume: Floats
    recipients: tuple[str, ...]
    suppliers: tuple[str, ...]


def _flows(one: Candidate, last: int, store: Store | None) -> _Flows:
    """Return all flows of a release up to a year as an array."""
    asked = ("rows carried forward", *one.key)
    rows = store.kept(asked, lambda: _rows(one)) if store else _rows(one)
    rows = rows.filter(pl.col("year") <= last)
    if rows.is_empty():
        raise EvidenceError(
            f"Can't find any {schema.INDICATORS[one.indicator].title} to carry forward.",
            where=f"source {one.holding.source!r}",
        )
    rows = rows.filter(pl.col("destination").replace_strict(_kinds(rows)).is_in(KEPT))
    recipients, suppliers = (sorted(rows[side].unique()) for side in ("destination", "origin"))
    first = one.holding.years[0]
    volume = np.zeros((len(recipients), len(suppliers), last - first + 1))
    place = tuple(
        rows[side].replace_strict(dict(zip(ids, range(len(ids)), strict=True))).to_numpy()
        for side, ids in (("destination", recipients), ("origin", suppliers))
    )
    np.add.at(volume, (*place, rows["year"].to_numpy() - first), rows["value"].to_numpy())
    volume.flags.writeable = False  # others start from it
    return _Flows(volume, tuple(recipients), tuple(suppliers))


def _rows(one: Candidate) -> pl.DataFrame:
    """Return what passed in each year between two under the ids under which they live on.

    Of states that live on under one id there are several rows, in one order.
    """
    # Whole parts of the unit: the same whatever order the rows of a tie were added in.
    value = sums.total(pl.col("value"), sums.parts_of(one.indicator))
    ties = one.ties().filter(pl.col("value").is_not_null())
    rows = ties.group_by("year", origin="partner", destination="state").agg(value)
    return _continued(rows.sort("origin", "destination", "year"))


def _covered(
    one: Candidate,
    told: pl.DataFrame,
    recipients: Sequence[str],
    years: range,
    judged: Sequence[str],
) -> Flags:
    """Return where enough is told: of every id that a recipient had in the year.

    A state without a row that is covered got nothing; before it began there was nothing to get.
    """
    living_on = states.living_on()
    covered = one.state_years(judged).select("state", "year")
    thin = covered.join(told, on=["state", "year"], how="anti")
    enough = {(living_on.get(state, state), year) for state, year in told.iter_rows()}
    enough -= {(living_on.get(state, state), year) for state, year in thin.iter_rows()}
    had = {each: {each} for each in recipients}
    for earlier, now in living_on.items():
        had.get(now, set()).add(earlier)

    def known(each: str, year: int) -> bool:
        return (each, year) in enough or not any(states.exists(name, year) for name in had[each])

    found = np.ones((len(recipients), len(years)), dtype=bool)
    for place, each in enumerate(recipients):
        if not judged or each in judged:
            found[place] = [known(each, year) for year in years]
    return found


def _continued(rows: pl.DataFrame) -> pl.DataFrame:
    """Return rows in which a state bears the id under which it lives on."""
    return rows.with_columns(pl.col("origin", "destination").replace(states.living_on()))


def _kinds(rows: pl.DataFrame) -> dict[str, str]:
    return {entity: states.kind(entity) for entity in rows["destination"].unique()}
