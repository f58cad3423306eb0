"""Read a page by its image: clean it, find its tables and lines, recognise them, put them in reading order."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial

import numpy as np

from document.pages import Cell, Grid, Image, Line, LineRole, Page, PageSource, Word
from document.places import BBox, union
from ocr import tesseract
from ocr.clean import Cleaned, clean, half_turned, turned
from ocr.compose import compose
from ocr.cut import Cut, cut, owners, placed, slope
from ocr.grid import find_grids, read_grid
from ocr.grid_geometry import Geometry
from ocr.lines import Ink, Strip, find_ink, find_strips, small_letter, uprightness, without
from ocr.lone import with_lone_figures
from ocr.marks import find_marks, read_marks, with_mark
from ocr.roles import with_roles
from ocr.second_forms import well_formed
from ocr.settings import ReaderSettings
from ocr.signs import with_signs_mended
from ocr.stamps import without_stamps
from ocr.streaks import with_hidden_doubted
from ocr.strokes import with_strokes_counted
from ocr.syllables import is_syllable
from ocr.tones import with_marks_weighed
from ocr.underlines import without_underlines

REFERENCE_DPI = 200.0
"""Resolution of the page image that all boxes refer to, unless the sheet is so large that `_MAX_SIDE` lowers it."""

UNREAD_INK_NOTE = "có {count} chỗ mực màu giống chữ số đứng riêng, không được đọc; hãy nhìn trang giấy."
"""What a page says of coloured marks that may be figures or the ticks of a pen."""

_MAX_SIDE = 4000
_DOUBTFUL = 0.55
"""Share of marks above the letters that is no sign of an upright page: pages of figures have few, and those tell little."""
_PROBES = 5
"""Lines read both ways where the shapes do not say that the page is upright."""
_BETTER = 1.25
"""How much better they must read when turned: lines of print do twice as well, those that rules of a table run through as badly."""

_NOISE = 0.35
"""A line of a word or two below this mean confidence, with no sound figure in it, is a stain or the edge of a seal."""
_UNSURE, _SURE = 0.6, 0.9
_POINTS = '.,;:()“”"-'


def reference_dpi(source: PageSource) -> float:
    """The resolution that boxes of this page refer to: 200 dpi, less for sheets whose image would be longer than 4000 pixels."""
    longest = max(source.size_pt) / 72
    return min(REFERENCE_DPI, _MAX_SIDE / longest) if longest > 0 else REFERENCE_DPI


@dataclass(frozen=True, slots=True)
class _Found:
    """A clean page and its lines, not read yet."""

    cleaned: Cleaned
    ink: Ink
    strips: list[Strip]


@dataclass(frozen=True, slots=True)
class _Reading:
    """The lines of a clean page: strips and what was read in each, boxes still on the clean page."""

    ink: Ink
    strips: list[Strip]
    words: list[tuple[Word, ...]]


def read_scan(source: PageSource, settings: ReaderSettings) -> Page:
    """The page by its image. Raises `BaocaoError` kinds for a broken page or a missing engine."""
    dpi = reference_dpi(source)
    image = source.image(dpi)
    shape = (image.shape[0], image.shape[1])
    found = _found(clean(image))
    del image  # the largest thing there is; what follows needs its size alone
    found = _upright(found, shape, settings, source.number)
    cleaned = found.cleaned
    tables, places = _tables(cleaned.grey, settings, source.number)
    if places:
        found = _found(replace(cleaned, grey=_without_tables(cleaned.grey, places)), found.ink.letter)
    found = _without_underlines(found)
    found, crossed = _without_stamps(found)
    reading = _recognised(found, settings, source.number)
    lines, grids = _ordered(cleaned, reading, tables)
    lines, grids = with_hidden_doubted(lines, grids, (*cleaned.hidden, *map(cleaned.shown_box, crossed)))
    height, width = shape[::-1] if cleaned.rotation % 180 else shape
    return Page(
        number=source.number,
        width=width,
        height=height,
        reader="tesseract",
        lines=with_roles(lines, width, height, reading.ink, cleaned),
        grids=grids,
        rotation=cleaned.rotation,
        skew=round(cleaned.skew, 2),
        dpi=dpi,
        notes=(UNREAD_INK_NOTE.format(count=cleaned.unread),) if cleaned.unread else (),
    )


def _found(cleaned: Cleaned, letter: float = 0.0) -> _Found:
    """The lines of the page. `letter`: the letters' height with its tables, where little but dust is left without them."""
    ink = find_ink(cleaned.grey)
    if ink.letter < 0.7 * letter:
        ink = replace(ink, letter=letter)
    return _Found(cleaned, ink, find_strips(ink))


