"""A table of single products: a code or a basket, of imports or exports, and of nothing else."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

import counterpoise as cpo
from counterpoise.cli.main import main
from counterpoise.errors import EvidenceError, UsageError
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


def test_of_a_heading_held_in_part_the_codes_held_are_named() -> None:
    with pytest.raises(EvidenceError, match="only a part of it is held") as refused:
        cpo.table(EVIDENCE, "shares", ["VNM"], item="2701")
    assert "cepii_baci holds 270111, 270112, 270119" in str(refused.value)


def test_goods_that_nobody_holds_are_not_said_to_want_a_source() -> None:
    with pytest.raises(EvidenceError, match="Can't find HS 8703") as refused:
        cpo.table(EVIDENCE, "shares", ["VNM"], item="8703")
    assert "none of" not in str(refused.value)
    assert "in totals or of other products" in str(refused.value)


@pytest.mark.parametrize("option", ["--item", "--channel", "--source", "--vintage"])
def test_an_option_given_as_nothing_is_refused(option: str) -> None:
    result = CliRunner().invoke(main, ["table", "shares", "VNM", option, ""])
    assert result.exit_code == 2
    assert "must not be empty" in result.output


@pytest.mark.parametrize("option", ["--channel", "--partner", "--source"])
def test_a_rank_by_nothing_is_refused(option: str) -> None:
    result = CliRunner().invoke(main, ["rank", "shares", option, ""])
    assert result.exit_code == 2
    assert "must not be empty" in result.output
