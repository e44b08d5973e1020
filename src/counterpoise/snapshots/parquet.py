"""Read Parquet files of others in a process of its own, within bounds.

A Parquet file of some kilobytes may stand for millions of rows, and one with a flipped byte may ask
for more memory than there is: the engine then ends its process, or panics with words of its own. None
of this may happen to ours. The helper starts with the first file, serves all that follow, and is
started anew if it ended; what it reads comes back as bytes of Arrow.
"""

from __future__ import annotations

import atexit
import io
import json
import os
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import polars as pl

from counterpoise.errors import SourceError
from counterpoise.printable import escaped

MOST_ROWS: Final = 20_000_000
"""Rows of one file; the largest that is published, of all pairs of states, has under 3,000,000."""
MEMORY: Final = 4 * 2**30
SECONDS: Final = 120
CHILD: Final = """
import io, json, sys
memory, most = int(sys.argv[1]), int(sys.argv[2])
try:
    import resource
    resource.setrlimit(resource.RLIMIT_AS, (memory,) * 2)
except (ImportError, ValueError, OSError):
    pass
import polars as pl

PLAIN = (pl.String, pl.Boolean, pl.Date, pl.Datetime, pl.Null)

def answered(path, columns):
    with open(path, "rb") as stream:
        schema = pl.read_parquet_schema(stream)
    if columns is None:
        return {"columns": list(schema)}, b""
    kept = [name for name in columns if name in schema]
    frame = pl.scan_parquet(path, glob=False)
    rows = frame.select(pl.len()).collect().item()
    if rows > most:
        return {"rows": rows}, b""
    factors = [name for name in kept if schema[name] in (pl.Categorical, pl.Enum)]
    odd = {name: str(schema[name]) for name in kept if name not in factors
           and not (schema[name] in PLAIN or schema[name].is_integer() or schema[name].is_float())}
    if odd:
        return {"odd": odd}, b""
    table = frame.select(kept).with_columns(pl.col(factors).cast(pl.String)).collect()
    out = io.BytesIO()
    table.write_ipc(out)
    return {"table": True}, out.getvalue()

for line in sys.stdin.buffer:
    try:
        told, content = answered(*json.loads(line))
    except BaseException as fault:
        told, content = {"fault": (str(fault).splitlines() or [type(fault).__name__])[0][:300]}, b""
    told["bytes"] = len(content)
    sys.stdout.buffer.write(json.dumps(told).encode() + b"\\n" + content)
    sys.stdout.buffer.flush()
"""


class _Helper:
    """The process that reads, and the turns that those take who ask it."""

    def __init__(self) -> None:
        self._turn = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, path: Path, columns: Sequence[str] | None) -> tuple[dict[str, Any], bytes]:
        """Return what the helper says of a file, and the bytes of the table asked for."""
        question = json.dumps(
            [str(path.absolute()), list(columns) if columns is not None else None]
        )
        with self._turn:
            process = self._started()
            ending = threading.Timer(SECONDS, process.kill)
            ending.start()
            try:
                return self._answer(process, question.encode() + b"\n")
            except BaseException:  # Ctrl-C too: a half answer must not be taken for the next one's
                process.kill()
                raise
            finally:
                ending.cancel()

    def _started(self) -> subprocess.Popen[bytes]:
        process = self._process
        if process is None or process.poll() is not None:
            self._process = process = subprocess.Popen(
                [sys.executable, "-P", "-c", CHILD, str(MEMORY), str(MOST_ROWS)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,  # where a panic is told
                env={**os.environ, "POLARS_MAX_THREADS": "2", "RAYON_NUM_THREADS": "2"},
                start_new_session=True,  # Ctrl-C is for the process that asks
            )
        return process

    @staticmethod
    def _answer(process: subprocess.Popen[bytes], question: bytes) -> tuple[dict[str, Any], bytes]:
        told: dict[str, Any] = {}
        content = b""
        if process.stdin is None or process.stdout is None:
            return {"ended": True}, b""
        with suppress(BrokenPipeError, ValueError):
            process.stdin.write(question)
            process.stdin.flush()
            told = json.loads(process.stdout.readline())
            content = process.stdout.read(told["bytes"])
        if not told or len(content) < told["bytes"]:
            process.kill()
            return {"ended": True}, b""
        return told, content

    def end(self) -> None:
        """End the helper with the process that it helps."""
        if (process := self._process) is not None:
            process.kill()
            process.communicate()
            self._process = None


_helper = _Helper()
atexit.register(_helper.end)


def columns_of(path: Path, *, source: str) -> list[str]:
    """Return the names of a Parquet file's columns, or refuse the file."""
    told, _ = _asked(path, None, source)
    found: list[str] = told["columns"]
    return found


def table(path: Path, columns: Sequence[str], *, source: str) -> pl.DataFrame:
    """Return columns of a Parquet file, in the order asked for.

    Raises
    ------
    SourceError
        If the file is damaged, has more rows than `MOST_ROWS`, takes more memory than `MEMORY`, or a
        column holds neither numbers nor texts nor days.
    """
    _, content = _asked(path, columns, source)
    return pl.read_ipc(io.BytesIO(content)).select(columns)


def _asked(path: Path, columns: Sequence[str] | None, source: str) -> tuple[dict[str, Any], bytes]:
    told, content = _helper.ask(path, columns)

    def refused(problem: str, attempt: str) -> SourceError:
        return SourceError.bad_layout(
            problem, source=source, where=f"file {path.name}", attempt=attempt
        )

    if "ended" in told:
        raise refused(
            f"Can't read the Parquet file: it takes more than {MEMORY >> 30} GiB of memory or"
            f" {SECONDS} seconds.",
            "download it anew; it is damaged, or no table of this source",
        )
    if "fault" in told:
        raise refused(
            f"Can't read the Parquet file: {escaped(told['fault'].rstrip('. '), 300)}.",
            "download it anew; it was cut short or damaged",
        )
    if "rows" in told:
        raise refused(
            f"A Parquet file must have at most {MOST_ROWS:,} rows, not {told['rows']:,}.",
            "give the publisher's own table of this source",
        )
    if "odd" in told:
        odd = ", ".join(f"{name!r} of the type {kind}" for name, kind in told["odd"].items())
        raise refused(
            f"The columns must hold plain numbers, texts or days, not {odd}.",
            "download it anew, or save these columns as numbers or texts",
        )
    return told, content
