"""Whose figure, of what, and up to which day."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from document.figures import Figure
from document.pages import Word
from document.report import Letterhead
from extract.figures import read_figures
from extract.passages import Passage, Segment
from tests.extract.figures.sentences import passage, read


def only(text: str, title: str = "KẾT QUẢ") -> Figure:
    (figure,) = read(text, title=title).figures
    return figure


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("Công an huyện Kim Bảng: thu nhận 120 hồ sơ.", "Công an huyện Kim Bảng"),
        ("Sở Giáo dục và Đào tạo đã tuyển 25 giáo viên.", "Sở Giáo dục và Đào tạo"),
        ("CAH Bình Lục, Thanh Liêm, đạt 100%.", "CAH Bình Lục, Thanh Liêm"),
        ("Bệnh viện Đa khoa tỉnh khám 1.200 lượt.", "Bệnh viện Đa khoa tỉnh"),
        ("UBND Tp. Phủ Lý đạt 59%.", "UBND Tp. Phủ Lý"),
        ("BV CK Da liễu tâm thần đạt 1,4%.", "BV CK Da liễu tâm thần"),
        ("Trường Tiểu học Kim Đồng tuyển 40 học sinh.", "Trường Tiểu học Kim Đồng"),
        ("Ban Tuyên giáo và Dân vận mở 12 lớp.", "Ban Tuyên giáo và Dân vận"),
        ("Phòng Kinh tế, Hạ tầng và Đô thị thẩm định 31 hồ sơ.", "Phòng Kinh tế, Hạ tầng và Đô thị"),
        ("Kho bạc Nhà nước khu vực IX chi trả 14 khoản.", "Kho bạc Nhà nước khu vực IX"),
        ("LĐLĐ huyện Kim Bảng kết nạp 52 đoàn viên.", "LĐLĐ huyện Kim Bảng"),
        ("Cơ quan điều tra khởi tố 17 vụ.", "Cơ quan điều tra"),
        ("Thuế cơ sở Lý Nhân thu 21 tỷ đồng.", "Thuế cơ sở Lý Nhân"),
        ("Trạm Y tế xã 225/236 điểm.", "Trạm Y tế xã"),
        ("Công an phường 12/14 đơn vị.", "Công an phường"),
        ("Công an phường 7 đã cấp 14 thẻ.", "Công an phường 7"),
        ("Bệnh viện tuyến tỉnh khám 310 lượt.", "Bệnh viện tuyến tỉnh"),
        ("Thôn 6: 41/57 hộ đăng ký.", "Thôn 6"),
        ("Tại cấp xã: đã số hóa 70 hồ sơ.", "cấp xã"),
        ("Toàn phường có 318 doanh nghiệp.", "Toàn phường"),
        ("Ví VNPT Money, Viettel Money thu 95% các khoản.", "Hà Nam"),
        ("Số người tham gia BHXH tự nguyện: 512 người.", "Hà Nam"),
        ("Đội ngũ: 25 cộng tác viên.", "Hà Nam"),
    ],
)
def test_the_organisation_of_the_clause_owns_its_figure(text: str, org: str) -> None:
    assert only(text).org == org


def test_the_heading_owns_what_nobody_else_does() -> None:
    assert only("Đã cấp 300 thẻ.", title="Sở Nội vụ").org == "Sở Nội vụ"


def test_the_letterhead_is_the_last_resort() -> None:
    assert only("Đã cấp 300 thẻ.").org == "Hà Nam"


def test_places_of_a_list_own_their_percentages() -> None:
    found = read("Theo địa bàn: Kim Bảng đạt 81,2%; Bình Lục 74,5%; Lý Nhân 70%.").figures
    assert [f.org for f in found] == ["Kim Bảng", "Bình Lục", "Lý Nhân"]


def test_places_of_two_words_own_ratios_that_stand_right_behind_them() -> None:
    found = read("Kích hoạt tài khoản thấp: Bình Lục 41/68 tài khoản (60,3%), Lý Nhân 12/19 tài khoản (63,2%).").figures
    assert [f.org for f in found] == ["Bình Lục", "Lý Nhân"]


def test_terms_in_capitals_are_no_places() -> None:
    found = read("Thường Trú 41/68 hồ sơ; Tạm Trú 12/19 hồ sơ; Khai Sinh 7/9 hồ sơ.").figures
    assert {f.org for f in found} == {"Hà Nam"}
    assert [(f.subject or "").split()[0] for f in found] == ["Thường", "Tạm", "Khai"]


def test_who_is_joined_to_one_that_does_not_act_does_not_either() -> None:
    found = read("Sở Tư pháp phối hợp với Công an tỉnh và Sở Nội vụ rà soát 40 hồ sơ.").figures
    assert [f.org for f in found] == ["Sở Tư pháp"]


@pytest.mark.parametrize(
    "text",
    [
        "Thu nhận 1.200 hồ sơ căn cước. Các đơn vị đạt cao: Công an xã Thanh Hà 300 hồ sơ; Công an xã Lam Hạ 280 hồ sơ.",
        "Thu nhận hồ sơ căn cước: Công an xã Thanh Hà: 300 hồ sơ; Công an xã Lam Hạ: 280 hồ sơ.",
        "Thu nhận 12/15 hồ sơ căn cước (80%), trong đó xã Thanh Hà 4/5 (80%), Lam Hạ 8/10 (80%).",
    ],
)
def test_a_label_that_names_an_owner_alone_counts_what_its_list_counts(text: str) -> None:
    for figure in read(text).figures:
        assert "hồ sơ" in f"{figure.subject} {figure.unit}"
        assert "Thu nhận" in (figure.subject or "")
        assert "Thanh" not in (figure.subject or "")


@pytest.mark.parametrize(
    ("text", "subjects"),
    [
        ("Công an xã: 14 máy tính.", ["máy tính"]),
        ("Trên địa bàn có 214 doanh nghiệp.", ["doanh nghiệp"]),
        ("Ngành Y tế: 25/25 cơ sở khám bệnh đã tra cứu bằng thẻ.", ["cơ sở khám bệnh đã tra cứu"]),
        ("Đã lập 14/14 tổ tại các thôn với 86 thành viên.", None),
        ("Trong tháng đã kết nạp 34 đảng viên mới.", ["kết nạp đảng viên"]),
        ("Kết nạp ít nhất 30 đảng viên mới.", ["Kết nạp đảng viên"]),
        ("Đạt chuẩn: 68/96 trường đạt chuẩn quốc gia, chiếm 70,8%.", ["trường đạt chuẩn quốc gia"]),
    ],
)
def test_what_stands_behind_a_count_is_said_before_its_heading(text: str, subjects: list[str] | None) -> None:
    found = [f.subject or "" for f in read(text).figures]
    assert all("KẾT QUẢ" not in s for s in found)
    assert subjects is None or all(want in got for want, got in zip(subjects, found, strict=True))


def test_a_list_that_counts_nothing_itself_counts_what_the_passage_above_does() -> None:
    found = read(
        "Đã thu nhận 98/101 hồ sơ căn cước, đạt 97%.",
        "Kết quả của các xã như sau:",
        passage("Xã Châu Quang: 60/62 hồ sơ;", 3, depth=1),
        passage("Khối xã còn lại: Xã Thọ Hợp 38/39 hồ sơ.", 4, depth=1),
    ).figures
    assert [f.org for f in found[-2:]] == ["Xã Châu Quang", "Xã Thọ Hợp"]
    assert all("thu nhận" in (f.subject or "") for f in found if f.kind == "ratio")


def test_what_a_figure_counts_ends_at_the_next_comma() -> None:
    found = read("Thu nhận 120 hồ sơ căn cước gắn chip, sửa 5 máy tính.").figures
    assert [f.subject for f in found] == ["Thu nhận hồ sơ căn cước gắn chip", "sửa máy tính"]


@pytest.mark.parametrize(
    ("issuer", "org"),
    [
        ("UBND HUYỆN KIM BẢNG - PHÒNG GD&ĐT HUYỆN KIM BẢNG", "Phòng GD&ĐT huyện Kim Bảng"),
        ("BẢO HIỂM XÃ HỘI VIỆT NAM - BHXH TỈNH HÀ NAM", "BHXH tỉnh Hà Nam"),
        ("BỘ Y TẾ - SỞ Y TẾ HÀ NAM", "Sở Y tế Hà Nam"),
    ],
)
def test_the_issuer_is_written_as_in_a_sentence(issuer: str, org: str) -> None:
    reading = read_figures([passage("Đã cấp 300 thẻ.")], {"I": "KẾT QUẢ"}, Letterhead(issuer=issuer, place="Hà Nam"))
    assert reading.figures[0].org == org


def test_an_item_inherits_the_organisation_and_the_day_of_its_lead_in() -> None:
    reading = read(
        "Công an thị xã Duy Tiên thực hiện, kết quả tính đến ngày 15/6/2024:",
        passage("Cập nhật 120/150 hồ sơ.", 2, depth=1),
    )
    (figure,) = reading.figures
    assert (figure.org, figure.as_of) == ("Công an thị xã Duy Tiên", "2024-06-15")


def test_the_day_is_carried_over_the_sentence() -> None:
    figures = read("Tính đến tháng 9/2023, cấp 120 thẻ; thu hồi 15 thẻ; đổi 30 thẻ.").figures
    assert [f.as_of for f in figures] == ["2023-09"] * 3


def test_the_date_of_a_document_is_no_day_of_counting() -> None:
    assert only("Theo Kế hoạch số 12/KH-UBND ngày 01/3/2022 đã cấp 120 thẻ.").as_of is None


def test_the_subject_is_the_words_around_the_figure() -> None:
    assert only("Cấp giấy phép lái xe: 120/150 hồ sơ (đạt 80%).").subject == "Cấp giấy phép lái xe"
    subject = only("Có 12/13 thôn được trang bị loa truyền thanh.").subject
    assert subject is not None
    assert "trang bị loa truyền thanh" in subject


def test_confidence_and_readings_come_from_the_words() -> None:
    words = tuple(
        (at, Word(text, (at * 1.0, 0.0, at + 5.0, 9.0), confidence, readings))
        for at, text, confidence, readings in (
            (0, "Cấp", 0.2, ()),
            (4, "120/150", 0.7, ("120/150", "129/150")),
            (12, "thẻ.", 0.9, ()),
        )
    )
    scanned = Passage("Cấp 120/150 thẻ.", "paragraph", (Segment(0, 1, 1, words),), "I")
    (figure,) = read(scanned).figures
    assert figure.confidence == 0.7
    assert figure.readings == ("129/150 thẻ",)
    assert figure.place.bbox is not None


def test_a_footnote_mark_is_no_part_of_another_reading() -> None:
    printed = Word("60/71!,", (4.0, 0.0, 9.0, 9.0), 0.4, ("60/71!,", "60/77².", "60/72%3"))
    words = ((0, Word("Đạt", (0.0, 0.0, 3.0, 9.0))), (4, printed))
    scanned = Passage("Đạt 60/71!,", "paragraph", (Segment(0, 1, 1, words),), "I")
    assert [figure.readings for figure in read(scanned).figures] == [("60/77", "60/72%")]


@dataclass(frozen=True)
class Found:
    start: int
    end: int
    label: str


class Finder:
    def find(self, text: str) -> Sequence[Found]:
        at = text.find("lâm trường Ba Sao")
        return [Found(at, at + 17, "ORG")] if at >= 0 else []

    def find_all(self, texts: Sequence[str]) -> list[Sequence[Found]]:
        return [self.find(text) for text in texts]


def test_a_finder_of_names_is_asked_where_the_rules_find_none() -> None:
    (figure,) = read("Tại lâm trường Ba Sao trồng 120 ha.", finder=Finder()).figures
    assert figure.org == "lâm trường Ba Sao"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Tính đến ngày 30/9/2023, đã cấp 500 thẻ. Trong tháng cấp 30 thẻ.", [("2023-09-30", None), (None, "trong tháng")]),
        ("Trong tháng 9, cấp 30 thẻ; tính đến ngày 30/9/2023 đã cấp 500 thẻ.", [(None, "trong tháng 9"), ("2023-09-30", None)]),
        ("Tính đến 30/9/2023 đã cấp 500 thẻ, riêng quý III/2023 cấp 90 thẻ.", [("2023-09-30", None), (None, "riêng quý iii/2023")]),
        ("Đã cấp 500 thẻ tính đến 30/9/2023. Cấp mới 30 thẻ trong tháng, thu hồi 5 thẻ.",
         [(None, None), (None, "trong tháng"), ("2023-09-30", None)]),
        ("Trong tháng cấp 30 thẻ, lũy kế từ đầu năm cấp 500 thẻ.", [(None, "trong tháng"), (None, "lũy kế từ đầu năm")]),
        ("Đến ngày 30/9/2023 có 500 thẻ. Theo tháng: tháng 8/2023 là 20 thẻ, tháng 9/2023 là 30 thẻ.",
         [("2023-09-30", None), (None, "tháng 8/2023"), (None, "tháng 9/2023")]),
        ("Từ ngày 15/6/2023 đến ngày 14/9/2023, tiếp nhận 80 hồ sơ (mới trong kỳ: 70 hồ sơ).",
         [("2023-09-14", "Từ ngày 15/6/2023 đến ngày 14/9/2023")] * 2),
        ("Tính đến 30/9/2023, có 500 thẻ (trong tháng: 30 thẻ), hỏng 4 thẻ.",
         [("2023-09-30", None), (None, "trong tháng"), ("2023-09-30", None)]),
        ("Tính đến 30/9/2023, có 500 thẻ, tăng 20 thẻ so với tháng 8/2023, phấn đấu trong tháng tới cấp 40 thẻ.",
         [("2023-09-30", None)] * 3),
        ("Trong tuần có 12 ca; lũy kế từ đầu năm đến ngày 15/9/2023: 420 ca.",
         [(None, "trong tuần"), ("2023-09-15", "lũy kế từ đầu năm")]),
        ("Từ 15/8/2023 đến 14/9/2023 cấp 90 thẻ; tính đến nay cấp 5.000 thẻ.",
         [("2023-09-14", "Từ 15/8/2023 đến 14/9/2023"), (None, None)]),
        ("Trong 9 tháng đầu năm 2023, tiếp nhận 250 hồ sơ; đến 30/9/2023 còn 4 hồ sơ.",
         [(None, "trong 9 tháng đầu năm 2023"), ("2023-09-30", None)]),
        ("Giải quyết 30 hồ sơ trong ngày, 12 hồ sơ trong tháng 9.", [(None, None), (None, "trong tháng 9")]),
    ],
)  # fmt: skip
def test_when_a_figure_was_counted(text: str, said: list[tuple[str | None, str | None]]) -> None:
    assert [(f.as_of, f.when) for f in read(text).figures] == said


def test_items_are_counted_when_their_lead_in_says() -> None:
    lead, *items = (
        passage("Trong tháng 9/2023:", 1),
        passage("- Cấp 30 thẻ.", 2, depth=1),
        passage("- Tính đến 30/9/2023: 500 thẻ.", 3, depth=1),
    )
    assert [(f.as_of, f.when) for f in read(lead, *items).figures] == [
        (None, "trong tháng 9/2023"),
        ("2023-09-30", None),
    ]


@pytest.mark.parametrize(
    ("text", "org"),
    [
        ("Toàn tỉnh có 4.120 người tham gia BHXH.", "Toàn tỉnh"),
        ("Tỷ lệ lao động tham gia BHXH toàn tỉnh đạt 38,5%.", "toàn tỉnh"),
        ("BHXH tỉnh chi trả cho 4.120 người.", "BHXH tỉnh"),
        ("Theo Quyết định số 10/QĐ-UBND ngày 03/01/2019, toàn tỉnh có 5.180 hộ nghèo.", "toàn tỉnh"),
        ("Toàn ngành đã thi hành xong 2.107 việc.", "Toàn ngành"),
        ("Ban Chỉ đạo liên ngành về an toàn thực phẩm đã kiểm tra 4.120 cơ sở.", "Ban Chỉ đạo"),
        ("Đại hội bầu Ban Chi ủy khóa mới gồm 5 đồng chí.", "Ban Chi ủy"),
        ("Chi cục THADS H.Vĩnh Cửu đạt 70%.", "Chi cục THADS H.Vĩnh Cửu"),
        ("Các tỉnh Đồng bằng sông Hồng gieo cấy được 400.000 ha.", "Hà Nam"),
        ("Tổng vốn đầu tư toàn xã hội là 15.380 tỷ đồng.", "Hà Nam"),
    ],
)
def test_offices_and_areas_are_told_from_words_like_them(text: str, org: str) -> None:
    assert read(text).figures[0].org == org


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("Tính đến hết năm 2024, toàn tỉnh còn 4.806 hộ nghèo, chiếm 1,51%.", False),
        ("Đến hết năm 2025, tỷ lệ hộ nghèo còn 1,2%.", True),
    ],
)
def test_what_was_counted_to_the_end_of_a_year_is_no_target(text: str, target: bool) -> None:
    assert read(text).figures[-1].target is target
