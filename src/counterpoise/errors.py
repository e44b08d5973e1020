"""Every error that Counterpoise raises on purpose: what is wrong, where, and what to try.

A class says *what kind* of thing went wrong; its classmethods hold the wording, so that one fault
reads the same wherever it is found. Anything else that reaches a user is a bug of ours.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from typing import Self

from counterpoise.likeness import hint
from counterpoise.printable import escaped

OFFENDERS_SHOWN = 5
LONGEST_PROBLEM, LONGEST_WHERE, LONGEST_ATTEMPT = 900, 700, 350
LONGEST_LIST, CHOICES_SHOWN = 600, 12
"""Letters of a list of choices that is told whole; of a longer one some."""
LONGEST_VALUE = 120
"""Letters of each part, and of a value that stands in it: whatever a file or a command line holds, a
message stays below 2,000."""

MEMBERS = (
    "name one of its members, such as DEU; where --blocs can be given, EU counts as one partner"
)
"""What to try where a bloc is named and a state is meant, whatever was asked."""
NO_STATE = {
    "aggregate": ("a sum of states", MEMBERS),
    "bloc": ("a bloc of states", MEMBERS),
    "group": (
        "an armed group",
        "counterpoise table shares GROUP --channel arms   (its suppliers)",
    ),
    "organisation": ("an organisation", ""),
    "residual": ("what a table ascribes to no single state", ""),
    "unknown": ("nobody known", ""),
}
"""Why no page is written on what is no state, and what to try."""


class CounterpoiseError(Exception):
    """A refusal in four parts: the problem, where it was found, the offenders, and what to try.

    Parameters
    ----------
    problem : str
        One sentence: "`X` must …, not …." when the rule is known, else "Can't …: …."
    where : str
        Source, file, row, column, dyad or year; empty if there is no such place.
    attempt : str
        One command or call that cures it; empty if there is none.

    Notes
    -----
    Each part is made printable and clipped here, so that a refusal is fit for a terminal, for JSON
    and for a log wherever it is shown.
    """

    def __init__(self, problem: str, *, where: str = "", attempt: str = "") -> None:
        self.problem = escaped(problem, LONGEST_PROBLEM)
        self.where = escaped(where, LONGEST_WHERE)
        self.attempt = escaped(attempt, LONGEST_ATTEMPT)
        super().__init__(self.problem)

    def __str__(self) -> str:
        lines = [self.problem]
        if self.where:
            lines.append(f"  Where: {self.where}")
        if self.attempt:
            lines.append(f"  Try:   {self.attempt}")
        return "\n".join(lines)

    def as_dict(self) -> dict[str, str | bool]:
        """Return the one shape in which JSON and the web report a failure."""
        return {
            "ok": False,
            "kind": type(self).__name__,
            "error": self.problem,
            "where": self.where,
            "try": self.attempt,
        }


class UsageError(CounterpoiseError, ValueError):
    """An argument that can't be meant."""

    @classmethod
    def not_among(
        cls, what: str, given: object, allowed: Iterable[str], *, attempt: str = ""
    ) -> Self:
        choices = sorted(allowed)
        told = ", ".join(choices)
        if len(told) > LONGEST_LIST:  # else what was given would be cut off
            # Those that begin as what was given first: "sipri" is the beginning of four.
            begun = sorted(choices, key=lambda one: not one.startswith(short(given).casefold()))
            some = ", ".join(begun[:CHOICES_SHOWN])
            told = f"the {len(choices)} there are, such as {some}"
        return cls(
            f"{what} must be one of {told}, not {quoted(given)}.{hint(short(given), choices)}",
            attempt=attempt,
        )

    @classmethod
    def out_of_range(cls, what: str, given: object, rule: str, *, attempt: str = "") -> Self:
        return cls(f"{what} must be {rule}, not {quoted(given)}.", attempt=attempt)


