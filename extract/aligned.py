"""Tables that a text file aligns with spaces: columns are where no line of the table prints anything."""

from collections.abc import Mapping, Sequence
from itertools import groupby

import regex

from document.pages import Line

_GAP = regex.compile(r"\s{2,}")
_FIGURE = regex.compile(r"[\d.,/]+\s?%?|[-–]")
_LETTER = regex.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]|Nơi nhận|Số:|GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG", regex.I)
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3


def aligned_rows(lines: Sequence[Line]) -> Mapping[int, tuple[str, ...]]:
    """The cells of every line that stands in an aligned table, by line number; nothing for files that have none."""
    found: dict[int, tuple[str, ...]] = {}
    if not any(_is_row(line.text) for line in lines):
        return found
    for wide, run in groupby(
        lines, key=lambda line: _GAP.search(line.text.strip()) is not None and "\t" not in line.text
    ):
        table = list(run)
        if wide:
            found |= _table(table)
    return found


def _is_row(text: str) -> bool:
    """Whether a line reads as a row of figures: three cells or more, at least two of them figures."""
    if "\t" in text or "|" in text:
        return False
    cells = _GAP.split(text.strip())
    return len(cells) >= _FEWEST_CELLS and sum(bool(_FIGURE.fullmatch(c)) for c in cells) >= 2


def _table(lines: Sequence[Line]) -> dict[int, tuple[str, ...]]:
    rows = [line for line in lines if _is_row(line.text)]
    if len(rows) < _FEWEST_ROWS or any(_LETTER.search(line.text) for line in lines):
        return {}
    columns = _columns([line.text for line in rows])
    if len(columns) < _FEWEST_CELLS:
        return {}
    return {line.number: _cells(line.text, columns) for line in lines}


def _columns(rows: Sequence[str]) -> list[tuple[int, int]]:
    """First and last position of each column: stretches that the rows print on, parted by two blanks or more."""
    width = max(len(r) for r in rows)
    printed = [any(at < len(r) and not r[at].isspace() for r in rows) for at in range(width)]
    columns: list[tuple[int, int]] = []
    for at, is_printed in enumerate(printed):
        if not is_printed:
            continue
        if columns and at - columns[-1][1] <= 2:
            columns[-1] = (columns[-1][0], at)
        else:
            columns.append((at, at))
    return columns


def _cells(text: str, columns: Sequence[tuple[int, int]]) -> tuple[str, ...]:
    """Each piece of a line goes to the column that it stands over; one over none to the nearest."""
    cells = [""] * len(columns)
    for piece in regex.finditer(r"\S+(?:\s\S+)*", text):
        nearest = max(range(len(columns)), key=lambda c: _overlap(piece.span(), columns[c]))
        cells[nearest] = f"{cells[nearest]} {piece.group()}".strip()
    return tuple(cells)


def _overlap(piece: tuple[int, int], column: tuple[int, int]) -> int:
    return min(piece[1], column[1] + 1) - max(piece[0], column[0])
