"""PDF files by PDFium: page images, text layers with fonts, ruled lines.

PDFium is not thread-safe and its documents cannot be pickled: one lock per process, and the last document opened in a
process stays open, so that the pages of a file open one after another for the price of one.
"""

import contextlib
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pypdfium2
from pypdfium2 import raw

from document.errors import BrokenFile, BrokenPage, BrokenPicture, EncryptedFile
from document.pages import Image, Rule, TextLayer
from ingest.damage import damages, is_blank_by_damage
from ingest.fields import field_chars, pinned_names, signature_boxes
from ingest.frame import Frame
from ingest.letters import page_chars
from ingest.limits import Limits
from ingest.rules import page_rules
from ingest.unseen import with_unseen

_LOCK = threading.RLock()
_SCAN_COVERAGE = 0.5
"""A page whose images cover this share of it is a scan; less is a digital page with a picture in it."""

ATTACHED = "tệp PDF có kèm {count} tệp khác ({names}) không được đọc; nếu số liệu nằm ở đó, hãy lưu riêng rồi nộp."
DYNAMIC_FORM = (
    "tệp là biểu mẫu XFA động, các trang không chứa nội dung đã điền nên không được đọc; "
    "hãy mở bằng Acrobat, in ra PDF rồi nộp lại."
)
PINNED = "trang có ghim {count} tệp khác ({names}) không được đọc; nếu số liệu nằm ở đó, hãy lưu riêng rồi nộp."
CUT_FILE = "tệp không có phần kết thúc (có thể tải về chưa đủ): trang hoặc hình ở cuối tệp có thể bị mất; hãy tải hoặc quét lại."
CUT_PICTURE = "hình của trang bị cụt, phần cuối không có trong tệp nên không được đọc; hãy quét hoặc tải lại."
LOST_PICTURE = "trang có hình bị hỏng, không hiện được nên không được đọc; hãy quét hoặc tải lại."
_NAMED = 3
"""Attached files that are told by name."""
_GREY = (raw.FPDF_COLORSPACE_DEVICEGRAY, raw.FPDF_COLORSPACE_CALGRAY)
_TAIL = 2048
"""Bytes at the end of a file among which readers look for its last mark."""


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
        with contextlib.suppress(pypdfium2.PdfiumError):  # a form that cannot be filled in is a page like others
            _Open.document.init_forms()
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
            if error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY) and _is_encrypted(path, data):
                raise EncryptedFile(name=name) from error
            raise BrokenFile(name=name) from error
        except OSError as error:
            raise BrokenFile(name=name) from error


def _is_encrypted(path: Path | None, data: bytes | None) -> bool:
    """Whether the file says so: PDFium keeps the error of the file before where one without pages has none of its own."""
    return b"/Encrypt" in (path.read_bytes() if path is not None else data or b"")


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

    @property
    def remarks(self) -> tuple[str, ...]:
        """What of the page is not read; on the first page also what of the file is not."""
        with self._opened() as page:
            own = _page_remarks(page)
            if self.number != 1:
                return own
            cut = () if _has_end(self.path, self.data) else (CUT_FILE,)
            return (*_remarks(page.pdf), *cut, *own)

    @contextmanager
    def _opened(self) -> Iterator[pypdfium2.PdfPage]:
        with _LOCK:
            try:
                page = _load(self.path, self.data)[self.number - 1]
            except (pypdfium2.PdfiumError, OSError) as error:
                raise BrokenPage(page=self.number) from error
            try:
                if min(page.get_size()) <= 0:  # boxes that have nothing in common
                    raise BrokenPage(page=self.number)
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
            frame = Frame.of(page)
            chars, filled = page_chars(page, frame), field_chars(page, frame)
            if not chars and not filled:
                return None
            rules = tuple(Rule(*box) for box in page_rules(page, frame.box))
            stamps = signature_boxes(page, frame)
            return TextLayer((*with_unseen(page, chars), *filled), rules, stamps)

    def image(self, dpi: float) -> Image:
        """The page as shown at `dpi`: RGB, or grey where nothing can be coloured. Raises `BrokenPage`, `BrokenPicture`, `TooLarge`."""
        with self._opened() as page:
            width, height = page.get_size()
            scale = dpi / 72
            self.limits.check_pixels(self.name, self.number, round(width * scale), round(height * scale))
            bits = _grey_bits(page)
            # PDFium draws pictures of one bit in grey in half the time, others in more.
            bitmap = page.render(scale=scale, rev_byteorder=True, maybe_alpha=False, grayscale=bits == 1)
            try:
                pixels = bitmap.to_numpy()
                if _is_blank(pixels) and is_blank_by_damage(page):
                    raise BrokenPicture(page=self.number)
                if bits or pixels.ndim == 2 or pixels.shape[2] == 1:
                    return np.array(pixels[:, :, 0] if pixels.ndim == 3 else pixels)
                return np.ascontiguousarray(pixels[:, :, :3])
            finally:
                bitmap.close()


