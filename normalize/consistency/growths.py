"""Claims of columns of change: "Năm 2022 | Năm 2023 | Tăng, giảm (%)"."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import permutations

import regex

from normalize.consistency.claims import Claim
from normalize.consistency.prose import Ledger
from normalize.consistency.registry import rule
from normalize.consistency.sheet import Sheet
from normalize.consistency.tables import (
    MOST,
    WIDEST,
    bound_ratios,
    credible,
    row_claim,
    shares_stated,
    sheets,
    title,
)

CHANGE = regex.compile(r"tăng|giảm|tốc độ|so với|cùng kỳ|chênh lệch|biến động|phát triển", regex.I)
"""Titles that speak of change."""


@rule("row_growth", "growth", "cột tăng, giảm (%) phải khớp với cột kỳ này và cột kỳ trước của cùng dòng")
def row_growths(ledger: Ledger) -> Iterator[Claim]:
    """ "Năm 2022: 100 | Năm 2023: 120 | Tăng, giảm (%): 20"."""
    bound = {(id(sheet), columns[2]) for sheet, columns in bound_ratios(ledger)}
    for sheet in sheets(ledger):
        for percent in sheet.columns("percent"):
            if (id(sheet), percent) in bound or not CHANGE.search(sheet.table.header[percent]):
                continue
            pair = _growth_columns(sheet, percent)
            rows = sheet.rows("leaf", "group", "total") if pair else []
            claims = (_row_growth(sheet, row, (*pair, percent)) for row in rows if pair)
            yield from credible([c for c in claims if c is not None])


def _growth_columns(sheet: Sheet, percent: int) -> tuple[int, int] | None:
    """The (now, before) columns whose change the percent column says, confirmed by most rows."""
    counts = sheet.columns("count")[:WIDEST]
    best: tuple[tuple[int, int], tuple[int, int]] | None = None
    stated = shares_stated(sheet, percent)
    for now, before in permutations(counts, 2):
        cells = ((s.units[now], s.units[before], s) for s in stated)
        full = [(n, b, s) for n, b, s in cells if n is not None and b]
        right = [s for n, b, s in full if abs(s.whole * (n - b) - s.printed * b) <= abs(b)]
        telling = sum(bool(s.printed) for s in right)
        if telling < 2 or len(right) < MOST * len(full):
            continue
        rank = (len(right), -abs(percent - now) - abs(percent - before))
        if best is None or rank > best[0]:
            best = (rank, (now, before))
    return best[1] if best is not None else None


def _row_growth(sheet: Sheet, row: int, columns: tuple[int, int, int]) -> Claim | None:
    now, before, percent = (sheet.numbers[row][c] for c in columns)
    if now is None or before is None or percent is None or not before.value:
        return None
    where = f"Dòng “{sheet.label(row)}”, cột “{title(sheet, columns[2])}”"
    claim = row_claim(sheet, "growth", (now, before, percent), row, where, form="growth")
    return replace(claim, rule="row_growth")
