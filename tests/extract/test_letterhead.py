"""Letterheads as offices print them, in one column, in two, and mixed."""

import pytest

from document.report import Letterhead
from extract.periods import read_period, read_period_of
from extract.structure import read_structure
from tests.extract.builders import text_page


def head(text: str) -> Letterhead:
    return read_structure([text_page(text)]).letterhead


BODY = "Thực hiện Công văn số 12/UBND ngày 02/3/2024, đơn vị báo cáo như sau:\n\nI. KẾT QUẢ\n\nĐạt.\n\n"


def test_two_columns_one_after_the_other() -> None:
    found = head(
        "UBND TỈNH HÀ GIANG\nSỞ NÔNG NGHIỆP VÀ PTNT\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 88 /BC-SNN\nHà Giang, ngày 05 tháng 4 năm 2024\n\nBÁO CÁO\n\nKết quả sản xuất nông nghiệp quý I/2024\n\n"
        "Kính gửi: Ủy ban nhân dân tỉnh.\n\n"
        + BODY
        + "Nơi nhận:\n- Như trên;\n- Lưu: VT, KHTC.\n\nKT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC\n\nHoàng Thị Chung"
    )
    assert (found.kind, found.number, found.place, found.date) == ("bao_cao", "88/BC-SNN", "Hà Giang", "2024-04-05")
    assert found.issuer == "UBND TỈNH HÀ GIANG - SỞ NÔNG NGHIỆP VÀ PTNT"
    assert found.title == "Kết quả sản xuất nông nghiệp quý I/2024"
    assert found.period is not None
    assert (found.period.start, found.period.end) == ("2024-01-01", "2024-03-31")
    assert found.addressees == ("Ủy ban nhân dân tỉnh",)
    assert found.recipients == ("Như trên", "Lưu: VT, KHTC")
    assert (found.signer, found.signer_role) == ("Hoàng Thị Chung", "KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC")


def test_two_columns_on_one_line() -> None:
    found = head(
        "ỦY BAN NHÂN DÂN\tCỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM\nHUYỆN CƯ JÚT\tĐộc lập - Tự do - Hạnh phúc\n"
        "Số: 301/BC-UBND\tCư Jút, ngày 30 tháng 6 năm 2023\n\nBÁO CÁO\nTình hình kinh tế - xã hội 6 tháng đầu năm 2023\n\n"
        + BODY
        + "Nơi nhận:\tTM. ỦY BAN NHÂN DÂN\n- Như trên;\tCHỦ TỊCH\n- Lưu: VT.\n\tNguyễn Văn Hoàn"
    )
    assert found.issuer == "ỦY BAN NHÂN DÂN HUYỆN CƯ JÚT"
    assert (found.number, found.place, found.date) == ("301/BC-UBND", "Cư Jút", "2023-06-30")
    assert found.recipients == ("Như trên", "Lưu: VT")
    assert (found.signer, found.signer_role) == ("Nguyễn Văn Hoàn", "TM. ỦY BAN NHÂN DÂN; CHỦ TỊCH")


def test_letter_without_a_kind_line_has_its_subject() -> None:
    found = head(
        "SỞ GIÁO DỤC VÀ ĐÀO TẠO\nSố: 450/SGDĐT-KHTC\nV/v báo cáo số liệu trường lớp năm học 2023-2024\n"
        "Đồng Nai, ngày 9 tháng 10 năm 2023\n\nKính gửi:\n- Bộ Giáo dục và Đào tạo;\n- Ủy ban nhân dân tỉnh.\n\n" + BODY
    )
    assert (found.kind, found.title) == ("cong_van", "báo cáo số liệu trường lớp năm học 2023-2024")
    assert found.addressees == ("Bộ Giáo dục và Đào tạo", "Ủy ban nhân dân tỉnh")
    assert found.period is not None
    assert found.period.start is None


def test_party_letter_with_an_emblem_line_and_a_title_in_capitals() -> None:
    found = head(
        "ĐẢNG BỘ TỈNH SƠN LA\nHUYỆN ỦY MỘC CHÂU\n*\nSố 45-BC/HU\n\nĐẢNG CỘNG SẢN VIỆT NAM\nMộc Châu, ngày 20 tháng 11 năm 2023\n\n"
        "BÁO CÁO\nTỔNG KẾT NĂM 2023 VÀ\nPHƯƠNG HƯỚNG NĂM 2024\n-----\n\nNăm qua, Huyện ủy hoàn thành 15 chỉ tiêu.\n\nA- KẾT QUẢ\n\nTốt.\n\n"
        "Nơi nhận:\n- Thường trực Tỉnh ủy,\n- Lưu Văn phòng.\n\nT/M BAN THƯỜNG VỤ\nPHÓ BÍ THƯ\n\nLò Văn Sơn"
    )
    assert (found.number, found.issuer) == ("45-BC/HU", "ĐẢNG BỘ TỈNH SƠN LA - HUYỆN ỦY MỘC CHÂU")
    assert found.title == "TỔNG KẾT NĂM 2023 VÀ PHƯƠNG HƯỚNG NĂM 2024"
    assert (found.signer, found.signer_role) == ("Lò Văn Sơn", "T/M BAN THƯỜNG VỤ; PHÓ BÍ THƯ")


