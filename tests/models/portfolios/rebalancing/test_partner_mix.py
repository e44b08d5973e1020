"""The cheapest mix under terms: published values, a second solver, brute force, and laws."""

import itertools

import numpy as np
import pytest
from scipy.optimize import minimize

pytest.importorskip("clarabel", reason="the solver is in the extra [plan]")

from counterpoise.models.portfolios.rebalancing import terms, worth
from counterpoise.models.portfolios.rebalancing.bounded_mix import bounded_mix
from counterpoise.models.portfolios.rebalancing.partner_mix import (
    Channels,
    Mix,
    cheapest,
    premium,
    tightest,
)
from counterpoise.models.portfolios.rebalancing.terms import Alike, Joint, Moved, Term

FREE = np.array([0.5, 0.2, 0.15, 0.1, 0.05])
LONG, SHORT = 4.0, 0.76
THETA = np.array([0, 0.2, 2, -1, 2.2])
NEAR = np.exp(-np.abs(THETA[:, None] - THETA))
SIDES = np.array([1.0, 0.0, -1.0, 0.0, -1.0])

WORST = terms.each_at_most(float(worth.largest_part(0.45, SHORT)), 5)
PAIR = terms.together_at_most(float(worth.largest_part(0.5, SHORT)), [0, 1], 5)
KINDS: dict[str, Term] = {
    "worst": WORST,
    "pair": PAIR,
    "independent": Alike("independent", NEAR, 2.1),
    "capacity": terms.capacity(np.array([np.inf, 0.22, 0.18, np.inf, 0.07])),
    "floor": terms.together_at_least(0.15, [3], 5),
    "tilt": terms.tilt(SIDES, 0.1),
    "pace": Moved("pace", FREE, 0.18),
}


def _mix(*asked: Term, free: np.ndarray = FREE) -> Mix:
    found = cheapest(free, asked, elasticity=LONG)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("asked", "shares", "premium"),
    [
        (
            [terms.each_at_most(float(worth.largest_part(0.4, SHORT)), 5)],
            [0.321742, 0.271303, 0.203477, 0.135652, 0.067826],
            0.01307047,
        ),
        ([WORST, PAIR], [0.292503, 0.117001, 0.295248, 0.196832, 0.098416], 0.03542876),
        (
            [Alike("independent", NEAR, 2.0)],
            [0.393349, 0.171990, 0.212018, 0.144697, 0.077948],
            0.00812329,
        ),
        (
            [Alike("independent", NEAR, 2.2)],
            [0.309940, 0.150145, 0.238753, 0.196369, 0.104798],
            0.02547402,
        ),
    ],
)
def test_values_of_the_method_note(asked: list[Term], shares: list[float], premium: float) -> None:
    """Each was computed there by a conic solver and by sequential quadratic programming."""
    found = _mix(*asked)
    assert found.premium == pytest.approx(premium, abs=1e-6)
    assert found.shares == pytest.approx(shares, abs=1e-4)
    assert _second(asked) == pytest.approx(premium, abs=1e-6)


def test_wedges_of_the_method_note() -> None:
    one = _mix(terms.each_at_most(float(worth.largest_part(0.4, SHORT)), 5))
    assert worth.wedges(FREE, one.shares, LONG)[0] == pytest.approx(0.1609, abs=1e-4)
    two = _mix(WORST, PAIR)
    assert worth.wedges(FREE, two.shares, LONG)[:2] == pytest.approx([0.2746, 0.2746], abs=1e-4)


def test_too_many_independent_partners_are_not_to_be_had_and_the_most_is_told() -> None:
    asked = Alike("independent", NEAR, 2.4)
    assert cheapest(FREE, [asked], elasticity=LONG) is None
    most = tightest(FREE, asked, [])
    assert most == pytest.approx(2.3778, abs=1e-4)
    assert cheapest(FREE, [Alike("independent", NEAR, 2.377)], elasticity=LONG) is not None


def test_the_smallest_worst_share_of_five_is_a_fifth() -> None:
    asked = terms.each_at_most(0.1, 5)
    assert cheapest(FREE, [asked], elasticity=LONG) is None
    raised = tightest(FREE, asked, [])
    assert raised == pytest.approx(0.1, abs=1e-8)


def test_the_least_that_must_move_is_what_stands_over_the_cap() -> None:
    least = tightest(FREE, Moved("pace", FREE, 0.0), [terms.each_at_most(0.35, 5)])
    assert least == pytest.approx(0.15, abs=1e-8)


def test_no_terms_cost_nothing() -> None:
    found = _mix()
    assert found.shares == pytest.approx(FREE, abs=5e-5)
    assert found.premium == pytest.approx(0, abs=1e-9)


@pytest.mark.parametrize("most", [0.45, 0.35, 0.25, 0.21])
def test_caps_alone_give_the_closed_form(most: float) -> None:
    by_hand = bounded_mix(FREE, most)
    assert by_hand is not None
    found = _mix(terms.each_at_most(most, 5))
    assert found.shares == pytest.approx(by_hand, abs=5e-5)
    assert found.premium == pytest.approx(worth.premium(FREE, by_hand, LONG), abs=1e-8)


