"""Which cells of a table arithmetic confirms or doubts: the checks of the contract brought back to rows and columns."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from document.checks import FINDING_VERDICTS
from document.contract import CheckOut
from normalize.consistency.sheet import Sheet
from normalize.consistency.tables import ratio_columns

Cell = tuple[int, int]
_ROWS = frozenset({"row_ratio", "total_ratio", "row_sum"})
"""Checks of one row: all their numbers stand in it."""


@dataclass(slots=True)
class Verdicts:
    """Cells that a holding check names, findings by the cells they name, and the printed line of rows that checks name."""

    held: set[Cell] = field(default_factory=set)
    doubted: dict[Cell, list[str]] = field(default_factory=lambda: defaultdict(list))
    lines: dict[int, tuple[int, int]] = field(default_factory=dict)


def judged(sheet: Sheet, checks: Sequence[CheckOut]) -> Verdicts:
    """The verdicts of a table's checks; `lines` gives page and line of a row."""
    rows: dict[str, list[int]] = defaultdict(list)
    for row in range(len(sheet.table.rows)):
        rows[quote_of(sheet, row)].append(row)
    found = Verdicts()
    mine = [check for check in checks if check.table == sheet.table.id]
    ratios = [(part, whole, rate) for rate, (part, whole) in ratio_columns(sheet).items()] if mine else []
    for check in mine:
        cells = [cell for row in rows.get(check.quote, ()) for cell in _cells(sheet, check, row, ratios)]
        if check.kind in _ROWS and len(rows.get(check.quote, ())) == 1:
            found.lines[rows[check.quote][0]] = (check.page, check.line)
        if check.verdict in FINDING_VERDICTS and check.severity != "none":
            for cell in cells:
                found.doubted[cell].append(check.id)
        elif check.verdict == "consistent":
            found.held.update(cells)
    return found


def quote_of(sheet: Sheet, row: int) -> str:
    """A row as its checks quote it."""
    return " | ".join(cell.text.strip() for cell in sheet.table.rows[row] if cell.text.strip())


def _cells(sheet: Sheet, check: CheckOut, row: int, ratios: Sequence[tuple[int, int, int]]) -> list[Cell]:
    said = [value for value in map(_value, (check.stated, *check.inputs)) if value is not None]
    if check.kind == "row_sum":
        return [
            (row, c) for c in sheet.columns("count") if (n := sheet.numbers[row][c]) is not None and n.value in said
        ]
    if check.kind in _ROWS:
        return _ratio(sheet, said, row, ratios)
    return _column(sheet, said, row) if check.kind == "column_sum" and said else []


def _ratio(sheet: Sheet, said: Sequence[Fraction], row: int, ratios: Sequence[tuple[int, int, int]]) -> list[Cell]:
    """Part, whole and rate of the ratio column that says these numbers."""
    for columns in ratios:
        numbers = [sheet.numbers[row][c] for c in columns]
        if sorted(n.value for n in numbers if n is not None and n.value) == sorted(v for v in said if v):
            return [(row, c) for c in columns]
    return []


def _column(sheet: Sheet, said: Sequence[Fraction], row: int) -> list[Cell]:
    """The total and its parts, where one column alone holds all of them."""
    fitting: list[list[Cell]] = []
    for column in sheet.columns("count"):
        total = sheet.numbers[row][column]
        if total is None or total.value != said[0]:
            continue
        parts = dict.fromkeys(said[1:], 0)
        cells = []
        for other in sheet.rows("leaf", "group", "total"):
            number = sheet.numbers[other][column]
            if other != row and number is not None and number.value in parts:
                cells.append((other, column))
                parts[number.value] += 1
        if all(parts[value] >= said[1:].count(value) for value in parts):
            fitting.append([(row, column), *cells])
    return fitting[0] if len(fitting) == 1 else []


def _value(printed: object) -> Fraction | None:
    try:
        return Fraction(str(printed).replace(",", "."))
    except (ValueError, ZeroDivisionError):
        return None
