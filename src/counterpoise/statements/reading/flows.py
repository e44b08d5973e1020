"""Shares, amounts and changes: each figure by its role, between whom by the cues around it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from counterpoise.statements.reading.drafts import BEFORE, Draft, Parties, Sense, Unreadable
from counterpoise.statements.reading.figures import Figure
from counterpoise.statements.reading.frames import Frame, frame, governing, subject
from counterpoise.statements.reading.lexicon import Noun
from counterpoise.statements.reading.times import Time
from counterpoise.statements.reading.wholes import PRONOUN, REGION, WORLD, Whole

UNSAID: Final = Noun("goods")
NOT_OURS: Final = "no channel of ours"
EACH: Final = re.compile(r"\b(?:each(?! of the)|apiece)\b(?! year)")
UNDATED: Final = "the periods are not named"



def drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    """Yield what each figure of a sentence says, or why it can't be read."""
    for draft in _drafts(at):
        if isinstance(draft, Draft) and EACH.search(at.line.plain) and len(draft.parts.get("partners", ())) > 1:
            for one in draft.parts["partners"]:
                yield replace(draft, parts=draft.parts | {"partners": (one,)})
        else:
            yield draft


def _drafts(at: Sense) -> Iterator[Draft | Unreadable]:
    for place, tag in enumerate(at.shape):
        if tag not in "FMT":
            continue
        figure: Figure = at.line.chunks[place].value
        try:
            role = role_of(at, place, figure)
            if role == "change":
                yield change(at, place, figure)
            elif role == "share":
                yield share(at, place, figure)
            elif role == "amount":
                yield amount(at, place, figure)
        except Unreadable as why:
            yield why
    for place, tag in enumerate(at.shape):
        doubled = at.line.chunks[place].value
        if tag in "ud" and isinstance(doubled, float):
            words = at.line.chunks[place].text
            try:
                yield change(at, place, Figure(doubled, "%", "about", 0, 0, words))
            except Unreadable as why:
                yield why


def role_of(at: Sense, place: int, figure: Figure) -> str:
    """Return what a figure is: "share", "amount", "change" or "" for nothing of ours."""
    shape = at.shape
    before, after = shape[:place].rstrip("xZ"), shape[place + 1 :]
    if figure.unit == "points":
        return "change"
    bare = after.lstrip("xE")
    # "a 26 % drop"; "10 % up on": but "a third, down from half" is a share of its own
    if bare[:1] in ("u", "d") and not after.startswith(("x", ",")):
        return "change"
    if before.endswith(("uy", "dy")) or (before[-1:] in ("u", "d") and before[-1:]):
        return "change"
    if before.endswith(("uYy", "dYy")):
        return "change"
    if before.endswith("(") and before[:-1].endswith(("M", "T")) and figure.unit == "%" and _moved(before[:-2]):
        return "change"
    if shape[place - 1 : place] == "y" and any(tag in "ud" for tag in before[-12:]):
        return "change"
    if figure.unit == "%":
        return "share"
    return "amount"


def _moved(before: str) -> bool:
    return before.rstrip("xy")[-1:] in ("u", "d")


def share(at: Sense, place: int, figure: Figure) -> Draft:
    """Return the share of a partner, or of a state in the world."""
    what, cues = _whole_of(at, place)
    if what and not what.noun.channel:
        raise Unreadable(f"“{at.line.chunks[what.at].text}”: {NOT_OURS}")
    if what and what.has_region:
        raise Unreadable("a region that is no bloc, and not a state")
    told = _frame_of(at, place, what)
    near = _beside(at, place)
    if told and told.verb in "gka" and not told.head[0] and not near[0] and at.shape[told.at - 1 : told.at] == "x":
        raise Unreadable("it is not said by whom")
    words = (figure.words, *([at.line.chunks[what.at].text] if what else []))
    if what and what.owner == WORLD:
        return _world(at, place, figure, what, told, words)
    owner, partner, channel, product, assumed, more = _sides(at, place, what, told, near)
    cues = cues | more
    if "aid" in channel or "investment" in channel:
        pass
    parts = {
        "kind": "share", "subject": owner, "partners": partner, "channel": channel, "product": product,
        "comparison": figure.comparison, "quantity": figure.value, "unit": "%",
    }  # fmt: skip
    return _timed(at, place, Draft(parts, words, place, assumed, cues))


