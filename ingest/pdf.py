"""PDF files by PDFium: page images, text layers with fonts, ruled lines.

PDFium is not thread-safe and its documents cannot be pickled: one lock per process, and the last document opened in a
process stays open, so that the pages of a file open one after another for the price of one.
"""

import ctypes
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from pypdfium2 import raw

from document.errors import BrokenFile, BrokenPage, EncryptedFile
from document.pages import Image, LayerChar, Rule, TextLayer
from document.places import BBox
from ingest.limits import Limits
from ingest.rules import page_rules

_LOCK = threading.RLock()
_SCAN_COVERAGE = 0.5
"""A page whose images cover this share of it is a scan; less is a digital page with a picture in it."""


class _Open:
    """The document that this process opened last."""

    key: tuple[str, int] | None = None
    document: pypdfium2.PdfDocument | None = None


def _load(path: Path | None, data: bytes | None) -> pypdfium2.PdfDocument:
    key = (str(path), path.stat().st_mtime_ns) if path is not None else ("", id(data))
    if _Open.document is None or _Open.key != key:
        close()
        _Open.document = pypdfium2.PdfDocument(path if path is not None else data)
        _Open.key = key
    return _Open.document


def close() -> None:
    """Let go of the open document."""
    with _LOCK:
        if _Open.document is not None:
            _Open.document.close()
        _Open.document, _Open.key = None, None


def count_pages(name: str, path: Path | None, data: bytes | None) -> int:
    """Number of pages. Raises `EncryptedFile`, `BrokenFile`."""
    with _LOCK:
        try:
            return len(_load(path, data))
        except pypdfium2.PdfiumError as error:
            if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY):
                raise EncryptedFile(name=name) from error
            raise BrokenFile(name=name) from error
        except OSError as error:
            raise BrokenFile(name=name) from error


@dataclass(frozen=True, slots=True)
class _Frame:
    """The map from a page's own coordinates to points of the page as shown, origin top left."""

    a: float
    b: float
    c: float
    d: float
    e: float
    f: float

    @classmethod
    def of(cls, page: pypdfium2.PdfPage) -> "_Frame":
        width, height = page.get_size()
        scale = 1000.0
        x, y = ctypes.c_int(), ctypes.c_int()

        def device(px: float, py: float) -> tuple[float, float]:
            raw.FPDF_PageToDevice(page, 0, 0, round(width * scale), round(height * scale), 0, px, py, x, y)
            return x.value / scale, y.value / scale

        (x0, y0), (x1, y1), (x2, y2) = device(0, 0), device(100, 0), device(0, 100)
        return cls((x1 - x0) / 100, (y1 - y0) / 100, (x2 - x0) / 100, (y2 - y0) / 100, x0, y0)

    def point(self, x: float, y: float) -> tuple[float, float]:
        return self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f

    def box(self, left: float, bottom: float, right: float, top: float) -> BBox:
        (xa, ya), (xb, yb) = self.point(left, bottom), self.point(right, top)
        return min(xa, xb), min(ya, yb), max(xa, xb), max(ya, yb)


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


def _chars(page: pypdfium2.PdfPage, frame: _Frame) -> tuple[LayerChar, ...]:
    """Characters in file order. A box is as wide as the glyph's advance and as high as its line of type."""
    textpage = page.get_textpage()
    known: dict[int, tuple[str, bool]] = {}
    found: list[LayerChar] = []
    box, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    try:
        for index in range(textpage.count_chars()):
            code = raw.FPDFText_GetUnicode(textpage, index)
            if not 0 < code < 0x110000 or 0xD800 <= code < 0xE000 or raw.FPDFText_IsGenerated(textpage, index) == 1:
                continue
            if not raw.FPDFText_GetLooseCharBox(textpage, index, box):
                continue
            size = raw.FPDFText_GetFontSize(textpage, index)
            if raw.FPDFText_GetMatrix(textpage, index, matrix):
                size *= max(abs(matrix.d), abs(matrix.b)) or 1.0
            place = frame.box(box.left, box.bottom, box.right, box.top)
            font, invisible = _style(textpage, index, known)
            found.append(LayerChar(chr(code), place, font, float(size), invisible))
    finally:
        textpage.close()
    return tuple(found)


@dataclass(frozen=True, slots=True)
class PdfPage:
    """One page of a PDF file. Opens nothing until asked."""

    number: int
    name: str
    path: Path | None
    data: bytes | None
    limits: Limits

    @property
    def text(self) -> str | None:
        """None: it has an image."""
        return None

    @property
    def first_line(self) -> int:
        """Lines count from 1."""
        return 1

    @contextmanager
    def _opened(self) -> Iterator[pypdfium2.PdfPage]:
        with _LOCK:
            try:
                page = _load(self.path, self.data)[self.number - 1]
            except (pypdfium2.PdfiumError, OSError) as error:
                raise BrokenPage(page=self.number) from error
            try:
                yield page
            except pypdfium2.PdfiumError as error:
                raise BrokenPage(page=self.number) from error
            finally:
                page.close()

    @property
    def size_pt(self) -> tuple[float, float]:
        """Width and height as shown, in points."""
        with self._opened() as page:
            width, height = page.get_size()
            return float(width), float(height)

    @property
    def native_dpi(self) -> float:
        """Resolution of the scanned image, 0 for a digital page."""
        with self._opened() as page:
            return _scan_dpi(page)

    def layer(self) -> TextLayer | None:
        """Characters and ruled lines, or None where the page has no character."""
        with self._opened() as page:
            frame = _Frame.of(page)
            chars = _chars(page, frame)
            if not chars:
                return None
            rules = tuple(Rule(*box) for box in page_rules(page, frame.box))
            return TextLayer(chars, rules)

    def image(self, dpi: float) -> Image:
        """The page as shown at `dpi`, RGB. Raises `BrokenPage`, `TooLarge`."""
        with self._opened() as page:
            width, height = page.get_size()
            scale = dpi / 72
            self.limits.check_pixels(self.name, self.number, round(width * scale), round(height * scale))
            bitmap = page.render(scale=scale, rev_byteorder=True, maybe_alpha=False)
            try:
                pixels = bitmap.to_numpy()
                if pixels.ndim == 2 or pixels.shape[2] == 1:
                    return np.repeat(pixels.reshape(*pixels.shape[:2], 1), 3, axis=2)
                return np.ascontiguousarray(pixels[:, :, :3])
            finally:
                bitmap.close()


def _scan_dpi(page: pypdfium2.PdfPage) -> float:
    """The finest resolution among the images that cover the page, 0 where they cover too little of it."""
    width, height = page.get_size()
    area = max(1.0, width * height)
    covered, finest = 0.0, 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE]):
        left, bottom, right, top = item.get_bounds()
        share = (right - left) * (top - bottom) / area
        covered += share
        if share < 0.1 and covered < _SCAN_COVERAGE:
            continue
        across, down = item.get_px_size()
        # Sides compare long to long: an image may lie turned on its page.
        finest = max(finest, max(across, down) * 72 / max(1.0, right - left, top - bottom))
    return finest if covered >= _SCAN_COVERAGE else 0.0
