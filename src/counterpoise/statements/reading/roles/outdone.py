"""Comparisons by a verb: "Portugal outsold China in Angola", "India outranks China as a destination for"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD
from counterpoise.statements.reading.tokens.figures import Figure
from counterpoise.statements.reading.tokens.lexicon import Noun

OUTDONE: Final = re.compile(r"(?P<one>P)[xHbY]*(?P<verb>[xl])o?(?P<other>P)(?P<rest>[^;FMT]*)")
VERB: Final = re.compile(
    r"out(?:sells?|sold|paces?|paced|ranks?|ranked|strips?|stripped|does|did|weighs?|performs?|performed|spends?|spent)"
    r"|surpass(?:es|ed)|eclips(?:es|ed)|beats?|tops|dwarfs?|dwarfed|overt(?:ook|akes|aken)|displac(?:es|ed)|supplant(?:s|ed)|ahead"
)
AS_PARTNER: Final = re.compile(r"jx*K?(?P<role>R)")
IN_MARKET: Final = re.compile(r"n(?P<where>P)(?=[Yx,]|$)")

IN_FLOW: Final = re.compile(r"[Y,]*[nr]x{0,2}(?P<whose>[OA])x{0,2}(?P<noun>C)")
"""In whose flow: "overtook Russia in Kazakhstan's trade"."""
IN_FLOW_TO: Final = re.compile(r"[Y,]*[nr](?P<noun>C)(?P<prep>[tfh])x?(?P<whose>P)")
"""In which flow to whom: "overtook Thailand in exports to Ghana"."""
AMONG: Final = re.compile(r"[Y,]*ox{0,2}(?P<whose>[OA])x{0,2}(?P<role>R)")
"""Among whose partners: "is ahead of Germany among Georgia's suppliers"."""
BIGGER: Final = re.compile(
    r"(?P<one>P)[xY]*bx{0,2}(?P<more>E)x{0,2}(?P<role>R)(?P<rest>[^j;,FMT]*)jx?(?P<other>P)(?=[xY]{0,2}(?:$|[,;])|b)"
)
"""Who is the bigger partner: "is a bigger donor to Mali than Germany"."""
LESS: Final = ("less", "smaller", "lower", "fewer")
OF_WHOM: Final = re.compile(r"(?:[otrn][xAOs]*(?P<noun>C))?[xY]*(?:[otrn]x*(?P<whose>P))?")
AS_MUCH: Final = re.compile(r",?x*&x*(?P<who>P)x*(?P<times>B)jx(?=$|[,;x])")
"""Another partner by how many times the share it has: "and Romania three times as much"."""
TIMES_WHAT: Final = re.compile(r",x*(?P<times>B)(?P<what>C)(?P<who>P)[xY]*[gk](?=x?$|[,;])")
"""How many times the part of another: ", nearly three times what China delivered"."""


IT_GOT: Final = re.compile(
    r",x*(?P<times>B)x*(?:C|j)?p[xY]*(?P<verb>[gk])[xY]*(?P<side>[ftr])x*(?P<who>P)(?=[xY]*(?:$|[,;.]))"
)
"""How many times what came from another: ", twice what it got from Berlin"."""
OF_OTHER: Final = re.compile(r"(?P<who>[AO])(?P<what>[xS])")
FIGURES: Final = ("figure", "share", "level", "part", "proportion", "total", "portion", "slice")


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield who has more than whom, as a partner or in a market that is named."""
    if at.shape.count("P") < 2:
        return
    for found in BIGGER.finditer(at.shape):
        try:
            yield _bigger(at, found)
        except Unreadable as why:
            yield why
    for found in OUTDONE.finditer(at.shape):
        verb = at.line.chunks[found.start("verb")].text.split()[0]
        if VERB.fullmatch(verb):
            try:
                yield from _outdone(at, found, verb)
            except Unreadable as why:
                yield why


def _bigger(at: Sense, found: re.Match[str]) -> Draft:
    """Return the comparison of two partners of whom one is bigger."""
    one, other = (at.line.parties(found.start(name)) for name in ("one", "other"))
    owner, channel, product = _partner_of(at, found.start("role"))
    if not owner and at.about:
        owner = (at.about,)
    if len({*owner, *one, *other}) != 3 or {*owner, *one, *other} & {*PRONOUN, *REGION, *WORLD}:
        raise Unreadable("a comparison, and not between whom")
    word = at.line.chunks[found.start("more")].text
    parts = {
        "kind": "comparison", "subject": owner[0], "partners": one, "poles": other, "channel": channel,
        "comparison": "less than" if word in LESS else "more than", "quantity": 1.0, "unit": "times",
        "product": product,
    }  # fmt: skip
    place = found.start("more")
    cues = frozenset({"comparison", "bigger partner"})
    return timed(at, place, Draft(parts, (word,), place, (), cues))


