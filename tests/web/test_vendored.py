"""The scripts of others are as their authors published them, byte for byte, with their licences."""

from __future__ import annotations

import hashlib

import pytest

from counterpoise.web.static import SCRIPTS

PUBLISHED = {
    "htmx.min.js": (
        "htmx.org-4.0.1",
        "a0abb04f2f45a1f89d1d4844023245537e5e6014c87b144553e0607b4cc32130",
    ),
    "vega.min.js": (
        "vega-6.4.0",
        "8f6a3587cf8d4f42c7e08120e3eb05d067e746d554e39d2dcf52acc0bd5ba28f",
    ),
    "vega-lite.min.js": (
        "vega-lite-6.4.3",
        "35a9821df838825b05a6a73e9414b58747a1b18321583858ed903c66393a5c7e",
    ),
    "vega-embed.min.js": (
        "vega-embed-7.3.0",
        "b1455caba2fb1a72fb46025ba0ba1316e2dbc7f0dd40a3f6040172bf9c08ba91",
    ),
}
"""The file of each library's package that is served, with the hash of what was published."""


@pytest.mark.parametrize("name", PUBLISHED)
def test_a_script_of_others_is_as_it_was_published(name: str) -> None:
    release, digest = PUBLISHED[name]
    assert hashlib.sha256((SCRIPTS / name).read_bytes()).hexdigest() == digest
    assert f"== {release}\n" in (SCRIPTS / "LICENCES.txt").read_text(encoding="utf-8")


def test_no_other_script_of_others_is_served() -> None:
    assert {path.name for path in SCRIPTS.glob("*.min.js")} == set(PUBLISHED)
