"""Shares whose whole stands behind them: "bằng 98% kế hoạch (2.500 tấn)", "chiếm 2,4% tổng số 5.000 hồ sơ"."""

from decimal import Decimal

import regex

from extract.figures.bonds import value_of
from extract.figures.breakdowns import kind_of
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.making import CHANGE, agrees, closed_since, make_ratio, one_slip, scale_of, share_slack
from extract.figures.units import same_unit

_PLANNED = regex.compile(
    r"\)?\s*(?:(?:so )?(?:voi )?)(?:ke hoach|kh|du toan|chi tieu|muc tieu|nghi quyet|dinh muc)(?!\p{L})[^();%]{0,60}"
    r"(?:\(|(?<!\p{L})la(?!\p{L}))[^\d();%]{0,30}"
)
_PLAN_BESIDE = regex.compile(
    r"\)?\s*(?:(?:so )?(?:voi )?)(?:ke hoach|kh|du toan|chi tieu|muc tieu|dinh muc)(?: (?:nam|thang|quy|giao|duoc giao|de ra|ca nam))*\s"
)
_IN_BRACKET = regex.compile(r"[^();%]{1,70}\(\s*[^\d();%]{0,25}")
_OF_TOTAL = regex.compile(
    r"\)?\s*(?:(?:tren|trong|so voi|cua)\s+)?(?:(?:tong|so)(?!\p{L})|(?<=so voi |tren |trong ))[^\d();.,%]{0,60}"
)
_EARLIER_TIME = regex.compile(r"cung ky|nam truoc|thang truoc|ky truoc|quy truoc|tuan truoc|nam ngoai|binh quan")


def whole_behind(clause: Clause, share: Draft) -> bool:
    """ "2.450 tấn, bằng 98% kế hoạch (2.500 tấn)", "120 hồ sơ, chiếm 2,4% tổng số 5.000 hồ sơ": the whole stands last."""
    at = clause.drafts.index(share)
    whole = next((d for d in clause.drafts[at + 1 : at + 3] if d.start >= share.end), None)
    if whole is not None and whole.rule == "ratio-of-whole":
        whole = _first_named(clause, whole)
    if whole is None or whole.kind != "quantity" or not whole.value or value_of(clause, share) <= 0:
        return False
    if direction(clause, share) != 0 or CHANGE.search(clause.low, max(0, share.start - 25), share.start):
        return False
    gap = clause.fold[share.end : whole.start]
    planned = _PLANNED.fullmatch(gap) is not None or _PLAN_BESIDE.fullmatch(gap) is not None
    if not planned and _IN_BRACKET.fullmatch(gap) and clause.text[whole.end :].lstrip()[:1] == ")":
        return _explained_behind(clause, at, whole, share)
    if not planned and (not _OF_TOTAL.fullmatch(gap) or _EARLIER_TIME.search(gap)):
        return False
    if "(" in gap and clause.text[whole.end :].lstrip()[:1] not in (")", ",", ";"):
        return False
    part = _measured_by(clause, at, whole, share, planned)
    if part is None:
        return _measured_again(clause, at, whole, share)
    if any(d.kind == "percent" for d in clause.drafts[clause.drafts.index(part) + 1 : at]):
        _second(clause, part, whole, share)
        return True
    make_ratio(clause, part, whole.first, share, None)
    return True


def _second(clause: Clause, part: Draft, whole: Draft, share: Draft) -> None:
    """A share of a count whose first share stands between: the count is left to that one."""
    scale = scale_of(clause, part, part.first), scale_of(clause, whole, whole.first)
    second = make_ratio(clause, whole, part.first, share, None)
    second.numerator, second.denominator = part.first, whole.first
    second.factors = scale if scale[0] != scale[1] else (Decimal(1), Decimal(1))
    clause.owner[part.first] = part


def _first_named(clause: Clause, ratio: Draft) -> Draft:
    """The whole of "trên tổng số 8.000 hồ sơ, có 12 hồ sơ rút" as the count that it is for what stands before it."""
    lexeme = clause.lexemes[ratio.first]
    count = Draft("quantity", lexeme.start, lexeme.end, "quantity-counted", (ratio.first,), value=lexeme.value)
    count.numeral, count.unit = lexeme.numeral, ratio.unit
    return count


def _explained_behind(clause: Clause, at: int, whole: Draft, share: Draft) -> bool:
    """ "1.082.450 người, đạt 92,1% dân số (1.175.300 người)": the bracket says what of, where the arithmetic agrees."""
    if _EARLIER_TIME.search(clause.fold, share.end, whole.start):
        return False
    part = _measured_by(clause, at, whole, share, planned=False, exact=True)
    if part is None:
        return False
    if any(d.kind == "percent" for d in clause.drafts[clause.drafts.index(part) + 1 : at]):
        _second(clause, part, whole, share)
    else:
        make_ratio(clause, part, whole.first, share, None)
    return True


def _measured_by(
    clause: Clause, at: int, whole: Draft, share: Draft, planned: bool, *, exact: bool = False
) -> Draft | None:
    """The count before the share at `at` that is held against `whole`: by the arithmetic, else by one slip."""
    before = [
        d
        for d in clause.drafts[:at]
        if d.kind == "quantity"
        and d.value is not None
        and (planned or direction(clause, d) == 0)
        and clause.same_sentence(d.start, share.start)
        and kind_of(d.unit) == kind_of(whole.unit)
        and not closed_since(clause, d, share)
    ]
    percent = value_of(clause, share)
    before.reverse()
    for part in sorted(before, key=lambda d: direction(clause, d) != 0):
        if agrees(part.value or Decimal(0), whole.value or Decimal(0), percent, share_slack(clause, share) / 2):
            return part
    alike = [d for d in before[::-1] if same_unit(d.unit, whole.unit) and direction(clause, d) == 0]
    if exact or not alike or not (planned or percent <= 100):
        return None
    return alike[-1] if one_slip(clause, alike[-1], whole, share) else None


def _measured_again(clause: Clause, at: int, whole: Draft, share: Draft) -> bool:
    """ "212,6 tỷ đồng, bằng 141,7% … (150 tỷ đồng), bằng 118,1% … (180 tỷ đồng)": one result against a second plan."""
    printed, percent = clause.lexemes[whole.first].value, value_of(clause, share)
    for ratio in reversed(clause.drafts[:at]):
        if ratio.kind != "ratio" or ratio.numerator is None or not clause.same_sentence(ratio.start, share.start):
            continue
        result = clause.lexemes[ratio.numerator].value
        if same_unit(ratio.unit, whole.unit) and agrees(result, printed, percent, share_slack(clause, share) / 2):
            again = make_ratio(clause, whole, ratio.numerator, share, None)
            again.numerator, again.denominator, again.factors = ratio.numerator, whole.first, ratio.factors
            return True
    return False
