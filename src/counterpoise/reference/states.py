"""States and territories: their ids, the dates at which they existed, and their codes.

An id is three capital letters: the ISO 3166-1 alpha-3 code where there is one, `XKX` for Kosovo,
the ISO 3166-3 code for what is gone (`SUN`, `YUG`, `CSK`, `DDR`, `YMD`, `SCG`, `ANT`), and a code
of our own where ISO never gave one (`RVN` South Viet Nam, `AUH` Austria-Hungary, `JOS` Korea until
1910, `XNC` Northern Cyprus). ISO's `VDR` is *North* Viet Nam and is read as `VNM`. What is not a
state keeps an id of the form ``kind:Name``, such as ``group:Hezbollah (Lebanon)``.

Tables (CSV, UTF-8, in ``reference/tables``)
--------------------------------------------
``states.csv``
    `id`; `name`, short English; `adjectives`, separated by semicolons; `iso2`; `m49`, numeric codes
    of the United Nations and of trade data, semicolons; `kind`, state or territory; `of`, the state
    a territory belongs to, empty if it has none or it is disputed; `region`, after the UN.
``spells.csv``
    `id`; `cow` and `gw`, the code in the Correlates of War and Gleditsch-Ward lists, empty if not
    that list's spell; `start` and `end`, first and last day, ISO; an open end is empty. A row with
    neither code gives the dates of what neither list holds (Holy See, Biafra, Netherlands Antilles).
``codes.csv``
    Codes that publishers use beyond these: `system` (cow, dac, gw, iso2, iso3, m49, letters); `code`;
    `id`; `first` and `last`, the years in which the code is read so, empty without limit; `note`.
    *letters* are the three that the lists of Correlates of War and of Gleditsch and Ward share; *dac*
    are the numbers of the OECD's Development Assistance Committee, which have no other table.
``succession.csv``
    `predecessor`; `successor`; `date`; `relation`: continues (one state under a new name), splits
    (the successor leaves), merges (both become one), absorbs (the successor takes it in); `note`.
``spellings.csv``
    See :mod:`counterpoise.reference.names`.

Which state bears a code in a year
----------------------------------
Some codes pass from one state to another: 365 is Russia, the Soviet Union (from 1922-12-30) and
Russia again (from 1991-12-26); 345 is Serbia, Yugoslavia (from 1918-12-01), Serbia and Montenegro
(from 1992-04-27) and Serbia again (from 2006-06-05). A year belongs to the state that bore the code
on 1 July: 1991 is still Soviet, 1992 no longer Yugoslav. Outside all spells of a code, the nearest
spell counts, because trade, alliance and rivalry data write codes for years before independence or
before the lists begin in 1816. So a code is never refused for its date; :func:`exists` answers
whether the state existed. One id spans Prussia, the German Empire, West and united Germany (`DEU`,
codes 255 and 260), Sardinia and Italy, the Ottoman Empire and Türkiye, Annam, North and united
Viet Nam (`VNM`), North and united Yemen (`YEM`), Egypt and the United Arab Republic. Code 713 is
`TWN` in every year, so the votes that the Republic of China cast at the UN until 1971 are Taiwan's.

What a person types (:func:`resolve`)
-------------------------------------
Ids and ISO 3166-1 alpha-3 first, then names and spellings, then ISO alpha-2 (`NO` Norway, `NA`
Namibia, `VN` Viet Nam, `CS` Czechoslovakia), then the letters and numbers of Correlates of War and
Gleditsch and Ward, then the user's own spellings. So `AUS` is Australia and `MNG` Mongolia, though
Correlates of War writes them for Austria and Montenegro, and `AU` is Australia where a state is
asked for. What two lists read differently (`PAL`, `970`) is refused, with what to write: a code may be
bound to its list, as in ``cow:970``, ``gw:970``, ``iso2:NA`` and ``m49:704``. Bare numbers are those of
Correlates of War and Gleditsch and Ward: the UN's numbers mean other states (704 is Viet Nam
there, Uzbekistan here). FIPS, IOC and vehicle codes are not read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Final

import polars as pl

from counterpoise.errors import UnknownNameError
from counterpoise.reference import spelling
from counterpoise.reference.spelling import words

KINDS: Final = {
    "group": "armed group",
    "organisation": "organisation",
    "unknown": "unknown",
    "residual": "residual",
    "aggregate": "aggregate",
    "bloc": "bloc",
}
"""The word before the colon of an id, and the kind it stands for. An *aggregate* is a sum of rows
that the same table also gives one by one (World, Euro area), so it must not be added to them; a
*residual* is what a table ascribes to no single state (Areas nes), and belongs in the total."""

TODAY: Final = 2020
FIRST_YEAR, LAST_YEAR = 1800, 2200
"""Years that `existing` tells of."""
ALWAYS: Final = 10**9
DAYS: Final = 372
"""Days of a year in which every month has 31."""


fold = spelling.fold
"""Where spellings differ by what tells no two states apart, they are folded into one."""


@dataclass(frozen=True)
class Claim:
    """One entity's claim on a code or spelling, between two days, in one source or in all ("")."""

    entity: str
    start: int = -ALWAYS
    end: int = ALWAYS
    source: str = ""

    @property
    def dated(self) -> bool:
        """Whether the claim is limited in time at either end."""
        return self.start > -ALWAYS or self.end < ALWAYS

    def distance(self, year: int) -> int:
        """Return about how many days the claim lies from 1 July of `year`; 0 if it holds then."""
        middle = day(f"{year}-07-01")
        return max(self.start - middle, middle - self.end, 0)


