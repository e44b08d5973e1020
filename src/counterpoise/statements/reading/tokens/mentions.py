"""Which states and blocs a sentence names: by name, by adjective, by capital, by bloc."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice
from typing import Final

from counterpoise.reference import groups, states

CAPITALS: Final = {
    "VNM": "Hanoi", "RUS": "Moscow;Kremlin;the Kremlin", "CHN": "Beijing", "USA": "Washington;White House",
    "JPN": "Tokyo", "KOR": "Seoul", "PRK": "Pyongyang", "IND": "New Delhi;Delhi", "GBR": "London",
    "FRA": "Paris", "DEU": "Berlin", "TWN": "Taipei", "PHL": "Manila", "IDN": "Jakarta", "THA": "Bangkok",
    "UKR": "Kyiv;Kiev", "TUR": "Ankara", "IRN": "Tehran", "SAU": "Riyadh", "AUS": "Canberra",
    "EU": "Brussels", "BLR": "Minsk", "SRB": "Belgrade", "KAZ": "Astana;Nur-Sultan",
    "MYS": "Kuala Lumpur", "PAK": "Islamabad", "ESP": "Madrid", "ITA": "Rome", "PRT": "Lisbon",
    "GRC": "Athens", "POL": "Warsaw", "HUN": "Budapest", "CZE": "Prague", "AUT": "Vienna",
    "NLD": "The Hague", "SWE": "Stockholm", "NOR": "Oslo", "DNK": "Copenhagen", "FIN": "Helsinki",
    "IRL": "Dublin", "CHE": "Bern", "ROU": "Bucharest", "BGR": "Sofia", "HRV": "Zagreb",
    "BIH": "Sarajevo", "ALB": "Tirana", "MKD": "Skopje", "MDA": "Chisinau;Chişinău;Chișinău", "EST": "Tallinn",
    "LVA": "Riga", "LTU": "Vilnius", "GEO": "Tbilisi", "ARM": "Yerevan", "AZE": "Baku",
    "UZB": "Tashkent", "KGZ": "Bishkek", "TJK": "Dushanbe", "TKM": "Ashgabat", "MNG": "Ulaanbaatar;Ulan Bator",
    "EGY": "Cairo", "DZA": "Algiers", "MAR": "Rabat", "TUN": "Tunis", "LBY": "Tripoli", "SDN": "Khartoum",
    "ETH": "Addis Ababa", "KEN": "Nairobi", "UGA": "Kampala", "RWA": "Kigali", "NGA": "Abuja",
    "GHA": "Accra", "SEN": "Dakar", "MLI": "Bamako", "AGO": "Luanda", "ZAF": "Pretoria", "ZWE": "Harare",
    "ZMB": "Lusaka", "MOZ": "Maputo", "NAM": "Windhoek", "ISR": "Jerusalem;Tel Aviv", "JOR": "Amman",
    "SYR": "Damascus", "IRQ": "Baghdad", "QAT": "Doha", "ARE": "Abu Dhabi", "OMN": "Muscat",
    "AFG": "Kabul", "BGD": "Dhaka", "LKA": "Colombo", "NPL": "Kathmandu", "MMR": "Naypyidaw;Naypyitaw;Yangon",
    "LAO": "Vientiane", "KHM": "Phnom Penh", "NZL": "Wellington", "CAN": "Ottawa", "CUB": "Havana",
    "COL": "Bogota;Bogotá", "VEN": "Caracas", "PER": "Lima", "CHL": "Santiago", "ARG": "Buenos Aires",
    "AND": "Andorra la Vella", "BDI": "Gitega;Bujumbura", "BEN": "Porto-Novo;Cotonou", "BFA": "Ouagadougou",
    "BHR": "Manama", "BHS": "Nassau", "BLZ": "Belmopan", "BRB": "Bridgetown", "BRN": "Bandar Seri Begawan",
    "BTN": "Thimphu", "BWA": "Gaborone", "CAF": "Bangui", "CIV": "Yamoussoukro;Abidjan", "CMR": "Yaoundé;Yaounde",
    "COD": "Kinshasa", "COG": "Brazzaville", "COM": "Moroni", "CPV": "Praia", "CRI": "San José;San Jose",
    "CYP": "Nicosia", "DOM": "Santo Domingo", "ERI": "Asmara", "FJI": "Suva", "FSM": "Palikir", "GAB": "Libreville",
    "GIN": "Conakry", "GMB": "Banjul", "GNB": "Bissau", "GNQ": "Malabo", "GRL": "Nuuk", "HND": "Tegucigalpa",
    "HTI": "Port-au-Prince", "ISL": "Reykjavik;Reykjavík", "KIR": "Tarawa", "LBN": "Beirut", "LBR": "Monrovia",
    "LSO": "Maseru", "LUX": "Luxembourg City", "MDG": "Antananarivo", "MDV": "Malé", "MHL": "Majuro",
    "MLT": "Valletta", "MNE": "Podgorica", "MRT": "Nouakchott", "MUS": "Port Louis", "MWI": "Lilongwe",
    "NER": "Niamey", "NIC": "Managua", "NRU": "Yaren", "PLW": "Ngerulmud", "PNG": "Port Moresby",
    "SLB": "Honiara", "SLE": "Freetown", "SLV": "San Salvador", "SOM": "Mogadishu", "SSD": "Juba",
    "STP": "São Tomé", "SUR": "Paramaribo", "SVK": "Bratislava", "SVN": "Ljubljana", "SWZ": "Mbabane",
    "TCD": "N'Djamena;N’Djamena", "TGO": "Lomé;Lome", "TLS": "Dili", "TON": "Nuku'alofa", "TTO": "Port of Spain",
    "TUV": "Funafuti", "TZA": "Dodoma;Dar es Salaam", "VUT": "Port Vila", "WSM": "Apia", "YEM": "Sanaa;Sana'a",
    "URY": "Montevideo", "PRY": "Asuncion;Asunción", "BOL": "La Paz", "ECU": "Quito", "BRA": "Brasilia;Brasília",
}  # fmt: skip
"""Capitals that stand for governments; a mention by one counts less."""
REGIONS: Final = (
    "Southeast Asia;South-East Asia;South East Asia;South Asia;East Asia;Northeast Asia;Asia;Africa;Europe"
    ";sub-Saharan Africa;Sub-Saharan Africa;North Africa;West Africa;East Africa;Southern Africa"
    ";Central Africa;Middle East;Near East;Latin America;Western Europe;Eastern Europe;Central Europe"
    ";Western Balkans;Balkans;Caucasus;South Caucasus;Baltics;Baltic states;Scandinavia;Caribbean"
    ";Oceania;Pacific;Pacific islands;Americas;North America;South America;Central America;Maghreb"
    ";Sahel;Horn of Africa;West;Levant;Eurasia;Indo-Pacific;Asia-Pacific;Nordic countries;Indochina"
    ";Mekong;Arab states;Arab world;Western countries;African;European;Asian;Arab;Latin American;Western"
    ";Nordic;Balkan;Baltic;Middle Eastern;Southeast Asian;South Asian;East Asian;West African"
    ";East African;North African;South American;Central American;Caribbean;Scandinavian;Post-Soviet"
    ";Western Australia;South-Eastern Asia;Texas;California;Hokkaido;Bavaria;Catalonia;Scotland;Wales"
    ";Quebec;Ontario;Alberta;Guangdong;Xinjiang;Tibet;Siberia;Crimea;Queensland;New South Wales"
    ";Kurdistan;Flanders;Lombardy;Brittany;Sabah;Sarawak;Bali;Sindh;Punjab;Gujarat;Florida;Alaska"
    ";Taliban;Europeans;Asians;Africans;Arabs;Global South;Global North;developing countries;Zanzibar"
    ";Northern Ireland;England;British Columbia;Yunnan;Victoria;Tasmania;Normandy;Saxony;Andalusia"
)
"""Regions, and parts of states, of which nothing is held: what is said of them is not read."""
OTHERS: Final = (
    "South China Sea;East China Sea;China Sea;Sea of Japan;Gulf of Mexico;New Mexico;Bank of China;Air China"
    ";Indian Ocean;American Samoa Sea;Panama Canal;Korean War;Vietnam War;Korean Peninsula;Korean peninsula"
    ";Turkish Airlines;Persian Gulf;China Daily;Times of India;Bank of Japan;Japan Times;Chinese New Year"
    ";Chinese Communist Party;Communist Party of China;Russian Orthodox;English Channel;Chinese-language"
    ";Strait of Malacca;Irish Sea;Gulf of Thailand;Gulf of Oman;Gulf of Guinea;Gulf War;China Seas"
    ";Cuban Missile Crisis;German shepherd;French fries;Republic of Korea Army;Indian summer"
    ";Greek and Turkish Cypriots;Greek Cypriots;Turkish Cypriots;Greek Cypriot;Turkish Cypriot;Vietnam veterans;Air India;Air France;Bank of England;Bank of Canada;Deutsche Bank;Swiss cheese"
)
"""What holds a party's name and is none."""
PEOPLES: Final = {
    "Gulf monarchies": "GCC", "Gulf states": "GCC", "Gulf countries": "GCC", "Gulf monarchy": "GCC",
    "Gulf kingdoms": "GCC", "Central Asian": "Central Asia", "Central Asians": "Central Asia", "European Union": "EU",
    "Gulf Arab states": "GCC", "Gulf Cooperation Council": "GCC", "Eurozone": "Euro area", "eurozone": "Euro area",
    "Eurasian Economic Union": "EAEU", "Collective Security Treaty": "CSTO", "Gulf Arab monarchies": "GCC", "Laotian": "LAO", "Lao": "LAO",
    "Ivorian": "CIV", "Emirati": "ARE", "Burma": "MMR", "Burmese": "MMR", "Sino": "CHN",
    "British": "GBR", "Argentine": "ARG", "Argentinian": "ARG",
    "Saudi": "SAU", "Kazakh": "KAZ", "Kyrgyz": "KGZ", "Uzbek": "UZB", "Tajik": "TJK", "Turkmen": "TKM",
    "Afghan": "AFG", "Pakistani": "PAK", "Bangladeshi": "BGD", "Nepali": "NPL", "Nepalese": "NPL",
    "Congolese": "COD", "Dutch": "NLD", "Filipino": "PHL", "Philippine": "PHL", "Israelis": "ISR",
    "Vietnamese": "VNM", "Chinese": "CHN", "Japanese": "JPN", "Burkinabe": "BFA", "Slovak": "SVK",
    "Czech": "CZE", "Danish": "DNK", "Malagasy": "MDG", "Botswanan": "BWA", "Omani": "OMN",
    "Dominican": "DOM", "Korean": "KOR", "Koreans": "KOR", "Basotho": "LSO", "Batswana": "BWA", "Nigerien": "NER", "Swazi": "SWZ",
    "Azeri": "AZE",
}  # fmt: skip
"""Peoples and groups of states by other words than those of the registry."""
NATIONALS: Final = {
    "Cote d'Ivoire": "CIV", "Ivory Coast": "CIV",
    "Danes": "DNK", "Swedes": "SWE", "Finns": "FIN", "Poles": "POL", "Turks": "TUR", "Spaniards": "ESP",
    "Britons": "GBR", "Serbs": "SRB", "Croats": "HRV", "Czechs": "CZE", "Slovaks": "SVK", "Slovenes": "SVN",
    "Greeks": "GRC", "Kazakhs": "KAZ", "Uzbeks": "UZB", "Tajiks": "TJK", "Afghans": "AFG", "Thais": "THA",
    "Filipinos": "PHL", "Icelanders": "ISL", "New Zealanders": "NZL", "Bulgars": "BGR", "Emirates": "ARE",
    "People's Republic": "CHN", "People’s Republic": "CHN", "Haitians": "HTI",
    "Solomons": "SLB", "T&T": "TTO",
}  # fmt: skip
"""Peoples by words that no adjective gives, and the short name of a state."""
FIRST_NAMES: Final = frozenset({"chad", "georgia", "jordan", "guinea", "holland"})
"""Names of states that are people's or places' names as well: taken only beside another state."""
ABBREVIATIONS: Final = {
    "US": ("USA", "name"),
    "U.S.": ("USA", "name"),
    "U.S.A.": ("USA", "name"),
    "U.K.": ("GBR", "name"),
    "E.U.": ("EU", "bloc"),
    "PNG": ("PNG", "name"),
    "NZ": ("NZL", "name"),
    "KSA": ("SAU", "name"),
    "BiH": ("BIH", "name"),
    "BIH": ("BIH", "name"),
}
PLACE = "UN"
"""Where states vote rather than with whom they deal: a party of embargoes alone."""
MOST_WORDS, LEAST_LETTERS = 8, 4
"""Words that a spelling may have; letters that one in small letters must have."""
NAME, ADJECTIVE, CAPITAL, BLOC, REGION, OTHER = (
    "name", "adjective", "capital", "bloc", "region", "other"
)  # fmt: skip

