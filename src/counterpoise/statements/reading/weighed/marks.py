"""By what a way to mean a figure is told from another: how its parties and its noun stand to each other.

A mark is a short text, such as ``PF F <PF`` (the partner stands right before the figure). Marks are told
in groups by what they are of, so that those of a partner are found once for all owners.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from counterpoise.statements.reading.parties.drafts import Sense
from counterpoise.statements.reading.tokens.lexicon import Noun, Role
from counterpoise.statements.reading.weighed.possible import UNSAID, Possible

VERBS: Final = frozenset("gkcwavibl")
PASSED: Final = str.maketrans("", "", "xY")
QUOTED: Final = re.compile(r"“[^”]*”")
OF_WHAT: Final = re.compile(r"x*o[xsOAKY]*(C|x)?")
LONGEST: Final = 5
"""Letters between two chunks: of more, the first and last two are told."""
OPEN: Final = frozenset(
    {
        "",
        "a figure, and not of what",
        "a figure, and not whose",
        "a figure, and of what is not known",
        "a figure beside another that is not read",
        "a part of it, and not of what",
        "an amount beside a place, and not whose",
        "an amount, and not whose",
        "figures, and not whose each is",
        "goods, and not which way",
        "it is not said by whom",
        "it is not said of whom",
        "several are spoken of at once",
        "the other side is not named",
        "trade, and not whose",
        "two figures for one share",
        "…, and not of what",
        "…, and not of what passes between states",
        "…, and not who",
    }
)
"""What a rule says of a figure that it could not read. Whatever else it says, it refuses it for good."""


def is_open(reason: str) -> bool:
    """Return whether a rule only could not read a figure, and does not refuse it for good."""
    return QUOTED.sub("…", reason) in OPEN


Marks = Iterator[str]


@dataclass(frozen=True)
class Spot:
    """A figure, or a place, with the sentence around it."""

    at: Sense
    place: int

    @cached_property
    def kind(self) -> str:
        """K for a place, M for an amount, F for a part."""
        tag = self.at.shape[self.place]
        return "M" if tag in "MT" else tag

    @cached_property
    def parties(self) -> list[int]:
        """The chunks that name somebody."""
        return [spot for spot, tag in enumerate(self.at.shape) if tag in "POA"]

    @cached_property
    def nouns(self) -> list[int]:
        """The chunks of what passes, and of who deals in it."""
        return [spot for spot, tag in enumerate(self.at.shape) if tag in "CR"]

    @cached_property
    def verbs(self) -> list[tuple[str, int, str]]:
        """The verbs of the clause before and after the figure."""
        found = []
        for name, step in (("back", -1), ("ahead", 1)):
            verb = self._verb(step)
            if verb >= 0:
                passive = self.at.shape[:verb].rstrip("x").endswith("b")
                found.append((name, verb, f"{self.at.shape[verb]}{'p' if passive else ''}"))
        return found

    def _verb(self, step: int) -> int:
        spot = self.place + step
        while 0 <= spot < len(self.at.shape) and self.at.shape[spot] != ";":
            if self.at.shape[spot] in VERBS:
                return spot
            spot += step
        return UNSAID


def of_noun(spot: Spot, one: Possible, way: str) -> Marks:
    """Yield the marks of what passes."""
    yield f"{spot.kind} some"
    yield f"how {one.how} {way}"
    yield f"way {way} {spot.kind}"
    yield f"product {bool(one.product)}"
    yield f"CF {spot.kind} {_path(spot.at.shape, one.noun_at, spot.place)}"
    yield f"C near {spot.kind} {_nearness(spot.nouns, one.noun_at, spot.place)}"
    yield from _apart(spot, "C", one.noun_at)
    for name, verb, told in spot.verbs:
        yield f"verb {name} {told} C{_side(one.noun_at, verb)} {way}"


def of_partner(spot: Spot, one: Possible, way: str) -> Marks:
    """Yield the marks of a partner."""
    at, shape, partner = spot.at, spot.at.shape, one.partner_at
    yield f"PF {spot.kind} {_path(shape, partner, spot.place)}"
    yield f"P by {_before(shape, partner)} {way}"
    yield f"P by {_before(shape, partner)}{shape[partner]}{_after(shape, partner)}"
    yield f"P near {spot.kind} {_nearness(spot.parties, partner, spot.place)}"
    yield from _apart(spot, "P", partner)
    yield f"P about {one.partners == (at.about,)} {one.partners[0] in at.memory.topic}"
    yield f"several {len(one.partners) > 1} {len(at.line.parties(partner)) > 1}"


def of_subject(spot: Spot, one: Possible, way: str) -> Marks:
    """Yield the marks of whose it is."""
    at, shape, subject = spot.at, spot.at.shape, one.subject_at
    yield f"SF {spot.kind} {_path(shape, subject, spot.place)}"
    yield f"S by {_before(shape, subject)} {way}"
    tag = shape[subject] if subject >= 0 else "-"
    yield f"S by {_before(shape, subject)}{tag}{_after(shape, subject)} {way}"
    yield f"S near {spot.kind} {_nearness(spot.parties, subject, spot.place)}"
    yield from _apart(spot, "S", subject)
    yield f"S first {subject == spot.parties[0]} {subject == UNSAID}"
    yield f"S about {one.subject == at.about} {one.subject in at.memory.topic}"


def of_subject_and_noun(spot: Spot, one: Possible, way: str) -> Marks:
    """Yield how whose it is and what passes stand to each other."""
    shape, subject, noun = spot.at.shape, one.subject_at, one.noun_at
    path = _path(shape, subject, noun)
    yield f"SC {path}"
    yield f"SC {path} {way}"
    if _is_its(shape, noun):
        yield f"its {subject != UNSAID and subject < noun}"


def of_partner_and_noun(spot: Spot, one: Possible, way: str) -> Marks:
    """Yield how a partner and what passes stand to each other."""
    yield f"PC {_path(spot.at.shape, one.partner_at, one.noun_at)} {way}"


def of_both(spot: Spot, one: Possible, way: str) -> Marks:
    """Yield how two parties stand to each other and to the verbs."""
    shape, subject, partner = spot.at.shape, one.subject_at, one.partner_at
    yield f"SP {_path(shape, subject, partner)}"
    yield f"both {_before(shape, subject)} {_before(shape, partner)} {way}"
    for name, verb, told in spot.verbs:
        sides = f"S{_side(subject, verb)} P{_side(partner, verb)}"
        yield f"verb {name} {told} {sides} {way}"
        by = f"{_before(shape, subject)} {_before(shape, partner)}"
        yield f"verb {name} {told} {sides} {by}"
    figures = [at for at, tag in enumerate(shape) if tag == shape[spot.place]]
    if len(figures) > 1:
        others = [at for at in spot.parties if at != subject]
        same = figures.index(spot.place) == (others.index(partner) if partner in others else -1)
        yield f"in turn {len(figures) == len(others)} {same} {'J' in shape}"


def of_all(spot: Spot, one: Possible, way: str) -> Marks:
    """Yield in what order all stand."""
    shape, subject, partner, noun = spot.at.shape, one.subject_at, one.partner_at, one.noun_at
    verbs = {name: verb for name, verb, _ in spot.verbs}
    yield f"order {spot.kind} {_order(spot, one, verbs.get('back', UNSAID))} {way}"
    yield f"order {spot.kind} {_order(spot, one, UNSAID)} {way}"
    yield f"order {spot.kind} {_order(spot, one, verbs.get('ahead', UNSAID))}"
    if _is_its(shape, noun):
        first = subject == spot.parties[0]
        yield f"its first {first} {subject == UNSAID} {_side(partner, noun)}"
    role = spot.at.line.chunks[noun].value if noun >= 0 else None
    if isinstance(role, Role):
        owner = f"S{_side(subject, noun)}{_before(shape, subject)}"
        yield f"role {role.side} {owner} P{_side(partner, noun)}{_before(shape, partner)}"


Group = Callable[[Spot, Possible, str], Marks]
GROUPS: Final[Mapping[Group, tuple[str, ...]]] = {
    of_noun: ("noun_at", "channel", "product", "how"),
    of_partner: ("partner_at", "partners"),
    of_subject: ("subject_at", "subject"),
    of_subject_and_noun: ("subject_at", "noun_at"),
    of_partner_and_noun: ("partner_at", "noun_at"),
    of_both: ("subject_at", "partner_at"),
    of_all: ("subject_at", "partner_at", "noun_at"),
}
"""The groups of marks, and of what parts of a way to mean it each is."""


def marks(spot: Spot, one: Possible) -> Marks:
    """Yield all marks of one way to mean the figure, or place, at a chunk."""
    way = way_of(spot.at, one)
    for group in GROUPS:
        yield from group(spot, one, way)


def silent(spot: Spot, reason: str) -> Marks:
    """Yield the marks of a figure that is of nothing that passes between states; `reason` is a rule's."""
    shape, chunks, place, kind = spot.at.shape, spot.at.line.chunks, spot.place, spot.kind
    yield f"{kind} none"
    if not is_open(reason):
        yield f"why {kind} {QUOTED.sub('…', reason)}"
    before, after = _before(shape, place), _after(shape, place)
    yield f"none {kind} {before}_"
    yield f"none {kind} _{after}"
    yield f"none {kind} {before}_{after}"
    for step in (-2, -1, 1, 2):
        near = place + step
        if 0 <= near < len(chunks):
            yield f"none {kind} {step} {shape[near]}"
            if shape[near] in "xudbjEk":
                yield f"none word {step} {chunks[near].text}"
    end = shape.find(";", place)
    clause = shape[shape.rfind(";", 0, place) + 1 : end if end >= 0 else len(shape)]
    for tag in "QUWLudEBjNS":
        if tag in clause:
            yield f"none clause {kind} {tag}"
    yield f"none parties {kind} {min(sum(map(clause.count, 'POA')), 3)}"
    yield f"none figures {kind} {min(sum(map(clause.count, 'FMT')), 3)}"
    nouns = [one.value for one in chunks if one.tag == "C"]
    ours = len([one for one in nouns if one.channel])
    yield f"none nouns {kind} {min(ours, 2)} {len(nouns) > ours}"
    rest = OF_WHAT.match(shape, place + 1)
    if rest and rest.group(1) == "C":
        noun: Noun = chunks[rest.end() - 1].value
        yield f"none of {noun.channel or 'none'} {kind}"
    elif rest:
        yield f"none of {rest.group(1)} {kind}"


