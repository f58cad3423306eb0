"""Lines cut out for Tesseract."""

import numpy as np
import pytest

from document.pages import Image
from ocr.cut import HEIGHT, Cut, cut, owners
from ocr.lines import Strip, find_ink, find_strips

LETTERS = 12
WIDE = 34


def line(gap: int) -> tuple[Cut, Strip]:
    """Two words of upright bars, the second `gap` pixels behind the first, cut out of their page."""
    page: Image = np.full((80, 700), 255, dtype=np.uint8)
    for word in range(2):
        for letter in range(LETTERS):
            x = 40 + word * (LETTERS * 10 - 4 + gap) + letter * 10
            page[30:46, x : x + 6] = 0
    ink = find_ink(page)
    [strip] = find_strips(ink)
    return cut(page, owners(ink, [strip]), 0, strip, 0.0), strip


def places(piece: Cut) -> list[tuple[int, int]]:
    """Where each bar begins and ends in the picture."""
    dark = np.concatenate([[False], (piece.image.min(axis=0) < 128), [False]])
    edges = np.flatnonzero(dark[1:] != dark[:-1])
    return list(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True))


@pytest.mark.parametrize("gap", [12, WIDE])
def test_words_are_found_where_they_stand_on_the_page(gap: int) -> None:
    piece, strip = line(gap)
    first, last = places(piece)[LETTERS][0], places(piece)[-1][1]
    x0, _, x1, _ = piece.clean_box((first, 0, last, HEIGHT), strip)
    assert x0 == pytest.approx(40 + LETTERS * 10 - 4 + gap, abs=1.5)
    assert x1 == pytest.approx(strip.x1, abs=1.5)
