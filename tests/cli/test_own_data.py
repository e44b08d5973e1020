"""Data of one's own: a card and a table become a source like any other, and go again."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from counterpoise import schema, sources
from counterpoise.panel.store import Store
from counterpoise.sources import _own
from tests.sources.xlsx import workbook

CARD = """\
id = "gas_contracts"
title = "Gas bought under contract"
terms = "For our own use."
citation = "Made up."
channel = "gas-contracts"
unit = "million cubic metres"
kind = "flow"
complete = true
file = "gas.csv"
"""
TABLE = """\
origin,destination,year,value
Algeria,Italy,2024,60
RUS,ITA,2024,30.5
Norway,Italy,2024,9.5
Algeria,Italy,2023,50
Russia,Italy,2023,50
Norway,Germany,2024,40
"""
"""Of Italy's gas of 2024, of 100 in all, 60 % are Algerian; its HHI is 0.36 + 0.093025 + 0.009025."""


def test_a_mix_is_asked_of_a_channel_of_ones_own(run, tmp_path: Path) -> None:
    (tmp_path / "gas.toml").write_text(CARD, encoding="utf-8")
    (tmp_path / "gas.csv").write_text(TABLE, encoding="utf-8")
    assert run("add", "gas.toml").exit_code == 0
    asked = ("rebalance", "ITA", "--channel", "gas-contracts", "--format", "text")
    told = run(*asked, "--demands", "DZA <= 50 %")
    assert told.exit_code == 0
    assert "10.0\u00a0points" in told.output.replace("\n", " ")
    assert "away from Algeria" in " ".join(told.output.split())


def test_what_is_added_again_says_which_rows_lie_beyond_what_was_held(run, tmp_path: Path) -> None:
    (tmp_path / "gas.toml").write_text(CARD, encoding="utf-8")
    (tmp_path / "gas.csv").write_text(TABLE, encoding="utf-8")
    assert "beyond" not in run("add", "gas.toml").output
    (tmp_path / "gas.csv").write_text(TABLE + "Qatar,Italy,2025,7\n", encoding="utf-8")
    told = run("add", "gas.toml").output
    assert "0 new rows and 1 of years or states that it did not cover" in told


@pytest.fixture(autouse=True)
def forget() -> object:
    yield
    _own.bring(Path("/nowhere"))


@pytest.fixture
def card(run, tmp_path: Path) -> Path:
    (tmp_path / "gas.csv").write_text(TABLE)
    path = tmp_path / "own.toml"
    path.write_text(CARD)
    return path


def shares(run, *more: str) -> dict[tuple[str, int], float]:
    done = run("table", "shares", "ITA", "--channel", "gas-contracts", "--format", "json", *more)
    assert done.exit_code == 0, done.output
    return {(row["partner"], row["year"]): row["share"] for row in json.loads(done.stdout)}


def test_it_reaches_tables_with_its_own_channel_unit_and_footnote(run, card: Path) -> None:
    done = run("add", "own.toml", "--vintage", "v1")
    assert done.exit_code == 0, done.output
    assert "gas_contracts v1: 6 rows, 2023–2024" in done.stdout
    found = shares(run)
    assert found["DZA", 2024] == pytest.approx(0.6)
    assert found["RUS", 2024] == pytest.approx(0.305)
    assert found["RUS", 2023] == pytest.approx(0.5)
    assert ("NOR", 2023) not in found or found["NOR", 2023] == 0
    shown = run(
        "table", "concentration", "ITA", "--channel", "gas-contracts", "--years", "2024-2024"
    )
    assert "unit of volumes: million cubic metres" in shown.output
    assert "gas_contracts v1" in shown.output
    assert f"{0.36 + 0.093025 + 0.009025:.4g}" in shown.output
    listed = run("sources").stdout
    assert "gas_contracts" in listed
    assert "For our own use." in run("sources", "gas_contracts").stdout


def test_it_reaches_the_brief_and_the_comparison(run, card: Path) -> None:
    run("add", "own.toml")
    page = run("brief", "ITA", "--format", "text").stdout
    assert "Gas bought under contract, 2024: 60.0" in page
    assert "came from Algeria, of 100" in page
    assert "gas_contracts" in page
    assert "Made up. For our own use." in page
    side_by_side = run("compare", "ITA", "DEU", "--format", "text").stdout
    assert "Gas contracts, 2024: Germany leans most on one partner (Norway, 100" in side_by_side
    other = run("compare", "VNM", "KAZ", "--format", "text").stdout
    assert "Gas" not in other


