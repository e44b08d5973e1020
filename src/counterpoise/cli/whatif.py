"""``counterpoise whatif FILE.toml``: any scenario, written down."""

from __future__ import annotations

from pathlib import Path

import click

from counterpoise.cli import deliver, options


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@options.output
@options.force
@options.choice("html", "json", "text", text="Only this. [default: text here, HTML in a file]")
def whatif(file: Path, output: str | None, form: str | None, force: bool) -> None:
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
    with deliver.drawing(form, output) as drawings:
        from counterpoise.panel.store import Store
        from counterpoise.report.cutoff import whatif as make
        from counterpoise.report.question import Question
        from counterpoise.scenarios import scenario_file

        question = Question("whatif", (file,))
        place = deliver.place(question, form=form, output=output, force=force)
        page = make(
            Store.open(),
            scenario_file.read(file),
            command=f"counterpoise whatif {file.name}",
            done=drawings.begin,
        )
        deliver.page(page, place, drawings)
