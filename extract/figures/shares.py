"""Percentages whose part and whole stand apart: "429 hồ sơ, trong đó có 97 hồ sơ … đạt 22,6%", "60 (25%)"."""

from collections.abc import Sequence
from decimal import Decimal

import regex

from extract.figures.bonds import Bond, ref, value_of
from extract.figures.breakdowns import single_part
from extract.figures.clause import Clause, Draft
from extract.figures.units import same_unit

_SHARE_CUE = regex.compile(
    r"(?:chiem|ty le|ti le|ty trong|bang|tuong ung|dat|=|tuong duong)[\s:,]*(?:ty le|ti le|ty trong)?\s*(?:dat|la|khoang|hon|gan|tren)?[\s:(]*$|^\s*\(\s*(?:khoang|hon|gan)?\s*$"
)
_CHANGE = regex.compile(r"(?<!\p{L})(?:tang|giam|vuot|cao hon|thap hon)(?!\p{L})[^\d;]*$")
_PLAN = regex.compile(
    r"\s*(?:so (?:voi )?)?(?:ke hoach|kh(?!\p{L})|du toan|chi tieu|muc tieu|cung ky|nghi quyet|nam truoc)"
)
_OWN = regex.compile(r"(?:dat|bang|=)[\s:(]*$")


def bind_shares(clause: Clause, bonds: Sequence[Bond], before: Clause | None) -> list[Bond]:
    """Turn percentages into implicit ratios where the words, or the arithmetic, tell part and whole.

    Returns statements about the shares themselves (parts of a hundred).
    """
    found: list[Bond] = []
    for bond in bonds:
        if bond.kind == "breakdown" and bond.clause is clause:
            shares = _of_breakdown(clause, bond)
            if shares is not None:
                found.append(shares)
    for draft in list(clause.drafts):
        if draft.kind == "percent" and draft in clause.drafts:
            _by_arithmetic(clause, draft, before)
    return found


def _behind(clause: Clause, part: Draft) -> Draft | None:
    """The percentage that belongs to a part: the next figure behind it, behind a cue, in its own item."""
    following = next((d for d in clause.drafts if d.start >= part.end), None)
    if following is None or following.kind != "percent":
        return None
    gap = clause.fold[part.end : following.start]
    if len(gap) > 130 or _CHANGE.search(gap) or not clause.same_sentence(part.end, following.start):
        return None
    if ";" in gap and not regex.match(r"[^;]*;\s*(?:dat|chiem|ty le|ti le|bang)", gap):
        return None
    return following if _SHARE_CUE.search(gap) else None


def _agrees(part: Decimal, whole: Decimal, percent: Decimal, slack: Decimal = Decimal("0.06")) -> bool:
    return whole != 0 and abs(part * 100 / whole - percent) <= slack


def _slack(clause: Clause, percent: Draft) -> Decimal:
    assert percent.percent is not None
    numeral = clause.lexemes[percent.percent].numeral
    return Decimal(1).scaleb(-(numeral.decimals if numeral else 0))


def _of_breakdown(clause: Clause, bond: Bond) -> Bond | None:
    """Shares of a total named once; a single part without a percentage is a ratio in words."""
    assert bond.whole is not None
    whole = bond.whole.draft
    assert whole is not None
    pairs = [(r.draft, _behind(clause, r.draft)) for r in bond.parts if r.draft is not None]
    stated = [(part, share) for part, share in pairs if share is not None]
    if not stated:
        if single_part(bond) and pairs:
            _make_ratio(clause, pairs[0][0], bond.whole.index, None, whole)
        return None
    fits = sum(
        _agrees(value_of(clause, p), bond.whole.value, value_of(clause, s), _slack(clause, s)) for p, s in stated
    )
    own_percent = whole.kind == "ratio" or _behind(clause, whole) is not None
    trusted = fits * 2 >= len(stated) if len(stated) > 1 else not own_percent and not _of_plan(clause, stated[0][1])
    if not trusted and not fits:
        return None
    keep_whole = len(bond.parts) > 1
    hundred = sum((value_of(clause, s) for _, s in stated), Decimal(0))
    refs = tuple(ref(clause, s) for _, s in stated)
    for part, share in stated:
        fit = _agrees(value_of(clause, part), bond.whole.value, value_of(clause, share), _slack(clause, share))
        if fit or trusted:
            _make_ratio(clause, part, bond.whole.index, share, None if keep_whole else whole)
    if len(stated) == len(bond.parts) > 1 and bond.exhaustive and abs(hundred - 100) <= 5:
        return Bond("shares", clause, bond.start, stated[-1][1].end, "shares", parts=refs, sure=bond.sure)
    return None


def _of_plan(clause: Clause, share: Draft) -> bool:
    """ "đạt 80% kế hoạch": measured against a plan, not against the total of the sentence."""
    return _PLAN.match(clause.fold, share.end) is not None


def _make_ratio(clause: Clause, part: Draft, whole_index: int, share: Draft | None, whole: Draft | None) -> None:
    """The part's figure becomes a ratio; the percentage (and a whole named for it alone) are figures no more."""
    numbers = {part.first, whole_index} | ({share.first} if share else set())
    clause.drafts.remove(part)
    if share is not None:
        clause.drafts.remove(share)
    start = part.start
    if whole is not None and whole in clause.drafts:
        clause.drafts.remove(whole)
        start = min(start, whole.start)
    ratio = Draft(
        "ratio",
        start,
        max(part.end, share.end if share else 0),
        "ratio-implicit" if share else "ratio-prose",
        tuple(sorted(numbers)),
    )
    ratio.numerator, ratio.denominator = part.first, whole_index
    ratio.percent = share.percent if share else None
    ratio.form = "implicit" if share else "prose"
    ratio.unit, ratio.measured = (whole.unit if whole and not share else None) or part.unit, part.measured
    ratio.bound, ratio.approximate = part.bound, part.approximate
    ratio.label = (part.start, part.end)
    clause.drafts.append(ratio)
    clause.drafts.sort(key=lambda d: d.start)
    for number in numbers:
        clause.owner[number] = ratio
    part.forward = ratio
    if whole is not None:
        whole.forward = ratio
    if share is not None:
        share.forward = ratio


def _by_arithmetic(clause: Clause, share: Draft, before: Clause | None) -> None:
    """ "trúng tuyển 120, chiếm tỷ lệ 14,81% so với hồ sơ dự thi": the whole is the earlier count that fits."""
    position = clause.drafts.index(share)
    if position == 0 or share.bound != "exact":
        return
    part = clause.drafts[position - 1]
    if part.kind != "quantity" or _behind(clause, part) is not share or part.value is None:
        return
    assert share.percent is not None
    percent = clause.lexemes[share.percent]
    if (
        percent.value <= 0
        or percent.value >= 100
        or part.value < 3
        or (percent.numeral and percent.numeral.decimals == 0 and part.value < 20)
    ):
        return
    earlier = [
        d
        for d in clause.drafts[: position - 1]
        if d.kind == "quantity" and d.value is not None and d.value > part.value
    ]
    for whole in reversed(earlier):
        assert whole.value is not None
        if same_unit(part.unit, whole.unit) and _agrees(
            part.value, whole.value, percent.value, _slack(clause, share) / 2
        ):
            _make_ratio(clause, part, whole.first, share, None)
            return
    del before
