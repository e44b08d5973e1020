"""Numbers in figures and in words."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from typing import Final

ONES: Final = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
TENS: Final = [
    "_",
    "_",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
SIZES: Final = {"thousand": 1e3, "million": 1e6, "mn": 1e6, "mln": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9,
                "bln": 1e9, "b": 1e9, "trillion": 1e12, "tn": 1e12, "trn": 1e12}  # fmt: skip
VULGAR: Final = {"¼": 0.25, "½": 0.5, "¾": 0.75}
PARTS: Final = {"half": 2, "halves": 2, "third": 3, "quarter": 4, "fourth": 4, "fifth": 5, "sixth": 6,
                "seventh": 7, "eighth": 8, "ninth": 9, "tenth": 10, "twelfth": 12,
                "fifteenth": 15, "twentieth": 20}  # fmt: skip
NTH: Final = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8, "ninth": 9,
              "tenth": 10, "eleventh": 11, "twelfth": 12, "thirteenth": 13, "fifteenth": 15, "twentieth": 20}  # fmt: skip
TIMES: Final = {"twice": 2.0, "double": 2.0, "triple": 3.0, "thrice": 3.0, "half as": 0.5}
NUMBER: Final = r"\d{1,3}(?:[.,\u00a0\u202f ]\d{3}(?!\d))+(?:[.,]\d+)?|\d+(?:[.,·]\d+)?[¼½¾]?"
_TENS: Final = "|".join(TENS[2:])
_UNDER: Final = rf"(?:{_TENS})(?:[- ](?:{'|'.join(ONES[1:10])}))?|{'|'.join(ONES[1:])}"
WORD: Final = rf"(?:(?:a|{'|'.join(ONES[1:10])}) hundred(?: and (?:{_UNDER}))?|{_UNDER})(?: and an? (?:half|quarter)\b)?"
ANY: Final = rf"(?:{NUMBER}|{WORD})"


def number(text: str) -> float:
    """Return the value of a number in figures or words; a lone comma before three digits groups them.

    Examples
    --------
    >>> number("39,1"), number("99,036"), number("1.234,5"), number("sixty-two")
    (39.1, 99036.0, 1234.5, 62.0)
    """
    if text[-1] in VULGAR:
        return number(text[:-1]) + VULGAR[text[-1]]
    if text[0].isdigit():
        text = text.replace("·", ".")
        bare = re.sub(r"[\u00a0\u202f ]", "", text)
        if "," in bare and "." in bare:
            group, decimal = (",", ".") if bare.rindex(".") > bare.rindex(",") else (".", ",")
            return float(bare.replace(group, "").replace(decimal, "."))
        head, mark, tail = bare.rpartition("," if "," in bare else ".")
        grouped = mark == "," and len(tail) == 3 and head != "0"
        if grouped or bare.count(mark or " ") > 1:
            return float(bare.replace(mark, ""))
        return float(bare.replace(",", "."))
    if " and a" in text:
        whole, _, part = text.partition(" and ")
        return number(whole) + 1 / PARTS[part.split()[-1]]
    words = text.replace("-", " ").split()
    if "hundred" in words:
        rest = " ".join(words[2:]).removeprefix("and ")
        return 100.0 * number(words[0]) + (number(rest) if rest else 0.0)
    if words == ["a"] or words == ["an"]:
        return 1.0
    return float(sum(10 * TENS.index(one) if one in TENS else ONES.index(one) for one in words))
