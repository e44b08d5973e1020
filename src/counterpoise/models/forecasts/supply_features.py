"""What was known at the origin of a forecast about each recipient and each of its suppliers.

Every feature is a rate, a share or the logarithm of a ratio, so that none has a unit. Those of the
world (how much a supplier delivers to everyone, to how many) come apart from the recipient's own,
so that a forecast for one recipient can be made where only the world's summary is at hand.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

MEMORY: Final = 20
"""Years back that the features look."""
SPANS: Final = (1, 3, 5, 10, MEMORY)
FLOOR: Final = 0.01
"""Added to a volume relative to the recipient's scale before its logarithm is taken."""
RARE: Final = 1e-4
"""World share below which a supplier that the recipient never had is no candidate."""

NAMES: Final = (
    *(f"active years of the last {span}, share" for span in SPANS),
    "ever active in 20 years",
    "years since the last delivery, over 20",
    "share of 5 years",
    "share of 10 years",
    "root of the share of 5 years",
    "root of the share of 10 years",
    "share of 5 years, squared",
    "leader of 5 years",
    *(f"log volume of {span} years over the recipient's scale" for span in SPANS),
    "log world share of 5 years",
    "log world share of 1 year",
    "log customers of 5 years",
    "log customers of 1 year",
    "log usual delivery over the recipient's scale",
    "log partners of 5 years",
    "log partners of 10 years",
    "log partners gained in 5 years",
    "concentration of 10 years",
    "log scale of the recipient",
    "log volume of 1 year over the scale, recipient",
    "log volume of 3 years over the scale, recipient",
    "new partner x log world share",
    "new partner x log customers",
    "new partner x log partners gained",
    "new partner x log scale",
    "activity of 5 years x log partners",
    "activity of 5 years x log world share",
    "activity of 5 years x activity of 20 years",
    "activity of 10 years x log scale",
)


@dataclass(frozen=True)
class World:
    """What each supplier delivers to everyone, in the years up to an origin.

    Parameters
    ----------
    share_1, share_5 : np.ndarray, shape (suppliers,)
        Share of all deliveries of the last year, and of the last five.
    customers_1, customers_5 : np.ndarray, shape (suppliers,)
        Number of recipients in those years.
    delivery : np.ndarray, shape (suppliers,)
        Mean volume per customer and year with a delivery, last five years, over `typical`.
    typical : float
        Mean yearly volume of the recipients that got anything in the last five years, in the
        unit of the volumes.
    """

    share_1: Floats
    share_5: Floats
    customers_1: Floats
    customers_5: Floats
    delivery: Floats
    typical: float

    @classmethod
    def of(cls, volume: Floats) -> World:
        """Return the summary of all recipients' volumes, shape (recipients, suppliers, years)."""
        five, one = volume[..., -5:], volume[..., -1]
        total = five.sum(axis=(0, 2))
        active = (five > 0).sum(axis=(0, 2))
        buyers = max((five.sum(axis=(1, 2)) > 0).sum(), 1)
        # Where nothing at all was delivered, nothing is divided but zeros: any scale will do.
        typical = total.sum() / five.shape[-1] / buyers or 1.0
        return cls(
            share_1=over(one.sum(axis=0), one.sum()),
            share_5=over(total, total.sum()),
            customers_1=(one > 0).sum(axis=0).astype(float),
            customers_5=(five.sum(axis=-1) > 0).sum(axis=0).astype(float),
            delivery=over(total, active) / typical,
            typical=float(typical),
        )

    def some(self, which: Flags) -> World:
        """Return the summary of some of the suppliers."""
        return World(
            self.share_1[which],
            self.share_5[which],
            self.customers_1[which],
            self.customers_5[which],
            self.delivery[which],
            self.typical,
        )


@dataclass(frozen=True)
class Known:
    """Features at an origin, and what is needed to turn a forecast back into volumes.

    Parameters
    ----------
    features : np.ndarray, shape (recipients, suppliers, len(NAMES))
    candidate : np.ndarray, shape (recipients, suppliers)
        True where the features say something: the recipient had the supplier within 20 years, or
        it delivers to others. The other pairs share one small probability.
    scale : np.ndarray, shape (recipients,)
        Mean yearly volume of the last ten years (twenty if these had none), 0 if nothing came.
    """

    features: Floats
    candidate: Flags
    scale: Floats


