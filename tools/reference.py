"""Write the reference pages that the code itself knows: sources, indicators, measures, commands.

::

    python tools/reference.py           write docs/reference/*.md
    python tools/reference.py --check   say which pages are out of date, and exit 1 if any is
"""

from __future__ import annotations

import inspect
import pkgutil
import sys
from collections.abc import Callable, Iterator, Sequence
from importlib import import_module
from pathlib import Path
from types import FunctionType, ModuleType

import click

import counterpoise
from counterpoise import errors, measures, schema, sources
from counterpoise.panel import embed
from counterpoise.reference import products
from counterpoise.report import forecast_record
from counterpoise.report.tables import codebook, named
from counterpoise.scenarios.outlook import episodes
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Source

FOLDER = Path(__file__).parents[1] / "docs" / "reference"
HEAD = "<!-- Written by tools/reference.py: do not edit. -->\n\n"
MEASURE_SIGN = "Zeros and missing values"
"""The section that every measure has, and nothing else."""


HOW_FILES_ARE_READ = (
    "A file is read alike whichever source it is of:",
    "",
    "- text in UTF-8, in Latin-1, or in UTF-16 with its byte-order mark; lines that end in any way;"
    " cells parted by commas or tabs (semicolons are a spreadsheet's, and refused);",
    "- plain, `.gz`, `.zip`, and a zip in a zip; `.DS_Store`, `._…` and `__MACOSX` are passed over;"
    " rar, 7z and tar are to be unpacked first;",
    "- a row that ties an entity to itself is set aside; two codes of one state in one year are added"
    " up, and the note names both; a row that stands twice under the same codes refuses the file;",
    "- a year whose figures equal another's is told.",
    "",
    "**Known errors** of a release are declared beside its reader. They count for the release and the"
    " layout that they are of, under whatever name you give it. The number of rows that an entry"
    " expects is that of the whole release: of a part of it, the rows that are there are corrected and"
    " no others asked for; more rows than expected refuse the file. Codes that stand for another state"
    " for some years are read as the state meant, or left out where nobody can tell.",
)


def sources_page() -> str:
    """Return the cards of all sources."""
    cards = [sources.module(source).SOURCE for source in sources.IDS]
    listed = embed.contents(embedded_folder() / "contents.toml")
    embedded = {wanted.source: _extent(wanted) for wanted in listed}
    rows = [
        (
            f"[`{card.id}`](#{card.id})",
            card.title,
            ", ".join(card.indicators) or card.table,
            embedded.get(card.id, "no"),
        )
        for card in cards
    ]
    lines = [
        "# Sources",
        "",
        "What `counterpoise add SOURCE FILE…` reads. `counterpoise sources` adds what is held.",
        "",
        *HOW_FILES_ARE_READ,
        "",
        *_table(("source", "title", "indicators", "in the embedded evidence"), rows),
    ]
    for card in cards:
        lines += ["", *_card(card)]
    table = episodes.card()
    lines += ["", "## The table of embargoes { #arms_episodes }", "", f"`{table.id}`", ""]
    lines += [f"**Layout:** {table.layout}  ", f"**Cite:** {table.citation}  ", ""]
    return "\n".join([*lines, *(f"- {caveat}" for caveat in table.caveats)])


def _extent(wanted: embed.Wanted) -> str:
    """Return how much of a source is in the embedded evidence."""
    states = ", ".join(wanted.states)
    return " ".join(
        part
        for part in (
            f"{wanted.side} {states}" if states else "yes",
            f"of {', '.join(wanted.baskets)}" if wanted.baskets else "",
            f"from {wanted.first}" if wanted.first else "",
        )
        if part
    )


def _card(card: Source) -> list[str]:
    facts = [
        ("Publisher", card.publisher),
        ("Found at", f"<{card.url}>"),
        ("Layout read", card.layout),
        ("Units", card.unit_note),
        ("Terms", card.terms),
        ("Cite", card.citation),
        ("`fetch` asks", "; ".join(f"`{asked.in_words}`" for asked in card.requests)),
    ]
    lines = [f"## {card.title} {{ #{card.id} }}", "", f"`{card.id}`", ""]
    lines += [f"**{name}:** {text}  " for name, text in facts if text]
    return [*lines, "", *(f"- {caveat}" for caveat in card.caveats)]


