"""Upright hairlines of which a scan left crumbs: seen where a stack of level rules says that a table is."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from ocr.grid_rules import Stroke

INKED, EVEN = 0.42, 0.2
"""A hairline is inked over the first part of its table's height, and over the second of each quarter but the first."""
OFF = 0.22
"""Ink this far beside a crumb belongs to a letter (letter heights)."""
STEP = 0.5
"""Crumbs are gathered over steps of this length (letter heights)."""


def hairlines(ink: NDArray[np.uint8], stack: Sequence[Stroke], letter: float) -> list[Stroke]:
    """The upright rules between the first and the last rule of `stack`, in the pieces that are left of them.

    `ink` is 255 where the page is printed; the rules of `stack` are one table's, from top to bottom.
    """
    first, last = stack[0], stack[-1]
    top, bottom = round(first.at), round(last.at)
    left, right = round(min(rule.start for rule in stack)), round(max(rule.end for rule in stack))
    pad = max(3, round(OFF * letter) + 2)
    x0, x1 = max(0, left - pad), min(ink.shape[1], right + pad)
    tilt = -float(np.median([rule.slope for rule in stack]))
    if bottom - top < 3 * letter:
        return []
    # Sheared about the middle height, upright rules stand straight.
    shear = np.array([[1, -tilt, tilt * (bottom - top) / 2], [0, 1, 0]], np.float32)
    straight = cv2.warpAffine(ink[top:bottom, x0:x1], shear, (x1 - x0, bottom - top), flags=cv2.INTER_NEAREST)
    part = np.asarray(straight > 0, np.bool_)
    near = np.asarray(cv2.dilate(part.astype(np.uint8), np.ones((1, 3), np.uint8)) > 0, np.bool_)
    lone = near & ~_beside(part, max(3, round(OFF * letter)))
    share = np.asarray(lone.mean(axis=0), np.float64)
    quarters = np.stack([rows.mean(axis=0) for rows in np.array_split(lone, 4)[1:]]).min(axis=0)
    held = np.flatnonzero((share >= INKED) & (quarters >= EVEN))
    groups = np.split(held, np.flatnonzero(np.diff(held) > 3) + 1) if len(held) else []
    return [_stroke(lone, group, (x0, top), tilt, letter) for group in groups]


def _beside(part: NDArray[np.bool_], off: int) -> NDArray[np.bool_]:
    """Where something is printed to the left or right, `off` to `off` + 2 pixels away."""
    beside = np.zeros_like(part)
    for step in range(off, off + 3):
        beside[:, step:] |= part[:, :-step]
        beside[:, :-step] |= part[:, step:]
    return beside


def _stroke(
    lone: NDArray[np.bool_], group: NDArray[np.intp], corner: tuple[int, int], tilt: float, letter: float
) -> Stroke:
    x0, top = corner
    column = np.asarray(lone[:, group].any(axis=1), np.bool_)
    at, middle = x0 + float(group.mean()), len(column) / 2
    steps = np.array_split(np.arange(len(column)), max(1, round(len(column) / (STEP * letter))))
    inked = [(float(step[0]), float(step[-1] + 1)) for step in steps if column[step].mean() >= EVEN]
    pieces = tuple((top + a, top + b, at + tilt * (a - middle), at + tilt * (b - middle)) for a, b in inked)
    start, end = pieces[0][0], pieces[-1][1]
    return Stroke(start, end, at + tilt * ((start + end) / 2 - top - middle), tilt, pieces)
