"""Quarter turns of boxes and of a text layer: a landscape appendix lies on its side, a note runs up the margin."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from document.pages import LayerChar, Rule
from document.places import BBox

_ROW = 0.3
"""Drop from a row's feet to the next one's, at least, in sizes of the type."""


def turned_box(box: BBox, turn: int, width: float, height: float) -> BBox:
    """`box` of a sheet of `width` x `height` after `turn` degrees clockwise (a multiple of 90), origin top left."""
    x0, y0, x1, y1 = box
    match turn % 360:
        case 90:
            return height - y1, x0, height - y0, x1
        case 180:
            return width - x1, height - y1, width - x0, height - y0
        case 270:
            return y0, width - x1, y1, width - x0
        case _:
            return box


def main_turn(chars: Sequence[LayerChar]) -> int:
    """The quarter turns that stand most of the letters upright; 0 where none do."""
    counts = Counter(c.turn for c in chars if c.turn is not None)
    return max(counts, key=lambda turn: (counts[turn], turn == 0)) or 0 if counts else 0


def turned_chars(chars: Sequence[LayerChar], turn: int, width: float, height: float) -> tuple[LayerChar, ...]:
    """The characters of a sheet of `width` x `height` after a quarter turn; their own turns are what is left to do.

    PDFium tells characters in the order of the page as it lies: those of a turned page come row by row.
    """
    if turn == 0:
        return tuple(chars)
    turned = (
        replace(
            c,
            bbox_pt=turned_box(c.bbox_pt, turn, width, height),
            turn=None if c.turn is None else (c.turn - turn) % 360,
        )
        for c in chars
    )
    rows: list[list[LayerChar]] = []
    for char in sorted(turned, key=lambda c: c.bbox_pt[3]):
        if not rows or char.bbox_pt[3] - rows[-1][-1].bbox_pt[3] > _ROW * char.size_pt:
            rows.append([])
        rows[-1].append(char)
    return tuple(char for row in rows for char in sorted(row, key=lambda c: c.bbox_pt[0]))


def turned_rules(rules: Sequence[Rule], turn: int, width: float, height: float) -> tuple[Rule, ...]:
    """The ruled lines of a sheet after a quarter turn."""
    boxes = ((r.x0_pt, r.y0_pt, r.x1_pt, r.y1_pt) for r in rules)
    return tuple(Rule(*turned_box(box, turn, width, height)) for box in boxes) if turn else tuple(rules)
