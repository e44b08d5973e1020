"""Words that stand for a party named elsewhere in the sentence: "these two countries", "there", "its" in front.

Each is taken for the party itself, only where it can be no other.
"""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk

COUNTS: Final = {"both": 2, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
GROUP: Final = re.compile(
    r"\b(?:(?:these|those|the|both) (?P<many>two|three|four|five|six|seven)|(?P<both>both))"
    r" (?:countries|states|nations|neighbours|neighbors|suppliers|partners|economies|powers|buyers|customers)\b(?! of\b)"
)
"""Several by their number alone: "these two countries supply"."""
DOING: Final = re.compile(r"[,xY]*G?[xY]*[gkavcw]")
NAMELY: Final = re.compile(r"x*[xQ]Q,?x(?P<who>P),?(?=G?[xY]*[gkavcw])")
"""A number of states and then their names: "three countries, namely China and Japan, took"."""
FRONT: Final = re.compile(r"^[hr](?P<told>[^,;POApq]*s[^,;OApq]*),[xY]*(?P<who>P)(?=[xY]*[a-zK])")
"""What is told of a state before it is named: "With 62 per cent of its gas coming from Russia, Finland is"."""
GOING: Final = re.compile(r"F(?:x*os|.*&.*os).*C[cw]?[xY]*[cwft]x*[ftn]?x*P$")
FOR: Final = re.compile(r"[,;]r(?=P[xG]*[gka][xFsO])")
PLACED: Final = re.compile(r"[fmtnhy][xs]*$")
"""Before a party: it is one that something comes from or goes to."""


def meant(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Return the chunks with the parties for words that stand for them."""
    if " countries" in plain or " states" in plain or " two " in plain or "both " in plain:
        chunks = _namely(_together(plain, chunks))
    if " there" in plain:
        chunks = _there(chunks)
    if ", for " in plain:
        chunks = _because(chunks)
    if plain.startswith(("with ", "given ")) and ("its " in plain or "their " in plain):
        chunks = _in_front(chunks)
    return chunks


def _because(chunks: list[Chunk]) -> list[Chunk]:
    """Take ", for Brazil buys" for a clause of its own."""
    tags = "".join([one.tag for one in chunks])
    spots = {found.end() - 1 for found in FOR.finditer(tags)}
    return [
        replace(one, tag=";", value=one.text) if at in spots and one.text == "for" else one
        for at, one in enumerate(chunks)
    ]


def _together(plain: str, chunks: list[Chunk]) -> list[Chunk]:
    """Take "these two countries" for the two that were named before, where they do something."""
    found = GROUP.search(plain)
    if not found:
        return chunks
    many = COUNTS[found["many"] or "both"]
    inside = [at for at, one in enumerate(chunks) if found.start() <= one.start < found.end()]
    if not inside:
        return chunks
    named = [one.value for one in chunks[: inside[0]] if one.tag == "P" and len(one.value) == many]
    tags = "".join([one.tag for one in chunks])
    if len(set(named)) != 1 or not DOING.match(tags, inside[-1] + 1):
        return chunks
    told = Chunk("P", found.start(), found.end(), found.group(), named[0])
    return [*chunks[: inside[0]], told, *chunks[inside[-1] + 1 :]]


def _namely(chunks: list[Chunk]) -> list[Chunk]:
    """Leave out the number in "three countries, namely China, Japan and South Korea, took"."""
    words = {one.text for one in chunks}
    if not words & {"namely", "viz"}:
        return chunks
    tags = "".join([one.tag for one in chunks])
    for found in NAMELY.finditer(tags):
        at = found.start("who")
        told = [one.text for one in chunks[found.start() : at]]
        many = next((COUNTS[word] for word in told if word in COUNTS), 0)
        if chunks[at - 1].text in ("namely", "viz") and many == len(chunks[at].value):
            return [*chunks[: found.start()], chunks[at], *chunks[found.end() :]]
    return chunks


def _there(chunks: list[Chunk]) -> list[Chunk]:
    """Take "there" for whom the clause before bought from or sold to, where that is one alone."""
    tags = "".join([one.tag for one in chunks])
    for at, one in enumerate(chunks):
        if one.text != "there" or one.tag != "p" or tags[at - 1 : at] not in ("f", "C"):
            continue
        verb = max((spot for spot in range(at) if tags[spot] in "gk"), default=-1)
        doer = tags.rfind("P", 0, max(verb, 0))
        if verb < 0 or doer < 0 or set(tags[doer + 1 : verb]) - set("xYGb"):
            continue
        whom = _dealt_with(tags, chunks, doer)
        if len(whom) != 1 or whom == chunks[doer].value:
            continue
        way = "f" if tags[verb] == "k" else "t"
        lead = [] if tags[at - 1] == "f" else [Chunk(way, one.start, one.start, "from", "from")]
        named = replace(one, tag="P", value=whom)
        return [*chunks[:at], *lead, named, *chunks[at + 1 :]]
    return chunks


def _dealt_with(tags: str, chunks: list[Chunk], doer: int) -> tuple[str, ...]:
    """Return whom the clause before another party's tells of as giver or taker."""
    for spot in range(doer - 1, -1, -1):
        placed = tags[spot] == "P" and PLACED.search(tags, 0, spot)
        adjective = tags[spot] == "A" and tags[spot + 1 : spot + 2] == "C"
        if placed or adjective:
            whom: tuple[str, ...] = chunks[spot].value
            return whom
    return ()


def _in_front(chunks: list[Chunk]) -> list[Chunk]:
    """Take "its" for the state that is named behind the comma, of what comes from or goes to another."""
    tags = "".join([one.tag for one in chunks])
    found = FRONT.match(tags)
    if not found or not GOING.search(found["told"]):
        return chunks
    who = chunks[found.start("who")]
    inner = [at for at in range(found.end("told")) if tags[at] == "P"]
    if len(who.value) != 1 or any(set(chunks[at].value) & set(who.value) for at in inner):
        return chunks
    return [
        replace(one, tag="O", value=who.value) if one.tag == "s" and at < found.end("told") else one
        for at, one in enumerate(chunks)
    ]
