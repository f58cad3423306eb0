"""Cut lines out of a clean page: straight, without their neighbours' ink, at the height Tesseract's network reads."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image, Word
from document.places import BBox
from ocr.lines import Ink, Strip
from ocr.pieces import painted
from ocr.ranks import median

Owners = NDArray[np.int16]

HEIGHT = 36
"""Rows of pixels that the network of `vie` takes (its specification begins "[1,36,0,1"); other heights are resampled to it."""

_MARGIN_Y = 0.2
_MARGIN_X = 0.2
"""White around the ink, in heights of a small letter."""

_MIN_LETTERS = 2.55
"""A line without ascenders or accents is not blown up beyond a full line's size: its crop is at least so many letters high."""


@dataclass(frozen=True, slots=True)
class Cut:
    """One line's picture, and the way back: `matrix` (2 x 3) takes its pixels to pixels of the clean page."""

    image: Image
    matrix: NDArray[np.float64]

    def clean_box(self, box: BBox, strip: Strip) -> BBox:
        """A word's box on the clean page; never outside its strip's rows."""
        x0, y0, x1, y1 = box
        (a, b, c), (d, e, f) = self.matrix.tolist()  # a word at a time is quicker without numpy
        corners = [(a * x + b * y + c, d * x + e * y + f) for x, y in ((x0, y0), (x1, y0), (x0, y1), (x1, y1))]
        left, right = min(x for x, _ in corners), max(x for x, _ in corners)
        top, bottom = min(y for _, y in corners), max(y for _, y in corners)
        return (
            max(left, float(strip.x0)),
            max(top, float(strip.y0)),
            min(right, float(strip.x1)),
            min(bottom, float(strip.y1)),
        )


def owners(ink: Ink, strips: Sequence[Strip]) -> Owners:
    """Height x width: the index of the strip that each pixel's ink belongs to, -1 for paper, -2 for ink of none."""
    table = np.full(len(ink.stats), -2, dtype=np.int16)
    table[0] = -1
    for index, strip in enumerate(strips):
        table[list(strip.pieces)] = index
    return painted(table, ink.labels)


def slope(ink: Ink, strip: Strip) -> float:
    """Rise of the line's own baseline (pixels down for a pixel to the right): what a page-wide deskew left over."""
    rows = ink.stats[list(strip.pieces)].astype(np.float64)
    rows = rows[(rows[:, 3] >= 0.7 * strip.letter) & (rows[:, 3] <= 1.8 * strip.letter)]
    if len(rows) < 10 or np.ptp(rows[:, 0]) < 15 * strip.letter:
        return 0.0
    across, bottom = rows[:, 0] + rows[:, 2] / 2, rows[:, 1] + rows[:, 3]
    keep = np.abs(bottom - median(bottom)) < 0.5 * strip.letter
    found = 0.0
    for _ in range(3):
        if int(keep.sum()) < 8:
            return found
        # Least squares: np.polyfit takes ten times as long for so few points, three times a line.
        from_middle = across[keep] - across[keep].mean()
        found = float(from_middle @ bottom[keep] / (from_middle @ from_middle))
        start = float(bottom[keep].mean() - found * across[keep].mean())
        keep = np.abs(bottom - (found * across + start)) < 0.18 * strip.letter
    return found if abs(found) < 0.05 else 0.0


def cut(grey: Image, owner: Owners, index: int, strip: Strip, rise: float) -> Cut:
    """The picture of strip `index`: `HEIGHT` rows, ink of other strips and of none painted out."""
    letter = strip.letter
    drop = rise * (strip.x1 - strip.x0) / 2
    pad = max(2.0, _MARGIN_Y * letter)
    top, bottom = strip.y0 + abs(drop) - pad, strip.y1 - abs(drop) + pad
    missing = _MIN_LETTERS * letter - (bottom - top)
    if missing > 0:
        top, bottom = top - missing * 0.6, bottom + missing * 0.4
    left, right = strip.x0 - _MARGIN_X * letter, strip.x1 + _MARGIN_X * letter
    scale = HEIGHT / (bottom - top)
    x0, x1 = max(0, int(left) - 2), min(grey.shape[1], int(right) + 3)
    y0, y1 = max(0, int(strip.y0) - 4), min(grey.shape[0], int(strip.y1) + 5)
    part, of = grey[y0:y1, x0:x1], owner[y0:y1, x0:x1]
    # Faint strokes lie below the level of ink: everything stays but what is others', and what grew from it.
    others = cv2.dilate(((of != index) & (of != -1)).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    part = np.where(others & (of != index), 255, part).astype(np.uint8)
    if scale < 0.75:
        part = np.asarray(cv2.GaussianBlur(part, (0, 0), 0.42 / scale), dtype=np.uint8)
    middle = (strip.x0 + strip.x1) / 2
    width = max(HEIGHT // 2, round((right - left) * scale))
    to_page = np.array([[1 / scale, 0.0, left], [rise / scale, 1 / scale, top + rise * (left - middle)]])
    to_part = to_page - np.array([[0.0, 0.0, x0], [0.0, 0.0, y0]])
    image = np.asarray(
        cv2.warpAffine(part, to_part, (width, HEIGHT), flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP, borderValue=255),
        dtype=np.uint8,
    )
    return Cut(image, to_page)


def placed(words: tuple[Word, ...], piece: Cut, strip: Strip) -> tuple[Word, ...]:
    """Words of a cut with their boxes on the clean page."""
    return tuple(replace(w, bbox=piece.clean_box(w.bbox, strip)) for w in words)
