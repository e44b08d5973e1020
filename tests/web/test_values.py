"""The words of addresses: what is written is read again, and whatever else is refused in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from counterpoise.bounds import LOST
from counterpoise.errors import CounterpoiseError
from counterpoise.reference import states as registry
from counterpoise.web.values import YEAR, Choice, Number, Several, Span, State, Text, Whole, written
from counterpoise.web.views import VIEWS

KINDS = (Text(), State(), State(blocs=True), Several(State()), Several(Text(), 4), Whole(1, 9), YEAR,
         Span(), Number(LOST, (0.05, 1)), Choice(("yes",)))  # fmt: skip


@pytest.mark.parametrize("kind", KINDS, ids=repr)
@given(st.text(max_size=40) | st.from_regex(r"[-+0-9.,eE ]{0,12}", fullmatch=True))
def test_any_word_is_read_or_refused(kind, word):
    try:
        value = kind.parse("x", word)
    except CounterpoiseError:
        return
    assert kind.parse("x", written(value)) == value


@pytest.mark.parametrize("word", ["2019-", "-2019", "2019-2018", "2019-2020-2021", "19", ""])
def test_half_a_span_is_no_year(word):
    with pytest.raises(CounterpoiseError):
        Span().parse("years", word)


@given(st.sampled_from(registry.members(2020)), st.sampled_from(registry.members(1980)))
def test_states_written_are_states_read(one, other):
    kind = Several(State())
    assert kind.parse("x", written((one, other))) == tuple(dict.fromkeys((one, other)))


@given(st.floats(0.01, 1))
def test_a_part_has_one_address(part):
    number = Number(LOST, (0.05, 1))
    word = written(number.parse("lost", repr(part)))
    assert written(number.parse("lost", word)) == word


@pytest.mark.parametrize("view", VIEWS, ids=lambda view: view.name)
def test_an_address_is_its_own_address(view):
    words = {
        "state": "VNM",
        "partner": "CHN",
        "states": "VNM,IDN",
        "measure": "herfindahl",
        "text": "a b&c",
    }
    query = view.query([(one.name, words[one.name]) for one in view.parameters if one.needed])
    path, _, rest = query.address().partition("?")
    from urllib.parse import parse_qsl

    named = dict(zip(_names(view.path), _pieces(view.path, path), strict=True))
    again = view.query([*named.items(), *parse_qsl(rest)])
    assert again.address() == query.address()
    assert again.key == query.key


def _names(path: str) -> list[str]:
    return [piece[1:-1] for piece in path.split("/") if piece.startswith("{")]


def _pieces(path: str, given: str) -> list[str]:
    return [
        word
        for piece, word in zip(path.split("/"), given.split("/"), strict=True)
        if piece.startswith("{")
    ]
