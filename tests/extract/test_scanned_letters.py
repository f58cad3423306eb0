"""Letters as scans give them: hands over numbers, seals over roles, two signatures, tasks whose full stop was not read."""

from dataclasses import replace

import pytest

from document.report import Letterhead
from extract.structure import Structure, read_structure
from tests.extract.builders import printed_page

_HEAD = [
    (0.0, "UBND HUYỆN EA KAR"),
    (0.0, "Số: 145BC-UBND"),
    (0.0, "BÁO CÁO"),
    (0.0, "Kết quả sáu tháng đầu năm 2024"),
    (60.0, "I. KẾT QUẢ"),
    (60.0, "Đã hoàn thành 12 chỉ tiêu trong tổng số 15 chỉ tiêu được giao năm nay."),
]
_TASKS = [
    (60.0, "II. NHIỆM VỤ"),
    (60.0, "1. Phấn đấu tỷ lệ hộ dùng nước sạch đạt trên 95%"),
    (60.0, "2. Hoàn thành việc sửa chữa năm công trình thủy lợi ở xã"),
    (0.0, "1,5 tỷ đồng."),
]


def read(*foot: tuple[float, str]) -> Structure:
    return read_structure([printed_page([*_HEAD, *_TASKS, *foot])])


def letterhead(*foot: tuple[float, str]) -> Letterhead:
    return read(*foot).letterhead


def test_a_number_whose_slash_a_pen_went_over_is_whole() -> None:
    assert letterhead().number == "145/BC-UBND"


def test_tasks_without_their_full_stop_are_no_sections() -> None:
    assert [s.path for s in read().sections] == ["I", "II"]


def test_a_name_right_of_the_recipients_signs_where_a_seal_hid_the_role() -> None:
    found = letterhead((0, "Nơi nhận:"), (0, "- Như trên;"), (0, "- Lưu: VT."), (800, "Ư 6"), (800, "_ Trần Văn Hải"))
    assert (found.signer, found.recipients) == ("Trần Văn Hải", ("Như trên", "Lưu: VT"))


def test_the_name_beside_the_preparer_signs_and_neither_heads_a_section() -> None:
    found = read(
        (0, "NGƯỜI LẬP BIÊU"),
        (0, "Lê Thị Hoa"),
        (0, "Nơi nhận:"),
        (0, "- Lưu: VT."),
        (800, "PHÓ GIÁM ĐÓC"),
        (800, "Y Bhăm Niê"),
    )
    assert (found.letterhead.signer, found.letterhead.signer_role) == ("Y Bhăm Niê", "PHÓ GIÁM ĐỐC")
    assert [s.path for s in found.sections] == ["I", "II"]


def test_a_role_under_a_seal_is_the_nearest_office() -> None:
    found = letterhead((0, "Nơi nhận:"), (0, "- Lưu: VT."), (800, "TR ỞNG PHÒ"), (800, "Đại úy Hà Văn Bình"))
    assert (found.signer, found.signer_role) == ("Đại úy Hà Văn Bình", "TRƯỞNG PHÒNG")


def test_capitals_that_resemble_no_office_are_no_role() -> None:
    found = letterhead((0, "Nơi nhận:"), (0, "- Lưu: VT."), (800, "VĂN THƯ ĐẾN"), (800, "Hà Văn Bình"))
    assert (found.signer, found.signer_role) == ("Hà Văn Bình", None)


def test_a_place_whose_name_a_narrow_column_broke_is_whole() -> None:
    rows = [(0.0, "UBND HUYỆN THANH"), (200.0, "SƠN"), (0.0, "PHÒNG NỘI VỤ"), *_HEAD[1:]]
    assert read_structure([printed_page(rows)]).letterhead.issuer == "UBND HUYỆN THANH SƠN - PHÒNG NỘI VỤ"


def sections(*rows: tuple[float, str]) -> list[str]:
    return [s.path for s in read_structure([printed_page([*_HEAD, *rows])]).sections]


def test_a_title_above_a_list_of_letters_stays_a_title() -> None:
    rows = [(60.0, "1. Công tác quản lý và điều hành của các phòng"), (60.0, "a) Về tổ chức: đã kiện toàn.")]
    rows += [(60.0, "2. Công tác thi đua"), (60.0, "Đã tổ chức hai đợt thi đua trong năm.")]
    assert [p for p in sections(*rows) if "a" not in p] == ["I", "I/1", "I/2"]


def test_a_number_without_its_sign_heads_as_the_one_after_it() -> None:
    assert sections((60.0, "1 Công tác quy hoạch"), (60.0, "Đã xong."), (60.0, "2/ Nhà ở"), (60.0, "Đã xong."))[1:] == [
        "I/1",
        "I/2",
    ]


def test_a_count_before_a_name_is_no_number_of_a_section() -> None:
    assert sections((60.0, "12 Trường học đã xây xong"), (60.0, "2/ Nhà ở"), (60.0, "Đã xong.")) == ["I", "I/2"]


