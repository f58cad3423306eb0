"""Tesseract's words out of its hOCR, each with what was weighed at every letter beside the one it chose: the print's own evidence
for another spelling."""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from document.pages import Word

OPTIONS = "-c tessedit_create_hocr=1 -c lstm_choice_mode=2 -c lstm_choice_iterations=1"
"""Tesseract then searches the answer of its network once more: 0.05 s a page. Three times take 0.1 s; on good scans they tell no more."""

_IMAGE, _WORD, _LETTER = "<div class='ocr_page'", "class='ocrx_word'", "id='lstm_choices"
_HEAD = re.compile(r"[^>]*?bbox (\d+) (\d+) (\d+) (\d+); x_wconf (\d+)[^>]*>(?:<\w+>)*([^<\n]*)")
_CHOICE = re.compile(r"x_confs ([\d.e+-]+)'>([^<]*)<")

Letters = tuple[Mapping[str, float], ...]
"""For each letter of a word: the letters weighed there, each with its weight against the chosen one's (1.0, which comes first)."""


@dataclass(frozen=True, slots=True)
class Lettered(Word):
    """A word as it was read, with what was weighed; `letters` is as long as `text`, or empty where that is not known."""

    letters: Letters = field(default=(), compare=False)


def words(hocr: str, count: int) -> list[list[Word]]:
    """The words on each of `count` images, boxes in the image's pixels."""
    images = hocr.split(_IMAGE)[1:]
    return [list(_words(image)) for image in images] + [[] for _ in range(count - len(images))]


def _words(image: str) -> Iterator[Word]:
    for part in image.split(_WORD)[1:]:
        head, *parts = part.split(_LETTER)
        if (found := _HEAD.match(head)) is None or not (text := html.unescape(found[6]).strip()):
            continue
        x0, y0, x1, y1, confidence = (float(v) for v in found.groups()[:5])
        weighed = _letters(parts)
        yield Lettered(text, (x0, y0, x1, y1), confidence / 100, letters=weighed if len(weighed) == len(text) else ())


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
