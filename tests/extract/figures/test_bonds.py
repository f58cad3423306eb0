"""Totals and parts, remainders, changes, announced counts, spelled amounts, documents with two dates."""

from dataclasses import replace
from decimal import Decimal

import pytest

from document.figures import Relation
from extract.figures.words import spelled_value
from tests.extract.figures.sentences import passage, read, told


def one(kind: str, *texts: str) -> Relation:
    (relation,) = [r for r in read(*texts).relations if r.kind == kind]
    return relation


def numbers(relation: Relation) -> tuple[int, list[int]]:
    assert relation.whole is not None
    return int(relation.whole.value), [int(p.value) for p in relation.parts]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("Tuyên truyền 935 lượt (cấp huyện: 214; cấp xã: 429; thôn: 292).", 935, [214, 429, 292]),
        ("Số hóa 28.571 hồ sơ, gồm: đợt một là 13.052 hồ sơ; đợt hai là 15.519 hồ sơ.", 28571, [13052, 15519]),
        ("Thu nhận 12/20 trường hợp (đạt 60%), cụ thể: PC06: 7 hồ sơ, Công an huyện A: 5 hồ sơ.", 12, [7, 5]),
        ("Có 27 thành viên, trong đó có 01 Trưởng ban, 03 Phó ban và 23 ủy viên.", 27, [1, 3, 23]),
        ("Trong 742 nhà có 518 nhà xây mới và 224 nhà sửa chữa.", 742, [518, 224]),
        ("Nam 1.204 người, nữ 1.106 người, tổng cộng 2.310 người.", 2310, [1204, 1106]),
        ("Thụ lý 84 vụ, hòa giải thành 71 vụ, không thành 9 vụ, đang hòa giải 4 vụ.", 84, [71, 9, 4]),
        ("Đoạt giải Nhất 02, Nhì 07, Ba 15, khuyến khích 21 (tổng 45 giải).", 45, [2, 7, 15, 21]),
        ("Duyệt 27/30 hệ thống (90%): cấp độ 1: 02, cấp độ 2: 18, cấp độ 3: 07.", 27, [2, 18, 7]),
        ("Giải quyết 90 đơn (84 khiếu nại, 6 tố cáo)/120 đơn, đạt 75%.", 90, [84, 6]),
        ("Có 41 chấp hành viên (sơ cấp 24, trung cấp 15, cao cấp 2).", 41, [24, 15, 2]),
        ("Phát 900 lượt tin; qua loa: 400 lượt; tờ rơi: 300 lượt; hình thức khác: 200 lượt.", 900, [400, 300, 200]),
    ],
)
def test_a_total_is_bound_to_the_parts_that_make_it(text: str, whole: int, parts: list[int]) -> None:
    relation = one("breakdown", text)
    assert numbers(relation) == (whole, parts)
    assert relation.exhaustive
    assert relation.sure


def test_a_closed_list_that_does_not_add_up_is_bound_all_the_same() -> None:
    relation = one("breakdown", "Tuyên truyền 935 lượt (cấp huyện: 214; cấp xã: 429; thôn: 392).")
    assert relation.exhaustive
    assert relation.sure


def test_an_open_list_accuses_nobody() -> None:
    relation = one("breakdown", "Giải ngân 393 tỷ đồng, trong đó: vốn tỉnh 270 tỷ đồng, vốn huyện 78 tỷ đồng.")
    assert not relation.exhaustive


def test_amounts_rounded_in_print_may_miss_their_total_by_their_rounding() -> None:
    relation = one("breakdown", "Chi 56,4 tỷ đồng, gồm: vốn tỉnh 31,9 tỷ đồng và vốn huyện 24,6 tỷ đồng.")
    assert relation.exhaustive
    assert relation.sure


def test_items_below_a_total_are_its_parts() -> None:
    relations = read(
        "Toàn tỉnh có 30 vụ, cụ thể:",
        passage("Huyện A: 10 vụ;", 2, depth=1),
        passage("Huyện B: 20 vụ.", 3, depth=1),
    ).relations
    (relation,) = [r for r in relations if r.kind == "breakdown"]
    assert numbers(relation) == (30, [10, 20])


