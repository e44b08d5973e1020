"""Debt, remittances, what China committed: channels like any other; nothing is said where none is held."""

from __future__ import annotations

from pathlib import Path

from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.report.sections.state import aid, channels, chinese_finance, own
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder
from tests.sources.broken import knomad, world_bank_ids
from tests.sources.xlsx import workbook


def said(sentence: tuple[object, ...]) -> str:
    return "".join(getattr(part, "text", None) or str(part) for part in sentence)


def held(folder: Path) -> Store:
    """Return a store with debt and remittances of Viet Nam, made up."""
    debt, money = folder / "ids.json", folder / "matrix.xlsx"
    debt.write_bytes(world_bank_ids.GOOD)
    money.write_bytes(workbook({"2017": knomad.MATRIX}))
    store = Store((folder / "store",))
    build.add(store, "world_bank_ids", [debt])
    build.add(store, "knomad", [money])
    return store


def test_debt_has_a_section_its_creditors_and_a_loss(tmp_path: Path) -> None:
    study = Study(held(tmp_path), "VNM", None, (), ())
    debt, money = own.sections(study)
    assert (debt.id, debt.title, money.id) == ("debt", "Debt", "remittances")
    # Of 29 billion dollars of 2023, Japan is owed 13.
    assert "Public debt owed abroad, 2023: 44.8" in said(debt.lead[0])
    assert "came from Japan, of $29.0" in said(debt.lead[0])
    told = channels.told_flows(study)
    assert told["debt"][1] == 2023
    left = channels.losses({"debt": told["debt"]})["debt"]["share_left"]
    assert abs(left - 16 / 29) < 1e-9


def test_nothing_held_is_no_section_and_no_zero(tmp_path: Path) -> None:
    study = Study(Store((tmp_path,)), "VNM", None, (), ())
    assert own.sections(study) == ()
    assert chinese_finance.sentences(study) == ()


def test_what_china_committed_stands_beside_aid() -> None:
    store = Store((embedded_folder(),)).steady()
    study = Study(store, "VNM", None, (), ())
    (sentence,) = chinese_finance.sentences(study)
    # 2.518 and 23.770 + 2.659 billion dollars of 2021, by AidData's own projects.
    assert "from 2000 to 2021 it committed at least $2.5" in said(sentence)
    assert "$26.4" in said(sentence)
    assert sentence in aid.section(study).lead
    # The embedded part holds states of ASEAN alone.
    assert chinese_finance.sentences(Study(store, "KAZ", None, (), ())) == ()
