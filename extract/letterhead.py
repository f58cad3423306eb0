"""Head and foot of a letter: who reports what to whom, when, under which number, and who signs.

The form is that of Nghị định 30/2020/NĐ-CP (two columns at the top, "Nơi nhận" beside the signature at the end); readers give
the columns one after the other, side by side, or mixed, and everything here works on the pieces alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from unicodedata import combining, normalize

import regex

from document.places import union
from document.report import Kind, Letterhead
from extract.blocks import NUMBERED, Printed, bullet
from extract.headings import is_upper, marker
from extract.periods import read_period

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
_CODES: dict[str, Kind] = {"BC": "bao_cao", "TB": "thong_bao", "KH": "ke_hoach", "QĐ": "quyet_dinh", "CV": "cong_van"}
_MOTTO = regex.compile(
    r"CONG\s*HOA\s*XA\s*HOI\s*CHU\s*NGHIA\s*VIET\s*NAM|(?:Đ|D)OC\s+LAP\s*\W?\s*TU\s+DO\s*\W?\s*HANH\s+PH\w{2}|(?:Đ|D)ANG\s+CONG\s+SAN\s+VIET\s+NAM"
)
_NUMBER = regex.compile(
    r"\bS[ốóôồổỗ]\s*(?:[:.;]|(?=\s\d))\s*(?P<n>[^/]{0,16}?)\s*(?P<c>[/-]\s*(?:BC|TB|KH|QĐ|CV|TTr|NQ|CT|KL|HD|ĐA|BB|UBND|[\p{Lu}Đ]{2,})[\p{L}\d&./\-–]*)"
)
_DATE = regex.compile(
    r"(?P<p>\p{Lu}[\p{L}.\-–’' ]{1,40}?)?\s*[,;.]?\s*[Nn]g[àaăâ]y\s*(?P<d>[^\s,]{0,6}?)\s*th[áaăâ]ng\s*(?P<m>[^\s,]{0,6}?)\s*n[ăaâ]m\s*(?P<y>\d{4})"
)
_SUBJECT = regex.compile(r"(?:V/v|Về việc|v/v)\s*[:.]?\s*(.+)")
_OPENING = regex.compile(
    r"(?:Thực hiện|Căn cứ|Theo|Trên cơ sở|Nhằm|Để |Tiếp theo|Ngày \d|Trong |Từ ngày|Qua |Vừa qua|Triển khai thực hiện|Phúc đáp)"
)
_DEAR = regex.compile(r"[Kk]ính\s+g[ửưừữ]i\s*:?\s*")
_RECIPIENTS = regex.compile(r"[^\p{L}]{0,2}\S?[ơo]i\s+nh[ậâạ]n\s*[:.;]\s*|N[ơo]i\s+nh[ậâạ]n\s*", regex.I)
_BEHALF = regex.compile(r"(?:(?:TM|KT|TL|TUQ|Q)\s?[.,]|(?:T/M|K/T|T/L|TM|TUQ)\.?(?=\s))\s*")
_ROLE = regex.compile(
    r"(?:TM|KT|TL|TUQ|Q)\s?[.,]|(?:T/M|K/T|T/L|TM|TUQ)\.?\s|(?:PHÓ |QUYỀN |Q\.\s?)*(?:CHỦ TỊCH|GIÁM ĐỐC|TỔNG GIÁM ĐỐC|CHỦ NHIỆM|(?:TỔ|ĐOÀN|ĐỘI|CỤC|VỤ|CHI CỤC|TRẠM)? ?TRƯỞNG|CHÁNH|BÍ THƯ"
    r"|BỘ TRƯỞNG|THỨ TRƯỞNG|VIỆN TRƯỞNG|HIỆU TRƯỞNG|CỤC TRƯỞNG|VIÊN CHỨC|THỦ TRƯỞNG|TỔ PHÓ)"
)
_RANK = r"(?:(?:Đại tướng|Thượng tướng|Trung tướng|Thiếu tướng|Đại tá|Thượng tá|Trung tá|Thiếu tá|Đại úy|Thượng úy|Trung úy|GS|PGS|TS|ThS|Ths|BS|Bs|BSCK\s?I{1,2}|BS\.?\s?CK\s?I{1,2}|CN|KS|DS|DSCK\s?I{1,2}|LS|Luật sư|Bác sĩ)[.\s]*)*"
_NAME = regex.compile(_RANK + r"(?:\p{Lu}\p{Ll}{0,6}|Đ\p{Ll}{0,6})(?:\s+\p{Lu}\p{Ll}{0,6}){1,5}")
_UPPER_NAME = regex.compile(_RANK + r"\p{Lu}{1,7}(?:\s+\p{Lu}{1,7}){1,4}")
_CLOSING = regex.compile(r"\.\s?/\s?\.?\s*$|^Trên đây là|^(?:Kính|Trân trọng) báo cáo")
_REPORTS = regex.compile(
    r"(?:^|[.;]\s+)(?P<o>(?:\p{Lu})[^.;:]{3,120}?)\s+(?:xin\s+)?(?:kính\s+|trân trọng\s+)?(?:báo cáo|thông báo|kính trình)\s+(?:\p{Lu}|đến\s|để\s|về\s)"
)
_GENERIC = regex.compile(r"(?:Trên đây|Thực hiện|Căn cứ|Đề nghị|Kính|Trân trọng|Theo|Trong|Yêu cầu)\b")
_UNITS = regex.compile(
    r"\s+(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|TP\.?|thị)\b(?P<n>(?:\s+\p{Lu}[\p{L}]*){0,4})"
)
_WIDE = regex.compile(r"\t+|(?<![:,]|ngày|tháng)\s{4,}(?=[\p{Lu}\-“*(])|\s\|\s")
_LEVEL = regex.compile(r"(?:TỈNH|THÀNH PHỐ|TP\.?|HUYỆN|THỊ XÃ|QUẬN|XÃ|PHƯỜNG|THỊ TRẤN)\s")
_COMMITTEE = regex.compile(r"(?:NHÂN DÂN|UBND|HĐND|CÔNG AN)$")
_WORD = regex.compile(r"[\p{L}\d]+")
_LAST_WORD = regex.compile(r"PHỦ|NƯỚC|NAM|TẠO|TẾ|VỤ|PHÁP|LỊCH|TRƯỜNG|HỘI|CÔNG|AN|DÂN|THÔNG|DỰNG|SẢN|TẢI|TÍNH")
"""What a narrow column leaves of an office's name on a line of its own."""
_DATE_BROKEN = regex.compile(r"[,;]?\s*[Nn]g[àaăâ]y\s*[^\s,]{0,6}(?:\s*th[áaăâ]ng\s*[^\s,]{0,6})?$")
_DATE_REST = regex.compile(r"(?:th[áaăâ]ng|n[ăaâ]m)\s*[^\s,]{0,6}")
_MOTTO_OPENS = regex.compile(r"^(?:CONG HOA XA|(?:Đ|D)OC LAP)")
_ENCLOSED = regex.compile(r"\(?(?:[Bb]an hành )?[Kk]èm theo (?:Báo cáo|Thông báo|Công văn|Kế hoạch|Quyết định)")
_SPEAKS = regex.compile(
    r"(?:UBND|Ủy ban|HĐND|Sở|Phòng|Công an|Ban|Trung tâm|Chi cục|Cục|Văn phòng|Hội|Tổ|Đảng|Bệnh viện|Trường|Bảo hiểm|BHXH|Viện"
    r"|Tòa án|Kho bạc|Trạm|Thanh tra)\s.*(?<!\p{L})báo cáo(?!\p{L})"
)
"""The first sentence: who reports."""
_HEAD_LINES, _HEAD_WORDS = 60, 40
_HEAD_REACH, _SHORTEST_LETTER = 14, 12
"""Lines above the kind line in which a pasted letter's head is sought; lines that a letter has at least."""


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
    box = union([w.bbox for w in words])
    height = (box[3] - box[1]) if box else 0.0
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
    kinds = [i for i, p in enumerate(lines) if _kind_of(p.text.strip()) and len(p.text.split()) <= _HEAD_WORDS]
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
    motto = next((i for i in range(first, kind) if _MOTTO.search(_base(lines[i].text))), None)
    number = next((i for i in range(first, kind) if any(_NUMBER.match(p) for p in pieces(lines[i]))), None)
    if motto is None or number is None:
        return None
    start = min(motto, number)
    while start > first and all(_is_head_piece(p) for p in pieces(lines[start - 1])):
        start -= 1
    return start


