"""The table of the products that a state depends on others for."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Final

from counterpoise.measures.products.strategic_products import CRITERIA
from counterpoise.printable import number_of
from counterpoise.reference import products as baskets
from counterpoise.reference import states as registry
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Number, Table
from counterpoise.report.sections.by_product.dependences import Dependences

SHOWN = 60
"""Products in the table of a page; CSV has all."""
MANY: Final = 1_000
"""Times as much as is exported, beyond which it says no more how many."""
CALLED = {"eu": "EU", "geodep": "GeoDep", "merics": "MERICS"}


def table(found: Dependences, note: int) -> Table:
    """Return the products that meet any criteria, the largest imports first."""
    shown = found.rows.head(SHOWN)
    more = found.rows.height - shown.height
    return Table(
        "dependent-products",
        f"Products by imports in {found.year}",
        (
            "Product", "Imports", "First supplier", "Its share", "HHI of sources",
            "HHI of world exports", "Imports over exports", "Criteria met", "By GeoDep, of the last 3 years",
            "Needed of others' sales", "Who else exports it",
        ),
        tuple(_row(row, note) for row in shown.iter_rows(named=True)),
        caption="Needed: what the first supplier sells to the state, as a part of what all others sell to"
        " third states; who else: the largest of those."
        + (f" {number_of(more, 'smaller product')} more: ask for CSV." if more else ""),
    )  # fmt: skip


def _row(row: dict[str, object], note: int) -> tuple[Cell, ...]:
    others = [registry.name(one) for one in str(row["alternatives"] or "").split(", ") if one]
    return (
        label(str(row["item"])),
        wording.dollars(number(row["imports"]), note=note),
        registry.name(str(row["leader"])) if row["leader"] else "not named",
        wording.percent(number(row["leader_share"]), note=note),
        wording.count(number(row["import_concentration"]), note=note, digits=2),
        wording.count(number(row["world_concentration"]), note=note, digits=2),
        over_exports(row, note),
        ", ".join(CALLED[name] for name in CRITERIA if row[name]),
        wording.count(number(row["held"]), note=note),
        wording.percent(number(row["needed"]), note=note, bar=False)
        if row["needed"] is not None else "nobody else exports it",
        ", ".join(others) or "–",
    )  # fmt: skip


def over_exports(row: Mapping[str, object], note: int) -> Cell:
    """Return imports over exports; beyond a thousand times no digit tells more."""
    ratio = number(row["imports_over_exports"])
    if ratio is None:
        return "no exports"
    if ratio < MANY:
        return wording.count(ratio, note=note, digits=1, unit="ratio")
    return Number(ratio, f"over {MANY:,}".replace(" ", "\u00a0"), "ratio", note=note)


def number(cell: object) -> float | None:
    """Return a figure of a row; None if it has none."""
    return float(cell) if isinstance(cell, (int, float)) else None


def label(item: str) -> str:
    """Return a product by the basket that it is in and its code: lithium (283691)."""
    if title := _basket(item):
        return f"{title} ({item})"
    section = baskets.section(item)
    return f"HS {item}, of {section}" if section else f"HS {item}"


def group(item: str) -> str:
    """Return the basket that a product is in, else its section of the Harmonized System."""
    return _basket(item) or baskets.section(item) or f"HS {item[:2]}"


def _basket(item: str) -> str:
    """Return the title of the narrowest basket that a product is in; "" if in none."""
    titles = _leaves()
    return next((titles[item[:end]] for end in range(len(item), 1, -1) if item[:end] in titles), "")


@cache
def _leaves() -> dict[str, str]:
    """Return the titles of baskets without parts by how their codes begin."""
    found: dict[str, str] = {}
    for one in baskets.baskets().values():
        for code in () if one.parts else one.codes:
            if code.system == baskets.HS:
                found.setdefault(code.begins, one.title)
    return found
