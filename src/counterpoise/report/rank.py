"""One measure of the whole world: every state by its own last year that enough is known of, in order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Final

import polars as pl

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.measures import Measure
from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report import dating, set_aside, wording
from counterpoise.report.charts.world_map import LINES
from counterpoise.report.ledger import Ledger
from counterpoise.report.making import version
from counterpoise.report.pages import Cell, Chart, Number, Page, Section, Sentence, Table
from counterpoise.report.sections.state import channels
from counterpoise.report.tables.asked import Asked
from counterpoise.report.tables.measured import Answer, called, measured
from counterpoise.report.tables.named import BETWEEN
from counterpoise.report.tables.result import cards

YEARS: Final = 10
"""How far back a state's own last year may lie: what is older is not set beside what is new."""

_share: Final = partial(wording.percent)
_index: Final = partial(wording.count, digits=3)
_number: Final = partial(wording.count, digits=1)

Commands = dict[tuple[str, str], tuple[str, int | None]]
"""By source and vintage, a command and how many rows it gives; None where that is more than theirs."""


@dataclass(frozen=True)
class Ranked:
    """By which column a measure is ranked, how it is written, and which column names a partner."""

    column: str
    written: Callable[..., Number]
    partner: str = ""

    @property
    def scale(self) -> str:
        """How a map writes it."""
        return "share" if self.written is _share else "number"


RANKED: Final = {
    **{
        name: Ranked(name, _index)
        for name in ("herfindahl", "normalised_herfindahl", "normalised_hirschman", "theil", "shannon")
    },
    "hirschman": Ranked("hirschman", _number),
    "concentration": Ranked("herfindahl", _index),
    "concentration_ratio": Ranked("cr_3", _share),
    "hill_number": Ranked("hill_2", _number),
    "lose_worst_partner": Ranked("share_lost", _share, "worst_partner"),
    "leadership": Ranked("leader_share", _share, "leader"),
    "turnover": Ranked("turnover", _share),
    "independence": Ranked("independent", _number),
    "entropy_chain": Ranked("total", _index),
    "hedging": Ranked("hedge", _index, "towards"),
    "ideal_points": Ranked("ideal_point", _index),
    "shares": Ranked("share", _share, "partner"),
    "decayed_stock": Ranked("share", _share, "partner"),
    "ties": Ranked("total", wording.dollars, "partner"),
    "hirschman_asymmetry": Ranked("asymmetry", _index, "partner"),
    "barbieri": Ranked("interdependence", _index, "partner"),
    "import_dependence": Ranked("import_dependence", _share, "partner"),
    "oneal_russett": Ranked("dependence", _share, "partner"),
    "gartzke_li": Ranked("dependence", _share, "partner"),
    "alignment": Ranked("agree", _share, "partner"),
}  # fmt: skip
"""Measures that give a state one figure a year, or one for each partner."""


