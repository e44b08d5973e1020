"""Run the command line: ``counterpoise``, or ``python -m counterpoise``."""

from __future__ import annotations

import gc
import sys
from typing import Final

YOUNG: Final = 300_000
"""Objects made since garbage was last looked for: more than a page leaves, most of which stay."""


def run() -> None:
    """Run the command line; Ctrl-C ends it without a trace, also while it is still being loaded."""
    gc.set_threshold(YOUNG, 50, 50)
    try:
        from counterpoise.cli.main import main

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
