"""The ties of states with rivals, from all that is held: as estimated, and as far as they may differ.

A tie has a range where another reading is as good: arms over 3 or 10 years, trade as another source
has it, votes pooled over years or by the interval of the ideal points.

Pacts in force are known to the last year of their list. Later years are told with the pacts of that
year, and say so: treaties last for decades, and without them an ally would look like a balancer.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from counterpoise import sums
from counterpoise.errors import EvidenceError, UsageError
from counterpoise.measures.alignment import alignment
from counterpoise.measures.answers import Told, told
from counterpoise.measures.pole_shares import with_poles
from counterpoise.measures.tie_strengths import ALLIANCES, FAINT, pacts_in_force, tie_strengths
from counterpoise.measures.views import view
from counterpoise.panel.ask import indicator_rows, votes
from counterpoise.panel.evidence import Evidence
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.report.roll_calls import FEWEST_ROLL_CALLS, contested
from counterpoise.report.study import Flow, Study, years_of

CHANNELS: Final = ("arms", "imports", "exports")
PACTS: Final = ("alliance_defense", "alliance_offense")
SECURITY: Final = ("arms", ALLIANCES)
ARMS_WINDOWS: Final = (3, 10)
VOTES_WINDOW: Final = 5
SINCE: Final = 1946
"""Votes begin then, and no year before them has enough channels to be told."""
MOST_RIVALS: Final = 12
"""As many points as distances between them can be weighed of (`measures.hedging`)."""
FADE: Final = 1.0
"""The distance of ideal points at which closeness has fallen to 1/e: the spread of all states."""

Frames = dict[str, list[pl.DataFrame]]


def require_rivals(rivals: Sequence[str]) -> None:
    """Refuse rivals that are too few, too many or named twice, in the words of who named them.

    Raises
    ------
    UsageError
        If there are some and they are not two to `MOST_RIVALS`, each once.
    """
    if rivals and not 2 <= len(set(rivals)) == len(rivals) <= MOST_RIVALS:
        raise UsageError(
            f"There must be two to {MOST_RIVALS} rivals, each once, not {', '.join(rivals)}.",
            attempt="--rivals USA,CHN",
        )


def flows(study: Study) -> dict[str, Flow]:
    """Return the channels with shares, each year's from the release that answers for it."""
    found = {name: study.flow(name) for name in CHANNELS}
    return {name: flow for name, flow in found.items() if flow}


def ties(study: Study) -> pl.DataFrame:
    """Return the state's tie with each rival, by channel and year; without rows if none is known."""
    held = flows(study)
    given = {name: with_poles(flow.told, study.rivals) for name, flow in held.items()}
    variants: Frames = {name: _other_readings(study, flow) for name, flow in held.items()}
    cast = None
    if study.contested is not None:
        cast, pooled = (
            study.agreement(window).filter(pl.col("other").is_in(study.rivals))
            for window in (1, VOTES_WINDOW)
        )
        variants["votes"] = [pooled, *_by_position(study, cast)]
    last = _last(given, cast)
    if last is None:
        return pl.DataFrame()
    found: pl.DataFrame = tie_strengths(
        poles=study.rivals,
        shares=given,
        votes=cast,
        alliances=pacts(study, until=last),
        variants=variants,
    )
    return _with_every_pole(found.filter(pl.col("state") == study.state), study.rivals)


def releases(study: Study, year: int) -> tuple[Holding, ...]:
    """Return the releases that a year's ties by shares and pacts stand on, as they are estimated."""
    found = [flow.evidence_of(min(year, flow.last)).holding for flow in flows(study).values()]
    pacts = study.evidence(PACTS[0])
    if pacts is not None and pacts_known_to(study, year) is not None:
        found.append(pacts.holding)
    return tuple(found)


def other_releases(study: Study, year: int) -> tuple[Holding, ...]:
    """Return the releases that the other readings of a year's ties stand on."""
    found = [
        piece.holding
        for flow in flows(study).values()
        for other in _others(study, flow)
        for piece in other.answer.pieces
        if year in piece.chosen["year"].to_list()
    ]
    positions = study.evidence("ideal_point")
    if study.votes is not None and positions is not None:
        found.append(positions.holding)
    return tuple(found)


