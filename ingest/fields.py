"""What is filled in on a PDF form: the values of its text fields stand on the page as shown, but not in its text."""

import contextlib
import ctypes
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw

from document.pages import LayerChar
from document.places import BBox
from ingest.frame import Frame

_KINDS = (raw.FPDF_FORMFIELD_TEXTFIELD, raw.FPDF_FORMFIELD_COMBOBOX)
_HIDDEN = raw.FPDF_ANNOT_FLAG_HIDDEN | raw.FPDF_ANNOT_FLAG_NOVIEW
_ADVANCE = 0.5
"""Width of a character in sizes of the type, where the field does not say."""
_FILLED = 0.7
"""Height of the type as a part of the field's, at most."""
_USUAL_PT = 12.0


def field_chars(page: pypdfium2.PdfPage, frame: Frame) -> tuple[LayerChar, ...]:
    """The filled-in values as characters, each field's lines from its upper left corner, widths by estimate."""
    form = page.formenv
    if not form:
        return ()
    found: list[LayerChar] = []
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                found += _value_chars(form, annotation, frame)
            finally:
                raw.FPDFPage_CloseAnnot(annotation)
    return tuple(found)


def _value_chars(form: object, annotation: object, frame: Frame) -> Iterator[LayerChar]:
    if raw.FPDFAnnot_GetFormFieldType(form, annotation) not in _KINDS or raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
        return
    rect = raw.FS_RECTF()
    value = _value(form, annotation)
    if not value.strip() or not raw.FPDFAnnot_GetRect(annotation, rect):
        return
    lines = value.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    x0, y0, x1, y1 = frame.box(rect.left, rect.bottom, rect.right, rect.top)
    pitch = (y1 - y0) / len(lines)
    size = min(_FILLED * pitch, _USUAL_PT)
    for row, line in enumerate(lines):
        step = min(_ADVANCE * size, (x1 - x0) / max(1, len(line)))
        middle = y0 + (row + 0.5) * pitch
        for column, letter in enumerate(line):
            left = x0 + 2 + column * step
            box: BBox = (left, middle - size / 2, left + step, middle + size / 2)
            yield LayerChar(letter, box, "", size)


def _value(form: object, annotation: object) -> str:
    length = raw.FPDFAnnot_GetFormFieldValue(form, annotation, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    raw.FPDFAnnot_GetFormFieldValue(form, annotation, buffer, length)
    with contextlib.suppress(UnicodeDecodeError):
        return bytes(buffer)[: max(0, length - 2)].decode("utf-16-le")
    return ""
