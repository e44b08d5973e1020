"""Options that several commands share, and how their text becomes values."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import click
from click.core import ParameterSource

from counterpoise.bounds import Bound
from counterpoise.drafts import require_folder
from counterpoise.errors import quoted
from counterpoise.settings import FIRST_YEAR, LAST_YEAR

SPAN: Final = re.compile(r"([0-9]{1,8})(?:-([0-9]{1,8}))?")
YEAR: Final = click.IntRange(FIRST_YEAR, LAST_YEAR)


class Years(click.ParamType[tuple[int, int]]):
    """A span of years, ``1995-2019``, or one year, ``2019``."""

    name = "years"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, tuple):
            return value
        if not (found := SPAN.fullmatch(str(value))):
            self.fail(
                f"{quoted(str(value))} must be a year or a span of years such as 1995-2019",
                param,
                ctx,
            )
        first, last = int(found[1]), int(found[2] or found[1])
        for year in (first, last):
            if not FIRST_YEAR <= year <= LAST_YEAR:
                self.fail(f"{year} must be a year from {FIRST_YEAR} to {LAST_YEAR}", param, ctx)
        if last < first:
            self.fail(f"{value!r} must not end before it begins", param, ctx)
        return first, last


class Number(click.ParamType[float]):
    """A number within its bounds."""

    name = "number"

    def __init__(self, bound: Bound) -> None:
        self.bound = bound

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        try:
            number = float(value)
        except ValueError:
            number = math.nan
        if self.bound.holds(number):
            return number
        self.fail(f"{quoted(value)} must be {self.bound.rule}", param, ctx)


def whole(bound: Bound) -> click.IntRange:
    """Return the kind of a whole number within its bounds."""
    return click.IntRange(int(bound.low), int(bound.high))


class Names(click.ParamType[tuple[str, ...]]):
    """Names joined by commas."""

    name = "names"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        if isinstance(value, tuple):
            return value
        return tuple(part.strip() for part in str(value).split(",") if part.strip())


def filled(command: click.Command) -> click.Command:
    """Let a command refuse every option and argument that is given as nothing, in the same words."""
    for parameter in command.params:
        parameter.callback = _filled(parameter.callback)
    return command


def _filled(inner: Callable[..., Any] | None) -> Callable[..., Any]:
    def refuse(ctx: click.Context, parameter: click.Parameter, value: Any) -> Any:
        given = ctx.get_parameter_source(parameter.name or "") is ParameterSource.COMMANDLINE
        if given and _is_nothing(value):
            instead = (
                "" if parameter.required else f"; leave the {parameter.param_type_name} out instead"
            )
            raise click.BadParameter(f"it must not be empty{instead}", ctx=ctx, param=parameter)
        return inner(ctx, parameter, value) if inner else value

    return refuse


def _is_nothing(value: Any) -> bool:
    """Return whether a value is an empty word, no names, or holds such a word."""
    if isinstance(value, str):
        return not value.strip()
    if isinstance(value, tuple):
        return not value or any(isinstance(word, str) and not word.strip() for word in value)
    return False


def as_of(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--as-of``."""
    return click.option(
        "--as-of", type=YEAR, metavar="YEAR",
        help="Compute as if nothing after this year were known.",
    )(command)  # fmt: skip


def blocs(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--blocs``."""
    return click.option(
        "--blocs", type=Names(), default=(), metavar="EU,…",
        help="Count the members of these blocs as one partner. [default: every member by itself]",
    )(command)  # fmt: skip


def in_a_folder(context: click.Context, parameter: click.Parameter, given: Any) -> Any:
    """Return the file named, or refuse it before any work if its folder is missing."""
    if given and str(given) != "-" and Path(given).suffix:  # without an ending a folder of briefs
        require_folder(Path(given))
    return given


def output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--output``."""
    return click.option(
        "--output",
        "-o",
        type=click.Path(dir_okay=False, allow_dash=True),
        callback=in_a_folder,
        metavar="FILE",
        help="Write to this file, as its ending says; - is standard output.",
    )(command)


def briefs_output(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--output`` of one page or of a folder of them."""
    return click.option(
        "--output", "-o", type=click.Path(allow_dash=True), callback=in_a_folder, metavar="FILE",
        help="Write to this file, as its ending says; - is standard output. A folder for several.",
    )(command)  # fmt: skip


def force(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--force``."""
    return click.option(
        "--force", is_flag=True,
        help="Overwrite the file whatever is in it. [default: only this question's own page]",
    )(command)  # fmt: skip


PAGE: Final = ("html", "json", "text", "csv", "pdf", "docx")
"""How a page is written."""


def page_form(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--format`` of a page."""
    added: Callable[..., Any] = choice(
        *PAGE, text="Only this. [default: as FILE ends; without one, text here and HTML in a file]"
    )(command)
    return added


def choice(*formats: str, default: str | None = None, text: str = "") -> Callable[..., Any]:
    """Add ``--format`` with the formats given."""
    return click.option(
        "--format", "form", type=click.Choice(formats), default=default,
        help=text or "How to write the result.", show_default=default is not None,
    )  # fmt: skip


def asked_for(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--states`` and ``--years``: what to ask publishers for who answer by state or by year."""
    command = click.option(
        "--years", type=Years(), metavar="A-B",
        help="Ask for these years, where the publisher answers by year.",
    )(command)  # fmt: skip
    return click.option(
        "--states", type=Names(), default=(), metavar="VNM,IDN",
        help="Ask for these states, where the publisher answers by state. [default: all]",
    )(command)  # fmt: skip


def accept_changes(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--accept-changes``: keep a file that differs from what is held by more than releases do."""
    return click.option(
        "--accept-changes",
        is_flag=True,
        help="Keep a file that differs from what is held by more than releases do.",
    )(command)


def rivals(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--rivals``."""
    return click.option(
        "--rivals",
        type=Names(),
        default=(),
        metavar="A,B",
        help="The powers between which it may balance. [default: the strongest rivalry of majors]",
    )(command)


class ValueAdded(click.ParamType[Any]):
    """``0.41``, ``0.36-0.46``, ``VNM=0.41,CHN=0.5``, ``accounts`` or ``none``."""

    name = "value added"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        from counterpoise.errors import ScenarioError
        from counterpoise.scenarios import value_added

        try:
            return value_added.parsed(value) if isinstance(value, str) else value
        except ScenarioError as fault:
            self.fail(fault.problem, param, ctx)


def value_added(default: str | None = "accounts") -> Callable[..., Any]:
    """Add ``--value-added``: which part of output is income, so that input-output loops count."""
    return click.option(
        "--value-added", type=ValueAdded(), default=default, metavar="SHARE",
        help="Value added in gross output, such as 0.41, 0.36-0.46 or VNM=0.41; none: without"
        " input-output loops. [default: "
        + ("accounts, GDP over output]" if default else "as the file says]"),
    )  # fmt: skip


def trade_baseline(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add ``--source``, ``--year`` and ``--not-covered``: the trade that a scenario starts from."""
    command = click.option(
        "--not-covered", type=click.Choice(["left out", "imputed"]), default="left out",
        show_default=True, help="What becomes of pairs whose trade is not covered.",
    )(command)  # fmt: skip
    command = click.option(
        "--year", type=YEAR, metavar="YEAR",
        help="Start from the trade of this year. [default: the source's last]",
    )(command)  # fmt: skip
    return click.option(
        "--source", default="", metavar="SOURCE",
        help="Where trade comes from, such as cow_trade. [default: what covers most of the world's trade]",
    )(command)  # fmt: skip
