"""Tables of digital pages whose rules run one way only, or that have none."""

import typst

from document.pages import Grid, Page
from ingest import Limits, open_source
from ocr import ReaderSettings, read_page

HEAD = ["TT", "Đơn vị", "Tiếp nhận", "Giải quyết", "Tỷ lệ"]
ROWS = [
    ["1", "Phòng Nội vụ", "1.204", "1.167", "96,9"],
    ["2", "Phòng Tư pháp", "615", "611", "99,3"],
    ["3", "Phòng Kinh tế", "87", "80", "92,0"],
    ["", "Tổng cộng", "1.906", "1.858", "97,5"],
]


def page(stroke: str, align: str = "left") -> Page:
    cells = ",".join(f"[{text}]" for row in [HEAD, *ROWS] for text in row)
    source = (
        '#set page(paper: "a4", margin: 2cm)\n#set text(font: "Liberation Serif", size: 13pt)\n'
        "Kết quả giải quyết hồ sơ của các phòng trong quý III năm 2024 như sau:\n\n"
        f"#table(columns: (1fr, 5fr, 3fr, 3fr, 2fr), stroke: {stroke}, align: {align}, {cells})\n\n"
        "Các phòng tiếp tục thực hiện tốt nhiệm vụ được giao.\n"
    )
    raw = bytes(typst.compile(source.encode(), timestamp=0))
    return read_page(open_source(raw, "x.pdf", Limits()).page(1), ReaderSettings())


def texts(grid: Grid) -> list[list[str]]:
    held = {(c.row, c.column): c.text for c in grid.cells}
    return [[held.get((r, c), "") for c in range(grid.columns)] for r in range(grid.rows)]


def test_rules_between_rows_alone() -> None:
    read = page("(x: none, y: 0.5pt)")
    assert read.reader == "layer"
    (grid,) = read.grids
    assert texts(grid) == [HEAD, *ROWS]
    assert next(line.text for line in read.lines).startswith("Kết quả")


def test_no_rules_at_all() -> None:
    (grid,) = page("none", "center").grids
    assert texts(grid) == [HEAD, *ROWS]


def test_rules_around_every_cell() -> None:
    (grid,) = page("0.5pt").grids
    assert texts(grid) == [HEAD, *ROWS]
