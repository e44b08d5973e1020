"""Debts, remittances and aid told by who owes, sends or is given them: "the money that workers send home"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import without
from counterpoise.statements.reading.tokens.lexicon import Noun

OWED: Final = re.compile(r"(?P<debt>C)(?P<owed>k?)(?P<to>t)(?=x*P)")
OWES: Final = re.compile(r"k[^;]*Fx*os?x*C")
"""Of what somebody owes a part: "owes China half of its debt"."""
DEBTS: Final = ("debt", "debts", "liabilities")
MIGRANTS: Final = re.compile(r"(?P<whose>[AOP])(?P<who>[xC]?)x*n(?P<where>P)x*(?P<sent>g)x")
WORKERS: Final = ("migrants", "workers", "emigrants", "expatriates", "labourers", "nationals")
WORKING: Final = ("working", "living", "employed")
HELP: Final = re.compile(r"x(?=q[Pp][bx]*[gk])")
HELPS: Final = ("help", "support")
MONEY: Final = re.compile(r"(?P<what>[xC])q(?P<whose>[AOP])[xC]?x*(?:nPx*)?(?P<sent>g)x")
SENT: Final = ("money", "dollars", "sums", "transfers", "cash")
HOME: Final = ("home", "back")
REMITTED: Final = Noun("remittances", "in")
STREAMS: Final = ("flows", "flow", "inflows", "outlays")
STREAM: Final = re.compile(r"C(?P<flow>[cx])(?=[tnfo])")
OWED_MONEY: Final = re.compile(
    r"(?P<who>[PA])[xbHY]*(?P<verb>k)x*(?:(?P<whom>P)x*(?P<money>M)|(?P<money2>M)x*[tf]x*(?P<whom2>P))"
)
AND_OWED: Final = re.compile(r"[,&]+(?P<whom>P)(?P<money>M)(?!x*[oft])")
"""One more who is owed, behind the first: "and India $1.6 billion"."""
DEBT: Final = Noun("debt", "in")
HELD_PART: Final = re.compile(
    r"(?:^|(?<=[xY,;&q]))(?P<who>[PA])[xbHYR]*a[xEY]*Fo(?:x*(?P<owner>O)(?P<debt>C)|(?P<debt2>C)ox*(?P<owner2>P))(?!x*C)"
)
PART_HELD: Final = re.compile(
    r"Fo(?:x*(?P<owner>O)(?P<debt>C)|(?P<debt2>C)ox*(?P<owner2>P))[xY]*b[xHY]*(?:[ax]y|kt)x*(?P<who>P)"
)
"""A part of a state's debt that another holds: "holds a quarter of its debt", "is owed to China"."""
NEAR: Final = len(" the ")
HOLD: Final = frozenset(
    ["holds", "held", "hold", "owns", "own", "owned", "owed", "accounts", "account", "accounted"]
)
HELD: Final = re.compile(
    r"(?P<who>P)x?[xHb]*(?P<verb>a)x*(?P<money>M)ox*(?P<what>C)(?P<in>n)(?=x*P)"
)