def test_statements_name_its_channel_and_its_unit(run, card: Path, tmp_path: Path) -> None:
    run("add", "own.toml")
    (tmp_path / "said.toml").write_text(
        "\n".join(
            f'[[statement]]\nid = "{id}"\ntext = "x"\nkind = "{kind}"\nstated = 2026-01-01\n'
            f'subject = "ITA"\nchannel = "gas-contracts"\nyears = [2024, 2024]\n{more}\n'
            for id, kind, more in (
                ("G1", "share",
                 'partners = ["DZA"]\ncomparison = "more than"\nquantity = 50\nunit = "%"'),
                ("G2", "share",
                 'partners = ["RUS"]\ncomparison = "more than"\nquantity = 50\nunit = "%"'),
                ("G3", "amount",
                 'comparison = "at least"\nquantity = 90\nunit = "million cubic metres"'),
            )
        )
    )  # fmt: skip
    page = " ".join(run("check", "said.toml", "--format", "text").stdout.split())
    assert "Of 3 statements, 2 hold and 1 fails" in page
    assert "In 2024 Italy received 60.0 % of its gas contracts from Algeria" in page


def test_an_incomplete_table_states_no_shares(run, card: Path) -> None:
    """Of whoever is not named nothing is known: that is no zero."""
    card.write_text(CARD.replace("complete = true", "complete = false"))
    run("add", "own.toml")
    assert set(shares(run).values()) == {None}


def test_parquet_xlsx_other_names_and_items_are_read_alike(run, card: Path, tmp_path) -> None:
    run("add", "own.toml")
    csv = shares(run)
    lines = [line.split(",") for line in TABLE.splitlines()]
    renamed = [["from", "to", "when", "bcm", "how"]] + [
        [*line[:2], float(line[2]), float(line[3]) / 1000, "pipe"] for line in lines[1:]
    ]
    (tmp_path / "gas.xlsx").write_bytes(workbook({"Notes": [["x"]], "Gas": renamed}))
    pl.DataFrame(renamed[1:], schema=renamed[0], orient="row").with_columns(
        pl.col("when").cast(pl.Int64)
    ).write_parquet(tmp_path / "gas.parquet")
    columns = 'columns = { origin = "from", destination = "to", year = "when", value = "bcm", item = "how" }'
    for file in ("gas.xlsx", "gas.parquet"):
        text = CARD.replace('"gas.csv"', f'"{file}"') + f'times = 1000\nsheet = "Gas"\n{columns}\n'
        card.write_text(text)
        done = run("add", "own.toml", "--vintage", file[4:])
        assert done.exit_code == 0, done.output
        found = shares(run, "--source", "gas_contracts", "--vintage", file[4:])
        assert found == pytest.approx(csv)


