"""Processes that add to a store until they are killed; run by ``test_store_interrupted.py``.

::

    python -m tests.panel.adding serve STORE FILE FILE        fork an adder for each line read:
                                                              "forever", or "until LINES FILE"
    python -m tests.panel.adding at-once STORE FILE...        fork an adder for each file

Importing Polars takes longer than adding. A fork starts at once, and is safe here because nothing
has been computed before it, so that no thread is running.
"""

from __future__ import annotations

import itertools
import os
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any

from counterpoise import sources
from counterpoise.panel import build
from counterpoise.panel import drafts as drafts_module
from counterpoise.panel import store as store_module
from counterpoise.panel.store import Store
from tests.panel import made_up

SOURCE = made_up.SOURCE.id


def serve(store: Store, paths: list[Path]) -> None:
    """Fork an adder whenever a line comes in; say how it ended."""
    for line in sys.stdin:
        if pid := os.fork():
            _, status = os.waitpid(pid, 0)
            print("killed" if os.WIFSIGNALED(status) else "done", flush=True)
            continue
        command, *arguments = line.split()
        if command == "forever":
            add_forever(store, paths)
        add_until(store, paths[int(arguments[1])], lines=int(arguments[0]))
        os._exit(0)


def add_forever(store: Store, paths: list[Path]) -> None:
    """Add the files by turns, and say this process's id after the first, which is the slowest."""
    for number in itertools.count():
        build.add(store, SOURCE, [paths[number % len(paths)]], vintage=f"v{number % 3}")
        if number == 0:
            print(os.getpid(), flush=True)


def add_until(store: Store, path: Path, *, lines: int) -> None:
    """Add the file, and die before the line of the store's code that comes after so many others."""
    seen: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _: Any) -> Any:
        if frame.f_code.co_filename not in {store_module.__file__, drafts_module.__file__}:
            return None
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
            if len(seen) > lines:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    build.add(store, SOURCE, [path], vintage="v0")


def at_once(store: Store, paths: list[Path]) -> None:
    """Fork an adder for each file, which adds it as a vintage of its own and to a shared one."""
    for path in paths:
        if not os.fork():
            for vintage in (path.stem, "shared"):
                build.add(store, SOURCE, [path], vintage=vintage)
            os._exit(0)
    for _ in paths:
        _, status = os.wait()
        if status:
            sys.exit("an adder failed")


if __name__ == "__main__":
    sources.module = lambda _: made_up  # type: ignore[assignment]
    mode, folder, *files = sys.argv[1:]
    run = {"serve": serve, "at-once": at_once}[mode]
    run(Store((Path(folder),)), [Path(file) for file in files])
