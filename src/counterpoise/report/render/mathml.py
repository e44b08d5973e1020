r"""Formulae as the measures' documentation writes them (TeX), set for a browser (MathML)."""

from __future__ import annotations

import re
from typing import Final

BREAKS: Final = re.compile(r"\\q?quad\b")


def formulae(tex: str, *, shown: bool = False) -> list[str]:
    r"""Return the formulae of a text, which ``\quad`` parts, each as one element of MathML.

    Those `shown` stand by themselves, and have room above and below.

    >>> len(formulae(r"a = b, \qquad c = d"))
    2
    """
    from latex2mathml.converter import convert

    parts = [part.strip().rstrip(",") for part in BREAKS.split(tex)]
    return [convert(part, display="block" if shown else "inline") for part in parts if part]
