"""Strokes of a coloured pen, which the brightest channel leaves half as dark as print, made paper.

A signature joins the letters of the name below it to one piece of ink, and the name is lost. Only what is much larger
than letters is taken for a stroke: print in colour stays.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from ocr.colour import darkest, without_colour
from ocr.pieces import connected
from ocr.ranks import grey_percentile

_COLOURED, _PALE = 40, 200
"""A pen's pixels: their channels are so far apart, and the brightest is no brighter (a red seal's is)."""
_KEPT, _LIFT = 25, 2.0
"""Distance of channels that light and the edges of print have; each step more makes a pixel so many steps brighter."""
_BLACK = 50
"""Print is darker than this; from twice as bright on it may be a pen's."""
_LIFTS = np.clip(_LIFT * (np.arange(256) - _KEPT), 0, 255).astype(np.uint8)
_NOT_BLACK = np.clip(255 * (np.arange(256) - _BLACK) / _BLACK, 0, 255).astype(np.uint8)
_LEAST = (1 / 14, 1 / 40)
"""Width or height of an unbroken stroke over the page: 15 or 7 mm, more than written figures have."""
_MOST = (1 / 2, 1 / 5)
"""Width and height at the most: frames of tables are no strokes."""
_BAND, _STRAIGHT = 4, 0.7
"""Rows of every second one in which a straight line stays on pages askew, and the share of its length that shows it."""
_FRAME = 40
"""Rows and columns, of every second one, that a frame has at least: flatter loops are straight by themselves."""
_FEW = 8
"""Coloured pixels among each 64th of the page's, below which there is no stroke to look for."""
_PAPER = 90
"""Percentile of a box's grey that is paper."""


def without_pen(grey: Image, image: Image) -> Image:
    """`grey`, the brightest channel of `image`, without the strokes of a pen; changed in place. Black print under them stays."""
    if image.ndim == 2 or int(np.count_nonzero(_pen(image[::8, ::8]))) < _FEW:
        return grey
    for box in _strokes(_pen(image[::2, ::2])):
        x0, y0, x1, y1 = (2 * v for v in box)
        part = grey[y0:y1, x0:x1]
        # JPEG keeps colours at half the resolution: at the edge of a stroke they are half as strong as within.
        colour = cv2.dilate(cv2.subtract(part, darkest(image[y0:y1, x0:x1])), np.ones((5, 5), np.uint8))
        paper = cv2.max(part, np.full_like(part, int(grey_percentile(part[::2, ::2], _PAPER))))
        lift = cv2.multiply(cv2.LUT(colour, _LIFTS), cv2.LUT(part, _NOT_BLACK), scale=1 / 255)
        grey[y0:y1, x0:x1] = cv2.min(cv2.add(part, lift), paper)
    return grey


def _pen(image: Image) -> NDArray[np.bool_]:
    brightest = without_colour(image)
    coloured: NDArray[np.bool_] = (cv2.subtract(brightest, darkest(image)) > _COLOURED) & (brightest < _PALE)
    return coloured


def _strokes(pen: NDArray[np.bool_]) -> list[tuple[int, int, int, int]]:
    """The boxes of strokes with what broke off them, a little wider than they are."""
    height, width = pen.shape
    ink = pen.astype(np.uint8)
    pieces, sizes = connected(ink)
    joined, stats = connected(np.asarray(cv2.dilate(ink, np.ones((3, 3), np.uint8)), np.uint8))
    large = set()
    for piece, (x, y, w, h, _) in enumerate(sizes.tolist()[1:], 1):
        if w > _LEAST[0] * width or h > _LEAST[1] * height:  # alone: letters side by side are no stroke
            large.add(int(joined[y, x + int(np.argmax(pieces[y, x : x + w] == piece))]))
    found = []
    for whole in sorted(large):
        x, y, w, h = stats[whole, :4].tolist()
        sized = w < _MOST[0] * width and h < _MOST[1] * height
        if sized and not _is_ruled(joined[y : y + h, x : x + w] == whole):
            found.append((max(0, x - 3), max(0, y - 3), min(width, x + w + 3), min(height, y + h + 3)))
    return found


def _is_ruled(piece: NDArray[np.bool_]) -> bool:
    """Whether a piece of ink is one straight line, or runs straight both ways, as frames do: print in them must stay."""
    straight = [
        float((np.add.reduceat(lying, np.arange(0, len(lying), _BAND), axis=0) > 0).mean(axis=1).max()) > _STRAIGHT
        for lying in (piece, piece.T)
    ]
    thin = min(piece.shape)
    return any(straight) if thin < 3 * _BAND else thin >= _FRAME and all(straight)
