from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from document.pages import Image, LayerChar, Rule, Word
from ocr.grid import find_grids, layer_grids, read_layer_grid
from ocr.grid_geometry import Geometry
from tests.ocr.tables import FONT, Drawn, broken, noisy, tilted

FIGURES = tuple((r, c, str(37 * r + 11 * c)) for r in range(2, 7) for c in range(5))
HEADED = Drawn(
    columns=(100, 180, 620, 860, 1100, 1500),
    rows=(150, 220, 290, 350, 410, 470, 530, 590),
    merged=((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1), (6, 0, 1, 2)),
    texts=FIGURES,
)


def shape(geometry: Geometry) -> list[tuple[int, int, int, int]]:
    return [(cell.row, cell.column, cell.row_span, cell.column_span) for cell in geometry.cells]


def found(page: np.ndarray) -> Geometry:
    grids = find_grids(page)
    assert len(grids) == 1
    return grids[0]


def test_merged_cells_and_two_level_header() -> None:
    geometry = found(HEADED.draw())
    assert (geometry.rows, geometry.columns) == (7, 5)
    assert shape(geometry) == HEADED.cells()


def test_boxes_are_the_printed_cells() -> None:
    geometry = found(HEADED.draw())
    for cell in geometry.cells:
        want = (HEADED.columns[cell.column], HEADED.rows[cell.row])
        assert np.abs(np.array(cell.bbox[:2]) - want).max() <= 3


@pytest.mark.parametrize("degrees", [-0.8, -0.3, 0.4, 0.9])
def test_remaining_skew(degrees: float) -> None:
    assert shape(found(noisy(tilted(HEADED.draw(), degrees), 1))) == HEADED.cells()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_rules_with_holes(seed: int) -> None:
    assert shape(found(noisy(broken(HEADED.draw(), seed), seed))) == HEADED.cells()


def test_open_sides() -> None:
    open_table = Drawn(HEADED.columns, HEADED.rows, HEADED.merged, FIGURES, outer_sides=False)
    geometry = found(open_table.draw())
    assert (geometry.rows, geometry.columns) == (7, 5)
    assert shape(geometry) == HEADED.cells()


def test_double_rules_are_one() -> None:
    page = HEADED.draw(width=1)
    for y in HEADED.rows:
        page[y + 4, 100:1501] = page[y, 100:1501]
    for x in HEADED.columns:
        page[150:591, x + 4] = np.minimum(page[150:591, x + 4], page[150:591, x])
    assert shape(found(page)) == HEADED.cells()


def test_a_quarter_of_the_size_and_twice() -> None:
    small = np.asarray(Pillow.fromarray(HEADED.draw(width=3)).resize((1100, 798)), np.uint8)
    large = np.asarray(Pillow.fromarray(HEADED.draw()).resize((3308, 2400)), np.uint8)
    assert shape(found(small)) == HEADED.cells()
    assert shape(found(large)) == HEADED.cells()


@settings(max_examples=15, deadline=None)
@given(
    widths=st.lists(st.integers(90, 260), min_size=2, max_size=6),
    heights=st.lists(st.integers(52, 110), min_size=2, max_size=8),
)
def test_any_plain_table(widths: list[int], heights: list[int]) -> None:
    columns = tuple(60 + sum(widths[:i]) for i in range(len(widths) + 1))
    rows = tuple(80 + sum(heights[:i]) for i in range(len(heights) + 1))
    texts = tuple((r, c, str(r * c + 4)) for r in range(len(heights)) for c in range(len(widths)))
    drawn = Drawn(columns, rows, texts=texts)
    assert shape(found(drawn.draw())) == drawn.cells()


