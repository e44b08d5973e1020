"""Words of a refusal in which addresses, and names that may be meant, are links."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote

from markupsafe import Markup, escape

ADDRESS: Final = re.compile(
    r"(?<![\w./;&=])(/(?:[\w./-]*[\w/])?(?:\?[\w=,.%:+-]*(?:&amp;[\w=,.%:+-]*\w)*)?)(?=[.,;:)]*(?:\s|$))"
)
"""An address of this server in a sentence; one with something left open ("…") is none."""
HOME: Final = re.compile(r"/ \(the home page\)|/api/v1/states\s+\(lists every code and name\)")
"""What people find on the first page, also where programs ask for a list."""
MEANT: Final = re.compile(r"&#39;(.+?)&#39;(?=[,?]| or )")
"""A name that may be meant, as it is quoted behind `ASKED`."""
ASKED: Final = "Did you mean "


def linked(words: str) -> Markup:
    """Return words, escaped, that lead to what they tell of.

    >>> str(linked("/rank/hedging lists them, or /state/…"))
    '<a href="/rank/hedging">/rank/hedging</a> lists them, or /state/…'
    >>> str(linked("Did you mean 'Viet Nam'?"))
    'Did you mean <a href="/search?q=Viet%20Nam">Viet Nam</a>?'
    """
    told, asked, names = str(escape(words)).partition(ASKED)
    told = HOME.sub('<a href="/">the home page</a>', told)
    told = ADDRESS.sub(r'<a href="\1">\1</a>', told)
    return Markup(told + asked + MEANT.sub(_searched, names))


def _searched(found: re.Match[str]) -> str:
    name = Markup(found[1]).unescape()
    return f'<a href="/search?q={quote(name)}">{found[1]}</a>'
