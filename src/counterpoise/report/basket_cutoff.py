"""The page on a state that loses partners for some goods and not for all: energy, critical materials."""

from __future__ import annotations

from collections.abc import Sequence

from counterpoise.errors import UsageError
from counterpoise.measures.answers import LAST_YEAR
from counterpoise.panel.store import Store
from counterpoise.reference import groups, states
from counterpoise.reference import products as baskets
from counterpoise.report import set_aside, wording
from counterpoise.report.cutting import Asked, partner, require_usual
from counterpoise.report.making import version
from counterpoise.report.pages import Page
from counterpoise.report.sections.losses import basket_loss, conventions, trade_loss
from counterpoise.report.study import Study
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.cutoff.basket_cutoff import basket_cutoff as lost
from counterpoise.scenarios.cutoff.basket_cutoff import supply
from counterpoise.scenarios.horizons import theta
from counterpoise.scenarios.value_added import checked

USUAL = Asked()


def basket_cutoff(
    store: Store,
    state: str,
    partners: Sequence[str],
    basket: str,
    asked: Asked = USUAL,
    *,
    leak: float = 0.0,
    direction: str = "imports",
    baseline: Baseline | None = None,
) -> Page:
    """Return the page on a state that buys no more of a basket from partners.

    Parameters
    ----------
    store : Store
    state : str
        Id, name or code.
    partners : sequence of str
        Who supplies it no more: one, a coalition, or a bloc; none for its largest supplier.
    basket : str
        A basket such as "energy", or how HS codes begin.
    asked : Asked
        The baseline and the horizons; `source` is of the baseline's trade.
    leak : float
        The part that goes on, from 0 to below 1.
    direction : str
        What it buys ends, whether "imports" or "both" is asked; its sales of a basket have no price here.
    baseline : Baseline, optional
        The world before; by default from the store.

    Raises
    ------
    UsageError
        If there is no such basket, a partner is the state itself, or only exports are to end.
    EvidenceError
        If no release tells of the whole basket, or too little is known of it.
    """
    require_usual(asked)
    state, partners = states.state(state), [partner(each) for each in partners]
    if direction == "exports":
        raise UsageError(
            "What ends of a basket must be the state's imports: what its sales are worth to it has no form"
            " here.",
            attempt=f"counterpoise cutoff {state} --partner CHN --direction exports   (all goods)",
        )
    if state in partners:
        raise UsageError(
            f"{states.name(state)} can't be cut off from itself.", attempt="name another --partner"
        )
    named = basket if basket.isdigit() else baskets.basket(basket).id
    store = store.steady()
    world = asked.baseline(store) if baseline is None else baseline
    members = _members(partners, state, world.year)
    bought = supply(store, state, members, named, world.year, exact=asked.year is not None)
    found = lost(
        bought, state, world, at=asked.horizons, leak=leak, asked=checked(asked.value_added)
    )
    study = Study(store, state, asked.year)
    cut = list(bought.parts)
    title = basket_loss.called(named)
    command = _command(state, cut, named, leak, asked)
    held = bought.piece.holding
    note = study.ledger.note(
        held, f"{title} that {wording.place(state)} buys, by supplier, {bought.year}", None,
        f"counterpoise table shares {state} --channel imports --item {named} --source {held.source}"
        f" --years {bought.year}-{bought.year}",
    )  # fmt: skip
    model = trade_loss.cite(study, world, command)
    products = basket_loss.by_product(bought, state, named, note)
    return Page(
        kind="cutoff",
        states=(state, *cut),
        title=f"{states.name(state)} without {_whose(partners or cut)} {title}",
        subtitle="What it costs, and who else could supply it",
        answer=(
            *set_aside.sentences(store),
            *basket_loss.loss_sentences(found, state, title, note),
        ),
        choices=(
            f"Spending, sales at home and income of {world.year}, from {world.trade}, with GDP of"
            f" {world.gdp_from}",
            conventions.headline(asked.value_added),
            "Trade elasticity, the median of the draws: "
            + ", ".join(f"{conventions.HORIZONS[at]} {theta(at):g}" for at in asked.horizons),
        ),
        sections=tuple(
            one for one in (basket_loss.losses(found, title, note, model), products) if one
        ),
        notes=tuple(study.ledger.notes),
        sources=study.ledger.cards(),
        version=version(),
    )


def _members(partners: Sequence[str], state: str, year: int) -> list[str]:
    """Return the states among partners, and of each bloc its members in a year, each once."""
    found: dict[str, None] = {}
    for one in partners:
        bloc = one in groups.blocs()
        found |= dict.fromkeys(groups.members(one, min(year, LAST_YEAR)) if bloc else (one,))
    return [one for one in found if one != state]


def _whose(partners: Sequence[str]) -> str:
    return wording.possessive(wording.listed([_named(one) for one in partners]))


def _named(one: str) -> str:
    return one if one in groups.blocs() else wording.place(one)


def _command(state: str, partners: Sequence[str], basket: str, leak: float, asked: Asked) -> str:
    leaking = f" --leak {leak:g}" if leak else ""
    return (
        f"counterpoise cutoff {state} --partner {','.join(partners)} --basket {basket}{leaking}"
        f"{asked.options}"
    )
