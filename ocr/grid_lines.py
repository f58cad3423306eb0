"""Rows of a ruled table that no rule parts: parted by the lines of figures that its columns share.

Many annexes rule their columns and leave the rows to the eye, or part them by points that a scan loses. Figures tell
rows: every column prints a row's figure at one height, while a label that needs two lines has one figure beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.grid_geometry import CellBox, Geometry
from ocr.pieces import connected

ONE_LINE = 0.45
"""Letters whose middles are this close stand in one line (letter heights)."""
LEVEL = 0.3
"""Lines of two columns whose feet are this close are level (letter heights)."""
EVEN = 0.16
"""Figures differ in height, and in where they stand, by no more than this (letter heights)."""
SMALLEST = 0.55
"""A letter is at least this high (letter heights); points, commas and tone marks are lower."""
MARK_UNDER = 0.08
"""A tone mark begins no higher than this above the feet of the line above (letter heights)."""
HALF = 0.9
"""Lines whose feet differ by less are half a line apart at most, not a whole one (letter heights)."""
FIGURES = 0.6
"""A column of figures: of its lines at least this part are figures."""
HEAD_LINES = 4
"""The first row is parted when its columns share so many lines of figures; fewer may be titles in capitals."""
NARROW = 3.5
"""The first column holds numbers of rows when no line of it is wider (letter heights)."""


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of print in a cell: top and foot in pixels, its width, whether it looks like a figure."""

    top: float
    foot: float
    width: float
    figure: bool


def split_rows(table: Geometry, ink: NDArray[np.uint8], letter: float) -> Geometry:
    """`table` with every row parted that holds several rows of figures. `ink`: 255 where the page is printed."""
    table = _unmerged(table, ink, letter)
    return with_cuts(table, {row: _cuts(table, row, ink, letter) for row in range(table.rows)})


def with_cuts(table: Geometry, cuts: Mapping[int, Sequence[float]]) -> Geometry:
    """`table` with its rows parted at the heights given for them, in pixels, from top to bottom."""
    if not any(cuts.values()):
        return table
    cuts = {row: cuts.get(row, ()) for row in range(table.rows)}
    first = np.cumsum([0, *(len(cuts[row]) + 1 for row in range(table.rows))]).tolist()
    cells: list[CellBox] = []
    for cell in table.cells:
        x0, y0, x1, y1 = cell.bbox
        if cell.row_span > 1 or not cuts[cell.row]:
            span = first[cell.row + cell.row_span] - first[cell.row]
            cells.append(CellBox(first[cell.row], cell.column, cell.bbox, span, cell.column_span))
            continue
        for k, (top, bottom) in enumerate(pairwise((y0, *cuts[cell.row], y1))):
            cells.append(CellBox(first[cell.row] + k, cell.column, (x0, top, x1, bottom), 1, cell.column_span))
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Geometry(first[-1], table.columns, ordered, table.bbox, table.kind)


def _unmerged(table: Geometry, ink: NDArray[np.uint8], letter: float) -> Geometry:
    """`table` with the cells parted that a lost piece of a rule joined: a figure stands in each of their rows."""
    edges: dict[int, float] = {}
    for cell in table.cells:
        if cell.row_span == 1:
            edges.setdefault(cell.row, cell.bbox[1])
    cells: list[CellBox] = []
    for cell in table.cells:
        inner = [edges.get(row) for row in range(cell.row + 1, cell.row + cell.row_span)]
        tops = [top for top in inner if top is not None]
        lines = lines_of(cell, ink, letter) if tops and len(tops) == len(inner) and cell.row else []
        x0, y0, x1, y1 = cell.bbox
        rows = list(pairwise((y0, *tops, y1)))
        held = [[line for line in lines if top < line.foot <= bottom + LEVEL * letter] for top, bottom in rows]
        if len(rows) > 1 and all(len(own) == 1 and own[0].figure for own in held):
            cells += [
                CellBox(cell.row + k, cell.column, (x0, top, x1, bottom), 1, cell.column_span)
                for k, (top, bottom) in enumerate(rows)
            ]
        else:
            cells.append(cell)
    ordered = tuple(sorted(cells, key=lambda cell: (cell.row, cell.column)))
    return Geometry(table.rows, table.columns, ordered, table.bbox, table.kind)


