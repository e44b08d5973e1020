"""A second opinion on each figure, and sentences without what stands aside in them."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reading.parties.drafts import Memory, Sense
from counterpoise.statements.reading.parties.simpler import one_of_each, simpler
from counterpoise.statements.reading.reader import RoleReader
from counterpoise.statements.reading.tokens import chunks
from counterpoise.statements.reading.weighed import weigh
from counterpoise.statements.reading.weighed.marks import is_open

DAY = date(2024, 6, 1)


def sense(text: str) -> Sense:
    return Sense(chunks.line(text, DAY.year), DAY.year, "", Memory())


def shares(text: str) -> set[tuple[str, tuple[str, ...], float | None]]:
    found = [one.statement for one in RoleReader().read(text, stated=DAY).candidates if one.firm]
    return {(one.subject, one.partners, one.quantity) for one in found if one.kind == "share"}


def test_the_chances_of_all_ways_leave_some_to_none_of_them() -> None:
    at = sense("Norway took 9 per cent of Latvia's exports and 4 per cent of Estonia's.")
    ways = weigh.weigh(at, at.shape.index("F"))
    assert 0 < sum(chance for _, chance in ways) < 1
    best, _ = max(ways, key=lambda each: each[1])
    assert (best.subject, best.partners, best.channel) == ("LVA", ("NOR",), "exports")


def test_no_way_is_told_of_a_figure_without_a_party() -> None:
    at = sense("Prices rose by 9 per cent in the spring.")
    assert weigh.weigh(at, at.shape.index("F")) == []


def test_a_reason_that_refuses_for_good_is_no_open_one() -> None:
    assert is_open("“12 per cent”, and not of what")
    assert not is_open("“gdp”: no channel of ours")


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Exports from Chile to its biggest partner, Peru, rose.", "CfPtP"),
        ("Chile (a member of the pact) sells a third of its exports to Peru.", "PgFosCtP"),
    ],
)
def test_asides_are_cut_out_and_every_letter_keeps_its_place(text: str, shape: str) -> None:
    line = chunks.line(text, DAY.year)
    told = next(iter(simpler(line)))
    assert told.shape.startswith(shape)
    assert len(told.text) == len(text)
    starts = {one.start: one.text for one in line.chunks}
    assert all(starts[one.start] == one.text for one in told.chunks)


def test_of_a_list_each_has_its_own_figure() -> None:
    line = chunks.line(
        "Oman and Qatar send 15 and 29 per cent of their exports to China.", DAY.year
    )
    assert [one.parties(0) for one in one_of_each(line)] == [("OMN",), ("QAT",)]
    uneven = chunks.line("Oman, Fiji and Qatar send 15 and 29 per cent to China.", DAY.year)
    assert list(one_of_each(uneven)) == []


def test_what_cannot_be_read_with_an_aside_is_read_without_it() -> None:
    text = "Oman and Qatar send 15 and 29 per cent of their exports to China."
    assert shares(text) == {("OMN", ("CHN",), 15), ("QAT", ("CHN",), 29)}


@pytest.mark.parametrize(
    "text",
    [
        "Oman's exports to China grew at an annual rate of 6 per cent.",
        "Half of Oman's exports went to China, and half of those went by sea.",
        "China supplied 9 per cent of Oman's imports, with 20 per cent planned for next year.",
        "China is among the largest investors in Oman, with 12 per cent foreseen.",
    ],
)
def test_a_figure_that_is_none_of_ours_is_not_stated(text: str) -> None:
    assert {quantity for _, _, quantity in shares(text)} <= {50, 9}
