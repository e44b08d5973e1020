"""Around a place: whose partner is placed, who holds it, and of what it is."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

from counterpoise.statements.reading.parties.drafts import (
    NOT_OURS,
    OTHER_SUPPLIES,
    Parties,
    Sense,
    Unreadable,
)
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD
from counterpoise.statements.reading.tokens.deals import has_window
from counterpoise.statements.reading.tokens.lexicon import Noun, Place, Role
from counterpoise.statements.reading.tokens.standing import order
from counterpoise.statements.reading.tokens.standins import RANKS
from counterpoise.statements.reading.tokens.stocks import as_held

OVERTAKES: Final = re.compile(
    r"\b(?:over(?:took|takes?|taken|taking|hauled)|replac(?:ed|es|ing)|displac(?:ed|es|ing)|supplant(?:ed|s|ing)"
    r"|oust(?:ed|s|ing)|dethroned|unseated|eclipsed|surpass(?:ed|es|ing)|pass(?:ed|es|ing)|outstripp?(?:ed|s|ing)"
    r"|beat(?:s|en)?|beating|pipp?(?:ed|s|ing)|edg(?:ed|es|ing) (?:out|past|ahead of)|toppl(?:ed|es|ing)|usurp(?:ed|s|ing)"
    r"|t(?:akes?|ook|aken|aking) (?:over from|the (?:place|spot|position|crown|mantle) (?:of|from))|outrank(?:ed|s|ing)"
    r"|(?:mov|pull|slip|shoot|shot|race|rac|sail|push|leap|climb|jump|go|surg|forg|drew|draw|pass)(?:ed|es|s|t|ped|ping|ing)?"
    r" (?:past|ahead of|in front of|above|over)|went past|gone past|leapfrogg?(?:ed|s|ing)|knock(?:ed|s|ing) (?:off|out)"
    r"|crowd(?:ed|s|ing) out|squeez(?:ed|es|ing) out|push(?:ed|es|ing) (?:out|aside)|elbow(?:ed|s|ing) (?:out|aside)"
    r"|relegat(?:ed|es|ing)|demot(?:ed|es|ing)|overhaul(?:ed|s|ing)|outdo(?:es|ing|ne)?|outdid|top(?:ped|s|ping)"
    r"|best(?:ed|s|ing)|outsold|outsell(?:s|ing)|succeed(?:ed|s|ing)|dethron(?:es|ing)|unseat(?:s|ing)|eclips(?:es|ing)) (?:the )?$"
)
"""Before a party: it had the place, and has it no more."""
ASIDE: Final = re.compile(r"(?P<who>P)(?:[xY]*|,[^,;]*,x*)$")
"""Who heads a list, with an aside between: "Thailand, which pipes in the gas, led the buyers"."""
PLAIN: Final = re.compile(
    r"single|country|foreign|overall|individual|external|main|bilateral|overseas|outside|regional|important|traditional|long-standing"
    r"|commercial|economic|strategic|official|known|direct|ever|all|everything|anything|military|reliable|national|european|western"
    r"|new|old|current|present|biggest|one|sole|next|other|actual|real|chinese|whole|total|much|most|such|these|those|it|them|same"
    r"|ones?|two|three|any|its|which|whatever|what|note|record|choice|last|resort|late|recent|times?|that|those"
    r"|both|each|[a-z]+(?:ed|ly)"
)
"""Words beside a supplier or a market that tell of no goods."""
BEHIND: Final = re.compile(r"\b(?:after|behind|next to|besides?|alongside|unlike|like) [^,;]*$")
"""Before a party in an aside: it is not the one that is placed."""
WENT: Final = ("went", "goes", "falls", "fell", "belongs", "belonged")
FELL: Final = re.compile(r"x*tx*P(?=$|[,;.xY])")
"""To whom a place went: "second place among Kenya's suppliers went to the Emirates"."""
FORCES: Final = re.compile(
    r"\b(?:tanks?|howitzers?|jets|fighters|warplanes|missiles?|frigates?|submarines?|drones?|warships?|rifles?|army"
    r"|arm(?:s|ed)|weapon\w*|military)\b"
)
"""What tells that weapons may be meant."""


BEINGS: Final = ("being", "remaining", "becoming")
SPAN: Final = re.compile(r"\d{4}\s?[-–/]\s?\d{2}")
"""Five years as reports on arms tell them: "2016–20"."""
STOPS: Final = re.compile(r"[,;&jqbgkcwav]")
"""Where a partner's own words end."""
RELATIVE: Final = re.compile(r"(?P<who>P)(?:\([^()]*\))?,?qx?H?$")
"""Whom "which" means, right before the verb: "Saudi Arabia, which remained the top exporter to"."""
BEING: Final = re.compile(r"hx*(?P<who>P)x*$")
"""Who is something, told with "with": "with Belarus being its ninth supplier", "with Germany the second"."""