class UnknownNameError(CounterpoiseError, LookupError):
    """A spelling or code that no state, territory or other entity of the registry bears."""

    @classmethod
    def unmatched(
        cls,
        names: Sequence[str],
        *,
        where: str,
        source: str = "",
        years: tuple[int, int] | None = None,
    ) -> Self:
        span = f", years {years[0]}–{years[1]}" if years else ""
        told = [name for name in names if name.strip()]
        odd = _of_another_alphabet(told)
        add = f'counterpoise states --add "{short(told[0])}" CODE' if told else ""
        add += f" --source {source}" if source else ""
        spelling = f"{add}   (a spelling of your own, read from then on), or mend the file"
        return cls(
            f"Can't match {offenders(names)} to a state.{odd}",
            where=where + span,
            attempt="mend the file: such a letter looks like another, or like none" if odd
            else spelling if told
            else "name a state in each row: of merged cells only the first has its text",
        )  # fmt: skip

    @classmethod
    def unknown_state(cls, given: str, known: Iterable[str]) -> Self:
        return cls(
            f"Can't match {quoted(given)} to a state."
            + (_of_another_alphabet([given]) or hint(short(given), known)),
            attempt="counterpoise states   (lists every code and name; --add adds a spelling)",
        )

    @classmethod
    def ambiguous(cls, given: str, meanings: Iterable[str]) -> Self:
        """Refuse a word that means several, each told with what to write for it."""
        return cls(
            f"{quoted(given)} may mean {' or '.join(meanings)}.",
            attempt="write the one that is meant",
        )

    @classmethod
    def no_state(cls, given: str, kind: str) -> Self:
        """Refuse, where a state is asked about, what is known and is none."""
        what, attempt = NO_STATE[kind]
        return cls(
            f"A state or territory must be named, not {quoted(given)}: that is {what}.",
            attempt=attempt or "counterpoise states   (lists every state and territory)",
        )


class SourceError(CounterpoiseError, ValueError):
    """A publisher's file that can't be read whole, and is therefore not read at all."""

    @classmethod
    def bad_values(
        cls,
        rule: str,
        *,
        source: str,
        column: str,
        rows: Sequence[int],
        values: Sequence[object],
        attempt: str = "",
    ) -> Self:
        """Refuse `column` because some cells break `rule` ("must be a number …")."""
        shown = [f"row {row}: {quoted(value)}" for row, value in zip(rows, values, strict=True)]
        return cls(
            f"Column {column!r} {rule}.",
            where=f"source {source!r}, column {column!r}, {offenders(shown, quote=False)}",
            attempt=attempt or "download the file anew from the publisher; do not edit it by hand",
        )

    @classmethod
    def bad_layout(cls, problem: str, *, source: str, where: str, attempt: str = "") -> Self:
        return cls(
            problem,
            where=f"source {source!r}, {where}",
            attempt=attempt or f"counterpoise sources {source}   (shows the layout that is read)",
        )


class ArchiveError(SourceError):
    """An archive that tries to leave its folder, is encrypted, or would unpack beyond the limit."""


class SilentError(SourceError):
    """Files that can be read, and tell nothing of the states whose ties are wanted."""

    @classmethod
    def of(cls, states: Sequence[str], *, source: str) -> Self:
        return cls(
            f"The files tell of no tie of {', '.join(sorted(states)) or 'two states'}.",
            where=f"source {source!r}",
            attempt="other days, or other states",
        )


class CorrectionError(CounterpoiseError, ValueError):
    """A declared correction that no longer fits the publisher's file."""


class StoreError(CounterpoiseError, ValueError):
    """The store holds something that can't be read, or can't be written."""


class EvidenceError(CounterpoiseError, LookupError):
    """No evidence for what was asked: not covered, not held, or not in the embedded excerpt."""


class MeasureError(CounterpoiseError, ValueError):
    """Rows that the measure is not defined on."""


class ScenarioError(CounterpoiseError, ValueError):
    """A question that can't be asked: the key at fault, and where it stands in a file.

    Parameters
    ----------
    key : str
        The argument, or key of the file, that is at fault; "" for the whole.
    """

    def __init__(self, problem: str, *, key: str = "", where: str = "", attempt: str = "") -> None:
        super().__init__(problem, where=where, attempt=attempt)
        self.key = key

    @classmethod
    def of(cls, fault: CounterpoiseError, *, key: str, where: str = "") -> Self:
        """Return another refusal as one of the scenario's `key`."""
        return cls(fault.problem, key=key, where=where or fault.where, attempt=fault.attempt)


class StatementError(ScenarioError):
    """A statement, or a text to look for statements in, that can't be taken as it stands."""


