"""Grey that lies flat behind print is made paper: a marker's strokes on scans without colour, shaded cells of tables.

Strokes of print are narrower than such a ground. What is left when they are closed is the ground, and the page is divided by it.
"""

import cv2
import numpy as np

from document.pages import Image
from ocr.pieces import connected

_STEP = 4
"""The search looks at every fourth pixel of every fourth row."""
_DARKEST, _PALEST = 70, 205
"""Grey of such a ground on evened paper; darker ones hide what is printed on them."""
_LEAST = (4, 12)
"""Points of the search that a ground is high and wide, at least: the star of a seal is smaller."""
_STROKE = 13
"""Pixels that the strokes of print are narrower than."""
_PRINT, _PRINTED = 130, 0.03
"""Print is darker than this part of its ground (of 255), on so much of it; seals, dirt and the strokes of a brush have none."""
_AROUND = 14
"""Pixels by which the box around a ground is wider than it was found."""


def without_shading(grey: Image) -> Image:
    """The page without grounds; itself where there are none. `grey`: height x width, paper white, strokes dark."""
    few = np.ascontiguousarray(grey[::_STEP, ::_STEP])
    closed = cv2.morphologyEx(few, cv2.MORPH_CLOSE, np.ones((3, 3), np.uint8))
    ground = cv2.inRange(closed, np.array([_DARKEST]), np.array([_PALEST]))
    wide = cv2.morphologyEx(ground, cv2.MORPH_OPEN, np.ones(_LEAST, np.uint8))
    if not cv2.countNonZero(wide):
        return grey
    page = grey.copy()
    _, stats = connected(np.asarray(wide, dtype=np.uint8))
    for x, y, width, height, _ in stats[1:].tolist():
        x0, y0 = max(0, _STEP * x - _AROUND), max(0, _STEP * y - _AROUND)
        box = np.s_[y0 : _STEP * (y + height) + _AROUND, x0 : _STEP * (x + width) + _AROUND]
        page[box] = _levelled(grey[box])
    return page


def _levelled(part: Image) -> Image:
    """A part of the page over its own ground, where that is neither paper nor print; as it is where no print is on it."""
    ground = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((_STROKE, _STROKE), np.uint8))
    ground[ground < _DARKEST] = 255
    levelled = np.asarray(cv2.divide(part, ground, scale=255), dtype=np.uint8)
    within = levelled[ground < _PALEST]
    return levelled if np.count_nonzero(within < _PRINT) >= _PRINTED * within.size else part
