"""From ruled lines to cells: which lines make a table, where its rows and columns run, which cells are merged."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.grid_geometry import CellBox, Geometry
from ocr.grid_rules import Stroke

TOUCH = 0.7
"""A rule that ends this close to another one meets it (letter heights)."""
ONE_LINE = 0.45
"""Rules this close are one (double lines, broken ones), in letter heights."""
OPEN_SIDE = 1.0
"""Horizontal rules that reach this far beyond the outermost vertical one close a cell there (letter heights)."""
LEAN, BRIEF = 0.025, 0.3
"""A stroke shorter than the second part of the longest one is no rule when its slope is off by more than the first."""
LONG = 0.4
"""A line inked over this part of the table is a rule wherever it ends."""
TIP = 0.45
"""A rule ends this close to the rule it runs to (letter heights)."""
BORDER = 0.5
"""The part of a cell's side that must be inked for the side to be there."""

BARS = 0.55
"""A side of a cell is inked this close to one of its corners at least (letter heights)."""
TIGHT = 1.5
"""Rows lower than this leave figures no white above and below (letter heights)."""
LOW, CORNER = 2.5, 0.22
"""A side shorter than the first is inked as close to both its corners as the second (letter heights)."""


@dataclass(frozen=True, slots=True)
class _Axis:
    """The parallel rules of one table after its tilt is taken out: places across, and the inked stretches of each."""

    places: tuple[float, ...]
    stretches: tuple[tuple[tuple[float, float], ...], ...]


def geometries(horizontal: Sequence[Stroke], vertical: Sequence[Stroke], letter: float) -> tuple[Geometry, ...]:
    """The ruled tables that these strokes make, from top to bottom. `letter` is the letter height in pixels."""
    found = [_geometry(rows, columns, letter) for rows, columns in _groups(horizontal, vertical, letter)]
    tables = [geometry for geometry in found if geometry is not None]
    outermost = [table for table in tables if not any(_inside(table, other) for other in tables if other is not table)]
    return tuple(sorted(outermost, key=lambda geometry: (geometry.bbox[1], geometry.bbox[0])))


def _groups(
    horizontal: Sequence[Stroke], vertical: Sequence[Stroke], letter: float
) -> list[tuple[list[Stroke], list[Stroke]]]:
    """Strokes that touch each other, directly or through others."""
    parents = list(range(len(horizontal) + len(vertical)))

    def root(i: int) -> int:
        while parents[i] != i:
            parents[i] = parents[parents[i]]
            i = parents[i]
        return i

    reach = TOUCH * letter
    for i, row in enumerate(horizontal):
        for j, column in enumerate(vertical):
            y, x = row.across(column.at), column.across(row.at)
            crosses = row.start - reach <= x <= row.end + reach and column.start - reach <= y <= column.end + reach
            if crosses:
                parents[root(i)] = root(len(horizontal) + j)
    members: dict[int, tuple[list[Stroke], list[Stroke]]] = {}
    for i, stroke in enumerate((*horizontal, *vertical)):
        members.setdefault(root(i), ([], []))[0 if i < len(horizontal) else 1].append(stroke)
    return [(rows, columns) for rows, columns in members.values() if len(rows) >= 2 and columns]


def _geometry(rows: list[Stroke], columns: list[Stroke], letter: float) -> Geometry | None:
    row_tilt, column_tilt = _tilt(rows), _tilt(columns)
    rows, columns = _parallel(rows, row_tilt), _parallel(columns, column_tilt)
    row_axis = _axis(rows, row_tilt, column_tilt, letter)
    column_axis = _axis(columns, column_tilt, row_tilt, letter)
    row_axis = _closed(row_axis, column_axis, letter)
    column_axis = _closed(column_axis, row_axis, letter)
    row_axis = _useful(row_axis, column_axis, letter)
    column_axis = _useful(column_axis, row_axis, letter)
    row_axis = _useful(row_axis, column_axis, letter)
    if len(row_axis.places) < 2 or len(column_axis.places) < 3:
        return None
    cells = _cells(row_axis, column_axis, letter)
    rows_count, columns_count = len(row_axis.places) - 1, len(column_axis.places) - 1
    boxes = tuple(_placed(cell, row_axis.places, column_axis.places, row_tilt, column_tilt) for cell in cells)
    if len(boxes) < 3 or max(cell.row_span * cell.column_span for cell in boxes) > 0.7 * rows_count * columns_count:
        return None
    around = (
        min(cell.bbox[0] for cell in boxes),
        min(cell.bbox[1] for cell in boxes),
        max(cell.bbox[2] for cell in boxes),
        max(cell.bbox[3] for cell in boxes),
    )
    return Geometry(rows_count, columns_count, boxes, around)


