"""Shares: of what a figure is a part, and whose; or of what all states pass."""

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import NOT_OURS, Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import Frame, frame, governing
from counterpoise.statements.reading.parties.partners import beside
from counterpoise.statements.reading.parties.sides import sides
from counterpoise.statements.reading.parties.wholes import PRONOUN, WORLD, Whole
from counterpoise.statements.reading.roles.apart import (
    check_kind,
    check_makers,
    check_named,
    check_part,
    check_share,
)
from counterpoise.statements.reading.roles.of_holder import of_holder
from counterpoise.statements.reading.roles.of_world import (
    is_of_world_total,
    of_the_exporter,
    of_world,
    world_total,
)
from counterpoise.statements.reading.tokens.anaphors import MEANT
from counterpoise.statements.reading.tokens.chunk import WITH_FIGURE
from counterpoise.statements.reading.tokens.figures import Figure
from counterpoise.statements.reading.tokens.lexicon import Noun

RECEIVED: Final = ("imports", "arms", "aid")
"""Channels of which the owner receives."""
EXACT: Final = re.compile(r"\(x*F\)(?=x*o)")
"""The same figure, told exactly in brackets."""
LISTED: Final = re.compile(rf"[,;&]{WITH_FIGURE}[^;abgkcw]*[,&]{WITH_FIGURE}?\)?[x,]*$")
"""Partners with a figure each before a verb: "Qatar with 28 per cent and Egypt with 18 had two thirds"."""
OF_SUM: Final = re.compile(r"x*oM(?:[pPq]|[xl]*(?:$|[,;]))")
"""Behind a part: it is of a sum that is told of by itself: "a third of the $1.8 billion it spent"."""
OF_IT: Final = re.compile(r" of (?:it|this)\b")
PART_OF_OTHER: Final = re.compile(r"oWx+(?=[&,;bgkacw])")
"""A part of what all states have of something: "30 per cent of world manufacturing and"."""
DESCRIBED_ONLY: Final = re.compile(
    r"\b(?:to|from|on|by) (?:the|a|its|his|their|one|that) (?:single |big |large |great |former )?"
    r"(?:neighbou?r|ally|patron|protector|power)"
    r"(?= across|, (?:which|who|whose)\b|,? that\b|[.;]|\s*$)"
)
"""A partner that is told of and not by name: "went to the neighbour across the water"."""
WHAT_OTHER: Final = re.compile(r"FoCpx*[gk]x*P")
"""A part of what another got: "sold India less than half of what it sold China"."""
WHAT_ANOTHER: Final = re.compile(r"FoCPx*[gk](?=[xY]*(?:$|[,;.]))")
"""The same behind an amount: "coal worth $9.4 billion, a quarter of what Japan bought"."""
METAL: Final = re.compile(r"FoC[PpA]x*[gk]ox+")
"""A part of goods that are told of by another word: "a quarter of what China imports of the metal"."""
AGAINST: Final = re.compile(r"\d (?:as )?against $")
"""Before a figure that stands against a number: "29 as against 12 per cent"."""
PRODUCTS_PART: Final = re.compile(r"(?:^|[&;])[xY]*(?:[OA]|s)x*C,x*$")
OF_ITS: Final = re.compile(r"x*osx*C,")
"""What a product is of all: "Kyrgyzstan's gold, two fifths of its exports, went to"."""
GOES_TO: Final = re.compile(r"x*osx*C[xY]*[wg]x*[xY]*tx*P")
"""What of its own a state sends: "Britain, with 44 per cent of its exports going to Oman"."""
OF_SHARE: Final = re.compile(r"x*o[OAs]x*S")
"""A part of what another has: "about half of China's share"."""
PAYING: Final = ("aid", "investment", "investment-flow", "debt", "remittances")
"""Money that passes between states, and pays for other things that do."""
OF_STRANGERS: Final = re.compile(r"x(?!C)")
"""What nearly all is told of is no word of ours: "buys nearly all the logs"."""
OF_UNKNOWN: Final = re.compile(r"o[sOA]x(?=,|;|x?$)")
PROVIDING: Final = re.compile(r",hx*Px*[gk]x*$")
"""Who gives a part of what a region gives: "from the Middle East, with Saudi Arabia alone providing"."""
ALL: Final = ("all", "half")
"""Parts that need no "of": "nearly all its arms", "half its cars"."""
TOTALS: Final = (
    "total",
    "own",
    "whole",
    "all",
    "sum",
    "bill",
    "needs",
    "intake",
    "trade",
    "market",
)
"""Words for a whole that may be told of before."""
PART_BEHIND: Final = re.compile(
    r"[^,;.]*, (?:much|most|some|many|part|the bulk|a lot|mainly|largely|mostly|chiefly|primarily"
    r"|nearly all|almost all)"
    r" (?:of (?:it|them|which|that) )?(?:is |are |was |were |came |comes |going |coming )?(?:from|to)\b"
)
LATER_PART: Final = re.compile(r"[xY]*o[sOA]x*C[^,;F]*,&?x*Fx*o(?:p|C|q)x*[ft]x*P")
"""A part of it, with its own partner: "80 per cent of its wheat, two thirds of it from Ukraine"."""
LEFT_OUT: Final = re.compile(r"oO(?=[,;&Y]|x?$)")
SOLD_IN: Final = re.compile(
    r"\b(?:cars|phones|vehicles|trucks|buses|drugs|medicines|goods|wines?|beers?|books) sold in\b"
)
RUN_OF: Final = re.compile(r"(?:,?J,?|,,)(?=ox*[sAO]?C)")
"""Behind the figure of one of several, up to what they are all of: ", respectively, of its imports"."""
RUN_ALONE: Final = re.compile(r"(?:,?&?x*F)+(?:,?J,?)?(?=ox*[sAO]?C)")
"""The same with the figures of others: "20.3, 12 and 10 per cent of its imports"."""


