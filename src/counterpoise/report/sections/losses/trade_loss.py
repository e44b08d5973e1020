"""What a scenario does to trade: real income, who replaces whom, whose loss is greater."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from types import MappingProxyType

import polars as pl

from counterpoise.panel.widest import widest
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.losses import conventions, told_parts
from counterpoise.report.sections.losses.conventions import HORIZONS, of_state
from counterpoise.report.study import Study
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff.trade_cutoff import Certificate, Outcome
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import CoalitionCut, Cut

FEATURES = {
    "income_pct": "Real income",
    "real_wage_pct": "Real wage",
    "price_pct": "Prices",
    "terms_of_trade_pct": "Terms of trade",
    "revenue_pct": "Tariff revenue",
}
BYSTANDERS = 4
REPLACERS = 8


def section(outcome: Outcome, baseline: Baseline, focus: Sequence[str], note: int) -> Section:
    """Return what happens to the real income of those in focus, and to others."""
    return Section(
        "trade",
        "Trade and real income",
        lead=_asymmetry(outcome, baseline, focus, note),
        parts=(
            _income_table(outcome, focus, note),
            *conventions.table(outcome, focus, note),
            _features_table(outcome, focus[0], note),
        ),
        caveats=_caveats(outcome.certificate, baseline, focus),
    )


def replacement(
    outcome: Outcome, state: str, note: int, parts: Mapping[str, float] = MappingProxyType({})
) -> Section:
    """Return who takes the place of what is lost, on either side of a state's trade.

    `parts` are the sides of which too little is told, as `told_parts` gives them.
    """
    sides = {"imports": "Who sells to", "exports": "Who buys from"}
    rows = outcome.partners.filter(
        pl.col("state") == state, pl.col("horizon") == outcome.scenario.horizons[-1]
    )
    tables = [
        _replacement_table(rows.filter(pl.col("side") == side), side, f"{head} {states.name(state)}", note)
        for side, head in sides.items()
    ]  # fmt: skip
    return Section(
        "replacement",
        "Who takes the place",
        lead=(
            *_replacers(rows, state, note, at_most="imports" in parts),
            *_largest(rows.filter(~pl.col("side").is_in(list(parts))), state, note),
            *(told_parts.sentence(state, side, part, note) for side, part in parts.items()),
        ),
        parts=(
            _before_after(rows, state, note),
            *tables,
            _concentration(outcome, state, note, list(parts)),
        ),
    )


def cite(study: Study, baseline: Baseline, command: str) -> int:
    """Return the footnote for figures of the model: the trade and GDP that it starts from."""
    if baseline.own:
        return _cite_own(study, baseline, command)
    source, _, vintage = baseline.trade.partition(" ")
    goods = widest(study.store, "goods", baseline.year, source=source, vintage=vintage)
    gdp = study.evidence("gdp")
    # All rows, by whoever tells: the model takes each tie once, and the command gives them all.
    rows = goods.holding.scan().filter(
        pl.col("indicator") == "goods", pl.col("year") == baseline.year
    )
    count = rows.select(pl.len()).collect().item()
    if gdp is not None:
        study.ledger.holdings.setdefault(f"{gdp.holding.source} {gdp.holding.vintage}", gdp.holding)
    return study.ledger.cite(
        goods,
        f"trade of {baseline.year} among {len(baseline.states)} economies, with GDP of"
        f" {baseline.gdp_from}, balanced, in a model of one kind of goods",
        count,
        command,
    )


def _cite_own(study: Study, baseline: Baseline, command: str) -> int:
    """Return the footnote for figures that start from the reader's trade and GDP."""
    return study.ledger.bare(
        baseline.trade,
        "",
        f"Trade ({baseline.trade}) and GDP ({baseline.gdp_from}) given by the reader",
        f"trade of {baseline.year} among {len(baseline.states)} economies, balanced, in a model of one"
        " kind of goods",
        int(baseline.known.sum()) - len(baseline.states),
        f"{command} (in Python, with baseline=cpo.baseline_from(…))",
    )


def cite_votes(study: Study, sessions: int) -> int | None:
    """Return the footnote for who votes as whom; None if no votes are held."""
    evidence = study.votes
    if evidence is None:
        return None
    return study.ledger.cite(
        evidence,
        f"all votes of the last {sessions} sessions",
        None,
        "counterpoise table alignment",
    )


