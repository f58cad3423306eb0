"""Numbers that are no figures by their form alone, and the tokens that no row covers."""

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from corpus.specimen import Specimen

_LETTERS = r"[A-ZĐƯ][A-ZĐƯa-zđ0-9&.]*"
TRAPS: tuple[tuple[str, str], ...] = (
    ("name", r"(?:Đề án|ĐỀ ÁN) 06(?:/CP)?"),
    ("document number", rf"\d+(?:\.\d+)?\s?/(?:\d{{4}}/)?{_LETTERS}(?:-{_LETTERS})*(?:\(\w+\))?"),
    ("law number", r"\d+/(?:19|20)\d\d/QH\d+"),
    ("date", r"(?<![\d./])\d{1,2}/\d{1,2}/\d{4}(?![\d/])|(?<=ngày )\d{1,2}/\d{1,2}(?![\d/])"),
    ("month", r"(?<=tháng )(?:0?[1-9]|1[0-2])/\d{4}"),
    ("date in words", r"ngày \d{1,2} tháng \d{1,2} năm \d{4}"),
    ("years", r"(?:giai đoạn|năm học|nhiệm kỳ) \d{4}\s?[-–]\s?\d{4}"),
    ("period", r"(?i:\d{1,2} tháng (?:đầu|cuối) năm(?: \d{4})?)"),
    ("period", r"(?i:quý) (?:IV|I{1,3})(?:/\d{4})?"),
    ("month", r"tháng \d{1,2}(?: năm \d{4})?"),
    ("year", r"năm (?:19|20)\d\d"),
    ("level", r"mức(?: độ)? \d(?:[,./]\s?\d)?"),
    ("article of law", r"(?:Điều|khoản|Khoản|điểm|Mục|mục|Phụ lục|PHỤ LỤC|Biểu|biểu) (?:số )?\d+"),
    ("footnote call", r"<sup>\d+</sup>"),
)
_RATIO_LIKE = regex.compile(r"\d[\d.,]*\s?/\s?[\w]+|\d[\d.,]*\s?%")
_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")


@dataclass(frozen=True, slots=True)
class Trap:
    """A stretch of a line that no extractor should take for a figure."""

    line: int
    col: int
    quote: str
    why: str


def traps(specimen: Specimen) -> list[Trap]:
    """The traps that their form alone tells: document numbers, dates, periods, levels, articles. Tables are left out."""
    found: list[Trap] = []
    for number, line in enumerate(specimen.lines, 1):
        if "\t" in line:
            continue
        taken: list[tuple[int, int]] = []
        for why, pattern in TRAPS:
            for match in regex.finditer(pattern, line):
                if all(match.end() <= a or match.start() >= b for a, b in taken):
                    taken.append(match.span())
                    found.append(Trap(number, match.start(), match[0], why))
    return sorted(found, key=lambda t: (t.line, t.col))


def uncovered(specimen: Specimen, covered: Iterable[tuple[int, int, int]], *, every: bool = False) -> list[Trap]:
    """Tokens outside tables that no covered (line, first column, end column) touches.

    Tokens with a slash or a percent sign; with `every`, all numbers but the markers of headings.
    """
    spans: dict[int, list[tuple[int, int]]] = {}
    for line, start, end in covered:
        spans.setdefault(line, []).append((start, end))
    markers = {heading.line for heading in specimen.headings}
    left: list[Trap] = []
    for number, text in enumerate(specimen.lines, 1):
        if "\t" in text:
            continue
        pattern = _NUMBER if every else _RATIO_LIKE
        for match in regex.finditer(pattern, text):
            marker = number in markers and not regex.search(r"\w", text[: match.start()])
            if not marker and not any(a < match.end() and match.start() < b for a, b in spans.get(number, [])):
                left.append(Trap(number, match.start(), match[0], text[max(0, match.start() - 30) : match.end() + 30]))
    return left
