"""Shares whose whole is told far away: by the shares beside them, by the name of a total, by a plan, by the arithmetic.

"Tổng dư nợ 2.400 tỷ đồng." in one section, "dư nợ hộ nghèo 600 tỷ đồng, chiếm 25,0% tổng dư nợ" in the next.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise

import regex

from extract.figures.bonds import value_of
from extract.figures.breakdowns import kind_of
from extract.figures.clause import Clause, Draft, fold
from extract.figures.lists import Share, Whole, is_total, make_share, wholes_of
from extract.figures.shares import of_plan, part_of
from extract.figures.slips import share_repairable
from extract.figures.units import same_unit

_HUNDRED, _MOST = Decimal(100), Decimal(300)
_BESIDE = 3
_SOME, _LARGE, _THOUSAND = 20, 100, 1000
_NAMED = regex.compile(
    r"\s*(?:(?:tren|trong|so voi|cua|tinh tren)\s)?(?:(?:tong|toan bo|dien tich)(?:\s(?:so|cac|dien tich))?\s(?P<name>\p{L}+(?:\s\p{L}+){0,5})|(?P<people>dan so)(?!\p{L}))"
)
_COMPARED = regex.compile(r"\s(?:so voi|tren|trong|cua)(?:\s\p{L}+){2,8}")
_OPENING = regex.compile(r"\p{L}+\s\p{L}+(?=\s)")
_WHERE = regex.compile(r"(?<=\p{L})\s(?:toan|ca nuoc|tren dia ban|phai|cua).*")
_PERSONS = frozenset(
    ["người", "chị", "anh", "em", "hội viên", "đoàn viên", "đảng viên", "công dân", "lao động", "cán bộ"]
)
_HOUSEHOLDS = frozenset(["hộ", "hộ nghèo", "hộ cận nghèo", "hộ dân", "hộ gia đình"])
_PEOPLE = frozenset(["nhân khẩu", "khẩu", "người dân"])
_PLAN = regex.compile(r"(?<!\p{L})(?:ke hoach|kh|du toan|chi tieu|muc tieu|duoc giao|giao|bo tri)(?!\p{L})[^.;]{0,70}$")
_OF_OTHERS = regex.compile(r"\s*(?:so voi|dan so|dien tich|so (?!voi)|tong |toan |cua |tren |trong )")
_AGAIN = regex.compile(r"[^.;\d%]{0,60}(?:\svà|,)\s(?:(?:chiếm|bằng|đạt)(?:\s(?:tỷ lệ|tỉ lệ))?\s)?")
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


def bind_elsewhere(clauses: Sequence[Clause]) -> None:
    """Turn the shares that nothing near explains into ratios over what the report tells elsewhere."""
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
        return
    for at, clause in enumerate(clauses):
        for share in _free(clause) if any(d.kind == "percent" for d in clause.drafts) else ():
            meant = (
                _patterned(clauses, at, share)
                or _named_alike(share, known)
                or _phrased_alike(clauses, at, share)
                or _as_beside(clauses, at, share)
            )
            if meant is not None:
                make_share(share, meant)
        _of_one(clauses, at)


def _free(clause: Clause) -> list[Share]:
    """The counts with a percentage of their own that is no share of anything as yet."""
    found = []
    for percent in [d for d in clause.drafts if d.kind == "percent"]:
        at = part_of(clause, percent)
        most = _MOST if of_plan(clause, percent) else _HUNDRED
        if at is not None and 0 < value_of(clause, percent) < most:
            found.append(Share(clause, clause.drafts[at], percent))
    return found


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
        telling = share.decimals > 0 or value_of(clause, share.part) >= _LARGE
        if meant and telling and len({w.value for w in meant}) == 1:
            known.named[name].append(meant[0])
            return meant[0]
    near = [w for w in fitting if w.clause is clause and _alike(w.unit, share.part.unit)]
    if share.decimals and value_of(clause, share.part) >= _THOUSAND and len({w.value for w in near}) == 1:
        return near[-1]
    if name is not None or _OF_OTHERS.match(clause.fold, percent.end):
        fitting = [w for w in fitting if is_total(w)]
    alike = [w for w in fitting if _alike(w.unit, share.part.unit)]
    few = all(w.value >= _THOUSAND for w in alike) and (share.part.unit or "") in _HOUSEHOLDS
    telling = share.decimals > 1 and value_of(clause, share.part) >= (_SOME if few else _LARGE)
    return alike[-1] if telling and len({w.value for w in alike}) == 1 else None


def _alike(one: str | None, other: str | None) -> bool:
    """Whether two units are told and count the same things."""
    if one is None or other is None:
        return False
    return same_unit(one, other) or {one.lower(), other.lower()} <= _PERSONS


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
    if whole.value < _THOUSAND or whole.unit is None:
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
    return meant[0] if _one_slip(share, meant[0]) else None


def _phrased_alike(clauses: Sequence[Clause], at: int, share: Share) -> Whole | None:
    """ "11.730 phiếu, đạt 98,7% so với số phiếu thu vào" above "157 phiếu, chiếm 1,3% so với số phiếu thu vào": one whole."""
    said = _COMPARED.match(share.clause.fold, share.percent.end)
    if said is None:
        return None
    meant: dict[Decimal, list[Whole]] = defaultdict(list)
    for clause in clauses[max(0, at - _BESIDE) : at + _BESIDE + 1]:
        for ratio in clause.drafts:
            if _told(ratio) and clause.fold.startswith(said.group(), ratio.end):
                whole = _whole_in(clause, ratio)
                if whole is not None:
                    meant[whole.value].append(whole)
    if len(meant) != 1:
        return None
    wholes = next(iter(meant.values()))
    alike = same_unit(wholes[0].unit, share.part.unit)
    true = share.is_of(wholes[0], loose=True)
    return wholes[0] if alike and (true or (len(wholes) > 1 and _one_slip(share, wholes[0]))) else None


def _one_slip(share: Share, whole: Whole) -> bool:
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


def _as_beside(clauses: Sequence[Clause], at: int, share: Share) -> Whole | None:
    """The whole of the shares beside this one, in its sentence and the items around it, where two of them are true of it.

    "BCG: 950 trẻ (95,0%); sởi: 920 trẻ (92,0%); bại liệt: 910 trẻ (19,0%)": what misses by a slip is of the same whole.
    """
    if (
        not share.decimals
        or _OF_OTHERS.match(share.clause.fold, share.percent.end)
        or of_plan(share.clause, share.percent)
    ):
        return None
    groups: dict[tuple[int, int], list[Whole]] = defaultdict(list)
    for clause, ratio in _siblings(clauses, at, share):
        whole = _whole_in(clause, ratio)
        if whole is not None:
            groups[(id(whole.clause), whole.index)].append(whole)
    best = max(groups.values(), key=len, default=[])
    if len(best) == 1 == len(groups):
        true = share.decimals > 1 and share.is_of(best[0], loose=True)
        return best[0] if true or _swapped(share, best[0]) else None
    if len(best) < 2 or len(best) * 2 <= sum(map(len, groups.values())):
        return None
    whole = best[0]
    alike = same_unit(whole.unit, share.part.unit) or any(same_unit(w.unit, share.part.unit) for w in best)
    if share.is_of(whole, loose=True):
        return whole
    return whole if alike and _one_slip(share, whole) else None


def _swapped(share: Share, whole: Whole) -> bool:
    """Whether two neighbouring digits of the percentage change places in the part's true share of `whole`."""
    part = value_of(share.clause, share.part)
    if part > whole.value or kind_of(whole.unit) != kind_of(share.part.unit):
        return False
    exact = (part * _HUNDRED / whole.value).quantize(Decimal(1).scaleb(-share.decimals), ROUND_HALF_UP)
    told, true = (str(n).replace(".", "") for n in (value_of(share.clause, share.percent), exact))
    return told != true and any(
        told[:at] + told[at + 1] + told[at] + told[at + 2 :] == true for at in range(len(told) - 1)
    )


