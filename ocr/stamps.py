"""Stamps, seals and signatures over print where no colour tells them: grey and 1-bit scans.

Their strokes join the letters that they cross to one large piece of ink, and those are not read: "114.862" is "4.862".
Grey ink is paler than black print and goes; where it stays, and where it went, the figures that it crosses are doubtful.
"""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from document.places import BBox
from ocr.lines import Ink
from ocr.pieces import painted

_LARGE, _TALL = 4.5, 1.0
"""A stroke is at least so high, and so wide, in heights of a small letter: upright rules are narrower, letters lower."""
_MOST = (1 / 2, 1 / 4)
"""Width and height of the page at the most: larger pieces are frames of pages and tables."""
_HOLLOW = 0.35
"""Share of its box that a stroke fills at the most: pictures and black edges fill more."""
_LINES, _RUN = 3, 0.6
"""Straight lines in one direction, each so long against the piece, from which it is a table."""
_PALER = 40
"""Grey levels by which a stamp's ink is paler than print where the two can be told apart."""
_PRINT = 25
"""Percentile of the grey of letters that is print; their rims are paler."""
_BESIDE = 0.7
"""What stands so near to a stroke, in small letters, may have lost its next letter to it."""


def without_stamps(grey: Image, ink: Ink) -> tuple[Image | None, tuple[BBox, ...]]:
    """The clean page without strokes that are paler than print, None where there are none; and where strokes stand, or stood."""
    x = ink.letter
    if x <= 0:
        return None, ()
    strokes = np.zeros(len(ink.stats), np.bool_)
    strokes[list(_strokes(ink, grey.shape))] = True
    if not strokes.any():
        return None, ()
    where = painted(strokes, ink.labels)
    boxes = tuple(_tiles(where, x))
    width, height = ink.stats[:, 2], ink.stats[:, 3]
    letters = (height >= 0.8 * x) & (height <= 2 * x) & (width <= 3 * x)
    letters[0] = False
    sample = grey[::2, ::2][painted(letters, ink.labels)[::2, ::2]]
    if sample.size == 0:
        return None, boxes
    level = float(np.percentile(sample, _PRINT))
    page: Image | None = None
    for piece in np.flatnonzero(strokes):
        left, top, wide, high = (int(v) for v in ink.stats[piece, :4])
        rows, columns = slice(top, top + high), slice(left, left + wide)
        pale = float(np.median(grey[rows, columns][ink.labels[rows, columns] == piece]))
        if pale - level >= _PALER:
            page = grey.copy() if page is None else page
            _lift(page[rows, columns], ink, (rows, columns), (level + pale) / 2)
    return page, boxes


def _lift(part: Image, ink: Ink, at: tuple[slice, slice], level: float) -> None:
    """Make paper of all ink within a stamp's box that is nowhere as dark as `level` nor beside such ink; in place.

    Accents and points stay: they are too small to be dark.
    """
    core = part < level
    labels = ink.labels[at]
    sized = (ink.stats[:, 3] >= 0.8 * ink.letter) | (ink.stats[:, 2] >= 0.8 * ink.letter)
    sized[0] = False
    own = cv2.dilate(painted(sized, labels).view(np.uint8), np.ones((5, 5), np.uint8)) > 0
    part[own & (cv2.dilate(core.view(np.uint8), np.ones((3, 3), np.uint8)) == 0)] = 255


def _strokes(ink: Ink, shape: tuple[int, ...]) -> Iterator[int]:
    x = ink.letter
    _, _, w, h, area = ink.stats.T
    large = (h >= _LARGE * x) & (w >= _TALL * x) & (w <= _MOST[0] * shape[1]) & (h <= _MOST[1] * shape[0])
    for piece in np.flatnonzero(large & (area <= _HOLLOW * w * h)):
        left, top, wide, high = (int(v) for v in ink.stats[piece, :4])
        own = (ink.labels[top : top + high, left : left + wide] == piece).astype(np.uint8)
        if not any(_lines(part) >= _LINES for part in (own, np.ascontiguousarray(own.T))):
            yield int(piece)


def _lines(own: NDArray[np.uint8]) -> int:
    """How many straight lines run over most of a piece from left to right."""
    kernel = np.ones((1, max(3, round(_RUN * own.shape[1]))), np.uint8)
    rows = cv2.morphologyEx(own, cv2.MORPH_OPEN, kernel).any(axis=1).astype(np.int8)
    return int((np.diff(np.concatenate([[0], rows])) == 1).sum())


def _tiles(where: NDArray[np.bool_], letter: float) -> Iterator[BBox]:
    """Boxes of about a letter around the ink of strokes, with what stands beside it."""
    step = max(4, round(letter / 2))
    height, width = (side // step * step for side in where.shape)
    tiles = where[:height, :width].reshape(height // step, step, width // step, step).any(axis=(1, 3))
    for row, column in np.argwhere(tiles).tolist():
        x0, y0 = column * step, row * step
        yield x0 - _BESIDE * letter, float(y0), x0 + step + _BESIDE * letter, float(y0 + step)
