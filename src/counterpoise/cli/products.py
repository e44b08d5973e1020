"""``counterpoise products STATE``: what a state depends on others for, product by product."""

from __future__ import annotations

import click

from counterpoise.cli import deliver, door, options


@click.command()
@click.argument("state")
@click.option(
    "--partner",
    default=None,
    metavar="P",
    help="Only products of which this is the first supplier.",
)
@click.option(
    "--basket", default=None, metavar="B",
    help="Only these products: a basket such as energy, or how their HS codes begin.",
)  # fmt: skip
@click.option(
    "--year", type=options.YEAR, help="By default the last year that the release by product holds."
)
@options.output
@options.force
@options.page_form
def products(
    state: str,
    partner: str | None,
    basket: str | None,
    year: int | None,
    output: str | None,
    force: bool,
    form: str | None,
) -> None:
    """List the products that STATE depends on others for: value, first supplier, who else could.

    \b
    counterpoise products VNM
    counterpoise products DEU --partner CHN --basket critical_materials
    counterpoise products JPN --basket energy --year 2023 -o japan.csv
    """  # noqa: D301
    partner, basket = partner or "", basket or ""
    from counterpoise.panel.store import Store
    from counterpoise.reference import states as registry
    from counterpoise.report import products as making
    from counterpoise.report.question import Question
    from counterpoise.report.sections.by_product.dependences import dependences

    store = Store.open()
    who = registry.state(state)
    beside = registry.state(partner) if partner else ""
    told = {"partner": beside, "basket": basket, "year": year}
    place = deliver.place(Question("products", (who,), told), form=form, output=output, force=force)
    if place.form == "csv":
        found = dependences(store, who, partner=beside, basket=basket, year=year)
        if found.rows.is_empty():
            door.say(
                f"No product of {found.year} is one that {registry.name(who)} depends on others for"
                + (f" with {registry.name(beside)} as the first supplier." if beside else "."),
                err=True,
            )
        deliver.table(found.rows, form="csv", output=output, heads=[])
        return
    page = making.products(store, who, partner=beside, basket=basket, year=year)
    deliver.page(page, place)
