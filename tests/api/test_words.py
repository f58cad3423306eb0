"""Every kind of check has its Vietnamese word."""

from api.words import CHECK_KINDS
from normalize.consistency import RULES

MADE_ON_THE_WAY = {"repeat", "rounding_habit"}
"""Kinds that are no rule's own: a repetition that holds, and the one note on how a report rounds."""


def test_no_kind_of_check_is_shown_in_english() -> None:
    kinds = {rule.kind for rule in RULES.values()} | MADE_ON_THE_WAY
    assert kinds == set(CHECK_KINDS)
