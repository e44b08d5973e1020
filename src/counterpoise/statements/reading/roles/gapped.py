"""Conjuncts without a verb: "…, Malaysia for 17 and Russia for 9.5" is told as the clause before was.

A conjunct that names a party beside its own figure and has no verb takes over the clause before it:
the channel, whose total it is, the period where it has none of its own. Only the party and the
figure are new, and they belong together by standing together.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import Frame, frame, governing
from counterpoise.statements.reading.tokens.figures import Figure
from counterpoise.statements.reading.tokens.lexicon import Noun

BEFORE: Final = re.compile(
    r"[,;&]x*(?P<lead>[ftynr]x*|xo(?=P\(F))?(?P<party>[POA])(?P<noun>C)?(?:,[qs][^,;FMK]*,)?x*(?P<way>,?[rhoyntf]x*|,x*|\(x*|S?x*[nb]?x*)$"
)
"""A party, and what may stand between it and its figure."""
ASIDE: Final = re.compile(r",[qs][^,;FMK]*,")
"""What is told of a party by the way: ", which had led until 2012,"."""
AFTER: Final = re.compile(r"x*\)?,?x*(?P<way>[ftynrh])x*(?P<party>P)(?!C)")
OWN: Final = re.compile(r"x*ox*(?P<whose>[sOA])x*C(?=$|[,;&x.])")
LEFT_OUT: Final = re.compile(r"x*o(?P<whose>O)(?=x?$|[,;&.])")
LED_BY_TIME: Final = re.compile(r"[,;&]x*Yx*$")
"""A time of its own before a figure: ", in 2019–23 four fifths from France"."""
ALONE: Final = re.compile(r"(?:[,;&]+|^)[xY]*$")
HEADING: Final = re.compile(r"[;,]x{0,2}[Os]?(?P<what>C)[xY()]*;")
"""What passes, with a colon: "; imports: China 28 %"."""
WAYS: Final = ("imports", "exports")
VERBLIKE: Final = re.compile(r"[a-z]{3,}(?:es|ed|[^s]s)")
VERBS: Final = frozenset("gkcwavibl")


def _other_way(at: Sense, place: int, full: Draft) -> Draft:
    """Return a share as the last heading has it: "exports: China 30 %; imports: China 28 %"."""
    ways = [
        at.line.chunks[found.start("what")].value
        for found in HEADING.finditer(at.shape, max(full.at, 0), place)
        if at.line.chunks[found.end() - 1].text == ":"
    ]
    known = full.parts.get("channel")
    if not ways or known not in WAYS or ways[-1].channel not in WAYS or ways[-1].product:
        return full
    return replace(full, parts=full.parts | {"channel": ways[-1].channel})


def conjunct(at: Sense, place: int) -> tuple[Parties, str] | None:
    """Return the party beside a figure in a conjunct without a verb, and the letter that leads to it."""
    shape = at.shape
    before = BEFORE.search(shape, 0, place)
    if before and before.end() == place:
        spot = before.start("party")
        if before["noun"] and before["party"] == "P":
            return None
        who = at.line.parties(spot)
        ahead = before["lead"] == "xo"  # ", ahead of Israel (20 per cent)"
        if ahead and at.line.chunks[before.start("lead")].text != "ahead":
            return None
        lead = (
            ""
            if ahead
            else (before["lead"] or "").rstrip("x") or ("O" if before["party"] == "O" else "")
        )
        way = before["way"].strip("x,(")[:1]
        apart = "," if before["way"].startswith(",") and way == "h" else ""
        return (who, lead or ("=" + way + apart)) if len(who) == 1 else None
    after = AFTER.match(shape, place + 1)
    if after and ALONE.search(shape[:place]):
        who = at.line.parties(after.start("party"))
        return (who, after["way"]) if len(who) == 1 else None
    return None


def conjunct_at(shape: str, place: int) -> tuple[int, int]:
    """Return where the conjunct of a figure begins and ends: between the bars around it."""
    begin = max(shape.rfind(mark, 0, place) for mark in ",;&") + 1
    end = min(
        (found for mark in ",;&" if (found := shape.find(mark, place)) >= 0), default=len(shape)
    )
    return begin, end


def carried(at: Sense, place: int, figure: Figure, full: Draft, last: int) -> Draft | None:
    """Return the share that a conjunct tells by the clause before; None if it is none.

    Parameters
    ----------
    at : Sense
        The sentence.
    place : int
        The chunk of the figure.
    figure : Figure
        What it says.
    full : Draft
        The last share that was told with its verb.
    last : int
        The chunk of the figure before this one.

    Raises
    ------
    Unreadable
        If it can't be told whether the party takes the place of the partner or of the owner.
    """
    full = _other_way(at, place, full)
    noun = _other_product(at, place, full)
    if noun:
        parts = full.parts | {
            "product": noun,
            "comparison": figure.comparison,
            "quantity": figure.value,
        }
        return Draft(parts, (figure.words, noun), place, full.assumed, full.cues | {"gapped"})
    found = conjunct(at, place)
    if not found or _restarts(at, last, place):
        return None
    if full.parts["kind"] == "world share" and len(found[0]) == 1 and found[1][:1] in ("=", "O"):
        # "Belgium provided 2.5 per cent of the world's exports and Spain 1.7"
        parts = full.parts | {
            "subject": found[0][0], "comparison": figure.comparison, "quantity": figure.value,
        }  # fmt: skip
        return Draft(
            parts, (figure.words, *full.words[1:]), place, full.assumed, full.cues | {"gapped"}
        )
    if not full.parts.get("subject") or not full.parts.get("partners"):
        return None  # a clause that names no two sides has no frame to hand on
    who, lead = found
    if lead == "n" and at.shape[:place].rstrip("xSbY").endswith("O"):
        raise Unreadable("figures, and not whose each is")  # "in Estonia's 8"
    owner: tuple[str, ...] = (full.parts["subject"],)
    partner = full.parts["partners"]
    told = _frame(at, full.at)
    new = _slot(at, full, told, lead, who)
    second = AFTER.match(at.shape, place + 1)
    if second and lead == "=" and told and told.subject == owner:
        # "…, India 36 per cent from Russia"
        owner, partner = who, at.line.parties(second.start("party"))
    elif second and lead == "=":
        raise Unreadable("figures, and not whose each is")
    elif new == "owner":
        owner = who
    else:
        partner = who
    if left := LEFT_OUT.match(at.shape, place + 1):
        owner = at.line.parties(left.start("whose"))  # "and Spain 30 per cent of Turkey's"
    if set(owner) & set(partner) or len(owner) != 1:
        raise Unreadable("figures, and not whose each is")
    parts = full.parts | {
        "subject": owner[0], "partners": partner, "comparison": figure.comparison, "quantity": figure.value,
    }  # fmt: skip
    words = (figure.words, *full.words[1:])
    cues = (
        full.cues | {"gapped"} | ({"gapped owner"} if owner != (full.parts["subject"],) else set())
    )
    dated = _own_time(at, place)
    if dated is None:
        return Draft(parts, words, place, full.assumed, cues)
    parts = {key: value for key, value in parts.items() if key not in ("years", "when")}
    return timed(at, place, Draft(parts, words, place, full.assumed, cues))


def _restarts(at: Sense, last: int, place: int) -> bool:
    """Return whether a verb of the conjunct's own, or another noun, stands before the figure."""
    shape = at.shape
    aside = ASIDE.search(shape, last, place)
    bar = max(shape.rfind(mark, last, aside.start() if aside else place) for mark in ",;&")
    start = bar
    while start > last and shape[start - 1] in "PA,&x":
        start -= 1
    inner = ASIDE.sub("", shape[max(start, last + 1) : place])
    return bool(VERBS & set(inner)) or _has_whole(at, place)


