"""Tables of text and of ruled pages."""

from document.pages import Cell, Grid, Line, Page
from document.report import Table
from extract.structure import read_structure
from tests.extract.builders import text_page


def tables(text: str) -> tuple[Table, ...]:
    return read_structure([text_page(text)]).tables


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in row] for row in table.rows]


def test_tabs_with_a_header_of_two_levels() -> None:
    (table,) = tables(
        "II. KẾT QUẢ\n\nBẢNG 1\nTỔNG HỢP HỒ SƠ\n(Đơn vị tính: hồ sơ)\n\n"
        "STT\tĐơn vị\tHồ sơ\t\tGhi chú\n\t\tTổng\tTrực tuyến\t\n1\tXã An\t10\t4\t\n2\tXã Bình\t20\t5\t<i>thiếu</i>\n\tTổng\t30\t9\t"
    )
    assert table.header == ("STT", "Đơn vị", "Hồ sơ / Tổng", "Hồ sơ / Trực tuyến", "Ghi chú")
    assert rows(table)[-1] == ["", "Tổng", "30", "9", ""]
    assert (table.rows[1][4].text, table.rows[1][4].as_printed) == ("thiếu", "<i>thiếu</i>")
    assert (table.caption, table.section, table.place.line, table.last_line) == ("BẢNG 1 TỔNG HỢP HỒ SƠ", "II", 7, 11)


def test_pipes_without_outer_ones() -> None:
    (table,) = tables("STT | Đơn vị | Kết quả\n1 | Xã An | 12\n2 | Xã Bình | 15\nTổng | | 27 |")
    assert rows(table) == [["1", "Xã An", "12"], ["2", "Xã Bình", "15"], ["Tổng", "", "27"]]
    assert tables("Kính gửi: Sở Nội vụ | Sở Y tế | Sở Tư pháp") == ()


def test_tabs_that_indent_items_make_no_table() -> None:
    text = "Kết quả:\n\t+ Hội Nông dân: 41/45 hội viên;\n\t+ Hội Phụ nữ: 52/52 hội viên;\n\t+ Đoàn Thanh niên: 18/20 đoàn viên.\n-\tĐã cấp 12 thẻ cho công dân;\n-\tĐã trả 11 thẻ cho công dân;\n-\tCòn 01 thẻ."
    assert tables(text) == ()


def test_pipes() -> None:
    (table,) = tables("| TT | Nội dung | Năm 2022 |\n|---|:---:|---:|\n| 1 | Lúa | 5,2 |\n| 2 | **Ngô** | 3,1 |")
    assert table.header == ("TT", "Nội dung", "Năm 2022")
    assert rows(table) == [["1", "Lúa", "5,2"], ["2", "Ngô", "3,1"]]


def test_pages_are_joined_and_a_cut_row_is_mended() -> None:
    head = "TT\tTên thủ tục\tTổng\tĐúng hạn"
    (table,) = tables(
        f"{head}\n(1)\t(2)\t(3)\t(4)\n1\tCấp phép\t7\t7\n2\tĐăng ký biến động về\t9\t8\n\n12\n\n{head}\n\tquyền sử dụng đất\t\t\n3\tKhác\t1\t1\n\tTổng\t17\t16"
    )
    assert rows(table) == [
        ["1", "Cấp phép", "7", "7"],
        ["2", "Đăng ký biến động về quyền sử dụng đất", "9", "8"],
        ["3", "Khác", "1", "1"],
        ["", "Tổng", "17", "16"],
    ]
    assert table.last_line == 11


def test_a_cut_row_whose_rest_begins_with_a_capital() -> None:
    (table,) = tables(
        "TT\tCơ quan\tSố\n1\tSở Y tế\t5\n2\tChi nhánh Ngân hàng\t6\n\n\tChính sách xã hội\t\n3\tSở Nội vụ\t1\n\tTổng\t12"
    )
    assert [r[1].text for r in table.rows] == ["Sở Y tế", "Chi nhánh Ngân hàng Chính sách xã hội", "Sở Nội vụ", "Tổng"]


