"""Where states stand on the one line along which they vote, session by session, with intervals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

import numpy as np
import polars as pl
from narwhals.typing import IntoFrameT

from counterpoise.errors import MeasureError, UsageError
from counterpoise.measures import _arrays, _grids
from counterpoise.measures._roll_calls import RollCalls as Table
from counterpoise.measures._roll_calls import roll_calls
from counterpoise.models.votes.ideal_points import estimate as ideal_points_em
from counterpoise.models.votes.ideal_points import gibbs as ideal_points_gibbs
from counterpoise.models.votes.ideal_points.roll_calls import Positions, RollCalls, Whole
from counterpoise.models.votes.vote_tables import NOT_CAST
from counterpoise.reference import states

__all__ = ["distance", "ideal_points", "to_csv", "write_ideal_points"]

ANCHORS: Final = {"USA": 1, "GBR": 1, "SUN": -1, "RUS": -1}
"""Who sets the sign: the mean of the first lies above the mean of the others."""

BEFORE_FIRST: Final = 1945
"""Session n opens in the autumn of 1945 + n."""

SEED: Final = 2017
"""Of the random numbers in `compat`, unless `rng` is given: the same votes give the same positions."""

ONE_SEAT_TO_THE_AUTHORS: Final = {"SCG": "YUG"}
"""Beyond the registry's successions, the published series runs through Yugoslavia into Serbia."""

WRITTEN: Final = ("state", "session", "year", "position", "low", "high")


def ideal_points(
    votes: IntoFrameT,
    *,
    shrink: float = 0.5,
    innovation: float = 0.05,
    bridge: Any = None,
    compat: Literal["bsv"] | None = None,
    rng: np.random.Generator | None = None,
) -> IntoFrameT:
    r"""Return each state's position in each session, estimated from how all states voted.

    .. math:: P(\text{yes}) = F(\gamma_v - \beta_v \theta_{it}), \qquad
       P(\text{no}) = 1 - F(\gamma_v + \Delta_v - \beta_v \theta_{it}), \qquad
       \theta_{it} - \theta_{i,t-1} \sim N(0, q)

    Every roll call has a slope and two cuts; between the cuts states abstain. A position drawn to
    where the state stood before and stood after, so that few votes in a session do not throw it
    about. In every session the positions are known only up to how the roll calls of that session
    lie: distances within a session are firmer than movements over decades.

    Parameters
    ----------
    votes : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        Rows of votes (`schema.VOTES`) of one vintage, of **all** states.
    shrink : float
        Precision that draws every position to the middle; keeps the scale from drifting.
    innovation : float
        Variance q of a step from one session to the next, on the scale that `shrink` sets.
    bridge : frame, optional
        `roll_call` and `linked`: roll calls with one label put the same resolution to the vote, in
        whatever session, and share slope and cuts. Titles or matches by hand give such labels; the
        number of a resolution does not.
    compat : {"bsv"}, optional
        Reproduce the published series of Bailey, Strezhnev and Voeten instead: their sampler, which
        takes no heed of `shrink` and `innovation`, and a minute or two.
    rng : numpy.random.Generator, optional
        Source of random numbers of `compat`.

    Returns
    -------
    frame of the kind given
        One row per state and session in which it cast a vote on a contested roll call: `state`,
        `session`, `year` (1945 + session), `votes` (contested ones that it cast); `position`, mean 0
        and standard deviation 1 over all rows, the United States and the United Kingdom above Russia
        and the Soviet Union; `low` and `high`, the 90 % interval
        (:mod:`counterpoise.models.votes.ideal_points.error`; of `compat`, the sampler's own);
        `position_standardised`, mean 0 and standard deviation 1 within the session.

    Zeros and missing values
    ------------------------
    Absent states and non-members say nothing and are never read as abstaining. Roll calls on which
    all voted alike are left out; a session without others has no rows, as has a state that cast no
    vote in it. `position_standardised` is null where a session holds one state. A state that
    continues another (Russia the Soviet Union) walks on from where that one stood.

    Raises
    ------
    ConvergenceError
        If the estimate does not settle.
    MeasureError
        If the rows are not votes of one source and vintage; no vote divides the states; or none is
        by an anchor of either side.
    UsageError
        If `compat` is neither None nor "bsv", or `shrink` or `innovation` is not above 0.

    References
    ----------
    Bailey, M. A., Strezhnev, A. and Voeten, E. (2017). Estimating dynamic state preferences from
    United Nations voting data. *Journal of Conflict Resolution*, 61(2), 430-456. The default differs
    from it: see :mod:`counterpoise.models.votes.ideal_points.estimate`.

    Examples
    --------
    >>> import polars as pl
    >>> rows = pl.DataFrame({"roll_call": [1, 1, 1, 2, 2, 2], "session": [1] * 6,
    ...     "state": ["USA", "IND", "SUN"] * 2, "vote": ["no", "abstain", "yes"] * 2})
    >>> ideal_points(rows)["state"].to_list()
    ['IND', 'SUN', 'USA']
    """
    if compat not in (None, "bsv"):
        raise UsageError.not_among("`compat`", compat, ("bsv",))
    table = roll_calls(votes, by="session", issues=None)
    linked = _linked(votes, bridge) if bridge is not None else None
    coded, places = _coded(table, linked, to_the_authors=compat == "bsv")
    if compat == "bsv":
        found = ideal_points_gibbs.sample(coded, rng=rng or np.random.default_rng(SEED))
    else:
        found = ideal_points_em.estimate(coded, shrink=shrink, innovation=innovation)
    return _grids.given_back(_labelled(places, found), votes)