def _is_head_piece(text: str) -> bool:
    return is_upper(text) and not _ROLE.match(text) and not _RECIPIENTS.match(text) and marker(text) is None


def _follows_signature(printed: Printed) -> bool:
    """Whether a line behind the signature heads an enclosure: the caption of a table, or what it is enclosed with."""
    text = printed.text
    return bool(NUMBERED.match(text) or _ENCLOSED.match(text)) and len(text.split()) <= _HEAD_WORDS


def _is_appendix(printed: Printed) -> bool:
    found = marker(printed.text)
    return (
        found is not None and found.kind == "appendix" and (len(printed.text) == found.length or is_upper(printed.text))
    )


def _kind_of(text: str) -> tuple[Kind, int] | None:
    if not text[:6].isupper():
        return None
    start = _base(text[:16])
    for name, kind in _KINDS:
        if start.startswith(_base(name)) and not text[len(name) : len(name) + 1].isalpha():
            return kind, len(name)
    return None


def _kind_at(lines: Sequence[Printed]) -> int | None:
    for index, printed in enumerate(lines[:_HEAD_LINES]):
        if _kind_of(printed.text.strip()) and len(printed.text.split()) <= _HEAD_WORDS:
            return index
        found = marker(printed.text)
        if found is not None and found.kind in ("roman", "part") and is_upper(printed.text):
            return None
    return None


