"""Where the head of a letter ends and its foot begins, and where in a file one letter ends and the next begins.

The form is that of Nghị định 30/2020/NĐ-CP (two columns at the top, "Nơi nhận" beside the signature at the end); readers give
the columns one after the other, side by side, or mixed, and everything here works on the pieces alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import pairwise
from statistics import median

import regex

from document.places import union
from document.report import Kind
from extract.bare import bare
from extract.blocks import NUMBERED, Printed, bullet
from extract.headings import Marker, guess, is_upper, marker

_KINDS: tuple[tuple[str, Kind], ...] = (
    ("BÁO CÁO", "bao_cao"),
    ("THÔNG BÁO", "thong_bao"),
    ("KẾ HOẠCH", "ke_hoach"),
    ("CÔNG VĂN", "cong_van"),
    ("QUYẾT ĐỊNH", "quyet_dinh"),
    ("TỜ TRÌNH", "khac"),
    ("NGHỊ QUYẾT", "khac"),
    ("CHỈ THỊ", "khac"),
    ("CHƯƠNG TRÌNH", "khac"),
    ("BIÊN BẢN", "khac"),
    ("HƯỚNG DẪN", "khac"),
    ("PHƯƠNG ÁN", "khac"),
)
MOTTO = regex.compile(
    r"CONG\s*HOA\s*XA\s*HOI\s*CHU\s*NGHIA\s*VIET\s*NAM|(?:Đ|D)OC\s+LAP\s*\W?\s*TU\s+DO\s*\W?\s*HANH\s+PH\w{2}|(?:Đ|D)ANG\s+CONG\s+SAN\s+VIET\s+NAM"
)
NUMBER = regex.compile(
    r"\bS[ốóôồổỗ]\s*(?:[:.;]|(?=\s\d))\s*(?P<n>[^/]{0,16}?)\s*(?P<c>[/-]\s*(?:BC|TB|KH|QĐ|CV|TTr|NQ|CT|KL|HD|ĐA|BB|UBND|[\p{Lu}Đ]{2,})[\p{L}\d&./\-–]*)"
)
DATE = regex.compile(
    r"(?P<p>\p{Lu}[\p{L}.\-–’' ]{1,40}?)?\s*[,;.]?\s*[Nn]g[àaăâ]y\s*(?P<d>[^\s,]{0,6}?)\s*th[áaăâ]ng\s*(?P<m>[^\s,]{0,6}?)\s*n[ăaâ]m\s*(?P<y>\d{4})"
)
SUBJECT = regex.compile(r"(?:V/v|Về việc|v/v)\s*[:.]?\s*(.+)")
_OPENING = regex.compile(
    r"(?:Thực hiện|Căn cứ|Theo|Trên cơ sở|Nhằm|Để |Tiếp theo|Ngày \d|Trong |Từ ngày|Qua |Vừa qua|Triển khai thực hiện|Phúc đáp)"
)
DEAR = regex.compile(r"[Kk]ính\s+g[ửưừữ]i\s*:?\s*")
RECIPIENTS = regex.compile(r"[^\p{L}]{0,2}\S?[ơo]i\s+nh[ậâạ]n\s*[:.;]\s*|N[ơo]i\s+nh[ậâạ]n\s*", regex.I)
_ROLE = regex.compile(
    r"(?:TM|KT|TL|TUQ|Q)\s?[.,]|(?:T/M|K/T|T/L|TM|TUQ)\.?\s|(?:PHÓ |QUYỀN |Q\.\s?)*(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHỦ NHIỆM|(?:TỔ|ĐOÀN|ĐỘI|CỤC|VỤ|CHI CỤC|TRẠM)? ?TRƯỞNG|CHÁNH|BÍ THƯ"
    r"|BỘ TRƯỞNG|THỨ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CỤC TRƯỞNG|VIÊN CHỨC|THỦ TRƯỞNG|TỔ PHÓ)"
)
_ROLE_BARE = regex.compile(
    r"\W{0,2}[T17]M\s?[.,]|(?:PHO |QUYEN )?(?:CHU TICH|(?:TONG )?GIAM [ĐD]OC|CHU NHIEM|BI THU)\b"
)
"""Offices that no other capitals resemble: a scan's slips in their marks are forgiven."""
_PREPARER = regex.compile(r"\W{0,2}(?:NGUOI|CAN BO|CHUYEN VIEN)\s+(?:LAP|TONG HOP|BAO CAO|THONG KE|SOAN)(?!\p{L})")
_OFFICES = (
    "CHỦ TỊCH", "PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "PHÓ GIÁM ĐỐC", "TRƯỞNG PHÒNG", "PHÓ TRƯỞNG PHÒNG", "CHÁNH VĂN PHÒNG",
    "PHÓ CHÁNH VĂN PHÒNG", "CHI CỤC TRƯỞNG", "PHÓ CHI CỤC TRƯỞNG", "CỤC TRƯỞNG", "PHÓ CỤC TRƯỞNG", "TRƯỞNG BAN", "PHÓ TRƯỞNG BAN", "HIỆU TRƯỞNG", "BÍ THƯ",
    "TRƯỞNG CÔNG AN", "TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "KT. GIÁM ĐỐC", "KT. TRƯỞNG PHÒNG",
)  # fmt: skip
_BARE_OFFICES = {bare(office): office for office in _OFFICES if "." not in office}
_NEAR, _SEALED_LETTERS = 0.75, 6
RANK = r"(?:(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|GS|PGS|TS|ThS|Ths|BS|Bs|BSCK\s?I{1,2}|BS\.?\s?CK\s?I{1,2}|CN|KS|DS|DSCK\s?I{1,2}|LS|Luật sư|Bác sĩ)[.\s]*)*"
NAME = regex.compile(RANK + r"(?:\p{Lu}\p{Ll}{0,6}|Đ\p{Ll}{0,6})(?:\s+\p{Lu}\p{Ll}{0,6}){1,5}")
_CLOSING = regex.compile(r"\.\s?/\s?\.?\s*$|^Trên đây là|^(?:Kính|Trân trọng) báo cáo")
_WIDE = regex.compile(r"\t+|(?<![:,]|ngày|tháng)\s{4,}(?=[\p{Lu}\-“*(])|\s\|\s")
_ENCLOSED = regex.compile(r"\(?(?:[Bb]an hành )?[Kk]èm theo (?:Báo cáo|Thông báo|Công văn|Kế hoạch|Quyết định)")
_SPEAKS = regex.compile(
    r"(?:UBND|Ủy ban|HĐND|Sở|Phòng|Công an|Ban|Trung tâm|Chi cục|Cục|Văn phòng|Hội|Tổ|Đảng|Bệnh viện|Trường|Bảo hiểm|BHXH|Viện"
    r"|Tòa án|Kho bạc|Trạm|Thanh tra)\s.*(?<!\p{L})báo cáo(?!\p{L})"
)
"""The first sentence: who reports."""
_HEAD_LINES, _HEAD_WORDS = 60, 40
_SLANT = 1.4
"""A slanting line is higher than its words; what stands apart is measured by these."""
_HEAD_REACH, _HEAD, _SHORTEST_LETTER = 14, 6, 6
"""Lines above the kind line in which a pasted letter's number is sought, and above that its motto; lines that a letter has at least."""


