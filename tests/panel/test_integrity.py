"""What is held is checked before a number is made of it; what is damaged is named and set aside."""

from __future__ import annotations

import json
import os
import random
import shutil
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner

from counterpoise.cli.main import main
from counterpoise.errors import EvidenceError, StoreError
from counterpoise.panel import integrity, manifests
from counterpoise.panel import store as store_module
from counterpoise.panel.ask import indicator_rows
from counterpoise.panel.store import Holding, Store
from counterpoise.report.brief import brief
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered
from tests.panel.holding import keep, ties

DAMAGES = int(os.environ.get("COUNTERPOISE_DAMAGES", "200"))
"""Flips, cuts and swaps tried; 1,000 by hand."""
EVERYONE = (Covered(2000, 2002),)
OLD = [("CHN", "VNM", year, 4e9) for year in (2000, 2001, 2002)]
NEW = [("CHN", "VNM", year, 5e9) for year in (2000, 2001, 2002)]


@pytest.fixture
def held(tmp_path: Path) -> Path:
    """A store of two vintages of one source, and one of another."""
    folder = tmp_path / "store"
    keep(folder, "cow_trade", "3.0", ties("goods", OLD), EVERYONE)
    keep(folder, "cow_trade", "4.0", ties("goods", NEW), EVERYONE)
    keep(folder, "sipri_arms", "2026-02-12", ties("arms", [("RUS", "VNM", 2001, 9.0)]), EVERYONE)
    return folder


def answer(folder: Path) -> dict[tuple[str, str], list[float]]:
    """Return the values of every holding that is not set aside."""
    store = Store((folder,))
    return {
        (one.source, one.vintage): one.scan().sort("year").collect()["value"].to_list()
        for one in store.holdings()
    }


def looked_at(folder: Path) -> tuple[set[Path], dict[tuple[str, str], list[float]]]:
    """Return the files found damaged, and what still answers."""
    left = answer(folder)
    return {one.path for one in Store((folder,)).damaged()}, left


def part_of(folder: Path, source: str = "cow_trade", vintage: str = "4.0") -> Path:
    content = json.loads((folder / source / f"{vintage}.json").read_text(encoding="utf-8"))
    return folder / source / content["parts"][0]["file"]


def damage(folder: Path, chance: random.Random) -> Path:
    """Flip a bit or a byte, cut or lengthen, swap with another, or remove a file of the store."""
    files = sorted(path for path in folder.glob("*/*") if path.suffix in {".json", ".parquet"})
    path = chance.choice(files)
    raw = bytearray(path.read_bytes())
    at = chance.randrange(len(raw))
    match chance.randrange(6):
        case 0:
            raw[at] ^= 1 << chance.randrange(8)
        case 1:
            raw[at] = (raw[at] + chance.randrange(1, 256)) % 256
        case 2:
            del raw[at:]
        case 3:
            raw[at:at] = bytes([chance.randrange(256)])
        case 4:
            other = chance.choice(
                [one for one in files if one.suffix == path.suffix and one != path]
            )
            shutil.copy(other, path)
            return path
        case 5:
            if path.suffix == ".parquet":
                path.unlink()
            else:
                path.write_text("{}")
            return path
    path.write_bytes(raw)
    return path


def test_every_flip_cut_and_swap_is_found_before_a_number_is_read(
    held: Path, tmp_path: Path
) -> None:
    whole = answer(held)
    chance = random.Random(11)
    for number in range(DAMAGES):
        folder = tmp_path / f"damaged-{number}"
        shutil.copytree(held, folder)
        path = damage(folder, chance)
        found, left = looked_at(folder)
        assert path in found, f"damage {number} of {path} was not found"
        assert len(left) < len(whole)
        assert all(whole[name] == values for name, values in left.items())
        shutil.rmtree(folder)


def test_the_next_best_evidence_answers_and_the_damaged_is_named_with_its_path(held: Path) -> None:
    path = part_of(held)
    path.write_bytes(path.read_bytes()[:-1])
    store = Store((held,))
    rows = indicator_rows(store, "goods").rows.collect()
    assert rows["value"].to_list() == [4e9, 4e9, 4e9]
    (damaged,) = store.damaged()
    assert (damaged.path, damaged.source, damaged.vintage) == (path, "cow_trade", "4.0")
    assert "bytes" in damaged.fault


def test_a_vintage_asked_for_and_damaged_is_refused_with_the_path(held: Path) -> None:
    part_of(held).unlink()
    with pytest.raises(EvidenceError) as refusal:
        Store((held,)).holding("cow_trade", "4.0")
    assert str(part_of(held)) in refusal.value.where
    assert "is gone" in refusal.value.where


