"""What happened: embargoes imposed and lifted, wars and disputes, who joined a bloc."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.parties.around import (
    about,
    around,
    fought_over,
    located,
    place_of,
)
from counterpoise.statements.reading.parties.drafts import BEFORE, Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.years_of_list import each_year, first_of_list
from counterpoise.statements.reading.tokens.clauses import clause_at
from counterpoise.statements.reading.tokens.mentions import ADJECTIVE, BLOC, NAME
from counterpoise.statements.reading.trust.asserted import NEGATED

EMBARGO: Final = re.compile(
    r"\b(?:(?:arms|weapons) (?:embargo|ban|trade ban)|ban on (?:all )?(?:arms|weapons)(?: sales| exports| deliveries| supplies)?|embargo(?:es)?|bann?(?:s|ed) (?:all |the )?(?:sales?|exports?|suppl(?:y|ies)|deliver(?:y|ies)) of (?:arms|weapons)|embargoed (?:arms|weapons))\b"
)
OF_GOODS: Final = re.compile(
    r"\b(?:oil|gas|coal|fuel|grain|wheat|food|trade|economic|energy|sugar|wine|beef|timber|steel|air|travel|financial)[ -]$"
)
"""Before "embargo": it is on something that no embargo held here is on."""
UNDER: Final = re.compile(
    r" (?:has been |have been |was |came |is |had been |fell |fallen |has lived |lived |lives |once )?(?:placed |put )?(?:under|subject to|the target of|faced|faces|has faced|has had to live with) (?:an? |the )?(?:[\w’'.-]+ ){0,3}(?:arms |weapons )?(?:embargo|ban)\b"
)
"""What stands behind whoever is struck: "has been under a UN arms embargo"."""
ON_IT: Final = re.compile(
    r"\b(?:on|against) (?:the|that) (?:country|state|nation|kingdom|republic|island)\b"
)
PITTED: Final = re.compile(r"\b(?:set|pitted|put|brought|pits|sets)\b")
LIFTED: Final = re.compile(
    r"\b(?:lift(?:s|ed|ing)?|remov(?:e|es|ed|ing)|end(?:s|ed|ing)?|revok(?:e|ed|ing)|dropped|repealed|expired?s?|lapsed?s?|ran out)\b"
)
IMPOSED: Final = re.compile(
    r"\b(?:impos(?:e|es|ed|ing)|laid|bound|maintain(?:s|ed)|introduc(?:e|ed|es|ing)|declar(?:e|ed|es|ing)|in force|adopted|placed?|slapped|put|decreed"
    r"|in place|under an?|has been|has had|have had|has kept|have kept|keeps|embargoed|subject to|weigh(?:s|ed) on|fac(?:es|ed)|fell under|came under|banned|bans|extended|renewed|prolonged|rolled over)\b"
)
LAID: Final = re.compile(r"\b(?:imposed|laid|decreed|introduced|adopted|slapped|placed)\b")
ENDED: Final = ("expire", "lapse", "ran out")
STANDING: Final = frozenset(
    {
        "in force",
        "in place",
        "under a",
        "under an",
        "has been",
        "has had",
        "have had",
        "has kept",
        "have kept",
        "keeps",
        "subject to",
        "bound",
        "maintains",
        "weighs on",
        "weighed on",
    }
)
"""What tells of an embargo that is there, and not of the act."""
LASTING: Final = ("in force", "in place", "under a", "under an", "subject to")
"""What tells, of a year, that an embargo was there in it."""
KEPT: Final = ("extended", "renewed", "prolonged", "rolled over")
"""What is done to an embargo that is there, and stays."""
SOUGHT: Final = re.compile(r"\bto (?:(?:partially|partly|fully|at last|finally|help) )?$")
"""Before "lift": it is worked for, and not told to be done."""
VOTED: Final = re.compile(
    r"\b(?:against|for|about|over|on|towards?|from|before|without|oppos\w+|favou?r\w*|of)\s(?:the |an? |any )?(?:\w+ )?$"
)
"""Before "lifting": it is voted on, asked for or opposed, and not done."""
ASKED: Final = re.compile(
    r"\b(?:assembly|resolution|call(?:s|ed|ing)?(?: \w+){0,4} for|vot(?:e|es|ed|ing)|urg(?:e|es|ed|ing)|demand\w*|appeal\w*)\b"
)
"""What tells that an end of an embargo is asked for."""
WAR: Final = re.compile(
    r"\b(?:(?:border )?wars?(?! (?:of words|on terror|crimes?|games?|effort|chest))|fought(?! over)|invaded|invasion)\b"
)
BRAWL: Final = re.compile(r"\bfought (?:hand[- ]to[- ]hand|with (?:fists|clubs|sticks|stones))\b")
"""What is fought and no war."""
OTHER_WAR: Final = re.compile(
    r"\b(?:trade|civil|cold|price|culture|star|world|currency|bidding|gulf|korean|vietnam|great) wars?\b|war (?:of words|dragged|went|raged|goes|drags)|since the war|post-war|pre-war"
)
DISPUTE: Final = re.compile(
    r"\b(?:challenged by|resort(?:ed|s|ing)? to arms|took up arms against|militari[sz]ed disputes?|clash(?:es|ed)?|skirmish(?:es)?|standoffs?|(?:exchanged|traded) (?:\w+ )?(?:fire|strikes|shots|salvos)"
    r"|fired (?:\w+ ){0,2}at each other|came to blows|firefights?|shelled(?= (?:\w+ ){0,6}in (?:\w+ )?(?:19|20)\d\d)|attacked(?! (?:[\w’'-]+ ){0,6}(?:speech(?:es)?|words|statements?|article|polic(?:y|ies)|record|plans?|over|for|at)\b)(?= (?:\w+ ){1,6}in (?:\w+ )?(?:19|20)\d\d))\b"
)
FLOWS: Final = frozenset(
    {"share", "amount", "change", "rank", "comparison", "trend", "world share"}
)
BEFORE_IT: Final = re.compile(
    r"\b(?:before|after|since|until|despite|during|in spite of|because of|by) (?:the|a|its) (?:\w+ )?$"
)
"""Before "war": a time, where something else is told."""
DATED: Final = re.compile(r"\s+(?:in|of|from|between)\s+\d{4}\b")
"""Behind "war": its own year, so that it is told of for itself."""
SPOKEN_OF: Final = re.compile(
    r"\b(?:(?P<by_the_way>(?:during|throughout|amid) (?:[\w’'()–-]+ ){0,7}|(?:end(?:ed|ing|s)?|won|lost|settled) (?:(?:the|its|their|a) )?(?:[\w’'()–-]+ ){0,3})"
    r"|(?:in|over|since|for|about) (?:(?:the|its|their|a) )?(?:[\w’'()–-]+ ){0,3})$"
)
"""Before "war": it is spoken of, and others than those at war may be named; what is told is another thing."""
NEARLY: Final = re.compile(
    r"\b(?:close to|brink of|verge of|threats? of|risk of|fear of|danger of|avoid(?:ed|s)?|avert(?:ed|s)?|prevent(?:ed|s)?|nearly|almost"
    r"|short of|talk of|without|preparing for|ready for|prepared for|escalat\w+ (?:in)?to) (?:an? |any |all-out |open |going to |went to |a full-scale )*(?:border )?$"
)
"""Before "war": it was feared, and not fought."""
OWN_WAR: Final = re.compile(
    r"['’]s? (?:[\w-]+ ){0,2}wars?\b(?! (?:with|against)\b)(?: (?:in|on|over) (?:the )?)?"
)
"""Whose war, and where: between two only where the place is a state."""
AT_WAR: Final = re.compile(r"\s(?:between|against|with|of \d|in \d|from \d)")
ONE_WAR: Final = re.compile(r"\b(?:a|the|their) (?:\w+ )?(?:war|invasion|conflict)\b")
"""One war, and not several: of two years one after the other it is of both."""
INVADED: Final = re.compile(r"\binvaded (?:the )?(?:neighbou?ring )?")
INVASION: Final = re.compile(r"\binvasion of (?:the )?(?:neighbou?ring )?")
PASSIVE: Final = re.compile(r"\b(?:was|were|been) invaded by (?:the )?")
BY: Final = re.compile(r" by (?:the )?")
BETWEEN: Final = re.compile(r" (?:in \d{4} |of \d{4} )?between (?:the |neighbou?ring |communist )*")
DECADE: Final = re.compile(r"\b(?:within|in|over) the (?:past|last) decade\b")


def embargo(
    at: Sense, found: re.Match[str], told: frozenset[str]
) -> Draft | tuple[Draft, ...] | None:
    """Return who imposed or lifted an embargo, on whom, and when; of both acts where both have a time."""
    draft = _act(at, found)
    lifted, laid = LIFTED.search(at.line.plain), LAID.search(at.line.plain)
    years = [one.value.years for one in at.line.chunks if one.tag == "Y" and one.value.years]
    if draft is None or lifted is None or laid is None or len(years) != 2:
        return draft
    first, last = sorted(years)
    parts = {key: value for key, value in draft.parts.items() if key != "years"}
    return (
        replace(draft, parts=parts | {"event": "embargo imposed", "years": (first[0], first[0])}),
        replace(draft, parts=parts | {"event": "embargo lifted", "years": (last[0], last[0])}),
    )


def _act(at: Sense, found: re.Match[str]) -> Draft | None:
    """Return the act that a sentence tells of first: that of lifting, if there is one."""
    plain = at.line.plain
    if found.group().startswith("embargo") and OF_GOODS.search(plain, 0, found.start()):
        raise Unreadable("an embargo on other things than arms")
    act = next(
        (one for one in LIFTED.finditer(plain) if not SOUGHT.search(plain, 0, one.start())), None
    )
    act = act or IMPOSED.search(plain)
    laid = next((one for one in IMPOSED.finditer(plain) if one.group() not in STANDING), None)
    if act and laid and act.group().startswith(ENDED):
        act = laid  # "laid an arms embargo in 2010, which expired in 2020"
    if not act:
        return None
    if NEGATED.search(clause_at(plain, act.start())):
        raise Unreadable("negated")
    if act.group().endswith("ing") and VOTED.search(plain, 0, act.start()):
        raise Unreadable("an embargo voted on or asked for, and no act")
    if LIFTED.fullmatch(act.group()) and ASKED.search(plain):
        raise Unreadable("an embargo voted on or asked for, and no act")
    said = at.line.said
    struck = [
        m.party
        for m in said
        if re.search(
            r"\b(?:on|against|for|upon|put|puts|placed|places|of (?:arms|weapons) to)\s(?:arms (?:to|for) )?(?:the\s)?$",
            plain[: m.start],
        )
        or UNDER.match(plain, m.end)
    ]
    others = list(dict.fromkeys(m.party for m in said if m.party not in struck[:1]))
    assumed: tuple[str, ...] = ()
    there = ON_IT.search(plain)
    ahead = [
        m.party for m in said if there and m.end <= there.start() and m.form in (NAME, ADJECTIVE)
    ]
    if struck:
        subject = struck[0]
    elif len(set(ahead)) == 1 and len(others) > 1:
        subject = ahead[
            0
        ]  # "in response to the war in Liberia, … imposed an arms embargo on the country"
    elif at.about and at.about in others:
        subject = at.about
    else:
        subject, assumed = about(at, tuple(others))
    senders = [one for one in others if one != subject]
    listed = [at.line.parties(n) for n in range(len(at.shape)) if len(at.line.parties(n)) > 1]
    joint = next((each for each in listed if subject not in each and set(each) <= set(senders)), ())
    partners = joint or tuple(senders[:1])
    if not partners and re.search(r"\bsecurity council\b", plain):
        partners = ("UN",)
    if not partners:
        raise Unreadable("an embargo, and not whose")
    place = place_of(at, found)
    time = at.time(place_of(at, act))
    if act.group() in STANDING and not (time and time.years):
        raise Unreadable("an embargo in force, and not since when")
    years = (time.years[0], time.years[0]) if time and time.years else (at.stated, at.stated)
    told = () if time and time.years else (f"in {at.stated}, the year of the text",)
    event = "embargo lifted" if LIFTED.fullmatch(act.group()) else "embargo imposed"
    if act.group() in KEPT and not (time and time.years):
        raise Unreadable("an embargo in force, and not since when")
    if act.group() in KEPT:
        event = "embargo in force"
    if act.group() in STANDING and time and time.how == "since":
        event, years = "embargo in force", (years[0], at.stated)
    elif act.group() in LASTING and time and time.years and not time.how:
        event, years = "embargo in force", time.years
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


def event(
    at: Sense, found: re.Match[str], told: frozenset[str]
) -> Draft | tuple[Draft, ...] | None:
    """Return between whom a war or dispute was, and when; one for each year of a list of them."""
    draft = _event(at, found, told)
    years = each_year(at, place_of(at, found)) if draft else ()
    if draft is None or len(years) < 2:
        return draft
    if len(years) == 2 and years[1] - years[0] == 1 and ONE_WAR.search(at.line.plain):
        return replace(draft, parts=draft.parts | {"years": years})  # "a war in 1978 and 1979"
    return tuple(replace(draft, parts=draft.parts | {"years": (one, one)}) for one in years)


def _event(at: Sense, found: re.Match[str], told: frozenset[str]) -> Draft | None:
    """Return between whom a war or dispute was, and when."""
    plain = at.line.plain
    as_time = BEFORE_IT.search(plain, 0, found.start()) and not DATED.match(plain, found.end())
    if told & FLOWS and as_time:
        return None  # "its exports to Kyrgyzstan, negligible before the war, grew eightfold"
    clause = [
        one.tag
        for one in at.line.chunks
        if one.text and clause_at(plain, one.start) == clause_at(plain, found.start())
    ]
    if EMBARGO.search(plain) or OTHER_WAR.search(plain) or set(clause) & set("FMKT"):
        return None
    decade = DECADE.search(plain)
    place = place_of(at, found)
    time = at.time(place) or first_of_list(at, place)
    near = clause_at(plain, found.start())
    if time and set(at.shape) & set("FMKT") and plain[time.start : time.end] not in near:
        time = None
    when = (at.stated - 10, at.stated - 1) if decade else time.years if time else None
    if when is None:
        raise Unreadable("a war or dispute, and not when")
    before, after = around(at, found, apart=(*located(at), *fought_over(at)))
    if set(at.shape) & set("FMKT"):
        inside = {m.party for m in at.line.said if m.word.lower() in near}
        before, after = (
            [one for one in before if one in inside],
            [one for one in after if one in inside],
        )
    if PITTED.search(near) and not before and len(after) == 2 and at.about not in after:
        before, after = after[:1], after[1:]  # "a dispute set Venezuela against Colombia"
    own = _told_of(at, found)
    blocs = {m.party for m in at.line.said if m.form == BLOC}
    if len({*before, *after} - blocs) > 1:  # NATO is at war where one other is named
        before, after = ([one for one in side if one not in blocs] for side in (before, after))
    if own:
        before, after = own
    listed = (
        ()
        if own
        else next(
            (
                at.line.parties(n)
                for n in range(place + 1, place + 3)
                if n < len(at.shape) and at.shape[n] == "P"
            ),
            (),
        )
    )
    if len(listed) > 1 and at.about not in listed:
        before, after = [one for one in before if one == at.about], list(listed)
    assumed: tuple[str, ...] = ()
    if at.about and at.about in (*before, *after):
        subject, partners = at.about, [one for one in (*before, *after) if one != at.about]
    elif before and (after or len(before) > 1):
        subject, partners = before[0], [*before[1:], *after]
    else:
        subject, assumed = about(at, (*before, *after))
        partners = [*before, *after]
        if BEFORE in assumed and not set(at.shape[:place]) & set("ps"):
            raise Unreadable("a war or dispute, and not between whom")
    if not partners:
        raise Unreadable("the other side is not named")
    event = "war" if WAR.search(plain) and not BRAWL.search(plain) else "dispute"
    parts = {
        "kind": "event",
        "event": event,
        "years": when,
        "subject": subject,
        "partners": tuple(partners),
    }
    return Draft(parts, (found.group(),), place, assumed, frozenset({"event"}))


def _told_of(at: Sense, found: re.Match[str]) -> tuple[list[str], list[str]] | None:
    """Return who invaded whom, or between whom a war was, where that is told in so many words.

    Raises
    ------
    Unreadable
        If a war is only spoken of, and whoever is named may have had no part in it.
    """
    plain, said = at.line.plain, at.line.said
    act = INVADED.search(plain) or INVASION.search(plain)
    if act:
        struck = [m.party for m in said if m.start == act.end()]
        ahead = [m for m in said if m.end <= act.start()]
        near = plain[ahead[-1].end : act.start()] if ahead else ""
        behind = [m for m in said if m.start == act.end()]
        by = [m.party for m in said if behind and BY.fullmatch(plain, behind[0].end, m.start)]
        doer = by[:1] or (
            [ahead[-1].party] if ahead and len(near.split()) <= 3 and "," not in near else []
        )
        if passive := PASSIVE.search(plain):
            struck = [m.party for m in said if m.end <= passive.start()][-1:]
            doer = [m.party for m in said if m.start == passive.end()]
        if not struck or not doer:
            raise Unreadable("an invasion, and not of whom by whom")
        return doer, struck
    if NEARLY.search(plain, 0, found.start()):
        raise Unreadable("a war feared, and not fought")
    if own := OWN_WAR.search(plain):
        whose = [m.party for m in said if m.end in (own.start(), own.start() + 2)]
        where = [m.party for m in said if m.start == own.end()]
        if not whose or not where:
            raise Unreadable("a war, and not between whom")
        return whose, where
    both = [place for place, m in enumerate(said) if BETWEEN.fullmatch(plain, found.end(), m.start)]
    if both and both[0] + 1 < len(said):
        one, other = said[both[0]], said[both[0] + 1]
        if re.fullmatch(r" and (?:the )?", plain[one.end : other.start]):
            return [one.party], [other.party]
    named = found.group().endswith(("war", "wars"))
    spoken = SPOKEN_OF.search(plain, 0, found.start()) if named else None
    if spoken and (spoken["by_the_way"] or not AT_WAR.match(plain, found.end())):
        raise Unreadable("a war spoken of, and not between whom")
    return None
