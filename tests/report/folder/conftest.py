"""A folder as `site` writes it, once for all its tests: a tiny state, one that is no more, their partners."""

from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.folder.build import Built, build
from counterpoise.settings import embedded_folder

STATES = ("TUV", "SUN")
BASE = "https://example.org/balance/"


@pytest.fixture(scope="session")
def store() -> Store:
    return Store((embedded_folder(),)).steady()


@pytest.fixture(scope="session")
def home(tmp_path_factory) -> Path:
    """An empty data folder, so that all is of what travels with the package."""
    return tmp_path_factory.mktemp("home")


@pytest.fixture(scope="session")
def built(tmp_path_factory, home, store) -> Built:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("COUNTERPOISE_HOME", str(home))
        return build(store, tmp_path_factory.mktemp("web") / "site", STATES, workers=1)
