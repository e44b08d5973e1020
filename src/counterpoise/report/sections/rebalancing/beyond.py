"""What the mix does beyond its own channel: in general equilibrium, and to a stock of arms."""

from __future__ import annotations

from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Section, Sentence
from counterpoise.report.sections.losses import trade_loss
from counterpoise.report.study import Study
from counterpoise.scenarios.rebalance.arms_stock import GONE, Stock
from counterpoise.scenarios.rebalance.equilibrium import InEquilibrium


def equilibrium(study: Study, found: InEquilibrium, command: str) -> Section:
    """Return the section on the check in general equilibrium."""
    note = trade_loss.cite(study, found.world, command)
    partner = wording.place(found.partner)
    lead: Sentence = (
        f"If the goods of {partner} stop coming, {study.place} loses ",
        wording.change(found.before, note=note, sign=False),
        " of its real income a year on in today's world, and ",
        wording.change(found.after, note=note, sign=False),
        " in the world in which tariffs have brought the mix about.",
    )
    ordered = (
        "Both say that the mix lowers the loss."
        if found.after < found.before
        else "The model of the cut-offs does not bear the plan out: there the mix lowers no loss."
    )
    return Section(
        "equilibrium",
        "With everybody's prices moving",
        lead=(lead, (ordered,)),
        caveats=(
            *_missing(found),
            f"The model of the cut-offs, {found.world.trade}, {found.world.year}: the wedges as tariffs"
            " whose revenue goes back to buyers, with the elasticity of the long run, then the cut with"
            f" that of a year on, with input-output loops. The tariffs alone change real income by"
            f" {wording.change(-found.tariffs).text}: they turn the terms of trade, and nobody answers"
            " them here.",
        ),
        short="Equilibrium",
    )


def _missing(found: InEquilibrium) -> tuple[str, ...]:
    """Return whose goods the check knows nothing of, though the mix moves them."""
    if not found.missing:
        return ()
    names = wording.listed([wording.place(one) for one in found.missing])
    return (
        f"In that world goods of {names} are not covered, and none are bought there: the check is of what"
        " the mix does with all others.",
    )


def unchecked(why: str) -> Section:
    """Return the section that says why there is no check in general equilibrium."""
    return Section(
        "equilibrium",
        "With everybody's prices moving",
        lead=((f"The model of the cut-offs does not check it. {why}",),),
        short="Equilibrium",
    )


def arms(study: Study, found: Stock, usual: Stock) -> Section:
    """Return the section on how long a stock of arms outlives deliveries, in the mix and as they are."""
    note = study.ledger.note(
        found.holdings[0],
        f"arms received by {study.name}, {wording.span(found.first, found.year)}, by supplier and year",
        found.rows,
        f"counterpoise table shares {study.state} --channel arms --window 1 --floor 0"
        f" --years {found.first}-{found.year}",
        beside=found.holdings,
    )
    partner = states.name(found.partner)
    lead: list[Sentence] = [
        (
            f"Of the arms in service in {found.year}, by volume, {partner} delivered ",
            wording.percent(found.share, note=note, bar=False),
            f", already under {_bound(found)}." if found.share < found.under else ".",
        )
    ]
    if found.share >= found.under:
        lead.append(
            (f"{_falls(usual, 'as in the last five years')}; {_falls(found, 'in the mix')}.",)
        )
        lead[-1] = (wording.started(str(lead[-1][0])),)
    return Section(
        "stock",
        "How long the stock outlives the deliveries",
        lead=tuple(lead),
        caveats=(
            f"Deliveries count that are told, from {found.first} on. {100 * GONE:g}\u00a0% of the stock"
            " goes out of service each year (our choice: half in 14 years), and as much is delivered a"
            " year as in the last five. What states delivered that the supplier continues counts as its"
            " own.",
        ),
        short="Stock of arms",
    )


def _bound(found: Stock) -> str:
    return f"{100 * found.under:.0f}\u00a0%"


def _falls(found: Stock, how: str) -> str:
    """Return when the part of the stock falls under the bound, if so much is delivered from now on."""
    part = wording.percent(found.deliveries, bar=False).text
    falls = f"falls under {_bound(found)}"
    when = f"never {falls}" if found.reached is None else f"{falls} in {found.reached}"
    return f"with {part} of what is delivered, {how}, it {when}"