def _whole_of(at: Sense, place: int) -> tuple[Whole | None, frozenset[str]]:
    """Return of what a figure is a share, and by which cue that was found."""
    shape, wholes = at.shape, at.wholes
    # "36 % of India's arms"
    if shape[place + 1 : place + 3] == "os" and at.line.plain.startswith((" own", " of its own", " of their own"), at.line.chunks[place].end):
        if not any(one.at == place + 3 for one in wholes):
            raise Unreadable("a figure of its own, and not of what")
    rest = place + 1
    while shape[rest : rest + 1] and shape[rest : rest + 1] in "xY)" and rest < place + 4:
        rest += 1
    if shape[rest : rest + 1] in ("o", "C"):
        for one in wholes:
            if one.at >= rest and one.at <= rest + 7 and not set(shape[rest + 1 : one.at]) & set("gkcwavlbFMT,;"):
                return one, frozenset({"of"})
        if _is_of_total(shape, rest):
            pass
    # "Russia's share of India's arms"
    shares = [one for one in range(len(shape)) if shape[one] == "S"]
    if shares:
        near = min(shares, key=lambda one: (one > place, abs(one - place)))
        for one in wholes:
            if one.at > near and set(shape[near + 1 : one.at]) <= set("onOAsWPxKU&") and shape[near + 1 : near + 2] in ("o", "n"):
                return one, frozenset({"share of"})
    # "Of Spain's arms exports, 24 per cent"
    if shape[:1] == "o" and wholes and wholes[0].at < place:
        return wholes[0], frozenset({"of in front"})
    behind = [one for one in wholes if one.at < place and ";" not in shape[one.at : place]]
    ahead = [one for one in wholes if one.at > place and ";" not in shape[place : one.at]]
    if behind:
        return behind[-1], frozenset({"noun before"})
    if ahead:
        return ahead[0], frozenset({"noun after"})
    far = [one for one in wholes if one.at < place]
    if far:
        return far[-1], frozenset({"noun far"})
    return None, frozenset({"no noun"})


def _is_of_total(shape: str, rest: int) -> bool:
    return shape[rest : rest + 2] == "ox"


def _frame_of(at: Sense, place: int, what: Whole | None) -> Frame | None:
    verb = governing(at.line, place, what.end if what and what.at > place else place + 1)
    return frame(at.line, verb) if verb is not None else None


def _beside(at: Sense, place: int) -> tuple[Parties, str]:
    """Return the party that stands right beside a figure, as "China (51 %)", and how it stands."""
    shape, line = at.shape, at.line
    before, after = shape[:place], shape[place + 1 :]
    if shape[place - 2 : place] in ("P(", "A("):
        return line.parties(place - 2), "brackets"
    for end in ("P,hx", "P,h", "Phx", "Ph", "P,x", "P,n"):
        governed = before[: -len(end)].rstrip("x")[-1:] if before.endswith(end) else ""
        if before.endswith(end) and governed not in ("g", *("otfnrm" if end.startswith("P,") else "")):
            return line.parties(place - len(end)), "with"
    for end in ("P,", "PS"):
        if before.endswith(end) and shape[place - len(end)] == "P" and not _is_object(shape, place - len(end)):
            if end == "P," and not after.startswith((",", "&")):
                continue
            return line.parties(place - len(end)), "with"
    if before.endswith("P") and not _is_object(shape, place - 1):
        if _has_verb_before(shape, place):
            return line.parties(place - 1), "gap"
    if before.endswith("fP") or before.endswith("tP"):
        if "F" in before and after[:1] in (",", "&", "x", "") :
            return line.parties(place - 1), "gap"
    match = after[:3]
    if match[:2] in ("fP", "tP", "rP", "nP") and ("F" in before or "M" in before):
        return line.parties(place + 2), "object"
    if after[:1] == "A" and after[1:2] not in tuple("CKSR"):
        return line.parties(place + 1), "adjective"
    if match[:2] == "xA" and after[2:3] not in tuple("CKSR"):
        return line.parties(place + 2), "adjective"
    return (), ""