def _cuts(table: Geometry, row: int, ink: NDArray[np.uint8], letter: float) -> list[float]:
    """Where `row` is to be parted: heights in pixels, from top to bottom, none for most rows."""
    cells = [cell for cell in table.cells if cell.row == row and cell.row_span == 1]
    if len(cells) < 2 or max(cell.bbox[3] - cell.bbox[1] for cell in cells) < 2.3 * letter:
        return []
    columns = [lines_of(cell, ink, letter) for cell in cells]
    top = min(cell.bbox[1] for cell in cells)
    figures = [k for k, lines in enumerate(columns) if _is_figures(lines)]
    several = [columns[k] for k in figures if sum(line.figure for line in columns[k]) > 1]
    if len(several) < 2:
        return _numbered(columns, top, letter) if row and cells[0].column == 0 else []
    least = HEAD_LINES if row == 0 else 2
    shared = [foot for foot, count in _feet(several, letter) if count >= 2]
    if len(shared) < least or (len(shared) == 2 and len(several) < min(3, len(figures))):
        return []
    return _parted(columns, _starts(columns, figures, shared, letter), top, letter)


def _numbered(columns: Sequence[Sequence[PrintedLine]], top: float, letter: float) -> list[float]:
    """Where a row is to be parted whose first column numbers its rows: one of words, or of figures that broke."""
    numbers = columns[0]
    if len(numbers) < 2 or any(line.width > NARROW * letter for line in numbers):
        return []

    def level(foot: float) -> int:
        return sum(any(abs(line.foot - foot) <= LEVEL * letter for line in lines) for lines in columns[1:])

    # Two lines of one cell stand closer than two rows whose other cells need several lines.
    if sum(len(lines) >= len(numbers) for lines in columns[1:]) < 2:
        return []
    if not all(line.figure for line in numbers) and sum(level(line.foot) < 2 for line in numbers) > 0.2 * len(numbers):
        return []
    held = sum(bool(lines) for lines in columns[1:])
    total = [
        line.foot
        for line in max(columns[1:], key=len)
        if line.foot > numbers[-1].foot + letter and level(line.foot) >= max(3, FIGURES * held)
    ]
    return _parted(columns, [*(line.foot for line in numbers), *total], top, letter)


def lines_of(cell: CellBox, ink: NDArray[np.uint8], letter: float) -> list[PrintedLine]:
    """The lines of print in a cell, from top to bottom; what is left of its rules left out."""
    inset = max(2, round(0.15 * letter))
    x0, y0, x1, y1 = (max(0, round(v)) for v in cell.bbox)
    part = np.ascontiguousarray(ink[y0 + 1 : y1 - 1, x0 + inset : x1 - inset])
    if min(part.shape, default=0) < 3:
        return []
    _, stats = connected(part)
    pieces = [(x, y + y0 + 1, x + w, y + h + y0 + 1) for x, y, w, h, _ in stats[1:].tolist() if h <= 1.8 * letter]
    letters = sorted(
        (p for p in pieces if p[3] - p[1] >= SMALLEST * letter and p[2] - p[0] <= 3 * letter), key=lambda p: p[1] + p[3]
    )
    groups: list[list[tuple[int, int, int, int]]] = []
    for piece in letters:
        if groups and (piece[1] + piece[3] - groups[-1][-1][1] - groups[-1][-1][3]) / 2 <= ONE_LINE * letter:
            groups[-1].append(piece)
        else:
            groups.append([piece])
    lines: list[PrintedLine] = []
    for group in groups:
        # In tight rows the points of the line above stand where this one's tone marks would.
        above = lines[-1].foot - MARK_UNDER * letter if lines else 0.0
        lines.append(_line(group, [piece for piece in pieces if piece[1] >= above], letter))
    return lines


