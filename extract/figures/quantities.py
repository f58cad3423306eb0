"""Counts, amounts, rates and percentages that stand alone."""

from decimal import Decimal

import regex

from extract.figures.clause import Bound, Clause, Draft
from extract.figures.units import is_event, per_after, unit_after
from extract.figures.words import words_end, words_follow

_BOUNDS: tuple[tuple[str, Bound], ...] = (
    (r"(?<!\p{L})(?:it nhat|toi thieu|khong duoi|khong thap hon|khong it hon)|≥|>=", "at_least"),
    (r"(?<!\p{L})(?<!(?:thap|cao|nhieu|it|lon|nho|som|muon|tot|kem|chua|khong) )(?:hon|tren)|>", "over"),
    (
        r"(?<!\p{L})(?<!(?:khong|tro|do) )(?:gan|suyt soat|xap xi duoi|duoi|chua den|chua toi|chua day|khong qua|khong den)|<|≤",
        "under",
    ),
    (r"(?<!\p{L})(?:khoang|uoc|xap xi|uoc khoang|lam tron(?: la)?|tam|chung|uoc tinh)|~|≈", "about"),
)
_BOUND_RES = tuple((regex.compile(rf"(?:{words})\s*(?:dat|la|duoc)?\s*$"), bound) for words, bound in _BOUNDS)
_ANY_BOUND = regex.compile("|".join(words for words, _ in _BOUNDS))
_PER = regex.compile(r"\s?/\s?(?:(?:1|01)\s)?")
_BASE = regex.compile(r"\s?/\s?10{2,3}(?:\.?000)*(?=\s\p{L})")
_JOINED = regex.compile(r"(?<!\p{L}\s?)/$|[\-–\d]$")
_QUOTE = regex.compile(r"\s?[“\"](?=\p{L})")
_SLASHED = regex.compile(r"[/\d]\s?$")
_TARGET = regex.compile(
    r"(?<!\p{L})(?:phan dau|muc tieu|chi tieu (?:de ra|dat|den)|ke hoach (?:dat|den)|it nhat|toi thieu|tren|dam bao dat|bao dam dat|yeu cau|hoan thanh 100|"
    r"phai dat|can dat|se co|se dat|huong toi|den (?:cuoi )?nam 20\d\d|den nam|du kien|trong nam toi|khong hoan thanh|chua (?:dam bao )?dat|cho 100|tien toi|"
    r"tiep tuc|thoi gian toi|chi dao|de nghi|nham)(?!\p{L})"
)
_FUTURE = regex.compile(
    r"(?:phan dau|muc tieu|yeu cau|huong toi|se |du kien|chua (?:dam bao )?dat|khong hoan thanh|(?<!tinh |luy ke )den het nam|tien toi|toi thieu|it nhat|can dat|phai dat)"
)
_REACH = 160
_FAR = 600
_PLANNED = regex.compile(r"(?<!\p{L})(?:kh|kế hoạch|chỉ tiêu|mục tiêu|nq|nghị quyết)(?:\s(?:là|giao|đề ra))?\s*:?\s*$")
_LABELLED = regex.compile(
    r"(?:[:=<>≤≥]|(?<!\p{L})(?:la|dat|duoc|co|voi|gom|con|hon|gan|khoang|tren|hien co|tong so|so luong|tong cong|tong|uoc|bang|tang|giam|len|xuong|them|duoi|phat|xu ly|dang|da|moi|chua|"
    r"bo tri|cap|tiep nhan|giai quyet|thu|chi|dat|nop|hoan thanh|thanh lap|ban hanh|to chuc|trong do|la:|so|gia|cac|khoi|thon|xa|huyen|tinh|nu|nam|kinh|thai|dan toc))\s*$"
)
_LABEL = regex.compile(r"\p{L}[\p{L}\d\s/.,()–-]{1,80}$")
_ENDS = regex.compile(
    r"\s*(?:[;,.)/(=]|$|(?:và|đến|lên|xuống|do|trong|tại|chiếm|đạt|tăng|giảm|thuộc|là|so|còn)(?!\p{L}))"
)
_SILVER = regex.compile(r"\sbạc\s?(?:,|;|và)\s(?:và\s)?$")
"""Before a count of bronze medals: "12 vàng, 15 bạc, 19 đồng" is no money."""
_RANGE = regex.compile(r"\s?(?:[-–—]|đến)\s?")


