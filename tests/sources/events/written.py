"""Files of events in their publishers' layouts, written by hand."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from itertools import count

_NUMBERS = count(900_000_000)


def line(
    day: str = "20190103",
    one: str = "VNM",
    two: str = "CHN",
    *,
    act: int = 1,
    url: str = "http://www.example.org/a",
    added: str = "",
    width: int = 58,
    types: tuple[str, str] = ("", ""),
    main: int = 1,
    goldstein: float = 1.0,
    number: int = 0,
) -> str:
    """Return a line of GDELT with 57, 58 or 61 columns."""
    cells = [""] * width
    cells[0], cells[1], cells[2], cells[3] = str(number or next(_NUMBERS)), day, day[:6], day[:4]
    cells[7], cells[12], cells[17], cells[22] = one, types[0], two, types[1]
    cells[25], cells[26], cells[29], cells[30] = str(main), "040", str(act), str(goldstein)
    if width == 57:
        cells[56] = added or "20130203"
    else:
        cells[width - 2] = added or (day if width == 58 else f"{day}120000")
        cells[width - 1] = url
    return "\t".join(cells)


def file(*lines: str) -> bytes:
    """Return the bytes of a file of lines."""
    return "".join(f"{one}\n" for one in lines).encode()


def zipped(name: str, content: bytes) -> bytes:
    """Return a zip of one file, as GDELT gives it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return packed.getvalue()


def quarters(day: str, many: int = 96) -> Iterator[tuple[str, bytes]]:
    """Yield the files of a day of GDELT 2.0, each with its name."""
    for number in range(many):
        stamp = f"{day}{number // 4:02}{number % 4 * 15:02}00"
        yield (
            f"{stamp}.export.CSV",
            file(line(day, width=61, added=stamp, url=f"https://x.org/{number % 2}")),
        )
