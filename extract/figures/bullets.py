"""Totals whose parts are the list items below them."""

from collections.abc import Sequence
from decimal import Decimal

import regex

from extract.figures.bonds import Bond, Ref, label_before, ref, value_of
from extract.figures.breakdowns import STRONG, depth
from extract.figures.clause import Clause, Draft
from extract.figures.growth import direction
from extract.figures.slips import repairable
from extract.figures.units import same_unit

_TELLING = 100
_AMONG = regex.compile(r"(?<!\p{L})trong do(?!\p{L})")
_SURE_DIGITS = 4
"""Fewer digits miss a total by one slip too often by chance, where the list need not name every part."""
_LONE_CUE = regex.compile(r"\s*[-+*]?\s*(?:trong do|gom|bao gom|cu the|chia ra)(?:\s(?:co|nhu sau))?\s?:?\s*")
_FOLLOWS = regex.compile(r"[.;]\s(?:trong do|cu the|gom|bao gom|chia ra)(?:\snhu sau)?\s?:\s*$")


def bulleted(clauses: Sequence[Clause], at: int) -> Bond | None:
    """A total at the end of a passage that announces a list; its parts are the items that follow."""
    clause = clauses[at]
    if not clause.drafts:
        return _under_lone_cue(clauses, at)
    if not clause.text.rstrip().endswith(":"):
        return _unannounced(clauses, at)
    whole = _announced(clause)
    tail = clause.fold[clause.drafts[-1].end :]
    announced = clause.same_sentence(whole.end, len(clause.text) - 1) or _FOLLOWS.search(tail)
    if whole.kind == "percent" or len(tail) > 160 or not announced:
        return None
    items = items_below(clauses, at)
    parts: list[tuple[Clause, Draft]] = []
    every: list[tuple[Clause, Draft]] = []
    for item in items:
        first = next((d for d in item.drafts if d.kind != "percent" and depth(item.text, 0, d.start) <= 0), None)
        if first is None or not same_unit(whole.unit, first.unit) or first.kind == "ratio":
            return None
        parts.append((item, first))
        every += [(item, d) for d in item.drafts if d is first or _another_item(item, first, d)]
    if len(parts) < 2:
        return None
    if sum((value_of(*p) for p in every), Decimal(0)) == value_of(clause, whole):
        parts = every
    refs = tuple(ref(c, d, label=label_before(c, d.start, 0) or c.text[d.end : d.end + 60].strip()) for c, d in parts)
    total = ref(clause, whole)
    sum_of_parts = sum((r.value for r in refs), Decimal(0))
    exact = sum_of_parts == total.value
    if not exact and (made := _made(clause, whole, sum_of_parts)) is not None:
        total, exact = ref(clause, made), True
    if not exact and not (STRONG.search(tail) and total.value and Decimal("0.5") <= sum_of_parts / total.value <= 2):
        return None
    if not exact and sum_of_parts < total.value and _AMONG.search(tail) and not _slips(total, refs):
        return None
    return Bond(
        "breakdown",
        clause,
        whole.start,
        len(clause.text),
        "breakdown-bullets",
        total,
        refs,
        exhaustive=True,
        sure=exact,
    )


def _under_lone_cue(clauses: Sequence[Clause], at: int) -> Bond | None:
    """ "- Tổng số nhân viên: 29", below it "Trong đó:" alone, then "+ Giáo viên: 24" …: where the items make the total."""
    above = clauses[at - 1] if at else None
    if above is None or not above.drafts or _LONE_CUE.fullmatch(clauses[at].fold) is None:
        return None
    whole = _announced(above)
    level = clauses[at].passage.depth
    items = items_below(clauses, at) or items_below(clauses, at, level - 1)
    firsts = [next((d for d in item.drafts if d.kind == "quantity"), None) for item in items]
    parts = [(item, first) for item, first in zip(items, firsts, strict=True) if first is not None]
    alike = all(same_unit(whole.unit, d.unit) and direction(c, d) == 0 for c, d in parts)
    if whole.kind != "quantity" or len(parts) < max(2, len(items)) or not alike or direction(above, whole):
        return None
    refs = tuple(ref(c, d, label=label_before(c, d.start, 0)) for c, d in parts)
    total = ref(above, whole)
    exact = sum((r.value for r in refs), Decimal(0)) == total.value
    if not exact and not (len(refs) > 2 and _one_slip(total, refs)):
        return None
    bond = Bond("breakdown", above, whole.start, whole.end, "breakdown-bullets", total, refs, exhaustive=True)
    bond.sure = exact
    return bond


