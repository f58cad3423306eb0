"""What holds digits and is no number, and what is one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures.lexer import lex

TRAPS = [
    ("Quyết định số 714/QĐ-UBND", "714/QĐ-UBND", "document"),
    ("Nghị định 61/2018/NĐ-CP", "61/2018/NĐ-CP", "document"),
    ("Luật số 15/2017/QH14", "15/2017/QH14", "document"),
    ("Báo cáo số 17 /BC-SNV", "17 /BC-SNV", "document"),
    ("Đội quản lý số 3: xử lý vụ", "3", "name"),
    ("Chỉ tiêu 4: hỗ trợ", "4", "level"),
    ("giao cho Lữ đoàn 962: đủ", "962", "level"),
    ("Kế hoạch số 312/KH-CAT-PV01(PC08)", "312/KH-CAT-PV01(PC08)", "document"),
    ("Chỉ thị số 05-CT/TW", "05-CT/TW", "document"),
    ("đạt chuẩn QCVN 01:2009/BYT", "01:2009/BYT", "document"),
    ("đến ngày 14/8/2023", "14/8/2023", "date"),
    ("ngày 05 tháng 3 năm 2024", "05 tháng 3 năm 2024", "date"),
    ("trong tháng 7/2023", "7/2023", "date"),
    ("tình hình tháng 10-2017", "10-2017", "date"),
    ("quý 3/2023", "3/2023", "date"),
    ("giai đoạn 2021 - 2025", "2021 - 2025", "date"),
    ("năm học 2022-2023", "2022-2023", "date"),
    ("từ 14/8 đến 20/9/2023", "14/8 đến 20/9/2023", "date"),
    ("trong 9 tháng đầu năm 2023", "9 tháng đầu năm 2023", "period"),
    ("dịch vụ mức độ 3,4", "3,4", "level"),
    ("học sinh lớp 12", "12", "level"),
    ("tuyến (3, 4)", "3, 4", "level"),
    ("khoản 2 Điều 15", "15", "article"),
    ("Đề án 06 tỉnh", "06", "document"),
    ("phòng Covid-19", "19", "name"),
    ("cao điểm “60 ngày đêm”", "60 ngày đêm", "name"),
    ("CMND 9 số: hết hạn", "9 số", "name"),
    ("điện áp 220/380V", "220/380V", "voltage"),
    ("trực 24/7.", "24/7", "clock"),
    ("duy trì trực 24/24;", "24/24", "clock"),
    ("cao điểm 16h00,", "16h00", "clock"),
    ("3- Kết quả", "3-", "marker"),
    ("trực 24/24 giờ", "24/24 giờ", "clock"),
    ("lúc 8 giờ 30 phút", "8 giờ 30 phút", "clock"),
    ("số điện thoại 0912345678", "0912345678", "phone"),
    ("tổng đài 1900 1234", "1900 1234", "phone"),
    ("trẻ dưới 6 tuổi", "6 tuổi", "age"),
    ("ở độ tuổi dưới 5 chiếm đa số", "5", "age"),
    ("cho trẻ 6-36 tháng uống", "6-36 tháng", "age"),
    ("trẻ từ 6 tháng đến dưới 60 tháng", "6 tháng đến dưới 60 tháng", "age"),
    ("thi từ 3-5/6/2025", "3-5/6/2025", "date"),
    ("Nghị quyết Trung ương 4 khóa", "4", "level"),
    ("gồm đối tượng 3: đã đủ", "3", "level"),
    ("phong trào “5 không, 3 sạch”", "3 sạch", "name"),
    ("sản phẩm 4 sao tiêu biểu", "4 sao", "level"),
    ("phân độ 2a: không có", "2a", "level"),
    ("họp 1 tuần/1 lần", "1 tuần/1 lần", "frequency"),
    ("phiên bản 2.0", "2.0", "version"),
    ("mục tiêu 90-90-90", "90-90-90", "code"),
]


@pytest.mark.parametrize(("text", "quote", "role"), TRAPS)
def test_a_trap_is_no_number(text: str, quote: str, role: str) -> None:
    assert (quote, role) in [(lexeme.text, lexeme.role) for lexeme in lex(text)]
    assert all(lexeme.role is not None for lexeme in lex(text))


@pytest.mark.parametrize(
    "text",
    [
        "có 24/24 cơ sở",
        "trên quốc lộ 31 vụ",
        "thu 78/2023 hồ sơ",
        "hơn 1900 lượt người",
        "trong tháng 12 vụ",
        "cùng kỳ 1,4 m",
        "đạt 2023 hồ sơ",
        "hoàn thành tốt nhiệm vụ 75 (60%)",
        "gồm trung ương 57, tỉnh 30",
        "sang Nhật Bản 604, nước khác 81",
        "20 văn bản (kế hoạch 12, quyết định 3, báo cáo 5)",
        "nghỉ hưu trước tuổi 11, thôi việc 03",
    ],
)
def test_a_number_with_a_unit_is_no_date_or_level(text: str) -> None:
    assert any(lexeme.role is None for lexeme in lex(text))


def test_bracketed_numbers_are_markers_only_where_they_count_up() -> None:
    counting = lex("gồm: (1) lập kế hoạch; (2) kiểm tra; (3) báo cáo")
    assert [lexeme.role for lexeme in counting] == ["marker"] * 3
    counts = lex("Đội A (05), Đội B (03) trường hợp")
    assert [lexeme.role for lexeme in counts] == [None, None]


def test_slips_of_a_scanner_are_repaired_and_marked() -> None:
    numbers = lex("1.204/335] hồ sơ")
    assert [int(n.value) for n in numbers] == [1204, 3351]
    assert [n.damaged for n in numbers] == [False, True]


@pytest.mark.parametrize(
    "before",
    [
        "đã cấp",
        "mức",
        "lớp",
        "tổ",
        "từ tháng",
        "đến",
        "năm",
        "Điều",
        "khoản",
        "phòng",
        "Quyết định",
        "tuổi",
        "số",
        "ngày",
        "thứ",
        "biểu",
    ],
)
@pytest.mark.parametrize("number", ["3.514", "12.345", "1.536.000", "2,5", "2.023"])
def test_no_word_before_it_cuts_a_number_in_two(before: str, number: str) -> None:
    (lexeme,) = lex(f"{before} {number} hồ sơ")
    assert lexeme.text == number
    assert lexeme.role is None


@given(st.text(alphabet="0123456789.,/%() -;:aBđHồSơtháng", max_size=60))
def test_every_digit_is_in_exactly_one_lexeme(text: str) -> None:
    covered = [0] * len(text)
    for lexeme in lex(text):
        for at in range(lexeme.start, lexeme.end):
            covered[at] += 1
    assert all(covered[at] == 1 for at, char in enumerate(text) if char.isdecimal())
    assert max(covered, default=0) <= 1


def test_numbers_grouped_by_spaces_on_both_sides_of_a_slash_are_read_past_their_units() -> None:
    numbers = [lexeme.text for lexeme in lex("được 346 000 ha / 350 000 ha kế hoạch, 12 500 học sinh/13 000 học sinh")]
    assert numbers == ["346 000", "350 000", "12 500", "13 000"]


@pytest.mark.parametrize(
    ("text", "role"),
    [
        ("nâng giá trị xuất khẩu 9 tháng lên 423 triệu USD", "period"),
        ("nhập khẩu 9 tháng hơn 850 triệu USD", "period"),
        ("nâng thời hạn từ 3 tháng lên 6 tháng", None),
        ("tính đến hết tháng 4 năm 2023", "date"),
        ("trong 5 năm 2016-2020", "period"),
    ],
)
def test_months_of_a_report_and_lengths_of_time(text: str, role: str | None) -> None:
    assert lex(text)[0].role == role


@pytest.mark.parametrize(
    "text", ["mã số thuế 5700100256", "số CMND: 100123456", "số tài khoản 37610105432", "Fax (0203) 3825678"]
)
def test_numbers_that_name_accounts_and_people_count_nothing(text: str) -> None:
    assert all(lexeme.role == "code" for lexeme in lex(text))


def test_large_counts_behind_such_words_are_counts() -> None:
    assert [x.role for x in lex("cấp CCCD 12500000 hồ sơ")] == [None]
