"""Read workbooks (``.xls``, ``.xlsx``) as text cells.

The reader runs in a process of its own: on a damaged workbook it may ask for more memory than there
is, or stop its process outright, and neither must happen to ours.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from counterpoise.errors import SourceError

OLE = b"\xd0\xcf\x11\xe0"
"""The bytes with which an ``.xls`` workbook starts."""
PACKED = b"PK\x03\x04"
"""The bytes with which an ``.xlsx`` workbook starts."""
SECONDS = 120
MEMORY = 4 * 2**30
CHILD = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[3]),) * 2)
except (ImportError, ValueError, OSError):
    pass
from python_calamine import CalamineWorkbook
book = CalamineWorkbook.from_path(sys.argv[1])
if sys.argv[2] not in book.sheet_names:
    print(json.dumps({"sheets": book.sheet_names}))
    raise SystemExit
rows = book.get_sheet_by_name(sys.argv[2]).to_python(skip_empty_area=False)
write = lambda cell: cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
print(json.dumps({"rows": [[write(cell) for cell in row] for row in rows]}))
"""

MANY = """
import json, sys
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
except (ImportError, ValueError, OSError):
    pass
from python_calamine import CalamineWorkbook
write = lambda cell: cell.isoformat() if hasattr(cell, "isoformat") else str(cell)
for path in sys.argv[2:]:
    book = CalamineWorkbook.from_path(path)
    sheets = {}
    for name in book.sheet_names:
        rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
        sheets[name] = [[write(cell) for cell in row] for row in rows]
    print(json.dumps(sheets), flush=True)
"""
"""One process for many workbooks: to start one for each would take longer than to read them."""
BATCH = 50


def is_workbook(path: Path) -> bool:
    """Return whether the file starts like a workbook, whatever its name."""
    with path.open("rb") as stream:
        return stream.read(len(OLE)) in (OLE, PACKED)


def as_csv(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of cells as text parted by commas, every cell quoted."""
    return "".join(
        ",".join('"' + cell.replace('"', '""') + '"' for cell in row) + "\n" for row in rows
    )


def read_sheet(path: Path, sheet: str, *, source: str) -> list[list[str]]:
    """Return the cells of a sheet, from its first row on, as text; an empty cell is "".

    Raises
    ------
    SourceError
        If the workbook is damaged, or has no such sheet.
    """
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-c", CHILD, str(path), sheet, str(MEMORY)],
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
        answer = json.loads(child.stdout)
    except (subprocess.SubprocessError, OSError, ValueError) as fault:
        raise SourceError.bad_layout(
            f"Can't read the workbook: {_reason(fault)}.",
            source=source,
            where=f"file {path.name}",
            attempt="download it anew; it was cut short or damaged",
        ) from fault
    if "rows" not in answer:
        raise SourceError.bad_layout(
            f"The workbook must have a sheet {sheet!r}.",
            source=source,
            where=f"file {path.name}; found {', '.join(answer['sheets'])}",
        )
    rows: list[list[str]] = answer["rows"]
    return rows


def read_books(
    paths: Sequence[Path], *, source: str
) -> Iterator[tuple[Path, dict[str, list[list[str]]]]]:
    """Yield each workbook with the cells of all its sheets, as `read_sheet` gives them.

    Raises
    ------
    SourceError
        If a workbook is damaged; the workbooks before it have been yielded.
    """
    for start in range(0, len(paths), BATCH):
        batch = paths[start : start + BATCH]
        said, fault = _said_of(batch)
        yield from zip(batch, (json.loads(line) for line in said), strict=False)
        if fault is not None or len(said) < len(batch):
            raise SourceError.bad_layout(
                f"Can't read the workbook: {_reason(fault) if fault else 'it is damaged'}.",
                source=source,
                where=f"file {batch[min(len(said), len(batch) - 1)].name}",
                attempt="download it anew; it was cut short or damaged",
            ) from fault


def _said_of(paths: Sequence[Path]) -> tuple[list[bytes], Exception | None]:
    """Return what the child said of each workbook, and why it stopped before the last."""
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-c", MANY, str(MEMORY), *map(str, paths)],
            capture_output=True,
            timeout=SECONDS,
            check=True,
        )
    except (subprocess.CalledProcessError, subprocess.TimeoutExpired) as fault:
        whole = (fault.stdout or b"").split(b"\n")[:-1]
        return whole, fault
    except OSError as fault:
        return [], fault
    return child.stdout.splitlines(), None


def _reason(fault: Exception) -> str:
    """Return the last line that the child said of its end, without a trace."""
    said = (
        fault.stderr.decode(errors="replace")
        if isinstance(fault, subprocess.CalledProcessError)
        else str(fault)
    )
    errors = [line for line in said.splitlines() if "Error" in line]
    return errors[-1].rpartition("Error: ")[2] if errors else "it is damaged"