def _is_object(shape: str, place: int) -> bool:
    return shape[:place].rstrip("x")[-1:] in tuple("otfyhnermjgk") and bool(shape[:place].rstrip("x"))


def _has_verb_before(shape: str, place: int) -> bool:
    return any(tag in "gkavcwb" for tag in shape[:place]) and "F" in shape[:place]


def _sides(
    at: Sense, place: int, what: Whole | None, told: Frame | None, near: tuple[Parties, str]
) -> tuple[str, Parties, str, str, tuple[str, ...], frozenset[str]]:
    """Return owner, partners, channel, product, what was assumed, and the cues that decided."""
    memory = at.memory
    noun, way = (what.noun, what.way) if what else (UNSAID, "")
    if what and noun in (Noun("imports", "in"), Noun("exports", "out")):
        noun = _kept(at, place, what, told) or noun
    assumed: list[str] = []
    cues: set[str] = set()
    if what is None or (noun == UNSAID and memory.parts and not what.owner):
        return _as_before(at, place, told, near)
    owner = what.owner
    giver, receiver, other = (told.giver, told.receiver, told.other) if told else ((), (), ())
    if PRONOUN in (giver, receiver, other):
        assumed += _assumed(at, told)
    giver, receiver, other = (_real(at, told, each) for each in (giver, receiver, other))
    if owner in (PRONOUN, ()):
        owner, more = _owner(at, place, what, giver, receiver, other, told, near)
        assumed += more
        cues.add("owner by pronoun" if what.owner == PRONOUN else "owner by verb")
    else:
        cues.add(f"owner {what.form}")
    partner, side, cue = _partner(at, place, what, owner, (giver, receiver, other), told, near)
    cues.add(f"partner {cue}")
    if not partner:
        raise Unreadable("the other side is not named")
    if REGION in (partner, owner):
        raise Unreadable("a region that is no bloc, and not a state")
    if len(owner) != 1:
        raise Unreadable("several are spoken of at once")
    channel = _channel(noun, way, side, told)
    return owner[0], partner, channel, noun.product, tuple(assumed), frozenset(cues)


def _kept(at: Sense, place: int, what: Whole, told: Frame | None) -> Noun | None:
    """Return arms where "its exports" are those of arms: of what the sentence tells already."""
    arms = [one for one in at.wholes if one.at < what.at and one.noun.channel == "arms"]
    head = told is not None and any(one.at == told.head[1] for one in arms)
    return Noun("arms", what.way) if arms and (what.owner == PRONOUN or head) else None


def _real(at: Sense, told: Frame | None, who: Parties) -> Parties:
    """Return whom a pronoun of the frame means; nobody if that is not known."""
    if who != PRONOUN or told is None:
        return who
    try:
        return at.antecedent(told.head[1] if told.head[0] == "p" else told.at)[0]
    except Unreadable:
        return ()


def _assumed(at: Sense, told: Frame | None) -> tuple[str, ...]:
    """Return what is assumed of a pronoun of the frame."""
    try:
        return at.antecedent(told.head[1] if told and told.head[0] == "p" else -1)[1]
    except Unreadable:
        return ()


def _owner(
    at: Sense, place: int, what: Whole, giver: Parties, receiver: Parties, other: Parties,
    told: Frame | None, near: tuple[Parties, str],
) -> tuple[Parties, list[str]]:  # fmt: skip
    """Return whose the whole is where it is "its" or nobody's."""
    out = what.way == "out"
    out = out and not (told and told.verb == "v")
    wanted, second = (giver, receiver) if out else (receiver, giver)
    if what.noun.channel == "goods" and told and told.verb in ("g", "i") and not what.way:
        wanted = giver or receiver
    if what.noun.channel == "trade":
        wanted = giver or receiver or ()
        if told and told.verb == "a" and other:
            wanted = ()
    if not what.owner and what.target and not out:
        return what.target, []
    if not what.owner and what.source and out:
        return what.source, []
    placed = [one.owner for one in at.wholes if at.shape[one.at] == "R" and one.owner not in ((), WORLD, PRONOUN, REGION)]
    if placed and (not what.owner or placed[0] not in (giver, receiver)) and placed[0] != near[0]:
        return placed[0], []
    if wanted == REGION:
        raise Unreadable("a region that is no bloc, and not a state")
    if wanted and wanted != near[0]:
        return wanted, []
    found, assumed = at.antecedent(what.start, apart_from=(*second, *other, *near[0], *what.source, *what.target))
    return found, list(assumed)


