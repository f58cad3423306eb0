"""The contract says what was seen, and what was left out."""

from document.contract import Source
from document.pages import Line, Page
from document.places import Place
from document.report import Letterhead, Report, Token
from pipeline.present import present

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
