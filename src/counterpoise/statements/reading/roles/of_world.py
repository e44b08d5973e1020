"""A state's part of what all states pass."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import NOT_OURS, Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import Frame
from counterpoise.statements.reading.parties.partners import of_share
from counterpoise.statements.reading.parties.sides import real
from counterpoise.statements.reading.parties.wholes import REGION, WORLD, Whole
from counterpoise.statements.reading.tokens.figures import Figure

WORLD_TOTAL: Final = re.compile(
    r"(?: share| slice)? (?:of|in) (?:the )?(?:world|global)(?:['’]s)? (?:total|sum|volume)\b"
)
ALL_OF_IT: Final = re.compile(
    r" of (?:the total|all (?:deliveries|transfers|sales|imports|exports|shipments|arms|weapons)|the whole)\b"
)
SEVERAL_TOLD: Final = re.compile(
    r"\b(?:together|jointly|combined|collectively|between them"
    r"|(?:the|these|those|both) (?:two|three|four|five)? ?(?:countries|states|nations))\b[^;.]*$"
)
"""Before a part that several have together."""
SEVERAL_FIRST: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|\d+) (?:largest|biggest|top|leading|main)\b"
)
"""Who has a part of the world's together: "the five largest exporters, led by …"."""


def is_of_world_total(at: Sense, place: int) -> bool:
    """Return whether a figure is a part of "the world total", said behind it or with "its share of"."""
    plain, here = at.line.plain, at.line.chunks[place]
    if WORLD_TOTAL.match(plain, here.end):
        return True
    placed = [
        one
        for one in at.wholes
        if at.shape[one.at] == "R" and one.owner == WORLD and one.at < place
    ]
    others = [one for one in at.wholes if one.owner not in ((), WORLD) and one.at < place]
    if placed and not others and ALL_OF_IT.match(plain, here.end):
        return True  # "the world's second importer of arms, with 8 per cent of the total"
    spot = at.shape.rfind("S", 0, place)
    if spot < 0 or set(at.shape[spot:place]) & set(",;C"):
        return False
    return bool(WORLD_TOTAL.match(plain, at.line.chunks[spot].end))


def world_total(at: Sense, place: int, figure: Figure) -> Draft:
    """Return a state's share of the world total, of what the sentence has told of."""
    shape, line = at.shape, at.line
    nouns = [one for one in at.wholes if one.noun.channel and shape[one.at] == "C"]
    roles = [line.chunks[spot].value for spot in range(len(shape)) if shape[spot] == "R"]
    arms = any(one.noun.channel == "arms" for one in at.wholes) or any(
        role.channel == "arms" for role in roles
    )
    ways = {one.way for one in nouns if one.way} | {
        {"G": "out", "R": "in"}.get(role.side, "") for role in roles[:1]
    }
    traded = any(one.noun.channel in ("imports", "exports", "goods") for one in nouns)
    if len(ways) != 1 or not ways <= {"in", "out"} or not (arms or traded or roles):
        raise Unreadable("a part of the world's, and not which way")
    out = ways == {"out"}
    channel = ("arms-exports" if out else "arms") if arms else "exports" if out else "imports"
    spot = shape.rfind("S", 0, place)
    before = shape[: max(spot, 0)].rstrip("x")
    first = max(shape.rfind(";", 0, place), 0)
    if spot >= 0 and before[-1:] in ("O", "A"):
        who = line.parties(len(before) - 1)
    elif spot >= 0 and before[-1:] == "s":
        who, _ = at.antecedent(len(before) - 1)
    else:
        stop = shape.find(";", place)
        clause = range(first, stop if stop >= 0 else len(shape))
        named = [
            one
            for one in clause
            if shape[one] == "P" and shape[one - 1 : one] not in tuple("ftyogk")
        ]
        who = line.parties(named[0]) if named else ()
    if len(who) != 1:
        raise Unreadable("a part of the world's, and not whose")
    product = next((one.noun.product for one in at.wholes if one.noun.product), "")
    parts = {"kind": "world share", "subject": who[0], "channel": channel, "comparison": figure.comparison,
             "quantity": figure.value, "unit": "%", "product": product}  # fmt: skip
    words = (figure.words, "the world total")
    return timed(at, place, Draft(parts, words, place, (), frozenset({"world", "world total"})))


def _check_market(at: Sense, what: Whole) -> None:
    """Refuse a part of "the global market for testing": of what is no channel of ours."""
    told = re.match(r"[or]x+(?!C)", at.shape[what.end :])
    if told and at.line.chunks[what.end + 1].text.isalpha():
        raise Unreadable(f"“{at.line.chunks[what.end + 1].text}”: {NOT_OURS}")


