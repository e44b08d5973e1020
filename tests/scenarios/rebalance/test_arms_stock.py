"""What is in service outlives who delivered it: years worked out by hand."""

import numpy as np
import pytest

from counterpoise.panel.store import Store
from counterpoise.scenarios.rebalance.arms_stock import in_service, stock, years_until
from counterpoise.settings import embedded_folder


def test_what_is_left_of_deliveries_by_hand() -> None:
    # 100 two years ago and 50 now: 100 x .95 x .95 + 50.
    assert in_service(np.array([100.0, 0.0, 50.0])) == pytest.approx(140.25)


def test_a_stock_that_gets_nothing_more_of_a_supplier_by_hand() -> None:
    # 76/105; 72.2/109.75; 68.59/114.26; 65.16/118.55; 61.90/122.62 = .505; 58.81/126.49 = .465.
    assert years_until(80, 100, 10, 0.0, 0.5) == 6


def test_who_delivers_more_than_the_bound_is_never_under_it() -> None:
    assert years_until(80, 100, 10, 0.6, 0.5) is None


def test_who_is_under_the_bound_is_so_today() -> None:
    assert years_until(20, 100, 10, 0.2, 0.5) == 0


def test_soviet_deliveries_stand_with_russias() -> None:
    """Viet Nam's arms in service are Soviet for the most part; Russia alone has less than that."""
    found = stock(Store((embedded_folder(),)).steady(), "VNM", "RUS", 0.2)
    assert found is not None
    assert found.share > 0.6
    assert found.reached is not None
    assert found.reached > found.year


def test_nothing_is_told_of_a_state_without_deliveries() -> None:
    assert stock(Store((embedded_folder(),)).steady(), "TUV", "RUS", 0.2) is None
