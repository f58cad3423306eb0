"""Ranks of short lists are numpy's."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from ocr.ranks import median, percentile

NUMBERS = st.lists(st.integers(-5000, 5000), min_size=1, max_size=60)


@given(NUMBERS, st.sampled_from([0, 20, 30, 50, 75, 100]))
def test_percentiles_are_those_of_numpy(values: list[int], percent: int) -> None:
    assert percentile(values, percent) == pytest.approx(float(np.percentile(values, percent)))


@given(NUMBERS)
def test_the_median_is_that_of_numpy(values: list[int]) -> None:
    assert median(np.array(values)) == float(np.median(values))
