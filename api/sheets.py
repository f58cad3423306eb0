"""Audited reports as CSV sheets: figures, checks, tables, sections; UTF-8 with BOM, so that spreadsheets open them."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import regex

from api.files import write_whole
from document.contract import AuditedReport

FORMULA = regex.compile(r"[=@+\t\r]|-[^\d\s]|-\s+\S|-\d.*[^\d.,%]")
"""What begins like a formula; "-", "-5" and "-2,5%" are cells of a table."""

SHEETS: dict[str, tuple[str, ...]] = {
    "figures": (
        "id", "kind", "quote", "page", "line", "section", "subject", "org", "unit", "as_of", "when", "approximate", "target",
        "numerator", "denominator", "stated_percent", "value", "form", "confidence", "readings", "bbox",
        "indicator", "area", "period",
    ),
    "checks": (
        "id", "kind", "verdict", "severity", "stated", "computed", "page", "line", "quote", "sentence", "cause",
        "suggestions", "inputs", "figures", "table", "cells", "bbox",
    ),
    "sections": ("path", "marker", "title", "level", "page", "line"),
    "tables": ("table", "page", "row", "column", "header", "text"),
}  # fmt: skip


def write_sheets(directory: Path, reports: Sequence[AuditedReport]) -> list[Path]:
    """Write the four sheets of all `reports` into `directory`; each row names its file. Raises OutputError."""
    written = []
    for sheet, columns in SHEETS.items():
        rows = [
            {name: _cell(value) for name, value in {"file": report.source.name, **row}.items()}
            for report in reports
            for row in _rows(report, sheet)
        ]
        frame = pd.DataFrame(rows, columns=["file", *columns], dtype=object)
        path = directory / f"{sheet}.csv"
        write_whole(path, "\ufeff" + frame.to_csv(index=False, lineterminator="\r\n"))
        written.append(path)
    return written


def _rows(report: AuditedReport, sheet: str) -> list[dict[str, Any]]:
    if sheet == "tables":
        return [
            {"table": t.id, "page": t.page, "row": r, "column": c, "header": _title(t.header, c), "text": text}
            for t in report.tables
            for r, row in enumerate(t.rows, 1)
            for c, text in enumerate(row, 1)
        ]
    items: Sequence[Any] = getattr(report, sheet)
    return [item.model_dump(by_alias=True) for item in items]


def _title(header: Sequence[str], column: int) -> str:
    return header[column - 1] if column <= len(header) else ""


def _cell(value: object) -> object:
    """Lists become JSON; a text that a spreadsheet would run as a formula is quoted."""
    if isinstance(value, list | tuple):
        return json.dumps(value, ensure_ascii=False) if value else ""
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value