def states(year: int | None = None) -> pl.DataFrame:
    """Return the registry, or the part of it that existed at some time of `year`.

    Parameters
    ----------
    year : int, optional
        Territories without dates of their own are kept in every year.

    Returns
    -------
    polars.DataFrame
        `id`, `name`, `adjectives`, `iso2`, `m49`, `kind`, `of`, `region`, sorted by `id`.

    Examples
    --------
    >>> "SSD" in states(2010)["id"], "SSD" in states(2011)["id"]
    (False, True)
    """
    registry = table("states")
    if year is None:
        return registry
    return registry.filter([exists(entity, year) for entity in registry["id"]])


def resolve(text: str | int) -> str:
    """Return the id meant by an id, a name, a code or any spelling not bound to one source.

    Parameters
    ----------
    text : str or int
        As typed by a person; letter case and outer blanks do not count. A code may be bound to its
        list: ``cow:816``, ``gw:816``, ``iso2:VN``, ``m49:704``. A number is as its digits.

    Raises
    ------
    UnknownNameError
        If nothing in the registry is called so, or several are; names the nearest spelling, if one
        is near, but never takes it.

    Examples
    --------
    >>> resolve("vietnam"), resolve("VNM"), resolve("VN"), resolve("816"), resolve("South Vietnam")
    ('VNM', 'VNM', 'VNM', 'VNM', 'RVN')
    """
    from counterpoise.reference import typed

    return typed.resolve(text)


def state(text: str) -> str:
    """Return the id of the state or territory meant, as :func:`resolve` does, and of nothing else.

    Raises
    ------
    UnknownNameError
        If it is none: a sum of states, a bloc, an organisation, an armed group, a residual.

    Examples
    --------
    >>> state("Hong Kong")
    'HKG'
    """
    entity = resolve(text)
    if entity in _registry():
        return entity
    raise UnknownNameError.no_state(name(entity), entity.partition(":")[0])


def claims_of(text: str, source: str = "") -> tuple[Claim, ...]:
    """Return the claims on a spelling, of one source's own and of all, by its letters or its words."""
    key = fold(text)
    exact = [one for one in spelling_claims().get(key, ()) if one.source in ("", source)]
    return tuple(exact) or _word_claims().get(words(text), ())


def name(entity: str) -> str:
    """Return the short English name of an id.

    Examples
    --------
    >>> name("VNM"), name("group:Hezbollah (Lebanon)"), name("unknown:supplier")
    ('Viet Nam', 'Hezbollah (Lebanon)', 'unknown supplier')
    """
    prefix, colon, rest = entity.partition(":")
    if colon and prefix in KINDS:
        return f"unknown {rest}" if prefix == "unknown" else rest
    return _row(entity)["name"] or entity


