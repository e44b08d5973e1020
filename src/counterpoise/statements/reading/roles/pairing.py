"""Whether a figure is its statement's own: what speaks against it in the sentence refuses it."""

from __future__ import annotations

from dataclasses import replace

from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.roles.gapped import conjunct_at
from counterpoise.statements.reading.tokens.figures import Figure


def one_of_each(at: Sense, place: int, draft: Draft) -> Draft:
    """Return an amount of a list with the one partner of a list that it belongs to.

    Raises
    ------
    Unreadable
        If several amounts stand side by side and their partners can't be told apart.
    """
    shape, first, last = at.shape, place, place
    while first and shape[first - 1] in "M,&":
        first -= 1
    while shape[last + 1 : last + 2] and shape[last + 1] in "M,&":
        last += 1
    run = [spot for spot in range(first, last + 1) if shape[spot] == "M"]
    figure: Figure = at.line.chunks[place].value
    if len(run) < 2 or figure.ranged:
        return draft
    listed = [at.line.parties(spot) for spot in range(len(shape)) if shape[spot] in "PA"]
    groups = [one for one in listed if set(one) == set(draft.parts["partners"])]
    if len(draft.parts["partners"]) != len(run) or not groups:
        raise Unreadable("figures, and not whose each is")
    partner = (groups[0][run.index(place)],)
    return replace(draft, parts=draft.parts | {"partners": partner})


def check_alone(at: Sense, place: int, draft: Draft) -> None:
    """Refuse the amount of a total beside which another party stands: it may be that one's.

    Raises
    ------
    Unreadable
        If a party between the bars around the figure is no side of the statement.
    """
    if draft.parts.get("partners") or "of the whole" in draft.cues:
        return
    begin, end = conjunct_at(at.shape, place)
    here = {
        party
        for spot in range(begin, end)
        if at.shape[spot] in "PA"
        for party in at.line.parties(spot)
    }
    if here - {draft.parts["subject"], *draft.parts.get("partners", ())}:
        raise Unreadable("figures, and not whose each is")


def against(at: Sense, one: Draft, other: Draft) -> bool:
    """Return whether two shares of one sentence can't both be: one total, partner and time, two sizes."""
    keys = ("kind", "subject", "partners", "channel", "product", "years", "before", "of", "unit")
    if any(one.parts.get(key) != other.parts.get(key) for key in keys):
        return False
    if one.parts["comparison"] != "about" or other.parts["comparison"] != "about":
        return False
    course = any(at.shape[: each.at].rstrip("x")[-1:] in ("f", "t") for each in (one, other))
    same = one.parts["quantity"] == other.parts["quantity"]
    return not same and not (course and not one.parts.get("years"))


def safe(at: Sense, place: int, full: Draft | None, draft: Draft) -> Draft:
    """Return a share whose sides its own conjunct does not speak against.

    A conjunct with a party that is neither side, or with several figures for it, tells of another.
    One with a verb and no noun of its own has the owner of the clause before.

    Raises
    ------
    Unreadable
        If the figure may be another's.
    """
    shape = at.shape
    figure: Figure = at.line.chunks[place].value
    begin, end = conjunct_at(shape, place)
    if "j" in shape[place:end]:
        end = shape.index("j", place)  # "34 per cent against the Americans' 41"
    told = {draft.parts["subject"], *draft.parts.get("partners", ())}
    here = {
        party
        for spot in range(begin, end)
        if shape[spot] in "POA"
        for party in at.line.parties(spot)
    }
    listed = shape[begin - 2 : begin] == "F&" or shape[begin - 2 : begin] == "F,"
    run = listed and "respectively" not in draft.cues and "partner respectively" not in draft.cues
    alone = not shape[begin:place].strip("x")
    if (here and not here & told) or (run and alone and not here and not figure.ranged):
        raise Unreadable("figures, and not whose each is")
    if full is None:
        return draft
    owner, partner = full.parts["subject"], draft.parts.get("partners", ())
    same = "C" not in shape[begin:end] and set(shape[begin:place]) & set("gkcw")
    if same and draft.parts["subject"] not in here and draft.parts["subject"] != owner:
        if owner in partner:
            raise Unreadable("figures, and not whose each is")
        return replace(draft, parts=draft.parts | {"subject": owner})
    return draft
