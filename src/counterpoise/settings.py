"""Where Counterpoise keeps things, and whether it may use the network."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from counterpoise.errors import UsageError

FIRST_YEAR: Final = 1494
LAST_YEAR: Final = 2100
"""Years that can be asked of, and that rows may be of: from the first rivalry of the records on."""


def data_folder() -> Path:
    """Return the user's data folder: ``COUNTERPOISE_HOME``, or the system's usual place."""
    if home := os.environ.get("COUNTERPOISE_HOME"):
        if any("\ud800" <= letter <= "\udfff" for letter in home):  # engines can't open it
            raise UsageError.out_of_range("COUNTERPOISE_HOME", home, "a folder named in UTF-8")
        try:
            return Path(home).expanduser()
        except RuntimeError as fault:  # ~somebody, whom the system does not know
            raise UsageError.out_of_range("COUNTERPOISE_HOME", home, "a folder") from fault
    from platformdirs import user_data_path

    return user_data_path("counterpoise", appauthor=False)


def embedded_folder() -> Path:
    """Return the folder of the evidence that travels with the package."""
    return Path(__file__).parent / "evidence"


@dataclass(frozen=True)
class Enough:
    """The rule of trust: how much of a state's own total must be told before what is said of it.

    Parameters
    ----------
    named : float
        Part under which there is no share, no leader, no index and no verdict, but bounds.
    shown : float
        Part under which there are no bounds either: too little is known.
    """

    named: float = 0.8
    shown: float = 0.5

    @classmethod
    def of_the_environment(cls) -> Enough:
        """Return the rule that ``COUNTERPOISE_ENOUGH`` gives ("0.8,0.5"), else the usual one."""
        given = os.environ.get("COUNTERPOISE_ENOUGH", "")
        try:
            named, shown = (float(part) for part in given.split(",")) if given else (0.8, 0.5)
        except ValueError:
            named, shown = -1.0, 0.0
        if not 0 <= shown <= named <= 1:
            raise UsageError.out_of_range(
                "COUNTERPOISE_ENOUGH", given, "two parts such as 0.8,0.5, the first the larger"
            )
        return cls(named, shown)


@dataclass(frozen=True)
class Tolerance:
    """How far a new file may be from what is held before it is refused (``--accept-changes`` takes it).

    Parameters
    ----------
    lost : float
        Part of the rows held that the file covers and does not have.
    far : float
        Part of the figures that are under half or over twice those held.
    ratio : float
        Times by which the median figure may be larger or smaller than that held.
    """

    lost: float = 0.15
    far: float = 0.25
    ratio: float = 3.0

    @classmethod
    def of_the_environment(cls) -> Tolerance:
        """Return what ``COUNTERPOISE_TOLERANCE`` gives ("0.15,0.25,3"), else the usual."""
        given = os.environ.get("COUNTERPOISE_TOLERANCE", "")
        try:
            lost, far, ratio = (
                (float(one) for one in given.split(",")) if given else (0.15, 0.25, 3)
            )
        except ValueError:
            lost, far, ratio = -1.0, 0.0, 0.0
        if not (0 <= lost <= 1 and 0 <= far <= 1 and ratio > 1):
            raise UsageError.out_of_range(
                "COUNTERPOISE_TOLERANCE",
                given,
                "two parts and how many times, such as 0.15,0.25,3 (lost, far, ratio)",
            )
        return cls(lost, far, ratio)


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
    def stamps(self) -> Path:
        """Where it is remembered which files of the store were checked, and under which stamp."""
        return self.home / "cache" / "checked.json"

    @property
    def tables(self) -> Path:
        """Where tables of the whole world, and pages, are kept as they were worked out."""
        return self.home / "cache" / "tables"

    @property
    def drawings(self) -> Path:
        """Where charts are kept as they were drawn."""
        return self.home / "cache" / "drawings"

    @property
    def downloads(self) -> Path:
        return self.home / "downloads"

    @property
    def lock(self) -> Path:
        return self.home / "sources.lock.toml"
