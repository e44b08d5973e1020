"""Files of a release one at a time: the same as all at once, and no more on the disk than is read."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from counterpoise.errors import ArchiveError, SourceError
from counterpoise.snapshots import members
from tests.snapshots.test_files import TEXT, archive, contents, flagged, stated, written
from tests.sources.case import gzipped, zipped

RELEASE = zipped(**{"b.csv": TEXT, "a.csv": b"a\n", "README.txt": b"x", ".DS_Store": b"x"})


def one_by_one(*paths: Path) -> list[tuple[str, bytes]]:
    with members.one_by_one(paths, source="made_up") as given:
        found = []
        for member in given:
            with member.opened() as path:
                found.append((member.name, path.read_bytes()))
        return found


@pytest.mark.parametrize(
    "content", [RELEASE, gzipped(TEXT), TEXT, zipped(**{"in.zip": RELEASE})],
    ids=["zip", "gzip", "plain", "a zip in a zip"],
)  # fmt: skip
def test_the_files_are_those_that_are_unpacked(tmp_path: Path, content: bytes) -> None:
    path = written(tmp_path, "release.zip" if content[:2] == b"PK" else "release.csv", content)
    assert one_by_one(path) == contents([path])


def test_a_member_is_on_the_disk_only_while_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "temporary"))
    (tmp_path / "temporary").mkdir()
    release = written(tmp_path, "release.zip", RELEASE)
    with members.one_by_one([release], source="made_up") as given:
        assert not list((tmp_path / "temporary").rglob("*.csv"))
        for member in given:
            with member.opened():
                there = list((tmp_path / "temporary").rglob("*.csv"))
                assert [path.name for path in there] == [member.name]
    assert not list((tmp_path / "temporary").iterdir())


@pytest.mark.parametrize(
    "content",
    [
        archive(("../a.csv", TEXT)),
        flagged(archive(("a.csv", TEXT)), 1),
        stated(archive(("a.csv", TEXT)), 1 << 30),
        archive(("a.csv", TEXT))[:-30],
        archive(("a.csv", RELEASE)),
    ],
    ids=["outside", "encrypted", "a bomb", "cut short", "an archive under another name"],
)
def test_an_archive_that_is_unsafe_is_refused(tmp_path: Path, content: bytes) -> None:
    with pytest.raises(ArchiveError):
        one_by_one(written(tmp_path, "release.zip", content))


def test_a_page_in_place_of_data_is_refused(tmp_path: Path) -> None:
    page = zipped(**{"a.csv": b"<!doctype html><p>log in"})
    with pytest.raises(SourceError, match="web page"):
        one_by_one(written(tmp_path, "release.zip", page))


def test_nothing_given_is_refused() -> None:
    with pytest.raises(SourceError):
        one_by_one()
