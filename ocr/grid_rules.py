"""Ruled lines on an image: found as straight thin runs of ink, joined where they are broken, erased for reading."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from document.places import BBox
from ocr.colour import without_colour
from ocr.pieces import Labels, connected, painted
from ocr.ranks import grey_percentile

RUN = 1.6
"""A horizontal fragment is at least this many letter heights long; longer than any stroke of a letter."""
RISE = 1.9
"""A vertical fragment is at least this many letter heights tall: taller than brackets and slashes."""
THICK = 0.55
"""Thicker ink is no rule (letter heights)."""
DRIFT = 0.22
"""Fragments of one rule leave its straight line by no more than this (letter heights)."""
BRIDGE = 2.5
"""Gaps of a broken rule are bridged up to this many letter heights."""
WHOLE = 1500
"""Images of more rows are measured for their letters in their middle half, which is enough and half the time."""
SHORTEST = 1.8
"""A joined rule shorter than this (letter heights) is a dash, not a rule."""
INKED = 0.5
"""The part of a joined rule that must be inked."""
CROWDED, DOUBLE = 0.45, 0.93
"""Rules stand free. Ink beside more than the first part of a fragment means the feet of letters; beside more than the
second, the other half of a double line."""
FREE = 12.0
"""Fragments longer than this are no feet or stems of letters, whatever touches them (letter heights)."""
TOUCHED, BESIDE = 5.0, 0.6
"""An upright fragment this long (letter heights) that figures touch is a rule where it ends beside a rule that stands
free and is at least the second part of its length; stems of figures below each other end anywhere."""
TOUCH_END = 0.6
"""Rules of one table end this close to one line (letter heights)."""
POINT, DASH = 0.3, 0.9
"""The points of a dotted rule are no larger than the first, the dashes of a dashed one no longer than the second."""
POINTS_APART = 0.75
"""White between the points of a dotted rule is at most this wide (letter heights)."""
DOTTED = 4.0
"""A dotted rule is at least this long (letter heights)."""


@dataclass(frozen=True, slots=True)
class Stroke:
    """A rule as a straight line: along its axis from `start` to `end`, across it at `at` in its middle, rising by `slope`.

    Axis x for horizontal strokes, y for vertical ones; pixels. `pieces` are the inked stretches: start and end along,
    and where each end stands across.
    """

    start: float
    end: float
    at: float
    slope: float
    pieces: tuple[tuple[float, float, float, float], ...]

    @property
    def length(self) -> float:
        """From end to end, gaps included."""
        return self.end - self.start

    def across(self, along: float) -> float:
        """Where the line stands at `along`."""
        return float(self.at + self.slope * (along - (self.start + self.end) / 2))


@dataclass(frozen=True, slots=True, eq=False)
class Strokes:
    """The rules of an image, the letter height they were measured by, and 255 at the pixels that they cover: in `mask`
    those of level ones, in `upright` the others.

    `dotted` are level rows of points or dashes: rules inside a table, elsewhere places to write on.
    """

    horizontal: tuple[Stroke, ...]
    vertical: tuple[Stroke, ...]
    letter: float
    mask: NDArray[np.uint8]
    upright: NDArray[np.uint8]
    dotted: tuple[Stroke, ...] = ()


def letter_height(stats: NDArray[np.int32], rows: int, columns: int) -> float:
    """The usual height of a capital or a digit in pixels: the 70th percentile of the components that may be letters.

    `stats`: the connected components of an image of so many rows and columns, of which the middle rows are judged.
    """
    height, width = stats[1:, cv2.CC_STAT_HEIGHT], stats[1:, cv2.CC_STAT_WIDTH]
    letters = (height >= 7) & (height <= 90) & (width >= 3) & (width <= 2.5 * height)
    if rows > WHOLE:
        middle = stats[1:, cv2.CC_STAT_TOP] + height / 2
        letters &= (middle >= rows / 4) & (middle < 3 * rows / 4)
        rows //= 2
    if int(letters.sum()) < 8:  # a page of rules or of nothing: as if it were A4
        return max(10.0, float(max(rows, columns)) / 115)
    usual: float = float(np.percentile(height[letters], 70))
    return min(80.0, max(8.0, usual))


def ink_mask(grey: Image) -> NDArray[np.uint8]:
    """255 where something is printed, faint lines included, paper shadows not."""
    side = max(15, (max(grey.shape) // 60) | 1)
    mean = cv2.blur(grey, (side, side))
    _, darker = cv2.threshold(cv2.subtract(mean, grey), 22, 255, cv2.THRESH_BINARY)
    _, black = cv2.threshold(grey, 70, 255, cv2.THRESH_BINARY_INV)
    return np.asarray(cv2.bitwise_or(darker, black), np.uint8)


def strokes(image: Image, ink: NDArray[np.uint8] | None = None, *, masked: bool = True) -> Strokes:
    """The rules of a cleaned, deskewed image; up to two degrees of remaining skew are followed.

    `ink` is the image's `ink_mask` where it is at hand.
    The masks, a third of the time, are left empty where they are not asked for.
    """
    if ink is None:
        ink = ink_mask(without_colour(image))
    labels, stats = connected(ink)
    letter = letter_height(stats, *ink.shape)
    dotted, dots = _dotted(labels, stats, letter)
    del labels  # two bytes a pixel
    rows, row_mask = _fragments(ink, letter, RUN, FREE, masked)
    columns, column_mask = _fragments(np.asarray(cv2.transpose(ink), np.uint8), letter, RISE, TOUCHED, masked)
    mask = upright = np.zeros((0, 0), np.uint8)
    if column_mask is not None and row_mask is not None:
        mask, upright = row_mask | dots, np.asarray(cv2.transpose(column_mask), np.uint8)
    return Strokes(_joined(rows, letter), _joined(columns, letter), letter, mask, upright, _joined(dotted, letter))


def erased(image: Image, found: Strokes, boxes: Sequence[BBox]) -> Image:
    """A grey copy of `image` whose rules along the sides of `boxes` are paper; strokes of letters are left alone."""
    grey = without_colour(image).copy()
    # In tight rows every stem is near a level side: each side takes the rules of its own direction alone.
    level, upright = np.zeros(grey.shape, np.uint8), np.zeros(grey.shape, np.uint8)
    width = max(3, round(0.8 * found.letter))
    for x0, y0, x1, y1 in boxes:
        left, top, right, bottom = round(x0), round(y0), round(x1), round(y1)
        for y in (top, bottom):
            cv2.line(level, (left, y), (right, y), (255,), width)
        for x in (left, right):
            cv2.line(upright, (x, top), (x, bottom), (255,), width)
    spread = np.ones((3, 3), np.uint8)
    rows = cv2.bitwise_and(cv2.dilate(found.mask, spread), level)
    posts = cv2.bitwise_and(cv2.dilate(found.upright, spread), upright)
    grey[cv2.bitwise_or(rows, posts) > 0] = int(grey_percentile(grey[::4, ::4], 80))
    return grey


def _fragments(
    ink: NDArray[np.uint8], letter: float, run: float, least: float, masked: bool
) -> tuple[list[Stroke], NDArray[np.uint8] | None]:
    """Straight horizontal pieces of `ink` and, where asked for, 255 at the pixels that they cover.

    Pieces that letters stand on are left out; those longer than `least` are taken where a free one runs beside them.
    """
    length = max(12, round(run * letter))
    near = np.ones((1, max(3, round(0.15 * letter))), np.uint8)
    closed = np.asarray(cv2.morphologyEx(ink, cv2.MORPH_CLOSE, near), np.uint8)
    # A thin line under slight skew is a staircase: one pixel of height keeps its steps together.
    thick = cv2.dilate(closed, np.ones((3, 1), np.uint8))
    runs = _level_runs(np.asarray(thick, np.uint8), length)
    found: list[Stroke] = []
    touched: list[tuple[Stroke, int, int, NDArray[np.uint8]]] = []
    mask = np.zeros(ink.shape, np.uint8) if masked else None
    # Runs are few: their outlines are found in a tenth of the time that labelling every pixel takes.
    outlines, _ = cv2.findContours(runs, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        x, y, width, height = cv2.boundingRect(outline)
        local = np.zeros((height, width), np.uint8)
        cv2.drawContours(local, [outline], -1, (255,), cv2.FILLED, offset=(-x, -y))
        shape = local > 0
        slant = 0.04 * width
        if float(shape.sum()) / width - 2 > THICK * letter or height - 2 > THICK * letter + slant:
            continue
        covered = local & closed[y : y + height, x : x + width]
        if width < FREE * letter and _crowded(closed, shape, x, y, letter):
            if width >= least * letter:
                touched.append((_fitted(shape, x, y), x, y, covered))
            continue
        found.append(_fitted(shape, x, y))
        if mask is not None:
            mask[y : y + height, x : x + width] |= covered
    free = list(found)
    for stroke, x, y, covered in touched:
        if any(_runs_beside(stroke, rule, letter) for rule in free):
            found.append(stroke)
            if mask is not None:
                mask[y : y + covered.shape[0], x : x + covered.shape[1]] |= covered
    return found, mask


def _level_runs(mask: NDArray[np.uint8], length: int) -> NDArray[np.uint8]:
    """`mask` where it runs on for `length` pixels in a row; beyond its sides it is taken to go on.

    Opening takes as long as its line: most rows of a page have too little ink for one, and are left out.
    """
    inked = cv2.reduce(mask, 1, cv2.REDUCE_SUM, dtype=cv2.CV_32S)[:, 0]
    rows = np.flatnonzero(inked >= 255 * (length // 2))
    runs = np.zeros_like(mask)
    if len(rows):
        runs[rows] = cv2.morphologyEx(mask[rows], cv2.MORPH_OPEN, np.ones((1, length), np.uint8))
    return runs


def _runs_beside(stroke: Stroke, rule: Stroke, letter: float) -> bool:
    """Whether `stroke` runs along `rule` and ends with it: rules of one table do."""
    first, last = stroke.start - rule.start, rule.end - stroke.end
    inside = first >= -letter and last >= -letter
    return inside and stroke.length >= BESIDE * rule.length and min(abs(first), abs(last)) <= TOUCH_END * letter


def _dotted(labels: Labels, stats: NDArray[np.int32], letter: float) -> tuple[list[Stroke], NDArray[np.uint8]]:
    """Level rows of points or short dashes in one line, and 255 at the pixels of their points."""
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    small = (height <= POINT * letter) & (width <= DASH * letter)
    small[0] = False
    points = painted(np.where(small, 255, 0).astype(np.uint8), labels)
    # A row of points under slight skew is a staircase, as a thin line is.
    thick = cv2.dilate(points, np.ones((3, 1), np.uint8))
    closed = cv2.morphologyEx(thick, cv2.MORPH_CLOSE, np.ones((1, max(3, round(POINTS_APART * letter))), np.uint8))
    rows = _level_runs(np.asarray(closed, np.uint8), max(12, round(DOTTED * letter)))
    found: list[Stroke] = []
    outlines, _ = cv2.findContours(rows, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    for outline in outlines:
        x, y, wide, high = cv2.boundingRect(outline)
        if high - 2 <= POINT * letter + 0.04 * wide:
            found.append(_fitted(rows[y : y + high, x : x + wide] > 0, x, y))
    if not outlines:
        return [], rows
    return found, np.asarray(cv2.bitwise_and(points, cv2.dilate(rows, np.ones((3, 3), np.uint8))), np.uint8)


def _crowded(ink: NDArray[np.uint8], shape: NDArray[np.bool_], x: int, y: int, letter: float) -> bool:
    """Whether letters stand on a fragment (or hang from it): then it is their feet, joined."""
    columns = np.arange(x, x + shape.shape[1])
    top = y + shape.argmax(axis=0)
    bottom = y + shape.shape[0] - 1 - shape[::-1].argmax(axis=0)
    distances = np.arange(max(1, round(0.08 * letter)), max(3, round(0.3 * letter)) + 1)[:, None]
    for rows in (top - distances, bottom + distances):
        inside = (rows >= 0) & (rows < len(ink))
        beside = inside & (ink[np.where(inside, rows, 0), columns] > 0)
        if CROWDED < float(beside.any(axis=0).mean()) < DOUBLE:
            return True
    return False


def _fitted(shape: NDArray[np.bool_], x: int, y: int) -> Stroke:
    height, width = shape.shape
    weight = shape.sum(axis=0)
    middle = (shape * np.arange(height)[:, None]).sum(axis=0) / np.maximum(weight, 1)
    slope = float(np.polyfit(np.arange(width), middle, 1)[0]) if width > 3 * height else 0.0
    at = y + float(middle.mean())
    rise = slope * width / 2
    return Stroke(float(x), float(x + width), at, slope, ((float(x), float(x + width), at - rise, at + rise),))


def _joined(fragments: list[Stroke], letter: float) -> tuple[Stroke, ...]:
    """Fragments of one straight line as one stroke."""
    rules: list[Stroke] = []
    for fragment in sorted(fragments, key=lambda f: f.start):
        best = min(
            (rule for rule in rules if _continues(rule, fragment, letter)),
            key=lambda rule: abs(_extended(rule, fragment) - fragment.at),
            default=None,
        )
        if best is None:
            rules.append(fragment)
        else:
            rules[rules.index(best)] = _merged(best, fragment)
    return tuple(rule for rule in rules if rule.length >= SHORTEST * letter and _inked(rule) >= INKED)


def _inked(rule: Stroke) -> float:
    return sum(piece[1] - piece[0] for piece in rule.pieces) / rule.length


def _continues(rule: Stroke, fragment: Stroke, letter: float) -> bool:
    gap = fragment.start - rule.end
    return (
        -0.5 * fragment.length <= gap <= BRIDGE * letter
        and abs(_extended(rule, fragment) - fragment.at) <= DRIFT * letter
    )


def _extended(rule: Stroke, fragment: Stroke) -> float:
    """Where `rule` would stand in the middle of `fragment`; a short rule has no slope worth extending."""
    middle = (fragment.start + fragment.end) / 2
    return rule.across(middle) if rule.length > 4 * fragment.length or rule.length > 300 else rule.at


def _merged(rule: Stroke, fragment: Stroke) -> Stroke:
    """One line through both, by least squares through the ends of every piece, weighted by its length."""
    pieces = (*rule.pieces, *fragment.pieces)
    ends = np.array([(place, at) for start, end, a, b in pieces for place, at in ((start, a), (end, b))])
    weights = np.repeat([np.sqrt(max(1.0, piece[1] - piece[0])) for piece in pieces], 2)
    start, end = min(rule.start, fragment.start), max(rule.end, fragment.end)
    slope, base = np.polyfit(ends[:, 0] - (start + end) / 2, ends[:, 1], 1, w=weights)
    return Stroke(start, end, float(base), float(slope), pieces)