def test_a_table_without_upright_rules() -> None:
    page = Pillow.new("L", (1500, 700), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 36)
    rows = [
        ("TT", "Đơn vị", "Số hồ sơ", "Tỷ lệ"),
        ("1", "Xã Bình An", "1.204", "98,2%"),
        ("2", "Xã Hòa Phú", "35", "7%"),
    ]
    for y in (100, 170, 320):
        pen.line((100, y, 1400, y), fill=0, width=2)
    for row, texts in enumerate(rows):
        for column, text in enumerate(texts):
            pen.text(((120, 250, 800, 1150)[column], (112, 185, 255)[row]), text, font=font, fill=0)
    geometry = found(noisy(np.array(page), 2))
    assert geometry.kind == "partial"
    assert (geometry.rows, geometry.columns) == (3, 4)


def prose() -> np.ndarray:
    page = Pillow.new("L", (1654, 2338), 255)
    pen = ImageDraw.Draw(page)
    font = ImageFont.truetype(FONT, 38)
    for i in range(30):
        pen.text((180, 400 + 56 * i), "Đơn vị đã tiếp nhận 1.204 hồ sơ, giải quyết 1.187 hồ sơ", font=font, fill=0)
    pen.line((250, 180, 520, 180), fill=0, width=3)
    pen.line((900, 180, 1400, 180), fill=0, width=3)
    pen.line((180, 505, 900, 505), fill=0, width=2)
    return np.array(page)


def test_underlines_and_rules_of_a_letterhead_are_no_table() -> None:
    assert find_grids(noisy(prose(), 3)) == ()


def test_a_frame_and_a_box_are_no_table() -> None:
    page = prose()
    for inset in (40, 46):
        page[inset : inset + 3, inset:-inset] = 0
        page[-inset - 3 : -inset, inset:-inset] = 0
        page[inset:-inset, inset : inset + 3] = 0
        page[inset:-inset, -inset - 3 : -inset] = 0
    page[100:103, 1000:1500] = page[300:303, 1000:1500] = page[200:203, 1000:1500] = 0
    page[100:303, 1000:1003] = page[100:303, 1500:1503] = 0
    assert find_grids(page) == ()


def test_an_empty_page_has_no_table() -> None:
    assert find_grids(np.full((400, 300), 255, np.uint8)) == ()


def rules_of(drawn: Drawn) -> tuple[Rule, ...]:
    edges = set()
    for row, column, row_span, column_span in drawn.cells():
        for i in range(column, column + column_span):
            edges |= {("h", row, i), ("h", row + row_span, i)}
        for i in range(row, row + row_span):
            edges |= {("v", column, i), ("v", column + column_span, i)}
    x, y = drawn.columns, drawn.rows
    made = []
    for way, line, i in sorted(edges):
        if way == "h":
            made.append(Rule(x[i], y[line], x[i + 1], y[line]))
        else:
            made.append(Rule(x[line], y[i], x[line], y[i + 1]))
    return tuple(made)


POINTS = Drawn(
    columns=(70, 100, 260, 340, 420, 520),
    rows=(90, 112, 134, 152, 170, 188),
    merged=((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1)),
)


def test_rules_of_a_digital_page() -> None:
    (geometry,) = layer_grids(rules_of(POINTS), 200 / 72)
    assert shape(geometry) == POINTS.cells()
    assert geometry.bbox == pytest.approx([v * 200 / 72 for v in (70, 90, 520, 188)], abs=1)


def test_characters_go_to_the_cell_that_holds_their_middle() -> None:
    (geometry,) = layer_grids(rules_of(POINTS), 1.0)
    chars = []
    for row, (top, bottom) in enumerate(pairwise(POINTS.rows)):
        for column, (left, right) in enumerate(pairwise(POINTS.columns)):
            if row >= 2:
                x, y = (left + right) / 2, (top + bottom) / 2
                chars.append(LayerChar(str(row + column), (x - 3, y - 5, x + 3, y + 5), "Times", 12))
    chars.append(LayerChar("?", (10, 10, 16, 20), "Times", 12))

    def words_of(held: tuple[LayerChar, ...]) -> tuple[Word, ...]:
        return tuple(Word(char.text, char.bbox_pt) for char in held)

    grid = read_layer_grid(geometry, tuple(chars), 1.0, words_of, line=4)
    assert (grid.line, grid.last_line) == (4, 8)
    for cell in grid.cells:
        assert cell.text == (str(cell.row + cell.column) if cell.row >= 2 else "")


