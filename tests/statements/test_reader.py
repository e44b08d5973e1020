from __future__ import annotations

from datetime import date

import pytest

from counterpoise.statements.reader import Candidate, Found, GrammarReader
from tests.statements.written import MALFORMED, NEGATIVE, POSITIVE, Sense

DAY = date(2021, 3, 1)


def read(text: str, *, subject: str = "") -> Found:
    return GrammarReader().read(text, stated=DAY, subject=subject)


def sense(candidate: Candidate) -> Sense:
    said = candidate.statement
    what = said.channel or said.event or said.bloc
    what = "deficit" if said.of == "deficit" else what
    what = "" if said.kind in ("balance", "dependence", "hedging") else what
    return said.kind, said.subject, said.partners, what


def test_precision_and_recall_on_sentences_written_for_the_purpose() -> None:
    found = {text: [sense(one) for one in read(text).candidates] for text, _ in POSITIVE}
    right = sum(wanted in found[text] for text, wanted in POSITIVE)
    wrong = sum(one != wanted for text, wanted in POSITIVE for one in found[text])
    wrong += sum(len(read(text).candidates) for text in NEGATIVE)
    recall, precision = right / len(POSITIVE), right / (right + wrong)
    missed = [text for text, wanted in POSITIVE if wanted not in found[text]]
    raised = [text for text in NEGATIVE if read(text).candidates]
    print(f"recall {recall:.2f}, precision {precision:.2f}", missed, raised)
    assert recall >= LEAST_RECALL, missed
    assert precision >= LEAST_PRECISION, raised


LEAST_RECALL, LEAST_PRECISION = 0.8, 0.8


@pytest.mark.parametrize("text", MALFORMED)
def test_what_names_no_known_state_is_never_made_a_statement(text: str) -> None:
    assert not read(text).candidates