@dataclass(frozen=True, slots=True)
class Zones:
    """Which lines are the letter's head (from the first line to `head`) and its foot (`foot` to `foot_end`)."""

    head: int
    foot: int
    foot_end: int


def pieces(printed: Printed) -> list[str]:
    """The parts of a line that stand apart (the two columns of head and foot)."""
    words = printed.line.words
    if not words:
        parts = _WIDE.split(printed.line.text.strip(" |")) if printed.line.text.strip(" |") else []
        if len(parts) > 1:
            return [p for p in (regex.sub(r"[*#|]|</?\w+>", "", part).strip() for part in parts) if p]
        alone = printed.text.strip(" |")
        return [alone] if alone else []
    height = median(w.bbox[3] - w.bbox[1] for w in words)
    box = union([w.bbox for w in words])
    height = min(box[3] - box[1], _SLANT * height) if box else 0.0
    found: list[list[str]] = [[words[0].text]]
    for before, word in pairwise(words):
        if word.bbox[0] - before.bbox[2] > 2.5 * height:
            found.append([])
        found[-1].append(word.text)
    return [" ".join(p) for p in found]


def find_zones(lines: Sequence[Printed]) -> Zones:
    """Tell head and foot of the letter from its running text."""
    end = next((i for i, p in enumerate(lines) if i > 5 and _is_appendix(p)), len(lines))
    foot = _foot(lines, end)
    head = _head(lines[:foot])
    return Zones(head, foot, next((i for i in range(foot + 1, end) if _follows_signature(lines[i])), end))


