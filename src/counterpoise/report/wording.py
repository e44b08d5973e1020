"""How figures are written: one place, so that a share looks the same on every page."""

from __future__ import annotations

from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.reference.names_then import name_then
from counterpoise.report import pages
from counterpoise.report.pages import Number

WITH_ARTICLE = frozenset({
    "ANT", "ARE", "ATF", "BHS", "CAF", "CCK", "CHI", "COD", "COK", "COM", "CYM", "DOM", "FLK", "FRO",
    "GBR", "GMB", "IOT", "MDV", "MHL", "MNP", "NLD", "PAP", "PCI", "PCZ", "PHL", "SLB", "SUN", "TCA",
    "UMI", "USA", "VAT", "VGB", "VIR", "group:European Union",
})  # fmt: skip
"""Names that an English sentence gives a "the"."""

ABSENT = {
    pages.NOT_COVERED: "not covered",
    pages.NOT_HELD: "not held",
    pages.SUPPRESSED: "too little",
    pages.UNDEFINED: "undefined",
    pages.PARTLY_KNOWN: "known in part",
    pages.TOO_LITTLE: "too little known",
    pages.NO_STATE: "did not exist",
    pages.NONE: "–",
}


def percent(
    share: float | None, *, note: int | None = None, status: str = "", bar: bool = True
) -> Number:
    """Return a share as per cent with one decimal."""
    if share is None or status in ABSENT:
        return absent(status or pages.NOT_COVERED, unit="share", note=note)
    if share == 0:
        return absent(pages.NONE, unit="share", note=note, value=0.0)
    text = "<0.1\u00a0%" if 0 < share < 0.0005 else f"{100 * share:.1f}\u00a0%"
    return Number(share, text, "share", note=note, bar=min(share, 1.0) if bar else None)


def bounds(low: float | None, high: float | None, *, note: int | None = None) -> Number:
    """Return a share of which only the ends are known, as the range between them."""
    if low is None or high is None:
        return absent(pages.TOO_LITTLE, unit="share", note=note)
    text = f"{100 * low:.0f}–{100 * high:.0f}\u00a0%"
    return Number(None, text, "share", pages.PARTLY_KNOWN, note)


def between(*shares: float, note: int | None = None) -> Number:
    """Return a share that is known from two sides, as the range between them."""
    if not shares:
        return absent(pages.TOO_LITTLE, unit="share", note=note)
    low, high = (100 * end for end in (min(shares), max(shares)))
    text = f"{low:.1f}" if f"{low:.1f}" == f"{high:.1f}" else f"{low:.1f}–{high:.1f}"
    return Number(shares[0], f"{text}\u00a0%", "share", note=note)


def dollars(value: float | None, *, note: int | None = None, sign: bool = False) -> Number:
    """Return US dollars in the largest unit that leaves a digit before the point."""
    if value is None:
        return absent(pages.NOT_COVERED, unit="USD", note=note)
    if value == 0:
        return absent(pages.NONE, unit="USD", note=note, value=0.0)
    size, word = next(
        (
            (size, word)
            for size, word in (
                (1e12, "\u00a0tn"),
                (1e9, "\u00a0bn"),
                (1e6, "\u00a0m"),
                (1e3, "\u00a0k"),
            )
            if abs(value) >= size
        ),
        (1.0, ""),
    )
    digits = 1 if abs(value) / size < 1000 and word else 0
    lead = "−" if value < 0 else "+" if sign else ""
    return Number(value, f"{lead}${abs(value) / size:,.{digits}f}{word}", "USD", note=note)


def tiv(value: float | None, *, note: int | None = None) -> Number:
    """Return a volume of arms in millions of SIPRI's trend-indicator value."""
    if value is None:
        return absent(pages.NOT_COVERED, unit="million TIV", note=note)
    if value == 0:
        return absent(pages.NONE, unit="million TIV", note=note, value=0.0)
    digits = 1 if value < 100 else 0
    return Number(value, f"{value:,.{digits}f}", "million TIV", note=note)


def count(
    value: float | None, *, note: int | None = None, digits: int = 0, unit: str = ""
) -> Number:
    """Return a plain number."""
    if value is None:
        return absent(pages.UNDEFINED, unit=unit, note=note)
    return Number(value, f"{value:,.{digits}f}".replace("-", "−"), unit, note=note)


def times(ratio: float, *, note: int | None = None) -> Number:
    """Return how many times as much, with three figures at most: 8.2, 108, 10,900."""
    digits = 1 if ratio < 10 else 0
    shown = float(f"{ratio:.3g}") if ratio >= 100 else ratio
    return Number(ratio, f"{shown:,.{digits}f}", "ratio", note=note)


def money(largest: float) -> tuple[float, str, str]:
    """Return the unit in which the largest of sums of dollars has a digit before the point.

    Its size, in words and in short.
    """
    for size, word, short in ((1e9, "billion", "bn"), (1e6, "million", "m")):
        if largest >= size:
            return size, word, short
    return 1e3, "thousand", "k"


