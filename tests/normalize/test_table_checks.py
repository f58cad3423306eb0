"""Columns and rows of tables: what is bound, what is accused, what is left alone."""

from collections import Counter
from dataclasses import replace

import pytest

from document.checks import Check
from normalize.consistency import recompute
from tests.normalize.reports import audit, report, table, wrong

HEADER = ["STT", "Đơn vị", "Tổng", "Trực tiếp", "Trực tuyến", "Tỷ lệ (%)", "Ghi chú"]
ROWS = [
    ["1", "Xã A", "1.204", "800", "404", "33,55%", ""],
    ["2", "Xã B", "615", "415", "200", "32,52%", "số liệu tạm"],
    ["3", "Xã C", "77", "70", "07", "9,09%", ""],
    ["4", "Xã D", "0", "0", "0", "0%", ""],
    ["", "**TỔNG**", "**1.896**", "**1.285**", "**611**", "**32,23%**", ""],
]


def changed(row: int, column: int, text: str) -> list[list[str]]:
    return [[text if (r, c) == (row, column) else x for c, x in enumerate(line)] for r, line in enumerate(ROWS)]


def test_a_right_table_is_checked_everywhere_and_accused_nowhere() -> None:
    checks = audit(HEADER, ROWS)
    assert Counter(c.kind for c in checks) == {"row_sum": 5, "row_ratio": 4, "column_sum": 3, "total_ratio": 1}
    assert [(c.verdict, c.severity, c.place.line) for c in wrong(checks)] == [("undefined", "low", 14)]


@pytest.mark.parametrize(("row", "column", "text"), [(0, 2, "1.240"), (1, 3, "425"), (2, 4, "70"), (4, 4, "6.611")])
def test_one_wrong_cell_is_named_first(row: int, column: int, text: str) -> None:
    findings = [c for c in wrong(audit(HEADER, changed(row, column, text))) if c.verdict == "mismatch"]
    truth = ROWS[row][column].strip("*")
    assert len(findings) >= 2
    for check in findings:
        assert (check.suggestions[0].figure, check.suggestions[0].after) == (f"t1:{row}:{column}", truth.lstrip("0"))
        assert check.severity in ("high", "low")
    assert any(c.severity == "high" for c in findings)


def test_cells_and_contract_of_a_row_sum() -> None:
    check = next(c for c in audit(HEADER, ROWS) if c.kind == "row_sum")
    assert (check.stated, check.computed, check.inputs) == ("1204", "1204", (800, 404))
    assert check.cells == ("t1:0:2", "t1:0:3", "t1:0:4")
    assert check.table == "t1"
    assert check.sentence == "Dòng “Xã A”, cột “Tổng”: 800 + 404 = 1.204; báo cáo ghi 1.204."


def test_a_ratio_over_nothing_has_no_value() -> None:
    rows = changed(3, 4, "12")
    check = next(c for c in wrong(audit(HEADER, rows)) if c.kind == "row_ratio")
    assert (check.verdict, check.severity) == ("undefined", "medium")


def test_printed_formulas_bind_columns_anywhere() -> None:
    header = ["TT", "Đơn vị", "Giao", "Kỳ trước", "Kỳ này", "Cộng", "Kết quả"]
    rows = [
        ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)=(4)+(5)", "(7)=(6)/(3)"],
        ["1", "Trường A", "120", "40", "50", "90", "75%"],
        ["2", "Trường B", "80", "30", "34", "65", "80%"],
        ["3", "Trường C", "50", "20", "35", "55", "110%"],
    ]
    checks = audit(header, rows)
    assert [(c.kind, c.stated, c.computed) for c in wrong(checks)] == [
        ("row_ratio", "80", "81.2500"),
        ("row_sum", "65", "64"),
    ]
    assert wrong(checks)[1].suggestions[0].after == "64"


def test_every_formula_of_a_numbered_column_is_held_against_its_rows() -> None:
    header = ["Đơn vị", "Số đơn", "Khiếu nại", "Tố cáo", "Khác", "Mới", "Cũ"]
    numbering = ["MS", "1=2+…+4=5+6", "2", "3", "4", "5", "6"]
    rows = [["Xã A", "12", "5", "4", "3", "10", "2"], ["Xã B", "15", "7", "3", "5", "9", "5"]]
    made = replace(table(header, rows), numbering=tuple(numbering))
    found = {(c.stated, c.verdict, c.inputs) for c in recompute(report(tables=(made,))) if c.kind == "row_sum"}
    assert found == {
        ("12", "consistent", (5, 4, 3)), ("15", "consistent", (7, 3, 5)),
        ("12", "consistent", (10, 2)), ("15", "mismatch", (9, 5)),
    }  # fmt: skip


