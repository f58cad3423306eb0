"""A marker's grey goes and the print on it stays."""

import cv2
import numpy as np
import pytest

from document.pages import Image
from ocr.clean import even_light
from ocr.colour import without_colour
from ocr.shading import without_shading
from tests.ocr.pages import picture


def page() -> Image:
    return np.ascontiguousarray(without_colour(picture()))


@pytest.mark.parametrize("level", [0.35, 0.5, 0.7])
def test_a_marker_on_a_page_without_colour_goes(level: float) -> None:
    before = page()
    marked = before.copy()
    top = int(np.flatnonzero((before < 100).sum(axis=1) > 100)[0])
    marked[top - 4 : top + 30, 300:900] = (marked[top - 4 : top + 30, 300:900] * level).astype(np.uint8)
    for cleaned in (without_shading(marked), even_light(marked)):
        here = np.s_[top : top + 26, 310:890]
        assert float(((cleaned[here] < 150) == (before[here] < 150)).mean()) > 0.97


def test_pages_without_a_ground_are_left_as_they_are() -> None:
    before = page()
    assert without_shading(before) is before
    blurred = np.asarray(cv2.GaussianBlur(before, (0, 0), 1.2), dtype=np.uint8)
    assert without_shading(blurred) is blurred
    ruled = before.copy()
    ruled[200:2000, 400:404] = 120
    assert without_shading(ruled) is ruled


def test_what_is_black_stays_black() -> None:
    before = page()
    before[900:1000, 300:700] = 20
    assert np.array_equal(without_shading(before), before)
