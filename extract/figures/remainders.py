"""What is left: "hiện còn 4.182 thông tin", "còn lại", after a ratio or after a total and its part."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations

import regex

from extract.figures.bonds import Bond, Ref, ref, value_of
from extract.figures.breakdowns import kind_of
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.slips import repairable
from extract.figures.units import is_of_records, same_unit

_LEFT = regex.compile(
    r"(?<!\p{L})(?:hiện\s+(?:nay\s+|vẫn\s+)?còn|còn\s+lại|hien con|con lai|còn|vẫn còn)(?!\p{L})(?:[^.;,\d]{0,60}?)[\s:]*$"
)
_LEFT_BEHIND = regex.compile(r"\s*(?:\p{L}+\s+){0,3}còn lại(?!\p{L})")
_SHORT = regex.compile(r"(?<!\p{L})(?:còn\s+)?(?:thiếu|tồn|tồn đọng)[\s:]*$")
_STILL_TO_DO = regex.compile(r"(?<!\p{L})(?:số\s+)?(?:còn phải|chưa)(?!\p{L})[^.;,\d()]{0,40}$")
_NOT_DONE_BEHIND = regex.compile(r"[^.;,\d()]{0,30}(?<!\p{L})chưa(?!\p{L})")
_HAVING = regex.compile(r"(?<!\p{L})(?:hiện có|có mặt|đã có|hiện tại có|bố trí|đáp ứng|đã tuyển)(?!\p{L})")
_OPENS = regex.compile(r"\s*[-+*]?\s*(?:như vậy,? )?(?:hiện |hiện nay |số |vẫn )*(?:còn|chưa)(?!\p{L})")
_TOTAL = regex.compile(r"(?<!\p{L})(?:tổng số|tổng cộng|tổng)(?!\p{L})[^.;,\d()]{0,50}$")
_IN_HAND = regex.compile(
    r"(?<!\p{L})đang (?:giải quyết|xử lý|thẩm định|xem xét|thực hiện|thi công)(?!\p{L})[^.;,\d()]{0,30}$"
)
_DONE = regex.compile(
    r"(?<!\p{L})(?:đã|kết quả) (?:giải quyết|xử lý|thẩm định|thực hiện|hoàn thành)(?!\p{L})[^.;,\d()]{0,30}$"
)
_TAKEN = regex.compile(r"(?<!\p{L})(?:tiếp nhận|thụ lý|tổng số)(?!\p{L})[^.;\d()]{0,40}$")
_SENTENCES = 3
_STATES = 5
_TELLING = 2
_SURE = 3
_TWO_DIGITS = 10
_TELLING_REST = 100
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
        short = _SHORT.search(words)
        if short and not _HAVING.search(clause.low, *clause.sentence(draft.start)):
            bond = _exactly(_from_ratio(clause, position, parts) or _from_pair(clause, position))
        elif left or short or _LEFT_BEHIND.match(clause.low, draft.end):
            bond = (
                _from_ratio(clause, position, parts)
                or _from_pair(clause, position)
                or _from_above(clause, position, before)
                or _in_hand(clause, position)
            )
            bond = _exactly(bond) or _further_back(clause, position) or bond
        elif _STILL_TO_DO.search(words) or _NOT_DONE_BEHIND.match(clause.low, draft.end):
            bond = None if draft.first in parts else _undone(clause, position, parts) or _in_hand(clause, position)
        elif _IN_HAND.search(words):
            bond = _in_hand(clause, position) or _further_back(clause, position)
        else:
            continue
        if bond is not None:
            found.append(bond)
    return found


def _exactly(bond: Bond | None) -> Bond | None:
    """ "148/180 biên chế (thiếu 32 người)": a binding that only its arithmetic tells."""
    if bond is None or bond.whole is None or bond.stated is None:
        return None
    rest = bond.whole.value - sum((p.value for p in bond.parts), Decimal(0))
    return bond if rest == bond.stated.value else None


def _bond(clause: Clause, left: Draft, whole: Ref, *parts: Ref, sure: bool) -> Bond:
    start = left.start
    return Bond(
        "remainder",
        clause,
        start,
        left.end,
        "remainder",
        whole=whole,
        parts=parts,
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
        sides = ref(clause, other, whole=True), ref(clause, other)
        whole, part = (_in_units(clause, side, left) for side in sides)
        exact = whole.value - part.value == left.value
        if not exact and _of_other_things(other, left):
            continue
        near = _comparable(whole, part, left, clause.lexemes[left.first].text)
        return _bond(clause, left, whole, part, sure=True) if exact or near else None
    return None


def _of_other_things(ratio: Draft, left: Draft) -> bool:
    """ "161/161 xã …, còn 03 huyện": what is counted in another unit is not left from a ratio."""
    named = ratio.kind == "ratio" and ratio.unit and left.unit
    return bool(named) and not (
        is_of_records(ratio.unit) or is_of_records(left.unit) or same_unit(ratio.unit, left.unit)
    )


def _in_hand(clause: Clause, position: int) -> Bond | None:
    """ "Tiếp nhận 28.450 hồ sơ … Đã giải quyết 28.012 hồ sơ …; đang giải quyết 438 hồ sơ", over two sentences."""
    left = clause.drafts[position]
    earlier = [
        (at, d)
        for at, d in enumerate(clause.drafts[:position])
        if d.kind == "quantity" and d.value is not None and same_unit(d.unit, left.unit)
        and sum(d.end <= b <= left.start for b in clause.breaks) <= _SENTENCES
    ]  # fmt: skip
    done = next((p for p in reversed(earlier) if _led(clause, *p, _DONE)), None)
    if done is None or left.value is None:
        return None
    part = ref(clause, done[1])
    wholes = [
        ref(clause, d)
        for at, d in reversed(earlier)
        if at < done[0] and _led(clause, at, d, _TAKEN) and d.value is not None and d.value >= part.value
    ]
    exact = next((w for w in wholes if w.value - part.value == left.value), None)
    if exact is not None:
        return _bond(clause, left, exact, part, sure=True)
    if len(wholes) != 1:
        return None
    printed = [clause.lexemes[r.index].text for r in (wholes[0], part)] + [clause.lexemes[left.first].text]
    slipped = repairable(wholes[0].value, [part.value, left.value], printed, digits=_SURE)
    return _bond(clause, left, wholes[0], part, sure=False) if slipped else None


def _further_back(clause: Clause, position: int) -> Bond | None:
    """ "Đã giải quyết 4.561/5.650 hồ sơ. Trong đó, 12 hồ sơ trễ hạn. Đang giải quyết 1.089 hồ sơ": exact, over other counts."""
    left = clause.drafts[position]
    if left.value is None or left.value < _TELLING_REST or left.unit is None:
        return None
    for other in reversed(clause.drafts[:position]):
        if other.kind != "ratio" or not same_unit(other.unit, left.unit):
            continue
        whole, part = ref(clause, other, whole=True), ref(clause, other)
        if whole.value - part.value == left.value:
            return _bond(clause, left, whole, part, sure=True)
    counts = [
        d for d in clause.drafts[:position]
        if d.kind == "quantity" and d.unit is not None and same_unit(d.unit, left.unit) and direction(clause, d) == 0
    ]  # fmt: skip
    if not counts or counts[0].value is None:
        return None
    done = next((d for d in counts[1:] if value_of(clause, d) + left.value == counts[0].value), None)
    return _bond(clause, left, ref(clause, counts[0]), ref(clause, done), sure=True) if done is not None else None


def _led(clause: Clause, at: int, draft: Draft, cue: regex.Pattern[str]) -> bool:
    """Whether the words between the figure before and this one hold the cue."""
    floor = clause.drafts[at - 1].end if at else 0
    return cue.search(clause.low, floor, draft.start) is not None


def _in_units(clause: Clause, side: Ref, left: Draft) -> Ref:
    """A side of a ratio in the base units of what is left: "1.236/1.545 triệu đồng …, còn 309 triệu đồng"."""
    printed = clause.lexemes[left.first].value
    ratio = side.draft
    if left.value is None or not printed or ratio is None or ratio.factors[0] != ratio.factors[1]:
        return side
    same = same_unit(ratio.unit, left.unit) and ratio.unit is not None
    return replace(side, value=side.value * left.value / printed) if same else side


def _undone(clause: Clause, position: int, parts: set[int]) -> Bond | None:
    """ "98.412/100.216 nhân khẩu …; 1.804 trường hợp chưa đồng bộ": a rest by its arithmetic, or by one slip from it."""
    bond = _from_ratio(clause, position, parts) or _from_pair(clause, position)
    if bond is None or bond.whole is None or bond.stated is None:
        return None
    printed = [r.clause.lexemes[r.index].text for r in (bond.whole, *bond.parts, bond.stated)]
    values = [*(p.value for p in bond.parts), bond.stated.value]
    if sum(values, Decimal(0)) == bond.whole.value:
        return bond
    bond.sure = False
    told = bond.whole.clause.lexemes[bond.whole.index].value
    scale = bond.whole.value / told if told else Decimal(1)
    plain = [v / scale for v in values]
    return bond if repairable(told, plain, printed, digits=_SURE) else None


def _comparable(whole: Ref, part: Ref, left: Draft, left_text: str) -> bool:
    """A remainder of this ratio is of its size: no larger than its whole, and not a small count beside a large gap."""
    assert left.value is not None
    difference = whole.value - part.value
    told = [r.clause.lexemes[r.index] for r in (whole, part)]
    values = [n.value for n in told] if whole.value != told[0].value else [whole.value, part.value]
    rest = left.numeral.value if left.numeral and whole.value != told[0].value else left.value
    if repairable(values[0], [values[1], rest], [*(n.text for n in told), left_text]):
        return True
    if difference < 0 or left.value > whole.value:
        return False
    if difference == 0 or left.value == 0:
        return left.value == difference
    return difference / 3 <= left.value <= difference * 3


def _from_pair(clause: Clause, position: int) -> Bond | None:
    """ "11.020 đối tượng, đã làm sạch 6.373, số còn lại … 4.774": total, its parts and the rest, in one sentence or two."""
    left = clause.drafts[position]
    earlier = _counts_before(clause, position)
    for count in range(len(earlier) - 2, -1, -1):
        whole, parts = earlier[count], earlier[count + 1 :]
        rest = value_of(clause, whole) - sum((value_of(clause, p) for p in parts), Decimal(0))
        alike = all(kind_of(d.unit) == kind_of(left.unit) for d in (whole, *parts))
        if rest == left.value and alike and len(parts) <= _STATES:
            return _bond(clause, left, ref(clause, whole), *(ref(clause, p) for p in parts), sure=True)
    if len(earlier) < 2:
        return None
    lone = _lone_part(clause, left, earlier)
    if lone is not None:
        return lone
    named = next((at for at, d in enumerate(earlier) if _TOTAL.search(clause.low, max(0, d.start - 60), d.start)), None)
    if named is None and len(earlier) > 2 and _also_whole(clause, earlier[-3], earlier[-2]):
        return None
    first = named if named is not None and named < len(earlier) - 1 else len(earlier) - 2
    whole, parts = earlier[first], earlier[first + 1 :]
    if any(not same_unit(d.unit, left.unit) for d in (whole, *parts)):
        return None
    if sum((value_of(clause, p) for p in parts), Decimal(0)) > value_of(clause, whole):
        return None
    refs = [ref(clause, p) for p in parts]
    printed = clause.lexemes[left.first].text
    if len(parts) == 1 and _comparable(ref(clause, whole), refs[0], left, printed):
        return _bond(clause, left, ref(clause, whole), refs[0], sure=True)
    told = [clause.lexemes[r.index].text for r in (ref(clause, whole), *refs)]
    values = [*(r.value for r in refs), left.value or Decimal(0)]
    if repairable(value_of(clause, whole), values, [*told, printed], digits=_TELLING):
        return _bond(clause, left, ref(clause, whole), *refs, sure=False)
    return None


def _lone_part(clause: Clause, left: Draft, earlier: Sequence[Draft]) -> Bond | None:
    """ "287 đối tượng; mở tài khoản cho 241 người; nhận qua tài khoản 229 người; còn 58 người": one part of several."""
    if left.value is None or left.value < _TWO_DIGITS:
        return None
    for whole, part in combinations(earlier, 2):
        rest = value_of(clause, whole) - value_of(clause, part)
        alike = all(kind_of(d.unit) == kind_of(left.unit) for d in (whole, part))
        if rest == left.value and alike and (same_unit(part.unit, left.unit) or same_unit(whole.unit, left.unit)):
            return _bond(clause, left, ref(clause, whole), ref(clause, part), sure=True)
    return None


def _counts_before(clause: Clause, position: int) -> list[Draft]:
    """The counts before a remainder: of its sentence, and of the one before where the remainder opens its own."""
    left = clause.drafts[position]
    start = clause.sentence(left.start)[0]
    if _OPENS.match(clause.low, start) and not any(start <= d.start < left.start for d in clause.drafts):
        start = max((b for b in clause.breaks if b < start), default=0)
    return [
        d
        for d in clause.drafts[:position]
        if d.kind == "quantity" and d.start >= start and d.value is not None and d.rule != "quantity-rate"
        and direction(clause, d) == 0
    ]  # fmt: skip


def _also_whole(clause: Clause, one: Draft, other: Draft) -> bool:
    """Whether the count before `other` in its own item could as well be the total."""
    near = ";" not in clause.text[one.end : other.start] and clause.same_sentence(one.end, other.start)
    return near and same_unit(one.unit, other.unit) and value_of(clause, one) > value_of(clause, other)


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
