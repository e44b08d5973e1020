"""What several tests share: where the publishers' real files are, if they are at hand."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable, Iterator
from pathlib import Path

# Before NumPy is imported: threads of its own on small matrices cost more CPU than they save, and
# tests run side by side.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
if "PYTEST_XDIST_WORKER" in os.environ:
    os.environ.setdefault("POLARS_MAX_THREADS", "1")
# Commands that tests start in processes of their own need not compile the code anew each time.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

import pytest
from filelock import FileLock
from hypothesis import settings

from counterpoise.report.pages import Page
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


@pytest.fixture(scope="session")
def page_of(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str], Page]:
    """Return what makes a page of a kind, once, however many processes run the tests."""
    from tests.report.every_kind import KINDS

    alone = worker_id == "master"
    folder = tmp_path_factory.getbasetemp() if alone else tmp_path_factory.getbasetemp().parent

    def made(kind: str) -> Page:
        file = folder / f"{kind}.pickle"
        with FileLock(f"{file}.lock"):
            if not file.is_file():
                file.write_bytes(pickle.dumps(KINDS[kind]()))
            page: Page = pickle.loads(file.read_bytes())
            return page

    return made
