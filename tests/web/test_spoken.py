"""A refusal over HTTP speaks of addresses and parameters, never of a command line."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

import counterpoise
from counterpoise.errors import EvidenceError, ScenarioError
from counterpoise.web.spoken import spoken, words

OWNERS = re.compile(r"`counterpoise [^`]*` \(whoever runs this server can\)")
PACKAGE = Path(counterpoise.__file__).parent


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("--rivals USA,CHN", "rivals=USA,CHN"),
        ("name another --partner", "name another `partner`"),
        ("`--blocs` must be one of EU", "`blocs` must be one of EU"),
        ("--horizon long --elasticity 2", "horizon=long&elasticity=2"),
        ("judge all with --all.", "judge all with mode=all."),
        ("trade (--source, --year)", "trade (`source`, `year`)"),
        ("counterpoise table --list", "/methods"),
        ("counterpoise table hedging --codebook", "/methods/hedging"),
        ("counterpoise table hill VNM --order 2", "/api/v1/table/hill?states=VNM&order=2"),
        ("counterpoise compare VNM IDN KAZ", "/compare?states=VNM,IDN,KAZ"),
        ("counterpoise brief VNM, which says", "/state/VNM, which says"),
        ("counterpoise cutoff VNM --partner CHN --leak 0.25", "/cutoff/VNM?partner=CHN&lost=0.75"),
        ("counterpoise sources shows what", "/sources shows what"),
        ("counterpoise sources gdelt   (what is held)", "/sources   (what is held)"),
        ("counterpoise states   (lists codes; --add adds one)", "/api/v1/states   (lists codes)"),
        (
            "counterpoise fetch gdelt --years 2019 --states VNM",
            "`counterpoise fetch gdelt --years 2019 --states VNM` (whoever runs this server can)",
        ),
        ("pip install 'counterpoise[plan]'", "pip install 'counterpoise[plan]'"),
    ],
)
def test_a_command_is_the_address_that_asks_the_same(said, told):
    assert words(said) == told


def test_the_api_is_told_of_its_own_addresses_and_the_kind_of_refusal_stays():
    fault = ScenarioError("X.", key="partner", attempt="counterpoise brief VNM")
    told = spoken(fault, api=True)
    assert (type(told), told.attempt) == (ScenarioError, "/api/v1/state/VNM")
    assert spoken(EvidenceError("X."), api=False).as_dict()["kind"] == "EvidenceError"


def _attempts():
    """Yield all that the package tells anybody to try, with a name for what is filled in."""
    for path in sorted(PACKAGE.rglob("*.py")):
        if path.is_relative_to(PACKAGE / "cli"):
            continue
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.keyword) and node.arg == "attempt":
                yield from (
                    "".join(
                        str(part.value) if isinstance(part, ast.Constant) else "VNM"
                        for part in getattr(one, "values", [one])
                    )
                    for one in ast.walk(node.value)
                    if isinstance(one, ast.JoinedStr)
                    or (isinstance(one, ast.Constant) and isinstance(one.value, str))
                )


def test_no_option_is_left_in_what_anybody_may_be_told_to_try():
    told = [words(one) for one in _attempts()]
    assert len(told) > 150
    left = [one for one in told if re.search(r"(?<!\w)--[a-z]", OWNERS.sub("", one))]
    assert left == []


@pytest.mark.parametrize(
    "address",
    [
        "state/Atlantis", "table/nothing", "compare?states=VNM", "cutoff/VNM?partner=VNM", "rank/nothing",
        "table/acting_together?states=VNM", "table/relations?states=VNM", "state/EU",
        "products/VNM?basket=zz",
        "outlook/VNM?as_of=1950", "table/shares?states=VNM&item=27",
        "compare?states=VNM,IDN&sort=zz", "table/hedging?states=VNM&rivals=USA",
    ],
)  # fmt: skip
def test_what_is_refused_is_refused_in_words_of_the_web(client, address):
    for root in ("/api/v1/", "/"):
        found = client.get(f"{root}{address}")
        if found.status_code == 404 and root == "/" and address.startswith("table"):
            continue
        assert found.status_code >= 400, address
        text = found.text if root == "/" else " ".join(map(str, found.json().values()))
        text = OWNERS.sub("", re.sub(r"<style.*?</style>|&#\d+;", "", text, flags=re.DOTALL))
        assert not re.search(r"(?<![\w<!])--[a-z]", text), text[-500:]
        assert not re.search(r"counterpoise [a-z]+ [A-Z-]", text), text[-500:]