def _partner(
    at: Sense, place: int, what: Whole, owner: Parties, frame_sides: tuple[Parties, Parties, Parties],
    told: Frame | None, near: tuple[Parties, str],
) -> tuple[Parties, str, str]:  # fmt: skip
    """Return the partners, their side ("G", "R" or ""), and the cue that named them."""
    giver, receiver, other = frame_sides
    paired = _respective(at, place, told)
    if paired:
        side = "G" if told and paired[0] in giver else "R" if told and paired[0] in receiver else ""
        return paired, side, "respectively"
    if near[0] and near[0] != owner:
        side = {"fP": "G", "tP": "R", "rP": "R"}.get(at.shape[place + 1 : place + 3], "") if near[1] == "object" else ""
        if not side and told:
            side = "G" if told.verb in ("g", "gh", "c") else "R" if told.verb in "kw" and told.head[0] != "C" else ""
        return near[0], side, near[1]
    named = _of_share(at, place) or _bare_owner(at, place)
    if named and named != owner:
        return named, "", "share"
    if told:
        for who, side in ((giver, "G"), (receiver, "R"), (other, "")):
            if who and who != owner and not set(who) & set(owner):
                return who, side, f"verb {told.verb}"
        if told.head[0] in "CS" and told.head[1] != what.at:
            for one in at.wholes:
                if one.at == told.head[1] or (told.head[0] == "S" and one.at > told.head[1]):
                    who = [each for each in (one.source, one.owner, one.target, one.other)
                           if each and each not in (PRONOUN, WORLD, REGION, owner)]  # fmt: skip
                    if who:
                        return who[0], "", "subject noun"
    for who, side in ((what.source, "G"), (what.target, "R"), (what.other, "")):
        if who and who != owner and who not in (PRONOUN, WORLD):
            return tuple(each for each in who if each not in owner), side, "noun"
    predicate = _predicate(at, place, what)
    if predicate and predicate != owner:
        return predicate, "G", "adjective"
    for one in at.wholes:
        for who, side in ((one.source, "G"), (one.target, "R"), (one.other, "")):
            if who and who not in (owner, PRONOUN, WORLD, REGION):
                return who, side, "other noun"
    return (), "", ""


def _respective(at: Sense, place: int, told: Frame | None) -> Parties:
    """Return the party of a list that belongs to a figure of a list, "respectively"."""
    shape, line = at.shape, at.line
    listed = [one for one in range(len(shape)) if shape[one] == "F"]
    groups = [line.parties(one) for one in range(len(shape)) if shape[one] in "PA" and len(line.parties(one)) > 1]
    for group in groups:
        near = [one for one in listed if abs(one - place) <= 2 * len(group) + 2]
        together = "".join(shape[near[0] : near[-1] + 1]) if near else ""
        if len(near) == len(group) and set(together) <= set("F,&") and ("J" in shape or len(listed) == len(group)):
            return (group[near.index(place)],)
    return ()


def _of_share(at: Sense, place: int) -> Parties:
    """Return whose share it is: "Russia's share", "the share of Russia in", "the share that came from"."""
    shape, line = at.shape, at.line
    for one in sorted((each for each in range(len(shape)) if shape[each] == "S"), key=lambda each: abs(each - place)):
        before = shape[:one].rstrip("x")
        if before and before[-1] in "OAP":
            return line.parties(len(before) - 1)
        if shape[one + 1 : one + 3] == "oP":
            return line.parties(one + 2)
        if shape[one + 1 : one + 3] in ("hP", "yP", "fP", "rP", "tP"):
            return line.parties(one + 2)
    return ()


