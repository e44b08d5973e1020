"""Baskets of products: what "crude oil" or "critical materials" is made of in each classification.

``products.csv``: `basket`, its id; `title`; `parts`, the baskets that it sums up, if it has no codes of
its own; `words`, what people call it; `source`, whose list it is. ``product_codes.csv``: `basket`;
`system`; `code`, how the codes of its products begin; `first` and `last`, the editions of the system in
which that code means it (HS92 to HS22; the revisions of SITC), empty where in all.
``products_untold.csv``: products that no code tells apart, and why: a wider code never answers for them.
``hs_sections.csv``: the 21 sections of the Harmonized System by their chapters, with short titles.

An item of the panel is a code of the Harmonized System as it is, and of any other system with that
system's name before it: ``271121``, ``sitc:343``, ``wits:27-27_Fuels``. The codes of a basket are told
apart by edition, since a code may come to mean another product: 8105.10 was unwrought cobalt until 2001.

Technology is Eurostat's list of high-tech products by SITC Rev. 4, made from the OECD's; its products
in HS are the headings and subheadings that come nearest, since the two systems part differently.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Final

from counterpoise.errors import UsageError

EDITIONS: Final = ("HS92", "HS96", "HS02", "HS07", "HS12", "HS17", "HS22")
REVISIONS: Final = ("1", "2", "3", "4")
HS, SITC, WITS = "HS", "SITC", "WITS"
SYSTEMS: Final = (HS, SITC, WITS)
EDITION: Final = re.compile(r"HS(\d\d)", flags=re.IGNORECASE)


@dataclass(frozen=True)
class Code:
    """How codes of a system begin, from its edition `first` to its edition `last`; "" for no bound."""

    system: str
    begins: str
    first: str = ""
    last: str = ""

    def stands_in(self, edition: str) -> bool:
        """Return whether the code means the basket in an edition; in any if it is "" ."""
        order = EDITIONS if self.system == HS else REVISIONS
        if edition not in order:
            return True
        place = order.index(edition)
        begun = not self.first or order.index(self.first) <= place
        return begun and (not self.last or place <= order.index(self.last))


@dataclass(frozen=True)
class Basket:
    """A named list of products.

    Parameters
    ----------
    id, title : str
        What commands and pages call it.
    parts : tuple of str
        The baskets that it sums up; empty if it has codes of its own.
    words : tuple of str
        What people call it, in small letters.
    source : str
        Whose list it is.
    codes : tuple of Code
        Its products, those of its parts included.
    """

    id: str
    title: str
    parts: tuple[str, ...]
    words: tuple[str, ...]
    source: str
    codes: tuple[Code, ...]


def basket(name: str) -> Basket:
    """Return a basket by its id or by a name that people give it.

    Raises
    ------
    UsageError
        If no basket is called so.
    """
    found = name if name in baskets() else named(name)
    if found is None and (why := untold(name)):
        raise UsageError(
            f"Can't tell of {name}: {why}.", attempt="name how its codes begin: 811292"
        )
    if found is None:
        raise UsageError.not_among("The product", name, baskets())
    return baskets()[found]


@cache
def baskets() -> Mapping[str, Basket]:
    """Return all baskets by id, in the order of the table."""
    rows = {row["basket"]: row for row in _table("products")}
    own: dict[str, list[Code]] = {}
    for row in _table("product_codes"):
        code = Code(row["system"], row["code"], row["first"], row["last"])
        own.setdefault(row["basket"], []).append(code)

    def codes(name: str) -> tuple[Code, ...]:
        parts = [code for part in _split(rows[name]["parts"]) for code in codes(part)]
        return tuple(dict.fromkeys((*own.get(name, ()), *parts)))

    return MappingProxyType(
        {
            name: Basket(
                name, row["title"], _split(row["parts"]), _split(row["words"]), row["source"], codes(name)
            )
            for name, row in rows.items()
        }
    )  # fmt: skip


def leaves(name: str) -> tuple[str, ...]:
    """Return the baskets that one is summed up from, or itself if it has codes of its own.

    Examples
    --------
    >>> leaves("energy")
    ('crude_oil', 'pipeline_gas', 'lng', 'coal')
    """
    parts = baskets()[name].parts
    return tuple(leaf for part in parts for leaf in leaves(part)) if parts else (name,)


def codes(name: str, system: str = HS, edition: str = "") -> tuple[str, ...]:
    """Return how the codes of a basket's products begin, in one system and edition.

    Without an edition, all codes that mean it in any.

    Examples
    --------
    >>> codes("gas"), codes("gas", "SITC"), codes("cobalt", "HS", "HS92")
    (('271121', '271111'), ('3432', '3431'), ('282200', '810510'))
    """
    found = baskets()[name].codes
    return tuple(
        dict.fromkeys(
            code.begins for code in found if code.system == system and code.stands_in(edition)
        )
    )


def items(name: str, edition: str = "") -> tuple[tuple[str, ...], ...]:
    """Return how the panel's items of a basket begin: one tuple for each system that has it whole.

    A holding in one of the systems tells of the basket if it tells of all items of that tuple. What
    is no basket is a code itself.

    Examples
    --------
    >>> items("gas", "HS92")
    (('271121', '271111'), ('sitc:3432', 'sitc:3431'))
    >>> items("27")
    (('27',),)
    """
    if name not in baskets():
        return ((name,),)
    in_parts = [
        system
        for system in SYSTEMS
        if all(codes(leaf, system) for leaf in leaves(name)) and codes(name, system, edition)
    ]
    return tuple(
        tuple(written(code, system) for code in codes(name, system, edition)) for system in in_parts
    )


@cache
def holders(name: str, edition: str = "") -> tuple[str, ...]:
    """Return the baskets that hold all items of one: itself first, then in the order of the table.

    Examples
    --------
    >>> holders("gas")
    ('gas', 'energy', 'oil_and_gas')
    """
    begins = {
        other: {code for each in items(other, edition) for code in each} for other in baskets()
    }
    wider = (other for other in baskets() if other != name and begins[name] <= begins[other])
    return (name, *wider) if begins[name] else (name,)


def written(code: str, system: str = HS) -> str:
    """Return a code as an item of the panel: of the Harmonized System as it is."""
    return code if system == HS else f"{system.lower()}:{code}"


def edition_of(vintage: str) -> str:
    """Return the edition of the Harmonized System that the name of a release holds; "" if none.

    Examples
    --------
    >>> edition_of("V202601-HS92"), edition_of("2026-03")
    ('HS92', '')
    """
    found = EDITION.search(vintage)
    return f"HS{found[1]}" if found and f"HS{found[1]}" in EDITIONS else ""


def named(words: str) -> str | None:
    """Return the basket that people call so, in whatever case or number; None if it is none's name.

    Examples
    --------
    >>> named("Natural Gas"), named("crude"), named("soya beans"), named("rare-earth metals"), named("x")
    ('gas', 'crude_oil', 'soybeans', 'rare_earths', None)
    """
    plain = _plain(words)
    singular = plain.removesuffix("s")
    return next((_names()[one] for one in (plain, singular) if one in _names()), None)


def names() -> tuple[str, ...]:
    """Return all that baskets are called, the longest first, in small letters."""
    return tuple(sorted(_names(), key=lambda one: (-len(one), one)))


def title(name: str) -> str:
    """Return a basket's title; of what is no basket the code itself."""
    return baskets()[name].title if name in baskets() else name


