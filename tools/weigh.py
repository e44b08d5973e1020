"""Fit the weights by which the reader weighs the ways to mean a figure, to labelled sentences.

::

    python tools/weigh.py       write marks.csv from all labelled sentences

Labelled sentences are rows as in ``tests/statements/battery``. Of each figure, amount and place in them
every way to mean it is listed (``reading/weighed/possible.py``), and that it means nothing of the kind.
The weights are those of a conditional logit model (McFadden, D. 1974, Conditional logit analysis of
qualitative choice behavior) with a normal prior around nought: they make the ways that were labelled likely.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from scipy import optimize, sparse

REPOSITORY: Final = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable  # noqa: E402
from counterpoise.statements.reading.reader import RoleReader  # noqa: E402
from counterpoise.statements.reading.weighed import weigh  # noqa: E402
from counterpoise.statements.reading.weighed.marks import Spot, marks, silent  # noqa: E402
from counterpoise.statements.reading.weighed.possible import Possible, possibles  # noqa: E402
from tests.statements.battery.matching import TOLERANCE, Said, usual  # noqa: E402
from tests.statements.battery.score import Row, load  # noqa: E402
from tools.reliability import LABELLED  # noqa: E402

MARKS: Final = Path(weigh.__file__).with_name("marks.csv")
SETS: Final = (*LABELLED, LABELLED[0].with_name("variants"))
PRIOR: Final = 1.5
"""The inverse of the variance of a weight."""
RARE: Final = 4
"""Ways that must have a mark for it to have a weight."""
SMALL: Final = 0.04
"""A weight that is not written: it moves nothing."""


@dataclass(frozen=True)
class Choice:
    """A figure of a labelled sentence: the marks of each way to mean it, and which are right."""

    marks: list[list[str]]
    right: list[bool]


def choices(row: Row) -> Iterator[Choice]:
    """Yield the figures of a row."""
    told: list[tuple[Sense, Sequence[Unreadable]]] = []
    kept = weigh.drafts, weigh.agreement

    def collect(at: Sense, read: Sequence[Draft], refused: Sequence[Unreadable]) -> Iterator[Draft]:
        told.append((at, refused))
        yield from ()

    weigh.drafts = collect
    try:
        RoleReader().read(row.text, stated=row.stated, subject=row.about)
    finally:
        weigh.drafts = kept[0]
    for at, refused in told:
        reasons = {one.at: str(one) for one in refused}
        for place, tag in enumerate(at.shape):
            if tag in weigh.KINDS and weigh.is_weighed(at, place):
                yield _choice(at, place, reasons.get(place, ""), row.expected)


def _choice(at: Sense, place: int, reason: str, expected: Sequence[Said]) -> Choice:
    kind = weigh.KINDS[at.shape[place]]
    labels = [one for one in expected if one["kind"] == kind and _is_of(at, place, one)]
    spot = Spot(at, place)
    ways = possibles(at, place)
    right = [any(_meets(one, label) for label in labels) for one in ways]
    must = [one for one in labels if not one.get("optional")]
    nothing = not must or len(must) < len(labels) or not any(right)
    return Choice(
        [list(silent(spot, reason)), *(list(marks(spot, one)) for one in ways)], [nothing, *right]
    )


def _is_of(at: Sense, place: int, label: Said) -> bool:
    """Return whether a label is of the figure at a chunk."""
    value = at.line.chunks[place].value
    wanted = label.get("quantity")
    if at.shape[place] == "K":
        return (wanted or 1) == value.place and label.get("comparison") in (None, "", "largest")
    return wanted is not None and abs(wanted - value.value) <= TOLERANCE * abs(wanted)


def _meets(one: Possible, label: Said) -> bool:
    """Return whether a way to mean a figure is the one that is labelled."""
    wanted = usual(label)
    channels = wanted["channel"] if isinstance(wanted["channel"], list) else [wanted["channel"]]
    of_it = {**label, "channel": ""}
    return (
        any(
            weigh.is_same(
                one, {**of_it, "channel": channel, "partners": label.get("partners") or ()}
            )
            for channel in channels
        )
        and wanted["product"] == usual({"product": one.product})["product"]
    )


def fitted(seen: Sequence[Choice]) -> dict[str, float]:
    """Return the weights that make the labelled ways likely."""
    counts = Counter(mark for one in seen for way in one.marks for mark in set(way))
    names = {mark: at for at, mark in enumerate(sorted(m for m in counts if counts[m] >= RARE))}
    rows = [
        sorted({names[mark] for mark in way if mark in names}) for one in seen for way in one.marks
    ]
    starts = np.cumsum([0, *(len(one.marks) for one in seen[:-1])])
    group = np.repeat(np.arange(len(seen)), [len(one.marks) for one in seen])
    right = np.array([each for one in seen for each in one.right], dtype=float)
    ends = np.cumsum([0, *map(len, rows)])
    held = sparse.csr_matrix(
        (np.ones(ends[-1]), np.array([at for row in rows for at in row]), ends),
        (len(rows), len(names)),
    )
    turned = held.T.tocsr()

    def cost(weights: np.ndarray) -> tuple[float, np.ndarray]:
        sums = held @ weights
        powers = np.exp(sums - np.maximum.reduceat(sums, starts)[group])
        whole = np.add.reduceat(powers, starts)
        of_right = np.add.reduceat(powers * right, starts)
        slope = turned @ (powers * right / of_right[group] - powers / whole[group])
        value = np.sum(np.log(whole) - np.log(of_right)) + PRIOR / 2 * weights @ weights
        return float(value), PRIOR * weights - slope

    found = optimize.minimize(
        cost, np.zeros(len(names)), jac=True, method="L-BFGS-B", options={"maxiter": 200}
    ).x
    return {
        mark: round(float(found[at]), 2) for mark, at in names.items() if abs(found[at]) >= SMALL
    }


def write(weights: Mapping[str, float]) -> None:
    """Write the weights beside the code that uses them."""
    with MARKS.open("w", encoding="utf-8", newline="") as lines:
        told = csv.writer(lines, lineterminator="\n")
        told.writerow(["mark", "weight"])
        told.writerows(weights.items())


def main() -> None:
    """Fit, and write."""
    argparse.ArgumentParser(description=__doc__.splitlines()[0]).parse_args()
    seen = [one for file in SETS for row in load(file) for one in choices(row)]
    weights = fitted(seen)
    write(weights)
    print(f"{len(seen)} figures, {len(weights)} marks with a weight")


if __name__ == "__main__":
    main()
