import pickle
from functools import partial

import numpy as np
import pytest
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from document.errors import EngineMissing
from document.pages import Image, Word
from models.manifest import FIGURE_READER, load
from ocr.second import DOUBT, SecondReader
from ocr.second_model import Recogniser
from ocr.second_tokens import ink_of, tokens
from tests.ocr.tables import FONT, noisy, printed_words

WORDS = ["Trong", "tháng", "có", "1.204/3.351", "hồ", "sơ,", "đạt", "35,9%", "kế", "hoạch", "2024."]


@pytest.fixture(scope="module")
def reader() -> SecondReader:
    return SecondReader(partial(load, FIGURE_READER))


@pytest.fixture(scope="module")
def printed() -> tuple[Image, list[Word]]:
    """A grainy line of print, and its words as a faultless first reader sees them."""
    return printed_words(WORDS, (1500, 120), (40, 40))


def with_text(words: list[Word], index: int, *texts: str, confidence: float = 0.9) -> list[Word]:
    """`words` with the one at `index` read as `texts`, its box cut into as many parts."""
    x0, y0, x1, y1 = words[index].bbox
    step = (x1 - x0) / len(texts)
    cut = [Word(t, (x0 + step * i, y0, x0 + step * (i + 1), y1), confidence) for i, t in enumerate(texts)]
    return [*words[:index], *cut, *words[index + 1 :]]


def test_agreement_raises_confidence(reader: SecondReader, printed: tuple[Image, list[Word]]) -> None:
    image, words = printed
    read = reader.reread(words, image)
    assert [w.text for w in read] == WORDS
    for before, after in zip(words, read, strict=True):
        if any(c.isdigit() for c in before.text):
            assert after.confidence > before.confidence
            assert after.readings == ()
        else:
            assert after == before


@pytest.mark.parametrize(
    ("index", "wrong"),
    [(3, "1.204/335]"), (7, "35,93%"), (7, "3S,9%"), (10, "2O24."), (10, "§."), (3, "1.2043.351")],
)
def test_an_impossible_reading_gives_way(
    reader: SecondReader, printed: tuple[Image, list[Word]], index: int, wrong: str
) -> None:
    image, words = printed
    word = reader.reread(with_text(words, index, wrong), image)[index]
    assert word.text == WORDS[index]
    assert word.readings == (WORDS[index], wrong)


def test_two_possible_readings_are_doubtful(reader: SecondReader, printed: tuple[Image, list[Word]]) -> None:
    image, words = printed
    word = reader.reread(with_text(words, 3, "1.204/3.357"), image)[3]
    assert word.confidence < DOUBT
    assert set(word.readings) == {"1.204/3.351", "1.204/3.357"}


def test_pieces_of_a_figure_become_one_word(reader: SecondReader, printed: tuple[Image, list[Word]]) -> None:
    image, words = printed
    read = reader.reread(with_text(words, 3, "1.204/", "3.351"), image)
    assert [w.text for w in read] == WORDS


def test_a_box_that_cuts_a_stroke_off_is_widened(printed: tuple[Image, list[Word]]) -> None:
    image, words = printed
    x0, y0, x1, y1 = words[3].bbox
    narrow = [*words[:3], Word("204/3.35", (x0 + 22, y0 + 4, x1 - 14, y1 - 4)), *words[4:]]
    (token, *_) = tokens(narrow, ink_of(image))
    assert token.bbox == pytest.approx((x0, y0, x1, y1), abs=6)


def test_lines_come_back_as_lines(reader: SecondReader, printed: tuple[Image, list[Word]]) -> None:
    image, words = printed
    lines = reader.reread_lines([words[:5], words[5:]], image)
    assert [[w.text for w in line] for line in lines] == [WORDS[:5], WORDS[5:]]
    assert reader.reread_lines([], image) == ()


def test_the_model_is_loaded_at_the_first_figure(printed: tuple[Image, list[Word]]) -> None:
    def refuse() -> bytes:
        raise EngineMissing(what="bộ đọc", install="pip install x")

    image, words = printed
    lazy = SecondReader(refuse)
    assert lazy.reread(words[:3], image) == tuple(words[:3])
    with pytest.raises(EngineMissing):
        lazy.reread(words, image)


def test_a_reader_may_be_sent_to_another_process(reader: SecondReader, printed: tuple[Image, list[Word]]) -> None:
    image, words = printed
    reader.reread(words, image)
    sent = pickle.dumps(reader)
    assert len(sent) < 1000
    assert pickle.loads(sent).reread(words, image) == reader.reread(words, image)


def test_likelihood_prefers_what_is_printed(printed: tuple[Image, list[Word]]) -> None:
    image, words = printed
    x0, y0, x1, y1 = (int(v) for v in words[3].bbox)
    (lattice,) = Recogniser(partial(load, FIGURE_READER)).read([image[y0 - 4 : y1 + 4, x0 - 4 : x1 + 4]])
    assert lattice.text == "1.204/3.351"
    assert -1.0 < lattice.likelihood("1.204/3.351") <= 0.0
    assert lattice.likelihood("1.204/3.351") > lattice.likelihood("1.204/3.357") + 3
    assert lattice.likelihood("đặc biệt ☃") == float("-inf")
    assert all(lattice.most(digit) >= lattice.likelihood("1.204/3.351") for digit in "1234")
    assert lattice.most("o") < lattice.likelihood("1.204/3.351") - 7
    assert lattice.most("☃") == float("-inf")


@pytest.mark.parametrize(("text", "ringed"), [("14,6‰", True), ("14,6%", False), ("8,9%", False), ("8,9‰", True)])
def test_a_third_ring_is_seen_though_the_first_reader_saw_none(reader: SecondReader, text: str, ringed: bool) -> None:
    page = Pillow.new("L", (400, 120), 255)
    pen, font = ImageDraw.Draw(page), ImageFont.truetype(FONT, 36)
    pen.text((60, 40), text, font=font, fill=0)
    box = pen.textbbox((60, 40), text, font=font)
    (word,) = reader.reread([Word(text.replace("‰", "%"), box, 0.9)], noisy(np.array(page), 3))
    assert any("%o" in reading or "‰" in reading for reading in word.readings) == ringed
