"""Balances told in other words: "sells more to Italy than it buys", "trade is in Gabon's favour"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.around import about, place_of
from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD

_SELLS: Final = r"(?:sell(?:s|ing)?|sold|export(?:s|ed|ing)?|ship(?:s|ped|ping)?)"
_BUYS: Final = (
    r"(?:buy(?:s|ing)?|bought|import(?:s|ed|ing)?|purchas(?:es?|ed|ing)|get(?:s|ting)?|got)"
)
_REST: Final = r"(?P<what>(?:[^,;.]|\.(?=\d)){0,40}?)"
MORE: Final = re.compile(
    rf"\b(?:(?P<sells>{_SELLS})|(?P<buys>{_BUYS}))\b{_REST}\b(?P<more>more|less)\b(?:[^,;.]|\.(?=\d)){{0,60}}? than (?:it|they|we)(?: ever| also| itself)?"
    rf"(?: ha[sd]| have| do(?:es)?| did)? (?:(?P<sells2>{_SELLS})|(?P<buys2>{_BUYS}))\b"
)
"""Who sells more to another than it buys there."""
FAVOUR: Final = re.compile(
    r"\bin favou?r of (?P<of>)|\bin (?:the )?(?P<own>[\w-]+(?: [\w-]+)?[’']s?|its|the latter[’']s|the former[’']s) favou?r\b|\bfavou?r(?:s|ed|ing) (?P<verb>)"
)
UNNAMED: Final = frozenset({*PRONOUN, *REGION, *WORLD})
_FLOW: Final = r"imports|purchases|exports|sales"
EXCEEDED: Final = re.compile(
    rf"\b(?P<first>{_FLOW})\b(?P<mid>[^.;]{{0,60}}?) (?:exceed(?:ed|s)?|outstrip(?:ped|s)?|surpass(?:ed|es)?|outweigh(?:ed|s)?"
    rf"|(?:were|are|was|is) (?:far |much |well |still )*(?:larger|higher|greater|bigger) than) (?:its |their |the |those of )?(?:own |total )?(?P<second>{_FLOW})\b(?P<rest>[^.;,]*)"
)
"""Which of the two flows between two states is the larger: "its imports from China exceeded its exports there by"."""
TRADE: Final = re.compile(r"\b(?:trade|balance|commerce|exchanges?|turnover)\b")
NOT_TRADE: Final = re.compile(
    r"\b(?:vot(?:e|es|ed|ing)|ruled|ruling|tribunal|court|resolution|ballot|argu\w+|decid\w+|deal|pact|agreement|treaty|abolish\w*|policy|campaign\w*|tariffs?|terms|services)\b"
)
SWAYED: Final = re.compile(
    r"\b(?:is|are|was|were|been|be|being|stands?|stood|tilt(?:s|ed)|skewed|weighted|leans?|leant|remains?|remained|balance|heavily|runs?|ran)\b"
)


def more_sold(
    at: Sense, found: re.Match[str], _: frozenset[str]
) -> Draft | tuple[Draft, ...] | None:
    """Return “sells more to Italy than it buys from it” as a surplus, the other way round as a deficit."""
    if bool(found["sells"]) == bool(found["sells2"]):
        return None
    spot = place_of(at, found)
    begin = at.shape.rfind(";", 0, spot) + 1
    end = at.shape.find(";", spot)
    span = range(spot + 1, end if end >= 0 else len(at.shape))
    nouns = [at.line.chunks[one].value for one in span if at.shape[one] == "C"]
    if any(one.product or one.channel not in ("goods", "imports", "exports") for one in nouns):
        raise Unreadable("a balance of what is no channel of ours")
    where = next((one for one in span if at.shape[one] in "PQ"), -1)
    if where < 0 or at.shape[where] == "Q" or at.shape[where - 1] not in "tfnhx":
        raise Unreadable("a balance, and not with whom")
    partners = at.line.parties(where)
    who = re.compile(r"(?P<who>[Pp])[^PpOA;]*$").search(at.shape, begin, spot)
    subjects: Parties
    assumed: tuple[str, ...] = ()
    if who and at.shape[who.start()] == "P":
        subjects = at.line.parties(who.start())
    elif who:
        subjects, assumed = at.antecedent(who.start(), apart_from=partners)
    else:
        one, assumed = about(at, partners)
        subjects = (one,)
    if set(subjects) & set(partners) or len(partners) != 1:
        raise Unreadable("a balance, and not with whom")
    surplus = bool(found["sells"]) == (found["more"] == "more")
    money = [one for one in range(spot, len(at.shape)) if at.shape[one] == "M"]
    if len(money) > 1 or (money and len(subjects) > 1):
        raise Unreadable("several amounts, and not which is the balance")
    parts = {
        "kind": "balance",
        "comparison": "surplus" if surplus else "deficit",
        "partners": partners,
    }
    if (
        money
        and at.line.chunks[money[0]].value.unit == "USD"
        and at.shape[money[0] + 1 : money[0] + 2] == "E"
    ):
        parts |= {"quantity": at.line.chunks[money[0]].value.value, "unit": "USD"}
    elif money:
        raise Unreadable("a balance, and not the amount of which")
    words = (found[0][:60],)
    cues = frozenset({"balance", "balance by verbs"})
    drafts = [Draft({**parts, "subject": one}, words, spot, assumed, cues) for one in subjects]
    return tuple(_timed(at, spot, one) for one in drafts)


def _timed(at: Sense, spot: int, draft: Draft) -> Draft:
    """Return a draft with its time, which may stand behind what is compared."""
    here = at.time(spot)
    apart = at.shape.find(";", spot)
    if here and apart >= 0 and here.start > at.line.chunks[apart].start:
        return draft
    dated = timed(at, spot, draft)
    begin, end = at.shape.rfind(";", 0, spot) + 1, at.shape.find(";", spot)
    within = at.line.chunks[begin : end if end >= 0 else len(at.shape)]
    times = [one.value for one in within if one.tag == "Y"]
    if "years" in dated.parts or len(times) != 1 or times[0].how or not times[0].years:
        return dated
    return replace(dated, parts=dated.parts | {"years": times[0].years})


def exceeded(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return “its imports from China exceeded its exports there” as a deficit, the other way round as a surplus."""
    bought = ("imports", "purchases")
    first_bought = found["first"] in bought
    if (found["second"] in bought) == first_bought:
        return None
    flows = [
        one for one in at.wholes if found.start() <= at.line.chunks[one.at].start < found.end()
    ]
    if len(flows) != 2 or any(one.noun.product or one.has_region for one in flows):
        raise Unreadable("a balance of what is no channel of ours")
    partners = {party for one in flows for party in (*one.source, *one.target)} - UNNAMED
    owners = {one.owner for one in flows if one.form in ("O", "A") and len(one.owner) == 1}
    if len(partners) != 1 or len(owners) > 1:
        raise Unreadable("a balance, and not with whom")
    who, assumed = (
        (owners.pop(), ()) if owners else at.antecedent(flows[0].start, apart_from=tuple(partners))
    )
    if len(who) != 1 or set(who) & partners:
        raise Unreadable("a balance, and not whose")
    parts = {"kind": "balance", "comparison": "deficit" if first_bought else "surplus",
             "subject": who[0], "partners": tuple(partners)}  # fmt: skip
    spot = flows[0].at
    money = [n for n, one in enumerate(at.line.chunks) if one.tag == "M" and n > flows[1].at]
    behind = [n for n in money if at.line.plain.endswith(" by ", 0, at.line.chunks[n].start)]
    if len(behind) == 1 and at.line.chunks[behind[0]].value.unit == "USD":
        parts |= {"quantity": at.line.chunks[behind[0]].value.value, "unit": "USD"}
    draft = Draft(
        parts, (found[0][:60],), spot, assumed, frozenset({"balance", "balance by flows"})
    )
    return _timed(at, spot, draft)


