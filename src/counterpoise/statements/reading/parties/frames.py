"""Who gives and who receives, by the verb's own frame: supplied, takes, came from, accounts for."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION
from counterpoise.statements.reading.tokens.chunks import Line

Parties = tuple[str, ...]
VERBS: Final = "gkcwavi"
BARS: Final = ";"
OWN: Final = re.compile(r"(?:x*o[xsOAPU]*C+)?[xY]*[wc](?!y)")
LISTED: Final = re.compile(
    r"P\([FN]\)(?:,?&?P\([FN]\))+,?G?x*$|P,?hx*F(?:ox*)?,(?:&?,?&?x*P,?hx*F(?:ox*)?,)+G$"
)
"""Partners with a figure each, before their verb: "China (38) and Italy (23) supplied", "together hold"."""
BOUGHT_IN: Final = ("sourc", "procur", "buy", "bought", "purchas", "acquir", "obtain", "order")
"""What is done with goods in the place that they come from: "procured in Turkey"."""
SOLD_IN: Final = ("sold", "marketed", "exported")
"""What is done with goods in the place that they go to."""
ANEW: Final = re.compile(r",x*&x*$")
"""Before a party: a clause of its own begins."""
CLAUSE: Final = re.compile(r"Y*[Pp][xY]*[bgkacvwi]")
"""A clause with a verb of its own, and nothing told by the way."""
TOLD: Final = re.compile(r"P[xY]*b[xsOY]*K[^;]*,h$")
"""A clause that is whole before its figure: "Spain is its main market, with 26 per cent"."""
PLACES: Final = re.compile(r"b[xY]*[OAs]x*K[xAC]*R(?:[otrn]x*[Pp])?,h(?=F)")
"""Who is what to whom, before the figure of that: "Germany is its largest partner, with 28 per cent"."""
HEADS: Final = re.compile(r"(?:^|[,;&])[xY]*$")
"""A figure that begins a clause, and the verb of which it is the subject: "34 per cent went to"."""
TO_WHICH: Final = re.compile(r"(?P<whom>P),?(?P<way>[ft])q(?:[PpO]?|x*Fx*o[OAsxK]*C)[xbY]*$")
"""Whom a relative clause is about that has its preposition in front: "China, to which Oman sends"."""
RELATIVE: Final = re.compile(r"P,q[xbY]*$")
"""A clause told by the way, which ends at the next comma: "Chile, which buys a third of its exports,"."""
OBJECTS: Final = {"giver": "f", "receiver": "tr", "agent": "y"}


@dataclass(frozen=True)
class Frame:
    """Whom a verb has for giver and receiver; `other` where it does not say which side.

    `subject` is who does it, `head` the letter and place of that: "P", or "C" for what passes.
    """

    verb: str
    at: int
    giver: Parties = ()
    receiver: Parties = ()
    other: Parties = ()
    subject: Parties = ()
    head: tuple[str, int] = ("", -1)


def governing(line: Line, at: int, after: int) -> int | None:
    """Return the verb of the figure at a chunk: the nearest before it, else the first after `after`."""
    shape = line.shape
    own = OWN.match(shape, at + 1)
    if own and HEADS.search(shape[:at]):
        return own.end() - 1
    for place in range(at - 1, -1, -1):
        if shape[place] in BARS or (shape[place] == "b" and PLACES.match(shape, place, at + 1)):
            break
        if shape[place] in VERBS and not _within_a_noun(line, place):
            return place
    for place in range(max(after, at + 1), len(shape)):
        if shape[place] in BARS or (shape[place] == "P" and ANEW.search(shape, at, place)):
            return None
        if shape[place] == "P" and shape[place - 1] == "," and TOLD.search(shape, 0, at):
            return None
        if shape[place] in VERBS or (shape[place] in "bl" and _leads_to(shape, place)):
            return place
    return None


def _within_a_noun(line: Line, place: int) -> bool:
    """Return whether a verb belongs to a noun: "arms supplied by Germany", "that Egypt received"."""
    shape = line.shape
    before = shape[:place].rstrip("x")
    if (
        line.chunks[place].text.endswith("ed")
        and before.endswith("C")
        and shape[place + 1 : place + 2] in tuple("ytf")
    ):
        return True
    if before[-1:] in tuple("sOAo") and before and shape[place + 1 : place + 2] == "C":
        return line.chunks[place].text.endswith("ed")  # "its imported weapons"
    relative = before.rstrip("b")
    return relative.endswith(("CqP", "Cqp", "CP", "Cq"))


def _leads_to(shape: str, place: int) -> bool:
    """Return whether "is" leads to "from X" or "to X"."""
    ahead = shape[place + 1 :].lstrip("xE")[:2]
    return ahead in ("fP", "tP", "rP", "fA", "hP") or (shape[place] == "l" and ahead[:1] == "P")


def frame(line: Line, verb: int) -> Frame:
    """Return the frame of the verb at a chunk."""
    shape = line.shape
    tag = shape[verb]
    head, who = subject(line, verb)
    passive = (
        tag in "gk"
        and _is_passive(shape, verb)
        and not line.chunks[verb].text.split()[0].endswith("ing")
    )
    giver = _object(line, verb, "f")
    receiver = _object(line, verb, "tr")
    agent = _object(line, verb, "y")
    if tag == "g":
        inner = _indirect(line, verb)
        if passive:
            told = receiver or (who if head[0] in "Pp" else ())
            if not told and line.chunks[verb].text in SOLD_IN:
                told = _object(line, verb, "n")  # "two thirds of its exports are sold in Russia"
            return Frame(tag, verb, agent or giver, told, (), who, head)
        if inner and shape[verb + 2 : verb + 3] == "h":
            return Frame("gh", verb, who, inner, (), who, head)
        return Frame(tag, verb, who, inner or receiver or _object(line, verb, "n"), (), who, head)
    if tag == "k":
        word = line.chunks[verb].text
        if passive and word.startswith("ow"):
            return Frame(tag, verb, receiver, agent, (), who, head)
        if passive:
            return Frame(tag, verb, giver, agent, (), who, head)
        if word.startswith("ow") and (inner := _indirect(line, verb)):
            return Frame(tag, verb, inner, who, (), who, head)
        if word.startswith("ow") and receiver and not giver:
            return Frame(tag, verb, receiver, who, (), who, head)
        first = shape.find("n", verb)
        if not giver and word.startswith(BOUGHT_IN) and not set(shape[verb:first]) & set(",;&"):
            giver = _object(line, verb, "n")
        return Frame(tag, verb, giver, who, receiver, who, head)
    if tag == "c" and line.chunks[verb].text.endswith(" of") and head[0] == "P":
        return Frame(tag, verb, who, receiver or _object(line, verb, "n"), (), who, head)
    if tag == "c" and not giver:
        giver = _object(line, verb, "n")
    if tag in "cbl" and giver:
        return Frame("c", verb, giver, receiver, (), who, head)
    if tag == "c" and receiver and head[0] not in "Pp":
        return Frame("w", verb, (), receiver, (), who, head)  # "were shipped to Britain"
    if tag == "c":
        return Frame(tag, verb, who, (), (), who, head)
    if tag == "l":
        return Frame("w", verb, (), line.parties(verb + 1), (), who, head)
    if tag == "b" and not receiver:
        return Frame(tag, verb, (), (), _object(line, verb, "h"), who, head)
    if tag == "w" and not receiver and head[0] not in "Pp":
        receiver = _object(line, verb, "nh")
    if tag in "wb":
        return Frame("w", verb, (), receiver or (who if head[0] in "Pp" else ()), (), who, head)
    if tag == "v":
        leaned = line.parties(verb + 1) if shape[verb + 1 : verb + 2] == "P" else ()
        return Frame(tag, verb, leaned or _object(line, verb, "m"), who, (), who, head)
    if tag == "i":
        return Frame(tag, verb, who, _object(line, verb, "n"), (), who, head)
    if tag == "a" and agent and _is_passive(shape, verb):
        return Frame(tag, verb, (), (), agent, agent, head)  # "is held by Japan"
    return Frame(tag, verb, (), (), who, who, head)


def _is_passive(shape: str, verb: int) -> bool:
    before = shape[:verb].rstrip("x")
    return before.endswith("b")


def _indirect(line: Line, verb: int) -> Parties:
    """Return whom something is given to where nothing stands between: "sold India arms"."""
    rest = line.shape[verb + 1 : verb + 4]
    if rest[:1] == "P" and rest[1:2] in tuple("FMCBEhNxs"):
        return line.parties(verb + 1)
    if rest[:1] == "p" and rest[1:2] in tuple("FMCBEh"):
        return PRONOUN
    return ()


def _object(line: Line, verb: int, prepositions: str) -> Parties:
    """Return whom one of the prepositions governs after a verb, before the next verb or bar."""
    shape = line.shape
    which = TO_WHICH.search(shape[:verb])
    if which and which["way"] in prepositions:
        return line.parties(which.start("whom"))
    if shape[:1] and shape[0] in prepositions and re.fullmatch(r"P(?:x?&?x)*", shape[1:verb]):
        return line.parties(
            1
        )  # "From Moscow come 88 per cent", "from German yards and plants came"
    relative = RELATIVE.search(shape, 0, verb) is not None
    for place in range(verb + 1, len(shape)):
        tag = shape[place]
        if (
            tag in BARS
            or (relative and tag == "," and "C" in shape[verb:place])
            or (tag == "j" and shape[place + 1 : place + 2] == "F")
            or (
                tag in "gkavi"
                and shape[place - 1] not in "qPCx"
                and shape[place - 1 : place] != "C"
            )
        ):
            break
        if tag in prepositions:
            at = place + 1
            if line.chunks[place].text == "at" and shape[at : at + 2] == "Ax":
                return REGION  # "at the Dutch auctions"
            while at < len(shape) and shape[at] in "xs" and at < place + 4:
                at += 1
            ahead = shape[at + 1 : at + 2]
            if at < len(shape) and shape[at] == "P":
                listed = re.match(r"P\(F\)(?:,?&?P\(F\))+", shape[at:])
                spots = range(at, at + listed.end()) if listed else (at,)
                return tuple(party for spot in spots for party in line.parties(spot))
            if at < len(shape) and shape[at] == "A" and ahead not in tuple("CKRS"):
                if (
                    len(line.parties(at)) > 1
                    and ahead == "x"
                    and line.chunks[at + 1].text.isalpha()
                ):
                    return REGION  # "in German and Saudi cups"
                return line.parties(at)
            if at < len(shape) and shape[at] == "p":
                return PRONOUN
            colon = re.match(r"x*R?[;,]P", shape[at - 1 : at + 5].lstrip("ftyhnm"))
            if colon and line.parties(shape.index("P", at)):
                return line.parties(shape.index("P", at))
            if at < len(shape) and shape[at] in "QU":
                return REGION
    return _fronted(line, verb, prepositions)


def _fronted(line: Line, verb: int, prepositions: str) -> Parties:
    """Return whom a sentence begins with: "To Japan, Saudi Arabia sells"; or "China, to which it sells"."""
    shape = line.shape
    before = TO_WHICH.search(shape[:verb])
    if before and before["way"] in prepositions:
        return line.parties(before.start("whom"))
    if shape[:1] and shape[0] in prepositions.replace("r", "") and shape[1:3] == "P,":
        return line.parties(1)
    return ()


def subject(line: Line, verb: int) -> tuple[tuple[str, int], Parties]:
    """Return the letter and place of a verb's subject, and whom it names."""
    place = _subject_at(line, verb)
    if place < 0:
        return ("", -1), ()
    tag = line.shape[place]
    if tag == "p":
        return (tag, place), PRONOUN
    if tag == "Q":
        return (tag, place), REGION
    listed = LISTED.search(line.shape[:verb])
    if tag == "P" and listed and listed.start() <= place:
        spots = [at for at in range(listed.start(), verb) if line.shape[at] == "P"]
        return (tag, spots[0]), tuple(party for at in spots for party in line.parties(at))
    return (tag, place), line.parties(place) if tag == "P" else ()