def distance(positions: IntoFrameT, state: str, other: str) -> IntoFrameT:
    """Return how far apart two states stand, in every session in which both have a position.

    Parameters
    ----------
    positions : frame (Polars, pandas, PyArrow, DuckDB, PySpark)
        What `ideal_points` returned.
    state, other : str
        The two states.

    Returns
    -------
    frame of the kind given
        One row per session: `session`, `year`, `distance` (not below 0); `low` and `high`, its
        central 90 % interval, the two positions' errors taken as independent, which within one
        session makes it too wide rather than too narrow; `distance_standardised`, the distance
        within the session in standard deviations.

    Zeros and missing values
    ------------------------
    Sessions in which either has no position have no row.

    Examples
    --------
    >>> import polars as pl
    >>> at = pl.DataFrame({"state": ["USA", "SUN"], "session": [1, 1], "year": [1946, 1946],
    ...     "position": [2.0, -1.0], "low": [1.6, -1.3], "high": [2.4, -0.7],
    ...     "position_standardised": [1.0, -1.0]})
    >>> distance(at, "USA", "SUN").select("distance", "low", "high").rows()
    [(3.0, 2.5, 3.5)]
    """
    columns = ("session", "year", "position", "low", "high", "position_standardised")
    rows = _arrays.in_memory(positions, "state", *columns)
    own, others = (rows.filter(pl.col("state") == one).select(columns) for one in (state, other))
    both = own.join(others, on=["session", "year"], suffix="_other", validate="1:1")
    apart = (pl.col("position") - pl.col("position_other")).abs()
    halves = [(pl.col(f"high{end}") - pl.col(f"low{end}")) / 2 for end in ("", "_other")]
    half = (halves[0] ** 2 + halves[1] ** 2).sqrt()
    gap = pl.col("position_standardised") - pl.col("position_standardised_other")
    answer = both.sort("session").select(
        "session",
        "year",
        distance=apart,
        low=pl.max_horizontal(apart - half, 0.0),
        high=apart + half,
        distance_standardised=gap.abs(),
    )
    return _grids.given_back(answer, positions)


def to_csv(positions: Any, path: Path, *, vintage: str, settings: str) -> None:
    """Write positions in the layout that the source `ideal_points` reads.

    Parameters
    ----------
    positions : frame
        What `ideal_points` returned.
    path : Path
        The file to write.
    vintage : str
        The vintage of the votes, such as "2024-06".
    settings : str
        How they were estimated, in words.
    """
    rows = _arrays.in_memory(positions, *WRITTEN).select(WRITTEN).sort("state", "session")
    said = f"# Ideal points by Counterpoise; votes: unga_votes {vintage}; settings: {settings}\n"
    path.write_text(said + rows.write_csv(float_precision=4), encoding="utf-8")


def write_ideal_points(
    votes: Any,
    path: Path,
    *,
    shrink: float = 0.5,
    innovation: float = 0.05,
    bridge: Any = None,
    parts: Sequence[str] = (),
) -> None:
    """Estimate positions from votes of one vintage and write them; see `ideal_points`, `to_csv`.

    `parts` names the parts of the holding beside its own rows, such as "filled from 2020-01", so
    that whoever reads the file knows which votes it rests on.
    """
    vintage = str(_arrays.in_memory(votes, "vintage")["vintage"][0])
    found = ideal_points(votes, shrink=shrink, innovation=innovation, bridge=bridge)
    bridged = "bridged" if bridge is not None else "no bridges"
    settings = f"shrink {shrink:g}, innovation {innovation:g}, {bridged}"
    settings += "".join(f"; votes {part}" for part in parts)
    to_csv(found, path, vintage=vintage, settings=settings)


def _linked(votes: Any, bridge: Any) -> Whole:
    """Return, for each roll call in the order of the table, a number that linked ones share."""
    columns = ("session", "roll_call")
    cast = _arrays.in_memory(votes, *columns, "vote")
    cast = cast.filter(pl.col("vote").is_in(["yes", "abstain", "no"]))
    calls = cast.select(columns).unique().sort(columns)
    links = _arrays.in_memory(bridge, "roll_call", "linked").drop_nulls()
    if links["roll_call"].is_duplicated().any():
        raise MeasureError("`bridge` must have each roll call once, not twice.")
    both = pl.format("link {}", "linked"), pl.format("roll call {}", "roll_call")
    links = links.with_columns(pl.col("roll_call").cast(calls.schema["roll_call"]))
    label = calls.join(links, on="roll_call", how="left", maintain_order="left")
    named = label.select(pl.coalesce(both)).to_series()
    return named.rank("dense").to_numpy().astype(np.int64) - 1


