"""Levels of a header that no rule parts: told by where its titles stand.

A title of several columns stands in the middle of them, over titles of their own; what has one title for all levels has it
at half height. A cut between levels is believed where all titles are then in the middle of their cells.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from ocr.grid_heads import Level, Mask, Span, shared_titles

OFF = 0.5
"""How far titles may stand from the middle of their cells, on average (letter heights)."""
ASIDE, CROSSING = 0.12, 0.22
"""How far a title may stand from the middle of its columns, as a part of their width: over one of them, over several."""
LINES_APART = 0.95
"""White between two lines of one title, at most (letter heights)."""
_NUMBERED = 0.15
"""A row that numbers the columns is taken for one though its header is this much worse without it (letter heights)."""
LEAST_WHITE = 0.12
"""White between two levels is at least this high (letter heights)."""


@dataclass(frozen=True, slots=True)
class Parting:
    """The levels of a header, where it ends, and how far its titles stand from the middle of their cells on average.

    `bottom` in pixels: above the row that numbers the columns, where there is one; `off` in letter heights.
    """

    levels: tuple[Level, ...]
    bottom: int
    off: float


@dataclass(frozen=True, slots=True)
class _Cut:
    """A cut at height `at` under the titles of several columns, each over the columns of one of `groups` (last excluded)."""

    at: int
    groups: tuple[Span, ...]
    off: float


def levels_of(printed: Mask, columns: Sequence[int], between: tuple[int, int], letter: float) -> Parting | None:
    """The levels of the header that `printed` has between two heights; None where it has but one, or nobody can tell.

    `columns` are the edges of the columns, in pixels of `printed`.
    """
    top, bottom = between
    inked = [np.asarray(printed[top:bottom, a:b].any(axis=1), np.bool_) for a, b in pairwise(columns)]
    whole = _parted(printed, columns, inked, (top, bottom), letter)
    if (numbers := _above_numbers(inked, letter)) is not None:
        above = _parted(printed, columns, [rows[:numbers] for rows in inked], (top, top + numbers), letter)
        if above is not None and (whole is None or above.off <= whole.off + _NUMBERED):
            return above
    return whole


def _parted(
    printed: Mask, columns: Sequence[int], inked: Sequence[NDArray[np.bool_]], between: tuple[int, int], letter: float
) -> Parting | None:
    top, bottom = between
    cut = _best(printed[top:bottom], columns, inked, (0, len(inked)), letter)
    if cut is None:
        return None
    levels = [Level(float(top + cut.at), a, b) for a, b in cut.groups]
    for first, last in cut.groups:  # titles of titles
        lower = [rows[cut.at :] for rows in inked]
        deeper = _best(printed[top + cut.at : bottom], columns, lower, (first, last), letter)
        if deeper is not None:
            levels += [Level(float(top + cut.at + deeper.at), a, b) for a, b in deeper.groups]
        elif any(_widest(rows) > LINES_APART * letter for rows in lower[first:last]):
            return None
    levels += _over_groups(printed[top : top + cut.at], columns, cut.groups, (top, letter))
    return Parting(tuple(levels), bottom, cut.off)


def _over_groups(
    printed: Mask, columns: Sequence[int], groups: Sequence[Span], height: tuple[int, float]
) -> list[Level]:
    """The level above that of `groups`, where titles of several of them stand over theirs."""
    top, letter = height
    found: list[Level] = []
    for run in _neighbours(groups):
        edges = [columns[a] for a, _ in run] + [columns[run[-1][1]]]
        inked = [np.asarray(printed[:, a:b].any(axis=1), np.bool_) for a, b in pairwise(edges)]
        upper = _best(printed, edges, inked, (0, len(run)), letter, named=False) if len(run) > 1 else None
        if upper is not None:
            found += [Level(float(top + upper.at), run[a][0], run[b - 1][1]) for a, b in upper.groups]
    return found


def _neighbours(groups: Sequence[Span]) -> list[list[Span]]:
    runs: list[list[Span]] = []
    for group in sorted(groups):
        if runs and runs[-1][-1][1] == group[0]:
            runs[-1].append(group)
        else:
            runs.append([group])
    return runs


def _above_numbers(inked: Sequence[NDArray[np.bool_]], letter: float) -> int | None:
    """Where the last row begins that every column prints in, white above it all over: it numbers them, or is of the body."""
    any_ink = np.asarray(np.any(inked, axis=0), np.bool_)
    white = _whites(any_ink, letter)[:-2]
    full = [at for at in white if all(rows[:at].any() and rows[at:].any() for rows in inked)]
    return full[-1] if full else None


def _best(
    printed: Mask,
    columns: Sequence[int],
    inked: Sequence[NDArray[np.bool_]],
    within: Span,
    letter: float,
    *,
    named: bool = True,
) -> _Cut | None:
    """The cut under which all titles stand best in the middle of their cells.

    `named`: the first column numbers or names the rows, and nothing stands over it and others.
    """
    any_ink = np.asarray(np.any(inked[within[0] : within[1]], axis=0), np.bool_)
    places = {int(edge) for rows in inked[within[0] : within[1]] for edge in _whites(rows, letter)}
    cuts = [
        cut
        for at in sorted(places)
        if any_ink[:at].any() and (cut := _cut(printed, columns, inked, (within, at), letter))
    ]
    good = [cut for cut in cuts if cut.off <= OFF and not (named and cut.groups[0][0] == 0)]
    return min(good, key=lambda cut: (cut.off - 0.04 * sum(b - a for a, b in cut.groups), cut.at), default=None)


def _whites(rows: NDArray[np.bool_], letter: float) -> list[int]:
    """The middles of the white stretches between the lines of a column, and just above and below them."""
    lines = np.flatnonzero(np.diff(np.concatenate([[False], rows, [False]]).astype(np.int8)))
    white = list(zip(lines[1::2].tolist(), lines[2::2].tolist(), strict=False))
    edges = [(a + b) // 2 for a, b in white if b - a >= LEAST_WHITE * letter]
    reach = max(2, round(0.3 * letter))
    first, last = (int(lines[0]), int(lines[-1])) if len(lines) else (0, 0)
    return [*edges, max(0, first - reach), last + reach]


def _cut(
    printed: Mask, columns: Sequence[int], inked: Sequence[NDArray[np.bool_]], within: tuple[Span, int], letter: float
) -> _Cut | None:
    (first, last), at = within
    white = max(1, round(LEAST_WHITE * letter / 2))
    groups: list[Span] = []
    for run in _leafy(inked, (first, last), at, white):
        groups += _groups(printed[:at], columns, run, letter)
    if not groups:
        return None
    held = {k for a, b in groups for k in range(a, b)}
    alone = [inked[k] for k in range(first, last) if k not in held]
    if any(_widest(rows) > LINES_APART * letter for rows in alone):
        return None  # that is no title: a row of the body stands below it
    cells = [*alone, *(inked[k][at:] for k in sorted(held))]
    cells += [np.asarray(np.any([rows[:at] for rows in inked[a:b]], axis=0), np.bool_) for a, b in groups]
    cells = [rows for rows in cells if rows.any()]
    return _Cut(at, tuple(groups), float(np.mean([_off(rows) for rows in cells])) / letter)


def _widest(rows: NDArray[np.bool_]) -> int:
    """The widest white between the lines of a cell."""
    return int(np.diff(np.flatnonzero(rows)).max(initial=1)) - 1


def _off(rows: NDArray[np.bool_]) -> float:
    """How far print stands from the middle of its cell, in pixels."""
    held = np.flatnonzero(rows)
    return abs(float(held[0] + held[-1] + 1) - len(rows)) / 2


def _leafy(inked: Sequence[NDArray[np.bool_]], within: Span, at: int, white: int) -> list[Span]:
    """Runs of neighbouring columns that have titles of their own below `at`: none of one title at half the height."""
    runs: list[Span] = []
    for k in range(*within):
        rows = inked[k]
        below = np.flatnonzero(rows[at:])
        crossed = rows[max(0, at - white) : at + white].any()
        if crossed or not len(below):
            continue
        low, whole = (len(rows) - at) / 2, len(rows) / 2 - at
        middle = float(below[0] + below[-1] + 1) / 2
        if not rows[:at].any() and abs(middle - low) >= abs(middle - whole):
            continue
        if runs and runs[-1][1] == k:
            runs[-1] = (runs[-1][0], k + 1)
        else:
            runs.append((k, k + 1))
    return [(a, b) for a, b in runs if b - a > 1]


def _groups(above: Mask, columns: Sequence[int], run: Span, letter: float) -> list[Span]:
    """The columns of a run that share a title above, each group in whose middle its title stands."""
    first, last = run
    edges = [columns[k] - columns[first] for k in range(first, last + 1)]
    area = above[:, columns[first] : columns[last]]
    found: list[Span] = []
    for (a, b), (x0, x1) in shared_titles(area, edges, letter):
        width = edges[b] - edges[a]
        if b - a > 1:
            if _parts_again(area[:, edges[a] : edges[b]], [edge - edges[a] for edge in edges[a : b + 1]], letter):
                return []
            crosses = any(x0 + letter < edge < x1 - letter for edge in edges[a + 1 : b])
            if abs((x0 + x1 - edges[a] - edges[b]) / 2) > (CROSSING if crosses else ASIDE) * width:
                return []
            found.append((first + a, first + b))
    return found


def _parts_again(title: Mask, edges: Sequence[int], letter: float) -> bool:
    """Whether the lowest line of what stands over several columns is titles of some of them each: a level of its own."""
    rows = np.asarray(title.any(axis=1), np.bool_)
    lines = np.flatnonzero(np.diff(np.concatenate([[False], rows, [False]]).astype(np.int8)))
    if len(lines) < 4 or len(edges) < 5:
        return False
    lowest = shared_titles(title[lines[-2] : lines[-1]], edges, letter)
    return len(lowest) > 1 and all(b - a > 1 for (a, b), _ in lowest)
