"""What holds of the tree as a whole: sizes, places, pinned versions, what goes into the package."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).parents[2]
PACKAGE = REPOSITORY / "src" / "counterpoise"
TEXT = {
    ".cff",
    ".css",
    ".csv",
    ".html",
    ".js",
    ".json",
    ".md",
    ".py",
    ".sh",
    ".toml",
    ".txt",
    ".yml",
}
LEFT_OUT = {".git", "site", "dist", "build", "node_modules"}
MOST_LINES = 400
"""Beside docstrings, which in a module of measures are longer than the code."""
LARGEST_EVIDENCE = 25_000_000
PLACES = "|".join(
    rf"(?<![\w.~])/{place}/" for place in ("work", "home/[a-z]+", "root", "Users", "farm")
)
"""Paths that exist on somebody's machine only."""


def tree() -> list[Path]:
    """Return the files of the project: what is not hidden, but for those that it needs hidden."""
    found = []
    for folder, inner, names in os.walk(REPOSITORY):
        inner[:] = [n for n in inner if n not in LEFT_OUT and (n == ".ci" or not n.startswith("."))]
        found += [Path(folder) / name for name in names]
    return [path for path in found if "__pycache__" not in path.parts]


def test_no_file_names_a_place_of_one_machine() -> None:
    found = [
        f"{path.relative_to(REPOSITORY)}: {match[0]}"
        for path in tree()
        if path.suffix in TEXT or path.name in {"Makefile", "run"}
        if path != Path(__file__)
        for match in re.finditer(PLACES, path.read_text(errors="replace"))
    ]
    assert found == []


def lines_of_code(path: Path) -> int:
    """Return the number of lines that are not a docstring's."""
    text = path.read_text()
    strings = [
        node.value
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    ]
    return text.count("\n") - sum((s.end_lineno or s.lineno) - s.lineno + 1 for s in strings)


def test_files_are_of_a_size_to_be_read_at_once() -> None:
    sizes = {str(path.relative_to(PACKAGE)): lines_of_code(path) for path in PACKAGE.rglob("*.py")}
    assert {name: size for name, size in sizes.items() if size > MOST_LINES} == {}


def test_tests_hold_no_large_files() -> None:
    tests = REPOSITORY / "tests"
    large = [path for path in tree() if tests in path.parents and path.stat().st_size > 50_000]
    assert large == []


def test_embedded_evidence_is_small() -> None:
    size = sum(path.stat().st_size for path in (PACKAGE / "evidence").rglob("*") if path.is_file())
    assert size < LARGEST_EVIDENCE


def test_constraints_are_names_and_versions_only() -> None:
    for line in (REPOSITORY / "constraints.txt").read_text().splitlines():
        assert re.fullmatch(r"[a-z0-9][a-z0-9.-]*==[0-9][0-9a-z.]*", line), line


def test_every_dependency_has_a_pinned_version() -> None:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["project"]
    wanted = list(project["dependencies"])
    for extra in project["optional-dependencies"].values():
        wanted += extra
    names = {re.split(r"[\[<>=;]", line)[0].strip().lower() for line in wanted} - {"counterpoise"}
    pinned = (REPOSITORY / "constraints.txt").read_text()
    assert {name for name in names if not re.search(rf"^{name}==", pinned, re.MULTILINE)} == set()


@pytest.mark.parametrize("script", ["run.sh", ".ci/run"])
def test_scripts_are_well_formed(script: str) -> None:
    shell = "bash" if script == ".ci/run" else "sh"
    subprocess.run([shell, "-n", REPOSITORY / script], check=True)


def test_fragments_of_the_changelog_have_a_number_and_a_kind() -> None:
    settings = tomllib.loads((REPOSITORY / "pyproject.toml").read_text())["tool"]["towncrier"]
    kinds = "|".join(kind["directory"] for kind in settings["type"])
    names = [path.name for path in (REPOSITORY / "changelog.d").iterdir()]
    assert [
        n
        for n in names
        if not re.fullmatch(rf"README\.md|\+?\w+(\.\d+)?\.({kinds})(\.\d+)?\.md", n)
    ] == []
