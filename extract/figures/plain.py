"""Sums that no word announces: a total, and right behind it the counts that make it."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

import regex

from extract.figures.bonds import Bond, Ref, ref, value_of
from extract.figures.breakdowns import amount_slack, depth, make_a_hundred, part_labels
from extract.figures.clause import Clause, Draft
from extract.figures.units import same_unit

_CHANGED = regex.compile(r"(?<!\p{L}|đỡ |đỡ, |thuyên |đỡ/)(?:tăng|giảm)(?:\s(?:thêm|được|khoảng|hơn|gần|trên))?\s*$")
_NO_COUNTS = ("quantity-rate", "quantity-range")
_MOST_PARTS, _FEW, _TELLING_TOTAL, _TELLING_ANYWHERE = 12, 20, 100, 1000
_NEGATION = regex.compile(r"(?<!\p{L})(?:không|chưa|trễ hạn|quá hạn|còn lại)(?!\p{L})")
_LABEL = regex.compile(r"(?:^|[.;]\s)[^.;:()\d]{2,60}$")
_LABEL_SPAN, _CHANGE_SPAN = 64, 64
_FRONTED = regex.compile(r"\s*(?:trong đó|cụ thể|gồm|bao gồm)(?!\p{L})\s*[,:]?\s")
_BETWEEN = regex.compile(r"[,;]|\svà\s")


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
    if whole.rule == "ratio-of-whole":
        return _of_many(clause, position, taken)
    if whole.kind == "percent" or whole.rule in _NO_COUNTS or not value_of(clause, whole):
        return None
    if whole.kind == "ratio" and whole.form != "slash":
        return None
    total = value_of(clause, whole)
    parts: list[Draft] = []
    running, slack = Decimal(0), amount_slack(clause, whole)
    for draft in clause.drafts[position + 1 : position + 1 + _MOST_PARTS * 2]:
        inside = depth(clause.text, whole.end, draft.start)
        if draft.kind == "percent" or inside > 0:
            continue
        plain = draft.kind == "quantity" and draft.rule not in _NO_COUNTS and draft.first not in taken
        if not plain or inside < 0 or not same_unit(draft.unit, whole.unit):
            return None
        crossed = bisect_right(clause.breaks, draft.start) - bisect_left(clause.breaks, whole.end)
        if crossed > (1 if total >= _TELLING_TOTAL else 0) or _is_changed(clause, draft):
            return None
        parts.append(draft)
        running += value_of(clause, draft)
        slack += amount_slack(clause, draft)
        if running > total + slack or len(parts) > _MOST_PARTS:
            return None
        if len(parts) > 1 and abs(running - total) <= slack:
            return _plain_sum(clause, whole, parts) if _is_telling(clause, whole, parts, total) else None
    return None


def _is_changed(clause: Clause, draft: Draft) -> bool:
    """Whether a number is what something rose or fell by."""
    return _CHANGED.search(clause.low, max(0, draft.start - _CHANGE_SPAN), draft.start) is not None


def _is_telling(clause: Clause, whole: Draft, parts: Sequence[Draft], total: Decimal) -> bool:
    """Whether counts that make a number can hardly do so by chance: many, large, denied, or shares of a hundred."""
    if whole.kind == "ratio" or whole.unit is None:
        return len(parts) > 2 and (total >= _TELLING_TOTAL or whole.kind == "ratio")
    return total >= _FEW or len(parts) > 2 or _negated(clause, parts)


def _of_many(clause: Clause, position: int, taken: set[int]) -> Bond | None:
    """ "Trong tổng số 168 cơ sở có 131 cơ sở tốt (78%), 34 cơ sở khá (20,2%) và 3 cơ sở trung bình": the parts make the whole."""
    first = clause.drafts[position]
    total = ref(clause, first, whole=True)
    parts, running = [first], value_of(clause, first)
    for draft in clause.drafts[position + 1 :]:
        if draft.kind == "percent":
            continue
        plain = draft.kind == "quantity" and draft.rule not in _NO_COUNTS and draft.first not in taken
        if not plain or not same_unit(draft.unit, first.unit) or not clause.same_sentence(first.start, draft.start):
            return None
        parts.append(draft)
        running += value_of(clause, draft)
        if running >= total.value:
            break
    if running != total.value or len(parts) < 2:
        return None
    names = part_labels(clause, parts, clause.lexemes[total.index].end)
    refs = tuple(ref(clause, d, label=name) for d, name in zip(parts, names, strict=True))
    bond = Bond("breakdown", clause, first.start, parts[-1].end, "breakdown-plain", total, refs)
    bond.exhaustive = True
    return bond


def _negated(clause: Clause, parts: Sequence[Draft]) -> bool:
    """ "nhận 17 vụ, hòa giải thành 15 vụ, không thành 02 vụ": the second of two states is the first one denied."""
    told = all(d.unit is not None and value_of(clause, d) for d in parts)
    return told and _NEGATION.search(clause.low, parts[0].end, parts[1].start) is not None


class Counted:
    """The counts of a report that are large enough to be known again by their value alone, by that value."""

    def __init__(self) -> None:
        self._kept: dict[Decimal, list[tuple[Clause, Draft]]] = defaultdict(list)

    def keep(self, clause: Clause) -> None:
        """Remember the counts of a passage; those of ratios are remembered as they were told."""
        for draft in clause.drafts:
            if draft.kind == "quantity" and draft.unit is not None and (draft.value or 0) >= _TELLING_ANYWHERE:
                assert draft.value is not None
                self._kept[draft.value].append((clause, draft))

    def last(self, total: Decimal, unit: str | None) -> Ref | None:
        """The last count kept that is `total`, of a unit that may be the same."""
        alike = [(c, d) for c, d in self._kept.get(total, ()) if unit is not None and same_unit(d.unit, unit)]
        return ref(*alike[-1]) if alike else None


def named_again(clause: Clause, before: Clause | None, known: Sequence[Bond], counted: Counted) -> list[Bond]:
    """ "… 3.408 hồ sơ …. Kết quả giải quyết: trước hạn 2.140 hồ sơ, đúng hạn 1.255 hồ sơ, quá hạn 13 hồ sơ": a list that
    makes, to the last digit, a count named earlier in the passage, in the one before, or, if large, in the report."""
    if sum(d.kind == "quantity" for d in clause.drafts) < 2:
        return []
    taken = {p.index for b in known if b.kind == "breakdown" for p in b.parts}
    found = []
    for start, stop in _openings(clause.low):
        parts = _items(clause, stop, taken)
        total = sum((value_of(clause, d) for d in parts), Decimal(0))
        telling = len(parts) > 2 and total >= _TELLING_TOTAL and sum(1 for d in parts if value_of(clause, d)) > 1
        if not telling and (len(parts) < 2 or not make_a_hundred(clause, parts)):
            continue
        whole = (
            _counted_as(clause, start, total, parts)
            or (_counted_as(before, len(before.text), total, parts) if before is not None else None)
            or counted.last(total, parts[0].unit)
        )
        if whole is not None:
            found.append(_over(whole, clause, parts))
    return found


def _openings(low: str) -> Iterator[tuple[int, int]]:
    """Where the words begin that announce a list ("Kết quả giải quyết: "), and where the list itself does."""
    fronted = _FRONTED.match(low)
    if fronted is not None:
        yield 0, fronted.end()
    at = low.find(": ", fronted.end() if fronted is not None else 0)
    while at >= 0:
        label = _LABEL.search(low, max(0, at - _LABEL_SPAN), at)
        if label is not None and (label.start() or fronted is None):
            yield label.start(), at + 2
        at = low.find(": ", at + 2)


def _items(clause: Clause, start: int, taken: set[int]) -> list[Draft]:
    """The counts of a list from `start` to the end of its sentence, outside brackets; none where one is of another kind."""
    end = clause.sentence(start)[1]
    found: list[Draft] = []
    floor = start
    for draft in clause.drafts:
        if draft.kind == "percent" or not start <= draft.start < end or depth(clause.text, start, draft.start) != 0:
            continue
        plain = draft.kind == "quantity" and draft.rule not in _NO_COUNTS and draft.first not in taken
        alike = not found or same_unit(found[0].unit, draft.unit)
        apart = not found or _BETWEEN.search(clause.low, floor, draft.start) is not None
        if not (plain and alike and apart) or _is_changed(clause, draft) or draft.bound != "exact":
            return []
        found.append(draft)
        floor = draft.end
    return found


def _counted_as(clause: Clause, stop: int, total: Decimal, parts: Sequence[Draft]) -> Ref | None:
    """The last count before `stop` that is `total`, of the parts' unit."""
    for draft in reversed(clause.drafts):
        if draft.kind == "percent" or draft.start >= stop or draft.rule in _NO_COUNTS or draft.bound != "exact":
            continue
        sides = [ref(clause, draft), ref(clause, draft, whole=True)] if draft.kind == "ratio" else [ref(clause, draft)]
        named = draft.unit is not None or parts[0].unit is not None
        fitting = next((s for s in sides if s.value == total), None)
        if fitting is not None and named and same_unit(draft.unit, parts[0].unit):
            return fitting
    return None


def _over(whole: Ref, clause: Clause, parts: Sequence[Draft]) -> Bond:
    names = part_labels(clause, parts, clause.sentence(parts[0].start)[0])
    refs = tuple(ref(clause, d, label=name) for d, name in zip(parts, names, strict=True))
    bond = Bond("breakdown", clause, parts[0].start, parts[-1].end, "breakdown-again", whole, refs)
    bond.exhaustive = True
    return bond


def _plain_sum(clause: Clause, whole: Draft, parts: list[Draft]) -> Bond:
    refs = tuple(
        ref(clause, d, label=name) for d, name in zip(parts, part_labels(clause, parts, whole.end), strict=True)
    )
    bond = Bond("breakdown", clause, whole.start, parts[-1].end, "breakdown-plain", ref(clause, whole), refs)
    bond.exhaustive = True
    return bond
