"""Units of count and measure: the words right behind a number."""

from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

import regex

_COUNT = """
hồ sơ|hs|trường hợp|trường hợp mắc|lượt|lượt người|lượt khách|lượt tờ rơi|lượt tra cứu|lượt hộ|lượt học sinh|lượt hồ sơ|lượt bài|người|người dân|người có công|người lao động|
người bệnh|người chết|người bị thương|người nghèo|vụ|vụ việc|vụ án|vụ cháy|vụ tai nạn|vụ tai nạn giao thông|đối tượng|đối tượng tiêm|đối tượng tiêm chủng|tài khoản|đồng chí|học sinh|học viên|sinh viên|giáo viên|cán bộ|
công chức|viên chức|nhân viên|chiến sĩ|cán bộ chiến sĩ|cbcs|cbcc|hộ|hộ dân|hộ nghèo|hộ cận nghèo|hộ gia đình|hộ kinh doanh|khẩu|nhân khẩu|xã|huyện|tỉnh|thành phố|thị xã|thị trấn|phường|
thôn|bản|xóm|ấp|buôn|làng|khu phố|tổ dân phố|tổ|đội|đơn vị|đơn vị cấp xã|cơ quan|cơ quan đơn vị|cơ sở|cơ sở y tế|cơ sở giáo dục|cơ sở khám chữa bệnh|cơ sở kinh doanh|địa phương|địa bàn|
dịch vụ|dịch vụ công|dịch vụ công trực tuyến|dịch vụ công thiết yếu|dvc|dvc thiết yếu|dvctt|tthc|thủ tục|thủ tục hành chính|nhóm thủ tục|văn bản|văn bản chỉ đạo|văn bản qppl|công văn|kế hoạch|quyết định|nghị quyết|báo cáo|thông báo|
tờ trình|chỉ thị|công điện|hướng dẫn|chương trình|quy chế|giấy mời|thông tư|nghị định|máy|máy tính|máy vi tính|bộ máy vi tính|máy in|máy scan|máy photocopy|máy chủ|máy tra cứu|máy bốc số|bộ máy|bộ camera|camera|bộ|thiết bị|
điểm|điểm cầu|điểm phần trăm|lớp|lớp tập huấn|lớp học|buổi|buổi tuyên truyền|cuộc|cuộc họp|cuộc kiểm tra|cuộc thanh tra|hội nghị|hội thảo|đợt|đợt kiểm tra|ca|ca bệnh|ca mắc|ca tử vong|cas|cas mắc|
mẫu|mẫu máu|mẫu nước|giường|giường bệnh|thông tin|thông tin người tham gia|thông tin công dân|dữ liệu|dữ liệu tiêm chủng|tin|tin bài|bài|bài viết|tin, bài|phóng sự|chuyên mục|tờ|tờ rơi|pa nô|pano|áp phích|băng rôn|khẩu hiệu|biển|thẻ|thẻ bhyt|thẻ cccd|cccd|công dân|
doanh nghiệp|hợp tác xã|htx|tổ hợp tác|trang trại|dự án|công trình|gói thầu|tiểu dự án|nhiệm vụ|chỉ tiêu|tiêu chí|mô hình|đề án|đề tài|sáng kiến|giải pháp|thành viên|tổ công tác|tổ công nghệ số|
đảng viên|đoàn viên|hội viên|đại biểu|cử tri|bị can|bị cáo|bị án|phạm nhân|thuê bao|trẻ|trẻ em|cháu|bà mẹ|phụ nữ|phụ nữ đẻ|thai phụ|tập thể|cá nhân|bệnh nhân|trạm|trạm y tế|trung tâm y tế|bệnh viện|phòng khám|phòng học|
trường|trường học|trường mầm non|trường tiểu học|con|con lợn|con bò|con trâu|con gia cầm|gia súc|gia cầm|cây|chiếc|cái|quả|xe|xe mô tô|xe ô tô|phương tiện|tàu|tàu cá|thuyền|phiếu|phiếu khảo sát|ý kiến|kiến nghị|đơn|đơn thư|đơn khiếu nại|lá phiếu|
nội dung|vị trí|vị trí việc làm|biên chế|phòng|phòng ban|khoa|nhóm|yêu cầu|lao động|sản phẩm|sản phẩm ocop|căn|căn nhà|căn hộ|nhà|ngôi nhà|suất|suất quà|phần quà|giải|huy chương|bằng khen|giấy khen|giấy phép|giấy chứng nhận|giấy chứng sinh|giấy báo tử|giấy khám sức khỏe|giấy ra viện|giấy chuyển tuyến|học bạ|học bạ số|giấy|
quyển|cuốn|trang|bức ảnh|ảnh|video|clip|kênh|phân hệ|phần mềm|hệ thống|cổng|trang fanpage|nền tảng|tin nhắn|cuộc gọi|giao dịch|hóa đơn|hoá đơn|hợp đồng|tổ chức|tổ chức đảng|chi bộ|đảng bộ|chi đoàn|câu lạc bộ|đoàn|đoàn kiểm tra|
thửa|thửa đất|lô|lô đất|tuyến|tuyến đường|cầu|khu|khu dân cư|cụm công nghiệp|khu công nghiệp|liều|liều vắc xin|mũi|mũi tiêm|viên|gói|hộp|thùng|chai|bao|bánh|khẩu súng|đầu việc|phương thức|hình thức|lĩnh vực|bước|khâu|
sở|ban|ngành|phòng chuyên môn|ubnd|ubnd xã|ubnd cấp xã|ubnd cấp huyện|mục tiêu|chỉ số|hạng mục|vướng mắc|khó khăn|sự cố|lỗi|sai phạm|vi phạm|đường dây|ổ nhóm|băng nhóm|quyết định xử phạt|tố giác|tin báo|nguồn tin|đại lý|chợ|siêu thị|
nhà văn hóa|sân|thư viện|di tích|lễ hội|nghệ nhân|vận động viên|khách|khách hàng|khách du lịch|phiên|phiên giao dịch|phiên họp|phiên tòa|phiên chợ|phòng nghỉ|chuyến|chuyến bay|container|hành khách|tiết|môn|nghề|khóa|khóa học|khóa đào tạo|chức danh|hộ khẩu|sổ|sổ hộ khẩu|phát hiện|kết luận|cuộc kiểm toán|
mặt hàng|chủng loại|giống|vườn|ao|hồ|đập|kênh mương|trạm bơm|giếng|hộ nuôi|đàn|ổ dịch|lồng|bè|vùng|vùng trồng|mã số|chuỗi|nhãn hiệu|quy trình|quy hoạch|đồ án|phân khu|chung cư|tòa nhà|dân quân|quân nhân|thanh niên|tân binh|chủ hộ|mắt|tổ viên|công nhân|kỹ sư|bác sĩ|dược sĩ|điều dưỡng|hộ sinh|y sĩ|luật sư|hòa giải viên|cộng tác viên|tình nguyện viên|tuyên truyền viên|trợ giúp viên|câu hỏi|bài thi|đội thi|tiết mục|tác phẩm|bảng tin
|hộ chiếu|vị|vấn đề|cặp|khoản thu|khoản|bản kê khai|tờ khai|gia đình|lượt truy cập|giấy phép lái xe|biển số|phiếu lý lịch tư pháp|trích lục|giấy khai sinh|nhà máy|nhà văn hóa|nhà trọ|bác sỹ|y sỹ|cơ sở lưu trú|lượt xe|băng nhóm|bn|chứng chỉ|chứng chỉ hành nghề|túi|đĩa|bản|bản tin|bản ghi|biên bản|tồn tại|hạn chế|em|cụ|nhà giáo|nhà thầu|nhà đầu tư|nhà báo|nhà khoa học|tên|nạn nhân|hội viên nông dân|phiếu thông tin|thôn, khối phố|thôn, khu phố|khối phố|giấy chứng nhận|giấy cnqsdđ|ngôi|gian hàng|gói tin|đường truyền|việc|vụ việc dân sự|cuộc vận động|phong trào|kỳ|vòng|chữ ký|chữ ký số|chứng thư số|token|nhóm zalo|điểm truy cập|trạm bts|thôn, bản|xã, phường|xã, phường, thị trấn|xã, phường, đặc khu|phường, xã|xã, thị trấn|phường, xã, thị trấn|xã, phường, thị trấn, đặc khu|huyện, thị xã, thành phố|huyện, thành phố, thị xã|huyện, thành phố|huyện, thị, thành phố|huyện, thành, thị|quận, huyện|quận, huyện, thị xã|quận, huyện, thành phố|thôn, xóm|thôn, ấp|thôn, làng|thôn, buôn|buôn, thôn|thôn, tổ dân phố|thôn, bản, tổ dân phố|xóm, tổ dân phố|bản, tổ dân phố|ấp, khóm|khóm, ấp|thôn, khối|cơ quan, đơn vị|cơ quan, tổ chức|đơn vị, địa phương|cán bộ, công chức|cán bộ, công chức, viên chức|công chức, viên chức|cán bộ, chiến sĩ|cán bộ, đảng viên|tổ chức, cá nhân|tập thể, cá nhân|người dân, doanh nghiệp|sở, ngành|sở, ban, ngành|ấp, khu phố
"""
_MEASURE = """
ha|hecta|hécta|héc ta|m|m2|m²|m3|m³|mét|mét vuông|mét khối|km|km2|km²|kg|kilôgam|gam|g|mg|tạ|tấn|yến|lít|ml|‰|kw|kwh|mwh|mw|gwh|kva|độ|°c|tạ/ha|tấn/ha|kg/ha|kg/người|mm|cm|mb|gb|tb|mbps|gbps
"""
_TIME = "ngày|ngày làm việc|tháng|năm|tuần|giờ|phút|giây|quý|buổi|đêm|thế kỷ|ngày công|giờ làm việc"
_MONEY = "đồng|đ|vnđ|vnd|usd|đô la|đô la mỹ|euro|eur|nhân dân tệ|ndt|yên"
_SCALES = {
    "tỷ": 9, "tỉ": 9, "tý": 9, "ty": 9, "triệu": 6, "trieu": 6, "tr": 6, "trđ": 6, "nghìn": 3, "ngàn": 3, "nghin": 3,
    "ngan": 3, "vạn": 4, "chục": 1, "trăm": 2,
}  # fmt: skip
_STOPS = """
của|và|được|đã|là|có|tại|trong|thuộc|cho|với|để|do|trên|từ|đến|theo|đạt|chiếm|tăng|giảm|so|còn|chưa|không|
về|sau|trước|này|như|gồm|bao|bằng|qua|nhằm|mà|ở|vào|bị|đang|sẽ|cần|phải|khi|nếu|thì|cũng|đều|tính|hiện|
nay|hoặc|hay|nên|vì|đó|khác|thực|tuy|đối|đủ|mới|nhiều|ít|hơn|gần|khoảng|lên|xuống|ra|lại|nữa|trở|dự|
ước|tương|cùng|cụ|đồng|thời|riêng|trung|bình|phấn|hoàn|tiếp|số|tổng|mỗi|các|những|một|hai|ba|thể|đặc|vượt|
vẫn|chỉ
"""
RECORDS = frozenset({"hồ sơ", "hs", "trường hợp", "người", "công dân", "lượt", "lượt người", "đối tượng", "tài khoản"})
STOP_WORDS = frozenset(w.strip() for w in _STOPS.split("|"))
_COMPOUNDS = frozenset({
    "trung tâm", "trung đội", "trung đoàn", "tổng công", "tổng kho", "tổng đài", "tổng đội", "đối tác", "đối thoại",
    "tiếp viên", "hiện vật", "hiện trường", "thực tập", "hoàn cảnh", "đồng bào", "đồng hồ", "đồng phạm", "chỉ dẫn", "bình oxy",
    "bình gas", "bình xịt", "đặc sản", "thực phẩm", "trung cấp", "trung học", "tính năng", "thể loại", "bình chữa", "dự thảo",
})  # fmt: skip
"""Nouns whose first word alone is a word of function: "1 trung tâm" counts, "1 trong" does not."""
_MEASURED = frozenset(w.strip() for w in _MEASURE.split("|"))
MEASURES = _MEASURED
MONEY = frozenset(_MONEY.split("|"))
TIME = frozenset(_TIME.split("|"))
UNITS = frozenset(w.strip() for part in (_COUNT, _MEASURE, _TIME, _MONEY) for w in part.split("|") if w.strip())
_LONGEST = max(len(u.replace(",", " ,").split()) for u in UNITS)
_RUN_TOGETHER = regex.compile(r"(tỷ|tỉ|triệu|nghìn|ngàn)(đồng|đ|vnđ|usd)")
_WITHOUT_SPACES = {u.replace(" ", ""): u for u in UNITS if " " in u and "," not in u}
_WORD = regex.compile(r"\s*(,\s)?(‰|[\p{L}°][\p{L}\d²³]*)")
_PER = regex.compile(
    r"\s?/\s?((?:(?:1|01|10{0,2}(?:\.?000)+)\s)?\p{Ll}[\p{L}²³]*(?<=m)[23]|(?:(?:1|01|100|10{0,2}(?:\.?000)+)\s)?\p{Ll}[\p{L}²³]*(?:\s(?:dân|tháng|năm|ngày|xã|bộ|công|lực|dụng))?)"
)


