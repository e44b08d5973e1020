"""Every name and code in the publishers' real files resolves, and codes agree with names."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Iterable
from pathlib import Path

import polars as pl
import pytest

from counterpoise.reference import names, states

pytestmark = pytest.mark.evidence

IR_TABLES = "ir_tables/{}.parquet"
NO_CODE = {"", "N/A"}


def identify(spellings: Iterable[str], source: str = "made_up") -> list[str]:
    return names.identify(pl.Series(list(spellings)), source=source, column="name").to_list()


def from_iso3(codes: Iterable[str]) -> list[str]:
    return states.from_iso3(pl.Series(list(codes)), None, source="made_up", column="c").to_list()


def cow_pairs(
    table: pl.DataFrame, columns: tuple[str, ...], years: tuple[str, ...]
) -> pl.DataFrame:
    """Resolve every code and year of a table; return the distinct code, year and id."""
    pairs = pl.concat(
        [
            table.select(code=pl.col(code).cast(pl.Float64), year=pl.col(year).cast(pl.Int32))
            for code in columns
            for year in years
        ]
    ).unique()
    found = states.from_cow(pairs["code"], pairs["year"], source="made_up", column="code")
    return pairs.with_columns(id=found)


def rows_of(path: Path) -> list[list[str]]:
    """Read a CSV in UTF-8, else in Latin-1."""
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError:
        text = raw.decode("latin-1")
    return list(csv.reader(text.splitlines()))


class TestArms:
    def test_register(self, evidence: Path) -> None:
        text = (evidence / "sipri/trade_register_1995-2025_generated20260212.csv").read_text(
            "ascii"
        )
        table = csv.DictReader(
            line.rstrip().rstrip(";")
            for line in text[text.index("SIPRI AT Database ID") :].splitlines()
        )
        found = {row[side] for row in table for side in ("Supplier", "Recipient")}
        assert len(identify(found, "sipri_arms")) > 200

    def test_register_of_deals(self, evidence: Path) -> None:
        path = evidence / "sipri/trade-register_all-years_generated20260518.csv"
        lines = path.read_text("latin-1").splitlines()
        start = next(i for i, line in enumerate(lines) if line.startswith("Recipient,Supplier"))
        found = {name for row in csv.reader(lines[start + 1 :]) for name in row[:2] if name}
        assert len(identify(found, "sipri_arms_deals")) > 250

    def test_export_tables(self, evidence: Path) -> None:
        found = set()
        for path in (evidence / "sipri/tiv_exports_1950-2021").glob("*.csv"):
            rows = list(csv.reader(path.read_text("latin-1").splitlines()))
            title = re.fullmatch(r"TIV of arms exports from (.*), \d{4}-\d{4}", rows[0][0])
            assert title
            found |= {title[1]} | {row[0] for row in rows[11:] if row and row[0]} - {"Total"}
        assert len(identify(found, "sipri_arms_tables")) > 250


class TestTrade:
    def test_trade_of_dyads(self, evidence: Path) -> None:
        table = pl.read_csv(
            evidence / "cow_trade/Dyadic_COW_4.0.csv.gz", columns=["ccode1", "ccode2", "year"]
        )
        found = cow_pairs(table, ("ccode1", "ccode2"), ("year",))
        twice = found.filter(pl.struct("id", "year").is_duplicated())
        assert set(twice.select("code", "year").rows()) == {
            (255, 1990),
            (260, 1990),
            (678, 1990),
            (679, 1990),
        }

    def test_trade_of_states(self, evidence: Path) -> None:
        table = pl.read_csv(evidence / "cow_trade/National_COW_4.0_import_export.csv")
        assert cow_pairs(table, ("ccode",), ("year",))["id"].n_unique() > 200

    @pytest.mark.parametrize(
        "file",
        [
            "baci_matrix_2023/raw_country_codes_V202501.csv",
            "baci_raw_subset_afg_zaf/country_codes_V202001.csv",
            "baci_raw_subset_afg_zaf/country_codes_V202201.csv",
        ],
    )
    def test_baci_numbers_names_and_letters_agree(self, evidence: Path, file: str) -> None:
        header, *rows = rows_of(evidence / file)
        letters = next(i for i, name in enumerate(header) if "iso3" in name or "3digit" in name)
        numbers = states.from_m49(
            pl.Series([row[0] for row in rows]), None, source="cepii_baci", column="country_code"
        ).to_list()
        for column in range(1, letters - 1):
            assert identify([row[column] for row in rows], "cepii_baci") == numbers
        differing = {
            row[0]
            for row, entity in zip(rows, numbers, strict=True)
            if row[letters] not in NO_CODE and from_iso3([row[letters]]) != [entity]
        }
        # 28 Antigua is given Antarctica's letters; 58 and 711 those of the largest member.
        assert differing <= {"28", "58", "711"}

    def test_baci_totals(self, evidence: Path) -> None:
        table = pl.read_csv(
            evidence / "baci_totals_2010_2019/baci_totals_51_economies_2010-2019.csv.gz"
        )
        assert len(from_iso3(set(table["exporter"]) | set(table["importer"]))) == 50

    def test_baci_matrix(self, evidence: Path) -> None:
        _, *rows = rows_of(evidence / "baci_matrix_2023/country_labels.csv")
        assert from_iso3(row[0] for row in rows) == identify(row[2] for row in rows)

    def test_areas_not_specified(self, evidence: Path) -> None:
        _, *rows = rows_of(evidence / "cepii_geodist/areas_not_specified.csv")
        by_name = identify(row[2] for row in rows)
        assert by_name == identify(row[5] for row in rows)
        kinds = {states.kind(entity) for entity in by_name if entity not in ("TWN", "ATA")}
        assert kinds == {"residual"}
        numbers = states.from_m49(
            pl.Series([row[1] for row in rows]), None, source="made_up", column="id"
        )
        differing = {row[1] for row, a, b in zip(rows, by_name, numbers, strict=True) if a != b}
        assert differing <= {"492"}  # Monaco by the UN, "Europe EU, nes" in older trade data

    @pytest.mark.parametrize(
        ("file", "columns"),
        [
            ("cepii_geodist/dist_cepii.dta", ("exporter", "importer")),
            ("cepii_gravity_v202211_9countries/gravity.dta", ("iso3_o", "iso3_d")),
        ],
    )
    def test_cepii_letters(self, evidence: Path, file: str, columns: tuple[str, str]) -> None:
        pandas = pytest.importorskip("pandas")
        table = pandas.read_stata(evidence / file, columns=list(columns))
        assert from_iso3({code for column in columns for code in table[column]})


class TestVotes:
    def test_votes_by_name_and_two_letters_agree(self, evidence: Path) -> None:
        votes = pl.read_parquet(evidence / "unga/un_votes.parquet")
        pairs = votes.select("country", "country_code").unique()
        assert len(identify(pairs["country"], "unga_votes")) == 200
        lettered = pairs.drop_nulls()
        letters = states.from_iso2(
            lettered["country_code"], None, source="unga_votes", column="country_code"
        )
        by_name = identify(lettered["country"], "unga_votes")
        differing = {
            name for name, a, b in zip(lettered["country"], by_name, letters, strict=True) if a != b
        }
        assert differing == set()

    def test_votes_by_number(self, evidence: Path) -> None:
        table = pl.read_parquet(evidence / "unga/unga_votes_1946-2024.parquet")
        found = cow_pairs(table, ("ccode",), ("year",))
        assert not found.select(pl.struct("id", "year").is_duplicated().any()).item()

    def test_votes_as_published(self, evidence: Path) -> None:
        table = pl.read_csv(
            evidence / "unga/UNVotesPublished_sessions1-70.csv.gz",
            columns=["session", "ccode"],
        ).with_columns(year=pl.col("session").cast(pl.Int32) + 1945)
        assert cow_pairs(table, ("ccode",), ("year",))["code"].n_unique() == 200

    def test_ideal_points(self, evidence: Path) -> None:
        table = pl.read_csv(
            evidence / "unga/IdealpointestimatesAll_Apr2020.csv", encoding="latin-1"
        ).with_columns(year=pl.col("session") + 1945)
        assert cow_pairs(table, ("ccode",), ("year",))["code"].n_unique() == 199
        last = table.group_by("ccode", "iso3c", "Countryname").agg(pl.col("year").max())
        by_number = states.from_cow(last["ccode"], last["year"], source="made_up", column="ccode")
        by_name = names.identify(
            last["Countryname"], source="unga_votes", column="Countryname", years=last["year"]
        )
        assert by_number.to_list() == by_name.to_list()
        by_letters = states.from_iso3(last["iso3c"], last["year"], source="made_up", column="iso3c")
        differing = last.filter(by_letters != by_number)["ccode"].to_list()
        assert differing == [680]  # South Yemen is given the letters of the North


class TestTies:
    @pytest.mark.parametrize(
        ("file", "columns", "years"),
        [
            ("atop_alliance", ("ccode1", "ccode2"), ("year",)),
            ("cow_mid_ddydisps", ("ccode1", "ccode2"), ("year",)),
            ("gml_mid_ddydisps", ("ccode1", "ccode2"), ("year",)),
            ("cow_war_inter", ("ccode1", "ccode2"), ("year",)),
            ("cow_igo_ndy", ("ccode1", "ccode2"), ("year",)),
            ("td_rivalries", ("ccode1", "ccode2"), ("styear", "endyear")),
            ("tss_rivalries", ("ccode1", "ccode2"), ("start", "end")),
            ("cow_nmc", ("ccode",), ("year",)),
            ("cow_majors", ("ccode",), ("styear", "endyear")),
            ("cow_states", ("ccode",), ("styear", "endyear")),
        ],
    )
    def test_correlates_of_war_codes(
        self, evidence: Path, file: str, columns: tuple[str, ...], years: tuple[str, ...]
    ) -> None:
        table = pl.read_parquet(evidence / IR_TABLES.format(file))
        found = cow_pairs(table, columns, years)
        twice = found.filter(pl.struct("id", "year").is_duplicated())
        # 255 with 260 and 678 with 679 in the year of union; 300 with 305 for the Habsburgs; one
        # rivalry list writes 679 for South Yemen in 1967.
        assert set(twice["id"]) <= {"DEU", "YEM", "AUH"}
        assert set(twice.filter(pl.col("id") != "AUH")["year"]) <= {1990, 1967}

    @pytest.mark.parametrize("file", ["cow_capitals", "cow_contdir"])
    def test_correlates_of_war_codes_with_dates(self, evidence: Path, file: str) -> None:
        table = pl.read_parquet(evidence / IR_TABLES.format(file)).with_columns(
            year=pl.col("stdate").dt.year()
        )
        columns = tuple(name for name in table.columns if name.startswith("ccode"))
        assert cow_pairs(table, columns, ("year",)).height > 200

    def test_gleditsch_ward_codes_of_conflicts(self, evidence: Path) -> None:
        table = pl.read_parquet(evidence / IR_TABLES.format("ucdp_acd"))
        for column in ("gwno_a", "gwno_a_2nd", "gwno_b", "gwno_b_2nd"):
            found = states.from_gw(
                table[column], table["year"].cast(pl.Int32), source="ucdp", column=column
            )
            assert found.null_count() == table[column].null_count()


class TestLists:
    @pytest.mark.parametrize(
        ("file", "code", "system"),
        [("cowstates", "cowcode", "cow"), ("gwstates", "gwcode", "gw")],
    )
    def test_each_year_inside_each_spell_has_one_id_that_exists(
        self, evidence: Path, file: str, code: str, system: str
    ) -> None:
        table = pl.read_csv(evidence / f"country_codes/{file}.csv")
        years = (
            table.with_columns(
                first=pl.col("start").str.slice(0, 4).cast(pl.Int32) + 1,
                last=pl.col("end").str.slice(0, 4).cast(pl.Int32).clip(upper_bound=2025) - 1,
            )
            .filter(pl.col("first") <= pl.col("last"))
            .with_columns(year=pl.int_ranges("first", pl.col("last") + 1))
            .explode("year")
        )
        read = states.from_cow if system == "cow" else states.from_gw
        found = read(years[code], years["year"], source=file, column=code)
        accessor = states.cow if system == "cow" else states.gw
        pairs = set(zip(found, years["year"], years[code], strict=True))
        assert all(states.exists(entity, year) for entity, year, _ in pairs)
        assert all(accessor(entity, year) == int(number) for entity, year, number in pairs)

    def test_members_of_each_year_are_those_of_the_list_by_code(self, evidence: Path) -> None:
        table = pl.read_csv(evidence / "country_codes/cowstates.csv")
        for year in range(1816, 2024):
            there = table.filter(
                pl.col("start") <= f"{year}-12-31", pl.col("end") >= f"{year}-01-01"
            )["cowcode"].n_unique()
            # Both German and both Yemeni codes stand in 1990, and are one state each here.
            assert len(states.members(year)) == there - 2 * (year == 1990)

    def test_names_in_the_lists(self, evidence: Path) -> None:
        for file, code, read in (
            ("cowstates", "cowcode", states.from_cow),
            ("gwstates", "gwcode", states.from_gw),
        ):
            table = pl.read_csv(evidence / f"country_codes/{file}.csv")
            by_code = read(table[code], None, source=file, column=code).to_list()
            by_name = identify(table["country_name"])
            differing = {
                name
                for name, a, b in zip(table["country_name"], by_code, by_name, strict=True)
                if a != b
            }
            # Code 345 stands for Serbia today; bare "Korea" is the South to everybody else.
            assert differing <= {"Yugoslavia", "Korea", "Russia (Soviet Union)"}


class TestEconomies:
    def test_world_bank(self, evidence: Path) -> None:
        calamine = pytest.importorskip("python_calamine")
        book = calamine.CalamineWorkbook.from_path(
            evidence / "macro/wdi_gdp_current_usd_1960-2023.xls"
        )
        rows = [row[:2] for row in book.get_sheet_by_index(0).to_python()[4:]]
        assert len(rows) == 266
        by_name = identify(row[0] for row in rows)
        assert by_name == from_iso3(row[1] for row in rows)
        assert sum(map(names.is_aggregate, (row[0] for row in rows))) == 49

    def test_penn_world_table(self, evidence: Path) -> None:
        _, *rows = rows_of(evidence / "macro/penn_world_table_ddf/ddf--entities--country.csv")
        assert len(rows) == 183
        assert from_iso3(row[0] for row in rows) == identify(row[1] for row in rows)

    def test_unctad_file_names_and_partners(self, evidence: Path) -> None:
        files = sorted((evidence / "fdi_unctad_2001_2012").glob("*_raw/*.csv"))
        reporters = dict(
            zip((path.stem for path in files), from_iso3(p.stem for p in files), strict=True)
        )
        assert len(reporters) > 200
        tables = [rows_of(path) for path in files]
        prose = re.compile(r"Source|Notes?:|Table|\(Mill|Region / economy|Reporting economy|NA$")
        partners = {
            cell.strip()
            for table in tables
            for row in table[1:]
            for cell in row[1:6]
            if re.search("[A-Za-z]", cell) and not prose.match(cell.strip())
        }
        titles = {re.sub(r"\.+", " ", table[0][1]) for table in tables}
        identify((title for title in titles if not prose.match(title)), "unctad_fdi")
        found = dict(zip(sorted(partners), identify(sorted(partners), "unctad_fdi"), strict=True))
        assert found["Developed economies"] == "aggregate:Developed economies"
        assert found["Unspecified"] == "residual:Unspecified"
        assert found["Viet Nam"] == "VNM"

    def test_unctad_clean_table(self, evidence: Path) -> None:
        header, *rows = rows_of(evidence / "fdi_unctad_2001_2012/fdi_clean_6fc1df3.csv")
        named = {
            (row[header.index(side)], row[header.index(f"{short}.Code")])
            for row in rows
            for side, short in (("Destination", "Dest"), ("Origin", "Origin"))
        }
        differing = {
            name for name, code in named if code != "NA" and identify([name]) != from_iso3([code])
        }
        assert differing == {"Serbia and Montenegro"}
        identify(name for name, _ in named)

    def test_aid_donors(self, evidence: Path) -> None:
        table = pl.read_csv(evidence / "aid_wdi_vnm_excerpt/wdi_dac_bilateral_aid_vnm.csv")
        donors = set(table["donor"])
        assert from_iso3(sorted(donors))

    def test_outlines_of_natural_earth(self, evidence: Path) -> None:
        text = (evidence / "natural_earth/ne_110m_admin_0_countries.geojson").read_text("utf-8")
        found = [feature["properties"] for feature in json.loads(text)["features"]]
        letters = from_iso3(row["iso3"] for row in found)
        assert letters == identify(row["name"] for row in found)
        assert {"XKX", "XNC", "XSL"} <= set(letters)

    def test_events(self, evidence: Path) -> None:
        table = pl.read_csv(evidence / "events/icews_sample.csv", infer_schema=False)
        columns = ("source_country", "target_country", "country")
        identify({name for column in columns for name in table[column].drop_nulls()})

    def test_applications_of_the_trade_guide(self, evidence: Path) -> None:
        table = pl.read_parquet(evidence / "wto_guide/agtpa_applications.parquet")
        assert len(from_iso3(set(table["exporter"]) | set(table["importer"]))) == 69

    def test_sample_of_general_equilibrium_gravity(self, evidence: Path) -> None:
        text = (evidence / "gegravity_sample/sample_data_set.dlm").read_text("utf-8")
        rows = csv.DictReader(io.StringIO(text))
        assert from_iso3({row[side] for row in rows for side in ("exporter", "importer")})