def indicators_page() -> str:
    """Return the indicators, by channel, with who writes them."""
    cards = [sources.module(source).SOURCE for source in sources.IDS]
    rows = []
    for name, indicator in schema.INDICATORS.items():
        writers = [f"`{card.id}`" for card in cards if name in card.indicators]
        kind = [
            "of one state" if not indicator.channel else "",
            "" if indicator.directed else "undirected",
            "" if indicator.flow else "not to be added over years",
            "may be negative" if indicator.signed else "",
        ]
        rows.append(
            (
                f"`{name}`",
                indicator.channel or "–",
                indicator.title,
                indicator.unit,
                "; ".join(part for part in kind if part),
                ", ".join(writers),
            )
        )
    heads = ("indicator", "channel", "what", "unit", "kind", "sources")
    return "\n".join(["# Indicators", "", *_table(heads, rows)])


def products_page() -> str:
    """Return the baskets of products, with their codes, their names and whose list each is."""
    rows = []
    for one in products.baskets().values():
        made_of = ", ".join(f"`{part}`" for part in one.parts) or _codes(one)
        rows.append((f"`{one.id}`", one.title, made_of, ", ".join(one.words), one.source))
    heads = ("basket", "what", "made of", "called", "whose list")
    return "\n".join(
        [
            "# Products",
            "",
            "Each is a channel of `counterpoise table --channel`; with `-exports` behind its name, that of",
            "its markets. A code counts in the editions of its system that stand behind it, if any do.",
            "",
            *_table(heads, rows),
        ]
    )


def _codes(one: products.Basket) -> str:
    """Return a basket's own codes by system."""
    told = []
    for system in products.SYSTEMS:
        codes = []
        for code in (each for each in one.codes if each.system == system):
            span = "" if not (code.first or code.last) else f" ({code.first}–{code.last})"
            codes.append(f"{code.begins}{span}")
        told += [f"{system} {', '.join(codes)}"] if codes else []
    return "; ".join(told)


def measures_page() -> str:
    """Return a table of all measures, and the documentation of each."""
    found = list(measures.MEASURES.values())
    rows = [
        (
            f"[`{measure.name}`][{path(measure.load())}]",
            measure.help,
            measure.needs,
            measure.unit,
            measure.paper,
        )
        for measure in found
    ]
    lines = [
        "# Measures",
        "",
        "Frame in, frame out: Polars, pandas, PyArrow, DuckDB or PySpark, and the kind given back.",
        "",
        *_table(("measure", "what it tells", "takes", "unit", "after"), rows),
        "",
    ]
    return "\n".join([*lines, *(f"::: {path(measure.load())}" for measure in found)])


def unlisted_measures() -> Iterator[FunctionType]:
    """Yield functions that are written like a measure and that `MEASURES` does not name."""
    listed = {measure.load() for measure in measures.MEASURES.values()}
    for module in _modules(measures):
        for name, function in inspect.getmembers(module, inspect.isfunction):
            own = function.__module__ == module.__name__ and not name.startswith("_")
            if own and MEASURE_SIGN in (function.__doc__ or "") and function not in listed:
                yield function


def codebook_page() -> str:
    """Return the code books of all measures: every column of every table."""
    lines = [
        "# Code book",
        "",
        "Every column of every table, as `counterpoise table MEASURE` and `cpo.table` give it. `cpo.codebook"
        '("hedging")` and `counterpoise table hedging --codebook` show one; files carry their own. Ranges'
        " end in `_low`, `_median`, `_high`.",
        "",
        "## In every table",
        "",
    ]
    heads = ("column", "label", "unit", "type")
    every = (*measures.MEASURES.values(), measures.BY_PRODUCT)
    books = {one.name: codebook.standing(one) for one in every}
    everywhere = {
        one.name: one
        for one in books["shares"].columns
        if one.name in {"state", "partner", "channel", "year", *named.WHENCE}
        or one.name.endswith(named.CODES)
    }
    lines += _table(heads, [_column(one) for one in everywhere.values()])
    for name, book in books.items():
        rows = [_column(one) for one in book.columns if one.name not in everywhere]
        lines += [
            "",
            f"## {name} {{ #{name} }}",
            "",
            f"{book.title[0].upper()}{book.title[1:]}: {book.tells}.",
        ]
        lines += ["", *_table(heads, rows)]
        if missing := book.notes.get(MEASURE_SIGN):
            lines += ["", f"*{MEASURE_SIGN}.* {' '.join(missing.split())}"]
    return "\n".join(lines)


