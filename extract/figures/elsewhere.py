"""Shares whose whole is told far away: by the shares beside them, by the name of a total, by a plan, by the arithmetic.

"Tổng dư nợ 2.400 tỷ đồng." in one section, "dư nợ hộ nghèo 600 tỷ đồng, chiếm 25,0% tổng dư nợ" in the next.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise

import regex

from extract.figures.alongside import (
    OF_OTHERS,
    as_beside,
    digits_of,
    is_told,
    of_one,
    one_slip_of,
    patterned,
    phrased_alike,
    whole_in,
)
from extract.figures.bonds import Bond, Ref, label_before, value_of
from extract.figures.breakdowns import kind_of
from extract.figures.clause import Clause, Draft, fold
from extract.figures.growth import direction
from extract.figures.lists import Share, Whole, is_total, magnitude_of, make_share, wholes_of
from extract.figures.shares import of_plan, part_of
from extract.figures.units import same_unit

_HUNDRED, _MOST = Decimal(100), Decimal(300)
_MANY, _SOME, _LARGE, _THOUSAND = 1000, 2, 3, 4
"""How many digits a printed count has that a share of it tells something."""
_NAMED = regex.compile(
    r"\s*(?:(?:tren|trong|so voi|cua|tinh tren)\s)?(?:(?:tong|toan bo|dien tich)(?:\s(?:so|cac|dien tich))?\s(?P<name>\p{L}+(?:\s\p{L}+){0,5})|(?P<people>dan so)(?!\p{L}))"
)
_WHERE = regex.compile(r"(?<=\p{L})\s(?:toan|ca nuoc|tren dia ban|phai|cua).*")
_PERSONS = frozenset({
    "người", "chị", "anh", "em", "cụ", "hội viên", "đoàn viên", "đảng viên", "công dân", "lao động", "cán bộ", "cử tri", "thanh niên",
    "đại biểu", "phụ nữ", "người dân", "nhân khẩu",
})  # fmt: skip
_HOUSEHOLDS = frozenset(["hộ", "hộ nghèo", "hộ cận nghèo", "hộ dân", "hộ gia đình"])
_PEOPLE = frozenset(["nhân khẩu", "khẩu", "người dân"])
_PLAN = regex.compile(r"(?<!\p{L})(?:ke hoach|kh|du toan|chi tieu|muc tieu|duoc giao|giao|bo tri)(?!\p{L})[^.;]{0,70}$")
_AGAIN = regex.compile(
    r"[^.;\d%()]{0,60}(?:\([^()%;]{1,40}\)[^.;\d%()]{0,20})?(?:\svà|,)\s(?:(?:chiếm|bằng|đạt)(?:\s(?:tỷ lệ|tỉ lệ))?\s)?"
)
_CLOSES = regex.compile(r"[^()\d,;]{0,30}\)")
_BOTH = regex.compile(r"[^.;\d%()]{0,40},\s(?:chiếm|bằng|đạt)(?:\s(?:tỷ lệ|tỉ lệ))?\s")
_RATE = regex.compile(
    r"(?<!\p{L})(?:ty|ti) le\s(?P<name>\p{L}+(?:\s\p{L}+){1,9})(?:\s(?:dat|la|chiem|tren dia ban dat))?[\s:,(]*$"
)
_WORD = regex.compile(r"\p{L}+")
_EMPTY = frozenset(["so", "tong", "cac", "la", "dat", "duoc", "da", "co", "tren", "trong", "cua", "voi", "va", "the"])


@dataclass(slots=True)
class _Known:
    """The wholes of a report in the order of their values, and what the names of totals were found to mean."""

    values: dict[str, list[Decimal]] = field(default_factory=lambda: defaultdict(list))
    wholes: dict[str, list[tuple[int, Whole]]] = field(default_factory=lambda: defaultdict(list))
    named: dict[tuple[str, ...], list[Whole]] = field(default_factory=lambda: defaultdict(list))

    @classmethod
    def of(cls, clauses: Sequence[Clause]) -> "_Known":
        """All that the passages count, by kind."""
        kinds: dict[str, list[tuple[Decimal, int, Whole]]] = defaultdict(list)
        for at, clause in enumerate(clauses):
            for whole in wholes_of(clause):
                kinds[kind_of(whole.unit)].append((whole.value, at, whole))
        known = cls()
        for kind, found in kinds.items():
            found.sort(key=lambda f: (f[0], f[1]))
            known.values[kind] = [f[0] for f in found]
            known.wholes[kind] = [(at, whole) for _, at, whole in found]
        return known

    def fitting(self, share: Share, at: int) -> Iterator[Whole]:
        """The wholes told before passage `at` that the share is of, to its last printed place."""
        part, percent = value_of(share.clause, share.part), value_of(share.clause, share.percent)
        half = Decimal(1).scaleb(-share.decimals) / 2
        kind = kind_of(share.part.unit)
        if percent <= half or not part:
            return
        first = bisect_left(self.values[kind], part * _HUNDRED / (percent + half))
        last = bisect_right(self.values[kind], part * _HUNDRED / (percent - half))
        for place, whole in self.wholes[kind][first:last]:
            before = place < at or (place == at and whole.clause.lexemes[whole.index].start < share.part.start)
            if before and (whole.value > part or percent >= _HUNDRED):
                yield whole


def bind_elsewhere(clauses: Sequence[Clause], bonds: Sequence[Bond]) -> list[Bond]:
    """Turn the shares that nothing near explains into ratios over what the report tells elsewhere.

    Returns the totals that the parts of such a list make, beside the statements `bonds`.
    """
    known: _Known | None = None
    for at, clause in enumerate(clauses):
        if not any(d.kind == "percent" for d in clause.drafts):
            continue
        known = known or _Known.of(clauses)
        for share in _free(clause):
            whole = _whole_of(share, at, known)
            if whole is not None:
                make_share(share, whole)
        _again(clause, at, known)
        _rates(clause)
    if known is None:
        return []
    for at, clause in enumerate(clauses):
        for share in _free(clause) if any(d.kind == "percent" for d in clause.drafts) else ():
            meant = (
                patterned(clauses, at, share)
                or _named_alike(share, known)
                or phrased_alike(clauses, at, share)
                or as_beside(clauses, at, share)
            )
            if meant is not None:
                make_share(share, meant)
        of_one(clauses, at, _free(clause))
    taken = {(id(p.clause), p.index) for b in bonds if b.kind == "breakdown" and b.exhaustive for p in b.parts}
    return [bond for clause in clauses for bond in _made_by_shares(clause, taken)]


def _made_by_shares(clause: Clause, taken: AbstractSet[tuple[int, int]]) -> list[Bond]:
    """The totals that neighbouring shares of one whole make exactly, where nothing said so as yet."""
    groups: dict[tuple[int, int], list[tuple[Draft, Whole]]] = defaultdict(list)
    for ratio in clause.drafts:
        if is_told(ratio) and ratio.numerator is not None and (id(clause), ratio.numerator) not in taken:
            whole = whole_in(clause, ratio)
            if whole is not None:
                groups[(id(whole.clause), whole.index)].append((ratio, whole))
    found = []
    for members in groups.values():
        whole = members[0][1]
        ratios = [r for r, _ in members]
        parts = tuple(_part_of(clause, r, whole) for r in ratios)
        if len(parts) > 1 and sum((p.value for p in parts), Decimal(0)) == whole.value:
            total = Ref(whole.clause, whole.index, whole.value, whole.clause.owner.get(whole.index))
            start, end = min(r.start for r in ratios), max(r.end for r in ratios)
            found.append(Bond("breakdown", clause, start, end, "breakdown-shares", total, parts, exhaustive=True))
    return found


def _part_of(clause: Clause, ratio: Draft, whole: Whole) -> Ref:
    """The part of a share in the units of its whole."""
    assert ratio.numerator is not None
    lexeme = clause.lexemes[ratio.numerator]
    factor = ratio.factors[0] if ratio.factors[0] != ratio.factors[1] else whole.factor
    label = label_before(clause, lexeme.start, clause.sentence(lexeme.start)[0])
    return Ref(clause, ratio.numerator, lexeme.value * factor, ratio, label)


def _free(clause: Clause) -> list[Share]:
    """The counts with a percentage of their own that is no share of anything as yet."""
    found = []
    for percent in [d for d in clause.drafts if d.kind == "percent"]:
        at = part_of(clause, percent)
        at = _before_plan(clause, percent) if at is None else at
        at = _in_bracket(clause, percent) if at is None else at
        most = _MOST if of_plan(clause, percent) else _HUNDRED
        if at is not None and 0 < value_of(clause, percent) < most:
            found.append(Share(clause, clause.drafts[at], percent))
    return found


def _before_plan(clause: Clause, percent: Draft) -> int | None:
    """ "214,6 tỷ đồng, bằng 165% dự toán, chiếm 22,8% tổng chi": the count before a share of a plan that nobody tells."""
    at = clause.drafts.index(percent) - 1
    first = clause.drafts[at] if at > 0 else None
    if first is None or first.kind != "percent" or not of_plan(clause, first) or percent.bound != "exact":
        return None
    return part_of(clause, first) if _BOTH.fullmatch(clause.low, first.end, percent.start) else None


def _in_bracket(clause: Clause, percent: Draft) -> int | None:
    """ "tỷ lệ đoàn viên có tài khoản là 98,7% (70.310 đoàn viên)": the count that the share is, right behind it."""
    at = clause.drafts.index(percent) + 1
    part = clause.drafts[at] if at < len(clause.drafts) else None
    if part is None or part.kind != "quantity" or part.value is None or percent.bound != "exact" or percent.target:
        return None
    opened = clause.text[percent.end : part.start] == " (" and _CLOSES.match(clause.text, part.end) is not None
    return at if opened and direction(clause, percent) == 0 else None


def _whole_of(share: Share, at: int, known: _Known) -> Whole | None:
    """The one whole that a share is of, by its name and the arithmetic, or by much arithmetic alone."""
    clause, percent = share.clause, share.percent
    fitting = list(known.fitting(share, at))
    if of_plan(clause, percent):
        planned = [w for w in fitting if _planned(w) and same_unit(w.unit, share.part.unit)]
        return planned[-1] if share.decimals and len({w.value for w in planned}) == 1 else None
    name = _total_named(share)
    if name is not None:
        meant = [w for w in fitting if _bears(w, name)] or [w for w in fitting if _counts(w, name)]
        telling = share.decimals > 0 or digits_of(share) >= _LARGE
        if meant and telling and len({w.value for w in meant}) == 1:
            known.named[name].append(meant[0])
            return meant[0]
    near = [w for w in fitting if w.clause is clause and _alike(w.unit, share.part.unit)]
    if share.decimals and digits_of(share) >= _LARGE and len({w.value for w in near}) == 1:
        return near[-1]
    if name is not None or OF_OTHERS.match(clause.fold, percent.end):
        fitting = [w for w in fitting if is_total(w)]
    alike = [w for w in fitting if _alike(w.unit, share.part.unit)]
    few = all(w.value >= _MANY for w in alike) and (share.part.unit or "") in _HOUSEHOLDS
    telling = share.decimals > 1 and digits_of(share) >= (_SOME if few else _LARGE)
    return alike[-1] if telling and len({w.value for w in alike}) == 1 else None


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two units are told and count the same things."""
    if one is None or other is None:
        return False
    turns = one.lower().startswith("lượt") and other.lower().startswith("lượt")
    return same_unit(one, other) or turns or {one.lower(), other.lower()} <= _PERSONS