def test_group_rows_are_the_sums_of_their_rows() -> None:
    header = ["STT", "Nội dung", "Kế hoạch", "Thực hiện"]
    rows = [
        ["I", "LĨNH VỰC HỘ TỊCH", "300", "250"],
        ["1", "Khai sinh", "200", "170"],
        ["2", "Khai tử", "100", "80"],
        ["II", "LĨNH VỰC ĐẤT ĐAI", "90", "75"],
        ["1", "Đăng ký", "50", "40"],
        ["2", "Tách thửa", "40", "35"],
        ["", "Tổng cộng", "390", "325"],
    ]
    checks = audit(header, rows)
    assert Counter((c.kind, c.verdict) for c in checks) == {("column_sum", "consistent"): 6}


def test_columns_that_do_not_follow_a_rule_are_left_alone() -> None:
    header = ["STT", "Đơn vị", "Dân số", "Số hộ", "Điểm"]
    rows = [
        ["1", "Xã A", "5.120", "1.301", "88"],
        ["2", "Xã B", "4.377", "1.207", "92"],
        ["", "Tổng", "9.497", "2.508", "90"],
    ]
    checks = audit(header, rows)
    assert Counter((c.kind, c.verdict) for c in checks) == {("column_sum", "consistent"): 2}


def test_both_habits_of_separators_in_one_table() -> None:
    header = ["Đơn vị", "Tổng (đồng)", "Đợt 1", "Đợt 2"]
    rows = [
        ["Phường A", "17,673,000,000", "10,000,000,000", "7,673,000,000"],
        ["Phường B", "2,500,000", "1,500,000", "1,000,000"],
        ["Tổng", "17.675.500.000", "10,001,500,000", "7,674,000,000"],
    ]
    checks = audit(header, rows)
    assert not wrong(checks)
    assert Counter(c.kind for c in checks) == {"row_sum": 3, "column_sum": 3}


def test_rates_and_densities_are_never_added_up() -> None:
    quarters = audit(
        ["Nội dung", "Quý I", "Quý II", "Cả kỳ"],
        [
            ["Tiếp nhận", "1.120", "1.130", "2.250"],
            ["Giải quyết", "1.110", "1.025", "2.135"],
            ["Tỷ lệ (%)", "99,1", "90,7", "94,9"],
        ],
    )
    assert [c.kind for c in quarters] == ["row_sum", "row_sum", "row_ratio", "row_ratio", "row_ratio"]
    assert not wrong(quarters)
    places = audit(
        ["STT", "Xã", "Dân số", "Diện tích (km2)", "Mật độ (người/km2)"],
        [["1", "Xã A", "3.500", "70", "50"], ["2", "Xã B", "7.000", "70", "100"], ["Cộng", "", "10.500", "140", "75"]],
    )
    assert [(c.kind, c.verdict) for c in places] == [("column_sum", "consistent")] * 2


def test_a_column_of_changes_is_held_against_its_two_years() -> None:
    rows = [["Xã A", "100", "125", "25,0"], ["Xã B", "200", "180", "-10,0"], ["Xã C", "400", "420", "15,0"]]
    found = [c for c in audit(["Đơn vị", "Năm 2022", "Năm 2023", "Tăng, giảm (%)"], rows) if c.kind == "growth"]
    assert [c.verdict for c in found] == ["consistent", "consistent", "mismatch"]
    assert found[2].sentence.endswith("= 5 %, làm tròn 5,0 %; báo cáo ghi 15,0 %.")