def test_items_below_a_count_that_announces_nothing_are_its_parts_if_they_make_it() -> None:
    def below(*items: str) -> list[tuple[int, list[int]]]:
        texts = [passage("Thu nội địa: 4.100 triệu đồng, đạt 82% dự toán."), *(passage(t, 9, depth=1) for t in items)]
        return [numbers(r) for r in read(*texts).relations if r.kind == "breakdown"]

    made = below("Thuế: 3.000 triệu đồng, đạt 80%.", "Phí: 1.100 triệu đồng, đạt 88%.")
    assert made == [(4_100_000_000, [3_000_000_000, 1_100_000_000])]
    assert not below("Thuế: 3.000 triệu đồng, đạt 80%.", "Phí: 1.000 triệu đồng, đạt 88%.")


def test_shares_of_a_total_are_ratios_that_make_a_hundred() -> None:
    reading = read("Đánh giá 240 người, trong đó: xuất sắc: 60 (25%); tốt 150 (62,5%); hoàn thành 30 (12,5%).")
    ratios = [f for f in reading.figures if f.kind == "ratio"]
    assert [(str(f.numerator and f.numerator.value), f.form) for f in ratios] == [
        ("60", "implicit"),
        ("150", "implicit"),
        ("30", "implicit"),
    ]
    assert {r.kind for r in reading.relations} == {"breakdown", "shares"}


def test_shares_of_another_plan_are_no_parts_of_the_total() -> None:
    text = (
        "Giải ngân 393,4 tỷ đồng đạt 60% kế hoạch. Trong đó: vốn xổ số 270,6 tỷ (đạt 80%) và vốn đất 78,1 tỷ (đạt 49%)."
    )
    assert [f.kind for f in read(text).figures].count("ratio") == 0


@pytest.mark.parametrize(
    ("text", "whole", "part", "left"),
    [
        ("Làm sạch 6.373/11.020 trường hợp. Hiện còn 4.774 trường hợp.", 11020, 6373, 4774),
        ("Có 11.020 đối tượng, đã làm sạch 6.373 đối tượng, còn lại 4.647 đối tượng.", 11020, 6373, 4647),
        ("Triển khai tại 588/651 cơ sở, đạt 90,3%; 63 cơ sở còn lại thiếu mạng.", 651, 588, 63),
        ("Nộp 64.905/88.312 giao dịch (73,50%), số tiền 27,46 tỷ đồng; còn 23.407 giao dịch.", 88312, 64905, 23407),
    ],
)
def test_what_is_left_is_bound_to_whole_and_part(text: str, whole: int, part: int, left: int) -> None:
    relation = one("remainder", text)
    assert numbers(relation) == (whole, [part])
    assert relation.stated is not None
    assert relation.stated.value == left


@pytest.mark.parametrize(
    ("text", "now", "before", "change"),
    [
        ("Xảy ra 168 vụ, giảm 85 vụ so với cùng kỳ (cùng kỳ 253 vụ).", 168, 253, -85),
        ("Xảy ra 1.836 vụ. So với cùng kỳ, tăng 129 vụ (7,56%).", 1836, 1707, Decimal("7.56")),
        ("Phạm pháp hình sự 15/20 vụ, giảm 05 vụ.", 15, 20, -5),
    ],
)
def test_a_change_is_bound_to_its_base(text: str, now: int, before: int, change: Decimal) -> None:
    relation = one("growth", text)
    assert [int(p.value) for p in relation.parts] == [now, before]
    assert relation.stated is not None
    assert relation.stated.value == change


def test_a_change_announces_no_items() -> None:
    items = [passage(t, n, depth=1) for n, t in enumerate(["Nguồn tỉnh: đạt 80%.", "Nguồn huyện: đạt 76%."], 2)]
    text = passage("Tăng 4 điểm phần trăm. Tăng 4,1 điểm phần trăm so với năm trước. Cụ thể như sau:")
    assert not [r for r in read(text, *items).relations if r.kind == "enumeration"]