def find_role(shape: str, place: int) -> int | None:
    """Return the chunk of "supplier" after "largest", a few words on."""
    for rest in range(place + 1, min(place + 5, len(shape))):
        if shape[rest] == "R":
            return rest
        if shape[rest] not in "xCAKWjoOs":
            return None
    return None


def noun_of(at: Sense, place: int, role_at: int, role: Role) -> Noun:
    """Return of what a place is: as said, else as in the sentence before, else of goods."""
    if said := said_of(at, place, role_at, role):
        return said
    memory = at.memory.parts.get("channel", "")
    if role.side == "G" and at.supplied_goods and memory in ("", "imports", "exports", "trade"):
        return Noun("imports")
    if memory:
        return Noun(
            "arms" if memory == "arms-exports" else memory, "", at.memory.parts.get("product", "")
        )
    if role.side == "R" and not role.channel and at.supplied_goods and _exporter(at):
        return Noun("exports")
    raise Unreadable(f"“{at.line.chunks[role_at].text}”, and not of what")


def _product_before(at: Sense, place: int) -> bool:
    """Return whether only a product was told of, and "its best customer" may be one for that."""
    nouns = [one.value for one in at.line.chunks if one.tag == "C" and one.value.channel]
    before = [one.value for one in at.line.chunks[:place] if one.tag == "C" and one.value.product]
    return bool(before) and not any(noun.channel in ("exports", "trade") for noun in nouns)


def _tells_of_forces(at: Sense) -> bool:
    """Return whether a customer may be one for weapons: tanks are told of, and no exports or trade."""
    nouns = {one.value.channel for one in at.line.chunks if one.tag == "C"}
    said = nouns & {"exports", "imports", "trade", "arms"}
    return not said and bool(FORCES.search(at.line.plain))


def _exporter(at: Sense) -> bool:
    """Return whether exports are told of, here or before, so that clients are those of goods."""
    return "exports" in at.memory.dealt or "export" in at.line.plain


def unsaid(at: Sense, place: int, role_at: int, owner: Parties) -> frozenset[str]:
    """Return the cue of a place of which it is not said of what, unless one like it was told before."""
    role = at.line.chunks[role_at].value
    if role.channel == "exports" and (_product_before(at, place) or _tells_of_forces(at)):
        return frozenset({"channel unsaid"})
    before = at.memory.parts
    same = before.get("subject") in owner and before.get("channel") not in ("", None)
    sold = at.line.chunks[role_at].value.side == "R" and at.supplied_goods and _exporter(at)
    if (
        same
        or sold
        or at.tells_of_goods
        or said_of(at, place, role_at, at.line.chunks[role_at].value)
    ):
        return frozenset()
    return frozenset({"channel unsaid"})


