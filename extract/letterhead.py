"""Head and foot of a letter: who reports what to whom, when, under which number, and who signs.

The form is that of Nghị định 30/2020/NĐ-CP (two columns at the top, "Nơi nhận" beside the signature at the end); readers give
the columns one after the other, side by side, or mixed, and everything here works on the pieces alone.
"""

from collections.abc import Collection, Sequence
from datetime import date

import regex

from document.report import Kind, Letterhead
from extract.bare import bare
from extract.blocks import Printed, bullet, is_note
from extract.headings import is_upper
from extract.periods import read_period_of
from extract.zones import (
    DATE,
    DEAR,
    MOTTO,
    NAME,
    NUMBER,
    RANK,
    RECIPIENTS,
    SUBJECT,
    Zones,
    as_written,
    is_preparer,
    is_role,
    kind_at,
    kind_of,
    name_in,
    nearest_role,
    pieces,
    title_end,
)

_CODES: dict[str, Kind] = {"BC": "bao_cao", "TB": "thong_bao", "KH": "ke_hoach", "QĐ": "quyet_dinh", "CV": "cong_van"}
_SLASHLESS = regex.compile(r"(?:BC|TB|KH|QĐ|CV|TTr|NQ|CT|KL|HD|ĐA|BB)$")
"""Letters of a kind that end what should be digits: a pen went over the slash between."""
_BEHALF = regex.compile(r"(?:(?:TM|KT|TL|TUQ|Q)\s?[.,]|(?:T/M|K/T|T/L|TM|TUQ)\.?(?=\s))\s*")
_UPPER_NAME = regex.compile(RANK + r"\p{Lu}{1,7}(?:\s+\p{Lu}{1,7}){1,4}")
_REPORTS = regex.compile(
    r"(?:^|[.;]\s+)(?P<o>(?:\p{Lu})[^.;:]{3,120}?)\s+(?:xin\s+)?(?:kính\s+|trân trọng\s+)?(?:báo cáo|thông báo|kính trình)\s+(?:\p{Lu}|đến\s|để\s|về\s)"
)
_GENERIC = regex.compile(r"(?:Trên đây|Thực hiện|Căn cứ|Đề nghị|Kính|Trân trọng|Theo|Trong|Yêu cầu)\b")
_UNITS = regex.compile(
    r"\s+(tỉnh|thành phố|thị xã|huyện|quận|xã|phường|thị trấn|TP\.?|thị)\b(?P<n>(?:\s+\p{Lu}[\p{L}]*){0,4})"
)
_LEVEL = regex.compile(r"(?:TINH|THANH PHO|TP\.?|HUYEN|THI XA|QUAN|XA|PHUONG|THI TRAN)\s")
_CONJUNCTION = regex.compile(r"(?:VE|VA|CUA)\s")
_HEADS = regex.compile(
    r"(?:UY BAN|UBND|UB|H[ĐD]ND|HOI|SO(?!\s*\d)|PHONG(?!,? CHONG)|BAN|BO|TONG|CUC|CHI (?:CUC|NHANH|BO|HOI|ĐOAN)|VU|VIEN|TRUNG TAM"
    r"|TT|TRUONG|TRAM|CONG (?:AN|TY|ĐOAN)|CA|BENH VIEN|BV|VAN PHONG|ĐANG|TINH|HUYEN|THANH (?:PHO|UY|TRA|ĐOAN)|QUAN(?! LY)"
    r"|XA(?! HOI)|PHUONG|THI (?:XA|TRAN|ĐOAN)|ĐOAN|ĐOI|ĐON|ĐAI|ĐIEN LUC|BAO (?:HIEM|TANG)|BHXH|KHO BAC|NGAN HANG|TOA AN"
    r"|MAT TRAN|MTTQ|LIEN|QUY(?! HOACH)|HAT|KHOI|KHOA(?! HOC)|TO(?! CHUC)|TIEU (?:ĐOAN|BAN)|TRAI|CANG|NHA (?:MAY|VAN)"
    r"|HOC VIEN|ĐAI HOC|HOP TAC|XI NGHIEP|NONG TRUONG|LAM TRUONG|(?:LU|SU) ĐOAN|BCH|BCĐ|BQL|PC|THU VIEN)(?!\p{L})"
)
"""What an office's name begins with: a line of capitals that begins otherwise goes on with the name above it."""
_OPEN_END = regex.compile(
    r"\s(?:VA|VE|CUA|THUOC|TINH|HUYEN|QUAN|THANH PHO|THI XA|XA|PHUONG|THI TRAN|(?:Đ|D)E|(?:Đ|D)AU|KIEM SOAT|QUAN LY|SAN XUAT)$"
)
"""What the name of an office goes on behind."""
_JOINED = regex.compile(r"\s(?:VA|VE|CUA|THUOC)$")
_COMMITTEE = regex.compile(r"(?:NHAN DAN|UBND|HĐND|CONG AN)$")
_WORD = regex.compile(r"[\p{L}\d]+")
_LAST_WORD = regex.compile(
    r"PHỦ|NƯỚC|NAM|TẠO|TẾ|VỤ|PHÁP|LỊCH|TRƯỜNG|HỘI|CÔNG|AN|DÂN|THÔNG|DỰNG|SẢN|TẢI|TÍNH|HOẠCH|HÓA|HOÁ|ĐÌNH|VIÊN|TRỊ|HỌC|NGHỆ|VỆ|KÊ|THUẾ|QUAN|TRA|LÝ|SỰ|ĐỘNG|NGHIỆP|THÔN|THAO"
)
"""What a narrow column leaves of an office's name on a line of its own."""
_ONE_WORD = regex.compile(r"\p{Lu}{2,7}")
_UNFINISHED = regex.compile(r"(?<!\p{L})(?:TINH|HUYEN|QUAN|XA|PHUONG|THANH PHO|THI XA|THI TRAN)\s+\p{L}+$")
"""A place with but one word of its name: most have two."""
_DATE_BROKEN = regex.compile(r"[,;]?\s*[Nn]g[àaăâ]y\s*[^\s,]{0,6}(?:\s*th[áaăâ]ng\s*[^\s,]{0,6}(?:\s*n[ăaâ]m)?)?$")
_DATE_REST = regex.compile(r"(?:\d{1,2}\s+)?(?:th[áaăâ]ng|n[ăaâ]m)\s*[^\s,]{0,6}|(?:19|20)\d\d$")
_PLACE_BROKEN = regex.compile(r"\p{Lu}[\p{L}.\-–’']*(?:\s+\p{Lu}[\p{L}.\-–’']*){0,4}\s*,$")
_DATE_WHOLE = regex.compile(r"[Nn]g[àaăâ]y\s.{0,14}th[áaăâ]ng")
_MARKED = (
    (regex.compile(r"(?<=(?:UBND|HĐND|DÂN|CÔNG AN)\s)T[IÍÌĨỊÏ]NH(?=\s|$)"), "TỈNH"),
    (regex.compile(r"(?<=(?:UBND|HĐND|DÂN|CÔNG AN)\s)HUY[ÊẸEÉẾỀỂ]N(?=\s|$)"), "HUYỆN"),
    (regex.compile(r"(?<=(?:UBND|HĐND|DÂN|CÔNG AN)\s)TH[AÁẢ]NH PH[ÔOÓỒỔỐ](?=\s|$)"), "THÀNH PHỐ"),
    (regex.compile(r"(?<=(?:UBND|HĐND|DÂN|CÔNG AN)\s)X[AÀÁẢẠ](?=\s|$)"), "XÃ"),
    (regex.compile(r"^S[ÓỚƠÒỎÔ](?=\s\p{Lu}{2})"), "SỞ"),
)
"""Words of an office's name that can only be one, whatever mark a scan's reader saw over them where they stand."""
_PEOPLE = regex.compile(r"(?<=BAN )NH[ÂAẦẨÀẬ]N D[ÂAẦẨÀẬ]N(?=\s|$)")
_NAME_WORD = regex.compile(r"\p{Lu}\p{Ll}{1,6}")
_READ, _NAME_LEFT = 0.6, 2
_LOST = 2
"""Letters of an office that a seal hides before it may be another one."""
_MISREAD_COMRADE = regex.compile(r"(?<!\p{L})[ĐÐ][íịìi⁄|l]c(?=\s\p{Lu})")
_MISREAD_REPORT = regex.compile(r"(?<=[( ])b(?:[/⁄][C€©¢eQG]|[íịi⁄|][cC€©¢])\)")
"""What scans make of "Đ/c" and "(b/c)"."""
_SIGNED = regex.compile(r"\(?(?:[Đđ]ã ký|[Kk]ý (?:tên|bởi|số)|Người ký|Chữ ký|Ngày ký|Thời gian ký)")
"""What a program or a typist puts in the place of the signature."""
_OFFICE = regex.compile(
    r"(?:(?:Đơn vị|Cơ quan)(?:\s+báo cáo)?\s*:\s*(?P<o>\p{Lu}.+)"
    r"|(?P<o>(?:UBND|Ủy ban nhân dân|Uỷ ban nhân dân|Sở|Phòng|Công an|Trung tâm|Chi cục|Cục|Bệnh viện|Trường|Trạm|BHXH|Bảo hiểm xã hội)\s[^.:;]+))"
)
_NATION = regex.compile(r"^CONG HOA|CHU NGHIA VIET|NGHIA VIET NAM$")
"""What is left of the state's name where a scan's slip hides the motto."""
_MOTTO_OPENS = regex.compile(r"^(?:CONG HOA XA|(?:Đ|D)OC LAP)")


