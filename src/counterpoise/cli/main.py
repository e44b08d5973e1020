"""The command `counterpoise`: the list of its verbs, and how every failure ends.

Modules of this package import nothing heavy at their top, so that ``--help`` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import json
import os
import sys
from typing import Any

import click

from counterpoise.cli import (
    add,
    backtest,
    brief,
    check,
    compare,
    cutoff,
    embed,
    export,
    fetch,
    matrix,
    measure,
    outlook,
    remove,
    sources,
    states,
    whatif,
)
from counterpoise.errors import CounterpoiseError


class Verbs(click.Group):
    """The group of all commands, which turns a refusal into its three lines and exit code 1."""

    def invoke(self, ctx: click.Context) -> Any:
        gc.set_threshold(100_000, 50, 50)  # importing libraries makes much that stays
        atexit.register(gc.freeze)  # at the end all goes: to look for garbage in it takes time
        # Our matrices are small: NumPy's threads would wait for each other, and take the time of
        # the process that draws.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        try:
            return super().invoke(ctx)
        except CounterpoiseError as refusal:
            if _wants_json(sys.argv):
                click.echo(json.dumps(refusal.as_dict(), ensure_ascii=False))
            else:
                click.echo(str(refusal), err=True)
            sys.exit(1)
        except BrokenPipeError:
            sys.exit(0)


def _wants_json(arguments: list[str]) -> bool:
    asked = zip(arguments, [*arguments[1:], ""], strict=True)
    return "--format=json" in arguments or ("--format", "json") in asked


@click.group(
    cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="counterpoise")
def main() -> None:
    """How a state balances its outside partners, measured from public data.

    Start with:  counterpoise brief VNM

    Exit codes: 0 done; 1 refused, with the problem, where, and what to try; 2 misuse.
    """


for command in (
    brief.brief, compare.compare, cutoff.cutoff, whatif.whatif, matrix.matrix, outlook.outlook,
    backtest.backtest, check.check, measure.measure,
    sources.sources, states.states,
    add.add, fetch.fetch, remove.remove, export.export, embed.embed,
):  # fmt: skip
    main.add_command(command)