def _tilt(strokes: Sequence[Stroke]) -> float:
    """The common slope of strokes: the median, weighted by length."""
    order = sorted(strokes, key=lambda s: s.slope)
    lengths = np.cumsum([s.length**2 for s in order])
    return order[int(np.searchsorted(lengths, lengths[-1] / 2))].slope


def _parallel(strokes: Sequence[Stroke], tilt: float) -> list[Stroke]:
    """Strokes without the short ones that lean: those are of a signature or a seal over the table."""
    longest = max(stroke.length for stroke in strokes)
    return [s for s in strokes if abs(s.slope - tilt) <= LEAN or s.length > BRIEF * longest]


def _axis(strokes: Sequence[Stroke], tilt: float, other_tilt: float, letter: float) -> _Axis:
    """Strokes gathered to the lines they lie on; places and stretches as they would be with both tilts taken out."""
    placed = sorted(((s.at - tilt * (s.start + s.end) / 2, s) for s in strokes), key=lambda pair: pair[0])
    lines: list[list[tuple[float, Stroke]]] = []
    for place, stroke in placed:
        if lines and place - _centre(lines[-1]) <= ONE_LINE * letter:
            lines[-1].append((place, stroke))
        else:
            lines.append([(place, stroke)])
    places = tuple(_centre(line) for line in lines)
    return _Axis(places, tuple(tuple(_stretches([s for _, s in line], other_tilt, letter)) for line in lines))


def _centre(line: list[tuple[float, Stroke]]) -> float:
    return sum(place * stroke.length for place, stroke in line) / sum(stroke.length for _, stroke in line)


