"""What is laid on a PDF page and is not in its text: values of form fields, typed-over words, signatures, pinned files."""

import contextlib
import ctypes
from collections.abc import Callable, Iterator

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
    """The filled-in values as characters, each field's lines from its upper left corner, widths by estimate.

    Words typed over the page with a viewer's tools (free text) are taken the same way.
    """
    found: list[LayerChar] = []
    for annotation in _shown(page):
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_FREETEXT:
            found += _spread(_text(raw.FPDFAnnot_GetStringValue, annotation, b"Contents"), annotation, frame)
        elif page.formenv and raw.FPDFAnnot_GetFormFieldType(page.formenv, annotation) in _KINDS:
            found += _spread(_text(raw.FPDFAnnot_GetFormFieldValue, page.formenv, annotation), annotation, frame)
    return tuple(found)


def signature_boxes(page: pypdfium2.PdfPage, frame: Frame) -> tuple[BBox, ...]:
    """Where digital signatures show themselves: who signed when, which is no part of what the page says."""
    boxes = []
    for annotation in _shown(page):
        rect = raw.FS_RECTF()
        is_signature = page.formenv and (
            raw.FPDFAnnot_GetFormFieldType(page.formenv, annotation) == raw.FPDF_FORMFIELD_SIGNATURE
        )
        if is_signature and raw.FPDFAnnot_GetRect(annotation, rect):
            boxes.append(frame.box(rect.left, rect.bottom, rect.right, rect.top))
    return tuple(boxes)


def pinned_names(page: pypdfium2.PdfPage) -> tuple[str, ...]:
    """The names of the files that are pinned to the page; empty where one has none."""
    found = []
    for annotation in _shown(page):
        if raw.FPDFAnnot_GetSubtype(annotation) == raw.FPDF_ANNOT_FILEATTACHMENT:
            pinned = raw.FPDFAnnot_GetFileAttachment(annotation)
            found.append(_text(raw.FPDFAttachment_GetName, pinned) if pinned else "")
    return tuple(found)


def _shown(page: pypdfium2.PdfPage) -> Iterator[raw.FPDF_ANNOTATION]:
    for index in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, index)
        if annotation:
            try:
                if not raw.FPDFAnnot_GetFlags(annotation) & _HIDDEN:
                    yield annotation
            finally:
                raw.FPDFPage_CloseAnnot(annotation)


def _spread(value: str, annotation: raw.FPDF_ANNOTATION, frame: Frame) -> Iterator[LayerChar]:
    """The lines of `value` over the rectangle of its annotation."""
    rect = raw.FS_RECTF()
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


def _text(ask: Callable[..., int], *of: object) -> str:
    """What a function of PDFium that fills a buffer of UTF-16 tells of `of`."""
    length = ask(*of, None, 0)
    buffer = (ctypes.c_ushort * (length // 2 + 1))()
    ask(*of, buffer, length)
    with contextlib.suppress(UnicodeDecodeError):
        return bytes(buffer)[: max(0, length - 2)].decode("utf-16-le")
    return ""
