"""The few products first on the pages of a state and of two: the same as the page by product has."""

from __future__ import annotations

from counterpoise.panel.store import Store
from counterpoise.report.brief import brief
from counterpoise.report.ledger import Ledger
from counterpoise.report.pages import Section, Table
from counterpoise.report.pair import pair
from counterpoise.report.sections.by_product import first
from counterpoise.report.sections.by_product.dependences import dependences
from counterpoise.report.sections.by_product.listed import label
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep, ties

EMBEDDED = Store((embedded_folder(),)).steady()


def words(section: Section) -> str:
    return " ".join(
        "".join(cell if isinstance(cell, str) else cell.text for cell in line)
        for line in section.lead
    )


def tables(section: Section) -> list[Table]:
    return [part for part in section.parts if isinstance(part, Table)]


def test_a_brief_tells_the_five_largest() -> None:
    page = brief(EMBEDDED, "JPN")
    (section,) = (one for one in page.sections if one.id == "products")

    found = dependences(EMBEDDED, "JPN")
    (table,) = tables(section)
    called = [str(row[0]).lower() for row in table.rows]
    assert called == [label(item).lower() for item in found.rows["item"].head(first.FEW)]
    assert [row[1].value for row in table.rows] == found.rows["imports"].head(first.FEW).to_list()
    assert f"{found.rows.height} of {found.looked_at - found.not_judged} products" in words(section)
    ids = [one.id for one in page.sections]
    assert ids.index("products") < ids.index("cutoff")
    assert "part of the release" in " ".join(section.caveats)


def test_two_pages_have_no_room_for_it() -> None:
    assert "products" not in {one.id for one in brief(EMBEDDED, "JPN", pages="2").sections}


def test_as_of_a_year_it_tells_that_year() -> None:
    (section,) = first.section(Study(EMBEDDED, "JPN", as_of=2015))

    assert words(section).startswith("In 2015 Japan depended")
    (late,) = first.section(Study(EMBEDDED, "JPN", as_of=2090))
    assert words(late).startswith("In 2024 ")


def test_a_pair_tells_both_ways_what_the_other_is_first_in() -> None:
    page = pair(EMBEDDED, "VNM", "CHN")
    (section,) = (one for one in page.sections if one.id == "products")

    found = dependences(EMBEDDED, "VNM", partner="CHN")
    (table,) = tables(section)
    assert table.rows[0][0] == label(found.rows["item"][0]).capitalize()
    assert len(table.rows) == min(found.rows.height, first.FEW)
    assert "China depended on Viet Nam for none of" in words(section)


def test_a_pair_without_any_has_no_such_section() -> None:
    ledger = Ledger()
    one, other = (Study(EMBEDDED, each, ledger=ledger) for each in ("ISL", "TUV"))

    assert first.between([(one, other), (other, one)]) is None
    assert ledger.notes == []


def test_where_no_release_by_product_is_held_nothing_is_said(tmp_path) -> None:
    covered = [Covered(2012, 2012)]
    keep(tmp_path, "cow_trade", "4.0", ties("goods", [("CHN", "JPN", 2012, 5e6)]), covered)
    study = Study(Store((tmp_path,)).steady(), "JPN")

    assert first.section(study) == ()
    assert study.ledger.notes == []


def test_blocs_as_one_partner_are_not_asked_by_product() -> None:
    assert first.section(Study(EMBEDDED, "JPN", blocs=("ASEAN",))) == ()
