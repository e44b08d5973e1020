"""What `refresh` adds to the embedded evidence: nine channels told for most states.

A server on the loopback address answers as the publishers document it, for the states that they document
that they tell of: SIPRI of all who get arms, the OECD of aid to those that are not its members and of
capital held in those that are, CEPII of all trade by product. The figures are made up; what is shown is
that the answers reach the channels, by the rule of trust, next to what travels with the package.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from counterpoise import sources
from counterpoise.panel.store import Store
from counterpoise.reference import groups, products, states
from tests.site import Site, whole
from tests.sources.broken import oecd_dac2a, oecd_fdi
from tests.sources.broken.sipri_arms_deals import GOOD as REGISTER
from tests.sources.served import Served
from tools import channels_by_state as page

MEMBERS = sorted(groups.members("UN", 2024))
OECD = sorted(groups.members("OECD", 2024))
COMMITTEE = sorted(groups.members("DAC", 2019))
GIVERS = ("USA", "JPN", "DEU", "FRA")
CHAPTERS = [number for number in range(1, 98) if number != 77]
MANY, CHANNELS = 150, 9


def others(state: str, of: tuple[str, ...] = GIVERS) -> list[str]:
    return [other for other in of if other != state]


def register() -> bytes:
    """Return a register of all recipients, with deliveries in each of fifteen years."""
    head = REGISTER.decode("iso-8859-1").partition("Viet Nam,Russia,2000")[0]
    years = "; ".join(map(str, range(2010, 2025)))
    deals = [
        f'"{states.name(state)}",{states.name(giver)},2009,,15,,Boat,patrol boat,15,,{years},New,,'
        f"{size},{size * 15},{size * 15}\n"
        for state in MEMBERS
        for size, giver in enumerate(others(state), 3)
    ]
    return (head + "".join(deals)).replace("June 2005", "June 2025").encode("iso-8859-1")


def aid() -> bytes:
    """Return what the committee of donors and its members gave to each state that is none of the OECD."""
    given = {giver: 10 * size for size, giver in enumerate(COMMITTEE, 1)}
    rows = [
        oecd_dac2a.line(giver, state, year, str(size))
        for state in MEMBERS
        if state not in OECD
        for year in range(2019, 2024)
        for giver, size in {**given, "DAC": sum(given.values())}.items()
    ]
    return ("\n".join([oecd_dac2a.HEADER, *rows]) + "\n").encode()


def capital() -> bytes:
    """Return what each member of the OECD tells of capital held in it, and the sum of it."""
    rows = [
        oecd_fdi.line(host, investor, year, str(size), way="DI")
        for host in OECD
        for year in (2021, 2022, 2023)
        for investor, size in (("W", 100), ("USA", 50), ("CHN", 30), ("SGP", 20))
        if investor != host
    ]
    return ("\n".join([oecd_fdi.COLUMNS, *rows]) + "\n").encode()


def trade() -> bytes:
    """Return a year of trade by product: something of each chapter, and all that is of high technology."""
    technology = {code.ljust(6, "0") for code in products.codes("technology", "HS", "HS22")}
    items = sorted({*technology, *(f"{chapter:02}9999" for chapter in CHAPTERS)})
    number = {state: states.m49(state)[0] for state in MEMBERS}
    rows = [
        f"2024,{number[seller]},{number[state]},{int(item)},{size * 100},1\n"
        for state in MEMBERS
        for item in items
        for size, seller in enumerate(others(state), 1)
    ]
    # Each state sells something, as each does: who sold nothing would have told nothing.
    rows += [
        f"2024,{number[state]},{number[buyer]},10121,1,1\n"
        for state, buyer in zip(MEMBERS, [*MEMBERS[1:], MEMBERS[0]], strict=True)
    ]
    return ('"t","i","j","k","v","q"\n' + "".join(rows)).encode()


@pytest.fixture
def publishers(site: Site, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Let the cards of four sources ask the server; return their ids."""
    answers = {
        "sipri_arms_deals": {"register.csv": register()},
        "oecd_dac2a": {"aid.csv": aid()},
        "oecd_fdi": {"positions.csv": capital()},
        "cepii_baci": {"BACI_HS22_Y2024_V202601.csv": trade()},
    }
    for source, files in answers.items():
        module = sources.module(source)
        request = replace(module.SOURCE.requests[0], url=f"{site.address}/{source}", pause=0)
        monkeypatch.setattr(module, "SOURCE", replace(module.SOURCE, requests=(request,)))
        body = Served(lambda _, given=files: given, b"").answer(request)
        assert body is not None
        site.put(f"/{source}", whole(body))
    return list(answers)


@pytest.mark.evidence
def test_after_a_refresh_nine_channels_are_told_of_most_states(run, publishers: list[str]) -> None:
    done = run("refresh", "--only", ",".join(publishers), "--accept-changes")
    assert done.exit_code == 0, done.output
    found = page.channels(store=Store.open())
    told = [state for state in MEMBERS if page.named_recently(found, state) >= CHANNELS]
    assert len(told) >= MANY, (len(told), {s: page.named_recently(found, s) for s in MEMBERS})
