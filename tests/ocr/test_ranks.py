"""Ranks of short lists are numpy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.ranks import grey_percentile, median, percentile

NUMBERS = st.lists(st.integers(-5000, 5000), min_size=1, max_size=60)


@given(NUMBERS, st.sampled_from([0, 20, 30, 50, 75, 100]))
def test_percentiles_are_those_of_numpy(values: list[int], percent: int) -> None:
    assert percentile(values, percent) == pytest.approx(float(np.percentile(values, percent)))


@given(NUMBERS)
def test_the_median_is_that_of_numpy(values: list[int]) -> None:
    assert median(np.array(values)) == float(np.median(values))


@given(st.lists(st.integers(0, 255), min_size=1, max_size=200), st.sampled_from([0, 0.5, 1, 20, 75, 90, 100]))
def test_percentiles_of_greys_are_those_of_numpy(greys: list[int], percent: float) -> None:
    image = np.array([greys], dtype=np.uint8)
    assert grey_percentile(image, percent) == pytest.approx(float(np.percentile(image, percent)))


def test_greys_are_counted_between_others_too() -> None:
    image = np.arange(240, dtype=np.uint8).reshape(12, 20)
    assert grey_percentile(image[::4, ::4], 80) == float(np.percentile(image[::4, ::4], 80))


def test_only_greys_under_the_mask_are_counted() -> None:
    image = np.array([[10, 20, 200], [30, 210, 220]], dtype=np.uint8)
    mask = np.array([[255, 255, 0], [255, 0, 0]], dtype=np.uint8)
    assert grey_percentile(image, 50, mask) == 20
