"""A file a day: month by month, only the ties wanted, and never a day twice."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from counterpoise.errors import FetchError, SilentError, UsageError
from counterpoise.panel import daily, refresh
from counterpoise.panel.store import Store
from counterpoise.settings import Settings
from counterpoise.snapshots.source import Daily
from counterpoise.sources.events import gdelt
from tests import site as loopback
from tests.sources.events import written

DAYS = ("20190130", "20190131", "20190201")


class Publisher:
    """A loopback server with GDELT's list and days, and the store that they come into."""

    def __init__(self, site: loopback.Site, folder: Path) -> None:
        self.site, self.folder, self.sums = site, folder, {}
        self.store = Store((folder / "store",))
        self.settings = Settings()
        self.told: list[str] = []
        for day in DAYS:
            self.day(day)

    def day(self, day: str, content: bytes = b"") -> None:
        lines = [
            written.line(day),
            written.line(day, "FRA", "DEU"),
            written.line(day, "CHN", "USA"),
        ]
        packed = written.zipped(f"{day}.export.CSV", content or written.file(*lines))
        self.site.put(f"/events/{day}.export.CSV.zip", loopback.whole(packed))
        self.sums[day] = hashlib.md5(packed, usedforsecurity=False).hexdigest()
        self.list()

    def list(self) -> None:
        text = "".join(f"{sum_}  {day}.export.CSV.zip\n" for day, sum_ in self.sums.items())
        self.site.put("/events/md5sums", loopback.whole(text.encode()))

    def fetch(self, *states: str, years: tuple[int, int] | None = (2019, 2019)) -> None:
        refresh.fetched(
            self.store, self.settings, "gdelt", states=states, years=years, report=self.told.append
        )

    def asked(self) -> list[str]:
        """Return which days were asked for since this was last called."""
        days = [path[8:16] for path, _ in self.site.asked if path.endswith(".zip")]
        self.site.asked.clear()
        return days


@pytest.fixture
def publisher(site: loopback.Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Publisher:
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(daily, "PAUSE", 0.0)
    where = Daily(
        f"{site.address}/events/{{day}}.export.CSV.zip",
        "2013-04-01",
        f"{site.address}/events/md5sums",
    )
    monkeypatch.setattr(gdelt, "SOURCE", replace(gdelt.SOURCE, daily=where))
    return Publisher(site, tmp_path)


def test_days_come_by_month_and_only_ties_of_the_states_are_kept(publisher: Publisher) -> None:
    publisher.fetch("VNM", "CHN")
    held = publisher.store.holding("gdelt")
    pairs = held.scan().select("origin", "destination").unique().collect().rows()
    assert sorted(pairs) == [("CHN", "USA"), ("CHN", "VNM")]
    assert [part.part for part in held.parts] == ["2019-01", "2019-02"]
    assert {each.states for each in held.coverage} == {("CHN", "VNM")}
    assert [words for words in publisher.told if "left" in words] == [
        "2019-01; 0 of 3 days held, 3 left", "2019-02; 2 of 3 days held, 1 left",
    ]  # fmt: skip


def test_what_is_held_is_not_asked_again_and_files_do_not_stay(publisher: Publisher) -> None:
    publisher.fetch("VNM")
    assert publisher.asked() == list(DAYS)
    publisher.day("20190202")
    publisher.fetch("VNM")
    assert publisher.asked() == ["20190202"]
    assert list(publisher.settings.downloads.rglob("*.zip")) == []
    publisher.fetch("CHN")
    assert publisher.asked() == [*DAYS, "20190202"]


def test_a_day_that_fails_leaves_the_months_before_and_says_how_many_are_held(
    publisher: Publisher,
) -> None:
    publisher.site.put("/events/20190201.export.CSV.zip", loopback.missing)
    with pytest.raises(FetchError) as caught:
        publisher.fetch("VNM")
    assert "2 of 3 days held" in caught.value.where
    assert "the same command again" in caught.value.attempt
    publisher.asked()
    publisher.day("20190201")
    publisher.fetch("VNM")
    assert publisher.asked() == ["20190201"]
    assert publisher.store.holding("gdelt").rows == 3


def test_a_sum_that_does_not_fit_is_refused(
    publisher: Publisher, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("counterpoise.snapshots.transfer.time.sleep", lambda _: None)
    publisher.sums["20190130"] = "0" * 32
    publisher.list()
    with pytest.raises(FetchError, match="md5"):
        publisher.fetch("VNM")
    assert publisher.store.releases("gdelt") == []


def test_years_must_be_named_and_have_files(publisher: Publisher) -> None:
    with pytest.raises(UsageError, match="name some"):
        publisher.fetch("VNM", years=None)
    with pytest.raises(UsageError, match="begin on 2013-04-01"):
        publisher.fetch("VNM", years=(1990, 1991))


def test_a_month_that_tells_nothing_of_the_states_is_said_and_the_others_come(
    publisher: Publisher,
) -> None:
    publisher.day("20190130", written.file(written.line("20190130", "FRA", "DEU")))
    publisher.day("20190131", written.file(written.line("20190131", "FRA", "DEU")))
    publisher.fetch("VNM")
    held = publisher.store.holding("gdelt")
    assert {day for each in held.coverage for day in each.items} == {
        "2019-01-30", "2019-01-31", "2019-02-01",
    }  # fmt: skip
    assert held.scan().select("date").collect()["date"].to_list() == [date(2019, 2, 1)]
    assert "2019-01; nothing is told of the states named" in publisher.told
    assert list(Settings().downloads.rglob("*.zip")) == []
    publisher.asked()
    for day in ("20190302", "20190303"):
        publisher.day(day, written.file(written.line(day, "FRA", "DEU")))
        publisher.fetch("VNM")
        assert publisher.asked() == [day]  # what was silent is not asked for again
    parts = {part.part: part.rows for part in publisher.store.holding("gdelt").parts}
    assert parts == {"2019-01": 0, "2019-02": 1, "2019-03": 0}


def test_where_no_day_tells_of_the_states_it_is_said_in_words(publisher: Publisher) -> None:
    with pytest.raises(SilentError, match="no tie of NRU"):
        publisher.fetch("NRU")
    assert publisher.store.releases("gdelt") == []
