"""The measures of a reading: exact on exact text, and each kind of error where it belongs."""

from hypothesis import given
from hypothesis import strategies as st

from corpus.reading import NumberRead, bare, compare, distance, numbers, page_numbers, page_text, ratios
from corpus.truth import CellTruth, LineTruth, PageTruth, TableTruth
from document.pages import Cell, Grid, Line, Page, Word

BOX = (0.0, 0.0, 1.0, 1.0)


def _truth(*lines: str, cells: tuple[CellTruth, ...] = ()) -> PageTruth:
    tables = (TableTruth(2, 2, len(lines), BOX, cells),) if cells else ()
    return PageTruth(1, 595.0, 842.0, tuple(LineTruth(text, BOX, "body", 14.0) for text in lines), tables)


def _read(text: str, doubtful: bool = False) -> list[NumberRead]:
    return [NumberRead(n, doubtful) for n in numbers(text)]


def _slow_distance(a: str, b: str) -> int:
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        last, row[0] = row[0], i
        for j, y in enumerate(b, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (x != y))
    return row[-1]


@given(st.text("ab1.", max_size=12), st.text("ab1.", max_size=12))
def test_distance_is_levenshtein(a: str, b: str) -> None:
    assert distance(a, b) == _slow_distance(a, b)


@given(st.lists(st.text("aăâđ1 ", min_size=1, max_size=9), min_size=1, max_size=5))
def test_the_truth_itself_is_read_without_error(lines: list[str]) -> None:
    truth = _truth(*lines)
    tally = compare(truth, truth.text, _read(truth.text))
    assert tally.letter_errors == tally.numbers_silent == 0
    assert tally.numbers_exact == tally.numbers


def test_tone_errors_are_letters_right_but_for_their_marks() -> None:
    tally = compare(_truth("Đề án chuyển đổi"), "Đê án chuyen đồi", [])
    assert (tally.letter_errors, tally.tone_errors) == (3, 3)
    assert bare("Đường") == "Duong"


def test_a_wrong_number_is_silent_unless_doubtful() -> None:
    truth = _truth("đã nhận 1.204/3.351 hồ sơ, đạt 35,9%")
    text = "đã nhận 1.204/335] hồ sơ, đạt 35,9%"
    silent = compare(truth, text, _read(text))
    assert (silent.numbers, silent.numbers_exact, silent.numbers_silent) == (3, 2, 1)
    assert silent.misses == [(1, "3.351", "335")]
    marked = compare(truth, text, _read(text, doubtful=True))
    assert (marked.numbers_silent, marked.numbers_doubtful, marked.false_doubt) == (0, 3, 2)
    assert (marked.ratios, marked.ratios_exact) == (1, 0)


def test_a_lost_number_is_silent() -> None:
    tally = compare(_truth("có 7 xã"), "có xã", [])
    assert (tally.numbers, tally.numbers_exact, tally.numbers_silent) == (1, 0, 1)


def test_order_of_columns_costs_no_number() -> None:
    tally = compare(_truth("12 34 56"), "56 12 34", _read("56 12 34"))
    assert tally.numbers_exact == 3


def test_ratios_with_and_without_percentage() -> None:
    assert ratios("đạt 2.610/ 9.352 trường hợp (đạt 28%); 65/65 xã; ngày 15/02/2022") == [
        ("2.610", "9.352", "28"),
        ("65", "65", ""),
    ]


def test_cells_count_by_place() -> None:
    cells = tuple(
        CellTruth(r, c, 1, 1, text, BOX) for r, c, text in ((0, 0, "STT"), (0, 1, "Tổng"), (1, 0, "1"), (1, 1, "1.204"))
    )
    grid = Grid(2, 2, (Cell(0, 0, "STT"), Cell(0, 1, "Tổng"), Cell(1, 0, ""), Cell(1, 1, "1.204")), None, 1, 2)
    tally = compare(_truth(cells=cells), "", [], [grid])
    assert (tally.cells, tally.cells_exact) == (4, 3)


def test_a_page_of_ours_in_reading_order_with_its_doubts() -> None:
    page = Page(
        1, 100, 100, "tesseract",
        lines=(
            Line(1, "Đạt 35,9 %", words=(Word("Đạt", BOX), Word("35,9", BOX, 0.2), Word("%", BOX))),
            Line(2, "con dấu 7", words=(Word("7", BOX),), role="margin"),
            Line(5, "hết 9", words=(Word("hết", BOX), Word("9", BOX, 0.99, ("9", "0")))),
        ),
        grids=(Grid(1, 2, (Cell(0, 0, "1", words=(Word("1", BOX),)), Cell(0, 1, "1.204")), None, 3, 3),),
    )  # fmt: skip
    assert page_text(page) == "Đạt 35,9 %\n1 1.204\nhết 9"
    assert page_numbers(page) == [
        NumberRead("35,9%", True), NumberRead("1", False), NumberRead("1.204", False), NumberRead("9", True)
    ]  # fmt: skip
