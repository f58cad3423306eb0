"""Shares whose whole is told far away: in another section, by a name, by the shares beside them."""

from tests.extract.figures.sentences import passage, read, told


def ratios(*texts: tuple[str, str]) -> list[str]:
    """Ratios of passages that are given with their sections."""
    found = read(*(passage(t, n, section=s) for n, (s, t) in enumerate(texts, 1)))
    return [told(f) for f in found.figures if f.kind == "ratio"]


def alone(text: str) -> list[str]:
    return ratios(("I/1", text))


def items(*texts: str) -> list[str]:
    found = read(*(passage(t, n, depth=1, section="I/2") for n, t in enumerate(texts, 1)))
    return [told(f) for f in found.figures if f.kind == "ratio"]


def test_a_total_of_another_section_is_known_by_its_name() -> None:
    assert ratios(
        ("1", "Tổng dư nợ đến cuối kỳ là 2.400.000 triệu đồng."),
        ("3", "Cho vay học sinh 316.800 triệu đồng, chiếm 13,2% tổng dư nợ."),
    ) == ["316800/2400000=13,2"]


def test_a_share_of_a_total_named_thrice_may_be_wrong_by_a_slip() -> None:
    assert ratios(
        ("1", "Tổng dư nợ đến cuối kỳ là 2.400.000 triệu đồng."),
        ("3", "Cho vay học sinh 316.800 triệu đồng, chiếm 13,2% tổng dư nợ."),
        ("3", "Cho vay hộ nghèo 600.000 triệu đồng, chiếm 25,0% tổng dư nợ."),
        ("3", "Cho vay nước sạch 415.200 triệu đồng, chiếm 13,7% tổng dư nợ."),
    ) == ["316800/2400000=13,2", "600000/2400000=25,0", "415200/2400000=13,7"]


def test_the_plan_of_a_section_before_is_what_a_result_is_held_against() -> None:
    assert ratios(
        ("I", "Kế hoạch vốn năm 2025 được giao 412.600 triệu đồng."),
        ("II/1", "Đã giải ngân 233.120 triệu đồng, đạt 56,5% kế hoạch."),
    ) == ["233120/412600=56,5"]


def test_what_two_counts_make_to_two_decimals_is_the_share_of_the_one_before() -> None:
    assert ratios(("I/1", "Danh sách có 38.417 cử tri."), ("II/3", "Đã đi bầu 38.296 cử tri, đạt tỷ lệ 99,69%.")) == [
        "38296/38417=99,69"
    ]


def test_a_percentage_that_no_count_explains_stays_alone() -> None:
    assert ratios(("I/1", "Danh sách có 38.417 cử tri."), ("II/3", "Nhận 5.120 phiếu, đạt 41,36%.")) == []


def test_a_share_among_true_ones_may_be_wrong_by_a_slip() -> None:
    text = "Ứng cử viên có 64 người: nữ 28 người (43,75%); trẻ tuổi 18 người (28,13%); tái cử 13 người (23,31%)."
    assert alone(text) == ["28/64=43,75", "18/64=28,13", "13/64=23,31"]


def test_a_share_among_true_ones_that_no_slip_explains_is_of_something_else() -> None:
    texts = "Danh sách 6.400 người.", "Nữ 2.800 người (43,75%), trẻ tuổi 1.800 người (28,13%), tái cử 13 người (86,7%)."
    assert ratios(*(("I/1", t) for t in texts)) == ["2800/6400=43,75", "1800/6400=28,13"]


def test_items_of_one_list_share_their_whole() -> None:
    assert items(
        "Đối tượng 21.480 trẻ; mũi một: 20.406 trẻ (95,00%);",
        "Mũi hai: 19.332 trẻ (90,00%);",
        "Mũi ba: 18.902 trẻ (88,00%);",
        "Nhắc lại: 16.110 trẻ (75,50%).",
    )[1:] == ["19332/21480=90,00", "18902/21480=88,00", "16110/21480=75,50"]


def test_one_part_may_be_held_against_two_wholes() -> None:
    assert alone(
        "Có 15.200 đối tượng, trong đó 11.400 đối tượng có tài khoản; đã chi trả cho 9.120 đối tượng "
        "(chiếm 80,0% số có tài khoản và bằng 60,0% tổng số đối tượng)."
    )[-2:] == ["9120/11400=80,0", "9120/15200=60,0"]


