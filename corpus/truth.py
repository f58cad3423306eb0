"""The true text of every page of a typeset letter, read back from the PDF's own text layer in the order it was printed.

`build/corpus/<slug>.truth.json` holds `{"slug", "seals", "pages": [page, ...]}` with pages as `PageTruth` names them.
Boxes are points from the top left. Calls of footnotes are printed small and raised; here they are the signs "¹²³…".
"""

import io
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

import pdfplumber
import regex

from document.places import BBox, union

_SUPER = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_HEADER_PT = 58.0
_GAP_PT = 30.0
"""Two stretches on one baseline this far apart are two lines: the columns of the letterhead."""


@dataclass(frozen=True, slots=True)
class LineTruth:
    """One printed line; `role` is "body", "footnote" or "page_number"."""

    text: str
    bbox_pt: BBox
    role: str
    size_pt: float


@dataclass(frozen=True, slots=True)
class CellTruth:
    """One cell; its printed lines are joined with single spaces."""

    row: int
    column: int
    row_span: int
    column_span: int
    text: str
    bbox_pt: BBox


@dataclass(frozen=True, slots=True)
class TableTruth:
    """A table as it stands on one page. `line`: how many of the page's lines come before it."""

    rows: int
    columns: int
    line: int
    bbox_pt: BBox
    cells: tuple[CellTruth, ...]


@dataclass(frozen=True, slots=True)
class PageTruth:
    """One page; `lines` leaves out what stands in tables."""

    number: int
    width_pt: float
    height_pt: float
    lines: tuple[LineTruth, ...]
    tables: tuple[TableTruth, ...]

    @property
    def text(self) -> str:
        """Everything printed in reading order: lines, and the rows of tables with their cells divided by spaces."""
        out: list[str] = []
        for k in range(len(self.lines) + 1):
            for table in self.tables:
                if table.line == k:
                    out += table_rows(table)
            if k < len(self.lines):
                out.append(self.lines[k].text)
        return "\n".join(out)


def table_rows(table: TableTruth) -> list[str]:
    """The rows of a table as lines of text."""
    rows = [[c.text for c in table.cells if c.row == row and c.text] for row in range(table.rows)]
    return [" ".join(cells) for cells in rows if cells]


def read(ruled_pdf: bytes) -> list[PageTruth]:
    """The pages of a letter whose tables are all ruled."""
    with pdfplumber.open(io.BytesIO(ruled_pdf)) as pdf:
        return [_page(number, page) for number, page in enumerate(pdf.pages, 1)]


def to_json(slug: str, pages: Sequence[PageTruth], seals: Sequence[tuple[int, float, float]]) -> dict[str, Any]:
    """What `<slug>.truth.json` holds."""
    return {
        "slug": slug,
        "seals": [list(s) for s in seals],
        "pages": [asdict(page) | {"text": page.text} for page in pages],
    }


def from_json(data: dict[str, Any]) -> list[PageTruth]:
    """The pages of a `<slug>.truth.json`."""
    pages = []
    for page in data["pages"]:
        lines = tuple(LineTruth(**{**line, "bbox_pt": tuple(line["bbox_pt"])}) for line in page["lines"])
        tables = tuple(
            TableTruth(
                t["rows"], t["columns"], t["line"], tuple(t["bbox_pt"]),
                tuple(CellTruth(**{**c, "bbox_pt": tuple(c["bbox_pt"])}) for c in t["cells"]),
            )
            for t in page["tables"]
        )  # fmt: skip
        pages.append(PageTruth(page["number"], page["width_pt"], page["height_pt"], lines, tables))
    return pages


def _page(number: int, page: Any) -> PageTruth:
    grids = sorted(page.find_tables(), key=lambda t: t.bbox[1])
    free: list[dict[str, Any]] = []
    inside: dict[tuple[int, int], list[dict[str, Any]]] = {}
    for char in page.chars:
        where = _cell_of(char, grids)
        if where is None:
            free.append(char)
        else:
            inside.setdefault(where, []).append(char)
    lines = [_line(chars) for chars in _split(free)]
    lines = [line for line in lines if line.text]
    if number == 1:
        lines = _letterhead_first(lines, float(page.width))
    tables = []
    for k, grid in enumerate(grids):
        before = sum(1 for line in lines if line.role != "footnote" and line.bbox_pt[1] < grid.bbox[1])
        tables.append(_table(grid, before, {c: chars for (g, c), chars in inside.items() if g == k}))
    return PageTruth(number, float(page.width), float(page.height), tuple(lines), tuple(tables))


