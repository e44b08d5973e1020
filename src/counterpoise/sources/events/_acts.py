"""What is kept of a report: two different states, acting for themselves, and the class of the act."""

from __future__ import annotations

from typing import Final

import polars as pl

from counterpoise.reference import states

REGIONS: Final = frozenset({
    "AFR", "ASA", "BAG", "BAL", "BLK", "CAS", "CAU", "CEU", "CFR", "CRB", "EAF", "EEU", "EIN", "EUR",
    "GZS", "LAM", "MDT", "MEA", "NAF", "NMR", "PGS", "SAF", "SAM", "SAS", "SCN", "SEA", "WAF", "WSB", "WST",
})  # fmt: skip
"""Codes of regions and places in the Conflict and Mediation Event Observations (CAMEO): no states. North
America is NMR and Central Africa CFR there: NAM is Namibia, and CAF the Central African Republic."""
OWN_CODES: Final = {"MTN": "MNE", "ROM": "ROU", "TMP": "TLS", "ZAR": "COD"}
"""States that CAMEO writes otherwise than ISO."""
OFFICIAL: Final = ("GOV", "MIL", "LEG", "JUD", "SPY", "ELI", "COP")
"""Types of actors who act for their state; a report that names no type is of the state itself."""
LAST_OF_CLASS: Final = (5, 9, 14, 20)
"""The last root code of each class of acts, as GDELT classes them: words of cooperation to 05, deeds
to 09 (investigations among them), words of conflict to 14 (protests among them), deeds to 20."""


def state(column: str) -> pl.Expr:
    """Return the id of the state that a CAMEO code names; null for a region, or for no code."""
    code = pl.col(column).replace(OWN_CODES)
    return pl.when(~pl.col(column).is_in(list(REGIONS))).then(code)


def known() -> frozenset[str]:
    """Return the ids that a code may become."""
    return states.ids()


def act_of_root(root: pl.Expr) -> pl.Expr:
    """Return the class of an act, 1 to 4, from its root code as a number; null if there is none."""
    known = pl.when(root.is_between(1, LAST_OF_CLASS[-1]))
    return known.then(1 + sum((root > last).cast(pl.Int8) for last in LAST_OF_CLASS[:-1])).cast(
        pl.Int8
    )


def official(column: str) -> pl.Expr:
    """Return whether an actor's type is empty or official."""
    return pl.col(column).fill_null("").is_in(["", *OFFICIAL])
