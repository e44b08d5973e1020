import pytest

from counterpoise import sources
from counterpoise.panel.store import Store
from tests.panel import made_up


@pytest.fixture
def made_up_source(monkeypatch):
    """Put the made-up source in place of every other."""
    monkeypatch.setattr(sources, "module", lambda _: made_up)
    return made_up


@pytest.fixture
def store(tmp_path):
    """A store of its own, with nothing embedded behind it."""
    return Store((tmp_path / "store",))
