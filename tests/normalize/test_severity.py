"""How loudly a finding is told where the machine was not sure what it read."""

import pytest

from document.checks import Check
from document.report import Report
from normalize.consistency import recompute
from tests.normalize.reports import breakdown, operand, quantity, ratio, report


def finding(scan: Report) -> Check:
    found = [c for c in recompute(scan) if c.is_finding]
    assert len(found) == 1, found
    return found[0]


@pytest.mark.parametrize(("confidence", "severity"), [(0.4, "low"), (0.8, "low"), (0.98, "medium")])
def test_a_doubtful_reading_that_may_be_the_culprit_is_told_softly(confidence: float, severity: str) -> None:
    figure = ratio("f1", "12.204", "33.351", "36,1", confidence=confidence)
    check = finding(report(figure, reader="tesseract"))
    assert (check.verdict, check.severity, check.cause) == ("mismatch", severity, "undecided")
    assert ("máy đọc chưa chắc" in check.sentence) == (severity == "low")


def test_the_sentence_names_the_doubtful_number_and_stays_one_sentence() -> None:
    parts = quantity("f1", "30", confidence=0.5), quantity("f2", "60")
    total = breakdown(operand("100"), operand("30", "f1"), operand("60", "f2"))
    check = finding(report(*parts, relations=(total,), reader="tesseract"))
    assert check.sentence == "30 + 60 = 90; báo cáo ghi 100 (máy đọc chưa chắc 30: hãy xem ảnh trang trước)."


def test_print_that_no_machine_read_is_told_firmly() -> None:
    check = finding(report(ratio("f1", "12.204", "33.351", "36,1")))
    assert (check.severity, check.cause) == ("medium", "report")
    assert "chưa chắc" not in check.sentence


def test_a_number_mended_in_a_text_file_is_doubtful_too() -> None:
    """What a scanner's own layer or somebody's OCR put for a digit was mended there, which leaves less confidence."""
    check = finding(report(ratio("f1", "12.204", "33.351", "36,1", confidence=0.4)))
    assert (check.severity, check.cause) == ("low", "undecided")


def test_another_candidate_that_the_arithmetic_could_not_choose_is_doubt_too() -> None:
    figure = ratio("f1", "50", "100", "60", readings=("60/100 (đạt 60%)", "50/100 (đạt 50%)"))
    check = finding(report(figure, reader="tesseract"))
    assert (check.severity, check.cause) == ("low", "ocr")


def test_a_candidate_that_mends_nothing_leaves_a_finding_as_firm_as_it_is() -> None:
    parts = quantity("f1", "37", readings=("31 hồ sơ",)), quantity("f2", "40")
    total = breakdown(operand("2.500"), operand("37", "f1"), operand("40", "f2"))
    assert finding(report(*parts, relations=(total,), reader="tesseract")).severity == "medium"


def test_a_doubtful_number_that_another_check_bears_out_is_no_excuse() -> None:
    figures = ratio("f1", "30", "40", "75", confidence=0.5), quantity("f2", "60")
    total = breakdown(operand("100"), operand("30", "f1"), operand("60", "f2"))
    check = finding(report(*figures, relations=(total,), reader="tesseract"))
    assert (check.kind, check.severity) == ("sum", "high")


@pytest.mark.parametrize(("confidence", "severity"), [(0.4, "low"), (0.7, "medium")])
def test_what_was_guessed_may_differ_in_more_than_one_digit(confidence: float, severity: str) -> None:
    parts = quantity("f1", "111", confidence=confidence), quantity("f2", "222")
    total = breakdown(operand("3.000"), operand("111", "f1"), operand("222", "f2"))
    assert finding(report(*parts, relations=(total,), reader="tesseract")).severity == severity


@pytest.mark.parametrize(("n", "d", "read", "true"), [("741", "900", "823", "82,3"), ("63", "112", "5625", "56,25")])
def test_a_percentage_that_lost_its_comma_is_the_reports_own_in_a_text_and_a_question_on_a_scan(
    n: str, d: str, read: str, true: str
) -> None:
    figure = ratio("f1", n, d, read)
    printed, scanned = (finding(report(figure, reader=reader)) for reader in ("text", "tesseract"))
    assert (printed.severity, printed.cause, printed.suggestions[0].after) == ("medium", "report", true)
    assert (scanned.severity, scanned.cause, scanned.suggestions[0].after) == ("low", "undecided", true)
    assert f"máy đọc chưa chắc {read} %" in scanned.sentence
    assert "dấu phân cách" in scanned.suggestions[0].why


def test_a_percentage_of_hundreds_that_no_comma_mends_is_told_firmly_on_a_scan_too() -> None:
    check = finding(report(ratio("f1", "741", "900", "943"), reader="tesseract"))
    assert check.severity == "medium"
