"""Two flows of one state beside each other: "its trade with China is larger than that with Russia"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD
from counterpoise.statements.reading.roles.amounts import flow_of
from counterpoise.statements.reading.tokens.lexicon import Noun

FLOW: Final = re.compile(
    r"C[xAYnC]{0,3}?(?P<prep>[fth])x{0,2}(?P<one>P)(?P<mid>[^PA]{1,24}?)(?P=prep)x{0,2}(?P<two>P)"
)
BOUGHT: Final = re.compile(
    r"C(?P<who>[Pp])x?(?P<verb>[gk])(?P<prep>[ft])x{0,2}(?P<one>P)(?P<mid>[^PA]{1,24}?)(?P=prep)x{0,2}(?P<two>P)"
)
"""What somebody bought or sold: "what Austria bought from Germany was more than that from Italy"."""
GIVERS: Final = re.compile(
    r"(?P<who>[AO])x{0,2}(?P<noun>C)[xC]{0,2}?(?P<prep>[tnhf])x?(?P<one>P)(?P<mid>[^PAO]{1,20}?)(?:o(?P<two>P)|(?P<own>O|A(?=C))(?P<same>C)?(?=Y?(?:x?$|[,;])))"
)
"""The same flow of two: "China's aid to Laos is larger than Japan's", "exceeds that of Japan"."""
CHANNELS: Final = ("imports", "exports", "trade", "arms", "aid", "investment", "investment-flow")
_BE: Final = r"(?:is|are|was|were|remain(?:s|ed)?|(?:has|have|had) been|stood|stands?|became|has become|amounts? to|came to)"
_ADV: Final = (
    r"(?:(?:still|now|already|also|even|far|much|well|slightly|considerably|significantly|substantially|marginally|a little|somewhat"
    r"|nearly|almost|about|roughly|just|only|clearly|easily|by far|markedly|alone|consistently|comfortably|narrowly|all but"
    r"|virtually|practically|thus|therefore|long|more or less|for the first time) )*"
)
_RIGHT: Final = (
    r"(?:(?:the (?:total |whole |entire )?(?:value|volume|figure|amount|level|total|size|worth) (?:of |that |for )?)?"
    r"(?:those|that(?: of)?|it|they|she|he|(?:(?:those|that) of )?(?:(?:its|their|his|her|[\w’'. -]{2,30}?[’']s?) )?"
    r"(?:(?:own|total|annual|overall|bilateral|two-way|goods|merchandise|foreign) )*(?:trade|imports?|exports?|purchases|sales|turnover|shipments|deliveries|aid|investments?|fdi|commerce))"
    r"(?: (?:had|does|did|do|has|bought|sold|imported|exported|conducted|carried on))?|(?:the )?(?:total|value|volume|figure|level|amount|size))"
)
MORE: Final = re.compile(
    rf"(?:{_ADV}(?:exceed(?:s|ed)?|surpass(?:es|ed)?|outstrip(?:s|ped)?|dwarf(?:s|ed)?|outweigh(?:s|ed)?|overt(?:ook|akes?)|top(?:s|ped)?|eclipse[sd]?|outpace[sd]?)"
    rf"|{_BE} {_ADV}(?:(?:larger|bigger|greater|higher|heftier|more(?: important| valuable| substantial)?|stronger) than|above|in excess of|ahead of)) {_RIGHT}"
)
LESS: Final = re.compile(
    rf"(?:{_ADV}(?:f[ea]lls? short of|trail(?:s|ed)?|lag(?:s|ged)?(?: behind)?)|{_BE} {_ADV}(?:(?:smaller|lower|less|weaker)(?: important)? than|below|short of|behind|second only to)) {_RIGHT}"
)
EQUAL: Final = re.compile(
    rf"(?:{_ADV}(?:match(?:es|ed)?|equal(?:s|led|ed)?)|{_BE} {_ADV}(?:equal to|on a par with|level with|the same as|as (?:large|high|big|great|much) as)) {_RIGHT}"
)
TIMES: Final = re.compile(
    rf"{_BE} {_ADV}(?P<times>[\w .]+?)(?: as (?:large|high|big|great|much|important) as| (?:larger|higher|bigger|greater) than|)(?: the)? {_RIGHT}"
)
TURNED: Final = {
    "imports": "exports", "exports": "imports", "trade": "trade", "arms": "arms-exports",
    "arms-exports": "arms",
}  # fmt: skip
"""The channel in which the partner sees a flow."""
BY_HOW_MUCH: Final = re.compile(
    r",? by (?:a factor|(?:about |some |almost |nearly |over |more than )*[\w.]+(?: \w+)? times)\b"
)
LONGEST: Final = 140
"""Letters between two flows that are compared."""
ASIDE: Final = re.compile(
    r" ?\([^)]*\)|, (?:[^,]*\d[^,]*|or [^,]*|which [^,]*),|\b(?:in|over|during) (?:19|20)\d\d(?:[-–/]\d{2,4})? ?"
)
"""What stands between two flows and tells nothing of which is larger."""


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield which flow of a state with one partner is larger than that with another, and how many times."""
    if sum(map(at.shape.count, "POA")) < 2 or "C" not in at.shape:
        return
    for found in FLOW.finditer(at.shape):
        noun = at.line.chunks[found.start()].value
        if noun.channel not in CHANNELS:
            continue
        told = _told(at, found)
        if told is None:
            continue
        try:
            yield _of_flow(at, found, told)
        except Unreadable as why:
            yield why
    for found in GIVERS.finditer(at.shape):
        noun = at.line.chunks[found.start("noun")].value
        told = _told(at, found) if noun.channel in CHANNELS else None
        if told is None:
            continue
        try:
            yield _of_givers(at, found, told)
        except Unreadable as why:
            yield why
    for found in BOUGHT.finditer(at.shape):
        told = _told(at, found) if at.line.chunks[found.start()].text == "what" else None
        if told is None:
            continue
        try:
            yield _of_deals(at, found, told)
        except Unreadable as why:
            yield why


