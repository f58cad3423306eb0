"""Every form in which a report states a figure, each in a sentence of its own."""

from decimal import Decimal

import pytest

from tests.extract.figures.sentences import figures, read, roles

RATIOS = [
    ("Đã trả kết quả 3.214/ 8.507 hồ sơ (đạt 37,8%).", ["3214/8507=37,8"]),
    ("Kích hoạt được 6.405/7310 tài khoản.", ["6405/7310"]),
    ("Đồng bộ 151.208/160.004 nhân khẩu, đạt tỷ lệ 94,50%.", ["151208/160004=94,50"]),
    ("Cấp lại thẻ cho người cao tuổi (63/508, đạt 12.4%).", ["63/508=12.4"]),
    ("Số hóa 2.080/4.306 sổ hộ tịch, đạt 48,3 %.", ["2080/4306=48,3"]),
    ("Hồ sơ trễ hạn 0/0 hồ sơ.", ["0/0"]),
    ("Trả lại 07/3.115 hồ sơ.", ["7/3115"]),
    ("Vận động 1.305 trường hợp/1.318 chỉ tiêu tỉnh giao, đạt 99.01%.", ["1305/1318=99.01"]),
    ("Thu bảo hiểm $9.240 / 8.800 = 105,00\\%$ kế hoạch.", ["9240/8800=105,00"]),
    ("Kết nối camera tại 100% các chốt trực (36/36 chốt).", ["36/36=100"]),
    ("Số thi đạt chiếm tỉ lệ 62,5% so với số dự thi (50/80).", ["50/80=62,5"]),
    ("Có 41/41 trạm y tế dùng chữ ký số.", ["41/41"]),
    ("Đã rà soát 42.310/45.002 thửa, đạt tỷ lệ 94,02.", ["42310/45002=94,02"]),
    ("Tham gia bảo hiểm tự nguyện 1.410 người/KH 1.500 người, đạt 94%.", ["1410/1500=94"]),
    ("Vốn huyện 850 triệu đồng/1,2 tỷ đồng, đạt 70,8%.", ["850000000/1200000000.0=70,8"]),
    # one percentage for each bracket
    (
        "Trẻ em tiêm đủ đạt 95,0% (1.900/2.000), thai phụ tiêm đủ đạt 90,0% (900/1.000).",
        ["1900/2000=95,0", "900/1000=90,0"],
    ),
    # something between the ratio and its percentage
    ("Xây xong 188/200 căn nhà (làm mới 120 căn, sửa chữa 68 căn), đạt 94%.", ["188/200=94", "120 căn", "68 căn"]),
    ("Đã nối mạng 45/50 đơn vị (chỉ tiêu 95%), đạt 90%.", ["45/50=90", "95%"]),
    ("Làm rõ 27/30 vụ, 44 đối tượng (đạt 90%).", ["27/30=90", "44 đối tượng"]),
    ("Trả đúng hạn 236/240 HS; TL: 98,33%.", ["236/240=98,33"]),
    ("Làm sạch dữ liệu cho 152/160 hội viên; đạt 95%.", ["152/160=95"]),
    ("Có 171/180 hộ gia đình nuôi ít nhất 02 con bò (đạt tỉ lệ 95%).", ["171/180=95", "2 con bò"]),
    ("Giải quyết 90 đơn (84 khiếu nại, 6 tố cáo)/120 đơn, đạt tỷ lệ 75%.", ["90/120=75", "84 khiếu nại", "6 tố cáo"]),
    ("Khám sàng lọc 150 ca/phụ nữ mang thai 1.200 (12,5%).", ["150/1200=12,5"]),
    # a percentage that is not the ratio's own
    ("Có 12/15 khoản thu đạt tiến độ (trên 72%).", ["12/15", "72%"]),
    ("Có 3/8 chi nhánh thu khá: Chi nhánh Bắc Sơn đạt 88,1%; Chi nhánh Nam Sơn 72,4%.", ["3/8", "88,1%", "72,4%"]),
    ("Trả 100% hồ sơ đúng hạn (04 ngày/30 ngày).", ["100%", "4 ngày", "30 ngày"]),
    ("Phản ứng nặng sau tiêm 2/310.500 mũi (tỷ lệ 0,64/100.000 mũi).", ["2/310500", "0.64 /100.000 mũi"]),
    ("Có 17/24 ngành tăng trưởng (70,8%), 7/24 ngành giảm (29,2%).", ["17/24=70,8", "7/24=29,2"]),
    ("Có 12/33 trường tốt nghiệp 100% (36,4%).", ["12/33=36,4", "100%"]),
    ("Trong 15 xã có 3 xã vượt kế hoạch, 5 xã đạt 100%.", ["15 xã", "3 xã", "5 xã", "100%"]),
    ("Đã cấp 1.104 hộ chiếu (trực tuyến 1.092 = 98,9%).", ["1092/1104=98,9"]),
    # part and whole apart
    (
        "Cưỡng chế 312 việc, trong đó thành công 287 việc, không thành công 25 việc; tỷ lệ 92%.",
        ["312 việc", "287/312=92", "25 việc"],
    ),
    (
        "Phải thi hành 800 tỷ đồng; có điều kiện 400 tỷ đồng (50,0%); xong 180 tỷ đồng, đạt 45,0%.",
        ["400/800=50,0", "180/400=45,0"],
    ),
    (
        "Duyệt 5.100 tài khoản (đạt 93%); kích hoạt 4.488 tài khoản, đạt 88% so với số đã duyệt.",
        ["5100 tài khoản", "93%", "4488/5100=88"],
    ),
    (
        "Huy động 1.300 cán bộ, trong đó 33 trưởng điểm, 66 thư ký, 920 giám thị.",
        ["1300 cán bộ", "33 trưởng điểm", "66 thư ký", "920 giám thị"],
    ),
    ("Tiếp nhận 500 hồ sơ, trong đó có 113 hồ sơ trực tuyến đạt 22,6%.", ["113/500=22,6"]),
    ("Tổng số thuế phải thu là: 9.450.000 đồng; Trong đó đã nộp 2.135.700 đồng; đạt 22,6%.", ["2135700/9450000=22,6"]),
    (
        "Có 640 thí sinh. Trúng tuyển 96 thí sinh, chiếm tỷ lệ 15,00% so với số thí sinh.",
        ["640 thí sinh", "96/640=15,00"],
    ),
    ("Tỷ lệ hộ dùng nước sạch 96,2%, tương ứng 7.696 hộ trong tổng số 8.000 hộ.", ["7696/8000=96,2"]),
    ("Kiểm tra 120 cơ sở, trong đó có 30 cơ sở vi phạm.", ["30/120"]),
    (
        "Tham gia bảo hiểm 46.050 người, đạt tỷ lệ bao phủ 92,1% dân số (50.000 người).",
        ["46050/50000=92,1", "50000 người"],
    ),
    (
        "Số người tập luyện thường xuyên 3.970 người, đạt 7,94% người dân từ 15 tuổi (50.000).",
        ["3970/50000=7,94", "50000 người"],
    ),
    ("Số việc làm tăng thêm 4.900 người, đạt 98% kế hoạch (5.000 người).", ["4900/5000=98", "5000 người"]),
    (
        "Có 40 vị (nữ 13 vị - 32,5%; ngoài Đảng 14 vị - 35,0%).",
        ["40 vị", "13/40=32,5", "14/40=35,0"],
    ),
    (
        "Trong 40 chỉ tiêu: 25 chỉ tiêu đạt và vượt (62,5%), 15 chỉ tiêu chưa đạt (37,5%).",
        ["40 chỉ tiêu", "25/40=62,5", "15/40=37,5"],
    ),
    (
        "Có 3.900 hồ sơ trả đúng hạn (đạt 97,5%) trên tổng số 4.000 hồ sơ, có 6 hồ sơ rút (chiếm 0,15%).",
        ["3900/4000=97,5", "6/4000=0,15"],
    ),
    ("Lập biên bản 14.826 trường hợp, vi phạm tốc độ 2.906 TH (19,6%).", ["2906/14826=19,6"]),
    ("Đã cấp 12 348/12 600 thẻ, đạt 98%.", ["12348/12600=98"]),
    ("Phê duyệt cấp độ 21/28 hệ thống (75,0%).", ["21/28=75,0"]),
]

