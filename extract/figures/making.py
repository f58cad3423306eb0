"""Making an implicit ratio of a part, a whole and a percentage that stand apart; the arithmetic that tells them."""

from bisect import bisect_left, insort
from decimal import Decimal
from functools import lru_cache
from operator import attrgetter

import regex

from extract.figures.clause import Clause, Draft
from extract.figures.slips import share_repairable

CHANGE = regex.compile(
    r"(?<!\p{L})(?:tăng(?! cường)|giảm(?! nghèo| nhẹ| thiểu| trừ| tải| án)|(?<!đạt và |đạt hoặc |đạt, |đạt - )vượt|cao hơn|thấp hơn)(?!\p{L})[^\d;]*$"
)
_BRACKETS = regex.compile(r"[()]")
TELLING = 100


def agrees(part: Decimal, whole: Decimal, percent: Decimal, slack: Decimal = Decimal("0.06")) -> bool:
    """Whether a percentage is the part's share of the whole, give or take `slack`."""
    return whole != 0 and abs(part * 100 / whole - percent) <= slack


def share_slack(clause: Clause, percent: Draft) -> Decimal:
    """One unit of the last printed place of a percentage."""
    assert percent.percent is not None
    numeral = clause.lexemes[percent.percent].numeral
    return Decimal(1).scaleb(-(numeral.decimals if numeral else 0))


def scale_of(clause: Clause, draft: Draft | None, index: int) -> Decimal:
    """The magnitude of a quantity: its value over its printed number."""
    printed = clause.lexemes[index].value
    return draft.value / printed if draft is not None and draft.value is not None and printed else Decimal(1)


def as_told(owner: Draft | None, index: int) -> Draft | None:
    """The quantity in which a number was told, also where a ratio has taken it in since."""
    if owner is None or owner.kind != "ratio":
        return owner
    return owner.took if owner.took is not None and owner.took.first == index else None


def make_ratio(clause: Clause, part: Draft, whole_index: int, share: Draft | None, whole: Draft | None) -> Draft:
    """The part's figure becomes a ratio; the percentage (and a whole named for it alone) are figures no more."""
    whole_owner = clause.owner.get(whole_index)
    told = as_told(whole_owner, whole_index)
    whole_unit = whole_owner.unit if whole_owner else None
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
    scale = scale_of(clause, part, part.first)
    scales = scale, scale_of(clause, told, whole_index) if told is not None else scale
    ratio.factors = scales if scales[0] != scales[1] else ratio.factors
    ratio.percent = share.percent if share else None
    ratio.form = "implicit" if share else "prose"
    ratio.unit, ratio.measured = (whole.unit if whole and not share else None) or part.unit or whole_unit, part.measured
    ratio.bound, ratio.approximate = part.bound, part.approximate
    ratio.label = (part.start, part.end)
    insort(clause.drafts, ratio, key=attrgetter("start"))
    for number in numbers - ({whole_index} if whole is None and whole_owner is not None else set()):
        clause.owner[number] = ratio
    part.forward = ratio
    if whole is not None:
        whole.forward = ratio
        ratio.took = whole
    if share is not None:
        share.forward = ratio
    return ratio


@lru_cache(maxsize=64)
def _brackets(text: str) -> tuple[int, ...]:
    """Where the brackets of a passage stand; asked again for each pair of its figures."""
    return tuple(m.start() for m in _BRACKETS.finditer(text))


def closed_since(clause: Clause, whole: Draft, part: Draft) -> bool:
    """Whether `whole` stands in a bracket that closes before `part`."""
    depth = 0
    at = _brackets(clause.text)
    for offset in at[bisect_left(at, whole.end) : bisect_left(at, part.start)]:
        depth += 1 if clause.text[offset] == "(" else -1
        if depth < 0:
            return True
    return False


def one_slip(clause: Clause, part: Draft, whole: Draft, share: Draft) -> bool:
    """A share that is not true is bound where one slip explains it; otherwise it is probably of something else."""
    assert share.percent is not None
    assert part.value is not None
    assert whole.value is not None
    percent = clause.lexemes[share.percent]
    if whole.value <= part.value and (whole.value < TELLING or part.value < TELLING):
        return False
    return share_repairable(
        (clause.lexemes[part.first].text, part.value),
        (clause.lexemes[whole.first].text, whole.value),
        (percent.text, percent.value, percent.numeral.decimals if percent.numeral else 0),
    )
