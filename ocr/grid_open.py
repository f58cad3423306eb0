"""Tables ruled by level lines only: columns by the white between them, rows by the rules and by the first column."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.grid_geometry import CellBox, Geometry
from ocr.grid_rules import Stroke

SAME_END = 1.0
"""Rules of one table begin and end together, within this many letter heights."""
WIDE = 12.0
"""A table is at least this wide, in letter heights: the rules of a letterhead are not."""
GUTTER = 0.9
"""White between two columns is at least this wide (letter heights)."""
MOST_RULES_APART = 45.0
"""Rules farther apart than this are not of one table (letter heights)."""
LEAST_RULES, LEAST_COLUMNS, LEAST_ROWS = 3, 3, 3
"""Fewer are no table: two rules may frame anything, two columns may be a letterhead or signatures."""


def open_geometries(horizontal: Sequence[Stroke], ink: NDArray[np.uint8], letter: float) -> tuple[Geometry, ...]:
    """The tables that level rules of equal length make without upright ones, from top to bottom."""
    found = [_geometry(group, ink, letter) for group in _groups(horizontal, letter)]
    return tuple(geometry for geometry in found if geometry is not None)


def _groups(horizontal: Sequence[Stroke], letter: float) -> list[list[Stroke]]:
    groups: list[list[Stroke]] = []
    for rule in sorted(horizontal, key=lambda rule: rule.at):
        if rule.length < WIDE * letter:
            continue
        for group in groups:
            last = group[-1]
            ends = max(abs(rule.start - last.start), abs(rule.end - last.end))
            if ends <= SAME_END * letter and rule.at - last.at <= MOST_RULES_APART * letter:
                group.append(rule)
                break
        else:
            groups.append([rule])
    return [group for group in groups if len(group) >= LEAST_RULES]


def _geometry(rules: list[Stroke], ink: NDArray[np.uint8], letter: float) -> Geometry | None:
    x0, x1 = int(min(rule.start for rule in rules)), int(max(rule.end for rule in rules))
    near = max(2, round(0.3 * letter))
    # A grain that the threshold let through must not close a gutter.
    printed = cv2.medianBlur(np.ascontiguousarray(ink[:, x0:x1]), 5 if letter >= 20 else 3) > 0
    for rule in rules:
        printed[max(0, int(rule.at) - near) : int(rule.at) + near] = False
    columns = _columns(printed[int(rules[1].at) : int(rules[-1].at)], letter)
    if len(columns) < LEAST_COLUMNS + 1:
        return None
    rows = [rules[0].at]
    for upper, lower in pairwise(rules):
        if lower.at - upper.at > letter:
            rows += [*_starts(printed[int(upper.at) : int(lower.at), : columns[1]], upper.at, letter), lower.at]
    if len(rows) < LEAST_ROWS + 1:
        return None
    cells = tuple(
        CellBox(r, c, (float(x0 + left), top, float(x0 + right), bottom))
        for r, (top, bottom) in enumerate(pairwise(rows))
        for c, (left, right) in enumerate(pairwise(columns))
    )
    return Geometry(len(rows) - 1, len(columns) - 1, cells, (float(x0), rows[0], float(x1), rows[-1]), "partial")


def _columns(body: NDArray[np.bool_], letter: float) -> list[int]:
    """Where columns part: the middles of the gutters that no row crosses, and both ends."""
    inked = np.flatnonzero(body.any(axis=0))
    if not len(inked):
        return []
    gaps = np.flatnonzero(np.diff(inked) > GUTTER * letter)
    return [0, *(int(inked[gap] + inked[gap + 1]) // 2 for gap in gaps), body.shape[1]]


def _starts(first: NDArray[np.bool_], top: float, letter: float) -> list[float]:
    """Where rows begin between two rules: above each line of the first column but the topmost."""
    inked = np.flatnonzero(first.any(axis=1))
    lines = np.split(inked, np.flatnonzero(np.diff(inked) > 0.2 * letter) + 1)
    tall = [line for line in lines if len(line) and line[-1] - line[0] >= 0.5 * letter]
    return [top + float(above[-1] + below[0]) / 2 for above, below in pairwise(tall)]
