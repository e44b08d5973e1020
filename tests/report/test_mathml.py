"""Formulae of the documentation as a browser sets them."""

from __future__ import annotations

from xml.etree import ElementTree

import pytest

from counterpoise.errors import UsageError
from counterpoise.measures import MEASURES
from counterpoise.report.render.mathml import formulae
from counterpoise.report.tables.codebook import opening
from counterpoise.report.verbs.tables import codebook

CHILDREN = {"msub": 2, "msup": 2, "msubsup": 3, "munder": 2, "munderover": 3, "mfrac": 2}


@pytest.mark.parametrize(
    ("tex", "told"),
    [
        ("x^2", "<msup><mi>x</mi><mn>2</mn></msup>"),
        (r"\frac{1}{n}", "<mfrac><mrow><mn>1</mn></mrow><mrow><mi>n</mi></mrow></mfrac>"),
        (r"\tfrac12", "<mfrac><mn>1</mn><mn>2</mn></mfrac>"),
        ("a < b", '<mi>a</mi><mo stretchy="false">&lt;</mo><mi>b</mi>'),
    ],
)  # fmt: skip
def test_a_formula_is_set(tex, told):
    assert formulae(tex) == [f"<math>{told}</math>"]


def test_what_stands_apart_is_apart():
    assert len(formulae(r"a = b, \qquad c = d")) == 2


@pytest.mark.parametrize("tex", [r"\unheard", "{a", "a}"])
def test_what_is_not_known_is_refused(tex):
    with pytest.raises(UsageError):
        formulae(tex)


def test_every_formula_of_the_measures_is_whole():
    """Each element has as many children as a browser needs to set it."""
    from counterpoise.web.methods import set_

    for name in MEASURES:
        for text in (opening(name), *codebook(name).notes.values()):
            for element in ElementTree.fromstring(f"<div>{set_(text)}</div>").iter():
                assert len(element) == CHILDREN.get(element.tag, len(element)), (name, text)