def _patterned(clauses: Sequence[Clause], at: int, share: Share) -> Whole | None:
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
    true = sum(_between(c, r) == words and _whole_in(c, r) is not None for c in beside for r in c.drafts if _told(r))
    whole = Whole(clause, own.first, own.value, own.unit)
    return whole if true > 1 and same_unit(own.unit, share.part.unit) and _one_slip(share, whole) else None


def _between(clause: Clause, ratio: Draft) -> str | None:
    """The words between the whole of a ratio and its part, where the whole stands first in the same passage."""
    if ratio.numerator is None or ratio.denominator is None or ratio.abroad is not None:
        return None
    whole, part = clause.lexemes[ratio.denominator], clause.lexemes[ratio.numerator]
    return clause.fold[whole.end : part.start] if whole.end < part.start else None


def _of_one(clauses: Sequence[Clause], at: int) -> None:
    """Three shares of a passage, or more, that are true of one number of the passages right before it."""
    free = [s for s in _free(clauses[at]) if s.decimals and not of_plan(s.clause, s.percent)]
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
        if clause.same_sentence(draft.start, share.part.start) and _told(draft):
            yield clause, draft
    passage = clause.passage
    for other in clauses[max(0, at - _BESIDE) : at + _BESIDE + 1]:
        items = passage.kind == other.passage.kind == "item" and other.passage.depth == passage.depth
        beside = items or _begins_alike(clause, other)
        if other is not clause and beside and other.passage.section == passage.section:
            yield from ((other, draft) for draft in other.drafts if _told(draft))


