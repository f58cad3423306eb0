"""The lexer: every digit of a passage ends in one lexeme, a number or something that merely holds digits.

One compiled alternation is tried at each digit; the first form that fits wins. What is no number of its own (dates,
document numbers, articles of law, levels, names …) is recognised here, so that the grammar sees numbers alone.
"""

from dataclasses import dataclass, replace
from decimal import Decimal

import regex

from document.numerals import Numeral, Separators, parse
from extract.figures.mending import mended
from extract.figures.units import unit_after

ROLES = (
    "date", "period", "document", "article", "level", "name", "marker", "footnote", "version", "clock", "phone",
    "voltage", "age", "frequency", "address", "unit", "pair", "code",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Lexeme:
    """text[start:end] of a passage. `role` is None for a number, which then has a `numeral` (None where unreadable).

    `stop` lies behind the percent sign of a number that has one, else it is `end`. `sign` is -1 or 1 where printed
    ("(-4,3%)"), else 0. `damaged`: the digits were repaired from an unambiguous slip of a scanner.
    """

    start: int
    end: int
    stop: int
    text: str
    role: str | None = None
    numeral: Numeral | None = None
    percent: bool = False
    sign: int = 0
    damaged: bool = False

    @property
    def value(self) -> Decimal:
        """The value of a number that could be read."""
        assert self.numeral is not None
        return self.numeral.value


_YEAR = r"(?:19|20)\d{2}(?!\d)"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_MONTH = r"(?:0?[1-9]|1[0-2])"
_DASH = r"\s?[-–—]\s?"
_SLASH = r"\s?[/⁄∕]\s?"
_LEVEL_WORDS = (
    "mức độ|mức|cấp độ|lớp|khối|hạng|loại|nhóm|bậc|khu vực|thứ|giai đoạn|mô hình|phụ lục|biểu|biểu số|bảng|mẫu|mẫu số|"
    "phiếu số|vòng|đợt|lần thứ|quận|tổ|tổ dân phố|khu phố|ấp|phường|đội|tiêu chí|tiêu chí số|nội dung|kỳ|khóa|khoá|tuyến|quốc lộ|"
    "tỉnh lộ|kênh|trạm|chi bộ|tuýp|type|típ|mũi|cột|dòng|hình|sơ đồ|chuyên đề|trang|tuần|tuần thứ|khu|nhà|phòng|thứ tự|"
    "trung ương|ban chỉ đạo|chương trình|dự án|tiểu dự án|hợp phần|mục tiêu|chỉ tiêu số|nhiệm vụ số|thôn|xóm|bản|đại đội|tiểu đoàn|trung đoàn|lữ đoàn|sư đoàn|quân đoàn|quân khu|"
    r"đoàn số|tổ số|đội số|phụ lục số|chi nhánh số|trường số|nhà máy số|vùng|zone|tầng|ca|kíp|số thứ tự|(?<!hoàn thành\s(?:(?:xuất sắc|tốt)\s)?)nhiệm vụ|đề án"
)
_HALVES = "nhật|biên|xuất|trực|phổ|văn|đại|tình|loại|địa|dự|quốc|hạ|quân|bộ|giáo|hội|xã|đô|điển|kiểm|thực|lập|cơ|ngành|chính|chủ"
"""Words that make another word of the level word behind them: "trực tuyến", "văn bản", "đại biểu"."""
_DOC_WORDS = (
    "quyết định|nghị quyết|nghị định|thông tư|thông tư liên tịch|chỉ thị|công văn|công điện|kế hoạch|báo cáo|thông báo|"
    "tờ trình|luật|kết luận|hướng dẫn|văn bản|quy định|quy chế|đề án|pháp lệnh|hiến pháp|quyết toán|giấy phép|chương trình"
)

_FORMS = rf"""
(?=\d)(?:
  (?P<standard>(?<=(?:QCVN|TCVN|ISO|IEC|TCXDVN|QCĐP)(?:/[A-Z]+)?\s?)\d+(?:[-:.]\d+)*(?:\s?/\s?\p{{Lu}}+)?)
 |(?P<place>(?<=(?i:km)\s?)\d+(?:\.\d{{3}})?\s?\+\s?\d+(?:[.,]\d+)?|(?<=(?<!\p{{L}})(?i:thửa đất|thửa|tờ bản đồ|tờ bđ)\s(?:(?i:số)\s?:?\s?)?)\d{{1,4}}(?:/\d+)?(?![.,]?\d|\s(?i:đất|TOKENUNIT)(?!\p{{L}})))
 |(?P<plate>\d{{2}}\s?\p{{Lu}}(?:\p{{Lu}}|\d)?\s?[-–]\s?\d{{3}}\.?\d{{1,2}}(?!\d))
 |(?P<marker>(?<=^\s*)\d{{1,2}}(?:\.\d{{1,2}}){{1,4}}\.?(?=\s+[\p{{L}}“"(])|(?<=^\s*)\d{{1,2}}(?:[.)](?=\s)|\s?[-–](?=\s\d+\s?[/⁄]|\s\p{{Lu}}))
    |(?<=\()\d{{1,2}}(?=\)\s?:?\s?[\p{{L}}“"])|(?<=[;:.,]\s)\d{{1,2}}\)(?=\s?\p{{L}}))
 |(?P<unit>(?<=(?<!\p{{L}})[kcdmKCDM]?m)[23](?![\d.,]\d|\d))
 |(?P<footnote>(?<=\[)\d{{1,3}}(?=\])|(?<=\p{{Ll}}{{2}}|\p{{Ll}}\))\d{{1,2}}(?=[\s,;:.)]|$)(?![.,]\d))
 |(?P<period>\d{{1,2}}\s+(?i:tháng)\s+(?:(?i:đầu|cuối)\s+(?i:năm)(?:\s+{_YEAR})?|(?i:năm)\s+{_YEAR})
    |(?<!(?i:tháng)\s)\d{{1,2}}\s+(?i:năm)\s*\(?{_YEAR}(?:{_DASH}{_YEAR})?
    |\d{{1,2}}\s+(?i:tháng)\s?/\s?{_YEAR}
    |(?:0?[2-9]|1[01])\s+(?i:tháng)(?=\s+(?i:ước|đạt|là|thực hiện|qua)(?!\p{{L}}))
    |(?<!(?i:sau|trước|thêm|từ|hạn|dài|mỗi|vay|gửi|còn|lương)\s)(?:0?[2-9]|1[01])\s+(?i:tháng)(?=\s+(?i:lên|hơn|gần|trên|khoảng|bằng|tăng|giảm)\s+\d[\d.,]*\s?(?i:tỷ|tỉ|triệu|nghìn|ngàn|tấn|lượt|%))
    |(?<=(?<!\p{{L}})(?i:lũy kế|luỹ kế|lũy kế đến|ước|ước tính|tính chung|kết quả|nhiệm vụ|tình hình|so với|cùng kỳ|trong|ước thực hiện|thực hiện|kế hoạch|của|qua)\s+)(?:0?[2-9]|1[01])\s+(?i:tháng)(?!\p{{L}}|\s?/|\s+(?i:tuổi|một|lương|liền|liên tục|trở|kể|sau|tới|nữa|gần đây|nay)(?!\p{{L}})))
 |(?P<name>(?<=[“"]\s?)\d{{1,3}}\s+(?i:ngày)[^”"]{{0,20}}?(?i:đêm)|\d{{1,3}}\s+(?i:ngày)\s?,?\s+(?i:đêm)
    |\d{{1,2}}\s(?i:không|sạch|rõ|dám|tại chỗ|sẵn sàng|nhất)(?=\s?[,”"])(?<=[“”"][^“”"]{{0,30}})|(?<![/⁄∕]\s?)\d{{1,2}}\s+(?:(?i:chữ)\s+)?(?i:số)(?=[\s,;:.)]|$)(?!\s+(?i:hộ|người|liệu|lượng|băng|vụ|đối tượng|đơn|hồ sơ|doanh nghiệp|cơ sở|trường))|0?1\s+(?i:cửa)(?!\p{{L}})|(?<=(?:Đội|Chi cục|Hạt|Trạm|Phòng|Cụm|Xí nghiệp|Công ty|Trung tâm|Chi nhánh)\s(?:[\p{{L}}&]+\s){{0,4}}số\s)\d{{1,2}}(?=\s?[:;,.)]|\s\p{{Ll}}))
 |(?P<hotline>(?<!\d|[.,])1[89]00[\s.]?\d{{4}}(?:\d{{2}})?(?![\d.,]\d|\d)|(?<=(?i:báo cháy|cảnh sát|cấp cứu|khẩn cấp)\s(?:(?i:số)\s)?)11[1-5](?![\d.,]\d|\d|\s(?i:TOKENUNIT)(?!\p{{L}}))|0\d{{2,3}}[.\s-]\d{{3,4}}[.\s-]\d{{3,4}}(?!\d))
 |(?P<date>{_DAY}\s?[/⁄∕.-]\s?{_MONTH}\s?[/⁄∕.-]\s?{_YEAR}
    |{_DAY}{_DASH}{_DAY}[/⁄]{_MONTH}[/⁄]{_YEAR}
    |(?<=(?i:ngày)\s+){_DAY}\s+(?i:tháng)\s+{_MONTH}(?:\s+(?i:năm)\s+{_YEAR}|\s?[/-]\s?{_YEAR})?(?!\d)
    |{_DAY}[/⁄]{_MONTH}(?:\s?[-–]\s?|\s+(?i:đến(?:\s+ngày)?)\s+){_DAY}[/⁄]{_MONTH}(?:[/⁄]{_YEAR})?(?![\d/%])
    |(?<=(?i:ngày|từ|đến|trước|sau|hết|tới|sáng|chiều|tối|đêm|hôm)\s+){_DAY}[/⁄-]{_MONTH}(?!\d|[.,/⁄]\d)(?!\s?(?:%|(?i:TOKENUNIT)(?!\p{{L}})))
    |(?<=(?i:ngày)\s+){_DAY}\.{_MONTH}(?!\d|[.,/⁄]\d)(?!\s?(?:%|(?i:TOKENUNIT)(?!\p{{L}})))
    |(?<=(?i:tháng)\s*){_MONTH}\s?[/⁄.-]\s?{_YEAR}
    |{_MONTH}\s?[/⁄]\s?{_YEAR}(?!\s?(?:%|[/⁄]|(?i:TOKENUNIT)(?!\p{{L}})))(?![.,]\d)
    |(?<=(?i:tháng)\s+){_MONTH}(?:\s?(?:,|(?i:và)|[-–])\s?(?i:tháng\s)?{_MONTH}(?![\d.]))*(?:\s+(?i:năm)\s+{_YEAR})?(?![.,]?\d|\s?%)(?!\s(?i:TOKENUNIT)(?!\p{{L}}))
    |(?<=(?i:ngày)\s+){_DAY}(?:(?:\s?,\s?|\s+(?i:và)\s+){_DAY}(?!\d))*(?![.,]?\d|\s?[%/⁄])(?!\s(?i:TOKENUNIT)(?!\p{{L}}))
    |(?<=(?i:quý)\s+)[1-4](?:\s?[/-]\s?{_YEAR}|\s+(?i:năm)\s+{_YEAR})?(?!\d)
    |(?<=(?i:quý)\s+[IV]{{1,3}}\s?[/-]\s?){_YEAR}
    |{_YEAR}{_DASH}(?:{_YEAR}|\d{{2}}(?![\d.,]))
    |(?<=(?i:năm|năm học|giai đoạn|nhiệm kỳ|vụ|niên độ|khóa|khoá)\s+){_YEAR}(?:\s?(?:,|(?i:và)|;)\s?(?i:năm\s)?{_YEAR}(?![.,]\d))*(?![.,]\d|\s?[/⁄]\s?\d)
    |(?<=(?i:năm)\s*){_YEAR}(?![.,]\d|\s?[/⁄]\s?\d)
    |{_YEAR}(?:(?:\s?,\s?|\s+(?i:và|đến|và năm|đến năm)\s+){_YEAR})*(?![.,]\d|\s?[%/⁄])(?!\s?(?i:TOKENUNIT)(?!\p{{L}})))
 |(?P<document>\d{{1,6}}\p{{Ll}}?{_SLASH}(?:\d{{4}}{_SLASH})?\p{{Lu}}[\p{{L}}\d]*(?:\([\p{{L}}\d]+\))?(?:(?:[-–&/.]|\s?[-–&]\s?(?=\p{{Lu}}{{2}}))\p{{Lu}}[\p{{L}}\d]*(?:\([\p{{L}}\d]+\))?|[-&]\p{{L}}+)*-?
    |\d{{1,6}}\s?[-–]\s?\p{{Lu}}{{2,}}\p{{L}}*\s?/\s?\p{{Lu}}[\p{{L}}\d]*(?:[-–]\p{{Lu}}+)*
    |(?<=(?i:{_DOC_WORDS})\s+(?i:số)\s?:?\s*)\d{{1,6}}(?![.,]?\d|\s?[%/⁄])
    |(?<=(?i:đề án)\s+)0\d(?![.,]?\d|\s?[%/⁄])
    |(?<=(?<!\p{{L}})(?i:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|công điện|đề án|kết luận|(?<!kỷ\s|kỉ\s|pháp\s)luật)\s+)\d{{1,4}}(?![.,]?\d|\s?%|\s?[/⁄]\s?\d)(?!\s(?i:TOKENUNIT)(?!\p{{L}})))
 |(?P<article>(?<=(?<!\p{{L}})[IVX]+\.)\d{{1,2}}(?:\.\d{{1,2}})*(?![.,]?\d|\s?[%/⁄])|(?<=(?i:điều|(?<!tài\s)khoản|điểm|chương|mục|tiết|phần)\s+)\d{{1,3}}(?:\.\d{{1,2}})*\p{{Ll}}?(?:\s?(?:,|(?i:và))\s?\d{{1,3}}(?![\d.]*\s?%))*(?![\d]|\.\d|,\d|\s?[%/⁄])(?!\s?[hg]?\d|[hg](?!\p{{L}})|\s(?i:TOKENUNIT)(?!\p{{L}})))
 |(?P<clock>\d{{1,2}}(?:\s?[hg]\s?|:)[0-5]\d(?:\s?(?:'|’|(?i:phút)))?(?![\d/]|[.,]\d)|\d{{1,2}}\s(?i:giờ)\s\d{{1,2}}(?:\s(?i:phút))?|(?<=(?i:lúc|hồi|trước|vào|đến|từ|sau|khoảng)\s)\d{{1,2}}\s?(?:h|g|(?i:giờ))(?!\p{{L}}|\s(?i:làm|học|công|bay))
    |24\s?/\s?7(?![\d/]|[.,]\d|\s?%|\s(?i:TOKENUNIT)(?!\p{{L}}))|24\s?/\s?24\s?(?:h|g|(?i:giờ))(?!\p{{L}})|(?<=(?i:trực|tuần tra|canh gác|trực ban|chế độ|thường trực|túc trực|hoạt động|liên tục|thường xuyên)\s)24\s?/\s?24(?=\s?(?:[;,.)]|$)))
 |(?P<voltage>\d+(?:[.,]\d+)?(?:\s?/\s?\d+)?\s?k?V(?:A)?(?!\p{{L}})|\d+/\d+\s?mmHg)
 |(?P<phone>(?<=(?i:điện thoại|đt|sđt|đtdđ|hotline|fax|tổng đài|zalo|số máy|liên hệ)\s?(?i:số|nóng)?\s?:?\s?)(?:0|1[89]00|\(0)[\d\s.()-]{{4,}}\d|(?<=(?i:tổng đài|đường dây nóng|hotline|qua số|gọi số|gọi|số máy)\s(?:(?i:số)\s)?)1\d{{2,3}}(?![\d.,]\d|\d)|0[1-9]\d{{8}}(?!\d)|0\d{{2,3}}[.\s-]\d{{3}}[.\s-]\d{{3,4}}(?!\d))
 |(?P<number_of>(?<=(?i:mã số thuế|mst|số cmnd|số cccd|cmnd|cccd|số tài khoản|tài khoản số|mã số|số hiệu|định danh)\s?(?i:số)?\s?:?\s?)\d{{8,15}}(?![.,]?\d|\s?[/⁄%])(?!\s(?i:TOKENUNIT)(?!\p{{L}}))
    |(?<=\()0\d{{2,3}}(?=\)\s?\d{{6,8}}(?!\d))|(?<=\(0\d{{2,3}}\)\s?)\d{{6,8}}(?![.,]?\d))
 |(?P<version>(?<=(?i:phiên bản|phiên bản bản|version|ver|nâng cấp|igate|windows|office)\s?|\b[vV]\.?)\d+(?:\.\d+)+(?!\d))
 |(?P<code>\d{{1,2}}(?=\s?[x×X]\s?\d)|\d{{1,3}}(?:-\d{{1,3}}){{2,}}(?![\d.,])|(?<=\p{{L}}\s)\d{{1,2}}-\d{{1,2}}(?![\d%/]|[.,]\d|\s?%|\s(?i:TOKENUNIT|LEVELUNIT)(?!\p{{L}})))
 |(?P<age>(?<=(?<!\p{{L}})(?i:trẻ|trẻ em|cháu|bé)\s(?i:(?:từ|dưới|trên|đủ)\s)?)\d{{1,2}}(?:(?:\s(?i:tháng))?\s?(?:[-–]|(?i:đến(?:\sdưới)?))\s?\d{{1,2}})?\s(?i:tháng)(?!\p{{L}}|\s(?i:đầu|cuối))
    |\d{{1,3}}(?:\s?(?:[-–]|(?i:đến|đến dưới))\s?\d{{1,3}})?\s+(?:(?i:tháng)\s+)?(?i:tuổi)(?!\s+(?i:đảng|nghề|thọ))|(?<=(?i:độ tuổi|nhóm tuổi|(?<!trước\s|\d\s)tuổi)\s(?i:(?:từ|dưới|trên|đủ)\s)?|(?i:trẻ|trẻ em)\s(?i:từ|dưới|trên|đủ)\s)\d{{1,2}}(?:\s?(?:[-–]|(?i:đến))\s?\d{{1,2}})?(?![.,]?\d|\s?[%/⁄])(?!\s(?i:TOKENUNIT)(?!\p{{L}})))
 |(?P<frequency>0?1\s+(?i:lần)(?!\p{{L}}|\s?/)|\d{{1,2}}\s?(?i:tuần|tháng|năm|quý|ngày)\s?/\s?\d{{1,2}}\s?(?i:lần|kỳ|buổi)|(?<=(?i:nhiều|ít|lớn|quá)\s(?i:hơn)\s)0?1(?=\s\p{{L}}))
 |(?P<level>0?[1-5](?:\s?[-–]\s?0?[1-5])?\s(?i:sao)(?!\p{{L}})|(?<=(?i:đối tượng|lần|đợt)\s)[1-9](?=\s?:\s)|(?<=(?:^|[\s.])(?:Chỉ tiêu|CHỈ TIÊU|Mục tiêu|Giải pháp|Công trình|Phần việc)\s)\d{{1,2}}(?=\s?[:.]\s)|(?<=(?:[:;,(]|(?i:phân))\s(?i:độ)\s)[1-5]\p{{Ll}}?(?=\s?[:,;(])|(?<=\()[1-9](?:\s?,\s?[1-9])+(?=\))|(?<=(?<!\p{{L}}|(?i:cao|trung|sơ)\s)(?i:cấp)\s)[1-4](?![.,]\d)(?=[\s]?[,.;:)]|$|\s(?i:và|trở|đã|được|của)\s)|(?<=(?<!\p{{L}}|(?i:mỗi|các|một)\s)(?i:mức độ|cấp độ|mức)\s)[1-5](?=\s\p{{Ll}})(?!\s(?i:triệu|tỷ|nghìn|ngàn|đồng|người|lần|đến|và|hoặc)(?!\p{{L}}))|(?<=(?<!\p{{L}}|(?i:mỗi|các|một)\s)(?i:lớp)\s)(?:1[0-2]|[1-9])(?=\s\p{{Ll}})(?!\s(?i:học sinh|em|trẻ|đến|và|hoặc)(?!\p{{L}}))|(?:(?<=(?<!\p{{L}}|(?i:mỗi|các|một)\s)(?i:mức độ|mức|cấp độ|lớp|khối|hạng|loại|bậc|khóa|khoá|nhóm)\s+\(?)(?!(?<=(?i:mức độ|cấp độ)\s\(?)\d+\s?[/⁄]\s?\d\d)\d{{1,3}}(?!\s?[/⁄]\s?\d+[^\d;]{{0,40}}\d+(?:[.,]\d+)?\s?%)(?:(?:\s?,\s?|\s+(?i:và|đến|hoặc)\s+|\s?[-–]\s?)\d{{1,2}}(?!\d|\.\d|\s?%|,\d|\s?[/⁄]\s?\d|\s(?i:TOKENUNIT|LEVELUNIT)(?!\p{{L}})))*
      |(?<=(?<!\p{{L}}|(?i:cùng|mỗi|các|một|{_HALVES})\s)(?i:{_LEVEL_WORDS})\s+\(?)\d{{1,3}}(?!\s?[/⁄]\s?\d+[^\d;]{{0,40}}\d+(?:[.,]\d+)?\s?%))(?:[/]\d{{1,2}}(?!\d))?(?![.,]?\d|\s?[%/⁄])(?:\p{{Lu}}\d*)?\+?(?!\s(?i:TOKENUNIT|LEVELUNIT)(?!\p{{L}})))
 |(?P<named>(?![1-9]\d{{0,2}}(?:\.\d{{3}})+(?![\d.]|\p{{L}}))(?:(?<=(?:\p{{Lu}}\p{{L}}*|\p{{L}})[-–])\d{{1,4}}(?![.,]?\d|\s?[%/⁄])|(?<=\p{{Lu}}(?:\p{{Ll}}{{0,3}}\d)?)\d+[\p{{L}}\d]*(?!\s?%)|\d{{1,2}}[GDK](?!\p{{L}})|(?<=\p{{Lu}}\p{{L}}*\p{{Ll}})\d+(?:\.\d+)?(?![\d%])))
 |(?P<address>(?<=(?i:nhà số|địa chỉ:?|tại số|quốc lộ|đường tỉnh|tỉnh lộ|đường số|hẻm|ngõ|ngách|kiệt)\s)\d++\p{{Lu}}?+(?:/\d+)*+(?!\s(?i:TOKENUNIT)(?!\p{{L}})))
 |(?P<number>\d{{1,3}}(?:\.\s\d{{3}})+(?![\d\p{{L}}])(?=\s?[/⁄%]|\s\p{{L}}|\s\(\d)|(?<=\p{{L}}\s|[/⁄]\s?)[1-9]\d{{0,2}}\s\d{{3}}(?:\.\d{{3}})+(?![\d.,]\d|\d)(?=\s?[/⁄]|\s(?i:TOKENUNIT)(?!\p{{L}}))|(?<!\d\s?|\d[.,]\s?|[/⁄]\s?)[1-9]\d{{0,2}}(?:[ \u00a0]\d{{3}})+(?![\d.,]\d|\d|[ \u00a0]\d)(?=\s?[/⁄]\s?\d|\s(?i:TOKENUNIT)(?!\p{{L}}))|(?<=\d[ \u00a0]\d{{3}}(?:\s\p{{L}}[\p{{L}}\d²³]*){{0,2}}\s?[/⁄]\s?)[1-9]\d{{0,2}}(?:[ \u00a0]\d{{3}})+(?![\d.,]\d|\d)|\d+(?:[.,]\d+)*(?:,\s\d{{1,2}}(?=\s?%))?(?:\](?!\])|(?<=\d)O+(?=[\s,;.)/]|$))?)
)
"""

UNIT_WORDS = (
    "hồ sơ|trường hợp|lượt|người|vụ|đối tượng|tài khoản|đồng chí|học sinh|giáo viên|cán bộ|hộ|xã|huyện|thôn|phường|đơn vị|"
    "cơ sở|dịch vụ|tthc|thủ tục|văn bản|công văn|kế hoạch|quyết định|báo cáo|đồng|tỷ|tỉ|triệu|nghìn|ngàn|ha|tấn|km|m2|m3|kg|"
    "máy|điểm|lớp|buổi|cuộc|đợt|ca|cas|mẫu|giường|thông tin|dữ liệu|tin|bài|tờ|thẻ|công dân|doanh nghiệp|dự án|công trình|"
    "nhiệm vụ|chỉ tiêu|tiêu chí|mô hình|thành viên|tổ|đảng viên|đoàn viên|hội viên|bị can|bị cáo|thuê bao|trẻ|tập thể|cá nhân|"
    "bệnh nhân|trạm|trường|con|cây|chiếc|xe|phiếu|ý kiến|kiến nghị|đơn|nội dung|vị trí|phòng|khoa|thôn bản|ấp|nhóm|câu|yêu cầu|"
    "thông báo|cử tri|đại biểu|lao động|sản phẩm|hợp tác xã|trang trại|căn|phút|giây|lần"
)
_SPACED = regex.sub(
    r"(?<=[\p{L}\d:]) (?=\p{L})",
    r"\\s",
    _FORMS.replace("TOKENUNIT", UNIT_WORDS).replace("LEVELUNIT", "ngày|tuần|tháng|năm|giờ"),
)
_TOKEN = regex.compile(_SPACED, regex.VERBOSE | regex.V0)
_SAME = {
    "named": "name",
    "standard": "document",
    "hotline": "phone",
    "place": "address",
    "plate": "code",
    "number_of": "code",
}
_PERCENT = regex.compile(r"\s?[%％﹪]")
_SIGN = regex.compile(r"(?<=[(\s])([-–+])\s?$")
_STRONG_LEVEL = regex.compile(
    r"(?<!\p{L})(?:mức độ|mức|cấp độ|lớp|hạng|thứ|phụ lục|mô hình|giai đoạn|cấp|loại|nhóm|mũi|\p{L}+ số)\s\(?$"
)
_SORTED = regex.compile(r"(?<!\p{L})(?:xếp|phân|chia)\s(?:loại|hạng|nhóm|mức|cấp)\s\(?$")
_NOUN = regex.compile(r"\s\p{Ll}{2}")
_CENTRAL = regex.compile(r"(?<!\p{L})trung ương\s$")
_SESSIONS = 15
"""No Central Committee held more sessions: "trong đó trung ương 57, tỉnh 147" counts."""
_KIND = regex.compile(
    r"(?:[(:;]|\d\s?,|\d\s(?:và|văn bản,))\s?(?:quyết định|nghị quyết|nghị định|thông tư|chỉ thị|công điện|đề án|kết luận|luật)\s$"
)
_ITEM_ENDS = regex.compile(r"\s?(?:[,;)]|và\s)")
_ENUMERATOR = regex.compile(r"\d+")


def lex(text: str, habit: Separators = "vi") -> list[Lexeme]:
    """Every run of digits of `text`, in order, as numbers or as what else they are."""
    found: list[Lexeme] = []
    printed, text = text, mended(text)
    for match in _TOKEN.finditer(text):
        role = match.lastgroup or "number"
        start, end = match.span()
        if role == "level" and _counts(text, start, end):
            role = "number"
        if role == "document" and match.group().isdigit() and _listed_kind(text, start, end):
            role = "number"
        if role == "number":
            found.append(_number(text, start, end, habit))
        else:
            found.append(Lexeme(start, end, end, match.group(), _SAME.get(role, role)))
    found = _demote_markers(text, found, habit)
    if text is printed:
        return found
    return [replace(x, damaged=True) if printed[x.start : x.end] != x.text else x for x in found]


def _counts(text: str, start: int, end: int) -> bool:
    """A number behind "tổ", "nhà", "khu" … counts what stands behind it, if that is a unit and the number no small label."""
    if text[start - 1 : start] == "(" and _NOUN.match(text, end):
        return True
    unit = unit_after(text, end)
    low = text[max(0, start - 20) : start].lower()
    if text[start:end].isdigit() and _CENTRAL.search(low, max(0, len(low) - 12)):
        return int(text[start:end]) > _SESSIONS
    strong = _STRONG_LEVEL.search(low, max(0, len(low) - 12))
    if strong is not None and (end - start > 2 or _SORTED.search(low, max(0, len(low) - 15))):
        strong = None
    return unit is not None and unit.known and strong is None and text[start:end].isdigit()


def _listed_kind(text: str, start: int, end: int) -> bool:
    """ "36 văn bản (kế hoạch 12, quyết định 7, công văn 15)": kinds of documents in a list, in small letters, are counted."""
    return _KIND.search(text, max(0, start - 40), start) is not None and _ITEM_ENDS.match(text, end) is not None


def _number(text: str, start: int, end: int, habit: Separators) -> Lexeme:
    printed = text[start:end]
    repaired = printed.replace("]", "1").replace("O", "0")
    if "." in printed and " " in printed and ". " not in printed:
        repaired = repaired.replace(" ", ".")
    sign_match = _SIGN.search(text, max(0, start - 3), start)
    sign = 0 if sign_match is None else -1 if sign_match[1] != "+" else 1
    percent = _PERCENT.match(text, end)
    numeral = parse(repaired, habit, percent=percent is not None)
    damaged = repaired != printed or ". " in printed or ", " in printed
    stop = percent.end() if percent else end
    return Lexeme(start, end, stop, printed, None, numeral, percent is not None, sign, damaged)


def _demote_markers(text: str, found: list[Lexeme], habit: Separators) -> list[Lexeme]:
    """Bracketed numbers are markers only where they count up: "(1) …; (2) …". Others ("PC06 (05)") are numbers."""
    expected = 1
    for index, lexeme in enumerate(found):
        if lexeme.role != "marker":
            continue
        if text[lexeme.start - 1 : lexeme.start] != "(":
            if text.count("(", 0, lexeme.start) > text.count(")", 0, lexeme.start):
                end = lexeme.start + len(lexeme.text.rstrip(")."))
                found[index] = _number(text, lexeme.start, end, habit)
            continue
        digits = _ENUMERATOR.match(lexeme.text)
        value = int(digits[0]) if digits else 0
        if value in (1, expected):
            expected = value + 1
        else:
            found[index] = _number(text, lexeme.start, lexeme.end, habit)
    return found