def _told(at: Sense, found: re.Match[str]) -> dict[str, Any] | None:
    """Return how the first flow is to the second, nothing where that is not told."""
    chunks = at.line.chunks
    first, last = chunks[found.start("one")].end, chunks[found.end("mid")].start
    middle = ASIDE.sub(" ", at.line.plain[first:last])
    middle = " ".join(middle.split()).strip(" ,")
    if BY_HOW_MUCH.match(at.line.plain, chunks[found.end() - 1].end):
        return None
    if "own" in found.groupdict() and found["own"]:
        middle += " those"  # "is larger than Japan's"
    if len(middle) > LONGEST or " again " in middle:
        return None  # "half as large again as"
    if MORE.fullmatch(middle):
        return {"comparison": "more than", "quantity": 1.0}
    if LESS.fullmatch(middle):
        return {"comparison": "less than", "quantity": 1.0}
    if EQUAL.fullmatch(middle):
        return {"comparison": "about", "quantity": 1.0}
    ratios = [
        spot for spot in range(found.start("mid"), found.end("mid")) if at.shape[spot] in "BF"
    ]
    times = TIMES.fullmatch(middle) if len(ratios) == 1 else None
    if times is None:
        return None
    ratio = chunks[ratios[0]].value
    part = ratio.value / 100 if ratio.unit == "%" else ratio.value
    return {"comparison": ratio.comparison, "quantity": part} if ratio.unit != "points" else None


def _of_flow(at: Sense, found: re.Match[str], told: dict[str, Any]) -> Draft:
    """Return the comparison of two flows that a noun tells."""
    what = next((one for one in at.wholes if one.at == found.start()), None)
    if what is None:
        raise Unreadable("a comparison, and not of what")
    parts, assumed, _ = flow_of(at, what)
    one = at.line.parties(found.start("one"))
    owners = [
        at.line.parties(spot)
        for spot in range(found.start("mid"), found.end("mid"))
        if at.shape[spot] == "O"
    ]
    nouns = [
        at.line.chunks[spot].value
        for spot in range(found.start("mid"), found.end("mid"))
        if at.shape[spot] == "C"
    ]
    if any(owner != (parts["subject"],) for owner in owners):
        raise Unreadable("a comparison of two states, and not of partners")
    if any(
        isinstance(each, Noun) and each.channel not in (what.noun.channel, "", "goods")
        for each in nouns
    ):
        raise Unreadable("a comparison of two channels")
    if tuple(parts["partners"]) != one:
        raise Unreadable("a comparison, and not between whom")
    return _made(at, found, parts | told, assumed)


def _of_givers(at: Sense, found: re.Match[str], told: dict[str, Any]) -> Draft:
    """Return the comparison of the same flow of two partners of one state."""
    what = next((one for one in at.wholes if one.at == found.start("noun")), None)
    if what is None:
        raise Unreadable("a comparison, and not of what")
    if found["same"] and at.line.chunks[found.start("same")].value.channel != what.noun.channel:
        raise Unreadable("a comparison of two channels")
    parts, assumed, _ = flow_of(at, what)
    who, where = at.line.parties(found.start("who")), at.line.parties(found.start("one"))
    if (parts["subject"],) == who and tuple(parts["partners"]) == where:
        turned = TURNED.get(parts["channel"])
        if not turned or len(where) != 1:
            raise Unreadable("the giver's view of aid and investment is not held")
        parts = parts | {"subject": where[0], "partners": who, "channel": turned}
    if tuple(parts["partners"]) != who or (parts["subject"],) != where:
        raise Unreadable("a comparison, and not between whom")
    return _made(at, found, parts | told, assumed, found.start("own" if found["own"] else "two"))


def _of_deals(at: Sense, found: re.Match[str], told: dict[str, Any]) -> Draft:
    """Return the comparison of what was bought from one with what was bought from another."""
    bought = found["verb"] == "k"
    if bought != (found["prep"] == "f"):
        raise Unreadable("a comparison, and not of what")
    one = at.line.parties(found.start("one"))
    spot = found.start("who")
    if at.shape[spot] == "p":
        who, assumed = at.antecedent(spot, apart_from=(*one, *at.line.parties(found.start("two"))))
    else:
        who, assumed = at.line.parties(spot), ()
    if len(who) != 1:
        raise Unreadable("a comparison, and it is not said of whom")
    parts = {"subject": who[0], "partners": one, "channel": "imports" if bought else "exports"}
    return _made(at, found, parts | told, assumed)


def _made(
    at: Sense,
    found: re.Match[str],
    parts: dict[str, Any],
    assumed: tuple[str, ...],
    other: int = -1,
) -> Draft:
    """Return a comparison with its time."""
    two = at.line.parties(other if other >= 0 else found.start("two"))
    known = {parts["subject"], *parts["partners"]}
    if len(parts["partners"]) != 1 or known & set(two) or known & {*PRONOUN, *REGION, *WORLD}:
        raise Unreadable("a comparison of two states, and not of partners")
    whole = {**parts, "kind": "comparison", "poles": two, "unit": "times"}
    words = (
        at.line.plain[at.line.chunks[found.start()].start : at.line.chunks[found.end() - 1].end],
    )
    spot = found.start("mid")
    draft = Draft(whole, words, spot, assumed, frozenset({"comparison", "two flows"}))
    return timed(at, spot, draft)
