"""A hint is near, agrees with itself, and never points the other way."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise import likeness
from counterpoise.reference import states

NAMES = states.states()["name"].to_list()


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("Philipines", ["Philippines"]),
        ("Sout Korea", ["South Korea"]),
        ("Kazakstan", ["Kazakhstan"]),
        ("Nigera", ["Niger", "Nigeria"]),
    ],
)
def test_one_letter_amiss_is_near(typed: str, near: list[str]) -> None:
    assert sorted(likeness.nearest(typed, NAMES)) == near


@pytest.mark.parametrize(
    "typed", ["NO", "QX", "Atlantis", "Ruritania", "Republic of Freedonia", "Multiple buyers", ""]
)
def test_where_nothing_is_near_there_is_no_hint(typed: str) -> None:
    assert likeness.hint(typed, NAMES) == ""


@given(
    st.sampled_from([name for name in NAMES if " " in name]),
    st.sampled_from(["North", "South", "East", "West", "Democratic", "Northern"]),
)
def test_a_hint_never_leads_from_one_direction_to_another(name: str, way: str) -> None:
    typed = f"{way} {name.split()[-1]}x"
    for near in likeness.nearest(typed, NAMES):
        assert not likeness.contrary(likeness.plain(typed), likeness.plain(near))
    opposite = {"North": "South", "South": "North", "East": "West", "West": "East"}
    assert all(
        opposite.get(way, "~") not in near.split() for near in likeness.nearest(typed, NAMES)
    )


def test_between_north_and_south_nothing_is_said() -> None:
    assert likeness.nearest("Nouth Korea", NAMES) == []
    assert likeness.nearest("Korea DPR of the", ["South Korea", "Korea, Republic of"]) == []


@given(st.sampled_from(NAMES))
def test_words_that_many_names_share_bring_no_two_states_together(name: str) -> None:
    near = likeness.nearest(f"Republic of {name}", NAMES)
    assert all(likeness.plain(one) == likeness.plain(name) for one in near)
