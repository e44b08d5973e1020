"""Deficits and surpluses in trade: each of a sentence, with whom, how much, and in which year."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.kinds.deficit_sides import NOTHING, Head, Sides, sides
from counterpoise.statements.reading.parties.around import place_of
from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.times import Time

DEFICIT: Final = re.compile(
    r"\b(?P<word>deficits?|surplus(?:es)?|shortfalls?)\b(?!-)|\bin (?:the )?(?P<colour>red|black) with\b"
    r"|\b(?:trade|trading|commercial|payments) (?:gap|hole)s?\b|\b(?:hole|gap)(?= in (?:its |the |[\w-]+[’'](?:s )?)?(?:goods |merchandise )?trade\b)"
    r"|\bgap between the two\b|\b(?P<sign>negative|positive) (?:foreign |bilateral )?trade balance\b"
    r"|\bbalance\b(?=[^,;.]{0,60}? (?:was|is|were|remain(?:ed|s)|(?:has|have|had) been|stayed|turned) (?P<turned>negative|positive)\b)"
)
OF_WHAT: Final = re.compile(
    r"\b(?:budget(?:ary)?|fiscal|account|services?|primary|public|government|state|skills?|housing|infrastructure|financing|funding"
    r"|trust|democratic|fuel|water|military|agricultural|agri-food|farm|energy|tourism|digital|federal|structural|operating|overall|total|global|aggregate|combined|worldwide|external) (?:trade )?$"
)
"""What has a deficit of another kind before the word, or one of a part of trade."""
NONE: Final = re.compile(r"\b(?:no|without an?y?|nor) (?:trade )?$")
FORMER: Final = re.compile(r"\bfrom (?:an? )?(?:\w+ ){0,2}$")
TO_ANOTHER: Final = re.compile(r"[^;.]{0,40}? (?:in)?to (?:an? )?(?:\w+ ){0,2}(?:deficit|surplus)")
SERVICES: Final = re.compile(r"\bservices\b")
SELDOM: Final = re.compile(
    r"\b(?:only (?:once|twice|in|\w+ times)|occasional(?:ly)?|rare(?:ly)?|sometimes|at times|alternat\w+|periods? of)\b"
)
"""What makes a balance one of some years only."""
POSITIVE: Final = ("surplus", "surpluses", "black", "positive")
AHEAD: Final = re.compile(r"M[xC]{0,3}(?:[PA][xC]{0,2})?$")
"""An amount right before the word: "a $67 billion US trade deficit"."""
DIFFERENCE: Final = re.compile(r"(?:[ud]x{0,2}[y(]?|y)$")
"""What makes an amount before which it stands that by which a balance moved."""
FLOWS: Final = ("imports", "exports", "goods", "trade")
MOVED: Final = re.compile(r"[xChoePAOsYQ]*b?x{0,2}(?P<course>[ud])")
EARLIER: Final = re.compile(r"(?:f|j)[xnolY]*$")
"""What stands before the amount that a balance had before."""
OWN: Final = re.compile(r"[)xl]{0,3}[,(n]?l?x?(?P<when>Y)")
TRADED_IN: Final = (
    *(
        "favour",
        "favor",
        "dealings",
        "exchange",
        "exchanges",
        "relations",
        "dollar",
        "value",
        "terms",
    ),
    *(
        "recent",
        "bilateral",
        "total",
        "overall",
        "every",
        "each",
        "most",
        "both",
        "several",
        "all",
        "fiscal",
    ),
)
"""What a balance of trade may be told in: "a surplus in dealings with"."""
COLON: Final = re.compile(r"x[xnC]{0,3}hx{0,2}P(?:\(Y\)|Y)?;x{0,2}M")
"""A balance as a heading, and its amount: "goods trade deficit with Ghana: $2 billion"."""
BEFORE: Final = "previous"
MOST: Final = 8
"""Balances that a sentence may tell: what has more is a table."""


def balance(at: Sense, found: re.Match[str], _: frozenset[str]) -> tuple[Draft, ...]:
    """Return every deficit and surplus that a sentence tells, or the course of one."""
    told: list[Draft] = []
    why: Unreadable | None = None
    last: Sides | None = None
    heads = _heads(at)
    if len(heads) > MOST:
        raise Unreadable("more balances than a sentence tells")
    for head in heads:
        try:
            last = sides(at, head, last)
            told += _told(at, head, last)
        except Unreadable as reason:
            why = why or reason
    if not told and why:
        raise why
    return tuple(one for one in told if not _is_told_with_amount(one, told))


def _is_told_with_amount(one: Draft, told: list[Draft]) -> bool:
    """Return whether the amount of a balance that is told without one stands beside it."""
    sides = ("subject", "partners", "comparison")
    return "quantity" not in one.parts and any(
        "quantity" in other.parts and all(one.parts[key] == other.parts[key] for key in sides)
        for other in told
    )


def _heads(at: Sense) -> list[Head]:
    """Return the places of the words for a balance, each with its sign and how far it reaches."""
    plain, shape = at.line.plain, at.shape
    found: list[tuple[int, int, str]] = []
    for one in DEFICIT.finditer(plain):
        before = plain[max(0, one.start() - 40) : one.start()]
        if OF_WHAT.search(before) or NONE.search(before):
            continue
        if FORMER.search(before) and TO_ANOTHER.match(plain, one.end()):
            continue  # "from a deficit to a surplus"
        spot = place_of(at, one)
        if spot and shape[spot - 1] == "C" and not _is_of_trade(at, spot - 1):
            continue
        if _is_of_else(at, one.end()):
            continue
        if found and shape[spot - 2 : spot] in ("fM", "jM"):
            continue  # "to $7.7 billion from a $6.9 billion shortfall"
        word = one["word"] or one["colour"] or one["sign"] or one["turned"] or ""
        found.append((spot, one.end(), "surplus" if word in POSITIVE else "deficit"))
    heads: list[Head] = []
    for number, (spot, end, sign) in enumerate(found):
        begin = max(shape.rfind(";", 0, spot) + 1, found[number - 1][0] + 1 if number else 0)
        stop = shape.find(";", spot)
        stop = stop if stop >= 0 else len(shape)
        if COLON.match(shape, spot) and at.line.chunks[stop].text == ":":
            later = shape.find(";", stop + 1)
            stop = later if later >= 0 else len(shape)
        if number + 1 < len(found):
            stop = min(stop, found[number + 1][0])
        if not (sign == "surplus" or plain.startswith("deficit", at.line.chunks[spot].start)):
            sign = heads[-1].sign if "between the two" in plain and heads else sign
        last = next((n for n, one in enumerate(at.line.chunks) if one.end >= end), spot)
        heads.append(Head(spot, last + 1, begin, stop, sign))
    return heads


def _is_of_else(at: Sense, end: int) -> bool:
    """Return whether a deficit is of something else than trade: "of doctors", "in the match"."""
    first = next((n for n, one in enumerate(at.line.chunks) if one.start >= end), len(at.shape))
    behind = at.shape[first : first + 6]
    if behind.startswith("ox"):
        return re.match(r"ox{1,4}[MPCsO]", behind) is None
    if behind.startswith("nx"):
        return at.line.chunks[first + 1].text not in TRADED_IN and not behind.startswith("nxC")
    return False


def _is_of_trade(at: Sense, spot: int) -> bool:
    """Return whether the noun before a deficit is trade as a whole."""
    noun = at.line.chunks[spot].value
    return noun.channel in ("trade", "goods") and not noun.product


def _told(at: Sense, head: Head, told: Sides) -> Iterator[Draft]:
    """Yield the balances of one word for it."""
    near = at.line.plain[at.line.chunks[head.begin].start : at.line.chunks[head.stop - 1].end]
    if SERVICES.search(near) or _of_product(at, head):
        raise Unreadable("a balance of what is no channel of ours")
    money = [spot for spot in _amounts(at, head) if at.line.chunks[spot].value.unit == "USD"]
    money = [spot for spot in money if spot != told.also_at]
    if told.listed:
        yield from _each(at, head, told)
        return
    if len(money) > 1 and len(money) == len(told.partners):
        for who, spot in zip(told.partners, money, strict=True):
            yield _dated(at, head, told, (who,), spot, head.at)
        return
    if money:
        if len(told.subjects) > 1:
            raise Unreadable("a balance of several, and not which is whose")
        yield from _in_turn(at, head, told, money)
        return
    yield from _bare(at, head, told)


def _of_product(at: Sense, head: Head) -> bool:
    """Return whether a balance is that of a product: "a deficit of $300 million in rice"."""
    spots = [
        spot for spot in range(head.at + 1, min(head.stop, head.at + 8)) if at.shape[spot] == "C"
    ]
    return any(at.shape[spot - 1] in "no" and at.line.chunks[spot].value.product for spot in spots)


def _bare(at: Sense, head: Head, told: Sides) -> Iterator[Draft]:
    """Yield a balance of which no amount is told, of each, or the course of a deficit."""
    near = at.line.plain[at.line.chunks[head.begin].start : at.line.chunks[head.stop - 1].end]
    if SELDOM.search(near):
        raise Unreadable("a balance of some years, and not of which")
    moved = MOVED.match(at.shape, head.end, head.stop)
    if moved and "M" in at.shape[head.end : head.stop]:
        raise Unreadable("the course of a balance in another currency")
    if moved and "F" in at.shape[head.end : head.stop]:
        raise Unreadable("the change of a balance is no kind of statement")
    parts: dict[str, Any] = {"kind": "balance", "comparison": head.sign}
    if moved and head.sign == "deficit":
        course = at.shape[moved.start("course")]
        parts = {
            "kind": "trend",
            "of": "deficit",
            "comparison": "rising" if course == "u" else "falling",
        }
    for subject in told.subjects:
        for partner in told.partners:
            whole = parts | {"subject": subject, "partners": (partner,)}
            draft = Draft(whole, (_word(at, head),), head.at, told.assumed, told.cues)
            yield _in_its_time(at, head, draft)


def _amounts(at: Sense, head: Head) -> list[int]:
    """Return the amounts of a balance: what stands right before it, and what follows and is no other's."""
    shape = at.shape
    found = []
    ahead = AHEAD.search(shape, head.begin, head.at)
    if ahead:
        found.append(ahead.start())
    for spot in range(head.end, head.stop):
        if shape[spot] in "gki" or (shape[spot] == "C" and _another(at, head, spot)):
            break
        if shape[spot] != "M" or _is_of_flow(at, spot):
            continue
        if spot in told_of_next(at, head):
            break
        if not DIFFERENCE.search(shape, head.at, spot):
            found.append(spot)
    return found


