"""Failures of the machine and of its libraries in our words: what is wrong, where, what to try.

A disk may be full, a path too long, a text no text, a table beyond its engine. Such a thing may happen
nearly anywhere, so it is not caught where it happens but where a question comes in: at the command
line, and at the functions of the package itself.
"""

from __future__ import annotations

import errno
import functools
import re
from collections.abc import Callable
from typing import Final, ParamSpec, TypeVar

from counterpoise import installed
from counterpoise.errors import CounterpoiseError, MachineError, UnforeseenError, first_line
from counterpoise.printable import number_of

P = ParamSpec("P")
R = TypeVar("R")

ROOM: Final = (
    "make room, or name another folder: --output for a page, COUNTERPOISE_HOME for the store"
)
RIGHTS: Final = "check who may read and write it, or name another place"
PATH: Final = "check the path, and the folder that COUNTERPOISE_HOME names"

SYSTEM: Final[dict[int, tuple[str, str]]] = {
    errno.ENOSPC: ("the disk is full", ROOM),
    errno.EDQUOT: ("the disk is full", ROOM),
    errno.EFBIG: ("the file would be too large", ROOM),
    errno.EACCES: ("it may not be read or written", RIGHTS),
    errno.EPERM: ("it may not be read or written", RIGHTS),
    errno.EROFS: ("it lies on a disk that can't be written", RIGHTS),
    errno.ENAMETOOLONG: ("its path is too long", "give a shorter path"),
    errno.ENOENT: ("there is no such file or folder", PATH),
    errno.ENOTDIR: ("a part of its path is a file, not a folder", PATH),
    errno.EISDIR: ("it is a folder", PATH),
    errno.ELOOP: ("its links lead in a circle", PATH),
    errno.EIO: ("the disk can't be read or written", "look after the disk; then once more"),
    errno.EMFILE: ("too many files are open", "close other programs; then once more"),
    errno.ENFILE: ("too many files are open", "close other programs; then once more"),
    errno.ENOMEM: ("there is not enough memory", "close other programs, or ask for less"),
}
"""What the system says with a number, and what helps."""

OF_THE_SYSTEM: Final = re.compile(r"\(os error (\d{1,3})\)")
"""How an engine names a failure of the system."""


def foreseen(fault: BaseException) -> CounterpoiseError | None:
    """Return a failure in our words; None if it is none that can be foreseen, and so a fault of ours."""
    if isinstance(fault, CounterpoiseError):
        return fault
    if isinstance(fault, OSError):
        return _of_the_system(fault)
    if isinstance(fault, MemoryError):
        why, attempt = SYSTEM[errno.ENOMEM]
        return MachineError(f"Can't go on: {why}.", attempt=attempt)
    if names := installed.damaged():
        return MachineError(
            f"Can't go on: {number_of(len(names), 'file')} of the installed package"
            f" {'is' if len(names) == 1 else 'are'} damaged.",
            where=", ".join(names[:5]),
            attempt="pip install --force-reinstall counterpoise",
        )
    if isinstance(fault, RecursionError):
        return MachineError(
            "Can't read it: it is nested too deeply.",
            attempt="write it flatter, as the manual shows",
        )
    if isinstance(fault, UnicodeError):
        return MachineError(
            f"Can't read a name or a text: {fault.reason if hasattr(fault, 'reason') else fault}.",
            attempt="save texts in UTF-8, and give files names of plain letters",
        )
    if isinstance(fault, ValueError) and "integer string conversion" in str(fault):
        return MachineError(
            "Can't read a number: it has thousands of digits.",
            attempt="give a number that can be meant",
        )
    return _of_the_engines(fault)


def _of_the_system(fault: OSError) -> CounterpoiseError:
    known = SYSTEM.get(fault.errno or 0)
    why, attempt = known or (str(fault.strerror or fault), "check the path; then once more")
    places = [str(name) for name in (fault.filename, fault.filename2) if name is not None]
    return MachineError(f"Can't go on: {why}.", where=" and ".join(places), attempt=attempt)


def _of_the_engines(fault: BaseException) -> CounterpoiseError | None:
    """Return what an engine of tables, or a process of ours that was ended, says."""
    kind = type(fault)
    if found := OF_THE_SYSTEM.search(str(fault)):  # said by the system, and passed on by the engine
        return _of_the_system(OSError(int(found[1]), str(fault)))
    if kind.__module__.startswith("polars.") or kind.__name__ == "PanicException":
        return MachineError(
            f"Can't compute on a table: {first_line(fault)}.",
            attempt="once more without the folder cache/ of the store, which is made anew; if a file of"
            " yours was read, download it anew, for it may be damaged",
        )
    if kind.__name__ == "BrokenProcessPool":
        return MachineError(
            "Can't go on: a process that helped was ended from outside.",
            attempt="once more; if it ends again, close other programs, or ask for less",
        )
    return None


def told(fault: BaseException) -> CounterpoiseError:
    """Return any failure in our words; what nobody foresaw is said to be a fault of ours."""
    known = foreseen(fault)
    return known if known is not None else UnforeseenError.of(fault)


def guarded(function: Callable[P, R]) -> Callable[P, R]:
    """Return a function whose foreseen failures are `CounterpoiseError`; all others stay as they are."""

    @functools.wraps(function)
    def answered(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (KeyboardInterrupt, SystemExit, GeneratorExit, CounterpoiseError):
            raise
        except BaseException as fault:  # an engine's panic is no Exception
            known = foreseen(fault)
            if known is None:
                raise
            raise known from fault

    return answered
