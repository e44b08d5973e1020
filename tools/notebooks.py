"""Run the notebooks of the manual, cell by cell, and write their outputs into them and as pages.

    python tools/notebooks.py            run all, and write what they give
    python tools/notebooks.py --check    run all, and fail if one gives something else

Needs no Jupyter: a cell is run as Jupyter runs it (what is printed, then what its last line is worth).
"""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

REPOSITORY: Final = Path(__file__).parent.parent
FOLDER: Final = REPOSITORY / "docs" / "notebooks"
LONGEST: Final = 6_000
"""Letters of an output: a notebook of the manual is to be read."""


def run(path: Path) -> dict[str, Any]:
    """Return a notebook with the outputs of its cells, run in order, with a store of its own."""
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    names: dict[str, Any] = {"__name__": "__main__"}
    here = Path.cwd()
    kept = {name: os.environ.get(name) for name in ("COUNTERPOISE_HOME", "SOURCE_DATE_EPOCH")}
    with tempfile.TemporaryDirectory() as home:
        os.environ |= {"COUNTERPOISE_HOME": home, "SOURCE_DATE_EPOCH": "1795910400"}
        os.chdir(REPOSITORY)
        try:
            code = [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]
            for number, cell in enumerate(code, start=1):
                cell["execution_count"] = number
                cell["outputs"] = _outputs("".join(cell["source"]), names, number)
        finally:
            os.chdir(here)
            for name, value in kept.items():
                os.environ.pop(name, None)
                if value is not None:
                    os.environ[name] = value
    return notebook


def _outputs(source: str, names: dict[str, Any], number: int) -> list[dict[str, Any]]:
    """Run a cell; return what it printed, and what its last line is worth."""
    tree = ast.parse(source)
    last = tree.body.pop() if tree.body and isinstance(tree.body[-1], ast.Expr) else None
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile(tree, f"<cell {number}>", "exec"), names)
        worth = None
        if isinstance(last, ast.Expr):
            worth = eval(compile(ast.Expression(last.value), f"<cell {number}>", "eval"), names)
    outputs: list[dict[str, Any]] = []
    if printed.getvalue():
        outputs.append(
            {"output_type": "stream", "name": "stdout", "text": _lines(printed.getvalue())}
        )
    if worth is not None:
        outputs.append(
            {
                "output_type": "execute_result",
                "execution_count": number,
                "metadata": {},
                "data": {"text/plain": _lines(repr(worth))},
            }
        )
    if sum(len(json.dumps(one)) for one in outputs) > LONGEST:
        raise SystemExit(f"cell {number} gives more than {LONGEST:,} letters")
    return outputs


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def page(notebook: dict[str, Any], name: str) -> str:
    """Return a notebook as a page of the manual: words, code and what it gave."""
    parts = []
    for cell in notebook["cells"]:
        source = "".join(cell["source"])
        if cell["cell_type"] == "markdown":
            parts.append(source)
            continue
        parts.append(f"```python\n{source}\n```")
        for one in cell["outputs"]:
            told = "".join(one["text"] if "text" in one else one["data"]["text/plain"]).rstrip()
            parts.append(f"```text\n{told}\n```")
    parts.append(f"The notebook itself: [{name}.ipynb]({name}.ipynb).")
    return "\n\n".join(parts) + "\n"


def written(path: Path) -> dict[Path, str]:
    """Return what a notebook's files hold after a run."""
    done = run(path)
    text = json.dumps(done, indent=1, ensure_ascii=False) + "\n"
    return {path: text, path.with_suffix(".md"): page(done, path.stem)}


def main() -> None:
    stale = []
    for path in sorted(FOLDER.glob("*.ipynb")):
        for file, text in written(path).items():
            if not file.is_file() or file.read_text(encoding="utf-8") != text:
                stale.append(file.name)
                if "--check" not in sys.argv:
                    file.write_text(text, encoding="utf-8")
                    print(f"wrote {file.relative_to(REPOSITORY)}")
    if stale and "--check" in sys.argv:
        raise SystemExit(f"other than when they were run: {', '.join(stale)}")


if __name__ == "__main__":
    main()
