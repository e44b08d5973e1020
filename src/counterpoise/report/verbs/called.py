"""A verb called without what it needs, or with what it does not take, is refused in our words."""

from __future__ import annotations

import functools
from collections.abc import Callable
from inspect import Parameter, signature
from typing import Any, Final

from counterpoise.errors import UsageError
from counterpoise.panel.store import Store

EXAMPLES: Final = {
    "bloc": '"ASEAN"',
    "card": '"my-data.toml"',
    "measure": '"herfindahl"',
    "partner": '"CHN"',
    "paths": '"file.csv"',
    "path": '"file.toml"',
    "indicator": '"goods"',
    "question": '"VNM"',
    "scenario": '"scenario.toml"',
    "source": '"sipri_arms"',
    "state": '"VNM"',
    "states": '["VNM", "IDN"]',
    "text": '"Burma"',
    "what": '"article.txt"',
}
"""How what a verb needs may be written."""
NAMED: Final = (Parameter.POSITIONAL_OR_KEYWORD, Parameter.POSITIONAL_ONLY)


def rightly(function: Callable[..., Any], name: str) -> Callable[..., Any]:
    """Return a function that says in words what it was not given, and what it does not take.

    A store, where it is the first, may be left out.

    Raises
    ------
    UsageError
        If something needed is missing, or something is given that is not taken.
    """
    taken = dict(signature(function).parameters)
    if next(iter(taken), "") == "store":
        del taken["store"]

    @functools.wraps(function)
    def called(*args: Any, **kwargs: Any) -> Any:
        own = args[1:] if args and isinstance(args[0], Store) else args
        _require(name, taken, own, {key: value for key, value in kwargs.items() if key != "store"})
        return function(*args, **kwargs)

    return called


def _require(
    name: str, taken: dict[str, Parameter], args: tuple[Any, ...], kwargs: dict[str, Any]
) -> None:
    """Refuse a call that could not be made."""
    by_place = [key for key, one in taken.items() if one.kind in NAMED]
    kinds = {one.kind for one in taken.values()}
    needed = [
        key for key, one in taken.items()
        if one.default is Parameter.empty and one.kind in (*NAMED, Parameter.KEYWORD_ONLY)
    ]  # fmt: skip
    attempt = f"cpo.{name}({', '.join(_written(key, taken[key]) for key in needed)})"
    if Parameter.VAR_KEYWORD not in kinds:
        for key in kwargs.keys() - taken.keys():
            raise UsageError.not_among(
                f"What is given to `{name}` by name", key, taken, attempt=attempt
            )
    if len(args) > len(by_place) and Parameter.VAR_POSITIONAL not in kinds:
        others = [key for key in taken if key not in by_place]
        told = f"; by name: {', '.join(others)}" if others else ""
        alone = ", ".join(by_place) or "nothing"
        raise UsageError(
            f"`{name}` must be given {alone} alone without a name, not {len(args)} things{told}.",
            attempt=attempt,
        )
    given = {*by_place[: len(args)], *kwargs}
    if missing := [f"`{key}`" for key in needed if key not in given]:
        raise UsageError(f"`{name}` must be given {' and '.join(missing)}.", attempt=attempt)


def _written(key: str, one: Parameter) -> str:
    value = EXAMPLES.get(key, "…")
    return f"{key}={value}" if one.kind is Parameter.KEYWORD_ONLY else value
