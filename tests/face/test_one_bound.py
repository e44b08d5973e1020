"""A number is refused at the same bound by the command, the address and Python."""

from __future__ import annotations

import math
from typing import Any

import click
import pytest

import counterpoise as cpo
from counterpoise import bounds
from counterpoise.bounds import Bound
from counterpoise.cli.cutoff import cutoff
from counterpoise.cli.outlook import outlook
from counterpoise.cli.rank import rank
from counterpoise.cli.rebalance import rebalance
from counterpoise.cli.table import table
from counterpoise.errors import CounterpoiseError
from counterpoise.measures import frames
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.scenarios.shocks import Cut
from counterpoise.web.api import LISTINGS
from counterpoise.web.values import Number, Whole
from counterpoise.web.views import VIEWS

TAKEN: dict[tuple[Any, str], Bound] = {
    (table, "window"): bounds.WINDOW,
    (table, "floor"): bounds.FLOOR,
    (table, "order"): bounds.ORDER,
    (table, "largest"): bounds.LARGEST,
    (table, "keep"): bounds.KEEP,
    (table, "lag"): bounds.LAG,
    (rank, "top"): bounds.ROWS,
    (cutoff, "elasticity"): bounds.ELASTICITY,
    (rebalance, "capacity"): bounds.CAPACITY,
    (rebalance, "years"): bounds.CHANGE,
    (outlook, "to"): bounds.TO,
}
"""Options of commands that addresses have, too, under the same name."""


@pytest.mark.parametrize(("command", "name"), TAKEN)
def test_a_command_and_an_address_take_the_same_numbers(command: Any, name: str) -> None:
    bound = TAKEN[command, name]
    (option,) = [one for one in command.params if f"--{name}" in one.opts]
    (kind,) = [
        one.kind
        for view in (*VIEWS, *LISTINGS)
        for one in view.parameters
        if view.name == command.name and one.name == name
    ]
    if bound.whole:
        assert isinstance(option.type, click.IntRange)
        assert isinstance(kind, Whole)
        assert (option.type.min, option.type.max) == (bound.low, bound.high)
        assert (kind.low, kind.high) == (bound.low, bound.high)
    else:
        assert isinstance(kind, Number)
        assert option.type.bound is kind.bound is bound


@pytest.mark.parametrize("bound", TAKEN.values(), ids=list(map(str, TAKEN)))
def test_an_address_says_and_refuses_what_the_bound_says(bound: Bound) -> None:
    kind = Whole(int(bound.low), int(bound.high)) if bound.whole else Number(bound, (0, 1))
    inside = [bound.low, bound.high, *([math.inf] if bound.endless else [])]
    assert [kind.parse("n", f"{one:.17g}") for one in inside] == inside
    outside = [bound.low - 1, bound.high * 2, math.nan, *([] if bound.endless else [math.inf])]
    for one in outside:
        with pytest.raises(CounterpoiseError):
            kind.parse("n", str(one))
        with pytest.raises(CounterpoiseError):
            frames.require("n", one, bound)


def test_what_is_lost_is_what_a_leak_leaves() -> None:
    for lost, taken in ((1, True), (0.001, True), (0, False), (1.1, False)):
        assert bounds.LOST.holds(lost) == taken
        assert bounds.LEAK.holds(1 - lost) == taken


def test_python_refuses_by_the_same_rule() -> None:
    with pytest.raises(CounterpoiseError, match="from 0 to 100, or inf"):
        Rebalance(state="VNM", capacity=101)
    with pytest.raises(CounterpoiseError, match="from 1 to 50"):
        Rebalance(state="VNM", years=51)
    with pytest.raises(CounterpoiseError, match="from 0 to below 1"):
        Cut(a="VNM", b="CHN", leak=1.0)
    with pytest.raises(CounterpoiseError, match="from 1 to 100,000"):
        cpo.outlook("VNM", draws=0)
    for beyond in (2110, "2110"):
        with pytest.raises(CounterpoiseError, match="must end 1 to 10 years after"):
            cpo.outlook("VNM", to=beyond)
    assert Rebalance(state="VNM", capacity=math.inf).capacity == math.inf