def _has_whole(at: Sense, place: int) -> bool:
    """Return whether a figure has a noun of its own: "3 per cent of its exports"."""
    return bool(re.match(r"x*o[xsOAPUp]*C", at.shape[place + 1 :]))


def _other_product(at: Sense, place: int, full: Draft) -> str:
    """Return the product of "34 per cent of its crude oil" that follows a figure of another product."""
    own = OWN.match(at.shape, place + 1)
    if not own or not ALONE.search(at.shape[:place]) or not full.parts.get("product"):
        return ""
    whose = own["whose"]
    if whose in ("O", "A") and at.line.parties(own.start("whose")) != (full.parts["subject"],):
        return ""
    noun: Noun = at.line.chunks[own.end() - 1].value
    if noun.product == full.parts["product"] and at.shape[full.at + 1 : place] in ("&", ",", ",&"):
        return ""  # "35 and 30 per cent of its crude"
    return noun.product if noun.channel in ("goods", full.parts["channel"]) else ""


def _frame(at: Sense, place: int) -> Frame | None:
    verb = governing(at.line, place, place + 1)
    return frame(at.line, verb) if verb is not None else None


def _slot(at: Sense, full: Draft, told: Frame | None, lead: str, who: Parties) -> str:
    """Return whose place a conjunct's party takes: "partner", or "owner" of the total."""
    shape = at.shape
    owner, partner = full.parts["subject"], full.parts["partners"]
    if lead in tuple("ftynrh") and lead:
        return "partner"
    spots = {
        party: shape[spot]
        for spot in range(len(shape))
        if shape[spot] in "POA"
        for party in at.line.parties(spot)
    }
    if lead == "O":
        return "owner" if spots.get(owner) == "O" and spots.get(partner[0]) != "O" else "partner"
    head = told.subject if told else ()
    if (
        told
        and (head == (owner,) or "gapped owner" in full.cues)
        and shape[told.at + 1 : told.at + 2] not in ("P", "(")
    ):
        if lead == "=h,":
            return (
                "partner"  # "gets two thirds of its arms from America; Italy, with 29 per cent, is"
            )
        beside = conjunct(at, full.at)
        if lead in ("=h", "=") and beside is None and not _listed(at, full, told):
            if lead == "=h" or _with_verb(at, who):
                raise Unreadable("figures, and not whose each is")
            return "owner"
    return "partner"


def _with_verb(at: Sense, who: Parties) -> bool:
    """Return whether a verb that is not known follows a party: "while Spain manages barely 8 per cent"."""
    spots = [spot for spot in range(len(at.shape)) if at.shape[spot] in "PA"]
    named = [spot for spot in spots if at.line.parties(spot) == who]
    after = at.line.chunks[named[-1] + 1 : named[-1] + 2] if named else ()
    return any(one.tag == "x" and VERBLIKE.fullmatch(one.text) for one in after)


def _listed(at: Sense, full: Draft, told: Frame) -> bool:
    """Return whether the partner of the full clause stands right at its figure: "China, with 30 %"."""
    after = at.shape[told.at + 1 : full.at]
    return any(at.shape[spot] == "P" for spot in range(told.at + 1, full.at)) and bool(after)


def _own_time(at: Sense, place: int) -> int | None:
    """Return the time that belongs to a conjunct alone: right behind its figure."""
    after = re.match(r"(?:x*[ftynrh]x*P)?\)?[x]*\(?Y", at.shape[place + 1 :])
    if after:
        return place + after.end()
    return place if LED_BY_TIME.search(at.shape, 0, place) else None
