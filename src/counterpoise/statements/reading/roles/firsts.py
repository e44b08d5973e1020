"""A first place without the word for it: "the country from which Laos buys most", "none more than"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.roles.compared import EACH_OTHER
from counterpoise.statements.reading.roles.dating import dated
from counterpoise.statements.reading.tokens.lexicon import Noun

ANY_OTHER: Final = re.compile(
    r"(?P<who>[Pp])[xbY]*(?P<verb>[gk])(?:[Pp]|t[Pp])?x*(?P<more>E)(?P<of>x*o)?[xOAPY]*C?[xY]*(?:tP|fP|rP)?[xY]*j(?P<side>[ft])?x*L"
)
"""Who has more of something than any other."""
MORE_ON: Final = re.compile(
    r"(?P<who>[Pp])[xbY]*(?P<verb>[vk])x*(?:C[xY]*)?[fmt]x*(?P<other>P),?(?P<more>E)j[fmt]?x*L"
)
"""Who is relied on or bought from, ", more than on any other country"."""
GIVES: Final = (
    "giv",
    "gave",
    "grant",
    "lend",
    "lent",
    "donat",
    "provid",
    "offer",
    "send",
    "sent",
    "pay",
    "paid",
)
"""Verbs that tell of no goods by themselves."""
NONE: Final = re.compile(
    r"\b(?:no (?:other |single |foreign )*(?:country|state|one|nation|partner|power|supplier|donor|buyer|market|customer|creditor"
    r"|investor|source|destination|client|government|lender|outlet)|nobody|no-one)\b"
)
GOES_FIRST: Final = re.compile(
    r"(?P<what>C)[xHY]*(?P<verb>[wc])(?P<before>[xK]?)x*[tr]x*(?P<who>P)(?P<behind>[xA]?)"
)
FIRST: Final = re.compile(r"first\b|above all\b|foremost\b|in the first place\b")
ARMED: Final = ("armed", "arms", "equipped")
MORE_OR_AS: Final = re.compile(
    r"\b(?:as (?:heavily|much|generously|lavishly|well|fully) as|more (?:\w+ )?than)\b"
)
WEIGHS: Final = re.compile(
    r"\b(?:matters?|mattered|counts?|counted|weighs?|weighed|(?:is|was|has been) (?:as (?:important|big|large|dear)|more (?:important|vital)|bigger|larger))\b"
)
"""What says of a partner that it is the first, where none does so more."""
NO_MORE: Final = re.compile(
    r"\b(?:no (?:other )?(?:country|state|one|nation|partner|other|supplier|donor|buyer|market)"
    r"|nobody|none)\b.{0,40}\bmore\b"
)


def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield a first place told by "most", "no country more" or "more than any other"."""
    for rule in (_most, _any_other, _more_on, _no_other, _goes_first):
        try:
            yield from rule(at)
        except Unreadable as why:
            yield why


def _any_other(at: Sense) -> Iterator[Draft]:
    """Yield "Switzerland buys more of its exports than any other country"."""
    shape, line = at.shape, at.line
    found = ANY_OTHER.search(shape)
    if not found or not line.chunks[found.end() - 1].text.startswith(EACH_OTHER):
        return
    if line.chunks[found.start("more")].text != "more" or set(shape[: found.end()]) & set("FMT"):
        return
    verb = found.start("verb")
    doer = (
        line.parties(found.start("who"))
        if shape[found.start("who")] == "P"
        else at.antecedent(found.start("who"))[0]
    )
    inner = [one for one in range(verb, found.end()) if shape[one] in "PAO"]
    if len(inner) != 1:
        raise Unreadable("a first place, and not whose")
    other = line.parties(inner[0])
    what = next(
        (one.noun for one in at.wholes if one.noun.channel and one.at > verb), Noun("goods")
    )
    theirs = shape[inner[0]] == "A" and shape[verb] == "k" and not found["side"]
    if theirs and what.channel in ("aid", "investment", "investment-flow", "remittances"):
        raise Unreadable("the giver's view of aid and investment is not held")
    if found["of"] or theirs:
        owner, holder, partner_gives = other, doer, shape[verb] == "g"
    elif found["side"] or shape[verb] == "k":
        owner, holder, partner_gives = doer, other, shape[verb] == "k"
    else:
        owner, holder, partner_gives = other, doer, True
    if shape[verb] == "g" and not found["of"] and shape[inner[0] - 1] in "gt" and not found["side"]:
        owner, holder, partner_gives = other, doer, True
    channel = _verbs_channel(at, verb, giver_is_partner=partner_gives)
    first = _first(
        at,
        owner,
        holder,
        channel,
        verb,
        line.plain[line.chunks[found.start("more")].start : line.chunks[found.end() - 1].end],
    )
    yield from dated(at, verb, _of(first, what))


