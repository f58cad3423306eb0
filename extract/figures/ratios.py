"""Part of a whole: slash ratios in every spelling, "25 …, trong đó 08 …", "08 trong tổng số 25 …"."""

from decimal import Decimal

import regex

from extract.figures.clause import Clause, Draft
from extract.figures.lexer import Lexeme
from extract.figures.pairs import bare_slash, no_share
from extract.figures.quantities import bound_before
from extract.figures.units import TIME, Unit, per_after, same_unit, unit_after

_RATE_CUE = regex.compile(r"(?:ty|ti) le[\s:]*(?:dat|la)?[\s:]*$")
_OPENED = regex.compile(r"\((?:[\p{L}\s]{0,25}:?\s?)$")
_SLASH_WORDS = regex.compile(
    r"[\p{L}\s]{0,40}[/⁄∕]\s?(?:[Tt]ổng số|[Tt]ổng|[Cc]hỉ tiêu|[Kk]ế hoạch|KH|CT)?(?:\sgiao)?:?\s?"
)
_WHOLE_NAMED = regex.compile(r"\s?[/⁄∕]\s?\p{L}[\p{L}\s]{1,40}:?\s")
_SLASH_DIGIT = regex.compile(r"\s?[/⁄]\s?\d")
_DIGIT_SLASH = regex.compile(r"\d\s?[/⁄]\s?$")
_CUE = r"(?:dat|ty le|ti le|chiem|bang|tuong ung|tuong duong|=|hoan thanh|tuc la|ty trong|thuc hien duoc)"
_CUE_END = regex.compile(
    rf"{_CUE}[\s:]*(?:(?:ty|ti) (?:le|trong)\s*)?(?:dat\s*)?(?:la|duoc|khoang|hon|tren|gan|duoi|chua den|uoc|~|≈|<|>|≥|≤)?[\s:=(]*$|[(=]\s*(?:khoang|hon|tren|gan|duoi|~|<|>|≥|≤)?\s*$"
)
_CHANGE = regex.compile(
    r"(?<!\p{L})(?:tăng(?! cường)|giảm(?! nghèo| nhẹ| thiểu| trừ| tải| án)|(?<!đạt và |đạt hoặc |đạt, |đạt - )vượt|thấp hơn|cao hơn)(?!\p{L})[^\d;]*$"
)
_REACHED = regex.compile(
    r"[^\d;.()]{0,40}\.\s+(?:Đạt|Chiếm|Bằng|Tỷ lệ|Tỉ lệ)(?:\s(?:tỷ lệ|tỉ lệ|đạt|là|khoảng|gần))*[\s:]*"
)
_COUNTED_CHANGE = regex.compile(
    r"(?<!\p{L})(?:tăng(?! cường)|giảm(?! nghèo| nhẹ| thiểu| trừ| tải| án)|(?:ít|nhiều|cao|thấp) hơn)\s(?:\p{L}+\s){0,2}\d[\d.,]*\s\p{L}+(?:\s\p{L}+)?\s?(?:[=,(]|bằng|tương ứng|tức)[\s(]*$"
)
"""What a change comes to in percent: "ít hơn 03 vụ = 1,6% (180/183 vụ)"."""
_NEW_SUBJECT = regex.compile(r"(?<!\p{L})(?:UBND|CAH|CATP|CATX|BV|TTYT|Sở|Phòng|Huyện|Xã|Công an)\s(?=\p{Lu})")
_OR_MORE = regex.compile(r"\s(?:trở lên|trở xuống|đến dưới)")
_OTHER_ONES = regex.compile(r"(?<!\p{L})(?:còn lại|riêng|trong khi|cùng kỳ)(?!\p{L})")
_OPENS = regex.compile(r"[^\d();,.]{0,50}\((?!\s*(?:đạt|chiếm|tỷ lệ|tỉ lệ|bằng|=|\d))")
_GOAL = regex.compile(r"\s*(?:chi tieu|ke hoach|kh|muc tieu|nghi quyet|nq)(?:\s\p{L}+){0,3}[\s:]*(?:la|dat|>|≥)?\s*")
_DIRECT = regex.compile(
    r"\s*[,;:–-]?\s*(?:dat|chiem|ty le|ti le|bang|tuong ung|=)(?:\s(?:ty le|ti le|dat|khoang|hon|gan|tren|la))*[\s:]*"
)
_RATE_NAMED = regex.compile(
    r"[^;,.\d]{0,60};\s*(?:(?:dat\s)?(?:tl|ty le|ti le)[\s:]*(?:dat|la)?|(?:dat|bang|chiem)(?:\s(?:ty le|ti le))?)[\s:]*"
)
_ITS_OWN = regex.compile(r"\s*(?:[;.,)(]|$|(?:trong do|con|tang|giam|so voi (?:thang|ky|cung|nam))(?!\p{L}))")
_NAMES_ANOTHER = regex.compile(
    r":\s*(?!(?:dat|chiem|bang|ty le|ti le|tl|ty trong|tuong ung|tuong duong|hoan thanh|tuc)(?!\p{L}))\p{L}"
)
_ITS_WORDS = (
    "dat|chiem|ty|ti|tl|bang|tuong|hoan|tuc|thuc|uoc|da|voi|trong|la|duoc|co|nang|dua|giai|xu|dung|truoc|tang|giam|vuot|va|so|"
    "dap|ung|luy|cong|hien|tinh|den|tong|qua|con|trung"
)
_OF_ANOTHER = regex.compile(rf",\s(?!(?:{_ITS_WORDS})(?!\p{{L}}))\p{{L}}+(?:\s\p{{L}}+)+\s*$")
"""Words behind a comma that name something else: "68/68 đồng chí, quân số tham gia đạt 98,5%"."""
_CRITERION = regex.compile(r"\(\s*(?:tren|duoi|hon|tu|>|<|≥|≤)\s*$")
_CONDITION = regex.compile(r"(?<!\p{L})(?:it nhat|toi thieu|tu|tren|du|hon|duoi|den|qua)\s*$")
_BEHIND_CONDITION = regex.compile(
    r"[^\d();.]{0,60}[\s,(]*(?:dat|chiem|ty le|ti le|bang|=)?(?:\s(?:ty le|ti le|dat|la))*[\s:]*"
)
_PER_FOLLOWS = regex.compile(r"\s?[/⁄∕]")
_RATE_TOLD = regex.compile(r"(?<!\p{L})(?:dat|chiem|voi|,|;)\s*(?:ty le|ti le|tl)[\s:]*(?:dat|la)?[\s:]*$")
_COMMA = regex.compile(r"[^\d();,.]{0,50}(?:,|\svới|\svà)\s")
_BESIDE = regex.compile(r"[^\d();,.]{0,30}[\s,(]*(?:dat|chiem|ty le|ti le|bang|=)?(?:\s(?:ty le|ti le|dat|la))*[\s:]*")
_THAT_IS = regex.compile(
    r"[^\d;.()]{0,20}[,(]?\s*(?:tuong ung|tuong duong|tuc|ung voi|cu the|bang|voi)(?:\s(?:la|voi))?[\s:]*"
)
_EXPLAINED = regex.compile(r"\s*\(\s*(?:[Tt]ức|[Tt]ương ứng|[Tt]ương đương|[Bb]ằng|[Gg]ồm|[Cc]ụ thể)?:?\s*(?:là\s)?")
_CLOSED = regex.compile(r"[^();,%\d]{0,60}\)")
_DAY_WORDS = regex.compile(
    r"(?<!\p{L})(?:ngày|lễ|dịp|từ|đến|sáng|chiều|hôm|tuần|kỷ niệm|quốc tế|tết|chào mừng|hưởng ứng|tháng hành động)(?!\p{L})[^;:]*$"
)
_ON_DAY = regex.compile(r"(?<!\p{L})(?:ngày|lễ|dịp)\s$")
_TURN = regex.compile(r"lượt\s(\p{L}+)")
_WHOLE_WORDS = regex.compile(r"\s*(?:tong so|chi tieu|ke hoach|tong|so|du toan|muc tieu)(?!\p{L})")
_IN_WHOLE = regex.compile(r"(?:trong|tren)\s+(?:tong\s+)?(?:so\s+)?(?:tong so\s+)?$")
_TOTAL_WORDS = regex.compile(r"(?<!\p{L})(?:trong|tren)\s+(?:tong\s+)?so$")
_MEMBERS = frozenset(["đoàn viên", "hội viên", "đảng viên"])
_STAFF = regex.compile(
    r"\s*(?:CN|CB|CC|NL|LĐ)[\p{Lu}]{0,6}(?!\p{L})|\s*(?:công nhân|người lao động|lao động|cán bộ)(?!\p{L})"
)
"""Those of whom members are a part: "138.912 đoàn viên/147.105 CNLĐ"."""
_PASSED_OVER = frozenset({"level", "unit", "age", "name", "document", "marker", "date", "footnote"})
_FAR = 10
_GAP_LIMIT = 170


