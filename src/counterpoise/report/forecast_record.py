"""The page of the manual on the forecasts' record, from the tables that travel with the package.

`counterpoise backtest --write` writes both; the page alone can be made again in a second, since
its text needs no backtest.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise import sources
from counterpoise.printable import number_of
from counterpoise.scenarios.outlook import backtest, trained, training
from counterpoise.scenarios.outlook.record import PERIODS

FOLDER: Final = Path(__file__).parents[3] / "docs" / "reference"
"""Where the manual is, in a copy of the project; an installed package has none."""
NAME: Final = "forecast-record"
SHOWN: Final = (
    "period", "horizon", "model", "cases", "energy", "skill_dirichlet", "crps", "log_score", "hit",
    "cover50", "cover80", "cover95",
)  # fmt: skip
NEAR: Final = 0.03
"""Coverage that is further from its level is marked."""
TITLES: Final = {"arms": "Arms", "trade": "Goods imported"}
BASIS: Final = {
    "arms": "What was delivered when is SIPRI's own figure where its newer register or its export"
    " tables tell it, and a deal's TIV spread evenly over its years where neither does.",
    "trade": "Imports of goods, from the {title}.",
}
INTRODUCTION: Final = """\
<!-- Written by `counterpoise backtest --write`, and from the same tables by tools/reference.py:
     do not edit. -->

# Forecast record

How good the forecasts of `counterpoise outlook` would have been, with what was known at each
origin. The tables of scores are written by

```sh
counterpoise backtest arms --write     # after counterpoise add sipri_arms_deals DEALS REGISTER TABLE…
counterpoise backtest trade --write
```

and this page from them. What the models are, and how far to trust them, is told in
[Forecasts](../explanation/forecasts.md).

* **Origins** are the years from 1990. Those whose window ends in the last five years are *held
  out*: models, settings and the choice between them were made on the others (*development*).
* A **case** is a recipient at an origin that had deliveries in the 20 years before and in the
  window.
* **Energy**: energy score of the shares of the window, and **CRPS**: sum over suppliers of the
  continuous ranked probability score. Lower is better. **Log**: minus the log of the probability
  given to the supplier that led. **Named**: how often the likeliest supplier led.
* **Skill** against another model: 1 − energy over its energy. Last year's shares (*persistence*) and
  the *five-year average* are points, which any honest spread beats; the yardstick is the
  discounted *Dirichlet*, tuned.
* **50, 80, 95 %**: how often the true share of the leader at the origin lay inside the interval.
  A star marks what is more than 3 points off. These, skill and *named* are in per cent.