def test_a_sentence_that_opens_a_list_with_a_stained_number_keeps_it_a_list() -> None:
    rows = [(60.0, "1, Xảy ra 38 vụ, làm bị thương 12 người, giảm 04 vụ so với tháng trước.")]
    rows += [(60.0, "2. Ma túy: phát hiện 24 vụ, 31 đối tượng, tăng 06 vụ so với cùng kỳ.")]
    rows += [(60.0, "3. Giao thông: xảy ra 14 vụ, giảm 03 vụ so với tháng trước.")]
    assert sections(*rows) == ["I"]


def test_marks_that_a_scan_lost_in_an_office_are_as_offices_write_it() -> None:
    found = letterhead(
        (0, "Nơi nhận:"),
        (0, "- Địc Chủ tịch (b/€);"),
        (0, "- Lưu: VT."),
        (800, "KT. CHI CỤC TRƯƠNG"),
        (800, "PHÓ CHI CỤC TRƯƠNG"),
        (800, "Đỗ Thị Lụa"),
    )
    assert found.signer_role == "KT. CHI CỤC TRƯỞNG; PHÓ CHI CỤC TRƯỞNG"
    assert found.recipients == ("Đ/c Chủ tịch (b/c)", "Lưu: VT")


def test_one_office_twice_under_a_seal_is_its_deputy_for_it() -> None:
    found = letterhead((0, "Nơi nhận:"), (0, "- Lưu: VT."), (800, "T. CHI CỤC TRƯỞNG"), (800, "'H CHI ỤC TRƯỞNG"))
    assert found.signer_role == "KT. CHI CỤC TRƯỞNG; PHÓ CHI CỤC TRƯỞNG"


def test_the_end_of_a_name_under_a_seal_is_better_than_none() -> None:
    seal = [(0, "Nơi nhận:"), (0, "- Lưu: VT."), (800, "G G")]
    assert letterhead(*seal, (800, "nHÀS” yễn Thị Bích Lộc")).signer == "Thị Bích Lộc"
    assert letterhead(*seal, (800, "øngd ăn Sơn")).signer is None


def test_a_part_read_a_mark_off_ends_the_title() -> None:
    rows = [*_HEAD[:4], (300.0, "Phần thú nhất"), (200.0, "TÌNH HÌNH CHUNG"), *_HEAD[4:], *_TASKS]
    found = read_structure([printed_page(rows)])
    assert found.letterhead.title == "Kết quả sáu tháng đầu năm 2024"
    assert found.sections[0].path == "Phần thứ nhất"


def test_a_title_whose_full_stop_was_not_read_goes_on_the_numbering() -> None:
    rows = [
        (60.0, "I. TÌNH HÌNH CHUNG"),
        (60.0, "1. Công tác chỉ đạo"),
        (60.0, "Đã ban hành 7 văn bản."),
        (60.0, "2 Quy mô dân số"),
        (60.0, "Dân số trung bình 1.284 người."),
        (60.0, "3 Công an xã bắt giữ 4 đối tượng có hành vi trộm cắp tài sản."),
    ]
    assert [s.path for s in read_structure([printed_page([*_HEAD[:4], *rows])]).sections] == ["I", "I/1", "I/2"]


def test_footnotes_below_the_signature_are_no_part_of_it() -> None:
    foot = [(0.0, "Nơi nhận:"), (0.0, "- Lưu: VT."), (800.0, "CHỦ TỊCH"), (800.0, "Hà Văn Bình")]
    page = printed_page([*_HEAD, *foot, (0.0, "1Gồm 7 chỉ tiêu kinh tế và 5 chỉ tiêu xã hội.")])
    last = replace(page.lines[-1], role="footnote")
    found = read_structure([replace(page, lines=(*page.lines[:-1], last))])
    assert found.letterhead.recipients == ("Lưu: VT",)
    assert [p.text for p in found.passages if p.kind == "footnote"] == ["Gồm 7 chỉ tiêu kinh tế và 5 chỉ tiêu xã hội."]


def test_roman_numbers_whose_sign_was_not_read_head_sections() -> None:
    rows = [
        (60.0, "I. KẾT QUẢ"),
        (60.0, "1. Thu ngân sách"),
        (60.0, "Thu được 12 tỷ đồng."),
        (60.0, "II HẠN CHẾ"),
        (60.0, "1. Nguyên nhân"),
        (60.0, "HI/ KIẾN NGHỊ"),
    ]
    found = read_structure([printed_page(rows)])
    assert [s.path for s in found.sections] == ["I", "I/1", "II", "II/1", "III"]


def test_a_title_ends_before_capitals_whose_number_lost_its_sign() -> None:
    rows = [*_HEAD[:4], (60.0, "1 KẾT QUẢ"), (60.0, "1/ Hạ tầng"), (60.0, "2/ Kinh tế"), (60.0, "II/ NHIỆM VỤ")]
    found = read_structure([printed_page(rows)])
    assert found.letterhead.title == "Kết quả sáu tháng đầu năm 2024"
    assert [s.path for s in found.sections] == ["I", "I/1", "I/2", "II"]