def _without_underlines(found: _Found) -> _Found:
    """The lines of the page as they are without underlines; its tables, which are made of such lines, are found before."""
    grey = without_underlines(found.cleaned.grey, found.ink)
    return found if grey is None else _found(replace(found.cleaned, grey=grey), found.ink.letter)


def _without_stamps(found: _Found) -> tuple[_Found, tuple[BBox, ...]]:
    """The lines of the page without grey strokes over them, and where such strokes stand, whatever their ink."""
    grey, crossed = without_stamps(found.cleaned.grey, found.ink)
    return (found if grey is None else _found(replace(found.cleaned, grey=grey), found.ink.letter)), crossed


def _cuts(grey: Image, ink: Ink, strips: Sequence[Strip]) -> list[Cut]:
    owner = owners(ink, strips)
    return [cut(grey, owner, index, strip, slope(ink, strip)) for index, strip in enumerate(strips)]


def _upright(found: _Found, shape: tuple[int, int], settings: ReaderSettings, number: int) -> _Found:
    """The page turned by half where its letters stand on their heads.

    The shapes only raise the suspicion (a page of figures has few accents): some lines are then read both ways.
    """
    share = uprightness(found.ink, found.strips)
    if share >= _DOUBTFUL or len(found.strips) < 2:
        return found
    cleaned = found.cleaned
    probes = sorted(found.strips, key=lambda s: s.x0 - s.x1)[:_PROBES]
    images = [piece.image for piece in _cuts(cleaned.grey, found.ink, probes)]
    read = tesseract.recognise_lines([*images, *(turned(i, 180) for i in images)], settings.timeout, number)
    as_is, turned_over = (
        sum(w.confidence * len(w.text) for line in half for w in line)
        for half in (read[: len(images)], read[len(images) :])
    )
    if _BETTER * as_is >= turned_over:
        return found
    return _found(half_turned(cleaned, shape[::-1] if cleaned.rotation % 180 else shape))


def _tables(grey: Image, settings: ReaderSettings, number: int) -> tuple[list[Grid], list[Geometry]]:
    """The tables of a clean page, and the places that hold no line: those of tables, and of rings and strokes without print."""
    recognise = partial(tesseract.recognise, timeout=settings.timeout, page=number)
    tables: list[Grid] = []
    places: list[Geometry] = []
    for geometry in find_grids(grey):
        table = read_grid(geometry, grey, recognise, settings.second)
        if geometry.kind == "borderless" and _is_scrawl(table):
            continue
        places.append(geometry)
        if _is_table(table):
            tables.append(table)
    return tables, places


def _without_tables(grey: Image, geometries: Sequence[Geometry]) -> Image:
    page = grey.copy()
    for geometry in geometries:
        x0, y0, x1, y1 = (round(v) for v in geometry.bbox)
        page[max(0, y0 - 3) : y1 + 4, max(0, x0 - 3) : x1 + 4] = 255
    return page


def _recognised(found: _Found, settings: ReaderSettings, number: int) -> _Reading:
    grey, ink, strips = found.cleaned.grey, found.ink, list(found.strips)
    marks = read_marks(find_marks(ink, strips), grey, settings.second)
    for mark, _ in marks:
        strips[mark.strip] = without(ink, strips[mark.strip], mark.pieces)
    cuts = _cuts(grey, ink, strips)
    read = tesseract.recognise_lines([piece.image for piece in cuts], settings.timeout, number)
    words = [placed(w, piece, strip) for w, piece, strip in zip(read, cuts, strips, strict=True)]
    words = with_strokes_counted(words, grey)
    if settings.second is not None:
        words = list(settings.second.reread_lines(words, grey))
        words = with_lone_figures(words, grey, settings.second)
    words = [with_marks_weighed(line) for line in words]
    for mark, digits in marks:
        words[mark.strip] = with_mark(words[mark.strip], mark, digits)
    return _Reading(ink, strips, [with_signs_mended(line) for line in words])