def _grey_bits(page: pypdfium2.PdfPage) -> int:
    """The bits of a pixel where pictures of grey are all that is on the page (the most there are), else 0."""
    if raw.FPDFPage_GetAnnotCount(page) > 0:
        return 0
    most = 0
    for item in page.get_objects(max_depth=1):
        if item.type != raw.FPDF_PAGEOBJ_IMAGE:
            return 0
        picture = item.get_metadata()
        if picture.colorspace not in _GREY:
            return 0
        most = max(most, picture.bits_per_pixel)
    return most


def _is_blank(pixels: Image) -> bool:
    """Whether a page was drawn in one colour; a few rows tell it of most."""
    return all(bool(part.min() == part.max()) for part in (pixels[::32], pixels))


def _remarks(document: pypdfium2.PdfDocument) -> tuple[str, ...]:
    attached = [_attached_name(document, index) for index in range(document.count_attachments())]
    found = [_told(ATTACHED, attached)] if attached else []
    # A dynamic form is drawn by Acrobat alone; its pages hold a request to wait.
    if document.get_formtype() == raw.FORMTYPE_XFA_FULL:
        found.append(DYNAMIC_FORM)
    return tuple(found)


def _page_remarks(page: pypdfium2.PdfPage) -> tuple[str, ...]:
    pinned = [_printable(name) for name in pinned_names(page)]
    found = [_told(PINNED, pinned)] if pinned else []
    damaged = set(damages(page))
    if "cut" in damaged:
        found.append(CUT_PICTURE)
    if "lost" in damaged:
        found.append(LOST_PICTURE)
    return tuple(found)


def _has_end(path: Path | None, data: bytes | None) -> bool:
    """Whether the last mark of a PDF stands where the file ends."""
    if path is None:
        tail = (data or b"")[-_TAIL:]
    else:
        with path.open("rb") as stream:
            stream.seek(max(0, path.stat().st_size - _TAIL))
            tail = stream.read()
    return b"%%EOF" in tail or b"startxref" in tail


def _told(template: str, names: list[str]) -> str:
    more = ", …" if len(names) > _NAMED else ""
    return template.format(count=len(names), names=", ".join(names[:_NAMED]) + more)


def _attached_name(document: pypdfium2.PdfDocument, index: int) -> str:
    try:
        return _printable(document.get_attachment(index).get_name())
    except pypdfium2.PdfiumError:  # a damaged entry is attached all the same
        return _printable("")


def _printable(name: str) -> str:
    return "".join(c for c in name if c.isprintable()) or "không tên"


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
        try:
            across, down = item.get_px_size()
        except pypdfium2.PdfiumError:  # a broken picture on a page that may be whole otherwise
            continue
        # Sides compare long to long: an image may lie turned on its page.
        finest = max(finest, max(across, down) * 72 / max(1.0, right - left, top - bottom))
    return finest if covered >= _SCAN_COVERAGE else 0.0