def _coded(
    table: Table, linked: Whole | None, *, to_the_authors: bool
) -> tuple[RollCalls, pl.DataFrame]:
    """Return the contested votes as the models take them, and who sat where when."""
    state, call = np.nonzero(table.codes != NOT_CAST)
    choice = table.codes[state, call]
    item = call if linked is None else linked[call]
    kept = _contested(item, choice)
    if to_the_authors:  # they leave out the 19th session, which held one roll call
        kept &= _calls_of_session(table)[call] > 1
    state, call, choice, item = state[kept], call[kept], choice[kept], item[kept]
    votes = pl.DataFrame({"state": state, "session": table.periods[call]})
    seats = _seats(table.states, to_the_authors=to_the_authors)
    places = (
        votes.group_by("state", "session")
        .agg(votes=pl.len())
        .with_columns(seat=pl.col("state").replace_strict(dict(enumerate(seats))))
        .sort("seat", "session", "state")
        .with_row_index("place")
    )
    names = dict(enumerate(table.states))
    place = votes.join(places, on=["state", "session"], how="left", maintain_order="left")["place"]
    places = places.with_columns(pl.col("state").replace_strict(names, return_dtype=pl.String))
    anchor = places["state"].replace_strict(ANCHORS, default=0, return_dtype=pl.Int64).to_numpy()
    _require_anchors(anchor)
    coded = RollCalls(
        roll_call=np.unique(item, return_inverse=True)[1],
        place=place.to_numpy().astype(np.int64),
        choice=choice,
        seat=places["seat"].to_numpy(),
        session=places["session"].to_numpy(),
        anchor=anchor,
    )
    return coded, places


def _contested(item: Whole, choice: Whole) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Return which votes are on roll calls that got more than one answer."""
    answers = np.zeros((int(item.max(initial=-1)) + 1, 3), dtype=bool)
    answers[item, choice] = True
    contested: np.ndarray[Any, np.dtype[np.bool_]] = (answers.sum(axis=1) > 1)[item]
    return contested


def _calls_of_session(table: Table) -> Whole:
    """Return how many roll calls the session of each one holds."""
    _, which, counts = np.unique(table.periods, return_inverse=True, return_counts=True)
    return np.asarray(counts[which])


def _seats(listed: pl.Series, *, to_the_authors: bool) -> list[int]:
    """Return a number for each state's seat: that of the state which it continues, if any."""
    continued = states.table("succession").filter(pl.col("relation") == "continues")
    before = dict(continued.select("successor", "predecessor").rows())
    before |= ONE_SEAT_TO_THE_AUTHORS if to_the_authors else {}
    first = [_first_of(state, before) for state in listed]
    number = {name: place for place, name in enumerate(dict.fromkeys(first))}
    return [number[name] for name in first]


def _first_of(state: str, before: Mapping[str, str]) -> str:
    """Return the state at the start of a succession; of a ring, the first in the alphabet.

    Russia continues the Soviet Union, which continued Russia.
    """
    line = [state]
    while line[-1] in before:
        if before[line[-1]] in line:
            return min(line[line.index(before[line[-1]]) :])
        line.append(before[line[-1]])
    return line[-1]


def _require_anchors(anchor: Whole) -> None:
    if not len(anchor):
        raise MeasureError(
            "Can't tell positions apart: no roll call divided the states.",
            attempt="give the votes of all states (counterpoise.schema.VOTES)",
        )
    sides = {1: "USA or GBR", -1: "SUN or RUS"}
    missing = [names for side, names in sides.items() if not (anchor == side).any()]
    if missing:
        raise MeasureError(
            f"The votes must hold those of {' and of '.join(missing)}, who set the sign of the scale.",
            attempt="give the votes of all states (counterpoise.schema.VOTES)",
        )


def _labelled(places: pl.DataFrame, found: Positions) -> pl.DataFrame:
    """Return the positions with their names."""
    spread = pl.col("position").std(ddof=0).over("session")
    centred = pl.col("position") - pl.col("position").mean().over("session")
    return (
        places.with_columns(
            year=(pl.col("session") + BEFORE_FIRST).cast(pl.Int32),
            position=pl.Series(found.position),
            low=pl.Series(found.low),
            high=pl.Series(found.high),
        )
        .with_columns(position_standardised=pl.when(spread > 0).then(centred / spread))
        .select(*WRITTEN[:3], "votes", *WRITTEN[3:], "position_standardised")
        .sort("state", "session")
    )
