"""Whose figure it is: organisations and places by the patterns of their names."""

from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter

import regex

_PLACE = r"(?:\p{Lu}[\p{Ll}’']+)(?:\s?[-–]\s?\p{Lu}[\p{Ll}]+|\s\p{Lu}[\p{Ll}’']+){0,5}"
_SECTORS = (
    r"[Gg]iáo dục(?: và [Đđ]ào tạo)?|GD\s?(?:&|và)\s?ĐT|GDĐT|[Tt]hông tin(?: và)?(?: &)? [Tt]ruyền thông|TT\s?&\s?TT|[Tt]ư pháp(?:\s?[-–]\s?[Hh]ộ tịch)?|[Yy] tế|"
    r"[Ll]ao động(?:\s?[-–,]\s?|\s)(?:[Tt]hương binh(?:,| và|\s?[-–])?(?: và)? [Xx]ã hội|TB\s?(?:&|và)?\s?XH)|LĐ\s?[-–]?\s?TB\s?(?:&|và)?\s?XH|[Tt]ài nguyên(?: và|,)? [Mm]ôi trường|TN\s?&\s?MT|"
    r"[Nn]ội vụ|[Tt]ài chính(?:\s?[-–]\s?(?:[Kk]ế hoạch|KH))?|[Kk]ế hoạch(?: và|,)? [Đđ]ầu tư|[Nn]ông nghiệp(?: và (?:PTNT|[Pp]hát triển nông thôn|[Mm]ôi trường))?|[Cc]ông [Tt]hương|"
    r"[Kk]hoa học(?: và|,)? [Cc]ông nghệ|[Vv]ăn ho[áa](?: hóa)?(?:,? (?:[Tt]hể thao|[Tt]hông tin|[Xx]ã hội)(?: và [Dd]u lịch)?| và (?:[Tt]hông tin|[Tt]hể thao|[Xx]ã hội)|\s?[-–]\s?[Xx]ã hội)?|[Vv]ăn hóa|"
    r"[Gg]iao thông(?: [Vv]ận tải)?|[Xx]ây dựng|[Qq]uản lý [Đđ]ô thị|[Kk]inh tế(?: và [Hh]ạ tầng|\s?[-–]\s?[Hh]ạ tầng)?|[Dd]ân tộc(?: và [Tt]ôn giáo)?|[Nn]goại vụ|[Dd]u lịch|[Cc]ông an|[Hh]ải quan|[Tt]huế|"
    r"[Mm]ột cửa|[Kk]iểm sát(?: nhân dân)?|[Tt]hi hành án(?: dân sự)?|[Ll]iên hiệp (?:[Pp]hụ nữ|[Tt]hanh niên|[Vv]ăn học nghệ thuật|[Cc]ác hội [\p{L}\s]{5,40})|[Nn]ông dân|[Cc]ựu chiến binh|[Nn]gười cao tuổi|[Pp]hụ nữ|[Cc]hữ thập đỏ|[Kk]huyến học|[Tt]hanh niên|[Hh]ội đồng nhân dân|"
    r"[Dd]ân số|[Bb]ảo hiểm xã hội|[Dd]ịch vụ việc làm|[Pp]hục vụ hành chính công|[Kk]iểm soát bệnh tật|[Đđ]a khoa(?: khu vực| tỉnh| huyện)?|[Pp]hổi|[Mm]ắt|[Dd]a liễu|[Tt]âm thần|[Yy] dược [Cc]ổ truyền|[Pp]hụ sản|[Nn]hi|"
    r"[Mm]ặt trận(?: Tổ quốc)?(?: Việt Nam)?|[Tt]riển khai(?: Đề án(?: 06(?:/CP)?)?)?|[Cc]ảnh sát|[Qq]uân sự|[Bb]iên phòng|[Kk]iểm lâm|[Tt]rồng trọt|[Cc]hăn nuôi(?: và [Tt]hú y)?|[Tt]hủy lợi|[Tt]hủy sản"
)
_NAME = (
    rf"(?:{_SECTORS}|(?:\p{{Lu}}[\p{{L}}&]*)(?:(?:\s|,\s|\s?[-–]\s?|\s(?:và|&)\s)"
    r"(?:\p{Lu}[\p{L}&]*|nhân dân|thông|dân số|xã hội|người có công|thẩm|(?<=Công )an(?!\p{L})|(?<=Chỉ )đạo(?!\p{L})|(?<=Tiểu |Trung )học|(?<=Mầm )non|(?<=Đa |Chuyên )khoa|(?<=Da )liễu|"
    r"(?<=Tâm |tâm )thần|(?<=liễu )tâm(?= thần)|(?<=Cổ )truyền|(?<=Phụ )sản|(?<=Phổ )thông|(?<=Khu )vực|(?<=Nội )trú|(?<=Giao )thông))"
    + r"{0,7})"
)
_LEVEL = r"(?:(?:cấp\s)?(?:tỉnh|huyện|xã|thị xã|thành phố|phường|thị trấn|quận|TP\.?|Tp\.?|TX\.?|Tx\.?)(?!\p{L})(?:\s(?:và|,)\s?)?)"
_AREA = rf"(?:(?:TP|Tp|TX|Tx)\.\s?{_PLACE}|(?:các\s)?(?:tỉnh|huyện|xã|thị xã|thành phố|TP\.?|Tp\.?|TX\.?|Tx\.?|phường|thị trấn|quận|thôn|ấp|khu phố)(?!\p{{L}})(?:,\s(?:các\s)?(?:thị xã|thành phố|phường|thị trấn|xã|quận))*(?:\s{_PLACE})?)"
_HEADS = (
    r"Ban [Cc]hỉ đạo|Ban [Qq]uản lý(?: dự án| các khu công nghiệp| khu kinh tế| rừng phòng hộ| rừng đặc dụng)?|UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Văn phòng|Sở|Công an|Cảnh sát|Phòng|Ban|Trung tâm|TTYT|BVĐK|BV|Bệnh viện|Trạm [Yy] tế|Chi cục|Cục|Tổng cục|"
    r"(?:Bảo hiểm [Xx]ã hội|BHXH)(?! bắt buộc| tự nguyện| một lần| 1 lần| hằng| hàng| thất nghiệp| toàn dân| cho |,? BHYT|,? BHTN| và BHYT)|Viện [Kk]iểm sát|Tòa án|Toà án|Kho bạc|Ngân hàng|Điện lực|Hội(?! nghị| thảo| đồng)|Liên đoàn|Liên hiệp|Đoàn|Thị Đoàn|Tỉnh đoàn|Huyện đoàn|Thành đoàn|Đảng ủy|Đảng bộ|"
    r"Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Mặt trận|UBMTTQ|Ủy ban [Mm]ặt trận|Trường(?! học| hợp| chuẩn| đạt| lớp)|Đại học|Cao đẳng|Bưu điện|Tổ [Cc]ông tác|Tổ giúp việc|Đài|Báo|Bộ phận|Bộ|Chi nhánh|Công ty|"
    r"Hợp tác xã|Liên minh|Bộ đội|Đồn|Hạt|Vườn|Đội(?! ngũ| hình| viên| tuyển)|Thanh tra|Ngành|Tư pháp|Kiểm lâm|Đoàn kiểm tra"
)


