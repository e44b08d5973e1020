"""Write the page "From two articles to figures": every statement of the ledger, as it is checked.

::

    python tools/ledger.py           write docs/explanation/from-two-articles.md
    python tools/ledger.py --check   say whether it is out of date, and exit 1 if it is

Only the embedded evidence is read, so that the page is the same on every machine.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path

from counterpoise.panel.store import Store
from counterpoise.report import check as pages
from counterpoise.report.pages import Number, Section, Table
from counterpoise.settings import embedded_folder
from counterpoise.statements.checking.check import check
from counterpoise.statements.checking.verdict import DEPENDS, Checked, Rows, resting
from counterpoise.statements.statement_file import read

REPOSITORY = Path(__file__).parents[1]
LEDGER = REPOSITORY / "examples" / "vietnam_balancing.toml"
PAGE = REPOSITORY / "docs" / "explanation" / "from-two-articles.md"
COMMANDS = 3
"""Commands beside a statement, one for each source."""
HEAD = """\
<!-- Written by tools/ledger.py: do not edit. -->

# From two articles to figures

Two press articles, of 27 May 2016 and of 26 February 2020, say how Viet Nam keeps its balance between
the powers. This page takes what they assert, in our own words, and shows what the evidence that
travels with the package says to it. The list is `examples/vietnam_balancing.toml`; the same, with
charts, every reading and every source, is made by

```sh
counterpoise check examples/vietnam_balancing.toml
```

What *holds*, *fails*, *depends* and *cannot tell* mean is under [Verdicts](verdicts.md). Thresholds
for words such as "strong" or "dominant" are ours. A verdict rests on rows up to the last full year
before the statement, unless the line says otherwise; the vintages are those of today. Where sources
are named by an id, such as `sipri_arms`, their terms are on [their cards](../reference/sources.md).
"""


def written() -> str:
    """Return the page."""
    store = Store((embedded_folder(),))
    checked = check(store, read(LEDGER).statements)
    page = pages.page(store, "", checked)
    parts = [HEAD, _answer(page.as_dict()["answer"])]
    pairs = zip(checked, [one for one in page.sections if one.closed], strict=True)
    for stated, group in groupby(pairs, key=lambda pair: pair[0].statement.stated):
        told = list(group)
        parts.append(f"## The article of {stated:%-d %B %Y}\n")
        parts.append("\n".join(_table(told)) + "\n")
        parts += ["\n".join(_told(one, section)) + "\n" for one, section in told]
    return "\n".join(parts)


def _answer(answer: str) -> str:
    return f"**{answer}**\n"


def _table(told: Sequence[tuple[Checked, Section]]) -> Iterator[str]:
    yield "| | Statement | Verdict | Figure |"
    yield "| --- | --- | --- | --- |"
    for one, section in told:
        name = f"[{section.short}](#{section.id})"
        yield f"| {name} | {_plain(one.statement.text)} | {one.told} | {_plain(one.shown)} |"


def _told(one: Checked, section: Section) -> Iterator[str]:
    """Return a statement with its verdict, what settles it, what to beware of, and its commands."""
    yield f"### {_plain(section.title)} {{ #{section.id} }}"
    yield ""
    cells = [[cell.text if isinstance(cell, Number) else cell for cell in s] for s in section.lead]
    first, *rest = [_plain("".join(sentence)) for sentence in cells]
    yield re.sub(r"^((?:Holds|Fails|Depends|Cannot tell)(?: as of \d+)?)", r"**\1**", first)
    yield from rest
    readings = _readings(section) if one.verdict == DEPENDS else ()
    points = [*_settling(section), *readings, *section.caveats]
    if points:
        yield ""
        yield from (f"* {_plain(point)}" for point in points)
    commands = list(_commands(one))
    if commands:
        yield ""
        yield from ("```sh", *commands, "```")


def _settling(section: Section) -> Iterator[str]:
    """Return, choice by choice, which of its values hold, fail or depend."""
    for part in section.parts:
        if isinstance(part, Table) and part.id.endswith("-settles"):
            for choice, *values in part.rows:
                told = zip(part.head[1:], values, strict=True)
                parts = [f"{head.lower()} ({value})" for head, value in told if value != "–"]
                yield f"By {choice}: {', '.join(parts)}."


def _readings(section: Section) -> Iterator[str]:
    """Return the readings that the page has open, with their figures, verdict by verdict."""
    told: dict[str, list[str]] = {}
    for part in section.parts:
        if isinstance(part, Table) and part.id.endswith("-readings"):
            for name, figure, verdict, _ in part.rows:
                assert isinstance(verdict, Number)
                told.setdefault(verdict.text, []).append(f"{figure} ({name})")
    for verdict in told:
        yield f"{verdict.capitalize()}: {'; '.join(told[verdict])}."


def _commands(one: Checked) -> Iterator[str]:
    """Return the command of the first reading of each source that the verdict rests on."""
    by_source: dict[str, Rows] = {}
    for each in resting(one.tested):
        for rows in each.rows:
            by_source.setdefault(rows.source, rows)
    commands = dict.fromkeys(rows.command for rows in by_source.values() if rows.command)
    yield from list(commands)[:COMMANDS]


def _plain(text: str) -> str:
    """Return text that Markdown takes as it stands."""
    return re.sub(r"([|*<\[\]])", r"\\\1", text)


def main(*, check_only: bool) -> int:
    page = written()
    if check_only:
        current = PAGE.exists() and PAGE.read_text(encoding="utf-8") == page
        if not current:
            print(f"out of date: {PAGE.relative_to(REPOSITORY)}; run python tools/ledger.py")
        return 0 if current else 1
    PAGE.write_text(page, encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(check_only="--check" in sys.argv[1:]))
