"""`add` ends with what came in, as words and as data, and `sources` shows it again."""

from __future__ import annotations

import json

import pytest

HEADER = "ccode,year,imports,exports\n"


@pytest.fixture
def totals(tmp_path):
    """Return a part of the national table of COW: the USA and Canada, 1950 to 1959, made up."""
    path = tmp_path / "National_COW_4.0.csv"
    rows = [
        f"{code},{year},{code * 4000 + year},{code * 5000 + year}\n"
        for code in (2, 20)
        for year in range(1950, 1960)
    ]
    path.write_text(HEADER + "".join(rows))
    return path


def test_add_says_what_came_in_and_sources_shows_it_again(run, totals) -> None:
    done = run("add", "cow_trade_national", totals.name, "--vintage", "mine", "--format", "json")
    assert done.exit_code == 0, done.output
    told = json.loads(done.stdout)
    assert (told["source"], told["vintage"], told["rows"]) == ("cow_trade_national", "mine", 40)
    came = told["came_in"]
    assert (came["rows"], came["years"], came["states"]) == (40, [1950, 1959], 2)
    (beside,) = came["compared"]
    assert (beside["name"], beside["rows"], beside["common"]) == ("4.0", 40, 40)
    assert came["files"] == [totals.name]

    shown = run("sources", "cow_trade_national").stdout
    assert "40 rows, 1950–1959, 2 states" in shown
    (card,) = json.loads(run("sources", "cow_trade_national", "--format", "json").stdout)
    assert [held["came_in"] for held in card["held"] if held["vintage"] == "mine"] == [came]


def test_a_file_unlike_what_is_held_is_refused_until_it_is_accepted(run, totals, tmp_path) -> None:
    run("add", "cow_trade_national", totals.name, "--vintage", "mine")
    lines = totals.read_text().splitlines()
    cells = [line.split(",") for line in lines[1:]]
    tenfold = [f"{code},{year},{imports}0,{exports}0" for code, year, imports, exports in cells]
    totals.write_text("\n".join([lines[0], *tenfold, ""]))
    done = run("add", "cow_trade_national", totals.name, "--vintage", "next")
    assert done.exit_code == 1
    assert "figures are 10 times those of mine" in done.stderr
    assert "--accept-changes" in done.stderr
    assert [path.name for path in (tmp_path / "home").rglob("cow*/*.json")] == ["mine.json"]
    done = run("add", "cow_trade_national", totals.name, "--vintage", "next", "--accept-changes")
    assert "times those of mine (accepted)" in done.stdout
