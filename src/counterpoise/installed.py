"""Are the files of the installed package still those that were installed? Looked at after a fault alone."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterator
from contextlib import suppress
from importlib import metadata
from pathlib import Path

NAME = "counterpoise"


def damaged() -> list[str]:
    """Return the files of the package that are gone or have other bytes than were installed.

    None where that is not written down: of a package that is run from its sources.
    """
    with suppress(metadata.PackageNotFoundError, OSError, ValueError):
        return list(_damaged())
    return []


def _damaged() -> Iterator[str]:
    own = Path(__file__).parent.resolve()
    for file in metadata.distribution(NAME).files or ():
        place = Path(str(file.locate())).resolve()
        if file.hash is None or file.hash.mode != "sha256" or not place.is_relative_to(own):
            continue
        if not place.is_file() or _digest(place) != file.hash.value:
            yield str(place)


def _digest(place: Path) -> str:
    """Return the sha256 of a file as the list of what was installed writes it."""
    with place.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").digest()
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
