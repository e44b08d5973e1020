"""Amounts beside a place: "its largest donor, with $61 million, followed by Japan ($22 million)"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD, Whole
from counterpoise.statements.reading.tokens.figures import Figure
from counterpoise.statements.reading.tokens.lexicon import Noun
from counterpoise.statements.reading.tokens.stocks import as_held

CUE: Final = "sum beside a place"
LISTED: Final = "sum in a list"
_WHOSE: Final = r"(?:[otrn]x?[PQWApO](?:nP|C)?)?"
_BY_THE_WAY: Final = r"(?:bx?P(?=,?h)|Y|\(Y\)|n[PWQ]|,?x(?:o|x)?P,?|yC|,|\(F\))*"
_SUM: Final = r"x{0,3}(?P<what>C)?x?(?P<link>o|lt?)?x?(?:M\()?(?P<sum>M)\)?(?:\(F\))?(?:(?:n|lo|o)?x?(?P<of>C)(?![tfh]))?"
BEHIND: Final = re.compile(rf"{_WHOSE}{_BY_THE_WAY}(?P<lead>\(?h|\(|,?g|(?<!,)l){_SUM}")
"""What follows a role: "in 2019 with two-way trade of $84 million", ", giving $96 million"."""
FRONT: Final = re.compile(rf"(?:Y,)?h{_SUM}(?:Y|\(Y\))?,(?P<who>P)")
"""The same in front: "With bilateral trade of $9.8 billion in 2017, Thailand is"."""
ITEM: Final = re.compile(
    r"(?:\(x\)|[,;&y)Y]|x)*?(?P<who>P)(?:\(x?|,?hx?|,|nx?|;)?x?(?P<sum>M)(?:Y?\)|xx?(?=[,&.]))?"
)
"""One more of a list: ", followed by China – $2.9 billion", "and Japan with $22 million"."""
DEALERS: Final = re.compile(r"R[ot]x*P")
"""Several partners, and whose they are: "donors to Samoa"."""
BY_SOURCE: Final = re.compile(r"(?:yR|yx|,|Y|\(Y\)|\([xo]*\))*;(?=(?:\(x\))?P(?:\(|,?h|,|n|;)?x?M)")
"""Between a flow and a list of its partners."""
AHEAD: Final = re.compile(r"Y?,(?P<word>x)x?(?:y|o)(?:Co)?(?=P(?:\(|,?h)x?M)")
BEFORE_THEM: Final = ("ahead of", "followed by", "followed closely by")
"""Between an amount and those of others: ", ahead of that of Italy ($0.7 billion)"."""
HEADED: Final = re.compile(
    rf"{_WHOSE}(?:Y|\(Y\)|n[PWQ]|,)*(?:b[Y,]*|;)(?=(?:\(x\))?P(?:\(|,?h|,|n|;)?x?M)"
)
"""Between the role and a list: "Its main markets in 2023 were", "Major donors to Samoa (2019):"."""
RUN: Final = re.compile(r"M(?:,?&?M)+")
"""Amounts side by side."""
NEXT: Final = frozenset(
    [
        "followed",
        "then",
        "next",
        "closely",
        "lastly",
        "finally",
        "ahead",
        "trailed",
        "second",
        "third",
        "behind",
        "fourth",
        "fifth",
        "1",
        "2",
        "3",
        "4",
        "5",
        "6",
        "7",
        "8",
        "9",
        "worth",
        "valued",
        "over",
        "about",
    ]
)
"""Words between the partners of a list."""
TOLD: Final = frozenset(
    [
        "inflows",
        "inflow",
        "purchases",
        "volume",
        "value",
        "total",
        "figure",
        "amount",
        "sum",
        "two",
        "way",
        "bilateral",
        "stock",
        "annual",
        "goods",
        "combined",
        "cumulative",
        "record",
        "estimated",
        "overall",
        "contributions",
        "contribution",
        "deliveries",
        "shipments",
        "outlays",
        "disbursements",
        "inward",
        "capital",
        "funds",
        "money",
        "merchandise",
        "commodity",
        "reported",
        "registered",
        "grant",
        "grants",
        "direct",
        "net",
        "gross",
    ]
)
"""Words of an amount that say nothing of another kind."""
GIVING: Final = ("giving", "provid", "disburs", "contribut", "donat", "grant", "spend", "supply", "send", "sell", "ship", "invest", "export")  # fmt: skip
TAKING: Final = ("buy", "import", "purchas", "tak", "absorb", "receiv")
BY_SIDE: Final = {
    ("G", "imports"), ("G", "aid"), ("G", "investment-flow"), ("G", "investment"), ("G", "debt"),
    ("R", "exports"), ("B", "trade"), ("B", "imports"), ("B", "exports"),
}  # fmt: skip
"""Sides of a role and the channels of which dollars are told there."""
RANKED: Final = frozenset({"trade", "imports", "exports", "aid", "investment", "investment-flow"})
SAME: Final = {("exports", "imports"), ("imports", "exports")}
"""The same flow told by the partner: a market "with purchases of"."""


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the amounts that stand beside a place, or in a list of partners."""
    done: set[int] = set()
    for rank in read:
        if rank.parts["kind"] == "rank" and rank.parts["channel"] in RANKED:
            for draft in _beside(at, rank):
                if draft.at not in done:
                    done.add(draft.at)
                    yield draft
    for one in read:
        known = one.parts["kind"] == "amount" and len(one.parts.get("partners", ())) == 1
        found = (
            AHEAD.match(at.shape, one.at + 1) if known and "between two" not in one.cues else None
        )
        if found and at.line.plain.startswith(
            BEFORE_THEM, at.line.chunks[found.start("word")].start
        ):
            for draft in _more(at, one, found.end()):
                done.add(draft.at)
                yield draft
    for draft in _listed(at):
        if draft.at not in done:
            done.add(draft.at)
            yield draft


