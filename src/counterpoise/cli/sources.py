"""``counterpoise sources``: what can be read, what is held, on which terms."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import click

from counterpoise.cli import deliver, options
from counterpoise.printable import all_seen, number_of
from counterpoise.report.came_in import lines

if TYPE_CHECKING:
    from counterpoise.panel.store import Store
    from counterpoise.snapshots.source import Source


OWN_TABLE = "arms_episodes"


@click.command()
@click.argument("source", required=False)
@options.choice("table", "json", default="table")
def sources(source: str | None, form: str) -> None:
    """List every source with what is held of it; or show one SOURCE whole: layout, requests, terms.

    arms_episodes is the table of embargoes that travels with the package; it is compared with whatever
    data set of sanctions is held (eu_sanctions_map, gsdb, ist).
    """
    from counterpoise import sources as known
    from counterpoise.panel.store import Store

    if source == OWN_TABLE:
        _show_table(form)
        return
    store = Store.open()
    cards = [known.module(id).SOURCE for id in ([source] if source else known.ids())]
    if form == "json":
        told = [_record(card, store) for card in cards]
        deliver.json_to_screen(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    elif source:
        _show_one(_record(cards[0], store))
    else:
        _show_all([_record(card, store) for card in cards])


def _show_table(form: str) -> None:
    """Show the card of the table of embargoes, which travels with the package and is no source."""
    from dataclasses import asdict

    from counterpoise.panel.store import Store
    from counterpoise.scenarios.outlook import embargoes_compared, episodes

    rows = episodes.read()
    differences = [one.in_words() for one in embargoes_compared.compared(Store.open(), rows)]
    years = (int(str(rows["year"].min())), int(str(rows["year"].max())))
    held = {"vintage": "with the package", "years": years, "rows": rows.height,
            "where": "embedded", "excerpt": "", "notes": differences, "came_in": None}  # fmt: skip
    record = {**asdict(episodes.card()), "fetched": [], "held": [held]}
    if form == "json":
        deliver.json_to_screen(json.dumps([record], ensure_ascii=False, indent=2) + "\n")
    else:
        _show_one(record)


def _record(card: Source, store: Store) -> dict[str, Any]:
    """Return a card and its holdings as plain data."""
    from dataclasses import asdict

    record = {
        **asdict(card),
        "fetched": [request.in_words for request in card.requests],
        "held": [
            {
                "vintage": held.vintage,
                "rows": held.rows,
                "years": held.covered_years,
                "where": "embedded" if held.embedded else "your store",
                "excerpt": held.excerpt,
                "added": held.added,
                "inputs": sorted({name for part in held.parts for name, _ in part.inputs})[:20],
                "notes": list(held.notes),
                "came_in": held.account,
            }
            for held in store.holdings(card.id)
        ],
    }
    return {key: all_seen(value) for key, value in record.items()}


def _show_all(records: list[dict[str, Any]]) -> None:
    from rich.console import Console
    from rich.table import Table

    grid = Table(box=None, padding=(0, 1), pad_edge=False, show_header=False)
    grid.add_column(no_wrap=True)
    grid.add_column()
    for record in records:
        held = [_held(one) for one in record["held"]]
        nothing = f"not held: counterpoise add {record['id']} FILE…"
        grid.add_row(record["id"], "\n".join((record["title"], *(held or [nothing]))))
    Console(highlight=False).print(grid)


def _held(one: dict[str, Any]) -> str:
    """Return a line on one release held: its vintage, years, rows, and where it lies."""
    first, last = one["years"]
    where = one["where"] + (" (excerpt)" if one["excerpt"] else "")
    return f"{one['vintage']}: {first}–{last}, {number_of(one['rows'], 'row')}, {where}"


def _show_one(record: dict[str, Any]) -> None:
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    grid = Table(box=None, show_header=False, padding=(0, 1), pad_edge=False)
    grid.add_column(style="dim")
    grid.add_column()
    for key in ("title", "publisher", "url", "layout", "unit_note", "terms", "citation"):
        if record[key]:
            grid.add_row(key.removesuffix("_note"), Text(record[key]))
    for words in record["fetched"]:
        grid.add_row("fetch asks", Text(words))
    for caveat in record["caveats"]:
        grid.add_row("beware", Text(caveat))
    for held in record["held"]:
        first, last = held["years"]
        text = (
            f"{held['vintage']}, {first}–{last}, {number_of(held['rows'], 'row')}, {held['where']}"
        )
        grid.add_row(
            "held", Text(text + (f"; excerpt: {held['excerpt']}" if held["excerpt"] else ""))
        )
        told = list(lines(held["came_in"] or {}))
        for name, words in told or [("", note) for note in held["notes"]]:
            grid.add_row(name, Text(words, style="dim"))
    if not record["held"]:
        grid.add_row("held", Text(f"nothing; try: counterpoise add {record['id']} FILE…"))
    Console(highlight=False).print(grid)