def _is_change(clause: Clause, percent: Lexeme) -> bool:
    """The percentage behind this point is a growth rate, not a share."""
    return _CHANGE.search(clause.low, max(0, percent.start - 40), percent.start) is not None


def percent_after(clause: Clause, start: int, index: int, share: Decimal | None) -> int | None:
    """The lexeme that states the percentage of a ratio whose whole ends at `start`; `index` is the next lexeme.

    It must be the first number behind the ratio, in the same sentence, behind a cue; where other words come between,
    it must also be near `share`, the true percentage.
    """
    at = index
    while at < len(clause.lexemes) and clause.lexemes[at].role in _PASSED_OVER:
        at += 1
    if not clause.free(at):
        return None
    if (past := _past_bracket(clause, start, at)) is not None:
        return percent_after(clause, *past, share)
    found = clause.lexemes[at]
    gap, words = clause.fold[start : found.start], clause.text[start : found.start]
    if (
        len(gap) > _GAP_LIMIT
        or (";" in gap and not _told_behind(clause, found, gap, share))
        or not (clause.same_sentence(start, found.start) or _told_next(clause, start, found, share))
        or (_is_change(clause, found) and not _in_bracket(clause, found, share))
    ):
        return None
    near = share is not None and abs(found.value - share) <= 1
    if not near and clause.free(at + 1) and found.percent and _in_bracket(clause, clause.lexemes[at + 1], share):
        return at + 1
    if not near and _OTHER_ONES.search(words.lower()):
        return None
    cue = _CUE_END.search(gap) is not None
    if found.percent and _other_measure(clause, found, share, gap):
        return None
    if found.percent and _criterion(clause, found):
        return percent_after(clause, start, at + 1, share)
    if found.percent and not near and _names_another(clause, start, gap):
        return None
    if not found.percent:
        if _missing_sign(clause, found, gap, near):
            return at
        return _second_count(clause, start, at, share)
    return at if near or (cue and not _NEW_SUBJECT.search(words) and _is_told(gap)) else None