def _more_on(at: Sense) -> Iterator[Draft]:
    """Yield "Hungary relied on Russia, more than on any other country, for its gas"."""
    line = at.line
    found = MORE_ON.search(at.shape)
    if not found or line.chunks[found.start("more")].text != "more":
        return
    spot, verb = found.start("who"), found.start("verb")
    doer = line.parties(spot) if at.shape[spot] == "P" else at.antecedent(spot)[0]
    whole = next((one.noun for one in at.wholes if one.noun.channel), None)
    if whole is None:
        raise Unreadable("a first place, and not of what")
    channel = _verbs_channel(at, verb, giver_is_partner=True)
    words = line.plain[line.chunks[found.start("more")].start : line.chunks[found.end() - 1].end]
    first = _first(at, doer, line.parties(found.start("other")), channel, verb, words)
    yield from dated(at, verb, _of(first, whole))


def _no_other(at: Sense) -> Iterator[Draft]:
    """Yield "no one has armed X as heavily as Y", "no market matters more to X's exporters than Y's"."""
    shape, line = at.shape, at.line
    none = NONE.search(line.plain)
    if not none or set(shape) & set("FMTK;") or "j" not in shape:
        return
    begin = next(n for n, one in enumerate(line.chunks) if one.end > none.start())
    than = shape.rfind("j")
    inner = [spot for spot in range(begin, than) if shape[spot] in "PAO"]
    after = [spot for spot in range(than, len(shape)) if shape[spot] in "PAO"]
    if len(inner) != 1 or len(after) != 1 or any(tag in "QU" for tag in shape):
        return
    owner, holder = line.parties(inner[0]), line.parties(after[0])
    armed = next((n for n in range(begin, inner[0]) if line.chunks[n].text in ARMED), None)
    words = none.group()
    if armed is not None and MORE_OR_AS.search(line.plain, none.end()):
        yield from dated(at, armed, _first(at, owner, holder, "arms", armed, words))
        return
    role_at = next((n for n in range(begin, begin + 4) if shape[n : n + 1] == "R"), None)
    if role_at is None or not WEIGHS.search(line.plain, none.end()):
        return
    role = line.chunks[role_at].value
    channel = {"R": role.channel or "exports", "G": role.channel}.get(role.side, role.channel)
    if role.side == "R" and role.channel == "arms":
        channel = "arms-exports"
    if channel:
        yield from dated(at, role_at, _first(at, owner, holder, channel, role_at, words))


def _goes_first(at: Sense) -> Iterator[Draft]:
    """Yield "Ecuador's oil goes to Panama first" and "went first to Panama": the first market."""
    shape, line = at.shape, at.line
    for found in GOES_FIRST.finditer(shape):
        who = line.parties(found.start("who"))
        words = [line.chunks[found.start(name)] for name in ("before", "behind") if found[name]]
        first = any(FIRST.match(line.plain, one.start) for one in words)
        what = next((one for one in at.wholes if one.at == found.start("what")), None)
        if (
            not first
            or what is None
            or what.way == "in"
            or len(who) != 1
            or set(shape) & set("FMT")
        ):
            continue
        if len(what.owner) != 1 or what.form not in ("O", "A", "o") or what.has_region:
            continue
        channel = {"goods": "exports", "exports": "exports", "arms": "arms-exports"}.get(
            what.noun.channel
        )
        if channel:
            verb = found.start("verb")
            made = _first(at, what.owner, who, channel, verb, line.chunks[verb].text)
            yield from dated(at, verb, _of(made, what.noun))