def said_of(at: Sense, place: int, role_at: int, role: Role) -> Noun | None:
    """Return of what a place is said to be: "arms supplier", "supplier of gas", "buyer of French arms"."""
    shape, line = at.shape, at.line
    check_known(at, place, role_at)
    for one in range(place + 1, role_at):
        if shape[one] == "C":
            return _known(at, one)
    for one in range(role_at + 1, len(shape)):
        if shape[one] == "C" and set(shape[role_at + 1 : one]) <= set("orOAxsfWnP"):
            return _known(at, one)
        if shape[one] in "bgkcwavlF;":
            break
    if role.channel == "exports":
        told = [one for one in range(place) if shape[one] == "C" and line.chunks[one].value.channel]
        every = {one.value.channel for one in line.chunks if one.tag == "C" and one.value.channel}
        if not every and "C" in shape:
            raise Unreadable(f"“{line.chunks[role_at].text}” of what is no channel of ours")
        if (told and line.chunks[told[-1]].value.channel == "arms") or every == {"arms"}:
            return Noun("arms")
    if role.channel:
        return as_held(Noun(role.channel), line.plain)
    if line.chunks[role_at].text.startswith(("importer", "exporter")):
        nouns = [one.value for one in line.chunks if one.tag == "C"]
        products = {noun.product for noun in nouns}
        if len(products) == 1 and products != {""} and "K" not in shape[:place]:
            return Noun("goods", "", products.pop())
        return Noun("arms" if {noun.channel for noun in nouns} == {"arms"} else "goods")
    if role.side == "G" and _only_arms(at):
        return Noun("arms")
    near = [one for one in range(place) if shape[one] == "C" and line.chunks[one].value.channel]
    if near and line.chunks[near[-1]].value.channel in ("arms", "goods"):
        return _known(at, near[-1])
    return None


def _only_arms(at: Sense) -> bool:
    """Return whether arms are all that a sentence deals in, or it tells of five years as reports on arms do."""
    nouns = [one.value for one in at.line.chunks if one.tag == "C"]
    told = {one.channel for one in nouns}
    told |= {one.value.channel for one in at.line.chunks if one.tag == "R"}
    plain = told <= {"arms", "imports", "exports", ""} and not any(one.product for one in nouns)
    if "arms" in told:
        return plain and not any(one == Noun("") for one in nouns)
    bare = told <= {""} and not nouns
    spans = [one for one in at.line.chunks if one.tag == "Y" and SPAN.search(one.text)]
    return bare and has_window(spans) and not OTHER_SUPPLIES.search(at.line.plain)


def is_of_window(at: Sense, noun: Noun) -> bool:
    """Return whether a place is taken for one in arms only as it is of five years, here and not before."""
    said = any(one.tag in "CR" and one.value.channel == "arms" for one in at.line.chunks)
    before = str(at.memory.parts.get("channel", "")).startswith("arms")
    return noun.channel == "arms" and not said and not before


def check_known(at: Sense, place: int, role_at: int) -> None:
    """Refuse "the biggest ginger supplier" and "the biggest supplier of ginger": no goods that we know.

    Raises
    ------
    Unreadable
        If a word that is not known tells of what it is.
    """
    shape, chunks = at.shape, at.line.chunks
    before = chunks[role_at - 1]
    kind = before.tag == "x" and role_at - 1 > place and not PLAIN.fullmatch(before.text)
    behind = re.match(r"[or]x*A?x+(?![CxPAOsWQUpRK])", shape[role_at + 1 :])
    if behind:
        words = [one.text for one in chunks[role_at + 2 : role_at + 1 + behind.end()]]
        kind = not any(PLAIN.fullmatch(word) for word in words)
        before = chunks[role_at + 2]
    if kind and before.text.isalpha():
        raise Unreadable(f"“{before.text}”: {NOT_OURS}")


def _known(at: Sense, place: int) -> Noun:
    noun: Noun = at.line.chunks[place].value
    if not noun.channel:
        raise Unreadable(f"“{at.line.chunks[place].text}”: {NOT_OURS}")
    return noun


