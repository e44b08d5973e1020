"""What was made before, in a folder of the cache: each thing under the hash of all that it follows from.

A thing is never stale, for another name would be asked for; the oldest go when there are many. Where
nothing can be written or read, all is made anew.
"""

from __future__ import annotations

import os
import uuid
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Kept:
    """Files in a folder.

    Parameters
    ----------
    folder : Path
        Where they are; made when the first one is.
    most : int
        How many are kept.
    """

    folder: Path
    most: int

    def get(self, name: str) -> bytes | None:
        """Return what was put under a name, or None."""
        path = self.folder / name
        with suppress(OSError):
            if not path.is_file():  # a pipe never ends
                return None
            content = path.read_bytes()
            os.utime(path)  # so that what is used stays
            return content
        return None

    def put(self, name: str, content: bytes) -> None:
        """Put a file at its place in one step, and let the oldest go."""
        with suppress(OSError):  # a read-only home: it is made anew next time
            self.folder.mkdir(parents=True, exist_ok=True)
            temporary = self.folder / f".{uuid.uuid4().hex}.tmp"
            try:
                temporary.write_bytes(content)
                os.replace(temporary, self.folder / name)
            finally:
                temporary.unlink(missing_ok=True)
            there = list(self.folder.iterdir())
            if len(there) > self.most:
                there.sort(key=lambda one: one.stat().st_mtime_ns)
                for one in there[: len(there) - self.most]:
                    one.unlink(missing_ok=True)
