"""When a statement that was read is the one that a label expects: the rule is in README.md."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final, TypeAlias

Said: TypeAlias = Mapping[str, Any]
TOLERANCE: Final = 0.005
WRITTEN: Final = (
    *("kind", "subject", "partners", "channel", "of", "comparison", "quantity", "unit", "years"),
    *("before", "poles", "product", "items", "event", "bloc", "when", "to"),
)
SAME_PRODUCT: Final = {
    "crude": "crude oil",
    "oil": "crude oil",
    "petroleum": "crude oil",
    "natural gas": "gas",
    "pipeline gas": "gas",
    "liquefied natural gas": "lng",
    "hard coal": "coal",
    "chip": "semiconductor",
    "microchip": "semiconductor",
    "rare earth": "rare earths",
    "soya": "soybean",
    "soy": "soybean",
    "soya bean": "soybean",
    "oil product": "refined oil",
    "refined product": "refined oil",
    "refined petroleum": "refined oil",
    "lithium carbonate": "lithium",
    "manganese ore": "manganese",
    "uranium ore": "uranium",
}
"""Words, in the singular, for one product; the ids of baskets are read with spaces for `_`."""
OTHER_SIDE: Final = {
    "trade": "trade",
    "imports": "exports",
    "exports": "imports",
    "arms": "arms-exports",
    "arms-exports": "arms",
}
"""The channel in which the partner sees the same flow."""
PACTS: Final = ("defence pact", "non-aggression pact", "trade agreement", "investment treaty",
                "trade agreement signed", "investment treaty signed")  # fmt: skip
"""They bind both, whoever is named first."""


def plain(statement: Any) -> dict[str, Any]:
    """Return the parts of a statement that labels speak of, as JSON would hold them."""
    found: dict[str, Any] = {}
    for key in WRITTEN:
        value = getattr(statement, key, None)
        found[key] = list(value) if isinstance(value, tuple) else value
    return found


def matches(said: Said, label: Said) -> bool:
    """Return whether what was read is what the label expects."""
    wanted = usual(label)
    return any(all(test(one, wanted) for test in TESTS) for one in _ways(usual(said)))


def follows(said: Said, labels: Sequence[Said]) -> bool:
    """Return whether a comparison of two partners follows from the labels of a sentence, and needs none.

    From the first place of the one, from an earlier place, or from a larger share or amount.
    """
    one = usual(said)
    if one["kind"] != "comparison" or one["quantity"] != 1 or one["comparison"] != "more than":
        return False
    sides = [
        [usual(each) for each in labels if _beside(each, one) and _as_set_of(each) == set(one[key])]
        for key in ("partners", "poles")
    ]
    places = [
        min((e["quantity"] for e in side if e["kind"] == "rank"), default=99) for side in sides
    ]
    if places[0] == 1 or places[0] < places[1] < 99:
        return True
    return any(
        a["kind"] == b["kind"] != "rank" and a["quantity"] > b["quantity"]
        for a in sides[0]
        for b in sides[1]
    )


def _beside(label: Said, one: Said) -> bool:
    """Return whether a label is a place, share or amount in the channel of a comparison."""
    placed = (
        label["kind"] in ("rank", "share", "amount") and label.get("comparison") != "not largest"
    )
    same = label["subject"] == one["subject"] and _channel(one, label)
    return placed and same and product(label.get("product") or "") == one["product"]


def _as_set_of(label: Said) -> set[str]:
    return set(label.get("partners") or ())


def usual(said: Said) -> dict[str, Any]:
    """Return a statement with what goes without saying written out, and one form of each pair."""
    one = dict(said)
    kind = one.get("kind")
    if kind == "rank":
        one["comparison"] = one.get("comparison") or "largest"
        one["quantity"] = one.get("quantity") or 1
    elif kind == "membership" and one.get("comparison") in ("joined", "left"):
        told = {"joined": "member", "left": "not a member"}  # labels tell of belonging alone
        one["comparison"] = told[one["comparison"]]
    elif kind == "alignment" and (one.get("quantity") or 0) > 50:
        one |= {"comparison": "aligned", "quantity": None, "unit": ""}  # labels tell no rates
    elif kind == "event":  # what began to be in force in a year was in force in it
        one["event"] = (one.get("event") or "").removesuffix(" begun")
    elif kind == "world rank":
        one["comparison"], one["quantity"] = "", one.get("quantity") or 1
    elif kind in ("share", "world share"):
        one["unit"] = one.get("unit") or "%"
    elif kind == "comparison":
        one = _larger_first(one)
    one["product"] = product(one.get("product") or "")
    return one


def product(name: str) -> str:
    """Return the plain word for a product: spaces for `_`, singular, one of its synonyms."""
    word = " ".join(name.replace("_", " ").replace("-", " ").lower().split())
    if word.endswith("s") and not word.endswith(("ss", "gas", "rare earths")):
        word = word[:-1]
    return SAME_PRODUCT.get(word, word)


def _larger_first(one: dict[str, Any]) -> dict[str, Any]:
    """Write "less from X than Y" from the side of the larger; more than all others is over half."""
    one = {**one, "quantity": one.get("quantity") or 1, "unit": "times"}
    if not one.get("poles") and one["quantity"] == 1:
        return {**one, "kind": "share", "quantity": 50, "unit": "%"}
    less = one.get("comparison") == "less than" and one["quantity"] == 1
    if one.get("poles") and (less or one["quantity"] < 1):
        one["partners"], one["poles"] = one["poles"], one["partners"]
        one["quantity"] = 1 / one["quantity"]
        turned = {"less than": "more than", "more than": "less than"}
        turned |= {"at least": "at most", "at most": "at least"}
        one["comparison"] = turned.get(one["comparison"], one["comparison"])
    return one


def _ways(said: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a statement, and the same told from the other side where both mean one tie."""
    if len(said.get("partners") or ()) != 1 or not _two_sided(said):
        return [said]
    turned = {"subject": said["partners"][0], "partners": [said["subject"]]}
    if said.get("kind") == "balance":
        sign = {"deficit": "surplus", "surplus": "deficit"}.get(said.get("comparison") or "", "")
        return [said, {**said, **turned, "comparison": sign}]
    channel = said.get("channel") or ""
    return [said, {**said, **turned, "channel": OTHER_SIDE.get(channel, channel)}]


