"""Judge a PDF page's text layer before believing it, and make a page of the ones that deserve it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

import numpy as np

from document.pages import Grid, LayerChar, Line, Page, PageSource, TextLayer, Word
from document.places import BBox, union
from ocr.compose import compose
from ocr.grid import read_layer_grid
from ocr.layer_tables import page_grids
from ocr.layout import rows
from ocr.legacy import to_unicode
from ocr.roles import mark_roles
from ocr.syllables import sense
from ocr.turns import main_turn, turned_box, turned_chars, turned_rules

Verdict = Literal["good", "empty", "seal", "invisible", "garbage"]
NOTES: dict[Verdict, str] = {
    "seal": "lớp chữ của PDF chỉ có con dấu hoặc chữ ký số; đã đọc lại từ ảnh.",
    "invisible": "lớp chữ ẩn của lần nhận dạng trước không được dùng; đã đọc lại từ ảnh.",
    "garbage": "lớp chữ của PDF sai bảng mã hoặc vô nghĩa; đã đọc lại từ ảnh.",
}
LEGACY_NOTE = "chữ theo bảng mã cũ (TCVN3/VNI) đã được đổi sang Unicode."
UNSEEN_NOTE = "{count} ký tự của lớp chữ không nhìn thấy trên trang (chữ trắng, bị che, quá nhỏ) nên không được đọc."

_FEW = 200
"""A page of a letter has 1,500 characters and more; a seal's or a digital signature's text has about a hundred."""

_FEW_GAPS = 4
_FEW_UNSEEN = 10
"""Letters and digits that may be unseen without a word: what a template leaves behind."""
_FEW_UNKNOWN, _UNKNOWN = 2, 0.003
"""Letters without a meaning that a page may have, and their share: bullets and ornaments, not figures."""
_ODD = frozenset(("Co", "Cn", "Cc", "Cs"))
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_RAISED_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_TWICE, _TILE = 0.12, 8.0
"""How near two letters of one kind stand that are one, in sizes of the type; side of the squares they are sought in, points."""
_LETTER_EM = 0.45
"""Height of "x" in Times over the size of the type."""

_GAP_WITH_SPACE = 0.07
_GAP_ALONE = 0.17
_GAP_COLUMN = 1.5
"""White between characters, in sizes of the type: a space where one is written, where none is, and between columns."""


def _is_latin(text: str) -> bool:
    """Whether it may be English or another tongue in plain letters: vowels are as many as in speech, marks are few."""
    letters = [c for c in text.lower() if c.isalpha()]
    vowels = sum(c in "aeiouy" for c in letters)
    return sum(c.isascii() for c in letters) > 0.97 * len(letters) and 0.3 < vowels / max(1, len(letters)) < 0.5


def judge(layer: TextLayer | None, scanned: bool) -> Verdict:
    """What a page's text layer is worth. `scanned`: an image covers the page."""
    if layer is None:
        return "empty"
    printed = [c for c in layer.chars if not c.text.isspace()]
    visible = [c for c in printed if not c.invisible]
    if not printed:
        return "empty"
    if len(visible) < 0.5 * len(printed):
        return "invisible"
    if scanned and len(visible) < _FEW:
        return "seal"
    return "garbage" if _is_garbage([c for c in layer.chars if not c.invisible]) else "good"


def _is_garbage(visible: Sequence[LayerChar]) -> bool:
    """Whether codes mean nothing, for the page or for one of its fonts: bold type or the digits may have one of their own."""
    converted = to_unicode(turned_chars(visible, main_turn(visible), 0, 0))[0]
    printed = [c for c in converted if not c.text.isspace()]
    # A sign alone is an ornament of the list; in a word or a number it is what the page says.
    unknown = sum(a.text == "\ufffd" and _touches(a, b, _GAP_ALONE) for a, b in pairwise(printed))
    odd = sum(unicodedata.category(c) in _ODD for char in printed for c in char.text)
    if unknown > max(_FEW_UNKNOWN, _UNKNOWN * len(printed)) or unknown + odd > 0.02 * len(printed):
        return True
    fonts = [[c for c in converted if c.font == font] for font in sorted({c.font for c in converted})]
    return _means_nothing(converted, 40, 0.7) or any(_means_nothing(font, 60, 0.4) for font in fonts)


def _means_nothing(chars: Sequence[LayerChar], least: int, sensible: float) -> bool:
    text = _running(chars)
    return len(text) > least and sense(text) < sensible and not _is_latin(text)


def _running(chars: Sequence[LayerChar]) -> str:
    """The text with its words parted where they are parted on paper."""
    text, space = "", False
    last: LayerChar | None = None
    for char in chars:
        if char.text.isspace():
            space = True
            continue
        if last is not None and not _touches(last, char, _GAP_WITH_SPACE if space else _GAP_ALONE):
            text += " "
        text += char.text
        last, space = char, False
    return text


