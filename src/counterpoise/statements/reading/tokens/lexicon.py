"""The words that the reader knows, and what each is in a sentence: one letter a part of speech.

A sentence becomes a row of such letters (:mod:`.chunks`), in which phrases are found. The letters:

=========  ==========================================================================================
``P O A``  a party by name, with its possessive, as an adjective; ``Q U`` a region that is no bloc
``W``      the world; ``L`` all other partners together
``F M T``  per cent or a fraction, money, TIV; ``N`` a count; ``Y`` a time
``K R``    a place ("second-largest") and whose it is ("supplier"); ``S`` share
``C z``    what passes in a channel ("arms imports"), or a product; a way alone ("deliveries")
``g k``    verbs whose subject gives, or takes; ``c w`` what comes from, or goes to
``a v i``  accounts for, depends on, invests in; ``b`` is; ``l`` reaches; ``u d`` rises, falls
``E B``    more or less; twice, three times; ``j`` than, as; ``J G`` respectively, together
``H``      has, until it is known whether it is a verb of its own
``p s q``  it, its, which; ``f t o y h n e r m`` from, to, of, by, with, in, between, for, on
=========  ==========================================================================================
"""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from counterpoise.reference.products import named, names, untold_names
from counterpoise.statements.reading.tokens.words import DOUBLINGS, FORMS, VERBS, WORDS


@dataclass(frozen=True)
class Noun:
    """What passes in a channel.

    Parameters
    ----------
    channel : str
        "arms", "imports", "exports", "trade", "aid", "investment", "investment-flow"; "goods" of
        which the direction is not said; "" for what is no channel of ours.
    way : str
        "in" if its owner receives it, "out" if it gives it, "both"; "" if the word does not say.
    product : str
        The basket or word of a product; "" for all.
    """

    channel: str
    way: str = ""
    product: str = ""


@dataclass(frozen=True)
class Role:
    """What a partner is to the owner: giver ("G"), receiver ("R"), both ("B"); of which channel."""

    side: str
    channel: str = ""
    plural: bool = False


@dataclass(frozen=True)
class Place:
    """A place in an order; loose if the word, such as "main", need not mean the first."""

    place: int
    loose: bool = False
    world: bool = False