def bound_before(clause: Clause, start: int) -> Bound:
    """The bound that the words right before text[start:] put on a number."""
    before = clause.fold[max(0, start - 22) : start]
    if not _ANY_BOUND.search(before):
        return "exact"
    for pattern, bound in _BOUND_RES:
        if pattern.search(before):
            return bound
    return "exact"


def is_target(clause: Clause, start: int) -> bool:
    """Whether a percentage is something still to be reached: the words of its clause before it say so."""
    begin = max(clause.sentence(start)[0], clause.text.rfind(";", 0, start), start - _FAR)
    return _FUTURE.search(clause.fold, begin, start) is not None


def with_bound(clause: Clause, draft: Draft) -> Draft:
    """Set bound, approximate and where the quote begins."""
    draft.bound = bound_before(clause, draft.start)
    draft.approximate = draft.bound != "exact"
    return draft


def percent(clause: Clause, index: int) -> Draft | None:
    """ "BV Mắt đạt 3,48%": a percentage without its parts."""
    lexeme = clause.lexemes[index]
    if not clause.free(index) or not (lexeme.percent or _percent_range(clause, index)):
        return None
    draft = Draft("percent", lexeme.start, lexeme.stop, "percent", (index,), percent=index)
    draft.target = (
        is_target(clause, lexeme.start)
        or _PLANNED.search(clause.low, max(0, lexeme.start - _REACH), lexeme.start) is not None
        or bound_before(clause, lexeme.start) == "at_least"
    )
    return with_bound(clause, draft)


def _percent_range(clause: Clause, index: int) -> bool:
    """ "10-15%": the sign behind the second number belongs to both."""
    if not clause.free(index + 1) or not clause.lexemes[index + 1].percent:
        return False
    one, two = clause.lexemes[index], clause.lexemes[index + 1]
    return _RANGE.fullmatch(clause.text[one.end : two.start]) is not None and one.value < two.value


def rate(clause: Clause, index: int) -> Draft | None:
    """ "04 phút/ngày", "60 trường hợp/01 cán bộ", "9,5 bác sĩ/10.000 dân": so much for each."""
    lexeme = clause.lexemes[index]
    if not clause.free(index) or lexeme.percent:
        return None
    if (base := _BASE.match(clause.text, lexeme.end)) is not None:
        return _for_many(clause, index, base.end())
    unit = unit_after(clause.text, lexeme.end)
    if unit is None:
        return None
    end = per_after(clause.text, unit.end)
    if end is None or (is_event(unit.name) and _counts_too(clause, index, end)):
        return None
    while (further := per_after(clause.text, end)) is not None:
        end = further
    draft = _quantity(clause, index, end, "quantity-rate")
    draft.unit = _PER.sub("/", (unit.name or "") + clause.text[unit.end : end])
    draft.value = lexeme.value * unit.factor
    draft.measured = unit.measured
    for other in range(index + 1, len(clause.lexemes)):
        if clause.lexemes[other].start >= end:
            break
        clause.roles[other] = "rate"
    return draft


def _counts_too(clause: Clause, index: int, end: int) -> bool:
    """ "01 vụ/01 bị can": what stands behind the slash is counted, not what each is for."""
    following = clause.lexemes[index + 1 : index + 2]
    return bool(following) and following[0].start < end and following[0].text == clause.lexemes[index].text


def _for_many(clause: Clause, index: int, base_end: int) -> Draft | None:
    """ "184,2/100.000 dân": so many for each so many."""
    unit = unit_after(clause.text, base_end)
    if unit is None or (unit.name or "").lower() == "điểm":
        return None
    draft = _quantity(clause, index, unit.end, "quantity-rate")
    draft.unit, draft.measured = clause.text[clause.lexemes[index].end : unit.end].strip(), True
    clause.roles[index + 1] = "rate"
    return draft