def _told_next(clause: Clause, start: int, percent: Lexeme, share: Decimal | None) -> bool:
    """ "lúa là 115/116 ha. Đạt 99,13% kế hoạch": a sentence that begins with the true share of the one before it."""
    if share is None or not percent.percent or percent.numeral is None:
        return False
    exact = abs(percent.value - share) <= Decimal(1).scaleb(-percent.numeral.decimals)
    return exact and _REACHED.fullmatch(clause.text, start, percent.start) is not None


def _is_told(gap: str) -> bool:
    """Whether the words between a ratio and a cue are few enough for the percentage to be the ratio's."""
    told = _RATE_TOLD.search(gap) is not None and gap.count(",") <= 4 and "(" not in gap
    return (len(gap) <= 60 and gap.count(",") <= 2) or "(" in gap[-25:] or told


def _in_bracket(clause: Clause, percent: Lexeme, share: Decimal | None) -> bool:
    """ "17/24 ngành tăng trưởng (70,8%)", "12/33 trường tốt nghiệp 100% (36,4%)": the true share alone in a bracket."""
    if share is None or not percent.percent or percent.numeral is None:
        return False
    opened = clause.text[max(0, percent.start - 2) : percent.start].rstrip().endswith("(")
    exact = abs(percent.value - share) <= Decimal(1).scaleb(-percent.numeral.decimals)
    return opened and exact and clause.text[percent.stop : percent.stop + 1] in (")", ",", ";")


