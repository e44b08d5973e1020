"""What every column of every table is: a label of at most 80 letters, its unit, and its range.

A name means one thing; where a measure uses it for another, the measure's own line goes before.
`{channel}` stands for the unit of the channel asked for.
"""

from __future__ import annotations

from typing import Final

NONE: Final = "no unit"
SHARE: Final = "part of 1"
USD: Final = "USD"
CODE: Final = "code"
WORDS: Final = "text"
COUNT: Final = "count"
YES: Final = "yes or no"
OF_CHANNEL: Final = "{channel}"

Line = tuple[str, str]

COLUMNS: Final[dict[str, Line]] = {
    "state": ("State whose figures the row holds", CODE),
    "partner": ("Partner of the state", CODE),
    "group": ("Group of partners, such as a bloc", WORDS),
    "channel": ("Kind of reliance: arms, imports, exports, aid, ...", WORDS),
    "year": ("Calendar year; the last of the window where one is trailing", "year"),
    "source": ("Data set that answers for the state and year; several stand with +", WORDS),
    "vintage": ("Release of the data set; several stand with +, in the order of source", WORDS),
    "told_by": ("Who tells: the state, its partners, both sides, or compiled by others", WORDS),
    "completeness": ("Part of the state's own total that the pairs held tell of", SHARE),
    "name": ("short English name", WORDS),
    "iso3": ("ISO 3166 code of three letters; empty where ISO gave none", CODE),
    "cow": ("Correlates of War code in the year; empty outside its spells", CODE),
    "gw": ("Gleditsch-Ward code in the year; empty outside its spells", CODE),
    "value": ("What the partner gives (or gets) in the window", OF_CHANNEL),
    "volume": ("Total of the state over all partners in the window", OF_CHANNEL),
    "share": ("Partner's share of the state's total", SHARE),
    "state_of_share": ("Why there is or is no share: shared, suppressed, undefined, ...", WORDS),
    "unknown": ("Rows of the window that are held and not known", COUNT),
    "mirror": ("The same as the partner tells it", OF_CHANNEL),
    "own_share": (
        "Partner's share if the state's customs record as before what only its partners tell",
        SHARE,
    ),
    "mirror_share": ("Partner's share if told by the partners where they do", SHARE),
    "years_seen": ("Years that the stock is built from", COUNT),
    "partners": ("Named partners with more than zero", COUNT),
    "herfindahl": ("Herfindahl-Hirschman index: sum of squared shares", SHARE),
    "normalised_herfindahl": ("Herfindahl index, rescaled: 0 where shares are equal", SHARE),
    "hirschman": ("Hirschman index: 100 times the root of the Herfindahl index", "0 to 100"),
    "normalised_hirschman": ("UNCTAD concentration index", SHARE),
    "hill_0": ("Partners, each counted once (Hill number of order 0)", COUNT),
    "hill_1": ("Effective partners of order 1: exp of the entropy", "partners"),
    "hill_2": ("Effective partners of order 2: one over the Herfindahl index", "partners"),
    "hill_inf": ("One over the largest share", "partners"),
    "shannon": ("Shannon entropy of the shares", "nats"),
    "evenness": ("Entropy over its greatest value for so many partners", SHARE),
    "cr_1": ("Share of the largest partner", SHARE),
    "cr_3": ("Share of the three largest partners", SHARE),
    "theil": ("Theil index: ln N less the entropy of the shares", "nats"),
    "unallocated": ("Share that is of no named partner", SHARE),
    "leader": ("Largest partner", CODE),
    "leader_share": ("Share of the largest partner", SHARE),
    "runner_up": ("Second largest partner", CODE),
    "runner_up_share": ("Share of the second largest partner", SHARE),
    "margin": ("Lead of the largest partner over the second", SHARE),
    "tied": ("Whether two partners are the largest", YES),
    "changed": ("Whether another partner led the year before", YES),
    "led_since": ("First year of the leader's unbroken lead", "year"),
    "years_as_leader": ("Years of the leader's unbroken lead", COUNT),
    "worst_partner": ("Partner whose loss leaves least", CODE),
    "share_lost": ("Share that goes with the largest partner", SHARE),
    "share_left": ("Share that is left without the largest partner", SHARE),
    "herfindahl_left": ("Herfindahl index of what is left", SHARE),
    "effective_left": ("Effective partners of what is left", "partners"),
    "next_partner": ("Largest partner of what is left", CODE),
    "next_share": ("Its share of the whole", SHARE),
    "next_share_left": ("Its share of what is left", SHARE),
    "pair_lost": ("Share that goes with the two largest partners", SHARE),
    "pair_left": ("Share that is left without the two largest partners", SHARE),
    "pair_tied": ("Whether the second of the pair is tied", YES),
    "turnover": ("Part of the total that changed hands", SHARE),
    "entrants": ("Partners that came", COUNT),
    "leavers": ("Partners that left", COUNT),
    "unclear": ("Partners of whom it is not known whether they came or left", COUNT),
    "merger_effect": ("Herfindahl index with the named as one, less without", SHARE),
    "herfindahl_together": ("Herfindahl index if the partners named were one", SHARE),
    "share_together": ("Share of the partners named", SHARE),
    "between": ("Concentration between groups of partners", "nats"),
    "within": ("Concentration within groups of partners", "nats"),
    "groups": ("Groups of partners", COUNT),
    "group_share": ("Share of the group", SHARE),
    "herfindahl_within": ("Herfindahl index within the group", SHARE),
    "contribution": ("Group's part in the Herfindahl index", SHARE),
    "herfindahl_blocs": ("Herfindahl index if every group were one partner", SHARE),
    "channels": ("Channels that are known", COUNT),
    "weight": ("Part of all weights that the known channels bear", SHARE),
    "exports": ("Goods from the state to the partner", USD),
    "imports": ("Goods from the partner to the state", USD),
    "total": ("Exports and imports together", USD),
    "balance": ("Exports less imports", USD),
    "state_exports": ("Exports of the state to all partners", USD),
    "state_imports": ("Imports of the state from all partners", USD),
    "state_total": ("Trade of the state with all partners", USD),
    "partner_total": ("Trade of the partner with all its partners", USD),
    "state_unknown": ("Directions not known, over all partners of the state", COUNT),
    "partner_unknown": ("Whether the partner's total is not known", COUNT),
    "state_share": ("Partner's part in the trade of the state", SHARE),
    "partner_share": ("State's part in the trade of the partner", SHARE),
    "asymmetry": ("Partner's trade share less the state's: whom the tie weighs more for", SHARE),
    "trade_share": ("Partner's part in the trade of the state", SHARE),
    "partner_trade_share": ("State's part in the trade of the partner", SHARE),
    "salience": ("Root of the product of both trade shares (Barbieri)", SHARE),
    "symmetry": ("One less the difference of both trade shares (Barbieri)", SHARE),
    "interdependence": ("Salience times symmetry (Barbieri)", SHARE),
    "import_dependence": ("Partner's part in the imports of the state", SHARE),
    "dependence": ("Trade with the partner over the GDP of the state", SHARE),
    "partner_dependence": ("Trade with the state over the GDP of the partner", SHARE),
    "lower": ("The lower of the two dependences", SHARE),
    "higher": ("The higher of the two dependences", SHARE),
    "openness": ("Trade of the state with all over its GDP", SHARE),
    "n": ("Roll calls in which both voted", COUNT),
    "n_agree": ("Roll calls that agree rests on", COUNT),
    "agree": ("Agreement: same vote 1, one abstains 1/2, against 0; mean", SHARE),
    "s_absolute": ("Signorino and Ritter's S, absolute distance", "-1 to 1"),
    "s_squared": ("Signorino and Ritter's S, squared distance", "-1 to 1"),
    "kappa_nominal": ("Cohen's kappa, nominal", "at most 1"),
    "kappa_linear": ("Cohen's kappa, linear weights", "at most 1"),
    "kappa_squared": ("Cohen's kappa, squared weights", "at most 1"),
    "pi_nominal": ("Scott's pi, nominal", "at most 1"),
    "pi_linear": ("Scott's pi, linear weights", "at most 1"),
    "pi_squared": ("Scott's pi, squared weights", "at most 1"),
    "tau_b": ("Kendall's tau-b", "-1 to 1"),
    "reason": ("Why an index is not defined", WORDS),
    "ideal_point": ("Ideal point in votes of the General Assembly", "position"),
    "effective": ("Effective partners, order 2", "partners"),
    "independent": ("Effective partners, those who vote alike discounted", "partners"),
    "gap": ("Effective less independent partners", "partners"),
    "known": ("Share of partners whose likeness is known", SHARE),
    "tilt": ("Hedging: part that leans to one rival over all channels", SHARE),
    "offset": ("Hedging: part that channels leaning apart cancel", SHARE),
    "net_tilt": ("Net lean between two rivals; above 0 to the first", "-1 to 1"),
    "towards": ("Rival with the largest part", CODE),
    "intensity": ("Mean strength of the ties with the rivals", SHARE),
    "hedge": ("Intensity times one less the tilt", SHARE),
    "least_tie": ("Mean over channels of the weakest tie", SHARE),
    "hull": ("Net tilt with any weights of the channels", "-1 to 1"),
    "no_ties": ("Channels in which no rival has a tie", WORDS),
    "near_zero": ("Part of draws of weights with net tilt within 0.1 of 0", SHARE),
    "loss_pct": ("Loss of real income of the state, above 0 a loss", "per cent"),
    "partner_loss_pct": ("Loss of real income of the partner", "per cent"),
    "ratio": ("Partner's loss over the state's; empty unless both lose", NONE),
    "trade_usd": ("Trade that ends", USD),
    "status": ("solved, no trade, partly covered (a lower bound), not covered", WORDS),
    "convention": ("With or without input-output loops", WORDS),
}
"""Every column by name; ends of ranges (`_low`, `_median`, `_high`) go by what stands before."""

