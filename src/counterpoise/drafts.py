"""Names of drafts that tell whose they are, so that those of a process that died are swept away.

A file that is being made stands beside its place under a draft's name. If the process is killed, the
next one to write there removes what is left, and whoever opens a store what was being unpacked. The
store has a rule of its own (`panel.store`).
"""

from __future__ import annotations

import os
import platform
import re
import shutil
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

PREFIX: Final = ".counterpoise-"
_NAME: Final = re.compile(re.escape(PREFIX) + r"([0-9a-f]{8})-(\d{1,10})-[0-9a-f]{32}\.tmp")


def name() -> str:
    """Return a new draft's name, which says on which machine and by which process it is made."""
    return f"{PREFIX}{_machine()}-{os.getpid()}-{uuid.uuid4().hex}.tmp"


def sweep(folder: Path) -> None:
    """Remove from a folder the drafts of this machine's processes that are no more."""
    with suppress(OSError):
        for path in folder.glob(f"{PREFIX}*.tmp"):
            found = _NAME.fullmatch(path.name)
            if found and found[1] == _machine() and not _alive(int(found[2])):
                shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def sweep_temporary() -> None:
    """Remove from the system's temporary folder what a killed process had unpacked there."""
    sweep(Path(tempfile.gettempdir()))


@contextmanager
def folder() -> Iterator[Path]:
    """Yield a folder of one's own among the system's temporary ones; it is gone afterwards."""
    own = Path(tempfile.gettempdir()) / name()
    own.mkdir(0o700)
    try:
        yield own
    finally:
        shutil.rmtree(own, ignore_errors=True)


def _machine() -> str:
    return sha256(platform.node().encode()).hexdigest()[:8]


def _alive(process: int) -> bool:
    """Return whether a process may still be at work; where that can't be known, it is."""
    if os.name != "posix":  # there, signal 0 would end it
        return True
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except OSError:
        return True
    return True
