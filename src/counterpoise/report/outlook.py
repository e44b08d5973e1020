"""The page on where a state's partners are going: as draws, with and without interventions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import numpy as np

from counterpoise.errors import ScenarioError, UsageError
from counterpoise.panel.store import Store
from counterpoise.printable import number_of
from counterpoise.reference import states
from counterpoise.report import set_aside, wording
from counterpoise.report.making import version
from counterpoise.report.pages import Page
from counterpoise.report.sections.forecasts import begun
from counterpoise.report.sections.forecasts import outlook as parts
from counterpoise.report.sections.forecasts import record as outlook_record
from counterpoise.report.study import Study
from counterpoise.scenarios.outlook import episodes, trained
from counterpoise.scenarios.outlook.forecast import DRAWS, Outlook, latest_origin
from counterpoise.scenarios.outlook.forecast import outlook as forecast
from counterpoise.scenarios.outlook.interventions import shifts
from counterpoise.scenarios.shocks import Intervention

SEED = 0


def outlook(
    store: Store,
    state: str,
    *,
    channel: str = "arms",
    as_of: int | None = None,
    to: int | None = None,
    source: str = "",
    model: str = "",
    interventions: Sequence[Intervention] | None = None,
    options: str = "",
    draws: int = DRAWS,
) -> Page:
    """Return the page on the outlook of a channel.

    Parameters
    ----------
    store : Store
        Where the state's own past is looked up.
    state : str
        The id of the state.
    channel : str
        "arms" or "trade".
    as_of, to : int, optional
        The last year known, by default the last held; the last of the window, by default five on.
    source, model, draws
        As `scenarios.outlook.outlook` takes them.
    interventions : sequence of Intervention, optional
        What may come; the outlook without them is always shown beside.
    options : str
        Further options of the command that makes this page, for its footnotes.

    Raises
    ------
    UsageError, EvidenceError, ScenarioError
        As `scenarios.outlook.outlook` and `scenarios.interventions.shifts`.
    """
    if channel not in trained.CHANNELS:
        raise UsageError.not_among("The channel of an outlook", channel, trained.CHANNELS)
    state = states.state(state)
    store = store.steady()
    study = Study(store, state)
    if as_of is None:
        as_of = latest_origin(store, channel, state, source)
    last = to or as_of + parts.AHEAD
    ask = partial(
        forecast, store, state, channel=channel, as_of=as_of, to=last, source=source, draws=draws,
        seed=SEED,
    )  # fmt: skip
    if interventions is not None:
        model = model or "hurdle"  # what interventions enter, so that both outlooks are alike
    base = ask(model=model)
    changed: parts.Changed | None = None
    told: tuple[str, ...] = ("No intervention: things go on as they do for states like this",)
    if interventions is not None:
        changed, told = _intervened(base, interventions, channel, draws, ask)
    command = (
        f"counterpoise outlook {state} --channel {channel} --as-of {as_of} --to {last}{options}"
    )
    note = parts.cite(study, base, channel, command)
    sections = (
        parts.leading(base, changed, note),
        parts.newcomers(base, changed, note),
        outlook_record.record(base, channel, study.ledger, note),
    )
    return Page(
        kind="outlook",
        states=(state,),
        title=f"{study.name}: {channel}, {parts.window(base)}",
        subtitle=f"Where it is going, as of {as_of}",
        answer=(
            *set_aside.sentences(store),
            parts.lead_sentence(base, note),
            *begun.sentences(study, channel, base),
        ),
        choices=(
            f"{number_of(draws, 'draw')}; the same chances with and without interventions",
            *told,
        ),
        sections=sections,
        notes=tuple(study.ledger.notes),
        sources=study.ledger.cards(),
        version=version(),
        as_of=as_of,
    )


def _intervened(
    base: Outlook,
    interventions: Sequence[Intervention],
    channel: str,
    draws: int,
    ask: Callable[..., Outlook],
) -> tuple[parts.Changed, tuple[str, ...]]:
    """Return the outlook with interventions, and what their effects rest on, in words."""
    moved = shifts(
        interventions,
        base.known,
        state=base.state,
        channel=channel,
        as_of=base.as_of,
        to=base.to,
        rng=np.random.default_rng(SEED),
        draws=draws,
    )
    if not moved.activity:
        raise ScenarioError(
            f"The file must have an [[intervention]] that hits {channel} of {base.state}; it has none.",
            key="intervention",
            attempt="what a [[shock]] costs is told by `counterpoise whatif FILE`",
        )
    found = ask(model=base.model, activity_shift=moved.activity, volume_shift=moved.volume)
    rests = (*moved.notes, episodes.in_words(episodes.read()))
    told = tuple(wording.started(note.rstrip(".")) for note in rests)
    return parts.Changed(found, tuple(moved.activity)), told
