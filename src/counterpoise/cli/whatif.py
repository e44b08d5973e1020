"""``counterpoise whatif FILE.toml``: any scenario, written down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from counterpoise.cli import deliver, options

if TYPE_CHECKING:
    from counterpoise.scenarios.value_added import Asked


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.value_added(None)
@options.output
@options.force
@options.page_form
def whatif(
    file: Path, value_added: Asked | None, output: str | None, form: str | None, force: bool
) -> None:
    """Solve the scenario of FILE: tariffs, cut-offs, caps, agreements, alone or together.

    \b
    name = "Viet Nam without China"
    [[shock]]
    kind = "cut"
    a = "VNM"
    b = "CHN"

    \b
    counterpoise whatif scenario.toml
    """  # noqa: D301
    from counterpoise.panel.store import Store
    from counterpoise.report.cutoff import whatif as make
    from counterpoise.report.question import Question
    from counterpoise.scenarios import scenario_file
    from counterpoise.scenarios.value_added import written

    scenario, told = scenario_file.read(file), ""
    if value_added is not None:
        scenario = replace(scenario, value_added=value_added)
        told = f" --value-added {written(value_added)}"
    question = Question("whatif", (file,))
    place = deliver.place(question, form=form, output=output, force=force)
    page = make(
        Store.open(),
        scenario,
        command=f"counterpoise whatif {file.name}{told}",
    )
    deliver.page(page, place)
