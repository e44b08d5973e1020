"""The answer in three sentences: what would move, what it costs, from what odds it pays."""

from __future__ import annotations

import math
from typing import Final

from counterpoise.measures.views import view
from counterpoise.printable import number_of
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Number, Sentence
from counterpoise.report.sections.rebalancing import demands
from counterpoise.report.sections.rebalancing.precedents import in_part
from counterpoise.report.study import Study
from counterpoise.scenarios.rebalance import today as channels_today
from counterpoise.scenarios.rebalance.plan import Band, Plan
from counterpoise.scenarios.rebalance.precedents import Precedents
from counterpoise.scenarios.rebalance.setting import Setting
from counterpoise.schema import DESTINATION

GOODS = {"imports": "goods of", "exports": "sales to"}
SHORTFALLS: Final = 12
UNMOVED: Final = 0.0005
"""What changes hands, under which nothing does."""


def answer(
    study: Study, found: Plan, past: Precedents | None, note: int, beside: int
) -> tuple[Sentence, ...]:
    """Return the answer of a plan, or what can't be had; `beside` is the footnote of precedents."""
    if found.mix is None:
        return _impossible(found, note)
    if found.moved < UNMOVED:
        kept: Sentence = (
            f"The mix of {_when(found.setting)} keeps to what is asked already, to"
            f" {demands.aims(found.setting)}.",
        )
        return (kept, ("It costs nothing.",)) if priced(found.setting) else (kept,)
    moving: Sentence = (
        f"To {demands.aims(found.setting)}, {study.place} {_would(study)} ",
        points(found.moved, note),
        f" of {_what(found.setting)} in {_when(found.setting)}{_from(found)}.",
    )
    return (moving, *_cost(found, note), *_precedents(past, beside))


def cite(study: Study, at: Setting, command: str) -> int:
    """Return the footnote of the rows that a plan starts from."""
    pieces = [today.channel.piece for today in at.today]
    every = [piece.holding for piece in pieces if piece is not None]
    numbers = []
    for today, piece in zip(at.today, pieces, strict=True):
        assert piece is not None, "a channel with shares is answered"
        what = (
            f"{today.name} of {study.name}, {wording.span(today.channel.first, today.channel.year)}"
        )
        rows = len(today.channel.parts)
        numbers.append(study.ledger.note(piece.holding, what, rows, command, entering=every))
    return numbers[0]


def points(part: float, note: int | None) -> Number:
    """Return a part that changes hands, in points of a hundred."""
    text = "<0.1 points" if 0 < part < 0.0005 else f"{100 * part:.1f} points"
    return Number(part, text.replace(" ", "\u00a0"), "share", note=note)


def premium(band: Band, note: int | None) -> list[Cell]:
    """Return a premium with its range, in per cent of the channels' worth a year."""
    return [
        wording.change(100 * band.middle, note=note, sign=False),
        wording.within(100 * max(band.low, 0.0), 100 * band.high),
    ]


def once_in(odds: float) -> str:
    """Return yearly odds as once in so many years.

    Examples
    --------
    >>> once_in(0.0625), once_in(0.7), once_in(1.2)
    ('once in 16 years', 'in two years out of three', 'every year')
    """
    if odds >= 1:
        return "every year"
    if odds > 0.6:
        return "in two years out of three"
    years = 1 / odds
    return f"once in {years:,.0f} years" if years >= 2.5 else "every other year"


def priced(setting: Setting) -> bool:
    """Return whether every channel of a question has a price."""
    return all(channels_today.priced(at.name) for at in setting.today)


def _would(study: Study) -> str:
    """Return the verb: of a state that is no more, in the past."""
    return "would have had to move" if study.ended else "would move"


def _what(setting: Setting) -> str:
    if len(setting.today) > 1:
        return "all that passed"
    name = setting.today[0].name
    which = view(name).title.removeprefix(f"{demands.bare(name)}, ")
    return f"the {demands.bare(name)}{f' {which}' if which in ('bought', 'sold') else ''}"