def _head(lines: Sequence[Printed]) -> int:
    at = _kind_at(lines)
    if at is None:
        marks = [
            i
            for i, p in enumerate(lines[:15])
            if _MOTTO.search(_base(p.text))
            or _NUMBER.match(p.text)
            or (_DATE.search(p.text) and len(p.text.split()) < 14)
        ]
        if not marks:
            return 0
        end = marks[-1] + 1
        while end < len(lines) and marker(lines[end].text) is None and _heads(lines[end].text):
            end += 1
        return _addressees_end(lines, end)
    return _addressees_end(lines, _title_end(lines, at))


def _heads(text: str) -> bool:
    """Whether a line after number and date still belongs to the head of a letter without a kind line."""
    return bool(_SUBJECT.match(text)) or (is_upper(text) and len(text.split()) <= 20)


def _title_end(lines: Sequence[Printed], at: int) -> int:
    end = at + 1
    while end < min(len(lines), at + 8):
        printed = lines[end]
        text = printed.text
        goes_on = end > at + 1 and lines[end - 1].text.endswith((";", ",")) and text[:1].islower()
        if goes_on:
            end += 1
            continue
        if marker(text) is not None or _OPENING.match(text) or _DEAR.match(text) or bullet(text)[0]:
            break
        if end > at + 1 and (_is_sentence(text) or _is_sentence(lines[end - 1].text) or _SPEAKS.match(text)):
            break
        if end > at + 1 and printed.gap and is_upper(lines[end - 1].text) and not is_upper(text) and text[0] != "(":
            break
        if _is_sentence(text) and len(text.split()) > 20:
            break
        if len(text.split()) > 60 or _starts_paragraph(lines, end):
            break
        end += 1
    return end


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
    if end < len(lines) and (found := _DEAR.match(lines[end].text)):
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
    at = next((i for i in reversed(window) if any(_RECIPIENTS.match(p) for p in pieces(lines[i]))), None)
    closing = next((i for i in reversed(window) if _CLOSING.search(lines[i].text)), None)
    if at is None:
        at = next((i for i in window if i > (closing or first) and _is_role(lines[i].text)), None)
        if at is None:
            return end
    while at > first and at - 1 != closing and any(_is_role(p) or _NAME.fullmatch(p) for p in pieces(lines[at - 1])):
        at -= 1
    return at


def _is_role(text: str) -> bool:
    return bool(_ROLE.match(text)) and is_upper(text) and len(text.split()) <= 16


def read_letterhead(lines: Sequence[Printed], zones: Zones) -> Letterhead:
    """Read all fields from head, foot and, where the head is missing, from the closing words."""
    head = _rejoined([p for line in lines[: zones.head] for p in pieces(line)])
    foot = [p for line in lines[zones.foot : zones.foot_end] for p in pieces(line)]
    body = lines[zones.head : zones.foot]
    closing = " ".join(p.text for p in body[-8:])
    number, code = _number(head)
    place, day = _place_and_date(head)
    kind, title = _kind_and_title(lines[: zones.head])
    if kind is None:
        kind = _CODES.get(code.split("-")[0].strip("/")) if code else None
    if kind is None and regex.search(
        r"(?:Trên đây là|[Kk]ính)\s+báo cáo|[Bb]áo cáo .{0,80}?(?:biết|theo dõi|chỉ đạo)", closing
    ):
        kind = "bao_cao"
    signer, roles = _signature(foot)
    return Letterhead(
        kind=kind or ("cong_van" if any(_SUBJECT.match(p) for p in head) else "khac"),
        number=number,
        issuer=_issuer(head, roles, closing, body) or (_expanded(code, place, body) if code else None),
        place=place,
        date=day,
        title=title,
        period=read_period(title) if title else None,
        addressees=_addressees(lines[: zones.head]),
        recipients=_recipients(foot),
        signer=signer,
        signer_role="; ".join(roles) or None,
    )


