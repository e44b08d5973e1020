"""The page on what a state depends on others for, product by product."""

from __future__ import annotations

from counterpoise.panel.store import Store
from counterpoise.reference import states as registry
from counterpoise.report import set_aside
from counterpoise.report.ledger import Ledger
from counterpoise.report.making import version
from counterpoise.report.pages import Chart, Page, Section, Table
from counterpoise.report.sections.by_product import listed, pictures, told
from counterpoise.report.sections.by_product.dependences import dependences


def products(
    store: Store, state: str, *, partner: str = "", basket: str = "", year: int | None = None
) -> Page:
    """Return the page on the products that a state depends on others for, and on whom.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    state : str
        Id, name or code.
    partner : str
        Only products of which it is the first supplier; "" for all.
    basket : str
        Only these products: a basket such as "energy", or how their HS codes begin; "" for all.
    year : int, optional
        By default the last that the release by product holds.

    Raises
    ------
    UsageError
        If there is no such basket, or nothing is told of the state in that year.
    EvidenceError
        If no release by product is held.
    """
    state, store = registry.state(state), store.steady()
    beside = registry.state(partner) if partner else ""
    found = dependences(store, state, partner=beside, basket=basket, year=year, shown=listed.SHOWN)
    ledger = Ledger()
    command = f"counterpoise products {state} --year {found.year} --format csv"
    what = f"{found.held.card.title}, {found.year}, by product"
    note = ledger.note(found.held, what, found.looked_at, command)
    parts: tuple[Table | Chart, ...] = ()
    if found.rows.height:
        parts = (
            pictures.by_basket(found, note),
            listed.table(found, note),
            *pictures.of_sources(found, state, note),
        )
    return Page(
        kind="products",
        states=(state,),
        title=registry.name(state),
        subtitle=f"What it depends on others for, product by product, {found.year}",
        answer=(*set_aside.sentences(store), *told.answer(found, state, beside, basket, note)),
        choices=(
            "EU: sources concentrated (Herfindahl index above 0.4) and imports above exports;"
            " GeoDep: and the world's exports as concentrated; MERICS: imports twice exports or more",
        ),
        sections=(
            Section(
                "products",
                "Products that it depends on others for",
                parts=parts,
                caveats=told.caveats(found),
            ),
        ),
        notes=tuple(ledger.notes),
        sources=ledger.cards(),
        version=version(),
    )  # fmt: skip
