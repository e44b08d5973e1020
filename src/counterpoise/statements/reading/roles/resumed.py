"""Places that go on from the one before: "a year later it was the sixth", "with Japan second"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense
from counterpoise.statements.reading.tokens.figures import Figure
from counterpoise.statements.reading.tokens.lexicon import ORDER

ANOTHER: Final = re.compile(r"[;,&][xY,&]*(?P<it>p)[xb]*bx*(?P<who>P)(?=$|[,;.&Yx])")
"""Another holder: "and in 2023 it was China"."""
MOVED: Final = re.compile(r"(?:(?P<it>p)[xb]*(?:[bc]|[ud]x*t)|ab)x*?(?P<order>[xK])(?=x?$|[,;&Y])")
"""Another place of the same: "five years later it was the fourth", "having been only 21st"."""
AND: Final = re.compile(r"[&,;]x*?(?P<order>x)(?=Y)")
"""The same at another time: "third in 2014 and first in 2022"."""
OF_ANOTHER: Final = re.compile(r"[,&;][xY]*(?P<order>K)x*[otr]x*(?P<whose>[PA])(?P<noun>[Cx]?)")
"""The same one's place with another: "and the third-largest of Turkish ones"."""
BOTH: Final = re.compile(r"[,&;]x*(?P<who>P)[totr]x*(?P<whose>P)(?=$|[,;.&x])")
"""Another holder with another: "China to Pakistan"."""
HELD: Final = re.compile(
    r"(?:[,;&h]|^|R|C|P)[x,Y]*(?P<who>P)[xcb,sn]*?(?P<order>[xK])(?=x?$|[,;&Yh])"
)
"""A holder beside its place: "with Japan second", "Spain comes third"."""
OTHERS: Final = re.compile(r"[,&;]x*(?P<whose>O)x*(?P<who>P)(?=x?$|[,;.&])")
"""The same place with another: "… was Israel, Armenia's India"."""
INSTEAD: Final = re.compile(r";[xY,]*(?P<who>P)b(?=,|x?$)")
"""Who is, where another is not: "France is no longer its main supplier; China was, with …"."""
FOLLOWED: Final = re.compile(r",x*?(?P<word>x)(?:nx+)?y(?P<who>P)(?:&x(?P<more>P))?(?=x?$|[,;.Y(])")
"""Who comes next, in order: ", followed by Italy and Spain"."""
NEXT: Final = re.compile(r"[,;]x*(?P<who>P)(?P<word>x)(?=x?$|[,;.&])")
"""The same the other way round: "; the Dutch and the Germans followed"."""
AFTER: Final = re.compile(r",x*(?P<word>x)(?P<who>P)(?=x?$|[,;.Y])")
"""Who is first, told behind who is second: ", after the United States"."""
PASSED: Final = re.compile(
    r"\b(?:that|the|this|its|their) (?:title|place|position|role|spot|rank|crown|mantle|distinction|honou?r|lead)"
    r" (?:has |have |had )?(?:since )?(?:passed|went|gone|fell|fallen|belongs|belonged|goes|passes|shifted|moved) to (?:the )?$"
)
"""Before whoever has the place now: "in 2024 that title passed to India"."""
PART: Final = re.compile(r",?[hk]x*(?P<figure>F)(?:ox*[lC]?)?(?=$|[,;.&x])")
"""The part that belongs to a place: ", with 15 per cent of the total"."""
NTH: Final = re.compile(r"(\d{1,2})(?:st|nd|rd|th)")


@dataclass(frozen=True)
class Placed:
    """A place as it was told, with the chunk of the word that placed it."""

    draft: Draft
    place: int


def resumed(at: Sense, full: Placed, stop: int) -> Iterator[Draft]:
    """Yield the places that a sentence tells by one before, up to the next that is told with all its parts.

    Parameters
    ----------
    at : Sense
        The sentence.
    full : Placed
        The place told with whose and of what.
    stop : int
        The chunk of the next such place, or the end.
    """
    shape, first = at.shape, full.place + 1
    yield from _followed(at, full, first, stop)
    yield from _passed(at, full, first)
    yield from _after(at, full, first, stop)
    for pattern in (ANOTHER, MOVED, AND, OF_ANOTHER, BOTH, OTHERS, HELD, INSTEAD):
        for found in pattern.finditer(shape, first, stop):
            if pattern is INSTEAD and found.end() == stop < len(shape):
                continue  # "while Spain became | the second": a place of its own
            order = at.line.chunks[found.start("order")] if "order" in pattern.groupindex else None
            either = order is not None and at.line.plain.startswith(" or ", order.end)
            one = None if either else _told(at, full.draft, found)  # "second or third"
            if one is None:
                continue
            spot = found.start("who") if "who" in pattern.groupindex else found.start("order")
            one = timed(at, spot, replace(one, at=spot))
            yield one
            part = PART.match(shape, found.end())
            if part and one.parts["kind"] == "rank" and pattern in (ANOTHER, OF_ANOTHER):
                yield _share(at, one, part.start("figure"))


def _followed(at: Sense, full: Placed, first: int, stop: int) -> Iterator[Draft]:
    """Yield the next places of "…, followed by Italy and Spain"."""
    parts = full.draft.parts
    if parts["kind"] != "rank" or parts.get("comparison") != "largest" or not parts["quantity"]:
        return
    found = FOLLOWED.search(at.shape, first, stop) or NEXT.search(at.shape, first, stop)
    if found is None or not at.line.chunks[found.start("word")].text.startswith("followed"):
        return
    who = at.line.parties(found.start("who"))
    if found.groupdict().get("more"):
        who = (*who, *at.line.parties(found.start("more")))  # "by India and then Saudi Arabia"
    if {parts["subject"], *parts["partners"]} & set(who):
        return
    for place, one in enumerate(who, int(parts["quantity"]) + 1):
        later = parts | {"partners": (one,), "quantity": float(place)}
        yield replace(full.draft, parts=later, cues=full.draft.cues | {"resumed"})


