"""Turns of the press told plainly: "12 % below 2014", "more than anyone", "took over from France as"."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import without
from counterpoise.statements.reading.tokens.lexicon import Noun

BESIDE_YEAR: Final = re.compile(
    r"(?<=[,;&])(?P<sure>(?:qb)?x*)(?P<size>[FM])(?P<sum>\(M\))?(?P<way>x?)(?P<word>x?)(?P<then>Y)(?P<level>x?)(?=[,;&.x]|$)"
)
"""A part told beside a year: ", 12 % below 2014", ", 12 % ($722 million) above 2014"."""
BELOW: Final = {"below": "d", "under": "d", "above": "u", "over": "u"}
LEVEL: Final = ("level", "figure", "total", "value", "mark")
ANYONE: Final = re.compile(r"j(?P<who>x)(?=[,;.Y]|x?$|x{0,2}Y)")
ANYBODY: Final = ("anyone", "anybody", "anyone else", "anybody else")
DO: Final = ("did", "does", "do", "has", "had", "")
WITH_MORE: Final = re.compile(r"gx*P(?P<with>h)(?=E[xA]*Cx*jL)")
"""Whom somebody supplies with more than others: "has supplied Japan with more arms than anyone else"."""
TOOK: Final = re.compile(r"P[xbH]*(?P<took>[kx])(?:x(?P<from>f)|xo)P(?=Y?x?j)")
"""Who took the place of whom: "took over from the United States in 2013 as"."""


UP_TO: Final = re.compile(r"(?P<up>u)t(?P<count>x)(?=[xAC])")


def up_to(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "up to" of "up to 140 French jets" for no course."""
    found = list(chunks)
    for match in UP_TO.finditer(tags):
        up, count = match.start("up"), chunks[match.start("count")]
        if chunks[up].text == "up" and count.text.isdigit():
            found[up] = replace(chunks[up], tag="x", value=None)
    return found