def _outdone(at: Sense, found: re.Match[str], verb: str) -> Iterator[Draft]:
    """Yield the comparison of one match."""
    one, other = (at.line.parties(found.start(name)) for name in ("one", "other"))
    as_partner = AS_PARTNER.match(found["rest"])
    in_market = IN_MARKET.match(found["rest"])
    product = ""
    begin = found.start("rest")
    if flow := IN_FLOW.match(found["rest"]) or IN_FLOW_TO.match(found["rest"]):
        owner = at.line.parties(begin + flow.start("whose"))
        channel, product = _flow(at, begin + flow.start("noun"), flow.groupdict().get("prep") or "")
    elif among := AMONG.match(found["rest"]):
        owner = at.line.parties(begin + among.start("whose"))
        channel = _among(at, begin + among.start("role"))
    elif verb.startswith("ahead"):
        return
    elif as_partner:
        spot = found.start("rest") + as_partner.start("role")
        owner, channel, product = _partner_of(at, spot)
    elif in_market and verb.startswith(("outsel", "outsold")):
        owner = at.line.parties(found.start("rest") + in_market.start("where"))
        arms = {one.noun.channel for one in at.wholes} == {"arms"}
        if not arms and not at.supplied_goods:
            raise Unreadable("a comparison, and not of what")
        channel = "arms" if arms else "imports"
    else:
        return
    if len(owner) != 1 or owner in (PRONOUN, REGION, WORLD) or len(one) != 1 or len(other) != 1:
        raise Unreadable("a comparison, and not between whom")
    if len({*owner, *one, *other}) != 3:
        raise Unreadable("a comparison of two states, and not of partners")
    parts = {
        "kind": "comparison", "subject": owner[0], "partners": one, "poles": other, "channel": channel,
        "comparison": "more than", "quantity": 1.0, "unit": "times", "product": product,
    }  # fmt: skip
    place = found.start("verb")
    draft = timed(at, place, Draft(parts, (verb,), place, (), frozenset({"comparison", "outdone"})))
    within = at.line.chunks
    if set(at.shape) & set("FMT"):  # the time may be that of a figure of another clause
        within = within[at.shape.rfind(";", 0, place) + 1 : found.end()]
    times = [one.value.years for one in within if one.tag == "Y" and one.value.years]
    if not draft.parts.get("years") and len(times) == 1:
        draft = replace(draft, parts=draft.parts | {"years": times[0]})
    every = draft.parts.get("when") == "throughout" or "since" in at.line.plain
    yield Draft(
        draft.parts | ({"when": "throughout"} if every and draft.parts.get("years") else {}),
        draft.words, draft.at, draft.assumed, draft.cues,
    )  # fmt: skip


def _flow(at: Sense, spot: int, prep: str) -> tuple[str, str]:
    """Return the channel and product of a flow in which one is ahead of another, as its owner sees it."""
    noun = at.line.chunks[spot].value
    turned = {"t": "imports", "f": "exports", "h": "trade"}
    channel = noun.channel
    if prep and noun.channel in ("imports", "exports", "trade"):
        if {"t": "exports", "f": "imports", "h": "trade"}[prep] != noun.channel:
            raise Unreadable("a comparison, and not of what")
        channel = turned[prep]
    if noun.channel == "arms":
        out = noun.way == "out" if not prep else prep == "f"
        channel = "arms-exports" if out else "arms"
    if channel in ("", "goods", "debt", "remittances") or (
        prep and noun.channel == "aid" and prep != "t"
    ):
        raise Unreadable("a comparison, and not of what")
    return channel, noun.product


def _among(at: Sense, spot: int) -> str:
    """Return the channel of partners among whom one is ahead of another."""
    role = at.line.chunks[spot].value
    if role.channel:
        return "arms-exports" if role.channel == "arms" and role.side == "R" else str(role.channel)
    if not at.supplied_goods or role.side not in "GR":
        raise Unreadable("a comparison, and not of what")
    return "imports" if role.side == "G" else "exports"


