"""`fetch` and `refresh` from a server on the loopback address: what became newer, and what is left to do."""

from __future__ import annotations

import json
import threading
import time
from dataclasses import replace
from pathlib import Path

import pytest

from counterpoise import sources
from counterpoise.panel import build, refresh
from counterpoise.panel.integrity import Damage
from counterpoise.panel.store import Store
from counterpoise.settings import Settings
from counterpoise.snapshots import lock
from counterpoise.snapshots.request import Request
from tests.site import Handler, Site, status, whole

HEADER = "ccode,year,imports,exports\n"
TOTALS, GDP = "cow_trade_national", "world_bank_gdp"


def totals(last: int) -> bytes:
    """Return a part of the national table of COW, 1950 to `last`, made up."""
    rows = [
        f"{code},{year},{code * 4000 + year},{code * 5000 + year}\n"
        for code in (2, 20)
        for year in range(1950, last + 1)
    ]
    return (HEADER + "".join(rows)).encode()


@pytest.fixture
def served(site: Site, monkeypatch: pytest.MonkeyPatch) -> Site:
    """Return a server that stands in for two publishers, the second of whom has moved."""
    site.put("/totals.csv", whole(totals(2014)))
    site.put("/gdp", status(404))
    asked = {
        TOTALS: Request(f"{site.address}/totals.csv", file="National_COW_4.0.csv", pause=0),
        GDP: Request(f"{site.address}/gdp", kind="zip", pause=0),
    }
    for source, request in asked.items():
        module = sources.module(source)
        monkeypatch.setattr(module, "SOURCE", replace(module.SOURCE, requests=(request,)))
    return site


def test_a_dry_run_says_what_would_be_asked_and_asks_nothing(run, served: Site) -> None:
    done = run("refresh", "--only", f"{TOTALS},world_bank", "--dry-run")
    assert done.exit_code == 0, done.output
    assert f"GET {served.address}/totals.csv (last tried: not by us)" in done.stdout
    assert "world_bank_aid: 31 answers" in done.stdout
    assert served.asked == []
    plan = json.loads(run("refresh", "--only", TOTALS, "--dry-run", "--format", "json").stdout)
    assert [(one["source"], one["answers"]) for one in plan] == [(TOTALS, 1)]


def test_refresh_says_what_became_newer_and_what_failed_and_keeps_going(run, served: Site) -> None:
    store = Store.open()
    path = Path("National_COW_4.0.csv")
    path.write_bytes(totals(2010))
    build.add(Store(store.folders[:1]), TOTALS, [path], vintage="4.0")
    done = run("refresh", "--only", f"{GDP},{TOTALS}", "--accept-changes")
    assert done.exit_code == 1
    assert f"{TOTALS} 4.0: states to 2014, as before" in done.stdout  # embedded: to 2014 too
    assert f"{GDP}: as it was" in done.stdout
    assert "404" in done.stdout
    assert f"counterpoise refresh --only {GDP}" in done.stderr
    held = Store((Settings().store,)).holding(TOTALS)
    assert held.years == (1950, 2014)


def test_refresh_tells_the_last_year_before_and_after(
    run, served: Site, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = Settings()
    store = Store((settings.store,))  # nothing embedded
    path = tmp_path / "National_COW_4.0.csv"
    path.write_bytes(totals(2010))
    build.add(store, TOTALS, [path], vintage="4.0")
    (one,) = refresh.refresh(store, settings, [TOTALS])
    assert one.fault is None
    assert one.last == {"states": (2010, 2014)}
    assert one.record()["last_year"] == {"states": [2010, 2014]}


def test_refresh_names_what_only_a_person_can_get(run, served: Site, monkeypatch) -> None:
    monkeypatch.setattr(refresh, "chosen", lambda only=(): [TOTALS])
    done = run("refresh", "--accept-changes")
    assert done.exit_code == 0, done.output
    by_hand = done.stdout.partition("To be got by hand:")[2]
    card = sources.module("sipri_arms").SOURCE
    assert f"sipri_arms: {card.url}\n    counterpoise add sipri_arms FILE…" in by_hand
    assert TOTALS not in by_hand
    assert "ideal_points" not in by_hand
    told = json.loads(run("refresh", "--format", "json", "--accept-changes").stdout)
    assert told["ok"] is True
    assert {one["source"] for one in told["by_hand"]} >= {"sipri_arms", "unctad_fdi"}


def test_a_refresh_of_all_passes_over_whoever_answers_for_named_states_alone(
    run, served: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    able = sources.module("comtrade").SOURCE
    assert all(request.named for request in able.requests)
    monkeypatch.setattr(refresh, "chosen", lambda only: [TOTALS, "comtrade"])
    done = run("refresh", "--accept-changes")
    assert done.exit_code == 0, done.output
    assert "comtrade: passed over. Can't ask for all states" in done.stdout
    assert "counterpoise fetch comtrade --states VNM,IDN --years 2020-2024" in done.stdout
    told = json.loads(run("refresh", "--accept-changes", "--format", "json").stdout)
    assert list(told["passed_over"]) == ["comtrade"]
    named = run("refresh", "--only", "comtrade")
    assert named.exit_code == 1
    assert "those that are named" in named.stdout


def test_fetch_takes_states_and_years_where_the_publisher_answers_by_them(
    run, served: Site, monkeypatch
) -> None:
    module = sources.module(TOTALS)
    request = Request(
        f"{served.address}/{{state}}?from={{first}}", codes="m49", file="{state} {first}.csv",
        pause=0, years=(1950, 2014),
    )  # fmt: skip
    monkeypatch.setattr(module, "SOURCE", replace(module.SOURCE, requests=(request,)))
    served.put("/840?from=2000", whole(totals(2014)))
    done = run("fetch", TOTALS, "--states", "United States", "--years", "2000-2030",
               "--accept-changes")  # fmt: skip
    assert done.exit_code == 0, done.output
    assert [path for path, _ in served.asked] == ["/840?from=2000"]
    assert "locked in" in done.stdout


def test_a_state_that_nobody_knows_is_refused_before_anything_is_asked(run, served: Site) -> None:
    done = run("refresh", "--only", TOTALS, "--states", "Atlantis")
    assert done.exit_code == 1
    assert "Atlantis" in done.stderr
    assert served.asked == []


def test_two_refreshes_at_once_leave_the_store_whole(run, served: Site) -> None:
    def gently(handler: Handler) -> None:
        time.sleep(0.1)
        handler.give(200, totals(2014))

    served.put("/totals.csv", gently)
    settings = Settings()
    store = Store((settings.store,))
    faults: list[object] = []

    def again() -> None:
        for one in refresh.refresh(store, settings, [TOTALS]):
            faults.append(one.fault)

    workers = [threading.Thread(target=again) for _ in range(3)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    assert faults == [None, None, None]
    assert not [one for one in store.verify() if isinstance(one, Damage)]
    (entry,) = lock.read(settings.lock)[TOTALS].values()
    lock.verify(settings.downloads / TOTALS / entry.file, entry)
    assert len(store.holdings(TOTALS)) == 1


def test_on_a_terminal_a_bar_says_how_far_a_download_is(
    run, served: Site, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    done = run("refresh", "--only", f"{TOTALS},{GDP}", "--accept-changes")
    assert f"[1/2] {TOTALS}: " in done.stderr
    assert f"[2/2] {GDP}: " in done.stderr
