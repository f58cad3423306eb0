"""What the shares beside a share tell of its whole: the same words behind them, the same sentence, the same list.

"BCG: 950 trẻ (95,0%); sởi: 920 trẻ (92,0%); bại liệt: 910 trẻ (19,0%)": what misses by a slip is of the same whole.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal

import regex

from extract.figures.bonds import value_of
from extract.figures.breakdowns import kind_of
from extract.figures.clause import Clause, Draft
from extract.figures.lists import Share, Whole, make_share, wholes_of
from extract.figures.shares import of_plan
from extract.figures.slips import one_edit, share_repairable
from extract.figures.units import same_unit

_HUNDRED = Decimal(100)
_BESIDE, _FOUR_DIGITS, _TELLING_DECIMALS = 3, 4, 2
_COMPARED = regex.compile(r"\s(?:so voi|tren|trong|cua)(?:\s\p{L}+){2,8}")
_OPENING = regex.compile(r"\p{L}+\s\p{L}+(?=\s)")
OF_OTHERS = regex.compile(r"\s*(?:so voi|dan so|dien tich|so (?!voi)|tong |toan |cua |tren |trong )")
"""Words behind a percentage that name what it is of."""


def phrased_alike(clauses: Sequence[Clause], at: int, share: Share) -> Whole | None:
    """ "11.730 phiếu, đạt 98,7% so với số phiếu thu vào" above "157 phiếu, chiếm 1,3% so với số phiếu thu vào": one whole."""
    said = _COMPARED.match(share.clause.fold, share.percent.end)
    if said is None:
        return None
    meant: dict[Decimal, list[Whole]] = defaultdict(list)
    for clause in clauses[max(0, at - _BESIDE) : at + _BESIDE + 1]:
        for ratio in clause.drafts:
            if is_told(ratio) and clause.fold.startswith(said.group(), ratio.end):
                whole = whole_in(clause, ratio)
                if whole is not None:
                    meant[whole.value].append(whole)
    if len(meant) != 1:
        return None
    wholes = next(iter(meant.values()))
    alike = same_unit(wholes[0].unit, share.part.unit)
    true = share.is_of(wholes[0], loose=True)
    return wholes[0] if alike and (true or (len(wholes) > 1 and one_slip_of(share, wholes[0]))) else None


def one_slip_of(share: Share, whole: Whole) -> bool:
    """Whether one slip of the part, the whole or the percentage keeps a share of `whole` from being true."""
    clause, part = share.clause, share.part
    if value_of(clause, part) > whole.value:
        return False
    percent = clause.lexemes[share.percent.first]
    printed = whole.clause.lexemes[whole.index]
    return share_repairable(
        (clause.lexemes[part.first].text, value_of(clause, part) / whole.factor),
        (printed.text, printed.value),
        (percent.text, percent.value, share.decimals),
    )


def as_beside(clauses: Sequence[Clause], at: int, share: Share) -> Whole | None:
    """The whole of the shares beside this one, in its sentence and the items around it, where two of them are true of it.

    "BCG: 950 trẻ (95,0%); sởi: 920 trẻ (92,0%); bại liệt: 910 trẻ (19,0%)": what misses by a slip is of the same whole.
    """
    if (
        not share.decimals
        or OF_OTHERS.match(share.clause.fold, share.percent.end)
        or of_plan(share.clause, share.percent)
    ):
        return None
    groups: dict[tuple[int, int], list[Whole]] = defaultdict(list)
    for clause, ratio in _siblings(clauses, at, share):
        whole = whole_in(clause, ratio)
        if whole is not None:
            groups[(id(whole.clause), whole.index)].append(whole)
    best = max(groups.values(), key=len, default=[])
    if len(best) == 1 == len(groups):
        exact = digits_of(share) >= _FOUR_DIGITS and share.is_of(best[0])
        true = exact or (share.decimals > 1 and share.is_of(best[0], loose=True))
        return best[0] if true or _swapped(share, best[0]) else None
    if len(best) < 2 or len(best) * 2 <= sum(map(len, groups.values())):
        return None
    whole = best[0]
    alike = same_unit(whole.unit, share.part.unit) or any(same_unit(w.unit, share.part.unit) for w in best)
    if share.is_of(whole, loose=True):
        return whole
    few = share.decimals < _TELLING_DECIMALS and len(best) < _BESIDE
    slipped = _percent_slipped(share, whole) if few else one_slip_of(share, whole)
    return whole if alike and slipped else None


def _percent_slipped(share: Share, whole: Whole) -> bool:
    """Whether one slip of the percentage alone hides the part's true share: less happens by chance than one of any number."""
    told, true = _told_and_true(share, whole)
    return value_of(share.clause, share.part) <= whole.value and one_edit(told, true)


def _told_and_true(share: Share, whole: Whole) -> tuple[str, str]:
    """The digits of the percentage that is printed, and of the one that would be true."""
    part, one = value_of(share.clause, share.part), Decimal(1).scaleb(-share.decimals)
    exact = (part * _HUNDRED / whole.value).quantize(one, ROUND_HALF_UP)
    told = value_of(share.clause, share.percent).quantize(one)
    return str(told).replace(".", ""), str(exact).replace(".", "")


def _swapped(share: Share, whole: Whole) -> bool:
    """Whether two neighbouring digits of the percentage change places in the part's true share of `whole`."""
    part = value_of(share.clause, share.part)
    if part > whole.value or kind_of(whole.unit) != kind_of(share.part.unit):
        return False
    told, true = _told_and_true(share, whole)
    return told != true and any(
        told[:at] + told[at + 1] + told[at] + told[at + 2 :] == true for at in range(len(told) - 1)
    )