def test_announced_items_are_counted() -> None:
    relation = one("enumeration", "Có 03 nhiệm vụ sau: (1) lập kế hoạch; (2) kiểm tra.")
    assert relation.stated is not None
    assert (int(relation.stated.value), relation.count) == (3, 2)


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("Mười bảy tỷ, sáu trăm bảy mươi ba triệu đồng", 17_673_000_000),
        ("Một trăm linh năm nghìn không trăm hai mươi mốt đồng chẵn", 105_021),
        ("Hai mươi lăm triệu đồng", 25_000_000),
        ("Một nghìn hai trăm tỷ đồng", 1_200_000_000_000),
        ("Năm mươi tư", 54),
    ],
)
def test_spelled_numbers_are_read(words: str, value: int) -> None:
    assert spelled_value(words) == value


def test_words_that_are_no_number_are_none() -> None:
    assert spelled_value("Ban chỉ đạo tỉnh") is None


def test_digits_and_words_of_an_amount_are_bound() -> None:
    relation = one("spelled", "Kinh phí 1.250.000 đồng (Một triệu hai trăm năm mươi nghìn đồng).")
    assert relation.spelled == 1_250_000


def test_a_document_with_two_dates_is_told() -> None:
    relation = one(
        "citation", "Theo Kế hoạch số 12/KH-UBND ngày 01/3/2022.", "Kế hoạch 12/KH-UBND ngày 11/3/2022 nêu rõ."
    )
    assert relation.dates == ("2022-03-01", "2022-03-11")
    assert [p.line for p in relation.places] == [1, 2]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("Thu 2.562 tỷ đồng, đạt 67,4% dự toán (3.800 tỷ đồng), gồm: thuế 2.000 tỷ đồng; phí 562 tỷ đồng.", 2562, [2000, 562]),
        ("Cung cấp 800 dịch vụ, gồm 500 dịch vụ toàn trình và 200 dịch vụ một phần. Còn lại 100 dịch vụ.", 800, [500, 200, 100]),
    ],
)  # fmt: skip
def test_a_list_is_of_the_count_outside_the_brackets(text: str, whole: int, parts: list[int]) -> None:
    total, found = numbers(one("breakdown", text))
    scale = 10**9 if "tỷ đồng" in text else 1
    assert (total, found) == (whole * scale, [p * scale for p in parts])


@pytest.mark.parametrize(
    "texts",
    [
        ("Nhận 2.050 đơn, tăng 25 đơn (1,2%). Phân loại: khiếu nại 1.400 đơn, tố cáo 250 đơn, kiến nghị 400 đơn.",),
        ("Nhận 2.050 đơn trong kỳ.", "Trong đó, khiếu nại: 1.400 đơn; tố cáo: 250 đơn; kiến nghị: 400 đơn."),
    ],
)
def test_a_list_may_stand_behind_its_total_in_a_sentence_of_its_own(texts: tuple[str, ...]) -> None:
    (found,) = [r for r in read(*texts).relations if r.kind == "breakdown"]
    assert found.exhaustive
    assert numbers(found) == (2050, [1400, 250, 400])


def test_a_list_makes_a_large_count_of_a_chapter_before_and_its_shares_are_of_it() -> None:
    texts = ["Toàn huyện có 4.150 học sinh.", *["Tiếp tục chỉ đạo."] * 8]
    found = read(*texts, "Kết quả: giỏi 1.245 em (30%), khá 2.075 em (50%), đạt 747 em (18%), chưa đạt 83 em (2%).")
    (relation,) = [r for r in found.relations if r.kind == "breakdown"]
    assert numbers(relation) == (4150, [1245, 2075, 747, 83])
    assert [f.denominator.value for f in found.figures if f.denominator is not None] == [4150] * 4


def test_what_is_left_after_a_list_is_of_what_was_taken_in() -> None:
    text = "Thụ lý 206 tin. Đã giải quyết 189 tin, đạt 91,7%: khởi tố 112 tin, tạm đình chỉ 77 tin. Còn lại 17 tin."
    (relation,) = [r for r in read(text).relations if r.kind == "remainder"]
    assert relation.whole is not None
    assert [int(relation.whole.value), int(relation.parts[0].value)] == [206, 189]