_CAPITALISED: Final = re.compile(r"[^\W\d_a-z](?:(?<=[A-Z])\.(?:[A-Z]\.)+|(?<!\w.)\w*)")
"""A capitalised word, or initials; what it begins with stands first, by which it is looked for quickly."""
_NAMED_AFTER: Final = re.compile(
    r" (?:Agreements?|Accords?|Treat(?:y|ies)|Declaration|Protocols?|Convention|Conference|Summit|Process|Principles"
    r"|Club|Charter|Initiative|Communiqué|Consensus|Pact|Statute|Stock|Exchange|University|Airport|Marathon)\b"
)
"""Behind a capital: what was signed or held in it, and no government."""
_TOKEN: Final = re.compile(r"(?:[A-Z]\.){2,}|(?!\d)\w+(?:\.(?=[A-Z])\w)*")


@dataclass(slots=True, unsafe_hash=True)
class Mention:
    """A party named in a sentence.

    Parameters
    ----------
    party : str
        Id of a state, or name of a bloc.
    start, end : int
        Letters of the sentence.
    form : str
        "name", "adjective", "capital", "bloc", "region" that is no party, or "other".
    word : str
        As it stands there.
    """

    party: str
    start: int
    end: int
    form: str
    word: str


def mentions(sentence: str) -> list[Mention]:
    """Return the parties that a sentence names, in order; the longest name counts."""
    found: list[Mention] = []
    place = 0
    while capital := _CAPITALISED.search(sentence, place):
        mention = _longest(sentence, capital)
        if mention:
            found.append(mention)
        place = mention.end if mention else capital.end()
    return found


