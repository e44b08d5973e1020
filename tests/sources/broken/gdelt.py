"""Files of GDELT that must be refused."""

from __future__ import annotations

from tests.sources.case import of_one_file
from tests.sources.events import written

NAME = "20190103.export.CSV"
LINES = [written.line(number=number, url=f"http://x.org/{number}") for number in (1, 2, 3)]
GOOD = written.file(*LINES)

broken = of_one_file("gdelt", NAME)

CASES = [
    broken("cut short", GOOD[:-1], "cut short", "its last line"),
    broken("a line cut", GOOD.replace(b"\thttp://x.org/2", b""), "Every line must have 58", "line 2: 57"),
    broken("other columns", b"a\tb\n", "57, 58 or 61 columns", "line 1"),
    broken("commas", GOOD.replace(b"\t", b","), "57, 58 or 61 columns", "line 1"),
    broken("another encoding", GOOD.decode().encode("utf-16"), "must be in UTF-8", "its first bytes"),
    broken("a day that is none", GOOD.replace(b"20190103", b"20191303", 1), "days as", "20191303"),
    broken("an event twice", GOOD + GOOD, "stand in a file once", "'1', '2' and '3'"),
    broken("days to come", GOOD.replace(b"\t20190103\thttp", b"\t20190102\thttp"), "a day after", "3 rows"),
    broken("a zip cut", written.zipped(NAME, GOOD)[:-30], "Can't unpack", NAME, name=f"{NAME}.zip"),
    broken("a day twice", GOOD, "day must be given once", NAME, **{f"{NAME}.txt": GOOD}),
    broken("another sum", GOOD, "as the publisher's list says", "md5", md5sums=f"{'0' * 32} {NAME}".encode()),
    broken("another size", GOOD, "as the publisher's list says", "bytes", filesizes=f"9 {NAME}".encode()),
    broken("a list that is none", GOOD, "line of a list", "line 1", md5sums=b"what is this?"),
    broken("a list alone", b"9 a.zip", "must come with files", "md5sums", name="md5sums"),
    broken("a quarter of an hour", written.file(written.line(width=61)), "at least 72", "20190103: 1 of 96"),
]  # fmt: skip
