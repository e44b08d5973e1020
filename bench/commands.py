"""What the commands cost as a user runs them: whole processes, Python's own start included.

Run ``python bench/commands.py`` from the repository (``--against PATH``: see `timing.py`). Adding a
publisher's file stands beside plain pandas that reads the same file and adds up the same: ours checks
every cell and writes the store as well, which is why it may take longer. These lines need
COUNTERPOISE_EVIDENCE, the folder of the publishers' files. The other commands have no alternative; a
bare ``python -c pass`` says what of them is Python's own. Each is timed as on its first day, when
nothing lies in the cache folder, and once more as on any other, "again": then a page is read that was
kept. A brief is timed as well "after another" state's, when the tables of all states lie there and it is
itself to be made.

Python keeps what it compiled, as it does for whoever installs the package, also where this shell says
that it must not.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import timing

REGISTER = """
import pandas, sys
rows = pandas.read_csv(sys.argv[1], skiprows=11, encoding="ascii")
rows.groupby(["Supplier", "Recipient", "Delivery year", "Armament category"])["TIV delivery values"].sum()
"""
TRADE = "import pandas, sys; pandas.read_csv(sys.argv[1]).melt(['ccode1', 'ccode2', 'year'])"
FOLDER = Path(os.environ.get("COUNTERPOISE_EVIDENCE", "no such folder"))
FILES = {
    "sipri_arms": ("sipri/trade_register_*.csv", REGISTER),
    "cow_trade": ("cow_trade/Dyadic_COW_4.0.csv*", TRADE),
}
COMMANDS = (
    "--help",
    "brief VNM",
    "brief VNM --pages 2",
    "brief VNM IDN KAZ NRU USA KEN FRA BRA --pages 2",
    "compare VNM IDN KAZ",
    "cutoff VNM",
    "matrix",
    "outlook VNM",
)
LIMIT = 3.0
PROMISED = {
    "counterpoise brief VNM --pages 2": 1.2,
    "counterpoise brief VNM": 1.8,
    "counterpoise brief VNM, again": 1.0,
}
"""Seconds of the processor."""


def run(*command: str, home: str = "") -> None:
    """Run a command of Python's in a folder of its own, with an empty store or a copy of that of `home`."""
    with tempfile.TemporaryDirectory() as folder:
        if home:
            shutil.copytree(home, f"{folder}/home")
        env = {**os.environ, "COUNTERPOISE_HOME": f"{folder}/home"}
        env.pop("PYTHONDONTWRITEBYTECODE", None)
        command = (sys.executable, *command)
        subprocess.run(command, check=True, capture_output=True, env=env, cwd=folder)


def ours(*words: str) -> Callable[[Any], None]:
    return lambda _: run("-m", "counterpoise", *words)


def after(before: str, words: str) -> timing.Line:
    """Return the line of a command whose cache folder holds what another kept, or itself the first time."""

    def ready() -> tempfile.TemporaryDirectory[str]:
        home = tempfile.TemporaryDirectory()
        env = {**os.environ, "COUNTERPOISE_HOME": home.name}
        command = (sys.executable, "-m", "counterpoise", *before.split())
        subprocess.run(command, check=True, capture_output=True, env=env, cwd=home.name)
        return home

    return timing.Line(
        lambda home: run("-m", "counterpoise", *words.split(), home=home.name), ready=ready
    )


def adding() -> dict[str, timing.Line]:
    """Return a line for each file that is at hand."""
    found = {}
    for source, (pattern, plain) in FILES.items():
        for path in list(FOLDER.glob(pattern))[:1]:
            found[f"add {source}"] = timing.Line(
                ours("add", source, str(path.resolve())),
                lambda _, plain=plain, path=path: run("-c", plain, str(path.resolve())),  # type: ignore[misc]
                alternative="plain pandas, reading and adding up, nothing checked or written",
                limit=LIMIT,
            )
    return found


LINES = {
    "python -c pass": timing.Line(lambda _: run("-c", "pass")),
    **{f"counterpoise {words}": timing.Line(ours(*words.split())) for words in COMMANDS},
    **{f"counterpoise {words}, again": after(words, words) for words in COMMANDS[1:]},
    **{
        f"counterpoise {words}, after another": after(words.replace("VNM", "THA"), words)
        for words in COMMANDS[1:3]
    },
    **adding(),
}
LINES |= {name: replace(LINES[name], seconds=promised) for name, promised in PROMISED.items()}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
