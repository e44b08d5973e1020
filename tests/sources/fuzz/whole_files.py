"""Whole files of every source, a few rows each, written by hand in the publishers' layouts."""

from __future__ import annotations

from tests.sources.broken import (
    aiddata_gcdf,
    atlas,
    atop_alliances,
    ceias_visits,
    cepii_baci,
    cepii_baci_matrix,
    cepii_baci_totals,
    colt_visits,
    comtrade,
    cow_disputes,
    cow_trade,
    cow_trade_national,
    cow_wars,
    desta,
    eu_sanctions_map,
    gdelt,
    gml_disputes,
    gsdb,
    icews,
    ideal_points,
    imf_dip,
    imf_dots,
    imf_imts,
    ist,
    knomad,
    nmc,
    oecd_dac2a,
    oecd_fdi,
    oecd_icio,
    penn_world_table,
    polecat,
    rivalries_dreyer,
    rivalries_thompson,
    sipri_arms,
    sipri_arms_deals,
    sipri_arms_tables,
    sipri_milex,
    unctad_fdi,
    unctad_iia,
    unctad_trade_matrix,
    unga_votes,
    wits,
    world_bank_aid,
    world_bank_gdp,
    world_bank_ids,
    world_bank_population,
)
from tests.sources.case import gzipped, parquet, zipped
from tests.sources.xlsx import workbook

Files = dict[str, bytes]


def _twins(module: object, name: str) -> Files:
    return {name: parquet(module.HEADER, module.ROW, module.TWIN)}  # type: ignore[attr-defined]


