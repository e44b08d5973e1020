r"""What an embargo, its end, a supplier's collapse or an entrant does to an outlook.

An effect is a shift of the logit of a supplier's being active in the window, and of the log of its
volume if it is; shares follow by dividing by the new total. The figures in
``tables/arms_effects.csv`` are estimated by :mod:`counterpoise.scenarios.outlook.intervention_effects` on
historical episodes. They are **associations**: whoever imposes an embargo had often begun to turn
away, and nothing here says what would have happened without.

An effect that starts within the window counts for its part :math:`f` of it:
:math:`f \delta_a` on the logit, :math:`\log(1 - f + f e^{\delta_v})` on the log volume.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import ScenarioError
from counterpoise.printable import number_of
from counterpoise.reference import groups, states
from counterpoise.scenarios import parties
from counterpoise.scenarios.shocks import INTERVENTIONS, Intervention
from counterpoise.snapshots import tables, texts

Floats = NDArray[np.float64]

TABLE: Final = "arms_effects"
CHANNEL: Final = "arms"
"""The one channel whose effects have been estimated."""
FIGURES: Final = ("activity", "activity_error", "volume", "volume_error")
COUNTS: Final = ("cases", "active", "recipients", "suppliers")
COLUMNS: Final = (
    "kind",
    *COUNTS,
    *FIGURES,
    "flag",
    "horizon",
    "source",
    "vintage",
    "episodes",
)


@dataclass(frozen=True)
class Effect:
    """What one kind of intervention did to suppliers, on average over historical episodes.

    Parameters
    ----------
    kind : str
        One of `shocks.INTERVENTIONS`.
    cases, active, recipients, suppliers : int
        Pairs of recipient and supplier it rests on; those of them with a delivery in the window, on
        which the effect on volume rests; and how many of each party, by which errors are clustered.
    activity, activity_error : float
        Shift of the logit of being active, and its standard error.
    volume, volume_error : float
        Shift of the log volume if active, and its standard error.
    flag : str
        What to say beside it ("weakly identified …"); "" if nothing.
    horizon : int
        Years of the windows it was estimated on.
    source, vintage : str
        Of the deliveries.
    episodes : str
        First digits of the sha256 of the table of episodes.
    """

    kind: str
    cases: int
    active: int
    recipients: int
    suppliers: int
    activity: float
    activity_error: float
    volume: float
    volume_error: float
    flag: str = ""
    horizon: int = 5
    source: str = ""
    vintage: str = ""
    episodes: str = ""


@dataclass(frozen=True)
class Shifts:
    """What `outlook` takes: by supplier, a number, or an array of one number per draw.

    Parameters
    ----------
    activity, volume : mapping of str to float or np.ndarray, shape (draws,)
        Shifts of the logit of activity, and of the log volume; suppliers not hit are not in it.
    notes : tuple of str
        What to print beside the forecast: each effect with its error, and its flag.
    """

    activity: Mapping[str, float | Floats]
    volume: Mapping[str, float | Floats]
    notes: tuple[str, ...] = ()


def effects(path: Path | None = None) -> Mapping[str, Effect]:
    """Return the estimated effect of each kind.

    Parameters
    ----------
    path : Path, optional
        A table of `COLUMNS` to be used instead of the one that travels with the package.

    Raises
    ------
    SourceError
        If the layout is another, or a cell no number.

    Examples
    --------
    >>> effects()["embargo imposed"].activity < 0 < effects()["embargo lifted"].activity
    True
    """
    if path is not None:
        text, name = texts.read_text(path, source=TABLE), path.name
    else:
        folder = resources.files("counterpoise.scenarios.outlook").joinpath("tables")
        name = f"{TABLE}.csv"
        text = folder.joinpath(name).read_text(encoding="utf-8")
    cells = tables.parse_csv(text, source=TABLE, columns=COLUMNS, name=name)
    wrong = ~cells["kind"].is_in(INTERVENTIONS) | cells["kind"].is_duplicated()
    tables.refuse_cells(cells, "kind", wrong, "must name each kind once", source=TABLE)
    for column in (*COUNTS, "horizon"):
        read = tables.numbers(cells, column, source=TABLE, low=0, whole=True, missing=())
        cells = cells.with_columns(read.cast(int).alias(column))
    for column in FIGURES:
        low = 0 if column.endswith("error") else None
        read = tables.numbers(cells, column, source=TABLE, low=low, missing=())
        cells = cells.with_columns(read.alias(column))
    rows = cells.select(COLUMNS).iter_rows(named=True)
    return MappingProxyType({row["kind"]: Effect(**row) for row in rows})


def shifts(
    interventions: Iterable[Intervention],
    suppliers: Sequence[str],
    *,
    state: str,
    channel: str,
    as_of: int,
    to: int,
    known: Mapping[str, Effect] | None = None,
    rng: np.random.Generator | None = None,
    draws: int = 0,
) -> Shifts:
    """Return what interventions do to the suppliers of one state in the window as_of+1..to.

    Parameters
    ----------
    interventions : iterable of Intervention
        Those of another state or channel are passed over. Several on one supplier add up.
    suppliers : sequence of str
        Ids of the forecast; a continuing state (the Soviet Union) is found under its present id.
    state, channel : str
        The recipient, and the channel of the outlook.
    as_of, to : int
        Origin, and last year of the window.
    known : mapping of kind to Effect, optional
        None for `effects()`.
    rng, draws
        If `draws` is above 0, each kind's effect is drawn from the normal distribution of its
        estimate and error, one value per draw for all its suppliers; else the estimate is taken.

    Raises
    ------
    ScenarioError
        If the channel has no estimated effects; an intervention does not start in the window; it
        names a single supplier that the record does not have; or its kind has no effect.

    Examples
    --------
    >>> lift = Intervention(
    ...     kind="embargo lifted", state="VNM", partner="USA", channel="arms", year=2016
    ... )
    >>> found = shifts([lift], ["RUS", "USA"], state="VNM", channel="arms", as_of=2015, to=2025)
    >>> list(found.activity)
    ['USA']
    """
    known = effects() if known is None else known
    meant = [each for each in interventions if _meant(each, state, channel)]
    drawn = {
        kind: _drawn(known[kind], rng, draws)
        for kind in sorted({_kind(each, known) for each in meant})
    }
    present = _present(suppliers)
    activity: dict[str, float | Floats] = {}
    volume: dict[str, float | Floats] = {}
    for each in meant:
        part = _part(each, as_of, to)
        on_logit, on_volume = drawn[each.kind]
        for supplier in _partners(each, present):
            activity[supplier] = activity.get(supplier, 0.0) + part * on_logit
            volume[supplier] = volume.get(supplier, 0.0) + _partly(on_volume, part)
    return Shifts(activity, volume, tuple(in_words(known[kind]) for kind in drawn))


def in_words(effect: Effect) -> str:
    """Return an effect with its errors, what it rests on, and what is to be said against it."""
    said = (
        f"{effect.kind.capitalize()}: log odds of delivering {effect.activity:+.2f}"
        f" (s.e. {effect.activity_error:.2f}), log volume {effect.volume:+.2f}"
        f" (s.e. {effect.volume_error:.2f}), from {number_of(effect.cases, 'pair')} of historical episodes;"
        " an association, no proof of cause."
    )
    return f"{said} {effect.flag[:1].upper()}{effect.flag[1:]}." if effect.flag else said


def _meant(each: Intervention, state: str, channel: str) -> bool:
    """Return whether an intervention befalls the state in the channel."""
    words = tuple(each.state)
    hit = parties.EVERYBODY in words or state in parties.expanded(words, each.year)
    if hit and each.channel == channel and channel != CHANNEL:
        raise ScenarioError(
            f"`channel` must be {CHANNEL!r}, not {channel!r}: no effects are estimated for others.",
            key="channel",
            where=each.where,
        )
    return hit and each.channel == channel


def _kind(each: Intervention, known: Mapping[str, Effect]) -> str:
    if each.kind not in known:
        raise ScenarioError(
            f"`kind` must be one whose effect is estimated ({', '.join(known)}), not {each.kind!r}.",
            key="kind",
            where=each.where,
        )
    return each.kind


def _drawn(
    effect: Effect, rng: np.random.Generator | None, draws: int
) -> tuple[float | Floats, float | Floats]:
    """Return the effect on the logit and on the log volume: the estimate, or draws around it."""
    if not draws:
        return effect.activity, effect.volume
    normal = (rng or np.random.default_rng(0)).standard_normal((2, draws))
    return (
        effect.activity + effect.activity_error * normal[0],
        effect.volume + effect.volume_error * normal[1],
    )


def _present(suppliers: Sequence[str]) -> dict[str, str]:
    """Return the supplier of the forecast under which each id goes, predecessors included."""
    own = {supplier: supplier for supplier in suppliers}
    past = {
        earlier: supplier
        for supplier in suppliers
        if ":" not in supplier
        for earlier in states.lineage(supplier)
    }
    return past | own


def _partners(each: Intervention, present: Mapping[str, str]) -> list[str]:
    """Return the suppliers hit; of a bloc those that the record has, of a single one just that."""
    found: dict[str, None] = {}
    for word in tuple(each.partner):
        if word == parties.EVERYBODY:
            found.update(dict.fromkeys(present.values()))
        elif word in groups.blocs():
            members = groups.members(word, each.year)
            found.update({present[member]: None for member in members if member in present})
        elif word in present:
            found[present[word]] = None
        else:
            raise ScenarioError(
                f"`partner` must be a supplier of the record, not {word!r}, which never delivered.",
                key="partner",
                where=each.where,
            )
    return list(found)


def _part(each: Intervention, as_of: int, to: int) -> float:
    """Return the part of the window's years in which an intervention is in force."""
    if not as_of < each.year <= to:
        raise ScenarioError(
            f"`year` must lie in the window {as_of + 1}-{to}, not {each.year}.",
            key="year",
            where=each.where,
            attempt="what happened before the window is in the record that the forecast rests on",
        )
    return (to - each.year + 1) / (to - as_of)


def _partly(shift: float | Floats, part: float) -> float | Floats:
    """Return the log of the mean factor over a window of which `part` is hit."""
    reduced: float | Floats = np.log1p(part * np.expm1(shift))
    return reduced
