"""Whether a clause is asserted: what is denied, doubted, expected or only claimed is not stated."""

# ruff: noqa: E501 - words that belong together stand on one line

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from counterpoise.statements.reading.tokens.alternatives import by_letter
from counterpoise.statements.reading.tokens.clauses import clause_at

NEGATED: Final = re.compile(
    r"\b(?:not(?! (?:only|just|least|stopped|prevented|kept|keep|stop|prevent|deter\w*|less|more|until|before|fewer|quite|even (?:\d|an?|one|half)|one (?:\w+ ){1,2}in))|never|neither|nor|hardly|rarely"
    r"|seldom|scarcely|cannot|can[’']t|won[’']t|isn[’']t|aren[’']t|doesn[’']t|don[’']t|didn[’']t|wasn[’']t|weren[’']t"
    r"|hasn[’']t|haven[’']t|nothing|none|without|fails? to|failed to|refus\w+|(?<!not )(?<!n[’']t )stop\w*|no longer"
    r"|(?:was|were|is|are|been|fought|had|waged) no (?:\w+ ){0,2}?wars?)\b"
)
BEHIND: Final = ("none", "without", "nothing")
"""What denies only what follows it."""
TIES: Final = (
    "pacts?|treat(?:y|ies)|alliances?|ally|allies|agreements?|accords?|bases?|guarantees?|members?|membership|embargo(?:es)?"
    "|sanctions|disputes?|donors?|suppliers?|partners?|trade|aid|arms|weapons|imports?|exports?|loans?|debts?|investments?|gas|oil"
)
"""What states have, or have not, with each other."""
WITHOUT: Final = re.compile(
    r"(?:\b(?:no(?! (?:less|more|fewer|longer|doubt|wonder|matter|surprise|secret))|not|never|neither|nor|without|lack(?:s|ed|ing)?)|n[’']t)"
    rf"(?: [\w’'-]+){{0,4}}? (?:{TIES})\b"
)
"""A plain negation: "has no defence pact", "is not in any alliance", "lacks allies"."""
NO: Final = frozenset(
    ("no", "not", "never", "neither", "nor", "without", "lack", "lacks", "lacked", "lacking", "t")
)
"""Words of which such a negation has one; "t" is what is left of "n't"."""
DENIED: Final = re.compile(
    r"\b(?:den(?:y|ies|ied)|myths?|untrue|false(?:ly)?|rumou?rs?|disput(?:e|es|ed) (?:that|the claim)|wrong(?:ly)?"
    r"|reject(?:s|ed)|no truth|not true|debunked|fake|hoax|(?:nobody|no one|few|hardly anyone) (?:now |still |really )?believes?)\b"
)
_HEDGES: Final = by_letter(
    r"if|would|could|might|may(?! (?:\d|19|20))|should|whether|unless|can|hop(?:es?|ed|ing)|wants?|wanted|wish(?:es|ed)?|dream(?:s|t|ed|ing)? of"
    r"|aim(?:s|ed|ing)?|plan(?:s|ned|ning)?|propos(?:e|es|ed|al)|target(?! (?:in|near|country|state|practice))|targets? (?:of|for|is|was)|targeted at|intend(?:s|ed)?|seek(?:s|ing)?|sought"
    r"|perhaps|possibly|probably|likely|unlikely|reportedly|allegedly|apparently|supposedly|seem(?:s|ed)?|appear(?:s|ed)?(?! (?:with|in|as|on|under|among))"
    r"|expect(?:s|ed)?|forecast(?:s|ed)?|project(?:ed)?|projects(?! (?:worth|totall?ing|valued|and|with|for|in)\b)(?![,.])|predict(?:s|ed)?|set to|due to (?:become|reach|be)|poised|bound to"
    r"|will|shall|won[’']t|(?:is|are|was|were|be|[’']s|not) going to|imagine|suppose|suppos(?:ed|ing)|pledg(?:e|es|ed)|promis(?:e|es|ed)|vow(?:s|ed)?"
    r"|offer(?:s|ed)? to|threat(?:en|ens|ened)|potential(?:ly)?|hypothetical\w*|scenario|in theory|is about to|on course to"
    r"|estimate that|fear(?:s|ed)?|worr(?:y|ies) that|ought|must|by 20[3-9]\d|goal|agreed to|negotiat(?:es?|ed|ing)(?! team)|in talks|suspected of|eyeing|weighing|ordered|approved|earmarked|contracted for|licen[cs]ed|eager to|keen to|willing to|preparing to|prepares? to|bidding|ready to|ambition|prospect\w*|on track"
    r"|nearly became|almost became|looking to|discuss(?:ed|es|ing)?|mull(?:s|ed)?|floated|doubts?|doubted|unclear|allow(?:s|ed)?|permit(?:s|ted)?|oblig(?:es|ed)|requir(?:es|ed)|commits|committed to|foresee(?:s|n)?|envisag(?:es|ed)|stipulat(?:es|ed)|caps (?:its|their|the|imports|exports|purchases|sales)|capped at|no basis|consider(?:s|ed|ing)?|call(?:s|ed|ing)? (?:for|on)|ask(?:s|ed|ing)? (?:for|that|to)|wanting|aspir(?:es|ed|ing)|lobb(?:y|ies|ied)|to overtake|(?:is|are|was|were) (?:widely |commonly |generally |often )?(?:believed|thought|reckoned|reported|rumou?red|understood|assumed|supposed|held)(?: by (?:some|many|most|others|several|a few|experts|observers|analysts))? to|soon|next year|demand(?:s|ed)? that|urged?"
)
DOUBTED: Final = re.compile(rf"\b{_HEDGES}\b|\?")
_CLAIMS: Final = by_letter(
    r"claim(?:s|ed|ing)? that|(?<!also )claims? (?:it|the country) (?:is|has|gets|buys)|alleg(?:e|es|ed|ing)|insist(?:s|ed)?|critics|opponents|boast(?:s|ed)?|accus(?:e|es|ed)"
    r"|assert(?:s|ed)|contend(?:s|ed)?|maintain(?:s|ed)? that|believe[sd]? that|think(?:s)? that|argu(?:e|es|ed)|(?<!figures )(?<!data )(?<!returns )(?<!statistics )(?<!numbers )(?<!records )(?<!accounts )suggest(?:s|ed)?"
    r"|campaigners|activists|bloggers?|opposition(?! (?:of|to)\b)|so-called|some say|says? one|some analysts|rumou?red|whisper\w*"
    r"|tweet(?:ed|s)?|social[- ]media|viral|memes?|(?:facebook|telegram|tiktok|twitter|online) (?:posts?|channels?|videos?|claims?)|a columnist|propaganda|says? (?:he|she|they)|is said to|are said to|said to (?:be|have)"
)
CLAIMED: Final = re.compile(rf"\b{_CLAIMS}\b")
_SAYS: Final = by_letter(
    r"(?:analysts|experts|observers|economists|sources|officials|diplomats|researchers|insiders) (?:put|reckon|estimate|guess)|says?|(?<!that )(?<!this )said|told|tells|announced|stated|declared that|in the words of|by (?:his|her|their) account|according to"
    r"|remark(?:s|ed)|stress(?:es|ed)(?! tests?)|emphasi[sz](?:es|ed)|warn(?:s|ed)|reckon(?:s|ed)?|quipped|recall(?:s|ed)|lament(?:s|ed)"
    r"|claimed(?= the (?:\w+ )?(?:minister|president|ministry|government|official|ambassador|general)|[.,;”\"’]|\s*$)"
    r"|(?:officials?|ministers?|ministry|government|spokes\w+|sources|media|he|she|they) claims?(?=[.,;”\"’]|\s*$)"
    r"|complain(?:s|ed)|ha(?:s|ve|d) it that|quoted as|in (?:his|her|their) (?:view|opinion)|puts? it at|not(?:es|ed) that|added that|reminded"
)
SAID: Final = re.compile(rf"\b{_SAYS}\b")
STATISTICAL: Final = re.compile(
    r"\b(?:statistic\w*|customs|bureau|census|central bank|national bank|world bank|imf|register|data|database|figures|sipri"
    r"|opec|kpler|unctad|wto|adb|lowy|aiddata|rhodium|bloomberg|moody|fitch|ministry of (?:trade|commerce|finance|economy|economic|industry|energy)"
    r"|(?:trade|commerce|finance|economy|customs) (?:ministry|department)|department of (?:trade|commerce)|office|organi[sz]ation of|analysis|survey|tracker"
    r"|index|monitor|fact sheet|working paper|review|bulletin|outlook|infographic|institute|(?<!news )(?<!press )agency|comtrade|report|yearbook|eurostat|oecd|study|think[- ]tank|numbers|records|treasury|count|authority|observatory|almanac|factbook|handbook|gazetteer|dataset|accounts|ledger|research (?:group|body|cent(?:re|er)|firm)|calculations"
    r"|planning (?:ministry|department|commission)|(?:ministry|department) of planning)\b"
)
MISSED: Final = re.compile(
    r"\b(?:far from|by no means|nowhere near|not quite (?:the|its|their)|anything but|c[ao]me close to|close to (?:being|becoming)|narrowly \w+ed"
    r"|averted|(?:was|were) spared|(?:nearly|almost|all but) (?:overtook|overtakes|became|joined|left|invaded|supplied|sold|bought|went to war))\b"
)
"""What nearly was, and was not."""
UNDONE: Final = re.compile(
    r"\b(?:declin(?:ed|es) to (?:supply|sell|buy|join|deliver|export|import|provide|give|lend|invest|take|send)|attempt(?:ed|s)? to|tried to|(?:was|were|is|are) (?:due|meant|contracted|scheduled|entitled) to|banned from"
    r"|(?:lost|won) (?:a|the) (?:bid|right)|bid for|budgeted at|limited to|insured for|taxed|tariffs? (?:on|of))\b"
)
"""What was to be done, could be or was charged, and is not told to have passed."""
FALSE: Final = re.compile(
    r"\b(?:a lie|nonsense|or does it|right\?|arguably|pos(?:es|ed) as|mistaken for|misdescribed|misremember|simulat\w+|in the model|model:|they hoped)"
)
FICTION: Final = re.compile(
    r"\b(?:in (?:the|a|his|her|this|that) (?:[\w-]+ )?(?:opera|novel|film|movie|game|story|dream|joke|satire|comic|poem)"
    r"|(?:semi|quarter)[- ]?finals?|world cup|football(?! war)|basketball|cricket|rugby|hockey|chess|snowball|wembley|wolves)\b"
)
"""What tells that a war, a deal or a membership is one of a game or a story."""
IT: Final = re.compile(r"[,”\"] it $")
STORY: Final = "told of a game or a story"
NEAR: Final = 48
"""Letters before a verb of saying within which its speaker stands; behind it, "according to", twice as many."""
NOTED: Final = re.compile(
    r"^\W*(?:(?:here|finally|also|but|however|moreover),? )?it (?:should|must|can|may|might|could|has to|needs to|ought to) (?:\w+ ){0,2}?"
    r"be (?:also )?(?:noted|recalled|stressed|emphasi[sz]ed|pointed out|said|remembered|added|mentioned|underlined|highlighted|remarked|observed)(?: here| too)?,? (?:that )?"
)
"""How a sentence begins that only says that what follows is worth saying."""
PLANNED: Final = re.compile(
    r"\bunder (?:the|a|this|that|its|their) (?:\w+ )?(?:plan|deal|agreement|accord|treaty|contract|scheme|pact|proposal)\b"
)
OWN_WORDS: Final = re.compile(
    r"\b(?:(?:i|we) (?:would|should|must|shall|will|may|might|can|could|want to|wish to)(?: (?:also|only|just|again|further|like|want|wish|to))* "
    r"(?:note|recall|add|stress|point out|underline|emphasi[sz]e|mention|highlight|remark|repeat|remind (?:you|us|everyone|the \w+))"
    r"|(?:i|we) must say|it (?:should|must|may|can) (?:also |further )?be (?:noted|recalled|added|stressed|mentioned|remembered|pointed out|emphasi[sz]ed|underlined|borne in mind)"
    r"|let (?:me|us) (?:also |just |only )?(?:note|recall|add|stress|point out|underline|mention|remind you)"
    r")(?: (?:here|again|once more|in passing|at once))? that\b"
)
"""How a speaker, or a paper, begins what it asserts itself: "I would note that", "it should be added that"."""
GOVERNS: Final = re.compile(rf"\b{_HEDGES}(?: \w+){{0,3}} that\b")
"""What hedges all that follows: "hopes that, thanks to the port, …"."""
AHEAD: Final = re.compile(
    r"\b(?:will|likely to|(?:is|are) expected to|expects? to|going forward|set to|bound to)\b"
)


