"""Stamps over print in grey scans go; where they stand or stood, the figures that they cross are doubtful."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from document.pages import Image
from ocr.colour import without_colour
from ocr.lines import find_ink
from ocr.stamps import without_stamps
from tests.ocr.pages import picture

PLAIN = without_colour(picture())


def stamped(grey: int) -> Image:
    """The letter's page with a ring and a tilted box with writing in it, laid over its first lines as ink is."""
    page = PLAIN.copy()
    layer = np.full_like(page, 255)
    cv2.circle(layer, (1000, 440), 110, grey, 5)
    box = cv2.boxPoints(((480, 440), (420, 170), -4)).astype(np.int32)
    cv2.polylines(layer, [box], isClosed=True, color=grey, thickness=4)
    cv2.putText(layer, "SO 4521", (310, 400), cv2.FONT_HERSHEY_SIMPLEX, 1.6, grey, 5)
    return np.asarray(np.minimum(page, layer), np.uint8)


def covered(boxes: tuple[tuple[float, float, float, float], ...], x: float, y: float) -> bool:
    return any(x0 <= x <= x1 and y0 <= y <= y1 for x0, y0, x1, y1 in boxes)


def _letters(part: Image) -> NDArray[np.bool_]:
    stats = find_ink(part).stats[1:]
    return np.asarray((stats[:, 3] > 15) & (stats[:, 3] < 50) & (stats[:, 2] < 50), np.bool_)


def test_grey_ink_goes_and_black_print_under_it_stays() -> None:
    page = stamped(110)
    cleaned, boxes = without_stamps(page, find_ink(page))
    assert cleaned is not None
    stamp = (page < 150) & (PLAIN > 250)
    assert float((cleaned[stamp] > 240).mean()) > 0.85
    assert float((cleaned[PLAIN < 60] < 100).mean()) > 0.99
    assert covered(boxes, 1000, 330)
    assert not covered(boxes, 1000, 440)


def test_letters_that_a_stroke_joined_are_pieces_of_their_own_again() -> None:
    page = stamped(110)
    cleaned, _ = without_stamps(page, find_ink(page))
    assert cleaned is not None
    around = slice(360, 500), slice(870, 1130)
    plain, joined, freed = (int(_letters(p[around]).sum()) for p in (PLAIN, page, cleaned))
    assert joined < 0.85 * plain
    assert abs(freed - plain) <= 0.05 * plain


def test_black_strokes_stay_and_are_told() -> None:
    page = stamped(0)
    cleaned, boxes = without_stamps(page, find_ink(page))
    assert cleaned is None
    assert covered(boxes, 1000, 330)


def test_print_without_stamps_is_not_touched() -> None:
    assert without_stamps(PLAIN, find_ink(PLAIN)) == (None, ())


@pytest.mark.parametrize("columns", [2, 4])
def test_a_table_is_no_stamp(columns: int) -> None:
    page = PLAIN.copy()
    for k in range(columns + 1):
        cv2.line(page, (300 + 80 * k, 1200), (300 + 80 * k, 1480), 110, 2)
    for k in range(8):
        cv2.line(page, (300, 1200 + 40 * k), (300 + 80 * columns, 1200 + 40 * k), 110, 2)
    assert without_stamps(page, find_ink(page)) == (None, ())
