"""Places in an order: the largest supplier of a state, the buyer's place, a place in the world."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD
from counterpoise.statements.reading.roles.apart import check_members, check_place, ordered
from counterpoise.statements.reading.roles.dating import dated
from counterpoise.statements.reading.roles.narrowed import check_all, check_bloc
from counterpoise.statements.reading.roles.paired import (
    in_pairs,
    is_joined,
    more_roles,
    owner_behind,
    respectively,
)
from counterpoise.statements.reading.roles.placed_by import is_but_for, whose
from counterpoise.statements.reading.roles.placing import (
    channel_of,
    find_role,
    holder_of,
    in_region,
    is_of_window,
    noun_of,
    owner_of,
    unsaid,
)
from counterpoise.statements.reading.roles.resumed import HELD, Placed, order_of, resumed
from counterpoise.statements.reading.roles.several import (
    NAMED_FIRST,
    among_them,
    in_order,
    in_turn,
    paired,
    several_of,
)
from counterpoise.statements.reading.tokens.lexicon import Noun, Place, Role

OVERTAKEN: Final = re.compile(
    r"(?<!not )\b(?:until|till|before) [^,;.]{0,60}\b(?:overt(?:ook|aken)|replaced|displaced|supplanted"
    r"|ousted|passed|took over)\b"
)
MUTUAL: Final = re.compile(r"\beach other['’]s $")
AMONG_ROLE: Final = re.compile(r"(?:^|;)[xY&]*(?:o|nx*o|j)[xY]*(?:[OAsW][xa]*)?C?R")
"""A list of partners in front of their places: "among the destinations of Irish exports"."""
SEVERAL_NAMED: Final = re.compile(r"P,?[(h]x*[FM][^;]*[,&]P,?[(h]x*[FM]")
"""Several partners with a figure each: none of them is said to be first."""
IN_PART: Final = re.compile(r"[no][xA]{0,3}[QU][xQ]?,")
"""The same, where that is a part of the world: "Within sub-Saharan Africa,"."""
ONE_OF: Final = re.compile(
    r"\b(?:(?:one|two|three|some|several|many) of|among|amongst) (?:the |its |their |\w+[’']s? )?(?:\w+ )?$"
)


MARKET_OF_BLOC: Final = re.compile(r"K[PA]xr")
"""A place among the members of a bloc: "the largest EU market for"."""
OTHERS: Final = re.compile(r"\bother (?:two |three |four |five |[2-5] )?$")
"""Before a place of several: they come behind who was told of, and it is not said where."""
NEXT: Final = re.compile(r"\bnext[ -]$")
"""Before a place: behind another, and not which."""


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield the places that a sentence tells of."""
    shape = at.shape
    told: list[Placed] = []
    for place in range(len(shape)):
        if shape[place] == "K":
            try:
                earlier = told[-1].draft.parts if told else {}
                joined = bool(told) and is_joined(at, told[-1].place, place)
                for one in _placed(at, place, earlier, joined=joined):
                    yield one
                    if one.at == place:
                        told.append(Placed(one, place))
            except Unreadable as why:
                why.at = place
                yield why
    try:
        yield from _listed(at)
    except Unreadable as why:
        yield why
    for number, full in enumerate(told):
        stop = told[number + 1].place if number + 1 < len(told) else len(shape)
        try:
            yield from resumed(at, full, stop)
        except Unreadable as why:
            yield why


def _check_market(at: Sense, place: int) -> None:
    """Refuse "the largest EU market for", a place among the members of a bloc."""
    of_bloc = MARKET_OF_BLOC.match(at.shape, place) is not None
    if of_bloc and at.line.chunks[place + 2].text in ("market", "outlet"):
        raise Unreadable("a place among some, and not among all states or the partners of one")