def way_of(at: Sense, one: Possible) -> str:
    """Return the side that the noun gives its owner, and whether it says so."""
    value = at.line.chunks[one.noun_at].value if one.noun_at >= 0 else None
    said = value.side if isinstance(value, Role) else value.way if value else ""
    out = one.channel in ("exports", "arms-exports")
    side = "both" if one.channel == "trade" else "out" if out else "in"
    return side if said else f"{side}?"


def _is_its(shape: str, noun: int) -> bool:
    return noun >= 0 and shape[:noun].rstrip("xK")[-1:] == "s"


def _apart(spot: Spot, name: str, other: int) -> Marks:
    """Yield what stands between a chunk and the figure."""
    if other < 0:
        return
    first, last = sorted((other, spot.place))
    between = spot.at.shape[first + 1 : last]
    figures = between.count("F") + between.count("M") + between.count("T")
    yield f"{name} apart {spot.kind} {min(figures, 2)}"
    yield f"{name} clause {spot.kind} {min(between.count(';'), 1)}{min(between.count(','), 2)}"
    yield f"{name} verbs {spot.kind} {min(len([tag for tag in between if tag in VERBS]), 2)}"


def _path(shape: str, one: int, other: int) -> str:
    """Return the letters between two chunks, with which comes first."""
    if UNSAID in (one, other):
        return "unsaid"
    first, last = (one, other) if one < other else (other, one)
    between = shape[first + 1 : last].translate(PASSED)
    if len(between) > LONGEST:
        between = f"{between[:2]}~{between[-2:]}"
    return f"{'>' if one < other else '<'}{shape[one]}{between}{shape[other]}"


