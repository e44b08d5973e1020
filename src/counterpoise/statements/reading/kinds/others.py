"""What is said without a figure: the words that a rule looks for, and the rule."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from functools import cache
from typing import Final

from counterpoise.statements.reading.kinds import (
    ahead,
    allies,
    belonging,
    deficits,
    happenings,
    leanings,
    one_sided,
    pacts,
    prospects,
    rates,
    relations,
    territory,
    treaty_allies,
    visits,
    votes,
)
from counterpoise.statements.reading.parties.drafts import Draft, Sense, Unreadable
from counterpoise.statements.reading.trust.asserted import AHEAD


def drafts(at: Sense, told: frozenset[str]) -> Iterator[Draft | Unreadable]:
    """Yield what the rules here make of a sentence of which `told` kinds were read already."""
    plain = at.line.plain
    kinds: set[str] = set()
    index = _by_word()
    words = plain.translate(MARKS).split() if plain.isascii() else WORD.findall(plain)
    wanted = {number for word in index.keys() & words for number in index[word]}
    for _, pattern, rule in (RULES[number] for number in sorted(wanted)):
        if found := pattern.search(plain):
            try:
                made = rule(at, found, told)
            except Unreadable as why:
                yield why
                continue
            drafts = made if isinstance(made, tuple) else (made,) if made else ()
            over_land = rule is territory.quarrel  # which may have been fought over as well
            settled = set() if over_land else kinds - SEVERAL
            yield from (one for one in drafts if one.parts["kind"] not in settled)
            kinds |= set() if over_land else {one.parts["kind"] for one in drafts}


@cache
def _by_word() -> dict[str, list[int]]:
    """Return for each word the numbers of the rules that it may call for."""
    found: dict[str, list[int]] = {}
    for number, (stems, _, _) in enumerate(RULES):
        for word in stems:
            found.setdefault(word, []).append(number)
    return found


def _stems(words: str) -> frozenset[str]:
    return frozenset(words.split())


SEVERAL: Final = frozenset({"balance"})
"""Kinds of which several rules may each tell something."""
MARKS: Final = {
    ord(one): " " for one in map(chr, range(0x3000)) if not one.isalpha() and one != " "
}
"""What parts words: a tenth of the time that a pattern takes."""
WORD: Final = re.compile(r"[^\W\d_]+")
Rule = Callable[[Sense, "re.Match[str]", frozenset[str]], "Draft | tuple[Draft, ...] | None"]
RULES: Final[tuple[tuple[frozenset[str], re.Pattern[str], Rule], ...]] = (
    (_stems("embargo embargoes embargoed ban bans banned"), happenings.EMBARGO, happenings.embargo),
    (_stems("relations relationship ties"), relations.COURSE, relations.course),
    (_stems("relations relationship"), relations.MENDED, relations.mended),
    (_stems("visited visit visits travelled traveled went flew"), visits.VISIT, visits.visit),
    (_stems("challenged"), relations.CHALLENGED, relations.challenged),
    (_stems("war wars fought invaded invasion"), happenings.WAR, happenings.event),
    (
        _stems(
            "challenged dispute disputes clash clashes clashed skirmish skirmishes standoff standoffs resorted shelled"
            " fire fired strikes shots salvos blows firefight firefights attacked"
        ),
        happenings.DISPUTE,
        happenings.event,
    ),
    (_stems(territory.WORDS), territory.TOLD, territory.quarrel),
    (
        _stems(
            "pact pacts treaty treaties alliance alliances agreement agreements deal accord area fta ftas"
            " cepa cepas allies"
        ),
        pacts.PACT,
        pacts.pact,
    ),
    (_stems("ally allies"), treaty_allies.TREATY_ALLY, treaty_allies.treaty_ally),
    (_stems("ally allies"), allies.ALLY, allies.ally),
    (_stems("single"), leanings.NO_SINGLE, leanings.no_single),
    (
        _stems(
            "deficit deficits surplus surpluses gap gaps hole holes red black shortfall shortfalls balance"
        ),
        deficits.DEFICIT,
        deficits.balance,
    ),
    (
        _stems(
            "exceed exceeds exceeded outstrip outstripped surpassed surpass outweigh outweighed larger higher greater bigger"
        ),
        one_sided.EXCEEDED,
        one_sided.exceeded,
    ),
    (_stems("than"), one_sided.MORE, one_sided.more_sold),
    (_stems("favour favor favours favors favoured favored"), one_sided.FAVOUR, one_sided.favour),
    (
        _stems("dominant dominate dominates dominated dominating"),
        leanings.DOMINATES,
        leanings.dominates,
    ),
    (
        _stems(
            "rely relies relied reliance reliant depend depends depended dependent dependence dependency"
        ),
        leanings.RELIES,
        leanings.relies,
    ),
    (
        _stems(
            "align aligns aligned vote votes voted voting side sides sided siding political"
            " agree agrees agreed"
        ),
        leanings.ALIGNS,
        leanings.aligns,
    ),
    (_stems("vote votes voted voting ballots ballot"), votes.SAME, votes.same),
    (
        _stems(
            "agreement converged converging converges diverged diverging drifted drifts moved moves edged edges shifted shifts inched"
        ),
        votes.COURSE,
        votes.course,
    ),
    (
        _stems("rate coincidence agreement affinity alignment"),
        rates.RATE,
        rates.rate,
    ),
    (_stems("closer nearer"), leanings.CLOSER, leanings.closer),
    (
        _stems("balance balances balanced balancing hedge hedges hedged hedging"),
        leanings.BALANCES,
        leanings.balances,
    ),
    (
        _stems("diversify diversifies diversified diversifying diversification"),
        leanings.DIVERSIFIES,
        leanings.diversifies,
    ),
    (
        _stems(
            "member members join joined accede belong belongs belonged acceded quit quits left withdrew withdrawn exited since"
            " walked out admitted entered became become rejoined"
        ),
        belonging.STEMMED,
        belonging.belongs,
    ),
    (_stems("will likely expected expects forward set bound"), AHEAD, ahead.forecast),
    (_stems("replace without wean"), prospects.COULD, prospects.could),
    (_stems("more"), re.compile(r"\bmore (?:arms|weapons)\b"), ahead.forecast),
    (_stems("bring brings"), leanings.BRINGS, leanings.brings),
    (_stems("economy gdp output"), leanings.GDP, leanings.gdp),
)
"""Words of which a sentence must have one, what a rule looks for, and the rule."""
TRIGGERS: Final = (
    frozenset().union(*(stems for stems, _, _ in RULES))
    - _stems(
        "ban will likely set bound more closer nearer agree agrees agreed forward political side sides economy red black"
        " exceed exceeds exceeded outstrip outstripped surpassed surpass outweigh outweighed larger higher greater bigger"
        " output vote gap gaps hole holes balance than favour favor favours favors favoured favored without left out agreement agreements"
        " since"
        " bans banned"
        " alliance alliances ties travelled went moved moves shifted shifts edged edges drifted drifts inched blows"
        " traveled flew"
        " rate coincidence affinity alignment deal accord area ally allies admitted entered became become members"
    )
    - (_stems(territory.WORDS) - _stems("dispute disputes"))
)
TIED: Final = {
    word: pattern
    for words, pattern in (
        ("left members admitted entered", belonging.STEMMED),
        ("alliance alliances agreement agreements deal accord area", pacts.PACT),
        ("ally allies", re.compile(rf"{allies.ALLY.pattern}|{treaty_allies.TREATY_ALLY.pattern}")),
        ("ties", relations.COURSE),
        ("blows", happenings.DISPUTE),
        ("travelled traveled went flew", visits.TRAVELLED),
        (territory.WORDS, territory.OVER_LAND),
    )
    for word in words.split()
}
"""Words too common to be looked at for, and what makes of each a tie of states."""


def is_tie(plain: str, words: Collection[str]) -> bool:
    """Return whether a sentence of these words has one of those, and what makes a tie of it."""
    if TIED.keys().isdisjoint(words):
        return False
    return any(pattern.search(plain) for pattern in {TIED[word] for word in words if word in TIED})
