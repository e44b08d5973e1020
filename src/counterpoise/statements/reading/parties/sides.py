"""Whose a share is, and in which channel: owner and partner by the cues around a figure."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.drafts import BEFORE, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import Frame, subject
from counterpoise.statements.reading.parties.partners import of_share, partner_of
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD, Whole, described
from counterpoise.statements.reading.tokens.chunk import WITH_FIGURE
from counterpoise.statements.reading.tokens.deals import has_window
from counterpoise.statements.reading.tokens.lexicon import Noun
from counterpoise.statements.reading.tokens.stocks import as_held

UNSAID: Final = Noun("goods")
PLACED: Final = re.compile(r"(?P<O>O)x*K?[xC]*R|Kx*R[otr]x*(?P<P>P)")
"""Whose suppliers or markets a sentence told of: "India's largest suppliers", "the sources of India"."""
FIGURED: Final = re.compile(rf"{WITH_FIGURE}\)?(?:,?&?,?x*{WITH_FIGURE}\)?)+")
"""Partners with a figure each: "China (17 %), India (9) and Japan (4)"."""
OWNERS: Final = re.compile(r"(?<=[to])P\(F\)(?:,?&?,?P\(F\))+")
"""Whose a partner is, each with its figure."""
RECEIVED: Final = ("imports", "aid", "investment", "investment-flow")
"""Channels of which the owner is who receives."""
RUNS: Final = re.compile(r"F(?:[,&]+x*F)+")
"""Figures side by side."""
HOLDS: Final = re.compile(r"P[xY]*b[xsY]*K?x*R")
"""Who is a partner: "China is the leading supplier", and no owner of what is imported."""
GOODS: Final = re.compile(r"\b(?:goods|merchandise|trade|commodit\w+|products)\b")
TOTAL: Final = re.compile(r"\b(?:total|all|overall|whole|merchandise|goods)\b")
ARMED: Final = re.compile(r"\b(?:while|whereas|embargo|imports?|buys?|bought|aid)\b")
"""What tells that a sentence has arms and other goods."""


def sides(
    at: Sense, place: int, what: Whole | None, told: Frame | None, near: tuple[Parties, str]
) -> tuple[str, Parties, str, str, tuple[str, ...], frozenset[str]]:
    """Return owner, partners, channel, product, what was assumed, and the cues that decided."""
    memory = at.memory
    noun, way = (what.noun, what.way) if what else (UNSAID, "")
    if what and noun in (Noun("imports", "in"), Noun("exports", "out")):
        noun = _kept(at, place, what, told) or noun
    if what and noun == UNSAID and at.line.chunks[what.at].text == "theirs" and memory.parts:
        channel = memory.parts["channel"]
        noun = Noun("arms" if channel == "arms-exports" else channel, way, memory.parts["product"])
    if what and what.form == "A" and what.way == "in" and what.target and not what.source:
        what = replace(
            what, owner=what.target, source=what.owner, target=(), form="o"
        )  # "Russian imports to the EU"
    if (
        what
        and what.owner
        and set(what.owner) & {*what.source, *what.target} - {*PRONOUN, *WORLD, *REGION}
    ):
        raise Unreadable("whose it is, and that one's own side of it")
    assumed: list[str] = []
    cues: set[str] = set()
    if what is None or (noun == UNSAID and memory.parts and not what.owner):
        return _as_before(at, place, told, near)
    owner = what.owner
    giver, receiver, other = (told.giver, told.receiver, told.other) if told else ((), (), ())
    if PRONOUN in (giver, receiver, other):
        assumed += _assumed(at, told)
    giver, receiver, other = (real(at, told, each) for each in (giver, receiver, other))
    if owner in (PRONOUN, ()):
        owner, more = _owner(at, place, what, giver, receiver, other, told, near)
        assumed += more
        to_it = not what.owner and owner == what.target  # "the aid given to Indonesia"
        cues.add(
            "owner by pronoun" if what.owner == PRONOUN else "owner o" if to_it else "owner by verb"
        )
        before = {
            one
            for spot in range(what.start)
            if at.shape[spot] == "P"
            for one in at.line.parties(spot)
        }
        if (
            what.owner == PRONOUN
            and owner not in (giver, receiver)
            and before - {*owner, *giver, *receiver, *other}
        ):
            cues.add("several before")
    else:
        cues.add(f"owner {what.form}")
    if at.shape[what.at] == "R" and not at.tells_of_goods and what.noun == Noun("imports"):
        cues.add("channel unsaid")  # "its largest supplier", and not of what
    if not way and not what.owner and owner == what.target:
        way = "in"  # "iron ore for Japan"
    if listed := _listed_owners(at, place, what):
        owner, near = listed, ((), "")
    partner, side, cue = partner_of(at, place, what, owner, (giver, receiver, other), told, near)
    cues.add(f"partner {cue}")
    if len(partner) == 2 and len(owner) == 1 and owner[0] in partner:
        partner = tuple(
            one for one in partner if one not in owner
        )  # "trade between A and B, 30 % of A's"
    if not partner and (held := _holder(at, what)) not in ((), PRONOUN):
        partner, cue = held, "holder"
    if not partner or (what.end and cue == "other noun" and described(at.line, what)):
        raise Unreadable("the other side is not named")
    buys = told is not None and told.verb == "k" and told.head[0] == "P" and told.at < place
    if buys and told and told.receiver == partner and channel_of(noun, way) in RECEIVED:
        raise Unreadable("figures, and not whose each is")  # who buys is no supplier
    if REGION in (partner, owner):
        raise Unreadable("a region that is no bloc, and not a state")
    owner = _owner_in_turn(at, place, owner)
    if len(owner) != 1:
        raise Unreadable("several are spoken of at once")
    noun = as_held(noun, at.line.plain)
    channel = _channel(noun, way, side, told)
    roles = {one.value.channel for one in at.line.chunks if one.tag == "R"}
    if roles & {"debt", "remittances"} and channel not in roles:
        raise Unreadable("a part beside a creditor or sender, and not of what")
    return owner[0], partner, channel, noun.product, tuple(assumed), frozenset(cues)


def _listed_owners(at: Sense, place: int, what: Whole) -> Parties:
    """Return whose supplier somebody is: "supplier to Algeria (76 per cent), Belarus (98)"."""
    if at.shape[what.at] != "R" or not OWNERS.match(at.shape, what.end - 1):
        return ()
    return at.line.parties(place - 2) if what.form == "o" and is_in_owners(at, place) else ()


def is_in_owners(at: Sense, place: int) -> bool:
    """Return whether a figure stands in brackets behind one of several whose supplier somebody is."""
    listed = next((one for one in OWNERS.finditer(at.shape) if place in range(*one.span())), None)
    return listed is not None


def _owner_in_turn(at: Sense, place: int, owner: Parties) -> Parties:
    """Return whose total a figure of a run is of: "Peru and Chile sent 28 and 33 per cent, respectively"."""
    run = next((one for one in RUNS.finditer(at.shape) if one.start() <= place < one.end()), None)
    spots = [spot for spot in range(*run.span()) if at.shape[spot] == "F"] if run else []
    if len(owner) < 2 or "J" not in at.shape or len(spots) != len(owner):
        return owner
    return (owner[spots.index(place)],)


def _kept(at: Sense, place: int, what: Whole, told: Frame | None) -> Noun | None:
    """Return arms where "its exports" are those of arms: of what the sentence tells already."""
    arms = [one for one in at.wholes if one.at < what.at and one.noun.channel == "arms"]
    placed = [one for one in at.wholes if one.at < what.at and at.shape[one.at] == "R"]
    if placed and placed[-1].noun.product and _same_deal(at, place, what, placed[-1], told):
        return Noun(what.noun.channel, what.way, placed[-1].noun.product)
    if placed and placed[-1].noun.channel == "arms" and not what.owner and not what.noun.product:
        return Noun("arms", what.way)
    opened = at.shape.rfind(";", 0, what.at)
    if opened > 0 and at.line.chunks[opened].text == ":" and not (what.owner or what.noun.product):
        product = [one.noun.product for one in at.wholes if one.at < opened]
        if product and product[-1] and not TOTAL.search(at.line.plain):
            return Noun(what.noun.channel, what.way, product[-1])
    dealt = next(
        (one.noun for one in at.wholes if told and one.at == told.head[1] and one.noun.product),
        None,
    )
    if dealt and what.noun.channel in ("imports", "exports") and not what.noun.product:
        return Noun(what.noun.channel, what.way, dealt.product)
    head = told is not None and any(one.at == told.head[1] for one in arms)
    head = head or any(_is_subject(at, one, what) for one in arms)
    window = what.way == "out" and not what.noun.product and has_window(at.line.chunks)
    if window and arms and not GOODS.search(at.line.plain):
        return Noun("arms", what.way)  # reports of five years together are on arms
    if not what.noun.product and not GOODS.search(at.line.plain):
        role = any(
            tag == "R" and at.line.chunks[spot].value.channel == "arms"
            for spot, tag in enumerate(at.shape[: what.at])
        )
        same = [one for one in arms if not one.owner or one.owner == what.owner]
        if what.way == "out" and (role or same) and not ARMED.search(at.line.plain):
            return Noun("arms", what.way)
    return Noun("arms", what.way) if arms and (what.owner == PRONOUN or head) else None


def _is_subject(at: Sense, arms: Whole, what: Whole) -> bool:
    """Return whether arms are the part that is told of: "German weapons were 15 per cent of its imports"."""
    between = at.shape[arms.end : what.start]
    others = arms.form == "A" and arms.owner != what.owner and what.way == "in"
    return others and "b" in between and not set(between) & set("gkcwai;")


def _same_deal(at: Sense, place: int, what: Whole, placed: Whole, told: Frame | None) -> bool:
    """Return whether "its imports" are those of the product that a partner was placed in.

    They are in "Qatar is its main supplier of LNG, meeting 55 per cent of its imports".
    """
    if not what.owner:
        return True
    meeting = told is not None and at.line.chunks[told.at].text.split()[0].endswith("ing")
    return (
        what.owner == PRONOUN
        and what.way == placed.way
        and (meeting or at.shape[:place].endswith(",h"))
    )


def real(at: Sense, told: Frame | None, who: Parties) -> Parties:
    """Return whom a pronoun of the frame means; nobody if that is not known."""
    if who != PRONOUN or told is None:
        return who
    try:
        if told.subject != PRONOUN:
            place = at.shape.find("p", told.at)
            return at.antecedent(place, apart_from=told.subject)[0]
        apart = told.giver if told.verb == "k" and told.giver != PRONOUN else ()
        return at.antecedent(told.head[1] if told.head[0] == "p" else told.at, apart_from=apart)[0]
    except Unreadable:
        return ()


def _assumed(at: Sense, told: Frame | None) -> tuple[str, ...]:
    """Return what is assumed of a pronoun of the frame."""
    try:
        return at.antecedent(told.head[1] if told and told.head[0] == "p" else -1)[1]
    except Unreadable:
        return ()


def channel_of(noun: Noun, way: str) -> str:
    """Return the channel of a noun, as far as it says which."""
    return (
        {"in": "imports", "out": "exports"}.get(way, "")
        if noun.channel == "goods"
        else noun.channel
    )


def _holder(at: Sense, what: Whole) -> Parties:
    """Return who is "its largest partner": no owner of what is its."""
    if at.shape[what.at] != "R":
        return ()
    verb = at.shape.rfind("b", 0, what.start)
    if verb >= 0 and what.start - verb <= 2:
        return subject(at.line, verb)[1]
    ahead = re.match(r"(?:,[^,;]*,)?[xY]*b[xY]*P", at.shape[what.end :])
    return at.line.parties(what.end + ahead.end() - 1) if ahead else ()


def _owner(
    at: Sense, place: int, what: Whole, giver: Parties, receiver: Parties, other: Parties,
    told: Frame | None, near: tuple[Parties, str],
) -> tuple[Parties, list[str]]:  # fmt: skip
    """Return whose the whole is where it is "its" or nobody's."""
    out = what.way == "out"
    out = out and not (told and told.verb == "v")
    # "Russia shipped 21 % of its arms to China": what is given to another is the giver's
    gives = (
        told is not None
        and told.verb == "g"
        and bool(giver and receiver)
        and told.subject == told.giver
        and at.shape[told.at + 1 : told.at + 2] not in ("P", "p")
    )
    out = out or (gives and what.way != "in" and (what.owner, what.noun) == (PRONOUN, Noun("arms")))
    wanted, second = (giver, receiver) if out else (receiver, giver)
    if what.noun.channel == "goods" and told and told.verb in ("g", "i") and not what.way:
        wanted = giver or receiver
    if what.noun.channel == "trade":
        wanted = (receiver if told and told.verb == "v" else giver or receiver) or ()
        if told and told.verb == "a" and other:
            wanted = ()
    head = next((one for one in at.wholes if told and one.at == told.head[1]), None)
    if (
        head
        and head.form in ("A", "O")
        and len(head.target) == 1
        and what.way == "in"
        and what.owner == PRONOUN
    ):
        return (
            head.target,
            [],
        )  # "deliveries of French arms to Greece made up 35 per cent of its imports"
    if not what.owner and what.target and not out:
        return what.target, []
    if not what.owner and what.source and out:
        return what.source, []
    placed = [
        one.owner
        for one in at.wholes
        if at.shape[one.at] == "R" and one.owner not in ((), WORLD, PRONOUN, REGION)
    ]
    if placed and (not what.owner or placed[0] not in (giver, receiver)) and placed[0] != near[0]:
        return placed[0], []
    if wanted == REGION:
        raise Unreadable("a region that is no bloc, and not a state")
    if wanted and wanted != near[0]:
        return wanted, []
    holder = _holder(at, what)
    placing = PLACED.search(at.shape, 0, place)
    if placing and at.shape[what.start : what.start + 1] != "s":
        whose = at.line.parties(placing.start("O" if placing["O"] else "P"))
        if whose and whose not in (holder, near[0], giver):
            return whose, []
    apart = (
        *holder,
        *second,
        *other,
        *near[0],
        *what.source,
        *what.target,
        *_beside_too(at, place),
        *of_share(at, place),
    )
    try:
        found, assumed = at.antecedent(what.start, apart_from=apart)
    except Unreadable:
        if not placing or not (
            whose := at.line.parties(placing.start("O" if placing["O"] else "P"))
        ):
            raise
        return whose, []
    return found, list(assumed)