def divide_letters(lines: Sequence[Printed]) -> list[Sequence[Printed]]:
    """The lines of each letter of a file: several reports may be pasted into one, each with motto, number and kind of its own."""
    kinds = [i for i, p in enumerate(lines) if kind_of(p.text.strip()) and len(p.text.split()) <= _HEAD_WORDS]
    starts = [0]
    for at in kinds:
        if at <= starts[-1] + _SHORTEST_LETTER:
            continue
        start = _letter_start(lines, max(starts[-1], at - _HEAD_REACH), at)
        if start is not None and start > starts[-1] + _SHORTEST_LETTER:
            starts.append(start)
    return [lines[a:b] for a, b in pairwise([*starts, len(lines)])]


def _letter_start(lines: Sequence[Printed], first: int, kind: int) -> int | None:
    """Where the head above the kind line `kind` begins: the capitals above motto and number; None where it has no head."""
    number = next((i for i in reversed(range(first, kind)) if any(NUMBER.match(p) for p in pieces(lines[i]))), None)
    if number is None:
        return None
    motto = next((i for i in range(max(first, number - _HEAD), kind) if MOTTO.search(bare(lines[i].text))), None)
    if motto is None:
        return None
    start = min(motto, number)
    while start > first and all(_is_head_piece(p) for p in pieces(lines[start - 1])):
        start -= 1
    return start


def _is_head_piece(text: str) -> bool:
    return is_upper(text) and not _ROLE.match(text) and not RECIPIENTS.match(text) and marker(text) is None


def _follows_signature(printed: Printed) -> bool:
    """Whether a line behind the signature heads an enclosure: the caption of a table, or what it is enclosed with."""
    text = printed.text
    return bool(NUMBERED.match(text) or _ENCLOSED.match(text)) and len(text.split()) <= _HEAD_WORDS


def _is_appendix(printed: Printed) -> bool:
    found = marker(printed.text)
    return (
        found is not None and found.kind == "appendix" and (len(printed.text) == found.length or is_upper(printed.text))
    )


def kind_of(text: str) -> tuple[Kind, int] | None:
    """The kind that a line of capitals names ("BÁO CÁO"), and how many characters that takes; None for any other line."""
    if not text[:6].isupper():
        return None
    start = bare(text[:16])
    for name, kind in _KINDS:
        if start.startswith(bare(name)) and not text[len(name) : len(name) + 1].isalpha():
            return kind, len(name)
    return None


def kind_at(lines: Sequence[Printed]) -> int | None:
    """Index of the line that names the letter's kind, or None."""
    for index, printed in enumerate(lines[:_HEAD_LINES]):
        if kind_of(printed.text.strip()) and len(printed.text.split()) <= _HEAD_WORDS:
            return index
        found = _marker(printed)
        if found is not None and found.kind in ("roman", "part") and is_upper(printed.text):
            return None
    return None


def _head(lines: Sequence[Printed]) -> int:
    at = kind_at(lines)
    if at is None:
        marks = [
            i
            for i, p in enumerate(lines[:15])
            if MOTTO.search(bare(p.text)) or NUMBER.match(p.text) or (DATE.search(p.text) and len(p.text.split()) < 14)
        ]
        if not marks:
            return 0
        end = marks[-1] + 1
        while end < len(lines) and _marker(lines[end]) is None and _heads(lines[end].text):
            end += 1
        return _addressees_end(lines, end)
    return _addressees_end(lines, title_end(lines, at))


def _heads(text: str) -> bool:
    """Whether a line after number and date still belongs to the head of a letter without a kind line."""
    return bool(SUBJECT.match(text)) or (is_upper(text) and len(text.split()) <= 20)


def _marker(printed: Printed) -> Marker | None:
    """The numbering that a line starts with, slips of a scan forgiven."""
    return marker(printed.text, misread=True)


def title_end(lines: Sequence[Printed], at: int) -> int:
    """Index behind the last line of the title whose kind stands on line `at`."""
    end = at + 1
    while end < min(len(lines), at + 8):
        printed = lines[end]
        text = printed.text
        goes_on = end > at + 1 and lines[end - 1].text.endswith((";", ",")) and text[:1].islower()
        if goes_on:
            end += 1
            continue
        if _marker(printed) is not None or _OPENING.match(text) or DEAR.match(text) or bullet(text)[0]:
            break
        if end > at + 1 and (_is_sentence(text) or _is_sentence(lines[end - 1].text) or _SPEAKS.match(text)):
            break
        if end > at + 1 and printed.gap and is_upper(lines[end - 1].text) and not is_upper(text) and text[0] != "(":
            break
        if end > at + 1 and _is_heading_unsigned(printed) and not is_upper(lines[end - 1].text):
            break
        if _is_sentence(text) and len(text.split()) > 20:
            break
        if len(text.split()) > 60 or _starts_paragraph(lines, end):
            break
        end += 1
    return end


