"""Reading order: letterheads and signature blocks of two columns, footnotes, page numbers.

Works on boxes alone (anything with x0, y0, x1, y1), so that scans and text layers are laid out by the same rules.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar


class Box(Protocol):
    """Something printed, in pixels."""

    @property
    def x0(self) -> float: ...  # noqa: D102
    @property
    def y0(self) -> float: ...  # noqa: D102
    @property
    def x1(self) -> float: ...  # noqa: D102
    @property
    def y1(self) -> float: ...  # noqa: D102


B = TypeVar("B", bound=Box)

_FEW_COLUMNS = 2
_MAX_DROP = 9.0
"""Largest white space within a block of columns, in heights of a letter (room for a signature and its seal)."""


_WIDE = 3.0
"""Gap in one row, in letters, that no justified line has: it alone tells two columns."""


def rows(boxes: Sequence[B]) -> list[list[B]]:
    """Boxes that share a printed row, rows from top to bottom, each from left to right."""
    found: list[list[B]] = []
    for box in sorted(boxes, key=lambda b: (b.y0 + b.y1) / 2):
        middle = (box.y0 + box.y1) / 2
        home = next((r for r in reversed(found[-3:]) if _level(r, box, middle)), None)
        if home is None:
            found.append([box])
        else:
            home.append(box)
    return [sorted(row, key=lambda b: b.x0) for row in found]


def _level(row: Sequence[B], box: B, middle: float) -> bool:
    """Whether `box` stands beside `row`: its middle within the row's inner half, and no box of it above or below."""
    top, bottom = min(b.y0 for b in row), max(b.y1 for b in row)
    inside = top + 0.2 * (bottom - top) <= middle <= bottom - 0.2 * (bottom - top)
    return inside and all(box.x0 >= b.x1 - 2 or box.x1 <= b.x0 + 2 for b in row)


def _gutter(block: Sequence[B], least: float) -> float | None:
    """Where a white column at least `least` wide divides the boxes: its middle, or None."""
    best, place = least, None
    spans = sorted((b.x0, b.x1) for b in block)
    reach = spans[0][1]
    for x0, x1 in spans[1:]:
        if x0 - reach >= best:
            best, place = x0 - reach, (reach + x0) / 2
        reach = max(reach, x1)
    return place


def reading_order(boxes: Sequence[B], letter: float) -> list[list[B]]:
    """The printed lines in reading order; a line is its boxes from left to right.

    Rows that stand in two columns side by side (at least two such rows, or rows of different height) are read column
    by column; rows of three columns and more are a table without rules and are read row by row.
    """
    ordered: list[list[B]] = []
    pending = rows(boxes)
    while pending:
        count = _block(pending, letter)
        if count > 1:
            block = [box for row in pending[:count] for box in row]
            place = _gutter(block, letter) or 0.0
            for side in ([b for b in block if b.x1 <= place], [b for b in block if b.x0 >= place]):
                ordered.extend(rows(side))
        else:
            ordered.append(pending[0])
        del pending[: max(1, count)]
    return ordered


def _block(pending: Sequence[Sequence[B]], letter: float) -> int:
    """How many of the first rows make one block of two columns; 1 where they do not."""
    if not _starts_block(pending, letter):
        return 1
    last, size = 1, 1
    boxes = list(pending[0])
    wide = _gutter(boxes, _WIDE * letter) is not None and len(boxes) > 1
    sides: set[bool] = set()
    while size < len(pending):
        row = pending[size]
        drop = min(b.y0 for b in row) - max(b.y1 for b in boxes)
        place = _gutter([*boxes, *row], letter)
        if drop > _MAX_DROP * letter or place is None:
            break
        boxes += row
        size += 1
        sides.add(row[0].x0 > place)
        if len(row) > 1 or _beside(pending[:size], letter) or (wide and len(sides) > 1):
            last = size
    return last


def _starts_block(pending: Sequence[Sequence[B]], letter: float) -> bool:
    """Whether the first row opens a block: two boxes wide apart, or one box with another a little lower beside it."""
    first = pending[0]
    if len(first) > _FEW_COLUMNS + 1:
        return False
    if len(first) > 1:
        return _gutter(first, 1.5 * letter) is not None
    return len(pending) > 1 and _beside(pending[:2], letter)


def _beside(block: Sequence[Sequence[B]], letter: float) -> bool:
    """Whether the last row overlaps in height with one before it that lies wholly to its left or right."""
    last = block[-1][0]
    return any(
        (b.x1 + letter < last.x0 or last.x1 + letter < b.x0) and b.y1 > last.y0 + 0.25 * letter
        for row in block[:-1]
        for b in row
    )
