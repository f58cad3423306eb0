"""Signs that readers break: the percent sign read as its rings and its stroke, the sign of thousandths as a percent sign
and a letter, the first point of a long number as a comma, its comma as a point, the dash that opens a line as a wave."""

from collections.abc import Sequence
from dataclasses import replace

import regex

from document.pages import Word
from document.places import union
from ocr.second import UNSURE

_RING = "⁰º°"
_BROKEN = regex.compile(rf"(?<=\d)(?:[{_RING}]\s?[⁄/∕]\s?[₀-₉o0{_RING}]{{1,2}}|[{_RING}]%|[⁄∕][₀{_RING}])(?=[).,;:]*$)")
_RINGED = regex.compile(rf"\d[{_RING}]")
_SIGN = regex.compile(r"%[).,;:]*")
_THIRD_RING = regex.compile(rf"(?<=\d\s?)%[oO0ØøsS{_RING}](?=[).,;:\]/”\"]*$)")
"""What both readers make of "‰": no percent sign of 1,239 on scans was read with a ring behind it."""
_PLAIN_SIGN = regex.compile(r"%(?=[).,;:\]/”\"]*$)")
_COMMA_FIRST = regex.compile(r"(?<![\d.,])(?P<n>\d{1,3}),(?=\d{3}(?:\.\d{3})+(?!\d))")
"""No number is written with a comma before points of thousands: the tail of a point is dirt."""
_POINT_LAST = regex.compile(r"(?<![\d.,])(?P<n>[1-9]\d{0,2}(?:\.\d{3})+)\.(?=\d{1,2}(?![\d.,]*\d))")
"""Nor with points of thousands before a point of decimals ("81.209.3"): faint print lost the tail of its comma."""
_DONG = regex.compile(r"[(]?\d[\d.,]*đ(?:/\p{L}+)?[.,;:)]*")
_LIKE_DONG = str.maketrans("đ/", "4i")
_BARE_DONG = regex.compile(r"(?<=\d\.\d{3})d(?=(?:/\p{L}+)?[.,;:)]*$)")
_BARE_CODE = regex.compile(r"(?<=\d/)(?:ND(?=-CP)|QD(?=-)|HDND(?!\p{L}))|(?<=-H)D(?=ND(?!\p{L}))")
"""Letters of documents' numbers whose stroke faint print lost: decrees, decisions, people's councils."""
_WAVES = frozenset({"~", "˜", "∼", "¬"})


def with_signs_mended(words: Sequence[Word]) -> tuple[Word, ...]:
    """The words of one line with broken percent signs whole, thousandths as such (all readings stay), its opening dash a dash."""
    mended: list[Word] = []
    for word in words:
        last = mended[-1] if mended else None
        if last is not None and _SIGN.fullmatch(word.text) and _RINGED.fullmatch(last.text[-2:]):
            mended[-1] = _percent(last, last.text[:-1] + word.text, word)
        elif _BROKEN.search(word.text):
            mended.append(_percent(word, _BROKEN.sub("%", word.text), word))
        else:
            mended.append(_with_stroke(_with_points(_with_thousandths(word))))
    if len(mended) > 1 and mended[0].text in _WAVES:
        mended[0] = replace(mended[0], text="-", readings=())
    return tuple(mended)


def _with_points(word: Word) -> Word:
    """The word with points between thousands and a comma before decimals, and its doubt."""
    text = _POINT_LAST.sub(r"\g<n>,", _COMMA_FIRST.sub(r"\g<n>.", word.text))
    if text == word.text:
        return word
    readings = tuple(dict.fromkeys((text, word.text, *word.readings)))
    return replace(word, text=text, confidence=min(word.confidence, UNSURE), readings=readings)


def _with_stroke(word: Word) -> Word:
    """The word with "đ" where one reader saw it and another a 4 ("8834" for "883đ"), or where none saw its stroke."""
    text = word.text
    for reading in word.readings[1:]:
        if _DONG.fullmatch(reading) and reading.translate(_LIKE_DONG) == text.translate(_LIKE_DONG):
            text = reading
    if text == word.text:
        text = _BARE_CODE.sub(lambda m: m[0].replace("D", "Đ", 1), _BARE_DONG.sub("đ", text))
    if text == word.text:
        return word
    return replace(word, text=text, readings=tuple(dict.fromkeys((text, word.text, *word.readings))))


def _with_thousandths(word: Word) -> Word:
    """The word with "‰" where a reader saw a ring behind a percent sign; doubtful unless both did."""
    seen = [reading for reading in word.readings or (word.text,) if _THIRD_RING.search(reading)]
    if not seen:
        return word
    ringed = word.text if word.text in seen else seen[0]
    text = word.text.replace("%", "‰") if _PLAIN_SIGN.search(word.text) else _THIRD_RING.sub("‰", ringed)
    alone = bool(word.readings) and len(seen) < len(word.readings)
    others = (r for r in (word.text, *word.readings) if r != text)
    sure = min(word.confidence, UNSURE) if alone else word.confidence
    return replace(word, text=text, confidence=sure, readings=tuple(dict.fromkeys((text, *others))))


def _percent(word: Word, text: str, until: Word) -> Word:
    read = word.text if until is word else word.text + until.text
    box = union([word.bbox, until.bbox])
    assert box is not None
    others = (r for r in word.readings if r not in (text, read))
    return replace(
        word, text=text, bbox=box, confidence=min(word.confidence, until.confidence), readings=(text, read, *others)
    )
