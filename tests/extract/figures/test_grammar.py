"""Sentences of many trades, and the figures that they state."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.extract.figures.sentences import figures, read, roles

SENTENCES = [
    # slash ratios in every spelling
    ("Cấp giấy khai sinh 1.310/ 4.676 trường hợp (đạt 28%).", ["1310/4676=28"]),
    ("Số hóa 91.392/92.989 hồ sơ, đạt tỷ lệ 98,28%.", ["91392/92989=98,28"]),
    ("Gửi giấy báo tử (57/412, đạt 13.8%).", ["57/412=13.8"]),
    ("So với chỉ tiêu: 6.618/13.705, đạt tỷ lệ 48,3 %.", ["6618/13705=48,3"]),
    ("Thu phạt 0/0 hồ sơ (đạt 100%).", ["0/0=100"]),
    ("Giải quyết 09/4.048 trường hợp.", ["9/4048"]),
    ("Có 1.240 trường hợp/1.252 chỉ tiêu được giao, đạt 99.04%.", ["1240/1252=99.04"]),
    ("Kết quả 12.405 / 9.870 = 125,68% người tham gia.", ["12405/9870=125,68"]),
    ("Đạt 100% các cơ sở (58/58 cơ sở).", ["58/58=100"]),
    ("Đăng ký mới chiếm tỉ lệ 62,5% so với số đăng ký (45/72).", ["45/72=62,5"]),
    ("Có 65/65 UBND cấp xã nối mạng.", ["65/65"]),
    ("Xác thực 91.392/92.989 hồ sơ, đạt tỷ lệ 98,28.", ["91392/92989=98,28"]),
    ("Có 274/318 hồ sơ hỗ trợ mai táng phí (đạt 86%).", ["274/318=86"]),
    ("Có 05/09 xã có tỷ lệ trực tuyến từ 40% trở lên, chiếm 55,6%.", ["5/9=55,6", "40%"]),
    ("Trồng rừng 1.250 ha/1.500 ha kế hoạch, đạt 83,3%.", ["1250/1500=83,3"]),
    ("Đã có 12/13 xã đạt chuẩn (92,3%).", ["12/13=92,3"]),
    # part and whole apart
    ("Tiếp nhận 858 hồ sơ, trong đó có 194 hồ sơ trực tuyến đạt 22,6%.", ["194/858=22,6"]),
    ("Thu 7.636 đồng; Trong đó qua ngân hàng là: 1.727 đồng; đạt 22,6%.", ["1727/7636=22,6"]),
    (
        "Có 810 hồ sơ dự thi. Trúng tuyển 120 hồ sơ, chiếm tỷ lệ 14,81% so với hồ sơ dự thi.",
        ["810 hồ sơ", "120/810=14,81"],
    ),
    ("Khảo sát 1.600 người, có 1.427 người hài lòng, chiếm 89,2%.", ["1427/1600=89,2"]),
    ("Khảo sát 1.600 người, có 1.427 người hài lòng, chiếm 98,2%.", ["1427/1600=98,2"]),
    ("Trong số 25 dịch vụ công, có 08 dịch vụ công thuộc thẩm quyền cấp xã.", ["8/25"]),
    ("Giải quyết 45 đơn trên tổng số 60 đơn, đạt 75%.", ["45/60=75"]),
    ("Bố trí 1.860 triệu đồng, đã giải ngân 1.302 triệu đồng, đạt 70%.", ["1302/1860=70"]),
    (
        "Kích hoạt 47.850/61.208 tài khoản; so với chỉ tiêu giao 45.000 tài khoản, đạt 106,3%.",
        ["47850/61208", "47850/45000=106,3"],
    ),
    # percentages alone
    ("Bệnh viện Mắt đạt 3,48%; Bệnh viện Phổi đạt 9,4%.", ["3,48%", "9,4%"]),
    ("Diện tích tăng 10-15% so với năm trước.", ["10%", "15%"]),
    # quantities
    ("Kinh phí 03 tỷ đồng, thu 12,5 triệu đồng và 10.050.000đ.", ["3000000000 đồng", "12500000 đồng", "10050000 đồng"]),
    (
        "Phát thanh 04 phút/ngày; năng suất 62,5 tạ/ha; thu nhập 4,5 triệu đồng/tháng.",
        ["4 phút/ngày", "62.5 tạ/ha", "4500000 đồng/tháng"],
    ),
    ("Có 9,5 bác sĩ/10.000 dân; 60 trường hợp/01 cán bộ.", ["9.5 bác sĩ/10.000 dân", "60 trường hợp/cán bộ"]),
    ("Huy động 86.079 học sinh/3.118 lớp.", ["86079 học sinh", "3118 lớp"]),
    ("Thời gian 3-5 ngày, mỗi lớp 30 đến 50 người.", ["3 ngày", "30 người"]),
    ("Tổng số dịch vụ mức độ 4 là 947; thu hồi 5.000 m2.", ["947 None", "5000 m2"]),
    ("Chỉ số hài lòng 16,7/18 điểm, đứng thứ 12/63 cả nước.", ["16.7 điểm"]),
    # changes
    ("Giảm 412 biên chế (từ 3.318 xuống 2.906).", ["412 biên chế", "3318 biên chế", "2906 biên chế"]),
    ("Xảy ra 15/20 vụ, giảm 05 vụ so với cùng kỳ.", ["15 vụ", "20 vụ", "5 vụ"]),
    ("Tăng 311 ca (17,5%) so với cùng kỳ.", ["311 ca", "17,5%"]),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_a_sentence_states_these_figures(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Các bệnh (số mắc trong tháng/lũy kế): Tả (0/0), Thương hàn (7/29).",
        "Nghỉ lễ 30/4 và 01/5 theo quy định.",
        "So với cùng kỳ năm trước (398/226/287) có chuyển biến.",
        "Nhân dịp 27/7 tặng quà người có công.",
        "Tháng hành động vì trẻ em 1/6, phát động ra quân.",
        "Số mắc/chết trong kỳ: Cúm 214/0, Dại 02/02, Lỵ 9/0.",
        "Trích đo bản đồ khu đất tỷ lệ 1/500; phía đông tỷ lệ 1/2.000.",
        "Thực hiện Công văn số 590/UBND-NC ngày 15/02/2022, Điều 5, mức độ 3, 4.",
        "Đường dây 220/380V trực 24/7, định kỳ 1 tuần/1 lần.",
    ],
)
def test_a_trap_states_no_figure(text: str) -> None:
    assert figures(text) == []
    assert all(role is not None for role in roles(text).values())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Co 858 ho so, trong do co 194 ho so truc tuyen, dat ty le 22,6%.", ["194/858=22,6"]),
        ("Số hóa 91.392⁄92.989 hồ sơ đạt tý lệ 98,28%.", ["91392/92989=98,28"]),
        ("Thu nhận 564. 197 hồ sơ trong kỳ.", ["564197 hồ sơ"]),
    ],
)
def test_the_print_of_scans_is_read_too(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


def test_a_repaired_number_has_little_confidence() -> None:
    (figure,) = read("Đã nộp 1.204/335] hồ sơ, đạt 35,9%.").figures
    assert figure.confidence < 0.5
    assert figure.quote.startswith("1.204/335]")


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("hơn 2.000 lượt người", "over"),
        ("gần 300 hộ", "under"),
        ("khoảng 50 người", "about"),
        ("ít nhất 30 hộ", "at_least"),
    ],
)
def test_bounds_are_read(text: str, bound: str) -> None:
    (figure,) = read(f"Đã vận động {text}.").figures
    assert (figure.bound, figure.approximate) == (bound, True)


def test_targets_are_told_from_results() -> None:
    result, target = read("Tỷ lệ bao phủ đạt 91%; phấn đấu năm 2025 đạt 95%.").figures
    assert not result.target
    assert target.target


def test_the_habit_of_the_report_decides_what_a_lone_separator_means() -> None:
    english = read("Total 1,250,000 hồ sơ và 2,340,500 hồ sơ.", "Có 1,204 hồ sơ.").figures
    assert [str(f.value) for f in english] == ["1250000", "2340500", "1204"]
    vietnamese = read("Có 1.204 hồ sơ, 1.250.000 lượt; giải ngân 393,469 tỷ đồng.").figures
    assert [f"{f.value:f}" for f in vietnamese] == ["1204", "1250000", "393469000000.000"]


_PIECES = st.sampled_from(
    [
        "Tiếp nhận", "1.204/3.351", "hồ sơ", "đạt", "35,9%", "(", ")", ";", ", ", ". ", ":", "trong đó", "gồm", "còn lại", "12", "0/0", "%",
        "tăng", "so với cùng kỳ", "ngày 14/8/2023", "số 12/KH-UBND", "tỷ đồng", "và", "Sở Y tế", "tổng cộng", "15-20%", "chiếm", "có",
        "trong số", "mức 2", "03 nhiệm vụ sau:", "(1)", "1,5 triệu", "100%", "x", "/", "khác:", "= ", "0", "0%",
    ]
)  # fmt: skip


@given(st.lists(st.lists(_PIECES, max_size=25), min_size=1, max_size=3))
@settings(max_examples=150, deadline=None)
def test_any_jumble_is_read_and_every_number_is_told_once(jumble: list[list[str]]) -> None:
    texts = [" ".join(pieces) for pieces in jumble]
    reading = read(*texts)
    digits = sum(char.isdigit() for text in texts for char in text)
    assert sum(char.isdigit() for token in reading.tokens for char in token.quote) == digits
    assert len({f.id for f in reading.figures}) == len(reading.figures)
    known = {f.id for f in reading.figures}
    operands = [o for r in reading.relations for o in (r.whole, r.stated, *r.parts) if o is not None]
    assert all(o.figure is None or o.figure in known for o in operands)


def test_a_sentence_that_begins_with_the_true_share_tells_it_of_the_ratio_before() -> None:
    assert figures("Trong đó lúa là 345/348 ha. Đạt 99,14% so với kế hoạch.") == ["345/348=99,14"]
    assert figures("Trong đó lúa là 345/348 ha. Đạt 92,1% so với kế hoạch.") == ["345/348", "92,1%"]


def test_what_came_in_and_what_was_done_are_two_counts() -> None:
    told = figures("Án dân sự thụ lý và giải quyết 187/26 vụ án; án kinh tế 12/15 vụ.")
    assert told == ["187 vụ án", "26 vụ án", "12/15"]
    assert figures("Truy tố 69 vụ/102 bị can; đình chỉ 01 vụ/01 bị can.") == ["69 vụ", "102 bị can", "1 vụ", "1 bị can"]


@pytest.mark.parametrize(
    ("text", "quote"),
    [
        ("Trả trước hạn 318/420 hồ sơ cấp phép (đạt 75,7%), trễ 02 hồ sơ.", "318/420 hồ sơ cấp phép (đạt 75,7%)"),
        ("Bàn giao 36/48 phòng học [75 % ]; còn lại làm tiếp.", "36/48 phòng học [75 % ]"),
        ("Đạt 96,5% (193/200 hộ).", "96,5% (193/200 hộ)"),
        ("Có 9 xã về đích (27/36 xã, đạt 75%).", "27/36 xã, đạt 75%"),
        ("Nghiệm thu 12/16 cầu (đạt 75% kế hoạch giao).", "12/16 cầu (đạt 75%"),
    ],
)
def test_a_quote_ends_with_the_bracket_that_closes_its_own(text: str, quote: str) -> None:
    assert quote in [f.quote for f in read(text).figures]