def _total_named(share: Share) -> tuple[str, ...] | None:
    """The words of "chiếm 25,0% tổng dư nợ" behind the total: ("du", "no")."""
    named = _NAMED.match(share.clause.fold, share.percent.end)
    if named is None:
        return None
    return ("dan", "so") if named["people"] else tuple(_WHERE.sub("", named["name"]).split())


def _bears(whole: Whole, name: Sequence[str]) -> bool:
    """Whether a count is called what a total is called: by its label, or by its unit."""
    start = whole.clause.lexemes[whole.index].start
    around = whole.clause.fold[max(0, start - 60) : start + 30]
    return is_total(whole) and " ".join(name[:2]) in " ".join(_WORD.findall(around))


def _counts(whole: Whole, name: Sequence[str]) -> bool:
    """Whether a large count is of the things that a total is named after: "9.724 việc" of "tổng số việc"."""
    if name == ("dan", "so"):
        return (whole.unit or "").lower() in _PEOPLE
    if whole.value < _MANY or whole.unit is None:
        return False
    start = whole.clause.lexemes[whole.index].start
    around = _WORD.findall(whole.clause.fold[max(0, start - 40) : start + 30])
    return name[0] == fold(whole.unit) or " ".join(name[:2]) in " ".join(around)


def _planned(whole: Whole) -> bool:
    start = whole.clause.lexemes[whole.index].start
    return _PLAN.search(whole.clause.fold, max(0, start - 90), start) is not None