def not_covered(baseline: Baseline, scenario: Scenario, focus: Sequence[str]) -> list[str]:
    """Return the partners in focus whose trade with the first, which the scenario ends, is unknown."""
    if not any(isinstance(shock, (Cut, CoalitionCut)) for shock in scenario.shocks):
        return []
    gap = baseline.report.partners_left_out(focus[0])
    return [state for state in focus[1:] if state in gap]


def unknown_sentence(state: str, unknown: Sequence[str]) -> Sentence:
    """Return that the loss of partners whose trade is not covered is not in the figures."""
    names = wording.listed([wording.place(other) for other in unknown])
    return (
        f"Trade of {wording.place(state)} with {names} is not covered: what its end costs either side"
        " is unknown, and not in these figures.",
    )


def loss_sentence(outcome: Outcome, state: str, note: int) -> Sentence:
    """Return what the state's real income loses, at each horizon."""
    cells: list[Cell] = [f"Real income of {wording.place(state)} changes by "]
    for number, row in enumerate(of_state(outcome.effects, state)):
        cells += [
            ", and by " if number else "",
            wording.change(row["income_pct"], note=note),
            f"{wording.changed(row['income_pct_low'], row['income_pct_high'])}"
            f" {HORIZONS[row['horizon']]}",
        ]
    return (*cells, ".")


def _asymmetry(
    outcome: Outcome, baseline: Baseline, focus: Sequence[str], note: int
) -> tuple[Sentence, ...]:
    """Return whose loss is greater, for the state and each partner cut."""
    last = outcome.scenario.horizons[-1]
    rows = outcome.asymmetry.filter(pl.col("state") == focus[0], pl.col("horizon") == last)
    sentences = []
    for row in rows.sort("severed_usd", descending=True).head(3).rows(named=True):
        if row["ratio"] is None:
            continue
        heavier = row["ratio"] < 1
        times = 1 / row["ratio"] if heavier else row["ratio"]
        partner, state = wording.place(row["partner"]), wording.place(row["state"])
        sentences.append(
            (
                wording.started(f"{state if heavier else partner} loses "),
                wording.count(times, note=note, digits=1 if times < 10 else 0),
                f" times as much of its income as {partner if heavier else state} does"
                f" {HORIZONS[last]}; of their trade, once balanced, ",
                wording.dollars(row["severed_usd"], note=note),
                " ends (as reported, all of it is ",
                wording.dollars(_reported(baseline, row["state"], row["partner"]), note=note),
                "), at ",
                wording.count(row["loss_per_dollar"], note=note, digits=2),
                f" dollars of income lost in {state} for each. ",
            )
        )
    return tuple(sentences)


def _reported(baseline: Baseline, state: str, partner: str) -> float:
    """Return the trade of two states, both ways, before balancing."""
    one, other = baseline.place(state), baseline.place(partner)
    return float(baseline.flows[one, other] + baseline.flows[other, one])


def _income_table(outcome: Outcome, focus: Sequence[str], note: int) -> Table:
    horizons = outcome.scenario.horizons
    last = outcome.effects.filter(pl.col("horizon") == horizons[-1])
    others = last.filter(~pl.col("state").is_in(list(focus))).sort(
        pl.col("income_pct").abs(), descending=True
    )
    shown = [*focus, *others["state"].head(BYSTANDERS)]
    rows: list[tuple[Cell, ...]] = []
    for state in shown:
        cells: list[Cell] = [states.name(state)]
        for row in of_state(outcome.effects, state):
            cells.append(wording.change(row["income_pct"], note=note))
            cells.append(
                wording.changed(row["income_pct_low"], row["income_pct_high"]).strip(" ()")
            )
        final = of_state(last, state)[0]
        cells.append(wording.dollars(-final["loss_usd"], note=note, sign=True))
        rows.append(tuple(cells))
    heads = [head for at in horizons for head in (wording.started(HORIZONS[at]), "5–95 %")]
    return Table(
        "income",
        "Real income",
        ("State", *heads, "In dollars a year"),
        tuple(rows),
        caption=f"{wording.started(outcome.certificate.convention)}. Exact change of real income"
        " (equivalent variation), with the range over trade elasticities and shares of value added. Those"
        " in question first, then whoever gains or loses most besides."
        f" Dollars: {HORIZONS[horizons[-1]]}.",
    )