def score(clause: Clause, index: int) -> Draft | None:
    """ "16,7/18 điểm": the points reached; the possible ones stand behind the slash."""
    if not clause.free(index) or not clause.free(index + 1):
        return None
    one, two = clause.lexemes[index], clause.lexemes[index + 1]
    unit = unit_after(clause.text, two.end)
    if one.percent or two.percent or clause.text[one.end : two.start].strip() != "/" or unit is None:
        return None
    if (unit.name or "").lower() != "điểm":
        return None
    draft = _quantity(clause, index, unit.end, "quantity-score")
    draft.numbers, draft.unit, draft.measured = (index, index + 1), unit.name, True
    return draft


def spread(clause: Clause, index: int) -> Draft | None:
    """ "từ 3 đến 5 ngày", "20 - 30 hộ": a range is two figures of one unit."""
    following = index + 1
    if not clause.free(index) or not clause.free(following) or clause.lexemes[index].percent:
        return None
    one, two = clause.lexemes[index], clause.lexemes[following]
    if two.percent or not _RANGE.fullmatch(clause.text[one.end : two.start]) or one.value >= two.value:
        return None
    unit = unit_after(clause.text, two.end)
    if unit is None or not unit.known:
        return None
    draft = _quantity(clause, index, unit.end, "quantity-range")
    draft.numbers = (index, following)
    draft.unit, draft.value, draft.measured = unit.name, one.value * unit.factor, unit.measured
    draft.bound, draft.approximate = "at_least", True
    return draft


def counted(clause: Clause, index: int) -> Draft | None:
    """ "1.016 hồ sơ", "17.673.000.000 đồng", "03 tỷ đồng", "hơn 1.900 lượt người"."""
    lexeme = clause.lexemes[index]
    if not clause.free(index) or lexeme.percent:
        return None
    unit = unit_after(clause.text, _behind_words(clause, lexeme.end))
    if unit is None or (not unit.known and not _plausible(clause, index)):
        return None
    draft = _quantity(clause, index, unit.end, "quantity-counted")
    draft.unit, draft.value = unit.name, lexeme.value * unit.factor
    if unit.name == "đồng" and _SILVER.search(clause.low, max(0, lexeme.start - 12), lexeme.start):
        draft.unit = "huy chương đồng"
        return draft
    draft.measured = unit.measured or (lexeme.numeral is not None and lexeme.numeral.decimals > 0)
    return draft


def _behind_words(clause: Clause, end: int) -> int:
    """Where the unit of a number may begin: behind the number in words, or behind an opening quotation mark."""
    spelled = words_end(clause.text, end)
    quoted = _QUOTE.match(clause.text, spelled or end)
    return quoted.end() if quoted else spelled or end


def _plausible(clause: Clause, index: int) -> bool:
    """An unknown word behind a number counts as its unit unless something before makes the number a name."""
    start = clause.lexemes[index].start
    before = clause.text[max(0, start - _REACH) : start].rstrip()
    return not _JOINED.search(before)


def labelled(clause: Clause, index: int) -> Draft | None:
    """ "cấp huyện: 214", "Tổng số … là 947", "Đối tượng chính sách 315": a number named by what stands before it."""
    lexeme = clause.lexemes[index]
    if not clause.free(index) or lexeme.percent:
        return None
    if not _ENDS.match(clause.low, lexeme.end) and not words_follow(clause.text, lexeme.end):
        return None
    before = clause.fold[max(0, lexeme.start - _REACH) : lexeme.start]
    if not _LABELLED.search(before) and not _LABEL.search(before.rstrip(" (")):
        return None
    if _SLASHED.search(before):
        return None
    draft = _quantity(clause, index, lexeme.end, "quantity-labelled")
    draft.value = lexeme.value
    draft.measured = lexeme.numeral is not None and lexeme.numeral.decimals > 0
    return draft


def _quantity(clause: Clause, index: int, end: int, rule: str) -> Draft:
    lexeme = clause.lexemes[index]
    draft = Draft("quantity", lexeme.start, end, rule, (index,), value=Decimal(lexeme.value), numeral=lexeme.numeral)
    return with_bound(clause, draft)
