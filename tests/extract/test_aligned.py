"""Tables that a text file aligns with spaces, as text taken out of PDF files has them."""

from document.report import Table
from extract.structure import read_structure
from tests.extract.builders import text_page


def tables(text: str) -> tuple[Table, ...]:
    return read_structure([text_page(text)]).tables


def rows(table: Table) -> list[list[str]]:
    return [[c.text for c in row] for row in table.rows]


TITLES_OVER_LINES = """II. KẾT QUẢ

Bảng 3. Giải ngân vốn đầu tư
                                 Đơn vị tính: triệu đồng
                         Kế hoạch vốn      Trong đó          Tỷ lệ
STT   Chủ đầu tư         được giao                           giải ngân
                         năm 2024     Quý I      Quý II      (%)
(1)   (2)                   (3)        (4)        (5)        (6)
1     Ban Quản lý dự án   120.450     40.000     47.312      72,49
2     UBND xã A            15.230      5.230     10.000     100
3     UBND xã B             8.760      1.115      3.000      46,97
      Tổng cộng           144.440     46.345     60.312      73,84

Các đơn vị đã giải ngân đúng tiến độ.
"""


def test_titles_over_several_lines() -> None:
    (table,) = tables(TITLES_OVER_LINES)
    assert table.header == (
        "STT", "Chủ đầu tư", "Kế hoạch vốn được giao năm 2024", "Trong đó / Quý I",
        "Trong đó / Quý II", "Tỷ lệ giải ngân (%)",
    )  # fmt: skip
    assert table.numbering == ("(1)", "(2)", "(3)", "(4)", "(5)", "(6)")
    assert rows(table)[-1] == ["", "Tổng cộng", "144.440", "46.345", "60.312", "73,84"]
    assert len(table.rows) == 4


def test_a_title_over_several_columns_is_part_of_each() -> None:
    (table,) = tables(
        "                     Số hồ sơ giải quyết\nTT   Phòng         Đúng hạn     Quá hạn     Tổng\n"
        "1    Tư pháp         1.204         17      1.221\n2    Nội vụ            615          0        615\n3    Y tế               87          2         89\n"
    )
    assert table.header == ("TT", "Phòng", "Số hồ sơ giải quyết / Đúng hạn", "Số hồ sơ giải quyết / Quá hạn", "Tổng")


def test_long_cells_go_on_in_the_lines_below_and_begin_above() -> None:
    (table,) = tables(
        "TT   Nội dung                        Kế hoạch   Thực hiện   Tỷ lệ\nA    NGÀNH CÔNG AN\n"
        "1    Thu nhận hồ sơ căn cước cho       12.400      12.115    97,70%\n     công dân trên địa bàn\n"
        "     Kích hoạt tài khoản định\n2    danh điện tử mức 2                 9.850       9.012    91,49%\n"
        "B    NGÀNH LAO ĐỘNG\n3    Chi trả an sinh xã hội             3.102       2.871    92,55%\n"
    )
    assert rows(table) == [
        ["A", "NGÀNH CÔNG AN", "", "", ""],
        ["1", "Thu nhận hồ sơ căn cước cho công dân trên địa bàn", "12.400", "12.115", "97,70%"],
        ["2", "Kích hoạt tài khoản định danh điện tử mức 2", "9.850", "9.012", "91,49%"],
        ["B", "NGÀNH LAO ĐỘNG", "", "", ""],
        ["3", "Chi trả an sinh xã hội", "3.102", "2.871", "92,55%"],
    ]


def test_prose_between_two_tables_parts_them() -> None:
    once = "TT   Xã        Số hộ    Đạt\n1    Xã An       120     100\n2    Xã Bình      90      81\n3    Xã Chí       70      70\n"
    assert len(tables(f"{once}\nTrong đó có 02 hộ thuộc diện phải theo dõi thường xuyên.\n\n{once}")) == 2


def test_an_office_of_the_words_is_no_signature() -> None:
    (table,) = tables(
        "Đơn vị        Tổng số lượt   Tiếp của thủ trưởng   Tiếp thường xuyên\nCấp huyện          136                24                 112\nXã An               43                12                  31\nXã Bình             27                 9                  18\n"
    )
    assert len(table.rows) == 3