def _features_table(outcome: Outcome, state: str, note: int) -> Table:
    found = {row["horizon"]: row for row in of_state(outcome.effects, state)}
    rows: list[tuple[Cell, ...]] = []
    for name, title in FEATURES.items():
        if name == "revenue_pct" and not any(row[name] for row in found.values()):
            continue
        cells: list[Cell] = [title]
        for row in found.values():
            cells.append(wording.change(row[name], note=note))
            cells.append(wording.changed(row[f"{name}_low"], row[f"{name}_high"]).strip(" ()"))
        rows.append(tuple(cells))
    heads = [head for at in found for head in (wording.started(HORIZONS[at]), "5–95 %")]
    return Table(
        "features",
        f"What it does to {states.name(state)}",
        ("Change in", *heads),
        tuple(rows),
        caption="Prices at unchanged income of the trading world; terms of trade against the suppliers"
        " that remain. Tariff revenue in % of income before.",
    )


def _replacers(rows: pl.DataFrame, state: str, note: int, *, at_most: bool) -> tuple[Sentence, ...]:
    """Return who takes up the share that cut suppliers lose."""
    bought = rows.filter(pl.col("side") == "imports")
    cut = bought.filter(pl.col("kind") == "hit", pl.col("share_after") < pl.col("share_before"))
    gains = bought.filter(pl.col("replaces") > 0, pl.col("kind") != "home")
    home = bought.filter(pl.col("kind") == "home")["replaces"]
    if cut.is_empty() or gains.is_empty() or home[0] is None or not 0 < home[0] <= 1:
        return ()
    cells: list[Cell] = [
        f"Of the share of its spending that {wording.place(state)} no longer gives to them, "
        + ("at most " if at_most else ""),
        wording.percent(home[0], note=note, bar=False),
        " goes to home producers",
    ]
    for row in gains.sort("replaces", descending=True).head(3).rows(named=True):
        cells += [
            ", ",
            wording.percent(row["replaces"], note=note, bar=False),
            f" to {wording.place(row['partner'])}",
        ]
    return ((*cells, "."),)


def _largest(rows: pl.DataFrame, state: str, note: int) -> tuple[Sentence, ...]:
    """Return how the part of the largest supplier and customer that remain changes."""
    sentences: list[Sentence] = []
    for side, what in (("imports", "spending"), ("exports", "sales")):
        other = rows.filter(pl.col("side") == side, pl.col("kind") == "other")
        if other.is_empty():
            continue
        row = other.sort("usd_before", descending=True).row(0, named=True)
        before, after = (
            wording.percent(row[name], note=note, bar=False)
            for name in ("share_before", "share_after")
        )
        part = (
            f" The part of {wording.place(row['partner'])} in the {what} of {wording.place(state)} "
        )
        moved = (
            ("goes from ", before, " to ", after)
            if before.text != after.text
            else ("stays ", before)
        )
        sentences.append((part + str(moved[0]), *moved[1:], "."))
    return tuple(sentences)


def _replacement_table(rows: pl.DataFrame, side: str, title: str, note: int) -> Table:
    known = rows.filter(~pl.col("not_covered"))
    hit = known.filter(pl.col("kind") == "hit").sort("usd_before", descending=True)
    home = known.filter(pl.col("kind") == "home")
    other = known.filter(pl.col("kind") == "other").sort(
        pl.col("usd_change").abs(), descending=True
    )
    table: list[tuple[Cell, ...]] = []
    for row in pl.concat([hit.head(4), home, other.head(REPLACERS)]).rows(named=True):
        name = "At home" if row["kind"] == "home" else states.name(row["partner"])
        made_up = None if row["replaces"] is None else 100 * row["replaces"]
        table.append(
            (
                name,
                wording.dollars(row["usd_before"], note=note),
                wording.percent(row["share_before"], note=note),
                wording.percent(row["share_after"], note=note),
                wording.dollars(row["usd_change"], note=note, sign=True),
                "" if made_up is None else wording.change(made_up, note=note),
            )
        )
    spent = "spending" if side == "imports" else "sales"
    return Table(
        f"replacement-{side}",
        title,
        ("Partner", "Before, balanced", f"Share of {spent}", "Share after", "Change", "Takes up"),
        tuple(table),
        caption=f"Shares of all {spent}, at home too; dollars are those of the balanced baseline, not"
        " the reported ones. Takes up: points of share gained for each point that the partners hit"
        " lose, above 100 % where others lose too. Partners hit first, then those of whom most changes.",
    )