def _of(first: Draft, noun: Noun) -> Draft:
    """Return a first place of one product, where one is told of."""
    return replace(first, parts=first.parts | {"product": noun.product}) if noun.product else first


def _most(at: Sense) -> Iterator[Draft]:
    """Yield a first place without the word: "the country from which Laos buys most", "none more than"."""
    plain, shape, line = at.line.plain, at.shape, at.line
    if "E" not in shape:
        return
    parties = [one for one in range(len(shape)) if shape[one] in "PAO"]
    most = re.search(
        r"\b(?:buys?|bought|imports?|gets?|sells?|sold|exports?|receives?|received|invests?)\b"
        r"(?: \w+)? (?:the )?most\b(?! of)",
        plain,
    )
    none = NO_MORE.search(plain)
    if none and "than" in plain and parties:
        verb = next((one for one in range(len(shape)) if shape[one] in "gki"), None)
        than = shape.rfind("j")
        if verb is None or than < 0:
            return
        after = [one for one in parties if one > than]
        inner = [one for one in parties if one < than]
        noun = next((one.noun for one in at.wholes if one.noun.channel), Noun("goods"))
        if len(after) == 1 and not inner and shape[than - 1] == "C" and shape[verb] in "gk":
            yield from dated(
                at, verb, _in_world(line.parties(after[0]), noun, shape[verb], verb, none.group())
            )
            return
        if len(after) != 1 or len(inner) != 1:
            return
        channel = _verbs_channel(at, verb, giver_is_partner=shape[verb] in "gi")
        first = _first(
            at, line.parties(inner[0]), line.parties(after[0]), channel, verb, none.group()
        )
        yield from dated(at, verb, _of(first, noun))
    elif most and len(parties) == 2:
        verb = next(
            (
                one
                for one in range(len(shape))
                if shape[one] in "gki" and line.chunks[one].start >= most.start() - 1
            ),
            None,
        )
        if verb is None:
            return
        own = [one for one in parties if one < verb]
        if not own:
            return
        owner = line.parties(own[-1])
        other = [line.parties(one) for one in parties if line.parties(one) != owner]
        if other:
            channel = _verbs_channel(at, verb, giver_is_partner=shape[verb] == "k")
            yield from dated(at, verb, _first(at, owner, other[0], channel, verb, most.group()))


def _in_world(holder: Parties, noun: Noun, verb: str, place: int, words: str) -> Draft:
    """Return "no country exports more wheat than Russia" as the first place in the world."""
    sells = verb == "g"
    channel = noun.channel
    if channel == "arms":
        channel = "arms-exports" if sells else "arms"
    elif channel in ("goods", "imports", "exports"):
        channel = "exports" if sells else "imports"
    if len(holder) != 1 or channel not in ("arms", "arms-exports", "exports", "imports"):
        raise Unreadable("a first place in the world, and not of what")
    parts = {"kind": "world rank", "subject": holder[0], "channel": channel, "product": noun.product,
             "quantity": 1.0}  # fmt: skip
    return Draft(parts, (words,), place, ("among all states",), frozenset({"world rank", "most"}))


def _verbs_channel(at: Sense, verb: int, *, giver_is_partner: bool) -> str:
    nouns = [one.noun for one in at.wholes if one.noun.channel]
    if at.shape[verb] == "i":
        return "investment-flow"
    if at.line.chunks[verb].text.startswith(("ow", "borrow")):
        return "debt"
    if any(noun.channel == "arms" for noun in nouns):
        return "arms" if giver_is_partner else "arms-exports"
    if any(noun.channel == "aid" for noun in nouns):
        return "aid"
    if not nouns and at.line.chunks[verb].text.startswith(GIVES):
        raise Unreadable("a first place, and not of what")
    return "imports" if giver_is_partner else "exports"


def _first(
    at: Sense, owner: Parties, holder: Parties, channel: str, verb: int, words: str
) -> Draft:
    if len(owner) != 1 or len(holder) != 1 or owner == holder:
        raise Unreadable("a first place, and not whose")
    parts: dict[str, Any] = {"kind": "rank", "subject": owner[0], "partners": holder, "channel": channel,
                             "comparison": "largest", "quantity": 1.0}  # fmt: skip
    return Draft(parts, (words,), verb, (), frozenset({"rank", "most"}))
