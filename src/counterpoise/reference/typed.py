"""Whom a person means: by an id, a name, or a code of one of several lists. See :mod:`.states`."""

from __future__ import annotations

from numbers import Integral
from typing import Final

from counterpoise.errors import UnknownNameError, UsageError
from counterpoise.reference import groups, own_spellings, spelling, states
from counterpoise.reference.spelling import AMBIGUOUS

LISTS: Final = {
    "cow": ("cow", "letters", "iso3"),
    "gw": ("gw", "letters", "iso3"),
    "iso2": ("iso2",),
    "iso3": ("iso3",),
    "m49": ("m49",),
}
"""The word before the colon of a code, and the systems of ``codes.csv`` in which it is looked up."""


def resolve(text: str | int) -> str:
    """Return the id meant, as :func:`.states.resolve` tells."""
    text = _written(text)
    typed = text.strip()
    prefix, _, rest = typed.partition(":")
    if typed.upper() in states.ids():
        return typed.upper()
    if prefix in states.KINDS and rest:
        return typed
    if prefix.lower() in LISTS and rest:
        return _bound(prefix.lower(), rest, text)
    if meanings := AMBIGUOUS.get(" ".join(spelling.words(text))):
        raise UnknownNameError.ambiguous(typed, meanings)
    groups.party(
        typed
    )  # refuses a code that is a state's and a bloc's, though no bloc may stand here
    if claims := (states.claims_of(text) or code_claims_of(text) or own_spellings.claims(text, "")):
        return states.choose(claims, None)
    if (by_m49 := states.by_number("m49")(typed)) and typed.isdigit():
        entity = states.choose(by_m49, None)
        raise UnknownNameError.ambiguous(
            typed, [f"{states.name(entity)}, by the UN's list: m49:{typed}"]
        )
    raise UnknownNameError.unknown_state(text, states.known_names())


def _written(given: object) -> str:
    """Return a code that is given as a number as text; refuse what is neither."""
    if isinstance(given, str):
        return given
    if isinstance(given, Integral) and given not in (True, False):
        return str(int(given))
    raise UsageError.out_of_range(
        "A state", given, "a name or a code", attempt="name one, such as VNM or Viet Nam"
    )


def _bound(system: str, code: str, text: str) -> str:
    """Return whom a list of codes means by a code."""
    for one in LISTS[system]:
        find = states.by_number(one) if code.strip().isdigit() else states.by_letters(one)
        if claims := tuple(find(code)):
            return states.choose(claims, None)
    raise UnknownNameError.unknown_state(text, ())


def code_claims_of(text: str) -> tuple[states.Claim, ...]:
    """Return the claims on a bare code: alpha-2, then what all other lists agree on.

    Raises
    ------
    UnknownNameError
        If two lists read it differently.
    """
    if iso := tuple(states.by_letters("iso2")(text)):
        return iso
    found = {
        system: tuple(
            states.by_number(system)(text)
            if system in ("cow", "gw")
            else states.by_letters(system)(text)
        )
        for system in ("cow", "gw", "letters", "iso3")
    }
    meant = {system: states.choose(claims, None) for system, claims in found.items() if claims}
    if len(set(meant.values())) > 1:
        known = {"letters": "cow"}
        raise UnknownNameError.ambiguous(
            text.strip(),
            [
                f"{states.name(entity)} ({known.get(system, system)}:{text.strip()})"
                for system, entity in meant.items()
            ],
        )
    return next((claims for claims in found.values() if claims), ())
