"""Lines of print found by their ink."""

import cv2
import numpy as np
import pytest

from document.pages import Image, Word
from ocr.lines import find_ink, find_strips
from ocr.scan import _is_noise
from tests.ocr.pages import picture


def test_dust_is_not_taken_for_letters() -> None:
    """A page of few lines may hold more dust than letters."""
    grey = cv2.cvtColor(picture(), cv2.COLOR_RGB2GRAY)
    clean = find_ink(np.asarray(grey, dtype=np.uint8)).letter
    spots = np.random.default_rng(7)
    for x, y in zip(spots.integers(0, grey.shape[1] - 6, 600), spots.integers(0, grey.shape[0] - 6, 600), strict=True):
        grey[y : y + 5, x : x + 5] = 0
    assert abs(find_ink(np.asarray(grey, dtype=np.uint8)).letter - clean) < 0.15 * clean


def test_the_tick_of_a_pen_joins_no_lines() -> None:
    """A piece of ink over two lines belongs to neither: each line is read without it."""
    grey = np.full((300, 900), 255, np.uint8)
    for top in (100, 128):
        for x in range(50, 850, 22):
            grey[top : top + 16, x : x + 12] = 0
    grey[98:146, 402:410] = 0
    lines = sorted((s.y0, s.y1) for s in find_strips(find_ink(grey)) if s.x1 - s.x0 > 400)
    assert len(lines) == 2
    assert lines[0][1] <= lines[1][0]


@pytest.mark.parametrize(
    ("text", "sure", "noise"), [("w", 0.77, True), ("w", 0.97, False), ("I", 0.77, False), ("5", 0.77, False)]
)
def test_one_small_letter_alone_is_a_scribble_unless_it_was_read_well(text: str, sure: float, noise: bool) -> None:
    assert _is_noise([Word(text, (0, 0, 9, 9), sure)]) is noise


def two_columns(apart: int) -> Image:
    """Three rows of twenty upright bars each on both sides of a white stretch, so many pixels wide with the last bar's own."""
    grey = np.full((200, 900), 255, dtype=np.uint8)
    for row in range(3):
        for letter in range(20):
            for start in (40, 40 + 20 * 14 + apart):
                x = start + letter * 14
                grey[30 + 50 * row : 46 + 50 * row, x : x + 7] = 0
    return grey


def test_an_equals_sign_joins_what_stands_on_both_sides() -> None:
    """Its dashes are no letters, and each goes to the side that it is nearer to."""
    grey = two_columns(apart=46)
    middle = 40 + 20 * 14 + 19
    for row, shift in enumerate((-2, 2, 3)):
        top = 30 + 50 * row
        grey[top + 4 : top + 6, middle - 6 - shift : middle + 6 - shift] = 0
        grey[top + 10 : top + 12, middle - 6 + shift : middle + 6 + shift] = 0
    ink = find_ink(grey)
    assert [(strip.x0, strip.x1 > 590) for strip in find_strips(ink)] == [(40, True)] * 3


def test_columns_side_by_side_stay_apart() -> None:
    assert len(find_strips(find_ink(two_columns(apart=60)))) == 6