_ABBREVIATION = regex.compile(r"\p{Lu}{2,}")
_COMRADES = regex.compile(r"\s?(đ/c|đ\.c)(?!\p{L})", regex.IGNORECASE)
_SHORT_FORMS = (
    frozenset({"hồ", "hs"}), frozenset({"học", "hs", "em", "cháu", "trẻ"}), frozenset({"trường", "th"}), frozenset({"doanh", "dn"}),
    frozenset({"thủ", "tthc"}), frozenset({"dịch", "dvc", "dvctt"}), frozenset({"cán", "cbcc", "cbccvc"}), frozenset({"hợp", "htx"}),
)  # fmt: skip
"""Heads of units that one report writes in full and short: "trường hợp" and "TH"."""
_EVENTS = frozenset({"vụ", "đoàn", "cuộc", "đợt", "chuyến", "phiên"})
_OF_ALL = regex.compile(r"(?:[¹²³⁰⁴-⁹]+)?\s+(?:[Tt]ổng số|[Tt]ổng|số)(?=\s\p{L})|[¹²³⁰⁴-⁹]+")


@dataclass(frozen=True, slots=True)
class Unit:
    """text[start:end] is the unit; `name` without its magnitude, `factor` the magnitude ("tỷ đồng": đồng, 10**9).

    `known` is False where the words are no unit of the lexicon (the first noun behind the number is taken).
    """

    start: int
    end: int
    name: str | None
    factor: Decimal
    measured: bool
    known: bool


