"""Underlines that join letters to one piece."""

import cv2
import numpy as np

from document.pages import Image
from ocr.lines import find_ink
from ocr.underlines import without_underlines


def page(*, underlined: bool, long: int = 20) -> Image:
    """Rows of letters of 20 x 30 pixels; below the first `long` of one row a line that they stand on, with one tail through it."""
    grey = np.full((400, 900), 255, np.uint8)
    for y in (40, 140, 240):
        for k in range(26):
            cv2.rectangle(grey, (20 + 32 * k, y), (40 + 32 * k, y + 29), 0, 4)
    if underlined:
        cv2.rectangle(grey, (20, 170), (40 + 32 * (long - 1), 173), 0, -1)
        cv2.rectangle(grey, (20 + 32 * 5, 140), (24 + 32 * 5, 184), 0, -1)
    return grey


def test_letters_on_a_line_are_pieces_of_their_own_again() -> None:
    grey = page(underlined=True)
    cleaned = without_underlines(grey, find_ink(grey))
    assert cleaned is not None
    assert len(find_ink(cleaned).stats) == len(find_ink(page(underlined=False)).stats)
    assert (cleaned[172, 300:500] == 255).all()
    assert (cleaned[170:174, 20 + 32 * 5 + 2] < 128).all()  # the tail


def test_a_page_without_underlines_is_not_touched() -> None:
    grey = page(underlined=False)
    assert without_underlines(grey, find_ink(grey)) is None
    rule = page(underlined=False)
    cv2.rectangle(rule, (100, 320), (600, 322), 0, -1)  # a rule of its own, above footnotes
    assert without_underlines(rule, find_ink(rule)) is None
