"""Amounts and changes: what passed between whom, how much, and by how much more or less."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.counterflow import (
    counterflow,
    owner_by_pair,
)
from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import (
    BEFORE,
    NOT_OURS,
    Draft,
    Parties,
    Sense,
    Unreadable,
)
from counterpoise.statements.reading.parties.frames import Frame, frame, governing
from counterpoise.statements.reading.parties.pairs import both_ways_of_one, that_one, two_of
from counterpoise.statements.reading.parties.partners import beside
from counterpoise.statements.reading.parties.sides import UNSAID, real
from counterpoise.statements.reading.parties.wholes import PRONOUN, WORLD, Whole, described
from counterpoise.statements.reading.roles.apart import check_kind
from counterpoise.statements.reading.roles.beside_amounts import (
    is_balance,
    is_of_the_whole,
    near_enough,
)
from counterpoise.statements.reading.roles.from_to import course
from counterpoise.statements.reading.roles.of_holder import two_of_place
from counterpoise.statements.reading.roles.of_what import amount_of, dealt
from counterpoise.statements.reading.roles.whose_flow import (
    REPORTED,
    holder_of_place,
    is_resumed,
    of_two,
    other_party,
    told_of,
    whose,
    with_both,
)
from counterpoise.statements.reading.tokens.deals import has_window
from counterpoise.statements.reading.tokens.figures import Figure
from counterpoise.statements.reading.tokens.stocks import as_held

DELIVERED: Final = ("deliveries", "transfers", "shipments", "supplies", "sales", "orders")
"""Words for what passes that say nothing of what it is: of five years together it may be arms."""
FLOWS: Final = ("goods", "arms", "aid", "investment", "investment-flow", "imports", "exports")
"""Channels of which a verb says who gives and who receives."""


def flow_of(
    at: Sense, what: Whole, verb: Frame | None = None
) -> tuple[dict[str, Any], tuple[str, ...], frozenset[str]]:
    """Return subject, partners, channel and product of what passes, by the parties around the noun."""
    if not what.noun.channel:
        raise Unreadable(f"“{at.line.chunks[what.at].text}”: {NOT_OURS}")
    if two := two_of(at, what):
        check_kind(at, what.at)
        return of_two(at, *two)
    if what.has_region:
        raise Unreadable("a region that is no bloc, and not a state")
    check_kind(at, what.at)
    if both := both_ways_of_one(at, what):
        parts = {"subject": both[0], "partners": (), "channel": "trade", "product": ""}
        return parts, (), frozenset({"flow both ways", "both ways of one"})
    turned = None if told_of(verb) else counterflow(at, what)
    if turned:
        parts = {
            "subject": turned[0],
            "partners": turned[1:],
            "channel": what.noun.channel,
            "product": "",
        }
        return parts, (), frozenset({"flow the other way", "the other way"})
    noun, way = as_held(what.noun, at.line.plain), what.way
    assumed: tuple[str, ...] = ()
    owner, source, target, other = what.owner, what.source, what.target, what.other
    if not owner and not told_of(verb):
        owner = owner_by_pair(at, what)
    if not owner and noun.channel in REPORTED and (headed := HEADING.match(at.shape)):
        owner = at.line.parties(headed.start("whose")) if headed.end() <= what.at else ()
    fronted = FRONTED.match(at.shape)
    if (
        fronted
        and not (source or target or other or told_of(verb))
        and not at.shape[: what.at].count(";")
    ):
        whom = at.line.parties(fronted.start("whom"))
        side = WAYS_TO.get((fronted["way"], noun.channel), "")
        if side and not set(whom) & set(owner):
            source, target, other = (
                whom if side == one else () for one in ("source", "target", "other")
            )
    cues = {"under a heading"} if owner and owner != what.owner and not what.owner else set()
    cues |= {
        f"flow {what.form or '-'}{'f' if source else ''}{'t' if target else ''}{'h' if other else ''}"
    }
    if owner == PRONOUN:
        apart = (*source, *target, *other)
        try:
            owner, assumed = at.antecedent(what.start, apart_from=apart)
        except Unreadable:
            owner = at.owner_before(what.at, apart_from=apart)
            if not owner:
                owner, assumed = whose(at, what, apart)
    if verb and verb.head[0] in "Pp" and noun.channel in FLOWS:
        giver, receiver = (
            other_party(at, what, verb.subject)
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
        whom = other_party(at, what, owner)
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
        if not everyone:
            everyone = list(two_of_place(at, what))
        if not everyone:
            raise Unreadable("trade, and not whose")
        of_third = len(other) > 1 and not (source or target) and with_both(at, what)
        if not owner and (len(everyone) == 1 or of_third):
            subject, more = whose(at, what, tuple(everyone))
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
            subject, more = whose(at, what, partners)
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
        partners = other_party(at, what, subject)
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


def amount(at: Sense, place: int, figure: Figure) -> Draft:
    """Return the volume that passed between a state and its partners, or from all."""
    what = amount_of(at, place)
    if what is None or (not what.named and dealt(at, place)):
        what = dealt(at, place) or what
    if what is None:
        raise Unreadable(f"“{figure.words}”, and not of what passes between states")
    turned = TURNED.search(at.shape, 0, place)
    if turned and what.at < turned.start():
        what = _turned(at, what, turned)
    if OF_NONE.match(at.shape, what.at) and not at.line.chunks[what.at + 2].value.channel:
        raise Unreadable(f"“{at.line.chunks[what.at + 2].text}”: {NOT_OURS}")  # "sales of services"
    if SUM_OF_SEVERAL.search(at.line.plain, 0, at.line.chunks[place].start):
        raise Unreadable(f"“{figure.words}” is the sum of several that are told")
    if OFTEN.search(at.line.plain, 0, at.line.chunks[what.start].start):
        raise Unreadable(f"“{figure.words}” is told by the day, month, head or piece")
    if not figure.unit:
        raise Unreadable(f"“{figure.words}” is no amount in dollars")
    if re.search(r"[,;&]x*Ox*(?:[ud]?t|l)?x*$", at.shape[:place]):
        raise Unreadable("figures, and not whose each is")  # "…, France's to $230 million"
    inside = at.line.plain[at.line.chunks[what.at].end : at.line.chunks[place].start]
    if what.at < place and "includ" in inside:
        raise Unreadable("a part of it, and not all")
    if is_balance(at, place, what):
        raise Unreadable("a deficit or surplus")
    verb = governing(at.line, place, place + 1)
    if verb is not None and PART_ASIDE.search(at.shape, what.at, place):
        verb = None  # "its arms imports, 41 per cent of which came from Russia, totalled"
    if verb is not None and verb < what.at and re.search(r",[^,]*l", at.shape[verb:place]):
        verb = None  # "… go to Italy, its imports from which came to $2 billion"
    told = frame(at.line, verb) if verb is not None else None
    parts, assumed, cues = flow_of(at, what, told)
    if OF_WHOLE.search(at.shape, 0, place) and what.at > place and what.owner:
        cues |= {"of the whole"}
        parts["partners"] = ()  # "58 per cent of the $6.2 billion total imports of Botswana"
    near, how = beside(at, place)
    if what.noun == UNSAID and what.at < place and not parts["partners"] and at.line.said[1:]:
        raise Unreadable("the other side is not named")
    parts["partners"] = near_enough(at, place, parts["partners"])
    if how == "brackets" and near:
        if parts["subject"] in near or len(near) != 1:
            raise Unreadable("figures, and not whose each is")
        parts["partners"] = near  # "from the United States ($1.1bn) than from China ($0.8bn)"
    if how == "adjective" and not parts["partners"] and near != (parts["subject"],):
        parts["partners"] = near  # "$180 million was American"
    if how in ("object", "with") and what.at < place and parts["subject"] not in near:
        given = (*what.target, *(told.receiver if told else ()))
        if at.shape[place + 1] == "n" and parts["channel"] in INVESTED and len(near) == 1:
            parts["subject"], near = near[0], parts["partners"]  # "and $0.9 billion in Cambodia"
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
    if not parts["partners"] and not what.owner and not at.line.said and len(at.memory.pair) == 2:
        raise Unreadable("a flow of two told before, and not whether with each other")
    if not parts["partners"]:
        parts["partners"] = holder_of_place(at, place, parts["subject"])
    if not parts["partners"] and is_resumed(at, what, parts):
        raise Unreadable("a flow told before with another, and not whether with that one")
    if "u" in at.shape[what.at : place] and figure.words.startswith("up to "):
        figure = replace(figure, comparison="about")  # "rose by 11 per cent, up to $3.4 million"
    if not parts["partners"] and (there := that_one(at, what, place, parts["subject"])):
        parts["partners"], assumed = there, (*assumed, BEFORE)
    if (
        not parts["partners"]
        and at.shape[what.at] in "gk"
        and not at.line.chunks[what.at].text.startswith(("export", "import"))
    ):
        raise Unreadable("the other side is not named")  # "France bought $60 million worth"
    if not parts["partners"] and GROUP.match(at.line.plain, at.line.chunks[what.at].end):
        raise Unreadable("a region that is no bloc, and not a state")
    others = {one.party for one in at.line.said} - {parts["subject"]}
    if (
        not parts["partners"]
        and not what.owner
        and not what.named
        and "under a heading" not in cues
        and others
        and not told_by(told, parts)
    ):
        raise Unreadable("an amount, and not whose")
    if is_of_the_whole(at, place, what, told):
        if not what.owner or what.noun.product:
            raise Unreadable("an amount of the whole, beside a part of it")
        parts["partners"] = ()
        cues |= {"of the whole"}
    if LESS_THAN_IN.match(at.line.plain, at.line.chunks[place].end):
        raise Unreadable("by how much more or less, and since when")
    parts |= {
        "kind": "amount",
        "comparison": figure.comparison,
        "quantity": figure.value,
        "unit": figure.unit,
    }
    words = (figure.words, at.line.chunks[what.at].text)
    draft = course(
        at, place, timed(at, place, Draft(parts, words, place, assumed, cues | {"amount"}))
    )
    if "over" in draft.cues:
        raise Unreadable("an amount of several years together")
    return draft


def told_by(told: Frame | None, parts: dict[str, Any]) -> bool:
    """Return whether the verb of an amount says whose it is: "Kenya imported $2 billion of goods"."""
    sides = (*told.giver, *told.receiver) if told else ()
    return parts["subject"] in sides


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


HEADING: Final = re.compile(r"x*(?P<whose>P);")
"""Whose is all that follows: "Colombia: Exports--$4.1 billion"."""
FRONTED: Final = re.compile(r"x*(?P<way>[htf])x*(?P<whom>P),")
"""With whom, in front: "With Kuwait, on the other hand, Egypt's trade is"."""
WAYS_TO: Final = {("h", "trade"): "other", ("t", "exports"): "target", ("f", "imports"): "source"}
GROUP: Final = re.compile(
    r"(?: of [\w’']+)? (?:with|to|from|between|among) (?:the |its |their |all |other )*(?:[\w-]+ ){0,2}(?:members?|partners?|neighbou?rs?|countries|states"
    r"|nations|economies|region|republics)\b"
)
"""Behind a flow: it is with several, and not by name."""
INVESTED: Final = ("investment", "investment-flow")
OFTEN: Final = re.compile(r"\b(?:weekly|monthly|daily|quarterly|hourly) (?:[\w-]+ )?$")
"""Before a flow: it is told by less than a year."""
OF_NONE: Final = re.compile(r"CoC")
SUM_OF_SEVERAL: Final = re.compile(
    r"\bor (?:a |an )?(?:combined|total|overall)(?: total| sum)?(?: of)? $"
)
"""Before an amount that is the sum of those told."""
OF_WHOLE: Final = re.compile(r"Fo[sOA]?x*$")
"""A part, before the amount of the whole."""
PART_ASIDE: Final = re.compile(r",F[^,]*oq[^,]*[cwgk][^,]*,[xYbH]*[bl]?x*$")
"""A part of a whole told by the way, before the amount of the whole."""
RECEIVED: Final = re.compile(
    r"\b(?:receiv\w+|receipts?|recipients?|gets?|got|inflows?|donors?|from)\b"
)
"""What tells that aid is what a state got, and not what it gave."""
INWARD: Final = re.compile(r"\b(?:inflows?|inward|foreign|fdi|receiv\w+|attract\w*|drew|host\w*)\b")
"""What tells that investment is what came into a state, and not what it put into others."""
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
