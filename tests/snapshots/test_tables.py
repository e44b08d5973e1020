from __future__ import annotations

from pathlib import Path
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.errors import SourceError
from counterpoise.snapshots import tables


def parse(text: str, *columns: str, **options: Any) -> list[tuple[Any, ...]]:
    wanted = columns or ("a", "b")
    return tables.parse_csv(text, source="made_up", columns=wanted, name="t.csv", **options).rows()


def test_cells_are_text_with_their_row() -> None:
    assert parse("a,b\n007,x\n1e3,\n") == [(2, "007", "x"), (3, "1e3", "")]


def test_blanks_around_a_cell_are_cut_off() -> None:
    assert parse("a,b\nShips ,\u00a0Viet Nam \n") == [(2, "Ships", "Viet Nam")]


@pytest.mark.parametrize("row", [",", " , ", '"",""', '"",', "\t,"])
def test_rows_without_a_cell_are_a_spreadsheet_s_and_left_out(row: str) -> None:
    assert parse(f"a,b\n1,2\n{row}\n3,4\n{row}\n") == [(2, "1", "2"), (4, "3", "4")]
    assert parse(f'a,b\n1,"2\n3"\n{row}\n3,4\n') == [(2, "1", "2\n3"), (5, "3", "4")]


def test_a_line_that_says_what_parts_the_cells_is_none_of_the_table(tmp_path: Path) -> None:
    assert parse("sep=,\na,b\n1,2\n") == [(3, "1", "2")]
    path = tmp_path / "t.csv"
    for above in ("sep=,\n", "SEP=\t\r\n", "\n\n"):
        path.write_text(f"{above}a,b\n1,2\n")
        assert tables.header(path, source="made_up") == ["a", "b"]


def test_rows_are_counted_from_the_top_of_the_file() -> None:
    assert parse("a,b\n1,2\n", above=11) == [(13, "1", "2")]


def test_blank_lines_are_no_rows_but_count() -> None:
    assert parse("a,b\n1,2\n\n  \n3,4\n\n") == [(2, "1", "2"), (5, "3", "4")]


def test_quoted_commas_and_quotes() -> None:
    assert parse('a,b\n"x, y","say ""z"""\n') == [(2, "x, y", 'say "z"')]


def test_a_quoted_cell_may_run_over_lines() -> None:
    text = 'a,b\n1,"x\ny, z"\n\n2,w\n'
    assert parse(text) == [(2, "1", "x\ny, z"), (5, "2", "w")]


def test_an_inch_mark_is_no_quote() -> None:
    assert parse('a,b\n1,5" gun\n2,x\n') == [(2, "1", '5" gun'), (3, "2", "x")]


def test_columns_come_in_the_order_asked_for_and_others_are_left_out() -> None:
    text = " b ,c,a\n1,2,3\n"
    assert parse(text, "a", "b") == [(2, "3", "1")]
    assert parse(text, "a", optional=("c", "d")) == [(2, "3", "2")]


ODD = "\r\0\x1c\x1d\x1e\x1f"
"""Letters that are read away, or that Python alone holds for blanks."""


@given(
    st.lists(
        st.tuples(*[st.text(st.characters(codec="utf-8", exclude_characters=ODD))] * 2),
        min_size=1,
        max_size=8,
    )
)
def test_any_cells_survive_but_for_the_blanks_around_them(rows: list[tuple[str, str]]) -> None:
    def quoted(cell: str) -> str:
        return '"' + cell.replace('"', '""') + '"'

    text = "a,b\n" + "".join(f"{quoted(a)},{quoted(b)}\n" for a, b in rows)
    stripped = [(one.strip(), other.strip()) for one, other in rows]
    assert [row[1:] for row in parse(f"{text}x,y\n")[:-1]] == [
        row for row in stripped if row != ("", "")
    ]


@pytest.mark.parametrize(
    ("text", "problem", "where"),
    [
        ("", "columns a, b", "row 1"),
        ("\n\n", "columns a, b", "row 1"),
        ("x,y\n1,2\n", "columns a, b", "found x, y"),
        ("a\n1\n", "columns b", "found a"),
        ("a,b,b\n1,2,3\n", "name b once", "row 1"),
        ("a,b", "hold rows below its header", "t.csv"),
        ("a,b\n\n", "hold rows below its header", "t.csv"),
        ("a,b\n1,2\n3\n", "must have 2 cells, not 1", "row 3"),
        ("a,b\n1,2\n3,4,5\n", "must have 2 cells, not 3", "row 3"),
        ("a,b\n1,2,\n", "must have 2 cells, not 3", "row 2"),
        ('a,b\n1,"2\n3,4\n', "Can't read the table: unexpected end", "row 2"),
        ('a,b\n1,"x\ny"\n2\n', "must have 2 cells, not 1", "row 4"),
        ('a,b\n1,"x" y\n', "Can't read the table", "t.csv"),
        ('a,b\n1,"x\n" y\n', "Can't read the table", "row 2"),
    ],
)
def test_what_is_no_table_is_refused(text: str, problem: str, where: str) -> None:
    with pytest.raises(SourceError, match=problem) as caught:
        parse(text)
    assert where in caught.value.where
    assert "'made_up'" in caught.value.where


