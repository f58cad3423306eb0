"""Rules that a scan left faint or in pieces: a second look along their lines.

The first look takes what is inked all along. A hairline at one bit, or a row of points, leaves pieces of that; but where
the pieces show a line, the paper on it is darker than the paper beside it, and over some letters' width that is certain.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from ocr.grid_rules import BRIDGE, DRIFT, Stroke

SURE_SLOPE = 10.0
"""A stroke this long shows its own slope; a shorter one is taken to have the common one (letter heights)."""
SEED = 3.0
"""So much of a line must be inked before its gaps are looked at (letter heights)."""
STEP, STEPS, MOST = 0.4, 6, 0.8
"""Darkness is averaged over steps of the first length (letter heights); of so many neighbouring ones that no letter
touches, the last part are dark."""
DARKER = 7.0
"""A rule is darker than its surroundings by this many grey levels on average."""
POINTED, POINTS_STEP, POINTS_DARKER = 0.8, 1.5, 3.0
"""A line of points is one of which at least the first part is; it is looked at in steps of the second length (letter
heights), each by itself, and is darker than the paper by the last."""
WHOLE_LINE = 0.5
"""A line is followed to its ends where so much of its reach is inked or dark."""
FREE = 0.4
"""The part of a step that no letter touches, at least."""
NEIGHBOURS = 45.0
"""Rules this close may be of one table, and end where the others do (letter heights)."""


@dataclass(frozen=True, slots=True)
class _Line:
    """Strokes in one straight line: `at` at `middle`, rising by `slope`; `stretches` are inked, in order."""

    middle: float
    at: float
    slope: float
    stretches: tuple[tuple[float, float], ...]
    dotted: bool = False

    def across(self, along: float) -> float:
        """Where the line stands at `along`."""
        return self.at + self.slope * (along - self.middle)


def continued(grey: Image, rules: Sequence[Stroke], letter: float, dotted: Sequence[Stroke] = ()) -> tuple[Stroke, ...]:
    """The level `rules` of a page, those in one line joined where the line goes on faintly; `grey` is the page.

    For upright rules give the page transposed.
    """
    lines = _lines(rules, dotted, letter)
    if not lines:
        return ()
    found: list[Stroke] = []
    for line in lines:
        stretches = list(line.stretches)
        if _length(stretches) >= SEED * letter:
            stretches += _added(grey, line, _reach(line, lines, letter), letter)
        found += _strokes(line, sorted(stretches), letter)
    return tuple(found)


def _added(grey: Image, line: _Line, reach: tuple[float, float], letter: float) -> list[tuple[float, float]]:
    """Where the line goes on faintly within `reach`.

    A line that is not seen in most of its reach is more likely one of stems below each other: of it, gaps that are dark
    all along are filled, and nothing is added beyond its ends.
    """
    start, end = reach
    inner = [(a, b) for (_, a), (b, _) in pairwise(line.stretches)]
    gaps = [(start, line.stretches[0][0]), *inner, (line.stretches[-1][1], end)]
    faint = [_faint(grey, line, gap, letter) if gap[1] - gap[0] > 2 * STEP * letter else [] for gap in gaps]
    seen = _length(line.stretches) + sum(_length(parts) for parts in faint)
    if seen >= WHOLE_LINE * (end - start):
        return [part for parts in faint for part in parts]
    return [
        part
        for gap, parts in zip(inner, faint[1:-1], strict=True)
        if _length(parts) >= MOST * (gap[1] - gap[0])
        for part in parts
    ]


def _length(stretches: Sequence[tuple[float, float]]) -> float:
    return sum(b - a for a, b in stretches)


def _lines(rules: Sequence[Stroke], dotted: Sequence[Stroke], letter: float) -> list[_Line]:
    """`rules` gathered by the line they stand on, the longest first."""
    common = _slope((*rules, *dotted))
    rest = sorted((*rules, *dotted), key=lambda rule: -rule.length)
    lines: list[_Line] = []
    while rest:
        first, *rest = rest
        slope = first.slope if first.length >= SURE_SLOPE * letter else common
        line = _Line((first.start + first.end) / 2, first.at, slope, ())
        own = [first]
        for rule in rest:
            if abs(line.across((rule.start + rule.end) / 2) - rule.at) <= DRIFT * letter:
                own.append(rule)
        rest = [rule for rule in rest if not any(rule is other for other in own)]
        pieces = sorted((piece[0], piece[1]) for rule in own for piece in rule.pieces)
        points = sum(rule.length for rule in own if any(rule is other for other in dotted))
        is_dotted = points >= POINTED * sum(rule.length for rule in own)
        lines.append(_Line(line.middle, line.at, slope, tuple(_united(pieces, 0.0)), is_dotted))
    return lines


def _slope(rules: Sequence[Stroke]) -> float:
    if not rules:
        return 0.0
    order = sorted(rules, key=lambda rule: rule.slope)
    lengths = np.cumsum([rule.length**2 for rule in order])
    return order[int(np.searchsorted(lengths, lengths[-1] / 2))].slope


def _reach(line: _Line, lines: Sequence[_Line], letter: float) -> tuple[float, float]:
    """How far the line may go on: to the ends of the lines that it may share a table with."""
    start, end = line.stretches[0][0], line.stretches[-1][1]
    near = [
        other
        for other in lines
        if abs(other.at - line.at) <= NEIGHBOURS * letter
        and other.stretches[0][0] < end
        and start < other.stretches[-1][1]
    ]
    return min(other.stretches[0][0] for other in near), max(other.stretches[-1][1] for other in near)


def _faint(grey: Image, line: _Line, gap: tuple[float, float], letter: float) -> list[tuple[float, float]]:
    """The steps of `gap` in which the line is darker than the paper beside it."""
    columns = np.arange(max(0, int(gap[0])), min(grey.shape[1], int(np.ceil(gap[1]))))
    if not len(columns):
        return []
    middle = np.rint(line.at + line.slope * (columns - line.middle)).astype(np.intp)
    off = max(3, round(0.16 * letter))

    def rows(offsets: Sequence[int]) -> NDArray[np.float32]:
        return np.stack([grey[np.clip(middle + k, 0, len(grey) - 1), columns] for k in offsets]).astype(np.float32)

    on, beside = rows((-1, 0, 1)), rows((-off - 2, -off - 1, -off, off, off + 1, off + 2))
    paper = float(np.percentile(beside, 80))
    free = beside.min(axis=0) > paper - 45
    darker = np.where(free, beside.mean(axis=0) - on.min(axis=0), 0.0)
    calm = np.where(free, beside.mean(axis=0) - np.minimum(beside[:3].min(axis=0), beside[3:].min(axis=0)), 0.0)
    step, steps, darkest = (POINTS_STEP, 1, POINTS_DARKER) if line.dotted else (STEP, STEPS, DARKER)
    parts = np.array_split(np.arange(len(columns)), max(1, round(len(columns) / (step * letter))))
    held = np.array([free[part].sum() for part in parts])
    dark = np.array([float((darker - calm)[part].sum()) for part in parts]) >= darkest * held
    known = held >= FREE * np.array([len(part) for part in parts])
    # A stem or a bar on the line darkens a step or two, a rule nearly all of them.
    window = np.ones(min(steps, len(parts)))
    seen, yes = np.convolve(known, window, "same"), np.convolve(known & dark, window, "same")
    sure = (yes >= MOST * seen) & (seen >= len(window) / 2)
    return [
        (float(columns[part[0]]), float(columns[part[-1]] + 1))
        for part, is_sure, is_dark in zip(parts, sure, dark | ~known, strict=True)
        if is_sure and is_dark
    ]


def _strokes(line: _Line, stretches: Sequence[tuple[float, float]], letter: float) -> list[Stroke]:
    """The line as strokes, parted where it is gone for longer than a broken rule is."""
    runs: list[list[tuple[float, float]]] = []
    for start, end in _united(stretches, 1.0):
        if runs and start - runs[-1][-1][1] <= BRIDGE * letter:
            runs[-1].append((start, end))
        else:
            runs.append([(start, end)])
    made = []
    for run in runs:
        start, end = run[0][0], run[-1][1]
        pieces = tuple((a, b, line.across(a), line.across(b)) for a, b in run)
        made.append(Stroke(start, end, line.across((start + end) / 2), line.slope, pieces))
    return made


def _united(stretches: Sequence[tuple[float, float]], gap: float) -> list[tuple[float, float]]:
    merged: list[tuple[float, float]] = []
    for start, end in stretches:
        if merged and start <= merged[-1][1] + gap:
            merged[-1] = merged[-1][0], max(merged[-1][1], end)
        else:
            merged.append((start, end))
    return merged
