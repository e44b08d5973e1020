"""A question of rebalancing written down in TOML; every refusal names file, line and key.

::

    state = "VNM"
    channels = ["imports"]
    demands = ["worst loss <= 30 %", "independent >= 4"]
    capacity = 0.2
    years = 10

    [elasticity]
    draws = 200
"""

from __future__ import annotations

from dataclasses import fields
from functools import partial
from pathlib import Path
from typing import Any, Final

from counterpoise.errors import CounterpoiseError, ScenarioError, UsageError
from counterpoise.scenarios import _toml_lines
from counterpoise.scenarios.horizons import Elasticity
from counterpoise.scenarios.rebalance.question import Rebalance
from counterpoise.snapshots import small_files

LARGEST: Final = 1_000_000
"""Bytes; a question is written by hand."""


def read(path: Path) -> Rebalance:
    """Return the question that a file asks.

    Raises
    ------
    ScenarioError
        If the file can't be read, is not TOML in UTF-8, or asks what can't be asked.
    """
    refuse = partial(ScenarioError, where=str(path))
    return decoded(small_files.content(path, largest=LARGEST, refuse=refuse), name=str(path))


def decoded(content: bytes, *, name: str) -> Rebalance:
    """Return the question that bytes ask, such as came by a pipe."""
    if len(content) > LARGEST:
        raise ScenarioError(f"A question must have at most {LARGEST:,} bytes.", where=name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        raise ScenarioError("A question must be text in UTF-8.", where=name) from fault
    return loads(text, name=name)


def loads(text: str, *, name: str = "question") -> Rebalance:
    """Return the question that a text asks; `name` stands for the file in errors."""
    held = small_files.toml(text, refuse=partial(ScenarioError, where=name))
    lines = _toml_lines.lines(text)
    try:
        return _question(held)
    except CounterpoiseError as fault:
        key = fault.key if isinstance(fault, ScenarioError) else ""
        line = _toml_lines.nearest(lines, tuple(key.split("."))) if key else 1
        raise ScenarioError.of(fault, key=key, where=f"{name}, line {line}") from fault


def _question(held: dict[str, Any]) -> Rebalance:
    known = {field.name for field in fields(Rebalance)}
    _require_keys(held, known, "")
    if "state" not in held:
        raise ScenarioError("`state` is missing.", key="state")
    for key in ("channels", "demands"):
        texts = held.get(key, "")
        if not isinstance(texts, str) and not (
            isinstance(texts, list) and all(isinstance(one, str) for one in texts)
        ):
            raise ScenarioError(f"`{key}` must be text or a list of texts.", key=key)
    spread = held.get("elasticity", {})
    if not isinstance(spread, dict):
        raise ScenarioError("`elasticity` must be a table, [elasticity].", key="elasticity")
    _require_keys(spread, {field.name for field in fields(Elasticity)}, "elasticity.")
    if not isinstance(held.get("weights", {}), dict):
        raise ScenarioError("`weights` must be a table, [weights].", key="weights")
    try:
        drawn = Elasticity(**spread)
    except ScenarioError as fault:
        raise ScenarioError.of(fault, key=f"elasticity.{fault.key}") from fault
    return Rebalance(**{**held, "elasticity": drawn})


def _require_keys(held: dict[str, Any], known: set[str], path: str) -> None:
    for key in held:
        if key not in known:
            raise ScenarioError.of(UsageError.not_among("A key", key, known), key=f"{path}{key}")
