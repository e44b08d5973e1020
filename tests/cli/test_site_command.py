"""`site`: what it says, and what it refuses before any work."""

from __future__ import annotations

from counterpoise.report.folder import leaf
from counterpoise.report.folder.plan import Plan


def test_a_folder_is_written_and_it_is_said_what_it_holds(run, monkeypatch, tmp_path):
    monkeypatch.setattr(
        "counterpoise.report.folder.build.plan", lambda *asked: Plan((leaf.of_state("TUV"),))
    )
    result = run("site", "public", "--states", "Tuvalu")
    assert result.exit_code == 0, result.output
    assert result.output.startswith("1 page, ")
    assert (tmp_path / "public/state/TUV.html").is_file()
    assert (tmp_path / "public/states.html").is_file()


def test_what_is_no_state_or_no_address_or_anothers_folder_is_refused(run, tmp_path):
    result = run("site", "public", "--states", "VNM,Atlantis")
    assert result.exit_code == 1
    assert "Atlantis" in result.output
    assert run("site", "public", "--states", "VNM", "--base-url", "here").exit_code == 1
    assert run("site", "public", "--states", ",").exit_code == 2
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine/thesis.txt").touch()
    refused = run("site", "mine", "--states", "VNM")
    assert refused.exit_code == 1
    assert "did not write" in refused.output
    assert sorted(path.name for path in tmp_path.iterdir() if path.name != "home") == ["mine"]
