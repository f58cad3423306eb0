"""Writers of what was read: hOCR 1.2 (http://kba.github.io/hocr-spec/1.2/) and plain text."""

from collections.abc import Iterable, Sequence
from html import escape

from document.pages import Grid, Line, Page, Word
from document.places import BBox

_HEAD = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN" "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html xmlns="http://www.w3.org/1999/xhtml" xml:lang="vi" lang="vi">
 <head>
  <title></title>
  <meta http-equiv="Content-Type" content="text/html;charset=utf-8"/>
  <meta name="ocr-system" content="baocao"/>
  <meta name="ocr-capabilities" content="ocr_page ocr_line ocrx_word ocr_table"/>
 </head>
 <body>
"""


def _box(box: BBox | None) -> str:
    return "bbox " + " ".join(str(round(v)) for v in box or (0.0, 0.0, 0.0, 0.0))


def _word(word: Word, name: str) -> str:
    title = f"{_box(word.bbox)}; x_wconf {round(word.confidence * 100)}"
    return f'<span class="ocrx_word" id="{name}" title="{title}">{escape(word.text)}</span>'


def _line(line: Line, page: int) -> str:
    name = f"line_{page}_{line.number}"
    words = " ".join(_word(w, f"word_{page}_{line.number}_{k}") for k, w in enumerate(line.words, start=1))
    return f'   <span class="ocr_line" id="{name}" title="{_box(line.bbox)}">{words or escape(line.text)}</span>\n'


def _grid(grid: Grid, page: int) -> str:
    rows: list[str] = []
    for row in range(grid.rows):
        cells = "".join(
            f'<td rowspan="{c.row_span}" colspan="{c.column_span}" title="{_box(c.bbox)}">'
            + " ".join(
                _word(w, f"word_{page}_{grid.line}_{c.row}_{c.column}_{k}") for k, w in enumerate(c.words, start=1)
            )
            + "</td>"
            for c in grid.cells
            if c.row == row
        )
        rows.append(f"    <tr>{cells}</tr>\n")
    return f'   <table class="ocr_table" title="{_box(grid.bbox)}">\n{"".join(rows)}   </table>\n'


def _parts(page: Page) -> list[Line | Grid]:
    """Lines and grids in reading order."""
    parts: list[tuple[int, Line | Grid]] = [(line.number, line) for line in page.lines]
    parts += [(grid.line, grid) for grid in page.grids]
    return [part for _, part in sorted(parts, key=lambda p: p[0])]


def to_hocr(pages: Iterable[Page]) -> str:
    """The pages as one hOCR document; boxes are pixels of the page as shown."""
    out = [_HEAD]
    for page in pages:
        title = f"bbox 0 0 {page.width} {page.height}; ppageno {page.number - 1}; scan_res {page.dpi:g} {page.dpi:g}"
        out.append(f'  <div class="ocr_page" id="page_{page.number}" title="{title}">\n')
        out += [_line(p, page.number) if isinstance(p, Line) else _grid(p, page.number) for p in _parts(page)]
        out.append("  </div>\n")
    return "".join([*out, " </body>\n</html>\n"])


def _grid_lines(grid: Grid) -> list[str]:
    """A line for each row, cells divided by tabs; a merged cell stands in its first place."""
    table = [[""] * grid.columns for _ in range(grid.rows)]
    for cell in grid.cells:
        table[cell.row][cell.column] = cell.text
    return ["\t".join(row) for row in table]


def page_lines(page: Page) -> list[str]:
    """The page as lines of text in reading order; line n of a page is element n - 1 where it was read from paper."""
    found: list[str] = []
    for part in _parts(page):
        found += [part.text] if isinstance(part, Line) else _grid_lines(part)
    return found


def to_text(pages: Sequence[Page]) -> str:
    """The pages as text, divided by form feeds."""
    return "\f".join("\n".join(page_lines(page)) + "\n" for page in pages)
