"""What a column's figures have in common decides between separators: "4/115" in a column of "5.507" is "4.115"."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import regex

from document.pages import Word
from document.places import union
from ocr.grid_geometry import CellBox
from ocr.second import DOUBT
from ocr.second_forms import well_formed
from ocr.syllables import is_syllable

LEAST, SHARE = 4, 0.6
"""So many cells of a column, and this part of its figures, show its habit."""
FIGURES = 0.75
"""A column of which this part is figures holds nothing else but words."""

_GROUPED = regex.compile(r"\d{1,3}(?:\.\d{3})+")
_DECIMAL = regex.compile(r"\d{1,3},\d{2}")
_CONFUSED = {"grouped": regex.compile(r"(\d{1,3})[,:;/'](\d{3})"), "decimal": regex.compile(r"(\d{1,3})[.:;/'](\d{2})")}
_POINTED, _COMMA = regex.compile(r"\d{1,3}\.\d{1,2}"), regex.compile(r"\d{1,3},\d{1,2}")
_DECIMALS = regex.compile(r"\d{1,3}[,.]\d{1,2}")
_COLUMN_NUMBER, _HALF_BRACKET = regex.compile(r"\(\d{1,2}\)"), regex.compile(r"(?!\(\d+\))\(?(\d{1,2})\)?")
_SPACED = regex.compile(r"[1-9]\d{0,2}(?: \d{3})+")
_UNGROUPED = regex.compile(r"[1-9]\d{3,8}")
_CLOSED_UP = {1: regex.compile(r"(?!100$)\d{3,4}"), 2: regex.compile(r"(?!100$)\d{3,5}")}
_NUMBER = regex.compile(r"\d{1,3}\.?|(?=[IVX])X{0,3}(?:IX|IV|V?I{0,3})\.?")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV")
_STROKES = str.maketrans({"H": "II", "Ị": "I", "Í": "I", "Ỉ": "I", "l": "I", "|": "I"})
_NONE = ("-", "–", "x", "X")
_MENDED = {"grouped": r"\1.\2", "decimal": r"\1,\2"}


def by_habit(cells: Sequence[CellBox], words: Mapping[int, Sequence[Word]]) -> dict[int, list[Word]]:
    """`words` by cell, with the separators of lone figures as their column has them.

    What was read stays among the `readings`; unless a reader had said the column's form too, the figure is doubtful.
    """
    found = {cell: [_joined(held)] if _is_spaced(held) else list(held) for cell, held in words.items()}
    columns: dict[int, list[int]] = {}
    for index, held in found.items():
        if len(held) == 1 and cells[index].column_span == 1:
            columns.setdefault(cells[index].column, []).append(index)
    found |= _column_numbers(cells, found)
    lone = [held[0].text for held in found.values() if len(held) == 1]
    for number, members in columns.items():
        if number == 0:
            found |= _numbered({index: found[index][0] for index in members})
        habit = _habit([found[index][0].text for index in members])
        if habit is not None:
            for index in members:
                found[index] = [_mended(found[index][0], habit)]
        if number > 0 and _has_commas(lone):
            found |= _with_commas({index: found[index][0] for index in members})
        if number > 0:
            found |= _unsound({index: found[index][0] for index in members})
    return found


def _column_numbers(cells: Sequence[CellBox], words: Mapping[int, Sequence[Word]]) -> dict[int, list[Word]]:
    """The row that numbers the columns, "(1) (2) (3)", with the brackets that a scan lost."""
    rows: dict[int, dict[int, Word]] = {}
    for index, held in words.items():
        if len(held) == 1:
            rows.setdefault(cells[index].row, {})[index] = held[0]
    found: dict[int, list[Word]] = {}
    for row in rows.values():
        whole = sum(_COLUMN_NUMBER.fullmatch(word.text) is not None for word in row.values())
        if whole >= LEAST and whole >= SHARE * len(row):
            for index, word in row.items():
                half = _HALF_BRACKET.fullmatch(word.text)
                if half is not None:
                    found[index] = [_said(word, f"({half[1]})")]
    return found


def _is_spaced(words: Sequence[Word]) -> bool:
    """Whether the words of a cell are the groups of one figure whose points were lost: "15 050"."""
    return len(words) > 1 and _SPACED.fullmatch(" ".join(word.text for word in words)) is not None


def _joined(words: Sequence[Word]) -> Word:
    box = union([word.bbox for word in words])
    assert box is not None
    text, sure = ".".join(word.text for word in words), min(word.confidence for word in words)
    return Word(text, box, min(sure, 0.9 * DOUBT), (text, " ".join(word.text for word in words)))


def _has_commas(figures: Sequence[str]) -> bool:
    """Whether a table's decimals have commas: its points part thousands, or commas are what most of them have."""
    commas = sum(_COMMA.fullmatch(text) is not None for text in figures)
    points = sum(_POINTED.fullmatch(text) is not None for text in figures)
    grouped = sum(_GROUPED.fullmatch(text) is not None for text in figures)
    return grouped >= LEAST or (commas >= LEAST and commas >= points)


