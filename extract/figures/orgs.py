"""Whose figure it is: organisations and places by the patterns of their names."""

from bisect import bisect_left
from functools import lru_cache
from operator import itemgetter

import regex

_PLACE = r"(?:(?:[AÔƠYÊẢ]\s(?=\p{Lu}))?\p{Lu}[\p{Ll}’']+)(?:\s?[-–]\s?\p{Lu}[\p{Ll}]+|\s\p{Lu}[\p{Ll}’']+){0,5}"
_SECTORS = (
    r"[Gg]iáo dục(?: và [Đđ]ào tạo| thường xuyên| nghề nghiệp)?|GD\s?(?:&|và)\s?ĐT|GDĐT|[Tt]hông tin(?: và)?(?: &)? [Tt]ruyền thông|TT\s?&\s?TT|[Tt]ư pháp(?:\s?[-–]\s?[Hh]ộ tịch)?|[Yy] tế|"
    r"[Ll]ao động(?:\s?[-–,]\s?|\s)(?:[Tt]hương binh(?:,| và|\s?[-–])?(?: và)? [Xx]ã hội|TB\s?(?:&|và)?\s?XH)|LĐ\s?[-–]?\s?TB\s?(?:&|và)?\s?XH|[Tt]ài nguyên(?: và|,)? [Mm]ôi trường|TN\s?&\s?MT|"
    r"[Nn]ội vụ|[Tt]ài chính(?:\s?[-–]\s?(?:[Kk]ế hoạch|KH))?|[Kk]ế hoạch(?: và|,)? [Đđ]ầu tư|[Nn]ông nghiệp(?: và (?:PTNT|[Pp]hát triển nông thôn|[Mm]ôi trường))?|[Cc]ông [Tt]hương|"
    r"[Kk]hoa học(?: và|,)? [Cc]ông nghệ|[Vv]ăn ho[áa](?: hóa)?(?:,? (?:[Tt]hể thao|[Tt]hông tin|[Xx]ã hội)(?: và [Dd]u lịch)?| và (?:[Tt]hông tin|[Tt]hể thao|[Xx]ã hội)|\s?[-–]\s?[Xx]ã hội)?|[Vv]ăn hóa|"
    r"[Gg]iao thông(?: [Vv]ận tải)?|[Xx]ây dựng|[Qq]uản lý [Đđ]ô thị|[Kk]inh tế(?: và [Hh]ạ tầng|\s?[-–]\s?[Hh]ạ tầng)?|[Dd]ân tộc(?: và [Tt]ôn giáo)?|[Nn]goại vụ|[Dd]u lịch|[Cc]ông an|[Hh]ải quan|[Tt]huế|"
    r"[Mm]ột cửa|[Kk]iểm sát(?: nhân dân)?|[Tt]hi hành án(?: dân sự)?|[Ll]iên hiệp (?:[Pp]hụ nữ|[Tt]hanh niên|[Vv]ăn học nghệ thuật|[Cc]ác hội [\p{L}\s]{5,40})|[Nn]ông dân|[Cc]ựu chiến binh|[Nn]gười cao tuổi|[Pp]hụ nữ|[Cc]hữ thập đỏ|[Kk]huyến học|[Tt]hanh niên|[Hh]ội đồng nhân dân|"
    r"[Dd]ân số|[Bb]ảo hiểm xã hội|[Dd]ịch vụ việc làm|[Pp]hục vụ hành chính công|[Kk]iểm soát bệnh tật|[Đđ]a khoa(?: khu vực| tỉnh| huyện)?|[Pp]hổi|[Mm]ắt|[Dd]a liễu|[Tt]âm thần|[Yy] dược [Cc]ổ truyền|[Pp]hụ sản|[Nn]hi|"
    r"[Mm]ặt trận(?: Tổ quốc)?(?: Việt Nam)?|[Tt]riển khai(?: Đề án(?: 06(?:/CP)?)?)?|[Cc]ảnh sát|[Qq]uân sự|[Bb]iên phòng|[Kk]iểm lâm|[Tt]rồng trọt|[Cc]hăn nuôi(?: và [Tt]hú y)?|[Tt]hủy lợi|[Tt]hủy sản"
)
_WORDS = (
    r"Tỉnh ủy|Thành ủy|Huyện ủy|Thị ủy|Đảng ủy|An ninh(?: mạng| điều tra| kinh tế)?|An toàn|Bảo vệ|Biên phòng|Bảo trợ|Cải cách|Cảnh sát(?: điều tra| giao thông| cơ động| hình sự)?|Chính sách(?: xã hội)?|Chính trị|"
    r"Chi [ủu][ỷy]|Chấp hành|Chỉ đạo|Chỉ huy(?: quân sự| phòng thủ)?|Chuyển đổi số|Công nghệ(?: số)?(?: cộng đồng| thông tin)?|Công nghiệp|Dân vận|Dân quân|Di sản|Doanh nghiệp|Dự án|Đảng bộ|Đất đai|Điện lực|"
    r"Điều tra|Đầu tư|Đăng ký(?: đất đai)?|Đăng kiểm|Đô thị|Giám định|Giám sát|Hạ tầng|Hành chính(?: công)?|Hỗ trợ|Hợp tác|Kế hoạch|Khoa học|Kiểm định|Kiểm nghiệm|Kiểm sát|Kiểm tra|Kinh tế|"
    r"Kho bạc|Lao động|Lưu trữ|Môi trường|Mầm non|Ngân sách|Nghiệp vụ|Nhà nước|Nội chính|Nông thôn|Nông nghiệp|Ngoại ngữ|Nghiên cứu|Nhân dân|Nhân lực|Pháp chế|Pháp luật|Pháp y|Pháp lý|"
    r"Phát thanh|Phát triển|Phòng chống|Phòng thủ|Phụ nữ|Phục hồi|Phục vụ|Quản lý(?: thị trường| đô thị| dự án| đất đai| nhà nước)?|Quản trị|Quân sự|Quỹ đất|Sát hạch|Tài chính|Tài nguyên|"
    r"Tham mưu|Thanh tra|Thanh thiếu nhi|Thể dục|Thể thao|Thị trường|Thi đua|Thông tin|Thống kê|Thương mại|Thương binh|Thủy lợi|Thường trực|Tín dụng|Tiếp nhận|Tiếp công dân|Tiểu học|"
    r"Tổ chức|Tổng hợp|Trả kết quả|Trang trại|Trẻ em|Trợ giúp(?: pháp lý)?|Tuyên giáo|Tuyên truyền|Tuyên vận|Tôn giáo|Ứng dụng|Vận hành|Vận tải|Văn hóa|Văn hoá|Văn thư|Việc làm|Viễn thông|Xã hội|Xây dựng|Xúc tiến|Xuất nhập cảnh|Y khoa|Y tế"
)
"""Words of two syllables and more in the names of offices, of which only the first is written with a capital."""
_STARTS = r"(?:Sở|Phòng|Ban(?! hành)|Công an|UBND(?<!HĐND và UBND)(?<!HĐND&UBND)|HĐND|Ủy ban|Uỷ ban|Trung tâm|Văn phòng|Chi cục|Cục|Bộ|Hội|Đoàn|Bệnh viện|Trường|Trạm|Tòa án|Viện|Kho bạc|Ngân hàng|Bảo hiểm|Mặt trận|Liên đoàn|Đội|Tổ|Tổng cục)(?!\p{L})"
_GLUE = rf"(?:\s|,\s(?!{_STARTS})|\s?[-–]\s?|\s(?:và|&)\s(?!{_STARTS}))"
_NAME = (
    rf"(?:{_SECTORS}|(?:{_WORDS})(?!\p{{L}})|\p{{Lu}}[\p{{L}}&]*(?:\d\d(?!\d|[.,]\d))?)(?:{_GLUE}(?:(?:{_WORDS})(?!\p{{L}})|"
    r"\p{Lu}[\p{L}&]*+(?!\.\p{Lu})|nhân dân|thông|dân số|xã hội|người có công|(?<=Công )an(?!\p{L})|(?<=Trung )học|(?<=Đa |Chuyên )khoa|(?<=Da )liễu|"
    r"(?<=Tâm |tâm )thần|(?<=liễu )tâm(?= thần)|(?<=Cổ )truyền|(?<=Phụ )sản|(?<=Phổ )thông|(?<=Khu )vực|(?<=Nội )trú|(?<=Giao )thông"
    + r")){0,7}"
)
_LEVEL = r"(?:(?:cấp\s)?(?:tỉnh|huyện|xã|thị xã|thành phố|phường|thị trấn|quận|TP\.?|Tp\.?|TX\.?|Tx\.?)(?!\p{L})(?:\s(?:và|,)\s?)?)"
_AREA = rf"(?:(?:TP|Tp|TX|Tx|H|Q)\.\s?{_PLACE}|(?:các\s)?(?:tỉnh|huyện|xã|thị xã|thành phố|TP\.?|Tp\.?|TX\.?|Tx\.?|phường|thị trấn|đặc khu|quận|thôn|ấp|khu phố|khóm|buôn|tổ dân phố)(?!\p{{L}})(?:,\s(?:các\s)?(?:thị xã|thành phố|phường|thị trấn|xã|quận))*(?:\s{_PLACE}|(?<=phường|quận|thôn|ấp|khu phố|khóm|buôn|dân phố)\s(?:số\s)?\d{{1,2}}(?!\d|[./,]\d|\p{{Ll}}|\s(?!(?:đã|có|là|đạt|và|thuộc|tiếp nhận|được|đang)(?!\p{{L}}))\p{{Ll}}|\s?[%/]))?)"
_REGION = rf"(?:khu vực|cơ sở)(?:\s(?:số\s)?(?:\d{{1,2}}|[IVX]{{1,5}})(?!\d|[./,]\d|\p{{L}}|\s?[%/])|\s{_PLACE}|\s(?:miền núi|đồng bằng)(?:\sphía\s\p{{Lu}}\p{{Ll}}+)?)|tuyến (?:tỉnh|huyện|xã|[Tt]rung ương)|số \d{{1,2}}(?!\d|[./,]\d|\p{{L}}|\s?[%/])|chi nhánh (?:tỉnh|huyện|thành phố)|ngành {_NAME}|các (?:KCN|khu công nghiệp|KKT)(?: tỉnh)?"
_HEADS = (
    r"Ban [Cc]hỉ đạo|Ban [Qq]uản lý(?: dự án| các khu công nghiệp| khu kinh tế| rừng phòng hộ| rừng đặc dụng)?|UBND|HĐND|Ủy ban nhân dân|Uỷ ban nhân dân|Hội đồng nhân dân|Văn phòng|Sở|Công an|Cảnh sát|Phòng|Ban|Trung tâm|TTYT|BVĐK|BV|Bệnh viện|Trạm [Yy] tế|Chi cục|Cục|Tổng cục|"
    r"(?:Bảo hiểm [Xx]ã hội|BHXH)(?! bắt buộc| tự nguyện| một lần| 1 lần| hằng| hàng| thất nghiệp| toàn dân| cho |,? BHYT|,? BHTN| và BHYT)|Viện [Kk]iểm sát|Tòa án|Toà án|Kho bạc|Ngân hàng|Điện lực|Hội(?! nghị| thảo| đồng)|Liên đoàn|Liên hiệp|Đoàn|Thị Đoàn|Tỉnh đoàn|Huyện đoàn|Thành đoàn|Đảng ủy|Đảng bộ|"
    r"Tỉnh ủy|Huyện ủy|Thành ủy|Thị ủy|Mặt trận|UBMTTQ|Ủy ban [Mm]ặt trận|Trường(?! học| hợp| chuẩn| đạt| lớp)|Đại học|Cao đẳng|Bưu điện|Tổ [Cc]ông tác|Tổ giúp việc|Đài|Báo|Bộ phận|Bộ|Chi nhánh|Công ty|"
    r"Hợp tác xã|Liên minh|Bộ đội|Đồn|Hạt|Vườn|Đội(?! ngũ| hình| viên| tuyển)|Thanh tra|Ngành|Tư pháp|Kiểm lâm|Đoàn kiểm tra|"
    r"LĐLĐ|Công đoàn|[Cc]ấp [Cc]ông đoàn|CĐCS|MTTQ|UBMTTQVN|TAND|VKSND|VKS|THADS|KBNN|NHCSXH|NHNN|BĐBP|BCHQS|BQL|CDC|VP|(?:VNPT|Viettel)(?!\s?(?:Money|Pay|[Mm]oney|[Pp]ay))|Mobi[Ff]one|Vina[Pp]hone|Agribank|"
    r"UBKT|Ủy ban (?:[Kk]iểm tra|MTTQ)|Tổ Đề án(?: 06)?|Tổ [Cc]ông nghệ số(?: cộng đồng)?|Cơ quan(?:\s(?:[Đđ]iều tra|Cảnh sát [Đđ]iều tra|[Tt]hi hành án(?: hình sự| dân sự)?|[Tt]huế|[Tt]hường trực))|Cơ quan(?=\s(?:CSĐT|BHXH))|Hiệp hội|Quỹ(?=\s\p{Lu})|Trại tạm giam|Nhà tạm giữ|"
    r"(?:Thuế|CA|PC|Chi bộ|Chi đoàn|Đảng bộ)(?=\s(?:cơ sở|khu vực|tỉnh|thành phố|huyện|thị xã|xã|phường|TP|thôn|tổ dân phố))|PC(?=\s\p{Lu}\p{Ll})"
)


