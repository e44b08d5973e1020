"""Who comes next in an order: "followed by Italy and Spain", "second was India", "(1) Australia (2) Japan"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.roles.placing import owner_of, said_of
from counterpoise.statements.reading.roles.resumed import order_of
from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.lexicon import Noun
from counterpoise.statements.reading.tokens.standing import order

MARKED: Final = re.compile(
    r"\b(?:follow|then|next|after|behind|second|third|fourth|fifth|sixth|number|no\.)|\b[1-9](?:st|nd|rd|th)\b"
)
"""What a sentence has in which somebody comes next."""
ITEM: Final = r"P(?:\([^()]*\)|,?[hn]?x{0,2}[FMT](?:ox{0,2}C)?Y?)?"
LIST: Final = rf"{ITEM}(?:[,;]?[&,]x{{0,2}}{ITEM})*"
"""Parties one after another, each with its figure or without."""
FOLLOWED: Final = re.compile(rf"(?P<word>x)[xnF]{{0,4}}y(?P<list>{LIST})")
NEXT: Final = re.compile(
    rf"(?:[,;&]|^)x?(?P<with>h?)x?(?P<list>{LIST})[,xbc]{{0,3}}?(?P<word>x)(?=x?$|[,;.Yh])"
)
BEFORE: Final = re.compile(rf"(?:[,;&]|^)x*?(?P<word>x)[bcx]{{1,2}}(?P<list>{LIST})")
BEHIND_IT: Final = re.compile(rf"(?:[,;&]|^)xp(?P<word>x)(?P<list>{LIST})")
"""Who comes next, behind who was told of: ", behind it followed Malaysia with 12 per cent"."""
AFTER: Final = re.compile(r"[,(]?x{0,2}(?P<word>x)x?(?P<who>P)(?=x?$|[,;.Y)hMF&])")
FOLLOWS: Final = (
    "followed",
    "follows",
    "following",
    "came",
    "comes",
    "ranked",
    "ranks",
    "emerged as",
)
COMES: Final = ("next", "then", "followed", "follows", "follow")
BEHIND: Final = ("after", "behind")
FIRST_AT: Final = re.compile(
    r"(?:^|[,;&])[xn]{0,2}(?P<order>[xK])x?[bca]{1,2}x?(?P<who>P)(?=x?$|[,;.(Y]|h)"
)
"""An order before who has it: "second was India", "in second place comes Ukraine"."""
GAPPED_AT: Final = re.compile(r"&[xn]{0,2}(?P<order>[xK])x?(?P<who>P)(?=x?$|[,;.(])")
"""The same again without a verb: "and in third place Germany"."""
PLACED_AT: Final = re.compile(r"(?P<order>x)x(?P<who>P)")
"""An order as an adjective: "second-placed China"."""
HELD_AT: Final = re.compile(
    r"(?:[,;&h]|^)x{0,2}(?P<who>P)[xY]{0,2}[bc]x{0,3}?n?(?P<order>[xK])(?=x?x?$|[,;&YhnF.])"
)
"""Who has an order, by a verb: "China remained a distant second at 3 per cent"."""
FELL_AT: Final = re.compile(
    r"(?P<who>P)(?:,[^,;]{1,5},)?,?q?[xH]?[dubxc]x?tx?(?P<order>[xK])(?=x|$|[,;.Y])"
)
"""Who came to an order: "overtaking Germany, which fell back to second place"."""
BARE_AT: Final = re.compile(
    r"(?P<who>P)[xYH]*b[xY]*(?P<whose>[OA])x*?(?P<order>[xK])(?=x?$|[,;.YhF&(])"
    r"|(?P<it>P)[xYH]*b[xY]*(?P<bare>K)(?=x?$|[,;.YhF&(])"
)
"""A place of which the partner is left out: "and Haiti is the Dominican Republic's third-biggest"."""
AS_AT: Final = re.compile(r"(?P<who>P)(?P<verb>[xcb])jx?(?P<order>K)(?![xCA]{0,3}R)")
"""The same with "as": "while Kuwait followed as the second largest"."""
APPOSED_AT: Final = re.compile(r"(?P<who>P),s(?P<order>K)(?=x?$|[,;.&Y])")
"""The same by the way: "and 8 per cent from Namibia, its number two"."""
SECOND_TO: Final = re.compile(r",x?(?P<order>x)t(?P<who>P)(?=x?$|[,;.Y])")
"""Who is second, and to whom, behind a share: ", second only to Russia"."""
BOTH_AT: Final = re.compile(
    rf"(?:[hb;,]|^)x?(?P<list>{LIST})[bcn]{{0,2}}(?P<orders>x(?:,x)*,?&x)(?=x|[,;.m]|$)"
)
"""As many orders as holders: "with Turkey (37%) and China (29%) first and second on the list"."""
FEW: Final = 5
"""Words that no role took, beyond which a sentence tells of something else than the one before."""
FIRST_TOLD: Final = re.compile(r"(?:^|,)x?(?P<word>x)x?(?P<who>P),[xsOA]*$")
"""Who is first, told before who is second: "Serbia is, after Pakistan, the second-biggest recipient"."""
PLACED: Final = ("placed", "ranked", "ranking")
NUMBERED: Final = re.compile(r"[\(,;]?(?P<number>x)[x)]{1,2}(?P<who>P)")


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the places of those who come next in an order of which one was told.

    Parameters
    ----------
    at : Sense
        The sentence.
    read : sequence of Draft
        What the other rules read of it.
    """
    if "P" not in at.shape:
        return
    if "(1)" in at.line.plain or "1." in at.line.plain:
        yield from _numbered(at)
    if not MARKED.search(at.line.plain):
        return
    told = [one for one in read if _is_place(one)]
    yield from _orders(at, told, read)
    yield from _left_out(at, told)
    yield from _second_to(at, read)
    for one in tuple(told):
        yield from _behind(at, one)


