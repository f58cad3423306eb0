"""Tables ruled by level lines only: columns by the white between them, rows by the rules and by the first column."""

from collections.abc import Sequence
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.grid_cells import without_dirt
from ocr.grid_geometry import CellBox, Geometry, shifted
from ocr.grid_heads import Level, boundaries, header, spans, with_free_sides
from ocr.grid_levels import levels_of
from ocr.grid_lines import lines_of, split_rows, with_cuts
from ocr.grid_rules import Stroke
from ocr.grid_white import without_dots

SAME_END = 1.0
"""Rules of one table begin and end together, within this many letter heights."""
WIDE = 12.0
"""A table is at least this wide, in letter heights: the rules of a letterhead are not."""
GUTTER, NARROW = 0.7, 0.5
"""White between two columns is at least this wide (letter heights): without dots and marks, and with them."""
STRAY, SELDOM = 1.6, 0.2
"""A stretch narrower than the first (letter heights) that no more than the second part of the rows print is a smear."""
BLANK = 3.5
"""A blank last column is at least this wide, and twice as wide as the gutter before the last figures (letter heights)."""
SUB_RULE = 3.0
"""A rule between the levels of a header is at least this long (letter heights)."""
MOST_RULES_APART = 45.0
"""Rules farther apart than this are not of one table (letter heights)."""
LEAST_RULES, LEAST_COLUMNS, LEAST_ROWS = 3, 3, 3
"""Fewer are no table: two rules may frame anything, two columns may be a letterhead or signatures."""


def open_geometries(horizontal: Sequence[Stroke], ink: NDArray[np.uint8], letter: float) -> tuple[Geometry, ...]:
    """The tables that level rules of equal length make without upright ones, from top to bottom."""
    found = [_geometry(group, horizontal, ink, letter) for group in stacks(horizontal, letter)]
    return tuple(geometry for geometry in found if geometry is not None)


def in_stack(table: Geometry, horizontal: Sequence[Stroke], letter: float) -> bool:
    """Whether a ruled table is a small part of a table without upright rules: stems of figures below each other."""
    top, bottom = table.bbox[1] - letter / 2, table.bbox[3] + letter / 2
    for group in stacks(horizontal, letter):
        inside = sum(top <= rule.at <= bottom for rule in group)
        if inside >= 2 and 2 * inside < len(group) and table.columns <= LEAST_COLUMNS:
            return True
    return False


def stacks(horizontal: Sequence[Stroke], letter: float) -> list[list[Stroke]]:
    """Rules of equal length below each other, three at least: those of one table, from top to bottom."""
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


def _geometry(
    rules: list[Stroke], horizontal: Sequence[Stroke], ink: NDArray[np.uint8], letter: float
) -> Geometry | None:
    x0, x1 = int(min(rule.start for rule in rules)), int(max(rule.end for rule in rules))
    first, second = rules[0].at, rules[1].at
    parting = [rule for rule in horizontal if _parts_levels(rule, rules, letter)]
    # Rules that a seal cut short do not end with the others, but they are no print either.
    within = [rule for rule in horizontal if first <= rule.at <= rules[-1].at]
    printed = _between_rules(ink, within, (x0, x1), letter)
    columns = _columns(printed, [int(rule.at) for rule in rules], letter)
    if len(columns) < LEAST_COLUMNS + 1:
        return None
    above: list[float] = []
    cells: list[CellBox] = []
    levels = [_level(rule, [x0 + (a + b) / 2 for a, b in pairwise(columns)]) for rule in parting]
    told = None if parting else levels_of(without_dots(printed, letter), columns, (round(first), round(second)), letter)
    below = [second]
    if told is not None:
        levels = list(told.levels)
        below = [float(told.bottom), second] if told.bottom < second - 1 else below
    if levels:
        above, cells = header(printed, columns, (first, below[0]), levels, letter)
    rows = [*(below if levels else [first]), *(lower for lower in _levels_of(rules[1:] if levels else rules, letter))]
    count = len(above) + len(rows) - 1
    cells += [
        CellBox(len(above) + r, c, (float(left), top, float(right), bottom))
        for r, (top, bottom) in enumerate(pairwise(rows))
        for c, (left, right) in enumerate(pairwise(columns))
    ]
    ordered = sorted(cells, key=lambda cell: (cell.row, cell.column))
    moved = shifted(with_free_sides(ordered, printed, letter), x0)
    table = Geometry(count, len(columns) - 1, moved, (float(x0), first, float(x1), rows[-1]), "partial")
    parted = _by_first_column(split_rows(table, ink, letter), printed, x0, letter)
    return parted if parted.rows >= LEAST_ROWS else None


def _between_rules(
    ink: NDArray[np.uint8], rules: Sequence[Stroke], sides: tuple[int, int], letter: float
) -> NDArray[np.bool_]:
    """What is printed between `rules`, from the first to the last: neither the rules themselves nor lone dots."""
    x0, x1 = sides
    printed = ink[:, x0:x1].copy()
    thick = 2 * max(2, round(0.3 * letter)) - 1
    for rule in rules:
        ends = [(round(x) - x0, round(rule.across(x))) for x in (rule.start - letter, rule.end + letter)]
        cv2.line(printed, ends[0], ends[1], (0,), thick)
    top, bottom = round(min(rule.at for rule in rules)), round(max(rule.at for rule in rules))
    printed[: max(0, top)] = printed[bottom:] = 0
    part = printed[max(0, top) : bottom]
    printed[max(0, top) : bottom] = without_dirt(part, part, letter)[1]
    return np.asarray(printed > 0, np.bool_)


