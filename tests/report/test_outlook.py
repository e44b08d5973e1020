"""The page on where partners are going: what it says of Viet Nam, and what it may not know."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from counterpoise.errors import EvidenceError, ScenarioError, UsageError
from counterpoise.panel import integrity, manifests
from counterpoise.panel.holdings import Holding
from counterpoise.panel.store import Store
from counterpoise.report import forecast_record, outlook, render
from counterpoise.report.pages import Cell, Chart, Number, Page, Section, Table
from counterpoise.report.sections.forecasts import outlook as sections
from counterpoise.report.sections.forecasts import record
from counterpoise.report.study import Study
from counterpoise.scenarios import scenario_file
from counterpoise.scenarios.outlook import backtest, trained
from counterpoise.scenarios.shocks import Intervention
from counterpoise.settings import embedded_folder

EMBEDDED = Store((embedded_folder(),)).steady()
EXAMPLE = Path(__file__).parents[2] / "examples" / "embargo_lifted.toml"
LIFTED = scenario_file.read(EXAMPLE).interventions
FEW = 100


@pytest.fixture(scope="module")
def vietnam() -> Page:
    return outlook.outlook(EMBEDDED, "VNM", as_of=2015, to=2025, interventions=LIFTED)


@pytest.fixture(scope="module")
def brief_section() -> Section:
    return sections.section(Study(EMBEDDED, "VNM", 2015))


def table(page: Page, name: str) -> dict[str, dict[str, Cell]]:
    """Return a table's rows by their first cell, each by the heads of its columns."""
    (found,) = [part for part in parts(page) if isinstance(part, Table) and part.id == name]
    return {str(row[0]): dict(zip(found.head, row, strict=True)) for row in found.rows}


def parts(page: Page) -> Iterator[Table | Chart]:
    for section in page.sections:
        yield from section.parts


def cells(page: Page) -> Iterator[Cell]:
    sentences = [*page.answer, *(line for section in page.sections for line in section.lead)]
    for sentence in sentences:
        yield from sentence
    for part in parts(page):
        if isinstance(part, Table):
            for row in part.rows:
                yield from row


def value(cell: Cell) -> float:
    assert isinstance(cell, Number)
    assert cell.value is not None
    return cell.value


def words(sentence: tuple[Cell, ...]) -> str:
    return "".join(cell if isinstance(cell, str) else cell.text for cell in sentence)


def test_russia_is_expected_to_lead_viet_nam(vietnam: Page) -> None:
    """Of 2016-24 the register shows .616 for Russia, after .911 in 2011-15."""
    chance, low, high, past, happened = (
        cell.value for cell in vietnam.answer[0] if isinstance(cell, Number)
    )
    assert words(vietnam.answer[0]).startswith("As of 2015, Russia leads over 2016–25")
    assert chance is not None
    assert 0.7 < chance < 0.95
    assert past == pytest.approx(0.911, abs=0.001)
    assert happened == pytest.approx(0.616, abs=0.001)
    assert low is not None
    assert high is not None
    assert low < 0.616 < high


def test_years_in_which_another_led_are_told(vietnam: Page) -> None:
    told = words(vietnam.sections[0].lead[0])
    for led in ("Belarus in 2020", "the Netherlands in 2021", "India in 2023", "Czechia in 2024"):
        assert led in told


def test_the_fan_of_russia_has_what_happened_as_far_as_it_is_known(vietnam: Page) -> None:
    (fan,) = [part for part in parts(vietnam) if isinstance(part, Chart)]
    russia = {row["year"]: row for row in fan.data if row["partner"] == "Russia"}
    assert list(russia) == list(range(2016, 2026))
    assert russia[2020]["happened"] == pytest.approx(0.665, abs=0.001)
    assert russia[2025]["happened"] is None


def test_a_lifted_embargo_makes_american_deliveries_likelier(vietnam: Page) -> None:
    usa = table(vietnam, "entries")["United States"]
    without, so = value(usa["Delivers anything"]), value(usa["If so"])
    assert 0.2 < without < 0.6
    assert so > without + 0.15
    assert usa["Happened to 2024"] == "yes"
    assert "United States" in table(vietnam, "outlook-shares")
    italy = table(vietnam, "entries")["Italy"]
    assert value(italy["If so"]) == value(italy["Delivers anything"])


def test_an_unknown_supplier_is_no_newcomer(vietnam: Page) -> None:
    assert not any("nknown" in name for name in table(vietnam, "entries"))


def test_what_an_effect_rests_on_is_said(vietnam: Page) -> None:
    (told,) = [choice for choice in vietnam.choices if choice.startswith("Embargo lifted")]
    for word in ("s.e.", "no proof of cause", "eakly identified"):
        assert word in told


