"""What China committed, beside the aid of donors who report: the one large lender who does not."""

from __future__ import annotations

from typing import Final

from counterpoise.report import wording
from counterpoise.report.pages import Number, Sentence
from counterpoise.report.study import Study

KINDS: Final = ("aid_committed", "finance_committed")
CHINA: Final = "CHN"


def sentences(study: Study) -> tuple[Sentence, ...]:
    """Return a sentence on what China committed as aid and as other finance; none if it is not covered.

    Sums of commitments over the years covered: no share, since nobody else is counted so.
    """
    evidence = study.evidence(KINDS[0])
    spans = evidence.spans(study.state, side="destination") if evidence else []
    if evidence is None or not spans or study.state == CHINA:
        return ()
    first, last = spans[0][0], spans[-1][1]
    aid, finance = (_sum(study, kind, first, last) for kind in KINDS)
    return (
        (
            f"China, which reports to no one, is counted apart: from {first} to {last} it committed at"
            " least ",
            aid,
            " as aid and ",
            finance,
            " as other finance, mostly loans, in dollars of 2021 (projects as AidData found them; what was"
            " drawn or paid back is not known).",
        ),
    )


def _sum(study: Study, kind: str, first: int, last: int) -> Number:
    """Return the sum of a kind's commitments; nothing if none was found."""
    evidence = study.evidence(kind)
    if evidence is None:
        return wording.dollars(None)
    rows = evidence.rows.filter(destination=study.state, indicator=kind).collect()
    note = study.ledger.cite(
        evidence,
        f"{kind} rows to {study.state}, {first}–{last}",
        rows.height,
        f"counterpoise export --indicator {kind} --state {study.state} --years {first}-{last}",
    )
    known = rows["value"].drop_nulls()
    if rows.height and known.is_empty():
        return wording.dollars(None, note=note)
    return wording.dollars(float(known.sum()), note=note)