def share(at: Sense, place: int, figure: Figure) -> Draft:
    """Return the share of a partner, or of a state in the world."""
    if figure.words.endswith(" all") and OF_STRANGERS.match(at.shape, place + 1):
        raise Unreadable(f"nearly all “{at.line.chunks[place + 1].text}”: {NOT_OURS}")
    if OF_SUM.match(at.shape, place + 1):
        raise Unreadable("a part of a sum told beside it")
    if at.shape[place - 1 : place] == "j" and AGAINST.search(
        at.line.plain, 0, at.line.chunks[place].start
    ):
        raise Unreadable("figures, and not whose each is")
    if is_of_world_total(at, place):
        return world_total(at, place, figure)
    what, cues = _whole_of(at, place)
    what = what or _by_verb(at, place)
    if what and not what.noun.channel:
        raise Unreadable(f"“{at.line.chunks[what.at].text}”: {NOT_OURS}")
    alone = at.shape[place + 1 : place + 2] != "o" and PROVIDING.search(at.shape, 0, place)
    if what and what.has_region and not alone:
        raise Unreadable("a region that is no bloc, and not a state")
    if what and what.at > place and re.match(r"[xY]*b[xj]*C", at.shape[what.end :]):
        raise Unreadable("a part by product, and not by partner")
    if OF_SHARE.match(at.shape, place + 1):
        raise Unreadable("a part of another's share")
    bracketed = (
        what is not None and what.noun.product and at.shape[:place].rstrip("x").endswith("C(")
    )
    if bracketed and not set(at.shape[place : at.shape.find(")", place)]) & set("PAft"):
        raise Unreadable("a part by product, and not by partner")
    if PRODUCTS_PART.search(at.shape, 0, place) and OF_ITS.match(at.shape, place + 1):
        raise Unreadable("a part by product, and not by partner")
    told = _frame_of(at, place, what)
    given = at.shape[place - 2 : place] in ("gP", "kP")
    if (given and WHAT_OTHER.match(at.shape, place)) or METAL.match(at.shape, place):
        raise Unreadable("a part of what another got, or of goods by no name")
    if (
        what
        and what.noun.channel == "trade"
        and told
        and at.line.chunks[told.at].text.endswith(" of")
    ):
        raise Unreadable("a source or destination of trade both ways, and not which way")
    if SOLD_IN.search(at.line.plain):
        raise Unreadable("what is sold there, and not what is brought in")
    if told and DESCRIBED_ONLY.search(at.line.plain, *_clause_letters(at, place)):
        raise Unreadable("the other side is not named")
    if "M" in at.shape[:place] and WHAT_ANOTHER.match(at.shape, place):
        raise Unreadable("a part of what another got, or of goods by no name")
    if what:
        check_kind(at, what.at)
    check_share(at, place, told)
    near = beside(at, place)
    if held := of_holder(at, place, what):
        what, near = held[0], (held[1], "brackets")
    if near[1] == "with" and GOES_TO.match(at.shape, place + 1):
        near = ((), "")
    if told and not near[0] and "G" not in at.shape and LISTED.search(at.shape, 0, told.at):
        raise Unreadable("figures, and not whose each is")
    check_makers(at, told, what)
    head = next(
        (one for one in at.wholes if told and at.shape[told.at] in "ab" and one.at == told.head[1]),
        None,
    )
    paying = next((one for one in at.wholes if told and one.at == told.head[1]), None)
    money = paying is not None and paying.noun.channel in PAYING
    if money and told and told.verb == "g" and what and what.noun.channel not in PAYING:
        raise Unreadable("a part that is paid for, and not from whom it comes")
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
        return of_the_exporter(at, place, figure, what, told, words)
    if what and what.owner == WORLD:
        return of_world(at, place, figure, what, told, words)
    owner, partner, channel, product, assumed, more = sides(at, place, what, told, near)
    cues = cues | more
    check_named(at, partner)
    if PART_BEHIND.match(at.line.plain, at.line.chunks[place].end) or _of_later(at, place, partner):
        raise Unreadable("a part of it is another's, and not all")
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
    run = RUN_OF.match(shape, rest) or _run_of_each(at, place, rest)
    if run:
        rest = run.end()  # "with 17 and 21 per cent respectively of total exports"
    if PART_OF_OTHER.match(shape, rest) or _of_unknown(at, rest):
        raise Unreadable(f"“{at.line.chunks[rest + 2].text}”: {NOT_OURS}")
    if left_out := _left_out(at, rest):
        return left_out, frozenset({"of"})
    all_of = shape[rest : rest + 1] in ("s", "O") and figure_words(at, place) in ALL
    if shape[rest : rest + 1] in ("o", "C") or all_of:
        for one in wholes:
            if (
                one.at >= rest
                and one.at <= rest + 7
                and not set(shape[rest + 1 : one.at])
                & set("gcwavlbFMT,;" if all_of else "gkcwavlbFMT,;")
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


def _run_of_each(at: Sense, place: int, rest: int) -> re.Match[str] | None:
    """Return the other figures behind one of several, where as many partners are listed before them."""
    run = RUN_ALONE.match(at.shape, rest)
    if run is None:
        return None
    first = place
    while first and at.shape[first - 1] in "F,&x":
        first -= 1
    count = at.shape.count("F", first, run.end())
    return run if any(len(at.line.parties(spot)) == count for spot in range(first)) else None


def figure_words(at: Sense, place: int) -> str:
    """Return the last word of a figure."""
    words: str = at.line.chunks[place].value.words
    return words.split()[-1]


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


def _clause_letters(at: Sense, place: int) -> tuple[int, int]:
    """Return where the clause of a figure begins and ends, in letters."""
    chunks, shape = at.line.chunks, at.shape
    first, last = shape.rfind(";", 0, place) + 1, shape.find(";", place)
    return chunks[first].start, chunks[last].start if last >= 0 else len(at.line.plain)


def _by_verb(at: Sense, place: int) -> Whole | None:
    """Return the goods of "Albania exports mainly to Italy (45 per cent)"."""
    verb = governing(at.line, place, place + 1)
    if verb is None or verb > place or at.shape[verb] not in "gk":
        return None
    if not at.line.chunks[verb].text.startswith(("import", "export")) or "C" in at.shape:
        return None
    way = "in" if at.shape[verb] == "k" else "out"
    return Whole(verb, verb + 1, Noun("goods"), way=way, start=verb)


def _left_out(at: Sense, rest: int) -> Whole | None:
    """Return the noun that "40 per cent of Australia's and 4 per cent of Canada's exports" leaves out."""
    if not LEFT_OUT.match(at.shape, rest):
        return None
    spot = at.shape.index("O", rest)
    alike = [
        one for one in at.wholes if one.form == "O" and one.noun.channel and at.shape[one.at] == "C"
    ]
    near = [one for one in alike if one.at > spot][:1] or [one for one in alike if one.at < spot][
        -1:
    ]
    if not near or len(at.line.parties(spot)) != 1 or ";" in at.shape[min(spot, near[0].at) : spot]:
        return None
    one = near[0]
    return Whole(
        one.at, one.end, one.noun, owner=at.line.parties(spot), form="O", way=one.way, start=spot
    )


def _of_later(at: Sense, place: int, partner: tuple[str, ...]) -> bool:
    """Return whether a partner stands only with a later part: "80 per cent of its wheat, half of it from"."""
    later = LATER_PART.match(at.shape, place + 1)
    if not later:
        return False
    spots = [one for one in range(len(at.shape)) if set(at.line.parties(one)) & set(partner)]
    return bool(spots) and min(spots) >= later.end() - 1


def _of_unknown(at: Sense, rest: int) -> bool:
    """Return whether a figure is of something that is no channel: "a fifth of its fleet"."""
    found = OF_UNKNOWN.match(at.shape, rest)
    if not found:
        return False
    word = at.line.chunks[found.end() - 1]
    return word.text.isalpha() and word.text not in TOTALS and not at.line.is_name(found.end() - 1)
