"""General Assembly votes that must be refused."""

from __future__ import annotations

from datetime import date

from counterpoise.errors import ArchiveError, UnknownNameError
from tests.sources.case import Broken, gzipped, parquet

HEADER = "rcid,session,vote,ccode,member,importantvote,date,unres,me,nu,di,hr,co,ec,year\n"
ROW = "5,70,1,816,1,0,11/3/2015,R/70/1,0,1,1,0,0,0,2015.0\n"
OTHER = "5,70,3,2,1,0,11/3/2015,R/70/1,0,1,1,0,0,0,2015.0\n"
RELATED = "rcid country country_code vote"
CALLS = parquet("rcid session date unres", (11, 45.0, date(1990, 11, 3), "R/45/1"))
BY_RESOLUTION = "resid ccode date vote session"


def published(text: str) -> dict[str, bytes]:
    return {"UNVotesPublished.csv": (HEADER + text).encode()}


def case(fault: str, files: dict[str, bytes], problem: str, where: str, **kind: type) -> Broken:
    return Broken("unga_votes", fault, files, problem, where, **kind)


WIDE = (
    "Resolution,Date,Title,Topic Tags,UN Digital Library Link,Yes,No,Abstain,No Vote,CHN,USA,VNM,ZWE\n"
    ",,,,,,,,,China,United States,Viet Nam,Zimbabwe\n"
    "A/RES/79/300,2025-03-04,One,A,https://a,2,1,0,1,YES,NO,YES,\n"
    "A/RES/ES-11/9,2025-02-24,Two,B,https://b,1,1,1,1,ABSTAIN,NO,,YES\n"
    "A/RES/80/1,2025-10-01,Three,B,https://c,1,0,3,0,ABSTAIN,ABSTAIN,ABSTAIN,YES\n"
)


def wide(text: str) -> dict[str, bytes]:
    return {"unga_2025.csv": text.encode()}


CASES = [
    case(
        "library: totals are others",
        wide(WIDE.replace("https://a,2,1", "https://a,3,1")),
        "number of such votes in its roll call",
        "'yes', row 3: '3'",
    ),
    case(
        "library: a vote of no meaning",
        wide(WIDE.replace("YES,NO,YES,\n", "YES,NO,SI,\n")),
        "must be yes, no, abstain or empty",
        "'vote', row 3: 'SI'",
    ),
    case(
        "library: another day",
        wide(WIDE.replace("2025-03-04", "4 March 2025")),
        "must be days as",
        "'date', row 3",
    ),
    case("library: cut short", wide(WIDE[:-3]), "cut short", "row 5"),
    case(
        "vote is a number of no meaning",
        published(ROW + OTHER.replace(",3,2,", ",4,2,")),
        "'vote' must be 1, 2, 3, 8 or 9",
        "row 3: '4'",
    ),
    case(
        "last row cut short",
        published(ROW + OTHER[:-8]),
        "must end in a line end",
        r"UNVotesPublished\.csv, row 3",
    ),
    case(
        "row lacks cells",
        published(ROW + "5,70,1,2\n" + OTHER),
        "must have 15 cells, not 4",
        "row 3",
    ),
    case(
        "packed file cut short",
        {"UNVotesPublished.csv.gz": gzipped((HEADER + ROW * 50).encode())[:-20]},
        "Can't unpack",
        r"UNVotesPublished\.csv\.gz",
        error=ArchiveError,
    ),
    case(
        "state votes twice on one roll call",
        published(ROW + OTHER + ROW),
        "one row for each roll_call, state",
        "5 70 .* VNM",
    ),
    case(
        "rows of one roll call disagree on its date",
        published(ROW + OTHER.replace("11/3/2015", "11/4/2015")),
        "'rcid' must have one session, date",
        "row 3: 5",
    ),
    case(
        "date in another form",
        published(ROW.replace("11/3/2015", "3 Nov 2015")),
        "'date' must hold dates",
        "row 2: '3 Nov 2015'",
    ),
    case(
        "code of no state",
        published(ROW + OTHER.replace(",2,1,0,", ",999,1,0,")),
        "Can't match '999' to a state",
        "column 'ccode'.*2015",
        error=UnknownNameError,
    ),
    case(
        "ideal points instead of votes",
        {"Idealpoints.csv": b"ccode,session,NVotes,IdealPoint\n2,1,42,1.67\n"},
        "header must have the columns rcid",
        r"Idealpoints\.csv",
    ),
    case(
        "table of votes without its roll calls",
        {"un_votes.parquet": parquet(RELATED, (11.0, "Vietnam", "VN", "yes"))},
        "must hold a table of roll calls, with the column 'unres'",
        r"files un_votes\.parquet",
    ),
    case(
        "vote on a roll call that is not listed",
        {
            "un_votes.parquet": parquet(
                RELATED, (11.0, "Vietnam", "VN", "yes"), (12.0, "Vietnam", "VN", "no")
            ),
            "un_roll_calls.parquet": CALLS,
        },
        "'rcid' must be a roll call of the list",
        r"row 2: 12\.0",
    ),
    case(
        "vote in words of no meaning",
        {
            "un_votes.parquet": parquet(RELATED, (11.0, "Vietnam", "VN", "in favour")),
            "un_roll_calls.parquet": CALLS,
        },
        "'vote' must be yes, abstain or no",
        "row 1: 'in favour'",
    ),
    case(
        "country without a code and unknown by name",
        {
            "un_votes.parquet": parquet(RELATED, (11.0, "Ruritania", None, "yes")),
            "un_roll_calls.parquet": CALLS,
        },
        "Can't match 'Ruritania'",
        "column 'country'",
        error=UnknownNameError,
    ),
    case(
        "resolution number that is not of its session",
        {"votes.parquet": parquet(BY_RESOLUTION, (45001, 2, date(1991, 3, 1), 1, 46))},
        r"'resid' must be session \* 1000",
        "row 1: 45001",
    ),
    case(
        "date far from its session",
        {"votes.parquet": parquet(BY_RESOLUTION, (45001, 2, date(2020, 3, 1), 1, 45))},
        "date must lie near its session",
        "45001",
    ),
    case(
        "Parquet cut short",
        {"votes.parquet": parquet(BY_RESOLUTION, (45001, 2, date(1991, 3, 1), 1, 45))[:-30]},
        "Can't read the Parquet file",
        r"votes\.parquet",
    ),
]
