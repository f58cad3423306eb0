"""What two amounts differ by: "xuất khẩu 810 triệu USD, nhập khẩu 350 triệu USD, xuất siêu 460 triệu USD"."""

from collections.abc import Sequence
from itertools import combinations

import regex

from extract.figures.bonds import Bond, ref, value_of
from extract.figures.breakdowns import amount_slack
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.slips import repairable
from extract.figures.units import same_unit

_BALANCE = regex.compile(
    r"(?<!\p{L})(?:xuất siêu|nhập siêu|chênh lệch(?: giữa)?(?: thu)?(?:,| -|-| và)?(?: chi)?|kết dư|bội thu|bội chi|thặng dư|tồn quỹ|dư quỹ)"
    r"(?!\p{L})[^.;,\d()]{0,40}$"
)
_TRADE = regex.compile(r"(?<!\p{L})(?:xuất|nhập) siêu(?!\p{L})[^.;,\d()]{0,40}$")
_SOLD = regex.compile(r"(?<!\p{L})xuất khẩu(?!\p{L})[^.;,\d()]{0,40}$")
_BOUGHT = regex.compile(r"(?<!\p{L})nhập khẩu(?!\p{L})[^.;,\d()]{0,40}$")
_TOTAL = regex.compile(r"(?<!\p{L})(?:tổng (?:số )?(?:thu|chi)|thu cân đối|chi cân đối)(?!\p{L})[^.;\d()]{0,50}$")
_SENTENCES, _NEARBY, _DIGITS, _TELLING = 3, 12, 3, 100


def balances(clause: Clause, before: Clause | None, earlier: Sequence[Clause] = ()) -> list[Bond]:
    """Every balance of the passage that two amounts before it, here, in the passage `before` or in `earlier` ones, give."""
    return [
        bond
        for position, draft in enumerate(clause.drafts)
        if draft.kind == "quantity" and draft.unit is not None and draft.bound == "exact" and draft.value
        and _led(clause, position, _BALANCE)
        and (bond := _differing(clause, position, before) or _traded(clause, position) or _far(clause, position, earlier))
        is not None
    ]  # fmt: skip


def _led(clause: Clause, position: int, cue: regex.Pattern[str]) -> bool:
    floor = clause.drafts[position - 1].end if position else 0
    return cue.search(clause.low, floor, clause.drafts[position].start) is not None


def _amounts(clause: Clause, end: int, unit: str | None) -> list[tuple[Clause, Draft]]:
    return [
        (clause, d) for d in clause.drafts[max(0, end - _NEARBY) : end]
        if d.kind == "quantity" and d.value and d.unit is not None and same_unit(d.unit, unit) and direction(clause, d) == 0
    ]  # fmt: skip


def _differing(clause: Clause, position: int, before: Clause | None) -> Bond | None:
    """The one pair of amounts whose difference is the balance, give or take their rounding."""
    left = clause.drafts[position]
    near = [(c, d) for c, d in _amounts(clause, position, left.unit) if _close(clause, d, left)]
    above = _amounts(before, len(before.drafts), left.unit) if before is not None else []
    for counts in (near, [*above, *near]):
        pairs = {(value_of(*a), value_of(*b)): (a, b) for a, b in combinations(counts, 2) if _gives(left, clause, a, b)}
        if len(pairs) == 1:
            return _bond(clause, left, next(iter(pairs.values())))
    return None


def _far(clause: Clause, position: int, earlier: Sequence[Clause]) -> Bond | None:
    """The one pair of totals of the report so far ("tổng thu …", "tổng chi …") whose difference is exactly the balance."""
    left = clause.drafts[position]
    if clause.lexemes[left.first].value < _TELLING:
        return None
    totals = [
        (c, d) for c in earlier for d in c.drafts
        if d.kind == "quantity" and d.value and d.unit is not None and same_unit(d.unit, left.unit)
        and _TOTAL.search(c.low, max(0, d.start - 60), d.start)
    ]  # fmt: skip
    pairs = {
        (value_of(*a), value_of(*b)): (a, b)
        for a, b in combinations(totals[-_NEARBY:], 2)
        if abs(value_of(*a) - value_of(*b)) == left.value
    }
    return _bond(clause, left, next(iter(pairs.values()))) if len(pairs) == 1 else None


def _close(clause: Clause, draft: Draft, left: Draft) -> bool:
    return sum(draft.end <= b <= left.start for b in clause.breaks) <= _SENTENCES


def _gives(left: Draft, clause: Clause, one: tuple[Clause, Draft], other: tuple[Clause, Draft]) -> bool:
    room = amount_slack(clause, left) + amount_slack(*one) + amount_slack(*other)
    return abs(abs(value_of(*one) - value_of(*other)) - value_of(clause, left)) <= room


def _traded(clause: Clause, position: int) -> Bond | None:
    """Exports and imports of the sentence, where one slip explains that they do not give the balance."""
    left = clause.drafts[position]
    if not _led(clause, position, _TRADE):
        return None
    start = clause.sentence(left.start)[0]
    sides: list[tuple[Clause, Draft]] = []
    for cue in (_SOLD, _BOUGHT):
        found = [
            clause.drafts[at] for at in range(position)
            if clause.drafts[at].start >= start and clause.drafts[at].kind == "quantity" and _led(clause, at, cue)
            and same_unit(clause.drafts[at].unit, left.unit)
        ]  # fmt: skip
        if len(found) != 1:
            return None
        sides.append((clause, found[0]))
    bond = _bond(clause, left, (sides[0], sides[1]))
    assert bond.whole is not None
    numbers = [clause.lexemes[r.index] for r in (bond.whole, *bond.parts)]
    stated = clause.lexemes[left.first]
    told = [*numbers, stated]
    places = {n.numeral.decimals for n in told if n.numeral is not None}
    if len(places) != 1:
        return None
    decimals = places.pop()
    plain = [n.value.scaleb(decimals) for n in told]
    return bond if repairable(plain[0], plain[1:], [n.text for n in told], digits=_DIGITS) else None


def _bond(clause: Clause, left: Draft, pair: Sequence[tuple[Clause, Draft]]) -> Bond:
    more, less = sorted(pair, key=lambda p: -value_of(*p))
    return Bond(
        "remainder", clause, left.start, left.end, "balance",
        whole=ref(*more), parts=(ref(*less),), stated=ref(clause, left), sure=True,
    )  # fmt: skip
