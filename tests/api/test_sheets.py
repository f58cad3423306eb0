"""Sheets of audited reports, as a spreadsheet opens them."""

import csv
import io
from pathlib import Path

import pytest

from api.sheets import FORMULA, write_sheets
from document.contract import TableOut
from tests.factories import contract


def _rows(path: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def test_rows_name_their_file_and_what_they_are(tmp_path: Path) -> None:
    write_sheets(tmp_path, [contract(), contract()])
    figures = _rows(tmp_path / "figures.csv")
    assert [row["file"] for row in figures] == ["a.txt", "a.txt"]
    assert (figures[0]["numerator"], figures[0]["stated_percent"]) == ("1", "60")
    assert {"indicator", "area", "period"} <= set(figures[0])
    (check, _) = _rows(tmp_path / "checks.csv")
    assert (check["verdict"], check["inputs"], check["table"]) == ("mismatch", "[1, 2]", "")


@pytest.mark.parametrize("cell", ["=1+1", "@SUM(A1)", "+84 123", "-cmd|x", "- Cấp phiếu", "-5 hồ sơ", "\t=1"])
def test_what_a_spreadsheet_would_run_is_quoted(cell: str, tmp_path: Path) -> None:
    report = contract()
    report.checks[0].quote = cell
    write_sheets(tmp_path, [report])
    assert _rows(tmp_path / "checks.csv")[0]["quote"] == f"'{cell}"


def test_names_of_files_and_cells_of_tables_are_quoted_too(tmp_path: Path) -> None:
    report = contract()
    report.source.name = "=1+1.pdf"
    report.tables.append(
        TableOut(id="t1", page=1, line=1, last_line=2, caption=None, header=["@A"], rows=[["=B1", "-5"]])
    )
    write_sheets(tmp_path, [report])
    first, second = _rows(tmp_path / "tables.csv")
    assert (first["file"], first["header"], first["text"], second["text"]) == ("'=1+1.pdf", "'@A", "'=B1", "-5")


@pytest.mark.parametrize("cell", ["-", "-5", "-2,5%", "-1.204", "1-2", "12/15", ""])
def test_numbers_stay_as_printed(cell: str) -> None:
    assert not FORMULA.match(cell)
