"""Roman numbers by their printed strokes."""

import cv2
import numpy as np
import pytest

from document.pages import Image, Word
from ocr.second import DOUBT
from ocr.strokes import with_strokes_counted

_TOP, _BOTTOM, _FIRST = 20, 50, 120


def page(strokes: int, *, bar: bool = False) -> Image:
    """A page with `strokes` upright strokes with serifs from `_FIRST` on, 12 pixels apart; `bar` joins them like an H."""
    grey = np.full((80, 400), 255, np.uint8)
    for k in range(strokes):
        x = _FIRST + 12 * k
        cv2.rectangle(grey, (x + 3, _TOP), (x + 6, _BOTTOM - 1), 0, -1)
        for y in (_TOP, _BOTTOM - 2):
            cv2.rectangle(grey, (x, y), (x + 9, y + 1), 0, -1)
    if bar:
        cv2.rectangle(grey, (_FIRST + 3, 34), (_FIRST + 6 + 12 * (strokes - 1), 36), 0, -1)
    return grey


def line(before: str, number: str, after: str = "NĂM") -> list[Word]:
    words = [Word(before, (20.0, 20.0, 100.0, 50.0), 0.9)] if before else []
    words.append(Word(number, (119.0, 20.0, 160.0, 50.0), 0.9))
    return [*words, Word(after, (200.0, 20.0, 280.0, 50.0), 0.9)]


@pytest.mark.parametrize(
    ("before", "read", "strokes", "text"),
    [("QUÝ", "II", 3, "III"), ("quý", "HI", 3, "III"), ("Phần", "Il", 2, "II"), ("", "II.", 3, "III.")],
)
def test_the_strokes_are_counted_and_the_change_is_doubtful(before: str, read: str, strokes: int, text: str) -> None:
    words = line(before, read)
    (answer,) = with_strokes_counted([words], page(strokes))
    changed = next(word for word in answer if word.text == text)
    assert changed.readings == (text, read)
    assert changed.confidence < DOUBT


@pytest.mark.parametrize(
    ("words", "grey"),
    [
        (line("quý", "III"), page(3)),
        (line("nhóm", "H"), page(3)),
        (line("quý", "1"), page(2)),
        (line("", "H."), page(2, bar=True)),
        (line("quý", "II"), page(5)),
        (line("", "II.", "của"), page(3)),
    ],
)
def test_what_agrees_or_is_no_such_number_stays(words: list[Word], grey: Image) -> None:
    assert with_strokes_counted([words], grey) == [tuple(words)]