ARMS: Final = (
    "arms|weapon|weapons|weaponry|armament|armaments|munitions|arms market|weapons market|materiel"
    "|military equipment|military hardware|military material|military goods|defence equipment"
    "|arsenals|defense equipment|defence materiel|defence goods|major arms|major weapons|arms industry"
    "|military supplies|weapons systems|weapon systems|military kit|arsenal"
    "|weapon transfers|weaponry systems|military imports|armoury|defence purchases|defense purchases"
)
CHANNELS: Final[Mapping[Noun, str]] = {
    Noun("arms"): ARMS,
    Noun(
        "arms", "in"
    ): "arm imports|arm import|military imports|military purchases|defence imports|defense imports"
    "|arms market|weapons market|arsenal|defence purchases|defense purchases"
    "|armoury",
    Noun(
        "arms", "out"
    ): "arm exports|arm export|arm sales|arms industry|military exports|military sales|defence exports"
    "|defense exports|arms makers|weapons industry|defence industry|defense industry",
    Noun("imports", "in"): "imports|import|import bill|purchases|inbound shipments|goods imports"
    "|import spending|merchandise imports|imports of goods|purchases abroad"
    "|imports of all goods|goods bought abroad|total imports|imports by value|foreign purchases|purchases from abroad|imports from abroad|buying abroad|foreign goods|goods from abroad|foreign wares",
    Noun(
        "exports", "out"
    ): "exports|export|export receipts|export proceeds|export takings|export dollars|export dollar|goods sold abroad|export earnings|outbound shipments|goods exports"
    "|goods sales|merchandise sales|export sales|export revenue|export revenues|merchandise exports|sales"
    "|exports of goods|foreign sales|sales abroad|total exports|export income|export shipments",
    Noun("trade", "both"): "trade|commerce|two-way commerce|two-way trade|bilateral trade|turnover"
    "|trade turnover|trade value|trade figure|trade figures|trade volumes|trade total|bilateral trade value|bilateral trade volume|bilateral trade volumes|bilateral trade figure|bilateral trade turnover|bilateral goods trade|two way goods trade|mutual trade|mutual trade turnover|mutual trade volume|total bilateral trade|total two way trade|annual trade|bilateral trade in goods|reciprocal trade|goods turnover|commodity turnover|foreign trade turnover|goods trade|foreign trade|trade in goods|external trade|total trade"
    "|merchandise trade|trade volume|trade flows|bilateral commerce|overseas trade"
    "|international trade|exchange in goods|exchange of goods|goods exchange|exchanges of goods|trade exchange|trade exchanges|commercial exchanges",
    Noun("aid"): "aid|assistance|development aid|development assistance|foreign aid|oda|grants"
    "|official development assistance|foreign assistance|donor money|donor funds|budget assistance|budget support|budgetary support|budgetary aid|financial support|financial assistance|financial aid|economic assistance|humanitarian assistance|economic aid|disbursements|aid disbursements|aid receipts|aid flows",
    Noun(
        "investment-flow"
    ): "foreign direct investment|foreign direct investments|direct investments|direct foreign investment|direct foreign investments|fdi inflow|fdi flows|fdi flow|inflow of fdi|inflows of fdi|inflow of foreign direct investment|inflows of foreign direct investment|overseas direct investment|capital investment|capital investments|foreign investments|fdi|foreign investment|investment|investments"
    "|direct investment|fdi inflows|investment inflows|inward investment|new investment",
    Noun(
        "investment"
    ): "foreign capital|fdi stock|investment stock|stock of foreign direct investment"
    "|stock of foreign investment|stock of fdi|stock of investment|foreign-owned capital"
    "|fdi stocks|foreign direct investment stock|stock of inward investment|stock of inward fdi|inward direct investment stock"
    "|stock of inward foreign direct investment|stock of foreign capital|foreign direct investment stocks|inward fdi stock|accumulated investment|stock of direct investment|foreign direct capital"
    "|inward investment stock|foreign investment stock|direct investment stock|accumulated foreign investment|invested capital|inward stock",
    Noun(
        "debt", "in"
    ): "external debt|foreign debt|overseas debt|public external debt|external public debt"
    "|external government debt|external sovereign debt|public foreign debt|foreign public debt|external borrowing|foreign borrowing|external debts"
    "|external debt stock|external debt stocks|stock of external debt|external debt obligations|total external debt|external public and publicly guaranteed debt|public and publicly guaranteed external debt|external public debt stock|public external debt stock"
    "|foreign debts|external liabilities|debt to other states|debts to other states|debt to foreigners|debts to foreigners",
    Noun(
        "remittances", "in"
    ): "remittances|remittance inflows|remittance receipts|inflow of remittances"
    "|migrants’ transfers|migrants' transfers|workers' remittances|workers’ remittances|money sent home"
    "|inflows of remittances|remittance income|remitted money|remitted dollar|remitted dollars",
    Noun("goods"): "goods|merchandise|products|wares|commodities",
    Noun(
        ""
    ): "outward remittances|remittance outflows|remittances abroad|outflow of remittances|investment abroad|investments abroad|outward investment|outward fdi|overseas investment|arms factory|arms plant|arms fair|arms deal|arms deals|arms maker|arms makers|aid agency|aid agencies|trade route|trade routes|trade mission|trade minister|oil company|gas company|oil field|oil fields|gas field|gas fields|gas pipeline|oil pipeline|oil refinery|gas storage|oil tanker|oil tankers|arms depot|trade barriers|trade sanctions|export credit|export credits|export controls|export ban|import ban|import duties|import tariffs|export duties|arms trade treaty|weapons programme|arms procurement budget|discount|premium|rate|quota|ceiling|margin|yield|levy|tax|price|prices|military aid|military assistance|security assistance|military financing|arms embargo|weapons embargo|arms ban|weapons ban|arms trade ban|services|tourists|tourism|visitors|output|gdp|spending|budget|debt|debts|bilateral debt|official bilateral debt|bilateral debts"
    "|loans|tariff|tariffs|duty|duties|students|troops|soldiers|reserves|inflation|population"
    "|electricity bill|wages|taxes|workers|migrants|economy|jobs|refugees|seats|votes|bonds|currency"
    "|reactors|passengers|flights|shares of|voters|revenue|income|territory|airspace|bank deposits"
    "|growth rate|interest rate|interest|unemployment|exchange rate|production|consumption|roubles"
    "|defence budget|military spending|defence spending|defense spending|arms control|arms race"
    "|trade war|trade wars|trade union|trade unions|trade deal|trade deals|trade agreement"
    "|trade agreements|trade talks|trade pact|armed forces|market share|aid workers|dues"
    "|foreign aid budget|holdings|capacity|crude steel output|emissions|licences|licenses|permits"
    "|energy demand|primary energy|energy consumption|energy mix|energy use|energy needs|energy supply|primary energy demand"
    "|electricity mix|power mix|electricity demand|electricity consumption|sanctions|dollar|yuan|euro|treaty|law|embargo"
    "|gross domestic product|national income|workforce|electorate|farmland|arms spending|arms production|weapons production"
    "|arms factories|weapons factories|soldiers sent|debt service|payments|invoices|workers abroad|peacekeepers|border|waters|sea|students|films|parliament|households|companies",
}
"""Longer phrases win; of two that are alike, the later entry does."""
DIRECTIONS: Final = {
    "imports": "in", "import": "in", "purchases": "in", "acquisitions": "in", "procurement": "in",
    "purchase": "in", "inventory": "in", "buying": "in", "exports": "out", "export": "out",
    "sales": "out", "deliveries": "", "transfers": "", "supplies": "", "shipments": "", "flow": "",
    "delivery": "", "flows": "", "holdings": "in", "stock": "in", "orders": "in", "trade": "",
    "order": "in", "inflows": "in", "receipts": "in", "needs": "in", "stocks": "in",
    "demand": "in", "consumption": "in", "supply": "in", "import bill": "in", "stockpile": "in",
    "export earnings": "out", "export revenues": "out", "purchases abroad": "in", "sales abroad": "out",
    "imports abroad": "in", "foreign sales": "out", "foreign purchases": "in", "market": "in", "inventories": "in",
}  # fmt: skip
"""What may follow "arms" or a product, or stand before "of arms"."""
PRODUCTS: Final[Mapping[str, str]] = {
    "crude_oil": "crude oil|crude|oil",
    "gas": "gas|natural gas",
    "LNG": "lng|liquefied natural gas",
    "coal": "coal|hard coal",
    "refined oil": "refined oil|oil products|refined products|fuel|diesel|petrol|refined petroleum",
    "soybeans": "soybean|soybeans|soya|soy|soya beans",
    "rare earths": "rare earths|rare earth|rare-earth",
    "iron ore": "iron ore",
    "semiconductors": "semiconductor|semiconductors|chips|microchips",
}
PLAIN_PRODUCTS: Final = (
    "wheat|grain|maize|rice|corn|beef|meat|pork|milk|butter|cheese|steel|aluminium|aluminum|copper"
    "|lithium|cobalt|nickel|uranium|gold|diamonds|timber|wood|fish|seafood|salmon|coffee|cocoa|cotton|tea|sugar"
    "|electricity|energy|food|medicines|pharmaceuticals|cars|vehicles|machinery|electronics|textiles"
    "|clothing|garments|clothes|footwear|fertiliser|fertilizer|fertilisers|fertilizers|phones|wool|wine|rubber"
    "|palm oil|sunflower oil|olive oil|tobacco|bananas|fruit|vegetables|flowers|cement|graphite"
    "|manganese|phosphate|phosphates|bauxite|alumina|platinum|tin|zinc|lead ore|titanium|tungsten"
    "|nuclear fuel|lng|petroleum|barley|poultry|lamb|sheep|cattle|avocados|nuts|cashews|spices"
    "|potash|sulphur|chemicals|plastics|paper|pulp|furniture|toys|ships|aircraft|batteries"
    "|solar panels|car parts|parts|computers|raw materials|minerals|metals|critical minerals"
    "|farm goods|agricultural goods|agricultural products|farm products|manufactures|machines"
    "|manufactured goods|consumer goods|high technology|high-tech goods|technology|medical goods"
    "|vaccines|jewellery|leather|silk|oilseeds|rapeseed|vegetable oil|fuels|mineral fuels|gallium"
    "|germanium|antimony|vanadium|helium|ammonia|hydrogen|salt|honey|apples|oranges|grapes|hides"
    "|combat aircraft|fighter aircraft|fighter jets|fighters|submarines|tanks|missiles|frigates"
    "|palladium|rhodium|magnesium|magnets|polysilicon|antimony ore|lithium-ion batteries|canola|smartphones"
    "|helicopters|drones|warships|air defence systems|artillery|armoured vehicles|shells|ammunition"
)
ROLES: Final[Mapping[Role, str]] = {
    Role("G"): "supplier|provider|seller|source|vendor|source country|exporter",
    Role("R"): "recipient|client|destination|importer",
    Role("R", "exports"): "buyer|customer|market|export market|export destination|purchaser"
    "|foreign market|sales market|outlet|overseas market|export customer|export partner",
    Role("G", "imports"): "import source|source of imports|source of goods|import partner"
    "|source for imports|supplier of goods|import supplier",
    Role(
        "G", "arms"
    ): "armourer|armorer|arms supplier|weapons supplier|arms seller|arms provider|weapons provider"
    "|arms source|military supplier|defence supplier|defense supplier|arms exporter|weapons exporter",
    Role("R", "arms"): "arms importer|weapons importer|arms buyer|weapons buyer|arms recipient"
    "|arms client|arms customer",
    Role(
        "G", "aid"
    ): "donor|aid donor|aid provider|aid contributor|contributor of aid|giver of aid|provider of aid|bilateral donor|source of aid|donor country|benefactor|aid giver",
    Role(
        "G", "investment-flow"
    ): "investor|foreign investor|foreign direct investor|contributor of foreign direct investment|contributor of fdi|contributor of foreign investment|source of direct investment|provider of foreign investment|overseas investor|outside investor|external investor|source of fdi inflows|source of inward investment|source of foreign capital|direct investor|source of foreign investment|source of fdi"
    "|source of foreign direct investment|source of investment",
    Role(
        "G", "debt"
    ): "creditor|bilateral creditor|official creditor|debt holder|holder of debt|holder of external debt|sovereign creditor|sovereign lender|government creditor|financier|foreign creditor|external creditor|lender"
    "|bilateral lender|foreign lender|official lender|official bilateral creditor|bilateral official creditor",
    Role(
        "G", "remittances"
    ): "source of remittances|remittance source|sender of remittances|origin of remittances",
    Role("B", "imports"): "partner on the import side|partner for imports|partner in imports",
    Role("B", "exports"): "partner on the export side|partner for exports|partner in exports",
    Role(
        "B", "trade"
    ): "trade partner|trading partner|partner in trade|partner in goods trade|partner in goods|partner for trade|commercial partner"
    "|partner|economic partner|business partner|goods trader|trading nation|trading power|trading state",
}
ORDER: Final = ("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
                "tenth", "eleventh", "twelfth")  # fmt: skip
