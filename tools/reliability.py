"""How far the reader's confidence can be trusted: fit its weights, and write the table of the manual.

::

    python tools/reliability.py --fit             write weights.csv from the labelled sentences
    python tools/reliability.py FILE.csv …        write the table from other labelled sentences
    python tools/reliability.py                   write it from those that the reader was made with

Labelled sentences are rows as in ``tests/statements/battery``. A statement is right if it meets a
label there, optional or not. The weights are those of a logistic model with the weights set by hand
as their prior (a normal one, of deviation 1). As the reader was mended on the sentences that they
are fitted to, each of its statements there counts as wrong by `FRESH`: about the part that was wrong
of what it read in sentences that it had never met.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

import numpy as np

REPOSITORY: Final = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from counterpoise.statements.reading.reader import FIRM, RoleReader  # noqa: E402
from counterpoise.statements.reading.trust import confidence  # noqa: E402
from tests.statements.battery.matching import matches, plain  # noqa: E402
from tests.statements.battery.score import Row, load  # noqa: E402

BATTERY: Final = REPOSITORY / "tests" / "statements" / "battery"
LABELLED: Final = (BATTERY / "first_half", BATTERY / "second_set")
WEIGHTS: Final = (
    REPOSITORY / "src" / "counterpoise" / "statements" / "reading" / "trust" / "weights.csv"
)
PAGE: Final = REPOSITORY / "docs" / "explanation" / "verdicts.md"
BEGIN, END = "<!-- Written by tools/reliability.py -->", "<!-- to here -->"
FRESH: Final = 0.08
"""The part taken for wrong of what was read right in the sentences that the reader was mended on."""
BINS: Final = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)

Read = tuple[frozenset[str], float, bool]


def read(row: Row) -> Iterator[Read]:
    """Yield cues, confidence and rightness of each statement read in a row; a label is met once."""
    labels = list(row.expected)
    found = RoleReader().read(row.text, stated=row.stated, subject=row.about)
    for one in sorted(found.candidates, key=lambda each: -each.confidence):
        met = next((label for label in labels if matches(plain(one.statement), label)), None)
        if met is not None:
            labels.remove(met)
        yield one.cues, one.confidence, met is not None


def fitted(seen: Sequence[Read]) -> dict[str, float]:
    """Return the weights that the labelled statements make likely, near those set by hand."""
    with WEIGHTS.open(encoding="utf-8") as lines:
        before = {row["cue"]: float(row["before"]) for row in csv.DictReader(lines)}
    names = list(before)
    rows = np.array(
        [[name == confidence.BASE or name in cues for name in names] for cues, _, _ in seen]
    )
    target = np.array([1 - FRESH if right else 0.0 for _, _, right in seen])
    prior = np.array([before[name] for name in names])
    weights = prior.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ (target - chance) - (weights - prior)
        curve = (rows * (chance * (1 - chance))[:, None]).T @ rows + np.eye(len(names))
        weights = weights + np.linalg.solve(curve, slope)
    return dict(zip(names, np.round(weights, 2).tolist(), strict=True))


def write_weights(weights: dict[str, float]) -> None:
    """Write the weights beside those set by hand."""
    with WEIGHTS.open(encoding="utf-8") as lines:
        before = {row["cue"]: row["before"] for row in csv.DictReader(lines)}
    with WEIGHTS.open("w", encoding="utf-8", newline="") as lines:
        lines.write("cue,before,weight\n")
        lines.writelines(f"{cue},{before[cue]},{weight}\n" for cue, weight in weights.items())


def table(seen: Sequence[Read]) -> list[str]:
    """Return the table: how sure the reader was, how often it was right."""
    lines = ["| Confidence | Statements | Mean confidence | Right |", "| --- | --- | --- | --- |"]
    for low, high in pairwise(BINS):
        some = [(sure, right) for _, sure, right in seen if low <= sure < high]
        if some:
            mean = sum(sure for sure, _ in some) / len(some)
            right = sum(right for _, right in some) / len(some)
            lines.append(
                f"| {low:.1f}–{min(high, 1.0):.1f} | {len(some)} | {mean:.2f} | {right:.2f} |"
            )
    firm = [right for _, sure, right in seen if sure >= FIRM]
    lines += ["", f"Firm (from {FIRM}): {len(firm)}, of which {sum(firm) / len(firm):.0%} right."]
    return lines


def main() -> None:
    """Fit, or write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="labelled sentences")
    parser.add_argument("--fit", action="store_true", help="fit the weights")
    given = parser.parse_args()
    files = given.files or LABELLED
    seen = [one for file in files for row in load(file) for one in read(row)]
    if given.fit:
        write_weights(fitted(seen))
        return
    page = PAGE.read_text("utf-8")
    head, rest = page.split(BEGIN)
    told = "\n".join([BEGIN, "", *table(seen), ""])
    PAGE.write_text(head + told + END + rest.split(END)[1], encoding="utf-8")
    print("\n".join(table(seen)))


if __name__ == "__main__":
    main()
