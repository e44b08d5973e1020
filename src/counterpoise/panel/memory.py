"""Frames made before in this process: what was asked first of a page is asked again by its sections.

A frame follows from files that are named by their content and never change, so it stays right; those
asked for longest ago are let go when there is no more room. Threads may ask at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, field
from threading import RLock
from typing import Final

import polars as pl

Years = tuple[int, int] | None
"""First and last year; None for all."""

Question = tuple[Hashable, ...]
Part = tuple[tuple[str, ...], Years]
"""The states and years of a question; none of either for all."""

LARGE: Final = 200_000
"""Rows from which a frame is not remembered."""


@dataclass
class Memory:
    """Frames by what was asked.

    Parameters
    ----------
    room : int
        Bytes of all frames remembered.
    """

    room: int
    _made: dict[Hashable, pl.DataFrame] = field(default_factory=dict, repr=False)
    _asked: set[Hashable] = field(default_factory=set, repr=False)
    _parts: dict[Question, dict[Part, None]] = field(default_factory=dict, repr=False)
    _held: int = 0
    _lock: RLock = field(default_factory=RLock, repr=False)

    def asked_again(self, asked: Hashable) -> bool:
        """Return whether this was asked before; from now on it was."""
        with self._lock:
            before = asked in self._asked
            self._asked.add(asked)
            return before

    def kept(
        self, asked: Hashable, make: Callable[[], pl.DataFrame], *, largest: int = LARGE
    ) -> pl.DataFrame:
        """Return what was made before of the same question, or make it; kept up to so many rows."""
        if (held := self.made(asked)) is not None:
            return held
        found = make()  # without the lock: what is made asks for more
        if found.height <= largest:
            self._remember(asked, found)
        return found

    def part_of_kept(
        self,
        asked: Question,
        states: Sequence[str],
        years: Years,
        make: Callable[[], pl.DataFrame],
    ) -> pl.DataFrame:
        """Return the rows of some states and years out of what was made of more, or make them.

        A page asks of one state first, then of single years of it, and of few after all.
        """
        with self._lock:
            part = self.wider(asked, states, years)
            found = None if part is None else self.made((*asked, *part))
            if part is None:
                part = (tuple(states), years)
                self._parts.setdefault(asked, {})[part] = None
        if found is None:
            return self.kept((*asked, *part), make)
        others, span = part
        fewer = []
        if states and set(states) != set(others):
            state = pl.col("state")
            fewer += [state == states[0] if len(states) == 1 else state.is_in(list(states))]
        if years and years != span:
            fewer += [pl.col("year").is_between(*years)]
        return found.filter(*fewer) if fewer else found

    def wider(self, asked: Question, states: Sequence[str], years: Years) -> Part | None:
        """Return the last part of a question remembered that holds the one asked for."""
        with self._lock:
            parts = self._parts.get(asked, {})
            for part in tuple(reversed(parts)):
                others, span = part
                if (*asked, *part) not in self._made:
                    del parts[part]  # it was let go
                elif _holds(span, years) and (
                    not others or (states and set(states) <= set(others))
                ):
                    return part
        return None

    def made(self, asked: Hashable) -> pl.DataFrame | None:
        """Return what was made of a question, if it is remembered, as the one asked for last."""
        with self._lock:
            found = self._made.pop(asked, None)
            if found is not None:
                self._made[asked] = found
            return found

    def forget(self) -> None:
        """Let all go."""
        with self._lock:
            self._made.clear()
            self._asked.clear()
            self._parts.clear()
            self._held = 0

    def _remember(self, asked: Hashable, frame: pl.DataFrame) -> None:
        """Remember a frame; let go of those asked for longest ago, until the others have room."""
        with self._lock:
            if asked in self._made:  # another thread made it meanwhile
                return
            self._made[asked] = frame
            self._held += int(frame.estimated_size())
            while self._held > self.room:
                self._held -= int(self._made.pop(next(iter(self._made))).estimated_size())


def _holds(span: Years, years: Years) -> bool:
    """Return whether a span of years holds another."""
    return span is None or (years is not None and span[0] <= years[0] and years[1] <= span[1])


MEMORY: Final = Memory(room=256 * 2**20)
"""What this process remembers."""
