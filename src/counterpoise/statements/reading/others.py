"""What is said without a figure: embargoes, wars, membership, votes, balance, reliance, forecasts."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from counterpoise.statements.reading.asserted import AHEAD, clause_at
from counterpoise.statements.reading.dated import timed
from counterpoise.statements.reading.drafts import SUBJECT, Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.mentions import ADJECTIVE, BLOC, PLACE

AHEAD_YEARS: Final = 5
"""Years that a forecast without a time is taken to look ahead."""
HALF: Final = {"comparison": "more than", "quantity": 50.0, "unit": "%"}
MORE_THAN_HALF: Final = "more than half is meant"

EMBARGO: Final = re.compile(r"\b(?:(?:arms|weapons) (?:embargo|ban|trade ban)|embargo(?:es)?)\b")
LIFTED: Final = re.compile(
    r"\b(?:lift(?:s|ed|ing)?|remov(?:e|es|ed|ing)|end(?:s|ed|ing)?|revok(?:e|ed|ing)|dropped|repealed)\b"
)
IMPOSED: Final = re.compile(
    r"\b(?:impos(?:e|es|ed|ing)|laid|bound|maintain(?:s|ed)|introduc(?:e|ed|es|ing)|declar(?:e|ed|es|ing)|in force|adopted|placed?|slapped|put"
    r"|in place|under an?|has been|embargoed|subject to)\b"
)
STANDING: Final = frozenset(
    {"in force", "in place", "under a", "under an", "has been", "subject to", "bound", "maintains"}
)
"""What tells of an embargo that is there, and not of the act."""
WAR: Final = re.compile(
    r"\b(?:(?:border )?wars?(?! (?:of words|on terror|crimes?|games?|effort|chest))|fought|invaded|invasion)\b"
)
OTHER_WAR: Final = re.compile(
    r"\b(?:trade|civil|cold|price|culture|star|world|currency|bidding) wars?\b|war (?:of words|dragged|went|raged|goes|drags)|since the war|post-war|pre-war"
)
DISPUTE: Final = re.compile(
    r"\b(?:challenged by|militari[sz]ed disputes?|clash(?:es|ed)?|skirmish(?:es)?|standoffs?)\b"
)
MEMBER: Final = re.compile(r"\b(?:members? of|joined|belong(?:s|ed)? to|\w+-member|acceded to)\b")
COUNT: Final = re.compile(
    r"\b(\d{1,3}|two|three|five|ten)(?:[ -]member|[ -]nation|[ -]state|\smembers|\snations)\b"
)
COUNTS: Final = {"two": 2, "three": 3, "five": 5, "ten": 10}
ALIGNS: Final = re.compile(
    r"\b(?:align(?:s|ed)? with|vot(?:e|es|ed|ing) (?:\w+ ){0,2}(?:with|alike)|sid(?:e|es|ed|ing) with|close political ties)\b"
)
THAN: Final = re.compile(
    r"\b(?:than (?:it (?:does|did) |they (?:do|did) )?(?:with|beside|alongside)|rather than with)\b"
)
COMPARES: Final = re.compile(
    r"\b(?:than|as (?:often|much|closely|frequently) as|compared (?:with|to))\b"
)
LESS: Final = re.compile(r"\b(?:less|fewer|rarer)\b")
BALANCES: Final = re.compile(
    r"\b(?:balanc(?:e|es|ed|ing) (?:act )?(?:between|partnerships)|hedg(?:e|es|ed|ing) between)\b"
)
DIVERSIFIES: Final = re.compile(r"\b(?:diversif(?:y|ies|ied|ying)|diversification)\b")
NO_SINGLE: Final = re.compile(
    r"\b(?:depend\w*|rel(?:y|ies|iant)) (?:up)?on no single|\bno single (?:\w+ )?(?:partner|power|supplier)\b"
)
DEFICIT: Final = re.compile(r"\b(?:trade )?(deficit|surplus|gap)s?\b")
RELIES: Final = re.compile(
    r"\b(?:rel(?:y|ies|ied) (?:\w+ )?on|relian(?:ce|t) on|depend(?:s|ed|ent|ence|ency)? (?:\w+ )?(?:on|upon))\b"
)
MEASURED: Final = re.compile(r"\bdepend\w* (?:on|upon) .+ (?:more|less) than .+ depend")
DOMINATES: Final = re.compile(r"\b(?:dominant|dominates?|dominated|dominating)\b")
LEADER: Final = re.compile(r"\bthe (?:leader|key seller|main seller)\b")
GDP: Final = re.compile(r"\b(?:economy|gdp|output)\b")
DECADE: Final = re.compile(r"\b(?:within|in|over) the (?:past|last) decade\b")
HORIZON: Final = re.compile(
    r"\b(?:coming|next)\s(?:(\d{1,2}|two|three|four|five|ten)\s)?(years?|decades?)\b"
)
BRINGS: Final = re.compile(r"\b(?:brings?)\b")
NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def drafts(at: Sense, told: frozenset[str]) -> Iterator[Draft | Unreadable]:
    """Yield what the rules here make of a sentence of which `told` kinds were read already."""
    plain = at.line.plain
    words = frozenset(WORD.findall(plain))
    kinds: set[str] = set()
    for stems, pattern, rule in RULES:
        if not stems.isdisjoint(words) and (found := pattern.search(plain)):
            try:
                draft = rule(at, found, told)
            except Unreadable as why:
                yield why
                continue
            if draft and draft.parts["kind"] not in kinds:
                kinds.add(draft.parts["kind"])
                yield draft


def _place(at: Sense, found: re.Match[str]) -> int:
    """Return the chunk at which a match stands."""
    return next((n for n, one in enumerate(at.line.chunks) if one.end > found.start()), 0)


def _around(at: Sense, found: re.Match[str], *, apart: Parties = ()) -> tuple[list[str], list[str]]:
    """Return the parties named before and after a match, each once."""
    said = [m for m in at.line.said if m.party not in (*apart, PLACE)]
    before = dict.fromkeys(m.party for m in said if m.end <= found.start())
    after = dict.fromkeys(m.party for m in said if m.start >= found.end())
    return list(before), [one for one in after if one not in before]


def _about(at: Sense, apart: Parties) -> tuple[str, tuple[str, ...]]:
    pronoun = next((n for n, tag in enumerate(at.shape) if tag in "ps"), 0)
    who, assumed = at.antecedent(pronoun, apart_from=apart)
    return who[0], assumed


def _embargo(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    plain = at.line.plain
    act = LIFTED.search(plain) or IMPOSED.search(plain)
    if not act:
        return None
    said = at.line.said
    struck = [
        m.party
        for m in said
        if re.search(
            r"\b(?:on|against|for|upon)\s(?:arms (?:to|for) )?(?:the\s)?$", plain[: m.start]
        )
    ]
    others = list(dict.fromkeys(m.party for m in said if m.party not in struck[:1]))
    assumed: tuple[str, ...] = ()
    if struck:
        subject = struck[0]
    elif at.about and at.about in others:
        subject = at.about
    else:
        subject, assumed = _about(at, tuple(others))
    senders = [one for one in others if one != subject]
    listed = [at.line.parties(n) for n in range(len(at.shape)) if len(at.line.parties(n)) > 1]
    joint = next((each for each in listed if subject not in each and set(each) <= set(senders)), ())
    partners = joint or tuple(senders[:1])
    if not partners and re.search(r"\bsecurity council\b", plain):
        partners = ("UN",)
    if not partners:
        raise Unreadable("an embargo, and not whose")
    place = _place(at, found)
    time = at.time(place)
    if act.group() in STANDING and not (time and time.years):
        raise Unreadable("an embargo in force, and not since when")
    years = (time.years[0], time.years[0]) if time and time.years else (at.stated, at.stated)
    told = () if time and time.years else (f"in {at.stated}, the year of the text",)
    event = "embargo lifted" if LIFTED.search(plain) else "embargo imposed"
    parts = {
        "kind": "event",
        "event": event,
        "years": years,
        "subject": subject,
        "partners": partners,
    }
    return Draft(
        parts,
        (found.group(), act.group()),
        -1 if act.group().endswith("ing") else place,
        (*assumed, *told),
        frozenset({"embargo"}),
    )


def _event(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    plain = at.line.plain
    clause = [
        one.tag
        for one in at.line.chunks
        if one.text and clause_at(plain, one.start) == clause_at(plain, found.start())
    ]
    if EMBARGO.search(plain) or OTHER_WAR.search(plain) or set(clause) & set("FMKT"):
        return None
    decade = DECADE.search(plain)
    place = _place(at, found)
    time = at.time(place)
    near = clause_at(plain, found.start())
    if time and set(at.shape) & set("FMKT") and plain[time.start : time.end] not in near:
        time = None
    when = (at.stated - 10, at.stated - 1) if decade else time.years if time else None
    if when is None:
        raise Unreadable("a war or dispute, and not when")
    before, after = _around(at, found)
    if set(at.shape) & set("FMKT"):
        inside = {m.party for m in at.line.said if m.word.lower() in near}
        before, after = (
            [one for one in before if one in inside],
            [one for one in after if one in inside],
        )
    listed = next(
        (
            at.line.parties(n)
            for n in range(place + 1, place + 3)
            if n < len(at.shape) and at.shape[n] == "P"
        ),
        (),
    )
    if len(listed) > 1 and at.about not in listed:
        before, after = [one for one in before if one == at.about], list(listed)
    assumed: tuple[str, ...] = ()
    if at.about and at.about in (*before, *after):
        subject, partners = at.about, [one for one in (*before, *after) if one != at.about]
    elif before and (after or len(before) > 1):
        subject, partners = before[0], [*before[1:], *after]
    else:
        subject, assumed = _about(at, (*before, *after))
        partners = [*before, *after]
    if not partners:
        raise Unreadable("the other side is not named")
    event = "war" if WAR.search(plain) else "dispute"
    parts = {
        "kind": "event",
        "event": event,
        "years": when,
        "subject": subject,
        "partners": tuple(partners),
    }
    return Draft(parts, (found.group(),), place, assumed, frozenset({"event"}))


def _no_single(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft:
    before, _after = _around(at, found)
    subject, assumed = (
        (at.about, ()) if at.about in before else (before[0], ()) if before else _about(at, ())
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


def _diversifies(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft:
    before, _after = _around(at, found)
    subject, assumed = (
        (at.about, ())
        if at.about in before or (at.about and not before)
        else (before[0], ())
        if before
        else _about(at, ())
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
    return Draft(
        parts, (found.group(),), _place(at, found), (*assumed, *told), frozenset({"spread"})
    )


def _balance(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    plain = at.line.plain
    place = _place(at, found)
    before, after = _around(at, found)
    if not (before or after):
        return None
    of_it = not before and len(after) > 1
    before, after = (after[:1], after[1:]) if of_it else (before, after)
    subject, assumed = (before[0], ()) if before else _about(at, tuple(after))
    partners = tuple(after[:1]) or tuple(before[1:2])
    if not partners:
        raise Unreadable("the other side is not named")
    if "services" in plain or any(tag in "QU" for tag in at.shape):
        raise Unreadable("a balance of what is no channel of ours")
    sign = "surplus" if found[1] == "surplus" else "deficit"
    side = {"subject": subject, "partners": partners}
    money = [one.value for one in at.line.chunks if one.tag == "M" and one.value.unit == "USD"]
    course = next((tag for tag in at.shape if tag in "ud"), "")
    if course and sign == "deficit" and not money and "F" not in at.shape:
        parts: dict[str, Any] = {
            "kind": "trend",
            "of": "deficit",
            "comparison": "rising" if course == "u" else "falling",
            **side,
        }
    elif "F" in at.shape and not money:
        raise Unreadable("the change of a balance is no kind of statement")
    else:
        parts = {"kind": "balance", "comparison": sign, **side}
        if money:
            parts |= {"quantity": money[-1].value, "unit": "USD"}
    return timed(at, place, Draft(parts, (found.group(),), place, assumed, frozenset({"balance"})))


def _relies(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    plain = at.line.plain
    if (
        "share" in told
        or "trend" in told
        or NO_SINGLE.search(plain)
        or any(tag in "FM" for tag in at.shape)
    ):
        return None
    measured = MEASURED.search(plain)
    if not measured and (than := COMPARES.search(plain, found.end())):
        raise Unreadable(f"“{found.group()}” in a comparison, “{than.group()}”")
    before, after = _around(at, found)
    if not after:
        return None
    partner = after[0]
    subject, assumed = (before[0], ()) if before else _about(at, (partner,))
    nouns = [one.noun for one in at.wholes if one.noun.channel]
    side = {"subject": subject, "partners": (partner,)}
    place = _place(at, found)
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
    if nouns and nouns[0].channel in ("arms", "imports", "exports", "aid", "goods"):
        channel = "imports" if nouns[0].channel == "goods" else nouns[0].channel
        parts = {"kind": "share", "channel": channel, "product": nouns[0].product, **HALF, **side}
        return timed(
            at,
            place,
            Draft(
                parts, (found.group(),), place, (*assumed, MORE_THAN_HALF), frozenset({"reliance"})
            ),
        )
    parts = {"kind": "dependence", "comparison": "depends more", **side}
    return Draft(
        parts,
        (found.group(),),
        place,
        (*assumed, "dependence in trade is meant"),
        frozenset({"dependence", "bare"}),
    )


def _dominates(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    nouns = [one for one in at.wholes if one.noun.channel]
    if not nouns or "share" in told or "F" in at.shape:
        return None
    before, after = _around(at, found)
    owner = [one for one in (*nouns[0].named,) if one not in before[:1]]
    subject = owner[0] if owner else after[0] if after else ""
    partner = [one for one in (*before, *after) if one != subject]
    assumed: tuple[str, ...] = ()
    if not subject:
        subject, assumed = _about(at, tuple(partner))
    if not partner:
        return None
    parts = {"kind": "share", "channel": nouns[0].noun.channel, "product": nouns[0].noun.product, **HALF,
             "subject": subject, "partners": tuple(partner[:1])}  # fmt: skip
    if parts["channel"] == "goods":
        parts["channel"] = "imports"
    return Draft(
        parts,
        (found.group(),),
        _place(at, found),
        (*assumed, MORE_THAN_HALF),
        frozenset({"reliance"}),
    )


def _aligns(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    before, after = _around(at, found)
    if "political" in found.group() and not after:
        after = before[:1]
        before = []
    if not after:
        raise Unreadable(f"“{found.group()}”, and not with whom")
    subject, assumed = (before[0], ()) if before else _about(at, tuple(after))
    assumed = (*assumed, "by votes in the United Nations")
    place = _place(at, found)
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
    parts = {"kind": "alignment", "comparison": "aligned", "subject": subject, "partners": partners}
    return timed(
        at, place, Draft(parts, (found.group(),), place, assumed, frozenset({"alignment"}))
    )


def _balances(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft:
    before, poles = _around(at, found)
    if len(poles) < 2:
        raise Unreadable(f"“{found.group()}”, and not between whom")
    subject, assumed = (before[0], ()) if before else _about(at, tuple(poles))
    parts = {"kind": "hedging", "comparison": "balanced", "subject": subject, "poles": tuple(poles)}
    return Draft(parts, (found.group(),), _place(at, found), assumed, frozenset({"hedging"}))


def _member(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    blocs = [m for m in at.line.said if m.form == BLOC and abs(m.start - found.end()) < 60]
    if not blocs:
        return None
    states = [
        m.party for m in at.line.said if m.form not in (BLOC, ADJECTIVE) and m.start < found.start()
    ]
    count = COUNT.search(at.line.plain)
    subject, assumed = (states[0], ()) if states else _about(at, (blocs[0].party,))
    parts: dict[str, Any] = {
        "kind": "membership",
        "bloc": blocs[0].party,
        "subject": subject,
        "comparison": "member",
    }
    if count:
        parts["quantity"] = float(COUNTS.get(count[1], 0) or count[1])
    return Draft(
        parts,
        (found.group(), blocs[0].word),
        -1 if found.group().endswith("member") else _place(at, found),
        assumed,
        frozenset({"membership"}),
    )


def _forecast(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """“will remain the largest supplier”, “will grow”: what is to come, of arms and imports."""
    plain = at.line.plain
    nouns = [
        one for one in at.wholes if one.noun.channel in ("arms", "imports") and not one.noun.product
    ]
    rank = next((n for n, tag in enumerate(at.shape) if tag == "R"), None)
    leads = LEADER.search(plain) or (rank is not None and "K" in at.shape)
    course = next(
        (
            n
            for n, tag in enumerate(at.shape)
            if tag in "ud" and at.line.chunks[n].start > found.start()
        ),
        None,
    )
    if (
        "F" in at.shape
        or "M" in at.shape
        or not (nouns or leads)
        or any(tag in "QUW" for tag in at.shape)
    ):
        return None
    if not AHEAD.search(plain):
        return None
    if "deficit" in plain or re.search(r"\b(?:may|might|could|would|not|if|stop|whether)\b", plain):
        return None
    before, after = _around(at, found)
    horizon = HORIZON.search(plain)
    length = AHEAD_YEARS
    if horizon:
        length = int(NUMBERS.get(horizon[1] or "", horizon[1] or 1)) * (
            10 if horizon[2].startswith("decade") else 1
        )
    named = [*before, *after]
    owner = next(
        (
            party
            for one in nouns
            for party in (*one.owner, *one.target)
            if party in named and one.form in "Oo"
        ),
        "",
    )
    owned = [
        at.line.parties(n)[0]
        for n, tag in enumerate(at.shape)
        if tag == "O" and at.line.parties(n) and at.shape[n + 1 : n + 2] != "S"
    ]
    subject = owner or (owned[0] if owned else "")
    if at.about in named and not subject:
        subject = at.about
    partner = [one for one in named if one != subject][:1]
    assumed: tuple[str, ...] = ()
    if not subject:
        subject, assumed = _about(at, tuple(partner))
    if not partner:
        return None
    channel = (
        nouns[0].noun.channel
        if nouns
        else "arms"
        if re.search(r"\b(?:arms|weapon\w*)\b", plain)
        else ""
    )
    if not channel:
        return None
    parts: dict[str, Any] = {"kind": "forecast", "channel": channel, "subject": subject, "partners": tuple(partner),
                             "to": at.stated + length - 1}  # fmt: skip
    if leads:
        parts |= {"comparison": "leader"}
    elif course is not None or re.search(r"\bmore (?:arms|weapons)\b", plain):
        up = course is None or at.shape[course] == "u"
        parts |= {
            "comparison": "rising" if up else "falling",
            "of": "share" if "S" in at.shape else "amount",
        }
    else:
        return None
    return Draft(parts, (found.group(),), -1, assumed, frozenset({"forecast"}))


def _brings(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """“brings aid”, bare: as the largest."""
    nouns = [one for one in at.wholes if one.noun.channel]
    before, _after = _around(at, found, apart=(at.about,))
    if (
        not nouns
        or not before
        or any(tag in "FMK" for tag in at.shape)
        or len(before) != 1
        or not at.about
    ):
        return None
    subject, assumed = at.about, (SUBJECT,)
    channel = {"goods": "imports"}.get(nouns[0].noun.channel, nouns[0].noun.channel)
    parts = {"kind": "rank", "comparison": "largest", "channel": channel, "subject": subject, "partners": tuple(before),
             "product": nouns[0].noun.product}  # fmt: skip
    meant = f"“{found.group()}” means as the largest"
    return Draft(
        parts, (found.group(),), _place(at, found), (*assumed, meant), frozenset({"brings"})
    )


def _gdp(at: Sense, found: re.Match[str], _: frozenset[str]) -> Draft | None:
    course = next((n for n, tag in enumerate(at.shape) if tag in "ud"), None)
    before, _after = _around(at, found)
    if course is None or any(tag in "FM" for tag in at.shape) or not before:
        return None
    parts = {
        "kind": "trend",
        "of": "gdp",
        "subject": before[-1],
        "comparison": "rising" if at.shape[course] == "u" else "falling",
    }
    return timed(at, course, Draft(parts, (found.group(),), course, (), frozenset({"gdp"})))


Rule = Callable[[Sense, "re.Match[str]", frozenset[str]], "Draft | None"]


def _stems(words: str) -> frozenset[str]:
    return frozenset(words.split())


WORD: Final = re.compile(r"[^\W\d_]+")
RULES: Final[tuple[tuple[frozenset[str], re.Pattern[str], Rule], ...]] = (
    (_stems("embargo embargoes ban"), EMBARGO, _embargo),
    (_stems("war wars fought invaded invasion"), WAR, _event),
    (
        _stems(
            "challenged dispute disputes clash clashes clashed skirmish skirmishes standoff standoffs"
        ),
        DISPUTE,
        _event,
    ),
    (_stems("single"), NO_SINGLE, _no_single),
    (_stems("deficit deficits surplus gap gaps"), DEFICIT, _balance),
    (_stems("dominant dominate dominates dominated dominating"), DOMINATES, _dominates),
    (
        _stems(
            "rely relies relied reliance reliant depend depends depended dependent dependence dependency"
        ),
        RELIES,
        _relies,
    ),
    (
        _stems("align aligns aligned vote votes voted voting side sides sided siding political"),
        ALIGNS,
        _aligns,
    ),
    (
        _stems("balance balances balanced balancing hedge hedges hedged hedging"),
        BALANCES,
        _balances,
    ),
    (
        _stems("diversify diversifies diversified diversifying diversification"),
        DIVERSIFIES,
        _diversifies,
    ),
    (_stems("member members joined belong belongs belonged acceded"), MEMBER, _member),
    (_stems("will likely expected expects forward set bound"), AHEAD, _forecast),
    (_stems("more"), re.compile(r"\bmore (?:arms|weapons)\b"), _forecast),
    (_stems("bring brings"), BRINGS, _brings),
    (_stems("economy gdp output"), GDP, _gdp),
)
"""Words of which a sentence must have one, what a rule looks for, and the rule."""
TRIGGERS: Final = frozenset().union(*(stems for stems, _, _ in RULES)) - _stems(
    "ban will likely set bound more forward political side economy output vote gap gaps"
)
