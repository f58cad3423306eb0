"""Print that a page's text layer says nothing of: a table pasted as a picture, a scan under the words of a stamp.

The page is drawn small; what is dark on it and lies under no letter and no rule of the layer is left over. Where it looks
like lines of print it is read by its image, and its lines are put among the layer's own.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from document.errors import BrokenPage, TooLarge
from document.pages import Grid, Image, Line, Page, PageSource, TextLayer
from document.places import BBox
from ocr.colour import without_colour
from ocr.compose import numbered
from ocr.plain import in_order
from ocr.scan import read_scan
from ocr.settings import ReaderSettings
from ocr.syllables import is_syllable

PICTURE_NOTE = "trong trang có hình chứa chữ; phần ấy đã đọc từ ảnh."
UNREAD_NOTE = "trong trang có hình như chứa chữ mà không đọc được; hãy nhìn trang giấy."

_DPI = 72
_LONGEST_PT = 3000
"""Sheets longer than a metre are drawings or slips; their letters would not be seen at this resolution."""
_DARK = 150
"""Brightest channel of ink, 0..255: seals, signatures and drawings in colour are brighter in one of them."""
_MARGIN = 2
"""Pixels that a letter or a rule may stick out of its box."""
_LETTER = (3, 22)
"""Sides of a letter's mark, in pixels."""
_LETTERS = 25
"""Marks like letters that a picture of text has at the least."""
_AREA, _WIDTH = 0.025, 0.25
"""Part of the page's area and width that a picture of text takes at the least: seals and emblems are smaller."""
_REACH = (25, 91)
"""Height and width that a mark is widened to, in pixels, to meet those of its block: the next line's, the next column's."""
_SHARED = 0.2
"""Part of a block under letters of the layer from which it is taken for theirs, drawn beside their boxes."""
_SOUND, _SURE = 0.7, 0.7