def rank(
    store: Store,
    measure: str,
    *,
    channel: str = "",
    partner: str = "",
    top: int | None = None,
    least: bool = False,
    as_of: int | None = None,
    rivals: Sequence[str] = (),
    blocs: Sequence[str] = (),
    source: str = "",
) -> Page:
    """Return the page that puts all states of today in the order of a measure, with a map.

    Parameters
    ----------
    store : Store
        Where evidence is looked up.
    measure : str
        One of `RANKED`. Of a measure of pairs, such as shares, each state has the figure of the partner
        named, or of its largest.
    channel, source
        As `counterpoise table` takes them.
    partner : str
        By id, name or code; only for measures of pairs.
    top : int, optional
        So many rows; all by default. The map and the answer are of all.
    least : bool
        From the smallest up.
    as_of : int, optional
        The last year that may be known; else this year. No figure is more than ten years older.
    rivals, blocs : sequence of str
        As `counterpoise table` takes them.

    Raises
    ------
    UsageError
        If there is no such measure, it has no figure for each state, or no partner.
    EvidenceError
        If no state has a figure.
    """
    one = called(measure)
    if one.name not in RANKED:
        raise UsageError.not_among(
            "The measure to rank by", measure, RANKED, attempt="counterpoise rank herfindahl"
        )
    how = RANKED[one.name]
    beside = registry.state(partner) if partner else ""
    if beside and how.partner != "partner":
        pairs = ", ".join(name for name, each in RANKED.items() if each.partner == "partner")
        raise UsageError(
            f"{one.name} has no figure for each partner; {pairs} have.", attempt="shares"
        )
    if rivals and one.needs == "votes":
        raise UsageError(
            f"All states are put in order by {one.name} with one partner, not by that of rivals with"
            " each other.",
            attempt=f"counterpoise rank {one.name} --partner {rivals[0]}",
        )
    store = store.steady()
    last = as_of or int(dating.today()[:4])
    asked = Asked(
        channel=channel, source=source, years=(last - YEARS + 1, last), as_of=as_of,
        rivals=tuple(rivals), blocs=tuple(blocs),
    )  # fmt: skip
    answer = measured(store, one.name, (), asked)
    rows = _of_today(answer.rows, how, beside)
    known = _ordered(rows, how, least=least)
    if known.is_empty():
        raise EvidenceError(
            f"No state has a figure of {one.title} in {wording.span(*asked.years or (0, 0))}.",
            attempt="counterpoise sources",
        )
    untold = rows.filter(~pl.col("state").is_in(known["state"].implode()))["state"].unique()
    ledger, shown = Ledger(), known.head(top or known.height)
    titles = {card.id: card.title for card in cards(store, known)}
    commands = _commands(store, one, asked, answer, known)
    noted = partial(_note, ledger, commands=commands, titles=titles)
    told = _answer(how, known, noted, beside=beside, least=least)
    parts = (
        _map(one, how, known, untold.to_list(), beside, channel),
        _table(one, how, shown, noted, partner=how.partner if not beside else ""),
    )
    section = Section(
        "rank",
        "Every state",
        parts=parts,
        caveats=_beware(known, untold, last, _poles(rows, how, beside)),
    )
    return Page(
        kind="rank",
        states=tuple(known["state"]),
        title=wording.started(one.title),
        subtitle=_subtitle(answer, beside, last),
        answer=(*set_aside.sentences(store), *told, (f"{wording.started(one.help)}.",)),
        choices=answer.choices,
        sections=(section,),
        notes=tuple(ledger.notes),
        sources=cards(store, known),
        version=version(),
        as_of=as_of,
    )


def _of_today(rows: pl.DataFrame, how: Ranked, beside: str) -> pl.DataFrame:
    """Return rows of states and territories that are there today, each with its partner."""
    there = [one for one in registry.ids() if registry.ended(one) is None]
    rows = rows.filter(pl.col("state").is_in(there), pl.col("state") != beside)
    partner = pl.col(how.partner) if how.partner else pl.lit(None, pl.String)
    rows = rows.with_columns(figure=pl.col(how.column).cast(pl.Float64), beside=partner)
    return rows.filter(pl.col("partner") == beside) if beside else rows


def _ordered(rows: pl.DataFrame, how: Ranked, *, least: bool) -> pl.DataFrame:
    """Return each state's row of its own last year, of its largest partner where there are several."""
    known = rows.filter(pl.col("figure").is_finite()).sort(
        "state", "year", "figure", descending=[False, True, True], maintain_order=True
    )
    return (
        known.unique("state", keep="first", maintain_order=True)
        .with_columns(rank=pl.col("figure").rank("min", descending=not least).cast(pl.Int64))
        .sort("rank", "state")
    )


def _subtitle(answer: Answer, beside: str, last: int) -> str:
    there = "channel" in answer.rows.columns
    channel: list[str] = answer.rows["channel"].drop_nulls().unique().to_list() if there else []
    words = [
        *map(channels.named, channel),
        f"with {wording.place(beside)}" if beside else "",
        "all states",
    ]
    return wording.started(
        ", ".join([*filter(None, words), f"each by its own last year up to {last}"])
    )


def _dated(how: Ranked, row: dict[str, object], note: int | None = None) -> Number:
    """Return a figure with its year in the same cell; a 0 is written as one, for it is known."""
    value = float(str(row["figure"]))
    figure = how.written(value, note=note)
    if value == 0:
        figure = Number(0.0, "0", figure.unit, note=note)
    return replace(figure, text=f"{figure.text} ({row['year']})")


def _commands(
    store: Store, one: Measure, asked: Asked, answer: Answer, known: pl.DataFrame
) -> Commands:
    """Return, by release, the command that gives its rows, and how many rows that gives.

    Where several releases answer, each is asked alone: it may tell of more than it is asked for beside
    the others. What rests on several at once has the command of them all, which gives more.
    """
    releases: list[tuple[str, str]] = answer.rows.select("source", "vintage").unique().rows()
    whole = asked.question(one.name, ()).command
    if len(releases) == 1:
        return {releases[0]: (whole, answer.rows.height)}
    found: Commands = {}
    each: list[tuple[str, str]] = known.select("source", "vintage").unique().rows()
    for source, vintage in each:
        if not source or BETWEEN in source:
            found[source, vintage] = (whole, None)
            continue
        several = sum(other == source for other, _ in releases) > 1
        alone = replace(asked, source=source, vintage=vintage if several else asked.vintage)
        rows = measured(store, one.name, (), alone).rows
        found[source, vintage] = (alone.question(one.name, ()).command, rows.height)
    return found