def _beside(at: Sense, rank: Draft) -> Iterator[Draft]:
    """Yield the amount of who holds a place, and those of who follows."""
    partners = rank.parts.get("partners", ())
    role = at.shape.find("R", max(rank.at, 0))
    if (
        len(partners) != 1
        or role < 0
        or rank.parts.get("product")
        or ";" in at.shape[rank.at : role]
    ):
        return
    found = BEHIND.match(at.shape, role + 1)
    if found is None:
        found = FRONT.match(at.shape)
        if found is None or at.line.parties(found.start("who")) != partners:
            return
    first = _first(at, rank, found, role, partners)
    if first is None:
        return
    if run := RUN.match(at.shape, found.start("sum")):
        yield from _of_several(at, first, run)
        return
    yield first
    yield from _more(at, first, found.end())


def _of_several(at: Sense, first: Draft, run: re.Match[str]) -> Iterator[Draft]:
    """Yield the amount of who holds a place, of several who hold one each: "were the second and third"."""
    sums = [spot for spot in range(run.start(), run.end()) if at.shape[spot] == "M"]
    who = first.parts["partners"]
    for spot in range(first.at):
        listed = at.line.parties(spot) if at.shape[spot] == "P" else ()
        if set(who) <= set(listed) and len(listed) == len(sums):
            place = sums[listed.index(who[0])]
            yield _draft(at, first, place, who, first.parts["channel"], CUE)
            return


def _first(
    at: Sense, rank: Draft, found: re.Match[str], role: int, partners: Parties
) -> Draft | None:
    channel = _channel(at, found, rank.parts["channel"], role)
    if not channel or not _plain(at, found):
        return None
    return _draft(at, rank, found.start("sum"), partners, channel, CUE)


def _channel(at: Sense, found: re.Match[str], channel: str, role: int) -> str:
    """Return the channel of an amount beside a place, "" where it is of something else."""
    by = at.shape.find("yC", role, found.start("sum"))
    if channel == "trade" and by > 0:
        channel = at.line.chunks[by + 1].value.channel
    chunks = at.line.chunks
    nouns: list[Noun] = [
        chunks[found.start(one)].value for one in ("what", "of") if found[one] is not None
    ]
    lead = chunks[found.start("sum") - 1].text if found.groupdict().get("lead") else ""
    if lead.startswith(GIVING) and channel not in (
        "aid",
        "imports",
        "investment",
        "investment-flow",
    ):
        return ""
    if lead.startswith(TAKING) and channel != "exports":
        return ""
    for noun in nouns:
        if noun.product or not noun.channel:
            return ""
        told = as_held(noun, at.line.plain).channel
        if told == "goods" or told == channel or (channel, told) in SAME:
            continue
        if told == "trade" and channel in ("imports", "exports"):
            channel = "trade"
        elif {told, channel} == {"investment", "investment-flow"}:
            channel = told if told == "investment" else channel
        else:
            return ""
    if channel == "investment-flow":
        channel = as_held(Noun(channel), at.line.plain).channel
    return channel


def _plain(at: Sense, found: re.Match[str]) -> bool:
    """Return whether no word between a place and its amount makes it one of something else."""
    begin = found.start("lead") if "lead" in found.re.groupindex else found.start()
    words = [
        one.text
        for spot, one in enumerate(at.line.chunks[begin : found.start("sum")], begin)
        if at.shape[spot] == "x"
    ]
    return (
        all(word in TOLD for word in words)
        and at.line.chunks[found.start("sum")].value.unit == "USD"
    )