def _longest(sentence: str, capital: re.Match[str]) -> Mention | None:
    """Return the party whose spelling begins with a capitalised word; the longest one counts."""
    spellings = _spellings()
    best: tuple[tuple[str, str], int] | None = None
    if (
        capital.group() not in spellings.abbreviations
        and _folded(capital.group()) not in spellings.beginnings
    ):
        return None
    if claim := spellings.abbreviations.get(capital.group()):
        best = claim, capital.end()
    key = ""
    for token in islice(_TOKEN.finditer(sentence, capital.start()), MOST_WORDS):
        key = f"{key} {_folded(token.group())}" if key else _folded(token.group())
        if key not in spellings.beginnings:
            break
        if token.group() != "the" and (claim := spellings.names.get(key)):  # "for Gambia, the main"
            best = claim, token.end()
    if best is None:
        return None
    (party, form), end = best
    if form == CAPITAL and _NAMED_AFTER.match(sentence, end):
        party, form = "", OTHER  # "the Algiers Agreement"
    if form in (NAME, ADJECTIVE, CAPITAL) and (body := _BODY.match(sentence, end)):
        return Mention(
            "", capital.start(), body.end(), OTHER, sentence[capital.start() : body.end()]
        )
    return Mention(party, capital.start(), end, form, sentence[capital.start() : end])


