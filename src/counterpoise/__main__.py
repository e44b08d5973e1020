"""Run the command line: ``counterpoise``, or ``python -m counterpoise``."""

from __future__ import annotations

import sys


def run() -> None:
    """Run the command line; Ctrl-C ends it without a trace, also while it is still being loaded."""
    try:
        from counterpoise.cli.main import main

        main()
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == "__main__":
    run()
