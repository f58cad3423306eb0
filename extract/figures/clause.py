"""One passage while the grammar reads it: its text, its lexemes, the figures found so far."""

from bisect import bisect_right
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

import regex

from document.figures import FigureKind, RatioForm
from document.numerals import Numeral, Separators
from extract.figures.amounts import joined
from extract.figures.lexer import Lexeme, lex
from extract.passages import Passage

Bound = Literal["exact", "over", "under", "about", "at_least"]

_FROM = "àáảãạăằắẳẵặâầấẩẫậèéẻẽẹêềếểễệìíỉĩịòóỏõọôồốổỗộơờớởỡợùúủũụưừứửữựỳýỷỹỵđ"
_TO = "aaaaaaaaaaaaaaaaaeeeeeeeeeeeiiiiiooooooooooooooooouuuuuuuuuuuyyyyyd"
_FOLD = str.maketrans(_FROM + _FROM.upper(), _TO + _TO)
_CLOSING, _OPENING = regex.compile(r"\s*([)\]}])"), {")": "(", "]": "[", "}": "{"}
_SENTENCE_END = regex.compile(
    r"(?<![\s(.]\p{L}|[Tt][Pp]|TX|BV|ĐT|Th[Ss]|[Pp]|tr)[.!?]+[”\")]?\s+(?=[\p{Lu}“\"\d⁽*-])|\n"
)


@dataclass(slots=True, eq=False)
class Draft:
    """A figure in the making. Numbers are indexes into `Clause.lexemes`; text[start:end] is its quote.

    `forward`: the ratio that took this figure in, where one did; `took`: the count that a ratio took in as its
    whole; `abroad`: the passage and the lexeme of a whole that stands elsewhere. `listed`: its label names its owner
    alone, what it counts was said before. `factors` are the magnitudes of a
    ratio's part and whole where they differ ("850 triệu đồng/1,2 tỷ đồng").
    """

    kind: FigureKind
    start: int
    end: int
    rule: str
    numbers: tuple[int, ...]
    numerator: int | None = None
    denominator: int | None = None
    percent: int | None = None
    form: RatioForm | None = None
    value: Decimal | None = None
    numeral: Numeral | None = None
    unit: str | None = None
    bound: Bound = "exact"
    approximate: bool = False
    target: bool = False
    measured: bool = False
    label: tuple[int, int] | None = None
    subject: str | None = None
    org: str | None = None
    as_of: str | None = None
    when: str | None = None
    id: str = ""
    forward: "Draft | None" = None
    took: "Draft | None" = None
    listed: bool = False
    abroad: "tuple[Clause, int] | None" = None
    factors: tuple[Decimal, Decimal] = (Decimal(1), Decimal(1))

    @property
    def first(self) -> int:
        """Index of its first number."""
        return self.numbers[0]


@dataclass(slots=True)
class Clause:
    """A passage under reading. `low` and `fold` have the length of `text`: lower case, and that without diacritics."""

    passage: Passage
    text: str
    lexemes: list[Lexeme]
    low: str
    fold: str
    breaks: list[int]
    drafts: list[Draft] = field(default_factory=list)
    roles: dict[int, str] = field(default_factory=dict)
    owner: dict[int, Draft] = field(default_factory=dict)

    def free(self, index: int) -> bool:
        """Whether lexeme `index` is a readable number that nothing has taken yet."""
        if index < 0 or index >= len(self.lexemes):
            return False
        lexeme = self.lexemes[index]
        return (
            lexeme.role is None and lexeme.numeral is not None and index not in self.owner and index not in self.roles
        )

    def quote(self, start: int, end: int) -> str:
        """The print from `start` to `end`, with the bracket that closes one opened in it where that comes next."""
        closing = _CLOSING.match(self.text, end)
        if closing is not None:
            opening = _OPENING[closing[1]]
            opened = self.text.count(opening, start, end) > self.text.count(closing[1], start, end)
            end = closing.end() if opened else end
        return self.text[start:end]

    def gap(self, one: int, other: int) -> str:
        """The folded text between two lexemes (behind the first one's percent sign)."""
        return self.fold[self.lexemes[one].stop : self.lexemes[other].start]

    def next_number(self, index: int) -> int | None:
        """The next lexeme behind `index` that is a number, taken or not."""
        for at in range(index + 1, len(self.lexemes)):
            if self.lexemes[at].role is None:
                return at
        return None

    def previous_number(self, index: int) -> int | None:
        """The nearest number before lexeme `index`, taken or not."""
        for at in range(index - 1, -1, -1):
            if self.lexemes[at].role is None:
                return at
        return None

    def same_sentence(self, one: int, other: int) -> bool:
        """Whether no sentence ends between two offsets."""
        low, high = min(one, other), max(one, other)
        at = bisect_right(self.breaks, low - 1)
        return at == len(self.breaks) or self.breaks[at] >= high

    def sentence(self, offset: int) -> tuple[int, int]:
        """Where the sentence around an offset begins and ends."""
        at = bisect_right(self.breaks, offset)
        return (self.breaks[at - 1] if at else 0), (self.breaks[at] if at < len(self.breaks) else len(self.text))

    def add(self, draft: Draft) -> Draft:
        """Keep a figure; its numbers are taken."""
        self.drafts.append(draft)
        for number in draft.numbers:
            self.owner[number] = draft
        return draft


def fold(text: str) -> str:
    """Lower case without diacritics, length kept, so that "đạt tý lệ" and "dat ty le" meet."""
    return text.translate(_FOLD).lower() if len(text.lower()) == len(text) else text.translate(_FOLD)


def open_clause(passage: Passage, habit: Separators) -> Clause:
    """Lex a passage."""
    text = passage.text
    low = text.lower() if len(text.lower()) == len(text) else text
    breaks = [m.end() for m in _SENTENCE_END.finditer(text)]
    return Clause(passage, text, joined(text, lex(text, habit)), low, fold(text), breaks)
