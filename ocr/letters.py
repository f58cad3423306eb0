"""What Tesseract weighed at every letter of a word beside the letter it chose: the print's own evidence for another spelling."""

import html
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import regex

from document.pages import Word
from document.places import BBox

OPTIONS = "-c tessedit_create_hocr=1 -c lstm_choice_mode=2 -c lstm_choice_iterations=1"
"""Tesseract then searches the answer of its network once more: 0.05 s a page. Three times take 0.1 s; on good scans they tell no more."""

_PARTS = regex.compile(
    r"<div class='ocr_page'()|class='ocrx_word'[^>]*?bbox (\d+) (\d+) (\d+) (\d+)|id='lstm_choices()|x_confs ([\d.e+-]+)'>([^<]*)<"
)

Letters = tuple[Mapping[str, float], ...]
"""For each letter of a word: the letters weighed there, each with its weight against the chosen one's (1.0, which comes first)."""


@dataclass(frozen=True, slots=True)
class Lettered(Word):
    """A word as it was read, with what was weighed; `letters` is as long as `text`, or empty where that is not known."""

    letters: Letters = field(default=(), compare=False)


def weighed(hocr: str, count: int) -> list[dict[BBox, Letters]]:
    """What was weighed in each of `count` images, by the box of the word in the image's pixels."""
    found: list[dict[BBox, Letters]] = [{} for _ in range(count)]
    for image, box, letters in _words(hocr):
        if image < count:
            found[image][box] = letters
    return found


def _words(hocr: str) -> Iterator[tuple[int, BBox, Letters]]:
    image, box = -1, None
    raw: list[dict[str, float]] = []
    for part in _PARTS.finditer(hocr):
        if part[7] is not None:
            if raw:
                raw[-1].setdefault(html.unescape(part[8]), float(part[7]))
        elif part[6] is not None:
            raw.append({})
        else:
            if box is not None:
                yield image, box, _letters(raw)
            raw = []
            if part[1] is not None:
                image, box = image + 1, None
            else:
                x0, y0, x1, y1 = (float(v) for v in part.groups()[1:5])
                box = (x0, y0, x1, y1)
    if box is not None:
        yield image, box, _letters(raw)


def _letters(raw: list[dict[str, float]]) -> Letters:
    """Without the blanks that stand before a word, weights against the best."""
    inked = (choices for choices in raw if choices and next(iter(choices)).strip())
    return tuple({letter: w / max(1.0, next(iter(c.values()))) for letter, w in c.items()} for c in inked)
