"""Write a page as one HTML document that needs nothing else: style and charts are inside."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from counterpoise.printable import number_of
from counterpoise.report import charts, wording
from counterpoise.report.charts import world_map
from counterpoise.report.pages import JUDGED, Chart, Number, Page
from counterpoise.report.render.drawings import Drawings
from counterpoise.report.render.frame import Frame

if TYPE_CHECKING:
    from jinja2 import Environment
    from markupsafe import Markup

TEMPLATES = Path(__file__).parent.parent / "templates"
STYLING = frozenset({
    "axis", "format", "base", "ends", "name", "zero", "order", "id", "title", "centre", "scale", "between",
    "at", "run",
})  # fmt: skip
"""Columns of a chart's data that only say how it is drawn."""


POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"
"""What a page may load and run: its own style, and nothing else, whatever words got into it."""

WIDEST = 20
"""Columns of figures beyond which a table of a chart's data has a row for each figure."""


class Ids:
    """The anchors of a page, each given once: a table named as its section is gets a number."""

    def __init__(self, taken: Iterable[str]) -> None:
        self._taken = set(taken)

    def once(self, name: str) -> str:
        """Return the name, or the next one free."""
        free = next(one for one in _numbered(name) if one not in self._taken)
        self._taken.add(free)
        return free


def _numbered(name: str) -> Iterator[str]:
    yield name
    yield from (f"{name}-{number}" for number in count(2))


class Calls:
    """Where each footnote is called from, so that it can lead back: filled while a page is written."""

    def __init__(self) -> None:
        self._made: Counter[int] = Counter()

    def begin(self, note: int) -> str:
        """Return the anchor of the next call of a footnote."""
        self._made[note] += 1
        return f"call-{note}-{self._made[note]}"

    def of(self, note: int) -> list[str]:
        """Return the anchors of all calls of a footnote so far."""
        return [f"call-{note}-{place}" for place in range(1, self._made[note] + 1)]


def html(page: Page, drawings: Drawings | None = None, frame: Frame | None = None) -> str:
    """Return the page as one HTML document that needs nothing else: style and charts are inside.

    In a `frame` it is one of many: it leads to the others, and shares its style with them.
    """
    drawings = drawings or Drawings()
    from markupsafe import Markup

    ids = Ids(("sources", *(f"note-{note.number}" for note in page.notes)))
    placed = Placed(drawings, ids)

    def first(chart: Chart) -> list[Markup]:
        return placed(chart) if chart is page.picture else [Markup("")]

    return (
        environment()
        .get_template("page.html")
        .render(
            page=page,
            frame=frame,
            policy=frame.policy if frame else POLICY,
            ids=ids,
            # Sections first: they are what others link to.
            sections=[ids.once(section.id) for section in page.sections],
            style=Markup(style()),
            drawn=first if frame and frame.later else placed,
            placed=placed,
            calls=Calls(),
        )
    )


def numbers(page: Page, told: list[tuple[str, Chart]], frame: Frame) -> str:
    """Return the page of the numbers of a page's charts, each chart with its anchor."""
    filled = environment().get_template("numbers.html")
    return filled.render(page=page, charts=told, frame=frame)


def style() -> str:
    """Return the style sheet of every page."""
    return (TEMPLATES / "page.css").read_text(encoding="utf-8")


