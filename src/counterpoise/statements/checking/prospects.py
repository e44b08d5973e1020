"""What could be done: whether a partner's part could fall as far in so many years.

Judged by *precedent*, what states whose first partner held about as much had of it so many years on;
and of arms by the *stock*, in which year the partner's part of what is in service falls as low at the
soonest, with nothing more bought of it. That it could be done is no forecast that it will be.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from counterpoise.errors import CounterpoiseError
from counterpoise.measures.views import SOLD, view
from counterpoise.panel.store import Holding
from counterpoise.printable import number_of
from counterpoise.reference import groups, products
from counterpoise.scenarios.rebalance import arms_stock
from counterpoise.scenarios.rebalance.precedents import Precedents, precedents
from counterpoise.scenarios.rebalance.today import Today, today
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts, Missing
from counterpoise.statements.checking.products import items_of
from counterpoise.statements.checking.readings import HALF_LIVES, LAG, Moment, computed, untold
from counterpoise.statements.checking.verdict import FAILS, HOLDS, THEN, Found, Rows, Tested
from counterpoise.statements.statement import Statement

REPLACED: Final = 0.1
"""The part that is left of a partner who is replaced, where nobody says how much; our choice."""
DONE: Final = (("at least once", 0.0), ("in one year of ten", 0.1))
"""How often what "could" be done must have been done: the weakest sense of the word, and a usual one."""


def check_could(facts: Facts, said: Statement) -> Found:
    """Return whether anybody has done it, and of arms whether the stock could follow in time."""
    at = _today(facts, said)
    if isinstance(at, Missing):
        return Found((untold({"index": "precedent"}, at.what),))
    share = float(at.shares[at.places(said.partners)].sum())
    stocks = _stocked(facts, said, at) if said.channel == "arms" else ()
    return Found((*_precedents(facts, said, at, share), *stocks), remarks=_remarks(said, at, share))


def wanted(said: Statement) -> float:
    """Return the part that may be left: what is said, or what is left of who is replaced."""
    return REPLACED if said.threshold is None else said.threshold


def years_of(said: Statement) -> int:
    """Return within how many years: from the last that was over when it was said."""
    return max(1, (said.to or said.stated.year) - said.known_to)


def _today(facts: Facts, said: Statement) -> Today | Missing:
    """Return the channel as it stood when it was said, or why nothing can be told of it."""
    if len(said.partners) > 1 or said.partners[0] in groups.TITLES:
        return Missing("precedents of several partners together: they are of one alone")
    if said.channel == "trade":
        return Missing(
            "one direction of trade: it is imports or exports that a partner has a part of"
        )
    items = items_of(said)
    if isinstance(items, Missing):
        return items
    try:
        at = today(facts.store, said.subject, _view(said), as_of=said.known_to)
    except CounterpoiseError as fault:
        return Missing(fault.problem.rstrip("."))
    if at.channel.year < said.known_to - LAG:
        return Missing(
            f"{view(at.name).title} of {words.names([said.subject])} after {at.channel.year}"
        )
    return at


def _view(said: Statement) -> str:
    """Return the channel that pages tell of: of a product its basket, bought or sold."""
    if not said.product:
        return said.channel
    name = products.basket(said.product).id
    return f"{name}{SOLD}" if said.channel == "exports" else name


def _precedents(facts: Facts, said: Statement, at: Today, share: float) -> Iterator[Tested]:
    down, years = share - wanted(said), years_of(said)
    stale = _stale(said, at)
    rows = [_of_state(said, at)]
    if down <= 0:
        shown = f"{words.figure(share, words.SHARE)} already"
        yield computed(
            {"index": "precedent"}, Moment(at.channel.year, THEN, stale), share, words.SHARE,
            _outcome(said, done=True), rows, shown,
        )  # fmt: skip
        return
    try:
        past = precedents(
            facts.store, at.name, share=share, down=down, years=years, as_of=said.known_to
        )
    except CounterpoiseError as fault:
        yield untold({"index": "precedent"}, fault.problem.rstrip("."))
        return
    if not past.starts:
        held = f"states whose first partner held about {words.figure(share, words.SHARE)}"
        yield untold(
            {"index": "precedent"}, f"{held} and that are told of {number_of(years, 'year')} on"
        )
        return
    often = past.starts_moved / past.starts
    rows.append(_of_all(at, past))
    shown = f"{past.moved} of {number_of(past.states, 'state')} had done as much"
    for sense, least in DONE:
        facets = {"index": "precedent", "sense": sense}
        done = often > least if least == 0 else often >= least
        moment = Moment(at.channel.year, THEN, stale)
        yield computed(facets, moment, often, words.SHARE, _outcome(said, done=done), rows, shown)


def _stocked(facts: Facts, said: Statement, at: Today) -> Iterator[Tested]:
    """Yield by when the partner's part of the stock is as low, by years in which half of it is gone."""
    usual = arms_stock.GONE
    lives = [("5 % of it gone a year", usual)]
    lives += [
        (f"half of it gone in {number_of(life, 'year')}", 1 - 0.5 ** (1 / life))
        for life in HALF_LIVES
    ]
    for service, gone in lives:
        facets = {"index": "stock in service", "service": service}
        found = arms_stock.stock(
            facts.store, said.subject, said.partners[0], 0.0,
            under=wanted(said), as_of=said.known_to, gone=gone,
        )  # fmt: skip
        if found is None:
            yield untold(facets, "deliveries from which a stock could be reckoned")
            continue
        reached = found.reached
        done = reached is not None and reached <= (said.to or said.stated.year)
        shown = f"not before {reached}" if reached else f"not in {arms_stock.LONGEST} years"
        if reached is not None and reached <= found.year:
            shown = f"{words.figure(found.share, words.SHARE)} already"
        soonest = float(reached or found.year + arms_stock.LONGEST)
        yield computed(
            facets, Moment(found.year, THEN, _stale(said, at)), soonest,
            "", _outcome(said, done=done), [_of_state(said, at)], shown,
        )  # fmt: skip


