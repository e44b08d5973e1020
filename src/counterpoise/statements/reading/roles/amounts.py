"""Amounts and changes: what passed between whom, how much, and by how much more or less."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import (
    BEFORE,
    NOT_OURS,
    Draft,
    Parties,
    Sense,
    Unreadable,
)
from counterpoise.statements.reading.parties.frames import Frame, frame, governing, subject
from counterpoise.statements.reading.parties.partners import beside
from counterpoise.statements.reading.parties.sides import UNSAID, real
from counterpoise.statements.reading.parties.wholes import PRONOUN, WORLD, Whole, described
from counterpoise.statements.reading.roles.apart import check_kind
from counterpoise.statements.reading.tokens.deals import has_window
from counterpoise.statements.reading.tokens.figures import Figure
from counterpoise.statements.reading.tokens.stocks import as_held

DELIVERED: Final = ("deliveries", "transfers", "shipments", "supplies", "sales", "orders")
"""Words for what passes that say nothing of what it is: of five years together it may be arms."""
FLOWS: Final = ("goods", "arms", "aid", "investment", "investment-flow", "imports", "exports")
"""Channels of which a verb says who gives and who receives."""
BALANCE: Final = re.compile(
    r"\b(?:deficit|surplus|shortfall|imbalance)\w*\b|\b(?:trade|trading) (?:gap|hole)\b"
    r"|\b(?:hole|gap) in (?:its |the |[\w-]+[’'](?:s )?)?trade\b"
)
"""Words for what imports exceed exports by, or the other way round."""
IN_IT: Final = re.compile(r" (?:in|of|on) (?:[\w’'-]+ ){0,3}$")
"""Between the word for a balance and that of which it is: "its deficit in goods trade"."""
NEAR: Final = 24
"""Letters behind an amount within which the word for a balance makes it one: "a $6 billion trade gap"."""


def flow_of(
    at: Sense, what: Whole, verb: Frame | None = None
) -> tuple[dict[str, Any], tuple[str, ...], frozenset[str]]:
    """Return subject, partners, channel and product of what passes, by the parties around the noun."""
    if not what.noun.channel:
        raise Unreadable(f"“{at.line.chunks[what.at].text}”: {NOT_OURS}")
    if what.has_region:
        raise Unreadable("a region that is no bloc, and not a state")
    check_kind(at, what.at)
    noun, way = as_held(what.noun, at.line.plain), what.way
    assumed: tuple[str, ...] = ()
    owner, source, target, other = what.owner, what.source, what.target, what.other
    cues = {
        f"flow {what.form or '-'}{'f' if source else ''}{'t' if target else ''}{'h' if other else ''}"
    }
    if owner == PRONOUN:
        apart = (*source, *target, *other)
        try:
            owner, assumed = at.antecedent(what.start, apart_from=apart)
        except Unreadable:
            owner = at.owner_before(what.at, apart_from=apart)
            if not owner:
                raise
    if verb and verb.head[0] in "Pp" and noun.channel in FLOWS:
        giver, receiver = (
            _other_party(at, what, verb.subject)
            if who == PRONOUN and verb.head[0] == "P"
            else real(at, verb, who)
            for who in (verb.giver, verb.receiver)
        )
        if verb.verb in ("g", "gh", "i") and giver:
            source, owner, way = giver, () if owner == giver else owner, way or "out"
            target = target or receiver or verb.receiver
        elif verb.verb == "k" and receiver:
            target, way = receiver, way or "in"
            source = source or giver or (what.owner if what.form == "A" else ())
            owner = () if what.form == "A" or owner == receiver else owner
        cues.add(f"flow verb {verb.verb}")
    if verb and verb.head[0] in "CF" and verb.verb in ("c", "w"):
        source, target = source or verb.giver, target or verb.receiver
    elif verb and verb.head == ("C", what.at) and verb.verb in ("g", "k") and not owner:
        source, target = source or verb.giver, target or verb.receiver
        way = way or ("out" if verb.verb == "g" else "in")  # "were sold by Germany to Togo"
    unsaid = noun == UNSAID and at.line.chunks[what.at].text in DELIVERED
    goods = any(one.noun.channel in ("imports", "exports", "trade") for one in at.wholes)
    if unsaid and has_window(at.line.chunks) and not goods:
        raise Unreadable(f"“{at.line.chunks[what.at].text}”, and not of what")
    if noun.channel == "goods" and not way and not owner and source and target:
        way = "out"  # "deliveries from Georgia to Armenia"
    if other == PRONOUN and noun.channel == "trade":
        here = tuple(dict.fromkeys(one.party for one in at.line.said))
        other, owner = here if len(here) == 2 else at.memory.pair, ()
        if len(other) != 2:
            raise Unreadable("trade between two, and not which")
        assumed = assumed if other == here else (*assumed, BEFORE)
    if PRONOUN in (source, target, other):
        whom = _other_party(at, what, owner)
        source, target, other = (
            whom if each == PRONOUN else each for each in (source, target, other)
        )
    channel = noun.channel
    alone = owner and what.form in ("O", "A") and not (source or target or other)
    if channel == "aid" and alone and not RECEIVED.search(at.line.plain):
        raise Unreadable("aid, and not whether it was given or received")
    giving = channel in ("investment", "investment-flow") and alone and what.form == "A"
    if giving and not INWARD.search(at.line.plain):
        raise Unreadable("investment, and not whether it was made or received")
    if channel == "trade":
        everyone = [*owner, *source, *target, *other]
        if (
            not everyone
            and verb
            and verb.head[0] == "P"
            and at.about
            and at.about not in verb.subject
        ):
            everyone = list(verb.subject)
        if not everyone and at.about:
            named = [at.line.parties(one) for one in range(what.at) if at.shape[one] == "P"]
            everyone = [one for one in (named[0] if named else ()) if one != at.about]
            cues.add("partner other noun")
        if not everyone and MUTUAL.match(at.line.chunks[what.at].text):
            two = tuple(dict.fromkeys(one.party for one in at.line.said))
            everyone = list(two) if len(two) == 2 else []
        if not everyone:
            raise Unreadable("trade, and not whose")
        if not owner and len(everyone) == 1:
            subject, more = at.antecedent(what.at, apart_from=tuple(everyone))
            assumed = (*assumed, *more)
            partners: Parties = tuple(everyone)
        else:
            subject, partners = (everyone[0],), tuple(everyone[1:])
        if at.about in partners and not owner:
            partners = tuple(one for one in (*subject, *partners) if one != at.about)
            subject = (at.about,)
    else:
        inward = way == "in" or channel in ("aid", "investment", "investment-flow")
        if channel == "arms" and not way:
            inward = not (owner and what.form in "Oo" and target and not source)
            if owner and what.form == "A" and not target and not source:
                inward = True
        if (
            channel == "goods"
            and not way
            and owner not in ((), PRONOUN, WORLD)
            and what.form in "AOo"
        ):
            # "Peruvian shipments to China"
            way = "out" if target and not source else "in" if source and not target else ""
            inward = way == "in"
        if channel == "goods" and not way:
            raise Unreadable("goods, and not which way")
        if inward:
            if owner and what.form in ("A", "O", "o") and target and not source:
                source, owner = owner, ()
            subject, partners = owner or target, source or other
            if owner and target and owner != target:
                partners = source or owner
                subject = target
        else:
            subject, partners = owner or source, target or other
            if at.about and at.about in target and channel == "exports" and not owner:
                subject, partners = owner or source, target
        if not subject and not partners and any(at.shape[one.at] == "R" for one in at.wholes):
            raise Unreadable("an amount beside a place, and not whose")
        if not subject and verb and verb.verb in ("g", "k", "gh") and verb.head[0] in ("", "Q"):
            raise Unreadable("it is not said by whom")  # "states in Africa imported"
        if not subject:
            subject = at.owner_before(what.at, apart_from=partners)
        if not subject:
            subject, more = at.antecedent(what.at, apart_from=partners)
            assumed = (*assumed, *more)
        if channel == "arms":
            channel = "arms" if inward else "arms-exports"
        elif channel == "goods":
            channel = "imports" if inward else "exports"
        if channel == "arms-exports" and at.about and partners == (at.about,):
            channel, subject, partners = "arms", (at.about,), subject
    if WORLD in (subject, partners) or len(subject) != 1:
        raise Unreadable("not of one state and its partners")
    partners = tuple(one for one in partners if one != subject[0])
    if not partners and described(at.line, what):
        partners = _other_party(at, what, subject)
        cues.add("described")
    if channel == "debt" and not partners:
        raise Unreadable("all of a debt, and not to whom")
    parts = {
        "subject": subject[0],
        "partners": partners,
        "channel": channel,
        "product": noun.product,
    }
    return parts, tuple(assumed), frozenset(cues)


def _other_party(at: Sense, what: Whole, owner: Parties) -> Parties:
    """Return whom "it" means beside an owner: the last party named before."""
    pronoun = at.shape.rfind("p")
    for place in range(max(what.at, pronoun) - 1, -1, -1):
        if at.shape[place] in "PO" and at.line.parties(place) != owner:
            return at.line.parties(place)
    known = tuple(one for one in at.memory.pair if one not in owner)
    if len(known) != 1:
        raise Unreadable("the other side is not named")
    return known


def amount(at: Sense, place: int, figure: Figure) -> Draft:
    """Return the volume that passed between a state and its partners, or from all."""
    what = _amount_of(at, place)
    if what is None or (not what.named and dealt(at, place)):
        what = dealt(at, place) or what
    if what is None:
        raise Unreadable(f"“{figure.words}”, and not of what passes between states")
    turned = TURNED.search(at.shape, 0, place)
    if turned and what.at < turned.start():
        what = _turned(at, what, turned)
    if not figure.unit:
        raise Unreadable(f"“{figure.words}” is no amount in dollars")
    if re.search(r"[,;&]x*Ox*[tl]?x*$", at.shape[:place]):
        raise Unreadable("figures, and not whose each is")  # "…, France's to $230 million"
    inside = at.line.plain[at.line.chunks[what.at].end : at.line.chunks[place].start]
    if what.at < place and "includ" in inside:
        raise Unreadable("a part of it, and not all")
    if _of_a_balance(at, what, place):
        raise Unreadable("a deficit or surplus")
    verb = governing(at.line, place, place + 1)
    if verb is not None and verb < what.at and re.search(r",[^,]*l", at.shape[verb:place]):
        verb = None  # "… go to Italy, its imports from which came to $2 billion"
    told = frame(at.line, verb) if verb is not None else None
    parts, assumed, cues = flow_of(at, what, told)
    near, how = beside(at, place)
    if what.noun == UNSAID and what.at < place and not parts["partners"] and at.line.said[1:]:
        raise Unreadable("the other side is not named")
    parts["partners"] = _near_enough(at, place, parts["partners"])
    if how == "brackets" and near:
        if parts["subject"] in near or len(near) != 1:
            raise Unreadable("figures, and not whose each is")
        parts["partners"] = near  # "from the United States ($1.1bn) than from China ($0.8bn)"
    if how == "adjective" and not parts["partners"] and near != (parts["subject"],):
        parts["partners"] = near  # "$180 million was American"
    if how in ("object", "with") and what.at < place and parts["subject"] not in near:
        given = (*what.target, *(told.receiver if told else ()))
        if at.shape[place + 1 : place + 2] == "t" and parts["subject"] in given:
            if len(near) != 1:
                raise Unreadable("several are spoken of at once")
            parts["subject"] = near[0]  # "aid to Syria and $600 million to Iraq"
        else:
            parts["partners"] = near
    if IN_ALL.match(at.line.plain, at.line.chunks[place].end) and what.owner and what.at < place:
        parts["partners"] = ()  # "its exports, worth $90 billion in total, went to"
    if parts["channel"].startswith("arms") and figure.unit == "USD":
        raise Unreadable("arms are counted in TIV, not in dollars")
    if (
        not parts["partners"]
        and what.owner == PRONOUN
        and THEIRS.search(at.line.plain, 0, at.line.chunks[place].start)
    ):
        raise Unreadable("an amount of “their” own, and not whose")
    others = {one.party for one in at.line.said} - {parts["subject"]}
    if (
        not parts["partners"]
        and not what.owner
        and not what.named
        and others
        and not told_by(told, parts)
    ):
        raise Unreadable("an amount, and not whose")
    if _is_of_the_whole(at, place, what, told):
        raise Unreadable("an amount of the whole, beside a part of it")
    if LESS_THAN_IN.match(at.line.plain, at.line.chunks[place].end):
        raise Unreadable("by how much more or less, and since when")
    parts |= {
        "kind": "amount",
        "comparison": figure.comparison,
        "quantity": figure.value,
        "unit": figure.unit,
    }
    words = (figure.words, at.line.chunks[what.at].text)
    draft = timed(at, place, Draft(parts, words, place, assumed, cues | {"amount"}))
    if "over" in draft.cues:
        raise Unreadable("an amount of several years together")
    return draft


def _of_a_balance(at: Sense, what: Whole, place: int) -> bool:
    """Return whether an amount is that of a balance: the word for it is nearer than that for a flow."""
    plain, money = at.line.plain, at.line.chunks[place]
    words = list(BALANCE.finditer(plain))
    if not words:
        return False
    noun = at.line.chunks[what.at]
    if any(0 <= one.start() - money.end < NEAR for one in words):
        return True
    before = [one for one in words if one.start() < money.start]
    after_it = noun.start > money.end and not set(at.shape[place + 1 : what.at]) & set("oln")
    inside = bool(before) and IN_IT.match(plain, before[-1].end(), noun.start) is not None
    return bool(before) and (after_it or inside or noun.start < before[-1].end())


def told_by(told: Frame | None, parts: dict[str, Any]) -> bool:
    """Return whether the verb of an amount says whose it is: "Kenya imported $2 billion of goods"."""
    sides = (*told.giver, *told.receiver) if told else ()
    return parts["subject"] in sides


def _is_of_the_whole(at: Sense, place: int, what: Whole, told: Frame | None) -> bool:
    """Return whether an amount is told in passing of what a later verb gives a part of to somebody.

    "Its copper, worth $20 billion, went to Japan to the extent of 78 per cent."
    """
    closed = at.shape.find(",", place)
    aside = closed > 0 and "," in at.shape[what.at : place]
    return bool(aside and told and told.at > closed and "F" in at.shape[told.at :])


def _turned(at: Sense, what: Whole, found: re.Match[str]) -> Whole:
    """Return the flow of "…, Kenya's from India to $2 billion": as before, of another owner."""
    way = {"f": "in", "t": "out"}[found["way"]]
    if what.noun.channel not in ("imports", "exports") or what.way != way:
        raise Unreadable("figures, and not whose each is")
    owner, other = at.line.parties(found.start("owner")), at.line.parties(found.start("other"))
    side = {"source" if way == "in" else "target": other}
    return Whole(
        what.at, what.end, what.noun, owner=owner, form="O", way=way, start=what.start, **side
    )


def _near_enough(at: Sense, place: int, partners: Parties) -> Parties:
    """Return the partners of an amount, none where they stand only beside a later figure."""
    closed = at.shape.find(",", place)
    opened = at.shape.rfind(",", 0, place)
    if opened > 0 and closed > 0 and at.shape[opened + 1 : opened + 2] == "q" and partners:
        # "its exports, which were worth $39 billion, went to China"
        inside = [spot for spot in range(closed) if set(at.line.parties(spot)) & set(partners)]
        return partners if inside else ()
    later = next((one for one in range(place + 1, len(at.shape)) if at.shape[one] in "FMT"), None)
    if later is None or not set(at.shape[place:later]) & set(",;") or not partners:
        return partners
    spots = [
        spot for spot in range(len(at.shape))
        if at.shape[spot] in "POA" and set(at.line.parties(spot)) & set(partners)
    ]  # fmt: skip
    return () if spots and min(spots) > later else partners


def dealt(at: Sense, place: int) -> Whole | None:
    """Return the goods of "imported $15 bn from China" and "sold it goods for $4 bn"."""
    verb = governing(at.line, place, place + 1)
    if verb is None or verb > place or at.shape[verb] not in "gk":
        return None
    if not at.line.chunks[verb].text.startswith(
        ("import", "export", "sold", "sell", "bought", "buy", "purchas", "ship")
    ):
        return None
    if any(
        at.shape[one] == "C" and at.line.chunks[one].value != UNSAID
        for one in range(verb, len(at.shape))
    ):
        return None
    unknown = re.match(r"x+l", at.shape[verb + 1 : place])
    if unknown and at.line.chunks[verb + 1].text not in GOING:
        raise Unreadable(
            f"“{at.line.chunks[verb + 1].text}”: {NOT_OURS}"
        )  # "exported vanilla worth"
    return Whole(verb, verb + 1, UNSAID, way="in" if at.shape[verb] == "k" else "out", start=verb)


def _amount_of(at: Sense, place: int) -> Whole | None:
    """Return of what an amount is: "$5 bn of goods", "goods worth $5 bn", "exports reached $5 bn"."""
    shape = at.shape
    nouns = [one for one in at.wholes if shape[one.at] == "C"]
    level = next((one for one in range(place - 1, -1, -1) if shape[one] in "lbud;gk"), -1)
    if level >= 0 and shape[level] in "lbud" and "C" not in shape[level:place]:
        head, _ = subject(at.line, level)
        for one in nouns:
            if head[0] == "C" and one.at == head[1]:
                return one
    for one in nouns:
        if one.at > place and set(shape[place + 1 : one.at]) <= set("oxlAOKn()"):
            return one
    behind = [one for one in nouns if one.at < place and ";" not in shape[one.at : place]]
    with_channel = [one for one in behind if one.noun.channel]
    if behind and not behind[-1].noun.channel and behind[-1].end >= place - 3:
        return behind[-1]
    return with_channel[-1] if with_channel else behind[-1] if behind else None


GOING: Final = ("abroad", "overseas", "home", "back")
RECEIVED: Final = re.compile(
    r"\b(?:receiv\w+|receipts?|recipients?|gets?|got|inflows?|donors?|from)\b"
)
"""What tells that aid is what a state got, and not what it gave."""
INWARD: Final = re.compile(r"\b(?:inflows?|inward|foreign|fdi|receiv\w+|attract\w*|drew|host\w*)\b")
"""What tells that investment is what came into a state, and not what it put into others."""
MUTUAL: Final = re.compile(
    r"bilateral|two[ -]way|mutual|reciprocal|total bilateral|total two[ -]way"
)
"""What tells that trade is that of the two who are told of: "and bilateral trade reached $13 billion"."""
IN_ALL: Final = re.compile(r" (?:in (?:total|all)|altogether|overall|all told)(?=,)")
"""Behind an amount in an aside: it is of the whole."""
TURNED: Final = re.compile(r"[,;&]x*(?P<owner>O)(?P<way>[ft])(?P<other>P)[xtlb]*$")
"""The same flow of another owner, without its noun: "Kenya's from India to $2 billion"."""
THEIRS: Final = re.compile(r"\btheir\b")
LESS_THAN_IN: Final = re.compile(
    r" (?:more|less|fewer)\b[^,;]*\bthan (?:in|during|a|the|it|they|we)\b"
    r"| (?:below|above|short of|shy of|up on|down on|in excess of|(?:more|less|fewer|higher|lower|larger|smaller|bigger) than)\b"
)
"""What makes an amount the size of a change: "$3.9 billion less from Russia in 2019 than in 2013"."""