_BODY: Final = re.compile(
    r"(?![’']s (?:Exim|EXIM|Export-Import|policy) )(?:[’']s)?(?: (?:[A-Z][\w’'&-]*|of|for|and|the|on)){0,5}? (?:Institute|Bureau|Bank|Foundation|University|College|Chamber of Commerce"
    r"|Research|Agency|Authority|Association|Federation of [A-Z]\w+|Corporation|Company|Council|Centre|Center|Observatory|Times|Post"
    r"|Journal|Herald|Tribune|Gazette|Standard|Telegraph|Observer|Daily|Review|Monitor|News|Statistics|Yearbook|Rastra Bank)\b(?! [a-z]+ed by)"
)
"""What makes of a name that of a body: "Stockholm International Peace Research Institute"."""


@lru_cache(maxsize=1 << 14)
def _folded(word: str) -> str:
    """Return a word as spellings have it."""
    return states.fold(word.rstrip("."))


@dataclass(frozen=True)
class _Spellings:
    """Who is meant by a spelling: folded words, or capitals as they stand; and how names begin."""

    names: dict[str, tuple[str, str]]
    abbreviations: dict[str, tuple[str, str]]
    beginnings: frozenset[str]


@cache
def _spellings() -> _Spellings:
    names: dict[str, tuple[str, str]] = {}
    abbreviations = dict(ABBREVIATIONS)
    for word, party, form in _listed():
        if word.isupper() and "&" not in word:
            abbreviations.setdefault(word, (party, form))
        elif len(word) >= LEAST_LETTERS or word in PEOPLES or word in NATIONALS:
            key = " ".join(_folded(token) for token in _TOKEN.findall(word))
            names.setdefault(key, (party, form))
    begun = {key[:end] for key in names for end in _ends(key)}
    return _Spellings(names, abbreviations, frozenset(begun))