def known(volume: Floats, world: World) -> Known:
    """Return the features at the end of the last year of `volume`.

    Parameters
    ----------
    volume : np.ndarray, shape (recipients, suppliers, years)
        What each supplier delivered to each recipient, years in order, the origin last; not
        negative. Fewer than 20 years are taken for all that there is.
    """
    past = volume[..., -MEMORY:]
    on = past > 0
    active, mean = _means(on.astype(float)), _means(past)
    total = {span: mean[span].sum(axis=1, keepdims=True) for span in SPANS}
    scale = np.where(total[10] > 0, total[10], total[MEMORY])
    safe = np.where(scale > 0, scale, 1.0)
    relative = {span: np.log(mean[span] / safe + FLOOR) for span in SPANS}
    share_5, share_10 = (_shares(mean[span], mean[MEMORY]) for span in (5, 10))
    ever = active[MEMORY] > 0
    new = (active[10] == 0).astype(float)
    partners_5 = np.log1p((active[5] > 0).sum(axis=1, keepdims=True))
    partners_10 = np.log1p((active[10] > 0).sum(axis=1, keepdims=True))
    before = on[..., :-5].any(axis=-1)
    gained = np.log1p((ever & ~before).sum(axis=1, keepdims=True))
    size = np.log(safe / world.typical + FLOOR)
    world_5, world_1 = np.log(world.share_5 + RARE), np.log(world.share_1 + RARE)
    customers = np.log1p(world.customers_5)
    columns = (
        *(active[span] for span in SPANS),
        ever,
        _since(past) / MEMORY,
        share_5,
        share_10,
        np.sqrt(share_5),
        np.sqrt(share_10),
        share_5**2,
        (share_5 > 0) & (share_5 == share_5.max(axis=1, keepdims=True)),
        *(relative[span] for span in SPANS),
        world_5,
        world_1,
        customers,
        np.log1p(world.customers_1),
        np.log(world.delivery + FLOOR) - size,
        partners_5,
        partners_10,
        gained,
        (share_10**2).sum(axis=1, keepdims=True),
        size,
        np.log(total[1] / safe + 0.1),
        np.log(total[3] / safe + 0.1),
        new * world_5,
        new * customers,
        new * gained,
        new * size,
        active[5] * partners_10,
        active[5] * world_5,
        active[5] * active[MEMORY],
        active[10] * size,
    )
    features = np.empty((*share_5.shape, len(NAMES)))
    for place, column in enumerate(columns):
        features[..., place] = column
    return Known(features, ever | (world.share_5 > RARE), scale[:, 0])


def _means(past: Floats) -> dict[int, Floats]:
    """Return means over the last years of each span."""
    years = past.shape[-1]
    # One product with 0 and 1 takes a tenth of the time of a mean over a few years for each span.
    within = np.arange(years)[::-1, None] < np.array(SPANS)
    totals = past @ within.astype(float)
    return {span: totals[..., i] / min(span, years) for i, span in enumerate(SPANS)}


def recent_shares(volume: Floats, span: int) -> Floats:
    """Return each supplier's share of the last `span` years, of 20 if these had nothing, else 0."""
    return _shares(volume[..., -span:].sum(axis=-1), volume[..., -MEMORY:].sum(axis=-1))


def _shares(recent: Floats, memory: Floats) -> Floats:
    base = np.where(recent.sum(axis=1, keepdims=True) > 0, recent, memory)
    return over(base, base.sum(axis=1, keepdims=True))


def _since(past: Floats) -> Floats:
    """Return full years since the last delivery, at most 20."""
    ago = np.where(past > 0, np.arange(past.shape[-1])[::-1], MEMORY)
    return np.asarray(ago.min(axis=-1), dtype=float)


def over(part: Floats, whole: Floats | float) -> Floats:
    """Return part over whole, 0 where the whole is 0."""
    whole = np.broadcast_to(np.asarray(whole, dtype=float), np.shape(part))
    return np.asarray(np.divide(part, whole, out=np.zeros(np.shape(part)), where=whole > 0))
