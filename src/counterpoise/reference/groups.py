"""Blocs of states and who belonged to them, year by year.

``blocs.csv``: `bloc`; `member`, an id of the registry; `start` and `end`, first and last day, ISO,
an open end empty; `note` ("to the year" where the day is 1 January, "end to the year" where it is 31
December, because only the year is known); `source`. The table is complete to the end of 2025; later
years repeat the last known state.

**The rule.** A state is a member in a year if it was one on 31 December of that year: the United
Kingdom is in the EU of 2019 and not of 2020. A member whose rights are suspended is left out until
they are restored (Syria in the Arab League 2011-2022, Venezuela in Mercosur since 2016).

EU means the European Economic Community from 1958 and the European Community too. NATO, CPTPP, RCEP
and EAEU count from entry into force for the member. Saudi Arabia is not counted among the BRICS, to
which it was invited, and Myanmar not in RCEP. The African Union means the Organisation of African
Unity before; in it, ECOWAS, SADC, the OAS (but for Cuba) and the Commonwealth a suspension after a
coup is not taken out. The five permanent members (P5), and the UN, include `TWN` while the Republic
of China held the seat from Taipei; the seat of Yugoslavia that stood empty in the UN until 2000 is
no state's. Nor are the EU's own seats in the DAC and the G20. Central Asia is a region, and OPEC+
the members of OPEC and the other parties to the Declaration of Cooperation.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType
from typing import Final

import polars as pl

from counterpoise.errors import UnknownNameError, UsageError
from counterpoise.reference import states

TITLES: Final = MappingProxyType(
    {
        "APEC": "Asia-Pacific Economic Cooperation",
        "ASEAN": "Association of Southeast Asian Nations",
        "AUKUS": "Australia, United Kingdom, United States",
        "African Union": "African Union and Organisation of African Unity",
        "Arab League": "League of Arab States",
        "BIMSTEC": "Bay of Bengal Initiative for Multi-Sectoral Technical and Economic Cooperation",
        "BRICS": "Brazil, Russia, India, China, South Africa and later members",
        "CEFTA": "Central European Free Trade Agreement",
        "CIS": "Commonwealth of Independent States",
        "CPTPP": "Comprehensive and Progressive Agreement for Trans-Pacific Partnership",
        "CSTO": "Collective Security Treaty Organization",
        "Central Asia": "The five states of Central Asia",
        "Comecon": "Council for Mutual Economic Assistance",
        "Commonwealth of Nations": "The Commonwealth, formerly British",
        "DAC": "Development Assistance Committee of the OECD",
        "EAEU": "Eurasian Economic Union",
        "ECOWAS": "Economic Community of West African States",
        "EEA": "European Economic Area",
        "EFTA": "European Free Trade Association",
        "EU": "European Union and its predecessors",
        "Euro area": "Members of the EU that use the euro",
        "Five Eyes": "Five Eyes intelligence alliance",
        "G20": "Group of Twenty",
        "G7": "Group of Seven",
        "G8": "Group of Eight",
        "GCC": "Gulf Cooperation Council",
        "Mercosur": "Southern Common Market",
        "NAFTA": "North American Free Trade Agreement",
        "NATO": "North Atlantic Treaty Organization",
        "Non-Aligned Movement": "Non-Aligned Movement",
        "OAS": "Organization of American States",
        "OECD": "Organisation for Economic Co-operation and Development",
        "OIC": "Organisation of Islamic Cooperation",
        "OPEC": "Organization of the Petroleum Exporting Countries",
        "OPEC+": "OPEC and the other parties to its Declaration of Cooperation",
        "P5": "Permanent members of the UN Security Council",
        "Quad": "Quadrilateral Security Dialogue",
        "RCEP": "Regional Comprehensive Economic Partnership",
        "SAARC": "South Asian Association for Regional Cooperation",
        "SADC": "Southern African Development Community",
        "SCO": "Shanghai Cooperation Organisation",
        "UN": "United Nations",
        "USMCA": "United States-Mexico-Canada Agreement",
        "Warsaw Pact": "Warsaw Treaty Organization",
    }
)
OTHER_NAMES: Final = MappingProxyType(
    {
        "au": "African Union",
        "oau": "African Union",
        "commonwealth": "Commonwealth of Nations",
        "european union": "EU",
        "eurozone": "Euro area",
        "gulf": "GCC",
        "gulf states": "GCC",
        "league of arab states": "Arab League",
        "nam": "Non-Aligned Movement",
        "non-aligned": "Non-Aligned Movement",
        "united nations": "UN",
    }
)
"""What blocs are called too, in small letters."""


def blocs() -> tuple[str, ...]:
    """Return the names of the blocs; `TITLES` spells them out."""
    return tuple(TITLES)


def resolve(name: str) -> str:
    """Return a bloc's name as it is written here, from any letter case.

    Raises
    ------
    UsageError
        If there is no such bloc.
    """
    found = called(name)
    if found is None:
        raise UsageError.not_among("Bloc", name, TITLES)
    return found


def called(name: str) -> str | None:
    """Return the bloc of a name, a title or another name; None if it is no bloc's.

    Examples
    --------
    >>> called("opec"), called("united nations"), called("France")
    ('OPEC', 'UN', None)
    """
    return _names().get(name.strip().casefold())


@cache
def _names() -> dict[str, str]:
    titles = {title.casefold(): bloc for bloc, title in TITLES.items()}
    return titles | dict(OTHER_NAMES) | {bloc.casefold(): bloc for bloc in TITLES}


def party(word: str) -> str | None:
    """Return the bloc meant where a state or a bloc may stand; None if it can only be a state.

    An id of the registry as it stands is that state's: NAM is Namibia, though a bloc is called so too.

    Raises
    ------
    UnknownNameError
        If a state bears the letters as another code: AU is Australia's too.
    """
    found = None if word.strip() in states.ids() else called(word)
    code = word.strip().upper()
    if found in (None, word.strip()) or found.casefold() == word.strip().casefold():
        return found
    claims = [states.Claim(code)] if code in states.ids() else [*states.by_letters("iso2")(code)]
    if not claims:
        return found
    state = states.choose(claims, None)
    raise UnknownNameError.ambiguous(code, [f"{states.name(state)} ({state})", f"the {found}"])


def state_or_bloc(word: str) -> str:
    """Return the state or the bloc meant where either may stand, by `party`'s rule.

    Raises
    ------
    UnknownNameError
        If it is neither, or may be either.
    """
    return party(word) or states.state(word)


@cache
def membership() -> pl.DataFrame:
    """Return every membership: `bloc`, `member`, `start`, `end` (null if it lasts), `note`."""
    return states.table("blocs").with_columns(pl.col("start", "end").str.to_date("%Y-%m-%d"))


def members(bloc: str, year: int) -> tuple[str, ...]:
    """Return the ids of those who were members on 31 December of `year`.

    Raises
    ------
    UsageError
        If there is no such bloc.

    Examples
    --------
    >>> members("AUKUS", 2021), members("AUKUS", 2020)
    (('AUS', 'GBR', 'USA'), ())
    """
    return tuple(members_by_year(bloc, year, year)["state"])


def members_by_year(bloc: str, first: int, last: int) -> pl.DataFrame:
    """Return `state` and `year` for every year from `first` to `last`, sorted by year and state.

    Raises
    ------
    UsageError
        If there is no such bloc.
    """
    years = pl.DataFrame({"year": range(first, last + 1)}, schema={"year": pl.Int16})
    end_of_year = pl.date("year", 12, 31)
    return (
        membership()
        .filter(pl.col("bloc") == resolve(bloc))
        .join(years, how="cross")
        .filter(pl.col("start") <= end_of_year, pl.col("end").fill_null(end_of_year) >= end_of_year)
        .select(state="member", year="year")
        .sort("year", "state")
    )
