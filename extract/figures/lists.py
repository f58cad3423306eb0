"""Shares whose whole stands in another passage: list items below their total, paragraphs behind one that counts it all.

"Tổng nguồn vốn 412.650 triệu đồng, trong đó:" / "- Ngân sách trung ương: 38.400 triệu đồng (9,3%);"
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

import regex

from extract.figures.bonds import Bond, Ref, value_of
from extract.figures.breakdowns import kind_of
from extract.figures.bullets import items_below
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.making import share_slack
from extract.figures.shares import of_plan, share_behind
from extract.figures.units import same_unit, unit_after

_BEFORE = 5
_HUNDRED = Decimal(100)
_TELLING = 20
_TOTAL_NAMED = regex.compile(r"\s*(?:(?:tren|trong|so voi|cua)\s)?(?:tong|toan bo)(?!\p{L})")
_TOTAL = regex.compile(r"(?<!\p{L})(?:tong|toan bo)(?!\p{L})[^.;,\d()]{0,60}$")


@dataclass(frozen=True, slots=True)
class Whole:
    """A number of an earlier passage that shares may be of: lexeme `index` of `clause`, its value in base units."""

    clause: Clause
    index: int
    value: Decimal
    unit: str | None
    ratio: bool = False

    @property
    def factor(self) -> Decimal:
        """The magnitude of its unit."""
        printed = self.clause.lexemes[self.index].value
        return self.value / printed if printed else Decimal(1)


@dataclass(frozen=True, slots=True)
class Share:
    """A count with the percentage right behind it, neither of them bound as yet."""

    clause: Clause
    part: Draft
    percent: Draft

    def is_of(self, whole: Whole, *, loose: bool = False) -> bool:
        """Whether the percentage is the part's share of `whole`, to its last printed place.

        `loose`: to one unit of it, whatever the unit that both count.
        """
        slack = share_slack(self.clause, self.percent) / (1 if loose else 2)
        part = value_of(self.clause, self.part)
        alike = kind_of(self.part.unit) == kind_of(whole.unit) and (loose or same_unit(self.part.unit, whole.unit))
        return (
            alike and part <= whole.value and bool(whole.value)
            and abs(part * _HUNDRED / whole.value - value_of(self.clause, self.percent)) <= slack
        )  # fmt: skip

    @property
    def decimals(self) -> int:
        """Printed decimals of the percentage."""
        numeral = self.clause.lexemes[self.percent.first].numeral
        return numeral.decimals if numeral else 0


def bind_lists(clauses: Sequence[Clause], bonds: Sequence[Bond]) -> None:
    """Turn the shares of lists into implicit ratios over the total that stands above them, or that `bonds` found."""
    for bond in bonds:
        if bond.kind == "breakdown" and bond.exhaustive and bond.whole is not None and bond.whole.draft is not None:
            _of_total(bond, bond.whole, bond.whole.draft.unit)
    for at, clause in enumerate(clauses):
        if clause.drafts:
            _items(clauses, at)
    for at, clause in enumerate(clauses):
        shares = _shares(clause)
        if shares:
            _over_earlier(clauses, at, shares)


def _of_total(bond: Bond, total: Ref, unit: str | None) -> None:
    """The shares of the parts of a total that another passage names, where most of them are true."""
    parts = {id(p.draft) for p in bond.parts}
    if total.clause is bond.clause or not total.value or any(p.clause is not bond.clause for p in bond.parts):
        return
    whole = Whole(total.clause, total.index, total.value, unit)
    shares = [s for s in _shares(bond.clause) if id(s.part) in parts]
    if sum(s.is_of(whole, loose=True) for s in shares) * 2 > len(shares):
        for share in shares:
            make_share(share, whole)


def _items(clauses: Sequence[Clause], at: int) -> None:
    """The items below a passage that announces them: those that are shares of its total, where two or more agree."""
    announced = clauses[at].text.rstrip().endswith(":")
    shares = [s for item in items_below(clauses, at) for s in _shares(item)]
    best: list[Share] = []
    chosen: Whole | None = None
    for whole in wholes_of(clauses[at]):
        fitting = [s for s in shares if s.is_of(whole)]
        if len(fitting) > len(best):
            best, chosen = fitting, whole
    if chosen is None or len(best) < 2 or len({id(s.clause) for s in best}) < 2:
        return
    together = len(best) * 2 > len(shares)
    for share in shares:
        if share in best or (announced and together and _first_of_item(share) and _one_place_off(share, chosen)):
            make_share(share, chosen)


def _first_of_item(share: Share) -> bool:
    counts = [d for d in share.clause.drafts if d.kind != "percent"]
    return bool(counts) and counts[0] is share.part


def _one_place_off(share: Share, whole: Whole) -> bool:
    """A share of the list that is not true: still its share where the part is of its kind and smaller than it."""
    return same_unit(share.part.unit, whole.unit) and value_of(share.clause, share.part) <= whole.value


def _over_earlier(clauses: Sequence[Clause], at: int, shares: Sequence[Share]) -> None:
    """Shares of what an earlier passage of the section counts: a list that makes a hundred, or a total named again."""
    wholes = list(_earlier(clauses, at))
    _over_own_ratios(clauses[at], shares)
    shares = [s for s in shares if s.part in s.clause.drafts]
    hundred = _all_of_one(shares)
    for whole in wholes:
        made = hundred and sum((value_of(s.clause, s.part) for s in shares), Decimal(0)) == whole.value
        if made and all(s.is_of(whole, loose=True) for s in shares):
            for share in shares:
                make_share(share, whole)
            return
    for share in shares:
        named = _TOTAL_NAMED.match(share.clause.fold, share.percent.end) is not None
        telling = share.decimals > 0 and value_of(share.clause, share.part) >= _TELLING
        fitting = [
            w for w in wholes
            if share.is_of(w) and w.value > value_of(share.clause, share.part)
            and ((named and is_total(w)) or telling)
        ]  # fmt: skip
        if fitting and len({w.value for w in fitting}) == 1:
            make_share(share, fitting[0])


def _over_own_ratios(clause: Clause, shares: Sequence[Share]) -> None:
    """ "Đã xử lý 3.068/3.104 đơn. Đơn đủ điều kiện 2.614 đơn (chiếm 85,2% số đơn đã xử lý)": a ratio of a sentence before."""
    for share in shares:
        if not share.decimals or value_of(clause, share.part) < _TELLING:
            continue
        sides = [
            w for w in wholes_of(clause)
            if w.ratio and not clause.same_sentence(clause.lexemes[w.index].start, share.part.start)
            and clause.lexemes[w.index].start < share.part.start and w.value > value_of(clause, share.part) and share.is_of(w)
        ]  # fmt: skip
        if len({w.value for w in sides}) == 1:
            make_share(share, sides[-1])


def _all_of_one(shares: Sequence[Share]) -> bool:
    """Whether percentages of parts of one unit make a hundred, give or take their rounding."""
    if len(shares) < 2 or any(not same_unit(s.part.unit, shares[0].part.unit) for s in shares):
        return False
    room = sum((share_slack(s.clause, s.percent) for s in shares), Decimal(0)) / 2
    return abs(sum((value_of(s.clause, s.percent) for s in shares), Decimal(0)) - _HUNDRED) <= room


def is_total(whole: Whole) -> bool:
    """Whether the words before a number call it a total."""
    start = whole.clause.lexemes[whole.index].start
    return _TOTAL.search(whole.clause.fold, max(0, start - 80), start) is not None


def _shares(clause: Clause) -> list[Share]:
    """The counts of a passage with a free percentage of their own behind them."""
    found = []
    for part in clause.drafts:
        if part.kind != "quantity" or part.value is None or direction(clause, part) != 0:
            continue
        percent = share_behind(clause, part)
        if percent is None or percent.bound != "exact" or of_plan(clause, percent):
            continue
        if 0 < value_of(clause, percent) < _HUNDRED:
            found.append(Share(clause, part, percent))
    return found


def _earlier(clauses: Sequence[Clause], at: int) -> Iterator[Whole]:
    """The numbers of the passages before, nearest first, within the section or those beside it."""
    chapter = _chapter(clauses[at])
    for clause in reversed(clauses[max(0, at - _BEFORE) : at]):
        if _chapter(clause) != chapter:
            return
        yield from reversed(list(wholes_of(clause)))


def _chapter(clause: Clause) -> str:
    """The section above a passage's own."""
    return (clause.passage.section or "").rpartition("/")[0] or (clause.passage.section or "")


