"""Which words hold figures, and where their ink stands: crops for the second reader.

Tesseract cuts figures apart ("1 1/9/2017", "31 1") and its boxes cut strokes off, so that a crop of the box would make
the second reader repeat the first one's mistake. The ink decides: a crop grows to the white gap around the token, and
pieces of one token are read together.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import cv2
import numpy as np
import regex
from numpy.typing import NDArray

from document.pages import Image, Word
from document.places import BBox, union
from ocr.colour import without_colour
from ocr.ranks import grey_percentile

JOIN_GAP, LETTER_GAP, PERCENT_GAP = 0.5, 0.55, 0.75
"""Pieces of one figure stand closer than this many letter heights: with digits, of letters alone, a percent sign."""
GROW_GAP, GROW = 0.45, 1.3
"""Ink that no word claims belongs to the token across gaps of the first size, up to the second (letter heights)."""
PAD = 0.18
"""White margin around the ink of a crop, in letter heights: what the network saw in training."""

_DIGIT = regex.compile(r"\d")
_NUMBER_LIKE = regex.compile(r"[\dOoQDliIÍìíỉĩịTtZzSsŠšBbGgÚúŨLŁ|!¡¦()\[\]{}.,:;/\\⁄%‰°º*'’\"”<>~_-]+")
_PIECE = regex.compile(r"[OoQDlIÍìíZSŠBÚŨL|!¡¦\]/\\⁄.,]{1,2}")
_LETTERS_FOR_DIGITS = regex.compile(r"(?=.*[OoIlZSB|!§])[\[({]*[OoIlZSB|!§.,/]+[\])}]*[.,;:]*")
_ROMAN = regex.compile(r"[IVXLC]+[.,;:)]*")
_PERCENT = regex.compile(r"[%‰⁄°º/\\]{1,3}[.,;:)]*")


@dataclass(frozen=True, slots=True)
class Token:
    """One figure as Tesseract cut it: indices `first` up to `last` (excluded) of its line's words; the box of its ink."""

    first: int
    last: int
    bbox: BBox


def tokens(words: Sequence[Word], ink: NDArray[np.bool_]) -> Iterator[Token]:
    """The figures of one line of words; `ink` is the page's, true where something is printed."""
    position = 0
    while position < len(words):
        if not _starts(words, position):
            position += 1
            continue
        first, last = position, position + 1
        while first > 0 and _belongs(words[first - 1], words[first]) and not _starts(words, first - 1):
            first -= 1
        while last < len(words) and _belongs(words[last], words[last - 1]):
            last += 1
        yield Token(first, last, grown(words, first, last, ink))
        position = last


