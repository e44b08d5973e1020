"""How long the commands take, as a user waits for them, against their limits.

Run ``python bench/commands.py`` from the repository. Every line is a whole process, the median of
five after one to warm up, with a bare ``python -c pass`` and a plain pandas reading of the same file
beside it. Lines that read publishers' files need COUNTERPOISE_EVIDENCE.
"""

from __future__ import annotations

import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

RUNS = 5
COUNTERPOISE = [sys.executable, "-m", "counterpoise"]
PANDAS_REGISTER = """
import pandas, sys
rows = pandas.read_csv(sys.argv[1], skiprows=11, encoding="ascii")
rows.groupby(["Supplier", "Recipient", "Delivery year", "Armament category"])["TIV delivery values"].sum()
"""
PANDAS_TRADE = "import pandas, sys; pandas.read_csv(sys.argv[1]).melt(['ccode1', 'ccode2', 'year'])"


INGEST = """
import sys, tempfile, time
from pathlib import Path
from counterpoise.panel import build
from counterpoise.panel.store import Store
with tempfile.TemporaryDirectory() as folder:
    start = time.perf_counter()
    build.add(Store((Path(folder),)), sys.argv[1], [Path(sys.argv[2])])
    print(time.perf_counter() - start)
"""


def ingesting(source: str, path: Path) -> float:
    """Return the median of the clock for reading, checking and writing, imports not counted."""
    command = [sys.executable, "-c", INGEST, source, str(path)]
    runs = [subprocess.run(command, check=True, capture_output=True).stdout for _ in range(RUNS)]
    return statistics.median(float(run) for run in runs)


def seconds(command: list[str], home: str, *, fresh: bool = False) -> tuple[float, float]:
    """Return the median of the clock and of the processor for a command."""
    clock, processor = [], []
    for run in range(RUNS + 1):
        if fresh:
            subprocess.run(["rm", "-rf", home], check=True)
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        environment = {**os.environ, "COUNTERPOISE_HOME": home}
        subprocess.run(
            command, check=True, capture_output=True, env=environment, cwd=Path(home).parent
        )
        if run:
            after = resource.getrusage(resource.RUSAGE_CHILDREN)
            clock.append(time.perf_counter() - start)
            processor.append(after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime)
    return statistics.median(clock), statistics.median(processor)


def main() -> None:
    evidence = Path(os.environ.get("COUNTERPOISE_EVIDENCE", "no such folder"))
    register = next(iter(evidence.glob("sipri/trade_register_*.csv")), None)
    trade = next(iter(evidence.glob("cow_trade/Dyadic_COW_4.0.csv*")), None)
    with tempfile.TemporaryDirectory() as folder:
        home = str(Path(folder) / "home")
        print(f"{'seconds':44} {'limit':>6} {'clock':>6} {'cpu':>6}")
        for name, limit, command in (
            ("python -c pass", None, [sys.executable, "-c", "pass"]),
            ("counterpoise --help", 0.3, [*COUNTERPOISE, "--help"]),
            ("counterpoise brief VNM (text and HTML)", 3.0, [*COUNTERPOISE, "brief", "VNM"]),
            ("counterpoise compare VNM IDN KAZ", None, [*COUNTERPOISE, "compare", "VNM", "IDN", "KAZ"]),
            ("counterpoise cutoff VNM", None, [*COUNTERPOISE, "cutoff", "VNM"]),
            ("counterpoise matrix", None, [*COUNTERPOISE, "matrix"]),
            ("counterpoise outlook VNM", None, [*COUNTERPOISE, "outlook", "VNM"]),
        ):  # fmt: skip
            report(name, limit, seconds(command, home))
        for source, path, limit, plain in (
            ("sipri_arms", register, 1.0, PANDAS_REGISTER),
            ("cow_trade", trade, 3.0, PANDAS_TRADE),
        ):
            if path is None:
                print(f"add {source}: its file is not at hand (COUNTERPOISE_EVIDENCE)")
                continue
            inside = ingesting(source, path)
            report(f"ingesting {source} (imports not counted)", limit, (inside, float("nan")))
            ours = seconds([*COUNTERPOISE, "add", source, str(path)], home, fresh=True)
            report(f"counterpoise add {source} (whole process)", None, ours)
            theirs = seconds([sys.executable, "-c", plain, str(path)], home)
            report("  plain pandas, reading and adding up only", None, theirs)
            print(f"  ratio of the clocks: {ours[0] / theirs[0]:.2f}")


def report(name: str, limit: float | None, took: tuple[float, float]) -> None:
    clock, processor = took
    mark = "" if limit is None or clock <= limit else "  OVER"
    print(f"{name:44} {limit or '':>6} {clock:6.2f} {processor:6.2f}{mark}")


if __name__ == "__main__":
    main()
