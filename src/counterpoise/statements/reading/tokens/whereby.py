"""Of what and where a place is: "in terms of exports", "largest partner by imports", "where it is", "there"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.deals import tags_of, without
from counterpoise.statements.reading.tokens.lexicon import Noun, Role

BEFORE: Final = re.compile(
    r"(?:^|(?<=[;,&]))(?:n?x{1,3}[oyr]?|n|y|r|m|jx?r)x{0,2}(?P<what>C)x?,?(?=[^;CR]{0,6}K?[xC]{0,2}R|[^;C]*?K[xC]{0,2}R)"
)
"""Of what a clause tells, in front: "In terms of exports,", "On the import side"."""
BEHIND: Final = re.compile(
    r"R(?:y|nx{1,2}o|hx{1,3}o|mx{0,2}|r|n)x{0,2}(?P<what>C)(?=x*(?:$|[,;.YhbF(]))"
)
"""The same behind a partner: "its largest partner by exports"."""
WAYS: Final = ("imports", "exports")
HEADING: Final = re.compile(r"C(?P<open>\()Y\);")
WHERE: Final = re.compile(r"(?P<who>P),?(?P<where>x)(?=x?[pP][xY]{0,2}b[^;,]{0,5}K[xC]{0,3}R)")
"""Of whom a place is, told as where it is: "to Belgium, where it is the third-largest supplier"."""
THERE: Final = re.compile(r"R(?P<there>p)")
IN: Final = "ntf"
SIDE: Final = ("side", "front")


def by_channel(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "in terms of exports, its largest partner" for its largest partner in exports."""
    tags = tags_of(chunks)
    if "R" not in tags or "C" not in tags:
        return chunks
    found = list(chunks)
    for pattern in (BEFORE, BEHIND):
        for match in pattern.finditer(tags):
            what = chunks[match.start("what")]
            stop = tags.find(";", match.end())
            first = match.start() if pattern is BEHIND else match.end()
            role = tags.find("R", first, stop if stop >= 0 else len(tags))
            noun: Noun = what.value
            if role < 0 or not isinstance(chunks[role].value, Role):
                continue
            if chunks[role].value.channel != "trade" or noun.channel not in WAYS:
                continue
            plural = chunks[role].value.plural
            if noun.product:
                side = "G" if noun.channel == "imports" else "R"
                goods = Chunk(
                    "C",
                    chunks[role].start,
                    chunks[role].start,
                    what.text,
                    Noun("goods", "", noun.product),
                )
                found[role] = replace(chunks[role], value=Role(side, "", plural))
                return [*found[:role], goods, *found[role:]]
            found[role] = replace(chunks[role], value=Role("B", noun.channel, plural))
    return found


def headings(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "exports (2019):" for "exports 2019:", a heading with its time."""
    gone = {
        spot
        for found in HEADING.finditer(tags_of(chunks))
        for spot in (found.start("open"), found.end() - 2)
    }
    return without(chunks, gone) if gone else chunks


def where(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "to Belgium, where it is the third-largest supplier" for "…; it is that in Belgium"."""
    match = next(
        (
            one
            for one in WHERE.finditer(tags_of(chunks))
            if chunks[one.start("where")].text == "where"
        ),
        None,
    )
    if match is None:
        return chunks
    tags, spot = tags_of(chunks), match.start("where")
    role = tags.index("R", match.end())
    place = tags.index("K", match.end())
    owned = set(tags[spot:place]) & set("OAsW")
    behind = re.match(r"x{0,2}[otrn]x{0,2}[POAsWQUp]|x{0,2}[or]x?A?Cx?[otn]x?[P]", tags[role + 1 :])
    if owned or behind:
        return chunks
    end = chunks[role].end
    who = replace(chunks[match.start("who")], start=end, end=end)
    bar = replace(chunks[spot], tag=";", value=";")
    return [
        *chunks[:spot],
        bar,
        *chunks[spot + 1 : role + 1],
        Chunk("n", end, end, "in", "in"),
        who,
        *chunks[role + 1 :],
    ]


def there(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "the fifth largest investor there" for that in the state named last as a place."""
    tags = tags_of(chunks)
    match = next(
        (one for one in THERE.finditer(tags) if chunks[one.start("there")].text == "there"), None
    )
    if match is None:
        return chunks
    spot = match.start("there")
    named = [
        at for at in range(1, spot) if tags[at] == "P" and tags[:at].rstrip("x")[-1:] in tuple(IN)
    ]
    if not named or len(chunks[named[-1]].value) != 1:
        return chunks
    one = chunks[spot]
    who = replace(chunks[named[-1]], start=one.start, end=one.end)
    return [*chunks[:spot], Chunk("n", one.start, one.start, "in", "in"), who, *chunks[spot + 1 :]]