def _told_behind(clause: Clause, percent: Lexeme, gap: str, share: Decimal | None) -> bool:
    """ "201/204 hội viên; đạt 98,5%": nothing behind the semicolon but that the rate is reached."""
    if _RATE_NAMED.fullmatch(gap) is None:
        return False
    near = share is not None and abs(percent.value - share) <= 1
    return (
        near or "ty le" in gap or "ti le" in gap or "tl" in gap or _ITS_OWN.match(clause.fold, percent.stop) is not None
    )


def _names_another(clause: Clause, start: int, gap: str) -> bool:
    """Whether the words between a ratio and a percentage that is not its share tell what else the percentage is of."""
    if _NAMES_ANOTHER.search(gap) or _named_criterion(clause, start, gap):
        return True
    return "(" not in gap and _OF_ANOTHER.search(gap) is not None


def _named_criterion(clause: Clause, start: int, gap: str) -> bool:
    """ "12/16 khoản thu đạt tiến độ (trên 67%)": what "tiến độ" means, where more than the unit stands before the bracket."""
    bracket = _CRITERION.search(gap)
    unit = unit_after(clause.text, start)
    return bracket is not None and unit is not None and bool(clause.text[unit.end : start + bracket.start()].strip())


def _second_count(clause: Clause, start: int, at: int, share: Decimal | None) -> int | None:
    """ "33/38 vụ, 51 đối tượng (đạt 86,8%)", "64/80 hộ có ít nhất 01 người … (đạt 80%)": where the arithmetic agrees."""
    if not clause.free(at + 1) or share is None:
        return None
    found, unit = clause.lexemes[at + 1], unit_after(clause.text, clause.lexemes[at].end)
    condition = _CONDITION.search(clause.fold, start, clause.lexemes[at].start) is not None
    short = condition or _COMMA.fullmatch(clause.text, start, clause.lexemes[at].start) is not None
    if unit is None or not short or not found.percent or _is_change(clause, found):
        return None
    words = _BEHIND_CONDITION if condition else _BESIDE
    direct = words.fullmatch(clause.fold, unit.end, found.start) is not None
    decimals = found.numeral.decimals if found.numeral else 0
    exact = abs(found.value - share) <= Decimal(1).scaleb(-decimals)
    return at + 1 if direct and exact else None


def _past_bracket(clause: Clause, start: int, at: int) -> tuple[int, int] | None:
    """ "235/260 căn (xây mới 142 căn, sửa chữa 93 căn), đạt 90,4%", "38/45 đơn vị (chỉ tiêu 90%), đạt …": behind the bracket."""
    opened = _OPENS.match(clause.text, start, clause.lexemes[at].start)
    close = clause.text.find(")", clause.lexemes[at].end) if opened is not None else -1
    if opened is None or close < 0 or "(" in clause.text[opened.end() : close]:
        return None
    inside = [n for n in range(at, len(clause.lexemes)) if clause.lexemes[n].start < close]
    parts = not any(clause.lexemes[n].percent for n in inside)
    goal = _GOAL.fullmatch(clause.fold, opened.end(), clause.lexemes[at].start) is not None
    if not (parts or (goal and len(inside) == 1)) or inside[-1] + 1 >= len(clause.lexemes):
        return None
    following = clause.lexemes[inside[-1] + 1]
    direct = _DIRECT.fullmatch(clause.fold, close + 1, following.start) is not None
    return (close + 1, inside[-1] + 1) if following.percent and direct else None


def _other_measure(clause: Clause, percent: Lexeme, share: Decimal | None, gap: str) -> bool:
    """ "9/9 huyện đạt tỷ lệ dưới 10%": what each of the counted ones reaches, far from their own share."""
    bound = bound_before(clause, percent.start)
    if share is None or bound not in ("over", "under") or "chiem" in gap[-30:]:
        return False
    beyond = share - percent.value if bound == "over" else percent.value - share
    return beyond >= _FAR or (bound == "under" and beyond <= -_FAR)


