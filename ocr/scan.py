"""Read a page by its image: clean it, find its lines, recognise them, put them in reading order."""

from dataclasses import dataclass, replace

import numpy as np
import regex

from document.pages import Line, Page, PageSource, Word
from document.places import union
from ocr import tesseract
from ocr.clean import Cleaned, clean, turned
from ocr.cut import cut, owners, placed, slope
from ocr.layout import reading_order
from ocr.lines import Ink, Strip, find_ink, find_strips
from ocr.settings import ReaderSettings

REFERENCE_DPI = 200.0
"""Resolution of the page image that all boxes refer to, unless the sheet is so large that `_MAX_SIDE` lowers it."""

_MAX_SIDE = 4000
_PAGE_NUMBER = regex.compile(r"[-–—\s]*\d{1,4}[-–—.\s]*")


def reference_dpi(source: PageSource) -> float:
    """The resolution that boxes of this page refer to: 200 dpi, less for sheets whose image would be longer than 4000 pixels."""
    longest = max(source.size_pt) / 72
    return min(REFERENCE_DPI, _MAX_SIDE / longest) if longest > 0 else REFERENCE_DPI


@dataclass(frozen=True, slots=True)
class _Reading:
    """A page's strips and what was read in each."""

    cleaned: Cleaned
    ink: Ink
    strips: list[Strip]
    words: list[tuple[Word, ...]]


def _recognised(cleaned: Cleaned, settings: ReaderSettings, number: int) -> _Reading:
    ink = find_ink(cleaned.grey)
    strips = find_strips(ink)
    owner = owners(ink, strips)
    cuts = [cut(cleaned.grey, owner, i, s, slope(ink, s)) for i, s in enumerate(strips)]
    read = tesseract.recognise_lines([c.image for c in cuts], settings.timeout, number)
    words = [placed(w, c, s) for w, c, s in zip(read, cuts, strips, strict=True)]
    return _Reading(cleaned, ink, strips, words)


def read_scan(source: PageSource, settings: ReaderSettings) -> Page:
    """The page by its image. Raises `BaocaoError` kinds for a broken page or a missing engine."""
    dpi = reference_dpi(source)
    image = source.image(dpi)
    cleaned = clean(image)
    reading = _recognised(cleaned, settings, source.number)
    shape = turned(image, cleaned.rotation).shape
    return Page(
        number=source.number,
        width=shape[1],
        height=shape[0],
        reader="tesseract",
        lines=_lines(reading),
        rotation=cleaned.rotation,
        skew=round(cleaned.skew, 2),
        dpi=dpi,
    )


def _lines(reading: _Reading) -> tuple[Line, ...]:
    index = {id(strip): i for i, strip in enumerate(reading.strips)}
    ordered = reading_order(reading.strips, reading.ink.letter)
    found: list[Line] = []
    for row in ordered:
        words = tuple(word for strip in row for word in reading.words[index[id(strip)]])
        if not words:
            continue
        shown = tuple(replace(w, bbox=reading.cleaned.shown_box(w.bbox)) for w in words)
        found.append(
            Line(
                number=len(found) + 1,
                text=" ".join(w.text for w in shown),
                bbox=union([w.bbox for w in shown]),
                words=shown,
                size=float(np.median([s.letter for s in row])),
            )
        )
    return tuple(found)
