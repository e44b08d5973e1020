"""One colour for a state wherever it stands, and colours that can be told apart and seen."""

import itertools
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.reference import groups, states
from counterpoise.report.charts import STYLE
from counterpoise.report.charts.scales import colours

EVERYBODY = sorted(states.states()["id"])
SOME = st.lists(st.sampled_from(EVERYBODY), min_size=1, max_size=8, unique=True)


def test_major_powers_have_a_colour_that_nobody_else_has():
    own = [colours.of_state(state) for state in colours.MAJOR]
    assert len(set(own)) == len(own)
    rest = {colours.of_state(s) for s in EVERYBODY if s not in colours.MAJOR and s != "SUN"}
    assert not rest & set(own)


def test_the_soviet_union_is_drawn_in_the_colour_of_russia():
    assert colours.of_state("SUN") == colours.of_state("RUS")
    both = colours.of_series({"Russia": "RUS", "Soviet Union": "SUN"})
    assert both["Russia"] == colours.of_state("RUS")
    assert both["Soviet Union"] != both["Russia"]


@given(SOME)
def test_no_two_of_a_chart_have_one_colour(chosen):
    assert len(set(colours.of_series(dict(zip(chosen, chosen, strict=True))).values())) == len(
        chosen
    )


@given(SOME, st.randoms(use_true_random=False))
def test_a_major_power_keeps_its_colour_whoever_is_beside_it_and_in_whatever_order(chosen, random):
    beside = [*chosen, "CHN"] if "CHN" not in chosen else chosen
    random.shuffle(beside)
    assert colours.of_series({state: state for state in beside})["CHN"] == colours.of_state("CHN")


@given(SOME)
def test_who_is_alone_or_first_to_claim_a_colour_has_its_own(chosen):
    found = colours.of_series({state: state for state in chosen})
    own = [colours.of_state(state) for state in chosen]
    for state in chosen:
        if own.count(colours.of_state(state)) == 1 and colours.of_state(state) not in {
            found[other] for other in chosen if other != state
        }:
            assert found[state] == colours.of_state(state)


def test_states_of_the_table_and_blocs_are_those_of_the_registry():
    named = [state for group in colours.GROUPS for state in group.split()]
    assert len(set(named)) == len(named)
    assert set(named) | set(colours.MAJOR) | set(colours.HEIRS) <= {*EVERYBODY, *groups.blocs()}


def test_names_of_no_state_have_the_colours_of_series_in_their_order():
    assert colours.of_series({"Arms": None, "Aid": None}) == {
        "Arms": colours.SERIES[0], "Aid": colours.SERIES[1],
    }  # fmt: skip
    mixed = colours.of_series({"in the stock": None, "in new arms": "RUS"})
    assert mixed == {"in the stock": colours.INK, "in new arms": colours.of_state("RUS")}


def _palette(scheme: str) -> dict[str, str]:
    """Return the style sheet's variables of a scheme."""
    light, _, rest = STYLE.read_text(encoding="utf-8").partition("@media")
    dark = rest.split("\n*{")[0]
    paper = re.search(r"@media print\{:root\{([^}]*)\}", STYLE.read_text(encoding="utf-8"))
    found = dict(re.findall(r"(--\w+):(#[0-9a-f]{3,8})", light))
    more = {"light": "", "dark": dark, "print": paper[1] if paper else ""}[scheme]
    return {**found, **dict(re.findall(r"(--\w+):(#[0-9a-f]{3,8})", more))}


def _luminance(colour: str) -> float:
    """WCAG 2.2: relative luminance of an sRGB colour."""
    whole = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    parts = [int(whole[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2: contrast ratio, 1 to 21."""
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _distance(one: str, other: str) -> float:
    """Euclidean distance of two colours in Oklab, in which equal steps look alike."""
    return sum((a - b) ** 2 for a, b in zip(_oklab(one), _oklab(other), strict=True)) ** 0.5


def _oklab(colour: str) -> tuple[float, float, float]:
    r, g, b = (
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4
        for c in (int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))
    )  # fmt: skip
    cone = (
        (0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b) ** (1 / 3),
        (0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b) ** (1 / 3),
        (0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b) ** (1 / 3),
    )
    return (
        0.2104542553 * cone[0] + 0.7936177850 * cone[1] - 0.0040720468 * cone[2],
        1.9779984951 * cone[0] - 2.4285922050 * cone[1] + 0.4505937099 * cone[2],
        0.0259040371 * cone[0] + 0.7827717662 * cone[1] - 0.8086757660 * cone[2],
    )


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
@pytest.mark.parametrize("scale", ["m1 m2 m3 m4 m5", "h2 h3 h4 h5"])
def test_neighbouring_classes_can_be_told_apart_and_the_first_from_the_paper(scheme, scale):
    found = _palette(scheme)
    steps = [found["--paper"], *(found[f"--{step}"] for step in scale.split())]
    assert min(_contrast(*pair) for pair in itertools.pairwise(steps)) >= 1.3
    assert min(_contrast(*pair) for pair in itertools.pairwise(steps[1:])) >= 1.45


@pytest.mark.parametrize("scheme", ["light", "dark", "print"])
def test_colours_of_states_are_seen_on_the_paper_and_differ_from_each_other(scheme):
    found = _palette(scheme)
    of_states = [found[f"--c{place}"] for place in range(1, len(colours.STATES) + 1)]
    assert min(_contrast(colour, found["--paper"]) for colour in of_states) >= 2.9
    assert min(_distance(*pair) for pair in itertools.combinations(of_states, 2)) >= 0.075


def test_every_stand_in_has_a_colour_in_light_and_dark():
    for scheme in ("light", "dark"):
        assert set(colours.VARIABLES.values()) - {"--h0", "--h1"} <= set(_palette(scheme))