def _more(at: Sense, first: Draft, place: int) -> Iterator[Draft]:
    """Yield the amounts of those who follow in a list."""
    sides = {first.parts["subject"], *first.parts["partners"]}
    while item := ITEM.match(at.shape, place):
        words = [
            one.text
            for spot, one in enumerate(at.line.chunks[place : item.end()], place)
            if at.shape[spot] == "x"
        ]
        who = at.line.parties(item.start("who"))
        figure: Figure = at.line.chunks[item.start("sum")].value
        barred = any(
            at.shape[spot] == ";" and at.line.chunks[spot].text not in (";", ":")
            for spot in range(place, item.end())
        )
        if (
            barred
            or len(who) != 1
            or set(who) & sides
            or not set(words) <= NEXT
            or figure.unit != "USD"
        ):
            return
        sides |= set(who)
        place = item.end()
        first = _draft(at, first, item.start("sum"), who, first.parts["channel"], LISTED)
        yield first


def _listed(at: Sense) -> Iterator[Draft]:
    """Yield the amounts of a list of partners: "Its main markets were Romania with $1.4 billion, …"."""
    yield from _named_behind(at)
    for one in at.wholes:
        if at.shape[one.at] == "C":
            yield from _by_source(at, one)
        if at.shape[one.at] != "R" or one.noun.product:
            continue
        side = at.line.chunks[one.at].value.side
        channel = (
            {"in": "imports", "out": "exports"}.get(one.way, "")
            if one.noun.channel == "goods"
            else one.noun.channel
        )
        if (side, channel) not in BY_SIDE or one.owner in ((), WORLD, REGION):
            continue
        found = HEADED.match(at.shape, one.at + 1)
        if found is None:
            continue
        assumed: tuple[str, ...] = ()
        owner = one.owner
        if owner == PRONOUN:
            try:
                owner, assumed = at.antecedent(one.start)
            except Unreadable:
                continue
        if len(owner) != 1:
            continue
        parts: dict[str, Any] = {
            "kind": "amount",
            "subject": owner[0],
            "partners": owner,
            "channel": channel,
            "product": "",
        }
        words = ("", at.line.chunks[one.at].text)
        head = Draft(parts, words, one.at, assumed, frozenset({"amount"}))
        items = list(_more(at, head, found.end()))
        if len(items) > 1 or "K" in at.shape[: one.at]:
            yield from items


def _named_behind(at: Sense) -> Iterator[Draft]:
    """Yield the amounts of "Major donors to Samoa (2019): Australia ($67 million), Japan (25.9)"."""
    known = {one.at for one in at.wholes}
    for found in DEALERS.finditer(at.shape):
        role = at.line.chunks[found.start()].value
        owner = at.line.parties(found.end() - 1)
        headed = HEADED.match(at.shape, found.start() + 1)
        if found.start() in known or not role.plural or len(owner) != 1 or headed is None:
            continue
        if (role.side, role.channel) in BY_SIDE:
            yield from _items(at, owner, role.channel, found.start(), headed.end())


def _by_source(at: Sense, one: Whole) -> Iterator[Draft]:
    """Yield the amounts of "FDI inflow to Bolivia by source, 2002: Spain $94.2 million, …"."""
    channel = one.noun.channel
    found = BY_SOURCE.match(at.shape, one.end)
    if found is None or one.noun.product or one.source or one.other:
        return
    owner = one.owner if one.owner not in (PRONOUN, WORLD, REGION) else ()
    if channel in ("aid", "investment", "investment-flow"):
        owner = owner if one.form in ("O", "o") and not one.target else one.target
    elif one.target:
        return
    if len(owner) == 1 and channel in RANKED:
        yield from _items(at, owner, as_held(one.noun, at.line.plain).channel, one.at, found.end())


def _items(at: Sense, owner: Parties, channel: str, place: int, start: int) -> Iterator[Draft]:
    """Yield the amounts of a list of at least two partners."""
    parts: dict[str, Any] = {
        "kind": "amount",
        "subject": owner[0],
        "partners": owner,
        "channel": channel,
        "product": "",
    }
    time = at.time(place)
    if time is not None and time.years and not time.how:
        parts["years"] = time.years
    head = Draft(parts, ("", at.line.chunks[place].text), place, (), frozenset({"amount"}))
    items = list(_more(at, head, start))
    if len(items) > 1:
        yield from items


def _draft(at: Sense, of: Draft, place: int, partners: Parties, channel: str, cue: str) -> Draft:
    """Return an amount of the same owner as a place or amount, at its own time or that one's."""
    figure: Figure = at.line.chunks[place].value
    parts: dict[str, Any] = {
        "kind": "amount",
        "subject": of.parts["subject"],
        "partners": partners,
        "channel": channel,
        "product": "",
        "comparison": figure.comparison,
        "quantity": figure.value,
        "unit": figure.unit,
    }
    draft = Draft(
        parts, (figure.words, *of.words[1:]), place, of.assumed, frozenset({"amount", cue})
    )
    draft = timed(at, place, draft)
    years = of.parts.get("years")
    if "years" not in draft.parts and years and of.parts.get("when") is None:
        draft.parts["years"] = years
    return draft
