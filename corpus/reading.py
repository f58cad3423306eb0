"""What a reading of a page is worth against its true text: letters, tone marks, numbers, ratios, table cells.

Both sides are folded alike first (NFC, one kind of dash and quotation mark, raised digits plain, single spaces). Numbers are
compared as a multiset, so that a reader is not charged for the order of columns, only for what it read.
"""

import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, fields
from difflib import SequenceMatcher

import numpy as np
import regex

from corpus.truth import PageTruth
from document.pages import Cell, Grid, Page, Word
from ocr.second import DOUBT

_FOLD = str.maketrans({"–": "-", "—": "-", "−": "-", "“": '"', "”": '"', "‘": "'", "’": "'", "…": "...", "\u00a0": " "})
_SUPER = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_NUMBER = regex.compile(r"[0-9]+(?:[.,][0-9]+)*(?:\s?%)?")
_RATIO = regex.compile(
    r"(?<![0-9/.,])([0-9][0-9.]*)\s?/\s?([0-9][0-9.]*)(?![0-9/])(?:[^0-9%]{0,60}?([0-9]+(?:[.,][0-9]+)?)\s?%)?"
)


def fold(text: str) -> str:
    """Text as it is compared."""
    text = unicodedata.normalize("NFC", text).translate(_FOLD).translate(_SUPER)
    return regex.sub(r"\s+", " ", text).strip()


def bare(text: str) -> str:
    """Text without tone marks and hooks: "đường" -> "duong"."""
    split = unicodedata.normalize("NFD", text)
    return regex.sub(r"\p{M}", "", split).replace("đ", "d").replace("Đ", "D")


def distance(a: str, b: str) -> int:
    """The Levenshtein distance, a row at a time in numpy."""
    if not a or not b:
        return len(a) or len(b)
    codes = np.array([ord(c) for c in b], dtype=np.int32)
    steps = np.arange(len(b) + 1, dtype=np.int32)
    row = steps.copy()
    for k, letter in enumerate(a, 1):
        new = np.empty_like(row)
        new[0] = k
        new[1:] = np.minimum(row[1:] + 1, row[:-1] + (codes != ord(letter)))
        row = np.minimum.accumulate(new - steps) + steps
    return int(row[-1])


def numbers(text: str) -> list[str]:
    """The number tokens of a text in order, with their percent sign and without spaces; raised digits are none."""
    return [regex.sub(r"\s", "", m[0]) for m in _NUMBER.finditer(text)]


def ratios(text: str) -> list[tuple[str, str, str]]:
    """Slash ratios with the percentage that follows ("" where none does)."""
    return [(m[1].rstrip("."), m[2].rstrip("."), m[3] or "") for m in _RATIO.finditer(regex.sub(r"\s+", " ", text))]


@dataclass(slots=True)
class Tally:
    """Counts over pages; rates are derived. `seconds`: processor time of this process and its children."""

    pages: int = 0
    letters: int = 0
    letter_errors: int = 0
    bare_errors: int = 0
    numbers: int = 0
    numbers_exact: int = 0
    numbers_read: int = 0
    numbers_silent: int = 0
    numbers_doubtful: int = 0
    false_doubt: int = 0
    ratios: int = 0
    ratios_exact: int = 0
    cells: int = 0
    cells_exact: int = 0
    seconds: float = 0.0
    misses: list[tuple[int, str, str]] = field(default_factory=list)
    """(page, true number, what was read in its place) of the numbers that were lost."""

    def add(self, other: "Tally") -> None:
        """Count another tally in."""
        for each in fields(self):
            setattr(self, each.name, getattr(self, each.name) + getattr(other, each.name))

    @property
    def tone_errors(self) -> int:
        """Letters that are right but for their tone mark or hook."""
        return self.letter_errors - self.bare_errors

    def rate(self, part: str, whole: str) -> float | None:
        """One count over another; None where there is nothing to count."""
        total = getattr(self, whole)
        return None if not total else float(getattr(self, part)) / float(total)


@dataclass(frozen=True, slots=True)
class NumberRead:
    """A number token as read and whether the reader marked it doubtful."""

    text: str
    doubtful: bool


def compare(truth: PageTruth, text: str, read: Sequence[NumberRead], grids: Sequence[Grid] | None = None) -> Tally:
    """One page. `text` is what was read in order, `read` its numbers, `grids` its tables (None: the reader has none)."""
    tally = Tally(pages=1)
    true, got = fold(truth.text), fold(text)
    tally.letters = len(true)
    tally.letter_errors = distance(true, got)
    tally.bare_errors = distance(bare(true), bare(got))
    count_numbers(tally, truth.number, numbers(truth.text), read)
    want = Counter(ratios(truth.text))
    tally.ratios = want.total()
    tally.ratios_exact = (want & Counter(ratios(text))).total()
    if grids is not None:
        _cells(tally, truth, grids)
    return tally