def _partner_of(at: Sense, spot: int) -> tuple[tuple[str, ...], str, str]:
    """Return whose partner is meant, in which channel and of which product: "as a supplier to X"."""
    role = at.line.chunks[spot].value
    ahead = OF_WHOM.match(at.shape[spot + 1 :])
    noun: Noun | None = None
    owner: Parties = ()
    if ahead and ahead["noun"]:
        noun = at.line.chunks[spot + 1 + ahead.start("noun")].value
        inner = at.shape[spot + 1 : spot + 1 + ahead.start("noun")]
        for place, tag in enumerate(inner, spot + 1):
            owner = at.line.parties(place) if tag in "AO" else owner
    if ahead and ahead["whose"]:
        owner = at.line.parties(spot + 1 + ahead.start("whose"))
    channel = role.channel or (noun.channel if noun else "")
    if noun and noun.channel == "arms":
        channel = "arms-exports" if role.side == "R" else "arms"
    elif channel in ("goods", "") and role.side in "GR":
        channel = "imports" if role.side == "G" else "exports"
    if channel in ("", "goods") or role.plural:
        raise Unreadable("a comparison, and not of what")
    if not role.channel and not noun and not at.supplied_goods:
        raise Unreadable("a comparison, and not of what")
    return owner, channel, noun.product if noun else ""


def times_what(at: Sense, place: int, share: Draft, found: re.Match[str]) -> bool:
    """Return whether "three times what China delivered" is told of the partner of this share."""
    who = at.line.parties(found.start("who"))
    between = set(at.shape[place + 1 : found.start()]) & set(",;&FMT")
    known = {share.parts["subject"], *share.parts.get("partners", ())}
    what = at.line.chunks[found.start("what")].text == "what"
    return share.parts["kind"] == "share" and what and not between and not known & set(who)


def as_much(at: Sense, share: Draft, who: int, times: int, *, turned: bool = False) -> Draft:
    """Return the comparison of another partner with that of a share; turned, the other way round."""
    ratio: Figure = at.line.chunks[times].value
    kept = {key: value for key, value in share.parts.items() if key not in ("when",)}
    more, less = at.line.parties(who), share.parts["partners"]
    more, less = (less, more) if turned else (more, less)
    parts = kept | {"kind": "comparison", "partners": more, "poles": less,
                    "comparison": ratio.comparison, "quantity": ratio.value, "unit": "times"}  # fmt: skip
    return Draft(
        parts, (ratio.words, *share.words), who, share.assumed, share.cues | {"comparison"}
    )


def it_got(at: Sense, place: int, told: Draft) -> Draft | None:
    """Return the comparison of "…, twice what it got from Berlin" with what a figure told."""
    found = IT_GOT.search(at.shape, place)
    parts = told.parts
    between = at.shape[place + 1 : found.start()].replace("C&C", "C") if found else ""
    if not found or set(between) & set(",;&FMT"):
        return None
    who = at.line.parties(found.start("who"))
    sold = str(parts.get("channel", "")) in ("exports", "arms-exports")
    known = {parts.get("subject", ""), *parts.get("partners", ())}
    if parts["kind"] not in ("share", "amount") or known & set(who) or len(who) != 1:
        return None
    if not parts.get("partners") or sold == (found["side"] == "f") or parts["channel"] == "trade":
        return None
    return as_much(at, told, found.start("who"), found.start("times"), turned=True)


def part_of_other(at: Sense, place: int, last: Draft | None, before: int) -> Draft | None:
    """Return the comparison of "…, half the American figure" with the share told before.

    Raises
    ------
    Unreadable
        If no share was told before it: the figure is none of its own.
    """
    found = OF_OTHER.match(at.shape, place + 1)
    after = at.line.chunks[place + 1 : place + 3]
    if len(after) == 2 and after[0].text in ("that", "those") and after[1].tag in "otfh":
        raise Unreadable("a part of another figure")  # "was half that of India"
    figure: Figure = at.line.chunks[place].value
    if not found or figure.unit != "%" or at.line.chunks[found.start("what")].text not in FIGURES:
        return None
    who = at.line.parties(found.start("who"))
    if last is None or last.at != before or last.parts["kind"] != "share" or not who:
        raise Unreadable("a part of another figure")
    if {last.parts["subject"], *last.parts["partners"]} & set(who):
        raise Unreadable("a part of another figure")
    kept = {key: value for key, value in last.parts.items() if key != "when"}
    parts = kept | {"kind": "comparison", "poles": who, "comparison": figure.comparison,
                    "quantity": figure.value / 100, "unit": "times"}  # fmt: skip
    words = (figure.words, *last.words)
    return Draft(parts, words, place, last.assumed, last.cues | {"comparison"})
