"""The one door of the command line: how every command begins, and how every failure ends.

Whatever goes wrong ends here in one of few ways: refused (1) with problem, where and what to try;
misuse (2) with click's usage; stopped (130) by Ctrl-C. Nothing ends in a traceback, unless
``COUNTERPOISE_TRACE=1`` asks for it.
"""

from __future__ import annotations

import codecs
import json
import os
import signal
import sys
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from typing import Any, Final, NoReturn

import click

from counterpoise import faults
from counterpoise.errors import CounterpoiseError
from counterpoise.printable import escaped, seen

STOPPED: Final = 130
"""Exit code of a command that Ctrl-C stopped, as shells have it."""
PLAIN: Final = str.maketrans({
    "–": "-", "—": "-", "−": "-", "’": "'", "“": '"', "”": '"', "…": "...",
    "→": "->", "←": "<-", "≥": ">=", "≤": "<=", "×": "x", "·": "-", "•": "*", "↩": "^",
    "─": "-", "━": "-", "│": "|",
})  # fmt: skip
"""What stands for a sign that a terminal's encoding lacks."""


def say(words: str, *, err: bool = False) -> None:
    """Print words of any origin, made printable."""
    click.echo(seen(words), err=err)


def run(command: Callable[[], Any], arguments: Sequence[str]) -> NoReturn:
    """Run a command to its end, and leave with its exit code."""
    _prepare()
    code = 1
    try:
        code = command() or 0
        _flush()
    except click.exceptions.Exit as end:
        code = end.exit_code
    except SystemExit as end:
        code = _flushed(end.code if isinstance(end.code, int) else bool(end.code))
    except BrokenPipeError:
        code = _nobody_reads()
    except (KeyboardInterrupt, click.Abort):
        code = _stopped()
    except click.ClickException as misuse:
        code = _misused(misuse)
    except BaseException as fault:  # an engine's panic is no Exception
        if os.environ.get("COUNTERPOISE_TRACE") == "1":
            raise
        code = _refused(faults.told(fault), arguments)
    sys.exit(code)


def _prepare() -> None:
    """Have every letter written somehow, and a second Ctrl-C end at once what the first is ending."""
    codecs.register_error("counterpoise", _written_plainly)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="counterpoise")
    with suppress(ValueError):  # only the main thread may
        if signal.getsignal(signal.SIGINT) is signal.default_int_handler:
            signal.signal(signal.SIGINT, _interrupted)


def _interrupted(number: int, frame: object) -> NoReturn:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise KeyboardInterrupt


def _written_plainly(fault: UnicodeError) -> tuple[str, int]:
    """Return letters that an encoding lacks as near ones that it has, else as their codes."""
    if not isinstance(fault, UnicodeEncodeError):
        raise fault
    said = fault.object[fault.start : fault.end].translate(PLAIN)
    bare = "".join(
        one for one in unicodedata.normalize("NFKD", said) if not unicodedata.combining(one)
    )
    return bare.encode("ascii", "backslashreplace").decode("ascii"), fault.end


def _misused(misuse: click.ClickException) -> int:
    """Show click's own words: the usage, and what of the command line can't be meant."""
    context = getattr(misuse, "ctx", None)
    if context is not None:
        click.echo(f"{context.get_usage()}\n", err=True)
    click.echo(f"Error: {escaped(misuse.format_message())}", err=True)
    return _flushed(misuse.exit_code)


def _refused(refusal: CounterpoiseError, arguments: Sequence[str]) -> int:
    with suppress(OSError):  # what can't be written can't be told of
        if wants_json(arguments):
            told = {"set_aside": found} if (found := damage()) else {}
            click.echo(json.dumps({**refusal.as_dict(), **told}, ensure_ascii=False))
        else:
            click.echo(str(refusal), err=True)
        return _flushed(1)
    return 1


def damage() -> list[str]:
    """Return what this command found damaged in the store, and what cures it."""
    store = sys.modules.get("counterpoise.panel.store")  # not imported only to say nothing
    found = store.SET_ASIDE.values() if store else ()
    sources = sys.modules.get("counterpoise.sources")
    told = [f"{one}. To mend it: {one.attempt}." for one in found]
    return [seen(words) for words in (*told, *(sources.set_aside() if sources else ()))]


def forget_damage() -> None:
    """Begin a command anew, where one process runs several."""
    if store := sys.modules.get("counterpoise.panel.store"):
        store.SET_ASIDE.clear()


def wants_json(arguments: Sequence[str]) -> bool:
    """Return whether the answer is asked for as JSON: then a refusal is JSON too."""
    asked = zip(arguments, [*arguments[1:], ""], strict=True)
    return "--format=json" in arguments or ("--format", "json") in asked


def _stopped() -> int:
    with suppress(OSError):
        click.echo("Stopped: nothing was left half done.", err=True)
    return _flushed(STOPPED)


def _flush() -> None:
    """Write what is still to be written: a full disk shows only then."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()


def _flushed(code: int) -> int:
    """Return the code; where what is left can't be written, leave it rather than fail again."""
    try:
        _flush()
    except BrokenPipeError:
        _nobody_reads()
    except OSError as fault:
        _nobody_reads()
        with suppress(OSError):
            click.echo(str(faults.told(fault)), err=True)
        return code or 1
    return code


def _nobody_reads() -> int:
    """Give what is still to be written nowhere to go, so that the end of Python does not complain."""
    with suppress(OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)
    return 0
