"""What came in with a file, in words: at the end of `add` and `fetch`, and again in `sources SOURCE`."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from counterpoise.printable import number_of, whole_percent

if TYPE_CHECKING:
    from counterpoise.panel.holdings import Holding


def record(held: Holding) -> dict[str, Any]:
    """Return what was kept, and the account of what came in, as plain data."""
    return {
        "ok": True,
        "source": held.source,
        "vintage": held.vintage,
        "rows": held.rows,
        "years": list(held.years),
        "notes": list(held.notes),
        "came_in": held.account,
    }


def headline(held: Holding) -> str:
    """Return what was kept, in a line."""
    first, last = held.years
    return f"{held.source} {held.vintage}: {number_of(held.rows, 'row')}, {first}–{last}"


def lines(account: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Return an account as names and words, one for each line."""
    if not account:
        return
    first, last = account["years"]
    yield (
        "came in",
        f"{number_of(account['rows'], 'row')}, {first}–{last}, {number_of(account['states'], 'state')}",
    )
    for one in account["compared"]:
        yield "beside", _beside(one)
    for words in account["doubts"]:
        accepted = " (accepted)" if words in account["accepted"] else ""
        yield "beware", words + accepted
    for one in account["totals"]:
        yield "total", _total(one)
    for words in account["set_aside"]:
        yield "note", words


def _beside(one: dict[str, Any]) -> str:
    """Return what is new against a holding, in words."""
    if not one["rows"] and one.get("outside"):
        return (
            f"{one['name']}: all is new; its {number_of(one['outside'], 'row is', 'rows are')} of years"
            " or states that the file does not cover"
        )
    ratio = f", median ratio {one['ratio']:.3g}" if one["ratio"] is not None else ""
    beyond = one.get("beyond", 0)  # accounts of older versions don't tell
    outside = f" and {beyond:,} of years or states that it did not cover" if beyond else ""
    return (
        f"{one['name']}: {number_of(one['added'], 'new row')}{outside}, {one['lost']:,} of {one['rows']:,}"
        f" no longer there, {one['changed']:,} of {number_of(one['common'], 'figure')} not the same{ratio}"
    )


def _total(one: dict[str, Any]) -> str:
    """Return a state's sum beside its own total, in words."""
    side = {"destination": "to", "origin": "from"}[one["side"]]
    words = f"{one['indicator']} {side} {one['state']} in {one['year']}: {_figure(one['sum'])} {one['unit']}"
    if one["total"]:
        words += (
            f" of {_figure(one['total'])} that it tells itself ({one['source']}),"
            f" {whole_percent(one['sum'] / one['total'])}"
        )
    return words


def _figure(value: float) -> str:
    for size, word in ((1e12, "tn"), (1e9, "bn"), (1e6, "m")):
        if abs(value) >= size:
            return f"{value / size:,.1f} {word}"
    return f"{value:,.6g}"