def _with_commas(words: Mapping[int, Word]) -> dict[int, list[Word]]:
    """Figures with decimals in a table whose decimals have commas: their point is a comma without its tail."""
    shown = [word.text for word in words.values() if word.text[:1].isdigit()]
    places = [len(text) - 1 - max(text.find(","), text.find(".")) for text in shown if _DECIMALS.fullmatch(text)]
    decimal = sum(_POINTED.fullmatch(text) is not None or _COMMA.fullmatch(text) is not None for text in shown)
    telling = decimal + sum(_GROUPED.fullmatch(text) is not None for text in shown)
    if not decimal or telling < LEAST or telling < SHARE * len(shown):
        return {}
    found = {
        index: [_said(word, word.text.replace(".", ","))]
        for index, word in words.items()
        if _POINTED.fullmatch(word.text) is not None
    }
    for tail in (1, 2):
        if places.count(tail) >= SHARE * len(shown):
            closed = {index: word for index, word in words.items() if _CLOSED_UP[tail].fullmatch(word.text)}
            found |= {index: [_perhaps(word, tail)] for index, word in closed.items()}
    return found


def _unsound(words: Mapping[int, Word]) -> dict[int, list[Word]]:
    """What is neither a figure nor a word among figures ("öU,U"): doubtful, however sure its reader was."""
    sound = sum(well_formed(word.text) or word.text in _NONE for word in words.values())
    if sound < LEAST or sound < FIGURES * len(words):
        return {}
    return {
        index: [replace(word, confidence=min(word.confidence, 0.9 * DOUBT))]
        for index, word in words.items()
        if not well_formed(word.text) and word.text not in _NONE and not is_syllable(word.text)
    }


def _perhaps(word: Word, tail: int) -> Word:
    """A figure without a comma among figures of `tail` decimals: it may have lost it."""
    text = f"{word.text[:-tail]},{word.text[-tail:]}"
    return replace(word, confidence=min(word.confidence, 0.9 * DOUBT), readings=(word.text, text))


def _numbered(words: Mapping[int, Word]) -> dict[int, list[Word]]:
    """Numbers of rows: in a column of them what looks like a Roman number is one ("IH", "VỊ")."""
    sound = sum(_NUMBER.fullmatch(word.text) is not None for word in words.values())
    if len(words) < LEAST or sound < SHARE * len(words):
        return {}
    found: dict[int, Word] = {}
    for index, word in words.items():
        text = word.text.translate(_STROKES)
        if _NUMBER.fullmatch(word.text) is None and _NUMBER.fullmatch(text) is not None:
            found[index] = _doubted(word, text)
    found |= _in_order({**words, **found})
    return {index: [word] for index, word in found.items()}


def _in_order(words: Mapping[int, Word]) -> dict[int, Word]:
    """Roman numbers that lost a stroke, or were read as figures, by the one before and the row after them.

    No group follows itself ("II", "II" is "II", "III"), and what stands before a "1" is no "1" but a group's number.
    """
    found: dict[int, Word] = {}
    last = before = 0
    following = [*[word.text.rstrip(".") for word in words.values()][1:], ""]
    for (index, word), after in zip(words.items(), following, strict=True):
        text = word.text.rstrip(".")
        expected = _ROMANS[last] if last < len(_ROMANS) else ""
        if text in _ROMANS:
            value = _ROMANS.index(text) + 1
            if value == last > 1 and expected.startswith(text[0]):
                found[index] = _doubted(word, expected)
                value += 1
            last, before = value, 0
        elif _is_stroked(text, expected, before) and (after == "1" or not text.isdecimal()):
            found[index] = _doubted(word, expected)
            last, before = last + 1, 0
        elif after == "1" and text == "1" and expected == "I":
            found[index] = _doubted(word, expected)
            last, before = 1, 0
        else:
            before = int(text) if text.isdecimal() and len(text) < 4 else 0
    return found


def _is_stroked(text: str, expected: str, before: int) -> bool:
    """Whether `text` has the strokes of the Roman number `expected` and is not the figure after `before`."""
    return text.replace("1", "I").translate(_STROKES) == expected and text != str(before + 1)


def _doubted(word: Word, text: str) -> Word:
    return replace(word, text=text, confidence=min(word.confidence, 0.9 * DOUBT), readings=(text, word.text))


def _habit(texts: Sequence[str]) -> str | None:
    figures = [text for text in texts if text[:1].isdigit() and len(text) >= 4]
    for name, form in (("grouped", _GROUPED), ("decimal", _DECIMAL)):
        shown = sum(form.fullmatch(text) is not None for text in figures)
        if shown >= LEAST and shown >= SHARE * len(figures):
            return name
    return None


def _mended(word: Word, habit: str) -> Word:
    if habit == "grouped" and _UNGROUPED.fullmatch(word.text) is not None:
        return _said(word, f"{int(word.text):,}".replace(",", "."))
    if _CONFUSED[habit].fullmatch(word.text) is None:
        return word
    return _said(word, _CONFUSED[habit].sub(_MENDED[habit], word.text))


def _said(word: Word, text: str) -> Word:
    """`word` as `text`, doubtful unless a reader had said so too."""
    others = tuple(reading for reading in (word.text, *word.readings) if reading != text)
    sure = word.confidence if text in word.readings else min(word.confidence, 0.9 * DOUBT)
    return replace(word, text=text, confidence=sure, readings=(text, *dict.fromkeys(others)))