def _is_place(one: Draft) -> bool:
    parts = one.parts
    return (
        parts["kind"] == "rank"
        and parts.get("comparison") == "largest"
        and len(parts.get("partners", ())) == 1
        and bool(parts.get("quantity"))
    )


def _orders(at: Sense, told: list[Draft], read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield places in the order of the sentence; each may be that which the next follows."""
    spots: list[tuple[int, Parties, int | None]] = []
    for pattern in (FIRST_AT, GAPPED_AT, PLACED_AT, HELD_AT, FELL_AT):
        for found in pattern.finditer(at.shape):
            number = _number(at, found.start("order"))
            either = at.line.plain.startswith(" or ", at.line.chunks[found.start("order")].end)
            if number is None or either or not _is_alone(at, found, pattern):
                continue
            spots.append((found.start("who"), at.line.parties(found.start("who")), number))
    spots += _in_pairs(at)
    for pattern in (FOLLOWED, NEXT, BEFORE, BEHIND_IT):
        for found in pattern.finditer(at.shape):
            if at.line.chunks[found.start("word")].text not in COMES:
                continue
            who = tuple(
                party
                for spot in range(found.start("list"), found.end("list"))
                for party in at.line.parties(spot)
            )
            spots.append((found.start("list"), who, None))
    for spot, who, number in sorted(spots, key=lambda one: one[0]):
        head = _head(at, told, read, spot, number)
        if _is_among(at, spot):
            continue
        if head is None or not who or (number is not None and len(who) != 1):
            continue
        first = number if number is not None else int(head.parts["quantity"]) + 1
        for later, one in enumerate(who, first):
            made = _made(at, head, spot, one, later)
            if made is None:
                break
            told.append(made)
            yield made


def _in_pairs(at: Sense) -> Iterator[tuple[int, Parties, int | None]]:
    """Yield each holder with its order, where a list of one stands before a list of the other."""
    for found in BOTH_AT.finditer(at.shape):
        named = [
            (spot, (party,))
            for spot in range(found.start("list"), found.end("list"))
            for party in at.line.parties(spot)
        ]
        orders = [
            order(at.line.chunks[spot].text)
            for spot in range(found.start("orders"), found.end("orders"))
            if at.shape[spot] == "x"
        ]
        if len(named) == len(orders) and None not in orders:
            yield from (
                (spot, who, number) for (spot, who), number in zip(named, orders, strict=True)
            )


def _second_to(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield who is second by its share and to whom: "23 per cent of its wheat, second only to Russia"."""
    found = SECOND_TO.search(at.shape)
    shares = [
        one for one in read if one.parts["kind"] == "share" and len(one.parts["partners"]) == 1
    ]
    if not found or len(shares) != 1 or at.line.chunks[found.start("order")].text != "second":
        return
    who, spot = at.line.parties(found.start("who")), found.start("who")
    for one, number in ((shares[0].parts["partners"], 2), (who, 1)):
        made = _made(at, shares[0], spot, one[0], number) if len(one) == 1 else None
        if made:
            yield made


def _left_out(at: Sense, told: Sequence[Draft]) -> Iterator[Draft]:
    """Yield places of which the partner is left out, as it was told of one before."""
    for pattern in (BARE_AT, AS_AT, APPOSED_AT):
        for found in pattern.finditer(at.shape):
            bare = bool(found.groupdict().get("bare"))
            spot, ordered = (
                (found.start("it"), found.start("bare"))
                if bare
                else (found.start("who"), found.start("order"))
            )
            who = at.line.parties(spot)
            heads = [one for one in told if one.at < spot]
            number = order_of(at, ordered)
            if not heads or len(who) != 1 or number is None:
                continue
            if pattern is AS_AT and at.line.chunks[found.start("verb")].text not in FOLLOWS:
                continue
            head = heads[-1]
            if found.groupdict().get("whose"):
                whose = at.line.parties(found.start("whose"))
                if len(whose) != 1 or whose == who:
                    continue
                head = replace(head, parts=head.parts | {"subject": whose[0], "partners": ()})
            elif number == head.parts["quantity"]:
                continue
            made = _made(at, head, ordered, who[0], number)
            if made:
                yield made


def _is_among(at: Sense, spot: int) -> bool:
    """Return whether somebody is told of among some: "among states Japan comes first"."""
    return re.search(r"[on]x*[QU],?$", at.shape[:spot]) is not None


def _number(at: Sense, spot: int) -> int | None:
    """Return the order that a word tells, if it tells of no partner by itself."""
    one = at.line.chunks[spot]
    text = one.text.split()
    if one.tag == "K" and (
        text[-1] not in ("place", "position") or at.shape[spot + 1 : spot + 2] in ("o", "R")
    ):
        return None
    return order(text[0]) if text else None


def _is_alone(at: Sense, found: re.Match[str], pattern: re.Pattern[str]) -> bool:
    """Return whether an order is of who stands beside it, and tells of no time."""
    if pattern is PLACED_AT:
        return at.line.chunks[found.start("order") + 1].text in PLACED
    if pattern is FIRST_AT:
        begin = found.start("order")
        return "R" not in at.shape[begin : found.start("who")]
    return True


def _head(
    at: Sense, told: Sequence[Draft], read: Sequence[Draft], spot: int, number: int | None
) -> Draft | None:
    """Return the place, or share, by which it is known of what an order tells."""
    before = [one for one in told if one.at < spot]
    if before:
        head = max(before, key=lambda one: (one.at, one.parts["quantity"]))
        between = at.shape[head.at + 1 : spot]
        if re.search(r"K[^;&,]*R", between) or between.count(";") > 1:
            return None
        if number is not None and number == head.parts["quantity"]:
            return None
        return head
    if number is None:
        return None
    behind = [
        one for one in told if one.at > spot and not set(at.shape[spot : one.at]) & set(";KR")
    ]
    if behind and at.line.chunks[behind[0].at].text.endswith("among"):
        return behind[0]  # "Kosovo ranks second and Germany third among Albania's export markets"
    shares = [one for one in read if one.parts["kind"] == "share" and "K" not in at.shape]
    known = {
        (one.parts["subject"], one.parts["channel"], one.parts.get("product", "")) for one in shares
    }
    if len(known) == 1:
        return shares[0]
    parts = at.memory.parts
    ranked = (
        parts.get("kind") == "rank" and parts.get("partners") and not read and "R" not in at.shape
    )
    words = [one for one in at.line.chunks if one.tag == "x" and one.text.isalpha()]
    chunks = at.line.chunks
    apart = any(
        chunks[one].tag == "n"
        and chunks[one + 1].tag in "xsO"
        and order(chunks[one + 1].text) is None
        for one in range(spot, len(chunks) - 1)
    )
    if not ranked or "C" in at.shape or len(words) > FEW or apart:
        return None  # "Ethiopia came second in the race"
    kept = {
        key: parts[key] for key in ("subject", "partners", "channel", "product") if parts.get(key)
    }
    return Draft(
        {"kind": "rank", **kept}, (), spot, ("as in the sentence before",), frozenset({"rank"})
    )


def _made(at: Sense, head: Draft, spot: int, who: str, number: int) -> Draft | None:
    """Return the place of one who comes next, None if it is a side already."""
    parts = head.parts
    known = {parts["subject"], *parts.get("partners", ())}
    if who in known and not (parts["kind"] == "share" and (who,) == parts["partners"]):
        return None
    if who == parts["subject"]:
        return None
    kept: dict[str, Any] = {
        key: parts[key]
        for key in ("subject", "channel", "product", "years", "when")
        if parts.get(key)
    }
    new = {
        "kind": "rank",
        **kept,
        "partners": (who,),
        "comparison": "largest",
        "quantity": float(number),
    }
    cues = frozenset(
        one for one in head.cues if one.startswith(("rank", "loose", "channel unsaid", "several"))
    ) | {"rank", "in order"}
    words = (at.line.chunks[spot].text, *head.words)
    made = Draft(new, words, spot, head.assumed, cues)
    if parts["kind"] == "share" or "years" in kept:
        return made
    try:
        return timed(at, spot, made)
    except Unreadable:
        return None


def _behind(at: Sense, second: Draft) -> Iterator[Draft]:
    """Yield who is first, told behind who is second: "after the United States", "(behind Canada)"."""
    if second.parts["quantity"] != 2.0 or second.at < 0 or at.shape[second.at] != "K":
        return
    told = FIRST_TOLD.search(at.shape, 0, second.at)
    if told and at.line.chunks[told.start("word")].text in BEHIND:
        who = at.line.parties(told.start("who"))
        made = _made(at, second, told.start("who"), who[0], 1) if len(who) == 1 else None
        if made:
            yield made
        return
    role = at.shape.find("R", second.at)
    stop = at.shape.find(";", second.at)
    for found in AFTER.finditer(at.shape, max(role, 0) + 1, stop if stop >= 0 else len(at.shape)):
        if at.line.chunks[found.start("word")].text not in BEHIND:
            continue
        who = at.line.parties(found.start("who"))
        between = set(at.shape[role + 1 : found.start("word")])
        if len(who) != 1 or between & set("K&;") or role < 0:
            return
        made = _made(at, second, found.start("who"), who[0], 1)
        if made:
            yield made
        return


def _numbered(at: Sense) -> Iterator[Draft]:
    """Yield the places of "Major donors to Fiji: (1) Australia (2) Japan"."""
    role_at = at.shape.find("R")
    items = [
        (int(at.line.chunks[one.start("number")].text), one.start("who"))
        for one in NUMBERED.finditer(at.shape, role_at + 1)
        if at.line.chunks[one.start("number")].text.isdigit()
    ]
    if role_at < 0 or len(items) < 2 or [one for one, _ in items] != list(range(1, len(items) + 1)):
        return
    role: Chunk = at.line.chunks[role_at]
    owner, _ = owner_of(at, max(role_at - 1, 0), role_at)
    noun = said_of(at, max(role_at - 1, 0), role_at, role.value)
    noun = noun or (Noun("goods") if at.supplied_goods else None)
    if len(owner) != 1 or not role.value.plural or noun is None:
        return
    channel = noun.channel
    if channel == "goods":
        channel = {"G": "imports", "R": "exports"}.get(role.value.side, "trade")
    for number, spot in items:
        who = at.line.parties(spot)
        if len(who) != 1 or who[0] == owner[0]:
            return
        parts = {"kind": "rank", "subject": owner[0], "partners": who, "channel": channel,
                 "product": noun.product, "comparison": "largest", "quantity": float(number)}  # fmt: skip
        cues = frozenset({"rank", "rank owner o", "in order"})
        yield timed(at, spot, Draft(parts, (role.text, f"({number})"), spot, (), cues))
