"""Tables without a rule: columns by the white that runs down between them, rows by the white between their lines.

What else stands in columns must not be taken for one: letterheads and signatures have two columns, running text has rivers
of white by chance. A table has three columns and three rows at least, no row of it crosses a gutter, and two of its columns
hold short things: figures, marks, numbers of rows.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.grid_geometry import CellBox, Geometry, shifted
from ocr.grid_heads import Level, Mask, Span, boundaries, header, spans, with_free_sides
from ocr.grid_levels import Parting, levels_of
from ocr.pieces import connected, painted
from ocr.ranks import median, percentile

APART = 1.3
"""White between two columns on one line (letter heights)."""
GUTTER = 0.55
"""White between two columns over all rows."""
SPECK = 0.45
"""Ink no larger than this is a dot, a mark over a letter, or dirt: none of them makes a column (letter heights)."""
FAINT = 0.07
"""Rows of pixels with less ink than this part of their neighbourhood's are white: smears reach over them."""
LEAST_COLUMNS, LEAST_ROWS = 3, 3
FARTHEST = 3.2
"""White between rows of one table, at most (letter heights)."""
FLUSH = 0.25
"""The parts of a column stray no farther from its side or middle, on average (letter heights)."""
SHORT = 6.5
"""A figure is no wider than this (letter heights)."""
_THIN = 0.25
"""Nor is it narrower: a "1" is wider, the strokes of a broken seal are not."""
_MANY = 70
"""Percent of a column's parts that are flush: one of four may not be, of three none."""
LEVELS_APART = 0.75
"""White between the levels of a header; between the lines of one title it is less."""
_CAPTION, _ASIDE = 0.3, 0.08
"""One title wider than this part of the table, in its middle or no farther from it than the second part, is its caption."""
_NUMBER = 3.5
"""The numbers of rows are no wider than this (letter heights)."""
_WITHIN, _BETWEEN = 0.6, 0.65
"""White between the lines of a cell and between rows, as parts of the white that is usual between rows."""
_AS_GOOD = 0.2
"""Titles stand as well in the middle of their cells where they are no farther off than this (letter heights)."""
_TITLE_LINES = 6
"""Lines of titles that cross no gutter, at most."""


@dataclass(frozen=True, slots=True)
class _Band:
    """A stretch of the page with print all through: a line, or lines of cells that stand at different heights.

    `parts` are parted by the white between columns, `pieces` by any white that a gutter may be.
    """

    top: int
    bottom: int
    parts: tuple[Span, ...]
    pieces: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    """Neighbouring bands, from `first` to `last`, and the gutters that all of them leave white."""

    first: int
    last: int
    gutters: tuple[Span, ...]


def white_geometries(ink: Mask, letter: float) -> tuple[Geometry, ...]:
    """The tables that white alone makes, from top to bottom. `ink`: true where something other than a rule is printed."""
    ink, pieces = _letters(ink, letter)
    bands = _bands(ink, pieces, letter)
    taken: set[int] = set()
    found: list[Geometry] = []
    runs = [_grown(bands, k, letter) for k, band in enumerate(bands) if len(band.parts) >= LEAST_COLUMNS]
    # Smears make columns of their own in a row or two: what most rows agree on counts.
    for run in sorted(runs, key=lambda run: -(run.last - run.first + 1) * len(run.gutters) ** 2):
        within = bands[run.first : run.last + 1]
        if any(k in taken for k in range(run.first, run.last + 1)) or not _is_table(within, run.gutters, letter):
            continue
        gutters = (*run.gutters, *_beyond(within, run.gutters[-1], letter))
        outer, head = _head(bands, run.first, within, letter)
        heads = [bands[first : run.first] for first in range(outer, head + 1)]
        levelled = [told for above in heads if (told := _levelled(ink, above, within, gutters, letter)) is not None]
        # Of the ways that are as good, the one with the most titles.
        least = min((off for off, _ in levelled), default=0.0)
        geometry = next((geometry for off, geometry in levelled if off <= least + _AS_GOOD), None)
        taken |= set(range(outer if levelled else head, run.last + 1))
        found.append(geometry or _geometry(ink, bands[head : run.first], within, gutters, letter))
    return tuple(sorted(found, key=lambda table: table.bbox[1]))


def without_dots(ink: Mask, letter: float) -> Mask:
    """`ink` without dots, dirt and smears."""
    return _letters(ink, letter)[0]


