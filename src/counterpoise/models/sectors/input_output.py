r"""A world of sectors that buy from one another: shares, tariffs and value added of one base year.

Sector j of country n makes its goods of labour (share :math:`\gamma^j_n` of the cost) and of the
goods of sectors k (shares :math:`\gamma^{k,j}_n`); buyers in n take the part :math:`\pi^j_{ni}` of
what they spend on j from country i and pay the ad valorem tariff :math:`t^j_{ni}` on it; households
spend the part :math:`\alpha^j_n` of their income on j. Arrays have the axes [sector, importer,
exporter]; input shares have [country, input, user].

References
----------
Caliendo, L., and Parro, F. (2015). Estimates of the trade and welfare effects of NAFTA. *Review of
Economic Studies*, 82(1), 1-44.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from counterpoise.errors import MeasureError, offenders

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

SHARES_MISS: Final = 1e-5
"""Shares that add up to 1 but for so much are rounded ones: they are brought to 1. Others are refused."""


@dataclass(frozen=True, eq=False)
class Economy:
    """What the equations need to know of a base year.

    Parameters
    ----------
    trade_share : np.ndarray, shape (j, n, n); part of the importer's spending on j; rows sum to 1
    tariff : np.ndarray, shape (j, n, n); ad valorem rate, 0.1 for 10 %; 0 at home
    value_added_share : np.ndarray, shape (j, n); in (0, 1]
    input_share : np.ndarray, shape (n, j, j); [country, input, user]; with the above columns sum to 1
    final_share : np.ndarray, shape (j, n); part of income; columns sum to 1
    value_added : np.ndarray, shape (n,); money, > 0
    deficit : np.ndarray, shape (n,); money; imports less exports, before tariffs; sums to 0
    spend_rate : np.ndarray, shape (n,); income over wages and tariff revenue: 1 without a deficit
    floored : np.ndarray, shape (j, n); whose final demand came out below 0 and was set to 0
    """

    trade_share: Floats
    tariff: Floats
    value_added_share: Floats
    input_share: Floats
    final_share: Floats
    value_added: Floats
    deficit: Floats
    spend_rate: Floats
    floored: Flags

    @property
    def traded(self) -> NDArray[np.intp]:
        """Return the sectors in which anybody buys abroad."""
        home = np.eye(len(self.value_added), dtype=bool)
        return np.flatnonzero((self.trade_share * ~home).any(axis=(1, 2)))


def from_flows(
    flows: Floats, *, tariff: Floats, value_added_share: Floats, input_share: Floats
) -> Economy:
    r"""Return the shares behind a year's flows; final demand is what is left of spending.

    .. math:: X^j_n = \sum_i (1 + t^j_{ni}) Z^j_{ni}, \quad
       \alpha^j_n I_n = X^j_n - \sum_k \gamma^{j,k}_n \sum_m Z^k_{mn}

    Parameters
    ----------
    flows : np.ndarray, shape (j, n, n); money before tariffs, home sales on the diagonal
    tariff, value_added_share, input_share : np.ndarray; as in `Economy`

    Returns
    -------
    Economy
        Shares add up to 1. Where nobody in a country buys of a sector, the sector is its own
        supplier. Final demand below 0 is 0 and `floored`: such an economy does not clear its markets
        until it is settled (`caliendo_parro.prepare` does that).

    Raises
    ------
    MeasureError
        If shapes do not fit, anything is negative or not finite, value-added shares are not in
        (0, 1], or cost shares do not add up to 1.
    """
    check_arrays(flows, tariff, value_added_share, input_share)
    labour, inputs = cost_shares(value_added_share, input_share)
    output = flows.sum(axis=1)
    paid = flows * (1 + tariff)
    spending = paid.sum(axis=2)
    value_added = (labour * output).sum(axis=0)
    if (value_added <= 0).any():
        raise MeasureError(
            f"Value added must be above 0, and is not in country {_where(value_added <= 0)}."
        )
    left = spending - np.einsum("nkj,jn->kn", inputs, output)
    deficit = flows.sum(axis=(0, 2)) - output.sum(axis=0)
    own = value_added + (paid - flows).sum(axis=(0, 2))
    floored = left < -1e-12 * np.maximum(spending, output)
    final = np.maximum(left, 0.0)
    return Economy(
        trade_share=_rows_of_one(paid, spending),
        tariff=np.asarray(tariff, dtype=float),
        value_added_share=labour,
        input_share=inputs,
        final_share=final / final.sum(axis=0),
        value_added=value_added,
        deficit=deficit,
        spend_rate=(own + deficit) / own,
        floored=floored,
    )


def check_arrays(
    flows: Floats, tariff: Floats, value_added_share: Floats, input_share: Floats
) -> None:
    """Refuse arrays whose shapes do not fit, or that hold what can't be."""
    sectors, countries = flows.shape[:2] if flows.ndim == 3 else (0, 0)
    wanted = {
        "flows": (flows, (sectors, countries, countries)),
        "tariff": (tariff, (sectors, countries, countries)),
        "value_added_share": (value_added_share, (sectors, countries)),
        "input_share": (input_share, (countries, sectors, sectors)),
    }
    for name, (array, shape) in wanted.items():
        if array.shape != shape or not sectors:
            raise MeasureError(f"`{name}` must have the shape {shape}, not {array.shape}.")
        if not np.isfinite(array).all():
            raise MeasureError(
                f"`{name}` must be finite, and is not at {_where(~np.isfinite(array))}."
            )
        if (array < 0).any():
            raise MeasureError(f"`{name}` must be 0 or more, and is not at {_where(array < 0)}.")
    if (np.einsum("jnn->jn", tariff) != 0).any():
        raise MeasureError("`tariff` must be 0 at home: its diagonal is not.")


def cost_shares(value_added_share: Floats, input_share: Floats) -> tuple[Floats, Floats]:
    """Return both with rounding taken out, so that the shares of each sector's cost add up to 1."""
    total = value_added_share + input_share.sum(axis=1).T
    off = np.abs(total - 1) > SHARES_MISS
    if off.any():
        raise MeasureError(
            f"Cost shares must add up to 1, and do not at (sector, country) {_where(off)}.",
            attempt="input shares are parts of the whole cost: multiply by 1 - value_added_share",
        )
    if (value_added_share <= 0).any():
        raise MeasureError(
            "`value_added_share` must be above 0, and is not at (sector, country) "
            f"{_where(value_added_share <= 0)}."
        )
    return value_added_share / total, input_share / total.T[:, None, :]


def _rows_of_one(paid: Floats, spending: Floats) -> Floats:
    """Return the shares of spending; who spends nothing on a sector is its own supplier."""
    home = np.broadcast_to(np.eye(paid.shape[1]), paid.shape)
    idle = spending == 0
    return np.where(idle[..., None], home, paid / np.where(idle, 1.0, spending)[..., None])


def _where(bad: Flags) -> str:
    """Name the first places that are bad."""
    places = [tuple(int(i) for i in place) for place in np.argwhere(bad)]
    return offenders([place[0] if len(place) == 1 else place for place in places], quote=False)