def names(entities: pl.Series) -> pl.Series:
    """Return the names of a column of ids; null stays null."""
    return entities.replace_strict(
        {entity: name(entity) for entity in entities.drop_nulls().unique()},
        return_dtype=pl.String,
    )


def kind(entity: str) -> str:
    """Return state, territory, armed group, organisation, unknown, residual or aggregate."""
    prefix, colon, _ = entity.partition(":")
    if colon and prefix in KINDS:
        return KINDS[prefix]
    return _row(entity)["kind"] or "state"


def exists(entity: str, year: int) -> bool:
    """Return whether an entity existed at some time of `year`, by either list of states.

    What has no dates (most territories, armed groups, residuals) is taken to exist.

    Examples
    --------
    >>> exists("DDR", 1990), exists("DDR", 1991), exists("DEU", 1947)
    (True, False, False)
    """
    spans = _years_of().get(entity)
    if spans is None:
        kind(entity)  # refuses what is no id
        return True
    return not spans or any(first <= year <= last for first, last in spans)


def spells(entity: str) -> tuple[tuple[int, int], ...]:
    """Return the first and last years in which an entity existed, from 1800 to 2200; see `exists`.

    Those of both lists of states, which may overlap. What has no dates is taken to exist throughout;
    of what the registry does not list, nothing is said.

    Examples
    --------
    >>> spells("DDR"), spells("HKG"), spells("residual:others")
    (((1949, 1990), (1954, 1990)), ((1800, 2200),), ())
    """
    spans = _years_of().get(entity)
    if spans is None:
        return ()
    ever = spans or ((FIRST_YEAR, LAST_YEAR),)
    return tuple((max(first, FIRST_YEAR), min(last, LAST_YEAR)) for first, last in ever)


def ended(entity: str) -> int | None:
    """Return the year in which a state ended; None if it is there today, or has no dates.

    Examples
    --------
    >>> ended("SUN"), ended("DDR"), ended("VNM"), ended("HKG")
    (1991, 1990, None, None)
    """
    held = _spells().get(entity, ())
    last = max((end for _, end, _, _ in held), default=ALWAYS)
    return None if last >= ALWAYS else _year(last)


def began(entity: str) -> int | None:
    """Return the year in which a state began; None if it has no dates.

    Examples
    --------
    >>> began("SUN"), began("DDR"), began("HKG")
    (1922, 1949, None)
    """
    held = _spells().get(entity, ())
    first = min((start for start, _, _, _ in held), default=ALWAYS)
    return None if first >= ALWAYS else _year(first)


def predecessors(entity: str) -> tuple[str, ...]:
    """Return the states out of which this one came, by date."""
    rows = table("succession").filter(pl.col("successor") == entity).sort("date")
    return tuple(rows["predecessor"].unique(maintain_order=True))


def successors(entity: str) -> tuple[str, ...]:
    """Return the states that came out of this one or took it in, by date."""
    rows = table("succession").filter(pl.col("predecessor") == entity).sort("date")
    return tuple(rows["successor"].unique(maintain_order=True))


def lineage(entity: str) -> tuple[str, ...]:
    """Return the state, then the states that it continues under another id.

    Examples
    --------
    >>> lineage("RUS"), lineage("SRB"), lineage("DEU")
    (('RUS', 'SUN'), ('SRB', 'SCG'), ('DEU',))
    """
    _row(entity)
    line = [entity]
    for member in line:
        line += [earlier for earlier in _continued().get(member, ()) if earlier not in line]
    return tuple(line)


@cache
def _continued() -> dict[str, list[str]]:
    """Return, for each state, those that it continues, by date."""
    rows = table("succession").filter(pl.col("relation") == "continues").sort("date")
    found: dict[str, list[str]] = {}
    for successor, predecessor in rows.select("successor", "predecessor").rows():
        found.setdefault(successor, []).append(predecessor)
    return found