def _told_before(at: Sense, place: int) -> tuple[str, ...]:
    """Return of whom a sentence tells before a figure of the world's; "it" is whom the one before named."""
    named = [one for one in range(place) if at.shape[one] == "P"]
    if named:
        return at.line.parties(named[0]) if len(named) == 1 else ()
    spot = next((one for one in range(place) if at.shape[one] in "ps"), -1)
    return at.antecedent(spot)[0] if spot >= 0 else ()


def of_the_exporter(
    at: Sense, place: int, figure: Figure, what: Whole, told: Frame | None, words: tuple[str, ...]
) -> Draft:
    """Return a taker's share of what "the world's largest exporter of iron ore" sells."""
    holder = next((at.line.parties(one) for one in range(what.at) if at.shape[one] == "P"), ())
    role = at.line.chunks[what.at].value
    if at.line.chunks[place].text.endswith(" all") and re.match(r"op,x*F", at.shape[place + 1 :]):
        raise Unreadable("all of it, and then a figure")
    taker = real(at, told, told.receiver) if told and told.verb == "k" else ()
    if role.side != "G" or len(holder) != 1 or not taker or taker == holder or len(taker) != 1:
        raise Unreadable("a part of it, and not of what")
    channel = "arms-exports" if what.noun.channel == "arms" else "exports"
    parts = {"kind": "share", "subject": holder[0], "partners": taker, "channel": channel,
             "product": what.noun.product, "comparison": figure.comparison, "quantity": figure.value,
             "unit": "%"}  # fmt: skip
    cues = frozenset({"noun before", "owner by pronoun", "partner verb k"})
    return timed(at, place, Draft(parts, words, place, (), cues))


def of_world(
    at: Sense, place: int, figure: Figure, what: Whole, told: Frame | None, words: tuple[str, ...]
) -> Draft:
    """Return a state's share of what all states pass."""
    who = of_share(at, place)
    side = ""
    _check_market(at, what)
    if SEVERAL_FIRST.search(at.line.plain, 0, at.line.chunks[place].start):
        raise Unreadable("several together, and not by name")
    if (
        told
        and told.verb == "k"
        and at.shape[what.at] == "R"
        and at.line.chunks[what.at].value.side == "G"
    ):
        raise Unreadable("a part of what one sells, and not of the world's")
    if not who and told:
        side = "G" if told.giver else "R" if told.receiver else ""
        who = real(at, told, told.giver or told.receiver or told.other)
    if not who and told and told.head[0] == "C":
        # "Italy's exports made up 4.3 per cent of the world's"
        dealt = next((one for one in at.wholes if one.at == told.head[1]), None)
        if dealt and dealt.form in ("O", "A") and dealt.way in ("", what.way):
            who = dealt.owner if dealt.owner not in (WORLD, REGION) else ()
    if not who:
        stops = ";" if at.shape[:1] == "h" else ",;"  # "With 10 per cent of …, Germany is"
        stop = next((n for n in range(place, len(at.shape)) if at.shape[n] in stops), len(at.shape))
        later = [at.line.parties(one) for one in range(place, stop) if at.shape[one] == "P"]
        who = later[0] if later else _told_before(at, place)
    if (
        who == REGION
        or len(who) != 1
        or SEVERAL_TOLD.search(at.line.plain, 0, at.line.chunks[place].start)
    ):
        raise Unreadable("a part of the world's, and not whose")
    if what.noun.channel == "goods" and not what.way and not side:
        raise Unreadable("a part of the world's, and not which way")
    if at.shape[what.at] == "R":
        # "the world's largest importer": the world is no owner that it imports from
        what.way = {"in": "out", "out": "in"}.get(what.way, "")
    way = what.way or {"G": "out", "R": "in"}.get(side, "")
    if "exporter" in at.line.plain or (
        what.way == "in" and side == "G" and "import" not in at.line.plain
    ):
        way = "out"
    channel = what.noun.channel
    if channel == "goods":
        channel = "exports" if way == "out" else "imports"
    elif channel == "arms":
        channel = "arms-exports" if way == "out" else "arms"
    parts = {"kind": "world share", "subject": who[0], "channel": channel, "comparison": figure.comparison,
             "quantity": figure.value, "unit": "%", "product": what.noun.product}  # fmt: skip
    return timed(at, place, Draft(parts, words, place, (), frozenset({"world"})))
