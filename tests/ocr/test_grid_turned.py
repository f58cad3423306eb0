"""Titles on their side: which cells are turned, and that their words come back where they are printed."""

import numpy as np
import pytest

from document.pages import Image, Word
from ocr.grid_cells import Print
from ocr.grid_geometry import CellBox
from ocr.grid_turned import read_turned

_CLEAN = np.full((200, 300), 255, np.uint8)
_BOX = (40.0, 20.0, 70.0, 150.0)


def read(word: Word, row: int = 0, box: tuple[float, float, float, float] = _BOX) -> tuple[list[Word], int]:
    """The words of one cell at `box` that was read as `word`, and how often the turned image was read."""
    images: list[Image] = []

    def recognise(image: Image) -> tuple[Word, ...]:
        images.append(image)
        return (Word("Kế", (20, 22, 60, 38), 0.9), Word("hoạch", (70, 22, 150, 38), 0.9))

    cells = (CellBox(row, 0, (0, 0, 100, 200)),)
    told = read_turned(cells, [Print(0, box)], {0: [word]}, _CLEAN, letter=20.0, scale=1.0, read=recognise)
    return told[0], len(images)


def test_a_title_on_its_side_is_read_turned_and_its_words_stand_where_they_are_printed() -> None:
    words, _ = read(Word("ề § 5", _BOX, 0.3))
    assert [w.text for w in words] == ["Kế", "hoạch"]
    below, above = (w.bbox for w in words)
    assert above[3] <= below[1]  # it reads upwards
    assert all(_BOX[0] <= b[0] < b[2] <= _BOX[2] and _BOX[1] <= b[1] < b[3] <= _BOX[3] for b in (below, above))


@pytest.mark.parametrize(
    ("word", "row", "box"),
    [
        (Word("Tổng", _BOX, 0.95), 0, _BOX),
        (Word("?", _BOX, 0.3), 5, _BOX),
        (Word("?", _BOX, 0.3), 0, (40.0, 20.0, 200.0, 100.0)),
    ],
)
def test_what_is_read_well_or_stands_level_or_below_the_header_is_not_turned(
    word: Word, row: int, box: tuple[float, float, float, float]
) -> None:
    assert read(word, row, box) == ([word], 0)
