"""Disputes over territory: "Gabon has a quarrel with Equatorial Guinea over three islets", "claimed by both".

Between whom is told in few ways, and only those are read: by "between", by "with", by two joined before
the verb, by whoever holds what another claims. What two quarrel over must be land or water, by its word or
by the name of a place that states dispute; a quarrel over tariffs is none. Whoever only spoke of one, or
has ended it, is not told to have one.
"""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final

from counterpoise.reference import states
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.tokens.mentions import ADJECTIVE, BLOC, Mention

OF: Final = "territory"
OVER: Final = "a dispute that was, or was ended, and not when it was"
_LAND: Final = (
    r"territor(?:y|ies|ial)|borders?|borderlands?|boundar(?:y|ies)|frontiers?|maritime|islands?|islets?|isles?|reefs?|rocks?|shoals?|atolls?"
    r"|archipelago(?:e?s)?|sovereignty|territorial waters|bay|gulf|peninsula|triangle|enclaves?|strip|valley|provinces?|villages?|soil|exclusive economic zones?"
    r"|continental shelf|access to the sea|seabed|land|headland|glacier|estuary|lake|river bank|temple|oilfields?|gas field|sea route|coastal waters"
)
_PLACES: Final = (
    r"kashmir|kuril(?:e?s| islands)|northern territories|falklands|malvinas|senkakus?|diaoyu|dokdo|takeshima|spratl(?:ys|y islands)|paracels?|essequibo|bakassi"
    r"|badme|hala[’']?ib|abyei|preah vihear|minerva|olivenza|aksai chin|arunachal pradesh|doklam|ladakh|abu musa|tunbs?|hawar|scarborough|second thomas|pedra branca"
    r"|ligitan|sipadan|sabah|migingo|corisco|mbani[eé]|navassa|chagos|mayotte|rockall|hans island|nagorno-karabakh|karabakh|golan|south china sea|east china sea|aegean|ceuta"
    r"|melilla|perejil|western sahara|gibraltar|abkhazia|south ossetia|crimea|donbas|fashaga|ilemi|kasikili|sedudu|guantánamo|imia|kardak|isla conejo|glorioso|tromelin"
)
_PART: Final = (
    r"(?:(?:about |some |around |roughly |nearly |almost |over |more than )?(?:half|parts?|most|much|(?:a|one|two|three)[- ](?:third|quarter|fifth|tenth)s?|a slice|a strip"
    r"|the (?:\w+ )?(?:part|half|province|region|third)s?|[\d.,]+ (?:sq|square) (?:km|kilomet(?:er|re)s|miles)(?: \([\d.,]+ (?:sq|square) \w+\))?)(?: of)?)"
    r"(?<=of)(?: the (?:territory|land|area) of)?"
)
LAND: Final = re.compile(
    rf"\b(?:{_LAND}|{_PLACES})\b|#|\bclaim(?:s|ed)?(?: to| on| over)? {_PART} (?:the )?@"
)
"""What two quarrel over: land or water, by its word or by the name of what states dispute."""
_QUARREL: Final = r"(?:disputes?|quarrels?|rows?|feuds?|arguments?|spats?|wrangles?|controvers(?:y|ies)|bones? of contention|conflicts?|disagreements?|loggerheads|at odds|differences)"
QUARREL: Final = re.compile(rf"\b{_QUARREL}\b")
TOLD: Final = re.compile(
    rf"\b(?:{_QUARREL}|disput(?:es?|ed)|contest(?:s|ed)?|claim(?:s|ed)?|lays? claim|quarrell?(?:ed)?|arguing|boundar(?:y|ies)|borders?|tribunal|the hague|international court|as (?:its|their) own(?: territory)?)\b"
)
"""What a sentence must have for any way here."""
WORDS: Final = (
    "dispute disputes disputed quarrel quarrels quarrelled quarreled row rows feud feuds argument arguments spat spats wrangle wrangles controversy"
    " controversies contention conflict conflicts disagreement disagreements contest contests contested claim claims claimed boundary border court ruling"
    " differences loggerheads odds arguing tribunal hague own"
)
"""Words of which a sentence must have one."""
OVER_LAND: Final = re.compile(
    rf"(?:{TOLD.pattern})(?s:.*)(?:{LAND.pattern})|(?:{LAND.pattern})(?s:.*)(?:{TOLD.pattern})|\bclaim(?:s|ed)?(?: to| on| over)? {_PART}\b"
)
"""What makes a sentence with one of these words worth a look."""
_ELSE: Final = (
    r"(?:tariffs?|trade|wto|dumping|subsid\w+|export controls?|import\w*|softwood|lumber|cotton|visas?|debts?|prices?|tax(?:es)?|fees|royalties|patents?|copyright"
    r"|beef|bananas?|vaccines?|asylum|football|titles?|museums?|investment|airlines?|labou?r|elections?|clans?|tribes?)"
)
OTHER: Final = re.compile(
    rf"\b{_ELSE} (?:\w+ )?{_QUARREL}\b|\b{_QUARREL}[^,;.:]{{0,40}}? (?:over|about|on|concerning) (?:[\w’'-]+ ){{0,3}}?{_ELSE}\b|\bwto\b|\bworld trade\b"
)
"""What else states quarrel over."""
DENIED: Final = re.compile(
    rf"(?:\b(?:no(?! sign)|(?:not|never)(?! (?:given up|accepted|dropped|renounced|abandoned|settled|resolved|agreed))|neither|nor|without|hardly|denie[sd]|avoid(?:ed|s)?|avert(?:ed|s)?)\b|n[’']t\b)[^,;.]{{0,40}}?\b(?:{_QUARREL}|disput\w+|contest\w*|claim\w*|come to blows)\b"
)
REFUSED: Final = re.compile(
    r"\b(?:reject(?:s|ed)|denie[sd]|disput(?:es|ed)|claim(?:s|ed)?(?! that)|never (?:accepted|recogni[sz]ed|gave up|given up))\b"
)
"""What one of the two does with the other's claim: the dispute is told all the same."""
ENDED: Final = re.compile(
    r"(?<!never )(?<!not )\b(?:buried|ended|ends|resolved|solved|dropped|renounced|gave up|given up|abandoned|put an end|laid to rest|patched up|settled|resolution of|end of|(?:agreed|agreement) (?:on|to))\b"
)
"""What tells that a dispute is over, or was taken to be."""
BACK: Final = re.compile(r"\b(?:going|goes|dat(?:es|ing)) (?:back )?(?:to|from) (?:\w+ )?$")
"""Before a year from which on a dispute has stood."""
WAS: Final = re.compile(
    r"\b(?:had|was|were|quarrelled|quarreled|disputed|contested|claimed|argued)\b"
)
"""What tells of a dispute that was: without a year it is none of today."""
IS: Final = re.compile(
    r"\b(?:has|have|is|are|remains?|still|dispute|disputes|contest|contests|claims?|lays?|pits?|quarrels?|shows?|since)\b"
)
STATED: Final = re.compile(
    r"\b(?:(?<!a )(?<!the )claims?|claimed) (?:that|it (?:is|was|has|had)|to (?:be|have)|(?:\w+ ){0,3}(?:asylum|refugees|lives|credit|victory|responsibility|damages|compensation|membership|seat))\b"
)
"""What is claimed and no land."""
_THE: Final = r"(?:the )?"
_WHO: Final = r"(?<!@, )(?<!from )(?<!from the )(?<!of )(?<!of the )(?<!in )(?P<one>@)"
"""A state itself, and not firms from it."""
_ADVERBS: Final = r"(?:(?:still|also|both|each|all|now|long|jointly|bitterly|openly) )*"
WAYS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        # "a dispute over the bay between X and Y", "the row between X and Y over"
        rf"\b{_QUARREL}\b[^;:@]{{0,70}}? (?:between|of) {_THE}(?P<one>@) and {_THE}(?P<other>@)",
        # "the maritime boundary between X and Y is disputed"
        rf"\b(?:boundary|border|frontier) between {_THE}(?P<one>@) and {_THE}(?P<other>@) (?:is|was|remains|has been|remained) (?:\w+ )?(?:disputed|contested|in dispute)\b",
        # "X has a border dispute with Y", "X is locked in a row with Y"
        rf"{_WHO},? {_ADVERBS}(?:ha[sd]|have|is|was|remain(?:s|ed)?|became)\b[^;:,@]{{0,60}}\b{_QUARREL}\b[^;:,@]{{0,50}}? with {_THE}(?P<other>@)",
        # "X and Y have an old quarrel over"
        rf"{_WHO} and {_THE}(?P<other>@),? {_ADVERBS}(?:ha[dsv]e?|are|were|remain(?:ed)?|shared?)\b[^;:,@]{{0,60}}\b(?:{_QUARREL}|quarrell?ed|argued)\b",
        # "X and Y dispute the ownership of", "X and Y both claim", "X and Y settled their border dispute"
        rf"{_WHO} and {_THE}(?P<other>@),? (?:which |who )?(?:had |have )?{_ADVERBS}(?:disputed?|contest(?:ed)?|claim(?:ed)?|la(?:y|id) claim to|(?:quarrel(?:l?ed)?|argued?)(?: over| about)"
        rf"|(?:settled|ended|resolved|put an end to) (?:their|a|the) (?:[\w-]+ ){{0,4}}{_QUARREL}|regard [^;:.,@]{{3,60}} as (?:its|their) own)\b",
        # "X's border dispute with Y", "X's boundary with Y is contested"
        rf"(?P<one>@)[’']s? (?:[\w-]+ ){{0,4}}(?:{_QUARREL} with {_THE}(?P<other>@)|(?:boundary|border|frontier) with {_THE}(?P<beside>@) (?:is|was|remains|has been|remained) (?:\w+ )?(?:disputed|contested|in dispute)\b)",
        # "X and Y, long at odds over the island", "X's claims overlap with those of Y"
        rf"{_WHO} and {_THE}(?P<other>@), (?:long |still |often )?at (?:odds|loggerheads) over\b",
        rf"(?P<one>@)[’']s? (?:[\w-]+ ){{0,3}}claims? [^;:.@]{{0,60}}\b(?:overlap|clash|conflict|collide)s? with (?:those of |that of )?{_THE}(?P<other>@)",
        # "X occupies land that Y claims"
        rf"(?P<one>@) {_ADVERBS}(?:occupies|holds|administers|controls|occupied|held|annexed) [^;:.,@]{{3,60}} (?:that|which) {_THE}(?P<other>@) (?:claims|regards as its own|considers its own|disputes|calls its own|says is its own)\b",
        # "X has never given up its claim to half of Y"
        rf"(?P<one>@)[^;:.,@]{{0,60}}\b(?:claims?|claimed|claim to|claims to)(?: (?:to|on|over))? {_PART} {_THE}(?P<other>@)",
        # "claimed by both X and Y"
        rf"\b(?:claimed|disputed|contested) by (?:both )?{_THE}(?P<one>@) and (?:by )?{_THE}(?P<other>@)",
        # "X disputes Y's sovereignty over"
        rf"(?P<one>@) {_ADVERBS}(?:disputes|contests|rejects|challenges|disputed|contested|rejected) {_THE}(?P<other>@)[’']s? (?:\w+ )?(?:claims?|sovereignty|ownership|possession|title|control)\b",
        # "X claims the triangle, which is administered by Y"
        rf"(?P<one>@),? (?:which |that )?(?:claims|lays claim to|claimed) [^;:.@]{{4,80}}\b(?:administered|controlled|held|governed|occupied|ruled) by {_THE}(?P<other>@)",
        # "controlled by X, while Y claims sovereignty"
        rf"\b(?:administered|controlled|held|governed|occupied|ruled) by {_THE}(?P<one>@)[^;:.@]{{0,20}} (?:while|but|and|though|although) {_THE}(?P<other>@)(?: also)? (?:claims|disputes|contests|lays claim to)\b",
        # "X lays claim to the lake, a claim that Y rejects"
        rf"(?P<one>@),? (?:which )?(?:claims|lays claim to) [^;:.@]{{4,80}}, a claim (?:that |which )?{_THE}(?P<other>@) (?:rejects|disputes|contests|denies)\b",
        # "a feud that pits X, which claims …, against Y"
        rf"\b(?:pits?|pitted|set|sets) {_THE}(?P<one>@)[^;:.@]{{0,80}} against {_THE}(?P<other>@)",
        # "X rejected the ruling on its maritime boundary with Y"
        rf"(?P<one>@)[^;:.@]{{0,60}}\b(?:ruling|verdict|judgment|award|case)\b[^;:.@]{{0,40}}\b(?:boundary|border|frontier) with {_THE}(?P<other>@)",
        # "X took Y to court over the border"
        rf"(?P<one>@) (?:took|has taken|hauled|sued) {_THE}(?P<other>@)(?: (?:to|before) (?:the )?(?:\w+ ){{0,3}}(?:court|icj|tribunal|hague)\b)",
    )
)
"""Who has a dispute with whom; a state stands as "@"."""
CLAIMS: Final = re.compile(
    rf"@,? (?:which |that )?{_ADVERBS}(?:claims?|claimed|lays? claim to|disputes|contests)\b|@[’']s? (?:\w+ )?claims? (?:to|on|over|in)\b"
)
"""Who claims land, whoever else may."""
UNSETTLED: Final = re.compile(
    r"\b(?:boundary|border|frontier) (?:is|was|remains|has been) (?:\w+ )?(?:disputed|contested|unsettled)\b|\b(?:yet to agree|never agreed|not agreed|undelimited|undemarcated|(?:never|not) recogni[sz]ed|un(?:settled|resolved))\b[^;.]{0,40}\b(?:boundary|border|frontier)\b"
)
"""A boundary that is not agreed on."""
SEVERAL: Final = re.compile(r"\b(?:claimed|disputed|contested) [^;:.@]{0,30}by @")
"""Who claims land, among several or with whom else is not told."""
BOTH: Final = re.compile(r"\b(?:and|which) both (?:claim|dispute|contest)\b")
"""The two named before: "relations … are poor, and both claim the town of Badme"."""


