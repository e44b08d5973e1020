"""All that is made of a sentence: by each part of the reader, by weighing, and again without its asides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.kinds import others
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.parties.simpler import one_of_each, simpler
from counterpoise.statements.reading.roles import (
    apposed_place,
    bracketed_places,
    chiefly,
    compared,
    firsts,
    flows,
    following,
    largest_share,
    moved,
    outdone,
    place_in,
    places,
    rivals,
    rows,
    sole,
    sums,
    trends,
    two_flows,
    with_share,
)
from counterpoise.statements.reading.roles.overtaken import held
from counterpoise.statements.reading.weighed import weigh
from counterpoise.statements.reading.weighed.marks import is_open

ASIDE: Final = (
    "the change of a balance is no kind of statement",
    "a deficit or surplus",
    "a part of it, and not all",
    "not of one state and its partners",
)
"""What a rule objects to that may stand in a clause of its own."""


def drafted(told: Sequence[Sense]) -> Iterator[tuple[Sense, Draft | Unreadable, list[Draft]]]:
    """Yield what is made of a sentence, told in one way or several, each with all that is made of it so.

    What only the weights read is left out where it is read without the asides.
    """
    read = [(one, draft) for one in told for draft in _drafts(one)]
    drafts = [one for _, one in read if isinstance(one, Draft)]
    plainer = list(_simpler(told[0], read))
    better = {_start(one, draft) for one, draft, _ in plainer}
    for one, draft in read:
        if not (_is_alone(draft) and _start(one, draft) in better):
            yield one, draft, drafts
    yield from plainer


def _drafts(sense: Sense) -> Iterator[Draft | Unreadable]:
    """Yield what each part of the reader makes of a sentence."""
    read: list[Draft] = []
    refused: list[Unreadable] = []
    for part in (
        flows.drafts,
        places.drafts,
        place_in.drafts,
        firsts.drafts,
        chiefly.drafts,
        largest_share.drafts,
        two_flows.drafts,
        sole.drafts,
        compared.drafts,
        outdone.drafts,
        compared.courses,
    ):
        try:
            for draft in part(sense):
                if isinstance(draft, Draft):
                    read.append(draft)
                else:
                    refused.append(draft)
        except Unreadable as why:
            refused.append(why)
    read, refused = moved.settled(sense, *sums.settled(sense, read, refused))
    if not any(one.parts["kind"] == "share" for one in read):
        read += list(rows.drafts(sense))
    for draft in read:
        yield held(sense, draft) or Unreadable("a place behind another, and not which")
    yield from refused
    later = list(following.drafts(sense, read))
    later += bracketed_places.drafts(sense, [*read, *later])
    later += with_share.drafts(sense, [*read, *later])
    read = [*read, *later]
    yield from later
    yield from apposed_place.drafts(sense, read)
    yield from rivals.drafts(sense, read)
    yield from trends.drafts(sense, read)
    told = list(others.drafts(sense, frozenset(one.parts["kind"] for one in read)))
    balances = {one.at for one in told if isinstance(one, Draft) and one.parts["kind"] == "balance"}
    yield from (one for one in weigh.drafts(sense, read, refused) if one.at not in balances)
    yield from told


def _start(sense: Sense, draft: Draft | Unreadable) -> int:
    """Return the letter at which that begins of which a statement is, -1 if it is of the whole sentence."""
    if not 0 <= draft.at < len(sense.line.chunks):
        return -1
    return sense.line.chunks[draft.at].start


def _may_be_aside(why: str) -> bool:
    """Return whether what a rule objects to may stand in an aside, or it only could not read a figure."""
    return is_open(why) or why in ASIDE


def _is_alone(draft: Draft | Unreadable) -> bool:
    """Return whether no rule read a draft."""
    return isinstance(draft, Draft) and any(cue.startswith("alone") for cue in draft.cues)


def _simpler(
    sense: Sense, read: Sequence[tuple[Sense, Draft | Unreadable]]
) -> Iterator[tuple[Sense, Draft, list[Draft]]]:
    """Yield what is read of a sentence without its asides, of what no rule read or refused with them.

    With each goes all that is read of the sentence so.
    """
    settled = {
        _start(one, draft)
        for one, draft in read
        if not (_is_alone(draft) or (isinstance(draft, Unreadable) and _may_be_aside(str(draft))))
    }
    left = {one.start for one in sense.line.chunks if one.tag in weigh.KINDS} - settled
    if not left:
        return
    each = [(line, "FM") for line in one_of_each(sense.line)]
    for line, tags in (*each, *((line, "FMTK") for line in simpler(sense.line))):
        plainer = replace(sense, line=line)
        found = [one for one in _drafts(plainer) if isinstance(one, Draft)]
        for draft in found:
            start = _start(plainer, draft)
            if start in left and not _is_alone(draft) and line.shape[draft.at] in tags:
                yield plainer, replace(draft, cues=draft.cues | {"simpler"}), found
                left.discard(start)
