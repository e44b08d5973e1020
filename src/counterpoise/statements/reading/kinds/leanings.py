"""On whom a state leans: reliance, dominance, votes, balance between powers, spread."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Any, Final

from counterpoise.statements.reading.kinds.rates import rated
from counterpoise.statements.reading.parties.around import about, around, place_of
from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import SUBJECT, Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.mentions import PLACE

LENGTH: Final = 24
"""Letters before a word of reliance in which it may stand whether it grows."""
HALF: Final = {"comparison": "more than", "quantity": 50.0, "unit": "%"}
MORE_THAN_HALF: Final = "more than half is meant"
NO_SINGLE: Final = re.compile(
    r"\b(?:depend\w*|rel(?:y|ies|iant)) (?:up)?on no single|\bno single (?:\w+ )?(?:partner|power|supplier|buyer|customer|market|donor|source|country|state)\b"
)
DIVERSIFIES: Final = re.compile(r"\b(?:diversif(?:y|ies|ied|ying)|diversification)\b")
RELIES: Final = re.compile(
    r"\b(?:rel(?:y|ies|ied) (?:\w+ )?on|relian(?:ce|t) on|depend(?:s|ed|ent|ence|ency)? (?:\w+ )?(?:on|upon))\b"
)
MORE: Final = re.compile(
    r"\b(?:(?P<up>more|increasingly|growingly)|(?P<down>less|decreasingly))(?: and (?:more|less))?"
    r"(?: \w+ly)? (?:relian|dependen|rel(?:y|ies|ied)\b|depends?\b|depended\b)"
    r"|\b(?:rel(?:y|ies|ied)|depend(?:s|ed)?) (?:(?P<rising>more|increasingly)|(?P<fewer>less|decreasingly))\b"
)
"""Whether a state leans on another more, or less, than before: "has become less dependent on"."""
MEASURED: Final = re.compile(r"\bdepend\w* (?:on|upon) .+ (?:more|less) than .+ depend")
COMPARES: Final = re.compile(
    r"\b(?:than|as (?:often|much|closely|frequently) as|compared (?:with|to))\b"
)
DOMINATES: Final = re.compile(r"\b(?:dominant|dominates?|dominated|dominating)\b")
ALIGNS: Final = re.compile(
    r"\b(?:align(?:s|ed)? with|vot(?:e|es|ed|ing) (?:\w+ ){0,2}(?:with|alike)|(?:sid(?:e|es|ed|ing)|agree(?:s|d)?) (?:(?:more|less|most|often|closely|frequently|rarely|always) ){0,2}with|close political ties)\b"
)
CLOSER: Final = re.compile(r"\b(?:closer|nearer) to\b")
FORUM: Final = re.compile(
    r"\b(?:votes?|voting|voted|assembly|ideal points|roll[- ]calls?|united nations|resolutions)\b|\bun\b"
)
BESIDE: Final = re.compile(r"\bthan (?:it (?:is|was|stood) )?to\b")
THAN: Final = re.compile(
    r"\b(?:than (?:it (?:does|did) |they (?:do|did) )?(?:with|beside|alongside)|rather than with)\b"
)
LESS: Final = re.compile(r"\b(?:less|fewer|rarer|more (?:seldom|rarely))\b")
SELDOM: Final = re.compile(r"\b(?:only|barely|hardly|seldom|rarely|scarcely|less than half)\b")
BALANCES: Final = re.compile(
    r"\b(?:balanc(?:e|es|ed|ing) (?:act )?(?:between|partnerships)|hedg(?:e|es|ed|ing) between)\b"
)
BRINGS: Final = re.compile(r"\b(?:brings?)\b")
GDP: Final = re.compile(r"\b(?:economy|gdp|output)\b")


def no_single(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return “no single supplier” as no share of more than half, or than is said."""
    if "F" in at.shape:
        return _none_over(at, found)
    if not found.group().endswith(("partner", "power", "supplier", "on no single")):
        return None
    before, _after = around(at, found)
    subject, assumed = (
        (at.about, ()) if at.about in before else (before[0], ()) if before else about(at, ())
    )
    parts = {"kind": "diversification", "of": "largest share", "subject": subject, "comparison": "at most",
             "quantity": 50.0, "unit": "%"}  # fmt: skip
    return Draft(
        parts,
        (found.group(),),
        -1,
        (*assumed, "a single one would hold more than half"),
        frozenset({"spread"}),
    )


