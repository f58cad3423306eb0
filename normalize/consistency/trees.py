"""Trees of rows: "A" over "I" and "II", "I" over "1" and "2", "1" over its dashes; each row the sum of those right below it.

The level of a row is told by its mark. A level of the table is taken as a level of sums where most of its rows add up;
then a row that misses its total by one slip, or beside a column that adds up, is a finding.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import regex

from normalize.consistency.sheet import Sheet, clean

_MARKS = (
    regex.compile(r"(?:PHẦN|Phần)\s"),
    regex.compile(r"[A-HĐ](?![IVX])[.)]?(?=\s|$)(?<![CDIVX]\s|[IVX])"),
    regex.compile(r"[IVX]{1,5}[.)]?(?=\s|$)"),
    regex.compile(r"\(?\d{1,2}[.)]?(?=\s|$)"),
    regex.compile(r"(?:\d{1,2}|[IVX]{1,4})\.\d{1,2}[.)]?(?=\s|$)"),
    regex.compile(r"(?:\d{1,2}|[IVX]{1,4})\.\d{1,2}\.\d{1,2}[.)]?(?=\s|$)"),
    regex.compile(r"[a-zđ][.)]?(?=\s|$)"),
    regex.compile(r"[-–*•]\s?"),
    regex.compile(r"[+]\s?"),
)
"""Marks from the highest level to the lowest."""
_OF_WHICH = regex.compile(r"(?:[-–+*]\s*)?(?:trong đó|tr\.đ|gồm|riêng|bao gồm)", regex.I)


@dataclass(frozen=True, slots=True)
class Node:
    """A row and the rows right below it, by their levels."""

    row: int
    below: tuple[int, ...]
    kind: tuple[int, int]


def levels(sheet: Sheet) -> list[int | None]:
    """The level of each row by its mark; None for totals, titles and rows without a mark."""
    index = sheet.kinds.index("index") if "index" in sheet.kinds else None
    found: list[int | None] = []
    for row, role in enumerate(sheet.roles):
        cells = [clean(cell.text) for cell in sheet.table.rows[row]]
        marked = cells[index] if index is not None and cells[index] else sheet.label(row)
        alone = index is not None and bool(cells[index])
        found.append(_level(marked, alone=alone) if role in ("leaf", "group") else None)
    return found


def _level(text: str, *, alone: bool) -> int | None:
    for level, mark in enumerate(_MARKS):
        match = mark.match(text)
        if match is not None and (not alone or match.end() >= len(text.rstrip())):
            return level
    return None


def nodes(sheet: Sheet) -> Iterator[Node]:
    """Every row that others stand below; rows that name only some of it ("Trong đó: …") make it no sum."""
    marked = levels(sheet)
    for row, level in enumerate(marked):
        if level is None or sheet.is_rate(row):
            continue
        block = _block(sheet, marked, row, level)
        deeper = [lower for r in block if (lower := marked[r]) is not None]
        if not deeper:
            continue
        below = tuple(r for r in block if marked[r] == min(deeper) and not sheet.is_rate(r))
        some = any(_OF_WHICH.match(sheet.label(r)) for r in block)
        if len(below) > 1 and not some:
            yield Node(row, below, (level, min(deeper)))


def _block(sheet: Sheet, marked: Sequence[int | None], row: int, level: int) -> list[int]:
    """The rows below a row, up to the next one of its level or above."""
    block: list[int] = []
    for r in range(row + 1, len(marked)):
        own = marked[r]
        if sheet.roles[r] == "total" or (own is not None and own <= level):
            break
        block.append(r)
    return block


def top_rows(sheet: Sheet) -> list[int]:
    """The rows of the highest level, where rows of other levels stand below them."""
    marked = levels(sheet)
    known = {level for level in marked if level is not None}
    return [r for r, level in enumerate(marked) if level == min(known)] if len(known) > 1 else []


def by_kind(found: Sequence[Node]) -> dict[tuple[int, int], list[Node]]:
    """Nodes of one pair of levels."""
    kinds: dict[tuple[int, int], list[Node]] = defaultdict(list)
    for node in found:
        kinds[node.kind].append(node)
    return kinds
