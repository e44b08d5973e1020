"""Who is ahead of whom, told beside a place, a share or an amount: "ahead of Italy", "overtaking Spain"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense
from counterpoise.statements.reading.roles.placing import OVERTAKES

KINDS: Final = frozenset({"rank", "share", "amount"})
CHANNELS: Final = frozenset(
    (
        "arms",
        "arms-exports",
        "imports",
        "exports",
        "trade",
        "aid",
        "debt",
        "investment",
        "investment-flow",
        "remittances",
    )
)
REACH: Final = 44
"""Letters before a party within which the word stands by which it is compared."""
_WHO: Final = r"(?: (?:the|only|just|neighbou?ring|second-placed|second-ranked|runner-up|rival|arch-rival|long-time leader|both))* $"
_OVERTAKES: Final = OVERTAKES.pattern.removeprefix(r"\b").removesuffix(" (?:the )?$")
AHEAD: Final = re.compile(
    rf"\b(?:ahead of|in front of|outstripping|outpacing|outranking|{_OVERTAKES}){_WHO}"
)
"""Before whoever has less: "ahead of", "overtaking"."""
FINITE: Final = re.compile(
    r"(?:ed|took|takes|had|es|s|taken|beat|sold|did|past|of|out|over|shot|went)\b[^a-z]*(?: the)? ?$"
)
MORE: Final = re.compile(
    rf"(?:^|[,(–—] ?|- )(?:(?:far|much|significantly|slightly|considerably|a little|well|even|still|thus|just|marginally|substantially|or) )*(?P<more>more|less) than(?: (?P<prep>from|to|with))?{_WHO}"
)
"""Before another, behind a figure: ", more than the United States"."""
BEHIND: Final = re.compile(
    rf"\b(?:(?P<after>after)|behind|second only to|surpassed only by|exceeded only by|outdone only by|bettered only by){_WHO}"
)
"""Before whoever has more: "behind France"."""
BY: Final = re.compile(
    rf"\b(?:overtaken|surpassed|displaced|supplanted|replaced|dethroned|eclipsed|ousted|unseated|outstripped|overhauled|edged out|toppled|succeeded) (?:in (?:19|20)\d\d )?by{_WHO}"
)
"""Before whoever has taken the place of another."""
ALSO: Final = re.compile(
    rf"\b(?:behind|after) (?:[^;.]|\.(?=\d)){{1,60}}?,? (?:and|but|though|yet) (?:(?:just|well|narrowly|far|only|slightly|comfortably|a little) )*ahead of{_WHO}"
)
"""Who is behind one and ahead of another: "behind China and just ahead of"."""
TAIL: Final = re.compile(r"[xY]{0,2}(?:$|[,;).&hYFM(])|Y|x?$")
"""What may follow a party that is only compared with."""
GIVES: Final = re.compile(r"[,(]x{0,2}(?P<part>[FB])o?(?P<what>C)(?P<who>P)[xYbH]{0,2}[gk]")
"""A part of what another gave: ", a quarter of what France provided"."""
WORLD: Final = re.compile(r"\b(?:world|global|economy)\b")
REPLACED: Final = re.compile(
    r"\b(?:replac\w+|succeed\w+|t(?:akes?|ook|aken|aking) \w+(?: \w+)? (?:of|from))(?: the)? $"
)
AS_MUCH: Final = re.compile(r"[,(]x{0,2}(?P<part>B)(?:jx)?j(?P<who>P)(?=[x.]?$|[,;)Y])")
"""How many times as much as another: ", twice as much as Turkey"."""
FIGURE_OF: Final = re.compile(
    r"[,(]x{0,2}(?P<part>[FB])o?(?P<what>[xl])(?P<prep>[fthr])x?(?P<who>P)(?=[x.]?$|[,;)Y])"
)
"""How many times the figure of another: ", double the amount from India"."""
TOTALS: Final = ("amount", "figure", "total", "value", "sum", "level", "volume", "number")
PREPOSITIONS: Final = {"from": "f", "to": "t", "with": "h"}
TOGETHER: Final = re.compile(r",? (?:(?:put|taken) )?(?:together|combined)\b")


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the comparison of the partner of each place, share or amount that was read with another."""
    told = [one for one in read if _is_compared(one)]
    if not told:
        return
    seen: list[dict[str, Any]] = []
    compared = [_sides(one) for one in read if one.parts["kind"] == "comparison"]
    for one in (*_beside(at, told), *_parts_of(at, told)):
        if one.parts not in seen and _sides(one) not in compared and not _is_belied(one, told):
            seen.append(one.parts)
            yield one


def _sides(one: Draft) -> frozenset[str]:
    """Return who is compared, whichever has more."""
    return frozenset((one.parts["subject"], *one.parts["partners"], *one.parts.get("poles", ())))


def _is_compared(one: Draft) -> bool:
    """Return whether a draft has one partner that may be compared with another."""
    parts = one.parts
    held = parts.get("channel") in CHANNELS and len(parts.get("partners") or ()) == 1
    placed = parts["kind"] != "rank" or parts.get("comparison", "largest") == "largest"
    return (
        parts["kind"] in KINDS and held and placed and parts.get("when") != "once" and one.at >= 0
    )


