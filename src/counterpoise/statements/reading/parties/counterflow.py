"""The other way of a flow told before: "its exports were $0.8 billion and imports $0.4 billion"."""

from __future__ import annotations

from typing import Final

from counterpoise.statements.reading.parties.drafts import Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.pairs import two_of
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD, Whole

WAYS: Final = ("imports", "exports")
OF_ALL: Final = ("total", "overall", "all", "aggregate", "global", "worldwide", "foreign", "world")
"""Words of what a state buys or sells everywhere."""


def counterflow(at: Sense, what: Whole) -> tuple[str, str] | None:
    """Return whose a flow is, and with whom, that goes the other way than one told before."""
    if what.noun.channel not in WAYS or what.noun.product or _with_whom(what):
        return None
    if what.owner in (WORLD, REGION) or len(what.owner) > 1 or _of_all(at, what):
        return None
    for one in reversed(at.wholes):
        if one.at >= what.at or at.shape[one.at] != "C":
            continue
        sides = _sides(at, one, what)
        if sides is None:
            return None
        between = {
            party
            for spot in range(one.at, what.at)
            if at.shape[spot] in "POA"
            for party in at.line.parties(spot)
        }
        barred = set(at.shape[one.at : what.at]) & set("QUWL")
        return sides if between <= set(sides) and not barred else None
    return _by_partner(at, what)


def _by_partner(at: Sense, what: Whole) -> tuple[str, str] | None:
    """Return a buyer told as a market before, and whose: "its largest market; Indian purchases fell"."""
    if what.noun.channel != "imports" or what.form not in ("A", "O") or len(what.owner) != 1:
        return None
    roles = [one for one in at.wholes if one.at < what.at and at.shape[one.at] == "R"]
    named = {
        party
        for spot in range(what.start)
        if at.shape[spot] == "P"
        for party in at.line.parties(spot)
    }
    if (
        len(roles) != 1
        or roles[0].way != "out"
        or roles[0].noun.product
        or len(roles[0].owner) != 1
    ):
        return None
    owner = roles[0].owner[0]
    fits = what.owner[0] in named and owner not in (*what.owner, *PRONOUN, *WORLD, *REGION)
    return (what.owner[0], owner) if fits else None


def owner_by_pair(at: Sense, what: Whole) -> Parties:
    """Return whose a flow is that is told with its partner, by the two of whose trade was told before."""
    whom = what.source or what.target or what.other
    if what.noun.channel not in WAYS or what.owner or len(whom) != 1:
        return ()
    for one in reversed(at.wholes):
        if one.at < what.at and at.shape[one.at] == "C" and one.noun.channel == "trade":
            found = two_of(at, one)
            two = found[0] if found else (*one.owner, *one.other)
            named = len(set(two)) == 2 and whom[0] in two and PRONOUN[0] not in two
            return tuple(party for party in two if party not in whom) if named else ()
    return ()


def _with_whom(what: Whole) -> bool:
    """Return whether it is said, by name or not, with whom a flow is."""
    return bool(what.source or what.target or what.other)


def _of_all(at: Sense, what: Whole) -> bool:
    """Return whether a flow is told as that of a state with all others."""
    before = at.line.chunks[what.at - 1].text if what.at else ""
    return before in OF_ALL or at.line.chunks[what.at].text.startswith(OF_ALL)


def _sides(at: Sense, one: Whole, what: Whole) -> tuple[str, str] | None:
    """Return owner and partner of a flow by those of the one before it."""
    own = what.owner if what.owner != PRONOUN else ()
    if one.noun.channel == "trade" and not one.noun.product:
        two: Parties = ()
        if found := two_of(at, one):
            two = found[0]
        elif one.owner not in ((), PRONOUN, WORLD, REGION) and one.form in ("O", "A"):
            two = (*one.owner, *one.other)
            own = own or one.owner
        elif len(one.other) == 2:
            two = one.other
        elif not one.owner and len(one.other) == 1 and one.form == "":
            two = (*own, *one.other)
        if len(set(two)) != 2 or len(own) != 1 or own[0] not in two:
            return None
        return own[0], next(party for party in two if party != own[0])
    if one.noun.channel not in WAYS or one.noun.channel == what.noun.channel or one.noun.product:
        return None
    owner = one.owner
    if not _with_whom(one):
        known = counterflow(at, one)
        return known if known and own in ((), known[:1]) else None
    if owner == PRONOUN or not owner:
        try:
            owner = at.antecedent(one.start, apart_from=(*one.source, *one.target, *one.other))[0]
        except Unreadable:
            return None
    partner = one.source or one.target or one.other
    named = len(owner) == len(partner) == 1 and partner not in (PRONOUN, WORLD, REGION)
    if not named or owner == WORLD or (own and own != owner):
        return None
    return owner[0], partner[0]
