"""Which separators a report uses: "595.083" and "94,8" (vi), or "595,083" and "94.8" (en)."""

from collections.abc import Iterable

import regex

from document.numerals import Separators

_VI = regex.compile(
    r"(?<![\d.,/])\d{1,3}(?:\.\d{3})+,\d+|(?<![\d.,/])\d{1,3}(?:\.\d{3}){2,}(?![\d.,])|(?<![\d.,])\d+,(?:\d{1,2}|\d{4,})(?=\s?%)"
)
_EN = regex.compile(
    r"(?<![\d.,/])\d{1,3}(?:,\d{3})+\.\d+|(?<![\d.,/])\d{1,3}(?:,\d{3}){2,}(?![\d.,])|(?<![\d.,])\d+\.(?:\d{1,2}|\d{4,})(?=\s?%)"
)
_NOT_MEASURED = r"(?!\s?(?:tỷ|tỉ|triệu|ha|tấn|tạ|km|m|kg|nghìn|ngàn|USD|MW|kWh?)(?!\p{L}))"
_VI_WEAK = regex.compile(r"(?<![\d.,/])[1-9]\d{0,2}\.\d{3}(?![\d.,%/]|\s?%)" + _NOT_MEASURED)
_EN_WEAK = regex.compile(r"(?<![\d.,/])[1-9]\d{0,2},\d{3}(?![\d.,%/]|\s?%)" + _NOT_MEASURED)


def habit_of(texts: Iterable[str]) -> Separators:
    """The habit of a report, by its numbers that allow one reading alone; Vietnamese where nothing tells."""
    vi = en = vi_weak = en_weak = 0
    for text in texts:
        vi += len(_VI.findall(text))
        en += len(_EN.findall(text))
        vi_weak += len(_VI_WEAK.findall(text))
        en_weak += len(_EN_WEAK.findall(text))
    if vi != en:
        return "vi" if vi > en or vi_weak > en_weak else "en"
    return "en" if en_weak > vi_weak else "vi"