def _rejoined(head: Sequence[str]) -> list[str]:
    """Pieces that narrow columns broke, whole again: the motto, and a date ("Hà Nội, ngày 02", "tháng 8 năm 2023")."""
    found: list[str] = []
    for text in head:
        opened = next(
            (i for i in range(len(found) - 1, max(-1, len(found) - 4), -1) if _goes_on_with(found[i], text)), None
        )
        if opened is None:
            found.append(text)
        else:
            found[opened] = f"{found[opened]} {text}"
    return found


def _goes_on_with(above: str, below: str) -> bool:
    if _DATE_BROKEN.search(above) and _DATE_REST.match(below):
        return True
    first = _base(above)
    if not _MOTTO_OPENS.search(first) or _MOTTO.search(first):
        return False
    return bool(_MOTTO.search(f"{first} {_base(below)}"))


def _number(head: Sequence[str]) -> tuple[str | None, str | None]:
    for text in head:
        if found := _NUMBER.search(text):
            code = regex.sub(r"\s", "", found["c"]).rstrip(".,-–/")
            digits = regex.sub(r"\s", "", found["n"])
            digits = digits if regex.fullmatch(r"\d{1,6}[a-z]?", digits) else ""
            return f"{digits}{code}", code.lstrip("/-")
    return None, None


def _place_and_date(head: Sequence[str]) -> tuple[str | None, str | None]:
    for text in head:
        rest = _NUMBER.sub("", text)
        if found := _DATE.search(rest):
            place = (found["p"] or "").strip(" ,.-–") or None
            day, month = found["d"] or "", found["m"] or ""
            if day.isdigit() and month.isdigit():
                try:
                    return place, date(int(found["y"]), int(month), int(day)).isoformat()
                except ValueError:
                    return place, None
            return place, None
    return None, None


def _kind_and_title(head: Sequence[Printed]) -> tuple[Kind | None, str | None]:
    at = _kind_at(head)
    if at is None:
        subject = next((m for p in head for piece in pieces(p) if (m := _SUBJECT.match(piece))), None)
        return None, subject.group(1).strip() if subject else None
    found = _kind_of(head[at].text.strip())
    assert found is not None
    kind, length = found
    end = _title_end(head, at)
    parts = [head[at].text.strip()[length:].strip(" :*"), *(p.text for p in head[at + 1 : end])]
    title = " ".join(p for p in parts if p and not regex.fullmatch(r"[-–_=*. ]+", p)).strip()
    return kind, title or None


def _addressees(head: Sequence[Printed]) -> tuple[str, ...]:
    at = next((i for i, p in enumerate(head) if _DEAR.match(p.text)), None)
    if at is None:
        return ()
    found = _DEAR.match(head[at].text)
    assert found is not None
    inline = head[at].text[found.end() :]
    names = [inline[bullet(inline)[0] :]]
    for printed in head[at + 1 :]:
        skip = bullet(printed.text)[0]
        if skip or not printed.text[:1].islower() or not names[-1]:
            names.append(printed.text[skip:])
        else:
            names[-1] = f"{names[-1]} {printed.text}"
    return tuple(n for n in (name.strip(" ;.,:") for name in names) if n)


