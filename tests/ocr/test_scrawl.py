"""What white parts as it parts a table, and is none."""

import pytest

from document.pages import Cell, Grid, Word
from ocr.scan import _is_scrawl


def grid(*cells: tuple[str, float]) -> Grid:
    words = [(Word(text, (0, 0, 9, 9), confidence),) if text else () for text, confidence in cells]
    return Grid(
        1,
        len(cells),
        tuple(Cell(0, at, text=w[0].text if w else "", words=w) for at, w in enumerate(words)),
        None,
        1,
        1,
    )


@pytest.mark.parametrize(
    ("cells", "scrawl"),
    [
        ([("Đơn", 0.9), ("12", 0.4), ("1.204", 0.9), ("-", 0.9), ("", 0)], False),
        ([("Nơi", 0.9), ("nhận", 0.9), ("⁄]", 0.3), ("“i", 0.2), ("W", 0.3)], True),
    ],
)  # fmt: skip
def test_a_table_holds_words_and_figures(cells: list[tuple[str, float]], scrawl: bool) -> None:
    assert _is_scrawl(grid(*cells)) == scrawl
