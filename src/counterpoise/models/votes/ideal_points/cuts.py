r"""What roll calls ask: votes as comparisons with cuts, and a Newton step for slopes and cuts.

With logistic noise a vote is one or two comparisons, each below a cut or not, so that every
derivative of a log likelihood is a sum of :math:`F` and :math:`F(1-F)` over comparisons.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from counterpoise.models.votes.ideal_points.roll_calls import (
    ABSTAIN,
    NO,
    YES,
    Floats,
    RollCalls,
    Whole,
    logistic,
)

SLOPE_SD: Final = 2.0
"""Prior standard deviation of slopes. In logits; the published model's is 1 in probits, some 1.7."""
CUT_SD: Final = 3.0
"""Prior standard deviation of first cuts."""
ABSTENTIONS: Final = 1.0
GAP_RATE: Final = 0.2
"""The gap's prior is (1 - exp(-gap))^ABSTENTIONS exp(-GAP_RATE gap): finite if nobody abstained."""
FARTHEST_STEP: Final = 2.0
"""Of a slope, cut or gap in one sweep."""


@dataclass(frozen=True)
class Comparisons:
    """Votes as comparisons with a cut, in the order of cuts: all first cuts, then all second."""

    place: Whole
    below: Floats
    count: Whole
    filled: Whole
    starts: Whole
    abstained: Floats

    @classmethod
    def of(cls, votes: RollCalls) -> Comparisons:
        parts = [
            (votes.choice == YES, 0, 1.0),
            (votes.choice == ABSTAIN, 0, 0.0),
            (votes.choice == ABSTAIN, 1, 1.0),
            (votes.choice == NO, 1, 0.0),
        ]
        n = votes.roll_calls
        cut = np.concatenate([votes.roll_call[rows] + second * n for rows, second, _ in parts])
        below = np.concatenate([np.full(int(rows.sum()), low) for rows, _, low in parts])
        order = np.argsort(cut, kind="stable")
        count = np.bincount(cut, minlength=2 * n)
        filled = np.flatnonzero(count)
        place = np.concatenate([votes.place[rows] for rows, _, _ in parts])
        abstained = np.bincount(votes.roll_call[parts[1][0]], minlength=n).astype(np.float64)
        starts = (np.cumsum(count) - count)[filled]
        return cls(place[order], below[order], count, filled, starts, abstained)

    def by_cut(self, x: Floats) -> tuple[Floats, Floats]:
        """Return sums over the comparisons with each first and each second cut."""
        sums = np.zeros(len(self.count))
        sums[self.filled] = np.add.reduceat(x, self.starts)
        n = len(sums) // 2
        return sums[:n], sums[n:]

    def each(self, first: Floats, second: Floats) -> Floats:
        """Return the roll calls' values beside each comparison."""
        return np.repeat(np.concatenate([first, second]), self.count)


@dataclass(frozen=True)
class Cuts:
    """What the roll calls ask: slopes, first cuts, gaps; and how each last moved.

    A roll call whose step turns back may overshoot: its next steps reach half as far.
    """

    slope: Floats
    cut: Floats
    gap: Floats
    step: Floats
    reach: Floats

    @classmethod
    def guessed(cls, seen: Comparisons) -> Cuts:
        """Return the cuts of the shares of answers, if positions did not matter."""
        n = len(seen.abstained)
        yes, no = seen.count[:n] - seen.abstained, seen.count[n:] - seen.abstained
        every = yes + no + seen.abstained + 1.5
        cut, second = (np.log(p / (1.0 - p)) for p in ((yes + 0.5) / every, 1 - (no + 0.5) / every))
        gap = np.maximum(second - cut, 0.1)
        return cls(np.zeros(n), cut, gap, np.zeros((n, 3)), np.full(n, FARTHEST_STEP))

    def moved(self, step: Floats) -> Cuts:
        """Return the cuts after a step, no farther than their reach."""
        back = (step * self.step).sum(axis=1) < 0.0
        reach = np.where(back, self.reach / 2.0, np.minimum(1.5 * self.reach, FARTHEST_STEP))
        step = step / np.maximum(np.abs(step).max(axis=1) / reach, 1.0)[:, None]
        gap = np.maximum(self.gap + step[:, 2], self.gap / 4.0)
        return Cuts(self.slope + step[:, 0], self.cut + step[:, 1], gap, step, reach)


def asked(seen: Comparisons, cuts: Cuts, position: Floats, variance: Floats) -> Cuts:
    """Return slopes and cuts after one Newton step, with positions integrated to second order."""
    at = position[seen.place]
    below = logistic(
        seen.each(cuts.cut, cuts.cut + cuts.gap) - seen.each(cuts.slope, cuts.slope) * at
    )
    surprise = seen.below - below
    weight = below * (1.0 - below)
    r1, r2 = seen.by_cut(surprise)
    spread = sum(seen.by_cut(weight * variance[seen.place])) + SLOPE_SD**-2
    falling = np.exp(-cuts.gap)
    abstained = seen.abstained + ABSTENTIONS
    gradient = np.stack(
        [
            -sum(seen.by_cut(surprise * at)) - cuts.slope * spread,
            r1 + r2 - cuts.cut * CUT_SD**-2,
            r2 + abstained * falling / (1.0 - falling) - GAP_RATE,
        ],
        axis=1,
    )
    curved = curvature(seen, cuts, weight, at, spread)
    step = np.linalg.solve(curved, gradient[..., None])[..., 0]
    return cuts.moved(step.astype(np.float64, copy=False))


def curvature(
    seen: Comparisons, cuts: Cuts, weight: Floats, at: Floats, spread: Floats | float
) -> Floats:
    """Return each roll call's curvature in slope, first cut and gap, shape (R, 3, 3)."""
    w1, w2 = seen.by_cut(weight)
    weight_at = weight * at
    wx1, wx2 = seen.by_cut(weight_at)
    falling = np.exp(-cuts.gap)
    curved = np.empty((len(w1), 3, 3))
    curved[:, 0, 0] = sum(seen.by_cut(weight_at * at)) + spread
    curved[:, 0, 1] = curved[:, 1, 0] = -(wx1 + wx2)
    curved[:, 0, 2] = curved[:, 2, 0] = -wx2
    curved[:, 1, 1] = w1 + w2 + CUT_SD**-2
    curved[:, 1, 2] = curved[:, 2, 1] = w2
    curved[:, 2, 2] = w2 + (seen.abstained + ABSTENTIONS) * falling / (1.0 - falling) ** 2
    return curved
