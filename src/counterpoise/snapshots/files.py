"""Open a publisher's file, whatever it is wrapped in, and refuse what can't be read whole.

Plain, gzip and zip files are read, a zip inside a zip too; the first bytes decide, for downloads lose
their endings and browsers unpack without renaming. An archive is unpacked into a private folder that is
gone afterwards; a member that would leave the folder, a link, an encrypted member, or an archive that
unpacks beyond the limits is refused before anything of it is used. What a desktop leaves beside files
(``.DS_Store``, ``__MACOSX``) is passed over, and in an archive the papers that publishers put beside
data (``README.txt``, a codebook in PDF). How the bytes of a plain file become text is decided in
:mod:`.texts`.
"""

from __future__ import annotations

import codecs
import gzip
import lzma
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path, PurePosixPath
from typing import IO, cast

from counterpoise import drafts
from counterpoise.errors import ArchiveError, SourceError, quoted
from counterpoise.printable import escaped, number_of

LARGEST_UNPACKED = 16 * 2**30
"""Bytes that one archive may unpack to: all years of BACI in one revision are about 9 GiB."""
_LARGEST: ContextVar[int] = ContextVar("largest", default=0)
LARGEST_RATIO = 100
"""Unpacked over packed size, beyond `SMALL_UNPACKED` bytes; honest CSV packs 5 to 30 times."""
SMALL_UNPACKED = 64 * 2**20
MOST_MEMBERS = 1_000
DEEPEST = 3
"""Archives inside one another; publishers put a zip into a zip, not more."""
CHUNK = 2**20
LEFT_BY_A_DESKTOP = re.compile(
    r"(^|/)(__MACOSX/.*|\._[^/]*|\.DS_Store|Thumbs\.db|desktop\.ini)$", flags=re.IGNORECASE
)
"""Files that hold no data: macOS and Windows put them beside those that do, and into archives."""
PAPERS = re.compile(
    r"(^|/)((read[ _-]?me|licen[cs]e|manifest|citation|codebook)([ ._-][^/]*)?(?<!\.csv)"
    r"|[^/]*\.(pdf|docx?|rtf|md|html?))$",
    flags=re.IGNORECASE,
)
"""What publishers put into an archive beside the data, to be read by people."""
GZIP, ZIP = b"\x1f\x8b", b"PK\x03\x04"
NO_DATA = {
    b"version https://git-lfs": "a pointer of Git LFS, which says where the data are",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"%pdf-": "a PDF",
}
"""How files begin, in small letters, that people save in place of the data."""
PACKED_OTHERWISE = {
    b"Rar!\x1a\x07": "rar",
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"\xfd7zXZ\x00": "xz",
    b"BZh": "bzip2",
    b"\x28\xb5\x2f\xfd": "zstd",
}
"""How archives begin that are not unpacked here."""
TAR_AT, TAR = 257, b"ustar"
DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    OSError,
    EOFError,
    ValueError,  # a name that is no text
    RuntimeError,  # a method of packing or of encryption that Python lacks
)
"""What the standard library raises on archives that are damaged or beyond it."""


@contextmanager
def unpacked(paths: Sequence[Path], *, source: str) -> Iterator[list[Path]]:
    """Yield the plain files in `paths`, in name order: a plain file as it is, an archive's members.

    Raises
    ------
    SourceError
        If the file is absent, empty, packed in a way that is not read, or not what its ending says.
    ArchiveError
        If the archive is damaged, unsafe, or larger than the limits.
    """
    if not paths:
        raise SourceError.bad_layout("No file was given.", source=source, where="no path")
    with drafts.folder() as folder:
        plain: list[Path] = []
        for number, path in enumerate(paths):
            require_file(path, source=source)
            path = _plainly_named(path, folder / f"named {number}")
            plain += _plain(path, folder / str(number), source=source)
        if not plain:
            raise SourceError.bad_layout(
                "The files must hold data; these are what a desktop leaves beside files.",
                source=source,
                where=", ".join(path.name for path in paths[:5]),
            )
        yield sorted(plain, key=lambda path: path.name)


def _plain(path: Path, folder: Path, *, source: str) -> list[Path]:
    """Return a plain file as it is, none where a desktop left it, and an archive's files."""
    if LEFT_BY_A_DESKTOP.search(path.name):
        return []
    if not packing(path):
        refuse_no_data(path, source=source)
        return [_without_ending(path, folder) if path.suffix.lower() == ".gz" else path]
    return _opened(path, folder, source=source, packed=path.stat().st_size)


def _without_ending(path: Path, folder: Path) -> Path:
    """Return a text that is called gzip, as browsers leave it that unpack in silence, by its own name."""
    folder.mkdir(parents=True)
    link = folder / path.stem
    link.symlink_to(path.resolve())
    return link