@pytest.mark.parametrize(
    "names", [*((k,) for k in KINDS), *itertools.combinations(KINDS, 2)], ids=" and ".join
)
def test_every_kind_and_pair_of_terms_as_brute_force_and_a_second_solver(
    names: tuple[str, ...],
) -> None:
    """A grid of 0.5 % about the answer and one of 2.5 % everywhere find nothing cheaper."""
    asked = [KINDS[name] for name in names]
    found = cheapest(FREE, asked, elasticity=LONG)
    points = _grid(40)
    kept = points[_keeps(points, asked, 1e-9)]
    if found is None:
        assert not len(kept)
        return
    assert _keeps(found.shares[None], asked, 1e-6).all()
    if len(kept):
        assert found.premium <= _premiums(kept).min() + 1e-8
    near = np.round(found.shares * 200) / 200
    steps = np.array(list(itertools.product(range(-4, 5), repeat=4))) / 200
    fine = np.column_stack([near[:4] + steps, 1 - (near[:4] + steps).sum(1)])
    fine = fine[(fine >= 0).all(1)]
    fine = fine[_keeps(fine, asked, 1e-9)]
    if len(fine):
        best = _premiums(fine).min()
        assert found.premium <= best + 1e-8
        assert best <= found.premium + 0.004
    assert _second(asked) == pytest.approx(found.premium, abs=2e-6)


def test_a_tighter_term_never_costs_less_and_the_frontier_is_convex() -> None:
    parts = np.linspace(0.22, 0.5, 12)
    costs = [_mix(terms.each_at_most(part, 5)).premium for part in parts]
    assert (np.diff(costs) <= 1e-9).all()
    assert (np.diff(costs, 2) >= -1e-8).all()


@pytest.mark.parametrize("name", KINDS)
def test_a_price_is_the_slope_of_the_premium(name: str) -> None:
    term, with_it = KINDS[name], [terms.each_at_most(0.35, 5)] if name == "pace" else []
    step = 1e-4
    looser, tighter = (_loosened(term, sign * step) for sign in (1, -1))
    slope = (_mix(*with_it, tighter).premium - _mix(*with_it, looser).premium) / (2 * step)
    price = _mix(*with_it, term).prices[-1].sum()
    assert price == pytest.approx(slope, rel=2e-3, abs=1e-6)


def test_names_of_partners_do_not_matter() -> None:
    order = np.array([3, 0, 4, 2, 1])
    turned = cheapest(
        FREE[order],
        [WORST, Alike("independent", NEAR[np.ix_(order, order)], 2.1)],
        elasticity=LONG,
    )
    assert turned is not None
    found = _mix(WORST, Alike("independent", NEAR, 2.1))
    assert turned.shares == pytest.approx(found.shares[order], abs=5e-5)


def test_a_partner_split_in_two_that_are_alike_changes_nothing_under_independence() -> None:
    split = np.array([0.3, 0.2, 0.2, 0.15, 0.1, 0.05])
    theta = THETA[[0, 0, 1, 2, 3, 4]]
    near = np.exp(-np.abs(theta[:, None] - theta))
    found = cheapest(split, [Alike("independent", near, 2.1)], elasticity=LONG)
    whole = _mix(Alike("independent", NEAR, 2.1))
    assert found is not None
    assert found.premium == pytest.approx(whole.premium, abs=1e-7)
    assert found.shares[:2].sum() == pytest.approx(whole.shares[0], abs=5e-5)


def test_who_is_not_used_freely_stays_unused() -> None:
    free = np.array([0.6, 0.4, 0.0])
    found = cheapest(free, [terms.each_at_most(0.55, 3)], elasticity=LONG)
    assert found is not None
    assert found.shares == pytest.approx([0.55, 0.45, 0], abs=1e-6)
    assert cheapest(free, [terms.each_at_most(0.4, 3)], elasticity=LONG) is None


def test_channels_without_a_common_term_are_answered_each_by_itself() -> None:
    free = np.concatenate([FREE, FREE[::-1]])
    channels = Channels(np.repeat([0, 1], 5), np.array([0.7, 0.3]))
    capped = Joint("caps", np.eye(10), np.repeat([0.35, 0.3], 5))
    found = cheapest(free, [capped], elasticity=LONG, channels=channels)
    assert found is not None
    first, second = bounded_mix(FREE, 0.35), bounded_mix(FREE[::-1], 0.3)
    assert first is not None
    assert second is not None
    assert found.shares == pytest.approx(np.concatenate([first, second]), abs=5e-5)
    costs = (worth.premium(FREE, first, LONG), worth.premium(FREE[::-1], second, LONG))
    assert found.premium == pytest.approx(0.7 * costs[0] + 0.3 * costs[1], abs=1e-8)