def owed(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "debt to China" and "debts owed to China" for what passes in that channel."""
    found, gone = list(chunks), set()
    for match in OWED.finditer(tags):
        debt, to = match.start("debt"), match.start("to")
        if chunks[debt].text in DEBTS or chunks[debt].value.channel == "debt":
            found[debt] = replace(chunks[debt], value=Noun("debt", "in"))
            found[to] = replace(chunks[to], tag="f", text="from", value="from")
            gone |= {match.start("owed")} if match["owed"] else set()
    for match in OWES.finditer(tags):
        verb, debt = chunks[match.start()], match.end() - 1
        if verb.text.startswith("ow") and chunks[debt].text in DEBTS:
            found[debt] = replace(chunks[debt], value=Noun("debt", "in"))
    return without(found, gone)


def help_given(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the help that Tunisia was given" by donors for aid."""
    donors = any(one.tag == "R" and one.value.channel == "aid" for one in chunks)
    return [
        replace(one, tag="C", value=Noun("aid"))
        if donors and one.text in HELPS and HELP.match(tags, at)
        else one
        for at, one in enumerate(chunks)
    ]


def money(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the money that Tajik migrants send home" for Tajik remittances."""
    found: list[Chunk] = []
    place = 0
    for match in MONEY.finditer(tags):
        what, whose = chunks[match.start("what")], chunks[match.start("whose")]
        told = {one.text for one in chunks[match.start("whose") : match.start("sent")]}
        home = chunks[match.end() - 1]
        if what.text not in SENT or home.text not in HOME or told.isdisjoint({*WORKERS, *WORKING}):
            continue
        found += [*chunks[place : match.start()], replace(whose, tag="A", start=what.start)]
        found.append(Chunk("C", whose.end, home.end, "remittances", REMITTED))
        place = match.end()
    return found + chunks[place:]


def migrants(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Nepali workers in Qatar sent home" for Nepali remittances from Qatar that reached so much."""
    found: list[Chunk] = []
    place = 0
    for match in MIGRANTS.finditer(tags):
        told = {one.text for one in chunks[match.start("who") : match.start("where")]}
        home = chunks[match.end() - 1]
        if home.text not in HOME or told.isdisjoint({*WORKERS, *WORKING}):
            continue
        whose, where = chunks[match.start("whose")], chunks[match.start("where")]
        sent = chunks[match.start("sent")]
        found += chunks[place : match.start()]
        found += [replace(whose, tag="A" if whose.tag == "P" else whose.tag)]
        found.append(Chunk("C", whose.end, whose.end, "remittances", REMITTED))
        found += [Chunk("f", where.start, where.start, "from", "from"), where]
        found.append(replace(sent, tag="l", end=home.end, text="reached", value="reach"))
        place = match.end()
    return found + chunks[place:]


def streams(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Drop "flows" behind what flows: "FDI flows into India"."""
    return without(
        chunks,
        {
            found.start("flow")
            for found in STREAM.finditer(tags)
            if chunks[found.start("flow")].text in STREAMS
            and chunks[found.start()].value.channel in ("investment-flow", "aid", "remittances")
        },
    )


def owes(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "owed China $6bn" for a debt to China that reached $6bn."""
    found: list[Chunk] = []
    place = 0
    for match in OWED_MONEY.finditer(tags):
        verb = chunks[match.start("verb")]
        if not verb.text.startswith(("ow", "borrow")):
            continue
        who = chunks[match.start("who")]
        whom = chunks[match.start("whom") if match["whom"] else match.start("whom2")]
        money = chunks[match.start("money") if match["money"] else match.start("money2")]
        at = verb.end
        times = [one for one in chunks[match.start() : match.end()] if one.tag == "Y"]
        found += [*chunks[place : match.start()], *times, replace(who, tag="O")]
        found += [
            replace(verb, tag="C", text="debt", value=DEBT),
            Chunk("f", at, at, "from", "from"),
        ]
        found += [replace(whom, start=at, end=at), Chunk("l", at, at, "reached", "reach"), money]
        place = match.end()
        while match["whom"] and (also := AND_OWED.match(tags, place)):
            begin = chunks[place].start
            found += [Chunk(",", begin, begin, ","), replace(who, tag="O", start=begin, end=begin)]
            found += [
                Chunk("C", begin, begin, "debt", DEBT),
                Chunk("f", begin, begin, "from", "from"),
            ]
            found += [replace(chunks[also.start("whom")], start=begin, end=begin)]
            found += [Chunk("l", begin, begin, "reached", "reach"), chunks[also.end() - 1]]
            place = also.end()
    return found + chunks[place:]


def held_part(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take the debt of which another state holds a part for what is owed abroad."""
    found = list(chunks)
    for pattern in (HELD_PART, PART_HELD):
        for match in pattern.finditer(tags):
            debt = match.start("debt" if match["debt"] else "debt2")
            owner = match.start("owner" if match["owner"] else "owner2")
            told = {
                word for one in chunks[match.start() : match.end()] for word in one.text.split()
            }
            same = chunks[owner].value == chunks[match.start("who")].value
            alone = chunks[debt].start - chunks[debt - 1].end <= NEAR  # and not "the public debt"
            if (
                same
                or not alone
                or chunks[debt].text not in ("debt", "debts")
                or told.isdisjoint(HOLD)
            ):
                continue
            found[debt] = replace(chunks[debt], value=DEBT)
    return found


def held(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "held $7 billion of investment in Costa Rica" for an investment of so much there."""
    found = list(chunks)
    for match in HELD.finditer(tags):
        what = chunks[match.start("what")]
        if what.value.channel not in ("investment", "investment-flow"):
            continue
        verb, into = match.start("verb"), match.start("in")
        found[verb] = replace(chunks[verb], tag="g", value="invest")
        found[match.start("what")] = replace(what, value=Noun("investment"))
        found[into] = replace(chunks[into], tag="t", text="into", value="to")
    return found