def patterned(clauses: Sequence[Clause], at: int, share: Share) -> Whole | None:
    """ "- kiểm tra 40 quán, đạt 30 quán (75,0%)" above "- kiểm tra 50 quán, đạt 45 quán (09,0%)": the same words between
    a count and its part; two items that are true of theirs tell what a third is of, which a slip keeps from it."""
    clause = share.clause
    place = clause.drafts.index(share.part)
    own = clause.drafts[place - 1] if place else None
    if own is None or own.kind != "quantity" or not own.value or clause.passage.kind != "item":
        return None
    words = clause.fold[clause.lexemes[own.first].end : share.part.start]
    beside = [
        c for c in clauses[max(0, at - _BESIDE) : at + _BESIDE + 1] if c.passage.section == clause.passage.section
    ]
    true = sum(_between(c, r) == words and whole_in(c, r) is not None for c in beside for r in c.drafts if is_told(r))
    whole = Whole(clause, own.first, own.value, own.unit)
    return whole if true > 1 and same_unit(own.unit, share.part.unit) and one_slip_of(share, whole) else None


def _between(clause: Clause, ratio: Draft) -> str | None:
    """The words between the whole of a ratio and its part, where the whole stands first in the same passage."""
    if ratio.numerator is None or ratio.denominator is None or ratio.abroad is not None:
        return None
    whole, part = clause.lexemes[ratio.denominator], clause.lexemes[ratio.numerator]
    return clause.fold[whole.end : part.start] if whole.end < part.start else None


def of_one(clauses: Sequence[Clause], at: int, shares: Sequence[Share]) -> None:
    """Three shares of a passage, or more, that are true of one number of the passages right before it."""
    free = [s for s in shares if s.decimals and not of_plan(s.clause, s.percent)]
    if len(free) < _BESIDE:
        return
    best: list[Share] = []
    chosen: Whole | None = None
    for clause in reversed(clauses[max(0, at - _BESIDE) : at + 1]):
        for whole in wholes_of(clause):
            if clause is clauses[at] and clause.lexemes[whole.index].start > free[0].part.start:
                continue
            fitting = [s for s in free if value_of(s.clause, s.part) <= whole.value and _true_of(s, whole)]
            if len(fitting) > len(best):
                best, chosen = fitting, whole
    if chosen is not None and len(best) >= _BESIDE and len(best) * 2 > len(free):
        for share in best:
            make_share(share, chosen)


def _true_of(share: Share, whole: Whole) -> bool:
    """Whether a share is true of a number of its kind, to its last printed place, whatever their units are called."""
    half = Decimal(1).scaleb(-share.decimals) / 2
    part, percent = value_of(share.clause, share.part), value_of(share.clause, share.percent)
    return kind_of(whole.unit) == kind_of(share.part.unit) and abs(part * _HUNDRED / whole.value - percent) <= half


def _siblings(clauses: Sequence[Clause], at: int, share: Share) -> Iterator[tuple[Clause, Draft]]:
    """The implicit ratios with a percentage in the share's sentence, and in the list items around its passage."""
    clause = share.clause
    for draft in clause.drafts:
        if clause.same_sentence(draft.start, share.part.start) and is_told(draft):
            yield clause, draft
    passage = clause.passage
    for other in clauses[max(0, at - _BESIDE) : at + _BESIDE + 1]:
        items = passage.kind == other.passage.kind == "item" and other.passage.depth == passage.depth
        beside = items or _begins_alike(clause, other)
        if other is not clause and beside and other.passage.section == passage.section:
            yield from ((other, draft) for draft in other.drafts if is_told(draft))


def _begins_alike(clause: Clause, other: Clause) -> bool:
    """ "Đội số 1: …" and "Đội số 2: …": paragraphs that begin with the same two words are items of a list."""
    one, two = (_OPENING.match(c.fold) for c in (clause, other))
    return one is not None and two is not None and one.group() == two.group()


def is_told(draft: Draft) -> bool:
    """Whether a figure is a share whose part and whole stand apart."""
    return draft.kind == "ratio" and draft.rule == "ratio-implicit" and draft.percent is not None


def whole_in(clause: Clause, ratio: Draft) -> Whole | None:
    """The whole of an implicit ratio, where its percentage is true of it."""
    assert ratio.numerator is not None
    assert ratio.percent is not None
    home, index = ratio.abroad or (clause, ratio.denominator)
    if index is None:
        return None
    printed, percent = home.lexemes[index].value, clause.lexemes[ratio.percent]
    part = clause.lexemes[ratio.numerator].value * ratio.factors[0]
    whole = printed * ratio.factors[1]
    half = Decimal(1).scaleb(-(percent.numeral.decimals if percent.numeral else 0)) / 2
    if not whole or abs(part * _HUNDRED / whole - percent.value) > half:
        return None
    scale = ratio.factors[1]
    if scale == 1 and (told := home.owner.get(index)) is not None and told.kind == "quantity" and told.first == index:
        scale = told.value / printed if told.value and printed else scale
    return Whole(home, index, printed * scale, ratio.unit)


def digits_of(share: Share) -> int:
    """How many digits the part of a share is printed with."""
    return sum(c.isdigit() for c in share.clause.lexemes[share.part.first].text.lstrip("0"))