def _placed(at: Sense, place: int, before: Mapping[str, Any], *, joined: bool) -> Iterator[Draft]:
    """Yield what a superlative says: "the second-largest supplier of arms to India"."""
    shape, line = at.shape, at.line
    role_at = find_role(shape, place)
    check_all(at, place, role_at)
    if role_at is None and shape[place + 1 : place + 2] == "W":
        # "the eighth-largest exporter in Europe and the 21st-largest in the world"
        earlier = shape.rfind("R", 0, place)
        first = shape.rfind("K", 0, max(earlier, 0))
        if first >= 0 and ";" not in shape[first:place]:
            yield from _resumed(at, first, earlier, place)
        return
    if role_at is None:
        _check_market(at, place)
        yield from _position(at, place)
        return
    if IN_PART.match(shape):
        raise Unreadable("a place within a region")
    role: Role = line.chunks[role_at].value
    order: Place = line.chunks[place].value
    if order.loose and shape[place - 1 : place] == "E":
        raise Unreadable("a place that is only higher than another")
    if ONE_OF.search(line.plain[: line.chunks[place].start]):
        raise Unreadable("one of several, and no place of its own")
    if role.plural and OTHERS.search(line.plain, 0, line.chunks[place].start):
        raise Unreadable("others at the top, and not which place")
    if NEXT.search(line.plain, 0, line.chunks[place].start):
        raise Unreadable("a place behind another, and not which")
    if order.loose and line.plain[: line.chunks[place].start].endswith((" a ", ",a ")):
        raise Unreadable("one of several, and no place of its own")
    turns = dict(respectively(at, place, role_at)) if role.plural else {}
    if turns:
        yield from in_turn(at, place, role_at, turns)
        return
    if (
        order.place == 1
        and role.plural
        and ("J" in shape[place:] or NAMED_FIRST.search(shape, 0, place))
    ):
        yield from in_order(at, place, role_at)
        return
    pairs = list(in_pairs(at, place, role_at)) if role.plural else []
    if pairs:
        yield from paired(at, place, role_at, pairs)
        return
    several = several_of(at, place, role_at) if order.place == 1 and role.plural else ()
    if several:
        yield from among_them(at, place, role_at, several)
        return
    check_place(at, place)
    if order.place == 1 and is_but_for(at, role_at):
        raise Unreadable("a place behind another, and not which")
    noun = noun_of(at, place, role_at, role)
    owner, form = owner_of(at, place, role_at)
    holder, how = holder_of(at, place, role_at)
    if joined and before.get("partners"):  # "its biggest donor and its second-biggest supplier"
        holder, how = before["partners"], "subject"
        owner, form = (owner, form) if owner not in (PRONOUN, ()) else ((before["subject"],), "s")
    if MUTUAL.search(line.plain, 0, line.chunks[place].start) and len(holder) == 2:
        owner, holder = holder[:1], holder[1:]
        form, how = "s", "subject"
        yield from _mutual(at, place, noun, role, order, (owner, holder))
        return
    words = (line.plain[line.chunks[place].start : line.chunks[role_at].end],)
    over = OVERTAKEN.search(line.plain)
    if over and not any(one.tag == "Y" and one.end <= over.start() for one in line.chunks):
        raise Unreadable("a place until another took it, and not since when")
    if owner == REGION or holder == REGION or in_region(shape, role_at):
        raise Unreadable("a place within a region that is no bloc")
    if role.plural and len(holder) != 1:
        return
    if role.plural and (order.loose or SEVERAL_NAMED.search(shape, role_at)):
        return
    if role.plural and SEVERAL_NAMED.search(shape, 0, place):
        return
    assumed: tuple[str, ...] = ()
    if owner == WORLD or (not owner and role_at and _is_trader(line.chunks[role_at].text)):
        yield _world(at, place, noun, role, ordered(at, place, role, order), holder, owner, words)
        return
    if not owner and holder == PRONOUN:  # "it overtook China to become the second largest donor"
        holder, _ = at.antecedent(max(shape.rfind("p", 0, place), 0))
    if not owner and (fronted := at.fronted(place, holder)):
        owner, form = fronted, "o"  # "For Malta, the most important supplier is"
    if not owner and (later := owner_behind(at, place, role_at)) is not None:
        behind = find_role(shape, later)
        owner, form = owner_of(at, later, behind) if behind is not None else ((), "")
    if not owner:
        owner = at.owner_before(place, apart_from=holder)
        form = "unsaid"
    known = str(before.get("subject", ""))
    if owner == PRONOUN and before.get("partners") and known not in holder and known:
        owner, form = (known,), "s"  # "Germany is Romania's first supplier, and Italy its second"
    if owner in (PRONOUN, ()):
        spot = (
            shape.rfind("s", 0, role_at) if owner == PRONOUN and "s" in shape[:role_at] else place
        )
        owner, assumed = whose(at, spot, holder)
        form = form or "unsaid"
    if holder == PRONOUN:
        holder, more = at.antecedent(max(shape.rfind("p", 0, place), 0), apart_from=owner)
        assumed = (*assumed, *more)
    if not holder:
        raise Unreadable(f"“{words[0]}”, and not who")
    theirs = form == "s" and line.chunks[place - 1].text == "their" and not set(owner) & set(holder)
    if not owner or (len(owner) > 1 and form not in ("o", "O") and not theirs):
        raise Unreadable("several are spoken of at once")
    check_bloc(at, role_at, owner)
    check_members(owner, holder, at.stated)
    between = (spot for spot in range(place + 1, role_at) if shape[spot] in "PA")
    check_members(
        tuple(party for spot in between for party in line.parties(spot)), holder, at.stated
    )
    check_members(holder, owner, at.stated)
    channel = channel_of(noun, role)
    if is_of_window(at, noun):
        assumed = (*assumed, "arms are meant, as in reports on five years")
    if order.loose:
        assumed = (*assumed, f"“{line.chunks[place].text}” means the largest")
    if len(holder) > 1 and order.place == 1:
        raise Unreadable("several at one place")
    parts = {
        "kind": "rank", "subject": owner[0], "partners": holder, "channel": channel,
        "product": noun.product, "comparison": "largest", "quantity": float(order.place),
    }  # fmt: skip
    cues = {"rank", f"rank owner {form}", f"rank holder {how}", *unsaid(at, place, role_at, owner)}
    if order.loose:
        cues.add("loose")
    for one in owner:
        each = Draft(parts | {"subject": one}, words, place, assumed, frozenset(cues))
        for told in dated(at, place, each):
            yield told
            yield from _at_other_times(at, told)
            yield from more_roles(at, told, role_at, channel_of)


