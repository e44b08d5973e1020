"""Whose a deficit or surplus is, and with whom."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from counterpoise.statements.reading.parties.around import about
from counterpoise.statements.reading.parties.drafts import Parties, Sense, Unreadable

NOTHING: Final = ""
HAS: Final = re.compile(
    r"\b(?:had|has|have|having|r[au]n|runs|running|record(?:ed|s|ing)|register(?:ed|s|ing)|post(?:ed|s|ing)|enjoy(?:ed|s|ing)"
    r"|maintain(?:ed|s)|suffer(?:ed|s)|show(?:ed|s)|report(?:ed|s)|held|holds|incurred|incurs|sustained|faced|faces|saw|sees|logged"
    r"|achieved|earned|earns|generated|booked|accumulated|yield(?:s|ed)|(?:is|are|was|were|been|be|remains?|remained|went|slipped|fell) in"
    r"|(?:is|was|were|are|been|remains?|remained) (?=in\b)|kept|keeps|ended|closed|finished|left|recorded|produced|notched up|racked up|chalked up"
    r"|realised|realized|carried|carries|with"
    r"|(?:switched|turned|moved|swung|went|shifted|slid|slipped|flipped) (?:from|to|into|in))\b"
)
"""What stands between whoever has a balance and the word for it."""
PAIR: Final = re.compile(r"(?<!h)(?P<one>[PA])(?P<two>[PA])[xC]{0,2}$")
"""Two before the word: "the US-India trade gap"."""
FRONTED: Final = re.compile(r"(?:^|(?<=,))x?hx{0,2}(?P<with>P),?(?=x{0,2}P[xHbYkgauCK]{0,8}$)")
"""With whom, in front of whoever has it: "With Serbia Albania has a deficit"."""
DASHED: Final = re.compile(r"Ax[xC]{0,2}$")
BETWEEN: Final = re.compile(r"x{0,2}[nsC]{0,3}ex?(?P<who>P)")
"""Two behind the word: "the trade deficit between Tanzania and China"."""
OF: Final = re.compile(r"ox{0,2}(?P<who>P)(?!C)")
OWNER: Final = re.compile(r"(?P<who>[OAPs])[xCYK]{0,6}$")
TRADE_WITH: Final = re.compile(r"(?P<who>[OAPs])[xY]{0,3}[Cx]x{0,2}h[xs]{0,2}(?P<with>P)")
"""Whose trade with whom it is that has a balance: "its trade with Gabon"."""
OF_TRADE: Final = re.compile(r"[Cx]x{0,2}h[xs]{0,2}(?P<with>P)")
WITH: Final = re.compile(r"[^gk;q]*?h[xQ,sC]{0,6}?(?P<with>[Pp])")
REGION: Final = re.compile(r"[^gk;qP]*?hx{0,3}[QU](?![,xQ]*P)")
THAT: Final = re.compile(r"q(?P<who>P)[xalY]*h[xs]?(?P<with>P)")
"""Whoever has it, behind the word: "the surplus that Ireland runs with the United States"."""
WITH_WHICH: Final = re.compile(r"hq(?P<who>P)")
"""Whoever has it, with those of whom is told: "the states with which Tunisia has a surplus"."""
ARE: Final = re.compile(r"[^;gk]*?bx{0,3}(?P<who>P)")
FOR: Final = re.compile(r"[xoMYnCs,]*rx?(?P<who>P)")
"""For whom it is, behind the word: "a surplus of $0.9 billion for Tehran"."""
BRACKETED: Final = re.compile(r"P\([xl]?M[xY,]*\)")
"""One of several, with its amount: "China ($14 billion), followed by India ($9 billion)"."""
IN_TURN: Final = re.compile(r"Mx?hx{0,2}(?P<with>P)")
"""One of several, behind its amount: "$0.5 billion with Vietnam and $1.2 billion with Thailand"."""
ONE: Final = re.compile(r"PxoM")
IN_TRADE: Final = re.compile(
    r"[xY,]*?(?:ns?x{0,2})?(?P<what>[Cx])x{0,2}h[xs]{0,2}(?P<with>P)Y?,?(?P<who>P)"
)
"""With whom it is, before whoever has it: "In its trade with Spain, Morocco had a deficit"."""
DEALINGS: Final = ("trade", "trading", "dealings", "exchanges", "commerce")
ON_SIDE: Final = re.compile(r"ex?(?P<two>P)[^;]*$")
THE_SIDE: Final = re.compile(r"x{0,2}(?:oM)?mx?(?P<whose>[AOs])(?P<side>x)")
"""On whose side it is: "trade between the two shows a surplus on the Irish side"."""
CARRIED: Final = re.compile(r"[&,][xCMY]*$")
"""What follows a balance of the same: "and a deficit of $0.8 billion with"."""


TRADED: Final = re.compile(r"\b(?:traded|trades?) (?:goods|with)\b|\bbilateral\b")


@dataclass(frozen=True)
class Head:
    """A word for a balance: its chunks, between which it looks for its parties, and its sign."""

    at: int
    end: int
    begin: int
    stop: int
    sign: str


@dataclass(frozen=True)
class Sides:
    """Whose a balance is, with whom, and the amounts listed with each."""

    subjects: Parties
    partners: Parties
    listed: tuple[int, ...] = ()
    also: Parties = ()
    """Another whose balance with the same is told: "and Switzerland one of $38.5 billion"."""
    also_at: int = -1
    assumed: tuple[str, ...] = ()
    cues: frozenset[str] = frozenset({"balance"})


def sides(at: Sense, head: Head, last: Sides | None) -> Sides:
    """Return whose a balance is and with whom; `last` are those of the one before in the sentence."""
    shape = at.shape
    if two := _between(at, head):
        return Sides(two[:1], two[1:], cues=frozenset({"balance", "balance between"}))
    if REGION.match(shape, head.end, head.stop):
        raise Unreadable("a region that is no bloc, and not a state")
    if fronted := _fronted(at, head) or _on_side(at, head):
        return _made(at, head, *fronted)
    that = THAT.match(shape, head.end, head.stop)
    if that:
        return _made(
            at, head, at.line.parties(that.start("who")), at.line.parties(that.start("with"))
        )
    which = WITH_WHICH.search(shape, head.begin, head.at)
    if which:
        return _of_which(at, head, at.line.parties(which.start("who")))
    partners, listed = _with(at, head)
    subjects, assumed = _whose(at, head, partners, last)
    if not partners and last and not set(last.partners) & set(subjects):
        partners = last.partners
    if not partners:
        partners = _other(at, head, subjects)
    return _made(at, head, subjects, partners, listed, assumed)


def _made(
    at: Sense, head: Head, subjects: Parties, partners: Parties, listed: tuple[int, ...] = (),
    assumed: tuple[str, ...] = (),
) -> Sides:  # fmt: skip
    """Return the sides, if they are two and differ."""
    if not subjects:
        raise Unreadable("a balance, and not whose")
    if not partners or set(subjects) & set(partners):
        raise Unreadable("a balance, and not with whom")
    also, spot = _also(at, head, partners)
    if also:
        partners = tuple(one for one in partners if one not in also)
    return Sides(subjects, partners, listed, also, spot, assumed)


def _also(at: Sense, head: Head, partners: Parties) -> tuple[Parties, int]:
    """Return of whom a balance of the same is told behind it, and the amount: "and Switzerland one of"."""
    for one in ONE.finditer(at.shape, head.end, head.stop):
        who = at.line.parties(one.start())
        if at.line.chunks[one.start() + 1].text != "one":
            continue
        if len(who) == 2 and set(who) == set(partners):
            return who[1:], one.end() - 1  # "with the Americans and Switzerland one of"
        if len(who) == 1 and not set(who) & set(partners):
            return who, one.end() - 1
    return (), -1


def _fronted(at: Sense, head: Head) -> tuple[Parties, Parties] | None:
    """Return whose a balance is and with whom, where the sentence begins with the trade of the two."""
    found = IN_TRADE.match(at.shape, head.begin, head.at)
    if not found or not _has(at, found.end(), head.at):
        return None
    what = at.line.chunks[found.start("what")]
    if what.tag == "C" and (what.value.product or what.value.channel != "trade"):
        return None
    if what.tag == "x" and what.text not in DEALINGS:
        return None
    return at.line.parties(found.start("who")), at.line.parties(found.start("with"))


def _on_side(at: Sense, head: Head) -> tuple[Parties, Parties] | None:
    """Return on whose side a balance of two is, and the other."""
    found = THE_SIDE.match(at.shape, head.end, head.stop)
    pair = ON_SIDE.search(at.shape, head.begin, head.at)
    if not found or not pair or at.line.chunks[found.start("side")].text != "side":
        return None
    two = at.line.parties(pair.start("two"))
    text = at.line.chunks[found.start("whose")].text
    whose = at.line.parties(found.start("whose"))
    if "latter" in text or "former" in text:
        whose = two[-1:] if "latter" in text else two[:1]
    others = tuple(one for one in two if one not in whose)
    return (whose, others) if len(whose) == len(others) == 1 else None


def _between(at: Sense, head: Head) -> Parties:
    """Return the two between whom a balance is: the first named is whose it is."""
    pair = PAIR.search(at.shape, head.begin, head.at)
    if pair:
        two = (*at.line.parties(pair.start("one")), *at.line.parties(pair.start("two")))
        return two if len(set(two)) == 2 else ()
    dashed = DASHED.search(at.shape, head.begin, head.at)
    if dashed and len(at.line.parties(dashed.start())) == 2:
        return at.line.parties(dashed.start())  # "the Ukraine-Poland trade gap"
    behind = BETWEEN.match(at.shape, head.end, head.stop)
    two = at.line.parties(behind.start("who")) if behind else ()
    return two if len(two) == 2 else ()


def _of_which(at: Sense, head: Head, who: Parties) -> Sides:
    """Return the sides of "the states with which Peru has a deficit are", or of one of such states."""
    behind = ARE.match(at.shape, head.end, head.stop)
    if behind:
        return _made(at, head, who, at.line.parties(behind.start("who")))
    first = next((spot for spot in range(head.at) if at.shape[spot] == "P"), -1)
    return _made(at, head, who, at.line.parties(first) if first >= 0 else ())


def _with(at: Sense, head: Head) -> tuple[Parties, tuple[int, ...]]:
    """Return with whom a balance is, and the amount listed with each of several."""
    shape = at.shape
    behind = WITH.match(shape, head.end, head.stop)
    if behind:
        each = _listed(at, head, behind.start("with"))
        if each:
            who = tuple(one for spot, _ in each for one in at.line.parties(spot))
            return (who, tuple(money for _, money in each)) if len(who) == len(each) else ((), ())
        spot = behind.start("with")
        if shape[spot] == "p":
            return _meant(at, head, spot), ()
        return at.line.parties(spot), ()
    named = list(OF_TRADE.finditer(shape, head.begin, head.at))
    if named:
        return at.line.parties(named[-1].start("with")), ()
    fronted = FRONTED.search(shape, 0, head.at) or re.compile(r"hx?(?P<with>P),").match(
        shape, head.begin, head.at
    )
    return (at.line.parties(fronted.start("with")), ()) if fronted else ((), ())


def _listed(at: Sense, head: Head, first: int) -> list[tuple[int, int]]:
    """Return several with whom a balance is, each with the amount that stands with it."""
    shape = at.shape
    each = [
        (one.start(), shape.index("M", one.start()))
        for one in BRACKETED.finditer(shape, first, head.stop)
    ]
    if each and each[0][0] == first:
        return each
    turns = list(IN_TURN.finditer(shape, head.end, head.stop))
    return [(one.start("with"), one.start()) for one in turns] if len(turns) > 1 else []


def _meant(at: Sense, head: Head, spot: int) -> Parties:
    """Return whom "with that country" means: the last that was named before and not as a subject."""
    before = [
        one
        for one in range(head.at)
        if at.shape[one] == "P" and at.shape[one - 1 : one] in tuple("ftoh")
    ]
    return at.line.parties(before[-1]) if before else ()


def _whose(
    at: Sense, head: Head, partners: Parties, last: Sides | None
) -> tuple[Parties, tuple[str, ...]]:
    """Return whose a balance is: the owner of the word, of the trade, or the subject of its verb."""
    shape = at.shape
    of = OF.match(shape, head.end, head.stop)
    if of:
        return at.line.parties(of.start("who")), ()
    inside = TRADE_WITH.match(shape, head.end + 1, head.stop)
    if inside and shape[head.end] == "n":
        return _named(at, inside.start("who"), partners)
    trade = TRADE_WITH.search(shape, head.begin, head.at)
    if trade and _has(at, trade.end(), head.at):
        return _named(at, trade.start("who"), partners)
    owner = OWNER.search(shape, head.begin, head.at)
    if owner and not set(at.line.parties(owner.start())) & set(partners):
        spot = owner.start()
        verbed = _has(at, spot + 1, head.at)
        if shape[spot] == "O" and verbed:
            raise Unreadable("a balance of what somebody has, and not whose")
        free = shape[spot - 1 : spot] not in ("h", "t", "f", "y", "o") or not spot
        if (
            shape[spot] != "P"
            or (verbed and free)
            or shape[spot + 1 : head.at] in ("", "C", "CC", "xC")
        ):
            return _named(at, spot, partners)
    behind = FOR.match(shape, head.end, head.stop)
    if behind:
        return at.line.parties(behind.start("who")), ()
    if last and CARRIED.search(shape, head.begin, head.at):
        return last.subjects, last.assumed
    spot = _subject(at, head, partners)
    if spot >= 0:
        return _named(at, spot, partners)
    recorded = re.compile(r"[^;gk]*?bx{0,3}(?P<who>P)").match(shape, head.end, head.stop)
    if recorded and "q" in shape[head.begin : head.at] and "Q" in shape[head.begin : head.at]:
        return at.line.parties(
            recorded.start("who")
        ), ()  # "the states that recorded a surplus are"
    if last and not set(shape[head.begin : head.at]) & set("PpOAs"):
        return last.subjects, last.assumed
    if flows := _of_both(at, head):
        return flows, ()
    if set(shape[head.begin : head.at]) & set("PpOA"):
        raise Unreadable("a balance, and not whose")
    who, assumed = about(at, partners)
    return (who,), assumed


def _subject(at: Sense, head: Head, partners: Parties) -> int:
    """Return the chunk of whoever has a balance by a verb, -1 if none does."""
    for spot in range(head.at - 1, head.begin - 1, -1):
        if at.shape[spot] not in "Pp" or set(at.line.parties(spot)) & set(partners):
            continue
        left = at.shape[spot + 1 : spot + 2] == "h"  # "left Nairobi with a deficit"
        if at.shape[spot - 1 : spot] in tuple("ftoynrhe") and spot and not left:
            continue
        return spot if _has(at, spot + 1, head.at) else -1
    return -1


def _of_both(at: Sense, head: Head) -> Parties:
    """Return whose imports and exports are both told before a balance: "against exports of $2 billion, a deficit of"."""
    flows = [one for one in at.wholes if one.at < head.at and not one.noun.product]
    owners = {one.owner for one in flows if one.form in ("O", "A") and len(one.owner) == 1}
    both = {one.noun.channel for one in flows} >= {"imports", "exports"}
    return owners.pop() if both and len(owners) == 1 else ()


def _has(at: Sense, first: int, last: int) -> bool:
    """Return whether a verb of having stands between two chunks."""
    if not 0 < first <= last:
        return False
    text = at.line.plain[at.line.chunks[first - 1].end : at.line.chunks[last].end]
    return HAS.search(text) is not None


def _named(at: Sense, spot: int, partners: Parties) -> tuple[Parties, tuple[str, ...]]:
    """Return whom a chunk names or means."""
    if at.shape[spot] in "ps":
        return _antecedent(at, spot, partners)
    listed = re.compile(r"(?:P,)*(?:P,?&)?P$").search(at.shape[: spot + 1])
    first = listed.start() if listed else spot
    spots = range(first, spot + 1)
    named = [one for each in spots for one in at.line.parties(each) if one not in partners]
    return tuple(dict.fromkeys(named)), ()


def _antecedent(at: Sense, spot: int, partners: Parties) -> tuple[Parties, tuple[str, ...]]:
    """Return whom "its" means, else who is the subject of the clause before."""
    try:
        return at.antecedent(spot, apart_from=partners)
    except Unreadable:
        for one in range(spot):
            named = at.line.parties(one) if at.shape[one] == "P" else ()
            free = at.shape[one - 1 : one] not in tuple("ftoynrhe") or not one
            if named and free and not set(named) & set(partners):
                return named, ()
        raise


def _other(at: Sense, head: Head, subjects: Parties) -> Parties:
    """Return the only other party that a sentence names, where it tells of the whole trade with it."""
    told = {one.noun.channel for one in at.wholes if one.at < head.at}
    carried = at.shape[head.at - 1 : head.at] == "M" or not told
    if not (
        told >= {"imports", "exports"}
        or carried
        or _volume(at, head)
        or TRADED.search(at.line.plain)
    ):
        return ()
    others = {
        party
        for spot in range(len(at.shape))
        for party in at.line.parties(spot)
        if party not in subjects
    }
    return tuple(others) if len(others) == 1 else ()


def _volume(at: Sense, head: Head) -> bool:
    """Return whether the volume of trade of two is told before a balance."""
    return any(
        one.noun.channel == "trade" and one.at < head.at - 1 and not one.noun.product
        for one in at.wholes
    )
