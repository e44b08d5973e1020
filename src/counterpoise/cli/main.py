"""The command `counterpoise`: the list of its verbs, and how every failure ends.

Modules of this package import nothing heavy at their top, so that ``--help`` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import os
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, Final

import click

from counterpoise.cli import door, options

VERBS: Final = {
    **{
        name: name
        for name in (
            "brief", "pair", "products", "compare", "rank", "cutoff", "whatif", "matrix", "outlook",
            "rebalance", "backtest", "check", "serve", "site", "table", "sources", "states", "add",
            "fetch", "refresh", "remove", "verify", "export", "embed",
        )
    },
    "measure": "table",
}  # fmt: skip
"""The commands, each with its module, which is imported when the command is asked for."""

LARGE_TABLES: Final = frozenset(
    {
        "add",
        "fetch",
        "refresh",
        "embed",
        "export",
        "verify",
        "backtest",
        "table",
        "measure",
        "products",
    }
)
"""The commands that read tables of millions of rows, which threads share; pages are of many small
ones, over which threads would wait for each other."""


class Verbs(click.Group):
    """The group of all commands, each of which goes through the one door."""

    def main(self, args: Sequence[str] | None = None, *more: Any, **extra: Any) -> Any:
        given = list(sys.argv[1:] if args is None else args)
        extra["standalone_mode"] = False  # failures are told by the door
        super_main = super().main
        door.run(lambda: super_main(given, *more, **extra), given)

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        # What is no command is likened to all that there are.
        for name in {cmd_name} & VERBS.keys() or VERBS.keys():
            if name not in self.commands:
                module = import_module(f"counterpoise.cli.{VERBS[name]}")
                self.add_command(options.filled(getattr(module, name)))
        return super().get_command(ctx, cmd_name)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name, command, rest = super().resolve_command(ctx, args)
        if name not in LARGE_TABLES:
            os.environ.setdefault("POLARS_MAX_THREADS", "1")
        return name, command, rest

    def invoke(self, ctx: click.Context) -> Any:
        atexit.register(gc.freeze)  # at the end all goes: to look for garbage in it takes time
        # Our matrices are small: NumPy's threads would wait for each other, and take the time of
        # the process that draws.
        os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
        door.forget_damage()
        try:
            super().invoke(ctx)
        finally:
            for damage in door.damage():
                door.say(f"Beware: {damage}", err=True)


@click.group(
    cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100}
)
@click.version_option(package_name="counterpoise")
def main() -> None:
    """How a state balances its outside partners, measured from public data.

    Start with:  counterpoise brief VNM

    Exit codes: 0 done; 1 refused, with the problem, where, and what to try; 2 misuse;
    130 stopped by Ctrl-C.
    """