def _letters(ink: Mask, letter: float) -> tuple[Mask, NDArray[np.int32]]:
    """`ink` without dots, dirt and smears, and its pieces: left, right, middle height of each."""
    labels, stats = connected(ink)
    width, height = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    kept = (np.maximum(width, height) >= SPECK * letter) & (height <= 4 * letter) & (width <= 20 * letter)
    kept[0] = False
    left, top = stats[kept, cv2.CC_STAT_LEFT], stats[kept, cv2.CC_STAT_TOP]
    pieces = np.stack([left, left + width[kept], top + height[kept] // 2], axis=1)
    return painted(kept, labels), np.asarray(pieces, np.int32)


def _bands(ink: Mask, pieces: NDArray[np.int32], letter: float) -> list[_Band]:
    """The bands of print from top to bottom, with their parts: a letter belongs to the band of its middle."""
    weight = ink.sum(axis=1).astype(np.float32)
    window = np.ones((2 * round(1.2 * letter) + 1, 1), np.uint8)
    near = cv2.dilate(weight[:, None], window)[:, 0]
    bands = []
    for top, bottom in spans(np.asarray(weight > FAINT * near, np.bool_), max(1.0, 0.12 * letter)):
        own = pieces[(pieces[:, 2] >= top) & (pieces[:, 2] < bottom)]
        if bottom - top >= 0.5 * letter and len(own):
            line = np.zeros(ink.shape[1], np.bool_)
            for left, right, _ in own.tolist():
                line[left:right] = True
            bands.append(_Band(top, bottom, tuple(spans(line, APART * letter)), tuple(spans(line, GUTTER * letter))))
    return bands


def _any(mask: Mask, axis: int) -> Mask:
    return np.asarray(mask.any(axis=axis), np.bool_)


def _gutters(parts: Sequence[Span]) -> list[Span]:
    return [(a, b) for (_, a), (b, _) in pairwise(parts)]


def _narrowed(gutters: Sequence[Span], band: _Band, letter: float) -> list[Span] | None:
    """The gutters that `band` leaves white; None where it prints over one."""
    left: list[Span] = []
    far = 1 << 30
    white = [(-far, band.pieces[0][0]), *_gutters(band.pieces), (band.pieces[-1][1], far)]
    for a, b in gutters:
        shared = [(max(a, x), min(b, y)) for x, y in white]
        widest = max(shared, key=lambda span: span[1] - span[0])
        if widest[1] - widest[0] < GUTTER * letter:
            return None
        left.append(widest)
    return left


def _grown(bands: Sequence[_Band], seed: int, letter: float) -> _Run:
    """The bands around `seed` that keep its gutters."""
    gutters = _gutters(bands[seed].parts)
    ends = [seed, seed]
    for side, step in ((1, 1), (0, -1)):
        while 0 <= (k := ends[side] + step) < len(bands):
            near, far = bands[ends[side]], bands[k]
            white = (far.top - near.bottom) if step > 0 else (near.top - far.bottom)
            narrower = _narrowed(gutters, far, letter) if white <= FARTHEST * letter else None
            if narrower is None or (len(far.parts) == 1 and not _within(far, bands[seed], letter)):
                break
            gutters, ends[side] = narrower, k
    while len(bands[ends[1]].parts) < 2 and ends[1] > seed:
        ends[1] -= 1
    while len(bands[ends[0]].parts) < 2 and ends[0] < seed and not _carried_over(bands[ends[0]], bands[ends[0] + 1]):
        ends[0] += 1
    while ends[0] < seed and _beside(bands[ends[0]], bands[ends[0] + 1], letter):
        ends[0] += 1
    return _Run(ends[0], ends[1], tuple(gutters))


def _carried_over(first: _Band, below: _Band) -> bool:
    """Whether a lone line begins where a cell below it does: the rest of a cell from the page before."""
    edges = [a for a, _ in below.parts]
    height = first.bottom - first.top
    start, end = first.parts[0]
    near = below.top - first.bottom <= 1.5 * height and end - start >= 3 * height
    return near and len(edges) >= LEAST_COLUMNS and any(abs(start - edge) < 0.5 * height for edge in edges[1:-1])


def _beside(upper: _Band, lower: _Band, letter: float) -> bool:
    """Whether the titles of `upper` stand half a line over those of `lower`, in other columns: both are of the header."""
    apart = all(b <= x or y <= a for a, b in upper.parts for x, y in lower.parts)
    return apart and lower.top - upper.bottom < 0.5 * letter


def _within(band: _Band, table: _Band, letter: float) -> bool:
    return band.parts[0][0] >= table.parts[0][0] - 2 * letter and band.parts[-1][1] <= table.parts[-1][1] + 2 * letter


def _is_table(run: Sequence[_Band], gutters: Sequence[Span], letter: float) -> bool:
    """Whether rows enough stand in columns that are flush on a side or centred, two of them of short things."""
    full = [band for band in run if len(band.parts) >= LEAST_COLUMNS]
    if len(full) < LEAST_ROWS or 2 * len(full) < len(run):
        return False
    middles = [(a + b) / 2 for a, b in gutters]
    columns: dict[int, list[Span]] = {}
    for band in full:
        for part in band.parts:
            columns.setdefault(int(np.searchsorted(middles, (part[0] + part[1]) / 2)), []).append(part)
    held = [np.array(parts) for parts in columns.values() if len(parts) >= LEAST_ROWS]
    flush = [column for column in held if _scatter(column) <= FLUSH * letter]
    short = [column for column in flush if _THIN * letter <= median(column[:, 1] - column[:, 0]) <= SHORT * letter]
    numbers = columns.get(0, [])
    # Words alone make a table where its rows are numbered.
    numbered = len(numbers) >= LEAST_ROWS and len(held) > LEAST_COLUMNS
    numbered = numbered and all(b - a <= _NUMBER * letter for a, b in numbers)
    return (len(short) >= 2 or numbered) and len(flush) >= LEAST_COLUMNS and 4 * len(flush) >= 3 * len(held)


def _beyond(run: Sequence[_Band], last: Span, letter: float) -> list[Span]:
    """The gutter before a last column that few rows fill (notes): to the right of figures that are flush there."""
    right = [[piece for piece in band.pieces if piece[0] >= last[1] - 1] for band in run]
    ends = [pieces[0][1] for pieces in right if pieces]
    if len(ends) < LEAST_ROWS:
        return []
    edge = float(np.median(ends))
    starts = [start for pieces in right for start, _ in pieces if start >= edge + GUTTER * letter]
    flush = [end for end in ends if abs(end - edge) <= FLUSH * letter]
    if not starts or len(flush) < 0.8 * len(ends) or max(flush) >= min(starts):
        return []
    return [(max(flush), min(starts))]


def _scatter(column: NDArray[np.int64]) -> float:
    """How far the parts of a column but a few stray from its left side, right side or middle, whichever they keep best."""
    sides = (column[:, 0], column[:, 1], column.mean(axis=1))
    return min(percentile(np.abs(side - median(side)), _MANY) for side in sides)


def _head(bands: Sequence[_Band], first: int, run: Sequence[_Band], letter: float) -> tuple[int, int]:
    """Where the header may begin at the highest, and where it begins if a lone line at its top is the end of a caption.

    Titles over several columns cross the gutters, and are no rows of the body.
    """
    left, right = min(b.parts[0][0] for b in run), max(b.parts[-1][1] for b in run)
    head = first
    while head > 0:
        band, below = bands[head - 1], bands[head]
        wide = band.parts[-1][1] - band.parts[0][0]
        caption = len(band.parts) == 1 and wide > _CAPTION * (right - left)
        inside = band.parts[0][0] >= left - 4 * letter and band.parts[-1][1] <= right + 12 * letter
        if caption or not inside or below.top - band.bottom > 1.6 * letter:
            break
        head -= 1
    outer = head - 1 if head > 0 and _is_over_columns(bands[head - 1], bands[head], (left, right), letter) else head
    # A lone short line above titles is the end of the caption, or the title of some columns.
    while head < first and len(bands[head].parts) == 1:
        head += 1
    return outer, head


def _is_over_columns(band: _Band, below: _Band, sides: Span, letter: float) -> bool:
    """Whether a lone line, wide as a caption, stands beside the middle of the table: over some of its columns."""
    left, right = sides
    (x0, x1), *others = band.parts
    beside = abs(x0 + x1 - left - right) > 2 * _ASIDE * (right - left)
    return not others and beside and x0 > left and x1 < right and below.top - band.bottom <= 1.6 * letter


def _levelled(
    ink: Mask, heads: Sequence[_Band], run: Sequence[_Band], gutters: Sequence[Span], letter: float
) -> tuple[float, Geometry] | None:
    """The table with the levels of its header told by where titles stand, and how well they stand; None where it has one.

    The lowest titles cross no gutter: the first bands of `run` may be theirs.
    """
    pad = round(0.5 * letter)
    x0 = max(0, min(band.parts[0][0] for band in (*heads, *run)) - pad)
    x1 = min(ink.shape[1], max(band.parts[-1][1] for band in (*heads, *run)) + pad)
    part = ink[:, x0:x1]
    white = [(a - x0, b - x0) for a, b in gutters]
    best: tuple[float, list[_Band], tuple[list[_Band], list[int]], Parting] | None = None
    for count in range(min(_TITLE_LINES, len(run) - LEAST_ROWS) + 1):
        titles, body = [*heads, *run[:count]], list(run[count:])
        if len(titles) < 2 or _goes_on(titles[-1], body[0], body[1]):
            continue
        top, bottom = titles[0].top, titles[-1].bottom
        sides = (min(b.parts[0][0] for b in body) - x0, max(b.parts[-1][1] for b in body) - x0)
        columns = boundaries(white, part[top:bottom], sides, GUTTER * letter)
        told = levels_of(part, columns, (top, bottom), letter)
        if told is None or (best is not None and told.off >= best[0]):
            continue
        below = [band for band in titles if band.top >= told.bottom - 1]
        if not any(band.parts[0][1] <= x0 + columns[1] for band in below[1:]):  # one row of numbers of columns at most
            best = told.off, below, (body, columns), told
    if best is None:
        return None
    off, between, (body, columns), told = best
    top = (heads or run)[0].top - pad
    above, cells = header(part, columns, (float(top), float(told.bottom)), told.levels, letter)
    edges = _edges(
        [*([(between[0].top, between[-1].bottom)] if between else []), *_rows(body, x0 + columns[1], letter)], pad
    )
    edges[0] = max(edges[0], float(told.bottom))
    cells += _body_cells(columns, edges, len(above))
    ordered = sorted(cells, key=lambda c: (c.row, c.column))
    moved = shifted(with_free_sides(ordered, part, letter), x0)
    box = (float(x0), float(top), float(x1), edges[-1])
    return off, Geometry(len(above) + len(edges) - 1, len(columns) - 1, moved, box, "borderless")


def _goes_on(title: _Band, line: _Band, below: _Band) -> bool:
    """Whether a line of few parts is the last of the titles above it: it stands nearer to them than to what is below."""
    return len(line.parts) < LEAST_COLUMNS and line.top - title.bottom <= below.top - line.bottom


def _edges(rows: Sequence[Span], pad: float) -> list[float]:
    """Where rows part: in the middle of the white between their lines."""
    tops = [(a[1] + b[0]) / 2 for a, b in pairwise(rows)]
    return [float(rows[0][0] - pad), *tops, float(rows[-1][1] + pad)]


def _body_cells(columns: Sequence[int], edges: Sequence[float], first: int) -> list[CellBox]:
    return [
        CellBox(first + r, c, (float(left), top, float(right), bottom))
        for r, (top, bottom) in enumerate(pairwise(edges))
        for c, (left, right) in enumerate(pairwise(columns))
    ]


def _geometry(
    ink: Mask, heads: Sequence[_Band], run: Sequence[_Band], gutters: Sequence[Span], letter: float
) -> Geometry:
    pad = round(0.5 * letter)
    all_bands = [*heads, *run]
    x0 = max(0, min(band.parts[0][0] for band in all_bands) - pad)
    x1 = min(ink.shape[1], max(band.parts[-1][1] for band in all_bands) + pad)
    part = ink[:, x0:x1]
    over = part[heads[0].top : heads[-1].bottom] if heads else part[:0]
    white = [(a - x0, b - x0) for a, b in gutters]
    columns = boundaries(
        white, over, (min(b.parts[0][0] for b in run) - x0, max(b.parts[-1][1] for b in run) - x0), GUTTER * letter
    )
    rows = _rows(run, gutters[0][1], letter)
    edges = _edges(rows, pad)
    cells: list[CellBox] = []
    above: list[float] = []
    if heads:
        leaf = _leaf(part, rows[0], columns, heads[0].top, letter) if len(rows) > 1 else None
        edges[0] = (heads[-1].bottom + rows[0][0]) / 2
        levels = _levels(part, heads, columns, leaf, letter)
        if leaf is not None:
            levels.append(Level(edges[0], *leaf))
        bottom = edges[1] if leaf is not None else edges[0]
        above, cells = header(part, columns, (float(heads[0].top - pad), bottom), levels, letter)
        edges = edges[1:] if leaf is not None else edges
    count = len(above)
    cells += _body_cells(columns, edges, count)
    ordered = sorted(cells, key=lambda c: (c.row, c.column))
    moved = shifted(with_free_sides(ordered, part, letter), x0)
    top = above[0] if above else edges[0]
    return Geometry(
        count + len(edges) - 1, len(columns) - 1, moved, (float(x0), top, float(x1), edges[-1]), "borderless"
    )


def _rows(run: Sequence[_Band], first: float, letter: float) -> list[Span]:
    """Bands gathered to rows: a band of few parts close to another one is a line of a cell of that row.

    `first` is where the first column ends: what it numbers are rows.
    """
    full = [len(band.parts) >= LEAST_COLUMNS for band in run]
    white = [b.top - a.bottom for a, b in pairwise(run)]
    starts = _numbered(run, white, first, letter)
    if starts is None:
        between = [w for k, w in enumerate(white) if full[k] and full[k + 1]]
        usual = float(np.median(between)) if between else letter
        starts = {k + 1 for k, w in enumerate(white) if w >= 0.6 * usual or (full[k] and full[k + 1])}
    rows: list[list[int]] = [[run[0].top, run[0].bottom]]
    for k, band in enumerate(run[1:], start=1):
        if k in starts:
            rows.append([band.top, band.bottom])
        else:
            rows[-1][1] = band.bottom
    return [(top, bottom) for top, bottom in rows]


def _numbered(run: Sequence[_Band], white: Sequence[int], first: float, letter: float) -> set[int] | None:
    """The bands that begin a row, told by the numbers of the first column; None where it has none, or whites are alike.

    Each number has its row; rows part at the widest white between two numbers, of equal ones above the lower number.
    """
    numbers = [k for k, band in enumerate(run) if band.parts[0][1] <= first]
    wide = any(run[k].parts[0][1] - run[k].parts[0][0] > _NUMBER * letter for k in numbers)
    if len(numbers) < LEAST_ROWS or wide:
        return None
    cuts = []
    for a, b in pairwise(numbers):
        widest = max(white[a:b])
        cuts.append(max(k for k in range(a, b) if white[k] >= 0.9 * widest))
    inner = [white[k] for k in range(numbers[0], numbers[-1]) if k not in cuts]
    usual = float(np.median([white[k] for k in cuts]))
    if not inner or float(np.median(inner)) > _WITHIN * usual:
        return None
    first_lines = 2 * sum(k + 1 in numbers for k in cuts) > len(cuts)
    if first_lines or (numbers[0] and _carried_over(run[numbers[0] - 1], run[numbers[0]])):
        cuts.append(numbers[0] - 1)  # what stands above is of the page before
    return {k + 1 for k, w in enumerate(white) if k in cuts or w >= _BETWEEN * usual}


def _leaf(part: Mask, row: Span, columns: Sequence[int], top: int, letter: float) -> Span | None:
    """The columns of the header's lowest level, where the first row of the body is that: the others' titles stand above,
    or in the middle of the whole header, which begins at `top`."""
    held = []
    for k, (a, b) in enumerate(pairwise(columns)):
        rows = np.flatnonzero(_any(part[row[0] : row[1], a:b], 1))
        low, whole = (row[1] - row[0]) / 2, (row[1] + top) / 2 - row[0]
        above = int(_any(part[top : row[0], a:b], 1).sum())
        if len(rows) and (above >= SPECK * letter or _is_nearer(rows, low, whole)):
            held.append(k)
    # The lowest level never has the numbers of rows under it: what does is a row of the body.
    return (held[0], held[-1] + 1) if len(held) >= 2 and held[0] > 0 else None


def _levels(
    part: Mask, heads: Sequence[_Band], columns: Sequence[int], leaf: Span | None, letter: float
) -> list[Level]:
    """Lines between the upper levels of the header, over the columns of its lowest one."""
    top, bottom = heads[0].top, heads[-1].bottom
    stacked = [
        k
        for k, (a, b) in enumerate(pairwise(columns))
        if len(spans(_any(part[top:bottom, a:b], 1), LEVELS_APART * letter)) > 1
    ]
    if not stacked:
        return []
    first, last = leaf or (stacked[0], stacked[-1] + 1)
    lines = spans(_any(part[top:bottom, columns[first] : columns[last]], 1), LEVELS_APART * letter)
    places = [top + (a + b) // 2 for (_, a), (b, _) in pairwise(lines)]
    if leaf is None and places:  # what begins below the last of them is of the lowest level, whatever stands above it
        ink = [np.flatnonzero(_any(part[top:bottom, a:b], 1)) for a, b in pairwise(columns)]
        low, whole = (places[-1] - top + bottom - top) / 2, (bottom - top) / 2
        held = [
            k
            for k, rows in enumerate(ink)
            if k in stacked or (len(rows) and top + rows[0] >= places[-1] and _is_nearer(rows, low, whole))
        ]
        first, last = held[0], held[-1] + 1
    return [Level(float(place), first, last) for place in places]


def _is_nearer(rows: NDArray[np.intp], low: float, whole: float) -> bool:
    """Whether a title stands in the middle of the lowest level rather than of the whole header."""
    middle = float(rows[0] + rows[-1]) / 2
    return abs(middle - low) < abs(middle - whole)
