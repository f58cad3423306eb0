"""The section tree of reports of many kinds."""

from extract.structure import Structure, read_structure
from tests.extract.builders import printed_page, text_page


def read(text: str) -> Structure:
    return read_structure([text_page(text)])


def paths(text: str) -> list[str]:
    return [s.path for s in read(text).sections]


def test_numbering_of_all_levels() -> None:
    found = read(
        "I. TÌNH HÌNH CHUNG\n\n1. Công tác chỉ đạo\n\n1.1. Cấp tỉnh\n\na) Văn bản đã ban hành\n\nSở đã ban hành 12 văn bản.\n\n"
        "b) Hội nghị\n\nĐã tổ chức 02 hội nghị.\n\n(1) Tuyên truyền\n\nĐã phát 200 tờ rơi.\n\n2. Kết quả\n\nĐạt kế hoạch.\n\nIV. KIẾN NGHỊ\n\nKhông."
    )
    assert [(s.path, s.level) for s in found.sections] == [
        ("I", 1), ("I/1", 2), ("I/1/1.1", 3), ("I/1/1.1/a", 4), ("I/1/1.1/b", 4), ("I/1/1.1/b/1", 3), ("I/2", 2), ("IV", 1),
    ]  # fmt: skip


def test_parts_capitals_and_roman_with_number() -> None:
    assert paths("PHẦN THỨ NHẤT\n\nKẾT QUẢ NĂM 2024\n\nI.1. Thu ngân sách\n\nThu đạt 90%.\n\nI.2. Chi ngân sách\n\nChi đạt 80%.") == [
        "PHẦN THỨ NHẤT", "PHẦN THỨ NHẤT/I.1", "PHẦN THỨ NHẤT/I.2",
    ]  # fmt: skip
    assert paths("A. ĐẶC ĐIỂM\n\nI. Thuận lợi\n\nCó.\n\nB. KẾT QUẢ\n\nI. Trồng trọt\n\nĐạt.") == [
        "A",
        "A/I",
        "B",
        "B/I",
    ]


def test_title_of_a_part_stands_on_the_next_line() -> None:
    (part,) = read("Phần I\n\nKẾT QUẢ HOẠT ĐỘNG QUÝ II\n\nTrong quý, đơn vị đã hoàn thành 5 việc.").sections
    assert (part.marker, part.title) == ("Phần I", "KẾT QUẢ HOẠT ĐỘNG QUÝ II")


def test_numbered_sentences_are_no_sections() -> None:
    found = read(
        "III. NHIỆM VỤ\n\n1. Tiếp tục chỉ đạo các phòng chuyên môn rà soát, đôn đốc tiến độ của 15 dự án.\n\n"
        "2. Tăng cường kiểm tra 20 cơ sở, xử lý nghiêm vi phạm theo quy định của pháp luật.\n\n3. Báo cáo định kỳ trước ngày 25 hằng tháng."
    )
    assert [s.path for s in found.sections] == ["III"]
    assert [p.text[:9] for p in found.passages if p.kind == "paragraph"] == ["Tiếp tục ", "Tăng cườn", "Báo cáo đ"]
    assert [t.quote for t in found.tokens if t.role == "marker"] == ["1", "2", "3"]


def test_sentences_among_headings_are_sections_run_in() -> None:
    found = read(
        "V. KIẾN NGHỊ\n\n1. Sở Nông nghiệp\n\n- Cấp 200 triệu đồng.\n\n2. Đề nghị Sở Tài chính bố trí đủ vốn đối ứng cho 12 công trình thủy lợi.\n\n"
        "3. Chi cục Kiểm lâm: Trực cháy 24/24 giờ trong mùa khô."
    )
    assert [(s.path, s.run_in, s.title[:20]) for s in found.sections] == [
        ("V", False, "KIẾN NGHỊ"),
        ("V/1", False, "Sở Nông nghiệp"),
        ("V/2", True, "Đề nghị Sở Tài chính"),
        ("V/3", True, "Chi cục Kiểm lâm"),
    ]
    lead = next(p for p in found.passages if p.section == "V/3")
    assert (lead.text[:17], lead.lead, lead.kind) == ("Chi cục Kiểm lâm:", "Chi cục Kiểm lâm", "paragraph")


def test_paragraphs_that_mostly_begin_with_a_lead_in_are_sections() -> None:
    text = "1. Thu\n\n1.1. Thu nội địa: 120 tỷ đồng, đạt 80%.\n\n1.2. Thu xuất khẩu: 40 tỷ đồng, đạt 90%.\n\n1.3. Ước cả năm đạt 200 tỷ đồng."
    assert paths(text) == ["1", "1/1.1", "1/1.2", "1/1.3"]


