"""Dirt and print showing through are no words; faint words are."""

from document.pages import Cell, Grid, Line, Page, Word
from extract.noise import is_noise
from extract.structure import read_structure

_BOX = (0.0, 0.0, 10.0, 10.0)


def words(text: str, confidence: float) -> tuple[Word, ...]:
    return tuple(Word(t, _BOX, confidence) for t in text.split())


def test_letters_that_make_no_words_are_noise() -> None:
    assert is_noise(words("4 t rỊ .c.*", 0.3))
    assert is_noise(words("7", 0.2))


def test_what_is_sure_or_reads_as_words_or_amounts_is_none() -> None:
    assert not is_noise(words("4 t rỊ", 0.9))
    assert not is_noise(words("Thu nội địa", 0.4))
    assert not is_noise(words("1.250,5", 0.4))


def page(text: str, confidence: float) -> Page:
    cells = tuple(Cell(r, c, text, _BOX, words=words(text, confidence)) for r in range(3) for c in range(4))
    line = Line(1, "Đã đạt", _BOX, words("Đã đạt", 0.9))
    return Page(1, 100, 100, "tesseract", (line,), (Grid(3, 4, cells, _BOX, 2, 4),))


def test_a_table_of_noise_goes_and_its_digits_are_told() -> None:
    found = read_structure([page("l 3 ˆ", 0.3)])
    assert found.tables == ()
    assert [(t.quote, t.role) for t in found.tokens] == [("3", "noise")] * 12


def test_a_faint_table_of_words_stays() -> None:
    assert len(read_structure([page("Giáo viên 12", 0.4)]).tables) == 1