def _named_alike(share: Share, known: _Known) -> Whole | None:
    """A share of a total by whose name others mean one whole, which one slip keeps from being true."""
    name = _total_named(share)
    meant = known.named.get(name, []) if name is not None else []
    if len(meant) < 2 or len({w.value for w in meant}) > 1 or not same_unit(meant[0].unit, share.part.unit):
        return None
    return meant[0] if one_slip_of(share, meant[0]) else None


def _again(clause: Clause, at: int, known: _Known) -> None:
    """ "13 hồ sơ (chiếm 5,2% số đã nhận và bằng 2,6% tổng số hồ sơ)": a second share of the part just held against a whole."""
    for percent in [d for d in clause.drafts if d.kind == "percent" and d.bound == "exact"]:
        place = clause.drafts.index(percent)
        before = [d for d in clause.drafts[max(0, place - 2) : place] if d.kind == "ratio"]
        ratio = before[-1] if before else None
        if ratio is None or ratio.kind != "ratio" or ratio.numerator is None or ratio.percent is None:
            continue
        if not _AGAIN.fullmatch(clause.low, ratio.end, percent.start) or of_plan(clause, percent):
            continue
        lexeme = clause.lexemes[ratio.numerator]
        part = Draft("quantity", lexeme.start, lexeme.end, "quantity-counted", (ratio.numerator,), unit=ratio.unit)
        equal = ratio.factors[0] == ratio.factors[1]
        scale = magnitude_of(clause, ratio) if equal and ratio.measured else ratio.factors[0]
        part.numeral, part.value = lexeme.numeral, lexeme.value * scale
        share = Share(clause, part, percent)
        fitting = [w for w in known.fitting(share, at) if same_unit(w.unit, ratio.unit) or is_total(w)]
        if share.decimals and len({w.value for w in fitting}) == 1:
            _second(clause, ratio, percent, fitting[-1], scale)


