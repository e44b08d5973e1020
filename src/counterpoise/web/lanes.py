"""What waits and what is at work, in the order in which it was asked."""

from __future__ import annotations

import threading
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import monotonic


@dataclass
class Task:
    """A question that is not answered yet.

    Parameters
    ----------
    long : bool
        Whether it waits among those that take long.
    begun : float or None
        When a worker took it; None while it waits.
    doing : str
        What is being done for it, in a few words.
    """

    long: bool
    begun: float | None = None
    doing: str = ""


@dataclass(frozen=True)
class Progress:
    """How far a question is: how many of its lane wait before it, and since when it is at work."""

    waiting: bool
    ahead: int
    seconds: float
    doing: str


@dataclass
class Lanes:
    """Who waits for which workers."""

    _tasks: dict[Hashable, Task] = field(default_factory=dict)
    _mine: threading.local = field(default_factory=threading.local)

    def __len__(self) -> int:
        return len(self._tasks)

    def join(self, key: Hashable, *, long: bool) -> None:
        """Let a question wait."""
        self._tasks[key] = Task(long)

    def leave(self, key: Hashable) -> None:
        """Let a question go: it is answered, or refused."""
        self._tasks.pop(key, None)

    @contextmanager
    def at_work(self, key: Hashable) -> Iterator[None]:
        """Work on a question in this thread, which is then told of by `say`."""
        task = self._tasks.get(key)
        if task is not None:
            task.begun = monotonic()
        self._mine.task = task
        try:
            yield
        finally:
            self._mine.task = None

    def say(self, words: str) -> None:
        """Tell what is being done for the question that this thread is at."""
        task = getattr(self._mine, "task", None)
        if task is not None:
            task.doing = words

    def progress(self, key: Hashable) -> Progress | None:
        """Return how far a question is; None if nobody waits for it."""
        line = list(self._tasks.items())
        task = dict(line).get(key)
        if task is None:
            return None
        before = [other for asked, other in line[: [asked for asked, _ in line].index(key)]]
        ahead = sum(1 for other in before if other.long == task.long)
        since = 0.0 if task.begun is None else monotonic() - task.begun
        return Progress(task.begun is None, ahead, since, task.doing)
