"""What stands behind an amount and tells of the same: ", up 6 % year-on-year", ", a tenth of its imports"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD

CHANGED: Final = re.compile(
    r"(?:l?(?:o[xAO]*C)?(?:[tf]x?P)?)Y?,?[,(]x{0,2}(?:(?P<way>[ud])[xo]?y?x?(?P<size>F)(?:[mf]?(?:x?M)?(?P<then>Y))?"
    r"|(?P<size2>F)(?P<way2>[udE]?)(?P<then2>Y))(?=[,;).&x]|$)"
)
"""Behind an amount: by how much it moved, and since when."""
PART: Final = re.compile(
    r"(?:l?(?:o[xAO]*C)?(?:[tf]x?P)?Y?),&?x?(?P<part>F)o(?P<its>s)x?(?P<what>C)"
)
"""Behind an amount: what part it is of all that is "its"."""
WHOLE: Final = re.compile(
    r"(?:F|^)ox?(?P<whose>[OA])[xW]{0,2}C(?:(?P<of>o)(?P<whole>M))?(?:,l(?P<worth>M))?"
)
"""A part of what is worth so much in all, or of what it is worth itself."""
IN_ALL: Final = (" in total", " in all", " altogether", " overall")
ABOVE: Final = ("above", "over", "up on")
BELOW: Final = ("below", "under", "down on")
MORE: Final = ("more", "higher", "larger", "bigger", "greater")
LESS: Final = ("less", "lower", "fewer", "smaller")
MIRROR: Final = {"imports": "exports", "exports": "imports"}
UNNAMED: Final = frozenset({*PRONOUN, *WORLD, *REGION, ""})


POINTS: Final = re.compile(
    r"(?:S?o[xsOAW]*C+|SoAC)?(?:,?Y)?,x{0,2}(?P<size>F)(?P<way>[Eud])[jm]?x?(?P<then>Y)(?=[,;.x]|$)"
)
"""Behind a share: by how many points it is more or less than then."""


def _points(at: Sense, one: Draft) -> Iterator[Draft]:
    found = POINTS.match(at.shape, one.at + 1)
    spot = found.start("size") if found else -1
    if not found or at.line.chunks[spot].value.unit != "points":
        return
    text, tag = at.line.chunks[found.start("way")].text, found["way"]
    up = tag == "u" or text.startswith(MORE)
    if not up and tag == "E" and not text.startswith(LESS):
        return
    figure, then = at.line.chunks[spot].value, at.line.chunks[found.start("then")].value
    before = then.before or then.years
    parts = {key: value for key, value in one.parts.items() if key not in ("when", "before")}
    new = parts | {"kind": "change", "of": "share", "comparison": "rising" if up else "falling",
                   "quantity": figure.value, "unit": "points"}  # fmt: skip
    years = parts.get("years")
    if (before and years and before < years) or (before and not years):
        new["before"] = before
    else:
        return
    cues = frozenset((one.cues - {"share"}) | {"change", "moved"})
    yield Draft(new, (figure.words, *one.words), spot, one.assumed, cues)


def behind(at: Sense, read: Sequence[Draft]) -> tuple[list[Draft], set[int]]:
    """Return what is told behind the amounts of a sentence, and the figures that were read otherwise."""
    told: list[Draft] = []
    for one in read:
        if one.parts["kind"] == "amount" and len(one.parts.get("partners", ())) == 1:
            told += _change(at, one, read)
            told += _part(at, one, read)
        if one.parts["kind"] == "share" and len(one.parts.get("partners", ())) == 1:
            told += _points(at, one)
    return told, {one.at for one in told}


def _change(at: Sense, one: Draft, read: Sequence[Draft]) -> Iterator[Draft]:
    found = CHANGED.match(at.shape, one.at + 1)
    if not found:
        return
    spot = found.start("size") if found["size"] else found.start("size2")
    if at.line.chunks[spot].value.unit != "%" or _is_told(one, spot, read):
        return
    then_at = found.start("then" if found["size"] else "then2")
    then = at.line.chunks[then_at] if then_at >= 0 else None
    way = _way(at, found)
    years = one.parts.get("years")
    earlier = then.value.before or then.value.years if then else None
    based = then is None or then.value.how.startswith(("base", "previous"))
    if not way or not (based or (years and earlier and earlier < years)):
        return
    parts: dict[str, Any] = {
        key: one.parts[key] for key in ("subject", "partners", "channel") if key in one.parts
    }
    figure = at.line.chunks[spot].value
    new: dict[str, Any] = {**parts, "kind": "change", "of": "amount", "comparison": way,
                           "quantity": figure.value, "unit": "%"}  # fmt: skip
    if one.parts.get("product"):
        new["product"] = one.parts["product"]
    if years and years[0] == years[1]:
        new |= {"years": years, "before": earlier or (years[0] - 1, years[0] - 1)}
    cues = (one.cues - {"amount"}) | {"change", "moved"}
    yield Draft(new, (figure.words, *one.words), spot, one.assumed, frozenset(cues))


def _is_told(one: Draft, spot: int, read: Sequence[Draft]) -> bool:
    """Return whether a figure is read already as a change with a partner."""
    return any(
        other.at == spot and other.parts["kind"] == "change" and other.parts.get("partners")
        for other in read
    )


def _way(at: Sense, found: re.Match[str]) -> str:
    """Return whether an amount rose or fell, "" where it is not said."""
    if found["way"] or found["way2"] in ("u", "d"):
        return "rising" if (found["way"] or found["way2"]) == "u" else "falling"
    text = at.line.chunks[found.start("way2" if found["way2"] else "then2")].text
    if text.startswith(MORE if found["way2"] else ABOVE):
        return "rising"
    return "falling" if text.startswith(LESS if found["way2"] else BELOW) else ""


def _part(at: Sense, one: Draft, read: Sequence[Draft]) -> Iterator[Draft]:
    found = PART.match(at.shape, one.at + 1)
    spot = found.start("part") if found else -1
    if not found or any(other.at == spot for other in read):
        return
    noun = at.line.chunks[found.start("what")].value
    first = next((n for n, tag in enumerate(at.shape) if tag == "P"), -1)
    who = at.line.parties(first) if 0 <= first < one.at else ()
    sides = {one.parts["subject"], *one.parts["partners"]}
    if len(who) != 1 or not set(who) <= sides or sides & UNNAMED or noun.product:
        return
    own = who[0] == one.parts["subject"]
    channel = str(one.parts["channel"])
    if noun.channel != (channel if own else MIRROR.get(channel)) or one.parts.get("product"):
        return
    figure = at.line.chunks[spot].value
    other = tuple(sides - set(who))
    new: dict[str, Any] = {
        "kind": "share",
        "subject": who[0],
        "partners": other,
        "channel": noun.channel,
        "comparison": figure.comparison,
        "quantity": figure.value,
        "unit": "%",
    }
    if one.parts.get("years"):
        new["years"] = one.parts["years"]
    cues = frozenset((one.cues - {"amount"}) | {"share", "moved"})
    yield Draft(new, (figure.words, *one.words), spot, one.assumed, cues)


def _of_part(at: Sense, one: Draft, read: Sequence[Draft]) -> Draft:
    """Return an amount as that of the whole of which a part is told, or of that part."""
    if one.parts["kind"] != "amount":
        return one
    for found in WHOLE.finditer(at.shape):
        if one.at not in (found.start("whole"), found.start("worth")):
            continue
        whose = at.line.parties(found.start("whose"))
        shares = [
            each for each in read
            if each.parts["kind"] == "share" and (each.parts["subject"],) == whose
            and each.parts["channel"] == one.parts["channel"] and each.parts.get("partners")
        ]  # fmt: skip
        if len(shares) != 1 or (one.parts["subject"],) != whose:
            continue
        worth = one.at == found.start("worth")
        partners = shares[0].parts["partners"] if worth else ()
        end = at.line.chunks[one.at].end
        done = set(at.shape[: found.start()]) & set("gka") and not at.line.plain.startswith(
            IN_ALL, end
        )
        if not worth or (at.shape[found.start()] == "F" and done):
            return replace(
                one, parts=one.parts | {"partners": partners}, cues=one.cues | {"of a part"}
            )
    return one


def settled(
    at: Sense, read: Sequence[Draft], refused: Sequence[Unreadable]
) -> tuple[list[Draft], list[Unreadable]]:
    """Return what was read, with what is told behind amounts in place of what was made of it."""
    if "F" not in at.shape or not ("M" in at.shape or " point" in at.line.plain):
        return list(read), list(refused)
    read = [_of_part(at, one, read) for one in read]
    told, spots = behind(at, read)
    if not told:
        return list(read), list(refused)
    kept = [one for one in read if one.at not in spots]
    return [*kept, *told], [one for one in refused if one.at not in spots]
