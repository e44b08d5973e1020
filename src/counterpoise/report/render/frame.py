"""What stands around a page among others: the way to them, its other forms, and what it loads.

A page by itself is one document that needs nothing else. Served, or in a folder of many, it shares its
style with the others and leads to them; what it says is the same.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import quote

from counterpoise.report.pages import Chart

LINKS = (
    ("States", ""), ("Compare", "compare"), ("Rank", "rank"), ("Check a text", "check"),
    ("Methods", "methods"), ("Sources", "sources"),
)  # fmt: skip
"""What the bar at the head of every page leads to."""


@dataclass(frozen=True)
class Frame:
    """The surroundings of a page.

    Parameters
    ----------
    root : str
        The address of the home page from this one, ending in "/": "/", or "../" in a folder.
    ending : str
        What addresses of pages end in: "" where they are served, ".html" in a folder.
    links : tuple of (str, str)
        Words and address, from the root, of what the bar leads to.
    search : str
        The address, from the root, that takes what is searched for; "" without a search.
    scripts : tuple of str
        Addresses from the root of scripts that the page loads.
    forms : tuple of (str, str)
        The page's other forms, such as CSV, each with its address.
    related : tuple of (str, str)
        Pages near to this one, each with its address.
    meta : tuple of (str, str)
        Names and values for whoever shares a link to the page.
    canonical : str
        The page's one address on the web; "" if it has none.
    of_chart : callable or None
        Given a chart, the words and addresses of its forms.
    of_picture : callable or None
        Given a chart, the markup, made by us, that shows a file of its drawing; "" to draw it on the page.
    of_numbers : callable or None
        Given a chart, the address of the table of its numbers; without, the table stands under it.
    of_name : callable or None
        Given the words of a cell of a table, the address of the page on the state that they name, else
        "".
    feed : str
        The address of the feed of changes; "" without one.
    page : str
        The address of the page that this one belongs to; "" if to none.
    controls : str
        Markup, made by us, that asks the page's question in other words; "" for none.
    later : callable or None
        Given a section's anchor, the address from which a script loads it once it is looked at; with it,
        of the sections only their titles are written.
    """

    root: str = "/"
    ending: str = ""
    links: tuple[tuple[str, str], ...] = LINKS
    search: str = "search"
    scripts: tuple[str, ...] = ()
    forms: tuple[tuple[str, str], ...] = ()
    related: tuple[tuple[str, str], ...] = ()
    meta: tuple[tuple[str, str], ...] = field(default=())
    canonical: str = ""
    of_chart: Callable[[Chart], tuple[tuple[str, str], ...]] | None = None
    of_picture: Callable[[Chart], str] | None = None
    of_numbers: Callable[[Chart], str] | None = None
    of_name: Callable[[str], str] | None = None
    feed: str = ""
    page: str = ""
    controls: str = ""
    later: Callable[[str], str] | None = None

    @property
    def policy(self) -> str:
        """What the page may load and run: its own style, pictures and scripts, and nothing else."""
        return (
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline';"
            " img-src 'self' data:; connect-src 'self'; form-action 'self'; base-uri 'none'"
        )

    def to(self, address: str) -> str:
        """Return an address from the root as it stands on this page."""
        if not address:
            return self.root if not self.ending else f"{self.root}index{self.ending}"
        path, mark, rest = address.partition("?")
        return f"{self.root}{quote(path, safe='/-._')}{self.ending}{mark}{rest}"

    def asset(self, name: str) -> str:
        """Return the address of a file that pages share."""
        return f"{self.root}static/{name}"


def shared() -> str:
    """Return the style sheet that the pages in a frame share."""
    from counterpoise.report.render.html import TEMPLATES, style

    added = ("frame.css", "home.css")
    return style() + "".join((TEMPLATES / name).read_text(encoding="utf-8") for name in added)
