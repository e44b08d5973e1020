"""The words of the grammar: what stands for a channel, a quantity, a comparison, a rank, a course.

A sentence is read only where words of these lists stand in it. Each list is short on purpose: a
reader can see why a sentence was taken for a statement, and which word to add for one that was not.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

CHANNELS: Final[Mapping[str, str]] = {
    "arms": r"arms|weapons?|weaponry|armaments?|military (?:equipment|hardware|exports|supplies|imports"
    r"|purchases|sales)|defen[cs]e (?:equipment|imports)|munitions|warplanes|arsenal|arms market",
    "aid": r"(?:development |foreign |official )?(?:aid|assistance)|oda|donors?",
    "investment-flow": r"(?:foreign )?direct investment|foreign investment|fdi|investors?|investment",
    "imports": r"imports?|imported|suppliers? of goods|source of imports",
    "exports": r"exports?|exported|export markets?|(?:export )?market",
    "trade": r"trade|trading|commerce|trad(?:e|ing) partners?",
}
"""Checked in this order: "military exports" are arms; "trade" is what is left."""

AT_LEAST: Final = r"at least|no less than|not less than|a minimum of|upwards? of"
MORE_THAN: Final = (
    r"more than|over|above|exceed(?:s|ed|ing)?|in excess of|surpass(?:es|ed|ing)?|greater than"
)
AT_MOST: Final = r"at most|no more than|not more than|up to|a maximum of"
LESS_THAN: Final = r"less than|under|below|fewer than"
ABOUT: Final = r"about|around|roughly|approximately|some|nearly|almost|close to"
COMPARISONS: Final = (
    ("at least", AT_LEAST),
    ("at most", AT_MOST),
    ("more than", MORE_THAN),
    ("less than", LESS_THAN),
    ("about", ABOUT),
)
FRACTIONS: Final[Mapping[str, float]] = {
    "three quarters": 75.0,
    "three-quarters": 75.0,
    "two thirds": 200 / 3,
    "two-thirds": 200 / 3,
    "half": 50.0,
    "a third": 100 / 3,
    "one third": 100 / 3,
    "one-third": 100 / 3,
    "a quarter": 25.0,
    "a fifth": 20.0,
}
MOST_OF: Final = r"(?:most|the bulk|the majority|the lion's share) of"
SIZES: Final = {"trillion": 1e12, "billion": 1e9, "bn": 1e9, "million": 1e6, "tn": 1e12, "m": 1e6}
ORDER: Final = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "2nd": 2, "3rd": 3}

PERCENT: Final = re.compile(r"(\d{1,3}(?:\.\d+)?)\s?(?:%|per ?cent\b|percent\b)")
MONEY: Final = re.compile(
    r"(?:us)?\$\s?(\d[\d,]*(?:\.\d+)?)\s?(trillion|billion|million|bn|tn|m)?\b"
    r"|\b(\d[\d,]*(?:\.\d+)?)\s(trillion|billion|million)\s(?:us |u\.s\. )?dollars"
)
FRACTION: Final = re.compile(rf"\b({'|'.join(FRACTIONS)})\b")
YEAR: Final = re.compile(r"\b(1[89]\d\d|20\d\d)\b")
YEARS: Final = re.compile(
    r"\b(1[89]\d\d|20\d\d)\s?(?:-|–|to|and|until)\s?(1[89]\d\d|20\d\d|\d\d)\b"
)
AHEAD: Final = re.compile(
    r"\b(?:coming|next)\s(?:(\d{1,2}|two|three|four|five|ten)\s)?(years?|decades?)\b"
)
NUMBERS: Final = {"two": 2, "three": 3, "four": 4, "five": 5, "ten": 10}


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})\b")


CHANNEL: Final = {channel: _words(pattern) for channel, pattern in CHANNELS.items()}
RANK: Final = re.compile(
    r"\b(?:(second|third|fourth|fifth|2nd|3rd)[ -])?"
    r"(largest|biggest|top|main|leading|number one|principal|primary|foremost|chief|key)\s"
    r"(?:\w+\s){0,3}?(?:partner|supplier|seller|donor|investor|market|source|destination|provider"
    r"|exporter|buyer|customer|importer)s?\b",
)
LEADER: Final = _words(r"the leader")
DOMINATES: Final = _words(r"dominant|dominates?|dominated|dominating")
RISING: Final = _words(
    r"grow(?:s|n|ing)?|grew|ris(?:e|es|en|ing)|rose|increas(?:e|es|ed|ing)|widen(?:s|ed|ing)?"
    r"|expand(?:s|ed|ing)?|climb(?:s|ed|ing)?|surg(?:e|es|ed|ing)|deepen(?:s|ed|ing)?|soar(?:s|ed|ing)?"
)
FALLING: Final = _words(
    r"fall(?:s|en|ing)?|fell|declin(?:e|es|ed|ing)|shrink(?:s|ing)?|shrank|decreas(?:e|es|ed|ing)"
    r"|narrow(?:s|ed|ing)?|drop(?:s|ped|ping)?|dwindl(?:e|es|ed|ing)|diminish(?:es|ed|ing)?"
)
DEFICIT: Final = _words(r"trade deficits?|deficits?(?: in trade)?|trade gap")
SURPLUS: Final = _words(r"trade surplus(?:es)?|surplus(?: in trade)?")
RELIES: Final = _words(
    r"rel(?:y|ies|ied) (?:\w+ )?on|relian(?:ce|t) on|depend(?:s|ed|ent|ence|ency)? (?:\w+ )?(?:on|upon)"
)
NO_SINGLE: Final = _words(
    r"(?:depend\w*|rel(?:y|ies|iant)) (?:up)?on no single|no single (?:\w+ )?(?:partner|power|supplier)"
)
DIVERSIFIES: Final = _words(r"diversif(?:y|ies|ied|ying|ication)")
BALANCES: Final = _words(
    r"balanc(?:e|es|ed|ing) (?:act )?(?:between|partnerships)|hedg(?:e|es|ed|ing) between"
)
ALIGNS: Final = _words(
    r"align(?:s|ed)? with|vot(?:e|es|ed|ing) (?:\w+ ){0,2}(?:with|alike)|sid(?:e|es|ed|ing) with"
    r"|close political ties"
)
THAN: Final = _words(
    r"than (?:it (?:does|did) |they (?:do|did) )?(?:with|beside|alongside)|rather than with"
)
"""Another party to compare with; "more than India" may as well mean that India does it."""
COMPARES: Final = _words(r"than|as (?:often|much|closely|frequently) as|compared (?:with|to)")
LESS: Final = _words(r"less|fewer|rarer")
WAR: Final = _words(r"(?:border )?wars?|fought|invaded|invasion")
DISPUTE: Final = _words(
    r"challenged by|militari[sz]ed disputes?|clash(?:es|ed)?|skirmish(?:es)?|standoffs?"
)
UNITED_NATIONS: Final = _words(r"un|united nations|(?:un )?security council")
EMBARGO: Final = _words(r"arms (?:embargo|ban|trade ban)|weapons (?:embargo|ban)|embargo")
LIFTED: Final = _words(r"lift(?:s|ed|ing)?|remov(?:e|es|ed|ing)|end(?:s|ed|ing)?|revok(?:e|ed|ing)")
IMPOSED: Final = _words(r"impos(?:e|es|ed|ing)|introduc(?:e|ed|es|ing)|declar(?:e|ed|es|ing)")
DECADE: Final = _words(r"(?:within|in|over) the (?:past|last) decade")
MEMBER: Final = _words(r"members? of|joined|belongs? to|\w+-member")
COUNT: Final = re.compile(
    r"\b(\d{1,3}|two|three|five|ten)(?:[ -]member|[ -]nation|[ -]state|\smembers|\snations)\b"
)
BRINGS: Final = _words(r"brings?|provid(?:e|es)|suppl(?:y|ies)")
DEALT: Final = _words(
    r"sells?|sold|selling|buys?|bought|buying|purchas(?:e|es|ed|ing)|deliver(?:s|ed|ing|y|ies)?"
    r"|arm(?:s|ing)?|armed(?! (?:forces|men|guards|police|groups?|conflicts?))|shipped"
)
"""What states do with each other that no rule reads: such a sentence is listed, not passed over."""
FUTURE: Final = _words(
    r"will|likely to|(?:is|are) expected to|expects?|going forward|set to|bound to"
)
BEFORE_PARTNER: Final = re.compile(r"\b(?:from|by|with|on|upon)\s(?:the\s)?$")
"""What stands before whom something comes from, or is shared with."""
NEGATED: Final = re.compile(
    r"\b(?:not|never|no longer|neither|nor|hardly|rarely|seldom|scarcely|cannot|can't|won't|isn't"
    r"|aren't|doesn't|don't|didn't|wasn't|denied|denies)\b",
)
DOUBTED: Final = re.compile(
    r"\b(?:if|would|could|might|should|whether|unless|hopes?|wants?)\b|\?", re.IGNORECASE
)

STEMS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for name, words in {
        "embargo": "emba ban",
        "event": "war wars foug inva chal disp clas skir stan",
        "single": "sing",
        "deficit": "defi gap surp",
        "quantity": "% $ perc cent doll half thir quar fift most bulk majo lion",
        "rank": "larg bigg top main lead numb prin prim fore chie key",
        "dominance": "domi",
        "reliance": "rely reli depe",
        "alignment": "alig vote voti side sidi poli",
        "balancing": "bala hedg",
        "spread": "dive",
        "more": "more",
        "course": "grow grew rise risi rose incr wide expa clim surg deep soar fall fell decl shri"
        " shra decr narr drop dwin dimi",
        "membership": "memb join belo",
        "bringing": "brin prov supp",
    }.items()
}
"""First four letters of the words of each rule: a sentence without any is not looked at further."""
ANY: Final = frozenset().union(*STEMS.values())
DEALT_STEMS: Final = frozenset(
    [
        "sell",
        "sold",
        "buy",
        "buys",
        "buyi",
        "boug",
        "purc",
        "deli",
        "arm",
        "arms",
        "arme",
        "armi",
        "ship",
    ]
)
CHANNEL_STEMS: Final[Mapping[str, frozenset[str]]] = {
    name: frozenset(words.split())
    for name, words in {
        "arms": "arms weap arma mili defe muni warp arse",
        "aid": "aid assi oda dono",
        "investment-flow": "inve fdi",
        "imports": "impo supp sour",
        "exports": "expo mark",
        "trade": "trad comm",
    }.items()
}
DEALINGS: Final = DEALT_STEMS.union(*CHANNEL_STEMS.values())
"""Stems of which a sentence that no rule could read must have one to be listed as unread."""
STEM: Final = re.compile(r"\b[^\W\d_]{1,4}")


@dataclass(frozen=True)
class Quantity:
    """A number with its unit and comparison, and the words that it rests on."""

    value: float
    unit: str
    comparison: str
    words: str
    start: int


def small(text: str) -> str:
    """Return a text in small letters, every letter at its place."""
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := letter.lower()) == 1 else letter for letter in text)


def stems(plain: str) -> frozenset[str]:
    """Return the first four letters of each word, and % and $ where they stand."""
    found = frozenset(STEM.findall(plain))
    signs = [sign for sign in "%$" if sign in plain]
    return found.union(signs) if signs else found


def quantity(text: str) -> Quantity | None:
    """Return the first quantity of a sentence, with the comparison that stands before or after it."""
    if found := PERCENT.search(text):
        return _compared(text, found, float(found[1]), "%")
    if found := MONEY.search(text):
        number, size = found[1] or found[3], found[2] or found[4]
        value = float(number.replace(",", "")) * SIZES.get(size or "", 1.0)
        return _compared(text, found, value, "USD")
    if found := re.search(MOST_OF, text):
        return Quantity(50.0, "%", "more than", found.group(), found.start())
    if found := FRACTION.search(text):
        return _compared(text, found, FRACTIONS[found[1]], "%")
    return None


def _compared(text: str, found: re.Match[str], value: float, unit: str) -> Quantity:
    before, after = text[max(0, found.start() - 24) : found.start()], text[found.end() :][:12]
    for comparison, pattern in COMPARISONS:
        said = re.search(rf"\b(?:{pattern})\s(?:an?\s|the\s)?$", before)
        if said:
            words = f"{said.group()}{found.group()}"
            return Quantity(value, unit, comparison, words, found.start())
    if more := re.match(r"\s?(?:plus\b|\+|or more\b)", after):
        words = found.group() + more.group()
        return Quantity(value, unit, "at least", words, found.start())
    return Quantity(value, unit, "about", found.group(), found.start())


def channel(plain: str, found: frozenset[str] | None = None) -> tuple[str, str] | None:
    """Return the channel that a text in small letters speaks of, and the word for it."""
    there = stems(plain) if found is None else found
    for name, pattern in CHANNEL.items():
        if not there.isdisjoint(CHANNEL_STEMS[name]) and (word := pattern.search(plain)):
            return name, word.group()
    return None


def years(text: str) -> tuple[int, int] | None:
    """Return the years that a sentence names: a span, or the first single year."""
    if found := YEARS.search(text):
        first = int(found[1])
        last = int(found[2]) if len(found[2]) == 4 else first // 100 * 100 + int(found[2])
        return (first, last) if first <= last else None
    if found := YEAR.search(text):
        return int(found[1]), int(found[1])
    return None


def horizon(text: str) -> int | None:
    """Return how many years ahead a sentence looks: "over the coming decade" is ten."""
    found = AHEAD.search(text)
    if not found:
        return None
    count = int(NUMBERS.get(found[1] or "", found[1] if (found[1] or "").isdigit() else 1) or 1)
    return count * (10 if found[2].startswith("decade") else 1)