def _bare_owner(at: Sense, place: int) -> Parties:
    """Return whose, where what is left out: "and China's rose to 18 per cent"."""
    found = re.search(r"O[xb]*[udlb][^OPA]{0,3}$", at.shape[:place])
    return at.line.parties(found.start()) if found else ()


def _predicate(at: Sense, place: int, what: Whole) -> Parties:
    """Return "American" of "are American"."""
    shape = at.shape
    for one in range(max(place, what.end - 1), len(shape)):
        if shape[one] == "b":
            rest = one + 1
            while shape[rest : rest + 1] == "x":
                rest += 1
            if shape[rest : rest + 1] == "A" and shape[rest + 1 : rest + 2] not in tuple("CKRS"):
                return at.line.parties(rest)
    return ()


def _channel(noun: Noun, way: str, side: str, told: Frame | None) -> str:
    """Return the channel seen from the owner; `side` is the partner's."""
    if noun.channel == "arms":
        if way == "out" or (not way and side == "R"):
            return "arms-exports"
        return "arms"
    if noun.channel == "goods":
        if way == "in" or (not way and side == "G"):
            return "imports"
        if way == "out" or (not way and side == "R"):
            return "exports"
        raise Unreadable("goods, and not which way")
    if noun.channel in ("aid", "investment", "investment-flow") and (side == "R" or way == "out"):
        raise Unreadable("the giver's view of aid and investment is not held")
    if noun.channel == "investment-flow" and told and told.verb == "a" and told.at >= 0:
        return "investment-flow"
    return noun.channel


def _as_before(
    at: Sense, place: int, told: Frame | None, near: tuple[Parties, str]
) -> tuple[str, Parties, str, str, tuple[str, ...], frozenset[str]]:
    """Return the sides of a figure of which the sentence before says whose and of what."""
    known = at.memory.parts
    if at.shape[place + 1 : place + 2] == "&" or at.shape[place - 1 : place] == "&" and at.shape[place - 2 : place - 1] == "F":
        raise Unreadable("figures, and not whose each is")
    if known.get("kind") not in ("share", "rank") or not known.get("partners"):
        raise Unreadable("a figure, and not of what")
    owner, partner = (known["subject"],), known["partners"]
    named = [who for who in (near[0], *((told.giver, told.receiver, told.other) if told else ()))
             if who and who not in (PRONOUN, owner, REGION)]  # fmt: skip
    if named:
        partner = named[0]
    elif any(tag in "PA" for tag in at.shape) and not told:
        raise Unreadable("a figure, and not of what")
    cues = frozenset({"carried"})
    return known["subject"], partner, known["channel"], known.get("product", ""), (BEFORE,), cues


def _world(at: Sense, place: int, figure: Figure, what: Whole, told: Frame | None, words: tuple[str, ...]) -> Draft:
    """Return a state's share of what all states pass."""
    who = _of_share(at, place)
    side = ""
    if not who and told:
        side = "G" if told.giver else "R" if told.receiver else ""
        who = _real(at, told, told.giver or told.receiver or told.other)
    if not who:
        later = [at.line.parties(one) for one in range(place, len(at.shape)) if at.shape[one] == "P"]
        who = later[0] if later else at.memory.topic
    if who == REGION or len(who) != 1:
        raise Unreadable("a part of the world's, and not whose")
    way = what.way or {"G": "out", "R": "in"}.get(side, "")
    if "exporter" in at.line.plain or what.way == "in" and side == "G" and "import" not in at.line.plain:
        way = "out"
    channel = what.noun.channel
    if channel == "goods":
        channel = "exports" if way == "out" else "imports"
    elif channel == "arms":
        channel = "arms-exports" if way == "out" else "arms"
    parts = {"kind": "world share", "subject": who[0], "channel": channel, "comparison": figure.comparison,
             "quantity": figure.value, "unit": "%", "product": what.noun.product}  # fmt: skip
    return _timed(at, place, Draft(parts, words, place, (), frozenset({"world"})))