def test_every_number_has_a_footnote(vietnam: Page, brief_section: Section) -> None:
    numbers = [cell for cell in cells(vietnam) if isinstance(cell, Number)]
    numbers += [cell for line in brief_section.lead for cell in line if isinstance(cell, Number)]
    assert len(numbers) > 100
    assert all(number.note for number in numbers)
    assert {number.note for number in numbers} == {note.number for note in vietnam.notes}


def test_no_probability_is_written_as_absent(vietnam: Page) -> None:
    for row in table(vietnam, "outlook-shares").values():
        for head in ("Leads", "Leads, if so", "Mean, if so"):
            assert isinstance(row[head], Number)
            assert row[head].text != "–"  # type: ignore[union-attr]


def test_the_record_is_that_of_the_shipped_tables(vietnam: Page) -> None:
    scored = trained.read("arms").scores.filter(
        horizon=10, model="hurdle", size="all", period="held out"
    )
    (found,) = [part for part in parts(vietnam) if part.id == "scores"]
    assert isinstance(found, Table)
    (row,) = [row for row in found.rows if row[:2] == ("whether, then how much", "held out")]
    assert value(row[3]) == scored["energy"][0]
    assert value(row[5]) == scored["cover80"][0]


@pytest.fixture
def planted(tmp_path: Path) -> Store:
    """Return the evidence with another future: after 2015 all that Viet Nam gets is Chinese."""
    for source in ("sipri_arms", "sipri_arms_tables"):
        shutil.copytree(embedded_folder() / source, tmp_path / source)
    (file,) = (tmp_path / "sipri_arms").glob("*.parquet")
    later = pl.col("year") > 2015
    rows = pl.read_parquet(file).with_columns(
        origin=pl.when(later).then(pl.lit("CHN")).otherwise("origin"),
        value=pl.when(later).then(1e6).otherwise("value"),
    )
    rows.write_parquet(file)
    _seal(tmp_path / "sipri_arms", file)
    return Store((tmp_path,))


def _seal(folder: Path, file: Path) -> None:
    """Write the manifest anew for a part that was changed: as it stands it is as it was written."""
    (path,) = folder.glob("*.json")
    held = manifests.read(path, folder.parent)
    assert isinstance(held, Holding)
    (part,) = held.parts
    # The digest that the name begins with is of the rows before; what is held is named by its own.
    digest = integrity.sha256(file)
    named = file.rename(folder / f"{digest[:32]}.parquet")
    part = replace(part, file=named.name, size=named.stat().st_size, sha256=digest)
    path.write_text(manifests.text(replace(held, parts=(part,))), encoding="utf-8")


def test_another_future_changes_nothing_but_what_happened(vietnam: Page, planted: Store) -> None:
    other = outlook.outlook(planted, "VNM", as_of=2015, to=2025, interventions=LIFTED)
    for name in ("outlook-shares", "amounts", "beside"):
        one, two = table(vietnam, name), table(other, name)
        seen = set(one) & set(two)
        assert len(seen) > 1
        for row in seen:
            for head in one[row]:
                if not head.startswith("Happened"):
                    assert one[row][head] == two[row][head], (row, head)
    entering, again = table(vietnam, "entries"), table(other, "entries")
    assert entering["United States"]["If so"] == again["United States"]["If so"]
    assert again["China"]["Happened to 2024"] == "yes"


def test_an_embargo_by_everybody_hits_those_who_were_known() -> None:
    everybody = Intervention(
        kind="embargo imposed", state="VNM", partner="*", channel="arms", year=2016
    )
    page = outlook.outlook(
        EMBEDDED, "VNM", as_of=2015, to=2020, interventions=[everybody], draws=FEW
    )
    usa = table(page, "entries")["United States"]
    assert value(usa["If so"]) < value(usa["Delivers anything"])


def test_a_brief_as_of_a_year_does_not_tell_what_came(brief_section: Section) -> None:
    assert "happened" not in words(brief_section.lead[0])
    (fan,) = [part for part in brief_section.parts if isinstance(part, Chart)]
    assert {row["happened"] for row in fan.data} == {None}


def test_the_brief_and_the_page_say_the_same() -> None:
    page = outlook.outlook(EMBEDDED, "VNM")
    assert sections.section(Study(EMBEDDED, "VNM")).lead[0] == page.answer[0]
    assert "happened" not in words(page.answer[0])
    assert {row["Happened"] for row in table(page, "outlook-shares").values()} == {"not yet known"}


@pytest.mark.parametrize("state", ["EGY", "BRN"])
def test_a_state_without_evidence_is_told_so_in_the_brief(state: str) -> None:
    assert "not known" in words(sections.section(Study(EMBEDDED, state)).lead[0])


