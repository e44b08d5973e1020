"""Tables of GDP that must be refused."""

from __future__ import annotations

from counterpoise.errors import ArchiveError, UnknownNameError
from tests.sources.case import of_one_file, zipped

NAME = "API_NY.GDP.MKTP.CD_DS2_en_csv_v2_1.csv"
GOOD = (
    "\ufeff"
    '"Data Source","World Development Indicators",\r\n'
    "\r\n"
    '"Last Updated Date","2031-02-03",\r\n'
    "\r\n"
    '"Country Name","Country Code","Indicator Name","Indicator Code","1960","1961","1962","1963",\r\n'
    '"Andorra","AND","GDP (current US$)","NY.GDP.MKTP.CD","","2000000.4","","2000003.5",\r\n'
    '"Euro area","EMU","GDP (current US$)","NY.GDP.MKTP.CD","1","1","1","1",\r\n'
    '"Gibraltar","GIB","GDP (current US$)","NY.GDP.MKTP.CD","","","","",\r\n'
    '"United States","USA","GDP (current US$)","NY.GDP.MKTP.CD",'
    '"500000000000.5","510000000000","520000000000","530000000000",\r\n'
    '"World","WLD","GDP (current US$)","NY.GDP.MKTP.CD",'
    '"550000000000","560000000000","570000000000","580000000000",\r\n'
).encode()


broken = of_one_file("world_bank_gdp", NAME)


MILLIONS = (
    GOOD.replace(b"500000000000.5", b"500000.5")
    .replace(b'000000000"', b'000"')
    .replace(b"2000000.4", b"2.4")
    .replace(b"2000003.5", b"3.5")
)

CASES = [
    broken("cut short within a row", GOOD[:-30], "cut short|cells", r"row 1\d"),
    broken(
        "cut short between rows",
        GOOD[: GOOD.index(b'"World"')],
        r"add up to at least 80% of the World row",
        r"4 years: 1960: no World",
    ),
    broken(
        "a state taken out",
        GOOD.replace(b'"510000000000"', b'""'),
        r"add up to at least 80% of the World row",
        r"1 year: 1961: 0%",
    ),
    broken(
        "GDP per head",
        GOOD.replace(b"NY.GDP.MKTP.CD", b"NY.GDP.PCAP.CD"),
        r"must be NY\.GDP\.MKTP\.CD",
        r"row 6: 'NY\.GDP\.PCAP\.CD'",
    ),
    broken("in millions", MILLIONS, r"the unit is wrong", r"rows: .*USA 1960: 500,00"),
    broken(
        "a cell that is no number",
        GOOD.replace(b"2000003.5", b"2,000,003"),
        "must hold numbers",
        r"column '1963', row 6: '2,000,003'",
    ),
    broken(
        "a negative GDP",
        GOOD.replace(b"2000003.5", b"-2000003.5"),
        "at least 1",
        r"column '1963', row 6",
    ),
    broken(
        "not a number", GOOD.replace(b"2000003.5", b"NaN"), "must hold numbers", r"row 6: 'NaN'"
    ),
    broken(
        "an unknown economy",
        GOOD.replace(b'"AND"', b'"QQQ"'),
        "Can't match 'QQQ'",
        "column 'Country Code'",
        error=UnknownNameError,
    ),
    broken(
        "an economy twice",
        GOOD.replace(b'"GIB"', b'"AND"'),
        "name each economy once",
        r"row 6: 'AND' and row 8: 'AND'",
    ),
    broken(
        "no day of update",
        GOOD.replace(b"Last Updated Date", b"Updated"),
        "Last Updated Date",
        NAME,
    ),
    broken(
        "years that skip",
        GOOD.replace(b'"1961"', b'"1971"'),
        "years from 1960 on, one by one",
        "row 5; found 1960, 1971",
    ),
    broken("another source", b"donor,indicator,geo,time,value\n", "Can't find the header", NAME),
    broken(
        "a workbook cut short",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        "Can't read the workbook",
        r"gdp\.xls",
        name="gdp.xls",
    ),
    broken(
        "two tables in one archive",
        zipped(**{NAME: GOOD, "copy.csv": GOOD}),
        "one file, not 2",
        NAME,
        name="gdp.zip",
    ),
    broken(
        "an archive cut short",
        zipped(**{NAME: GOOD})[:-40],
        "Can't unpack",
        r"gdp\.zip",
        name="gdp.zip",
        error=ArchiveError,
    ),
]