def ink_of(image: Image) -> NDArray[np.bool_]:
    """Where something is printed, faint strokes included."""
    grey = without_colour(image)
    level, _ = cv2.threshold(np.ascontiguousarray(grey[::2, ::2]), 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    paper = grey_percentile(grey[::8, ::8], 75)
    dark: NDArray[np.bool_] = grey < level + 0.45 * max(0.0, paper - level)
    return dark


def crop(image: Image, box: BBox) -> Image:
    """The grey crop of `box` with a white margin of its own, so that no neighbour's ink is in it."""
    grey = without_colour(image)
    x0, y0, x1, y1 = (round(v) for v in box)
    part = np.ascontiguousarray(grey[max(0, y0) : max(1, y1), max(0, x0) : max(1, x1)])
    pad = max(2, round(PAD * part.shape[0]))
    paper = int(grey_percentile(part, 90)) if part.size else 255
    return np.asarray(cv2.copyMakeBorder(part, pad, pad, pad, pad, cv2.BORDER_CONSTANT, value=(paper,)), np.uint8)


def _starts(words: Sequence[Word], position: int) -> bool:
    text = words[position].text
    if _DIGIT.search(text):
        return True
    return bool(_LETTERS_FOR_DIGITS.fullmatch(text)) and not _ROMAN.fullmatch(text) and len(text) > 1


def _belongs(word: Word, neighbour: Word) -> bool:
    """Whether `word` is a piece of the figure that `neighbour` stands in."""
    left, right = sorted((word, neighbour), key=lambda w: w.bbox[0])
    height = max(word.bbox[3] - word.bbox[1], neighbour.bbox[3] - neighbour.bbox[1])
    overlap = min(word.bbox[3], neighbour.bbox[3]) - max(word.bbox[1], neighbour.bbox[1])
    gap = (right.bbox[0] - left.bbox[2]) / max(1.0, height)
    if overlap <= 0 or left.text.endswith((";", ":")):
        return False
    if _PERCENT.fullmatch(word.text):
        return word is right and gap <= PERCENT_GAP
    if not _DIGIT.search(word.text) or not _DIGIT.search(neighbour.text):
        return gap <= LETTER_GAP and any(_PIECE.fullmatch(w.text) for w in (word, neighbour))
    return gap <= JOIN_GAP and bool(_NUMBER_LIKE.fullmatch(word.text))


def grown(words: Sequence[Word], first: int, last: int, ink: NDArray[np.bool_]) -> BBox:
    """The box of the ink of words `first` up to `last` (excluded) of their line, to the white gaps around it."""
    around = union([word.bbox for word in words[first:last]])
    assert around is not None
    x0, _, x1, _ = around
    page_height, page_width = ink.shape
    top, bottom = _rows(ink, around)
    height = bottom - top
    # A word whose box overlaps the token's leaves no room to grow.
    left_wall = max(x0 - GROW * height, min(x0, words[first - 1].bbox[2]) if first > 0 else 0.0)
    right_wall = min(x1 + GROW * height, max(x1, words[last].bbox[0]) if last < len(words) else float(page_width))
    if first > 0 and words[first - 1].bbox[2] > x0:
        left_wall = x0
    if last < len(words) and words[last].bbox[0] < x1:
        right_wall = x1
    columns: NDArray[np.bool_] = np.any(ink[top:bottom], axis=0)
    reach = GROW_GAP * height
    left = _walk(columns, max(0, int(x0)), max(0, int(left_wall)), -1, reach)
    right = _walk(columns, min(page_width, round(x1)) - 1, min(page_width - 1, int(right_wall)), 1, reach) + 1
    return (float(left), float(top), float(min(page_width, right)), float(min(page_height, bottom)))


def _rows(ink: NDArray[np.bool_], box: BBox) -> tuple[int, int]:
    """Where the strokes of the box begin and end: a reader's box may cut them off, or be as high as the whole line."""
    x0, y0, x1, y1 = (int(v) for v in box)
    reach = max(2, (y1 - y0) // 5)
    first, last = max(0, y0 - reach), min(len(ink), y1 + reach)
    profile: NDArray[np.bool_] = np.any(ink[first:last, max(0, x0) : max(1, x1)], axis=1)
    top, bottom = max(0, y0), min(len(ink), y1)
    inside = np.flatnonzero(profile[top - first : bottom - first])
    if not len(inside):
        return top, max(top + 1, bottom)
    top, bottom = top + int(inside[0]), top + int(inside[-1]) + 1
    while top > first and profile[top - 1 - first]:
        top -= 1
    while bottom < last and profile[bottom - first]:
        bottom += 1
    return top, bottom


def _walk(columns: NDArray[np.bool_], start: int, wall: int, step: int, reach: float) -> int:
    """From `start` outwards to the last inked column that belongs to the token.

    Gaps narrower than `reach` are crossed, up to `wall`, where the next word begins; a stroke that runs into the wall
    is that word's.
    """
    if (wall - start) * step <= 0:
        return start
    way = columns[start : wall + step : step] if wall + step >= 0 else columns[start::step]
    ends = np.flatnonzero(way)
    if not len(ends):
        return start
    end = 0
    for run in np.split(ends, np.flatnonzero(np.diff(ends) > 1) + 1):
        if run[0] - end > reach + 1 or (run[-1] == len(way) - 1 and run[0] > 0):
            break
        end = int(run[-1])
    return start + step * end
