"""Make the manual's pictures: a brief by our own command, photographed in headless Chromium.

``make pictures`` runs it. It needs Chromium and the package `playwright`, which no test does.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Literal

PICTURES = Path(__file__).parent.parent / "docs" / "pictures"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SHOTS: tuple[tuple[str, str, int, int, Literal["light", "dark"]], ...] = (
    ("brief-light", "brief-VNM.html", 900, 1480, "light"),
    ("brief-dark", "brief-VNM.html", 900, 1480, "dark"),
    ("brief-phone", "brief-VNM.html", 390, 1200, "light"),
    ("compare", "compare-VNM-IDN-KAZ.html", 900, 1100, "light"),
)
"""Name, page, width, height, and colour scheme."""


def main() -> None:
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        for command in (["brief", "VNM"], ["compare", "VNM", "IDN", "KAZ"]):
            counterpoise = [sys.executable, "-m", "counterpoise", *command, "--format", "html"]
            subprocess.run(counterpoise, cwd=folder, check=True)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        for name, page, width, height, scheme in SHOTS:
            tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            tab.goto(f"file://{folder}/{page}")
            tab.screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
