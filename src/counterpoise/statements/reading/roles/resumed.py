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

ANOTHER: Final = re.compile(
    r"[;,&][xY,&]*(?:(?:nx{1,2}o|[ryn]|mx?)Cx?,?)?(?P<it>p)[xb]*bx*(?P<who>P)(?=$|[,;.&Yx])"
)
"""Another holder: "and in 2023 it was China"."""
MOVED: Final = re.compile(r"(?:(?P<it>p)[xb]*(?:[bc]|[ud]x*t)|ab)x*?(?P<order>[xK])(?=x?$|[,;&Y])")
"""Another place of the same: "five years later it was the fourth", "having been only 21st"."""
FOR_ANOTHER: Final = re.compile(r"[;,&]x{0,2}r(?P<whose>P),?p[xb]*?(?P<order>[xK])(?=x?$|[,;&Y])")
"""The same one's place with another: "; for Mexico it is barely the third"."""
FROM_TO: Final = re.compile(r"tx{0,2}(?P<order>K)(?![xC]?R)(?=x?$|[,;.Yh])")
"""Another place of the same, to which it moved: "from being the second largest … to the fourth largest"."""
AMONG_SOME: Final = re.compile(r"[on]x*[QU],?$")
"""Before a holder: among whom it is told of, "among states Japan comes first"."""
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
PASSED: Final = re.compile(
    r"\b(?:that|the|this|its|their) (?:title|place|position|role|spot|rank|crown|mantle|distinction|honou?r|lead)"
    r" (?:has |have |had )?(?:since )?(?:passed|went|gone|fell|fallen|belongs|belonged|goes|passes|shifted|moved) to (?:the )?$"
)
"""Before whoever has the place now: "in 2024 that title passed to India"."""
PART: Final = re.compile(r",?[hk]x*(?P<figure>F)(?:ox*[lC]?)?(?=$|[,;.&x])")
"""The part that belongs to a place: ", with 15 per cent of the total"."""
WAYS: Final = ("imports", "exports")
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
    yield from _passed(at, full, first)
    for pattern in (
        ANOTHER,
        FOR_ANOTHER,
        FROM_TO,
        MOVED,
        AND,
        OF_ANOTHER,
        BOTH,
        OTHERS,
        HELD,
        INSTEAD,
    ):
        for found in pattern.finditer(shape, first, stop):
            if pattern is INSTEAD and found.end() == stop < len(shape):
                continue  # "while Spain became | the second": a place of its own
            order = at.line.chunks[found.start("order")] if "order" in pattern.groupindex else None
            if found.end() == stop < len(shape):
                continue  # the next place begins here, and not the end
            either = order is not None and at.line.plain.startswith(" or ", order.end)
            if "who" in pattern.groupindex and AMONG_SOME.search(shape, 0, found.start("who")):
                continue
            if pattern is MOVED and re.search(r"rP,?$", shape[: found.start()]):
                continue
            one = None if either else _told(at, full.draft, found)  # "second or third"
            if one is None:
                continue
            spot = found.start("who") if "who" in pattern.groupindex else found.start("order")
            one = timed(at, spot, replace(one, at=spot))
            yield one
            part = PART.match(shape, found.end())
            if part and one.parts["kind"] == "rank" and pattern in (ANOTHER, OF_ANOTHER):
                yield _share(at, one, part.start("figure"))


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
        and (holder, subject, order, channel)
        == tuple(full.parts[key] for key in ("partners", "subject", "quantity", "channel"))
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
    own = [spot for spot in range(*found.span()) if at.shape[spot] == "C"]
    if own and known in WAYS and at.line.chunks[own[0]].value.channel in WAYS:
        said = at.line.chunks[own[0]].value  # "in exports it is Finland, in imports it is Germany"
        return str(said.channel) if not said.product and not full.parts.get("product") else None
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