def _criterion(clause: Clause, percent: Lexeme) -> bool:
    """ "từ 40% trở lên": what makes an item count, not how many do."""
    return _OR_MORE.match(clause.low, percent.stop) is not None


def _missing_sign(clause: Clause, found: Lexeme, gap: str, near: bool) -> bool:
    """ "đạt tỷ lệ 94,4" without "%": taken where the words say a rate and the arithmetic agrees."""
    if unit_after(clause.text, found.end) is not None or _PER_FOLLOWS.match(clause.text, found.end):
        return False
    rate = _RATE_CUE.search(gap) is not None
    return near and (
        rate or (found.numeral is not None and found.numeral.decimals > 0 and _CUE_END.search(gap) is not None)
    )


def _percent_before(clause: Clause, index: int, share: Decimal | None) -> int | None:
    """ "100% các cơ sở (58/58 cơ sở)": the percentage stands before the bracket."""
    before = clause.previous_number(index)
    if before is None or not clause.lexemes[before].percent or not _lone(clause, before):
        return None
    gap = clause.fold[clause.lexemes[before].stop : clause.lexemes[index].start]
    if (
        len(gap) > 120
        or ";" in gap
        or not clause.same_sentence(clause.lexemes[before].stop, clause.lexemes[index].start)
    ):
        return None
    if _is_change(clause, clause.lexemes[before]):
        return None
    near = share is not None and abs(clause.lexemes[before].value - share) <= 1
    if not near and _COUNTED_CHANGE.search(clause.low, 0, clause.lexemes[before].start):
        return None
    bracket = _OPENED.search(gap) is not None
    return before if (bracket or near) and "," not in gap.rstrip(" (") else before if near else None


def _lone(clause: Clause, index: int) -> bool:
    """The percentage is free, or stands as a figure of its own as yet."""
    owner = clause.owner.get(index)
    return clause.free(index) or (owner is not None and owner.kind == "percent")


def _take_over(clause: Clause, index: int | None) -> None:
    """A percentage that was read alone joins its ratio."""
    owner = clause.owner.get(index) if index is not None else None
    if owner is not None:
        clause.drafts.remove(owner)


def _share(part: Lexeme, whole: Lexeme) -> Decimal | None:
    return None if whole.value == 0 else part.value * 100 / whole.value


def slash(clause: Clause, index: int) -> Draft | None:
    """ "2.610/ 9.352 trường hợp (đạt 28%)"; units may stand on both sides: "214 TTHC/214 TTHC"."""
    if not clause.free(index) or not clause.free(index + 1):
        return None
    left, right = clause.lexemes[index], clause.lexemes[index + 1]
    if left.percent or right.percent:
        return None
    between = clause.text[left.end : right.start]
    left_unit = None
    if not bare_slash(between):
        left_unit = unit_after(clause.text, left.end)
        if left_unit is None or not (
            _slash_follows(clause, left_unit.end, right.start) or _named_whole(clause, left_unit.end, index)
        ):
            return None
    if _third_part(clause, index) or no_share(clause, index):
        return None
    unit = unit_after(clause.text, right.end)
    end = unit.end if unit else right.end
    share = _share(left, right)
    before = _bracketed(clause, index, end)
    after = None if before is not None else percent_after(clause, right.end, index + 2, share)
    if left_unit is not None and not _same_kind(clause, left_unit, unit, right, _near(clause, after, share)):
        return None
    if left_unit is not None and unit is not None and _durations(left_unit, unit):
        return None
    if _is_rate(left, right, unit) or _is_score(left, right, unit):
        return None
    if before is None and after is None:
        before = _percent_before(clause, index, share)
    if after is None and before is None and left_unit is None and _day_month(clause, left, right, unit):
        clause.roles[index] = clause.roles[index + 1] = "date"
        return None
    _take_over(clause, before)
    draft = _ratio(
        clause, index, index + 1, after if after is not None else before, unit=unit or left_unit, end=end, form="slash"
    )
    if left_unit is not None and unit is not None and left_unit.factor != unit.factor:
        draft.factors = (left_unit.factor, unit.factor)
    return draft


