"""Names of the time, and ports through which goods of others pass."""

from __future__ import annotations

import pytest

from counterpoise.reference import states
from counterpoise.reference.entrepots import SINCE, passes_on
from counterpoise.reference.names_then import THEN, name_then


@pytest.mark.parametrize("entity", sorted(THEN))
def test_a_part_has_its_name_while_the_other_part_was_a_state(entity: str) -> None:
    part, first, last = THEN[entity]
    assert name_then(entity, [first, last]) == part
    assert states.resolve(part) == entity
    assert name_then(entity, [last + 1]) == states.name(entity)
    assert name_then(entity, [last, last + 1]).startswith(f"{states.name(entity)} ({part} {first}")


def test_ports_pass_on_goods_of_others_since_a_year() -> None:
    for port, year in SINCE.items():
        assert states.resolve(port) == port
        assert passes_on(port, year)
        assert not passes_on(port, year - 1)
