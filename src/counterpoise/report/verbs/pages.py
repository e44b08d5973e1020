"""The verbs that end in a page, where Python says more, or says it otherwise, than the page's function.

`brief` and `pair` are the pages' own functions; these take what one would guess: a partner by name, a
scenario by its file, a sentence to check.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import date
from numbers import Integral
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, Literal

from counterpoise import bounds
from counterpoise.errors import UsageError
from counterpoise.panel.store import Store
from counterpoise.reference import groups
from counterpoise.reference import states as registry
from counterpoise.report import compare as comparing
from counterpoise.report import cutoff as cut_pages
from counterpoise.report import cutting
from counterpoise.report import outlook as looking
from counterpoise.report import rank as ranking
from counterpoise.report import rebalance as balancing
from counterpoise.report.basket_cutoff import basket_cutoff
from counterpoise.report.pages import Page
from counterpoise.report.verbs.spoken import State, States, every
from counterpoise.scenarios import scenario_file
from counterpoise.scenarios.baseline.world import Baseline
from counterpoise.scenarios.outlook.forecast import DRAWS
from counterpoise.scenarios.rebalance import question_file
from counterpoise.scenarios.rebalance.question import CAPACITY, YEARS, Rebalance
from counterpoise.scenarios.scenario import Scenario
from counterpoise.scenarios.shocks import Direction, Intervention

if TYPE_CHECKING:
    from counterpoise.report.check import CheckedPage
    from counterpoise.statements.reading.reader import Found
    from counterpoise.statements.statement import Statement

USUAL: Final = cutting.Asked()
Mode = Literal["", "all", "strict"]


def compare(
    store: Store,
    states: States,
    *more: State,
    partner: State = "",
    sort: str = "",
    as_of: int | None = None,
    blocs: Sequence[str] = (),
    rivals: Sequence[State] = (),
) -> Page:
    """Return the page that puts states side by side: ``compare("VNM", "IDN")`` or a list of them.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    states : state, or sequence of them
        Two or more, any number; each is told of its own last year that enough is known of.
    *more : state
        Further ones.
    partner : state
        Whose part in each channel, trade over GDP and cut-off is told of every state.
    sort : str
        The column by which tables that have it are sorted, such as "HHI".
    as_of, blocs, rivals
        As `brief` takes them.

    Raises
    ------
    UsageError, UnknownNameError
        As `report.compare.compare`.
    """
    return comparing.compare(
        store, [*every(states), *every(more)], as_of=as_of,
        blocs=tuple(map(groups.resolve, every(blocs))),
        rivals=tuple(map(registry.state, every(rivals))),
        partner=str(partner) if partner else "", sort=sort,
    )  # fmt: skip


def rank(
    store: Store,
    measure: str,
    *,
    channel: str = "",
    partner: State = "",
    top: int | None = None,
    least: bool = False,
    as_of: int | None = None,
    rivals: Sequence[State] = (),
    blocs: Sequence[str] = (),
    source: str = "",
) -> Page:
    """Return the page that puts all states in the order of a measure, with a map.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    measure : str
        One that gives each state a figure, such as "herfindahl" or "hedging", or one for each partner,
        such as "shares".
    channel, source : str
        As `table` takes them.
    partner : state
        Of measures of pairs, the figure with this partner; each state's largest by default.
    top : int, optional
        So many rows; all by default.
    least : bool
        From the smallest up.
    as_of, rivals, blocs
        As `brief` takes them.

    Raises
    ------
    UsageError, EvidenceError
        As `report.rank.rank`.
    """
    if top is not None:
        top = _rows("`top`", top)
    return ranking.rank(
        store, measure, channel=channel, partner=str(partner) if partner else "", top=top, least=least,
        as_of=as_of, rivals=tuple(map(registry.state, every(rivals))),
        blocs=tuple(map(groups.resolve, every(blocs))), source=source,
    )  # fmt: skip


def _rows(what: str, given: Any) -> int:
    """Return a number of rows, or refuse what is none."""
    whole = isinstance(given, (Integral, str)) and not isinstance(given, bool)
    with suppress(ValueError):
        if whole and bounds.ROWS.holds(int(given)):
            return int(given)
    raise UsageError.out_of_range(what, given, bounds.ROWS.rule, attempt="top=10")


def cutoff(
    store: Store,
    state: State,
    partner: States = None,
    asked: cutting.Asked = USUAL,
    *,
    partners: States = None,
    basket: str = "",
    leak: float = 0.0,
    direction: Direction = "both",
    baseline: Baseline | None = None,
    **options: Any,
) -> Page:
    """Return the page on a state that loses partners; without one, on the worst that it can lose.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    state : state
    partner, partners : state, or sequence of them
        Who stops trading with it: one, or a coalition; either word will do. A bloc is its members.
    basket : str
        Only these goods that it buys end: a basket such as "energy", or how HS codes begin.
    asked : Asked
        The baseline and the horizons; or give its fields by name: `horizons`, `elasticity`, `source`,
        `year`, `not_covered`, `value_added`.
    leak : float
        The part of trade that goes on, from 0 to below 1.
    direction : str
        "imports" or "exports" of the state, or "both".
    baseline : Baseline, optional
        The world before, such as your own (`cpo.baseline_from`).

    Raises
    ------
    UsageError, ScenarioError, EvidenceError
        As `report.cutoff.cutoff`.
    """
    target = registry.state(str(state))
    cut = [cutting.partner(one) for one in (*every(partner), *every(partners))]
    if unknown := set(options) - set(vars(asked)):
        raise UsageError.not_among("An option of a cut-off", min(unknown), vars(asked))
    if isinstance(options.get("horizons"), str):
        options["horizons"] = (options["horizons"],)
    asked = replace(asked, **options)
    if basket:
        return basket_cutoff(
            store, target, cut, basket, asked, leak=leak, direction=direction, baseline=baseline
        )
    if not cut:
        cutting.require_partner(direction)
        return cut_pages.worst(store, target, asked, baseline=baseline)
    return cut_pages.cutoff(
        store, target, cut, asked, leak=leak, direction=direction, baseline=baseline
    )


def whatif(
    store: Store,
    scenario: Scenario | str | Path,
    *,
    command: str = "",
    baseline: Baseline | None = None,
) -> Page:
    """Return the page on a scenario, which may be named by its file.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    scenario : Scenario, or path of a TOML file
    command : str
        What the footnotes say makes this page; by default that of the file, or the scenario's name.
    baseline : Baseline, optional
        The world before, such as your own (`cpo.baseline_from`).

    Raises
    ------
    ScenarioError
        If the file can't be read, or it holds no shock to trade.
    """
    if isinstance(scenario, (str, Path)):
        command = command or f"counterpoise whatif {Path(scenario).name}"
        scenario = scenario_file.read(Path(scenario))
    told = command or f"cpo.whatif({scenario.name!r})"
    return cut_pages.whatif(store, scenario, command=told, baseline=baseline)


def outlook(
    store: Store,
    state: State,
    channel: str = "arms",
    *,
    as_of: int | None = None,
    to: int | None = None,
    source: str = "",
    model: str = "",
    shock: Scenario | str | Path | None = None,
    interventions: Sequence[Intervention] | None = None,
    draws: int = DRAWS,
) -> Page:
    """Return the page on where a state's partners are going, as probabilities.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    state : state
    channel : {"arms", "trade"}
    as_of, to : int, optional
        The last year known, by default the last held; the last of the window, by default five on.
    source, model, draws
        As `report.outlook.outlook` takes them.
    shock : Scenario, or path of a TOML file, optional
        Whose interventions may come; the outlook without them is always shown beside.
    interventions : sequence of Intervention, optional
        The same, one by one.

    Raises
    ------
    UsageError, EvidenceError, ScenarioError
        As `report.outlook.outlook`.
    """
    if isinstance(shock, (str, Path)):
        shock = scenario_file.read(Path(shock))
    if shock is not None:
        interventions = (*(interventions or ()), *shock.interventions)
    return looking.outlook(
        store, str(state), channel=channel.strip().lower(), as_of=as_of, to=to, source=source, model=model,
        interventions=interventions, draws=draws,
    )  # fmt: skip


def rebalance(
    store: Store,
    question: Rebalance | State | Path,
    *,
    demands: str | Sequence[str] = (),
    channels: str | Sequence[str] = ("imports",),
    channel: str = "",
    years: int = YEARS,
    capacity: float = CAPACITY,
    as_of: int | None = None,
    command: str = "",
) -> Page:
    """Return the page on the cheapest mix of partners that keeps to demands, and what it costs.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    question : state, Rebalance, or path of a TOML file
        A state is asked with the words that follow; the others say it all themselves.
    demands : str or sequence of str
        Such as "worst loss <= 30 %"; by default half of today's worst loss.
    channels, channel : str or sequence of str
        One, or several under one budget; either word will do.
    years, capacity, as_of
        As `cpo.Rebalance` takes them.
    command : str
        The command that makes this page, for its footnotes; by default the one that asks the same.

    Raises
    ------
    UsageError
        If a question that says it all is given words beside.
    ScenarioError, EvidenceError, ConvergenceError
        As `report.rebalance.rebalance`.
    """
    words = (demands, channels, channel, years, capacity, as_of)
    if isinstance(question, Path) or (isinstance(question, str) and question.endswith(".toml")):
        question = question_file.read(Path(question))
    if isinstance(question, Rebalance):
        if words != ((), ("imports",), "", YEARS, CAPACITY, None):
            raise UsageError(
                "A question that says it all must not be given words beside.",
                attempt='cpo.rebalance("VNM", demands=["worst loss <= 30 %"])',
            )
    else:
        question = Rebalance(
            state=str(question), channels=channel or channels, years=years, capacity=capacity,
            demands=(demands,) if isinstance(demands, str) else tuple(demands), as_of=as_of,
        )  # fmt: skip
    return balancing.rebalance(store, question, command=command)


def check(
    store: Store,
    what: str | Path | Statement | Iterable[Statement],
    *,
    stated: date | str | None = None,
    about: State = "",
    mode: Mode = "",
) -> CheckedPage:
    """Return the page on statements, each computed under every defensible reading.

    Parameters
    ----------
    store : Store
        May be left out: then your own is opened.
    what : str, path, Statement, or several
        A text in English, the path of one (`.txt`, `.md`), of a list in TOML, or statements.
    stated : date or str, optional
        When a text was written: the one date line at its head, or else today.
    about : state
        Whom a text is about, where a sentence names nobody.
    mode : {"", "all", "strict"}
        Judge what was read surely; all that was read; or only what needed nothing filled in.

    Returns
    -------
    CheckedPage
        A page; one by one, it gives the statements checked, each with its `verdict`.

    Raises
    ------
    StatementError
        If a file or a text can't be taken as it stands.
    """
    from counterpoise.report import check as pages
    from counterpoise.statements import statement_file
    from counterpoise.statements.checking.check import check as judge

    found = None
    if isinstance(what, (str, Path)) and (path := _path(what)) is not None:
        if path.suffix.lower() == ".toml":
            listed = statement_file.read(path)
            return pages.page(store, listed.title or path.name, judge(store, listed.statements))
        found, title = _read(path, stated, about), path.name
    elif isinstance(what, (str, Path)):
        found, title = _read(str(what), stated, about), "What was said"
    if found is not None:
        said = [
            each.statement
            for each in found.candidates
            if mode == "all" or (each.firm and not (mode == "strict" and each.assumed))
        ]
        return pages.page(store, title, judge(store, said), found=found)
    several = [what] if not isinstance(what, Iterable) else list(what)
    return pages.page(store, "Statements", judge(store, several))  # type: ignore[arg-type]


def _path(what: str | Path) -> Path | None:
    """Return the file meant; None of what is a text itself."""
    if isinstance(what, Path):
        return what
    short = len(what) < 500 and "\n" not in what
    named = short and what.lower().endswith((".toml", ".txt", ".md"))
    return Path(what) if named or (short and Path(what).is_file()) else None


def _read(what: Path | str, stated: date | str | None, about: State) -> Found:
    """Return what the rules find in a text, or in the text of a file."""
    from counterpoise.statements.reading.reader import RoleReader
    from counterpoise.statements.reading.tokens.sentences import day_of, open_text

    text = open_text(what) if isinstance(what, Path) else what
    day, notes = day_of(text, _day(stated) if stated else None)
    found = RoleReader().read(
        text, stated=day or date.today(), subject=registry.resolve(str(about)) if about else ""
    )
    if day is None:
        notes = (f"no date was given: it was read as of today, {date.today()}",)
    return replace(found, notes=(*found.notes, *notes))


def _day(stated: date | str) -> date:
    if isinstance(stated, str):
        try:
            return date.fromisoformat(stated)
        except ValueError:
            raise UsageError.out_of_range(
                "`stated`", stated, "a day", attempt='stated="2020-02-26"'
            ) from None
    return stated
