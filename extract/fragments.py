"""Pieces of tables as they stand on the paper: runs of tabbed or piped lines of a text file, ruled grids of a page."""

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from document.pages import Cell, Grid, Line, Page
from document.places import Place, union
from document.report import TableCell
from extract.aligned import AlignedTable, aligned_tables
from extract.html import HtmlTable, flattened, html_tables
from extract.markup import clean

_SEPARATOR = regex.compile(r"[\s|:+\-–—=]*-[\s|:+\-–—=]*")
_PIPE = regex.compile(r"(?<!\\)\|")
_LISTED = regex.compile(
    r"(?:[-–—+*•●▪■]|\(?(?:\d{1,2}|[a-zđ])\)|(?:\d{1,2}(?:\.\d{1,2})*|[IVX]{1,5}|[a-zđ])[.)])\t(?=\S)"
)
"""A bullet or a closed number before a tab: an item of a list. (A number without a sign begins a row.)"""
_BULLET = regex.compile(r"[-–—+*•●▪■]\s+(?=\p{L})")
_SENTENCE = 4
_LETTERHEAD = regex.compile(r"CỘNG H(?:ÒA|OÀ) XÃ HỘI|Độc lập\s*[-–]\s*Tự do|Nơi nhận|ĐẢNG CỘNG SẢN", regex.I)


@dataclass(frozen=True, slots=True)
class Row:
    """One printed row. `repeated` holds, for rows of a grid, the columns that a spanning cell covers from the left or above."""

    cells: tuple[TableCell, ...]
    line: int
    covered: frozenset[int] = frozenset()

    @property
    def texts(self) -> tuple[str, ...]:
        """The cells' texts."""
        return tuple(c.text for c in self.cells)


@dataclass(frozen=True, slots=True)
class Fragment:
    """Rows that stand together on one page. `spans` for a grid: (row, column) -> (rows, columns) of each merged cell."""

    page: int
    line: int
    last_line: int
    rows: tuple[Row, ...]
    grid: Grid | None = None

    @property
    def width(self) -> int:
        """Cells of the longest row."""
        return max(len(r.cells) for r in self.rows)


def text_fragments(page: Page) -> tuple[list[Fragment], frozenset[int]]:
    """The tables of a text page and the numbers of the lines that they take out of the running text."""
    found: list[Fragment] = []
    taken: set[int] = set()
    for table in html_tables(page):
        found.append(_html_fragment(page.number, table))
        taken.update(range(table.grid.line, table.grid.last_line + 1))
    for spaced in aligned_tables([line for line in page.lines if line.number not in taken]):
        found.append(_aligned_fragment(page.number, spaced))
        taken.update(range(spaced.first, spaced.last + 1))
    run: list[tuple[Line, tuple[str, ...]]] = []
    ruled = False
    for line in (*page.lines, Line(0, "")):
        cells = None if line.number in taken else split_cells(line.text)
        if cells is None:
            if _is_table(run, ruled):
                found.append(_fragment(page.number, run))
                taken.update(entry.number for entry, _ in run)
            run, ruled = [], False
            continue
        ruled = ruled or not cells
        run.append((line, cells))
    return sorted(found, key=lambda f: f.line), frozenset(taken)


def _aligned_fragment(page: int, table: AlignedTable) -> Fragment:
    rows = [Row(tuple(_text_cell(text, Place(page, line)) for text in cells), line) for line, cells in table.rows]
    return Fragment(page, table.first, table.last, tuple(rows))


def without_layout(page: Page) -> Page:
    """A text page whose HTML tables are tables: those that lay out the head or foot of a letter are lines again."""
    if page.reader != "text":
        return page
    for table in html_tables(page):
        if _LETTERHEAD.search(" ".join(c.text for c in table.grid.cells)):
            page = flattened(page, table)
    return page


def _html_fragment(page: int, table: HtmlTable) -> Fragment:
    grid = table.grid
    first = grid_fragment(page, grid)
    rows = [
        Row(tuple(_html_cell(page, table, at, column, row) for column in range(grid.columns)), row.line, row.covered)
        for at, row in enumerate(first.rows)
    ]
    return Fragment(page, grid.line, grid.last_line, tuple(rows), grid)