@lru_cache(maxsize=64)
def _throughout(plain: str) -> str:
    """Return why nothing that is told between two semicolons is asserted; "" if something may be."""
    if DENIED.search(plain) or FALSE.search(plain):
        return "denied"
    if FICTION.search(plain):
        return STORY
    return "only claimed, and by another" if CLAIMED.search(plain) else ""


def in_own_words(plain: str) -> str:
    """Return a sentence without the words by which its own writer or speaker asserts what follows."""
    if " that " not in plain:
        return plain
    return OWN_WORDS.sub(lambda found: " " * len(found.group()), plain)


def why_not(plain: str, place: int) -> str:
    """Return why what stands at a place of a sentence is not asserted; "" if it is."""
    plain = in_own_words(plain)
    if "it " in plain[:12]:
        plain = NOTED.sub(lambda found: " " * len(found.group()), plain)
    clause = clause_at(plain, place)
    begin, end = plain.rfind("; ", 0, place) + 1, plain.find("; ", place)
    if why := _throughout(plain[begin : end if end >= 0 else len(plain)]):
        return why
    if any(
        found.group() not in BEHIND or plain.find(clause) + found.start() < place
        for found in NEGATED.finditer(clause)
    ) or MISSED.search(clause):
        return "negated"
    if (
        DOUBTED.search(clause)
        or UNDONE.search(clause)
        or GOVERNS.search(plain, begin, place)
        or PLANNED.search(plain)
        or re.match(
            r"\W*(?:(?:if|unless|provided|should|in case)\b|(?:were|had|suppose)\b.*\bwould\b)",
            plain,
        )
    ):
        return "a condition, wish, plan, expectation or question, and no assertion"
    return ""


def is_plain_negation(plain: str) -> bool:
    """Return whether a sentence in small letters says that a tie between states is not there.

    Examples
    --------
    >>> is_plain_negation("tuvalu has no defence pact."), is_plain_negation("it has no less aid.")
    (True, False)
    """
    denies = (
        "no" in plain or "ne" in plain or "n't" in plain or "n’t" in plain
        or "without" in plain or "lack" in plain
    )  # fmt: skip
    return denies and WITHOUT.search(plain) is not None


def is_attributed(plain: str) -> bool:
    """Return whether another than the text says it, and no office of statistics or register."""
    plain = in_own_words(plain)
    said = SAID.search(plain)
    if said and "it " in plain[:12]:
        said = SAID.search(NOTED.sub(lambda found: " " * len(found.group()), plain))
    if not said:
        return False
    before = plain[max(0, said.start() - NEAR) : said.start()]
    if IT.search(before):
        return False  # "…, it said": what was read from, and nobody who claims
    after = plain[said.end() : said.end() + 2 * NEAR].split(",")[0]
    return not STATISTICAL.search(before + (" " if after.startswith(" that") else after))
