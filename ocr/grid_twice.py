"""Figures of cells read twice: short cells, which Tesseract has no context for, are read whole by the second reader."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import regex

from document.pages import Image, Word
from ocr.grid_cells import Print
from ocr.second import DOUBT, SecondReader
from ocr.second_forms import core, known_form, plain, well_formed

SHORT = 7.0
"""Doubtful cells without figures are read again where their print is narrower than this many letter heights."""
ONE_LINE = 2.3
"""Print lower than this many letter heights is one line."""
PLUS = 0.5
"""A plus sign is at least this high (letter heights)."""
SURE = 0.9
"""Least probability of a letter from which the second reader is believed where the first one saw no figure."""
ALONE = 0.75
"""Confidence of a figure that only the second reader could read, and was sure of."""

_ROMAN = regex.compile(r"(?:X{0,3})(?:IX|IV|V?I{1,3}|V|X)\.?")
_STOPPED = regex.compile(r"(?:\d{3,}|\d+[.,/][\d.,/]*\d|\d[\d.,]*%)[.,:;]")
_MARKS = regex.compile(r"[_'`´ˆ¬|~=‹›„«»*^\\.,:;\"]+")
"""What dirt and the ends of rules are read as."""
_GLUED = regex.compile(r"['`´ˆ|=„_]+(?=\w)")
_DIGIT = regex.compile(r"\d")


def read_twice(
    inked: Sequence[Print], words: Mapping[int, Sequence[Word]], clean: Image, letter: float, second: SecondReader
) -> dict[int, list[Word]]:
    """The words of the cells, figures read again on the rule-free image `clean`; silent cells are given their reading."""
    cells = sorted(words)
    reread = second.reread_cells([words[cell] for cell in cells], clean)
    found = {cell: list(held) for cell, held in zip(cells, reread, strict=True)}
    asked = [place for place in inked if not place.dash and _asks(place, found.get(place.cell, []), letter)]
    for place, word in zip(asked, second.read([place.bbox for place in asked], clean), strict=True):
        found[place.cell] = _settled(found.get(place.cell, []), word)
    return {cell: _without_stop(_without_marks(held, letter)) for cell, held in found.items()}


def _without_marks(words: list[Word], letter: float) -> list[Word]:
    """A cell's words without the lone marks before and after them, which are dirt and what is left of rules."""
    sound = [k for k, word in enumerate(words) if _MARKS.fullmatch(word.text) is None and not _is_speck(word, letter)]
    if not sound:
        return words
    kept = words[sound[0] : sound[-1] + 1]
    first = _GLUED.sub("", kept[0].text, count=1) if _GLUED.match(kept[0].text) else kept[0].text
    return [replace(kept[0], text=first), *kept[1:]]


def _is_speck(word: Word, letter: float) -> bool:
    """Whether what was read as a plus sign is too small to be one."""
    return word.text == "+" and word.bbox[3] - word.bbox[1] < PLUS * letter


def _without_stop(words: list[Word]) -> list[Word]:
    """A large figure alone in its cell without the stop after it, which is dirt; "1." may number a row."""
    if len(words) == 1 and _STOPPED.fullmatch(words[0].text):
        return [replace(words[0], text=words[0].text[:-1])]
    return words


def _asks(place: Print, words: Sequence[Word], letter: float) -> bool:
    """Whether a cell must be read whole: nothing was read, or something short and doubtful without a figure."""
    x0, y0, x1, y1 = place.bbox
    if y1 - y0 > ONE_LINE * letter:
        return False
    if not words:
        return True
    text = " ".join(word.text for word in words)
    if _DIGIT.search(text):
        return not well_formed(text) or text != _bare(text)
    unsure = min(word.confidence for word in words) < SURE or (len(text) <= 4 and text.upper() == text)
    return unsure and x1 - x0 < SHORT * letter


def _bare(text: str) -> str:
    """A cell's figure without marks around it, which are more often dirt than print."""
    return text.strip(" .,:;'`´ˆ\"“”‘’\\|_—–~")


def _settled(words: Sequence[Word], second: Word) -> list[Word]:
    if not second.text:
        return list(words)
    if not words:
        sure = second.confidence >= SURE and known_form(second.text)
        return [replace(second, confidence=ALONE if sure else min(second.confidence, DOUBT / 2))]
    first = " ".join(word.text for word in words)
    if core(first) == core(second.text):
        if len(second.text) < len(first) and second.text == _bare(first):
            return [Word(second.text, words[0].bbox, max(second.confidence, *(word.confidence for word in words)))]
        return [replace(word, confidence=max(word.confidence, second.confidence)) for word in words]
    if _DIGIT.search(first) and well_formed(_bare(first)) and core(second.text) != core(_bare(first)):
        return list(words)
    if _ROMAN.fullmatch(second.text) and second.confidence >= SURE and len(first) <= 4:
        return [replace(second, confidence=ALONE, readings=(second.text, first))]
    if not well_formed(second.text) or second.confidence < DOUBT:
        return list(words)
    text = plain(second.text)
    first_saw = min(word.confidence for word in words)
    sure = second.confidence >= SURE and first_saw < DOUBT
    return [replace(second, text=text, confidence=ALONE if sure else DOUBT / 2, readings=(text, first))]
