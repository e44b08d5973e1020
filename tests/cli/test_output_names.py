"""Files are named by what they are, and none is overwritten by the page of another question."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from counterpoise.cli.main import main


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.setenv("COUNTERPOISE_HOME", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)


def _run(*arguments: str):
    return CliRunner().invoke(main, arguments, catch_exceptions=False)


def _pages() -> list[str]:
    return sorted(path.name for path in Path().glob("*.html"))


def test_the_brief_of_a_past_year_stands_beside_that_of_today():
    assert _run("brief", "TUV", "--format", "html").exit_code == 0
    today = Path("tuv-brief.html").read_bytes()
    assert _run("brief", "Tuvalu", "--as-of", "2015", "--format", "html").exit_code == 0
    assert _pages() == ["tuv-brief-as-of-2015.html", "tuv-brief.html"]
    assert Path("tuv-brief.html").read_bytes() == today
    assert "as of 2015</p>" in Path("tuv-brief-as-of-2015.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["page.html", "page.json", "page.txt"])
def test_the_same_question_overwrites_quietly_and_another_is_refused(name):
    assert _run("brief", "TUV", "-o", name).exit_code == 0
    assert _run("brief", "Tuvalu", "-o", name).exit_code == 0
    before = Path(name).read_bytes()
    refused = _run("brief", "TUV", "--as-of", "2015", "-o", name)
    assert refused.exit_code == 1
    assert "Can't overwrite the file: it answers another question." in refused.output
    assert f"{name}, asked with: counterpoise brief TUV" in refused.output
    assert "--force" in refused.output
    assert Path(name).read_bytes() == before
    assert _run("brief", "TUV", "--as-of", "2015", "-o", name, "--force").exit_code == 0
    assert Path(name).read_bytes() != before


def test_a_file_that_is_not_ours_is_left_alone():
    Path("notes.html").write_text("mine", encoding="utf-8")
    refused = _run("brief", "TUV", "-o", "notes.html")
    assert refused.exit_code == 1
    assert "it is no page that this program wrote" in refused.output
    assert Path("notes.html").read_text(encoding="utf-8") == "mine"


def test_on_the_terminal_alone_no_file_is_asked_for():
    assert _run("brief", "TUV", "--format", "text").exit_code == 0
    assert _run("brief", "TUV", "--format", "json").exit_code == 0
    assert _pages() == []


def test_pages_of_one_question_and_one_day_are_equal_byte_for_byte(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1735689600")
    assert _run("brief", "TUV", "-o", "one.html").exit_code == 0
    assert _run("brief", "TUV", "-o", "two.html").exit_code == 0
    assert Path("one.html").read_bytes() == Path("two.html").read_bytes()
    assert "Made on 2025-01-01" in Path("one.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "asked",
    [
        ("brief", "VNM"),
        ("compare", "VNM", "THA"),
        ("table", "shares", "VNM"),
        ("export", "--source", "penn_world_table"),
        ("matrix",),
        ("outlook", "VNM"),
    ],
)
@pytest.mark.parametrize("missing", ["no/page.html", "file/page.html"])
def test_a_missing_folder_is_told_before_the_work(asked, missing, monkeypatch):
    Path("file").touch()
    monkeypatch.setattr("counterpoise.panel.store.Store.open", lambda: pytest.fail("it worked"))
    refused = _run(*asked, "-o", missing)
    assert refused.exit_code == 1
    assert "Can't write the file: its folder" in refused.stderr
    assert missing in refused.stderr
