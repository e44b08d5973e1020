"""Every way in which a figure or a place could be meant: whose it is, whose partner's, and of what."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import Parties, Sense
from counterpoise.statements.reading.tokens.lexicon import Noun, Role

MOST: Final = 7
"""Parties of which each is weighed: a sentence with more is a list."""
UNSAID: Final = -1
"""The chunk of what the sentence does not say."""
PLAIN: Final = ("imports", "exports")


@dataclass(frozen=True, slots=True)
class Possible:
    """One way to mean a figure.

    Parameters
    ----------
    subject : str
        Whose total or channel it is.
    partners : tuple of str
        With whom.
    channel, product : str
        Of what, as the subject sees it.
    subject_at, partner_at, noun_at : int
        Their chunks, `UNSAID` where the sentence has none.
    how : str
        How the channel was found.
    """

    subject: str
    partners: Parties
    channel: str
    product: str
    subject_at: int
    partner_at: int
    noun_at: int
    how: str

    @property
    def parts(self) -> dict[str, Any]:
        """Return the parts of a statement that it has."""
        return {
            "subject": self.subject, "partners": self.partners,
            "channel": self.channel, "product": self.product,
        }  # fmt: skip


def possibles(at: Sense, place: int) -> list[Possible]:
    """Return every way to mean the figure, or the place, at a chunk."""
    named = _named(at, place)
    owners = [(who[0], spot) for who, spot in named if len(who) == 1] + _unsaid(at, named)
    return [
        Possible(owner, who, channel, product, spot, other, noun_at, how)
        for channel, product, noun_at, how in _channels(at, place)
        for owner, spot in owners
        for who, other in named
        if owner not in who
    ]


def _named(at: Sense, place: int) -> list[tuple[Parties, int]]:
    """Return who is named, each alone and those of a list together, with the mention that is nearest."""
    spots = [spot for spot, tag in enumerate(at.shape) if tag in "POA"]
    found: dict[Parties, int] = {}
    for spot in spots:
        told = at.line.parties(spot)
        for who in {told, *((one,) for one in told)}:
            if who and (who not in found or abs(spot - place) < abs(found[who] - place)):
                found[who] = spot
    near = sorted(found.items(), key=lambda one: abs(one[1] - place))
    return near[:MOST]


def _unsaid(at: Sense, named: list[tuple[Parties, int]]) -> list[tuple[str, int]]:
    """Return whom the text or the sentence before is about."""
    here = {one for who, _ in named for one in who}
    told = dict.fromkeys((*at.memory.topic[:1], *((at.about,) if at.about else ())))
    return [(one, UNSAID) for one in told if one not in here]


def _channels(at: Sense, place: int) -> list[tuple[str, str, int, str]]:
    """Return of what a figure may be a part or an amount: channel, product, chunk, and how."""
    found: dict[tuple[str, str], tuple[int, str]] = {}
    spots = sorted(
        (spot for spot, tag in enumerate(at.shape) if tag in "CR"),
        key=lambda spot: abs(spot - place),
    )
    for spot in spots:
        for channel, product, how in _of_chunk(at, spot):
            found.setdefault((channel, product), (spot, how))
    before = at.memory.parts
    if before.get("channel") and not found:
        found[(before["channel"], before.get("product", ""))] = (UNSAID, "before")
    return [(*key, *value) for key, value in found.items()]


def _of_chunk(at: Sense, spot: int) -> Iterator[tuple[str, str, str]]:
    value = at.line.chunks[spot].value
    if isinstance(value, Role):
        yield from _of_role(at, value)
        return
    noun: Noun = value
    if not noun.channel:
        return
    if noun.channel in ("goods", *PLAIN):
        ways = {"in": PLAIN[:1], "out": PLAIN[1:]}.get(noun.way, PLAIN)
        for way in ways:
            yield way, noun.product, "said"
        if not noun.product:
            yield from _kept(at, ways)
    elif noun.channel == "arms":
        for way in {"in": ("arms",), "out": ("arms-exports",)}.get(
            noun.way, ("arms", "arms-exports")
        ):
            yield way, noun.product, "said"
    else:
        yield noun.channel, noun.product, "said"


def _kept(at: Sense, ways: tuple[str, ...]) -> Iterator[tuple[str, str, str]]:
    """Yield arms, or a product, of which is told already: "its imports" may be of these."""
    nouns = [one.value for one in at.line.chunks if one.tag == "C"]
    roles = [one.value for one in at.line.chunks if one.tag == "R"]
    arms = any(one.channel == "arms" for one in (*nouns, *roles))
    before = str(at.memory.parts.get("channel", "")).startswith("arms")
    if arms or before:
        for way in ways:
            yield (
                ("arms" if way == "imports" else "arms-exports"),
                "",
                ("kept arms" if arms else "arms before"),
            )
    for product in dict.fromkeys(one.product for one in nouns if one.product):
        for way in ways:
            yield way, product, "kept product"


def _of_role(at: Sense, role: Role) -> Iterator[tuple[str, str, str]]:
    """Yield what a supplier, customer or partner deals in."""
    channel = role.channel
    if channel == "arms":
        yield ("arms-exports" if role.side == "R" else "arms"), "", "role"
    elif channel:
        yield channel, "", "role"
    elif role.side == "G":
        yield "imports", "", "role unsaid"
        yield "arms", "", "role unsaid"
    elif role.side == "R":
        yield "exports", "", "role unsaid"
        yield "arms-exports", "", "role unsaid"