def test_square_metres_carry_no_call_of_a_footnote() -> None:
    rows = [*_HEAD, (60.0, "Nhà ở bình quân đạt 24 m2, hộ nghèo giảm2."), (0.0, "2Theo số liệu của Sở Xây dựng.")]
    page = printed_page(rows)
    found = read_structure([replace(page, lines=(*page.lines[:-1], replace(page.lines[-1], role="footnote")))])
    assert any(p.text.endswith("đạt 24 m2, hộ nghèo giảm.") for p in found.passages)


def test_a_title_ends_before_a_number_that_was_not_read() -> None:
    found = read_structure(
        [printed_page([*_HEAD[:4], (60.0, "¡. Về việc"), (60.0, "Thụ lý 12 việc."), (60.0, "2. Về tiền")])]
    )
    assert found.letterhead.title == "Kết quả sáu tháng đầu năm 2024"
    assert [s.path for s in found.sections] == ["1", "2"]


@pytest.mark.parametrize(
    ("left", "issuer"),
    [
        (
            ["UBND TỈNH AN GIANG", "SỞ THÔNG TIN VÀ", "TRUYỀN THÔNG"],
            "UBND TỈNH AN GIANG - SỞ THÔNG TIN VÀ TRUYỀN THÔNG",
        ),
        (["SỞ GIÁO DỤC VÀ ĐÀO TẠO", "ĐẮK LẮK"], "SỞ GIÁO DỤC VÀ ĐÀO TẠO ĐẮK LẮK"),
        (["LIÊN ĐOÀN LAO ĐỘNG TỈNH", "PHÚ THỌ"], "LIÊN ĐOÀN LAO ĐỘNG TỈNH PHÚ THỌ"),
        (["UBND HUYỆN EA KAR", "TỔ CÔNG TÁC ĐỀ", "ÁN 06"], "UBND HUYỆN EA KAR - TỔ CÔNG TÁC ĐỀ ÁN 06"),
        (["UBND HUYỆN EA KAR", "PHÒNG NỘI VỤ"], "UBND HUYỆN EA KAR - PHÒNG NỘI VỤ"),
    ],
)
def test_a_name_goes_on_behind_a_word_that_ends_none(left: list[str], issuer: str) -> None:
    rows = [*((0.0, text) for text in left), (700.0, "Đắk Lắk, ngày 20 tháng 6 năm 2024"), *_HEAD[1:]]
    assert read_structure([printed_page(rows)]).letterhead.issuer == issuer


@pytest.mark.parametrize(
    ("above", "below", "place"),
    [
        ("Đắk Lắk, ngày 05 tháng 11", "năm 2025", "Đắk Lắk"),
        ("Buôn Ma Thuột, ngày", "05 tháng 11 năm 2025", "Buôn Ma Thuột"),
        ("Đắk Lắk, ngày 05 tháng 11 năm", "2025", "Đắk Lắk"),
        ("Krông Bông,", "ngày 05 tháng 11 năm 2025", "Krông Bông"),
    ],
)
def test_a_date_that_a_narrow_column_broke(above: str, below: str, place: str) -> None:
    head = [(0.0, "UBND HUYỆN EA KAR"), (600.0, above), (0.0, "Số: 145/BC-UBND"), (700.0, below), *_HEAD[2:]]
    found = read_structure([printed_page(head)]).letterhead
    assert (found.place, found.date) == (place, "2025-11-05")


@pytest.mark.parametrize(
    ("lines", "issuer"),
    [
        (["UBND TÍNH ĐẮK LẮK", "SỚ NỘI VỤ"], "UBND TỈNH ĐẮK LẮK - SỞ NỘI VỤ"),
        (["ỦY BAN NHÂN DẦN", "HUYÊN EA KAR"], "ỦY BAN NHÂN DÂN HUYỆN EA KAR"),
        (["UBND TỈNH TÍNH XUYÊN", "PHÒNG MÁY TÍNH"], "UBND TỈNH TÍNH XUYÊN - PHÒNG MÁY TÍNH"),
    ],
)
def test_words_of_all_offices_have_their_marks(lines: list[str], issuer: str) -> None:
    head = [*((0.0, line) for line in lines), *_HEAD[1:]]
    assert read_structure([printed_page(head)]).letterhead.issuer == issuer


@pytest.mark.parametrize(("third", "fifth"), [("HI", "Y"), ("111", "V"), ("TII", "V")])
def test_damaged_roman_numbers_before_plain_titles(third: str, fifth: str) -> None:
    titles = ["Kết quả", "Tồn tại", "Nguyên nhân", "Phương hướng", "Kiến nghị"]
    body = [line for number, title in zip(["I", "II", third, "IV", fifth], titles, strict=True)
            for line in ((60.0, f"{number}. {title}"), (60.0, "1. Công tác chỉ đạo, điều hành"), _HEAD[-1])]  # fmt: skip
    sections = read_structure([printed_page([*_HEAD[:4], *body])]).sections
    assert [s.path for s in sections if s.level == 1] == ["I", "II", "III", "IV", "V"]