def _outcome(said: Statement, *, done: bool) -> tuple[str, None]:
    """Return the verdict of a reading: it can be done, or it can't, as is said."""
    return (HOLDS if done == (said.comparison != "could not") else FAILS), None


def _stale(said: Statement, at: Today) -> str:
    year = at.channel.year
    return f"told to {year}, not {said.known_to}" if year < said.known_to else ""


def _remarks(said: Statement, at: Today, share: float) -> tuple[str, ...]:
    """Return what is taken for it, and where the partner stood."""
    span = words.span(at.channel.first, at.channel.year)
    partner, left = words.names(said.partners), words.figure(wanted(said), words.SHARE)
    told = [
        f"In {span} {partner} had {words.figure(share, words.SHARE)}; asked is whether it could be down"
        f" to {left} in {number_of(years_of(said), 'year')}."
    ]
    if said.quantity is None:
        told.append("Replaced is here whom no more than a tenth is left of.")
    if at.partners[0] != said.partners[0]:
        told.append(
            "It was not the first partner; precedents are of first partners that held as much."
        )
    return tuple(told)


def _of_state(said: Statement, at: Today) -> Rows:
    piece = at.channel.piece
    assert piece is not None, "a channel with shares is answered"
    return _rows(
        piece.holding,
        f"{at.name} of {said.subject}",
        len(at.channel.parts),
        (at.channel.first, at.channel.year),
        f"counterpoise rebalance {said.subject} --channel {at.name} --as-of {said.known_to}",
    )


def _of_all(at: Today, past: Precedents) -> Rows:
    return _rows(
        past.holding, f"{at.name} of all states", past.rows, (past.first, past.last),
        f"counterpoise table leadership --channel {at.name}",
    )  # fmt: skip


def _rows(held: Holding, what: str, rows: int, years: tuple[int, int], command: str) -> Rows:
    return Rows(
        held.source, held.vintage, held.card.title, what, rows, *years, held.excerpt, command
    )