def _parts_levels(rule: Stroke, rules: Sequence[Stroke], letter: float) -> bool:
    """Whether a shorter rule parts the levels of the header, between the first rule and the second."""
    inside = rules[0].start - letter <= rule.start and rule.end <= rules[0].end + letter
    between = rules[0].at + letter < rule.at < rules[1].at - letter
    return inside and between and rule.length >= SUB_RULE * letter


def _level(rule: Stroke, middles: Sequence[float]) -> Level:
    over = [k for k, middle in enumerate(middles) if rule.start <= middle <= rule.end]
    return Level(rule.at, min(over, default=0), max(over, default=-1) + 1)


def _columns(printed: NDArray[np.bool_], rules: Sequence[int], letter: float) -> list[int]:
    """Where columns part: in the gutters that no row crosses, beside the titles of the header, and both ends."""
    bare = without_dots(printed, letter)
    held = _held(bare, rules, GUTTER * letter, letter)
    if not held:
        return []
    white = [(a, b) for (_, a), (b, _) in pairwise(held)]
    # Dirt closes gutters; but the points inside of figures are no dirt, and without them figures have gutters too.
    narrow = [(a, b) for (_, a), (b, _) in pairwise(_held(printed, rules, NARROW * letter, letter))]
    white += [(a, b) for a, b in narrow if all(b <= c or d <= a for c, d in white)]
    edges = boundaries(sorted(white), bare[rules[0] : rules[1]], (held[0][0], held[-1][1]), GUTTER * letter)
    blank = _blank(bare[rules[1] : rules[-1]], edges, letter)
    # A header has a title for every column: what goes on blank has none above it, and there is no header.
    headed = blank is not None and bool(bare[rules[0] : rules[1], edges[-2] : edges[-1]].any())
    figures = headed and _is_level(bare[rules[0] : rules[1], edges[-2] : edges[-1]], letter)
    return edges if blank is None or (headed and not figures) else [*edges[:-1], blank, edges[-1]]


def _blank(printed: NDArray[np.bool_], edges: Sequence[int], letter: float) -> int | None:
    """Where a last column begins that holds nothing on the whole page: the rules go on far beyond the figures."""
    if len(edges) < LEAST_COLUMNS + 1:
        return None
    last = printed[:, edges[-2] : edges[-1]]
    places = np.array([line[[0, -1]] for row in last if len(line := np.flatnonzero(row))])
    before = np.flatnonzero(printed[:, edges[-3] : edges[-2]].any(axis=0))
    lines = spans(np.asarray(last.any(axis=1), np.bool_), 0.2 * letter)
    if len(lines) < LEAST_ROWS or not len(before):
        return None
    left, right = places[:, 0].min(), places[:, 1].max()
    gutter = left + edges[-2] - edges[-3] - before[-1]
    beyond = last.shape[1] - right
    flush_left = np.percentile(places[:, 0], 75) - left < 0.3 * letter
    if flush_left or beyond < BLANK * letter or beyond < 2 * gutter:
        return None
    return int(edges[-2] + right + max(GUTTER * letter, gutter / 2))


def _is_level(printed: NDArray[np.bool_], letter: float) -> bool:
    """Whether all letters in one cell are of one height, as figures are."""
    cell = CellBox(0, 0, (0.0, 0.0, float(printed.shape[1]), float(printed.shape[0])))
    return all(line.figure for line in lines_of(cell, np.where(printed, 255, 0).astype(np.uint8), letter))


def _held(printed: NDArray[np.bool_], rules: Sequence[int], gutter: float, letter: float) -> list[tuple[int, int]]:
    """The stretches that the rows below the header print."""
    rows = [np.asarray(printed[a:b].any(axis=0), np.bool_) for a, b in pairwise(rules[1:])]
    inked = spans(np.asarray(np.any(rows, axis=0), np.bool_), gutter)
    return [
        (a, b) for a, b in inked if b - a > STRAY * letter or sum(row[a:b].any() for row in rows) > SELDOM * len(rows)
    ]


def _levels_of(rules: Sequence[Stroke], letter: float) -> list[float]:
    """Where rows end: at each rule but the first; of double ones at the upper."""
    return [lower.at for upper, lower in pairwise(rules) if lower.at - upper.at > letter]


def _by_first_column(table: Geometry, printed: NDArray[np.bool_], x0: int, letter: float) -> Geometry:
    """`table` with the rows parted that have several lines in their first column: numbers of rows, names that need one."""
    cuts = {
        cell.row: _starts(
            printed[round(cell.bbox[1]) : round(cell.bbox[3]), : round(cell.bbox[2]) - x0], cell.bbox[1], letter
        )
        for cell in table.cells
        if cell.column == 0 and cell.row_span == 1
    }
    return with_cuts(table, cuts)


def _starts(first: NDArray[np.bool_], top: float, letter: float) -> list[float]:
    """Where rows begin between two rules: above each line of the first column but the topmost."""
    inked = np.flatnonzero(first.any(axis=1))
    lines = np.split(inked, np.flatnonzero(np.diff(inked) > 0.2 * letter) + 1)
    tall = [line for line in lines if len(line) and line[-1] - line[0] >= 0.5 * letter]
    return [top + float(above[-1] + below[0]) / 2 for above, below in pairwise(tall)]
