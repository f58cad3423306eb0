"""Print in coloured ink, which the brightest channel takes away with seals and pens, made as dark as black print.

Headings are printed in blue and what fell short in red. Such print stands in straight rows of letters like those of the
page; seals, stamps and signatures have a stroke much higher than letters in them or about them, and stay away.
"""

from collections.abc import Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from ocr.colour import darkest, without_colour
from ocr.cut import slope
from ocr.lines import Ink, Ints, Strip, find_strips, letter_height
from ocr.pieces import Labels, connected
from ocr.ranks import grey_percentile

_COLOURED, _DARK = 40, 175
"""Coloured ink: its channels are so far apart, and the darkest is no brighter (tinted paper's is)."""
_TINTED, _PALE = 20, 215
"""The same of ink that took badly."""
_YELLOW = 165
"""Grey of ink is below this; a marker's is not."""
_BLACK = 110
_FEW = 12
"""Coloured pixels among each 16th of the page's, below which there is no print to look for."""
_PAPER = 75
"""Percentile of a channel that is paper."""
_LETTER = (4, 32)
"""Height of a letter or figure at half the size (100 dpi), 8 to 60 points, before the page's own are known."""
_LARGE = 34
"""Height from which a piece of ink is no letter: rings and stars of seals, strokes of pens, 8.6 mm."""
_NEAR = 10
"""Within 2.5 mm of a stamp everything coloured is part of it."""
_BORDER = 8
"""Pixels of every fourth one that are looked at around coloured ink."""
_STAMP = (1 / 2, 1 / 4)
"""Width and height of the page at the most that a stamp or a signature takes."""
_SIZES = (0.66, 2.3)
"""Height of the letters of a coloured row in small letters of the page: figures and capitals are 1.4 of them."""
_FIGURE = 1.75
"""Height of a figure or capital in small letters, at the most; what is written by hand is higher."""
_LEVEL, _ALIGNED, _MANY = 0.2, 0.6, 0.25
"""So many small letters off a line stand on it still; share of a row's letters that stand on lines, the rest have
descenders; share of them that makes a line: titles of columns are set in two lines side by side with titles in one."""
_LEAST = 3
"""Letters of a row by itself; fewer are taken beside black print, or where the page has such rows in their colour."""
_TILT = 0.026
"""Slope, 1.5 degrees, by which a row may differ from the lines of the page: stamps stand askew."""
_ALIKE = 0.96
"""Cosine between the colours of two inks that are one."""
_FILLED = 0.8
"""Share of its box that a coloured cell or bullet fills; the stroke of a 1 may too, but it is narrow."""
_THIN = 0.25
"""Share of its box that a slanting line fills at the most."""
_OVER, _CROSSED = 0.04, 0.1
"""Share of a letter's box that is black where it is laid over print; share of such letters that shows a stamp."""
_BROAD = 0.55
"""Share of its box that a marker's stroke fills at least, with print in it."""
_FRINGE = 0.4
"""Share of a piece that lies at black ink where it is but the edge of black print, as cheap scanners colour it."""
_BODY = 0.62
"""Height of a letter in small letters; accents and points are lower."""
_SPACE = 1.5
"""Small letters between words, at the most, that stand side by side."""

Box = tuple[int, int, int, int]
"""x0, y0, x1, y1 at half the size."""


