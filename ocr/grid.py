"""Tables of a page: found by their ruled lines, read cell by cell.

The way of a scan:   `find_grids(image)` -> geometries;   `read_grid(geometry, image, recognise, ...)` -> `Grid`.
The way of a layer:  `layer_grids(layer.rules, scale)` -> geometries;   `read_layer_grid(geometry, chars, scale, words_of)` -> `Grid`.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Cell, Grid, Image, LayerChar, Rule, Word
from document.places import BBox
from ocr.colour import without_colour
from ocr.grid_cells import Print, prints, sheets, without_dirt
from ocr.grid_faint import continued
from ocr.grid_geometry import CellBox, Geometry
from ocr.grid_habit import by_habit
from ocr.grid_hair import hairlines
from ocr.grid_lattice import geometries
from ocr.grid_lines import split_rows
from ocr.grid_open import LEAST_RULES, in_stack, open_geometries, stacks
from ocr.grid_rules import Stroke, erased, ink_mask, strokes
from ocr.grid_strips import by_line
from ocr.grid_turned import read_turned
from ocr.grid_twice import read_twice
from ocr.grid_white import white_geometries
from ocr.ranks import grey_percentile
from ocr.second import SecondReader

Recognise = Callable[[Image, int], tuple[Word, ...]]
"""recognise(image, psm): the words Tesseract reads on `image` in the page segmentation mode `psm`; boxes in its pixels."""
WordsOf = Callable[[tuple[LayerChar, ...]], tuple[Word, ...]]
"""words_of(chars): the words that characters of a text layer make, boxes in pixels."""
BLOCK = 6
"""Tesseract's page segmentation mode for one block of text."""
READ_HEIGHT = 24.0
"""Letters are enlarged to this height in pixels before reading, twice at most; larger ones are left."""
DASH_SURE = 0.9
"""Confidence of a dash, which is known by its shape alone."""
PALE = 0.5
"""Ink of more than this part of the way from print to paper is no print."""
_BAND = 32.0
"""Pixels of height: cells are looked up by the bands that they reach into."""
POINT_LETTER = 8.5
"""Height of a capital of body text on a digital page, in points: what gaps and tolerances are measured by."""


def find_grids(image: Image) -> tuple[Geometry, ...]:
    """The tables of a cleaned, deskewed page (grey or RGB, any resolution), from top to bottom.

    Underlines, the short rules of a letterhead, boxes of one cell and frames around the page are no tables.
    """
    grey = without_colour(image)
    ink = ink_mask(grey)
    found = strokes(grey, ink, masked=False)
    lying = np.asarray(cv2.transpose(grey), np.uint8)
    level = continued(grey, found.horizontal, found.letter, found.dotted)
    upright = continued(lying, found.vertical, found.letter)
    ruled = geometries(level, upright, found.letter)
    if hair := _hairlines(ink, level, upright, found.letter):
        upright = continued(lying, (*upright, *hair), found.letter)
        ruled = geometries(level, upright, found.letter)
    ruled = tuple(split_rows(table, ink, found.letter) for table in ruled if not in_stack(table, level, found.letter))
    ink = _without_shades(ink, grey)
    free = [rule for rule in level if not any(_crosses(rule, table.bbox) for table in ruled)]
    partly = open_geometries(free, ink, found.letter) if len(free) >= LEAST_RULES else ()
    rest = np.asarray(_beside_tables(ink, (*ruled, *partly)) > 0, np.bool_)
    return tuple(sorted((*ruled, *partly, *white_geometries(rest, found.letter)), key=lambda table: table.bbox[1]))


def _hairlines(
    ink: NDArray[np.uint8], level: Sequence[Stroke], upright: Sequence[Stroke], letter: float
) -> list[Stroke]:
    """Upright hairlines of the stacks of rules whose upright ones are broken or missing."""
    found: list[Stroke] = []
    for stack in stacks(level, letter):
        top, bottom = stack[0].at, stack[-1].at
        parts = [rule for rule in upright if _within(rule, stack, letter)]
        whole = [rule for rule in parts if rule.length >= 0.5 * (bottom - top)]
        if len(whole) < max(3, len(parts)):
            hair = hairlines(ink, stack, letter)
            found += hair if len(hair) > max(2, len(whole)) else []
    return found


def _within(rule: Stroke, stack: Sequence[Stroke], letter: float) -> bool:
    across = stack[0].start - letter <= rule.at <= stack[0].end + letter
    return across and rule.start >= stack[0].at - letter and rule.end <= stack[-1].at + letter


def _without_shades(ink: NDArray[np.uint8], grey: Image) -> NDArray[np.uint8]:
    """`ink` without what is much paler than print: remains of seals, the back of the sheet showing through."""
    inked = np.ascontiguousarray(ink[::3, ::3])
    if not cv2.hasNonZero(inked):
        return ink
    black, paper = grey_percentile(grey[::3, ::3], 20, inked), grey_percentile(grey[::4, ::4], 80)
    _, dark = cv2.threshold(grey, black + PALE * (paper - black), 255, cv2.THRESH_BINARY_INV)
    dark = cv2.dilate(cv2.bitwise_and(dark, ink), np.ones((3, 3), np.uint8))
    return np.asarray(cv2.bitwise_and(dark, ink), np.uint8)


