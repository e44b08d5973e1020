"""Figures that papers give, or that follow from their formulas, for the loss of suppliers.

- Arkolakis, Costinot & Rodriguez-Clare (2012): the United States, home share .93; 0.7 to 1.4 per cent.
- Bachmann et al. (2022): energy less 10 per cent, up to 1.5 per cent of German expenditure; gas less
  30 per cent, 2 to 2.5 per cent. Share and elasticity are as recalled, the results within rounding.
- Baqaee & Farhi (2019), abstract: oil, 0.2 per cent at first order, 0.6 at second. Inputs as recalled.
- The CES and nested figures are worked out from the price index by hand, to six digits.
"""

from __future__ import annotations

import pytest

from counterpoise.models.trade import price_forms


@pytest.mark.parametrize(
    ("epsilon", "gain", "printed"),
    [(-5, 0.01440931620601238, 0.014), (-10, 0.007230800339783072, 0.007)],
)
def test_gains_of_the_united_states(epsilon: float, gain: float, printed: float) -> None:
    found = price_forms.acr_gain(0.93, theta=-epsilon)

    assert found == pytest.approx(gain, rel=1e-12)
    assert round(float(found), 3) == printed


@pytest.mark.parametrize(
    ("share", "sigma", "loss"), [(0.3, 4, 0.112096), (0.3, 6, 0.06885), (0.9, 4, 0.535841)]
)
def test_loss_of_suppliers_in_one_nest(share: float, sigma: float, loss: float) -> None:
    assert price_forms.price_loss(share, sigma) == pytest.approx(loss, abs=5e-7)


def test_two_that_leave_together_cost_more_than_twice_one() -> None:
    together, alone = price_forms.price_loss([0.6, 0.3], sigma=4)

    assert together == pytest.approx(0.2631937002719227, rel=1e-12)
    assert 2 * alone == pytest.approx(0.2241919965147987, rel=1e-12)


@pytest.mark.parametrize(
    ("eta", "welfare"),
    [(1.0, 0.7795600153762164), (1.5, 0.8001126725213193), (0.5, 0.7561049752790691)],
)
def test_welfare_over_three_channels(eta: float, welfare: float) -> None:
    found = price_forms.nested_welfare([0.5, 0.3, 0.2], [0.3, 0.1, 0.6], [4, 6, 2], eta=eta)

    assert found == pytest.approx(welfare, rel=1e-12)


@pytest.mark.parametrize(
    ("share", "left", "sigma", "loss"),
    [(0.04, 0.9, 0.04, 0.015686), (0.04, 0.9, 0.1, 0.006791), (0.01, 0.7, 0.1, 0.023426)],
)
def test_germany_without_russian_energy(
    share: float, left: float, sigma: float, loss: float
) -> None:
    assert price_forms.quantity_loss(share, left, sigma) == pytest.approx(loss, abs=5e-7)


def test_oil_at_first_and_second_order() -> None:
    change = -0.13
    slope = (0.076 - 0.018) / change
    first = price_forms.first_order(0.018, change)
    second = price_forms.second_order(0.018, slope, change)

    assert -first == pytest.approx(0.00234, abs=5e-6)
    assert -second == pytest.approx(0.00611, abs=5e-6)
    assert price_forms.trapezoid(0.018, 0.076, change) == pytest.approx(second)