@cache
def living_on() -> dict[str, str]:
    """Return, for each state that is no more, the state of today that continues it.

    Examples
    --------
    >>> living_on()["SUN"], "RUS" in living_on()
    ('RUS', False)
    """
    # Both ways are in the registry for Russia: the Empire lived on as the Soviet Union.
    return {
        before: entity
        for entity in _continued()
        if exists(entity, TODAY)
        for before in lineage(entity)[1:]
        if not exists(before, TODAY)
    }


def from_cow(codes: pl.Series, years: pl.Series | None, *, source: str, column: str) -> pl.Series:
    """Return the ids of Correlates of War codes, each read in its own year.

    Parameters
    ----------
    codes : polars.Series
        Whole numbers of any type, or text; null stays null.
    years : polars.Series or None
        Calendar years, row by row; None, or a null, reads the code as it stands today.
    source, column : str
        Named in the error.

    Raises
    ------
    UnknownNameError
        If a code is nobody's; lists every such code.
    """
    return look_up(codes, years, by_number("cow"), source=source, column=column)


def from_gw(codes: pl.Series, years: pl.Series | None, *, source: str, column: str) -> pl.Series:
    """Return the ids of Gleditsch-Ward codes; see :func:`from_cow`."""
    return look_up(codes, years, by_number("gw"), source=source, column=column)


def from_m49(codes: pl.Series, years: pl.Series | None, *, source: str, column: str) -> pl.Series:
    """Return the ids of numeric UN, Comtrade or BACI codes; see :func:`from_cow`.

    490, "Other Asia, nes", is `TWN`: the UN publishes Taiwan's trade under no other name.
    """
    return look_up(codes, years, by_number("m49"), source=source, column=column)


def from_dac(codes: pl.Series, years: pl.Series | None, *, source: str, column: str) -> pl.Series:
    """Return the ids of the OECD's numbers of donors and recipients of aid; see :func:`from_cow`."""
    return look_up(codes, years, by_number("dac"), source=source, column=column)


def from_iso2(codes: pl.Series, years: pl.Series | None, *, source: str, column: str) -> pl.Series:
    """Return the ids of two-letter codes, of any letter case; see :func:`from_cow`."""
    return look_up(codes, years, by_letters("iso2"), source=source, column=column)


def from_iso3(codes: pl.Series, years: pl.Series | None, *, source: str, column: str) -> pl.Series:
    """Return the ids of three-letter codes, of any letter case; see :func:`from_cow`.

    Withdrawn codes (ROM, ZAR, TMP) and those of CEPII, Natural Earth and the World Bank, its
    aggregates included, are known.
    """
    return look_up(codes, years, by_letters("iso3"), source=source, column=column)


def cow(entity: str, year: int) -> int | None:
    """Return the Correlates of War code borne in `year`; None outside the list's spells."""
    return _code(entity, year, 2)


def gw(entity: str, year: int) -> int | None:
    """Return the Gleditsch-Ward code borne in `year`; None outside the list's spells."""
    return _code(entity, year, 3)


@cache
def members(year: int) -> tuple[str, ...]:
    """Return the members of the Correlates of War's state system in `year`, each code once.

    The list is of codes by day, and yearly tables made from it hold a code in every year that its
    spell touches. Where a code passes on within the year, both states bear it and one is the
    member: the one that :func:`from_cow` reads it as, which bore it on 1 July.

    Examples
    --------
    >>> "SUN" in members(1991), "RUS" in members(1991), "RUS" in members(1992)
    (True, False, True)
    """
    first, last = day(f"{year}-01-01"), day(f"{year}-12-31")
    codes = {
        code
        for spells in _spells().values()
        for start, end, code, _ in spells
        if code is not None and start <= last and end >= first
    }
    claims = _code_claims("cow")
    return tuple(sorted({choose(claims[code], year) for code in codes}))


def iso2(entity: str) -> str | None:
    """Return the ISO 3166-1 alpha-2 code; None if there is none."""
    return _row(entity)["iso2"]


