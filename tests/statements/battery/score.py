"""Score a reader of text on labelled sentences: precision, recall and wrong firm statements.

Run ``python -m tests.statements.battery.score PATH [--show] [--reliability]
[--kind N]``; README.md says what a row is and what the labels mean.
"""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

from tests.statements.battery.matching import follows, matches, plain

Said: TypeAlias = Mapping[str, Any]
KINDS: Final = {
    1: "size of a change",
    2: "from one figure to another",
    3: "several figures or partners",
    4: "time elsewhere",
    5: "relative time",
    6: "place in the world",
    7: "exporter's view",
    8: "pronouns and other owners",
    9: "regions and parts",
    10: "one product",
    11: "comparison",
    12: "not asserted of today",
    13: "a state nearby",
    14: "other words",
    15: "numbers and units",
    16: "traps",
    17: "giver and receiver",
}


class Heard(NamedTuple):
    """One statement as the reader gives it."""

    said: Said
    firm: bool = True
    confidence: float = 1.0


def read(text: str, stated: date, about: str) -> list[Heard]:
    """Return what the reader states or proposes. The one place that calls it."""
    from counterpoise.statements.reading.reader import GrammarReader

    found = GrammarReader().read(text, stated=stated, subject=about)
    return [
        Heard(plain(one.statement), getattr(one, "firm", True), one.confidence)
        for one in found.candidates
    ]


@dataclass(frozen=True)
class Row:
    """One labelled item."""

    id: str
    kind: int
    stated: date
    about: str
    text: str
    expected: tuple[Said, ...]


@dataclass
class Outcome:
    """What became of a row: expected and found statements, sorted by whether they met."""

    row: Row
    right: list[Said] = field(default_factory=list)
    proposed: list[Said] = field(default_factory=list)
    missed: list[Said] = field(default_factory=list)
    wrong: list[Said] = field(default_factory=list)
    allowed: list[Said] = field(default_factory=list)
    met: list[tuple[float, bool]] = field(default_factory=list)
    """Of every statement, firm or not: how sure the reader was, and whether it met a label."""

    @property
    def silent_wanted(self) -> bool:
        """Whether nothing need be stated here."""
        return not any(not one.get("optional") for one in self.row.expected)


def load(path: Path) -> list[Row]:
    """Return the rows of a file of labels, or of all files of a folder."""
    if path.is_dir():
        return [row for file in sorted(path.glob("*.csv")) for row in load(file)]
    with path.open(encoding="utf-8", newline="") as lines:
        return [
            Row(
                one["id"],
                int(one["kind"]),
                date.fromisoformat(one["stated"]),
                one["about"],
                one["text"],
                tuple(json.loads(one["expected"])),
            )
            for one in csv.DictReader(lines)
        ]


def judge(row: Row, found: Iterable[Heard]) -> Outcome:
    """Pair what was found with what was expected, each at most once, firm before proposed."""
    outcome = Outcome(row)
    open_labels = sorted(row.expected, key=lambda one: bool(one.get("optional")))
    for said, firm, confidence in sorted(found, key=lambda one: not one.firm):
        label = next((one for one in open_labels if matches(said, one)), None)
        if label is not None:
            open_labels.remove(label)
        implied = label is None and follows(said, row.expected)
        outcome.met.append((confidence, label is not None or implied))
        if implied:
            outcome.allowed.append(said)
        elif label is None and firm:
            outcome.wrong.append(said)
        elif label is not None and label.get("optional"):
            outcome.allowed.append(said)
        elif label is not None:
            (outcome.right if firm else outcome.proposed).append(said)
    outcome.missed = [one for one in open_labels if not one.get("optional")]
    return outcome


