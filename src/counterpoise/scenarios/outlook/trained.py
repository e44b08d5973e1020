"""Fitted models and their record, which travel with the package; never the rows they come from.

Training needs every recipient, and the arms register may not be passed on whole. What may is what
was learnt from it: some hundred coefficients for each five years and horizon, and how large a part
of the world's deliveries each supplier has. With these, the embedded excerpt is enough for a
forecast. All of it is written by one command (`counterpoise backtest --write`) from the store::

    tables/<channel>_models.parquet   as_of, horizon, part, place, value: the fits
    tables/<channel>_world.parquet    as_of, supplier, …: the suppliers' summary at each origin
    tables/<channel>_scores.csv       the backtest's record, and <channel>_calibration.csv
    tables/<channel>_training.toml    from what, up to when, by which command

A fit "as of 2015" has seen nothing after 2015, though in the figures of the latest vintage.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import numpy as np
import polars as pl
from numpy.typing import NDArray

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.models.forecasts import hurdle, logit_walk
from counterpoise.models.forecasts.discounted_dirichlet import Dirichlet
from counterpoise.models.forecasts.hurdle import Hurdle
from counterpoise.models.forecasts.share_models import Models
from counterpoise.models.forecasts.supply_features import World
from counterpoise.models.forecasts.window_totals import Totals
from counterpoise.scenarios.outlook import backtest
from counterpoise.scenarios.outlook.histories import History

Floats = NDArray[np.float64]

TABLES: Final = Path(__file__).parent / "tables"
LONGEST: Final = 10
"""Years ahead up to which models are fitted."""
DIGITS: Final = 6
CHANNELS: Final = {"arms": "arms", "trade": "goods"}
"""Channels with trained models, and the indicator of each."""


@dataclass(frozen=True)
class Fitted:
    """What a forecast of one horizon needs: models of shares, and of totals."""

    models: Models
    totals: Totals


@dataclass(frozen=True)
class Trained:
    """What travels with the package for one channel.

    Parameters
    ----------
    fits : mapping of (last year seen, horizon) to Fitted
    world : polars.DataFrame
        `as_of`, `supplier`, the fields of :class:`World`.
    scores, calibration : polars.DataFrame
        As :class:`backtest.Backtest`, with `period`: "development" or "held out".
    source, vintage : str
        What the models were trained on.
    recipients : int
        How many recipients that had.
    first, last : int
        The years of those rows; a forecast looks at none before the first either.
    notes : tuple of str
        What their reader said of them.
    """

    fits: Mapping[tuple[int, int], Fitted]
    world: pl.DataFrame
    scores: pl.DataFrame
    calibration: pl.DataFrame
    source: str
    vintage: str
    recipients: int
    first: int
    last: int
    notes: tuple[str, ...] = ()

    def fitted(self, as_of: int, horizon: int) -> tuple[int, Fitted]:
        """Return the latest fit that has seen nothing after `as_of`, and the last year it saw.

        Raises
        ------
        EvidenceError
            If the first fit has seen more than that.
        """
        able = [year for year, length in self.fits if length == horizon and year <= as_of]
        if not able:
            raise EvidenceError(
                f"Can't forecast from {as_of}: no model was trained on so little.",
                where=f"the first models know the years up to {min(year for year, _ in self.fits)}",
                attempt="name a later year in --as-of",
            )
        return max(able), self.fits[max(able), horizon]

    def suppliers(self, as_of: int) -> tuple[str, ...]:
        """Return the suppliers of the world's summary at an origin."""
        return tuple(self.world.filter(pl.col("as_of") == as_of)["supplier"])

    def world_of(self, as_of: int, suppliers: Sequence[str]) -> World:
        """Return the suppliers' summary at an origin, in the order named; others have nothing."""
        rows = self.world.filter(pl.col("as_of") == as_of)
        if rows.is_empty():
            years = self.world["as_of"].to_list()
            raise EvidenceError(
                f"Can't say what suppliers delivered to the world up to {as_of}.",
                where=f"the summary that travels with the package holds {min(years)}–{max(years)}",
                attempt="add the publisher's whole release, or name another year in --as-of",
            )
        named = pl.DataFrame({"supplier": list(suppliers)}).join(
            rows, on="supplier", how="left", validate="1:1", maintain_order="left"
        )
        column = {name: named[name].fill_null(0.0).to_numpy() for name in WORLD_COLUMNS}
        return World(**column, typical=float(rows["typical"][0]))

    def nearest(self, horizon: int) -> int:
        """Return the nearest horizon that the backtest scored, the shorter of two."""
        scored = self.scores["horizon"].unique().sort().to_list()
        return int(min(scored, key=lambda each: abs(each - horizon)))

    def chosen(self, horizon: int) -> str:
        """Return the model that the backtest chose for the nearest horizon that it scored."""
        choice = backtest.chosen(self.scores.filter(pl.col("period") == "development"))
        return choice[self.nearest(horizon)]


WORLD_COLUMNS: Final = ("share_1", "share_5", "customers_1", "customers_5", "delivery")