"""


def text() -> str:
    """Return the page as it stands in its file."""
    parts = [INTRODUCTION]
    for channel in trained.CHANNELS:
        parts += ["", *_channel(channel)]
    return "\n".join(parts) + "\n"


def write() -> str:
    """Write the page into the manual, and return where; "" where there is no manual."""
    if not FOLDER.is_dir():
        return ""
    file = FOLDER / f"{NAME}.md"
    file.write_text(text(), encoding="utf-8")
    return str(file)


def overall(scores: pl.DataFrame) -> pl.DataFrame:
    """Return the record of all recipients together, best first at each horizon."""
    found = scores.filter(pl.col("size") == "all").select(SHOWN)
    return found.sort("period", "horizon", "energy")


def _channel(channel: str) -> Iterator[str]:
    """Yield the lines on a channel."""
    learnt = trained.read(channel)
    best = backtest.chosen(learnt.scores.filter(pl.col("period") == "development"))
    choice = pl.DataFrame({"horizon": list(best), "model": list(best.values())})
    own = learnt.scores.join(choice, on=["horizon", "model"], maintain_order="left")
    basis = BASIS[channel].format(title=sources.module(learnt.source).SOURCE.title)
    yield f"## {TITLES[channel]}"
    yield ""
    first, last = training.FIRST_FIT, learnt.last - min(backtest.HORIZONS)
    yield (
        f"From `{learnt.source}` {learnt.vintage}, **the years {learnt.first} to {learnt.last}**:"
        f" {number_of(learnt.recipients, 'recipient')}. Origins are {first} to {last}. A"
        " store that holds more years"
        f" changes nothing: an outlook looks at none before {learnt.first}, on which the choice of models"
        f" would be another. {basis} For each horizon"
        " the model is chosen on the development cases: of those within one in a hundred of the"
        " least energy score, the one whose coverage of 80 and 95 % is the truest."
    )
    if learnt.notes:
        yield ""
        yield from (f"* {note[0].upper()}{note[1:]}." for note in learnt.notes)
    yield from _summary(own)
    yield from _by_size(own)
    yield from _every_model(learnt.scores)
    yield from _calibration(
        learnt.calibration.join(choice, on=["horizon", "model"], maintain_order="left")
    )


def _summary(own: pl.DataFrame) -> Iterator[str]:
    heads = (
        "years ahead", "cases of", "model", "cases", "energy", "skill: Dirichlet", "average",
        "persistence", "50 %", "80 %", "95 %",
    )  # fmt: skip
    rows = [
        (
            str(row["horizon"]),
            row["period"],
            f"`{row['model']}`",
            f"{row['cases']:,}",
            f"{row['energy']:.4f}",
            *(_percent(row[f"skill_{name}"]) for name in ("dirichlet", "average", "persistence")),
            *_coverage(row),
        )
        for row in own.filter(pl.col("size") == "all").sort("horizon", "period").to_dicts()
    ]
    yield from _titled("The model chosen", heads, rows)


def _by_size(own: pl.DataFrame) -> Iterator[str]:
    heads = ("years ahead", "cases of", "recipients", "cases", "energy", "skill: Dirichlet")
    order = dict(zip(backtest.SIZES, range(len(backtest.SIZES)), strict=True))
    found = own.filter(pl.col("size") != "all").sort(
        "horizon", "period", pl.col("size").replace_strict(order)
    )
    rows = [
        (
            str(row["horizon"]),
            row["period"],
            row["size"],
            f"{row['cases']:,}",
            f"{row['energy']:.4f}",
            _percent(row["skill_dirichlet"]),
            *_coverage(row),
        )
        for row in found.to_dicts()
    ]
    title = "By size: thirds by volume of the ten years before the origin"
    yield from _titled(title, (*heads, "50 %", "80 %", "95 %"), rows)


def _every_model(scores: pl.DataFrame) -> Iterator[str]:
    heads = ("years ahead", "model", "energy", "CRPS", "log", "named", "50 %", "80 %", "95 %")
    whole = scores.filter(pl.col("size") == "all")
    held_out = whole.filter(pl.col("period") == "held out").select(
        "horizon", "model", final="energy"
    )
    found = whole.filter(pl.col("period") == "development").join(
        held_out, on=["horizon", "model"], how="left", maintain_order="left"
    )
    rows = [
        (
            str(row["horizon"]),
            f"`{row['model']}`",
            f"{row['energy']:.4f}",
            f"{row['crps']:.3f}",
            _number(row["log_score"]),
            _percent(row["hit"]),
            *_coverage(row),
            f"{row['final']:.4f}",
        )
        for row in found.sort("horizon", "energy").to_dicts()
    ]
    title = "Every model, on the development cases; last, its energy on those held out"
    yield from _titled(title, (*heads, "energy, held out"), rows)


def _calibration(own: pl.DataFrame) -> Iterator[str]:
    """Yield how often what was promised came, for the model chosen."""
    ends = [0.0, *backtest.BINS.tolist(), 1.0]
    horizons = own["horizon"].unique().sort().to_list()
    cells = {
        (row["period"], row["bin"], row["horizon"]): (
            f"{_percent(row['forecast'])} → {_percent(row['observed'])} ({row['cases']:,})"
        )
        for row in own.to_dicts()
    }
    for period in PERIODS:
        rows = [
            (
                f"{100 * low:.0f}–{100 * high:.0f} %",
                *(cells.get((period, number, horizon), "") for horizon in horizons),
            )
            for number, (low, high) in enumerate(pairwise(ends))
        ]
        heads = ("probability", *(f"{horizon} ahead" for horizon in horizons))
        title = f"Probability of leading the window, {period}: promised → came (suppliers)"
        yield from _titled(title, heads, rows)


def _titled(title: str, heads: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """Yield the lines of a table under its title."""
    yield from ("", f"### {title}", "")
    for cells in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(cells)} |"


def _coverage(row: dict[str, Any]) -> list[str]:
    """Return coverage at each level; points have none."""
    return [
        _percent(held) + ("*" if held is not None and abs(held - level) > NEAR else "")
        for level, held in ((0.5, row["cover50"]), (0.8, row["cover80"]), (0.95, row["cover95"]))
    ]


def _percent(value: float | None) -> str:
    return "" if value is None else f"{100 * value:.1f}".replace("-", "−")


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.2f}"