NUMBERED: Final = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
FIRST: Final = (
    "largest|biggest|top|number one|foremost|greatest|single largest|single biggest|no 1|largest single"
    "|biggest single|most generous"
)
LOOSE: Final = "main|leading|principal|chief|primary|most important|key|dominant|prime"
OTHERS: Final = [
    "partners",
    "states",
    "countries",
    "suppliers",
    "donors",
    "donor states",
    "donor countries",
    "markets",
    "buyers",
    "customers",
    "sources",
    "investors",
    "recipients",
    "clients",
    "sellers",
    "providers",
    "trading partners",
    "export markets",
]
"""Who the others are with whom one is compared."""


@cache
def lexicon() -> Mapping[str, tuple[str, Any]]:
    """Return every phrase in small letters with its letter and what it means."""
    found: dict[str, tuple[str, Any]] = {}
    for tag, verbs in VERBS.items():
        for verb in verbs.split("|"):
            for form in _forms(verb):
                found[form] = (tag, verb)
    for tag, phrases in WORDS.items():
        for phrase in phrases.split("|"):
            found[phrase] = (tag, phrase)
    for product, phrases in PRODUCTS.items():
        found |= {phrase: ("C", Noun("goods", "", product)) for phrase in phrases.split("|")}
    for phrase in PLAIN_PRODUCTS.split("|"):
        found.setdefault(phrase, ("C", Noun("goods", "", phrase)))
    for phrase in names():
        if " " in phrase and phrase not in found:  # what a basket is called in several words
            found[phrase] = ("C", Noun("goods", "", named(phrase) or phrase))
            found.setdefault(f"{phrase}s", found[phrase])
    for phrase in untold_names():  # a product for itself: never read as the wider one
        found.setdefault(phrase, ("C", Noun("goods", "", phrase)))
    found |= {word: ("z", word) for word in DIRECTIONS if word not in found}
    for noun, phrases in CHANNELS.items():
        found |= dict.fromkeys(phrases.split("|"), ("C", noun))
    found |= {phrase: ("L", phrase) for phrase in _all_others()}
    for word, amount in DOUBLINGS.items():
        found[word] = ("d" if word == "halved" else "u", amount)
    found |= dict(_roles()) | dict(_places())
    for phrase in [one for one in found if "-" in one]:  # a hyphen in a text is read as a space
        found.setdefault(phrase.replace("-", " "), found[phrase])
    return found


