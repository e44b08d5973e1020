"""Amounts told by who deals with whom: "its main customer, Germany, bought $148 million", "exported $6 billion there"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.sides import UNSAID
from counterpoise.statements.reading.roles.told_sums import made, owner_of

THERE: Final = re.compile(
    r"(?<![otfnrhey])(?P<who>[Pp])(?:,x*[OsA]?K?[xC]*R[otrn]x*P,|b[xoOAsKCR]*,)?[xbHY,]*(?P<verb>[gk])x*(?P<sum>M)(?:[nol]x*C)?(?P<there>p)"
)
"""Where it was sold, bought or given that is named before: "Hungary exported $5.9 billion there"."""
APPOSED: Final = re.compile(
    r"(?:[otrn]x?[PQWp])?,(?P<who>P),[xbH]*(?P<verb>[gk])x*(?P<sum>M)(?!x?C)"
)
"""Who is what somebody is told to be: "its main customer, Germany, bought $148 million"."""
IN_FRONT: Final = re.compile(
    r"(?:[otrn]x?[PQWp])?(?:xP)?,[xbHY]*(?P<verb>[gki])x*(?P<sum>M)(?!x?C)"
)
"""The same with the name in front: "Singapore, Myanmar's biggest investor, has invested"."""
RETURN: Final = re.compile(
    r"(?:&|;|,)[xY&]*(?P<verb>[gk])p?x*(?:(?P<what>C)[rlox]*)?(?P<sum>M)(?:[nft]p|nx)?(?!l?o?C|x?[ft]x*P|,?&?M)"
)
"""The other way of what was bought or sold: "and exported $1.9 billion in return"."""
WHICH: Final = re.compile(
    r"(?:[otrn]x?[PQWp])?Y?b[xY]*(?P<who>P),q[xbH]*(?P<verb>[gki])x*(?P<sum>M)(?:l?o[sOA]?C)?(?![tf]x*P)"
)
"""The same in a clause behind: "Its biggest customer was China, which took $1.5 billion of its goods"."""
EACH: Final = re.compile(
    r",oq[xY]*(?P<who>P)[xbH]*[agk]x*(?P<sum>M)(?P<more>(?:,?&?,?x?PM)*)(?![xo]*C)"
)
"""Parts of an amount, each of another partner."""
ONE_MORE: Final = re.compile(r"(?P<who>P)(?P<sum>M)")
PARTED: Final = ("debt", "exports", "imports", "aid", "investment", "investment-flow")
SOLD: Final = ("export", "sold", "sell", "ship")
BOUGHT: Final = ("import", "bought", "buy", "purchas", "took", "take", "taking", "absorb")
SPENT: Final = ("spent", "spend", "disburs", "gave", "give", "provid", "donat")
DONORS: Final = re.compile(r"\b(?:aid|donors?|assistance|grants?)\b")


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the amounts that a sentence tells by who deals with whom."""
    yield from _there(at)
    yield from _apposed(at)
    yield from _of_which_each(at, read)
    if "g" in at.shape or "k" in at.shape:
        yield from _in_return(at, read)


def _there(at: Sense) -> Iterator[Draft]:
    """Yield what was sold, bought or given "there"."""
    for found in THERE.finditer(at.shape):
        if at.line.chunks[found.start("there")].text != "there":
            continue
        who = _doer(at, found.start("who"))
        before = {
            at.line.parties(spot)
            for spot in range(found.start("sum"))
            if at.shape[spot] in "POA" and at.line.parties(spot) != who
        }
        if len(before) != 1 or len(who) != 1:
            continue
        other = before.pop()
        verb = at.line.chunks[found.start("verb")].text
        if verb.startswith(SOLD):
            yield from made(at, found.start("sum"), who, other, "exports")
        elif verb.startswith(BOUGHT):
            yield from made(at, found.start("sum"), who, other, "imports")
        elif verb.startswith(SPENT) and (
            verb.startswith("disburs") or DONORS.search(at.line.plain)
        ):
            yield from made(at, found.start("sum"), other, who, "aid")


def _doer(at: Sense, place: int) -> Parties:
    """Return who does something, also where "it" does."""
    if at.shape[place] == "P":
        return at.line.parties(place)
    try:
        return at.antecedent(place)[0]
    except Unreadable:
        return ()


def _apposed(at: Sense) -> Iterator[Draft]:
    """Yield what somebody's partner bought or gave, told by its role and its name."""
    for one in at.wholes:
        if at.shape[one.at] != "R" or one.noun.product:
            continue
        found = APPOSED.match(at.shape, one.at + 1) or WHICH.match(at.shape, one.at + 1)
        if found is None and at.shape[max(0, one.start - 2) : one.start] == "P,":
            found = IN_FRONT.match(at.shape, one.at + 1)
        if found is None:
            continue
        who = at.line.parties(one.start - 2 if found.re is IN_FRONT else found.start("who"))
        side = at.line.chunks[one.at].value.side
        verb = at.line.chunks[found.start("verb")].text
        channel = (
            {"in": "imports", "out": "exports"}.get(one.way, "")
            if one.noun.channel == "goods"
            else one.noun.channel
        )
        fits = (side == "R" and verb.startswith(BOUGHT)) or (side == "G" and found["verb"] in "gi")
        owner, assumed = owner_of(at, one, None)
        if (
            fits
            and owner
            and channel in ("exports", "imports", "aid", "investment-flow", "investment")
        ):
            yield from made(at, found.start("sum"), owner, who, channel, assumed=assumed)


def _in_return(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what was sold to whom something was bought from, and the other way round."""
    for found in RETURN.finditer(at.shape):
        before = [one for one in read if one.parts["kind"] == "amount" and one.at < found.start()]
        if not before or set(at.shape[before[-1].at : found.start()]) & set(";gk") - {";"}:
            continue
        of, verb = before[-1].parts, at.line.chunks[found.start("verb")].text
        way = "exports" if verb.startswith(SOLD) else "imports" if verb.startswith(BOUGHT) else ""
        goods = found["what"] is None or at.line.chunks[found.start("what")].value == UNSAID
        if (
            {way, of["channel"]} == {"imports", "exports"}
            and goods
            and len(of.get("partners", ())) == 1
            and not of.get("product")
        ):
            for draft in made(at, found.start("sum"), (of["subject"],), of["partners"], way):
                if "years" not in draft.parts and of.get("years"):
                    draft.parts["years"] = of["years"]
                yield draft


def _of_which_each(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the parts of an amount by partner: ", of which China took $5 billion and India $2 billion"."""
    for found in EACH.finditer(at.shape):
        before = [one for one in read if one.parts["kind"] == "amount" and one.at < found.start()]
        if not before or before[-1].parts["channel"] not in PARTED:
            continue
        of = before[-1].parts
        spots = [(found.start("who"), found.start("sum"))]
        spots += [
            (more.start("who"), more.start("sum"))
            for more in ONE_MORE.finditer(at.shape, found.start("more"), found.end("more"))
        ]
        for who, place in spots:
            for draft in made(
                at,
                place,
                (of["subject"],),
                at.line.parties(who),
                of["channel"],
                product=of.get("product", ""),
            ):
                if "years" not in draft.parts and of.get("years"):
                    draft.parts["years"] = of["years"]
                yield draft
