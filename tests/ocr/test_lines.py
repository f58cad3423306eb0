"""Lines of print found by their ink."""

import cv2
import numpy as np

from ocr.lines import find_ink
from tests.ocr.pages import picture


def test_dust_is_not_taken_for_letters() -> None:
    """A page of few lines may hold more dust than letters."""
    grey = cv2.cvtColor(picture(), cv2.COLOR_RGB2GRAY)
    clean = find_ink(np.asarray(grey, dtype=np.uint8)).letter
    spots = np.random.default_rng(7)
    for x, y in zip(spots.integers(0, grey.shape[1] - 6, 600), spots.integers(0, grey.shape[0] - 6, 600), strict=True):
        grey[y : y + 5, x : x + 5] = 0
    assert abs(find_ink(np.asarray(grey, dtype=np.uint8)).letter - clean) < 0.15 * clean