def _note(
    ledger: Ledger, row: dict[str, object], *, commands: Commands, titles: dict[str, str]
) -> int:
    source, vintage = str(row["source"]), str(row["vintage"])
    title = " and ".join(titles.get(each, each) for each in source.split(BETWEEN))
    command, rows = commands[row["source"], row["vintage"]]  # type: ignore[index]
    return ledger.bare(source, vintage, title, "all states", rows, command)


def _table(
    measure: Measure, how: Ranked, shown: pl.DataFrame, noted: Callable[..., int], *, partner: str
) -> Table:
    """Return all states in order; with a column of partners, unless one is named for all."""
    lines: list[tuple[Cell, ...]] = []
    whole = shown["completeness"].null_count() < shown.height
    for row in shown.sort("rank", "state").iter_rows(named=True):
        beside = (registry.name(row["beside"]) if row["beside"] else "–",) if partner else ()
        part = wording.percent(row["completeness"]) if row["completeness"] else "–"
        told = (part,) if whole else ()
        lines.append(
            (registry.name(row["state"]), wording.count(row["rank"]),
             _dated(how, row, noted(row)), *beside, *told)
        )  # fmt: skip
    partner_head = ("Towards",) if partner == "towards" else ("Partner",) if partner else ()
    head = (
        "State",
        "Rank",
        wording.started(measure.title),
        *partner_head,
        *(("Told of its total",) if whole else ()),
    )
    return Table(
        "rank-compared", "", head, tuple(lines), caption=f"{wording.started(measure.help)}."
    )


def _map(
    measure: Measure, how: Ranked, known: pl.DataFrame, untold: list[str], beside: str, channel: str
) -> Chart:
    drawn = [*known.select("state", "figure").rows(), *((state, None) for state in untold)]
    rows: list[dict[str, object]] = [{"state": state, "value": value} for state, value in drawn]
    title = wording.started(measure.title) + (f", {channels.named(channel)}" if channel else "")
    return Chart(
        "rank-map",
        "world_map",
        title + (f", with {wording.place(beside)}" if beside else ""),
        f"Map of the world by {measure.title}.",
        (
            {**rows[0], "title": title, "centre": beside, "scale": how.scale},
            *rows[1:],
        ),
        caption=f"About as many states in each class. {LINES} The smallest states are not drawn.",
    )


def _answer(
    how: Ranked, known: pl.DataFrame, noted: Callable[..., int], *, beside: str, least: bool
) -> tuple[Sentence, ...]:
    first, last = known.row(0, named=True), known.row(-1, named=True)
    middle = known.sort("figure").row((known.height - 1) // 2, named=True)
    ends = ("Least", "most") if least else ("Most", "least")
    partner = f" ({wording.place(first['beside'])})" if first["beside"] and not beside else ""
    return (
        (
            f"{ends[0]}: {wording.place(first['state'])}, ", _dated(how, first, noted(first)), partner,
            f"; {ends[1]}: {wording.place(last['state'])}, ", _dated(how, last, noted(last)),
            f"; in the middle of {known.height}: ", _dated(how, middle, noted(middle)), ".",
        ),
    )  # fmt: skip


def _poles(rows: pl.DataFrame, how: Ranked, beside: str) -> set[str]:
    """Return the states with which all others are measured: they have no figure of their own."""
    towards = rows["beside"].drop_nulls().unique().to_list() if how.partner == "towards" else []
    return {*towards, beside} - {""}


def _beware(known: pl.DataFrame, untold: pl.Series, last: int, poles: set[str]) -> tuple[str, ...]:
    """Return what the order can't say: other years, too little known, nobody covered."""
    said = []
    years = known["year"].unique().sort().to_list()
    if len(years) > 1:
        said.append(
            f"The years differ, from {years[0]} to {years[-1]}: each state stands with its own last year"
            " that enough is known of."
        )
    if untold.len():
        names = wording.listed(sorted(map(registry.name, untold)))
        said.append(f"Too little is known for a figure, in ten years: {names}.")
    there = registry.states(last).filter(pl.col("kind") == "state")["id"]
    silent = sorted(map(registry.name, set(there) - set(known["state"]) - set(untold) - poles))
    if silent:
        said.append(f"Not covered, which is not zero: {wording.listed(silent)}.")
    return tuple(said)
