"""What Tesseract weighed at every letter of a word beside the letter it chose: the print's own evidence for another spelling."""

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from document.pages import Word
from document.places import BBox

OPTIONS = "-c tessedit_create_hocr=1 -c lstm_choice_mode=2 -c lstm_choice_iterations=1"
"""Tesseract then searches the answer of its network once more: 0.05 s a page. Three times take 0.1 s; on good scans they tell no more."""

_IMAGE, _WORD, _LETTER = "<div class='ocr_page'", "class='ocrx_word'", "id='lstm_choices"
_BOX = re.compile(r"[^>]*?bbox (\d+) (\d+) (\d+) (\d+)")
_CHOICE = re.compile(r"x_confs ([\d.e+-]+)'>([^<]*)<")

Letters = tuple[Mapping[str, float], ...]
"""For each letter of a word: the letters weighed there, each with its weight against the chosen one's (1.0, which comes first)."""


@dataclass(frozen=True, slots=True)
class Lettered(Word):
    """A word as it was read, with what was weighed; `letters` is as long as `text`, or empty where that is not known."""

    letters: Letters = field(default=(), compare=False)


def weighed(hocr: str, count: int) -> list[dict[BBox, Letters]]:
    """What was weighed in each of `count` images, by the box of the word in the image's pixels."""
    found: list[dict[BBox, Letters]] = [{} for _ in range(count)]
    for words, image in zip(found, hocr.split(_IMAGE)[1:], strict=False):
        for word in image.split(_WORD)[1:]:
            if box := _BOX.match(word):
                x0, y0, x1, y1 = (float(v) for v in box.groups())
                words[x0, y0, x1, y1] = _letters(word.split(_LETTER)[1:])
    return found


def _letters(parts: Sequence[str]) -> Letters:
    """The letters of one word, without the blanks that stand before it; weights against the best."""
    found = []
    for part in parts:
        choices: dict[str, float] = {}
        for weight, letter in _CHOICE.findall(part):
            choices.setdefault(html.unescape(letter), float(weight))
        best = next(iter(choices), "")
        if best.strip():
            most = max(1.0, choices[best])
            found.append({letter: weight / most for letter, weight in choices.items()})
    return tuple(found)
