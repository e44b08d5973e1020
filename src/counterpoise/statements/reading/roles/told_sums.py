"""Amounts by turns of their own: "a recipient of $32 million in American aid", "China accounts for $6 billion of"."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from counterpoise.statements.reading.parties.dated import timed
from counterpoise.statements.reading.parties.drafts import Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.parties.frames import frame, governing
from counterpoise.statements.reading.parties.wholes import PRONOUN, REGION, WORLD, Whole
from counterpoise.statements.reading.roles.amounts import flow_of
from counterpoise.statements.reading.roles.of_what import amount_of
from counterpoise.statements.reading.tokens.figures import Figure

CUE: Final = "sum by its turn"
RECIPIENT: Final = re.compile(r"(?P<who>P)[,xbY]*R(?:x*)o(?P<sum>M)[no]x*(?P<giver>A)x*(?P<what>C)")
"""Who is told to get aid: "Zambia, a recipient of $32 million in American aid"."""
MOST: Final = re.compile(
    r"(?P<who>P)[xbH]*k(?P<most>E)x*(?P<giver>A)(?P<what>C)[^;gkclMF]*,(?P<sum>M)(?![^;]*[gk])"
)
"""Who got most, and how much: "Kenya received the most American aid in the region, $846 million"."""
IN_FRONT_OF: Final = re.compile(
    r"[xo&FNY]*(?P<sum>M)[no]x*(?P<giver>A)x*(?P<what>C)(?:Y)?,(?P<who>[PO])"
)
"""Aid in front of who got it: "Despite $4 billion in Soviet aid, Afghanistan's economy"."""
GIVEN: Final = re.compile(
    r"(?P<giver>P)[xbHY,]*(?P<verb>g)x*(?P<sum>M)(?:[nol]x*(?P<what>C))?t(?P<who>P)"
    r"(?P<more>(?:,?&?,?M(?:[nol]x*C)?tP)+)(?:x?nx*(?P<of>C))?"
)
"""One who gave to several: "gave $180 million to Kiribati and $90 million to Tuvalu"."""
GAVE: Final = ("gave", "give", "donat", "grant")
"""What is done with money that is aid, if nothing else is told of."""
ACCOUNTS: Final = re.compile(
    r"(?P<who>P)[xH]*a(?P<sum>M)(?P<more>(?:,?&?,?x?PM)*)o(?P<owner>[OsA])?(?P<whole>M)?x*(?P<what>C)"
)
"""Who has how much of a whole: "China accounts for $6 billion and Japan $2 billion of Kenya's $36 billion debt"."""
ONE_MORE: Final = re.compile(r"(?P<who>P)(?P<sum>M)")
TO_ONE_MORE: Final = re.compile(r"(?P<sum>M)(?:[nol]x*C)?t(?P<who>P)")
OF_WHICH: Final = re.compile(r",oq[xE]*(?P<sum>M)Y")
"""A part of an amount, by its time: ", of which $1.1 billion in 2019"."""
BY_ANOTHER: Final = re.compile(r"[xE](?P<sum>M)gyx*(?P<who>P)")
"""What another gave of the same: "the $210 million provided by Germany"."""
TO_BANK: Final = re.compile(r"(?P<who>P)[xbH]*(?P<verb>k)(?P<lender>O)x{1,4}(?P<sum>M)")
"""A debt to a lender of a state: "owed China's Exim Bank $1.7 billion"."""
OWED_TO: Final = re.compile(r"(?P<who>[OA])(?P<lender>A)(?P<debt>C)[xHY]*[lb]x*(?P<sum>M)")
"""A debt by whose it is: "Tonga's Chinese debt stands at $108 million"."""
LENDERS: Final = re.compile(r"\b(?:banks?|lenders?|creditors?|policy|exim|export-import)\b")
DEBTS: Final = frozenset(("debt", "debts", "bilateral debt", "external debt", "foreign debt"))
WORTH: Final = re.compile(r"o[sOA]?[xK]?C,?l(?P<sum>M)(?![tf]x*P)")
"""Behind a part: "14 per cent of exports, worth $370 million"."""
IN_ALL: Final = re.compile(r" (?:in (?:total|all)|altogether|overall|all told)\b")


def drafts(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the amounts that a sentence tells by such turns."""
    shape = at.shape
    if "R" in shape or "E" in shape:
        yield from _received(at)
    if "g" in shape:
        yield from _given(at)
        yield from _by_another(at, read)
    if "a" in shape:
        yield from _accounts(at)
    if "q" in shape:
        yield from _of_which(at, read)
    yield from _owed(at)
    yield from _worth(at, read)


