"""Two numbers at a slash that are no part and whole: two counts, this period and the last, ranks, scales, rates."""

from decimal import Decimal

import regex

from extract.figures.clause import Clause, Draft
from extract.figures.lexer import Lexeme
from extract.figures.units import unit_after

_SLASH = regex.compile(r"\s?[/⁄∕]\s?")
_MONTH_TOTAL = regex.compile(
    r"(?:thang|ky|tuan|quy|moi|mac|so mac)\s?/\s?(?:luy ke|cong don|tong|nam|chet|tu vong|so chet|tich luy)|/\s?luy ke"
)
_TWO_STATES = regex.compile(
    r"(?<!\p{L})(?:(?:so |ca )?mac|vu|ca|nhap vien|tiep nhan|phat hien)\s?/\s?(?:so |ca )?(?:chet|tu vong|nguoi chet|nguoi|doi tuong|nang)(?!\p{L})"
)
"""A heading of the kind "số mắc/chết": every pair behind it is of those two counts."""
_BARE_END = regex.compile(r"\s*(?:[,;.)]|$)")
_ALONE = regex.compile(r"\(\s*$")
_CLOSES = regex.compile(r"(?:\s[\p{L}\s]{1,20})?(?:[,;]?\s?[-–+]?\s?\d+(?:[.,]\d+)?\s?%)?\s?\)")
"""What may stand behind such a pair in its bracket: its unit, and the change as a percentage."""
_LAST_TIME = regex.compile(r"(?<!\p{L})cung ky(?:\s[\p{L}\d/]{1,8}){0,3}\s?\(\s*$")
_NO_SHARES = (
    (
        "code",
        regex.compile(
            r"(?:quy hoach|ban do|dia hinh|dia chinh|do ve|khao sat|ban ve|phan khu|chi tiet|tl|ty le|ti le)[^\d.;]{0,40}1/(?:[125]00|[125][.]?000|10[.]?000|25[.]?000|50[.]?000|100[.]?000)\|"
        ),
    ),
    (
        "code",
        regex.compile(
            r"(?<!\d)1/(?:[25]00|[125][.]?000|10[.]?000|25[.]?000|50[.]?000|100[.]?000)\|\s*(?:quy hoach|ban do|khu |do thi)"
        ),
    ),
    (
        "code",
        regex.compile(
            r"(?<![\d/.,])1/(?:[25]00|[125][.]?000|10[.]?000|25[.]?000|50[.]?000|100[.]?000)\|\s*(?:[.;,)]|$)(?![^.;]{0,30}%)"
        ),
    ),
    (
        "level",
        regex.compile(
            r"(?<!\p{L})(?:xep thu|xep hang|dung thu|hang thu|thu hang|vi tri thu|vi thu|xep|(?<!(?:ngan|khach|cua|nha|mat|don|gian|ban|kho|cong|hang) )hang)\s*(?:la|thu|:)?\s*\d+/\d+\|"
        ),
    ),
    (
        "rate",
        regex.compile(
            r"(?<![\d/])(?:1/[2345]|2/[35]|3/[45]|4/5|1/10)\|\s?(?:(?:so|tong so)\s\p{L}|(?:dien tich|dan so|quan so|kinh phi|ngan sach|nguon von|chi phi|nhu cau|khoi luong|cong suat|thoi gian|quang duong|chieu dai|luong|gia tri)(?!\p{L}))"
        ),
    ),
    (
        "rate",
        regex.compile(
            r"(?<!\p{L})(?:khoang|gan|hon|qua|tang them|giam|bang|it nhat|toi thieu)\s(?:1/[2345]|2/[35]|3/[45]|4/5|1/10)\|(?!\s?\p{L}[\p{L}\s]{0,40}\(?(?:dat|chiem|ty le|\d))"
        ),
    ),
    (
        "rate",
        regex.compile(
            r"(?:danh gia|cham|xep loai|tu cham|so diem|diem)\s(?:dat\s|duoc\s)?\d{1,3}(?:[.,]\d+)?/100\|(?!\s?\p{L}|\s?\((?:dat|chiem|ty le|\d))"
        ),
    ),
    (
        "rate",
        regex.compile(
            r"(?<!\p{L})diem[^\d.;]{0,25}\d{1,2},\d{1,2}/(?:4|5|7|10|20|50|100)\|(?!\s?\p{L}|\s?[(,]?\s?(?:dat|chiem|ty le|\d))"
        ),
    ),
    ("code", regex.compile(r"(?:thi luc|huyet ap)[^\d.;,]{0,20}\d+/\d+\|")),
    ("frequency", regex.compile(r"(?<!\d)\d{1,2}/24\|\s?(?:gio|h|tieng)(?!\p{L})")),
    (
        "rate",
        regex.compile(
            r"ty le (?!(?:tong|so) )\p{L}[\p{L}\s]{1,20}/(?!tong)\p{L}[\p{L}\s]{1,16}(?:dat|la|:)?\s*1/\d{1,2}\|"
        ),
    ),
)
_CHANGED = regex.compile(
    r"(?<!\p{L})(?:tăng|giảm|(?:ít|nhiều|cao|thấp) hơn)(?:\s(?:thêm|được|khoảng|hơn|gần|trên))?\s*$"
)
_ITS_SHARE = regex.compile(r"\d\s\p{L}+(?:\s\p{L}+)?\s?(?:=|,|\(|bằng|tương ứng)\s?$")
_IN_AND_OUT = regex.compile(
    r"(?<!\p{L})(?:thu ly|tiep nhan|phat hien|xay ra)\s?(?:va|/)\s?(?:da )?(?:giai quyet|xu ly|kham pha|xet xu)(?: duoc)?[\s:]*$"
)
_TWO_UNITS = regex.compile(
    r"\s(lượt|vụ|hộ|đơn|lớp|ca|cuộc|buổi|đoàn|tổ|thôn)\s?/\s?(người|đối tượng|khẩu|nhân khẩu|vụ việc|học sinh|bị can|công dân|vụ|thành viên|đồng chí|lượt|lượt người)(?!\p{L})"
)


