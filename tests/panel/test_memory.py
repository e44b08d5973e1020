"""What was made once is made once, of a part it is the part, and what is oldest is let go."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import polars as pl
import pytest

from counterpoise.panel.candidates import candidates, of_states
from counterpoise.panel.memory import MEMORY, Memory
from counterpoise.panel.store import Store
from counterpoise.settings import embedded_folder

ROWS = pl.DataFrame({"state": ["VNM", "VNM", "THA"], "year": [2000, 2001, 2001]})


def never() -> pl.DataFrame:
    pytest.fail("made again")


def test_what_is_asked_again_is_not_made_again() -> None:
    memory = Memory(room=10_000)
    memory.kept(("a",), lambda: ROWS)
    assert memory.kept(("a",), never) is ROWS


@pytest.mark.parametrize(
    ("states", "years", "expected"),
    [
        ([], None, 3),
        (["VNM"], None, 2),
        (["VNM"], (2001, 2001), 1),
        ([], (2001, 2003), 2),
    ],
)
def test_a_part_is_taken_out_of_the_whole(
    states: list[str], years: tuple[int, int] | None, expected: int
) -> None:
    memory = Memory(room=10_000)
    memory.part_of_kept(("a",), (), None, lambda: ROWS)
    assert memory.part_of_kept(("a",), states, years, never).height == expected


def test_no_more_is_taken_out_of_a_part_than_it_holds() -> None:
    memory = Memory(room=10_000)
    part = ROWS.filter(pl.col("year") == 2001)
    memory.part_of_kept(("a",), ("VNM", "THA"), (2001, 2001), lambda: part)

    made = memory.part_of_kept(("a",), ("VNM", "THA"), None, lambda: ROWS)

    assert made.height == 3
    assert memory.wider(("a",), (), (2001, 2001)) is None


def test_the_frame_asked_for_longest_ago_is_let_go_first() -> None:
    size = int(ROWS.estimated_size())
    memory = Memory(room=2 * size)
    memory.part_of_kept(("a",), (), None, lambda: ROWS)
    memory.part_of_kept(("b",), (), None, lambda: ROWS)
    memory.part_of_kept(("a",), (), None, never)

    memory.part_of_kept(("c",), (), None, lambda: ROWS)

    assert memory.wider(("a",), ["VNM"], None) == ((), None)
    assert memory.wider(("b",), ["VNM"], None) is None


def test_what_is_forgotten_is_made_again() -> None:
    memory = Memory(room=10_000)
    memory.part_of_kept(("a",), (), None, lambda: ROWS)
    memory.forget()
    assert memory.part_of_kept(("a",), (), None, lambda: ROWS[:1]).height == 1


def test_threads_that_ask_at_once_get_each_its_own_part() -> None:
    """With room for two frames, most are let go while others ask for parts of them."""
    memory = Memory(room=2 * int(ROWS.estimated_size()))

    def ask(number: int) -> list[int]:
        question, year = (f"q{number % 5}",), 2000 + number % 2
        part = ROWS.filter(pl.col("year") == year)
        if number % 3 == 0:
            return memory.part_of_kept(question, (), None, lambda: ROWS)["year"].to_list()
        return memory.part_of_kept(question, (), (year, year), lambda: part)["year"].to_list()

    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)  # so that they do come between each other
    try:
        with ThreadPoolExecutor(8) as threads:
            found = list(threads.map(ask, range(3_000)))
    finally:
        sys.setswitchinterval(before)

    for number, years in enumerate(found):
        year = 2000 + number % 2
        whole = [2000, 2001, 2001]
        assert years == (whole if number % 3 == 0 else [one for one in whole if one == year])


def test_that_something_was_asked_is_known_until_all_is_forgotten() -> None:
    memory = Memory(room=1_000)
    assert [memory.asked_again("goods") for _ in range(3)] == [False, True, True]
    memory.forget()
    assert not memory.asked_again("goods")


def test_rows_of_a_state_are_the_same_out_of_all_as_out_of_the_file() -> None:
    """The first who asks of a release reads a state's rows alone, the second all of them."""
    one = candidates(Store((embedded_folder(),)).steady(), "fdi_flow", side="destination")[0]
    MEMORY.forget()
    alone = of_states(one, ["IDN"]).collect()
    MEMORY.forget()
    of_states(one, ["VNM"])
    out_of_all = of_states(one, ["IDN"]).collect()
    assert alone.height
    assert out_of_all.equals(alone)
