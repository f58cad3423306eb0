"""The contract says what was seen, and what was left out."""

import pytest

from document.checks import Check, Suggestion, Verdict
from document.contract import Source
from document.pages import Line, Page
from document.places import BBox, Place
from document.report import Letterhead, Report, Table, TableCell, Token
from pipeline.present import present
from tests.normalize.reports import ratio

SOURCE = Source(name="a.pdf", sha256="0" * 64, media_type="application/pdf", pages=2, bytes=1)


def report(tokens: tuple[Token, ...], pages: tuple[Page, ...]) -> Report:
    return Report(Letterhead(), (), (), (), (), tokens, pages)


def test_stains_are_no_numbers_but_are_told() -> None:
    place = Place(1, 4)
    tokens = (Token("12", place, "figure"), Token("7", place, None, "còn 7 …"), Token("1", place, "noise"))
    pages = (Page(1, 100, 100, "tesseract", lines=(Line(4, "còn 7"),)),)
    coverage = present(SOURCE, report(tokens, pages), ()).coverage
    assert (coverage.numbers, coverage.understood, len(coverage.unread)) == (2, 1, 1)
    assert coverage.notes == ["Trang 1: 1 vết giống chữ số (dấu, bẩn) được bỏ qua; hãy nhìn trang giấy nếu cần."]


def test_a_page_that_could_not_be_read_is_named() -> None:
    pages = (Page(1, 0, 0, "none", fault="Không mở được trang 1."),)
    coverage = present(SOURCE, report((), pages), ()).coverage
    assert coverage.notes == ["Trang 1 không đọc được nên không được kiểm: Không mở được trang 1."]


@pytest.mark.parametrize(
    ("verdict", "checked"), [("consistent", 3), ("mismatch", 3), ("unstated", 0), ("check_error", 0)]
)
def test_a_check_that_did_not_run_has_checked_nothing(verdict: Verdict, checked: int) -> None:
    place = Place(1, 1)
    figure = ratio("f1", "1", "2", "50")
    said = Check("c1", "ratio", verdict, "50", "50.0000", (1, 2), ("f1",), place, "1/2", "1 : 2")
    tokens = tuple(Token(text, place, "figure") for text in ("1", "2", "50"))
    whole = Report(Letterhead(), (), (figure,), (), (), tokens, ())
    assert present(SOURCE, whole, (said,)).coverage.checked == checked
    unread = Report(Letterhead(), (), (figure,), (), (), tokens[:1], ())
    assert present(SOURCE, unread, (said,)).coverage.checked == min(checked, 1)


def table(*rows: tuple[TableCell, ...]) -> Report:
    made = Table("t1", Place(1, 5), 9, None, ("Đơn vị", "Tổng", "Đạt"), rows)
    return Report(Letterhead(), (), (), (), (made,), (), (Page(1, 100, 100, "layer"),))


def cell(text: str, page: int, line: int, box: BBox | None) -> TableCell:
    return TableCell(text, Place(page, line, box))


def test_rows_keep_their_own_page_line_and_box() -> None:
    merged = cell("Khối huyện", 1, 6, (0.0, 10.0, 40.0, 70.04))
    first = (merged, cell("12", 1, 6, (40.0, 10.0, 60.0, 30.0)), cell("7", 1, 6, (60.0, 11.0, 80.0, 31.0)))
    covered = (
        cell("", 1, 7, None),
        cell("3", 1, 7, (40.0, 30.0, 60.0, 50.0)),
        cell("", 1, 7, (60.0, 30.0, 80.0, 50.0)),
    )
    places = present(SOURCE, table(first, covered), ()).tables[0].places
    assert [(p.page, p.line, p.bbox) for p in places] == [(1, 6, (0, 10, 80, 31)), (1, 7, (40, 30, 80, 50))]
    assert places[0].cells == [(0, 10, 40, 70), (40, 10, 60, 30), (60, 11, 80, 31)]
    assert places[1].cells == [None, (40, 30, 60, 50), (60, 30, 80, 50)]


def test_a_row_cut_by_the_page_break_stands_where_most_of_it_does() -> None:
    row = (
        cell("Ban Quản lý", 1, 9, (0.0, 90.0, 40.0, 99.0)),
        cell("12", 2, 1, (40.0, 5.0, 60.0, 25.0)),
        cell("7", 2, 1, (60.0, 5.0, 80.0, 25.0)),
    )
    (place,) = present(SOURCE, table(row), ()).tables[0].places
    assert (place.page, place.line, place.bbox) == (2, 1, (40, 5, 80, 25))
    assert place.cells == [None, (40, 5, 60, 25), (60, 5, 80, 25)]


def test_text_has_lines_but_no_boxes() -> None:
    (place,) = (
        present(SOURCE, table((cell("a", 1, 6, None), cell("1", 1, 6, None), cell("", 1, 6, None))), ())
        .tables[0]
        .places
    )
    assert (place.line, place.bbox, place.cells) == (6, None, [])


def test_checks_name_their_cells_as_people_count_them() -> None:
    wrong = Check(
        "c1", "row_sum", "mismatch", "9", "10", (7, 3), (), Place(1, 6, (1.0, 2.0, 3.0, 4.06)), "a | 9 | 7 | 3", "",
        table="t1", severity="high", cells=("t1:0:1", "t1:0:2"), suggestions=(Suggestion("t1:0:1", "9", "10", ""),),
    )  # fmt: skip
    (check,) = present(SOURCE, report((), ()), (wrong,)).checks
    assert (check.bbox, check.cells) == ((1, 2, 3, 4.1), ["t1:1:2", "t1:1:3"])
    assert check.suggestions[0].figure == "t1:1:2"
