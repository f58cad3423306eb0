"""Tables that a text file aligns with spaces: columns are where no line of the table prints anything.

Titles and long cells go on over several lines; such lines are joined to the row that they belong to.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import regex

from document.pages import Line
from extract.blocks import NUMBERED
from extract.headings import is_upper
from extract.numbering import is_column_numbers

_GAP = regex.compile(r"\s{2,}")
_PIECE = regex.compile(r"\S+(?:\s\S+)*")
_FIGURE = regex.compile(r"[-+–]?[\d.,/]+(?:\(\d{1,2}\)|\*+)?\s?[%‰]?|[-–]|\d{1,3}(?: \d{3})+")
_SERIAL = regex.compile(r"\d{1,3}(?:\.\d{1,2})*\.?|[IVX]{1,5}\.?|[a-zđ]\)?|[A-HĐ]\.?|[-+*]")
_GROUP = regex.compile(r"(?:[IVX]{1,5}|[A-HĐ])\s?[.)]\s+\S|(?:PHẦN|Phần|NHÓM|Nhóm)\s+[\dIVX]+")
_LETTER = regex.compile(r"(?i:CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]|Nơi nhận)|Số:|GIÁM ĐỐC|CHỦ TỊCH|TRƯỞNG|KT\.|TM\.")
_ASIDE = regex.compile(r"\(?(?:Đơn vị(?: tính)?|ĐVT|Đvt)\s*:|\(?(?:Kèm theo|Ban hành|Tính đến|Số liệu)", regex.I)
_FEWEST_ROWS, _FEWEST_CELLS = 3, 3
_INDENT, _SHORT_TITLE, _LONG_LINE, _GAP_WIDTH = 2, 24, 12, 2


@dataclass(frozen=True, slots=True)
class AlignedTable:
    """A table's lines, first and last, and its rows: the number of the line that each stands on, and its cells."""

    first: int
    last: int
    rows: tuple[tuple[int, tuple[str, ...]], ...]


@dataclass(slots=True)
class _Row:
    """A row while lines are joined to it; `ends` is where the last piece in each column ends."""

    line: int
    cells: list[str]
    ends: dict[int, int] = field(default_factory=dict)

    def add(self, cells: Sequence[str], *, before: bool = False) -> None:
        for at, text in enumerate(cells):
            parts = (text, self.cells[at]) if before else (self.cells[at], text)
            self.cells[at] = " ".join(p for p in parts if p)


@dataclass(slots=True)
class _Core:
    """The lines from a table's first row of figures to its last one."""

    first: int
    last: int
    rows: list[int] = field(default_factory=list)


def aligned_tables(lines: Sequence[Line]) -> list[AlignedTable]:
    """The tables aligned with spaces, in order; nothing for files that have none."""
    rows = [at for at, line in enumerate(lines) if _is_row(line.text)]
    found: list[AlignedTable] = []
    for core in _cores(lines, rows):
        table = _table(lines, core)
        if table is not None and (not found or found[-1].last < table.first):
            found.append(table)
    return found


def _is_row(text: str) -> bool:
    """Whether a line reads as a row of figures: three cells or more, at least two of them figures."""
    if "\t" in text or "|" in text:
        return False
    cells = _GAP.split(text.strip())
    return len(cells) >= _FEWEST_CELLS and sum(bool(_FIGURE.fullmatch(c)) for c in cells) >= 2


def _cores(lines: Sequence[Line], rows: Sequence[int]) -> Iterator[_Core]:
    """Rows with nothing between them that could not stand in a table."""
    core: _Core | None = None
    for at in rows:
        if core is None or not _joined([line.text for line in lines[core.last + 1 : at]]):
            if core is not None:
                yield core
            core = _Core(at, at)
        core.last = at
        core.rows.append(at)
    if core is not None:
        yield core


