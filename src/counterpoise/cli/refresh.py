"""``counterpoise refresh``: everything that can be fetched, anew, and what only a person can get."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from counterpoise.cli import deliver, door, options
from counterpoise.printable import number_of

if TYPE_CHECKING:
    from counterpoise.panel.refresh import Renewed
    from counterpoise.snapshots.request import Request


@click.command()
@click.option(
    "--only", type=options.Names(), default=(), metavar="A,B",
    help="These sources alone, by id or its first word. [default: all that can be fetched]",
)  # fmt: skip
@options.asked_for
@click.option("--dry-run", is_flag=True, help="Say what would be asked, and ask nothing.")
@options.accept_changes
@options.choice("text", "json", default="text")
def refresh(
    only: tuple[str, ...],
    states: tuple[str, ...],
    years: tuple[int, int] | None,
    dry_run: bool,
    accept_changes: bool,
    form: str,
) -> None:
    """Fetch every source anew that can be fetched, and say what became newer.

    A publisher who does not answer leaves what is held as it was; the others are asked all the same,
    and what came whole is not asked for again within a day. Who answers for named states alone is passed
    over without --states. The end names what must be got by hand.

    \b
    counterpoise refresh --dry-run
    counterpoise refresh --only world_bank,penn
    """  # noqa: D301
    from counterpoise.panel import refresh as renewing
    from counterpoise.reference import states as registry

    wanted = renewing.chosen(only)
    named = [registry.state(name) for name in states]
    over = renewing.passed_over(wanted, only, states=named, years=years)
    wanted = [source for source in wanted if source not in over]
    asked = {source: renewing.to_ask(source, states=named, years=years) for source in wanted}
    if dry_run:
        _plan(asked, form)
        if form == "text":
            _show_passed_over(over)
        return
    found = _renewed(wanted, named, years, accept_changes)
    if form == "json":
        told = {"ok": not _failed(found), "refreshed": [one.record() for one in found],
                "passed_over": over, "by_hand": [] if only else _by_hand()}  # fmt: skip
        deliver.json_to_screen(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    else:
        _show(found)
        _show_passed_over(over)
        if not only:
            _show_by_hand()
    _refuse_failed(found)


def _renewed(
    wanted: Sequence[str], states: Sequence[str], years: tuple[int, int] | None, accept: bool
) -> list[Renewed]:
    from counterpoise.cli.progress import downloading
    from counterpoise.panel import refresh as renewing
    from counterpoise.panel.store import Store
    from counterpoise.settings import Settings

    settings = Settings()
    with downloading(len(wanted)) as told:
        found = renewing.refresh(
            Store.open(settings), settings, wanted, states=states, years=years,
            accept_changes=accept, report=told.step, progress=told.progress,
        )  # fmt: skip
        return [told.done(one) for one in found]


def _plan(asked: dict[str, list[Request]], form: str) -> None:
    """Show what would be asked of whom."""
    if form == "json":
        plan = [
            {"source": source, "answers": len(requests), "first": requests[0].in_words}
            for source, requests in asked.items()
            if requests
        ]
        deliver.json_to_screen(json.dumps(plan, ensure_ascii=False, indent=2) + "\n")
        return
    for source, requests in asked.items():
        seconds = sum(request.pause for request in requests[1:])
        pauses = f", {seconds:,.0f} s of pauses" if requests[1:] else ""
        door.say(f"{source}: {len(requests):,} answer{'s'[: len(requests) != 1]}{pauses}")
        for request in requests[:1]:
            door.say(f"  {request.in_words}")
    door.say("Nothing was asked.")


def _show(found: Sequence[Renewed]) -> None:
    """Show the last year of each source and channel, before and after."""
    for one in found:
        if one.fault:
            door.say(f"{one.source}: as it was")
            for line in str(one.fault).splitlines():
                door.say(f"  {line}")
            continue
        vintage = one.holding.vintage if one.holding else ""
        moved = "; ".join(_moved(name, *years) for name, years in one.last.items())
        door.say(f"{one.source} {vintage}: {moved}")


def _moved(channel: str, before: int | None, after: int | None) -> str:
    if before == after:
        return f"{channel} to {after}, as before"
    return f"{channel} {before or 'nothing'} → {after or 'nothing'}"


def _show_passed_over(over: dict[str, str]) -> None:
    """Show which sources were not asked, since all that they have would be too much."""
    from counterpoise.snapshots.fetch import in_parts

    for source, reason in over.items():
        door.say(f"{source}: passed over. {reason}\n  {in_parts(source)}")


def _by_hand() -> list[dict[str, Any]]:
    from counterpoise.panel import refresh as renewing

    return [
        {"source": card.id, "url": card.url, "add": f"counterpoise add {card.id} FILE…"}
        for card in renewing.by_hand()
    ]


def _show_by_hand() -> None:
    door.say("\nTo be got by hand:")
    for one in _by_hand():
        door.say(f"  {one['source']}: {one['url']}\n    {one['add']}")


def _failed(found: Sequence[Renewed]) -> list[str]:
    return [one.source for one in found if one.fault]


def _refuse_failed(found: Sequence[Renewed]) -> None:
    from counterpoise.errors import FetchError

    if failed := _failed(found):
        raise FetchError(
            f"Can't refresh {len(failed)} of {number_of(len(found), 'source')}; the others are new.",
            where=", ".join(failed),
            attempt=f"counterpoise refresh --only {','.join(failed)}",
        )
