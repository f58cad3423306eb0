"""Tables that a text file writes in HTML (`<table><tr><td colspan="2">`): what converters leave of a word processor's tables."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from html.parser import HTMLParser

import regex

from document.pages import Cell, Grid, Line, Page
from extract.markup import clean

_OPEN = regex.compile(r"<table\b", regex.I)
_CLOSE = regex.compile(r"</table\s*>", regex.I)
_BREAK = regex.compile(r"<br>")
_WIDEST = 60


@dataclass(slots=True)
class _Open:
    """A cell while it is read: its source text, the line it began on, its spans."""

    line: int
    rows: int
    columns: int
    parts: list[str] = field(default_factory=list)


class _Reader(HTMLParser):
    """Collects the cells of one table, row by row; what stands between the cells is left out."""

    def __init__(self, first: int) -> None:
        super().__init__(convert_charrefs=False)
        self.rows: list[list[_Open]] = []
        self._first = first
        self._cell: _Open | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a row or a cell; other tags belong to the text of their cell."""
        if tag == "tr":
            self.rows.append([])
            self._cell = None
        elif tag in ("td", "th"):
            if not self.rows:
                self.rows.append([])
            spans = dict(attrs)
            line = self._first + self.getpos()[0] - 1
            self._cell = _Open(line, _span(spans.get("rowspan")), _span(spans.get("colspan")))
            self.rows[-1].append(self._cell)
        elif self._cell is not None:
            self._cell.parts.append("<br>" if tag in ("br", "p", "div") else self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """End a cell."""
        if tag in ("td", "th", "tr", "table"):
            self._cell = None
        elif self._cell is not None and tag not in ("p", "div", "br"):
            self._cell.parts.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        """Text of the open cell."""
        if self._cell is not None:
            self._cell.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        """An entity stays as it is: markup is taken out later."""
        self.handle_data(f"&{name};")

    def handle_charref(self, name: str) -> None:
        """As an entity."""
        self.handle_data(f"&#{name};")


def _span(value: str | None) -> int:
    return max(1, min(_WIDEST, int(value))) if value and value.isdecimal() else 1


@dataclass(frozen=True, slots=True)
class HtmlTable:
    """A table of a text file: the cells' source by (row, column) of `grid`, with the line each begins on."""

    grid: Grid
    sources: dict[tuple[int, int], tuple[str, int]]


def html_tables(page: Page) -> list[HtmlTable]:
    """The HTML tables of a text page, in order; one inside another is read as part of its outer cell's row."""
    found: list[HtmlTable] = []
    start: int | None = None
    for index, line in enumerate(page.lines):
        if start is None and _OPEN.search(line.text):
            start = index
        if start is not None and _CLOSE.search(line.text):
            table = _read(page.lines[start : index + 1])
            if table is not None:
                found.append(table)
            start = None
    return found


def flattened(page: Page, table: HtmlTable) -> Page:
    """The page with a table that only lays out a letter's head or foot as lines of its rows, the columns parted by "|"."""
    grid = table.grid
    rows: dict[int, list[str]] = {}
    for cell in grid.cells:
        source, line = table.sources[cell.row, cell.column]
        for at, part in enumerate(_BREAK.split(source)):
            rows.setdefault(min(line + at, grid.last_line), []).append(part.strip())
    lines = [
        replace(line, text=" | ".join(p for p in rows.get(line.number, []) if p))
        if grid.line <= line.number <= grid.last_line
        else line
        for line in page.lines
    ]
    return replace(page, lines=tuple(lines))


def _read(lines: Sequence[Line]) -> HtmlTable | None:
    reader = _Reader(lines[0].number)
    reader.feed("\n".join(line.text for line in lines))
    reader.close()
    taken: dict[tuple[int, int], None] = {}
    cells: list[Cell] = []
    sources: dict[tuple[int, int], tuple[str, int]] = {}
    for row, entries in enumerate(reader.rows):
        column = 0
        for entry in entries:
            while (row, column) in taken:
                column += 1
            down = min(entry.rows, len(reader.rows) - row)
            text = " ".join("".join(entry.parts).split())
            cells.append(Cell(row, column, clean(text).text, row_span=down, column_span=entry.columns))
            sources[row, column] = (text, entry.line)
            taken.update({(r, c): None for r in range(row, row + down) for c in range(column, column + entry.columns)})
            column += entry.columns
    if not cells:
        return None
    rows, columns = max(r for r, _ in taken) + 1, max(c for _, c in taken) + 1
    return HtmlTable(Grid(rows, columns, tuple(cells), None, lines[0].number, lines[-1].number), sources)
