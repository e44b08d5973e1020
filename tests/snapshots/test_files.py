from __future__ import annotations

import gzip
import io
import stat
import struct
import zipfile
from collections.abc import Sequence
from pathlib import Path

import pytest

from counterpoise.errors import ArchiveError, SourceError
from counterpoise.snapshots import files
from tests.sources.case import zipped

TEXT = b"a,b\n1,2\n" * 50


def contents(paths: Sequence[Path]) -> list[tuple[str, bytes]]:
    with files.unpacked(paths, source="made_up") as plain:
        return [(path.name, path.read_bytes()) for path in plain]


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def refused(path: Path) -> ArchiveError:
    with pytest.raises(ArchiveError) as caught, files.unpacked([path], source="made_up"):
        pass
    assert path.name in caught.value.where
    assert "'made_up'" in caught.value.where
    assert caught.value.attempt
    return caught.value


def archive(*members: tuple[zipfile.ZipInfo | str, bytes], method: int = 8) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as packed:
        for member, content in members:
            packed.writestr(member, content)
    return buffer.getvalue()


def stated(content: bytes, size: int) -> bytes:
    """Return the archive with another unpacked size stated of its one member, in both places."""
    raw = bytearray(content)
    struct.pack_into("<I", raw, raw.index(b"PK\x03\x04") + 22, size)
    struct.pack_into("<I", raw, raw.index(b"PK\x01\x02") + 24, size)
    return bytes(raw)


def flagged(content: bytes, flag: int) -> bytes:
    """Return the archive with a flag set of its one member, in both places."""
    raw = bytearray(content)
    raw[raw.index(b"PK\x03\x04") + 6] |= flag
    raw[raw.index(b"PK\x01\x02") + 8] |= flag
    return bytes(raw)


def test_plain_packed_and_archived_files_give_the_same_text(tmp_path: Path) -> None:
    plain = written(tmp_path, "c.csv", TEXT)
    packed = written(tmp_path, "b.csv.gz", gzip.compress(TEXT))
    zipper = written(tmp_path, "z.ZIP", zipped(**{"a.csv": TEXT, "deep/er/d.csv": TEXT}))
    assert contents([plain, packed, zipper]) == [
        ("a.csv", TEXT),
        ("b.csv", TEXT),
        ("c.csv", TEXT),
        ("d.csv", TEXT),
    ]