def _none_over(at: Sense, found: re.Match[str]) -> Draft:
    """Return “no single buyer takes more than 30 per cent of Togo's exports” as a largest share."""
    place = at.shape.index("F")
    figure = at.line.chunks[place].value
    what = [
        one for one in at.wholes if one.noun.channel and len(one.owner) == 1 and one.form in "OAo"
    ]
    over = figure.comparison in ("more than", "at least") and figure.unit == "%"
    if len(what) != 1 or not over or at.shape.count("F") > 1 or what[0].noun.product:
        raise Unreadable("no single one, and not of what")
    noun, way = what[0].noun, what[0].way
    channel = (
        noun.channel
        if noun.channel != "goods"
        else {"in": "imports", "out": "exports"}.get(way, "")
    )
    if noun.channel == "arms" and way == "out":
        channel = "arms-exports"
    parts = {"kind": "diversification", "of": "largest share", "subject": what[0].owner[0], "channel": channel,
             "comparison": "at most", "quantity": figure.value, "unit": "%"}  # fmt: skip
    words = (found.group(), figure.words)
    return Draft(parts, words, -1, (), frozenset({"spread"}))


def diversifies(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft:
    """Return “diversifies” as more effective partners."""
    before, _after = around(at, found)
    subject, assumed = (
        (at.about, ())
        if at.about in before or (at.about and not before)
        else (before[0], ())
        if before
        else about(at, ())
    )
    channel = next(
        (one.noun.channel for one in at.wholes if one.noun.channel not in ("", "goods")), ""
    )
    parts = {
        "kind": "diversification",
        "of": "effective partners",
        "subject": subject,
        "comparison": "rising",
        "channel": channel,
    }
    told = () if channel else ("in every channel",)
    cues = {"spread"} | ({"spread beside figures"} if "F" in at.shape else set())
    return Draft(parts, (found.group(),), place_of(at, found), (*assumed, *told), frozenset(cues))


def relies(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """Return “relies on” as a share of more than half, or as dependence in trade."""
    plain = at.line.plain
    if (
        "share" in told
        or "trend" in told
        or NO_SINGLE.search(plain)
        or any(tag in "FM" for tag in at.shape)
        or plain.endswith("used to ", 0, found.start())
    ):
        return None
    measured = MEASURED.search(plain)
    if not measured and (than := COMPARES.search(plain, found.end())):
        raise Unreadable(f"“{found.group()}” in a comparison, “{than.group()}”")
    before, after = around(at, found)
    if not after:
        return None
    partner = after[0]
    subject, assumed = (before[0], ()) if before else about(at, (partner,))
    nouns = [one.noun for one in at.wholes if one.noun.channel]
    side = {"subject": subject, "partners": (partner,)}
    place = place_of(at, found)
    if measured:
        parts: dict[str, Any] = {
            "kind": "dependence",
            "comparison": "depends more",
            "channel": "trade",
            **side,
        }
        return Draft(
            parts,
            (found.group(),),
            place,
            (*assumed, "dependence in trade is meant"),
            frozenset({"dependence"}),
        )
    more = MORE.search(plain, max(0, found.start() - LENGTH))
    if nouns and nouns[0].channel in ("arms", "imports", "exports", "aid", "goods"):
        channel = "imports" if nouns[0].channel == "goods" else nouns[0].channel
        parts = {"channel": channel, "product": nouns[0].product, **side}
        if more:
            comparison = "rising" if more["up"] or more["rising"] else "falling"
            parts |= {"kind": "trend", "of": "share", "comparison": comparison}
            cues = frozenset({"course leaning"})
            return timed(at, place, Draft(parts, (more.group(),), place, assumed, cues))
        parts |= {"kind": "share", **HALF}
        return timed(
            at,
            place,
            Draft(
                parts, (found.group(),), place, (*assumed, MORE_THAN_HALF), frozenset({"reliance"})
            ),
        )
    if more:
        raise Unreadable("more or less dependence, and not in which channel")
    parts = {"kind": "dependence", "comparison": "depends more", **side}
    return Draft(
        parts,
        (found.group(),),
        place,
        (*assumed, "dependence in trade is meant"),
        frozenset({"dependence", "bare"}),
    )


def dominates(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """Return “dominates” as a share of more than half."""
    nouns = [one for one in at.wholes if one.noun.channel]
    if not nouns or "share" in told or "F" in at.shape:
        return None
    before, after = around(at, found)
    owner = [one for one in (*nouns[0].named,) if one not in before[:1]]
    subject = owner[0] if owner else after[0] if after else ""
    partner = [one for one in (*before, *after) if one != subject]
    assumed: tuple[str, ...] = ()
    if not subject:
        subject, assumed = about(at, tuple(partner))
    if not partner:
        return None
    parts = {"kind": "share", "channel": nouns[0].noun.channel, "product": nouns[0].noun.product, **HALF,
             "subject": subject, "partners": tuple(partner[:1])}  # fmt: skip
    if parts["channel"] == "goods":
        parts["channel"] = "imports"
    return Draft(
        parts,
        (found.group(),),
        place_of(at, found),
        (*assumed, MORE_THAN_HALF),
        frozenset({"reliance"}),
    )


def aligns(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return “votes with” as aligned; in a comparison, as closer than."""
    before, after = around(at, found)
    if "political" in found.group() and not after:
        after = before[:1]
        before = []
    after = [one for one in after if one not in (PLACE, "UN")]
    if found.group().endswith("alike") and not after and len(before) == 2:
        before, after = before[:1], before[1:]  # "Cuba and Venezuela vote alike"
    if not after:
        raise Unreadable(f"“{found.group()}”, and not with whom")
    subject, assumed = (before[0], ()) if before else about(at, tuple(after))
    assumed = (*assumed, "by votes in the United Nations")
    place = place_of(at, found)
    told = {} if COMPARES.search(at.line.plain) else rated(at)
    if not told and SELDOM.search(at.line.plain) and not COMPARES.search(at.line.plain):
        raise Unreadable(f"“{found.group()}”, and seldom")
    if COMPARES.search(at.line.plain):
        than = THAN.search(at.line.plain, found.start())
        near = [m.party for m in at.line.said if than and found.start() <= m.start < than.start()]
        far = [m.party for m in at.line.said if than and m.start >= than.end() and m.party != PLACE]
        if not than or not near or not far or subject in (near[0], far[0]) or near[0] == far[0]:
            raise Unreadable(f"“{found.group()}” in a comparison, and not between whom")
        if LESS.search(at.line.plain, found.start(), than.start()):
            near, far = far, near
        parts: dict[str, Any] = {"kind": "alignment", "comparison": "closer than", "subject": subject,
                                 "partners": tuple(near), "poles": tuple(far)}  # fmt: skip
        return timed(
            at,
            place,
            Draft(parts, (found.group(), than.group()), place, assumed, frozenset({"alignment"})),
        )
    partners = next(
        (
            at.line.parties(n)
            for n in range(place, len(at.shape))
            if at.shape[n] in "PA" and subject not in at.line.parties(n)
        ),
        tuple(after[:1]),
    )
    partners = tuple(after[:1]) if found.group().endswith("alike") else partners
    parts = {"kind": "alignment", "comparison": "aligned", "subject": subject, "partners": partners}
    parts |= told
    return timed(
        at, place, Draft(parts, (found.group(),), place, assumed, frozenset({"alignment"}))
    )


def closer(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return “closer to one than to another” in votes."""
    if not FORUM.search(at.line.plain):
        return None
    than = BESIDE.search(at.line.plain, found.end())
    if not than:
        raise Unreadable("closer, and not than to whom")
    said = [m for m in at.line.said if m.party != PLACE]
    held = {party for spot in range(len(at.shape)) for party in at.line.parties(spot)}
    before = [m.party for m in said if m.end <= found.start() and m.party in held]
    near = [m.party for m in said if found.end() <= m.start < than.start()]
    far = [m.party for m in said if m.start >= than.end()]
    subject, assumed = (before[-1], ()) if before else about(at, (*near, *far[:1]))
    if len(near) != 1 or not far or len({subject, near[0], far[0]}) != 3:
        raise Unreadable("closer, and not between whom")
    parts = {"kind": "alignment", "comparison": "closer than", "subject": subject,
             "partners": tuple(near), "poles": (far[0],)}  # fmt: skip
    assumed = (*assumed, "by votes in the United Nations")
    words = (found.group(), than.group())
    place = place_of(at, found)
    return timed(at, place, Draft(parts, words, place, assumed, frozenset({"alignment"})))


def balances(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft:
    """Return “balances between” as balanced between the poles named after it."""
    before, poles = around(at, found)
    if len(poles) < 2:
        raise Unreadable(f"“{found.group()}”, and not between whom")
    subject, assumed = (before[0], ()) if before else about(at, tuple(poles))
    parts = {"kind": "hedging", "comparison": "balanced", "subject": subject, "poles": tuple(poles)}
    return Draft(parts, (found.group(),), place_of(at, found), assumed, frozenset({"hedging"}))


def brings(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """“brings aid”, bare: as the largest."""
    nouns = [one for one in at.wholes if one.noun.channel]
    before, _after = around(at, found, apart=(at.about,))
    if not nouns or not before or any(tag in "FMK" for tag in at.shape) or len(before) != 1:
        return None
    if not at.about:
        raise Unreadable("it is not said to whom")
    subject, assumed = at.about, (SUBJECT,)
    channel = {"goods": "imports"}.get(nouns[0].noun.channel, nouns[0].noun.channel)
    parts = {"kind": "rank", "comparison": "largest", "channel": channel, "subject": subject, "partners": tuple(before),
             "product": nouns[0].noun.product}  # fmt: skip
    meant = f"“{found.group()}” means as the largest"
    return Draft(
        parts, (found.group(),), place_of(at, found), (*assumed, meant), frozenset({"brings"})
    )


def gdp(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    """Return the course of an economy."""
    course = next((n for n, tag in enumerate(at.shape) if tag in "ud"), None)
    before, _after = around(at, found)
    if course is None or any(tag in "FM" for tag in at.shape) or not before:
        return None
    parts = {
        "kind": "trend",
        "of": "gdp",
        "subject": before[-1],
        "comparison": "rising" if at.shape[course] == "u" else "falling",
    }
    return timed(at, course, Draft(parts, (found.group(),), course, (), frozenset({"gdp"})))
