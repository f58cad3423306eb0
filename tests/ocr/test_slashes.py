"""A slash that was read as a one is seen by its lean."""

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from document.pages import Image, Word
from ocr.second import DOUBT
from ocr.slashes import with_slash
from tests.ocr.tables import FONT, noisy

ITALIC = FONT.replace("Regular", "Italic")


def printed(text: str, read: str, face: str = FONT) -> tuple[Image, Word]:
    page = Pillow.new("L", (400, 90), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(face, 36)
    pen.text((40, 20), text, font=font, fill=0)
    x0, y0, x1, y1 = pen.textbbox((40, 20), text, font=font)
    return noisy(np.array(page), 5), Word(read, (x0, y0, x1, y1), 0.98)


@pytest.mark.parametrize(
    ("print_", "read", "text"),
    [("7/7", "717", "7/7"), ("11/11,", "11111,", "11/11,"), ("1.204/1.351", "1.20411.351", "1.204/1.351")],
)
def test_a_slash_read_as_a_one_is_told_and_doubtful(print_: str, read: str, text: str) -> None:
    grey, word = printed(print_, read)
    answer = with_slash(word, grey)
    assert answer.readings == (text, read)
    assert answer.text == text
    assert answer.confidence < DOUBT


def test_a_slash_that_was_lost_is_put_back() -> None:
    grey, word = printed("41/27", "4127")
    assert with_slash(word, grey).text == "41/27"


@pytest.mark.parametrize("text", ["2017", "1.171", "41/17"])
def test_slanted_print_leans_as_a_whole(text: str) -> None:
    grey, word = printed(text, text.replace("/", "1"), ITALIC)
    assert with_slash(word, grey).text == text


@pytest.mark.parametrize("text", ["717", "11.711", "1.171.471", "2417"])
def test_ones_stay(text: str) -> None:
    grey, word = printed(text, text)
    assert with_slash(word, grey) == word
