"""Words of a clause that no role took: how many are strangers, and which change what is said.

A reader by roles passes over what it does not know. Mostly that is an ornament; sometimes it is the word
that turns the sentence: "per head", "for two decades", "the third best". So the words left over are
counted against what is read of a clause: strangers, which the sentences that the reader was tried on do not
hold twice (``known_words.txt``, written by ``tools/reliability.py --words``), and words of time, of
measure and of comparison, whatever they are.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense

TIME: Final = (
    "decade decades century centuries month months week weeks day days quarter quarters half january"
    " february march april may june july august september october november december before until"
    " till during when once then ago later earlier independence spring summer autumn winter era"
    " formerly previously recently lately run success successive succession consecutive straight"
    " ever always annual yearly"
)
MEASURE: Final = (
    "per head capita pieces tonne tonnes ton tons daily weight number numbers unit units real constant"
    " price prices"
)
COMPARED: Final = (
    "than like unlike against twice wider narrower greater same none without including besides"
)
EXCEPTED: Final = "except excepted excepting excluding bar barring"
"""What takes something out again, wherever it stands in the clause."""
YEAR: Final = re.compile(r"\d{4}")
MOST: Final = 3
"""From so many on, strangers are not counted further."""


def unread_words(at: Sense, draft: Draft, begin: int, end: int) -> frozenset[str]:
    """Return cues of what the clause of a statement, between two places, holds that no role took.

    Strangers count between the commas around what the statement is of: what stands outside is most often
    an ornament. A word of time beside the years of the statement is most often theirs.
    """
    whole = _left(at, begin, end)
    if not whole:
        return frozenset()
    near = _left(at, *span(at, draft, begin, end))
    strangers = len([word for word in near if word not in known_words()])
    found = {f"strangers {min(strangers, MOST)}"} if strangers > 1 else set()
    if not _words(COMPARED).isdisjoint(near) or not _words(EXCEPTED).isdisjoint(whole):
        found.add("likeness left")
    if not _words(MEASURE).isdisjoint(whole):
        found.add("measure left")
    dated = "years" in draft.parts or draft.parts["kind"] == "event"
    if not dated and (not _words(TIME).isdisjoint(whole) or _under_somebody(at, begin, end)):
        found.add("time left")
    return frozenset(found)


def span(at: Sense, draft: Draft, begin: int, end: int) -> tuple[int, int]:
    """Return where the part of a clause begins and ends in which a statement has its parties and figure."""
    parts = draft.parts
    told = {parts.get("subject", ""), *parts.get("partners", ()), *parts.get("poles", ())}
    spots = [
        spot
        for spot in range(begin, end)
        if at.shape[spot] in "POA" and told.intersection(at.line.parties(spot))
    ]
    spots.append(min(max(draft.at, begin), end - 1))
    stop = at.shape.find(",", max(spots), end)
    return max(at.shape.rfind(",", begin, min(spots)) + 1, begin), stop if stop >= 0 else end


def _under_somebody(at: Sense, begin: int, end: int) -> bool:
    """Return whether a clause has its time from who ruled: "under Batista"."""
    return any(
        at.line.chunks[spot].text == "under" and at.line.is_name(spot + 1)
        for spot in range(begin, min(end, len(at.shape) - 1))
    )


def _left(at: Sense, begin: int, end: int) -> list[str]:
    """Return the words of a part that no role took; for a year that was read as no time, "then"."""
    words = [one.text for one in at.line.chunks[begin:end] if one.tag == "x"]
    return [word for each in words if (word := "then" if YEAR.fullmatch(each) else each).isalpha()]


@cache
def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


@cache
def known_words() -> frozenset[str]:
    """Return the words that stand beside statements again and again and change none of them."""
    text = resources.files(__package__).joinpath("known_words.txt").read_text("utf-8")
    return frozenset(text.split())
