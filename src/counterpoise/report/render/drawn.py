"""Charts drawn once: SVG kept in the cache folder under the hash of what it was drawn from.

To start the drawing engine takes longer than to read a whole page of drawings. A drawing is named by
its specification, the engine's version and the code that finishes it, so that none is ever stale
(:mod:`counterpoise.kept`).
"""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from counterpoise.kept import Kept
from counterpoise.report import charts
from counterpoise.report.charts.scales import colours
from counterpoise.report.pages import Chart

MOST: Final = 1_000
"""Drawings kept: some forty pages, about 30 MB."""

END: Final = "</svg>"
NUMBERED: Final = ' id="'
"""The mark of a drawing whose parts the engine numbered after those of the drawings before it: beside
others of another time it would share their numbers, so it is not kept."""


@dataclass(frozen=True)
class Drawn:
    """Drawings in a folder.

    Parameters
    ----------
    folder : Path
        Where they are kept; made when the first one is.
    """

    folder: Path

    def svg(self, chart: Chart, width: int) -> str:
        """Return `charts.svg` of a chart, as it was kept if it was drawn before."""
        if charts.is_quick(chart):
            return charts.svg(chart, width)
        spec = charts.spec(chart, width)
        kept, name = Kept(self.folder, MOST), f"{_name(spec)}.svg"
        with suppress(UnicodeDecodeError):
            before = (kept.get(name) or b"").decode()
            if before.endswith(END):
                return before
        drawing = charts.finished(spec)
        if NUMBERED not in drawing:
            kept.put(name, drawing.encode())
        return drawing


def _name(spec: dict[str, Any]) -> str:
    """Return the hash of all that a drawing depends on."""
    given = json.dumps(spec, sort_keys=True, default=str)
    return hashlib.sha256(f"{_hand()}\n{given}".encode()).hexdigest()[:40]


@cache
def _hand() -> str:
    """Return who draws: the engine's version, and the code that finishes what it drew."""
    from importlib.metadata import version

    files = (charts.__file__, colours.__file__)
    code = hashlib.sha256(b"".join(Path(file).read_bytes() for file in files))
    return f"{version('vl-convert-python')} {code.hexdigest()}"
