"""Who gives aid, net of what is paid back."""

from __future__ import annotations

from dataclasses import replace

import polars as pl

from counterpoise.reference import states
from counterpoise.report import wording
from counterpoise.report.pages import Chart, Section, Sentence, Table
from counterpoise.report.sections.state import chinese_finance, windows
from counterpoise.report.sections.state.missing import not_held
from counterpoise.report.study import Flow, Study, years_of

DONORS_SHOWN = 8


def section(study: Study) -> Section:
    """Return the section on aid."""
    flow = study.flow("aid")
    if flow is None:
        missing = not_held(study, "aid", "Aid", "aid_net", "destination")
        return replace(missing, lead=(*missing.lead, *chinese_finance.sentences(study)))
    rows = flow.evidence.rows.filter(pl.col("destination") == study.state).collect()
    first, last = years_of(rows)
    return Section(
        "aid",
        "Aid",
        lead=(*_findings(study, rows, first, last), *chinese_finance.sentences(study)),
        parts=(_chart(study, flow, rows, first, last), _table(study, flow)),
        caveats=(*_undefined(study), *flow.evidence.holding.card.caveats),
    )


def _findings(study: Study, rows: pl.DataFrame, first: int, last: int) -> tuple[Sentence, ...]:
    """Return who gave most over the longest span that ends before net aid turns negative."""
    totals = rows.group_by("year").agg(pl.col("value").sum()).sort("year")
    negative = totals.filter(pl.col("value") < 0)["year"]
    end = int(negative.min()) - 1 if negative.len() else last  # type: ignore[arg-type]
    end = min(end, 10 * (end // 10) + 9) if end >= first + 10 else end
    end = end if end % 10 == 9 or end < first + 10 else 10 * (end // 10) - 1
    whole = study.flow("aid", window=end - first + 1)
    if whole is None:
        return ()
    top = whole.year(end).filter(~pl.col("origin").str.starts_with("residual:")).row(0, named=True)
    note = study.cite(whole, first, end)
    sentences: list[Sentence] = [
        (
            f"From {first} to {end} {wording.place(top['origin'])} gave ",
            wording.percent(
                top["share"],
                status="" if top["share"] is not None else "undefined",
                note=note,
                bar=False,
            ),
            " of net bilateral aid, of ",
            wording.dollars(top["volume"], note=note),
            " in all.",
        )
    ]
    if negative.len():
        years = wording.listed([str(year) for year in negative])
        sentences.append(
            (
                f"In {years} repayments were larger than new aid: the net flow is negative, and shares"
                " of it are undefined.",
            )
        )
    return tuple(sentences)


def _unit(rows: pl.DataFrame) -> tuple[str, float]:
    """Return the unit that leaves a digit before the point in the year of most aid, and its size."""
    yearly = rows.filter(pl.col("value") > 0).group_by("year").agg(pl.col("value").sum())["value"]
    size, word, _ = wording.money(max(yearly, default=0.0))
    return word, size


def _chart(study: Study, flow: Flow, rows: pl.DataFrame, first: int, last: int) -> Chart:
    sizes = rows.group_by("origin").agg(pl.col("value").sum())
    sizes = sizes.sort("value", "origin", descending=[True, False])
    order = [o for o in sizes["origin"] if ":" not in o] + [o for o in sizes["origin"] if ":" in o]
    word, size = _unit(rows)
    data = [
        {"partner": states.name(origin), "id": origin, "year": year, "value": value / size}
        for origin in order
        for year, value in rows.filter(pl.col("origin") == origin, pl.col("value").is_not_null())
        .sort("year").select("year", "value").rows()
    ]  # fmt: skip
    return Chart(
        "aid-years",
        "stacked_years",
        f"Net aid to {study.place}, {word} US dollars",
        f"Net bilateral aid to {study.place} by donor and year, {word} US dollars.",
        tuple(data),
        caption=f"Net of repayments, {word} current US dollars; below the line more was paid back"
        " than given.",
        notes=study.cites(flow),
    )


def _table(study: Study, flow: Flow) -> Table:
    ends = windows.window_ends(flow)
    marks = windows.notes(study, flow, ends)
    every = flow.shares["year"].unique().to_list()
    donors = windows.largest(flow, every, DONORS_SHOWN)
    named = sorted(donors, key=lambda donor: ":" in donor)
    whole = [wording.dollars(flow.summary(end).get("volume"), note=marks[end]) for end in ends]
    return Table(
        "aid-donors",
        f"Donors of aid to {study.place}",
        ("Donor", *(wording.span(*windows.span(flow, end)) for end in ends)),
        (*windows.share_rows(study, flow, named, ends), ("Net aid in all", *whole)),
        caption="Shares of net bilateral aid in the window; undefined where a donor took back more"
        " than it gave in a year of it. DAC: the OECD's Development Assistance Committee."
        + wording.cut(len(donors), windows.there(flow, every), "donors", windows.NOW_OR_ONCE),
    )


def _undefined(study: Study) -> tuple[str, ...]:
    yearly = study.flow("aid", window=1)
    if yearly is None:
        return ()
    years = yearly.volumes.filter(pl.col("state_of_share") == "undefined").sort("year")["year"]
    if years.is_empty():
        return ()
    return (
        "Shares of single years are undefined where a donor's net flow is negative: "
        f"{wording.listed([str(year) for year in years])}.",
    )
