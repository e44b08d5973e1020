"""From Python a verb adds up as the command line does, in one thread, and leaves things as they were."""

import numpy as np  # noqa: F401  whose library is told
import pytest

import counterpoise as cpo
from counterpoise.report.verbs import threads
from counterpoise.report.verbs.spoken import stored


@pytest.fixture
def library(monkeypatch):
    """NumPy's own library with two threads, and nothing chosen by the environment."""
    found = threads._library("numpy")
    if found is None:
        pytest.skip("NumPy came without a library of its own")
    before = found.threads()
    found.set_threads(2)
    if found.threads() != 2:
        pytest.skip("NumPy's library has one thread alone")
    monkeypatch.delenv(threads.VARIABLE, raising=False)
    yield found
    found.set_threads(before)


def test_a_verb_works_in_one_thread_and_gives_back_what_was(library) -> None:
    def asked(store: cpo.Store) -> int:
        return library.threads()

    def failed(store: cpo.Store) -> None:
        raise KeyError

    assert stored(asked)(cpo.Store(())) == 1
    assert library.threads() == 2
    with pytest.raises(KeyError):
        stored(failed)(cpo.Store(()))
    assert library.threads() == 2


def test_who_chose_the_threads_keeps_them(library, monkeypatch) -> None:
    monkeypatch.setenv(threads.VARIABLE, "2")
    with threads.one_thread():
        assert library.threads() == 2