def _is_of_flow(at: Sense, spot: int) -> bool:
    """Return whether an amount is that of a flow: "$23.5 billion in exports"."""
    if at.shape[spot + 1 : spot + 3] not in ("nC", "oC"):
        return False
    return at.line.chunks[spot + 2].value.channel in ("imports", "exports")


def told_of_next(at: Sense, head: Head) -> tuple[int, ...]:
    """Return the amount that stands right before the next word for a balance."""
    if head.stop >= len(at.shape) or at.shape[head.stop] == ";":
        return ()
    ahead = AHEAD.search(at.shape, head.at, head.stop)
    return (ahead.start(),) if ahead else ()


def _another(at: Sense, head: Head, spot: int) -> bool:
    """Return whether what follows is told of another flow than the balance."""
    noun, before = at.line.chunks[spot].value, at.shape[head.at : spot].rstrip("xsO")
    whole = noun.channel in ("trade", "goods") and not noun.product
    if whole and before[-1:] in tuple("no"):
        return False  # "a deficit in its trade with"
    return noun.channel in FLOWS or not noun.channel


def _each(at: Sense, head: Head, told: Sides) -> Iterator[Draft]:
    """Yield the balance with each partner of a list: "with China ($14 billion), India ($9 billion)"."""
    for who, spot in zip(told.partners, told.listed, strict=True):
        if at.line.chunks[spot].value.unit == "USD":
            yield _dated(at, head, told, (who,), spot, head.at)


