"""Statements on one product: judged by that product alone, from a release that tells of it, or not at all."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking.check import check
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS, Checked
from counterpoise.statements.reading.reader import RoleReader
from tests.panel.holding import keep, ties

EMBEDDED = Store((embedded_folder(),)).steady()


def said(store: Store, text: str, stated: date = date(2025, 6, 1)) -> Checked:
    """Return the verdict on the one statement of a text."""
    (found,) = RoleReader().read(text, stated=stated, subject="").statements
    return check(store, (found,))[0]


@pytest.mark.parametrize(
    ("text", "verdict", "shown"),
    [
        ("Viet Nam depends on Chile for 72 per cent of its lithium carbonate.", HOLDS, "72.1 %"),
        ("Viet Nam depends on Chile for 72 per cent of its lithium.", FAILS, "62.1 %"),
        ("China supplies 80 per cent of Viet Nam's rare earths.", FAILS, "19.4 %"),
        ("China is the largest supplier of rare earths to Japan.", HOLDS, "place 1"),
        ("Italy got 40 per cent of its pipeline gas from Russia in 2021.", FAILS, "49.6 %"),
    ],
)
def test_a_product_that_travels_along_has_a_verdict(text: str, verdict: str, shown: str) -> None:
    found = said(EMBEDDED, text)

    assert (found.verdict, found.shown.replace("\u00a0", " ")) == (verdict, shown)


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("China supplies 80 per cent of Japan's gallium.", "HS 8112.92"),
        ("Australia supplied 60 per cent of Japan's coking coal in 2023.", "HS 2701.12"),
        ("China provides 90 per cent of Japan's dysprosium.", "all rare earths together"),
        ("Germany bought 40 per cent of its gas from Russia in 2020.", "tells of"),
        ("Germany imported 30 per cent of its semiconductors from Taiwan.", "by product"),
        ("China is Japan's largest supplier of antimony.", "antimony, from ore to metal is needed"),
    ],
)
def test_a_wider_product_or_a_part_never_answers_for_it(text: str, why: str) -> None:
    found = said(EMBEDDED, text)

    assert found.verdict == CANNOT_TELL
    assert why in found.why


def test_all_of_baci_judges_any_basket_in_its_edition(tmp_path: Path) -> None:
    """Two suppliers in equal parts of chips, three to one of fish; of batteries HS92 has no code."""
    rows = [
        ties("goods", [("CHN", "VNM", 2023, one), ("USA", "VNM", 2023, other)], item=item)
        for item, one, other in (("854110", 5e9, 5e9), ("030110", 3e9, 1e9), ("850780", 1e9, 1e9))
    ]
    keep(tmp_path, "cepii_baci", "V202501-HS92", pl.concat(rows), [Covered(2023, 2023)])
    store = Store((tmp_path,))

    chips = said(store, "Viet Nam imports 50 per cent of its chips from China.")
    assert (chips.verdict, chips.shown) == (HOLDS, "50.0 %")
    fish = said(store, "Viet Nam imports 75 per cent of its fish from China.")
    assert (fish.verdict, fish.shown) == (HOLDS, "75.0 %")
    none = said(store, "Viet Nam imports 50 per cent of its lithium-ion batteries from China.")
    assert none.verdict == CANNOT_TELL
