"""Columns of a table: what kind of cell each holds, the arithmetic between them, and where a short row's empty cell goes."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations
from math import log
from typing import Literal, TypeVar

import regex

from document.numerals import parse

T = TypeVar("T")
CellKind = Literal["empty", "number", "percent", "text"]
_NUMBER = regex.compile(r"[~≈<>≥≤]?\s*[-+]?\d[\d.,\s]*")
_PERCENT = regex.compile(r"[~≈<>≥≤]?\s*[-+]?\d[\d.,]*\s*%")
_EMPTY = regex.compile(r"[-–—./\s…x]*")
_MOST_MISSING = 4
_AGREES, _DISAGREES = 4.0, -1.0
"""Arithmetic that holds is no chance; where it fails, a figure may be misprinted."""
_DASH, _TRAILING = 0.7, 1.5
"""What a dash among numbers costs, and what speaks for blanks at the end of a row, which text files lose."""


def cell_kind(text: str) -> CellKind:
    """What stands in a cell."""
    if _EMPTY.fullmatch(text):
        return "empty"
    if _NUMBER.fullmatch(text):
        return "number"
    return "percent" if _PERCENT.fullmatch(text) else "text"


def value(text: str) -> Decimal | None:
    """The number in a cell, or None."""
    kind = cell_kind(text)
    if kind not in ("number", "percent"):
        return None
    numeral = parse(text.strip("~≈<>≥≤+ %"), percent=kind == "percent")
    return numeral.value if numeral else None


@dataclass(frozen=True, slots=True)
class Columns:
    """What the full rows of a table teach: per column the share of each kind of cell, and the arithmetic that they obey."""

    weights: tuple[dict[str, float], ...]
    ratios: tuple[tuple[int, int, int], ...]
    sums: tuple[tuple[int, tuple[int, ...]], ...]

    def score(self, texts: Sequence[str]) -> float:
        """How well a row of full length fits; higher is better."""
        total = sum(_weight(self.weights[at], text) for at, text in enumerate(texts))
        values = [value(t) for t in texts]
        for part, whole, share in self.ratios:
            total += _agreement(values, share, _percent(values[part], values[whole]), Decimal(1))
        counts = [None if cell_kind(t) == "percent" else v for t, v in zip(texts, values, strict=True)]
        for whole, parts in self.sums:
            operands = [counts[p] for p in parts]
            known = [v for v in operands if v is not None]
            total += _agreement(
                counts, whole, sum(known, Decimal(0)) if len(known) == len(operands) else None, Decimal(0)
            )
        return total


def _weight(weights: dict[str, float], text: str) -> float:
    kind = cell_kind(text)
    own = weights.get(kind, -9.0)
    # A dash says "none": it stands where numbers do.
    return max(own, weights.get("number", -9.0) - _DASH) if kind == "empty" and text else own


def _agreement(values: Sequence[Decimal | None], at: int, expected: Decimal | None, slack: Decimal) -> float:
    stated = values[at]
    if stated is None or expected is None:
        return 0.0
    return _AGREES if abs(stated - expected) <= slack else _DISAGREES


def _percent(part: Decimal | None, whole: Decimal | None) -> Decimal | None:
    return 100 * part / whole if part is not None and whole else None


def learn(rows: Sequence[Sequence[str]], width: int) -> Columns:
    """Learn from the rows of full length."""
    full = [r for r in rows if len(r) == width]
    weights: list[dict[str, float]] = []
    for at in range(width):
        kinds = [cell_kind(r[at]) for r in full]
        share = {k: log((kinds.count(k) + 0.5) / (len(kinds) + 2)) for k in ("empty", "number", "percent", "text")}
        if kinds and kinds.count("percent") == 0:
            share["percent"] -= 2.0
        weights.append(share)
    values = [[value(t) for t in r] for r in full]
    numeric = [at for at in range(1, width) if sum(v[at] is not None for v in values) >= max(2, len(values) // 3)]
    return Columns(tuple(weights), _ratios(values, numeric), _sums(values, numeric))


def _ratios(values: Sequence[Sequence[Decimal | None]], numeric: Sequence[int]) -> tuple[tuple[int, int, int], ...]:
    found: list[tuple[int, int, int]] = []
    for share in numeric:
        for part in numeric:
            for whole in numeric:
                if len({share, part, whole}) < 3:
                    continue
                tested = [
                    (v[share], _percent(v[part], v[whole]))
                    for v in values
                    if v[share] is not None and v[part] and v[whole]
                ]
                right = sum(1 for s, e in tested if s is not None and e is not None and abs(s - e) <= 1)
                if right >= 2 and right >= 0.8 * len(tested):
                    found.append((part, whole, share))
    return tuple(found)


def _sums(
    values: Sequence[Sequence[Decimal | None]], numeric: Sequence[int]
) -> tuple[tuple[int, tuple[int, ...]], ...]:
    found: list[tuple[int, tuple[int, ...]]] = []
    for whole in numeric:
        for size in (2, 3):
            for parts in combinations([c for c in numeric if c > whole][: size + 2], size):
                tested = [
                    (v[whole], [v[p] for p in parts])
                    for v in values
                    if v[whole] and all(v[p] is not None for p in parts)
                ]
                right = sum(1 for w, ps in tested if w == sum((p for p in ps if p is not None), Decimal(0)))
                if right >= 2 and right >= 0.8 * len(tested):
                    found.append((whole, parts))
    return tuple(found)


def gaps(texts: Sequence[str], width: int, columns: Columns) -> tuple[int, ...]:
    """Positions in the full row that stay empty so that a row with too few cells fits best (ties: the last ones)."""
    missing = width - len(texts)
    trailing = tuple(range(len(texts), width))
    if missing <= 0 or missing > _MOST_MISSING or not any(columns.weights):
        return trailing
    best, chosen = columns.score([*texts, *[""] * missing]) + _TRAILING, trailing
    for places in combinations(range(width), missing):
        score = columns.score(spread(texts, places, ""))
        if places != trailing and score >= best - 1e-9:
            best, chosen = max(best, score), places
    return chosen


def spread(cells: Sequence[T], places: Sequence[int], empty: T) -> list[T]:
    """The cells with `empty` put in at the positions `places` of the result."""
    row = list(cells)
    for at in places:
        row.insert(at, empty)
    return row