def _last(shares: Mapping[str, pl.DataFrame], cast: pl.DataFrame | None) -> int | None:
    """Return the last year of any channel; None if none has a row."""
    frames = [*shares.values(), *([cast] if cast is not None else [])]
    return max((years_of(frame)[1] for frame in frames if frame.height), default=None)


def pacts(study: Study, *, until: int) -> pl.DataFrame | None:
    """Return pacts to fight with the rivals, those of the last year known for all years after it.

    None if no pacts are held, or the state was a member of the system in none of their years.
    """
    evidence = study.evidence(PACTS[0])
    if evidence is None or not evidence.spans(study.state, side="origin"):
        return None
    return pacts_in_force(held(study, evidence), last=evidence.last, until=until)


def held(study: Study, evidence: Evidence) -> pl.DataFrame:
    """Return all pacts to fight that may be known, read once for all pages."""
    return study.store.same(("to fight", study.as_of), lambda: to_fight(evidence))


def to_fight(evidence: Evidence) -> pl.DataFrame:
    """Return all pacts to fight: a year in which rivals have none must not look like one not told."""
    return (
        evidence.holding.scan()
        .filter(pl.col("indicator").is_in(PACTS), pl.col("year").is_between(SINCE, evidence.last))
        .select("origin", "destination", "year", "indicator", "value")
        .collect()
    )


def pacts_known_to(study: Study, year: int) -> int | None:
    """Return the year whose pacts stand for `year`; None if none are held of the state."""
    evidence = study.evidence(PACTS[0])
    if evidence is None or not evidence.spans(study.state, side="origin"):
        return None
    return min(year, evidence.last)


def _with_every_pole(found: pl.DataFrame, rivals: Sequence[str]) -> pl.DataFrame:
    """Return ties if some are known with every rival; with fewer there is nothing to stand between."""
    known = found.filter(pl.col("strength").is_not_null())["pole"]
    return found if set(rivals) <= set(known) else found.clear()


def security_ties(study: Study) -> pl.DataFrame:
    """Return the state's ties in arms and in pacts to fight, in the last year that has both."""
    evidence, arms = study.evidence(PACTS[0]), study.flow("arms")
    if evidence is None or arms is None:
        return pl.DataFrame()
    year = min(evidence.last, arms.last)
    found: pl.DataFrame = tie_strengths(
        poles=study.rivals,
        shares={"arms": with_poles(arms.told, study.rivals)},
        alliances=pacts(study, until=year),
    )
    own = found.filter(pl.col("state") == study.state, pl.col("year") == year)
    own = _with_every_pole(own, study.rivals)
    return own if set(own["channel"]) == set(SECURITY) else own.clear()


def tells_of_security(own: pl.DataFrame) -> bool:
    """Return whether both arms and pacts hold ties that are not faint: one alone tells of little."""
    if own.is_empty():
        return False
    ties = own.group_by("channel").agg(
        sums.total(pl.col("strength")), unknown=pl.col("strength").is_null().any()
    )
    told = ties.filter(pl.col("strength") >= FAINT, ~pl.col("unknown"))
    return set(told["channel"]) == set(SECURITY)


def everybodys(
    store: Store,
    rivals: Sequence[str],
    *,
    years: tuple[int, int] | None = None,
    as_of: int | None = None,
    source: str = "",
) -> pl.DataFrame:
    """Return the ties of all states with the rivals.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    rivals : sequence of str
        The poles.
    years : (int, int), optional
        The first and the last year wanted.
    as_of : int, optional
        The last year that may be known.
    source : str
        The source of trade; "" for the preferred one.

    Raises
    ------
    EvidenceError
        If no votes are held.
    """
    given = {}
    for name in CHANNELS:
        try:
            of_channel = "" if name == "arms" else source
            named = told(store, view(name), years=years, as_of=as_of, source=of_channel)
        except EvidenceError:
            continue
        given[name] = with_poles(named, rivals)
    roll_calls = contested(votes(store, as_of=as_of))
    if years:
        roll_calls = roll_calls.filter(pl.col("date").dt.year().is_between(*years))
    cast = _agreement(roll_calls.collect(), rivals)
    last = _last(given, cast)
    found: pl.DataFrame = tie_strengths(
        poles=rivals,
        shares=given,
        votes=cast,
        alliances=_everybodys_pacts(store, as_of, last) if last else None,
    )
    return found


