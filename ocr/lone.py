"""Figures of a sign or two that Tesseract takes for letters where no other figure is near: "I cas", "ó m3", "óó tr".

Such a word is asked about only where it is no word of the language, or a stroke that no Roman number's word stands
before. The second reader says how likely each figure is that looks like it, and how likely the letters are themselves.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

import numpy as np
import regex

from document.pages import Image, Word
from document.places import BBox
from ocr.second import ALIKE, NEARLY, UNSURE, SecondReader
from ocr.second_tokens import grown, ink_of

_FIGURES = {
    **dict.fromkeys("óòõọ", "60"), **dict.fromkeys("ÓÒÕỌ", "06"), **dict.fromkeys("IlÍÌÏí|!]¡¦", "1"),
    **dict.fromkeys("TJ", "17"), **dict.fromkeys("SŠš", "5"), **dict.fromkeys("Zz", "27"), "?": "72", "§": "856",
}  # fmt: skip
"""What each sign may be in truth; figures stand for themselves."""
_UNIT = r"(?:m[23²³]?|km2?|ha|h|đ|kg|tr)"
_ASKED = regex.compile(rf"[(\[]?(?P<n>[óòõọÓÒÕỌIlÍÌÏí|!\]¡¦TJSŠšZz?§\d]{{1,3}})(?P<rest>{_UNIT}?[.,;:)\]]*)")
_STROKES = regex.compile(r"[IlÍÌÏí|!\]¡¦1]+")
_ROMAN_FOLLOWS = regex.compile(
    r"\W*(?:qu[ýyỳ]|ph[ầâằ]n|ch[ưu][ơo]ng|m[ụu]c|k[ỳyý]|lo[ạa]i|h[ạa]ng|b[ậâ]c|nh[óo]m|c[ấâ]p|m[ứu]c|v[ùu]ng|khu|v[ựu]c|đo[ạa]n|"
    r"đ[ợo]t|khóa|vòng|l[ầâ]n|sở|v[àa]|s[ốôó]|bi[ểêe]u|ph[ụu]|l[ụu]c|[IVX]+[,;-]?|[-–,;+])",
    regex.I,
)
"""Words that a Roman number follows."""
CLEARLY, RATHER, PERHAPS = 4.5, 1.5, -1.0
"""Natural logarithm of the odds of the figure against the letters from which on it is believed, taken with a doubt, or told
of: Roman numbers on scans had 3.2 and less, figures 2.2 and more, nearly all of them above 5."""
UNLIKELY = -15.0
"""Letters that the second reader does not know count as this unlikely."""


@dataclass(frozen=True, slots=True)
class _Question:
    line: int
    at: int
    bbox: BBox
    answers: tuple[str, ...]
    """What the word may say: as read first, then with figures."""


def with_lone_figures(lines: Sequence[Sequence[Word]], grey: Image, second: SecondReader) -> list[tuple[Word, ...]]:
    """The lines with figures for the letters that `second` takes for such on `grey`, the page that the boxes refer to.

    Both readings stand in `readings`. Where the figure is not much likelier than the letter the word is doubtful.
    """
    found = [list(line) for line in lines]
    asked = [(i, at) for i, line in enumerate(lines) for at in range(len(line)) if _asks(line, at)]
    if not asked:
        return [tuple(line) for line in found]
    ink = ink_of(grey)
    questions = [
        _Question(i, at, grown(lines[i], at, at + 1, ink), tuple(_spellings(lines[i][at].text))) for i, at in asked
    ]
    weights = second.weigh([q.bbox for q in questions], grey, [q.answers for q in questions])
    for question, weighed in zip(questions, weights, strict=True):
        line = found[question.line]
        line[question.at] = _answered(line[question.at], question.answers, weighed)
    return [tuple(line) for line in found]


def _asks(line: Sequence[Word], at: int) -> bool:
    match = _ASKED.fullmatch(line[at].text)
    if match is None or match["n"].isdigit() or len(line[at].readings) > 1:
        return False
    if not _STROKES.fullmatch(match["n"]):
        return True
    # A stroke that opens a line is a Roman heading or what is left of a rule; two are rarely an 11.
    return at > 0 and len(match["n"]) == 1 and _ROMAN_FOLLOWS.fullmatch(line[at - 1].text) is None


def _spellings(text: str) -> Iterator[str]:
    """The text itself, then with figures for its letters."""
    yield text
    match = _ASKED.fullmatch(text)
    assert match is not None
    start, end = match.span("n")
    for signs in product(*(_FIGURES.get(sign, sign) for sign in match["n"])):
        yield text[:start] + "".join(signs) + text[end:]


def _answered(word: Word, answers: Sequence[str], weighed: Sequence[float]) -> Word:
    """`weighed`: logarithms of how likely the answers are, against the likeliest text of all."""
    best = int(np.argmax(weighed[1:])) + 1
    odds = weighed[best] - max(weighed[0], UNLIKELY)
    if odds < PERHAPS or weighed[best] < NEARLY:
        return word
    if odds < CLEARLY:
        readings = (answers[best], word.text) if odds >= RATHER else (word.text, answers[best])
        return Word(readings[0], word.bbox, min(word.confidence, UNSURE), readings)
    return Word(answers[best], word.bbox, ALIKE, (answers[best], word.text))
