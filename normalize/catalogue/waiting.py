"""What may wait in the list of provisional indicators: words that name something measured, that a person can map.

A number whose words name nothing ("Tổng số hồ sơ", "Cột 5", "Ghi chú"), only say how it changed, or only which unit is the
lowest, can never be an indicator: waiting for somebody to map it, it would hide those that can.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

import regex

from normalize.folding import fold, soften

_PHRASES = (
    "trong đó", "trong kỳ", "tổng cộng", "tổng số", "số lượng", "số liệu", "như sau", "bao gồm", "kết quả", "tỷ lệ", "tỉ lệ", "ghi chú",
    "thứ tự", "đơn vị tính", "đơn vị", "mã số", "phụ lục", "lũy kế", "luỹ kế", "cộng dồn", "còn lại", "tất cả", "toàn bộ", "ít nhất", "tối đa",
    "tối thiểu", "chỉ tiêu", "kế hoạch", "được giao", "giai đoạn", "mức độ", "nội dung", "giá trị", "trường hợp", "hồ sơ", "thời gian", "thời điểm",
)  # fmt: skip
_WORDS = (
    "theo", "của", "là", "tổng", "số", "cộng", "trong", "gồm", "các", "những", "được", "đã", "đang", "sẽ", "có", "tại", "và", "với", "về", "từ",
    "đến", "cho", "ở", "mới", "nay", "sau", "trước", "khác", "đạt", "chiếm", "tt", "stt", "cột", "dòng", "mục", "năm", "tháng", "quý", "ngày",
    "tuần", "kỳ", "đợt", "đvt", "mã", "trang", "biểu", "bảng", "còn", "lại", "hiện", "thêm", "riêng", "cả", "khoảng", "hơn", "gần", "trên", "dưới",
    "cùng", "giao", "mức", "độ", "nửa", "đầu", "cuối", "lần", "một", "hai", "ba", "bốn", "năm", "sáu", "bảy", "tám", "chín", "mười", "loại", "người",
    "hộ", "lượt", "thì", "mà", "này", "đó", "sl", "tỷ", "phần", "trăm",
)  # fmt: skip
_CHANGED = regex.compile(
    r"(?:^|\s)(?:(?:tương ứng|đã|đều|năm nay|cùng kỳ)\s)*(?:tăng|giảm|vượt|hụt|chênh lệch)(?:\s(?:thêm|đi|được|khoảng|lên|xuống|so))*$"
)
_STATES = (
    "tiếp nhận", "thu nhận", "giải quyết", "thực hiện", "hoàn thành", "xử lý", "trực tuyến", "trực tiếp", "đúng hạn",
    "trước hạn", "quá hạn", "rà soát", "cập nhật", "triển khai", "thành công", "phê duyệt", "kích hoạt", "làm sạch",
    "đồng bộ", "xác thực", "toàn tỉnh", "toàn huyện", "toàn xã", "địa bàn", "công an", "cấp xã", "cấp huyện",
    "cấp tỉnh", "huyện", "xã", "phường", "tỉnh", "thành phố", "thị xã", "đối với", "thuộc", "phát sinh",
    "trên hệ thống", "nhập", "scan", "qua tài khoản", "mở tài khoản", "chi trả",
)  # fmt: skip
"""Words of state and of whose it is."""
_POINTS = regex.compile(r"^(?:điểm phần trăm|điểm %|lần)$")
_EXTREME = regex.compile(
    r"(?:^|\s)(?:(?:thấp|cao|nhiều|ít|chậm|tốt|nhanh)\snhất)(?:\s(?:là|gồm|có|thuộc về|ở|tại))*"
    r"(?:\s(?:các\s)?(?:huyện|quận|thị xã|thành phố|xã|phường|thị trấn|tỉnh|công an|ubnd|sở|bệnh viện|trung tâm|trường)(?:\s\S+){1,5}|$)"
)
_LIST = regex.compile(r"^25 (?:dich vu cong|dvc|thu tuc|tthc)\b(?!.*\bchua\b)")
"""The 25 essential services of Đề án 06 are a list's name, whatever is said of them."""


def _by_first_word(phrases: Iterable[str]) -> dict[str, tuple[list[str], ...]]:
    """The words of phrases by the first of them, in their order."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for words in (phrase.split() for phrase in phrases):
        found[words[0]].append(words)
    return {first: tuple(alike) for first, alike in found.items()}


_EMPTY, _STATE = _by_first_word((*_PHRASES, *_WORDS)), _by_first_word(_STATES)
"""What names nothing measured (the words of the unit are left out as well), and what says its state and whose it is."""


def _without(words: Sequence[str], phrases: Mapping[str, Sequence[list[str]]]) -> list[str]:
    """The words that belong to none of the phrases; "" stands for a phrase that was taken out."""
    left: list[str] = []
    at = 0
    while at < len(words):
        length = next((len(p) for p in phrases.get(words[at], ()) if words[at : at + len(p)] == p), 0)
        left.append("" if length else words[at])
        at += length or 1
    return left


def may_wait(subject: str, quote: str, unit: str | None) -> bool:
    """Whether the words at a figure can name an indicator that the catalogue does not have yet.

    >>> may_wait("Tổng số hồ sơ", "120 hồ sơ", "hồ sơ"), may_wait("Cấp thẻ xe buýt", "12 thẻ", "thẻ")
    (False, True)
    """
    said = soften(subject)
    if _CHANGED.search(said) or _EXTREME.search(said) or _POINTS.match(soften(unit or "")):
        return False
    if _LIST.match(fold(quote)):
        return False
    own = set(soften(unit or "").split())
    left = _without(said.split(), _EMPTY)
    return any(len(w) > 1 and w not in own and not _is_number(w) for w in left)


def says_more(subject: str, unit: str | None, headings: str) -> bool:
    """Whether the words at a figure name something that its headings do not: two words beside those of state and order.

    >>> says_more("khai tử", "trường hợp", "Số hóa sổ hộ tịch"), says_more("đã tiếp nhận", "hồ sơ", "Đăng ký khai sinh")
    (True, False)
    """
    known = set(fold(f"{headings} {unit or ''}").split())
    left = _without(_without(soften(subject).split(), _EMPTY), _STATE)
    return sum(len(w) > 1 and not _is_number(w) and fold(w) not in known for w in left) > 1


def _is_number(word: str) -> bool:
    """Digits, roman numerals, and numbered marks ("a1", "t9")."""
    return not word.strip("ivx") or (not word.isalpha() and any(c.isdigit() for c in word))