def quarrel(at: Sense, found: re.Match[str], _: frozenset[str]) -> tuple[Draft, ...]:
    """Return between whom land or water is disputed, and in which years; each dispute of a sentence."""
    del found
    deals = any(one.tag == "C" and one.value.channel not in ("", "goods") for one in at.line.chunks)
    plain, named = _masked(at)
    if not named or (deals and set(at.shape) & set("FMT")):
        return ()
    drafts: list[Draft] = []
    refused: list[Unreadable] = []
    start = 0
    for part in plain.split(";"):
        if TOLD.search(part) and not STATED.search(part):
            try:
                drafts += _of(at, plain, start, start + len(part), named)
            except Unreadable as why:
                refused.append(why)
        start += len(part) + 1
    if refused and not drafts:
        raise refused[0]
    return tuple(drafts)


def _masked(at: Sense) -> tuple[str, dict[int, Mention]]:
    """Return a sentence with "@" for each state and "#" for a territory, and which state stands where."""
    letters: list[str] = []
    named: dict[int, Mention] = {}
    place = length = 0
    for one in at.line.said:
        if not one.party or one.form in (ADJECTIVE, BLOC):
            continue
        letters.append(at.line.plain[place : one.start])
        length += one.start - place
        if states.kind(one.party) == "territory":
            letters.append("#")
        else:
            letters.append("@")
            named[length] = one
        length += 1
        place = one.end
    letters.append(at.line.plain[place:])
    return "".join(letters), named


