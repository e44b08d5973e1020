"""The partner that a share belongs to: beside the figure, by the verb, or around the noun."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import Frame
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD, Whole

PREDICATE: Final = re.compile(r"bx*(?P<who>A)x*;?x*$")
"""An adjective before its part: "are Chinese to the tune of 36 per cent", "is Chinese: 82 per cent"."""
PLACED: Final = re.compile(
    r"(?P<who>P)[xY]*(?:(?:b[xYj]*|xPx*jx*)(?:[OAs]x*)?K|K(?:x*o)?x*[OAs])[xAC]*(?P<role>R)(?:[otrn]x*[OAPs]?x*C?)?[xY]*(?:,?[hn]|\((?:Fx*ox*C[,&]+)?)x*(?:Sx*o|(?:Cx*o)?x*M(?:,?&|\())?x*$"
)
PAIR: Final = 2
UNNAMED: Final = ((), PRONOUN, WORLD, REGION)
WORTH: Final = re.compile(r"M[xY]*(?:,?&|,|\()x*$")
"""Before a part that is a flow's too: "German-Hungarian trade hit $58 billion, or 25 per cent of"."""
FIGURED: Final = re.compile(r"(?P<who>P)[xY]*b,?[hn]x*(?:Sx*o)?x*$")
AND_PLACED: Final = re.compile(r",?x*K[xAC]*(?P<role>R)")
"""Around a figure: "was, with 21 per cent, the largest buyer of Danish exports"."""
WITH_PART: Final = re.compile(r"hx*(?:Sx*o)?")
SUBJECT_BEHIND: Final = re.compile(r"S?Y?(?:x*o[^,;FMTgkcw]*)?Y?,x*P(?=[xY]*[a-zK])")
"""Around a figure that a sentence begins with: "With a share of 31 per cent in 2014, France remained"."""
OF_ROLE: Final = re.compile(r"R[otrn]x*Phx?$")
OF_THIS: Final = re.compile(r"(?:,?&?F)*[xY]*o(?:lx*o)?[sOA]?[xK]?C")
APART: Final = ("debt", "remittances", "aid", "investment-flow")
"""Channels of which a partner's part is told of themselves alone."""
RESUMED: Final = re.compile(r";[xY,]*px*[bl]x*$")
"""A clause that tells of the same share: "its weight has not moved: it was 67 per cent"."""


def partner_of(
    at: Sense, place: int, what: Whole, owner: Parties, frame_sides: tuple[Parties, Parties, Parties],
    told: Frame | None, near: tuple[Parties, str],
) -> tuple[Parties, str, str]:  # fmt: skip
    """Return the partners, their side ("G", "R" or ""), and the cue that named them."""
    giver, receiver, other = frame_sides
    paired = _respective(at, place, told)
    if paired and not set(paired) & set(owner):
        side = "G" if told and paired[0] in giver else "R" if told and paired[0] in receiver else ""
        return paired, side, "respectively"
    if near[0] and near[0] != owner:
        side = ""
        if near[1] == "object":
            side = {"fP": "G", "tP": "R", "rP": "R"}.get(at.shape[place + 1 : place + 3], "")
        given = (
            near[1] == "brackets" and told and told.verb == "g" and "t" in at.shape[told.at : place]
        )
        if given:
            side = "R"  # "sent its weapons to Australia (37 per cent)"
        if not side and told:
            side = _side_of_verb(told, place)
        return near[0], side, near[1]
    named = of_share(at, place) or bare_owner(at, place) or _its_share(at, what, owner)
    if named and named != owner:
        return named, "", "share"
    if told:
        for who, side in ((giver, "G"), (receiver, "R"), (other, "")):
            if who and who != owner and not set(who) & set(owner):
                return who, side, f"verb {told.verb}"
        if told.head[0] in "CS" and told.head[1] != what.at:
            for one in at.wholes:
                if one.at == told.head[1] or (told.head[0] == "S" and one.at > told.head[1]):
                    around = [each for each in (one.source, one.owner, one.target, one.other)
                           if each and each not in (PRONOUN, WORLD, REGION, owner)]  # fmt: skip
                    if around:
                        return around[0], "", "subject noun"
    for who, side in ((what.source, "G"), (what.target, "R"), (what.other, "")):
        if who and who != owner and who not in (PRONOUN, WORLD):
            return tuple(each for each in who if each not in owner), side, "noun"
    predicate = _predicate(at, place, what)
    if predicate and predicate != owner:
        return predicate, "G", "adjective"
    if held := _placed(at, place, what, owner) or _told_before(at, place, owner):
        return held
    for one in at.wholes:
        for who, side in ((one.source, "G"), (one.target, "R"), (one.other, "")):
            if who and who not in (owner, PRONOUN, WORLD, REGION):
                return who, side, "other noun"
    if WORTH.search(at.shape, 0, place) and len(owner) == 1:
        for one in at.wholes:
            if one.at < place and len(one.owner) == PAIR and owner[0] in one.owner:
                return tuple(each for each in one.owner if each != owner[0]), "", "other noun"
            for who, side in ((one.source, "R"), (one.target, "G"), (one.other, "")):
                if who == owner and one.at < place and one.owner not in UNNAMED:
                    return one.owner, side, "other noun"
    return (), "", ""


