"""Templates compiled once: kept where Python keeps its own compiled code, and only if it keeps any."""

from __future__ import annotations

import sys
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

from jinja2.bccache import Bucket, FileSystemBytecodeCache


class Compiled(FileSystemBytecodeCache):
    """Compiled templates in a folder's `__pycache__`, or under `PYTHONPYCACHEPREFIX`.

    A template whose text changed, or another Python or Jinja, is compiled anew. Where nothing can be
    written, nothing is kept.

    Parameters
    ----------
    templates : Path
        The folder of the templates.
    options : str
        What else the compiled code depends on.
    """

    def __init__(self, templates: Path, options: str) -> None:
        folder = Path(cache_from_source(str(templates / "page.py"))).parent
        super().__init__(str(folder), f"%s.{options}.jinja")

    def load_bytecode(self, bucket: Bucket) -> None:
        """Fill a bucket with what was kept of it, if it was."""
        with suppress(OSError):
            super().load_bytecode(bucket)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep a compiled template, unless Python was told to keep none or the folder is closed."""
        if sys.dont_write_bytecode:
            return
        with suppress(OSError):
            Path(self.directory).mkdir(parents=True, exist_ok=True)
            super().dump_bytecode(bucket)
