"""A server for all tests of the web, on the evidence of the package and an empty store."""

from __future__ import annotations

import pytest

pytest.importorskip(
    "uvicorn", reason="the explorer is not installed: pip install 'counterpoise[web]'"
)

import httpx

from counterpoise.settings import Settings
from counterpoise.web.desk import Desk
from tests.web import serving


@pytest.fixture(scope="session")
def home(tmp_path_factory):
    return tmp_path_factory.mktemp("served")


@pytest.fixture(scope="session")
def served(home):
    with serving.running(Desk(Settings(home=home))) as server:
        yield server


@pytest.fixture(scope="session")
def client(served):
    with httpx.Client(base_url=served.address, trust_env=False, timeout=300) as line:
        yield line
