from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterpoise.errors import StatementError
from counterpoise.statements.checking.verdict import joined
from counterpoise.statements.statement import Statement
from counterpoise.statements.statement_file import loads, read

SHARE: dict[str, Any] = {
    "id": "x",
    "text": "Half of it comes from Russia.",
    "kind": "share",
    "stated": date(2020, 2, 26),
    "subject": "VNM",
    "partners": ("RUS",),
    "channel": "arms",
    "comparison": "at least",
    "quantity": 50.0,
    "unit": "%",
}
FILE = """
title = "One"

[[statement]]
id = "a"
text = "Half of it comes from Russia."
kind = "share"
stated = 2020-02-26
subject = "Vietnam"
partners = ["Russia"]
channel = "arms"
comparison = "at least"
quantity = 50
unit = "%"
"""


def test_names_are_written_as_the_registry_has_them() -> None:
    said = loads(FILE).statements[0]
    assert (said.subject, said.partners, said.threshold, said.known_to) == (
        "VNM",
        ("RUS",),
        0.5,
        2019,
    )


@pytest.mark.parametrize(
    ("change", "key"),
    [
        ({"kind": "claim"}, "kind"),
        ({"text": " "}, "text"),
        ({"id": ""}, "id"),
        ({"partners": ()}, "partners"),
        ({"partners": ("Atlantis",)}, "partners"),
        ({"partners": ("VNM",)}, "partners"),
        ({"comparison": "above"}, "comparison"),
        ({"channel": "steel"}, "channel"),
        ({"quantity": 120.0}, "quantity"),
        ({"quantity": float("nan")}, "quantity"),
        ({"years": (2019, 2015)}, "years"),
        ({"years": (2015, 2024)}, "years"),
        ({"stated": date(1700, 1, 1)}, "stated"),
        ({"event": "war"}, "event"),
        ({"to": 2025}, "to"),
    ],
)
def test_what_cannot_be_meant_is_refused_with_its_key(change: dict[str, Any], key: str) -> None:
    with pytest.raises(StatementError) as fault:
        Statement(**{**SHARE, **change})
    assert fault.value.key == key


@pytest.mark.parametrize(
    ("wrong", "line", "key"),
    [
        (FILE.replace("quantity = 50", 'quantity = "50"'), 13, "statement[1].quantity"),
        (FILE.replace('unit = "%"', 'unit = "%"\ncolour = "red"'), 15, "statement[1].colour"),
        (FILE.replace("2020-02-26", '"soon"'), 8, "statement[1].stated"),
        (FILE.replace('["Russia"]', '["Ruritania"]'), 10, "statement[1].partners"),
        (FILE.replace('channel = "arms"\n', ""), 4, "statement[1].channel"),
        (FILE + FILE[FILE.index("[[") :], 16, "statement[2].id"),
        ("titel = 1\n" + FILE, 1, "titel"),
    ],
)
def test_a_refusal_names_file_line_and_key(wrong: str, line: int, key: str) -> None:
    with pytest.raises(StatementError) as fault:
        loads(wrong, name="said.toml")
    assert fault.value.where == f"said.toml, line {line}, {key}"


@pytest.mark.parametrize("text", ["", "x = [", 'title = "none"', "statement = 3"])
def test_a_file_without_statements_is_refused(text: str) -> None:
    with pytest.raises(StatementError):
        loads(text)


def test_a_file_that_is_no_text_or_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "binary.toml").write_bytes(b"\xff\xfe\x00")
    for name in ("binary.toml", "none.toml"):
        with pytest.raises(StatementError) as fault:
            read(tmp_path / name)
        assert name in fault.value.where


def test_a_list_is_read_from_a_path_written_as_text(tmp_path: Path) -> None:
    path = tmp_path / "list.toml"
    path.write_text(FILE)
    assert read(str(path)) == read(path)
    with pytest.raises(StatementError, match="Can't read it"):
        read(str(tmp_path / "nowhere.toml"))


def test_what_is_missing_is_told_once_for_all_years() -> None:
    told = ["A 2 lacks years of 2005–15", "A 2 lacks years of 2006–16", "B covers 2023, not 2015"]
    told += ["C does not cover Laos", "A 2 lacks years of 2005–15", "B covers 2024, not 2015"]
    assert joined(told) == (
        "A 2 lacks years of 2005–15 and 2006–16",
        "B covers 2023, not 2015",
        "C does not cover Laos",
        "B covers 2024, not 2015",
    )
