"""Charts drawn once: SVG kept in the cache folder under the hash of what it was drawn from.

To start the drawing engine takes longer than to read a whole page of drawings. A drawing is named by
its specification, the engine's version and the code that finishes it, so that none is ever stale;
the oldest go when there are many. Where nothing can be written or read, each chart is drawn.
"""

from __future__ import annotations

import hashlib
import json
import os
import uuid
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

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
        if chart.draw in charts.BY_HAND:
            return charts.svg(chart, width)
        spec = charts.spec(chart, width)
        path = self.folder / f"{_name(spec)}.svg"
        with suppress(OSError, UnicodeDecodeError):
            kept = path.read_text(encoding="utf-8")
            if kept.endswith(END):
                os.utime(path)  # so that what is used stays
                return kept
        drawing = charts.finished(spec)
        if NUMBERED not in drawing:
            with suppress(OSError):  # a read-only home: it is drawn anew next time
                self._keep(path, drawing)
        return drawing

    def _keep(self, path: Path, drawing: str) -> None:
        """Put a drawing at its place in one step, and let the oldest go."""
        self.folder.mkdir(parents=True, exist_ok=True)
        temporary = self.folder / f".{uuid.uuid4().hex}.tmp"
        try:
            temporary.write_text(drawing, encoding="utf-8", newline="")
            os.replace(temporary, path)
        finally:
            temporary.unlink(missing_ok=True)
        kept = list(self.folder.iterdir())
        if len(kept) > MOST:
            kept.sort(key=lambda one: one.stat().st_mtime_ns)
            for one in kept[: len(kept) - MOST]:
                one.unlink(missing_ok=True)


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
