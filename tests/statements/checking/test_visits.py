"""A visit holds where a list has it and the news tell of cooperation; of either alone nobody can tell."""

from __future__ import annotations

from datetime import date

import pytest

from counterpoise.panel.store import Store
from counterpoise.report.ledger import Ledger
from counterpoise.report.sections.pair import timeline
from counterpoise.report.sections.pair.couple import Couple
from counterpoise.report.study import Study
from counterpoise.snapshots.source import Covered
from counterpoise.statements.checking.verdict import CANNOT_TELL, FAILS, HOLDS
from tests.panel.holding import keep, ties
from tests.statements.checking.hand_made import judged
from tests.statements.checking.test_relations import told

LISTED = [("CHN", "VNM", 2017, 2.0), ("CHN", "LAO", 2018, 1.0)]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Return a store of visits of 2017 and 2018, and of what the news tell of China in January."""
    folder = tmp_path_factory.mktemp("visits")
    told(folder)
    coverage = [Covered(1949, 2020, "origin", ("CHN",)), Covered(1949, 2020, "destination")]
    keep(folder, "ceias_visits", "1.1", ties("leader_visits", LISTED), coverage)
    return Store((folder,))


@pytest.mark.parametrize(
    ("subject", "partner", "year", "verdict"),
    [
        ("CHN", "VNM", 2017, HOLDS),
        ("CHN", "VNM", 2019, CANNOT_TELL),  # not on the list, though the news tell of cooperation
        ("CHN", "LAO", 2018, CANNOT_TELL),  # on the list alone
        ("CHN", "LAO", 2017, FAILS),  # in neither
        ("CHN", "VNM", 2015, CANNOT_TELL),  # no events of that year are held
        ("VNM", "CHN", 2017, CANNOT_TELL),  # a list of China's journeys tells of no other's
    ],
)
def test_list_and_news_must_agree(
    store: Store, subject: str, partner: str, year: int, verdict: str
) -> None:
    found = judged(
        store, "event", event="visit", subject=subject, partners=(partner,), years=(year, year),
        channel="", stated=date(2020, 6, 1),
    )  # fmt: skip
    assert found.verdict == verdict


def test_visits_stand_in_the_timeline_of_the_pair_with_their_source(store: Store) -> None:
    ledger, both = Ledger(), ("VNM", "CHN")
    couple = Couple(*(Study(store, one, ledger=ledger, beside=both) for one in both))
    (one,) = [event for event in timeline.events(couple) if "visit" in event.words]
    assert (one.year, one.words) == (2017, "China's leaders visit Viet Nam, 2 times")
    assert one.note is not None
    assert ledger.notes[one.note - 1].source == "ceias_visits"
    early = Couple(*(Study(store, each, 2016, ledger=Ledger(), beside=both) for each in both))
    assert not [event for event in timeline.events(early) if "visit" in event.words]