def m49(entity: str) -> tuple[int, ...]:
    """Return the numeric codes, the United Nations' own first."""
    return tuple(int(code) for code in (_row(entity)["m49"] or "").split(";") if code)


@cache
def table(stem: str) -> pl.DataFrame:
    """Return one of the reference tables, every column as text, empty cells as null."""
    text = resources.files("counterpoise.reference").joinpath("tables", f"{stem}.csv").read_bytes()
    return pl.read_csv(text, infer_schema=False)


def day(iso_date: str) -> int:
    """Return a day as a number that grows with the date; any year will do."""
    year, month, of_month = iso_date.rsplit("-", 2)
    return int(year) * DAYS + int(month) * 31 + int(of_month)


def _year(number: int) -> int:
    """Return the year of a day that :func:`day` numbered; the first of January is its 32nd."""
    return (number - 32) // DAYS


def choose(claims: Iterable[Claim], year: int | None) -> str:
    """Return whose claim holds in `year`, else the nearest; of equals, the first.

    Without a year, the first claim without dates counts, else the one that lasts longest.
    """
    if year is not None:
        return min(claims, key=lambda claim: claim.distance(year)).entity
    return max(claims, key=lambda claim: (not claim.dated, claim.end, claim.start)).entity


def look_up(
    keys: pl.Series,
    years: pl.Series | None,
    find: Callable[[object], Iterable[Claim]],
    *,
    source: str,
    column: str,
) -> pl.Series:
    """Return the id of each key in its year; refuse the column if any key has none."""
    from counterpoise.reference import own_spellings

    asked = pl.DataFrame({"key": keys}).with_columns(
        year=pl.lit(None, pl.Int32) if years is None else years.cast(pl.Int32)
    )
    answers: list[tuple[object, int | None, str]] = []
    missing: list[tuple[object, int | None]] = []
    for key, year in asked.drop_nulls("key").unique(maintain_order=True).iter_rows():
        claims = tuple(find(key)) or own_spellings.claims(key, source)
        if claims:
            answers.append((key, year, choose(claims, year)))
        else:
            missing.append((key, year))
    if missing:
        known = sorted(year for _, year in missing if year is not None)
        raise UnknownNameError.unmatched(
            sorted({str(key) for key, _ in missing}),
            where=f"source {source!r}, column {column!r}",
            source=source,
            years=(known[0], known[-1]) if known else None,
        )
    found = pl.DataFrame(
        answers, schema={**asked.schema, "id": pl.String}, orient="row", strict=False
    )
    joined = asked.join(
        found,
        on=["key", "year"],
        how="left",
        nulls_equal=True,
        maintain_order="left",
        validate="m:1",
    )
    return joined["id"].alias(keys.name)


@cache
def spelling_claims() -> Mapping[str, tuple[Claim, ...]]:
    """Return who claims each folded spelling; dated claims first, the short names last."""
    claims: dict[str, list[Claim]] = {}
    for row in table("spellings").iter_rows(named=True):
        claims.setdefault(fold(row["spelling"]), []).append(
            Claim(row["id"], *_limits(row["first"], row["last"]), row["source"] or "")
        )
    for entity, held in _registry().items():
        claims.setdefault(fold(held["name"] or ""), []).append(Claim(entity))
    return {spelling: _in_order(found) for spelling, found in claims.items()}


@cache
def _word_claims() -> Mapping[tuple[str, ...], tuple[Claim, ...]]:
    """Return who alone claims the words of a name, whatever their order and marks."""
    found: dict[tuple[str, ...], dict[str, Claim]] = {}
    for folded, claims in spelling_claims().items():
        for claim in claims:
            if not claim.source and not claim.dated and (key := words(folded)):
                found.setdefault(key, {})[claim.entity] = claim
    return {key: tuple(held.values()) for key, held in found.items() if len(held) == 1}


