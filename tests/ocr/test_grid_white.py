"""Tables without rules, or with level rules only; and what stands in columns but is no table."""

from itertools import pairwise

import numpy as np
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from document.pages import Image
from ocr.grid import find_grids
from ocr.grid_geometry import Geometry
from tests.ocr.pages import picture
from tests.ocr.tables import FONT, noisy

EDGES = (150, 230, 560, 760, 960, 1160, 1360)
ROWS = (("1", "Xã Bình An", "1.204", "98", "12.380", "97,5"), ("2", "Xã Hòa Phú", "35", "7", "980", "100"),
        ("3", "Xã Tân Lập Đông", "8", "1.004", "77", "62,5"), ("4", "Phường Một", "2.519", "611", "4", "5,08"))  # fmt: skip


def _sheet() -> tuple[Pillow.Image, ImageDraw.ImageDraw]:
    page = Pillow.new("L", (1654, 1200), 255)
    return page, ImageDraw.Draw(page)


def _set(pen: ImageDraw.ImageDraw, x: float, y: float, text: str, anchor: str = "mm") -> None:
    pen.text((x, y), text, font=ImageFont.truetype(FONT, 34), fill=0, anchor=anchor)


def table(ruled: bool) -> Image:
    """A header of two levels over figures flush right; with `ruled`, a rule above, below and between the rows."""
    page, pen = _sheet()
    middles = [(a + b) / 2 for a, b in pairwise(EDGES)]
    _set(pen, middles[0], 200, "TT")
    _set(pen, middles[1], 200, "Đơn vị")
    _set(pen, (EDGES[2] + EDGES[4]) / 2, 170, "Tiếp nhận hồ sơ")
    _set(pen, (EDGES[4] + EDGES[6]) / 2, 170, "Giải quyết hồ sơ")
    for k, title in enumerate(("Trực tiếp", "Qua mạng", "Tổng số", "Tỷ lệ"), start=2):
        _set(pen, middles[k], 230, title)
    for r, row in enumerate(ROWS):
        y = 300 + 70 * r
        _set(pen, middles[0], y, row[0])
        _set(pen, EDGES[1] + 20, y, row[1], "lm")
        for k, figure in enumerate(row[2:], start=2):
            _set(pen, EDGES[k + 1] - 20, y, figure, "rm")
    if ruled:
        for y in (135, 265, *(335 + 70 * r for r in range(len(ROWS)))):
            pen.line((EDGES[0], y, EDGES[-1], y), fill=0, width=3)
        pen.line((EDGES[2], 200, EDGES[-1], 200), fill=0, width=3)
    return noisy(np.array(page), 3)


def _spans(grid: Geometry) -> list[tuple[int, int, int, int]]:
    return [(c.row, c.column, c.row_span, c.column_span) for c in grid.cells if c.row < 2]


HEADER = [
    (0, 0, 2, 1),
    (0, 1, 2, 1),
    (0, 2, 1, 2),
    (0, 4, 1, 2),
    (1, 2, 1, 1),
    (1, 3, 1, 1),
    (1, 4, 1, 1),
    (1, 5, 1, 1),
]


def test_a_table_without_a_rule() -> None:
    (grid,) = find_grids(table(ruled=False))
    assert (grid.kind, grid.rows, grid.columns) == ("borderless", 6, 6)
    assert _spans(grid) == HEADER


def test_a_table_of_level_rules_with_a_header_of_two_levels() -> None:
    (grid,) = find_grids(table(ruled=True))
    assert (grid.kind, grid.rows, grid.columns) == ("partial", 6, 6)
    assert _spans(grid) == HEADER


def test_every_figure_lies_in_one_cell() -> None:
    for ruled in (False, True):
        (grid,) = find_grids(table(ruled))
        boxes = {(c.row, c.column): c.bbox for c in grid.cells}
        for r in range(len(ROWS)):
            for k in range(2, 6):
                x0, y0, x1, y1 = boxes[r + 2, k]
                assert x0 < EDGES[k + 1] - 110 < EDGES[k + 1] - 20 < x1
                assert y0 < 300 + 70 * r - 12 < 300 + 70 * r + 12 < y1


def test_a_letter_with_letterhead_and_signature_has_only_its_ruled_table() -> None:
    assert [grid.kind for grid in find_grids(picture())] == ["ruled"]


def test_lists_paragraphs_and_signatures_of_three_are_no_tables() -> None:
    page, pen = _sheet()
    for k in range(6):
        _set(
            pen,
            200,
            120 + 60 * k,
            f"{k + 1}. Đơn vị thứ {k + 1} đã báo cáo đủ số liệu trong tháng, đúng thời hạn quy định;",
            "lm",
        )
    for x, office, name in (
        (330, "THƯ KÝ", "Nguyễn Văn An"),
        (820, "KẾ TOÁN", "Trần Thị Bình"),
        (1300, "GIÁM ĐỐC", "Lê Hồng Cúc"),
    ):
        _set(pen, x, 640, office)
        _set(pen, x, 690, "(Đã ký)")
        _set(pen, x, 900, name)
    assert find_grids(noisy(np.array(page), 7)) == ()


def test_the_strokes_of_a_broken_seal_are_no_columns() -> None:
    """At one bit the ring and the signature fall to pieces, some of which stand one below the other, beside the recipients."""
    page, pen = _sheet()
    recipients = ("- Thường trực HĐND", "- Các sở, ban, ngành", "- UBND các huyện", "- Lưu: VT, NL")
    strokes = ((933, 978), (923, 925, 967, 971, 1184, 1187), (968, 973, 1183, 1186), (965, 975, 1133, 1143, 1183, 1186))
    for row, (text, edges) in enumerate(zip(recipients, strokes, strict=True)):
        y = 300 + 40 * row
        _set(pen, 254, y, text, "lm")
        for x0, x1 in zip(edges[::2], edges[1::2], strict=True):
            pen.rectangle((x0, y - 11, x1, y + 11), fill=0)
    assert find_grids(noisy(np.array(page), 3)) == ()