OPEN_COLUMNS = (130, 180, 800, 1050)


def _open_table(texts: Sequence[tuple[str, ...]], right: int = 1400, columns: tuple[int, ...] = OPEN_COLUMNS) -> Image:
    """Rules between rows only."""
    page = Pillow.new("L", (1500, 900), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 36)
    for row, held in enumerate(texts):
        pen.line((100, 100 + 70 * row, right, 100 + 70 * row), fill=0, width=2)
        for column, text in enumerate(held):
            pen.text((columns[column], 115 + 70 * row), text, font=font, fill=0, anchor="lt" if column == 1 else "mt")
    pen.line((100, 100 + 70 * len(texts), right, 100 + 70 * len(texts)), fill=0, width=2)
    return np.array(page)


OPEN_ROWS: list[tuple[str, ...]] = [
    ("TT", "Đơn vị", "Số hồ sơ", "Tỷ lệ"),
    ("1", "Xã Bình An", "1.204", "98,2%"),
    ("2", "Xã Hòa Phú", "35", "7%"),
    ("3", "Phường Tân Lập", "2.350", "17%"),
    ("4", "Xã Vĩnh Hòa", "935", "100%"),
]


def test_dirt_in_the_gutters_of_a_table_without_upright_rules() -> None:
    page = _open_table(OPEN_ROWS)
    for x, y in ((156, 200), (159, 340), (640, 268), (930, 190), (925, 410)):
        page[y : y + 5, x : x + 5] = 20
    geometry = found(noisy(page, 4))
    assert (geometry.kind, geometry.rows, geometry.columns) == ("partial", 5, 4)


def test_a_pale_seal_over_a_table_without_upright_rules() -> None:
    page = Pillow.fromarray(_open_table(OPEN_ROWS))
    pen = ImageDraw.Draw(page)
    for size in (150, 142, 96):
        pen.ellipse((920 - size, 300 - size, 920 + size, 300 + size), outline=170, width=3)
    dark = np.asarray(np.minimum(np.array(page), _open_table(OPEN_ROWS)), np.uint8)
    geometry = found(noisy(dark, 4))
    assert (geometry.rows, geometry.columns) == (5, 4)


def test_a_blank_last_column_goes_as_far_as_the_rules() -> None:
    body = _open_table(OPEN_ROWS[1:], columns=(130, 180, 640, 800))
    geometry = found(noisy(body, 2))
    assert (geometry.rows, geometry.columns) == (4, 5)
    headed = _open_table(OPEN_ROWS, columns=(130, 180, 640, 800))
    assert found(noisy(headed, 2)).columns == 4


def test_a_title_that_reaches_over_its_column() -> None:
    texts = [("TT", "Đơn vị", "Số hồ sơ", "Thực hiện"), *OPEN_ROWS[1:]]
    page = _open_table(texts, right=1180)
    pen = Pillow.fromarray(page)
    ImageDraw.Draw(pen).rectangle((680, 106, 1170, 160), fill=255)
    ImageDraw.Draw(pen).text((780, 115), "Kế hoạch", font=ImageFont.truetype(FONT, 36), fill=0, anchor="mt")
    ImageDraw.Draw(pen).text((965, 115), "Thực hiện năm", font=ImageFont.truetype(FONT, 36), fill=0, anchor="mt")
    geometry = found(noisy(np.array(pen), 2))
    sides = {cell.column: cell.bbox for cell in geometry.cells if cell.row == 0}
    assert geometry.columns == 4
    assert np.array(pen)[112:150, round(sides[3][0])].min() > 200
    assert sides[2][2] == sides[3][0]