def flow_of(at: Sense, what: Whole, verb: Frame | None = None) -> tuple[dict[str, Any], tuple[str, ...], frozenset[str]]:
    """Return subject, partners, channel and product of what passes, by the parties around the noun."""
    if not what.noun.channel:
        raise Unreadable(f"“{at.line.chunks[what.at].text}”: {NOT_OURS}")
    if what.has_region:
        raise Unreadable("a region that is no bloc, and not a state")
    noun, way, assumed = what.noun, what.way, ()
    owner, source, target, other = what.owner, what.source, what.target, what.other
    cues = {f"flow {what.form or '-'}{'f' if source else ''}{'t' if target else ''}{'h' if other else ''}"}
    if owner == PRONOUN:
        owner, assumed = at.antecedent(what.start, apart_from=(*source, *target, *other))
    if verb and verb.head[0] in "Pp" and noun.channel in ("goods", "arms", "aid", "investment-flow", "imports", "exports"):
        giver, receiver = (
            _other_party(at, what, verb.subject) if who == PRONOUN and verb.head[0] == "P" else _real(at, verb, who)
            for who in (verb.giver, verb.receiver)
        )
        if verb.verb in ("g", "gh", "i") and giver:
            source, owner, way = giver, () if owner == giver else owner, way or "out"
            target = target or receiver or verb.receiver
        elif verb.verb == "k" and receiver:
            target, way = receiver, way or "in"
            source = source or giver or (what.owner if what.form == "A" else ())
            owner = () if what.form == "A" or owner == receiver else owner
        cues.add(f"flow verb {verb.verb}")
    if verb and verb.head[0] in "CF" and verb.verb in ("c", "w"):
        source, target = source or verb.giver, target or verb.receiver
    if PRONOUN in (source, target, other):
        whom = _other_party(at, what, owner)
        source, target, other = (whom if each == PRONOUN else each for each in (source, target, other))
    channel = noun.channel
    if channel == "trade":
        everyone = [*owner, *source, *target, *other]
        if not everyone:
            raise Unreadable("trade, and not whose")
        if not owner and len(everyone) == 1:
            subject, more = at.antecedent(what.at, apart_from=tuple(everyone))
            assumed = (*assumed, *more)
            partners: Parties = tuple(everyone)
        else:
            subject, partners = (everyone[0],), tuple(everyone[1:])
        if at.about in partners and not owner:
            partners = tuple(one for one in (*subject, *partners) if one != at.about)
            subject = (at.about,)
    else:
        inward = way == "in" or channel in ("aid", "investment", "investment-flow")
        if channel == "arms" and not way:
            inward = not (owner and what.form in "Oo" and target and not source)
            if owner and what.form == "A" and not target and not source:
                inward = True
        if channel == "goods" and not way:
            raise Unreadable("goods, and not which way")
        if inward:
            if owner and what.form in ("A", "O", "o") and target and not source:
                source, owner = owner, ()
            subject, partners = owner or target, source or other
            if owner and target and owner != target:
                partners = source or owner
                subject = target
        else:
            subject, partners = owner or source, target or other
            if at.about and at.about in target and channel == "exports" and not owner:
                subject, partners = owner or source, target
        if not subject:
            subject, more = at.antecedent(what.at, apart_from=partners)
            assumed = (*assumed, *more)
        if channel == "arms":
            channel = "arms" if inward else "arms-exports"
        elif channel == "goods":
            channel = "imports" if inward else "exports"
        if channel == "arms-exports" and at.about and partners == (at.about,):
            channel, subject, partners = "arms", (at.about,), subject
    if WORLD in (subject, partners) or len(subject) != 1:
        raise Unreadable("not of one state and its partners")
    partners = tuple(one for one in partners if one != subject[0])
    parts = {"subject": subject[0], "partners": partners, "channel": channel, "product": noun.product}
    return parts, tuple(assumed), frozenset(cues)


def _other_party(at: Sense, what: Whole, owner: Parties) -> Parties:
    """Return whom "it" means beside an owner: the last party named before."""
    for place in range(what.at - 1, -1, -1):
        if at.shape[place] in "PO" and at.line.parties(place) != owner:
            return at.line.parties(place)
    known = tuple(one for one in at.memory.pair if one not in owner)
    if len(known) != 1:
        raise Unreadable("the other side is not named")
    return known


