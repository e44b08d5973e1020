"""Lists of trade agreements that must be refused."""

from __future__ import annotations

from counterpoise.errors import CounterpoiseError, SourceError, UnknownNameError
from tests.sources.case import Broken

DYADS = """\
"country1","country2","iso1","iso2","number","base_treaty","name","entry_type","consolidated","year",\
"entryforceyear","language"
"Germany","Chile",276,152,"9",9,"EC Chile","base_treaty",0,2002,2003,"English"
"United Kingdom","Chile",826,152,"9",9,"EC Chile","base_treaty",0,2002,2003,"English"
"Croatia","Chile",191,152,"9_1",9,"EC Chile Croatia","accession",0,2012,2013,"English"
"Germany","Chile",276,152,"9_c",9,"EC Chile","consolidated",1,2005,2006,"English"
"Chile","Germany",152,276,"12",12,"Another",  "base_treaty",0,2004,2005,"English"
"Kosovo","Albania",900,8,"14",14,"CEFTA","base_treaty",0,2006,NA,"English"
"C\xf4te d'Ivoire","Chile",384,152,"15",15,"Small","base_treaty",0,2007,2007,"French"
""".encode("latin-1")
ENDS = DYADS.splitlines(keepends=True)[0] + (
    b'"United Kingdom","Chile",826,152,"9_2",9,"withdrawal UK","withdrawal",0,2005,2005,"English"\n'
)
DEPTH = (
    b'"number","base_treaty","name","depth_index"\n"9",9,"EC Chile",6\n"9_c",9,"EC Chile",7\n'
    b'"12",12,"A",1\n'
)


def broken(
    fault: str,
    files: dict[str, bytes],
    problem: str,
    where: str,
    error: type[CounterpoiseError] = SourceError,
) -> Broken:
    """Return the case of some files."""
    named = {f"desta_{name}_02_03.txt": content for name, content in files.items()}
    return Broken("desta", fault, named, problem, where, error)


CASES = [
    broken("cut short", {"dyads": DYADS[:-2]}, "cut short", "row 8"),
    broken("no dyads", {"depth": DEPTH}, "dyadic form must be given once", "found 0, 0 and 1"),
    broken("dyads twice", {"a": DYADS, "b": DYADS}, "must be given once", "found 2, 0 and 0"),
    broken("another table", {"dyads": b"a,b\n1,2\n"}, "must have the columns iso1", "row 1"),
    broken("no year", {"dyads": DYADS.replace(b"0,2006,NA", b"0,NA,NA")}, "numbers", "row 7: 'NA'"),
    broken(
        "no name",
        {"dyads": DYADS.replace(b'"Small"', b'" "')},
        "must not be empty",
        "column 'name'",
    ),
    broken(
        "no state",
        {"dyads": DYADS.replace(b'"Chile",276', b'"Chile",998')},
        "Can't match '998'",
        "iso1",
        UnknownNameError,
    ),
    broken(
        "deeper than deep",
        {"dyads": DYADS, "depth": DEPTH.replace(b",7\n", b",70\n")},
        "at most 7",
        "row 3: '70'",
    ),
]