def write(
    channel: str,
    history: History,
    *,
    fits: Mapping[tuple[int, int], Fitted],
    world: pl.DataFrame,
    scores: pl.DataFrame,
    calibration: pl.DataFrame,
    folder: Path = TABLES,
) -> None:
    """Write what was learnt about a channel as tables.

    Parameters
    ----------
    channel : str
        One of `CHANNELS`.
    history : History
        What the models were trained on: all recipients of the publisher's whole release.
    fits, world
        From :func:`training.train` and :func:`training.summary`.
    scores, calibration : polars.DataFrame
        Of :class:`backtest.Backtest`, with `period`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _long(fits).write_parquet(folder / f"{channel}_models.parquet", compression="zstd")
    rounded = world.with_columns(pl.col(pl.Float64).round_sig_figs(DIGITS))
    rounded.write_parquet(folder / f"{channel}_world.parquet", compression="zstd")
    for name, record in (("scores", scores), ("calibration", calibration)):
        rounded = record.with_columns(pl.col(pl.Float64).round(5))
        rounded.write_csv(folder / f"{channel}_{name}.csv")
    (folder / f"{channel}_training.toml").write_text(
        f"# Written by `counterpoise backtest --write`; do not edit.\n"
        f'source = "{history.source}"\nvintage = "{history.vintage}"\n'
        f"recipients = {len(history.recipients)}\nfirst = {history.first}\nlast = {history.last}\n"
        f"notes = {json.dumps(history.notes, ensure_ascii=False)}\n",
        encoding="utf-8",
    )
    read.cache_clear()


@cache
def read(channel: str, folder: Path = TABLES) -> Trained:
    """Return what travels with the package for a channel.

    Raises
    ------
    UsageError
        If no models were trained for the channel.
    """
    if channel not in CHANNELS:
        raise UsageError.not_among("The channel of an outlook", channel, CHANNELS)
    about = tomllib.loads((folder / f"{channel}_training.toml").read_text(encoding="utf-8"))
    return Trained(
        fits=_Fits(pl.read_parquet(folder / f"{channel}_models.parquet")),
        world=pl.read_parquet(folder / f"{channel}_world.parquet"),
        scores=pl.read_csv(folder / f"{channel}_scores.csv"),
        calibration=pl.read_csv(folder / f"{channel}_calibration.csv"),
        source=about["source"],
        vintage=about["vintage"],
        recipients=about["recipients"],
        first=about["first"],
        last=about["last"],
        notes=tuple(about.get("notes", ())),
    )


def _long(fits: Mapping[tuple[int, int], Fitted]) -> pl.DataFrame:
    """Return fits as rows: one number each."""
    tables = [
        pl.DataFrame({"value": np.ravel(value)}).select(
            pl.lit(year, dtype=pl.Int16).alias("as_of"),
            pl.lit(horizon, dtype=pl.Int8).alias("horizon"),
            pl.lit(part).alias("part"),
            pl.int_range(pl.len(), dtype=pl.Int16).alias("place"),
            pl.col("value").cast(pl.Float64).round_sig_figs(DIGITS),
        )
        for (year, horizon), fitted in fits.items()
        for part, value in _parts(fitted)
    ]
    return pl.concat(tables)


def _parts(fitted: Fitted) -> Iterator[tuple[str, Floats]]:
    """Yield the name and the numbers of every field of every model."""
    parts = {
        "hurdle": fitted.models.hurdle,
        "dirichlet": fitted.models.dirichlet,
        "walk": fitted.models.walk,
        "totals": fitted.totals,
    }
    for model, part in parts.items():
        for field, value in vars(part).items():
            if field != "horizon":
                yield f"{model}.{field}", np.atleast_1d(np.asarray(value, dtype=float))


class _Fits(Mapping[tuple[int, int], Fitted]):
    """Fits by the last year seen and the horizon, each made from its rows when it is asked for."""

    def __init__(self, rows: pl.DataFrame) -> None:
        fields = rows.group_by("as_of", "horizon", "part", maintain_order=True).agg("value")
        self._values = fields["value"]
        self._places: dict[tuple[int, int], dict[str, int]] = {}
        keys = fields.select("as_of", "horizon", "part").iter_rows()
        for place, (year, horizon, part) in enumerate(keys):
            self._places.setdefault((year, horizon), {})[part] = place

    def __getitem__(self, key: tuple[int, int]) -> Fitted:
        places = self._places[key]
        return _fitted({part: self._values[at].to_numpy() for part, at in places.items()}, key[1])

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def _fitted(part: Mapping[str, Floats], horizon: int) -> Fitted:
    return Fitted(
        Models(
            hurdle=Hurdle(
                horizon,
                activity=part["hurdle.activity"],
                amount=part["hurdle.amount"],
                residuals=part["hurdle.residuals"].reshape(len(hurdle.CLASSES) + 1, -1),
                newcomer=float(part["hurdle.newcomer"][0]),
            ),
            dirichlet=Dirichlet(
                horizon,
                discount=float(part["dirichlet.discount"][0]),
                world_part=float(part["dirichlet.world_part"][0]),
                concentration=float(part["dirichlet.concentration"][0]),
            ),
            walk=logit_walk.Walk(
                horizon,
                discount=float(part["walk.discount"][0]),
                own=float(part["walk.own"][0]),
                temperature=float(part["walk.temperature"][0]),
                changes=part["walk.changes"].reshape(len(logit_walk.SIZES) + 1, -1),
            ),
        ),
        Totals(
            horizon,
            anything=part["totals.anything"],
            amount=part["totals.amount"],
            residuals=part["totals.residuals"],
        ),
    )
