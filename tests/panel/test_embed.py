from dataclasses import replace

import pytest

from counterpoise.errors import StoreError
from counterpoise.panel import build, coverage, embed
from tests.panel import made_up


@pytest.fixture
def excerpted(made_up_source, monkeypatch, store, tmp_path):
    """A store that holds a source of which only a part may be reproduced: 12 states, 3 years."""
    monkeypatch.setattr(made_up, "SOURCE", replace(made_up.SOURCE, ships="excerpt"))
    path = made_up.write(
        tmp_path / "a.csv", value=7, years=range(2000, 2003), states="ABCDEFGHIJKL"
    )
    build.add(store, "made_up", [path], vintage="1")
    return store


def test_an_excerpt_holds_only_its_states_and_says_so(excerpted, tmp_path):
    want = embed.Wanted("made_up", states=("AAA",))
    (held,) = embed.embed(excerpted, [want], into=tmp_path / "out")
    assert set(held.scan().collect()["destination"]) == {"AAA"}
    assert held.excerpt == "destination one of AAA"
    assert coverage.years_covered(held.coverage, "AAA", side="destination") == [(2000, 2002)]
    assert coverage.years_covered(held.coverage, "BBB", side="destination") == []


def test_an_excerpt_of_a_tenth_or_more_is_refused(excerpted, tmp_path):
    want = embed.Wanted("made_up", states=("AAA", "BBB"))
    with pytest.raises(StoreError, match="under 10\xa0%"):
        embed.embed(excerpted, [want], into=tmp_path / "out")
    assert not list((tmp_path).glob("out/*/*.json"))


def test_a_source_that_ships_in_part_is_not_embedded_whole(excerpted, tmp_path):
    with pytest.raises(StoreError, match="whole"):
        embed.embed(excerpted, [embed.Wanted("made_up")], into=tmp_path / "out")


def test_a_source_that_does_not_ship_is_not_embedded_at_all(excerpted, monkeypatch, tmp_path):
    monkeypatch.setattr(made_up, "SOURCE", replace(made_up.SOURCE, ships="no"))
    with pytest.raises(StoreError, match="at all"):
        embed.embed(excerpted, [embed.Wanted("made_up", states=("AAA",))], into=tmp_path / "out")


def test_years_before_the_first_are_left_out_of_rows_and_coverage(excerpted, tmp_path):
    want = embed.Wanted("made_up", states=("AAA",), first=2001)
    (held,) = embed.embed(excerpted, [want], into=tmp_path / "out")
    assert held.years == (2001, 2002)
    assert coverage.years_covered(held.coverage, "AAA", side="destination") == [(2001, 2002)]


def test_the_list_of_contents_names_sources_that_may_ship():
    from counterpoise import sources
    from counterpoise.settings import embedded_folder

    wanted = embed.contents(embedded_folder() / "contents.toml")
    assert len({want.source for want in wanted}) == len(wanted)
    for want in wanted:
        ships = sources.module(want.source).SOURCE.ships
        assert ships == "yes" or (ships == "excerpt" and want.states)
