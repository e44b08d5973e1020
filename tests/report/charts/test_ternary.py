"""The triangle of balance, offset and tilt: a label that stands off is tied to its point."""

from counterpoise.report.charts.ternary import _leaders, ternary

SIZE = (330.0, 304.0)


def _crowd(states: int, years: int) -> list[dict[str, object]]:
    parts = [(0.9 - 0.002 * year, 0.05 + 0.001 * year) for year in range(years)]
    return [
        {"series": f"State {state}", "id": "VNM", "year": 2000 + year,
         "balance": balance, "offset": offset, "tilt": 1 - balance - offset}
        for state in range(states)
        for year, (balance, offset) in enumerate(parts)
    ]  # fmt: skip


def test_a_label_far_from_its_point_has_a_line_to_it_and_one_beside_it_has_none() -> None:
    near = {"series": "a", "label": "a 2020", "of": (0.5, 0.5), "x": 0.53, "y": 0.5, "wide": 0.2}
    far = {**near, "label": "b 2020", "x": 0.6, "y": 0.2}
    lines = _leaders([near, far], SIZE)
    assert {one["label"] for one in lines} == {"b 2020"}
    assert (lines[0]["x"], lines[0]["y"]) == far["of"]
    assert lines[1]["x"] == 0.6
    assert 0.2 < lines[1]["y"] < 0.5


def test_of_a_crowd_every_label_is_tied_or_beside() -> None:
    drawn = ternary(_crowd(4, 12), 390)
    *_, leaders, points, labels = drawn["layer"]
    assert len(points["data"]["values"]) == len(labels["data"]["values"]) == 4
    tied = {one["label"] for one in leaders["data"]["values"]}
    off = {
        one["label"]
        for one in labels["data"]["values"]
        if abs(one["y"] - one["of"][1]) * SIZE[1] > 15
    }
    assert off
    assert off <= tied
