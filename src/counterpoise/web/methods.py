"""``/methods``: what each measure is, from its own documentation and code book, and what its columns are."""

from __future__ import annotations

import re
from typing import Final

from markupsafe import Markup, escape
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from counterpoise.report.render import Frame
from counterpoise.report.render.html import environment
from counterpoise.report.render.mathml import formulae
from counterpoise.settings import Enough
from counterpoise.web import api, controls
from counterpoise.web.answered import HTML, answered
from counterpoise.web.desk import Desk
from counterpoise.web.values import Measure, parsed

MARKS: Final = re.compile(
    r":math:`([^`]+)`|``([^`]+)``|(?::\w+:)?`([^`]+)`|(?<![\w*])\*(?=\S)([^*]+?)\*(?![\w*])"
)
"""A formula, code, a name (`:mod:` and the like say of what kind), and what is emphasised: a journal."""
OPENS: Final = re.compile(r"^Return (\w)")
RETURNS: Final = "Returns"
"""What a page says otherwise: of a programmer's function, and by its table of columns."""
FORMULA: Final = ".. math::"
FORMULAE: Final = '<p class="formulae" tabindex="0" role="group" aria-label="Formula">{}</p>'
"""A box of its own, through which one may move on a narrow screen."""


def routes() -> list[Route]:
    """Return the routes of the measures' pages."""
    return [
        Route("/methods", _all, name="methods"),
        Route("/methods/{measure}", _one, name="method"),
    ]


async def _all(request: Request) -> Response:
    from counterpoise.measures import MEASURES

    parsed((), request.query_params.multi_items())

    def work() -> tuple[bytes, str]:
        page = environment().get_template("methods.html").render(
            frame=Frame(scripts=("explorer.js",)), title="Methods", linked=True,
            said="What each measure is, and whose it is.",
            enough=f"{100 * Enough.of_the_environment().named:.0f}\u00a0%",
            measures=sorted(MEASURES.values(), key=lambda one: one.title),
        )  # fmt: skip
        return page.encode(), HTML

    return await answered(request, request.app.state.desk, "methods", work)


async def _one(request: Request) -> Response:
    desk: Desk = request.app.state.desk
    name = Measure().parse("measure", request.path_params["measure"])
    parsed((), request.query_params.multi_items())

    def work() -> tuple[bytes, str]:
        from counterpoise.measures import MEASURES
        from counterpoise.report.tables.codebook import opening
        from counterpoise.report.verbs.tables import codebook

        book = codebook(name)
        page = environment().get_template("method.html").render(
            frame=Frame(scripts=("explorer.js",)), measure=MEASURES[name], book=book,
            opening=set_(OPENS.sub(lambda found: found[1].upper(), opening(name))),
            notes={head: set_(text) for head, text in book.notes.items() if head != RETURNS},
            form=controls.rows(
                "Its rows, to download", f"{api.ROOT}/table/{name}",
                [one for one in api.asked_of(name) if one != api.FORM], "csv",
            ),
        )  # fmt: skip
        return page.encode(), HTML

    return await answered(request, desk, ("method", name), work)


def set_(text: str) -> Markup:
    """Return documentation as paragraphs, lists of terms and formulae."""
    made = []
    for block in re.split(r"\n\s*\n", text.strip()):
        if block.startswith(FORMULA):
            tex = block.removeprefix(FORMULA)
            every = Markup("").join(Markup(one) for one in formulae(tex, shown=True))
            made.append(Markup(FORMULAE).format(every))
        else:
            made.append(Markup("<p>{}</p>").format(_words(block)))
    return Markup("\n").join(made)


def _words(text: str) -> Markup:
    """Return words, escaped, in which formulae are set and names are code."""

    def marked(found: re.Match[str]) -> str:
        tex, literal, name, title = found.groups()
        if tex:
            return "".join(formulae(tex))
        if title:
            return f"<cite>{escape(title)}</cite>"
        return f"<code>{escape(literal or name)}</code>"

    pieces, at = [], 0
    for found in MARKS.finditer(text):
        pieces += [str(escape(text[at : found.start()])), marked(found)]
        at = found.end()
    return Markup("".join([*pieces, str(escape(text[at:]))]))