def _of(at: Sense, plain: str, start: int, end: int, named: dict[int, Mention]) -> Iterator[Draft]:
    """Yield the dispute that a part of a sentence tells of."""
    part = plain[start:end]
    quarrels = QUARREL.search(part) is not None
    over_land = LAND.search(part) or (quarrels and LAND.search(plain, 0, start))
    if not over_land or OTHER.search(part):
        return
    for one, other in _pairs(plain, start, end, named):
        if DENIED.search(part):
            raise Unreadable("negated")
        yield _draft(at, part, one, other)
        return
    if quarrels or CLAIMS.search(part) or SEVERAL.search(part) or UNSETTLED.search(part):
        raise Unreadable("a dispute over territory, and not between whom")


def _pairs(
    plain: str, start: int, end: int, named: dict[int, Mention]
) -> Iterator[tuple[Mention, Mention]]:
    """Yield who has a dispute with whom in a part of a sentence."""
    for way in WAYS:
        for found in way.finditer(plain, start, end):
            beside = found.start("other")
            if beside < 0:
                beside = found.start("beside")
            one, other = named[found.start("one")], named[beside]
            if one.party != other.party:
                yield one, other
    if BOTH.search(plain, start, end):
        two = {m.party: m for place, m in named.items() if place < end}
        if len(two) == 2:
            one, other = two.values()
            yield one, other


def _draft(at: Sense, part: str, one: Mention, other: Mention) -> Draft:
    """Return a dispute in its years: those named, else those of today where it is told to stand."""
    place = next((n for n, each in enumerate(at.line.chunks) if each.end > other.start), 0)
    time = at.time(place)
    told: tuple[str, ...] = ()
    ended = ENDED.search(part)
    if time and time.years and time.how in ("", "month", "part", "since", "until"):
        years = time.years if time.how != "until" else (time.years[1], time.years[1])
        if time.how == "since" or BACK.search(at.line.plain[: time.start]):
            years = (years[0], max(years[0], at.stated - 1))
    elif ended or (WAS.search(part) and not IS.search(part)):
        raise Unreadable(OVER)
    else:
        years = (at.stated - 1, at.stated - 1)
        told = (f"in {at.stated - 1}, the last full year",)
    subject, partner = one.party, other.party
    if at.about == partner:
        subject, partner = partner, subject
    parts: dict[str, Any] = {
        "kind": "event", "event": "dispute", "of": OF, "years": years, "subject": subject, "partners": (partner,),
    }  # fmt: skip
    return Draft(parts, (one.word, other.word), place, told, frozenset({"event", OF}))
