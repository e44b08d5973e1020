"""A file of the installed package that was damaged is named, whatever it made go wrong."""

import base64
import hashlib
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest

from counterpoise import faults, installed
from counterpoise.errors import MachineError, UnforeseenError

OWN = Path(installed.__file__).parent


def _listed(name: str, content: bytes) -> SimpleNamespace:
    digest = base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()
    return SimpleNamespace(
        locate=lambda: OWN / name, hash=SimpleNamespace(mode="sha256", value=digest)
    )


@pytest.fixture
def listed(monkeypatch):
    """Say which files were installed, and with which bytes."""

    def say(*files: SimpleNamespace) -> None:
        monkeypatch.setattr(metadata, "distribution", lambda _: SimpleNamespace(files=files))

    return say


def test_a_file_with_other_bytes_than_were_installed_is_named(listed) -> None:
    whole = (OWN / "bounds.py").read_bytes()
    listed(_listed("bounds.py", whole), _listed("kept.py", b"other"), _listed("gone.csv", b"x"))
    assert installed.damaged() == [str(OWN / "kept.py"), str(OWN / "gone.csv")]
    for fault in (KeyError("mark"), UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid")):
        told = faults.told(fault)
        assert isinstance(told, MachineError)
        assert "2 files of the installed package are damaged" in told.problem
        assert "kept.py" in told.where
        assert "pip install" in told.attempt


def test_of_a_whole_package_a_fault_stays_a_fault_of_ours(listed) -> None:
    listed(_listed("bounds.py", (OWN / "bounds.py").read_bytes()))
    assert installed.damaged() == []
    told = faults.told(KeyError("mark"))
    assert isinstance(told, UnforeseenError)
    assert "cache/" in told.attempt


def test_run_from_its_sources_nothing_is_written_down(monkeypatch) -> None:
    def nothing(_: str) -> None:
        raise metadata.PackageNotFoundError

    monkeypatch.setattr(metadata, "distribution", nothing)
    assert installed.damaged() == []
