"""Shares: of what a figure is a part, and whose; or of what all states pass."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import Frame, frame, governing
from counterpoise.statements.reading.parties.partners import beside, of_share
from counterpoise.statements.reading.parties.sides import real, sides
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD, Whole
from counterpoise.statements.reading.roles.apart import (
    check_kind,
    check_named,
    check_part,
    check_share,
)
from counterpoise.statements.reading.tokens.anaphors import MEANT
from counterpoise.statements.reading.tokens.figures import Figure

WORLD_TOTAL: Final = re.compile(
    r"(?: share| slice)? (?:of|in) (?:the )?(?:world|global)(?:['’]s)? (?:total|sum|volume)\b"
)
RECEIVED: Final = ("imports", "arms", "aid")
"""Channels of which the owner receives."""
EXACT: Final = re.compile(r"\(x*F\)(?=x*o)")
"""The same figure, told exactly in brackets."""
LISTED: Final = re.compile(r"[,;&]P,?[(h]x*F[^;abgkcw]*[,&]P,?[(h]x*F?\)?[x,]*$")
"""Partners with a figure each before a verb: "Qatar with 28 per cent and Egypt with 18 had two thirds"."""
ALL_OF_IT: Final = re.compile(
    r" of (?:the total|all (?:deliveries|transfers|sales|imports|exports|shipments|arms|weapons)|the whole)\b"
)
OF_IT: Final = re.compile(r" of (?:it|this)\b")
PART_OF_OTHER: Final = re.compile(r"oWx+(?=[&,;bgkacw])")
"""A part of what all states have of something: "30 per cent of world manufacturing and"."""
DESCRIBED_ONLY: Final = re.compile(
    r"\b(?:to|from|on|by) (?:the|a|its|his|their|one|that) (?:single |big |large |great |former )?"
    r"(?:neighbou?r|ally|patron|protector|power)"
    r"(?= across|, (?:which|who|whose)\b|,? that\b|[.;]|\s*$)"
)
"""A partner that is told of and not by name: "went to the neighbour across the water"."""
SEVERAL_FIRST: Final = re.compile(
    r"\b(?:two|three|four|five|six|seven|eight|nine|ten|dozen|\d+) (?:largest|biggest|top|leading|main)\b"
)
"""Who has a part of the world's together: "the five largest exporters, led by …"."""
NOT_OURS: Final = "no channel of ours"


def share(at: Sense, place: int, figure: Figure) -> Draft:
    """Return the share of a partner, or of a state in the world."""
    if _of_world_total(at, place):
        return _world_total(at, place, figure)
    what, cues = _whole_of(at, place)
    if what and not what.noun.channel:
        raise Unreadable(f"“{at.line.chunks[what.at].text}”: {NOT_OURS}")
    if what and what.has_region:
        raise Unreadable("a region that is no bloc, and not a state")
    if what and what.at > place and re.match(r"[xY]*b[xj]*C", at.shape[what.end :]):
        raise Unreadable("a part by product, and not by partner")
    told = _frame_of(at, place, what)
    if told and DESCRIBED_ONLY.search(at.line.plain, *_clause_letters(at, place)):
        raise Unreadable("the other side is not named")
    if what:
        check_kind(at, what.at)
    check_share(at, place, told)
    near = beside(at, place)
    if told and not near[0] and "G" not in at.shape and LISTED.search(at.shape, 0, told.at):
        raise Unreadable("figures, and not whose each is")
    head = next(
        (one for one in at.wholes if told and at.shape[told.at] in "ab" and one.at == told.head[1]),
        None,
    )
    if head and head.noun.product and not head.named:
        raise Unreadable("a part by product, and not by partner")
    if (
        told
        and told.verb in "gka"
        and not told.head[0]
        and not near[0]
        and at.shape[told.at - 1 : told.at] == "x"
    ):
        raise Unreadable("it is not said by whom")
    words = (figure.words, *([at.line.chunks[what.at].text] if what else []))
    if (
        what
        and what.owner == WORLD
        and at.shape[what.at] == "R"
        and OF_IT.match(at.line.plain, at.line.chunks[place].end)
    ):
        return _of_the_exporter(at, place, figure, what, told, words)
    if what and what.owner == WORLD:
        return _world(at, place, figure, what, told, words)
    owner, partner, channel, product, assumed, more = sides(at, place, what, told, near)
    cues = cues | more
    check_named(at, partner)
    if told and told.verb in ("g", "gh") and told.giver == (owner,) and channel in RECEIVED:
        raise Unreadable("figures, and not whose each is")  # "while Mexico provides 7 per cent"
    dealt = told is not None and told.verb in "gk" and told.head[0] in "Pp" and told.at < place
    taken = dealt and what is not None and what.form == "q" and what.owner in (PRONOUN, (owner,))
    if what and not taken and not at.shape[place + 1 :].startswith("oR"):
        check_part(at, place, what.at, cues)
    parts = {
        "kind": "share", "subject": owner, "partners": partner, "channel": channel, "product": product,
        "comparison": figure.comparison, "quantity": figure.value, "unit": "%",
    }  # fmt: skip
    return timed(at, place, Draft(parts, words, place, assumed, cues))


