"""Margins of printed pages: leaning, ragged, and paragraphs that go on past a colon at the end of a full line."""

from dataclasses import replace

from document.pages import Page
from extract.blocks import printed_lines
from extract.printed import frame
from extract.structure import read_structure
from tests.extract.builders import printed_page


def page(ends: list[float], lean: float = 0.0) -> Page:
    lines = []
    for at, end in enumerate(ends):
        top = 100.0 + 60 * at
        shift = lean * top
        (printed,) = printed_page([(0, "Toàn huyện có")]).lines
        box = (200 + shift, top, end + shift, top + 40)
        lines.append(replace(printed, number=at + 1, bbox=box))
    return Page(1, 1600, 2200, "tesseract", tuple(lines))


def test_ragged_ends_do_not_lean_the_margins() -> None:
    measured = frame(printed_lines(page([1400, 1385, 1370, 1350, 1340, 1320, 1310])))
    assert measured is not None
    assert measured.slope == 0


def test_margins_that_lean_together_do() -> None:
    measured = frame(printed_lines(page([1400] * 8, lean=0.05)))
    assert measured is not None
    assert abs(measured.slope - 0.05) < 1e-6


def test_a_paragraph_goes_on_at_the_margin_after_a_colon_that_ends_a_full_line() -> None:
    filler = "Các đơn vị trong huyện đã hoàn thành nhiệm vụ trong năm học"
    rows = [(0.0, filler) for _ in range(4)]
    rows += [(60.0, "Toàn huyện có 98 hội viên của ba hội lớn nhất, trong đó:"), (0.0, "Hội A 41 hội viên.")]
    found = read_structure([printed_page([(60.0, "I. KẾT QUẢ"), *rows])])
    assert any(p.text.endswith("trong đó: Hội A 41 hội viên.") for p in found.passages)


def test_a_head_that_pages_repeat_is_in_no_sentence() -> None:
    def sheet(number: int, head: str, text: str) -> Page:
        rows = [(700.0, head), *((0.0, text) for _ in range(3))]
        return printed_page(rows, number)

    text = "đã kiểm tra và xử lý xong các vụ việc trong tháng của huyện"
    pages = [sheet(n, "Báo cáo 6 tháng đầu năm", text) for n in (1, 2, 3)]
    found = read_structure(pages)
    assert not any("Báo cáo 6" in p.text for p in found.passages)
    assert [t.quote for t in found.tokens if t.role == "page_number"] == ["6", "6", "6"]
    differing = read_structure([sheet(n, f"Biểu số {n} của huyện", text) for n in (1, 2, 3)])
    assert sum(p.text.count("Biểu số") for p in differing.passages) == 3