def packing(path: Path) -> str:
    """Return how a file is packed, ``.gz`` or ``.zip``; "" if it is plain, whatever its ending says.

    A workbook is a zip, too, and stays whole. A damaged archive is one still, by its ending.
    """
    with path.open("rb") as stream:
        first = stream.read(CHUNK)
    if first.startswith(GZIP):
        return ".gz"
    if first.startswith(ZIP) and not _is_workbook(path):
        return ".zip"
    ending = path.suffix.lower()
    if ending not in {".gz", ".zip"} or (ending == ".gz" and _is_text(first)):
        return ""
    return ending


def _is_workbook(path: Path) -> bool:
    """Return whether a zip that is not called one is a workbook, or too damaged to tell."""
    if path.suffix.lower() == ".zip":
        return False
    try:
        with zipfile.ZipFile(path) as archive:
            names = set(archive.namelist())
    except DAMAGE:
        return True
    return bool(names & {"[Content_Types].xml", "mimetype"})


def _is_text(first: bytes) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")().decode(first)
    except UnicodeDecodeError:
        return False
    return b"\x00" not in first and b"," in first


def _opened(path: Path, folder: Path, *, source: str, packed: int, depth: int = 1) -> list[Path]:
    """Return an archive's files, with those of the archives in it; `packed` is the outermost's size."""
    if depth > DEEPEST:
        raise ArchiveError(
            f"Archives must lie at most {DEEPEST} deep inside one another.",
            where=f"source {source!r}, archive {path.name}",
            attempt="unpack it yourself and add the plain file",
        )
    if packing(path) == ".gz":
        folder.mkdir(parents=True)
        inside = [_gunzip(path, folder, source=source, packed=packed)]
    else:
        inside = _unzip(path, folder, source=source, packed=packed)
    plain: list[Path] = []
    for number, found in enumerate(inside):
        if packing(found):
            deeper = folder / f"within {number}"
            plain += _opened(found, deeper, source=source, packed=packed, depth=depth + 1)
        else:
            refuse_no_data(found, source=source)
            plain.append(found)
    return plain


def refuse_no_data(path: Path, *, source: str) -> None:
    """Refuse what is saved in place of data, or packed in a way not read, whatever its ending says."""
    with path.open("rb") as stream:
        first = stream.read(TAR_AT + len(TAR))
    begins = first.removeprefix(codecs.BOM_UTF8).lstrip().lower()
    if saved := [kind for start, kind in NO_DATA.items() if begins.startswith(start)]:
        raise SourceError.bad_layout(
            f"The file must be data, not {saved[0]}.",
            source=source,
            where=f"file {path.name}",
            attempt="download the data themselves; the address may ask for a log-in first",
        )
    kinds = [kind for start, kind in PACKED_OTHERWISE.items() if first.startswith(start)]
    if first[TAR_AT:] == TAR:
        kinds.append("tar")
    if kinds:
        raise ArchiveError(
            f"The file is a {kinds[0]} archive, which is not unpacked here.",
            where=f"source {source!r}, file {path.name}",
            attempt="unpack it, and add the files that are in it",
        )


def _plainly_named(path: Path, folder: Path) -> Path:
    """Return a path whose every letter is one: engines can't open names that are not UTF-8."""
    if str(path).isprintable():
        return path
    folder.mkdir()
    link = folder / escaped(path.name, 120).replace("\\", "_")
    link.symlink_to(path.resolve())
    return link


def only(paths: Sequence[Path], *, source: str) -> Path:
    """Return the one path of a layout that is a single file, or refuse the others."""
    if len(paths) != 1:
        raise SourceError.bad_layout(
            f"This layout is one file, not {len(paths)}.",
            source=source,
            where=", ".join(path.name for path in paths[:5]) or "no path",
        )
    return paths[0]


def require_file(path: Path, *, source: str) -> None:
    """Refuse a path that is no file, or an empty one; a pipe or a device is not even opened."""
    try:
        kind = path.stat().st_mode
    except (OSError, ValueError) as fault:  # a NUL in a name is no value
        why = (
            ""
            if isinstance(fault, FileNotFoundError)
            else f": {getattr(fault, 'strerror', None) or fault}"
        )
        raise SourceError(
            f"Can't find the file {quoted(path.name)}{why}.",
            where=f"source {source!r}, path {path}",
            attempt="check the path; a folder's files are given one by one or with a wildcard",
        ) from fault
    if not stat.S_ISREG(kind):
        other = "a folder" if stat.S_ISDIR(kind) else "a pipe or a device"
        raise SourceError(
            f"{quoted(path.name)} must be a file, not {other}.",
            where=f"source {source!r}, path {path}",
            attempt="write it to a file; a folder's files are given one by one or with a wildcard",
        )
    try:
        with path.open("rb") as stream:
            empty = not stream.read(1)
    except OSError as fault:
        raise SourceError(
            f"Can't read the file {path.name!r}: {fault.strerror}.",
            where=f"source {source!r}, path {path}",
            attempt="check who may read it",
        ) from fault
    if empty:
        raise SourceError.bad_layout(
            "The file is empty.",
            source=source,
            where=f"file {path.name}",
            attempt="download it anew",
        )


