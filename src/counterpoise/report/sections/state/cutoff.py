"""What losing a partner would cost, and whether the state can stand without any one of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from counterpoise.errors import CounterpoiseError
from counterpoise.models.trade.price_forms import price_loss
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.sections.losses.conventions import HORIZONS
from counterpoise.report.sections.losses.trade_loss import cite, of_every_partner
from counterpoise.report.sections.losses.worst_loss import beside
from counterpoise.report.sections.state import channels, maps
from counterpoise.report.sections.state.channels import label, leader, period, told_flows
from counterpoise.report.sections.state.overview import share_cell
from counterpoise.report.study import Flow, Study
from counterpoise.scenarios.baseline.world import Baseline, latest
from counterpoise.scenarios.cutoff import cut_losses, threats
from counterpoise.scenarios.horizons import THETA
from counterpoise.scenarios.value_added import ACCOUNTS, WITH

AT = ("short", "long")
SHOWN = 5
BEYOND_TRADE = ("arms", "aid", "investment-flow")
DEEP = 5.0
"""A loss of real income, in per cent, that a state does not bear easily; our choice, said on the page."""
CURVE = np.linspace(0.0, 0.98, 50)


@dataclass(frozen=True)
class Cut:
    """What the end of trade with each partner would cost: losses by horizon, and their footnote.

    `every` has each partner's loss in the long run, without its ends.
    """

    baseline: Baseline
    losses: dict[str, pl.DataFrame]
    note: int
    every: pl.DataFrame

    def worst(self, at: str) -> dict[str, Any]:
        """Return the row of the worst single loss at a horizon."""
        return self.losses[at].row(0, named=True)

    def bears(self, at: str) -> bool:
        """Return whether any one loss at a horizon stays under what is borne easily."""
        return bool(self.worst(at)["loss_pct"] < DEEP)


def baseline_of(study: Study) -> Baseline | None:
    """Return the trade that a cut-off starts from, of the last year that may be known."""
    return study.once("baseline", lambda: _baseline(study))


def cut(study: Study) -> Cut | None:
    """Return what each loss would cost, computed once for each page; None if trade does not cover it."""
    return study.once("cut-off", lambda: _cut(study))


def _cut(study: Study) -> Cut | None:
    baseline = baseline_of(study)
    if baseline is None or study.state not in baseline.states:
        return None
    source, year = baseline.trade.split(" ")[0], baseline.year
    rows = f"counterpoise export --indicator goods --source {source} --years {year}-{year}"
    note = cite(study, baseline, rows)
    every = {at: of_every_partner(study, baseline, at) for at in AT}
    losses = _losses(study, baseline, told_flows(study), every)
    return Cut(baseline, losses, note, every["long"])


def section(study: Study) -> Section:
    """Return what the end of trade with each partner would cost, or why that is not known."""
    baseline, found = baseline_of(study), cut(study)
    if baseline is None or found is None:
        unknown = (
            f"What losing a partner would cost {study.place} is not known: {not_known(study)}."
        )
        return Section("cutoff", TITLE, lead=((unknown,),))
    note, told = found.note, told_flows(study)
    gap = baseline.report.partners_not_covered(study.state)
    return Section(
        "cutoff",
        TITLE,
        lead=(
            *_verdict(study, found),
            *_arms(study, told),
            *(() if study.short else _halved(study)),
        ),
        parts=(
            _table(study, found, told),
            *maps.of_losses(study, found.every, baseline.year, note),
            *_curve(study, told),
        ),
        caveats=(
            *_unknown(study, baseline, gap),
            f"Trade of {baseline.year}, one kind of goods, balanced, {WITH}; both ways stop at once. The"
            " range is that of the trade elasticity, after a year 0.76 (0.5–1.1), in the long run 4"
            f" (2.7–6.0), and of the share of value added in output, {_share(study, baseline)}.",
            f"`counterpoise cutoff {study.state} --partner …` tells of prices, replacement, coalitions"
            f" and two losses at once, `counterpoise rebalance {study.state}` of the mix that would stand on"
            " its own; arms, aid and capital have no price, so that parts are shown.",
        ),
    )


TITLE = "If a partner stopped"


def not_known(study: Study) -> str:
    """Return why no income can be told that a loss would cost."""
    baseline = baseline_of(study)
    if study.ended:
        return "it ended before the trade that models start from"
    if baseline is None:
        return f"no trade{f' up to {study.as_of}' if study.as_of else ''} is held that models start from"
    return f"its trade of {baseline.year}, or its GDP, is not covered"


def _halved(study: Study) -> tuple[Sentence, ...]:
    """Return what it would take to halve the worst loss; two pages do without its models."""
    from counterpoise.report.sections.rebalancing import halved

    return halved.sentences(study)


def _baseline(study: Study) -> Baseline | None:
    """Return the trade that a cut-off starts from, of the last year that may be known."""
    try:
        return latest(study.store, study.as_of)
    except CounterpoiseError:
        return None


def _losses(
    study: Study,
    baseline: Baseline,
    told: dict[str, tuple[Flow, int]],
    every: dict[str, pl.DataFrame],
) -> dict[str, pl.DataFrame]:
    """Return what the partners shown would cost at each horizon, worst first, with their bands."""
    leaders = {leader(*told[name])[0] for name in BEYOND_TRADE if name in told}
    held = {each for each in leaders if each in baseline.states and each != study.state}
    found = {}
    for at in AT:
        known = every[at].filter(pl.col("loss_pct").is_not_null())["partners"].list.first()
        found[at] = known.head(SHOWN).to_list()
    shown = sorted({*held, *(one for worst in found.values() for one in worst)})
    return {at: threats.n_minus(baseline, study.state, horizon=at, partners=shown) for at in AT}


def _share(study: Study, baseline: Baseline) -> str:
    """Return the share of value added in the state's output, in words."""
    found = cut_losses.loops(baseline, ACCOUNTS).quantiles(baseline.place(study.state))
    low, middle, high = (f"{share:.2f}" for share in found)
    return f"{middle} ({low}–{high})"


