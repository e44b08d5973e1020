"""The settings that a measure has of its own, such as the order of a Hill number, and its sources."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from inspect import Parameter, signature
from typing import Final

from counterpoise.errors import UsageError
from counterpoise.likeness import hint
from counterpoise.measures import Measure
from counterpoise.report.tables.asked import Asked

OURS: Final = frozenset({"of", "over", "by", "both", "window", "unanimous", "between", "channel", "floor",
                         "years"})  # fmt: skip
"""Arguments of measures that are not settings here: the question gives them."""
PERIOD: Final = frozenset({"by"})
"""Of events the period is a setting: a year, or a month."""


def settings_of(measure: Measure) -> frozenset[str]:
    """Return the names of the settings that a measure has of its own."""
    ours = OURS - PERIOD if measure.needs == "events" else OURS
    own = {one.name for one in _parameters(measure) if "Frame" not in str(one.annotation)}
    return frozenset(own - ours)


def _parameters(measure: Measure) -> list[Parameter]:
    return list(signature(measure.load()).parameters.values())[1:]


def require_settings(measure: Measure, asked: Asked) -> None:
    """Refuse a setting that the measure has not, or lacks, before its function does in other words.

    Raises
    ------
    UsageError
        If one is not of the measure, or one that it can't do without is not given.
    """
    known = _parameters(measure)
    own = settings_of(measure)
    for name in asked.settings or {}:
        if name not in own:
            choices = ", ".join(sorted(own)) or "none"
            near = hint(name, [*own, *(one.name for one in fields(Asked))])
            raise UsageError(
                f"{measure.name} has no setting {name!r}; it has {choices}.{near}",
                attempt=f"counterpoise table {measure.name} --codebook",
            )
    for one in known if measure.needs == "shares" else ():  # of others the question gives them
        if one.name in own and one.default is one.empty and one.name not in (asked.settings or {}):
            raise UsageError(
                f"{measure.name} needs {one.name} to be named.",
                attempt=f"counterpoise table {measure.name} VNM --{one.name.replace('_', '-')} CHN,RUS",
            )


def require_no_release(measure: Measure, asked: Asked, states: Sequence[str]) -> None:
    """Refuse one source or vintage of a measure that rests on several at once.

    Raises
    ------
    UsageError
        If one is named.
    """
    if asked.source or asked.vintage:
        raise UsageError(
            f"{measure.name} rests on several sources at once, and takes no one of them alone.",
            attempt=f"counterpoise table {measure.name} {' '.join(states)}".rstrip(),
        )


def require_source(measure: Measure, asked: Asked, held: str) -> None:
    """Refuse a source that is not the one that a measure of votes rests on.

    Raises
    ------
    UsageError
        If another is named.
    """
    if asked.source not in ("", held):
        raise UsageError.not_among(f"The source of {measure.name}", asked.source, (held,))
