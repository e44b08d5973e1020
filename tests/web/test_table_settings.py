"""What the command line asks of a table the API and the page of its measure ask too, with one answer."""

from __future__ import annotations

import click
import httpx
import pytest

from counterpoise.cli.main import main
from counterpoise.cli.table import table as command
from counterpoise.settings import Settings
from counterpoise.web import api
from counterpoise.web.desk import Desk
from tests.report.test_dealings import filled
from tests.web import serving

OF_THE_TERMINAL = {"listing", "codebook", "form", "output", "engine", "help"}
"""Options about how an answer is written, or who works it out."""


def test_every_option_of_the_command_is_a_parameter_of_the_address():
    ours = {api.SETTINGS.get(one.name, one.name) for one in api.LISTINGS[0].parameters}
    options = {one.name for one in command.params if isinstance(one, click.Option)}
    assert options - OF_THE_TERMINAL <= ours


@pytest.mark.parametrize("by", ["month", "year"])
def test_relations_are_asked_by_period_over_http_as_on_the_command_line(tmp_path, by):
    from click.testing import CliRunner

    settings = Settings(home=tmp_path)
    filled(tmp_path)
    # By way of all commands: a command that was asked alone would keep another word for help.
    told = CliRunner().invoke(
        main, ["table", "relations", "VNM", "--by", by, "--format", "csv"],
        env={"COUNTERPOISE_HOME": str(tmp_path)},
    ).output  # fmt: skip
    with serving.running(Desk(settings)) as server, httpx.Client(trust_env=False) as line:
        address = f"{server.address}{api.ROOT}/table/relations?states=VNM&by={by}"
        assert line.get(f"{address}&format=csv").text == told
        rows = line.get(address).json()
    assert [row.get("month") for row in rows["rows"]] == [1 if by == "month" else None]
    assert f"--by {by}" in rows["command"]


@pytest.mark.parametrize(
    ("measure", "asked", "not_asked"),
    [
        ("relations", {"by", "years"}, {"order", "channel", "window", "partners"}),
        ("hill_number", {"order", "channel"}, {"by", "largest", "lag"}),
        ("turnover", {"lag"}, {"by", "order"}),
    ],
)
def test_the_page_of_a_measure_asks_for_its_rows(client, measure, asked, not_asked):
    page = client.get(f"/methods/{measure}").text
    names = {name for name in asked | not_asked if f'name="{name}"' in page}
    assert names == asked
    assert f'action="{api.ROOT}/table/{measure}"' in page
