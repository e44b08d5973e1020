"""How long the publishers' files at hand take to be read, and how much room their store takes.

Run ``python bench/evidence.py`` from the repository, with COUNTERPOISE_EVIDENCE the folder of the
publishers' files. The workbooks of the IMF's Direction of Trade Statistics, 235 of them with two sheets
each, stand beside pandas that reads the same sheets by the same engine (calamine) and brings them into
one long table; ours also tells states from groups, estimates from reports, and checks every cell. The
store of all that is at hand is told in MB: it is promised to be under 200.
"""

from __future__ import annotations

import os
import sys
import tempfile
import zipfile
from pathlib import Path
from typing import Any

import timing

FOLDER = Path(os.environ.get("COUNTERPOISE_EVIDENCE", "no such folder"))
WORKBOOKS = FOLDER / "imf_dots_1960_2020" / "DOTS_xlsx_235_files.zip"
SHEETS = ("Exports, FOB", "Imports, CIF")
ABOVE_YEARS = 6
SECONDS = 120
"""Of the processor: a minute on two cores."""
LARGEST = 200.0
FILES = {
    "aiddata_gcdf": ["aiddata_gcdf/gcdf-asean-raw.csv"],
    "atop_alliances": ["ir_tables/atop_alliance.parquet"],
    "cepii_baci": ["baci_raw_materials_1995_2024/*.zip"],
    "cepii_baci_matrix": [
        "baci_matrix_2023/trade_cepii.csv",
        "baci_matrix_2023/country_labels.csv",
    ],
    "cepii_baci_totals": ["baci_totals_2010_2019/*.csv.gz"],
    "cow_trade": ["cow_trade/Dyadic*"],
    "cow_trade_national": ["cow_trade/National*"],
    "cow_wars": ["ir_tables/cow_war_inter.parquet"],
    "desta": ["desta/*.txt.gz"],
    "gml_disputes": ["ir_tables/gml_mid_ddydisps.parquet"],
    "imf_dip": ["imf_dip_2014_2024/*.csv.gz"],
    "imf_dots": ["imf_dots_1960_2020/*.zip"],
    "imf_dots_totals": ["imf_dots_1960_2020/*.zip"],
    "imf_imts": ["imf_imts_2025_exports/*.json.gz"],
    "ist": ["sanctions/IST*.xlsx"],
    "nmc": ["nmc/cow_nmc_v7.csv.gz"],
    "oecd_fdi": ["oecd_fdi_asean_2010_2024/*.csv.gz"],
    "penn_world_table": ["macro/penn_world_table_ddf/*.csv"],
    "rivalries_dreyer": ["ir_tables/td_rivalries.parquet"],
    "rivalries_thompson": ["ir_tables/tss_rivalries.parquet"],
    "sipri_arms": ["sipri/trade_register_1995-2025*.csv"],
    "sipri_arms_deals": ["sipri/trade-register_all-years*.csv"],
    "sipri_arms_tables": ["sipri/tiv_exports_1950-2021/*.csv"],
    "sipri_milex": ["sipri_milex/*.xlsx"],
    "unctad_fdi": ["fdi_unctad_2001_2012/*/*.csv"],
    "unctad_iia": ["bits/*.csv.gz"],
    "unctad_trade_matrix": ["unctad_trade_sitc_1995_2005_2015/*.zip"],
    "unga_votes": ["unga/un_votes.parquet", "unga/un_roll_calls.parquet"],
    "world_bank_aid": ["aid_wdi_vnm_excerpt/*.csv"],
    "world_bank_gdp": ["macro/wdi_gdp*.xls"],
}
"""By source, its files at hand."""


def ours(_: None) -> Any:
    from counterpoise.sources.trade import imf_dots

    (found,) = imf_dots.read([WORKBOOKS])
    print(f"    {found.rows.height:,} rows", file=sys.stderr)
    return found


def theirs(_: None) -> Any:
    import pandas

    with tempfile.TemporaryDirectory() as folder:
        with zipfile.ZipFile(WORKBOOKS) as packed:
            packed.extractall(folder)
        tables = [
            table.melt(id_vars=[table.columns[0], table.columns[1]])
            for path in sorted(Path(folder).rglob("*.xlsx"))
            for table in pandas.read_excel(
                path, sheet_name=list(SHEETS), header=ABOVE_YEARS, engine="calamine"
            ).values()
        ]
        return pandas.concat(tables)


def stored(_: None) -> Any:
    """Add all that is at hand to a store, and say how large it is."""
    from counterpoise.errors import CounterpoiseError
    from counterpoise.panel import build
    from counterpoise.panel.store import Store

    before = timing.seconds()
    with tempfile.TemporaryDirectory() as folder:
        store = Store((Path(folder),))
        for source, patterns in FILES.items():
            paths = [path for one in patterns for path in sorted(FOLDER.glob(one))]
            try:
                build.add(store, source, paths, otherwise="at-hand", accept_changes=True)
            except CounterpoiseError as fault:
                print(f"    {source}: {fault}", file=sys.stderr)
        size = sum(path.stat().st_size for path in Path(folder).rglob("*") if path.is_file()) / 1e6
    print(f"    {size:.1f} MB of at most {LARGEST:g}", file=sys.stderr)
    return timing.told(timing.seconds() - before if size <= LARGEST else "nan")


LINES = {
    "read 235 workbooks of the IMF": timing.Line(
        ours, theirs, "pandas, read_excel by calamine and melt", limit=2.0, seconds=SECONDS, runs=2
    ),
    "store of all at hand": timing.Line(stored, runs=1),
}

if __name__ == "__main__":
    sys.exit(timing.main(LINES, __file__, __doc__))