def _joined(between: Sequence[str]) -> bool:
    """Whether the lines between two rows belong to their table: pieces of cells, names of groups, single blank lines."""
    if any(not a.strip() and not b.strip() for a, b in pairwise(between)):
        return False
    for text in between:
        stripped = text.strip()
        if not stripped or _is_wide(text):
            continue
        short = len(stripped.split()) <= _LONG_LINE
        if "\t" in text or "|" in text or NUMBERED.match(stripped) or not (short or _indent(text) >= _INDENT):
            return False
        if not _indent(text) and not (_GROUP.match(stripped) or is_upper(stripped)):
            return False
    return True


def _is_wide(text: str) -> bool:
    return "\t" not in text and "|" not in text and _GAP.search(text.strip()) is not None


def _indent(text: str) -> int:
    return len(text) - len(text.lstrip())


def _table(lines: Sequence[Line], core: _Core) -> AlignedTable | None:
    if len(core.rows) < _FEWEST_ROWS:
        return None
    columns = _columns([lines[at].text for at in core.rows])
    if len(columns) < _FEWEST_CELLS:
        return None
    first = core.first
    while first > 0 and _is_title_line(lines, first - 1, columns):
        first -= 1
    first = next((at for at in range(first, core.first + 1) if not _is_caption(lines[at].text)), core.first)
    last = core.last
    while last + 1 < len(lines) and _goes_on(lines[last + 1].text, columns):
        last += 1
    if any(_LETTER.search(line.text) for line in lines[first : last + 1]):
        return None
    titles = [line for line in lines[first : core.first] if line.text.strip()]
    groups: list[Line] = []
    while len(titles) > 1 and _is_group_line(titles[-1].text):
        groups.insert(0, titles.pop())
    rows = [*_header(titles, columns), *_rows([*groups, *lines[core.first : last + 1]], columns)]
    return AlignedTable(lines[first].number, lines[last].number, tuple((r.line, tuple(r.cells)) for r in rows))