def _when(setting: Setting) -> str:
    """Return the years of today's mix; of several channels each its own."""
    spans = [wording.span(at.channel.first, at.channel.year) for at in setting.today]
    return wording.listed(list(dict.fromkeys(spans)))


def _from(found: Plan) -> str:
    """Return from whom most moves, in words."""
    assert found.mix is not None
    setting = found.setting
    change = setting.parts @ (found.mix.shares - setting.free)
    givers = [
        wording.place(one)
        for _, one in sorted(zip(change.tolist(), setting.partners, strict=True))[:2]
        if _ < -0.005
    ]
    return f" away from {wording.listed(givers)}" if givers else ""


def _cost(found: Plan, note: int) -> tuple[Sentence, ...]:
    setting = found.setting
    if not priced(setting):
        return (
            (
                "What that costs is not said: what is no trade in goods has no price here that a mix"
                " could be weighed by.",
            ),
        )
    assert found.premium is not None
    assert found.break_even is not None
    what, wedge = demands.worth_of(setting), _wedge(found)
    cost: Sentence = (
        "It costs ",
        *premium(found.premium, note),
        f" of {what} a year{wedge}.",
    )
    if not found.break_even.middle > 0:
        return (cost,)
    pays: Sentence = (
        "Counted on the average of good years and bad, it pays if the worst single loss is likelier than ",
        Number(found.break_even.middle, once_in(found.break_even.middle), "a year", note=note),
        ".",
    )
    return (cost, pays)


def _wedge(found: Plan) -> str:
    """Return as what tariff the mix works, in words: of the partner that loses most."""
    assert found.mix is not None
    assert found.wedges is not None
    setting = found.setting
    if len(setting.today) > 1:
        return ""
    change = found.mix.shares - setting.free
    place = int(change.argmin())
    name = setting.today[0].name
    bought = view(name).of == DESTINATION
    what = GOODS.get(name, "what comes from" if bought else "what goes to")
    more = "dearer" if bought else "less worth"
    partner = wording.place(setting.today[0].partners[place])
    if math.isinf(found.wedges[place]):
        return f", as if {what} {partner} were banned"
    return f", as if {what} {partner} were {100 * found.wedges[place]:.0f}\u00a0% {more}"


def _precedents(past: Precedents | None, note: int) -> tuple[Sentence, ...]:
    if past is None:
        return ()
    of = f"{number_of(past.states, 'state')}{_held(past)} whose first partner held about as much"
    if not past.moved:
        return ((f"Nobody has: of {of}, none was down by"
                 f" {100 * past.down:.1f} points or more {number_of(past.years, 'year')} on.",),)  # fmt: skip
    return (
        (
            "It has been done: ",
            Number(past.moved, f"{past.moved:,}", "states", note=note),
            f" of {of} were down by {100 * past.down:.1f} points or more"
            f" {number_of(past.years, 'year')} on, in ",
            wording.percent(past.starts_moved / past.starts, note=note),
            " of all such years.",
        ),
    )


def _held(past: Precedents) -> str:
    """Return that only some states are told of, where an excerpt of the source is held."""
    return " of the few that are held here" if in_part(past) else ""


def _impossible(found: Plan, note: int) -> tuple[Sentence, ...]:
    """Return the best that can be had of each demand."""
    told: list[Sentence] = [
        (f"No mix of today's partners keeps {demands.quoted(found.setting)}.",),
    ]
    for short in found.shortfalls[:SHORTFALLS]:
        independent = short.demand.startswith("independent")
        best = (
            wording.count(short.best, note=note, digits=2)
            if independent
            else wording.percent(short.best, note=note, bar=False)
        )
        beside = (
            "by itself" if short.alone or len(found.shortfalls) == 1 else "with the others kept"
        )
        told.append((f"Of “{short.demand}” the best that can be had {beside} is ", best, "."))
    return tuple(told)
