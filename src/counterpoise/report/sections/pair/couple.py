"""Two states studied on one page, and what each has of the other's channels."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from counterpoise.errors import CounterpoiseError
from counterpoise.measures.frames import UNALLOCATED
from counterpoise.measures.shares import SHARED
from counterpoise.report.sections.state.channels import years_led
from counterpoise.report.study import Flow, Study, years_of
from counterpoise.scenarios.baseline.world import Baseline, latest


@dataclass(frozen=True)
class Part:
    """What a partner has of a channel in the last year of which shares can be stated.

    Parameters
    ----------
    flow : Flow
        Of the state whose channel it is.
    year : int
    share : float or None
        In [0, 1]; None where the partner has no row, which may be none or not covered.
    place : int or None
        1 for the first of the named partners.
    of : int
        How many named partners have any.
    led : tuple of int
        The years that name it the first, backwards to when another is named; none where it is not.
    """

    flow: Flow
    year: int
    share: float | None
    place: int | None
    of: int
    led: tuple[int, ...]

    @property
    def since(self) -> int | None:
        """The first of the years that name it the first."""
        return self.led[-1] if self.led else None


@dataclass(frozen=True, eq=False)
class Couple:
    """Two studies of one page, which share its footnotes.

    Parameters
    ----------
    one, other : Study
    """

    one: Study
    other: Study

    def ways(self) -> Iterator[tuple[Study, Study]]:
        """Return both ways to look: whose channel, and who has a part of it."""
        yield self.one, self.other
        yield self.other, self.one

    @cached_property
    def baseline(self) -> Baseline | None:
        """The world that cut-offs start from; None if it does not hold both."""
        try:
            found = latest(self.one.store, self.one.as_of)
        except CounterpoiseError:
            return None
        return found if {self.one.state, self.other.state} <= set(found.states) else None

    @cached_property
    def _parts(self) -> dict[tuple[str, str], Part | None]:
        return {}

    def part(self, study: Study, view: str) -> Part | None:
        """Return what the other of the two has of a state's channel; None if no shares can be told."""
        asked = (study.state, view)
        if asked not in self._parts:
            partner = self.other if study is self.one else self.one
            flow = study.flow(view)
            self._parts[asked] = None if flow is None else _part(flow, partner.state)
        return self._parts[asked]


def _part(flow: Flow, partner: str) -> Part | None:
    """Return a partner's part of a flow in its last year with stated shares."""
    led = flow.concentration.filter(
        pl.col("state_of_share") == SHARED, pl.col("leader").is_not_null()
    )
    if led.is_empty():
        return None
    year, over = years_of(led)[1], flow.view.over
    named = flow.year(year).filter(~pl.col(over).str.contains(UNALLOCATED))
    having = named.filter(pl.col("share") > 0)[over].to_list()
    own = named.filter(pl.col(over) == partner)["share"].to_list()
    place = having.index(partner) + 1 if partner in having else None
    led_in = years_led(flow, partner, year)[0] if place == 1 else []
    return Part(flow, year, own[0] if own else None, place, len(having), tuple(led_in))