def _verdict(study: Study, found: Cut) -> tuple[Sentence, ...]:
    """Return whether every single loss can be borne, and which is the worst."""
    baseline, note = found.baseline, found.note
    short, long = (found.worst(at) for at in AT)
    if long["loss_pct"] is None or short["loss_pct"] is None:
        return ()
    partner = wording.possessive(wording.place(long["partners"][0]))
    bears = {at: found.bears(at) for at in AT}
    verdict = {
        (True, True): "it could lose any one trading partner",
        (
            False,
            True,
        ): "it could lose any one trading partner in the long run, but not at once,",
        (False, False): "it could not lose its largest trading partner",
        (True, False): "it could lose any one trading partner at once, but not for long",
    }[bears["short"], bears["long"]]
    same = short["partners"] == long["partners"]
    return (
        (
            f"Among the {number_of(len(baseline.states), 'state')} and territories whose trade is"
            f" covered, {verdict}"
            f" without losing {DEEP:.0f}\u00a0% of its real income: the worst loss is {partner}, ",
            wording.change(-long["loss_pct"], note=note),
            f"{wording.lost(long['loss_pct_low'], long['loss_pct_high'])} {HORIZONS['long']} and ",
            *(() if same else (f"{wording.possessive(wording.place(short['partners'][0]))}, ",)),
            wording.change(-short["loss_pct"], note=note),
            f"{wording.lost(short['loss_pct_low'], short['loss_pct_high'])} {HORIZONS['short']}. ",
        ),
        (
            *beside(baseline, study.state, {"long": long, "short": short}, note, ACCOUNTS),
            " ",
        ),
    )


def _arms(study: Study, told: dict[str, tuple[Flow, int]]) -> tuple[Sentence, ...]:
    if "arms" not in told:
        return ()
    flow, year = told["arms"]
    partner, share = leader(flow, year)
    return (
        (
            f"In arms the worst loss is that of {wording.place(partner)}: ",
            wording.percent(share, note=channels.cite(study, flow, year), bar=False),
            f" of deliveries in {period(flow, year)}.",
        ),
    )


