"""Two thousand damaged files of all sources: rows or a refusal in words, and never anything else.

More by hand: ``python -m tests.sources.fuzz.run 10000 1``.
"""

from __future__ import annotations

import pytest

from counterpoise import sources
from tests.sources.fuzz.run import case, many
from tests.sources.fuzz.whole_files import files

SEEDS = range(4)


def test_there_are_whole_files_of_every_source() -> None:
    assert set(files()) == set(sources.IDS)


@pytest.mark.parametrize("source", sorted(files()))
def test_whole_files_are_read(source: str, tmp_path) -> None:
    for given in files()[source]:
        encoded = {name.encode(): content for name, content in given.items()}
        assert case(source, encoded, tmp_path) == ("read", ""), list(given)


@pytest.mark.parametrize("seed", SEEDS)
def test_damaged_files_end_in_rows_or_in_words(seed: int) -> None:
    ends, bad = many(500, seed)
    assert bad == []
    assert ends["refused"] > ends["read"] > 20
