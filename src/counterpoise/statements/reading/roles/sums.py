"""Amounts told by the turn of a whole sentence: they stand for what is read of their figures alone."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.roles import partner_sums, placed_sums, resumed_sums, told_sums

Read = tuple[list[Draft], list[Unreadable]]


def settled(at: Sense, read: Sequence[Draft], refused: Sequence[Unreadable]) -> Read:
    """Return what was read and refused of a sentence, with the amounts that its turn tells.

    Of a figure that has its place in such a turn nothing else is read.
    """
    if "M" not in at.shape:
        return list(read), list(refused)
    found: dict[int, Draft] = {}
    for part in (placed_sums.drafts, told_sums.drafts, partner_sums.drafts, resumed_sums.drafts):
        try:
            for draft in part(at, read):
                found.setdefault(draft.at, draft)
        except Unreadable:
            continue
    if not found:
        return list(read), list(refused)
    kept = [
        one for one in read
        if (one.at not in found or one.parts["kind"] != "amount") and not _follows(one, found)
    ]  # fmt: skip
    kept += [one for one in found.values() if "over" not in one.cues]
    left = [why for why in refused if why.at not in found]
    return kept, left + [_several(one) for one in found.values() if "over" in one.cues]


def _follows(one: Draft, found: Mapping[int, Draft]) -> bool:
    """Return whether a first place is that of one who only follows in a list of amounts."""
    if one.parts["kind"] != "rank" or one.parts["quantity"] != 1:
        return False
    followers = [each for each in found.values() if placed_sums.LISTED in each.cues]
    headed = any(placed_sums.CUE in each.cues for each in found.values())
    return headed and any(each.parts["partners"] == one.parts.get("partners") for each in followers)


def _several(one: Draft) -> Unreadable:
    """Return why an amount of several years together is not stated."""
    why = Unreadable("an amount of several years together")
    why.at = one.at
    return why