def _bracketed(clause: Clause, index: int, end: int) -> int | None:
    """ "đạt 96,4% (1.350/1.400 trẻ), … đạt 92,9% (…)": a bracket that holds the ratio alone explains the percentage before it."""
    lexemes = clause.lexemes
    before = clause.previous_number(index)
    if (
        before is None
        or not lexemes[before].percent
        or not _lone(clause, before)
        or _is_change(clause, lexemes[before])
        or _COUNTED_CHANGE.search(clause.low, 0, lexemes[before].start)
    ):
        return None
    opened = _EXPLAINED.fullmatch(clause.text, lexemes[before].stop, lexemes[index].start)
    return before if opened is not None and _CLOSED.match(clause.text, end) else None


def _slash_follows(clause: Clause, unit_end: int, stop: int) -> bool:
    """Between the left unit and the right number stands a slash, with a few words at most."""
    rest = clause.text[unit_end:stop]
    return _SLASH_WORDS.fullmatch(rest) is not None


def _named_whole(clause: Clause, unit_end: int, index: int) -> bool:
    """ "201 ca/phụ nữ mang thai 1.152 (17,4%)": words between the slash and the whole, where the share is true."""
    part, whole = clause.lexemes[index : index + 2]
    if not _WHOLE_NAMED.fullmatch(clause.text, unit_end, whole.start) or not clause.free(index + 2):
        return False
    found, share = clause.lexemes[index + 2], _share(part, whole)
    if not found.percent or share is None or found.numeral is None:
        return False
    return abs(found.value - share) <= Decimal(1).scaleb(-found.numeral.decimals)


def _durations(left: Unit, right: Unit) -> bool:
    """ "06 ngày/40 ngày": a time against its limit is no part of a whole."""
    times = TIME - {"buổi"}
    return (left.name or "").lower() in times and (right.name or "").lower() in times


def _third_part(clause: Clause, index: int) -> bool:
    """Three numbers in a row between slashes are no ratio."""
    first, last = clause.lexemes[index], clause.lexemes[index + 1]
    behind = _SLASH_DIGIT.match(clause.text[last.end : last.end + 4]) is not None
    return behind or _DIGIT_SLASH.search(clause.text[max(0, first.start - 4) : first.start]) is not None


def _near(clause: Clause, percent: int | None, share: Decimal | None) -> bool | None:
    """Whether a stated percentage is about the true share; None where none is stated."""
    return None if percent is None else share is not None and abs(clause.lexemes[percent].value - share) <= 1


def _same_kind(clause: Clause, left: Unit, right: Unit | None, whole: Lexeme, near: bool | None) -> bool:
    """ "1.240 trường hợp/1.252 chỉ tiêu, đạt …" is a share; "60 trường hợp/01 cán bộ" and "86 học sinh/3 lớp" are rates.

    "118 vụ/231 bị can, đạt 83,7%" are two counts, and the percentage is of something else.
    """
    if near or _WHOLE_WORDS.match(clause.fold, whole.end):
        return True
    alike = right is not None and same_unit(left.name, right.name) and not _two_turns(clause, left, right)
    if right is not None and (left.name or "").lower() in _MEMBERS and _STAFF.match(clause.text, right.start):
        return True
    apart = right is None or (left.known and right.known)
    return alike or (near is not None and not apart)


def _day_month(clause: Clause, left: Lexeme, right: Lexeme, unit: Unit | None) -> bool:
    """ "nghỉ lễ 30/4 và 01/5", "nhân dịp 27/7 tặng": a day of a month, where nothing says that the numbers count something."""
    if not (left.text.isdigit() and right.text.isdigit() and 1 <= left.value <= 31 and 1 <= right.value <= 12):
        return False
    if unit is not None:
        on_that_day = _ON_DAY.search(clause.low, max(0, left.start - 12), left.start) is not None
        return not unit.known and (left.value > right.value or on_that_day)
    return left.value > right.value or _DAY_WORDS.search(clause.low, max(0, left.start - 60), left.start) is not None


def _is_score(left: Lexeme, whole: Lexeme, unit: Unit | None) -> bool:
    """ "16,7/18 điểm": points reached of points possible are a score."""
    decimals = left.numeral.decimals if left.numeral else 0
    points = unit is not None and (unit.name or "").lower() == "điểm"
    return points and (decimals > 0 or whole.text in ("5", "10", "20", "50", "100"))


