"""Write a page as JSON, its numbers unrounded, and read it again."""

from __future__ import annotations

import json
from typing import Any, TypeVar

from counterpoise.report.pages import (
    Chart,
    Note,
    Number,
    Page,
    Section,
    Sentence,
    SourceCard,
    Table,
)

Made = TypeVar("Made")


def as_json(page: Page, *, compact: bool = False) -> str:
    """Return the page as JSON, its numbers unrounded.

    `compact`, it is one line, without what only says how charts' data and figures' bars are drawn.
    """
    if not compact and type(page) is not Page:  # it tells more than a page, in its own words
        return json.dumps(page.as_dict(), ensure_ascii=False, indent=2)
    if not compact:
        return _written(page, indent=2)
    from counterpoise.report.render.html import STYLING

    told = page.as_dict()
    parts = [part for section in told["sections"] for part in section["parts"]]
    for part in (told["picture"], *parts):
        if part and "data" in part:
            part["data"] = [
                {name: value for name, value in row.items() if name not in STYLING}
                for row in part["data"]
            ]
    return json.dumps(_without_bars(told), ensure_ascii=False, separators=(",", ":"))


def _without_bars(told: Any) -> Any:
    """Return what is told without the lengths of the bars behind figures."""
    if isinstance(told, dict):
        return {name: _without_bars(one) for name, one in told.items() if name != "bar"}
    return [_without_bars(one) for one in told] if isinstance(told, list | tuple) else told


def to_keep(page: Page) -> str:
    """Return the page as JSON on one line, whole, which is written ten times as fast."""
    return _written(page, indent=None)


def _written(page: Page, *, indent: int | None) -> str:
    return json.dumps({"ok": True, **vars(page)}, ensure_ascii=False, indent=indent, default=vars)


def of_json(told: str) -> Page:
    """Return the page that `as_json` or `to_keep` told whole."""
    found = json.loads(told)
    del found["ok"]
    made = {
        "answer": _sentences(found["answer"]),
        "sections": tuple(map(_section, found["sections"])),
        "notes": tuple(_of(Note, one) for one in found["notes"]),
        "sources": tuple(_of(SourceCard, one) for one in found["sources"]),
        "picture": found["picture"] and _part(found["picture"]),
    }
    return _of(Page, found, **made)


def _of(kind: type[Made], found: dict[str, Any], **made: Any) -> Made:
    """Return what is told of a kind; what is not made of it yet is words, numbers and lists of them."""
    return kind(
        **{**{name: _whole(one) for name, one in found.items() if name not in made}, **made}
    )


def _whole(told: Any) -> Any:
    """Return plain data in which lists stand as they do on a page."""
    return tuple(map(_whole, told)) if isinstance(told, list) else told


def _section(found: dict[str, Any]) -> Section:
    return _of(
        Section,
        found,
        lead=_sentences(found["lead"]),
        parts=tuple(map(_part, found["parts"])),
        closed=_sentence(found["closed"]),
    )


def _part(found: dict[str, Any]) -> Table | Chart:
    if "draw" in found:
        rows = ({name: _whole(one) for name, one in row.items()} for row in found["data"])
        return _of(Chart, found, data=tuple(rows))
    return _of(Table, found, rows=_sentences(found["rows"]))


def _sentences(told: list[list[Any]]) -> tuple[Sentence, ...]:
    return tuple(map(_sentence, told))


def _sentence(told: list[Any]) -> Sentence:
    return tuple(Number(**cell) if isinstance(cell, dict) else cell for cell in told)