@dataclass(frozen=True, slots=True)
class LeftOver:
    """`blocks`: places of print that the layer does not say, points of the page as shown; `more`: it is most of the page's."""

    blocks: tuple[BBox, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class _Cut:
    """A page of which only some places are shown."""

    page: PageSource
    blocks: tuple[BBox, ...]

    @property
    def number(self) -> int:
        return self.page.number

    @property
    def text(self) -> str | None:
        return self.page.text

    @property
    def first_line(self) -> int:
        return self.page.first_line

    @property
    def remarks(self) -> tuple[str, ...]:
        return ()

    @property
    def native_dpi(self) -> float:
        return self.page.native_dpi

    @property
    def size_pt(self) -> tuple[float, float]:
        return self.page.size_pt

    def layer(self) -> TextLayer | None:
        return None

    def image(self, dpi: float) -> Image:
        whole = self.page.image(dpi)
        shown = np.full_like(whole, 255)
        for box in self.blocks:
            x0, y0, x1, y1 = (max(0, round(v * dpi / 72)) for v in box)
            shown[y0:y1, x0:x1] = whole[y0:y1, x0:x1]
        return shown


def left_over(source: PageSource, layer: TextLayer) -> LeftOver:
    """What is printed on the page beside what its layer says."""
    if max(source.size_pt) > _LONGEST_PT:
        return LeftOver((), more=False)
    try:
        ink = (without_colour(source.image(_DPI)) < _DARK).astype(np.uint8)
    except (BrokenPage, TooLarge):  # a page that cannot be drawn still says what its layer says
        return LeftOver((), more=False)
    said = np.zeros_like(ink)
    for char in layer.chars:
        if not char.invisible and not char.text.isspace():
            _fill(said, char.bbox_pt)
    drawn = said.copy()
    for rule in layer.rules:
        _fill(drawn, (rule.x0_pt, rule.y0_pt, rule.x1_pt, rule.y1_pt))
    for box in layer.stamps:
        _fill(drawn, box)
    rest = ink * (1 - drawn)
    marks, letters = _letters(rest)
    if letters < _LETTERS:
        return LeftOver((), more=False)
    blocks = tuple(_blocks(marks, rest, said))
    return LeftOver(blocks, more=bool(blocks) and int(marks.sum()) > int((ink * said).sum()))


def _fill(mask: NDArray[np.uint8], box: BBox) -> None:
    x0, y0, x1, y1 = box
    mask[max(0, int(y0) - _MARGIN) : int(y1) + _MARGIN + 1, max(0, int(x0) - _MARGIN) : int(x1) + _MARGIN + 1] = 1


def _letters(ink: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], int]:
    """The marks of a letter's size alone, and how many they are."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(ink, connectivity=8)
    wide, high = stats[:, cv2.CC_STAT_WIDTH], stats[:, cv2.CC_STAT_HEIGHT]
    least, most = _LETTER
    kept = (np.maximum(wide, high) >= least) & (high <= most) & (wide <= 4 * most)
    kept[0] = False
    return kept[labels].astype(np.uint8), int(kept[:count].sum())


def _blocks(marks: NDArray[np.uint8], rest: NDArray[np.uint8], said: NDArray[np.uint8]) -> list[BBox]:
    """Marks that stand close together, in lines of a page's type, with the rules that are drawn around them."""
    height, width = marks.shape
    joined = cv2.dilate(marks, np.ones(_REACH, np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined, connectivity=8)
    around = cv2.connectedComponentsWithStats(rest, connectivity=8)[2][1:, :4]
    found: list[BBox] = []
    for index in range(1, count):
        x, y, wide, high = (int(v) for v in stats[index, :4])
        part = (slice(y, y + high), slice(x, x + wide))
        letters = cv2.connectedComponents(marks[part] * (labels[part] == index).astype(np.uint8))[0] - 1
        large = wide * high >= _AREA * width * height and wide >= _WIDTH * width
        if large and letters >= _LETTERS and float(said[part].mean()) < _SHARED:
            found.append(_with_rules((x, y, x + wide, y + high), around))
    return found


def _with_rules(block: BBox, around: NDArray[Any]) -> BBox:
    x0, y0, x1, y1 = block
    left, top = around[:, 0], around[:, 1]
    right, bottom = left + around[:, 2], top + around[:, 3]
    touching = (left < x1) & (right > x0) & (top < y1) & (bottom > y0)
    if not touching.any():
        return block
    left, top, right, bottom = left[touching], top[touching], right[touching], bottom[touching]
    return (
        float(min(x0, left.min() - 2)), float(min(y0, top.min() - 2)),
        float(max(x1, right.max() + 2)), float(max(y1, bottom.max() + 2)),
    )  # fmt: skip


def with_pictures(page: Page, source: PageSource, blocks: tuple[BBox, ...], settings: ReaderSettings) -> Page:
    """`page`, read by its layer, with the print in `blocks` read by the image and put in its place."""
    read = read_scan(_Cut(source, blocks), settings)
    parts = [p for p in in_order(read) if isinstance(p, Grid) or p.role != "margin"]
    if read.rotation != page.rotation or not _is_text(parts):
        return replace(page, notes=(*page.notes, UNREAD_NOTE))
    order = in_order(page)
    for part in parts:
        order.insert(_place(order, part), part)
    lines, grids = numbered(order)
    return replace(page, lines=tuple(lines), grids=tuple(grids), notes=(*page.notes, PICTURE_NOTE))


def _is_text(parts: Sequence[Line | Grid]) -> bool:
    """Whether what was read in a picture is print and not the rubbish of a photograph."""
    words = [w for p in parts for w in (p.words if isinstance(p, Line) else (w for c in p.cells for w in c.words))]
    stems = [w.text.strip(".,;:()%-–") for w in words]
    sound = sum((stem.isalpha() and is_syllable(stem)) or stem[:1].isdigit() for stem in stems)
    sure = sum(w.confidence for w in words)
    return len(words) >= 6 and sound >= _SOUND * len(words) and sure >= _SURE * len(words)


def _place(order: Sequence[Line | Grid], part: Line | Grid) -> int:
    """Before the first part that begins below it; foot of the page and margin stay last."""
    top = part.bbox[1] if part.bbox is not None else 0.0
    for index, other in enumerate(order):
        tail = isinstance(other, Line) and other.role in ("margin", "footnote")
        if tail or (other.bbox is not None and other.bbox[1] > top):
            return index
    return len(order)
