"""Which cells of a table arithmetic confirms or doubts: the checks of the contract brought back to rows and columns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from document.contract import CheckOut

Cell = tuple[int, int]
"""Row and column, both from 0."""


@dataclass(slots=True)
class Verdicts:
    """Cells that a holding check names, and findings by the cells they name."""

    held: set[Cell] = field(default_factory=set)
    doubted: dict[Cell, list[str]] = field(default_factory=lambda: defaultdict(list))


def judged(table: str, checks: Sequence[CheckOut]) -> Verdicts:
    """The verdicts of the checks that take cells of the table of this id."""
    found = Verdicts()
    for check in checks:
        cells = [spot for name in check.cells if (spot := _spot(name, table)) is not None]
        if check.is_finding:
            for cell in cells:
                found.doubted[cell].append(check.id)
        elif check.verdict == "consistent":
            found.held.update(cells)
    return found


def _spot(name: str, table: str) -> Cell | None:
    """ "t1:4:3" of table "t1" is row 3, column 2 from 0; None for cells of other tables."""
    of, _, spot = name.partition(":")
    row, _, column = spot.partition(":")
    return (int(row) - 1, int(column) - 1) if of == table else None
