"""Titles that stand on their side: text turned up along narrow columns, read again after a quarter turn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from statistics import fmean

from document.pages import Image, Word
from document.places import BBox
from ocr.clean import turned
from ocr.grid_cells import Print, sheets
from ocr.grid_geometry import CellBox
from ocr.syllables import sense

_TALL, _LETTERS = 1.3, 3.5
"""A title on its side is higher than wide by this, and as high as this many letters."""
_HEAD = 3
"""Rows that a header has at most."""
_UNSURE = 0.75
"""Mean confidence below which tall print in a header may be lying on its side."""


def read_turned(
    cells: Sequence[CellBox],
    found: Sequence[Print],
    words: Mapping[int, Sequence[Word]],
    clean: Image,
    *,
    letter: float,
    scale: float,
    read: Callable[[Image], tuple[Word, ...]],
) -> dict[int, list[Word]]:
    """`words` by cell, with those of titles that read better turned by a quarter clockwise; boxes stay where print stands."""
    lying = [p for p in found if _may_lie(cells[p.cell], p.bbox, letter) and _sureness(words.get(p.cell, ())) < _UNSURE]
    told = {index: list(row) for index, row in words.items()}
    if not lying:
        return told
    height = clean.shape[0]
    upright = turned(clean, 90)
    places = [Print(p.cell, (height - p.bbox[3], p.bbox[0], height - p.bbox[1], p.bbox[2])) for p in lying]
    for sheet in sheets(upright, places, letter, scale):
        for cell, row in sheet.given_back(read(sheet.image)).items():
            if _sureness(row) > _sureness(told.get(cell, ())):
                told[cell] = [replace(w, bbox=_laid(w.bbox, height)) for w in row]
    return told


def _may_lie(cell: CellBox, box: BBox, letter: float) -> bool:
    high, wide = box[3] - box[1], box[2] - box[0]
    return cell.row < _HEAD and high >= _LETTERS * letter and high >= _TALL * wide


def _sureness(words: Sequence[Word]) -> float:
    """Mean confidence by letters, in so far as the words can be words at all; 0 where nothing was read."""
    text = " ".join(word.text for word in words)
    letters = sum(len(word.text) for word in words)
    whole = any(len(part) > 1 and part.isalpha() for part in text.split())
    return fmean(word.confidence for word in words) * sense(text) if letters and whole else 0.0


def _laid(box: BBox, height: int) -> BBox:
    """A box of the turned image where it lies on the table's image, which is `height` pixels high."""
    x0, y0, x1, y1 = box
    return y0, height - x1, y1, height - x0