def wholes_of(clause: Clause) -> Iterator[Whole]:
    """Everything that a passage counts: quantities, and both sides of its slash ratios."""
    for draft in clause.drafts:
        if draft.kind == "quantity" and draft.value and direction(clause, draft) == 0:
            yield Whole(clause, draft.first, draft.value, draft.unit)
        elif draft.kind == "ratio" and draft.factors[0] == draft.factors[1]:
            factor = draft.factors[0]
            if draft.took is not None and draft.took.value and draft.took.numeral is not None:
                factor = draft.took.value / (draft.took.numeral.value or draft.took.value)
            if factor == 1 and draft.measured:
                factor = magnitude_of(clause, draft)
            for index in (draft.numerator, draft.denominator):
                if index is not None:
                    own = unit_after(clause.text, clause.lexemes[index].end)
                    unit = own.name if own is not None and own.known and own.name else draft.unit
                    yield Whole(clause, index, clause.lexemes[index].value * factor, unit, ratio=True)


def magnitude_of(clause: Clause, ratio: Draft) -> Decimal:
    """The magnitude printed behind a side of a ratio: "48/60 tỷ đồng" counts billions."""
    for index in (ratio.numerator, ratio.denominator):
        unit = unit_after(clause.text, clause.lexemes[index].end) if index is not None else None
        if unit is not None and unit.factor != 1:
            return unit.factor
    return Decimal(1)


def make_share(share: Share, whole: Whole) -> None:
    """The part becomes a ratio over a number of another passage; its percentage is a figure no more."""
    clause, part, percent = share.clause, share.part, share.percent
    printed = clause.lexemes[part.first].value
    own = (part.value or Decimal(0)) / printed if printed else whole.factor
    start, end = min(part.start, percent.start), max(part.end, percent.end)
    ratio = Draft("ratio", start, end, "ratio-implicit", tuple(sorted((part.first, percent.first))))
    ratio.numerator, ratio.percent, ratio.abroad = part.first, percent.percent, (whole.clause, whole.index)
    ratio.form, ratio.unit, ratio.measured = "implicit", part.unit, part.measured
    ratio.factors = (own, whole.factor) if own != whole.factor else ratio.factors
    ratio.label = (part.start, part.end)
    clause.drafts = sorted([d for d in clause.drafts if d is not part and d is not percent] + [ratio], key=_place)
    clause.owner[part.first] = clause.owner[percent.first] = ratio
    part.forward = percent.forward = ratio


def _place(draft: Draft) -> int:
    return draft.start
