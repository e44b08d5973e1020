"""``counterpoise backtest``: how good the forecasts of an outlook would have been."""

from __future__ import annotations

from contextlib import AbstractContextManager, nullcontext
from typing import Any

import click

from counterpoise.cli import deliver, door, progress


@click.command()
@click.argument("channel", type=click.Choice(["arms", "trade"]), default="arms")
@click.option(
    "--source", default="", metavar="SOURCE",
    help="Where the rows come from. [default: the whole release that tells of most states' years]",
)  # fmt: skip
@click.option(
    "--write", is_flag=True,
    help="The final run, for developers: score the held-out origins too, fit the models that travel"
    " with the package, and write both into it.",
)  # fmt: skip
@click.option(
    "--processes", type=click.IntRange(1), default=2, show_default=True,
    help="How many work at once.",
)  # fmt: skip
def backtest(channel: str, source: str, write: bool, processes: int) -> None:
    """Score every model on the origins since 1990, each with what was known then: arms, or trade.

    Takes minutes, and the publisher's whole release: arms need `counterpoise add sipri_arms_deals
    DEALS REGISTER TABLE…` first; trade is embedded. The last five origins are held out: only --write
    scores them.

    \b
    counterpoise backtest trade
    """  # noqa: D301
    from counterpoise.panel.store import Store
    from counterpoise.report import forecast_record
    from counterpoise.scenarios.outlook import record

    history = record.evidence(Store.open(), channel, source=source)
    periods = tuple(record.PERIODS) if write else ("development",)
    with _workers(processes) as executor, progress.reporting(f"Scoring {channel}: ") as done:
        scored = record.score(history, channel, periods=periods, executor=executor, done=done)
        if write:
            done("fitting what travels with the package")
            record.renew(history, channel, scored, executor=executor)
    deliver.table(
        forecast_record.overall(scored.scores),
        form="text",
        output=None,
        heads=[f"{channel}, from {history.source} {history.vintage}, all recipients"],
    )
    if write:
        door.say(f"Written: the tables of {channel}, {forecast_record.write()}")


def _workers(processes: int) -> AbstractContextManager[Any]:
    """Return an executor, or none where one process is enough."""
    if processes == 1:
        return nullcontext()
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(processes, mp_context=get_context("spawn"))
