"""``counterpoise states``: the codes and names that are understood, and spellings of your own."""

from __future__ import annotations

import click

from counterpoise.cli import deliver, door, options


@click.command()
@click.argument("text", required=False)
@click.option("--year", type=options.YEAR, help="Only states that existed in this year.")
@click.option(
    "--add", "added", nargs=2, metavar="NAME CODE",
    help="Read NAME as CODE from now on, in every file and command.",
)  # fmt: skip
@click.option("--remove", "removed", metavar="NAME", help="Let go of a spelling of your own.")
@click.option("--own", is_flag=True, help="List the spellings of your own, and which are read.")
@click.option(
    "--source", default="", metavar="SOURCE", help="With --add, --remove: in this data set alone."
)
@click.option("--note", default="", metavar="TEXT", help="With --add: why.")
@options.choice("table", "csv", "json", default="table")
def states(
    text: str | None,
    year: int | None,
    added: tuple[str, str] | None,
    removed: str | None,
    own: bool,
    source: str,
    note: str,
    form: str,
) -> None:
    """List states and territories with their codes; TEXT keeps those whose code or name holds it.

    What a file or a person calls a state and the package does not know, you can add: it is kept in
    your data folder (own-spellings.csv). What the package reads already can't be changed so. CODE
    is any code or name that is understood, or kind:Name for what is no state.

    \b
    counterpoise states korea
    counterpoise states --add "Burma (Union)" MMR
    counterpoise states --add ZZA "aggregate:Small islands" --source world_bank_gdp
    counterpoise states --own
    """  # noqa: D301
    if (added is not None) + (removed is not None) + own > 1:
        raise click.UsageError("--add, --remove and --own are asked for one at a time")
    if added is not None:
        _add(added, source, note)
    elif removed is not None:
        _remove(removed, source)
    elif own:
        _list_own(form)
    else:
        _list_all(text, year, form)


def _add(added: tuple[str, str], source: str, note: str) -> None:
    from counterpoise import sources
    from counterpoise.reference import own_spellings
    from counterpoise.reference import states as registry

    if source:
        sources.module(source)  # refuses what is no source
    own = own_spellings.add(*added, source=source, note=note)
    where = f" in {own.source}" if own.source else ""
    door.say(f"{own.spelling!r} is read as {own.id} ({registry.name(own.id)}){where}")
    door.say(f"Kept in {own_spellings.path()}")


def _remove(spelling: str, source: str) -> None:
    from counterpoise.reference import own_spellings

    for own in own_spellings.remove(spelling, source=source or None):
        door.say(f"{own.spelling!r} is no longer read as {own.id}")
    door.say("What was added to the store by it stays there: counterpoise sources SOURCE")


def _list_own(form: str) -> None:
    import polars as pl

    from counterpoise.reference import own_spellings

    columns = ["spelling", "id", "name", "source", "status", "why", "note"]
    rows = own_spellings.listed()
    frame = pl.DataFrame(rows, schema=dict.fromkeys(columns, pl.String))
    heads = [] if rows else ["No spellings of your own: counterpoise states --add NAME CODE"]
    deliver.table(frame, form=form, output=None, heads=heads)


def _list_all(text: str | None, year: int | None, form: str) -> None:
    from counterpoise.reference import searched
    from counterpoise.reference import states as registry

    frame, meant = searched.search(text, year) if text else (registry.states(year), None)
    heads = [f"{text!r} is read as {meant} ({registry.name(meant)})"] if meant else []
    deliver.table(frame, form=form, output=None, heads=heads)