def test_a_number_and_day_left_open() -> None:
    found = head(
        "CỤC THUẾ TỈNH LÂM ĐỒNG\nSố:      /BC-CTLĐO\nLâm Đồng, ngày      tháng 5 năm 2024\n\nBÁO CÁO\nKết quả thu tháng 5/2024\n\n"
        + BODY
    )
    assert (found.number, found.place, found.date) == ("/BC-CTLĐO", "Lâm Đồng", None)


def test_a_number_written_by_hand_keeps_what_is_printed() -> None:
    found = head(
        "SỞ Y TẾ\nSố: J2§® /BC-SYT\nCà Mau, ngày *† tháng 10 năm 2017\n\nBÁO CÁO\nCông tác tháng 10-2017\n\n" + BODY
    )
    assert (found.number, found.place, found.date) == ("/BC-SYT", "Cà Mau", None)


def test_a_letter_without_kind_and_title_keeps_its_first_paragraph() -> None:
    page = text_page("Số: 9/BC-TTYT\nHuế, ngày 3 tháng 2 năm 2024\n\nTrung tâm đã khám 1.204 lượt.\n\nĐã cấp 20 thẻ.")
    found = read_structure([page])
    assert [p.text for p in found.passages if p.kind == "paragraph"] == [
        "Trung tâm đã khám 1.204 lượt.",
        "Đã cấp 20 thẻ.",
    ]
    assert (found.letterhead.kind, found.letterhead.title) == ("bao_cao", None)


def test_what_is_not_printed_is_none() -> None:
    assert head("I. KẾT QUẢ\n\nĐã cấp 20 thẻ.") == Letterhead()


def test_the_issuer_of_a_headless_report_is_spelled_out_from_its_number() -> None:
    found = head(
        "Số: 7/BC-BCHPCTT\n\nLào Cai, ngày 2 tháng 8 năm 2024\n\nBÁO CÁO\n\nTình hình thiệt hại do mưa lũ\n\n"
        "I. TÌNH HÌNH\n\nBan Chỉ huy Phòng chống thiên tai tỉnh đã cử 02 đoàn kiểm tra.\n"
    )
    assert found.issuer == "Ban Chỉ huy Phòng chống thiên tai tỉnh Lào Cai"


def test_numbers_of_head_and_foot_are_explained() -> None:
    page = text_page("Số: 5/BC-SYT\nHuế, ngày 3 tháng 2 năm 2024\n\nBÁO CÁO\nCông tác tháng 01 năm 2024\n\n" + BODY)
    roles = {t.role for t in read_structure([page]).tokens}
    assert roles == {"letterhead"}


