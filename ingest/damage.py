"""Pictures of a PDF page whose data are cut off or cannot be shown: PDFium draws what there is, and says nothing.

What is looked at is cheap for a picture that is whole: how its data begin and end, or how long they are.
"""

import io
from collections.abc import Iterator
from typing import Literal

import pypdfium2
from PIL import Image as Pillow
from pypdfium2 import raw

Damage = Literal["cut", "lost"]
"""The end of the picture is missing; nothing of it can be shown."""

_LEAST = 0.05
"""Share of the page: smaller pictures are emblems and lines."""
_ENOUGH = 0.99
"""Part of its data with which an unpacked picture is whole."""
_MOST = 256 << 20
"""Bytes; a larger picture is not unpacked for this."""
_PADDING = b"\x00\r\n \t"
_JPEG, _END = b"\xff\xd8", b"\xff\xd9"


def damages(page: pypdfium2.PdfPage) -> Iterator[Damage]:
    """What is wrong with the pictures of a page that take up some of it, one entry for each that is not whole."""
    for item in _pictures(page):
        found = _damage(item)
        if found is not None:
            yield found


def is_blank_by_damage(page: pypdfium2.PdfPage) -> bool:
    """Whether a page that was drawn without any ink has a picture that cannot be shown."""
    return any(not _shows(item) for item in _pictures(page))


def _pictures(page: pypdfium2.PdfPage) -> Iterator[pypdfium2.PdfImage]:
    width, height = page.get_size()
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        if (right - left) * (top - bottom) >= _LEAST * width * height:
            yield item


def _coding(item: pypdfium2.PdfImage) -> str:
    """The last filter of the picture's data that is not mere packing; empty where there is none."""
    filters = item.get_filters(skip_simple=True)
    return filters[-1] if filters else ""


def _damage(item: pypdfium2.PdfImage) -> Damage | None:
    try:
        if _looks_whole(item):
            return None
    except pypdfium2.PdfiumError:  # not even its data can be had
        return "lost"
    if not _shows(item):
        return "lost"
    return "cut" if _is_cut(item) else None


def _looks_whole(item: pypdfium2.PdfImage) -> bool:
    match _coding(item):
        case "DCTDecode":
            data = _data(item)
            return data.startswith(_JPEG) and data.endswith(_END)
        case "JPXDecode":
            return _data(item).endswith(_END)
        case "":
            expected = _expected(item)
            return expected > _MOST or _unpacked(item) >= _ENOUGH * expected > 0
        case _:  # a fax code has no end that must be there
            return True


def _is_cut(item: pypdfium2.PdfImage) -> bool:
    """Whether a picture that can be shown lacks its end; a JPEG may merely lack the mark of it.

    libjpeg goes on in one shade where the data stop, which no scanner sees over the whole width.
    """
    if _coding(item) != "DCTDecode":
        return True
    try:
        with Pillow.open(io.BytesIO(_data(item) + _END)) as picture:
            picture.draft("L", (1, 1))
            low, high = picture.convert("L").crop((0, picture.height - 1, picture.width, picture.height)).getextrema()
    except (OSError, SyntaxError, ValueError):
        return True
    return bool(low == high)


def _data(item: pypdfium2.PdfImage) -> bytes:
    return bytes(item.get_data(decode_simple=True)).rstrip(_PADDING)


def _unpacked(item: pypdfium2.PdfImage) -> int:
    """How many bytes the picture's data have when they are unpacked."""
    return int(raw.FPDFImageObj_GetImageDataDecoded(item, None, 0))


def _expected(item: pypdfium2.PdfImage) -> int:
    """How many bytes the rows of the picture take; 0 where it does not say what its pixels are."""
    try:
        found = item.get_metadata()
    except pypdfium2.PdfiumError:
        return 0
    return (int(found.width) * int(found.bits_per_pixel) + 7) // 8 * int(found.height)


def _shows(item: pypdfium2.PdfImage) -> bool:
    try:
        return item.get_bitmap() is not None
    except pypdfium2.PdfiumError:
        return False
