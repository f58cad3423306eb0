"""Strokes of a coloured pen go, print stays: under them, and in colour."""

import cv2
import numpy as np
from numpy.typing import NDArray

from document.pages import Image
from ocr.colour import without_colour
from ocr.pen import without_pen
from tests.ocr.pages import picture

_BLUE = (44, 62, 150)


def signed() -> tuple[Image, NDArray[np.bool_]]:
    """The letter's page with a loop of blue ink over its last paragraph, laid on as ink is, and the stroke's mask."""
    page = picture().copy()
    stroke = np.zeros(page.shape[:2], np.uint8)
    cv2.ellipse(stroke, (800, 1000), (320, 140), 8, 0, 360, 255, 6)
    page[stroke > 0] = (page[stroke > 0].astype(np.uint16) * _BLUE // 255).astype(np.uint8)
    return page, stroke > 0


def test_the_stroke_goes_and_the_print_under_it_stays() -> None:
    page, stroke = signed()
    before, plain = without_colour(page).copy(), without_colour(picture())
    after = without_pen(without_colour(page), page)
    alone = stroke & (plain > 250)
    assert float((before[alone] < 175).mean()) > 0.9
    assert float((after[alone] > 225).mean()) > 0.97
    assert float((after[plain < 40] < 120).mean()) > 0.97


def test_coloured_print_and_black_pages_stay() -> None:
    page = picture().copy()
    page[page.max(axis=2) < 200] = (30, 50, 140)
    grey = without_colour(page).copy()
    assert np.array_equal(without_pen(grey.copy(), page), grey)
    black = without_colour(picture())
    assert np.array_equal(without_pen(black.copy(), picture()), black)