def count_numbers(tally: Tally, page: int, true: Sequence[str], read: Sequence[NumberRead]) -> None:
    """Count the numbers of a page into `tally`: right, wrong without a doubt (lost ones too), doubtful, doubtful for nothing."""
    got = [n.text for n in read]
    paired, wrong = _paired(true, got)
    tally.numbers, tally.numbers_read = len(true), len(read)
    tally.numbers_exact = len(paired)
    tally.numbers_doubtful = sum(n.doubtful for n in read)
    tally.false_doubt = sum(read[j].doubtful for j in paired.values())
    for i, j in wrong.items():
        if j is None or not read[j].doubtful:
            tally.numbers_silent += 1
        tally.misses.append((page, true[i], "" if j is None else got[j]))


def _paired(true: Sequence[str], got: Sequence[str]) -> tuple[dict[int, int], dict[int, int | None]]:
    """Right: true index -> read index of the same digits. Wrong: true index -> what stands in its place, or None."""
    right: dict[int, int] = {}
    gaps: list[tuple[list[int], list[int]]] = []
    for kind, i0, i1, j0, j1 in SequenceMatcher(None, true, got, autojunk=False).get_opcodes():
        if kind == "equal":
            right.update(zip(range(i0, i1), range(j0, j1), strict=True))
        else:
            gaps.append((list(range(i0, i1)), list(range(j0, j1))))
    spare: dict[str, list[int]] = {}
    for _, js in gaps:
        for j in js:
            spare.setdefault(got[j], []).append(j)
    used: set[int] = set()
    for i in (i for left, _ in gaps for i in left):
        if spare.get(true[i]):
            right[i] = spare[true[i]].pop(0)
            used.add(right[i])
    wrong: dict[int, int | None] = {}
    for left, js in gaps:
        lost = [i for i in left if i not in right]
        free = [j for j in js if j not in used]
        for k, i in enumerate(lost):
            wrong[i] = free[k] if k < len(free) else None
    return right, wrong


def _cells(tally: Tally, truth: PageTruth, grids: Sequence[Grid]) -> None:
    """Cells of true tables against the grids in order from the top: exact means same row, same column, same text."""
    found = sorted(grids, key=lambda g: g.line)
    for k, table in enumerate(sorted(truth.tables, key=lambda t: t.bbox_pt[1])):
        got = {(c.row, c.column): fold(c.text) for c in found[k].cells} if k < len(found) else {}
        for cell in table.cells:
            if cell.text:
                tally.cells += 1
                tally.cells_exact += got.get((cell.row, cell.column)) == fold(cell.text)


def page_text(page: Page) -> str:
    """What a page of ours says in reading order; seals and stamps ("margin") left out, rows of tables as lines."""
    return "\n".join(text for text, _ in _rows(page))


def page_numbers(page: Page, doubt: float = DOUBT) -> list[NumberRead]:
    """The number tokens of a page of ours: doubtful where a word they touch is less sure than `doubt` or has other readings."""
    found: list[NumberRead] = []
    for text, words in _rows(page):
        for match in _NUMBER.finditer(text):
            touched = [w for start, w in words if start < match.end() and start + len(w.text) > match.start()]
            unsure = any(w.confidence < doubt or len(w.readings) > 1 for w in touched)
            found.append(NumberRead(regex.sub(r"\s", "", match[0]), unsure))
    return found


def _rows(page: Page) -> list[tuple[str, list[tuple[int, Word]]]]:
    numbered: list[tuple[int, int, tuple[str, list[tuple[int, Word]]]]] = []
    for line in page.lines:
        if line.role != "margin":
            numbered.append((line.number, 0, _joined(line.words) if line.words else (line.text, [])))
    for grid in page.grids:
        for row in range(grid.rows):
            cells = sorted((c for c in grid.cells if c.row == row), key=lambda c: c.column)
            numbered.append((grid.line, row, _joined(w for c in cells for w in _words(c))))
    numbered.sort(key=lambda n: n[:2])
    return [row for _, _, row in numbered if row[0]]


def _words(cell: Cell) -> tuple[Word, ...]:
    """A cell's words; one that says all of it where the reader gave text alone."""
    if cell.words or not cell.text:
        return cell.words
    return (Word(cell.text, cell.bbox or (0, 0, 0, 0)),)


def _joined(words: Iterable[Word]) -> tuple[str, list[tuple[int, Word]]]:
    text, places = "", []
    for word in words:
        text += " " if text else ""
        places.append((len(text), word))
        text += word.text
    return text, places
