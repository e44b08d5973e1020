"""Positions from made-up votes: found again, signed, unmoved by names, refused if unsettled."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from counterpoise.errors import ConvergenceError, UsageError
from counterpoise.models.votes.ideal_points import roll_calls as model
from counterpoise.models.votes.ideal_points.cuts import Comparisons
from counterpoise.models.votes.ideal_points.error import WIDENING, mean_square, step_ratio
from counterpoise.models.votes.ideal_points.estimate import estimate
from counterpoise.models.votes.ideal_points.gibbs import between, sample
from counterpoise.models.votes.ideal_points.roll_calls import Floats, RollCalls
from counterpoise.models.votes.ideal_points.spread import Nodes, variance
from counterpoise.models.votes.ideal_points.walk import Walk

SEATS, SESSIONS, CALLS = 40, 8, 40


def made_up(seed: int = 1) -> tuple[RollCalls, Floats]:
    """Return votes of 40 seats in 8 sessions, and where they truly stood.

    Seat 0 sits in one session only, and seat 1 is away in sessions 3 to 5.
    """
    rng = np.random.default_rng(seed)
    seat, session = (part.ravel() for part in np.mgrid[:SEATS, :SESSIONS])
    held = ~((seat == 0) & (session != 4)) & ~((seat == 1) & (session > 2) & (session < 6))
    seat, session = seat[held], session[held]
    walk = np.cumsum(0.2 * rng.standard_normal((SEATS, SESSIONS)), axis=1)
    truth = (1.5 * rng.standard_normal((SEATS, 1)) + walk)[seat, session]
    truth = (truth - truth.mean()) / truth.std()
    slope = rng.normal(0, 2.5, CALLS * SESSIONS)
    cut, gap = rng.normal(0, 1.5, len(slope)), rng.uniform(0.3, 2, len(slope))
    place, call = (part.ravel() for part in np.mgrid[: len(seat), : len(slope)])
    of_session = call // CALLS == session[place]
    place, call = place[of_session], call[of_session]
    leaning = slope[call] * truth[place] + rng.logistic(size=len(place))
    choice = (leaning > cut[call]).astype(int) + (leaning > (cut + gap)[call])
    contested = np.array([len(set(choice[call == one])) > 1 for one in range(len(slope))])[call]
    order = np.argsort(truth)
    anchor = np.zeros(len(seat), dtype=int)
    anchor[order[-30:]], anchor[order[:30]] = 1, -1
    _, call = np.unique(call[contested], return_inverse=True)
    return RollCalls(call, place[contested], choice[contested], seat, session, anchor), truth


VOTES, TRUTH = made_up()


def test_positions_are_found_again_within_their_intervals() -> None:
    found = estimate(VOTES)
    assert np.corrcoef(found.position, TRUTH)[0, 1] > 0.97
    assert found.position.mean() == pytest.approx(0, abs=1e-9)
    assert found.position.std() == pytest.approx(1)
    assert 0.8 < np.mean((found.low < TRUTH) & (found.high > TRUTH)) < 0.98
    assert found.change <= 1e-3


def test_anchors_set_the_sign() -> None:
    turned = estimate(replace(VOTES, anchor=-VOTES.anchor))
    assert np.allclose(turned.position, -estimate(VOTES).position, atol=0.02)


def test_renumbering_roll_calls_and_shuffling_votes_changes_nothing() -> None:
    rng = np.random.default_rng(3)
    number, order = rng.permutation(VOTES.roll_calls), rng.permutation(len(VOTES.choice))
    other = estimate(
        replace(
            VOTES,
            roll_call=number[VOTES.roll_call][order],
            place=VOTES.place[order],
            choice=VOTES.choice[order],
        )
    )
    found = estimate(VOTES)
    assert np.allclose(other.position, found.position, atol=1e-6)
    assert np.allclose(other.slope[number], found.slope, atol=1e-6)


def test_yes_and_no_exchanged_everywhere_leaves_positions_nearly_as_they_are() -> None:
    """Cuts have a prior, which is not quite symmetric in the two."""
    found = estimate(replace(VOTES, choice=2 - VOTES.choice))
    assert np.allclose(found.position, estimate(VOTES).position, atol=0.15)


def test_where_little_is_known_intervals_are_wide() -> None:
    found = estimate(VOTES)
    width = found.high - found.low
    few = VOTES.place != 20
    thin = estimate(
        replace(
            VOTES,
            roll_call=np.unique(VOTES.roll_call[few], return_inverse=True)[1],
            place=VOTES.place[few],
            choice=VOTES.choice[few],
        )
    )
    assert (thin.high - thin.low)[20] > 1.15 * width[20]
    alone = int(np.flatnonzero(VOTES.seat == 0)[0])
    assert width[alone] > np.median(width)


def test_unsettled_positions_are_refused() -> None:
    with pytest.raises(
        ConvergenceError, match=r"change by .* in sweep 2, and must by at most 1e-06"
    ):
        estimate(VOTES, sweeps=2, tolerance=1e-6)


@pytest.mark.parametrize("setting", ["shrink", "innovation"])
def test_settings_must_be_above_zero(setting: str) -> None:
    with pytest.raises(UsageError, match=f"`{setting}` must be above 0"):
        estimate(VOTES, **{setting: 0.0})


def test_the_smoother_solves_the_tridiagonal_system() -> None:
    walk = Walk.of(VOTES, shrink=0.5, innovation=0.05)
    rng = np.random.default_rng(5)
    information, right = rng.uniform(0, 9, VOTES.places), rng.standard_normal(VOTES.places)
    whole = np.column_stack([walk.times(unit) for unit in np.eye(VOTES.places)])
    whole += np.diag(information)
    solution, diagonal = walk.solve(information, right)
    assert np.allclose(solution, np.linalg.solve(whole, right))
    assert np.allclose(diagonal, np.diag(np.linalg.inv(whole)))


def test_the_variance_is_that_of_the_whole_inverse() -> None:
    """Brute force: all places in one matrix, less what roll calls tie together."""
    walk = Walk.of(VOTES, shrink=0.5, innovation=0.05)
    rng = np.random.default_rng(6)
    information = rng.uniform(5, 9, VOTES.places)
    entry = rng.normal(0, 0.1, (len(VOTES.place), 3))
    tied = np.zeros((VOTES.places, VOTES.roll_calls, 3))
    np.add.at(tied, (VOTES.place, VOTES.roll_call), entry)
    flat = tied.reshape(VOTES.places, -1)
    whole = np.column_stack([walk.times(unit) for unit in np.eye(VOTES.places)])
    whole += np.diag(information) - flat @ flat.T
    found = variance(
        VOTES,
        step=walk.step,
        shrink=0.5,
        information=information,
        crossed=(VOTES.place, VOTES.roll_call, entry),
    )
    assert np.allclose(found, np.diag(np.linalg.inv(whole)))


def test_a_step_over_missed_sessions_becomes_as_many_steps() -> None:
    nodes = Nodes.of(VOTES, Walk.of(VOTES, shrink=0.5, innovation=0.05).step)
    assert nodes.bounds[-1] == VOTES.places + 3
    at_gap = np.isin(nodes.first, np.arange(nodes.bounds[-1])[nodes.of_place.max() :])
    assert at_gap.sum() <= 1
    assert nodes.precision == pytest.approx(np.full(len(nodes.precision), 20.0))


def test_an_abstention_is_two_comparisons() -> None:
    seen = Comparisons.of(VOTES)
    abstained = int((VOTES.choice == model.ABSTAIN).sum())
    assert seen.count.sum() == len(VOTES.choice) + abstained == len(seen.place)
    assert seen.abstained.sum() == abstained


def test_log_score_is_of_chances_that_sum_to_one() -> None:
    found = estimate(VOTES)
    at = {"roll_call": VOTES.roll_call[:50], "place": VOTES.place[:50]}
    scores = [log_score_of(found, choice, at) for choice in range(3)]
    assert np.exp(scores).sum(axis=0) == pytest.approx(np.ones(50))


def log_score_of(found: model.Positions, choice: int, at: dict[str, model.Whole]) -> Floats:
    return model.log_score(found, choice=np.full(50, choice), **at)


def test_the_chance_of_an_interval_holds_far_out() -> None:
    found = between(np.array([-1.0, 5.0, -6.0]), np.array([1.0, 6.0, -5.0]))
    assert found == pytest.approx([0.6826894921, 2.856649842e-7, 2.856649842e-7], rel=1e-3)


def test_the_published_sampler_finds_positions_again_and_repeats_itself() -> None:
    runs = [sample(VOTES, rng=np.random.default_rng(4), burn=60, draws=240) for _ in range(2)]
    assert np.corrcoef(runs[0].position, TRUTH)[0, 1] > 0.95
    assert np.array_equal(runs[0].position, runs[1].position)
    assert runs[0].link == "probit"


def test_the_sampler_refuses_draws_that_disagree() -> None:
    with pytest.raises(ConvergenceError, match="between the halves of 2 draws"):
        sample(VOTES, rng=np.random.default_rng(4), burn=0, draws=2)


def walked(step: Floats, *, sessions: int = 60, seed: int = 8) -> tuple[Walk, Floats, Floats]:
    """Return a prior of steps .05, an estimate under it, and what was known of each place.

    Seats in truth walk by steps of their own, seen with errors of variance .01.
    """
    rng = np.random.default_rng(seed)
    seat, session = (part.ravel() for part in np.mgrid[: len(step), :sessions])
    truth = np.cumsum(step[:, None] ** 0.5 * rng.standard_normal((len(step), sessions)), axis=1)
    seen = truth.ravel() + 0.1 * rng.standard_normal(truth.size)
    none = np.zeros(truth.size, dtype=int)
    walk = Walk.of(RollCalls(none, none, none, seat, session, none), shrink=0.01, innovation=0.05)
    information = np.full(truth.size, 100.0)
    return walk, walk.solve(information, 100.0 * seen)[0], information


def test_votes_show_how_far_each_seat_steps() -> None:
    walk, position, information = walked(np.r_[np.full(8, 0.01), np.full(8, 0.05), np.full(8, 0.4)])
    ratio = step_ratio(walk, position, information).reshape(3, 8).mean(axis=1)
    # In truth .2, 1 and 8; ten steps of all seats' mean weigh beside 30 of a seat's own.
    assert ratio == pytest.approx([0.8, 1.4, 6.7], rel=0.35)


def test_a_seat_with_one_session_is_taken_to_step_as_all_do() -> None:
    walk, position, information = walked(np.full(6, 0.05), sessions=1)
    assert step_ratio(walk, position, information) == pytest.approx(np.ones(6))


def test_errors_are_never_less_than_the_variance_and_grow_with_each_doubt() -> None:
    rng = np.random.default_rng(9)
    position, information = rng.standard_normal(VOTES.places), np.full(VOTES.places, 20.0)
    prior = {"shrink": 0.5, "innovation": 0.05}
    variance_of = np.full(VOTES.places, 0.01)

    def error(scale: float) -> Floats:
        return mean_square(
            VOTES, position=scale * position, variance=variance_of, information=information, **prior
        )

    assert (error(1.0) > WIDENING * variance_of).all()
    assert (error(2.0) >= error(1.0)).all()
