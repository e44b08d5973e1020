"""Files that must be refused whole: the four parts of the error, and a store left as it was.

The cases are beside this file, one module of `CASES` for each source in ``broken/``.
"""

from __future__ import annotations

import hashlib
import pkgutil
import re
from importlib import import_module
from pathlib import Path

import polars as pl
import pytest

from counterpoise import schema, sources
from counterpoise.errors import CounterpoiseError
from counterpoise.panel import build
from counterpoise.panel.store import Draft, Store, write_draft
from counterpoise.snapshots.source import Covered
from tests.sources import broken
from tests.sources.case import Broken

MODULES = {
    module.name: import_module(f"{broken.__name__}.{module.name}")
    for module in pkgutil.iter_modules(broken.__path__)
}
CASES: list[Broken] = [case for module in MODULES.values() for case in module.CASES]


def filled(folder: Path, source: str) -> Store:
    """Return a store that already holds something under the name of the source."""
    row = {"origin": "AAA", "destination": "BBB", "year": 2000, "channel": "arms", "value": 1.0}
    row |= {"indicator": "arms", "item": "all", "unit": "million TIV", "status": "reported"}
    row |= {"source": source, "vintage": "held"}
    rows = pl.DataFrame([row], schema=schema.PANEL)
    store = Store((folder,))
    with store.drafting() as drafts:
        draft = Draft("all", write_draft(rows, drafts), (), (Covered(2000, 2000),), ())
        store.keep(source, "held", "panel", [draft])
    return store


def contents(folder: Path) -> dict[str, str]:
    """Return the hash of every file of a store, but for the locks that writers leave empty."""
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".lock"
    }


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.source}: {case.fault}")
def test_broken_files_are_refused_whole(case: Broken, tmp_path: Path) -> None:
    store = filled(tmp_path / "store", case.source)
    before = contents(tmp_path / "store")
    paths = []
    for name, content in case.files.items():
        paths.append(tmp_path / "given" / name)
        paths[-1].parent.mkdir(parents=True, exist_ok=True)
        paths[-1].write_bytes(content)

    with pytest.raises(CounterpoiseError) as caught:
        build.add(store, case.source, paths, vintage="test")

    error = caught.value
    assert isinstance(error, case.error), f"{type(error).__name__}, not {case.error.__name__}"
    assert re.search(case.problem, error.problem), error.problem
    assert re.search(case.where, error.where), error.where
    assert repr(case.source) in error.where, f"the source is not named: {error.where}"
    assert error.attempt, "the error says nothing to try"
    for part in (error.problem, f"  Where: {error.where}", f"  Try:   {error.attempt}"):
        assert part in str(error)
    assert contents(tmp_path / "store") == before, "the store was changed"


def test_every_source_has_broken_files() -> None:
    counts = dict.fromkeys(sources.IDS, 0)
    for case in CASES:
        assert case.source in counts, f"{case.source!r} is no source"
        counts[case.source] += 1
    assert {source: count for source, count in counts.items() if count < 3} == {}
    assert len(CASES) >= 60


def test_every_broken_file_has_a_name_of_its_own() -> None:
    names = [(case.source, case.fault) for case in CASES]
    assert sorted(names) == sorted(set(names))


@pytest.mark.parametrize("name", sorted(MODULES))
def test_broken_files_of_one_module_are_of_one_source(name: str) -> None:
    assert {case.source for case in MODULES[name].CASES} == {name}