def _line(
    group: Sequence[tuple[int, int, int, int]], pieces: Sequence[tuple[int, int, int, int]], letter: float
) -> PrintedLine:
    tops, feet = [p[1] for p in group], [p[3] for p in group]
    top, foot = float(np.median(tops)), float(np.median(feet))
    left, right = min(p[0] for p in group), max(p[2] for p in group)
    # Tone marks stand above letters, never above figures; points and commas stand at their feet.
    marked = any(
        left <= p[0] < right
        and top - 0.5 * letter <= p[3] <= top + 0.5 * (foot - top)
        and p[3] - p[1] >= 0.12 * letter
        and p not in group
        for p in pieces
    )
    spread = max(*(abs(t - top) for t in (*tops, top)), *(abs(f - foot) for f in (*feet, foot)))
    figure = spread <= max(2.0, EVEN * letter) and not marked and foot - top >= 0.7 * letter
    return PrintedLine(min(tops), foot, float(right - left), figure)


def _is_figures(lines: Sequence[PrintedLine]) -> bool:
    return bool(lines) and sum(line.figure for line in lines) >= FIGURES * len(lines)


def _feet(columns: Sequence[Sequence[PrintedLine]], letter: float) -> list[tuple[float, int]]:
    """The heights at which figures stand, and how many columns have one there."""
    feet = sorted((line.foot, k) for k, lines in enumerate(columns) for line in lines if line.figure)
    groups: list[list[tuple[float, int]]] = []
    for foot in feet:
        if groups and foot[0] - groups[-1][0][0] <= LEVEL * letter:
            groups[-1].append(foot)
        else:
            groups.append([foot])
    return [(float(np.median([f for f, _ in group])), len({k for _, k in group})) for group in groups]


def _starts(
    columns: Sequence[Sequence[PrintedLine]], figures: Sequence[int], shared: Sequence[float], letter: float
) -> list[float]:
    """The feet of the lines that begin a row: those of shared figures, of lone ones, and of numbers of rows."""
    starts = list(shared)
    numbers = [0] if all(line.width <= NARROW * letter for line in columns[0]) else []
    for k in dict.fromkeys((*figures, *numbers)):
        for line in columns[k]:
            if all(abs(line.foot - start) > 0.9 * letter for start in starts):
                starts.append(line.foot)
    return sorted(starts)


def _parted(
    columns: Sequence[Sequence[PrintedLine]], starts: Sequence[float], top: float, letter: float
) -> list[float]:
    """Where rows part whose figures stand at `starts`: under labels that hang from them, or around centred ones."""
    lines = [line for each in columns for line in each]
    centred = _are_centred(lines, starts, letter)
    cuts: list[float] = []
    for upper, lower in pairwise(starts):
        inside = [line for line in lines if upper + LEVEL * letter < line.foot < lower - LEVEL * letter]
        level = [line for line in lines if abs(line.foot - lower) <= LEVEL * letter]
        first = min((line.top for line in level), default=lower - letter)
        if not centred or not inside:
            last = max((line.foot for line in inside), default=upper)
            cuts.append((last + max(first, last)) / 2)
            continue
        # A row reaches as far below its figures as above them; labels may stand half a line beside these.
        wanted = 2 * (upper - letter / 2) - (cuts[-1] if cuts else top)
        near = [line for line in lines if upper - letter < line.foot < lower + letter]
        places = [*_gaps(columns, upper, lower, letter), min(max(wanted, upper), lower - letter)]
        cuts.append(min(places, key=lambda at: abs(at - wanted) + letter * _crossed(near, at)))
    return cuts


def _are_centred(lines: Sequence[PrintedLine], starts: Sequence[float], letter: float) -> bool:
    """Whether labels stand around their figures: above the first of them, or half a line beside any."""
    if any(line.foot < starts[0] - letter for line in lines):
        return True
    beside = [min(abs(line.foot - start) for start in starts) for line in lines]
    return any(LEVEL * letter < off < HALF * letter for off in beside)


def _gaps(columns: Sequence[Sequence[PrintedLine]], upper: float, lower: float, letter: float) -> list[float]:
    """The middles of the white between lines of one column that stand from `upper` to `lower`."""
    found: list[float] = []
    for lines in columns:
        near = [line for line in lines if upper - letter < line.foot < lower + letter]
        middles = [(above.foot + max(above.foot, below.top)) / 2 for above, below in pairwise(near)]
        found += [at for at in middles if upper - 0.2 * letter < at < lower]
    return found


def _crossed(lines: Sequence[PrintedLine], at: float) -> int:
    return sum(line.top + 1 < at < line.foot - 1 for line in lines)
