"""Raised footnote marks: found by their shape, kept out of the lines' pictures, put back as "¹".

Left in the line, a mark grows into the figure before it: "15²" is read as 152.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from document.pages import Image, Word
from document.places import BBox
from ocr.cut import slope
from ocr.lines import Ink, Strip
from ocr.ranks import median
from ocr.second import SecondReader

_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_POINTS = ".,;:"
_BEHIND = 1.2
"""A full stop and no more stands between a mark and the end of its word: narrower than this, in heights of the mark."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One raised mark: its strip, its pieces of ink, its box on the clean page."""

    strip: int
    pieces: tuple[int, ...]
    bbox: BBox


def find_marks(ink: Ink, strips: Sequence[Strip]) -> list[Mark]:
    """Small pieces that stand beside the letters, not over one, in the upper half of the line."""
    return [mark for index, strip in enumerate(strips) for mark in _marks_of(ink, index, strip)]


def _marks_of(ink: Ink, index: int, strip: Strip) -> list[Mark]:
    rows = ink.stats[list(strip.pieces)].astype(np.float64)
    left, top, width, height = rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3]
    letter = strip.letter
    body = height >= 0.8 * letter
    if int(body.sum()) < 4:
        return []
    rise = slope(ink, strip)
    base = median((top + height - rise * left)[body]) + rise * left
    shaped = (height >= 0.6 * letter) & (height <= 1.15 * letter) & (width >= 0.12 * letter) & (width <= 0.75 * letter)
    raised = (top + height <= base - 0.45 * letter) & (top + height >= base - 1.5 * letter)
    found: list[int] = []
    for at in (int(i) for i in np.nonzero(shaped & raised)[0]):
        apart = np.minimum(left[at] + width[at], left + width) - np.maximum(left[at], left)
        apart[at] = -1
        covered = apart > 0.5 * width[at]
        right = left[at] + width[at]
        # The ring of a percent sign has its stroke right beside it; a mark is followed by white or by a point.
        close = body & (left > left[at]) & (left < right + 0.25 * letter)
        if not covered.any() and (not close.any() or left[at] - left.min() < letter):
            found.append(at)
    found.sort(key=lambda at: float(left[at]))
    groups: list[list[int]] = []
    for at in found:
        if groups and left[at] - (left[groups[-1][-1]] + width[groups[-1][-1]]) < 0.3 * letter:
            groups[-1].append(at)
        else:
            groups.append([at])
    return [_mark(index, strip, rows, group) for group in groups if len(group) <= 2]


def _mark(
    index: int, strip: Strip, rows: "np.ndarray[tuple[int, int], np.dtype[np.float64]]", group: list[int]
) -> Mark:
    mine = rows[group]
    box = (
        float(mine[:, 0].min()),
        float(mine[:, 1].min()),
        float((mine[:, 0] + mine[:, 2]).max()),
        float((mine[:, 1] + mine[:, 3]).max()),
    )
    return Mark(index, tuple(strip.pieces[at] for at in group), box)


def read_marks(marks: Sequence[Mark], grey: Image, second: SecondReader | None) -> list[tuple[Mark, str]]:
    """Marks that are numbers, with their digits. Without a second reader, or where it sees none, nothing is claimed."""
    if second is None or not marks:
        return []
    words = second.read([mark.bbox for mark in marks], grey)
    read = ((mark, word.text.strip()) for mark, word in zip(marks, words, strict=True))
    return [
        (mark, text) for mark, text in read if text.isascii() and text.isdigit() and len(text) <= 2 and text[0] != "0"
    ]


def with_mark(words: Sequence[Word], mark: Mark, digits: str) -> tuple[Word, ...]:
    """The words of the mark's strip with "¹" after the word it is printed behind (before that word's full stop)."""
    raised = digits.translate(_RAISED)
    middle = (mark.bbox[0] + mark.bbox[2]) / 2
    before = [i for i, w in enumerate(words) if (w.bbox[0] + w.bbox[2]) / 2 < middle]
    if not before:
        return (Word(raised, mark.bbox), *words)
    host = words[before[-1]]
    stem = host.text.rstrip(_POINTS)
    if stem.endswith(("%", "‰")) and host.bbox[2] - mark.bbox[2] > _BEHIND * (mark.bbox[3] - mark.bbox[1]):
        return tuple(words)  # a ring of the sign whose stroke is too faint to be seen
    text = stem + raised + host.text[len(stem) :]
    x1 = max(host.bbox[2], mark.bbox[2])
    y0 = min(host.bbox[1], mark.bbox[1])
    rest = list(words[before[-1] + 1 :])
    if rest and rest[0].text in _POINTS and stem == host.text:
        text, x1 = text + rest[0].text, max(x1, rest.pop(0).bbox[2])
    others = (
        tuple(dict.fromkeys((text, *(r.rstrip(_POINTS) + raised for r in host.readings[1:])))) if host.readings else ()
    )
    changed = replace(host, text=text, bbox=(host.bbox[0], y0, x1, host.bbox[3]), readings=others)
    return (*words[: before[-1]], changed, *rest)