def _is_rate(left: Lexeme, right: Lexeme, unit: Unit | None) -> bool:
    """ "9,5 bác sĩ/10.000 dân", "0,25/100.000 mũi" and "300.000/1 tháng"."""
    if unit is not None and unit.name is None and unit.factor != 1:
        return right.text in ("1", "01") and left.value != 1
    if unit is None or unit.name is None:
        return False
    head, base = unit.name.lower().split()[0], right.text.replace(".", "")
    if left.numeral is not None and left.numeral.decimals and base in ("100", "1000", "10000", "100000", "1000000"):
        return True
    people = (head in ("dân", "trẻ", "người") and base in ("1000", "10000", "100000")) or (
        head == "dân" and base == "100"
    )
    single = right.text in ("1", "01") and left.text not in ("0", "00", "1", "01")
    return people or single


def _two_turns(clause: Clause, left: Unit, right: Unit) -> bool:
    """ "1.204 lượt tổ/4.816 lượt chiến sĩ": turns of two kinds."""
    if (left.name or "").lower().split()[0] != "lượt" or (right.name or "").lower().split()[0] != "lượt":
        return False
    kinds = [_TURN.match(clause.low, unit.start) for unit in (left, right)]
    return all(kinds) and len({kind[1] for kind in kinds if kind is not None}) > 1


def _unless_plan(unit: Unit | None) -> Unit | None:
    """ "2.214/2.600 = 85,2% KH": what the share is of is no unit."""
    return (
        None if unit is None or (unit.name or "").lower() in ("kh", "kế hoạch", "chỉ tiêu", "ct", "dự toán") else unit
    )


def _ratio(
    clause: Clause, part: int, whole: int, percent: int | None, *, unit: Unit | None, end: int, form: str
) -> Draft:
    numbers = tuple(sorted({part, whole} | ({percent} if percent is not None else set())))
    start = min(clause.lexemes[n].start for n in numbers)
    stop = (
        max(end, *(clause.lexemes[n].stop for n in numbers))
        if percent is None
        else max(clause.lexemes[n].stop for n in numbers)
    )
    if percent is not None and percent < min(part, whole):
        stop = max(stop, end)
    draft = Draft("ratio", start, stop, f"ratio-{form}", numbers, part, whole, percent)
    draft.form = "slash" if form == "slash" else "implicit" if percent is not None else "prose"
    if percent is not None and clause.text[clause.lexemes[whole].end : clause.lexemes[percent].start].strip() == "=":
        draft.form, draft.rule = "equation", "ratio-equation"
        unit = unit or _unless_plan(unit_after(clause.text, clause.lexemes[percent].stop))
    if percent is not None:
        draft.bound = bound_before(clause, clause.lexemes[percent].start)
        draft.approximate = draft.bound != "exact"
    if unit is None and percent is not None and clause.text[clause.lexemes[percent].stop :][:1] == ")":
        unit = unit_after(clause.text, clause.lexemes[percent].stop + 1)
    factor = unit.factor if unit else Decimal(1)
    draft.unit = unit.name if unit else None
    draft.measured = bool(unit and unit.measured) or factor != 1
    return draft


_OF_WHOLE = regex.compile(r"^[^.;]{0,140}?,?\s*(?:(?:thi|da|moi|hien)\s+)?(?:co|chi co|da co|duoc)\s+(?:toi\s+)?$")


_DIVIDED = regex.compile(r"\s*\([^()]{1,120}\)\s?[/⁄∕]\s?")


