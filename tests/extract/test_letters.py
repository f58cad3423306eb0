"""Short reports of many kinds, each the way some office, converter or typist writes it: head, sections, tables and foot."""

from extract.structure import Structure, read_structure
from tests.extract.builders import text_page


def read(text: str) -> Structure:
    return read_structure([text_page(text)])


def rows(found: Structure, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row] for row in found.tables[table].rows]


def test_columns_parted_by_bars_and_a_date_on_two_lines() -> None:
    head = read(
        "UBND TỈNH HẢI TRIỀU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ NỘI VỤ | Độc lập - Tự do - Hạnh phúc\n"
        "Số: 118/BC-SNV | Hải Triều, ngày 05\n | tháng 7 năm 2024\n\nBÁO CÁO\nCải cách hành chính 6 tháng đầu năm 2024\n"
        "Sở Nội vụ báo cáo như sau:\n\nI. KẾT QUẢ\nĐã rà soát 45 văn bản.\n\nNơi nhận: | KT. GIÁM ĐỐC\n- UBND tỉnh; | PHÓ GIÁM ĐỐC\n"
        "- Lưu: VT. |\n | ThS. Lê Thị Thanh Hà"
    ).letterhead
    assert (head.issuer, head.number, head.place, head.date) == (
        "UBND TỈNH HẢI TRIỀU - SỞ NỘI VỤ", "118/BC-SNV", "Hải Triều", "2024-07-05",
    )  # fmt: skip
    assert head.title == "Cải cách hành chính 6 tháng đầu năm 2024"
    assert (head.recipients, head.signer) == (("UBND tỉnh", "Lưu: VT"), "ThS. Lê Thị Thanh Hà")
    assert head.signer_role == "KT. GIÁM ĐỐC; PHÓ GIÁM ĐỐC"


def test_narrow_columns_break_motto_and_office() -> None:
    head = read(
        "VĂN PHÒNG CHÍNH\nPHỦ\n-------\n|\nCỘNG HÒA XÃ HỘI\nCHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n|\nSố: 51/TB-VPCP\n|\n"
        "Hà Nội, ngày 12\ntháng 4 năm 2024\n|\nTHÔNG BÁO\nKẾT LUẬN PHIÊN HỌP NGÀY 9 THÁNG 4 NĂM 2024\n\nI. KẾT QUẢ\n\nTốt."
    ).letterhead
    assert (head.issuer, head.place, head.date) == ("VĂN PHÒNG CHÍNH PHỦ", "Hà Nội", "2024-04-12")
    assert head.period is None  # the day of a meeting is no period


def test_title_on_two_lines_and_addressees_that_go_on() -> None:
    head = read(
        "UBND HUYỆN ĐÔNG KHÊ\nSố: 9/BC-UBND\n\nBÁO CÁO\nKinh tế - xã hội năm 2022;\nnhiệm vụ, giải pháp năm 2023\n\n"
        "Kính gửi: - Ban Chỉ đạo Chương trình mục tiêu\nxây dựng nông thôn mới tỉnh;\n- Hội đồng nhân dân huyện.\n\nI. KẾT QUẢ\nTốt."
    ).letterhead
    assert head.title == "Kinh tế - xã hội năm 2022; nhiệm vụ, giải pháp năm 2023"
    assert head.addressees == (
        "Ban Chỉ đạo Chương trình mục tiêu xây dựng nông thôn mới tỉnh", "Hội đồng nhân dân huyện",
    )  # fmt: skip


def test_military_ranks_and_markers_with_dashes_and_strokes() -> None:
    found = read(
        "BAN CHỈ HUY QUÂN SỰ HUYỆN ĐÔNG KHÊ\nSố: 88/BC-BCH\n\nBÁO CÁO\nTuyển quân năm 2024\n\nI - ĐẶC ĐIỂM\n1 - Thuận lợi\nCó.\n"
        "2 - Khó khăn\nCó.\nII - KẾT QUẢ\n1.1/ Sơ tuyển\na/ Khám sơ tuyển\nĐã khám 1.240 người.\nb/ Khám tuyển\nĐã khám 420 người.\n"
        "1.2/ Giao quân\nĐã giao 120/120 quân.\n2..Hậu phương\nTốt.\n\nNơi nhận:\n- Như trên;\n\nQ. CHỈ HUY TRƯỞNG\n\n(Ký tên, đóng dấu)\n\nĐại tá Hoàng Văn Nam"
    )
    assert [s.path for s in found.sections] == [
        "I", "I/1", "I/2", "II", "II/1.1", "II/1.1/a", "II/1.1/b", "II/1.2", "II/2",
    ]  # fmt: skip
    assert (found.letterhead.signer, found.letterhead.signer_role) == ("Đại tá Hoàng Văn Nam", "Q. CHỈ HUY TRƯỞNG")