def section(code: str) -> str:
    """Return the title of the section of the Harmonized System that a code of it is in; "" if none.

    Examples
    --------
    >>> section("850760"), section("99"), section("00")
    ('machinery and electrical equipment', 'art and what is not elsewhere', '')
    """
    chapter = code[:2]
    rows = _table("hs_sections")
    return next((row["title"] for row in rows if row["first"] <= chapter <= row["last"]), "")


def untold(words: str) -> str:
    """Return why no code tells of a product that people name; "" if it is none of those known to be so.

    Examples
    --------
    >>> untold("Gallium")[:27], untold("coal")
    ('it has no code of its own: ', '')
    """
    plain = _plain(words)
    rows = _table("products_untold")
    return next((row["why"] for row in rows if plain in _split(row["words"])), "")


def untold_names() -> tuple[str, ...]:
    """Return what people call the products that no code tells apart, in small letters."""
    return tuple(word for row in _table("products_untold") for word in _split(row["words"]))


@cache
def _names() -> dict[str, str]:
    found: dict[str, str] = {}
    for one in baskets().values():
        for word in (*one.words, one.title, one.id):
            found.setdefault(_plain(word), one.id)
            found.setdefault(_plain(word).removesuffix("s"), one.id)
    return found


def _plain(words: str) -> str:
    return " ".join(re.sub(r"[\W_]+", " ", words.casefold()).split())


def _split(cell: str) -> tuple[str, ...]:
    return tuple(one for one in cell.split("|") if one)


@cache
def _table(name: str) -> list[dict[str, str]]:
    """Return the rows of a table of this folder: read plainly, as the reader of a text needs no frames."""
    path = files("counterpoise.reference") / "tables" / f"{name}.csv"
    return list(csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