def _beside(at: Sense, told: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the comparisons with whoever stands behind "ahead of", "behind", "overtaking"."""
    last: Draft | None = None
    for spot, tag in enumerate(at.shape):
        if tag not in "PO" or spot == 0:
            continue
        chunk = at.line.chunks[spot]
        before = at.line.plain[max(0, chunk.start - REACH) : chunk.start]
        others = at.line.parties(spot)
        ahead, behind, more = AHEAD.search(before), BEHIND.search(before), MORE.search(before)
        by = BY.search(before)
        if not others or not (ahead or behind or more or by) or not _ends(at, spot):
            continue
        word = ahead or behind or more or by
        if word is None:
            continue
        one = _whose(at, told, spot, word.group(), turned=by is not None)
        if ahead and last and ALSO.search(at.line.plain, 0, chunk.start):
            one = last  # "behind France and just ahead of Italy": whoever is behind is ahead
        if one is None or set(others) & {one.parts["subject"], *one.parts["partners"]}:
            continue
        if ahead and REPLACED.search(before) and one.parts.get("quantity", 1) != 1:
            continue  # the second before may be the first now
        if behind and not _may_follow(one, others, after=behind["after"] is not None):
            continue
        if more and not _alike(at, one, spot, PREPOSITIONS.get(more["prep"] or "", "")):
            continue
        if not more and not _is_of_partner(at, one, others, spot, told):
            continue
        last = one if behind else None
        less = bool(behind or by or (more and more["more"] == "less"))
        cue = "behind" if behind else "more" if more else "by" if by else "ahead"
        every = TOGETHER.match(at.line.plain, chunk.end)
        for poles in (others,) if every else ((other,) for other in others):
            yield _made(one, poles, spot, word.group().strip(" ,"), cue, less=less)


def _ends(at: Sense, spot: int) -> bool:
    """Return whether a party is no part of a longer name, or the owner of something."""
    if at.shape[spot] == "O":
        return at.shape[spot + 1 : spot + 2] in ("F", "M") or at.shape[spot + 1 : spot + 3] in (
            "xF",
            "xM",
        )
    after = at.line.chunks[spot + 1 : spot + 2]
    if after and after[0].tag == "x" and after[0].text.isalpha():
        return after[0].text in ("as", "by", "again", "which", "who") or at.shape[
            spot + 2 : spot + 3
        ] in ("", ".")
    return at.shape[spot + 1 : spot + 2] not in ("C", "R", "S", "K", "P", "O", "A")


def _whose(at: Sense, told: Sequence[Draft], spot: int, word: str, *, turned: bool) -> Draft | None:
    """Return the place, share or amount of whoever is compared at a party."""
    begin = at.shape.rfind(";", 0, spot) + 1
    end = at.shape.find(";", spot)
    end = end if end >= 0 else len(at.shape)
    here = [one for one in told if begin <= one.at < end]
    near: Parties = ()
    for place in range(spot - 1, begin - 1, -1):
        if at.shape[place] in "PO":
            near = at.line.parties(place)
            break
    own = [one for one in here if one.parts["partners"] == near and not _of_another(at, one, spot)]
    if own:
        return max(own, key=lambda one: (one.at < spot, one.parts["kind"] == "rank", one.at))
    if turned:
        return None
    if near and not any(near == (one.parts["subject"],) for one in here):
        return None
    if near and FINITE.search(word) and OVERTAKES.search(word) and not word.startswith("ahead"):
        return None  # "Kenya overtook India", and Kenya is whose partners are told
    ahead = [one for one in here if one.at < spot]
    if ahead and not _of_others(at, max(ahead, key=lambda one: one.at), spot, here):
        return None
    return (
        max(ahead, key=lambda one: one.at)
        if ahead
        else min(here, key=lambda one: one.at, default=None)
    )


def _of_another(at: Sense, one: Draft, spot: int) -> bool:
    """Return whether a draft is told in another clause than a party before it, or that one of the world."""
    if one.at <= spot:
        return False
    between = at.line.plain[at.line.chunks[spot].end : at.line.chunks[one.at].start]
    apart = one.parts["kind"] != "rank" and "&" in at.shape[spot : one.at]
    return apart or WORLD.search(between) is not None


def _of_others(at: Sense, one: Draft, spot: int, here: Sequence[Draft]) -> bool:
    """Return whether nobody but those of whom is told stands between a draft and a party."""
    known = {party for each in here for party in (each.parts["subject"], *each.parts["partners"])}
    between = {party for place in range(one.at, spot) for party in at.line.parties(place)}
    return between <= known


def _may_follow(one: Draft, others: Parties, *, after: bool) -> bool:
    """Return whether so many may be before the place of one: "the third, behind China and India"."""
    if one.parts["kind"] != "rank":
        return not after
    return len(others) < (one.parts.get("quantity") or 1)


def _alike(at: Sense, one: Draft, spot: int, prep: str) -> bool:
    """Return whether another stands in a sentence as the partner of what is told: as its subject, or behind "from"."""
    if one.parts["kind"] == "rank" or one.at > spot:
        return False
    partner = one.parts["partners"][0]
    spots = [
        place
        for place in range(spot)
        if at.shape[place] in "PO" and partner in at.line.parties(place)
    ]
    if prep:
        return any(at.shape[place - 1 : place] == prep for place in spots)
    begin = at.shape.rfind(";", 0, one.at) + 1
    first = next((place for place in range(begin, spot) if at.shape[place] in "Pp"), -1)
    return first in spots and at.shape[first - 1 : first] not in tuple("ftoynrhe")


def _is_of_partner(
    at: Sense, one: Draft, others: Parties, spot: int, told: Sequence[Draft]
) -> bool:
    """Return whether another is beside the partner of an amount, and not beside whose it is.

    "Turkey sold Libya $2.8 billion of goods, overtaking Italy": which sold Libya less.
    """
    if one.parts["kind"] != "amount" or _alike(at, one, spot, ""):
        return True
    side = (one.parts["subject"], one.parts["channel"])
    return any(
        (each.parts["subject"], each.parts["channel"]) == side
        and each.parts["partners"] == (other,)
        for each in told
        for other in others
    )


def _is_belied(one: Draft, told: Sequence[Draft]) -> bool:
    """Return whether the figures of both say the contrary."""
    figures: dict[tuple[Parties, str], float] = {}
    for each in told:
        same = all(each.parts.get(key) == one.parts.get(key) for key in ("subject", "channel"))
        if same and each.parts["kind"] in ("share", "amount"):
            figures.setdefault((each.parts["partners"], each.parts["kind"]), each.parts["quantity"])
    less = one.parts["comparison"] == "less than"
    for kind in ("share", "amount"):
        a, b = (figures.get((one.parts[key], kind)) for key in ("partners", "poles"))
        if a is not None and b is not None and one.parts["quantity"] == 1.0 and (a < b) != less:
            return True
    return False


def _made(one: Draft, other: Parties, spot: int, word: str, cue: str, *, less: bool) -> Draft:
    """Return a comparison of the partner of a draft with another, or with several together."""
    kept = {
        key: one.parts[key]
        for key in ("subject", "channel", "product", "years")
        if one.parts.get(key)
    }
    first, second = (other, one.parts["partners"]) if less else (one.parts["partners"], other)
    parts = kept | {
        "kind": "comparison", "partners": first, "poles": second,
        "comparison": "more than", "quantity": 1.0, "unit": "times",
    }  # fmt: skip
    if one.parts.get("when") == "year of account":
        parts["when"] = "year of account"
    return Draft(parts, (word, *one.words), spot, one.assumed, _cues(one, cue))


def _cues(one: Draft, cue: str) -> frozenset[str]:
    """Return the cues of a comparison: those by which its draft was found, and its own."""
    return one.cues | {"comparison", f"comparison {cue}"}


def _parts_of(at: Sense, told: Sequence[Draft]) -> Iterator[Draft]:
    """Yield how many times the part of another: ", a quarter of what France provided"."""
    for found in _found_parts(at):
        who = at.line.parties(found.start("who"))
        figure = at.line.chunks[found.start("part")].value
        begin = at.shape.rfind(";", 0, found.start()) + 1
        here = [one for one in told if begin <= one.at < found.start()]
        if not here or len(who) != 1 or figure.unit not in ("%", "times"):
            continue
        one = here[-1]
        if found.re is FIGURE_OF and not _has_prep(at, one, found["prep"]):
            continue
        if found.re is AS_MUCH and not _alike(at, one, found.start("who"), ""):
            continue
        if set(who) & {one.parts["subject"], *one.parts["partners"]}:
            continue
        parts = _made(one, who, found.start("part"), figure.words, "part", less=False).parts
        ratio = figure.value / 100 if figure.unit == "%" else figure.value
        parts |= {"comparison": figure.comparison, "quantity": ratio}
        yield Draft(
            parts, (figure.words, *one.words), found.start("part"), one.assumed, _cues(one, "part")
        )


def _found_parts(at: Sense) -> Iterator[re.Match[str]]:
    """Yield where how many times as much as another is told."""
    for found in GIVES.finditer(at.shape):
        if at.line.chunks[found.start("what")].text == "what":
            yield found
    yield from AS_MUCH.finditer(at.shape)
    for found in FIGURE_OF.finditer(at.shape):
        if at.line.chunks[found.start("what")].text in TOTALS:
            yield found


def _has_prep(at: Sense, one: Draft, prep: str) -> bool:
    """Return whether the partner of a draft stands behind the same little word, or it is "for"."""
    partner = one.parts["partners"][0]
    return prep == "r" or any(
        at.shape[spot - 1 : spot] == prep and partner in at.line.parties(spot)
        for spot in range(1, one.at + 8)
        if spot < len(at.shape)
    )
