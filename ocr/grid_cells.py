"""The print inside the cells of a table: found, pasted below each other for one reading, given back its places.

Reading each cell by its own Tesseract process costs 0.1 s a cell; reading the whole table as a page mixes cells whose
lines stand at different heights. One tall image with the cells below each other has neither fault.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image, Word
from document.places import BBox
from ocr.pieces import connected, painted
from ocr.ranks import grey_percentile

SPECK = 0.03
"""Smaller ink is dirt: area in squares of the letter height."""
DOT, FAR = 0.36, 0.4
"""Ink no larger than the first is a dot; a dot farther than the second from every letter is dirt (letter heights)."""
EDGE = 0.2
"""Ink that lies wholly this close to a cell's side is what is left of the rule (letter heights)."""
GAP = 1.0
"""White between pasted cells (letter heights)."""
TALLEST = 12000
"""Pixels of height of one pasted image: Tesseract refuses more than 32767 and gains nothing by more than this."""


@dataclass(frozen=True, slots=True, eq=False)
class Print:
    """The ink of one cell, or of a line of it: the cell's index in its table, the box of the ink in the table's image.

    `dash`: the ink is a single dash ("none"), which readers take for dirt, a one, or an underscore.
    `shown`: the pixels of the box that belong to it; None for all.
    """

    cell: int
    bbox: BBox
    dash: bool = False
    shown: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """A pasted image, and where each print was put on it: (print, left, top), pixels of the sheet before `scale`."""

    image: Image
    slots: tuple[tuple[Print, int, int], ...]
    scale: float

    def given_back(self, words: Sequence[Word]) -> dict[int, list[Word]]:
        """Words read on the sheet, by cell, in the pixels of the table's image."""
        cells: dict[int, list[Word]] = {}
        for word in words:
            x0, y0, x1, y1 = (v / self.scale for v in word.bbox)
            middle = (y0 + y1) / 2
            place, left, top = min(self.slots, key=lambda slot: _distance(middle, slot))
            dx, dy = place.bbox[0] - left, place.bbox[1] - top
            moved = replace(word, bbox=(x0 + dx, y0 + dy, x1 + dx, y1 + dy))
            cells.setdefault(place.cell, []).append(moved)
        return cells


def without_dirt(clean: Image, ink: NDArray[np.uint8], letter: float) -> tuple[Image, NDArray[np.uint8]]:
    """Both images without the dots that stand away from every letter: they would be read as stops and quotes."""
    labels, stats = connected(ink)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    dash = (width >= 0.25 * letter) & (width >= 1.8 * height)
    dot = (np.maximum(width, height) <= DOT * letter) & ~dash
    letters = (height >= 0.45 * letter) & (height <= 3 * letter) & ~dot
    dot[0] = letters[0] = False
    away = cv2.distanceTransform(painted(np.where(letters, 0, 255).astype(np.uint8), labels), cv2.DIST_L2, 3)
    nearest = np.full(len(stats), np.inf)
    ys, xs = np.nonzero(painted(dot, labels))
    np.minimum.at(nearest, np.asarray(labels[ys, xs], np.intp), away[ys, xs])
    dirt = dot & (nearest > FAR * letter)
    if not dirt.any():
        return clean, ink
    mask = painted(dirt, labels)
    spread = cv2.dilate(mask.astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    paper = int(grey_percentile(clean[::4, ::4], 80))
    return np.where(spread, paper, clean).astype(np.uint8), np.where(mask, 0, ink).astype(np.uint8)


def prints(ink: NDArray[np.uint8], boxes: Sequence[BBox], letter: float) -> list[Print]:
    """The ink of each cell of `boxes` where the rules are erased from `ink`; blank cells have none."""
    found = []
    for index, box in enumerate(boxes):
        x0, y0, x1, y1 = (max(0, round(v)) for v in box)
        pieces = _pieces(ink[y0:y1, x0:x1], letter)
        if not pieces:
            continue
        # Dots and tone marks are smaller than dirt may be: what is near to a letter belongs to it.
        near = round(0.3 * letter)
        left, top = min(p[0] for p in pieces) - near, min(p[1] for p in pieces) - near
        right, bottom = max(p[2] for p in pieces) + near, max(p[3] for p in pieces) + near
        inner = (max(x0, x0 + left), max(y0, y0 + top), min(x1, x0 + right), min(y1, y0 + bottom))
        found.append(Print(index, (inner[0], inner[1], inner[2], inner[3]), _is_dash(pieces, letter)))
    return found


def sheets(clean: Image, found: Sequence[Print], letter: float, scale: float) -> list[Sheet]:
    """`found` pasted below each other, enlarged by `scale`, in as many sheets as their height asks for."""
    made: list[Sheet] = []
    group: list[Print] = []
    height = 0.0
    for place in found:
        tall = place.bbox[3] - place.bbox[1] + GAP * letter
        if group and (height + tall) * scale > TALLEST:
            made.append(_sheet(clean, group, letter, scale))
            group, height = [], 0.0
        group.append(place)
        height += tall
    if group:
        made.append(_sheet(clean, group, letter, scale))
    return made


def _sheet(clean: Image, group: Sequence[Print], letter: float, scale: float) -> Sheet:
    margin, gap = round(letter), round(GAP * letter)
    width = round(max(place.bbox[2] - place.bbox[0] for place in group)) + 2 * margin
    height = sum(round(place.bbox[3] - place.bbox[1]) + gap for place in group) + 2 * margin
    paper = int(grey_percentile(clean[::4, ::4], 80))
    image = np.full((height, width), paper, np.uint8)
    slots, top = [], margin
    for place in group:
        x0, y0, x1, y1 = (round(v) for v in place.bbox)
        part = clean[y0:y1, x0:x1]
        image[top : top + y1 - y0, margin : margin + x1 - x0] = (
            part if place.shown is None else np.where(place.shown, part, paper)
        )
        slots.append((place, margin, top))
        top += y1 - y0 + gap
    if scale != 1.0:
        image = np.asarray(cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC), np.uint8)
    return Sheet(image, tuple(slots), scale)


def _distance(middle: float, slot: tuple[Print, int, int]) -> float:
    place, _, top = slot
    bottom = top + place.bbox[3] - place.bbox[1]
    return max(top - middle, middle - bottom, 0.0)


def _pieces(ink: NDArray[np.uint8], letter: float) -> list[tuple[int, int, int, int]]:
    """The boxes of a cell's strokes, dirt and remains of its rules left out."""
    height, width = ink.shape
    if height < 3 or width < 3:
        return []
    _, stats = connected(ink)
    edge = max(1.0, EDGE * letter)
    pieces = []
    for x, y, w, h, area in stats[1:].tolist():
        at_side = x + w <= edge or y + h <= edge or x >= width - edge or y >= height - edge
        dash = w >= 0.25 * letter and w >= 1.8 * h
        if not at_side and (area >= max(4.0, SPECK * letter * letter) or dash):
            pieces.append((x, y, x + w, y + h))
    return pieces


def _is_dash(pieces: Sequence[tuple[int, int, int, int]], letter: float) -> bool:
    if len(pieces) != 1:
        return False
    x0, y0, x1, y1 = pieces[0]
    return y1 - y0 <= 0.3 * letter and 0.2 * letter <= x1 - x0 <= 1.3 * letter and x1 - x0 >= 1.6 * (y1 - y0)