@lru_cache(maxsize=4096)
def unit_after(text: str, position: int) -> Unit | None:
    """The unit words that begin at text[position:], or None."""
    if (comrades := _COMRADES.match(text, position)) is not None:
        return Unit(comrades.start(1), comrades.end(), "đồng chí", Decimal(1), False, True)
    skipped = _OF_ALL.match(text, position)
    words = _words(text, skipped.end() if skipped else position)
    if not words:
        return None
    factor, used, measured = Decimal(1), 0, False
    while used < len(words) and used < 2 and words[used][2] in _SCALES and not _is_company(words, used):
        factor *= Decimal(10) ** _SCALES[words[used][2]]
        measured = True
        used += 1
    start = words[0][0]
    rest = words[used:]
    length = _known_length(rest)
    if not length and rest and (meant := _WITHOUT_SPACES.get(rest[0][2])) is not None:
        return Unit(start, rest[0][1], meant, factor, measured, True)
    if length:
        end = rest[length - 1][1]
        name = text[rest[0][0] : end]
        low = name.lower()
        name = "đồng" if low in ("đ", "vnđ", "vnd") else name
        return Unit(start, end, name, factor, measured or low in _MEASURED, True)
    if used:
        return Unit(start, words[used - 1][1], "đồng" if factor >= 10**6 else None, factor, True, True)
    return _unknown(text, rest)


