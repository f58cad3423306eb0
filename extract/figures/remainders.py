"""What is left: "hiện còn 4.182 thông tin", "còn lại", after a ratio or after a total and its part."""

from collections.abc import Sequence

import regex

from extract.figures.bonds import Bond, Ref, ref
from extract.figures.breakdowns import kind_of
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.slips import repairable
from extract.figures.units import same_unit

_LEFT = regex.compile(
    r"(?<!\p{L})(?:hiện\s+(?:nay\s+|vẫn\s+)?còn|còn\s+lại|hien con|con lai|còn|vẫn còn)(?!\p{L})(?:[^.;,\d]{0,60}?)[\s:]*$"
)
_LEFT_BEHIND = regex.compile(r"\s*(?:\p{L}+\s+){0,3}còn lại(?!\p{L})")
_NOT_LEFT = regex.compile(
    r"(?:không còn|chỉ còn|giảm còn|xuống còn|còn (?:hạn chế|nhiều|chậm|gặp|hiệu lực|sống|thấp|tồn|thiếu|có|nữa|phải|được|bị))"
)


def remainders(clause: Clause, before: Clause | None, breakdowns: Sequence[Bond]) -> list[Bond]:
    """Every remainder of the passage that has something to be left from."""
    found = []
    parts = {p.index for b in breakdowns for p in b.parts}
    for position, draft in enumerate(clause.drafts):
        if draft.kind != "quantity" or draft.bound != "exact":
            continue
        floor = clause.drafts[position - 1].end if position else 0
        words = clause.low[floor : draft.start]
        left = _LEFT.search(words) and not _NOT_LEFT.search(words)
        if not left and not _LEFT_BEHIND.match(clause.low, draft.end):
            continue
        bond = (
            _from_ratio(clause, position, parts)
            or _from_pair(clause, position)
            or _from_above(clause, position, before)
        )
        if bond is not None:
            found.append(bond)
    return found


def _bond(clause: Clause, left: Draft, whole: Ref, part: Ref, *, sure: bool) -> Bond:
    start = left.start
    return Bond(
        "remainder",
        clause,
        start,
        left.end,
        "remainder",
        whole=whole,
        parts=(part,),
        stated=ref(clause, left),
        sure=sure,
    )


def _from_ratio(clause: Clause, position: int, parts: set[int]) -> Bond | None:
    """Whole and part are the ratio before; nothing else of its kind was counted since, save its own parts."""
    left = clause.drafts[position]
    for other in reversed(clause.drafts[:position]):
        if other.kind == "percent" or other.first in parts:
            continue
        if other.kind != "ratio":
            if same_unit(other.unit, left.unit) and other.unit and direction(clause, other) == 0:
                return None
            continue
        if sum(other.end <= b <= left.start for b in clause.breaks) > 2:
            return None
        whole, part = ref(clause, other, whole=True), ref(clause, other)
        exact = whole.value - part.value == left.value
        near = _comparable(whole, part, left, clause.lexemes[left.first].text)
        return _bond(clause, left, whole, part, sure=True) if exact or near else None
    return None


def _comparable(whole: Ref, part: Ref, left: Draft, left_text: str) -> bool:
    """A remainder of this ratio is of its size: no larger than its whole, and not a small count beside a large gap."""
    assert left.value is not None
    difference = whole.value - part.value
    printed = [r.clause.lexemes[r.index].text for r in (whole, part)]
    if repairable(whole.value, [part.value, left.value], [*printed, left_text]):
        return True
    if difference < 0 or left.value > whole.value:
        return False
    if difference == 0 or left.value == 0:
        return left.value == difference
    return difference / 3 <= left.value <= difference * 3


def _from_pair(clause: Clause, position: int) -> Bond | None:
    """ "11.020 đối tượng, đã làm sạch 6.373, số còn lại … 4.774": total, part and rest in one sentence."""
    left = clause.drafts[position]
    earlier = [
        d for d in clause.drafts[:position] if d.kind == "quantity" and clause.same_sentence(d.start, left.start)
    ]
    if len(earlier) < 2:
        return None
    whole, part = earlier[-2], earlier[-1]
    if whole.value is None or part.value is None or whole.value < part.value:
        return None
    exact = whole.value - part.value == left.value and kind_of(whole.unit) == kind_of(part.unit) == kind_of(left.unit)
    if not exact and not (same_unit(whole.unit, part.unit) and same_unit(whole.unit, left.unit)):
        return None
    if not exact and not _comparable(ref(clause, whole), ref(clause, part), left, clause.lexemes[left.first].text):
        return None
    return _bond(clause, left, ref(clause, whole), ref(clause, part), sure=True)


def _from_above(clause: Clause, position: int, before: Clause | None) -> Bond | None:
    """A paragraph that begins with "Còn 11 …" is left from the ratio of the paragraph above, if it fits."""
    left = clause.drafts[position]
    if before is None or position != 0 or left.start > 25:
        return None
    for other in before.drafts:
        if other.kind == "ratio" and same_unit(other.unit, left.unit):
            whole, part = ref(before, other, whole=True), ref(before, other)
            if whole.value - part.value == left.value:
                return _bond(clause, left, whole, part, sure=True)
    return None
