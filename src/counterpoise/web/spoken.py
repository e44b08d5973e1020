"""A refusal in the words of the web: what is a command or an option elsewhere is an address or a parameter.

Refusals are worded once, for whoever sits at a terminal. Who asks by an address has no command line: he is
told the address that asks for what the command would; what only the owner of the machine can do is left to
him.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import quote, urlencode

from counterpoise.errors import CounterpoiseError
from counterpoise.web.views import BY_NAME

PAGES: Final = {"brief": "state", **{name: name for name in BY_NAME}}
"""The commands that make pages, and what these are called here."""
LISTS: Final = {"states": "/api/v1/states", "sources": "/sources"}
MODES: Final = ("all", "strict")
"""Options that are values of a parameter here."""
OPTION: Final = r"--[a-z][a-z-]*(?: (?:\"[^\"]*\"|\w(?:[\w.,:%…-]*[\w…])?))?"
SPOKEN: Final = re.compile(
    r"`?(?P<command>counterpoise "
    r"(?P<verb>(?:table|rank|add|fetch|remove) [a-z_]+|sources \w+(?=$|  )|[a-z]+)"
    rf"(?P<words>(?: (?:{OPTION}|\"[^\"]*\"|[A-Z][\w.…]*|\w+\.\w+))*))`?"
    rf"|`?(?P<options>(?<![\w-]){OPTION}(?: {OPTION})*)`?"
)
"""A command in a sentence, with its words; or options alone."""
ADDED: Final = re.compile(r"; --add [^)]*(?=\))")
"""What is added to the registry by a command alone."""


def spoken(fault: CounterpoiseError, *, api: bool) -> CounterpoiseError:
    """Return a refusal as it is said to a visitor, of the API or of the pages."""
    root = "/api/v1/" if api else "/"
    told = type(fault).__new__(type(fault))
    problem, where, attempt = (
        words(text, root) for text in (fault.problem, fault.where, fault.attempt)
    )
    CounterpoiseError.__init__(told, problem, where=where, attempt=attempt)
    return told


def words(text: str, root: str = "/") -> str:
    """Return words in which commands are addresses and options are parameters.

    Examples
    --------
    >>> words("counterpoise pair VNM CHN --as-of 2019, or name another year in --as-of")
    '/pair/VNM/CHN?as_of=2019, or name another year in `as_of`'
    >>> words("counterpoise fetch unga_votes")
    '`counterpoise fetch unga_votes` (whoever runs this server can)'
    """

    def said(found: re.Match[str]) -> str:
        if found["options"]:
            return _parameters(found["options"])
        verb, *first = found["verb"].split()
        plain, options = _read(found["words"].split())
        address = _address(verb, [*first, *plain], options, root)
        return address or f"`{found['command']}` (whoever runs this server can)"

    return SPOKEN.sub(said, ADDED.sub("", text))


def _read(left: list[str]) -> tuple[list[str], dict[str, str]]:
    """Return the words of a command and its options by the names of parameters."""
    plain: list[str] = []
    options: dict[str, str] = {}
    while left:
        word = left.pop(0)
        name = word.removeprefix("--").replace("-", "_")
        if word == name:
            plain.append(word)
        elif name in MODES:
            options["mode"] = name
        else:
            options[name] = left.pop(0) if left and not left[0].startswith("--") else ""
    if (leak := options.pop("leak", "")) and leak.replace(".", "").isdigit():
        options["lost"] = f"{1 - float(leak):g}"
    return plain, options


def _address(verb: str, plain: list[str], options: dict[str, str], root: str) -> str | None:
    """Return the address that asks what a command does; None if there is none."""
    if verb == "table":
        if "list" in options or "codebook" in options:
            return "/".join(["/methods", *plain])
        states = {"states": ",".join(plain[1:])} if plain[1:] else {}
        return _joined(f"/api/v1/table/{quote(plain[0])}", {**states, **options}) if plain else None
    if verb in LISTS:
        return None if options else LISTS[verb]
    view = BY_NAME.get(PAGES.get(verb, ""))
    if view is None or not plain:
        return None
    if view.name == "compare":
        plain, options = [], {"states": ",".join(plain), **options}
    options.pop("format", None)
    names = re.findall(r"\{(\w+)\}", view.path)
    if len(names) != len(plain) or not {*options} <= {one.name for one in view.parameters}:
        return None
    placed = dict(zip(names, map(quote, plain), strict=True))
    return _joined(root + view.path.format(**placed), options)


def _joined(path: str, options: dict[str, str]) -> str:
    return f"{path}?{urlencode(options, safe=',')}" if options else path


def _parameters(text: str) -> str:
    """Return options as they stand in an address; one without a value by its name alone."""
    _, options = _read(text.split())
    if [*options.values()] == [""]:
        return f"`{next(iter(options))}`"
    return "&".join(f"{name}={value}" for name, value in options.items())