def _received(at: Sense) -> Iterator[Draft]:
    """Yield the aid of a recipient that is told with its giver as an adjective."""
    for turn in (RECIPIENT, MOST, IN_FRONT_OF):
        for found in turn.finditer(at.shape):
            noun = at.line.chunks[found.start("what")].value
            if turn is IN_FRONT_OF and found.start():
                continue
            role = next(
                (one for one in range(found.start(), found.end()) if at.shape[one] == "R"), -1
            )
            gets = role < 0 or at.line.chunks[role].value.side == "R"
            most = turn is not MOST or at.line.chunks[found.start("most")].text in ("most", "more")
            if noun.channel == "aid" and gets and most:
                yield from _one(at, found, "who", "giver", "aid")


def _given(at: Sense) -> Iterator[Draft]:
    """Yield what one gave to each of several."""
    for found in GIVEN.finditer(at.shape):
        nouns = [
            at.line.chunks[spot].value
            for spot in range(found.start(), found.end())
            if at.shape[spot] == "C"
        ]
        gave = at.line.chunks[found.start("verb")].text.startswith(GAVE)
        if any(noun.channel != "aid" for noun in nouns) or not (nouns or gave):
            continue
        if not nouns and "C" in at.shape:
            continue
        giver = at.line.parties(found.start("giver"))
        yield from _one(at, found, "who", "giver", "aid")
        for more in TO_ONE_MORE.finditer(at.shape, found.start("more"), found.end("more")):
            yield from made(at, more.start("sum"), at.line.parties(more.start("who")), giver, "aid")


