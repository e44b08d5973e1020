"""The rules of the grammar: each looks for its words in a sentence and drafts one statement.

A rule that finds its words and not who or what they are about says so: the sentence is then listed
as not read. What a rule fills in of its own, such as "more than half" for "relies on", it names.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any, Final

from counterpoise.statements.reading import grammar, siding
from counterpoise.statements.reading.context import (
    LIKELY,
    LOOSE,
    SURE,
    Context,
    Draft,
    Unreadable,
    asserted,
    course_of,
    is_ahead,
    last_year,
    owner_of,
    parties_of,
    require_asserted,
    sides,
    spoken_of,
    years_at,
)
from counterpoise.statements.reading.mentions import ADJECTIVE, BLOC

HALF: Final = {"comparison": "more than", "quantity": 50.0, "unit": "%"}
MORE_THAN_HALF: Final = "more than half is meant"

Rule = Callable[[Context], Draft | None]


def drafts(context: Context) -> Iterator[Draft | Unreadable]:
    """Yield what each rule makes of the sentence, or why it can't; one draft of a kind."""
    kinds: set[str] = set()
    for words, rule in RULES:
        if words.isdisjoint(context.stems):
            continue
        try:
            draft = rule(context)
        except Unreadable as why:
            yield why
            continue
        if draft and draft.parts["kind"] not in kinds:
            kinds.add(draft.parts["kind"])
            yield draft


def _embargo(at: Context) -> Draft | None:
    found = asserted(at, grammar.EMBARGO)
    act = grammar.LIFTED.search(at.plain) or grammar.IMPOSED.search(at.plain)
    if not found or not act:
        return None
    event = "embargo lifted" if grammar.LIFTED.search(at.plain) else "embargo imposed"
    struck = [m.party for m in at.said if re.search(r"\bon\s(?:the\s)?$", at.plain[: m.start])]
    others = [party for party in at.parties if party not in struck[:1]]
    subject, assumed = (struck[0], ()) if struck else spoken_of(at, others)
    partners = [party for party in others if party != subject][:1]
    if not partners and grammar.UNITED_NATIONS.search(at.plain):
        partners = ["UN"]
    if not partners:
        raise Unreadable("an embargo, and not whose")
    named = grammar.years(at.plain)
    when = named or (at.stated.year, at.stated.year)
    told = () if named else (f"in {at.stated.year}, the year of the text",)
    parts = {"kind": "event", "event": event, "years": when, **parties_of(subject, partners)}
    return Draft(parts, (found.group(), act.group()), LIKELY, (*assumed, *told))


def _event(at: Context) -> Draft | None:
    war = asserted(at, grammar.WAR)
    found = war or asserted(at, grammar.DISPUTE)
    if not found or asserted(at, grammar.EMBARGO):
        return None
    decade = grammar.DECADE.search(at.plain)
    last = at.stated.year - 1
    when = grammar.years(at.plain) or ((last - 9, last) if decade else None)
    if when is None:
        raise Unreadable("a war or dispute, and not when")
    subject, partners, assumed = sides(at, several=True)
    event = "war" if war else "dispute"
    parts = {"kind": "event", "event": event, "years": when, **parties_of(subject, partners)}
    return Draft(parts, (found.group(), *([decade.group()] if decade else [])), LIKELY, assumed)


def _rank(at: Context) -> Draft | None:
    found = asserted(at, grammar.RANK)
    if not found:
        return None
    words = found.group()
    channel = _ranked_channel(at, words)
    owner = owner_of(at, found)
    others = [party for party in at.parties if party != owner]
    subject, assumed = (owner, ()) if owner else spoken_of(at, others)
    partners = [party for party in others if party != subject][:1]
    if not partners:
        raise Unreadable(f"“{words}”, and not who")
    place = grammar.ORDER.get((found[1] or "").lower(), 1)
    loose = found[2].lower() in ("key", "main", "leading", "principal", "chief", "primary")
    ahead = is_ahead(at, found)
    if ahead and channel in ("arms", "imports"):
        parts = {
            "kind": "forecast",
            "comparison": "leader",
            "channel": channel,
            "to": last_year(at),
        }
    else:
        parts = {"kind": "rank", "comparison": "largest", "channel": channel, "quantity": place}
    meant = (f"“{found[2]}” means the largest",) if loose else ()
    sure = LOOSE if loose else LIKELY
    return Draft({**parts, **parties_of(subject, partners)}, (words,), sure, (*assumed, *meant))


def _ranked_channel(at: Context, words: str) -> str:
    last = words.lower().rstrip("s").split()[-1]
    meant = {"donor": "aid", "investor": "investment-flow", "market": "exports", "customer": "exports",
             "buyer": "exports", "importer": "exports"}  # fmt: skip
    in_words = grammar.channel(words)
    if in_words and in_words[0] not in ("exports", "imports"):
        return in_words[0]
    named = at.channel
    if named and named[0] == "arms":
        return "arms"
    if last in meant:
        return meant[last]
    if named:
        return named[0]
    raise Unreadable(f"“{words}”, and not of what")