def _is_company(words: list[tuple[int, int, str]], index: int) -> bool:
    """ "tỷ lệ" is a rate, not a thousand million."""
    return (
        index + 1 < len(words)
        and words[index + 1][2] in ("lệ", "le", "trọng", "trong", "suất")
        and words[index][2] in ("tỷ", "tỉ", "tý", "ty")
    )


def _words(text: str, position: int) -> list[tuple[int, int, str]]:
    found: list[tuple[int, int, str]] = []
    at = position
    while len(found) <= _LONGEST + 1:
        match = _WORD.match(text, at)
        if match is None or (match[1] and not found):
            break
        if match[1]:
            found.append((match.start(1), match.start(1) + 1, ","))
        found += _apart(match.start(2), match.end(2), match[2].lower())
        at = match.end()
    return found


def _apart(start: int, end: int, word: str) -> list[tuple[int, int, str]]:
    """ "tỷđồng": a magnitude and the money behind it, where the space between them was lost."""
    run = _RUN_TOGETHER.fullmatch(word)
    if run is None:
        return [(start, end, word)]
    middle = start + run.end(1)
    return [(start, middle, run[1]), (middle, end, run[2])]


def _known_length(words: list[tuple[int, int, str]]) -> int:
    """How many of `words` make the longest unit of the lexicon."""
    for length in range(min(_LONGEST, len(words)), 0, -1):
        joined = " ".join(w[2] for w in words[:length]).replace(" ,", ",")
        if joined in UNITS and not (joined == "cụ" and len(words) > 1 and words[1][2] == "thể"):
            return length
    return 0


