"""Changes against an earlier period: "tăng 311 ca so với cùng kỳ", "giảm 171 vụ (-5,87%)"."""

from decimal import Decimal

import regex

from extract.figures.bonds import Bond, Ref, ref, value_of
from extract.figures.clause import Clause, Draft
from extract.figures.slips import share_repairable
from extract.figures.units import same_unit, unit_after

_UP = regex.compile(
    r"(?<!\p{L})(?:tăng|tang|nhiều hơn|cao hơn|(?<!đạt và |đạt hoặc |đạt, )vượt)(?:\s+(?:thêm|được|khoảng|hơn|gần|trên|lên|là|bình quân|thêm được))*\s*$"
)
_DOWN = regex.compile(
    r"(?<!\p{L}|đỡ |đỡ, |thuyên |đỡ/|cắt )(?:giảm(?! nghèo| án)|(?<!tạm |trại |biệt |tù )giam(?! giữ| cứu)|ít hơn|thấp hơn)(?:\s+(?:được|khoảng|hơn|gần|trên|xuống|còn|là|thêm))*\s*$"
)
_MOVES = ("tăng", "giảm", "hơn", "vượt", "tang", "giam")
"""No word of a change goes without one of these."""
_SLASH = regex.compile(r"\s?[/⁄∕]\s?")
_EARLIER = regex.compile(
    r"\(\s*(?:cùng kỳ|năm trước|kỳ trước|tháng trước|tuần trước|năm\s\d{4}|tháng\s\d+|quý trước)[^\d();]{0,40}$"
)
_BASE = regex.compile(
    r"^[^.;]{0,60}?(?:\(|là\s|:\s)\s*(?:năm\s\d{4}|cùng kỳ[^\d:]{0,20}|kỳ trước|tháng trước|[^\d:();]{0,25})?\s*[:là]*\s*$"
)


_FROM = regex.compile(r"(?<!\p{L})từ\s*(?:mức\s*)?$")
_TO = regex.compile(r"[^.;,()\d]{0,40}(?<!\p{L})(?:lên|xuống|còn)(?!\p{L})\s*(?:còn|là|đến|mức)?\s*")
_YEAR_BASE = regex.compile(r"(?:năm|quý|tháng)\s[\d/ivx]{1,7}\s*(?:là|có|đạt|:)?\s*$")
_YEAR_NOW = regex.compile(r"[\s,;)]*(?:đến\s)?(?:năm|quý|tháng)\s[\d/ivx]{1,7}\s*(?:là|có|đạt|:)?\s*")
_PAST = regex.compile(r"cùng kỳ|năm trước|kỳ trước|tháng trước|năm\s20\d\d")
_ALSO = regex.compile(r"[\s,(]*(?:tương ứng|tương đương|tức|tức là|bằng)?\s*(?:là )?(?:tăng|giảm)\s*(?:là )?")
_DIRECT = regex.compile(
    r"so với\s(?:số\s)?(?:cùng kỳ|năm trước|kỳ trước|tháng trước|tuần trước|quý trước|năm\s20\d\d|tháng\s\d{1,2})[\p{L}\s\d/]{0,25}\(\s*(?:là\s)?$"
)
_OF_RATE = regex.compile(r"(?<!\p{L})(?:tỷ|tỉ) (?:lệ|suất|trọng)(?!\p{L})\s+(?!tăng|giảm)\p{L}")
_SHARE = regex.compile(r"chiếm|tỷ lệ|tỉ lệ|%|điểm phần trăm")
_ITS_PERCENT = regex.compile(
    r"\s*(?:\(|,|tuc|tuong ung|tuong duong|\(tuc|bang|=|ty le|\(ty le|\((?:tang|giam)(?!\p{L})|[\s+–-])*\s*"
)
_COMPARED = regex.compile(
    r"[^.;]{0,60}[.]\s+so với[^.;,()]{0,40},?\s(?:thì\s)?(?:đã\s)?(?:tăng|giảm)(?:\s(?:thêm|được))?\s*"
)
"""A change in a sentence of its own that names nothing else that changed."""
_ROUNDED = Decimal("0.06")


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
    if not any(word in before for word in _MOVES):
        return 0
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
        bond = (
            _from_to(clause, position, sign)
            or _with_base(clause, position, candidates, sign)
            or _with_percent(clause, position, candidates, sign)
            or _base_before(clause, position, sign)
        )
        if bond is not None:
            found.append(bond)
    return found


def _from_to(clause: Clause, position: int, sign: int) -> Bond | None:
    """ "tăng từ 1.200 lên 1.500 tài khoản, tăng 25%": base and present value right before the change."""
    if position < 2:
        return None
    base, now = clause.drafts[position - 2 : position]
    change = clause.drafts[position]
    kinds = base.kind == now.kind == "quantity" and clause.same_sentence(base.start, change.start)
    if not kinds or not same_unit(base.unit, now.unit) or not base.value or base.value == now.value:
        return None
    before, between = clause.low[max(0, base.start - 40) : base.start], clause.low[base.end : now.start]
    led = _FROM.search(before) and _TO.fullmatch(between)
    if not led and not (_YEAR_BASE.search(before) and _YEAR_NOW.fullmatch(between)):
        return None
    if (now.value is not None and now.value > base.value) != (sign > 0) or len(clause.low[now.end : change.start]) > 30:
        return None
    if change.kind == "percent" and _OF_RATE.search(clause.low, now.end, change.start):
        return None
    if change.kind == "quantity" and not same_unit(change.unit, now.unit):
        return None
    return _make(clause, now, ref(clause, base), change, sign)


