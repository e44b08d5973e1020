"""What a scenario does to trade: real income, and whose loss is greater."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from counterpoise.panel.evidence import Evidence
from counterpoise.panel.widest import widest
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.losses import conventions
from counterpoise.report.sections.losses.conventions import HORIZONS, of_state
from counterpoise.report.study import Study
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff import threats
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


def section(outcome: Outcome, baseline: Baseline, focus: Sequence[str], note: int) -> Section:
    """Return what happens to the real income of those in focus, and to others."""
    return Section(
        "trade",
        "Trade and real income",
        lead=_asymmetry(outcome, baseline, focus, note),
        parts=(
            income_table(outcome, focus, note),
            *conventions.table(outcome, focus, note),
            _features_table(outcome, focus[0], note),
        ),
        caveats=_caveats(outcome.certificate, baseline, focus),
    )


def of_every_partner(study: Study, baseline: Baseline, at: str) -> pl.DataFrame:
    """Return what a state loses with each partner at a horizon, worst first, without bands."""

    def made() -> pl.DataFrame:
        return threats.n_minus(baseline, study.state, horizon=at, band=False)

    return made() if baseline.own else study.recent(("every partner", at), made)


def cite(study: Study, baseline: Baseline, command: str) -> int:
    """Return the footnote for figures of the model: the trade and GDP that it starts from."""
    if baseline.own:
        return _cite_own(study, baseline, command)
    source, _, vintage = baseline.trade.partition(" ")
    goods = widest(study.store, "goods", baseline.year, source=source, vintage=vintage)
    output, _, of_output = baseline.gdp_from.partition(" ")
    # All rows, by whoever tells: the model takes each tie once, and the command gives them all.
    asked = ("rows of goods", source, vintage, baseline.year)
    count = study.store.same(asked, lambda: _rows(goods, baseline.year))
    return study.ledger.cite(
        goods,
        f"trade of {baseline.year} among {number_of(len(baseline.states), 'economy')}, with GDP of"
        f" {baseline.gdp_from}, balanced, in a model of one kind of goods",
        count,
        command,
        entering=study.store.releases(output, of_output),
    )


def _rows(goods: Evidence, year: int) -> int:
    """Return how many rows a release has of a year's trade."""
    rows = goods.holding.scan().filter(pl.col("indicator") == "goods", pl.col("year") == year)
    return int(rows.select(pl.len()).collect().item())


def _cite_own(study: Study, baseline: Baseline, command: str) -> int:
    """Return the footnote for figures that start from the reader's trade and GDP."""
    return study.ledger.bare(
        baseline.trade,
        "",
        f"Trade ({baseline.trade}) and GDP ({baseline.gdp_from}) given by the reader",
        f"trade of {baseline.year} among {number_of(len(baseline.states), 'economy')}, balanced, in a"
        " model of one kind of goods",
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
                wording.times(times, note=note),
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


def income_table(outcome: Outcome, focus: Sequence[str], note: int) -> Table:
    """Return what the real income of those in focus loses, and of whoever else is hit most."""
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


def _caveats(certificate: Certificate, baseline: Baseline, focus: Sequence[str]) -> tuple[str, ...]:
    thetas = "; ".join(
        f"{HORIZONS[horizon]} {middle:.2f} ({low:.2f}–{high:.2f})"
        for horizon, low, middle, high in certificate.theta
    )
    apart = (
        f"; the world falls into {number_of(certificate.blocs, 'part')} that do not trade with each other"
        if certificate.blocs > 1
        else ""
    )
    unknown = [
        f"Trade of {wording.place(state)} with"
        f" {wording.listed([wording.place(other) for other in gap[:5]])}"
        + (f" and {len(gap) - 5} more" if len(gap) > 5 else "")
        + " is not covered and not in the model: losses with them are unknown, not zero."
        for state in focus[:1]
        if (gap := _largest_first(baseline, baseline.report.partners_left_out(state)))
    ]
    return (
        f"The elasticity is the result: trade elasticities drawn are {thetas}; the ranges hold 5 to"
        f" 95 % of {number_of(certificate.draws, 'draw')} of them and of shares of value added.",
        *unknown,
        *certificate.flags,
        f"Model: {certificate.model}, {certificate.convention}; closure {certificate.closure}; markets"
        f" clear to {certificate.residual:.0e} in {number_of(certificate.iterations, 'iteration')} at most"
        f"{apart}. All goods are one kind here: a good without another maker costs more than this.",
        *baseline.report.sentences(),
    )


def _largest_first(baseline: Baseline, gap: Sequence[str]) -> list[str]:
    size = dict(zip(baseline.states, baseline.gdp.tolist(), strict=True))
    return sorted(gap, key=lambda state: -size.get(state, 0.0))