def test_a_rate_is_of_the_counts_that_bear_its_name() -> None:
    assert alone("Đã xử lý 640 phản ánh (đúng hạn 612, quá hạn 28), đạt 97,0%; tỷ lệ xử lý đúng hạn 95,6%.") == [
        "612/640=95,6"
    ]


def test_a_rate_that_its_counts_do_not_make_stays_alone() -> None:
    assert alone("Đã xử lý 640 phản ánh (đúng hạn 612, quá hạn 28). Tỷ lệ xử lý đúng hạn cùng kỳ 91,3%.") == []


def test_the_same_words_behind_two_shares_mean_one_whole() -> None:
    found = items(
        "Thu vào 11.890 phiếu, đạt 99,9% so với số phiếu phát ra.",
        "Hợp lệ: 11.733 phiếu, tỷ lệ 98,68% so với số phiếu thu vào;",
        "Không hợp lệ: 157 phiếu, tỷ lệ 1,32% so với số phiếu thu vào.",
    )
    assert found[-1] == "157/11890=1,32"


def test_a_total_of_things_is_the_large_count_of_them() -> None:
    assert ratios(
        ("I/1", "Sau khi trừ số ủy thác, còn phải thi hành 8.214 việc."),
        ("I/4", "Loại án này có 1.355 việc, chiếm 16,5% tổng số việc."),
    ) == ["1355/8214=16,5"]


def test_a_share_of_the_population_is_of_its_heads() -> None:
    assert ratios(
        ("I", "Toàn xã có 3.105 hộ, 11.420 nhân khẩu."), ("IV", "Tích hợp sổ sức khỏe 4.660 người, đạt 40,8% dân số.")
    ) == ["4660/11420=40,8"]


def test_three_shares_of_one_number_are_of_it_whatever_its_unit() -> None:
    assert ratios(
        ("I/5", "Được bầu 402 đại biểu, trúng cử 396 đại biểu, đạt 98,5%."),
        ("I/5", "Cơ cấu: đảng viên 330 người (83,3%); nữ 127 người, đạt 32,1%; tái cử 205 người, đạt 51,8%."),
    )[1:] == ["330/396=83,3", "127/396=32,1", "205/396=51,8"]


def test_an_age_is_no_word_of_parts() -> None:
    assert alone("Trong độ tuổi 18 là 6.418 công dân; trong độ tuổi 26-27: 1.377 công dân.") == []


def test_items_of_one_pattern_tell_what_the_share_of_one_is_of() -> None:
    assert items(
        "Sản xuất: kiểm tra 420 cơ sở, đạt 357 cơ sở (85,0%);",
        "Kinh doanh: kiểm tra 250 cơ sở, đạt 205 cơ sở (82,0%);",
        "Ăn uống: kiểm tra 640 cơ sở, đạt 512 cơ sở (60,0%).",
    ) == ["357/420=85,0", "205/250=82,0", "512/640=60,0"]


def test_one_true_share_beside_is_enough_where_two_digits_changed_places() -> None:
    found = alone("Xây lại nhà cho 365 hộ: khởi công 88 nhà (21,4%), hoàn thành 12 nhà (3,3%).")
    assert sorted(found) == ["12/365=3,3", "88/365=21,4"]
    assert alone("Xây lại nhà cho 365 hộ: khởi công 88 nhà (97,8%), hoàn thành 12 nhà (3,3%).") == ["12/365=3,3"]


def test_persons_are_counted_by_many_names() -> None:
    assert alone("Toàn ngành có 104.260 người là nữ, chiếm đa số. Xét tặng danh hiệu cho 78.404 chị, đạt 75,2%.") == [
        "78404/104260=75,2"
    ]


def test_a_result_in_another_magnitude_than_what_it_is_of() -> None:
    found = alone(
        "Nhu cầu vốn 106,4 tỷ đồng. Đã phân bổ 88,2 tỷ đồng, đạt 82,9% nhu cầu. Giải ngân 63.240.000.000 đồng, đạt 71,7% số phân bổ."
    )
    assert found == ["88.2/106.4=82,9", "63240000000/88200000000.0=71,7"]