def files() -> dict[str, list[Files]]:
    """Return, for each source, sets of files that are read, packed ones too."""
    pwt = penn_world_table
    votes = (unga_votes.HEADER + unga_votes.ROW + unga_votes.OTHER).encode()
    related = parquet(
        unga_votes.RELATED, (11, "United States", "US", "yes"), (11, "Cuba", "CU", "no")
    )
    baci = {cepii_baci.NAME: cepii_baci.GOOD}
    return {
        "atlas": [{"hs92_country_country_year.csv": atlas.GOOD}],
        "comtrade": [{"c.csv": comtrade.GOOD}, {"o.csv": comtrade.OLD}, {"a.json": comtrade.ANSWER}],
        "imf_imts": [
            {"a.csv": imf_imts.API}, {"l.csv": imf_imts.LONG}, {"w.csv": imf_imts.WIDE},
            {"c.json.gz": gzipped(imf_imts.CARRIED)},
        ],
        "oecd_icio": [{oecd_icio.NAME: oecd_icio.GOOD}],
        "unctad_trade_matrix": [{unctad_trade_matrix.NAME: unctad_trade_matrix.GOOD}],
        "wits": [{"w.json": wits.GOOD}],
        "oecd_dac2a": [
            {"aid.csv": oecd_dac2a.GOOD},
            {"Table2a_Data.zip": zipped(**{"Table2a_Data.csv": oecd_dac2a.WHOLE})},
        ],
        "world_bank_ids": [{"ids.json": world_bank_ids.GOOD}],
        "knomad": [
            {"m.xlsx": workbook({"2017": knomad.MATRIX})}, {"d.xlsx": workbook({"Data": knomad.TABLE})},
        ],
        "aiddata_gcdf": [{"gcdf.csv": aiddata_gcdf.GOOD}],
        "eu_sanctions_map": [{"map.json": eu_sanctions_map.GOOD}],
        "gsdb": [{"GSDB_V4.csv": gsdb.GOOD}],
        "ist": [{"ist.xlsx": ist.book(ist.ROWS)}],
        "world_bank_population": [
            {"pop.json": world_bank_population.GOOD},
            {f"{number}.json": half for number, half in enumerate(world_bank_population.HALVES)},
        ],
        "atop_alliances": [_twins(atop_alliances, "atop.parquet")],
        "cepii_baci": [baci, {"baci.zip": zipped(**baci)}],
        "cepii_baci_matrix": [
            {"labels.csv": cepii_baci_matrix.LABELS, "matrix.csv": cepii_baci_matrix.MATRIX}
        ],
        "cepii_baci_totals": [{"totals.csv": cepii_baci_totals.GOOD}],
        "cow_disputes": [_twins(cow_disputes, "ddydisps.parquet")],
        "cow_trade": [{"Dyadic_COW_4.0.csv": cow_trade.GOOD}],
        "cow_trade_national": [{"National_COW_4.0.csv": cow_trade_national.GOOD}],
        "cow_wars": [_twins(cow_wars, "wars.parquet")],
        "gml_disputes": [_twins(gml_disputes, "gml.parquet")],
        "ideal_points": [
            {"i.csv": "".join(getattr(ideal_points, name) for name in
                              ("FIRST", "HEADER", "USA", "SUN")).encode()}
        ],
        "imf_dots": [{"DOTS_1.xlsx": imf_dots.GOOD}, {"a.zip": zipped(**{"DOTS_1.xlsx": imf_dots.GOOD})}],
        "imf_dots_totals": [{"DOTS_1.xlsx": imf_dots.GOOD}],
        "penn_world_table": [
            {pwt.name(variable): content for variable, content in
             (("pop", pwt.POP), ("rgdpe", pwt.OUTPUT), ("csh_x", pwt.EXPORTS), ("csh_m", pwt.IMPORTS))}
        ],
        "rivalries_dreyer": [
            {"td.parquet": parquet(rivalries_dreyer.HEADER, (220, 816, 1858, 1858, "spatial", None, None))}
        ],
        "rivalries_thompson": [
            {"tss.parquet": parquet(rivalries_thompson.HEADER, rivalries_thompson.ROW)}
        ],
        "sipri_arms": [{"register.csv": sipri_arms.GOOD}],
        "sipri_arms_deals": [{"deals.csv": sipri_arms_deals.GOOD}],
        "sipri_arms_tables": [
            {"a.csv": sipri_arms_tables.RUSSIA, "b.csv": sipri_arms_tables.ISRAEL}
        ],
        "unctad_fdi": [
            {"flow_raw_VNM.csv": unctad_fdi.FLOWS, "stock_raw_GHA.csv": unctad_fdi.STOCKS}
        ],
        "unga_votes": [
            {"UNVotesPublished.csv": votes},
            {"votes.parquet": related, "roll_calls.parquet": unga_votes.CALLS},
            {"UNVotesPublished.csv.gz": gzipped(votes)},
        ],
        "desta": [{"desta_dyads_02_03.txt": desta.DYADS, "desta_depth_02_03.txt": desta.DEPTH}],
        "imf_dip": [{imf_dip.NAME: imf_dip.GOOD}],
        "nmc": [{"cow_nmc_v7.csv": nmc.GOOD}],
        "oecd_fdi": [{"oecd-fdi.csv": oecd_fdi.GOOD}],
        "sipri_milex": [
            {"SIPRI-Milex-data-1949-1991_v1.2.xlsx": workbook(sipri_milex.sheets())}
        ],
        "ceias_visits": [
            {"WHO-WHERE-WHEN-dataset-v.1.1.xlsx": workbook(ceias_visits.sheet())}
        ],
        "colt_visits": [{"sent.csv": colt_visits.SENT, "received.csv": colt_visits.RECEIVED}],
        "unctad_iia": [{"iia.csv": unctad_iia.GOOD}],
        "gdelt": [{gdelt.NAME: gdelt.GOOD}, {"day.zip": zipped(**{gdelt.NAME: gdelt.GOOD})}],
        "icews": [{"events.2018.tab": icews.GOOD}],
        "polecat": [{"weekly.txt": polecat.GOOD}],
        "world_bank_aid": [{"aid.csv": world_bank_aid.GOOD}],
        "world_bank_gdp": [
            {world_bank_gdp.NAME: world_bank_gdp.GOOD},
            {"gdp.zip": zipped(**{world_bank_gdp.NAME: world_bank_gdp.GOOD})},
        ],
    }  # fmt: skip
