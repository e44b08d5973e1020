"""How benches time: the same work, ours and an alternative, by turns, in seconds of the processor.

Each line of a bench is a piece of work and, where there is one, a named way of doing the same work
without Counterpoise. Both run in one process that has everything in memory, by turns, and the best of
several runs counts: a shared machine slows both alike. What is judged is their ratio, against a stated
limit; seconds of the clock are not looked at. Seconds are of the processor, user and system, the
process's children included.

With ``--against PATH`` the same line runs by turns from another copy of the project as well (an older
checkout, say), and may take at most `NO_SLOWER` times its seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

REPOSITORY = Path(__file__).parents[1]
NO_SLOWER = 1.2
RUNS = 5


@dataclass(frozen=True)
class Line:
    """A piece of work; both ways of doing it take what `ready` returns, made once and not timed.

    `limit` is how many times the alternative's seconds ours may take; `apart` gives the greatest
    difference of the two results, which must be under `near`: else it is not the same work. `seconds`
    is what was promised on the machine on which it was written: it is told, and not judged. Work of
    minutes has `runs` of 1, and nothing to warm up.
    """

    ours: Callable[[Any], Any]
    theirs: Callable[[Any], Any] | None = None
    alternative: str = "none that we know of"
    limit: float | None = None
    ready: Callable[[], Any] = lambda: None
    apart: Callable[[Any, Any], float] | None = None
    near: float = 1e-9
    seconds: float | None = None
    runs: int = 0


def seconds() -> float:
    """Return the seconds of the processor so far, of this process and its finished children."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(each.ru_utime + each.ru_stime for each in used)


class told(float):  # noqa: N801 (a word in a bench: the seconds told)
    """Seconds that a program of others counts of its own work, without its imports and reading."""


def serve(line: Line) -> None:
    """Do what is asked on standard input: a line each of "ours", "theirs" or "apart"."""
    given = line.ready()
    done: dict[str, Any] = {"ours": line.ours, "theirs": line.theirs}
    answer, sys.stdout = sys.stdout, sys.stderr
    for asked in sys.stdin:
        if (word := asked.strip()) == "apart":
            found = line.apart(line.ours(given), done["theirs"](given)) if line.apart else 0.0
        else:
            before = seconds()
            result = done[word](given)
            found = float(result) if isinstance(result, told) else seconds() - before
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
        print(found, peak, file=answer, flush=True)


class Worker:
    """A process that does one line, from one copy of the project."""

    def __init__(self, bench: str, name: str, tree: Path) -> None:
        self.process = subprocess.Popen(
            [sys.executable, bench, "--serve", name],
            env={**os.environ, "PYTHONPATH": f"{tree / 'src'}:{tree}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, word: str) -> tuple[float, float]:
        """Return the seconds (or the difference) asked for and the greatest memory; nan if it died."""
        try:
            print(word, file=self.process.stdin, flush=True)
        except BrokenPipeError:
            return float("nan"), float("nan")
        assert self.process.stdout is not None
        answer = self.process.stdout.readline().split()
        return (float(answer[0]), float(answer[1])) if answer else (float("nan"), float("nan"))

    def end(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.close()
        self.process.wait()


def turns(asks: Mapping[str, Callable[[], float]], runs: int) -> dict[str, float]:
    """Return the least of each over several runs, taken by turns, first and last changing places."""
    taken: dict[str, list[float]] = {name: [] for name in asks}
    for run in range(runs):
        for name in list(asks)[:: 1 if run % 2 == 0 else -1]:
            taken[name].append(asks[name]())
    return {name: min(each) for name, each in taken.items()}


def run(bench: str, name: str, line: Line, runs: int, against: Path | None) -> bool:
    """Print how one line fares, and return whether it is within its limits."""
    workers = [Worker(bench, name, tree) for tree in (REPOSITORY, against) if tree]
    here = workers[0]
    asks = {"ours": lambda: here.ask("ours")[0]}
    if line.theirs:
        asks["theirs"] = lambda: here.ask("theirs")[0]
    if against:
        asks["older"] = lambda: workers[1].ask("ours")[0]
    if line.runs == 1:
        taken, peak = here.ask("ours")
        rest = {other: ask() for other, ask in asks.items() if other != "ours"}
        memory, least = peak / 1e9, {"ours": taken, **rest}
    else:
        for ask in asks.values():  # to warm up
            ask()
        memory = here.ask("ours")[1] / 1e9
        least = turns(asks, line.runs or runs)
    gap = here.ask("apart")[0] if line.theirs and line.apart else 0.0
    for worker in workers:
        worker.end()
    good = least["ours"] == least["ours"]
    text = f"{name:44}{least['ours']:9.4f} s CPU{memory:6.2f} GB"
    for other, what, limit in (
        ("theirs", line.alternative, line.limit),
        ("older", f"older copy {against}", NO_SLOWER),
    ):
        if other in least:
            ratio = least["ours"] / least[other]
            within = limit is None or ratio <= limit or (other == "older" and ratio != ratio)
            good = good and within
            stated = f" (at most {limit:g}: {'met' if within else 'MISSED'})" if limit else ""
            text += f"\n    {ratio:8.3f} of {least[other]:.4f} s: {what}{stated}"
    if line.seconds:
        kept = "met" if least["ours"] <= line.seconds else "not met here"
        text += f"\n    promised: {line.seconds:g} s ({kept})"
    if not line.theirs:
        text += f"\n    alternative: {line.alternative}"
    if not gap <= line.near:
        text += f"\n    NOT THE SAME WORK: results differ by {gap:.1e}"
        good = False
    print(text, flush=True)
    return good


def main(lines: Mapping[str, Line], bench: str, doc: str) -> int:
    """Run the lines named, or all; return 1 if one is over a limit or differs from its alternative."""
    parser = argparse.ArgumentParser(description=doc.splitlines()[0])
    parser.add_argument("names", nargs="*", help=f"of {', '.join(lines)}")
    parser.add_argument("--runs", type=int, default=RUNS)
    parser.add_argument("--against", type=Path, help="another copy of the project, to run by turns")
    parser.add_argument("--serve", metavar="NAME", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.serve:
        serve(lines[given.serve])
        return 0
    unknown = set(given.names) - set(lines)
    if unknown:
        parser.error(f"no such line: {', '.join(sorted(unknown))}")
    good = [
        run(bench, name, lines[name], given.runs, given.against) for name in given.names or lines
    ]
    return int(not all(good))
