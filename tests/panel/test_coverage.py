from counterpoise.panel import coverage
from counterpoise.snapshots.source import Covered

ALL = Covered(1990, 2000)
SOME = Covered(1995, 2005, "destination", ("VNM", "IDN"))


def test_spans_that_touch_are_joined():
    spans = coverage.years_covered([ALL, Covered(2001, 2003)], "VNM", side="origin")
    assert spans == [(1990, 2003)]


def test_a_gap_between_spans_is_kept():
    spans = coverage.years_covered([ALL, Covered(2003, 2004)], "VNM", side="origin")
    assert spans == [(1990, 2000), (2003, 2004)]


def test_a_dyad_is_covered_only_if_both_sides_are():
    origins = Covered(1990, 2010, "origin")
    assert coverage.is_covered([origins, SOME], "RUS", "VNM", 2001)
    assert not coverage.is_covered([origins, SOME], "RUS", "FRA", 2001)
    assert not coverage.is_covered([origins, SOME], "RUS", "VNM", 2006)


def test_coverage_of_one_indicator_says_nothing_of_another():
    spoken = [Covered(1990, 2000, indicator="arms")]
    assert coverage.years_covered(spoken, "VNM", side="origin", indicator="arms") == [(1990, 2000)]
    assert coverage.years_covered(spoken, "VNM", side="origin", indicator="goods") == []


def test_what_one_teller_covers_says_nothing_of_the_other():
    imports = [
        Covered(1990, 2000, "destination", ("VNM",), told_by="destination"),
        Covered(1990, 2000, "origin", told_by="destination"),
    ]
    exports = [
        Covered(1995, 2005, "origin", ("IDN",), told_by="origin"),
        Covered(1995, 2005, "destination", ("JPN",), told_by="origin"),
    ]
    both = imports + exports
    assert coverage.years_covered(both, "VNM", side="destination", told_by="destination") == [
        (1990, 2000)
    ]
    assert coverage.years_covered(both, "VNM", side="destination", told_by="origin") == []
    assert coverage.covered_in(both, 1996, side="destination", told_by="origin") == {"JPN"}
    assert coverage.is_covered(both, "IDN", "VNM", 1996, told_by="destination")
    assert not coverage.is_covered(both, "IDN", "VNM", 1996, told_by="origin")


def test_a_dyad_is_not_covered_by_half_of_one_teller_and_half_of_another():
    both = [
        Covered(1990, 2000, "destination", ("VNM",), told_by="destination"),
        Covered(1990, 2000, "origin", ("IDN",), told_by="origin"),
    ]
    assert not coverage.is_covered(both, "IDN", "VNM", 1996)
    assert coverage.years_covered(both, "VNM", side="destination") == [(1990, 2000)]


def test_coverage_of_all_rows_holds_for_every_teller():
    assert coverage.is_covered([ALL], "RUS", "VNM", 1995, told_by="destination")


def test_an_excerpt_covers_its_states_on_one_side_and_everyone_on_the_other():
    cut = coverage.restricted([ALL], side="destination", states=["VNM"])
    assert coverage.is_covered(cut, "RUS", "VNM", 1995)
    assert not coverage.is_covered(cut, "RUS", "FRA", 1995)
    assert not coverage.is_covered(cut, "RUS", "VNM", 2001)


def test_an_excerpt_of_single_states_covers_them_alone():
    whole = [Covered(2000, 2010, states=("LAO", "VNM")), Covered(2000, 2010, states=("USA",))]
    kept = coverage.restricted(whole, side="either", states=("VNM",))
    assert kept == [Covered(2000, 2010, "either", ("VNM",))]


def test_a_basket_is_covered_if_each_of_its_codes_is() -> None:
    both = [Covered(2000, 2001, items=("271111", "271121"))]
    pipes = [Covered(2000, 2001, items=("271121",))]
    assert coverage.years_covered(both, "VNM", side="origin", item="gas") == [(2000, 2001)]
    assert coverage.years_covered(pipes, "VNM", side="origin", item="gas") == []
    assert coverage.years_covered(pipes, "VNM", side="origin", item="pipeline_gas") == [
        (2000, 2001)
    ]
    assert coverage.years_covered(both, "VNM", side="origin") == []


def test_statements_in_fewer_words_say_the_same() -> None:
    yearly = [
        Covered(year, year, "origin", ("IND", "VNM") if year != 2002 else ("VNM",))
        for year in range(2000, 2005)
    ]
    joined = coverage.joined(yearly)
    assert len(joined) == 3
    for state in ("IND", "VNM", "USA"):
        assert coverage.years_covered(joined, state, side="origin") == coverage.years_covered(
            yearly, state, side="origin"
        )