def test_two_tables_with_text_between_stay_two() -> None:
    text = "TT\tXã\tSố hộ\n1\tAn\t5\n2\tBa\t6\n\nTrong đó có 02 hộ nghèo.\n\nTT\tXã\tSố hộ\n1\tCa\t7\n2\tDa\t8"
    assert len(tables(text)) == 2


def test_years_head_their_columns() -> None:
    (table,) = tables("TT\tChỉ tiêu\tKết quả\t\n\t\t2022\t2023\n1\tSố trường\t2010\t2022\n2\tSố lớp\t5\t6")
    assert table.header == ("TT", "Chỉ tiêu", "Kết quả / 2022", "Kết quả / 2023")
    assert len(table.rows) == 2


def test_group_rows_are_rows() -> None:
    (table,) = tables(
        "TT\tLĩnh vực\tSố\tTỷ lệ\nI\tLĨNH VỰC ĐẤT ĐAI\t\t\n1\tCấp mới\t5\t50%\nII\tLĨNH VỰC HỘ TỊCH\t\t\n1\tKhai sinh\t5\t50%"
    )
    assert table.header == ("TT", "Lĩnh vực", "Số", "Tỷ lệ")
    assert len(table.rows) == 4


def test_the_empty_cell_of_a_short_row_goes_where_the_arithmetic_puts_it() -> None:
    full = "\n".join(
        f"{i}\tXã {i}\tĐã giao\t{2 * i + 4}\t{i + 1}\t{i + 3}\t{100 * (i + 1) / (2 * i + 4):.0f}%" for i in range(1, 7)
    )
    (table,) = tables(
        f"TT\tXã\tGiao\tTổng\tCũ\tMới\tTỷ lệ\n{full}\n\tCộng\t66\t27\t39\t41%\n7\tXã 7\tĐã giao\t8\t8\t0%"
    )
    assert rows(table)[-2] == ["", "Cộng", "", "66", "27", "39", "41%"]
    assert rows(table)[-1] == ["7", "Xã 7", "Đã giao", "8", "", "8", "0%"]


def test_blanks_lost_at_the_end_of_a_row_stay_there() -> None:
    (table,) = tables(
        "TT\tXã\tSố buổi\tSố lượt\tSố tin\tGhi chú\n1\tXã A\t12\t540\t8\n2\tXã B\t-\t-\t5\tChưa có\n3\tXã C\t7\t310\t-\n4\tXã D\t9\t415\t11\tx"
    )
    assert rows(table)[2] == ["3", "Xã C", "7", "310", "-", ""]


def test_a_misprint_in_a_short_row_does_not_move_its_cells() -> None:
    (table,) = tables(
        "TT\tXã\tPhải làm\tĐã làm\tĐã chuẩn\tTỷ lệ làm\tTỷ lệ chuẩn\tGhi chú\n1\tA\t24.310\t24.310\t23.987\t100%\t98,67%\tXong\n"
        "2\tB\t18.765\t14.204\t12.870\t86,35%\t79,42%\n3\tC\t9.412\t7.005\t5.120\t74,43%\t73,09%\tThiếu máy\n"
        "4\tD\t7.870\t0\t0\t0%\t-\tChưa làm\n\tTổng\t60.357\t47.519\t41.977\t78,73%\t88,34%\t"
    )
    assert rows(table)[1] == ["2", "B", "18.765", "14.204", "12.870", "86,35%", "79,42%", ""]


