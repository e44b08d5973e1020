"""The measures again, in plain Python and slowly: nothing here is shared with the package."""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import combinations
from typing import Any

Rows = list[dict[str, Any]]


def windows(rows: Rows, window: int) -> dict[tuple[str, int], dict[str, float]]:
    """Return, by destination and year, each origin's sum over the trailing window.

    A negative value makes the sum minus infinity, which no later one can make good.
    """
    years = [row["year"] for row in rows]
    found: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for year in range(min(years) + window - 1, max(years) + 1):
        for row in rows:
            if year - window < row["year"] <= year:
                partners = found[row["destination"], year]
                value = row["value"] or 0.0
                value = value if value >= 0 else -math.inf
                partners[row["origin"]] = partners.get(row["origin"], 0.0) + value
    return found


def stocks(rows: Rows, keep: float) -> dict[tuple[str, int], dict[str, float]]:
    """Return, by destination and year, what is left of each origin's deliveries."""
    last = max(row["year"] for row in rows)
    found: dict[tuple[str, int], dict[str, float]] = defaultdict(dict)
    for row in rows:
        for year in range(row["year"], last + 1):
            partners = found[row["destination"], year]
            left = (row["value"] or 0.0) * keep ** (year - row["year"])
            partners[row["origin"]] = partners.get(row["origin"], 0.0) + left
    return found


def distribution(partners: dict[str, float]) -> tuple[dict[str, float], float] | None:
    """Return named shares and the unallocated share; None if they are undefined."""
    total = sum(partners.values())
    if total <= 0 or min(partners.values()) < 0:
        return None
    named, nobody = {}, 0.0
    for partner, value in partners.items():
        if partner.split(":")[0] in ("unknown", "residual"):
            nobody += value / total
        elif value > 0:
            named[partner] = value / total
    return named, nobody


def concentration(partners: dict[str, float]) -> dict[str, Any] | None:
    """Return what `concentration` says of one state and year."""
    parts = distribution(partners)
    if parts is None:
        return None
    named, nobody = parts
    all_shares = [*named.values(), *([nobody] if nobody > 0 else [])]
    ranked = sorted(named.values(), reverse=True)
    n = len(all_shares)
    entropy = sum(-s * math.log(s) for s in all_shares)
    herfindahl = sum(s**2 for s in all_shares)
    return {
        "partners": len(named),
        "herfindahl": herfindahl,
        "normalised_herfindahl": (herfindahl - 1 / n) / (1 - 1 / n) if n > 1 else None,
        "hill_0": n,
        "hill_1": math.exp(entropy),
        "hill_2": 1 / herfindahl,
        "hill_inf": 1 / max(all_shares),
        "shannon": entropy,
        "evenness": entropy / math.log(n) if n > 1 else None,
        "cr_1": sum(ranked[:1]),
        "cr_3": sum(ranked[:3]),
        "theil": math.log(n) - entropy,
        "unallocated": nobody,
        "herfindahl_low": sum(s**2 for s in ranked),
        "herfindahl_high": (ranked[0] + nobody if ranked else nobody) ** 2
        + sum(s**2 for s in ranked[1:]),
        "leader": min(
            (
                p
                for p in named
                if math.isclose(named[p], ranked[0], rel_tol=1e-11) and nobody < ranked[0] + 1e-12
            ),
            default=None,
        ),
    }


def losses(partners: dict[str, float]) -> dict[str, float | None] | None:
    """Return the largest loss by one partner and by a pair, found by trying all of them."""
    parts = distribution(partners)
    if parts is None:
        return None
    named, nobody = parts
    if not named:
        return {"share_lost": None, "pair_lost": 0.0, "herfindahl_left": 1.0}
    worst = max(named, key=lambda partner: named[partner])
    rest = [share for partner, share in named.items() if partner != worst]
    left = [*rest, *([nobody] if nobody > 0 else [])]
    return {
        "share_lost": named[worst],
        "pair_lost": max(
            (named[a] + named[b] for a, b in combinations(named, 2)), default=named[worst]
        ),
        "herfindahl_left": sum(s**2 for s in left) / sum(left) ** 2 if left else None,
    }


def turnover(before: dict[str, float], now: dict[str, float]) -> float | None:
    """Return half the sum of absolute changes of shares."""
    old, new = distribution(before), distribution(now)
    if old is None or new is None:
        return None
    partners = set(old[0]) | set(new[0])
    moved = sum(abs(new[0].get(p, 0.0) - old[0].get(p, 0.0)) for p in partners)
    return (moved + abs(new[1] - old[1])) / 2