def _is_title_line(lines: Sequence[Line], at: int, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether the line above the table's first line still belongs to its titles."""
    text = lines[at].text
    if not text.strip():
        above = lines[at - 1].text if at else ""
        return _is_wide(above) and not _LETTER.search(above) and len(_pieces(above)) >= len(columns) / 2
    return _is_wide(text) or (_indent(text) >= _INDENT and len(text.strip()) <= _SHORT_TITLE and "\t" not in text)


def _is_group_line(text: str) -> bool:
    """Whether a line without figures is a row: "I   VỀ KINH TẾ", "1   Quy hoạch   Đạt   Đạt"."""
    pieces = [piece for piece, _ in _pieces(text)]
    if len(pieces) > 2 and pieces[0].strip(".") == "1" and not is_column_numbers(pieces):
        return True
    return len(pieces) <= 2 and (
        _GROUP.match(pieces[0]) is not None or (len(pieces) == 2 and bool(_SERIAL.fullmatch(pieces[0])))
    )


def _is_caption(text: str) -> bool:
    """Whether a line over the titles is a caption or the unit of the whole table."""
    stripped = text.strip()
    if not stripped or NUMBERED.match(stripped) or _ASIDE.match(stripped):
        return True
    return not _is_wide(text) and (is_upper(stripped) or len(stripped) > _SHORT_TITLE)


def _goes_on(text: str, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether the line below the table's last row of figures still belongs to it."""
    if not text.strip() or "\t" in text or "|" in text:
        return False
    if _is_wide(text):
        return True
    return _indent(text) >= max(_INDENT, columns[0][1] + 1) and text.strip()[0].islower()


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


def _pieces(text: str) -> list[tuple[str, tuple[int, int]]]:
    return [(m.group(), m.span()) for m in _PIECE.finditer(text)]


def _cells(text: str, columns: Sequence[tuple[int, int]]) -> list[str]:
    """Each piece of a line goes to the column that it stands over; one over none to the nearest."""
    cells = [""] * len(columns)
    for piece, span in _pieces(text):
        nearest = max(range(len(columns)), key=lambda c: _overlap(span, columns[c]))
        cells[nearest] = f"{cells[nearest]} {piece}".strip()
    return cells


def _overlap(piece: tuple[int, int], column: tuple[int, int]) -> int:
    return min(piece[1], column[1] + 1) - max(piece[0], column[0])


def _header(lines: Sequence[Line], columns: Sequence[tuple[int, int]]) -> list[_Row]:
    """The titles as one row, those that span columns before " / "; the row that numbers the columns after it."""
    over: list[list[str]] = [[] for _ in columns]
    own: list[list[str]] = [[] for _ in columns]
    numbered: list[_Row] = []
    for line in lines:
        cells = _cells(line.text, columns)
        if is_column_numbers(cells):
            numbered.append(_Row(line.number, cells))
            continue
        for piece, span in _pieces(line.text):
            under = [c for c, column in enumerate(columns) if _overlap(span, column) > 0]
            if len(under) > 1:
                for c in under:
                    over[c].append(piece)
            else:
                own[max(range(len(columns)), key=lambda c: _overlap(span, columns[c]))].append(piece)
    titles = [" / ".join(" ".join(part) for part in parts if part) for parts in zip(over, own, strict=True)]
    return [*([_Row(lines[0].number, titles)] if any(titles) else []), *numbered]


def _rows(lines: Sequence[Line], columns: Sequence[tuple[int, int]]) -> list[_Row]:
    """The rows below the titles, lines that only carry on the text of a cell joined to theirs."""
    read = [_read_row(line, columns) for line in lines if line.text.strip()]
    rows: list[_Row] = []
    waiting: list[_Row] = []
    for at, row in enumerate(read):
        if _starts(row):
            for before in reversed(waiting):
                row.add(before.cells, before=True)
            waiting = []
            rows.append(row)
        elif _names_group(row):
            rows += [*waiting, row]
            waiting = []
        elif not rows or waiting or _belongs_below(row, next((r for r in read[at + 1 :] if _starts(r)), None)):
            waiting.append(row)
        elif _carries_on(rows[-1], row, columns):
            rows[-1].add(row.cells)
            rows[-1].ends |= row.ends
        else:
            rows.append(row)
    return [*rows, *waiting]


def _read_row(line: Line, columns: Sequence[tuple[int, int]]) -> _Row:
    ends = {
        max(range(len(columns)), key=lambda c: _overlap(span, columns[c])): span[1] for _, span in _pieces(line.text)
    }
    return _Row(line.number, _cells(line.text, columns), ends)


def _carries_on(last: _Row, row: _Row, columns: Sequence[tuple[int, int]]) -> bool:
    """Whether words without figures go on in the cell above: in small letters, or since their first word had no room there."""
    for column, text in enumerate(row.cells):
        if text and not text[0].islower():
            reach = columns[column + 1][0] - _GAP_WIDTH if column + 1 < len(columns) else columns[column][1] + 1
            room = max(columns[column][1] + 1, min(reach, row.ends.get(column, 0))) - last.ends.get(column, 0)
            if len(text.split(maxsplit=1)[0]) + 1 <= room:
                return False
    return True


def _starts(row: _Row) -> bool:
    """Whether a line is a row of its own: it has a figure, or a number of its own in front."""
    serial = _SERIAL.fullmatch(row.cells[0]) is not None
    return serial or any(_FIGURE.fullmatch(text) for text in row.cells[1:] if text)


def _names_group(row: _Row) -> bool:
    text = " ".join(c for c in row.cells if c)
    return _GROUP.match(text) is not None or (is_upper(text) and bool(row.cells[0] or row.cells[1]))


def _belongs_below(row: _Row, below: _Row | None) -> bool:
    """Whether words without figures begin the cell that goes on in the row of figures below them."""
    if below is None:
        return False
    for text, under in zip(row.cells, below.cells, strict=True):
        if text:
            return text[0].isupper() and (not under or under[0].islower())
    return False
