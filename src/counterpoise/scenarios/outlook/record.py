"""Make the forecast record of a channel anew, and all that travels with the package.

What is learnt from a publisher's whole release stays apart from its rows; see
:mod:`counterpoise.scenarios.outlook.trained`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import replace
from pathlib import Path
from typing import Final

import polars as pl

from counterpoise.errors import EvidenceError
from counterpoise.panel.store import Store
from counterpoise.printable import number_of, whole_percent
from counterpoise.scenarios.outlook import backtest, histories, trained, training
from counterpoise.scenarios.outlook.backtest import Backtest
from counterpoise.scenarios.outlook.histories import History
from counterpoise.settings import Enough

WHOLE: Final = {"arms": "sipri_arms_deals", "trade": "imf_dots"}
"""Whose release to add where only excerpts are held."""
FIRST_YEAR: Final = {"arms": 1950, "trade": 1946}
"""Earlier years are another world: hardly any state of today is in them."""
PERIODS: Final = {"development": False, "held out": True}
"""Names of the two parts of a record, and whether origins are the last five."""

Step = Callable[[str], None]


def evidence(store: Store, channel: str, *, source: str = "") -> History:
    """Return all recipients of a channel from the source named, or from the fullest release held.

    That is the one which tells enough of most states' years, of those that are no excerpt.

    Raises
    ------
    EvidenceError
        If the source is not held, or is held as an excerpt: models pool over all recipients.
    """
    since = FIRST_YEAR[channel]
    told = histories.told_years(store, trained.CHANNELS[channel], source=source)
    whole = {
        one: years.filter(pl.col("year") >= since)
        for one, years in told.items()
        if not one.holding.excerpt
    }
    if not whole:
        held = {one.holding.source: one.holding.excerpt for one in told}
        raise EvidenceError(
            f"Can't score forecasts of {channel} on an excerpt: models pool over all recipients.",
            where="; ".join(f"source {name!r}: {excerpt}" for name, excerpt in held.items()),
            attempt=f"counterpoise add {source or WHOLE[channel]} FILE…   (the whole release)",
        )
    history = histories.of_release(histories.fullest(whole), told).since(since)
    return replace(history, notes=(*history.notes, *_left_out(history)))


def _left_out(history: History) -> tuple[str, ...]:
    """Return in words how many of the recipients' years nothing is learnt from, if any."""
    some, thin = history.state_years
    if not thin:
        return ()
    rule = Enough.of_the_environment()
    return (
        f"{thin:,} of {number_of(some, 'year')} of recipients are left out, and windows with them: under"
        f" {whole_percent(rule.named)} of the recipient's total is told",
    )


def score(
    history: History,
    channel: str,
    *,
    periods: Sequence[str] = tuple(PERIODS),
    executor: Executor | None = None,
    done: Step = lambda step: None,
) -> Backtest:
    """Return the record of every model, with its `period`: "development" or "held out".

    Whoever works on the models looks at "development" only; the other is for the final run.
    """
    parts = {
        period: backtest.backtest(
            history,
            channel=channel,
            held_out=PERIODS[period],
            executor=executor,
            done=lambda step, period=period: done(f"{period}, {step}"),  # type: ignore[misc]
        )
        for period in periods
    }
    return Backtest(
        *(
            pl.concat(
                getattr(part, name).with_columns(period=pl.lit(period))
                for period, part in parts.items()
            )
            for name in ("scores", "calibration")
        )
    )


def renew(
    history: History,
    channel: str,
    scored: Backtest,
    *,
    executor: Executor | None = None,
    folder: Path = trained.TABLES,
) -> None:
    """Fit the models of a channel to all years, and write them with their record."""
    trained.write(
        channel,
        history,
        fits=training.train(history, executor=executor),
        world=training.summary(history),
        scores=scored.scores,
        calibration=scored.calibration,
        folder=folder,
    )
