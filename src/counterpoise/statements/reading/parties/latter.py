"""Whom "the former" and "the latter" mean, of the two named before."""

from __future__ import annotations

from dataclasses import replace

from counterpoise.statements.reading.parties.drafts import Parties
from counterpoise.statements.reading.tokens.chunks import Line

WHICH = {"the former": 0, "the latter": -1}


def named(line: Line, pair: Parties) -> Line:
    """Return a sentence in which "the former" and "the latter" are the parties that they mean.

    Parameters
    ----------
    line : Line
        The sentence.
    pair : tuple of str
        The two that the sentence before named, in order.
    """
    if not any(one.text in WHICH for one in line.chunks):
        return line
    found = []
    before: list[str] = []
    meant: Parties = ()
    listed: Parties = ()
    for at, one in enumerate(line.chunks):
        if one.tag == "p" and one.text in WHICH:
            meant = meant or listed or tuple(before[-2:] if len(before) > 1 else pair)
            if len(meant) > 1:
                one = replace(one, tag="P", value=(meant[WHICH[one.text]],))
        elif one.tag in "PO":
            said = line.parties(at)
            listed = said if len(said) == 2 else listed
            before = [party for party in before if party not in said] + list(said)
        found.append(one)
    return replace(line, chunks=found)
