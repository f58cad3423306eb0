"""Tables of a digital page: the ruled ones by their rules, and where lines stand in columns, those with few rules or none.

What shows the white of a page is made of the boxes of its characters, so that the ways of a scan find the same tables.
"""

from collections.abc import Callable, Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from document.pages import LayerChar, Rule
from ocr.grid import POINT_LETTER, layer_grids
from ocr.grid_geometry import Geometry
from ocr.grid_open import LEAST_RULES, in_stack, open_geometries
from ocr.grid_rules import Stroke
from ocr.grid_white import LEAST_COLUMNS, LEAST_ROWS, white_geometries


class Part(Protocol):
    """A stretch of a line that white parts from the others."""

    @property
    def chars(self) -> tuple[LayerChar, ...]: ...  # noqa: D102


LinesOf = Callable[[Sequence[LayerChar]], Sequence[Sequence[Part]]]
"""The lines of characters, each as the parts that white parts."""
_CAPITAL, _SMALL = 0.66, 9.8
"""Height of a capital over the size of the type; smaller type, in points, has columns that stand closer."""
_FLAT = 2.0
"""A rule is no thicker than this, in points; of two on one line that touch within it, one is made."""
_LOW, _HIGH = 0.05, 0.7
"""The part of a character's box that counts as ink, from its foot: marks over and under letters join no lines."""
_SMALL_LETTERS, _SMALL_LETTER = frozenset("acemnorsuvwxzơư"), 0.5
"""Letters that are lower than figures, and theirs: words are told from figures by their uneven height."""


def page_grids(
    rules: tuple[Rule, ...], chars: Sequence[LayerChar], scale: float, size: tuple[int, int], lines_of: LinesOf
) -> tuple[Geometry, ...]:
    """The tables of a digital page, from top to bottom. `scale` is pixels a point, `size` the page's width and height.

    Most pages have no lines that stand in columns: they are told from the others by `lines_of` alone.
    """
    ruled = layer_grids(rules, scale)
    printed = [c for c in chars if not c.text.isspace() and c.turn == 0]
    outside = [c for c in printed if not any(_within(c, table, scale) for table in ruled)]
    parted = [line for line in lines_of(outside) if len(line) >= LEAST_COLUMNS]
    if len(parted) < LEAST_ROWS:
        return ruled
    letter = _letter([c for line in parted for part in line for c in part.chars]) * scale
    level = _level(rules, scale)
    kept = tuple(table for table in ruled if not in_stack(table, level, letter))
    free = [rule for rule in level if not any(t.bbox[1] - 5 <= rule.at <= t.bbox[3] + 5 for t in kept)]
    ink = _ink([c for c in printed if not any(_within(c, table, scale) for table in kept)], scale, size)
    partly = open_geometries(free, ink, letter) if len(free) >= LEAST_RULES else ()
    for table in partly:
        x0, y0, x1, y1 = (round(v) for v in table.bbox)
        ink[max(0, y0 - 4) : y1 + 5, max(0, x0 - 4) : x1 + 5] = 0
    white = white_geometries(np.asarray(ink > 0, np.bool_), letter)
    return tuple(sorted((*kept, *partly, *white), key=lambda table: table.bbox[1]))


def _letter(chars: Sequence[LayerChar]) -> float:
    """Height of a capital of what stands in columns, in points: tables of many columns are set smaller than the text."""
    size = float(np.median([c.size_pt for c in chars]))
    return POINT_LETTER if size >= _SMALL else _CAPITAL * size


def _within(char: LayerChar, table: Geometry, scale: float) -> bool:
    x0, y0, x1, y1 = char.bbox_pt
    x, y = scale * (x0 + x1) / 2, scale * (y0 + y1) / 2
    return table.bbox[0] <= x <= table.bbox[2] and table.bbox[1] <= y <= table.bbox[3]


def _level(rules: Sequence[Rule], scale: float) -> list[Stroke]:
    """The level rules as strokes, those of one line that touch as one."""
    flat = [r for r in rules if r.y1_pt - r.y0_pt <= _FLAT < r.x1_pt - r.x0_pt]
    found: list[list[float]] = []
    for rule in sorted(flat, key=lambda r: (round((r.y0_pt + r.y1_pt) / 2), r.x0_pt)):
        at = (rule.y0_pt + rule.y1_pt) / 2
        if found and abs(found[-1][2] - at) <= 1 and rule.x0_pt <= found[-1][1] + _FLAT:
            found[-1][1] = max(found[-1][1], rule.x1_pt)
        else:
            found.append([rule.x0_pt, rule.x1_pt, at])
    return [_stroke(start * scale, end * scale, at * scale) for start, end, at in found]


def _stroke(start: float, end: float, at: float) -> Stroke:
    return Stroke(start, end, at, 0.0, ((start, end, at, at),))


def _ink(chars: Sequence[LayerChar], scale: float, size: tuple[int, int]) -> NDArray[np.uint8]:
    """The page with the middle of every character's box dark, a pixel of white between neighbours."""
    ink = np.zeros((size[1], size[0]), np.uint8)
    for char in chars:
        x0, y0, x1, y1 = char.bbox_pt
        height = min(y1 - y0, char.size_pt)
        high = _SMALL_LETTER if char.text in _SMALL_LETTERS else _HIGH
        top, bottom = round(scale * (y1 - high * height)), round(scale * (y1 - _LOW * height))
        left, right = round(scale * x0) + 1, max(round(scale * x0) + 2, round(scale * x1) - 1)
        ink[max(0, top) : max(top + 1, bottom), max(0, left) : right] = 255
    return ink