def slash_past_bracket(clause: Clause, index: int) -> Draft | None:
    """ "176 đơn (160 khiếu nại, 16 tố cáo)/221 đơn, đạt 79,6%": the part's own breakdown before the slash."""
    left = clause.lexemes[index]
    left_unit = unit_after(clause.text, left.end) if clause.free(index) and not left.percent else None
    bracket = _DIVIDED.match(clause.text, left_unit.end) if left_unit is not None else None
    if bracket is None or left_unit is None:
        return None
    at = next((n for n in range(index + 1, len(clause.lexemes)) if clause.lexemes[n].start >= bracket.end()), None)
    if at is None or clause.lexemes[at].start != bracket.end() or not clause.free(at) or clause.lexemes[at].percent:
        return None
    right = clause.lexemes[at]
    unit = unit_after(clause.text, right.end)
    if unit is not None and not same_unit(left_unit.name, unit.name):
        return None
    percent = percent_after(clause, right.end, at + 1, _share(left, right))
    end = unit.end if unit else right.end
    draft = _ratio(clause, index, at, percent, unit=unit or left_unit, end=end, form="slash")
    draft.rule = "ratio-slash-bracket"
    return draft


def of_whole(clause: Clause, index: int) -> Draft | None:
    """ "Trong số 25 dịch vụ …, có 08 dịch vụ …": the whole first."""
    lexeme = clause.lexemes[index]
    following = clause.next_number(index)
    if following is None or not clause.free(index) or not clause.free(following) or lexeme.percent:
        return None
    if (
        not _TOTAL_WORDS.search(clause.fold[max(0, lexeme.start - 60) : lexeme.start].rstrip())
        or clause.lexemes[following].percent
    ):
        return None
    gap = clause.gap(index, following)
    if not _OF_WHOLE.match(gap) or not clause.same_sentence(lexeme.end, clause.lexemes[following].start):
        return None
    part = clause.lexemes[following]
    if part.value > lexeme.value:
        return None
    unit = unit_after(clause.text, part.end)
    percent = percent_after(clause, part.end, following + 1, _share(part, lexeme))
    draft = _ratio(clause, following, index, percent, unit=unit, end=unit.end if unit else part.end, form="of-whole")
    draft.form = "implicit"
    return draft


def _told_before(clause: Clause, index: int) -> int | None:
    """ "99,2%, tương ứng 12.400 hộ trong tổng số …": the percentage right before."""
    before = clause.previous_number(index)
    if before is None or not clause.lexemes[before].percent or not _lone(clause, before):
        return None
    if _is_change(clause, clause.lexemes[before]):
        return None
    gap = clause.fold[clause.lexemes[before].stop : clause.lexemes[index].start]
    return before if _THAT_IS.fullmatch(gap) else None


def in_whole(clause: Clause, index: int) -> Draft | None:
    """ "08 trong tổng số 25 dịch vụ, đạt 32%", "45 hồ sơ trên tổng số 60"."""
    if not clause.free(index) or not clause.free(index + 1):
        return None
    part, whole = clause.lexemes[index], clause.lexemes[index + 1]
    gap = clause.gap(index, index + 1)
    if part.percent or whole.percent or len(gap) > 90 or any(c in gap for c in ";.:()") or not _IN_WHOLE.search(gap):
        return None
    bare = "tong" not in gap and "trong so" not in gap and gap.strip() != "tren"
    if part.value > whole.value or (bare and not _over_its_own(clause, index)):
        return None
    unit = unit_after(clause.text, whole.end) or unit_after(clause.text, part.end)
    percent = percent_after(clause, whole.end, index + 2, _share(part, whole))
    if bare and (percent is None or _near(clause, percent, _share(part, whole)) is not True):
        return None
    if percent is None and (percent := _told_before(clause, index)) is not None:
        _take_over(clause, percent)
    end = unit.end if unit and unit.start > whole.end else whole.end
    draft = _ratio(clause, index, index + 1, percent, unit=unit, end=end, form="in-whole")
    draft.form = "prose"
    return draft


def _over_its_own(clause: Clause, index: int) -> bool:
    """ "612 hồ sơ trên 640 hồ sơ có phí, đạt 95,6%": one unit on both sides of "trên"."""
    part, whole = clause.lexemes[index : index + 2]
    left, right = unit_after(clause.text, part.end), unit_after(clause.text, whole.end)
    if left is None or right is None or not same_unit(left.name, right.name):
        return False
    if not (left.known and right.known) and left.name != right.name:
        return False
    return clause.fold[left.end : whole.start].strip() == "tren"


__all__ = ["in_whole", "of_whole", "per_after", "percent_after", "slash", "slash_past_bracket"]