def test_one_budget_moves_each_channel_where_it_is_cheapest() -> None:
    """No power holds more than .3 of everything: a second solver finds the same cost."""
    free = np.concatenate([FREE, [0.6, 0.2, 0.1, 0.06, 0.04]])
    weights = np.array([0.8, 0.2])
    everything = np.hstack([weights[0] * np.eye(5), weights[1] * np.eye(5)])
    asked = Joint("everything", everything, np.full(5, 0.3))
    channels = Channels(np.repeat([0, 1], 5), weights)
    found = cheapest(free, [asked], elasticity=LONG, channels=channels)
    assert found is not None
    answer = minimize(
        lambda v: premium(free, np.maximum(v, 1e-12), elasticity=LONG, channels=channels),
        np.full(10, 0.2), bounds=[(1e-9, 1)] * 10, method="SLSQP",
        constraints=[
            {"type": "eq", "fun": lambda v: [v[:5].sum() - 1, v[5:].sum() - 1]},
            {"type": "ineq", "fun": lambda v: 0.3 - everything @ v},
        ],
        options={"maxiter": 500, "ftol": 1e-14},
    )  # fmt: skip
    assert answer.success
    assert found.premium == pytest.approx(answer.fun, abs=2e-6)
    assert (everything @ found.shares).max() <= 0.3 + 1e-7
    # What one unit more of everything from the first would save, by its slope.
    step = 1e-4
    looser = Joint("everything", everything, np.array([0.3 + step, 0.3, 0.3, 0.3, 0.3]))
    other = cheapest(free, [looser], elasticity=LONG, channels=channels)
    assert other is not None
    saved = (found.premium - other.premium) / step
    assert found.prices[0][0] == pytest.approx(saved, rel=5e-3)


def test_a_similarity_that_is_not_semidefinite_is_projected_and_said() -> None:
    kappa = np.array([[1, 0.9, 0.0], [0.9, 1, 0.9], [0.0, 0.9, 1]])
    near, moved = terms.nearest_semidefinite(kappa)
    assert np.linalg.eigvalsh(near)[0] >= -1e-12
    assert moved == pytest.approx(float(np.abs(near - kappa).max()))
    assert moved > 0
    same, none = terms.nearest_semidefinite(NEAR)
    assert none == 0
    assert same == pytest.approx(NEAR)


def _loosened(term: Term, by: float) -> Term:
    if isinstance(term, Alike):
        return Alike(term.name, term.similarity, term.partners - by)
    if isinstance(term, Moved):
        return Moved(term.name, term.start, term.most + by)
    return Joint(term.name, term.weights, term.bounds + by)


def _premiums(points: np.ndarray) -> np.ndarray:
    return 1 - (FREE**0.2 * points**0.8).sum(1) ** 1.25


def _keeps(points: np.ndarray, asked: list[Term], slack: float) -> np.ndarray:
    kept = np.ones(len(points), dtype=bool)
    for term in asked:
        if isinstance(term, Joint):
            kept &= (points @ term.weights.T <= term.bounds + slack).all(1)
        elif isinstance(term, Alike):
            kept &= np.einsum("pi,ij,pj->p", points, term.similarity, points) <= (
                1 / term.partners + slack
            )
        else:
            kept &= np.maximum(points - term.start, 0).sum(1) <= term.most + slack
    return kept


def _grid(steps: int) -> np.ndarray:
    """Return all mixes of five partners in steps of one part in so many."""
    places = np.array(list(itertools.combinations(range(steps + 4), 4)))
    ends = np.column_stack([np.full(len(places), -1), places, np.full(len(places), steps + 4)])
    return (np.diff(ends, axis=1) - 1) / steps


def _second(asked: list[Term]) -> float:
    """Return the least premium by sequential quadratic programming, pace by what grows."""
    rules = [{"type": "eq", "fun": lambda v: v[:5].sum() - 1}]
    for term in asked:
        if isinstance(term, Joint):
            rules.append({"type": "ineq", "fun": lambda v, t=term: t.bounds - t.weights @ v[:5]})
        elif isinstance(term, Alike):
            rules.append(
                {
                    "type": "ineq",
                    "fun": lambda v, t=term: 1 / t.partners - v[:5] @ t.similarity @ v[:5],
                }
            )
        else:
            rules.append({"type": "ineq", "fun": lambda v, t=term: v[5:] - (v[:5] - t.start)})
            rules.append({"type": "ineq", "fun": lambda v, t=term: t.most - v[5:].sum()})
    best = []
    for start in (np.full(5, 0.2), FREE, np.array([0.3, 0.15, 0.25, 0.2, 0.1])):
        answer = minimize(
            lambda v: -((FREE**0.2 * np.maximum(v[:5], 1e-12) ** 0.8).sum()),
            np.concatenate([start, np.maximum(start - FREE, 0)]),
            constraints=rules, bounds=[(1e-9, 1)] * 10, method="SLSQP",
            options={"maxiter": 500, "ftol": 1e-13},
        )  # fmt: skip
        if answer.success:
            best.append(1 - (-answer.fun) ** 1.25)
    return float(min(best))