def _base_before(clause: Clause, position: int, sign: int) -> Bond | None:
    """ "cùng kỳ phát triển 500 người; năm nay tăng 600 người, tương ứng tăng 120%": base, growth and its percentage.

    Bound where the percentage is that growth over its base, or the present value over the base in its place.
    """
    change = clause.drafts[position]
    if change.kind != "percent" or position < 2:
        return None
    base, grown = clause.drafts[position - 2 : position]
    same = base.kind == grown.kind == "quantity" and same_unit(base.unit, grown.unit) and bool(base.value)
    if not same or direction(clause, grown) != sign or direction(clause, base) != 0:
        return None
    start = max(clause.sentence(base.start)[0], clause.drafts[position - 3].end if position > 2 else 0)
    if not _PAST.search(clause.low, start, base.start) or not _ALSO.fullmatch(clause.low, grown.end, change.start):
        return None
    stated = ref(clause, change)
    share = value_of(clause, grown) * 100 / value_of(clause, base)
    off = abs(share - stated.value), abs(share + 100 - stated.value)
    if min(off) > _ROUNDED:
        return None
    bond = _make(clause, grown, ref(clause, base), change, sign)
    now = value_of(clause, base) + sign * value_of(clause, grown)
    bond.parts, bond.derived, bond.derived_first = (ref(clause, base),), now, True
    return bond


def _now(clause: Clause, position: int) -> list[Draft]:
    """The present value: counts before the change, of its unit, that are no changes themselves; the likeliest first."""
    change = clause.drafts[position]
    found: list[Draft] = []
    for other in reversed(clause.drafts[:position]):
        if other.kind != "quantity" or direction(clause, other) != 0 or _bracketed(clause, other, change):
            continue
        if change.kind == "quantity" and not same_unit(other.unit, change.unit):
            continue
        crossed = sum(other.end <= b <= change.start for b in clause.breaks)
        if crossed > (1 if "so với" in clause.low[other.end : change.start] else 0):
            break
        found.append(other)
    return sorted(found, key=lambda d: d.unit != change.unit) if change.kind == "quantity" else found[:1]


def _bracketed(clause: Clause, other: Draft, change: Draft) -> bool:
    """Whether a count stands in a bracket that closes before the change: "98% kế hoạch (2.500 tấn) và tăng 2,1%"."""
    between = clause.text[other.end : change.start]
    closed = between.find(")")
    return closed >= 0 and "(" not in between[:closed]


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
    direct = _DIRECT.search(gap) is not None and clause.text[base.end :].lstrip()[:1] == ")"
    if now is None and not _EARLIER.search(gap) and not (direct and _plain_change(clause, matching[0], change)):
        return None
    now = now or matching[0]
    return _make(clause, now, ref(clause, base), change, sign)


def _plain_change(clause: Clause, now: Draft, change: Draft) -> bool:
    """Whether nothing between a count and its change is a share, whose points the change may be."""
    between = clause.low[now.end : change.start]
    return _SHARE.search(between) is None and "(" not in between and ";" not in between


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
    if share.kind != "percent" or not _ITS_PERCENT.fullmatch(gap):
        return None
    for now in candidates:
        base = value_of(clause, now) - sign * change.value
        if base > 0 and abs(change.value * 100 / base - value_of(clause, share)) <= Decimal("0.06"):
            bond = _make(clause, now, ref(clause, now), share, sign)
            bond.parts, bond.derived = (ref(clause, now),), base
            return bond
    return _slipped_percent(clause, position, candidates, sign)


def _slipped_percent(clause: Clause, position: int, candidates: list[Draft], sign: int) -> Bond | None:
    """ "240 lượt, tăng 60 lượt (tăng 50%)": the bracket says the change again; a guess unless one slip explains it."""
    change, share = clause.drafts[position : position + 2]
    now = candidates[0] if candidates else None
    if now is None or now is not clause.drafts[position - 1] or now.unit != change.unit or now.bound != "exact":
        return None
    if not clause.same_sentence(now.end, change.start) and not _COMPARED.fullmatch(clause.low, now.end, change.start):
        return None
    gap = clause.text[change.end : share.start]
    if "(" not in gap or clause.text[share.end : share.end + 1] != ")" or not _plain_change(clause, now, change):
        return None
    base = value_of(clause, now) - sign * value_of(clause, change)
    if base <= 0 or share.percent is None or share.bound != "exact":
        return None
    numeral = clause.lexemes[share.percent].numeral
    told = clause.lexemes[share.percent].text, value_of(clause, share), numeral.decimals if numeral else 0
    bond = _make(clause, now, ref(clause, now), share, sign)
    bond.parts, bond.derived = (ref(clause, now),), base
    bond.sure = share_repairable((clause.lexemes[change.first].text, value_of(clause, change)), (str(base), base), told)
    return bond


def _make(clause: Clause, now: Draft, before: Ref, change: Draft, sign: int) -> Bond:
    stated = ref(clause, change)
    stated = Ref(stated.clause, stated.index, stated.value * sign, stated.draft)
    return Bond(
        "growth", clause, now.start, change.end, "growth", parts=(ref(clause, now), before), stated=stated,
        percent=change.kind == "percent", sure=True,
    )  # fmt: skip
