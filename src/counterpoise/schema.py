"""What a row is: the tables of the panel, their keys, and the words allowed in them.

Five tables hold everything that a source can say:

* ``PANEL``: what passes between two states, one row per origin, destination, year, indicator,
  item, teller, source and vintage;
* ``STATE_YEARS``: what is said of one state in one year (GDP, population, its own trade totals);
* ``VOTES``: how a state voted on one resolution;
* ``EVENTS``: what is reported to have passed between two states on one day, counted by class of act;
* coverage: who was covered when (:mod:`counterpoise.panel.coverage`), kept in each file's metadata.

``item`` parts an indicator into what is carried (an HS product, an armament category) and is
``"all"`` where the source does not part it. Rows of one indicator add up over items, so a total is
always a sum and never a row of its own.

Money is in plain US dollars: publishers' thousands with three decimals and millions become whole
dollars, which floats add without rounding, so equal sums are equal in every engine.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import polars as pl

CHANNELS: Final = (
    "arms",
    "trade",
    "energy",
    "technology",
    "investment",
    "aid",
    "debt",
    "remittances",
    "votes",
    "security",
    "disputes",
)

REPORTED: Final = "reported"
NOT_COVERED: Final = "not covered"
IMPUTED: Final = "imputed"
STATUSES: Final = (REPORTED, IMPUTED, NOT_COVERED)
"""`not covered` is the only status whose value is null; zero is a reported value like any other."""

ORIGIN: Final = "origin"
DESTINATION: Final = "destination"
RECONCILED: Final = "reconciled"
COMPILED: Final = "compiled"
TELLERS: Final = (ORIGIN, DESTINATION, RECONCILED, COMPILED)
"""Who tells of a tie: the state it comes from (exports, mostly FOB), the one it goes to (imports,
mostly CIF), both, made to agree (BACI), or somebody who watches (SIPRI, the Correlates of War)."""

VOTE_VALUES: Final = ("yes", "abstain", "no", "absent", "not a member")

ALL_ITEMS: Final = "all"
FAR_YEAR: Final = 9999

ALL_OTHERS: Final = "residual:other "
"""How the id of a partner begins that sums up all whom a release does not name ("residual:other DAC
donors"). Other residuals are customs unions, or what a state sold to nobody in particular, and tell of
nobody else."""

NOBODY: Final = (
    r"(?i)^(?:unknown:"
    r"|residual:.*(?:not specified|unspecified|special categories|confidential|\bnes\b))"
)
"""The ids of partners that are nobody by name, as a pattern: what they have may be anybody's. Former
unions and states are none ("residual:Czechoslovakia"), nor are all others."""

PANEL: Final = pl.Schema(
    {
        "origin": pl.String,
        "destination": pl.String,
        "year": pl.Int16,
        "channel": pl.String,
        "indicator": pl.String,
        "item": pl.String,
        "value": pl.Float64,
        "unit": pl.String,
        "status": pl.String,
        "told_by": pl.String,
        "source": pl.String,
        "vintage": pl.String,
    }
)
PANEL_KEY: Final = (
    "origin",
    "destination",
    "year",
    "indicator",
    "item",
    "told_by",
    "source",
    "vintage",
)

STATE_YEARS: Final = pl.Schema(
    {
        "state": pl.String,
        "year": pl.Int16,
        "indicator": pl.String,
        "value": pl.Float64,
        "unit": pl.String,
        "status": pl.String,
        "source": pl.String,
        "vintage": pl.String,
    }
)
STATE_YEARS_KEY: Final = ("state", "year", "indicator", "source", "vintage")

VOTES: Final = pl.Schema(
    {
        "roll_call": pl.Int32,
        "session": pl.Int16,
        "date": pl.Date,
        "state": pl.String,
        "vote": pl.String,
        "resolution": pl.String,
        "issues": pl.String,
        "source": pl.String,
        "vintage": pl.String,
    }
)
"""`resolution` is the publisher's label (null if not given); `issues` its issue codes, joined by a blank."""
VOTES_KEY: Final = ("roll_call", "state", "source", "vintage")

EVENTS: Final = pl.Schema(
    {
        "origin": pl.String,
        "destination": pl.String,
        "date": pl.Date,
        "added": pl.Date,
        "act": pl.Int8,
        "publisher": pl.String,
        "reports": pl.Int32,
        "stories": pl.Int32,
        "goldstein": pl.Float64,
        "source": pl.String,
        "vintage": pl.String,
    }
)
"""Pairs have no direction (``origin < destination``). `date` is the day of the act and `added` that of
the file which tells of it; `act` is one of `ACTS`; `reports` counts the rows of the publisher's file,
`stories` their different pages; `goldstein` is the mean score of the reports (null if not given)."""
EVENTS_KEY: Final = (
    "origin",
    "destination",
    "date",
    "added",
    "act",
    "publisher",
    "source",
    "vintage",
)
ACTS: Final = {
    1: "words of cooperation",
    2: "deeds of cooperation",
    3: "words of conflict",
    4: "deeds of conflict",
}
"""The four classes of acts, as the Conflict and Mediation Event Observations number them."""


@dataclass(frozen=True)
class Table:
    """A table's columns and the columns that name a row once."""

    name: str
    schema: pl.Schema
    key: tuple[str, ...]


TABLES: Final = {
    table.name: table
    for table in (
        Table("panel", PANEL, PANEL_KEY),
        Table("state_years", STATE_YEARS, STATE_YEARS_KEY),
        Table("votes", VOTES, VOTES_KEY),
        Table("events", EVENTS, EVENTS_KEY),
    )
}


@dataclass(frozen=True)
class Indicator:
    """One kind of number: its channel, its unit, and how it may be used.

    Parameters
    ----------
    channel : str
        One of `CHANNELS`; "" for what is said of a single state.
    unit : str
        The unit of every row of this indicator, whatever the publisher's was.
    title : str
        The words used on a page.
    directed : bool
        False if the tie has no direction: it is then stored once, with ``origin < destination``.
    flow : bool
        True if years may be added up (deliveries), False if not (a stock, a level, a pact in force).
    signed : bool
        True if negative values can be true (net aid, direct investment): shares are then undefined.
    parts : int
        Into how many whole parts a unit is counted when values are added up (`sums`); 1 if values
        are whole. SIPRI gives millions of TIV with two decimals; we count single TIV.
    """

    channel: str
    unit: str
    title: str
    directed: bool = True
    flow: bool = True
    signed: bool = False
    parts: int = 1


@dataclass(frozen=True)
class Own(Indicator):
    """An indicator that makes a channel by itself, and how that channel is looked at.

    Debt and remittances are such channels, and those of data of one's own: declared here (or on the
    card), and everywhere since, in commands, pages, comparisons and statements.

    Parameters
    ----------
    of : {"destination", "origin"}
        The side of the state whose partners are counted.
    window : int
        Years that a share rests on.
    partner : str
        What a partner is called on pages; "" for "supplier" or "recipient".
    """

    of: str = DESTINATION
    window: int = 1
    partner: str = ""


INDICATORS: Final[dict[str, Indicator]] = {
    "arms": Indicator("arms", "million TIV", "deliveries of major arms", parts=10**6),
    "arms_earlier": Indicator(
        "arms", "million TIV", "arms that may have come by the end of the year", flow=False
    ),
    "arms_later": Indicator(
        "arms", "million TIV", "arms that may still have been to come", flow=False
    ),
    "goods": Indicator("trade", "USD", "goods traded"),
    "fdi_flow": Indicator("investment", "USD", "direct investment, flow", signed=True),
    "fdi_stock": Indicator(
        "investment", "USD", "direct investment, stock", flow=False, signed=True
    ),
    "aid_net": Indicator("aid", "USD", "net bilateral aid", signed=True),
    "aid_committed": Indicator("aid", "2021 USD", "aid committed by China"),
    "debt_stock": Own("debt", "USD", "public debt owed abroad", flow=False, partner="creditor"),
    "finance_committed": Indicator(
        "debt", "2021 USD", "finance committed by China, mostly as loans"
    ),
    "remittances": Own("remittances", "USD", "money sent home from abroad", partner="sender"),
    "alliance_defense": Indicator("security", "pact", "defence pact", directed=False, flow=False),
    "alliance_offense": Indicator("security", "pact", "offence pact", directed=False, flow=False),
    "alliance_neutrality": Indicator(
        "security", "pact", "neutrality pact", directed=False, flow=False
    ),
    "alliance_nonaggression": Indicator(
        "security", "pact", "non-aggression pact", directed=False, flow=False
    ),
    "alliance_consultation": Indicator(
        "security", "pact", "consultation pact", directed=False, flow=False
    ),
    "trade_agreement": Indicator(
        "security", "agreements", "trade agreements in force", directed=False, flow=False
    ),
    "trade_agreement_depth": Indicator(
        "security", "level 0-7", "depth of the deepest trade agreement", directed=False, flow=False
    ),
    "trade_agreement_signed": Indicator(
        "security", "agreements", "trade agreements signed", directed=False
    ),
    "investment_treaty": Indicator(
        "security", "treaties", "investment treaties in force", directed=False, flow=False
    ),
    "investment_treaty_signed": Indicator(
        "security", "treaties", "investment treaties signed", directed=False
    ),
    "leader_visits": Indicator("security", "visits", "visits of leaders"),
    "dispute": Indicator("disputes", "disputes", "militarised disputes under way", False, False),
    "dispute_onset": Indicator("disputes", "disputes", "militarised disputes begun", False),
    "dispute_hostility": Indicator(
        "disputes", "level 0-5", "highest hostility level", directed=False, flow=False
    ),
    "arms_embargo": Indicator("disputes", "embargoes", "arms embargoes in force", flow=False),
    "war": Indicator("disputes", "wars", "wars under way", directed=False, flow=False),
    "rivalry": Indicator("disputes", "rivalry", "strategic rivalry", directed=False, flow=False),
    "gdp": Indicator("", "USD", "gross domestic product, current dollars"),
    "imports": Indicator("", "USD", "total imports of goods"),
    "exports": Indicator("", "USD", "total exports of goods"),
    "rgdpe": Indicator("", "2017 USD PPP", "real GDP, expenditure side"),
    "rgdpo": Indicator("", "2017 USD PPP", "real GDP, output side"),
    "cgdpo": Indicator("", "2017 USD PPP", "real GDP, output side, current prices"),
    "rgdpna": Indicator("", "2017 USD", "real GDP, national accounts"),
    "population": Indicator("", "persons", "population", flow=False),
    "employment": Indicator("", "persons", "persons engaged", flow=False),
    "exchange_rate": Indicator("", "local currency per USD", "exchange rate", flow=False),
    "export_share": Indicator("", "share of GDP", "merchandise exports over GDP", flow=False),
    "import_share": Indicator(
        "", "share of GDP", "merchandise imports over GDP", flow=False, signed=True
    ),
    "capability": Indicator("", "share of the world", "material capability (CINC)", flow=False),
    "soldiers": Indicator("", "persons", "military personnel", flow=False),
    "visits_abroad": Indicator("", "visits", "visits of leaders abroad"),
    "visits_received": Indicator("", "visits", "visits of leaders received"),
    "military_expenditure": Indicator("", "USD", "military expenditure, current dollars"),
    "military_burden": Indicator("", "share of GDP", "military expenditure over GDP", flow=False),
    "ideal_point": Indicator("", "position", "position in votes", flow=False, signed=True),
    "ideal_point_low": Indicator(
        "", "position", "position in votes, low end", flow=False, signed=True
    ),
    "ideal_point_high": Indicator(
        "", "position", "position in votes, high end", flow=False, signed=True
    ),
}
"""Every indicator that a source may write. `import_share` is negative in the Penn World Table. The item of
what was signed is the agreement's name or the day of its signature, as far as its publisher gives them.

Data of one's own, and sources of other packages, add theirs (:func:`register`).
"""


def register(name: str, indicator: Indicator) -> None:
    """Let an indicator be written that is not ours."""
    INDICATORS[name] = indicator


def forget(name: str) -> None:
    """Let an indicator that is not ours be written no longer."""
    INDICATORS.pop(name, None)


def own_channels() -> dict[str, tuple[str, Own]]:
    """Return the indicators that make a channel by themselves, by channel's name."""
    found = {one.channel: (name, one) for name, one in INDICATORS.items() if isinstance(one, Own)}
    return dict(sorted(found.items()))
