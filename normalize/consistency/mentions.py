"""What a figure is said about: the words around it, folded so that two mentions can be compared."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

import regex

from document.figures import Figure
from document.report import Report

_MARKUP = regex.compile(r"</?\w+>|[*_$\\]")
_WORD = regex.compile(r"\p{L}[\p{L}\p{M}\p{N}]*")
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
_LIGHT = frozenset(
    [
        "hiện",
        "nay",
        "đang",
        "cũng",
        "kết",
        "quả",
        "cụ",
        "thể",
        "thực",
        "tế",
        "nêu",
        "đó",
        "khoảng",
        "ước",
        "qua",
        "trong",
    ]
)
"""Words that tell nothing of what is counted, beyond those that say nothing at all."""
_PERIOD = regex.compile(
    r"\b\d+\s+(?:tháng|quý|tuần|ngày)(?:\s+(?:đầu|cuối))?(?:\s+(?:năm|tháng|quý)\b(?:\s+\d+)?)?"
    r"|\b(?:trong\s+)?(?:tháng|quý|năm|tuần|đợt|giai đoạn|học kỳ|kỳ|ngày)(?:\s+(?:[\d/.-]*\d|[ivx]+\b(?:/\d{4})?|trước|này|qua|nay)|(?<=trong \w+))"
    r"|\b\d{1,2}/(?:\d{1,2}/)?\d{4}\b"
    r"|\b(?:cùng kỳ|l[ũu][ỹy] kế|đầu năm|cuối năm|trước đó|trước đây)\b",
    regex.IGNORECASE,
)
_COMPARED = regex.compile(r"\bso với[^,;.]*", regex.IGNORECASE)
_SCOPE = regex.compile(
    r"\b(?:(?:toàn|cả)|(?:trên\s+)?địa bàn(?:\s+toàn)?)\s+(tỉnh|huyện|thành phố|thị xã|xã|phường|quận|ngành|nước|quốc)\b",
    regex.IGNORECASE,
)
_PIECE = regex.compile(r"[,:](?=\s|$)|[;()\n]|\.(?=\s|$)")
_SENTENCE = regex.compile(r"\.(?=\s|$)|\n")
_WHOLE_BEFORE = regex.compile(r"\d[\d.,]*[^\d,;:()]{0,40}/\s*$")
_OWN_RATIO = regex.compile(r"\d[\d.,]*(?:\s*/\s*\d[\d.,]*)?")
_TOKEN = regex.compile(r"\d+|\p{L}[\p{L}\p{M}]*")
_BEFORE, _AFTER = 24, 28
_JOINED_BEFORE, _JOINED_BEHIND = regex.compile(r"\d[.,]?$"), regex.compile(r"[.,]?\d")
_NEAR_ENOUGH = 80
"""Characters before a denominator in which its numerator stands."""
_TIMED = 500
"""Characters on each side of a number in which its time is told."""
_REACH = 2000
"""Characters looked at on each side of a figure: many more than its clause needs, however long the paragraph."""


@dataclass(frozen=True, slots=True)
class Statement:
    """What a text says about one of its numbers, in folded words without those that say nothing.

    `phrase`: what is counted, up to the next comma; `near`: that, and what stands before the number from the last comma
    on; `said`: that, and what leads up to it in its clause unless the number is said to be of the whole; `heard`: that
    and all that leads up to it. `scopes`: the wholes that it names ("toàn tỉnh"); `periods`: the words of time.
    `content` and `names`: all words around it, and those with a capital. `rest`: the text after it in its sentence.
    """

    phrase: frozenset[str]
    near: frozenset[str]
    said: frozenset[str]
    heard: frozenset[str]
    scopes: frozenset[str]
    periods: frozenset[str]
    content: frozenset[str]
    names: frozenset[str]
    rest: str


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
        self._statements: dict[tuple[str, str], Statement] = {}
        self._wrapped = {p.number for p in report.pages if p.reader != "text"}

    def line(self, page: int, number: int) -> str:
        """The text of a line, empty where there is none."""
        return self._lines.get((page, number), "")

    def _around(self, figure: Figure, printed: str | None = None) -> tuple[str, str]:
        """The text before a number of a figure (its first, where none is given) and that from the number on."""
        page, number = figure.place.page, figure.place.line
        text = self.line(page, number)
        digits = _DIGITS.search(figure.quote)
        at = _found(printed or (digits.group() if digits else ""), text, max(0, text.find(figure.quote)))
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

    def statement(self, figure: Figure, printed: str) -> Statement:
        """What is said about a printed number of a figure."""
        key = (figure.id, printed)
        if key not in self._statements:
            self._statements[key] = _stated(*self._around(figure, printed))
        return self._statements[key]


def _found(printed: str, text: str, start: int) -> int:
    """Where a number stands in a text, not as a part of another: from `start` on, else anywhere, else -1."""
    if not (core := printed.strip(".,")):
        return -1
    for begin in (start, 0):
        at = text.find(core, begin)
        while at >= 0:
            if not _JOINED_BEFORE.search(text[max(0, at - 2) : at]) and not _JOINED_BEHIND.match(text, at + len(core)):
                return at
            at = text.find(core, at + 1)
    return -1


def _stated(start: str, rest: str) -> Statement:
    start = start[:-_NEAR_ENOUGH] + _WHOLE_BEFORE.sub("", start[-_NEAR_ENOUGH:])
    own = _OWN_RATIO.match(rest)
    rest = _SENTENCE.split(rest[own.end() :] if own else rest, maxsplit=1)[0]
    sentence = _SENTENCE.split(start)[-1]
    clause = sentence.rsplit(";", 1)[-1]
    label = sentence.partition(":")[0] if ":" in sentence and clause != sentence else ""
    before = _PIECE.split(clause)[-1]
    after = _DIGITS.split(_PIECE.split(rest, maxsplit=1)[0], maxsplit=1)[0]
    scopes = frozenset(s.lower() for s in _SCOPE.findall(f"{before} . {after}"))
    phrase = _telling(after)
    near = _telling(before) | phrase
    heard = near | _telling(clause) | _telling(label)
    around = (*words_of(clause)[-_BEFORE:], *words_of(rest.split(";", 1)[0])[:_AFTER])
    return Statement(
        phrase=phrase,
        near=near,
        said=near if scopes else heard,
        heard=heard,
        scopes=scopes,
        periods=_periods(f"{sentence[-_TIMED:]} . {rest.split(';', 1)[0][:_TIMED]}"),
        content=content_of(around),
        names=frozenset(w for w in around[1:] if w[:1].isupper()),
        rest=rest,
    )


def _periods(text: str) -> frozenset[str]:
    found = _PERIOD.findall(_COMPARED.sub(" ", text))
    return frozenset(time_words(" ".join(found)))


def time_words(text: str) -> Iterator[str]:
    """The words and numbers of a text, folded: "09 tháng" and "9 tháng" alike."""
    return (w.lower().lstrip("0") for w in _TOKEN.findall(text))


def _telling(text: str) -> frozenset[str]:
    """The words that tell what is counted: neither when nor of which whole."""
    return content_of(words_of(_SCOPE.sub(" ", _PERIOD.sub(" ", text)))) - _LIGHT


def whose(org: str | None) -> frozenset[str]:
    """The words that tell an organisation; none of "toàn tỉnh"."""
    return _telling(org or "")


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