def _spaced(pattern: str) -> str:
    """Spaces of a part keep their meaning inside a verbose pattern."""
    return pattern.replace(" ", r"\s")


ORG = regex.compile(
    rf"""(?<!\p{{L}})(?:
      (?:CAH|CATP|CATX|CAT|CAP|CAX)(?:\.|(?!\p{{L}}))\s?(?:{_PLACE}(?:,\s{_PLACE})*)?
     |PC\d\d|PA\d\d|PV\d\d|PX\d\d|PH\d\d|C0\d|V0\d
     |(?:TTYT|BV|TYT|THCS|THPT)\s(?:{_spaced(_LEVEL)}\s?)?(?:{_spaced(_NAME)})?(?:\s(?:tỉnh|huyện|thị\sxã|thành\sphố))?
     |(?:[Nn]gành)\s(?!nghề|hàng|chức\snăng|công\snghiệp|dịch\svụ|nông|trong|của|và|có|kinh|sản|học|đào|khác|liên|chuyên)(?:{_spaced(_NAME)}|[\p{{Ll}}]+\s[\p{{Ll}}]+)
     |(?:[Cc]ác\s)?(?:{_spaced(_HEADS)})(?:\s(?:{_spaced(_AREA)}|{_spaced(_NAME)}|{_spaced(_LEVEL)}|nhân\sdân|lực\slượng))*
     |(?:UBND|Công\san)\s(?:các\s)?{_spaced(_AREA)}
     |[Hh]ội\s(?:[Nn]ông\sdân|[Cc]ựu\schiến\sbinh|[Nn]gười\scao\stuổi|[Pp]hụ\snữ|[Cc]hữ\sthập\sđỏ)
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
        "thanh tra",
        "thpt",
        "thcs",
    }
)
_WEAK_BEFORE = regex.compile(
    r"(?<!\p{L})(?:của|của lực lượng|theo|chỉ đạo|chỉ đạo của|phối hợp|phối hợp với|phối hợp lực lượng|với|cho|thông tin|dữ liệu|dữ liệu ngành|hội viên|thành lập|kiện toàn|báo cáo|gửi|đề nghị|tuyển sinh|giữa|xét tuyển|lực lượng)\s*(?:các\s)?$"
)
_GIVEN = regex.compile(r"\s(?:giao|đề ra|phê duyệt|quyết nghị|giao đầu năm)(?!\p{L})")
_CUT = regex.compile(r"(?:,|\s(?:và|có|đã|là|đạt|được|-|–))*\s*$")
_BARE_PLACE = regex.compile(rf"(?:^\s*|[;:,(]\s?|\s(?:như|là|và)\s)({_PLACE})\s*(?::|,?\s(?:đạt|chiếm))?\s*\(?\s*$")


def organisations(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """The organisations named in text[start:end], in order: (start, end, name)."""
    stop = len(text) if end is None else end
    named = _all_organisations(text)
    first, last = bisect_left(named, start, key=_START), bisect_left(named, stop, key=_START)
    return [found for found in named[first:last] if found[1] <= stop]


_START = itemgetter(0)


@lru_cache(maxsize=256)
def _all_organisations(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every organisation of a passage; asked many times over while its figures are read."""
    found = []
    for match in ORG.finditer(text):
        name = _CUT.sub("", match.group()).strip(" .,–-")
        if name.lower() not in _GENERIC and len(name) >= 3:
            found.append((match.start(), match.start() + len(name), name))
    return tuple(found)


def named_directly(text: str, named: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Those of `named` that act themselves, not as somebody's attribute ("của …", "phối hợp …")."""
    acting = _all_acting(text)
    return [n for n in named if n in acting]


@lru_cache(maxsize=256)
def _all_acting(text: str) -> frozenset[tuple[int, int, str]]:
    return frozenset(
        n
        for n in _all_organisations(text)
        if not _WEAK_BEFORE.search(text[max(0, n[0] - 24) : n[0]].lower()) and not _GIVEN.match(text, n[1])
    )


def areas(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """The places named in text[start:end] ("toàn tỉnh", "huyện …"), in order."""
    stop = len(text) if end is None else end
    if start == 0:
        return [
            found for found in _all_areas(text)[: bisect_left(_all_areas(text), stop, key=_START)] if found[1] <= stop
        ]
    return [(m.start(), m.end(), m.group()) for m in AREA.finditer(text, start, stop)]


@lru_cache(maxsize=256)
def _all_areas(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every place of a passage; asked again for each of its figures."""
    return tuple((m.start(), m.end(), m.group()) for m in AREA.finditer(text))


def bare_place(text: str, start: int, end: int) -> str | None:
    """A place named without its kind right before a figure: "Bác Ái 0,39%"."""
    match = _BARE_PLACE.search(text[start:end])
    return match[1] if match else None
