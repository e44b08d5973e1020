"""Names of drafts that tell whose they are, so that those of a process that died are swept away.

A file that is being made stands beside its place under a draft's name. If the process is killed, the
next one to write there removes what is left, and whoever opens a store what was being unpacked. The
store has a rule of its own (`panel.store`).
"""

from __future__ import annotations

import errno
import os
import platform
import re
import shutil
import stat
import tempfile
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

from counterpoise.errors import StoreError

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


def whole(path: Path, content: str | bytes) -> None:
    """Write a file in one step: it is there whole or not at all.

    A link is followed, and what is no regular file (a device, a pipe) is written to and stays. A file
    that is there keeps its mode, a new one gets the usual one; one that may only be read is left.
    """
    written = content.encode() if isinstance(content, str) else content
    try:
        target = path.resolve()
        mode = _mode_for(target)
        if mode is None:
            target.write_bytes(written)
            return
        sweep(target.parent)
        draft = target.parent / name()
        try:
            draft.touch(0o600, exist_ok=False)
            draft.write_bytes(written)
            draft.chmod(mode)
            os.replace(draft, target)
        finally:
            draft.unlink(missing_ok=True)
    except (OSError, RuntimeError, ValueError) as fault:  # a circle of links, a NUL in a name
        why = getattr(fault, "strerror", None) or fault
        raise StoreError(
            f"Can't write the file: {why}.",
            where=str(path),
            attempt="give a path in a folder that exists and that you may write to",
        ) from fault


def require_folder(path: Path) -> None:
    """Refuse a file whose folder is missing, or none: asked before the work, not after it."""
    try:
        if path.parent.is_dir():
            return
        why = "its folder is not a folder" if path.parent.exists() else "its folder does not exist"
    except (OSError, ValueError) as fault:  # a path too long, a NUL in a name
        why = getattr(fault, "strerror", None) or str(fault)
    raise StoreError(
        f"Can't write the file: {why}.",
        where=str(path),
        attempt="give a path in a folder that exists and that you may write to",
    )


def _mode_for(target: Path) -> int | None:
    """Return the mode that a written file gets; None if what is there is no regular file."""
    try:
        there = target.stat().st_mode
    except FileNotFoundError:
        usual = os.umask(0o077)
        os.umask(usual)
        return 0o666 & ~usual
    if not stat.S_ISREG(there):
        return None
    if not there & 0o222 or not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it may only be read")
    return stat.S_IMODE(there)
