"""The figures of a sentence: per cent, fractions, money, TIV and ratios, in whatever form."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from counterpoise.statements.reading.tokens.holds import holds
from counterpoise.statements.reading.tokens.numbers import (
    ANY,
    NTH,
    NUMBER,
    ONES,
    PARTS,
    SIZES,
    TIMES,
    number,
)

COMPARED: Final = {
    "at least": r"at least|at the very least|no less than|not less than|a minimum of|no fewer than|as many as",
    "at most": r"at most|no more than|not more than|up to|a maximum of|as much as|as little as",
    "more than": r"more than|over|above|exceed(?:s|ed|ing)?|in excess of|surpass(?:es|ed|ing)?|beyond"
    r"|greater than|topp(?:ed|ing)|tops?|pass(?:es|ed|ing)?|cross(?:es|ed|ing)?|upwards? of|north of",
    "less than": r"less than|under|below|fewer than|short of|not quite|fell short of|not even|not",
}
"""What before a figure makes it a bound; whatever else stands there, it is about that."""

_SIZE: Final = r"thousand|million|mn|mln|billion|bn|bln|trillion|tn|trn"
_OTHER: Final = (
    r"euros?|pounds?(?: sterling)?|yuan|renminbi|roubles?|rubles?|yen|rupees?|riyals?|won|francs?"
)
_PERCENT: Final = re.compile(
    rf"(?<![\w.,])({ANY})(?:[ -]odd\b)?[ \u00a0\u202f-]?(?:%|per ?cent\b|p\.c\.|pct\b|pc\b|(?=percentage))"
    r"(?P<points>[ -]?(?:percentage[ -])?points?\b)?"
)
_POINTS: Final = re.compile(rf"(?<![\w.,])({ANY})[ -]points?\b")
"""Points without a word for what they are of: per cent, where the sentence tells of a share."""
_SHARED: Final = re.compile(
    r"\b(?:share|part|weight|proportion|per ?cent|portion|slice|half|third|quarter|fifth|tenth|hold)s?\b|%"
)
_LISTED: Final = re.compile(rf"(?<![\w.,–'’-])({ANY})\s?(, | and | to | or |-|–|, and )$")
_MONEY: Final = re.compile(
    rf"(?P<mark>us\s?\$|\$us|u\.s\. ?\$|dlrs\b|\b[a-z]{{1,2}}\$|\$|€|£|¥)\s?(?P<a>{NUMBER})[ \u00a0-]?(?P<as>{_SIZE}|m|b)?\b"
    rf"|\b(?P<code>usd|us dollars?|eur|gbp)\s?(?P<c>{NUMBER})[ \u00a0]?(?P<cs>{_SIZE}|m|b)?\b"
    rf"|(?<![\w.,])(?P<b>{ANY}|an?(?= (?:million|billion|trillion)))[ \u00a0-]?(?P<bs>{_SIZE})?[ \u00a0](?P<word>us dollars?|u\.s\. dollars?|usd"
    rf"|american dollars?|dollars?|{_OTHER})\b"
)
_MONEY_PART: Final = re.compile(
    rf"\b(?P<part>half|(?:an?|one|two|three) (?:{'|'.join(PARTS)})s?(?: of)?) an? (?P<size>million|billion|trillion)"
    rf"(?: (?P<word>us dollars?|u\.s\. dollars?|usd|american dollars?|dollars?|{_OTHER}))?\b"
)
_TIV: Final = re.compile(
    rf"(?<![\w.,])({NUMBER})\s?(million|billion|bn|m)?\s?(?:tivs?\b|trend[- ]indicator)"
    rf"|\btivs? (?:of )?({NUMBER})\s?(million|billion|bn|m)?\b"
)
_FRACTION: Final = re.compile(
    rf"\b(?:(?P<count>an?|another|a further|one|two|three|four|five|six|seven|eight|nine)[ -](?P<part>{'|'.join(PARTS)})s?"
    r"|(?P<half>half))\b"
    r"(?!\s(?:of an? (?:hour|century)|countr|part(?:y|ies)|time|state|year|nation|power|supplier|partner|place"
    r"|as (?:much|many|large|big)|hour|of \d{4}\b|largest|biggest|most|member|round|option|term|dozen))"
)
NUMBERED: Final = re.compile(rf"\b(?:{'|'.join(ONES[1:])}|twenty|\d+) and $")
_OUT_OF: Final = re.compile(
    rf"\b({ANY})\s(?:out of(?: every)?|in(?: every)?|of every)\s({ANY})\b(?!\s?(?:%|per|billion|million))(?:\s(?:dollars|euros)\b)?"
)
_SLASHED: Final = re.compile(r"(?<![\w/.,-])([1-9])/([2-9]|10)(?= (?:of|to)\b)")
_ZERO: Final = re.compile(
    r"\b(?:was|is|were|stood at|fallen to|fell to|dropped to|down to|shrunk to|sank to|reduced to|cut to) (?:almost |nearly )?(zero|nil)(?=[.,;:]|$| (?:in|by|and|per|while)\b)"
)
_EVERY: Final = re.compile(
    rf"\bevery (?P<order>{'|'.join(NTH)}) (?:(?:us |american )?dollar|euro|pound|yuan|one|tonne|barrel)\b"
)
"""One of so many: "every second dollar", and "every third one" after it."""
_COINS: Final = (
    "dollars?|euros?|pounds?|francs?|crowns?|kron(?:e|er|or)|dinars?|shillings?|pesos?|roubles?|rubles?|rupees?|yuan"
    "|yen|marks?|lir(?:a|e)|rand|dirhams?|riyals?|reais|real|naira|pence|cents|guilders?|zlotys?|baht|dong|taka|won"
)
_THINGS: Final = re.compile(
    rf"(?<![\w.,])(?P<part>{ANY})\s(?:us |american )?(?:{_COINS}|weapons?|barrels?|tonnes?|tons?|cargoes|shipments?|arms|bushels?|containers?)"
    rf"\s(?:in|out of|of)\s(?:(?:every|each|all|any)\s)?(?:an? (?=hundred))?(?P<whole>hundred|{ANY})\b(?!\s?(?:%|per|billion|million|years?))"
    rf"|(?<![\w.,])(?P<part2>{ANY})\s(?:in|out of|of)\severy\s(?P<whole2>{ANY})\s(?:us |american )?(?:dollars?|euros?)\b"
)
_CENTS: Final = re.compile(
    rf"(?<![\w.,])(?P<part>{ANY})(?:\s(?P<coins>cents)|\sdollars?)?\s(?:of|in|out of)\s(?:every|each)"
    rf"(?:\s(?P<whole>{ANY}))?(?:\s(?:dollars?|euros?)\b|(?= (?:export|remitted) dollars?\b))"
    rf"|(?<![\w.,])(?P<some>{ANY})\s(?:dollars|euros)\s(?:in|of|out of)\s(?:every\s)?(?P<many>ten|twenty|hundred|100|10|20)\b"
)
_MOST: Final = re.compile(
    r"\b(?:(?P<most>(?:most|the (?:vast |great |overwhelming |large )?(?:bulk|majority)|a majority"
    r"|the lion[’']s share|the greater part|the larger part) of(?! (?:the )?(?:\d|past|last|period|decade|time|year|century|day|world|19|20))|(?:mostly|mainly|overwhelmingly)(?= (?:from|to|in|by)\b)|more than half|over half)"
    r"|(?P<every>^most(?= (?:arms|weapons|imports|exports|aid|remittances)\b))"
    r"|(?P<all>(?:nearly|almost|virtually|practically) (?:all(?: of)?|(?:entirely|exclusively|wholly|solely|only)(?= (?:from|to|in|by)\b))))\b"
)
_PART_AS: Final = re.compile(
    rf"\b(?P<count>an?|one|two|three|four)[ -](?P<part>{'|'.join(PARTS)})s?(?= as (?:much|many|large|big)\b)"
)
"""A part of what it was or of what another has: "a third as much"."""
_RATIO: Final = re.compile(
    rf"\b(?:(?P<word>{'|'.join(TIMES)})\b|(?P<count>{ANY}) times\b|(?P<fold>{'|'.join(ONES[2:11])}|(?<![\w.,])\d{{1,3}}(?:\.\d)?)[- ]?fold\b)"
)
_AFTER: Final = re.compile(r"\s?(?:\+|plus\b|or more\b|or over\b)|,? (?:and )?no less(?! than)\b")
_LESS_AFTER: Final = re.compile(r"\s?or less\b|,? (?:and )?(?:no|not) more(?! than)\b")
_BEFORE: Final = {
    comparison: re.compile(rf"\b(?:{words})\s(?:the |an? |only |just |about |some |mark of |us)*$")
    for comparison, words in COMPARED.items()
}
_CLOSE: Final = re.compile(
    r"\b(?:close to|in the (?:region|order|neighbourhood|vicinity) of|(?:on|of) the order of|something like)\s(?:an? )?$"
)
_WENT: Final = re.compile(
    r"\b(?:went|gone|goes|going|shot|moved|moves|crept|came|rose|risen|climbed|jumped|grew|inched|ticked|edged|pushed)\s$"
)
"""Before "up to" where that tells which way something went, and is no bound."""
_ROSE: Final = re.compile(
    r"\b(?:increased|grew|grown|rose|risen|jumped|climbed|soared|surged|doubled|tripled)\b[^;.]*$"
)
_ALL_BUT: Final = re.compile(r"\ball but (?:about )?$")
_BELOW: Final = re.compile(
    r"(?:(?<![\w%)])(?<![\d%]\s)[-−–]|\b(?:minus|negative)\s)(?:us\s?)?[$€£¥]?$"
)
"""A sign right before a figure; behind another figure the bar is that of a range."""
_RANGE: Final = re.compile(r"\bbetween\s(?:about |some |roughly |an? )?$")


@dataclass(slots=True, unsafe_hash=True)
class Figure:
    """A figure with its unit and comparison, and where it stands.

    Parameters
    ----------
    value : float
        Per cent if `unit` is "%", dollars if "USD".
    unit : str
        "%", "points", "USD", "million TIV", "times"; "" of money that is no dollars.
    comparison : str
        One of the kinds' amounts.
    start, end : int
        Letters of the sentence, from the comparison's words where they are next to it.
    words : str
        As it stands there.
    ranged : bool
        Whether it is an end of a range.
    bare : bool
        Whether its unit stands with another figure of the sentence: "Doha, with 17".
    """

    value: float
    unit: str
    comparison: str
    start: int
    end: int
    words: str
    ranged: bool = False
    bare: bool = False


def figures(plain: str) -> list[Figure]:
    """Return the figures of a sentence in small letters, in order; none lies over another."""
    found: list[Figure] = []
    for reader, signs in READERS:
        if not holds(plain, signs):
            continue
        for figure in reader(plain):
            if all(figure.end <= one.start or figure.start >= one.end for one in found):
                found.append(figure)
    return sorted(found, key=lambda one: one.start)


def is_below_zero(plain: str, start: int) -> bool:
    """Return whether a minus stands before the figure that begins at a letter of a sentence.

    Examples
    --------
    >>> [is_below_zero(one, one.index("5 %")) for one in ("-5 %", "minus 5 %", "4-5 %", "mid-5 %", "+5 %")]
    [True, True, False, False, False]
    """
    return _BELOW.search(plain, max(0, start - 12), start) is not None


def has_signs(plain: str) -> bool:
    """Return whether a sentence in small letters has a sign of a figure, so that it may have one."""
    return _SIGNS.search(plain) is not None


def _percents(plain: str) -> Iterator[Figure]:
    for found in _PERCENT.finditer(plain):
        unit = "points" if found["points"] else "%"
        last = worded(plain, found.start(), found.end(), _share(found[1]), unit)
        yield from _with_listed(plain, last)


def _points(plain: str) -> Iterator[Figure]:
    if _SHARED.search(plain):
        for found in _POINTS.finditer(plain):
            yield worded(plain, found.start(), found.end(), _share(found[1]), "points")


def _with_listed(plain: str, last: Figure) -> Iterator[Figure]:
    """Yield the figures that share a unit: "74 and 10 per cent", "30 to 40 %"."""
    before = _LISTED.search(plain, max(0, last.start - 24), last.start)
    if not before or (before[1][0].isdigit() and 1800 < number(before[1]) < 2200):
        yield last
        return
    first = worded(plain, before.start(), before.end(1), _share(before[1]), last.unit)
    opened = _RANGE.search(plain, max(0, first.start - 24), first.start)
    either = before[2] == " or " and last.unit == "%"  # "93 or 94 per cent"
    closed = either or (
        before[2] in ("-", "–", " to ")
        and not re.search(r"\bfrom (?:about )?$", plain[: first.start])
    )
    if opened or closed:
        yield replace(first, comparison="at least", ranged=True)
        yield replace(last, comparison="at most", ranged=True)
        return
    yield from _with_listed(plain, first)
    yield last


def _share(text: str) -> float:
    """Return a percentage: a comma is never a mark of thousands in it."""
    return number(text.replace(",", ".") if text.count(",") == 1 and "." not in text else text)


def _moneys(plain: str) -> Iterator[Figure]:
    for found in _MONEY.finditer(plain):
        text = found["a"] or found["b"] or found["c"]
        size = found["as"] or found["bs"] or found["cs"]
        word = found["mark"] or found["word"] or found["code"]
        dollars = (
            word.replace(" ", "") in ("$", "us$", "u.s.$", "$us", "dlrs")
            or "dollar" in word
            or word == "usd"
        )
        if found["b"] and not size and "dollar" not in word and word != "usd":
            continue
        value = number(text) * SIZES.get(size or "", 1.0)
        yield worded(plain, found.start(), found.end(), value, "USD" if dollars else "")


def _parts_of_money(plain: str) -> Iterator[Figure]:
    """Yield "half a billion dollars", "a quarter of a billion"."""
    for found in _MONEY_PART.finditer(plain):
        words = found["part"].removesuffix(" of").split()
        count = 1.0 if len(words) == 1 or words[0] in ("a", "an") else number(words[0])
        part = count / PARTS.get(words[-1], PARTS.get(words[-1].rstrip("s"), 2))
        word = found["word"] or ""
        unit = "USD" if "dollar" in word or word == "usd" else ""
        yield worded(plain, found.start(), found.end(), part * SIZES[found["size"]], unit)


def _tivs(plain: str) -> Iterator[Figure]:
    for found in _TIV.finditer(plain):
        size = found[2] or found[4]
        millions = SIZES.get(size or "million", 1e6) / 1e6
        value = number(found[1] or found[3]) * millions
        yield worded(plain, found.start(), found.end(), value, "million TIV")


def _fractions(plain: str) -> Iterator[Figure]:
    last: Figure | None = None
    for found in _FRACTION.finditer(plain):
        value = 50.0
        if NUMBERED.search(plain, max(0, found.start() - 16), found.start()):
            continue  # "two and a half times"
        if not found["half"]:
            alone = found["count"] in ("a", "an", "another", "a further")
            count = 1.0 if alone else number(found["count"])
            value = 100 * count / PARTS[found["part"]]
        if value >= 100:
            continue
        figure = worded(plain, found.start(), found.end(), value, "%")
        ranged = last and (
            (_RANGE.search(plain[: last.start]) and plain[last.end : figure.start] == " and ")
            or (
                plain[last.end : figure.start] in (" to ", " or ")
                and not plain[: last.start].endswith(("from ", "from about ", "from nearly "))
                and plain.startswith(" of ", figure.end)
            )
        )
        if last and ranged:
            yield replace(last, comparison="at least", ranged=True)
            yield replace(figure, comparison="at most", ranged=True)
            last = None
            continue
        if last:
            yield last
        last = figure
    if last:
        yield last


def _of_a_dollar(plain: str) -> Iterator[Figure]:
    """Yield "38 cents of every dollar" and "eight of every ten dollars"."""
    for found in _CENTS.finditer(plain):
        if found["some"]:
            many = 100.0 if found["many"] == "hundred" else number(found["many"])
            if 0 < number(found["some"]) < many:
                value = 100 * number(found["some"]) / many
                yield worded(plain, found.start(), found.end(), value, "%")
            continue
        part, whole = number(found["part"]), number(found["whole"]) if found["whole"] else 1.0
        part = part if found["coins"] is None else part / 100
        if 0 < part < whole:
            yield worded(plain, found.start(), found.end(), 100 * part / whole, "%")


def _counts(plain: str) -> Iterator[Figure]:
    for found in _OUT_OF.finditer(plain):
        part, whole = number(found[1]), number(found[2])
        if 0 < part < whole <= 100 and whole == int(whole):
            yield worded(plain, found.start(), found.end(), 100 * part / whole, "%")


def _slashed(plain: str) -> Iterator[Figure]:
    """Yield "2/3 of"."""
    for found in _SLASHED.finditer(plain):
        part, whole = int(found[1]), int(found[2])
        if part < whole:
            yield worded(plain, found.start(), found.end(), 100 * part / whole, "%")


def _of_things(plain: str) -> Iterator[Figure]:
    """Yield "one dollar in eight" and "four weapons in every five"."""
    for found in _THINGS.finditer(plain):
        part = number(found["part"] or found["part2"])
        many = found["whole"] or found["whole2"]
        whole = 100.0 if many == "hundred" else number(many)
        if 0 < part < whole <= 100:
            yield worded(plain, found.start(), found.end(), 100 * part / whole, "%")


def _every(plain: str) -> Iterator[Figure]:
    """Yield "every second dollar" as a half."""
    for found in _EVERY.finditer(plain):
        yield worded(plain, found.start(), found.end(), 100 / NTH[found["order"]], "%")


def _majorities(plain: str) -> Iterator[Figure]:
    for found in _MOST.finditer(plain):
        value = 50.0 if found["most"] or found["every"] else 90.0
        end = found.end() - (3 if found.group().endswith(" of") else 0)
        yield Figure(value, "%", "more than", found.start(), end, plain[found.start() : end])


def _fold(word: str) -> float:
    """Return how many times "ten" and "10" of "10-fold" are."""
    return float(word) if word[0].isdigit() else float(ONES.index(word))


def _zeros(plain: str) -> Iterator[Figure]:
    """Yield "zero" where a share is told: "its share was zero"."""
    for found in (
        _ZERO.finditer(plain) if "share" in plain or "%" in plain or "per cent" in plain else ()
    ):
        yield Figure(0.0, "%", "about", found.start(1), found.end(1), found[1])


def _ratios(plain: str) -> Iterator[Figure]:
    for found in _RATIO.finditer(plain):
        if found["word"]:
            value = TIMES[found["word"]]
        else:
            value = number(found["count"]) if found["count"] else _fold(found["fold"])
        yield worded(plain, found.start(), found.end(), value, "times")
    for found in _PART_AS.finditer(plain):
        count = 1.0 if found["count"] in ("a", "an") else number(found["count"])
        part = count / PARTS[found["part"]]
        yield worded(plain, found.start(), found.end(), part, "times")


def _went_up(plain: str, start: int, before: str, stop: int) -> bool:
    """Return whether "up to" tells which way something went: "increased twofold – up to $81 million"."""
    if _WENT.search(before, 0, stop):
        return True
    begin = max(0, start - 90)
    return (
        before[:stop].endswith(("– ", "— ", "- ", ", "))
        and _ROSE.search(plain, begin, start) is not None
    )


def worded(plain: str, start: int, end: int, value: float, unit: str) -> Figure:
    """Return a figure with the comparison that stands before or after it."""
    before = plain[max(0, start - 32) : start]
    if unit == "%" and (said := _ALL_BUT.search(before)):
        begin = start - len(before) + said.start()
        return Figure(100 - value, unit, "about", begin, end, plain[begin:end])
    if said := _CLOSE.search(before):
        begin = start - len(before) + said.start()
        return Figure(value, unit, "about", begin, end, plain[begin:end])
    for comparison, pattern in _BEFORE.items():
        if said := pattern.search(before):
            if said.group().startswith("up to") and _went_up(plain, start, before, said.start()):
                break
            begin = start - len(before) + said.start()
            return Figure(value, unit, comparison, begin, end, plain[begin:end])
    for pattern, comparison in ((_AFTER, "at least"), (_LESS_AFTER, "at most")):
        if said := pattern.match(plain, end):
            return Figure(value, unit, comparison, start, said.end(), plain[start : said.end()])
    return Figure(value, unit, "about", start, end, plain[start:end])


Reader = Callable[[str], Iterator[Figure]]
READERS: Final[tuple[tuple[Reader, tuple[str, ...]], ...]] = (
    (_of_things, (" in ", "out of", " of ")),
    (_counts, ("out of", " in ", "of every")),
    (_tivs, ("tiv", "trend")),
    (_parts_of_money, ("half a", "of a ", "f an")),
    (_of_a_dollar, ("cents", "every", "each", "dollars", "euros")),
    (_moneys, ("$", "€", "£", "¥", "usd", "dollar", "euro", "yuan", "ouble", "pound", "eur", "gbp", "ruble", "yen",
               "rupee", "riyal", "won", "franc", "renminbi")),
    (_every, ("every",)),
    (_slashed, ("/",)),
    (_zeros, ("zero", "nil")),
    (_percents, ("%", "cent", "p.c.", "pct", "pc")),
    (_points, ("point",)),
    (_ratios, ("times", "fold", " as many", " as much", " as large", " as big", *TIMES)),
    (_fractions, tuple(PARTS)),
    (_majorities, ("most", "main", "bulk", "majority", "share of", " part of", "half", " all", "overwhelm", "almost", "nearly", "virtually", "practically")),
)  # fmt: skip
"""What reads a form of figures, and what stands in a sentence that has one."""
_SIGNS: Final = re.compile(
    "|".join(
        sorted({re.escape(sign) for _, signs in READERS for sign in signs}, key=len, reverse=True)
    )
)
"""Any of these: a sentence without one has no figure."""