def test_what_was_unpacked_is_gone_afterwards(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", zipped(**{"a.csv": TEXT}))
    with files.unpacked([path], source="made_up") as plain:
        inside = plain[0]
        assert inside.exists()
    assert not inside.exists()


def test_no_file_an_absent_one_a_folder_and_an_empty_one(tmp_path: Path) -> None:
    for paths, problem in (
        ([], "No file was given"),
        ([tmp_path / "absent.csv"], r"Can't find the file 'absent\.csv'"),
        ([tmp_path], "must be a file, not a folder"),
        ([written(tmp_path, "empty.csv", b"")], "The file is empty"),
    ):
        with (
            pytest.raises(SourceError, match=problem),
            files.unpacked(paths, source="made_up"),
        ):
            pass


def test_a_file_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, "a.csv", TEXT)

    def forbidden(*_: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", forbidden)
    with pytest.raises(SourceError, match=r"Can't read the file 'a\.csv': Permission denied"):
        files.require_file(path, source="made_up")


def test_one_file_only(tmp_path: Path) -> None:
    one, two = tmp_path / "one.csv", tmp_path / "two.csv"
    assert files.only([one], source="made_up") == one
    with pytest.raises(SourceError, match="one file, not 2"):
        files.only([one, two], source="made_up")


@pytest.mark.parametrize(
    "name",
    [
        "../up.csv",
        "a/../../up.csv",
        "/etc/x.csv",
        "..\\up.csv",
        "C:/x.csv",
        "C:\\x.csv",
        "\\x",
        ".",
    ],
)
def test_a_member_must_stay_inside(tmp_path: Path, name: str) -> None:
    path = written(tmp_path, "a.zip", archive((zipfile.ZipInfo(name), TEXT)))
    assert "must stay inside its folder" in refused(path).problem
    assert sorted(one.name for one in tmp_path.iterdir()) == ["a.zip"]


def test_a_member_must_be_no_link(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("table.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    path = written(tmp_path, "a.zip", archive((link, b"/etc/hostname")))
    assert "must not be a link" in refused(path).problem


def test_a_member_must_not_be_encrypted(tmp_path: Path) -> None:
    path = written(tmp_path, "a.zip", flagged(archive(("a.csv", TEXT)), 1))
    assert "must not be encrypted" in refused(path).problem


def test_two_members_of_one_name(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        content = archive(("a.csv", TEXT), ("a.csv", b"x,y\n3,4\n"))
    path = written(tmp_path, "a.zip", content)
    assert "two members of one name" in refused(path).problem


def test_an_archive_of_nothing_or_of_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "holds no file" in refused(written(tmp_path, "none.zip", archive())).problem
    only_folder = archive((zipfile.ZipInfo("folder/"), b""))
    assert "holds no file" in refused(written(tmp_path, "dir.zip", only_folder)).problem
    monkeypatch.setattr(files, "MOST_MEMBERS", 3)
    many = archive(*((f"{number}.csv", TEXT) for number in range(4)))
    assert "at most 3 files, not 4" in refused(written(tmp_path, "many.zip", many)).problem


@pytest.fixture
def small_limits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "SMALL_UNPACKED", 10_000)
    monkeypatch.setattr(files, "CHUNK", 1_000)


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("name", ["bomb.zip", "bomb.csv.gz"])
def test_a_bomb_is_refused(tmp_path: Path, name: str) -> None:
    zeros = bytes(2_000_000)
    content = archive(("a.csv", zeros)) if name.endswith("zip") else gzip.compress(zeros)
    assert "at most 100 times its size" in refused(written(tmp_path, name, content)).problem


@pytest.mark.usefixtures("small_limits")
def test_small_files_may_pack_well_and_large_ones_moderately(tmp_path: Path) -> None:
    small = written(tmp_path, "small.csv.gz", gzip.compress(b"\n" * 9_000))
    assert len(contents([small])[0][1]) == 9_000
    numbers = b"".join(b"%d,%d\n" % (n, n * n) for n in range(20_000))
    large = written(tmp_path, "large.csv.gz", gzip.compress(numbers))
    assert contents([large])[0][1] == numbers


def test_no_archive_may_unpack_beyond_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_UNPACKED", 100)
    path = written(tmp_path, "a.zip", archive(("a.csv", TEXT), method=zipfile.ZIP_STORED))
    assert "must unpack to at most" in refused(path).problem


@pytest.mark.usefixtures("small_limits")
def test_bombs_in_several_members_are_added_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "LARGEST_RATIO", 20)
    alone = written(tmp_path, "alone.zip", archive(("0.csv", bytes(9_000))))
    assert contents([alone]) == [("0.csv", bytes(9_000))]
    many = archive(*((f"{number}.csv", bytes(9_000)) for number in range(40)))
    assert "at most 20 times its size" in refused(written(tmp_path, "many.zip", many)).problem


@pytest.mark.usefixtures("small_limits")
@pytest.mark.parametrize("size", [10, 4_000_000_000])
def test_sizes_that_lie_are_found_out(tmp_path: Path, size: int) -> None:
    bomb = stated(archive(("a.csv", bytes(2_000_000))), size)
    refused(written(tmp_path, "a.zip", bomb))


@pytest.mark.parametrize("name", ["a.zip", "a.csv.gz"])
@pytest.mark.parametrize("fault", ["cut", "changed", "text", "nothing but a head"])
def test_damaged_archives_are_refused(tmp_path: Path, name: str, fault: str) -> None:
    good = zipped(**{"a.csv": TEXT}) if name.endswith("zip") else gzip.compress(TEXT)
    middle = good.index(b"a.csv") + 12 if name.endswith("zip") else len(good) // 2
    content = {
        "cut": good[:-20],
        "changed": good[:middle] + bytes([good[middle] ^ 0xFF]) + good[middle + 1 :],
        "text": TEXT if name.endswith("zip") else b"\xe9" + TEXT,
        "nothing but a head": good[:6],
    }[fault]
    assert "Can't unpack the archive" in refused(written(tmp_path, name, content)).problem


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", gzip.compress(TEXT)),
        ("a.csv.gz", TEXT),
        ("a.CSV.GZ", gzip.compress(gzip.compress(TEXT))),
        ("download", zipped(**{"a.csv": TEXT})),
        ("a.csv", zipped(**{"a.csv": TEXT, "README.txt": b"how to", "codebook.pdf": b"%PDF-1.7"})),
    ],
    ids=[
        "gz without its ending",
        "text named gz",
        "gz twice",
        "zip without its ending",
        "with papers",
    ],
)
def test_the_first_bytes_say_how_a_file_is_packed(
    tmp_path: Path, name: str, content: bytes
) -> None:
    ((_, inside),) = contents([written(tmp_path, name, content)])
    assert inside == TEXT


def test_a_workbook_is_a_zip_that_stays_whole(tmp_path: Path) -> None:
    book = zipped(**{"[Content_Types].xml": b"<Types/>", "xl": b"x"})
    for name in ("a.xlsx", "a.csv"):
        assert contents([written(tmp_path, name, book)]) == [(name, book)]


def test_papers_alone_are_not_passed_over(tmp_path: Path) -> None:
    alone = written(tmp_path, "a.zip", zipped(**{"readme.csv": TEXT, "LICENSE": b"free"}))
    assert contents([alone]) == [("readme.csv", TEXT)]
    papers = written(tmp_path, "b.zip", zipped(**{"README.txt": TEXT}))
    assert contents([papers]) == [("README.txt", TEXT)]


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"\xef\xbb\xbf\n<!DOCTYPE HTML>\n<html>", "a web page"),
        (b"<HTML><body>Sign in</body></HTML>", "a web page"),
        (b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 1\n", "Git LFS"),
        (b"%PDF-1.7\n", "a PDF"),
    ],
)
def test_what_is_saved_in_place_of_data_is_named(tmp_path: Path, content: bytes, kind: str) -> None:
    for name, saved in (("a.csv", content), ("a.csv.gz", gzip.compress(content))):
        with pytest.raises(SourceError, match=f"must be data, not .*{kind}"):
            contents([written(tmp_path, name, saved)])


