"""Formulae of the documentation as a browser sets them."""

from __future__ import annotations

from xml.etree import ElementTree

from counterpoise.measures import MEASURES
from counterpoise.report.render.mathml import formulae
from counterpoise.report.tables.codebook import opening
from counterpoise.report.verbs.tables import codebook

MATH = "{http://www.w3.org/1998/Math/MathML}"
CHILDREN = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "munderover": 3, "mfrac": 2}


def test_what_stands_apart_is_apart_and_what_is_shown_has_room():
    inline, block = formulae(r"a < b, \qquad c = d"), formulae(r"\frac{1}{n}", shown=True)
    assert [ElementTree.fromstring(one).get("display") for one in (*inline, *block)] == [
        "inline", "inline", "block",
    ]  # fmt: skip
    assert [one.text for one in ElementTree.fromstring(inline[0]).iter(f"{MATH}mo")] == ["<"]


def test_every_formula_of_the_measures_is_whole():
    """Each element has as many children as a browser needs, and no command of TeX is left."""
    from counterpoise.web.methods import set_

    seen = 0
    for name in MEASURES:
        for text in (opening(name), *codebook(name).notes.values()):
            for element in ElementTree.fromstring(f"<div>{set_(text)}</div>").iter():
                if element.tag.startswith(MATH):
                    tag = element.tag.removeprefix(MATH)
                    assert len(element) == CHILDREN.get(tag, len(element)), (name, text)
                    assert "\\" not in (element.text or ""), (name, text)
                    seen += 1
    assert seen > 1_000