def _subject_at(line: Line, verb: int) -> int:
    shape = line.shape
    last = verb - 1
    while last >= 0 and shape[last] in "xbGEYZ":
        last -= 1
    if shape[verb] == "v" and shape[last - 1 : last + 1] == "bF":
        last = len(shape[: last - 1].rstrip("xbGEYZ")) - 1  # "was 30 per cent dependent on"
    if last >= 3 and shape[last] in "Pp" and shape[last - 1] == "q" and shape[last - 2] in "tfh":
        return last  # "the US to which it exported"
    if last >= 1 and shape[last] in "ft" and shape[last - 1] in "Pp":
        last -= 1
    if last >= 0 and shape[last] == "q":
        last -= 2 if last and shape[last - 1] == "," else 1
        if last >= 0 and shape[last] == "P" and shape[last + 1] == ",":
            return last
    if (
        last >= 2
        and shape[last] == ","
        and shape[last - 2 : last] == ",P"
        and shape[last - 3] != "P"
    ):
        return last - 1
    if last >= 0 and shape[last] == ",":
        opened = shape.rfind(",", 0, last)
        aside = opened > 0 and not CLAUSE.match(shape, opened + 1, last)
        last = opened - 1 if aside else last - 1
    active = shape[verb] in "gki" and not _is_passive(shape, verb)
    if last >= 0 and shape[last] == "&" and shape[verb - 1] in "&x" and active:
        # "sold India arms and bought oil": who sold is who bought
        earlier = next(
            (
                place
                for place in range(last - 1, -1, -1)
                if shape[place] in "gkavi;" and not _within_a_noun(line, place)
            ),
            -1,
        )
        if earlier >= 0 and shape[earlier] in "gki":
            return _subject_at(line, earlier)
    if (
        shape[last] == "P"
        and line.chunks[verb].text.split()[0].endswith("ing")
        and last == verb - 1
    ):
        return last
    best = _head(line, last, "PpQ" if active else "PpCSFRQ")
    return best if best >= 0 or not active else _head(line, last, "CSR")


def _head(line: Line, last: int, heads: str) -> int:
    """Return the first ungoverned noun of the clause that ends at a chunk, -1 if there is none."""
    shape, best = line.shape, -1
    for place in range(last, -1, -1):
        tag = shape[place]
        ends = (
            tag == ","
            or (tag == "&" and best == place + 1)
            or (tag in "gkavicw" and not _within_a_noun(line, place))
        )
        if tag in BARS or (best >= 0 and ends):
            break
        if tag in heads and not _is_governed(shape, place):
            best = place
    return best


def _is_governed(shape: str, place: int) -> bool:
    """Return whether a preposition or a possessive stands before a noun."""
    before = shape[:place].rstrip("xOAsWKUE")
    return bool(before) and before[-1] in "otfyhnermj"
