r"""Formulae as the measures' documentation writes them (TeX), set for a browser (MathML).

Only what the documentation uses is read: sums, fractions, roots, indices, braces with a word below,
functions, Greek letters. What is not known is refused, and a test sets every formula there is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape
from typing import Final

from counterpoise.errors import UsageError

SIGNS: Final = {
    r"\ge": "≥", r"\le": "≤", r"\ne": "≠", r"\in": "∈", r"\mid": "|", r"\times": "×", r"\sim": "~",
    r"\dots": "…", r"\sum": "∑", r"\infty": "∞", "-": "−", "*": "*",
}  # fmt: skip
GREEK: Final = dict(zip(
    (r"\alpha", r"\beta", r"\gamma", r"\delta", r"\Delta", r"\theta", r"\kappa", r"\pi"), "αβγδΔθκπ",
    strict=True,
))  # fmt: skip
FUNCTIONS: Final = {r"\ln": "ln", r"\max": "max", r"\min": "min"}
SPACES: Final = {r"\,": "0.17em", r"\;": "0.28em"}
BREAKS: Final = re.compile(r"\\q?quad\b")
TOKEN: Final = re.compile(r"\\[A-Za-z]+|\\.|[A-Za-z]+|\d+(?:[.,]\d+)*|\S")
LONGEST: Final = 3
"""Letters in a row that are so many letters, as in an index; more are a word."""


def formulae(tex: str, *, shown: bool = False) -> list[str]:
    r"""Return the formulae of a text, which ``\quad`` parts, each as one element of MathML.

    Those `shown` stand by themselves, and have room above and below.

    >>> formulae("s_i")
    ['<math><msub><mi>s</mi><mi>i</mi></msub></math>']
    """
    parts = [part.strip().rstrip(",") for part in BREAKS.split(tex)]
    style = ' displaystyle="true"' if shown else ""
    return [f"<math{style}>{_row(_Reader(part))}</math>" for part in parts if part]


class _Reader:
    """The tokens of a formula, and where one stands among them."""

    def __init__(self, tex: str) -> None:
        self.tokens = TOKEN.findall(tex)
        self.at = 0

    def peek(self) -> str:
        return self.tokens[self.at] if self.at < len(self.tokens) else ""

    def take(self) -> str:
        token = self.peek()
        self.at += 1
        return token


def _row(reader: _Reader, end: str = "") -> str:
    """Return all up to the end of a group, with the indices of each part."""
    return "".join(_parts(reader, end))


def _parts(reader: _Reader, end: str) -> Iterator[str]:
    while (token := reader.peek()) != end:
        if not token:
            raise UsageError(f"A formula must end its group with {end!r}.")
        base = "<mrow></mrow>" if token in "^_" else _part(reader)
        yield _indexed(reader, base)
    reader.take()


def _indexed(reader: _Reader, base: str) -> str:
    """Return a part with what stands above and below it, if anything does."""
    below = above = ""
    while reader.peek() in ("_", "^"):
        if reader.take() == "_":
            below = _argument(reader)
        else:
            above = _argument(reader)
    kind = "under" if base.startswith(("<munder>", "<mo>∑")) else "sub"
    over = "over" if kind == "under" else "sup"
    if below and above:
        return f"<m{kind}{over}>{base}{below}{above}</m{kind}{over}>"
    if below:
        return f"<m{kind}>{base}{below}</m{kind}>"
    return f"<m{over}>{base}{above}</m{over}>" if above else base


def _argument(reader: _Reader) -> str:
    """Return a group, or the one sign that stands for one; of a number in TeX, its first figure."""
    token = reader.peek()
    if token == "{":
        reader.take()
        return f"<mrow>{_row(reader, '}')}</mrow>"
    if len(token) > 1 and not token.startswith("\\"):
        reader.tokens[reader.at] = token[1:]
        return _letters(token[0])
    return _part(reader)


def _part(reader: _Reader) -> str:
    token = reader.take()
    if token == "{":
        return f"<mrow>{_row(reader, '}')}</mrow>"
    if token in (r"\frac", r"\tfrac"):
        return f"<mfrac>{_argument(reader)}{_argument(reader)}</mfrac>"
    if token == r"\sqrt":
        return f"<msqrt>{_argument(reader)}</msqrt>"
    if token == r"\underbrace":
        return f'<munder>{_argument(reader)}<mo stretchy="true">⏟</mo></munder>'
    if token == r"\text":
        return f"<mtext>{escape(_words(reader))}</mtext>"
    if token in (r"\Bigl", r"\Bigr"):
        return f'<mo stretchy="true">{escape(reader.take())}</mo>'
    return _sign(token)


def _words(reader: _Reader) -> str:
    reader.take()
    words = []
    while (token := reader.take()) != "}":
        words.append(token)
    return " ".join(words)


def _sign(token: str) -> str:
    if token in SPACES:
        return f'<mspace width="{SPACES[token]}"/>'
    if token in FUNCTIONS:
        return f'<mrow><mi>{FUNCTIONS[token]}</mi><mspace width="0.17em"/></mrow>'
    if token in GREEK:
        return f"<mi>{GREEK[token]}</mi>"
    if token in SIGNS:
        return f"<mo>{SIGNS[token]}</mo>"
    if len(token) == 2 and token[0] == "\\" and token[1] in r"_{}%&#":
        return f"<mo>{escape(token[1])}</mo>"
    if token.startswith("\\"):
        raise UsageError.not_among("A sign of a formula", token, (*SIGNS, *GREEK, *FUNCTIONS))
    if token[0].isdigit():
        return f"<mn>{token}</mn>"
    if token[0].isalpha():
        return _letters(token)
    if token == "}":
        raise UsageError("A formula must open each group that it ends.")
    stretched = "" if token in "()" else ' stretchy="false"'
    return f"<mo{stretched}>{escape(token)}</mo>"


def _letters(token: str) -> str:
    if token[0].isdigit():
        return f"<mn>{token}</mn>"
    if len(token) > LONGEST:
        return f"<mi>{token}</mi>"
    letters = "".join(f"<mi>{one}</mi>" for one in token)
    return letters if len(token) == 1 else f"<mrow>{letters}</mrow>"
