"""No page is written on what is no state: a sum, a residual, an organisation."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from counterpoise.cli.main import main
from counterpoise.errors import UnknownNameError
from counterpoise.panel.store import Store
from counterpoise.report import brief, compare, cutoff, outlook


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)


NONE = ["Euro area", "residual:Bunkers", "unknown:supplier", "UN", "group:PKK (Türkiye)"]


BLOCS = ["Euro area", "UN"]
"""No states, but they may be cut off whole."""
PARTNER = ["cutoff", "VNM", "--partner", "{}"]
VERBS = [["brief", "{}"], ["compare", "VNM", "{}"], ["cutoff", "{}"], PARTNER, ["outlook", "{}"]]


@pytest.mark.parametrize(
    ("verb", "named"),
    [(verb, named) for verb in VERBS for named in NONE if verb != PARTNER or named not in BLOCS],
)
def test_every_verb_refuses_it_with_the_reason(verb: list[str], named: str, tmp_path: Path) -> None:
    ended = CliRunner().invoke(main, [word.format(named) for word in verb])
    assert ended.exit_code == 1
    assert "A state or territory must be named" in ended.output
    assert not list(tmp_path.glob("*.html"))


@pytest.mark.parametrize("named", NONE)
def test_so_does_python(named: str) -> None:
    store = Store.open()
    for ask in (
        lambda: brief.brief(store, named),
        lambda: compare.compare(store, ["VNM", named]),
        lambda: cutoff.cutoff(store, named, ["CHN"]),
        *([] if named in BLOCS else [lambda: cutoff.cutoff(store, "VNM", [named])]),
        lambda: cutoff.worst(store, named),
        lambda: outlook.outlook(store, named),
    ):
        with pytest.raises(UnknownNameError, match="A state or territory must be named"):
            ask()


def test_a_scenario_refuses_it_too(tmp_path: Path) -> None:
    file = tmp_path / "s.toml"
    file.write_text('name = "x"\n[[shock]]\nkind = "cut"\na = "VNM"\nb = "residual:Bunkers"\n')
    ended = CliRunner().invoke(main, ["whatif", str(file)])
    assert ended.exit_code == 1
    assert "must name states or blocs" in ended.output


def test_spellings_of_the_users_are_added_listed_and_removed() -> None:
    def said(*words: str) -> str:
        return CliRunner().invoke(main, ["states", *words]).output

    assert "is read as FJI (Fiji)" in said("--add", "Sugar isles", "FJ")
    assert "Sugar isles" in said("--own", "--format", "json")
    assert "no longer read" in said("--remove", "sugar isles")
    assert "No spellings of your own" in said("--own")
    assert "means different states" in said("--add", "77", "FJ")
