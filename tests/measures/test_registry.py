from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

from counterpoise.measures import MEASURES

MODULES = (
    "concentration",
    "decomposition",
    "dependence",
    "leadership",
    "resilience",
    "shares",
    "stock",
)
OF_VOTES = {"alignment", "hedging", "ideal_points", "independence", "relations"}
NO_FRAMES = {"Bounds", "simpson_unbiased", "topk_bounds"}
SECTIONS = ("Parameters", "Returns", "Zeros and missing values", "Raises", "References", "Examples")


def public(module: str) -> set[str]:
    """Return the public functions of a module, its own and those it passes on."""
    found = import_module(f"counterpoise.measures.{module}")
    named = getattr(found, "__all__", None)
    if named is not None:
        return set(named) - NO_FRAMES
    return {
        name
        for name, thing in vars(found).items()
        if callable(thing) and not name.startswith("_") and thing.__module__ == found.__name__
    } - {"shared_out"}


def test_every_measure_is_listed_and_every_listed_one_is_there() -> None:
    of_flows = {name for name in MEASURES if name not in OF_VOTES}
    assert set().union(*(public(module) for module in MODULES)) == of_flows


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_bears_its_name_and_explains_itself(name: str) -> None:
    function = MEASURES[name].load()

    assert function.__name__ == name
    assert function.__doc__ is not None
    assert [part for part in SECTIONS if f"    {part}\n    ---" not in function.__doc__] == (
        ["References"] if name == "shares" else []
    )
    assert not MEASURES[name].help.endswith(".")


def test_listing_measures_imports_none_of_them() -> None:
    code = (
        "import sys, counterpoise.measures as m; assert m.MEASURES;"
        " assert not [n for n in sys.modules if n.startswith('counterpoise.measures.')]"
    )

    subprocess.run([sys.executable, "-c", code], check=True, cwd="src")
