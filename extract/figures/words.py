"""Numbers spelled in words: "Mười bảy tỷ, sáu trăm bảy mươi ba triệu đồng"."""

from decimal import Decimal

import regex

from extract.figures.bonds import Bond, ref
from extract.figures.clause import Clause

_DIGITS = {
    "không": 0, "một": 1, "mốt": 1, "hai": 2, "ba": 3, "bốn": 4, "tư": 4, "năm": 5, "lăm": 5, "nhăm": 5, "sáu": 6,
    "bảy": 7, "bẩy": 7, "tám": 8, "chín": 9,
}  # fmt: skip
_SCALE = {"nghìn": 10**3, "ngàn": 10**3, "triệu": 10**6, "tỷ": 10**9, "tỉ": 10**9}
_SKIP = frozenset(
    {"lẻ", "linh", "và", "đồng", "chẵn", "tròn", "việt", "nam", "vnđ", "bằng", "chữ", "viết", "là", "số", "tiền"}
)
_WORD = regex.compile(r"\p{L}+")
_BEHIND = regex.compile(
    r"\s*(?:đồng|đ|VNĐ)?\s*[,.]?\s*\(\s*(?:(?:[Vv]iết\s)?[Bb]ằng chữ)?\s*:?\s*([\p{L}\s,./]{3,200}?)\s*\.?\s*\)"
)


def spelled_value(words: str) -> Decimal | None:
    """The value of a spelled number, or None where a word is no number word.

    >>> spelled_value("Mười bảy tỷ, sáu trăm bảy mươi ba triệu đồng")
    Decimal('17673000000')
    """
    total, group, digit, seen = 0, 0, None, False
    for word in _WORD.findall(words.lower()):
        if word in _DIGITS:
            digit, seen = _DIGITS[word], True
        elif word in ("mươi", "chục"):
            group, digit = group + (digit if digit is not None else 1) * 10, None
        elif word == "mười":
            group, digit, seen = group + 10, None, True
        elif word == "trăm":
            group, digit = group + (digit or 0) * 100, None
        elif word in _SCALE:
            if not seen:
                return None
            total, group, digit = _scaled(total, group + (digit or 0), _SCALE[word]), 0, None
        elif word not in _SKIP:
            return None
    return Decimal(total + group + (digit or 0)) if seen else None


def _scaled(total: int, group: int, scale: int) -> int:
    """ "nghìn tỷ": a scale behind a smaller one multiplies what stands before it."""
    if group == 0 and total and total < scale:
        return total * scale
    below = total % (scale * 1000) if total >= scale else total
    if total and total < scale:
        return (total + group) * scale
    return total - below + below + group * scale


def spelled(clause: Clause) -> list[Bond]:
    """Amounts in digits with the same amount in words in brackets behind."""
    found = []
    for draft in clause.drafts:
        if draft.kind != "quantity":
            continue
        match = _BEHIND.match(clause.text, draft.end)
        value = spelled_value(match[1]) if match else None
        if match is None or value is None or value < 10:
            continue
        if draft.unit is None and "đồng" in match[1].lower():
            draft.unit = "đồng"
        stated = ref(clause, draft)
        found.append(Bond("spelled", clause, draft.start, match.end(), "spelled", stated=stated, spelled=value))
    return found


def words_end(text: str, position: int) -> int | None:
    """Where a number spelled in brackets at text[position:] ends that has no unit of its own: "12 (mười hai) hồ sơ"."""
    match = _BEHIND.match(text, position)
    return match.end() if match is not None and spelled_value(match[1]) is not None else None


def words_follow(text: str, position: int) -> bool:
    """Whether text[position:] is a number spelled in brackets."""
    match = _BEHIND.match(text, position)
    return match is not None and (spelled_value(match[1]) or 0) >= 10