def test_part_with_its_title_below_and_articles() -> None:
    found = read(
        "Phần thứ nhất:\nKẾT QUẢ NĂM 2023.\nI/ THU NGÂN SÁCH\n1) Thu nội địa\nĐạt 90%.\n2) Thu khác\nĐạt 95%.\nPhần thứ hai:\nNhiệm vụ năm 2024\n"
        "Mục 1. Chỉ tiêu\nPhấn đấu đạt 100%.\nMục 2. Giải pháp\nCác ban, ngành triển khai."
    )
    assert [(s.path, s.title) for s in found.sections] == [
        ("Phần thứ nhất", "KẾT QUẢ NĂM 2023"), ("Phần thứ nhất/I", "THU NGÂN SÁCH"), ("Phần thứ nhất/I/1", "Thu nội địa"),
        ("Phần thứ nhất/I/2", "Thu khác"), ("Phần thứ hai", "Nhiệm vụ năm 2024"), ("Phần thứ hai/Mục 1", "Chỉ tiêu"),
        ("Phần thứ hai/Mục 2", "Giải pháp"),
    ]  # fmt: skip


_FIRST = (
    "SỞ Y TẾ TỈNH LÂM HÒA                 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nTTYT HUYỆN TÂN LẬP                     Độc lập - Tự do - Hạnh phúc\n"
    "Số: 310/BC-TTYT                      Tân Lập, ngày 20 tháng 11 năm 2023\n\nBÁO CÁO\nTiêm chủng 10 tháng năm 2023\n\n1. Kết quả\n"
    "Đã tiêm 1.350/1.400 trẻ.\n2. Tồn tại\nThiếu vắc xin.\n\nNơi nhận:                                GIÁM ĐỐC\n"
    "- Sở Y tế;                                 (Đã ký điện tử)\n- Lưu: VT.                           BS. CKII. Trần Văn Minh\n\n"
)
_SECOND = (
    "UBND XÃ TÂN HÒA                          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSố: 12/BC-UBND                             Tân Hòa, ngày 18 tháng 11 năm 2023\n\n"
    "BÁO CÁO\nGiảm nghèo năm 2023\n\nI. KẾT QUẢ\nHộ nghèo còn 84 hộ.\nII. KIẾN NGHỊ\nHỗ trợ 200 triệu đồng.\n\n"
    "Nơi nhận:                                  TM. ỦY BAN NHÂN DÂN\n- UBND huyện;                                   CHỦ TỊCH\n"
    "- Lưu: VT.                                  Nguyễn Văn Tài\n"
)


def test_two_reports_in_one_file_are_read_one_after_the_other() -> None:
    both, second = read(_FIRST + _SECOND), read(_SECOND)
    assert (both.letterhead.number, both.letterhead.signer) == ("310/BC-TTYT", "BS. CKII. Trần Văn Minh")
    assert both.letterhead.recipients == ("Sở Y tế", "Lưu: VT")
    assert [s.path for s in both.sections] == ["1", "2", "I", "II"]
    text = [p.text for p in both.passages if p.kind == "paragraph"]
    assert text == [
        "Đã tiêm 1.350/1.400 trẻ.",
        "Thiếu vắc xin.",
        *(p.text for p in second.passages if p.kind == "paragraph"),
    ]
    assert sum(t.role == "letterhead" for t in both.tokens) > sum(t.role == "letterhead" for t in second.tokens)


def test_a_report_pasted_twice_is_read_twice() -> None:
    once, twice = read(_FIRST), read(_FIRST + _FIRST)
    assert [s.path for s in twice.sections] == 2 * [s.path for s in once.sections]
    assert [p.text for p in twice.passages] == 2 * [p.text for p in once.passages]


def test_a_table_aligned_with_spaces_behind_the_signature() -> None:
    found = read(
        "CÔNG AN TỈNH LÂM HÒA\nSố: 77/BC-PC06\n\nBÁO CÁO\nCấp căn cước quý I năm 2024\n\nKẾT QUẢ CÔNG TÁC\n\nĐã cấp 12.340 thẻ.\n\nNơi nhận:\n- Như trên;\n\n"
        "TRƯỞNG PHÒNG\n(Đã ký)\n\nThượng tá Phan Văn Bình\n\nBiểu số 01\nKẾT QUẢ THEO ĐỊA BÀN\n(Đơn vị tính: thẻ)\n"
        "STT    Đơn vị            Chỉ tiêu    Đã cấp    Tỷ lệ (%)\n1      Công an huyện A   4.000       3.900     97,5\n"
        "2      Công an huyện B   5.000       4.000     80,0\n       Tổng              9.000       7.900     87,8"
    )
    assert found.tables[0].header == ("STT", "Đơn vị", "Chỉ tiêu", "Đã cấp", "Tỷ lệ (%)")
    assert found.tables[0].caption == "Biểu số 01 KẾT QUẢ THEO ĐỊA BÀN"
    assert rows(found)[1:] == [
        ["2", "Công an huyện B", "5.000", "4.000", "80,0"],
        ["", "Tổng", "9.000", "7.900", "87,8"],
    ]
    assert found.letterhead.signer == "Thượng tá Phan Văn Bình"


