"""What the end of partners takes away where there is no price: arms, aid, capital, votes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import polars as pl

from counterpoise import sums
from counterpoise.errors import EvidenceError
from counterpoise.measures.views import view
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import PARTLY_KNOWN, Cell, Number, Section, Sentence, Table
from counterpoise.report.study import Study
from counterpoise.scenarios.channels import VIEWS_OF, VOTES
from counterpoise.scenarios.cutoff.arms_cutoff import arms_cutoff
from counterpoise.scenarios.cutoff.exposure import exposure, n_minus_channels

CHANNELS = {
    "arms": "Arms",
    "imports": "Imports",
    "exports": "Exports",
    "aid": "Aid",
    "investment": "Foreign capital",
    "votes": "Votes alike",
}
SUPPLIERS = 6
WORTH_TELLING = 0.01
TRADE = ("imports", "exports")


def section(study: Study, partners: Sequence[str]) -> Section:
    """Return what part of each channel ends with the partners, and what could take its place."""
    whole = exposure(study.store, study.state, as_of=study.as_of)
    table = whole.filter(pl.col("partner").is_in(list(partners)))
    gaps = (
        whole.filter(pl.col("status") == "not covered")["channel"]
        .unique(maintain_order=True)
        .to_list()
    )
    at_most = [name for name in TRADE if name in gaps]
    arms = _arms(study)
    return Section(
        "channels",
        "In other channels",
        lead=(*_heaviest(study, table, partners), *_arms_sentence(study, arms, partners)),
        parts=(
            _exposure_table(study, table, partners, at_most),
            *_arms_table(study, arms, partners),
        ),
        caveats=(
            "Shares of what there was, before anybody replaces it: these channels have no price, and"
            " no loss of income is made up for them.",
            "A supplier's spare capacity is what it delivered elsewhere in the same years; whether it"
            " would sell, and sell this, is another matter.",
        ),
    )


def worst(study: Study) -> Section:
    """Return the worst loss of one partner and of two, per channel and over all at once."""
    table = exposure(study.store, study.state, as_of=study.as_of)
    one, two = (n_minus_channels(table, k=k) for k in (1, 2))
    windows = {
        row["channel"]: row
        for row in table.unique("channel", keep="first", maintain_order=True).rows(named=True)
    }
    rows: list[tuple[Cell, ...]] = []
    for first, second in zip(one.rows(named=True), two.rows(named=True), strict=True):
        window = windows.get(first["channel"])
        label = "All at once" if window is None else _label(window)
        note = _cite(study, window) if window else None
        rows.append(
            (
                label,
                _named(first["partners"]),
                _lost(first, note),
                _named(second["partners"]),
                _lost(second, note),
            )
        )
    return Section(
        "worst",
        "The worst loss in each channel",
        parts=(
            Table(
                "worst-losses",
                "What is lost with one partner (N-1), and with two (N-2)",
                ("Channel", "Worst one", "Lost", "Worst two", "Lost"),
                tuple(rows),
                caption="Parts of each channel. All at once: the same partners lost everywhere,"
                " channels counting alike; the range where some channels are not known. Where some partners"
                " are not covered, parts are of what is covered, and one of them may be worse.",
            ),
        ),
    )


def _heaviest(study: Study, table: pl.DataFrame, partners: Sequence[str]) -> tuple[Sentence, ...]:
    """Return in which channel the partners weigh most."""
    known = table.filter(~pl.col("channel").is_in(["imports", "exports", "votes"]))
    lost = (
        known.group_by("channel", maintain_order=True)
        .agg(
            sums.total(pl.col("share_lost")),
            pl.col("first", "year", "source", "indicator").max(),
            status=pl.col("status").filter(pl.col("status") == "partly covered").first(),
        )
        .sort("share_lost", descending=True, maintain_order=True)
    )  # fmt: skip
    if lost.is_empty() or not lost["share_lost"][0] or lost["share_lost"][0] < WORTH_TELLING:
        return ()
    row = lost.row(0, named=True)
    names = wording.listed([wording.place(partner) for partner in partners])
    return (
        (
            f"Beyond trade, {names} weighs most in {_label(row).split(',')[0].lower()}: ",
            _share({**row, "status": row["status"] or ""}, _cite(study, row)),
            f" of {wording.span(row['first'], row['year'])}. ",
        ),
    )


def _exposure_table(
    study: Study, table: pl.DataFrame, partners: Sequence[str], at_most: Sequence[str]
) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for name in table["channel"].unique(maintain_order=True):
        part = table.filter(pl.col("channel") == name)
        cells: list[Cell] = [_label(part.row(0, named=True))]
        for partner in partners:
            found = part.filter(pl.col("partner") == partner)
            if found.is_empty():
                cells.append(wording.absent("not covered", unit="share"))
                continue
            row = found.row(0, named=True)
            cells.append(_share(row, _cite(study, row), at_most=name in at_most))
        rows.append(tuple(cells))
    return Table(
        "exposure",
        "What part of each channel ends",
        ("Channel", *(states.name(partner) for partner in partners)),
        tuple(rows),
        caption="Votes: part of all agreement beyond chance. Not covered is not zero. ≥: some of its"
        " years are not covered; ≤: of the trade covered, which partners not covered would add to.",
    )


def _share(row: dict[str, Any], note: int | None, *, at_most: bool = False) -> Number:
    if row["share_lost"] is None:
        status = row["status"] if row["status"] in wording.ABSENT else "not covered"
        if status == PARTLY_KNOWN:
            return wording.bounds(row["at_least"], row["at_most"], note=note)
        return wording.absent(status, unit="share", note=note)
    number = wording.percent(row["share_lost"], note=note)
    bound = "≥ " if row["status"] == "partly covered" else "≤ " if at_most else ""
    if not bound or not number.value:
        return number
    return Number(number.value, bound + number.text, number.unit, note=note, bar=number.bar)


def _arms(study: Study) -> pl.DataFrame:
    try:
        return arms_cutoff(study.store, study.state, as_of=study.as_of)
    except EvidenceError:
        return pl.DataFrame()


def _arms_sentence(
    study: Study, table: pl.DataFrame, partners: Sequence[str]
) -> tuple[Sentence, ...]:
    if table.is_empty():
        return ()
    lost = table.filter(pl.col("supplier").is_in(list(partners)))
    if lost.is_empty() or lost["stock_unsupported"][0] is None:
        return ()
    row = lost.row(0, named=True)
    note = _cite(study, {"channel": "arms", "indicator": "arms", **row})
    return (
        (
            "Of the arms in service, ",
            wording.percent(float(lost["stock_unsupported"].sum()), note=note, bar=False),
            " would be left without their maker's support.",
        ),
    )


def _arms_table(study: Study, table: pl.DataFrame, partners: Sequence[str]) -> tuple[Table, ...]:
    if table.is_empty():
        return ()
    cut = pl.col("supplier").is_in(list(partners))
    shown = pl.concat([table.filter(cut), table.filter(~cut).head(SUPPLIERS)])
    first = shown.row(0, named=True)
    note = _cite(study, {"channel": "arms", "indicator": "arms", **first})
    rows: list[tuple[Cell, ...]] = [
        (
            states.name(row["supplier"]),
            wording.tiv(row["lost"], note=note),
            wording.percent(row["share_lost"], note=note),
            wording.percent(row["stock_unsupported"], note=note),
            _cover(row, note),
        )
        for row in shown.rows(named=True)
    ]
    years = wording.span(first["first"], first["year"])
    return (
        Table(
            "arms-cutoff",
            "Arms: deliveries, what is in service, and whether others could deliver",
            ("Supplier", f"Delivered {years}", "Share", "Of what is in service", "Others' cover"),
            tuple(rows),
            caption="Million TIV. In service: all deliveries held, wearing out by 5 % a year. Cover:"
            " what all other suppliers delivered elsewhere, over what would be missing; at least so"
            " much where the source holds some recipients only.",
        ),
    )


def _cover(row: dict[str, Any], note: int | None) -> Cell:
    if row["cover"] is None:
        return ""
    number = wording.count(row["cover"], note=note, digits=1)
    return Number(number.value, f"{'≥ ' if row['at_least'] else ''}{number.text}×", note=note)


def _lost(row: dict[str, Any], note: int | None) -> Number:
    number = wording.percent(row["share_lost"], note=note)
    if row["at_least"] is not None and row["at_most"] is not None and row["channels"] > 1:
        ends = [f"{100 * row[end]:.0f}" for end in ("at_least", "at_most")]
        return Number(number.value, "–".join(dict.fromkeys(ends)) + "\u00a0%", "share", note=note)
    return number


def _named(partners: Sequence[str]) -> str:
    return wording.listed([states.name(partner) for partner in partners]) or "–"


def _label(row: dict[str, Any]) -> str:
    name = CHANNELS[row["channel"]]
    if row["channel"] == "investment" and row["year"] is not None:
        name += " held" if row["indicator"] == "fdi_stock" else " coming in"
    return name if row["year"] is None else f"{name}, {wording.span(row['first'], row['year'])}"


def _cite(study: Study, row: dict[str, Any]) -> int | None:
    """Return the footnote for a channel's rows; None if nothing of it is held."""
    if row["source"] is None:
        return None
    if row["channel"] == VOTES:
        return _cite_votes(study, row)
    names = VIEWS_OF.get(row["channel"], (row["channel"],))
    name = next(each for each in names if view(each).indicator == row["indicator"])
    flow = study.flow(name)
    return study.cite(flow, row["first"], row["year"]) if flow else None


def _cite_votes(study: Study, row: dict[str, Any]) -> int | None:
    evidence = study.votes
    if evidence is None:
        return None
    span = (row["first"], row["year"])
    rows = evidence.rows.filter(pl.col("date").dt.year().is_between(*span))
    return study.ledger.cite(
        evidence,
        f"{CHANNELS[VOTES].lower()} of {study.state}, {wording.span(*span)}: from"
        f" {number_of(rows.select(pl.len()).collect().item(), 'vote')} of all",
        None,
        f"counterpoise table alignment {study.state}",
    )