ALONE = [
    ("Trung tâm Nhiệt đới đạt 4,15%.", ["4,15%"]),
    ("Phấn đấu đạt 85% vào cuối năm.", ["85%"]),
    ("Mỗi xã có ít nhất 35% hộ tham gia.", ["35%"]),
    (
        "Đã mua 12 máy, trồng 40 ha, chi 3,5 tỷ đồng và 640 nghìn đồng.",
        ["12 máy", "40 ha", "3500000000 đồng", "640000 đồng"],
    ),
    ("Quyết toán 7 tỷ 250 triệu 500 nghìn đồng.", ["7250500000 đồng"]),
    ("Hơn 2.300 lượt người, gần 400 lượt xe, khoảng 50 điểm.", ["2300 lượt người", "400 lượt xe", "50 điểm"]),
    ("Mỗi lớp từ 25 đến 30 học viên.", ["25 học viên"]),
    ("Có 12 trung tâm và 1 trung tâm mới.", ["12 trung tâm", "1 trung tâm"]),
    ("Tiếp 88/104 lượt/người.", ["88 lượt", "104 người"]),
    ("Tỷ lệ mắc 18,2/100.000 dân; đạt 85,71/100 điểm.", ["18.2 /100.000 dân", "85.71 điểm"]),
    ("Thiếu 12 đ/c, hỗ trợ 30 DN đăng ký mới.", ["12 đồng chí", "30 DN"]),
    ("Trong năm kỷ luật 15 người; lũy kế 1 204 567 lượt.", ["15 người", "1204567 lượt"]),
    ("Nhận 12 (mười hai) hồ sơ, lập 31 “Tổ liên gia”.", ["12 hồ sơ", "31 Tổ"]),
    ("Ghi nhận 960 ca mắc/0 tử vong.", ["960 ca mắc", "0 tử vong"]),
    ("Xảy ra 21 vụ, giảm 04 vụ (21/25).", ["21 vụ", "4 vụ", "21 vụ", "25 vụ"]),
    (
        "Tăng 08 người bị thương (48/40, +20%).",
        ["8 người bị thương", "48 người bị thương", "40 người bị thương", "20%"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), RATIOS + ALONE)
def test_a_form_is_read(text: str, expected: list[str]) -> None:
    assert figures(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Thực hiện Công văn 318/UBND-VX ngày 12/4/2023 và Luật số 20/2008/QH12.",
        "Trạm biến áp 220/380V cấp điện cho xã.",
        "Cung cấp dịch vụ công mức độ 3, 4.",
        "Báo cáo 1 tuần/1 lần cho huyện.",
        "Bình quân 45 trường hợp/01 cán bộ.",
        "Số mắc trong tháng/lũy kế: sởi (4/31).",
        "Trực 24/7, gọi 0912345678 hoặc 1900 1234.",
        "Kế hoạch năm học 2022/2023 và 2023-2024.",
        "Lập quy hoạch chi tiết tỷ lệ 1/500 khu trung tâm; bản đồ 1/10.000.",
        "Chỉ số của tỉnh xếp thứ 7/63 tỉnh, thành phố.",
        "Khoảng 1/3 số hộ chưa có điện thoại; gần 2/3 diện tích đã gieo.",
        "Tự chấm đạt 85/100; xếp hạng 3/14.",
        "Trực 24/24; mở cửa từ 07h30-11h30, 24/24h.",
        "Giảm so với cùng kỳ 2022 (3.120/2).",
        "Kíp trực 4/24 giờ, thị lực 10/10.",
        "Mật độ 64/100 dân.",
    ],
)
def test_what_looks_like_a_ratio_is_none(text: str) -> None:
    assert not [f for f in read(text).figures if f.kind == "ratio"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Tại Km 12+450, xe 29A-123.45 va vào xe 29B1-678.90.", []),
        ("Thửa đất số 215, tờ bản đồ số 12 có diện tích 84,5 m2.", ["84.5 m2"]),
        ("Đến ngày 18.6, ghi nhận 31 ca.", ["31 ca"]),
        ("Ước 9 tháng trồng 150 ha.", ["150 ha"]),
    ],
)
def test_labels_in_digits_are_no_counts(text: str, told: list[str]) -> None:
    assert figures(text) == told
    assert None not in roles(text).values()