def amount(at: Sense, place: int, figure: Figure) -> Draft:
    """Return the volume that passed between a state and its partners, or from all."""
    what = _amount_of(at, place)
    if what is None or (not what.named and _dealt(at, place)):
        what = _dealt(at, place) or what
    if what is None:
        raise Unreadable(f"“{figure.words}”, and not of what passes between states")
    if not figure.unit:
        raise Unreadable(f"“{figure.words}” is no amount in dollars")
    if "deficit" in at.line.plain or "surplus" in at.line.plain:
        raise Unreadable("a deficit or surplus")
    verb = governing(at.line, place, place + 1)
    told = frame(at.line, verb) if verb is not None else None
    parts, assumed, cues = flow_of(at, what, told)
    near, how = _beside(at, place)
    if how == "object" and what.at < place and parts["subject"] not in near:
        parts["partners"] = near
    if parts["channel"].startswith("arms") and figure.unit == "USD":
        raise Unreadable("arms are counted in TIV, not in dollars")
    parts |= {"kind": "amount", "comparison": figure.comparison, "quantity": figure.value, "unit": figure.unit}
    words = (figure.words, at.line.chunks[what.at].text)
    draft = _timed(at, place, Draft(parts, words, place, assumed, cues | {"amount"}))
    if "over" in draft.cues:
        raise Unreadable("an amount of several years together")
    return draft


def _dealt(at: Sense, place: int) -> Whole | None:
    """Return the goods of "imported $15 bn from China" and "sold it goods for $4 bn"."""
    verb = governing(at.line, place, place + 1)
    if verb is None or verb > place or at.shape[verb] not in "gk":
        return None
    if not at.line.chunks[verb].text.startswith(("import", "export", "sold", "sell", "bought", "buy", "purchas")):
        return None
    if any(at.shape[one] == "C" and at.line.chunks[one].value != UNSAID for one in range(verb, len(at.shape))):
        return None
    return Whole(verb, verb + 1, UNSAID, way="in" if at.shape[verb] == "k" else "out", start=verb)


def _amount_of(at: Sense, place: int) -> Whole | None:
    """Return of what an amount is: "$5 bn of goods", "goods worth $5 bn", "exports reached $5 bn"."""
    shape = at.shape
    level = next((one for one in range(place - 1, -1, -1) if shape[one] in "lbud;gk"), -1)
    if level >= 0 and shape[level] in "lbud":
        head, _ = subject(at.line, level)
        for one in at.wholes:
            if head[0] == "C" and one.at == head[1]:
                return one
    for one in at.wholes:
        if one.at > place and set(shape[place + 1 : one.at]) <= set("oxlAOKn"):
            return one
    behind = [one for one in at.wholes if one.at < place and ";" not in shape[one.at : place]]
    with_channel = [one for one in behind if one.noun.channel]
    if behind and not behind[-1].noun.channel and behind[-1].end >= place - 3:
        return behind[-1]
    return with_channel[-1] if with_channel else behind[-1] if behind else None


def change(at: Sense, place: int, figure: Figure) -> Draft:
    """Return the size of a change."""
    shape = at.shape
    course = min((one for one in range(len(shape)) if shape[one] in "ud"), key=lambda one: abs(one - place), default=-1)
    if course < 0:
        raise Unreadable(f"“{figure.words}”, and not whether up or down")
    comparison = "rising" if shape[course] == "u" else "falling"
    behind = [one for one in at.wholes if one.at < place]
    ahead = [one for one in at.wholes if one.at > place]
    after_noun = ahead and course > place and set(shape[course + 1 : ahead[0].at]) <= set("noAOsxKP")
    candidates = ahead[:1] if after_noun else behind[-1:] or ahead[:1]
    if not candidates:
        raise Unreadable(f"“{figure.words}” is a change, and not of what")
    what = candidates[0]
    of_share = any(tag == "S" for tag in shape[: max(course, place)]) or figure.unit == "points"
    parts, assumed, cues = flow_of(at, what)
    if of_share:
        named = _of_share(at, place)
        if named and not parts["partners"]:
            parts["partners"] = named
        if not parts["partners"]:
            raise Unreadable("a change of a share, and not whose")
    if figure.unit == "":
        raise Unreadable(f"“{figure.words}” is no amount in dollars")
    parts |= {"kind": "change", "of": "share" if of_share else "amount", "comparison": comparison,
              "quantity": figure.value, "unit": figure.unit}  # fmt: skip
    words = (figure.words, at.line.chunks[course].text, at.line.chunks[what.at].text)
    return _timed(at, place, Draft(parts, words, place, assumed, cues | {"change"}), pair=True)


