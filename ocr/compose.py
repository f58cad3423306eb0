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
    lines: list[Line] = []
    grids: list[Grid] = []
    number = 1
    mixed: list[Box] = [*boxes, *places]
    own = {id(box): box for box in boxes}
    for row in reading_order(mixed, letter):
        for place in (b for b in row if isinstance(b, TableBox)):
            grids.append(replace(place.grid, line=number, last_line=number + place.grid.rows - 1))
            number += place.grid.rows
        parts = [own[id(b)] for b in row if id(b) in own]
        if parts:
            lines.append(replace(line_of(parts), number=number))
            number += 1
    return lines, grids
