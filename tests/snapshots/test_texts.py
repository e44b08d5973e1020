from __future__ import annotations

from pathlib import Path

import pytest

from counterpoise.errors import SourceError
from counterpoise.snapshots import tables, texts

TEXT = "land,n\nCôte,2\n"


def written(folder: Path, raw: bytes) -> Path:
    path = folder / "table.csv"
    path.write_bytes(raw)
    return path


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "latin-1", "utf-16", "utf-16-le-marked", "utf-16-be-marked"]
)
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_one_text_in_any_encoding_and_with_any_line_ends(
    tmp_path: Path, encoding: str, ends: str
) -> None:
    mark = "\ufeff" if encoding.endswith("-marked") else ""
    text = mark + TEXT.replace("\n", ends)
    path = written(tmp_path, text.encode(encoding.removesuffix("-marked")))
    assert texts.read_text(path, source="made_up") == TEXT
    assert tables.header(path, source="made_up") == ["land", "n"]
    table = tables.read_csv(path, source="made_up", columns=("land", "n"))
    assert table.rows() == [(2, "Côte", "2")]


def test_a_letter_that_lies_across_two_pieces_is_still_utf_8(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(texts, "CHUNK", 9)  # the ô is bytes 9 and 10
    path = written(tmp_path, TEXT.encode())
    assert texts.encoding(path, source="made_up") == "utf-8"
    assert texts.read_text(path, source="made_up") == TEXT


@pytest.mark.parametrize(
    "raw",
    [
        b"PAR1\x00\x00",
        TEXT.encode("utf-16-le"),  # without a mark nobody knows what it is
        "a,b\n\x00,2\n".encode("utf-16"),
        b"a,b\n" * 300_000 + b"\x00",
        b"\x7fELF\x00",
    ],
)
def test_what_is_binary_is_no_text(tmp_path: Path, raw: bytes) -> None:
    with pytest.raises(SourceError, match="must be text, not binary"):
        texts.read_text(written(tmp_path, raw), source="made_up")


def test_a_mark_that_is_not_true_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, "a,b\n".encode("utf-16") + b"x")
    with pytest.raises(SourceError, match="byte-order mark says another encoding"):
        texts.read_text(path, source="made_up")