def _is_noise(words: Sequence[Word]) -> bool:
    text = "".join(w.text for w in words)
    sound = sum(c.isalnum() for c in text)
    stems = (w.text.strip(_POINTS) for w in words)
    mean = sum(w.confidence for w in words) / len(words)
    if len(text) == 1 and text.islower() and mean < _SURE:
        return True  # dirt at the edge of the sheet or a scribble beside the text
    figure = any(c.isdigit() for c in text) and (mean >= _NOISE or any(well_formed(w.text) for w in words))
    if figure or len(words) > 2 or any(len(s) >= 3 and is_syllable(s) for s in stems):
        return False
    if sound == 0:
        return len(text) < 4 or mean < _UNSURE
    return mean < _NOISE or (2 * sound < len(text) and mean < _UNSURE)


def _is_table(grid: Grid) -> bool:
    """Whether something is written in it: the rings of seals and the strokes of signatures look like empty cells."""
    filled = [cell for cell in grid.cells if any(c.isalnum() for c in cell.text)]
    return len(filled) >= 2 and 4 * len(filled) >= len(grid.cells) and sum(len(c.text) for c in filled) >= 6


def _is_scrawl(grid: Grid) -> bool:
    """Whether a third of its cells hold neither word nor figure: a broken seal and a signature beside lines, which white parts too."""
    filled = [cell.words for cell in grid.cells if cell.words]
    return 3 * sum(_is_noise(words) for words in filled) >= len(filled)


def _line(cleaned: Cleaned, reading: _Reading, strips: Sequence[int], role: LineRole) -> Line:
    words = [replace(w, bbox=cleaned.shown_box(w.bbox)) for index in strips for w in reading.words[index]]
    text = " ".join(w.text for w in words)
    sizes = [small_letter(reading.ink, reading.strips[i], " ".join(w.text for w in reading.words[i])) for i in strips]
    bbox = union([w.bbox for w in words])
    return Line(0, text, bbox, tuple(words), role, size=round(float(np.median(sizes)), 1))


def _ordered(cleaned: Cleaned, reading: _Reading, tables: Sequence[Grid]) -> tuple[tuple[Line, ...], tuple[Grid, ...]]:
    """Lines and grids in reading order, numbered on from 1, boxes on the page as shown; noise comes last."""
    at = {id(strip): index for index, strip in enumerate(reading.strips)}
    noise = [i for i, words in enumerate(reading.words) if words and _is_noise(words)]
    sound = [s for i, s in enumerate(reading.strips) if reading.words[i] and i not in noise]
    lines, grids = compose(
        sound,
        tables,
        reading.ink.letter or 20.0,
        lambda row: _line(cleaned, reading, [at[id(strip)] for strip in row], "body"),
    )
    number = len(lines) + sum(grid.rows for grid in grids) + 1
    lines += [replace(_line(cleaned, reading, [i], "margin"), number=number + k) for k, i in enumerate(noise)]
    return tuple(lines), tuple(_shown(grid, cleaned.shown_box) for grid in grids)


def _shown(grid: Grid, shown_box: Callable[[BBox], BBox]) -> Grid:
    def cell(old: Cell) -> Cell:
        words = tuple(replace(w, bbox=shown_box(w.bbox)) for w in with_signs_mended(with_marks_weighed(old.words)))
        plain = " ".join(w.text for w in old.words)
        text = " ".join(w.text for w in words) if old.text == plain else old.text
        return replace(old, text=text, bbox=None if old.bbox is None else shown_box(old.bbox), words=words)

    bbox = None if grid.bbox is None else shown_box(grid.bbox)
    return replace(grid, cells=tuple(cell(c) for c in grid.cells), bbox=bbox)