def _placed(at: Sense, place: int, what: Whole, owner: Parties) -> tuple[Parties, str, str] | None:
    """Return who holds a place and has a part: "is Morocco's chief customer, with 64 per cent of its exports"."""
    first, last = FIGURED.search(at.shape, 0, place), AND_PLACED.match(at.shape, place + 1)
    if first and last and last.start("role") == what.at:
        side = at.line.chunks[what.at].value.side
        return at.line.parties(first.start("who")), "" if side == "B" else side, "with"
    found = PLACED.search(at.shape, 0, place)
    if not found:
        return None
    who = at.line.parties(found.start("who"))
    role = at.line.chunks[found.start("role")].value
    side = role.side
    near = OF_THIS.match(at.shape, place + 1)
    beside_money = at.shape[:place].rstrip("x").endswith(("M(", "M&", "M,&"))
    itself = (
        near is None and what.at == found.start("role") and at.shape[place + 1 : place + 2] == "S"
    )
    if not (beside_money or itself) and (near is None or near.end() - 1 != what.at):
        return None  # "with 70 per cent of the barrels in its tanks"
    if role.channel in APART and what.noun.channel != role.channel:
        return None
    if set(who) & set(owner) or {"G": "out", "R": "in"}.get(side) == what.way:
        return None
    return who, "" if side == "B" else side, "with"


def _told_before(at: Sense, place: int, owner: Parties) -> tuple[Parties, str, str] | None:
    """Return the one other party of the clause that a colon opens: "has an outlet in China: 4 per cent of"."""
    colon = at.shape.rfind(";", 0, place)
    if colon < 0 or at.line.chunks[colon].text != ":" or ";" in at.shape[:colon]:
        return None
    here = [spot for spot in range(len(at.shape)) if at.shape[spot] in "POA"]
    end = next((n for n in range(place, len(at.shape)) if at.shape[n] in ",;"), len(at.shape))
    inside = {party for spot in here if colon < spot < end for party in at.line.parties(spot)}
    before = [at.line.parties(spot) for spot in here if spot < colon]
    others = {who for who in before if not set(who) & set(owner)}
    if inside - set(owner) or len(others) != 1 or set("QU") & set(at.shape):
        return None
    return others.pop(), "", "other noun"


def _side_of_verb(told: Frame, place: int) -> str:
    """Return the side of a party in brackets or beside its figure: a verb's subject, or its object."""
    subject_side = {"g": "G", "gh": "G", "k": "R", "v": "G"}.get(told.verb, "")
    if told.verb == "k" and told.head[0] == "C":
        return ""
    if told.verb == "k" and told.giver and told.at < place:
        return "G"
    return subject_side or {"c": "G", "w": "R"}.get(told.verb, "")


def _respective(at: Sense, place: int, told: Frame | None) -> Parties:
    """Return the party of a list that belongs to a figure of a list, "respectively"."""
    shape, line = at.shape, at.line
    first = last = place
    while first and shape[first - 1] in "F,&":
        first -= 1
    while shape[last + 1 : last + 2] and shape[last + 1] in "F,&":
        last += 1
    run = [one for one in range(first, last + 1) if shape[one] == "F"]
    if len(run) < 2:
        return ()
    for spots in (range(first - 1, -1, -1), range(last + 1, len(shape))):
        for one in spots:
            colon = shape[one] == ";" and line.chunks[one].text == ":"
            if shape[one] in "FMT" or (
                shape[one] == ";"
                and shape[one + 1 : one + 2] != "p"
                and not (colon and one == first - 1)
            ):
                break
            if shape[one] in "PA" and len(line.parties(one)) == len(run):
                return (line.parties(one)[run.index(place)],)
    return ()


def of_share(at: Sense, place: int) -> Parties:
    """Return whose share it is: "Russia's share", "the share of Russia in", "the share that came from"."""
    shape, line = at.shape, at.line
    for one in sorted(
        (each for each in range(len(shape)) if shape[each] == "S"),
        key=lambda each: abs(each - place),
    ):
        fronted = set(shape[:place]) <= set("fxYtn")
        if one > place and (";" in shape[place:one] or ("," in shape[place:one] and not fronted)):
            continue
        if (
            one < place
            and ";" in shape[one:place].replace("Y;", "")
            and not RESUMED.search(shape, one, place)
        ):
            continue
        before = shape[:one].rstrip("x")
        if line.chunks[len(before) - 1].text == "whose" and before[:-1].endswith("P,"):
            return line.parties(len(before) - 3)
        if before and before[-1] in "OAP":
            return line.parties(len(before) - 1)
        if shape[one + 1 : one + 3] == "oP":
            return line.parties(one + 2)
        if shape[one + 1 : one + 3] in ("hP", "yP", "fP", "rP", "tP"):
            return line.parties(one + 2)
    return ()


