"""Tables with dashes and blanks for nothing, levels below levels, and shares whose title was lost."""

import pytest

from tests.normalize.reports import audit, wrong

FUNDS = ["TT", "Công trình", "Tổng mức", "Vốn tỉnh", "Vốn xã", "Vốn khác"]


def funds(nil: str) -> list[list[str]]:
    return [
        ["1", "Cầu dân sinh", "2.002", "2.002", nil, nil],
        ["2", "Trạm y tế", "9.293", "294", nil, "8.999"],
        ["3", "Nhà văn hóa", "11.961", "2.452", "9.106", "403"],
        ["4", "Kênh nội đồng", "21.398", "9.568", "2.513", "9.317"],
        ["5", "Chợ phiên", "4.989", "3.147", nil, "1.842"],
        ["6", "Trường mầm non", "11.823", "4.935", nil, "6.888"],
    ]


@pytest.mark.parametrize("nil", ["-", "–", ""])
def test_a_column_that_is_mostly_nil_is_a_part_of_the_total(nil: str) -> None:
    checks = audit(FUNDS, funds(nil))
    assert not wrong(checks)
    assert {c.cells[0] for c in checks if c.kind == "row_sum"} == {f"t1:{row}:2" for row in range(6)}


def test_a_wrong_total_beside_columns_of_dashes_is_found() -> None:
    rows = funds("-")
    rows[3][2] = "21.389"
    found = [c for c in wrong(audit(FUNDS, rows)) if c.kind == "row_sum"]
    assert [c.cells[0] for c in found] == ["t1:3:2"]


def test_a_row_with_nil_confirms_a_sum_and_accuses_nobody() -> None:
    rows = funds("-")
    rows[4][2] = "5.500"  # the dash may be a number that nobody had
    assert not [c for c in wrong(audit(FUNDS, rows)) if c.kind == "row_sum"]


def test_a_group_is_the_sum_of_what_stands_right_below_it() -> None:
    header = ["TT", "Nội dung", "Dự toán", "Thực hiện"]
    rows = [
        ["I", "Thu nội địa", "118.745", "71.854"],
        ["1", "Lệ phí", "72.841", "41.704"],
        ["2", "Thuế", "45.904", "30.150"],
        ["II", "Thu từ đất", "52.163", "22.117"],
        ["1", "Tiền thuê", "28.262", "15.929"],
        ["2", "Tiền sử dụng", "23.901", "6.188"],
        ["-", "Cấp tỉnh", "2.262", "5.373"],
        ["-", "Cấp xã", "21.639", "815"],
        ["III", "Thu khác", "131.988", "94.824"],
        ["1", "Thu phạt", "101.296", "75.891"],
        ["2", "Thu hồi", "30.692", "18.933"],
    ]
    checks = audit(header, rows)
    assert not wrong(checks)
    assert {c.cells[0] for c in checks if c.kind == "column_sum"} >= {"t1:0:2", "t1:3:2", "t1:3:3", "t1:8:2"}


def test_a_share_whose_title_was_lost_is_no_total() -> None:
    header = ["TT", "Cây trồng", "Diện tích", "Diện tích", "Diện tích"]
    rows = [
        ["1", "Lúa", "4.100", "3.600", "87,8"],
        ["2", "Ngô", "1.250", "1.100", "88,0"],
        ["3", "Sắn", "650", "560", "86,2"],
        ["", "Cộng", "6.000", "5.260", "87,7"],
    ]
    checks = audit(header, rows)
    assert not wrong(checks)
    assert {c.cells[0] for c in checks if c.kind == "column_sum"} == {"t1:3:2", "t1:3:3"}