def _leader(at: Context) -> Draft | None:
    found = asserted(at, grammar.LEADER)
    channel = at.channel
    if not found or not channel:
        return None
    if not is_ahead(at, found) or channel[0] not in ("arms", "imports"):
        return None
    subject, partners, assumed = sides(at)
    parts = {"kind": "forecast", "comparison": "leader", "channel": channel[0], "to": last_year(at)}
    return Draft(
        {**parts, **parties_of(subject, partners)}, (found.group(), channel[1]), LIKELY, assumed
    )


def _dominates(at: Context) -> Draft | None:
    found = asserted(at, grammar.DOMINATES)
    channel = at.channel
    if not found or not channel:
        return None
    subject, partners, assumed = sides(at)
    parts = {"kind": "share", "channel": channel[0], **HALF, **parties_of(subject, partners)}
    return Draft(parts, (found.group(), channel[1]), LIKELY, (*assumed, MORE_THAN_HALF))


def _deficit(at: Context) -> Draft | None:
    found = asserted(at, grammar.DEFICIT) or asserted(at, grammar.SURPLUS)
    if not found:
        return None
    subject, partners, assumed = sides(at)
    side = parties_of(subject, partners)
    course = course_of(at)
    deficit = bool(grammar.DEFICIT.search(at.plain))
    when = years_at(at, found.start())
    amount = at.quantity
    if course and deficit and not amount:
        parts = {"kind": "trend", "of": "deficit", "comparison": course[0], **when, **side}
        return Draft(parts, (found.group(), course[1]), LIKELY, assumed)
    parts = {"kind": "balance", "comparison": "deficit" if deficit else "surplus", **when, **side}
    if amount and amount.unit == "USD":
        return Draft(
            {**parts, "quantity": amount.value, "unit": "USD"},
            (found.group(), amount.words),
            SURE,
            assumed,
        )
    return Draft(parts, (found.group(),), LIKELY, assumed)


def _no_single(at: Context) -> Draft | None:
    found = grammar.NO_SINGLE.search(at.plain)
    if not found:
        return None
    subject, assumed = spoken_of(at, [])
    parts = {"kind": "diversification", "of": "largest share", "subject": subject,
             "comparison": "at most", "quantity": 50.0, "unit": "%"}  # fmt: skip
    return Draft(
        parts, (found.group(),), LIKELY, (*assumed, "a single one would hold more than half")
    )


def _diversifies(at: Context) -> Draft | None:
    found = asserted(at, grammar.DIVERSIFIES)
    if not found:
        return None
    subject, assumed = spoken_of(at, [])
    channel = at.channel
    parts = {"kind": "diversification", "of": "effective partners", "subject": subject,
             "comparison": "rising", **({"channel": channel[0]} if channel else {})}  # fmt: skip
    told = () if channel else ("in every channel",)
    return Draft(parts, (found.group(),), LIKELY, (*assumed, *told))


def _relies(at: Context) -> Draft | None:
    found = asserted(at, grammar.RELIES)
    if not found or grammar.NO_SINGLE.search(at.plain):
        return None
    after = [m for m in at.said if m.start >= found.end()]
    amount = at.quantity
    if not after or (amount and amount.unit == "%"):
        return None
    if than := grammar.COMPARES.search(at.plain, found.end()):
        raise Unreadable(f"“{found.group()}” in a comparison, “{than.group()}”")
    partner = after[0].party
    before = [party for party in at.parties if party != partner]
    subject, assumed = spoken_of(at, before or [partner], first=bool(before))
    channel = at.channel
    side = parties_of(subject, [partner])
    if channel and channel[0] in ("arms", "imports", "exports", "aid"):
        parts = {"kind": "share", "channel": channel[0], **HALF, **side}
        return Draft(parts, (found.group(), channel[1]), LIKELY, (*assumed, MORE_THAN_HALF))
    parts = {"kind": "dependence", "comparison": "depends more", **side}
    return Draft(parts, (found.group(),), LOOSE, (*assumed, "dependence in trade is meant"))


def _share(at: Context) -> Draft | None:
    amount, channel = at.quantity, at.channel
    if not amount or amount.unit != "%":
        return None
    if not channel:
        raise Unreadable(f"“{amount.words}”, and not of what")
    require_asserted(at, amount.start)
    subject, partners, assumed = sides(at)
    parts = {"kind": "share", "channel": channel[0], "comparison": amount.comparison, "unit": "%",
             "quantity": amount.value, **years_at(at, amount.start),
             **parties_of(subject, partners)}  # fmt: skip
    return Draft(parts, (amount.words, channel[1]), SURE, assumed)


