"""Baskets: what they are made of, by which words they are found."""

from __future__ import annotations

import pytest

from counterpoise.errors import UsageError
from counterpoise.reference import products


@pytest.mark.parametrize(
    ("words", "basket"),
    [
        ("natural gas", "gas"),
        ("Gas", "gas"),
        ("crude", "crude_oil"),
        ("crude oil", "crude_oil"),
        ("coal", "coal"),
        ("soybeans", "soybeans"),
        ("Soybean", "soybeans"),
        ("rare earths", "rare_earths"),
        ("rare-earth elements", "rare_earths"),
        ("LNG", "lng"),
        ("high-technology goods", "technology"),
        ("critical minerals", "materials"),
        ("textiles", "textiles"),
        ("farm goods", "food"),
        ("energy", "energy"),
        ("lithium", "lithium"),
    ],
)
def test_a_basket_is_found_by_what_people_call_it(words: str, basket: str) -> None:
    assert products.named(words) == basket


def test_a_word_of_nothing_is_no_basket() -> None:
    assert products.named("unicorns") is None
    with pytest.raises(UsageError, match="The product"):
        products.basket("unicorns")


def test_each_name_is_of_one_basket_alone() -> None:
    """Two baskets that share a word would be told apart by their order in the table."""
    claimed: dict[str, str] = {}
    for one in products.baskets().values():
        for word in (*one.words, one.id):
            plain = word.replace("_", " ")
            assert claimed.setdefault(plain, one.id) == one.id, plain


def test_every_basket_has_codes_of_its_own_or_parts_and_not_both() -> None:
    own = {row["basket"] for row in products._table("product_codes")}
    assert own <= set(products.baskets())
    for name, one in products.baskets().items():
        assert (name in own) != bool(one.parts), name
        assert set(one.parts) <= set(products.baskets())
        assert one.codes


def test_codes_are_of_an_edition_that_there_is() -> None:
    for one in products.baskets().values():
        for code in one.codes:
            assert code.system in products.SYSTEMS
            known = products.EDITIONS if code.system == products.HS else products.REVISIONS
            assert {code.first, code.last} - {""} <= set(known), (one.id, code)
            if code.system != products.WITS:
                assert code.begins.isdigit()
                assert len(code.begins) <= 6


def test_no_code_of_a_basket_lies_within_another_of_it() -> None:
    """A product would be added twice, or asked for twice."""
    for name in products.baskets():
        for edition in products.EDITIONS:
            for alternative in products.items(name, edition):
                for code in alternative:
                    others = set(alternative) - {code}
                    assert not any(code.startswith(other) for other in others), (name, code)


def test_a_code_that_came_to_mean_another_product_counts_in_its_editions_alone() -> None:
    assert "810510" in products.codes("cobalt", "HS", "HS92")
    assert "810510" not in products.codes("cobalt", "HS", "HS17")
    assert "810520" in products.codes("cobalt", "HS", "HS17")


def test_a_sum_of_baskets_has_the_codes_of_all() -> None:
    energy = set(products.codes("energy", "HS", "HS92"))
    assert energy == {
        "270900", "271111", "271121", "270111", "270112", "270119", "270210", "270220"
    }  # fmt: skip
    assert products.leaves("gas") == ("pipeline_gas", "lng")


def test_a_system_in_which_a_part_is_not_told_apart_does_not_have_the_sum() -> None:
    """SITC has no codes for the ores in `materials`: a part of them is never all of them."""
    assert [one[0] for one in products.items("materials", "HS92")] == ["260600"]
    assert products.items("crude_oil") == (("270900",), ("sitc:333",))


def test_what_is_no_basket_is_a_code() -> None:
    assert products.items("2711") == (("2711",),)
    assert products.title("2711") == "2711"


def test_a_part_is_never_called_by_the_name_of_the_whole() -> None:
    assert products.named("palladium") == "palladium"
    assert products.named("lithium carbonate") == "lithium_carbonate"
    assert products.leaves("platinum_group") == ("platinum", "palladium", "rhodium")
    for word in products.untold_names():
        assert products.named(word) is None, word
        with pytest.raises(UsageError, match="no code of its own"):
            products.basket(word)


@pytest.mark.parametrize(
    ("code", "section"),
    [("010121", "animals and their products"), ("293399", "chemicals"), ("970110", "art and what")],
)
def test_every_chapter_is_in_one_section(code: str, section: str) -> None:
    assert products.section(code).startswith(section)
    assert all(products.section(f"{chapter:02}") for chapter in range(1, 100))
