"""A sentence without what stands aside in it: what no rule reads as it stands may be read without.

"Exports to its biggest partner, China, rose", "80 % of its exports, $230 billion in all, go to", "Kpler,
a firm in Vienna, says": each is cut out by the letters of its chunks, and is blank in the text, so that
every other letter keeps its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from counterpoise.statements.reading.tokens.chunk import Chunk
from counterpoise.statements.reading.tokens.chunks import Line

LIGHT: Final = (
    re.compile(r"(?<=[POAC])(?P<cut>\([^()FMTY]*\))"),
    re.compile(r"(?<=C)(?P<cut>Y?,x*l?x*[MT][xY]{0,3},)(?!&)"),
    re.compile(r"(?<=C)(?P<cut>o?x*[MT])(?=[xY]*[bgkcwavft.]|x?$)"),
    re.compile(r"(?<=[tfhegkybx])x*(?P<cut>[sOx]x*K[xC]*R,)P"),
    re.compile(r"(?<=[tfhegkyb])x*(?P<cut>[sO]x*K[xC]*R)P"),
    re.compile(r"^(?P<cut>[^,;FMTKPOAYsp]+,)"),
    re.compile(r"(?P<cut>,[xHgkbq]+[^,;FMTKPOAYCR]*)(?=,)"),
    re.compile(r"(?P<cut>,[^,;FMTK]*[xp][gkbalxHc]+[xY]*)(?=x$)"),
)
"""Asides that tell of nothing that is read: in brackets, amounts beside, who is the partner, who says so."""
HEAVY: Final = (
    *LIGHT,
    re.compile(r"(?P<cut>,[hnotr]?q[^,;]*,)"),
    re.compile(r"(?P<cut>,x[^,;FMTK]*,)(?!&)"),
    re.compile(r"(?P<cut>,(?!&)[^;FMTK]*)(?=x$)"),
    re.compile(r"(?P<cut>,[^,;FMTK]*,)(?=[gkcwavibl])"),
    re.compile(r"^(?P<cut>[^;FMTK]{1,12}[xgkal]q)(?=[^q]*$)"),
)
"""Clauses of their own, too."""


RUNS: Final = re.compile(r"(?:F(?:,?&?x*F)+|M(?:,?&?x*M)+)")
"""Figures side by side, of which each of a list has one."""


def simpler(line: Line) -> Iterator[Line]:
    """Yield a sentence without its asides, and without its clauses; each only if that leaves less."""
    known = {line.shape}
    for cuts in (LIGHT, HEAVY):
        told = line
        for pattern in cuts:
            told = _without(told, pattern)
        if told.shape not in known and len(told.shape) > 3:
            known.add(told.shape)
            yield told


def _without(line: Line, pattern: re.Pattern[str]) -> Line:
    """Return a sentence without what a pattern cuts; of a partner between commas the second one goes, too."""
    chunks, plain, text = list(line.chunks), line.plain, line.text
    for found in reversed(list(pattern.finditer(line.shape))):
        first, last = found.span("cut")
        named = line.shape[last - 1 : last] == "," and line.shape[last : last + 2] == "P,"
        if named and "R" in line.shape[first:last]:
            del chunks[last + 1]
        begin, end = chunks[first].start, chunks[last - 1].end
        plain = plain[:begin] + " " * (end - begin) + plain[end:]
        text = text[:begin] + " " * (end - begin) + text[end:]
        del chunks[first:last]
    if len(chunks) == len(line.chunks):
        return line
    kept = [one for one in line.said if not text[one.start : one.end].isspace()]
    return Line(text, plain, chunks, kept)


def one_of_each(line: Line) -> Iterator[Line]:
    """Yield a sentence of each of a list with its own figure: "Oman and Qatar send 15 and 29 % of their".

    Only where one list is as long as one run of figures, so that it is plain whose each is.
    """
    runs = [found.span() for found in RUNS.finditer(line.shape)]
    if len(runs) != 1:
        return
    first, last = runs[0]
    figures = [at for at in range(first, last) if line.shape[at] in "FM"]
    lists = [at for at in range(len(line.shape)) if len(line.parties(at)) == len(figures)]
    if len(lists) != 1 or any(line.chunks[at].value.ranged for at in figures):
        return
    whose = lists[0]
    for number, figure in enumerate(figures):
        chunks = [
            replace(one, value=(one.value[number],)) if at == whose else one
            for at, one in enumerate(line.chunks)
            if not first <= at < last or at == figure
        ]
        kept = [one for one in line.said if one.party in _named(chunks)]
        yield Line(line.text, line.plain, [one for one in chunks if one.tag != "J"], kept)


def _named(chunks: Sequence[Chunk]) -> set[str]:
    """Return everyone whom chunks name."""
    named = (one.value for one in chunks if one.tag in "POA" and isinstance(one.value, tuple))
    return {party for value in named for party in value}
