"""What happens to files on their way: cut, flipped, sorted, saved anew, renamed, or made to harm."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from typing import Any

import polars as pl

from tests.sources.fuzz.whole_files import Files

Damage = Callable[[bytes, random.Random], bytes]
HARMFUL = (
    b"\x1b[31m", b"\x00", b"\xe2\x80\xae", b"=cmd|' /C calc'!A0", b"\xff\xfe", b"'; DROP TABLE x;--",
    b"<script>alert(1)</script>", b"{{7*7}}", b"\xf0\x9f\x92\xa3", b"\r", b'"', b"A" * 100_000,
)  # fmt: skip
NUMBERS = (
    b"9" * 5_000, b"1e308", b"1e999", b"inf", b"nan", b"-1", b"-0", b"0x10", b"1.234,5", b"1,234.5",
    b"20100101", b"4096", b"-9", b"2046", b"1e-320", "\u0664\u0662".encode(), b"99999999999999999999",
)  # fmt: skip


def cut(content: bytes, dice: random.Random) -> bytes:
    return content[: dice.randrange(len(content) + 1)]


def flipped(content: bytes, dice: random.Random) -> bytes:
    changed = bytearray(content)
    for _ in range(dice.choice([1, 1, 2, 8])):
        changed[dice.randrange(len(changed))] ^= 1 << dice.randrange(8)
    return bytes(changed)


def torn(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start + dice.randrange(1, 200) :]


def doubled(content: bytes, dice: random.Random) -> bytes:
    start = dice.randrange(len(content))
    return content[:start] + content[start : start + dice.randrange(1, 400)] + content[start:]


def noise(content: bytes, dice: random.Random) -> bytes:
    return (
        dice.randbytes(dice.randrange(0, 400))
        if dice.random() < 0.5
        else content + dice.randbytes(50)
    )


def _lines(change: Callable[[list[bytes], random.Random], list[bytes]]) -> Damage:
    def damaged(content: bytes, dice: random.Random) -> bytes:
        return b"".join(change(content.splitlines(keepends=True), dice))

    return damaged


def _without(lines: list[bytes], dice: random.Random) -> list[bytes]:
    kept = list(lines)
    for _ in range(min(len(kept), dice.choice([1, 1, 3]))):
        kept.pop(dice.randrange(len(kept)))
    return kept


def _again(lines: list[bytes], dice: random.Random) -> list[bytes]:
    return [*lines, dice.choice(lines)] if lines else lines


def _mixed(lines: list[bytes], dice: random.Random) -> list[bytes]:
    return dice.sample(lines, len(lines))


def _columns(change: Callable[[list[bytes], random.Random], list[bytes]]) -> Damage:
    """Change the cells of every line alike."""

    def damaged(content: bytes, dice: random.Random) -> bytes:
        seed = dice.random()
        parted = (line.split(b",") for line in content.split(b"\n"))
        return b"\n".join(b",".join(change(cells, random.Random(seed))) for cells in parted)

    return damaged


def _cell(words: tuple[bytes, ...]) -> Damage:
    def damaged(content: bytes, dice: random.Random) -> bytes:
        lines = [line.split(b",") for line in content.split(b"\n")]
        for _ in range(dice.choice([1, 1, 4])):
            cells = dice.choice(lines)
            cells[dice.randrange(len(cells))] = dice.choice(words)
        return b"\n".join(b",".join(cells) for cells in lines)

    return damaged


def _line_ends(content: bytes, dice: random.Random) -> bytes:
    plain = content.replace(b"\r\n", b"\n")
    return plain.replace(b"\n", dice.choice([b"\r", b"\r\n", b"\n\n", b"\n\r", b""]))


def _encoded(content: bytes, dice: random.Random) -> bytes:
    text = content.decode("latin-1")
    return text.encode(dice.choice(["utf-16", "utf-32", "utf-8-sig", "utf-8", "cp037"]), "replace")


def _separated(content: bytes, dice: random.Random) -> bytes:
    return content.replace(b",", dice.choice([b";", b"\t", b"|", b", ", b",,"]))


TEXT: dict[str, Damage] = {
    "lines lost": _lines(_without),
    "a line twice": _lines(_again),
    "lines mixed": _lines(_mixed),
    "columns lost": _columns(lambda cells, dice: _without(cells, dice)),
    "columns mixed": _columns(_mixed),
    "a column twice": _columns(_again),
    "odd numbers": _cell(NUMBERS),
    "harmful words": _cell(HARMFUL),
    "other line ends": _line_ends,
    "another encoding": _encoded,
    "other separators": _separated,
}
ANY: dict[str, Damage] = {
    "cut": cut, "flipped": flipped, "torn": torn, "doubled": doubled, "noise": noise,
}  # fmt: skip

ODD_TYPES: tuple[Any, ...] = (
    pl.String, pl.Float64, pl.Int8, pl.UInt64, pl.Boolean, pl.List(pl.Int64), pl.Date, pl.Decimal(20, 2),
    pl.Duration, pl.Categorical, pl.Binary, pl.Null, pl.Struct({"a": pl.Int64}), pl.Time,
)  # fmt: skip


def _retyped(content: bytes, dice: random.Random) -> bytes:
    """Give a column of a Parquet file another type, with what it held where that can be."""
    table = pl.read_parquet(io.BytesIO(content))
    name, kind = dice.choice(table.columns), dice.choice(ODD_TYPES)
    column = table[name]
    try:
        changed = column.cast(kind, strict=False)
    except pl.exceptions.PolarsError:
        changed = pl.Series(name, [None] * table.height, dtype=kind)
    return _parquet(table.with_columns(changed.alias(name)))


def _revalued(content: bytes, dice: random.Random) -> bytes:
    table = pl.read_parquet(io.BytesIO(content))
    name = dice.choice(table.columns)
    value = dice.choice(
        [None, -9, 4096, 20_100_101, 2**31 - 1, 1e308, float("nan"), "\x1b[31m\u202e"]
    )
    return _parquet(table.with_columns(pl.Series(name, [value] * table.height, strict=False)))


def _recolumned(content: bytes, dice: random.Random) -> bytes:
    table = pl.read_parquet(io.BytesIO(content))
    name = dice.choice(table.columns)
    what = dice.randrange(4)
    if what == 0:
        return _parquet(table.drop(name))
    if what == 1:
        return _parquet(table.rename({name: name + "\x1b\u202e"}))
    if what == 2:
        return _parquet(pl.concat([table] * 3))
    other = dice.choice(table.columns)
    return _parquet(table.with_columns(pl.col(other).alias(name), pl.col(name).alias(other))
                    if name != other else table.clear())  # fmt: skip


def _parquet(table: pl.DataFrame) -> bytes:
    out = io.BytesIO()
    table.write_parquet(out)
    return out.getvalue()


PARQUET: dict[str, Damage] = {
    "types changed": _retyped, "values changed": _revalued, "columns changed": _recolumned,
}  # fmt: skip
NAMES = (
    b"a\xff\xfe.csv", b"a\x1b[31m.csv", "a\u202e.csv".encode(), b"wars[1].parquet", b"*.csv", b"?.csv",
    b"-o.csv", b" .csv", b"a\nb.csv", b"x" * 250, b"{a}.parquet", b"$HOME.csv", b"~.csv", b"%s.csv",
)  # fmt: skip


def damaged(files: Files, dice: random.Random) -> tuple[str, dict[bytes, bytes]]:
    """Return what was done to one of the files, and all of them under their names."""
    given = {name.encode(): content for name, content in files.items()}
    name = dice.choice(sorted(given))
    if dice.random() < 0.08:
        odd = dice.choice(NAMES)
        if dice.random() < 0.5:
            odd = odd.rpartition(b".")[0] + b"." + name.rpartition(b".")[2]
        content = given.pop(name)
        return "another name", {**given, odd[:250]: content}
    kinds = dict(ANY)
    if name.endswith(b".parquet"):
        kinds |= PARQUET
    elif not name.endswith((b".zip", b".xlsx")):
        kinds |= TEXT
    done = dice.choice(sorted(kinds))
    return done, {**given, name: kinds[done](given[name], dice)}
