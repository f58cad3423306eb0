"""Underlined words: the line below them joins their letters to one piece of ink, and no letter is left to be read."""

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from ocr.lines import Ink

_LONG, _LOW, _HIGH = 5.0, 0.6, 3.0
"""Letters and their underline make a piece at least so wide and between so high, in heights of a small letter."""
_RUN, _THICK = 3.5, 0.35
"""An underline runs at least so far in one row, and is at most so thick."""


def without_underlines(grey: Image, ink: Ink) -> Image | None:
    """The clean page without the lines that join letters to long pieces; None where there are none.

    What crosses such a line (the tail of a "g") stays whole.
    """
    x = ink.letter
    if x <= 0:
        return None
    width, height = ink.stats[1:, 2], ink.stats[1:, 3]
    joined = 1 + np.flatnonzero((width >= _LONG * x) & (height >= _LOW * x) & (height <= _HIGH * x))
    page: Image | None = None
    for piece in joined:
        left, top, wide, high = (int(v) for v in ink.stats[piece, :4])
        own = (ink.labels[top : top + high, left : left + wide] == piece).astype(np.uint8)
        line = _line(own, x)
        if line is None:
            continue
        page = grey.copy() if page is None else page
        part = page[top : top + high, left : left + wide]
        part[line] = 255
    return page


def _line(own: NDArray[np.uint8], letter: float) -> NDArray[np.bool_] | None:
    """Which pixels of one piece are its underline; None where it has none."""
    kernel = np.ones((1, max(3, round(_RUN * letter))), np.uint8)
    runs = cv2.morphologyEx(own, cv2.MORPH_OPEN, kernel)
    if not runs.any() or int(runs.sum(axis=0).max()) > _THICK * letter:
        return None
    # The rims of the line, where grey pixels make no unbroken run, go with it; what comes out on both sides crosses it.
    line = np.asarray(cv2.bitwise_and(cv2.dilate(runs, np.ones((3, 1), np.uint8)), own), np.uint8)
    rest = own & (1 - line)
    above = np.zeros(own.shape[1], dtype=np.bool_)
    below = above.copy()
    for column in np.flatnonzero(line.any(axis=0)):
        rows = np.flatnonzero(line[:, column])
        above[column] = rows[0] > 0 and bool(rest[rows[0] - 1, column])
        below[column] = rows[-1] + 1 < len(own) and bool(rest[rows[-1] + 1, column])
    return np.asarray((line > 0) & ~(above & below), dtype=np.bool_)