def _one_slip(total: Ref, parts: Sequence[Ref]) -> bool:
    """Whether one slip in one number explains why the items miss their total."""
    printed = [r.clause.lexemes[r.index].text for r in (total, *parts)]
    return repairable(total.value, [r.value for r in parts], printed, digits=_SURE_DIGITS)


def _slips(total: Ref, parts: Sequence[Ref]) -> bool:
    """Whether one slip explains that parts which may be some of many miss their total."""
    told = [r.clause.lexemes[r.index] for r in (total, *parts)]
    if len({r.value / n.value for r, n in zip((total, *parts), told, strict=True) if n.value}) != 1:
        return False
    return repairable(told[0].value, [n.value for n in told[1:]], [n.text for n in told], digits=3)


def _made(clause: Clause, whole: Draft, total: Decimal) -> Draft | None:
    """ "Kế hoạch 900 tỷ đồng, giải ngân 600 tỷ đồng, trong đó:": the other count of the passage that the items make."""
    counts = (d for d in clause.drafts if d.kind == "quantity" and d.unit is not None and d is not whole)
    return next((d for d in counts if d.value == total >= _TELLING and same_unit(d.unit, whole.unit)), None)


def _unannounced(clauses: Sequence[Clause], at: int) -> Bond | None:
    """ "Thu nội địa: 410 tỷ đồng." above "- Thuế: 300 tỷ đồng" and "- Phí: 110 tỷ đồng": told by the sum alone."""
    clause = clauses[at]
    items = items_below(clauses, at)
    firsts = [next((d for d in item.drafts if d.kind != "percent"), None) for item in items]
    parts = [(item, first) for item, first in zip(items, firsts, strict=True) if first is not None]
    if len(parts) < max(2, len(items)) or any(d.kind != "quantity" or direction(c, d) for c, d in parts):
        return None
    total = sum((value_of(*p) for p in parts), Decimal(0))
    whole = next((d for d in clause.drafts if d.kind == "quantity" and d.value == total), None)
    if whole is None or total < _TELLING or direction(clause, whole) or whole.unit is None:
        return None
    if any(not same_unit(whole.unit, d.unit) or d.unit is None or not value_of(c, d) for c, d in parts):
        return None
    refs = tuple(ref(c, d, label=label_before(c, d.start, 0)) for c, d in parts)
    return Bond(
        "breakdown", clause, whole.start, whole.end, "breakdown-bullets", ref(clause, whole), refs, exhaustive=True
    )


def _announced(clause: Clause) -> Draft:
    """The count that a list below is of: the last one outside closed brackets that is no change and no percentage."""
    last = clause.sentence(min(len(clause.text) - 1, max(d.start for d in clause.drafts)))[0]
    counts = [d for d in clause.drafts if d.kind != "percent" and d.start >= last]
    outside = [d for d in counts if depth(clause.text, d.end, len(clause.text)) >= 0 and direction(clause, d) == 0]
    return (outside or counts or clause.drafts)[-1]


def _another_item(item: Clause, first: Draft, draft: Draft) -> bool:
    """ "+ Thu xổ số 98.300; thu khác: 66.000 triệu đồng": a second part on the same line."""
    if draft.kind != "quantity" or draft.start < first.end or not same_unit(draft.unit, first.unit):
        return False
    between = item.text[first.end : draft.start]
    return ";" in between and depth(item.text, first.end, draft.start) == 0 and direction(item, draft) == 0


def items_below(clauses: Sequence[Clause], at: int, above: int | None = None) -> list[Clause]:
    """The list items right behind passage `at`, one level below it (or below `above`); footnotes may stand between them."""
    depth = clauses[at].passage.depth if above is None else above
    found: list[Clause] = []
    level: int | None = None
    for clause in clauses[at + 1 :]:
        passage = clause.passage
        if passage.kind == "footnote":
            continue
        if passage.kind != "item" or passage.depth <= depth or passage.section != clauses[at].passage.section:
            break
        level = passage.depth if level is None else level
        if passage.depth == level:
            found.append(clause)
    return found