def test_figures_of_a_channel_of_ours_stand_beside_the_publishers(run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(
        CARD.replace('"gas-contracts"', '"imports"').replace('"million cubic metres"', '"USD"')
        + "times = 1e6\n"
    )
    (tmp_path / "gas.csv").write_text(
        "origin,destination,year,value\nCHN,VNM,2025,120\nUSA,VNM,2025,80\n"
    )
    done = run("add", "own.toml", "--vintage", "v1")
    assert done.exit_code == 0, done.output
    args = ("table", "shares", "VNM", "--channel", "imports", "--source", "gas_contracts")
    rows = json.loads(run(*args, "--format", "json").stdout)
    assert {(row["partner"], row["value"]) for row in rows} == {("CHN", 120e6), ("USA", 80e6)}
    assert {row["told_by"] for row in rows} == {"the state"}


def test_remove_lets_the_channel_go_with_the_last_vintage(run, card: Path) -> None:
    run("add", "own.toml", "--vintage", "v1")
    run("add", "own.toml", "--vintage", "v2")
    assert run("remove", "gas_contracts", "v1").exit_code == 0
    assert shares(run)["DZA", 2024] == pytest.approx(0.6)
    assert run("remove", "gas_contracts", "v2").exit_code == 0
    assert "gas_contracts" not in run("sources").stdout
    gone = run("table", "shares", "ITA", "--channel", "gas-contracts")
    assert gone.exit_code == 1
    assert "must be one of" in gone.stderr
    assert "own_gas_contracts" not in schema.INDICATORS


def test_a_table_that_can_not_be_read_leaves_no_card_behind(run, card: Path, tmp_path) -> None:
    (tmp_path / "gas.csv").write_text(TABLE.replace("Algeria", "Atlantis"))
    done = run("add", "own.toml")
    assert done.exit_code == 1
    assert "Can't match 'Atlantis'" in done.stderr
    assert "gas_contracts" not in run("sources").stdout
    (tmp_path / "gas.csv").write_text(TABLE)
    assert run("add", "own.toml", "--vintage", "v1").exit_code == 0
    card.write_text(CARD.replace("flow", "stock"))
    (tmp_path / "gas.csv").write_text("origin,destination,year,value\nDZA,ITA,2024,x\n")
    done = run("add", "own.toml", "--vintage", "v1")
    assert "Column 'value' must hold numbers" in done.stderr
    assert "mend the table" in done.stderr
    assert "publisher" not in done.stderr
    assert shares(run)["DZA", 2024] == pytest.approx(0.6)  # under the card of before


@pytest.mark.parametrize(
    ("table", "words"),
    [
        (TABLE.replace("Algeria", ""), "name a state in each row: of merged cells"),
        (TABLE.replace(",", "|"), "separated by upright bars"),
        (
            TABLE.replace("Algeria", "Alg\u0435ria"),
            "Among its letters is cyrillic small letter ie.",
        ),
        (TABLE.replace("Algeria", "Alg\u200beria"), "Among its letters is zero width space."),
    ],
)
def test_a_table_is_mended_by_its_maker(run, card: Path, tmp_path, table: str, words: str) -> None:
    (tmp_path / "gas.csv").write_text(table, encoding="utf-8")
    done = run("add", "own.toml")
    assert done.exit_code == 1
    told = " ".join(done.stderr.split())
    assert words in told
    assert not any(word in told for word in ("--add", "sources gas_contracts", "publisher"))


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('kind = "flow"\n', "", "`kind` is missing"),
        ('kind = "flow"', 'kind = "flows"', "`kind` must be 'flow' or 'stock', not 'flows'"),
        ('kind = "flow"', 'kindd = "flow"', "`kindd` is no key of a card. Did you mean 'kind'?"),
        ("complete = true", 'complete = "yes"', "`complete` must be true"),
        ('"gas-contracts"', '"Gas Pipes"', "`channel` must be 2 to 30 small letters"),
        ('"gas-contracts"', '"votes"', "`channel` must be a name of your own"),
        ('"gas-contracts"', '"imports"', "`unit` must be 'USD' in the channel 'imports'"),
        ('"gas_contracts"', '"imf_dots"', "`id` must not be that of a source there is"),
        ('"gas-contracts"', '"gas"', "`channel` must be a name of your own"),
        ('"gas.csv"', "7", "`file` must be the name of a table"),
        ('"Made up."', '""', "`citation` must be a text"),
        ('unit = "million cubic metres"', "unit = 5", "`unit` must be a text"),
        ('kind = "flow"', 'kind = "flow"\nwindow = 0', "`window` must be a whole number"),
        ('kind = "flow"', 'kind = "flow"\nurl = "file:///x"', "`url` must be an address"),
        ('kind = "flow"', 'kind = "flow"\ncolumns = { who = "a" }', "`columns` must be a table"),
        (
            'kind = "flow"',
            'kind = "flow"\ncolumns = { origin = "to", destination = "to" }',
            "of its own",
        ),
        (
            'kind = "flow"',
            'kind = "flow"\ncolumns = { value = "year" }',
            "each a column of its own",
        ),
        ('kind = "flow"', 'kind = "flow"\ncolumns = { value = "row" }', "none called 'row'"),
        ('kind = "flow"', 'kind = "flow', "Can't read the card"),
        ('"gas.csv"', '"gone.csv"', "Can't find the file 'gone.csv'"),
    ],
)
def test_a_card_is_read_strictly_and_the_error_names_the_key(
    run, card: Path, old: str, new: str, words: str
) -> None:
    card.write_text(CARD.replace(old, new, 1))
    done = run("add", "own.toml")
    assert done.exit_code == 1
    assert words in " ".join(done.stderr.split())
    assert not Store.open().holdings("gas_contracts")
    assert "gas_contracts" not in sources.ids()


def test_an_item_is_a_name_and_no_text(run, card: Path, tmp_path: Path) -> None:
    (tmp_path / "gas.csv").write_text(
        f"origin,destination,year,value,item\nRUS,ITA,2024,3,{'x' * 201}\n"
    )
    done = run("add", "own.toml")
    assert done.exit_code == 1
    assert "'item' must have at most 200 letters" in " ".join(done.stderr.split())
    assert len(done.stderr) < 2_000