def _by_another(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what another gave of the same aid."""
    for found in BY_ANOTHER.finditer(at.shape):
        before = [
            one
            for one in read
            if one.parts["kind"] in ("amount", "rank", "trend") and one.at < found.start("sum")
        ]
        if not before or before[-1].parts["channel"] != "aid":
            continue
        subject = before[-1].parts["subject"]
        yield from made(
            at,
            found.start("sum"),
            (subject,),
            at.line.parties(found.start("who")),
            "aid",
            exact=True,
        )


def _accounts(at: Sense) -> Iterator[Draft]:
    """Yield what each partner has of a whole, and the whole."""
    for found in ACCOUNTS.finditer(at.shape):
        whole = _whole(at, found.start("what"))
        if whole is None:
            continue
        owner, assumed = owner_of(at, whole, found)
        channel = whole.noun.channel
        if not owner or channel not in (
            "debt",
            "exports",
            "imports",
            "trade",
            "aid",
            "investment",
            "investment-flow",
        ):
            continue
        yield from made(
            at,
            found.start("sum"),
            owner,
            at.line.parties(found.start("who")),
            channel,
            assumed=assumed,
        )
        for more in ONE_MORE.finditer(at.shape, found.start("more"), found.end("more")):
            yield from made(
                at,
                more.start("sum"),
                owner,
                at.line.parties(more.start("who")),
                channel,
                assumed=assumed,
            )
        if found["whole"]:
            yield from made(at, found.start("whole"), owner, (), channel, assumed=assumed)


def _of_which(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield the part of an amount that is told by its time alone."""
    for found in OF_WHICH.finditer(at.shape):
        time = at.line.chunks[found.end() - 1].value
        spans = [one.value for one in at.line.chunks[: found.start()] if one.tag == "Y"]
        longer = any(
            one.how in ("since", "past") or (one.years and one.years[0] < one.years[1])
            for one in spans
        )
        of = _flow_before(at, found.start(), read) if longer and time.years and not time.how else {}
        if of:
            yield from made(
                at, found.start("sum"), (of["subject"],), of.get("partners", ()), of["channel"]
            )


def _flow_before(at: Sense, place: int, read: Sequence[Draft]) -> Mapping[str, Any]:
    """Return the sides of the last amount before a place, whether or not its years could be told."""
    sums = [spot for spot in range(place) if at.shape[spot] == "M"]
    if not sums:
        return {}
    known = [one for one in read if one.at == sums[-1] and one.parts["kind"] == "amount"]
    if known:
        return known[-1].parts
    what = amount_of(at, sums[-1])
    verb = governing(at.line, sums[-1], sums[-1] + 1)
    if what is None:
        return {}
    try:
        return flow_of(at, what, frame(at.line, verb) if verb is not None else None)[0]
    except Unreadable:
        return {}


def _owed(at: Sense) -> Iterator[Draft]:
    """Yield a debt that is told by its lender."""
    plain, chunks = at.line.plain, at.line.chunks
    if "ow" in plain and LENDERS.search(plain):
        for found in TO_BANK.finditer(at.shape):
            between = plain[chunks[found.start("lender")].end : chunks[found.start("sum")].start]
            if chunks[found.start("verb")].text.startswith("ow") and LENDERS.search(between):
                yield from _one(at, found, "who", "lender", "debt")
    if "debt" in plain:
        for found in OWED_TO.finditer(at.shape):
            if chunks[found.start("debt")].text in DEBTS:
                yield from _one(at, found, "who", "lender", "debt")


def _worth(at: Sense, read: Sequence[Draft]) -> Iterator[Draft]:
    """Yield what a partner's part is worth."""
    for share in read:
        if (
            share.parts["kind"] != "share"
            or not share.parts.get("partners")
            or share.parts["channel"] not in ("exports", "imports", "trade")
        ):
            continue
        found = (
            WORTH.match(at.shape, share.at + 1)
            if "a" in at.shape[max(0, share.at - 2) : share.at]
            else None
        )
        if found and not IN_ALL.match(at.line.plain, at.line.chunks[found.start("sum")].end):
            parts = share.parts
            for draft in made(
                at,
                found.start("sum"),
                (parts["subject"],),
                parts["partners"],
                parts["channel"],
                product=parts.get("product", ""),
            ):
                if "years" not in draft.parts and parts.get("years"):
                    draft.parts["years"] = parts["years"]
                yield draft


def _whole(at: Sense, place: int) -> Whole | None:
    return next((one for one in at.wholes if one.at == place and not one.noun.product), None)


def owner_of(
    at: Sense, whole: Whole, found: re.Match[str] | None
) -> tuple[Parties, tuple[str, ...]]:
    """Return whose a whole is, and what was assumed; nobody if it is not said."""
    owner = whole.owner
    if found is not None and found["owner"] in ("O", "A"):
        owner = at.line.parties(found.start("owner"))
    if owner == PRONOUN or (found is not None and found["owner"] == "s"):
        try:
            return at.antecedent(whole.start)
        except Unreadable:
            return (), ()
    return (() if owner in (WORLD, REGION) else owner), ()


def _one(
    at: Sense, found: re.Match[str], subject: str, partner: str, channel: str
) -> Iterator[Draft]:
    return made(
        at,
        found.start("sum"),
        at.line.parties(found.start(subject)),
        at.line.parties(found.start(partner)),
        channel,
    )


def made(
    at: Sense, place: int, subject: Parties, partners: Parties, channel: str,
    *, assumed: tuple[str, ...] = (), product: str = "", exact: bool = False,
) -> Iterator[Draft]:  # fmt: skip
    """Yield an amount, unless it is of several owners or of one with itself."""
    figure: Figure = at.line.chunks[place].value
    if figure.unit != "USD" or len(subject) != 1 or set(subject) & set(partners):
        return
    parts: dict[str, Any] = {
        "kind": "amount", "subject": subject[0], "partners": partners, "channel": channel, "product": product,
        "comparison": "about" if exact else figure.comparison, "quantity": figure.value, "unit": figure.unit,
    }  # fmt: skip
    draft = Draft(parts, (figure.words,), place, assumed, frozenset({"amount", CUE}))
    draft = timed(at, place, draft)
    if "over" in draft.cues and channel != "debt":
        draft.parts.pop("years", None)
    yield draft
