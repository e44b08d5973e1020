"""A table of single products: a code or a basket, of imports or exports, and of nothing else."""

from __future__ import annotations

import pytest

import counterpoise as cpo
from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder

EVIDENCE = Store((embedded_folder(),))


def test_a_code_gives_what_its_basket_gives() -> None:
    of_code, of_basket = (
        cpo.table(EVIDENCE, "herfindahl", ["JPN"], item=item, years=2023).frame()
        for item in ("271111", "lng")
    )
    assert of_code.height == 1
    assert of_code.equals(of_basket)


def test_a_basket_is_the_channel_of_its_name() -> None:
    found = cpo.table(EVIDENCE, "shares", ["JPN"], item="lithium", years=2023)
    by_channel = cpo.table(EVIDENCE, "shares", ["JPN"], channel="lithium", years=2023).frame()
    assert found.frame().drop("channel").equals(by_channel.drop("channel"))
    assert "--item lithium" in found.command


@pytest.mark.parametrize(
    ("measure", "channel", "words"),
    [
        ("shares", "arms", "Only imports and exports"),
        ("shares", "energy", "Only imports and exports"),
        ("ties", "", "no single products"),
        ("alignment", "", "no single products"),
    ],
)
def test_what_has_no_products_is_refused(measure: str, channel: str, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        cpo.table(EVIDENCE, measure, ["JPN"], channel=channel, item="lithium")


def test_no_basket_of_that_name_is_refused() -> None:
    with pytest.raises(UsageError, match="lithum"):
        cpo.table(EVIDENCE, "shares", ["JPN"], item="lithum")