def _spaced(pattern: str) -> str:
    """Spaces of a part keep their meaning inside a verbose pattern."""
    return pattern.replace(" ", r"\s")


ORG = regex.compile(
    rf"""(?<!\p{{L}})(?:
      (?:CAH|CATP|CATX|CAT|CAP|CAX)(?:\.|(?!\p{{L}}))\s?(?:{_PLACE}(?:,\s{_PLACE})*)?
     |PC\d\d|PA\d\d|PV\d\d|PX\d\d|PH\d\d|C0\d|V0\d
     |(?:TTYT|BV|TYT|THCS|THPT)\s(?:{_spaced(_LEVEL)}\s?)?(?:{_spaced(_NAME)})?(?:\s(?:tỉnh|huyện|thị\sxã|thành\sphố))?
     |(?<![Ll]iên\s|[Tt]oàn\s|[Đđ]a\s)(?:[Nn]gành)\s(?!nghề|hàng|chức\snăng|công\snghiệp|dịch\svụ|nông|đã|được|đang|cũng|vẫn|tiếp|thực|phối|tập|triển|trong|của|và|có|kinh|sản|học|đào|khác|liên|chuyên)(?:{_spaced(_NAME)}|[\p{{Ll}}]+\s[\p{{Ll}}]+)
     |[Cc]ác\s(?:[Ss]ở|[Pp]hòng|[Bb]an|[Cc]ơ\squan)(?:,\s(?:[Bb]an|[Nn]gành|[Pp]hòng|[Đđ]ơn\svị|đoàn\sthể|địa\sphương|tổ\schức))+(?:\s(?:cấp\s)?(?:tỉnh|thành\sphố|huyện|thị\sxã|xã|phường))?(?!\p{{L}})
     |(?:[Cc]ác\s)?(?:{_spaced(_HEADS)})(?:\s(?:{_spaced(_AREA)}|{_spaced(_REGION)}|{_spaced(_NAME)}|{_spaced(_LEVEL)}|nhân\sdân|lực\slượng|các\scấp))*
     |(?:UBND|Công\san)\s(?:các\s)?{_spaced(_AREA)}
     |[Hh]ội\s(?:[Nn]ông\sdân|[Cc]ựu\schiến\sbinh|[Nn]gười\scao\stuổi|[Pp]hụ\snữ|[Cc]hữ\sthập\sđỏ)
    )""",
    regex.VERBOSE,
)
AREA = regex.compile(
    rf"(?<!\p{{L}})(?:[Tt]oàn\s(?:tỉnh|huyện|thị xã|thành phố|xã(?! hội)|phường|quận|đặc khu|ngành)|(?:[Hh]uyện|[Tt]hị xã|[Tt]hành phố|[Tt]ỉnh|[Xx]ã|[Pp]hường|[Tt]hị trấn|[Đđ]ặc khu|[Qq]uận|[Tt]hôn|[Ấấ]p|[Kk]hu phố|[Kk]hóm|[Bb]uôn|[Tt]ổ dân phố|Bản|Xóm|TP\.?|Tp\.?|TX\.?)\s(?=\p{{Lu}})(?!Đồng bằng|Trung du|Duyên hải){_PLACE}"
    r"|(?:Thôn|Ấp|Khu phố|Khóm|Tổ dân phố|Phường|Quận)\s(?:số\s)?\d{1,2}(?=\s*(?:[:(]|$))|(?<=(?:^|[:;(.]\s?|^[-+*]\s|(?:[Tt]ại|[Ởở])\s))[Cc]ấp\s(?:tỉnh|huyện|xã|trung ương)(?=\s*:|\s*$|\s(?:đã|có)\s))"
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
_AND = regex.compile(r"\s?(?:,|và)\s")
_GIVEN = regex.compile(r"\s(?:giao|đề ra|phê duyệt|quyết nghị|giao đầu năm)(?!\p{L})")
_JOINS = ("-", "–", "/", "&")
_NUMBERED = regex.compile(r"\d\p{Ll}?\s?/(?:\d{4}/)?[\p{L}\d]+(?:[-–&/][\p{L}\d]*)*$")
_INSURED = regex.compile(
    r"(?<!\p{L})(?:tham gia|đóng|hưởng|chế độ|sổ|nợ|trốn đóng|chậm đóng|luật|chính sách|mức đóng|bao phủ|quỹ|lĩnh vực|phát triển|thu|chi trả|chi)\s(?:các\s)?$"
)
_COUNTED_AS = regex.compile(r"\s(?:là|đạt)\s\d")
_CUT = regex.compile(r"(?:,|\s(?:và|có|đã|là|đạt|được|-|–))*\s*$")
_BARE_PLACE = regex.compile(
    rf"(?:^\s*|[;:,(]\s?|\s(?:như|là|và|tại)\s)({_PLACE})\s*(?::|,?\s(?:đạt|chiếm|có))?\s*\(?\s*$"
)
_NO_PLACE = frozenset(
    {"Nam", "Nữ", "Đạt", "Đất", "Thu", "Chi", "Có", "Còn", "Đã", "Số", "Tổng", "Tăng", "Giảm", "Khá", "Giỏi", "Tốt", "Kém", "Yếu", "Nợ",
     "Trong", "Hiện", "Gồm", "Bằng", "Chiếm", "Vốn", "Lúa", "Ngô", "Rau", "Trâu", "Bò", "Lợn", "Mức", "Loại", "Lớp", "Khối", "Thuế", "Kết", "Khoảng"}
)  # fmt: skip
"""Words before a figure that begin a clause and are no places."""
_NO_NAME = regex.compile(
    r"(?<!\p{L})(?:(?:tạm|thường|lưu|cư) trú|tạm vắng|khai (?:sinh|tử)|kết hôn|hộ (?:tịch|khẩu|chiếu|nghèo)|lý lịch|căn cước|định danh|đất đai|chứng thực|xây dựng|giáo dục|y tế|công thương|"
    r"tư pháp|bảo (?:hiểm|trợ)|thu (?:hồi|nhận|ngân|thuế)|cấp (?:mới|đổi|lại)|đăng ký|tiếp nhận|giải quyết|trực (?:tuyến|tiếp)|(?:đúng|quá|trước|trễ) hạn|tổng (?:số|cộng)|hồ sơ|dịch vụ|thủ tục|"
    r"hoàn thành|xuất sắc|điện lực|lao động|việc làm|trẻ em|người|học (?:sinh|phí)|giáo viên|cán bộ|kích hoạt|thành công|nông nghiệp|công nghiệp|ngân sách|đầu tư|giao thông|an sinh|thanh toán|"
    r"tài khoản|dữ liệu|thông tin|khám|chữa|bệnh|vắc|mũi|ma túy|kinh tế|hình sự|trật tự|đảng viên|hội viên|đoàn viên)(?!\p{L})",
    regex.IGNORECASE,
)
"""Terms that typists write with capitals like names ("Tạm Trú 50/60")."""


def organisations(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """The organisations named in text[start:end], in order: (start, end, name)."""
    stop = len(text) if end is None else end
    named = _all_organisations(text)
    first, last = bisect_left(named, start, key=_START), bisect_left(named, stop, key=_START)
    return [found for found in named[first:last] if found[1] <= stop]


_START = itemgetter(0)


@lru_cache(maxsize=1024)
def _all_organisations(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every organisation of a passage; asked many times over while its figures are read."""
    found = []
    for match in ORG.finditer(text):
        name = _CUT.sub("", match.group()).strip(" .,–-")
        if name.lower() not in _GENERIC and len(name) >= 3 and not _no_office(text, match.start(), name):
            found.append((match.start(), match.start() + len(name), name))
    return tuple(found)


def _no_office(text: str, start: int, name: str) -> bool:
    """The end of a document's number ("10/QĐ-UBND"), or the insurance instead of its office ("số người tham gia BHXH")."""
    if text[start - 1 : start] in _JOINS and _NUMBERED.search(text, max(0, start - 24), start):
        return True
    if name.lower() not in ("bhxh", "bảo hiểm xã hội"):
        return False
    insured = _INSURED.search(text.lower(), max(0, start - 24), start) is not None
    return insured or _COUNTED_AS.match(text, start + len(name)) is not None


def named_directly(text: str, named: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    """Those of `named` that act themselves, not as somebody's attribute ("của …", "phối hợp …")."""
    acting = _all_acting(text)
    return [n for n in named if n in acting]


@lru_cache(maxsize=1024)
def _all_acting(text: str) -> frozenset[tuple[int, int, str]]:
    acting: list[tuple[int, int, str]] = []
    weak = -1
    for found in _all_organisations(text):
        start, end, _ = found
        joins = weak >= 0 and _AND.fullmatch(text, weak, start) is not None
        if joins or _WEAK_BEFORE.search(text[max(0, start - 24) : start].lower()) or _GIVEN.match(text, end):
            weak = end
        else:
            acting.append(found)
            weak = -1
    return frozenset(acting)


def areas(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int, str]]:
    """The places named in text[start:end] ("toàn tỉnh", "huyện …"), in order."""
    stop = len(text) if end is None else end
    if start == 0:
        return [
            found for found in _all_areas(text)[: bisect_left(_all_areas(text), stop, key=_START)] if found[1] <= stop
        ]
    return [(m.start(), m.end(), m.group()) for m in AREA.finditer(text, start, stop)]


@lru_cache(maxsize=1024)
def _all_areas(text: str) -> tuple[tuple[int, int, str], ...]:
    """Every place of a passage; asked again for each of its figures."""
    return tuple((m.start(), m.end(), m.group()) for m in AREA.finditer(text))


def bare_place(text: str, start: int, end: int, words: int = 1) -> str | None:
    """A place of at least `words` words that is named without its kind right before a figure: "Bác Ái 0,39%"."""
    match = _BARE_PLACE.search(text[start:end])
    if match is None or match[1] in _NO_PLACE or len(match[1].split()) < words or _NO_NAME.search(match[1]):
        return None
    return match[1]