@pytest.mark.parametrize(
    ("text", "whole", "parts"),
    [
        ("Trong tổng số 168 cơ sở có 131 cơ sở tốt (78%), 34 cơ sở khá (20,2%) và 3 cơ sở yếu (1,8%).", 168, [131, 34, 3]),
        ("Tổng số công dân: 6.412; tạm hoãn 3.804 (59,3%), miễn 212 (3,3%), đủ điều kiện 2.396 (37,4%).", 6412, [3804, 212, 2396]),
        ("Lấy 312 mẫu nước: 287 mẫu đạt (92%), 35 mẫu không đạt (8%).", 312, [287, 35]),
        ("Giao quân 250/250, đạt 100%. Trình độ: đại học 61 đ/c; THPT 177 đ/c; THCS 12 đ/c.", 250, [61, 177, 12]),
        ("Biên chế 21/23 người; xếp loại: xuất sắc 4 (19%), tốt 16 (76,2%), hoàn thành 1 (4,8%).", 21, [4, 16, 1]),
        ("Tiếp nhận mới 4.120 hồ sơ, kỳ trước chuyển sang 2.180 hồ sơ, phải giải quyết trong kỳ 6.300 hồ sơ.", 6300, [4120, 2180]),
        ("Khối 10: 347 học sinh, khối 11: 214 học sinh, khối 12: 197 học sinh; toàn trường: 758 học sinh.", 758, [347, 214, 197]),
        ("Năm ngoái: 12 sản phẩm; năm nay: 18 sản phẩm; quý này: 11 sản phẩm. Tổng cộng 41 sản phẩm.", 41, [12, 18, 11]),
        ("Công nhận 41 sản phẩm (4 sao: 09; 3 sao: 32).", 41, [9, 32]),
        ("Có 54/54 người được xếp loại, xuất sắc 10 (18,5%), tốt 43 (79,6%), hoàn thành 1 (1,9%).", 54, [10, 43, 1]),
        ("Lao động 38/42 (thiếu 4): kỹ sư 21, trung cấp 9, công nhân 8.", 38, [21, 9, 8]),
        ("Có 214 sản phẩm, trong đó 5 sao 02, 4 sao 31, 3 sao 181.", 214, [2, 31, 181]),
    ],
)  # fmt: skip
def test_a_closed_list_is_told_by_its_sum_or_by_its_shares(text: str, whole: int, parts: list[int]) -> None:
    assert (whole, parts) in [numbers(r) for r in read(text).relations if r.kind == "breakdown" and r.exhaustive]


@pytest.mark.parametrize(
    ("text", "whole", "part"),
    [
        ("Đã giải quyết 4.561/5.650 hồ sơ. Trong đó, trễ hạn 12 hồ sơ. Đang giải quyết 1.089 hồ sơ.", 5650, 4561),
        (
            "Nhận 1.536 đơn, tăng 131 đơn. Qua phân loại, có 221 đơn khiếu nại (90 đơn đất đai). Còn lại 1.315 đơn.",
            1536,
            221,
        ),
    ],
)
def test_what_is_left_may_stand_behind_other_counts(text: str, whole: int, part: int) -> None:
    (relation,) = [r for r in read(text).relations if r.kind == "remainder"]
    assert relation.whole is not None
    assert [int(relation.whole.value), int(relation.parts[0].value)] == [whole, part]


def test_bare_numbers_of_a_bracket_have_the_magnitude_of_the_total_that_they_make() -> None:
    relation = one("breakdown", "Kinh phí 86,4 tỷ đồng (trung ương 12,1; tỉnh 61,8; khác 12,5).")
    whole, parts = numbers(relation)
    assert whole == sum(parts) == 86_400_000_000


def test_a_list_is_of_the_count_that_it_makes_not_of_the_one_before() -> None:
    text = "Kết quả 19 tiêu chí của 14 xã: có 9/14 xã đạt chuẩn; 3/14 xã gần đạt; 2/14 xã còn thấp."
    assert [numbers(r) for r in read(text).relations if r.kind == "breakdown" and r.exhaustive] == [(14, [9, 3, 2])]