def _after(at: Sense, full: Placed, first: int, stop: int) -> Iterator[Draft]:
    """Yield who is first, of "the second-largest investor in Mexico, after the United States"."""
    parts = full.draft.parts
    found = AFTER.search(at.shape, first, stop)
    if not found or parts.get("quantity") != 2.0 or parts.get("comparison") != "largest":
        return
    who = at.line.parties(found.start("who"))
    word = at.line.chunks[found.start("word")].text
    known = {parts["subject"], *parts.get("partners", ())}
    if word in ("after", "behind") and len(who) == 1 and not known & set(who):
        later = parts | ({"partners": who} if parts["kind"] == "rank" else {"subject": who[0]})
        cues = full.draft.cues | {"resumed"}
        yield replace(full.draft, parts=later | {"quantity": 1.0}, cues=cues)


def _passed(at: Sense, full: Placed, first: int) -> Iterator[Draft]:
    """Yield the place that "passed to India"."""
    parts = full.draft.parts
    if parts["kind"] != "rank" or parts.get("quantity") != 1.0:
        return
    for spot in range(first, len(at.shape)):
        who = at.line.parties(spot)
        if at.shape[spot] != "P" or not PASSED.search(at.line.plain, 0, at.line.chunks[spot].start):
            continue
        if len(who) != 1 or {parts["subject"], *parts["partners"]} & set(who):
            return
        kept = {key: value for key, value in parts.items() if key not in ("years", "when")}
        later = replace(
            full.draft, parts=kept | {"partners": who, "comparison": "largest"}, at=spot,
            cues=(full.draft.cues - {"ended"}) | {"resumed"},
        )  # fmt: skip
        yield timed(at, spot, later)


def _told(at: Sense, full: Draft, found: re.Match[str]) -> Draft | None:
    """Return the place with what is new in it; None if it is no place of these."""
    groups = found.groupdict()
    if groups.get("it") and at.line.chunks[found.start("it")].text != "it":
        return None
    order = full.parts["quantity"]
    if "order" in groups:
        known = order_of(at, found.start("order"))
        if known is None:
            return None
        order = float(known)
    holder: Parties = full.parts.get("partners", ())
    world = full.parts["kind"] == "world rank"
    subject = full.parts["subject"]
    if groups.get("who"):
        who = at.line.parties(found.start("who"))
        holder, subject = (holder, who[0]) if world else (who, subject)
        if len(who) != 1:
            return None
    if groups.get("whose"):
        whose = at.line.parties(found.start("whose"))
        subject = whose[0]
        if (
            world
            or len(whose) != 1
            or (at.shape[found.start("whose")] == "A" and not groups.get("noun", "x"))
        ):
            return None
    channel = _of_channel(at, found, full)
    if channel is None:
        return None
    if subject in holder or (
        not world
        and (holder, subject, order)
        == (full.parts["partners"], full.parts["subject"], full.parts["quantity"])
    ):
        return None
    parts = (
        full.parts
        | {"subject": subject, "quantity": order, "channel": channel}
        | ({} if world else {"partners": holder, "comparison": "largest"})
    )
    parts = {key: value for key, value in parts.items() if key not in ("years", "when")}
    return replace(full, parts=parts, cues=full.cues | {"resumed"})


def _of_channel(at: Sense, found: re.Match[str], full: Draft) -> str | None:
    """Return the channel of a place, another where its clause says so: "; for exports, China came first".

    None if it is not known what the clause tells of.
    """
    begin = max(at.shape.rfind(";", 0, found.end()), full.at) + 1
    nouns = [at.line.chunks[one].value for one in range(begin, found.end()) if at.shape[one] == "C"]
    known = str(full.parts["channel"])
    if not nouns or ";" not in at.shape[full.at : found.end()]:
        return known
    said = nouns[-1]
    if said.channel in ("imports", "exports") and known in ("imports", "exports"):
        return str(said.channel) if not said.product and not full.parts.get("product") else None
    return known if said.channel in (known, "") or known.startswith(said.channel) else None


def order_of(at: Sense, spot: int) -> int | None:
    """Return the place that a word tells, None if it is no ordinal."""
    one = at.line.chunks[spot]
    if one.tag == "K":
        return int(one.value.place)
    text = one.text
    if text in ORDER:
        return ORDER.index(text) + 1
    nth = NTH.fullmatch(text)
    return int(nth[1]) if nth else None


def _share(at: Sense, rank: Draft, place: int) -> Draft:
    """Return the share that is told with a place."""
    figure: Figure = at.line.chunks[place].value
    kept: dict[str, Any] = {
        key: rank.parts[key]
        for key in ("subject", "partners", "channel", "product")
        if key in rank.parts
    }
    years: dict[str, Any] = {"years": rank.parts["years"]} if "years" in rank.parts else {}
    parts: dict[str, Any] = {
        "kind": "share",
        **kept,
        **years,
        "comparison": figure.comparison,
        "quantity": figure.value,
        "unit": "%",
    }
    return Draft(parts, (figure.words, *rank.words), place, rank.assumed, rank.cues - {"rank"})
