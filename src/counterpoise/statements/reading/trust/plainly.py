"""Why a sentence was not read, in plain words: what in it could not be placed, and what its reader may do.

The rules give a reason in few words, which are a key: weights are fitted to some of them
(:mod:`..weighed.marks`). What a person reads stands in ``reasons.csv``, one row for each key: quoted words
are an ellipsis in the key, and ``{}`` in the words told.
"""

from __future__ import annotations

import csv
import re
from functools import cache
from importlib import resources
from typing import Final

__all__ = ["ATTEMPTS", "key", "plainly", "reasons"]

QUOTED: Final = re.compile(r"“[^”]*”|`[^`]*`|\b\d{4}-\d\d-\d\d\b")
"""Words of the sentence, a key of a statement, a day: what changes from one reason to the next."""
OF_NOUN: Final = re.compile(r"(?<=^“…” of )[^“”]+(?=, and not how much they are$)")
"""The noun of which some are meant, which stands there without quotes."""
RUN: Final = re.compile(r"“…”(?:, “…”)+")
MARKS: Final = {"“": "“…”", "`": "`…`"}
_HAND: Final = "write it as a statement by hand"
ATTEMPTS: Final = {
    "figure": f"say how much, which place or whether it rose or fell, and when, or {_HAND}",
    "asserted": f"if the text does assert it, {_HAND}",
    "subject": f"name the state, say with --about whom the text is about, or {_HAND}",
    "partner": f"name both sides in the sentence, or {_HAND}",
    "states": f"name the states that are meant, or a bloc that is held, or {_HAND}",
    "place": f"say which place among all partners of which state, or {_HAND}",
    "channel": f"say of what: goods, arms, aid, debt or investment of which state, or {_HAND}",
    "kind": f"if one of these is meant, {_HAND}",
    "way": f"say which way it goes: bought or sold, given or received, or {_HAND}",
    "receiver": f"turn it round (what the other receives, and from whom), and {_HAND}",
    "product": f"name all of a product that is held (counterpoise products), or {_HAND}",
    "product_share": f"say from or to whom that product goes, or {_HAND}",
    "each": "give each figure a sentence of its own, or write them as statements by hand",
    "balance": f"{_HAND}, of kind balance, with its partner and amount",
    "pact": f"{_HAND}, of kind event, with both sides and the years",
    "bloc": f"if a bloc that is held is meant, {_HAND}, of kind membership",
    "course": f"{_HAND}, of kind relations, if they are warming or cooling",
    "leader": "say whose leader it was, to whom and in which year, or write it as a visit by hand",
    "dollars": f"{_HAND}, in US dollars of its year",
    "whole_year": f"take the figure of a whole year, and {_HAND}",
    "year": f"give the year, or {_HAND}",
    "stated": "give the day of the text with --stated, or mend the year",
    "hand": f"{_HAND}, a figure at a time",
    "nothing": "",
}
"""What whoever checks may do, by a word; nothing where no evidence of the package could test it."""
NO_EVIDENCE: Final = "No evidence of this package could test that."


def key(reason: str) -> str:
    """Return a rule's reason without what it quotes.

    Examples
    --------
    >>> key("“€2 billion” is no amount in dollars")
    '“…” is no amount in dollars'
    """
    found = QUOTED.sub(lambda match: MARKS.get(match.group()[0], "…"), reason)
    return OF_NOUN.sub("…", RUN.sub("“…”", found))


def plainly(why: str) -> str:
    """Return the reasons of a sentence, parted by semicolons, in plain words, each with what may be done.

    A reason that has no words of its own, such as one of another reader, is told as it is.

    Examples
    --------
    >>> plainly("a war or dispute, and not when")
    'A war or a clash, and in which year is not said. Try: give the year, or write it as a statement by hand.'
    """
    quoted: dict[str, list[str]] = {}
    for reason in why.split("; "):
        words = [one for one in QUOTED.findall(reason) if one.startswith("“")]
        quoted.setdefault(key(reason), []).extend(words)
    told: dict[str, list[str]] = {}
    for one, words in quoted.items():
        plain, attempt = reasons().get(one, (one, ""))
        plain = plain.replace("{}", ", ".join(dict.fromkeys(words)))
        told.setdefault(attempt, []).append(_sentence(plain))
    return " ".join(f"{' '.join(each)}{_attempt(attempt)}" for attempt, each in told.items())


def _attempt(attempt: str) -> str:
    """Return what may be done, to stand behind what could not be placed."""
    if attempt == "nothing":
        return f" {NO_EVIDENCE}"
    return f" Try: {ATTEMPTS[attempt]}." if attempt else ""


def _sentence(words: str) -> str:
    """Return words as a sentence."""
    begun = words[:1].upper() + words[1:]
    return begun if begun.endswith(".") else f"{begun}."


@cache
def reasons() -> dict[str, tuple[str, str]]:
    """Return the plain words of each reason, and by which word of `ATTEMPTS` it can be mended."""
    text = resources.files(__package__).joinpath("reasons.csv").read_text("utf-8")
    rows = csv.DictReader(text.splitlines())
    return {row["reason"]: (row["told"], row["attempt"]) for row in rows}