def _touches(last: LayerChar, char: LayerChar, gap: float) -> bool:
    size = gap * max(last.size_pt, char.size_pt, 1.0)
    a, b = last.bbox_pt, char.bbox_pt
    return a[0] - size < b[2] and b[0] < a[2] + size and a[1] - size < b[3] and b[1] < a[3] + size


@dataclass(frozen=True, slots=True)
class Run:
    """Characters on one baseline without a wide gap, box in pixels."""

    x0: float
    y0: float
    x1: float
    y1: float
    chars: tuple[LayerChar, ...]


def _size(chars: Sequence[LayerChar]) -> float:
    return float(np.median([c.size_pt for c in chars])) or 1.0


def _runs(chars: Sequence[LayerChar], scale: float) -> list[Run]:
    """File order is kept within a run: it is the order of writing."""
    groups: list[list[LayerChar]] = []
    for char in chars:
        if groups and _follows(groups[-1][-1], char):
            groups[-1].append(char)
        elif not char.text.isspace():
            groups.append([char])
    found = []
    for group in groups:
        box = union([c.bbox_pt for c in group if not c.text.isspace()])
        if box is not None:
            x0, y0, x1, y1 = (v * scale for v in box)
            found.append(Run(x0, y0, x1, y1, tuple(group)))
    return _joined(found, scale)


def _follows(last: LayerChar, char: LayerChar) -> bool:
    size = max(last.size_pt, char.size_pt, 1.0)
    gap = char.bbox_pt[0] - last.bbox_pt[2]
    drop = abs(char.bbox_pt[3] - last.bbox_pt[3])
    return -0.6 * size < gap < _GAP_COLUMN * size and drop < 0.55 * size


def _joined(runs: list[Run], scale: float) -> list[Run]:
    """Neighbours on one row, written apart (bold words, fields), made one run."""
    found: list[Run] = []
    for row in rows(runs):
        for run in row:
            last = found[-1] if found else None
            size = _size(run.chars) * scale
            if last is not None and last in row and run.x0 - last.x1 < _GAP_COLUMN * size:
                found[-1] = Run(last.x0, min(last.y0, run.y0), run.x1, max(last.y1, run.y1), (*last.chars, *run.chars))
            else:
                found.append(run)
    return found


def words_of(chars: Sequence[LayerChar], scale: float) -> tuple[Word, ...]:
    """Words of one line or cell; those that lie on their sides come after the upright ones."""
    words = list(_upright_words([c for c in chars if c.turn == 0], scale))
    for turn in (90, 180, 270):
        lying = turned_chars([c for c in chars if c.turn == turn], turn, 0, 0)
        words += [replace(w, bbox=turned_box(w.bbox, -turn, 0, 0)) for w in _upright_words(lying, scale)]
    return tuple(words)


def _upright_words(chars: Sequence[LayerChar], scale: float) -> tuple[Word, ...]:
    """A space that is written but not seen is none: Word's PDFs have such inside words."""
    words: list[Word] = []
    empty: list[BBox] = []
    text, boxes, space = "", empty, False
    last: LayerChar | None = None
    size = _size([c for c in chars if not c.text.isspace()] or chars) if chars else 1.0
    wider = _spread(chars, size)
    base = float(np.median([c.bbox_pt[3] for c in chars if not c.text.isspace()] or [0.0]))
    for char in chars:
        if char.text.isspace():
            space = True
            continue
        raised = char.text.isdigit() and char.size_pt < 0.8 * size and char.bbox_pt[3] < base - 0.1 * size
        if last is not None:
            note = not raised and text.strip(_RAISED_DIGITS) == "" and not words
            gap = (char.bbox_pt[0] - last.bbox_pt[2]) / size
            below = char.bbox_pt[1] > last.bbox_pt[3] - 0.3 * size
            if gap > _GAP_ALONE + wider or (space and gap > _GAP_WITH_SPACE + wider) or gap < -1.5 or below or note:
                words.append(_word(text, boxes, scale))
                text, boxes = "", []
        text += char.text.translate(_RAISED) if raised else char.text
        boxes.append(char.bbox_pt)
        last, space = char, False
    if text:
        words.append(_word(text, boxes, scale))
    return tuple(words)


def _spread(chars: Sequence[LayerChar], size: float) -> float:
    """White that a title set wide has between all its letters, in sizes of the type; 0 for a line set as usual."""
    letters = ((a, b) for a, b in pairwise(chars) if a.text.isalpha() and b.text.isalpha())
    gaps = [(b.bbox_pt[0] - a.bbox_pt[2]) / size for a, b in letters]
    usual = float(np.median(gaps)) if len(gaps) >= _FEW_GAPS else 0.0
    return usual if usual > _GAP_WITH_SPACE else 0.0


def _word(text: str, boxes: list[BBox], scale: float) -> Word:
    x0, y0, x1, y1 = union(boxes) or (0.0, 0.0, 0.0, 0.0)
    box = (round(x0 * scale, 1), round(y0 * scale, 1), round(x1 * scale, 1), round(y1 * scale, 1))
    return Word(unicodedata.normalize("NFC", text), box)