def with_coloured_print(grey: Image, image: Image) -> tuple[Image, int]:
    """`grey`, the brightest channel of `image` (RGB), with coloured print as dark as it is, changed in place; and how many
    coloured marks that may be figures were left out.

    Grey images and pages without coloured print come back as they are.
    """
    if image.ndim == 2:
        return grey, 0
    levels = _levels(image[::8, ::8])
    around = _around(_coloured(_evened(image[::4, ::4], levels)))
    if around is None:
        return grey, 0
    left, top, right, bottom = around
    part = image[top : bottom // 2 * 2, left : right // 2 * 2]
    half = np.asarray(cv2.resize(part, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA), np.uint8)
    letters, unread = _printed(_evened(half, levels), grey, (left // 2, top // 2))
    for x0, y0, x1, y1 in letters:
        rows = slice(max(0, top + 2 * y0 - 2), top + 2 * y1 + 2)
        columns = slice(max(0, left + 2 * x0 - 2), left + 2 * x1 + 2)
        # JPEG keeps colours at half the resolution, so that single channels are blurred; what all give together is not.
        light = cv2.cvtColor(_evened(image[rows, columns], levels), cv2.COLOR_RGB2GRAY)
        grey[rows, columns] = cv2.min(grey[rows, columns], light)
    return grey, unread


def _levels(sample: Image) -> NDArray[np.uint8]:
    """A table that makes the channels of this paper equal: warm light and yellow paper are no colours."""
    paper = np.array([grey_percentile(sample[..., channel], _PAPER) for channel in range(3)])
    scale = paper.max() / np.maximum(paper, 1.0)
    return np.asarray(np.clip(np.arange(256)[:, None] * scale, 0, 255).astype(np.uint8)[None], np.uint8)


def _evened(image: Image, levels: NDArray[np.uint8]) -> Image:
    return np.asarray(cv2.LUT(np.ascontiguousarray(image), levels), np.uint8)


def _coloured(image: Image) -> NDArray[np.bool_]:
    dark = darkest(image)
    ink: NDArray[np.bool_] = (cv2.subtract(without_colour(image), dark) > _COLOURED) & (dark < _DARK)
    if not ink.any():
        return ink
    return np.asarray(ink & (cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) < _YELLOW), np.bool_)


def _tinted(image: Image) -> NDArray[np.bool_]:
    dark = darkest(image)
    ink: NDArray[np.bool_] = (cv2.subtract(without_colour(image), dark) > _TINTED) & (dark < _PALE)
    return ink


def _around(quarter: NDArray[np.bool_]) -> Box | None:
    """The part of the page with coloured ink in it, in pixels of the page; None where there is too little."""
    if int(np.count_nonzero(quarter)) < _FEW:
        return None
    rows, columns = np.flatnonzero(quarter.any(axis=1)), np.flatnonzero(quarter.any(axis=0))
    x0, y0 = max(0, int(columns[0]) - _BORDER), max(0, int(rows[0]) - _BORDER)
    return 4 * x0, 4 * y0, 4 * (int(columns[-1]) + _BORDER), 4 * (int(rows[-1]) + _BORDER)


def _printed(half: Image, grey: Image, corner: tuple[int, int]) -> tuple[list[Box], int]:
    """Boxes of the letters of coloured print, and how many marks like figures are none of it.

    `half`: a part of the page at half the size, `corner` where it begins (x, y) there; `grey`: the whole page.
    """
    mask = _coloured(half)
    labels, stats = connected(mask)
    stain = _stamped(stats, connected(_tinted(half))[1], grey.shape)
    sized = (stats[:, 3] >= _LETTER[0]) & (stats[:, 3] <= _LETTER[1])
    if not (sized & ~stain).any():
        return [], 0
    page = Ink(*connected(np.ascontiguousarray(grey[::2, ::2]) < _BLACK), 0.0)
    page = replace(page, letter=letter_height(page.stats) or letter_height(stats))
    black = (without_colour(half) < _BLACK) & ~mask
    stain |= _fringes(labels, stats, black, page.letter)
    stain |= _marked(stats, half)
    stain |= _laid_over(stats, stain, black, page.letter)
    stained = stats[stain][1:]
    stats[stain, 3] = max(grey.shape)  # no letter is so high, and no accent
    ink = Ink(labels, stats, page.letter)
    rows = [row for row in find_strips(ink) if _is_sized(ink, row)]
    if not rows:
        return [], 0
    lines = [line for line in find_strips(page) if len(line.pieces) >= _LEAST]
    slopes = [tilt for line in lines if (tilt := slope(page, line))]
    tilt = float(np.median(slopes)) if slopes else 0.0
    rows = [row for row in rows if _is_straight(ink, row, tilt)]
    long = [row for row in rows if len(_bodies(ink, row)) >= _LEAST]
    colours = [_colour(half, ink, row) for row in long]
    print_ = page.stats - (*corner, 0, 0, 0)
    short = [row for row in rows if row not in long and row.letter <= _FIGURE * page.letter]
    taken = [
        row
        for row in short
        if _is_beside(ink, row, print_) or any(float(_colour(half, ink, row) @ other) > _ALIKE for other in colours)
    ]
    left = [row for row in short if row not in taken and not _is_near(row, stained)]
    return [_box(stats, piece) for row in (*long, *taken) for piece in row.pieces], len(left)


def _stamped(stats: Ints, pale: Ints, page: tuple[int, ...]) -> NDArray[np.bool_]:
    """Which pieces of coloured ink (`stats`) belong to seals, stamps and signatures on a page of the shape `page`, and paper.

    `pale`: the pieces of the same ink where it took badly too, which join what is broken.
    """
    widest, highest = _STAMP[0] * page[1] / 2, _STAMP[1] * page[0] / 2
    _, _, w, h, area = pale.T
    line = (w >= _LARGE) & ((h <= _LETTER[0]) | (area < _THIN * w * h))
    strokes = ((h >= _LARGE) | line) & (w <= widest) & (h <= highest)
    strokes[0] = False
    x, y, w, h, _ = stats.T
    stain = np.asarray(h >= _LARGE, np.bool_)
    stain[0] = True
    for x0, y0, x1, y1 in _clusters([_box(pale, int(piece)) for piece in np.flatnonzero(strokes)]):
        # A rule under a heading is no stamp, and what is larger than one is the frame of a table.
        if y1 - y0 >= _LARGE and x1 - x0 >= _LARGE and x1 - x0 <= widest and y1 - y0 <= highest:
            stain |= (x + w > x0 - _NEAR) & (x < x1 + _NEAR) & (y + h > y0 - _NEAR) & (y < y1 + _NEAR)
    return stain


def _fringes(labels: Labels, stats: Ints, black: NDArray[np.bool_], letter: float) -> NDArray[np.bool_]:
    """Which pieces are the coloured edges of black print, or filled."""
    _, _, w, h, area = stats.T
    near = labels[(cv2.dilate(black.view(np.uint8), np.ones((5, 5), np.uint8)) > 0) & (labels > 0)]
    fringe = np.bincount(near, minlength=len(stats)) > _FRINGE * area
    return np.asarray(fringe | ((area > _FILLED * w * h) & (w > letter)), np.bool_)


def _marked(stats: Ints, half: Image) -> NDArray[np.bool_]:
    """Which pieces lie in the stroke of a marker, or in a coloured cell: they are shades of it about black letters."""
    _, broad = connected(cv2.subtract(without_colour(half), darkest(half)) > _COLOURED)
    x, y, w, h, area = broad.T
    filled = (w >= _LARGE) & (h > 2 * _LETTER[0]) & (area > _BROAD * w * h)
    filled[0] = False
    answer = np.zeros(len(stats), np.bool_)
    x, y, w, h, _ = stats.T
    for x0, y0, x1, y1 in (_box(broad, int(piece)) for piece in np.flatnonzero(filled)):
        answer |= (x >= x0) & (x + w <= x1) & (y >= y0) & (y + h <= y1)
    return answer


def _laid_over(stats: Ints, stain: NDArray[np.bool_], black: NDArray[np.bool_], letter: float) -> NDArray[np.bool_]:
    """Which pieces belong to stamps and ticks laid over black print: nothing is printed over print."""
    total = cv2.integral(black.view(np.uint8))
    x, y, w, h, _ = stats.T
    within = total[y + h, x + w] - total[y, x + w] - total[y + h, x] + total[y, x]
    letters = ~stain & (h >= _BODY * letter)
    over = letters & (within > np.maximum(2, _OVER * w * h))
    answer = np.zeros(len(stats), np.bool_)
    if not over.any():
        return answer
    # What stands within a letter or two of each other is one print, or one stamp.
    canvas, reach = np.zeros(black.shape, np.uint8), round(letter)
    for piece in np.flatnonzero(letters):
        x0, y0, x1, y1 = _box(stats, int(piece))
        canvas[max(0, y0 - reach) : y1 + reach, max(0, x0 - reach) : x1 + reach] = 1
    prints, _ = connected(canvas)
    of = prints[np.minimum(y + h // 2, len(black) - 1), np.minimum(x + w // 2, black.shape[1] - 1)].astype(np.int64)
    count = int(of.max()) + 1
    crossed = np.bincount(of[over], minlength=count) > _CROSSED * np.bincount(of[letters], minlength=count)
    crossed[0] = False
    return np.asarray(crossed[of], np.bool_)


def _clusters(boxes: Sequence[Box]) -> list[Box]:
    """Boxes that lie near each other as one: the pieces of a ring, the strokes of a name."""
    found: list[Box] = []
    for box in boxes:
        near = [b for b in found if max(b[0] - box[2], box[0] - b[2], b[1] - box[3], box[1] - b[3]) < 2 * _NEAR]
        found = [b for b in found if b not in near]
        x0, y0, x1, y1 = zip(box, *near, strict=True)
        found.append((min(x0), min(y0), max(x1), max(y1)))
    return found


def _box(stats: Ints, piece: int) -> Box:
    x, y, width, height = stats[piece, :4].tolist()
    return x, y, x + width, y + height


def _bodies(ink: Ink, row: Strip) -> NDArray[np.float64]:
    """The measures of a row's letters, without accents and points."""
    rows = ink.stats[list(row.pieces)].astype(np.float64)
    return rows[rows[:, 3] >= _BODY * ink.letter]


def _is_sized(ink: Ink, row: Strip) -> bool:
    """Whether the letters of a row are about as high as those of the page."""
    bodies = _bodies(ink, row)
    return len(bodies) > 0 and _SIZES[0] * ink.letter <= float(np.median(bodies[:, 3])) <= _SIZES[1] * ink.letter


def _is_straight(ink: Ink, row: Strip, tilt: float) -> bool:
    """Whether the letters of a row stand on one line, or few, that run as the lines of the page do."""
    bodies = _bodies(ink, row)
    across = bodies[:, 0] + bodies[:, 2] / 2
    bottom = bodies[:, 1] + bodies[:, 3] - tilt * across
    apart = np.abs(bottom[:, None] - bottom) <= _LEVEL * ink.letter + _TILT * np.abs(across[:, None] - across)
    beside = apart.sum(axis=1)  # itself among them
    return float((beside >= max(min(_LEAST, len(bodies)), _MANY * len(bodies))).mean()) >= _ALIGNED


def _is_beside(ink: Ink, row: Strip, print_: Ints) -> bool:
    """Whether black letters stand right before or behind a word or figure, on its line; `print_`: their pieces."""
    x, y, w, h, _ = print_.T
    letters = (h >= _BODY * ink.letter) & (h <= _SIZES[1] * ink.letter)
    bottom = float(np.median(_bodies(ink, row)[:, 1:4:2].sum(axis=1)))
    level = np.abs(y + h - bottom) <= _LEVEL * ink.letter
    gap = np.maximum(x - row.x1, row.x0 - (x + w))
    return bool((letters & level & (gap >= 0) & (gap <= _SPACE * ink.letter)).any())


def _is_near(row: Strip, stained: Ints) -> bool:
    """Whether a row stands within a centimetre of something that is no print: what is left of a stamp does."""
    x, y, w, h, _ = stained.T
    gap = np.maximum.reduce([x - row.x1, row.x0 - (x + w), y - row.y1, row.y0 - (y + h)])
    return bool((gap < 4 * _NEAR).any())


def _colour(half: Image, ink: Ink, row: Strip) -> NDArray[np.float64]:
    """What a row's ink takes away of the light, in red, green and blue, of length 1."""
    taken = np.zeros(3)
    for piece in row.pieces:
        x0, y0, x1, y1 = _box(ink.stats, piece)
        own = ink.labels[y0:y1, x0:x1] == piece
        taken += (255.0 - half[y0:y1, x0:x1][own]).sum(axis=0)
    return np.asarray(taken / np.linalg.norm(taken), np.float64)