def _recipients(foot: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    inside = goes_on = False
    for piece in foot:
        found = _RECIPIENTS.match(piece)
        inside = inside or found is not None
        text = piece[found.end() :] if found else piece
        if not inside or _is_role(text) or (not bullet(text)[0] and _NAME.fullmatch(text)):
            goes_on = False
            continue
        skip = bullet(text)[0]
        name = text[skip:].strip(" ;.,")
        if skip and name:
            names.append(name)
            goes_on = True
        elif name and names and goes_on and (name[0].islower() or name[0] in "(,"):
            names[-1] = f"{names[-1]} {name}"
    return tuple(names)


def _signature(foot: Sequence[str]) -> tuple[str | None, list[str]]:
    roles: list[str] = []
    signer: str | None = None
    for piece in foot:
        text = piece.strip(" *_.,;")
        if bullet(text)[0] or _RECIPIENTS.match(text) or not text:
            continue
        if _is_role(text):
            roles.append(text)
        elif roles and (name := _name(text)):
            signer = name
        elif roles and signer is None and is_upper(text) and len(text.split()) <= 12 and not text.startswith("("):
            if _UPPER_NAME.fullmatch(text) and 2 <= len(text.split()) <= 5:
                signer = text
            elif _BEHALF.match(roles[-1]):
                roles[-1] = f"{roles[-1]} {text}"
    return signer, roles


def _name(text: str) -> str | None:
    """The name in a line of the signature; where the seal hid its beginning ("ø Quang Huy"), what can be read of it."""
    if _NAME.fullmatch(text):
        return text
    first, _, rest = text.lstrip(".,'-~ ").partition(" ")
    return rest if len(first) <= 3 and _NAME.fullmatch(rest) and len(rest.split()) <= 4 else None


def _issuer(head: Sequence[str], roles: Sequence[str], closing: str, body: Sequence[Printed]) -> str | None:
    organisations = _head_organisations(head)
    if organisations:
        return " - ".join(organisations)
    for role in roles:
        if regex.match(r"(?:TM|T/M)[\s.,]", role):
            name = _BEHALF.sub("", role, count=1).strip()
            if name:
                return _natural(name, body)
    reports = [m["o"].strip(" ,") for m in _REPORTS.finditer(closing) if not _GENERIC.match(m["o"])]
    return reports[-1] if reports and len(reports[-1].split()) <= 18 else None


def _head_organisations(head: Sequence[str]) -> list[str]:
    found: list[str] = []
    for text in head:
        if _kind_of(text.strip()) or _SUBJECT.match(text) or _DEAR.match(text):
            break
        rest = _without_motto(text)
        rest = _DATE.sub("", _NUMBER.sub("", rest)).strip(" -–—_*.,:;|")
        if found and text == rest and _LAST_WORD.fullmatch(rest) and len(found[-1].split()) > 1:
            found[-1] = f"{found[-1]} {rest}"
        if not rest or not is_upper(rest) or len(rest.split()) < 2:
            continue
        if found and _LEVEL.match(rest) and _COMMITTEE.search(found[-1]):
            found[-1] = f"{found[-1]} {rest}"
        else:
            found.append(rest)
    return found


def _without_motto(text: str) -> str:
    """Readers miss tone marks: the motto is sought in bare letters and cut from the same place."""
    found = _MOTTO.search(_base(text))
    return text[: found.start()] + text[found.end() :] if found else text


def _natural(name: str, body: Sequence[Printed]) -> str:
    """The name with the capitals that the running text gives it."""
    wanted = name.casefold()
    for printed in body:
        at = printed.text.casefold().find(wanted)
        if at >= 0 and not is_upper(printed.text[at : at + len(name)]):
            found = printed.text[at : at + len(name)]
            return found[0].upper() + found[1:]
    return name


def _expanded(code: str, place: str | None, body: Sequence[Printed]) -> str | None:
    """The office that the letters of a document number stand for, as the running text writes it ("SYT": "Sở Y tế")."""
    letters = _base(
        regex.sub(r"[^\p{L}\d]", "", code.split("-", 1)[1] if "-" in code else code.rsplit("/", maxsplit=1)[-1])
    )
    if len(letters) < 2:
        return None
    for printed in body:
        words = list(_WORD.finditer(printed.text))
        for at, word in enumerate(words):
            if _initial(word.group()) != letters[0] or not word.group()[0].isupper():
                continue
            last = _spelling(words, at, letters)
            if last is None or words[last].end() - word.start() <= len(letters) + 2:
                continue
            name = printed.text[word.start() : words[last].end()]
            unit = _UNITS.match(printed.text, words[last].end())
            return f"{name} {unit.group(1)} {unit['n'].strip() or place or ''}".strip() if unit else name
    return None


def _spelling(words: Sequence["regex.Match[str]"], at: int, letters: str) -> int | None:
    """The last of the words from `at` on whose initials spell `letters`, or None."""
    rest = letters
    for index in range(at, len(words)):
        initial = _initial(words[index].group())
        if not rest.startswith(initial):
            return None
        rest = rest[len(initial) :]
        if not rest:
            return index
    return None


def _initial(word: str) -> str:
    return word if word.isdigit() else _base(word[0])


def _base(text: str) -> str:
    """Capitals without tone and vowel marks; Đ stays."""
    return "".join(c for c in normalize("NFD", text.upper()) if not combining(c))
