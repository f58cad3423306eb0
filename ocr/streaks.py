"""Lines over the whole sheet, from its very edge: dirt on a scanner's glass, creases of a folded page. No rule of print is
so long. They join the letters that they cross and part tables and figures; print that shows in them or on both sides stays.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Grid, Image, Line, Word
from document.places import BBox
from ocr.second import UNSURE

_BANDS = 14
"""Parts of a line's way in which it stands at one place, or nearly so: creases wander."""
_EDGE = 0.018
"""Share of the sheet at either end that print leaves white."""
_RIDGE = 20
"""Grey levels by which a line is darker than what stands on both sides of it."""
_BESIDE = 6
"""Pixels to where a line's sides are."""
_UNBROKEN, _SEEN, _GAPS = 0.7, 0.35, 2
"""Share of a line's way, and of each band of it but so many, in which it shows."""
_WANDERS = 4
"""Pixels by which it may stand elsewhere in the next band."""
_WIDEST = 9
"""Pixels that a line is wide at most."""
_PAPER, _INK = 225, 150
"""The least grey of paper, the most of print beside the line."""
_FAINT = 190
"""A line from this grey on joins no letters; it is left."""
_SHOWS = 45
"""Print that is so much darker than the line shows in it."""

Band = tuple[int, int, int]
"""First row, last row (excluded) and middle column of a part of a line."""


def without_streaks(grey: Image) -> tuple[Image, tuple[BBox, ...]]:
    """The page without such lines, and where one of them hid what it crossed; itself where there are none.

    `grey`: height x width, evened, ink dark on white.
    """
    upright, level = list(_streaks(grey)), list(_streaks(grey.T))
    if not upright and not level:
        return grey, ()
    page = grey.copy()
    hidden = [box for way in upright for box in _healed(page, way)]
    hidden += [(y0, x0, y1, x1) for way in level for x0, y0, x1, y1 in _healed(page.T, way)]
    return page, tuple(hidden)


def _streaks(page: Image) -> Iterator[list[Band]]:
    """The lines that run down the page from its first row, or up from its last."""
    height = len(page)
    edge = max(8, round(_EDGE * height))
    ends = [_shown(part).mean(axis=0) >= _UNBROKEN for part in (page[:edge], page[-edge:])]
    if not any(end.any() for end in ends):
        return
    step = height // _BANDS
    shares = _shown(page)[: step * _BANDS].reshape(_BANDS, step, -1).mean(axis=1)
    rows = [*(step * band for band in range(_BANDS)), height]
    taken: list[list[int]] = []
    for end, order in zip(ends, (slice(None), slice(None, None, -1)), strict=True):
        for start in np.flatnonzero(end).tolist():
            way = _followed(shares[order], start)[order]
            found = shares[np.arange(_BANDS), way]
            whole = int((found < _SEEN).sum()) <= _GAPS and found.mean() >= _UNBROKEN
            if whole and all(np.abs(np.subtract(way, other)).min() > _WIDEST for other in taken):
                taken.append(way)
                yield [(r0, r1, x + _BESIDE) for (r0, r1), x in zip(pairwise(rows), way, strict=True)]


def _shown(part: Image) -> NDArray[np.bool_]:
    """Where something darker stands between two sides, or right beside; `_BESIDE` columns fewer on either side."""
    part = np.ascontiguousarray(part)
    sides = cv2.min(part[:, 2 * _BESIDE :], part[:, : -2 * _BESIDE])
    ridge: NDArray[np.bool_] = np.asarray(cv2.subtract(sides, part[:, _BESIDE:-_BESIDE])) >= _RIDGE
    ridge[:, 1:-1] |= ridge[:, :-2] | ridge[:, 2:]
    return ridge


def _followed(shares: NDArray[np.float64], start: int) -> list[int]:
    """The column in each band where the line that begins at `start` shows best."""
    way, at = [], start
    for band in shares:
        low = max(0, at - _WANDERS)
        near = band[low : at + _WANDERS + 1] - 0.01 * np.abs(np.arange(low, min(len(band), at + _WANDERS + 1)) - at)
        at = low + int(near.argmax())
        way.append(at)
    return way


def _healed(page: Image, way: Sequence[Band]) -> Iterator[BBox]:
    """Take a line out of the page (changed in place), band by band; yields the places where it hid what it crossed."""
    for first, last, middle in way:
        low, high = max(1, middle - _WIDEST), min(page.shape[1] - 1, middle + _WIDEST + 1)
        rows = page[first:last]
        profile = np.median(rows[:, low:high], axis=0)
        darkest = int(profile.argmin())
        dark = profile < _PAPER
        x0 = x1 = darkest
        while x0 > 0 and dark[x0 - 1]:
            x0 -= 1
        while x1 + 1 < len(dark) and dark[x1 + 1]:
            x1 += 1
        if profile[darkest] >= _FAINT or x1 - x0 >= _WIDEST:
            continue
        left, right = low + x0 - 1, low + x1 + 1
        _bridged(rows, left, right, float(np.percentile(rows[:, low + darkest], 30)))
        if profile[darkest] < _INK:
            yield (float(left), float(first), float(right + 1), float(min(last, len(page))))


def _bridged(rows: Image, left: int, right: int, level: float) -> None:
    """Columns `left` to `right` as their outer neighbours are, where they do not show print in a line as dark as `level`."""
    before, after = (rows[:, max(0, x)].astype(np.float32) for x in (left - 1, min(right + 1, rows.shape[1] - 1)))
    print_ = (
        cv2.dilate((np.minimum(before, after) < _INK).astype(np.uint8)[:, None], np.ones((3, 1), np.uint8))[:, 0] > 0
    )
    for x in range(max(0, left), min(right + 1, rows.shape[1])):
        part = (x - left + 1) / (right - left + 2)
        bridge = before * (1 - part) + after * part
        shows = print_ & (rows[:, x] < level - _SHOWS)
        rows[:, x] = np.where(shows, rows[:, x], bridge).astype(np.uint8)


def with_hidden_doubted(
    lines: Sequence[Line], grids: Sequence[Grid], hidden: Sequence[BBox]
) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """The lines and tables with the figures doubtful that a line over the sheet crossed. `hidden`: as the words' boxes."""
    if not hidden:
        return tuple(lines), tuple(grids)

    def doubted(words: Sequence[Word]) -> tuple[Word, ...]:
        return tuple(
            replace(word, confidence=min(word.confidence, UNSURE))
            if any(c.isdigit() for c in word.text) and any(_meet(word.bbox, box) for box in hidden)
            else word
            for word in words
        )

    tables = (replace(g, cells=tuple(replace(c, words=doubted(c.words)) for c in g.cells)) for g in grids)
    return tuple(replace(line, words=doubted(line.words)) for line in lines), tuple(tables)


def _meet(one: BBox, other: BBox) -> bool:
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
