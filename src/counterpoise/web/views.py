"""What can be asked: every kind of page, the parameters of its address, and the function that answers.

One list, from which the routes, the links and the description of the API all follow.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, quote, unquote, urlencode, urlsplit

from counterpoise import bounds
from counterpoise.panel.store import Store
from counterpoise.report.pages import Page
from counterpoise.report.question import Question
from counterpoise.web.values import (
    YEAR,
    Bloc,
    Choice,
    Day,
    Measure,
    Number,
    Parameter,
    Several,
    State,
    Text,
    parsed,
    whole,
    written,
)  # fmt: skip

if TYPE_CHECKING:
    from counterpoise.report.cutoff import Headline

Values = Mapping[str, Any]

AS_OF = Parameter("as_of", YEAR, "The last year that may be known.")
BLOCS = Parameter("blocs", Several(Bloc(), 20), "Blocs that count as one partner.")
RIVALS = Parameter("rivals", Several(State(), 20), "The powers between which a state may balance.")
STATE = Parameter("state", State(), "A state or territory by id, name or code.", needed=True)
LONG_TEXT = 100_000
"""Letters of a text that is checked."""


@dataclass(frozen=True)
class Asked:
    """A question as it was parsed: the command that asks the same, and what answers it.

    `headline`, where there is one, gives what the page says first, sooner than the page is made.
    """

    question: Question
    make: Callable[[Store], Page]
    headline: Callable[[Store], Headline] | None = None


@dataclass(frozen=True)
class View:
    """A kind of page.

    Parameters
    ----------
    name, about : str
        What it is called, and what it says.
    path : str
        Its address under the root, with the names of parameters in braces.
    parameters : tuple of Parameter
        All that it takes, those of the path first.
    asked : callable
        From values by name to the question.
    forms : tuple of str
        What else it is written as, besides HTML.
    long : bool
        Whether it takes long to work out.
    """

    name: str
    about: str
    path: str
    parameters: tuple[Parameter, ...]
    asked: Callable[[Values], Asked]
    forms: tuple[str, ...] = ("json", "csv", "txt", "pdf", "docx")
    long: bool = False

    @property
    def door(self) -> str:
        """The address that asks for everything: its own, or that before the names in it."""
        return self.path.partition("/")[0]

    def query(self, given: Sequence[tuple[str, str]]) -> Query:
        """Return the question that the words of an address ask.

        Raises
        ------
        UsageError, UnknownNameError
            If a word is not what its parameter takes.
        """
        values = parsed(self.parameters, given)
        return Query(self, values, self.asked(values))

    def address(self, values: Values, form: str = "") -> str:
        """Return the one address of a question, from the root: parameters in their own order."""
        path, told = self.path, []
        for one in self.parameters:
            if one.name not in values:
                continue
            word = written(values[one.name])
            if f"{{{one.name}}}" in path:
                path = path.replace(f"{{{one.name}}}", quote(word, safe=""))
            else:
                told.append((one.name, word))
        rest = f"?{urlencode(told, safe=',')}" if told else ""
        return f"{path}{'.' * bool(form)}{form}{rest}"


@dataclass(frozen=True)
class Query:
    """A question, parsed: its view, its values, and what answers it."""

    view: View
    values: Values
    asked: Asked

    def address(self, form: str = "") -> str:
        """Return its one address, from the root."""
        return self.view.address(self.values, form)

    @property
    def key(self) -> str:
        """Its name among answers: short, whatever the length of a text."""
        return hashlib.sha256(self.address().encode()).hexdigest()


def _state(values: Values) -> Asked:
    state, as_of = values["state"], values.get("as_of")
    blocs, rivals = values.get("blocs", ()), values.get("rivals", ())

    def make(store: Store) -> Page:
        from counterpoise.report.brief import brief

        return brief(store, state, as_of=as_of, blocs=blocs, rivals=rivals)

    told = {"as-of": as_of, "blocs": blocs, "rivals": rivals}
    return Asked(Question("brief", (state,), told), make)


def _pair(values: Values) -> Asked:
    state, partner, as_of = values["state"], values["partner"], values.get("as_of")

    def make(store: Store) -> Page:
        from counterpoise.report.pair import pair

        return pair(store, state, partner, as_of=as_of)

    return Asked(Question("pair", (state, partner), {"as-of": as_of}), make)


def _compare(values: Values) -> Asked:
    states = values["states"]
    options = {name: values[name] for name in ("partner", "sort", "as_of") if name in values}
    lists = {name: values[name] for name in ("blocs", "rivals") if name in values}

    def make(store: Store) -> Page:
        from counterpoise.report.verbs.pages import compare

        return compare(store, states, **options, **lists)

    told = {name.replace("_", "-"): value for name, value in {**options, **lists}.items()}
    return Asked(Question("compare", states, told), make)


def _rank(values: Values) -> Asked:
    options = {name: value for name, value in values.items() if name != "measure"}

    def make(store: Store) -> Page:
        from counterpoise.report.verbs.pages import rank

        return rank(store, values["measure"], **{**options, "least": "least" in options})

    told = {name.replace("_", "-"): value for name, value in options.items()}
    told["least"] = "least" in options
    return Asked(Question("rank", (values["measure"],), told), make)


def _cutoff(values: Values) -> Asked:
    state, partners = values["state"], values.get("partner", ())
    leak = round(1 - values.get("lost", 1.0), 4)
    direction = values.get("direction", "both")
    asked = {name: values[name] for name in ("elasticity", "year", "source") if name in values}
    far: dict[str, Any] = {"horizons": (values["horizon"],)} if "horizon" in values else {}

    def make(store: Store) -> Page:
        from counterpoise.report.verbs.pages import cutoff

        return cutoff(store, state, partners, leak=leak, direction=direction, **far, **asked)

    def headline(store: Store) -> Headline:
        from counterpoise.report.cutoff import headline
        from counterpoise.report.cutting import Asked

        told = Asked(**far, **asked)
        return headline(store, state, partners, told, leak=leak, direction=direction)

    told = {
        "partner": partners, "horizon": values.get("horizon"), "leak": f"{leak:g}" if leak else None,
        "direction": direction if direction != "both" else None, **asked,
    }  # fmt: skip
    return Asked(Question("cutoff", (state,), told), make, headline if partners else None)


def _outlook(values: Values) -> Asked:
    state = values["state"]
    options = {name: values[name] for name in ("channel", "as_of", "to") if name in values}

    def make(store: Store) -> Page:
        from counterpoise.report.outlook import outlook

        return outlook(store, state, **options)

    told = {name.replace("_", "-"): value for name, value in options.items()}
    return Asked(Question("outlook", (state,), told), make)


def _rebalance(values: Values) -> Asked:
    from counterpoise.report.rebalance import asked, rebalance
    from counterpoise.scenarios.rebalance.question import Rebalance

    options = {name: values[name] for name in ("years", "capacity", "as_of") if name in values}
    question = Rebalance(
        state=values["state"], channels=values.get("channels", ("imports",)),
        demands=values.get("demands", ()), **options,
    )  # fmt: skip
    return Asked(asked(question), lambda store: rebalance(store, question))


def _products(values: Values) -> Asked:
    state = values["state"]
    options = {name: values[name] for name in ("partner", "basket", "year") if name in values}

    def make(store: Store) -> Page:
        from counterpoise.report.products import products

        return products(store, state, **options)

    return Asked(Question("products", (state,), options), make)


def _check(values: Values) -> Asked:
    text, stated = values["text"], values.get("stated")
    about, mode = values.get("about", ""), values.get("mode", "")

    def make(store: Store) -> Page:
        from counterpoise.report.verbs.pages import check

        # Ends of lines make it a text, and never the name of a file.
        return check(store, f"{text}\n", stated=stated, about=about, mode=mode)

    told = {"stated": stated.isoformat() if stated else None, "about": about,
            "all": mode == "all", "strict": mode == "strict"}  # fmt: skip
    return Asked(Question("check", ("TEXT",), told), make)


VIEWS: Final = (
    View(
        "state", "The brief on a state: who brings what, how concentrated, how it moves.",
        "state/{state}", (STATE, AS_OF, BLOCS, RIVALS), _state,
    ),
    View(
        "pair", "Everything between two states, both ways, through time.", "pair/{state}/{partner}",
        (STATE, Parameter("partner", State(), "The other state.", needed=True), AS_OF), _pair,
    ),
    View(
        "compare", "States side by side.", "compare",
        (
            Parameter("states", Several(State()), "Two states or more: Viet Nam, Indonesia.", needed=True),
            Parameter("partner", State(), "Whose part in each channel, and loss by cut-off, is told."),
            Parameter("sort", Text(), "The column by which tables are sorted, such as HHI."),
            AS_OF, BLOCS, RIVALS,
        ), _compare, long=True,
    ),
    View(
        "rank", "All states in the order of a measure, with a map.", "rank/{measure}",
        (
            Parameter("measure", Measure(), "Measure, such as herfindahl, hedging or shares.", needed=True),
            Parameter("channel", Text(), "Channel: arms, imports, exports, …"),
            Parameter("partner", State(), "Partner, for measures of pairs such as shares."),
            Parameter("top", whole(bounds.ROWS), "How many rows to show; all if left out."),
            Parameter("least", Choice(("yes",)), "Begin with the smallest."),
            AS_OF, RIVALS, BLOCS, Parameter("source", Text(), "From this data set alone, such as imf_dots."),
        ), _rank, long=True,
    ),
    View(
        "cutoff", "What a state loses when trade with partners ends; without one, the worst it can lose.",
        "cutoff/{state}",
        (
            STATE,
            Parameter("partner", Several(State(blocs=True), 30), "Who stops trading: one, or a coalition."),
            Parameter("lost", Number(bounds.LOST, (0.05, 1), usual=1), "The part of trade that ends."),
            Parameter(
                "horizon", Choice(("short", "medium", "long")),
                "How far ahead: by default after a year, and in the long run.",
            ),
            Parameter(
                "elasticity", Number(bounds.ELASTICITY, (0.2, 20)),
                "The median trade elasticity of that horizon: by default 0.76 short, 2 medium, 4 long.",
            ),
            Parameter("direction", Choice(("imports", "exports", "both")), "What of its trade ends."),
            Parameter("year", YEAR, "The year of the trade that the models start from."),
            Parameter("source", Text(), "The source of that trade."),
        ), _cutoff,
    ),
    View(
        "outlook", "Where a state's partners are going, as probabilities.", "outlook/{state}",
        (
            STATE, Parameter("channel", Choice(("arms", "trade")), "Channel: arms or trade."), AS_OF,
            Parameter("to", whole(bounds.TO), "The last year of the window, at most 10 years on."),
        ), _outlook,
    ),
    View(
        "rebalance", "The cheapest mix of partners that keeps to demands, and what it costs.",
        "rebalance/{state}",
        (
            STATE,
            Parameter("channels", Several(Text(), 4), "Channels: imports, exports, arms, energy, …"),
            Parameter("demands", Several(Text(), 8), 'Demands, such as "worst loss <= 30 %".'),
            Parameter("years", whole(bounds.CHANGE), "Years that the change may take."),
            Parameter(
                "capacity", Number(bounds.CAPACITY, (0, 1)),
                "The part of what others sell that a buyer can add.",
            ),
            AS_OF,
        ), _rebalance, long=True,
    ),
    View(
        "products", "The products that a state depends on others for.", "products/{state}",
        (
            STATE, Parameter("partner", State(), "Only those of which it is the first supplier."),
            Parameter("basket", Text(), "A basket such as energy, or how HS codes begin."),
            Parameter("year", YEAR, "Year; the last held if left out."),
        ), _products,
    ),
    View(
        "check", "What is said of states, checked sentence by sentence.", "check",
        (
            Parameter("text", Text(LONG_TEXT), "The text, in English.", needed=True),
            Parameter("stated", Day(), "When it was written; by default today."),
            Parameter("about", State(), "Whom it is about, where a sentence names nobody."),
            Parameter("mode", Choice(("all", "strict")), "Judge all that was read, or only what was sure."),
        ), _check,
    ),
)  # fmt: skip


def of_address(address: str) -> Query | None:
    """Return the question of an address as a page has it; None if no kind of page has such a one."""
    parts = urlsplit(address)
    for view in VIEWS:
        pattern = re.sub(r"\\{(\w+)\\}", r"(?P<\1>[^/]+)", re.escape(view.path))
        placed = re.fullmatch(f"/{pattern}", parts.path)
        if placed or parts.path == f"/{view.door}":
            given = {} if placed is None else placed.groupdict()
            named = [(name, unquote(word)) for name, word in given.items()]
            return view.query([*named, *parse_qsl(parts.query)])
    return None


BY_NAME: Final = {view.name: view for view in VIEWS}