def _its_share(at: Sense, what: Whole, owner: Parties) -> Parties:
    """Return whose "its share of Armenia's imports" is: of whom the sentence before told."""
    found = at.shape.find("sSo")
    if found < 0 or what.at < found or what.form not in ("O", "A", "o") or len(owner) != 1:
        return ()
    try:
        return at.antecedent(found, apart_from=owner)[0]
    except Unreadable:
        return ()


def bare_owner(at: Sense, place: int) -> Parties:
    """Return whose, where what is left out: "and China's rose to 18 per cent"."""
    found = re.search(r"O[xb]*[udlb][^OPA]{0,3}$", at.shape[:place])
    return at.line.parties(found.start()) if found else ()


def _predicate(at: Sense, place: int, what: Whole) -> Parties:
    """Return "American" of "are American"."""
    shape = at.shape
    told = PREDICATE.search(shape, what.end, place)
    if told:
        return at.line.parties(told.start("who"))
    for one in range(max(place, what.end - 1), len(shape)):
        if shape[one] == ";":
            break
        if shape[one] == "b":
            rest = one + 1
            while shape[rest : rest + 1] == "x":
                rest += 1
            if shape[rest : rest + 1] == "A" and shape[rest + 1 : rest + 2] not in tuple("CKRS"):
                return at.line.parties(rest)
    return ()


def beside(at: Sense, place: int) -> tuple[Parties, str]:
    """Return the party that stands right beside a figure, as "China (51 %)", and how it stands."""
    shape, line = at.shape, at.line
    before, after = shape[:place], shape[place + 1 :]
    if shape[place - 2 : place] in ("P(", "A("):
        return line.parties(place - 2), "brackets"
    if before.endswith("O") and before[:-1].rstrip("x")[-1:] not in tuple("gk"):
        return line.parties(place - 1), "with"  # "Russia's 79 per cent", "against Italy's 25"
    if WITH_PART.fullmatch(before) and (fronted := SUBJECT_BEHIND.match(after)):
        return line.parties(place + fronted.end()), "with"  # "With 42 per cent of …, Turkey"
    for end in ("Pb,h", "P,hx", "P,h", "Phx", "Ph", "P,x", "P,n", "Pr"):
        behind = at.line.chunks[place - len(end) - 1].text if place > len(end) else ""
        if behind in ("after", "behind") and not set(before) & set("FM"):
            continue  # "second after Russia, with 14 per cent" is of whoever is second
        if end in ("Ph", "Phx") and OF_ROLE.search(before):
            continue  # "among the suppliers to Georgia with 18 per cent"
        governed = before[: -len(end)].rstrip("x")[-1:] if before.endswith(end) else ""
        among = place - len(end) - 1
        if governed == "o" and among >= 0 and at.line.chunks[among].text == "among":
            governed = ""  # "spread among Germany, with 32 per cent, Italy, with 27"
        if before.endswith(end) and governed not in (
            "g",
            *("otfnrm" if end.startswith("P,") else ""),
            *("y" if end in ("P,x", "P,n") else ""),
        ):
            return line.parties(place - len(end)), "with"
    for end in ("P,", "PS"):
        if (
            before.endswith(end)
            and shape[place - len(end)] == "P"
            and not _is_object(shape, place - len(end))
        ):
            if end == "P," and not after.startswith((",", "&", *(";" if ";" in before else ""))):
                listed = ";" in before and not after.strip("x")
                if not listed:
                    continue
            return line.parties(place - len(end)), "with"
    if before.endswith("P") and not _is_object(shape, place - 1) and _has_verb_before(shape, place):
        return line.parties(place - 1), "gap"
    if before.endswith("hPn"):
        return line.parties(place - 2), "with"  # "with Spain at 17"
    if before.endswith("hP") and "M" in before:
        return line.parties(place - 1), "with"
    if before.endswith(("fP", "tP")) and "F" in before and after[:1] in (",", "&", "x", "o", ""):
        return line.parties(place - 1), "gap"
    if after.startswith("opA") and after[3:4] not in tuple("CKSR"):
        return line.parties(place + 3), "adjective"  # "half of it Russian"
    match = after[:3]
    if match[:2] in ("fP", "tP", "rP", "nP") and ("F" in before or "M" in before):
        return line.parties(place + 2), "object"
    if match[:2] == "hP" and "M" in before and before.rstrip("x")[-1:] == "j":
        return line.parties(place + 2), "object"  # "compared with $0.6 billion with Rwanda"
    if after[:1] == "A" and after[1:2] not in tuple("CKSR"):
        return line.parties(place + 1), "adjective"
    if match[:2] in ("xA", "bA") and after[2:3] not in tuple("CKSR"):
        return line.parties(place + 2), "adjective"
    return (), ""


def _is_object(shape: str, place: int) -> bool:
    return shape[:place].rstrip("x")[-1:] in tuple("otfyhnermjgk") and bool(
        shape[:place].rstrip("x")
    )


def _has_verb_before(shape: str, place: int) -> bool:
    before = shape[:place]
    return ("F" in before and bool(set(before) & set("gkavcwb"))) or bool(
        re.search(r"[CRYAP];(?:P,?x?F[,;&]*)*P$", before)
    )