def _is_heading_unsigned(printed: Printed) -> bool:
    """Whether a line begins with a number that was not read: strokes before capitals, on a scan a sign and a full stop."""
    signs = ("strokes", ".") if printed.line.words else ("strokes",)
    return (found := guess(printed.text)) is not None and found.sign in signs


def _is_sentence(text: str) -> bool:
    return text.rstrip().endswith((".", ":", ";"))


def _starts_paragraph(lines: Sequence[Printed], at: int) -> bool:
    box = lines[at].line.bbox
    if box is None or at + 1 >= len(lines):
        return False
    after = lines[at + 1].line.bbox
    left = min(p.line.bbox[0] for p in lines if p.line.bbox)
    right = max(p.line.bbox[2] for p in lines if p.line.bbox)
    full = box[2] > right - 0.05 * (right - left)
    indented = (
        after is not None and box[0] - after[0] > 0.02 * (right - left) and after[0] < left + 0.03 * (right - left)
    )
    return full and indented


def _addressees_end(lines: Sequence[Printed], end: int) -> int:
    if end < len(lines) and (found := DEAR.match(lines[end].text)):
        inline = lines[end].text[found.end() :].strip()
        end += 1
        goes_on = not inline.endswith((".", ";"))
        while end < len(lines) and (bullet(lines[end].text)[0] or (goes_on and lines[end].text[:1].islower())):
            goes_on = not lines[end].text.endswith(".")
            end += 1
    return end


def _foot(lines: Sequence[Printed], end: int) -> int:
    first = max(0, end - 80)
    window = range(first, end)
    at = next((i for i in reversed(window) if any(RECIPIENTS.match(p) for p in pieces(lines[i]))), None)
    closing = next((i for i in reversed(window) if _CLOSING.search(lines[i].text)), None)
    if at is None:
        at = next((i for i in window if i > (closing or first) and is_role(lines[i].text)), None)
        if at is None:
            return end
    start = at
    while start > first and start - 1 != closing and (_signs(lines[start - 1]) or is_speck(lines[start - 1])):
        start -= 1
    return next((i for i in range(start, at) if _signs(lines[i])), at)


def _signs(printed: Printed) -> bool:
    return any(is_role(p) or (name_in(p) if printed.line.words else NAME.fullmatch(p)) for p in pieces(printed))


def is_role(text: str) -> bool:
    """Whether a piece says in which office somebody signs ("KT. GIÁM ĐỐC", "NGƯỜI LẬP BIỂU")."""
    if not is_upper(text) or len(text.split()) > 16:
        return False
    return bool(_ROLE.match(text) or _ROLE_BARE.match(bare(text)) or bare(text) in _BARE_OFFICES) or is_preparer(text)


def as_written(role: str) -> str:
    """A role in which a scan lost marks ("KT. CHI CỤC TRƯƠNG"), as offices write it; any other role as it is."""
    behalf, dot, office = role.rpartition(". ")
    known = _BARE_OFFICES.get(bare(office))
    return f"{behalf}{dot}{known}" if known else role


def is_preparer(text: str) -> bool:
    """Whether a piece heads the signature of whoever drew up the report, beside that of its signer."""
    return bool(_PREPARER.match(bare(text))) and len(text.split()) <= 6


def nearest_role(text: str) -> str | None:
    """The office whose name capitals under a seal resemble most ("TR ỞNG HÒ"), or None where none is near."""
    letters = "".join(c for c in bare(text) if c.isalpha())
    if not is_upper(text) or len(letters) < _SEALED_LETTERS:
        return None
    near = {role: SequenceMatcher(None, letters, bare(role).replace(" ", "")).ratio() for role in _OFFICES}
    best = max(near, key=lambda role: near[role])
    return best if near[best] >= _NEAR else None


def is_speck(printed: Printed) -> bool:
    """Whether a scan's "line" is but dirt and seal that readers take for a few letters."""
    return bool(printed.line.words) and sum(c.isalnum() for c in printed.text) < 6


def name_in(text: str) -> str | None:
    """The person's name that a piece of the signature is, without the specks before it; else None."""
    name = text.strip(" -–_*.,;'`´~")
    whole = sum(len(word) > 1 for word in name.split()) > 1
    return name if whole and NAME.fullmatch(name) else None
