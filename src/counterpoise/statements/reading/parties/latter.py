"""Whom "the former" and "the latter" mean, of the two named before."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.reference import groups
from counterpoise.statements.reading.parties.drafts import Parties
from counterpoise.statements.reading.tokens.chunks import Line

COUNTRY: Final = (
    "the country",
    "the island",
    "the kingdom",
    "the republic",
    "the nation",
    "that country",
)
FORMERLY: Final = re.compile(
    r" (?:\w+ )?(?:coloni\w+|colony|rulers?|powers?|empire|masters?|metropol\w+|republics?|owners?"
    r"|presidents?|ministers?|members?|allies|ally|enem\w+|bloc|union|province|soviet|yugoslav\w*|protectorate|overlord)\b"
)
"""Behind "the former": who was something once, and not the first of two."""
WHICH: Final = {"the former": 0, "the latter": -1}
WHOSE: Final = {"the former's": 0, "the former’s": 0, "the latter's": -1, "the latter’s": -1}
LEANS: Final = re.compile(r"^(?P<who>P)[^;]*;[xY,]*(?P<they>p)[xbY]*[gk][^;]*s")
PLURAL: Final = re.compile(r"\w+(?:s|ses)\b")


def named(line: Line, pair: Parties, about: str = "") -> Line:
    """Return a sentence in which "the former" and "the latter" are the parties that they mean.

    Parameters
    ----------
    line : Line
        The sentence.
    pair : tuple of str
        The two that the sentence before named, in order.
    about : str
        Whom the text is about: "the island", beside "it", is that one.
    """
    line = _they(_places(_former(_blocs(line)), about))
    told = "the former" in line.plain or "the latter" in line.plain
    if not told or not any(one.text in WHICH or one.text in WHOSE for one in line.chunks):
        return line
    found = []
    before: list[str] = []
    meant: Parties = ()
    listed: Parties = ()
    for at, one in enumerate(line.chunks):
        own = one.tag == "s" and one.text in WHOSE
        if own or (one.tag == "p" and one.text in WHICH):
            meant = meant or listed or tuple(before[-2:] if len(before) > 1 else pair)
            if len(meant) == 2:
                which = WHOSE[one.text] if own else WHICH[one.text]
                one = replace(one, tag="O" if own else "P", value=(meant[which],))
        elif one.tag in "PO":
            said = line.parties(at)
            listed = said if len(said) == 2 else listed
            before = [party for party in before if party not in said] + list(said)
        found.append(one)
    return replace(line, chunks=found)


def _they(line: Line) -> Line:
    """Return a sentence in which "they" are the Chinese buyers of the clause before, and "its" is not."""
    found = LEANS.match(line.shape)
    if not found or line.chunks[found.start("they")].text != "they":
        return line
    first = line.shape.index(";")
    others = [at for at in range(1, first) if line.shape[at] == "P"]
    if len(others) != 1 or len(line.parties(others[0])) != 1:
        return line
    after = line.chunks[others[0] + 1]
    if after.tag != "x" or not PLURAL.fullmatch(after.text):
        return line
    they = found.start("they")
    chunks = list(line.chunks)
    chunks[they] = replace(chunks[they], tag="P", value=line.parties(others[0]))
    return replace(line, chunks=chunks)


def _blocs(line: Line) -> Line:
    """Return a sentence in which "the bloc" is the bloc named before."""
    if "the bloc" not in line.plain:
        return line
    found = []
    known: Parties = ()
    for at, one in enumerate(line.chunks):
        if one.tag in "POA" and set(line.parties(at)) <= set(groups.TITLES):
            known = line.parties(at)
        if (
            one.text == "bloc"
            and one.tag == "x"
            and known
            and line.plain[: one.start].endswith("the ")
        ):
            one = replace(one, tag="P", value=known)
        found.append(one)
    return replace(line, chunks=found)


def _former(line: Line) -> Line:
    """Return a sentence in which "the former colonial power" is nobody named before."""
    if "the former " not in line.plain:
        return line
    chunks = [
        replace(one, tag="x")
        if one.text == "the former" and FORMERLY.match(line.plain, one.end)
        else one
        for one in line.chunks
    ]
    return replace(line, chunks=chunks)


def _places(line: Line, about: str) -> Line:
    """Return a sentence in which "the island" is whom the text is about, where "it" is another."""
    if not about or not any(country in line.plain for country in COUNTRY):
        return line
    if not any(one.tag == "p" and one.text in ("it", "they") for one in line.chunks):
        return line
    place = [
        replace(one, tag="P", value=(about,)) if one.tag == "p" and one.text in COUNTRY else one
        for one in line.chunks
    ]
    return replace(line, chunks=place)


def each(line: Line) -> tuple[Line, ...]:
    """Return a sentence told of both of two as one of each: "both China and Japan buy a fifth of"."""
    if "both " not in line.plain or sum(tag in "FMT" for tag in line.shape) > 1:
        return (line,)
    if set(line.shape) & set("GJ") or any(word in line.plain for word in (*WHICH, *WHOSE)):
        return (line,)
    for at, one in enumerate(line.chunks):
        beside = (
            line.chunks[max(0, at - 1)].text,
            line.chunks[min(at + 1, len(line.chunks) - 1)].text,
        )
        if one.tag == "P" and len(line.parties(at)) == 2 and "both" in beside:
            return tuple(
                replace(
                    line,
                    chunks=[*line.chunks[:at], replace(one, value=(who,)), *line.chunks[at + 1 :]],
                )
                for who in line.parties(at)
            )
    return (line,)