@pytest.mark.parametrize(
    ("content", "words"), [(b"\xff", "must be text in UTF-8"), (None, "No such file")]
)
def test_a_card_that_is_no_text_or_not_there_is_told_in_plain_words(
    run, card: Path, content: bytes | None, words: str
) -> None:
    card.unlink() if content is None else card.write_bytes(content)
    said = " ".join(run("add", "./own.toml").stderr.split())
    assert words in said
    assert "Errno" not in said


def test_words_of_a_card_are_made_printable(run, card: Path) -> None:
    card.write_text(CARD.replace("under contract", "under\\u001b[31m con\\u202etract"))
    assert run("add", "own.toml").exit_code == 0
    for command in (
        ("sources",),
        ("sources", "gas_contracts"),
        ("brief", "ITA", "--format", "text"),
    ):
        shown = run(*command).stdout
        assert "\x1b" not in shown
        assert "\u202e" not in shown


def test_sums_of_states_and_pairs_told_twice_are_refused(run, card: Path, tmp_path) -> None:
    (tmp_path / "gas.csv").write_text(TABLE + "Euro area,Italy,2024,7\n")
    assert "not a sum of states" in run("add", "own.toml").stderr
    (tmp_path / "gas.csv").write_text(TABLE + "DZA,Italy,2024,7\n")
    assert "one row for each origin, destination, year" in run("add", "own.toml").stderr


def test_two_cards_of_one_channel_must_agree_on_what_it_is(run, card: Path, tmp_path) -> None:
    assert run("add", "own.toml").exit_code == 0
    (tmp_path / "two.toml").write_text(CARD.replace("gas_contracts", "gas_two"))
    assert run("add", "two.toml").exit_code == 0
    (tmp_path / "three.toml").write_text(
        CARD.replace("gas_contracts", "gas_three").replace("million cubic metres", "TWh")
    )
    refused = run("add", "three.toml")
    assert "must have the unit, kind, of and window that the card" in refused.stderr


def test_files_beside_a_card_and_a_source_without_files_are_refused(run, card: Path) -> None:
    assert "A card names its tables itself" in run("add", "own.toml", "gas.csv").stderr
    assert "A file of 'imf_dots' must be given" in run("add", "imf_dots").stderr


def test_a_damaged_card_is_named_and_everything_else_works(run, card: Path, tmp_path) -> None:
    run("add", "own.toml")
    kept = tmp_path / "home" / "store" / "gas_contracts" / "card.toml"
    kept.write_text("half = ")
    done = run("sources")
    assert done.exit_code == 0
    assert "card.toml" in done.stderr


def test_a_card_without_rows_of_one_who_was_killed_does_no_harm(run, card: Path, tmp_path) -> None:
    """The card comes first: whoever is killed before the rows leaves it alone."""
    kept = tmp_path / "home" / "store" / "gas_contracts" / "card.toml"
    kept.parent.mkdir(parents=True)
    kept.write_text(CARD)
    assert "gas_contracts" in run("sources").stdout
    assert run("brief", "ITA", "--format", "text").exit_code == 0
    assert run("add", "own.toml").exit_code == 0
    assert shares(run)["DZA", 2024] == pytest.approx(0.6)


def test_years_that_repeat_another_are_told(run, card: Path, tmp_path) -> None:
    rows = "".join(f"{who},Italy,{year},5\n" for who in ("DZA", "NOR") for year in (2023, 2024))
    (tmp_path / "gas.csv").write_text("origin,destination,year,value\n" + rows)
    assert (
        "every figure (own_gas_contracts) of 2024 equals that of 2023"
        in run("add", "own.toml").stdout
    )


def test_a_state_that_had_ended_bought_and_sold_nothing(run, card: Path, tmp_path) -> None:
    (tmp_path / "gas.csv").write_text(TABLE + "Soviet Union,Italy,2016,1\n")
    done = run("add", "own.toml")
    assert done.exit_code == 1
    assert "must name a state that was there in that year" in done.stderr
    assert "row 8: 'Soviet Union'" in done.stderr
    (tmp_path / "gas.csv").write_text(TABLE + "Soviet Union,Italy,1985,1\n")
    assert run("add", "own.toml").exit_code == 0


@pytest.mark.parametrize("file", ["../gas.csv", "/etc/passwd", "..", "a\\\\b.csv"])
def test_the_table_lies_beside_its_card(run, card: Path, file: str) -> None:
    card.write_text(CARD.replace("gas.csv", file))
    done = run("add", "own.toml")
    assert done.exit_code == 1
    assert "the name of a table beside the card" in done.stderr