BOTH: Final = re.compile(r"(?:in |both |in both )?\d{4}.* and ")
TIMES: Final = re.compile(r"Y,?&Y")
"""Two times of one thing: "in 2008–12 and in 2013–17"."""


def _at_other_times(at: Sense, told: Draft) -> Iterator[Draft]:
    """Yield the same place at the other of two times: "in both 2008–12 and 2013–17"."""
    for found in TIMES.finditer(at.shape):
        times = [at.line.chunks[found.start()].value, at.line.chunks[found.end() - 1].value]
        years = [one.years for one in times if one.years and not (one.how or one.before)]
        if len(years) == 2 and told.parts.get("years") in years and "when" not in told.parts:
            other = years[1 - years.index(told.parts["years"])]
            yield replace(told, parts=told.parts | {"years": other})
    for one in at.line.chunks:
        pair = one.tag == "Y" and one.value.before and not one.value.how and BOTH.match(one.text)
        if pair and told.parts.get("years") == one.value.years and "when" not in told.parts:
            yield replace(told, parts=told.parts | {"years": one.value.before})


def _mutual(
    at: Sense, place: int, noun: Noun, role: Role, order: Place, sides: tuple[Parties, Parties]
) -> Iterator[Draft]:
    """Yield the places of two that are "each other's second-largest markets"."""
    words = (at.line.chunks[place].text,)
    for owner, holder in (sides, sides[::-1]):
        parts = {
            "kind": "rank", "subject": owner[0], "partners": holder, "channel": channel_of(noun, role),
            "product": noun.product, "comparison": "largest", "quantity": float(order.place),
        }  # fmt: skip
        cues = frozenset({"rank", "rank owner s", "rank holder subject"})
        yield from dated(at, place, Draft(parts, words, place, (), cues))