def side_by_side(clause: Clause, index: int) -> bool:
    """Whether the number at `index` stands at a slash beside others that it is no part of; they are taken then."""
    if not slashed(clause, index):
        return False
    return month_and_total(clause, index) or last_time(clause, index) or three_counts(clause, index)


def month_and_total(clause: Clause, index: int) -> bool:
    """ "Thương hàn (7/29)" under "số mắc trong tháng/lũy kế": two counts side by side, no part of a whole."""
    lexemes = clause.lexemes
    left, right = lexemes[index], lexemes[index + 1]
    if _beside(clause, index):
        clause.roles[index] = clause.roles[index + 1] = "pair"
        return True
    if not _MONTH_TOTAL.search(clause.fold):
        return False
    if (
        not _ALONE.search(clause.text, max(0, left.start - 20), left.start)
        or clause.text[right.end : right.end + 1] != ")"
    ):
        return False
    clause.roles[index] = clause.roles[index + 1] = "pair"
    return True


def three_counts(clause: Clause, index: int) -> bool:
    """ "cùng kỳ năm trước (398/226/287)": cases, dead and injured side by side, no parts of one another."""
    if not slashed(clause, index + 1):
        return False
    clause.roles.update(dict.fromkeys(range(index, index + 3), "pair"))
    return True


def _beside(clause: Clause, index: int) -> bool:
    """ "số mắc/chết: Thủy đậu 45/0, Dại 01/01": no unit and no percentage behind, in the sentence of the heading; or n/0."""
    left, right = clause.lexemes[index], clause.lexemes[index + 1]
    if not _BARE_END.match(clause.text, right.end):
        return False
    if right.value == 0 and left.value > 0:
        return not (index + 2 < len(clause.lexemes) and clause.lexemes[index + 2].percent)
    return _TWO_STATES.search(clause.fold, clause.sentence(left.start)[0], left.start) is not None


def slashed(clause: Clause, index: int) -> bool:
    """Numbers index and index + 1 stand on both sides of a bare slash."""
    if not (clause.free(index) and clause.free(index + 1)):
        return False
    left, right = clause.lexemes[index], clause.lexemes[index + 1]
    return not left.percent and not right.percent and bare_slash(clause.text[left.end : right.start])


def bare_slash(gap: str) -> bool:
    """Whether nothing but a slash stands between two numbers."""
    return _SLASH.fullmatch(gap) is not None


def no_share(clause: Clause, index: int) -> bool:
    """Two numbers at a slash that are no part and whole: a map's scale, a rank, a rate, sight, hours of a day."""
    left, right = clause.lexemes[index], clause.lexemes[index + 1]
    before = clause.fold[max(0, left.start - 60) : left.start]
    behind = clause.fold[right.end : right.end + 40]
    role = next(
        (role for role, pattern in _NO_SHARES if pattern.search(f"{before}{left.text}/{right.text}|{behind}")), None
    )
    if role is None or not bare_slash(clause.text[left.end : right.start]):
        return False
    clause.roles[index] = clause.roles[index + 1] = role
    return True