@cache
def environment() -> Environment:
    """Return what fills in the templates; whatever is put in is escaped."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from counterpoise.report.render.compiled import Compiled

    made = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        bytecode_cache=Compiled(TEMPLATES, "escaped-trimmed"),
    )
    made.filters["coded"] = _coded
    made.filters["spanned"] = _spanned
    made.filters["counted"] = number_of
    made.filters["given"] = wording.rows_given
    made.globals["figures"] = figures
    made.tests["number"] = lambda cell: isinstance(cell, Number)
    made.tests["judged"] = lambda cell: isinstance(cell, Number) and cell.status in JUDGED
    made.tests["still"] = lambda chart: chart.draw in charts.BY_HAND
    made.tests["chart"] = lambda part: isinstance(part, Chart)
    return made


class Placed:
    """The drawings of a page as they stand on it: each with anchors that no other has, shapes once."""

    def __init__(self, drawings: Drawings, ids: Ids) -> None:
        self._drawings = drawings
        self._ids = ids
        self._mapped, self._shapes = False, ""

    def __call__(self, chart: Chart) -> list[Markup]:
        """Return a chart's drawings, the widest first."""
        from markupsafe import Markup

        drawn = [self._drawings.svg(chart, width) for width in charts.widths(chart)]
        placed = self._maps(drawn) if chart.draw == "world_map" else map(self._own, drawn)
        return [Markup(drawing) for drawing in placed]

    def _own(self, drawing: str) -> str:
        return _own_anchors(drawing, self._ids)

    def _maps(self, drawn: list[str]) -> Iterator[str]:
        """Yield the sizes of a map: the first has its states, the others call them."""
        first, *others = drawn
        if not self._mapped:
            self._shapes = self._own(world_map.shapes_alone(first))
        self._mapped = True
        placed = self._own(world_map.without_shapes(first))
        yield placed
        states = re.search(rf'id="({world_map.STATES}[^"]*)"', placed)
        for drawing in others:
            yield self._own(world_map.calling(drawing, states[1]) if states else drawing)

    def shapes(self) -> Markup:
        """Return the shapes that maps call, before the first of them; then nothing more."""
        from markupsafe import Markup

        found, self._shapes = self._shapes, ""
        return Markup(found)


def _own_anchors(drawing: str, ids: Ids) -> str:
    """Return a drawing whose anchors no other drawing of the page has."""
    for name in dict.fromkeys(re.findall(r'\bid="([^"]+)"', drawing)):
        own = ids.once(name)
        if own != name:
            drawing = drawing.replace(f'id="{name}"', f'id="{own}"')
            drawing = re.sub(rf'(url\(#|href="#){re.escape(name)}(?=[)"])', rf"\1{own}", drawing)
    return drawing


def _coded(words: str) -> Markup:
    """Return words, escaped, in which what stands between backticks is set as code."""
    from markupsafe import Markup, escape

    return Markup(re.sub(r"`([^`]+)`", r"<code>\1</code>", str(escape(words))))


def _spanned(words: str) -> Markup:
    """Return words, escaped, in which a span of years is not broken over two lines."""
    from markupsafe import Markup, escape

    kept = r'<span class="short">\1</span>'
    return Markup(re.sub(r"(\d{4}–\d{2,4})", kept, str(escape(words))))


def columns(chart: Chart) -> list[str]:
    """Return the columns of a chart's data that a reader wants: not those that only style it."""
    return list(dict.fromkeys(key for row in chart.data for key in row if key not in STYLING))


def figures(chart: Chart) -> tuple[list[str], list[list[object]]]:
    """Return the heads and rows of a chart's data as a table.

    What is one figure a year for each of a few is a row for each year and a column for each of them.
    """
    names = columns(chart)
    rows = [[row.get(name) for name in names] for row in chart.data]
    told = [name for name in ("value", "share") if name in names]
    if "year" not in names or len(told) != 1 or len(names) < 3:
        return names, rows
    year, value = names.index("year"), names.index(told[0])
    of = [place for place in range(len(names)) if place not in (year, value)]
    laid = {(row[year], tuple(row[place] for place in of)): row[value] for row in rows}
    heads = list(dict.fromkeys(key for _, key in laid))
    years = sorted({when for when, _ in laid}, key=str)
    if len(laid) < len(rows) or len(heads) > WIDEST or len(years) * len(heads) > 2 * len(rows):
        return names, rows
    wide = [[when, *(laid.get((when, key)) for key in heads)] for when in years]
    return [
        "year",
        *(", ".join(str(word) for word in key if word is not None) for key in heads),
    ], wide
