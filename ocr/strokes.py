"""Roman numbers of upright strokes alone: the print shows how many there are, where readers lose one ("quý III" as "quý II")."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np
import regex
from numpy.typing import NDArray

from document.pages import Image, Word
from document.places import BBox
from ocr.ranks import grey_percentile
from ocr.second import UNSURE
from ocr.second_tokens import grown, ink_of

_STROKES = regex.compile(r"(?=.*[IHÌÏÍ])(?P<n>[IHÌÏÍl1|]{1,4})(?P<end>[.,:;)]*)")
_BEFORE = regex.compile(r"\W*(?:qu[ýyỳ]|ph[ầâằ]n|ch[ưu][ơo]ng|m[ụu]c)", regex.I)
"""Words that a Roman number follows."""
_NUMBERING = ".)/"
_MIDDLE = (0.4, 0.6)
"""Of the height: where strokes have no serifs."""
_WIDEST = 0.4
_BARRED = 0.6
"""Of the columns between strokes: with ink in more of them than this they are an H."""


def with_strokes_counted(lines: Sequence[Sequence[Word]], grey: Image) -> list[tuple[Word, ...]]:
    """The lines with Roman numbers I to III as many strokes as are printed on `grey`, the page that the boxes refer to.

    Where that is not what was read, both stand in `readings` and the word is doubtful.
    """
    found = [[at for at in range(len(line)) if _is_number(line, at)] for line in lines]
    if not any(found):
        return [tuple(line) for line in lines]
    ink = ink_of(grey)
    paper = grey_percentile(grey[::8, ::8], 75)
    answers = []
    for line, places in zip(lines, found, strict=True):
        words = list(line)
        for at in places:
            words[at] = _counted(line[at], _strokes(grey, grown(line, at, at + 1, ink), paper))
        answers.append(tuple(words))
    return answers


def _is_number(line: Sequence[Word], at: int) -> bool:
    match = _STROKES.fullmatch(line[at].text)
    if match is None:
        return False
    if at > 0:
        return _BEFORE.fullmatch(line[at - 1].text) is not None
    return match["end"][:1] in _NUMBERING and match["end"] != "" and len(line) > 1 and line[1].text[:1].isupper()


def _counted(word: Word, strokes: int | None) -> Word:
    match = _STROKES.fullmatch(word.text)
    if match is None or strokes is None:
        return word
    text = "I" * strokes + match["end"]
    if text == word.text:
        return word
    return replace(word, text=text, confidence=min(word.confidence, UNSURE), readings=(text, word.text))


def _strokes(grey: Image, box: BBox, paper: float) -> int | None:
    """How many upright strokes stand in `box`, None where there is anything else, or more than three."""
    x0, y0, x1, y1 = (round(v) for v in box)
    height = y1 - y0
    band = grey[y0 + int(_MIDDLE[0] * height) : y0 + int(_MIDDLE[1] * height) + 1, x0:x1]
    if grey.ndim != 2 or band.size == 0:
        return None
    profile: NDArray[np.float64] = band.mean(axis=0)
    level = (profile.min() + paper) / 2
    dark = np.concatenate([[0], (profile < level).astype(np.int8), [0]])
    edges = np.flatnonzero(np.diff(dark))
    between = (
        band.min(axis=0)[edges[0] : edges[-1]][dark[1 + edges[0] : 1 + edges[-1]] == 0] if len(edges) else band[:0]
    )
    if between.size and np.mean(between < level) > _BARRED:
        return None
    widths = [int(b - a) for a, b in pairwise(edges)][::2]
    alike = widths and max(widths) <= min(2 * min(widths) + 1, _WIDEST * height)
    return len(widths) if alike and len(widths) <= 3 else None