def test_a_bracket_that_compares_is_no_list() -> None:
    text = "Xảy ra 58 vụ (so với cùng kỳ 64 vụ, giảm 06 vụ), làm rõ 54 vụ."
    assert not [r for r in read(text).relations if r.kind == "breakdown"]


def test_a_list_that_makes_no_count_named_before_is_bound_to_none() -> None:
    text = "Nhận 2.050 đơn, tăng 25 đơn (1,2%). Phân loại: khiếu nại 1.400 đơn, tố cáo 250 đơn, kiến nghị 390 đơn."
    assert not [r for r in read(text).relations if r.kind == "breakdown"]


def test_a_state_and_its_denial_make_a_small_total() -> None:
    text = "Nhận 17 vụ, hòa giải thành 15 vụ, không thành 02 vụ."
    assert numbers(one("breakdown", text)) == (17, [15, 2])


def test_one_total_may_be_divided_twice() -> None:
    text = "Tổng số cán bộ là 95 người (biên chế 88, hợp đồng 07), trong đó 12 thạc sĩ, 70 đại học, 13 cao đẳng."
    found = [numbers(r) for r in read(text).relations if r.kind == "breakdown"]
    assert sorted(found) == [(95, [12, 70, 13]), (95, [88, 7])]


def test_a_bracket_within_a_list_is_a_list_of_its_own() -> None:
    text = "Thu 900 tỷ đồng, trong đó nội địa 400 tỷ đồng (thuế 300 tỷ đồng, phí 100 tỷ đồng), bổ sung 500 tỷ đồng."
    found = [[int(p.value) // 10**9 for p in r.parts] for r in read(text).relations if r.kind == "breakdown"]
    assert sorted(found) == [[300, 100], [400, 500]]


@pytest.mark.parametrize(
    ("text", "left", "others"),
    [
        ("Tổng số 8.250 đối tượng, đã chi trả cho 6.482 đối tượng. Còn 1.768 đối tượng chưa chi trả.", 1768, [8250, 6482]),
        ("Tổng số 28 dự án, đã nghiệm thu 11 dự án, đang thi công 15 dự án, còn 02 dự án chưa khởi công.", 2, [28, 11, 15]),
        ("Cần 130 phòng học, hiện có 98 phòng, thiếu 34 phòng.", 34, [130, 98]),
        ("Đồng bộ 8.412/9.216 nhân khẩu, chiếm 91,3%; 804 trường hợp chưa đồng bộ.", 804, [9216, 8412]),
        ("Thu 1.236/1.545 triệu đồng, đạt 80%; số còn phải thu 319 triệu đồng.", 319, [1545, 1236]),
    ],
)  # fmt: skip
def test_what_is_left_is_bound_to_all_that_was_counted_before(text: str, left: int, others: list[int]) -> None:
    relation = one("remainder", text)
    assert relation.stated is not None
    assert relation.whole is not None
    scale = 10**6 if "triệu" in text else 1
    assert relation.stated.value == left * scale
    assert [int(v) for v in (relation.whole.value, *(p.value for p in relation.parts))] in (
        others,
        [o * scale for o in others],
    )


def test_a_rest_is_not_held_against_one_of_several_states() -> None:
    relations = read(
        "Tổng số 48 dự án, đã nghiệm thu 11 dự án, đang thi công 05 dự án, còn 02 dự án vướng mắc."
    ).relations
    assert not [r for r in relations if r.kind == "remainder" and r.sure]


@pytest.mark.parametrize(
    ("text", "values", "stated"),
    [
        ("Tăng từ 1.200 tài khoản lên 1.500 tài khoản, tăng 35%.", [1500, 1200], 35),
        ("Tiếp 240 lượt công dân, tăng 60 lượt (tăng 50%) so với cùng kỳ.", [240, 180], 50),
        ("Giá trị sản xuất đạt 1.260 tỷ đồng, tăng 8% so với cùng kỳ (1.200 tỷ đồng).", [1260, 1200], 8),
        ("Có 312 ca mắc, tăng 52 ca so với cùng kỳ (250 ca); không có tử vong.", [312, 250], 52),
        ("Cùng kỳ năm 2022 có 500 người; năm nay tăng 650 người, tương ứng tăng 230%.", [1150, 500], 230),
    ],
)
def test_a_change_that_is_not_true_is_bound_where_the_words_name_its_base(
    text: str, values: list[int], stated: int
) -> None:
    relation = one("growth", text)
    scale = 10**9 if "tỷ" in text else 1
    assert [int(p.value) // scale for p in relation.parts] == values
    assert relation.stated is not None
    assert relation.stated.value == stated


@pytest.mark.parametrize(
    "text",
    [
        "Có 840 hộ nghèo, chiếm 4,2%, giảm 0,8% so với năm trước (1.000 hộ, chiếm 5%).",
        "Đạt 2.450 tấn, bằng 98% kế hoạch (2.500 tấn) và tăng 2,1% so với năm trước (2.400 tấn).",
        "Giảm từ 4.000 hộ xuống 3.400 hộ nghèo, tỷ lệ hộ nghèo giảm 4,4%.",
        "Kim ngạch 210 triệu USD, tăng 5% so với cùng kỳ, bằng 70% kế hoạch (300 triệu USD).",
    ],
)
def test_no_change_is_held_against_a_plan_or_a_share(text: str) -> None:
    found = [r for r in read(text).relations if r.kind == "growth"]
    assert [[int(p.value) for p in r.parts] for r in found] in ([], [[2450, 2400]])


def test_numbered_paragraphs_below_a_count_are_counted() -> None:
    steps = [replace(passage(f"Việc thứ {n}.", n + 1), marker=f"({n})") for n in range(1, 6)]
    relation = next(
        r for r in read("Tập trung thực hiện 04 nhiệm vụ sau:", *steps).relations if r.kind == "enumeration"
    )
    assert (relation.count, relation.sure) == (5, True)


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Huyện có 04 xã đạt chuẩn (Tân An, Bình Lý và Phú Sơn).", 3),
        ("Ban hành 02 văn bản, gồm: Kế hoạch số 2/KH-UBND, Công văn số 5/UBND-VX, Quyết định số 7/QĐ-UBND.", 3),
        ("Tập trung 03 nhiệm vụ sau: (1) rà soát; (2) cập nhật; (3) báo cáo.", 3),
    ],
)
def test_names_and_documents_listed_behind_their_count_are_counted(text: str, count: int) -> None:
    assert one("enumeration", text).count == count


def test_a_bracket_that_says_more_than_names_is_no_list() -> None:
    texts = "Có 04 xã (Tân An, do mưa lũ), 05 huyện (gồm cả Bình Lý, Phú Sơn…) và 03 sở (Sở Y tế, 12 người)."
    assert not [r for r in read(texts).relations if r.kind == "enumeration"]


def test_what_is_in_hand_is_taken_in_less_done() -> None:
    relation = one(
        "remainder",
        "Tiếp nhận 8.450 hồ sơ. Đã giải quyết 8.012 hồ sơ (đúng hạn 8.000 hồ sơ); đang giải quyết 438 hồ sơ.",
    )
    assert relation.whole is not None
    assert [relation.whole.value, relation.parts[0].value] == [8450, 8012]
    assert relation.sure


def test_two_counts_side_by_side_are_divided_side_by_side() -> None:
    text = "Tiếp 420 lượt với 330 người; trong đó thường xuyên 300 lượt với 200 người; định kỳ 120 lượt với 130 người."
    assert sorted(numbers(r) for r in read(text).relations) == [(330, [200, 130]), (420, [300, 120])]


def test_counts_right_behind_a_colon_are_parts_where_they_make_the_total() -> None:
    assert numbers(one("breakdown", "Tổng số 45 dự án: 20 dự án chuyển tiếp, 25 dự án mới.")) == (45, [20, 25])


@pytest.mark.parametrize(
    ("texts", "whole", "parts"),
    [
        (
            (
                "Có 4.120 hộ nghèo và 5.236 hộ cận nghèo. Cụ thể, số hộ nghèo gồm: xã A 2.040 hộ, xã B 1.280 hộ, xã C 800 hộ.",
            ),
            4120,
            [2040, 1280, 800],
        ),
        (
            (
                "Kế hoạch vốn 2.412 triệu đồng, giải ngân 1.530 triệu đồng, trong đó:",
                "- Vốn tỉnh: kế hoạch 1.612 triệu đồng, giải ngân 930 triệu đồng.",
                "- Vốn xã: kế hoạch 800 triệu đồng, giải ngân 600 triệu đồng.",
            ),
            2_412_000_000,
            [1_612_000_000, 800_000_000],
        ),
    ],
)
def test_of_two_counts_before_a_list_the_one_that_it_makes_is_its_total(
    texts: tuple[str, ...], whole: int, parts: list[int]
) -> None:
    lines = [passage(t, n, depth=int(t.startswith("-"))) for n, t in enumerate(texts, 1)]
    found = [r for r in read(*lines).relations if r.kind == "breakdown" and r.exhaustive]
    assert [numbers(r) for r in found] == [(whole, parts)]


def test_what_a_part_grew_by_is_no_part() -> None:
    text = "Có 9.346 người tham gia, trong đó: bắt buộc là 3.180 người, tăng 406 người so với cùng kỳ."
    relation = one("breakdown", text)
    assert numbers(relation) == (9346, [3180])


def test_a_list_closed_by_and_is_added_up_whole() -> None:
    relation = one(
        "breakdown",
        "Có 630 trường đạt chuẩn. Trong đó, mầm non có 240 trường, tiểu học có 390 trường và THPT có 60 trường.",
    )
    assert numbers(relation) == (630, [240, 390, 60])


@pytest.mark.parametrize(
    ("text", "share"),
    [
        ("Phát hiện 321 vụ, 480 đối tượng, trong đó có 45 vụ nghiêm trọng.", [(45, 321)]),
        ("Đã tiếp 2.840 người, trong đó có 9 đoàn gồm 170 người khiếu kiện.", []),
        ("Xảy ra 340 vụ cháy, làm 25 người chết, 30 người bị thương. Trong đó, 44 vụ cháy nhà (12,9%).", [(44, 340)]),
        ("Có 10 thí sinh đạt từ 35,3 điểm trở lên, trong đó điểm thấp nhất là 8,5 điểm.", []),
    ],
)
def test_a_part_is_of_a_count_of_its_own_kind(text: str, share: list[tuple[int, int]]) -> None:
    ratios = [f for f in read(text).figures if f.numerator is not None and f.denominator is not None]
    assert [
        (int(f.numerator.value), int(f.denominator.value)) for f in ratios if f.numerator and f.denominator
    ] == share


def test_a_change_told_of_something_else_is_not_held_against_the_count_before() -> None:
    text = "Khám phá 35 vụ trọng án. Tuy nhiên, so với cùng kỳ năm 2019, số vụ án giảm 180 vụ (giảm 33,4%)."
    assert not [r for r in read(text).relations if r.kind == "growth"]
    text = "Xảy ra 240 vụ. So với cùng kỳ năm 2019 giảm 60 vụ (giảm 50%)."
    assert [int(p.value) for p in one("growth", text).parts] == [240, 300]


@pytest.mark.parametrize(
    "text",
    [
        "Xảy ra 170 vụ, so với cùng kỳ ít hơn 05 vụ = 2,9% (170/175 vụ).",
        "Khởi tố 12 vụ, số án ít hơn 6 vụ (12/18 vụ).",
        "Bắt giữ 206 vụ, nhiều hơn 93 vụ (206/113 vụ).",
    ],
)
def test_this_period_beside_the_last_behind_a_change_is_no_share(text: str) -> None:
    assert not [f for f in read(text).figures if f.kind == "ratio"]


def test_kinds_that_overlap_need_not_make_their_total() -> None:
    found = read(
        "Bầu được 25/25 đại biểu, đạt 100%. Trong đó: nữ 10 đại biểu (40,0%), trẻ 9 đại biểu (36,0%), "
        "dân tộc thiểu số 17 đại biểu (68,0%)."
    )
    assert not [r for r in found.relations if r.exhaustive]
    assert [told(f) for f in found.figures] == ["25/25=100", "10/25=40,0", "9/25=36,0", "17/25=68,0"]


def test_counts_behind_ranks_are_the_parts() -> None:
    relation = one(
        "breakdown",
        "Có 64 sản phẩm được công nhận. Chia ra: 05 sao 02 sản phẩm, 04 sao 21 sản phẩm, 03 sao 41 sản phẩm.",
    )
    assert [p.value for p in relation.parts] == [2, 21, 41]
    relation = one("breakdown", "Có 93 nhà xếp hạng (02 nhà đặc biệt, 21 nhà cấp quốc gia, 70 nhà cấp tỉnh).")
    assert [p.value for p in relation.parts] == [2, 21, 70]


@pytest.mark.parametrize("cue", ["Trong đó:", "Gồm:", "Cụ thể như sau:"])
def test_a_cue_alone_on_its_line_parts_a_total_from_its_items(cue: str) -> None:
    items = ["+ Quản lý: 03", "+ Phục vụ: 04", "+ Giáo viên: 26"]
    lines = [passage("- Tổng số cán bộ của trường: 33", 1, depth=1), passage(cue, 2)]
    lines += [passage(t, n, depth=2) for n, t in enumerate(items, 3)]
    (relation,) = [r for r in read(*lines).relations if r.kind == "breakdown"]
    assert numbers(relation) == (33, [3, 4, 26])
    assert relation.exhaustive


def test_an_open_list_below_a_cue_accuses_nobody() -> None:
    lines = [passage("- Tổng số cán bộ: 433", 1, depth=1), passage("Trong đó:", 2)]
    lines += [passage(t, n, depth=2) for n, t in enumerate(["+ Thạc sĩ: 13", "+ Đại học: 104", "+ Nữ: 226"], 3)]
    assert not [r for r in read(*lines).relations if r.kind == "breakdown"]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Có 42 người (luật sư: 24 người; trợ giúp viên: 11 người; cộng tác viên: 07 người).", [24, 11, 7]),
        ("Lắp 34 bảng (nhà tạm giữ 15, trại tạm giam 01, xã 18).", [15, 1, 18]),
    ],
)
def test_words_that_look_like_totals_and_changes_stand_in_lists(text: str, parts: list[int]) -> None:
    assert [int(p.value) for p in one("breakdown", text).parts] == parts