@cache
def beginnings() -> Mapping[str, int]:
    """Return for each first word of a phrase how many words the longest has."""
    found: dict[str, int] = {}
    for phrase in lexicon():
        first, length = phrase.split(" ")[0], phrase.count(" ") + 1
        found[first] = max(found.get(first, 0), length)
    return found


def _forms(verb: str) -> Iterator[str]:
    """Yield the forms of a verb, with the word that belongs to it: "make up", "made up"."""
    first, _, rest = verb.partition(" ")
    stem = first[:-1] if first.endswith("e") else first
    soft = first.endswith("y") and first[-2] not in "aeou"
    forms = {
        first,
        f"{first[:-1]}ies"
        if soft
        else f"{first}{'es' if first[-1] in 'sx' or first[-2:] in ('ch', 'sh') else 's'}",
    }
    forms |= (
        set(FORMS[first].split())
        if first in FORMS
        else {f"{first[:-1]}ied" if soft else f"{stem}ed"}
    )
    forms |= {f"{stem}ing"} if first != "be" else set()
    yield from (f"{form} {rest}".strip() for form in forms)


def _all_others() -> Iterator[str]:
    """Yield "all other donor states combined", and "any other place"."""
    for noun in OTHERS:
        for lead in ("all other", "all the other", "all its other", "all their other"):
            yield f"{lead} {noun}"
            for end in ("together", "combined", "put together", "taken together"):
                yield f"{lead} {noun} {end}"
    yield from ("any other place", "anywhere else", "any other donor", "any other buyer")