def _listed() -> Iterator[tuple[str, str, str]]:
    """Yield every spelling with whom it means and in what form, those that count first."""
    yield from ((word, "", OTHER) for word in OTHERS.split(";"))
    yield "Soviet", "SUN", ADJECTIVE
    for word, party in PEOPLES.items():
        yield word, party, BLOC if party in groups.TITLES else ADJECTIVE
    yield from ((word, party, NAME) for word, party in NATIONALS.items())
    for row in states.table("states").iter_rows(named=True):
        yield row["name"] or "", row["id"], NAME
        for adjective in (row["adjectives"] or "").split(";"):
            yield adjective, row["id"], ADJECTIVE
            if adjective.endswith(("n", "i")):
                yield f"{adjective}s", row["id"], NAME
    for row in states.table("spellings").iter_rows(named=True):
        always = row["source"] is None and row["first"] is None and row["last"] is None
        if always and states.kind(row["id"]) in ("state", "territory"):
            yield row["spelling"], row["id"], NAME
    for party, words in CAPITALS.items():
        yield from ((word, party, CAPITAL) for word in words.split(";"))
    for bloc, title in groups.TITLES.items():
        yield bloc, bloc, BLOC
        if bloc.isupper() and len(bloc) >= LEAST_LETTERS:
            yield bloc.title(), bloc, BLOC  # "Nato", "Asean", as newspapers have it
        yield title, bloc, BLOC
        yield title.replace("Organization", "Organisation"), bloc, BLOC
    yield from ((word, "", REGION) for word in REGIONS.split(";"))


def _ends(key: str) -> Iterator[int]:
    """Yield where the words of a key end."""
    yield from (found.start() for found in re.finditer(" ", key))
    yield len(key)
