"""Hostile text takes time in proportion to its length: five sizes, none of which may run away."""

from __future__ import annotations

import time
from datetime import date
from typing import Final

import pytest

from counterpoise.statements.reading.reader import RoleReader

SIZES: Final = (5_000, 10_000, 20_000, 40_000, 80_000)
SLACK: Final = 4
"""How much longer per letter the largest may take than the smallest; twice the size, squared, is 16."""
LEAST: Final = 0.004
"""Seconds below which a clock tells nothing."""
UNITS: Final = {
    "figures without a full stop": "85 per cent ",
    "names": "India, China, Russia, ",
    "parentheses": "(China (",
    "commas": ", ",
    "quotes": '"',
    "dashes": "—",
    "one word": "a",
    "combining characters": "e\u0301",
    "digits": "1,000,",
    "years": "2010–14 ",
    "line breaks": "\n",
    "full stops": ". ",
    "long sentences": "Russia, China and " * 60 + "5 per cent of it. ",
}


def seconds(unit: str, size: int) -> float:
    text = "Russia sells arms. " + (unit * (size // len(unit) + 1))[:size]
    start = time.process_time()
    RoleReader().read(text, stated=date(2024, 1, 1), subject="IND")
    return time.process_time() - start


@pytest.mark.parametrize("name", UNITS)
def test_time_grows_no_faster_than_the_text(name: str) -> None:
    took = [seconds(UNITS[name], size) for size in SIZES]
    assert took[-1] <= SLACK * SIZES[-1] / SIZES[0] * max(took[0], LEAST)