def _html_cell(page: int, table: HtmlTable, at: int, column: int, row: Row) -> TableCell:
    source, line = table.sources.get((at, column), ("", min(row.line, table.grid.last_line)))
    return _text_cell(source, Place(page, line))


def _text_cell(raw: str, place: Place) -> TableCell:
    text = clean(raw).text
    source = " ".join(raw.split())
    return TableCell(text, place, source=source if source != text else None)


def split_cells(text: str) -> tuple[str, ...] | None:
    """The cells of a table line with their markup: () for a Markdown separator, None where the line is no table line."""
    stripped = text.strip()
    if _is_item(stripped):
        return None
    if "\t" in stripped or (text.startswith("\t") and stripped):
        return tuple(c.strip() for c in text.rstrip("\r\n").split("\t"))
    if " | " in stripped and stripped[0] != "|" and len(_PIPE.findall(stripped)) >= 2:
        return tuple(c.replace("\\|", "|").strip() for c in _PIPE.split(stripped.removesuffix("|")))
    if stripped.startswith("|") and len(_PIPE.findall(stripped)) >= 2:
        if _SEPARATOR.fullmatch(stripped):
            return ()
        inner = stripped[1:].removesuffix("|") if not stripped.endswith("\\|") else stripped[1:]
        return tuple(c.replace("\\|", "|").strip() for c in _PIPE.split(inner))
    return None


def _is_item(stripped: str) -> bool:
    """ "-\tĐăng ký khai sinh: 12/12 hồ sơ": tabs may stand before and behind the bullet of an item that has no cells."""
    listed = _LISTED.match(stripped)
    words = stripped[listed.end() :] if listed else stripped
    if "\t" in words:
        return False
    return _bulleted(stripped) if listed is None else _bulleted(stripped) or len(words.split()) > _SENTENCE


def _bulleted(text: str) -> bool:
    return _BULLET.match(text) is not None


def _is_table(run: Sequence[tuple[Line, tuple[str, ...]]], ruled: bool) -> bool:
    rows = [cells for _, cells in run if any(cells)]
    if not rows or any(_LETTERHEAD.search(" ".join(cells)) for cells in rows):
        return False
    if len(rows) == 1:
        return len(rows[0]) >= 3 and (ruled or "\t" in run[0][0].text or run[0][0].text.lstrip().startswith("|"))
    if not ruled and all(sum(map(bool, cells)) < 2 for cells in rows):
        return False  # indented lines
    return ruled or max(len(cells) for cells in rows) >= 3 or len(rows) >= 3


def _fragment(page: int, run: Sequence[tuple[Line, tuple[str, ...]]]) -> Fragment:
    rows = tuple(
        Row(tuple(_text_cell(text, Place(page, line.number)) for text in cells), line.number)
        for line, cells in run
        if cells
    )
    return Fragment(page, run[0][0].number, run[-1][0].number, rows)


def grid_fragment(page: int, grid: Grid) -> Fragment:
    """A ruled table as rows of equal length; what a merged cell covers is empty in all but its first position."""
    table: list[list[Cell | None]] = [[None] * grid.columns for _ in range(grid.rows)]
    covered: list[set[int]] = [set() for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.column] = cell
        for row in range(cell.row, min(grid.rows, cell.row + cell.row_span)):
            for column in range(cell.column, min(grid.columns, cell.column + cell.column_span)):
                if (row, column) != (cell.row, cell.column):
                    covered[row].add(column)
    rows = tuple(
        Row(tuple(_cell(page, grid.line + at, cell) for cell in cells), grid.line + at, frozenset(covered[at]))
        for at, cells in enumerate(table)
    )
    return Fragment(page, grid.line, grid.last_line, rows, grid)


def _cell(page: int, line: int, cell: Cell | None) -> TableCell:
    if cell is None:
        return TableCell("", Place(page, line))
    box = cell.bbox or union([w.bbox for w in cell.words])
    return TableCell(" ".join(cell.text.split()), Place(page, line, box), cell.words)
