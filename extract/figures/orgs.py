"""Whose figure it is: organisations and places by the patterns of their names."""

import regex

_PLACE = r"(?:\p{Lu}[\p{Ll}’']+)(?:\s?[-–]\s?\p{Lu}[\p{Ll}]+|\s\p{Lu}[\p{Ll}’']+){0,5}"
_NAME = r"(?:\p{Lu}[\p{L}&]*)(?:(?:\s|,\s|\s?[-–]\s?|\s(?:và|&)\s)(?:\p{Lu}[\p{L}&]*|nhân dân|thông|dân số|xã hội|việc làm|một cửa|người có công|thẩm|kiểm sát)){0,9}"
_LEVEL = r"(?:(?:cấp\s)?(?:tỉnh|huyện|xã|thị xã|thành phố|phường|thị trấn|quận|TP\.?|Tp\.?)(?:\s(?:và|,)\s?)?)"
_AREA = rf"(?:(?:các\s)?(?:tỉnh|huyện|xã|thị xã|thành phố|TP\.?|Tp\.?|phường|thị trấn|quận|thôn|ấp|khu phố)(?:,\s(?:các\s)?(?:thị xã|thành phố|phường|thị trấn|xã|quận))*(?:\s{_PLACE})?)"
_HEADS = (
    r"UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Văn phòng|Sở|Công an|Cảnh sát|Phòng|Ban|Trung tâm|TTYT|BV|Bệnh viện|Trạm [Yy] tế|Chi cục|Cục|Tổng cục|"
    r"Bảo hiểm [Xx]ã hội|Bảo hiểm xã hội|BHXH|Viện [Kk]iểm sát|Tòa án|Toà án|Kho bạc|Ngân hàng|Điện lực|Hội|Liên đoàn|Liên hiệp|Đoàn|Thị Đoàn|Tỉnh đoàn|Huyện đoàn|Thành đoàn|Đảng ủy|Đảng bộ|"
    r"Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Mặt trận|UBMTTQ|Ủy ban [Mm]ặt trận|Trường|Đại học|Cao đẳng|Bưu điện|Tổ [Cc]ông tác|Tổ giúp việc|Ban [Cc]hỉ đạo|Ban [Qq]uản lý|Đài|Báo|Bộ phận|Bộ|Chi nhánh|Công ty|"
    r"Hợp tác xã|Liên minh|Bộ đội|Đồn|Hạt|Vườn|Đội|Thanh tra|Ngành|Tư pháp|Kiểm lâm|Đoàn kiểm tra"
)
ORG = regex.compile(
    rf"""(?<!\p{{L}})(?:
      (?:CAH|CATP|CATX|CAT|CAP|CAX)(?:\.|(?!\p{{L}}))\s?(?:{_PLACE}(?:,\s{_PLACE})*)?
     |PC\d\d|PA\d\d|PV\d\d|PX\d\d|PH\d\d|C0\d|V0\d
     |(?:TTYT|BV|TYT|THCS|THPT)\s(?:{_LEVEL}\s?)?(?:{_NAME})?(?:\s(?:tỉnh|huyện|thị\sxã|thành\sphố))?
     |(?:[Nn]gành)\s(?:{_NAME}|[\p{{Ll}}]+\s[\p{{Ll}}]+)
     |(?:[Cc]ác\s)?(?:{_HEADS.replace(" ", chr(92) + "s")})(?:\s(?:{_NAME}|{_AREA}|{_LEVEL}|nhân\sdân))*
     |(?:UBND|Công\san)\s(?:các\s)?{_AREA}
    )""",
    regex.VERBOSE,
)
AREA = regex.compile(
    rf"(?<!\p{{L}})(?:[Tt]oàn\s(?:tỉnh|huyện|thị xã|thành phố|xã|ngành)|(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh|[Xx]ã|[Pp]hường|[Tt]hị trấn|TP\.?|Tp\.?|TX\.?)\s(?=\p{{Lu}}){_PLACE})"
)
_GENERIC = frozenset(
    {
        "báo",
        "ban",
        "bộ",
        "đoàn",
        "hội",
        "ngành",
        "phòng",
        "sở",
        "trường",
        "cục",
        "trung tâm",
        "đội",
        "đài",
        "tư pháp",
        "văn phòng",
        "bộ phận",
        "đoàn kiểm tra",
        "bảo hiểm xã hội tự",
        "công ty",
        "hạt",
        "vườn",
        "đồn",
    }
)
_CUT = regex.compile(r"(?:,|\s(?:và|có|đã|là|đạt|được|-|–))*\s*$")
_BARE_PLACE = regex.compile(rf"(?:^|[;:,(]\s?|\s(?:như|là|và)\s)({_PLACE})\s*(?::|,?\s(?:đạt|chiếm))?\s*\(?\s*$")


def organisations(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """The organisations named in text[start:end], in order: (start, end, name)."""
    found = []
    for match in ORG.finditer(text, start, len(text) if end is None else end):
        name = _CUT.sub("", match.group()).strip(" .,–-")
        if name.lower() in _GENERIC or len(name) < 3:
            continue
        found.append((match.start(), match.start() + len(name), name))
    return found


def areas(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """The places named in text[start:end] ("toàn tỉnh", "huyện …"), in order."""
    return [(m.start(), m.end(), m.group()) for m in AREA.finditer(text, start, len(text) if end is None else end)]


def bare_place(text: str, start: int, end: int) -> str | None:
    """A place named without its kind right before a figure: "Bác Ái 0,39%"."""
    match = _BARE_PLACE.search(text[start:end])
    return match[1] if match else None
