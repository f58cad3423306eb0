"""A specimen with its planted misprints repaired: the clean text that false alarms and injected errors are measured on.

Lines keep their numbers; the rows are carried over, so the gold of the clean specimen is built like any other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from corpus.specimen import Specimen

Row = Mapping[str, Any]
_NUMBERS = ("n", "d", "percent", "value", "total", "whole", "part", "stated", "now", "before", "change")


@dataclass(frozen=True, slots=True)
class Repair:
    """One stretch of the text to be replaced: columns [start, end) of a line."""

    line: int
    start: int
    end: int
    printed: str
    truth: str


def repairs(specimen: Specimen) -> list[Repair]:
    """Where the planted misprints stand and what should be printed there."""
    found = []
    for row in specimen.rows.get("misprints", []):
        spot = specimen.locate(row)
        start = spot.col + row["quote"].index(row["printed"])
        found.append(Repair(spot.line, start, start + len(row["printed"]), row["printed"], row["truth"]))
    return found


def clean(specimen: Specimen) -> Specimen:
    """The same report without its misprints; its contradictions go with them."""
    todo = repairs(specimen)
    lines = [_mended(line, 0, [r for r in todo if r.line == number]) for number, line in enumerate(specimen.lines, 1)]
    rows = {
        name: [_carried(specimen, row, todo) for row in value] if _quoted(value) else value
        for name, value in specimen.rows.items()
        if name not in ("misprints", "contradictions")
    }
    return Specimen(specimen.slug, "\n".join(lines), rows)


def _quoted(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(row, Mapping) and "quote" in row for row in value)


def _mended(text: str, offset: int, todo: Sequence[Repair]) -> str:
    """`text`, which begins at column `offset` of its line, with the repairs that lie inside it."""
    for repair in sorted(todo, key=lambda r: -r.start):
        start, end = repair.start - offset, repair.end - offset
        if start >= 0 and end <= len(text):
            text = text[:start] + repair.truth + text[end:]
    return text


def _carried(specimen: Specimen, row: Row, todo: Sequence[Repair]) -> dict[str, Any]:
    """The row with its quote as the clean text has it, found again by its line and column."""
    spot = specimen.locate(row)
    here = [r for r in todo if r.line == spot.line]
    inside = [r for r in here if spot.col <= r.start and r.end <= spot.col + len(row["quote"])]
    truths = {r.printed: r.truth for r in (inside or here)}
    carried = {key: value for key, value in row.items() if key not in ("near", "nth")}
    carried |= {"quote": _mended(row["quote"], spot.col, here), "line_hint": spot.line}
    carried["col_hint"] = spot.col + sum(len(r.truth) - len(r.printed) for r in here if r.end <= spot.col)
    carried |= {key: truths.get(row[key], row[key]) for key in _NUMBERS if key in row}
    if "parts" in row:
        carried["parts"] = [[label, truths.get(value, value)] for label, value in row["parts"]]
    return carried