def _stretches(strokes: list[Stroke], other_tilt: float, letter: float) -> list[tuple[float, float]]:
    """Where the line is inked; gaps shorter than a letter are breaks of the print."""
    pieces = sorted((a - other_tilt * s.at, b - other_tilt * s.at) for s in strokes for a, b, _, _ in s.pieces)
    merged: list[tuple[float, float]] = []
    for start, end in pieces:
        if merged and start - merged[-1][1] <= letter:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _closed(axis: _Axis, other: _Axis, letter: float) -> _Axis:
    """`axis` with a line added at either end where the rules of `other` reach beyond the last one: an open side."""
    if not other.stretches:
        return axis
    starts = sorted(line[0][0] for line in other.stretches if line[-1][1] - line[0][0] > 3 * letter)
    ends = sorted(line[-1][1] for line in other.stretches if line[-1][1] - line[0][0] > 3 * letter)
    if not starts:
        return axis
    low, high = starts[len(starts) // 2], ends[len(ends) // 2]
    whole = ((min(other.places) - letter, max(other.places) + letter),)
    places, stretches = list(axis.places), list(axis.stretches)
    if not places or low < places[0] - OPEN_SIDE * letter:
        places.insert(0, low)
        stretches.insert(0, whole)
    if high > places[-1] + OPEN_SIDE * letter:
        places.append(high)
        stretches.append(whole)
    return _Axis(tuple(places), tuple(stretches))


def _useful(axis: _Axis, other: _Axis, letter: float) -> _Axis:
    """`axis` without lines that are a side of no cell: feet of letters, arcs of seals, strokes of signatures.

    A rule runs from rule to rule; a line that does not must be inked over a good part of the table.
    """
    whole = other.places[-1] - other.places[0] if other.places else 0.0
    kept = [
        i
        for i, line in enumerate(axis.stretches)
        if sum(b - a for a, b in line) >= LONG * whole
        or (
            _runs_rule_to_rule(line, other.places, letter)
            and not _lonely(line, other.places)
            and not (_crosses_low_only(line, other.places, letter) and _ends_alone(line, axis, letter))
        )
    ]
    return _Axis(tuple(axis.places[i] for i in kept), tuple(axis.stretches[i] for i in kept))


def _lonely(line: Sequence[tuple[float, float]], places: Sequence[float]) -> bool:
    """Whether a line is the side of one cell only, in a table so large that a rule would part more."""
    sides = sum(_covered(line, a, b) >= BORDER for a, b in pairwise(places))
    return sides <= 1 and len(places) > 5


def _crosses_low_only(line: Sequence[tuple[float, float]], places: Sequence[float], letter: float) -> bool:
    """Whether a line parts only rows so low that figures touch the rules: ones below each other make such lines."""
    return all(b - a < TIGHT * letter for a, b in pairwise(places) if _covered(line, a, b) >= BORDER)


def _ends_alone(line: Sequence[tuple[float, float]], axis: _Axis, letter: float) -> bool:
    """Whether fewer than two other lines begin and end where this one does."""
    start, end = line[0][0], line[-1][1]
    near = TIP * letter
    alike = sum(abs(other[0][0] - start) <= near and abs(other[-1][1] - end) <= near for other in axis.stretches)
    return alike < 3


def _runs_rule_to_rule(line: Sequence[tuple[float, float]], places: Sequence[float], letter: float) -> bool:
    for start, end in line:
        tidy = all(any(abs(place - tip) <= TIP * letter for place in places) for tip in (start, end))
        if tidy and end - start > letter:
            return True
    return False


def _covered(stretches: Sequence[tuple[float, float]], start: float, end: float) -> float:
    inked = sum(max(0.0, min(end, b) - max(start, a)) for a, b in stretches)
    return inked / max(1.0, end - start)


def _cells(rows: _Axis, columns: _Axis, letter: float) -> list[tuple[int, int, int, int]]:
    """Cells as (row, column, row span, column span): grid squares joined where no rule parts them."""
    height, width = len(rows.places) - 1, len(columns.places) - 1
    label = np.arange(height * width).reshape(height, width)
    for i in range(height):
        for j in range(width):
            if j and not _side(columns, j, rows.places[i], rows.places[i + 1], letter):
                label[label == label[i, j]] = label[i, j - 1]
            if i and not _side(rows, i, columns.places[j], columns.places[j + 1], letter):
                label[label == label[i, j]] = label[i - 1, j]
    _squared(label)
    cells = []
    for name in np.unique(label):
        at = np.argwhere(label == name)
        (top, left), (bottom, right) = at.min(axis=0), at.max(axis=0)
        cells.append((int(top), int(left), int(bottom - top + 1), int(right - left + 1)))
    return sorted(cells)


def _side(axis: _Axis, line: int, start: float, end: float, letter: float) -> bool:
    """Whether the `line`-th rule is inked between two rules of the other direction (their own width left out)."""
    inset = min(0.25 * letter, 0.2 * (end - start))
    inked = axis.stretches[line]
    if _covered(inked, start + inset, end - inset) < BORDER:
        return False
    # The bars of letters in the middle of a cell reach neither of its corners; a broken rule reaches one. A stem that
    # stands on the end of a rule fills most of a cell of one line, but not to its other corner.
    near = BARS * letter
    ends = [any(a <= tip + near and b >= tip - near for a, b in inked) for tip in (start, end)]
    if end - start > LOW * letter:
        return any(ends)
    near = CORNER * letter
    return all(any(a <= tip + near and b >= tip - near for a, b in inked) for tip in (start, end))


def _squared(label: NDArray[np.int_]) -> None:
    """Grow every joined shape to its bounding rectangle until all are rectangles: a merged cell has four corners."""
    changed = True
    while changed:
        changed = False
        for name in np.unique(label):
            at = np.argwhere(label == name)
            if not len(at):
                continue
            (top, left), (bottom, right) = at.min(axis=0), at.max(axis=0)
            block = label[top : bottom + 1, left : right + 1]
            for other in np.unique(block):
                if other != name:
                    label[label == other] = name
                    changed = True


def _placed(
    cell: tuple[int, int, int, int],
    rows: Sequence[float],
    columns: Sequence[float],
    row_tilt: float,
    column_tilt: float,
) -> CellBox:
    row, column, row_span, column_span = cell

    def corner(line: float, post: float) -> tuple[float, float]:
        # y = line + row_tilt * x and x = post + column_tilt * y meet here.
        y = (line + row_tilt * post) / (1 - row_tilt * column_tilt)
        return post + column_tilt * y, y

    corners = [corner(rows[i], columns[j]) for i in (row, row + row_span) for j in (column, column + column_span)]
    (ax, ay), (bx, by), (cx, cy), (dx, dy) = corners
    box = ((ax + cx) / 2, (ay + by) / 2, (bx + dx) / 2, (cy + dy) / 2)
    return CellBox(row, column, box, row_span, column_span)


def _inside(table: Geometry, other: Geometry) -> bool:
    x0, y0, x1, y1 = table.bbox
    a0, b0, a1, b1 = other.bbox
    return a0 <= x0 and b0 <= y0 and x1 <= a1 and y1 <= b1 and (x1 - x0) * (y1 - y0) < (a1 - a0) * (b1 - b0)
