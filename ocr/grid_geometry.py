"""Where the cells of a table stand: the geometry that scans and digital pages share."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal

from document.places import BBox

GridKind = Literal["ruled", "partial", "borderless"]
"""ruled: closed by lines. partial: horizontal lines, columns found by white gaps. borderless: words in columns only."""


@dataclass(frozen=True, slots=True)
class CellBox:
    """One cell before reading: its top left grid position (from 0), its spans, its box inside the rules."""

    row: int
    column: int
    bbox: BBox
    row_span: int = 1
    column_span: int = 1


@dataclass(frozen=True, slots=True)
class Geometry:
    """A table before reading. Boxes are pixels of the image it was found on; cells are in row order, merged ones once."""

    rows: int
    columns: int
    cells: tuple[CellBox, ...]
    bbox: BBox
    kind: GridKind = "ruled"


def shifted(cells: Iterable[CellBox], across: float) -> tuple[CellBox, ...]:
    """Cells found on a part of a page that begins at column `across`, on the page."""
    return tuple(
        replace(cell, bbox=(cell.bbox[0] + across, cell.bbox[1], cell.bbox[2] + across, cell.bbox[3])) for cell in cells
    )
