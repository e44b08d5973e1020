"""Manifests: the cards of what is held. Writing one commits a release; reading one trusts nothing.

A manifest ends with a seal, the sha256 of its own text with the seal left empty, so that a changed
year or state in it is found as surely as a changed byte of a part. Format 1, which older versions
wrote, has no seal and no sizes: its parts are still checked, by the digest in their names, and the
next write makes it format 2.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import asdict
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from counterpoise import schema
from counterpoise.errors import StoreError
from counterpoise.panel.holdings import Beside, Holding, Part
from counterpoise.panel.integrity import Damage, irregular
from counterpoise.settings import embedded_folder
from counterpoise.snapshots.source import Covered

FORMAT: Final = 2
LARGEST: Final = 64 * 2**20
"""Bytes that a manifest may have; thousands of parts fit into it."""
VINTAGE: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,39}")
_FILE = re.compile(r"[0-9a-f]{32}\.parquet")
_SEAL = re.compile(rb'"seal": "([0-9a-f]{64})"\n\}\n\Z')


class DamagedError(Exception):
    """A manifest that is set aside, and why."""


class NewerError(DamagedError):
    """A manifest that a newer version wrote: it is whole, and can't be read here."""


def text(holding: Holding) -> str:
    """Return a holding as the text of its manifest, sealed."""
    content = {
        "format": FORMAT,
        "written_by": _version(),
        "source": holding.source,
        "vintage": holding.vintage,
        "table": holding.table,
        "added": holding.added,
        "excerpt": holding.excerpt,
        "parts": [asdict(part) for part in holding.parts],
        "account": holding.account,
        "seal": "",
    }
    unsealed = json.dumps(content, indent=1, ensure_ascii=False) + "\n"
    seal = hashlib.sha256(unsealed.encode()).hexdigest()
    return unsealed.removesuffix('""\n}\n') + f'"{seal}"\n}}\n'


def read(path: Path, folder: Path) -> Holding | Damage:
    """Return a manifest as a holding, or what is wrong with it, or that a newer version wrote it.

    Raises
    ------
    FileNotFoundError
        If it is gone.
    """
    state = path.lstat()
    return _read_once(
        path, folder, state.st_mtime_ns, state.st_ctime_ns, state.st_size, state.st_ino
    )


@lru_cache(maxsize=256)
def _read_once(path: Path, folder: Path, *stamp: int) -> Holding | Damage:
    """Read a manifest, once for each version of it: every question looks at them."""
    embedded, newer = folder == embedded_folder(), False
    try:
        return _holding(_content(path), path, folder, embedded=embedded)
    except FileNotFoundError:
        raise
    except OSError as fault:
        words = f"can't be read: {fault.strerror or fault}"
    except DamagedError as fault:
        words, newer = str(fault), isinstance(fault, NewerError)
    except (ValueError, KeyError, TypeError, RecursionError) as fault:
        words = f"is no manifest that can be read ({type(fault).__name__})"
    return Damage(path, words, path.parent.name, path.stem, embedded, newer)


def _content(path: Path) -> dict[str, Any]:
    """Return what a manifest says, once its format and its seal are found to be right."""
    if fault := irregular(path):
        raise DamagedError(fault)
    if path.stat().st_size > LARGEST:
        raise DamagedError(f"has over {LARGEST >> 20} MiB, and is no manifest")
    raw = path.read_bytes().replace(b"\r\n", b"\n")
    content = json.loads(raw.decode("utf-8"))
    if not isinstance(content, dict) or type(content.get("format")) is not int:
        raise DamagedError("is no manifest")
    if content["format"] > FORMAT:
        raise _newer(content)
    if content["format"] == FORMAT or "seal" in content:
        found = _SEAL.search(raw)
        blank = raw[: found.start(1)] + raw[found.end(1) :] if found else b""
        if not found or hashlib.sha256(blank).hexdigest().encode() != found[1]:
            raise DamagedError("is not as it was written: its seal does not fit")
    return content