def test_a_file_without_its_last_line_end_was_cut_short() -> None:
    with pytest.raises(SourceError, match="cut short") as caught:
        parse("a,b\n1,2\n3,4", final_newline=True)
    assert "row 3" in caught.value.where


def column(*cells: str) -> pl.DataFrame:
    return pl.DataFrame({"a": cells}).with_row_index("row", offset=2)


def test_missing_cells_become_null_and_others_numbers() -> None:
    table = column("1", " 2.5 ", "", "..", "-3e2")
    found = tables.numbers(table, "a", source="made_up", missing=("", ".."))
    assert found.to_list() == [1.0, 2.5, None, None, -300.0]


@pytest.mark.parametrize(
    "cell", ["NaN", "nan", "inf", "-inf", "Infinity", "1,000", "1 000", "x", "0x10", "1_000", "--1"]
)
def test_what_is_no_number_is_refused(cell: str) -> None:
    with pytest.raises(SourceError, match="'a' must hold numbers") as caught:
        tables.numbers(column("1", cell), "a", source="made_up")
    assert f"row 3: {cell!r}" in caught.value.where


def test_limits_and_wholeness() -> None:
    table = column("1", "2.5", "3000")
    assert tables.numbers(table, "a", source="made_up", low=1, high=3000).len() == 3
    with pytest.raises(SourceError, match="at least 2") as low:
        tables.numbers(table, "a", source="made_up", low=2)
    assert "row 2: '1'" in low.value.where
    with pytest.raises(SourceError, match="at most 2,000"):
        tables.numbers(table, "a", source="made_up", high=2000)
    with pytest.raises(SourceError, match="whole numbers") as whole:
        tables.numbers(table, "a", source="made_up", whole=True)
    assert "row 3: '2.5'" in whole.value.where


def test_the_first_five_offenders_are_shown_and_all_are_counted() -> None:
    with pytest.raises(SourceError) as caught:
        tables.numbers(column(*["?"] * 1_205), "a", source="made_up")
    where = caught.value.where
    assert "row 2: '?', row 3: '?', row 4: '?', row 5: '?', row 6: '?' and 1,200 more" in where
    assert "row 7" not in where


@pytest.mark.parametrize(
    ("cell", "rule"),
    [
        ("1300", "a year from 1494 to 2100"),
        ("2101", "a year from 1494 to 2100"),
        ("-9", "a year from 1494 to 2100"),
        ("2000.5", "whole numbers"),
        ("", "not be empty"),
        ("MM", "must hold numbers"),
    ],
)
def test_years(cell: str, rule: str) -> None:
    assert tables.years(column("1494", "2100"), "a", source="made_up").to_list() == [1494, 2100]
    with pytest.raises(SourceError, match=rule):
        tables.years(column("2000", cell), "a", source="made_up")


def test_tabs_part_cells_as_commas_do() -> None:
    text = 'b\ta\tmore\n1\t"x\ty"\t,\n\n2\tz\t\n'
    assert parse(text, "a", "b") == [(2, "x\ty", "1"), (4, "z", "2")]
    assert parse('a\tb\n1\t"over\nlines"\n') == [(2, "1", "over\nlines")]


def test_a_row_of_tabs_that_is_cut_short_is_named() -> None:
    with pytest.raises(SourceError, match="must have 2 cells, not 1") as caught:
        parse("a\tb\n1\t2\n3\n")
    assert "row 3" in caught.value.where


def test_semicolons_are_a_spreadsheet_s_and_refused_as_such() -> None:
    for text in ("a;b\n1;2,5\n", "b;a;c\n2,5;1;x\n"):
        with pytest.raises(SourceError, match="separated by semicolons: resaved") as caught:
            parse(text)
        assert "as it is" in caught.value.attempt


def test_upright_bars_are_named() -> None:
    with pytest.raises(SourceError, match="separated by upright bars") as caught:
        parse("a|b\n1|2\n")
    assert "a|b" in caught.value.where


def test_semicolons_below_a_preamble_are_told_too() -> None:
    text = "A title\n\nb;a;c\n1;2;3\n"
    with pytest.raises(SourceError, match="resaved by a spreadsheet") as caught:
        tables.refuse_semicolons(text, ("a", "b"), source="made_up", name="t.csv")
    assert "b;a;c" in caught.value.where
    tables.refuse_semicolons(text.replace(";", ","), ("a", "b"), source="made_up", name="t.csv")


def test_a_semicolon_within_a_header_of_commas_is_a_letter() -> None:
    assert parse("a,b;c,b\n1,2,3\n") == [(2, "1", "3")]


def test_a_table_is_parquet_or_text_with_the_same_header(tmp_path: Path) -> None:
    for name, write in (
        ("t.csv", pl.DataFrame.write_csv),
        ("t.parquet", pl.DataFrame.write_parquet),
    ):
        path = tmp_path / name
        write(pl.DataFrame({"a": [7], "b": [8]}), path)
        assert tables.columns_of(path, source="made_up") == ["a", "b"]
        table = tables.read_table(path, source="made_up", columns=("a",))
        assert table["a"].cast(pl.Int64).to_list() == [7]
