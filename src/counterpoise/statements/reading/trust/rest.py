"""What of a sentence was not read though something of it was: figures left over, ties that were refused.

Whoever checks sees the statements of a sentence, and would take them for all that it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense
from counterpoise.statements.reading.parties.set_aside import is_set_aside
from counterpoise.statements.reading.tokens.figures import Figure

FIGURES: Final = "FMTKB"
TIES: Final = (
    "an embargo", "a pact", "a visit", "an ally", "allies", "a trade agreement", "votes alike", "how often",
)  # fmt: skip
"""How the reasons begin of what tells of a tie without a figure; a war is mostly named by the way."""
DEEDS: Final = frozenset({"event", "membership", "alignment", "relations"})
BALANCE: Final = "a deficit or surplus"
"""What the rules of flows say of an amount that is a balance's, and read as one."""
LEFT: Final = "a figure or place beside what was read"
VAGUE: Final = ("main", "leading", "prime", "chief", "principal", "major")
"""Places that are none by themselves."""


@dataclass
class Rest:
    """What was made of a sentence, and what was refused, each by the letter at which it stands."""

    read: set[int] = field(default_factory=set)
    words: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    refused: dict[int, str] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)

    def take(self, sense: Sense, draft: Draft) -> None:
        """Keep of which words a statement was made."""
        self.words.update(draft.words)
        self.kinds.add(draft.parts["kind"])
        if 0 <= draft.at < len(sense.line.chunks):
            self.read.add(sense.line.chunks[draft.at].start)

    def refuse(self, sense: Sense, at: int, why: str) -> None:
        """Keep why nothing was made of a chunk, or of the whole sentence."""
        if 0 <= at < len(sense.line.chunks):
            self.refused.setdefault(sense.line.chunks[at].start, why)
        else:
            self.loose.append(why)

    def of(self, sense: Sense) -> list[str]:
        """Return why what is left of a sentence was not read, each once."""
        deeds = not self.kinds.isdisjoint(DEEDS)
        told = [] if deeds else [why for why in self.loose if why.startswith(TIES)]
        for at, one in enumerate(sense.line.chunks):
            if one.tag not in FIGURES or one.start in self.read or _is_told(one.value, self.words):
                continue
            if is_set_aside(sense, at) or _is_no_place(sense, at):
                continue
            why = self.refused.get(one.start, f"“{one.text}”: {LEFT}")
            if not (why == BALANCE and "balance" in self.kinds):
                told.append(why)
        return list(dict.fromkeys(told))


def _is_no_place(sense: Sense, at: int) -> bool:
    """Return whether a word of place is of no one: "the main suppliers", "the largest markets"."""
    one, after = sense.line.chunks[at], sense.line.chunks[at + 1 : at + 2]
    if one.tag != "K":
        return False
    numbered = any(letter.isdigit() for letter in one.text) or one.value.place > 1
    return one.text in VAGUE or (not numbered and any(each.text.endswith("s") for each in after))


def _is_told(value: object, words: set[str]) -> bool:
    """Return whether a figure is one of those on which a statement rests."""
    return isinstance(value, Figure) and value.words in words
