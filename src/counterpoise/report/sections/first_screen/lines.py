"""The five lines of a brief's first screen, each with its label: nothing that no section computes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from counterpoise.report import wording
from counterpoise.report.pages import Sentence
from counterpoise.report.sections.first_screen import course, firmness, leaders, loss, unknown
from counterpoise.report.study import Study

LINES: Final[tuple[tuple[str, Callable[[Study], Sentence]], ...]] = (
    ("Between whom", leaders.sentence),
    ("How firmly", firmness.sentence),
    ("Which way", course.sentence),
    ("What a loss would cost", loss.sentence),
    ("What is not known", unknown.sentence),
)
"""What a stranger asks of a state, and who answers it."""


def answer(study: Study) -> tuple[tuple[str, Sentence], ...]:
    """Return the lines that the brief opens with, each with its label; one without is of them all."""
    ended = wording.ended(study.place, study.ended)
    first = (("", (ended, " What follows is of its time.")),) if ended else ()
    told = ((label, line(study)) for label, line in LINES)
    return (*first, *((label, said) for label, said in told if said))