def _table(study: Study, cost: Cut, told: dict[str, tuple[Flow, int]]) -> Table:
    losses, note = cost.losses, cost.note
    others = [name for name in BEYOND_TRADE if name in told]
    known = losses["long"].filter(pl.col("loss_pct").is_not_null())["partners"]
    tried = cost.every["loss_pct"].count()
    chosen = dict.fromkeys(partners[0] for partners in known.head(SHOWN))
    chosen |= dict.fromkeys(leader(*told[name])[0] for name in others)
    found = {
        at: {row["partners"][0]: row for row in table.rows(named=True)}
        for at, table in losses.items()
    }
    rows: list[tuple[Cell, ...]] = []
    for partner in chosen:
        cells: list[Cell] = [states.name(partner)]
        for at in AT:
            cells += _loss(found[at].get(partner), note)
        for name in others:
            flow, year = told[name]
            share, _ = flow.ties(year).get(partner, (None, 0))
            cells.append(share_cell(study, flow, year, partner, share))
        rows.append(tuple(cells))
    heads = [head for at in AT for head in (f"Real income {HORIZONS[at]}", "5–95 %")]
    return Table(
        "cutoff-partners",
        "What would go with each partner",
        ("Partner", *heads, *(f"{label(name)}, {period(*told[name])}" for name in others)),
        tuple(rows),
        caption="Real income if all trade with the partner stopped; in the other channels, the part"
        " that comes from it."
        + wording.cut(
            len(chosen), tried, "partners", "the gravest losses, and the first of each channel"
        ),
    )


def _loss(row: dict[str, Any] | None, note: int) -> tuple[Cell, Cell]:
    if row is None or row["loss_pct"] is None:
        return wording.absent("not covered", unit="per cent", note=note), ""
    ends = wording.lost(row["loss_pct_low"], row["loss_pct_high"]).strip(" ()")
    return wording.change(-row["loss_pct"], note=note), ends


def _curve(study: Study, told: dict[str, tuple[Flow, int]]) -> tuple[Chart, ...]:
    """Return the loss against the share that goes, with the largest partners on it."""
    points = []
    for name in ("arms", "imports", "exports"):
        if name in told:
            flow, year = told[name]
            partner, share = leader(flow, year)
            points.append((share, f"{states.name(partner)}, {label(name).lower()}", flow, year))
    if "arms" in told:
        points += _peak(*told["arms"])
    if not points:
        return ()
    rows: list[dict[str, Any]] = []
    for at in AT:
        series = f"{HORIZONS[at]} (elasticity {THETA[at]:g})"
        rows += [
            {"series": series, "share": float(share), "loss": float(loss), "label": None}
            for share, loss in zip(CURVE, price_loss(CURVE, 1 + THETA[at]), strict=True)
        ]
        rows += [
            {"series": series, "share": share, "label": label,
             "loss": float(price_loss(np.array(share), 1 + THETA[at]))}
            for share, label, _, _ in points
        ]  # fmt: skip
    return (
        Chart(
            "loss-curve",
            "loss_curve",
            "Why the last alternative is worth so much",
            f"Loss against the share of the partner that goes, with the partners of {study.name}.",
            tuple(rows),
            caption="What a channel is worth falls slowly while others can step in, and steeply when"
            " the last of them goes: 1 − (1 − share)^(1/elasticity). For arms an illustration: they"
            " have no price.",
            notes=tuple(channels.cite(study, flow, year) for _, _, flow, year in points),
        ),
    )


def _peak(flow: Flow, year: int) -> list[tuple[float, str, Flow, int]]:
    """Return the most concentrated window of a channel, if it was well above the present one."""
    past = flow.concentration.filter(pl.col("state_of_share") == "shared").sort("cr_1")
    top = past.row(-1, named=True)
    if top["year"] == year or top["cr_1"] < leader(flow, year)[1] + 0.15:
        return []
    name = f"{states.name(top['leader'])}, arms {period(flow, top['year'])}"
    return [(top["cr_1"], name, flow, top["year"])]


def _unknown(study: Study, baseline: Baseline, gap: tuple[str, ...]) -> tuple[str, ...]:
    if not gap:
        return ()
    size = dict(zip(baseline.states, baseline.gdp.tolist(), strict=True))
    named = [wording.place(other) for other in sorted(gap, key=lambda one: -size.get(one, 0.0))[:4]]
    more = f" and {len(gap) - 4} more" if len(gap) > 4 else ""
    return (
        f"Trade of {study.place} with {', '.join(named)}{more} is not covered in {baseline.year}: what"
        f" {'its' if len(gap) == 1 else 'their'} loss would cost is unknown, not zero.",
    )