def _unknown(text: str, words: list[tuple[int, int, str]]) -> Unit | None:
    if not words or words[0][2] == ",":
        return None
    head = f"{words[0][2]} {words[1][2]}" if len(words) > 1 else words[0][2]
    if words[0][2] in STOP_WORDS and head not in _COMPOUNDS:
        return None
    end = words[0][1]
    if _ABBREVIATION.fullmatch(text, words[0][0], end):
        return Unit(words[0][0], end, text[words[0][0] : end], Decimal(1), False, False)
    if head in _COMPOUNDS or (len(words) > 1 and words[1][2] not in STOP_WORDS and words[1][2] != ","):
        end = words[1][1]
    return Unit(words[0][0], end, text[words[0][0] : end], Decimal(1), False, False)


def per_after(text: str, position: int) -> int | None:
    """Where a rate's "/ngày", "/10.000 dân" ends that begins at text[position:], or None."""
    match = _PER.match(text, position)
    return match.end() if match else None


def is_of_records(unit: str | None) -> bool:
    """Whether a unit is one that files and people are counted in alike ("hồ sơ", "trường hợp", "tài khoản")."""
    return unit is None or unit.lower() in RECORDS


def is_event(unit: str | None) -> bool:
    """Whether what is counted happens or gathers ("vụ", "đoàn"): no part of a count of people or things."""
    return unit is not None and _head(unit) in _EVENTS


def same_unit(one: str | None, other: str | None) -> bool:
    """Whether two units may be added: equal heads, or one of them unknown."""
    if one is None or other is None:
        return True
    heads = {_head(one), _head(other)}
    return len(heads) == 1 or any(heads <= forms for forms in _SHORT_FORMS)


def _head(unit: str) -> str:
    """The counted noun: "lượt người" counts people."""
    words = unit.lower().split()
    return words[1] if words[0] == "lượt" and len(words) > 1 else words[0]