def favour(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return “trade between the two is in favour of India” as a surplus of India."""
    plain = at.line.plain
    start = max(plain.rfind(";", 0, found.start()), plain.rfind(". ", 0, found.start()), 0)
    before = plain[start : found.start()]
    if not TRADE.search(before) or NOT_TRADE.search(plain) or not SWAYED.search(before):
        return None
    spot = place_of(at, found)
    own = found["own"] is not None
    reach = range(spot, min(spot + 5, len(at.shape)))
    whose = next((one for one in reach if at.shape[one] in ("OsA" if own else "Pp")), -1)
    if whose < 0:
        raise Unreadable("a balance, and in whose favour")
    begin = at.shape.rfind(";", 0, spot) + 1
    named = tuple(
        dict.fromkeys(party for one in range(begin, spot) for party in at.line.parties(one))
    )
    if at.shape[whose] in "ps":
        who, assumed = at.antecedent(whose)
    else:
        who, assumed = at.line.parties(whose), ()
    others = tuple(one for one in named if one not in who)
    if not others and at.about and at.about not in who:
        others = (at.about,)
    if len(who) != 1 or len(others) != 1:
        raise Unreadable("a balance, and not between whom")
    parts = {"kind": "balance", "comparison": "surplus", "subject": who[0], "partners": others}
    money = [one for one in range(spot, len(at.shape)) if at.shape[one] == "M"]
    if len(money) == 1 and at.shape[whose + 1 : money[0]].strip("xnyo,") == "":
        figure = at.line.chunks[money[0]].value
        parts |= {"quantity": figure.value, "unit": "USD"} if figure.unit == "USD" else {}
    draft = Draft(parts, (found[0],), spot, assumed, frozenset({"balance", "balance in favour"}))
    return replace(timed(at, spot, draft), at=spot)
