"""Ties of states of which no evidence is held, or none that a sentence could be held to: listed, with the reason.

What states do with each other besides trading is told in a few dozen words. A sentence that has one and
names a state is never passed over in silence: either a rule reads it, or it stands in the list of what was
not read, and why.
"""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

_BLOCS: Final = "european union|eu|nato|un|united nations|african union|arab league|commonwealth|mercosur|oas|ecowas|asean|opec|cis|csto|sadc|gcc|brics|eurasian economic union"
QUARREL: Final = "a quarrel over something else than land, and no use of force"
TROOPS: Final = "troops, bases or exercises, of which no record is held"
AS_THEY_ARE: Final = "relations as they are, and no course of them between two named"
MEMBERSHIP: Final = (
    "membership of what is no bloc held, of a part of one, or another standing than a member's"
)
PLANNED: Final = "a condition, wish, plan, expectation or question, and no assertion"
SOUGHT: Final = re.compile(
    r"\b(?:wants?|wanted|wish\w*|hop(?:es?|ed|ing)|plans?|planned|seeks?|sought|aims?|would|will|could|may|might|invited|bid|appl(?:y|ies|ied)) (?:\w+ ){0,3}(?:join|leave|quit|enter|accede|rejoin|membership|admission)\b"
)
"""What tells that somebody is to belong, and does not."""
UNHELD: Final = (
    (
        r"\b(?:suspend\w*|halt\w*|stop(?:s|ped)|fr(?:oze|eezes|ozen)|block\w*|cut off|paus\w*) (?:all |its |the |their )?(?:arms|weapons|military) (?:exports?|sales|deliver(?:y|ies)|suppl(?:y|ies)|shipments)\b",
        "deliveries of arms halted by a state, and no embargo told",
    ),
    (r"\bsanction(?:s|ed)\b", "sanctions, of which only embargoes on arms are held"),
    (
        r"\b(?:abstain(?:s|ed|ing)|abstentions?|vetoed|veto|vot(?:e|ed|es|ing) (?:\w+ ){0,2}(?:for|against|in favou?r|down|on)|(?:cast|recorded) (?:\w+ ){0,3}votes?|elect(?:ed|ion) to the (?:\w+ ){0,2}council)\b",
        "a single vote, and not which roll call of the Assembly",
    ),
    (
        r"\b(?:expel(?:led|s|ling)?|recall(?:ed|s|ing)?|summon(?:ed|s|ing)?|call(?:ed|s) in|withdr[ae]w\w*|sent home|order(?:s|ed)(?: out)?) (?:[\w’'-]+ ){0,5}(?:diplomats?|envoys?|ambassadors?|attach[eé]s?|consuls?)\b"
        r"|\b(?:diplomats?|envoys?|ambassadors?) (?:\w+ ){0,3}(?:was|were|been) (?:\w+ )?(?:expelled|recalled|summoned|called in|sent home|withdrawn)\b",
        "diplomats or envoys sent home, recalled or called in, of which no record is held",
    ),
    (
        r"\b(?:withdr[ae]w\w*|pull(?:ed|s|ing) (?:out )?|sen[dt]s?|deploy\w*|station\w*|kept|keeps|hosts?|hosted|told|asked|order(?:s|ed)) (?:[\w’'-]+ ){0,5}(?:troops|soldiers|peacekeepers|marines|airmen)\b"
        r"|\b(?:troops|soldiers|peacekeepers|marines) (?:\w+ )?(?:are|were|remain(?:ed)?|stay(?:ed)?|stationed|based) (?:\w+ )?in\b"
        r"|\b(?:military|naval|air) bases?\b|\bbasing rights\b|\b(?:joint|military|naval) (?:\w+ )?(?:exercises?|drills|manoeuvres|maneuvers)\b",
        TROOPS,
    ),
    (
        r"\bbroke with\b|\b(?:formal|official) (?:relations|ties)\b|\bdiplomatic (?:relations?|ties|links|contacts?|missions?|representation|recognition)\b|\bembass(?:y|ies)\b|\bambassadors?\b|\bconsulates?\b"
        r"|\brecogni[sz](?:e|es|ed|ing)\b(?= [\w’' ]{0,40}(?:independence|sovereignty|government|state|israel|taiwan|kosovo|palestine|people))"
        r"|\brecognition (?:of|to|from)\b|\b(?:severed|broke(?: off)?|cut(?: off)?|restored|resumed|established|normali[sz]ed) (?:\w+ ){0,3}(?:ties|relations)\b",
        "diplomatic relations, of which no record is held",
    ),
    (
        r"^(?=.*\b(?:president|premier|prime minister|pm|king|queen|emperor|chancellor|sultan|emir|leader|minister|secretary|pope|delegation"
        r"|head of (?:state|government)|(?:state|official|working|first|historic) visit)s?\b).*\b(?:visit(?:s|ed|ing)?|trips?|tour(?:s|ed)?)\b",
        "a visit, which a list of who visited whom in which year could test, and that much is not told",
    ),
    (
        r"\b(?:strategic|comprehensive|cooperative|special|privileged) (?:\w+ )?partners?(?:hips?)?\b|\bpartnership (?:with|between|agreement)\b",
        "a partnership of states, of which no record is held",
    ),
    (
        r"\ball(?:y|ies)\b|\balliances?\b|\ballied (?:with|to)\b",
        "an ally or an alliance, and by what pact and when is not told",
    ),
    (
        rf"\b(?:suspended|expelled|excluded|readmitted|entry|admission) (?:from|into|to) (?:the )?(?:{_BLOCS})\b|\bin (?:the )?(?:{_BLOCS})(?= since|,? but not|,? not| and not)|\bnot in (?:the )?(?:{_BLOCS})\b|\b(?:{_BLOCS}) (?:has |had )?(?:admitted|suspended|expelled|readmitted)\b|"
        r"\b(?:join(?:s|ed|ing)?|members?|membership|accession|acceded|admitted|candidates?|left|quit|withdrew) (?:\w+ ){0,4}(?:wto|imf|world trade organi[sz]ation|world bank|council of europe|schengen|aiib|gatt|unesco|osce|interpol|npt|commonwealth)\b"
        r"|\bobservers?\b(?= (?:status|states?|of|in|at|to)\b)|\b(?:associate|candidate) (?:member|state|country|status)\b|\bcommand (?:structure)?\b|\bwithdr(?:e|a)w\w* from\b|\bmembership\b|\baccession\b"
        r"|\b(?:leave|leaving|left|quit|quitting|departure from|exit from) (?:the )?(?:european (?:union|communit)|eu\b|nato|un\b|united nations|oas|asean|ecowas|opec|cis\b|csto|commonwealth|african union|arab league|tpp|nafta)\w*"
        r"|\bmember (?:state|countr|nation)\w*"
        r"|\b(?:\w+th|first|second|third|full|new|newest|founding|a|its) members?\b|\bjoin(?:ed|s|ing)? (?:the|this|that) (?:organi[sz]ation|association|alliance|bloc|union|pact|group|community)\b"
        r"|\b(?:to|chose to|voted to) (?:re)?join\b|\b(?:re)?joined\b(?= [\w’' ]{0,40}\b(?:in|as|on) )",
        MEMBERSHIP,
    ),
    (
        r"\b(?:agreements?|treat(?:y|ies)|accords?|pacts?|memorand(?:um|a)|mous?|protocols?|conventions?|ftas?|customs union|declarations?)\b",
        "a treaty, and none of defence, non-aggression, preferential trade or investment that is told with both sides and its time",
    ),
    (
        r"\b(?:border|territorial|maritime|boundary|frontier) (?:\w+ )?(?:disputes?|conflicts?|claims?|clash(?:es)?|wars?|tensions?|row)\b|\bsovereignty over\b"
        r"|\b(?:ceasefire|armistice|truce|peace (?:treaty|accord|agreement|deal))\b|\b(?:hostilities|annex(?:ed|ation)|occup(?:ied|ation))\b",
        "a dispute, a claim or its end, and not between whom and when, or not on record",
    ),
    (
        r"\b(?:relations?|relationships?|ties)\b(?=.*\b(?:strain\w*|tense|tension\w*|close|closer|friend\w+|cordial|fraught|frosty|icy|cool|warm|strong|good|bad|poor"
        r"|excellent|difficult|improv\w+|deteriorat\w+|worsen\w+|soured?|hostil\w+|deep\w*|strengthen\w*|develop\w*|promot\w*)\b)"
        r"|\b(?:strained|tense|close|closer|friendly|cordial|fraught|frosty|cool|warm|strong|good|bad|poor|excellent|difficult|hostile|deep) (?:\w+ ){0,2}(?:relations?|relationships?|ties)\b"
        r"|\b(?:relations?|relationships?|ties) (?:between|with)\b",
        AS_THEY_ARE,
    ),
    (
        r"\b(?:disputes?|quarrels?|quarrell?ed|rows?|feuds?|spats?|rifts?) (?:[\w’'-]+ ){0,3}(?:with|between|over|about|against)\b",
        QUARREL,
    ),
    (
        r"\b(?:thaw|rapprochement|d[ée]tente|frost|chill|reconciliation)\b|\bon (?:good|better|bad|poor|speaking|friendly|excellent) terms\b|\bgrown (?:colder|warmer|closer|cooler)\b",
        AS_THEY_ARE,
    ),
)  # fmt: skip
"""What may tell of a tie, and why it is not read; the first that is found is said."""
OF_TWO: Final = frozenset({QUARREL, TROOPS})
"""What tells of a tie only where two are named: a state has troops, and its parties quarrel, without others."""
BY_NAME: Final = "a visit told by a name alone, and whose leader that is is not on record here"
_CAME: Final = r"(?:visited|paid (?:\w+ ){0,3}visits? to|made (?:\w+ ){0,3}(?:visits?|trips?) to|flew to|travell?ed to|set foot in|gone to|been to|went to|arrived in|landed in)"
NAMED: Final = re.compile(
    rf"(?:\b(?:Mr|Mrs|Ms|Dr)\.? )?(?P<name>[A-Z][\w’'-]+)(?:,? (?:has|had|also|then|later|first|twice|himself|herself|since|never|not))* {_CAME} (?:the )?(?=[A-Z])"
    rf"|\b(?:Mr|Mrs|Ms|Dr)\.? (?P<before>[A-Z][\w’'-]+) [^.;]{{0,120}}? (?:he|she) (?:(?:has|had|also|then|later) )*{_CAME} (?:the )?(?=[A-Z])"
)
"""Whoever is named and went somewhere."""
CAME: Final = re.compile(rf"{_CAME} (?:the )?(?=[A-Z])")
"""What every such sentence has, which is sooner looked for."""
NOBODY: Final = frozenset(
    [
        "They",
        "He",
        "She",
        "We",
        "I",
        "You",
        "It",
        "Nobody",
        "Many",
        "Some",
        "Others",
        "Several",
        "Who",
        "Both",
        "All",
        "Each",
        "Most",
        "Few",
        "None",
    ]
)
TRAVELS: Final = frozenset(
    [
        "visited",
        "visit",
        "visits",
        "flew",
        "travelled",
        "traveled",
        "foot",
        "gone",
        "been",
        "went",
        "trip",
        "trips",
        "arrived",
        "landed",
    ]
)
_FOUND: Final = tuple((re.compile(pattern), why) for pattern, why in UNHELD)
_WORDS: Final = (
    "sanctions sanctioned abstained abstains abstaining abstention abstentions vetoed veto voted votes vote voting diplomatic embassy embassies ambassador"
    " ambassadors consulate consulates recognise recognised recognises recognising recognize recognized recognizes"
    " recognizing recognition severed broke cut restored resumed established normalised normalized visit visits visited"
    " visiting trip trips tour tours strategic comprehensive cooperative partnership partnerships ally allies alliance"
    " alliances allied wto imf unesco osce schengen gatt aiib observer observers associate candidate command withdrew"
    " withdraw withdrawn agreement agreements treaty treaties accord accords pact pacts memorandum memoranda protocol"
    " protocols convention fta ftas suspends halted halts stopped stops froze frozen blocked paused pauses expel expelled expels expelling recall recalled recalls recalling summon summoned summons summoning home ordered diplomats envoy envoys"
    " troops soldiers peacekeepers marines airmen bases base basing exercises exercise drills manoeuvres maneuvers mou mous elected election"
    " suspended expelled excluded readmitted admitted entry admission commonwealth nato eu opec since dispute disputes quarrel quarrels quarrelled quarreled row rows feud feuds spat spats"
    " rift rifts thaw rapprochement détente detente frost chill reconciliation terms colder warmer cooler grown border territorial maritime boundary sovereignty ceasefire armistice truce"
    " hostilities annexed annexation occupied occupation accession leave leaving left quit quitting departure exit declaration declarations toured relation relations relationship relationships ties customs membership member members join joined joins joining rejoin rejoined"
)
WORDS: Final = frozenset(_WORDS.split())
"""Of which every such sentence has one, so that the others cost next to nothing."""


def unheld(plain: str) -> Iterator[str]:
    """Yield why a tie that a sentence in small letters tells of is not read, if it tells of one.

    Examples
    --------
    >>> list(unheld("oman and iran established diplomatic relations in 1971."))
    ['diplomatic relations, of which no record is held']
    """
    for pattern, why in _FOUND:
        if pattern.search(plain):
            yield PLANNED if why == MEMBERSHIP and SOUGHT.search(plain) else why
            return


def visits_by_name(text: str) -> Iterator[tuple[int, int]]:
    """Yield at which letters somebody stands who is told by name alone to have gone somewhere, and that place.

    Examples
    --------
    >>> list(visits_by_name("Xi paid two visits to Uzbekistan.")), list(visits_by_name("Tourists visited Malta."))
    ([(0, 22)], [])
    """
    if not CAME.search(text):
        return
    for found in NAMED.finditer(text):
        name = found["name"] or found["before"]
        plural = found.start("name") == 0 and name.endswith("s")
        if name not in NOBODY and not plural and not name.isupper():
            yield max(found.start("name"), found.start("before")), found.end()
