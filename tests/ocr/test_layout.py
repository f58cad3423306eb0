"""Reading order by boxes alone."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from document.pages import Line, Word
from ocr.layout import reading_order
from ocr.roles import mark_roles


@dataclass(frozen=True)
class Bar:
    x0: float
    y0: float
    x1: float
    y1: float
    name: str


def bar(name: str, x0: float, y: float, x1: float) -> Bar:
    return Bar(x0, y, x1, y + 30, name)


def names(boxes: list[Bar]) -> list[str]:
    return [" ".join(b.name for b in row) for row in reading_order(boxes, 18)]


BODY = [bar("p1", 100, 600, 1000), bar("p2", 100, 640, 1000), bar("p3", 100, 680, 400)]


def test_letterhead_is_read_column_by_column() -> None:
    head = [bar("L1", 120, 100, 420), bar("R1", 500, 100, 980), bar("L2", 200, 140, 350), bar("R2", 560, 141, 900)]
    assert names([*head, *BODY]) == ["L1", "L2", "R1", "R2", "p1", "p2", "p3"]


def test_columns_of_lines_at_different_heights() -> None:
    head = [bar("L1", 120, 100, 420), bar("R1", 500, 112, 980), bar("L2", 200, 140, 350), bar("R2", 560, 155, 900)]
    assert names([*head, *BODY]) == ["L1", "L2", "R1", "R2", "p1", "p2", "p3"]


def test_signature_beside_recipients() -> None:
    foot = [bar("Noi nhan", 100, 800, 260), bar("GIAM DOC", 650, 800, 900)]
    foot += [bar(f"- {n}", 100, 840 + 30 * n, 420) for n in range(4)] + [bar("Ten", 640, 1010, 910)]
    assert names([*BODY, *foot])[3:] == ["Noi nhan", "- 0", "- 1", "- 2", "- 3", "GIAM DOC", "Ten"]


def test_a_wide_gap_in_one_line_is_no_column() -> None:
    split = [bar("a", 100, 560, 500), bar("b", 545, 560, 1000)]
    assert names([*split, *BODY]) == ["a b", "p1", "p2", "p3"]


def test_table_without_rules_is_read_row_by_row() -> None:
    cells = [bar(f"{r}{c}", 100 + 300 * c, 100 + 40 * r, 250 + 300 * c) for r in range(3) for c in range(4)]
    assert names(cells) == ["00 01 02 03", "10 11 12 13", "20 21 22 23"]


@given(st.permutations(list(range(7))))
def test_order_does_not_depend_on_the_order_given(order: list[int]) -> None:
    boxes = [
        bar("L1", 120, 100, 420),
        bar("R1", 500, 100, 980),
        bar("L2", 200, 140, 350),
        bar("R2", 560, 141, 900),
        *BODY,
    ]
    assert names([boxes[i] for i in order]) == names(boxes)


def line(number: int, text: str, y: float, size: float = 18, x0: float = 100) -> Line:
    box = (x0, y, x0 + 12.0 * len(text), y + 30)
    return Line(number, text, box, (Word(text, box),), size=size)


def test_page_number_and_footnotes() -> None:
    lines = [line(1, "2", 60, x0=500), *(line(n, "nội dung báo cáo", 100.0 * n) for n in range(2, 8))]
    lines += [line(8, "¹ Số liệu đến 14/8.", 1200, 14), line(9, "của Sở Y tế.", 1240, 14)]
    roles = [each.role for each in mark_roles(lines, 1000, 1400, [(100, 1180, 330, 1182)])]
    assert roles == ["page_number"] + ["body"] * 6 + ["footnote"] * 2


def test_a_page_number_below_a_running_head() -> None:
    lines = [line(1, "Báo cáo tháng 6", 50, 14, x0=700), line(2, "2", 90, x0=490)]
    lines += [line(n, "nội dung báo cáo", 100.0 * n) for n in range(3, 8)]
    assert [each.role for each in mark_roles(lines, 1000, 1400, [])][:2] == ["body", "page_number"]


def test_footnotes_of_the_size_of_the_text_below_a_rule_at_the_margin() -> None:
    lines = [*(line(n, "nội dung báo cáo", 100.0 * n) for n in range(2, 8)), line(8, "1Theo số liệu của Sở.", 1200)]
    rule = (100.0, 1180.0, 330.0, 1182.0)
    assert [each.role for each in mark_roles(lines, 1000, 1400, [rule])][-2:] == ["body", "footnote"]
    beside = [*lines, line(9, "GIÁM ĐỐC", 1240, x0=600)]
    assert {each.role for each in mark_roles(beside, 1000, 1400, [rule])} == {"body"}


def test_small_print_without_a_rule_is_no_footnote() -> None:
    lines = [*(line(n, "nội dung báo cáo", 100.0 * n) for n in range(1, 7)), line(7, "1 Số liệu", 1200, 14)]
    assert {each.role for each in mark_roles(lines, 1000, 1400, [])} == {"body"}
