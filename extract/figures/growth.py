"""Changes against an earlier period: "tăng 311 ca so với cùng kỳ", "giảm 171 vụ (-5,87%)"."""

from decimal import Decimal

import regex

from extract.figures.bonds import Bond, Ref, ref, value_of
from extract.figures.clause import Clause, Draft
from extract.figures.units import same_unit, unit_after

_UP = regex.compile(
    r"(?<!\p{L})(?:tăng|tang|vượt)(?:\s+(?:thêm|được|khoảng|hơn|gần|trên|lên|là|bình quân|thêm được))*\s*$"
)
_DOWN = regex.compile(r"(?<!\p{L})(?:giảm|giam(?! giữ))(?:\s+(?:được|khoảng|hơn|gần|trên|xuống|còn|là|thêm))*\s*$")
_SLASH = regex.compile(r"\s?[/⁄∕]\s?")
_EARLIER = regex.compile(
    r"\(\s*(?:cùng kỳ|năm trước|kỳ trước|tháng trước|tuần trước|năm\s\d{4}|tháng\s\d+|quý trước)[^\d();]{0,40}$"
)
_BASE = regex.compile(
    r"^[^.;]{0,60}?(?:\(|là\s|:\s)\s*(?:năm\s\d{4}|cùng kỳ[^\d:]{0,20}|kỳ trước|tháng trước|[^\d:();]{0,25})?\s*[:là]*\s*$"
)


def pair(clause: Clause, index: int) -> Draft | None:
    """ "xảy ra 15/20 vụ, giảm 05 vụ (-25%) so với cùng kỳ": now and before, no part of a whole."""
    lexemes = clause.lexemes
    if not (clause.free(index) and clause.free(index + 1) and index + 2 < len(lexemes)):
        return None
    now, before, change = lexemes[index : index + 3]
    if (
        now.percent
        or before.percent
        or not _SLASH.fullmatch(clause.text[now.end : before.start])
        or change.numeral is None
    ):
        return None
    words = clause.low[before.end : change.start]
    sign = 1 if _UP.search(words) else -1 if _DOWN.search(words) else 0
    if sign == 0 or len(words) > 60 or change.role is not None:
        return None
    moved = now.value - before.value
    if change.percent:
        agrees = before.value != 0 and abs(moved * 100 / before.value - sign * change.value) <= 1
    else:
        agrees = moved == sign * change.value
    if not agrees:
        return None
    unit = unit_after(clause.text, before.end)
    name, factor = (unit.name, unit.factor) if unit else (None, Decimal(1))
    earlier = Draft("quantity", before.start, unit.end if unit else before.end, "growth-pair", (index + 1,))
    earlier.value, earlier.numeral, earlier.unit = before.value * factor, before.numeral, name
    clause.add(earlier)
    draft = Draft(
        "quantity", now.start, now.end, "growth-pair", (index,), value=now.value * factor, numeral=now.numeral
    )
    draft.unit = name
    return draft


def direction(clause: Clause, draft: Draft) -> int:
    """1 where the words right before a figure say it is an increase, -1 a decrease, else 0."""
    before = clause.low[max(0, draft.start - 40) : draft.start]
    if _UP.search(before):
        return 1
    return -1 if _DOWN.search(before) else 0


def growth(clause: Clause) -> list[Bond]:
    """Changes whose base can be told: both values printed, or the count of the change beside its percentage."""
    found = []
    for position, draft in enumerate(clause.drafts):
        sign = direction(clause, draft)
        if sign == 0 or draft.kind == "ratio":
            continue
        candidates = _now(clause, position)
        bond = _with_base(clause, position, candidates, sign) or _with_percent(clause, position, candidates, sign)
        if bond is not None:
            found.append(bond)
    return found


def _now(clause: Clause, position: int) -> list[Draft]:
    """The present value: counts before the change, of its unit, that are no changes themselves; the likeliest first."""
    change = clause.drafts[position]
    found: list[Draft] = []
    for other in reversed(clause.drafts[:position]):
        if other.kind != "quantity" or direction(clause, other) != 0:
            continue
        if change.kind == "quantity" and not same_unit(other.unit, change.unit):
            continue
        crossed = sum(other.end <= b <= change.start for b in clause.breaks)
        if crossed > (1 if "so với" in clause.low[other.end : change.start] else 0):
            break
        found.append(other)
    return sorted(found, key=lambda d: d.unit != change.unit) if change.kind == "quantity" else found[:1]


def _with_base(clause: Clause, position: int, candidates: list[Draft], sign: int) -> Bond | None:
    """ "1.240 vụ, tăng 220 vụ so với cùng kỳ (1.020 vụ)"."""
    change = clause.drafts[position]
    two, one = (
        clause.drafts[max(0, position - 1) : position],
        clause.drafts[max(0, position - 2) : max(0, position - 1)],
    )
    if one and two and one[0].rule == two[0].rule == "growth-pair":
        return _make(clause, one[0], ref(clause, two[0]), change, sign)
    base = next((d for d in clause.drafts[position + 1 : position + 3] if d.kind != "percent"), None)
    if base is None or base.kind != "quantity" or not candidates:
        return None
    gap = clause.low[change.end : base.start]
    if ")" in gap or ";" in gap:
        return None
    compared = "so với" in gap or "cùng kỳ" in gap
    if not (_EARLIER.search(gap) or (compared and _BASE.match(gap.split("so với")[-1]))):
        return None
    matching = [d for d in candidates if same_unit(d.unit, base.unit)]
    if not matching:
        return None
    now = next((d for d in matching if _moved(clause, d, base, change, sign)), None)
    if now is None and not _EARLIER.search(gap):
        return None
    now = now or matching[0]
    return _make(clause, now, ref(clause, base), change, sign)


def _moved(clause: Clause, now: Draft, base: Draft, change: Draft, sign: int) -> bool:
    """Whether the stated change leads from the base to the present value."""
    moved = value_of(clause, now) - value_of(clause, base)
    if change.kind == "percent":
        return bool(base.value) and abs(moved * 100 / value_of(clause, base) - sign * value_of(clause, change)) <= 1
    return moved == sign * value_of(clause, change)


def _with_percent(clause: Clause, position: int, candidates: list[Draft], sign: int) -> Bond | None:
    """ "1.836 vụ …, tăng 129 vụ (7,56%)": the count of the change gives the base of its percentage."""
    change = clause.drafts[position]
    if change.kind != "quantity" or change.value is None or change.unit is None or position + 1 >= len(clause.drafts):
        return None
    share = clause.drafts[position + 1]
    gap = clause.fold[change.end : share.start]
    if share.kind != "percent" or not regex.fullmatch(
        r"\s*(?:\(|,|tuc|tuong ung|tuong duong|\(tuc|bang|=|ty le|\(ty le|[\s+–-])*\s*", gap
    ):
        return None
    for now in candidates:
        base = value_of(clause, now) - sign * change.value
        if base > 0 and abs(change.value * 100 / base - value_of(clause, share)) <= Decimal("0.06"):
            bond = _make(clause, now, ref(clause, now), share, sign)
            bond.parts, bond.derived = (ref(clause, now),), base
            return bond
    return None


def _make(clause: Clause, now: Draft, before: Ref, change: Draft, sign: int) -> Bond:
    stated = ref(clause, change)
    stated = Ref(stated.clause, stated.index, stated.value * sign, stated.draft)
    return Bond(
        "growth", clause, now.start, change.end, "growth", parts=(ref(clause, now), before), stated=stated,
        percent=change.kind == "percent", sure=True,
    )  # fmt: skip