def _whole_of(at: Sense, place: int) -> tuple[Whole | None, frozenset[str]]:
    """Return of what a figure is a share, and by which cue that was found."""
    shape, wholes = at.shape, at.wholes
    # "36 % of India's arms"
    own = at.line.plain.startswith((" of its own", " of their own"), at.line.chunks[place].end)
    if own and not any(one.at == place + 3 for one in wholes):
        raise Unreadable("a figure of its own, and not of what")
    several = {one.noun for one in wholes if one.at < place}
    if OF_IT.match(at.line.plain, at.line.chunks[place].end) and len(several) > 1:
        raise Unreadable("a part of it, and not of what")
    exact = EXACT.match(shape, place + 1)
    rest = exact.end() if exact else place + 1  # "almost half (49 per cent) of its exports"
    while shape[rest : rest + 1] and shape[rest : rest + 1] in "xY)" and rest < place + 4:
        rest += 1
    if PART_OF_OTHER.match(shape, rest):
        raise Unreadable(f"“{at.line.chunks[rest + 2].text}”: {NOT_OURS}")
    if shape[rest : rest + 1] in ("o", "C"):
        for one in wholes:
            if (
                one.at >= rest
                and one.at <= rest + 7
                and not set(shape[rest + 1 : one.at]) & set("gkcwavlbFMT,;")
            ):
                return one, frozenset({"of"})
    # "Russia's share of India's arms"
    shares = [one for one in range(len(shape)) if shape[one] == "S"]
    if shares:
        near = min(shares, key=lambda one: (one > place, abs(one - place)))
        for one in wholes:
            if (
                one.at > near
                and set(shape[near + 1 : one.at]) <= set("onOAsWPxKU&")
                and shape[near + 1 : near + 2] in ("o", "n")
            ):
                return one, frozenset({"share of"})
    # "Of Spain's arms exports, 24 per cent"
    if shape[:1] == "o" and wholes and wholes[0].at < place:
        return wholes[0], frozenset({"of in front"})
    behind = [one for one in wholes if one.at < place and ";" not in shape[one.at : place]]
    ahead = [
        one
        for one in wholes
        if one.at > place
        and ";" not in shape[place : one.at]
        and at.line.chunks[one.at].text not in ("ones", *MEANT)
    ]
    if behind:
        _check_role(at, place, behind[-1])
        return behind[-1], frozenset({"noun before"})
    if ahead:
        return ahead[0], frozenset({"noun after"})
    far = [one for one in wholes if one.at < place]
    if far:
        _check_role(at, place, None)
        return far[-1], frozenset({"noun far"})
    return None, frozenset({"no noun"})


def _check_role(at: Sense, place: int, what: Whole | None) -> None:
    """Refuse a figure of "its main suppliers", which are not those of the noun before them."""
    shape, chunks = at.shape, at.line.chunks
    first = max(what.end if what else 0, shape.rfind(";", 0, place) + 1)
    for one in range(first, place):
        placed = shape[one] == "R" and "K" in shape[max(0, one - 3) : one]
        if placed and not any(each.at == one for each in at.wholes):
            raise Unreadable(f"“{chunks[one].text}”, and not of what")


def _frame_of(at: Sense, place: int, what: Whole | None) -> Frame | None:
    verb = governing(at.line, place, what.end if what and what.at > place else place + 1)
    return frame(at.line, verb) if verb is not None else None


def _of_world_total(at: Sense, place: int) -> bool:
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


def _world_total(at: Sense, place: int, figure: Figure) -> Draft:
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


def _clause_letters(at: Sense, place: int) -> tuple[int, int]:
    """Return where the clause of a figure begins and ends, in letters."""
    chunks, shape = at.line.chunks, at.shape
    first, last = shape.rfind(";", 0, place) + 1, shape.find(";", place)
    return chunks[first].start, chunks[last].start if last >= 0 else len(at.line.plain)


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


def _of_the_exporter(
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


def _world(
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
    if who == REGION or len(who) != 1:
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
