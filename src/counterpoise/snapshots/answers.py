"""What came: whether it is what should come, the file inside it, and whether it goes on."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from counterpoise.errors import FetchError
from counterpoise.printable import escaped
from counterpoise.snapshots.connections import web_address
from counterpoise.snapshots.request import Pages, Request

SEEN: Final = 4096
"""Bytes of an answer that are looked at to know what it is."""
SHOWN: Final = 160
MOST_PAGES: Final = 5_000
PAGE_OF_A_SITE: Final = re.compile(rb"\s*(<!doctype html|<html|<head\b|<body\b)", re.IGNORECASE)
SIGNATURES: Final = {
    "zip": (b"PK\x03\x04",),
    "xlsx": (b"PK\x03\x04", b"\xd0\xcf\x11\xe0"),
    "parquet": (b"PAR1",),
}
WORDS: Final = {
    "csv": "a table in text",
    "json": "JSON",
    "zip": "a zip archive",
    "xlsx": "a workbook",
    "parquet": "a Parquet file",
}


def start(path: Path) -> bytes:
    """Return the first bytes of a file."""
    with path.open("rb") as stream:
        return stream.read(SEEN)


def quoted_start(first: bytes) -> str:
    """Return how an answer begins, fit for a message: its first line with words, clipped."""
    text = first.decode("utf-8", "replace")
    lines = [line for line in text.splitlines() if line.strip()]
    return f": it begins {escaped(lines[0].strip(), SHOWN)!r}" if lines else ""


def fault_of(request: Request, path: Path) -> str:
    """Return in words why a file is not what should come; "" if it may be."""
    first = start(path)
    plain = first.removeprefix(b"\xef\xbb\xbf")
    if PAGE_OF_A_SITE.match(plain):
        return "a page of a site came in place of the file" + quoted_start(plain)
    kind = request.kind
    signature = SIGNATURES.get(kind, ())
    binary = b"\0" in first[:512] and not first.startswith((b"\xff\xfe", b"\xfe\xff"))
    wrong = (
        (signature and not first.startswith(signature))
        or (kind == "json" and not plain.lstrip().startswith((b"{", b"[")))
        or (kind == "csv" and (binary or plain.lstrip().startswith((b"{", b"<", b"PK\x03\x04"))))
    )
    if wrong:
        return f"{WORDS[kind]} should come, and something else did" + quoted_start(plain)
    line = plain.decode("utf-8", "replace").lstrip().partition("\n")[0]
    if request.begins and not line.replace('"', "").startswith(request.begins):
        return f"its first line should begin {request.begins!r}" + quoted_start(plain)
    return ""


def unwrapped(request: Request, path: Path) -> str:
    """Put the file that stands in a field of an answer in its place; return what is wrong, or ""."""
    if not request.inside:
        return ""
    try:
        held = _at(json.loads(path.read_bytes()), request.inside)
        if not isinstance(held, str) or not held:
            raise ValueError("it is no text")
        content = base64.b64decode(held, validate=True) if request.base64 else held.encode()
    except (ValueError, LookupError, TypeError, RecursionError, binascii.Error):
        return f"its field {request.inside!r} should hold the file" + quoted_start(start(path))
    path.write_bytes(content)
    return ""


def next_page(request: Request, path: Path, number: int) -> Request | None:
    """Return the request of the page after the `number`-th (from 1); None if that was the last.

    Raises
    ------
    FetchError
        If the answer does not say how it goes on, or it never ends.
    """
    pages = request.pages
    if pages is None:
        return None
    try:
        following = _following(pages, request, path, number)
    except (ValueError, LookupError, TypeError, RecursionError) as fault:
        raise FetchError(
            "Can't find in the answer how its pages go on" + quoted_start(start(path)) + ".",
            where=request.id,
            attempt="look at the publisher's page: the layout may have changed",
        ) from fault
    if following and number >= MOST_PAGES:
        raise FetchError(
            f"An answer must have at most {MOST_PAGES:,} pages.",
            where=request.id,
            attempt="ask for fewer states or years: --states, --years",
        )
    return (
        replace(request, url=following, file=_numbered(request, number + 1)) if following else None
    )


def _following(pages: Pages, request: Request, path: Path, number: int) -> str:
    """Return the address of the next page; "" if there is none."""
    inside: Any = None
    if pages.rows or pages.total or pages.last or pages.link:
        inside = json.loads(path.read_bytes())
    if pages.by == "link":
        return _linked(inside, pages.link, request)
    if pages.last:
        more = number < int(_at(inside, pages.last))
    else:
        rows = len(_at(inside, pages.rows)) if pages.rows else _lines(path) - 1
        more = rows >= pages.size
        if pages.total and rows:
            more = (number - 1) * pages.size + rows < int(_at(inside, pages.total))
    if not more:
        return ""
    place = number * pages.size if pages.by == "skip" else number + 1
    return with_parameter(request.url, pages.parameter, str(place))


def _linked(inside: Any, link: str, request: Request) -> str:
    """Return the next page's address if it is of the same publisher; "" if there is none."""
    try:
        address = _at(inside, link)
    except LookupError:
        return ""
    if not address:
        return ""
    parts = web_address(str(address))
    if parts is None or (parts.scheme, parts.netloc) != urlsplit(request.url)[:2]:
        raise ValueError("it leads elsewhere")
    return str(address)


def with_parameter(url: str, name: str, value: str) -> str:
    """Return an address in which a parameter has a value, whatever it had before."""
    parts = urlsplit(url)
    others = [one for one in parts.query.split("&") if one and one.partition("=")[0] != name]
    return parts._replace(query="&".join([*others, f"{name}={value}"])).geturl()


def _numbered(request: Request, number: int) -> str:
    """Return the name of a page's file: of the first, with its number before the ending."""
    stem, dot, ending = request.file.rpartition(".")
    plain = re.sub(r" page \d+$", "", stem if dot else ending)
    return f"{plain} page {number}{dot}{ending if dot else ''}"


def _at(value: Any, path: str) -> Any:
    """Return what stands at a dotted place in JSON: "1" is the second of a list."""
    for step in path.split("."):
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value


def _lines(path: Path) -> int:
    with path.open("rb") as stream:
        return sum(1 for line in stream if line.strip())


def checksum(path: Path, method: str) -> str:
    """Return the sum of a file by ``md5`` or ``sha256``, in hexadecimal digits."""
    with path.open("rb") as stream:
        # A publisher's md5 guards against a cut, not against a forger: that is what https is for.
        return hashlib.file_digest(
            stream, lambda: hashlib.new(method, usedforsecurity=False)
        ).hexdigest()
