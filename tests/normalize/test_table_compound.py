"""Columns of tables that no pair of columns explains: rates over sums, shares of a total row, balances, parts of a thousand."""

import pytest

from document.checks import Check
from tests.normalize import reports
from tests.normalize.reports import audit


def wrong(checks: tuple[Check, ...]) -> list[tuple[str, str | None, str | None]]:
    return [(c.kind, c.stated, c.computed) for c in reports.wrong(checks)]


ON_TIME = ["TT", "Đơn vị", "Đã giải quyết", "Trước hạn", "Đúng hạn", "Quá hạn", "Tỷ lệ trước và đúng hạn (%)"]
OFFICES = [
    ["1", "Phòng A", "783", "512", "230", "41", "94,76"],
    ["2", "Phòng B", "220", "120", "98", "2", "99,09"],
    ["3", "Phòng C", "129", "75", "43", "11", "91,47"],
    ["", "Cộng", "1.132", "707", "371", "54", "95,23"],
]


def test_a_rate_over_two_columns() -> None:
    checks = audit(ON_TIME, OFFICES)
    assert not wrong(checks)
    assert [c.kind for c in checks if "ratio" in c.kind] == ["row_ratio"] * 3 + ["total_ratio"]
    slip = [*OFFICES[:1], ["2", "Phòng B", "220", "120", "98", "2", "90,09"], *OFFICES[2:]]
    (check,) = [c for c in audit(ON_TIME, slip) if c.verdict == "mismatch"]
    assert (check.kind, check.stated, check.computed) == ("row_ratio", "90,09", "99.0909")
    assert check.suggestions[0].after == "99,09"
    assert "218 : 220" in check.sentence or "(120 + 98) : 220" in check.sentence or "(220 − 2) : 220" in check.sentence


def test_a_wrong_term_is_suggested_from_all_its_checks() -> None:
    slip = [*OFFICES[:2], ["3", "Phòng C", "129", "75", "43", "17", "91,47"], OFFICES[3]]
    findings = [c for c in audit(ON_TIME, slip) if c.verdict == "mismatch"]
    assert {c.kind for c in findings} >= {"row_sum", "column_sum"}
    assert all(c.suggestions[0].after == "11" for c in findings)


def test_columns_of_free_rates_are_bound_to_nothing() -> None:
    header = ["TT", "Xã", "Số trẻ", "Số tiêm", "Số khám", "Tỷ lệ hài lòng (%)"]
    rows = [
        ["1", "A", "245", "231", "198", "93,4"], ["2", "B", "187", "180", "150", "96,8"],
        ["3", "C", "156", "139", "122", "91,0"], ["4", "D", "204", "197", "171", "95,5"],
    ]  # fmt: skip
    assert not [c for c in audit(header, rows) if "ratio" in c.kind]


LEVELS = [
    ["Thạc sĩ", "24", "9,38"], ["Đại học", "187", "73,05"], ["Cao đẳng", "31", "12,11"], ["Trung cấp", "14", "5,47"],
    ["Cộng", "256", "100"],
]  # fmt: skip


def test_shares_of_the_total_row() -> None:
    header = ["Trình độ", "Số người", "Tỷ lệ %"]
    assert not wrong(audit(header, LEVELS))
    slip = [LEVELS[0], ["Đại học", "187", "73,65"], *LEVELS[2:]]
    assert wrong(audit(header, slip)) == [("row_ratio", "73,65", "73.0469")]


def test_shares_set_to_make_a_hundred_are_no_slips() -> None:
    rows = [["Nam", "1", "33,3"], ["Nữ", "1", "33,3"], ["Khác", "1", "33,4"], ["Tổng", "3", "100"]]
    assert not wrong(audit(["Giới", "Số người", "Tỷ lệ %"], rows))


@pytest.mark.parametrize(("end", "findings"), [("47,55", 0), ("45,75", 1)])
def test_what_is_left_at_the_end_is_the_beginning_with_what_came_and_went(end: str, findings: int) -> None:
    header = ["TT", "Chương trình", "Dư nợ đầu năm", "Cho vay", "Thu nợ", "Dư nợ cuối kỳ"]
    rows = [
        ["1", "Hộ nghèo", "45,32", "12,10", "9,87", end], ["2", "Hộ cận nghèo", "61,05", "18,44", "14,21", "65,28"],
        ["3", "Nước sạch", "38,77", "9,65", "7,03", "41,39"],
    ]  # fmt: skip
    found = wrong(audit(header, rows))
    assert len(found) == findings
    assert all(kind == "row_sum" for kind, _, _ in found)


def test_parts_of_a_thousand() -> None:
    header = ["TT", "Xã", "Dân số", "Số sinh", "Tỷ suất sinh (‰)"]
    rows = [
        ["1", "A", "12.540", "176", "14,04"], ["2", "B", "8.231", "121", "14,70"], ["3", "C", "6.904", "98", "14,19"],
        ["", "Toàn huyện", "27.675", "395", "14,27"],
    ]  # fmt: skip
    assert not wrong(audit(header, rows))
    rows[1][4] = "17,40"
    (check,) = [c for c in audit(header, rows) if c.verdict == "mismatch"]
    assert (check.stated, check.computed) == ("17,40", "14.7005")
    assert check.sentence.endswith("121 : 8.231 = 14,7005 ‰, làm tròn 14,70 ‰; báo cáo ghi 17,40 ‰.")


def test_a_sum_that_two_others_make_is_said_once() -> None:
    header = ["TT", "Lĩnh vực", "Tiếp nhận", "Đã xong", "Đang làm", "Trong hạn", "Quá hạn"]
    rows = [
        ["1", "Đất đai", "1.300", "1.111", "189", "185", "4"], ["2", "Hộ tịch", "615", "601", "14", "10", "4"],
        ["3", "Xây dựng", "2.399", "1.086", "1.313", "1.211", "102"],
    ]  # fmt: skip
    assert [len(c.inputs) for c in audit(header, rows)] == [2] * 6
