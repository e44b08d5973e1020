"""How far the reader's confidence can be trusted: fit its weights, and write the table of the manual.

::

    python tools/reliability.py --words           write known_words.txt from the labelled sentences
    python tools/reliability.py --fit             write weights.csv from the labelled sentences
    python tools/reliability.py FILE.csv …        write the table from other labelled sentences
    python tools/reliability.py                   write it from first looks, each by a fit to the others

Labelled sentences are rows as in ``tests/statements/battery``. A statement is right if it meets a
label there, optional or not. The weights are those of a logistic model with the weights set by hand
as their prior (a normal one, of deviation 1). As the reader was mended on the sentences of the battery,
what it reads there says little of what it will read elsewhere. So the fit rests on ``first_looks/``
beside them: what a reader stated of sentences at its first look, before it was mended on them, with
the cues of each and whether it was right. Those of the battery itself count for a tenth each, and as
wrong by `FRESH`, the part that was wrong at those first looks.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final, NamedTuple

import numpy as np

REPOSITORY: Final = Path(__file__).parents[1]
sys.path.insert(0, str(REPOSITORY))

from counterpoise.statements.reading.reader import FIRM, OPEN, RoleReader  # noqa: E402
from counterpoise.statements.reading.tokens import chunks  # noqa: E402
from counterpoise.statements.reading.tokens.sentences import sentences  # noqa: E402
from counterpoise.statements.reading.trust import confidence  # noqa: E402
from tests.statements.battery.matching import follows, matches, plain  # noqa: E402
from tests.statements.battery.score import Row, load  # noqa: E402

BATTERY: Final = REPOSITORY / "tests" / "statements" / "battery"
LABELLED: Final = tuple(
    BATTERY / name
    for name in (
        "first_half",
        "second_set",
        "third_set",
        "fourth_set",
        "fifth_set",
        "sixth_set",
        "seventh_set",
        "eighth_set",
        "ninth_set",
        "developers_set",
        "ties_set",
    )
)
LOOKS: Final = BATTERY / "first_looks"
WEIGHTS: Final = (
    REPOSITORY / "src" / "counterpoise" / "statements" / "reading" / "trust" / "weights.csv"
)
WORDS: Final = WEIGHTS.with_name("known_words.txt")
PAGE: Final = REPOSITORY / "docs" / "explanation" / "verdicts.md"
BEGIN, END = "<!-- Written by tools/reliability.py -->", "<!-- to here -->"
FRESH: Final = 0.12
"""The part taken for wrong of what was read right in the sentences that the reader was mended on."""
AGREED: Final = (
    "a region held as a bloc",
    "described",
    "told by an event",
    "spread beside figures",
    "an ally of no treaty told",
    "assumed over others",
    "channel unsaid",
    "one of two",
    "time left",
    "measure left",
    "likeness left",
    "alone maybe",
    "kind trend",
    "not weighed",
)
"""Cues of which it is agreed what they weigh: "its neighbour" is never firm."""
STIFF: Final = 1000.0
FOLDS: Final = 10
MENDED: Final = 0.1
"""What a statement of a sentence that the reader was mended on counts for, where one at a first look is 1."""
BINS: Final = (0.0, 0.3, 0.5, 0.7, 0.8, 0.9, 1.01)

ELSEWHERE: Final = 0.3
"""What one at a first look counts for, of sentences that are not built as the press builds them."""
PRESS: Final = "press"
"""How the names of first looks at what is built as the press builds it begin."""


class Read(NamedTuple):
    """A statement that was read: its cues, how sure it was, whether it was right, and what it counts."""

    cues: frozenset[str]
    sure: float
    right: bool
    counts: float = MENDED


def read(row: Row) -> Iterator[Read]:
    """Yield cues, confidence and rightness of each statement read in a row; a label is met once."""
    labels = list(row.expected)
    found = RoleReader().read(row.text, stated=row.stated, subject=row.about)
    for one in sorted(found.candidates, key=lambda each: -each.confidence):
        said = plain(one.statement)
        met = next((label for label in labels if matches(said, label)), None)
        if met is not None:
            labels.remove(met)
        right = met is not None or follows(said, row.expected)
        yield Read(one.cues, one.confidence, right)


def first_looks() -> Iterator[Read]:
    """Yield what was stated at first looks: its cues and whether it was right; the confidence is unknown."""
    for file in sorted(LOOKS.glob("*.csv")):
        with file.open(encoding="utf-8") as lines:
            for row in csv.DictReader(lines):
                counts = 1.0 if file.stem.startswith(PRESS) else ELSEWHERE
                yield Read(frozenset(row["cues"].split(";")), 0.0, row["right"] == "1", counts)


def fitted(mended: Sequence[Read], looks: Sequence[Read]) -> dict[str, float]:
    """Return the weights that the labelled statements make likely, near those set by hand."""
    with WEIGHTS.open(encoding="utf-8") as lines:
        before = {row["cue"]: float(row["before"]) for row in csv.DictReader(lines)}
    names = list(before)
    seen = [*looks, *mended]
    counts = np.array([one.counts for one in seen])
    rows = np.array(
        [[name == confidence.BASE or name in one.cues for name in names] for one in seen]
    )
    target = np.array([float(one.right) for one in looks])
    target = np.append(target, [1 - FRESH if one.right else 0.0 for one in mended])
    prior = np.array([before[name] for name in names])
    stiff = np.diag([STIFF if name in AGREED else 1.0 for name in names])
    weights = prior.copy()
    for _ in range(50):
        chance = 1 / (1 + np.exp(-(rows @ weights)))
        slope = rows.T @ (counts * (target - chance)) - stiff @ (weights - prior)
        curve = (rows * (counts * chance * (1 - chance))[:, None]).T @ rows + stiff
        weights = weights + np.linalg.solve(curve, slope)
    return dict(zip(names, np.round(weights, 2).tolist(), strict=True))


def crossed(mended: Sequence[Read]) -> list[Read]:
    """Return the first looks, each with the confidence that a fit to the others gives it."""
    looks = list(first_looks())
    order = np.random.default_rng(0).permutation(len(looks))
    found: list[Read] = []
    for fold in range(FOLDS):
        held = set(order[fold::FOLDS].tolist())
        weights = fitted(mended, [one for at, one in enumerate(looks) if at not in held])
        found += [
            one._replace(sure=confidence.of(one.cues, weights))
            for one in (looks[at] for at in sorted(held))
        ]
    return found


def write_words() -> None:
    """Write the words that no role took and that two labelled sentences or more hold."""
    seen: Counter[str] = Counter()
    for row in (row for file in (*LABELLED, BATTERY / "variants") for row in load(file)):
        told = [chunks.line(one.text, row.stated.year).chunks for one in sentences(row.text)]
        seen.update({one.text for line in told for one in line if one.tag == "x"})
    known = sorted(word for word, count in seen.items() if count > 1 and word.isalpha())
    WORDS.write_text("\n".join(word for word in known if len(word) > 1) + "\n", encoding="utf-8")


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
        some = [(one.sure, one.right) for one in seen if low <= one.sure < high]
        if some:
            mean = sum(sure for sure, _ in some) / len(some)
            right = sum(right for _, right in some) / len(some)
            lines.append(
                f"| {low:.1f}–{min(high, 1.0):.1f} | {len(some)} | {mean:.2f} | {right:.2f} |"
            )
    firm = [one.right for one in seen if one.sure >= FIRM and OPEN.isdisjoint(one.cues)]
    lines += ["", f"Firm (from {FIRM}): {len(firm)}, of which {sum(firm) / len(firm):.0%} right."]
    return lines


def main() -> None:
    """Fit, or write the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("files", nargs="*", type=Path, help="labelled sentences")
    parser.add_argument("--words", action="store_true", help="write the words that are known")
    parser.add_argument("--fit", action="store_true", help="fit the weights")
    given = parser.parse_args()
    if given.words:
        write_words()
        return
    files = given.files or LABELLED
    seen = [one for file in files for row in load(file) for one in read(row)]
    if given.fit:
        write_weights(fitted(seen, list(first_looks())))
        return
    if not given.files:
        seen = crossed(seen)
    page = PAGE.read_text("utf-8")
    head, rest = page.split(BEGIN)
    told = "\n".join([BEGIN, "", *table(seen), ""])
    PAGE.write_text(head + told + END + rest.split(END)[1], encoding="utf-8")
    print("\n".join(table(seen)))


if __name__ == "__main__":
    main()