@pytest.mark.parametrize(
    ("title", "text", "start", "end"),
    [
        ("Kết quả 09 tháng đầu năm 2023 và nhiệm vụ", "09 tháng đầu năm 2023", "2023-01-01", "2023-09-30"),
        ("Nhiệm vụ 6 tháng cuối năm 2022", "6 tháng cuối năm 2022", "2022-07-01", "2022-12-31"),
        ("Công tác y tế tháng 02-2024", "tháng 02-2024", "2024-02-01", "2024-02-29"),
        ("Công tác tháng 12 năm 2021", "tháng 12 năm 2021", "2021-12-01", "2021-12-31"),
        ("Sơ kết quý III năm 2020", "quý III năm 2020", "2020-07-01", "2020-09-30"),
        ("Tổng kết năm 2019 và kế hoạch năm 2020", "năm 2019", "2019-01-01", "2019-12-31"),
        ("Tháng 11 năm 2023 (từ ngày 15/10 đến ngày 14/11/2023)", "Tháng 11 năm 2023", "2023-10-15", "2023-11-14"),
        ("Từ 15/12 đến 14/01/2024", "Từ 15/12 đến 14/01/2024", "2023-12-15", "2024-01-14"),
        ("Giai đoạn 2016 - 2020", "Giai đoạn 2016 - 2020", "2016-01-01", "2020-12-31"),
        ("Kết quả đến ngày 15/6/2023", "đến ngày 15/6/2023", None, "2023-06-15"),
        ("Công tác quý II, nhiệm vụ trọng tâm quý III năm 2020", "quý II", "2020-04-01", "2020-06-30"),
        ("Công tác tháng 4 và phương hướng, nhiệm vụ tháng 5/2022", "tháng 4", "2022-04-01", "2022-04-30"),
        ("Công tác tháng 12, chương trình công tác tháng 01 năm 2021", "tháng 12", "2020-12-01", "2020-12-31"),
        ("Sơ kết 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2022", "6 tháng đầu năm", "2022-01-01", "2022-06-30"),
        ("Kết quả quý IV, nhiệm vụ năm 2022", "quý IV", "2021-10-01", "2021-12-31"),
        ("Kết quả 9 tháng, nhiệm vụ 3 tháng cuối năm 2021", "9 tháng", "2021-01-01", "2021-09-30"),
        (
            "Thực hiện nhiệm vụ 6 tháng đầu năm, nhiệm vụ 6 tháng cuối năm 2022",
            "6 tháng đầu năm",
            "2022-01-01",
            "2022-06-30",
        ),
        ("Tình hình hợp tác xã 9 tháng và ước cả năm 2022", "9 tháng", "2022-01-01", "2022-09-30"),
    ],
)
def test_periods(title: str, text: str, start: str | None, end: str | None) -> None:
    period = read_period(title)
    assert period is not None
    assert (period.text, period.start, period.end) == (text, start, end)


@pytest.mark.parametrize(
    ("title", "day", "end"),
    [
        ("Hoạt động công đoàn 6 tháng đầu năm", "2024-06-17", "2024-06-30"),
        ("Công tác tháng 12", "2024-01-05", "2023-12-31"),
        ("Tình hình thiệt hại (đến 17 giờ ngày 19/9/2024)", "2024-09-20", "2024-09-19"),
    ],
)
def test_a_period_without_a_year_is_the_one_before_the_letter(title: str, day: str, end: str) -> None:
    period = read_period_of(title, day)
    assert period is not None
    assert period.end == end


def test_a_title_that_names_no_period_has_none_of_the_letters_year() -> None:
    assert read_period_of("Kết quả rà soát hộ nghèo", "2024-06-17") is None


def test_no_period() -> None:
    assert read_period("Kết quả kiểm tra 25 dịch vụ công") is None


@pytest.mark.parametrize(
    ("left", "issuer"),
    [
        ("BỘ CÔNG AN\nCÔNG AN TỈNH\nBÀ RỊA - VŨNG TÀU", "BỘ CÔNG AN - CÔNG AN TỈNH BÀ RỊA - VŨNG TÀU"),
        ("UBND TỈNH\nTRUNG TÂM KIỂM SOÁT\nBỆNH TẬT", "UBND TỈNH - TRUNG TÂM KIỂM SOÁT BỆNH TẬT"),
        ("UBND QUẬN 6\nTRƯỜNG TIỂU HỌC\nSỐ 2 PHÚ LÂM", "UBND QUẬN 6 - TRƯỜNG TIỂU HỌC SỐ 2 PHÚ LÂM"),
        ("SỞ Y TẾ\nBỆNH VIỆN ĐA KHOA\nKHOA HỒI SỨC", "SỞ Y TẾ - BỆNH VIỆN ĐA KHOA - KHOA HỒI SỨC"),
    ],
)
def test_a_name_of_an_office_goes_on_where_no_office_begins(left: str, issuer: str) -> None:
    found = head(f"{left}\nSố: 12/BC-XX\nNgày 05 tháng 4 năm 2024\n\nBÁO CÁO\nCông tác quý I\n\n" + BODY)
    assert found.issuer == issuer


@pytest.mark.parametrize(
    ("print_", "role"),
    [
        ("ƯỞNG PHÒNG", "TL. GIÁM ĐỐC"),
        ("HÁNH VĂN PHÒNG", "TL. GIÁM ĐỐC; CHÁNH VĂN PHÒNG"),
    ],
)
def test_what_a_seal_left_of_an_office_is_no_name(print_: str, role: str) -> None:
    found = head(
        "SỞ Y TẾ\nSố: 12/BC-SYT\nNgày 05 tháng 4 năm 2024\n\nBÁO CÁO\nCông tác quý I\n\n"
        + BODY
        + f"Nơi nhận:\n- Như trên.\n\nTL. GIÁM ĐỐC\n{print_}\n"
    )
    assert (found.signer, found.signer_role) == (None, role)