OF_MEASURE: Final[dict[tuple[str, str], Line]] = {
    ("hedging", "balance"): ("Hedging: part that stands in balance within channels", SHARE),
    ("hedging", "channels"): ("Channels that have a tilt", COUNT),
    ("hedging", "unknown"): ("Channels that are not known", WORDS),
    ("entropy_chain", "between"): ("Entropy between channels", "nats"),
    ("entropy_chain", "within"): ("Entropy within channels", "nats"),
    ("entropy_chain", "total"): ("Entropy of the one portfolio", "nats"),
    ("ties", "unknown"): ("Directions of the pair that are not known, 0 to 2", COUNT),
    ("matrix", "trade_share"): ("Part of the state's foreign trade that ends", SHARE),
    ("strategic_products", "item"): ("Product: code of the Harmonized System", CODE),
    ("strategic_products", "imports"): ("Imports of the product", USD),
    ("strategic_products", "within"): ("Imports from within a union", USD),
    ("strategic_products", "exports"): ("Exports of the product", USD),
    ("strategic_products", "suppliers"): ("Named suppliers", COUNT),
    ("strategic_products", "from_leader"): ("Imports from the first supplier", USD),
    ("strategic_products", "leader"): ("First supplier", CODE),
    ("strategic_products", "leader_share"): ("Share of the first supplier in imports", SHARE),
    ("strategic_products", "import_concentration"): ("Herfindahl index of suppliers", SHARE),
    ("strategic_products", "outside_share"): ("Part of imports from outside a union", SHARE),
    ("strategic_products", "world_concentration"): (
        "Herfindahl index of the world's exports",
        SHARE,
    ),
    ("strategic_products", "imports_over_exports"): ("Imports over exports; empty without", NONE),
    ("strategic_products", "above_concentration"): ("Concentration less its threshold", NONE),
    ("strategic_products", "above_outside"): ("Part from outside less its threshold", NONE),
    ("strategic_products", "above_world"): ("The world's concentration less its threshold", NONE),
    ("strategic_products", "above_deficit"): ("Imports over exports less its threshold", NONE),
    ("strategic_products", "eu"): ("Meets the European Commission's criteria", YES),
    ("strategic_products", "geodep"): ("Meets CEPII GeoDep's criteria in the year", YES),
    ("strategic_products", "merics"): ("Meets MERICS' criteria", YES),
    ("strategic_products", "unknown"): ("Ties of the state that are not covered", COUNT),
    ("strategic_products", "world_unknown"): ("Ties of the world that are not covered", COUNT),
    ("relations", "days"): ("Days on which anything is told of the two", COUNT),
    ("relations", "month"): ("Calendar month, where asked for", "month"),
    ("relations", "segment"): (
        "Stretch between two breaks of the source; compare within one",
        COUNT,
    ),
    ("relations", "attention"): ("Part of the state's days with all partners", SHARE),
    ("relations", "lift"): ("Days over those that both states' days with all would give", NONE),
    ("relations", "conflict"): (
        "Days of conflict among days and classes, drawn to the mean",
        SHARE,
    ),
    ("relations", "material_cooperation"): ("Deeds among days of cooperation", SHARE),
    ("relations", "conflict_mean"): ("Days of conflict of the state with all partners", SHARE),
    ("relations", "material_conflict"): ("Deeds among days of conflict", SHARE),
    ("relations", "net"): ("Days of cooperation less days of conflict, over both", "-1 to 1"),
    ("relations", "goldstein"): (
        "Mean Goldstein score of days and classes; beside the shares",
        "-10 to 10",
    ),
    ("relations", "state_of_conflict"): (
        "Why there is or is no figure: stated, too few days",
        WORDS,
    ),
    ("relations", "stories"): ("Different pages", COUNT),
    ("relations", "reports"): ("Rows of the publisher's files", COUNT),
    ("relations", "publisher"): ("Who printed most of the reports", WORDS),
    ("relations", "publisher_share"): ("Its part of the reports", SHARE),
    ("relations", "resting"): ("Part of days and classes that it alone tells of", SHARE),
    ("states", "state"): ("Id of the state or territory", CODE),
}
"""Columns that a measure uses for something of its own."""

CODES: Final = ("name", "iso3", "cow", "gw")
ENDS: Final = {"low": "low end", "high": "high end", "median": "median"}
"""How the ends of a range are called."""


def line(measure: str, column: str) -> Line | None:
    """Return the label and the unit of a column; None if none is declared."""
    if (measure, column) in OF_MEASURE:
        return OF_MEASURE[measure, column]
    if column in COLUMNS:
        return COLUMNS[column]
    base, _, end = column.rpartition("_")
    if base == "hill":
        return f"Effective partners of order {end} (Hill number)", "partners"
    if base == "cr" and end.isdigit():
        return f"Share of the {end} largest partners", SHARE
    if end in ENDS and (found := line(measure, base)):
        return f"{found[0]}, {ENDS[end]}", found[1]
    who, _, code = column.partition("_")
    if who in ("state", "partner") and code in CODES:
        label, unit = COLUMNS[code]
        # What is a name, such as ISO or Correlates of War, keeps its capital.
        return f"{who.capitalize()}: {label}", unit
    return None