def _everybodys_pacts(store: Store, as_of: int | None, until: int) -> pl.DataFrame | None:
    try:
        evidence = indicator_rows(store, PACTS[0], as_of=as_of)
    except EvidenceError:
        return None
    return pacts_in_force(to_fight(evidence), last=evidence.last, until=until)


def everybodys_but_arms(study: Study, year: int) -> pl.DataFrame:
    """Return the ties of all states with the study's rivals in one year, but for arms.

    Arms are held for some states only, and who is known in other channels does not compare.
    """
    given = {
        name: with_poles(study.everybody(name, year), study.rivals)
        for name in flows(study)
        if name != "arms"
    }
    agreed = None
    if study.contested is not None:
        now = study.contested.filter(pl.col("date").dt.year() == year).collect()
        agreed = _agreement(now, study.rivals)
    bound = pacts(study, until=year)
    found: pl.DataFrame = tie_strengths(
        poles=study.rivals,
        shares=given,
        votes=agreed,
        alliances=bound.filter(pl.col("year") == year) if bound is not None else None,
    )
    return found


def _other_readings(study: Study, flow: Flow) -> list[pl.DataFrame]:
    """Return the shares that another window, or another source of the same years, would give."""
    return [with_poles(other, study.rivals) for other in _others(study, flow)]


def _others(study: Study, flow: Flow) -> list[Told]:
    """Return the channel over other windows, or as each source alone would tell it."""
    name = flow.view.name
    if name == "arms":
        windows = [study.flow("arms", window=window) for window in ARMS_WINDOWS]
        return [other.told for other in windows if other]
    return study.once(f"{name} by each source", lambda: study.by_each_source(name))


def _agreement(cast: pl.DataFrame, rivals: Sequence[str]) -> pl.DataFrame:
    """Return the rivals' agreement with all beyond chance, of years with enough contested roll calls."""
    found: pl.DataFrame = alignment(
        cast, by="year", unanimous="keep", between=rivals, both=True, indices=["kappa_squared"]
    )
    return found.filter(pl.col("n") >= FEWEST_ROLL_CALLS)


def _by_position(study: Study, cast: pl.DataFrame) -> list[pl.DataFrame]:
    r"""Return agreement at the near and the far end of the interval of each distance in votes.

    With :math:`a = (1 + κ)/2` the tie and d the distance of ideal points, known to ± e with 90 %
    confidence, the ends are :math:`a e^{\pm e / h}`: as much closer or farther as d may be off.
    """
    evidence = study.evidence("ideal_point")
    if evidence is None:
        return []
    rows = evidence.holding.scan().filter(
        pl.col("state").is_in([study.state, *study.rivals]), pl.col("year") <= evidence.last
    )
    table = rows.collect().pivot("indicator", index=["state", "year"], values="value")
    if table.is_empty():
        return []
    half = (pl.col("ideal_point_high") - pl.col("ideal_point_low")) / 2
    error = table.select("state", pl.col("year").cast(pl.Int32), half=half)
    pairs = cast.join(error, on=["state", "year"], how="inner").join(
        error, left_on=["other", "year"], right_on=["state", "year"], how="inner"
    )
    off = (pl.col("half") ** 2 + pl.col("half_right") ** 2).sqrt() / FADE

    def end(sign: float) -> pl.DataFrame:
        tie = (1 + pl.col("kappa_squared")) / 2 * (sign * off).exp()
        moved = (2 * tie - 1).clip(-1.0, 1.0)
        return pairs.with_columns(kappa_squared=moved).select(cast.columns)

    return [end(1.0), end(-1.0)]