def last_time(clause: Clause, index: int) -> bool:
    """ "so với cùng kỳ (4.447/3)": two counts of an earlier period, where the first is more than the second."""
    left, right = clause.lexemes[index], clause.lexemes[index + 1]
    told = _LAST_TIME.search(clause.fold, max(0, left.start - 40), left.start) is not None
    if not told or left.value <= right.value or clause.text[right.end :][:1] != ")":
        return False
    clause.roles[index] = clause.roles[index + 1] = "pair"
    return True


def now_and_before(clause: Clause, index: int) -> Draft | None:
    """ "giảm 03 vụ (14/17)", "ít hơn 03 vụ = 17,6% (14/17 vụ)": this period's count and the last one's behind the change, no part of a whole."""
    if not slashed(clause, index):
        return None
    left, right = clause.lexemes[index], clause.lexemes[index + 1]
    change = clause.owner.get(index - 1)
    if change is not None and change.kind == "percent" and _ITS_SHARE.search(clause.text, 0, change.start):
        change = clause.owner.get(index - 2)
    if change is None or _CHANGED.search(clause.low, max(0, change.start - 30), change.start) is None:
        return None
    inside = _ALONE.search(clause.text, max(0, left.start - 20), left.start) and _CLOSES.match(clause.text, right.end)
    if not inside or not _is_change(clause, change, left, right) or len(clause.text[change.end : left.start]) > 40:
        return None
    earlier = Draft(
        "quantity", right.start, right.end, "growth-bracket", (index + 1,), value=right.value, numeral=right.numeral
    )
    now = Draft("quantity", left.start, left.end, "growth-bracket", (index,), value=left.value, numeral=left.numeral)
    earlier.unit = now.unit = change.unit or _counted_noun(clause, change, left)
    clause.add(earlier)
    return now


def _is_change(clause: Clause, change: Draft, now: Lexeme, before: Lexeme) -> bool:
    """Whether a change, counted or in percent of the earlier period, is what sets the two numbers apart."""
    moved = abs(now.value - before.value)
    if change.kind == "quantity":
        return moved == change.value
    percent = clause.lexemes[change.first]
    if not before.value or percent.numeral is None:
        return False
    return abs(moved * 100 / before.value - percent.value) <= Decimal(1).scaleb(-percent.numeral.decimals)


def _counted_noun(clause: Clause, change: Draft, now: Lexeme) -> str | None:
    """ "giảm 5,4% số lượt (2.306/2.438)": what is counted stands behind the percentage."""
    unit = unit_after(clause.text, change.end)
    return unit.name if unit is not None and unit.known and unit.end <= now.start else None


def two_counts(clause: Clause, index: int) -> Draft | None:
    """ "120/155 lượt/người": two counts, each with its unit."""
    if not slashed(clause, index):
        return None
    left, right = clause.lexemes[index], clause.lexemes[index + 1]
    units = _TWO_UNITS.match(clause.text, right.end)
    if units is None:
        return _taken_and_done(clause, index)
    for at, lexeme, unit, end in ((index + 1, right, units[2], units.end()), (index, left, units[1], left.end)):
        draft = Draft(
            "quantity", lexeme.start, end, "quantity-two-units", (at,), value=lexeme.value, numeral=lexeme.numeral
        )
        draft.unit = unit
        if at == index:
            return draft
        clause.add(draft)
    return None


def _taken_and_done(clause: Clause, index: int) -> Draft | None:
    """ "thụ lý và giải quyết 179/29 vụ": what came in stands first, so the second is of the first."""
    left, right = clause.lexemes[index : index + 2]
    if left.value <= right.value or not _IN_AND_OUT.search(clause.fold, 0, left.start):
        return None
    if index + 2 < len(clause.lexemes) and clause.lexemes[index + 2].percent:
        return None
    unit = unit_after(clause.text, right.end)
    draft: Draft | None = None
    for at, lexeme in ((index + 1, right), (index, left)):
        end = unit.end if unit is not None and lexeme is right else lexeme.end
        draft = Draft("quantity", lexeme.start, end, "quantity-two-units", (at,), value=lexeme.value)
        draft.numeral, draft.unit = lexeme.numeral, unit.name if unit is not None else None
        if at != index:
            clause.add(draft)
    return draft
