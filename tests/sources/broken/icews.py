"""Tables of ICEWS that must be refused."""

from __future__ import annotations

from tests.sources.case import of_one_file
from tests.sources.events.test_icews_and_polecat import ICEWS, icews_row

GOOD = f"{ICEWS}\n{icews_row(0)}\n{icews_row(1)}\n".encode()

broken = of_one_file("icews", "events.2018.tab")

CASES = [
    broken("cut short", GOOD[:-1], "cut short", "row 3"),
    broken("other columns", GOOD.replace(b"Story ID", b"Story"), "story_id", "row 1"),
    broken("a day that is none", GOOD.replace(b"2018-06-01", b"June"), "days as", "row 2"),
    broken("a code that is none", GOOD.replace(b"\t112\t", b"\tAB\t"), "code of CAMEO", "row 2"),
    broken("an event twice", GOOD + GOOD.split(b"\n", 1)[1], "in the files once", "event 0"),
]
