"""The calls that a scholar tries first, written down before the functions were: all of them work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

import counterpoise as cpo
from counterpoise.errors import UnknownNameError, UsageError

pytestmark = pytest.mark.evidence


@pytest.fixture(autouse=True)
def _no_store_of_ones_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path / "home"))


EXAMPLES = Path(__file__).parents[2] / "examples"

CALLS: dict[str, Callable[[], object]] = {
    "version": lambda: cpo.__version__,
    "verbs in dir": lambda: {"brief", "table", "pair", "compare", "cutoff"} <= set(dir(cpo)),
    "shares by id": lambda: cpo.table("shares", "VNM", channel="imports", years=2019),
    "shares by name": lambda: cpo.table("shares", "Viet Nam", channel="imports", years=2019),
    "shares by letters of two": lambda: cpo.table("shares", "VN", channel="arms", years=2019),
    "shares by a code": lambda: cpo.table("shares", 816, channel="arms", years=2019),
    "several states": lambda: cpo.table("herfindahl", ["VNM", "Indonesia", 710], channel="imports"),
    "years as a span": lambda: cpo.table(
        "herfindahl", "VNM", channel="exports", years=(2010, 2020)
    ),
    "effective partners": lambda: cpo.table("hill_number", "VNM", channel="imports", q=2.0),
    "another name of a measure": lambda: cpo.table("hhi", "VNM", channel="imports"),
    "hedging of one": lambda: cpo.table("hedging", "VNM", rivals=["USA", "CHN"], years=2019),
    "votes": lambda: cpo.table("alignment", "VNM", rivals=["USA", "CHN"], years=(2015, 2019)),
    "ideal points": lambda: cpo.table("ideal_points", "VNM", years=(2015, 2019)),
    "ties": lambda: cpo.table("ties", "VNM", years=2019),
    "leaders": lambda: cpo.table("leadership", "VNM", channel="imports"),
    "as of a year": lambda: cpo.table("shares", "VNM", channel="imports", as_of=2015, years=2015),
    "one source": lambda: cpo.table(
        "shares", "VNM", channel="imports", source="imf_dots", years=2019
    ),
    "code book": lambda: cpo.codebook("hedging"),
    "measures by name": lambda: cpo.measures.herfindahl,
    "all measures": lambda: dir(cpo.measures),
    "members": lambda: cpo.members("ASEAN", 2020),
    "name": lambda: cpo.name("VNM"),
    "resolve": lambda: cpo.resolve("Burma"),
    "a brief of a tiny state": lambda: cpo.brief("Nauru"),
    "a pair by names": lambda: cpo.pair("Nauru", "Australia"),
    "a comparison": lambda: cpo.compare(["VNM", "Nauru"]),
    "a cut-off": lambda: cpo.cutoff("VNM", ["CHN"]),
    "a mix": lambda: cpo.rebalance("FJI"),
    "an outlook": lambda: cpo.outlook("VNM"),
    "a rank of all": lambda: cpo.rank("shares", channel="imports", partner=710, top=5),
    "a comparison without a list": lambda: cpo.compare("VNM", 850, partner="CHN", sort="HHI"),
    "ten states": lambda: cpo.compare(
        ["VNM", "IDN", "MYS", "THA", "PHL", "SGP", "KHM", "LAO", "MMR", "Brunei"]
    ),
    "a cut-off by its word": lambda: cpo.cutoff("VNM", partner="China", horizons="short"),
    "the worst cut-off": lambda: cpo.cutoff("VNM"),
    "a mix with a demand": lambda: cpo.rebalance("VNM", demands="worst loss <= 40 %"),
    "an outlook of the past": lambda: cpo.outlook("VNM", as_of=2015, to=2020),
    "a sentence": lambda: cpo.check("Russia supplied 90% of Viet Nam's arms in 2010-2014."),
    "a list of statements": lambda: cpo.check(EXAMPLES / "vietnam_balancing.toml"),
    "what is held": lambda: cpo.sources(),
    "the states": lambda: cpo.states(1990).frame().filter(state="SUN").height == 1,
    "who could hurt whom": lambda: cpo.matrix().frame().filter(state="VNM").head(3),
    "a scenario by its file": lambda: cpo.whatif(str(EXAMPLES / "trans_pacific_partnership.toml")),
    "years as words": lambda: cpo.table("hedging", "VNM", years="2010-2015"),
    "years as a range": lambda: cpo.table(
        "herfindahl", "VNM", channel="imports", years=range(2010, 2015)
    ),
    "a column of states": lambda: cpo.table(
        "shares", pl.Series(["VNM", "IDN"]), channel="arms", years=2019
    ),
    "rows one by one": lambda: [row["share"] for row in cpo.table("shares", "VNM", years=2019)],
    "a page's numbers in pandas": lambda: cpo.brief("Nauru").pandas(),
    "rows of an indicator": lambda: cpo.indicator_rows("arms").rows.collect(),
    "a scenario of a file": lambda: cpo.read_scenario(
        str(EXAMPLES / "trans_pacific_partnership.toml")
    ),
}


@pytest.mark.parametrize("call", CALLS)
def test_a_natural_call_works(call: str) -> None:
    answer = CALLS[call]()
    assert answer is not None
    assert answer is not False


def test_every_spelling_gives_the_same_rows() -> None:
    asked = {"channel": "imports", "years": 2019}
    first = cpo.table("shares", "VNM", **asked).frame()
    for spelling in ("Viet Nam", "VN", 816, "cow:816", ["VNM"]):
        assert cpo.table("shares", spelling, **asked).frame().equals(first)


def test_a_table_knows_its_columns_sources_and_citation() -> None:
    made = cpo.table("shares", "VNM", channel="imports", years=2019)
    assert {"state", "partner", "year", "share", "source", "vintage", "completeness"} <= set(
        made.columns
    )
    china = made.frame().filter(partner="CHN")
    assert china["share"].round(3).item() == 0.303
    assert [one.id for one in made.sources] == ["imf_dots"]
    assert "International Monetary Fund" in made.citation
    assert len(repr(made)) < 120
    assert len(made) == made.frame().height


@pytest.mark.parametrize("ending", ["csv", "parquet", "dta", "xlsx", "json"])
def test_a_table_is_saved_as_its_ending_says(ending: str, tmp_path: Path) -> None:
    made = cpo.table("herfindahl", "VNM", channel="imports", years=(2015, 2019))
    path = made.save(tmp_path / f"hhi.{ending}")
    assert path.stat().st_size > 100
    if ending == "csv":
        assert pl.read_csv(path).height == len(made)
    if ending == "dta":
        import pyreadstat

        frame, meta = pyreadstat.read_dta(str(path))
        assert len(frame) == len(made)
        assert all(meta.column_labels)


def test_a_page_shows_itself_saves_itself_and_gives_its_numbers(tmp_path: Path) -> None:
    page = cpo.brief("Nauru")
    assert repr(page).startswith("<brief: Nauru; ")
    assert "srcdoc=" in page._repr_html_()
    assert page.save(tmp_path / "nauru.html").read_text().startswith("<!doctype html>")
    assert "Nauru" in page.save(tmp_path / "nauru.txt").read_text()
    numbers = page.frame()
    assert numbers.height > 40
    assert "imf_dots" in numbers.filter(pl.col("status") == "shown")["source"].to_list()
    with pytest.raises(UsageError, match="ending"):
        page.save(tmp_path / "nauru.odt")


def test_pandas_in_pandas_out() -> None:
    rows = cpo.table("shares", "VNM", channel="arms", years=2019).pandas()
    assert type(rows).__module__.startswith("pandas")
    found = cpo.measures.herfindahl(
        rows.rename(columns={"state": "destination", "partner": "origin"})
    )
    assert type(found).__module__.startswith("pandas")


@pytest.mark.parametrize("wrong", ["Vietnamm", "Atlantis", 99999])
def test_what_is_no_state_is_refused(wrong: str | int) -> None:
    with pytest.raises(UnknownNameError):
        cpo.table("shares", wrong, channel="imports")


def test_what_is_no_measure_or_setting_is_refused_with_what_there_is() -> None:
    with pytest.raises(UsageError, match="herfindahl"):
        cpo.table("herfindal", "VNM")
    with pytest.raises(UsageError):
        cpo.table("herfindahl", "VNM", channel="imports", colour="red")


def test_a_number_that_means_two_states_is_refused_with_the_choice() -> None:
    with pytest.raises(UnknownNameError, match=r"Nauru \(cow:970\) or Kiribati \(gw:970\)"):
        cpo.table("shares", 970)
    assert cpo.table("shares", 816, years=2019)["state"].unique().to_list() == ["VNM"]


@pytest.mark.parametrize("years", ["soon", (2019, 2010), ("a", "b"), True])
def test_what_is_no_span_of_years_is_refused(years: object) -> None:
    with pytest.raises(UsageError, match="years"):
        cpo.table("shares", "VNM", years=years)


def test_a_word_slightly_wrong_is_answered_with_the_right_one() -> None:
    with pytest.raises(UsageError, match="'channel'"):
        cpo.table("shares", "VNM", chanel="arms")
    with pytest.raises(UsageError, match="'year'"):
        cpo.cutoff("VNM", "CHN", yeer=2020)
    with pytest.raises(UsageError, match="HHI"):
        cpo.compare("VNM", "IDN", sort="HII")


def test_a_sentence_is_judged_and_its_statements_come_one_by_one() -> None:
    page = cpo.check("Russia supplied 90% of Viet Nam's arms in 2010-2014.", mode="all")
    assert page
    assert len(page) == 1
    assert [one.verdict for one in page] == ["holds"]
    assert "as of today" in " ".join(
        str(one) for section in page.sections for one in section.caveats
    )


def test_sources_is_a_verb_and_stays_the_package() -> None:
    from counterpoise import sources

    assert sources is cpo.sources
    assert "cow_trade" in sources.ids()
    held = cpo.sources().frame()
    assert {"source", "vintage", "citation", "where"} <= set(held.columns)
    assert {one.id for one in cpo.sources().sources} == set(held.drop_nulls("vintage")["source"])


def test_states_have_the_codes_of_their_year() -> None:
    held = {row["state"]: row for row in cpo.states()}
    assert (held["VNM"]["iso2"], held["VNM"]["iso3"], held["VNM"]["cow"]) == ("VN", "VNM", 816)
    assert (held["RVN"]["iso3"], held["RVN"]["cow"], held["RVN"]["last"]) == (None, 817, 1975)


def test_every_column_of_every_measure_is_in_the_code_book() -> None:
    from counterpoise.measures import MEASURES
    from counterpoise.report.tables import columns

    more: dict[str, dict[str, object]] = {
        "theil_decomposition": {"blocs": "EU"},
        "herfindahl_by_bloc": {"blocs": "EU"},
        "acting_together": {"partners": ["CHN", "RUS"]},
    }
    for name in [name for name, one in MEASURES.items() if one.needs != "events"]:
        made = cpo.table(name, "VNM", years=(2018, 2019), **more.get(name, {}))
        assert len(made), name
        assert {"state", "year", "source", "vintage", "told_by", "completeness", "state_iso3", "state_cow",
                "state_gw"} <= set(made.columns), name  # fmt: skip
        assert made["source"].null_count() == 0, name
        unknown = [one for one in made.columns if columns.line(name, one) is None]
        assert unknown == [], name
        assert all(len(one.name) <= 32 for one in made.codebook.columns)
        missing = set(made.columns) - {one.name for one in cpo.codebook(name).columns}
        assert missing <= {"group"}, name


def test_parquet_and_csv_say_what_they_are(tmp_path: Path) -> None:
    made = cpo.table("herfindahl", "VNM", channel="imports", years=2019)
    inside = pl.read_parquet_metadata(made.save(tmp_path / "a.parquet"))["counterpoise"]
    beside = (made.save(tmp_path / "a.csv").parent / "a.csv-metadata.json").read_text()
    for told in (inside, beside):
        assert "counterpoise table herfindahl VNM --channel imports --years 2019" in told
        assert "International Monetary Fund" in told
    assert (tmp_path / "a.csv").read_text().startswith("state,")


def test_a_measure_is_a_function_whatever_modules_were_imported() -> None:
    import counterpoise.measures.hedging  # noqa: F401

    assert callable(cpo.measures.hedging)
    assert cpo.measures.hedging.__name__ == "hedging"
    assert "hedging" in dir(cpo.measures)


@pytest.mark.parametrize(
    ("given", "word"),
    [
        ({"window": 10**9}, "window"),
        ({"window": 0}, "window"),
        ({"window": "5"}, "window"),
        ({"window": True}, "window"),
        ({"as_of": 10**9}, "as_of"),
        ({"as_of": "soon"}, "as_of"),
        ({"as_of": True}, "as_of"),
        ({"years": 2015.5}, "years"),
        ({"years": [2010, 2012, 2014]}, "years"),
    ],
)
def test_odd_windows_and_years_are_refused_by_their_name(given, word):
    with pytest.raises(UsageError, match=f"`{word}` must be"):
        cpo.table("herfindahl", "VNM", channel="imports", **given)


def test_years_of_texts_and_of_columns_with_gaps_are_years():
    usual = cpo.table("herfindahl", "VNM", channel="imports", years=2015, as_of=2019).frame()
    for years, as_of in ((2015.0, "2019"), ("2015", 2019.0)):
        told = cpo.table("herfindahl", "VNM", channel="imports", years=years, as_of=as_of)
        assert told.frame().equals(usual)


def test_a_bloc_among_states_is_its_members_of_the_last_year():
    rows = cpo.table("herfindahl", ["ASEAN", "VNM"], channel="imports", years=2015).frame()
    assert set(rows["state"]) == set(cpo.members("ASEAN", 2015))
    assert rows["state"].is_unique().all()
    assert not cpo.table("herfindahl", "EU", channel="imports", years=2015).frame().is_empty()


def _rows(*asked: object, years: object = 2020) -> int:
    return len(cpo.table("HHI", *asked, channel="Imports", years=years))


OTHERS: dict[str, tuple[Callable[[], object], object]] = {
    "states by a word": (lambda: [row["state"] for row in cpo.states("korea", 2020)], ["KOR", "PRK"]),
    "states by a code": (lambda: cpo.states(816).frame()["state"].to_list(), ["VNM"]),
    "states of a year": (lambda: cpo.states(1990).frame().filter(state="DDR").height, 1),
    "a name in small letters": (lambda: cpo.name("vnm"), "Viet Nam"),
    "a name by its number": (lambda: cpo.name(816), "Viet Nam"),
    "a number": (lambda: cpo.resolve(816), "VNM"),
    "members of today": (lambda: len(cpo.members("eu")), 27),
    "members of a year as text": (lambda: cpo.members("AUKUS", "2020"), ()),
    "letters of any case": (lambda: _rows("viet NAM"), 1),
    "states in one text": (lambda: _rows("VNM, IDN"), 2),
    "a name with a comma": (lambda: _rows("Korea, South"), 1),
    "years one by one": (lambda: _rows("VNM", years=[2010, 2011, 2012]), 3),
    "one source of all": (lambda: cpo.sources("imf_dots")["source"].unique().to_list(), ["imf_dots"]),
    "years from to": (lambda: _rows("VNM", years="2010 to 2012"), 3),
}  # fmt: skip


@pytest.mark.parametrize("words", OTHERS)
def test_a_call_in_other_words_is_answered(words: str) -> None:
    call, answer = OTHERS[words]
    assert call() == answer


@pytest.mark.parametrize(
    "call",
    [
        lambda: cpo.brief(None),
        lambda: cpo.brief(["VNM"]),
        lambda: cpo.resolve(None),
        lambda: cpo.states("xyzzy"),
        lambda: cpo.states(year="abc"),
        lambda: cpo.members("EU", "last year"),
        lambda: cpo.rank("hhi", channel="imports", top=-1),
        lambda: cpo.products("VNM", year="last"),
        lambda: cpo.sources("nobody"),
        lambda: cpo.table("hhi", pl.DataFrame({"state": ["VNM"]}), channel="imports"),
        lambda: cpo.table("hhi", "VNM", channel="imports", years=[2010, 2012, 2015]),
    ],
)
def test_what_is_no_question_is_refused_in_words(call: Callable[[], object]) -> None:
    with pytest.raises((UsageError, UnknownNameError)) as refusal:
        call()
    assert refusal.value.attempt


def test_a_state_without_a_row_is_named_and_an_empty_table_warns() -> None:
    both = cpo.table("hhi", ["VNM", "JPN"], years=2020)
    assert "no row of Japan in 2020: not covered (which is not zero)" in repr(both)
    assert both.silence in both.about().notes
    with pytest.warns(UserWarning, match="no channel was named, so that arms were asked of"):
        assert not len(cpo.table("hhi", "JPN"))


@pytest.mark.parametrize(
    ("call", "said", "attempt"),
    [
        (lambda: cpo.codebook(), "`codebook` must be given `measure`", 'cpo.codebook("herfindahl")'),
        (lambda: cpo.pair("VNM"), "`pair` must be given `partner`", 'cpo.pair("VNM", "CHN")'),
        (lambda: cpo.brief(), "`brief` must be given `state`", 'cpo.brief("VNM")'),
        (lambda: cpo.brief("VNM", asof=2019), "must be one of as_of, blocs", "cpo.brief"),
        (lambda: cpo.outlook("VNM", until=2030), "must be one of as_of, channel", "cpo.outlook"),
        (lambda: cpo.pair("VNM", "CHN", 2019), "not 3 things; by name: as_of", "cpo.pair"),
        (lambda: cpo.name(), "`name` must be given `state`", 'cpo.name("VNM")'),
    ],
)  # fmt: skip
def test_what_is_missing_or_not_taken_is_said_in_words(call, said, attempt) -> None:
    with pytest.raises(UsageError) as refused:
        call()
    assert said in refused.value.problem
    assert attempt in refused.value.attempt
