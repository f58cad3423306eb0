"""Totals behind their parts, and the magnitude that a total lends to bare parts."""

from collections.abc import Iterator
from decimal import Decimal

import regex

from extract.figures.bonds import Bond, label_before, ref, value_of
from extract.figures.breakdowns import OPEN, closing, slipped
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.units import same_unit

_SUMMED = regex.compile(
    r"(?<!\p{L})(?:tổng cộng|cộng cả|cộng chung|cộng lại|cộng(?! tác| đồng| hòa| hoà| sản| hưởng)|(?<=\()tổng(?: số)?)(?!\p{L})[^\d;.]{0,30}$"
)
_OF_ALL = regex.compile(
    r"(?<!\p{L})(?:toàn (?:trường|huyện|tỉnh|xã|thành phố|ngành|phường|thị xã)|tất cả)(?!\p{L})[^\d;.]{0,20}$"
)
_OPENS_WITH = regex.compile(r"\s*(?:tổng cộng|cộng|như vậy)(?!\p{L})")
_LARGE = 1000


def summed_up(clause: Clause) -> list[Bond]:
    """Every total of the passage that stands behind the counts that make it."""
    counts = [d for d in clause.drafts if d.kind == "quantity"]
    never_less = all(value_of(clause, d) >= 0 for d in counts)
    found = (_summed_up(clause, position, never_less=never_less) for position in range(len(clause.drafts)))
    return [bond for bond in found if bond is not None]


def _summed_up(clause: Clause, position: int, *, never_less: bool) -> Bond | None:
    """ "tháng 4 là 100 người, tháng 5 là 50 người, cộng cả đợt là 150 người": the total stands last."""
    total = clause.drafts[position]
    if total.kind != "quantity":
        return None
    words = clause.low[max(0, total.start - 80) : total.start]
    if not _SUMMED.search(words):
        large = (total.value or 0) >= _LARGE and total.unit is not None and not total.measured
        of_all = ("toàn" in words or "tất cả" in words) and _OF_ALL.search(words) is not None
        return _makes(clause, position, guess=False, never_less=never_less) if large or of_all else None
    return _makes(clause, position, guess=True, never_less=never_less)


def _makes(clause: Clause, position: int, *, guess: bool, never_less: bool) -> Bond | None:
    """The counts of the sentence right before a total that make it; `guess`: or miss it by one slip.

    `never_less`: no count is negative, so that what is more than the total already will never make it.
    """
    total = clause.drafts[position]
    start = clause.sentence(total.start)[0]
    if _OPENS_WITH.match(clause.low, start) and not any(start <= d.start < total.start for d in clause.drafts):
        start, guess = clause.sentence(max(0, start - 1))[0], False
    running = Decimal(0)
    parts: list[Draft] = []
    for draft in _counts_before(clause, position, start):
        if not same_unit(draft.unit, total.unit) or (not guess and direction(clause, draft) != 0):
            break
        running += value_of(clause, draft)
        parts.append(draft)
        if running == total.value and len(parts) > 1:
            return _sum_of(clause, total, parts[::-1])
        if not guess and never_less and total.value is not None and running > total.value:
            break
    parts.reverse()
    missed = guess and len(parts) > 2 and slipped(clause, ref(clause, total), parts, "colon")
    return _sum_of(clause, total, parts) if missed else None


def _counts_before(clause: Clause, position: int, start: int) -> Iterator[Draft]:
    """The counts from the one before a figure back to offset `start`."""
    for at in range(position - 1, -1, -1):
        draft = clause.drafts[at]
        if draft.start < start:
            return
        if draft.kind == "quantity":
            yield draft


def _sum_of(clause: Clause, total: Draft, parts: list[Draft]) -> Bond:
    refs = tuple(ref(clause, d, label=label_before(clause, d.start, clause.sentence(d.start)[0])) for d in parts)
    bond = Bond("breakdown", clause, parts[0].start, total.end, "breakdown-summed", ref(clause, total), refs)
    bond.exhaustive = True
    return bond


def lend_magnitude(clause: Clause) -> None:
    """ "86,4 tỷ đồng (trung ương 12,1; tỉnh 61,8; khác 12,5)": bare numbers of a bracket that make the printed total have its unit."""
    for position, whole in enumerate(clause.drafts):
        if (
            whole.kind != "quantity"
            or whole.numeral is None
            or not whole.numeral.value
            or whole.value == whole.numeral.value
        ):
            continue
        bracket = OPEN.match(clause.fold[whole.end :])
        if bracket is None:
            continue
        start = whole.end + bracket.end()
        close = closing(clause.text, start)
        inside = [d for d in clause.drafts[position + 1 :] if start <= d.start < close and d.kind != "percent"]
        bare = all(d.kind == "quantity" and d.unit is None and d.numeral is not None for d in inside)
        if len(inside) < 2 or not bare:
            continue
        if sum((value_of(clause, d) for d in inside), Decimal(0)) == whole.numeral.value:
            factor = value_of(clause, whole) / whole.numeral.value
            for draft in inside:
                draft.value, draft.unit, draft.measured = value_of(clause, draft) * factor, whole.unit, whole.measured