def owner_of(at: Sense, place: int, role_at: int) -> tuple[Parties, str]:
    """Return whose partner is placed, and how that is said."""
    shape, line = at.shape, at.line
    special = {"s": PRONOUN, "W": WORLD, "U": REGION, "Q": REGION, "p": PRONOUN}
    order = line.chunks[place].value
    if isinstance(order, Place) and order.world:
        return WORLD, "W"
    among = [one for one in range(place + 1, role_at) if shape[one] in "Os"]
    if among:  # "third among Azerbaijan's suppliers"
        return special.get(shape[among[0]]) or line.parties(among[0]), shape[among[0]]
    before = shape[:place].rstrip("x")
    if before and before[-1] in "OAsWU":
        spot = len(before) - 1
        if (
            before[-1] != "A"
            or not shape[role_at + 1 : role_at + 2]
            or shape[role_at + 1] not in "o"
        ):
            return special.get(before[-1]) or line.parties(spot), before[-1]
    spot = role_at + 1
    while spot < len(shape) and shape[spot] not in "bgkcwavlFM;":
        if shape[spot] in "otrnf":
            after = spot + 1
            if after < len(shape) and line.is_name(after):
                return REGION, "o"
            while after < len(shape) and shape[after] in "xCK":
                if shape[after] == "x" and line.chunks[after].text.endswith(("'s", "’s")):
                    return REGION, "o"  # "the largest market for the firm's motorcycles"
                after += 1
            if after < len(shape) and shape[after] in "POAWQUsp":
                return special.get(shape[after]) or line.parties(after), "o"
        elif shape[spot] == "W":
            return WORLD, "W"
        elif shape[spot] == ",":
            break
        spot += 1
    if any(shape[one] == "W" for one in range(place, min(len(shape), role_at + 6))):
        return WORLD, "W"
    inside = [one for one in range(place + 1, role_at) if shape[one] == "A"]
    if inside:
        return line.parties(inside[0]), "A"
    return (), ""


def holder_of(at: Sense, place: int, role_at: int) -> tuple[Parties, str]:
    """Return who holds a place, and how that is said."""
    shape, line = at.shape, at.line
    if shape[place - 1 : place] == "P" and line.chunks[place].text.split()[0] in RANKS:
        return line.parties(place - 1), "subject"
    among = order(line.chunks[place].text.split()[0]) and shape[place - 2 : place] in (
        "&P",
        ",P",
        "&A",
        ",A",
    )
    if among and "b" in shape[: place - 1]:
        return line.parties(place - 1), "subject"  # "Kosovo ranks second and Germany third among"
    bare = shape[place - 1 : place] in ("s", "O") and shape[place - 2 : place - 1] in (",", "&")
    if bare and shape[role_at + 1 : role_at + 2] == "P" and "K" in shape[:place]:
        return line.parties(role_at + 1), "predicate"  # ", its biggest supplier China"
    if line.chunks[place].text.split()[0] in RANKS:
        aside = ASIDE.search(shape, 0, place)
        return (line.parties(aside.start("who")), "subject") if aside else ((), "")
    before = place
    while before and shape[before - 1] in "xOAsWU":
        before -= 1
    verb = before - 1
    if line.chunks[place - 1].text == "whose":
        verb = -1  # "Thailand, whose biggest supplier was China": not Thailand itself
        before = 0
    while verb >= 0 and shape[verb] in "xtY,":
        if shape[verb] == "," and shape[verb - 1 : verb] in tuple("PO"):
            opened = shape.rfind(",", 0, verb)
            if opened > 0 and BEHIND.search(line.plain, 0, line.chunks[verb - 1].start):
                verb = opened - 1  # "Serbia is, after Pakistan, the second-biggest recipient"
                continue
            fronted = opened < 0 and re.match(r"rx*P,$", shape[: verb + 1])
            if fronted or (
                opened < 0 and BEHIND.search(line.plain, 0, line.chunks[verb - 1].start)
            ):
                break  # "After China, the second-biggest partner of Tajikistan is Russia"
            return line.parties(verb - 1), "apposition"
        verb -= 1
    as_such = re.search(r"hx*P(?:x*P)?x*j$", shape[: verb + 1])
    if as_such:  # "with Saudi Arabia as its main client", "with France overtaking Germany as"
        return line.parties(shape.index("P", as_such.start())), "subject"
    told = RELATIVE.search(shape, 0, verb) if verb >= 0 and shape[verb] == "b" else None
    told = told or (
        BEING.search(shape, 0, verb) if verb >= 0 and line.chunks[verb].text in BEINGS else None
    )
    told = told or (BEING.search(shape, 0, place) if "K" in shape[:place] else None)
    if told and line.plain.endswith("not ", 0, line.chunks[told.start("who")].start):
        told = None  # "it is Algeria, and not Russia, that is"
    if told and len(line.parties(told.start("who"))) == 1:
        return line.parties(told.start("who")), "subject"
    if verb >= 0 and (shape[verb] in "bj" or line.chunks[verb].text in ("came", "comes", "come")):
        for spot in range(verb - 1, -1, -1):
            if shape[spot] in ";":
                break
            over = OVERTAKES.search(line.plain, 0, line.chunks[spot].start)
            if shape[spot] in "Pp" and over and _leftmost(shape, spot) == spot:
                return (), ""  # "its home state overtook France as the leading buyer"
            if shape[spot] in "Pp" and not _is_governed(shape, spot):
                if shape[spot - 1 : spot] == "q" and shape[spot + 1 : spot + 2] in tuple("gk"):
                    continue  # "of the arms that Australia bought, and was its largest supplier"
                if shape[spot - 1 : spot] in tuple("gk") and spot > 1:
                    continue  # to whom something is given
                left = shape.find(",", spot, verb)
                if left >= 0 and shape[spot + 1 : verb].count(",") % 2:
                    continue
                first = _leftmost(shape, spot)
                return (PRONOUN if shape[first] == "p" else line.parties(first)), "subject"
    after = role_at + 1
    while after < len(shape):
        if shape[after] == "b":
            rest = after + 1
            while rest < len(shape) and shape[rest] in "xYn":
                rest += 1
            if rest < len(shape) and shape[rest] == "P":
                return line.parties(rest), "predicate"
            if rest < len(shape) and not before and (shape[rest] == "Q" or line.is_name(rest)):
                raise Unreadable(
                    "a partner that is no state"
                )  # "its leading creditor is the Asian Bank"
            break
        if line.chunks[after].text in WENT and (to := FELL.match(shape, after + 1)):
            return line.parties(to.end() - 1), "predicate"
        if line.chunks[after].text == ":" and shape[after + 1 : after + 2] == "P":
            return line.parties(after + 1), "predicate"  # "leading supplier: Saudi Arabia"
        if shape[after] == "," and shape[after + 1 : after + 2] == "P":
            return line.parties(after + 1), "apposition after"
        if shape[after] in "gkcwavl;":
            break
        after += 1
    for spot in range(before - 1, -1, -1):
        if shape[spot] in ";":
            break
        if shape[spot] == "P" and not _is_governed(shape, spot):
            return line.parties(_leftmost(shape, spot)), "subject far"
    return (), ""