def _beside_tables(ink: NDArray[np.uint8], tables: Sequence[Geometry]) -> NDArray[np.uint8]:
    """`ink` without the tables."""
    rest = ink.copy()
    for table in tables:
        x0, y0, x1, y1 = (round(v) for v in table.bbox)
        rest[max(0, y0 - 4) : y1 + 5, max(0, x0 - 4) : x1 + 5] = 0
    return rest


def _crosses(rule: Stroke, box: BBox) -> bool:
    return box[1] - 5 <= rule.at <= box[3] + 5


def read_grid(
    geometry: Geometry, image: Image, recognise: Recognise, second: SecondReader | None = None, line: int = 1
) -> Grid:
    """Read the cells of `geometry` on `image`, the one it was found on.

    The figures are read twice where `second` is given; cells that Tesseract leaves empty are then read by it alone.
    `line` is the number of the grid's first row among the lines of its page. Words keep the pixels of `image`.
    """
    grey = without_colour(image)
    left, top, right, bottom = _region(geometry.bbox, grey)
    part = np.ascontiguousarray(grey[top:bottom, left:right])
    found = strokes(part)
    boxes = [_moved(cell.bbox, -left, -top) for cell in geometry.cells]
    clean = erased(part, found, boxes)
    clean, ink = without_dirt(clean, ink_mask(clean), found.letter)
    inked = prints(ink, boxes, found.letter)
    lines = by_line([place for place in inked if not place.dash], ink, boxes, found.letter)
    words = _read(lines, clean, found.letter, recognise)
    if second is not None:
        words = read_twice(inked, words, clean, found.letter, second)
    words = by_habit(geometry.cells, words)
    words = read_turned(
        geometry.cells,
        inked,
        words,
        clean,
        letter=found.letter,
        scale=_scale(found.letter),
        read=lambda image: recognise(image, BLOCK),
    )
    words |= {place.cell: [Word("-", place.bbox, DASH_SURE)] for place in inked if place.dash}
    moved = {
        cell: [replace(word, bbox=_moved(word.bbox, left, top)) for word in cell_words]
        for cell, cell_words in words.items()
    }
    return _filled(geometry, moved, line)


def layer_grids(rules: tuple[Rule, ...], scale: float) -> tuple[Geometry, ...]:
    """The ruled tables of a digital page. `scale` is pixels a point."""
    letter = POINT_LETTER * scale
    horizontal, vertical = [], []
    for rule in rules:
        x0, y0, x1, y1 = (v * scale for v in (rule.x0_pt, rule.y0_pt, rule.x1_pt, rule.y1_pt))
        if x1 - x0 >= y1 - y0:
            horizontal.append(_stroke(x0, x1, (y0 + y1) / 2))
        else:
            vertical.append(_stroke(y0, y1, (x0 + x1) / 2))
    return geometries(horizontal, vertical, letter)


def read_layer_grid(
    geometry: Geometry, chars: tuple[LayerChar, ...], scale: float, words_of: WordsOf, line: int = 1
) -> Grid:
    """Fill the cells of `geometry` with the characters whose middle they hold."""
    bands: dict[int, list[int]] = {}
    for index, box in enumerate(geometry.cells):
        for band in range(int(box.bbox[1] // _BAND), int(box.bbox[3] // _BAND) + 1):
            bands.setdefault(band, []).append(index)
    inside: dict[int, list[LayerChar]] = {}
    for char in chars:
        x0, y0, x1, y1 = char.bbox_pt
        x, y = scale * (x0 + x1) / 2, scale * (y0 + y1) / 2
        cell = next((index for index in bands.get(int(y // _BAND), ()) if _holds(geometry.cells[index], x, y)), None)
        if cell is not None:
            inside.setdefault(cell, []).append(char)
    return _filled(geometry, {cell: words_of(tuple(held)) for cell, held in inside.items()}, line)


def _read(inked: Sequence[Print], clean: Image, letter: float, recognise: Recognise) -> dict[int, list[Word]]:
    scale = _scale(letter)
    words: dict[int, list[Word]] = {}
    for sheet in sheets(clean, inked, letter, scale):
        words |= sheet.given_back(recognise(sheet.image, BLOCK))
    return words


def _scale(letter: float) -> float:
    return min(2.0, max(1.0, READ_HEIGHT / letter))


def _filled(geometry: Geometry, words: Mapping[int, Sequence[Word]], line: int) -> Grid:
    cells = tuple(
        Cell(
            box.row,
            box.column,
            " ".join(word.text for word in words.get(index, ())),
            box.bbox,
            box.row_span,
            box.column_span,
            tuple(words.get(index, ())),
        )
        for index, box in enumerate(geometry.cells)
    )
    return Grid(geometry.rows, geometry.columns, cells, geometry.bbox, line, line + geometry.rows - 1)


def _region(box: BBox, grey: Image) -> tuple[int, int, int, int]:
    margin = 12
    height, width = grey.shape
    left, top = max(0, int(box[0]) - margin), max(0, int(box[1]) - margin)
    return left, top, min(width, int(box[2]) + margin), min(height, int(box[3]) + margin)


def _moved(box: BBox, dx: float, dy: float) -> BBox:
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy


def _stroke(start: float, end: float, at: float) -> Stroke:
    return Stroke(start, end, at, 0.0, ((start, end, at, at),))


def _holds(cell: CellBox, x: float, y: float) -> bool:
    x0, y0, x1, y1 = cell.bbox
    return x0 <= x < x1 and y0 <= y < y1