def _newer(content: dict[str, Any]) -> NewerError:
    writer = str(content.get("written_by", ""))
    plain = bool(re.fullmatch(r"[0-9][0-9a-z.+]{0,30}", writer)) and writer != _version()
    reader = f"counterpoise {writer}" if plain else f"a version of counterpoise after {_version()}"
    return NewerError(
        f"is of format {content['format']}, which {reader} reads; this is {_version()} and reads up to"
        f" format {FORMAT}"
    )


def require_ours(path: Path, folder: Path) -> None:
    """Refuse to write where a newer version wrote: what it keeps would be lost.

    Raises
    ------
    StoreError
        If the manifest is there, and of a newer format.
    """
    with suppress(FileNotFoundError):
        found = read(path, folder)
        if isinstance(found, Damage) and found.newer:
            raise StoreError(
                f"Can't add to {found.source} {found.vintage}: it {found.fault}.",
                where=str(path),
                attempt=f"{found.attempt}; or: counterpoise remove {found.source} {found.vintage}",
            )


def _holding(content: dict[str, Any], path: Path, folder: Path, *, embedded: bool) -> Holding:
    words = ("source", "vintage", "table", "added", "excerpt")
    if not all(isinstance(content[word], str) for word in words) or not content["parts"]:
        raise DamagedError("is no manifest")
    if (content["source"], content["vintage"]) != (path.parent.name, path.stem):
        raise DamagedError(f"is that of {content['source']} {content['vintage']}"[:120])
    if not VINTAGE.fullmatch(content["vintage"]) or content["table"] not in schema.TABLES:
        raise DamagedError("is no manifest")
    return Holding(
        **{word: content[word] for word in words},
        parts=tuple(_part(part) for part in content["parts"]),
        folder=folder,
        embedded=embedded,
        account=content.get("account"),
        seal=str(content.get("seal", "")),
    )


def _part(content: dict[str, Any]) -> Part:
    """Return a part, if its file is a plain name: a manifest must not name any file of the machine."""
    name, numbers = content["file"], [content[key] for key in ("rows", "first", "last")]
    if not isinstance(name, str) or not _FILE.fullmatch(name):
        raise DamagedError(f"names a file that is none of its folder: {str(name)[:60]!r}")
    if not isinstance(content["part"], str) or any(type(number) is not int for number in numbers):
        raise DamagedError("is no manifest")
    return Part(
        part=content["part"],
        file=name,
        rows=content["rows"],
        first=content["first"],
        last=content["last"],
        inputs=tuple((str(given), str(digest)) for given, digest in content["inputs"]),
        coverage=tuple(_covered(covered) for covered in content["coverage"]),
        notes=_texts(content["notes"]),
        size=content.get("size", -1),
        sha256=content.get("sha256", name.removesuffix(".parquet")),
        totals=_beside(content.get("totals")),
        sold=_beside(content.get("sold")),
    )


def _beside(content: dict[str, Any] | None) -> Beside | None:
    if content is None:
        return None
    found = Beside(content["file"], content["size"], content["sha256"])
    if not _FILE.fullmatch(found.file) or type(found.size) is not int:
        raise DamagedError(f"names a file that is none of its folder: {str(found.file)[:60]!r}")
    return found


def _covered(content: dict[str, Any]) -> Covered:
    if type(content["first"]) is not int or type(content["last"]) is not int:
        raise DamagedError("is no manifest")
    lists = {key: _texts(content.get(key, ())) for key in ("states", "items")}
    return Covered(**{**content, **lists})


def _texts(given: Sequence[object]) -> tuple[str, ...]:
    if isinstance(given, str) or not {*map(type, given)} <= {str}:
        raise DamagedError("is no manifest")
    return tuple(map(str, given))


def _version() -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("counterpoise")
    except PackageNotFoundError:
        return "unknown"