def _leftmost(shape: str, spot: int) -> int:
    """Return the name before another: "Russia overtook China as"."""
    before = shape[:spot].rstrip("xlY")
    between = spot - len(before)
    return (
        len(before) - 1
        if before.endswith(("P", "p")) and between and not _is_governed(shape, len(before) - 1)
        else spot
    )


def _is_governed(shape: str, place: int) -> bool:
    before = shape[:place].rstrip("xOAsWKU")
    return bool(before) and before[-1] in "otfyhnermj"


def in_region(shape: str, role_at: int) -> bool:
    """Return whether a place is held in a region."""
    rest = STOPS.split(shape[role_at + 1 : role_at + 6])[0]
    return bool(re.match(r"[^bgkcwav;]*n[x]?[QU]", rest)) or "Q" in rest[:3]


def channel_of(noun: Noun, role: Role) -> str:
    """Return the channel as its owner sees it, from the side that the partner is on."""
    if noun.channel == "arms":
        return "arms-exports" if role.side == "R" else "arms"
    if noun.channel in ("aid", "investment-flow", "investment") and role.side == "R":
        raise Unreadable("the giver's view of aid and investment is not held")
    if noun.channel in ("goods", "imports", "exports", "trade"):
        if role.channel in ("imports", "exports") and noun.channel in ("goods", "trade"):
            return role.channel
        if noun.channel == "trade" or (role.side == "B" and noun.channel == "goods"):
            return "trade"
        if noun.channel in ("imports", "exports") and (
            role.side == "B" or (role.side == "R" and noun.channel == "exports")
        ):
            return noun.channel
        return {"G": "imports", "R": "exports"}.get(role.side, "trade")
    return noun.channel
