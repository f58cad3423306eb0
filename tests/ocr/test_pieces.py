"""Pieces of ink by two bytes a pixel and by four are the same, and a page is painted as NumPy would."""

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from ocr.pieces import connected, painted


def _ink(share: float) -> NDArray[np.uint8]:
    return (np.random.default_rng(7).random((1400, 1400)) < share).astype(np.uint8)


@pytest.mark.parametrize(("share", "kind"), [(0.005, np.uint16), (0.1, np.int32)])
def test_pieces_are_those_of_opencv_however_many(share: float, kind: type) -> None:
    ink = _ink(share)
    labels, stats = connected(ink)
    count, expected, sizes, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    assert labels.dtype == kind
    assert len(stats) == count
    assert np.array_equal(labels, expected)
    assert np.array_equal(stats, sizes)


@pytest.mark.parametrize("share", [0.005, 0.1])
@pytest.mark.parametrize("dtype", [np.bool_, np.uint8, np.int16])
def test_a_page_is_painted_with_the_values_of_its_pieces(share: float, dtype: type) -> None:
    labels, stats = connected(_ink(share) > 0)
    values: NDArray[np.int16] = (np.arange(len(stats)) % 300 - 2).astype(dtype)
    page = painted(values, labels)
    assert page.dtype == dtype
    assert np.array_equal(page, values[labels])