def _two_sided(said: Said) -> bool:
    if said.get("kind") in ("relations", "balance") or said.get("event") in (
        "war",
        "dispute",
        "no dispute",
        *PACTS,
    ):
        return True
    of_amount = said.get("kind") == "amount" or (
        said.get("kind") in ("change", "trend") and said.get("of") == "amount"
    )
    return of_amount and said.get("channel") in OTHER_SIDE


def _equal(key: str) -> Callable[[Said, Said], bool]:
    return lambda said, label: (said.get(key) or "") == (label.get(key) or "")


def _as_set(key: str) -> Callable[[Said, Said], bool]:
    return lambda said, label: set(said.get(key) or ()) == set(label.get(key) or ())


def _if_labelled(key: str) -> Callable[[Said, Said], bool]:
    return lambda said, label: not label.get(key) or (said.get(key) or "") == label[key]


def _channel(said: Said, label: Said) -> bool:
    wanted = label.get("channel") or ""
    return (said.get("channel") or "") in (wanted if isinstance(wanted, list) else [wanted])


def _quantity(said: Said, label: Said) -> bool:
    found, wanted = said.get("quantity"), label.get("quantity")
    if found is None or wanted is None:
        return found is wanted
    return bool(abs(found - wanted) <= TOLERANCE * abs(wanted))


def _period(key: str, *, always: bool) -> Callable[[Said, Said], bool]:
    def test(said: Said, label: Said) -> bool:
        found, wanted = said.get(key), label.get(key)
        if wanted == "any" or (wanted is None and not always):
            return True
        if found is None or wanted is None:
            return found is wanted
        return all(want in (None, year) for year, want in zip(found, wanted, strict=True))

    return test


def _product(said: Said, label: Said) -> bool:
    """A labelled product may have been read as a list of items; without a label neither may be."""
    if label["product"]:
        return bool(said.get("items")) or said["product"] == label["product"]
    return not said["product"] and not said.get("items")


TESTS: Final[tuple[Callable[[Said, Said], bool], ...]] = (
    *(_equal(key) for key in ("kind", "subject", "comparison", "unit", "event", "bloc")),
    *(_as_set(key) for key in ("partners", "poles")),
    *(_if_labelled(key) for key in ("of", "when")),
    _channel,
    _quantity,
    _period("years", always=True),
    _period("before", always=False),
    _product,
)