def _in_turn(at: Sense, head: Head, told: Sides, money: list[int]) -> Iterator[Draft]:
    """Yield the balance of each time of which an amount is told: "$1.9 billion, after $1.3 billion in 2011"."""
    known: tuple[int, int] | None = None
    for spot in money:
        time = _own_time(at, head, spot)
        if len(money) > 1 and time is None and EARLIER.search(at.shape, head.at, spot):
            continue  # what it was before, and not when
        if time is not None and time.how.startswith((BEFORE, "base")) and known and not time.years:
            known = (known[0] - 1, known[0] - 1)
            parts = _parts(at, head, told, told.partners, spot) | {"years": known}
            yield Draft(
                parts, (_word(at, head),), spot, told.assumed, told.cues | {"balance in turn"}
            )
            continue
        draft = _dated(at, head, told, told.partners, spot, spot, time if len(money) > 1 else None)
        known = known or draft.parts.get("years")
        yield draft
    if told.also:
        yield _dated(
            at, head, replace(told, subjects=told.also), told.partners, told.also_at, told.also_at
        )


def _own_time(at: Sense, head: Head, spot: int) -> Time | None:
    """Return the time right behind an amount, or right before it and no other's."""
    own = OWN.match(at.shape, spot + 1)
    if own and "M" not in at.shape[spot + 1 : own.start("when")]:
        found: Time = at.line.chunks[own.start("when")].value
        return found
    before = at.shape[head.at : spot].rstrip("xl,tnboj")
    if before.endswith("Y") and not re.search(r"M[)xl]{0,3}[,(n]?l?x?Y$", before):
        here: Time = at.line.chunks[head.at + len(before) - 1].value
        return here
    return None


