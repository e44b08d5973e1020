"""Parquet files of others: within bounds, in words, and whatever happens not in our process."""

from __future__ import annotations

import os
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots import files, parquet, tables


def _written(path: Path, **columns: object) -> Path:
    pl.DataFrame(columns).write_parquet(path)
    return path


def test_a_file_of_too_many_rows_is_refused_before_they_are_read(tmp_path: Path) -> None:
    rows = 21_000_000
    path = tmp_path / "many.parquet"
    pl.DataFrame({"year": pl.zeros(rows, pl.Int8, eager=True)}).write_parquet(path)
    assert path.stat().st_size < 10**6
    with pytest.raises(SourceError, match="at most 20,000,000 rows, not 21,000,000"):
        tables.read_parquet(path, source="made_up", columns=["year"])


@pytest.mark.parametrize(
    ("cells", "kind"),
    [
        ([[1]], pl.List(pl.Int64)), ([{"a": 1}], pl.Struct({"a": pl.Int64})), ([1], pl.Duration),
        ([1], pl.Decimal(10, 2)), ([b"a"], pl.Binary), ([0], pl.Time),
    ],
)  # fmt: skip
def test_columns_of_other_types_are_refused_by_name(tmp_path: Path, cells, kind) -> None:
    path = _written(tmp_path / "a.parquet", year=pl.Series(cells, dtype=kind))
    with pytest.raises(SourceError, match=r"plain numbers, texts or days, not 'year' of the type"):
        tables.read_parquet(path, source="made_up", columns=["year"])


def test_categories_are_read_as_their_texts(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.parquet", name=pl.Series(["x", "y"], dtype=pl.Categorical))
    table = tables.read_parquet(path, source="made_up", columns=["name"])
    assert table["name"].to_list() == ["x", "y"]
    assert table.schema["name"] == pl.String


def test_names_are_no_patterns(tmp_path: Path) -> None:
    _written(tmp_path / "wars1.parquet", year=[1])
    named = _written(tmp_path / "wars[1].parquet", year=[2])
    table = tables.read_parquet(named, source="made_up", columns=["year"])
    assert table["year"].to_list() == [2]


def test_a_helper_that_was_ended_is_started_anew(tmp_path: Path) -> None:
    path = _written(tmp_path / "a.parquet", year=[1])
    assert parquet.columns_of(path, source="made_up") == ["year"]
    process = parquet._helper._process
    assert process is not None
    process.kill()
    process.wait()
    assert parquet.columns_of(path, source="made_up") == ["year"]


@pytest.mark.skipif(os.name != "posix", reason="names of bytes")
@pytest.mark.parametrize(
    "name", [b"a\xff.parquet", b"a\x1b[31m.parquet", "a\u202e.parquet".encode()]
)
def test_names_that_are_no_text_are_read_all_the_same(tmp_path: Path, name: bytes) -> None:
    path = tmp_path / os.fsdecode(name)
    path.write_bytes(_written(tmp_path / "plain.parquet", year=[1]).read_bytes())
    with files.unpacked([path], source="made_up") as (plain,):
        assert str(plain).isprintable()
        table = tables.read_parquet(plain, source="made_up", columns=["year"])
    assert table["year"].to_list() == [1]


@pytest.mark.skipif(os.name != "posix", reason="pipes of POSIX")
def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe, 0o600)
    with (
        pytest.raises(SourceError, match="must be a file, not a pipe or a device"),
        files.unpacked([pipe], source="made_up"),
    ):
        pass


def test_a_relative_path_is_of_the_folder_in_which_we_are_now(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The process that reads was started elsewhere."""
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        pl.DataFrame({name: [1]}).write_parquet(tmp_path / name / "t.parquet")
        monkeypatch.chdir(tmp_path / name)
        assert parquet.columns_of(Path("t.parquet"), source="x") == [name]
