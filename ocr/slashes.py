"""Slashes that both readers take for a one ("7/7" as "717"): a stroke that leans as no figure does."""

import cv2
import numpy as np
import regex
from numpy.typing import NDArray

from document.pages import Image, Word
from document.places import BBox
from ocr.pieces import connected
from ocr.ranks import grey_percentile

_MAY_HIDE = regex.compile(r"[(\[]?(?P<n>\d[\d.]*1[\d.]*)[.,;:)\]]*")
"""A number without a slash and with a one that is not its first figure."""
_TALL = 0.8
"""Of the highest stroke's height: figures and slashes are no lower."""
_LEAN = 0.1
"""How much more a slash leans than the figures beside it, in its height: 0.13 and more on scans of nine faces, 0.38 where
all are slanted; ones had 0.04 and less."""
_THIN = 0.25
"""No row of a slash is wider than this share of its height: a seven, which leans as far, has a beam."""
_DOUBTFUL = 0.5
"""Confidence of a number that is told to be two."""


def with_slash(word: Word, grey: Image) -> Word:
    """The word with a slash where one is printed on `grey` that nobody read; doubtful then, with both in `readings`."""
    match = _MAY_HIDE.fullmatch(word.text)
    slash = None if match is None else leaning(grey, word.bbox)
    if match is None or slash is None:
        return word
    before, figures, across = slash
    text = word.text
    places = [i for i, sign in enumerate(text) if sign.isdigit()]
    if figures == len(places):
        at, until = places[before], places[before] + 1
    elif figures == len(places) + 1:
        at = until = places[before] if before < len(places) else places[-1] + 1
    else:  # figures that touch: where the stroke stands in the word
        at = min(places, key=lambda i: abs((i + 0.5) / len(text) - across))
        until = at + 1
    if text[at:until] not in ("", "1") or at <= match.start("n"):
        return word
    parted = text[:at] + "/" + text[until:]
    return Word(
        parted, word.bbox, min(word.confidence, _DOUBTFUL), tuple(dict.fromkeys((parted, text, *word.readings)))
    )


def leaning(grey: Image, bbox: BBox) -> tuple[int, int, float] | None:
    """Whether a slash stands in the box of a number: how many figures before it, how many strokes as high as figures there
    are with it, and where it stands in the box (0..1); None where there is none."""
    x0, y0, x1, y1 = (round(v) for v in bbox)
    part = grey[max(0, y0) : y1, max(0, x0) : x1]
    if part.size == 0:
        return None
    darkest, paper = float(part.min()), grey_percentile(part, 90)
    ink = (part < darkest + 0.6 * (paper - darkest)).astype(np.uint8)
    labels, stats = connected(ink)
    highest = int(stats[1:, cv2.CC_STAT_HEIGHT].max(initial=1))
    tall = sorted(
        (row[0], piece, *row[1:4]) for piece, row in enumerate(stats.tolist()) if row[3] >= _TALL * highest and piece
    )
    shapes = [labels[y : y + height, x : x + width] == piece for x, piece, y, width, height in tall]
    leans = [_lean(shape) for shape in shapes]
    for before, shape in enumerate(shapes):
        others = sorted(leans[:before] + leans[before + 1 :])
        if others and leans[before] >= _LEAN + max(0.0, others[len(others) // 4]) and _is_thin(shape):
            x, _, _, width, _ = tall[before]
            return before, len(tall), (x + width / 2) / part.shape[1]
    return None


def _ends(stroke: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each row of a stroke begins and ends."""
    return stroke.argmax(axis=1), stroke.shape[1] - stroke[:, ::-1].argmax(axis=1)


def _lean(stroke: NDArray[np.bool_]) -> float:
    """How far the upper quarter of a stroke stands to the right of the lower one, in its height."""
    left, right = _ends(stroke)
    end = max(1, len(stroke) // 4)
    return float((left + right)[:end].mean() - (left + right)[-end:].mean()) / 2 / len(stroke)


def _is_thin(stroke: NDArray[np.bool_]) -> bool:
    left, right = _ends(stroke)
    return bool((right - left).max() <= max(_THIN * len(stroke), 3))