def _timed(at: Sense, place: int, draft: Draft, *, pair: bool = False) -> Draft:
    """Return a draft with its time: of two periods a change has both."""
    found = at.time(place)
    if found is not None and found.how == "every":
        spans = [one.value for one in at.line.chunks if one.tag == "Y" and one.value.years]
        found = replace(spans[0], how="throughout") if spans else found
    if found is None:
        base = at.base() if pair else None
        if base and base.before:
            return replace(draft, parts=draft.parts | {"before": base.before})
        return replace(draft, assumed=(*draft.assumed, UNDATED)) if pair else draft
    if found.how == "part":
        raise Unreadable("a part of a year, of which nothing is held by itself")
    if found.how == "month" and draft.parts["kind"] != "event":
        raise Unreadable("a month, of which nothing is held by itself")
    parts, cues = dict(draft.parts), set(draft.cues)
    assumed = draft.assumed
    years = found.years
    if found.how.split(" ")[0] in ("same", "next", "previous"):
        years = _beside_before(at, found)
        assumed = (*assumed, BEFORE)
    if found.how in ("once",):
        parts["when"] = "once"
    if found.how == "vague":
        cues.add("vague time")
    if found.how in ("every", "throughout") or (found.how == "since" and parts["kind"] in ("share", "rank")):
        parts["when"] = "throughout"
    base = at.base() if pair else None
    if base and years:
        length = years[1] - years[0] + 1
        parts["before"] = base.before or (years[0] - length, years[1] - length)
    elif pair and found.before:
        parts["before"] = found.before
        if found.how == "ends" and years:
            years = (years[1], years[1])
    elif pair and found.how == "past" and years:
        parts["before"] = (years[0] - 1, years[0] - 1)
        years = (years[1], years[1])
    elif found.how == "ends" and years:
        years = _end(at, place, years)
    elif found.before and not pair:
        years = _period(at, place, found)
    if pair and years and "before" not in parts and found.how not in ("since", "throughout"):
        length = years[1] - years[0] + 1
        parts["before"] = (years[0] - length, years[1] - length)
        assumed = (*assumed, f"against the {'year' if length == 1 else 'period'} before")
    if found.how in ("past", "since") and years and years[0] != years[1]:
        cues.add("over")
    if years:
        parts["years"] = years
    return replace(draft, parts=parts, assumed=tuple(dict.fromkeys(assumed)), cues=frozenset(cues))


def _end(at: Sense, place: int, years: tuple[int, int]) -> tuple[int, int]:
    """Return the first year for "from 14", the last for "to 24 per cent" in "between 2009 and 2018"."""
    before = at.shape[:place].rstrip("x")
    if before.endswith("f"):
        return years[0], years[0]
    if before.endswith("t") and "F" in at.shape[:place]:
        return years[1], years[1]
    return years


def _period(at: Sense, place: int, found: Time) -> tuple[int, int] | None:
    before = at.shape[:place].rstrip("x")
    return found.before if before.endswith("f") else found.years


def _beside_before(at: Sense, found: Time) -> tuple[int, int] | None:
    """Return the years of "the same period", "the year before", by those named before."""
    here = [each.value.years for each in at.line.chunks if each.tag == "Y" and each.value.years and each.end <= found.start]
    known = here[-1] if here else at.memory.years
    if known is None:
        raise Unreadable("the same time as before, and that is not said")
    length = known[1] - known[0] + 1
    if found.how == "same":
        return known
    if found.how.startswith("next"):
        ahead = int(found.how.split()[1]) if " " in found.how else length
        return known[0] + ahead, known[1] + ahead
    back = int(found.how.split()[1]) if " " in found.how else length
    return known[0] - back, known[1] - back