def _roles() -> Iterator[tuple[str, tuple[str, Role]]]:
    for role, phrases in ROLES.items():
        for phrase in phrases.split("|"):
            first, _, rest = phrase.partition(" of ")
            many = f"{first[:-1]}ies" if first.endswith("y") else f"{first}s"
            yield phrase, ("R", role)
            yield f"{many} of {rest}" if rest else many, ("R", Role(role.side, role.channel, True))


def _places() -> Iterator[tuple[str, tuple[str, Place]]]:
    for words, loose in ((FIRST, False), (LOOSE, True)):
        for word in words.split("|"):
            yield word, ("K", Place(1, loose))
            for place, order in enumerate(ORDER[1:], 2):
                if word in ("largest", "biggest", "most important", "leading", "greatest", "top"):
                    yield f"{order} {word}", ("K", Place(place))
    for place, order in enumerate(ORDER, 1):
        for word in ("place among", "among", "place", "of all", "in the list of", "on the list of"):
            yield f"{order} {word}", ("K", Place(place))
        yield f"{order} in the world", ("K", Place(place, world=True))
        if place > 1:
            yield f"{order} best", ("K", Place(place))
    for phrase in ("tops the list of", "heads the list of", "leads the list of", "ranks first among", "topped the list of",
                   "headed the list of", "tops the table of", "head the list of", "top the list of", "lead the list of", "led the list of", "best", "second biggest"):  # fmt: skip
        yield phrase, ("K", Place(2 if "second" in phrase else 1))
        yield f"{order} position", ("K", Place(place))
    for lead in (
        "topped",
        "tops",
        "heads",
        "headed",
        "leads",
        "led",
        "topping",
        "heading",
        "leading",
    ):
        for word in (
            "table",
            "ranking",
            "rankings",
            "ranks",
            "league table",
            "list",
            "group",
            "league",
            "chart",
        ):
            yield f"{lead} the {word} of", ("K", Place(1))
    for place in range(2, 21):
        for number in (str(place), *NUMBERED[place - 1 : place]):
            yield f"number {number}", ("K", Place(place))
        yield f"no. {place}", ("K", Place(place))
    for place in range(1, 200):
        end = "th" if 10 <= place % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
        for word in ("largest", "biggest", "most important", "among", "place among", "place"):
            yield f"{place}{end} {word}", ("K", Place(place))
    for word, place in (
        ("two", 2),
        ("three", 3),
        ("four", 4),
        ("five", 5),
        ("2", 2),
        ("3", 3),
        ("1", 1),
    ):
        yield f"number {word}", ("K", Place(place))
        yield f"no. {word}", ("K", Place(place))
