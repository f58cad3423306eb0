"""Which characters of a page are not seen on it: the page is drawn with its text and without, and compared."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pypdfium2
from pypdfium2 import raw

from document.pages import Image, LayerChar
from document.places import BBox, union

_SCALE = 1.0
_LONGEST = 3000
"""Pixels; longer sheets are drawn smaller."""
_LEAST_SCALE = 0.5
_CORE = (0.4, 0.8)
"""From the top of small letters to the baseline, in heights of the line's box."""
_SEEN = 16
"""Steps of grey of 255 that ink differs from what is under it: a pale watermark is seen, white on white is not."""


def with_unseen(page: pypdfium2.PdfPage, chars: Sequence[LayerChar]) -> tuple[LayerChar, ...]:
    """`chars` with those that cannot be seen marked: white on white, under a picture or a patch. Spoils `page` for drawing."""
    scale = min(_SCALE, _LONGEST / max(1.0, *page.get_size()))
    if scale < _LEAST_SCALE or all(c.invisible for c in chars):
        return tuple(chars)
    try:
        shown = _drawn(page, scale)
        for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT]):
            raw.FPDFPageObj_SetIsActive(item, False)
        ink = np.abs(shown.astype(np.int16) - _drawn(page, scale))
    except pypdfium2.PdfiumError:  # a page that cannot be drawn still says what its layer says
        return tuple(chars)
    found: list[LayerChar] = []
    for word in _words(chars):
        box = union([_core(c) for c in word if not c.text.isspace()])
        seen = box is None or _most(ink, box, scale) >= _SEEN
        found += word if seen else [replace(c, invisible=True) for c in word]
    return tuple(found)


def _drawn(page: pypdfium2.PdfPage, scale: float) -> Image:
    bitmap = page.render(scale=scale, grayscale=True, may_draw_forms=False)
    try:
        pixels: Image = bitmap.to_numpy()
        return pixels.reshape(pixels.shape[0], pixels.shape[1], -1)[:, :, 0].copy()
    finally:
        bitmap.close()


def _words(chars: Sequence[LayerChar]) -> Iterator[list[LayerChar]]:
    """Characters side by side in one type: a full stop alone may leave no mark on a small image."""
    word: list[LayerChar] = []
    for char in chars:
        if word and (char.text.isspace() or _apart(word[-1], char)):
            yield word
            word = []
        word.append(char)
    if word:
        yield word


def _apart(last: LayerChar, char: LayerChar) -> bool:
    if (last.size_pt, last.font, last.invisible) != (char.size_pt, char.font, char.invisible):
        return True
    a, b = last.bbox_pt, char.bbox_pt
    return max(b[0] - a[2], a[0] - b[2], b[1] - a[3], a[1] - b[3]) > 0.5 * char.size_pt


def _core(char: LayerChar) -> BBox:
    """Where the small letters of its line stand: the rest of its box may hold its neighbours' ink."""
    x0, y0, x1, y1 = char.bbox_pt
    width, height = x1 - x0, y1 - y0
    match char.turn:
        case 0:
            return x0, y0 + _CORE[0] * height, x1, y0 + _CORE[1] * height
        case 90:
            return x0 + _CORE[0] * width, y0, x0 + _CORE[1] * width, y1
        case 180:
            return x0, y1 - _CORE[1] * height, x1, y1 - _CORE[0] * height
        case 270:
            return x1 - _CORE[1] * width, y0, x1 - _CORE[0] * width, y1
        case _:
            return char.bbox_pt


def _most(ink: np.ndarray[tuple[int, ...], np.dtype[np.int16]], box: BBox, scale: float) -> int:
    x0, y0 = max(0, int(box[0] * scale)), max(0, int(box[1] * scale))
    part = ink[y0 : int(box[3] * scale) + 1, x0 : int(box[2] * scale) + 1]
    return int(part.max(initial=0))
