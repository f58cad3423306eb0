"""Headers of several levels that no rule parts."""

from itertools import pairwise

import pytest
import typst

from document.pages import Grid
from ingest import Limits, open_source
from ocr import ReaderSettings, read_page

RULED = "(x, y) => (top: if y == 0 or y == H { 0.5pt }, bottom: if y == H - 1 or y == L { 0.5pt })"
"""Rules above and below the header, and below the last row: those of a printed book."""

GROUPED = (
    (0, 0, 2, 1, "Số TT"),
    (0, 1, 2, 1, "Lĩnh vực"),
    (0, 2, 1, 3, "Số hồ sơ tiếp nhận"),
    (0, 5, 1, 2, "Đã giải quyết"),
    (0, 7, 2, 1, "Đang giải quyết"),
    (1, 2, 1, 1, "Tổng số"),
    (1, 3, 1, 1, "Kỳ trước chuyển qua"),
    (1, 4, 1, 1, "Mới tiếp nhận"),
    (1, 5, 1, 1, "Đúng hạn"),
    (1, 6, 1, 1, "Quá hạn"),
)
ROWS = [
    ["1", "Hộ tịch", "512", "30", "482", "331", "7", "174"],
    ["2", "Chứng thực", "1.208", "112", "1.096", "1.180", "0", "28"],
    ["3", "Đất đai", "346", "45", "301", "290", "12", "44"],
    ["4", "Xây dựng", "97", "8", "89", "80", "3", "14"],
    ["5", "Người có công", "205", "19", "186", "171", "4", "30"],
]
Titles = tuple[tuple[int, int, int, int, str], ...]


def grid(titles: Titles, rows: list[list[str]], stroke: str, *, numbers: list[str] | None = None) -> Grid:
    levels = max(row + span for row, _, span, _, _ in titles) + (numbers is not None)
    width = len(rows[0])
    head = [
        f"table.cell(x: {c}, y: {r}, rowspan: {rs}, colspan: {cs}, align: center + horizon)[*{text}*]"
        for r, c, rs, cs, text in titles
    ]
    cells = [f"[{text}]" for row in [*([numbers] if numbers else []), *rows] for text in row]
    stroke = stroke.replace("H", str(levels)).replace("L", str(levels + len(rows) - 1))
    source = (
        '#set page(paper: "a4", margin: 1.5cm)\n#set text(font: "Liberation Serif", size: 11pt)\n#set par(leading: 4pt)\n'
        "Kết quả tiếp nhận và giải quyết hồ sơ của đơn vị trong kỳ báo cáo như sau:\n\n"
        f"#table(columns: (1fr, 3fr{', 2fr' * (width - 2)}), stroke: {stroke}, inset: 3.5pt, "
        f"align: center + horizon, {', '.join([*head, *cells])})\n\nCác đơn vị tiếp tục thực hiện nhiệm vụ được giao.\n"
    )
    raw = bytes(typst.compile(source.encode(), timestamp=0))
    (found,) = read_page(open_source(raw, "x.pdf", Limits()).page(1), ReaderSettings()).grids
    return found


def header(found: Grid, rows: int) -> list[tuple[int, int, int, int, str]]:
    return [(c.row, c.column, c.row_span, c.column_span, c.text) for c in found.cells if c.row < found.rows - rows]


@pytest.mark.parametrize("stroke", [RULED, "none"])
def test_titles_over_several_columns(stroke: str) -> None:
    found = grid(GROUPED, ROWS, stroke)
    assert header(found, len(ROWS)) == sorted(GROUPED)
    assert [c.text for c in found.cells if c.row == found.rows - 1] == ROWS[-1]


@pytest.mark.parametrize("stroke", [RULED, "none"])
def test_three_levels_above_a_row_of_numbers(stroke: str) -> None:
    titles = (
        (0, 0, 3, 1, "TT"),
        (0, 1, 3, 1, "Đơn vị"),
        (0, 2, 1, 6, "Trong đó"),
        (1, 2, 1, 3, "Hộ tịch"),
        (1, 5, 1, 3, "Đất đai"),
        *((2, 2 + k, 1, 1, text) for k, text in enumerate(("Tổng", "Nam", "Nữ") * 2)),
    )
    found = grid(titles, ROWS, stroke, numbers=["A", "B", "1", "2", "3", "4", "5", "6"])
    assert header(found, len(ROWS) + 1) == sorted(titles)
    assert found.rows == 3 + 1 + len(ROWS)


def test_a_header_of_one_level_stays_one() -> None:
    titles = tuple(
        (0, k, 1, 1, text)
        for k, text in enumerate(
            (
                "TT",
                "Tên đơn vị báo cáo",
                "Tổng số",
                "Kỳ trước chuyển qua kỳ này",
                "Mới nhận",
                "Đúng hạn",
                "Quá hạn",
                "Còn lại",
            )
        )
    )
    assert header(grid(titles, ROWS, RULED), len(ROWS)) == list(titles)


@pytest.mark.parametrize("stroke", ["(x: none, y: 0.5pt)", "none"])
def test_rows_of_words_stay_whole(stroke: str) -> None:
    titles = tuple((0, k, 1, 1, text) for k, text in enumerate(("TT", "Nhiệm vụ", "Chủ trì", "Kết quả")))
    rows = [
        ["1", "Rà soát quy hoạch sử dụng đất của các xã trong năm", "Phòng Kinh tế và Hạ tầng", "Đã hoàn thành"],
        ["2", "Sửa chữa đường liên thôn", "Ban Quản lý dự án", "Đạt khoảng sáu mươi phần trăm khối lượng"],
        ["3", "Kiểm tra an toàn thực phẩm", "Trạm Y tế", "Đã tổ chức bốn đợt với nhiều lượt người tham gia"],
        ["4", "Thu gom rác thải sinh hoạt ở khu dân cư tập trung", "Đội môi trường", "Thường xuyên"],
    ]
    found = grid(titles, rows, stroke)
    texts = [[c.text for c in found.cells if c.row == row] for row in range(found.rows)]
    assert texts == [[t for *_, t in titles], *rows]
    assert all(
        a.bbox[3] <= b.bbox[1] + 1 for a, b in pairwise(c for c in found.cells if c.column == 0) if a.bbox and b.bbox
    )


@pytest.mark.parametrize("stroke", ["none", RULED])
def test_a_title_of_titles_is_a_level_though_their_columns_meet_below_it(stroke: str) -> None:
    titles = (
        (0, 0, 3, 1, "Số TT"),
        (0, 1, 3, 1, "Đơn vị"),
        (0, 2, 1, 4, "Chi trả qua tài khoản của người hưởng"),
        (0, 6, 3, 1, "Ghi chú"),
        (1, 2, 1, 2, "Bảo trợ xã hội (người)"),
        (1, 4, 1, 2, "Hưu trí, trợ cấp hằng tháng (người)"),
        (2, 2, 1, 1, "Chỉ tiêu"),
        (2, 3, 1, 1, "Thực hiện"),
        (2, 4, 1, 1, "Chỉ tiêu"),
        (2, 5, 1, 1, "Thực hiện"),
    )
    rows = [row[:7] for row in ROWS]
    assert sorted(header(grid(titles, rows, stroke), len(rows))) == sorted(titles)
