"""When two spellings are one: without case, blanks and marks, or by the same words."""

from __future__ import annotations

import unicodedata
from typing import Final

from counterpoise import likeness


def fold(text: str) -> str:
    """Return a spelling without what tells no two states apart: case, blanks, apostrophe shape."""
    plain = unicodedata.normalize("NFC", text).translate(_APOSTROPHES)
    return " ".join(plain.split()).casefold().replace("i\u0307", "i")


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name, sorted, with what publishers shorten written out.

    "Somalia, Fed. Rep." and "Federal Republic of Somalia" are the same words; nothing is guessed. A
    star is SIPRI's mark of what is no state, and such a name has no words.

    Examples
    --------
    >>> words("Somalia, Fed. Rep.") == words("the Federal Republic of Somalia")
    True
    """
    if "*" in text:
        return ()
    plain = likeness.plain(text.replace("&", " and ")).split()
    long = [full for word in plain for full in SHORTENED.get(word, (word,))]
    return tuple(sorted(word for word in long if word not in ("and", "of", "the")))


SHORTENED: Final = {
    "dem": ("democratic",),
    "dpr": ("democratic", "peoples", "republic"),
    "fed": ("federal",),
    "federated": ("federal",),
    "is": ("islands",),
    "island": ("islands",),
    "isl": ("islands",),
    "n": ("north",),
    "rep": ("republic",),
    "s": ("south",),
    "st": ("saint",),
    "ste": ("saint",),
    "sts": ("states",),
}

_APOSTROPHES: Final = str.maketrans(dict.fromkeys("\u2018\u2019\u0092\u00b4`", "'"))

AMBIGUOUS: Final = {
    "congo": ("Congo-Brazzaville (COG)", "DR Congo (COD)"),
    "korea": ("South Korea (KOR)", "North Korea (PRK)"),
    "micronesia": (
        "the state: FSM or 'Micronesia (Federated States of)'",
        "a region of the United Nations' list, which is no state",
    ),
}
"""What a person must say more exactly, by its `words`. Publishers' tables mean one state by it."""
