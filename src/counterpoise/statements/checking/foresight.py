"""Forecasts: scored against the outlook as of the day, and beside it what has come since."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any, Final

from counterpoise.errors import CounterpoiseError
from counterpoise.statements import words
from counterpoise.statements.checking.facts import Facts, Missing
from counterpoise.statements.checking.flow import Flow
from counterpoise.statements.checking.flows import flows_of
from counterpoise.statements.checking.readings import LAG, Moment, computed, untold
from counterpoise.statements.checking.verdict import FAILS, HOLDS, THEN, TODAY, Found, Rows, Tested
from counterpoise.statements.checking.window import Window
from counterpoise.statements.statement import Statement, members

if TYPE_CHECKING:
    from counterpoise.scenarios.outlook.forecast import Outlook

LIKELY: Final = (("likely: at least 2 in 3", 2 / 3), ("more likely than not", 0.5))
"""How probable what "is likely" must be: the usage of the IPCC, and the weakest sense of the word."""
FEWEST_YEARS: Final = 3
"""Years of the window that must be over before what came is read."""
CHANNELS: Final = {"arms": "arms", "imports": "trade", "trade": "trade"}


def check_forecast(facts: Facts, said: Statement) -> Found:
    """Return how probable the outlook of the day made it, and what has come since."""
    return Found((*_expected(facts, said), *_came(facts, said)))


def _expected(facts: Facts, said: Statement) -> Iterator[Tested]:
    facets = {"source": f"outlook as of {said.known_to}"}
    if said.items:
        yield untold(facets, "an outlook by product or category of weapon")
        return
    seen = _outlook(facts, said)
    if isinstance(seen, Missing):
        yield untold(facets, seen.what)
        return
    probability = float(_borne_out(said, seen).mean()) * (
        1.0 if said.comparison != "delivers" else seen.anything
    )
    rows = _cited(said, seen)
    for sense, least in LIKELY:
        facets = {"source": f"outlook as of {seen.as_of}", "model": seen.model, "sense": sense}
        outcome = (HOLDS if probability >= least else FAILS), probability - least
        stale = f"the outlook starts from {seen.as_of}" if seen.as_of < said.known_to else ""
        shown = (
            f"probability {words.figure(probability, words.SHARE)} for {seen.as_of + 1}–{seen.to}"
        )
        moment = Moment(seen.as_of, THEN, stale)
        yield computed(facets, moment, probability, words.SHARE, outcome, [rows], shown)


def _outlook(facts: Facts, said: Statement) -> Outlook | Missing:
    """Return the outlook as of the last full year, or of the last one before that is covered."""
    key = ("outlook", said.subject, said.channel, said.known_to, said.to)
    if key not in facts.kept:
        facts.kept[key] = _computed(facts, said)
    found: Outlook | Missing = facts.kept[key]
    return found


def _computed(facts: Facts, said: Statement) -> Outlook | Missing:
    if said.channel not in CHANNELS:
        return Missing(f"an outlook of {said.channel}")
    why = ""
    for as_of in range(said.known_to, said.known_to - LAG - 1, -1):
        try:
            # Imported here: few statements are forecasts, and the models are heavy.
            from counterpoise.scenarios.outlook.forecast import outlook
            from counterpoise.scenarios.outlook.trained import LONGEST

            to = min(said.to or as_of, as_of + LONGEST)
            return outlook(
                facts.store, said.subject, channel=CHANNELS[said.channel], as_of=as_of, to=to
            )
        except CounterpoiseError as fault:
            why = why or fault.problem
        except (ImportError, OSError):
            return Missing(f"an outlook of {said.channel}: no model trained for it is at hand")
    return Missing(f"an outlook as of {said.known_to}: {why}")


def _borne_out(said: Statement, seen: Outlook) -> Any:
    """Return draw by draw whether what was said comes true."""
    places = [
        seen.suppliers.index(one)
        for one in members(said.partners, seen.as_of)
        if one in seen.suppliers
    ]
    length = seen.to - seen.as_of
    if said.comparison == "delivers":
        return seen.volume[:, places].sum(axis=1) > 0
    if said.comparison == "leader":
        return _leads(seen.share, places)
    before = seen.past.volume[0, :, -length:]
    if said.of == "amount":
        now, then = seen.volume[:, places].sum(axis=1), before[places].sum()
    else:
        now, then = seen.share[:, places].sum(axis=1), before[places].sum() / before.sum()
    return now > then if said.comparison == "rising" else now < then


def _leads(share: Any, places: list[int]) -> Any:
    """Return draw by draw whether the partners together are larger than any other supplier."""
    others = [i for i in range(share.shape[1]) if i not in places]
    return share[:, places].sum(axis=1) > share[:, others].max(axis=1)


def _cited(said: Statement, seen: Outlook) -> Rows:
    past = seen.past
    return Rows(
        past.source,
        past.vintage,
        f"outlook ({seen.model}), coefficients learnt to {seen.learnt_to}",
        f"{said.channel} of {said.subject} to {seen.as_of}",
        int((past.volume > 0).sum()),
        past.first,
        seen.as_of,
        past.excerpt,
        f"counterpoise outlook {said.subject} --channel {CHANNELS[said.channel]}"
        f" --as-of {seen.as_of} --to {seen.to}",
    )


def _came(facts: Facts, said: Statement) -> Iterator[Tested]:
    """Yield what the years since have brought, as far as they are held: hindsight, marked so."""
    flows, missing = flows_of(facts, said, headline=False)
    yield from missing
    first = said.known_to + 1
    for flow in flows:
        last = min(said.to or first, flow.last)
        facets = {
            "source": flow.title,
            "years": words.span(first, max(first, last)),
            "way": "what came",
        }
        if last - first + 1 < FEWEST_YEARS:
            yield untold(facets, f"{flow.title} ends in {flow.last}", TODAY)
            continue
        if absent := flow.uncovered(members(said.partners, last), first, last):
            yield untold(facets, absent, TODAY)
            continue
        length = last - first + 1
        short = flow.short(length)
        if gone := [short[year] for year in (last, first - 1) if year in short]:
            yield untold(facets, gone[0], TODAY)
            continue
        stale = f"known to {last} of {said.to}" if last < (said.to or last) else ""
        moment = Moment(last, TODAY, stale)
        holds, shown = _happened(said, flow, first, last)
        rows = flow.cite(first, last)
        yield computed(
            facets, moment, float(holds), "", ((HOLDS if holds else FAILS), None), rows, shown
        )


def _happened(said: Statement, flow: Flow, first: int, last: int) -> tuple[bool, str]:
    """Return whether it came true in the years since, and in what figures."""
    length = last - first + 1
    partners = members(said.partners, last)
    now, before = _sums(flow, first, last), _sums(flow, first - length, first - 1)
    own, earlier = _of(now, partners), _of(before, partners)
    share, share_before = own / (sum(now.values()) or 1.0), earlier / (sum(before.values()) or 1.0)
    tests: dict[str, Callable[[], bool]] = {
        "delivers": lambda: own > 0,
        "leader": lambda: own > max((v for k, v in now.items() if k not in partners), default=0.0),
        "rising": lambda: own > earlier if said.of == "amount" else share > share_before,
        "falling": lambda: own < earlier if said.of == "amount" else share < share_before,
    }
    if said.of == "amount":
        shown = f"{own:,.0f} after {earlier:,.0f} in {words.span(first - length, first - 1)}"
    else:
        shown = (
            f"{words.figure(share, words.SHARE)} of {words.span(first, last)} after"
            f" {words.figure(share_before, words.SHARE)} of {words.span(first - length, first - 1)}"
        )
    return tests[said.comparison](), shown


def _sums(flow: Flow, first: int, last: int) -> dict[str, float]:
    seen = flow.window(last - first + 1).get(last, Window({}))
    return {partner: part.value for partner, part in seen.parts.items()}


def _of(values: dict[str, float], partners: tuple[str, ...]) -> float:
    return sum(values.get(one, 0.0) for one in partners)