def test_a_row_of_column_numbers_may_have_a_name_and_several_formulas() -> None:
    (table,) = tables(
        "Đơn vị\tTổng\tKhiếu nại\tTố cáo\tKhác\tTrong tỉnh\tNgoài tỉnh\nMS\t1=2+…+4=5+6\t2\t3\t4\t5\t6\n"
        "Xã A\t12\t5\t4\t3\t10\t2\nXã B\t15\t7\t3\t5\t9\t6\nXã C\t9\t2\t3\t4\t9\t0"
    )
    assert [r[0] for r in rows(table)] == ["Xã A", "Xã B", "Xã C"]
    assert table.numbering[1] == "1=2+…+4=5+6"


def test_a_caption_of_the_table_before_is_not_this_ones() -> None:
    first, second = tables(
        "Bảng 1. Hồ sơ\nTT\tXã\tSố\n1\tA\t120\n2\tB\t230\nBảng 2. Kinh phí\nTT\tXã\tCấp\tChi\tCòn\n1\tA\t12\t8\t4\n2\tB\t15\t15\t0"
    )
    assert (first.caption, second.caption) == ("Bảng 1. Hồ sơ", "Bảng 2. Kinh phí")


def test_two_column_letterhead_is_no_table() -> None:
    assert (
        tables(
            "UBND TỈNH\tCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nSỞ Y TẾ\tĐộc lập - Tự do - Hạnh phúc\nSố: 1/BC\tHuế, ngày 1 tháng 2 năm 2024"
        )
        == ()
    )


def grid(cells: list[Cell], size: tuple[int, int], line: int) -> Grid:
    return Grid(size[0], size[1], tuple(cells), (0, 0, 10, 10), line, line + size[0] - 1)


def test_grids_over_two_pages_with_spans() -> None:
    head = [
        Cell(0, 0, "TT", row_span=2), Cell(0, 1, "Trường", row_span=2), Cell(0, 2, "Học sinh", column_span=2),
        Cell(1, 2, "Nam"), Cell(1, 3, "Nữ"),
    ]  # fmt: skip
    first = grid([*head, Cell(2, 0, "1"), Cell(2, 1, "THCS A"), Cell(2, 2, "10"), Cell(2, 3, "12")], (3, 4), 2)
    second = grid([*head, Cell(2, 0, "Tổng", column_span=2), Cell(2, 2, "10"), Cell(2, 3, "12")], (3, 4), 1)
    pages = [
        Page(1, 100, 100, "tesseract", (Line(1, "BIỂU SỐ 2", (0, 0, 50, 10)),), (first,)),
        Page(2, 100, 100, "tesseract", (), (second,)),
    ]
    (table,) = read_structure(pages).tables
    assert table.header == ("TT", "Trường", "Học sinh / Nam", "Học sinh / Nữ")
    assert rows(table) == [["1", "THCS A", "10", "12"], ["Tổng", "", "10", "12"]]
    assert (table.caption, table.rows[1][2].place.page, table.rows[1][2].place.line) == ("BIỂU SỐ 2", 2, 3)


def test_a_framed_header_above_a_body_without_rules_is_all_header() -> None:
    titles = [
        Cell(0, 0, "TT", None, row_span=2),
        Cell(0, 1, "Xã", None, row_span=2),
        Cell(0, 2, "Hộ nghèo", None, column_span=2),
        Cell(1, 2, "Số hộ", None),
        Cell(1, 3, "Tỷ lệ (%)", None),
    ]
    body = [Cell(r, c, text, None) for r, row in enumerate((["1", "Xã A", "12", "1,5"], ["2", "Xã B", "7", "0,9"]))
            for c, text in enumerate(row)]  # fmt: skip
    page = Page(1, 100, 100, "layer", grids=(grid(titles, (2, 4), 1), grid(body, (2, 4), 3)))
    (table,) = read_structure([page]).tables
    assert table.header == ("TT", "Xã", "Hộ nghèo / Số hộ", "Hộ nghèo / Tỷ lệ (%)")
    assert rows(table) == [["1", "Xã A", "12", "1,5"], ["2", "Xã B", "7", "0,9"]]