def _amount(at: Context) -> Draft | None:
    amount, channel = at.quantity, at.channel
    if not amount or amount.unit != "USD" or asserted(at, grammar.DEFICIT):
        return None
    if asserted(at, grammar.SURPLUS):
        return None
    if not channel or channel[0] == "arms":
        raise Unreadable(f"“{amount.words}”, and not of a channel counted in dollars")
    require_asserted(at, amount.start)
    subject, partners, assumed = sides(at, alone=True)
    parts = {"kind": "amount", "channel": channel[0], "comparison": amount.comparison, "unit": "USD",
             "quantity": amount.value, **years_at(at, amount.start),
             **parties_of(subject, partners)}  # fmt: skip
    return Draft(parts, (amount.words, channel[1]), SURE, assumed)


def _trend(at: Context) -> Draft | None:
    course, channel = course_of(at), at.channel
    amount = at.quantity
    if (
        not course
        or amount
        or grammar.DEFICIT.search(at.plain)
        or grammar.DIVERSIFIES.search(at.plain)
    ):
        return None
    role = re.search(r"\b(?:share|role|part|position)\b", at.plain)
    when = years_at(at, at.plain.find(course[1]))
    if re.search(r"\b(?:economy|gdp|output)\b", at.plain) and not channel:
        subject, assumed = spoken_of(at, [], first=True)
        parts = {"kind": "trend", "of": "gdp", "subject": subject, "comparison": course[0]}
        return Draft({**parts, **when}, (course[1],), LOOSE, assumed)
    if not channel:
        raise Unreadable(f"“{course[1]}”, and not of what")
    subject, partners, assumed = sides(at)
    of = "share" if role else "amount"
    side = {
        "of": of,
        "comparison": course[0],
        "channel": channel[0],
        **parties_of(subject, partners),
    }
    if grammar.FUTURE.search(at.plain) and channel[0] in ("arms", "imports"):
        return Draft(
            {"kind": "forecast", "to": last_year(at), **side},
            (course[1], channel[1]),
            LOOSE,
            assumed,
        )
    return Draft({"kind": "trend", **side, **when}, (course[1], channel[1]), LIKELY, assumed)


def _push(at: Context) -> Draft | None:
    """“more arms sales” to come: a rise in what is delivered."""
    found = asserted(at, re.compile(r"\bmore (?:arms|weapons)\b"))
    if not found or not re.search(r"\b(?:will|expect\w*|going forward)\b", at.plain):
        return None
    subject, partners, assumed = sides(at)
    parts = {
        "kind": "forecast",
        "of": "amount",
        "comparison": "rising",
        "channel": "arms",
        "to": last_year(at),
    }
    return Draft({**parts, **parties_of(subject, partners)}, (found.group(),), LOOSE, assumed)


def _member(at: Context) -> Draft | None:
    found = asserted(at, grammar.MEMBER)
    blocs = [m for m in at.said if m.form == BLOC]
    if not found or not blocs:
        return None
    states = [m.party for m in at.said if m.form not in (BLOC, ADJECTIVE)]
    count = grammar.COUNT.search(at.plain)
    subject, assumed = (states[0], ()) if states else spoken_of(at, [blocs[0].party])
    parts: dict[str, Any] = {
        "kind": "membership",
        "bloc": blocs[0].party,
        "subject": subject,
        "comparison": "member",
    }
    if count:
        parts["quantity"] = float(grammar.NUMBERS.get(count[1], count[1]))
    return Draft(parts, (found.group(), blocs[0].word), LIKELY, assumed)


def _brings(at: Context) -> Draft | None:
    found = asserted(at, grammar.BRINGS)
    channel = at.channel
    if not found or not channel or at.quantity:
        return None
    before = [m.party for m in at.said if m.end <= found.start() and m.party != at.subject]
    if not before:
        return None
    subject, assumed = spoken_of(at, before)
    parts = {
        "kind": "rank",
        "comparison": "largest",
        "channel": channel[0],
        **parties_of(subject, before[:1]),
    }
    meant = f"“{found.group()}” means as the largest"
    return Draft(parts, (found.group(), channel[1]), LOOSE, (*assumed, meant))


RULES: Final[tuple[tuple[frozenset[str], Rule], ...]] = (
    (grammar.STEMS["embargo"], _embargo),
    (grammar.STEMS["event"], _event),
    (grammar.STEMS["single"], _no_single),
    (grammar.STEMS["deficit"], _deficit),
    (grammar.STEMS["quantity"], _share),
    (grammar.STEMS["quantity"], _amount),
    (grammar.STEMS["rank"], _rank),
    (grammar.STEMS["rank"], _leader),
    (grammar.STEMS["dominance"], _dominates),
    (grammar.STEMS["reliance"], _relies),
    (grammar.STEMS["alignment"], siding.aligns),
    (grammar.STEMS["balancing"], siding.balances),
    (grammar.STEMS["spread"], _diversifies),
    (grammar.STEMS["more"], _push),
    (grammar.STEMS["course"], _trend),
    (grammar.STEMS["membership"], _member),
    (grammar.STEMS["bringing"], _brings),
)
"""Stems of which a sentence must have one, and the rule; of two that draft a kind, the first counts."""