def _beside_too(at: Sense, place: int) -> Parties:
    """Return the parties with a figure of their own in one list with this: none of them owns the whole."""
    found: list[str] = []
    for run in FIGURED.finditer(at.shape):
        if run.start() < place < run.end():
            spots = (spot for spot in range(run.start(), run.end()) if at.shape[spot] == "P")
            found += [party for spot in spots for party in at.line.parties(spot)]
    if at.about:
        for held in HOLDS.finditer(at.shape):
            found += at.line.parties(held.start())
    return tuple(found)


def _channel(noun: Noun, way: str, side: str, told: Frame | None) -> str:
    """Return the channel seen from the owner; `side` is the partner's."""
    if noun.channel == "arms":
        if way == "out" or (not way and side == "R"):
            return "arms-exports"
        return "arms"
    if noun.channel == "goods":
        if way == "in" or (not way and side == "G"):
            return "imports"
        if way == "out" or (not way and side == "R"):
            return "exports"
        raise Unreadable("goods, and not which way")
    if noun.channel in ("aid", "investment", "investment-flow") and (side == "R" or way == "out"):
        raise Unreadable("the giver's view of aid and investment is not held")
    if noun.channel == "investment-flow" and told and told.verb == "a" and told.at >= 0:
        return "investment-flow"
    return noun.channel