def interval(
    value: float | None, low: float | None, high: float | None, *, note: int | None = None
) -> Number:
    """Return a number that is written as the range in which it lies."""
    if value is None or low is None or high is None:
        return absent(pages.UNDEFINED, note=note)
    ends = [f"{end:.2f}".replace("-", "−").replace("−0.00", "0.00") for end in (low, high)]
    joint = " to " if "−" in "".join(ends) else "–"
    return Number(value, joint.join(dict.fromkeys(ends)), note=note)


def change(value: float | None, *, note: int | None = None, sign: bool = True) -> Number:
    """Return a change in per cent, with as many digits as tell it from none."""
    if value is None:
        return absent(pages.NOT_COVERED, unit="per cent", note=note)
    text = f"{abs(value):,.{_digits(value)}f}\u00a0%"
    lead = "" if not sign or abs(value) < 5e-5 else "−" if value < 0 else "+"
    return Number(value, f"{lead}{text}", "per cent", note=note)


def within(low: float | None, high: float | None) -> str:
    """Return the ends of what is told without a sign: a part, a premium: (2.3–5.1), (23–46).

    Two digits count, no more: ends are quantiles, which another way to draw them moves in the third.
    """
    if low is None or high is None:
        return ""
    if low < 0:
        return changed(low, high)
    digits = _end_digits(low, high)
    return f" ({low:,.{digits}f}–{high:,.{digits}f})"


def changed(low: float | None, high: float | None) -> str:
    """Return the ends of a change in per cent, each with its sign: (−8.1 to −3.6), (−0.2 to +0.1)."""
    if low is None or high is None:
        return ""
    digits = _end_digits(low, high)
    return f" ({_signed(min(low, high), digits)} to {_signed(max(low, high), digits)})"


def lost(low: float | None, high: float | None) -> str:
    """Return the ends of a loss in per cent as those of the change that it is: (−8.1 to −3.6)."""
    if low is None or high is None:
        return ""
    return changed(-low, -high)


def _end_digits(low: float, high: float) -> int:
    size = max(abs(low), abs(high))
    return 0 if size >= 10 else _digits(size)


def _signed(value: float, digits: int) -> str:
    text = f"{abs(value):,.{digits}f}"
    nothing = not text.strip("0.,")
    return text if nothing else f"{'−' if value < 0 else '+'}{text}"


def _digits(value: float) -> int:
    """Return how many digits after the point leave two that count."""
    size = abs(value)
    return 1 if size >= 1 else 2 if size >= 0.1 else 3 if size >= 0.01 else 4


def ordinal(number: int) -> str:
    """Return a place in a row: 1st, 2nd, 3rd, 4th."""
    end = "th" if 10 <= number % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number:,}{end}"


def absent(
    status: str, *, unit: str = "", note: int | None = None, value: float | None = None
) -> Number:
    """Return a number that is not there, saying which kind of not there."""
    return Number(value, ABSENT[status], unit, status, note)


def span(first: int, last: int) -> str:
    """Return a span of years: 2015–19, or 1995–2004 across a century."""
    if first == last:
        return str(first)
    short = str(last)[2:] if first // 100 == last // 100 else str(last)
    return f"{first}–{short}"


def as_of(year: int | None) -> str:
    """Return the option of a command that asks for what was known in a year; nothing for today."""
    return f" --as-of {year}" if year else ""


def place(entity: str, *years: int) -> str:
    """Return the name of a state as it stands in a sentence: the United States, Viet Nam.

    With `years` that of the time: West Germany in 1984.
    """
    name = name_then(entity, years) if years else states.name(entity)
    return f"the {name}" if entity in WITH_ARTICLE else name


def ended(place: str, year: int | None) -> str:
    """Return, in a sentence, that a state is no more; "" if it is there today.

    >>> ended("the Soviet Union", 1991)
    'The Soviet Union ended in 1991.'
    """
    return f"{started(place)} ended in {year}." if year else ""


def spans(years: list[tuple[int, int]]) -> str:
    """Return spans of years as a list in a sentence: 1946–58 and 1961–2014."""
    return listed([span(first, last) for first, last in years])


def possessive(name: str) -> str:
    """Return the name of an owner: Viet Nam's, the United States'."""
    return f"{name}'" if name.endswith("s") else f"{name}'s"


def started(sentence: str) -> str:
    """Return words with a capital at their beginning."""
    return sentence[:1].upper() + sentence[1:]


def cut(shown: int, there: int, what: str, which: str = "the largest") -> str:
    """Return, behind a caption, that a table shows some of many; "" where it shows all.

    Examples
    --------
    >>> cut(10, 189, "partners"), cut(3, 3, "partners")
    (' Shown: 10 of 189 partners, the largest.', '')
    """
    return f" Shown: {shown} of {there:,} {what}, {which}." if shown < there else ""


def rows_given(rows: int | None) -> str:
    """Return, behind what a footnote tells, how many rows its command gives; "" where that is open."""
    return "" if rows is None else f"; {number_of(rows, 'row')}"


def listed(words: list[str]) -> str:
    """Return words as a list in a sentence."""
    return " and ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)