def test_a_plan_to_have_less_is_divided_by_the_result() -> None:
    rows = [
        ["Tỷ lệ hộ nghèo giảm còn", "5", "4,0", "125"],
        ["Số lớp", "40", "44", "110"],
        ["Số trường", "20", "19", "95"],
    ]
    found = audit(["Chỉ tiêu", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)"], rows)
    assert [c.verdict for c in found if c.kind == "row_ratio"] == ["consistent"] * 3


def test_a_total_row_is_known_in_a_first_column_of_numbers() -> None:
    rows = [["6", "380", "190"], ["7", "370", "185"], ["8", "340", "171"], ["Cộng", "1.090", "546"]]
    found = audit(["Khối", "Học sinh", "Nữ"], rows)
    assert [(c.kind, c.verdict) for c in found] == [("column_sum", "consistent")] * 2


def test_a_last_row_without_a_name_is_not_of_the_last_group() -> None:
    rows = [
        ["I", "Đất đai", "300", "210"],
        ["1", "Cấp mới", "100", "80"],
        ["2", "Cấp đổi", "200", "130"],
        ["II", "Hộ tịch", "70", "60"],
        ["3", "Khai sinh", "40", "35"],
        ["4", "Kết hôn", "30", "25"],
        ["", "T0NG", "370", "270"],
    ]
    found = audit(["STT", "Lĩnh vực", "Tiếp nhận", "Giải quyết"], rows)
    assert [(c.kind, c.verdict) for c in found] == [("column_sum", "consistent")] * 4


BUDGET = [
    ["I", "Thu nội địa", "4.700", "2.610"],
    ["1", "Doanh nghiệp nhà nước", "700", "350"],
    ["", "- Trung ương", "450", "230"],
    ["", "- Địa phương", "250", "120"],
    ["2", "Ngoài quốc doanh", "2.900", "1.660"],
    ["3", "Thu nhập cá nhân", "1.100", "600"],
    ["II", "Thu xuất nhập khẩu", "500", "300"],
    ["", "Tổng cộng", "5.200", "2.910"],
]


def budget(row: int | None = None, text: str = "") -> list[Check]:
    rows = [[text if (r, c) == (row, 2) else x for c, x in enumerate(line)] for r, line in enumerate(BUDGET)]
    return [c for c in audit(["STT", "Nội dung", "Dự toán", "Thực hiện"], rows) if c.kind == "column_sum"]


def test_every_level_of_a_budget_adds_up_to_the_row_above_it() -> None:
    checks = budget()
    assert {(c.stated, len(c.inputs)) for c in checks} == {
        ("4700", 3), ("2610", 3), ("700", 2), ("350", 2), ("5200", 2), ("2910", 2),
    }  # fmt: skip
    assert wrong(tuple(checks)) == []


def test_a_slip_below_a_budget_row_is_found_beside_a_column_that_holds() -> None:
    findings = wrong(tuple(budget(3, "520")))
    assert [(c.stated, c.computed) for c in findings] == [("700", "970")]
    assert findings[0].suggestions[0].after == "250"


def test_rows_that_name_some_of_a_row_are_no_sum_of_it() -> None:
    rows = [["1", "Lúa", "900", "800"], ["", "Trong đó: lúa lai", "200", "100"], ["", "- Lúa thuần", "300", "250"],
            ["2", "Ngô", "400", "300"]]  # fmt: skip
    assert [c for c in audit(["STT", "Cây", "Năm nay", "Năm trước"], rows) if c.kind == "column_sum"] == []


PAIRS = [["Xã A", "11/11", "100%"], ["Xã B", "18/20", "90%"], ["Xã C", "13/16", "81,3%"], ["Tổng", "42/47", "89,4%"]]


def test_cells_of_part_and_whole_are_held_against_the_percentage_beside_them() -> None:
    header = ["Địa bàn", "Số thôn đạt/tổng số", "Tỷ lệ"]
    assert [(c.kind, c.verdict) for c in audit(header, PAIRS)] == [("row_ratio", "consistent")] * 3 + [
        ("total_ratio", "consistent")
    ]
    (finding,) = wrong(audit(header, [*PAIRS[:2], ["Xã C", "13/16", "18,3%"], PAIRS[3]]))
    assert (finding.stated, finding.computed, finding.cells) == ("18,3", "81.2500", ("t1:2:1", "t1:2:2"))


def test_pairs_beside_unrelated_percentages_are_left_alone() -> None:
    rows = [["Xã A", "1/2", "55%"], ["Xã B", "3/4", "20%"], ["Xã C", "2/5", "40%"]]
    assert audit(["Địa bàn", "Xếp loại", "Tỷ lệ hộ nghèo"], rows) == ()


def test_a_number_that_nobody_can_read_is_told_quietly() -> None:
    (finding,) = [c for c in audit(HEADER, changed(0, 2, "1.20.400")) if c.kind == "malformed"]
    assert (finding.severity, finding.place.line) == ("low", 11)
    assert "1.20.400" in finding.sentence


def test_rows_that_begin_like_totals_among_rows_of_other_units_are_rows() -> None:
    header = ["TT", "Chỉ tiêu", "ĐVT", "Kế hoạch", "Thực hiện", "Tỷ lệ (%)"]
    rows = [
        ["1", "Tổng thu ngân sách", "Tỷ đồng", "125,5", "131,2", "104,5"],
        ["2", "Tổng đàn gia súc", "Con", "8.450", "8.502", "100,6"],
        ["3", "Lao động có việc làm mới", "Người", "2.000", "2.146", "107,3"],
    ]
    assert [(c.kind, c.verdict) for c in audit(header, rows)] == [("row_ratio", "consistent")] * 3


def test_months_add_up_to_the_half_year_below_them() -> None:
    rows = [[f"Tháng {m}", str(n), str(n - 40)] for m, n in enumerate((204, 187, 211, 320, 275, 166), 1)]
    checks = audit(["Tháng", "Tiếp nhận", "Trực tuyến"], [*rows, ["6 tháng", "1.363", "1.132"]])
    assert [(c.kind, c.verdict, c.computed) for c in checks] == [
        ("column_sum", "consistent", "1363"),
        ("column_sum", "mismatch", "1123"),
    ]


def test_places_that_several_rows_name_are_counted_once() -> None:
    header = ["TT", "Hoạt động", "Số xã tham gia", "Số buổi", "Số lượt người"]
    rows = [
        ["1", "Tuyên truyền", "12", "45", "2.310"], ["2", "Văn nghệ", "8", "16", "1.875"],
        ["3", "Thể thao", "10", "21", "1.240"], ["", "Tổng cộng", "14", "82", "5.425"],
    ]  # fmt: skip
    assert not wrong(audit(header, rows))
    assert [c.stated for c in wrong(audit(header, [*rows[:3], ["", "Tổng cộng", "14", "82", "5.245"]]))] == ["5245"]


@pytest.mark.parametrize(("unit", "verdict"), [("(triệu đồng)", "consistent"), ("(đồng)", "mismatch")])
def test_amounts_in_millions_are_rounded_and_in_single_dong_are_not(unit: str, verdict: str) -> None:
    header = ["TT", "Khu vực", f"Dự toán {unit}", f"Thực hiện {unit}"]
    rows = [
        ["1", "Nhà nước", "1.204", "1.317"], ["2", "Đầu tư nước ngoài", "3.410", "3.286"],
        ["3", "Ngoài quốc doanh", "2.875", "3.011"], ["4", "Thu nhập cá nhân", "655", "702"],
        ["", "Tổng cộng", "8.144", "8.317"],
    ]  # fmt: skip
    assert {c.verdict for c in audit(header, rows) if c.stated == "8317"} <= {verdict}


def test_points_are_exact_whatever_their_decimals() -> None:
    header = ["TT", "Đơn vị", "Thể chế", "Thủ tục", "Bộ máy", "Tổng điểm"]
    rows = [
        ["1", "Sở A", "12,5", "9,75", "14,25", "36,50"], ["2", "Sở B", "11,75", "9,5", "13", "34,25"],
        ["3", "Sở C", "11", "8,25", "12,5", "31,85"],
    ]  # fmt: skip
    assert [(c.stated, c.computed) for c in wrong(audit(header, rows))] == [("31.85", "31.75")]


def test_average_pupils_are_a_grade_beside_the_good_ones() -> None:
    rows = [["Giỏi", "120", "90"], ["Khá", "310", "250"], ["Trung bình", "95", "81"], ["Tổng", "525", "412"]]
    assert [c.computed for c in wrong(audit(["Xếp loại", "Khối 6", "Khối 7"], rows))] == ["421"]


def test_a_column_of_changes_binds_small_numbers() -> None:
    header = ["TT", "Nội dung", "Năm 2023", "Năm 2024", "Tăng (+), giảm (-)"]
    rows = [["1", "Cháy", "9", "5", "-4"], ["2", "Nổ", "3", "4", "+1"], ["3", "Va chạm", "12", "15", "+5"]]
    assert [(c.stated, c.computed) for c in wrong(audit(header, rows))] == [("15", "17")]


def test_the_only_total_of_a_tree_is_found_one_slip_off() -> None:
    header = ["STT", "Loại đất", "Diện tích (ha)"]
    rows = [
        ["1", "Đất nông nghiệp", "13.542,27"], ["1.1", "Đất trồng lúa", "4.520,35"], ["1.2", "Đất rừng", "9.021,92"],
        ["2", "Đất phi nông nghiệp", "2.143,35"], ["2.1", "Đất ở", "812,44"], ["2.2", "Đất chuyên dùng", "1.330,91"],
        ["", "Tổng", "15.685,62"],
    ]  # fmt: skip
    assert not wrong(audit(header, rows))
    rows[3][2] = "2.743,35"
    assert {c.stated for c in wrong(audit(header, rows))} >= {"2743.35"}
    assert wrong(audit(header, [*rows[:-1], ["", "Tổng", "16.685,62"]]))


def test_marks_of_notes_and_units_in_cells_belong_to_no_number() -> None:
    header = ["Đơn vị", "Tổng số", "Đúng hạn", "Quá hạn"]
    rows = [
        ["Xã A", "1.204 (1)", "1.190", "14"], ["Xã B", "812 hồ sơ", "801*", "11"], ["Xã C", "377", "370", "7²"],
        ["Tổng", "2.393", "2.361", "32"],
    ]  # fmt: skip
    assert Counter((c.kind, c.verdict) for c in audit(header, rows)) == {
        ("row_sum", "consistent"): 3,
        ("column_sum", "consistent"): 2,
    }
    named = [
        [a, *(f"{n} hồ sơ" for n in numbers)] for a, *numbers in (("A", "120", "90", "30"), ("B", "257", "216", "40"))
    ]
    assert [c.stated for c in wrong(audit(header, [*named, ["C", "1.010 hồ sơ", "1.000 hồ sơ", "10 hồ sơ"]]))] == [
        "257"
    ]


def test_an_unread_cell_leaves_its_total_alone() -> None:
    header = ["Đơn vị", "Nam", "Nữ"]
    rows = [["Xã A", "12 và 5", "655"], ["Xã B", "812", "401"], ["Xã C", "377", "190"], ["Tổng", "2.393", "1.246"]]
    assert not wrong(audit(header, rows))


def test_amounts_of_two_scales_are_not_compared() -> None:
    header = ["TT", "Xã", "Kế hoạch", "Thực hiện", "Tỷ lệ"]
    rows = [
        ["1", "A", "1,2 tỷ đồng", "900 triệu đồng", "75%"], ["2", "B", "2 tỷ đồng", "1,5 tỷ đồng", "75%"],
        ["3", "C", "4 tỷ đồng", "1 tỷ đồng", "25%"],
    ]  # fmt: skip
    assert not audit(header, rows)


def test_shares_in_brackets_are_held_against_the_total_of_the_row() -> None:
    header = ["Khối", "Số khám", "Loại I", "Loại II"]
    rows = [
        ["Khối 6", "412", "205 (49,76%)", "207 (50,24%)"], ["Khối 7", "398", "187 (46,98%)", "211 (53,02%)"],
        ["Khối 8", "377", "160 (42,44%)", "217 (51,56%)"],
    ]  # fmt: skip
    assert [(c.kind, c.stated, c.computed) for c in wrong(audit(header, rows))] == [("row_ratio", "51,56", "57.5597")]


def test_a_row_of_rates_is_the_quotient_of_two_rows() -> None:
    header = ["Nội dung", "Xã A", "Xã B", "Xã C"]
    rows = [
        ["1. Tổng số hộ", "1.204", "812", "377"], ["2. Hộ nghèo", "45", "66", "31"],
        ["3. Tỷ lệ hộ nghèo (%)", "3,74", "8,13", "8,22"], ["4. Thu nhập bình quân", "61", "58", "55"],
    ]  # fmt: skip
    assert [(c.kind, c.verdict) for c in audit(header, rows)] == [("row_ratio", "consistent")] * 3
    rows[2][2] = "8,73"
    assert [(c.stated, c.computed) for c in wrong(audit(header, rows))] == [("8,73", "8.1281")]


def test_rows_that_did_not_change_confirm_no_column_of_change() -> None:
    """A share, a rank or a note of zeros beside two years that are the same is not their change."""
    rows = [
        ["Xã A", "100", "100", "0"],
        ["Xã B", "200", "200", "0"],
        ["Xã C", "50", "50", "0"],
        ["Xã D", "40", "48", "5"],
    ]
    assert not [c for c in audit(["Đơn vị", "Năm 2022", "Năm 2023", "Tăng, giảm (%)"], rows) if c.kind == "growth"]
