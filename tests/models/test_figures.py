"""The kept network says of figures what the one says that it was made from."""

from functools import cache

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from PIL import Image as Pillow
from PIL import ImageDraw, ImageFont

from models.manifest import FIGURE_READER, SOURCE, load
from ocr.second_model import scaled
from tests.ocr.tables import FONT, noisy

FIGURES = ("1.204/3.351", "35,9%", "7", "(12)", "846.000.000", "0,05", "125,35", "31/12/2024", "4.913", "114,92")


@cache
def session(name: str) -> onnxruntime.InferenceSession:
    return onnxruntime.InferenceSession(load(name), providers=["CPUExecutionProvider"])


@cache
def letters(name: str) -> list[str]:
    return ["", *session(name).get_modelmeta().custom_metadata_map["character"].split("\n"), " "]


def read(name: str, crop: NDArray[np.uint8]) -> tuple[str, float]:
    """The text by the letters of the kept network, and the probability of its weakest letter."""
    (found,) = session(name).run(None, {"x": scaled(crop)})
    known = letters(FIGURE_READER)
    among = np.asarray(found, np.float32)[0][:, [letters(name).index(letter) for letter in known]]
    among /= among.sum(axis=1, keepdims=True)
    best = among.argmax(axis=1).tolist()
    kept = [step for step, column in enumerate(best) if column and (step == 0 or best[step - 1] != column)]
    return "".join(known[best[step]] for step in kept), float(min((among[step].max() for step in kept), default=0.0))


@pytest.mark.parametrize("text", FIGURES)
@pytest.mark.parametrize("grain", [4, 12])
def test_it_reads_the_same(text: str, grain: int) -> None:
    page = Pillow.new("L", (60 + 20 * len(text), 56), 255)
    ImageDraw.Draw(page).text((20, 6), text, font=ImageFont.truetype(FONT, 34), fill=20)
    crop = noisy(np.array(page), grain)
    (whole, sure), (kept, kept_sure) = read(SOURCE, crop), read(FIGURE_READER, crop)
    assert kept == whole == text
    assert min(sure, kept_sure) > 0.5


def test_it_knows_the_letters_of_figures_and_of_words_beside_them() -> None:
    assert set("0123456789.,/%‰-()ĐđÔô ") <= set(letters(FIGURE_READER))
    assert len(letters(FIGURE_READER)) < 200
