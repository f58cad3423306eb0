"""Observations as files with their provenance: CSV streamed, Excel and Parquet written row group by row group.

No form of them holds more than a few thousand rows in memory, however many there are.
"""

import csv
import io
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Literal

import xlsxwriter

from document.errors import BadRequest
from document.places import BBox
from normalize import areas
from normalize.catalogue import by_id
from normalize.store import ObservationRecord

Form = Literal["csv", "xlsx", "parquet"]
MEDIA_TYPES: dict[Form, str] = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "parquet": "application/vnd.apache.parquet",
}
COLUMNS = (
    "id", "indicator", "indicator_name", "organisation", "area", "area_name", "level", "period", "period_kind",
    "period_start", "period_end", "measure", "value", "printed", "stated", "unit", "state", "provisional", "placed_by",
    "score", "report_id", "report_number", "issued_on", "figure", "page", "bbox", "quote", "evidence",
    "pipeline_version", "models", "recorded_at",
)  # fmt: skip
"""What every form has, in this order: the observation, then where it is from."""
_FREE = frozenset({"indicator_name", "organisation", "area_name", "printed", "unit", "report_number", "quote"})
"""Columns with words of reports or of people: none may be a formula."""
_WHOLE = frozenset({"id", "page"})
BATCH = 2000
SHEET_ROWS = 1_048_575
"""Rows of an Excel sheet under its header."""

Cell = str | int | float | bool | None


def boxed(box: BBox) -> str:
    """A box as the pictures' address takes it."""
    return "{:.1f},{:.1f},{:.1f},{:.1f},".format(*box).replace(".0,", ",")[:-1]


def row(record: ObservationRecord) -> dict[str, Cell]:
    """One observation as the columns of `COLUMNS`."""
    indicator, area = by_id(record.indicator), areas.area(record.area) if record.area else None
    box = boxed(record.bbox) if record.bbox else None
    return {
        "id": record.id,
        "indicator": record.indicator,
        "indicator_name": indicator.name if indicator else None,
        "organisation": record.organisation,
        "area": record.area,
        "area_name": area.name if area else None,
        "level": record.level,
        "period": record.period.iso,
        "period_kind": record.period.kind,
        "period_start": record.period.start,
        "period_end": record.period.end,
        "measure": record.measure,
        "value": record.value,
        "printed": record.printed,
        "stated": record.stated,
        "unit": record.unit,
        "state": record.state,
        "provisional": record.provisional,
        "placed_by": record.placed_by,
        "score": record.score,
        "report_id": record.report_id,
        "report_number": record.report_number,
        "issued_on": record.issued_on,
        "figure": record.figure,
        "page": record.page,
        "bbox": box,
        "quote": record.quote,
        "evidence": f"/v1/reports/{record.report_id}/pages/{record.page}.png?box={box}" if box else None,
        "pipeline_version": record.pipeline_version,
        "models": record.models,
        "recorded_at": record.recorded_at.isoformat().replace("+00:00", "Z"),
    }


def csv_lines(records: Iterable[ObservationRecord]) -> Iterator[bytes]:
    """CSV in pieces: UTF-8 with a byte order mark, so that spreadsheets know it."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    writer.writerow(COLUMNS)
    rows = iter(records)
    while batch := list(islice(rows, BATCH)):
        writer.writerows([_plain(name, cell) for name, cell in row(record).items()] for record in batch)
        yield buffer.getvalue().encode()
        buffer.seek(0)
        buffer.truncate()
    if rest := buffer.getvalue():
        yield rest.encode()


def write_csv(path: Path, records: Iterable[ObservationRecord]) -> int:
    """Write a CSV file. Returns how many rows it has."""
    count = 0

    def counted() -> Iterator[ObservationRecord]:
        nonlocal count
        for record in records:
            count += 1
            yield record

    with path.open("wb") as file:
        file.writelines(csv_lines(counted()))
    return count


def write_xlsx(path: Path, records: Iterable[ObservationRecord]) -> int:
    """Write an Excel file; `value` is a number there, `printed` keeps the digits. Raises BadRequest past the last row of a sheet."""
    book = xlsxwriter.Workbook(
        str(path), {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    )
    sheet = book.add_worksheet("Số liệu")
    sheet.freeze_panes(1, 0)
    sheet.write_row(0, 0, COLUMNS, book.add_format({"bold": True}))
    count = 0
    try:
        for count, record in enumerate(records, 1):
            if count > SHEET_ROWS:
                raise BadRequest(
                    what=f"hơn {SHEET_ROWS} dòng không vừa một trang Excel",
                    expected="lọc hẹp hơn, hoặc tệp .csv, .parquet",
                )
            for column, (name, cell) in enumerate(row(record).items()):
                if name == "value":
                    sheet.write_number(count, column, float(str(cell)))
                elif isinstance(cell, bool):
                    sheet.write_boolean(count, column, cell)
                elif isinstance(cell, int | float):
                    sheet.write_number(count, column, cell)
                elif cell:
                    sheet.write_string(count, column, cell)
    finally:
        book.close()
    return count


def write_parquet(path: Path, records: Iterable[ObservationRecord]) -> int:
    """Write a Parquet file: `value` is the exact decimal as text, `number` the same for computing (double)."""
    import pyarrow as pa  # noqa: PLC0415 - 60 MB that only this form needs
    import pyarrow.parquet as pq  # noqa: PLC0415

    kinds = {"provisional": pa.bool_(), "score": pa.float64()} | {name: pa.int64() for name in _WHOLE}
    schema = pa.schema([(name, kinds.get(name, pa.string())) for name in COLUMNS] + [("number", pa.float64())])
    rows, count = iter(records), 0
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        while batch := [row(record) for record in islice(rows, BATCH * 10)]:
            for entry in batch:
                entry["number"] = float(str(entry["value"]))
            writer.write_table(pa.Table.from_pylist(batch, schema))
            count += len(batch)
    return count


WRITERS = {"csv": write_csv, "xlsx": write_xlsx, "parquet": write_parquet}
"""How each form is written to a path; each returns the number of rows."""


def _plain(name: str, cell: Cell) -> Cell:
    """A text that a spreadsheet would run as a formula is quoted."""
    if name in _FREE and isinstance(cell, str) and cell[:1] in ("=", "@", "+", "-", "\t", "\r"):
        return "'" + cell
    return cell
