"""Headers of tables without upright rules: which columns a title stands over, and where levels part."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.grid_geometry import CellBox

WORDS_APART = 1.15
"""White between two titles is at least this wide (letter heights); between the words of one it is less."""

APART = 0.5
"""White between two titles that stand close is at least this wide (letter heights)."""

CLOSE, MIDDLED, OWN = 0.75, 0.1, 0.25
"""Titles may stand as close as this (letter heights), and then this near to the middle of their columns, or of one alone."""

Mask = NDArray[np.bool_]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Level:
    """A line that parts the levels of a header over the columns from `first` up to `last` (excluded), at height `at`."""

    at: float
    first: int
    last: int


def spans(line: Mask, apart: float) -> list[Span]:
    """The inked stretches of a projection; white narrower than `apart` joins."""
    inked = np.flatnonzero(line)
    if not len(inked):
        return []
    cuts = np.flatnonzero(np.diff(inked) > apart)
    starts = [int(inked[0]), *(int(inked[k + 1]) for k in cuts)]
    ends = [*(int(inked[k]) + 1 for k in cuts), int(inked[-1]) + 1]
    return list(zip(starts, ends, strict=True))


def header(
    printed: Mask, columns: Sequence[int], between: tuple[float, float], levels: Sequence[Level], letter: float
) -> tuple[list[float], list[CellBox]]:
    """The heights between the header's rows (without `bottom`), and its cells; x from 0 at the left side of `printed`.

    A column that a level's line does not cover has one cell over both levels. Titles of the upper levels stand in the
    middle of the columns that they are of; the lowest level has a cell a column.
    """
    top, bottom = between
    tops = [top]
    for level in sorted(levels, key=lambda level: level.at):
        if level.at - tops[-1] > 0.6 * letter:
            tops.append(level.at)
    ends = [*tops[1:], bottom]
    over = [_parts(c, tops, levels, letter) for c in range(len(columns) - 1)]
    cells: list[CellBox] = []
    for first, last in sorted({part for parts in over for part in parts}):
        holding = [c for c, parts in enumerate(over) if (first, last) in parts]
        for run in _runs(holding):
            y0, y1 = tops[first], ends[last]
            area = printed[max(0, int(y0)) : int(y1), columns[run[0]] : columns[run[-1] + 1]]
            groups = [(run[k], run[k]) for k in range(len(run))]
            if last < len(tops) - 1:
                groups = _shared(area, [columns[c] - columns[run[0]] for c in (*run, run[-1] + 1)], run[0], letter)
            cells += [
                CellBox(first, a, (float(columns[a]), y0, float(columns[b + 1]), y1), last - first + 1, b - a + 1)
                for a, b in groups
            ]
    return tops, cells


def _parts(column: int, tops: Sequence[float], levels: Sequence[Level], letter: float) -> list[Span]:
    """The cells of one column as (first row, last row)."""
    cuts = [
        row
        for row in range(1, len(tops))
        if any(abs(v.at - tops[row]) <= 0.6 * letter and v.first <= column < v.last for v in levels)
    ]
    return [(a, b - 1) for a, b in pairwise([0, *cuts, len(tops)])]


def _runs(columns: Sequence[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for column in columns:
        if runs and column == runs[-1][-1] + 1:
            runs[-1].append(column)
        else:
            runs.append([column])
    return runs


def _shared(area: Mask, edges: Sequence[int], first: int, letter: float) -> list[Span]:
    """How the titles in `area` share its columns out, as first and last column."""
    count = len(edges) - 1
    return [(first + a, first + b - 1) for (a, b), _ in shared_titles(area, edges, letter)] or [
        (first + k, first + k) for k in range(count)
    ]


def shared_titles(area: Mask, edges: Sequence[int], letter: float) -> list[tuple[Span, Span]]:
    """The titles in `area` and the columns (last excluded) that each is of: neighbours whose middle is nearest its own.

    () where every column has a title of its own, or none has one. `edges` are those of the columns; a title is given
    by its left and right end.
    """
    line = np.asarray(area.any(axis=0), np.bool_)
    wide = _over(spans(line, WORDS_APART * letter) if area.size else [], edges)
    if not wide:
        return []
    apart = spans(line, CLOSE * letter)
    if len(apart) == len(edges) - 1 and all(_aside(t, edges, (k, k + 1)) <= OWN for k, t in enumerate(apart)):
        return []
    close = _over(apart, edges)
    # Titles of neighbouring groups may nearly touch: they are two where each then stands in the middle of its own columns.
    middled = all(b - a > 1 and _aside(title, edges, (a, b)) <= MIDDLED for (a, b), title in close)
    return close if len(close) > len(wide) and middled else wide


def _over(titles: Sequence[Span], edges: Sequence[int]) -> list[tuple[Span, Span]]:
    count = len(edges) - 1
    if len(titles) >= count or not titles:
        return []

    def cost(title: int, a: int, b: int) -> float:
        x0, x1 = titles[title]
        outside = max(0.0, edges[a] - x0) + max(0.0, x1 - edges[b])
        return abs((edges[a] + edges[b]) / 2 - (x0 + x1) / 2) + 3 * outside

    @cache
    def best(title: int, start: int) -> tuple[float, tuple[Span, ...]]:
        if title == len(titles) - 1:
            return cost(title, start, count), ((start, count),)
        choices = []
        for end in range(start + 1, count - (len(titles) - 2 - title)):
            rest, chosen = best(title + 1, end)
            choices.append((cost(title, start, end) + rest, ((start, end), *chosen)))
        return min(choices)

    return list(zip(best(0, 0)[1], titles, strict=True))


def _aside(title: Span, edges: Sequence[int], columns: Span) -> float:
    """How far a title stands from the middle of its columns, as a part of their width."""
    left, right = edges[columns[0]], edges[columns[1]]
    return abs(title[0] + title[1] - left - right) / 2 / max(1, right - left)


def boundaries(gutters: Sequence[Span], heads: Mask, body: Span, gutter: float) -> list[int]:
    """Where columns part: in the `gutters` that no row crosses, beside what the header prints; and both ends.

    `heads` may print over a gutter (titles of several columns): the column is parted where it prints least. Where only
    the header prints outside of `body`, the left and right end of the rows, there is a column more.
    """
    weight = np.cumsum(heads[::-1], axis=0).sum(axis=0) if len(heads) else np.zeros(heads.shape[1], np.int64)
    places = [_quietest(weight, a, b) for a, b in gutters]
    if len(heads):
        titles = spans(np.asarray(heads.any(axis=0), np.bool_), gutter)
        places += [_quietest(weight, body[1], start) for start, _ in titles if start >= body[1] + gutter][:1]
        places += [_quietest(weight, end, body[0]) for _, end in titles if end <= body[0] - gutter][-1:]
    apart = [place for place, before in zip(sorted(places), [0, *sorted(places)], strict=False) if place - before > 1]
    return [0, *apart, heads.shape[1]]


def _quietest(weight: NDArray[np.int64], start: int, end: int) -> int:
    part = weight[start:end]
    if not len(part):
        return start
    quiet = spans(np.asarray(part <= part.min(), np.bool_), 1)
    a, b = max(quiet, key=lambda span: span[1] - span[0])
    return start + (a + b) // 2


def with_free_sides(cells: Sequence[CellBox], printed: Mask, letter: float) -> list[CellBox]:
    """`cells` with the sides that print crosses moved into the white beside it: titles reach over the columns they head.

    `printed` has the pixels that the boxes of the cells refer to.
    """
    moved = list(cells)
    for left, right in _beside(cells):
        boxes = [moved[k].bbox for k in (*left, *right)]
        top, bottom = min(box[1] for box in boxes), max(box[3] for box in boxes)
        start, end = max(moved[k].bbox[0] for k in left), min(moved[k].bbox[2] for k in right)
        band = np.asarray(printed[max(0, round(top)) : round(bottom)].any(axis=0), np.bool_)
        at = _free(band[: round(end)], moved[left[0]].bbox[2], start, APART * letter)
        for k in left:
            x0, y0, _, y1 = moved[k].bbox
            moved[k] = replace(moved[k], bbox=(x0, y0, at, y1))
        for k in right:
            _, y0, x1, y1 = moved[k].bbox
            moved[k] = replace(moved[k], bbox=(at, y0, x1, y1))
    return moved


def _beside(cells: Sequence[CellBox]) -> list[tuple[list[int], list[int]]]:
    """The cells to the left and to the right of each piece of an edge that rows share, by their positions in `cells`."""
    ends: dict[int, list[int]] = {}
    starts: dict[int, list[int]] = {}
    for k, cell in enumerate(cells):
        ends.setdefault(cell.column + cell.column_span, []).append(k)
        starts.setdefault(cell.column, []).append(k)
    found: list[tuple[list[int], list[int]]] = []
    for edge, left in sorted(ends.items()):
        pieces: list[tuple[int, list[int], list[int]]] = []
        for k in sorted((*left, *starts.get(edge, [])), key=lambda k: cells[k].row):
            end = cells[k].row + cells[k].row_span
            if not pieces or pieces[-1][0] <= cells[k].row:
                pieces.append((end, [], []))
            last, lefts, rights = pieces[-1]
            (rights if cells[k].column == edge else lefts).append(k)
            pieces[-1] = (max(last, end), lefts, rights)
        found += [(lefts, rights) for _, lefts, rights in pieces if lefts and rights]
    return found


def _free(band: Mask, at: float, start: float, apart: float) -> float:
    """The middle of the widest white between print from `start` on; `at` where nothing is printed there or no white is."""
    if not band[max(0, round(at) - 1) : round(at) + 2].any():
        return at
    first = max(0, round(start))
    printed = spans(band[first:], apart)
    white = [(a, b) for (_, a), (b, _) in pairwise(printed)]
    if not white:
        return at
    a, b = max(white, key=lambda span: span[1] - span[0])
    return first + (a + b) / 2
