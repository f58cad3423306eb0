from functools import partial

import numpy as np
import pytest

from document.pages import Grid, Image, Word
from models.manifest import FIGURE_READER, load
from ocr.grid import find_grids, read_grid
from ocr.second import DOUBT, SecondReader
from ocr.tesseract import recognise
from tests.ocr.tables import Drawn, noisy

TEXTS = (
    (0, 0, "TT"), (0, 1, "Đơn vị"), (0, 2, "Hồ sơ"), (1, 2, "Tiếp nhận"), (1, 3, "Trả"), (0, 4, "Tỷ lệ"),
    (2, 0, "1"), (2, 1, "Xã Bình An"), (2, 2, "1.204"), (2, 3, "7"), (2, 4, "0,58%"),
    (3, 0, "2"), (3, 1, "Xã Hòa Phú"), (3, 2, "35"), (3, 3, "-"), (3, 4, "0"),
    (4, 0, "3"), (4, 1, "Xã Tân Lập"), (4, 2, "8"), (4, 3, "5"), (4, 4, "62,5%"),
)  # fmt: skip
TABLE = Drawn(
    columns=(100, 180, 560, 860, 1100, 1400),
    rows=(150, 220, 290, 350, 410, 470),
    merged=((0, 0, 2, 1), (0, 1, 2, 1), (0, 2, 1, 2), (0, 4, 2, 1)),
    texts=TEXTS,
)


def page() -> Image:
    return noisy(TABLE.draw(size=(1500, 600)), 4)


@pytest.fixture(scope="module")
def grid() -> Grid:
    image = page()
    (geometry,) = find_grids(image)
    return read_grid(geometry, image, recognise, SecondReader(partial(load, FIGURE_READER)), line=12)


def test_every_figure_of_a_table(grid: Grid) -> None:
    read = {(cell.row, cell.column): cell.text for cell in grid.cells}
    for row, column, text in TEXTS:
        if any(c.isdigit() for c in text) or text == "-":
            assert read[row, column] == text


def test_single_digits_are_not_doubtful(grid: Grid) -> None:
    lone = [cell for cell in grid.cells if len(cell.text) == 1 and cell.text.isdigit()]
    assert len(lone) == 7
    assert all(word.confidence >= DOUBT for cell in lone for word in cell.words)


def test_words_lie_in_their_cells_and_rows_are_lines(grid: Grid) -> None:
    assert (grid.line, grid.last_line) == (12, 16)
    for cell in grid.cells:
        assert cell.bbox is not None
        x0, y0, x1, y1 = cell.bbox
        for word in cell.words:
            middle = (word.bbox[0] + word.bbox[2]) / 2, (word.bbox[1] + word.bbox[3]) / 2
            assert x0 < middle[0] < x1
            assert y0 < middle[1] < y1


def test_a_cell_that_tesseract_leaves_empty_is_read_by_the_second_reader() -> None:
    def blind(image: Image, psm: int) -> tuple[Word, ...]:
        assert image.ndim == 2
        assert psm == 6
        return ()

    image = page()
    (geometry,) = find_grids(image)
    read = read_grid(geometry, image, blind, SecondReader(partial(load, FIGURE_READER)))
    figures = {(cell.row, cell.column): cell.text for cell in read.cells}
    assert figures[2, 2] == "1.204"
    assert figures[4, 3] == "5"


def test_a_table_is_read_in_one_call_and_blank_cells_in_none() -> None:
    calls: list[tuple[int, ...]] = []

    def counting(image: Image, psm: int) -> tuple[Word, ...]:
        calls.append(image.shape)
        return ()

    image = page()
    (geometry,) = find_grids(image)
    read_grid(geometry, image, counting)
    assert len(calls) == 1
    blank = np.full_like(image, 255)
    assert all(cell.text == "" for cell in read_grid(geometry, blank, counting).cells)
    assert len(calls) == 1