def test_a_decimal_number_heads_nothing() -> None:
    text = "2. Diện tích\n\n12.5 ha đất lúa đã chuyển đổi, còn lại chưa đo đạc xong.\n\n3. Sản lượng\n\nĐạt."
    assert paths(text) == ["2", "3"]


def test_appendix_needs_a_line_of_its_own() -> None:
    found = read(
        "I. KẾT QUẢ\n\nPhụ lục I kèm theo Báo cáo này nêu chi tiết 14 chỉ tiêu.\n\nTrên đây là báo cáo./.\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\n\n"
        "GIÁM ĐỐC\n\nNguyễn Văn An\n\nPHỤ LỤC I\n\nTỔNG HỢP SỐ LIỆU"
    )
    assert [(s.path, s.marker, s.title) for s in found.sections] == [
        ("I", "I", "KẾT QUẢ"),
        ("PHỤ LỤC I", None, "PHỤ LỤC I"),
    ]
    assert found.letterhead.signer == "Nguyễn Văn An"


def test_paragraph_cut_by_a_page_break_is_joined_over_its_footnote() -> None:
    found = read(
        "1. Tổ chức\n\n- Sở đã cấp 15<sup>1</sup> giấy phép cho các tổ chức, cá nhân thuộc\n\n---\n\n<sup>1</sup> Quyết định số 12/QĐ-SYT.\n\n"
        "thẩm quyền quản lý của Sở.\n\n2. Kết quả\n\nTốt."
    )
    item, note = (p for p in found.passages if p.kind in ("item", "footnote"))
    assert item.text == "Sở đã cấp 15 giấy phép cho các tổ chức, cá nhân thuộc thẩm quyền quản lý của Sở."
    assert (note.text, note.section) == ("Quyết định số 12/QĐ-SYT.", "1")
    at = item.text.index("thẩm quyền")
    assert (item.place(0, 2).line, item.place(at, at + 3).line) == (3, 9)


def test_a_file_of_printed_lines_is_joined_to_paragraphs() -> None:
    found = read(
        "1. Kết quả khám bệnh, chữa bệnh\nTrong tháng các bệnh viện đã khám cho 1.204 lượt\nngười bệnh, điều trị nội trú cho 512 lượt theo\n"
        "Nghị quyết số 12/NQ-HĐND. Công suất giường bệnh đạt\n98,5% so với chỉ tiêu được giao đầu năm, tăng so\nvới cùng kỳ.\n"
        "- Bệnh viện tuyến huyện khám 800 lượt người bệnh, đạt\n102% chỉ tiêu.\n2. Phòng bệnh\nĐã tiêm 300 mũi vắc xin cho trẻ dưới 1 tuổi tại các\ntrạm y tế."
    )
    assert [s.path for s in found.sections] == ["1", "2"]
    texts = [p.text for p in found.passages if p.kind != "heading"]
    assert len(texts) == 3
    assert texts[0].endswith("giường bệnh đạt 98,5% so với chỉ tiêu được giao đầu năm, tăng so với cùng kỳ.")
    assert texts[1] == "Bệnh viện tuyến huyện khám 800 lượt người bệnh, đạt 102% chỉ tiêu."


def test_notes_of_raised_digits_follow_their_call() -> None:
    found = read(
        "1. Cấp phép\n\nĐã cấp 15 giấy phép².\n\n2. Kiểm tra\n\nĐã kiểm tra 5 cơ sở.\n\n² Quyết định số 7/QĐ-SYT."
    )
    (note,) = (p for p in found.passages if p.kind == "footnote")
    assert (note.text, note.section) == ("Quyết định số 7/QĐ-SYT.", "1")


def test_list_items_have_depth() -> None:
    items = read("Kết quả:\n- Cấp huyện:\n+ Đạt 5 chỉ tiêu;\n- + Không đạt 2 chỉ tiêu;\n• Khác.").passages
    assert [(p.kind, p.depth) for p in items] == [("paragraph", 0), ("item", 1), ("item", 2), ("item", 2), ("item", 1)]


def test_printed_paragraphs_from_indents_and_line_ends() -> None:
    full = "đã hoàn thành nhiệm vụ được giao trong tháng qua và đề xuất"
    page = printed_page(
        [
            (100, "1. Khám bệnh, chữa bệnh"),
            (100, "Trong tháng các bệnh viện đã khám cho 1.204 lượt người bệnh"),
            (0, full),
            (0, "khen thưởng."),
            (100, "Công suất sử dụng giường bệnh đạt 98,5% so với chỉ tiêu được"),
            (0, "giao."),
            (100, "2. Phòng bệnh"),
            (100, "- Đã tiêm 300 mũi."),
        ]
    )
    found = read_structure([page])
    assert [s.path for s in found.sections] == ["1", "2"]
    texts = [p.text for p in found.passages if p.kind != "heading"]
    assert texts[0].startswith("Trong tháng")
    assert texts[0].endswith("khen thưởng.")
    assert texts[1].endswith("được giao.")
    assert texts[2] == "Đã tiêm 300 mũi."
    words = found.passages[1].words(0, 5)
    assert [w.text for w in words] == ["Trong"]


