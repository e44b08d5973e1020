"""The files of a release one at a time, where all of them unpacked would fill the disk."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager, nullcontext
from dataclasses import dataclass
from functools import partial
from pathlib import Path, PurePosixPath

from counterpoise import drafts
from counterpoise.errors import ArchiveError
from counterpoise.snapshots import files


@dataclass(frozen=True)
class Member:
    """A plain file among those given, or in an archive, which is files.unpacked only while it is read."""

    name: str
    opened: Callable[[], AbstractContextManager[Path]]


@contextmanager
def one_by_one(paths: Sequence[Path], *, source: str) -> Iterator[list[Member]]:
    """Yield the same files as `unpacked`, of a zip each on the disk no longer than it is read.

    An archive that holds archives is files.unpacked whole, and so is one packed by gzip.

    Raises
    ------
    SourceError, ArchiveError
        As `unpacked`; what is wrong with a member is said when it is opened.
    """
    large = [path for path in paths if _flat(path, source=source)]
    found = [member for path in large for member in _members(path, source=source)]
    others = [path for path in paths if path not in large]
    with ExitStack() as stack:
        if others or not found:
            plain = stack.enter_context(files.unpacked(others, source=source))
            found += [Member(path.name, partial(_as_it_is, path)) for path in plain]
        yield sorted(found, key=lambda member: member.name)


def _flat(path: Path, *, source: str) -> bool:
    """Return whether a file is a zip in which no archive lies, as its names say."""
    files.require_file(path, source=source)
    if files.LEFT_BY_A_DESKTOP.search(path.name) or files.packing(path) != ".zip":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            return not any(INSIDE.search(name) for name in archive.namelist())
    except files.DAMAGE as fault:
        raise files.damaged(path, source, fault) from fault


INSIDE = re.compile(r"\.(zip|gz|rar|7z|xz|bz2|zst|tar|tgz)$", flags=re.IGNORECASE)


def _members(path: Path, *, source: str) -> list[Member]:
    """Return the data of a zip, which is looked through and not files.unpacked."""
    packed = path.stat().st_size
    try:
        with zipfile.ZipFile(path) as archive:
            found = files.data_of(archive, path, source=source, packed=packed)
    except ArchiveError:
        raise
    except files.DAMAGE as fault:
        raise files.damaged(path, source, fault) from fault
    return [
        Member(PurePosixPath(one.filename).name, partial(_while_read, path, one, source, packed))
        for one in found
    ]


def _as_it_is(path: Path) -> AbstractContextManager[Path]:
    return nullcontext(path)


@contextmanager
def _while_read(path: Path, member: zipfile.ZipInfo, source: str, packed: int) -> Iterator[Path]:
    with drafts.folder() as folder:
        try:
            with zipfile.ZipFile(path) as archive:
                plain = files.extracted(archive, member, folder, path, source=source, packed=packed)
        except ArchiveError:
            raise
        except files.DAMAGE as fault:
            raise files.damaged(path, source, fault) from fault
        if files.packing(plain):
            raise ArchiveError(
                "The archive holds another archive under the name of a plain file.",
                where=f"source {source!r}, archive {path.name}, member {member.filename!r}",
                attempt="unpack it yourself and add the plain files",
            )
        files.refuse_no_data(plain, source=source)
        yield plain
