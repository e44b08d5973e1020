"""What the picture tests look at: charts, each drawn once in a session, and a browser."""

from __future__ import annotations

import os
import pickle
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest
from filelock import FileLock

from counterpoise.panel.store import Store
from counterpoise.report import charts
from counterpoise.report.brief import brief
from counterpoise.report.pages import Chart
from counterpoise.settings import embedded_folder
from tests.pictures import drawn

QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


@pytest.fixture(scope="module")
def browser():
    """Chromium: Playwright's own or the system's; where none starts, tests are skipped and say why."""
    playwright = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")
    with playwright.sync_playwright() as driver:
        own = Path(driver.chromium.executable_path)
        system = shutil.which("chromium") or shutil.which("google-chrome")
        if not own.is_file() and system is None:
            pytest.skip("no Chromium: playwright install chromium")
        path = None if own.is_file() else system
        try:
            started = driver.chromium.launch(executable_path=path, args=list(QUIET))
        except playwright.Error as fault:  # it is there, and lacks libraries of the system
            pytest.skip(f"Chromium does not start: {str(fault).splitlines()[0]}")
        yield started
        started.close()


OFTEN = ("USA", "IND", "VNM", "TUV", "PSE", "SUN", "CRI")
ALL = (
    *OFTEN, "CHN", "DEU", "RUS", "KAZ", "SRB", "NRU", "AND", "SSD", "YUG", "DDR", "ISL", "HTI", "PAN",
)  # fmt: skip
"""Large, small and tiny, three that have ended, those without an army, and one never recognised."""
STATES = ALL if os.environ.get("COUNTERPOISE_PICTURES") == "all" else OFTEN
"""Some of each kind; all twenty where COUNTERPOISE_PICTURES=all is set."""


@dataclass(frozen=True)
class Picture:
    """A chart of a state's page, and the drawing of it at one width."""

    state: str
    chart: Chart
    width: int
    drawing: drawn.Drawing
    svg: str


@pytest.fixture(scope="session")
def pictures(tmp_path_factory, worker_id) -> list[Picture]:
    """Every chart of every state's brief, at every width at which pages have it.

    Made once, however many processes run the tests: the first makes them, the others wait and read.
    """
    if worker_id == "master":
        return _made()
    file = tmp_path_factory.getbasetemp().parent / "pictures.pickle"
    with FileLock(f"{file}.lock"):
        if not file.is_file():
            file.write_bytes(pickle.dumps(_made()))
        return pickle.loads(file.read_bytes())


def _made() -> list[Picture]:
    store, found = Store((embedded_folder(),)).steady(), []
    for state in STATES:
        page = brief(store, state)
        parts = [part for section in page.sections for part in section.parts]
        for chart in (page.picture, *parts):
            if isinstance(chart, Chart):
                for width in charts.widths(chart):
                    svg = charts.svg(chart, width)
                    found.append(Picture(state, chart, width, drawn.read(svg), svg))
    return found
