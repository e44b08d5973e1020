"""How concentrated a channel is: its Herfindahl-Hirschman index, and how many partners it counts as."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from counterpoise.report import wording
from counterpoise.report.pages import Number


def effective_partners(found: dict[str, Any], note: int) -> Number:
    """Return 1/HHI, as a range where part of the channel belongs to nobody who is named.

    `found` is a year of `Flow.summary`.
    """
    number = wording.count(found["hill_2"], note=note, digits=1, unit="equal partners")
    fewest = wording.count(1 / found["herfindahl_high"], digits=1).text
    most = wording.count(1 / found["herfindahl_low"], digits=1).text
    return number if fewest == most else replace(number, text=f"{fewest}–{most}")


def herfindahl(found: dict[str, Any], note: int) -> Number:
    """Return the HHI, as a range where part of the channel belongs to nobody who is named."""
    number = wording.count(found["herfindahl"], note=note, digits=3)
    low, high = (
        wording.count(found[f"herfindahl_{end}"], digits=3).text for end in ("low", "high")
    )
    return number if low == high else replace(number, text=f"{low}–{high}")
