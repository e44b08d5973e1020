"""What several tests share: where the publishers' real files are, if they are at hand."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

# Before NumPy is imported: threads of its own on small matrices cost more CPU than they save, and
# tests run side by side.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import pytest
from hypothesis import settings

from tests import site as loopback

settings.register_profile("counterpoise", deadline=None, derandomize="CI" in os.environ)
settings.load_profile("counterpoise")

REPOSITORY = Path(__file__).parent.parent


@pytest.fixture(scope="session")
def evidence() -> Path:
    """Return the folder of the publishers' real files, or skip."""
    folder = Path(os.environ.get("COUNTERPOISE_EVIDENCE", REPOSITORY.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("the publishers' files are not at hand: set COUNTERPOISE_EVIDENCE")
    return folder


@pytest.fixture
def site(monkeypatch: pytest.MonkeyPatch) -> Iterator[loopback.Site]:
    """Return a web server on the loopback address."""
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.delenv("COUNTERPOISE_OFFLINE", raising=False)
    with loopback.running() as server:
        yield server
