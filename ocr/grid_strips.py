"""The lines of print inside the cells of a table, each with the marks that belong to its letters.

Titles are often set so close that the tails of one line reach into the tone marks of the next: no white parts them, and
a reader of the whole cell loses a line. A letter belongs to the line that its middle stands in; a mark to a letter near it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from document.places import BBox
from ocr.grid_cells import Print
from ocr.pieces import Labels, connected

LETTER, TALL = 0.5, 1.9
"""Letters are between these heights, with or without what is joined to them (letter heights)."""
WIDE = 7.0
"""Letters that touch are no wider together than this (letter heights)."""
ONE_LINE = 0.45
"""Letters whose middles are this close stand in one line (letter heights)."""
NEAR, DOT = 0.45, 0.22
"""A mark stands no farther above its letter than the first; what is no larger than the second is a dot (letter heights)."""

Ints = NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class _Pieces:
    """The connected pieces of a table's ink: their boxes, which are letters, and the image of their numbers."""

    labels: Labels
    boxes: NDArray[np.int32]
    letters: NDArray[np.bool_]

    @property
    def middle(self) -> NDArray[np.float64]:
        """x and y of the middle of each piece."""
        return (self.boxes[:, :2] + self.boxes[:, 2:]) / 2


def by_line(found: Sequence[Print], ink: NDArray[np.uint8], boxes: Sequence[BBox], letter: float) -> list[Print]:
    """`found` with those whose lines overlap as a print a line, the ink of the others left out."""
    pieces = _pieces(ink, letter)
    cell = _cells(pieces, boxes)
    answer: list[Print] = []
    for place in found:
        members = np.flatnonzero(cell == place.cell)
        lines = _lines(pieces, members[pieces.letters[members]], letter)
        if place.dash or len(lines) < 2 or _is_joined(pieces, members, letter):
            answer.append(place)
            continue
        rest = members[~pieces.letters[members]]
        owner = _owners(pieces, rest, lines, letter)
        whole = [np.concatenate([line, rest[owner == k]]) for k, line in enumerate(lines)]
        overlap = any(
            pieces.boxes[upper, 3].max() > pieces.boxes[lower, 1].min() - 1 for upper, lower in pairwise(whole)
        )
        answer += [_print(pieces, place.cell, line, letter) for line in whole] if overlap else [place]
    return answer


def _pieces(ink: NDArray[np.uint8], letter: float) -> _Pieces:
    labels, stats = connected(ink)
    x, y = stats[:, cv2.CC_STAT_LEFT], stats[:, cv2.CC_STAT_TOP]
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    letters = (height >= LETTER * letter) & (height <= TALL * letter) & (width <= WIDE * letter)
    letters[0] = False
    return _Pieces(labels, np.stack([x, y, x + width, y + height], axis=1), letters)


def _cells(pieces: _Pieces, boxes: Sequence[BBox]) -> Ints:
    """The cell that each piece stands in, -1 for none."""
    x, y = pieces.middle.T
    cell = np.full(len(x), -1, np.intp)
    for index, (x0, y0, x1, y1) in enumerate(boxes):
        cell[(x >= x0) & (x < x1) & (y >= y0) & (y < y1)] = index
    cell[0] = -1
    return cell


def _apart(marks: NDArray[np.int32], letters: NDArray[np.int32]) -> NDArray[np.float64]:
    """The distance of each mark from each letter, from box to box."""
    dx = np.maximum(letters[None, :, 0] - marks[:, None, 2], marks[:, None, 0] - letters[None, :, 2]).clip(0)
    dy = np.maximum(letters[None, :, 1] - marks[:, None, 3], marks[:, None, 1] - letters[None, :, 3]).clip(0)
    return np.asarray(np.hypot(dx, dy), np.float64)


def _lines(pieces: _Pieces, letters: Ints, letter: float) -> list[Ints]:
    """`letters` of one cell by line, from top to bottom."""
    if not len(letters):
        return []
    height = pieces.middle[letters, 1]
    order = letters[np.argsort(height)]
    cuts = np.flatnonzero(np.diff(np.sort(height)) > ONE_LINE * letter) + 1
    return [np.asarray(line, np.intp) for line in np.split(order, cuts)]


def _owners(pieces: _Pieces, marks: Ints, lines: Sequence[Ints], letter: float) -> Ints:
    """The line that each mark belongs to: a dot's is that of the nearest letter, a larger mark's that of one below it."""
    if not len(marks):
        return np.zeros(0, np.intp)
    boxes = pieces.boxes[marks]
    apart = np.stack([_apart(boxes, pieces.boxes[line]).min(axis=1) for line in lines])
    below = np.stack([_above(boxes, pieces.boxes[line]).min(axis=1) for line in lines])
    dot = (boxes[:, 2:] - boxes[:, :2]).max(axis=1) <= DOT * letter
    held = ~dot & (below.min(axis=0) <= NEAR * letter)
    return np.asarray(np.where(held, below.argmin(axis=0), apart.argmin(axis=0)), np.intp)


def _above(marks: NDArray[np.int32], letters: NDArray[np.int32]) -> NDArray[np.float64]:
    """How far each mark stands above each letter that it is over; infinite for the others."""
    over = np.minimum(letters[None, :, 2], marks[:, None, 2]) > np.maximum(letters[None, :, 0], marks[:, None, 0])
    gap = letters[None, :, 1] - marks[:, None, 3]
    higher = letters[None, :, 1] + letters[None, :, 3] > marks[:, None, 1] + marks[:, None, 3]
    return np.where(over & higher, np.abs(gap), np.inf)


def _is_joined(pieces: _Pieces, members: Ints, letter: float) -> bool:
    """Whether a piece of a cell is taller than any letter: lines that touch, print on a remnant of a rule."""
    own = pieces.boxes[members]
    return bool((own[:, 3] - own[:, 1] > TALL * letter).any())


def _print(pieces: _Pieces, cell: int, members: Ints, letter: float) -> Print:
    near = round(0.2 * letter)
    boxes = pieces.boxes[members]
    (x0, y0), (x1, y1) = boxes[:, :2].min(axis=0) - near, boxes[:, 2:].max(axis=0) + near
    height, width = pieces.labels.shape
    x0, y0, x1, y1 = max(0, int(x0)), max(0, int(y0)), min(width, int(x1)), min(height, int(y1))
    mask = np.isin(pieces.labels[y0:y1, x0:x1], members).astype(np.uint8)
    spread = cv2.dilate(mask, np.ones((5, 5), np.uint8)) > 0
    foreign = (pieces.labels[y0:y1, x0:x1] > 0) & (mask == 0)
    return Print(cell, (x0, y0, x1, y1), shown=np.asarray(spread & ~foreign, np.bool_))
