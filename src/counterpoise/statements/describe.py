"""A statement in our own words, from its parts alone: no sentence of a text is carried over."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from counterpoise.measures.views import VIEWS
from counterpoise.printable import number_of
from counterpoise.statements import words
from counterpoise.statements.kinds import ACCOUNT


def describe(parts: Mapping[str, Any]) -> str:
    """Return what the parts of a statement assert, as one sentence.

    Examples
    --------
    >>> describe({"kind": "share", "subject": "VNM", "partners": ("RUS",), "channel": "arms",
    ...     "comparison": "at least", "quantity": 85.0, "unit": "%"})
    'Viet Nam, arms received: the part of Russia is at least 85 %.'
    """
    who = words.names([parts["subject"]])
    return f"{who}, {_about(parts)}{_when(parts)}{_since(parts)}."


def _about(parts: Mapping[str, Any]) -> str:
    return TOLD[parts["kind"]](parts).strip()


def _others(parts: Mapping[str, Any]) -> str:
    return words.names(parts.get("partners", ()))


def _with(parts: Mapping[str, Any]) -> str:
    return f" with {_others(parts)}" if parts.get("partners") else ""


def _flow(parts: Mapping[str, Any]) -> str:
    return _channel(parts.get("channel", "")) + _product(parts)


def _compared(parts: Mapping[str, Any]) -> str:
    return f"{parts.get('comparison', '')} {_quantity(parts)}".strip()


def _membership(parts: Mapping[str, Any]) -> str:
    years, comparison = parts.get("years"), parts.get("comparison", "")
    if comparison == "joined" and years and years[0] < years[1]:
        comparison = "joined, and is a member ever since,"
    of = "" if comparison.startswith("joined") or comparison == "left" else " of"
    return f"{comparison}{of} {parts.get('bloc', '')} {_members(parts)}"


def _is(parts: Mapping[str, Any]) -> str:
    """Return "was" of years that were past when it was said, else "is"."""
    years, stated = parts.get("years"), parts.get("stated")
    return "was" if years and stated and years[1] < stated.year else "is"


def _place(parts: Mapping[str, Any]) -> str:
    """Return a place: number 1, among the first 3, not number 1."""
    place = f"{parts.get('quantity') or 1:.0f}"
    told = {"among": f"among the first {place}", "not largest": f"not number {place}"}
    return told.get(parts.get("comparison", ""), f"number {place}")


def _beside(parts: Mapping[str, Any]) -> str:
    """Return with whom partners are compared."""
    return words.names(parts["poles"]) if parts.get("poles") else "all other partners together"


def _product(parts: Mapping[str, Any]) -> str:
    """Return the product that is meant, where it is one."""
    return f" ({str(parts['product']).replace('_', ' ')})" if parts.get("product") else ""


def _figure(parts: Mapping[str, Any]) -> str:
    """Return the figure whose course is told: trade deficit, output, share of arms received."""
    plain = {"deficit": "trade deficit", "gdp": "output", "agreement": "agreement in votes"}
    of = str(parts.get("of", ""))
    return plain.get(of) or f"{of} of {_flow(parts)}"


def _closeness(parts: Mapping[str, Any]) -> str:
    """Return "aligned", in how many votes they are alike, or whom the votes are closer than to."""
    poles = parts.get("poles", ())
    beside = f" beside {words.names(poles)}" if poles else ""
    if "quantity" in parts:
        return f"alike in {_compared(parts)} of them"
    return f"{parts.get('comparison', '')}{beside}"


def _channel(name: str) -> str:
    if name in ("", "trade"):
        return "trade both ways" if name else ""
    return VIEWS[name].title if name in VIEWS else "trade both ways"


def _quantity(parts: Mapping[str, Any]) -> str:
    value = parts.get("quantity")
    if value is None:
        return ""
    if parts.get("unit") == "%":
        return f"{value:.4g} %"
    if parts.get("unit") in ("points", "times"):
        return f"{value:.4g} {parts['unit']}"
    return words.figure(value, parts.get("unit", ""))


def _could(parts: Mapping[str, Any], others: str) -> str:
    """Return what could be done, and by when: that a partner is replaced, or has so much at most."""
    may = parts.get("comparison") or "could"
    left = f"have at most {_quantity(parts)}" if "quantity" in parts else "be replaced"
    return f"{others} {may} {left} by {parts.get('to', '')}"


def _members(parts: Mapping[str, Any]) -> str:
    return f"with {number_of(round(parts['quantity']), 'member')}" if "quantity" in parts else ""


def _over(parts: Mapping[str, Any]) -> str:
    """Return what a dispute is over, where that is told."""
    return f" over {parts['of']}" if parts.get("of") else ""


def _when(parts: Mapping[str, Any]) -> str:
    if parts.get("when") == "once":
        until = f" until {parts['years'][1]}" if parts.get("years") else ""
        return f" once{until}, and no longer"
    if parts.get("when") == ACCOUNT and parts.get("years"):
        return f" in the year of account {words.span(*parts['years'])}"
    every = " every year" if parts.get("when") == "throughout" else ""
    return f"{every} in {words.span(*parts['years'])}" if parts.get("years") else every


def _a_year(parts: Mapping[str, Any]) -> str:
    """Return "a year" where what is told is not the sum of the years named."""
    years = parts.get("years")
    several = years and years[0] != years[1] and not parts.get("when")
    return " in all" if several else " a year"


def _since(parts: Mapping[str, Any]) -> str:
    return f", against {words.span(*parts['before'])}" if parts.get("before") else ""


TOLD: Final[Mapping[str, Callable[[Mapping[str, Any]], str]]] = {
    "share": lambda said: (
        f"{_flow(said)}: the part of {_others(said)} {_is(said)} {_compared(said)}"
    ),
    "rank": lambda said: f"{_flow(said)}: {_others(said)} {_is(said)} {_place(said)}",
    "amount": lambda said: f"{_flow(said)}{_with(said)}: {_compared(said)}{_a_year(said)}",
    "change": lambda said: f"{_figure(said)}{_with(said)}: {_compared(said)}",
    "comparison": lambda said: f"{_flow(said)}: {_others(said)}, {_compared(said)} {_beside(said)}",
    "world share": lambda said: (
        f"{_flow(said)}: the part in that of all states {_is(said)} {_compared(said)}"
    ),
    "world rank": lambda said: f"{_flow(said)}: among all states it {_is(said)} {_place(said)}",
    "balance": lambda said: f"trade with {_others(said)}: {_compared(said)}",
    "trend": lambda said: f"{_figure(said)}{_with(said)}: {said.get('comparison', '')}",
    "dependence": lambda said: (
        f"trade with {_others(said)}: {said.get('comparison', '')} than the other side"
    ),
    "diversification": lambda said: (
        f"{_flow(said) or 'every channel'}: {said.get('of', '')} {_compared(said)}"
    ),
    "forecast": lambda said: (
        f"{_flow(said)}, {_others(said)} to come until {said.get('to', '')}: {_compared(said)}"
    ),
    "could": lambda said: f"{_flow(said)}: {_could(said, _others(said))}",
    "alignment": lambda said: f"votes beside {_others(said)}: {_closeness(said)}",
    "event": lambda said: f"{said.get('event', '')}{_over(said)} with {_others(said)}",
    "relations": lambda said: f"relations with {_others(said)}: {_compared(said)}",
    "membership": _membership,
    "hedging": lambda said: (
        f"{said.get('comparison', '')} between {words.names(said.get('poles', ()))}"
    ),
}
"""What a kind asserts, from its parts."""