def _as_before(
    at: Sense, place: int, told: Frame | None, near: tuple[Parties, str]
) -> tuple[str, Parties, str, str, tuple[str, ...], frozenset[str]]:
    """Return the sides of a figure of which the sentence before says whose and of what."""
    known = at.memory.parts
    follows = at.shape[place + 1 : place + 2]
    total = at.line.chunks[place + 2].text if follows == "o" and place + 2 < len(at.shape) else ""
    if follows == "o" and total not in ("total", "it", "them", "all"):
        raise Unreadable("a figure, and of what is not known")
    if at.shape[place + 1 : place + 3] == "&F" or (
        at.shape[place - 1 : place] == "&" and at.shape[place - 2 : place - 1] == "F"
    ):
        raise Unreadable("figures, and not whose each is")
    if (
        known.get("kind") in ("change", "trend", "amount")
        and follows == "o"
        and known.get("channel")
    ):
        return _of_the_flow(at, told, near)
    if known.get("kind") not in ("share", "rank") or not known.get("partners"):
        raise Unreadable("a figure, and not of what")
    owner, partner = (known["subject"],), known["partners"]
    named = [who for who in (near[0], *((told.giver, told.receiver, told.other) if told else ()))
             if who and who not in (PRONOUN, owner, REGION)]  # fmt: skip
    if named:
        partner = named[0]
    elif any(tag in "PA" for tag in at.shape) and not told:
        raise Unreadable("a figure, and not of what")
    cues = frozenset({"carried"})
    return known["subject"], partner, known["channel"], known.get("product", ""), (BEFORE,), cues


def _of_the_flow(
    at: Sense, told: Frame | None, near: tuple[Parties, str]
) -> tuple[str, Parties, str, str, tuple[str, ...], frozenset[str]]:
    """Return the sides of a part of what the sentence before told the amount or change of.

    "Pakistan's arms imports grew by 61 per cent. China provided 81 per cent of them."
    """
    known = at.memory.parts
    inward = known["channel"] in ("arms", "imports", "aid", "investment", "investment-flow")
    wanted = (told.giver if inward else told.receiver) if told else ()
    partner = near[0] or real(at, told, wanted)
    if known.get("partners") or not partner or known["subject"] in partner or partner == REGION:
        raise Unreadable("a figure, and not of what")
    product = known.get("product", "")
    cues = frozenset({"carried"})
    return known["subject"], partner, known["channel"], product, (BEFORE,), cues
