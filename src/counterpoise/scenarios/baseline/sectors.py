"""A world of states and sectors, read from a multi-country input-output table."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import EvidenceError
from counterpoise.models.sectors.input_output import Economy
from counterpoise.reference import states

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class SectorBaseline:
    """What a scenario with sectors is put to; every flow of the table is covered.

    Parameters
    ----------
    states, sectors : tuple of str
        In the order of the arrays; a state may be "residual:rest of the world".
    economy : Economy
        Money in USD.
    year : int
    trade : str
        The file that it was read from.
    notes : tuple of str
        What was floored, pooled or put to nought on the way.
    """

    states: tuple[str, ...]
    sectors: tuple[str, ...]
    economy: Economy
    year: int
    trade: str
    notes: tuple[str, ...] = ()

    @property
    def gdp(self) -> Array:
        """Value added, USD."""
        return self.economy.value_added

    @property
    def gdp_from(self) -> str:
        """The same table."""
        return self.trade

    @property
    def known(self) -> NDArray[np.bool_]:
        """Every flow is."""
        return np.ones((len(self.states), len(self.states)), dtype=bool)

    def place(self, state: str) -> int:
        """Return the row of a state, given by id or name.

        Raises
        ------
        EvidenceError
            If the table does not have it.
        """
        entity = states.resolve(state)
        if entity not in self.states:
            raise EvidenceError(
                f"Can't find {states.name(entity)} in the table: it may be in the rest of the world.",
                where=self.trade,
            )
        return self.states.index(entity)