def summary(outcomes: Sequence[Outcome]) -> str:
    """Return one line of figures for some rows."""
    right = sum(len(one.right) for one in outcomes)
    wrong = sum(len(one.wrong) for one in outcomes)
    proposed = sum(len(one.proposed) for one in outcomes)
    wanted = right + proposed + sum(len(one.missed) for one in outcomes)
    silent = sum(len(one.wrong) for one in outcomes if one.silent_wanted)
    return (
        f"{len(outcomes):5d} {wanted:7d} {right:6d} {wrong:6d} {_part(right, right + wrong):>9}"
        f" {_part(right, wanted):>7} {_part(right + proposed, wanted):>9} {silent:7d}"
    )


def report(outcomes: Sequence[Outcome]) -> str:
    """Return the table by kind, the total, and the wrong firm statements counted."""
    head = f"{'':32}{'rows':>5} {'wanted':>7} {'right':>6} {'wrong':>6} {'precision':>9}"
    lines = [f"{head} {'recall':>7} {'+proposed':>9} {'silent!':>7}"]
    for kind, title in KINDS.items():
        some = [one for one in outcomes if one.row.kind == kind]
        if some:
            lines.append(f"{kind:2d} {title:29}{summary(some)}")
    lines.append(f"{'all':32}{summary(outcomes)}")
    wrong = sum(len(one.wrong) for one in outcomes)
    firm = wrong + sum(len(one.right) + len(one.allowed) for one in outcomes)
    silent = sum(len(one.wrong) for one in outcomes if one.silent_wanted)
    lines += [
        "",
        f"Wrong firm verdicts possible: {wrong} of {firm} firm statements ({_part(wrong, firm)});"
        f" {silent} of them where nothing may be stated.",
        "silent! = firm statements on rows where nothing may be stated. Proposals are never wrong.",
    ]
    return "\n".join(lines)


def reliability(outcomes: Sequence[Outcome], width: float = 0.1) -> str:
    """Return how many statements of each tenth of confidence met a label, proposals too."""
    lines = [f"{'confidence':>12} {'statements':>10} {'right':>7}"]
    met = [pair for one in outcomes for pair in one.met]
    for step in range(round(1 / width)):
        low, high = step * width, (step + 1) * width
        some = [right for sure, right in met if low <= sure < high or (sure >= 1 <= high)]
        if some:
            lines.append(
                f"{low:5.1f} - {high:4.1f} {len(some):10d} {_part(sum(some), len(some)):>7}"
            )
    return "\n".join(lines)


def details(outcome: Outcome) -> str:
    """Return what was wrong or missed in a row, or nothing."""
    if not (outcome.wrong or outcome.missed):
        return ""
    lines = [f"{outcome.row.id} [{outcome.row.stated} {outcome.row.about}] {outcome.row.text}"]
    lines += [f"    wrong:  {_short(one)}" for one in outcome.wrong]
    lines += [f"    missed: {_short(one)}" for one in outcome.missed]
    return "\n".join(lines)


def main() -> None:
    """Score the reader on a file and print the figures."""
    parser = argparse.ArgumentParser(description="Score the reader on labelled sentences.")
    parser.add_argument("path", type=Path, help="a file of labels, or a folder of them")
    parser.add_argument("--show", action="store_true", help="print rows with a fault")
    parser.add_argument("--reliability", action="store_true", help="print right by confidence")
    parser.add_argument("--kind", type=int, help="this kind of row alone")
    given = parser.parse_args()
    rows = [one for one in load(given.path) if given.kind in (None, one.kind)]
    outcomes = [judge(row, read(row.text, row.stated, row.about)) for row in rows]
    if given.show:
        print("\n".join(filter(None, map(details, outcomes))), end="\n\n")
    print(report(outcomes))
    if given.reliability:
        print("\n" + reliability(outcomes))


def _part(part: int, whole: int) -> str:
    return f"{part / whole:.1%}" if whole else "-"


def _short(said: Said) -> str:
    return ", ".join(f"{key} {value}" for key, value in said.items() if value not in ("", [], None))


if __name__ == "__main__":
    main()
