"""What was read as hOCR 1.2 (http://kba.github.io/hocr-spec/1.2/)."""

from collections.abc import Iterable
from html import escape

from document.pages import Grid, Line, Page, Word
from document.places import BBox
from ocr.plain import in_order

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


def to_hocr(pages: Iterable[Page]) -> str:
    """The pages as one hOCR document; boxes are pixels of the page as shown."""
    out = [_HEAD]
    for page in pages:
        title = f"bbox 0 0 {page.width} {page.height}; ppageno {page.number - 1}; scan_res {page.dpi:g} {page.dpi:g}"
        out.append(f'  <div class="ocr_page" id="page_{page.number}" title="{title}">\n')
        out += [_line(p, page.number) if isinstance(p, Line) else _grid(p, page.number) for p in in_order(page)]
        out.append("  </div>\n")
    return "".join([*out, " </body>\n</html>\n"])
