"""What publishers answer to our requests, in their documented layouts: made up, by hand.

A new source with requests adds its answers here, and all of ``test_served.py`` counts for it.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass

from counterpoise.snapshots.request import Request
from tests.sources.aid_and_capital import test_world_bank_aid as world_bank_aid
from tests.sources.broken import (
    atlas,
    cepii_baci,
    comtrade,
    cow_trade,
    cow_trade_national,
    eu_sanctions_map,
    imf_imts,
    knomad,
    nmc,
    oecd_dac2a,
    oecd_fdi,
    sipri_arms_deals,
    sipri_milex,
    unga_votes,
    wits,
    world_bank_gdp,
    world_bank_ids,
    world_bank_population,
)
from tests.sources.case import zipped
from tests.sources.security import test_atop_alliances as atop
from tests.sources.security import test_cow_disputes as disputes
from tests.sources.security import test_cow_wars as wars
from tests.sources.state import test_penn_world_table as penn
from tests.sources.xlsx import workbook

Members = dict[str, bytes]
Rename = Callable[[bytes], bytes]


@dataclass(frozen=True)
class Served:
    """A publisher's answers.

    Parameters
    ----------
    members : callable
        The files that a request gives, by name: one where the answer is the file itself, several
        where it is an archive, none where the publisher has nothing (404).
    column : bytes
        A column's name that the reader can't do without.
    book : callable or None
        Makes a workbook of the text of a file, where the answer is one.
    """

    members: Callable[[Request], Members]
    column: bytes
    book: Callable[[bytes], bytes] | None = None

    def answer(self, request: Request, rename: Rename = lambda content: content) -> bytes | None:
        """Return the bytes of an answer, packed as the publisher packs it; None for 404."""
        members = {name: rename(content) for name, content in self.members(request).items()}
        if not members:
            return None
        content = zipped(**members) if request.kind == "zip" else next(iter(members.values()))
        if self.book:
            content = self.book(content)
        if request.inside:
            text = base64.b64encode(content).decode() if request.base64 else content.decode()
            content = json.dumps({request.inside: text}).encode()
        return content


def always(members: Members, column: bytes, book: Callable[[bytes], bytes] | None = None) -> Served:
    """Return what answers alike whatever is asked."""
    return Served(lambda _: members, column, book)


def _milex(head: bytes) -> bytes:
    """Return SIPRI's workbook of military expenditure with this word at the head of its names."""
    found = {
        name: [[head.decode() if cell == "Country" else cell for cell in row] for row in sheet]
        for name, sheet in sipri_milex.sheets().items()
    }
    return workbook(found)


def _book(table: bytes) -> bytes:
    """Return a table in text as the Penn World Table's workbook."""
    lines = [line.split(",") for line in table.decode().splitlines()]
    cells = [lines[0]] + [
        [float(cell) if cell.strip("-").replace(".", "", 1).isdigit() else cell or None for cell in line]
        for line in lines[1:]
    ]  # fmt: skip
    return workbook({"Info": [["PWT"]], "Legend": [["rgdpe", "(in mil. 2021US$)"]], "Data": cells})


def _aid(request: Request) -> Members:
    told = {
        "TOTL": world_bank_aid.TOTAL, "JPNL": world_bank_aid.JAPAN, "CECL": world_bank_aid.UNION,
    }  # fmt: skip
    code = request.url.partition("DC.DAC.")[2].partition(".CD")[0]
    content = told.get(code) or world_bank_aid.series(f"DC.DAC.{code}.CD", 'VNM "","",""')
    return {f"API_DC.DAC.{code}.CD_DS2_en_csv_v2_1.csv": content, "Metadata_Country_x.csv": b"a\n"}


def _remittances(head: bytes) -> bytes:
    """Return KNOMAD's workbook of 2021 with this word at the head of its codes."""
    rows = knomad.TABLE
    return workbook({"Data": [[head.decode(), *rows[0][1:]], *rows[1:]]})


def _debt(request: Request) -> Members:
    state = request.url.partition("/country/")[2].partition("/")[0]
    return {"ids.json": world_bank_ids.GOOD.replace(b"VNM", state.encode())}