def _second(clause: Clause, first: Draft, percent: Draft, whole: Whole, scale: Decimal) -> None:
    """The percentage becomes a ratio of the part of `first`, whose magnitude is `scale`, over another whole."""
    ratio = Draft("ratio", percent.start, percent.end, "ratio-implicit", (percent.first,))
    ratio.numerator, ratio.percent, ratio.abroad = first.numerator, percent.percent, (whole.clause, whole.index)
    ratio.form, ratio.unit, ratio.measured, ratio.label = "implicit", first.unit, first.measured, first.label
    if scale != whole.factor:
        ratio.factors = (scale, whole.factor)
    clause.drafts[clause.drafts.index(percent)] = ratio
    clause.owner[percent.first] = ratio
    percent.forward = ratio


def _rates(clause: Clause) -> None:
    """ "xử lý 398 phản ánh (đúng hạn 371), đạt 98%; tỷ lệ đúng hạn 93,2%": a rate whose name two counts before it bear."""
    for percent in [d for d in clause.drafts if d.kind == "percent" and d.bound == "exact" and not d.target]:
        named = _RATE.search(clause.fold, max(0, percent.start - 90), percent.start)
        if named is None or of_plan(clause, percent):
            continue
        pair = _pair_named(clause, percent, _telling_words(named["name"]))
        if pair is not None:
            part, whole = pair
            lexeme = clause.lexemes[part.index]
            taken = Draft("ratio", lexeme.start, lexeme.end, "", (part.index,), numerator=part.index, unit=part.unit)
            taken.factors, taken.label = (part.factor, part.factor), (lexeme.start, lexeme.end)
            _second(clause, taken, percent, whole, part.factor)


def _telling_words(text: str) -> list[str]:
    return [w for w in _WORD.findall(text) if w not in _EMPTY]


def _pair_named(clause: Clause, percent: Draft, name: Sequence[str]) -> tuple[Whole, Whole] | None:
    """The two counts before a rate that make it, the part called as the rate is; None where several pairs do."""
    numeral = clause.lexemes[percent.first].numeral
    if numeral is None or not numeral.decimals:
        return None
    half, value = Decimal(1).scaleb(-numeral.decimals) / 2, value_of(clause, percent)
    before = [w for w in wholes_of(clause) if w.clause.lexemes[w.index].start < percent.start]
    found = {
        (part.value, whole.value): (part, whole)
        for part in before
        if part.value >= _HUNDRED and _called(part, name)
        for whole in before
        if whole.value > part.value and kind_of(whole.unit) == kind_of(part.unit)
        and abs(part.value * _HUNDRED / whole.value - value) <= half
    }  # fmt: skip
    return next(iter(found.values())) if len(found) == 1 else None


def _called(part: Whole, name: Sequence[str]) -> bool:
    """Whether two words of a rate's name stand in a row right before a count, or around it."""
    start = part.clause.lexemes[part.index].start
    floor = max(0, part.clause.sentence(start)[0], start - 40)
    label = _telling_words(part.clause.fold[floor:start])[-5:]
    return not set(pairwise(name)).isdisjoint(pairwise(label))
