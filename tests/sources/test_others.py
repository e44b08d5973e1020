"""Sources that other packages bring: found, used, and set aside where they are no good."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from counterpoise import schema, sources
from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.sources import _others

MODULE = '''\
"""A source of another package, made up."""

import polars as pl

from counterpoise.schema import Own
from counterpoise.snapshots.source import Covered, Reading, Source

INDICATORS = {"cables": Own("cables", "Tbit/s", "submarine cables", flow=False, parts=1000)}
SOURCE = Source(
    id="their_cables", title="Cables", publisher="They", terms="Free.", citation="They (2026).",
    url="https://example.org", table="panel", indicators=("cables",), unit_note="Tbit/s.",
    layout="CSV: a,b,year,capacity",
)


def read(paths):
    """Read the table."""
    (path,) = paths
    rows = pl.read_csv(path).select(
        origin="a", destination="b", year=pl.col("year").cast(pl.Int16),
        value=pl.col("capacity").cast(pl.Float64), indicator=pl.lit("cables"), item=pl.lit("all"),
        status=pl.lit("reported"),
    )
    yield Reading(rows, "2026", [Covered(2024, 2024)])


def check(rows):
    """Refuse nothing."""
'''


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Return a folder like that of installed packages, with one that brings sources."""
    site = tmp_path / "site-packages"
    about = site / "their_package-1.0.dist-info"
    about.mkdir(parents=True)
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: their-package\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text(
        "[counterpoise.sources]\n"
        "their_cables = their_cables\n"
        "imf_dots = their_cables\n"
        "their_broken = their_broken\n"
        "their_nothing = json\n"
    )
    (site / "their_cables.py").write_text(MODULE)
    (site / "their_broken.py").write_text("import nothing_of_this_name\n")
    monkeypatch.syspath_prepend(str(site))
    _others.modules.cache_clear()
    _others.BROKEN.clear()
    yield site
    _others.modules.cache_clear()
    _others.BROKEN.clear()
    schema.forget("cables")
    sys.modules.pop("their_cables", None)


def test_a_source_of_another_package_is_a_source_like_any_other(
    installed: Path, tmp_path: Path
) -> None:
    assert "their_cables" in sources.ids()
    assert sources.ids()[: len(sources.IDS)] == sources.IDS
    table = tmp_path / "cables.csv"
    table.write_text("a,b,year,capacity\nSGP,VNM,2024,80\nHKG,VNM,2024,120\n")
    store = Store((tmp_path / "store",))
    held = build.add(store, "their_cables", [table])
    assert (held.rows, held.vintage, held.card.title) == (2, "2026", "Cables")
    rows = held.scan().collect()
    assert set(rows["channel"]) == {"cables"}
    assert set(rows["unit"]) == {"Tbit/s"}


def test_its_channel_can_be_asked_for(installed: Path) -> None:
    from counterpoise.measures.views import VIEWS, view

    sources.ids()
    assert "cables" in VIEWS
    assert (view("cables").of, view("cables").over) == ("destination", "origin")


def test_what_can_not_be_used_is_set_aside_and_named(installed: Path) -> None:
    found = sources.ids()
    assert "their_broken" not in found
    assert found.count("imf_dots") == 1
    told = " ".join(sources.set_aside())
    assert "'their_broken' of another package is set aside: ModuleNotFoundError" in told
    assert "'imf_dots' of another package is set aside: ValueError: its id is one of ours" in told
    assert "'their_nothing' of another package is set aside" in told
    assert sources.module("imf_dots").__name__ == "counterpoise.sources.trade.imf_dots"  # type: ignore[attr-defined]