def read_letterhead(lines: Sequence[Printed], zones: Zones) -> Letterhead:
    """Read all fields from head, foot and, where the head is missing, from the closing words."""
    head = _rejoined([p for line in lines[: zones.head] for p in pieces(line)])
    foot_lines = [p for p in lines[zones.foot : zones.foot_end] if not is_note(p)]
    foot = [p for line in foot_lines for p in pieces(line)]
    right = _right_half(lines, foot_lines)
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
    if not roles:
        roles = _deputised([role for line in right if (role := nearest_role(line.text))])
    if signer is None:
        signer = next((n for line in reversed(right) if (n := name_in(line.text) or _name_left(line))), None)
    if any(line.line.words for line in foot_lines):
        roles = [as_written(role) for role in roles]
    return Letterhead(
        kind=kind or ("cong_van" if any(SUBJECT.match(p) for p in head) else "khac"),
        number=number,
        issuer=_issuer(head, roles, closing, body) or (_expanded(code, place, body) if code else None),
        place=place,
        date=day,
        title=title,
        period=read_period_of(title, day) if title else None,
        addressees=_addressees(lines[: zones.head]),
        recipients=_recipients([p for line in foot_lines if line not in right for p in pieces(line)]),
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
    if _PLACE_BROKEN.fullmatch(above) and _DATE_WHOLE.match(below):
        return True
    first = bare(above)
    if not _MOTTO_OPENS.search(first) or MOTTO.search(first):
        return False
    return bool(MOTTO.search(f"{first} {bare(below)}"))


def _number(head: Sequence[str]) -> tuple[str | None, str | None]:
    for text in head:
        if found := NUMBER.search(text):
            code = regex.sub(r"\s", "", found["c"]).rstrip(".,-–/")
            digits = regex.sub(r"\s", "", found["n"])
            if lost := _SLASHLESS.search(digits):
                digits, code = digits[: lost.start()], f"/{lost.group()}{code}"
            digits = digits if regex.fullmatch(r"\d{1,6}[a-z]?", digits) else ""
            return f"{digits}{code}", code.lstrip("/-")
    return None, None


def _place_and_date(head: Sequence[str]) -> tuple[str | None, str | None]:
    for text in head:
        rest = _without_motto(NUMBER.sub("", text)).strip()
        if found := DATE.search(rest):
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
    at = kind_at(head)
    if at is None:
        subject = next((m for p in head for piece in pieces(p) if (m := SUBJECT.match(piece))), None)
        return None, subject.group(1).strip() if subject else None
    found = kind_of(head[at].text.strip())
    assert found is not None
    kind, length = found
    end = title_end(head, at)
    parts = [head[at].text.strip()[length:].strip(" :*"), *(p.text for p in head[at + 1 : end])]
    title = " ".join(p for p in parts if p and not regex.fullmatch(r"[-–_=*. ]+", p)).strip()
    return kind, title or None


def _addressees(head: Sequence[Printed]) -> tuple[str, ...]:
    at = next((i for i, p in enumerate(head) if DEAR.match(p.text)), None)
    if at is None:
        return ()
    found = DEAR.match(head[at].text)
    assert found is not None
    inline = head[at].text[found.end() :]
    names = [inline[bullet(inline)[0] :]]
    for printed in head[at + 1 :]:
        skip = bullet(printed.text)[0]
        if skip or not printed.text[:1].islower() or not names[-1]:
            names.append(printed.text[skip:])
        else:
            names[-1] = f"{names[-1]} {printed.text}"
    return tuple(n for name in names for part in name.split(";") if (n := part.strip(" .,:")))


def _right_half(lines: Sequence[Printed], foot: Sequence[Printed]) -> list[Printed]:
    """The lines of the foot that begin right of the middle of the page, where the signature stands."""
    boxes = [p.line.bbox for p in lines if p.line.bbox is not None]
    if not boxes:
        return []
    middle = (min(b[0] for b in boxes) + max(b[2] for b in boxes)) / 2
    return [p for p in foot if p.line.bbox is not None and p.line.bbox[0] > middle]


def _recipients(foot: Sequence[str]) -> tuple[str, ...]:
    names: list[str] = []
    inside = goes_on = False
    for piece in (_MISREAD_COMRADE.sub("Đ/c", _MISREAD_REPORT.sub("b/c)", p)) for p in foot):
        found = RECIPIENTS.match(piece)
        inside = inside or found is not None
        text = piece[found.end() :] if found else piece
        if not inside or is_role(text) or _SIGNED.match(text) or (not bullet(text)[0] and NAME.fullmatch(text)):
            goes_on = False
            continue
        skip = bullet(text)[0]
        name = text[skip:].strip(" ;.,`´")
        if found and not skip and ";" in name:
            names += [part.strip(" .,") for part in name.split(";")]
        elif skip and name:
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
        if (bullet(text)[0] and not (roles and name_in(text))) or RECIPIENTS.match(text) or not text:
            continue
        if is_preparer(text):
            continue
        if is_role(text):
            roles.append(text)
        elif roles and (name := _name(text)):
            signer = name
        elif roles and signer is None and is_upper(text) and len(text.split()) <= 12 and not text.startswith("("):
            if (office := nearest_role(text)) is not None:
                # What seal and signature left of an office is no name; how much is missing decides whether it is told.
                roles += [office] if len(text) > len(office) - _LOST else []
            elif _UPPER_NAME.fullmatch(text) and 2 <= len(text.split()) <= 5:
                signer = text
            elif _BEHALF.match(roles[-1]):
                roles[-1] = f"{roles[-1]} {text}"
    return signer, roles


def _name(text: str) -> str | None:
    """The name in a line of the signature; where the seal hid its beginning ("ø Quang Huy"), what can be read of it."""
    if (name := name_in(text)) is not None:
        return name
    first, _, rest = text.lstrip(".,'-~ ").partition(" ")
    return rest if len(first) <= 3 and NAME.fullmatch(rest) and len(rest.split()) <= 4 else None


def _deputised(roles: list[str]) -> list[str]:
    """Nobody signs twice as the same: where a seal left two offices alike, a deputy signs for the chief."""
    match roles:
        case [chief, deputy] if chief == deputy and not chief.startswith(("KT", "TM", "PHÓ")):
            return [f"KT. {chief}", f"PHÓ {chief}"]
        case _:
            return roles


def _name_left(printed: Printed) -> str | None:
    """The end of a signer's name whose beginning seal and signature cover: at least two words, read well."""
    words = printed.line.words
    at = len(words)
    while at > 0 and words[at - 1].confidence >= _READ and _NAME_WORD.fullmatch(words[at - 1].text):
        at -= 1
    covered = 0 < at <= len(words) - _NAME_LEFT
    return " ".join(w.text for w in words[at:]) if covered and not is_upper(printed.text) else None


def _issuer(head: Sequence[str], roles: Sequence[str], closing: str, body: Sequence[Printed]) -> str | None:
    organisations = _head_organisations(head)
    if any(printed.line.words for printed in body):
        organisations = [_with_marks(name) for name in organisations]
    if organisations:
        return " - ".join(organisations)
    for role in roles:
        if regex.match(r"(?:TM|T/M)[\s.,]", role):
            name = _BEHALF.sub("", role, count=1).strip()
            if name:
                return _natural(name, body)
    reports = [m["o"].strip(" ,") for m in _REPORTS.finditer(closing) if not _GENERIC.match(m["o"])]
    return reports[-1] if reports and len(reports[-1].split()) <= 18 else None


def _with_marks(name: str) -> str:
    """An office's name read from a scan, with the marks of the words that all such names are made of."""
    name = _PEOPLE.sub("NHÂN DÂN", name)
    for pattern, word in _MARKED:
        name = pattern.sub(word, name)
    return name


def _head_organisations(head: Sequence[str]) -> list[str]:
    found: list[str] = []
    places = {bare(m["p"]).upper().strip(" .,") for text in head if (m := DATE.search(text)) is not None and m["p"]}
    for text in head:
        if kind_of(text.strip()) or SUBJECT.match(text) or DEAR.match(text):
            break
        rest = _without_motto(text)
        rest = DATE.sub("", NUMBER.sub("", rest)).strip(" -–—_*.,:;|`´'")
        if found and text == rest and _ends_name(found[-1], rest):
            found[-1] = f"{found[-1]} {rest}"
        if found and text == rest and rest.isupper() and _breaks_off(found[-1], rest, places):
            found[-1] = f"{found[-1]} {rest}"
            continue
        if not rest or not is_upper(rest) or len(rest.split()) < 2 or _NATION.search(bare(rest)):
            continue
        level = _LEVEL.match(bare(rest)) and found and _COMMITTEE.search(bare(found[-1]))
        if level or (found and _is_rest(found[-1], rest)):
            found[-1] = f"{found[-1]} {rest}"
        else:
            found.append(rest)
    return found or _small_office(head)


def _breaks_off(above: str, rest: str, places: Collection[str]) -> bool:
    """Whether a narrow column broke a name: behind a word that no name ends with, or before the place that it is of."""
    if bare(above).split()[-1:] == bare(rest).split()[-1:] or len(above.split()) < 2:
        return False
    # "UBND TỈNH" is whole where an office stands below it.
    open_ = _OPEN_END.search(bare(above)) and (_JOINED.search(bare(above)) or not _HEADS.match(bare(rest)))
    return bool(open_) or bare(rest) in places or rest == "VIỆT NAM"


def _is_rest(above: str, rest: str) -> bool:
    """Whether a line of the head goes on with the office's name above it, which a narrow column broke."""
    return bool(_CONJUNCTION.match(bare(rest))) or not (_HEADS.match(bare(rest)) or bare(rest) == bare(above))


def _ends_name(above: str, rest: str) -> bool:
    """Whether the one word of a line is the last of the name above it, which a narrow column broke."""
    if _LAST_WORD.fullmatch(rest):
        return len(above.split()) > 1
    return bool(_ONE_WORD.fullmatch(rest) and _UNFINISHED.search(bare(above)))


def _small_office(head: Sequence[str]) -> list[str]:
    """The office above the kind where a typist wrote it without capitals ("Đơn vị: Trường THCS …"), else nothing."""
    for text in head:
        if kind_of(text.strip()):
            break
        if (found := _OFFICE.fullmatch(text.strip())) and len(text.split()) <= 14:
            return [found["o"].strip(" .,;")]
    return []


def _without_motto(text: str) -> str:
    """Readers miss tone marks: the motto is sought in bare letters and cut from the same place."""
    found = MOTTO.search(bare(text))
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
    letters = bare(
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
    return word if word.isdigit() else bare(word[0])
