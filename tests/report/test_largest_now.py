"""Tables and charts over windows show who is the largest now, and leave nobody out of their sums."""

from __future__ import annotations

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.pages import Chart, Number, Table
from counterpoise.report.sections.state import arms, windows
from counterpoise.report.study import Study
from counterpoise.settings import embedded_folder


@pytest.fixture(scope="module", params=["VNM", "KAZ", "SRB"])
def study(request: pytest.FixtureRequest) -> Study:
    return Study(Store((embedded_folder(),)), request.param)


def test_the_largest_of_the_last_window_come_first(study: Study) -> None:
    flow = study.flow("arms")
    assert flow is not None
    ends = windows.window_ends(flow)
    shown = windows.largest(flow, ends, arms.SUPPLIERS_SHOWN)
    now = flow.year(ends[-1]).sort("value", descending=True)["origin"].to_list()
    assert shown[:3] == now[:3]


def test_the_shares_of_a_window_add_up_to_all(study: Study) -> None:
    section = arms.section(study)
    (table,) = [part for part in section.parts if isinstance(part, Table)]
    shares = [
        row[1:] for row in table.rows if isinstance(row[-1], Number) and row[-1].text.endswith("%")
    ]
    last = [row[-1].value or 0.0 for row in shares if isinstance(row[-1], Number)]
    assert sum(last) == pytest.approx(1, abs=1e-9)
    chart = next(part for part in section.parts if isinstance(part, Chart))
    ended = str(chart.data[-1]["window"])
    drawn = sum(float(str(row["share"])) for row in chart.data if row["window"] == ended)
    assert drawn == pytest.approx(1, abs=1e-9)