@cache
def _code_claims(system: str) -> Mapping[str, tuple[Claim, ...]]:
    """Return who claims each code of one system: spells or ids, and the rows of `codes.csv`."""
    claims: dict[str, list[Claim]] = {}
    if system in ("cow", "gw"):
        for row in table("spells").drop_nulls(system).iter_rows(named=True):
            end = ALWAYS if row["end"] is None else day(row["end"])
            claims.setdefault(row[system], []).append(Claim(row["id"], day(row["start"]), end))
    elif system not in ("letters", "dac"):
        for entity, held in _registry().items():
            for code in (entity if system == "iso3" else held[system] or "").split(";"):
                claims.setdefault(code, []).append(Claim(entity))
    for row in table("codes").filter(pl.col("system") == system).iter_rows(named=True):
        claims.setdefault(row["code"], []).append(
            Claim(row["id"], *_limits(row["first"], row["last"]))
        )
    return {code: _in_order(found) for code, found in claims.items() if code}


def _in_order(claims: Iterable[Claim]) -> tuple[Claim, ...]:
    """Return the claims of one source before those of all, and dated before undated."""
    return tuple(sorted(claims, key=lambda claim: (not claim.source, not claim.dated)))


def _limits(first: str | None, last: str | None) -> tuple[int, int]:
    """Return the first and last day of a span of years, either of which may be open."""
    return (
        day(f"{first}-01-01") if first else -ALWAYS,
        day(f"{last}-12-31") if last else ALWAYS,
    )


def by_number(system: str) -> Callable[[object], Iterable[Claim]]:
    """Return a finder of numeric codes, which may come as 2, 2.0, "2" or "002"."""
    claims = _code_claims(system)

    def find(key: object) -> Iterable[Claim]:
        try:
            number = float(str(key))
        except ValueError:
            return ()
        return claims.get(f"{number:.0f}", ()) if number.is_integer() else ()

    return find


def by_letters(system: str) -> Callable[[object], Iterable[Claim]]:
    """Return a finder of letter codes."""
    claims = _code_claims(system)
    return lambda key: claims.get(str(key).strip().upper(), ())


@cache
def _registry() -> Mapping[str, Mapping[str, str | None]]:
    """Return the rows of `states.csv` by id."""
    return {row["id"]: row for row in table("states").iter_rows(named=True)}


@cache
def _years_of() -> Mapping[str, tuple[tuple[int, int], ...]]:
    """Return the first and last year of each spell, by id; of who has no dates, none."""
    held = _spells()
    return {
        entity: tuple((_year(start), _year(end)) for start, end, _, _ in held.get(entity, ()))
        for entity in _registry()
    }


@cache
def _spells() -> Mapping[str, tuple[tuple[int, int, str | None, str | None], ...]]:
    """Return first day, last day, COW and GW code of each spell, by id."""
    held: dict[str, list[tuple[int, int, str | None, str | None]]] = {}
    for row in table("spells").iter_rows(named=True):
        end = ALWAYS if row["end"] is None else day(row["end"])
        held.setdefault(row["id"], []).append((day(row["start"]), end, row["cow"], row["gw"]))
    return {entity: tuple(spells) for entity, spells in held.items()}


def _code(entity: str, year: int, place: int) -> int | None:
    """Return the code at `place` of the last spell that touches `year`."""
    _row(entity)
    first, last = day(f"{year}-01-01"), day(f"{year}-12-31")
    codes = [
        str(spell[place])
        for spell in _spells().get(entity, ())
        if spell[place] is not None and spell[0] <= last and spell[1] >= first
    ]
    return int(codes[-1]) if codes else None


def _row(entity: str) -> Mapping[str, str | None]:
    """Return the registry's row of an id, or refuse an id that it does not hold."""
    if entity not in _registry():
        raise UnknownNameError.unknown_state(entity, known_names())
    return _registry()[entity]


@cache
def ids() -> frozenset[str]:
    """Return every id of the registry."""
    return frozenset(_registry())


@cache
def known_names() -> tuple[str, ...]:
    """Return every name and spelling a person may type, for the "did you mean": no codes."""
    general = table("spellings").filter(pl.col("source").is_null())["spelling"]
    return (*(str(row["name"]) for row in _registry().values()), *general)
