"""Whose embargoes can be stated: states, the UN, the EU and regional organisations."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.errors import StatementError
from counterpoise.panel.store import Store
from counterpoise.statements.checking.check import check
from counterpoise.statements.reading.reader import RoleReader
from counterpoise.statements.statement import Statement

STORE = Store.open()


def said(subject: str, sender: str, year: int, event: str = "embargo imposed") -> Statement:
    return Statement(
        id="x",
        text="An embargo.",
        kind="event",
        stated=date(2024, 6, 1),
        subject=subject,
        partners=(sender,),
        event=event,
        years=(year, year),
    )


def verdict(statement: Statement) -> str:
    (found,) = check(STORE, [statement])
    return found.verdict


@pytest.mark.parametrize(
    ("subject", "sender", "year"),
    [
        ("ZAF", "UN", 1977),
        ("ZAF", "organisation:UN", 1977),
        ("Iraq", "United Nations", 1990),
        ("China", "EU", 1989),
        ("Liberia", "ECOWAS", 1992),
        ("Togo", "African Union", 2005),
        ("Cuba", "OAS", 1962),
        ("Syria", "Arab League", 2011),
        ("Haiti", "United States", 1991),
        ("Iraq", "France", 1990),  # bound by the UN
    ],
)
def test_embargoes_of_states_and_organisations_hold(subject: str, sender: str, year: int) -> None:
    assert verdict(said(subject, sender, year)) == "holds"


def test_what_a_member_did_alone_is_not_its_organisations() -> None:
    assert verdict(said("Viet Nam", "USA", 1975)) == "holds"
    assert verdict(said("Viet Nam", "UN", 1975)) == "fails"


def test_of_a_bloc_that_is_no_sender_nothing_can_be_told() -> None:
    assert verdict(said("ZAF", "OPEC", 1977)) == "cannot tell"


@pytest.mark.parametrize(
    "sender", ["organisation:Hansa", "residual:Areas, nes", "unknown:supplier", "group:X (Y)"]
)
def test_whoever_is_neither_state_nor_bloc_is_refused_as_a_sender(sender: str) -> None:
    with pytest.raises(StatementError, match="must name states or blocs") as caught:
        said("ZAF", sender, 1977)
    assert caught.value.key == "partners"


def test_letters_of_a_state_and_a_bloc_are_asked_about() -> None:
    with pytest.raises(StatementError, match="AUS"):
        said("Togo", "AU", 2005)


def test_in_a_text_the_united_nations_are_a_sender_and_else_a_place() -> None:
    text = (
        "The United Nations imposed an arms embargo on Iraq in 1990."
        " India votes with Bhutan in the United Nations."
    )
    found = RoleReader().read(text, stated=date(2020, 1, 1)).statements
    assert (found[0].kind, found[0].subject, found[0].partners) == ("event", "IRQ", ("UN",))
    assert all("UN" not in one.partners for one in found[1:])