def test_trade_is_told_in_dollars_and_with_its_own_model() -> None:
    page = outlook.outlook(EMBEDDED, "VNM", channel="trade", as_of=2009, to=2014, draws=FEW)
    assert "China leads over 2010–14" in words(page.answer[0])
    volume = table(page, "amounts")["Volume, USD"]
    for head in ("Median", "80 %", "95 %"):
        assert isinstance(volume[head], Number)
        assert volume[head].text.startswith("$")
        assert volume[head].text.endswith("bn")
    assert "trained on imf_dots 2022-02-20" in words(page.sections[2].lead[0])


@pytest.mark.parametrize(
    ("change", "error", "told"),
    [
        ({"to": 2015}, UsageError, "1 to 10 years"),
        ({"to": 2014}, UsageError, "1 to 10 years"),
        ({"to": 2026}, UsageError, "1 to 10 years"),
        ({"channel": "harms"}, UsageError, "arms, trade"),
        ({"as_of": 2026, "to": 2030}, EvidenceError, "between"),
        ({"as_of": None, "to": None, "channel": "trade", "source": "cepii_baci_matrix"},
         EvidenceError, "years must be known"),
        ({"state": "EGY"}, EvidenceError, "recipients"),
        ({"state": "UZB", "as_of": 2000, "to": 2005}, EvidenceError, "nothing was delivered"),
        ({"state": "IDN", "interventions": LIFTED}, ScenarioError, "it has none"),
        ({"channel": "trade", "as_of": 2009, "to": 2014, "interventions": LIFTED},
         ScenarioError, "it has none"),
        ({"interventions": ()}, ScenarioError, "it has none"),
        ({"as_of": 2017, "interventions": LIFTED}, ScenarioError, "must lie in the window"),
        ({"model": "walk", "interventions": LIFTED}, UsageError, "hurdle"),
    ],
)  # fmt: skip
def test_what_can_not_be_answered_is_refused(
    change: dict[str, object], error: type[Exception], told: str
) -> None:
    asked = {"state": "VNM", "as_of": 2015, "to": 2020, "draws": FEW} | change
    with pytest.raises(error, match=told):
        outlook.outlook(EMBEDDED, asked.pop("state"), **asked)  # type: ignore[arg-type]


def test_an_entrant_is_shown_however_unlikely_it_was() -> None:
    entrant = Intervention(kind="entrant", state="VNM", partner="BRA", channel="arms", year=2016)
    page = outlook.outlook(EMBEDDED, "VNM", as_of=2015, to=2020, interventions=[entrant], draws=400)
    brazil = table(page, "entries")["Brazil"]
    assert value(brazil["If so"]) > value(brazil["Delivers anything"])


def test_several_interventions_add_up() -> None:
    both = (
        *LIFTED,
        Intervention(kind="embargo imposed", state="VNM", partner="RUS", channel="arms", year=2016),
    )
    page = outlook.outlook(EMBEDDED, "VNM", as_of=2015, to=2020, interventions=both, draws=400)
    russia = table(page, "outlook-shares")["Russia"]
    assert value(russia["Leads, if so"]) < value(russia["Leads"]) - 0.1
    assert sum("s.e." in choice for choice in page.choices) == 2


def test_the_page_is_written_in_every_form(vietnam: Page) -> None:
    assert '"kind": "outlook"' in render.as_json(vietnam)
    assert "Who will lead" in render.html(vietnam)


def test_the_record_in_the_manual_names_the_models_chosen() -> None:
    text = forecast_record.text()
    for channel in trained.CHANNELS:
        scores = trained.read(channel).scores.filter(period="development")
        for horizon, model in backtest.chosen(scores).items():
            assert f"| {horizon} | development | `{model}` |" in text


def test_without_a_manual_none_is_written(tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(forecast_record, "FOLDER", tmp_path / "docs")
    assert forecast_record.write() == ""
    (tmp_path / "docs").mkdir()
    assert Path(forecast_record.write()).read_text() == forecast_record.text()


def test_a_forecast_says_what_it_has_not_seen_and_what_is_told_of_it_since() -> None:
    page = outlook.outlook(EMBEDDED, "VNM", channel="trade", draws=FEW)
    said = words(page.answer[1])
    assert f"{page.as_of + 1} and later are not seen by it" in said
    assert "Other sources tell of 2025: China had 45.5\u00a0% of imports" in said
    unseen = {row["Happened"] for row in table(page, "outlook-shares").values()}
    assert unseen == {"not in its source"}


def test_every_model_that_can_be_chosen_says_what_it_does() -> None:
    chosen = {
        trained.read(channel).chosen(length)
        for channel in trained.CHANNELS
        for length in range(1, 11)
    }
    assert chosen <= set(record.MEANS) <= set(record.MODELS)
    manual = (Path(__file__).parents[2] / "docs" / "explanation" / "forecasts.md").read_text()
    for word in ("whether, then how much", "fading past", "drift"):
        assert f"“{word}”" in manual
