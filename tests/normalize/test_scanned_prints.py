"""What a scan's reader was in doubt about is no misprint; a column's own decimals tell what a lost comma was."""

import pytest

from normalize.consistency import recompute
from normalize.consistency.choice import choose_readings
from tests.normalize.reports import quantity, report, table

HEADER = ["STT", "Đơn vị", "Tổng hồ sơ", "Trực tuyến", "Tỷ lệ (%)"]


@pytest.mark.parametrize("read", ["9394", "93,941"])
def test_a_comma_lost_or_a_stroke_too_many_is_mended_by_the_decimals_of_the_column(read: str) -> None:
    rows = [["1", "Xã A", "215", "212", "98,60"], ["2", "Xã B", "48", "45", "93,75"], ["3", "Xã C", "66", "62", read]]
    rows += [["4", "Xã D", "97", "83", "85,57"], ["5", "Xã E", "74", "71", "95,95"]]
    scan = choose_readings(report(tables=(table(HEADER, rows),), reader="tesseract"))
    assert scan.tables[0].rows[2][4].text == "93,94"
    assert {c.verdict for c in recompute(scan)} == {"consistent"}
    printed = recompute(choose_readings(report(tables=(table(HEADER, rows),))))
    assert [c.verdict for c in printed if c.stated == read] == ["mismatch"]


@pytest.mark.parametrize(("confidence", "told"), [(0.4, 0), (1.0, 1)])
def test_digits_that_a_reader_doubts_are_no_misprint(confidence: float, told: int) -> None:
    checks = recompute(report(quantity("f1", "7.1101", confidence=confidence), reader="tesseract"))
    assert sum(c.kind == "malformed" for c in checks) == told