def _before_after(rows: pl.DataFrame, state: str, note: int) -> Chart:
    foreign = rows.filter(
        pl.col("side") == "imports", pl.col("kind") != "home", ~pl.col("not_covered")
    ).with_columns(largest=pl.max_horizontal("share_before", "share_after"))
    shown = foreign.sort("largest", descending=True).head(12).rows(named=True)
    return Chart(
        "before-after",
        "dumbbell",
        f"Where {states.name(state)} buys, before and after",
        f"Share of foreign suppliers in the spending of {states.name(state)}, before and after.",
        tuple(
            {
                "partner": states.name(row["partner"]),
                "here": row["share_before"],
                "there": row["share_after"],
                "ends": ("before", "after"),
            }
            for row in shown
        ),
        caption="Share of all spending on goods and services traded, home included, at the last"
        " horizon.",
        notes=(note,),
    )


def _concentration(outcome: Outcome, state: str, note: int, unsaid: Sequence[str]) -> Table:
    rows: list[tuple[Cell, ...]] = []
    evener = False
    for row in of_state(outcome.concentration, state):
        if row["side"] in unsaid:
            continue
        evener |= (row["effective_after"] or 0) > (row["effective_before"] or 0)
        rows.append(
            (
                f"{wording.started(row['side'])}, {HORIZONS[row['horizon']]}",
                wording.count(row["effective_before"], note=note, digits=1),
                wording.count(row["effective_after"], note=note, digits=1),
                wording.count(row["herfindahl_before"], note=note, digits=3),
                wording.count(row["herfindahl_after"], note=note, digits=3),
            )
        )
    return Table(
        "concentration-after",
        "How concentrated foreign trade is",
        ("Side", "Effective partners", "after", "HHI", "after"),
        tuple(rows),
        caption="Foreign partners only, of balanced trade."
        + (
            " Fewer partners can weigh more evenly: losing the largest lowers concentration, and is a"
            " loss all the same."
            if evener
            else ""
        )
        + "".join(f" {side.capitalize()}: too little is told for an index." for side in unsaid),
    )


def _caveats(certificate: Certificate, baseline: Baseline, focus: Sequence[str]) -> tuple[str, ...]:
    thetas = "; ".join(
        f"{HORIZONS[horizon]} {middle:.2f} ({low:.2f}–{high:.2f})"
        for horizon, low, middle, high in certificate.theta
    )
    apart = (
        f"; the world falls into {certificate.blocs} parts that do not trade with each other"
        if certificate.blocs > 1
        else ""
    )
    unknown = [
        f"Trade of {wording.place(state)} with"
        f" {wording.listed([states.name(other) for other in gap[:5]])}"
        + (f" and {len(gap) - 5} more" if len(gap) > 5 else "")
        + " is not covered and not in the model: losses with them are unknown, not zero."
        for state in focus[:1]
        if (gap := _largest_first(baseline, baseline.report.partners_left_out(state)))
    ]
    return (
        f"The elasticity is the result: trade elasticities drawn are {thetas}; the ranges hold 5 to"
        f" 95 % of {certificate.draws} draws of them and of shares of value added.",
        *unknown,
        *certificate.flags,
        f"Model: {certificate.model}, {certificate.convention}; closure {certificate.closure}; markets"
        f" clear to {certificate.residual:.0e} in {certificate.iterations} iterations at most"
        f"{apart}. All goods are one kind here: a good without another maker costs more than this.",
        *baseline.report.sentences(),
    )


def _largest_first(baseline: Baseline, gap: Sequence[str]) -> list[str]:
    size = dict(zip(baseline.states, baseline.gdp.tolist(), strict=True))
    return sorted(gap, key=lambda state: -size.get(state, 0.0))
