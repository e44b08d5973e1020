"""The pages' answer to a statement as a sentence: of its year, and in the past tense."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from counterpoise.statements import words
from counterpoise.statements.checking.verdict import Tested
from counterpoise.statements.statement import Statement


def told_as_of(said: Statement, one: Tested) -> str:
    """Return what pages answer, with the years that it is of and what answers.

    Parameters
    ----------
    said : Statement
    one : Tested
        Its headline (`Checked.headline`).

    Returns
    -------
    str
        One sentence; "" for kinds of which no single figure is the answer.
    """
    tell = SENTENCES.get(said.kind)
    if tell is None:
        return ""
    answers = f" ({one.reason})" if one.reason else ""
    return f"In {_years(one)} {tell(said, one)}{answers}."


def _share(said: Statement, one: Tested) -> str:
    verb, what, by = words.dealt(said.channel)
    what += _of_products(said)
    subject, partners = words.names([said.subject]), words.names(said.partners)
    return f"{subject} {verb} {one.shown} of its {what} {by} {partners}"


def _rank(said: Statement, one: Tested) -> str:
    had = one.shown.removeprefix("place ")
    return (
        f"{words.names(said.partners)} had place {had}, in {words.whose(said.subject)}"
        f" {words.dealt(said.channel)[1]}{_of_products(said)}"
    )


def _amount(said: Statement, one: Tested) -> str:
    _, what, by = words.dealt(said.channel)
    what += _of_products(said)
    partners = f" {by} {words.names(said.partners)}" if said.partners else ""
    return f"{words.whose(said.subject)} {what}{partners} came to {one.shown}"


def _balance(said: Statement, one: Tested) -> str:
    trade = f"{words.whose(said.subject)} trade with {words.names(said.partners)}"
    return f"{trade} left a {said.comparison} of {one.shown}"


def _of_products(said: Statement) -> str:
    """Return of which products, in a sentence; "" for all goods."""
    named = [said.product.replace("_", " ")] if said.product else list(said.items)
    return f" of {', '.join(named)}" if named else ""


SENTENCES: Final[Mapping[str, Callable[[Statement, Tested], str]]] = {
    "share": _share,
    "rank": _rank,
    "amount": _amount,
    "balance": _balance,
}


def _years(one: Tested) -> str:
    return one.facets.get("years", "").removeprefix("mean of ")