def _letterhead_first(lines: list[LineTruth], width: float) -> list[LineTruth]:
    """The left column of the letterhead, then the right one: it is printed row by row."""
    end = 0
    while end < len(lines) and (lines[end].bbox_pt[2] < 0.48 * width or lines[end].bbox_pt[0] > 0.4 * width):
        end += 1
    return sorted(lines[:end], key=lambda line: line.bbox_pt[0] > 0.4 * width) + lines[end:]


def _cell_of(char: dict[str, Any], grids: Sequence[Any]) -> tuple[int, int] | None:
    x, y = (char["x0"] + char["x1"]) / 2, (char["top"] + char["bottom"]) / 2
    for k, grid in enumerate(grids):
        for c, (x0, top, x1, bottom) in enumerate(grid.cells):
            if x0 <= x <= x1 and top <= y <= bottom:
                return k, c
    return None


def _split(chars: Sequence[dict[str, Any]]) -> list[list[dict[str, Any]]]:
    """Printed lines in file order: a new one where the baseline moves, the pen goes back, or a column begins."""
    lines: list[list[dict[str, Any]]] = []
    for char in chars:
        last = lines[-1][-1] if lines else None
        if (
            last is None
            or abs(char["matrix"][5] - last["matrix"][5]) > 0.5 * max(char["size"], last["size"])
            or char["x0"] < last["x0"] - 0.5 * last["size"]
            or char["x0"] - last["x1"] > _GAP_PT
        ):
            lines.append([])
        lines[-1].append(char)
    return lines


def _text(chars: Sequence[dict[str, Any]]) -> str:
    size = max(c["size"] for c in chars)
    base = max((c["matrix"][5] for c in chars if c["size"] < 0.8 * size), default=None)
    ground = next(c["matrix"][5] for c in chars if c["size"] == size)
    raised = base is not None and base > ground
    parts = [c["text"].translate(_SUPER) if raised and c["size"] < 0.8 * size else c["text"] for c in chars]
    return regex.sub(r"\s+", " ", "".join(parts)).strip()


def _line(chars: Sequence[dict[str, Any]]) -> LineTruth:
    text = _text(chars)
    box = union([(c["x0"], c["top"], c["x1"], c["bottom"]) for c in chars])
    size = max(c["size"] for c in chars)
    role = "footnote" if size < 10.5 else "body"
    if box is not None and box[3] < _HEADER_PT and text.isdigit():
        role = "page_number"
    return LineTruth(text, _rounded(box), role, round(float(size), 2))


def _rounded(box: BBox | None) -> BBox:
    if box is None:
        raise ValueError("a line without characters")
    return (round(box[0], 2), round(box[1], 2), round(box[2], 2), round(box[3], 2))


def _table(grid: Any, before: int, chars: dict[int, list[dict[str, Any]]]) -> TableTruth:
    xs, ys = _edges([(c[0], c[2]) for c in grid.cells]), _edges([(c[1], c[3]) for c in grid.cells])
    cells = []
    for k, (x0, top, x1, bottom) in enumerate(grid.cells):
        row, column = _at(ys, top), _at(xs, x0)
        text = " ".join(_text(line) for line in _split(chars.get(k, [])))
        box = _rounded((x0, top, x1, bottom))
        cells.append(CellTruth(row, column, _at(ys, bottom) - row, _at(xs, x1) - column, text, box))
    cells.sort(key=lambda c: (c.row, c.column))
    return TableTruth(len(ys) - 1, len(xs) - 1, before, _rounded(grid.bbox), tuple(cells))


def _edges(pairs: Sequence[tuple[float, float]]) -> list[float]:
    """The distinct grid lines: values within a point are one."""
    edges: list[float] = []
    for value in sorted(v for pair in pairs for v in pair):
        if not edges or value - edges[-1] > 1.0:
            edges.append(value)
    return edges


def _at(edges: Sequence[float], value: float) -> int:
    return bisect_right(edges, value + 0.5) - 1
