"""Patterns of many words, put so that they are found sooner: grouped by the letter that they begin with.

At each place of a text a pattern tries all of its alternatives in turn. Of a hundred words grouped by
letter it tries two dozen letters, and then the few words of one.
"""

from __future__ import annotations

from collections.abc import Iterator


def by_letter(alternatives: str) -> str:
    """Return the alternatives "a|b|c" of a pattern as a group, those that begin alike together.

    What begins with no letter stands first, in its order; so do, of one letter, its alternatives.

    Examples
    --------
    >>> by_letter("hope|want(?:s|ed)|hint|(?<!not )wish")
    '(?:(?<!not )wish|h(?:ope|int)|w(?:ant(?:s|ed)))'
    """
    grouped: dict[str, list[str]] = {}
    for one in _parts(alternatives):
        letter = one[0] if one[:1].isalpha() and one[1:2] not in ("?", "*", "+", "{") else ""
        grouped.setdefault(letter, []).append(one[len(letter) :])
    plain = grouped.pop("", [])
    lettered = [f"{letter}(?:{'|'.join(some)})" for letter, some in grouped.items()]
    return f"(?:{'|'.join([*plain, *lettered])})"


def _parts(alternatives: str) -> Iterator[str]:
    """Yield the alternatives that stand outside of all brackets."""
    depth, begin, quoted = 0, 0, False
    for place, letter in enumerate(alternatives):
        if quoted:
            quoted = False
        elif letter == "\\":
            quoted = True
        elif letter in "([":
            depth += 1
        elif letter in ")]":
            depth -= 1
        elif letter == "|" and not depth:
            yield alternatives[begin:place]
            begin = place + 1
    yield alternatives[begin:]