def test_methods_of_packing_that_are_unknown_or_damaged(tmp_path: Path) -> None:
    odd = bytearray(archive(("a.csv", TEXT)))
    odd[odd.index(b"PK\x03\x04") + 8] = odd[odd.index(b"PK\x01\x02") + 10] = 99
    refused(written(tmp_path, "odd.zip", bytes(odd)))
    for method in (zipfile.ZIP_LZMA, zipfile.ZIP_BZIP2):
        raw = bytearray(archive(("a.csv", TEXT), method=method))
        start = raw.index(b"a.csv") + 5
        raw[start : start + 30] = b"\xa5" * 30
        refused(written(tmp_path, f"{method}.zip", bytes(raw)))


def test_a_name_that_is_no_text(tmp_path: Path) -> None:
    raw = flagged(archive(("abcd.csv", TEXT)), 0)
    raw = raw.replace(b"abcd", b"\xff\xfe\xfd\xfc")
    unreadable = bytearray(raw)
    unreadable[unreadable.index(b"PK\x01\x02") + 9] |= 0x08  # "the name is UTF-8"
    refused(written(tmp_path, "a.zip", bytes(unreadable)))


def test_every_changed_byte_of_an_archive_is_read_alike_or_refused(tmp_path: Path) -> None:
    good = zipped(**{"a.csv": TEXT})
    for place in range(len(good)):
        path = written(
            tmp_path, "a.zip", good[:place] + bytes([good[place] ^ 0x15]) + good[place + 1 :]
        )
        try:
            found = contents([path])
        except SourceError:
            continue
        assert [content for _, content in found] == [TEXT]


@pytest.mark.parametrize("name", [".DS_Store", "._table.csv", "Thumbs.db", "desktop.ini"])
def test_what_a_desktop_leaves_beside_files_is_passed_over(tmp_path: Path, name: str) -> None:
    stray = written(tmp_path, name, b"\x00\x05\x16\x07")
    table = written(tmp_path, "table.csv", TEXT)
    assert contents([stray, table]) == [("table.csv", TEXT)]
    with (
        pytest.raises(SourceError, match="what a desktop leaves"),
        files.unpacked([stray], source="made_up"),
    ):
        pass


def test_a_zip_made_on_a_mac(tmp_path: Path) -> None:
    packed = archive(
        ("year/table.csv", TEXT),
        ("year/.DS_Store", b"\x00\x00"),
        ("__MACOSX/year/._table.csv", b"\x00\x05"),
    )
    assert contents([written(tmp_path, "year.zip", packed)]) == [("table.csv", TEXT)]


def test_a_zip_in_a_zip_is_unpacked_and_a_deeper_one_refused(tmp_path: Path) -> None:
    inner = archive(("table.csv", TEXT))
    twice = archive(("inner.zip", inner), ("notes.csv.gz", gzip.compress(TEXT)))
    assert contents([written(tmp_path, "twice.zip", twice)]) == [
        ("notes.csv", TEXT),
        ("table.csv", TEXT),
    ]
    deep = archive(("c.zip", archive(("b.zip", archive(("a.zip", inner))))))
    with (
        pytest.raises(ArchiveError, match="at most 3 deep"),
        files.unpacked([written(tmp_path, "deep.zip", deep)], source="made_up"),
    ):
        pass


def test_a_bomb_within_a_zip_is_measured_by_the_outermost_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "SMALL_UNPACKED", 1_000)
    zeros = archive(("zeros.csv", b"0" * 10_000_000))
    nested = archive(("a.zip", zeros))
    with (
        pytest.raises(ArchiveError, match="at most 100 times"),
        files.unpacked([written(tmp_path, "nested.zip", nested)], source="made_up"),
    ):
        pass


@pytest.mark.parametrize(
    ("start", "kind"),
    [
        (b"Rar!\x1a\x07\x01\x00", "rar"),
        (b"7z\xbc\xaf\x27\x1c\x00\x04", "7z"),
        (b"\x00" * 257 + b"ustar\x0000", "tar"),
        (b"\xfd7zXZ\x00\x00", "xz"),
    ],
)
def test_other_archives_are_named_and_to_be_unpacked(
    tmp_path: Path, start: bytes, kind: str
) -> None:
    fault = refused(written(tmp_path, "release.csv", start))
    assert f"is a {kind} archive" in fault.problem
    assert fault.attempt.startswith("unpack it")
    inside = written(tmp_path, "release.zip", archive(("release.x", start)))
    with (
        pytest.raises(ArchiveError, match=f"is a {kind} archive"),
        files.unpacked([inside], source="made_up"),
    ):
        pass