def _line(row: Sequence[Run], scale: float) -> Line:
    words = tuple(word for run in row for word in words_of(run.chars, scale))
    chars = [c for run in row for c in run.chars if not c.text.isspace()]
    bold = sum("bold" in c.font.lower() for c in chars) * 2 > len(chars)
    italic = sum("italic" in c.font.lower() or "oblique" in c.font.lower() for c in chars) * 2 > len(chars)
    return Line(
        0,
        " ".join(w.text for w in words),
        union([w.bbox for w in words]),
        words,
        size=round(_size(chars) * scale * _LETTER_EM, 1),
        bold=bold,
        italic=italic,
    )


def read_layer(source: PageSource, layer: TextLayer, dpi: float) -> Page:
    """The page by its layer, upright; boxes at `dpi`."""
    scale = dpi / 72
    seen = _once([c for c in layer.chars if not c.invisible])
    turn = main_turn([c for c in seen if not c.text.isspace()])
    chars, legacy = to_unicode(turned_chars(seen, turn, *source.size_pt))
    rules = turned_rules(layer.rules, turn, *source.size_pt)
    shown = source.size_pt[::-1] if turn % 180 else source.size_pt
    width, height = (round(v * scale) for v in shown)
    geometries = page_grids(rules, chars, scale, (width, height), lambda part: rows(_runs(part, scale)))
    outside = [c for c in chars if not any(_inside(c, g.bbox, scale) for g in geometries)]
    tables = [read_layer_grid(g, chars, scale, lambda held: words_of(held, scale)) for g in geometries]
    upright = _runs([c for c in outside if c.turn == 0], scale)
    lines, grids = compose(upright, tables, _LETTER_EM * 13 * scale, lambda row: _line(row, scale))
    flat = [(r.x0_pt * scale, r.y0_pt * scale, r.x1_pt * scale, r.y1_pt * scale) for r in rules]
    short = [r for r in flat if r[3] - r[1] < 3 * scale and 20 * scale < r[2] - r[0] < 300 * scale]
    return Page(
        number=source.number,
        width=width,
        height=height,
        reader="layer",
        lines=(*mark_roles(lines, width, height, short), *_beside(outside, scale, _last(lines, grids) + 1)),
        grids=tuple(grids),
        rotation=turn,
        dpi=dpi,
        notes=_notes(layer, legacy=legacy),
    )


def _last(lines: Sequence[Line], grids: Sequence[Grid]) -> int:
    return max((*(line.number for line in lines), *(grid.last_line for grid in grids)), default=0)


def _beside(chars: Sequence[LayerChar], scale: float, number: int) -> list[Line]:
    """What runs up, down or upside down on the page beside its text: lines of the margin, numbered on from `number`."""
    found: list[Line] = []
    for turn in (90, 180, 270):
        lying = turned_chars([c for c in chars if c.turn == turn], turn, 0, 0)
        for row in rows(_runs(lying, scale)):
            line = _line(row, scale)
            words = tuple(replace(w, bbox=turned_box(w.bbox, -turn, 0, 0)) for w in line.words)
            box = union([w.bbox for w in words])
            found.append(replace(line, number=number + len(found), words=words, bbox=box, role="margin"))
    return found


def _once(chars: Sequence[LayerChar]) -> list[LayerChar]:
    """Letters that are drawn twice in one place, which makes them bold or shadowed, once."""
    places: dict[tuple[str, int, int], list[tuple[float, float]]] = {}
    found: list[LayerChar] = []
    for char in chars:
        x, y = (char.bbox_pt[0] + char.bbox_pt[2]) / 2, (char.bbox_pt[1] + char.bbox_pt[3]) / 2
        near = _TWICE * max(char.size_pt, 1.0)
        column, row = int(x // _TILE), int(y // _TILE)
        around = ((char.text, column + i, row + j) for i in (-1, 0, 1) for j in (-1, 0, 1))
        if not any(abs(x - a) < near and abs(y - b) < near for key in around for a, b in places.get(key, ())):
            found.append(char)
            places.setdefault((char.text, column, row), []).append((x, y))
    return found


def _notes(layer: TextLayer, *, legacy: bool) -> tuple[str, ...]:
    unseen = sum(c.invisible and c.text.isalnum() for c in layer.chars)
    notes = (LEGACY_NOTE,) if legacy else ()
    return (*notes, UNSEEN_NOTE.format(count=unseen)) if unseen > _FEW_UNSEEN else notes


def _inside(char: LayerChar, box: BBox, scale: float) -> bool:
    x, y = (char.bbox_pt[0] + char.bbox_pt[2]) / 2 * scale, (char.bbox_pt[1] + char.bbox_pt[3]) / 2 * scale
    return box[0] <= x <= box[2] and box[1] <= y <= box[3]
