from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from counterpoise.errors import StatementError
from counterpoise.statements.checking.verdict import joined
from counterpoise.statements.describe import describe
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


CHANGE: dict[str, Any] = {
    "id": "x", "text": "It fell by a quarter.", "kind": "change", "stated": date(2025, 6, 1),
    "subject": "IND", "partners": ("RUS",), "channel": "arms", "of": "amount",
    "comparison": "falling", "quantity": 64.0, "unit": "%", "years": (2020, 2024),
    "before": (2010, 2014),
}  # fmt: skip
BESIDE: dict[str, Any] = {
    "id": "x", "text": "Twice as much.", "kind": "comparison", "stated": date(2020, 6, 1),
    "subject": "VNM", "partners": ("USA",), "poles": ("JPN",), "channel": "exports",
    "comparison": "about", "quantity": 2.0, "unit": "times",
}  # fmt: skip
WORLD: dict[str, Any] = {
    "id": "x", "text": "A place.", "kind": "world rank", "stated": date(2025, 6, 1),
    "subject": "EGY", "channel": "arms", "quantity": 3.0, "years": (2015, 2019),
}  # fmt: skip


@pytest.mark.parametrize(
    ("parts", "told"),
    [
        (CHANGE, "India, amount of arms received with Russia: falling 64 % in 2020–24, against 2010–14."),
        (BESIDE, "Viet Nam, goods exported: United States, about 2 times Japan."),
        (BESIDE | {"poles": (), "comparison": "more than", "quantity": None},
         "Viet Nam, goods exported: United States, more than all other partners together."),
        (WORLD, "Egypt, arms received: among all states it was number 3 in 2015–19."),
        (SHARE | {"channel": "imports", "product": "crude_oil", "when": "throughout", "years": (2009, 2019)},
         "Viet Nam, goods imported (crude oil): the part of Russia was at least 50 % every year in 2009–19."),
        ({**WORLD, "kind": "rank", "partners": ("RUS",), "comparison": "not largest"},
         "Egypt, arms received: Russia was not number 3 in 2015–19."),
    ],
)  # fmt: skip
def test_each_new_kind_is_said_in_our_words(parts: dict[str, Any], told: str) -> None:
    said = Statement(**parts)
    assert describe({key: value for key, value in vars(said).items() if value}) == told


@pytest.mark.parametrize(
    ("parts", "key"),
    [
        (CHANGE | {"before": (2021, 2025)}, "before"),
        (CHANGE | {"before": (2014, 2010)}, "before"),
        (CHANGE | {"quantity": 164.0}, "quantity"),
        (CHANGE | {"of": "deficit"}, "of"),
        (BESIDE | {"poles": ("VNM",)}, "poles"),
        (BESIDE | {"unit": "percent"}, "unit"),
        (WORLD | {"partners": ("RUS",)}, "partners"),
        (SHARE | {"when": "sometimes"}, "when"),
    ],
)
def test_what_a_new_kind_cannot_mean_is_refused(parts: dict[str, Any], key: str) -> None:
    with pytest.raises(StatementError) as fault:
        Statement(**parts)
    assert fault.value.key == key


def test_a_rise_may_be_more_than_the_whole() -> None:
    assert Statement(**CHANGE | {"comparison": "rising", "quantity": 164.0}).quantity == 164
