"""What a figure is said about: the words around it, folded so that two mentions can be compared."""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

import regex

from document.figures import Figure
from document.report import Report

_MARKUP = regex.compile(r"</?\w+>|[*_$\\]")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*")
_BREAK = regex.compile(r";|\.(?=\s|$)|\n")
_DIGITS = regex.compile(r"\d[\d.,]*")
_RATIO = regex.compile(r"\d[\d.,]*\s*/\s*\d[\d.,]*")
_STOP = frozenset(
    [
        "và",
        "của",
        "các",
        "là",
        "được",
        "đã",
        "có",
        "với",
        "trên",
        "về",
        "cho",
        "đến",
        "trong",
        "tại",
        "từ",
        "theo",
        "này",
        "số",
        "đạt",
        "tỷ",
        "tỉ",
        "lệ",
        "so",
        "tổng",
        "những",
        "một",
        "do",
        "để",
        "ra",
        "vào",
        "bằng",
    ]
)
_PERIOD = frozenset(
    ["tháng", "quý", "năm", "tuần", "ngày", "kỳ", "lũy", "luỹ", "kế", "trước", "sau", "giai", "đoạn", "đợt"]
)
_DATED = regex.compile(r"(?:tháng|năm|quý|tuần|đợt|giai đoạn)\s+[\divx/]+")
_BEFORE, _AFTER = 24, 28
_REACH = 2000
"""Characters looked at on each side of a figure: many more than its clause needs, however long the paragraph."""


@dataclass(frozen=True, slots=True)
class Mention:
    """The clause of one figure: all its words in order, the names in it, its period words and the words that follow."""

    words: tuple[str, ...]
    names: frozenset[str]
    periods: frozenset[str]
    after: tuple[str, ...]

    @property
    def content(self) -> frozenset[str]:
        """The words that say something, folded."""
        return frozenset(w.lower() for w in self.words) - _STOP


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, as printed, without markup and numbers."""
    return tuple(_WORD.findall(_MARKUP.sub(" ", text)))


def content_of(words: Iterable[str]) -> frozenset[str]:
    """Folded words that say something."""
    return frozenset(w.lower() for w in words) - _STOP


class Texts:
    """The lines of a report, so that the words around a figure can be found again."""

    def __init__(self, report: Report) -> None:
        self._lines = {(p.number, line.number): line.text for p in report.pages for line in p.lines}
        self._mentions: dict[str, Mention] = {}
        self._wrapped = {p.number for p in report.pages if p.reader != "text"}

    def line(self, page: int, number: int) -> str:
        """The text of a line, empty where there is none."""
        return self._lines.get((page, number), "")

    def _around(self, figure: Figure) -> tuple[str, str]:
        page, number = figure.place.page, figure.place.line
        text = self.line(page, number)
        digits = _DIGITS.search(figure.quote)
        at = text.find(digits.group()) if digits else -1
        start, rest = (text[max(0, at - _REACH) : at], text[at : at + _REACH]) if at >= 0 else (text[-_REACH:], "")
        if page in self._wrapped:
            start = f"{self.line(page, number - 1)} {start}"
            rest = " ".join((rest, self.line(page, number + 1), self.line(page, number + 2)))
        return start, rest

    def sides(self, figure: Figure) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The words before and after a ratio, up to the next ratio on each side."""
        start, rest = self._around(figure)
        before = _RATIO.split(start)[-1]
        own = _RATIO.match(rest)
        after = _RATIO.split(rest[own.end() :] if own else rest, maxsplit=1)[0]
        return words_of(before), words_of(after)

    def mention(self, figure: Figure) -> Mention:
        """The clause around a figure."""
        if figure.id not in self._mentions:
            self._mentions[figure.id] = self._read(figure)
        return self._mentions[figure.id]

    def _read(self, figure: Figure) -> Mention:
        start, rest = self._around(figure)
        before = words_of(_BREAK.split(start)[-1])[-_BEFORE:]
        after = words_of(_BREAK.split(rest, maxsplit=1)[0])[:_AFTER]
        words = (*before, *after)
        names = frozenset(w for w in (*before[1:], *after) if w[:1].isupper())
        said = " ".join(w.lower() for w in (*before, *after))
        near = f"{start[-120:]} {rest[:120]}".lower()
        periods = frozenset(w for w in said.split() if w in _PERIOD) | frozenset(_DATED.findall(near))
        return Mention(words, names, periods, words_of(rest)[:160])


@dataclass(frozen=True, slots=True)
class Name:
    """The name of a row: its content words, all its words folded, and their initials."""

    content: frozenset[str]
    folded: tuple[str, ...]
    initials: str

    @staticmethod
    def of(text: str) -> "Name":
        """Read a name."""
        words = words_of(text)
        folded = tuple(w.lower() for w in words)
        return Name(content_of(words), folded, "".join(w[0] for w in folded))

    def stands_in(self, words: tuple[str, ...], cover: Fraction) -> bool:
        """Whether some stretch of `words`, not much longer than the name, holds most of its words.

        An abbreviation counts for the words of the name with its initials ("VPHC" for "vi phạm hành chính").
        """
        spelled: list[str] = []
        for word in words:
            at = self.initials.find(word.lower()) if word.isupper() and len(word) > 1 else -1
            spelled += self.folded[at : at + len(word)] if at >= 0 else [word.lower()]
        least = cover * len(self.content)
        if len(self.content & set(spelled)) < least:
            return False
        width = len(self.folded) + len(self.folded) // 2 + 2
        starts = range(max(1, len(spelled) - width + 1))
        return any(len(self.content & set(spelled[i : i + width])) >= least for i in starts)
