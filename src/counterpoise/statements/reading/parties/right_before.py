"""Who stands right before a verb, or before what is told of them by the way, alone or in a list.

"Hungary and Turkey ratified, and Sweden joined" tells of Sweden; "Denmark and Sweden, unlike Norway, are" of the first two.
"""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from counterpoise.statements.reading.parties.drafts import Sense
from counterpoise.statements.reading.tokens.mentions import ADJECTIVE, BLOC, Mention

GOVERNED: Final = re.compile(
    r"\b(?:of|to|with|from|in|by|for|against|between|than|after|before|like|unlike|behind|over|at|on|near|beside|joining|alongside|including|following) (?:the |both |neighbouring )*$"
)
"""Before whoever is only named by the way."""
APPOSED: Final = re.compile(
    r"(?:,| [–—-]) (?:(?:which|who) (?:is |are |was |were |has been |have been )?)?(?:(?!(?:is|are|was|were|has|have|and|but) )[\w’'-]+ ){0,4}$"
)
"""Between a state and what is told of it by the way: "Muscat, a member of"."""
JOINT: Final = re.compile(r", (?:the )?|,? and (?:the )?|,? as well as (?:the )?")
"""Between those of whom the same is told."""


def right_before(at: Sense, stop: int, *, since: int = 0) -> list[str]:
    """Return who is told of at a letter of a sentence: the last before it who are not only named by the way.

    Parameters
    ----------
    at : Sense
        The sentence.
    stop, since : int
        Letters: where what is told begins, and behind what is looked for.
    """
    plain = at.line.plain
    ahead = [
        m for m in at.line.said
        if m.party and m.form not in (BLOC, ADJECTIVE) and since <= m.start < stop
        and plain[m.end : m.end + 2] not in ("'s", "’s", "' ", "’ ")
    ]  # fmt: skip
    ends = [
        place for place, one in enumerate(ahead)
        if place + 1 == len(ahead) or not JOINT.fullmatch(plain, one.end, ahead[place + 1].start)
    ]  # fmt: skip
    lists = [_listed(plain, ahead, place) for place in ends]
    named = [each for each in lists if not GOVERNED.search(plain, 0, each[0].start)]
    apposed = [each for each in named if APPOSED.fullmatch(plain, each[-1].end, stop)]
    told = (apposed or named)[-1:]
    return list(dict.fromkeys(m.party for m in told[0])) if told else []


def _listed(plain: str, said: Sequence[Mention], place: int) -> list[Mention]:
    """Return a state with those that stand in a list before it: "Norway, Iceland and Switzerland"."""
    found = [said[place]]
    for one in reversed(said[:place]):
        joint = plain[one.end : found[0].start]
        if not JOINT.fullmatch(joint) or (
            len(found) == 1 and "and" not in joint and "as" not in joint
        ):
            break
        found.insert(0, one)
    return found
