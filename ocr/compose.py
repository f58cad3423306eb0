"""Lines and tables of one page put in reading order and numbered."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from document.pages import Grid, Line
from ocr.layout import Box, reading_order

B = TypeVar("B", bound=Box)


@dataclass(frozen=True, slots=True)
class TableBox:
    """A table's place among the lines."""

    x0: float
    y0: float
    x1: float
    y1: float
    grid: Grid


def compose(
    boxes: Sequence[B], tables: Sequence[Grid], letter: float, line_of: Callable[[list[B]], Line]
) -> tuple[list[Line], list[Grid]]:
    """Lines and grids in reading order, numbered on from 1; a grid takes a number for each of its rows.

    `line_of` makes a line of the boxes of one printed row. `letter` is the height of small letters in the boxes' pixels.
    """
    places = [TableBox(*table.bbox, table) for table in tables if table.bbox is not None]
    mixed: list[Box] = [*boxes, *places]
    own = {id(box): box for box in boxes}
    parts: list[Line | Grid] = []
    for row in reading_order(mixed, letter):
        parts += [b.grid for b in row if isinstance(b, TableBox)]
        words = [own[id(b)] for b in row if id(b) in own]
        parts += [line_of(words)] if words else []
    return numbered(parts)


def numbered(parts: Sequence[Line | Grid]) -> tuple[list[Line], list[Grid]]:
    """Lines and grids that come in reading order, numbered on from 1."""
    lines: list[Line] = []
    grids: list[Grid] = []
    number = 1
    for part in parts:
        if isinstance(part, Line):
            lines.append(replace(part, number=number))
            number += 1
        else:
            grids.append(replace(part, line=number, last_line=number + part.rows - 1))
            number += part.rows
    return lines, grids