def test_a_change_that_keeps_size_and_time_of_writing_is_found(held: Path) -> None:
    path = part_of(held)
    store = Store((held,), held.parent / "checked.json")
    assert store.damaged() == []
    before = path.stat()
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw)
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert [one.path for one in store.damaged()] == [path]


def test_a_file_is_read_once_until_its_stamp_moves(
    held: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []
    whole = integrity.sha256
    monkeypatch.setattr(integrity, "sha256", lambda path: read.append(path.name) or whole(path))
    monkeypatch.setattr(integrity, "SETTLED", -(10**12))  # as if all had been written long ago
    stamps = held.parent / "cache" / "checked.json"
    for _ in range(3):
        store_module._checked.cache_clear()  # as another process
        assert Store((held,), stamps).damaged() == []
    assert len(read) == 3
    os.utime(part_of(held))
    store_module._checked.cache_clear()
    assert Store((held,), stamps).damaged() == []
    assert len(read) == 4


def test_what_was_just_written_is_not_remembered_by_a_stamp_too_coarse_for_it(held: Path) -> None:
    stamps = held.parent / "cache" / "checked.json"
    assert Store((held,), stamps).damaged() == []
    assert not stamps.exists()


def test_a_memory_that_can_not_be_written_or_read_changes_nothing(held: Path) -> None:
    stamps = held.parent / "cache" / "checked.json"
    stamps.mkdir(parents=True)
    assert Store((held,), stamps).damaged() == []


@pytest.mark.parametrize(
    "name",
    ["/etc/passwd", "../sipri_arms/x.parquet", "..", "*.parquet", "a/b.parquet", "C:x.parquet", ""],
)
def test_a_manifest_names_no_file_outside_of_its_folder(held: Path, name: str) -> None:
    path = held / "cow_trade" / "4.0.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content["parts"][0]["file"] = name
    del content["seal"], content["written_by"]
    content["format"] = 1
    path.write_text(json.dumps(content), encoding="utf-8")
    (damaged,) = Store((held,)).damaged()
    assert damaged.path == path
    assert "none of its folder" in damaged.fault


@pytest.mark.skipif(os.name != "posix", reason="links need rights elsewhere")
def test_a_link_that_leads_out_of_the_store_is_not_followed(held: Path, tmp_path: Path) -> None:
    path = part_of(held)
    path.rename(tmp_path / "elsewhere.parquet")
    path.symlink_to(tmp_path / "elsewhere.parquet")
    (damaged,) = Store((held,)).damaged()
    assert "link" in damaged.fault


@pytest.mark.skipif(os.name != "posix", reason="pipes have names on POSIX only")
def test_a_pipe_in_the_store_is_not_waited_for(held: Path) -> None:
    os.mkfifo(held / "cow_trade" / "5.0.json")
    (damaged,) = Store((held,)).damaged()
    assert damaged.fault == "is no regular file"


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[]", b"null", b'{"format": true}', b"\xff\xfe", b"[" * 100_000, b"9" * 5_000,
     b'{"format": 1, "source": "cow_trade", "vintage": "x", "table": "panel", "parts": 3}'],
)  # fmt: skip
def test_a_foreign_file_stops_no_other(held: Path, content: bytes) -> None:
    whole = answer(held)
    (held / "cow_trade" / "x.json").write_bytes(content)
    assert answer(held) == whole
    assert [one.path.name for one in Store((held,)).damaged()] == ["x.json"]


def test_a_newer_format_is_set_aside_with_the_version_that_reads_it_and_stops_no_other(
    held: Path,
) -> None:
    path = held / "cow_trade" / "4.0.json"
    content = json.loads(path.read_text(encoding="utf-8"))
    content |= {"format": 3, "written_by": "9.1.0"}
    others = answer(held)
    path.write_text(json.dumps(content), encoding="utf-8")
    assert answer(held) == {
        key: values for key, values in others.items() if key != ("cow_trade", "4.0")
    }
    (found,) = Store((held,)).damaged()
    assert found.path == path
    assert "format 3, which counterpoise 9.1.0 reads" in str(found)
    assert "damaged" not in str(found)
    assert found.attempt == "pip install --upgrade counterpoise"
    before = path.read_bytes()
    with pytest.raises(StoreError, match="format 3") as refusal:
        keep(held, "cow_trade", "4.0", ties("goods", NEW), EVERYONE)
    assert refusal.value.where == str(path)
    assert path.read_bytes() == before
    Store((held,)).remove("cow_trade", "4.0")
    assert answer(held) == {key: one for key, one in others.items() if key != ("cow_trade", "4.0")}


