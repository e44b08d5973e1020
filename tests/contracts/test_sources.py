"""Every source is whole: a card that says all a reader needs, `read`, `check`, its corrections."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from counterpoise import schema, sources
from counterpoise.panel import corrections
from counterpoise.snapshots import gaps, miscoded
from counterpoise.snapshots.request import SLOT
from counterpoise.snapshots.source import Source

FOLDER = Path(sources.__file__).parent


@pytest.mark.parametrize("source", sources.IDS)
def test_the_card_is_whole(source: str) -> None:
    card = sources.module(source).SOURCE
    assert isinstance(card, Source)
    assert card.id == source
    for field in fields(Source):
        if field.type == "str" and field.name != "of_last_year":
            assert getattr(card, field.name).strip(), f"{field.name} is empty"
    assert card.url.startswith(("https://", "http://"))
    for request in card.requests:
        assert request.url.startswith(("https://", "http://www.atopdata.org/"))
        assert request.tried
        asked = request.slots & {"state", "states", "year", "years", "first", "last", "found"}
        named = set(SLOT.findall(request.file))
        assert asked <= named, f"{request.url}: answers would take each other's place"
        assert not request.pages or request.file
    assert card.ships in {"yes", "excerpt", "no"}


@pytest.mark.parametrize("source", sources.IDS)
def test_the_card_names_a_table_and_its_indicators(source: str) -> None:
    card = sources.module(source).SOURCE
    assert card.table in schema.TABLES
    if card.table in {"votes", "events"}:
        return
    assert card.indicators
    for name in card.indicators:
        channel = schema.INDICATORS[name].channel
        assert bool(channel) == (card.table == "panel"), name


@pytest.mark.parametrize("source", sources.IDS)
def test_the_module_reads_and_checks(source: str) -> None:
    module = sources.module(source)
    for name in ("read", "check"):
        assert callable(getattr(module, name))
        assert getattr(module, name).__doc__, f"{name} has no docstring"


def test_every_module_is_listed() -> None:
    found = {path.stem for path in FOLDER.rglob("*.py") if not path.stem.startswith("_")}
    assert found == set(sources.IDS)


@pytest.mark.parametrize("path", sorted(FOLDER.rglob("*.toml")), ids=lambda path: path.name)
def test_declared_corrections_are_whole_and_of_a_source(path: Path) -> None:
    source = path.name.removesuffix(".corrections.toml")
    assert source in sources.IDS
    package = sources.module(source).__package__
    found = (miscoded.declared(package, source), gaps.declared(package, source))
    assert corrections.declared(source) or any(found)


def test_every_indicator_is_written_by_a_source() -> None:
    written = {name for source in sources.IDS for name in sources.module(source).SOURCE.indicators}
    assert set(schema.INDICATORS) - written == set()


@pytest.mark.parametrize("name", schema.INDICATORS)
def test_every_channel_is_one_of_the_words(name: str) -> None:
    assert schema.INDICATORS[name].channel in {"", *schema.CHANNELS}
