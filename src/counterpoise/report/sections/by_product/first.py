"""The first few products that a state depends on others for, on the pages of a state and of two."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from counterpoise.errors import EvidenceError, UsageError
from counterpoise.printable import number_of
from counterpoise.reference import states as registry
from counterpoise.report import wording
from counterpoise.report.pages import Cell, Section, Sentence, Table
from counterpoise.report.sections.by_product.dependences import SOURCE, Dependences, dependences
from counterpoise.report.sections.by_product.listed import label, number
from counterpoise.report.sections.by_product.told import scope
from counterpoise.report.study import Study

FEW: Final = 5
"""Products that a page of many things tells apart."""
RULE: Final = (
    "A product is listed if its sources are concentrated (Herfindahl index above 0.4) and more is bought"
    " than sold abroad: the criteria of the European Commission (2021), or the stricter ones of GeoDep or"
    " MERICS. Needed: what the first supplier sells to the state, as a part of what all others sell to third"
    " states."
)


def section(study: Study) -> tuple[Section, ...]:
    """Return the section of a brief; none where no release by product tells of the state.

    Nor with members of blocs as one partner, since the release knows states alone.
    """
    found = None if study.blocs else found_for(study)
    if found is None or found.rows.is_empty():
        return ()
    note = cite(study, found)
    more = f"`counterpoise products {study.state} --year {found.year}`"
    return (
        Section(
            "products",
            "Products that it depends on others for",
            lead=(_counted(study, found, note),),
            parts=(table(study, found, note),),
            caveats=(RULE, *scope(found), f"All of them, with charts: {more}."),
            short="By product",
        ),
    )


def between(ways: Iterable[tuple[Study, Study]]) -> Section | None:
    """Return what each of two states depends on the other for; None where it is nothing, or not told."""
    lead: list[Sentence] = []
    parts: list[Table] = []
    caveats: dict[str, None] = {}
    for study, partner in ways:
        found = found_for(study, partner.state)
        if found is None:
            continue
        if found.rows.is_empty():
            lead.append(_none(study, partner, found))
            continue
        note = cite(study, found, partner.state)
        lead.append(_counted(study, found, note, partner.state))
        parts.append(table(study, found, note, partner.state))
        caveats |= dict.fromkeys(scope(found))
    if not parts:
        return None
    return Section(
        "products",
        "Products that each depends on the other for",
        lead=tuple(lead),
        parts=tuple(parts),
        caveats=(RULE, *caveats),
        short="By product",
    )


def found_for(study: Study, partner: str = "") -> Dependences | None:
    """Return what is found for the last year held that may be known; None if nothing is told of it."""
    asked = ("dependences", study.state, partner, study.as_of)
    return study.store.same(asked, lambda: _found(study, partner))


def _found(study: Study, partner: str) -> Dependences | None:
    held = study.store.releases(SOURCE)
    last = max((one.years[1] for one in held), default=0)
    year = study.as_of if study.as_of is not None and study.as_of < last else None
    try:
        return dependences(study.store, study.state, partner=partner, year=year, shown=FEW)
    except (EvidenceError, UsageError):
        return None


def cite(study: Study, found: Dependences, partner: str = "") -> int:
    """Return the footnote of the products of a state."""
    whose = f" --partner {partner}" if partner else ""
    return study.ledger.note(
        found.held,
        f"{study.place}'s imports by product, {found.year}",
        found.rows.height,
        f"counterpoise products {study.state}{whose} --year {found.year} --format csv",
    )


def table(study: Study, found: Dependences, note: int, partner: str = "") -> Table:
    """Return the products of the largest imports, each with who leads and who else could supply it."""
    rows = [_row(row, note, partner) for row in found.rows.head(FEW).iter_rows(named=True)]
    supplier = () if partner else ("First supplier",)
    of = wording.possessive(registry.name(partner)) if partner else "Its"
    return Table(
        f"products-{study.state.lower()}",
        f"What {study.place} depends on {wording.place(partner) if partner else 'others'} for,"
        f" {found.year}",
        ("Product", "Imports", *supplier, f"{of} share", "Needed of others' sales", "Who else exports it"),
        tuple(rows),
    )  # fmt: skip


def _row(row: dict[str, object], note: int, partner: str) -> tuple[Cell, ...]:
    others = [registry.name(one) for one in str(row["alternatives"] or "").split(", ") if one]
    leader = registry.name(str(row["leader"])) if row["leader"] else "not named"
    return (
        wording.started(label(str(row["item"]))),
        wording.dollars(number(row["imports"]), note=note),
        *(() if partner else (leader,)),
        wording.percent(number(row["leader_share"]), note=note),
        wording.percent(number(row["needed"]), note=note, bar=False)
        if row["needed"] is not None else "nobody else exports it",
        ", ".join(others) or "–",
    )  # fmt: skip


def _counted(study: Study, found: Dependences, note: int, partner: str = "") -> Sentence:
    """Return how many products there are, and what they are worth."""
    judged = found.looked_at - found.not_judged
    whom = wording.place(partner) if partner else "others"
    largest = found.rows.row(0, named=True)
    leader = (
        "" if partner or not largest["leader"] else f", from {wording.place(largest['leader'])}"
    )
    return (
        f"In {found.year} {study.place} depended on {whom} for"
        f" {found.rows.height:,} of {number_of(judged, 'product')} held and judged, imported for ",
        wording.dollars(float(found.rows["imports"].sum()), note=note),
        f"; the largest is {label(largest['item'])}, ",
        wording.dollars(largest["imports"], note=note),
        f"{leader}.",
    )  # fmt: skip


def _none(study: Study, partner: Study, found: Dependences) -> Sentence:
    judged = found.looked_at - found.not_judged
    return (
        f"In {found.year} {study.place} depended on {partner.place} for none of"
        f" {number_of(judged, 'product')} held and judged.",
    )