def _listed(at: Sense) -> Iterator[Draft]:
    """Yield the places of "among Spain's own markets Portugal comes fourth and Italy fifth"."""
    shape, line = at.shape, at.line
    for found in AMONG_ROLE.finditer(shape):
        role_at = found.end() - 1
        role: Role = line.chunks[role_at].value
        stop = shape.find(";", role_at) if ";" in shape[role_at:] else len(shape)
        alone = shape[found.start() : found.start() + 1] == "j"
        if not (role.plural or alone) or "K" in shape[found.start() : stop]:
            continue
        noun = noun_of(at, role_at - 1, role_at, role)
        owner, form = owner_of(
            at, found.start() + len(found.group().rstrip("R").rstrip("xaC")), role_at
        )
        if owner in (PRONOUN, ()):
            owner, _ = at.antecedent(role_at)
        for held in HELD.finditer(shape, role_at, stop):
            number = order_of(at, held.start("order"))
            holder = line.parties(held.start("who"))
            if number is None or len(holder) != 1 or len(owner) != 1:
                continue
            spot, order = held.start("who"), Place(number)
            words = (line.chunks[held.start("order")].text, line.chunks[role_at].text)
            if owner == WORLD:
                yield _world(at, spot, noun, role, order, holder, owner, words)
                continue
            if owner in (REGION, holder):
                raise Unreadable("a place within a region that is no bloc")
            channel = channel_of(noun, role)
            parts = {"kind": "rank", "subject": owner[0], "partners": holder, "channel": channel,
                     "product": noun.product, "comparison": "largest", "quantity": float(number)}  # fmt: skip
            cues = frozenset({"rank", f"rank owner {form}", "rank holder listed", "resumed"})
            yield timed(at, spot, Draft(parts, words, spot, (), cues))


def _resumed(at: Sense, first: int, role_at: int, place: int) -> Iterator[Draft]:
    """Yield a place in the world of which the role is said with the place before it."""
    line = at.line
    role: Role = line.chunks[role_at].value
    holder, _ = holder_of(at, first, role_at)
    noun = noun_of(at, first, role_at, role)
    words = (line.plain[line.chunks[place].start : line.chunks[place].end],)
    yield _world(at, place, noun, role, line.chunks[place].value, holder, WORLD, words)


def _position(at: Sense, place: int) -> Iterator[Draft]:
    """Yield "the United Kingdom, in seventh position", after all the world's exporters were told of."""
    shape, line = at.shape, at.line
    before = re.search(r"P,nx*$", shape[:place])
    role_at = shape.rfind("R", 0, place)
    if not before or role_at < 0 or not line.chunks[role_at].value.plural:
        return
    if not _is_trader(line.chunks[role_at].text) or set(shape[:role_at]) & set("OAsUQ"):
        return
    noun = next((one.noun for one in at.wholes if one.noun.channel), Noun("goods"))
    words = (line.chunks[place].text,)
    holder = line.parties(before.start())
    yield _world(
        at, place, noun, line.chunks[role_at].value, line.chunks[place].value, holder, (), words
    )


def _is_trader(word: str) -> bool:
    return word.startswith(
        (
            "importer",
            "exporter",
            "arms importer",
            "arms exporter",
            "weapons importer",
            "weapons exporter",
        )
    )


def _world(
    at: Sense,
    place: int,
    noun: Noun,
    role: Role,
    order: Place,
    holder: Parties,
    owner: Parties,
    words: tuple[str, ...],
) -> Draft:
    """Return a state's own place among all states."""
    if holder == PRONOUN:
        holder, _ = at.antecedent(max(at.shape.rfind("p", 0, place), 0))
    if not holder:
        raise Unreadable(f"“{words[0]}” in the world, and not who")
    if len(holder) != 1:
        raise Unreadable("several at one place")
    if words[0].endswith(("market", "outlet", "destination")):
        raise Unreadable("a market by its size, and not by what it buys abroad")
    channel = noun.channel
    sells = role.side == "G"
    told = [one.value.channel for one in at.line.chunks[:place] if one.tag == "R"]
    if channel in ("goods", "imports", "exports") and not noun.product and "arms" in told:
        channel = (
            "arms"  # "once among the largest arms exporters, became the fourth-largest importer"
        )
    if channel == "arms":
        channel = "arms-exports" if sells else "arms"
    elif channel in ("goods", "imports", "exports"):
        channel = "trade" if role.side == "B" else "exports" if sells else "imports"
    elif channel in ("aid", "investment-flow") and sells:
        raise Unreadable("the giver's view of aid and investment is not held")
    parts: dict[str, Any] = {"kind": "world rank", "subject": holder[0], "channel": channel,
                             "product": noun.product, "quantity": float(order.place)}  # fmt: skip
    cues = {"world rank"} | ({"loose"} if order.loose else set())
    assumed = () if owner == WORLD else ("among all states",)
    return next(dated(at, place, Draft(parts, words, place, assumed, frozenset(cues))))
