"""Answers of WITS that must be refused."""

from __future__ import annotations

import json
from typing import Any

from counterpoise.errors import UnknownNameError
from tests.sources.case import of_one_file


def answer(
    observations: dict[str, dict[str, list[Any]]],
    *,
    product: str = "27-27_Fuels",
    indicator: str = "MPRT-TRD-VL",
    partners: tuple[str, ...] = ("CHN", "WLD", "OAS"),
) -> dict[str, Any]:
    """Return an answer: partner by place in `partners`, years 2022 and 2023 by place."""

    def values(*names: str) -> list[dict[str, str]]:
        return [{"id": name, "name": name} for name in names]

    series = [
        {"id": "FREQ", "keyPosition": 0, "values": values("A")},
        {"id": "REPORTER", "keyPosition": 1, "values": values("VNM")},
        {"id": "PARTNER", "keyPosition": 2, "values": values(*partners)},
        {"id": "PRODUCTCODE", "keyPosition": 3, "values": values(product)},
        {"id": "INDICATOR", "keyPosition": 4, "values": values(indicator)},
    ]
    return {
        "header": {"id": "WITS"},
        "dataSets": [
            {
                "series": {
                    f"0:0:{place}:0:0": {"observations": each}
                    for place, each in observations.items()
                }
            }
        ],
        "structure": {
            "dimensions": {
                "series": series,
                "observation": [{"id": "TIME_PERIOD", "values": values("2022", "2023")}],
            }
        },
    }


FUELS = answer({"0": {"0": [1000.5], "1": [2000]}, "1": {"1": [9000]}, "2": {"1": [300]}})
GOOD = json.dumps(FUELS).encode()


broken = of_one_file("wits", "wits.json")


def changed(**more: Any) -> bytes:
    return json.dumps(answer({"0": {"0": [1000.5]}}, **more)).encode()


CASES = [
    broken("XML", b"<?xml version='1.0'?><message/>\n", "SDMX-JSON", "wits.json"),
    broken("cut short", GOOD[:-20], "SDMX-JSON", "wits.json"),
    broken("another indicator", changed(indicator="AHS-WGHTD-AVRG"), "SDMX-JSON", "AHS"),
    broken(
        "the total alone", changed(product="Total"), "product group by partner", "1 observations"
    ),
    broken("in dollars", GOOD.replace(b"1000.5", b"1e12"), "thousands of dollars", "VNM"),
    broken("a negative value", GOOD.replace(b"1000.5", b"-5"), "thousands of dollars", "VNM"),
    broken("nobody's code", GOOD.replace(b"CHN", b"QQQ"), "QQQ", "partner", UnknownNameError),
]
