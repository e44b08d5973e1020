"""Verbs by whom they make giver or receiver, and small words, each with its letter."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

VERBS: Final[Mapping[str, str]] = {
    "g": "supply|provide|deliver|sell|export|ship|send|give|donate|furnish|transfer|offer|disburse"
    "|contribute|lend|grant|pour|export|market|fill|meet|cover|finance|fund|hand|dispatch|pay for|put up|chip in|bestow|allocate|route|funnel|pipe|consign|pump|satisfy|fulfil|fulfill|feed|render|extend|channel|inject|award|lavish|remit|contribute to",
    "k": "buy|purchase|import|get|receive|obtain|acquire|source|procure|take|absorb|draw|attract|accept"
    "|bring in|order|soak up|swallow|take in|snap up|import|bring|secure|derive|land|spend|take up|owe|buy up|mop up|borrow|take delivery of|pull in|scoop up|hoover up|gobble up|lap up|host|devour|eat up|pocket|reap",
    "c": "come|originate|stem|arrive|flow|hail|be shipped|be imported",
    "w": "go|head|be sent|end up|unload|finish|finish up|wind up|sail|steam|find its way|find their way|make its way|make their way",
    "a": "account together for|account jointly for|account collectively for|account between them for|account for|make up|constitute|represent|comprise|form|hold|have|own|amount for|command"
    "|be responsible for|answer for|capture|control|dominate|enjoy|keep|possess|stand for|occupy|ensure|garner|boast|retain|secure the bulk of|take care of|stand behind|manage|muster|notch up|chalk up|claim",
    "v": "depend|rely|look to|turn to|count on|lean|lean on|draw on|draw upon|lean upon|fall back on|bank on",
    "i": "invest",
    "l": "reach|total|hit|stand at|stand|amount|exceed|top|surpass|value|run at|average|register"
    "|record|measure|equal|come out at|pass|cross|outstrip|outpace|outdo|peak at|bottom out at|settle at|hover around|hover at|plateau at",
    "b": "remain|become|rank|stay|turn into|emerge as|serve as",
    "u": "spike|improve|go up|creep up|move up|inch up|edge up|rise|grow|increase|climb|jump|surge|soar|expand|widen|gain|rebound|advance|swell|shoot up"
    "|go up|rocket|leap|edge up|raise|boost|step up|deepen|balloon|recover|mount|pick up|scale up|mushroom|skyrocket|bounce back|creep up|inch up|strengthen|ramp up|burgeon|trend upward|snowball|bulge|shoot ahead|nudge up|rally|move up",
    "d": "recede|crumble|nosedive|go down|come down|edge down|creep down|fall|decline|drop|decrease|shrink|slip|cut|plunge|slump|diminish|narrow|dwindle|slide|tumble"
    "|contract|reduce|come down|go down|halve|lower|fall back|dip|sink|retreat|plummet|collapse"
    "|lessen|ease|shed|trim|slash|weaken|ebb|wane|erode|scale back|curb|dry up|nosedive|edge down|tail off|crash|drop back|drop off|fall away|slacken|wither|taper off|peter out|trend downward|evaporate|fade|subside|move down|go into reverse",
    "x": "trade|shoot down|make up for",
}
FORMS: Final[Mapping[str, str]] = {
    "sell": "sold", "send": "sent", "give": "gave given", "lend": "lent", "buy": "bought", "get": "got gotten getting",
    "take": "took taken", "draw": "drew drawn", "bring": "brought", "come": "came", "go": "went gone goes",
    "make": "made", "hold": "held", "have": "had has", "stand": "stood", "hit": "hit", "become": "became",
    "rise": "rose risen", "grow": "grew grown", "pay": "paid", "put": "put putting", "fall": "fell fallen", "shrink": "shrank shrunk",
    "cut": "cut cuts cutting", "slide": "slid", "run": "ran", "be": "is are was were been being",
    "stay": "stayed", "shoot": "shot", "leap": "leapt", "slip": "slipped slipping", "drop": "dropped dropping",
    "ship": "shipped shipping", "transfer": "transferred transferring", "top": "topped topping",
    "total": "totalled totaled totalling", "shed": "shed", "trim": "trimmed", "sink": "sank sunk",
    "feed": "fed", "find": "found", "swell": "swelled swollen", "creep": "crept", "bounce": "bounced", "meet": "met", "spend": "spent", "keep": "kept",
    "dip": "dipped", "step": "stepped", "snap": "snapped", "ebb": "ebbed", "plummet": "plummeted",
    "rank": "ranked ranks", "control": "controlled", "exist": "existed",
}  # fmt: skip
WORDS: Final[Mapping[str, str]] = {
    "g": "placing|directed|directs",
    "b": "is|are|was|were|be|been|being|'s been|",
    "a": "is credited with|was credited with|were credited with|is down for|was down for|can be put down for|is put down for|was put down for|appears with|appeared with|figures with|figured with|features with|featured with|is listed with|was listed with|is the owner of|was the owner of|are the owners of|were the owners of|is the holder of|was the holder of|is responsible for|was responsible for|were responsible for|is behind|was behind|are behind|were behind",
    "w": "is the buyer of|was the buyer of|is the market for|was the market for|is the recipient of|was the recipient of|is the destination for|was the destination for|are the destination for|were the destination for|is the outlet for|was the outlet for|is the destination of|destined|bound|headed|is the destination of|was the destination of",
    "c": "had its origin|had their origin|has its origin|have their origin|had its origins|had their origins|is the supplier of|was the supplier of|were the suppliers of|is the provider of|was the provider of|is the source of|was the source of|were the source of|is the origin of|was the origin of"
    "|are the source of",
    "l": "worth|valued|valued at|came to|comes to|amounted to|stood at|totalling|ran to|runs to|come to"
    "|was put at|was put|were put at|adds up to|added up to",
    "v": "dependent|reliant|dependence|reliance|dependency|depended|dependant|reliance",
    "f": "from|out of",
    "t": "to|towards|toward|into",
    "o": "of|among",
    "y": "by",
    "h": "with|vis à vis|vis a vis|alongside",
    "n": "in|within|inside|at",
    "e": "between",
    "r": "for",
    "m": "on|upon",
    "j": "than|as|compared with|compared to|versus|against|rather than",
    "p": "it|they|we|she|he|that country|that state|that market|them|there|two countries|both countries|two sides|both sides|two nations|both nations|both states|two states|two neighbours|the country|the latter|the former|this country|the state|the republic"
    "|the kingdom|the island|the nation|both countries",
    "s": "its|their|our|her|his|that country's|that country’s|that state's|the country's|the country’s|the latter's|the kingdom's|the island's"
    "|the kingdom’s|the nation's|the nation’s|the latter’s|whose|the republic's|the former's"
    "|the republic’s|my|the state's",
    "q": "that|which|who",
    "&": "and|or|plus|as well as|&",
    "G": "together|combined|jointly|taken together|between them|in sum|put together|collectively",
    "J": "respectively|in that order|in this order|in that sequence|in descending order",
    "W": "world|global|worldwide|the world's|world's|world’s|globally|in the world|of the world|all states"
    "|international|all states together|across the globe|on earth|world-wide|on the planet"
    "|anywhere in the world|of all states|the globe",
    "U": "the region's|the region’s|region's|region’s|the continent's|the continent’s|the alliance's|the alliance’s"
    "|the bloc's|the bloc’s|the hemisphere's|the hemisphere’s|the subregion's|the subregion’s",
    "Q": "states|countries|nations|region|regions|continent|member states|neighbours|neighbors|allies|governments"
    "|developing countries|economies|western countries|neighbouring states|other partners|the region",
    "L": "all others|all others combined|all other partners combined|all other states combined|everyone else"
    "|all the others|all other partners|the rest of the world|all other countries combined|anyone else"
    "|all the rest|the rest of the world combined|any other country|any other state|any other partner"
    "|all others together|all other partners together|all other countries|all its other partners"
    "|all the other partners together|every other state|all other markets combined|any other"
    "|all other suppliers combined|all other suppliers together|everybody else|the rest combined"
    "|all the others together|all other states|all other donors together|all other donors combined"
    "|all its other partners combined|all its other suppliers combined|any other supplier|anybody else|any other nation|any other government|any other power|any other market"
    "|any other client|any other customer|any other source|any other trading partner"
    "|all other suppliers|all other donors|all other markets|the rest together|all the rest combined",
    "E": "more|less|fewer|most|least|bigger|larger|smaller|outweigh|outweighs|outweighed|higher|lower",
    "S": "share|part|proportion|portion|slice|percentage|shares|weight|stake|role",
    "u": "rise|increase|growth|jump|surge|up|gain|higher|climb|upturn|upswing|boost|doubling|expansion"
    "|upward trend|upward path|upward trajectory|upward course|rising trend|growing trend|increasing trend|uptrend",
    "d": "fall|drop|decline|decrease|cut|plunge|slump|reduction|down|lower|contraction|loss|dip|halving"
    "|downturn|collapse|shortfall|slide|weaker|downward trend|downward path|downward trajectory|declining trend|falling trend"
    "|decreasing trend|downtrend|downward course",
    ",": ",|—|–",
    "(": "(|[",
    ")": ")|]",
    ";": ";|:|but|while|whereas|although|though|because|yet|even as",
    "": "manages to|managed to|is able to|are able to|was able to|were able to|as a bloc|as a whole|as one|taken as one|by far|in turn|in return|by contrast|by comparison|mainland|neighbouring|oil-rich|landlocked|the|a|an|also|still|now|already|largely|mainly|only|just|currently|again|alone|today"
    "|nowadays|even|itself|far|away|easily|presently|sure|all|some|about|around|roughly|approximately"
    "|nearly|almost|almost all|exactly|close behind|to the tune of|to the extent of|fully|indeed|thus|clearly|remarkably|on average|at present",
    "H": "had|has|have",
}  # fmt: skip
"""Words of one letter each; those of "" are passed over."""
DOUBLINGS: Final = {
    "double": 100.0, "doubled": 100.0, "doubles": 100.0, "doubling": 100.0, "tripled": 200.0,
    "trebled": 200.0, "quadrupled": 300.0, "halved": 50.0, "triple": 200.0, "quintupled": 400.0,
}  # fmt: skip
