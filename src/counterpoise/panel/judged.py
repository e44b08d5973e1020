"""How much each embedded release tells of every state and year, worked out when the package was made.

What a release tells is judged by all releases held (:mod:`counterpoise.panel.completeness`), which takes
a page far longer than to look it up. So the answers on the evidence that travels with the package travel
with it: ``evidence/judged/<indicator>-<side>-<item>-<digest>.parquet``. The digest is of the seals of all
manifests that the answer rests on and of the text of the rules (`RULES`): once either has changed, by a
file of the user's or by an edit, no file has the name asked for, and the answer is worked out anew.

`tools/judge.py` writes the files.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final

import polars as pl
from polars.exceptions import PolarsError

from counterpoise.panel.candidates import Candidate
from counterpoise.panel.store import Holding
from counterpoise.settings import embedded_folder

FOLDER: Final = "judged"

RULES: Final = (
    "panel/candidates.py", "panel/completeness.py", "panel/coverage.py", "panel/mirror_gaps.py",
    "panel/silences.py",
    "reference/products.py", "reference/state_system.py", "reference/states.py",
    "reference/tables/product_codes.csv", "reference/tables/products.csv",
    "reference/tables/spells.csv", "reference/tables/states.csv", "schema.py", "snapshots/untold.py",
    "sources/trade/cow_trade.untold.csv", "sums.py",
)  # fmt: skip
"""The files of the package that say how much is told, besides the evidence."""


def kept(found: Sequence[Candidate], totals: Sequence[Holding]) -> pl.DataFrame | None:
    """Return what was worked out of all states and years; None if it was not, of just these releases."""
    held = (*(one.holding for one in found), *totals)
    if not all(one.embedded and one.seal and one.beneath is None for one in held):
        return None
    path = place(found, totals)
    with suppress(OSError, PolarsError):  # cut: it is worked out anew
        return pl.read_parquet(path, glob=False) if path.is_file() else None
    return None


def place(found: Sequence[Candidate], totals: Sequence[Holding]) -> Path:
    """Return where the answer of these releases is kept."""
    asked = found[0]
    releases = (*((one.holding, one.tellers) for one in found), *((one, ()) for one in totals))
    rest = (rules(), *((held.source, held.seal, who) for held, who in releases))
    digest = hashlib.sha256(repr(rest).encode()).hexdigest()[:16]
    name = f"{asked.indicator}-{asked.side}-{asked.item}-{digest}.parquet"
    return embedded_folder() / FOLDER / name


@cache
def rules() -> str:
    """Return a digest of the text of the rules."""
    digest = hashlib.sha256()
    for name in RULES:
        text = files("counterpoise").joinpath(name).read_bytes()
        digest.update(text.replace(b"\r\n", b"\n"))
    return digest.hexdigest()
