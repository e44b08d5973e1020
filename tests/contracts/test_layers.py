"""The contracts of import-linter speak of what is there, and cover all of it."""

from __future__ import annotations

import ast
import tomllib
from pathlib import Path
from typing import Any

import pytest

from counterpoise import sources

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "src" / "counterpoise"
CODE = sorted(PACKAGE.rglob("*.py"))


def contract(name: str) -> dict[str, Any]:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())
    contracts = settings["tool"]["importlinter"]["contracts"]
    return next(contract for contract in contracts if contract["id"] == name)


def test_every_source_is_held_blind_to_the_others() -> None:
    listed = [name.rsplit(".", 1)[1] for name in contract("sources")["modules"]]
    assert sorted(listed) == sorted(sources.IDS)


def test_no_layer_in_brackets_is_built() -> None:
    """A layer that exists loses its brackets, so that taking it away by mistake is noticed."""
    layers = [part.strip() for line in contract("layers")["layers"] for part in line.split("|")]
    optional = [layer.strip("()") for layer in layers if layer.startswith("(")]
    assert [name for name in optional if (PACKAGE / name).exists()] == []


@pytest.mark.parametrize("path", CODE, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_inside_things_are_imported_from_their_module(path: Path) -> None:
    """`from counterpoise import Store` would import upward; a module or package is fine."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "counterpoise":
            for alias in node.names:
                module = PACKAGE / alias.name
                assert module.is_dir() or module.with_suffix(".py").exists(), alias.name
        if isinstance(node, ast.Import):
            assert "counterpoise" not in [alias.name for alias in node.names]