def test_misread_markers_are_mended_by_their_neighbours() -> None:
    body = [(100, "Trong tháng các bệnh viện đã khám cho 1.204 lượt người bệnh"), (0, "nghèo.")]
    headings = ("7. Truyền thông", "§. Khám chữa bệnh", "9. Kiểm nghiệm", "a) Hành nghề", "b) Thanh tra", "e) Xây dựng")
    page = printed_page([row for heading in headings for row in ((100, heading), *body)])
    assert [s.path for s in read_structure([page]).sections] == ["7", "8", "9", "9/a", "9/b", "9/c"]


def test_misread_roman_numbers() -> None:
    body = [(100, "Trong tháng các bệnh viện đã khám cho 1.204 lượt người bệnh"), (0, "nghèo.")]
    lines = ("l. KẾT QUẢ CHUNG", "Il. TỒN TẠI HẠN CHẾ", "HIL ĐÁNH GIÁ CHUNG", "IV. KIẾN NGHỊ")
    page = printed_page([row for line in lines for row in ((100, line), *body)])
    assert [s.path for s in read_structure([page]).sections] == ["I", "II", "III", "IV"]
    page = printed_page([(100, "I. Kết quả chung"), *body, (100, "H. Tồn tại, hạn chế"), *body])
    assert [s.path for s in read_structure([page]).sections] == ["I", "II"]


def test_paragraph_goes_on_over_a_printed_page() -> None:
    line = "Trong tháng các bệnh viện đã khám cho 1.204 lượt người bệnh"
    first = printed_page([(100, line), (0, "đã hoàn thành nhiệm vụ được giao trong tháng qua và đề xuất"), (0, line)])
    second = printed_page([(0, "nghèo trên địa bàn tỉnh."), (100, "Đã cấp 20 thẻ."), (600, "2")], number=2)
    found = read_structure([first, second])
    texts = [p.text for p in found.passages]
    assert texts[0].endswith("lượt người bệnh nghèo trên địa bàn tỉnh.")
    assert texts[1:] == ["Đã cấp 20 thẻ."]
    assert [t.quote for t in found.tokens] == ["2"]


def test_dashes_after_markers_and_bold_titles_that_run_on() -> None:
    found = read(
        "A- KẾT QUẢ NĂM 2023\n\nI- KINH TẾ\n\n1- Nông nghiệp: Gieo trồng 12,5 nghìn ha, đạt 101% kế hoạch.\n\n"
        "2- Công nghiệp: Giá trị sản xuất 1.200 tỷ đồng.\n\nII- NGÂN SÁCH\n\n**1. Thuế nhà thầu.** Thu 300 tỷ đồng, đạt 30% dự toán.\n\n"
        "(i) Thu tại chỗ: 200 tỷ đồng;\n\n(ii) Thu khác: 100 tỷ đồng.\n\nB- NHIỆM VỤ NĂM 2024\n\n1. Đôn đốc 25 doanh nghiệp.\n\n2. Kiểm tra 40 hộ."
    )
    assert [(s.path, s.title, s.run_in) for s in found.sections] == [
        ("A", "KẾT QUẢ NĂM 2023", False),
        ("A/I", "KINH TẾ", False),
        ("A/I/1", "Nông nghiệp", True),
        ("A/I/2", "Công nghiệp", True),
        ("A/II", "NGÂN SÁCH", False),
        ("A/II/1", "Thuế nhà thầu", True),
        ("B", "NHIỆM VỤ NĂM 2024", False),
    ]


def test_headings_of_a_file_that_some_reader_made_of_a_scan() -> None:
    text = (
        "BÁO CÁO\nKết quả công tác năm 2023\n\nPhẩn I\n\nl. TÌNH HÌNH CHUNG\n\nĐơn vị có 5 phòng.\n\nII. KẾT QUẢ\n\n"
        "Đã cấp 12 thẻ.\n\n111. TỒN TẠI\n\nCòn 2 hồ sơ.\n\nIV. KIẾN NGHỊ\n\nKhông."
    )
    assert paths(text) == ["Phần I", "Phần I/I", "Phần I/II", "Phần I/III", "Phần I/IV"]


def test_a_misprinted_number_of_a_file_stays_as_printed() -> None:
    text = "I. TÌNH HÌNH\n\nCó.\n\nII. KẾT QUẢ\n\nĐạt.\n\nII. TỒN TẠI\n\nCòn.\n\nIV. KIẾN NGHỊ\n\nKhông."
    assert paths(text) == ["I", "II", "II", "IV"]
