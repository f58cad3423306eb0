"""Figures that stand alone among words and were read as letters."""

from functools import partial

import pytest

from document.pages import Image, Word
from models.manifest import FIGURE_READER, load
from ocr.lone import with_lone_figures
from ocr.second import SecondReader
from tests.ocr.tables import printed_words


@pytest.fixture(scope="module")
def reader() -> SecondReader:
    return SecondReader(partial(load, FIGURE_READER))


def line(texts: list[str], at: int, read: str) -> tuple[Image, list[Word]]:
    """A grainy line of `texts`, whose word `at` the first reader took for `read`."""
    page, words = printed_words(texts, (900, 90), (30, 25))
    words[at] = Word(read, words[at].bbox, 0.9)
    return page, words


@pytest.mark.parametrize(
    ("texts", "at", "read", "text"),
    [
        (["tử", "vong", "1", "cas"], 2, "I", "1"),
        (["có", "1", "vụ"], 1, "l", "1"),
        (["khoảng", "6", "m3"], 1, "ó", "6"),
        (["khoảng", "66", "tấn"], 1, "óó", "66"),
        (["rộng", "6m;", "dài"], 1, "óm;", "6m;"),
        (["rộng", "7m;", "dài"], 1, "?m;", "7m;"),
        (["có", "02", "lớp"], 1, "Ó2", "02"),
    ],
)
def test_a_letter_that_is_a_figure(reader: SecondReader, texts: list[str], at: int, read: str, text: str) -> None:
    grey, words = line(texts, at, read)
    (answer,) = with_lone_figures([words], grey, reader)
    assert answer[at].text == text
    assert answer[at].readings == (text, read)
    assert [w for k, w in enumerate(answer) if k != at] == [w for k, w in enumerate(words) if k != at]


@pytest.mark.parametrize(
    ("texts", "at"),
    [
        (["trong", "quý", "I", "năm"], 2),
        (["học", "kỳ", "I", "của"], 2),
        (["I", "KẾT", "QUẢ"], 0),
        (["trại", "I", "của", "tỉnh"], 1),
        (["các", "ô", "tô"], 1),
    ],
)
def test_roman_numbers_and_words_stay(reader: SecondReader, texts: list[str], at: int) -> None:
    grey, words = line(texts, at, texts[at])
    assert with_lone_figures([words], grey, reader) == [tuple(words)]