def test_a_percentage_beside_a_bound_word_is_a_bound() -> None:
    bounds = {
        "Có 46/50 thôn sạch, đạt trên 90%.": "over",
        "Có 44/50 thôn sạch, đạt gần 90%.": "under",
        "Có 29/50 thôn sạch, chiếm dưới 60%.": "under",
        "Có 45/50 thôn sạch, đạt 90%.": "exact",
    }
    for text, bound in bounds.items():
        (figure,) = read(text).figures
        assert (figure.bound, figure.approximate) == (bound, bound != "exact"), text
    (drop,) = read("Tỷ lệ hộ nghèo thấp hơn 2,5% của năm trước.").figures
    assert drop.bound == "exact"


def test_what_each_of_the_counted_reaches_is_not_their_share() -> None:
    assert figures("Cả 8/8 huyện đạt tỷ lệ dưới 10%.") == ["8/8", "10%"]


def test_shares_of_a_total_named_once() -> None:
    reading = read("Xếp loại 320 viên chức, trong đó: xuất sắc: 64 (20%); tốt: 208 (65%); hoàn thành: 48 (15%).")
    shares = [
        (int(f.numerator.value), int(f.denominator.value)) for f in reading.figures if f.numerator and f.denominator
    ]
    assert shares == [(64, 320), (208, 320), (48, 320)]
    kinds = {r.kind for r in reading.relations}
    assert {"breakdown", "shares"} <= kinds


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Ghi nhận 520 ca, tăng 120 ca so với cùng kỳ (400 ca).", "growth"),
        ("Thu 230 tỷ đồng, tăng 15% so với cùng kỳ (200 tỷ đồng).", "growth"),
        ("Tổng số 90 vụ, gồm: 50 vụ trộm, 30 vụ cướp, 10 vụ khác.", "breakdown"),
        ("Có 75 văn bản (20 quyết định, 25 kế hoạch, 30 công văn).", "breakdown"),
        ("Cấp 700/900 thẻ, hiện còn 200 thẻ.", "remainder"),
        ("Chi 12.000.000 đồng (Mười hai triệu đồng).", "spelled"),
    ],
)
def test_a_statement_binds_its_figures(text: str, kind: str) -> None:
    assert kind in {r.kind for r in read(text).relations}


def test_the_enumeration_that_a_count_announces() -> None:
    (relation,) = read("Triển khai 03 nhiệm vụ sau: (1) rà soát; (2) làm sạch; (3) kết nối.").relations
    assert (relation.kind, relation.count) == ("enumeration", 3)


def test_a_broken_grouping_is_still_a_ratio() -> None:
    for text in ("Thu nhận 7.9622/11.380 hồ sơ.", "Thu nhận 47.85/61.208 hồ sơ."):
        (figure,) = read(text).figures
        assert figure.kind == "ratio"
        assert figure.denominator is not None
        assert figure.denominator.value in (Decimal(11380), Decimal(61208))


def test_a_misprinted_share_stays_with_its_ratio() -> None:
    (figure,) = read("Đã hoàn thành số hóa 530/560 hồ sơ của các phòng, ban, đạt tỷ lệ 49,6%.").figures
    assert figure.percent is not None
    assert figure.percent.printed == "49,6"


def test_three_numbers_between_slashes_are_no_ratio_from_the_second_on() -> None:
    assert not [f for f in read("Đã thu 5.720/5/890 phiếu (97,1%).").figures if f.kind == "ratio"]
