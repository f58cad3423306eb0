"""The habit of a column decides between separators, and says so."""

from document.pages import Word
from ocr.grid_geometry import CellBox
from ocr.grid_habit import by_habit
from ocr.second import DOUBT

BOX = (0.0, 0.0, 1.0, 1.0)


def _column(*texts: str) -> tuple[list[CellBox], dict[int, list[Word]]]:
    return [CellBox(row, 0, BOX) for row in range(len(texts))], {k: [Word(t, BOX, 0.9)] for k, t in enumerate(texts)}


def test_a_slash_among_grouped_figures_is_a_dot_and_doubtful() -> None:
    found = by_habit(*_column("5.507", "1.256", "4/115", "12.623", "872", "2.437"))
    (mended,) = found[2]
    assert mended.text == "4.115"
    assert mended.readings == ("4.115", "4/115")
    assert mended.confidence < DOUBT
    assert [found[k][0].text for k in (0, 1, 3, 4, 5)] == ["5.507", "1.256", "12.623", "872", "2.437"]


def test_decimals_keep_their_comma() -> None:
    found = by_habit(*_column("97,98", "89.80", "85,75", "110,86", "96,38"))
    assert found[1][0].text == "89,80"


def test_a_reader_that_said_so_settles_it() -> None:
    cells, words = _column("5.507", "1.256", "5,703", "12.623", "2.437")
    words[2] = [Word("5,703", BOX, 0.8, ("5,703", "5.703"))]
    assert by_habit(cells, words)[2] == [Word("5.703", BOX, 0.8, ("5.703", "5,703"))]


def _beside(*columns: tuple[str, ...]) -> tuple[list[CellBox], dict[int, list[Word]]]:
    texts = [(row, column, text) for column, held in enumerate(columns) for row, text in enumerate(held)]
    cells = [CellBox(row, column, BOX) for row, column, _ in texts]
    return cells, {k: [Word(text, BOX, 0.9)] for k, (_, _, text) in enumerate(texts)}


def test_one_decimal_where_points_part_thousands() -> None:
    marks, amounts, rates = (
        ("1.1", "1.2", "1.3", "1.4"),
        ("2.310", "1.450", "3.275", "1.120"),
        ("18.2", "7,5", "9.1", "88.0"),
    )
    found = by_habit(*_beside(marks, amounts, rates))
    assert [found[k][0].text for k in range(12)] == [*marks, *amounts, "18,2", "7,5", "9,1", "88,0"]
    assert found[8][0].confidence < DOUBT
    assert found[9][0].confidence == 0.9


def test_a_decimal_among_thousands_and_one_that_lost_its_comma() -> None:
    amounts, rates = ("2.310", "1.450", "8.9", "195", "3.275", "1.120"), ("18,2", "7,5", "179", "88,0", "100", "6,1")
    found = by_habit(*_beside(("1",) * 6, amounts, rates))
    assert [found[k][0].text for k in range(6, 12)] == ["2.310", "1.450", "8,9", "195", "3.275", "1.120"]
    assert found[9][0].confidence == 0.9
    (lost,) = found[14]
    assert lost.readings == ("179", "17,9")
    assert lost.confidence < DOUBT
    assert found[16][0].confidence == 0.9


def test_one_decimal_in_a_table_without_thousands_stays() -> None:
    cells, words = _beside(("1", "2", "3", "4"), ("18.2", "7.5", "9.1", "88.0"))
    assert by_habit(cells, words) == words


def test_no_habit_no_change() -> None:
    for texts in (
        ("1/181", "2/300", "7", "4.115"),
        ("01/2023", "4.115", "5.507", "1.256", "2.437"),
        ("5,703", "12", "x", "7"),
    ):
        cells, words = _column(*texts)
        assert by_habit(cells, words) == words


def test_numbers_of_rows_are_numbers() -> None:
    found = by_habit(*_column("I", "1", "2", "H", "3", "IH", "4", "VỊ", "5", "6", "7"))
    assert [found[k][0].text for k in (3, 5, 7)] == ["II", "III", "VI"]
    cells, words = _column("HH", "H", "Huyện", "l")
    assert by_habit(cells, words) == words


def test_two_decimals_where_points_part_thousands() -> None:
    amounts, rates = ("2.310", "1.450", "3.275", "1.120"), ("18.25", "7,50", "9.15", "88.01")
    found = by_habit(*_beside(("1",) * 4, amounts, rates))
    assert [found[k][0].text for k in range(8, 12)] == ["18,25", "7,50", "9,15", "88,01"]
    assert found[8][0].readings == ("18,25", "18.25")


def test_decimals_have_the_commas_of_most() -> None:
    found = by_habit(*_beside(("1",) * 6, ("18,2", "7.5", "9,1", "88,0", "6,2", "1,4")))
    assert found[7][0].text == "7,5"
    assert found[7][0].confidence < DOUBT


def test_thousands_that_lost_their_point() -> None:
    cells, words = _column("5.507", "1256", "14.115", "12.623", "872", "2.437")
    words[2] = [Word("14", BOX, 0.9), Word("115", BOX, 0.8)]
    found = by_habit(cells, words)
    assert [found[k][0].text for k in range(6)] == ["5.507", "1.256", "14.115", "12.623", "872", "2.437"]
    assert found[1][0].readings == ("1.256", "1256")
    assert found[2][0].readings == ("14.115", "14 115")
    assert found[2][0].confidence < DOUBT


def test_what_is_no_figure_among_figures_is_doubtful() -> None:
    found = by_habit(*_beside(("1",) * 6, ("18", "7", "öU,U", "88", "chưa", "-", "6", "4", "9")))
    assert found[8][0].confidence < DOUBT
    assert [found[k][0].confidence for k in (6, 7, 9, 10, 11)] == [0.9] * 5


def test_groups_are_numbered_in_order() -> None:
    found = by_habit(*_column("1", "1", "2", "11", "1", "2", "3", "II", "1", "IV", "1", "2"))
    assert [found[k][0].text for k in range(12)] == ["I", "1", "2", "II", "1", "2", "3", "III", "1", "IV", "1", "2"]
    assert found[0][0].readings == ("I", "1")
    assert found[7][0].confidence < DOUBT
    cells, words = _column("I", "1", "2", "II", "1", "10", "11", "12", "I", "1", "2", "II")
    assert by_habit(cells, words) == words


def test_numbers_of_columns_have_their_brackets() -> None:
    texts = ("(1)", "(2)", "(3", "4)", "(5)", "(6)", "(7)")
    cells = [CellBox(0, column, BOX) for column in range(7)]
    found = by_habit(cells, {k: [Word(text, BOX, 0.9)] for k, text in enumerate(texts)})
    assert [found[k][0].text for k in range(7)] == ["(1)", "(2)", "(3)", "(4)", "(5)", "(6)", "(7)"]
