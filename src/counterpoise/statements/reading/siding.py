"""The rules of the grammar for whom a state sides with: votes alike, votes compared, a balance."""

from __future__ import annotations

import re
from dataclasses import replace

from counterpoise.statements.reading import grammar
from counterpoise.statements.reading.context import (
    LIKELY,
    LOOSE,
    Context,
    Draft,
    Unreadable,
    asserted,
    listed_from,
    parties_of,
    sides,
    spoken_of,
)


def aligns(at: Context) -> Draft | None:
    """Return “votes with”, “sides with” as aligned; in a comparison, as closer than."""
    found = asserted(at, grammar.ALIGNS)
    if not found:
        return None
    before = [m.party for m in at.said if m.end <= found.start()]
    after = [m.party for m in at.said if m.start >= found.end()]
    if "political" in found.group():
        subject, partners, assumed = sides(at)
        partners = partners[:1]
    elif not after:
        raise Unreadable(f"“{found.group()}”, and not with whom")
    else:
        subject, assumed = (before[0], ()) if before else spoken_of(at, after)
        partners = [party for party in after if party != subject]
        if grammar.COMPARES.search(at.plain):
            return _closer(at, found, subject, assumed)
        partners = _listed(at, partners[0], subject) if partners else []
    parts = {"kind": "alignment", "comparison": "aligned", **parties_of(subject, partners)}
    sure = LOOSE if "political" in found.group() else LIKELY
    return Draft(parts, (found.group(),), sure, (*assumed, "by votes in the United Nations"))


def _closer(at: Context, found: re.Match[str], subject: str, assumed: tuple[str, ...]) -> Draft:
    """“votes with one more often than with another”; with “less often” it is the other way round."""
    than = grammar.THAN.search(at.plain, found.start())
    if not than:
        raise Unreadable(f"“{found.group()}” in a comparison, and not with whom else")
    near = [m.party for m in at.said if found.start() <= m.start < than.start()]
    far = [m.party for m in at.said if m.start >= than.end()]
    if not near or not far or subject in (near[0], far[0]) or near[0] == far[0]:
        raise Unreadable(f"“{found.group()}” in a comparison, and not between whom")
    one, other = _listed(at, near[0], subject), _listed(at, far[0], subject)
    if grammar.LESS.search(at.plain, found.start(), than.start()):
        one, other = other, one
    parts = {"kind": "alignment", "comparison": "closer than", "poles": tuple(other),
             **parties_of(subject, one)}  # fmt: skip
    words = (found.group(), than.group())
    return Draft(parts, words, LIKELY, (*assumed, "by votes in the United Nations"))


def _listed(at: Context, first: str, subject: str) -> list[str]:
    """Return a list of parties from its first name on, without the one who sides with them."""
    return listed_from(replace(at, subject=subject), first)


def balances(at: Context) -> Draft | None:
    """Return “balances between” as balanced between the poles named after it."""
    found = asserted(at, grammar.BALANCES)
    if not found:
        return None
    poles = [m.party for m in at.said if m.start >= found.end()]
    before = [m.party for m in at.said if m.end <= found.start()]
    poles = [party for party in dict.fromkeys(poles) if party not in before]
    if len(poles) < 2:
        raise Unreadable(f"“{found.group()}”, and not between whom")
    subject, assumed = (before[0], ()) if before else spoken_of(at, poles)
    parts = {"kind": "hedging", "comparison": "balanced", "subject": subject, "poles": tuple(poles)}
    return Draft(parts, (found.group(),), LIKELY, assumed)