def _dated(
    at: Sense,
    head: Head,
    told: Sides,
    partners: tuple[str, ...],
    spot: int,
    place: int,
    time: Time | None = None,
) -> Draft:
    """Return a balance of an amount with its time, which is that of a place unless it is told."""
    parts = _parts(at, head, told, partners, spot)
    draft = Draft(parts, (_word(at, head),), spot, told.assumed, told.cues)
    if time is None:
        return _in_its_time(at, head, draft, place)
    if time.how == "part" or time.how == "month":
        raise Unreadable("a part of a year, of which nothing is held by itself")
    if time.how or not time.years:
        return timed(at, place, draft)
    return replace(
        draft, parts=parts | {"years": time.years}, cues=draft.cues | {"balance in turn"}
    )


def _in_its_time(at: Sense, head: Head, draft: Draft, place: int = -1) -> Draft:
    """Return a balance with its time: not one of many years that another clause tells, else the only one."""
    spot = head.at if place < 0 else place
    time = at.time(spot)
    first = at.line.chunks[max(at.shape.rfind(";", 0, spot), 0)].start
    if time is not None and time.how == "past" and time.start < first:
        return draft
    front = _fronted(at, head)
    if time is not None and front is not None and time.start > at.line.chunks[spot].start:
        later = next(n for n, one in enumerate(at.line.chunks) if one.value is time)
        if set(at.shape[spot:later]) & set("ud"):  # "In 2019, … $33 billion, an increase over 2018"
            return replace(draft, parts=draft.parts | {"years": front.years})
    dated = timed(at, spot, draft)
    times = [one.value for one in at.line.chunks if one.tag == "Y"]
    if "years" in dated.parts or len(times) != 1 or times[0].how or not times[0].years:
        return dated
    if at.line.text.find(". ", 0, times[0].start) >= 0:
        return dated
    return replace(
        dated, parts=dated.parts | {"years": times[0].years}, cues=dated.cues | {"balance in turn"}
    )


def _fronted(at: Sense, head: Head) -> Time | None:
    """Return the plain time with which the clause of a balance begins."""
    first = re.compile(r"x?n?x?(?P<when>Y),").match(at.shape, head.begin, head.at)
    time: Time | None = at.line.chunks[first.start("when")].value if first else None
    return time if time and time.years and not time.how else None


def _parts(
    at: Sense, head: Head, told: Sides, partners: tuple[str, ...], spot: int
) -> dict[str, Any]:
    """Return the parts of a balance of an amount."""
    figure = at.line.chunks[spot].value
    bound = {"of": figure.comparison} if figure.comparison not in ("about", "") else {}
    return {"kind": "balance", "comparison": head.sign, "subject": told.subjects[0], "partners": partners,
            "quantity": figure.value, "unit": "USD"} | bound  # fmt: skip


def _word(at: Sense, head: Head) -> str:
    return (
        at.line.plain[at.line.chunks[head.at].start : at.line.chunks[head.end - 1].end] or NOTHING
    )