def _imts(request: Request) -> Members:
    state = request.url.partition("1.0.0/")[2].partition(".")[0]
    return {"imts.csv": imf_imts.API.replace(b"KOR", state.encode())}


def _wits(request: Request) -> Members:
    place = request.url.partition("?")[0].split("/")
    state, group, indicator = (
        place[place.index(name) + 1] for name in ("reporter", "product", "indicator")
    )
    answer = wits.answer({"2": {"1": [300]}}, product=group, indicator=indicator)
    return {"wits.json": json.dumps(answer).replace("VNM", state.upper()).encode()}


def _comtrade(request: Request) -> Members:
    asked = dict(one.split("=") for one in request.url.partition("?")[2].split("&"))
    record = {
        **comtrade.RECORD, "reporterCode": int(asked["reporterCode"]), "refYear": int(asked["period"]),
        "partnerCode": 842,
    }  # fmt: skip
    return {"c.json": json.dumps({"data": [record]}).encode()}


COW_TRADE = {
    "COW_Trade_4.0/Dyadic_COW_4.0.csv": cow_trade.GOOD,
    "COW_Trade_4.0/National_COW_4.0.csv": cow_trade_national.GOOD,
    "COW_Trade_4.0/Codebook.pdf": b"%PDF-1.4\x00",
}
SERVED = {
    "atlas": always({"hs92_country_country_year.csv": atlas.GOOD}, b"partner_iso3_code"),
    "comtrade": Served(_comtrade, b"primaryValue"),
    "imf_imts": Served(_imts, b"COUNTERPART_COUNTRY"),
    "wits": Served(_wits, b"dataSets"),
    "atop_alliances": always(
        {"atop5_1ddyr.csv": atop.DDYR.encode(), "atop5_1m.csv": b"atopid\n1\n"}, b"stateA"
    ),
    "cepii_baci": always({cepii_baci.NAME: cepii_baci.GOOD}, b'"i"'),
    "cow_disputes": always(
        {"MID 5/MIDB 5.0.csv": disputes.MIDB.encode(), "MID 5/Manual.pdf": b"%PDF-1.4\x00"},
        b"dispnum",
    ),
    "cow_trade": always(COW_TRADE, b"ccode1"),
    "cow_trade_national": always(COW_TRADE, b"imports"),
    "cow_wars": always({"wars.csv": wars.PARTICIPANTS.encode()}, b"WarNum"),
    "oecd_dac2a": always({"aid.csv": oecd_dac2a.GOOD}, b"RECIPIENT"),
    "oecd_fdi": Served(
        lambda asked: {"positions.csv": oecd_fdi.GOOD} if "LE_FA_F" in asked.url else {},
        b"REF_AREA",
    ),
    "eu_sanctions_map": always({"map.json": eu_sanctions_map.GOOD}, b"measures"),
    "knomad": always({"WB-KNOMAD.xlsx": b"Economy ISO3"}, b"Economy ISO3", _remittances),
    "nmc": always(
        {"NMC-70-abridged.csv": nmc.GOOD, "NMC-70-wsupplementary.csv": b"a\n1\n"}, b"ccode"
    ),
    "sipri_milex": always({"milex.xlsx": b"Country"}, b"Country", _milex),
    "penn_world_table": always({"pwt110.csv": penn.TABLE.encode()}, b"countrycode", _book),
    "sipri_arms_deals": always({"register.csv": sipri_arms_deals.GOOD}, b"Supplier"),
    "unga_votes": always(
        {"UNVotes.csv": (unga_votes.HEADER + unga_votes.ROW + unga_votes.OTHER).encode()}, b"rcid"
    ),
    "world_bank_aid": Served(_aid, b"Country Code"),
    "world_bank_ids": Served(_debt, b"Counterpart-Area"),
    "world_bank_population": always({"pop.json": world_bank_population.GOOD}, b"countryiso3code"),
    "world_bank_gdp": always({world_bank_gdp.NAME: world_bank_gdp.GOOD}, b"Country Code"),
}
