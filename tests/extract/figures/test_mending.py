"""Letters that a scanner puts for digits, and letters that are meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.figures.mending import mended
from extract.understand import understand
from normalize.consistency import recompute
from tests.extract.builders import text_page
from tests.extract.figures.sentences import figures, read


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tiếp nhận 38l hồ sơ.", ["381 hồ sơ"]),
        ("Giải quyết 2.0]8/2.118 hồ sơ, đạt 95,3%.", ["2018/2118=95,3"]),
        ("Trả I.240/1.318 thẻ (94,08%).", ["1240/1318=94,08"]),
        ("Giải ngân 6I2,4 tỷ đồng.", ["612400000000 đồng"]),
        ("Có 87/15I xã đạt chuẩn.", ["87/151"]),
        ("Xã đạt ]7/l9 tiêu chí.", ["17/19"]),
        ("Giải quyết 4I/64 tin, đạt 64,06%.", ["41/64=64,06"]),
        ("Thu 12.2OO.000đ.", ["12200000 đồng"]),
        ("Có 1o tiêu chí và 38.4o0 hộ.", ["10 tiêu chí", "38400 hộ"]),
    ],
)
def test_letters_in_the_print_of_a_number_are_digits(text: str, told: list[str]) -> None:
    reading = read(text)
    assert figures(text) == told
    assert all(f.confidence < 0.5 for f in reading.figures)


@pytest.mark.parametrize(
    "text",
    [
        "Thu giữ 5l xăng.",
        "I.1 Kết quả",
        "II.2. Tồn tại",
        "Quý I/2024",
        "nồng độ CO2, bình O2 và H2O",
        "Bảng A1l",
        "[1]7 văn bản",
        "Tổng|12|34|56",
        "nhiệt độ 30oC",
        "lO",
    ],
)
def test_letters_that_are_meant_stay(text: str) -> None:
    assert mended(text) == text


@given(st.text(alphabet="0123456789lIOo|].,/% đhồsơxã()", max_size=40))
def test_every_offset_stays(text: str) -> None:
    assert len(mended(text)) == len(text)
    assert mended(mended(text)) == mended(text)


def test_a_mended_number_accuses_nobody_for_sure() -> None:
    report = understand([text_page("BÁO CÁO\nKết quả năm 2023\n\nĐã cấp 3l2/400 thẻ, đạt 87%.")])
    (check,) = [c for c in recompute(report) if c.verdict == "mismatch"]
    assert check.cause == "undecided"
    assert check.severity == "low"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Hội CCB12.310/12.310 hội viên (100%).", ["12310/12310=100"]),
        ("Bác Ái3.604 hộ, hoàn thành351 đồng chí.", ["3604 hộ", "351 đồng chí"]),
        ("Kế hoạch 7.314,5 tỷđồng, đạt 412 triệuđồng.", ["7314500000000 đồng", "412000000 đồng"]),
        ("Có 12 hộdân và 14 đồngchí.", ["12 hộ dân", "14 đồng chí"]),
        ("Khám 1 986.420 lượt.", ["1986420 lượt"]),
        ("Có tài khoản 3. 977 (94,3%).", ["3977 tài khoản", "94,3%"]),
    ],
)
def test_lost_and_added_spaces_split_no_number(text: str, told: list[str]) -> None:
    assert figures(text) == told


def test_names_with_digits_stay_names() -> None:
    assert figures("PC06 và Covid19, khu A12 có 5 hồ sơ.") == ["5 hồ sơ"]


def test_a_list_with_a_number_nothing_could_be_made_of_accuses_nobody() -> None:
    text = "Đánh giá 46 tổ chức, trong đó: xuất sắc 09 (19,57%); tốt nhóm 34 (73,91%); hoàn thành 03 (6,52%)."
    assert not [r for r in read(text).relations if r.kind == "breakdown" and r.exhaustive]


def test_a_part_behind_a_lost_space_is_not_missed_in_a_list() -> None:
    text = "Còn 137 trường hợp (đi làm ăn xa 101, ốm đau29, lý do khác 7)."
    assert not [r for r in read(text).relations if r.kind == "breakdown" and r.exhaustive]
    text = "Còn 137 trường hợp (đi làm ăn xa 101, ốm đau 28, lý do khác 7)."
    assert [r for r in read(text).relations if r.kind == "breakdown" and r.exhaustive]