def _column(one: codebook.Column) -> tuple[str, str, str, str]:
    return f"`{one.name}`", one.label, one.unit, one.type


def commands_page() -> str:
    """Return the help of every command."""
    found = commands()
    above = click.Context(found[""], info_name="counterpoise", **found[""].context_settings)
    lines = ["# Commands", ""]
    for name, command in found.items():
        context = click.Context(command, info_name=name, parent=above) if name else above
        context.terminal_width = context.max_content_width = 100
        text = command.get_help(context).rstrip()
        lines += [f"## {context.command_path}", "", "```text", text, "```", ""]
    return "\n".join(lines).rstrip()


def commands() -> dict[str, click.Command]:
    """Return every command by its name, the group itself first, under the empty name."""
    from counterpoise.cli.main import main

    context = click.Context(main)
    found = {name: main.get_command(context, name) for name in main.list_commands(context)}
    shown = {name: one for name, one in found.items() if one and not one.hidden}
    return {"": main, **shown}


def python_page() -> str:
    """Return the public names of the package, and the errors."""
    lines = [
        "# Python",
        "",
        "```python",
        "import counterpoise as cpo",
        "```",
        "",
        "The public names. Everything else may change without notice.",
        "",
    ]
    for name in sorted(counterpoise.__all__):
        thing = getattr(counterpoise, name)
        if isinstance(thing, ModuleType):
            lines += [f"## `cpo.{name}`", "", f"See [{name}]({name}.md).", ""]
        elif isinstance(thing, str):
            lines += [f"## `cpo.{name}`", "", "The version of the package, as text.", ""]
        else:
            lines += [f"## `cpo.{name}`", "", f"::: {path(thing)}", ""]
    rows = [(f"`{error.__name__}`", summary(error)) for error in error_classes()]
    lines += ["## Errors", "", "All are `CounterpoiseError`: a problem, where it is, what to try."]
    return "\n".join([*lines, "", *_table(("class", "what it means"), rows)])


def error_classes() -> list[type]:
    """Return every class of error, in the order of the file."""
    return [
        thing
        for thing in vars(errors).values()
        if inspect.isclass(thing) and issubclass(thing, errors.CounterpoiseError)
    ]


def path(thing: type | Callable[..., object]) -> str:
    """Return the dotted path under which a thing is defined."""
    return f"{thing.__module__}.{thing.__qualname__}"


def summary(thing: type | Callable[..., object]) -> str:
    """Return the first paragraph of a docstring in one line."""
    return " ".join((inspect.getdoc(thing) or "").split("\n\n")[0].split())


def _modules(package: ModuleType) -> Iterator[ModuleType]:
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        yield import_module(module.name)


def _table(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    cells = [heads, ("---",) * len(heads), *rows]
    return [f"| {' | '.join(cell.replace('|', '&#124;') for cell in row)} |" for row in cells]


PAGES: dict[str, Callable[[], str]] = {
    "sources": sources_page,
    "indicators": indicators_page,
    "products": products_page,
    "measures": measures_page,
    "codebook": codebook_page,
    "commands": commands_page,
    "python": python_page,
    forecast_record.NAME: forecast_record.text,
}


def written(page: str) -> str:
    """Return the page as it should stand in its file."""
    text = PAGES[page]()
    return text if page == forecast_record.NAME else f"{HEAD}{text}\n"


def main(arguments: list[str]) -> int:
    """Write the pages, or check them."""
    stale = [
        page
        for page in PAGES
        if not (file := FOLDER / f"{page}.md").exists() or file.read_text() != written(page)
    ]
    if "--check" in arguments:
        for page in stale:
            print(f"docs/reference/{page}.md is out of date: run python tools/reference.py")
        return 1 if stale else 0
    for page in stale:
        (FOLDER / f"{page}.md").write_text(written(page))
        print(f"wrote docs/reference/{page}.md")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
