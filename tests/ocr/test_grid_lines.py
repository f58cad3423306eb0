"""Rows that no rule parts are parted by the lines of figures that the columns share."""

from collections.abc import Sequence

import cv2
import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from document.pages import Image
from ocr.grid import find_grids
from ocr.grid_geometry import Geometry
from tests.ocr.tables import FONT, noisy

COLUMNS = (100, 170, 620, 860, 1100, 1400)
TITLES = ("TT", "Đơn vị", "Kế hoạch\nnăm", "Thực hiện\nnăm", "So sánh\n(%)")
PITCH = 52


def _annex(rows: Sequence[tuple[str, ...]], dots: bool = False, top: int = 150) -> Image:
    """A table with a ruled header of two lines and upright rules; `rows` a line each, or more where a text has breaks."""
    page = Pillow.new("L", (1500, 1100), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 36)

    def put(row: tuple[str, ...], y: int) -> int:
        for column, text in enumerate(row):
            for k, line in enumerate(text.split("\n")):
                x = COLUMNS[column] + 10 if column < 2 else COLUMNS[column + 1] - 10
                pen.text((x, y + k * PITCH), line, font=font, fill=0, anchor="lt" if column < 2 else "rt")
        return y + PITCH * max(text.count("\n") + 1 for text in row)

    y = head = put(TITLES, top + 14)
    for row in rows:
        y = put(row, y + 16)
        if dots and row is not rows[-1]:
            for x in range(COLUMNS[0], COLUMNS[-1], 9):
                pen.rectangle((x, y + 6, x + 2, y + 8), fill=0)
    for level in (top, head + 4, y + 8):
        pen.line((COLUMNS[0], level, COLUMNS[-1], level), fill=0, width=3)
    for column in COLUMNS:
        pen.line((column, top, column, y + 8), fill=0, width=3)
    return noisy(np.array(page), 3)


def _table(image: Image) -> Geometry:
    (table,) = find_grids(image)
    return table


ROWS: list[tuple[str, ...]] = [
    ("1", "Xã Bình An", "11.347", "11.200", "98,7"),
    ("2", "Xã Hòa Phú", "43.850", "44.120", "100,6"),
    ("3", "Xã Tân Lập", "2.280", "2.450", "107,5"),
    ("4", "Xã Vĩnh Hòa", "1.390", "1.452", "104,5"),
]


@pytest.mark.parametrize("dots", [False, True])
def test_rows_without_rules(dots: bool) -> None:
    table = _table(_annex(ROWS, dots))
    assert (table.rows, table.columns) == (5, 5)
    assert len(table.cells) == 25
    assert all(cell.row_span == 1 for cell in table.cells)


def test_a_label_of_two_lines_is_one_row() -> None:
    rows = [*ROWS[:2], ("3", "Xã Tân Lập và\nvùng phụ cận", "2.280", "2.450", "107,5"), ROWS[3]]
    table = _table(_annex(rows))
    assert table.rows == 5
    heights = {cell.row: cell.bbox[3] - cell.bbox[1] for cell in table.cells if cell.column == 1}
    assert heights[3] > 1.5 * heights[2]


def test_a_row_that_lacks_figures_is_a_row() -> None:
    rows = [ROWS[0], ("2", "Xã Hòa Phú", "", "44.120", ""), ROWS[2], ("4", "Xã Vĩnh Hòa", "", "", "")]
    assert _table(_annex(rows)).rows == 5


def test_titles_of_two_lines_stay_one_row() -> None:
    table = _table(_annex(ROWS[:1]))
    assert table.rows == 2


def test_a_row_of_points_outside_a_table_is_no_table() -> None:
    page = np.full((900, 1500), 255, np.uint8)
    for y in range(120, 800, 90):
        cv2.putText(page, "Ho ten", (100, y), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (0,), 3)
        for x in range(260, 1300, 9):
            page[y - 3 : y, x : x + 3] = 0
    assert find_grids(noisy(page, 5)) == ()


