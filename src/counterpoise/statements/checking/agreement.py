"""How a state votes beside others in the General Assembly, raw and beyond chance, also by issue."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Final

import polars as pl

from counterpoise.errors import CounterpoiseError, EvidenceError
from counterpoise.measures.alignment import alignment
from counterpoise.panel.ask import votes
from counterpoise.panel.evidence import Evidence
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts, Missing
from counterpoise.statements.checking.nearness import reach
from counterpoise.statements.checking.readings import Moment, computed, moments, untold
from counterpoise.statements.checking.readings import compared as compared_with
from counterpoise.statements.checking.verdict import FAILS, HOLDS, Found, Point, Rows, Tested
from counterpoise.statements.statement import Statement, members

INDICES: Final = {"agree": "agreement in votes", "kappa_squared": "agreement beyond chance (κ)"}
RULES: Final = {
    "exact": "the same vote",
    "voeten": "an abstention beside yes or no as half of one",
    "state_department": "yes and no alone, as the State Department counts",
}
"""In what part of their votes two agree is counted in these ways."""
CHOSEN: Final = 0.3
"""By how much agreement may differ with the roll calls that are chosen: nearer, no figure is refuted."""
ONE_MORE: Final = 0.02
"""What a roll call in fifty, held or left out, moves a rate of agreement by."""
ALIGNED: Final = {"agree": 0.75, "kappa_squared": 0.4}
"""From where on votes count as aligned: three votes of four; κ that is more than fair (0.4)."""
WINDOWS: Final = (1, 5)
RECENT: Final = 2000
"""Votes are compared from this year on, for statements of this century; from the first for others."""
FEWEST: Final = 10
"""Joint votes in contested roll calls below which nothing is said."""

Pairs = dict[tuple[str, int], dict[str, float | int | None]]


def check_alignment(facts: Facts, said: Statement) -> Found:
    """Return whether the subject votes with the partners, or closer to them than to the poles."""
    held = votes_held(facts)
    if isinstance(held, Missing):
        return Found(missing=(held.what,))
    title = held.holding.card.title
    at = moments(said, [held.holding.years], title)
    if isinstance(at, Missing):
        return Found((untold({"source": title}, at.what),))
    readings = _readings if said.quantity is None else _rated
    found: list[Tested] = []
    for issue in said.issues or ("",):
        for window in _windows(said):
            found += readings(facts, said, held, at, issue, window)
    by_year = mean_by_year(facts, said, "agree")
    points = tuple(Point(year, value, None) for year, value in sorted(by_year.items()))
    return Found(tuple(found), points, f"{title}: agreement in votes, by year")


def _windows(said: Statement) -> tuple[int, ...]:
    """Return over how many years votes are taken together: those named, else the usual ones."""
    return (said.years[1] - said.years[0] + 1,) if said.years else WINDOWS


def _readings(
    facts: Facts, said: Statement, held: Evidence, at: list[Moment], issue: str, window: int
) -> Iterator[Tested]:
    title = held.holding.card.title
    pairs = compared(facts, said, window=window, issue=issue)
    for moment in at:
        for index, words_of in INDICES.items():
            facets = {
                "source": title,
                "years": words.span(moment.year - window + 1, moment.year),
                "index": words_of,
                "issue": f"issue {issue}" if issue else "all issues",
            }
            if isinstance(pairs, Missing):
                yield untold(facets, pairs.what, moment.known)
                continue
            yield _reading(said, held, pairs, moment, facets, index, window)


def _rated(
    facts: Facts, said: Statement, held: Evidence, at: list[Moment], issue: str, window: int
) -> Iterator[Tested]:
    """Yield in what part of their votes two agree, by each way of counting abstentions."""
    title = held.holding.card.title
    kept = {rule: compared(facts, said, window=window, issue=issue, rule=rule) for rule in RULES}
    for moment in at:
        span = words.span(moment.year - window + 1, moment.year)
        own = {
            rule: None
            if isinstance(pairs, Missing)
            else _mean(pairs, members(said.partners, moment.year), moment.year, "agree")
            for rule, pairs in kept.items()
        }
        known = [value for value in own.values() if value is not None]
        near = any(abs(value - (said.threshold or 0.0)) < CHOSEN for value in known)
        for rule, value in own.items():
            facets = {"source": title, "years": span, "counting": RULES[rule]}
            facets["issue"] = f"issue {issue}" if issue else "all issues"
            if value is None:
                yield untold(facets, f"too few joint votes in {span}", moment.known)
                continue
            outcome = compared_with(said.comparison, value, said.threshold or 0.0, _reach(said))
            if outcome[0] == FAILS and near:
                yield untold(facets, _chosen(known, span), moment.known)
                continue
            rows = citing(held, said)(moment.year - window + 1, moment.year)
            yield computed(facets, moment, value, words.SHARE, outcome, rows)


def _reach(said: Statement) -> float:
    """Return how far "about" reaches: no less than a roll call in fifty."""
    return max(reach(said), ONE_MORE)


def _chosen(known: Sequence[float], span: str) -> str:
    told = words.between(min(known), max(known), words.SHARE)
    return (
        f"they agree in {told} of the contested roll calls of {span} that are held; of others, such as"
        " those that are called important, it may be as said"
    )


def _reading(
    said: Statement,
    held: Evidence,
    pairs: Pairs,
    moment: Moment,
    facets: dict[str, str],
    index: str,
    window: int,
) -> Tested:
    year = moment.year
    own = _mean(pairs, members(said.partners, year), year, index)
    if own is None:
        return untold(facets, f"too few joint votes in {facets['years']}", moment.known)
    rows = citing(held, said)(year - window + 1, year)
    if said.comparison == "aligned":
        margin = own - ALIGNED[index]
        outcome = (HOLDS if margin >= 0 else FAILS), margin
        return computed(facets, moment, own, "", outcome, rows)
    others = {pole: _mean(pairs, members((pole,), year), year, index) for pole in said.poles}
    known = {pole: value for pole, value in others.items() if value is not None}
    if not known:
        return untold(facets, f"too few joint votes in {facets['years']}", moment.known)
    margin = own - max(known.values())
    beside = "; ".join(
        f"{words.names([pole])} {words.figure(value, 'tilt')}" for pole, value in known.items()
    )
    outcome = (HOLDS if margin > 0 else FAILS), margin
    return computed(
        facets, moment, own, "", outcome, rows, f"{words.figure(own, 'tilt')}; {beside}"
    )


def votes_held(facts: Facts) -> Evidence | Missing:
    """Return the votes held, or say that none are."""
    try:
        return votes(facts.store)
    except EvidenceError as fault:
        return Missing(f"{fault.problem} {fault.attempt}")


def compared(
    facts: Facts, said: Statement, *, window: int, issue: str = "", rule: str = "voeten"
) -> Pairs | Missing:
    """Return the indices of the subject with every other state, by state and year."""
    subjects = members((said.subject,), said.known_to)
    first = RECENT if said.stated.year > RECENT + 10 else 0
    key = ("votes", subjects, window, issue, first, rule)
    if key not in facts.kept:
        table = _table(facts, tuple({*facts.voters, *subjects}), window, issue, first, rule)
        facts.kept[key] = table if isinstance(table, Missing) else _pairs(table, subjects)
    found: Pairs | Missing = facts.kept[key]
    return found


def _table(
    facts: Facts, states: tuple[str, ...], window: int, issue: str, first: int, rule: str
) -> pl.DataFrame | Missing:
    """Return the agreement of all states asked about with all others, compared once."""
    key = ("alignment", frozenset(states), window, issue, first, rule)
    if key not in facts.kept:
        facts.kept[key] = _compared(facts, states, window, issue, first, rule)
    found: pl.DataFrame | Missing = facts.kept[key]
    return found


def _compared(
    facts: Facts, states: tuple[str, ...], window: int, issue: str, first: int, rule: str
) -> pl.DataFrame | Missing:
    cast = ("cast", first)
    if cast not in facts.kept:
        rows = votes(facts.store).rows.filter(pl.col("date").dt.year() >= first)
        facts.kept[cast] = rows.collect()
    if issue and facts.kept[cast]["issues"].null_count() == facts.kept[cast].height:
        return Missing(
            "votes by issue: the vintage held names none"
            " (counterpoise add unga_votes with the files of issues)"
        )
    try:
        table: pl.DataFrame = alignment(
            facts.kept[cast],
            by="year",
            window=window,
            issues=[issue] if issue else None,
            between=list(states),
            rule=rule,  # type: ignore[arg-type]
            indices=list(INDICES) if rule == "voeten" else ["agree"],
        )
    except CounterpoiseError as fault:
        return Missing(f"{fault.problem} {fault.attempt}")
    return table


def _pairs(table: pl.DataFrame, subjects: tuple[str, ...]) -> Pairs:
    """Return the indices by other state and year; of several subjects, their mean."""
    own = table.filter(pl.col("state").is_in(subjects), pl.col("n") >= FEWEST)
    means = (
        own.sort("state", "other", "year")
        .group_by("other", "year", maintain_order=True)
        .agg(*(pl.col(name).mean() for name in INDICES if name in table.columns), pl.col("n").sum())
    )
    return {(row["other"], int(row["year"])): row for row in means.iter_rows(named=True)}


def mean_by_year(facts: Facts, said: Statement, index: str) -> dict[int, float]:
    """Return the subject's agreement with the partners in every year with enough joint votes."""
    pairs = compared(facts, said, window=1)
    if isinstance(pairs, Missing):
        return {}
    found = {}
    for year in sorted({year for _, year in pairs}):
        value = _mean(pairs, members(said.partners, year), year, index)
        if value is not None:
            found[year] = value
    return found


def citing(held: Evidence, said: Statement) -> Callable[[int, int], tuple[Rows, ...]]:
    """Return how votes of years from one to another are cited."""

    def cite(first: int, last: int) -> tuple[Rows, ...]:
        of = held.holding
        subjects = members((said.subject,), last)
        count = held.rows.filter(
            pl.col("date").dt.year().is_between(first, last), pl.col("state").is_in(subjects)
        )
        rows = Rows(
            of.source,
            of.vintage,
            of.card.title,
            f"votes of {said.subject}, {words.span(first, last)}",
            int(count.select(pl.len()).collect().item()),
            first,
            last,
            of.excerpt,
            f"counterpoise table alignment {' '.join(subjects)}"
            f" --rivals {','.join(members((*said.partners, *said.poles), last))}"
            f" --window {last - first + 1} --years {last}-{last}",
        )
        return (rows,)

    return cite


def _mean(pairs: Pairs, others: tuple[str, ...], year: int, index: str) -> float | None:
    values = [pairs[(one, year)][index] for one in others if (one, year) in pairs]
    known = [float(value) for value in values if value is not None]
    return sum(known) / len(known) if known else None
