"""How far to trust an outlook: the record of its model beside others, and what those say here."""

from __future__ import annotations

import polars as pl

from counterpoise import sources
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.ledger import Ledger
from counterpoise.report.pages import Cell, Section, Table
from counterpoise.report.sections.forecasts.begun import unknown
from counterpoise.scenarios.outlook import answers as tables
from counterpoise.scenarios.outlook import trained
from counterpoise.scenarios.outlook.forecast import Outlook

MODELS = {
    "hurdle": "whether, then how much",
    "hurdle_dirichlet": "whether, then how much, with the fading past",
    "hurdle_walk": "whether, then how much, with the drift",
    "dirichlet": "fading past",
    "loose": "fading past, looser",
    "dirichlet_walk": "fading past with the drift",
    "walk": "drift",
    "average": "five-year average",
    "persistence": "last year again",
}
"""Models that pages show, in plain words; the manual has their terms, and all that were scored."""
MEANS = {
    "hurdle": "draws whether each supplier delivers at all, and then how much",
    "hurdle_dirichlet": "takes half of its draws from a model that draws whether each supplier delivers, and"
    " then how much, and half from one in which the past counts the less the older it is",
    "hurdle_walk": "takes half of its draws from a model that draws whether each supplier delivers, and then"
    " how much, and half from one in which shares drift on from where they are",
    "dirichlet": "carries the past mix on, which counts the less the older it is",
    "loose": "carries the past mix on, which counts the less the older it is, how closely being drawn too",
    "dirichlet_walk": "takes half of its draws from the past mix, which counts the less the older it is, and"
    " half from shares that drift on from where they are",
    "walk": "lets shares drift on from where they are",
}
"""What those that may be chosen do, in a sentence."""
PERIODS = {"development": "to choose it", "held out": "held out"}
SUPPLIERS = 5
LIKE_THESE = (
    "A forecast is of what suppliers like these did for recipients like this one, and knows of no"
)
UNFORESEEN = {
    "arms": f"What is delivered is lumpy; one large contract decides years. {LIKE_THESE} signed orders.",
    "trade": f"{LIKE_THESE} war, embargo, tariff or price to come.",
}
"""What a forecast of a channel cannot know."""


def record(outlook: Outlook, channel: str, ledger: Ledger, note: int) -> Section:
    """Return how good the model has been, beside the yardsticks, and what they say here."""
    return Section(
        "record",
        "How far to trust it",
        lead=(
            (
                f"The model, “{MODELS[outlook.model]}” (by its own name {outlook.model}),"
                f" {means(outlook.model)}; it is trained on {outlook.trained_on}, with nothing after"
                f" {outlook.learnt_to}.",
            ),
        ),
        parts=(_scores(outlook, channel, ledger), _beside(outlook, note)),
        caveats=(
            *_untold(outlook),
            f"“As of {outlook.as_of}” means rows up to that year in today's vintage: what was published"
            " then may have differed.",
            UNFORESEEN[channel],
        ),
    )  # fmt: skip


def means(model: str) -> str:
    """Return what a model does, in words."""
    return MEANS.get(model, "carries on what was")


def _untold(outlook: Outlook) -> tuple[str, ...]:
    """Return why it is not known what happened, where other pages may tell of later years."""
    if outlook.known_to >= outlook.to:
        return ()
    came = outlook.came
    return (
        f"What happened is told by the release that is carried forward alone, {came.source}"
        f" {came.vintage}, which ends in {came.last}: later years of other releases are no test of it.",
    )


def _scores(outlook: Outlook, channel: str, ledger: Ledger) -> Table:
    """Return the scores of the horizon that is nearest to the window."""
    learnt = trained.read(channel)
    length = outlook.to - outlook.as_of
    near = learnt.nearest(length)
    scored = learnt.scores.filter(
        pl.col("horizon") == near, pl.col("size") == "all", pl.col("model").is_in(list(MODELS))
    )
    note = ledger.bare(
        learnt.source,
        learnt.vintage,
        sources.module(learnt.source).SOURCE.title,
        f"forecasts of {channel} scored, {number_of(near, 'year')} ahead,"
        f" {number_of(learnt.recipients, 'recipient')}",
        int(scored.filter(pl.col("model") == outlook.model)["cases"].sum()),
        f"counterpoise backtest {channel} --write",
    )
    rows: list[tuple[Cell, ...]] = [
        (
            MODELS[row["model"]],
            PERIODS[row["period"]],
            wording.count(row["cases"], note=note),
            wording.count(row["energy"], digits=3, note=note),
            *(_part(row[name], note) for name in ("hit", "cover80", "cover95")),
        )
        for row in scored.sort("period", "energy").rows(named=True)
    ]
    return Table(
        "scores",
        f"Its record: forecasts {number_of(near, 'year')} ahead, all recipients"
        + ("" if near == length else f"; the nearest scored to {length}"),
        ("Model", "Scored on", "Cases", "Energy score", "Leader named", "80 % held", "95 % held"),
        tuple(rows),
        caption="Energy score: how far the shares drawn lie from the true ones; lower is better. 80 and"
        " 95 %: how often the leader's true share lay inside the interval.",
    )


def _beside(outlook: Outlook, note: int) -> Table:
    """Return the mean shares of the yardsticks."""
    beside = tables.beside(outlook)
    models = [name for name in beside.columns if name not in ("supplier", "happened")]
    return Table(
        "beside",
        "Mean shares that each would give here",
        ("Supplier", *(MODELS[name] for name in models), happened_head(outlook)),
        tuple(
            (
                states.name(row["supplier"]),
                *(wording.percent(row[name], note=note) for name in models),
                happened(outlook, row["happened"], note),
            )
            for row in beside.head(SUPPLIERS).rows(named=True)
        ),
    )


def happened_head(outlook: Outlook) -> str:
    """Return the head of the column of what happened, with the year up to which it is known."""
    return f"Happened to {outlook.known_to}" if outlook.known_to > outlook.as_of else "Happened"


def happened(outlook: Outlook, share: float | None, note: int) -> Cell:
    """Return the true share, or that it is not known."""
    return unknown(outlook) if share is None else wording.percent(share, note=note)


def _part(value: float | None, note: int) -> Cell:
    """Return a part of the cases; points have no intervals."""
    return "" if value is None else wording.percent(value, bar=False, note=note)
