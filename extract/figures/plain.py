"""Sums that no word announces: a total, and right behind it the counts that make it."""

from collections.abc import Sequence
from decimal import Decimal

import regex

from extract.figures.bonds import Bond, ref, value_of
from extract.figures.breakdowns import amount_slack, depth, part_labels
from extract.figures.clause import Clause, Draft
from extract.figures.units import same_unit

_CHANGED = regex.compile(r"(?<!\p{L})(?:tăng|giảm)(?:\s(?:thêm|được|khoảng|hơn|gần|trên))?\s*$")
_NO_COUNTS = ("quantity-rate", "quantity-range")
_MOST_PARTS, _FEW, _TELLING_TOTAL = 12, 20, 100


def plain_sums(clause: Clause, known: Sequence[Bond]) -> list[Bond]:
    """Totals of the passage that the counts right behind them make exactly, beside the `known` statements."""
    wholes = {b.whole.index for b in known if b.whole is not None and b.exhaustive}
    taken = {p.index for b in known if b.exhaustive for p in b.parts}
    return [
        bond
        for position, whole in enumerate(clause.drafts)
        if whole.first not in wholes and (bond := _in_line(clause, position, taken)) is not None
    ]


def _in_line(clause: Clause, position: int, taken: set[int]) -> Bond | None:
    """ "thụ lý 84 vụ, hòa giải thành 71 vụ, không thành 9 vụ, đang hòa giải 4 vụ": no word but the arithmetic tells it."""
    whole = clause.drafts[position]
    if whole.kind != "quantity" or whole.unit is None or not whole.value or whole.rule in _NO_COUNTS:
        return None
    parts: list[Draft] = []
    running, slack = Decimal(0), amount_slack(clause, whole)
    for draft in clause.drafts[position + 1 : position + 1 + _MOST_PARTS * 2]:
        if draft.kind == "percent" or depth(clause.text, whole.end, draft.start) > 0:
            continue
        plain = draft.kind == "quantity" and draft.rule not in _NO_COUNTS and draft.first not in taken
        if not plain or depth(clause.text, whole.end, draft.start) < 0 or not same_unit(draft.unit, whole.unit):
            return None
        crossed = sum(whole.end <= b <= draft.start for b in clause.breaks)
        if crossed > (1 if whole.value >= _TELLING_TOTAL else 0) or _CHANGED.search(clause.low, 0, draft.start):
            return None
        parts.append(draft)
        running += value_of(clause, draft)
        slack += amount_slack(clause, draft)
        if running > whole.value + slack or len(parts) > _MOST_PARTS:
            return None
        if len(parts) > 1 and abs(running - whole.value) <= slack and (whole.value >= _FEW or len(parts) > 2):
            return _plain_sum(clause, whole, parts)
    return None


def _plain_sum(clause: Clause, whole: Draft, parts: list[Draft]) -> Bond:
    refs = tuple(
        ref(clause, d, label=name) for d, name in zip(parts, part_labels(clause, parts, whole.end), strict=True)
    )
    bond = Bond("breakdown", clause, whole.start, parts[-1].end, "breakdown-plain", ref(clause, whole), refs)
    bond.exhaustive = True
    return bond
