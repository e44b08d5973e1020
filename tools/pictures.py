"""Make the manual's pictures: a brief by our own command, photographed in headless Chromium.

``make pictures`` runs it. It needs Chromium and the package `playwright`.
"""

from __future__ import annotations

import os
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
ROOT = Path(__file__).parent.parent
PAGES = {
    "brief": ["brief", "VNM"],
    "compare": ["compare", "VNM", "IDN", "KAZ"],
    "cutoff": ["cutoff", "VNM", "--partner", "CHN"],
    "rebalance": ["rebalance", "VNM", "-d", "worst loss <= 30 %"],
    "outlook": ["outlook", "VNM", "--as-of", "2015", "--to", "2024"],
    "check": ["check", str(ROOT / "examples" / "vietnam_balancing.toml")],
}
OWN = ROOT / "examples" / "own_data" / "gas.toml"
SOME_CANNOT_BE_JUDGED = 3
SHOTS: tuple[tuple[str, str, int, int, Literal["light", "dark"]], ...] = (
    ("brief-light", "brief", 1280, 1000, "light"),
    ("brief-dark", "brief", 1280, 1000, "dark"),
    ("brief-phone", "brief", 390, 2250, "light"),
    ("compare", "compare", 900, 1100, "light"),
    ("cutoff", "cutoff", 900, 1300, "light"),
    ("rebalance", "rebalance", 900, 1300, "light"),
    ("outlook", "outlook", 900, 1300, "light"),
    ("check", "check", 900, 1300, "light"),
)
"""Name, page, width, height, and colour scheme."""
PARTS = (("own-data", ["brief", "ITA"], "own-gas-contracts", 900),)
"""Name, command, section and width of pictures of a part of a page, with data of one's own held."""


def main() -> None:
    from playwright.sync_api import sync_playwright

    PICTURES.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        for page, command in PAGES.items():
            output = ["--output", f"{folder}/{page}.html"]
            run = subprocess.run([sys.executable, "-m", "counterpoise", *command, *output])
            if run.returncode not in (0, SOME_CANNOT_BE_JUDGED):
                sys.exit(run.returncode)
        browser = play.chromium.launch(executable_path=shutil.which("chromium"), args=list(QUIET))
        for name, page, width, height, scheme in SHOTS:
            tab = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            tab.goto(f"file://{folder}/{page}.html")
            tab.screenshot(path=PICTURES / f"{name}.png")
        for name, command, section, width in PARTS:
            page = f"{folder}/{name}.html"
            home = {**os.environ, "COUNTERPOISE_HOME": f"{folder}/home"}
            for words in (["add", str(OWN), "--vintage", "2026-11"], [*command, "--output", page]):
                asked = [sys.executable, "-m", "counterpoise", *words]
                subprocess.run(asked, check=True, env=home)
            tab = browser.new_page(viewport={"width": width, "height": 1000})
            tab.goto(f"file://{page}")
            tab.locator(f"#{section}").screenshot(path=PICTURES / f"{name}.png")
        browser.close()


if __name__ == "__main__":
    main()