def as_format_1(path: Path) -> None:
    """Write a manifest as the first version wrote it: no seal, no sizes, no sha256."""
    content = json.loads(path.read_text(encoding="utf-8"))
    for key in ("seal", "written_by", "account"):
        del content[key]
    for part in content["parts"]:
        del part["size"], part["sha256"]
    path.write_text(json.dumps(content | {"format": 1}, indent=1) + "\n", encoding="utf-8")


def test_the_old_format_is_read_on_checked_by_name_and_migrated_by_the_next_write(
    held: Path,
) -> None:
    whole = answer(held)
    path = held / "cow_trade" / "4.0.json"
    as_format_1(path)
    assert answer(held) == whole
    keep(held, "cow_trade", "4.0", ties("goods", [("CHN", "LAO", 2003, 1e9)]),
         (Covered(2003, 2003),), part="2003")  # fmt: skip
    content = json.loads(path.read_text(encoding="utf-8"))
    assert content["format"] == manifests.FORMAT == 2
    assert [part["size"] for part in content["parts"]] == [
        (path.parent / part["file"]).stat().st_size for part in content["parts"]
    ]
    as_format_1(path)
    part = part_of(held)
    part.write_bytes(part.read_bytes()[::-1])
    assert [one.path for one in Store((held,)).damaged()] == [part]


def test_adding_anew_mends_and_removing_lets_go_of_what_is_damaged(held: Path) -> None:
    whole = answer(held)
    (held / "cow_trade" / "4.0.json").write_text("{", encoding="utf-8")
    keep(held, "cow_trade", "4.0", ties("goods", NEW), EVERYONE)
    assert answer(held) == whole
    part_of(held).write_bytes(b"PAR1")
    keep(held, "cow_trade", "4.0", ties("goods", NEW), EVERYONE)
    assert answer(held) == whole
    (held / "cow_trade" / "4.0.json").write_text("{", encoding="utf-8")
    Store((held,)).remove("cow_trade", "4.0")
    assert Store((held,)).damaged() == []


def test_names_are_no_patterns(tmp_path: Path) -> None:
    """A store in a folder with brackets reads its own files, and no source is looked up by one."""
    folder = tmp_path / "a[1]" / "store"
    keep(folder, "cow_trade", "4.0", ties("goods", NEW), EVERYONE)
    kept = keep(folder, "cow_trade", "4.0", ties("goods", [("CHN", "LAO", 2003, 1.0)]),
                (Covered(2003, 2003),))  # fmt: skip
    assert kept.scan().collect().height == 4
    assert Store((folder,)).holdings("*") == []


def test_versions_are_compared_as_numbers() -> None:
    given = ["9.1", "11.0", "10.01", "v10.1", "V202501", "V202601"]
    assert sorted(given, key=store_module._newness) == [
        "9.1", "10.01", "v10.1", "11.0", "V202501", "V202601",
    ]  # fmt: skip


def test_the_embedded_evidence_is_sealed_and_whole() -> None:
    found = Store((embedded_folder(),)).verify()
    assert all(isinstance(one, Holding) for one in found)
    formats = {
        json.loads(path.read_text(encoding="utf-8"))["format"]
        for path in embedded_folder().glob("*/*.json")
    }
    assert formats == {manifests.FORMAT}, "write them anew: python tools/reseal.py"


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path))
    monkeypatch.setattr(store_module, "SET_ASIDE", {})
    return tmp_path


def test_verify_names_what_is_damaged_and_exits_with_1(home: Path, held: Path) -> None:
    assert CliRunner().invoke(main, ["verify"]).exit_code == 0
    path = part_of(held)
    path.write_bytes(path.read_bytes() + b"\0")
    done = CliRunner().invoke(main, ["verify", "cow_trade", "--format", "json"])
    assert done.exit_code == 1
    told = json.loads(done.stdout)
    assert told["ok"] is False
    assert [one["path"] for one in told["damaged"]] == [str(path)]


def test_the_page_says_first_what_is_set_aside(home: Path, held: Path) -> None:
    path = part_of(held)
    path.unlink()
    page = brief(Store.open(), "VNM")
    first = "".join(str(cell) for cell in page.answer[0])
    assert first.startswith("Not used: cow_trade 4.0 is set aside as damaged:")
    assert str(path) in first
    assert "counterpoise add cow_trade" in first


def test_tables_say_it_on_standard_error(home: Path, held: Path) -> None:
    part_of(held).unlink()
    done = CliRunner().invoke(main, ["export", "--source", "cow_trade", "--vintage", "3.0"])
    assert done.exit_code == 0
    assert "Beware: cow_trade 4.0 is set aside as damaged" in done.stderr
    assert pl.read_csv(done.stdout.encode())["value"].to_list() == [4e9, 4e9, 4e9]