def test_figures_that_touch_the_column_rules() -> None:
    page = Pillow.new("L", (1500, 700), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 40)
    edges, pitch, top = (100, 330, 560, 790, 1020, 1250), 36, 150
    rows = [
        ("Khoi", "Ke", "Hoach", "Thuc", "Hien"),
        *((f"{k}", f"1.{k}80", f"1.{k}07", f"1{k},1", f"1.{k}36") for k in range(2, 8)),
    ]
    for r, row in enumerate(rows):
        for right, text in zip(edges[1:], row, strict=True):
            pen.text((right, top + r * pitch + pitch - 3), text, font=font, fill=0, anchor="rs")
    bottom = top + len(rows) * pitch
    for y in range(top, bottom + 1, pitch):
        pen.line((edges[0], y, edges[-1], y), fill=0, width=2)
    for x in edges:
        pen.line((x, top, x, bottom), fill=0, width=2)
    table = _table(noisy(np.array(page), 7))
    assert (table.rows, table.columns, len(table.cells)) == (7, 5, 35)


def test_points_of_the_row_above_are_no_tone_marks() -> None:
    page = Pillow.new("L", (1500, 700), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 40)
    edges, top, pitch = (100, 560, 860, 1160, 1400), 150, 36
    rows = [("Xã Bình An", "1.347", "11.200", "98.7"), ("Xã Hòa Phú", "43.850", "4.120", "10.6")] * 4
    for column, text in enumerate(("Đơn vị", "Kế hoạch", "Thực hiện", "So sánh")):
        pen.text((edges[column] + 10, top + 42), text, font=font, fill=0, anchor="ls")
    for r, row in enumerate(rows):
        for column, text in enumerate(row):
            pen.text((edges[column] + 10, top + 60 + (r + 1) * pitch), text, font=font, fill=0, anchor="ls")
    bottom = top + 74 + len(rows) * pitch
    for y in (top, top + 58, bottom):
        pen.line((edges[0], y, edges[-1], y), fill=0, width=3)
    for x in edges:
        pen.line((x, top, x, bottom), fill=0, width=3)
    table = _table(noisy(np.array(page), 3))
    assert (table.rows, len(table.cells)) == (9, 36)


def test_rows_of_words_are_parted_by_their_numbers() -> None:
    rows = [
        ("1", "Rà soát thủ tục\nhành chính", "Văn phòng", "Quý một", "Đạt"),
        ("2", "Tập huấn", "Phòng Nội vụ", "Quý hai", "Chưa"),
        ("3", "Kiểm tra công vụ\ntại các xã", "Thanh tra", "Quý ba", "Đạt"),
    ]
    table = _table(_annex(rows))
    assert table.rows == 4
    heights = {cell.row: cell.bbox[3] - cell.bbox[1] for cell in table.cells if cell.column == 1}
    assert heights[1] > 1.5 * heights[2]


def test_labels_around_their_figures() -> None:
    page = Pillow.new("L", (1500, 700), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 36)
    labels = (("Xã Bình An",), ("Xã Tân Lập và", "vùng phụ cận"), ("Xã Hòa Phú",), ("Xã Vĩnh Hòa và", "các thôn"))
    y, ends = 240.0, []
    for k, label in enumerate(labels):
        height = 44 * len(label)
        for line, text in enumerate(label):
            pen.text((180, y + 22 + 44 * line), text, font=font, fill=0, anchor="lm")
        for x, text in ((140, f"{k + 1}"), (850, f"1{k}.347"), (1090, f"11.2{k}0"), (1390, f"98,{k}")):
            pen.text((x, y + height / 2), text, font=font, fill=0, anchor="rm")
        y += height
        ends.append(y)
    for level in (150, 236, y + 6):
        pen.line((COLUMNS[0], level, COLUMNS[-1], level), fill=0, width=3)
    for column in COLUMNS:
        pen.line((column, 150, column, y + 6), fill=0, width=3)
    for column, text in enumerate(TITLES):
        pen.text((COLUMNS[column] + 8, 190), text.split("\n")[0], font=font, fill=0, anchor="lm")
    table = _table(noisy(np.array(page), 3))
    assert table.rows == 5
    found = [cell.bbox[3] for cell in table.cells if cell.column == 1 and cell.row > 0]
    assert found == pytest.approx([*ends[:-1], y + 6], abs=9)
