"""The characters of a PDF page: what they mean, where they stand, which way up."""

import ctypes
import math

import pypdfium2
from pypdfium2 import raw

from document.pages import LayerChar
from ingest.frame import Frame

_TINY_PT = 2.5
"""Type below this size is not printed to be read."""
_ASKEW = 20
"""Degrees from a quarter turn: what stands farther off is a watermark."""
_UNKNOWN = "\ufffd"


def _style(textpage: pypdfium2.PdfTextPage, index: int, known: dict[int, tuple[str, bool]]) -> tuple[str, bool]:
    """Name of the character's font, without its subset's tag, and whether it is drawn invisibly."""
    handle = raw.FPDFText_GetTextObject(textpage, index)
    if not handle:
        return "", False
    address = ctypes.cast(handle, ctypes.c_void_p).value or 0
    if address not in known:
        buffer = ctypes.create_string_buffer(256)
        flags = ctypes.c_int()
        length = raw.FPDFText_GetFontInfo(textpage, index, buffer, 256, flags)
        name = buffer.value.decode("utf-8", "replace") if 0 < length <= 256 else ""
        invisible = raw.FPDFTextObj_GetTextRenderMode(handle) == raw.FPDF_TEXTRENDERMODE_INVISIBLE
        known[address] = name.split("+", 1)[-1], bool(invisible)
    return known[address]


def _letter(textpage: pypdfium2.PdfTextPage, index: int) -> str:
    """The character's meaning; nothing for what is none (a space that PDFium made up, half a pair of codes)."""
    if raw.FPDFText_IsGenerated(textpage, index) == 1:
        return ""
    code = raw.FPDFText_GetUnicode(textpage, index)
    if raw.FPDFText_HasUnicodeMapError(textpage, index) == 1 or code in (0, 0xFFFE, 0xFFFF):
        return _UNKNOWN
    return chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else ""


def _turn(matrix: raw.FS_MATRIX, frame: Frame) -> int | None:
    across, down = frame.direction(matrix.a, matrix.b)
    if across == down == 0:
        return 0
    angle = -math.degrees(math.atan2(down, across))
    quarter = round(angle / 90) * 90
    return quarter % 360 if abs(angle - quarter) <= _ASKEW else None


def page_chars(page: pypdfium2.PdfPage, frame: Frame) -> tuple[LayerChar, ...]:
    """Characters on the sheet, in file order. A box is as wide as the glyph's advance and as high as its line of type."""
    textpage = page.get_textpage()
    width, height = page.get_size()
    known: dict[int, tuple[str, bool]] = {}
    found: list[LayerChar] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    try:
        for index in range(textpage.count_chars()):
            letter = _letter(textpage, index)
            if not letter or not raw.FPDFText_GetLooseCharBox(textpage, index, box):
                continue
            size = raw.FPDFText_GetFontSize(textpage, index)
            turn: int | None = 0
            if raw.FPDFText_GetMatrix(textpage, index, matrix):
                size *= max(abs(matrix.d), abs(matrix.b)) or 1.0
                turn = _turn(matrix, frame)
            place = frame.box(box.left, box.bottom, box.right, box.top)
            x, y = (place[0] + place[2]) / 2, (place[1] + place[3]) / 2
            if 0 <= x <= width and 0 <= y <= height:
                font, invisible = _style(textpage, index, known)
                tiny = size < _TINY_PT and place[3] - place[1] < _TINY_PT and place[2] - place[0] < _TINY_PT
                found.append(LayerChar(letter, place, font, float(size), invisible or tiny, turn))
    finally:
        textpage.close()
    return tuple(found)
