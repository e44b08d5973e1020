"""Between rivals: balance in every channel, tilt to one, or offset of one channel by another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import polars as pl

from counterpoise.measures.hedging import FAINT, GROUPS, hedging_ranks
from counterpoise.measures.rivals import Rivals
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import rival_ties, wording
from counterpoise.report.pages import Cell, Chart, Section, Sentence, Table
from counterpoise.report.rival_ties import flows
from counterpoise.report.sections.state.channels import cite
from counterpoise.report.sections.state.rival_partition import DRAWS, SEED, WEIGHING, partition
from counterpoise.report.sections.state.rival_tables import (
    by_the_excerpt,
    choices,
    cite_pacts,
    cite_readings,
    path,
    ties_table,
    triangle,
)
from counterpoise.report.study import Flow, Study, years_of

FEWEST_STATES = 10

MOST_PATHS = 8
"""States whose paths can be told apart in one triangle."""


def section(study: Study) -> Section:
    """Return the section on hedging, or why there is none."""
    title = "Between rivals"
    if len(study.rivals) < 2:
        return Section(
            "hedging", title, lead=(("No two rivals are known; name them: --rivals A,B",),)
        )
    if study.state in study.rivals:
        return Section("hedging", title, lead=(_a_pole(study),))
    held = flows(study)
    found, ties = partition(study)
    if found.is_empty():
        return Section(
            "hedging", title, lead=(("Too few channels are covered with both rivals to tell.",),)
        )
    year = years_of(found)[1]
    notes = _cite(study, held, year)
    readings = cite_readings(study, year, notes[-1])
    now = found.filter(pl.col("year") == year).row(0, named=True)
    return Section(
        "hedging",
        title,
        lead=(
            *_finding(study, now, year, notes[-1]),
            *_security(study, year),
            *(() if study.short else _rank(study, year, notes[-1])),
        ),
        parts=(
            triangle(study, found, notes),
            *(() if study.short else (choices(study, ties, now, (notes[-1], readings)),)),
            ties_table(study, ties, year, readings),
        ),
        caveats=(
            f"{wording.started(WEIGHING)}; the ranges in the text are what other weights of the three"
            f" would give (5 to 95 % of {DRAWS} draws, every set of weights as likely as any other).",
            "A tie is the rival's share of the channel, in votes (1 + κ)/2, in pacts 1 if either owes the"
            " other defence or offence, and else 0. Balance is no sign of closeness: look at intensity,"
            " which is low where the state keeps away from both.",
        ),
    )


def _a_pole(study: Study) -> Sentence:
    """Return that the state is a rival itself, among whom it is not asked to balance."""
    here = wording.started(study.place)
    is_was, does_did = ("was", "did") if study.ended else ("is", "does")
    others = [wording.place(rival) for rival in study.rivals if rival != study.state]
    default = study.default_rivals
    if study.named_rivals or default is None:
        return (f"{here} {is_was} itself one of the rivals named.",)
    return (
        f"{here} {is_was} itself one of the rivals, with {wording.listed(others)}"
        f" ({default.about}, {_when(study, default)}), and {does_did} not balance between them."
        " To put it between others: --rivals A,B",
    )


def _left_out(study: Study, rivals: Sequence[str]) -> Sentence:
    """Return why a state does not stand beside those compared; nothing if it does."""
    if study.state in study.rivals:
        return _a_pole(study)
    if study.rivals != rivals:
        return (f"{wording.ended(study.place, study.ended)} It had other rivals.",)
    return ()


def compared(studies: Sequence[Study]) -> Section:
    """Return the section that puts several states between the same rivals."""
    title = "Between rivals"
    rivals = studies[0].rivals
    free = [study for study in studies if study.rivals == rivals]
    told = [(study, found.sort("year")) for study in free if (found := partition(study)[0]).height]
    left = [sentence for study in studies if (sentence := _left_out(study, rivals))]
    if len(rivals) < 2 or not told:
        lead: tuple[Sentence, ...] = (("Too little is covered with two rivals to tell.",), *left)
        return Section("hedging", title, lead=lead)
    names = wording.listed([wording.place(rival) for rival in rivals])
    pacts = studies[0].evidence(rival_ties.PACTS[0])
    carried = f", pacts of {pacts.last} at the latest" if pacts else ""
    rows: list[tuple[Cell, ...]] = []
    notes: list[int] = []
    for study, found in told:
        now = found.row(-1, named=True)
        notes.append(_cite(study, flows(study), now["year"])[-1])
        figures = ("balance", "tilt", "offset", "net_tilt", "intensity")
        rows.append(
            (
                study.name,
                str(now["year"]),
                *(wording.count(now[name], note=notes[-1], digits=2) for name in figures),
                states.name(now["towards"]) if _leans(now) else "–",
            )
        )
    return Section(
        "hedging",
        title,
        lead=(
            (f"How the ties of each state with {names} parted, in the last year covered.",),
            *left,
        ),
        parts=(
            Table(
                "hedging-compared",
                "",
                ("State", "Year", "Balance", "Tilt", "Offset", "Net tilt", "Intensity", "Towards"),
                tuple(rows),
                caption="Balance, tilt and offset add up to 1; net tilt is positive towards"
                f" {wording.place(rivals[0])}. Shares and votes are those of the year named, of arms"
                f" over the years up to it{carried}; years differ where coverage does.",
            ),
            *_paths(told, names, notes),
        ),
    )


def _paths(
    told: Sequence[tuple[Study, pl.DataFrame]], names: str, notes: Sequence[int]
) -> tuple[Chart, ...]:
    """Return the paths of the states, of as many as can be told apart."""
    if len(told) > MOST_PATHS:
        return ()
    return (
        Chart(
            "hedging-triangle",
            "ternary",
            "Balance, tilt, offset",
            f"Paths of the states between {names}.",
            tuple(row for study, found in told for row in path(study, found)),
            caption="Top: as close to one rival as to the other. Left: one channel makes up for"
            " another. Right: aligned with one.",
            notes=tuple(notes),
        ),
    )


def _cite(study: Study, held: dict[str, Flow], year: int) -> tuple[int, ...]:
    """Return the footnotes of the shares and pacts, and last the one that names them all."""
    notes = [cite(study, flow, min(year, flow.last)) for flow in held.values()]
    pacts = cite_pacts(study, year)
    if pacts is not None:
        notes.append(pacts)
    evidence = study.votes
    if evidence is None:
        return tuple(notes)
    votes = evidence.rows.filter(pl.col("state").is_in([study.state, *study.rivals]))
    cast = number_of(votes.select(pl.len()).collect().item(), "vote")
    return (
        *notes,
        study.ledger.cite(
            evidence,
            f"ties of {study.state} with {wording.listed(list(study.rivals))}: their {cast}, and notes"
            f" {wording.listed([str(note) for note in notes])}",
            None,
            f"counterpoise table hedging {study.state} --rivals {','.join(study.rivals)}"
            + wording.as_of(study.as_of),
            entering=rival_ties.releases(study, year),
        ),
    )


def _finding(study: Study, now: dict[str, Any], year: int, note: int) -> tuple[Sentence, ...]:
    rivals = wording.listed([wording.place(rival) for rival in study.rivals])
    default = study.default_rivals
    why = (
        f", the strongest rivalry among major powers ({default.about}, {_when(study, default)})"
        if default and not study.named_rivals
        else ""
    )
    towards = f"towards {wording.place(now['towards'])}" if _leans(now) else "towards neither"
    way = "" if f"{now['tilt']:.2f}" == "0.00" else f" {towards}"

    def part(name: str) -> tuple[Cell, ...]:
        low, high = (f"{now[f'{name}_{end}']:.2f}" for end in ("low", "high"))
        shown = wording.count(now[name], note=note, digits=2)
        return (shown,) if low == high else (shown, f" ({low}–{high})")

    return (
        (
            f"Between {rivals}{why}, the ties of {study.place} in {year} parted into balance within"
            " channels ",
            *part("balance"),
            ", tilt ",
            *part("tilt"),
            f"{way} and offset across channels ",
            *part("offset"),
            ".",
        ),
        (
            f"They leaned {towards}",
            *(
                (" by ", wording.count(abs(now["net_tilt"]), note=note, digits=2))
                if now.get("net_tilt") is not None and _leans(now)
                else ()
            ),
            ", at an intensity of ",
            wording.count(now["intensity"], note=note, digits=2),
            " (1 would be all of every channel with both).",
        ),
    )


def _leans(now: dict[str, Any]) -> bool:
    """Return whether there is a lean that can be seen in two digits: 0.00 is towards nobody."""
    net = now.get("net_tilt")
    return bool(now["towards"]) and (net is None or f"{abs(net):.2f}" != "0.00")


def _when(study: Study, default: Rivals) -> str:
    """Return since when the rivals are rivals, and up to when if the state ended."""
    if study.ended:
        return wording.span(default.since, default.year)
    return f"since {default.since}"


def _security(study: Study, year: int) -> tuple[Sentence, ...]:
    """Return which channels of security are told, of which year, and which are not covered."""
    known_to = rival_ties.pacts_known_to(study, year)
    words = []
    if study.flow("arms") is None:
        words.append(f"arms are not covered{by_the_excerpt(study)}")
    if known_to is None:
        words.append("pacts are not covered")
    elif known_to < year:
        words.append(f"pacts are as of {known_to}, the last year of their list")
    return ((f"In security, {wording.listed(words)}.",),) if words else ()


def _rank(study: Study, year: int, note: int) -> tuple[Sentence, ...]:
    """Return where the state stands among all, by how closely it is tied to both rivals at once."""
    channels = tuple(name for name in flows(study) if name != "arms")
    pacts = rival_ties.pacts_known_to(study, year) is not None
    asked = ("hedging", study.rivals, year, channels, pacts)
    ranked = study.of_all(asked, lambda: _ranks(study, year))
    own = ranked.filter(pl.col("state") == study.state).rows(named=True)
    if not own:
        return ()
    (stood,) = own
    return (
        (
            "By ties with both at once (intensity without the tilt) in trade, pacts and votes it"
            f" stood {wording.ordinal(stood['rank'])}",
            f" ({stood['rank_low']:.0f}–{stood['rank_high']:.0f} by the weights) of the ",
            wording.count(ranked.height, note=note),
            f" states of which these were known in {year}.",
        ),
    )


def _ranks(study: Study, year: int) -> pl.DataFrame:
    """Return the ranks of all states of which the most channels are known; none of too few."""
    ties = rival_ties.everybodys_but_arms(study, year)
    both = ties.filter(pl.col("strength").is_not_null())
    known = both.group_by("state").len().filter(pl.col("len") == pl.col("len").max())["state"]
    if known.len() < FEWEST_STATES:
        return pl.DataFrame(schema={"state": pl.String})
    return hedging_ranks(
        both.filter(pl.col("state").is_in(known.implode())),
        poles=study.rivals,
        groups=GROUPS,
        faint=FAINT,
        draws=DRAWS,
        rng=np.random.default_rng(SEED),
        vary="weights",
    )
