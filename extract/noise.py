"""What a reader makes of dirt, seals and print showing through: letters without words, at low confidence."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from statistics import fmean

import regex

from document.pages import Page, Word
from document.places import Place
from document.report import Token
from extract.bare import bare

_SYLLABLE = regex.compile(
    r"(?:NGH?|NH|GH|GI|KH|PH|QU|TH|TR|CH|[BCDĐGHKLMNPRSTVX])?[AEIOUY]{1,3}(?:NG|NH|CH|[CMNPT])?", regex.I
)
_NUMBER = regex.compile(r"\(?\d{2,}\)?%?")
_AMOUNT = regex.compile(r"(?<!\d)\d{1,3}(?:[.,]\d{1,3})+(?!\d)")
_LETTERS = regex.compile(r"\p{L}+")
_DIGITS = regex.compile(r"\d+(?:[.,]\d+)*")
_DOUBTFUL, _SURE = 0.5, 0.6
_FEW_WORDS = 0.25
"""A table in which fewer words than this say anything is none."""


def without_noise(page: Page) -> tuple[Page, list[Token]]:
    """A read page without the lines and grids that say nothing; the digits in them as tokens of the role "noise"."""
    if page.reader != "tesseract":
        return page, []
    tokens: list[Token] = []
    lines, grids = [], []
    for line in page.lines:
        if line.role == "body" and line.words and is_noise(line.words):
            tokens += _tokens(line.text, Place(page.number, line.number, line.bbox))
        else:
            lines.append(line)
    for grid in page.grids:
        words = [w for cell in grid.cells for w in cell.words]
        if words and is_noise(words, _FEW_WORDS):
            tokens += [t for c in grid.cells for t in _tokens(c.text, Place(page.number, grid.line + c.row, c.bbox))]
        else:
            grids.append(grid)
    if len(lines) == len(page.lines) and len(grids) == len(page.grids):
        return page, []
    return replace(page, lines=tuple(lines), grids=tuple(grids)), tokens


def is_noise(words: Sequence[Word], share: float = 0.0) -> bool:
    """Whether words are read with little confidence and no more than `share` of them are a syllable or a number."""
    if fmean(w.confidence for w in words) >= _DOUBTFUL:
        return False
    return sum(map(_says_something, words)) <= share * len(words)


def _says_something(word: Word) -> bool:
    """Whether a word is a syllable or a number: a short one only where the reader is sure of it."""
    if _AMOUNT.search(word.text):
        return True
    least = 2 if word.confidence >= _SURE else 3
    if any(len(t) >= least and _SYLLABLE.fullmatch(bare(t)) for t in _LETTERS.findall(word.text)):
        return True
    return word.confidence >= _SURE and _NUMBER.fullmatch(word.text.strip(".,:;-–")) is not None


def _tokens(text: str, place: Place) -> Iterable[Token]:
    return (Token(n.group(), place, "noise", text[:40]) for n in _DIGITS.finditer(text))
