"""Rules that a scan left in pieces are followed by what darkens the paper."""

import numpy as np
import pytest

from document.pages import Image
from ocr.grid import find_grids
from ocr.grid_faint import continued
from ocr.grid_hair import hairlines
from ocr.grid_rules import Stroke
from tests.ocr.tables import Drawn, noisy

LETTER = 24.0
TABLE = Drawn(
    columns=(100, 180, 620, 860, 1100, 1500),
    rows=(150, 220, 290, 350, 410, 470),
    texts=tuple((r, c, str(37 * r + 11 * c + 5)) for r in range(5) for c in range(5)),
)


def _paper(seed: int = 1) -> Image:
    return np.random.default_rng(seed).normal(235, 6, (300, 900)).clip(0, 255).astype(np.uint8)


def _piece(start: float, end: float, at: float) -> Stroke:
    return Stroke(start, end, at, 0.0, ((start, end, at, at),))


def test_a_faint_line_joins_its_pieces() -> None:
    page = _paper()
    page[150:152, 50:850] -= 18
    (whole,) = continued(page, [_piece(50, 200, 150.5), _piece(700, 850, 150.5)], LETTER)
    assert (whole.start, whole.end) == (50, 850)


def test_blank_paper_joins_nothing() -> None:
    parts = continued(_paper(), [_piece(50, 200, 150.5), _piece(700, 850, 150.5)], LETTER)
    assert [(part.start, part.end) for part in parts] == [(50, 200), (700, 850)]


def test_letters_on_the_line_are_no_rule() -> None:
    page = _paper()
    for x in range(230, 680, 20):  # stems a letter high, one beside the other
        page[140:164, x : x + 4] = 30
    parts = continued(page, [_piece(50, 200, 150.5), _piece(700, 850, 150.5)], LETTER)
    assert len(parts) == 2


@pytest.mark.parametrize("seed", [2, 3])
def test_a_hairline_at_one_bit(seed: int) -> None:
    page = TABLE.draw(width=1)
    rng = np.random.default_rng(seed)
    letters = TABLE.draw(width=0)
    page[(letters == 255) & (rng.random(page.shape) < 0.25)] = 255
    table = max(find_grids(page), key=lambda found: len(found.cells))
    assert (table.rows, table.columns) == (5, 5)
    assert len(table.cells) == 25


def test_points_that_a_scan_lost_in_a_cell() -> None:
    drawn = Drawn(TABLE.columns, (150, 220, 470))
    page = drawn.draw(width=3)
    texts = TABLE.draw(width=0)
    page = np.minimum(page, texts)
    for y in TABLE.rows[2:-1]:
        for x in range(100, 1500, 6):
            page[y : y + 2, x : x + 2] = np.where(620 < x < 860, np.uint8(215), np.uint8(60))
    (table,) = find_grids(noisy(page, 5, 3.0))
    assert (table.rows, len(table.cells)) == (5, 25)


def test_crumbs_of_upright_hairlines() -> None:
    page = TABLE.draw(width=2)
    rng = np.random.default_rng(4)
    for x in TABLE.columns[1:-1]:
        page[160:465, x - 3 : x + 4] = 255
        for y in range(152, 468, 9):
            page[y : y + int(rng.integers(4, 7)), x] = 0
    stack = [_piece(100, 1500, float(y)) for y in TABLE.rows]
    found = hairlines(np.where(page < 128, 255, 0).astype(np.uint8), stack, 24.0)
    assert [round(rule.at) for rule in found] == pytest.approx(TABLE.columns, abs=1)
    table = max(find_grids(page), key=lambda grid: len(grid.cells))
    assert (table.rows, table.columns, len(table.cells)) == (5, 5, 25)
