from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.scenarios.outlook import embargoes_compared, episodes
from tests.sources.broken import eu_sanctions_map as maps


def test_the_map_and_the_table_are_told_apart(tmp_path: Path) -> None:
    path = tmp_path / "map.json"
    path.write_bytes(maps.GOOD)
    store = Store((tmp_path / "store",))
    assert list(embargoes_compared.compared(store, episodes.read())) == []
    build.add(store, "eu_sanctions_map", [path])
    (found,) = embargoes_compared.compared(store, episodes.read())
    assert found.year == 2026
    assert found.both == (("EU", "BLR"), ("EU", "LBY"), ("UN", "LBY"))
    assert ("EU", "RUS") in found.ours  # the map made up here has no Russia
    assert found.theirs == ()
    assert "in this table alone: EU on ARM" in found.in_words()


@pytest.mark.evidence
def test_ist_and_the_table_in_2018(evidence: Path, tmp_path: Path) -> None:
    store = Store((tmp_path,))
    build.add(store, "ist", [evidence / "sanctions" / "IST_JPR_Attia_Grauvogel.xlsx"])
    (found,) = embargoes_compared.compared(store, episodes.read())
    assert (found.source, found.year) == ("ist", 2018)
    assert {("EU", "BLR"), ("EU", "RUS"), ("UN", "PRK"), ("UN", "SSD")} <= set(found.both)
