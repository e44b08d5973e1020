"""GDELT: three layouts become counts by pair, day, class of act and publisher; bad files are refused."""

from __future__ import annotations

import gzip
import hashlib
from datetime import date
from pathlib import Path

import pytest

from counterpoise.errors import SourceError
from counterpoise.panel import build
from counterpoise.panel.store import Store
from counterpoise.reference import states
from counterpoise.snapshots.source import Reading
from counterpoise.sources.events import _acts, _gdelt_layouts, gdelt
from tests.sources.events import written


def put(folder: Path, **files: bytes) -> list[Path]:
    paths = []
    for name, content in files.items():
        path = folder / name.replace("_", ".", 1)
        path.write_bytes(content)
        paths.append(path)
    return paths


def read(folder: Path, *lines: str, name: str = "20190103_export.CSV") -> list[Reading]:
    readings = list(gdelt.read(put(folder, **{name: written.file(*lines)})))
    for one in readings:
        gdelt.check(one.rows)
    return readings


def test_reports_of_one_page_are_one_story_and_directions_are_one_pair(tmp_path: Path) -> None:
    (reading,) = read(
        tmp_path,
        written.line(one="VNM", two="CHN"),
        written.line(one="CHN", two="VNM"),
        written.line(url="https://example.org/b"),
    )
    assert reading.rows.rows() == [
        ("CHN", "VNM", date(2019, 1, 3), date(2019, 1, 3), 1, "example.org", 3, 2, 1.0)
    ]
    assert reading.part == "2019-01"
    assert reading.vintage == "1.0"
    assert reading.coverage[0].items == ("2019-01-03",)


@pytest.mark.parametrize(
    "left_out",
    [
        {"one": "VNM", "two": "VNM"},
        {"two": ""},
        {"two": "EUR"},
        {"types": ("REB", "")},
        {"types": ("", "BUS")},
        {"main": 0},
        {"day": "20181227"},
        {"day": "20181203"},
        {"day": "20180103"},
        {"day": "20090105"},
    ],
    ids=str,
)
def test_what_is_not_between_two_states_in_its_own_days_is_left_out(
    tmp_path: Path, left_out: dict[str, object]
) -> None:
    odd = written.line(**{"added": "20190103", **left_out})  # type: ignore[arg-type]
    (reading,) = read(tmp_path, written.line(types=("GOV", "MIL")), odd)
    assert reading.rows["reports"].to_list() == [1]


def test_no_state_is_taken_for_a_region(tmp_path: Path) -> None:
    assert not _acts.REGIONS & states.ids()
    codes = ("NAM", "CAF", "MTN", "ROM", "NMR")
    (reading,) = read(tmp_path, *[written.line(one=code, two="VNM") for code in codes])
    assert reading.rows["origin"].to_list() == ["CAF", "MNE", "NAM", "ROU"]


def test_a_name_that_is_no_address_is_one_publisher_and_one_story(tmp_path: Path) -> None:
    (reading,) = read(
        tmp_path, *[written.line(url="BBC Monitoring")] * 1, written.line(url="BBC Monitoring")
    )
    assert reading.rows.select("publisher", "reports", "stories").rows() == [
        ("BBC Monitoring", 2, 1)
    ]


def test_files_before_april_2013_name_no_pages_and_are_of_the_days_of_their_acts(
    tmp_path: Path,
) -> None:
    old = [written.line("19820102", width=57), written.line("19820203", width=57)]
    first, second = read(tmp_path, *old, name="1982_csv")
    assert (first.part, second.part) == ("1982-01", "1982-02")
    assert first.rows["publisher"].to_list() == ["unnamed"]
    assert first.rows["added"].to_list() == [date(1982, 1, 2)]


def test_a_day_of_quarters_counts_a_page_once(tmp_path: Path) -> None:
    paths = put(
        tmp_path, **{name.replace(".", "_", 1): c for name, c in written.quarters("20190103")}
    )
    (reading,) = gdelt.read(paths)
    assert reading.rows.select("reports", "stories").rows() == [(96, 2)]
    assert reading.vintage == "2.0"


def test_a_day_of_few_quarters_is_refused(tmp_path: Path) -> None:
    some = dict(list(written.quarters("20190103", 71)))
    paths = put(tmp_path, **{name.replace(".", "_", 1): c for name, c in some.items()})
    with pytest.raises(SourceError, match=r"at least 72 of its 96"):
        list(gdelt.read(paths))


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (written.file(written.line())[:-1], "cut short"),
        (written.file(written.line(), written.line()[:-60]), "Every line must have 58"),
        (written.file("a\tb\tc"), "57, 58 or 61 columns"),
        (written.file(written.line().replace("\t", ",")), "57, 58 or 61 columns"),
        (written.file(written.line()).decode().encode("utf-16"), "UTF-8"),
        (written.file(written.line("20191332")), "date"),
        (written.file(written.line(act=5)), "class of acts"),
        (written.file(written.line(number=7), written.line(number=7)), "once"),
        (written.file(*[written.line(one=f"QX{c}") for c in "ABCDE"]), "states or regions"),
        (written.file(written.line("20190205", added="20190103")), "day after"),
    ],
    ids=lambda given: given if isinstance(given, str) else "",
)
def test_a_bad_file_is_refused_in_words(tmp_path: Path, content: bytes, problem: str) -> None:
    with pytest.raises(SourceError, match=problem):
        list(gdelt.read(put(tmp_path, **{"20190103_export.CSV": content})))


