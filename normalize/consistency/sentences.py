"""The arithmetic of a claim in one Vietnamese sentence."""

from collections.abc import Sequence
from fractions import Fraction

from normalize.consistency.claims import Claim, Outcome
from normalize.consistency.numbers import Number
from normalize.consistency.wording import added, percent, printed, rounded

_NAMED = 3
"""Doubtful numbers that a sentence names."""
_SIGN = {"exact": "", "over": "hơn ", "under": "gần ", "about": "khoảng ", "at_least": "ít nhất "}


def sentence(claim: Claim, outcome: Outcome, misread: Sequence[Number] = ()) -> str:
    """ "564.197 : 595.083 = 94,8098 %, làm tròn 94,8 %; báo cáo ghi 94,4 %.".

    `misread`: its numbers that may stand otherwise on the paper than they were read.
    """
    said = _said(claim, outcome)
    if misread:
        said = f"{said.removesuffix('.')} ({_unsure(misread)})."
    return f"{claim.label}: {said}" if claim.table and claim.kind not in ("repeat", "malformed") else said


def _unsure(misread: Sequence[Number]) -> str:
    prints = list(dict.fromkeys(f"{n.printed} %" if n.percent else n.printed for n in misread))
    named = ", ".join(prints[:_NAMED]) + (f" và {len(prints) - _NAMED} số khác" if len(prints) > _NAMED else "")
    return f"máy đọc chưa chắc {named}: hãy xem ảnh trang trước"


def _said(claim: Claim, outcome: Outcome) -> str:
    if claim.kind == "malformed":
        return f"“{claim.label.rpartition('|')[2]}” không đúng dạng một số: xem lại các nhóm chữ số; chưa tính được với số này."
    if claim.form == "clash":
        return _clash(claim)
    if claim.form == "ratio":
        return _ratio(claim, outcome)
    if claim.form == "growth":
        now, before, stated = claim.numbers
        start = f"({printed(now.value)} − {printed(before.value)}) : {printed(before.value)}"
        return _percents(start, stated, outcome)
    if claim.form == "at_most":
        whole = claim.numbers[0].value
        start = f"{added([n.value for n in claim.numbers[1:]])}"
        total = "" if len(claim.numbers) == 2 else f" = {printed(outcome.computed or Fraction(0))}"
        verb = "không vượt" if outcome.verdict == "consistent" else "vượt"
        return f"{start}{total}, {verb} tổng {printed(whole)}."
    return _linear(claim, outcome)


def _clash(claim: Claim) -> str:
    name, *dates = claim.label.split("|")
    days = ", ".join(".".join((d, m, y)) for y, m, d in (date.split("-") for date in dates if date.count("-") == 2))
    days = days.replace(".", "/") or ", ".join(dates)
    return f"{name} được dẫn với {len(dates)} ngày khác nhau: {days}."


def _repeat(claim: Claim) -> str:
    one, other = claim.numbers[:2]
    what = f" “{claim.label}”" if claim.label else ""
    there = "trong bảng" if claim.table else f"ở dòng {other.place.line}"
    unit = " %" if one.percent else ""
    if one.value == other.value:
        return f"Chỉ tiêu{what} ghi {one.printed}{unit} cả ở dòng {one.place.line} và {there}."
    asked = "" if claim.sure else "; cũng có thể là hai chỉ tiêu khác nhau: hãy xem lại hai chỗ"
    return f"Chỉ tiêu{what} ghi {one.printed}{unit} ở dòng {one.place.line} nhưng {other.printed}{unit} {there}{asked}."


def _ratio(claim: Claim, outcome: Outcome) -> str:
    part, whole = claim.numbers[:2]
    stated = claim.numbers[2] if len(claim.numbers) == 3 else None
    start = f"{_operand(part)} : {_operand(whole)}"
    if outcome.computed is None:
        said = f"ghi {stated.printed} %" if stated is not None and stated.printed else "không ghi tỷ lệ"
        return f"{start} không tính được tỷ lệ vì mẫu số bằng 0; báo cáo {said}."
    if outcome.verdict == "undefined":
        return f"{start} = {percent(outcome.computed)}: phần lớn hơn toàn bộ."
    if stated is None:
        return f"{start} = {percent(outcome.computed)}; báo cáo không ghi tỷ lệ."
    return _percents(start, stated, outcome)


def _operand(number: Number) -> str:
    if not number.terms:
        return printed(number.value)
    signed = "".join(f" {'+' if sign > 0 else '−'} {printed(n.value)}" for sign, n in number.terms)
    return f"({signed.removeprefix(' + ')})"


def _percents(start: str, stated: Number, outcome: Outcome) -> str:
    if outcome.computed is None:
        return f"{start} không tính được vì mẫu số bằng 0; báo cáo ghi {stated.printed} %."
    sign, times = ("‰", 10) if stated.hundred > 100 else ("%", 1)
    said = f"báo cáo ghi {_SIGN[stated.bound]}{printed(times * stated.value)} {sign}"
    if stated.bound == "exact":
        said = f"báo cáo ghi {'-' if stated.value < 0 else ''}{stated.printed} {sign}"
    exact = times * outcome.computed
    close, true = rounded(exact, stated.decimals, sign), percent(exact, sign)
    middle = "" if close == true else f", làm tròn {close}"
    tail = " (cắt bớt, không làm tròn)" if outcome.verdict == "truncated" else ""
    return f"{start} = {true}{middle}; {said}{tail}."


def _linear(claim: Claim, outcome: Outcome) -> str:
    stated, rest = claim.numbers[0], claim.numbers[1:]
    computed = printed(outcome.computed or Fraction(0))
    if claim.kind == "shares":
        total = stated.value + sum((n.value for n in rest), Fraction(0))
        return f"{added([stated.value, *(n.value for n in rest)])} = {printed(total)} %; phải là 100 %."
    if claim.kind == "enumeration":
        return f"Báo cáo nêu {stated.printed} mục, liệt kê {computed} mục."
    if claim.kind == "spelled":
        return f"Bằng chữ là {computed}; bằng số ghi {printed(stated.value)}."
    if claim.kind == "repeat":
        return _repeat(claim)
    if all(c > 0 for c in claim.coefficients):
        left = added([n.value for n in rest])
    else:
        signs = zip(claim.coefficients[1:], rest[1:], strict=True)
        left = printed(rest[0].value) + "".join(f" {'+' if c > 0 else '−'} {printed(n.value)}" for c, n in signs)
    return f"{left} = {computed}; báo cáo ghi {_SIGN[stated.bound]}{printed(stated.value)}."