def _begins_alike(clause: Clause, other: Clause) -> bool:
    """ "Đội số 1: …" and "Đội số 2: …": paragraphs that begin with the same two words are items of a list."""
    one, two = (_OPENING.match(c.fold) for c in (clause, other))
    return one is not None and two is not None and one.group() == two.group()


def _told(draft: Draft) -> bool:
    return draft.kind == "ratio" and draft.rule == "ratio-implicit" and draft.percent is not None


def _whole_in(clause: Clause, ratio: Draft) -> Whole | None:
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


def _again(clause: Clause, at: int, known: _Known) -> None:
    """ "13 hồ sơ (chiếm 5,2% số đã nhận và bằng 2,6% tổng số hồ sơ)": a second share of the part just held against a whole."""
    for percent in [d for d in clause.drafts if d.kind == "percent" and d.bound == "exact"]:
        place = clause.drafts.index(percent)
        ratio = clause.drafts[place - 1] if place else None
        if ratio is None or ratio.kind != "ratio" or ratio.numerator is None or ratio.percent is None:
            continue
        if not _AGAIN.fullmatch(clause.low, ratio.end, percent.start) or of_plan(clause, percent):
            continue
        lexeme = clause.lexemes[ratio.numerator]
        part = Draft("quantity", lexeme.start, lexeme.end, "quantity-counted", (ratio.numerator,), unit=ratio.unit)
        part.numeral, part.value = lexeme.numeral, lexeme.value * ratio.factors[0]
        share = Share(clause, part, percent)
        fitting = [w for w in known.fitting(share, at) if same_unit(w.unit, ratio.unit) or is_total(w)]
        if share.decimals and len({w.value for w in fitting}) == 1:
            _second(clause, ratio, percent, fitting[-1])


def _second(clause: Clause, first: Draft, percent: Draft, whole: Whole) -> None:
    """The percentage becomes a ratio of the part of `first` over another whole."""
    ratio = Draft("ratio", percent.start, percent.end, "ratio-implicit", (percent.first,))
    ratio.numerator, ratio.percent, ratio.abroad = first.numerator, percent.percent, (whole.clause, whole.index)
    ratio.form, ratio.unit, ratio.measured, ratio.label = "implicit", first.unit, first.measured, first.label
    if first.factors[0] != whole.factor:
        ratio.factors = (first.factors[0], whole.factor)
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
            _second(clause, taken, percent, whole)


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
        if part.value >= _LARGE and _called(part, name)
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