def test_two_columns_of_prose_are_no_table() -> None:
    text = "1. Kết quả\n\nGIÁM ĐỐC    Số 12    34    56\nPhó phòng    Số 12    34    56\nTrưởng    Số 12    34    56"
    assert read(text).tables == ()


def test_html_tables_and_a_head_laid_out_in_one() -> None:
    found = read(
        "<table><tr><td>UBND HUYỆN ĐÔNG KHÊ</td><td>CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</td></tr>\n<tr><td>Số: 45/BC-UBND</td>"
        "<td>Đông Khê, ngày 02 tháng 10 năm 2023</td></tr></table>\n\nBÁO CÁO\nThu ngân sách 9 tháng năm 2023\n\nA. KẾT QUẢ\n\n<table>\n"
        '<tr><th rowspan="2">STT</th><th rowspan="2">Nội dung</th><th colspan="2">Năm 2023</th></tr>\n<tr><th>Dự toán</th><th>Thực hiện</th></tr>\n'
        "<tr>\n<td>1</td>\n<td>Thuế</td>\n<td>100</td>\n<td>90</td>\n</tr>\n<tr><td></td><td><b>Tổng</b></td><td>100</td><td>90</td></tr>\n</table>\n\n"
        "B. NHIỆM VỤ\n\nThu đủ."
    )
    assert (found.letterhead.issuer, found.letterhead.date) == ("UBND HUYỆN ĐÔNG KHÊ", "2023-10-02")
    assert found.tables[0].header == ("STT", "Nội dung", "Năm 2023 / Dự toán", "Năm 2023 / Thực hiện")
    assert rows(found) == [["1", "Thuế", "100", "90"], ["", "Tổng", "100", "90"]]
    assert [c.place.line for c in found.tables[0].rows[0]] == [13, 14, 15, 16]
    assert [s.path for s in found.sections] == ["A", "B"]
    assert not any("<" in p.text for p in found.passages)


def test_three_levels_of_header_groups_and_numbered_columns() -> None:
    found = read(
        "PHỤ LỤC 01: TỔNG HỢP CHỈ TIÊU\n| STT | Chỉ tiêu | Kế hoạch | | | Thực hiện | |\n| | | Năm 2023 | | Năm 2024 | Năm 2023 | |\n"
        "| | | Giao | Phấn đấu | Giao | Số lượng | Tỷ lệ % |\n|---|---|---|---|---|---|---|\n| A | B | 1 | 2 | 3 | 4 | 5=4/1 |\n"
        "| I | KINH TẾ | | | | | |\n| 1 | Lúa | 400 | 450 | 460 | 440 | 110,0 |\n| II | XÃ HỘI | | | | | |\n| 1 | Hộ nghèo | 50 | 40 | 30 | 45 | 90,0 |"
    )
    assert found.tables[0].header[3:6] == (
        "Kế hoạch / Năm 2023 / Phấn đấu", "Kế hoạch / Năm 2024 / Giao", "Thực hiện / Năm 2023 / Số lượng",
    )  # fmt: skip
    assert [r[:2] for r in rows(found)] == [["I", "KINH TẾ"], ["1", "Lúa"], ["II", "XÃ HỘI"], ["1", "Hộ nghèo"]]


def test_an_office_without_capitals() -> None:
    assert (
        read("Đơn vị: Trường THCS Nguyễn Du\nBÁO CÁO NĂM HỌC 2023-2024\n\n1. Quy mô\nCó 24 lớp.").letterhead.issuer
        == "Trường THCS Nguyễn Du"
    )
    assert (
        read("Ủy ban nhân dân xã Bình An\nSố: 12/BC-UBND\n\nBÁO CÁO\nNăm 2023\n\n1. Kết quả\nTốt.").letterhead.issuer
        == "Ủy ban nhân dân xã Bình An"
    )


def test_addressees_and_recipients_in_one_line() -> None:
    head = read(
        "SỞ Y TẾ TỈNH LÂM HÒA\nSố: 3/BC-SYT\n\nBÁO CÁO\nDịch bệnh năm 2023\n\nKính gửi: Bộ Y tế; UBND tỉnh.\n\nI. KẾT QUẢ\nGhi nhận 12 ca.\n\n"
        "Nơi nhận: Như trên; Ban Giám đốc; Lưu VT.\n\nGIÁM ĐỐC\n\nBS. CKII. Trần Văn Minh"
    ).letterhead
    assert head.addressees == ("Bộ Y tế", "UBND tỉnh")
    assert (head.recipients, head.signer) == (("Như trên", "Ban Giám đốc", "Lưu VT"), "BS. CKII. Trần Văn Minh")
