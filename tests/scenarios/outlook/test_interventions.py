"""What an intervention does to an outlook: whom it hits, for how long, and how surely."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from counterpoise.errors import ScenarioError, SourceError
from counterpoise.scenarios.outlook import interventions
from counterpoise.scenarios.outlook.interventions import Effect, Shifts, shifts
from counterpoise.scenarios.shocks import INTERVENTIONS, Intervention

SUPPLIERS = ("DEU", "FRA", "RUS", "USA")
KNOWN = {
    "embargo imposed": Effect("embargo imposed", 9, 3, 5, 4, -1.0, 0.5, -2.0, 0.25),
    "embargo lifted": Effect("embargo lifted", 9, 3, 5, 4, 1.0, 0.5, 0.5, 0.25, "weak"),
}


def event(**changed: object) -> Intervention:
    told: dict[str, object] = {
        "kind": "embargo imposed", "state": "VNM", "partner": "USA", "channel": "arms", "year": 2016,
    }  # fmt: skip
    return Intervention(**(told | changed))  # type: ignore[arg-type]


def found(*events: Intervention, **changed: object) -> Shifts:
    told: dict[str, object] = {
        "state": "VNM", "channel": "arms", "as_of": 2015, "to": 2025, "known": KNOWN,
    }  # fmt: skip
    return shifts(events, SUPPLIERS, **(told | changed))  # type: ignore[arg-type]


def test_an_embargo_of_the_whole_window_counts_in_full() -> None:
    hit = found(event())
    assert hit.activity == {"USA": -1.0}
    assert hit.volume["USA"] == pytest.approx(-2.0)


def test_an_embargo_of_part_of_the_window_counts_for_that_part() -> None:
    hit = found(event(year=2021))
    assert hit.activity == {"USA": -0.5}
    assert hit.volume["USA"] == pytest.approx(np.log(0.5 + 0.5 * np.exp(-2.0)))


def test_two_interventions_on_one_supplier_add_up() -> None:
    hit = found(event(), event(kind="embargo lifted"))
    assert hit.activity["USA"] == pytest.approx(0.0)
    assert hit.volume["USA"] == pytest.approx(-1.5)
    assert len(hit.notes) == 2
    assert hit.notes[1].endswith("Weak.")


def test_those_of_another_state_or_channel_are_passed_over() -> None:
    assert found(event(state="IDN"), event(channel="trade")).activity == {}
    assert set(found(event(state="*")).activity) == {"USA"}
    assert set(found(event(state="ASEAN")).activity) == {"USA"}


def test_a_bloc_hits_those_of_its_members_that_the_record_has() -> None:
    assert set(found(event(partner="EU")).activity) == {"DEU", "FRA"}


def test_a_continuing_state_is_hit_under_its_present_id() -> None:
    assert set(found(event(partner="SUN")).activity) == {"RUS"}


def test_draws_are_normal_about_the_estimate_and_shared_by_the_suppliers_of_a_kind() -> None:
    hit = found(event(partner=("USA", "FRA")), rng=np.random.default_rng(3), draws=20_000)
    drawn = np.asarray(hit.activity["USA"])
    assert drawn.shape == (20_000,)
    assert drawn.mean() == pytest.approx(-1.0, abs=0.02)
    assert drawn.std() == pytest.approx(0.5, abs=0.02)
    assert np.array_equal(drawn, np.asarray(hit.activity["FRA"]))


@pytest.mark.parametrize(
    ("changed", "key"),
    [
        ({"year": 2015}, "year"),
        ({"year": 2026}, "year"),
        ({"partner": "NRU"}, "partner"),
        ({"kind": "entrant"}, "kind"),
    ],
)
def test_what_has_no_effect_that_is_known_is_refused(changed: dict[str, object], key: str) -> None:
    with pytest.raises(ScenarioError) as caught:
        found(event(**changed))
    assert caught.value.key == key


def test_a_channel_without_estimates_is_refused() -> None:
    with pytest.raises(ScenarioError, match="no effects are estimated"):
        found(event(channel="trade"), channel="trade")


def test_the_shipped_effects_have_the_signs_of_their_names_and_say_where_they_are_from() -> None:
    known = interventions.effects()
    assert set(known) == set(INTERVENTIONS)
    for kind, sign in zip(INTERVENTIONS, (-1, 1, -1, 1), strict=True):
        assert np.sign(known[kind].activity) == sign
        assert known[kind].activity_error > 0
        assert "" not in (known[kind].source, known[kind].vintage, known[kind].episodes)
    assert "weakly identified" in known["embargo lifted"].flag


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("embargo lifted,", "embargo imposed,"),
        ("embargo lifted,", "boycott,"),
        (",activity,", ",shift,"),
        (",-", ",minus "),
    ],
)
def test_a_spoilt_table_of_effects_is_refused(tmp_path: Path, before: str, after: str) -> None:
    folder = Path(interventions.__file__).parent / "tables"
    text = (folder / "arms_effects.csv").read_text(encoding="utf-8")
    spoilt = tmp_path / "effects.csv"
    spoilt.write_text(text.replace(before, after, 1), encoding="utf-8")
    with pytest.raises(SourceError):
        interventions.effects(spoilt)