def test_an_area_named_is_the_large_one_told_before() -> None:
    assert ratios(
        ("1", "Toàn tỉnh có 607.300 ha rừng."), ("4", "Khoán bảo vệ 168.200 ha, chiếm 27,7% diện tích rừng toàn tỉnh.")
    ) == ["168200/607300=27,7"]


def test_paragraphs_that_begin_alike_are_items() -> None:
    texts = [
        "Tổng số nộp ngân sách 2.914.650.000 đồng.",
        "Đội quản lý số 1: xử lý 118 vụ, nộp 806,5 triệu đồng (chiếm 27,67%).",
        "Đội quản lý số 2: xử lý 93 vụ, nộp 610,4 triệu đồng (chiếm 20,94%).",
        "Đội quản lý số 3: xử lý 156 vụ, nộp 975,7 triệu đồng (chiếm 34,38%).",
    ]
    found = ratios(*(("I/2", t) for t in texts))
    assert [f.partition("=")[2] for f in found] == ["27,67", "20,94", "34,38"]


def test_poor_households_are_of_all_households_wherever_told() -> None:
    assert ratios(("", "Xã có 31 thôn, 9.846 hộ."), ("II", "Hộ nghèo 84 hộ (0,85%); hộ cận nghèo 162 hộ (1,56%).")) == [
        "84/9846=0,85",
        "162/9846=1,56",
    ]


def test_three_shares_of_the_count_of_a_sentence_before() -> None:
    assert alone(
        "Hiện có 79 người (nam 58, nữ 21). Trình độ: sau đại học 22 người (27,85%), đại học 55 người (69,62%), khác 02 người (2,53%)."
    ) == ["22/79=27,85", "55/79=69,62", "2/79=2,53"]


def test_a_plan_that_nobody_tells_stands_between_a_count_and_its_share() -> None:
    found = ratios(
        ("II", "Tổng chi ngân sách huyện: 941.050 triệu đồng."),
        ("II", "Chi đầu tư 214.618 triệu đồng, bằng 165,1% dự toán, chiếm 22,8% tổng chi."),
        ("II", "Chi thường xuyên 598.204 triệu đồng, bằng 101,9% dự toán (587.050 triệu đồng), chiếm 63,6% tổng chi."),
    )
    assert found == ["214618/941050=22,8", "598204/587050=101,9", "598204/941050=63,6"]


def test_the_count_of_a_share_may_stand_in_a_bracket_behind_it() -> None:
    assert ratios(
        ("I", "Toàn tỉnh có 71.236 đoàn viên."), ("II", "Tỷ lệ đoàn viên có tài khoản là 98,70% (70.310 đoàn viên).")
    ) == ["70310/71236=98,70"]
    assert alone("Có 148 nhà giáo. Tỷ lệ nhà giáo đạt chuẩn kỹ năng 93,9% (139 nhà giáo).") == ["139/148=93,9"]


def test_parts_with_true_shares_make_their_total() -> None:
    found = read(
        passage("Toàn tỉnh xảy ra 214 vụ tai nạn.", 1),
        passage("Phân theo địa bàn: khu vực A 120 vụ (56,1%), khu vực B 61 vụ (28,5%), khu vực C 33 vụ (15,4%).", 2),
    )
    (bond,) = [r for r in found.relations if r.kind == "breakdown"]
    assert bond.whole is not None
    assert (int(bond.whole.value), [int(p.value) for p in bond.parts]) == (214, [120, 61, 33])


def test_two_true_shares_of_one_decimal_tell_of_a_slip_of_the_percentage_alone() -> None:
    text = "Kiểm tra 450 hộ: tốt 198 hộ (44,0%), khá 117 hộ (26,0%)"
    assert "90/450=21,0" in alone(f"{text}, trung bình 90 hộ (21,0%).")
    assert "31/450=20,2" not in ratios(
        ("I", "Kiểm tra 450 hộ."), ("I", "Tốt 198 hộ (44,0%), khá 117 hộ (26,0%), nộp phạt 31 hộ (20,2%).")
    )
