"""Counts are told by one function, so that no message and no page says "1 files"."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import counterpoise
from counterpoise.printable import number_of

PACKAGE = Path(counterpoise.__file__).parent
NODES = {
    str(path.relative_to(PACKAGE)): [
        one for one in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(one, ast.Call | ast.JoinedStr)
    ]
    for path in sorted(PACKAGE.rglob("*.py"))
}  # fmt: skip
NEXT = re.compile(r" ([a-z][a-z -]*?s)\b(?!')")


def _nouns() -> set[str]:
    """Return the plurals of all that is counted somewhere, also without the words before the last."""
    calls = [
        one for nodes in NODES.values() for one in nodes
        if isinstance(one, ast.Call) and getattr(one.func, "id", "") == "number_of"
    ]  # fmt: skip
    said = [[arg.value for arg in one.args[1:] if isinstance(arg, ast.Constant)] for one in calls]
    assert len(said) > 200
    ones = {words[0] for words in said if len(words) == 1}
    ones |= {one.split()[-1] for one in ones}
    return {number_of(2, one)[2:] for one in ones}


def _constant(value: ast.expr) -> bool:
    """Return whether a value is one of our own constants, which are never 1."""
    name = getattr(value, "attr", getattr(value, "id", ""))
    return bool(name) and name.upper() == name


def _plain(nodes: list[ast.expr], nouns: set[str]) -> Iterator[str]:
    """Yield the counts that stand before a plural as they are."""
    for text in nodes:
        if not isinstance(text, ast.JoinedStr):
            continue
        for one, after in zip(text.values, text.values[1:], strict=False):
            if not isinstance(one, ast.FormattedValue) or not isinstance(after, ast.Constant):
                continue
            spec = "".join(
                str(part.value) for part in getattr(one.format_spec, "values", [])
                if isinstance(part, ast.Constant)
            )  # fmt: skip
            found = NEXT.match(str(after.value))
            if (
                found
                and found[1] in nouns
                and spec in ("", ",", ".0f", ",.0f")
                and not _constant(one.value)
            ):
                yield f"{ast.unparse(one.value)} {found[1]}"


ELSEWHERE = {
    "models/forecasts/supply_features.py: span years",
    "models/votes/vote_tables.py: size rows",
    "report/sections/rebalancing/answer.py: years years",
    "report/sections/state/chinese_finance.py: kind rows",
    "report/sections/state/pacts.py: evidence.indicator rows",
    "report/sections/state/weight.py: indicator rows",
    "statements/checking/check.py: readings readings",
    "statements/checking/happenings.py: indicator rows",
}
"""What stands before a plural and is no count, or is never 1."""


def test_no_count_stands_before_a_plural_as_it_is() -> None:
    nouns = _nouns()
    found = {f"{name}: {told}" for name, nodes in NODES.items() for told in _plain(nodes, nouns)}
    assert found == ELSEWHERE