class FetchError(CounterpoiseError, ValueError):
    """A download that did not end with the file that the lock file names."""

    @classmethod
    def no_address(cls, url: str, *, where: str = "") -> Self:
        return cls(
            f"An address must start http:// or https:// and name a host, not be {quoted(url)}.",
            where=where,
            attempt="copy it from the publisher's page",
        )


class MachineError(CounterpoiseError, ValueError):
    """What the machine or one of its libraries can't do: no room, no right, no memory, no text."""


class UnforeseenError(CounterpoiseError):
    """A failure that nobody foresaw: a fault of Counterpoise itself."""

    @classmethod
    def of(cls, fault: BaseException) -> Self:
        return cls(
            f"Can't go on, by a fault of Counterpoise itself: {type(fault).__name__}:"
            f" {first_line(fault)}.",
            attempt="once more without the folder cache/ of the store; if it stays, report it with the"
            " command: COUNTERPOISE_TRACE=1 shows where it happened",
        )


class ExtraError(CounterpoiseError, ImportError):
    """A library that only some need, and that is not installed."""

    @classmethod
    def require(cls, library: str, extra: str, *, what: str) -> None:
        """Refuse `what` if the library that makes it is not there."""
        from importlib.util import find_spec

        if find_spec(library) is None:
            raise cls.missing(library, extra, what=what)

    @classmethod
    def missing(cls, library: str, extra: str, *, what: str) -> Self:
        return cls(
            f"Can't make {what}: the library {quoted(library)} is not installed.",
            attempt=f"pip install 'counterpoise[{extra}]'",
        )


class ConvergenceError(CounterpoiseError, ArithmeticError):
    """A solver that did not come to rest: its last figures are no result and are not returned."""

    @classmethod
    def not_reached(cls, what: str, found: str, rule: str, *, attempt: str = "") -> Self:
        """Refuse `what`, which `found` ("change by 0.2 in sweep 9") where `rule`, if any, is demanded."""
        demanded = f", and must by {rule}" if rule else ""
        return cls(f"Can't settle {what}: they {found}{demanded}.", attempt=attempt)


def offenders(names: Sequence[object], *, quote: bool = True) -> str:
    """Return the first five of `names` in one phrase, and how many more there are."""
    shown = [
        quoted(str(name)) if quote else escaped(str(name), 2 * LONGEST_VALUE)
        for name in names[:OFFENDERS_SHOWN]
    ]
    more = len(names) - len(shown)
    if more > 0:
        return f"{', '.join(shown)} and {more:,} more"
    return " and ".join([", ".join(shown[:-1]), shown[-1]]) if len(shown) > 1 else "".join(shown)


def _of_another_alphabet(names: Sequence[str]) -> str:
    """Return in words which letters of Latin names are not Latin, or can't be seen: none shows it."""
    found: dict[str, None] = {}
    for name in names:
        latin = any(unicodedata.name(one, "").startswith("LATIN") for one in name)
        odd = [
            one for one in name
            if (one.isalpha() and not unicodedata.name(one, "").startswith("LATIN"))
            or unicodedata.category(one) == "Cf"
        ]  # fmt: skip
        found |= dict.fromkeys(odd if latin else [])
    told = [unicodedata.name(one, f"U+{ord(one):04X}").lower() for one in found]
    return f" Among its letters is {offenders(told, quote=False)}." if told else ""


def quoted(value: object) -> str:
    """Return a value as it was given, in quotes if it is text, clipped."""
    if isinstance(value, str):
        cut = len(value) > LONGEST_VALUE
        return repr(value[:LONGEST_VALUE]) + (f"… ({len(value):,} in all)" if cut else "")
    try:
        return escaped(repr(value), LONGEST_VALUE)
    except ValueError:  # a whole number of thousands of digits
        return f"a {type(value).__name__} too long to show"


def first_line(fault: BaseException) -> str:
    """Return what a library says of a failure, without the lines that follow and its last stop."""
    said = str(fault).strip().splitlines() or [type(fault).__name__]
    return escaped(said[0].rstrip(". "), 300)


def short(value: object) -> str:
    """Return a value as text, without its end where it is too long to be like anything."""
    return quoted(value) if not isinstance(value, str) else value[:LONGEST_VALUE]