def _gunzip(path: Path, folder: Path, *, source: str, packed: int) -> Path:
    target = folder / (path.stem if path.suffix.lower() == ".gz" else path.name)
    try:
        with gzip.open(path, "rb") as stream, target.open("wb") as out:
            _copy(cast("IO[bytes]", stream), out, packed=packed, name=path.name, source=source)
    except ArchiveError:
        raise
    except DAMAGE as fault:
        raise damaged(path, source, fault) from fault
    return target


def _unzip(path: Path, folder: Path, *, source: str, packed: int) -> list[Path]:
    try:
        with zipfile.ZipFile(path) as archive:
            return [
                extracted(archive, member, folder, path, source=source, packed=packed)
                for member in data_of(archive, path, source=source, packed=packed)
            ]
    except ArchiveError:
        raise
    except DAMAGE as fault:
        raise damaged(path, source, fault) from fault


def data_of(
    archive: zipfile.ZipFile, path: Path, *, source: str, packed: int
) -> list[zipfile.ZipInfo]:
    """Return the members that hold data, in the order of their names, once all are known to be safe."""
    members = [
        member
        for member in archive.infolist()
        if not member.is_dir() and not LEFT_BY_A_DESKTOP.search(member.filename)
    ]
    _refuse_unsafe(members, path, source=source, packed=packed)
    data = [member for member in members if not PAPERS.search(member.filename)]
    return sorted(data or members, key=lambda member: member.filename)


def _refuse_unsafe(members: list[zipfile.ZipInfo], path: Path, *, source: str, packed: int) -> None:
    def refuse(problem: str, member: str = "") -> ArchiveError:
        return ArchiveError(
            problem,
            where=f"source {source!r}, archive {path.name}"
            + (f", member {member!r}" if member else ""),
            attempt="download it anew from the publisher, or unpack it yourself and add the file",
        )

    if not members:
        raise refuse("The archive holds no file.")
    if len(members) > MOST_MEMBERS:
        raise refuse(f"The archive must hold at most {MOST_MEMBERS:,} files, not {len(members):,}.")
    for member in members:
        inside = PurePosixPath(member.filename.replace("\\", "/"))
        if (
            not inside.parts
            or inside.is_absolute()
            or ".." in inside.parts
            or ":" in inside.parts[0]
        ):
            raise refuse("An archive member must stay inside its folder.", member.filename)
        if stat.S_ISLNK(member.external_attr >> 16):
            raise refuse("An archive member must not be a link.", member.filename)
        if member.flag_bits & 1:
            raise refuse("An archive member must not be encrypted.", member.filename)
    if len({member.filename for member in members}) < len(members):
        raise refuse("An archive must not hold two members of one name.")
    total = sum(member.file_size for member in members)
    _refuse_bomb(total, packed, path.name, source)


def extracted(
    archive: zipfile.ZipFile,
    member: zipfile.ZipInfo,
    folder: Path,
    path: Path,
    *,
    source: str,
    packed: int,
) -> Path:
    """Unpack one member into a folder, counting its bytes, and return its path."""
    target = folder.joinpath(*PurePosixPath(member.filename).parts)
    target.parent.mkdir(parents=True, exist_ok=True)
    with archive.open(member) as stream, target.open("wb") as out:
        _copy(stream, out, packed=packed, name=path.name, source=source)
    return target


def _copy(stream: IO[bytes], out: IO[bytes], *, packed: int, name: str, source: str) -> None:
    """Copy, counting: the sizes that an archive states about itself are not trusted."""
    written = 0
    while chunk := stream.read(CHUNK):
        written += len(chunk)
        _refuse_bomb(written, packed, name, source)
        out.write(chunk)


@contextmanager
def unpacking_at_most(size: int) -> Iterator[None]:
    """Refuse archives that unpack to more bytes, for as long as this is entered."""
    before = _LARGEST.set(size)
    try:
        yield
    finally:
        _LARGEST.reset(before)


def _refuse_bomb(unpacked_bytes: int, packed: int, name: str, source: str) -> None:
    largest = _LARGEST.get() or LARGEST_UNPACKED
    beyond = unpacked_bytes > largest
    if beyond or (unpacked_bytes > SMALL_UNPACKED and unpacked_bytes > LARGEST_RATIO * packed):
        raise ArchiveError(
            f"The archive must unpack to at most {LARGEST_RATIO} times its size"
            f" and {f'{largest >> 30} GiB' if largest >> 30 else f'{largest >> 20} MiB'}.",
            where=f"source {source!r}, archive {name}: {number_of(packed, 'byte gives', 'bytes give')}"
            f" {unpacked_bytes:,} or more",
            attempt="if the file is honest, unpack it yourself and add the plain file",
        )


def damaged(path: Path, source: str, fault: Exception) -> ArchiveError:
    """Return the error of an archive that can't be unpacked."""
    return ArchiveError(
        f"Can't unpack the archive: {fault}.",
        where=f"source {source!r}, archive {path.name}",
        attempt="download it anew; it is damaged, cut short, or not what its ending says",
    )
