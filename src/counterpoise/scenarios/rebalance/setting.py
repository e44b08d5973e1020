"""Demands as terms over shares: what the planner works on, for one draw of the elasticities."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ScenarioError
from counterpoise.models.portfolios.rebalancing import terms, worth
from counterpoise.models.portfolios.rebalancing.partner_mix import Channels
from counterpoise.models.portfolios.rebalancing.terms import Joint, Term
from counterpoise.panel.store import Store
from counterpoise.reference import groups
from counterpoise.scenarios.rebalance import today as channels_today
from counterpoise.scenarios.rebalance.demands import Demand
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.scenarios.rebalance.today import OTHERS, Today

Array = NDArray[np.float64]
Places = NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Setting:
    """The channels of a question as they stand, one after the other in one array of shares.

    Parameters
    ----------
    store : Store
    question : Rebalance
    today : tuple of Today
        By channel.
    weights : np.ndarray, shape (channels,); what each counts; they add up to 1
    weighed_by : str
        What the weights are, in words; "" with one channel.
    """

    store: Store
    question: Rebalance
    today: tuple[Today, ...]
    weights: Array
    weighed_by: str

    @cached_property
    def demands(self) -> tuple[Demand, ...]:
        """What the question demands."""
        return tuple(one for one in self.question.demands if isinstance(one, Demand))

    @cached_property
    def free(self) -> Array:
        """Today's shares, shape (n,), of all channels."""
        return np.concatenate([at.shares for at in self.today])

    @cached_property
    def channels(self) -> Channels:
        """Which channel each share is of."""
        of = np.repeat(np.arange(len(self.today)), [len(at.partners) for at in self.today])
        return Channels(of, self.weights)

    @cached_property
    def partners(self) -> tuple[str, ...]:
        """Everybody named in any channel, the largest part of everything first."""
        return tuple(
            one
            for one in sorted(self._parts, key=lambda one: (-self._parts[one], one))
            if one != OTHERS
        )

    @cached_property
    def parts(self) -> Array:
        """The matrix that gives each partner's part of everything from the shares; (partners, n)."""
        return np.array([self.together((one,)) for one in self.partners])

    def alone(self, weights: Array) -> tuple[Places, Places, Array] | None:
        """Return row, place and weight of each entry, if no row has two; looked for once for each matrix."""
        kept = self._alone.get(id(weights))
        if kept is None or kept[0] is not weights:
            row, place = np.nonzero(weights)
            one_each = np.unique(row).size == row.size
            kept = weights, (row, place, weights[row, place]) if one_each else None
            self._alone[id(weights)] = kept
        return kept[1]

    @cached_property
    def _alone(self) -> dict[int, tuple[Array, tuple[Places, Places, Array] | None]]:
        return {}

    @cached_property
    def _parts(self) -> dict[str, float]:
        found: dict[str, float] = {}
        for at, weight in zip(self.today, self.weights, strict=True):
            for one, share in zip(at.partners, at.shares, strict=True):
                found[one] = found.get(one, 0.0) + weight * float(share)
        return found

    def members(self, named: Sequence[str]) -> tuple[str, ...]:
        """Return the states that parties stand for in the channels' last year."""
        year = max(at.channel.year for at in self.today)
        found: dict[str, None] = {}
        for one in named:
            found.update(
                dict.fromkeys(groups.members(one, year) if one in groups.TITLES else (one,))
            )
        return tuple(one for one in found if one != self.question.state)

    def together(self, named: Sequence[str]) -> Array:
        """Return the row that gives the joint part of everything from the shares, shape (n,)."""
        rows = []
        for at, weight in zip(self.today, self.weights, strict=True):
            row = np.zeros(len(at.partners))
            row[at.places(self.members(named))] = weight
            rows.append(row)
        return np.concatenate(rows)

    @cached_property
    def bounds(self) -> tuple[Array, Array]:
        """The least and the most of each share, whatever is demanded.

        Who is not named stays as it is. Where independence is demanded, who has no votes that it could
        be told from does not grow: the unknown must not pass for the independent.
        """
        low, high = [], []
        for at, limits in zip(self.today, self.limits, strict=True):
            most, stays = np.minimum(limits, 1.0), ~at.named
            low.append(np.where(stays, at.shares, 0.0))
            most = np.where(stays | self._unlike(at), at.shares, np.maximum(most, at.shares))
            high.append(most)
        return np.concatenate(low), np.concatenate(high)

    @cached_property
    def limits(self) -> tuple[Array, ...]:
        """What each partner of each channel could give at most; infinite where that is not known."""
        part = self.question.capacity
        return tuple(
            channels_today.capacity(self.store, at, part)
            if np.isfinite(part)
            else np.full(len(at.partners), np.inf)
            for at in self.today
        )

    @property
    def independent(self) -> bool:
        """Whether independence is demanded."""
        return any(demand.kind == "independent" for demand in self.demands)

    def _unlike(self, at: Today) -> NDArray[np.bool_]:
        """Return for which partners of a channel nothing tells how independent they are."""
        if not self.independent:
            return np.zeros(len(at.partners), dtype=bool)
        return np.array([one in self.without_votes for one in at.partners])

    @cached_property
    def without_votes(self) -> frozenset[str]:
        """Partners whose votes are not known: nothing tells how independent they are."""
        known = np.isfinite(self._votes).sum(axis=1) > 1
        return frozenset(
            one for one, has in zip(self._everybody.partners, known, strict=True) if not has
        )

    @cached_property
    def _everybody(self) -> Today:
        """All partners as one, in the year of the channel that counts most."""
        main = self.today[int(np.argmax(self.weights))]
        return Today(main.channel, self.partners, np.zeros(len(self.partners)), 0.0)

    @property
    def votes_of(self) -> int:
        """The year of the votes that tell who is like whom."""
        return self._similar[1]

    @property
    def _votes(self) -> Array:
        return self._similar[0]

    @cached_property
    def _similar(self) -> tuple[Array, int]:
        return channels_today.similarity(self.store, self._everybody)

    @cached_property
    def likeness(self) -> tuple[Array, float]:
        """How alike shares are, for independence, and how far it was moved to be semidefinite.

        x'Zx is of everybody's part of everything: Z = W'KW, with W the parts. What is not known is 0,
        as on the brief's page.
        """
        near, moved = terms.nearest_semidefinite(np.nan_to_num(self._votes, nan=0.0))
        return self.parts.T @ near @ self.parts + np.diag(self._nobody), moved

    @property
    def _nobody(self) -> Array:
        """The square of what nobody names, as one partner like no other, in each channel's place."""
        return np.concatenate(
            [np.where(at.named, 0.0, weight**2)
             for at, weight in zip(self.today, self.weights, strict=True)]
        )  # fmt: skip

    def term(self, demand: Demand, short: float) -> Term:
        """Return a demand as a term, given the short run's elasticity; shares do not depend on it."""
        if demand.kind in ("worst loss", "loss"):
            return self._term(demand, short)
        if demand not in self._of_shares:
            self._of_shares[demand] = self._term(demand, short)
        return self._of_shares[demand]

    @cached_property
    def _of_shares(self) -> dict[Demand, Term]:
        return {}

    def _term(self, demand: Demand, short: float) -> Term:
        name, n = str(demand), len(self.free)
        if demand.kind == "independent":
            return terms.Alike(name, self.likeness[0], demand.limit)
        if demand.kind == "pace":
            return terms.Moved(
                name, self.free, demand.limit * self.question.years * len(self.today)
            )
        if demand.kind == "worst loss":
            cap = float(worth.largest_part(demand.limit, short))
            return Joint(name, self.parts, np.full(len(self.parts), cap))
        if demand.kind == "tilt":
            one, other = demand.parties
            return terms.tilt(self.together((one,)) - self.together((other,)), demand.limit, name)
        row = self.together(demand.parties)[None]
        if not row.any():
            raise ScenarioError(
                f"The demand {name!r} must name a partner that has a part today.", key="demands"
            )
        if demand.kind == "at least":
            return Joint(name, -row, np.array([-demand.limit]))
        cap = demand.limit
        if demand.kind == "loss":
            cap = float(worth.largest_part(cap, short))
        assert row.shape == (1, n)
        return Joint(name, row, np.array([cap]))

    def bound_terms(self) -> list[Term]:
        """Return the terms that hold whatever is demanded."""
        low, high = self.bounds
        fixed, capped = np.flatnonzero(low > 0), np.flatnonzero(high < 1)
        found: list[Term] = []
        if capped.size:
            found.append(Joint("capacity", np.eye(len(low))[capped], high[capped]))
        if fixed.size:
            found.append(Joint("not named", -np.eye(len(low))[fixed], -low[fixed]))
        return found


def setting(store: Store, question: Rebalance) -> Setting:
    """Return the channels of a question as they stand.

    Raises
    ------
    EvidenceError
        If a channel is not covered, or too little of it is told.
    """
    names = tuple(question.channels)
    at = tuple(
        channels_today.today(store, question.state, name, as_of=question.as_of) for name in names
    )
    weights, said = _weights(question, at)
    return Setting(store, question, at, weights / weights.sum(), said)


def _weights(question: Rebalance, at: Sequence[Today]) -> tuple[Array, str]:
    if len(at) == 1:
        return np.ones(1), ""
    if question.weights:
        return np.array([question.weights.get(one.name, 1.0) for one in at]), "as asked"
    if len({one.channel.unit for one in at}) == 1 and all(one.total > 0 for one in at):
        return np.array([one.total for one in at]), f"by what passed, in {at[0].channel.unit}"
    return np.ones(len(at)), "all channels alike, for not all have a price"