def test_latin_1_in_an_address_does_no_harm(tmp_path: Path) -> None:
    content = written.file(written.line(url="http://x.org/caf\xe9")).decode().encode("latin-1")
    (reading,) = gdelt.read(put(tmp_path, **{"20190103_export.CSV": content}))
    assert reading.rows["publisher"].to_list() == ["x.org"]


def test_a_day_twice_is_refused(tmp_path: Path) -> None:
    day = written.file(written.line())
    paths = put(tmp_path, **{"20190103_export.CSV": day, "20190103_export.copy.CSV": day})
    with pytest.raises(SourceError, match="A day must be given once"):
        list(gdelt.read(paths))


def test_two_versions_are_refused(tmp_path: Path) -> None:
    paths = put(
        tmp_path,
        **{
            "20190103_a": written.file(written.line()),
            "20190104_a": written.file(written.line("20190104", width=61)),
        },
    )
    with pytest.raises(SourceError, match=r"all of GDELT 1\.0, or all of 2\.0"):
        list(gdelt.read(paths))


@pytest.mark.parametrize("fault", ["", "size", "md5"])
def test_files_are_held_to_the_publishers_lists(tmp_path: Path, fault: str) -> None:
    day = written.zipped("20190103.export.CSV", written.file(written.line()))
    size = len(day) + (fault == "size")
    sum_ = hashlib.md5(day + fault.encode(), usedforsecurity=False).hexdigest()
    name = "20190103.export.CSV.zip"
    paths = put(tmp_path, **{"20190103_export.CSV.zip": day})
    for listed, text in (("md5sums", f"{sum_}  {name}\n"), ("filesizes", f"{size} {name}\n")):
        (tmp_path / listed).write_text(text)
        paths.append(tmp_path / listed)
    if fault:
        with pytest.raises(SourceError, match="as the publisher's list says"):
            list(gdelt.read(paths))
    else:
        (reading,) = gdelt.read(paths)
        assert "1 file is as the publisher's lists say" in reading.notes


def test_the_list_of_version_two_gives_size_sum_and_address(tmp_path: Path) -> None:
    (name, quarter), *_ = written.quarters("20190103", 1)
    paths = put(tmp_path, **{name.replace(".", "_", 1): quarter})
    listed = f"{len(quarter) + 1} {'0' * 32} http://data.gdeltproject.org/gdeltv2/{name}\n"
    (tmp_path / "masterfilelist.txt").write_text(listed)
    with pytest.raises(SourceError, match="as the publisher's list says"):
        list(gdelt.read([*paths, tmp_path / "masterfilelist.txt"]))


def test_days_of_a_month_come_together_and_a_day_told_anew_takes_the_place_of_the_old(
    tmp_path: Path,
) -> None:
    store = Store((tmp_path / "store",))

    def add(*days: tuple[str, int]) -> list[tuple[object, ...]]:
        files = {
            f"{day}_export.CSV": written.file(*[written.line(day) for _ in range(n)])
            for day, n in days
        }
        build.add(store, "gdelt", put(tmp_path, **files))
        return store.holding("gdelt").scan().sort("date").select("date", "reports").collect().rows()

    assert add(("20190103", 1), ("20190105", 2)) == [(date(2019, 1, 3), 1), (date(2019, 1, 5), 2)]
    assert add(("20190104", 3)) == [(date(2019, 1, d), n) for d, n in ((3, 1), (4, 3), (5, 2))]
    assert add(("20190105", 7)) == [(date(2019, 1, d), n) for d, n in ((3, 1), (4, 3), (5, 7))]
    held = store.holding("gdelt")
    assert [part.part for part in held.parts] == ["2019-01"]
    assert {day for each in held.coverage for day in each.items} == {
        "2019-01-03", "2019-01-04", "2019-01-05",
    }  # fmt: skip


def test_a_refused_file_leaves_the_store_as_it_was(tmp_path: Path) -> None:
    store = Store((tmp_path / "store",))
    build.add(
        store, "gdelt", put(tmp_path, **{"20190103_export.CSV": written.file(written.line())})
    )
    before = store.holding("gdelt")
    cut = written.file(written.line("20190104"))[:-9]
    with pytest.raises(SourceError):
        build.add(store, "gdelt", put(tmp_path, **{"20190104_export.CSV": cut}))
    assert store.holding("gdelt") == before


@pytest.mark.evidence
@pytest.mark.parametrize(
    ("name", "width", "rows", "kept"),
    [
        ("20191024143000.export.CSV.gz", 61, 2_111, 220),
        ("gdelt1_20160728_excerpt.export.CSV.gz", 58, 509, 43),
        ("gdelt1_20160728_excerpt.export.CSV.gz", 57, 201, 26),
    ],
)
def test_genuine_files(
    evidence: Path, tmp_path: Path, name: str, width: int, rows: int, kept: int
) -> None:
    given = gzip.decompress((evidence / "gdelt_genuine" / name).read_bytes())
    lines = [one for one in given.splitlines(keepends=True) if one.count(b"\t") == width - 1]
    (tmp_path / "day").write_bytes(b"".join(lines))
    told = _gdelt_layouts.read(tmp_path / "day")
    assert (told.rows, told.reports.height, told.unknown) == (rows, kept, 0)