def test_a_count_in_a_closed_bracket_is_no_part_of_the_total_behind_it() -> None:
    found = read("Hiện có 79 người (nam 58, nữ 21) trên tổng số 86 chỉ tiêu biên chế, còn thiếu 07.")
    assert not [f for f in found.figures if f.kind == "ratio"]
    assert not [r for r in found.relations if r.kind == "remainder"]


def test_some_of_many_parts_below_need_not_make_their_total() -> None:
    texts = (
        "Chi thường xuyên 598.204 triệu đồng, trong đó:",
        "Giáo dục: 334.912 triệu đồng;",
        "Hành chính: 112.308 triệu đồng.",
    )
    found = read(*(passage(t, n, depth=n > 1) for n, t in enumerate(texts, 1)))
    assert not [r for r in found.relations if r.kind == "breakdown"]


def test_a_bracket_behind_a_team_opens_a_list() -> None:
    relation = one("breakdown", "Có 562 liên đội (300 tiểu học, 259 trung học, 03 liên cấp).")
    assert [int(p.value) for p in relation.parts] == [300, 259, 3]


def test_bronze_is_no_money() -> None:
    relation = one("breakdown", "Đạt 46 huy chương (12 vàng, 15 bạc, 19 đồng), hạng nhì toàn đoàn.")
    assert [int(p.value) for p in relation.parts] == [12, 15, 19]