def beside_year(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take ", 12 % below 2014" for ", down 12 % from 2014"."""
    found: list[Chunk] = []
    place = 0
    for match in BESIDE_YEAR.finditer(tags):
        way = chunks[match.start("way")] if match["way"] else None
        level = chunks[match.start("level")] if match["level"] else None
        then = chunks[match.start("then")]
        word = way.text if way else then.text.split()[0]
        if match["word"] and chunks[match.start("word")].text not in LEVEL:
            continue
        if word not in BELOW or (level and level.text not in (*LEVEL, ".")):
            continue
        beside = not then.value.years and not way
        if beside and match["size"] == "F":
            continue  # "6 % below the year before", which is read as it stands
        figure = match.start("size")
        begin = chunks[figure].start
        up = BELOW[word] == "u"
        told = Chunk(BELOW[word], begin, begin, "up" if up else "down", "up" if up else "down")
        opened = match.start("sure") if match["sure"].startswith("qb") else figure
        found += [*chunks[place:opened], told, chunks[figure]]
        found += [] if beside else [Chunk("f", then.start, then.start, "from", "from")]
        found.append(then)
        place = match.end("level") if level and level.text in LEVEL else match.end("then")
    return found + chunks[place:] if place else chunks


def than_anyone(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "more than anyone" for "more than any other", and leave out "with" before it."""
    found = list(chunks)
    for match in ANYONE.finditer(tags):
        who = match.start("who")
        after = chunks[who + 1].text if who + 1 < len(chunks) else ""
        if chunks[who].text in ANYBODY and (after in DO or not after[:1].isalpha() or
                                            chunks[who + 1].tag == "Y"):  # fmt: skip
            found[who] = replace(chunks[who], tag="L", value=None)
    tags = "".join(one.tag for one in found)
    return without(found, {one.start("with") for one in WITH_MORE.finditer(tags)})


def took_over(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "took over from France as its main supplier" for "replaced France as"."""
    found, gone = list(chunks), set()
    for match in TOOK.finditer(tags):
        took = match.start("took")
        text = chunks[took].text
        words = [one.text for one in chunks[took + 1 : match.end() - 1]]
        if not text.startswith(("took", "take", "taking")):
            continue
        if words not in (["over", "from"], ["place", "of"], ["spot", "of"], ["position", "of"]):
            continue
        found[took] = replace(chunks[took], tag="x", text="replaced", value=None)
        gone |= set(range(took + 1, match.end() - 1))
    return without(found, gone)


DOING: Final = re.compile(r"^(?P<verb>[kg])(?=[MFC])[^;]*?,(?P<who>P)(?=[xYH]*[bgkacuvwil])")
"""What somebody does, told before its name: "Buying $11 billion worth of goods from Peru, China"."""
DOINGS: Final = (
    *("buying", "importing", "purchasing", "taking", "absorbing", "receiving"),
    *("selling", "supplying", "exporting", "providing", "sending", "shipping"),
)
LENT_PART: Final = re.compile(r"Fo[xs]{0,2}(?P<debt>C)")
DEBTS: Final = ("debt", "debts")
COUNTRY: Final = re.compile(r"[QU](?P<of>x)(?=[xK]{0,2}[KCR])")
COUNTRYS: Final = frozenset(
    f"{one}{mark}s"
    for one in ("country", "nation", "state", "republic", "kingdom")
    for mark in "'’"
)


def doing(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "Buying goods from Peru, China is" for "China buying goods from Peru, China is"."""
    found = DOING.match(tags)
    if not found or chunks[0].text not in DOINGS:
        return chunks
    who, begin = chunks[found.start("who")], chunks[0].start
    return [replace(who, start=begin, end=begin), *chunks]


def lent(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take the debt of which a creditor holds a part for what is owed abroad."""
    if not any(one.tag == "R" and one.value.channel == "debt" for one in chunks):
        return chunks
    found = list(chunks)
    for match in LENT_PART.finditer(tags):
        debt = match.start("debt")
        if chunks[debt].text in DEBTS:
            found[debt] = replace(chunks[debt], value=Noun("debt", "in"))
    return found


def that_country(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the South American country's" for "its"."""
    found: list[Chunk] = []
    place = 0
    for match in COUNTRY.finditer(tags):
        one = chunks[match.start("of")]
        before = re.sub(r"[^Pp;]", "", tags[: match.start()])
        if one.text in COUNTRYS and before.endswith("P"):
            found += [*chunks[place : match.start()], replace(one, tag="s", text="its", value=None)]
            place = match.end()
    return found + chunks[place:]


GIVERS: Final = re.compile(
    r"(?P<first>P)[xbH]{0,2}(?P<verb>[gkx])x?(?P<money>M)(?P<more>(?:[,&]+Px?M)+)(?P<what>nx?C)(?P<way>[tr])(?P<whom>P)(?P<when>Y?)"
)
"""Several who give one: "Germany gave $500 million, France $300 million in aid to Niger"."""
GIVER: Final = re.compile(r"[,&]+(?P<who>P)x?(?P<money>M)")
GAVE: Final = (
    "gave",
    "gives",
    "provided",
    "provides",
    "contributed",
    "donated",
    "disbursed",
    "sent",
)
PLEDGED: Final = ("pledged", "promised", "committed", "offered", "announced", "pledges", "promises")
HAS_ITS: Final = re.compile(r"P(?P<its>s)x?KR(?P<in>n)(?=P)")
HAS_IN: Final = re.compile(r"P(?P<in>nP)(?P<its>sx?KR)(?=[xY]|$)")
"""Who has its largest market where: "has its largest export market in", "has in Thailand its"."""
THEIR_SHARE: Final = re.compile(r"(?P<its>s)S[no]x?(?P<of>[OA])x?(?P<what>C)")
MADE_BY: Final = re.compile(r"(?P<who>A)(?P<what>C)")


def givers(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Tell of each of several givers in full."""
    found = GIVERS.search(tags)
    if found and chunks[found.start("verb")].text in PLEDGED:
        what = found.end("what") - 1
        return [*chunks[:what], replace(chunks[what], tag="x", value=None), *chunks[what + 1 :]]
    if not found or chunks[found.start("verb")].text not in GAVE:
        return chunks
    verb = chunks[found.start("verb")]
    rest = chunks[found.start("what") : found.end()]
    told: list[Chunk] = [
        *chunks[: found.end("money")],
        *_again(rest, chunks[found.start("money")].end),
    ]
    for one in GIVER.finditer(tags, found.start("more"), found.end("more")):
        who, money = chunks[one.start("who")], chunks[one.start("money")]
        told += [Chunk(",", who.start, who.start, ","), who]
        told += [replace(verb, start=who.end, end=who.end), money]
        told += rest if one.end() == found.end("more") else _again(rest, money.end)
    return told + chunks[found.end() :]


def _again(chunks: list[Chunk], at: int) -> list[Chunk]:
    return [replace(one, start=at, end=at) for one in chunks]


def has_its(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "has its largest market in the United States" for "its largest market is"."""
    found = HAS_ITS.search(tags)
    if found:
        spot = found.start("in")
        return [
            *chunks[:spot],
            replace(chunks[spot], tag="b", text="is", value=None),
            *chunks[spot + 1 :],
        ]
    found = HAS_IN.search(tags)
    if not found or "q" in tags[: found.start()]:
        return chunks
    begin, its, end = found.start("in"), found.start("its"), found.end("its")
    at = chunks[end - 1].end
    told = [Chunk("b", at, at, "is"), replace(chunks[begin + 1], start=at, end=at)]
    return [*chunks[:begin], *chunks[its:end], *told, *chunks[end:]]


def their_share(tags: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "their share in Pakistan's arms imports" behind Chinese arms for the Chinese one."""
    found = THEIR_SHARE.search(tags)
    if not found or chunks[found.start("its")].text != "their":
        return chunks
    made = [
        one
        for one in MADE_BY.finditer(tags, 0, found.start())
        if chunks[one.start("what")].value.channel == "arms"
    ]
    makers = {chunks[one.start("who")].value for one in made}
    if len(makers) != 1 or chunks[found.start("what")].value.channel != "arms":
        return chunks
    its = chunks[found.start("its")]
    maker = replace(chunks[made[0].start("who")], start=its.start, end=its.end)
    return [*chunks[: found.start("its")], maker, *chunks[found.start("its") + 1 :]]
