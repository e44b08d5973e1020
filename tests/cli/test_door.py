"""Whatever goes wrong at the command line ends in words: never a trace, never half a file."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import polars as pl
import pytest

import counterpoise as cpo
from counterpoise import faults
from counterpoise.cli import deliver
from counterpoise.errors import CounterpoiseError, MachineError

HERE = {"PYTHONPATH": str(Path(cpo.__file__).parents[1])}


def _alone(*arguments: str, **more: object) -> subprocess.CompletedProcess[bytes]:
    """Run the command line as a process of its own."""
    environment = {**os.environ, **HERE, **more.pop("env", {})}  # type: ignore[dict-item]
    return subprocess.run(
        [sys.executable, "-m", "counterpoise", *arguments],
        capture_output=True, timeout=120, env=environment, check=False, **more,
    )  # fmt: skip


FAULTS = [
    (OSError(errno.ENOSPC, "No space left on device", "a.html"), "the disk is full", "a.html"),
    (OSError(errno.ENAMETOOLONG, "File name too long", "x" * 5_000), "path is too long", "xxx"),
    (PermissionError(errno.EACCES, "Permission denied", "b"), "may not be read or written", "b"),
    (OSError(errno.EROFS, "Read-only file system", "c"), "can't be written", "c"),
    (MemoryError(), "not enough memory", ""),
    (RecursionError("maximum recursion depth exceeded"), "nested too deeply", ""),
    (UnicodeEncodeError("utf-8", "\udcff", 0, 1, "surrogates not allowed"), "surrogates", ""),
    (pl.exceptions.ComputeError("odd\nsecond line"), "on a table: odd.", ""),
    (pl.exceptions.ComputeError("No space left on device (os error 28)"), "the disk is full", ""),
    (pl.exceptions.PanicException("index out of bounds"), "on a table: index out of bounds", ""),
]


@pytest.mark.parametrize(("fault", "problem", "where"), FAULTS, ids=lambda one: type(one).__name__)
@pytest.mark.parametrize("form", ["text", "json"])
def test_what_the_machine_refuses_ends_in_words(run, monkeypatch, fault, problem, where, form):
    def fail(*_: object, **__: object) -> None:
        raise fault

    monkeypatch.setattr("counterpoise.report.brief.brief", fail)
    result = run("brief", "VNM", "--format", form)
    assert result.exit_code == 1
    said = json.loads(result.stdout)["error"] if form == "json" else result.stderr
    assert problem in said
    assert where in result.output
    assert len(result.output) < 2_200


def test_what_nobody_foresaw_is_said_to_be_our_fault(run, monkeypatch):
    def fail(*_: object, **__: object) -> None:
        raise KeyError("share\x1b[31m")

    monkeypatch.setattr("counterpoise.report.brief.brief", fail)
    result = run("brief", "VNM", "--format", "text")
    assert result.exit_code == 1
    assert "a fault of Counterpoise itself: KeyError" in result.stderr
    assert "\x1b" not in result.stderr


def test_functions_of_the_package_refuse_in_the_same_words(monkeypatch):
    def fail() -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with pytest.raises(MachineError, match="the disk is full") as caught:
        faults.guarded(fail)()
    assert isinstance(caught.value, CounterpoiseError)
    assert cpo.brief.__wrapped__.__name__ == "brief"


@pytest.mark.parametrize(
    "years",
    ["²⁰¹⁹", "٢٠١٩", "20100101", "4096", "0", "1990-9999", "9" * 5_000, "2019-", "-9"],
)
def test_years_are_years(run, years):
    result = run("table", "shares", "VNM", "--years", years)
    assert result.exit_code == 2
    assert len(result.stderr) < 2_000


@pytest.mark.parametrize(
    "options",
    [
        ("--floor", "nan"), ("--floor", "inf"), ("--floor", "-1"), ("--floor", "1e308"),
        ("--order", "nan"), ("--order", "1e308"), ("--order", "-inf"), ("--order", "-1"),
        ("--keep", "nan"), ("--keep", "2"), ("--largest", "1000000000"), ("--lag", "1000000000"),
        ("--window", "1000000000"), ("--as-of", "4096"),
    ],
)  # fmt: skip
def test_numbers_have_bounds(run, options):
    assert run("table", "shares", "VNM", *options).exit_code == 2


def test_a_full_disk_is_told_when_nothing_else_is_left_to_say():
    if not Path("/dev/full").exists():
        pytest.skip("no /dev/full")
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [sys.executable, "-m", "counterpoise", "states"],
            stdout=full, stderr=subprocess.PIPE, timeout=60, check=False, env={**os.environ, **HERE},
        )  # fmt: skip
    assert done.returncode == 1
    assert b"the disk is full" in done.stderr
    assert b"Traceback" not in done.stderr
    assert b"Exception" not in done.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "latin-1"])
def test_a_terminal_without_our_letters_is_written_to_all_the_same(encoding):
    done = _alone("table", "shares", "VNM", "--years", "2019", env={"PYTHONIOENCODING": encoding})
    assert done.returncode == 0, done.stderr
    assert "sipri_arms" in done.stdout.decode(encoding)


def test_json_on_a_terminal_of_ascii_says_every_letter():
    told = {"PYTHONIOENCODING": "ascii"}
    done = _alone("states", "ivoire", "--format", "json", env=told)
    assert done.stdout.isascii()
    plain = _alone("states", "ivoire", "--format", "json")
    assert json.loads(done.stdout) == json.loads(plain.stdout)


UP = "import os, sys; from counterpoise import __main__; os.write(1, b'.'); __main__.run()"
"""A command that says when Python is up: what comes before is not ours to end."""


@pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")
@pytest.mark.parametrize("after", [0.02, 0.4, 1.2, 2.5])
def test_ctrl_c_ends_with_130_and_leaves_nothing(tmp_path, after):
    process = subprocess.Popen(
        [sys.executable, "-c", UP, "brief", "VNM", "-o", "page.html"],
        cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        env={**os.environ, **HERE, "COUNTERPOISE_HOME": str(tmp_path / "home")},
    )  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.read(1) == b"."
    time.sleep(after)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in {0, 130}, said.decode()
    assert b"Traceback" not in said, said.decode()
    assert [path.name for path in tmp_path.iterdir() if path.suffix == ".tmp"] == []


@pytest.mark.skipif(os.name != "posix", reason="names of POSIX")
def test_a_home_that_is_not_named_in_utf_8_is_refused_in_words(tmp_path):
    done = _alone("sources", env={"COUNTERPOISE_HOME": os.fsdecode(bytes(tmp_path) + b"/h\xff")})
    assert b"must be a folder named in UTF-8" in done.stderr
    assert b"fault of Counterpoise" not in done.stderr


def _mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_written_file_has_the_usual_mode_and_keeps_its_own(tmp_path):
    new, own = tmp_path / "new.txt", tmp_path / "own.txt"
    before = os.umask(0o027)
    try:
        deliver.whole(new, "words")
    finally:
        os.umask(before)
    assert _mode(new) == 0o640
    own.write_text("old")
    own.chmod(0o600)
    deliver.whole(own, "words")
    assert (_mode(own), own.read_text()) == (0o600, "words")


@pytest.mark.skipif(os.name != "posix", reason="modes of POSIX")
def test_a_file_that_may_only_be_read_is_left_alone(tmp_path):
    path = tmp_path / "mine.txt"
    path.write_text("old")
    path.chmod(0o444)
    with pytest.raises(CounterpoiseError, match="may only be read"):
        deliver.whole(path, "words")
    assert path.read_text() == "old"


@pytest.mark.skipif(os.name != "posix", reason="links and pipes of POSIX")
def test_a_link_and_a_pipe_are_written_through(tmp_path):
    target, link, pipe = tmp_path / "target.txt", tmp_path / "link.txt", tmp_path / "pipe"
    target.write_text("old")
    link.symlink_to(target)
    deliver.whole(link, "words")
    assert link.is_symlink()
    assert target.read_text() == "words"
    os.mkfifo(pipe, 0o600)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    deliver.whole(pipe, "words")
    assert os.read(reader, 100) == b"words"
    os.close(reader)
    assert pipe.is_fifo()


def test_nothing_is_left_where_a_file_could_not_be_written(tmp_path, monkeypatch):
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(CounterpoiseError, match="No space left"):
        deliver.whole(tmp_path / "a.txt", "words")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="processes of POSIX")
def test_drafts_of_a_process_that_is_no_more_are_swept(tmp_path):
    from counterpoise import drafts

    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    dead = drafts.name().replace(f"-{os.getpid()}-", f"-{gone.pid}-")
    mine, others = drafts.name(), "notes.tmp"
    for name in (dead, mine, others):
        (tmp_path / name).write_text("x")
    deliver.whole(tmp_path / "a.txt", "words")
    assert {path.name for path in tmp_path.iterdir()} == {mine, others, "a.txt"}


@pytest.mark.parametrize("ending", ["csv", "json", "parquet", "txt"])
def test_a_measure_goes_to_the_file_named(run, tmp_path, ending):
    result = run("table", "shares", "VNM", "--years", "2019", "-o", f"shares.{ending}")
    assert result.exit_code == 0
    assert (tmp_path / f"shares.{ending}").stat().st_size > 300


def test_a_measure_refuses_a_file_of_an_ending_that_means_no_format(run, tmp_path):
    result = run("table", "shares", "VNM", "-o", "shares.xyz")
    assert result.exit_code == 2
    assert ".parquet" in result.stderr
    assert not (tmp_path / "shares.xyz").exists()


HOSTILE = "Bad\x1b[31m\u202e\x00name"


def test_tables_lack_letters_that_cannot_be_seen_and_run_nothing(tmp_path):
    texts = ["=cmd|' /C calc'!A0", "+1", "-1", "@x", " =1+1", HOSTILE, "Viet Nam", None]
    frame = pl.DataFrame({"text": texts, "value": [-1.0] * len(texts)})
    deliver.table(frame, form="csv", output=str(tmp_path / "a.csv"), heads=[])
    read = pl.read_csv(tmp_path / "a.csv")
    assert read["text"].to_list() == [
        "'=cmd|' /C calc'!A0", "'+1", "'-1", "'@x", "' =1+1", "Bad[31mname", "Viet Nam", None,
    ]  # fmt: skip
    assert read["value"].to_list() == [-1.0] * len(texts)
    deliver.table(frame, form="json", output=str(tmp_path / "a.json"), heads=[])
    assert json.loads((tmp_path / "a.json").read_text())[0]["text"] == texts[0]
    assert json.loads((tmp_path / "a.json").read_text())[5]["text"] == "Bad[31mname"


@pytest.mark.parametrize("form", ["text", "json"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("brief", HOSTILE.replace("\x00", "")),
        ("brief", "V" * 100_000),
        ("table", "\u202eshares" * 1_000, "VNM"),
        ("add", "sipri_arms", "x" * 5_000),
        ("add", "sipri_arms", "a\udcff\x1b.csv"),
        ("fetch", "sipri_arms", "--url", "http://[::1/x"),
        ("check", "a\udcff" * 900),
        ("whatif", "\x1b[2J.toml"),
        ("remove", "sipri_arms", "\x1b" * 3_000),
    ],
    ids=lambda one: one[0] if isinstance(one, tuple) else one,
)
def test_messages_are_short_and_printable(run, arguments, form):
    asked = [*arguments, "--format", form] if arguments[0] in {"brief", "table"} else arguments
    result = run(*asked)
    assert result.exit_code in {1, 2}
    assert len(result.output) < 2_400
    assert all(letter.isprintable() or letter == "\n" for letter in result.output), result.output
    assert "fault of Counterpoise" not in result.output
