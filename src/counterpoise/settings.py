"""Where Counterpoise keeps things, and whether it may use the network."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path


def data_folder() -> Path:
    """Return the user's data folder: ``COUNTERPOISE_HOME``, or the system's usual place."""
    if home := os.environ.get("COUNTERPOISE_HOME"):
        return Path(home).expanduser()
    from platformdirs import user_data_path

    return user_data_path("counterpoise", appauthor=False)


def embedded_folder() -> Path:
    """Return the folder of the evidence that travels with the package."""
    return Path(__file__).parent / "evidence"


@dataclass(frozen=True)
class Settings:
    """Folders and switches of one run.

    Parameters
    ----------
    home : Path
        The user's data folder; holds ``store/``, ``downloads/`` and ``sources.lock.toml``.
    offline : bool
        True (``COUNTERPOISE_OFFLINE=1``) forbids `fetch` and `ask`; nothing else uses the network anyway.
    """

    home: Path = field(default_factory=data_folder)
    offline: bool = field(default_factory=lambda: os.environ.get("COUNTERPOISE_OFFLINE") == "1")

    @property
    def store(self) -> Path:
        return self.home / "store"

    @property
    def downloads(self) -> Path:
        return self.home / "downloads"

    @property
    def lock(self) -> Path:
        return self.home / "sources.lock.toml"
