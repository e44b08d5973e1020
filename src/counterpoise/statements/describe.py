"""A statement in our own words, from its parts alone: no sentence of a text is carried over."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from counterpoise.measures.views import VIEWS
from counterpoise.statements import words


def describe(parts: Mapping[str, Any]) -> str:
    """Return what the parts of a statement assert, as one sentence.

    Examples
    --------
    >>> describe({"kind": "share", "subject": "VNM", "partners": ("RUS",), "channel": "arms",
    ...     "comparison": "at least", "quantity": 85.0, "unit": "%"})
    'Viet Nam, arms received: the part of Russia is at least 85 %.'
    """
    who = words.names([parts["subject"]])
    return f"{who}, {_about(parts)}{_when(parts)}."


def _about(parts: Mapping[str, Any]) -> str:
    kind = parts["kind"]
    others = words.names(parts.get("partners", ()))
    channel = _channel(parts.get("channel", ""))
    compared = f"{parts.get('comparison', '')} {_quantity(parts)}".strip()
    told: dict[str, str] = {
        "share": f"{channel}: the part of {others} {_is(parts)} {compared}",
        "rank": f"{channel}: {others} {_is(parts)} number {parts.get('quantity', 1):.0f}",
        "amount": f"{channel}{f' with {others}' if others else ''}: {compared} a year",
        "balance": f"trade with {others}: {compared}",
        "trend": f"{_figure(parts, channel)}{f' with {others}' if others else ''}:"
        f" {parts.get('comparison', '')}",
        "dependence": f"trade with {others}: {parts.get('comparison', '')} than the other side",
        "diversification": f"{channel or 'every channel'}: {parts.get('of', '')} {compared}",
        "forecast": f"{channel}, {others} to come until {parts.get('to', '')}: {compared}",
        "alignment": f"votes beside {others}: {_closeness(parts)}",
        "event": f"{parts.get('event', '')} with {others}",
        "membership": f"{parts.get('comparison', '')} of {parts.get('bloc', '')} {_members(parts)}",
        "hedging": f"{parts.get('comparison', '')} between {words.names(parts.get('poles', ()))}",
    }
    return told[kind].strip()


def _is(parts: Mapping[str, Any]) -> str:
    """Return "was" of years that were past when it was said, else "is"."""
    years, stated = parts.get("years"), parts.get("stated")
    return "was" if years and stated and years[1] < stated.year else "is"


def _figure(parts: Mapping[str, Any], channel: str) -> str:
    """Return the figure whose course is told: trade deficit, output, share of arms received."""
    plain = {"deficit": "trade deficit", "gdp": "output", "agreement": "agreement in votes"}
    of = str(parts.get("of", ""))
    return plain.get(of) or f"{of} of {channel}"


def _closeness(parts: Mapping[str, Any]) -> str:
    """Return "aligned", or whom the votes are closer than to."""
    poles = parts.get("poles", ())
    beside = f" beside {words.names(poles)}" if poles else ""
    return f"{parts.get('comparison', '')}{beside}"


def _channel(name: str) -> str:
    return VIEWS[name].title if name in VIEWS else "trade both ways" if name else ""


def _quantity(parts: Mapping[str, Any]) -> str:
    value = parts.get("quantity")
    if value is None:
        return ""
    if parts.get("unit") == "%":
        return f"{value:g} %"
    return words.figure(value, parts.get("unit", ""))


def _members(parts: Mapping[str, Any]) -> str:
    return f"with {parts['quantity']:.0f} members" if "quantity" in parts else ""


def _when(parts: Mapping[str, Any]) -> str:
    return f" in {words.span(*parts['years'])}" if parts.get("years") else ""
