"""Arms embargoes: who imposed or lifted one, on whom, and when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import polars as pl

from counterpoise.reference import groups
from counterpoise.scenarios.outlook import episodes
from counterpoise.statements import words
from counterpoise.statements.checking.readings import Moment, computed, untold
from counterpoise.statements.checking.verdict import FAILS, HOLDS, THEN, Found, Rows
from counterpoise.statements.statement import Statement

IMPOSED, LIFTED = ACTS = ("embargo imposed", "embargo lifted")
EPISODES: Final = "episodes of arms embargoes, compiled for this package"


def check_embargo(said: Statement) -> Found:
    """Return whether an embargo on the subject was imposed or lifted, or in force, in full or in part."""
    first, last = said.years or (0, 0)
    everything = episodes.read()
    senders = everything["supplier"].unique()
    strangers = [one for one in said.partners if one in groups.TITLES and one not in senders]
    if strangers:
        known = sorted(one for one in senders if one in groups.TITLES)
        why = f"of organisations the table has the embargoes of {words.listed(known)} alone"
        return Found((untold({"source": EPISODES}, why),))
    own = everything.filter(
        pl.col("recipient") == said.subject,
        pl.col("kind").is_in([said.event] if said.event in ACTS else ACTS),
        pl.col("supplier").is_in(_suppliers(said.partners, last)),
    )
    found = []
    for scope, scopes in (("in full", ["full"]), ("in full or in part", ["full", "partial"])):
        by_sender = {one: _told_of(said, own, scopes, one) for one in said.partners}
        acted = sum(bool(acts) for acts in by_sender.values())
        facets = {"source": EPISODES, "scope": scope, "years": words.span(first, last)}
        cited = Rows(
            "arms_episodes", "with the package", EPISODES,
            f"{said.event}, {said.subject}. {episodes.in_words(everything)}", own.height,
            first, last, "", "counterpoise sources arms_episodes",
        )  # fmt: skip
        outcome = (HOLDS if acted == len(said.partners) else FAILS), None
        shown = _acted(by_sender)
        unit = f"of {len(said.partners)}"
        found.append(computed(facets, Moment(last, THEN), acted, unit, outcome, [cited], shown))
    told = own.with_columns(pl.col("kind").str.strip_prefix("embargo ")).sort("year")
    others = [
        f"{kind} {year} ({scope})" if said.event not in ACTS else f"{year} ({scope})"
        for kind, year, scope in told.select("kind", "year", "scope").iter_rows()
    ]
    remarks = [f"All such episodes in the table: {words.listed(others)}."] if others else []
    return Found(tuple(found), remarks=(*remarks, *_checked(own)))


def _checked(own: pl.DataFrame) -> list[str]:
    """Return which data sets bear out the episodes shown, or that none does."""
    parts = [
        f"{year} {check.replace('none: ', 'none, ') or 'not checked'}"
        for year, check in own.select("year", "checked_by").rows()
    ]
    return [f"Agreeing on the date: {'; '.join(parts)}."] if parts else []


def _told_of(said: Statement, own: pl.DataFrame, scopes: Sequence[str], sender: str) -> list[str]:
    """Return the episodes of one sender that bear a statement out; none if they do not."""
    first, last = said.years or (0, 0)
    if said.event in ACTS:
        inside = own.filter(pl.col("scope").is_in(scopes), pl.col("year").is_between(first, last))
        return _acts(said, inside, sender, last)
    laid = (pl.col("kind") == IMPOSED) & pl.col("scope").is_in(scopes)
    ended = (pl.col("kind") == LIFTED) & (pl.col("scope") == "full")
    rows = own.filter(pl.col("year") <= last, laid | ended).sort("year", "month")
    there = rows.filter(
        pl.col("year") <= first, pl.col("supplier").is_in(_suppliers((sender,), last))
    )
    later = rows.filter(pl.col("year") > first, pl.col("kind") == LIFTED)
    if there.is_empty() or there["kind"][-1] == LIFTED or _acts(said, later, sender, last):
        return []
    return _acts(said, there[-1:], sender, last)


def _acts(said: Statement, rows: pl.DataFrame, sender: str, last: int) -> list[str]:
    """Return the episodes of one sender, up to the month in which the statement was made."""
    own = rows.filter(pl.col("supplier").is_in(_suppliers((sender,), last)))
    return [
        f"{row['year']}-{row['month'] or 0:02d}: {row['source']}"
        for row in own.iter_rows(named=True)
        if (row["year"], row["month"] or 1) <= (said.stated.year, said.stated.month)
    ]


def _acted(by_sender: Mapping[str, Sequence[str]]) -> str:
    """Return what each sender did, by name where there are several."""
    told = {one: "; ".join(acts) or "none in the table" for one, acts in by_sender.items()}
    if len(told) == 1:
        return next(iter(told.values()))
    return "; ".join(f"{words.names([one])}: {acts}" for one, acts in told.items())


def _suppliers(partners: Sequence[str], year: int) -> list[str]:
    """Return the partners, and the blocs that states among them are members of.

    What an organisation does binds its members; what a member does is not the organisation's.
    """
    own = [one for one in partners if one not in groups.TITLES]
    blocs = [
        bloc for bloc in groups.blocs() if any(one in groups.members(bloc, year) for one in own)
    ]
    return [*partners, *blocs]
