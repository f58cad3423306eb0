"""What a specimen's gold says about its numbers: where each stands in print and which statements it takes part in.

The gold's own arithmetic (`corpus.verdicts`, `corpus.tables`) tells whether a changed number breaks one of them, so
that the benchmark does not ask the code that it measures.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import regex

from corpus import tables, verdicts
from corpus.specimen import Specimen, plain
from document.numerals import Numeral, parse

Row = Mapping[str, Any]
_NUMBER = regex.compile(r"\d+(?:[.,]\d+)*")
_BROKEN = frozenset({"mismatch", "undefined"})


@dataclass(frozen=True, slots=True)
class Spot:
    """A printed number: columns [start, end) of a line, counted from 1 and 0."""

    line: int
    start: int
    end: int
    printed: str
    percent: bool
    neighbours: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Statement:
    """One arithmetic statement of the running text: `numbers` as printed, `spots` where they are on the line (or None)."""

    kind: str
    numbers: tuple[str, ...]
    spots: tuple[Spot | None, ...]
    row: Row

    def breaks(self, spot: Spot, printed: str) -> bool:
        """Whether the statement is wrong when `spot` prints something else."""
        if spot not in self.spots:
            return False
        texts = [printed if s == spot else n for s, n in zip(self.spots, self.numbers, strict=True)]
        percent = [self.kind == "ratio" and i == 2 for i in range(len(texts))]
        read = [parse(t, percent=p) for t, p in zip(texts, percent, strict=True)]
        numerals = [n for n in read if n is not None]
        return len(numerals) < len(read) or _verdict(self.kind, numerals, self.row) in _BROKEN


def _verdict(kind: str, numerals: Sequence[Numeral], row: Row) -> str:
    if kind == "ratio":
        bound, measured = row.get("bound", "exact"), row.get("measured", False)
        return verdicts.ratio(*numerals[:3], bound=bound, measured=measured)
    values = [n.value for n in numerals]
    if kind == "sum":
        return verdicts.total(values[0], values[1:], exhaustive=row.get("exhaustive", True))
    return "consistent" if values[1] - values[2] == values[0] else "mismatch"


def statements(specimen: Specimen) -> list[Statement]:
    """The ratios, sums and remainders of the running text that hold and have a percentage, parts or remainder printed."""
    found: list[Statement] = []
    for row in specimen.rows.get("ratios", []):
        slash = regex.search(r"(\d[\d.,]*)[^\d/]*/\s*(\d[\d.,]*)", plain(row["quote"]))
        percent = regex.search(r"(\d[\d.,]*)\s*\\?%", row["quote"])
        n = row.get("n") or (slash[1] if slash else None)
        d = row.get("d") or (slash[2] if slash else None)
        p = row.get("percent", percent[1] if percent else "")
        if n and d and p:
            found.append(_statement(specimen, row, "ratio", (n, d, p)))
    for row in specimen.rows.get("sums", []):
        found.append(_statement(specimen, row, "sum", (row["total"], *(value for _, value in row["parts"]))))
    for row in specimen.rows.get("differences", []):
        found.append(_statement(specimen, row, "difference", (row["stated"], row["whole"], row["part"])))
    return [s for s in found if not s.row.get("optional") and _holds(s)]


def _holds(statement: Statement) -> bool:
    numerals = [parse(n, percent=statement.kind == "ratio" and i == 2) for i, n in enumerate(statement.numbers)]
    read = [n for n in numerals if n is not None]
    return len(read) == len(numerals) and _verdict(statement.kind, read, statement.row) == "consistent"


def _statement(specimen: Specimen, row: Row, kind: str, numbers: tuple[str, ...]) -> Statement:
    spot = specimen.locate(row)
    line = specimen.line(spot.line)
    printed = [
        Spot(spot.line, m.start(), m.end(), m.group(), bool(regex.match(r"\s*\\?%", line[m.end() :])))
        for m in _NUMBER.finditer(line, spot.col, spot.col + len(row["quote"]))
    ]
    spots: list[Spot | None] = []
    for i, number in enumerate(numbers):
        percent = kind == "ratio" and i == 2
        mine = next((p for p in printed if p.printed == number and (p.percent or not percent)), None)
        spots.append(mine)
        if mine is not None:
            printed.remove(mine)
    return Statement(kind, numbers, tuple(spots), row)


def cells(specimen: Specimen) -> list[Spot]:
    """Every number of every table body, with the numbers to its left, right, above and below."""
    found: list[Spot] = []
    for table in tables.build(specimen):
        body = [number for lines in table["row_lines"] for number in lines]
        grid = {number: _line_cells(specimen.line(number), number) for number in body}
        for at, number in enumerate(body):
            for column, spot in grid[number].items():
                near = [grid[number].get(column - 1), grid[number].get(column + 1)]
                near += [grid[body[i]].get(column) for i in (at - 1, at + 1) if 0 <= i < len(body)]
                numbers = tuple(s.printed for s in near if s is not None and s.printed != spot.printed)
                found.append(replace(spot, neighbours=numbers))
    return found


def _line_cells(line: str, number: int) -> dict[int, Spot]:
    found: dict[int, Spot] = {}
    start = 0
    for column, cell in enumerate(line.split("\t")):
        match = _NUMBER.search(cell)
        bare = plain(cell).rstrip(" %")
        if match is not None and match.group() == bare:
            at = start + match.start()
            found[column] = Spot(number, at, at + len(bare), bare, "%" in cell or "," in bare)
        start += len(cell) + 1
    return found


def table_breaks(specimen: Specimen, spot: Spot, printed: str) -> int:
    """How many checks of the gold's tables are wrong when a cell prints something else; -1 where it is no number then."""
    lines = list(specimen.lines)
    lines[spot.line - 1] = changed(lines[spot.line - 1], spot, printed)
    try:
        built = tables.build(Specimen(specimen.slug, "\n".join(lines), specimen.rows))
    except (ValueError, ArithmeticError):
        return -1
    return sum(c["verdict"] in _BROKEN for t in built for c in t["checks"])


def changed(line: str, spot: Spot, printed: str) -> str:
    """The line with another number at the spot."""
    return line[: spot.start] + printed + line[spot.end :]


def value(printed: str, *, percent: bool) -> Decimal | None:
    """What a printed number is worth, or None."""
    numeral = parse(printed.strip(), percent=percent)
    return None if numeral is None else numeral.value