def _before(shape: str, spot: int) -> str:
    """Return the letter before a chunk, beyond those passed over and the others of a list."""
    if spot < 0:
        return "-"
    spot -= 1
    while spot >= 0 and shape[spot] in "xYK":
        spot -= 1
    return shape[spot] if spot >= 0 else "^"


def _after(shape: str, spot: int) -> str:
    if spot < 0:
        return "-"
    spot += 1
    while spot < len(shape) and shape[spot] in "xYK":
        spot += 1
    return shape[spot] if spot < len(shape) else "$"


def _side(spot: int, verb: int) -> str:
    return "-" if spot < 0 else "<" if spot < verb else ">"


def _order(spot: Spot, one: Possible, verb: int) -> str:
    shape = spot.at.shape
    told = {one.partner_at: f"{_before(shape, one.partner_at)}P", spot.place: "F"}
    if one.subject_at >= 0:
        told[one.subject_at] = f"{_before(shape, one.subject_at)}S{shape[one.subject_at]}"
    if one.noun_at >= 0:
        told[one.noun_at] = shape[one.noun_at]
    if verb >= 0:
        told[verb] = shape[verb]
    return " ".join(told[at] for at in sorted(told))


def _nearness(spots: list[int], spot: int, place: int) -> str:
    """Return which of several it is, counted from a chunk to the left or right."""
    if spot < 0:
        return "-"
    first, last = sorted((spot, place))
    between = min(len([one for one in spots if first < one < last]), 3)
    return f"{'<' if spot < place else '>'}{between}"
